/* Graphs in rows, components and cores, against matrices, reachability, peeling, and igraph. */
#include "ties.h"
#include "graph.h"
#include "karate.h"

/* --- rows ------------------------------------------------------------------------------------ */

/* Entries of v's row for u, in the order of the input: the definition of each way to build. */
struct entry { uint32_t u; uint64_t row; double w; };

static uint32_t expected(const struct ties *t, uint32_t v, unsigned how, struct entry *out)
{
	uint32_t n = 0;

	for (uint32_t u = 0; u < t->n; u++) {
		uint32_t first = n;
		for (uint64_t k = 0; k < t->m; k++) {
			if (t->a[k] == t->b[k] && how & GRAPH_NO_LOOPS)
				continue;
			bool out_arc = t->a[k] == v && t->b[k] == u, in_arc = t->b[k] == v && t->a[k] == u;
			int times = how & GRAPH_BOTH ? out_arc + in_arc : how & GRAPH_IN ? in_arc : out_arc;
			while (times--) {
				if (how & GRAPH_MERGE && n > first)
					out[first].w += t->w[k];
				else
					out[n++] = (struct entry){ u, k, t->w[k] };
			}
		}
	}
	return n;
}

static void every_way_to_build(void **state)
{
	(void)state;
	static struct ties t;
	static struct entry want[2 * MOST_ROWS];
	static const unsigned direction[] = { GRAPH_OUT, GRAPH_IN, GRAPH_BOTH };

	for (int turn = 0; turn < 1500; turn++) {
		random_ties(&t);
		for (unsigned d = 0; d < 3; d++)
			for (unsigned more = 0; more < 8; more++) {
				unsigned how = direction[d] | (more & 1 ? GRAPH_MERGE : 0) | (more & 2 ? GRAPH_NO_LOOPS : 0);
				struct graph g;
				uint64_t at = 0;
				graph_build(&memory, t.n, t.m, t.a, t.b, more & 4 ? t.w : NULL, how, &g);
				assert_int_equal(g.n, t.n);
				for (uint32_t v = 0; v < t.n; v++) {
					uint32_t n = expected(&t, v, how, want);
					assert_int_equal(graph_degree(&g, v), n);
					for (uint32_t k = 0; k < n; k++, at++) {
						assert_int_equal(g.adj[at], want[k].u);
						assert_int_equal(g.row[at], want[k].row);
						if (more & 4)
							assert_true(g.weight[at] == want[k].w);
					}
				}
				assert_int_equal(g.m, at);
				assert_int_equal(g.off[t.n], at);
				if (!(more & 4))
					assert_null(g.weight);
			}
		arena_free(&memory);
	}
}

/* --- components -------------------------------------------------------------------------------- */

static bool reach[MOST_PEOPLE][MOST_PEOPLE];

/* Warshall's closure. */
static void reachable(const struct ties *t, bool directed)
{
	memset(reach, 0, sizeof reach);
	for (uint32_t v = 0; v < t->n; v++)
		reach[v][v] = true;
	for (uint64_t k = 0; k < t->m; k++) {
		reach[t->a[k]][t->b[k]] = true;
		if (!directed)
			reach[t->b[k]][t->a[k]] = true;
	}
	for (uint32_t k = 0; k < t->n; k++)
		for (uint32_t i = 0; i < t->n; i++)
			for (uint32_t j = 0; j < t->n && reach[i][k]; j++)
				reach[i][j] |= reach[k][j];
}

static void are_components(const struct ties *t, uint32_t many, const uint32_t *component, const uint32_t *size)
{
	uint32_t total = 0, counted[MOST_PEOPLE] = { 0 }, first[MOST_PEOPLE];

	for (uint32_t v = 0; v < t->n; v++) {
		assert_true(component[v] < many);
		if (!counted[component[v]]++)
			first[component[v]] = v;
		for (uint32_t u = 0; u < t->n; u++)
			assert_int_equal(component[v] == component[u], reach[v][u] && reach[u][v]);
	}
	for (uint32_t c = 0; c < many; c++) {
		assert_int_equal(size[c], counted[c]);
		total += size[c];
		if (c)          /* largest first, then the one that begins earlier */
			assert_true(size[c - 1] > size[c] || (size[c - 1] == size[c] && first[c - 1] < first[c]));
	}
	assert_int_equal(total, t->n);
}

static void components_are_who_can_reach_whom(void **state)
{
	(void)state;
	static struct ties t;
	uint32_t component[MOST_PEOPLE], *size, many;

	for (int turn = 0; turn < 4000; turn++) {
		random_ties(&t);
		struct graph g;
		reachable(&t, false);
		many = components_weak(&memory, t.n, t.m, t.a, t.b, component, &size);
		are_components(&t, many, component, size);
		reachable(&t, true);
		graph_build(&memory, t.n, t.m, t.a, t.b, NULL, GRAPH_OUT | (any(2) ? GRAPH_MERGE : 0), &g);
		many = components_strong(&memory, &g, component, &size);
		are_components(&t, many, component, size);
		arena_free(&memory);
	}
}

/* A path and a ring of 10^6: no recursion may break, nothing may be quadratic. */
static void long_paths(void **state)
{
	(void)state;
	enum { N = 1000000 };
	uint32_t *a = NEW(&memory, N, uint32_t), *b = NEW(&memory, N, uint32_t), *component = NEW(&memory, N, uint32_t), *size;
	struct graph g;

	for (uint32_t k = 0; k < N; k++) {
		a[k] = k;
		b[k] = (k + 1) % N;
	}
	assert_int_equal(components_weak(&memory, N, N - 1, a, b, component, &size), 1);
	assert_int_equal(components_weak(&memory, N, N - 1, b, a, component, &size), 1);
	graph_build(&memory, N, N - 1, a, b, NULL, GRAPH_OUT, &g);
	assert_int_equal(components_strong(&memory, &g, component, &size), N);
	graph_build(&memory, N, N, a, b, NULL, GRAPH_OUT, &g);
	assert_int_equal(components_strong(&memory, &g, component, &size), 1);
	assert_int_equal(size[0], N);
}

/* --- cores ------------------------------------------------------------------------------------- */

/* Peeling as it is defined: whoever has fewer than k contacts left leaves, until nobody does. */
static void peel(bool tied[MOST_PEOPLE][MOST_PEOPLE], uint32_t n, uint32_t *core)
{
	bool in[MOST_PEOPLE];

	for (uint32_t v = 0; v < n; v++)
		core[v] = 0;
	for (uint32_t k = 1; k <= n; k++) {
		bool gone = true;
		for (uint32_t v = 0; v < n; v++)
			in[v] = true;
		while (gone) {
			gone = false;
			for (uint32_t v = 0; v < n; v++) {
				uint32_t left = 0;
				for (uint32_t u = 0; u < n; u++)
					left += in[u] && tied[v][u];
				if (in[v] && left < k) {
					in[v] = false;
					gone = true;
				}
			}
		}
		for (uint32_t v = 0; v < n; v++)
			if (in[v])
				core[v] = k;
	}
}

static void cores_are_what_peeling_leaves(void **state)
{
	(void)state;
	static bool tied[MOST_PEOPLE][MOST_PEOPLE];
	static struct ties t;
	uint32_t core[MOST_PEOPLE], want[MOST_PEOPLE];

	for (int turn = 0; turn < 1500; turn++) {
		random_ties(&t);
		simple_matrix(&t, tied);
		struct graph g;
		graph_build(&memory, t.n, t.m, t.a, t.b, NULL, GRAPH_BOTH | GRAPH_MERGE | GRAPH_NO_LOOPS, &g);
		graph_cores(&memory, &g, core);
		peel(tied, t.n, want);
		for (uint32_t v = 0; v < t.n; v++)
			assert_int_equal(core[v], want[v]);
		arena_free(&memory);
	}
}

/* --- igraph ---------------------------------------------------------------------------------------- */

static void igraph_agrees(uint32_t n, uint64_t m, const uint32_t *a, const uint32_t *b)
{
	uint32_t *ours = NEW(&memory, n, uint32_t), *size, many;
	igraph_vector_int_t theirs, sizes;
	igraph_integer_t number;
	struct graph g;
	igraph_t ig;

	to_igraph(&ig, n, m, a, b, true);
	igraph_vector_int_init(&theirs, 0);
	igraph_vector_int_init(&sizes, 0);
	for (int strong = 0; strong < 2; strong++) {
		graph_build(&memory, n, m, a, b, NULL, GRAPH_OUT, &g);
		many = strong ? components_strong(&memory, &g, ours, &size) : components_weak(&memory, n, m, a, b, ours, &size);
		igraph_connected_components(&ig, &theirs, &sizes, &number, strong ? IGRAPH_STRONG : IGRAPH_WEAK);
		assert_int_equal(many, number);
		uint32_t *to = NEW(&memory, many, uint32_t);    /* theirs are numbered otherwise */
		for (uint32_t v = 0; v < n; v++) {
			uint32_t *name = &to[VECTOR(theirs)[v]];
			if (!*name)
				*name = ours[v] + 1;
			assert_int_equal(*name, ours[v] + 1);
			assert_int_equal(VECTOR(sizes)[VECTOR(theirs)[v]], size[ours[v]]);
		}
	}
	igraph_simplify(&ig, true, true, NULL);
	igraph_to_undirected(&ig, IGRAPH_TO_UNDIRECTED_COLLAPSE, NULL);
	graph_build(&memory, n, m, a, b, NULL, GRAPH_BOTH | GRAPH_MERGE | GRAPH_NO_LOOPS, &g);
	graph_cores(&memory, &g, ours);
	igraph_coreness(&ig, &theirs, IGRAPH_ALL);
	for (uint32_t v = 0; v < n; v++)
		assert_int_equal(ours[v], VECTOR(theirs)[v]);
	igraph_vector_int_destroy(&theirs);
	igraph_vector_int_destroy(&sizes);
	igraph_destroy(&ig);
}

static void igraph_agrees_on_karate(void **state)
{
	(void)state;
	uint32_t core[KARATE_PEOPLE], in_four = 0;
	struct graph g;

	igraph_agrees(KARATE_PEOPLE, KARATE_TIES, karate_i, karate_j);
	/* the 4-core has ten members: 1 2 3 4 8 9 14 31 33 34 */
	graph_build(&memory, KARATE_PEOPLE, KARATE_TIES, karate_i, karate_j, karate_weight, GRAPH_BOTH, &g);
	graph_cores(&memory, &g, core);
	static const uint32_t member[] = { 1, 2, 3, 4, 8, 9, 14, 31, 33, 34 };
	for (uint32_t k = 0; k < 10; k++)
		assert_int_equal(core[member[k] - 1], 4);
	for (uint32_t v = 0; v < KARATE_PEOPLE; v++)
		in_four += core[v] == 4;
	assert_int_equal(in_four, 10);
	/* 34 met others in 48 settings: the largest strength */
	double strength = 0;
	for (uint64_t k = g.off[33]; k < g.off[34]; k++)
		strength += g.weight[k];
	assert_true(strength == 48);
}

static void igraph_agrees_on_random_graphs(void **state)
{
	(void)state;
	static struct ties t;

	for (int turn = 0; turn < 1000; turn++) {
		random_ties(&t);
		igraph_agrees(t.n, t.m, t.a, t.b);
		arena_free(&memory);
	}
	enum { N = 30000, M = 60000 };
	uint32_t *a = NEW(&memory, M, uint32_t), *b = NEW(&memory, M, uint32_t);
	for (int turn = 0; turn < 3; turn++) {
		for (uint32_t k = 0; k < M; k++) {
			a[k] = any(N);
			b[k] = any(turn ? N : 1 + a[k]);
		}
		igraph_agrees(N, M - (uint64_t)turn * 20000, a, b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(every_way_to_build), CHECK(components_are_who_can_reach_whom), CHECK(long_paths),
		CHECK(cores_are_what_peeling_leaves), CHECK(igraph_agrees_on_karate), CHECK(igraph_agrees_on_random_graphs),
	};

	return cmocka_run_group_tests_name("graph", tests, NULL, NULL);
}
