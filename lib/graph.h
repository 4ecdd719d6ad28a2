/* graph.h - graphs in compressed sparse rows, and the one pass over triangles. */
#ifndef TIES_GRAPH_H
#define TIES_GRAPH_H

#include "base.h"

#define NO_TIE UINT32_MAX

/* --- the forward graph: what the triangle pass walks ---------------------------
 * A simple undirected graph; each tie is stored once, at its end of lower rank,
 * where people are ranked by degree (ties broken by number).  Rows of the input
 * that repeat a tie, in either direction, share its place; loops have none. */
struct forward {
	uint32_t n;             /* people */
	uint32_t m;             /* distinct ties, below 2^32 */
	uint64_t loops, repeated;       /* rows that were loops, or repeated a tie */
	uint32_t *degree;       /* of person v: distinct others */
	uint32_t *rank, *who;   /* person -> rank, rank -> person */
	uint32_t *off;          /* n + 1: the row of RANK x is off[x] .. off[x+1] */
	uint32_t *adj;          /* the RANK of the other end */
	uint32_t *place;        /* of input row k: its index in adj, or NO_TIE */
};

/* Rows a[k] - b[k], k < rows.  E_DATA from 2^32 - 1 rows on. */
int forward_build(struct arena *, uint32_t n, uint64_t rows, const uint32_t *a, const uint32_t *b,
                  struct forward *, struct err *);

/* count[place] = triangles through each tie = common neighbours of its ends.
 * Time O(m^1.5); `threads` threads, eight at most, with one counting array each. */
void forward_triangles(struct arena *, const struct forward *, int threads, uint32_t *count);

/* sum[place] = over common neighbours k of the ends, value[k] (indexed by person). */
void forward_triangle_sums(struct arena *, const struct forward *, const double *value, double *sum);

/* For measures that need the three ties of each triangle, in a fixed order, one thread: visit() gets
 * one batch after the other, of which it may ask memory for all that it is going to need. */
struct triangle {
	uint32_t x, y, z;       /* ranks, x < y < z */
	uint32_t xy, xz, yz;    /* places of the ties */
};
enum { TRIANGLES = 64 };        /* the largest batch */
typedef void triangle_visit(void *ctx, const struct triangle *, uint32_t n);
void forward_each_triangle(struct arena *, const struct forward *, triangle_visit *, void *ctx);

/* --- the general graph ----------------------------------------------------------- */
enum {
	GRAPH_OUT = 0,          /* v's row holds the far ends of its arcs */
	GRAPH_IN = 1,           /* v's row holds those who point to v */
	GRAPH_BOTH = 2,         /* undirected: every tie stands in both rows */
	GRAPH_MERGE = 4,        /* repeated entries become one, weights summed */
	GRAPH_NO_LOOPS = 8
};

struct graph {
	uint32_t n;
	uint64_t m;             /* entries of adj (for GRAPH_BOTH twice the ties, a loop twice) */
	uint64_t *off;          /* v's row is off[v] .. off[v+1] */
	uint32_t *adj;          /* far ends, ascending in each row */
	double *weight;         /* of the entry, or NULL */
	uint64_t *row;          /* input row of the entry (the first, if merged) */
};

/* weight may be NULL. */
void graph_build(struct arena *, uint32_t n, uint64_t rows, const uint32_t *from, const uint32_t *to,
                 const double *weight, unsigned how, struct graph *);

static inline uint64_t graph_degree(const struct graph *g, uint32_t v) { return g->off[v + 1] - g->off[v]; }

/* --- components --------------------------------------------------------------------
 * Union-find over people: the one on top; the path there is halved. */
static inline uint32_t component_root(uint32_t *parent, uint32_t v)
{
	while (parent[v] != v)
		v = parent[v] = parent[parent[v]];
	return v;
}

/* component[v] = 0, 1, ... by size, largest first (of equal size: the one whose first
 * member is lower); size[] per component.  Returns how many.  Weak: direction ignored. */
uint32_t components_weak(struct arena *, uint32_t n, uint64_t rows, const uint32_t *a, const uint32_t *b,
                         uint32_t *component, uint32_t **size);
uint32_t components_strong(struct arena *, const struct graph *out, uint32_t *component, uint32_t **size);

/* core[v] = the largest k such that v is in the k-core (Batagelj & Zaversnik 2003, arXiv:cs/0310049);
 * g is GRAPH_BOTH | GRAPH_MERGE | GRAPH_NO_LOOPS. */
void graph_cores(struct arena *, const struct graph *g, uint32_t *core);

#endif
