#include "stat_jackknife.h"
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

/* Expected number of groups that both of two rows touch: P(the first does) + P(the second)
 * - P(either), for `share` of the `groups`, which have `size` people. */
static void expect_common(struct jackknife *p, double groups, double size)
{
	double n = p->n, row = 1 - none_of(p->ends, size, n);

	p->own += groups * row;
	p->shared += groups * (2 * row - (1 - none_of(2 * p->ends - 1, size, n)));
	p->apart += groups * (2 * row - (1 - none_of(2 * p->ends, size, n)));
}

static void deal(struct arena *a, const uint32_t *sorted, uint64_t seed, struct jackknife *p)
{
	struct mark m;
	uint32_t *dealt;
	gsl_rng *g;

	p->group = NEW(a, p->n, uint32_t);
	m = arena_mark(a);
	dealt = NEW(a, p->n, uint32_t);
	for (uint32_t k = 0; k < p->n; k++)
		dealt[k] = sorted[k];
	g = rng_new(a);
	rng_stream(g, seed, 0);
	rng_shuffle(g, dealt, p->n);
	for (uint32_t k = 0; k < p->n; k++)
		p->group[dealt[k]] = k % p->groups;
	arena_release(a, m);
}

void jackknife_groups(struct arena *arena, uint32_t n, const uint32_t *sorted, uint32_t groups, int ends,
                      const uint32_t *a, const uint32_t *b, uint64_t seed, struct jackknife *p)
{
	uint32_t larger;

	*p = (struct jackknife){ .n = n, .groups = groups < n ? groups : n, .ends = ends, .a = a, .b = b };
	if (groups >= n) {
		p->own = ends;
		p->shared = 1;
		return;
	}
	larger = n % groups;                    /* so many groups have one person more */
	expect_common(p, larger, n / groups + 1);
	expect_common(p, groups - larger, n / groups);
	deal(arena, sorted, seed, p);
}

void jackknife_scratch(struct arena *a, const struct jackknife *p, uint32_t rows, struct jackknife_scratch *s)
{
	size_t most = (size_t)rows * (size_t)p->ends;

	if (most > p->groups)
		most = p->groups;
	*s = (struct jackknife_scratch){ .slot = NEW(a, p->groups, uint32_t), .touch = NEW(a, most, uint32_t),
	                              .used = NEW(a, most, uint32_t), .sum = NEW(a, most, double) };
}

/* Row u touches a group; slot[group] is 1 + the place of the group's sum. */
static void touch(const struct jackknife_scratch *s, uint32_t *used, uint32_t group, double u)
{
	uint32_t k = s->slot[group];

	if (!k) {
		s->used[*used] = group;
		s->sum[*used] = 0;
		s->touch[*used] = 0;
		s->slot[group] = k = ++*used;
	}
	s->sum[k - 1] += u;
	s->touch[k - 1]++;
}

double jackknife_se(const struct jackknife *p, const struct jackknife_scratch *s, uint32_t rows, const uint32_t *row,
                    const double *u, double *df)
{
	double m = rows, v = 0, ss = 0, m2 = 0, m4 = 0, once = p->shared - p->apart, pairs, h;
	uint32_t used = 0;
	bool all = false;

	for (uint32_t k = 0; k < rows; k++) {
		uint32_t one = p->a[row[k]], two = p->b[row[k]];
		if (p->group) {
			one = p->group[one];
			two = p->group[two];
		}
		touch(s, &used, one, u[k]);
		if (two != one)
			touch(s, &used, two, u[k]);
		v += u[k] * u[k];
	}
	for (uint32_t k = 0; k < used; k++) {
		double t = s->touch[k];
		ss += s->sum[k] * s->sum[k];
		m2 += t * t;
		m4 += t * t * t * t;
		all |= s->touch[k] == rows;
		s->slot[s->used[k]] = 0;
	}
	*df = 0;
	if (rows < 2 || all || !(once > 0) || isnan(v))
		return NAN;
	pairs = (m2 - p->own * m - p->apart * m * (m - 1)) / once;
	h = 1 - (m + fmax(pairs, 0)) / (m * m);
	if (!(h > 0) || !(m2 * m2 / m4 - 1 >= 1))
		return NAN;
	*df = fmin(m2 * m2 / m4 - 1, m - 1);
	return sqrt(fmax((ss - (p->own - p->shared) * v) / once / h, v * m / (m - 1)));
}
