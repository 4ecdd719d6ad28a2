/* Groups of very different sizes, people with very different numbers of contacts. */
#include "generate.h"
#include "pairs.h"

#include <math.h>

struct mixing {
	struct drawn *d;
	gsl_rng *g;
	double *before;         /* n + 1: what the people before v are worth together */
	uint32_t *start;        /* groups + 1: who is first in each */
	struct pair_set tied;
};

/* One after the other, as large as chance says; who would remain too few join the last. */
static void deal_groups(struct arena *a, struct mixing *x)
{
	struct drawn *d = x->d;
	double least = 2 * (double)d->m / d->n + 1, low = 1 / sqrt(20 * least), high = 1 / sqrt(least);

	d->group = NEW(a, d->n, uint32_t);
	x->start = NEW(a, (size_t)d->n + 2, uint32_t);
	for (uint32_t v = 0; v < d->n; ) {
		double u = low + (high - low) * rng_real(x->g), size = floor(1 / (u * u)), half = ceil(d->n / 2.0);
		if (size > half)
			size = half;
		if (d->n - v - size < least)
			size = d->groups ? d->n - v : half;
		for (uint32_t to = v + (uint32_t)size; v < to; v++)
			d->group[v] = d->groups;
		x->start[++d->groups] = v;
	}
}

/* The r-th of them, in random order, is worth r^(-1 / (tail - 1)). */
static void deal_worth(struct arena *a, struct mixing *x, double tail)
{
	uint32_t n = x->d->n;

	x->before = NEW(a, (size_t)n + 1, double);
	struct mark scratch = arena_mark(a);
	uint32_t *rank = NEW(a, n, uint32_t);
	for (uint32_t v = 0; v < n; v++)
		rank[v] = v;
	rng_shuffle(x->g, rank, n);
	for (uint32_t v = 0; v < n; v++)
		x->before[v + 1] = x->before[v] + pow(rank[v] + 1.0, -1 / (tail - 1));
	arena_release(a, scratch);
}

/* Somebody from `from` to `to` - 1, in proportion to worth. */
static uint32_t by_worth(const struct mixing *x, uint32_t from, uint32_t to)
{
	double u = x->before[from] + rng_real(x->g) * (x->before[to] - x->before[from]);

	while (to - from > 1) {
		uint32_t middle = from + (to - from) / 2;
		if (x->before[middle] <= u)
			from = middle;
		else
			to = middle;
	}
	return from;
}

static bool is_new(struct mixing *x, uint32_t v, uint32_t u)
{
	return u != v && pair_set_add(&x->tied, pair_key(v, u));
}

/* False: nobody was found. */
static bool find_tie(struct mixing *x, double inside, uint32_t *v, uint32_t *u)
{
	const uint32_t *group = x->d->group;
	bool within = rng_real(x->g) < inside;

	for (uint32_t tries = 0; tries < 100000; tries++) {
		*v = by_worth(x, 0, x->d->n);
		if (within) {
			*u = by_worth(x, x->start[group[*v]], x->start[group[*v] + 1]);
			if (is_new(x, *v, *u))
				return true;
			within = false;
		}
		*u = by_worth(x, 0, x->d->n);
		if (group[*u] != group[*v] && is_new(x, *v, *u))
			return true;
	}
	return false;
}

int generate_lfr(struct arena *a, gsl_rng *g, uint32_t n, uint64_t m, double tail, double inside,
                 struct drawn *d, struct err *e)
{
	struct mixing x = { .d = d, .g = g };

	TRY(generate_check(inside, "inside", e));
	if (!(tail > 2))
		return fail(e, E_USAGE, "the exponent of the degrees is %g: it must be above 2", tail);
	TRY(generate_open(a, n, m, d, e));
	d->m = m;
	deal_groups(a, &x);
	struct mark scratch = arena_mark(a);
	deal_worth(a, &x, tail);
	pair_set_open(&x.tied, a, m);
	for (uint64_t k = 0; k < m; k++)
		if (!find_tie(&x, inside, &d->a[k], &d->b[k]))
			return fail(e, E_USAGE, "after %llu of %llu ties nobody is found who is not tied yet: fewer ties, more people "
			            "or another --inside", (unsigned long long)k, (unsigned long long)m);
	arena_release(a, scratch);
	return OK;
}
