/* Brokerage: cases by hand, a slow count over all triples, and chance by enumerating every network. */
#include "broker_chance.h"
#include "check.h"

enum { MOST = 64 };

/* A network as a matrix. */
struct dense {
	uint32_t n, m;
	bool directed, arc[MOST][MOST];
	uint32_t group[MOST];
	struct ends tie[MOST * MOST];
};

static void list_ties(struct dense *d)
{
	d->m = 0;
	for (uint32_t a = 0; a < d->n; a++)
		for (uint32_t b = 0; b < d->n; b++)
			if (d->arc[a][b] && (d->directed || a < b))
				d->tie[d->m++] = (struct ends){ a, b };
	for (uint32_t k = d->m; k > 1; k--) {           /* in any order, undirected ties either way round */
		uint32_t other = any(k);
		struct ends held = d->tie[k - 1];
		d->tie[k - 1] = d->tie[other];
		d->tie[other] = held;
		if (!d->directed && any(2))
			d->tie[other] = (struct ends){ held.b, held.a };
	}
}

static void random_network(struct dense *d, uint32_t n, uint32_t groups, double density, bool directed)
{
	*d = (struct dense){ .n = n, .directed = directed };
	for (uint32_t v = 0; v < n; v++)
		d->group[v] = any(groups);
	for (uint32_t a = 0; a < n; a++)
		for (uint32_t b = 0; b < n; b++)
			if (directed ? a != b : a < b)
				d->arc[a][b] = rng_real(chance) < density;
	for (uint32_t a = 0; a < n && !directed; a++)
		for (uint32_t b = 0; b < a; b++)
			d->arc[a][b] = d->arc[b][a];
	list_ties(d);
}

/* --- the slow count -------------------------------------------------------------------------------------- */

static int role_by_words(uint32_t a, uint32_t v, uint32_t b)
{
	if (a == v && v == b)
		return 0;       /* coordinator: one group */
	if (a == b)
		return 1;       /* itinerant: between two of a group that is not the broker's */
	if (v == b)
		return 2;       /* gatekeeper: lets in from outside */
	if (a == v)
		return 3;       /* representative: brings out */
	return 4;               /* liaison: three groups */
}

/* Over unordered pairs where there are no directions; what could be read both ways is split. */
static void slow_count(const struct dense *d, double pairs[MOST][5], double share[MOST][5], double sole[MOST][5])
{
	memset(pairs, 0, MOST * sizeof *pairs);
	memset(share, 0, MOST * sizeof *share);
	memset(sole, 0, MOST * sizeof *sole);
	for (uint32_t a = 0; a < d->n; a++)
		for (uint32_t b = 0; b < d->n; b++) {
			double brokers = 0;
			if (a == b || d->arc[a][b] || (!d->directed && a > b))
				continue;
			for (uint32_t v = 0; v < d->n; v++)
				brokers += d->arc[a][v] && d->arc[v][b];
			for (uint32_t v = 0; v < d->n; v++) {
				int one = role_by_words(d->group[a], d->group[v], d->group[b]);
				int two = d->directed ? one : role_by_words(d->group[b], d->group[v], d->group[a]);
				if (!d->arc[a][v] || !d->arc[v][b])
					continue;
				pairs[v][one] += 0.5;
				pairs[v][two] += 0.5;
				share[v][one] += 0.5 / brokers;
				share[v][two] += 0.5 / brokers;
				sole[v][one] += brokers == 1 ? 0.5 : 0;
				sole[v][two] += brokers == 1 ? 0.5 : 0;
			}
		}
}

static struct broker_counts fast_count(struct broker_room *room, const struct dense *d)
{
	struct broker_counts c;

	broker_counts(&memory, d->n, &(struct broker_what){ .partial = true, .exclusivity = true }, &c);
	broker_take(room, d->directed, d->m, d->tie);
	broker_count(room, d->group, &c);
	return c;
}

static void compare(struct broker_room *room, const struct dense *d)
{
	static double pairs[MOST][5], share[MOST][5], sole[MOST][5];
	struct mark m = arena_mark(&memory);
	struct broker_counts c = fast_count(room, d);

	slow_count(d, pairs, share, sole);
	for (uint32_t v = 0; v < d->n; v++)
		for (uint32_t k = 0; k < 5; k++) {
			if (c.pairs[v * 5 + k] != pairs[v][k] || c.sole[v * 5 + k] != sole[v][k])
				fail_msg("%s, %u people, person %u, %s: %g pairs, not %g; %g alone, not %g",
				         d->directed ? "directed" : "undirected", d->n, v, broker_measure_name[k],
				         c.pairs[v * 5 + k], pairs[v][k], c.sole[v * 5 + k], sole[v][k]);
			assert_near(c.share[v * 5 + k] / BROKER_PAIR, share[v][k], 1e-12);
		}
	arena_release(&memory, m);
}

static void against_all_triples(void **unused)
{
	static struct dense d;

	(void)unused;
	for (int k = 0; k < 6000; k++) {
		struct mark m = arena_mark(&memory);
		struct broker_room *room;
		uint32_t n = any(k % 20 ? 12 : MOST) + 1, groups = any(5) + 1;

		assert_ok(broker_room(&memory, n, n * n, groups, true, &room, &why));
		random_network(&d, n, groups, rng_real(chance), k & 1);
		compare(room, &d);
		random_network(&d, n, groups, rng_real(chance) / 3, !(k & 1));       /* the same room again */
		compare(room, &d);
		arena_release(&memory, m);
	}
}

/* Hubs, people without ties, groups without members. */
static void against_all_triples_with_hubs(void **unused)
{
	static struct dense d;

	(void)unused;
	for (int k = 0; k < 300; k++) {
		struct mark m = arena_mark(&memory);
		struct broker_room *room;

		random_network(&d, 40, 9, 0.05, k & 1);
		for (uint32_t hub = any(4); hub-- > 0; )
			for (uint32_t v = hub + 1; v < 35; v++)
				if (any(10)) {
					d.arc[hub][v] |= !d.directed || any(2);
					d.arc[v][hub] |= !d.directed || any(2);
				}
		list_ties(&d);
		assert_ok(broker_room(&memory, 40, d.m, 9, true, &room, &why));
		compare(room, &d);
		arena_release(&memory, m);
	}
}

/* --- by hand ---------------------------------------------------------------------------------------------- */

static void expect(const struct dense *d, uint32_t v, const double role[5])
{
	struct broker_room *room;

	assert_ok(broker_room(&memory, d->n, d->m, 9, true, &room, &why));
	struct broker_counts c = fast_count(room, d);
	for (uint32_t k = 0; k < 5; k++)
		if (c.pairs[v * 5 + k] != role[k])
			fail_msg("person %u, %s: %g, not %g", v, broker_measure_name[k], c.pairs[v * 5 + k], role[k]);
}

static struct dense digraph(uint32_t n, const char *arcs, const char *groups)
{
	struct dense d = { .n = n, .directed = true };

	for (; *arcs; arcs += 2 + (arcs[2] == ' '))
		d.arc[arcs[0] - '1'][arcs[1] - '1'] = true;
	for (uint32_t v = 0; v < n; v++)
		d.group[v] = (uint32_t)(groups[v] - 'w');
	list_ties(&d);
	return d;
}

/* One arc in, one arc out: five ways to be between.  Turned around, gatekeeper and representative change places. */
static void the_five_roles(void **unused)
{
	static const struct { const char *groups; int role; } way[] = {
		{ "xxx", BROKER_COORDINATOR }, { "xyx", BROKER_ITINERANT }, { "xyy", BROKER_GATEKEEPER },
		{ "xxy", BROKER_REPRESENTATIVE }, { "xyz", BROKER_LIAISON } };

	(void)unused;
	for (int k = 0; k < 5; k++) {
		struct dense there = digraph(3, "12 23", way[k].groups), back = digraph(3, "32 21", way[k].groups);
		double role[5] = { 0 }, turned[5] = { 0 };
		role[way[k].role] = 1;
		turned[way[k].role == BROKER_GATEKEEPER ? BROKER_REPRESENTATIVE :
		       way[k].role == BROKER_REPRESENTATIVE ? BROKER_GATEKEEPER : way[k].role] = 1;
		expect(&there, 1, role);
		expect(&back, 1, turned);
	}
}

/* 1, 2 of x, 3, 4 of y, 5 of z.  Open two-paths: 1: 3-1-2 (y x x: gatekeeper; no arc 3-2), 3-1-4 (y x y: itinerant;
 * none 3-4).  2: 1-2-3 (x x y: representative), 5-2-3 (z x y: liaison), 5-2-4 (liaison; 5-4 is not there, 4-5 is);
 * 1-2-4 is closed.  3: 2-3-1 (x y x: itinerant).  4: 1-4-5, 2-4-5 (x y z: liaison).  5: 4-5-2 (y z x: liaison). */
static void five_people(void **unused)
{
	struct dense d = digraph(5, "12 23 31 14 45 52 24", "xxyyz");

	(void)unused;
	expect(&d, 0, (double[]){ 0, 1, 1, 0, 0 });
	expect(&d, 1, (double[]){ 0, 0, 0, 1, 2 });
	expect(&d, 2, (double[]){ 0, 1, 0, 0, 0 });
	expect(&d, 3, (double[]){ 0, 0, 0, 0, 2 });
	expect(&d, 4, (double[]){ 0, 0, 0, 0, 1 });
}

/* An arc there and back brokers nothing; a star of three undirected ties brokers three pairs. */
static void small_stars(void **unused)
{
	struct dense back = digraph(2, "12 21", "xx"), star = digraph(4, "12 21 13 31 14 41", "xxxy");

	(void)unused;
	expect(&back, 0, (double[]){ 0, 0, 0, 0, 0 });
	expect(&star, 0, (double[]){ 2, 0, 2, 2, 0 });          /* ordered pairs */
	star.directed = false;
	list_ties(&star);
	expect(&star, 0, (double[]){ 1, 0, 1, 1, 0 });          /* {2,3}; {2,4} and {3,4}, half and half */
}

/* A square 1-2-3-4: everyone is one of two between a pair. */
static void shared_credit(void **unused)
{
	struct dense d = digraph(4, "12 21 23 32 34 43 41 14", "xxyy");
	struct broker_room *room;

	(void)unused;
	d.directed = false;
	list_ties(&d);
	assert_ok(broker_room(&memory, 4, d.m, 9, true, &room, &why));
	struct broker_counts c = fast_count(room, &d);
	for (uint32_t v = 0; v < 4; v++)
		for (int k = 0; k < 5; k++) {
			bool border = k == BROKER_GATEKEEPER || k == BROKER_REPRESENTATIVE;
			assert_near(c.pairs[v * 5 + (uint32_t)k], border ? 0.5 : 0, 0);
			assert_near(c.share[v * 5 + (uint32_t)k] / BROKER_PAIR, border ? 0.25 : 0, 0);
			assert_near(c.sole[v * 5 + (uint32_t)k], 0, 0);
		}
}

/* A hub of 10^5 people in two groups: all pairs by arithmetic. */
static void a_large_hub(void **unused)
{
	enum { N = 100001 };
	struct ends *tie = NEW(&memory, N, struct ends);
	uint32_t *group = NEW(&memory, N, uint32_t);
	struct broker_counts c;
	struct broker_room *room;
	double half = (N - 1) / 2;

	(void)unused;
	for (uint32_t v = 1; v < N; v++) {
		tie[v - 1] = (struct ends){ 0, v };
		group[v] = v & 1;
	}
	assert_ok(broker_room(&memory, N, N - 1, 2, true, &room, &why));
	broker_counts(&memory, N, &(struct broker_what){ .partial = true, .exclusivity = true }, &c);
	broker_take(room, false, N - 1, tie);
	broker_count(room, group, &c);
	assert_near(c.pairs[BROKER_COORDINATOR], half * (half - 1) / 2, 0);
	assert_near(c.pairs[BROKER_ITINERANT], half * (half - 1) / 2, 0);
	assert_near(c.pairs[BROKER_GATEKEEPER], half * half / 2, 0);
	assert_near(c.pairs[BROKER_REPRESENTATIVE], half * half / 2, 0);
	assert_near(c.pairs[BROKER_LIAISON], 0, 0);
	for (int k = 0; k < 5; k++) {
		assert_near(c.share[k] / BROKER_PAIR, c.pairs[k], 0);
		assert_near(c.sole[k], c.pairs[k], 0);
	}
}

/* Two hubs who know the same 10^5 people, and one of them somebody more: the pairs of those people have two brokers
 * each, the pair of hubs has 10^5. */
static void two_hubs(void **unused)
{
	enum { N = 100000, MORE = N + 2, PEOPLE = N + 3 };      /* hubs: N, N + 1 */
	struct ends *tie = NEW(&memory, 2 * N + 1, struct ends);
	uint32_t *group = NEW(&memory, PEOPLE, uint32_t);
	struct broker_counts c;
	struct broker_room *room;
	double half = N / 2;

	(void)unused;
	for (uint32_t v = 0; v < N; v++) {
		tie[2 * v] = (struct ends){ v, N };
		tie[2 * v + 1] = (struct ends){ N + 1, v };
		group[v] = v & 1;
	}
	tie[2 * N] = (struct ends){ N, MORE };
	group[MORE] = 2;
	assert_ok(broker_room(&memory, PEOPLE, 2 * N + 1, 3, true, &room, &why));
	broker_counts(&memory, PEOPLE, &(struct broker_what){ .partial = true, .exclusivity = true }, &c);
	broker_take(room, false, 2 * N + 1, tie);
	broker_count(room, group, &c);
	for (uint32_t hub = N; hub < N + 2; hub++) {
		const double pairs[] = { half * (half - 1) / 2, half * (half - 1) / 2, half * half / 2, half * half / 2, 0 };
		double alone[] = { 0, 0, hub == N ? half / 2 : 0, hub == N ? half / 2 : 0, hub == N ? half : 0 };      /* with MORE */
		for (uint32_t k = 0; k < 5; k++) {
			assert_near(c.pairs[hub * 5 + k], pairs[k] + alone[k], 0);
			assert_near(c.sole[hub * 5 + k], alone[k], 0);
			assert_near(c.share[hub * 5 + k] / BROKER_PAIR, pairs[k] / 2 + alone[k], 0);
		}
	}
	for (uint32_t v = 0; v < N; v++)
		for (uint32_t k = 0; k < 5; k++) {
			double one = k == (v & 1 ? BROKER_ITINERANT : BROKER_COORDINATOR);
			assert_near(c.pairs[v * 5 + k], one, 0);
			assert_near(c.sole[v * 5 + k], 0, 0);
			assert_near(c.share[v * 5 + k] / BROKER_PAIR, one / N, 1e-12);
		}
}

static void too_many_people(void **unused)
{
	struct broker_room *room;

	(void)unused;
	assert_fails(E_DATA, "1073741824 people", broker_room(&memory, 1u << 30, 0, 1, false, &room, &why));
}

/* --- chance -------------------------------------------------------------------------------------------------- */

/* Mean and sd of person 0 over every network of n people, each with its probability. */
static void enumerate(struct dense *d, double density, double mean[6], double sd[6])
{
	static double pairs[MOST][5], share[MOST][5], sole[MOST][5];
	uint32_t slots = d->directed ? d->n * (d->n - 1) : d->n * (d->n - 1) / 2;
	double square[6] = { 0 };

	memset(mean, 0, 6 * sizeof *mean);
	for (uint32_t code = 0; code < 1u << slots; code++) {
		uint32_t bit = 0;
		double p = 1, total = 0;
		for (uint32_t a = 0; a < d->n; a++)
			for (uint32_t b = 0; b < d->n; b++) {
				if (d->directed ? a == b : a >= b)
					continue;
				d->arc[a][b] = code >> bit++ & 1;
				p *= d->arc[a][b] ? density : 1 - density;
				if (!d->directed)
					d->arc[b][a] = d->arc[a][b];
			}
		slow_count(d, pairs, share, sole);
		for (int k = 0; k < 5; k++)
			total += pairs[0][k];
		for (int k = 0; k < 6; k++) {
			double x = k < 5 ? pairs[0][k] : total;
			mean[k] += p * x;
			square[k] += p * x * x;
		}
	}
	for (int k = 0; k < 6; k++)
		sd[k] = sqrt(fmax(0, square[k] - mean[k] * mean[k]));
}

static void check_moments(const char *groups, double density, bool directed)
{
	static struct dense d;
	uint32_t size[9] = { 0 };
	struct broker_sizes z;
	struct broker_chance c;
	double want_mean[6], want_sd[6];

	d = (struct dense){ .n = (uint32_t)strlen(groups), .directed = directed };
	for (uint32_t v = 0; v < d.n; v++)
		size[d.group[v] = (uint32_t)(groups[v] - 'w')]++;
	broker_sizes(&memory, 9, size, &z);
	broker_chance(&z, size[d.group[0]], density, directed, &c);
	enumerate(&d, density, want_mean, want_sd);
	for (int k = 0; k < 6; k++) {
		assert_near(c.mean[k], want_mean[k], 1e-12);
		assert_near(c.sd[k], want_sd[k], 1e-7);           /* the difference of two squares under the root */
		if (fabs(want_sd[k]) < 1e-7)
			assert_true(c.sd[k] == 0 && !signbit(c.sd[k]));
	}
}

static void moments_are_exact(void **unused)
{
	static const char *const four[] = { "xxxx", "xxxy", "xxyy", "xyyy", "xxyz", "xyyz", "xyzw" };
	static const char *const six[] = { "xxxyyy", "xxyyzz", "xyyyzz", "xxxxxy", "xyyzzz", "xyyyyy" };

	(void)unused;
	for (size_t k = 0; k < sizeof four / sizeof *four; k++) {
		check_moments(four[k], 0.3, true);
		check_moments(four[k], 0.85, true);
	}
	for (size_t k = 0; k < sizeof six / sizeof *six; k++)
		check_moments(six[k], 0.4, false);
	check_moments("x", 0.5, true);
	check_moments("xy", 0.5, true);
	check_moments("xxy", 1, true);
	check_moments("xyz", 0, false);
}

/* All measures under a null, by one thread and by two. */
static double *draw(const struct dense *d, uint32_t groups, bool by_group, struct broker_null *null, uint64_t *n)
{
	struct broker_what what = { .partial = true, .exclusivity = true };
	double *value[2];
	struct simple s;
	uint32_t *a = NEW(&memory, d->m, uint32_t), *b = NEW(&memory, d->m, uint32_t);

	for (uint32_t k = 0; k < d->m; k++) {
		a[k] = d->tie[k].a;
		b[k] = d->tie[k].b;
	}
	assert_ok(simple_build(&memory, d->n, d->m, a, b, d->directed, &s, &why));
	*n = (uint64_t)(by_group ? groups : 1) * BROKER_MEASURES * null->replicates;
	for (int t = 0; t < 2; t++) {
		value[t] = NEW(&memory, *n, double);
		null->threads = t + 1;
		assert_ok(broker_draw(&memory, NULL, &s, groups, d->group, by_group, &what, null, value[t], &why));
	}
	assert_memory_equal(value[0], value[1], *n * sizeof **value);
	return value[0];
}

static void nulls_by_any_number_of_threads(void **unused)
{
	static struct dense d;
	struct null_strata strata;
	uint32_t order[40];
	uint64_t n;

	(void)unused;
	random_network(&d, 40, 3, 0.1, true);
	for (uint32_t v = 0; v < 40; v++)
		order[v] = 39 - v;
	null_strata(&memory, 40, order, NULL, 0, &strata);
	for (int model = -1; model < 3; model++) {
		struct broker_null null = { .labels = model < 0 ? &strata : NULL, .model = (enum null_model)model,
		                            .replicates = 50, .seed = 7 };
		double *v = draw(&d, 3, true, &null, &n), whole[BROKER_MEASURES][50] = { { 0 } };
		for (uint64_t k = 0; k < n; k++)
			whole[k / 50 % BROKER_MEASURES][k % 50] += v[k];
		v = draw(&d, 3, false, &null, &n);
		for (uint64_t k = 0; k < n; k++) {              /* the groups add up to the whole */
			assert_near(v[k], whole[k / 50][k % 50], 1e-12);
			if (model < 0 && k / 50 == BROKER_TOTAL)        /* labels change who, not how much */
				assert_near(v[k], v[BROKER_TOTAL * 50], 1e-12);
		}
	}
}

/* The mean over 4000 random networks is what the closed form says, role by role, within 4.5 standard errors. */
static void closed_form_and_drawing_agree(void **unused)
{
	static struct dense d;
	struct broker_what what = { .any = false };
	struct broker_null null = { .model = NULL_BERNOULLI, .replicates = 4000, .seed = 3, .threads = 2 };

	(void)unused;
	for (int directed = 0; directed < 2; directed++) {
		double *value = NEW(&memory, BROKER_MEASURES * 4000, double), want[6] = { 0 };
		uint32_t size[3] = { 0 }, a[900], b[900];
		struct broker_sizes z;
		struct broker_chance c;
		struct simple s;

		random_network(&d, 30, 3, 0.15, directed);
		for (uint32_t k = 0; k < d.m; k++) {
			a[k] = d.tie[k].a;
			b[k] = d.tie[k].b;
		}
		assert_ok(simple_build(&memory, d.n, d.m, a, b, directed, &s, &why));
		for (uint32_t v = 0; v < d.n; v++)
			size[d.group[v]]++;
		broker_sizes(&memory, 3, size, &z);
		for (uint32_t v = 0; v < d.n; v++) {
			broker_chance(&z, size[d.group[v]], simple_density(&s), directed, &c);
			for (int k = 0; k < 6; k++)
				want[k] += c.mean[k];
		}
		assert_ok(broker_draw(&memory, NULL, &s, 3, d.group, false, &what, &null, value, &why));
		for (int k = 0; k < 6; k++) {
			double sum = 0, squares = 0, average;
			for (int r = 0; r < 4000; r++)
				sum += value[k * 4000 + r];
			average = sum / 4000;
			for (int r = 0; r < 4000; r++)
				squares += pow(value[k * 4000 + r] - average, 2);
			if (fabs(average - want[k]) > 4.5 * sqrt(squares / 3999 / 4000))
				fail_msg("%s: mean %g, not %g", broker_measure_name[k], average, want[k]);
		}
	}
}

int main(void)
{
	const struct CMUnitTest all[] = {
		CHECK(the_five_roles), CHECK(five_people), CHECK(small_stars), CHECK(shared_credit), CHECK(a_large_hub), CHECK(two_hubs),
		CHECK(too_many_people), CHECK(against_all_triples), CHECK(against_all_triples_with_hubs),
		CHECK(moments_are_exact), CHECK(nulls_by_any_number_of_threads), CHECK(closed_form_and_drawing_agree),
	};

	return cmocka_run_group_tests_name("broker", all, NULL, NULL);
}
