/* heat: a matrix of groups, its numbers in its cells. */
#include "figure.h"

#include "figure_order.h"
#include "number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_GROUPS = 60, MOST_NUMBERS = 15, FEW = 5, SHADES = 25 };

struct heat {
	int rows, cols;
	const char **row, **col;
	double *value, *ties, *expected;        /* facet * rows * cols + row * cols + col */
	bool ratio, both;               /* ratio: diverging about 1; both: positive and negative, about 0 */
	bool square;                    /* rows and columns are the same groups */
	double most, least;
	const char *title;
};

static double *at(const struct heat *h, double *v, int facet, int r, int c)
{
	return &v[(facet * h->rows + r) * h->cols + c];
}

/* --- reading ------------------------------------------------------------------------------ */

struct heat_columns { int row, col, value, ties, expected; };

static int find_columns(struct figure *f, struct heat_columns *c, struct err *e)
{
	const struct table *t = f->table;

	*c = (struct heat_columns){ -1, -1, -1, -1, table_find(t, "expected") };
	TRY(figure_column(f, f->wish->y, "", &c->row, e));
	TRY(figure_column(f, f->wish->x, "", &c->col, e));
	TRY(figure_column(f, f->wish->value, "ratio,value,share,mean", &c->value, e));
	TRY(figure_column(f, NULL, "ties,observed,n,count", &c->ties, e));
	for (int numbers = 0; numbers <= 1; numbers++)          /* columns of words come first */
		for (int i = 0; i < t->ncol; i++) {
			bool used = i == c->row || i == c->col || i == c->value || i == c->ties || i == c->expected ||
			            (f->wish->facet && !strcmp(f->wish->facet, t->col[i].name));

			if (used || figure_is_numeric(t, i) != numbers)
				continue;
			if (c->row < 0)
				c->row = i;
			else if (c->col < 0)
				c->col = i;
			else if (numbers && c->value < 0 && c->ties < 0)
				c->value = i;
		}
	if (c->value < 0 && c->expected < 0)
		c->value = c->ties;
	if (c->row < 0 || c->col < 0 || (c->value < 0 && c->ties < 0))
		return fail(e, E_USAGE, "%s: heat needs two columns of names and one of numbers: name them with -y, -x and --value",
		            t->file);
	return OK;
}

/* Two columns that name the same groups share one list, so that the diagonal is one. */
static int read_groups(struct figure *f, const struct heat_columns *c, struct heat *h, uint32_t **rcode,
                       uint32_t **ccode, struct err *e)
{
	struct cell *r, *k;
	uint32_t *map;
	int shared = 0;

	TRY(figure_codes(f, f->table, c->row, MOST_GROUPS, rcode, &r, &h->rows, e));
	TRY(figure_codes(f, f->table, c->col, MOST_GROUPS, ccode, &k, &h->cols, e));
	map = NEW(f->arena, (size_t)h->cols, uint32_t);
	for (int i = 0; i < h->cols; i++)
		for (int j = 0; j < h->rows; j++)
			if (r[j].len == k[i].len && !memcmp(r[j].at, k[i].at, k[i].len)) {
				map[i] = (uint32_t)j;
				shared++;
			}
	h->square = h->rows == h->cols && shared == h->rows;
	h->row = NEW(f->arena, (size_t)h->rows, const char *);
	h->col = NEW(f->arena, (size_t)h->cols, const char *);
	for (int i = 0; i < h->rows; i++)
		h->row[i] = figure_name(f, r[i]);
	for (int i = 0; i < h->cols; i++)
		h->col[i] = figure_name(f, k[h->square ? 0 : i]);
	if (h->square) {
		uint32_t *to = NEW(f->arena, f->table->nrow, uint32_t);

		for (uint64_t i = 0; i < f->table->nrow; i++)
			to[i] = map[(*ccode)[i]];
		*ccode = to;
		memcpy(h->col, h->row, (size_t)h->cols * sizeof *h->col);
	}
	return OK;
}

static int fill(struct figure *f, const struct heat_columns *c, struct heat *h, struct err *e)
{
	const double *v = NULL, *ties = NULL, *expected = NULL;
	uint32_t *r, *k;
	size_t cells;

	TRY(read_groups(f, c, h, &r, &k, e));
	if (c->value >= 0)
		TRY(figure_reals(f, c->value, &v, e));
	if (c->ties >= 0 && c->ties != c->value)
		TRY(figure_reals(f, c->ties, &ties, e));
	if (c->expected >= 0)
		TRY(figure_reals(f, c->expected, &expected, e));
	h->ratio = expected && ties && c->value < 0;
	if (c->value >= 0 && !strcmp(f->table->col[c->value].name, "ratio"))
		h->ratio = true;
	h->title = c->value >= 0 ? f->table->col[c->value].name : "observed / expected";
	cells = (size_t)(h->rows * h->cols * f->nfacet);
	h->value = NEW(f->arena, cells, double);
	h->ties = NEW(f->arena, cells, double);
	h->expected = NEW(f->arena, cells, double);
	for (size_t i = 0; i < cells; i++)
		h->value[i] = h->ties[i] = h->expected[i] = NAN;
	for (uint64_t i = 0; i < f->table->nrow; i++) {
		int q = f->facet_of ? (int)f->facet_of[i] : 0;
		double *to = at(h, h->value, q, (int)r[i], (int)k[i]);

		if (!isnan(*to))
			return table_fail(f->table, i, c->row, e, "this pair of groups has a row already: one cell has one row");
		*to = v ? v[i] : expected[i] > 0 ? ties[i] / expected[i] : NAN;
		if (isinf(*to))
			*to = NAN;
		*at(h, h->ties, q, (int)r[i], (int)k[i]) = ties ? ties[i] : NAN;
		*at(h, h->expected, q, (int)r[i], (int)k[i]) = expected ? expected[i] : NAN;
	}
	return OK;
}

/* --- order: neighbours alike ------------------------------------------------------------------- */

/* How a value counts for likeness and shade: ratios by their logarithm, within 1/8 and 8. */
static double level(const struct heat *h, double v)
{
	if (isnan(v))
		return 0;
	return h->ratio ? v <= 0 ? -3 : fmax(-3, fmin(3, log2(v))) : v;
}

static double unlike(const struct heat *h, const double *v, bool rows, int a, int b)
{
	double sum = 0;
	int n = rows ? h->cols : h->rows;

	for (int i = 0; i < n; i++) {
		double x = level(h, rows ? v[a * h->cols + i] : v[i * h->cols + a]);
		double y = level(h, rows ? v[b * h->cols + i] : v[i * h->cols + b]);

		sum += (x - y) * (x - y);
	}
	return sqrt(sum);
}

static void seriate(struct figure *f, const struct heat *h, bool rows, int *order)
{
	int n = rows ? h->rows : h->cols;
	double *d = NEW(f->arena, (size_t)(n * n), double);

	for (int i = 0; i < n * n; i++)
		d[i] = unlike(h, h->value, rows, i / n, i % n);
	order_alike(d, n, order);
}

static bool are_numbers(const char *const *name, int n)
{
	double x;

	for (int i = 0; i < n; i++)
		if (number_get(cell_of(name[i]), &x) != NUMBER)
			return false;
	return true;
}

/* Years, ages and the like have an order of their own, that of the table. */
static void reorder(struct figure *f, struct heat *h)
{
	int *r = NEW(f->arena, (size_t)h->rows, int), *c = NEW(f->arena, (size_t)h->cols, int);
	struct heat old = *h;
	size_t cells = (size_t)(h->rows * h->cols * f->nfacet);

	for (int i = 0; i < h->rows; i++)
		r[i] = i;
	for (int i = 0; i < h->cols; i++)
		c[i] = i;
	if (!f->wish->in_order && !are_numbers(h->row, h->rows))
		seriate(f, h, true, r);
	if (h->square)
		memcpy(c, r, (size_t)h->cols * sizeof *c);
	else if (!f->wish->in_order && !are_numbers(h->col, h->cols))
		seriate(f, h, false, c);
	h->value = NEW(f->arena, cells, double);
	h->ties = NEW(f->arena, cells, double);
	h->expected = NEW(f->arena, cells, double);
	h->row = NEW(f->arena, (size_t)h->rows, const char *);
	h->col = NEW(f->arena, (size_t)h->cols, const char *);
	for (int i = 0; i < h->rows; i++)
		h->row[i] = old.row[r[i]];
	for (int i = 0; i < h->cols; i++)
		h->col[i] = old.col[c[i]];
	for (int q = 0; q < f->nfacet; q++)
		for (int i = 0; i < h->rows; i++)
			for (int j = 0; j < h->cols; j++) {
				*at(h, h->value, q, i, j) = *at(&old, old.value, q, r[i], c[j]);
				*at(h, h->ties, q, i, j) = *at(&old, old.ties, q, r[i], c[j]);
				*at(h, h->expected, q, i, j) = *at(&old, old.expected, q, r[i], c[j]);
			}
}

/* --- colour ---------------------------------------------------------------------------------------- */

static int channel(const char *hex, int i)
{
	char two[3] = { hex[1 + 2 * i], hex[2 + 2 * i], 0 };

	return (int)strtol(two, NULL, 16);
}

/* Between two neighbours of a ramp of n colours. */
static const char *blend(struct arena *a, const char *const *ramp, int n, double place)
{
	int i = (int)fmin(n - 2, fmax(0, floor(place * (n - 1)))), rgb[3];
	double t = fmin(1, fmax(0, place * (n - 1) - i));

	for (int k = 0; k < 3; k++)
		rgb[k] = (int)nearbyint((1 - t) * channel(ramp[i], k) + t * channel(ramp[i + 1], k));
	return arena_print(a, "#%02X%02X%02X", (unsigned)rgb[0], (unsigned)rgb[1], (unsigned)rgb[2]);
}

/* The shade of a value, 0 to SHADES - 1; -1: no value, -2: too few expected to have one. */
static int shade(const struct heat *h, double v, double expected)
{
	double place;

	if (isnan(v))
		return -1;
	if (h->ratio && expected < FEW)
		return -2;
	if (h->ratio)
		place = (level(h, v) + 3) / 6;
	else if (h->both)
		place = h->most > 0 ? (v / h->most + 1) / 2 : 0.5;
	else
		place = h->most > h->least ? (v - h->least) / (h->most - h->least) : 0.5;
	return (int)nearbyint(place * (SHADES - 1));
}

static const char *shade_colour(struct arena *a, const struct heat *h, int s)
{
	if (h->ratio || h->both)
		return blend(a, page_diverging, 7, (double)s / (SHADES - 1));
	return blend(a, page_ramp, 6, (double)s / (SHADES - 1));
}

/* White words on dark cells: where white has the larger contrast. */
static bool is_dark(const char *hex)
{
	return 0.2126 * pow(channel(hex, 0) / 255.0, 2.2) + 0.7152 * pow(channel(hex, 1) / 255.0, 2.2) +
	       0.0722 * pow(channel(hex, 2) / 255.0, 2.2) < 0.3;
}

/* --- drawing ------------------------------------------------------------------------------------------ */

static void draw_cells(struct figure *f, const struct heat *h, int facet)
{
	for (int s = 0; s < SHADES; s++) {
		struct block *b;
		struct layer *l;
		double *c[4];
		uint64_t n = 0;

		for (int i = 0; i < h->rows * h->cols; i++)
			n += shade(h, h->value[facet * h->rows * h->cols + i], h->expected[facet * h->rows * h->cols + i]) == s;
		if (!n)
			continue;
		b = page_block(&f->page, n, 4);
		for (int k = 0; k < 4; k++)
			c[k] = page_column(&f->page, b, k);
		n = 0;
		for (int i = 0; i < h->rows; i++)
			for (int j = 0; j < h->cols; j++)
				if (shade(h, *at(h, h->value, facet, i, j), *at(h, h->expected, facet, i, j)) == s) {
					c[0][n] = j - 0.48;
					c[1][n] = j + 0.48;
					c[2][n] = h->rows - 1 - i - 0.48;
					c[3][n++] = h->rows - 1 - i + 0.48;
				}
		l = page_layer(&f->page, &f->page.panel[facet], DRAW_BOX, b, 0, 1, 2, 3);
		l->colour = shade_colour(f->arena, h, s);
		l->width = 0;
	}
}

struct painter { struct figure *f; struct heat *h; };

static const char *cell_words(struct figure *f, const struct heat *h, double v, double ties, double expected)
{
	bool few = ties < FEW, thin = expected < FEW;

	if (isnan(v))
		return NULL;
	if (f->run->private_ && (few || thin))
		return NULL;
	if (h->ratio && few)
		return "·";
	return h->ratio ? text_fixed(f->arena, v, v < 0.05 ? 2 : v < 10 ? 1 : 0) : v == nearbyint(v) && fabs(v) < 1e5 ? text_fixed(f->arena, v, 0) :
	       text_rounded(f->arena, v, 2);
}

static void write_numbers(struct page *p, struct figure *f, struct heat *h, int facet)
{
	const struct panel *q = &p->panel[facet];

	if (h->rows > MOST_NUMBERS || h->cols > MOST_NUMBERS)
		return;
	for (int i = 0; i < h->rows; i++)
		for (int j = 0; j < h->cols; j++) {
			double v = *at(h, h->value, facet, i, j), expected = *at(h, h->expected, facet, i, j);
			const char *word = cell_words(f, h, v, *at(h, h->ties, facet, i, j), expected);
			int s = shade(h, v, expected);

			if (word)
				page_text(p, word, page_x(p, q, j), page_y(p, q, h->rows - 1 - i), 5.5, 0,
				          s >= 0 && !p->screen && is_dark(shade_colour(f->arena, h, s)) ? WHITE : INK);
		}
}

/* Swatches in words, under the matrix. */
static void write_key(struct page *p, struct figure *f, struct heat *h)
{
	static const char *const ratio[] = { "1/8", "1/4", "1/2", "1", "2", "4", "8 ×" };
	int n = h->ratio || h->both ? 7 : 6;
	double right = p->width / p->scale - 0.25, x = right - 0.62 * n;
	const char *title[TEXT_LINES];

	if (text_wrap(f->arena, f->wish->xlabel ? text_clean(f->arena, cell_of(f->wish->xlabel)) : text_clean(f->arena, cell_of(h->title)),
	              6, false, (x - 0.3) * CM, 1, title))
		page_text(p, title[0], 0.15, 0.56, 6, -1, INK);
	if (h->ratio && !isnan(h->expected[0]))
		page_text(p, f->run->private_ ? "blank: under 5 ties or expected" : "· under 5 ties; white: under 5 expected", 0.15, 0.22, 6, -1, MUTE);
	for (int i = 0; i < n; i++) {
		double place = (double)i / (n - 1), v = h->both ? (2 * place - 1) * h->most : h->least + place * (h->most - h->least);

		page_rect(p, x + 0.62 * i, x + 0.62 * i + 0.6, 0.45, 0.68, h->ratio || h->both ? page_diverging[i] : page_ramp[i]);
		page_text(p, h->ratio ? ratio[i] : text_rounded(f->arena, v, 2), x + 0.62 * i + 0.3, 0.22, 6, 0, TEXT);
	}
}

static void paint(struct page *p, void *with)
{
	struct painter *w = with;
	struct heat *h = w->h;

	for (int k = 0; k < p->npanel; k++) {
		const struct panel *q = &p->panel[k];
		const char *line[TEXT_LINES];

		for (int i = 0; i < h->rows && k % p->ncol == 0; i++)
			if (text_wrap(p->arena, h->row[i], 6.5, false, 90, 1, line))
				page_text(p, line[0], q->left - 0.1, page_y(p, q, h->rows - 1 - i), 6.5, 1, INK);
		for (int j = 0; j < h->cols; j++)
			if (text_wrap(p->arena, h->col[j], 6, false, 70, 1, line)) {
				struct text *t = page_text(p, line[0], page_x(p, q, j) - 0.02, q->top + 0.1, 6, -1, INK);

				t->turn = 45;
			}
		write_numbers(p, w->f, h, k);
	}
	if (!p->screen)
		write_key(p, w->f, h);
}

static void measure(struct figure *f, const struct heat *h)
{
	struct page *p = &f->page;
	double left = 0, up = 0, right = 0, wide;

	for (int i = 0; i < h->rows; i++)
		left = fmax(left, fmin(90, text_width(h->row[i], 6.5, false)) / CM);
	for (int j = 0; j < h->cols; j++)
		up = fmax(up, fmin(70, text_width(h->col[j], 6, false)) / CM * M_SQRT1_2);
	p->room_left = left + 0.3;
	p->room_top = up + 0.2;
	p->room_bottom = 0.75;
	wide = (p->width / p->scale - p->room_left - 0.3 - 0.6 * (p->ncol - 1)) / p->ncol;
	for (int j = 0; j < h->cols; j++) {             /* a turned name may lean over the edge */
		double end = (j + 0.5) / h->cols * wide + fmin(70, text_width(h->col[j], 6, false)) / CM * M_SQRT1_2;

		right = fmax(right, end - wide);
	}
	p->room_right = fmax(0, right - 0.25);
	p->room_between = fmax(0, right - 0.45);
	wide = (p->width / p->scale - p->room_left - 0.3 - p->room_right - (0.6 + p->room_between) * (p->ncol - 1)) / p->ncol;
	if (f->wish->width != WIDTH_SLIDE)
		p->height = 1.4 + p->nrow * (fmin(14, wide * h->rows / h->cols) + p->room_top + 0.5 * (f->nfacet > 1));
}

static void find_range(const struct figure *f, struct heat *h)
{
	h->least = INFINITY;
	h->most = -INFINITY;
	for (int i = 0; i < h->rows * h->cols * f->nfacet; i++)
		if (!isnan(h->value[i])) {
			h->least = fmin(h->least, h->value[i]);
			h->most = fmax(h->most, h->value[i]);
		}
	h->both = !h->ratio && h->least < 0 && h->most > 0;
	if (h->both)
		h->most = fmax(h->most, -h->least);
}

int figure_heat(struct figure *f, struct err *e)
{
	struct heat *h = NEW(f->arena, 1, struct heat);
	struct painter *w = NEW(f->arena, 1, struct painter);
	struct page *p = &f->page;
	struct heat_columns c;

	if (f->wish->by || f->wish->ref.n)
		return fail(e, E_USAGE, "heat has no %s", f->wish->by ? "--by: one panel for each value is --facet" : "--ref");
	TRY(figure_split(f, NULL, e));
	TRY(find_columns(f, &c, e));
	TRY(fill(f, &c, h, e));
	find_range(f, h);
	if (!(h->least <= h->most))
		return fail(e, E_DATA, "%s: no cell has a number: there is nothing to draw", f->table->file);
	reorder(f, h);
	figure_panels(f);
	measure(f, h);
	p->x = (struct axis){ .lo = -0.5, .hi = h->cols - 0.5, .look = AXIS_NONE };
	p->y = (struct axis){ .lo = -0.5, .hi = h->rows - 0.5, .look = AXIS_NONE };
	if (p->screen)                  /* one line a row */
		p->y = (struct axis){ .lo = -0.6, .hi = h->rows + 0.4, .look = AXIS_NONE };
	p->y.title = figure_title(f, f->wish->ylabel, p->screen ? h->title : NULL);
	for (int k = 0; k < f->nfacet; k++)
		draw_cells(f, h, k);
	*w = (struct painter){ f, h };
	p->decorate = paint;
	p->with = w;
	return OK;
}
