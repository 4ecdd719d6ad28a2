#include "holes.h"

#include <math.h>
#include <omp.h>
#include <string.h>

const char *const hole_names[HOLE_VALUES] = {
	"degree", "effective_size", "efficiency", "constraint", "hierarchy", "redundancy",
	"constraint_size", "constraint_density", "constraint_hierarchy", "constraint_normalised", "strongest_share",
	"density", "hbi0", "hbi1", "hbi2", "hbi0_share", "hbi1_share", "hbi2_share",
	"ego_betweenness", "two_step_reach", "clustering", "local_bridges",
};

/* What one thread works with. */
struct desk {
	struct egonet e, all;           /* all: every contact is an alter */
	struct hole_terms t;
	struct between_room b;
	uint32_t *stamp, now;
	uint8_t *tied;
};

static bool any(const struct holes *h, int from, int to)
{
	while (from <= to)
		if (h->out[from++])
			return true;
	return false;
}

static void set_desk(struct arena *a, const struct contacts *c, const struct holes *h, struct desk *d)
{
	egonet_room(a, c, &d->e);
	hole_room(a, c, &d->t);
	if (h->out[HOLE_EGO_BETWEENNESS])
		egonet_between_room(a, &d->e, &d->b);
	if (h->out[HOLE_TWO_STEP_REACH])
		d->stamp = NEW(a, c->f.n, uint32_t);
	if (!any(h, HOLE_CLUSTERING, HOLE_LOCAL_BRIDGES))
		return;
	if (h->alters != ALTERS_BOTH)
		egonet_room(a, c, &d->all);
	d->tied = NEW(a, c->f.n, uint8_t);
}

static void put(const struct holes *h, enum hole_value value, uint32_t k, double x)
{
	if (h->out[value])
		h->out[value][k] = x;
}

static void put_burt(const struct holes *h, uint32_t k, const struct hole *is)
{
	put(h, HOLE_DEGREE, k, is->degree);
	put(h, HOLE_EFFECTIVE_SIZE, k, hole_effective_size(is));
	put(h, HOLE_EFFICIENCY, k, hole_effective_size(is) / is->degree);
	put(h, HOLE_CONSTRAINT, k, is->constraint);
	put(h, HOLE_HIERARCHY, k, is->hierarchy);
	put(h, HOLE_REDUNDANCY, k, is->redundancy);
	put(h, HOLE_CONSTRAINT_NORMALISED, k, hole_normalised(is->constraint, is->degree));
}

static void put_parts(const struct holes *h, uint32_t k, const struct egonet *e, const struct hole_terms *t)
{
	put(h, HOLE_CONSTRAINT_SIZE, k, e->n ? t->size : NAN);
	put(h, HOLE_CONSTRAINT_DENSITY, k, e->n ? t->density : NAN);
	put(h, HOLE_CONSTRAINT_HIERARCHY, k, e->n ? t->hierarchy : NAN);
	put(h, HOLE_STRONGEST_SHARE, k, e->n ? t->strongest : NAN);
}

static void put_pairs(const struct holes *h, uint32_t k, const struct egonet *e)
{
	double pairs = e->n ? (double)e->n * ((double)e->n - 1) / 2 : 0, one, both;
	uint64_t one_way, mutual;

	egonet_pairs(e, &one_way, &mutual);
	one = (double)one_way;
	both = (double)mutual;
	put(h, HOLE_DENSITY, k, e->c->arcs ? (one + 2 * both) / (2 * pairs) : both / pairs);
	put(h, HOLE_HBI0, k, pairs - one - both);
	put(h, HOLE_HBI1, k, one);
	put(h, HOLE_HBI2, k, both);
	put(h, HOLE_HBI0_SHARE, k, (pairs - one - both) / pairs);
	put(h, HOLE_HBI1_SHARE, k, one / pairs);
	put(h, HOLE_HBI2_SHARE, k, both / pairs);
}

static void put_all_contacts(const struct holes *h, uint32_t k, const struct egonet *e, uint8_t *tied)
{
	uint32_t alone = e->n;

	for (uint64_t i = 0; i < e->m; i++) {
		alone -= !tied[e->tie[i].a];
		tied[e->tie[i].a] = 1;
		alone -= !tied[e->tie[i].b];
		tied[e->tie[i].b] = 1;
	}
	memset(tied, 0, e->n);
	put(h, HOLE_LOCAL_BRIDGES, k, alone);
	put(h, HOLE_CLUSTERING, k, (double)e->m / ((double)e->n * ((double)e->n - 1) / 2));
}

static void measure_one(const struct holes *h, struct desk *d, uint32_t ego, uint32_t k)
{
	struct hole is;

	egonet_take(&d->e, ego, h->alters);
	hole_measure(&d->e, h->model, &d->t, &is);
	put_burt(h, k, &is);
	put_parts(h, k, &d->e, &d->t);
	if (any(h, HOLE_DENSITY, HOLE_HBI2_SHARE))
		put_pairs(h, k, &d->e);
	if (h->out[HOLE_EGO_BETWEENNESS])
		h->out[HOLE_EGO_BETWEENNESS][k] = egonet_betweenness(&d->e, &d->b);
	if (d->stamp)
		h->out[HOLE_TWO_STEP_REACH][k] = egonet_two_steps(&d->e, h->alters, d->stamp, ++d->now);
	if (d->tied && h->alters != ALTERS_BOTH)
		egonet_take(&d->all, ego, ALTERS_BOTH);
	if (d->tied)
		put_all_contacts(h, k, h->alters == ALTERS_BOTH ? &d->e : &d->all, d->tied);
}

static void measure_whole(struct arena *a, const struct contacts *c, const struct holes *h)
{
	struct mark scratch = arena_mark(a);
	struct hole *is = NEW(a, c->f.n, struct hole);

	hole_measure_whole(a, c, is);
	for (uint32_t k = 0; k < h->n; k++)
		put_burt(h, k, &is[k]);
	arena_release(a, scratch);
}

/* Is one pass over the triangles enough? */
static bool is_simple(const struct holes *h)
{
	return h->model == HOLE_WHOLE && h->alters == ALTERS_BOTH && !h->ego &&
	       !any(h, HOLE_CONSTRAINT_SIZE, HOLE_CONSTRAINT_HIERARCHY) && !any(h, HOLE_STRONGEST_SHARE, HOLE_VALUES - 1);
}

void holes_measure(struct arena *a, struct contacts *c, const struct holes *h)
{
	struct mark scratch = arena_mark(a);
	struct desk *desk;

	if (is_simple(h)) {
		measure_whole(a, c, h);
		return;
	}
	contacts_lower(a, c);
	desk = NEW(a, (size_t)h->threads, struct desk);
	for (int t = 0; t < h->threads; t++)
		set_desk(a, c, h, &desk[t]);
	#pragma omp parallel for num_threads(h->threads) schedule(dynamic, 16) if (h->threads > 1)
	for (uint32_t k = 0; k < h->n; k++) {           /* everyone: in order of rank, as the ties are stored */
		struct desk *d = &desk[omp_get_thread_num()];
		if (h->ego)
			measure_one(h, d, c->f.rank[h->ego[k]], k);
		else
			measure_one(h, d, k, c->f.who[k]);
	}
	arena_release(a, scratch);
}
