#include "stat.h"

#include <math.h>

double stat_mean(const double *v, size_t n)
{
	double sum = 0, lost = 0, mean;

	for (size_t i = 0; i < n; i++) {
		double t = sum + v[i];
		lost += fabs(sum) >= fabs(v[i]) ? (sum - t) + v[i] : (v[i] - t) + sum;
		sum = t;
	}
	mean = n ? sum / (double)n : NAN;
	/* what the division lost comes back, too: the mean of equal numbers is that number */
	return isfinite(mean) ? mean + (fma(-mean, (double)n, sum) + lost) / (double)n : mean;
}

double stat_sd(const double *v, size_t n)
{
	double mean = stat_mean(v, n), squares = 0;

	if (n < 2 || !isfinite(mean))
		return NAN;
	for (size_t i = 0; i < n; i++)
		squares += (v[i] - mean) * (v[i] - mean);
	return sqrt(squares / (double)(n - 1));
}

double stat_quantile(const double *sorted, size_t n, double q)
{
	if (!n)
		return NAN;
	double place = (double)(n - 1) * q, below = floor(place), part = place - below;
	size_t k = (size_t)below;

	if (k + 1 >= n || part == 0 || sorted[k] == sorted[k + 1])
		return sorted[k < n ? k : n - 1];
	return sorted[k] + part * (sorted[k + 1] - sorted[k]);
}

void stat_midranks(const double *v, const uint32_t *order, uint32_t n, double *rank)
{
	for (uint32_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && v[order[end]] == v[order[i]]; )
			end++;
		for (uint32_t k = i; k < end; k++)
			rank[order[k]] = ((double)i + 1 + end) / 2;
	}
}
