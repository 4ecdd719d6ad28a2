/* mixing.h - a table of groups by groups from a table of ties and one of people.
 *
 * What is counted and expected, and its sources, stands in mix.h; what is hidden in suppress.h.
 */
#ifndef TIES_MIXING_H
#define TIES_MIXING_H

#include "tool.h"

enum { MIXING_BY_DEGREES, MIXING_BY_SIZES };

/* What is asked for.  The attribute of ego is run->attributes. */
struct mixing_how {
	const char *alter;              /* the attribute of alter; NULL: the same */
	const char *breaks, *alter_breaks;      /* borders of bins, or NULL */
	const char *by_breaks;          /* of the networks of --by: see net_bins() */
	uint64_t by_quantile;
	int expected;
	const char *square;             /* NULL: one row a cell; a square of that column, "" ties */
	uint64_t min_cell;              /* hide cells of fewer ties */
	bool from_mixing;               /* the run's table is one of groups already: matrices.h */
};

/* Read the run's table and --nodes, write the table of groups.  E_USAGE, E_DATA. */
int mixing_run(struct run *, const struct mixing_how *, struct err *);

#endif
