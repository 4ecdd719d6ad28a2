/* pairs.h - pairs of people as whole numbers: sets of them, and drawing without replacement. */
#ifndef TIES_PAIRS_H
#define TIES_PAIRS_H

#include "rng.h"

/* How many pairs n people have: below 2^63 for n below 2^32. */
static inline uint64_t pairs_of(uint64_t n) { return n ? n * (n - 1) / 2 : 0; }

/* The k-th pair in the order 1-0, 2-0, 2-1, 3-0, ...: a > b. */
void pair_at(uint64_t k, uint32_t *a, uint32_t *b);

/* Each of k numbers below `total` (at most 2^63) is handed to put(), all sets of k equally likely;
 * in random order unless k is above total / 2.  Scratch: below 22 bytes a number. */
typedef void put_number(void *ctx, uint64_t number);
void pairs_draw(struct arena *, gsl_rng *, uint64_t total, uint64_t k, put_number *, void *ctx);

/* A set of numbers below 2^64 - 1, of at most n at any time. */
struct pair_set { uint64_t *slot, mask; };

void pair_set_open(struct pair_set *, struct arena *, uint64_t n);
void pair_set_clear(struct pair_set *);
bool pair_set_has(const struct pair_set *, uint64_t);
bool pair_set_add(struct pair_set *, uint64_t);         /* false: it was there */
void pair_set_remove(struct pair_set *, uint64_t);      /* which must be there */

/* The same without an arena: the set is empty, and open for min(k, total - k) numbers. */
void pairs_draw_into(struct pair_set *, gsl_rng *, uint64_t total, uint64_t k, put_number *, void *ctx);

/* The number of a pair in either order, for a set. */
static inline uint64_t pair_key(uint32_t a, uint32_t b)
{
	return a < b ? (uint64_t)b << 32 | a : (uint64_t)a << 32 | b;
}

/* A bijection of 64 bits that leaves no trace of order: Steele, Lea & Flood (2014),
 * doi:10.1145/2660193.2660195. */
uint64_t pair_mix(uint64_t);

#endif
