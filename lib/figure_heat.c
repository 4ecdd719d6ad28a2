/* heat: a matrix of groups, its numbers in its cells. */
#include "figure_heat.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NUMBERS = 15, FEW = 5, MANY = 25, SHADES = 25 };

static const double FOOT = 0.75, SWATCH = 0.62, LINE = 0.27;    /* cm: the key, a swatch of it, a line of words */

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

/* The shade of a value, 0 to SHADES - 1; -1: no value, -2: too few to have one.  Few are expected, but many
 * came: that ratio is known well enough. */
static int shade(const struct heat *h, double v, double ties, double expected)
{
	double place;

	if (isnan(v))
		return -1;
	if (h->ratio && expected < FEW && !(ties >= MANY))
		return -2;
	if (h->ratio)
		place = (heat_level(h, v) + 3) / 6;
	else if (h->both)
		place = h->most > 0 ? (v / h->most + 1) / 2 : 0.5;
	else
		place = h->most > h->least ? (v - h->least) / (h->most - h->least) : 0.5;
	return (int)nearbyint(place * (SHADES - 1));
}

static int shade_at(const struct heat *h, int facet, int r, int c)
{
	return shade(h, *heat_at(h, h->value, facet, r, c), *heat_at(h, h->ties, facet, r, c), *heat_at(h, h->expected, facet, r, c));
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
			n += shade_at(h, facet, i / h->cols, i % h->cols) == s;
		if (!n)
			continue;
		b = page_block(&f->page, n, 4);
		for (int k = 0; k < 4; k++)
			c[k] = page_column(&f->page, b, k);
		n = 0;
		for (int i = 0; i < h->rows; i++)
			for (int j = 0; j < h->cols; j++)
				if (shade_at(h, facet, i, j) == s) {
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
			const char *word = cell_words(f, h, *heat_at(h, h->value, facet, i, j), *heat_at(h, h->ties, facet, i, j),
			                              *heat_at(h, h->expected, facet, i, j));
			int s = shade_at(h, facet, i, j);

			if (word)
				page_text(p, word, page_x(p, q, j), page_y(p, q, h->rows - 1 - i), 5.5, 0,
				          s >= 0 && !p->screen && is_dark(shade_colour(f->arena, h, s)) ? WHITE : INK);
		}
}

/* What of dots, white cells and empty ones there is, in words. */
static const char *few_words(struct figure *f, const struct heat *h)
{
	bool dot = false, white = false, empty = false;
	const char *s = NULL;

	for (int i = 0; i < h->rows * h->cols * f->nfacet; i++) {
		dot |= !isnan(h->value[i]) && h->ties[i] < FEW;
		white |= !isnan(h->value[i]) && h->ties[i] >= FEW && shade(h, h->value[i], h->ties[i], h->expected[i]) < 0;
		empty |= isnan(h->value[i]);
	}
	if (f->run->private_)
		return "empty: under 5 ties or expected";
	if (dot)
		s = "· under 5 ties";
	if (white)
		s = arena_print(f->arena, "%s%swhite: under 5 expected", s ? s : "", s ? "; " : "");
	if (empty)
		s = arena_print(f->arena, "%s%sempty: not given", s ? s : "", s ? "; " : "");
	return s;
}

/* Swatches in words, under the matrix. */
static void write_key(struct page *p, struct figure *f, struct heat *h)
{
	static const char *const ratio[] = { "1/8", "1/4", "1/2", "1", "2", "4", "8 ×" };
	int n = h->ratio || h->both ? 7 : 6, few = 0;
	double right = p->width / p->scale - 0.25, x = right - SWATCH * n, up = p->room_bottom - FOOT;
	const char *title[TEXT_LINES], *line[TEXT_LINES], *words = h->ratio ? few_words(f, h) : NULL;

	if (text_wrap(f->arena, f->wish->xlabel ? text_clean(f->arena, cell_of(f->wish->xlabel)) : text_clean(f->arena, cell_of(h->title)),
	              6, false, (x - 0.3) * CM, 1, title))
		page_text(p, title[0], 0.15, 0.56 + up, 6, -1, INK);
	if (words)
		few = text_wrap(f->arena, words, 6, false, (x - 0.3) * CM, 2, line);
	for (int i = 0; i < few; i++)
		page_text(p, line[i], 0.15, 0.22 + up - LINE * i, 6, -1, MUTE);
	for (int i = 0; i < n; i++) {
		double place = (double)i / (n - 1), v = h->both ? (2 * place - 1) * h->most : h->least + place * (h->most - h->least);

		page_rect(p, x + SWATCH * i, x + SWATCH * i + 0.6, 0.45 + up, 0.68 + up, h->ratio || h->both ? page_diverging[i] : page_ramp[i]);
		page_text(p, h->ratio ? ratio[i] : text_rounded(f->arena, v, 2), x + SWATCH * i + 0.3, 0.22 + up, 6, 0, TEXT);
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
			if (text_wrap(p->arena, h->row[i], 6.5, false, 90, 1, line)) {
				page_text(p, line[0], q->left - 0.1 - h->wide, page_y(p, q, h->rows - 1 - i), 6.5, 1, INK);
				if (h->wide > 0 && !isnan(h->size[i]))
					page_text(p, text_count(p->arena, (uint64_t)h->size[i]), q->left - 0.1, page_y(p, q, h->rows - 1 - i), 6, 1, MUTE);
			}
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

static void measure(struct figure *f, struct heat *h)
{
	struct page *p = &f->page;
	double left = 0, up = 0, right = 0, wide;

	for (int i = 0; i < h->rows; i++)
		left = fmax(left, fmin(90, text_width(h->row[i], 6.5, false)) / CM);
	for (int j = 0; j < h->cols; j++)
		up = fmax(up, fmin(70, text_width(h->col[j], 6, false)) / CM * M_SQRT1_2);
	for (int i = 0; i < h->rows && !p->screen; i++)
		if (!isnan(h->size[i]))
			h->wide = fmax(h->wide, text_width(text_count(f->arena, (uint64_t)h->size[i]), 6, false) / CM + 0.12);
	p->room_left = left + h->wide + 0.3;
	p->room_top = up + 0.2;
	p->room_bottom = FOOT;
	if (h->ratio && !p->screen && few_words(f, h)) {
		const char *line[TEXT_LINES];

		p->room_bottom += LINE * (text_wrap(f->arena, few_words(f, h), 6, false,
		                          (p->width / p->scale - 0.55 - 7 * SWATCH) * CM, 2, line) - 1);
	}
	wide = (p->width / p->scale - p->room_left - 0.3 - 0.6 * (p->ncol - 1)) / p->ncol;
	for (int j = 0; j < h->cols; j++) {             /* a turned name may lean over the edge */
		double end = (j + 0.5) / h->cols * wide + fmin(70, text_width(h->col[j], 6, false)) / CM * M_SQRT1_2;

		right = fmax(right, end - wide);
	}
	p->room_right = fmax(0, right - 0.25);
	p->room_between = fmax(0, right - 0.45);
	wide = (p->width / p->scale - p->room_left - 0.3 - p->room_right - (0.6 + p->room_between) * (p->ncol - 1)) / p->ncol;
	if (f->wish->width != WIDTH_SLIDE)
		p->height = 1.4 + p->room_bottom - FOOT + p->nrow * (fmin(14, wide * h->rows / h->cols) + p->room_top + 0.5 * (f->nfacet > 1));
}

int figure_heat(struct figure *f, struct err *e)
{
	struct heat *h = NEW(f->arena, 1, struct heat);
	struct painter *w = NEW(f->arena, 1, struct painter);
	struct page *p = &f->page;

	if (f->wish->by || f->wish->ref.n)
		return fail(e, E_USAGE, "heat has no %s", f->wish->by ? "--by: one panel for each value is --facet" : "--ref");
	TRY(figure_split(f, NULL, e));
	TRY(heat_read(f, h, e));
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
