#include "suppress.h"
#include "pairs.h"

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

struct table_of { uint32_t rows, cols; const double *count; bool symmetric; enum suppress *hidden; };

/* The best cell to hide in a row (or, with `column`, a column): the smallest above 0, then one of 0. */
static bool best_of(const struct table_of *t, bool column, uint32_t k, size_t *cell)
{
	uint32_t n = column ? t->rows : t->cols;
	bool any = false;

	for (uint32_t i = 0; i < n; i++) {
		size_t at = column ? (size_t)i * t->cols + k : (size_t)k * t->cols + i;
		if (t->hidden[at] != SHOWN)
			continue;
		double x = t->count[at], best = any ? t->count[*cell] : 0;
		if (!any || (x > 0 && (best <= 0 || x < best))) {
			*cell = at;
			any = true;
		}
	}
	return any;
}

static uint32_t hidden_in(const struct table_of *t, bool column, uint32_t k)
{
	uint32_t n = column ? t->rows : t->cols, hidden = 0;

	for (uint32_t i = 0; i < n; i++)
		hidden += t->hidden[column ? (size_t)i * t->cols + k : (size_t)k * t->cols + i] != SHOWN;
	return hidden;
}

static void hide(struct table_of *t, size_t cell, enum suppress why)
{
	t->hidden[cell] = why;
	if (t->symmetric)
		t->hidden[cell % t->cols * t->cols + cell / t->cols] = why;
}

/* One more cell in the row or the column of a cell that could be worked out: where fewer are hidden. */
static bool hide_another(struct table_of *t, uint32_t g, uint32_t h)
{
	bool column = hidden_in(t, true, h) < hidden_in(t, false, g);
	size_t cell;

	if (!best_of(t, column, column ? h : g, &cell) && !best_of(t, !column, column ? g : h, &cell))
		return false;
	hide(t, cell, GIVES_AWAY);
	return true;
}

struct suppressed suppress(struct arena *a, uint32_t rows, uint32_t cols, const double *count, bool symmetric,
                           double least, enum suppress *hidden)
{
	struct table_of t = { rows, cols, count, symmetric, hidden };
	struct suppressed s = { 0, 0 };
	bool *found = NEW(a, (size_t)rows * cols, bool), more = true;

	for (size_t k = 0; k < (size_t)rows * cols; k++) {
		hidden[k] = count[k] > 0 && count[k] < least ? TOO_SMALL : SHOWN;
		s.small += hidden[k] == TOO_SMALL && (!symmetric || k / cols <= k % cols);
	}
	while (more) {
		more = false;
		suppress_found(a, rows, cols, symmetric, hidden, found);
		for (size_t k = 0; k < (size_t)rows * cols; k++)
			if (found[k] && (!symmetric || k / cols <= k % cols) &&
			    hide_another(&t, (uint32_t)(k / cols), (uint32_t)(k % cols))) {
				s.more++;
				more = true;
			}
	}
	return s;
}
