#include "graph.h"

#include <string.h>

/* --- building ------------------------------------------------------------------------
 * Arcs are put into buckets by their far end, and from there, bucket by bucket, into the rows
 * of their near end: so every row is sorted, and of equal entries the first row comes first,
 * in O(n + m). */

struct arc { uint32_t near, far; };

/* What tie k is seen from one side: 0, or 1 with GRAPH_BOTH. */
static inline struct arc arc_of(const uint32_t *from, const uint32_t *to, unsigned how, uint64_t k, int side)
{
	return (how & GRAPH_IN) != 0 || side ? (struct arc){ to[k], from[k] } : (struct arc){ from[k], to[k] };
}

/* Counts of buckets become where each begins. */
static void begin_buckets(uint64_t *begin, uint32_t n)
{
	uint64_t at = 0;

	for (uint32_t v = 0; v <= n; v++) {
		uint64_t count = begin[v];
		begin[v] = at;
		at += count;
	}
}

struct bucketed { uint64_t *begin; uint32_t *near; uint64_t *row; };

/* begin[v] .. begin[v + 1] - 1 are the arcs to v; near[] and row[] of each. */
static struct bucketed by_far_end(struct arena *a, uint32_t n, uint64_t rows, const uint32_t *from,
                                  const uint32_t *to, unsigned how, uint64_t room)
{
	struct bucketed s = { NEW(a, (size_t)n + 2, uint64_t), NEW(a, room, uint32_t), NEW(a, room, uint64_t) };
	uint64_t *next = s.begin + 1;           /* filling moves each bucket's start to its end */
	int sides = how & GRAPH_BOTH ? 2 : 1;

	for (uint64_t k = 0; k < rows; k++)
		for (int side = 0; side < sides; side++)
			if (from[k] != to[k] || !(how & GRAPH_NO_LOOPS))
				next[arc_of(from, to, how, k, side).far]++;
	begin_buckets(next, n);
	for (uint64_t k = 0; k < rows; k++)
		for (int side = 0; side < sides; side++) {
			struct arc arc = arc_of(from, to, how, k, side);
			if (arc.near == arc.far && how & GRAPH_NO_LOOPS)
				continue;
			uint64_t at = next[arc.far]++;
			s.near[at] = arc.near;
			s.row[at] = k;
		}
	return s;
}

static void fill_rows(struct arena *a, const struct bucketed *s, struct graph *g)
{
	uint64_t *next = NEW(a, (size_t)g->n + 1, uint64_t);

	for (uint64_t i = 0; i < g->m; i++)
		g->off[s->near[i]]++;
	begin_buckets(g->off, g->n);
	if (g->n)
		memcpy(next, g->off, g->n * sizeof *next);
	for (uint32_t v = 0; v < g->n; v++)
		for (uint64_t i = s->begin[v]; i < s->begin[v + 1]; i++) {
			uint64_t at = next[s->near[i]]++;
			g->adj[at] = v;
			g->row[at] = s->row[i];
		}
}

static void merge_repeated(struct graph *g)
{
	uint64_t m = 0;

	for (uint32_t v = 0; v < g->n; v++) {
		uint64_t from = g->off[v], to = g->off[v + 1];
		g->off[v] = m;
		for (uint64_t i = from; i < to; i++) {
			if (m > g->off[v] && g->adj[m - 1] == g->adj[i]) {
				if (g->weight)
					g->weight[m - 1] += g->weight[i];
				continue;
			}
			g->adj[m] = g->adj[i];
			g->row[m] = g->row[i];
			if (g->weight)
				g->weight[m] = g->weight[i];
			m++;
		}
	}
	g->off[g->n] = g->m = m;
}

void graph_build(struct arena *a, uint32_t n, uint64_t rows, const uint32_t *from, const uint32_t *to,
                 const double *weight, unsigned how, struct graph *g)
{
	uint64_t room = how & GRAPH_BOTH ? 2 * rows : rows;
	struct mark scratch;

	*g = (struct graph){ .n = n, .off = NEW(a, (size_t)n + 1, uint64_t), .adj = NEW(a, room, uint32_t),
	                     .weight = weight ? NEW(a, room, double) : NULL, .row = NEW(a, room, uint64_t) };
	scratch = arena_mark(a);
	struct bucketed s = by_far_end(a, n, rows, from, to, how, room);
	g->m = s.begin[n];
	fill_rows(a, &s, g);
	arena_release(a, scratch);
	for (uint64_t i = 0; weight && i < g->m; i++)
		g->weight[i] = weight[g->row[i]];
	if (how & GRAPH_MERGE)
		merge_repeated(g);
}

/* --- components ------------------------------------------------------------------------ */

/* Number components by size: largest first, of equal size the one that begins earlier.
 * component[] holds any labels below n. */
static uint32_t order_components(struct arena *a, uint32_t n, uint32_t *component, uint32_t **size)
{
	uint32_t *first, *count, *place, k = 0, most = 0;
	struct mark scratch;

	*size = NEW(a, (size_t)n + 1, uint32_t);
	scratch = arena_mark(a);
	first = NEW(a, (size_t)n + 1, uint32_t);                /* old label -> order of appearance + 1 */
	count = NEW(a, (size_t)n + 1, uint32_t);
	for (uint32_t v = 0; v < n; v++) {
		uint32_t *label = &first[component[v]];
		if (!*label)
			*label = ++k;
		component[v] = *label - 1;
		if (++count[component[v]] > most)
			most = count[component[v]];
	}
	place = NEW(a, (size_t)most + 2, uint32_t);             /* counting sort, largest first */
	for (uint32_t c = 0; c < k; c++)
		place[most - count[c] + 1]++;
	for (uint32_t s = 0; s <= most; s++)
		place[s + 1] += place[s];
	for (uint32_t c = 0; c < k; c++) {
		uint32_t to = place[most - count[c]]++;
		(*size)[to] = count[c];
		count[c] = to;
	}
	for (uint32_t v = 0; v < n; v++)
		component[v] = count[component[v]];
	arena_release(a, scratch);
	return k;
}

uint32_t components_weak(struct arena *a, uint32_t n, uint64_t rows, const uint32_t *from, const uint32_t *to,
                         uint32_t *component, uint32_t **size)
{
	for (uint32_t v = 0; v < n; v++)
		component[v] = v;
	for (uint64_t k = 0; k < rows; k++) {
		uint32_t x = component_root(component, from[k]), y = component_root(component, to[k]);
		if (x < y)
			component[y] = x;
		else
			component[x] = y;
	}
	for (uint32_t v = 0; v < n; v++)
		component[v] = component_root(component, v);
	return order_components(a, n, component, size);
}

/* Tarjan (1972) doi:10.1137/0201010, with a stack of its own instead of recursion. */
uint32_t components_strong(struct arena *a, const struct graph *g, uint32_t *component, uint32_t **size)
{
	struct mark scratch = arena_mark(a);
	uint32_t *index = NEW(a, (size_t)g->n + 1, uint32_t), *low = NEW(a, (size_t)g->n + 1, uint32_t);
	uint32_t *open = NEW(a, (size_t)g->n + 1, uint32_t), *call = NEW(a, (size_t)g->n + 1, uint32_t);
	uint64_t *next = NEW(a, (size_t)g->n + 1, uint64_t);
	uint32_t nopen = 0, calls = 0, clock = 0;

	for (uint32_t v = 0; v < g->n; v++)
		component[v] = UINT32_MAX;
	for (uint32_t start = 0; start < g->n; start++) {
		if (index[start])
			continue;
		call[calls++] = start;
		while (calls) {
			uint32_t v = call[calls - 1];
			if (!index[v]) {
				index[v] = low[v] = ++clock;
				next[v] = g->off[v];
				open[nopen++] = v;
			}
			while (next[v] < g->off[v + 1]) {
				uint32_t u = g->adj[next[v]];
				if (!index[u])
					break;
				if (component[u] == UINT32_MAX && low[u] < low[v])
					low[v] = low[u];
				next[v]++;
			}
			if (next[v] < g->off[v + 1]) {
				call[calls++] = g->adj[next[v]];
				continue;
			}
			calls--;
			if (low[v] == index[v])
				for (uint32_t u = UINT32_MAX; u != v; component[u] = v)
					u = open[--nopen];
		}
	}
	arena_release(a, scratch);
	return order_components(a, g->n, component, size);
}

/* --- cores --------------------------------------------------------------------------------
 * Batagelj & Zaversnik (2003) arXiv:cs/0310049: people in bins by what is left of their
 * degree; the poorest leaves and its contacts move one bin down. */
void graph_cores(struct arena *a, const struct graph *g, uint32_t *core)
{
	struct mark scratch = arena_mark(a);
	uint32_t most = 0, *bin, *place, *line;

	for (uint32_t v = 0; v < g->n; v++) {
		core[v] = (uint32_t)graph_degree(g, v);
		if (core[v] > most)
			most = core[v];
	}
	bin = NEW(a, (size_t)most + 2, uint32_t);
	place = NEW(a, (size_t)g->n + 1, uint32_t);
	line = NEW(a, (size_t)g->n + 1, uint32_t);
	for (uint32_t v = 0; v < g->n; v++)
		bin[core[v] + 1]++;
	for (uint32_t d = 0; d <= most; d++)
		bin[d + 1] += bin[d];
	for (uint32_t v = 0; v < g->n; v++) {
		place[v] = bin[core[v]]++;
		line[place[v]] = v;
	}
	for (uint32_t d = most + 1; d > 0; d--)
		bin[d] = bin[d - 1];
	bin[0] = 0;
	for (uint32_t i = 0; i < g->n; i++) {
		uint32_t v = line[i];
		for (uint64_t k = g->off[v]; k < g->off[v + 1]; k++) {
			uint32_t u = g->adj[k], first;
			if (core[u] <= core[v])
				continue;
			first = line[bin[core[u]]];
			line[place[u]] = first;
			place[first] = place[u];
			place[u] = bin[core[u]]++;
			line[place[u]] = u;
			core[u]--;
		}
	}
	arena_release(a, scratch);
}
