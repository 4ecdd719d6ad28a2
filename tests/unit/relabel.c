/* relabel - every id becomes its token, and nothing of the order of the input is left. */
#include "check.h"
#include "names.h"
#include "relabel.h"

static char key[300];

static struct mask *open_key(const char *study)
{
	struct mask *m;

	assert_ok(mask_open(key, study, &m, &why));
	return m;
}

/* The table as it would be written, in memory of the test. */
static char *written(const struct table *t)
{
	struct caught c;
	size_t len;

	assert_ok(table_write(t, catch_open(&c), false, &why));
	return catch_close(&c, &len);
}

static char *relabelled(const char *text, const struct relabel *how)
{
	struct table t;
	struct relabelled done;

	assert_ok(table_parse(&memory, text, strlen(text), &(struct table_how){ 0 }, &t, &why));
	assert_ok(relabel_tables(&memory, how, 1, &t, &done, &why));
	return written(&t);
}

/* --- order ------------------------------------------------------------------------------ */

enum { PEOPLE = 9, ROWS = 40, ROOM = 4096 };

struct row { uint32_t i, j, weight, age_i, age_j; };

static char *print_rows(const struct row *r, const uint32_t *order, const bool *turn)
{
	char *text = NEW(&memory, ROOM, char);
	int n = snprintf(text, ROOM, "i\tj\tweight\tage_i\tage_j\n");

	for (int k = 0; k < ROWS; k++) {
		struct row x = r[order[k]];
		if (turn[k])
			x = (struct row){ x.j, x.i, x.weight, x.age_j, x.age_i };
		n += snprintf(text + n, ROOM - (size_t)n, "v%u\tv%u\t%u\t%u\t%u\n", x.i, x.j, x.weight, x.age_i, x.age_j);
	}
	return text;
}

/* Rows in any order and ties written from either end: the same bytes come out. */
static void nothing_of_the_order_is_left(void **state)
{
	struct mask *m = open_key("order");
	struct relabel how = { .mask = m };

	(void)state;
	for (uint32_t r = 0; r < 200; r++) {
		struct mark scratch = arena_mark(&memory);
		struct row row[ROWS];
		uint32_t order[ROWS];
		bool turn[ROWS] = { false };
		char *plain, *other;
		rng_stream(chance, 1, r);
		for (uint32_t k = 0; k < ROWS; k++) {
			row[k] = (struct row){ rng_below(chance, PEOPLE), rng_below(chance, PEOPLE), rng_below(chance, 12), rng_below(chance, 3),
			                       rng_below(chance, 3) };
			if (row[k].i == row[k].j)               /* a loop has one person, of one age */
				row[k].age_j = row[k].age_i;
			order[k] = k;
		}
		plain = relabelled(print_rows(row, order, turn), &how);
		rng_shuffle(chance, order, ROWS);
		for (int k = 0; k < ROWS; k++)
			turn[k] = rng_below(chance, 2);
		other = relabelled(print_rows(row, order, turn), &how);
		assert_string_equal(plain, other);
		arena_release(&memory, scratch);
	}
	mask_close(m);
}

/* --- against doing it by hand ------------------------------------------------------------- */

static int by_text(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

/* Each row with its ids hashed one by one, sorted as text: tokens all have 27 bytes, so that this is
 * the order that is promised. */
static void every_id_becomes_its_token(void **state)
{
	struct mask *m = open_key("hand");
	struct relabel how = { .mask = m, .keep_ends = true, .spaces = "j=other" };
	char in[ROOM], *row[ROWS];
	char want[ROOM] = "i\tj\tx\n", *p = want + strlen(want);
	int n = snprintf(in, sizeof in, "i\tj\tx\n");

	(void)state;
	rng_stream(chance, 2, 0);
	for (int k = 0; k < ROWS; k++) {
		char i[8], j[8], a[MASK_TOKEN + 1] = "", b[MASK_TOKEN + 1] = "";
		uint32_t x = rng_below(chance, 9);
		snprintf(i, sizeof i, "v%u", rng_below(chance, PEOPLE));
		snprintf(j, sizeof j, "v%u", rng_below(chance, PEOPLE));
		n += snprintf(in + n, sizeof in - (size_t)n, "%s\t%s\t%u\n", i, j, x);
		mask_token(m, cell_of(""), cell_of(i), a);
		mask_token(m, cell_of("other"), cell_of(j), b);
		row[k] = arena_print(&memory, "%s\t%s\t%u\n", a, b, x);
	}
	qsort(row, ROWS, sizeof *row, by_text);
	for (int k = 0; k < ROWS; k++)
		p = stpcpy(p, row[k]);
	assert_string_equal(relabelled(in, &how), want);
	mask_close(m);
}

/* Several tables: at random, the same id is the same number in each, and all numbers are used. */
static void one_numbering_for_all_tables(void **state)
{
	static const char ties[] = "from\tto\nAnna\tBea\nBea\tCarl\n", people[] = "node\tage\nCarl\t1\nAnna\t2\nBea\t3\nDora\t4\n";
	struct relabel how = { 0 };
	struct relabelled done[2];
	struct table t[2];
	uint32_t used = 0;

	(void)state;
	for (int r = 0; r < 20; r++) {
		assert_ok(table_parse(&memory, ties, strlen(ties), &(struct table_how){ 0 }, &t[0], &why));
		assert_ok(table_parse(&memory, people, strlen(people), &(struct table_how){ 0 }, &t[1], &why));
		assert_ok(relabel_tables(&memory, &how, 2, t, done, &why));
		assert_string_equal(done[0].replaced, "from, to");
		assert_string_equal(done[1].replaced, "node");
		assert_string_equal(done[1].left, "age");
		struct cell anna = table_cell(&t[1], 1, 0), bea = table_cell(&t[1], 2, 0);
		assert_true(!cell_order(anna, table_cell(&t[0], 0, 0)) && !cell_order(bea, table_cell(&t[0], 0, 1)));
		assert_true(!cell_order(bea, table_cell(&t[0], 1, 0)));
		for (uint64_t k = 0; k < 4; k++) {
			struct cell c = table_cell(&t[1], k, 0);
			assert_int_equal(c.len, 5);
			assert_memory_equal(c.at, "p000", 4);
			used |= 1u << (c.at[4] - '0');
		}
		assert_int_equal(used, 1 << 1 | 1 << 2 | 1 << 3 | 1 << 4);
	}
}

/* A seed gives the same numbers for any order of the rows, and all digits that are needed. */
static void seeded(void **state)
{
	uint64_t seed = 5;
	struct relabel how = { .seed = &seed };
	size_t room = 12 * 12000;
	char *text = NEW(&memory, room, char), *out;
	size_t n = (size_t)snprintf(text, room, "node\n");

	(void)state;
	assert_string_equal(relabelled("node\tx\na\t1\nb\t2\nc\t3\n", &how), relabelled("node\tx\nc\t3\na\t1\nb\t2\n", &how));
	for (int k = 0; k < 10000; k++)
		n += (size_t)snprintf(text + n, room - n, "v%d\n", k);
	out = relabelled(text, &how);
	assert_memory_equal(out, "node\np00001\np00002\n", 19);
	assert_string_equal(out + strlen(out) - 14, "p09999\np10000\n");
}

/* --- what must not happen --------------------------------------------------------------------- */

static void equal_tokens_are_found(void **state)
{
	struct cell token[] = { cell_of("pc"), cell_of("pa"), cell_of("pb") }, twice[] = { cell_of("pc"), cell_of("pa"), cell_of("pc") };
	uint32_t rank[3];

	(void)state;
	assert_ok(relabel_rank(&memory, 3, token, rank, &why));
	assert_true(rank[0] == 2 && rank[1] == 0 && rank[2] == 1);
	assert_true(cell_is(token[0], "pa") && cell_is(token[2], "pc"));
	assert_fails(E_DATA, "same pseudonym", relabel_rank(&memory, 3, twice, rank, &why));
}

static int exhausted(void *arg)
{
	struct relabel *how = arg;
	struct table t;
	struct relabelled done;
	static const char text[] = "i\tj\tage_i\tage_j\ttime\nb\ta\t1\t2\t7\na\tc\t2\t3\t9\n";

	TRY(table_parse(&memory, text, strlen(text), &(struct table_how){ 0 }, &t, &why));
	return relabel_tables(&memory, how, 1, &t, &done, &why);
}

/* Memory that ends at whatever point is an error, not a crash. */
static void every_allocation_may_fail(void **state)
{
	struct mask *m = open_key("memory");
	struct relabel how = { .mask = m, .shift = true };
	size_t step = 64, need = 0;

	(void)state;
	arena_free(&memory);
	for (int code = E_MEMORY; code; need += step) {
		why = (struct err){ 0 };
		memory.limit = step + need;
		code = arena_guard(&memory, exhausted, &how, &why);
		assert_true(code == OK || code == E_MEMORY);
		arena_free(&memory);
	}
	assert_true(need > 4096);
	memory = (struct arena){ 0 };
	mask_close(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(nothing_of_the_order_is_left),
		CHECK(every_id_becomes_its_token),
		CHECK(one_numbering_for_all_tables),
		CHECK(seeded),
		CHECK(equal_tokens_are_found),
		CHECK(every_allocation_may_fail),
	};
	int failed;

	snprintf(key, sizeof key, "%s/relabel.%ld", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp", (long)getpid());
	if (mask_setup(&why) || mask_new_key(key, &why))
		return 1;
	failed = cmocka_run_group_tests_name("relabel", tests, NULL, NULL);
	unlink(key);
	arena_free(&memory);
	return failed;
}
