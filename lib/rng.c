#include "rng.h"

#include <gsl/gsl_randist.h>

gsl_rng *rng_open(struct err *e)
{
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);

	if (!g)
		fail(e, E_MEMORY, "out of memory for a random number generator");
	return g;
}

/* A bijection of 32 bits chosen by the key: for one seed, different r start differently. */
static uint32_t scramble(uint32_t x, uint64_t key)
{
	for (int round = 0; round < 4; round++) {
		key = key * 6364136223846793005u + 1442695040888963407u;
		x ^= (uint32_t)(key >> 32);
		x *= 0x9E3779B1u;                       /* odd: invertible */
		x ^= x >> 15;
	}
	return x;
}

void rng_stream(gsl_rng *g, uint64_t seed, uint32_t r)
{
	uint32_t start = scramble(r, seed);

	if (!start)                                     /* GSL reads 0 as its default seed */
		start = scramble(UINT32_MAX - 1, seed);
	gsl_rng_set(g, start);
}

uint32_t rng_below(gsl_rng *g, uint32_t n)
{
	uint64_t wide = (uint64_t)(uint32_t)gsl_rng_get(g) * n;

	/* Lemire (2019), doi:10.1145/3230636: reject the few draws that would favour some. */
	if ((uint32_t)wide < n) {
		uint32_t least = -n % n;
		while ((uint32_t)wide < least)
			wide = (uint64_t)(uint32_t)gsl_rng_get(g) * n;
	}
	return (uint32_t)(wide >> 32);
}

uint64_t rng_below_long(gsl_rng *g, uint64_t n)
{
	if (n <= UINT32_MAX)
		return rng_below(g, (uint32_t)n);
	uint64_t mask = UINT64_MAX >> __builtin_clzll(n - 1), x;
	do {
		x = (uint64_t)(uint32_t)gsl_rng_get(g) << 32;
		x |= (uint32_t)gsl_rng_get(g);
		x &= mask;
	} while (x >= n);
	return x;
}

double rng_real(gsl_rng *g)
{
	uint64_t high = (uint32_t)gsl_rng_get(g) >> 5, low = (uint32_t)gsl_rng_get(g) >> 6;

	return (double)(high << 26 | low) * 0x1p-53;
}

void rng_shuffle(gsl_rng *g, uint32_t *v, size_t n)
{
	for (size_t i = n; i > 1; i--) {
		size_t j = rng_below(g, (uint32_t)i);
		uint32_t held = v[i - 1];
		v[i - 1] = v[j];
		v[j] = held;
	}
}

double rng_pareto(gsl_rng *g, double a)
{
	return gsl_ran_pareto(g, a, 1);
}
