/* Two-mode tables and their projections: by hand, and against dense matrices on random tables. */
#include "check.h"
#include "curveball.h"
#include "twomode.h"

/* --- what was heard of a projection ------------------------------------------- */

struct heard { uint32_t n, i[4096], j[4096]; double weight[4096]; };

static void hear(void *ctx, uint32_t i, uint32_t n, const uint32_t *j, const double *weight)
{
	struct heard *h = ctx;

	assert_true(n > 0);
	for (uint32_t k = 0; k < n; k++) {
		assert_true(h->n < 4096);
		h->i[h->n] = i;
		h->j[h->n] = j[k];
		h->weight[h->n++] = weight[k];
	}
}

static void project(const struct twomode *t, int method, struct heard *h)
{
	struct mark mark = arena_mark(&memory);
	struct projector p;

	h->n = 0;
	projector_open(&memory, t, &p);
	twomode_project(t, method, &p, hear, h);
	arena_release(&memory, mark);
}

static void assert_tie(const struct heard *h, uint32_t k, uint32_t i, uint32_t j, double weight)
{
	assert_int_equal(h->i[k], i);
	assert_int_equal(h->j[k], j);
	assert_true(h->weight[k] == weight);
}

/* --- by hand --------------------------------------------------------------------- */

/* Foci 0 = {0, 1, 2}, 1 = {0, 1}, 2 = {3}; the row 1-0 stands there twice.  0 and 1 share two foci:
 * 1/2 + 1/1 in Newman's weights, 2 of 2 foci; 0 and 2 share one: 1/2, 1 of 2 + 1 - 1. */
static void by_hand(void **state)
{
	(void)state;
	static const uint32_t person[] = { 2, 1, 0, 3, 1, 0, 1 }, focus[] = { 0, 0, 0, 2, 0, 1, 1 };
	struct twomode t;
	struct heard h;
	uint64_t repeated;

	twomode_build(&memory, 4, 3, 7, person, focus, &t, &repeated);
	assert_int_equal(repeated, 1);
	assert_int_equal(t.m, 6);
	assert_int_equal(twomode_pairs(&t), 3 + 1);
	project(&t, PROJECT_COUNT, &h);
	assert_int_equal(h.n, 3);
	assert_tie(&h, 0, 0, 1, 2);
	assert_tie(&h, 1, 0, 2, 1);
	assert_tie(&h, 2, 1, 2, 1);
	project(&t, PROJECT_NEWMAN, &h);
	assert_tie(&h, 0, 0, 1, 1.5);
	assert_tie(&h, 1, 0, 2, 0.5);
	assert_tie(&h, 2, 1, 2, 0.5);
	project(&t, PROJECT_JACCARD, &h);
	assert_tie(&h, 0, 0, 1, 1);
	assert_tie(&h, 1, 0, 2, 0.5);
	assert_tie(&h, 2, 1, 2, 0.5);

	struct twomode turned = twomode_turned(&t);     /* foci 0 and 1 share the people 0 and 1, of 3 */
	project(&turned, PROJECT_JACCARD, &h);
	assert_int_equal(h.n, 1);
	assert_tie(&h, 0, 0, 1, 2.0 / 3);

	uint32_t foci;
	uint64_t memberships;
	twomode_limit(&t, 2, &foci, &memberships);      /* without focus 0 */
	assert_int_equal(foci, 1);
	assert_int_equal(memberships, 3);
	project(&t, PROJECT_JACCARD, &h);
	assert_int_equal(h.n, 1);
	assert_tie(&h, 0, 0, 1, 1);
}

/* Davis, Gardner and Gardner (1941), 18 women and 14 events.  Evelyn (row 0) went to 8 and Laura
 * (row 1) to 7, 6 of them the same, of 9 together. */
static const char *const davis[18] = {
	"11111101100000", "11101111000000", "01111111100000", "10111111000000", "00111010000000", "00101101000000",
	"00001111000000", "00000101100000", "00001011100000", "00000011100100", "00000001110100", "00000001110111",
	"00000011110111", "00000110111111", "00000011011100", "00000001100000", "00000000101000", "00000000101000" };

static void southern_women(void **state)
{
	(void)state;
	uint32_t person[128], focus[128];
	uint64_t rows = 0, repeated;
	struct twomode t;
	struct heard h;

	for (uint32_t v = 0; v < 18; v++)
		for (uint32_t f = 0; f < 14; f++)
			if (davis[v][f] == '1') {
				person[rows] = v;
				focus[rows++] = f;
			}
	assert_int_equal(rows, 89);
	twomode_build(&memory, 18, 14, rows, person, focus, &t, &repeated);
	project(&t, PROJECT_COUNT, &h);
	assert_int_equal(h.n, 139);
	assert_tie(&h, 0, 0, 1, 6);
	project(&t, PROJECT_JACCARD, &h);
	assert_tie(&h, 0, 0, 1, 6.0 / 9);
	/* Newman: events 1 2 3 5 6 8 with 3 3 6 8 8 14 women: 1/2 + 1/2 + 1/5 + 1/7 + 1/7 + 1/13. */
	project(&t, PROJECT_NEWMAN, &h);
	assert_true(fabs(h.weight[0] - (0.5 + 0.5 + 0.2 + 2.0 / 7 + 1.0 / 13)) < 1e-15);
	t = twomode_turned(&t);
	project(&t, PROJECT_COUNT, &h);
	assert_int_equal(h.n, 66);
}

/* --- against dense matrices ---------------------------------------------------------- */

enum { MOST_PEOPLE = 60, MOST_FOCI = 25 };

/* A table where some foci are large, with rows that repeat. */
static uint64_t random_rows(uint32_t n, uint32_t k, uint32_t *person, uint32_t *focus, bool in[MOST_PEOPLE][MOST_FOCI])
{
	uint64_t rows = 0;

	memset(in, 0, MOST_PEOPLE * sizeof *in);
	for (uint32_t f = 0; f < k; f++) {
		uint32_t often = 1 + rng_below(chance, 4) * rng_below(chance, 4);
		for (uint32_t v = 0; v < n; v++)
			while (rng_below(chance, 12) < often && rows < 4000) {
				person[rows] = v;
				focus[rows++] = f;
				in[v][f] = true;
			}
	}
	for (uint64_t r = rows; r > 1; r--) {           /* in any order */
		uint64_t other = rng_below(chance, (uint32_t)r);
		uint32_t p = person[r - 1], f = focus[r - 1];
		person[r - 1] = person[other], focus[r - 1] = focus[other];
		person[other] = p, focus[other] = f;
	}
	return rows;
}

static void compare(const struct twomode *t, uint32_t n, uint32_t k, bool in[MOST_PEOPLE][MOST_FOCI])
{
	static struct heard count, newman, jaccard;
	uint32_t size[MOST_FOCI] = { 0 }, at = 0;

	project(t, PROJECT_COUNT, &count);
	project(t, PROJECT_NEWMAN, &newman);
	project(t, PROJECT_JACCARD, &jaccard);
	for (uint32_t f = 0; f < k; f++)
		for (uint32_t v = 0; v < n; v++)
			size[f] += in[v][f];
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t j = i + 1; j < n; j++) {
			double both = 0, either = 0, share = 0;
			for (uint32_t f = 0; f < k; f++) {
				both += in[i][f] && in[j][f];
				either += in[i][f] || in[j][f];
				if (in[i][f] && in[j][f])
					share += 1.0 / (size[f] - 1);
			}
			if (both == 0)
				continue;
			assert_tie(&count, at, i, j, both);
			assert_tie(&jaccard, at, i, j, both / either);
			assert_int_equal(newman.i[at], i);
			assert_int_equal(newman.j[at], j);
			assert_true(fabs(newman.weight[at] - share) < 1e-12);
			at++;
		}
	assert_int_equal(count.n, at);
	assert_int_equal(newman.n, at);
	assert_int_equal(jaccard.n, at);
}

static void random_tables(void **state)
{
	(void)state;
	static bool in[MOST_PEOPLE][MOST_FOCI];
	static uint32_t person[4000], focus[4000];
	struct twomode t;

	for (uint32_t r = 0; r < 600; r++) {
		struct mark mark = arena_mark(&memory);
		rng_stream(chance, 21, r);
		uint32_t n = rng_below(chance, MOST_PEOPLE + 1), k = rng_below(chance, MOST_FOCI + 1), large = 0, foci;
		uint64_t rows = random_rows(n, k, person, focus, in), repeated, distinct = 0, left_out;
		twomode_build(&memory, n, k, rows, person, focus, &t, &repeated);
		for (uint32_t v = 0; v < n; v++)
			for (uint32_t f = 0; f < k; f++)
				distinct += in[v][f];
		assert_int_equal(t.m, distinct);
		assert_int_equal(repeated, rows - distinct);
		compare(&t, n, k, in);

		uint32_t most = rng_below(chance, 30);
		for (uint32_t f = 0; f < k; f++) {
			uint32_t size = 0;
			for (uint32_t v = 0; v < n; v++)
				size += in[v][f];
			large += size > most;
			for (uint32_t v = 0; v < n && size > most; v++) {
				distinct -= in[v][f];
				in[v][f] = false;
			}
		}
		twomode_limit(&t, most, &foci, &left_out);
		assert_int_equal(foci, large);
		assert_int_equal(t.m, distinct);
		compare(&t, n, k, in);
		arena_release(&memory, mark);
	}
}

/* A focus of everybody: rows too long to be sorted by insertion. */
static void large_focus(void **state)
{
	(void)state;
	enum { N = 70000, OTHERS = 80 };
	uint32_t *person = NEW(&memory, 2 * N, uint32_t), *focus = NEW(&memory, 2 * N, uint32_t);
	struct twomode t;
	struct projector p;
	static struct heard h;
	uint64_t repeated;

	/* Focus 0 holds 0 and OTHERS, all over the numbers, given from the highest down. */
	uint32_t rows = 0;
	for (uint32_t v = 0; v < OTHERS; v++) {
		person[rows] = N - 1 - 777 * v;
		focus[rows++] = 0;
	}
	person[rows] = 0;
	focus[rows++] = 0;
	/* and focus 1 holds 0 and two numbers in between */
	for (uint32_t v = 0; v < 3; v++) {
		person[rows] = 300 * v;
		focus[rows++] = 1;
	}
	twomode_build(&memory, N, 2, rows, person, focus, &t, &repeated);
	projector_open(&memory, &t, &p);
	h.n = 0;
	twomode_project(&t, PROJECT_COUNT, &p, hear, &h);
	for (uint32_t k = 0; k + 1 < OTHERS + 2; k++)   /* the ties of 0, to 300 and 600 too */
		assert_true(h.i[k] == 0 && h.j[k] < h.j[k + 1]);
	assert_int_equal(h.j[0], 300);
	assert_int_equal(h.j[OTHERS + 1], N - 1);
	assert_int_equal(h.n, (OTHERS + 1) * OTHERS / 2 + 3);
}

/* A twin filled with the pieces of a curveball replicate equals the table built from its rows. */
static void refilled(void **state)
{
	(void)state;
	static bool in[MOST_PEOPLE][MOST_FOCI];
	static uint32_t person[4000], focus[4000];

	for (uint32_t r = 0; r < 200; r++) {
		struct mark mark = arena_mark(&memory);
		rng_stream(chance, 22, r);
		uint32_t n = 1 + rng_below(chance, MOST_PEOPLE), k = 1 + rng_below(chance, MOST_FOCI), stratum[MOST_FOCI];
		uint64_t rows = random_rows(n, k, person, focus, in), repeated, m = 0;
		struct twomode t, twin, built;
		struct curveball c;
		struct curveball_draw d;

		for (uint32_t f = 0; f < k; f++)
			stratum[f] = rng_below(chance, 3);
		twomode_build(&memory, n, k, rows, person, focus, &t, &repeated);
		curveball_open(&memory, n, t.off, t.focus, k, rng_below(chance, 2) ? stratum : NULL, 3, &c);
		curveball_draw_open(&memory, &c, &d);
		curveball_draw(&c, chance, &d);
		twomode_twin(&memory, &t, &twin);
		twomode_refill(&twin, c.pieces, c.owner, c.from, d.column, NEW(&memory, n + k, uint64_t));
		for (uint32_t u = 0; u < c.pieces; u++)
			for (uint64_t x = c.from[u]; x < c.from[u + 1]; x++) {
				person[m] = c.owner[u];
				focus[m++] = d.column[x];
			}
		twomode_build(&memory, n, k, m, person, focus, &built, &repeated);
		assert_int_equal(repeated, 0);
		assert_memory_equal(built.off, twin.off, (n + 1) * sizeof *built.off);
		assert_memory_equal(built.at, twin.at, (k + 1) * sizeof *built.at);
		assert_memory_equal(built.focus, twin.focus, m * sizeof *built.focus);
		assert_memory_equal(built.member, twin.member, m * sizeof *built.member);
		arena_release(&memory, mark);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(by_hand), CHECK(southern_women), CHECK(random_tables),
		CHECK(large_focus), CHECK(refilled),
	};
	return cmocka_run_group_tests_name("twomode", tests, NULL, NULL);
}
