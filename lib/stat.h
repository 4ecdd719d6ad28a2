/* stat.h - describing a list of numbers: moments, quantiles, ranks.
 *
 * No function here reads NaN: leave missing values out first.
 */
#ifndef TIES_STAT_H
#define TIES_STAT_H

#include "base.h"

/* By Neumaier's compensated sum: the error does not grow with n, so the order of the rows
 * hardly matters.  Doi:10.1002/zamm.19740540106.  NAN if n = 0. */
double stat_mean(const double *v, size_t n);

/* Standard deviation with divisor n - 1, in two passes; NAN if n < 2 or a value is infinite. */
double stat_sd(const double *v, size_t n);

/* Quantile q in [0, 1] of v, ascending: type 7 of Hyndman & Fan (1996),
 * doi:10.1080/00031305.1996.10473566, the default of R, Julia and NumPy: linear between the
 * values at the places floor and ceiling of (n - 1) q, counted from 0.  NAN if n = 0. */
double stat_quantile(const double *sorted, size_t n, double q);

/* rank[row] = 1 .. n, equal values share the mean of their ranks; order[] as of sort_rows(). */
void stat_midranks(const double *v, const uint32_t *order, uint32_t n, double *rank);

#endif
