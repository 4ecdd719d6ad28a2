/* merge.h: values by hand, and a slow oracle on random rows. */
#include "check.h"
#include "merge.h"

/* ann = 0, bob = 1, cia = 2.  Rows: 0>1 (2), 1>0 (5), 0>1 (4), 2>2 (9), 1>2 (1), 0>1 in another stratum (8) */
static const uint32_t from[] = { 0, 1, 0, 2, 1, 0 }, to[] = { 1, 0, 1, 2, 2, 1 }, stratum[] = { 0, 0, 0, 0, 0, 1 };
static const double weight[] = { 2, 5, 4, 9, 1, 8 };

static struct merge six(int loops, int dupes)
{
	struct merge m = { .rows = 6, .a = from, .b = to, .stratum = stratum, .weight = weight,
	                   .loops_are = loops, .dupes = dupes };

	assert_ok(merge_count(&memory, &m, &why));
	return m;
}

static void rows_are(const struct merge *m, uint64_t n, const uint64_t *row, const double *value)
{
	assert_int_equal(m->nrow, n);
	for (uint64_t k = 0; k < n; k++) {
		assert_int_equal(m->row[k], row[k]);
		assert_near(m->value[row[k]], value[k], 0);
	}
}

/* Three pairs: {0,1}, {1,2} and {0,1} of stratum 1; four arcs; {0,1} stands in both directions. */
static void it_counts(void **state)
{
	struct merge m = six(LOOPS_DROP, DUPES_SUM);

	(void)state;
	assert_int_equal(m.ties, 3);
	assert_int_equal(m.arcs, 4);
	assert_int_equal(m.reciprocal, 1);
	assert_int_equal(m.duplicates, 1);
	assert_int_equal(m.duplicate_row, 2);
	assert_int_equal(m.duplicate_of, 0);
	assert_int_equal(m.reciprocal_row, 1);
	assert_int_equal(m.reciprocal_of, 0);
	assert_int_equal(m.loops, 1);
	assert_int_equal(m.loop_row, 3);
	assert_int_equal(m.missing, 0);
	assert_false(m.symmetric);
}

/* Duplicates first: 0>1 is 2 + 4 = 6 (max 4, mean 3, count 2) against 1>0 = 5 (count 1); then the
 * two directions.  So the mean of the directions of means is (3 + 5) / 2 = 4, not (2 + 5 + 4) / 3. */
static void duplicates_first_then_directions(void **state)
{
	static const struct { int dupes, fold; double pair; } want[] = {
		{ DUPES_SUM, FOLD_SUM, 11 }, { DUPES_SUM, FOLD_MAX, 6 }, { DUPES_SUM, FOLD_MEAN, 5.5 },
		{ DUPES_SUM, FOLD_FIRST, 6 }, { DUPES_MAX, FOLD_SUM, 9 }, { DUPES_MAX, FOLD_MAX, 5 },
		{ DUPES_MEAN, FOLD_SUM, 8 }, { DUPES_MEAN, FOLD_MEAN, 4 }, { DUPES_MEAN, FOLD_FIRST, 3 }
	};

	(void)state;
	for (size_t k = 0; k < sizeof want / sizeof *want; k++) {
		struct merge m = six(LOOPS_DROP, want[k].dupes);
		merge_rows(&memory, &m, true, want[k].fold, false);
		rows_are(&m, 3, (uint64_t[]){ 0, 4, 5 }, (double[]){ want[k].pair, 1, 8 });
	}
}

static void arcs_stay_apart(void **state)
{
	struct merge m = six(LOOPS_DROP, DUPES_SUM);

	(void)state;
	merge_rows(&memory, &m, false, FOLD_SUM, false);
	rows_are(&m, 4, (uint64_t[]){ 0, 1, 4, 5 }, (double[]){ 6, 5, 1, 8 });
	assert_int_equal(merge_kept(&m, 2, false), 0);
	assert_int_equal(merge_kept(&m, 1, false), 1);
	assert_int_equal(merge_kept(&m, 1, true), 0);
}

static void a_count_counts_rows(void **state)
{
	struct merge m = six(LOOPS_KEEP, DUPES_COUNT);

	(void)state;
	merge_rows(&memory, &m, true, FOLD_SUM, false);
	rows_are(&m, 4, (uint64_t[]){ 0, 3, 4, 5 }, (double[]){ 3, 1, 1, 1 });
}

static void keep_keeps_every_row(void **state)
{
	struct merge m = six(LOOPS_KEEP, DUPES_KEEP);

	(void)state;
	merge_rows(&memory, &m, true, FOLD_SUM, false);
	assert_int_equal(m.nrow, 6);
	assert_null(m.value);
}

static void values_only_where_something_was_merged(void **state)
{
	struct merge m = { .rows = 2, .a = (uint32_t[]){ 0, 1 }, .b = (uint32_t[]){ 1, 0 } };

	(void)state;
	assert_ok(merge_count(&memory, &m, &why));
	assert_true(m.symmetric);
	merge_rows(&memory, &m, false, FOLD_SUM, false);
	assert_null(m.value);
	m.nrow = 0;
	merge_rows(&memory, &m, false, FOLD_SUM, true);
	rows_are(&m, 2, (uint64_t[]){ 0, 1 }, (double[]){ 1, 1 });
	m.nrow = 0;
	merge_rows(&memory, &m, true, FOLD_SUM, false);
	rows_are(&m, 1, (uint64_t[]){ 0 }, (double[]){ 2 });
}

static void missing_stays_missing(void **state)
{
	static const uint32_t a[] = { 0, 0, 1, 1 }, b[] = { 1, 1, 2, 3 };
	static const double w[] = { NAN, 3, 2, NAN };

	(void)state;
	for (int dupes = DUPES_SUM; dupes <= DUPES_MEAN; dupes++) {
		struct merge m = { .rows = 4, .a = a, .b = b, .weight = w, .dupes = dupes };
		assert_ok(merge_count(&memory, &m, &why));
		assert_int_equal(m.missing, 2);
		merge_rows(&memory, &m, false, FOLD_SUM, false);
		rows_are(&m, 3, (uint64_t[]){ 0, 2, 3 }, (double[]){ NAN, 2, NAN });
	}
}

static void no_rows_are_no_trouble(void **state)
{
	struct merge m = { 0 };

	(void)state;
	assert_ok(merge_count(&memory, &m, &why));
	merge_rows(&memory, &m, true, FOLD_SUM, true);
	assert_int_equal(m.nrow, 0);
	assert_false(m.symmetric);
}

/* --- the oracle: for each row, look at all the others ----------------------------------------- */

struct rows { uint32_t n, a[60], b[60], s[60]; double w[60]; int loops, dupes; };

static bool same_arc(const struct rows *r, uint32_t x, uint32_t y)
{
	return r->s[x] == r->s[y] && r->a[x] == r->a[y] && r->b[x] == r->b[y];
}

static bool reverse(const struct rows *r, uint32_t x, uint32_t y)
{
	return r->s[x] == r->s[y] && r->a[x] == r->b[y] && r->b[x] == r->a[y] && r->a[x] != r->b[x];
}

static double arc_value(const struct rows *r, uint32_t x)
{
	double sum = 0, max = -INFINITY, n = 0;

	for (uint32_t y = 0; y < r->n; y++)
		if (same_arc(r, x, y)) {
			sum += r->w[y];
			max = fmax(max, r->w[y]);
			n++;
		}
	return r->dupes == DUPES_MAX ? max : r->dupes == DUPES_MEAN ? sum / n : r->dupes == DUPES_COUNT ? n : sum;
}

/* The first row of the tie, and its value. */
static bool states(const struct rows *r, uint32_t x, bool undirected, int fold, double *value)
{
	uint32_t back = UINT32_MAX;

	if (r->a[x] == r->b[x] && r->loops != LOOPS_KEEP)
		return false;
	for (uint32_t y = 0; y < r->n; y++) {
		if (y < x && (same_arc(r, x, y) || (undirected && reverse(r, x, y))))
			return false;
		if (back == UINT32_MAX && reverse(r, x, y))
			back = y;
	}
	*value = arc_value(r, x);
	if (undirected && back != UINT32_MAX && fold != FOLD_FIRST) {
		double other = arc_value(r, back);
		*value = fold == FOLD_MAX ? fmax(*value, other) : (*value + other) / (fold == FOLD_MEAN ? 2 : 1);
	}
	return true;
}

static void as_the_slow_way(void **state)
{
	(void)state;
	for (int round = 0; round < 4000; round++) {
		struct rows r = { .n = any(61), .loops = any(2) ? LOOPS_KEEP : LOOPS_DROP, .dupes = (int)any(4) };
		uint32_t people = 1 + any(8), strata = 1 + any(3);
		bool undirected = any(2);
		int fold = (int)any(4);

		for (uint32_t k = 0; k < r.n; k++) {
			r.a[k] = any(people);
			r.b[k] = any(people);
			r.s[k] = any(strata);
			r.w[k] = any(10);
		}
		struct merge m = { .rows = r.n, .a = r.a, .b = r.b, .stratum = strata > 1 ? r.s : NULL, .weight = r.w,
		                   .loops_are = r.loops, .dupes = r.dupes };
		if (strata == 1)
			memset(r.s, 0, sizeof r.s);
		assert_ok(merge_count(&memory, &m, &why));
		merge_rows(&memory, &m, undirected, fold, true);
		uint64_t k = 0, loops = 0, reciprocal = 0, arcs = 0;
		for (uint32_t x = 0; x < r.n; x++) {
			double value;
			bool first = true, back = false;
			for (uint32_t y = 0; y < r.n; y++) {
				first &= !(y < x && same_arc(&r, x, y));
				back |= reverse(&r, x, y);
			}
			loops += r.a[x] == r.b[x];
			arcs += first && r.a[x] != r.b[x];
			reciprocal += first && back;
			if (!states(&r, x, undirected, fold, &value))
				continue;
			if (k == m.nrow || m.row[k] != x)
				fail_msg("round %d: row %u should stay", round, x);
			if (m.value[x] != value)
				fail_msg("round %d: row %u is %g, not %g", round, x, m.value[x], value);
			k++;
		}
		assert_int_equal(k, m.nrow);
		assert_int_equal(loops, m.loops);
		assert_int_equal(arcs, m.arcs);
		assert_int_equal(reciprocal, 2 * m.reciprocal);
		assert_int_equal(arcs - m.reciprocal, m.ties);
		arena_free(&memory);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(it_counts),
		CHECK(duplicates_first_then_directions),
		CHECK(arcs_stay_apart),
		CHECK(a_count_counts_rows),
		CHECK(keep_keeps_every_row),
		CHECK(values_only_where_something_was_merged),
		CHECK(missing_stays_missing),
		CHECK(no_rows_are_no_trouble),
		CHECK(as_the_slow_way),
	};

	return cmocka_run_group_tests_name("merge", tests, NULL, NULL);
}
