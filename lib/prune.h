/* prune.h - what is left of a network when its ties are taken away in some order.
 *
 * A curve is worked out backwards: from people without ties, the ties are put in again in the
 * opposite order, and union-find keeps the components.  O(m alpha(n)) a curve.
 */
#ifndef TIES_PRUNE_H
#define TIES_PRUNE_H

#include "rng.h"

struct prune_tie { uint32_t a, b; };

/* Ties by rising value; those of equal value are a run: run k is tie[start[k]] .. tie[start[k + 1] - 1]. */
struct prune_order {
	uint32_t n, m;                  /* people, ties */
	struct prune_tie *tie;
	uint32_t runs, *start;
	uint32_t longest;               /* run */
};

/* value[0..m-1] without NaN, or NULL: all are equal, one run. */
void prune_order(struct arena *, uint32_t n, uint32_t m, const uint32_t *a, const uint32_t *b,
                 const double *value, struct prune_order *);

/* The network with `removed` ties gone. */
struct prune_state {
	uint32_t removed;
	uint32_t giant;                 /* people in the largest component */
	uint32_t components;            /* people without ties count */
	uint64_t squares;               /* sum of size^2 over all components but one largest */
};

/* What one curve needs to work in; one a thread. */
struct prune_scratch { uint32_t *parent, *size; struct prune_tie *tie; unsigned char *digit; };
void prune_scratch(struct arena *, uint32_t n, uint32_t longest, struct prune_scratch *);

/* Take the ties away by rising value (falling if `falling`), those of a run in random order.
 * state[k].removed, k < points, is given, ascending, at most m; the rest is filled in.
 * Calls no arena. */
void prune_curve(const struct prune_order *, bool falling, gsl_rng *, const struct prune_scratch *,
                 uint32_t points, struct prune_state *state);

/* The points of a curve: 0 and k m / steps for k = 1 .. steps, rounded, each once.
 * Returns how many; removed[] has room for steps + 1. */
uint32_t prune_points(uint32_t m, uint32_t steps, uint32_t *removed);

/* Rows that repeat a tie, in either direction.  O(n + m). */
uint32_t prune_repeated(struct arena *, uint32_t n, uint32_t m, const uint32_t *a, const uint32_t *b);

#endif
