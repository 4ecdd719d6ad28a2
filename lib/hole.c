#include "hole.h"
#include "hole_sum.h"

#include <math.h>

void hole_room(struct arena *a, const struct contacts *c, struct hole_terms *t)
{
	uint32_t n = 0;

	for (uint32_t v = 0; v < c->f.n; v++)
		if (c->f.degree[v] > n)
			n = c->f.degree[v];
	*t = (struct hole_terms){ .p = NEW(a, n, double), .through = NEW(a, n, double), .constraint = NEW(a, n, double),
	                          .redundancy = NEW(a, n, double), .strength = NEW(a, n, double), .most = NEW(a, n, double) };
}

/* What each alter's shares are shares of. */
static void find_alters_ties(const struct egonet *e, enum hole_model model, struct hole_terms *t)
{
	for (uint32_t k = 0; k < e->n; k++) {
		t->strength[k] = model == HOLE_WHOLE ? e->c->of[e->alter[k]].strength : e->z[k];
		t->most[k] = model == HOLE_WHOLE ? e->c->of[e->alter[k]].most : e->z[k];
	}
	for (uint64_t i = 0; model == HOLE_EGO && i < e->m; i++) {
		const struct egotie *tie = &e->tie[i];
		double z = egonet_z(e, tie);
		t->strength[tie->a] += z;
		t->strength[tie->b] += z;
		t->most[tie->a] = z > t->most[tie->a] ? z : t->most[tie->a];
		t->most[tie->b] = z > t->most[tie->b] ? z : t->most[tie->b];
	}
}

/* Each tie among alters closes two ways from ego, one to either end.  Returns the sum of z_iq m_jq. */
static double follow_ties(const struct egonet *e, struct hole_terms *t)
{
	double redundancy = 0;

	for (uint32_t k = 0; k < e->n; k++)
		t->through[k] = t->redundancy[k] = 0;
	for (uint64_t i = 0; i < e->m; i++) {
		uint32_t a = e->tie[i].a, b = e->tie[i].b;
		double z = egonet_z(e, &e->tie[i]), za = e->z[a] * z, zb = e->z[b] * z;
		t->through[a] += zb / t->strength[b];
		t->through[b] += za / t->strength[a];
		t->redundancy[a] += zb / t->most[a];
		t->redundancy[b] += za / t->most[b];
		redundancy += za / t->most[b] + zb / t->most[a];
	}
	return redundancy;
}

void hole_measure(const struct egonet *e, enum hole_model model, struct hole_terms *t, struct hole *h)
{
	struct sum c = { 0 };
	double square, mean;

	t->total = t->size = t->density = t->hierarchy = t->strongest = 0;
	for (uint32_t k = 0; k < e->n; k++)
		t->total += e->z[k];
	square = t->total * t->total;
	find_alters_ties(e, model, t);
	*h = (struct hole){ .degree = e->n, .redundancy = follow_ties(e, t) / t->total };
	for (uint32_t k = 0; k < e->n; k++) {
		double z = e->z[k], x = t->through[k];
		t->p[k] = z / t->total;
		t->redundancy[k] /= t->total;
		t->constraint[k] = hole_dyad(z, x);
		sum_add(&c, t->constraint[k]);
		t->size += z * z;
		t->density += 2 * z * x;
		t->hierarchy += x * x;
		t->strongest = t->p[k] > t->strongest ? t->p[k] : t->strongest;
	}
	mean = sum_of(&c) / e->n;
	for (uint32_t k = 0; k < e->n; k++) {
		h->hierarchy += hole_uneven(t->constraint[k], mean);
		t->constraint[k] /= square;
	}
	h->constraint = sum_of(&c) / square;
	h->hierarchy = e->n > 1 ? h->hierarchy / (e->n * log(e->n)) : NAN;
	t->size /= square;
	t->density /= square;
	t->hierarchy /= square;
}

/* Up to seven alters a complete network constrains most, from eight on one in which a single other
 * person is tied to everyone. */
double hole_most(double n)
{
	if (n < 2)
		return NAN;
	if (n <= 7)
		return (2 * n - 1) * (2 * n - 1) / (n * n * n);
	return (n + 1) * (n + 1) * (n * n + 4 * n - 4) / (4 * n * n * n * n);
}

double hole_normalised(double constraint, double n)
{
	return (constraint - 1 / n) / (hole_most(n) - 1 / n);
}
