/* projection.h - the ties that a two-mode table makes, as observed and under the null. */
#ifndef TIES_PROJECTION_H
#define TIES_PROJECTION_H

#include "affiliation.h"

struct projection {
	int method;                     /* PROJECT_COUNT ... */
	bool foci;                      /* ties among foci, not people */
	bool observed;                  /* the table itself: replicate 0 */
	uint64_t replicates;            /* curveball replicates 1 .. */
	uint64_t seed;                  /* replicate r draws from its sub-stream r, anew for each part */
	int threads;
};

/* Who hears of the ties: of replicate and part in order, first replicate 0 if it is wanted, all parts
 * of each; within a part i ascending and j > i ascending, in the part's own numbers.  It is called by one
 * thread at a time and may not use the arena; nonzero stops. */
typedef int put_ties(void *ctx, uint64_t replicate, uint32_t part, uint32_t i, uint32_t n,
                     const uint32_t *j, const double *weight);

int projection_run(struct affiliation *, const struct projection *, put_ties *, void *ctx, struct err *);

#endif
