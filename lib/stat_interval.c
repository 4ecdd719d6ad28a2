#include "stat_interval.h"
#include "stat.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

struct interval interval_t(double value, double se, double df, double level)
{
	struct interval i = { se, NAN, NAN };
	double t;

	if (isnan(se) || !(df >= 1))
		return i;
	t = isinf(df) ? gsl_cdf_ugaussian_Pinv((1 + level) / 2) : gsl_cdf_tdist_Pinv((1 + level) / 2, df);
	i.lo = value - t * se;
	i.hi = value + t * se;
	return i;
}

struct interval bootstrap_percentile(const double *rep, size_t n, double level)
{
	double tail = (1 - level) / 2;

	return (struct interval){ stat_sd(rep, n), stat_quantile(rep, n, tail),
	                          stat_quantile(rep, n, 1 - tail) };
}

struct interval bootstrap_bca(double value, const double *rep, size_t n, double acceleration,
                              double level)
{
	struct interval i = { stat_sd(rep, n), NAN, NAN };
	size_t below = 0, same = 0;
	double z0, z[2], end[2];

	while (below < n && rep[below] < value)
		below++;
	while (below + same < n && rep[below + same] == value)
		same++;
	z0 = gsl_cdf_ugaussian_Pinv(((double)below + (double)same / 2) / (double)n);
	if (!isfinite(z0))
		return i;
	z[0] = gsl_cdf_ugaussian_Pinv((1 - level) / 2);
	z[1] = -z[0];
	for (int k = 0; k < 2; k++) {
		double shifted = z0 + z[k], at = z0 + shifted / (1 - acceleration * shifted);
		end[k] = stat_quantile(rep, n, gsl_cdf_ugaussian_P(at));
	}
	i.lo = end[0];
	i.hi = end[1];
	return i;
}

double bootstrap_acceleration(const double *v, size_t n)
{
	double mean = stat_mean(v, n), squares = 0, cubes = 0;

	for (size_t i = 0; i < n; i++) {
		double d = v[i] - mean;
		squares += d * d;
		cubes += d * d * d;
	}
	return squares > 0 ? cubes / (6 * squares * sqrt(squares)) : 0;
}

void bootstrap_means(gsl_rng *g, uint64_t seed, const double *v, uint32_t n,
                     uint32_t replicates, double *mean)
{
	for (uint32_t r = 0; r < replicates; r++) {
		double sum = 0;
		rng_stream(g, seed, r + 1);
		for (uint32_t k = 0; k < n; k++)
			sum += v[rng_below(g, n)];
		mean[r] = sum / n;
	}
}
