/* The bridging of bridging.h.
 *
 * From a source s only those people come to be farther away without the tie u-v all of whose shortest
 * paths lead over it.  If d(s,v) = d(s,u) + 1 and u is v's only neighbour that near, these are v
 * and, level by level, everyone whose nearer neighbours are all among them.  Their new distances
 * start from their other neighbours and spread among them.  Other ties change nothing for s.
 *
 * A pair that needs u-v needs it from s to t, by u to v, and back, by v to u: both ways lose the same.
 * So one way is looked at, and counts twice: the way out from the middle of the network, which many
 * sources see, each losing little.  The other one few would see, who lose much; a sample might
 * miss them. */
#include "bridging.h"

#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define FAR UINT32_MAX

struct search {
	const struct graph *g;
	uint32_t *dist, *line;          /* from the source; people in order of distance */
	uint32_t *near;                 /* neighbours that are one step nearer to the source */
	uint32_t *only;                 /* one of them */
	uint32_t *hit, *set;            /* of those nearer neighbours, in the set; the set */
	uint32_t *again, *queue;        /* distance without the tie, FAR outside the set; who got it */
	uint64_t *start;                /* distance << 32 | person: what others of the set begin with */
	double *loss;                   /* by person, from this source */
	const uint32_t *depth;          /* distance from the middle */
	uint32_t reached;
};

static void search_room(struct arena *a, const struct graph *g, const uint32_t *depth, struct search *q)
{
	size_t n = g->n;

	*q = (struct search){ .g = g, .depth = depth, .dist = NEW(a, n, uint32_t), .line = NEW(a, n, uint32_t), .near = NEW(a, n, uint32_t),
	                      .only = NEW(a, n, uint32_t), .hit = NEW(a, n, uint32_t), .set = NEW(a, n, uint32_t),
	                      .again = NEW(a, n, uint32_t), .queue = NEW(a, n, uint32_t), .start = NEW(a, n, uint64_t),
	                      .loss = NEW(a, n, double) };
	memset(q->again, 0xFF, n * sizeof *q->again);
}

static void breadth_first(struct search *q, uint32_t s)
{
	const struct graph *g = q->g;

	memset(q->dist, 0xFF, g->n * sizeof *q->dist);
	q->dist[s] = 0;
	q->line[0] = s;
	q->reached = 1;
	for (uint32_t k = 0; k < q->reached; k++) {
		uint32_t u = q->line[k];
		q->near[u] = 0;
		for (uint64_t i = g->off[u]; i < g->off[u + 1]; i++) {
			uint32_t v = g->adj[i];
			if (q->dist[v] == FAR) {
				q->dist[v] = q->dist[u] + 1;
				q->line[q->reached++] = v;
			} else if (q->dist[v] < q->dist[u]) {
				q->near[u]++;
				q->only[u] = v;
			}
		}
	}
}

/* The middle of a component is who has most contacts: the highest rank. */
static uint32_t *find_depth(struct arena *a, const struct graph *g)
{
	uint32_t *depth = NEW(a, g->n, uint32_t);
	struct mark scratch = arena_mark(a);
	uint32_t *line = NEW(a, g->n, uint32_t);

	memset(depth, 0xFF, g->n * sizeof *depth);
	for (uint32_t top = g->n; top-- > 0; ) {
		uint32_t reached = 1;
		if (depth[top] != FAR)
			continue;
		depth[top] = 0;
		line[0] = top;
		for (uint32_t k = 0; k < reached; k++)
			for (uint64_t i = g->off[line[k]]; i < g->off[line[k] + 1]; i++)
				if (depth[g->adj[i]] == FAR) {
					depth[g->adj[i]] = depth[line[k]] + 1;
					line[reached++] = g->adj[i];
				}
	}
	arena_release(a, scratch);
	return depth;
}

static bool is_outward(const struct search *q, uint32_t u, uint32_t v)
{
	return q->depth[u] < q->depth[v] || (q->depth[u] == q->depth[v] && u > v);
}

/* Everyone all of whose shortest paths lead through v. */
static uint32_t find_set(struct search *q, uint32_t v)
{
	const struct graph *g = q->g;
	uint32_t n = 0;

	q->set[n++] = v;
	for (uint32_t k = 0; k < n; k++) {
		uint32_t u = q->set[k];
		for (uint64_t i = g->off[u]; i < g->off[u + 1]; i++) {
			uint32_t w = g->adj[i];
			if (q->dist[w] == q->dist[u] + 1 && ++q->hit[w] == q->near[w])
				q->set[n++] = w;
		}
	}
	for (uint32_t k = 0; k < n; k++) {
		uint32_t u = q->set[k];
		for (uint64_t i = g->off[u]; i < g->off[u + 1]; i++)
			q->hit[g->adj[i]] = 0;
		q->again[u] = FAR - 1;          /* in the set */
	}
	return n;
}

static int by_value(const void *x, const void *y)
{
	uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;

	return (a > b) - (a < b);
}

/* The best that neighbours outside the set offer, nearest first; the tie only[v] - v is gone. */
static uint32_t find_starts(struct search *q, uint32_t v, uint32_t n)
{
	const struct graph *g = q->g;
	uint32_t starts = 0;

	for (uint32_t k = 0; k < n; k++) {
		uint32_t u = q->set[k], best = FAR - 1;
		for (uint64_t i = g->off[u]; i < g->off[u + 1]; i++) {
			uint32_t w = g->adj[i];
			if (q->again[w] == FAR && q->dist[w] + 1 < best && !(u == v && w == q->only[v]))
				best = q->dist[w] + 1;
		}
		if (best < FAR - 1)
			q->start[starts++] = (uint64_t)best << 32 | u;
	}
	qsort(q->start, starts, sizeof *q->start, by_value);
	return starts;
}

/* Two queues, both by distance: those who start, and those who were reached from within. */
static void spread(struct search *q, uint32_t starts)
{
	const struct graph *g = q->g;
	uint32_t head = 0, tail = 0;

	for (uint32_t at = 0; at < starts || head < tail; ) {
		uint32_t u;
		if (head == tail || (at < starts && q->start[at] >> 32 <= q->again[q->queue[head]])) {
			u = (uint32_t)q->start[at];
			if (q->again[u] <= q->start[at++] >> 32)
				continue;
			q->again[u] = (uint32_t)(q->start[at - 1] >> 32);
		} else {
			u = q->queue[head++];
		}
		for (uint64_t i = g->off[u]; i < g->off[u + 1]; i++) {
			uint32_t w = g->adj[i];
			if (q->again[w] == FAR - 1) {
				q->again[w] = q->again[u] + 1;
				q->queue[tail++] = w;
			}
		}
	}
}

/* What distances from s owe to a single tie, given to both its ends. */
static void lose(struct search *q, uint32_t s)
{
	breadth_first(q, s);
	memset(q->loss, 0, q->g->n * sizeof *q->loss);
	for (uint32_t k = 1; k < q->reached; k++) {
		uint32_t v = q->line[k], n;
		double loss = 0;
		if (q->near[v] != 1 || !is_outward(q, q->only[v], v))
			continue;
		n = find_set(q, v);
		spread(q, find_starts(q, v, n));
		for (uint32_t i = 0; i < n; i++) {
			uint32_t u = q->set[i];
			loss += 1 / (double)q->dist[u] - (q->again[u] < FAR - 1 ? 1 / (double)q->again[u] : 0);
			q->again[u] = FAR;
		}
		q->loss[v] += 2 * loss;
		q->loss[q->only[v]] += 2 * loss;
	}
}

/* Sources in blocks whose borders do not depend on the threads, so that the sums do not either. */
enum { BLOCKS = 16 };

struct block { double *sum, *square; };

static void add_block(struct search *q, const struct bridging *how, int which, uint64_t *done, struct block *b)
{
	uint64_t from = (uint64_t)how->sources * (unsigned)which / BLOCKS, to = (uint64_t)how->sources * ((unsigned)which + 1) / BLOCKS;

	for (uint64_t k = from; k < to; k++) {
		uint64_t now;
		lose(q, how->source ? how->source[k] : (uint32_t)k);
		for (uint32_t v = 0; v < q->g->n; v++) {
			b->sum[v] += q->loss[v];
			b->square[v] += q->loss[v] * q->loss[v];
		}
		#pragma omp atomic capture
		now = ++*done;
		if (how->tell && omp_get_thread_num() == 0)
			how->tell(how->ctx, now, how->sources);
	}
}

static void sum_up(const struct graph *g, const struct contacts *c, uint32_t sources, const struct block *block,
                   double *score, double *error)
{
	double n = g->n, some = sources;

	for (uint32_t x = 0; x < g->n; x++) {
		uint32_t person = c->f.who[x];
		double sum = 0, square = 0, unit = (double)graph_degree(g, x) * n * (n - 1);
		for (int b = 0; b < BLOCKS; b++) {
			sum += block[b].sum[x];
			square += block[b].square[x];
		}
		double spare = square - sum * sum / some, left = n - some;
		score[person] = unit > 0 ? sum * n / some / unit : NAN;
		if (error)
			error[person] = !(unit > 0) || (some < 2 && left > 0) ? NAN : left == 0 || spare <= 0 ? 0 :
			                n * sqrt(spare / (some - 1) / some * left / n) / unit;
	}
}

void bridging_measure(struct arena *a, const struct contacts *c, const struct bridging *how, double *score, double *error)
{
	struct mark scratch = arena_mark(a);
	struct block block[BLOCKS];
	struct search *q = NEW(a, (size_t)how->threads, struct search);
	uint64_t done = 0;
	struct graph g;

	contacts_graph(a, c, &g);
	const uint32_t *depth = find_depth(a, &g);
	for (int t = 0; t < how->threads; t++)
		search_room(a, &g, depth, &q[t]);
	for (int b = 0; b < BLOCKS; b++)
		block[b] = (struct block){ NEW(a, g.n, double), NEW(a, g.n, double) };
	#pragma omp parallel for num_threads(how->threads) schedule(dynamic, 1) if (how->threads > 1)
	for (int b = 0; b < BLOCKS; b++)
		add_block(&q[omp_get_thread_num()], how, b, &done, &block[b]);
	sum_up(&g, c, how->sources, block, score, error);
	arena_release(a, scratch);
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

double bridging_seconds(struct arena *a, const struct contacts *c)
{
	struct mark scratch = arena_mark(a);
	double began, took = 0;
	uint32_t tried = 0;
	struct search q;
	struct graph g;

	contacts_graph(a, c, &g);
	search_room(a, &g, find_depth(a, &g), &q);
	began = seconds();
	for (; tried < g.n && took < 0.25; took = seconds() - began)
		lose(&q, (uint32_t)((uint64_t)tried++ * 2654435761u % g.n));
	arena_release(a, scratch);
	return tried ? took * g.n / tried : 0;
}
