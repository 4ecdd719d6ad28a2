/* hole_columns.h - structural holes in a table of ties: a row a person, a row a tie, or one person's sum.
 *
 * What is measured, and its sources, stands in hole.h, holes.h, egonet.h and bridging.h.
 */
#ifndef TIES_HOLE_COLUMNS_H
#define TIES_HOLE_COLUMNS_H

#include "tool.h"

/* What is asked for. */
struct hole_how {
	int model, alters;              /* enum hole_model, enum egonet_alters */
	int undefined;                  /* what 0/0 becomes: 0 NA, 1 zero, 2 one */
	const char *also;               /* further columns, with commas between, or NULL */
	const char *prefix;             /* of the columns, or NULL */
	const char *egos;               /* NAME,NAME or @FILE, or NULL: everybody */
	const char *explain;            /* the person whose sum is printed, or NULL */
	bool ties;                      /* a row for each ego and alter */
	bool slow;                      /* bridging, however long it takes */
	uint64_t sample;                /* bridging from the distances of so many people; 0: of all */
};

/* Read the run's table, work out and write what is asked for.  E_USAGE, E_DATA. */
int hole_columns_run(struct run *, const struct hole_how *, struct err *);

#endif
