/* Statistics: values by hand, and slow oracles that share no code with what they check. */
#include "check.h"
#include "sort.h"
#include "stat.h"
#include "stat_cells.h"
#include "stat_interval.h"
#include "stat_rank.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

static double uniform(void) { return gsl_rng_uniform(chance); }

/* --- sorting ---------------------------------------------------------------------------- */

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Values with many ties, of both signs, of all magnitudes, and infinite. */
static double some_value(int kind)
{
	switch (kind) {
	case 0: return rng_below(chance, 5);
	case 1: return (double)rng_below(chance, 2000) - 1000;
	case 2: return ldexp(uniform() - 0.5, (int)rng_below(chance, 600) - 300);
	default: return rng_below(chance, 50) ? uniform() : rng_below(chance, 2) ? INFINITY : -INFINITY;
	}
}

static void sorts_like_qsort(void **unused)
{
	static const uint32_t sizes[] = { 0, 1, 2, 17, 399, 400, 401, 1000, 30000 };

	(void)unused;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		for (int kind = 0; kind < 4; kind++) {
			struct mark m = arena_mark(&memory);
			uint32_t n = sizes[i], *order = NEW(&memory, n, uint32_t);
			double *v = NEW(&memory, n, double), *w = NEW(&memory, n, double);
			for (uint32_t k = 0; k < n; k++)
				v[k] = w[k] = some_value(kind);
			sort_rows(&memory, v, n, order);
			for (uint32_t k = 1; k < n; k++)        /* ascending, and stable */
				assert_true(v[order[k - 1]] < v[order[k]] ||
				            (v[order[k - 1]] == v[order[k]] && order[k - 1] < order[k]));
			sort_reals(v, n, NEW(&memory, n, double));
			qsort(w, n, sizeof *w, by_value);
			assert_memory_equal(v, w, n * sizeof *v);
			arena_release(&memory, m);
		}
	}
}

static void minus_zero_is_zero(void **unused)
{
	double v[3] = { 0, -0.0, 0 };
	uint32_t order[3];

	(void)unused;
	sort_rows(&memory, v, 3, order);
	for (uint32_t k = 0; k < 3; k++)
		assert_int_equal(order[k], k);
}

/* --- moments and quantiles ------------------------------------------------------------------ */

static void moments(void **unused)
{
	const double v[] = { 2, 4, 4, 4, 5, 5, 7, 9 };          /* mean 5, squares 32: sd sqrt(32 / 7) */
	const double far[] = { 1e15 + 1, 1e15 + 2, 1e15 + 3 };  /* sd 1 in spite of the offset */
	const double lost[] = { 1, 1e100, 1, -1e100 };          /* the plain sum is 0 */
	double tenth[100];

	(void)unused;
	assert_near(stat_mean(v, 8), 5, 1e-12);
	assert_near(stat_sd(v, 8), sqrt(32.0 / 7), 1e-12);
	assert_near(stat_sd(far, 3), 1, 1e-12);
	assert_near(stat_mean(lost, 4), 0.5, 1e-12);
	assert_true(isnan(stat_mean(v, 0)));
	assert_true(isnan(stat_sd(v, 1)));
	for (int k = 0; k < 100; k++)
		tenth[k] = 1.0 / 77;
	assert_true(stat_mean(tenth, 100) == 1.0 / 77);
	assert_true(stat_sd(tenth, 100) == 0);
	for (int k = 0; k < 100; k++)
		tenth[k] = k < 68 ? 0.25 : 1;
	assert_true(stat_mean(tenth, 100) == 0.49);
	assert_true(isinf(stat_mean((const double[]){ 1, INFINITY }, 2)));
	assert_true(isnan(stat_sd((const double[]){ 1, INFINITY }, 2)));
}

/* R: quantile(c(1, 2, 4, 8), c(0, .1, .25, .5, .9, 1)) is 1 1.3 1.75 3 6.8 8: place (n - 1) q,
 * for .9 place 2.7: 4 + .7 x 4. */
static void quantiles(void **unused)
{
	const double v[] = { 1, 2, 4, 8 }, inf[] = { -INFINITY, -INFINITY, INFINITY, INFINITY };

	(void)unused;
	assert_near(stat_quantile(v, 4, 0), 1, 1e-12);
	assert_near(stat_quantile(v, 4, 0.1), 1.3, 1e-12);
	assert_near(stat_quantile(v, 4, 0.25), 1.75, 1e-12);
	assert_near(stat_quantile(v, 4, 0.5), 3, 1e-12);
	assert_near(stat_quantile(v, 4, 0.9), 6.8, 1e-12);
	assert_near(stat_quantile(v, 4, 1), 8, 1e-12);
	assert_near(stat_quantile(v, 1, 0.3), 1, 1e-12);
	assert_true(isnan(stat_quantile(v, 0, 0.5)));
	assert_true(stat_quantile(inf, 4, 0.25) == -INFINITY);
	assert_true(stat_quantile(inf, 4, 0.75) == INFINITY);
}

static void midranks(void **unused)
{
	const double v[] = { 3, 1, 3, 0, 3 };                   /* 0 1 3 3 3: ranks 1 2 (3+4+5)/3 */
	const double want[] = { 4, 2, 4, 1, 4 };
	uint32_t order[5];
	double rank[5];

	(void)unused;
	sort_rows(&memory, v, 5, order);
	stat_midranks(v, order, 5, rank);
	for (int k = 0; k < 5; k++)
		assert_near(rank[k], want[k], 1e-12);
}

/* --- tests against a null ---------------------------------------------------------------------- */

static void test_by_hand(void **unused)
{
	const double null[] = { 1, 2, NAN, 3, 4 };
	struct test t;

	(void)unused;
	stat_test(4, null, 5, SIDE_GREATER, false, &t);         /* 1 of 4 is at least 4 */
	assert_near(t.p, 2.0 / 5, 1e-12);
	assert_int_equal(t.replicates, 4);
	assert_int_equal(t.greater, 1);
	assert_int_equal(t.less, 4);
	assert_near(t.null_mean, 2.5, 1e-12);
	assert_near(t.null_sd, sqrt(5.0 / 3), 1e-12);
	assert_near(t.z, 1.5 / sqrt(5.0 / 3), 1e-12);
	stat_test(4, null, 5, SIDE_LESS, false, &t);
	assert_near(t.p, 1, 1e-12);
	stat_test(4, null, 5, SIDE_TWO, false, &t);
	assert_near(t.p, 0.8, 1e-12);
	stat_test(2.5, null, 5, SIDE_TWO, false, &t);           /* 2 on either side: 2 x 3/5 is cut to 1 */
	assert_near(t.p, 1, 1e-12);
	stat_test(4, null, 5, SIDE_GREATER, true, &t);          /* all arrangements, itself among them */
	assert_near(t.p, 1.0 / 4, 1e-12);
}

static void test_ties_within_rounding(void **unused)
{
	const double null[] = { 0.1 + 0.2, 0.3, 0.3 * (1 + 5e-9), 0.2 };
	const double same[] = { 1, 1 + 1e-15, 1 - 1e-15 };
	struct test t;

	(void)unused;
	stat_test(0.3, null, 4, SIDE_GREATER, false, &t);       /* 0.1 + 0.2 is 0.3; the third is more */
	assert_int_equal(t.greater, 3);
	assert_int_equal(t.less, 3);
	stat_test(2, same, 3, SIDE_TWO, false, &t);             /* a null that does not vary has no z */
	assert_true(isnan(t.z));
	assert_near(t.null_sd, 0, 1e-12);
	assert_near(t.p, 0.5, 1e-12);
	stat_test(NAN, null, 4, SIDE_TWO, false, &t);
	assert_true(isnan(t.p) && isnan(t.z) && !isnan(t.null_mean));
	stat_test(1, null, 0, SIDE_TWO, false, &t);
	assert_true(isnan(t.p) && isnan(t.null_mean));
}

/* --- intervals ------------------------------------------------------------------------------------ */

static void t_and_acceleration(void **unused)
{
	const double v[] = { 3, 1, 4, 1, 5 };
	struct interval i = interval_t(10, 2, INFINITY, 0.95);

	(void)unused;
	assert_true(fabs(i.lo - (10 - 2 * 1.959963984540054)) < 1e-9);
	i = interval_t(10, 2, 5, 0.95);                         /* t of a table: 2.5706 */
	assert_true(fabs(i.hi - (10 + 2 * 2.570581835636)) < 1e-9);
	assert_true(isnan(interval_t(10, 2, 0.5, 0.95).lo));
	assert_true(isnan(interval_t(10, NAN, 5, 0.95).lo));
	/* deviations .2 -1.8 1.2 -1.8 2.2: squares 12.8, cubes .72 */
	assert_near(bootstrap_acceleration(v, 5), 0.72 / (6 * pow(12.8, 1.5)), 1e-12);
}

/* Replicates 0.001 ... 0.999: the quantile q of them is 0.001 + 0.998 q. */
static void bca_by_hand(void **unused)
{
	double rep[999];
	struct interval i;

	(void)unused;
	for (int k = 0; k < 999; k++)
		rep[k] = (k + 1) / 1000.0;
	i = bootstrap_percentile(rep, 999, 0.9);
	assert_near(i.lo, 0.001 + 0.998 * 0.05, 1e-12);
	assert_near(i.hi, 0.001 + 0.998 * 0.95, 1e-12);
	i = bootstrap_bca(0.5, rep, 999, 0, 0.9);               /* no bias, no skew: the percentiles */
	assert_true(fabs(i.lo - 0.0509) < 1e-9 && fabs(i.hi - 0.9491) < 1e-9);
	/* value .6005: 600 of 999 below; z0 = Phi^-1(600/999) = .254902; a = .1:
	 * lower: z0 - 1.644854 = -1.389952, / (1 + .1389952) = -1.220331, + z0 = -.965429, Phi = .167165;
	 * upper: 1.899756, / (1 - .1899756) = 2.345307, + z0 = 2.600209, Phi = .995342. */
	i = bootstrap_bca(0.6005, rep, 999, 0.1, 0.9);
	assert_true(fabs(i.lo - (0.001 + 0.998 * 0.167165)) < 2e-6);
	assert_true(fabs(i.hi - (0.001 + 0.998 * 0.995342)) < 2e-6);
	assert_true(isnan(bootstrap_bca(2, rep, 999, 0, 0.9).lo));
}

static void bootstrap_of_a_mean(void **unused)
{
	const double v[] = { 0, 0, 0, 1, 1, 2, 3, 5, 8, 13 };
	double mean[4000], again[10];

	(void)unused;
	bootstrap_means(chance, 3, v, 10, 4000, mean);
	bootstrap_means(chance, 3, v, 10, 10, again);
	assert_memory_equal(mean, again, sizeof again);         /* a replicate does not know of the others */
	/* sd of the mean with divisor n: sqrt(10 var) ... 4000 draws tell it to 5 % */
	assert_true(fabs(stat_mean(mean, 4000) - 3.3) < 0.1);
	assert_true(fabs(stat_sd(mean, 4000) / (stat_sd(v, 10) * sqrt(0.09)) - 1) < 0.05);
}

/* --- people ------------------------------------------------------------------------------------------ */

struct ties { uint32_t n, m, *a, *b; };

static bool known(const struct ties *t, uint32_t a, uint32_t b)
{
	for (uint32_t k = 0; k < t->m; k++)
		if ((t->a[k] == a && t->b[k] == b) || (t->a[k] == b && t->b[k] == a))
			return true;
	return false;
}

static struct ties random_ties(uint32_t n, uint32_t m)
{
	struct ties t = { n, 0, NEW(&memory, m, uint32_t), NEW(&memory, m, uint32_t) };

	while (t.m < m) {
		uint32_t a = rng_below(chance, n), b = rng_below(chance, n);
		if (a == b || known(&t, a, b))
			continue;
		t.a[t.m] = a;
		t.b[t.m++] = b;
	}
	return t;
}

static uint32_t *numbers(uint32_t n)
{
	uint32_t *v = NEW(&memory, n, uint32_t);

	for (uint32_t k = 0; k < n; k++)
		v[k] = k;
	return v;
}

static struct jackknife group_people(const struct ties *t, uint32_t groups, uint64_t seed)
{
	struct jackknife p;

	jackknife_groups(&memory, t->n, numbers(t->n), groups, 2, t->a, t->b, seed, &p);
	return p;
}

static int common_people(const struct ties *t, uint32_t e, uint32_t f)
{
	return t->a[e] == t->a[f] || t->a[e] == t->b[f] || t->b[e] == t->a[f] || t->b[e] == t->b[f];
}

/* The dyadic cluster-robust variance as it is defined: over all pairs of ties that share a person. */
static double slow_variance(const struct ties *t, const double *u, double *pairs)
{
	double v = 0;

	*pairs = 0;
	for (uint32_t e = 0; e < t->m; e++)
		for (uint32_t f = 0; f < t->m; f++)
			if (common_people(t, e, f)) {
				v += u[e] * u[f];
				++*pairs;
			}
	return v;
}

static double *influences(uint32_t m, const double *y)
{
	double *u = NEW(&memory, m, double), mean = stat_mean(y, m);

	for (uint32_t k = 0; k < m; k++)
		u[k] = (y[k] - mean) / m;
	return u;
}

static void people_one_by_one(void **unused)
{
	(void)unused;
	for (int run = 0; run < 300; run++) {
		struct mark mark = arena_mark(&memory);
		uint32_t n = 6 + rng_below(chance, 20), m = n / 2 + rng_below(chance, n);
		struct ties t = random_ties(n, m);
		struct jackknife p = group_people(&t, UINT32_MAX, 1);
		struct jackknife_scratch s;
		double *y = NEW(&memory, m, double), *u, want, pairs, floor = 0, df, se, h, m2 = 0, m4 = 0;
		for (uint32_t k = 0; k < m; k++)
			y[k] = t.a[k] % 3 + uniform();
		u = influences(m, y);
		want = slow_variance(&t, u, &pairs);
		h = 1 - pairs / m / m;
		for (uint32_t k = 0; k < m; k++)
			floor += u[k] * u[k] * m / (m - 1);
		for (uint32_t v = 0; v < n; v++) {
			double d = 0;
			for (uint32_t k = 0; k < m; k++)
				d += t.a[k] == v || t.b[k] == v;
			m2 += d * d;
			m4 += d * d * d * d;
		}
		jackknife_scratch(&memory, &p, m, &s);
		se = jackknife_se(&p, &s, m, numbers(m), u, &df);
		if (!isnan(se)) {
			assert_true(fabs(se * se - fmax(want / h, floor)) <= 1e-12);
			assert_near(df, fmin(m2 * m2 / m4 - 1, m - 1), 1e-12);
		}
		assert_true(isnan(se) == !(h > 0 && m2 * m2 / m4 >= 2));
		arena_release(&memory, mark);
	}
}

/* Over many draws of the groups: how many both of two rows touch, and the estimate itself. */
static void groups_are_right_on_average(void **unused)
{
	enum { DRAWS = 20000 };
	struct ties t = { 23, 3, (uint32_t[]){ 0, 1, 5 }, (uint32_t[]){ 1, 2, 6 } };
	double own = 0, shared = 0, apart = 0;
	struct jackknife p;

	(void)unused;
	for (uint64_t seed = 0; seed < DRAWS; seed++) {
		struct mark m = arena_mark(&memory);
		p = group_people(&t, 6, seed);
		const uint32_t *g = p.group;
		own += 1 + (g[0] != g[1]);
		shared += 1 + (g[0] == g[2] && g[0] != g[1]);           /* ties 0-1 and 1-2 */
		apart += g[0] == g[5] || g[0] == g[6];                  /* ties 0-1 and 5-6 */
		apart += g[0] != g[1] && (g[1] == g[5] || g[1] == g[6]);
		arena_release(&memory, m);
	}
	/* the means of 20,000 draws of numbers with sd at most .6: .0042 each, four of those */
	assert_true(fabs(own / DRAWS - p.own) < 0.017);
	assert_true(fabs(shared / DRAWS - p.shared) < 0.017);
	assert_true(fabs(apart / DRAWS - p.apart) < 0.017);
}

static void group_sizes(void **unused)
{
	struct ties t = { 23, 0, NULL, NULL };
	struct jackknife p = group_people(&t, 6, 9);
	uint32_t size[6] = { 0 };

	(void)unused;
	for (uint32_t v = 0; v < 23; v++)
		size[p.group[v]]++;
	for (int g = 0; g < 6; g++)
		assert_true(size[g] == 3 || size[g] == 4);
	p = group_people(&t, 23, 9);
	assert_null(p.group);
	assert_int_equal(p.groups, 23);
}

/* Tie values with person effects: the interval over people holds the true mean about as often as
 * it says, the one over independent rows does not.  1000 runs tell a share of .95 to .007. */
static double coverage(const struct ties *t, double person, double own, uint32_t groups, double *rows_only)
{
	enum { RUNS = 1000 };
	struct jackknife p = group_people(t, groups, 1);
	struct jackknife_scratch s;
	uint32_t *row = numbers(t->m);
	double *y = NEW(&memory, t->m, double), *effect = NEW(&memory, t->n, double);
	int held = 0, rows = 0;

	jackknife_scratch(&memory, &p, t->m, &s);
	for (int run = 0; run < RUNS; run++) {
		struct mark m = arena_mark(&memory);
		struct interval i;
		double df, se, mean;
		for (uint32_t v = 0; v < t->n; v++)
			effect[v] = person * gsl_ran_gaussian(chance, 1);
		for (uint32_t k = 0; k < t->m; k++)
			y[k] = effect[t->a[k]] + effect[t->b[k]] + own * gsl_ran_gaussian(chance, 1);
		mean = stat_mean(y, t->m);
		se = jackknife_se(&p, &s, t->m, row, influences(t->m, y), &df);
		i = interval_t(mean, se, df, 0.95);
		held += i.lo <= 0 && 0 <= i.hi;
		i = interval_t(mean, stat_sd(y, t->m) / sqrt(t->m), t->m - 1, 0.95);
		rows += i.lo <= 0 && 0 <= i.hi;
		arena_release(&memory, m);
	}
	*rows_only = (double)rows / RUNS;
	return (double)held / RUNS;
}

static void intervals_over_people_hold(void **unused)
{
	struct ties t = random_ties(100, 300);
	double rows, share;

	(void)unused;
	share = coverage(&t, 1, 0.5, UINT32_MAX, &rows);
	assert_true(share > 0.92 && share < 0.98);
	assert_true(rows < 0.75);
	share = coverage(&t, 1, 0.5, 50, &rows);
	assert_true(share > 0.92 && share < 0.98);
	share = coverage(&t, 0, 1, UINT32_MAX, &rows);          /* independent: both are right */
	assert_true(share > 0.92 && share < 0.985);
	assert_true(rows > 0.92 && rows < 0.98);
}

static void people_cannot_always_tell(void **unused)
{
	uint32_t a[] = { 0, 0, 0 }, b[] = { 1, 2, 3 }, row[] = { 0, 1, 2 };
	struct ties star = { 4, 3, a, b };
	struct jackknife p = group_people(&star, 4, 1);
	struct jackknife_scratch s;
	double df = 9;

	(void)unused;
	jackknife_scratch(&memory, &p, 3, &s);
	assert_true(isnan(jackknife_se(&p, &s, 3, row, (double[]){ -1, 0, 1 }, &df)));     /* 0 is in all */
	assert_near(df, 0, 1e-12);
	assert_true(isnan(jackknife_se(&p, &s, 1, row, (double[]){ 0 }, &df)));
	assert_true(isnan(jackknife_se(&p, &s, 0, row, NULL, &df)));
	for (int k = 0; k < 4; k++)
		assert_int_equal(s.slot[k], 0);
}

/* One person a row: the usual variance between clusters, n / (n - 1) included. */
static void rows_of_one_person(void **unused)
{
	uint32_t a[] = { 0, 0, 1, 1, 2, 2 }, row[] = { 0, 1, 2, 3, 4, 5 };
	const double y[] = { 1, 1, 2, 2, 6, 6 };                /* mean 3, cluster sums of u -4/6 -2/6 6/6 */
	struct jackknife p;
	struct jackknife_scratch s;
	double df, se;

	(void)unused;
	jackknife_groups(&memory, 3, numbers(3), 3, 1, a, a, 1, &p);
	jackknife_scratch(&memory, &p, 6, &s);
	se = jackknife_se(&p, &s, 6, row, influences(6, y), &df);
	/* sum of squares 56/36; h = 1 - 12/36 = 2/3; df = 12^2 / (3 x 16) - 1 = 2 */
	assert_near(se * se, 56.0 / 36 * 1.5, 1e-12);
	assert_near(df, 2, 1e-12);
}

/* --- rank correlation ------------------------------------------------------------------------------------ */

static double sign(double x) { return (x > 0) - (x < 0); }

/* tau-b from all pairs, each pair of rows k, l counting w[k] w[l]. */
static double slow_tau(uint32_t n, const double *x, const double *y, const double *w)
{
	double s = 0, in_x = 0, in_y = 0;

	for (uint32_t k = 0; k < n; k++)
		for (uint32_t l = 0; l < k; l++) {
			double sx = sign(x[k] - x[l]), sy = sign(y[k] - y[l]), ww = w[k] * w[l];
			s += ww * sx * sy;
			in_x += ww * fabs(sx);
			in_y += ww * fabs(sy);
		}
	return in_x > 0 && in_y > 0 ? s / sqrt(in_x * in_y) : NAN;
}

/* Weighted Pearson's r of ranks that are sums of weights: half of those equal, itself included. */
static double slow_rho(uint32_t n, const double *x, const double *y, const double *w)
{
	double *r = NEW(&memory, n, double), *q = NEW(&memory, n, double), all = 0, mr = 0, mq = 0;
	double rr = 0, qq = 0, rq = 0;

	for (uint32_t k = 0; k < n; k++) {
		for (uint32_t l = 0; l < n; l++) {
			r[k] += w[l] * ((x[l] < x[k]) + (x[l] == x[k]) / 2.0);
			q[k] += w[l] * ((y[l] < y[k]) + (y[l] == y[k]) / 2.0);
		}
		all += w[k];
		mr += w[k] * r[k];
		mq += w[k] * q[k];
	}
	for (uint32_t k = 0; k < n; k++) {
		rr += w[k] * (r[k] - mr / all) * (r[k] - mr / all);
		qq += w[k] * (q[k] - mq / all) * (q[k] - mq / all);
		rq += w[k] * (r[k] - mr / all) * (q[k] - mq / all);
	}
	return rr > 0 && qq > 0 ? rq / sqrt(rr * qq) : NAN;
}

static double tau_of(const struct ranked *p)
{
	return rank_tau(p, p->code, NEW(&memory, p->ncode + 1u, uint32_t), NEW(&memory, p->ncode + 1u, uint32_t));
}

/* x 1 2 3 4 5, y 2 1 4 3 5: rank differences 1 1 1 1 0, rho = 1 - 6 x 4 / (5 x 24) = .8;
 * 2 of 10 pairs discordant, tau = (8 - 2) / 10 = .6.
 * x 1 1 2 3, y 1 2 2 3: one pair tied in x, one in y, 4 concordant: tau-b = 4 / sqrt(5 x 5) = .8;
 * ranks 1.5 1.5 3 4 and 1 2.5 2.5 4: sums of squares 4.5 and 4.5, of products 3.75: rho = .8333. */
static void ranks_by_hand(void **unused)
{
	struct ranked p;

	(void)unused;
	rank_sort(&memory, 5, (double[]){ 3, 1, 2, 5, 4 }, (double[]){ 4, 2, 1, 5, 3 }, &p);
	assert_near(rank_rho(&p, p.code), 0.8, 1e-12);
	assert_near(tau_of(&p), 0.6, 1e-12);
	rank_sort(&memory, 4, (double[]){ 1, 1, 2, 3 }, (double[]){ 1, 2, 2, 3 }, &p);
	assert_near(rank_rho(&p, p.code), 3.75 / 4.5, 1e-12);
	assert_near(tau_of(&p), 0.8, 1e-12);
	rank_sort(&memory, 3, (double[]){ 1, 2, 3 }, (double[]){ 7, 7, 7 }, &p);
	assert_true(isnan(rank_rho(&p, p.code)) && isnan(tau_of(&p)));
	rank_sort(&memory, 1, (double[]){ 1 }, (double[]){ 7 }, &p);
	assert_true(isnan(rank_rho(&p, p.code)) && isnan(tau_of(&p)));
	rank_sort(&memory, 0, NULL, NULL, &p);
	assert_true(isnan(rank_rho(&p, p.code)) && isnan(tau_of(&p)));
}

static void ranks_against_oracles(void **unused)
{
	(void)unused;
	for (int run = 0; run < 400; run++) {
		struct mark m = arena_mark(&memory);
		uint32_t n = 2 + rng_below(chance, 40), values = 1 + rng_below(chance, 30);
		double *x = NEW(&memory, n, double), *y = NEW(&memory, n, double), *w = NEW(&memory, n, double);
		double *ur = NEW(&memory, n, double), *ut = NEW(&memory, n, double), rho, tau, sum_r = 0, sum_t = 0;
		struct ranked p;
		for (uint32_t k = 0; k < n; k++) {
			x[k] = rng_below(chance, values);
			y[k] = rng_below(chance, 2) ? x[k] : rng_below(chance, values);
			w[k] = 1;
		}
		rank_sort(&memory, n, x, y, &p);
		rho = slow_rho(n, x, y, w);
		tau = slow_tau(n, x, y, w);
		assert_true(isnan(rho) == isnan(rank_rho(&p, p.code)));
		if (!isnan(rho)) {
			assert_near(rank_rho(&p, p.code), rho, 1e-12);
			assert_near(tau_of(&p), tau, 1e-12);
			rank_rho_influence(&memory, &p, ur);
			rank_tau_influence(&memory, &p, ut);
			for (uint32_t k = 0; k < n; k++) {      /* derivatives, by differences on both sides */
				const double h = 1e-5;
				double up, down;
				w[p.row[k]] = 1 + h;
				up = slow_rho(n, x, y, w);
				w[p.row[k]] = 1 - h;
				down = slow_rho(n, x, y, w);
				assert_true(fabs(ur[k] - (up - down) / (2 * h)) < 1e-7);
				down = slow_tau(n, x, y, w);
				w[p.row[k]] = 1 + h;
				up = slow_tau(n, x, y, w);
				assert_true(fabs(ut[k] - (up - down) / (2 * h)) < 1e-7);
				w[p.row[k]] = 1;
				sum_r += ur[k];
				sum_t += ut[k];
			}
			assert_true(fabs(sum_r) < 1e-9 && fabs(sum_t) < 1e-9);
		}
		arena_release(&memory, m);
	}
}

/* All 24 pairings of x 1 2 3 4 with y 1 2 3 4: rho is -1 + k / 5 with known shares; |rho| = 1 in
 * 2 of 24.  Random pairings find them, the same with one thread and with two. */
static void permutations(void **unused)
{
	enum { R = 6000 };
	static double rho[2][R], tau[2][R];
	struct ranked p;
	int up = 0, down = 0;

	(void)unused;
	rank_sort(&memory, 4, (double[]){ 1, 2, 3, 4 }, (double[]){ 1, 2, 3, 4 }, &p);
	for (int t = 0; t < 2; t++)
		rank_permute(&memory, &p, R, 11, t + 1, rho[t], tau[t]);
	assert_memory_equal(rho[0], rho[1], sizeof *rho);
	assert_memory_equal(tau[0], tau[1], sizeof *tau);
	for (int r = 0; r < R; r++) {
		up += rho[0][r] > 0.999;
		down += rho[0][r] < -0.999;
		assert_true((rho[0][r] > 0.999) == (tau[0][r] > 0.999));
	}
	/* each 1/24: 250 of 6000, sd 15.5 */
	assert_true(abs(up - 250) < 62 && abs(down - 250) < 62);
	assert_true(fabs(stat_mean(rho[0], R)) < 4 * sqrt(1.0 / 3 / R));
}

/* Two columns with person effects that have nothing to do with each other: rho and tau are 0. */
static void rank_intervals_hold(void **unused)
{
	enum { RUNS = 600 };
	struct ties t = random_ties(100, 400);
	struct jackknife p = group_people(&t, UINT32_MAX, 1);
	struct rank_how how = { .level = 0.95, .people = &p };
	double *x = NEW(&memory, t.m, double), *y = NEW(&memory, t.m, double);
	double *of_x = NEW(&memory, t.n, double), *of_y = NEW(&memory, t.n, double);
	int held[2] = { 0 };

	(void)unused;
	for (int run = 0; run < RUNS; run++) {
		struct tested v[2] = { { 0 } };
		for (uint32_t k = 0; k < t.n; k++) {
			of_x[k] = gsl_ran_gaussian(chance, 1);
			of_y[k] = gsl_ran_gaussian(chance, 1);
		}
		for (uint32_t k = 0; k < t.m; k++) {
			x[k] = floor(3 * (of_x[t.a[k]] + of_x[t.b[k]] + gsl_ran_gaussian(chance, 0.5)));
			y[k] = of_y[t.a[k]] + of_y[t.b[k]] + gsl_ran_gaussian(chance, 0.5);
		}
		rank_tests(&memory, t.m, numbers(t.m), x, y, &how, v);
		for (int k = 0; k < 2; k++)
			held[k] += v[k].lo <= 0 && 0 <= v[k].hi;
	}
	for (int k = 0; k < 2; k++)             /* 600 runs tell a share of .95 to .009 */
		assert_true(held[k] > 0.915 * RUNS && held[k] < 0.98 * RUNS);
}

static void tests_of_rows(void **unused)
{
	const double x[] = { 1, 2, NAN, 3, 4, 5 }, y[] = { 2, 1, 9, 4, NAN, 3 };
	const uint32_t row[] = { 0, 1, 2, 3, 4, 5 };
	struct rank_how how = { .replicates = 99, .seed = 1, .threads = 1, .level = 0.95 };
	struct tested v[2] = { { 0 } };

	(void)unused;
	rank_tests(&memory, 6, row, x, y, &how, v);
	assert_int_equal(v[0].n, 4);
	assert_int_equal(v[0].dropped, 2);
	assert_near(v[0].value, 0.6, 1e-12);           /* ranks of y 2 1 4 3: 1 - 6 x 4 / 60 */
	assert_near(v[1].value, 1.0 / 3, 1e-12);       /* 2 of 6 discordant */
	assert_true(isnan(v[0].se));
	assert_int_equal(v[1].test.replicates, 99);
	rank_tests(&memory, 1, row, x, y, &how, v);
	assert_true(isnan(v[0].value) && isnan(v[0].test.p));
	assert_string_equal(v[0].note, "fewer than two rows");
}

/* --- cells ----------------------------------------------------------------------------------------------- */

static void cells(void **unused)
{
	const uint32_t cell[] = { 1, 0, NO_CELL, 1, 1, 3, 3 };
	const double y[] = { 4, 7, 100, 1, NAN, INFINITY, 1 };
	struct cells_how how = { .interval = CI_BCA, .level = 0.95, .replicates = 99, .seed = 1, .threads = 2 };
	struct cells c;
	struct summary s[4];

	(void)unused;
	cells_sort(&memory, 7, cell, 4, &c);
	assert_int_equal(c.at[4], 6);
	cells_summarise(&memory, &c, y, &how, s);
	assert_int_equal(s[0].n, 1);
	assert_near(s[0].mean, 7, 1e-12);
	assert_near(s[0].q1, 7, 1e-12);
	assert_true(isnan(s[0].sd) && isnan(s[0].lo));
	assert_int_equal(s[1].n, 2);
	assert_near(s[1].mean, 2.5, 1e-12);
	assert_near(s[1].sd, sqrt(4.5), 1e-12);
	assert_true(s[1].lo >= 1 && s[1].hi <= 4 && s[1].lo < s[1].hi);
	assert_int_equal(s[2].n, 0);
	assert_true(isnan(s[2].mean) && isnan(s[2].median));
	assert_true(isinf(s[3].mean) && isnan(s[3].sd) && isnan(s[3].lo));
}

static void cells_do_not_know_the_threads(void **unused)
{
	enum { ROWS = 5000, CELLS = 13 };
	struct cells_how how = { .level = 0.9, .replicates = 50, .seed = 4 };
	struct ties t = { 200, ROWS, NEW(&memory, ROWS, uint32_t), NEW(&memory, ROWS, uint32_t) };
	uint32_t *cell = NEW(&memory, ROWS, uint32_t);
	double *y = NEW(&memory, ROWS, double);
	struct summary s[2][CELLS];
	struct jackknife p;
	struct cells c;

	(void)unused;
	for (uint32_t k = 0; k < ROWS; k++) {
		t.a[k] = rng_below(chance, 200);
		t.b[k] = rng_below(chance, 200);
		cell[k] = rng_below(chance, CELLS);
		y[k] = rng_below(chance, 20) ? uniform() : NAN;
	}
	p = group_people(&t, 50, 1);
	how.people = &p;
	cells_sort(&memory, ROWS, cell, CELLS, &c);
	for (how.interval = CI_NONE; how.interval <= CI_JACKKNIFE; how.interval++) {
		for (how.threads = 1; how.threads <= 2; how.threads++)
			cells_summarise(&memory, &c, y, &how, s[how.threads - 1]);
		for (int k = 0; k < CELLS; k++) {
			assert_memory_equal(&s[0][k].mean, &s[1][k].mean, sizeof(struct summary) - offsetof(struct summary, mean));
			assert_int_equal(s[0][k].n, s[1][k].n);
			assert_true(isnan(s[0][k].lo) == (how.interval == CI_NONE));
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(sorts_like_qsort), CHECK(minus_zero_is_zero),
		CHECK(moments), CHECK(quantiles), CHECK(midranks),
		CHECK(test_by_hand), CHECK(test_ties_within_rounding),
		CHECK(t_and_acceleration), CHECK(bca_by_hand), CHECK(bootstrap_of_a_mean),
		CHECK(people_one_by_one), CHECK(groups_are_right_on_average),
		CHECK(group_sizes), CHECK(intervals_over_people_hold),
		CHECK(people_cannot_always_tell), CHECK(rows_of_one_person),
		CHECK(ranks_by_hand), CHECK(ranks_against_oracles),
		CHECK(permutations), CHECK(rank_intervals_hold), CHECK(tests_of_rows),
		CHECK(cells), CHECK(cells_do_not_know_the_threads),
	};

	return cmocka_run_group_tests_name("stat", tests, NULL, NULL);
}
