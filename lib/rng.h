/* rng.h - random numbers by name: one sub-stream per replicate.
 *
 * The generator is GSL's mt19937.  Sub-stream r of seed S does not depend on which
 * thread asks or how many replicates there are, so any split of the work gives the
 * same numbers.  Two sub-streams of a seed never share their starting state.
 */
#ifndef TIES_RNG_H
#define TIES_RNG_H

#include "base.h"
#include <gsl/gsl_rng.h>

#define RNG_NAME "mt19937"

gsl_rng *rng_new(struct arena *);                           /* lives as long as the arena: never gsl_rng_free() it */
void rng_stream(gsl_rng *, uint64_t seed, uint32_t r);      /* start sub-stream r of seed */
uint32_t rng_below(gsl_rng *, uint32_t n);                  /* uniform in 0 .. n-1, unbiased; n > 0 */
uint64_t rng_below_long(gsl_rng *, uint64_t n);             /* the same; for n below 2^32 the same number */
double rng_real(gsl_rng *);                                 /* uniform in [0, 1), a multiple of 2^-53 */
void rng_shuffle(gsl_rng *, uint32_t *v, size_t n);

/* The numbers of a sub-stream many at a time, where little else is done: those that gsl_rng_get() gives after
 * rng_stream(), in the same order. */
enum { RNG_BLOCK = 624 };
struct rng_block { uint32_t state[RNG_BLOCK], number[RNG_BLOCK], used; };
void rng_block_stream(struct rng_block *, uint64_t seed, uint32_t r);
void rng_block_fill(struct rng_block *);                    /* the next 624 */

static inline uint32_t rng_block_get(struct rng_block *b)
{
	if (b->used == RNG_BLOCK)
		rng_block_fill(b);
	return b->number[b->used++];
}

/* As rng_below(). */
static inline uint32_t rng_block_below(struct rng_block *b, uint32_t n)
{
	uint64_t wide = (uint64_t)rng_block_get(b) * n;

	if ((uint32_t)wide < n) {
		uint32_t least = -n % n;
		while ((uint32_t)wide < least)
			wide = (uint64_t)rng_block_get(b) * n;
	}
	return (uint32_t)(wide >> 32);
}

double rng_pareto(gsl_rng *, double a);                     /* at least 1; P(X >= x) = x^-a */

#endif
