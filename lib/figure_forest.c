/* forest: estimates with their intervals, against what chance gives. */
#include "figure_forest.h"

#include <math.h>

/* --- the frame -------------------------------------------------------------------------------------------- */

static void widen(double v, double *lo, double *hi)
{
	if (isfinite(v)) {
		*lo = fmin(*lo, v);
		*hi = fmax(*hi, v);
	}
}

/* It holds estimates, nulls and the line of no effect; intervals widen it by as much again on each
 * side, and what is longer ends in an arrow head. */
static void frame(const struct figure *f, const struct forest *g, double *from, double *to)
{
	double lo = 0, hi = 0, least, most, room;        /* logarithms of ratios */

	for (int i = 0; i < g->names.n * f->nfacet; i++) {
		const struct estimate *x = &g->estimate[i];

		widen(g->ratio ? log(x->value) : x->value, &lo, &hi);
		widen(g->ratio ? log(x->null_lo) : x->null_lo, &lo, &hi);
		widen(g->ratio ? log(x->null_hi) : x->null_hi, &lo, &hi);
	}
	room = hi > lo ? hi - lo : 1;
	least = lo;
	most = hi;
	for (int i = 0; i < g->names.n * f->nfacet; i++) {
		const struct estimate *x = &g->estimate[i];

		if (isnan(x->value + x->lo + x->hi))
			continue;
		widen(fmax(g->ratio ? log(fmax(x->lo, 0)) : x->lo, lo - room), &least, &most);
		widen(fmin(g->ratio ? log(fmax(x->hi, 0)) : x->hi, hi + room), &least, &most);
	}
	*from = g->ratio ? exp(least) : least;
	*to = g->ratio ? exp(most) : most;
}

/* --- drawing --------------------------------------------------------------------------------------------------- */

static struct block *columns(struct page *p, int n, int ncol, double **c)
{
	struct block *b = page_block(p, (uint64_t)n, ncol);

	for (int k = 0; k < ncol; k++)
		c[k] = page_column(p, b, k);
	b->n = 0;
	return b;
}

static void draw_spans(struct figure *f, const struct forest *g, int facet, bool null)
{
	struct page *p = &f->page;
	bool box = null || p->screen;           /* in characters an interval is a bar of = */
	double *c[4];
	struct block *b = columns(p, g->names.n, 4, c);
	struct layer *l;

	for (int i = 0; i < g->names.n; i++) {
		const struct estimate *x = &g->estimate[facet * g->names.n + i];
		double lo = fmax(null ? x->null_lo : x->lo, p->x.lo), hi = fmin(null ? x->null_hi : x->hi, p->x.hi), y = g->names.n - 1 - i;

		if (isnan(x->value) || isnan(null ? x->null_lo + x->null_hi : x->lo + x->hi) || hi < lo)
			continue;
		c[0][b->n] = box ? lo : x->value;
		c[1][b->n] = box ? hi : y;
		c[2][b->n] = box ? y - 0.26 : lo;
		c[3][b->n++] = box ? y + 0.26 : hi;
	}
	l = page_layer(p, &p->panel[facet], box ? DRAW_BOX : DRAW_SPAN, b, 0, 1, 2, 3);
	l->colour = null ? FILL : BLUE;
	l->width = box ? 0 : 1.2;
	l->below = null;
	l->letter = null ? '-' : '=';
}

static bool is_inside(const struct estimate *x)
{
	return x->value >= x->null_lo && x->value <= x->null_hi;
}

static void draw_discs(struct figure *f, const struct forest *g, int facet, bool open)
{
	struct page *p = &f->page;
	double *c[2];
	struct block *b = columns(p, g->names.n, 2, c);
	struct layer *l;

	for (int i = 0; i < g->names.n; i++) {
		const struct estimate *x = &g->estimate[facet * g->names.n + i];

		if (isnan(x->value) || (open && !is_inside(x)))
			continue;
		c[0][b->n] = x->value;
		c[1][b->n++] = g->names.n - 1 - i;
	}
	l = page_layer(p, &p->panel[facet], DRAW_POINT, b, 0, 1, 0, 0);
	l->colour = open ? WHITE : BLUE;
	l->size = open ? 3.4 : 5.4;
	l->letter = open ? 'o' : '*';
}

static void draw_panel(struct figure *f, const struct forest *g, int facet)
{
	struct page *p = &f->page;
	struct layer *l;

	draw_spans(f, g, facet, true);
	l = page_reference(p, &p->panel[facet], UPRIGHT, g->ratio ? 1 : 0, NULL);
	l->width = 0.6;
	l->dash = NULL;
	draw_spans(f, g, facet, false);
	draw_discs(f, g, facet, false);
	draw_discs(f, g, facet, true);
}

static void arrow_head(struct page *p, double x, double y, int way)
{
	if (p->screen) {
		page_text(p, way < 0 ? "<" : ">", x, y, 7, 0, BLUE);
		return;
	}
	page_stroke(p, x - way * 0.1, y + 0.075, x, y, 1.2, BLUE);
	page_stroke(p, x - way * 0.1, y - 0.075, x, y, 1.2, BLUE);
}

static void write_words(struct page *p, void *with)
{
	const struct forest *g = with;

	rows_write(p, &g->names);
	for (int k = 0; k < p->npanel; k++)
		for (int i = 0; i < g->names.n; i++) {
			const struct estimate *x = &g->estimate[k * g->names.n + i];
			const struct panel *q = &p->panel[k];
			double y = page_y(p, q, g->names.n - 1 - i);

			if (isnan(x->value + x->lo + x->hi))
				continue;
			if (x->lo < p->x.lo)
				arrow_head(p, q->left, y, -1);
			if (x->hi > p->x.hi)
				arrow_head(p, q->right, y, 1);
		}
}

/* What discs, lines and grey are: a line at the foot, or the key of a screen. */
static void write_key(struct figure *f, const struct forest *g, const char *usual)
{
	struct page *p = &f->page;
	const char *name = f->wish->null_name.n ? text_clean(f->arena, cell_of(f->wish->null_name.item[0])) : "the null", *word[6], *s = NULL;
	bool interval = false, null = false, inside = false;
	int n = 0;

	for (int i = 0; i < g->names.n * f->nfacet; i++) {
		const struct estimate *x = &g->estimate[i];

		interval |= !isnan(x->value + x->lo + x->hi);
		null |= !isnan(x->value + x->null_lo + x->null_hi);
		inside |= is_inside(x);
	}
	word[n++] = p->screen ? "* estimate" : inside ? "Disc: estimate, open inside the grey" : "Disc: estimate";
	if (inside && p->screen)
		word[n++] = "o the same, inside the null";
	if (interval)
		word[n++] = arena_print(f->arena, "%s %s", p->screen ? "=" : "line:", g->se ? "1.96 standard errors" : usual);
	if (null)
		word[n++] = arena_print(f->arena, "%s %s, %s%s", p->screen ? "-" : "grey:", name, g->sd ? "mean ± 1.96 sd" : "95 %",
		                        !isfinite(g->replicates) ? "" : arena_print(f->arena, " of %s replicates",
		                        text_count(f->arena, (uint64_t)g->replicates)));
	if (g->missing)
		word[n++] = arena_print(f->arena, "not shown: %d without an estimate", g->missing);
	if (g->ratios)
		word[n++] = "ratios are not shown: choose one with -x";
	for (int i = 0; i < n; i++)
		if (p->screen)
			page_label(p, &p->panel[0], NULL, word[i], NULL, MUTE);
		else
			s = s ? arena_print(f->arena, "%s; %s", s, word[i]) : word[i];
	p->note = s;
}

/* A panel of estimates of the same rows says how many these are. */
static int write_counts(struct figure *f, const struct forest *g, struct err *e)
{
	const double *n;
	int col;

	TRY(figure_column(f, NULL, "n", &col, e));
	if (col < 0 || !f->facet_of)
		return OK;
	TRY(figure_reals(f, col, &n, e));
	for (int k = 0; k < f->nfacet; k++) {
		double of = NAN;
		bool same = true;

		for (uint64_t r = 0; r < f->table->nrow; r++)
			if ((int)f->facet_of[r] == k && g->kept[r]) {
				same &= isnan(of) || n[r] == of;
				of = n[r];
			}
		if (same && !isnan(of))
			f->page.panel[k].note = arena_print(f->arena, "n = %s", text_count(f->arena, (uint64_t)of));
	}
	return OK;
}

static void measure(struct figure *f, struct forest *g)
{
	struct page *p = &f->page;

	rows_measure(p, &g->names);
	g->names.gap = 0.13;
	p->room_left = g->names.wide + (p->screen ? 0.13 : 0.4);
	if (f->wish->width != WIDTH_SLIDE)
		p->height = 1.6 + p->nrow * (g->names.n * (g->names.tall ? 0.62 : 0.52) + 0.6 + 0.5 * (f->nfacet > 1));
}

int figure_forest(struct figure *f, struct err *e)
{
	struct forest *g = NEW(f->arena, 1, struct forest);
	struct page *p = &f->page;
	const char *usual;
	double lo, hi;

	if (f->wish->by)
		return fail(e, E_USAGE, "forest has no --by: one panel for each value is --facet %s", f->wish->by);
	TRY(figure_split(f, NULL, e));
	TRY(forest_read(f, g, e));
	TRY(figure_interval(f, &usual, e));
	figure_panels(f);
	frame(f, g, &lo, &hi);
	p->x.log = g->ratio;
	if (g->ratio)
		axis_fit_ratio(f->arena, &p->x, lo, hi, 6);
	else
		axis_fit(f->arena, &p->x, lo, hi, FIT_TIGHT, p->ncol > 1 ? 3 : 4);
	p->y = (struct axis){ .lo = -0.6, .hi = g->names.n + (p->screen ? 0.4 : -0.4), .look = AXIS_NONE };
	p->x.title = figure_title(f, f->wish->xlabel, g->title);
	p->y.title = figure_title(f, f->wish->ylabel, NULL);
	write_key(f, g, usual);
	TRY(write_counts(f, g, e));
	measure(f, g);
	for (int k = 0; k < f->nfacet; k++)
		draw_panel(f, g, k);
	p->decorate = write_words;
	p->with = g;
	return figure_references(f, true, e);
}
