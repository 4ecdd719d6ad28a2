/* binned.h - one column of a table in bins, others summarised within them; rank correlations.
 *
 * The bins are those of bins.h, the summaries and their intervals those of stat_cells.h, the
 * correlations those of stat_rank.h; here they meet a table, its groups and its people.
 */
#ifndef TIES_BINNED_H
#define TIES_BINNED_H

#include "stat_test.h"
#include "tool.h"

/* What is asked for.  Of the ways to make bins one at most is given. */
struct binned_how {
	const char *x, *y, *by;         /* names of columns, with commas between; y, by: or NULL */
	uint64_t quantile;
	double width, factor;           /* NaN: not given */
	bool integer, distinct;
	const char *breaks, *breaks_from;
	bool open;                      /* the end bins hold what lies beyond them */
	int ci;                         /* enum cells_interval; -1: people if the ends of ties are there, else rows */
	const char *cluster;            /* columns of people, or NULL */
	uint64_t groups;                /* of people; 0: everybody is one */
	double level;
	bool correlation;
	int side;
};

/* Read the run's table, work out and write what is asked for.  E_USAGE, E_DATA. */
int binned_run(struct run *, const struct binned_how *, struct err *);

#endif
