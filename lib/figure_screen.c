/* A page for gnuplot's terminal of characters: one letter a series, a key above, bands as
 * two rows of ', nulls as -, bars of #.  Panels stand one below the other. */
#include "figure_script.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LETTERS = 64, KEY_LINES = 4 };

struct screen {
	struct pen pen;
	struct page *page;
	int columns, rows;              /* of one panel */
	int left, right, bottom, top;   /* the frame, in characters from the lower left of a panel */
	const char *hue[LETTERS];       /* series that have a letter already, and which */
	char letter[LETTERS];
	int nletter;
	const char **text;              /* what is written, and where */
	int *col, *row, *align, ntext, room;
};

/* --- letters ------------------------------------------------------------------------------- */

static bool taken(const struct screen *s, char c)
{
	return memchr(s->letter, c, (size_t)s->nletter) || strchr("'-#@|", c);
}

/* The first letter of the name that is free, or else of the alphabet. */
static char free_letter(const struct screen *s, const char *name)
{
	for (; *name; name++)
		if (isalnum((unsigned char)*name) && !taken(s, *name))
			return *name;
	for (char c = 'a'; c <= 'z'; c++)
		if (!taken(s, c))
			return c;
	return '*';
}

static char known_letter(const struct screen *s, const char *hue)
{
	for (int i = 0; i < s->nletter; i++)
		if (!strcmp(s->hue[i], hue))
			return s->letter[i];
	return 0;
}

static char letter_of(const struct screen *s, const struct layer *l)
{
	char c = known_letter(s, l->colour);

	if (l->as == DRAW_BAND || l->as == DRAW_BOX || l->as == DRAW_FACE || l->letter == '|' || l->letter == '-')
		return l->letter;
	return c ? c : l->letter;
}

static void choose_letters(struct screen *s)
{
	for (int i = 0; i < s->page->npanel; i++)
		for (const struct label *l = s->page->panel[i].label; l; l = l->next) {
			const struct layer *of = l->of;

			if (!of || of->as == DRAW_BAND || of->letter == '|' || of->letter == '-' || known_letter(s, of->colour) ||
			    s->nletter == LETTERS)
				continue;
			s->letter[s->nletter] = of->letter && !taken(s, of->letter) ? of->letter : free_letter(s, l->text);
			s->hue[s->nletter++] = of->colour;
		}
}

/* --- words ------------------------------------------------------------------------------------ */

static void say(struct screen *s, const char *text, int col, int row, int align)
{
	if (s->ntext == s->room) {
		int room = 2 * s->room + 64;

		s->text = arena_grow(s->pen.arena, s->text, (size_t)s->ntext, (size_t)room, sizeof *s->text);
		s->col = arena_grow(s->pen.arena, s->col, (size_t)s->ntext, (size_t)room, sizeof *s->col);
		s->row = arena_grow(s->pen.arena, s->row, (size_t)s->ntext, (size_t)room, sizeof *s->row);
		s->align = arena_grow(s->pen.arena, s->align, (size_t)s->ntext, (size_t)room, sizeof *s->align);
		s->room = room;
	}
	s->text[s->ntext] = text;
	s->col[s->ntext] = col;
	s->row[s->ntext] = row;
	s->align[s->ntext++] = align;
}

/* The title of y and after it what each letter stands for, in lines that fit. */
static int key_lines(struct screen *s, char line[KEY_LINES][400], const struct panel *q)
{
	const struct page *p = s->page;
	int n = 0;

	snprintf(line[0], sizeof line[0], "%s%s", p->y.title ? p->y.title : "", p->y.title && q->label ? ":" : "");
	for (const struct label *l = q->label; l; l = l->next) {
		char word[300];

		if (!l->text)
			continue;
		if (l->of)
			snprintf(word, sizeof word, "%c %.200s%s%.60s", letter_of(s, l->of), l->text, l->note ? ", " : "", l->note ? l->note : "");
		else
			snprintf(word, sizeof word, "%.290s", l->text);
		if (text_length(line[n]) + text_length(word) + 3 > (size_t)s->columns && n < KEY_LINES - 1)
			line[++n][0] = '\0';
		if (text_length(line[n]) + text_length(word) + 3 <= (size_t)s->columns)
			strcat(strcat(line[n], *line[n] ? "   " : ""), word);
	}
	return n + 1;
}

/* --- marks ---------------------------------------------------------------------------------------- */

static double value_at(const struct axis *x, double place)
{
	return x->log ? x->lo * pow(x->hi / x->lo, place) : x->lo + place * (x->hi - x->lo);
}

static void mark(struct screen *s, double x, double y)
{
	if (!isfinite(x + y))
		return;
	pen_number(&s->pen, x);
	pen_put(&s->pen, "\t");
	pen_number(&s->pen, y);
	pen_put(&s->pen, "\n");
}

/* The value of y(x) in a table of points in order of x; NaN outside and in gaps. */
static double between(const struct axis *ax, const double *x, const double *y, uint64_t n, double at, bool steps)
{
	for (uint64_t i = 1; i < n; i++)
		if (x[i - 1] <= at && at <= x[i] && isfinite(y[i - 1] + y[i])) {
			double a = axis_place(ax, x[i - 1]), b = axis_place(ax, x[i]), t = b > a ? (axis_place(ax, at) - a) / (b - a) : 0;

			return steps ? y[i - 1] : y[i - 1] + t * (y[i] - y[i - 1]);
		}
	return NAN;
}

static bool upright(const struct layer *l)
{
	const double *x = l->block->col[l->at[0]];

	return l->block->n == 2 && x[0] == x[1];
}

static void mark_line(struct screen *s, const struct layer *l, int ycol, int every)
{
	const struct axis *ax = &s->page->x;
	const double *x = l->block->col[l->at[0]], *y = l->block->col[l->at[ycol]];
	int wide = s->right - s->left, high = s->top - s->bottom;

	if (upright(l)) {
		for (int r = 0; r <= high; r++) {
			double v = value_at(&s->page->y, (double)r / high);

			if (v >= fmin(y[0], y[1]) && v <= fmax(y[0], y[1]))
				mark(s, x[0], v);
		}
		return;
	}
	for (int c = 0; c <= wide; c += every) {
		double at = value_at(ax, (double)c / wide);

		mark(s, at, between(ax, x, y, l->block->n, at, l->as == DRAW_STEPS));
	}
	for (uint64_t i = 0; l->block->n < 40 && every == 1 && i < l->block->n; i++)
		mark(s, x[i], y[i]);
}

/* Where bars have names, each is one line high: is this the line of the one at `middle`? */
static double one_line(const struct axis *y, double place, double middle)
{
	return fabs(value_at(y, place) - middle) < 0.5 ? middle : INFINITY;
}

static void mark_boxes(struct screen *s, const struct layer *l)
{
	int wide = s->right - s->left, high = s->top - s->bottom;
	const double *const *c = l->block->col;

	for (uint64_t i = 0; i < l->block->n; i++) {
		double x1 = fmin(c[l->at[0]][i], c[l->at[1]][i]), x2 = fmax(c[l->at[0]][i], c[l->at[1]][i]);
		double y1 = fmin(c[l->at[2]][i], c[l->at[3]][i]), y2 = fmax(c[l->at[2]][i], c[l->at[3]][i]);

		for (int x = 0; x <= wide; x++)
			for (int y = 0; y <= high; y++) {
				double vx = value_at(&s->page->x, (double)x / wide), vy = value_at(&s->page->y, (y - 0.5) / high);

				if (s->page->y.look == AXIS_NONE)       /* a bar is one line */
					vy = one_line(&s->page->y, (double)y / high, (y1 + y2) / 2);
				if (vx >= x1 && vx < x2 && vy >= y1 - 1e-12 && vy < y2)
					mark(s, vx, value_at(&s->page->y, (double)y / high));
			}
	}
}

/* A polygon is one character in its middle. */
static void mark_faces(struct screen *s, const struct layer *l)
{
	const double *x = l->block->col[l->at[0]], *y = l->block->col[l->at[1]];
	double sx = 0, sy = 0;
	int n = 0;

	for (uint64_t i = 0; i <= l->block->n; i++) {
		if (i < l->block->n && isfinite(x[i] + y[i])) {
			sx += axis_place(&s->page->x, x[i]);
			sy += axis_place(&s->page->y, y[i]);
			n++;
		} else if (n) {
			mark(s, value_at(&s->page->x, sx / n), value_at(&s->page->y, sy / n));
			sx = sy = n = 0;
		}
	}
}

static void write_marks(struct screen *s, const struct layer *l)
{
	const double *x = l->block->col[l->at[0]], *y = l->block->col[l->at[1]];

	switch (l->as) {
	case DRAW_BAND:
		mark_line(s, l, 1, 3);
		mark_line(s, l, 2, 3);
		break;
	case DRAW_LINE:
	case DRAW_STEPS:
		mark_line(s, l, 1, 1);
		break;
	case DRAW_POINT:
	case DRAW_SPAN:
		for (uint64_t i = 0; i < l->block->n; i++)
			mark(s, x[i], y[i]);
		break;
	case DRAW_BOX:
		mark_boxes(s, l);
		break;
	case DRAW_FACE:
		mark_faces(s, l);
		break;
	}
}

/* --- the script --------------------------------------------------------------------------------------- */

static void write_ticks(struct screen *s, const struct axis *x, char which, bool words)
{
	const char *sep = "";

	if (x->look == AXIS_NONE) {
		pen_put(&s->pen, "unset %ctics\n", which);
		return;
	}
	pen_put(&s->pen, "set %ctics scale 0 (", which);
	for (int i = 0; i < x->ntick; i++) {
		if (!x->tick[i].text)
			continue;
		pen_put(&s->pen, "%s\"", sep);
		for (const char *w = words ? x->tick[i].text : ""; *w; w++)
			pen_put(&s->pen, *w == '%' ? "%%%%" : "%c", *w);
		pen_put(&s->pen, "\" ");
		pen_number(&s->pen, x->tick[i].at);
		sep = ", ";
	}
	pen_put(&s->pen, ")\n");
}

/* What a kind has written beside its panels (names of bars ...), from centimetres to characters. */
static void place_texts(struct screen *s, int first, int npanel)
{
	for (const struct text *t = s->page->text; t; t = t->next)
		for (int i = first; i < first + npanel; i++) {
			const struct panel *q = &s->page->panel[i];
			double cm = (q->right - q->left) / (s->right - s->left), x, y;

			if (t->headline || t->y < q->bottom - 0.1 || t->y > q->top + 1 || t->x > q->right + 2)
				continue;
			if (i % s->page->ncol && t->x < q->left)
				continue;
			x = t->x < q->left ? s->left - 1 - (q->left - t->x - 0.1) / 0.13 : s->left + (t->x - q->left) / cm;
			y = s->bottom + (t->y - q->bottom) / (q->top - q->bottom) * (s->top - s->bottom);
			if (t->y > q->top && t->turn == 0)
				continue;
			say(s, t->text, x > 0 ? (int)lround(x) : 0, (s->page->npanel - 1 - i) * s->rows + (int)lround(y), t->align);
		}
}

static void panel_words(struct screen *s, int i)
{
	const struct panel *q = &s->page->panel[i];
	int base = (s->page->npanel - 1 - i) * s->rows, row = base + s->rows - 1;
	char line[KEY_LINES][400];

	if (i == 0 || q->label)
		for (int k = 0, n = key_lines(s, line, q); k < n; k++)
			say(s, arena_copy(s->pen.arena, line[k], strlen(line[k])), 0, row--, -1);
	if (q->title || q->note)
		say(s, q->note ? arena_print(s->pen.arena, "%s%s%s", q->title ? q->title : "", q->title ? "   " : "", q->note) : q->title,
		    q->title ? s->left : 0, base + s->top + 1, -1);
	if (s->page->x.title)
		say(s, s->page->x.title, (s->left + s->right) / 2, base, 0);
}

static void write_words(struct screen *s)
{
	static const char *const flush[] = { "left", "center", "right" };
	const char *end = pen_end(s->pen.arena, s->text, s->ntext);

	pen_put(&s->pen, "$text << %s\n", end);
	for (int i = 0; i < s->ntext; i++)
		pen_put(&s->pen, "%s\n", s->text[i]);
	pen_put(&s->pen, "%s\n", end);
	for (int i = 0; i < s->ntext; i++)
		pen_put(&s->pen, "set label %d $text[%d] at character %d, character %d %s front\n", i + 1, i + 1, s->col[i], s->row[i],
		        flush[s->align[i] + 1]);
}

static void write_frame(struct screen *s, int i)
{
	struct pen *o = &s->pen;
	const struct page *p = s->page;
	double high = s->rows * p->npanel, base = (p->npanel - 1 - i) * s->rows;

	/* gnuplot cuts the lower end to whole characters, and the upper one less a half */
	pen_put(o, "set lmargin at screen %.6f; set rmargin at screen %.6f\n", (s->left + 0.5) / s->columns, (s->right + 1.0) / s->columns);
	pen_put(o, "set bmargin at screen %.6f; set tmargin at screen %.6f\n", (base + s->bottom + 0.5) / high, (base + s->top + 1) / high);
	if (i == 0) {
		pen_put(o, "set xrange [");
		pen_number(o, p->x.lo);
		pen_put(o, ":");
		pen_number(o, p->x.hi);
		pen_put(o, "]; set yrange [");
		pen_number(o, p->y.lo);
		pen_put(o, ":");
		pen_number(o, p->y.hi);
		pen_put(o, "]\n");
		if (p->x.log || p->y.log)
			pen_put(o, "set logscale %s\n", p->x.log ? p->y.log ? "xy" : "x" : "y");
		write_ticks(s, &p->x, 'x', true);
		write_ticks(s, &p->y, 'y', true);
	}
}

static void write_plots(struct screen *s)
{
	int id = 0;

	for (int i = 0; i < s->page->npanel; i++) {
		const char *sep = "plot ";
		struct pen line = { .arena = s->pen.arena };

		for (int below = 1; below >= 0; below--)
			for (const struct layer *l = s->page->panel[i].layer; l; l = l->next) {
				size_t before;

				if (l->below != below || !letter_of(s, l))
					continue;
				pen_put(&s->pen, "$m%d << EOD\n", ++id);
				before = s->pen.len;
				write_marks(s, l);
				if (s->pen.len > before) {
					pen_put(&line, letter_of(s, l) == '\'' ? "%s$m%d using 1:2 with points pt \"%c\"" :
					        "%s$m%d using 1:2 with points pt '%c'", sep, id, letter_of(s, l));
					sep = ", \\\n     ";
				}
				pen_put(&s->pen, "EOD\n");
			}
		write_frame(s, i);
		pen_put(&s->pen, "%.*s%s\n", (int)line.len, line.at ? line.at : "", sep[0] == 'p' ? "plot NaN" : "");
		if (i == 0)
			pen_put(&s->pen, "unset label\n");
	}
}

struct cell screen_write(struct page *p, const char *kind, int columns, int rows)
{
	struct screen s = { .pen = { .arena = p->arena }, .page = p, .columns = columns, .rows = rows, .bottom = 3, .right = columns - 5 };
	int left = 6, key = 1;
	char line[KEY_LINES][400];

	choose_letters(&s);
	for (int i = 0; i < p->y.ntick; i++)
		if (p->y.tick[i].text && p->y.look != AXIS_NONE && (int)text_length(p->y.tick[i].text) + 2 > left)
			left = (int)text_length(p->y.tick[i].text) + 2;
	if (p->y.look == AXIS_NONE)
		left = (int)(p->room_left / 0.13) + 1;
	s.left = left < columns / 2 ? left : columns / 2;
	if (p->y.look == AXIS_NONE)             /* numbers beside the bars */
		s.right -= (int)(p->room_right / 0.13);
	for (int i = 0; i < p->npanel; i++)
		key = (int)fmax(key, key_lines(&s, line, &p->panel[i]));
	if (p->y.look == AXIS_NONE)
		s.rows = (int)nearbyint(p->y.hi - p->y.lo) + s.bottom + 2 + key + (p->panel[0].title || p->panel[0].note);
	s.top = s.rows - 2 - key - (p->panel[0].title || p->panel[0].note);
	place_texts(&s, 0, p->npanel);
	for (int i = 0; i < p->npanel; i++)
		panel_words(&s, i);
	pen_put(&s.pen, "# weakties figure: %s, for a terminal\nset terminal dumb noenhanced mono size %d,%d aspect 1\nset encoding utf8\n"
	        "set datafile separator \"\\t\"\nset datafile commentschars \"\"\nunset key\nset border %d\nset tics nomirror\n",
	        kind, columns, s.rows * p->npanel, p->x.look == AXIS_NONE ? 0 : p->y.look == AXIS_NONE ? 1 : 3);
	write_words(&s);
	pen_put(&s.pen, p->npanel > 1 ? "set multiplot\n" : "");
	write_plots(&s);
	pen_put(&s.pen, p->npanel > 1 ? "unset multiplot\n" : "");
	return (struct cell){ s.pen.at, s.pen.len };
}
