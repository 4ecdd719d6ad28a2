/* permutation.h - a pipeline run on data as they are, and over and over on data left to chance: every number that it
 * prints is held against what it would be by chance.
 *
 * The null models stand in null.h.  Replicate r uses sub-stream r of the seed, as the tools with a null of their own do:
 * the same replicates, the same numbers.
 */
#ifndef TIES_PERMUTATION_H
#define TIES_PERMUTATION_H

#include "tool.h"

#define PERMUTATION_NULLS "weights|degrees|gnm|bernoulli|dyads"

/* What is asked for. */
struct permutation_how {
	const char *shuffle;            /* "FILE:COLUMN[,COLUMN][:within=COLUMN]", or NULL */
	int rewire;                     /* which of the above; -1: none */
	uint64_t switches;              /* of degrees: how many to try a tie */
	int na;                         /* of shuffle: NA_DROP: people without a value keep none */
	int side;                       /* enum side */
	const char *keys, *values;      /* columns of what is printed, with commas between, or NULL */
	const char *draws;              /* a file for every number of every replicate, or NULL */
};

/* The run's operand is the pipeline; its standard input is given to each run of it.  E_USAGE, E_DATA; what the pipeline
 * failed with. */
int permutation_run(struct run *, const struct permutation_how *, struct err *);

#endif
