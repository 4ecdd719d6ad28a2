/* Likeness in a number: by hand, against a slow oracle and igraph, and with numbers or ties dealt anew. */
#include "assort.h"
#include "check.h"
#include "lend.h"
#include "mix.h"

static double value(enum assort what, const struct assorted *s)
{
	const char *reason = NULL;
	double x = assort_value(what, s, &reason);

	assert_int_equal(isnan(x), reason != NULL);
	return x;
}

/* A path 1 - 2 - 4, and 5 without a tie: mean 3, centred -2 -1 1 2, squares 4 1 1 4 = 10.  Differences 1 and 2: mean 1.5.
 * Geary: 3 / (2 x 4) x 2 (1 + 4) / 10 = .375.  Moran: 4 / 4 x 2 (2 - 1) / 10 = .2.  r over the ends (-2,-1) (-1,-2)
 * (-1,1) (1,-1): mean -.75, squares of deviations 1.5625 + .0625 x 2 + 3.0625 = 4.75, products 2 (1.25)(.25) = .625 and
 * 2 (-.25)(1.75) = -.875: -.25 / 4.75. */
static void by_hand(void **unused)
{
	uint32_t a[2] = { 0, 1 }, b[2] = { 1, 2 };
	double x[4] = { 1, 2, 4, 5 };
	struct mix_net t;
	struct assorted s;

	(void)unused;
	assort_centre(4, x);
	assert_near(x[0], -2, 1e-15);
	assert_ok(mix_net(&memory, 4, 2, a, b, NULL, false, &t, &why));
	assort_sums(&t.ties, NULL, x, &s);
	assert_near(value(ASSORT_DIFFERENCE, &s), 1.5, 1e-15);
	assert_near(value(ASSORT_GEARY, &s), .375, 1e-15);
	assert_near(value(ASSORT_MORAN, &s), .2, 1e-15);
	assert_near(value(ASSORT_R, &s), -.25 / 4.75, 1e-14);
}

static void what_is_undefined(void **unused)
{
	uint32_t a[1] = { 0 }, b[1] = { 1 };
	double same[3] = { 7, 7, 7 }, ends[3] = { 7, 7, 8 }, big[2] = { 1e9 + 1, 1e9 };
	struct mix_net t;
	struct assorted s;
	const char *reason;

	(void)unused;
	assert_ok(mix_net(&memory, 3, 1, a, b, NULL, false, &t, &why));
	assort_centre(3, same);
	assort_sums(&t.ties, NULL, same, &s);
	assert_near(value(ASSORT_DIFFERENCE, &s), 0, 0);
	for (int k = 0; k < ASSORT_MEASURES; k++)
		if (k != ASSORT_DIFFERENCE)
			assert_true(isnan(assort_value((enum assort)k, &s, &reason)) && strstr(reason, "same value"));
	assort_centre(3, ends);
	assort_sums(&t.ties, NULL, ends, &s);
	assert_true(isnan(assort_value(ASSORT_R, &s, &reason)) && strstr(reason, "those with ties"));
	assert_true(!isnan(value(ASSORT_MORAN, &s)));
	assort_centre(2, big);                  /* nothing is lost to the size of the numbers */
	assert_near(big[0], .5, 1e-12);
	assert_ok(mix_net(&memory, 3, 0, a, b, NULL, false, &t, &why));
	assort_sums(&t.ties, NULL, ends, &s);
	for (int k = 0; k < ASSORT_MEASURES; k++)
		assert_true(isnan(assort_value((enum assort)k, &s, &reason)) && strstr(reason, "no ties"));
}

/* --- a slow oracle ------------------------------------------------------------------------------------------------ */

enum { MOST = 12 };
struct network {
	uint32_t n, a[200], b[200];
	uint64_t rows;
	bool directed, weighted;
	double w[MOST][MOST], weight[200], x[MOST];
	struct mix_net t;
};

static void random_network(struct network *q)
{
	uint32_t density = 1 + any(9), values = any(2) ? 3 : 1000;

	*q = (struct network){ .n = 2 + any(MOST - 1), .directed = any(2), .weighted = any(2) };
	for (uint32_t i = 0; i < q->n; i++) {
		q->x[i] = any(values) / 4.;
		for (uint32_t j = q->directed ? 0 : i + 1; j < q->n; j++) {
			if (i == j || any(10) >= density)
				continue;
			double x = q->weighted ? (1 + any(20)) / 4. : 1;
			q->a[q->rows] = i;
			q->b[q->rows] = j;
			q->weight[q->rows++] = x;
			q->w[i][j] = x;
			if (!q->directed)
				q->w[j][i] = x;
		}
	}
	assort_centre(q->n, q->x);
	assert_ok(mix_net(&memory, q->n, q->rows, q->a, q->b, q->weighted ? q->weight : NULL, q->directed, &q->t, &why));
}

/* From the definitions, in two passes, over a matrix. */
static void slow(const struct network *q, double w[MOST][MOST], const double *x, double out[ASSORT_MEASURES])
{
	double total = 0, mx = 0, my = 0, sx = 0, sy = 0, sxy = 0, difference = 0, squares = 0, products = 0, mean = 0, variation = 0;

	for (uint32_t i = 0; i < q->n; i++) {
		mean += x[i] / q->n;
		for (uint32_t j = 0; j < q->n; j++) {
			total += w[i][j];
			mx += w[i][j] * x[i];
			my += w[i][j] * x[j];
		}
	}
	for (uint32_t i = 0; i < q->n; i++) {
		variation += (x[i] - mean) * (x[i] - mean);
		for (uint32_t j = 0; j < q->n; j++) {
			double dx = x[i] - mx / total, dy = x[j] - my / total;
			sx += w[i][j] * dx * dx;
			sy += w[i][j] * dy * dy;
			sxy += w[i][j] * dx * dy;
			difference += w[i][j] * fabs(x[i] - x[j]);
			squares += w[i][j] * (x[i] - x[j]) * (x[i] - x[j]);
			products += w[i][j] * (x[i] - mean) * (x[j] - mean);
		}
	}
	bool flat = !(total > 0) || variation < 1e-9;
	out[ASSORT_R] = flat || sx < 1e-9 || sy < 1e-9 ? NAN : sxy / sqrt(sx * sy);
	out[ASSORT_DIFFERENCE] = total > 0 ? difference / total : NAN;
	out[ASSORT_GEARY] = flat ? NAN : (q->n - 1) * squares / (2 * total * variation);
	out[ASSORT_MORAN] = flat ? NAN : q->n * products / (total * variation);
}

static void agrees_with_the_definitions(void **unused)
{
	(void)unused;
	for (int round = 0; round < 1000; round++) {
		struct network q;
		struct assorted s;
		double want[ASSORT_MEASURES], sum = 0, less[ASSORT_MEASURES], r;
		random_network(&q);
		assort_sums(&q.t.ties, q.t.weight, q.x, &s);
		slow(&q, q.w, q.x, want);
		for (int k = 0; k < ASSORT_MEASURES; k++)
			assert_near(value((enum assort)k, &s), want[k], 1e-10);
		r = want[ASSORT_R];
		for (uint64_t k = 0; k < q.rows; k++) {         /* each tie left out */
			double w[MOST][MOST];
			memcpy(w, q.w, sizeof w);
			w[q.a[k]][q.b[k]] = 0;
			if (!q.directed)
				w[q.b[k]][q.a[k]] = 0;
			slow(&q, w, q.x, less);
			sum += (r - less[ASSORT_R]) * (r - less[ASSORT_R]);
		}
		if (q.rows)
			assert_near(assort_jackknife(&s, &q.t.ties, q.t.weight, q.x), sqrt(sum), 1e-7);
		arena_free(&memory);
	}
}

static void igraph_agrees(void **unused)
{
	(void)unused;
	lend_setup();
	for (int round = 0; round < 300; round++) {
		struct network q;
		struct assorted s;
		igraph_t g;
		igraph_vector_t x;
		igraph_real_t r;
		random_network(&q);
		assort_sums(&q.t.ties, NULL, q.x, &s);
		assert_ok(lend_ties(q.n, q.rows, q.a, q.b, q.directed, &g, &why));
		igraph_vector_init_array(&x, q.x, q.n);
		assert_ok(lend_check(igraph_assortativity(&g, &x, NULL, &r, q.directed, 1), &why));
		double ours = value(ASSORT_R, &s);
		if (!isnan(ours))
			assert_near(ours, r, 1e-9);
		igraph_vector_destroy(&x);
		igraph_destroy(&g);
		arena_free(&memory);
	}
}

/* --- null models ---------------------------------------------------------------------------------------------------- */

enum { REPLICATES = 21 };

/* Replicate r: numbers dealt by null_labels() with sub-stream r + 1, or ties by null_draw(). */
static void dealt_anew(void **unused)
{
	(void)unused;
	for (int round = 0; round < 150; round++) {
		struct network q;
		struct null_strata strata;
		uint32_t order[MOST], from[MOST], to[MOST];
		double got[ASSORT_MEASURES * REPLICATES], x[MOST];
		struct dealt_switches switches = { 0, 0 };
		bool labels = any(2);
		random_network(&q);
		for (uint32_t v = 0; v < q.n; v++)
			from[v] = order[v] = v;
		rng_shuffle(chance, order, q.n);
		null_strata(&memory, q.n, order, NULL, 0, &strata);
		struct dealt d = { .ties = &q.t.ties, .weight = q.t.weight, .strata = labels ? &strata : NULL,
		                   .replicates = 1 + any(REPLICATES), .seed = any(50), .threads = 1 + (int)any(3) };
		assort_null(&memory, &d, q.x, got, &switches);
		struct null_room room;
		null_room(&memory, &q.t.ties, NULL_DEGREES, &room);
		for (uint32_t r = 0; r < d.replicates; r++) {
			double want[ASSORT_MEASURES], w[MOST][MOST] = { { 0 } };
			rng_stream(chance, d.seed, r + 1);
			if (labels)
				null_labels(&strata, chance, from, to);
			else
				null_draw(&q.t.ties, NULL_DEGREES, chance, &room);
			const struct ends *tie = labels ? q.t.ties.tie : room.tie;
			for (uint32_t k = 0; k < q.t.ties.m; k++) {
				double weight = q.t.weight ? q.t.weight[k] : 1;
				w[tie[k].a][tie[k].b] = weight;
				if (!q.directed)
					w[tie[k].b][tie[k].a] = weight;
			}
			for (uint32_t v = 0; v < q.n; v++)
				x[v] = labels ? q.x[to[v]] : q.x[v];
			slow(&q, w, x, want);
			for (int k = 0; k < ASSORT_MEASURES; k++)
				assert_near(got[(size_t)k * d.replicates + r], want[k], 1e-9);
		}
		assert_int_equal(switches.tried > 0, !labels && q.t.ties.m > 1);
		rng_stream(chance, 78, (uint32_t)round);
		arena_free(&memory);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(by_hand), CHECK(what_is_undefined), CHECK(agrees_with_the_definitions), CHECK(igraph_agrees), CHECK(dealt_anew),
	};

	return cmocka_run_group_tests_name("assort", tests, NULL, NULL);
}
