/* null: what chance gives, and what was observed. */
#include "figure_hist.h"

#include <math.h>
#include <string.h>

struct null {                          /* one facet: its null and the observed value */
	struct sorted null;
	double observed, mean, sd, lo, hi, z, p;
	struct block *rest, *tail;      /* bars; those beyond the observed are darker */
};

/* --- the numbers ------------------------------------------------------------------------ */

/* At least as extreme, within 1e-9 of the larger magnitude: sums of doubles in another
 * order must not make or lose a tie. */
static bool at_least(double x, double y)
{
	return x >= y - 1e-9 * fmax(fabs(x), fabs(y));
}

/* p = (b + 1)/(B + 1); of both sides twice the smaller, at most 1. */
static double p_value(const struct null *d, int side)
{
	uint64_t above = 0, below = 0;
	double less, greater;

	for (uint64_t i = 0; i < d->null.n; i++) {
		above += at_least(d->null.x[i], d->observed);
		below += at_least(d->observed, d->null.x[i]);
	}
	greater = (double)(above + 1) / (double)(d->null.n + 1);
	less = (double)(below + 1) / (double)(d->null.n + 1);
	if (side == SIDE_BOTH)
		return fmin(1, 2 * fmin(less, greater));
	return side == SIDE_LESS ? less : greater;
}

static void describe(struct null *d, int side)
{
	d->mean = mean_of(d->null.x, d->null.n);
	d->sd = sd_of(d->null.x, d->null.n);
	d->lo = sorted_quantile(d->null.x, d->null.n, 0.025);
	d->hi = sorted_quantile(d->null.x, d->null.n, 0.975);
	d->z = d->sd > 0 ? (d->observed - d->mean) / d->sd : NAN;
	d->p = isnan(d->observed) ? NAN : p_value(d, side);
}

/* --- reading -------------------------------------------------------------------------------- */

/* A long table: column `measure` tells what each value is of; -x names one. */
static int choose_measure(struct figure *f, int *col, const char **title, bool **skip, struct err *e)
{
	int m = table_find(f->table, "measure"), n, keep = 0;
	const char *asked = f->wish->x;
	uint32_t *code;
	struct cell *value;
	bool *out;

	*skip = out = NEW(f->arena, f->table->nrow, bool);
	if (m < 0 || (asked && table_find(f->table, asked) >= 0)) {
		TRY(figure_column(f, asked, "value,statistic", col, e));
		if (*col < 0)
			return fail(e, E_USAGE, "%s: which column holds the statistic? name it with -x", f->table->file);
		*title = f->table->col[*col].name;
		return OK;
	}
	TRY(table_need(f->table, "value", col, e));
	TRY(figure_codes(f, f->table, m, 1000, &code, &value, &n, e));
	for (keep = 0; asked && keep < n && !cell_is(value[keep], asked); keep++)
		;
	if (keep == n)
		return fail(e, E_USAGE, "%s: -x %s is neither a column nor a value of column 'measure'%s", f->table->file, asked,
		            figure_such_as(f, value, n));
	if (!asked && n > 1)
		return fail(e, E_USAGE, "%s: column 'measure' has %d values%s: choose one with -x", f->table->file, n,
		            figure_such_as(f, value, n));
	for (uint64_t r = 0; r < f->table->nrow; r++)
		out[r] = code[r] != (uint32_t)keep;
	*title = figure_name(f, value[keep]);
	return OK;
}

/* Replicate 0 is the observed network; --observed says it for all facets. */
static int deal(struct figure *f, const double *x, const double *replicate, bool *skip, struct null *d, struct err *e)
{
	struct sorted *g;
	uint64_t total = 0;

	for (int k = 0; k < f->nfacet; k++)
		d[k].observed = f->wish->observed;
	for (uint64_t r = 0; replicate && r < f->table->nrow; r++)
		if (!skip[r] && (replicate[r] == 0 || isnan(replicate[r]))) {
			if (isnan(f->wish->observed))
				d[f->facet_of ? f->facet_of[r] : 0].observed = x[r];
			skip[r] = true;
		}
	g = sorted_groups(f, x, skip);
	for (int k = 0; k < f->nfacet; k++) {
		d[k].null = g[k];
		total += g[k].n;
		if (g[k].n)
			describe(&d[k], f->wish->side);
	}
	return total ? OK : fail(e, E_DATA, "%s: no replicate has a number: there is nothing to draw", f->table->file);
}

/* --- drawing -------------------------------------------------------------------------------------- */

/* Whole numbers as they are, others with three digits. */
static const char *said(struct figure *f, double x)
{
	return fabs(x - nearbyint(x)) < 1e-9 ? text_fixed(f->arena, x, 0) : text_rounded(f->arena, x, 3);
}

static const char *p_words(struct figure *f, const struct null *d)
{
	int digits = d->p >= 0.1 ? 2 : d->p >= 0.001 ? 3 : 4;
	const char *p = d->p < 0.0001 ? "p < 0.0001" : arena_print(f->arena, "p = %s", text_fixed(f->arena, d->p, digits));

	return isnan(d->z) ? p : arena_print(f->arena, "z = %s, %s", text_fixed(f->arena, d->z, fabs(d->z) < 100), p);
}

static const char *null_name(const struct figure *f)
{
	return f->wish->null_name.n ? text_clean(f->arena, cell_of(f->wish->null_name.item[0])) : "the null";
}

static void draw_null(struct figure *f, struct null *d, int k)
{
	struct page *p = &f->page;
	struct panel *q = &p->panel[k];
	struct layer *l = page_layer(p, q, DRAW_BOX, d->rest, 0, 1, 2, 3);
	const char *words = arena_print(f->arena, "%s: mean %s, 95 %% in %s to %s", f->nfacet > 1 ? "null" : null_name(f), said(f, d->mean), said(f, d->lo),
	                                said(f, d->hi));

	l->colour = "#C9C9C9";
	l->width = 0.4;
	l->letter = '#';
	l = page_layer(p, q, DRAW_BOX, d->tail, 0, 1, 2, 3);
	l->colour = AXIS;
	l->width = 0.4;
	l->letter = '@';
	page_label(p, q, NULL, words, NULL, MUTE)->size = 6;
	if (!isnan(d->observed))
		upright_line(p, q, d->observed, 0.93, VERMILION, 1.5, arena_print(f->arena, "observed %s", said(f, d->observed)),
		             p_words(f, d), "#B4531A");
}

/* The black bar under the axis: the middle 95 %. */
static void under_axis(struct page *p, void *with)
{
	const struct null *d = with;

	for (int k = 0; k < p->npanel; k++)
		if (d[k].null.n > 1)
			page_rect(p, page_x(p, &p->panel[k], d[k].lo), page_x(p, &p->panel[k], d[k].hi), p->panel[k].bottom - 0.075,
			          p->panel[k].bottom - 0.005, INK);
}

static void range_of(const struct null *d, int n, double *lo, double *hi)
{
	*lo = INFINITY;
	*hi = -INFINITY;
	for (int k = 0; k < n; k++) {
		if (d[k].null.n) {
			*lo = fmin(*lo, d[k].null.x[0]);
			*hi = fmax(*hi, d[k].null.x[d[k].null.n - 1]);
		}
		*lo = fmin(*lo, d[k].observed);         /* fmin and fmax leave NaN aside */
		*hi = fmax(*hi, d[k].observed);
	}
}

/* Bins and axes of some panels that share them, n from the first of d: those of the page if they are all. */
static void fit_axes(struct figure *f, struct null *d, int n, struct axis *x, struct axis *y)
{
	struct sorted *g = NEW(f->arena, (size_t)n, struct sorted);
	double lo, hi, most = 0;
	struct hist_bins bins;

	for (int k = 0; k < n; k++)
		g[k] = d[k].null;
	range_of(d, n, &lo, &hi);
	bins = bins_choose(g, n);
	for (int k = 0; k < n; k++)
		if (g[k].n)
			most = fmax(most, bins_count(&f->page, &g[k], bins, true, d[k].observed, d[k].observed >= d[k].mean, &d[k].rest, &d[k].tail));
	y->look = AXIS_SHARE;
	axis_fit(f->arena, x, lo - bins.width / 2, hi + bins.width / 2, FIT_TIGHT, f->page.ncol > 2 ? 4 : 5);
	axis_fit(f->arena, y, 0, most * (f->nfacet > 1 ? 1.5 : 1.25), FIT_ZERO | FIT_OPEN, 3);
}

/* In characters all panels share their axes. */
static void own_axes(struct figure *f, struct null *d)
{
	for (int k = 0; f->wish->free && !f->page.screen && k < f->nfacet; k++) {
		struct panel *q = &f->page.panel[k];

		if (!d[k].null.n)
			continue;
		q->x = NEW(f->arena, 1, struct axis);
		q->y = NEW(f->arena, 1, struct axis);
		fit_axes(f, &d[k], 1, q->x, q->y);
	}
}

int figure_null(struct figure *f, struct err *e)
{
	struct page *p = &f->page;
	const double *x, *replicate = NULL;
	bool *skip;
	const char *title = NULL;
	struct null *d;
	int col, rep;

	if (f->wish->by)
		return fail(e, E_USAGE, "null has no --by: one panel for each value is --facet %s", f->wish->by);
	TRY(figure_split(f, NULL, e));
	TRY(choose_measure(f, &col, &title, &skip, e));
	TRY(figure_reals(f, col, &x, e));
	if ((rep = table_find(f->table, "replicate")) >= 0)
		TRY(figure_reals(f, rep, &replicate, e));
	figure_panels(f);
	d = NEW(f->arena, (size_t)f->nfacet, struct null);
	TRY(deal(f, x, replicate, skip, d, e));
	fit_axes(f, d, f->nfacet, &p->x, &p->y);
	own_axes(f, d);
	p->x.title = figure_title(f, f->wish->xlabel, title);
	p->y.title = figure_title(f, f->wish->ylabel, f->nfacet > 1 ?
	                          arena_print(f->arena, "Replicates of %s (n = %s each)", null_name(f), text_count(f->arena, d[0].null.n)) :
	                          arena_print(f->arena, "Replicates (n = %s)", text_count(f->arena, d[0].null.n)));
	for (int k = 0; k < f->nfacet; k++)
		if (d[k].null.n)
			draw_null(f, &d[k], k);
	p->decorate = under_axis;
	p->with = d;
	return figure_references(f, true, e);
}
