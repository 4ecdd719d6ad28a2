#include "suppress.h"
#include "pairs.h"

#include <math.h>
#include <string.h>

/* The sums of rows and columns are linear equations in the hidden cells.  A cell can be worked out if no two
 * solutions differ in it: if it is 0 in every x for which all sums are 0.  One such x is drawn at random, modulo a
 * prime: a cell that is 0 in it is 0 in all of them but for a chance of 2^-61. */
#define PRIME ((UINT64_C(1) << 61) - 1)

static uint64_t plus(uint64_t a, uint64_t b) { return (a + b) % PRIME; }
static uint64_t minus(uint64_t a, uint64_t b) { return (a + PRIME - b) % PRIME; }
static uint64_t half(uint64_t a) { return a & 1 ? (a + PRIME) / 2 : a / 2; }

struct edge { uint32_t a, b; uint64_t x; bool tree; };

struct cells {                          /* the hidden ones, as a graph */
	uint32_t rows, cols, vertices, edges;
	bool symmetric;
	struct edge *edge;
	uint32_t *off, *at;             /* of vertex v: its edges are at[off[v]] .. at[off[v + 1] - 1] */
	uint32_t *order, *up;           /* vertices as they were met; the edge that led there + 1 */
	bool *odd;                      /* an odd number of steps from the first of its component */
	uint64_t *sum;                  /* of the edges of a vertex */
};

static uint32_t far_end(const struct edge *e, uint32_t v) { return e->a ^ e->b ^ v; }

static void collect(struct arena *a, const enum suppress *hidden, struct cells *c)
{
	c->vertices = c->symmetric ? c->rows : c->rows + c->cols;
	c->edge = NEW(a, (size_t)c->rows * c->cols, struct edge);
	c->off = NEW(a, (size_t)c->vertices + 2, uint32_t);
	for (uint32_t g = 0; g < c->rows; g++)
		for (uint32_t h = c->symmetric ? g : 0; h < c->cols; h++) {
			uint32_t b = c->symmetric ? h : c->rows + h;
			if (hidden[(size_t)g * c->cols + h] == SHOWN)
				continue;
			c->edge[c->edges++] = (struct edge){ .a = g, .b = b };
			c->off[g + 2]++;
			c->off[b + 2] += b != g;
		}
	for (uint32_t v = 0; v < c->vertices; v++)
		c->off[v + 2] += c->off[v + 1];
	c->at = NEW(a, 2 * (size_t)c->edges, uint32_t);
	for (uint32_t k = 0; k < c->edges; k++) {
		c->at[c->off[c->edge[k].a + 1]++] = k;
		if (c->edge[k].a != c->edge[k].b)
			c->at[c->off[c->edge[k].b + 1]++] = k;
	}
}

/* A spanning tree from `root`: order[first .. *met - 1]. */
static void span(struct cells *c, uint32_t root, bool *seen, uint32_t *met)
{
	uint32_t next = *met;

	c->order[(*met)++] = root;
	seen[root] = true;
	for (; next < *met; next++) {
		uint32_t v = c->order[next];
		for (uint32_t i = c->off[v]; i < c->off[v + 1]; i++) {
			struct edge *e = &c->edge[c->at[i]];
			uint32_t w = far_end(e, v);
			if (e->a == e->b || seen[w])
				continue;
			seen[w] = e->tree = true;
			c->odd[w] = !c->odd[v];
			c->up[w] = c->at[i] + 1;
			c->order[(*met)++] = w;
		}
	}
}

/* A loop counts twice in the sum of its group: a tie inside has two ends there. */
static void put(struct cells *c, struct edge *e, uint64_t x)
{
	e->x = x;
	c->sum[e->a] = plus(c->sum[e->a], x);
	c->sum[e->b] = plus(c->sum[e->b], x);
}

/* Edges of the tree make up for the others, from the leaves to the root, whose sum is what is left over. */
static void settle(struct cells *c, uint32_t first, uint32_t met)
{
	for (uint32_t k = met; k-- > first + 1; ) {
		struct edge *e = &c->edge[c->up[c->order[k]] - 1];
		put(c, e, minus(0, c->sum[c->order[k]]));
	}
}

/* Random values beside the tree; if there is an odd cycle, the value of an edge that closes one is chosen so that
 * the sum of the root is 0 too: each unit of it moves that sum by 2, up or down. */
static void solve(struct cells *c, uint32_t first, uint32_t met)
{
	uint32_t root = c->order[first];
	struct edge *odd = NULL;

	for (uint32_t k = first; k < met; k++)
		for (uint32_t i = c->off[c->order[k]]; i < c->off[c->order[k] + 1]; i++) {
			struct edge *e = &c->edge[c->at[i]];
			if (e->tree || e->a != c->order[k])
				continue;
			if (!odd && c->odd[e->a] == c->odd[e->b])
				odd = e;
			else
				put(c, e, 1 + pair_mix(c->at[i] + UINT64_C(0x9E3779B97F4A7C15)) % (PRIME - 1));
		}
	settle(c, first, met);
	if (!odd)
		return;
	uint64_t x = c->odd[odd->a] ? half(c->sum[root]) : minus(0, half(c->sum[root]));
	for (uint32_t k = first; k < met; k++)          /* once more, with that edge */
		c->sum[c->order[k]] = 0;
	for (uint32_t k = first; k < met; k++)
		for (uint32_t i = c->off[c->order[k]]; i < c->off[c->order[k] + 1]; i++) {
			struct edge *e = &c->edge[c->at[i]];
			if (!e->tree && e->a == c->order[k])
				put(c, e, e == odd ? x : e->x);
		}
	settle(c, first, met);
}

void suppress_found(struct arena *a, uint32_t rows, uint32_t cols, bool symmetric, const enum suppress *hidden,
                    bool *found)
{
	struct mark scratch = arena_mark(a);
	struct cells c = { .rows = rows, .cols = cols, .symmetric = symmetric };
	uint32_t met = 0;

	collect(a, hidden, &c);
	c.order = NEW(a, c.vertices, uint32_t);
	c.up = NEW(a, c.vertices, uint32_t);
	c.odd = NEW(a, c.vertices, bool);
	c.sum = NEW(a, c.vertices, uint64_t);
	bool *seen = NEW(a, c.vertices, bool);
	for (uint32_t v = 0; v < c.vertices; v++)
		if (!seen[v]) {
			uint32_t first = met;
			span(&c, v, seen, &met);
			solve(&c, first, met);
		}
	memset(found, 0, (size_t)rows * cols * sizeof *found);
	for (uint32_t k = 0; k < c.edges; k++) {
		uint32_t g = c.edge[k].a, h = symmetric ? c.edge[k].b : c.edge[k].b - rows;
		found[(size_t)g * cols + h] = !c.edge[k].x;
		if (symmetric)
			found[(size_t)h * cols + g] = !c.edge[k].x;
	}
	arena_release(a, scratch);
}

/* --- further cells ---------------------------------------------------------------------------------------- */

/* A cell (g, h) is open once a path leads from column h back to row g without it: rows and columns are vertices,
 * cells are edges.  (In a symmetric table such a path is a walk of odd length from h to g, with the cell itself a closed
 * one of even length: its cells, taken by turns with + and -, solve the equations.  The mirror image of the cell must
 * not come in with the other sign.)  The best path hides fewest cells, and of those the smallest; Dijkstra (1959)
 * doi:10.1007/BF01386390. */
struct way {
	uint32_t rows, cols;
	const double *count;
	double sum;                     /* of the counts */
	const enum suppress *hidden;
	double *far;                    /* of each vertex, rows first */
	uint32_t *from;
	bool *done;
};

/* Cells of 0 only if all else fails. */
static double price(const struct way *w, size_t cell)
{
	if (w->hidden[cell] != SHOWN)
		return 0;
	return w->count[cell] > 0 ? 1 + w->count[cell] / (w->sum + 1) : 1 + (double)w->rows * w->cols;
}

static uint32_t nearest(const struct way *w)
{
	uint32_t best = UINT32_MAX;

	for (uint32_t v = 0; v < w->rows + w->cols; v++)
		if (!w->done[v] && w->far[v] < INFINITY && (best == UINT32_MAX || w->far[v] < w->far[best]))
			best = v;
	return best;
}

/* The steps of the path in from[]; false if there is none. */
static bool find_way(struct way *w, uint32_t g, uint32_t h, bool symmetric)
{
	uint32_t vertices = w->rows + w->cols, v;

	for (v = 0; v < vertices; v++) {
		w->far[v] = INFINITY;
		w->done[v] = false;
	}
	w->far[w->rows + h] = 0;
	while ((v = nearest(w)) != UINT32_MAX && v != g) {
		uint32_t first = v < w->rows ? w->rows : 0, end = v < w->rows ? vertices : w->rows;
		w->done[v] = true;
		for (uint32_t u = first; u < end; u++) {
			uint32_t row = v < w->rows ? v : u, col = (v < w->rows ? u : v) - w->rows;
			double far = w->far[v] + price(w, (size_t)row * w->cols + col);
			bool itself = (row == g && col == h) || (symmetric && v >= w->rows && row == h && col == g);
			if (itself || far >= w->far[u])
				continue;
			w->far[u] = far;
			w->from[u] = v;
		}
	}
	return v == g;
}

static uint64_t hide_way(const struct way *w, uint32_t g, uint32_t h, bool symmetric, enum suppress *hidden)
{
	uint64_t more = 0;

	for (uint32_t v = g; v != w->rows + h; v = w->from[v]) {
		uint32_t u = w->from[v], row = v < w->rows ? v : u, col = (v < w->rows ? u : v) - w->rows;
		enum suppress *cell = &hidden[(size_t)row * w->cols + col];
		more += *cell == SHOWN;
		*cell = *cell == SHOWN ? GIVES_AWAY : *cell;
		if (symmetric)
			hidden[(size_t)col * w->cols + row] = *cell;
	}
	return more;
}

struct suppressed suppress(struct arena *a, uint32_t rows, uint32_t cols, const double *count, bool symmetric,
                           double least, enum suppress *hidden)
{
	struct mark scratch = arena_mark(a);
	struct way w = { .rows = rows, .cols = cols, .count = count, .hidden = hidden };
	struct suppressed s = { 0, 0 };
	size_t cells = (size_t)rows * cols, k = 0;
	bool *found = NEW(a, cells, bool);

	w.far = NEW(a, (size_t)rows + cols, double);
	w.from = NEW(a, (size_t)rows + cols, uint32_t);
	w.done = NEW(a, (size_t)rows + cols, bool);
	for (size_t i = 0; i < cells; i++) {
		hidden[i] = count[i] > 0 && count[i] < least ? TOO_SMALL : SHOWN;
		s.small += hidden[i] == TOO_SMALL && (!symmetric || i / cols <= i % cols);
		w.sum += count[i];
	}
	while (k < cells) {                     /* what could not be helped is not tried again */
		suppress_found(a, rows, cols, symmetric, hidden, found);
		for (; k < cells; k++) {
			uint32_t g = (uint32_t)(k / cols), h = (uint32_t)(k % cols);
			if (found[k] && find_way(&w, g, h, symmetric)) {
				s.more += hide_way(&w, g, h, symmetric, hidden);
				break;
			}
		}
	}
	arena_release(a, scratch);
	return s;
}
