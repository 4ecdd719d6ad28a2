/* Null models: what each keeps is kept, and all that it allows is equally likely. */
#include "check.h"
#include "null.h"

#include <gsl/gsl_cdf.h>

static struct simple network(uint32_t n, uint32_t m, bool directed)
{
	uint32_t *a = NEW(&memory, m, uint32_t), *b = NEW(&memory, m, uint32_t);
	struct simple s;

	for (uint32_t k = 0; k < m; k++) {
		a[k] = any(n);
		b[k] = any(n);
	}
	assert_ok(simple_build(&memory, n, m, a, b, directed, &s, &why));
	return s;
}

static struct simple network_of(uint32_t n, const char *ties, bool directed)
{
	uint32_t a[64], b[64], m = 0;
	struct simple s;

	for (; *ties; ties += 2 + (ties[2] == ' ')) {
		a[m] = (uint32_t)(ties[0] - '0');
		b[m++] = (uint32_t)(ties[1] - '0');
	}
	assert_ok(simple_build(&memory, n, m, a, b, directed, &s, &why));
	return s;
}

/* A network of at most 6 people as a number; loops and repetitions would show. */
static uint64_t code_of(const struct simple *s, uint32_t m, const struct ends *tie)
{
	uint64_t code = 0;

	for (uint32_t k = 0; k < m; k++) {
		uint32_t a = tie[k].a, b = tie[k].b;
		assert_true(a < s->n && b < s->n && a != b);
		if (!s->directed && a > b) {
			a = tie[k].b;
			b = tie[k].a;
		}
		uint64_t bit = 1ull << (a * 6 + b);
		assert_false(code & bit);
		code |= bit;
	}
	return code;
}

/* --- simple networks ------------------------------------------------------------------------------- */

static void loops_and_repetitions(void **unused)
{
	const uint32_t a[] = { 0, 1, 0, 2, 1, 0 }, b[] = { 1, 0, 0, 1, 2, 1 };
	struct simple s;

	(void)unused;
	assert_ok(simple_build(&memory, 4, 6, a, b, true, &s, &why));
	assert_int_equal(s.m, 4);                       /* 0-1, 1-0, 2-1, 1-2 */
	assert_int_equal(s.loops, 1);
	assert_int_equal(s.repeated, 1);
	assert_int_equal(s.mutual, 2);
	const uint32_t of[] = { 0, 1, NO_TIE, 2, 3, 0 }, mate[] = { 1, 0, 3, 2 };
	assert_memory_equal(s.of, of, sizeof of);
	assert_memory_equal(s.mate, mate, sizeof mate);
	assert_near(simple_density(&s), 4 / 12., 0);
	assert_ok(simple_build(&memory, 4, 6, a, b, false, &s, &why));
	assert_int_equal(s.m, 2);
	assert_int_equal(s.repeated, 3);
	assert_near(simple_density(&s), 2 / 6., 0);
	assert_int_equal(s.tie[1].a, 2);                /* as it stood first */
	assert_ok(simple_build(&memory, 1, 0, a, b, false, &s, &why));
	assert_true(isnan(simple_density(&s)));
	assert_fails(E_DATA, "2147483648 ties", simple_build(&memory, 1, 1ull << 31, a, b, false, &s, &why));
}

/* --- what is kept -------------------------------------------------------------------------------------- */

static void count_degrees(uint32_t n, uint32_t m, const struct ends *tie, bool directed, uint32_t *out, uint32_t *in)
{
	memset(out, 0, n * sizeof *out);
	memset(in, 0, n * sizeof *in);
	for (uint32_t k = 0; k < m; k++) {
		out[tie[k].a]++;
		(directed ? in : out)[tie[k].b]++;
	}
}

static void keeps(const struct simple *s, enum null_model model)
{
	uint32_t *out[2], *in[2];
	struct null_room r;
	struct pair_set seen;

	null_room(&memory, s, model, &r);
	null_draw(s, model, chance, &r);
	pair_set_open(&seen, &memory, r.m);
	for (uint32_t k = 0; k < r.m; k++) {
		uint32_t a = r.tie[k].a, b = r.tie[k].b;
		assert_true(a < s->n && b < s->n && a != b);
		assert_true(pair_set_add(&seen, s->directed ? (uint64_t)a << 32 | b : pair_key(a, b)));
	}
	if (model != NULL_BERNOULLI)
		assert_int_equal(r.m, s->m);
	for (uint32_t k = 0; model == NULL_DYADS && k < r.m; k++) {
		uint64_t back = (uint64_t)r.tie[k].b << 32 | r.tie[k].a;
		assert_int_equal(pair_set_has(&seen, back), s->mate[k] != NO_TIE);
		if (s->mate[k] != NO_TIE)
			assert_int_equal(r.tie[s->mate[k]].a, r.tie[k].b);
	}
	if (model != NULL_DEGREES)
		return;
	assert_true(r.done <= r.tried && r.tried == (s->m > 1 ? r.switches : 0));
	for (int k = 0; k < 2; k++) {
		out[k] = NEW(&memory, s->n, uint32_t);
		in[k] = NEW(&memory, s->n, uint32_t);
		count_degrees(s->n, s->m, k ? r.tie : s->tie, s->directed, out[k], in[k]);
	}
	assert_memory_equal(out[0], out[1], s->n * sizeof **out);
	assert_memory_equal(in[0], in[1], s->n * sizeof **in);
}

static void what_is_kept(void **unused)
{
	(void)unused;
	for (int k = 0; k < 2000; k++) {
		struct mark m = arena_mark(&memory);
		bool directed = k & 1;
		uint32_t n = any(30) + 1;
		struct simple s = network(n, any(n * n * (k % 3 ? 1 : 4)) , directed);
		for (int model = 0; model < (directed ? 4 : 3); model++)
			keeps(&s, (enum null_model)model);
		arena_release(&memory, m);
	}
}

/* --- equally likely --------------------------------------------------------------------------------------- */

enum { STATES = 4096 };

struct states { uint64_t code[STATES]; uint32_t count[STATES], n; };

static void meet(struct states *t, uint64_t code, uint32_t times)
{
	uint32_t k = 0;

	while (k < t->n && t->code[k] != code)
		k++;
	assert_true(k < STATES);
	t->code[k] = code;
	if (k == t->n)
		t->count[t->n++] = 0;
	t->count[k] += times;
}

/* All networks of s->n people that `like` takes. */
static void list(const struct simple *s, bool (*like)(const struct simple *, uint32_t m, const struct ends *), struct states *t)
{
	struct ends pair[30], tie[30];
	uint32_t pairs = 0;

	t->n = 0;
	for (uint32_t a = 0; a < s->n; a++)
		for (uint32_t b = 0; b < s->n; b++)
			if (s->directed ? a != b : a < b)
				pair[pairs++] = (struct ends){ a, b };
	for (uint32_t bits = 0; bits < 1u << pairs; bits++) {
		uint32_t m = 0;
		for (uint32_t k = 0; k < pairs; k++)
			if (bits >> k & 1)
				tie[m++] = pair[k];
		if (like(s, m, tie))
			meet(t, code_of(s, m, tie), 0);
	}
}

static bool same_degrees(const struct simple *s, uint32_t m, const struct ends *tie)
{
	uint32_t out[2][6], in[2][6];

	count_degrees(s->n, s->m, s->tie, s->directed, out[0], in[0]);
	count_degrees(s->n, m, tie, s->directed, out[1], in[1]);
	return m == s->m && !memcmp(out[0], out[1], s->n * sizeof **out) && !memcmp(in[0], in[1], s->n * sizeof **in);
}

static bool same_size(const struct simple *s, uint32_t m, const struct ends *tie)
{
	(void)tie;
	return m == s->m;
}

static bool same_dyads(const struct simple *s, uint32_t m, const struct ends *tie)
{
	uint32_t mutual = 0;

	for (uint32_t x = 0; x < m; x++)
		for (uint32_t y = 0; y < x; y++)
			mutual += tie[x].a == tie[y].b && tie[x].b == tie[y].a;
	return m == s->m && mutual == s->mutual;
}

/* Every network of the list comes up, no other does, and as often as the others: chi-square at 1e-4. */
static void uniform(const struct simple *s, enum null_model model,
                    bool (*like)(const struct simple *, uint32_t, const struct ends *), uint64_t switches)
{
	static struct states t;
	struct null_room r;
	uint32_t draws;
	double chi = 0, each;

	list(s, like, &t);
	uint32_t states = t.n;
	draws = states * 40;
	each = (double)draws / states;
	null_room(&memory, s, model, &r);
	r.switches = switches;
	for (uint32_t k = 0; k < draws; k++) {
		null_draw(s, model, chance, &r);
		meet(&t, code_of(s, r.m, r.tie), 1);
	}
	assert_int_equal(t.n, states);
	for (uint32_t k = 0; k < states; k++)
		chi += (t.count[k] - each) * (t.count[k] - each) / each;
	if (states > 1 && gsl_cdf_chisq_Q(chi, states - 1) < 1e-4)
		fail_msg("%u networks, %u draws: chi-square %g", states, draws, chi);
}

static void degrees_are_uniform(void **unused)
{
	static const struct { uint32_t n; const char *ties; bool directed; } start[] = {
		{ 3, "01 12 20", true },                        /* a cycle: turning it around is all there is */
		{ 4, "01 12 20 03", true }, { 4, "01 12 20 03 30 13 31 23 32", true },
		{ 5, "01 12 23 34 40", true }, { 5, "01 10 12 23 34 42 13", true }, { 5, "01 02 03 04 12", true },
		{ 5, "01 12 23 34 40", false }, { 6, "01 12 23 34 45 50 03", false }, { 6, "01 02 03 04 05 12", false },
		{ 6, "01 23 45", false }, { 6, "01 12 20 34", false }, { 2, "01", false } };

	(void)unused;
	for (size_t k = 0; k < sizeof start / sizeof *start; k++) {
		struct simple s = network_of(start[k].n, start[k].ties, start[k].directed);
		uniform(&s, NULL_DEGREES, same_degrees, 400);
	}
}

static void pairs_are_uniform(void **unused)
{
	(void)unused;
	struct simple few = network_of(5, "01 12 23", false), most = network_of(5, "01 02 03 04 12 13 14 23 24", false);
	struct simple arcs = network_of(4, "01 10 12 23", true), all = network_of(3, "01 02 12", false);

	uniform(&few, NULL_GNM, same_size, 0);
	uniform(&most, NULL_GNM, same_size, 0);
	uniform(&arcs, NULL_GNM, same_size, 0);
	uniform(&all, NULL_GNM, same_size, 0);
	uniform(&arcs, NULL_DYADS, same_dyads, 0);
	struct simple dense = network_of(4, "01 10 02 20 12 21 03 13 23", true), mutual = network_of(4, "01 10 23 32", true);
	uniform(&dense, NULL_DYADS, same_dyads, 0);
	uniform(&mutual, NULL_DYADS, same_dyads, 0);
}

/* 2000 draws: every pair is tied as often as p says, and numbers of ties spread as binomial ones do. */
static void bernoulli_is_bernoulli(void **unused)
{
	(void)unused;
	for (int directed = 0; directed < 2; directed++) {
		struct simple s = network_of(6, "01 12 23 34 45", directed);
		double p = simple_density(&s), pairs = (double)simple_pairs(&s), sum = 0, squares = 0, chi = 0;
		uint32_t hits[6][6] = { { 0 } };
		struct null_room r;
		null_room(&memory, &s, NULL_BERNOULLI, &r);
		for (int k = 0; k < 2000; k++) {
			null_draw(&s, NULL_BERNOULLI, chance, &r);
			code_of(&s, r.m, r.tie);
			for (uint32_t t = 0; t < r.m; t++)
				hits[r.tie[t].a][r.tie[t].b]++;
			sum += r.m;
			squares += (double)r.m * r.m;
		}
		for (uint32_t a = 0; a < 6; a++)
			for (uint32_t b = 0; b < 6; b++)
				if (directed ? a != b : a > b)
					chi += pow(hits[a][b] - 2000 * p, 2) / (2000 * p * (1 - p));
		assert_true(gsl_cdf_chisq_Q(chi, pairs) > 1e-4);
		double variance = squares / 2000 - sum / 2000 * sum / 2000;
		assert_near(variance / (pairs * p * (1 - p)), 1, 0.15);
	}
	struct simple full = network_of(3, "01 12 20", false), none = network(3, 0, true), one = network(1, 0, true);
	struct null_room r;
	null_room(&memory, &full, NULL_BERNOULLI, &r);
	null_draw(&full, NULL_BERNOULLI, chance, &r);
	assert_int_equal(r.m, 3);
	null_room(&memory, &none, NULL_BERNOULLI, &r);
	null_draw(&none, NULL_BERNOULLI, chance, &r);
	assert_int_equal(r.m, 0);
	null_room(&memory, &one, NULL_BERNOULLI, &r);
	null_draw(&one, NULL_BERNOULLI, chance, &r);
	assert_int_equal(r.m, 0);
}

/* --- labels -------------------------------------------------------------------------------------------------- */

/* Members 4, 2, 0 in stratum 0 and 1, 3, 5, 6 in stratum 1: 3! x 4! arrangements. */
static void labels_are_uniform(void **unused)
{
	static struct states t;
	const uint32_t order[] = { 4, 1, 2, 3, 5, 0, 6 }, stratum[] = { 0, 1, 0, 1, 0, 1, 1 };
	const uint32_t from[] = { 0, 1, 2, 3, 4, 5, 6 };
	struct null_strata s;
	double chi = 0;

	(void)unused;
	null_strata(&memory, 7, order, stratum, 2, &s);
	const uint32_t want[] = { 4, 2, 0, 1, 3, 5, 6 };
	assert_memory_equal(s.who, want, sizeof want);
	t.n = 0;
	for (int k = 0; k < 144 * 50; k++) {
		uint32_t to[7];
		uint64_t code = 0;
		null_labels(&s, chance, from, to);
		for (int v = 0; v < 7; v++) {
			assert_int_equal(stratum[to[v]], stratum[v]);
			code = code * 8 + to[v];
		}
		meet(&t, code, 1);
	}
	assert_int_equal(t.n, 144);
	for (uint32_t k = 0; k < t.n; k++)
		chi += pow(t.count[k] - 50., 2) / 50;
	assert_true(gsl_cdf_chisq_Q(chi, 143) > 1e-4);
}

/* Replicate r depends on nothing but the seed and r. */
static void the_same_again(void **unused)
{
	struct simple s = network(50, 200, true);
	struct null_room one, two;

	(void)unused;
	for (int model = 0; model < 4; model++) {
		null_room(&memory, &s, (enum null_model)model, &one);
		null_room(&memory, &s, (enum null_model)model, &two);
		for (uint32_t r = 1; r < 4; r++) {
			rng_stream(chance, 1, r);
			null_draw(&s, (enum null_model)model, chance, &one);
		}
		rng_stream(chance, 1, 3);
		null_draw(&s, (enum null_model)model, chance, &two);
		assert_int_equal(one.m, two.m);
		assert_memory_equal(one.tie, two.tie, one.m * sizeof *one.tie);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(loops_and_repetitions), CHECK(what_is_kept), CHECK(degrees_are_uniform), CHECK(pairs_are_uniform),
		CHECK(bernoulli_is_bernoulli), CHECK(labels_are_uniform), CHECK(the_same_again),
	};

	return cmocka_run_group_tests_name("null", tests, NULL, NULL);
}
