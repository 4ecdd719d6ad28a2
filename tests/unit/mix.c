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

enum { MOST_SIDE = 4, MOST_CELLS = MOST_SIDE * MOST_SIDE, LINES = 2 * MOST_SIDE + 1 };

/* What whoever sees the table knows: hidden cells are whole numbers that are not negative; sums of rows and columns of which
 * a cell is shown, the sum of all if any is, and then what is left for a single unknown row or column. */
struct known {
	int unknowns, lines, last[LINES];
	int value[MOST_CELLS];          /* the truth */
	int in[LINES][MOST_CELLS];      /* how often an unknown counts in a sum */
	int left[LINES];                /* of the sum, with what is shown and tried taken off */
	int tries;
};

static int add_unknown(struct known *k, int value)
{
	k->value[k->unknowns] = value;
	return k->unknowns++;
}

static void look(uint32_t rows, uint32_t cols, bool symmetric, const double *count, const enum suppress *hidden,
                 struct known *k, int *number)
{
	bool row[MOST_SIDE] = { false }, col[MOST_SIDE] = { false }, any_shown = false;
	uint32_t unknown_rows = rows, unknown_cols = cols;

	*k = (struct known){ .unknowns = 0 };
	for (uint32_t c = 0; c < rows * cols; c++) {
		uint32_t g = c / cols, h = c % cols;
		if (hidden[c] == SHOWN)
			row[g] = col[h] = any_shown = true;
		else
			number[c] = symmetric && h < g ? number[h * cols + g] : add_unknown(k, (int)count[c]);
	}
	for (uint32_t g = 0; g < rows; g++)
		unknown_rows -= row[g];
	for (uint32_t h = 0; h < cols; h++)
		unknown_cols -= col[h];
	for (int line = 0; line <= (int)(rows + cols); line++) {        /* the last: all */
		bool is_row = line < (int)rows, all = line == (int)(rows + cols);
		bool known = all ? any_shown : is_row ? row[line] || unknown_rows == 1 : col[line - (int)rows] || unknown_cols == 1;
		for (uint32_t c = 0; known && any_shown && c < rows * cols; c++)
			if (hidden[c] != SHOWN && (all || (int)(is_row ? c / cols : c % cols + rows) == line)) {
				int ends = symmetric && c / cols == c % cols ? 2 : 1;
				k->in[k->lines][number[c]] += ends;
				k->left[k->lines] += ends * (int)count[c];
			}
		for (int u = 0; u < k->unknowns; u++)
			k->last[k->lines] = k->in[k->lines][u] ? u : k->last[k->lines];
		k->lines += known && any_shown;
	}
}

/* Unknowns u and further: is there a solution in which `other` is not what it is?  Values near the truth first. */
static bool other_way(struct known *k, int u, int other, bool differs)
{
	if (u == k->unknowns)
		return differs;
	for (int d = 0; d <= 40; d++) {
		int x = k->value[u] + (d % 2 ? -(d + 1) / 2 : d / 2);
		bool fits = x >= 0 && !(u == other && d == 0);
		for (int l = 0; l < k->lines; l++) {
			k->left[l] -= x * k->in[l][u];
			fits &= k->left[l] >= 0 && !(k->in[l][u] && k->last[l] == u && k->left[l]);
		}
		bool found = fits && k->tries++ < 1000000 && other_way(k, u + 1, other, differs || u == other);
		for (int l = 0; l < k->lines; l++)
			k->left[l] += x * k->in[l][u];
		if (found)
			return true;
	}
	return false;
}

static void some_table(uint32_t *rows, uint32_t *cols, bool *symmetric, double *count)
{
	*symmetric = any(2);
	*rows = 1 + any(MOST_SIDE);
	*cols = *symmetric ? *rows : 1 + any(MOST_SIDE);
	for (uint32_t g = 0; g < *rows; g++)
		for (uint32_t h = 0; h < *cols; h++)
			count[g * *cols + h] = *symmetric && h < g ? count[h * *cols + g] : any(3) ? any(12) : 0;
}

static void all_small_cells(uint32_t cells, uint32_t cols, bool symmetric, const double *count, double least,
                            const enum suppress *hidden, const struct suppressed *s)
{
	uint64_t small = 0, more = 0;

	for (uint32_t k = 0; k < cells; k++) {
		bool first = !symmetric || k / cols <= k % cols;
		assert_int_equal(hidden[k] == TOO_SMALL, count[k] > 0 && count[k] < least);
		small += first && hidden[k] == TOO_SMALL;
		more += first && hidden[k] == GIVES_AWAY;
		if (symmetric)
			assert_int_equal(hidden[k], hidden[k % cols * cols + k / cols]);
	}
	assert_int_equal(s->small, small);
	assert_int_equal(s->more, more);
	if (!small)
		assert_int_equal(more, 0);
}

/* All small cells are hidden, and none can be worked out. */
static void nothing_is_given_away(void **unused)
{
	(void)unused;
	for (int round = 0; round < 4000; round++) {
		double count[MOST_CELLS], least = 1 + any(5);
		enum suppress hidden[MOST_CELLS];
		int number[MOST_CELLS];
		bool symmetric;
		uint32_t rows, cols;
		struct known k;
		some_table(&rows, &cols, &symmetric, count);
		struct suppressed s = suppress(&memory, rows, cols, count, symmetric, least, hidden);
		all_small_cells(rows * cols, cols, symmetric, count, least, hidden, &s);
		for (uint32_t c = 0; c < rows * cols; c++) {
			look(rows, cols, symmetric, count, hidden, &k, number);
			if (hidden[c] == TOO_SMALL && !other_way(&k, 0, number[c], false))
				fail_msg("round %d: cell %u of %u x %u, %s, can be worked out", round, c, rows, cols,
				         symmetric ? "symmetric" : "any");
		}
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
		CHECK(what_is_left_out_is_counted), CHECK(nothing_is_given_away), CHECK(four_cells),
	};

	return cmocka_run_group_tests_name("mix", tests, NULL, NULL);
}
