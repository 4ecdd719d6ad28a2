/* hole_sum.h - the steps that hole.c and hole_whole.c must take alike, to the last bit. */
#ifndef TIES_HOLE_SUM_H
#define TIES_HOLE_SUM_H

#include <math.h>

/* A sum with what rounding lost on its way: a hub has 10^5 terms.  Knuth, The Art of Computer
 * Programming 2, 4.2.2, theorem B. */
struct sum { double at, lost; };

static inline void sum_add(struct sum *s, double x)
{
	double to = s->at + x, moved = to - s->at;

	s->lost += (s->at - (to - moved)) + (x - moved);
	s->at = to;
}

static inline double sum_of(const struct sum *s) { return s->at + s->lost; }

/* c_ij s_i^2: divided at the end, so that d equal alters exert 1/d and not 1/d and a bit. */
static inline double hole_dyad(double z, double through) { return (z + through) * (z + through); }

/* r ln r - (r - 1), r = c over the mean of the c: never negative, and summed over the alters the
 * same as r ln r, because the r - 1 cancel.  A difference that rounding makes is none. */
static inline double hole_uneven(double c, double mean)
{
	double r = c / mean, more = r - 1;

	if (more < 1e-12 && more > -1e-12)
		return 0;
	return r > 0 ? r * log(r) - more : 1;
}

#endif
