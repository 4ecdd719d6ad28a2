/* figure_hist.h - bars over bins: for hist and null. */
#ifndef TIES_FIGURE_HIST_H
#define TIES_FIGURE_HIST_H

#include "figure_curve.h"

/* How the axis is cut: from offset, every `width`; or, doubling, at powers of two. */
struct hist_bins { double width, offset; bool doubling; };

/* Width by Freedman and Diaconis (1981), of the group that asks for least, rounded to a nice number; values on a lattice (whole
 * numbers) get bins that each hold as many of its points.  x: groups of sorted values. */
struct sorted { double *x; uint64_t n; };
struct hist_bins bins_choose(const struct sorted *, int groups);

/* Sorted values in bins: x1 x2 0 height, of counts or shares.  What lies in bins wholly
 * beyond `split` (upwards if `greater`) goes to *tail; NaN: nothing does.  Returns the
 * tallest. */
double bins_count(struct page *, const struct sorted *, struct hist_bins, bool shares, double split, bool greater,
                  struct block **rest, struct block **tail);

/* The finite values of a column by facet and series (facet * nseries + series), sorted. */
struct sorted *sorted_groups(struct figure *, const double *x, const bool *skip);

/* A line upright over the panel up to `share` of its height, with a name. */
struct layer *upright_line(struct page *, struct panel *, double at, double share, const char *colour, double width,
                           const char *name, const char *note, const char *text_colour);

#endif
