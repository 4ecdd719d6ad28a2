/* check.h - what the unit tests share: an arena, random cases, reals that are close, files.
 *
 * Random cases come from one stream of a fixed seed, so that a failure can be met again.
 * Every program is one cmocka group; where a test fails in a loop, its message says at which case.
 */
#ifndef TIES_CHECK_H
#define TIES_CHECK_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#undef fail                             /* cmocka's; ours is a function */
#undef fail_msg
#define fail_msg(...) do { print_error(__VA_ARGS__); print_error("\n"); _fail(__FILE__, __LINE__); } while (0)

#include "base.h"
#include "rng.h"

static struct arena memory;             /* of the test: emptied after each */
static struct arena lasting;
static struct err why;
static gsl_rng *chance;

/* Files are made in TMPDIR, by names without a folder. */
__attribute__((constructor)) static void to_scratch(void)
{
	const char *folder = getenv("TMPDIR");

	if (chdir(folder ? folder : "/tmp"))
		abort();
}

static inline int check_setup(void **state)
{
	(void)state;
	why = (struct err){ 0 };
	if (!chance)
		chance = rng_new(&lasting);
	rng_stream(chance, 1, 1);
	return 0;
}

static inline int check_teardown(void **state)
{
	(void)state;
	arena_free(&memory);
	return 0;
}

#define CHECK(test) cmocka_unit_test_setup_teardown(test, check_setup, check_teardown)

/* 0 .. n - 1 */
static inline uint32_t any(uint32_t n) { return rng_below(chance, n); }

/* The call succeeds, or the test fails with its sentence. */
#define assert_ok(call) do { \
	int code_ = (call); \
	if (code_) \
		fail_msg("%s: code %d: %s", #call, code_, why.text); \
} while (0)

/* The call fails with that code, and its sentence holds the words. */
#define assert_fails(want, words, call) do { \
	why = (struct err){ 0 }; \
	assert_int_equal(call, want); \
	assert_int_equal(why.code, want); \
	if (!strstr(why.text, words)) \
		fail_msg("'%s' is not in '%s'", words, why.text); \
} while (0)

/* Equal reals, up to `eps` of the larger; NAN is equal to NAN only. */
#define assert_near(got, want, eps) do { \
	double got_ = (got), want_ = (want); \
	if (isnan(got_) != isnan(want_) || fabs(got_ - want_) > (eps) * fmax(fmax(fabs(got_), fabs(want_)), 1)) \
		fail_msg("%s is %.17g, not %.17g", #got, got_, want_); \
} while (0)

/* Pearson's statistic of counts that should be equal. */
static inline double chi_square(const uint32_t *count, size_t cells, double expected)
{
	double sum = 0;

	for (size_t k = 0; k < cells; k++)
		sum += (count[k] - expected) * (count[k] - expected) / expected;
	return sum;
}

/* Bytes that an `out` received: through a file that nobody else sees. */
struct caught { FILE *file; struct out out; };

static inline struct out *catch_open(struct caught *c)
{
	c->file = tmpfile();
	assert_non_null(c->file);
	out_open(&c->out, &memory, fileno(c->file));
	return &c->out;
}

static inline char *catch_close(struct caught *c, size_t *len)
{
	assert_ok(out_end(&c->out, &why));
	*len = (size_t)lseek(fileno(c->file), 0, SEEK_END);
	char *text = NEW(&memory, *len + 1, char);
	assert_int_equal(pread(fileno(c->file), text, *len, 0), *len);
	fclose(c->file);
	return text;
}

#endif
