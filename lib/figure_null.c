/* null: what chance gives, and what was observed. */
#include "figure_curve.h"

#include "number.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct dealt {                          /* one facet: its null and the observed value */
	double *x, observed, mean, sd, lo, hi, z, p;
	uint64_t n;
	struct block *rest, *tail;      /* bars: x1 x2 0 share; those beyond the observed are darker */
};

/* --- the numbers ------------------------------------------------------------------------ */

/* At least as extreme, within 1e-9 of the larger magnitude: sums of doubles in another
 * order must not make or lose a tie. */
static bool at_least(double x, double y)
{
	return x >= y - 1e-9 * fmax(fabs(x), fabs(y));
}

/* p = (b + 1)/(B + 1); of both sides twice the smaller, at most 1. */
static double p_value(const struct dealt *d, int side)
{
	uint64_t above = 0, below = 0;
	double less, greater;

	for (uint64_t i = 0; i < d->n; i++) {
		above += at_least(d->x[i], d->observed);
		below += at_least(d->observed, d->x[i]);
	}
	greater = (double)(above + 1) / (double)(d->n + 1);
	less = (double)(below + 1) / (double)(d->n + 1);
	if (side == SIDE_BOTH)
		return fmin(1, 2 * fmin(less, greater));
	return side == SIDE_LESS ? less : greater;
}

static void describe(struct dealt *d, int side)
{
	qsort(d->x, d->n, sizeof *d->x, compare_doubles);
	d->mean = gsl_stats_mean(d->x, 1, d->n);
	d->sd = d->n > 1 ? gsl_stats_sd(d->x, 1, d->n) : NAN;
	d->lo = sorted_quantile(d->x, d->n, 0.025);
	d->hi = sorted_quantile(d->x, d->n, 0.975);
	d->z = d->sd > 0 ? (d->observed - d->mean) / d->sd : NAN;
	d->p = isnan(d->observed) ? NAN : p_value(d, side);
}

/* --- reading -------------------------------------------------------------------------------- */

/* A long table: column `measure` tells what each value is of; -x names one. */
static int choose_measure(struct figure *f, int *col, const char **title, const bool **skip, struct err *e)
{
	int m = table_find(f->table, "measure"), n, keep = 0;
	const char *asked = f->wish->x;
	const uint32_t *code;
	struct cell *value;
	bool *out;

	*skip = NULL;
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
		return fail(e, E_USAGE, "%s: -x %s is neither a column nor a value of column 'measure' (such as '%.*s')",
		            f->table->file, asked, (int)value[0].len, value[0].at);
	if (!asked && n > 1)
		return fail(e, E_USAGE, "%s: column 'measure' has %d values ('%.*s', '%.*s' ...): choose one with -x", f->table->file,
		            n, (int)value[0].len, value[0].at, (int)value[1].len, value[1].at);
	out = NEW(f->arena, f->table->nrow, bool);
	for (uint64_t r = 0; r < f->table->nrow; r++)
		out[r] = code[r] != (uint32_t)keep;
	*skip = out;
	*title = figure_name(f, value[keep]);
	return OK;
}

/* Replicate 0 is the observed network; --observed says it for all facets. */
static int deal(struct figure *f, const double *x, const double *replicate, const bool *skip, struct dealt *d, struct err *e)
{
	uint64_t total = 0;

	for (int k = 0; k < f->nfacet; k++)
		d[k] = (struct dealt){ .x = NEW(f->arena, f->table->nrow, double), .observed = f->wish->observed };
	for (uint64_t r = 0; r < f->table->nrow; r++) {
		struct dealt *to = &d[f->facet_of ? f->facet_of[r] : 0];

		if ((skip && skip[r]) || !isfinite(x[r]))
			continue;
		if (replicate && (replicate[r] == 0 || isnan(replicate[r]))) {
			if (isnan(f->wish->observed))
				to->observed = x[r];
			continue;
		}
		to->x[to->n++] = x[r];
		total++;
	}
	for (int k = 0; k < f->nfacet; k++)
		if (d[k].n)
			describe(&d[k], f->wish->side);
	return total ? OK : fail(e, E_DATA, "%s: no replicate has a number: there is nothing to draw", f->table->file);
}

/* --- bars ------------------------------------------------------------------------------------- */

static double choose_width(const struct dealt *d, int n, double lo, double hi)
{
	double width = 0, gap = INFINITY;

	for (int k = 0; k < n; k++) {
		double iqr = sorted_quantile(d[k].x, d[k].n, 0.75) - sorted_quantile(d[k].x, d[k].n, 0.25);

		if (d[k].n > 1)
			width = fmax(width, 2 * iqr / cbrt((double)d[k].n));
		for (uint64_t i = 1; i < d[k].n; i++)
			if (d[k].x[i] > d[k].x[i - 1] + 1e-9 * fabs(hi))
				gap = fmin(gap, d[k].x[i] - d[k].x[i - 1]);
	}
	if (!(width > 0))
		width = (hi - lo) / 20;
	width = axis_step(fmax(width, (hi - lo) / 60));
	if (isfinite(gap) && width < 20 * gap)          /* whole numbers: a bar holds as many of them as the next */
		width = fmax(1, nearbyint(width / gap)) * gap;
	return width;
}

/* Bars between multiples of `width`, moved by half a width for whole numbers. */
static double cut(struct figure *f, struct dealt *d, double width, double offset, bool greater)
{
	double first = floor((d->x[0] - offset) / width + 1e-9), last = floor((d->x[d->n - 1] - offset) / width + 1e-9), most = 0;
	uint64_t bars = (uint64_t)(last - first) + 1, at = 0;
	double *c[2][4];

	d->rest = page_block(&f->page, bars, 4);
	d->tail = page_block(&f->page, bars, 4);
	for (int i = 0; i < 4; i++) {
		c[0][i] = page_column(&f->page, d->rest, i);
		c[1][i] = page_column(&f->page, d->tail, i);
	}
	d->rest->n = d->tail->n = 0;
	for (uint64_t b = 0; b < bars; b++) {
		double x1 = (first + (double)b) * width + offset, x2 = x1 + width, share;
		uint64_t from = at;
		bool tail;
		struct block *to;

		while (at < d->n && (d->x[at] < x2 - 1e-9 * width || b == bars - 1))
			at++;
		if (at == from)
			continue;
		share = (double)(at - from) / (double)d->n;
		tail = !isnan(d->observed) && (greater ? x1 >= d->observed - 1e-9 * width : x2 <= d->observed + 1e-9 * width);
		to = tail ? d->tail : d->rest;
		c[tail][0][to->n] = x1;
		c[tail][1][to->n] = x2;
		c[tail][2][to->n] = 0;
		c[tail][3][to->n++] = share;
		most = fmax(most, share);
	}
	return most;
}

/* --- drawing -------------------------------------------------------------------------------------- */

/* Whole numbers as they are, others with three digits. */
static const char *said(struct figure *f, double x)
{
	return fabs(x - nearbyint(x)) < 1e-9 ? text_fixed(f->arena, x, 0) : text_rounded(f->arena, x, 3);
}

static const char *p_words(struct figure *f, const struct dealt *d)
{
	int digits = d->p >= 0.1 ? 2 : d->p >= 0.001 ? 3 : 4;
	const char *p = d->p < 0.0001 ? "p < 0.0001" : arena_print(f->arena, "p = %s", text_fixed(f->arena, d->p, digits));

	return isnan(d->z) ? p : arena_print(f->arena, "z = %s, %s", text_fixed(f->arena, d->z, 1), p);
}

static const char *null_name(const struct figure *f)
{
	return f->wish->null_name.n ? text_clean(f->arena, cell_of(f->wish->null_name.item[0])) : "the null";
}

static void draw_dealt(struct figure *f, struct dealt *d, int k)
{
	struct page *p = &f->page;
	struct panel *q = &p->panel[k];
	struct layer *l = page_layer(p, q, DRAW_BOX, d->rest, 0, 1, 2, 3);
	const char *words = arena_print(f->arena, "%s: mean %s, 95 %% in %s to %s", null_name(f), said(f, d->mean), said(f, d->lo),
	                                said(f, d->hi));
	struct block *b;
	double *x, *y;

	l->colour = "#C9C9C9";
	l->width = 0.4;
	l->letter = '#';
	l = page_layer(p, q, DRAW_BOX, d->tail, 0, 1, 2, 3);
	l->colour = AXIS;
	l->width = 0.4;
	l->letter = '@';
	if (f->nfacet > 1)
		q->note = arena_print(f->arena, "mean %s, 95 %% in %s to %s", said(f, d->mean), said(f, d->lo), said(f, d->hi));
	else
		page_label(p, q, NULL, words, NULL, MUTE)->size = 6;
	if (isnan(d->observed))
		return;
	b = page_block(p, 2, 2);
	x = page_column(p, b, 0);
	y = page_column(p, b, 1);
	x[0] = x[1] = d->observed;
	y[0] = 0;
	y[1] = p->y.hi * 0.93;
	l = page_layer(p, q, DRAW_LINE, b, 0, 1, 0, 0);
	l->colour = VERMILION;
	l->letter = '|';
	page_label(p, q, l, arena_print(f->arena, "observed %s", said(f, d->observed)), p_words(f, d), "#B4531A");
}

/* The black bar under the axis: the middle 95 %. */
static void under_axis(struct page *p, void *with)
{
	const struct dealt *d = with;

	for (int k = 0; k < p->npanel; k++)
		if (d[k].n > 1)
			page_rect(p, page_x(p, &p->panel[k], d[k].lo), page_x(p, &p->panel[k], d[k].hi), p->panel[k].bottom - 0.075,
			          p->panel[k].bottom - 0.005, INK);
}

static void range_of(const struct dealt *d, int n, double *lo, double *hi)
{
	*lo = INFINITY;
	*hi = -INFINITY;
	for (int k = 0; k < n; k++) {
		if (d[k].n) {
			*lo = fmin(*lo, d[k].x[0]);
			*hi = fmax(*hi, d[k].x[d[k].n - 1]);
		}
		*lo = fmin(*lo, d[k].observed);         /* fmin and fmax leave NaN aside */
		*hi = fmax(*hi, d[k].observed);
	}
}

int figure_null(struct figure *f, struct err *e)
{
	struct page *p = &f->page;
	const double *x, *replicate = NULL;
	double lo, hi, width, offset, most = 0;
	const bool *skip;
	const char *title = NULL;
	struct dealt *d;
	int col, rep;

	if (f->wish->by)
		return fail(e, E_USAGE, "null has no --by: one panel for each value is --facet %s", f->wish->by);
	TRY(figure_split(f, NULL, e));
	TRY(choose_measure(f, &col, &title, &skip, e));
	TRY(figure_reals(f, col, &x, e));
	if ((rep = table_find(f->table, "replicate")) >= 0)
		TRY(figure_reals(f, rep, &replicate, e));
	figure_panels(f);
	d = NEW(f->arena, (size_t)f->nfacet, struct dealt);
	TRY(deal(f, x, replicate, skip, d, e));
	range_of(d, f->nfacet, &lo, &hi);
	width = choose_width(d, f->nfacet, lo, hi);
	offset = fabs(lo - nearbyint(lo)) < 1e-9 && fabs(width - nearbyint(width)) < 1e-9 && width < 3 ? -0.5 : 0;
	for (int k = 0; k < f->nfacet; k++)
		if (d[k].n)
			most = fmax(most, cut(f, &d[k], width, offset, d[k].observed >= d[k].mean));
	axis_fit(f->arena, &p->x, lo - width / 2, hi + width / 2, FIT_TIGHT, p->ncol > 2 ? 4 : 5);
	p->y.look = AXIS_SHARE;
	axis_fit(f->arena, &p->y, 0, most * 1.25, FIT_ZERO | FIT_OPEN, 3);
	p->x.title = figure_title(f, f->wish->xlabel, title);
	p->y.title = figure_title(f, f->wish->ylabel, f->nfacet > 1 ?
	                          arena_print(f->arena, "Replicates of %s (n = %s each)", null_name(f), text_count(f->arena, d[0].n)) :
	                          arena_print(f->arena, "Replicates (n = %s)", text_count(f->arena, d[0].n)));
	for (int k = 0; k < f->nfacet; k++)
		if (d[k].n)
			draw_dealt(f, &d[k], k);
	p->decorate = under_axis;
	p->with = d;
	return figure_references(f, true, e);
}
