#include "bins.h"
#include "number.h"
#include "sort.h"
#include "stat.h"

#include <math.h>
#include <string.h>

/* --- borders that do not depend on the data ------------------------------------------- */

/* Multiples of a size as a person writes them: 3 x 0.1 is 0.3, not 0.30000000000000004. */
struct grid { enum bins_kind kind; double size, top, bottom; };

static struct grid grid_of(enum bins_kind kind, double size)
{
	struct grid g = { kind, kind == BINS_INTEGER ? 1 : size, size, 1 };

	for (double ten = 1; ten <= 1e15; ten *= 10) {
		double whole = nearbyint(size * ten);
		if (whole > 0 && fabs(size * ten - whole) <= 1e-12 * whole) {
			g.top = whole;
			g.bottom = ten;
			break;
		}
	}
	return g;
}

static double grid_border(const struct grid *g, double k)
{
	return g->kind == BINS_INTEGER ? k - 0.5 :
	       g->kind == BINS_LOG ? pow(g->size, k) : k * g->top / g->bottom;
}

/* The k with border(k) <= x < border(k + 1). */
static double grid_place(const struct grid *g, double x)
{
	double k = floor(g->kind == BINS_INTEGER ? x + 0.5 :
	                 g->kind == BINS_LOG ? log(x) / log(g->size) : x / g->size);

	while (grid_border(g, k) > x)
		k--;
	while (grid_border(g, k + 1) <= x)
		k++;
	return k;
}

/* --- making --------------------------------------------------------------------------- */

static void bins_room(struct arena *a, uint32_t n, struct bins *b)
{
	b->lo = NEW(a, n, double);
	b->hi = NEW(a, n, double);
	b->x = NEW(a, n, double);
}

static int too_many(struct err *e)
{
	return fail(e, E_USAGE, "more than %d bins: choose wider ones, or --quantile", BINS_MOST);
}

/* Walk over the values bin by bin; with b->lo == NULL only count. */
static int make_distinct(const double *v, uint32_t n, struct bins *b, struct err *e)
{
	b->n = 0;
	for (uint32_t s = 0, end; s < n; s = end) {
		for (end = s + 1; end < n && v[end] == v[s]; )
			end++;
		if (b->lo)
			b->lo[b->n] = b->hi[b->n] = b->x[b->n] = v[s];
		if (++b->n > BINS_MOST)
			return too_many(e);
	}
	return OK;
}

static int make_grid(const struct grid *g, const double *v, uint32_t n, struct bins *b, struct err *e)
{
	b->n = 0;
	while (n && isinf(v[n - 1]))
		n--;
	for (uint32_t s = 0, end; s < n; s = end) {
		double k, hi;
		end = s + 1;
		if (isinf(v[s]) || (g->kind == BINS_LOG && v[s] <= 0))
			continue;
		if (g->kind != BINS_LOG && fabs(v[s]) / g->size > 1e15)
			return fail(e, E_USAGE, "bins %g wide are too narrow for values like %g", g->size, v[s]);
		k = grid_place(g, v[s]);
		hi = grid_border(g, k + 1);
		while (end < n && v[end] < hi)
			end++;
		if (b->lo) {
			b->lo[b->n] = grid_border(g, k);
			b->hi[b->n] = hi;
			b->x[b->n] = g->kind == BINS_INTEGER ? k : stat_quantile(v + s, end - s, 0.5);
		}
		if (++b->n > BINS_MOST)
			return too_many(e);
	}
	return OK;
}

/* Border j lies between two different values, at the place nearest to j n / bins. */
static int make_quantile(struct arena *a, const double *v, uint32_t n, uint32_t bins, struct bins *b)
{
	uint32_t *cut, cuts = 0, s = 0, end = 0;

	if (!n)
		return OK;
	cut = NEW(a, (size_t)bins + 1, uint32_t);
	cut[cuts++] = 0;
	for (uint32_t j = 1; j < bins; j++) {
		double place = (double)j * n / bins;
		uint32_t near;
		while (end <= (uint32_t)place)          /* the run of equal values around the place */
			for (s = end++; end < n && v[end] == v[s]; )
				end++;
		near = place - s <= end - place ? s : end;
		if (near > cut[cuts - 1] && near < n)
			cut[cuts++] = near;
	}
	cut[cuts] = n;
	bins_room(a, cuts, b);
	b->n = cuts;
	b->closed = true;
	for (uint32_t k = 0; k < cuts; k++) {
		b->lo[k] = v[cut[k]];
		b->hi[k] = k + 1 < cuts ? v[cut[k + 1]] : v[n - 1];
		b->x[k] = stat_quantile(v + cut[k], cut[k + 1] - cut[k], 0.5);
	}
	return OK;
}

static double between(double lo, double hi)
{
	return isinf(lo) ? hi : isinf(hi) ? lo : lo + (hi - lo) / 2;
}

static int make_breaks(struct arena *a, const double *border, uint32_t bins, const double *v,
                       uint32_t n, bool open, struct bins *b)
{
	uint32_t s = 0, end;

	bins_room(a, bins, b);
	b->n = bins;
	b->closed = true;
	b->open = open;
	for (uint32_t k = 0; k < bins; k++) {
		b->lo[k] = border[k];
		b->hi[k] = border[k + 1];
	}
	while (s < n && bins_find(b, v[s]) == NO_BIN)
		s++;
	for (uint32_t k = 0; k < bins; k++, s = end) {
		for (end = s; end < n && bins_find(b, v[end]) == k; )
			end++;
		b->x[k] = end > s ? stat_quantile(v + s, end - s, 0.5) : between(b->lo[k], b->hi[k]);
	}
	return OK;
}

static uint32_t distinct_upto(const double *v, uint32_t n, uint32_t most)
{
	uint32_t d = n > 0;

	for (uint32_t i = 1; i < n && d <= most; i++)
		d += v[i] != v[i - 1];
	return d;
}

int bins_make(struct arena *a, const struct bins_how *how, const double *v, uint32_t n,
              struct bins *b, struct err *e)
{
	struct grid g = grid_of(how->kind, how->size);
	enum bins_kind kind = how->kind;
	double size = how->size;

	*b = (struct bins){ 0 };
	if (kind == BINS_AUTO) {
		kind = distinct_upto(v, n, BINS_FEW) <= BINS_FEW ? BINS_DISTINCT : BINS_QUANTILE;
		size = 10;
	}
	if (kind == BINS_QUANTILE && !(size >= 1 && size <= BINS_MOST && size == floor(size)))
		return fail(e, E_USAGE, "--quantile takes a whole number from 1 to %d, not %g", BINS_MOST, size);
	if (kind == BINS_WIDTH && !(size > 0 && isfinite(size)))
		return fail(e, E_USAGE, "--width takes a number above 0, not %g", size);
	if (kind == BINS_LOG && !(size > 1 && isfinite(size)))
		return fail(e, E_USAGE, "--log takes a factor above 1, not %g", size);
	if (kind == BINS_BREAKS)
		return make_breaks(a, how->border, how->bins, v, n, how->open, b);
	if (kind == BINS_QUANTILE)
		return make_quantile(a, v, n, (uint32_t)size, b);
	for (int pass = 0; pass < 2; pass++) {          /* count, then fill */
		if (pass)
			bins_room(a, b->n, b);
		if (kind == BINS_DISTINCT)
			TRY(make_distinct(v, n, b, e));
		else
			TRY(make_grid(&g, v, n, b, e));
	}
	return OK;
}

/* --- from text, from a table -------------------------------------------------------------- */

int bins_borders(struct arena *a, const char *list, double **border, uint32_t *bins, struct err *e)
{
	uint32_t n = 0;

	*border = NEW(a, strlen(list) + 1, double);
	for (const char *p = list; ; p++) {
		struct cell c = { p, strcspn(p, ",") };
		if (number_get(c, &(*border)[n]) != NUMBER)
			return fail(e, E_USAGE, "--breaks takes numbers parted by commas, such as 1,2,5,Inf; "
			            "'%.*s' is none", (int)c.len, p);
		if (n && !((*border)[n] > (*border)[n - 1]))
			return fail(e, E_USAGE, "--breaks: the borders must rise, but %g comes after %g",
			            (*border)[n], (*border)[n - 1]);
		n++;
		p += c.len;
		if (!*p)
			break;
	}
	if (n < 2)
		return fail(e, E_USAGE, "--breaks takes two borders or more; the last may be Inf");
	*bins = n - 1;
	return OK;
}

int bins_known(struct arena *a, const double *x, const double *lo, const double *hi, uint64_t rows,
               const char *file, bool open, struct bins *b, struct err *e)
{
	uint32_t *order, n = (uint32_t)rows;

	if (rows >= UINT32_MAX)
		return fail(e, E_DATA, "%s: too many rows for bins", file);
	*b = (struct bins){ .closed = true, .open = open };
	order = NEW(a, n, uint32_t);
	bins_room(a, n, b);
	sort_rows(a, hi, n, order);
	sort_again(a, lo, n, order);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t r = order[i], k = b->n;
		if (isnan(x[r]) || isnan(lo[r]) || isnan(hi[r]) || lo[r] > hi[r])
			return fail(e, E_DATA, "%s: row %u: x, x_lo or x_hi is missing, or x_lo is above x_hi", file, r + 1);
		if (k && lo[r] == b->lo[k - 1] && hi[r] == b->hi[k - 1])
			continue;
		if (k && (lo[r] < b->hi[k - 1] || (lo[r] == hi[r] && lo[r] == b->lo[k - 1])))
			return fail(e, E_DATA, "%s: row %u: the bin from %g to %g overlaps the one before: "
			            "the bins of one run are expected", file, r + 1, lo[r], hi[r]);
		b->lo[k] = lo[r];
		b->hi[k] = hi[r];
		b->x[k] = x[r];
		b->n++;
	}
	return OK;
}

/* --- finding -------------------------------------------------------------------------------- */

uint32_t bins_find(const struct bins *b, double x)
{
	uint32_t at = 0, n = b->n;

	if (!n || isnan(x))
		return NO_BIN;
	while (n > 1) {                         /* the last bin with lo <= x, without a branch */
		uint32_t half = n / 2;
		at += b->lo[at + half] <= x ? half : 0;
		n -= half;
	}
	if (x < b->lo[at])
		return b->open && at == 0 && b->lo[0] < b->hi[0] ? 0 : NO_BIN;
	if (x < b->hi[at] || (x == b->hi[at] && (b->lo[at] == x || (b->closed && at + 1 == b->n))))
		return at;
	return b->open && at + 1 == b->n && b->lo[at] < b->hi[at] ? at : NO_BIN;
}
