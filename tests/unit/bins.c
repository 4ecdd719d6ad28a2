/* Bins: borders by hand, and the same answers from a search without wit. */
#include "check.h"
#include "bins.h"
#include "sort.h"

static void assert_bins(const struct bins *b, uint32_t n, const double *lo, const double *hi, const double *x)
{
	assert_int_equal(b->n, n);
	for (uint32_t k = 0; k < n; k++) {
		assert_true(b->lo[k] == lo[k]);
		assert_true(b->hi[k] == hi[k]);
		assert_true(b->x[k] == x[k]);
	}
}

#define LIST(...) (const double[]){ __VA_ARGS__ }
#define MAKE(kind_, size_, ...) make(kind_, size_, sizeof (double[]){ __VA_ARGS__ } / sizeof(double), LIST(__VA_ARGS__))

static struct bins make(enum bins_kind kind, double size, size_t n, const double *sorted)
{
	struct bins_how how = { .kind = kind, .size = size };
	struct bins b;

	assert_ok(bins_make(&memory, &how, sorted, (uint32_t)n, &b, &why));
	return b;
}

static void distinct(void **unused)
{
	struct bins b = MAKE(BINS_DISTINCT, 0, -1, 2, 2, 2.5);

	(void)unused;
	assert_bins(&b, 3, LIST(-1, 2, 2.5), LIST(-1, 2, 2.5), LIST(-1, 2, 2.5));
	assert_int_equal(bins_find(&b, 2), 1);
	assert_int_equal(bins_find(&b, 2.1), NO_BIN);
	assert_int_equal(bins_find(&b, -2), NO_BIN);
	assert_int_equal(bins_find(&b, 3), NO_BIN);
	assert_int_equal(bins_find(&b, NAN), NO_BIN);
}

static void integer(void **unused)
{
	struct bins b = MAKE(BINS_INTEGER, 0, -0.6, 1, 1.4, 3.5);

	(void)unused;
	assert_bins(&b, 3, LIST(-1.5, 0.5, 3.5), LIST(-0.5, 1.5, 4.5), LIST(-1, 1, 4));
	assert_int_equal(bins_find(&b, 0.5), 1);
	assert_int_equal(bins_find(&b, 1.5), NO_BIN);
}

/* Multiples of .1 are the numbers that one writes: .3 is in [.3, .4), though 3 x .1 > .3. */
static void width(void **unused)
{
	struct bins b = MAKE(BINS_WIDTH, 0.1, 0.05, 0.3, 0.3, 0.7);

	(void)unused;
	assert_bins(&b, 3, LIST(0, 0.3, 0.7), LIST(0.1, 0.4, 0.8), LIST(0.05, 0.3, 0.7));
	b = MAKE(BINS_WIDTH, 2.5, -INFINITY, -0.1, 0, 2.5, INFINITY);
	assert_bins(&b, 3, LIST(-2.5, 0, 2.5), LIST(0, 2.5, 5), LIST(-0.1, 0, 2.5));
	assert_int_equal(bins_find(&b, INFINITY), NO_BIN);
}

static void logarithmic(void **unused)
{
	struct bins b = MAKE(BINS_LOG, 2, -3, 0, 0.3, 1, 1, 2, 3, 8);

	(void)unused;
	assert_bins(&b, 4, LIST(0.25, 1, 2, 8), LIST(0.5, 2, 4, 16), LIST(0.3, 1, 2.5, 8));
	assert_int_equal(bins_find(&b, 0), NO_BIN);
	assert_int_equal(bins_find(&b, 5), NO_BIN);
	b = MAKE(BINS_LOG, 10, 1, 10, 99, 1000, 1e20);
	assert_bins(&b, 4, LIST(1, 10, 1000, 1e20), LIST(10, 100, 10000, 1e21), LIST(1, 54.5, 1000, 1e20));
}

/* Twelve rows, six of them 1: the places of quarters are 3, 6 and 9.  Place 3 lies in the run of
 * ones, which begins at 0 and ends at 6: as near to either, and 0 is no border; place 6 is where
 * the 2 begins; place 9 is where the 5 begins. */
static void quantile_with_heaps(void **unused)
{
	struct bins b = MAKE(BINS_QUANTILE, 4, 1, 1, 1, 1, 1, 1, 2, 3, 3, 5, 6, 9);

	(void)unused;
	assert_bins(&b, 3, LIST(1, 2, 5), LIST(2, 5, 9), LIST(1, 3, 6));
	assert_int_equal(bins_find(&b, 9), 2);
	assert_int_equal(bins_find(&b, 4), 1);
	assert_int_equal(bins_find(&b, 9.1), NO_BIN);
	assert_int_equal(bins_find(&b, 0.9), NO_BIN);
	b = MAKE(BINS_QUANTILE, 2, 7, 7, 7);
	assert_bins(&b, 1, LIST(7), LIST(7), LIST(7));
	assert_int_equal(bins_find(&b, 7), 0);
	b = MAKE(BINS_QUANTILE, 3, 1, 9, 9, 9);         /* the last bin is a single value */
	assert_bins(&b, 2, LIST(1, 9), LIST(9, 9), LIST(1, 9));
	assert_int_equal(bins_find(&b, 9), 1);
	assert_int_equal(bins_find(&b, 5), 0);
	b = make(BINS_QUANTILE, 4, 0, NULL);
	assert_int_equal(b.n, 0);
	assert_int_equal(bins_find(&b, 1), NO_BIN);
}

static void automatic(void **unused)
{
	double v[BINS_FEW + 1];
	struct bins b;

	(void)unused;
	for (int k = 0; k <= BINS_FEW; k++)
		v[k] = k;
	b = make(BINS_AUTO, 0, BINS_FEW, v);
	assert_int_equal(b.n, BINS_FEW);
	assert_true(b.lo[3] == 3 && b.hi[3] == 3);
	b = make(BINS_AUTO, 0, BINS_FEW + 1, v);
	assert_int_equal(b.n, 10);
}

static void breaks(void **unused)
{
	struct bins_how how = { .kind = BINS_BREAKS };
	struct bins b;
	double *border;

	(void)unused;
	assert_ok(bins_borders(&memory, "1,2,3.5,10,Inf", &border, &how.bins, &why));
	assert_int_equal(how.bins, 4);
	how.border = border;
	assert_ok(bins_make(&memory, &how, LIST(0, 1, 2, 2, 3, 40), 6, &b, &why));
	assert_bins(&b, 4, LIST(1, 2, 3.5, 10), LIST(2, 3.5, 10, INFINITY), LIST(1, 2, 6.75, 40));
	assert_int_equal(bins_find(&b, 0), NO_BIN);
	assert_int_equal(bins_find(&b, INFINITY), 3);
	how.bins = 2;
	assert_ok(bins_make(&memory, &how, LIST(0, 1, 3.5, 4), 4, &b, &why));
	assert_int_equal(bins_find(&b, 3.5), 1);        /* the last border belongs to its bin */
	assert_int_equal(bins_find(&b, 4), NO_BIN);
	assert_true(b.x[0] == 1 && b.x[1] == 3.5);
	how.open = true;
	assert_ok(bins_make(&memory, &how, LIST(0, 1, 3.5, 4), 4, &b, &why));
	assert_int_equal(bins_find(&b, 0), 0);
	assert_int_equal(bins_find(&b, 4), 1);
	assert_true(b.x[0] == 0.5 && b.x[1] == 3.75);
}

static void known(void **unused)
{
	struct bins b;

	(void)unused;           /* out of order, repeated, with a gap and a single value */
	assert_ok(bins_known(&memory, LIST(6, 1, 3, 1), LIST(5, 1, 2, 1), LIST(9, 1, 4, 1), 4, "t", true, &b, &why));
	assert_bins(&b, 3, LIST(1, 2, 5), LIST(1, 4, 9), LIST(1, 3, 6));
	assert_int_equal(bins_find(&b, 100), 2);
	assert_int_equal(bins_find(&b, 0), NO_BIN);     /* a single value is not opened */
	assert_int_equal(bins_find(&b, 4.5), NO_BIN);
	assert_int_equal(bins_known(&memory, LIST(1, 2), LIST(1, 2), LIST(3, 4), 2, "t", false, &b, &why), E_DATA);
	assert_non_null(strstr(why.text, "overlaps"));
	assert_int_equal(bins_known(&memory, LIST(1), LIST(NAN), LIST(3), 1, "t", false, &b, &why), E_DATA);
	assert_int_equal(bins_known(&memory, LIST(1), LIST(4), LIST(3), 1, "t", false, &b, &why), E_DATA);
}

static void refused(void **unused)
{
	static const char *const lists[] = { "", "1", "1,1", "2,1", "1,a", "1,,2", "1,2,", "1;2" };
	static const struct { enum bins_kind kind; double size; } wrong[] = {
		{ BINS_WIDTH, 0 }, { BINS_WIDTH, -1 }, { BINS_WIDTH, INFINITY }, { BINS_LOG, 1 }, { BINS_LOG, 0.5 },
		{ BINS_QUANTILE, 0 }, { BINS_QUANTILE, 1e9 }, { BINS_WIDTH, 1e-20 },
	};
	struct bins b;
	double *border;
	uint32_t n;

	(void)unused;
	for (size_t k = 0; k < sizeof lists / sizeof *lists; k++)
		assert_int_equal(bins_borders(&memory, lists[k], &border, &n, &why), E_USAGE);
	for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
		struct bins_how how = { .kind = wrong[k].kind, .size = wrong[k].size };
		assert_int_equal(bins_make(&memory, &how, LIST(1, 2), 2, &b, &why), E_USAGE);
	}
}

/* Of every kind: each row is in the one bin whose borders hold it, no quantile bin parts equal
 * values, and every bin that is made from data has a row. */
static void rows_are_in_their_bins(void **unused)
{

	(void)unused;
	for (uint32_t run = 0; run < 400; run++) {
		struct mark m = arena_mark(&memory);
		uint32_t n, held[2000] = { 0 };
		double size;
		rng_stream(chance, 3, run);
		n = 1 + rng_below(chance, 200);
		double *v = NEW(&memory, n, double);
		for (uint32_t k = 0; k < n; k++)
			v[k] = run % 2 ? floor(exp(4 * gsl_rng_uniform(chance))) : 50 * gsl_rng_uniform(chance) + 0.001;
		sort_reals(v, n, NEW(&memory, n, double));
		for (enum bins_kind kind = BINS_AUTO; kind < BINS_BREAKS; kind++) {
			size = kind == BINS_QUANTILE ? 1 + rng_below(chance, 12) : kind == BINS_LOG ? 1.3 : 0.7;
			struct bins b = make(kind, size, n, v);
			assert_true(b.n < 2000);
			memset(held, 0, sizeof held);
			for (uint32_t k = 0; k < n; k++) {
				uint32_t in = NO_BIN;
				for (uint32_t i = 0; i < b.n; i++)
					if ((b.lo[i] <= v[k] && v[k] < b.hi[i]) || v[k] == b.lo[i] ||
					    (b.closed && i + 1 == b.n && v[k] == b.hi[i]))
						in = i;
				assert_true(in != NO_BIN);
				assert_int_equal(bins_find(&b, v[k]), in);
				held[in]++;
			}
			for (uint32_t i = 0; i < b.n; i++)
				assert_true(held[i] > 0 && b.lo[i] <= b.x[i] && b.x[i] <= b.hi[i]);
		}
		arena_release(&memory, m);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(distinct), CHECK(integer), CHECK(width),
		CHECK(logarithmic), CHECK(quantile_with_heaps), CHECK(automatic),
		CHECK(breaks), CHECK(known), CHECK(refused),
		CHECK(rows_are_in_their_bins),
	};

	return cmocka_run_group_tests_name("bins", tests, NULL, NULL);
}
