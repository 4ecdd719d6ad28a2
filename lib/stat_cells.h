/* stat_cells.h - a column summarised within cells: the bins of another column, by groups. */
#ifndef TIES_STAT_CELLS_H
#define TIES_STAT_CELLS_H

#include "stat_jackknife.h"

#define NO_CELL UINT32_MAX

struct cells {                          /* the rows of cell c are row[at[c]] .. row[at[c + 1] - 1], ascending */
	uint32_t n;
	uint32_t *at, *row;
};

/* cell[row] is the cell of a row, or NO_CELL. */
void cells_sort(struct arena *, uint32_t rows, const uint32_t *cell, uint32_t ncells, struct cells *);

enum cells_interval { CI_NONE, CI_PERCENTILE, CI_BCA, CI_JACKKNIFE };

struct cells_how {
	enum cells_interval interval;   /* of the mean */
	double level;
	uint32_t replicates;            /* of the bootstrap over rows */
	uint64_t seed;
	int threads;
	const struct jackknife *people; /* of CI_JACKKNIFE: see stat_jackknife.h */
};

/* Of the values that are not NAN.  sd has divisor n - 1, quartiles are of type 7 (stat.h).
 * NAN: everything but n where n = 0; sd and the interval where n = 1 or a value is infinite;
 * lo and hi where the jackknife cannot tell (stat_jackknife.h), or without one. */
struct summary {
	uint32_t n;
	double mean, lo, hi, median, q1, q3, sd;
};

/* out[cell].  Sums are taken over the sorted values, and a cell belongs to one thread: neither
 * the order of the rows nor the number of threads changes a bit, but for the jackknife's
 * rounding when rows are reordered. */
void cells_summarise(struct arena *, const struct cells *, const double *y, const struct cells_how *,
                     struct summary *);

#endif
