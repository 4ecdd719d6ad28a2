/* rewiring.h - copies of a table of ties in which something was left to chance.
 *
 * What the null models are, and their sources, stands in null.h.
 */
#ifndef TIES_REWIRING_H
#define TIES_REWIRING_H

#include "tool.h"

#define REWIRING_NULLS "weights|degrees|gnm|bernoulli|dyads|labels"

/* What is asked for. */
struct rewiring_how {
	const char *null;               /* as null_choose() reads it, of the above */
	bool observed;                  /* the network itself first, as replicate 0 */
	uint64_t switches;              /* of degrees: how many to try a tie */
	const char *nodes_out;          /* of labels: where the people go */
};

/* Read the run's table and write its replicates, one after the other.  E_USAGE, E_DATA. */
int rewiring_run(struct run *, const struct rewiring_how *, struct err *);

#endif
