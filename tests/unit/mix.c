/* The mixing matrix, what is expected of it, and its hidden cells. */
#include "check.h"
#include "mix.h"
#include "suppress.h"

/* --- counting ----------------------------------------------------------------------------------------------- */

static void count(uint32_t n, uint64_t rows, const uint32_t *a, const uint32_t *b, const double *w, bool directed,
                  const struct mix_side *ego, const struct mix_side *alter, struct mix *m)
{
	struct mix_net t;

	assert_ok(mix_net(&memory, n, rows, a, b, w, directed, &t, &why));
	mix_new(&memory, ego->groups, alter->groups, m);
	mix_count(&t.ties, t.weight, ego, alter, m);
}

/* White's kinship data as Freeman (1978) uses them: 6 ties among women, 9 between, 7 among men; 5 and 5 people.
 * Contacts: women 12 + 9 = 21, men 9 + 14 = 23, in all 44.  By degrees a tie among women has 21 x 21 / 44 contacts;
 * by sizes 44 x 20 / 90, as 5 x 4 of the 10 x 9 ordered pairs are of women. */
static void values_by_hand(void **unused)
{
	const double cell[4] = { 12, 9, 9, 14 };
	struct mix m;

	(void)unused;
	mix_new(&memory, 2, 2, &m);
	memcpy(m.cell, cell, sizeof cell);
	mix_sums(&m);
	assert_near(m.out[0], 21, 0);
	assert_near(m.in[1], 23, 0);
	assert_near(m.total, 44, 0);
	assert_near(mix_by_degrees(&m, 0, 0), 441. / 44, 1e-15);
	assert_near(mix_by_degrees(&m, 0, 1), 483. / 44, 1e-15);
	uint32_t of[10] = { 0, 0, 0, 0, 0, 1, 1, 1, 1, 1 };
	struct mix_side s = { 2, of };
	double size[2], pairs[4], all;
	mix_sizes(10, &s, size);
	all = mix_pairs(10, &s, size, &s, size, pairs);
	assert_near(all, 90, 0);
	assert_near(pairs[0], 20, 0);
	assert_near(pairs[1], 25, 0);
	assert_near(mix_by_sizes(&m, pairs, all, 0, 0), 44 * 20 / 90., 1e-15);
	assert_near(mix_log_odds(&m, 0, 0), log(12 * 14 / 81.), 1e-15);
	assert_near(mix_log_odds(&m, 1, 0), log(81 / (12. * 14)), 1e-15);
}

/* A 0 anywhere: 0.5 is added to all four. */
static void log_odds_of_nothing(void **unused)
{
	const double cell[4] = { 3, 0, 1, 2 };
	struct mix m;

	(void)unused;
	mix_new(&memory, 2, 2, &m);
	assert_true(isnan(mix_log_odds(&m, 0, 0)));
	assert_true(isnan(mix_by_degrees(&m, 0, 0)));
	memcpy(m.cell, cell, sizeof cell);
	mix_sums(&m);
	assert_near(mix_log_odds(&m, 0, 0), log(3.5 * 2.5 / (0.5 * 1.5)), 1e-15);
	/* sums of weights do not cancel to the last bit */
	m.cell[0] = 0.1 + 0.2;
	m.cell[1] = 0;
	mix_sums(&m);
	m.out[0] = 0.3;
	assert_near(mix_log_odds(&m, 0, 0), log(0.8 * 2.5 / (0.5 * 1.5)), 1e-12);
}

/* Pair by pair, from a matrix of weights. */
static void agrees_with_a_slow_count(void **unused)
{
	(void)unused;
	for (int round = 0; round < 400; round++) {
		enum { MOST = 9 };
		double w[MOST][MOST] = { { 0 } }, want[3][2] = { { 0 } }, weight[40];
		uint32_t n = 1 + any(MOST), rows = any(40), a[40], b[40], ego[MOST], alter[MOST];
		bool directed = any(2), weighted = any(2);
		for (uint32_t v = 0; v < n; v++) {
			ego[v] = any(4) ? any(3) : MIX_NONE;
			alter[v] = any(4) ? any(2) : MIX_NONE;
		}
		for (uint32_t k = 0; k < rows; k++) {
			a[k] = any(n);
			b[k] = any(n);
			weight[k] = any(4);
			uint32_t i = directed || a[k] < b[k] ? a[k] : b[k], j = a[k] ^ b[k] ^ i;
			if (i != j)
				w[i][j] = weighted ? w[i][j] + weight[k] : 1;
		}
		for (uint32_t i = 0; i < n; i++)
			for (uint32_t j = 0; j < n; j++)
				for (int way = 0; way < 2 - directed; way++) {
					uint32_t g = ego[way ? j : i], h = alter[way ? i : j];
					if (g != MIX_NONE && h != MIX_NONE)
						want[g][h] += w[i][j];
				}
		struct mix_side se = { 3, ego }, sa = { 2, alter };
		struct mix m;
		count(n, rows, a, b, weighted ? weight : NULL, directed, &se, &sa, &m);
		for (int g = 0; g < 3; g++)
			for (int h = 0; h < 2; h++)
				if (m.cell[g * 2 + h] != want[g][h])
					fail_msg("round %d: cell %d %d is %g, not %g", round, g, h, m.cell[g * 2 + h], want[g][h]);
		double size[3], other[2], pairs[6], all, slow = 0;
		mix_sizes(n, &se, size);
		mix_sizes(n, &sa, other);
		all = mix_pairs(n, &se, size, &sa, other, pairs);
		for (uint32_t i = 0; i < n; i++)
			for (uint32_t j = 0; j < n; j++)
				slow += i != j && ego[i] != MIX_NONE && alter[j] != MIX_NONE;
		assert_near(all, slow, 0);
		arena_free(&memory);
	}
}

static void what_is_left_out_is_counted(void **unused)
{
	uint32_t a[4] = { 0, 0, 1, 2 }, b[4] = { 1, 2, 2, 2 }, of[3] = { 0, 0, MIX_NONE };
	double w[4] = { 1, 1, 0, 1 };
	struct mix_side s = { 1, of };
	struct mix_net t;
	struct mix m;

	(void)unused;
	assert_ok(mix_net(&memory, 3, 4, a, b, w, false, &t, &why));
	assert_int_equal(t.zeros, 1);
	assert_int_equal(t.ties.loops, 1);
	assert_int_equal(t.ties.m, 2);
	mix_new(&memory, 1, 1, &m);
	mix_count(&t.ties, t.weight, &s, &s, &m);
	assert_int_equal(m.dropped, 2);         /* the tie 0-2, from both ends */
	assert_near(m.cell[0], 2, 0);
}

/* --- hidden cells ----------------------------------------------------------------------------------------------- */

/* Is the value of an unknown fixed by the sums?  By elimination: it is if its unit vector is a sum of equations. */
enum { MOST_SIDE = 5, MOST_CELLS = MOST_SIDE * MOST_SIDE, EQUATIONS = 2 * MOST_SIDE };

static int rank_of(double m[EQUATIONS + 1][MOST_CELLS], int rows, int cols)
{
	int rank = 0;

	for (int c = 0; c < cols && rank < rows; c++) {
		int best = rank;
		for (int r = rank; r < rows; r++)
			best = fabs(m[r][c]) > fabs(m[best][c]) ? r : best;
		if (fabs(m[best][c]) < 1e-9)
			continue;
		for (int k = 0; k < cols; k++) {
			double held = m[rank][k];
			m[rank][k] = m[best][k];
			m[best][k] = held;
		}
		for (int r = rank + 1; r < rows; r++)
			for (int k = cols; k-- > c; )
				m[r][k] -= m[rank][k] * (m[r][c] / m[rank][c]);
		rank++;
	}
	return rank;
}

static bool slow_found(uint32_t rows, uint32_t cols, bool symmetric, const enum suppress *hidden, size_t cell)
{
	double m[EQUATIONS + 1][MOST_CELLS], again[EQUATIONS + 1][MOST_CELLS];
	int number[MOST_CELLS], unknowns = 0, equations = (int)(rows + cols);

	memset(m, 0, sizeof m);
	for (uint32_t g = 0; g < rows; g++)
		for (uint32_t h = 0; h < cols; h++) {
			size_t at = (size_t)g * cols + h;
			if (hidden[at] == SHOWN)
				continue;
			number[at] = symmetric && h < g ? number[h * cols + g] : unknowns++;
			m[g][number[at]] += 1;
			m[rows + h][number[at]] += 1;
		}
	memcpy(again, m, sizeof m);
	again[equations][number[cell]] = 1;
	return rank_of(m, equations, unknowns) == rank_of(again, equations + 1, unknowns);
}

static void some_table(uint32_t *rows, uint32_t *cols, bool *symmetric, double *count)
{
	*symmetric = any(2);
	*rows = 1 + any(MOST_SIDE);
	*cols = *symmetric ? *rows : 1 + any(MOST_SIDE);
	for (uint32_t g = 0; g < *rows; g++)
		for (uint32_t h = 0; h < *cols; h++)
			count[g * *cols + h] = *symmetric && h < g ? count[h * *cols + g] : any(3) ? any(30) : 0;
}

static void what_can_be_worked_out(void **unused)
{
	(void)unused;
	for (int round = 0; round < 4000; round++) {
		double count[MOST_CELLS];
		enum suppress hidden[MOST_CELLS];
		bool symmetric, found[MOST_CELLS];
		uint32_t rows, cols, share = 1 + any(4);
		some_table(&rows, &cols, &symmetric, count);
		for (uint32_t g = 0; g < rows; g++)
			for (uint32_t h = 0; h < cols; h++)
				hidden[g * cols + h] = symmetric && h < g ? hidden[h * cols + g] : any(share) ? SHOWN : TOO_SMALL;
		suppress_found(&memory, rows, cols, symmetric, hidden, found);
		for (size_t k = 0; k < (size_t)rows * cols; k++)
			if (found[k] != (hidden[k] != SHOWN && slow_found(rows, cols, symmetric, hidden, k)))
				fail_msg("round %d: cell %zu of %u x %u, %s", round, k, rows, cols, symmetric ? "symmetric" : "any");
		arena_free(&memory);
	}
}

/* All small cells are hidden, none of what is hidden can be worked out unless everything near it is hidden. */
static void nothing_is_given_away(void **unused)
{
	(void)unused;
	for (int round = 0; round < 3000; round++) {
		double count[MOST_CELLS], least = 1 + any(12);
		enum suppress hidden[MOST_CELLS];
		bool symmetric;
		uint32_t rows, cols;
		uint64_t small = 0, more = 0, shown = 0;
		some_table(&rows, &cols, &symmetric, count);
		struct suppressed s = suppress(&memory, rows, cols, count, symmetric, least, hidden);
		for (size_t k = 0; k < (size_t)rows * cols; k++) {
			bool first = !symmetric || k / cols <= k % cols;
			assert_int_equal(hidden[k] == TOO_SMALL, count[k] > 0 && count[k] < least);
			small += first && hidden[k] == TOO_SMALL;
			more += first && hidden[k] == GIVES_AWAY;
			shown += hidden[k] == SHOWN;
			if (symmetric)
				assert_int_equal(hidden[k], hidden[k % cols * cols + k / cols]);
		}
		assert_int_equal(s.small, small);
		assert_int_equal(s.more, more);
		if (!small)
			assert_int_equal(more, 0);
		for (size_t k = 0; rows > 1 && cols > 1 && k < (size_t)rows * cols; k++)
			if (hidden[k] != SHOWN && slow_found(rows, cols, symmetric, hidden, k))
				fail_msg("round %d: cell %zu of %u x %u, %s, can be worked out", round, k, rows, cols,
				         symmetric ? "symmetric" : "any");
		arena_free(&memory);
	}
}

/* One small cell of four: all four, as each is the rest of its row. */
static void four_cells(void **unused)
{
	const double count[4] = { 2, 50, 60, 70 }, symmetric[9] = { 3, 40, 50, 40, 60, 70, 50, 70, 80 };
	enum suppress hidden[9];
	struct suppressed s = suppress(&memory, 2, 2, count, false, 5, hidden);

	(void)unused;
	assert_int_equal(s.small, 1);
	assert_int_equal(s.more, 3);
	/* a loop at 0 needs an odd closed way through 0: 0-1-1-0 (40 and 60 hidden), or 0-1-2-0 */
	s = suppress(&memory, 3, 3, symmetric, true, 5, hidden);
	assert_int_equal(s.small, 1);
	assert_int_equal(s.more, 2);
	assert_int_equal(hidden[1], GIVES_AWAY);
	assert_int_equal(hidden[4], GIVES_AWAY);
	/* cells of 0 are of use where there is nothing else */
	const double zeros[4] = { 2, 0, 0, 9 };
	s = suppress(&memory, 2, 2, zeros, false, 5, hidden);
	assert_int_equal(s.more, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(values_by_hand), CHECK(log_odds_of_nothing), CHECK(agrees_with_a_slow_count),
		CHECK(what_is_left_out_is_counted), CHECK(what_can_be_worked_out), CHECK(nothing_is_given_away), CHECK(four_cells),
	};

	return cmocka_run_group_tests_name("mix", tests, NULL, NULL);
}
