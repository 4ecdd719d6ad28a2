/* Whom a person knows: by hand, and against definitions spelled out over a matrix. */
#include "check.h"
#include "ego.h"
#include "karate.h"

struct answer { double *kind[EGO_KINDS], *number[EGO_NUMBERS]; };

static struct answer room(uint32_t n)
{
	struct answer o;

	for (int k = 0; k < EGO_KINDS; k++)
		o.kind[k] = NEW(&memory, n, double);
	for (int k = 0; k < EGO_NUMBERS; k++)
		o.number[k] = NEW(&memory, n, double);
	return o;
}

/* Ego 0 of kind A knows A A B C with weights 1 2 3 4: p = .3 .3 .4; without weights .5 .25 .25. */
static void by_hand(void **unused)
{
	uint32_t a[5] = { 0, 0, 0, 0, 1 }, b[5] = { 1, 2, 3, 4, 2 }, of[6] = { 0, 0, 0, 1, 2, 1 };
	double w[5] = { 1, 2, 3, 4, 1 }, x[6] = { 10, 12, 14, 10, NAN, 0 };
	struct ego_left_out left = { 0, 0, 0 };
	struct egos g;
	struct answer o = room(6);

	(void)unused;
	assert_ok(egos_of(&memory, 6, 5, a, b, w, false, ALTERS_BOTH, &g, &left, &why));
	ego_kinds(&memory, &g, 3, of, of, o.kind, NULL);
	assert_near(o.kind[EGO_KNOWN][0], 4, 0);
	assert_near(o.kind[EGO_SAME][0], .3, 1e-15);
	assert_near(o.kind[EGO_EI][0], .4, 1e-15);
	assert_near(o.kind[EGO_BLAU][0], 1 - .09 - .09 - .16, 1e-15);
	assert_near(o.kind[EGO_IQV][0], .66 * 3 / 2, 1e-15);
	assert_near(o.kind[EGO_ENTROPY][0], -(.6 * log(.3) + .4 * log(.4)), 1e-15);
	assert_near(o.kind[EGO_RICHNESS][0], 3, 0);
	/* others: 2 of kind A, both known (a 2, b 0); B 2 and C 1, of them B and C known (c 2, d 1) */
	assert_near(o.kind[EGO_YULE_Q][0], 1, 1e-15);
	assert_near(o.kind[EGO_YULE_Q][3], (0 * 3 - 1 * 1) / (0 * 3 + 1 * 1.), 1e-15);
	/* ego 1 knows 0 and 2: two steps lead over 0 to 2 3 4, over 2 to 0: A B C A */
	assert_near(o.kind[EGO_SAME_TWO][1], .5, 1e-15);
	assert_near(o.kind[EGO_SAME_TWO][0], 1, 1e-15);                 /* 1 to 2, 2 to 1 */
	assert_near(o.kind[EGO_RICHNESS][5], 0, 0);
	assert_true(isnan(o.kind[EGO_BLAU][5]) && isnan(o.kind[EGO_SAME][5]) && isnan(o.kind[EGO_YULE_Q][5]));
	ego_numbers(&g, x, x, o.number);
	/* 12 14 10 with weights 1 2 3: mean 70/6; the alter without a number does not count */
	assert_near(o.number[EGO_NUMBERS_KNOWN][0], 3, 0);
	assert_near(o.number[EGO_MEAN][0], 70 / 6., 1e-15);
	assert_near(o.number[EGO_DIFFERENCE][0], (2 + 8) / 6., 1e-15);
	assert_near(o.number[EGO_SIMILARITY][0], 1 / (1 + sqrt((4 + 2 * 16) / 6.)), 1e-15);
	assert_near(o.number[EGO_SD][0], sqrt((1 / 9. + 2 * 49 / 9. + 3 * 25 / 9.) / 6 * 3 / 2), 1e-14);
	assert_true(isnan(o.number[EGO_SD][3]));
	assert_near(o.number[EGO_MEAN][4], 10, 0);
	assert_true(isnan(o.number[EGO_DIFFERENCE][4]) && isnan(o.number[EGO_MEAN][5]));
}

/* A personal network: alters are a list of their own; the karate club after its split, where members 9 and 1 are known. */
static void karate_club(void **unused)
{
	static const uint32_t hi[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 17, 18, 20, 22 };
	uint32_t of[KARATE_PEOPLE];
	struct ego_left_out left = { 0, 0, 0 };
	struct egos g;
	struct answer o = room(KARATE_PEOPLE);

	(void)unused;
	for (uint32_t v = 0; v < KARATE_PEOPLE; v++)
		of[v] = 1;
	for (size_t k = 0; k < sizeof hi / sizeof *hi; k++)
		of[hi[k] - 1] = 0;
	assert_ok(egos_of(&memory, KARATE_PEOPLE, KARATE_TIES, karate_i, karate_j, NULL, false, ALTERS_BOTH, &g, &left, &why));
	ego_kinds(&memory, &g, 2, of, of, o.kind, NULL);
	assert_near(o.kind[EGO_EI][8], .2, 1e-15);              /* 2 inside, 3 across */
	assert_near(o.kind[EGO_EI][0], -.875, 1e-15);           /* 15 and 1 */
	assert_near(o.kind[EGO_BLAU][0], .1172, 5e-5);
}

static void personal_network(void **unused)
{
	uint32_t off[4] = { 0, 3, 3, 4 }, alter[4] = { 2, 0, 1, 3 }, of[3] = { 0, 0, EGO_NONE }, of_alter[4] = { 0, 1, EGO_NONE, 1 };
	double x[3] = { 30, 40, NAN }, x_alter[4] = { 20, 34, 40, 50 };
	struct egos g = { .n = 3, .off = off, .alter = alter };
	struct answer o = room(3);

	(void)unused;
	ego_kinds(&memory, &g, 2, of, of_alter, o.kind, NULL);
	assert_near(o.kind[EGO_KNOWN][0], 2, 0);
	assert_near(o.kind[EGO_SAME][0], .5, 0);
	assert_near(o.kind[EGO_KNOWN][1], 0, 0);
	assert_near(o.kind[EGO_RICHNESS][2], 1, 0);
	assert_near(o.kind[EGO_BLAU][2], 0, 0);
	assert_true(isnan(o.kind[EGO_SAME][2]) && isnan(o.kind[EGO_YULE_Q][0]) && isnan(o.kind[EGO_SAME_TWO][0]));
	ego_numbers(&g, x, x_alter, o.number);
	assert_near(o.number[EGO_MEAN][0], (40 + 20 + 34) / 3., 1e-15);
	assert_near(o.number[EGO_DIFFERENCE][0], (10 + 10 + 4) / 3., 1e-15);
	assert_near(o.number[EGO_MEAN][2], 50, 0);
	assert_true(isnan(o.number[EGO_DIFFERENCE][2]));
}

/* --- over a matrix ---------------------------------------------------------------------------------------------------- */

enum { MOST = 10, KINDS = 4 };

static void assert_same(double got, double want, const char *what, int round)
{
	if (isnan(got) != isnan(want) || fabs(got - want) > 1e-11 * fmax(1, fabs(want)))
		fail_msg("round %d: %s is %.17g, not %.17g", round, what, got, want);
}

static void agrees_with_the_definitions(void **unused)
{
	(void)unused;
	for (int round = 0; round < 3000; round++) {
		double arc[MOST][MOST] = { { 0 } }, z[MOST][MOST], weight[60], x[MOST], *count;
		uint32_t n = 1 + any(MOST), rows = any(60), a[60], b[60], of[MOST];
		bool directed = any(2), weighted = any(2), sent[MOST][MOST] = { { false } };
		enum egonet_alters alters = (enum egonet_alters)any(4);
		struct ego_left_out left = { 0, 0, 0 };
		struct egos g;
		for (uint32_t v = 0; v < n; v++) {
			of[v] = any(5) ? any(KINDS) : EGO_NONE;
			x[v] = any(5) ? (double)any(90) : NAN;
		}
		for (uint32_t k = 0; k < rows; k++) {
			a[k] = any(n);
			b[k] = any(n);
			weight[k] = weighted ? any(5) : 1;
			if (a[k] == b[k] || weight[k] <= 0)
				continue;
			sent[a[k]][b[k]] = true;
			arc[a[k]][b[k]] = weighted ? arc[a[k]][b[k]] + weight[k] : 1;
		}
		for (uint32_t i = 0; i < n; i++)
			for (uint32_t j = 0; j < n; j++) {
				bool out = sent[i][j], in = sent[j][i];
				bool is = !directed || alters == ALTERS_BOTH ? out || in : alters == ALTERS_OUT ? out : alters == ALTERS_IN ? in : out && in;
				double sum = !directed || alters == ALTERS_BOTH || alters == ALTERS_MUTUAL ? arc[i][j] + arc[j][i] :
				             alters == ALTERS_OUT ? arc[i][j] : arc[j][i];
				z[i][j] = !is || i == j ? 0 : weighted ? sum : 1;
			}
		struct answer o = room(n);
		count = NEW(&memory, n * KINDS, double);
		assert_ok(egos_of(&memory, n, rows, a, b, weighted ? weight : NULL, directed, alters, &g, &left, &why));
		ego_kinds(&memory, &g, KINDS, of, of, o.kind, count);
		ego_numbers(&g, x, x, o.number);
		for (uint32_t i = 0; i < n; i++) {
			double w[KINDS] = { 0 }, all = 0, known = 0, richness = 0, blau = 1, entropy = 0, cell[2][2] = { { 0 } };
			double two = 0, two_same = 0, xs = 0, xw = 0, xn = 0, difference = 0, distance = 0, squares = 0;
			for (uint32_t j = 0; j < n; j++) {
				if (j != i && of[j] != EGO_NONE && of[i] != EGO_NONE)
					cell[of[i] == of[j]][z[i][j] > 0]++;
				for (uint32_t k = 0; k < n && z[i][j] > 0; k++)
					if (k != i && z[j][k] > 0 && of[k] != EGO_NONE && of[i] != EGO_NONE) {
						two++;
						two_same += of[k] == of[i];
					}
				if (z[i][j] > 0 && of[j] != EGO_NONE) {
					w[of[j]] += z[i][j];
					all += z[i][j];
					known++;
				}
				if (z[i][j] > 0 && !isnan(x[j])) {
					xs += z[i][j] * x[j];
					xw += z[i][j];
					xn++;
					difference += z[i][j] * fabs(x[i] - x[j]);
					distance += z[i][j] * (x[i] - x[j]) * (x[i] - x[j]);
				}
			}
			for (uint32_t j = 0; j < n; j++)
				if (z[i][j] > 0 && !isnan(x[j]))
					squares += z[i][j] * (x[j] - xs / xw) * (x[j] - xs / xw);
			for (int c = 0; c < KINDS; c++) {
				richness += w[c] > 0;
				blau -= all > 0 ? w[c] / all * (w[c] / all) : 0;
				entropy -= w[c] > 0 ? w[c] / all * log(w[c] / all) : 0;
				assert_same(count[i * KINDS + (uint32_t)c], w[c], "count", round);
			}
			double same = all > 0 && of[i] != EGO_NONE ? w[of[i]] / all : NAN;
			double ad = cell[1][1] * cell[0][0], bc = cell[1][0] * cell[0][1];
			assert_same(o.kind[EGO_KNOWN][i], known, "alters", round);
			assert_same(o.kind[EGO_SAME][i], same, "same", round);
			assert_same(o.kind[EGO_EI][i], 1 - 2 * same, "ei", round);
			assert_same(o.kind[EGO_BLAU][i], all > 0 ? blau : NAN, "blau", round);
			assert_same(o.kind[EGO_IQV][i], all > 0 ? blau * KINDS / (KINDS - 1) : NAN, "iqv", round);
			assert_same(o.kind[EGO_ENTROPY][i], all > 0 ? entropy : NAN, "entropy", round);
			assert_same(o.kind[EGO_RICHNESS][i], richness, "richness", round);
			assert_same(o.kind[EGO_YULE_Q][i], isnan(same) || ad + bc <= 0 ? NAN : (ad - bc) / (ad + bc), "yule_q", round);
			assert_same(o.kind[EGO_SAME_TWO][i], two > 0 ? two_same / two : NAN, "same_two", round);
			assert_same(o.number[EGO_NUMBERS_KNOWN][i], xn, "alters with a number", round);
			assert_same(o.number[EGO_MEAN][i], xn > 0 ? xs / xw : NAN, "mean", round);
			assert_same(o.number[EGO_SD][i], xn > 1 ? sqrt(squares / xw * xn / (xn - 1)) : NAN, "sd", round);
			assert_same(o.number[EGO_DIFFERENCE][i], xn > 0 ? difference / xw : NAN, "difference", round);
			assert_same(o.number[EGO_SIMILARITY][i], xn > 0 ? 1 / (1 + sqrt(distance / xw)) : NAN, "similarity", round);
		}
		arena_free(&memory);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(by_hand), CHECK(karate_club), CHECK(personal_network), CHECK(agrees_with_the_definitions),
	};

	return cmocka_run_group_tests_name("ego", tests, NULL, NULL);
}
