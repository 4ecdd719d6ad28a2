/* figure_axis.h - from the smallest and largest value to a range and its ticks. */
#ifndef TIES_FIGURE_AXIS_H
#define TIES_FIGURE_AXIS_H

#include "base.h"

struct tick {
	double at;
	const char *text;               /* NULL: a minor tick */
};

enum axis_look {
	AXIS_PLAIN,
	AXIS_SHARE,                     /* values 0 to 1, said as 0 to 100 % */
	AXIS_NONE                       /* no line, no ticks: what stands there are names */
};

struct axis {
	const char *title;              /* or NULL */
	double lo, hi;                  /* what the frame holds */
	bool log, years;                /* years: 2021, not 2,021 */
	enum axis_look look;
	struct tick *tick;
	int ntick;
};

/* How the range follows from the data. */
enum {
	FIT_ZERO  = 1,                  /* begins at 0, always (bars, counts) */
	FIT_TIGHT = 2,                  /* x: the data and a little air, ticks where they fall */
	FIT_ROOM  = 4,                  /* a tenth more above, for labels */
	FIT_OPEN  = 8                   /* ends where the data do, not at a tick */
};

/* lo and hi are the data's, finite; positive if axis->log.  About `want` labelled ticks. */
void axis_fit(struct arena *, struct axis *, double lo, double hi, unsigned how, int want);

/* Ratios, on a logarithmic axis about 1: ticks at 1/4, 1/2, 1, 2, 4, or at every second or third of
 * these; as axis_fit() does where the range is too narrow or too wide for that. */
void axis_fit_ratio(struct arena *, struct axis *, double lo, double hi, int want);

/* Where a value stands between the ends: 0 to 1. */
double axis_place(const struct axis *, double value);

/* The widest tick label in points at 7 pt; the first and last that is in the frame. */
double axis_widest(const struct axis *);

/* A step of 1, 2, 2.5 or 5 times a power of ten, the nearest above. */
double axis_step(double rough);

#endif
