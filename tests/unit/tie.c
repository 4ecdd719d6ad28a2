/* Measures of a tie: values by hand, the definitions on a matrix, igraph. */
#include "ties.h"
#include "karate.h"
#include "tie.h"

static struct forward karate(uint32_t *count)
{
	struct forward f;

	assert_ok(forward_build(&memory, KARATE_PEOPLE, KARATE_TIES, karate_i, karate_j, &f, &why));
	forward_triangles(&memory, &f, 1, count);
	return f;
}

static double share_of(const struct forward *f, const uint32_t *count, enum tie_share which, uint32_t a, uint32_t b, uint64_t row)
{
	return tie_share(which, count[f->place[row]], f->degree[a], f->degree[b]);
}

/* Members 4 and 8: their contacts are 1 2 3 8 13 14 and 1 2 3 4, so n = 3 (1, 2 and 3, who have
 * 16, 9 and 10 contacts), k = 6 and 4. */
static void karate_4_8(void **state)
{
	(void)state;
	uint32_t count[KARATE_TIES], row = karate_tie(4, 8);
	struct forward f = karate(count);
	double value[KARATE_PEOPLE], sum[KARATE_TIES];

	assert_int_equal(count[f.place[row]], 3);
	assert_int_equal(f.degree[4 - 1], 6);
	assert_int_equal(f.degree[8 - 1], 4);
	assert_near(share_of(&f, count, TIE_OVERLAP, 3, 7, row), 3.0 / 5, 1e-15);                /* 3 / (6 + 4 - 2 - 3) */
	assert_near(share_of(&f, count, TIE_JACCARD, 3, 7, row), 3.0 / 7, 1e-15);                /* 3 / (6 + 4 - 3) */
	assert_near(share_of(&f, count, TIE_JACCARD_CLOSED, 3, 7, row), 5.0 / 7, 1e-15);         /* (3 + 2) / 7 */
	assert_near(share_of(&f, count, TIE_DICE, 3, 7, row), 6.0 / 10, 1e-15);                  /* 2 * 3 / (6 + 4) */
	assert_near(share_of(&f, count, TIE_SCAN, 3, 7, row), 5 / 5.916079783099616, 1e-15);     /* (3 + 2) / sqrt(7 * 5) */
	for (uint32_t v = 0; v < KARATE_PEOPLE; v++)
		value[v] = tie_adamic_adar(f.degree[v]);
	forward_triangle_sums(&memory, &f, value, sum);
	assert_near(sum[f.place[row]], 1.250088, 1e-6);                 /* 1/ln 16 + 1/ln 9 + 1/ln 10 = .360674 + .455120 + .434294 */
	for (uint32_t v = 0; v < KARATE_PEOPLE; v++)
		value[v] = tie_resource_allocation(f.degree[v]);
	forward_triangle_sums(&memory, &f, value, sum);
	assert_near(sum[f.place[row]], .0625 + 1.0 / 9 + .1, 1e-15);    /* 1/16 + 1/9 + 1/10 */
}

/* Eleven ties of karate have no common neighbour, and the mean overlap of the 78 is .177089
 * (two other programs print .1770891). */
static void karate_as_a_whole(void **state)
{
	(void)state;
	uint32_t count[KARATE_TIES], bridges = 0;
	struct forward f = karate(count);
	double sum = 0;

	for (uint32_t k = 0; k < KARATE_TIES; k++) {
		sum += share_of(&f, count, TIE_OVERLAP, karate_i[k], karate_j[k], k);
		bridges += count[f.place[k]] == 0;
	}
	assert_near(sum / KARATE_TIES, .177089, 5e-7);
	assert_int_equal(bridges, 11);
}

/* Undefined is NAN, and nothing else is. */
static void undefined(void **state)
{
	(void)state;
	assert_true(isnan(tie_share(TIE_OVERLAP, 0, 1, 1)));            /* a dyad on its own: 0 / 0 */
	assert_true(tie_share(TIE_OVERLAP, 0, 1, 2) == 0);              /* a pendant: no other contact, 0 / 1 */
	assert_true(tie_share(TIE_OVERLAP, 0, 1, 17) == 0);
	assert_true(tie_share(TIE_OVERLAP, 1, 2, 2) == 1);              /* a triangle on its own */
	assert_true(tie_share(TIE_JACCARD, 0, 1, 1) == 0);              /* {j} and {i}: 0 / 2 */
	assert_true(tie_share(TIE_JACCARD_CLOSED, 0, 1, 1) == 1);       /* {i j} and {i j}: 2 / 2 */
	assert_true(tie_share(TIE_DICE, 0, 1, 1) == 0);
	assert_true(tie_share(TIE_SCAN, 0, 1, 1) == 1);                 /* 2 / sqrt(2 * 2) */
	for (enum tie_share which = TIE_OVERLAP; which <= TIE_SCAN; which++)
		for (double ki = 1; ki < 12; ki++)
			for (double kj = 1; kj < 12; kj++)
				for (double n = 0; n < ki && n < kj; n++) {
					double x = tie_share(which, n, ki, kj);
					if (which == TIE_OVERLAP && ki == 1 && kj == 1)
						continue;
					assert_true(x >= 0 && x <= 1);
					assert_true(x == tie_share(which, n, kj, ki));
				}
}

/* --- weighted overlap ------------------------------------------------------------------------ */

static void weighted(const struct ties *t, double *out)
{
	struct forward f;
	double *at = NEW(&memory, MOST_ROWS, double);

	assert_ok(forward_build(&memory, t->n, t->m, t->a, t->b, &f, &why));
	tie_weighted_overlap(&memory, &f, t->m, t->w, at);
	for (uint64_t k = 0; k < t->m; k++)
		out[k] = f.place[k] == NO_TIE ? NAN : at[f.place[k]];
}

/* AB 5, AC 3, AD 2, BC 1, CD 1: strengths 10 6 5 3.  AB has the common neighbour C: (3 + 1) of
 * 10 + 6 - 2*5 = 6; AC has B and D: (5 + 1) + (2 + 1) of 10 + 5 - 6 = 9; AD has C: 3 + 1 of
 * 10 + 3 - 4 = 9; BC has A: 5 + 3 of 6 + 5 - 2 = 9; CD has A: 3 + 2 of 5 + 3 - 2 = 6. */
static void weighted_overlap_by_hand(void **state)
{
	(void)state;
	struct ties t = { .n = 4, .m = 5, .a = { 0, 0, 0, 1, 2 }, .b = { 1, 2, 3, 2, 3 }, .w = { 5, 3, 2, 1, 1 } };
	const double want[] = { 4.0 / 6, 9.0 / 9, 4.0 / 9, 8.0 / 9, 5.0 / 6 };
	double got[MOST_ROWS];

	weighted(&t, got);
	for (int k = 0; k < 5; k++)
		assert_near(got[k], want[k], 1e-15);
	/* unit weights: 2 n / (k_i + k_j - 2), with n = 1 2 1 1 1 and degrees 3 2 3 2 */
	const double unit[] = { 2.0 / 3, 1, 2.0 / 3, 2.0 / 3, 2.0 / 3 };
	for (int k = 0; k < 5; k++)
		t.w[k] = 1;
	weighted(&t, got);
	for (int k = 0; k < 5; k++)
		assert_near(got[k], unit[k], 1e-15);
	/* a tie in two rows counts with the sum of both; a loop has no value and adds to nobody's strength */
	struct ties twice = { .n = 4, .m = 7, .a = { 0, 0, 0, 1, 2, 1, 2 }, .b = { 1, 2, 3, 2, 3, 0, 2 }, .w = { 2, 3, 2, 1, 1, 3, 50 } };
	weighted(&twice, got);
	for (int k = 0; k < 5; k++)
		assert_near(got[k], want[k], 1e-15);
	assert_near(got[5], want[0], 1e-15);
	assert_true(isnan(got[6]));
	/* a dyad on its own, and ends whose other ties weigh nothing: 0 / 0 */
	struct ties dyads = { .n = 5, .m = 3, .a = { 0, 2, 3 }, .b = { 1, 3, 4 }, .w = { 4, 2, 0 } };
	weighted(&dyads, got);
	assert_true(isnan(got[0]) && isnan(got[1]) && got[2] == 0);
}

static void weighted_overlap_by_definition(void **state)
{
	(void)state;
	static double w[MOST_PEOPLE][MOST_PEOPLE], got[MOST_ROWS];
	static bool tied[MOST_PEOPLE][MOST_PEOPLE];
	static struct ties t;

	for (int turn = 0; turn < 4000; turn++) {
		random_ties(&t);
		simple_matrix(&t, tied);
		memset(w, 0, sizeof w);
		for (uint64_t k = 0; k < t.m; k++)
			if (t.a[k] != t.b[k]) {
				w[t.a[k]][t.b[k]] += t.w[k];
				w[t.b[k]][t.a[k]] += t.w[k];
			}
		weighted(&t, got);
		for (uint64_t k = 0; k < t.m; k++) {
			uint32_t i = t.a[k], j = t.b[k];
			double top = 0, all = -2 * w[i][j];
			for (uint32_t c = 0; c < t.n; c++) {
				all += w[i][c] + w[j][c];
				if (tied[i][c] && tied[j][c])
					top += w[i][c] + w[j][c];
			}
			assert_near(got[k], i == j || all == 0 ? NAN : top / all, 1e-14);
			assert_true(isnan(got[k]) || (got[k] >= 0 && got[k] <= 1));
		}
		arena_free(&memory);
	}
}

/* --- igraph ------------------------------------------------------------------------------------ */

/* igraph's similarity of two people: open neighbourhoods (loops = false), or closed ones. */
static void igraph_agrees_on(uint32_t n, uint64_t m, const uint32_t *a, const uint32_t *b)
{
	struct forward f;
	igraph_t g;
	igraph_vector_t open, closed, dice;
	igraph_vector_int_t pairs;
	igraph_matrix_t inverse_log;
	uint32_t *count;
	double *value, *sum;

	assert_ok(forward_build(&memory, n, m, a, b, &f, &why));
	count = NEW(&memory, f.m, uint32_t);
	forward_triangles(&memory, &f, 1, count);
	value = NEW(&memory, n, double);
	sum = NEW(&memory, f.m, double);
	for (uint32_t v = 0; v < n; v++)
		value[v] = tie_adamic_adar(f.degree[v]);
	forward_triangle_sums(&memory, &f, value, sum);
	to_igraph(&g, n, m, a, b, false);
	igraph_simplify(&g, true, true, NULL);
	igraph_vector_init(&open, 0);
	igraph_vector_init(&closed, 0);
	igraph_vector_init(&dice, 0);
	igraph_matrix_init(&inverse_log, 0, 0);
	igraph_vector_int_init(&pairs, (igraph_integer_t)(2 * m));
	for (uint64_t k = 0; k < m; k++) {
		VECTOR(pairs)[2 * k] = a[k];
		VECTOR(pairs)[2 * k + 1] = b[k];
	}
	igraph_similarity_jaccard_pairs(&g, &open, &pairs, IGRAPH_ALL, false);
	igraph_similarity_jaccard_pairs(&g, &closed, &pairs, IGRAPH_ALL, true);
	igraph_similarity_dice_pairs(&g, &dice, &pairs, IGRAPH_ALL, false);
	igraph_similarity_inverse_log_weighted(&g, &inverse_log, igraph_vss_all(), IGRAPH_ALL);
	for (uint64_t k = 0; k < m; k++) {
		if (f.place[k] == NO_TIE)
			continue;
		assert_near(share_of(&f, count, TIE_JACCARD, a[k], b[k], k), VECTOR(open)[k], 1e-14);
		assert_near(share_of(&f, count, TIE_JACCARD_CLOSED, a[k], b[k], k), VECTOR(closed)[k], 1e-14);
		assert_near(share_of(&f, count, TIE_DICE, a[k], b[k], k), VECTOR(dice)[k], 1e-14);
		assert_near(sum[f.place[k]], MATRIX(inverse_log, a[k], b[k]), 1e-12);
	}
	igraph_vector_destroy(&open);
	igraph_vector_destroy(&closed);
	igraph_vector_destroy(&dice);
	igraph_vector_int_destroy(&pairs);
	igraph_matrix_destroy(&inverse_log);
	igraph_destroy(&g);
}

static void igraph_agrees(void **state)
{
	(void)state;
	static struct ties t;

	igraph_agrees_on(KARATE_PEOPLE, KARATE_TIES, karate_i, karate_j);
	for (int turn = 0; turn < 500; turn++) {
		random_ties(&t);
		if (t.m)
			igraph_agrees_on(t.n, t.m, t.a, t.b);
		arena_free(&memory);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(karate_4_8), CHECK(karate_as_a_whole), CHECK(undefined), CHECK(weighted_overlap_by_hand),
		CHECK(weighted_overlap_by_definition), CHECK(igraph_agrees),
	};

	return cmocka_run_group_tests_name("tie", tests, NULL, NULL);
}
