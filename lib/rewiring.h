/* rewiring.h - copies of a table of ties in which something was left to chance.
 *
 * What the null models are, and their sources, stands in null.h.
 */
#ifndef TIES_REWIRING_H
#define TIES_REWIRING_H

#include "rng.h"
#include "tool.h"

#define REWIRING_NULLS "weights|degrees|gnm|bernoulli|dyads|labels"

/* What is asked for. */
struct rewiring_how {
	const char *null;               /* as null_choose() reads it, of the above */
	bool observed;                  /* the network itself first, as replicate 0 */
	uint64_t switches;              /* of degrees: how many to try a tie */
	const char *nodes_out;          /* of labels: where the people go */
	const char *ends;               /* "person,event": the columns of a two-mode table; NULL: people are tied to people */
};

/* Read the run's table and write its replicates, one after the other.  E_USAGE, E_DATA. */
int rewiring_run(struct run *, const struct rewiring_how *, struct err *);

/* One copy at a time, to wherever it is wanted, without the column replicate; labels is not among them.  Replicate 0 is
 * the network as it was.  A copy takes its room from the arena: mark and release around it. */
struct copies;
int  copies_open(struct run *, const struct rewiring_how *, struct copies **, struct err *);
int  copies_write(struct copies *, uint32_t replicate, gsl_rng *, struct out *, struct err *);
void copies_tell(const struct copies *);        /* how many switches were done */

#endif
