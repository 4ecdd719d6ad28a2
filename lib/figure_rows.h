/* figure_rows.h - names of rows, one below the other, at the left of the first panel. */
#ifndef TIES_FIGURE_ROWS_H
#define TIES_FIGURE_ROWS_H

#include "figure_page.h"

struct row_names {
	const char *const *name;        /* from the top; NULL: a row without one */
	int n;
	double gap;                     /* cm between a name and the frame */
	double wide;                    /* cm of the widest */
	bool tall;                      /* one of them takes two lines */
};

/* How wide they are, broken at 100 points; in characters of 0.13 cm on a screen. */
void rows_measure(struct page *, struct row_names *);

/* Every row of the page's panels has its names; name i stands at n - 1 - i of the y axis. */
void rows_write(struct page *, const struct row_names *);

#endif
