/* points: one mark a row, in groups, with running medians. */
#include "figure_points.h"

#include "rng.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FEW = 300 };             /* up to here marks are large and have shapes */

/* --- pairs ------------------------------------------------------------------------------ */

static void widen(struct cloud *c, double x, double y)
{
	struct range *r = &c->r;

	r->x1 = r->ok ? fmin(r->x1, x) : x;
	r->x2 = r->ok ? fmax(r->x2, x) : x;
	r->y1 = r->ok ? fmin(r->y1, y) : y;
	r->y2 = r->ok ? fmax(r->y2, y) : y;
	r->ok = true;
}

static void collect(struct figure *f, struct cloud *c, const double *x, const double *y)
{
	c->ngroup = f->nfacet * f->nseries;
	c->group = NEW(f->arena, (size_t)c->ngroup, struct pairs);
	for (int pass = 0; pass < 2; pass++) {
		for (uint64_t r = 0; r < f->table->nrow; r++) {
			struct pairs *g = &c->group[(f->facet_of ? (int)f->facet_of[r] : 0) * f->nseries +
			                            (f->series_of ? (int)f->series_of[r] : 0)];

			if (!isfinite(x[r]) || !isfinite(y[r])) {
				c->missing += pass == 0;
				continue;
			}
			if (pass) {
				g->x[g->n] = x[r];
				g->y[g->n] = y[r];
				widen(c, x[r], y[r]);
			}
			g->n++;
			c->n += pass == 0;
		}
		for (int k = 0; pass == 0 && k < c->ngroup; k++) {
			c->group[k].x = NEW(f->arena, c->group[k].n, double);
			c->group[k].y = NEW(f->arena, c->group[k].n, double);
			c->group[k].n = 0;
		}
	}
}

/* Without -x and -y: the usual names, else the first two columns of numbers. */
static int two_columns(struct figure *f, struct cloud *c, struct err *e)
{
	TRY(figure_column(f, f->wish->x, "x,weight", &c->xcol, e));
	TRY(figure_column(f, f->wish->y, "y,overlap", &c->ycol, e));
	for (int i = 0; i < f->table->ncol && (c->xcol < 0 || c->ycol < 0); i++) {
		const char *name = f->table->col[i].name;

		if (i == c->xcol || i == c->ycol || !strcmp(name, "i") || !strcmp(name, "j") || !strcmp(name, "node") ||
		    !figure_is_numeric(f->table, i))
			continue;
		if (c->xcol < 0)
			c->xcol = i;
		else
			c->ycol = i;
	}
	if (c->xcol < 0 || c->ycol < 0)
		return fail(e, E_USAGE, "%s: which columns are x and y? name them with -x and -y", f->table->file);
	return OK;
}

int cloud_read(struct figure *f, struct cloud *c, struct err *e)
{
	const double *x, *y;

	*c = (struct cloud){ 0 };
	TRY(two_columns(f, c, e));
	TRY(figure_reals(f, c->xcol, &x, e));
	TRY(figure_reals(f, c->ycol, &y, e));
	if (f->wish->logx)
		TRY(figure_positive(f, c->xcol, x, "--logx", e));
	if (f->wish->logy)
		TRY(figure_positive(f, c->ycol, y, "--logy", e));
	collect(f, c, x, y);
	if (!c->n)
		return fail(e, E_DATA, "%s: no row has a number in both '%s' and '%s': there is nothing to draw", f->table->file,
		            f->table->col[c->xcol].name, f->table->col[c->ycol].name);
	if (c->missing)
		note(f->run, "%llu of %llu rows have no number in '%s' or '%s' and are not shown", (unsigned long long)c->missing,
		     (unsigned long long)f->table->nrow, f->table->col[c->xcol].name, f->table->col[c->ycol].name);
	return OK;
}

int cloud_axes(struct figure *f, struct cloud *c, struct err *e)
{
	struct page *p = &f->page;

	figure_reference_range(f, &c->r.y1, &c->r.y2);
	if (f->wish->logy && c->r.y1 <= 0)
		return fail(e, E_USAGE, "--ref: a logarithmic axis shows positive numbers only");
	p->x.log = f->wish->logx;
	p->y.log = f->wish->logy;
	axis_fit(f->arena, &p->x, c->r.x1, c->r.x2, FIT_TIGHT, p->ncol > 2 ? 3 : 5);
	axis_fit(f->arena, &p->y, c->r.y1, c->r.y2, FIT_TIGHT | (f->by ? FIT_ROOM : 0), p->nrow > 1 ? 3 : 4);
	p->x.title = figure_title(f, f->wish->xlabel, f->table->col[c->xcol].name);
	p->y.title = figure_title(f, f->wish->ylabel, f->table->col[c->ycol].name);
	return OK;
}

/* --- medians --------------------------------------------------------------------------------- */

struct binned { int bin; double y; };

static int compare_binned(const void *a, const void *b)
{
	const struct binned *x = a, *y = b;

	return x->bin != y->bin ? (x->bin > y->bin) - (x->bin < y->bin) : (x->y > y->y) - (x->y < y->y);
}

struct block *cloud_medians(struct figure *f, const struct pairs *g)
{
	struct binned *v = NEW(f->arena, g->n, struct binned);
	struct block *b = page_block(&f->page, MEDIAN_BINS, 2);
	double *x = page_column(&f->page, b, 0), *y = page_column(&f->page, b, 1);
	const struct axis *ax = &f->page.x;

	b->n = 0;
	for (uint64_t i = 0; i < g->n; i++)
		v[i] = (struct binned){ (int)fmin(MEDIAN_BINS - 1, fmax(0, floor(MEDIAN_BINS * axis_place(ax, g->x[i])))), g->y[i] };
	qsort(v, g->n, sizeof *v, compare_binned);
	for (uint64_t i = 0, j; i < g->n; i = j) {
		double place = (v[i].bin + 0.5) / MEDIAN_BINS;
		uint64_t mid;

		for (j = i; j < g->n && v[j].bin == v[i].bin; j++)
			;
		if (j - i < MEDIAN_ROWS)
			continue;
		mid = i + (j - i) / 2;
		x[b->n] = ax->log ? ax->lo * pow(ax->hi / ax->lo, place) : ax->lo + place * (ax->hi - ax->lo);
		y[b->n++] = (j - i) % 2 ? v[mid].y : (v[mid - 1].y + v[mid].y) / 2;
	}
	if (b->n < 3) {
		b->n = 0;
		return NULL;
	}
	return b;
}

/* --- jitter ------------------------------------------------------------------------------------- */

/* Heaped: fewer distinct values than a quarter of the rows, all at multiples of one step. */
double cloud_lattice(const struct cloud *c, bool y)
{
	double *v = malloc((c->n ? c->n : 1) * sizeof *v), step = INFINITY, found = 0;
	uint64_t n = 0, distinct = 1;

	if (!v)
		return 0;
	for (int k = 0; k < c->ngroup; k++)
		for (uint64_t i = 0; i < c->group[k].n; i++)
			v[n++] = y ? c->group[k].y[i] : c->group[k].x[i];
	qsort(v, n, sizeof *v, compare_doubles);
	for (uint64_t i = 1; i < n; i++)
		if (v[i] > v[i - 1]) {
			step = fmin(step, v[i] - v[i - 1]);
			distinct++;
		}
	if (n > 40 && distinct > 2 && distinct * 4 < n) {
		found = step;
		for (uint64_t i = 0; i < n && found > 0; i++)
			if (fabs(v[i] / step - nearbyint(v[i] / step)) > 1e-6)
				found = 0;
	}
	free(v);
	return found;
}

void cloud_jitter(struct arena *a, struct cloud *c, bool y, double by)
{
	gsl_rng *rng = rng_new(a);

	rng_stream(rng, 1, y);
	for (int k = 0; k < c->ngroup; k++)
		for (uint64_t i = 0; i < c->group[k].n; i++) {
			double *v = y ? &c->group[k].y[i] : &c->group[k].x[i];

			*v += by * (2 * gsl_rng_uniform(rng) - 1);
			widen(c, c->group[k].x[i], c->group[k].y[i]);
		}
}

/* Values on a lattice hide each other; the note says that they were moved.  The medians
 * are those of the values as they were. */
static void spread_heaps(struct figure *f, struct cloud *c)
{
	double x = cloud_lattice(c, false), y = cloud_lattice(c, true);
	const char *a = f->table->col[c->xcol].name, *b = f->table->col[c->ycol].name;

	if (x <= 0 && y <= 0)
		return;
	if (x > 0)
		cloud_jitter(f->arena, c, false, 0.35 * x);
	if (y > 0)
		cloud_jitter(f->arena, c, true, 0.35 * y);
	f->page.note = arena_print(f->arena, "Repeated values of %s%s%s are spread at random within 0.35 of their step.",
	                           text_clean(f->arena, cell_of(x > 0 ? a : b)), x > 0 && y > 0 ? " and " : "",
	                           x > 0 && y > 0 ? text_clean(f->arena, cell_of(b)) : "");
}

/* --- drawing ------------------------------------------------------------------------------------------ */

static struct layer *draw_group(struct figure *f, const struct cloud *c, int facet, int series)
{
	const struct pairs *g = &c->group[facet * f->nseries + series];
	struct block *b = page_block(&f->page, g->n, 2);
	struct layer *l = page_layer(&f->page, &f->page.panel[facet], DRAW_POINT, b, 0, 1, 0, 0);

	b->col[0] = g->x;
	b->col[1] = g->y;
	l->colour = figure_hue(f, series);
	l->clear = c->n > FEW ? 0.62 : 0.25;
	l->size = c->n > FEW ? 2.3 : 4;
	l->shape = c->n > FEW ? DISC : figure_shape(series);
	l->letter = figure_letter(f, series);
	return l;
}

static void draw_medians(struct figure *f, struct block *b, int facet, int series)
{
	struct panel *q = &f->page.panel[facet];

	for (int pass = 0; pass < 4; pass++) {          /* casing of the line, line, casing of the marks, marks */
		struct layer *l = page_layer(&f->page, q, pass < 2 ? DRAW_LINE : DRAW_POINT, b, 0, 1, 0, 0);

		l->colour = pass % 2 ? figure_hue_text(f, series) : WHITE;
		l->width = pass ? 1.5 : 3.2;
		l->size = pass == 2 ? 5.6 : 4.2;
		l->shape = figure_shape(series);
		l->dash = pass == 1 && series % 2 ? "(6,2)" : NULL;
		l->letter = pass % 2 == 0 ? 0 : f->by ? "+x*%&$"[series % 6] : '+';
		l->open = pass % 2 == 0;
	}
}

/* Groups from the largest to the smallest, so that none is buried. */
static void order_groups(const struct figure *f, const struct cloud *c, int facet, int *order)
{
	for (int s = 0; s < f->nseries; s++) {
		int at = s;

		for (; at > 0 && c->group[facet * f->nseries + order[at - 1]].n < c->group[facet * f->nseries + s].n; at--)
			order[at] = order[at - 1];
		order[at] = s;
	}
}

static void draw_panel(struct figure *f, const struct cloud *c, int facet, struct block **median, bool *named)
{
	struct panel *q = &f->page.panel[facet];
	int *order = NEW(f->arena, (size_t)f->nseries, int);
	uint64_t n = 0;

	order_groups(f, c, facet, order);
	for (int i = 0; i < f->nseries; i++) {
		int s = order[i];
		const struct pairs *g = &c->group[facet * f->nseries + s];
		struct layer *l;

		n += g->n;
		if (!g->n)
			continue;
		l = draw_group(f, c, facet, s);
		if (f->by && !named[s] && !(f->nseries > HUES && s >= HUES - 1))
			page_label(&f->page, q, l, f->series[s], f->nfacet > 1 ? NULL :
			           arena_print(f->arena, "n = %s", text_count(f->arena, g->n)), figure_hue_text(f, s));
		named[s] = true;
	}
	for (int s = 0; s < f->nseries; s++)
		if (median[facet * f->nseries + s])
			draw_medians(f, median[facet * f->nseries + s], facet, s);
	if (f->nfacet > 1)
		q->note = arena_print(f->arena, "n = %s", text_count(f->arena, n));
	else if (!f->by)
		page_label(&f->page, q, NULL, arena_print(f->arena, "n = %s%s", text_count(f->arena, n),
		           median[0] ? "; line: medians" : ""), NULL, MUTE)->size = 6;
}

int figure_points(struct figure *f, struct err *e)
{
	struct block **median;
	struct cloud c;
	bool *named;

	TRY(figure_split(f, f->wish->by, e));
	TRY(cloud_read(f, &c, e));
	if (c.n > CLOUD_ROWS) {
		note(f->run, "%llu points would hide each other: drawn as hexagons", (unsigned long long)c.n);
		return figure_hexbin(f, e);
	}
	figure_panels(f);
	TRY(cloud_axes(f, &c, e));
	median = NEW(f->arena, (size_t)c.ngroup, struct block *);
	for (int k = 0; k < c.ngroup; k++)
		median[k] = cloud_medians(f, &c.group[k]);
	spread_heaps(f, &c);
	TRY(cloud_axes(f, &c, e));
	named = NEW(f->arena, (size_t)f->nseries, bool);
	for (int k = 0; k < f->nfacet; k++)
		draw_panel(f, &c, k, median, named);
	return figure_references(f, false, e);
}
