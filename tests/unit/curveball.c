/* Curveball: margins are kept, and every table that has them comes out equally often. */
#include "check.h"
#include "curveball.h"

enum { ROWS = 30, COLUMNS = 40, STRATA = 5 };

struct dense { bool in[ROWS][COLUMNS]; };

static uint64_t lists(const struct dense *d, uint32_t rows, uint32_t columns, uint64_t *off, uint32_t *column)
{
	uint64_t m = 0;

	off[0] = 0;
	for (uint32_t r = 0; r < rows; r++) {
		for (uint32_t c = 0; c < columns; c++)
			if (d->in[r][c])
				column[m++] = c;
		off[r + 1] = m;
	}
	return m;
}

/* The outcome as a table again; an entry that occurs twice is a failure. */
static void outcome(const struct curveball *c, const struct curveball_draw *d, struct dense *to)
{
	memset(to, 0, sizeof *to);
	for (uint32_t u = 0; u < c->pieces; u++)
		for (uint64_t k = c->from[u]; k < c->from[u + 1]; k++) {
			assert_true(d->column[k] < c->columns);
			assert_false(to->in[c->owner[u]][d->column[k]]);
			to->in[c->owner[u]][d->column[k]] = true;
		}
}

static void margins(void **state)
{
	(void)state;
	static struct dense before, after;
	static uint64_t off[ROWS + 1];
	static uint32_t column[ROWS * COLUMNS], stratum[COLUMNS];
	uint32_t moved = 0;

	for (uint32_t trial = 0; trial < 1000; trial++) {
		struct mark mark = arena_mark(&memory);
		struct curveball c;
		struct curveball_draw d;
		rng_stream(chance, 31, trial);
		uint32_t rows = rng_below(chance, ROWS + 1), columns = rng_below(chance, COLUMNS + 1), often = rng_below(chance, 11);
		bool strata = rng_below(chance, 2);

		memset(&before, 0, sizeof before);
		for (uint32_t x = 0; x < rows; x++)
			for (uint32_t y = 0; y < columns; y++)
				before.in[x][y] = rng_below(chance, 10) < often;
		for (uint32_t y = 0; y < columns; y++)
			stratum[y] = strata ? rng_below(chance, STRATA) : 0;
		lists(&before, rows, columns, off, column);
		curveball_open(&memory, rows, off, column, columns, strata ? stratum : NULL, STRATA, &c);
		curveball_draw_open(&memory, &c, &d);
		for (int again = 0; again < 2; again++) {       /* the second must not see traces of the first */
			curveball_draw(&c, chance, &d);
			outcome(&c, &d, &after);
			for (uint32_t y = 0; y < columns; y++) {
				int sum = 0;
				for (uint32_t x = 0; x < rows; x++)
					sum += after.in[x][y] - before.in[x][y];
				assert_int_equal(sum, 0);
			}
			for (uint32_t x = 0; x < rows; x++) {
				int sum[STRATA] = { 0 };
				for (uint32_t y = 0; y < columns; y++)
					sum[stratum[y]] += after.in[x][y] - before.in[x][y];
				for (int s = 0; s < STRATA; s++)
					assert_int_equal(sum[s], 0);
			}
			moved += memcmp(&after, &before, sizeof after) != 0;
		}
		arena_release(&memory, mark);
	}
	assert_true(moved > 1000);
}

/* --- uniformity ---------------------------------------------------------------------- */

enum { SIDE = 4 };

static uint32_t bits_of(const struct dense *d)
{
	uint32_t bits = 0;

	for (int x = 0; x < SIDE; x++)
		for (int y = 0; y < SIDE; y++)
			bits |= (uint32_t)d->in[x][y] << (SIDE * x + y);
	return bits;
}

/* Do two tables agree in the sums over each row (by stratum) and column? */
static bool same_margins(uint32_t a, uint32_t b, const uint32_t *stratum)
{
	for (int x = 0; x < SIDE; x++) {
		int column = 0, row[SIDE] = { 0 };
		for (int y = 0; y < SIDE; y++) {
			row[stratum[y]] += (int)(a >> (SIDE * x + y) & 1) - (int)(b >> (SIDE * x + y) & 1);
			column += (int)(a >> (SIDE * y + x) & 1) - (int)(b >> (SIDE * y + x) & 1);
		}
		if (column || row[0] || row[1])
			return false;
	}
	return true;
}

/* All 2^16 tables are looked through for those with the margins; each should come up
 * draws / tables times.  `limit` is the 99.99 per cent point of chi-square. */
static void visits(const char *const *text, const uint32_t *stratum, uint32_t expected, double limit)
{
	enum { EACH = 400 };
	static uint32_t count[1 << (SIDE * SIDE)];
	static struct dense table, after;
	uint64_t off[SIDE + 1];
	uint32_t column[SIDE * SIDE], tables = 0, draws;
	struct curveball c;
	struct curveball_draw d;
	double chi_square = 0;

	for (int x = 0; x < SIDE; x++)
		for (int y = 0; y < SIDE; y++)
			table.in[x][y] = text[x][y] == '1';
	lists(&table, SIDE, SIDE, off, column);
	for (uint32_t bits = 0; bits < 1 << (SIDE * SIDE); bits++) {
		count[bits] = 0;
		tables += same_margins(bits, bits_of(&table), stratum);
	}
	assert_int_equal(tables, expected);
	draws = EACH * tables;
	curveball_open(&memory, SIDE, off, column, SIDE, stratum, 2, &c);
	curveball_draw_open(&memory, &c, &d);
	for (uint32_t r = 0; r < draws; r++) {
		rng_stream(chance, 1, r);
		curveball_draw(&c, chance, &d);
		outcome(&c, &d, &after);
		count[bits_of(&after)]++;
	}
	for (uint32_t bits = 0; bits < 1 << (SIDE * SIDE); bits++) {
		double off_by = count[bits] - (double)EACH;
		if (same_margins(bits, bits_of(&table), stratum))
			chi_square += off_by * off_by / EACH;
		else
			assert_int_equal(count[bits], 0);
	}
	assert_true(chi_square < limit);
}

static void uniform(void **state)
{
	(void)state;
	static const uint32_t one[SIDE] = { 0 };
	static const char *const regular[] = { "1100", "1100", "0011", "0011" };        /* margins 2 2 2 2 */
	static const char *const uneven[] = { "1110", "1100", "0001", "0000" };         /* 3 2 1 0, 2 2 1 1 */

	visits(regular, one, 90, 147.3);
	visits(uneven, one, 8, 29.9);
}

/* Columns 0 1 and 2 3 apart: rows with 1 1 1 1 in the first two, 1 1 0 0 in the others: each pair of
 * columns has C(4,2) = 6 tables with two ones in each column, and 2: 12 together. */
static void uniform_within(void **state)
{
	(void)state;
	static const uint32_t two[SIDE] = { 0, 0, 1, 1 };
	static const char *const table[] = { "1010", "1001", "0100", "0100" };

	visits(table, two, 12, 37.4);
}

/* One row has WIDE columns, each of the others one, and each column one row: if all tables are equally likely, the wide row has any
 * WIDE of the columns, of its own WIDE * WIDE / (WIDE + OTHERS) = 83.3 on average.  Five trades a row leave it over 90. */
static void wide_row(void **state)
{
	(void)state;
	enum { WIDE = 100, OTHERS = 20, ALL = WIDE + OTHERS, DRAWS = 500 };
	uint64_t off[OTHERS + 2] = { 0 };
	uint32_t column[ALL];
	struct curveball c;
	struct curveball_draw d;
	double kept = 0;

	for (uint32_t k = 0; k < ALL; k++)
		column[k] = k;
	for (uint32_t r = 0; r <= OTHERS; r++)
		off[r + 1] = WIDE + r;
	curveball_open(&memory, OTHERS + 1, off, column, ALL, NULL, 1, &c);
	curveball_draw_open(&memory, &c, &d);
	for (uint32_t r = 0; r < DRAWS; r++) {
		rng_stream(chance, 4, r);
		curveball_draw(&c, chance, &d);
		for (uint32_t k = 0; k < WIDE; k++)
			kept += d.column[k] < WIDE;
	}
	assert_true(fabs(kept / DRAWS - (double)WIDE * WIDE / ALL) < 0.8);
}

static void same_stream_same_table(void **state)
{
	(void)state;
	static struct dense table;
	static uint64_t off[ROWS + 1];
	static uint32_t column[ROWS * COLUMNS];
	struct curveball c;
	struct curveball_draw x, y;

	rng_stream(chance, 2, 1);
	for (int r = 0; r < ROWS; r++)
		for (int k = 0; k < COLUMNS; k++)
			table.in[r][k] = rng_below(chance, 4) == 0;
	uint64_t m = lists(&table, ROWS, COLUMNS, off, column);
	curveball_open(&memory, ROWS, off, column, COLUMNS, NULL, 1, &c);
	curveball_draw_open(&memory, &c, &x);
	curveball_draw_open(&memory, &c, &y);
	rng_stream(chance, 2, 7);
	curveball_draw(&c, chance, &x);
	rng_stream(chance, 2, 8);
	curveball_draw(&c, chance, &y);
	assert_memory_not_equal(x.column, y.column, m * sizeof *x.column);
	rng_stream(chance, 2, 7);
	curveball_draw(&c, chance, &y);
	assert_memory_equal(x.column, y.column, m * sizeof *x.column);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(margins), CHECK(uniform), CHECK(uniform_within),
		CHECK(wide_row), CHECK(same_stream_same_table),
	};
	return cmocka_run_group_tests_name("curveball", tests, NULL, NULL);
}
