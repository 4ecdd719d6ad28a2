/* Everybody's structural holes in the whole network, by one pass over its triangles.
 *
 * What alter j gains through others, `through` of hole.h, is a sum over the triangles of the tie i-j,
 * the same seen from either end:
 *
 *     through_ij = sum over q of z_iq z_qj / s_q = through_ji
 *
 * So one number for each tie will do, with three additions a triangle.  (In ego networks s_q differs from
 * ego to ego; there, working each of them out alone is as fast, and any number of threads can.)
 * Rows ascend by rank, so that each sum takes the common neighbours in ascending order, as it does
 * where an ego network is worked out alone. */
#include "hole.h"
#include "hole_sum.h"

struct work {
	const struct contacts *c;
	double *inverse;        /* without weights: 1 / strength, by rank */
	double *through;        /* by place */
	double *redundancy;     /* by rank: sum of z_iq m_jq */
};

static void plain(void *ctx, uint32_t x, uint32_t y, uint32_t z, uint32_t xy, uint32_t xz, uint32_t yz)
{
	struct work *w = ctx;

	w->through[xy] += w->inverse[z];
	w->through[xz] += w->inverse[y];
	w->through[yz] += w->inverse[x];
	w->redundancy[x] += 2;
	w->redundancy[y] += 2;
	w->redundancy[z] += 2;
}

static void weighted(void *ctx, uint32_t x, uint32_t y, uint32_t z, uint32_t xy, uint32_t xz, uint32_t yz)
{
	struct work *w = ctx;
	const struct contacts *c = w->c;
	double at_x = c->z[xy] * c->z[xz], at_y = c->z[xy] * c->z[yz], at_z = c->z[xz] * c->z[yz];

	w->through[xy] += at_z / c->of[z].strength;
	w->through[xz] += at_y / c->of[y].strength;
	w->through[yz] += at_x / c->of[x].strength;
	w->redundancy[x] += at_y / c->of[z].most + at_z / c->of[y].most;
	w->redundancy[y] += at_x / c->of[z].most + at_z / c->of[x].most;
	w->redundancy[z] += at_x / c->of[y].most + at_y / c->of[x].most;
}

/* --- from ties to people ------------------------------------------------------------------------ */

struct node { struct sum c; double mean, uneven; };     /* by rank */

enum { AHEAD = 16 };

static inline double dyad(const struct work *w, uint32_t i) { return hole_dyad(w->c->z ? w->c->z[i] : 1, w->through[i]); }

static void add_constraint(const struct work *w, struct node *node)
{
	const struct forward *f = &w->c->f;

	for (uint32_t x = 0; x < f->n; x++)
		for (uint32_t i = f->off[x]; i < f->off[x + 1]; i++) {
			double c = dyad(w, i);
			if (i + AHEAD < f->m)
				__builtin_prefetch(&node[f->adj[i + AHEAD]], 1);
			sum_add(&node[x].c, c);
			sum_add(&node[f->adj[i]].c, c);
		}
}

static void add_uneven(const struct work *w, struct node *node)
{
	const struct forward *f = &w->c->f;

	for (uint32_t x = 0; x < f->n; x++)
		for (uint32_t i = f->off[x]; i < f->off[x + 1]; i++) {
			struct node *y = &node[f->adj[i]];
			double c = dyad(w, i);
			if (i + AHEAD < f->m)
				__builtin_prefetch(&node[f->adj[i + AHEAD]], 1);
			node[x].uneven += hole_uneven(c, node[x].mean);
			y->uneven += hole_uneven(c, y->mean);
		}
}

static void sum_up(struct arena *a, const struct work *w, struct hole *hole)
{
	const struct forward *f = &w->c->f;
	struct node *node = NEW(a, f->n, struct node);

	add_constraint(w, node);
	for (uint32_t x = 0; x < f->n; x++)
		node[x].mean = sum_of(&node[x].c) / f->degree[f->who[x]];
	add_uneven(w, node);
	for (uint32_t x = 0; x < f->n; x++) {
		double n = f->degree[f->who[x]], total = w->c->of[x].strength;
		hole[f->who[x]] = (struct hole){ .degree = n, .redundancy = w->redundancy[x] / total,
		                                 .constraint = sum_of(&node[x].c) / (total * total),
		                                 .hierarchy = n > 1 ? node[x].uneven / (n * log(n)) : NAN };
	}
}

void hole_measure_whole(struct arena *a, const struct contacts *c, struct hole *hole)
{
	struct mark scratch = arena_mark(a);
	const struct forward *f = &c->f;
	struct work w = { .c = c, .through = NEW(a, f->m, double), .redundancy = NEW(a, f->n, double) };

	if (!c->z) {
		w.inverse = NEW(a, f->n, double);
		for (uint32_t x = 0; x < f->n; x++)
			w.inverse[x] = 1 / c->of[x].strength;
	}
	forward_each_triangle(a, f, c->z ? weighted : plain, &w);
	sum_up(a, &w, hole);
	arena_release(a, scratch);
}
