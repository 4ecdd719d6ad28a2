#include "figure_curve.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

double sorted_quantile(const double *x, uint64_t n, double p)
{
	return n ? gsl_stats_quantile_from_sorted_data(x, 1, n, p) : NAN;
}

double mean_of(const double *x, uint64_t n)
{
	return n ? gsl_stats_mean(x, 1, n) : NAN;
}

double sd_of(const double *x, uint64_t n)
{
	return n > 1 ? gsl_stats_sd(x, 1, n) : NAN;
}

int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* --- rows in order ------------------------------------------------------------------------ */

struct row {
	uint32_t facet, series;
	double x, lo, hi;               /* of the bin: the key */
	uint64_t at;
};

static int compare_rows(const void *a, const void *b)
{
	const struct row *r = a, *s = b;

	if (r->facet != s->facet)
		return r->facet < s->facet ? -1 : 1;
	if (r->series != s->series)
		return r->series < s->series ? -1 : 1;
	if (r->lo != s->lo)
		return r->lo < s->lo ? -1 : 1;
	if (r->hi != s->hi)
		return r->hi < s->hi ? -1 : 1;
	return r->at < s->at ? -1 : r->at > s->at;
}

struct columns { const double *x, *x_lo, *x_hi, *y, *lo, *hi, *n, *replicate; };

static int read_columns(const struct curve_from *from, struct columns *c, struct err *e)
{
	const struct { int col; const double **to; } all[] = {
		{ from->x, &c->x }, { from->x_lo, &c->x_lo }, { from->x_hi, &c->x_hi }, { from->y, &c->y },
		{ from->lo, &c->lo }, { from->hi, &c->hi }, { from->n, &c->n }, { from->replicate, &c->replicate },
	};

	*c = (struct columns){ 0 };
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i].col >= 0)
			TRY(table_reals(from->table, all[i].col, all[i].to, NULL, e));
	return OK;
}

static bool wanted(const struct curve_from *from, const struct columns *c, uint64_t r)
{
	double rep = c->replicate ? c->replicate[r] : 0;

	if ((from->skip && from->skip[r]) || isnan(c->x[r]) || isinf(c->x[r]) ||
	    (from->facet_of && from->facet_of[r] == NO_CODE) || (from->series_of && from->series_of[r] == NO_CODE))
		return false;
	if (from->replicates == REPLICATES_ALL)
		return true;
	return from->replicates == REPLICATES_ZERO ? rep == 0 : rep != 0;
}

static struct row *sorted_rows(struct figure *f, const struct curve_from *from, const struct columns *c, uint64_t *n)
{
	struct row *row = NEW(f->arena, from->table->nrow, struct row);
	uint64_t k = 0;

	for (uint64_t r = 0; r < from->table->nrow; r++) {
		bool binned = c->x_lo && c->x_hi && !isnan(c->x_lo[r]) && !isnan(c->x_hi[r]);

		if (!wanted(from, c, r))
			continue;
		row[k++] = (struct row){ from->facet_of ? from->facet_of[r] : 0, from->series_of ? from->series_of[r] : 0,
		                         c->x[r], binned ? c->x_lo[r] : c->x[r], binned ? c->x_hi[r] : c->x[r], r };
	}
	qsort(row, k, sizeof *row, compare_rows);
	*n = k;
	return row;
}

/* --- one curve -------------------------------------------------------------------------------- */

struct points { double *x, *y, *lo, *hi; uint64_t n; };

static void as_they_are(const struct columns *c, const struct row *row, uint64_t n, struct points *to)
{
	for (uint64_t i = 0; i < n; i++) {
		uint64_t r = row[i].at;

		to->x[i] = c->x[r];
		to->y[i] = c->y ? c->y[r] : NAN;
		to->lo[i] = c->lo ? c->lo[r] : NAN;
		to->hi[i] = c->hi ? c->hi[r] : NAN;
	}
	to->n = n;
}

/* Replicates with the same bin, one after the other: mean of x, mean of y, range of y. */
static void over_replicates(const struct curve_from *from, const struct columns *c, const struct row *row, uint64_t n,
                            uint64_t replicates, double *scratch, struct points *to, uint64_t *thin)
{
	for (uint64_t i = 0, j; i < n; i = j) {
		double x = 0, y = 0;
		uint64_t k = 0;

		for (j = i; j < n && row[j].lo == row[i].lo && row[j].hi == row[i].hi; j++)
			if (c->y && !isnan(c->y[row[j].at])) {
				scratch[k++] = c->y[row[j].at];
				x += c->x[row[j].at];
				y += c->y[row[j].at];
			}
		if (2 * k < replicates || k == 0) {
			(*thin)++;
			continue;
		}
		qsort(scratch, k, sizeof *scratch, compare_doubles);
		to->x[to->n] = row[i].lo == row[i].hi ? row[i].x : x / (double)k;
		to->y[to->n] = y / (double)k;
		to->lo[to->n] = k > 1 ? sorted_quantile(scratch, k, (1 - from->level) / 2) : NAN;
		to->hi[to->n++] = k > 1 ? sorted_quantile(scratch, k, (1 + from->level) / 2) : NAN;
	}
}

static uint64_t count_replicates(const struct columns *c, const struct row *row, uint64_t n, double *scratch)
{
	uint64_t k = 0;

	for (uint64_t i = 0; i < n; i++)
		scratch[i] = c->replicate[row[i].at];
	qsort(scratch, n, sizeof *scratch, compare_doubles);
	for (uint64_t i = 0; i < n; i++)
		k += i == 0 || scratch[i] != scratch[i - 1];
	return k;
}

static void counts(const struct columns *c, const struct row *row, uint64_t n, struct curve *to)
{
	to->count_lo = to->count_hi = to->count = NAN;
	for (uint64_t i = 0; c->n && i < n; i++) {
		double k = c->n[row[i].at];

		if (isnan(k))
			continue;
		to->count_lo = fmin(to->count_lo, k);
		to->count_hi = fmax(to->count_hi, k);
		to->count = isnan(to->count) ? k : to->count + k;
	}
}

static void make_curve(struct figure *f, const struct curve_from *from, const struct columns *c, const struct row *row,
                       uint64_t n, double *scratch, struct curve *to, uint64_t *thin)
{
	struct points p = { NEW(f->arena, n, double), NEW(f->arena, n, double), NEW(f->arena, n, double),
	                    NEW(f->arena, n, double), 0 };

	*to = (struct curve){ .facet = (int)row->facet, .series = (int)row->series, .x = p.x, .y = p.y, .lo = p.lo, .hi = p.hi };
	counts(c, row, n, to);
	to->replicates = c->replicate && from->replicates != REPLICATES_ZERO ? count_replicates(c, row, n, scratch) : 0;
	if (to->replicates > 1)
		over_replicates(from, c, row, n, to->replicates, scratch, &p, thin);
	else
		as_they_are(c, row, n, &p);
	to->n = p.n;
	for (uint64_t i = 0; i < p.n; i++) {
		to->has_y |= isfinite(p.y[i]);
		to->has_band |= isfinite(p.lo[i] + p.hi[i]);
	}
	to->block = page_block(&f->page, to->n, 4);
	to->block->col[0] = to->x;
	to->block->col[1] = to->y;
	to->block->col[2] = to->lo;
	to->block->col[3] = to->hi;
}

int curves_read(struct figure *f, const struct curve_from *from, struct curve **curve, int *ncurve, uint64_t *thin,
                struct err *e)
{
	struct columns c;
	struct row *row;
	double *scratch;
	uint64_t n;
	int most = 1;

	*thin = 0;
	*ncurve = 0;
	TRY(read_columns(from, &c, e));
	row = sorted_rows(f, from, &c, &n);
	scratch = NEW(f->arena, n, double);
	for (uint64_t i = 1; i < n; i++)
		most += row[i].facet != row[i - 1].facet || row[i].series != row[i - 1].series;
	*curve = NEW(f->arena, (size_t)most, struct curve);
	for (uint64_t i = 0, j; i < n; i = j) {
		for (j = i; j < n && row[j].facet == row[i].facet && row[j].series == row[i].series; j++)
			;
		make_curve(f, from, &c, row + i, j - i, scratch, &(*curve)[(*ncurve)++], thin);
	}
	return OK;
}

static void widen(struct range *r, double x, double y)
{
	if (!isfinite(x + y))
		return;
	r->x1 = r->ok ? fmin(r->x1, x) : x;
	r->x2 = r->ok ? fmax(r->x2, x) : x;
	r->y1 = r->ok ? fmin(r->y1, y) : y;
	r->y2 = r->ok ? fmax(r->y2, y) : y;
	if (y > 0)
		r->y_low = fmin(r->y_low, y);
	r->ok = true;
}

void curves_range(const struct curve *c, int n, struct range *r)
{
	for (int k = 0; k < n; k++)
		for (uint64_t i = 0; i < c[k].n; i++) {
			widen(r, c[k].x[i], c[k].y[i]);
			widen(r, c[k].x[i], c[k].lo[i]);
			widen(r, c[k].x[i], c[k].hi[i]);
		}
}
