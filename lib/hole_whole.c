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
	double *through;        /* by place */
	struct point {
		double inverse;         /* without weights: 1 / strength */
		double redundancy;      /* sum of z_iq m_jq */
	} *at;                  /* by rank */
};

static void plain(void *ctx, const struct triangle *t, uint32_t n)
{
	struct work *w = ctx;

	for (uint32_t k = 0; k < n; k++) {
		__builtin_prefetch(&w->through[t[k].yz], 1);
		__builtin_prefetch(&w->at[t[k].z], 1);
	}
	for (uint32_t k = 0; k < n; k++, t++) {
		w->through[t->xy] += w->at[t->z].inverse;
		w->through[t->xz] += w->at[t->y].inverse;
		w->through[t->yz] += w->at[t->x].inverse;
		w->at[t->x].redundancy += 2;
		w->at[t->y].redundancy += 2;
		w->at[t->z].redundancy += 2;
	}
}

static void weighted(void *ctx, const struct triangle *t, uint32_t n)
{
	struct work *w = ctx;
	const struct contacts *c = w->c;

	for (uint32_t k = 0; k < n; k++) {
		__builtin_prefetch(&w->through[t[k].yz], 1);
		__builtin_prefetch(&c->z[t[k].yz]);
		__builtin_prefetch(&w->at[t[k].z], 1);
		__builtin_prefetch(&c->of[t[k].z]);
	}
	for (uint32_t k = 0; k < n; k++, t++) {
		double xy = c->z[t->xy], xz = c->z[t->xz], yz = c->z[t->yz], at_x = xy * xz, at_y = xy * yz, at_z = xz * yz;
		w->through[t->xy] += at_z / c->of[t->z].strength;
		w->through[t->xz] += at_y / c->of[t->y].strength;
		w->through[t->yz] += at_x / c->of[t->x].strength;
		w->at[t->x].redundancy += at_y / c->of[t->z].most + at_z / c->of[t->y].most;
		w->at[t->y].redundancy += at_x / c->of[t->z].most + at_z / c->of[t->x].most;
		w->at[t->z].redundancy += at_x / c->of[t->y].most + at_y / c->of[t->x].most;
	}
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
		hole[f->who[x]] = (struct hole){ .degree = n, .redundancy = w->at[x].redundancy / total,
		                                 .constraint = sum_of(&node[x].c) / (total * total),
		                                 .hierarchy = n > 1 ? node[x].uneven / (n * log(n)) : NAN };
	}
}

void hole_measure_whole(struct arena *a, const struct contacts *c, struct hole *hole)
{
	struct mark scratch = arena_mark(a);
	const struct forward *f = &c->f;
	struct work w = { .c = c, .through = NEW(a, f->m, double), .at = NEW(a, f->n, struct point) };

	for (uint32_t x = 0; x < f->n; x++)
		w.at[x].inverse = 1 / c->of[x].strength;
	forward_each_triangle(a, f, c->z ? weighted : plain, &w);
	sum_up(a, &w, hole);
	arena_release(a, scratch);
}
