/* Models of networks: sizes met exactly, small ones by hand, chances by chi-square. */
#include "check.h"
#include "generate.h"
#include "pairs.h"

static int by_value(const void *x, const void *y)
{
	uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;

	return (a > b) - (a < b);
}

/* m distinct ties among n people, no loops. */
static void assert_simple(const struct drawn *d, uint32_t n, uint64_t m)
{
	uint64_t *key = calloc(m + 1, sizeof *key);

	assert_int_equal(d->n, n);
	assert_int_equal(d->m, m);
	for (uint64_t k = 0; k < m; k++) {
		assert_true(d->a[k] < n && d->b[k] < n && d->a[k] != d->b[k]);
		key[k] = pair_key(d->a[k], d->b[k]);
	}
	qsort(key, m, sizeof *key, by_value);
	for (uint64_t k = 1; k < m; k++)
		assert_true(key[k - 1] != key[k]);
	free(key);
}

static bool tied(const struct drawn *d, uint64_t before, uint32_t x, uint32_t y)
{
	for (uint64_t k = 0; k < before; k++)
		if (pair_key(d->a[k], d->b[k]) == pair_key(x, y))
			return true;
	return false;
}

/* --- pairs ------------------------------------------------------------------- */

static void pairs_in_order(void **state)
{
	(void)state;
	uint64_t k = 0;
	uint32_t a, b;

	for (uint32_t x = 1; x < 300; x++)
		for (uint32_t y = 0; y < x; y++) {
			pair_at(k++, &a, &b);
			assert_int_equal(a, x);
			assert_int_equal(b, y);
		}
	for (uint32_t x = UINT32_MAX - 1000; x < UINT32_MAX - 1; x++) {     /* where a double no longer can */
		pair_at(pairs_of(x), &a, &b);
		assert_int_equal(a, x);
		assert_int_equal(b, 0);
		pair_at(pairs_of(x) - 1, &a, &b);
		assert_int_equal(a, x - 1);
		assert_int_equal(b, x - 2);
	}
}

/* Against a row of flags, on so few slots that runs of them meet and wrap around. */
static void sets(void **state)
{
	(void)state;
	enum { NUMBERS = 40, MOST = 30 };
	bool in[NUMBERS] = { false };
	struct pair_set s;
	int size = 0;

	rng_stream(chance, 5, 0);
	pair_set_open(&s, &memory, MOST);
	for (int step = 0; step < 20000; step++) {
		uint32_t x = rng_below(chance, NUMBERS);
		if (in[x] && rng_below(chance, 2)) {
			pair_set_remove(&s, x);
			in[x] = false;
			size--;
		} else if (in[x] || size < MOST) {
			assert_int_equal(pair_set_add(&s, x), !in[x]);
			size += !in[x];
			in[x] = true;
		}
		for (uint32_t y = 0; y < NUMBERS; y++)
			assert_int_equal(pair_set_has(&s, y), in[y]);
	}
}

static void put_bit(void *ctx, uint64_t number)
{
	uint32_t *bits = ctx;

	assert_false(*bits >> number & 1);
	*bits |= 1u << number;
}

/* All C(6,k) sets of k out of 6 numbers equally often: k = 2 draws them, k = 4 leaves out two.
 * The 99.99 per cent point of chi-square with 14 degrees of freedom is 42.6. */
static void draws(void **state)
{
	(void)state;
	for (uint64_t k = 2; k <= 4; k += 2) {
		uint32_t seen[64] = { 0 }, count[15];
		int cells = 0;
		for (uint32_t r = 0; r < 15000; r++) {
			uint32_t bits = 0;
			rng_stream(chance, k, r);
			pairs_draw(&memory, chance, 6, k, put_bit, &bits);
			assert_int_equal(__builtin_popcount(bits), k);
			seen[bits]++;
		}
		for (int x = 0; x < 64; x++)
			if (seen[x]) {
				assert_true(cells < 15);
				count[cells++] = seen[x];
			}
		assert_int_equal(cells, 15);
		assert_true(chi_square(count, 15, 1000) < 42.6);
	}
}

/* --- sizes ------------------------------------------------------------------------ */

static void exact_sizes(void **state)
{
	(void)state;
	struct drawn d;

	for (uint32_t r = 0; r < 1500; r++) {
		rng_stream(chance, 77, r);
		struct mark mark = arena_mark(&memory);
		uint32_t n = rng_below(chance, 40);
		uint64_t most = pairs_of(n), m = rng_below(chance, 4) ? rng_below(chance, (uint32_t)most + 1) : most;
		double p = rng_below(chance, 3) / 2.0;
		assert_ok(generate_holme_kim(&memory, chance, n, m, p, &d, &why));
		assert_simple(&d, n, m);
		assert_ok(generate_watts_strogatz(&memory, chance, n, m, p, &d, &why));
		assert_simple(&d, n, m);
		assert_ok(generate_gnm(&memory, chance, n, m, &d, &why));
		assert_simple(&d, n, m);
		if (n >= 3) {
			uint32_t size = 3 + rng_below(chance, n - 2);
			assert_ok(generate_caveman(&memory, n, size, &d, &why));
			assert_simple(&d, n, d.m);
		}
		arena_release(&memory, mark);
	}
}

static void refused(void **state)
{
	(void)state;
	struct drawn d;
	uint32_t *w;

	assert_int_equal(generate_gnm(&memory, chance, 5, 11, &d, &why), E_USAGE);
	assert_string_equal(why.text, "11 ties among 5 people: they have only 10 pairs");
	assert_int_equal(generate_gnm(&memory, chance, 0, 1, &d, &why), E_USAGE);
	assert_int_equal(generate_holme_kim(&memory, chance, 100000, 1u << 30, 0, &d, &why), E_USAGE);
	assert_int_equal(generate_holme_kim(&memory, chance, 10, 10, 1.5, &d, &why), E_USAGE);
	assert_int_equal(generate_watts_strogatz(&memory, chance, 10, 10, (double)NAN, &d, &why), E_USAGE);
	assert_int_equal(generate_caveman(&memory, 10, 2, &d, &why), E_USAGE);
	assert_int_equal(generate_caveman(&memory, 10, 11, &d, &why), E_USAGE);
	assert_int_equal(generate_planted(&memory, chance, 10, 10, 11, 0.5, &d, &why), E_USAGE);
	assert_int_equal(generate_planted(&memory, chance, 10, 10, 5, 1, &d, &why), E_USAGE);   /* 5 pairs inside */
	assert_int_equal(generate_weights(&memory, chance, 0, 10, &w, &why), E_USAGE);
}

/* --- Holme and Kim ---------------------------------------------------------------------- */

/* 4 people, 3 ties: each newcomer brings one.  The third chooses 0 or 1 (degrees 1 and 1); the
 * fourth the one in the middle with probability 2/4, the others with 1/4 each.  So a star comes
 * out half of the time, with 0 or 1 in its middle, and a path the other half. */
static void preferential(void **state)
{
	(void)state;
	enum { DRAWS = 20000 };
	uint32_t count[4] = { 0 };
	struct drawn d;

	for (uint32_t r = 0; r < DRAWS; r++) {
		struct mark mark = arena_mark(&memory);
		rng_stream(chance, 3, r);
		assert_ok(generate_holme_kim(&memory, chance, 4, 3, 0, &d, &why));
		assert_int_equal(d.b[0], 0);
		assert_true(d.b[1] <= 1);
		count[2 * d.b[1] + (d.b[1] == d.b[2])]++;
		arena_release(&memory, mark);
	}
	assert_true(chi_square(count, 4, DRAWS / 4.0) < 21.1);         /* 3 degrees of freedom, 0.0001 */
}

/* With triad = 1 every newcomer but those of the seed knows two people who know each other. */
static void triads(void **state)
{
	(void)state;
	struct drawn d;
	uint32_t closed = 0, newcomers = 0;

	rng_stream(chance, 9, 0);
	assert_ok(generate_holme_kim(&memory, chance, 400, 1000, 1, &d, &why));
	for (uint64_t k = 0; k < d.m; ) {
		uint64_t to = k;
		while (to < d.m && d.a[to] == d.a[k])
			to++;
		if (to - k >= 2) {
			newcomers++;
			closed += tied(&d, k, d.b[k], d.b[k + 1]);
		}
		k = to;
	}
	assert_true(newcomers > 300);
	assert_int_equal(closed, newcomers);
}

/* Preferential attachment has degrees near 3000^(1/2) * 3 at the top; gnm would stay below 30. */
static void heavy_tail(void **state)
{
	(void)state;
	enum { N = 3000 };
	struct drawn d;
	uint32_t degree[N] = { 0 }, most = 0;

	rng_stream(chance, 10, 0);
	assert_ok(generate_holme_kim(&memory, chance, N, 3 * N, 0.5, &d, &why));
	for (uint64_t k = 0; k < d.m; k++) {
		degree[d.a[k]]++;
		degree[d.b[k]]++;
	}
	for (uint32_t v = 0; v < N; v++)
		most = degree[v] > most ? degree[v] : most;
	assert_true(most > 80);
}

/* --- the others ----------------------------------------------------------------------------- */

/* Two caves 0 1 2 and 3 4 5: 0-1 becomes 0-5, 3-4 becomes 3-2. */
static void caves(void **state)
{
	(void)state;
	static const uint32_t a[] = { 0, 0, 1, 3, 3, 4 }, b[] = { 5, 2, 2, 2, 5, 5 }, group[] = { 0, 0, 0, 1, 1, 1 };
	struct drawn d;

	assert_ok(generate_caveman(&memory, 6, 3, &d, &why));
	assert_int_equal(d.m, 6);
	assert_memory_equal(d.a, a, sizeof a);
	assert_memory_equal(d.b, b, sizeof b);
	assert_memory_equal(d.group, group, sizeof group);
	assert_ok(generate_caveman(&memory, 5, 5, &d, &why));     /* alone: a clique */
	assert_simple(&d, 5, 10);
	assert_ok(generate_caveman(&memory, 11, 4, &d, &why));    /* 3 caves: 4 4 3 */
	assert_int_equal(d.m, 6 + 6 + 3);
	assert_int_equal(d.groups, 3);
	assert_int_equal(generate_cave_size(1000, 5000), 11);
	assert_int_equal(generate_cave_size(4, 6), 4);
	assert_int_equal(generate_cave_size(100, 0), 3);
}

/* Without rewiring the lattice: 5 people and 7 ties are the ring and 2 of 5 longer ties, from
 * 0 * 5 / 2 = 0 and 1 * 5 / 2 = 2. */
static void ring(void **state)
{
	(void)state;
	static const uint32_t a[] = { 0, 1, 2, 3, 4, 0, 2 }, b[] = { 1, 2, 3, 4, 0, 2, 4 };
	struct drawn d;

	assert_ok(generate_watts_strogatz(&memory, chance, 5, 7, 0, &d, &why));
	assert_memory_equal(d.a, a, sizeof a);
	assert_memory_equal(d.b, b, sizeof b);
	rng_stream(chance, 4, 0);
	assert_ok(generate_watts_strogatz(&memory, chance, 1000, 5000, 1, &d, &why));
	uint32_t moved = 0;
	for (uint32_t k = 0; k < d.m; k++) {
		uint32_t v = k % 1000, lattice = (v + 1 + k / 1000) % 1000;
		assert_int_equal(d.a[k], v);
		moved += d.b[k] != lattice;
	}
	assert_int_equal(moved, 5000);
	assert_simple(&d, 1000, 5000);
}

static uint64_t inside(const struct drawn *d)
{
	uint64_t n = 0;

	for (uint64_t k = 0; k < d->m; k++)
		n += d->group[d->a[k]] == d->group[d->b[k]];
	return n;
}

static void planted(void **state)
{
	(void)state;
	struct drawn d;

	for (uint32_t r = 0; r < 300; r++) {
		struct mark mark = arena_mark(&memory);
		rng_stream(chance, 6, r);
		uint32_t n = 20 + rng_below(chance, 30), groups = 1 + rng_below(chance, 4);
		uint64_t m = 10 + rng_below(chance, 30);
		double share = groups == 1 ? 1 : rng_below(chance, 5) / 4.0;
		assert_ok(generate_planted(&memory, chance, n, m, groups, share, &d, &why));
		assert_simple(&d, n, m);
		assert_int_equal(inside(&d), (uint64_t)(share * (double)m + 0.5));
		arena_release(&memory, mark);
	}
	/* 3 groups of 2 2 1: both pairs inside and all 8 between. */
	assert_ok(generate_planted(&memory, chance, 5, 10, 3, 0.2, &d, &why));
	assert_simple(&d, 5, 10);
}

/* How many have at least `least` contacts. */
static uint32_t popular(const struct drawn *d, uint32_t least)
{
	uint32_t *degree = calloc(d->n, sizeof *degree), n = 0;

	for (uint64_t k = 0; k < d->m; k++) {
		degree[d->a[k]]++;
		degree[d->b[k]]++;
	}
	for (uint32_t v = 0; v < d->n; v++)
		n += degree[v] >= least;
	free(degree);
	return n;
}

/* The r-th of 2000 people is to have 20000 r^(-1 / (tail - 1)) / sum contacts: so many ranks promise 40
 * contacts or more.  Chance makes that a few per cent more. */
static double promised(double tail)
{
	double sum = 0, n = 0;

	for (int r = 1; r <= 2000; r++)
		sum += pow(r, -1 / (tail - 1));
	for (int r = 1; r <= 2000; r++)
		n += 20000 * pow(r, -1 / (tail - 1)) / sum >= 40;
	return n;
}

static void lfr(void **state)
{
	(void)state;
	struct drawn d;
	const double tails[] = { 2.2, 2.5, 3.5 };

	for (int t = 0; t < 3; t++) {
		double have = 0;
		for (uint32_t r = 0; r < 40; r++) {
			struct mark mark = arena_mark(&memory);
			uint32_t size[2000] = { 0 };
			rng_stream(chance, 14, r);
			assert_ok(generate_lfr(&memory, chance, 2000, 10000, tails[t], r % 5 / 4.0, &d, &why));
			assert_simple(&d, 2000, 10000);
			have += popular(&d, 40) / 40.0;
			assert_true(r % 5 || !inside(&d));
			for (uint32_t v = 0; v < 2000; v++)
				size[d.group[v]]++;
			for (uint32_t x = 0; x < d.groups; x++)         /* the last may have been joined by up to K - 1 */
				assert_in_range(size[x], 11, 20 * 11 + 10);
			arena_release(&memory, mark);
		}
		assert_true(have > 0.9 * promised(tails[t]) && have < 1.2 * promised(tails[t]));
	}
	/* 500 people, 40 contacts each, 12 of them inside groups of at least 41. */
	assert_ok(generate_lfr(&memory, chance, 500, 10000, 50, 0.3, &d, &why));
	assert_in_range(inside(&d), 2500, 3100);
	/* Two groups of three: nine pairs between them, and then no more. */
	assert_ok(generate_lfr(&memory, chance, 6, 9, 3, 0, &d, &why));
	assert_simple(&d, 6, 9);
	assert_int_equal(d.groups, 2);
	assert_int_equal(generate_lfr(&memory, chance, 6, 10, 3, 0, &d, &why), E_USAGE);
	assert_int_equal(generate_lfr(&memory, chance, 6, 15, 2, 0.5, &d, &why), E_USAGE);
	assert_int_equal(generate_lfr(&memory, chance, 6, 15, 3, 1.5, &d, &why), E_USAGE);
	for (uint32_t n = 0; n < 5; n++) {
		assert_ok(generate_lfr(&memory, chance, n, n / 2, 2.5, 0.8, &d, &why));
		assert_simple(&d, n, n / 2);
	}
}

/* P(weight >= k) = k^-1.5: 0.3536 for 2, 0.1925 for 3, each within 4 standard errors. */
static void weights(void **state)
{
	(void)state;
	enum { M = 40000 };
	uint32_t *w, two = 0, three = 0;

	rng_stream(chance, 8, 0);
	assert_ok(generate_weights(&memory, chance, 1.5, M, &w, &why));
	for (uint32_t k = 0; k < M; k++) {
		assert_true(w[k] >= 1);
		two += w[k] >= 2;
		three += w[k] >= 3;
	}
	assert_true(fabs((double)two / M - 0.353553) < 4 * sqrt(0.3536 * 0.6464 / M));
	assert_true(fabs((double)three / M - 0.192450) < 4 * sqrt(0.1925 * 0.8075 / M));
}

/* The weight of a tie and the groups of its ends go with it. */
static void shuffled(void **state)
{
	(void)state;
	struct drawn d;
	uint32_t weight[200], kept = 0, degree[2][60] = { { 0 } };
	uint64_t before;

	rng_stream(chance, 12, 0);
	assert_ok(generate_planted(&memory, chance, 60, 200, 3, 0.7, &d, &why));
	before = inside(&d);
	for (uint32_t k = 0; k < 200; k++) {
		weight[k] = 10 * d.group[d.a[k]] * d.group[d.b[k]] + d.group[d.a[k]] + d.group[d.b[k]];
		degree[0][d.a[k]]++;
		degree[0][d.b[k]]++;
	}
	uint32_t *first = NEW(&memory, 200, uint32_t);
	memcpy(first, d.a, 200 * sizeof *first);
	generate_shuffle(&memory, chance, &d, weight);
	assert_simple(&d, 60, 200);
	assert_int_equal(inside(&d), before);
	for (uint32_t k = 0; k < 200; k++) {
		assert_int_equal(weight[k], 10 * d.group[d.a[k]] * d.group[d.b[k]] + d.group[d.a[k]] + d.group[d.b[k]]);
		degree[1][d.a[k]]++;
		degree[1][d.b[k]]++;
		kept += d.a[k] == first[k];
	}
	assert_true(kept < 40);
	uint32_t bins[2][64] = { { 0 } };       /* the same degrees, of other people */
	for (uint32_t v = 0; v < 60; v++) {
		bins[0][degree[0][v] & 63]++;
		bins[1][degree[1][v] & 63]++;
	}
	assert_memory_equal(bins[0], bins[1], sizeof bins[0]);
	assert_memory_not_equal(degree[0], degree[1], sizeof degree[0]);
}

static void groups(void **state)
{
	(void)state;
	struct drawn d;
	uint32_t size[3] = { 0 };

	assert_ok(generate_gnm(&memory, chance, 11, 20, &d, &why));
	assert_ok(generate_groups(&memory, chance, 3, &d, &why));
	for (uint32_t v = 0; v < 11; v++)
		size[d.group[v]]++;
	assert_int_equal(size[0], 4);
	assert_int_equal(size[1], 4);
	assert_int_equal(size[2], 3);
	assert_int_equal(generate_groups(&memory, chance, 12, &d, &why), E_USAGE);
}

static void hexadecimal(void **state)
{
	(void)state;
	enum { N = 20000 };
	uint64_t *read = calloc(N, sizeof *read);
	char text[17] = "";

	for (uint64_t v = 0; v < N; v++) {
		generate_hex(v, text);
		assert_int_equal(strspn(text, "0123456789abcdef"), 16);
		read[v] = strtoull(text, NULL, 16);
	}
	qsort(read, N, sizeof *read, by_value);
	for (uint64_t v = 1; v < N; v++)
		assert_true(read[v - 1] < read[v]);
	free(read);
}

static void same_seed_same_network(void **state)
{
	(void)state;
	struct drawn x, y, z;

	rng_stream(chance, 1, 0);
	assert_ok(generate_holme_kim(&memory, chance, 500, 2000, 0.5, &x, &why));
	rng_stream(chance, 1, 0);
	assert_ok(generate_holme_kim(&memory, chance, 500, 2000, 0.5, &y, &why));
	rng_stream(chance, 2, 0);
	assert_ok(generate_holme_kim(&memory, chance, 500, 2000, 0.5, &z, &why));
	assert_memory_equal(x.b, y.b, 2000 * sizeof *x.b);
	assert_memory_not_equal(x.b, z.b, 2000 * sizeof *x.b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(pairs_in_order), CHECK(sets), CHECK(draws),
		CHECK(exact_sizes), CHECK(refused),
		CHECK(preferential), CHECK(triads), CHECK(heavy_tail),
		CHECK(caves), CHECK(ring), CHECK(planted), CHECK(lfr),
		CHECK(weights), CHECK(shuffled), CHECK(groups),
		CHECK(hexadecimal), CHECK(same_seed_same_network),
	};
	return cmocka_run_group_tests_name("generate", tests, NULL, NULL);
}
