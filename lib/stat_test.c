#include "stat_test.h"
#include "stat.h"

#include <math.h>

const char *const side_name[] = { "two", "less", "greater" };

static bool equal(double a, double b)
{
	return a == b || fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

/* Mean and sd of what is not NAN, without a copy: deviations from the first such value. */
static void null_moments(const double *null, uint64_t n, struct test *t, bool *varies)
{
	double shift = NAN, sum = 0, squares = 0, least = INFINITY, most = -INFINITY;
	uint64_t r = 0;

	for (uint64_t i = 0; i < n; i++) {
		if (isnan(null[i]))
			continue;
		if (!r++)
			shift = null[i];
		sum += null[i] - shift;
		least = fmin(least, null[i]);
		most = fmax(most, null[i]);
	}
	t->replicates = r;
	t->null_mean = r ? shift + sum / (double)r : NAN;
	for (uint64_t i = 0; i < n; i++)
		if (!isnan(null[i]))
			squares += (null[i] - t->null_mean) * (null[i] - t->null_mean);
	*varies = r > 1 && !equal(least, most);
	t->null_sd = r < 2 ? NAN : *varies ? sqrt(squares / (double)(r - 1)) : 0;
}

void stat_test(double observed, const double *null, uint64_t n, enum side side, bool enumerated,
               struct test *t)
{
	bool varies;
	double less, greater, all;

	*t = (struct test){ .null_mean = NAN, .null_sd = NAN, .z = NAN, .p = NAN };
	null_moments(null, n, t, &varies);
	if (isnan(observed) || !t->replicates)
		return;
	for (uint64_t i = 0; i < n; i++) {
		if (isnan(null[i]))
			continue;
		bool same = equal(null[i], observed);
		t->less += same || null[i] < observed;
		t->greater += same || null[i] > observed;
	}
	if (varies)
		t->z = (observed - t->null_mean) / t->null_sd;
	all = (double)t->replicates + !enumerated;
	less = ((double)t->less + !enumerated) / all;
	greater = ((double)t->greater + !enumerated) / all;
	t->p = side == SIDE_LESS ? less : side == SIDE_GREATER ? greater : fmin(1, 2 * fmin(less, greater));
}
