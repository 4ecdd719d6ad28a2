/* Errors, arenas, pieces of text, output. */
#include "check.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>

/* --- errors ----------------------------------------------------------------------------- */

static int third(struct err *e) { return fail(e, E_DATA, "%s:%d: %s", "calls.csv", 17, "no"); }

static int second(struct err *e)
{
	TRY(OK);
	TRY(third(e));
	return E_BUG;
}

static void failure_passes_up(void **state)
{
	(void)state;
	assert_fails(E_DATA, "calls.csv:17: no", second(&why));
}

static void long_sentences_are_cut(void **state)
{
	(void)state;
	char *text = NEW(&memory, 5000, char);
	memset(text, 'x', 4999);
	fail(&why, E_DATA, "%s", text);
	assert_int_equal(strlen(why.text), sizeof why.text - 1);
}

static void sentences_are_one_line(void **state)
{
	(void)state;
	fail(&why, E_DATA, "%s", "a\nb\tc\x1B[2Jd\x7F\xC3\xA9");
	assert_string_equal(why.text, "a?b?c?[2Jd?\xC3\xA9");
}

/* --- memory ----------------------------------------------------------------------------- */

static void memory_is_zero_and_aligned(void **state)
{
	(void)state;
	for (int turn = 0; turn < 3000; turn++) {
		struct mark m = arena_mark(&memory);
		size_t n = any(4) ? any(200) : any(700000);
		unsigned char *p = NEW(&memory, n, unsigned char);
		assert_int_equal((uintptr_t)p % 16, 0);
		for (size_t i = 0; i < n; i++)
			if (p[i])
				fail_msg("turn %d: byte %zu of %zu is not 0", turn, i, n);
		memset(p, 0xAA, n);
		if (any(3))
			arena_release(&memory, m);
	}
}

static void release_gives_back_what_came_after_the_mark(void **state)
{
	(void)state;
	char *kept = arena_copy(&memory, "kept", 4);
	size_t used = memory.used;
	for (int turn = 0; turn < 50; turn++) {
		struct mark m = arena_mark(&memory);
		for (int k = 0; k < 20; k++)
			memset(NEW(&memory, any(100000), char), 1, 1);
		arena_release(&memory, m);
		assert_int_equal(memory.used, used);
	}
	assert_string_equal(kept, "kept");
	struct arena empty = { 0 };
	struct mark nothing = arena_mark(&empty);
	NEW(&empty, 10, char);
	arena_release(&empty, nothing);
	assert_null(empty.top);
	arena_free(&empty);
}

/* Growing keeps the content and zeroes the rest, in place, by moving, by copying. */
static void growth_keeps_the_content(void **state)
{
	(void)state;
	for (int turn = 0; turn < 300; turn++) {
		uint32_t *v = NULL;
		size_t had = 0;
		while (had < (turn % 30 == 0 ? 2000000 : 3000)) {
			size_t want = had + 1 + had * any(3) + any(10);
			v = arena_grow(&memory, v, had, want, sizeof *v);
			for (size_t i = 0; i < want; i++)
				if (v[i] != (i < had ? (uint32_t)(i * 2654435761u) : 0))
					fail_msg("turn %d: element %zu of %zu, had %zu", turn, i, want, had);
			for (size_t i = had; i < want; i++)
				v[i] = (uint32_t)(i * 2654435761u);
			had = want;
			if (!any(4))
				NEW(&memory, any(64), char);    /* now another thing is the last */
		}
		arena_free(&memory);
	}
}

struct request { struct arena *a; size_t count, size; int many; };

static int take(void *arg)
{
	struct request *r = arg;

	for (int k = 0; k < r->many; k++)
		arena_alloc(r->a, r->count, r->size);
	return OK;
}

static void exhaustion_is_an_error(void **state)
{
	(void)state;
	struct arena a = { .limit = 1000 };
	/* 62 blocks of 16 are 992; the 63rd is one too many */
	assert_ok(arena_guard(&a, take, &(struct request){ &a, 1, 16, 62 }, &why));
	assert_fails(E_MEMORY, "out of memory", arena_guard(&a, take, &(struct request){ &a, 1, 16, 1 }, &why));
	assert_int_equal(a.used, 992);
	arena_free(&a);
	assert_fails(E_MEMORY, "out of memory", arena_guard(&a, take, &(struct request){ &a, 1, 1001, 1 }, &why));
	arena_free(&a);
	a.limit = 0;
	assert_fails(E_MEMORY, "out of memory", arena_guard(&a, take, &(struct request){ &a, SIZE_MAX / 2, 3, 1 }, &why));
	assert_fails(E_MEMORY, "out of memory", arena_guard(&a, take, &(struct request){ &a, SIZE_MAX - 5, 1, 1 }, &why));
	/* 2 x 2^46 bytes are more than the address space of a process: 67108864 MB of 2^20 each */
	assert_fails(E_MEMORY, "6710886", arena_guard(&a, take, &(struct request){ &a, (size_t)1 << 46, 1, 2 }, &why));
	arena_free(&a);
}

static int grow_for_ever(void *arg)
{
	char *p = NULL;

	for (size_t had = 0;; had = 2 * had + 1)
		p = arena_grow(arg, p, had, 2 * had + 1, 1);
	return OK;
}

static void growth_meets_the_limit(void **state)
{
	(void)state;
	for (size_t limit = 16; limit < 1 << 24; limit += limit / 3) {
		struct arena a = { .limit = limit };
		assert_fails(E_MEMORY, "out of memory", arena_guard(&a, grow_for_ever, &a, &why));
		assert_true(a.used <= limit);
		arena_free(&a);
	}
}

static void text_is_copied_and_printed(void **state)
{
	(void)state;
	assert_string_equal(arena_copy(&memory, "abcdef", 3), "abc");
	assert_string_equal(arena_copy(&memory, NULL, 0), "");
	assert_string_equal(arena_print(&memory, "%s-%d", "x", 5), "x-5");
	char *longer = NEW(&memory, 100001, char);
	memset(longer, 'y', 100000);
	assert_int_equal(strlen(arena_print(&memory, "%s%s", longer, longer)), 200000);
}

/* --- pieces of text ------------------------------------------------------------------------ */

static int sign(int x) { return (x > 0) - (x < 0); }

static void cells_compare_as_bytes(void **state)
{
	(void)state;
	assert_true(cell_is(cell_of("ab"), "ab"));
	assert_false(cell_is(cell_of("ab"), "abc"));
	assert_false(cell_is((struct cell){ "abc", 2 }, "abc"));
	assert_true(cell_is((struct cell){ NULL, 0 }, ""));
	for (int turn = 0; turn < 20000; turn++) {
		char a[8] = "", b[8] = "";
		for (uint32_t k = any(7); k--; )
			a[k] = (char)("aZ\xC3\x7F"[any(4)]);
		for (uint32_t k = any(7); k--; )
			b[k] = (char)("aZ\xC3\x7F"[any(4)]);
		assert_int_equal(sign(cell_order(cell_of(a), cell_of(b))), sign(strcmp(a, b)));
		assert_int_equal(cell_is(cell_of(a), b), !strcmp(a, b));
	}
}

/* The definition: the cheapest of deleting, inserting, replacing the last letter. */
static unsigned distance(const char *a, size_t n, const char *b, size_t m)
{
	if (!n || !m)
		return (unsigned)(n + m);
	unsigned drop = distance(a, n - 1, b, m) + 1, add = distance(a, n, b, m - 1) + 1;
	unsigned swap = distance(a, n - 1, b, m - 1) + (a[n - 1] != b[m - 1]);
	unsigned best = drop < add ? drop : add;
	return best < swap ? best : swap;
}

static void edits_are_counted(void **state)
{
	(void)state;
	assert_int_equal(edit_distance("kitten", "sitting"), 3);        /* k-s, e-i, +g */
	assert_int_equal(edit_distance("", "abc"), 3);
	assert_int_equal(edit_distance("weight", "weight"), 0);
	for (int turn = 0; turn < 2000; turn++) {
		char a[8] = "", b[8] = "";
		size_t n = any(7), m = any(7);
		for (size_t k = 0; k < n; k++)
			a[k] = (char)('a' + any(3));
		for (size_t k = 0; k < m; k++)
			b[k] = (char)('a' + any(3));
		assert_int_equal(edit_distance(a, b), distance(a, n, b, m));
	}
	/* Words too long to be typed are near to nothing, not even to each other. */
	char longest[301];
	memset(longest, 'x', 300);
	longest[300] = '\0';
	assert_true(edit_distance(longest, longest + 1) > 1 + 300 / 3);
	assert_true(edit_distance(longest, "x") > 1 + 300 / 3);
}

/* --- output ----------------------------------------------------------------------------------- */

static void bytes_arrive_in_order(void **state)
{
	(void)state;
	struct caught c;
	struct out *o = catch_open(&c);
	size_t most = 6000000, used = 0, len;
	char *want = NEW(&memory, most + 2000000, char);

	while (used < most) {
		size_t n = any(50) ? any(300) : any(20) ? any(OUT_ROOM) : any(1500000);
		for (size_t k = 0; k < n; k++)
			want[used + k] = (char)any(256);
		if (n <= OUT_ROOM && any(2)) {
			memcpy(out_room(o, n), want + used, n);
			o->used += n;
		} else {
			out_put(o, want + used, n);
		}
		used += n;
	}
	char *got = catch_close(&c, &len);
	assert_int_equal(len, used);
	assert_memory_equal(got, want, used);
}

static void a_full_disk_is_told(void **state)
{
	(void)state;
	struct out o;
	int fd = open("/dev/full", O_WRONLY);

	if (fd < 0)
		return;
	out_open(&o, &memory, fd);
	out_put(&o, "x", 1);
	out_flush(&o);
	out_put(&o, "y", 1);            /* the first failure sticks */
	assert_fails(E_IO, strerror(ENOSPC), out_end(&o, &why));
	close(fd);
}

static void a_gone_reader_is_quiet(void **state)
{
	(void)state;
	struct out o;
	int fd[2];

	signal(SIGPIPE, SIG_IGN);
	assert_int_equal(pipe(fd), 0);
	close(fd[0]);
	out_open(&o, &memory, fd[1]);
	out_put(&o, "x", 1);
	assert_fails(E_PIPE, "", out_end(&o, &why));
	close(fd[1]);
	out_open(&o, &memory, -1);
	out_put(&o, "x", 1);
	assert_fails(E_IO, strerror(EBADF), out_end(&o, &why));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(failure_passes_up), CHECK(long_sentences_are_cut), CHECK(sentences_are_one_line),
		CHECK(memory_is_zero_and_aligned), CHECK(release_gives_back_what_came_after_the_mark),
		CHECK(growth_keeps_the_content), CHECK(exhaustion_is_an_error), CHECK(growth_meets_the_limit),
		CHECK(text_is_copied_and_printed), CHECK(cells_compare_as_bytes), CHECK(edits_are_counted),
		CHECK(bytes_arrive_in_order), CHECK(a_full_disk_is_told), CHECK(a_gone_reader_is_quiet),
	};

	return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
