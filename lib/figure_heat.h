/* figure_heat.h - the cells of a heat map, from the table to the page. */
#ifndef TIES_FIGURE_HEAT_H
#define TIES_FIGURE_HEAT_H

#include "figure.h"

enum { MOST_GROUPS = 60 };

struct heat {
	int rows, cols;
	const char **row, **col;
	double *value, *ties, *expected;        /* facet * rows * cols + row * cols + col */
	double *size, wide;             /* of the groups of the rows, where all panels agree, or NaN; cm that it takes */
	bool ratio, both;               /* ratio: diverging about 1; both: positive and negative, about 0 */
	bool square;                    /* rows and columns are the same groups */
	double most, least;
	const char *title;
};

/* After figure_split(): groups and cells, neighbours alike unless they have an order.  E_USAGE: no columns of
 * names or numbers, too many groups; E_DATA: two rows for one cell, no number at all. */
int heat_read(struct figure *, struct heat *, struct err *);

/* One of value, ties, expected. */
double *heat_at(const struct heat *, double *, int facet, int row, int col);

/* How a value counts for likeness and shade: ratios by their logarithm, within 1/8 and 8. */
double heat_level(const struct heat *, double);

#endif
