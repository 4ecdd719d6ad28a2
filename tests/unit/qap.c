/* qap: by hand, and against models that are fitted from scratch for every order of the people. */
#include "check.h"
#include "qap_model.h"

#include <string.h>

enum { MOST = 16, STRIDE = 16, CELLS = MOST * STRIDE };

static struct square shape(uint32_t n, bool directed) { return (struct square){ n, (n + 7) / 8 * 8, directed }; }

static double normal(void)
{
	double sum = -6;

	for (int k = 0; k < 12; k++)
		sum += any(1 << 20) / (double)(1 << 20);
	return sum;
}

/* kind 0: reals, 1: ties, 2: counts; gaps in a hundred. */
static double *relation(const struct square *s, uint32_t kind, uint32_t gaps)
{
	double *v = NEW(&memory, (size_t)s->n * s->stride, double);

	for (uint32_t i = 0; i < s->n; i++)
		for (uint32_t j = s->directed ? 0 : i + 1; j < s->n; j++) {
			double x = kind == 0 ? normal() : kind == 1 ? any(3) == 0 : any(4);
			if (i == j)
				continue;
			v[i * s->stride + j] = any(100) < gaps ? NAN : x;
			if (!s->directed)
				v[j * s->stride + i] = v[i * s->stride + j];
		}
	return v;
}

/* The relation after its people changed places. */
static double *moved(const struct square *s, const double *v, const uint32_t *to)
{
	double *out = NEW(&memory, (size_t)s->n * s->stride, double);

	for (uint32_t i = 0; i < s->n; i++)
		for (uint32_t j = 0; j < s->n; j++)
			out[i * s->stride + j] = v[to[i] * s->stride + to[j]];
	return out;
}

static double *copy(const struct square *s, const double *v)
{
	double *out = NEW(&memory, (size_t)s->n * s->stride, double);

	memcpy(out, v, (size_t)s->n * s->stride * sizeof *v);
	return out;
}

/* --- orders ----------------------------------------------------------------------------------- */

static void all_orders_once(void **state)
{
	struct moves m;
	uint32_t to[5], from[5];
	bool seen[3125] = { false };

	(void)state;
	moves_open(5, 999, 1, &m);
	assert_true(m.exact);
	assert_int_equal(m.replicates, 120);
	for (uint64_t r = 0; r < 120; r++) {
		uint32_t code = 0, members = 0;
		moves_draw(&m, NULL, r, to, from);
		for (uint32_t i = 0; i < 5; i++) {
			code = code * 5 + to[i];
			members |= 1u << to[i];
			assert_int_equal(from[to[i]], i);
			if (!r)
				assert_int_equal(to[i], i);
		}
		assert_int_equal(members, 31);
		assert_false(seen[code]);
		seen[code] = true;
	}
	moves_open(6, 719, 1, &m);
	assert_false(m.exact);
	assert_int_equal(m.replicates, 719);
}

/* --- by hand ------------------------------------------------------------------------------------- */

static void put_ties(const struct square *s, const char *pairs, double *v)
{
	for (; *pairs; pairs += 2) {
		v[(pairs[0] - 'A') * (int)s->stride + pairs[1] - 'A'] = 1;
		v[(pairs[1] - 'A') * (int)s->stride + pairs[0] - 'A'] = 1;
	}
}

/* Friendship AB AC BC CD DE and lunch AB BC CD BD: 3 pairs in both, 2 and 1 in one, 4 in neither.
 *   phi = (3 x 4 - 2 x 1) / sqrt(5 x 5 x 4 x 6) = 10 / sqrt(600) = .408248;  Jaccard 3 / 6.
 * Over the 120 orders, 30 have 1 pair in both, 62 have 2, 26 have 3 and 2 have 4: 28 of 120 at least 3.
 *   mean Jaccard = (30 x 1/8 + 62 x 2/7 + 26 x 3/6 + 2 x 4/5) / 120 = .300536
 *   mean phi = 0: the expected number is 5 x 4 / 10 = 2 = (30 + 124 + 78 + 8) / 120. */
static void five_people(void **state)
{
	const struct square s = shape(5, false);
	const struct qap_how how = { .replicates = 999, .seed = 1, .side = SIDE_GREATER, .threads = 1 };
	double *f = NEW(&memory, 40, double), *l = NEW(&memory, 40, double);
	const double *x[1] = { l };
	struct qap_correlation *c = qap_correlations_new(&memory, &how, 1);
	int of[5] = { 0 };

	(void)state;
	put_ties(&s, "ABACBCCDDE", f);
	put_ties(&s, "ABBCCDBD", l);
	qap_correlate(&memory, &how, &s, f, 1, x, QAP_PEARSON, c);
	assert_near(c->value, 10 / sqrt(600), 1e-15);
	assert_int_equal(c->replicates, 120);
	assert_near(c->test.p, 28. / 120, 1e-15);
	assert_near(c->test.null_mean, 0, 1e-15);
	assert_int_equal(c->pairs, 10);
	assert_int_equal(c->dropped, 0);
	qap_correlate(&memory, &how, &s, f, 1, x, QAP_JACCARD, c);
	assert_near(c->value, .5, 1e-15);
	assert_near(c->test.p, 28. / 120, 1e-15);
	assert_near(c->test.null_mean, (30. / 8 + 124. / 7 + 13 + 8. / 5) / 120, 1e-15);
	for (int r = 0; r < 120; r++)           /* n / (9 - n) */
		of[(int)lround(9 * c->null[r] / (1 + c->null[r]))]++;
	assert_int_equal(of[1], 30);
	assert_int_equal(of[2], 62);
	assert_int_equal(of[3], 26);
	assert_int_equal(of[4], 2);
}

/* Least squares of friendship on lunch: with the fourfold table above b is the difference of two shares,
 * 3/4 - 2/6 = 5/12; the intercept 2/6; R2 = phi^2 = 1/6; beta = phi; SSE = 10/4 x 5/6 = 25/12, s2 = 25/96,
 * se = sqrt(25/96 / (10 x .24)) = sqrt(.1085), t = b / se = sqrt(8 R2 / (1 - R2)) = sqrt(1.6). */
static void five_people_regressed(void **state)
{
	const struct square s = shape(5, false);
	const struct qap_how how = { .replicates = 120, .seed = 1, .side = SIDE_GREATER, .threads = 1, .null = QAP_DSP };
	double *f = NEW(&memory, 40, double), *l = NEW(&memory, 40, double), *x[1] = { l };
	const char *name[1] = { "lunch" };
	struct qap_fit fit;

	(void)state;
	put_ties(&s, "ABACBCCDDE", f);
	put_ties(&s, "ABBCCDBD", l);
	qap_fit_new(&memory, &how, 1, &fit);
	assert_ok(qap_regress(&memory, &how, &s, f, 1, x, name, &fit, &why));
	assert_null(fit.note);
	assert_near(fit.term[0].b, 5. / 12, 1e-14);
	assert_near(fit.intercept, 1. / 3, 1e-14);
	assert_near(fit.intercept_se, sqrt(25. / 96 / 6), 1e-14);       /* the mean of the 6 pairs without lunch */
	assert_near(fit.r2, 1. / 6, 1e-14);
	assert_near(fit.r2_adjusted, 1 - 5. / 6 * 9 / 8, 1e-14);
	assert_near(fit.term[0].beta, 10 / sqrt(600), 1e-14);
	assert_near(fit.term[0].t, sqrt(1.6), 1e-14);
	assert_near(fit.term[0].se, sqrt(25. / 96 / 2.4), 1e-14);
	assert_near(fit.term[0].vif, 1, 1e-14);
	assert_near(fit.term[0].of_t.p, 28. / 120, 1e-15);
	assert_true(fit.tested);
}

/* A logit on one tie is the log odds ratio of the fourfold table, with the standard error of Woolf (1955):
 * ln(3 x 4 / (2 x 1)) = ln 6, sqrt(1/3 + 1/2 + 1/1 + 1/4); the intercept is ln(2/4).  Poisson: the log of the
 * ratio of the means, (3/4) / (2/6). */
static void five_people_logit(void **state)
{
	const struct square s = shape(5, false);
	struct qap_how how = { .replicates = 9, .seed = 1, .threads = 1, .null = QAP_DSP, .model = QAP_LOGIT };
	const char *name[1] = { "lunch" };
	struct qap_fit fit;

	(void)state;
	for (int turn = 0; turn < 2; turn++) {
		double *f = NEW(&memory, 40, double), *l = NEW(&memory, 40, double), *x[1] = { l };
		put_ties(&s, "ABACBCCDDE", f);
		put_ties(&s, "ABBCCDBD", l);
		how.model = turn ? QAP_POISSON : QAP_LOGIT;
		qap_fit_new(&memory, &how, 1, &fit);
		assert_ok(qap_regress(&memory, &how, &s, f, 1, x, name, &fit, &why));
		assert_null(fit.note);
		if (turn) {
			assert_near(fit.term[0].b, log(.75 * 3), 1e-9);
			assert_near(fit.intercept, log(1. / 3), 1e-9);
			assert_near(fit.term[0].se, sqrt(1. / 3 + 1. / 2), 1e-9);
			/* 2 (sum of y ln y - y minus that of the fit): 2 (-5 - (3 ln .75 + 2 ln(1/3) - 5)) */
			assert_near(fit.deviance, -2 * (3 * log(.75) + 2 * log(1. / 3)), 1e-9);
		} else {
			double fitted = 3 * log(.75) + log(.25) + 2 * log(1. / 3) + 4 * log(2. / 3);
			assert_near(fit.term[0].b, log(6), 1e-9);
			assert_near(fit.intercept, log(.5), 1e-9);
			assert_near(fit.term[0].se, sqrt(1. / 3 + 1. / 2 + 1 + 1. / 4), 1e-9);
			assert_near(fit.intercept_se, sqrt(1. / 2 + 1. / 4), 1e-9);
			assert_near(fit.deviance, -2 * fitted, 1e-9);
			assert_near(fit.r2, 1 - fitted / (10 * log(.5)), 1e-9);
		}
	}
}

/* --- correlations from scratch ---------------------------------------------------------------------- */

static uint32_t known_pairs(const struct square *s, const double *x, const double *y, double *u, double *v)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < s->n; i++)
		for (uint32_t j = s->directed ? 0 : i + 1; j < s->n; j++) {
			double a = x[i * s->stride + j], b = y[i * s->stride + j];
			if (i == j || isnan(a) || isnan(b))
				continue;
			u[n] = a;
			v[n++] = b;
		}
	return n;
}

/* Half the number of pairs below and at most: O(n^2), and no sorting. */
static void slow_ranks(const double *v, uint32_t n, double *rank)
{
	for (uint32_t i = 0; i < n; i++) {
		rank[i] = .5;
		for (uint32_t j = 0; j < n; j++)
			rank[i] += (v[j] < v[i]) * .5 + (v[j] <= v[i]) * .5;
	}
}

static double slow_pearson(const double *x, const double *y, uint32_t n)
{
	long double sx = 0, sy = 0, xx = 0, yy = 0, xy = 0;

	for (uint32_t k = 0; k < n; k++) {
		sx += x[k];
		sy += y[k];
		xx += (long double)x[k] * x[k];
		yy += (long double)y[k] * y[k];
		xy += (long double)x[k] * y[k];
	}
	xx = n * xx - sx * sx;
	yy = n * yy - sy * sy;
	return xx > 1e-12L && yy > 1e-12L ? (double)((n * xy - sx * sy) / sqrtl(xx * yy)) : NAN;
}

static double slow_correlation(const struct square *s, const double *x, const double *y, enum qap_measure m)
{
	double u[CELLS], v[CELLS], ru[CELLS], rv[CELLS], both = 0, either = 0;
	uint32_t n = known_pairs(s, x, y, u, v);

	if (m == QAP_PEARSON)
		return slow_pearson(u, v, n);
	if (m == QAP_SPEARMAN) {
		slow_ranks(u, n, ru);
		slow_ranks(v, n, rv);
		return slow_pearson(ru, rv, n);
	}
	for (uint32_t k = 0; k < n; k++) {
		both += u[k] != 0 && v[k] != 0;
		either += u[k] != 0 || v[k] != 0;
	}
	return either > 0 ? both / either : NAN;
}

static void correlations_from_scratch(void **state)
{
	(void)state;
	for (int turn = 0; turn < 600; turn++) {
		const struct square s = shape(any(12) + 2, any(2));
		const struct qap_how how = { .replicates = 30, .seed = any(1000), .threads = 1 + (int)any(3) };
		uint32_t kind = any(3), gaps = any(2) ? 0 : any(40);
		const double *y = relation(&s, kind, gaps), *x[2] = { relation(&s, any(3), any(2) ? 0 : gaps), relation(&s, kind, 0) };
		enum qap_measure m = (enum qap_measure)any(3);
		struct qap_correlation *c = qap_correlations_new(&memory, &how, 2);
		gsl_rng *g = rng_new(&memory);
		uint32_t to[MOST], from[MOST];
		struct moves moves;

		qap_correlate(&memory, &how, &s, y, 2, x, m, c);
		moves_open(s.n, how.replicates, how.seed, &moves);
		for (int k = 0; k < 2; k++) {
			double u[CELLS], v[CELLS];
			assert_int_equal(c[k].pairs, known_pairs(&s, x[k], y, u, v));
			assert_int_equal(c[k].pairs + c[k].dropped, square_pairs(&s));
			assert_near(c[k].value, slow_correlation(&s, x[k], y, m), 1e-10);
			assert_int_equal(c[k].note == NULL, !isnan(c[k].value));
			assert_int_equal(c[k].replicates, moves.replicates);
			for (uint64_t r = 0; r < moves.replicates; r++) {
				moves_draw(&moves, g, r, to, from);
				double want = slow_correlation(&s, x[k], moved(&s, y, to), m);
				if (isnan(want) != isnan(c[k].null[r]) || fabs(want - c[k].null[r]) > 1e-10)
					fail_msg("turn %d: n %u, measure %d, replicate %d: %.17g, not %.17g", turn, s.n, (int)m, (int)r,
					         c[k].null[r], want);
			}
		}
		check_teardown(NULL);
	}
}

/* A constant that is no binary fraction does not vary, whatever is left out of it. */
static void constants(void **state)
{
	const struct square s = shape(9, true);
	const struct qap_how how = { .replicates = 20, .seed = 1, .threads = 1 };
	double *y = relation(&s, 0, 20), *x = relation(&s, 0, 20);
	const double *list[1] = { x };
	struct qap_correlation *c = qap_correlations_new(&memory, &how, 1);

	(void)state;
	for (int k = 0; k < 9 * 16; k++)
		if (!isnan(x[k]))
			x[k] = .1;
	for (int m = QAP_PEARSON; m <= QAP_SPEARMAN; m++) {
		qap_correlate(&memory, &how, &s, y, 1, list, (enum qap_measure)m, c);
		assert_true(isnan(c->value));
		assert_string_equal(c->note, "one of the relations does not vary");
		assert_true(isnan(c->test.p));
	}
}

/* --- regressions from scratch ---------------------------------------------------------------------------- */

/* Householder's QR in long double: shares nothing with the library.  x: rows of k + 1 (1, predictors), y.
 * false: not of full rank.  b, t for each column. */
static bool slow_fit(uint32_t n, int w, long double x[CELLS][8], long double *y, double *b, double *t, double *r2)
{
	long double r[8][8] = { { 0 } }, rest = 0, mean = 0, total = 0;

	if ((int)n <= w)
		return false;
	for (uint32_t i = 0; i < n; i++)
		mean += y[i] / n;
	for (uint32_t i = 0; i < n; i++)
		total += (y[i] - mean) * (y[i] - mean);
	for (int c = 0; c < w; c++) {
		long double size = 0, whole = 0, dot;
		for (uint32_t i = 0; i < n; i++)
			whole += x[i][c] * x[i][c];
		for (uint32_t i = (uint32_t)c; i < n; i++)
			size += x[i][c] * x[i][c];
		if (size <= 1e-18L * whole)
			return false;
		size = sqrtl(size);
		long double head = x[c][c] > 0 ? -size : size, v[CELLS], vv = 0;
		for (uint32_t i = (uint32_t)c; i < n; i++) {
			v[i] = x[i][c] - ((int)i == c ? head : 0);
			vv += v[i] * v[i];
		}
		for (int d = c; d <= w; d++) {
			dot = 0;
			for (uint32_t i = (uint32_t)c; i < n; i++)
				dot += v[i] * (d < w ? x[i][d] : y[i]);
			for (uint32_t i = (uint32_t)c; i < n; i++) {
				long double *at = d < w ? &x[i][d] : &y[i];
				*at -= 2 * dot / vv * v[i];
			}
		}
		for (int d = 0; d <= c; d++)
			r[d][c] = x[d][c];
	}
	for (uint32_t i = (uint32_t)w; i < n; i++)
		rest += y[i] * y[i];
	if (rest < 1e-14L * total || total <= 0)
		return false;
	*r2 = (double)(1 - rest / total);
	for (int c = w - 1; c >= 0; c--) {
		long double sum = y[c], row[8] = { 0 }, square = 0;
		for (int d = c + 1; d < w; d++)
			sum -= r[c][d] * b[d];
		b[c] = (double)(sum / r[c][c]);
		for (int d = c; d < w; d++) {           /* row c of the inverse of R */
			long double v = d == c;
			for (int f = c; f < d; f++)
				v -= row[f] * r[f][d];
			row[d] = v / r[d][d];
			square += row[d] * row[d];
		}
		t[c] = (double)(b[c] / sqrtl(square * rest / (n - (uint32_t)w)));
	}
	return true;
}

/* y on 1 and x, over the pairs where all is known; left[] is what of y is left, NULL: not asked for. */
static bool slow_regression(const struct square *s, const double *y, int nx, const double *const *x, double *b, double *t,
                            double *r2)
{
	static long double row[CELLS][8], target[CELLS];
	uint32_t n = 0;

	for (uint32_t i = 0; i < s->n; i++)
		for (uint32_t j = s->directed ? 0 : i + 1; j < s->n; j++) {
			size_t at = i * s->stride + j;
			bool known = i != j && !isnan(y[at]);
			for (int k = 0; k < nx; k++)
				known &= !isnan(x[k][at]);
			if (!known)
				continue;
			row[n][0] = 1;
			for (int k = 0; k < nx; k++)
				row[n][k + 1] = x[k][at];
			target[n++] = y[at];
		}
	return slow_fit(n, nx + 1, row, target, b, t, r2);
}

/* What the others leave of x[k]. */
static bool slow_rest(const struct square *s, int nx, const double *const *x, int k, double *rest)
{
	const double *others[8];
	double b[8], t[8], r2;
	int n = 0;

	for (int l = 0; l < nx; l++)
		if (l != k)
			others[n++] = x[l];
	if (!slow_regression(s, x[k], n, others, b, t, &r2))
		return false;
	for (uint32_t c = 0; c < s->n * s->stride; c++) {
		rest[c] = x[k][c] - b[0];
		for (int l = 0; l < n; l++)
			rest[c] -= b[l + 1] * others[l][c];
	}
	return true;
}

static void close_enough(int turn, const char *what, double got, double want)
{
	if (isnan(got) != isnan(want) || fabs(got - want) > 1e-7 * fmax(1, fabs(want)))
		fail_msg("turn %d: %s is %.17g, not %.17g", turn, what, got, want);
}

/* One replicate: the fit with predictor k, or y, or what is left of predictor k, in another order. */
static void check_replicate(int turn, const struct square *s, const struct qap_how *how, const double *y, int nx,
                            const double *const *x, const uint32_t *to, uint64_t r, const struct qap_fit *fit)
{
	double b[8], t[8], r2, rest[CELLS];
	const double *with[8];

	for (int k = 0; k < nx; k++) {
		bool done = true;
		memcpy(with, x, sizeof(double *) * (size_t)nx);
		if (how->null == QAP_DSP) {
			done = slow_rest(s, nx, x, k, rest);
			with[k] = moved(s, rest, to);
		} else if (how->null == QAP_X) {
			with[k] = moved(s, x[k], to);
		}
		done = done && slow_regression(s, how->null == QAP_Y ? moved(s, y, to) : y, nx, with, b, t, &r2);
		close_enough(turn, "t", fit->term[k].null_t[r], done ? t[k + 1] : NAN);
		close_enough(turn, "b", fit->term[k].null_b[r], done ? b[k + 1] : NAN);
	}
	bool done = slow_regression(s, moved(s, y, to), nx, x, b, t, &r2);
	close_enough(turn, "r2", fit->null_r2[r], done ? r2 : NAN);
}

static void regressions_from_scratch(void **state)
{
	int fitted = 0;

	(void)state;
	for (int turn = 0; turn < 250; turn++) {
		const struct square s = shape(any(7) + 7, any(2));
		const struct qap_how how = { .replicates = 12, .seed = any(1000), .threads = 1 + (int)any(3),
		                             .null = (enum qap_null)any(3) };
		int nx = 1 + (int)any(4);
		double *y = relation(&s, any(3), any(2) ? 0 : any(15)), *x[4], *ux[4], b[8], t[8], r2;
		const char *name[4] = { "a", "b", "c", "d" };
		struct qap_fit fit;
		for (int k = 0; k < nx; k++) {
			x[k] = relation(&s, any(3), any(3) ? 0 : any(15));
			for (uint32_t c = 0; k && c < s.n * s.stride; c++)      /* they depend on each other */
				x[k][c] += .7 * x[k - 1][c];
			ux[k] = copy(&s, x[k]);
		}
		qap_fit_new(&memory, &how, nx, &fit);
		assert_ok(qap_regress(&memory, &how, &s, copy(&s, y), nx, ux, name, &fit, &why));
		if (!slow_regression(&s, y, nx, (const double *const *)x, b, t, &r2)) {
			check_teardown(NULL);
			continue;
		}
		if (fit.note)
			fail_msg("turn %d: %s", turn, fit.note);
		fitted++;
		close_enough(turn, "r2", fit.r2, r2);
		close_enough(turn, "intercept", fit.intercept, b[0]);
		close_enough(turn, "its t", fit.intercept_t, t[0]);
		for (int k = 0; k < nx; k++) {
			close_enough(turn, "b", fit.term[k].b, b[k + 1]);
			close_enough(turn, "t", fit.term[k].t, t[k + 1]);
			close_enough(turn, "se", fit.term[k].se, b[k + 1] / t[k + 1]);
		}
		gsl_rng *g = rng_new(&memory);
		struct moves moves;
		moves_open(s.n, how.replicates, how.seed, &moves);
		for (uint64_t r = 0; r < moves.replicates; r++) {
			uint32_t to[MOST], from[MOST];
			moves_draw(&moves, g, r, to, from);
			check_replicate(turn, &s, &how, y, nx, (const double *const *)x, to, r, &fit);
		}
		check_teardown(NULL);
	}
	assert_true(fitted > 200);
}

/* --- logit and Poisson from scratch -------------------------------------------------------------------- */

/* Newton's steps from 0 by Gauss's elimination, each pair for itself. */
static bool slow_glm(const struct square *s, bool logit, const double *y, int nx, const double *const *x, double *b, double *t)
{
	int w = nx + 1;
	double m[8][9];

	memset(b, 0, 8 * sizeof *b);
	for (int turn = 0; turn < 60; turn++) {
		double most = 0, inverse[8][16] = { { 0 } };
		memset(m, 0, sizeof m);
		for (uint32_t i = 0; i < s->n; i++)
			for (uint32_t j = s->directed ? 0 : i + 1; j < s->n; j++) {
				size_t at = i * s->stride + j;
				double z[8] = { 1 }, eta = b[0];
				bool known = i != j && !isnan(y[at]);
				for (int k = 0; k < nx; k++) {
					z[k + 1] = x[k][at];
					eta += b[k + 1] * z[k + 1];
					known &= !isnan(z[k + 1]);
				}
				if (!known)
					continue;
				double mu = logit ? 1 / (1 + exp(-eta)) : exp(eta), weight = logit ? mu * (1 - mu) : mu;
				for (int a = 0; a < w; a++) {
					for (int c = 0; c < w; c++)
						m[a][c] += weight * z[a] * z[c];
					m[a][w] += (y[at] - mu) * z[a];
				}
			}
		for (int a = 0; a < w; a++) {
			for (int c = 0; c < w; c++)
				inverse[a][c] = m[a][c];
			inverse[a][w + a] = 1;
		}
		for (int a = 0; a < w; a++) {
			int best = a;
			for (int c = a; c < w; c++)
				best = fabs(inverse[c][a]) > fabs(inverse[best][a]) ? c : best;
			for (int c = 0; c < 2 * w; c++) {
				double held = inverse[a][c];
				inverse[a][c] = inverse[best][c];
				inverse[best][c] = held;
			}
			if (fabs(inverse[a][a]) < 1e-10)
				return false;
			for (int d = 0; d < w; d++)
				for (int c = 2 * w - 1; c >= a; c--)
					inverse[d][c] -= d == a ? 0 : inverse[a][c] * inverse[d][a] / inverse[a][a];
			for (int c = 2 * w - 1; c >= a; c--)
				inverse[a][c] /= inverse[a][a];
		}
		for (int a = 0; a < w; a++) {
			double step = 0;
			for (int c = 0; c < w; c++)
				step += inverse[a][w + c] * m[c][w];
			b[a] += step;
			most = fmax(most, fabs(step));
			t[a] = b[a] / sqrt(inverse[a][w + a]);
		}
		if (!(most < 1e3))
			return false;
		if (most < 1e-12)
			return true;
	}
	return false;
}

static void glm_from_scratch(void **state)
{
	int fitted = 0, replicates = 0;

	(void)state;
	for (int turn = 0; turn < 150; turn++) {
		bool logit = any(2);
		const struct square s = shape(any(6) + 10, any(2));
		const struct qap_how how = { .replicates = 6, .seed = any(1000), .threads = 1, .null = (enum qap_null)any(3),
		                             .model = logit ? QAP_LOGIT : QAP_POISSON };
		int nx = 1 + (int)any(3);
		double *y = relation(&s, logit ? 1 : 2, any(2) ? 0 : any(15)), *x[3], *ux[3], b[8], t[8];
		const char *name[3] = { "a", "b", "c" };
		struct qap_fit fit;
		for (int k = 0; k < nx; k++) {
			x[k] = relation(&s, any(2), any(3) ? 0 : any(15));
			ux[k] = copy(&s, x[k]);
		}
		qap_fit_new(&memory, &how, nx, &fit);
		assert_ok(qap_regress(&memory, &how, &s, copy(&s, y), nx, ux, name, &fit, &why));
		if (!slow_glm(&s, logit, y, nx, (const double *const *)x, b, t) || fit.note) {
			check_teardown(NULL);
			continue;
		}
		fitted++;
		close_enough(turn, "intercept", fit.intercept, b[0]);
		close_enough(turn, "its t", fit.intercept_t, t[0]);
		for (int k = 0; k < nx; k++) {
			close_enough(turn, "b", fit.term[k].b, b[k + 1]);
			close_enough(turn, "t", fit.term[k].t, t[k + 1]);
		}
		gsl_rng *g = rng_new(&memory);
		struct moves moves;
		moves_open(s.n, how.replicates, how.seed, &moves);
		for (uint64_t r = 0; r < moves.replicates; r++) {
			uint32_t to[MOST], from[MOST];
			moves_draw(&moves, g, r, to, from);
			for (int k = 0; k < nx; k++) {
				double rest[CELLS];
				const double *with[3] = { x[0], x[1], x[2] };
				if (how.null == QAP_DSP && !slow_rest(&s, nx, (const double *const *)x, k, rest))
					continue;
				if (how.null != QAP_Y)
					with[k] = moved(&s, how.null == QAP_DSP ? rest : x[k], to);
				if (!slow_glm(&s, logit, how.null == QAP_Y ? moved(&s, y, to) : y, nx, with, b, t) ||
				    isnan(fit.term[k].null_t[r]))
					continue;
				replicates++;
				close_enough(turn, "t of a replicate", fit.term[k].null_t[r], t[k + 1]);
			}
		}
		check_teardown(NULL);
	}
	assert_true(fitted > 100 && replicates > 1000);
}

/* --- what cannot be fitted --------------------------------------------------------------------------------- */

static struct qap_fit fit_of(const struct square *s, enum qap_model model, const double *y, int nx, double *const *x,
                             const char *const *name)
{
	const struct qap_how how = { .replicates = 19, .seed = 1, .threads = 1, .model = model };
	struct qap_fit fit;

	qap_fit_new(&memory, &how, nx, &fit);
	assert_ok(qap_regress(&memory, &how, s, copy(s, y), nx, x, name, &fit, &why));
	return fit;
}

static void collinear(void **state)
{
	const struct square s = shape(10, true);
	const char *const name[] = { "sender", "flat", "receiver", "sum", "other" };
	double *y = relation(&s, 0, 0), *x[5];
	struct qap_fit fit, without;

	(void)state;
	for (int k = 0; k < 5; k++)
		x[k] = relation(&s, 0, 0);
	for (uint32_t i = 0; i < s.n; i++)
		for (uint32_t j = 0; j < s.n; j++) {
			size_t at = i * s.stride + j;
			x[0][at] = i * i;
			x[1][at] = .3;
			x[2][at] = 3 * j;
			x[3][at] = i * i + 3 * j;
		}
	double *less[3] = { copy(&s, x[0]), copy(&s, x[2]), copy(&s, x[4]) };
	const char *const names[] = { "sender", "receiver", "other" };
	without = fit_of(&s, QAP_OLS, y, 3, less, names);
	fit = fit_of(&s, QAP_OLS, y, 5, x, name);
	assert_null(fit.note);
	assert_string_equal(fit.term[1].note, "it does not vary");
	assert_string_equal(fit.term[3].note, "left out: sender and receiver determine it");
	assert_true(isnan(fit.term[3].b) && isnan(fit.term[1].of_t.p));
	assert_near(fit.term[0].b, without.term[0].b, 1e-10);
	assert_near(fit.term[2].t, without.term[1].t, 1e-10);
	assert_near(fit.term[4].of_t.p, without.term[2].of_t.p, 1e-10);
	assert_near(fit.intercept, without.intercept, 1e-10);
	assert_near(fit.r2, without.r2, 1e-10);
}

static void nothing_to_fit(void **state)
{
	const struct square s = shape(6, true);
	const char *const name[] = { "a", "b" };
	double *y = relation(&s, 0, 0), *flat = relation(&s, 0, 0), *x[2] = { relation(&s, 0, 0), relation(&s, 0, 0) };
	struct qap_fit fit;

	(void)state;
	for (uint32_t k = 0; k < s.n * s.stride; k++)
		flat[k] = 2;
	fit = fit_of(&s, QAP_OLS, flat, 2, (double *[]){ copy(&s, x[0]), copy(&s, x[1]) }, name);
	assert_string_equal(fit.note, "what is to be explained does not vary");
	assert_true(isnan(fit.r2) && isnan(fit.term[0].b));
	fit = fit_of(&s, QAP_OLS, y, 1, (double *[]){ copy(&s, flat) }, name);
	assert_string_equal(fit.note, "no predictor is left");
	for (uint32_t k = 3; k < s.n * s.stride; k++)
		y[k] = NAN;                     /* 0-1 and 0-2 remain */
	fit = fit_of(&s, QAP_OLS, y, 1, (double *[]){ copy(&s, x[0]) }, name);
	assert_string_equal(fit.note, "fewer pairs of people than numbers to estimate");
	assert_int_equal(fit.pairs, 2);
	assert_int_equal(fit.dropped, 28);
	y[2] = NAN;
	fit = fit_of(&s, QAP_OLS, y, 1, (double *[]){ copy(&s, x[0]) }, name);
	assert_non_null(strstr(fit.note, "fewer than two pairs"));
}

/* y = x: t is large, not infinite, and no other order reaches it; a logit finds no end. */
static void perfect(void **state)
{
	const struct square s = shape(7, true);
	const char *const name[] = { "a" };
	double *y = relation(&s, 1, 0), *x[1] = { copy(&s, y) };
	struct qap_fit fit = fit_of(&s, QAP_OLS, y, 1, x, name);

	(void)state;
	assert_near(fit.term[0].b, 1, 1e-12);
	assert_true(fit.term[0].t > 1e6 && isfinite(fit.term[0].t));
	assert_near(fit.term[0].of_t.p, 2. / 20, 1e-12);
	x[0] = copy(&s, y);
	fit = fit_of(&s, QAP_LOGIT, y, 1, x, name);
	assert_non_null(strstr(fit.note, "grow without end"));
}

static void wrong_y(void **state)
{
	const struct square s = shape(6, true);
	const struct qap_how logit = { .threads = 1, .model = QAP_LOGIT }, poisson = { .threads = 1, .model = QAP_POISSON };
	const char *const name[] = { "a" };
	double *y = relation(&s, 0, 0), *x[1] = { relation(&s, 0, 0) };
	struct qap_fit fit;

	(void)state;
	qap_fit_new(&memory, &logit, 1, &fit);
	assert_fails(E_DATA, "a logit explains", qap_regress(&memory, &logit, &s, copy(&s, y), 1, x, name, &fit, &why));
	assert_fails(E_DATA, "poisson explains", qap_regress(&memory, &poisson, &s, copy(&s, y), 1, x, name, &fit, &why));
}

/* --- what p is worth --------------------------------------------------------------------------------------- */

/* A relation with senders, receivers and returned ties of its own, plus effect times another. */
static double *structured(const struct square *s, const double *of, double effect)
{
	double *v = relation(s, 0, 0), sends[MOST], receives[MOST];

	for (uint32_t i = 0; i < s->n; i++) {
		sends[i] = normal();
		receives[i] = normal();
	}
	for (uint32_t i = 0; i < s->n; i++)
		for (uint32_t j = 0; j < i; j++) {
			double both = normal();
			double *a = &v[i * s->stride + j], *b = &v[j * s->stride + i];
			*a += sends[i] + receives[j] + both + (of ? effect * of[i * s->stride + j] : 0);
			*b += sends[j] + receives[i] + both + (of ? effect * of[j * s->stride + i] : 0);
		}
	return v;
}

/* Where the predictors depend on each other and on people, p <= .05 comes in about 5 of 100 relations that have nothing
 * to do with x_1 (between 8 and 34 of 400: beyond that one in 1000 would be), and nearly always where they have; taking
 * pairs as independent, |t| > 1.97 comes far more often. */
static void false_positives(void **state)
{
	const struct square s = shape(14, true);
	const char *const name[] = { "a", "b" };
	int wrong = 0, right = 0, naive = 0;

	(void)state;
	for (int turn = 0; turn < 400; turn++) {
		const struct qap_how how = { .replicates = 99, .seed = (uint64_t)turn, .threads = 1, .null = QAP_DSP };
		double *a = structured(&s, NULL, 0), *b = structured(&s, a, .7), *x[2];
		for (int real = 0; real < 2; real++) {
			double *y = structured(&s, b, 1);
			struct qap_fit fit;
			for (uint32_t k = 0; real && k < s.n * s.stride; k++)
				y[k] += .8 * a[k];
			x[0] = copy(&s, a);
			x[1] = copy(&s, b);
			qap_fit_new(&memory, &how, 2, &fit);
			assert_ok(qap_regress(&memory, &how, &s, y, 2, x, name, &fit, &why));
			*(real ? &right : &wrong) += fit.term[0].of_t.p <= .05;
			naive += !real && fabs(fit.term[0].t) > 1.97;
		}
		check_teardown(NULL);
	}
	if (wrong < 8 || wrong > 34 || right < 340 || naive < 60)
		fail_msg("of 400: %d false, %d right, %d by independent pairs", wrong, right, naive);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(all_orders_once),
		CHECK(five_people),
		CHECK(five_people_regressed),
		CHECK(five_people_logit),
		CHECK(correlations_from_scratch),
		CHECK(constants),
		CHECK(regressions_from_scratch),
		CHECK(glm_from_scratch),
		CHECK(collinear),
		CHECK(nothing_to_fit),
		CHECK(perfect),
		CHECK(wrong_y),
		CHECK(false_positives),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("qap", tests, NULL, NULL);
}
