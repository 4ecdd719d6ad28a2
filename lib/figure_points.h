/* figure_points.h - what points and hexbin share: pairs of numbers, medians, jitter. */
#ifndef TIES_FIGURE_POINTS_H
#define TIES_FIGURE_POINTS_H

#include "figure_curve.h"

enum { CLOUD_ROWS = 5000, MEDIAN_BINS = 10, MEDIAN_ROWS = 20 };

/* The rows of a facet and series that have both numbers. */
struct pairs {
	double *x, *y;
	uint64_t n;
};

struct cloud {
	struct pairs *group;            /* facet * nseries + series */
	int ngroup, xcol, ycol;
	uint64_t n, missing;
	struct range r;
};

int cloud_read(struct figure *, struct cloud *, struct err *);
int cloud_axes(struct figure *, struct cloud *, struct err *);

/* Medians of y in ten bins of x that are equally wide on the axis; bins of fewer than 20
 * rows have none.  NULL if fewer than three bins have one. */
struct block *cloud_medians(struct figure *, const struct pairs *);

/* Are the values heaped on a lattice (whole numbers ...)?  Its distance, or 0. */
double cloud_lattice(const struct cloud *, bool y);

/* Every value moved by a random part of `by`, uniform from -by to by. */
void cloud_jitter(struct arena *, struct cloud *, bool y, double by);

#endif
