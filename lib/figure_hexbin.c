/* hexbin: very many rows as hexagons in six classes of number. */
#include "figure_points.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CLASSES = 6 };
static const double side = 6.4;         /* points from one flat side of a hexagon to the other */
static const uint64_t least[CLASSES] = { 1, 3, 10, 30, 100, 300 };
static const char *const class_name[CLASSES] = { "1–2", "3–9", "10–29", "30–99", "100–299", "300 +" };
static const char class_letter[CLASSES] = ".:oO8@";

struct hexagons { double wide, high; uint64_t *cell; uint64_t n; };     /* the frame in points */

/* The cell of a point: two rectangular lattices, each the other's gaps; the nearer centre.
 * Packed as row << 32 | column, rows of the second lattice odd. */
static uint64_t cell_at(double x, double y)
{
	double row = side * sqrt(3), ax = nearbyint(x / side), ay = nearbyint(y / row);
	double bx = floor(x / side), by = floor(y / row);
	double da = hypot(x - ax * side, y - ay * row), db = hypot(x - (bx + 0.5) * side, y - (by + 0.5) * row);

	/* the frame begins at 0; 2^20 keeps what lies a little outside positive */
	if (da <= db)
		return (uint64_t)(2 * ay + 1048576) << 32 | (uint64_t)(ax + 1048576);
	return (uint64_t)(2 * by + 1 + 1048576) << 32 | (uint64_t)(bx + 1048576);
}

static void centre(uint64_t cell, double *x, double *y)
{
	double row = (double)(cell >> 32) - 1048576, col = (double)(cell & UINT32_MAX) - 1048576;

	*y = row / 2 * side * sqrt(3);
	*x = (col + (fmod(fabs(row), 2) != 0 ? 0.5 : 0)) * side;
}

static int compare_cells(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static struct hexagons bin(struct figure *f, const struct pairs *g)
{
	const struct page *p = &f->page;
	const struct panel *q = &p->panel[0];
	struct hexagons h = { (q->right - q->left) * CM, (q->top - q->bottom) * CM, NEW(f->arena, g->n, uint64_t), g->n };

	for (uint64_t i = 0; i < g->n; i++)
		h.cell[i] = cell_at(axis_place(&p->x, g->x[i]) * h.wide, axis_place(&p->y, g->y[i]) * h.high);
	qsort(h.cell, h.n, sizeof *h.cell, compare_cells);
	return h;
}

static double value_at(const struct axis *x, double place)
{
	return x->log ? x->lo * pow(x->hi / x->lo, place) : x->lo + place * (x->hi - x->lo);
}

static int class_of(uint64_t n)
{
	int c = CLASSES - 1;

	while (n < least[c])
		c--;
	return c;
}

/* The corners of one hexagon (a point upwards), closed by a row of NaN; *x and *y move on. */
static void corners(const struct page *p, const struct hexagons *h, uint64_t cell, double **x, double **y)
{
	double cx, cy, r = side / sqrt(3) * 1.01;       /* a little more: no hair lines between */

	centre(cell, &cx, &cy);
	for (int i = 0; i < 6; i++) {
		*(*x)++ = value_at(&p->x, (cx + r * sin(i * M_PI / 3)) / h->wide);
		*(*y)++ = value_at(&p->y, (cy + r * cos(i * M_PI / 3)) / h->high);
	}
	*(*x)++ = *(*y)++ = NAN;
}

static void draw_cells(struct figure *f, int facet, const struct hexagons *h)
{
	struct page *p = &f->page;

	for (int c = 0; c < CLASSES; c++) {
		uint64_t cells = 0;
		struct block *b;
		struct layer *l;
		double *x, *y;

		for (uint64_t i = 0, j; i < h->n; i = j) {
			for (j = i; j < h->n && h->cell[j] == h->cell[i]; j++)
				;
			cells += class_of(j - i) == c;
		}
		if (!cells)
			continue;
		b = page_block(p, 7 * cells, 2);
		b->faces = true;
		x = page_column(p, b, 0);
		y = page_column(p, b, 1);
		for (uint64_t i = 0, j; i < h->n; i = j) {
			for (j = i; j < h->n && h->cell[j] == h->cell[i]; j++)
				;
			if (class_of(j - i) == c)
				corners(p, h, h->cell[i], &x, &y);
		}
		l = page_layer(p, &p->panel[facet], DRAW_FACE, b, 0, 1, 0, 0);
		l->colour = page_ramp[c];
		l->letter = class_letter[c];
	}
}

static void draw_medians(struct figure *f, int facet, struct block *b)
{
	struct panel *q = &f->page.panel[facet];
	struct layer *l = page_layer(&f->page, q, DRAW_LINE, b, 0, 1, 0, 0);

	l->colour = WHITE;
	l->width = 3;
	l->open = true;
	l = page_layer(&f->page, q, DRAW_LINE, b, 0, 1, 0, 0);
	l->colour = VERMILION;
	l->width = 1.4;
	l->letter = '+';
}

struct key { bool medians; uint64_t n; };

/* The key: six swatches at the right of the first row. */
static void write_key(struct page *p, void *with)
{
	const struct panel *q = &p->panel[p->ncol - 1 < p->npanel ? p->ncol - 1 : p->npanel - 1];
	double x = q->right + 0.2, y = q->top - 0.05;

	page_text(p, "Rows per cell", x, y, 6, -1, TEXT);
	for (int c = 0; c < CLASSES; c++) {
		y -= 0.36;
		page_rect(p, x, x + 0.34, y - 0.12, y + 0.12, page_ramp[c]);
		page_text(p, p->screen ? arena_print(p->arena, "%c %s", class_letter[c], class_name[c]) : class_name[c], x + 0.44, y, 6, -1, TEXT);
	}
	if (((const struct key *)with)->medians) {
		y -= 0.4;
		page_rect(p, x, x + 0.34, y - 0.025, y + 0.025, VERMILION);
		page_text(p, p->screen ? "+ median" : "median", x + 0.44, y, 6, -1, "#B4531A");
	}
	if (p->npanel == 1)
		page_text(p, arena_print(p->arena, "n = %s", text_count(p->arena, ((const struct key *)with)->n)), x, y - 0.4, 6, -1, MUTE);
}

/* Whole numbers on a log axis leave empty stripes: they are spread over their own width. */
static void spread_counts(struct figure *f, struct cloud *c)
{
	if (f->wish->logx && cloud_lattice(c, false) == 1)
		cloud_jitter(f->arena, c, false, 0.5);
	if (f->wish->logy && cloud_lattice(c, true) == 1)
		cloud_jitter(f->arena, c, true, 0.5);
}

int figure_hexbin(struct figure *f, struct err *e)
{
	struct page *p = &f->page;
	struct block **median;
	struct key *key = NEW(f->arena, 1, struct key);
	struct cloud c;
	struct wish *mine = NEW(f->arena, 1, struct wish);

	*mine = *f->wish;
	if (mine->by && mine->facet)
		return fail(e, E_USAGE, "hexagons have one colour ramp: give --facet %s without --by %s", mine->facet, mine->by);
	if (mine->by) {
		mine->facet = mine->by;
		f->wish = mine;
	}
	TRY(figure_split(f, NULL, e));
	TRY(cloud_read(f, &c, e));
	p->room_right = 1.45;
	figure_panels(f);
	TRY(cloud_axes(f, &c, e));
	median = NEW(f->arena, (size_t)f->nfacet, struct block *);
	for (int k = 0; k < f->nfacet; k++)
		median[k] = cloud_medians(f, &c.group[k]);
	spread_counts(f, &c);
	TRY(cloud_axes(f, &c, e));
	page_frames(p);
	for (int k = 0; k < f->nfacet; k++) {
		struct hexagons h = bin(f, &c.group[k]);

		draw_cells(f, k, &h);
		key->medians |= median[k] != NULL;
		if (median[k])
			draw_medians(f, k, median[k]);
		if (f->nfacet > 1)
			p->panel[k].note = arena_print(f->arena, "n = %s", text_count(f->arena, c.group[k].n));
	}
	key->n = c.n;
	p->decorate = write_key;
	p->with = key;
	return figure_references(f, false, e);
}
