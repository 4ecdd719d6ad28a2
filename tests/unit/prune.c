/* Percolation: values by hand, components counted anew after every removal, fair draws. */
#include "check.h"
#include "prune.h"

#include <gsl/gsl_cdf.h>

/* All states from nothing removed to everything. */
static struct prune_state *states(uint32_t n, uint32_t m, const uint32_t *a, const uint32_t *b, const double *value,
                                  bool falling)
{
	struct prune_state *s = NEW(&memory, m + 1u, struct prune_state);
	struct prune_scratch scratch;
	struct prune_order o;

	prune_order(&memory, n, m, a, b, value, &o);
	prune_scratch(&memory, n, o.longest, &scratch);
	for (uint32_t k = 0; k <= m; k++)
		s[k].removed = k;
	prune_curve(&o, falling, chance, &scratch, m + 1, s);
	return s;
}

/* Triangles 0-1-2 and 3-4-5, tied by 2-3.  Without that tie the giant has 3 of 6 people and the
 * other triangle gives 9 / 6 = 1.5; without any other tie all hold together and nothing is left. */
static void two_triangles(void **unused)
{
	const uint32_t a[] = { 0, 1, 0, 2, 3, 4, 3 }, b[] = { 1, 2, 2, 3, 4, 5, 5 };
	struct prune_state *s;

	(void)unused;
	for (int first = 0; first < 7; first++) {
		double value[7];
		for (int k = 0; k < 7; k++)
			value[k] = k == first ? 0 : k + 1;
		s = states(6, 7, a, b, value, false);
		assert_int_equal(s[0].giant, 6);
		assert_int_equal(s[0].components, 1);
		assert_int_equal(s[0].squares, 0);
		assert_int_equal(s[1].giant, first == 3 ? 3 : 6);
		assert_int_equal(s[1].squares, first == 3 ? 9 : 0);
		assert_int_equal(s[1].components, first == 3 ? 2 : 1);
		assert_int_equal(s[7].giant, 1);
		assert_int_equal(s[7].components, 6);
		assert_int_equal(s[7].squares, 5);      /* six ones, but one largest */
	}
}

/* Components by flooding, from the ties that are left. */
static struct prune_state flood(uint32_t n, uint32_t m, const uint32_t *a, const uint32_t *b, const bool *gone)
{
	uint32_t label[64], changed = 1, size[64] = { 0 };
	struct prune_state s = { 0 };

	for (uint32_t v = 0; v < n; v++)
		label[v] = v;
	while (changed) {
		changed = 0;
		for (uint32_t k = 0; k < m; k++)
			if (!gone[k] && label[a[k]] != label[b[k]]) {
				uint32_t low = label[a[k]] < label[b[k]] ? label[a[k]] : label[b[k]];
				label[a[k]] = label[b[k]] = low;
				changed = 1;
			}
	}
	for (uint32_t v = 0; v < n; v++)
		size[label[v]]++;
	for (uint32_t v = 0; v < n; v++) {
		s.components += size[v] > 0;
		s.squares += (uint64_t)size[v] * size[v];
		if (size[v] > s.giant)
			s.giant = size[v];
	}
	s.squares -= (uint64_t)s.giant * s.giant;
	return s;
}

/* Values that are all different fix the order; loops and repeated ties are allowed. */
static void against_floods(void **unused)
{
	(void)unused;
	for (uint32_t run = 0; run < 400; run++) {
		struct mark mark = arena_mark(&memory);
		uint32_t n, m, a[100], b[100], rank[100];
		double value[100];
		bool gone[100] = { false };
		struct prune_state *up, *down;
		rng_stream(chance, 8, run);
		n = 1 + rng_below(chance, 40);
		m = rng_below(chance, 100);
		for (uint32_t k = 0; k < m; k++) {
			a[k] = rng_below(chance, n);
			b[k] = rng_below(chance, n);
			rank[k] = k;
		}
		rng_shuffle(chance, rank, m);              /* the tie rank[k] is the k-th to go */
		for (uint32_t k = 0; k < m; k++)
			value[rank[k]] = (double)k / 7 - 3;
		up = states(n, m, a, b, value, false);
		for (uint32_t k = 0; k < m; k++)
			value[k] = -value[k];
		down = states(n, m, a, b, value, true); /* the same order, from the other side */
		for (uint32_t k = 0; k <= m; k++) {
			struct prune_state want = flood(n, m, a, b, gone);
			assert_int_equal(up[k].giant, want.giant);
			assert_int_equal(up[k].components, want.components);
			assert_int_equal(up[k].squares, want.squares);
			assert_memory_equal(&up[k], &down[k], sizeof want);
			if (k < m)
				gone[rank[k]] = true;
		}
		arena_release(&memory, mark);
	}
}

/* A path of three ties of equal value and a fourth that is worth more: the first to go is each of
 * the three equally often, the last always the fourth. */
static void equal_values_go_in_random_order(void **unused)
{
	enum { RUNS = 9000 };
	const uint32_t a[] = { 0, 1, 2, 4 }, b[] = { 1, 2, 3, 5 };
	const double value[] = { 1, 1, 1, 2 };
	uint32_t middle = 0;

	(void)unused;
	for (uint32_t run = 0; run < RUNS; run++) {
		struct mark mark = arena_mark(&memory);
		rng_stream(chance, 9, run);
		struct prune_state *s = states(6, 4, a, b, value, false);
		assert_int_equal(s[1].components, 3);
		middle += s[1].giant == 2;              /* 0-1, 2-3 and 4-5 are left */
		assert_int_equal(s[3].giant, 2);
		assert_int_equal(s[3].components, 5);
		arena_release(&memory, mark);
	}
	assert_true(middle > 3000 - 180 && middle < 3000 + 180);        /* 4 x the sd of 45 */
}

/* A run that is too long to be shuffled in one place.  It has `pairs` ties that share nobody and
 * are doubled: a pair is connected until both of its rows are gone.  After half of the rows a
 * quarter of the pairs is expected to be parted; a row drawn twice, or lost, would show at the ends. */
static void long_runs_are_shuffled(void **unused)
{
	enum { PAIRS = 40000, ROWS = 2 * PAIRS, REPLICATES = 20 };
	uint32_t *a = NEW(&memory, ROWS, uint32_t), *b = NEW(&memory, ROWS, uint32_t);
	double sum = 0;

	(void)unused;
	for (uint32_t k = 0; k < ROWS; k++) {
		a[k] = 2 * (k % PAIRS);
		b[k] = a[k] + 1;
	}
	for (uint32_t r = 0; r < REPLICATES; r++) {
		struct mark mark = arena_mark(&memory);
		rng_stream(chance, 10, r);
		struct prune_state *s = states(2 * PAIRS, ROWS, a, b, NULL, false);
		assert_int_equal(s[0].components, PAIRS);
		assert_int_equal(s[ROWS].components, 2 * PAIRS);
		assert_int_equal(s[ROWS - 1].components, 2 * PAIRS - 1);
		sum += (double)(s[ROWS / 2].components - PAIRS);
		arena_release(&memory, mark);
	}
	/* expected PAIRS / 4 (up to 1/ROWS), sd sqrt(PAIRS) / 4 = 50 a replicate, 11.2 for the mean */
	assert_true(sum / REPLICATES > PAIRS / 4 - 50 && sum / REPLICATES < PAIRS / 4 + 50);
}

static void points(void **unused)
{
	uint32_t at[101];

	(void)unused;
	assert_int_equal(prune_points(200, 4, at), 5);
	assert_int_equal(at[0], 0);
	assert_int_equal(at[1], 50);
	assert_int_equal(at[4], 200);
	assert_int_equal(prune_points(3, 100, at), 4);
	for (uint32_t k = 0; k < 4; k++)
		assert_int_equal(at[k], k);
	assert_int_equal(prune_points(0, 100, at), 1);
	assert_int_equal(prune_points(7, 2, at), 3);
	assert_int_equal(at[1], 4);                     /* 3.5 is rounded up */
}

static void empty_networks(void **unused)
{
	struct prune_state *s = states(0, 0, NULL, NULL, NULL, false);

	(void)unused;
	assert_int_equal(s[0].giant, 0);
	assert_int_equal(s[0].components, 0);
	s = states(3, 0, NULL, NULL, NULL, true);
	assert_int_equal(s[0].giant, 1);
	assert_int_equal(s[0].components, 3);
	assert_int_equal(s[0].squares, 2);
}

static void repeated(void **unused)
{
	const uint32_t a[] = { 0, 1, 2, 0, 1, 0 }, b[] = { 1, 0, 3, 1, 2, 2 };

	(void)unused;
	assert_int_equal(prune_repeated(&memory, 4, 6, a, b), 2);
	assert_int_equal(prune_repeated(&memory, 4, 0, a, b), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(two_triangles), CHECK(against_floods),
		CHECK(equal_values_go_in_random_order), CHECK(long_runs_are_shuffled),
		CHECK(points), CHECK(empty_networks), CHECK(repeated),
	};

	return cmocka_run_group_tests_name("prune", tests, NULL, NULL);
}
