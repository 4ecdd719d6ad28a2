/* People and their numbers, against a dictionary made of tsearch(3). */
#include "check.h"
#include "names.h"

#include <search.h>

/* --- the naive dictionary ------------------------------------------------------------------ */

struct known { struct cell name; uint32_t id; };

static int by_bytes(const void *x, const void *y)
{
	const struct known *a = x, *b = y;
	size_t least = a->name.len < b->name.len ? a->name.len : b->name.len;
	int order = least ? memcmp(a->name.at, b->name.at, least) : 0;

	return order ? order : (a->name.len > b->name.len) - (a->name.len < b->name.len);
}

struct naive { void *root; uint32_t n; };

static uint32_t naive_get(struct naive *d, struct cell name)
{
	struct known key = { name, 0 };
	void *found = tfind(&key, &d->root, by_bytes);

	return found ? (*(struct known **)found)->id : NO_NAME;
}

static uint32_t naive_id(struct naive *d, struct cell name)
{
	uint32_t id = naive_get(d, name);

	if (id != NO_NAME)
		return id;
	struct known *e = NEW(&memory, 1, struct known);
	*e = (struct known){ name, d->n };
	tsearch(e, &d->root, by_bytes);
	return d->n++;
}

static void keep(void *entry) { (void)entry; }          /* the arena's */

/* --- names of all sorts ------------------------------------------------------------------------ */

static struct cell printed(const char *fmt, unsigned long long x)
{
	char text[64];
	int len = snprintf(text, sizeof text, fmt, x);

	return (struct cell){ arena_copy(&memory, text, (size_t)len), (size_t)len };
}

static struct cell random_name(uint32_t range)
{
	uint32_t x = any(range);

	switch (any(12)) {
	case 0: return printed("%llu", x);
	case 1: return printed("0%llu", x);             /* 07 is not 7 */
	case 2: return printed("%llu", 1000000000000000000u + x);
	case 3: return printed("%016llx", x * 0x9E3779B97F4A7C15u);
	case 4: return printed("-%llu", x);
	case 5: return printed("%llu ", x);
	case 6: return printed("person-%llu-with-a-name-that-is-rather-long", x);
	case 7: return printed("%llu", 999999000u + x % 2000);          /* nine digits, and ten */
	case 8: return x % 3 ? printed("\xC3\xA9%llu", x) : cell_of("NA");
	case 9: return printed("%09llu", x);
	case 10: return x % 7 ? printed("%llu.0", x) : cell_of("");
	default: return printed("%llu", (unsigned long long)x * x);
	}
}

static void is_naive(struct names *d, struct naive *o)
{
	assert_int_equal(d->n, o->n);
	for (uint32_t k = 0; k < d->n; k++) {
		assert_int_equal(naive_get(o, d->name[k]), k);
		assert_int_equal(names_get(d, d->name[k]), k);
	}
}

static void names_of_all_sorts(void **state)
{
	(void)state;
	static const uint32_t range[] = { 3, 30, 300, 600, 3000, 100000, 4000000 };

	for (int turn = 0; turn < 70; turn++) {
		struct naive o = { 0 };
		struct names d;
		names_open(&d, &memory);
		for (uint32_t k = any(20000); k--; ) {
			struct cell name = random_name(range[turn % 7]);
			if (!any(4))
				assert_int_equal(names_get(&d, name), naive_get(&o, name));
			assert_int_equal(names_id(&d, name), naive_id(&o, name));
		}
		is_naive(&d, &o);
		tdestroy(o.root, keep);
		arena_free(&memory);
	}
}

/* Whole numbers met before and after each growth, below, at and above the border of the direct
 * table: each keeps the number it was given first. */
static void growth_moves_whole_numbers(void **state)
{
	(void)state;
	for (int turn = 0; turn < 40; turn++) {
		struct naive o = { 0 };
		struct names d;
		names_open(&d, &memory);
		while (d.n < 9000) {
			uint64_t border = d.ndirect, near = border + any(7) - 3;
			struct cell name = any(3) ? printed(turn % 2 ? "x%llu" : "%llu", any(1u << 20))
			                          : printed("%llu", any(2) ? near : any(2) ? 4 * near : 2 * near - any(9));
			assert_int_equal(names_id(&d, name), naive_id(&o, name));
			if (d.n % 512 < 2) {            /* the next one makes it grow */
				name = printed("%llu", d.ndirect + any(3000));
				uint32_t id = naive_id(&o, name);
				assert_int_equal(names_id(&d, name), id);
				assert_int_equal(names_id(&d, name), id);
				assert_int_equal(names_get(&d, name), id);
			}
		}
		is_naive(&d, &o);
		tdestroy(o.root, keep);
		arena_free(&memory);
	}
}

static void similar_names_differ(void **state)
{
	(void)state;
	static const char *const different[] = {
		"7", "07", "007", "7 ", " 7", "+7", "7.", "7e0", "0", "00", "000000000", "0000000000", "", " ", "NA", "na", "a", "A", "\xC3\xA1",
		"a\xCC\x81", "4294967295", "4294967296", "4294967302", "18446744073709551615", "18446744073709551616",
		"18446744073709551623", "999999999", "1000000000", "1000000007", ":", "/", "1:", "1/",
	};
	enum { MANY = sizeof different / sizeof *different };
	struct names d;

	names_open(&d, &memory);
	for (uint32_t k = 0; k < MANY; k++)
		assert_int_equal(names_get(&d, cell_of(different[k])), NO_NAME);
	for (int turn = 0; turn < 2; turn++)
		for (uint32_t k = 0; k < MANY; k++)
			assert_int_equal(names_id(&d, cell_of(different[k])), k);
	assert_int_equal(d.n, MANY);
}

/* Keys that are no text: pairs of numbers, read back from where the dictionary has them. */
static void keys_of_numbers(void **state)
{
	(void)state;
	struct names d;
	enum { MANY = 50000 };
	uint32_t (*key)[3] = (uint32_t (*)[3])NEW(&memory, 3 * MANY, uint32_t);

	names_open(&d, &memory);
	names_id(&d, cell_of("odd"));
	for (uint32_t k = 0; k < MANY; k++) {
		key[k][0] = k;
		key[k][1] = any(2) ? 0x31313131 : any(UINT32_MAX);      /* "1111", too */
		key[k][2] = 0x32323232;
		assert_int_equal(names_id(&d, (struct cell){ (const char *)key[k], 4 + 4 * (k % 3) }), k + 1);
	}
	for (uint32_t k = 0; k < MANY; k++) {
		const uint32_t *kept = (const uint32_t *)(const void *)d.name[k + 1].at;
		assert_int_equal((uintptr_t)kept % sizeof *kept, 0);
		assert_memory_equal(kept, key[k], 4 + 4 * (k % 3));
	}
}

/* --- whole columns ---------------------------------------------------------------------------- */

static void columns_like_single_names(void **state)
{
	(void)state;
	for (int turn = 0; turn < 300; turn++) {
		uint32_t rows = any(turn % 10 ? 600 : 20000), range = 1 + any(5000);
		int ncol = 1 + (int)any(3);
		int missing = (int)any(3);
		char *text = NEW(&memory, 100 + (size_t)rows * (size_t)ncol * 60, char);
		size_t len = (size_t)sprintf(text, "%s\n", (const char *[]){ "a", "a\tb", "a\tb\tc" }[ncol - 1]);
		struct cell *cell = NEW(&memory, (size_t)rows * 3, struct cell);
		for (uint32_t r = 0; r < rows; r++)
			for (int c = 0; c < ncol; c++) {
				struct cell name = random_name(range);
				if (!name.len && (!missing || ncol == 1))
					name = cell_of("x");
				cell[r * 3 + (uint32_t)c] = name;
				memcpy(text + len, name.at, name.len);
				len += name.len;
				text[len++] = c + 1 < ncol ? '\t' : '\n';
			}
		struct table t;
		assert_ok(table_parse(&memory, text, len, &(struct table_how){ .sep = '\t' }, &t, &why));
		assert_int_equal(t.nrow, rows);
		/* columns in any order; in batches, and one by one */
		int c[3] = { 0, 1, 2 };
		for (int k = ncol - 1; k > 0; k--) {
			int j = (int)any((uint32_t)k + 1), held = c[k];
			c[k] = c[j];
			c[j] = held;
		}
		uint32_t *id[3];
		struct names d, one;
		for (int k = 0; k < ncol; k++)
			id[k] = NEW(&memory, rows, uint32_t);
		names_open(&d, &memory);
		names_open(&one, &memory);
		assert_ok(names_columns(&d, &t, ncol, c, id, missing, &why));
		for (uint32_t r = 0; r < rows; r++)
			for (int k = 0; k < ncol; k++) {
				struct cell name = cell[r * 3 + (uint32_t)c[k]];
				bool none = missing && (!name.len || cell_is(name, "NA"));
				if (missing == NAMES_NA && none)
					name = cell_of("NA");
				assert_int_equal(id[k][r], none && missing == NAMES_NONE ? NO_NAME : names_id(&one, name));
			}
		assert_int_equal(d.n, one.n);
		arena_free(&memory);
	}
}

static void empty_ends_are_errors(void **state)
{
	(void)state;
	struct table t;
	struct names d;
	uint32_t a[3], b[3], *id[2] = { a, b };

	names_open(&d, &memory);
	assert_ok(table_parse(&memory, "i\tj\na\tb\n\n\tc\n", 11, &(struct table_how){ 0 }, &t, &why));
	assert_fails(E_DATA, "text:4: column 'i': '' is empty", names_columns(&d, &t, 2, (int[]){ 0, 1 }, id, NAMES_REFUSE, &why));
	why = (struct err){ 0 };
	assert_ok(names_columns(&d, &t, 2, (int[]){ 0, 1 }, id, NAMES_NONE, &why));
	assert_int_equal(a[1], NO_NAME);
	names_open(&d, &memory);
	assert_ok(names_columns(&d, &t, 2, (int[]){ 0, 1 }, id, NAMES_NA, &why));
	assert_true(a[1] == 2 && cell_is(d.name[2], "NA"));
	assert_ok(table_parse(&memory, "i\tj\na\tb\nc\n", 10, &(struct table_how){ 0 }, &t, &why));
	assert_fails(E_DATA, "text:3: 1 field", names_columns(&d, &t, 2, (int[]){ 0, 1 }, id, NAMES_REFUSE, &why));
}

/* More columns than a batch of look-ups holds. */
static void many_columns(void **state)
{
	(void)state;
	enum { WIDE = 700 };
	char text[8 * WIDE];
	size_t len = 0;
	struct table t;
	struct names d;
	int c[WIDE];
	uint32_t id[WIDE], *to[WIDE];

	for (int line = 0; line < 2; line++)
		for (int k = 0; k < WIDE; k++)
			len += (size_t)sprintf(text + len, "%d%c", k, k + 1 < WIDE ? '\t' : '\n');
	for (int k = 0; k < WIDE; k++) {
		c[k] = WIDE - 1 - k;
		to[k] = &id[k];
	}
	names_open(&d, &memory);
	assert_ok(table_parse(&memory, text, len, &(struct table_how){ 0 }, &t, &why));
	assert_ok(names_columns(&d, &t, WIDE, c, to, NAMES_REFUSE, &why));
	for (uint32_t k = 0; k < WIDE; k++)
		assert_int_equal(id[k], k);
	assert_true(cell_is(d.name[0], "699"));
}

/* A person may be called NA. */
static void na_is_a_name(void **state)
{
	(void)state;
	struct table t;
	struct names d;
	uint32_t a[2], b[2], *id[2] = { a, b };

	names_open(&d, &memory);
	assert_ok(table_parse(&memory, "i\tj\nNA\tb\nb\tNA\n", 14, &(struct table_how){ 0 }, &t, &why));
	assert_ok(names_columns(&d, &t, 2, (int[]){ 0, 1 }, id, NAMES_REFUSE, &why));
	assert_true(a[0] == 0 && b[0] == 1 && a[1] == 1 && b[1] == 0);
}

/* Columns that were made, in a made table and beside those that were read. */
static void made_columns(void **state)
{
	(void)state;
	static const uint32_t code[3] = { 1, NO_CODE, 0 }, count[3] = { 7, 8, 7 };
	const struct cell label[2] = { cell_of("red"), cell_of("7") };
	uint32_t a[3], b[3], *id[2] = { a, b };
	struct table t;
	struct names d;

	table_new(&memory, 3, &t);
	for (int read = 0; read < 2; read++) {
		if (read)
			assert_ok(table_parse(&memory, "i\nx\ny\nz\n", 8, &(struct table_how){ 0 }, &t, &why));
		assert_ok(table_add_labels(&t, "colour", code, label, &why));
		assert_ok(table_add_counts(&t, "count", count, &why));
		names_open(&d, &memory);
		assert_ok(names_columns(&d, &t, 2, (int[]){ read, read + 1 }, id, NAMES_NONE, &why));
		assert_true(a[0] == b[0] && b[2] == b[0]);      /* the label 7 and the number 7 */
		assert_int_equal(a[1], NO_NAME);
		assert_true(cell_is(d.name[a[2]], "red"));
		assert_true(cell_is(d.name[b[1]], "8"));
		assert_int_equal(d.n, 3);
	}
}

/* --- order ---------------------------------------------------------------------------------------- */

static void sorted_bytewise(void **state)
{
	(void)state;
	for (int turn = 0; turn < 300; turn++) {
		struct names d;
		names_open(&d, &memory);
		for (uint32_t k = turn < 20 ? (uint32_t)turn : any(3000); k--; )
			names_id(&d, random_name(3000));
		uint32_t *v = names_sorted(&d, &memory), *seen = NEW(&memory, d.n, uint32_t);
		for (uint32_t k = 0; k < d.n; k++) {
			assert_int_equal(seen[v[k]]++, 0);
			if (k) {
				struct known x = { d.name[v[k - 1]], 0 }, y = { d.name[v[k]], 0 };
				assert_true(by_bytes(&x, &y) < 0);
			}
		}
		arena_free(&memory);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(names_of_all_sorts), CHECK(growth_moves_whole_numbers), CHECK(similar_names_differ), CHECK(keys_of_numbers),
		CHECK(columns_like_single_names), CHECK(empty_ends_are_errors), CHECK(many_columns), CHECK(na_is_a_name), CHECK(made_columns),
		CHECK(sorted_bytewise),
	};

	return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
