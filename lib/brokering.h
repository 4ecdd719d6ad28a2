/* brokering.h - brokerage in a table of ties: of persons, of groups, of the whole, and what chance would give.
 *
 * What is counted, and its sources, stands in broker.h and broker_chance.h.
 */
#ifndef TIES_BROKERING_H
#define TIES_BROKERING_H

#include "tool.h"

enum { BROKERING_PERSON, BROKERING_GROUP, BROKERING_WHOLE };
enum { BROKERING_FULL, BROKERING_PARTIAL };

/* What is asked for. */
struct brokering_how {
	int level, credit, side;        /* side: enum side */
	const char *also;               /* further columns, with commas between, or NULL */
	const char *null;               /* of groups and the whole, as null_choose() reads it; NULL: bernoulli */
	const char *prefix;             /* of the columns of persons, or NULL */
};

/* Read the run's table, work out and write what is asked for.  E_USAGE, E_DATA. */
int brokering_run(struct run *, const struct brokering_how *, struct err *);

#endif
