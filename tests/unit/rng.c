/* Random numbers: sub-streams that differ, draws without bias, shuffles without favour. */
#include "check.h"

#include <gsl/gsl_cdf.h>

static int by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* Two streams that began in the same state would agree in their first 64 bits; that two of
 * 4 x 5000 different ones do so by chance has a probability of 10^-11. */
static void streams_differ(void **unused)
{
	enum { STREAMS = 5000 };
	static const uint64_t seed[] = { 0, 1, 2, UINT64_C(0x123456789ABCDEF0) };
	static uint64_t first[4 * STREAMS];
	size_t n = 0;

	(void)unused;
	for (int s = 0; s < 4; s++) {
		for (uint32_t r = 0; r < STREAMS; r++) {
			rng_stream(chance, seed[s], r < STREAMS / 2 ? r : UINT32_MAX - r);
			first[n] = (uint64_t)gsl_rng_get(chance) << 32;
			first[n++] |= gsl_rng_get(chance);
		}
	}
	qsort(first, n, sizeof *first, by_number);
	for (size_t k = 1; k < n; k++)
		assert_true(first[k] != first[k - 1]);
}

/* A stream is the same whatever was drawn before, and from any generator. */
static void streams_repeat(void **unused)
{
	gsl_rng *g = rng_new(&memory), *h = rng_new(&memory);
	unsigned long want[3];

	(void)unused;
	rng_stream(g, 7, 42);
	for (int k = 0; k < 3; k++)
		want[k] = gsl_rng_get(g);
	rng_stream(g, 7, 41);
	gsl_rng_get(g);
	rng_stream(g, 7, 42);
	rng_stream(h, 7, 42);
	for (int k = 0; k < 3; k++) {
		assert_int_equal(gsl_rng_get(g), want[k]);
		assert_int_equal(gsl_rng_get(h), want[k]);
	}
}

/* Below the chi-square value that chance exceeds once in 1000. */
static void assert_fits(const uint32_t *count, uint32_t cells, double expected)
{
	assert_true(chi_square(count, cells, expected) < gsl_cdf_chisq_Qinv(0.001, cells - 1));
}

/* With n = 3 2^30 a draw of 32 bits that is only scaled would hit the multiples of 3 in
 * half of the cases; n = 3 2^29 is the same with another part rejected. */
static void below_has_no_bias(void **unused)
{
	enum { DRAWS = 60000 };
	static const uint32_t large[] = { 3u << 30, 3u << 29, 3u << 30 | 3 };

	(void)unused;
	for (int i = 0; i < 3; i++) {
		uint32_t count[3] = { 0 };
		rng_stream(chance, 1, (uint32_t)i);
		for (int k = 0; k < DRAWS; k++) {
			uint32_t v = rng_below(chance, large[i]);
			assert_true(v < large[i]);
			count[v % 3]++;
		}
		assert_fits(count, 3, DRAWS / 3.0);
	}
	for (uint32_t n = 1; n < 40; n++) {
		uint32_t count[40] = { 0 };
		rng_stream(chance, 2, n);
		for (int k = 0; k < DRAWS; k++) {
			uint32_t v = rng_below(chance, n);
			assert_true(v < n);
			count[v]++;
		}
		if (n > 1)
			assert_fits(count, n, (double)DRAWS / n);
	}
}

/* All 24 orders of four things, by their number in the factorial system. */
static void shuffles_are_uniform(void **unused)
{
	enum { DRAWS = 24000 };
	uint32_t count[24] = { 0 };

	(void)unused;
	for (uint32_t r = 0; r < DRAWS; r++) {
		uint32_t v[4] = { 0, 1, 2, 3 }, number = 0;
		if (r % 1000 == 0)
			rng_stream(chance, 5, r / 1000);
		rng_shuffle(chance, v, 4);
		for (int i = 0; i < 4; i++) {
			uint32_t later_smaller = 0;
			for (int k = i + 1; k < 4; k++) {
				assert_true(v[k] != v[i]);
				later_smaller += v[k] < v[i];
			}
			number = number * (uint32_t)(4 - i) + later_smaller;
		}
		assert_true(number < 24);
		count[number]++;
	}
	assert_fits(count, 24, DRAWS / 24.0);
}

static void small_shuffles(void **unused)
{
	uint32_t v[2] = { 8, 9 };

	(void)unused;
	rng_stream(chance, 1, 1);
	rng_shuffle(chance, v, 0);
	rng_shuffle(chance, v, 1);
	assert_int_equal(v[0], 8);
	assert_int_equal(v[1], 9);
}

/* Where both can draw they draw the same; beyond 2^32 the eighths of the range are met alike. */
static void long_ranges(void **unused)
{
	enum { DRAWS = 80000 };
	const uint64_t n = UINT64_C(5) << 40;
	gsl_rng *g = chance;
	uint32_t count[8] = { 0 }, short_one;
	double chi = 0;

	(void)unused;
	for (uint32_t below = 1; below < 2000000000u; below = 3 * below + 1) {
		rng_stream(g, 1, below);
		short_one = rng_below(g, below);
		rng_stream(g, 1, below);
		assert_int_equal(rng_below_long(g, below), short_one);
	}
	for (int k = 0; k < DRAWS; k++) {
		uint64_t x = rng_below_long(g, n);
		assert_true(x < n);
		count[x / (n / 8)]++;
	}
	for (int k = 0; k < 8; k++)
		chi += (count[k] - DRAWS / 8.) * (count[k] - DRAWS / 8.) / (DRAWS / 8.);
	assert_true(gsl_cdf_chisq_Q(chi, 7) > 1e-4);
}

/* In [0, 1), with more than the 32 bits of one draw; mean 1/2 within five standard errors. */
static void reals(void **unused)
{
	enum { DRAWS = 100000 };
	gsl_rng *g = chance;
	double sum = 0;
	bool fine = false;

	(void)unused;
	rng_stream(g, 1, 1);
	for (int k = 0; k < DRAWS; k++) {
		double x = rng_real(g);
		assert_true(x >= 0 && x < 1);
		assert_true(x * 0x1p53 == (double)(uint64_t)(x * 0x1p53));
		fine |= x * 0x1p32 != (double)(uint64_t)(x * 0x1p32);
		sum += x;
	}
	assert_true(fine);
	assert_true(sum / DRAWS > 0.5 - 0.0046 && sum / DRAWS < 0.5 + 0.0046);
}

/* Blocks are the generator, number for number; below n, too. */
static void blocks_are_the_stream(void **unused)
{
	struct rng_block b;

	(void)unused;
	for (uint32_t r = 0; r < 20; r++) {
		rng_stream(chance, 7 * r, r);
		rng_block_stream(&b, 7 * r, r);
		for (int k = 0; k < 3000; k++)
			assert_int_equal(rng_block_get(&b), (uint32_t)gsl_rng_get(chance));
		for (uint32_t k = 1; k < 2000; k++) {
			uint32_t n = k % 3 ? k : 4000000000u - k;       /* often drawn again */
			assert_int_equal(rng_block_below(&b, n), rng_below(chance, n));
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(streams_differ), CHECK(streams_repeat), CHECK(below_has_no_bias),
		CHECK(shuffles_are_uniform), CHECK(small_shuffles),
		CHECK(long_ranges), CHECK(reals), CHECK(blocks_are_the_stream),
	};

	return cmocka_run_group_tests_name("rng", tests, NULL, NULL);
}
