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

/* --- from a file to a file ---------------------------------------------------------------- */

/* What is asked for. */
struct projection_how {
	struct affiliation_how table;   /* within and foci_table go with `null` */
	struct projection ties;         /* method, foci, observed (with `null`); the rest is set from the run */
	const char *null;               /* "curveball", "curveball:within=COLUMN"; NULL: the table itself */
	const char *nodes_out;          /* a file for everybody, also those without a tie, or NULL */
};

/* Read the run's two-mode table and write i j weight, the columns of --by, replicate.  E_USAGE, E_DATA. */
int projection_write(struct run *, const struct projection_how *, struct err *);

#endif
