#include "stat_people.h"
#include "rng.h"

#include <math.h>

/* P(none of k different people is in a group of `size`), n people in all. */
static double none_of(int k, double size, double n)
{
	double p = 1;

	for (int i = 0; i < k; i++)
		p *= n - i > 0 ? fmax(0, n - size - i) / (n - i) : 1;
	return p;
}

/* Expected number of groups that are touched by both of two rows: P(touched by the first)
 * + P(by the second) - P(by either), summed over the groups. */
static void expect_common(struct people *p, const uint32_t *size, int ends)
{
	double n = p->n;

	p->own = p->shared = p->apart = 0;
	for (uint32_t g = 0; g < p->groups; g++) {
		double row = 1 - none_of(ends, size[g], n);
		p->own += row;
		p->shared += 2 * row - (1 - none_of(2 * ends - 1, size[g], n));
		p->apart += 2 * row - (1 - none_of(2 * ends, size[g], n));
	}
}

int people_groups(struct arena *a, uint32_t n, const uint32_t *sorted, uint32_t groups, int ends,
                  uint64_t seed, struct people *p, struct err *e)
{
	struct mark m;
	uint32_t *dealt, *size;
	gsl_rng *g;

	*p = (struct people){ .n = n, .groups = groups < n ? groups : n, .group = NEW(a, n, uint32_t) };
	m = arena_mark(a);
	dealt = NEW(a, n, uint32_t);
	size = NEW(a, p->groups, uint32_t);
	for (uint32_t k = 0; k < n; k++)
		dealt[k] = sorted[k];
	if (!(g = rng_open(e)))
		return e->code;
	rng_stream(g, seed, 0);
	rng_shuffle(g, dealt, n);
	gsl_rng_free(g);
	for (uint32_t k = 0; k < n; k++) {
		p->group[dealt[k]] = k % p->groups;
		size[k % p->groups]++;
	}
	expect_common(p, size, ends);
	arena_release(a, m);
	return OK;
}

double people_se(const struct people *p, uint64_t rows, const double *delta, const uint32_t *touch,
                 double v, double *df)
{
	double m = (double)rows, ss = 0, m2 = 0, m4 = 0, once = p->shared - p->apart, pairs, h;
	bool all = false;

	*df = 0;
	for (uint32_t g = 0; g < p->groups; g++) {
		double t = touch[g];
		ss += delta[g] * delta[g];
		m2 += t * t;
		m4 += t * t * t * t;
		all |= touch[g] == rows;
	}
	if (rows < 2 || all || !(once > 0) || isnan(v) || isnan(ss))
		return NAN;
	pairs = (m2 - p->own * m - p->apart * m * (m - 1)) / once;
	h = 1 - (m + fmax(pairs, 0)) / (m * m);
	*df = fmin(m2 * m2 / m4 - 1, m - 1);
	if (!(h > 0) || *df < 1) {
		*df = 0;
		return NAN;
	}
	return sqrt(fmax((ss - (p->own - p->shared) * v) / once / h, v * m / (m - 1)));
}
