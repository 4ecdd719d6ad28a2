#include "rng.h"

#include <gsl/gsl_randist.h>

gsl_rng *rng_new(struct arena *a)
{
	gsl_rng *g = NEW(a, 1, gsl_rng);

	*g = (gsl_rng){ gsl_rng_mt19937, arena_alloc(a, 1, gsl_rng_mt19937->size) };
	gsl_rng_set(g, gsl_rng_default_seed);
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

static uint32_t start_of(uint64_t seed, uint32_t r)
{
	uint32_t start = scramble(r, seed);

	return start ? start : scramble(UINT32_MAX - 1, seed);  /* GSL reads 0 as its default seed */
}

void rng_stream(gsl_rng *g, uint64_t seed, uint32_t r)
{
	gsl_rng_set(g, start_of(seed, r));
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

/* --- many at a time -------------------------------------------------------------------------------
 * Matsumoto & Nishimura (1998), doi:10.1145/272991.272995, with the seeding of 2002, as GSL has it.  The
 * recurrence looks 397 numbers ahead and 1 ahead: pieces of it can be worked out side by side. */
enum { AHEAD = 397 };

void rng_block_stream(struct rng_block *b, uint64_t seed, uint32_t r)
{
	b->state[0] = start_of(seed, r);
	for (uint32_t k = 1; k < RNG_BLOCK; k++)
		b->state[k] = 1812433253u * (b->state[k - 1] ^ b->state[k - 1] >> 30) + k;
	b->used = RNG_BLOCK;
}

static inline uint32_t twist(uint32_t high, uint32_t low, uint32_t ahead)
{
	uint32_t y = (high & 0x80000000u) | (low & 0x7FFFFFFFu);

	return ahead ^ y >> 1 ^ (0x9908B0DFu & -(y & 1));
}

void rng_block_fill(struct rng_block *b)
{
	uint32_t *s = b->state, k;

	for (k = 0; k < RNG_BLOCK - AHEAD; k++)
		s[k] = twist(s[k], s[k + 1], s[k + AHEAD]);
	for (; k < RNG_BLOCK - 1; k++)
		s[k] = twist(s[k], s[k + 1], s[k - (RNG_BLOCK - AHEAD)]);
	s[k] = twist(s[k], s[0], s[AHEAD - 1]);
	for (k = 0; k < RNG_BLOCK; k++) {
		uint32_t y = s[k];
		y ^= y >> 11;
		y ^= y << 7 & 0x9D2C5680u;
		y ^= y << 15 & 0xEFC60000u;
		b->number[k] = y ^ y >> 18;
	}
	b->used = 0;
}
