/* assort.h - how alike the two ends of a tie are in a number, such as age.
 *
 * x is centred: the mean over all people of the network, tied or not, is taken off.  In an undirected network a tie
 * counts from both ends; w is its weight and W the sum of all weights so counted.
 */
#ifndef TIES_ASSORT_H
#define TIES_ASSORT_H

#include "dealt.h"

enum assort {
	ASSORT_R,               /* Pearson's r of x over the ends of ties, directed: of sender and receiver.
	                           Newman (2003) doi:10.1103/PhysRevE.67.026126 */
	ASSORT_DIFFERENCE,      /* mean over ties of |x_i - x_j| */
	ASSORT_GEARY,           /* C = (n - 1) / (2 W) sum w (x_i - x_j)^2 / sum x^2: 1 by chance, 0 if the ends are the same.
	                           Geary (1954) doi:10.2307/2986645 */
	ASSORT_MORAN,           /* I = n / W sum w x_i x_j / sum x^2: -1 / (n - 1) by chance.
	                           Moran (1950) doi:10.1093/biomet/37.1-2.17 */
	ASSORT_MEASURES
};
extern const char *const assort_name[ASSORT_MEASURES];

struct assorted {
	double people, variation;       /* n; sum of x^2 over people */
	double total;                   /* W */
	double x, y, xx, yy, xy;        /* sums of w times the sender's and the receiver's number */
	double difference;              /* sum of w |x - y| */
};

/* x[] of the people of t. */
void assort_sums(const struct simple *t, const double *weight, const double *x, struct assorted *);

/* NAN: *why says so in a few words. */
double assort_value(enum assort, const struct assorted *, const char **why);

/* The standard error of r: sqrt(sum over ties (r - r without the tie)^2), as for groups (segregation.h).  NAN if r is
 * undefined without one of the ties. */
double assort_jackknife(const struct assorted *, const struct simple *t, const double *weight, const double *x);

/* change[tie] = r - r without the tie. */
void assort_left_out(const struct assorted *, const struct simple *t, const double *weight, const double *x, double *change);

/* value[measure * replicates + r] under the null models of d: numbers dealt anew as labels are (d->strata), or ties
 * dealt anew with the same degrees (d->strata NULL; then *s). */
void assort_null(struct arena *, const struct dealt *d, const double *x, double *value, struct dealt_switches *s);

/* x less its mean. */
void assort_centre(uint32_t n, double *x);

#endif
