/* stat_interval.h - intervals: Student's t, the bootstrap's percentiles and BCa. */
#ifndef TIES_STAT_INTERVAL_H
#define TIES_STAT_INTERVAL_H

#include "rng.h"

struct interval { double se, lo, hi; };     /* NAN where undefined */

/* value -+ t se, t the quantile of Student's distribution with df degrees of freedom (real,
 * INFINITY is the normal); lo and hi are NAN if se is NAN or df < 1. */
struct interval interval_t(double value, double se, double df, double level);

/* rep[0..n-1], n >= 1: bootstrap replicates, ascending.  se is their standard deviation.
 * Percentiles: the quantiles (type 7) at (1 - level) / 2 on either side. */
struct interval bootstrap_percentile(const double *rep, size_t n, double level);

/* BCa, bias-corrected and accelerated: Efron (1987), doi:10.1080/01621459.1987.10478410.
 * z0 from the share of replicates below `value`, those equal to it counted half; lo and hi are
 * NAN if all lie on one side. */
struct interval bootstrap_bca(double value, const double *rep, size_t n, double acceleration,
                              double level);

/* The acceleration of the mean of v: sum d^3 / (6 (sum d^2)^1.5), d = v_i - mean, the same as from
 * the means that leave one out.  0 if nothing varies. */
double bootstrap_acceleration(const double *v, size_t n);

/* mean[r] of n draws with replacement from v, by sub-stream r + 1 of the seed, r < replicates. */
void bootstrap_means(gsl_rng *, uint64_t seed, const double *v, uint32_t n,
                     uint32_t replicates, double *mean);

#endif
