#include "contacts.h"

#include <stdlib.h>

/* Rows of weight 0 are no ties: the others move together. */
struct rows { uint64_t m; const uint32_t *a, *b; const double *weight; };

static struct rows drop_zeros(struct arena *arena, struct rows all)
{
	uint64_t zeros = 0, m = 0;

	for (uint64_t k = 0; all.weight && k < all.m; k++)
		zeros += all.weight[k] == 0;
	if (!zeros)
		return all;
	uint32_t *a = NEW(arena, all.m - zeros, uint32_t), *b = NEW(arena, all.m - zeros, uint32_t);
	double *weight = NEW(arena, all.m - zeros, double);
	for (uint64_t k = 0; k < all.m; k++)
		if (all.weight[k] != 0) {
			a[m] = all.a[k];
			b[m] = all.b[k];
			weight[m++] = all.weight[k];
		}
	return (struct rows){ m, a, b, weight };
}

static void find_arcs(struct arena *a, const struct rows *r, struct contacts *c)
{
	const struct forward *f = &c->f;
	uint64_t arcs = 0;

	c->arcs = NEW(a, f->m, uint8_t);
	for (uint64_t k = 0; k < r->m; k++)
		if (f->place[k] != NO_TIE)
			c->arcs[f->place[k]] |= f->rank[r->a[k]] < f->rank[r->b[k]] ? ARC_UP : ARC_DOWN;
	for (uint32_t i = 0; i < f->m; i++)
		arcs += c->arcs[i] == (ARC_UP | ARC_DOWN) ? 2 : 1;
	c->repeated = r->m - f->loops - arcs;
}

static void find_weights(struct arena *a, const struct rows *r, struct contacts *c)
{
	const struct forward *f = &c->f;

	c->z = NEW(a, f->m, double);
	for (uint64_t k = 0; r->weight && k < r->m; k++)
		if (f->place[k] != NO_TIE)
			c->z[f->place[k]] += r->weight[k];
	for (uint32_t i = 0; !r->weight && i < f->m; i++)
		c->z[i] = c->arcs[i] == (ARC_UP | ARC_DOWN) ? 2 : 1;
}

/* --- order ------------------------------------------------------------------------------ */

struct entry { uint32_t who; uint8_t arcs; double z; };

static int by_rank(const void *x, const void *y)
{
	uint32_t a = ((const struct entry *)x)->who, b = ((const struct entry *)y)->who;

	return (a > b) - (a < b);
}

/* Most rows are short. */
static void sort_entries(struct entry *v, uint32_t n)
{
	enum { SHORT = 24 };

	if (n > SHORT) {
		qsort(v, n, sizeof *v, by_rank);
		return;
	}
	for (uint32_t i = 1; i < n; i++) {
		struct entry x = v[i];
		uint32_t at = i;
		for (; at && v[at - 1].who > x.who; at--)
			v[at] = v[at - 1];
		v[at] = x;
	}
}

/* Each row ascending, so that the order of sums does not depend on the order of the input's rows. */
static void ascend_rows(struct arena *a, struct contacts *c)
{
	struct forward *f = &c->f;
	struct mark scratch = arena_mark(a);
	uint32_t longest = 0;

	for (uint32_t x = 0; x < f->n; x++)
		if (f->off[x + 1] - f->off[x] > longest)
			longest = f->off[x + 1] - f->off[x];
	struct entry *row = NEW(a, longest, struct entry);
	for (uint32_t x = 0; x < f->n; x++) {
		uint32_t from = f->off[x], n = f->off[x + 1] - from;
		for (uint32_t i = 0; i < n; i++)
			row[i] = (struct entry){ f->adj[from + i], c->arcs ? c->arcs[from + i] : 0, c->z ? c->z[from + i] : 0 };
		sort_entries(row, n);
		for (uint32_t i = 0; i < n; i++) {
			f->adj[from + i] = row[i].who;
			if (c->arcs)
				c->arcs[from + i] = row[i].arcs;
			if (c->z)
				c->z[from + i] = row[i].z;
		}
	}
	f->place = NULL;
	arena_release(a, scratch);
}

void contacts_lower(struct arena *a, struct contacts *c)
{
	const struct forward *f = &c->f;
	bool places = c->z || c->arcs;

	c->low_off = NEW(a, (size_t)f->n + 1, uint32_t);
	c->low = NEW(a, f->m, uint32_t);
	c->low_place = places ? NEW(a, f->m, uint32_t) : NULL;
	struct mark scratch = arena_mark(a);
	uint32_t *at = NEW(a, f->n, uint32_t);
	for (uint32_t x = 0; x < f->n; x++) {
		uint32_t own = f->off[x + 1] - f->off[x];
		at[x] = c->low_off[x];
		c->low_off[x + 1] = c->low_off[x] + f->degree[f->who[x]] - own;
	}
	for (uint32_t x = 0; x < f->n; x++)
		for (uint32_t i = f->off[x]; i < f->off[x + 1]; i++) {
			uint32_t to = at[f->adj[i]]++;
			c->low[to] = x;
			if (places)
				c->low_place[to] = i;
		}
	arena_release(a, scratch);
}

void contacts_graph(struct arena *a, const struct contacts *c, struct graph *g)
{
	const struct forward *f = &c->f;
	uint64_t m = 0;

	*g = (struct graph){ .n = f->n, .off = NEW(a, (size_t)f->n + 1, uint64_t), .adj = NEW(a, 2 * (size_t)f->m, uint32_t) };
	for (uint32_t x = 0; x < f->n; x++) {
		for (uint32_t i = c->low_off[x]; i < c->low_off[x + 1]; i++)
			g->adj[m++] = c->low[i];
		for (uint32_t i = f->off[x]; i < f->off[x + 1]; i++)
			g->adj[m++] = f->adj[i];
		g->off[x + 1] = m;
	}
	g->m = m;
}

static void find_strengths(struct arena *a, struct contacts *c)
{
	const struct forward *f = &c->f;

	c->of = arena_alloc(a, f->n, sizeof *c->of);
	if (!c->z) {
		for (uint32_t x = 0; x < f->n; x++) {
			c->of[x].strength = f->degree[f->who[x]];
			c->of[x].most = c->of[x].strength > 0;
		}
		return;
	}
	for (uint32_t x = 0; x < f->n; x++)
		for (uint32_t i = f->off[x]; i < f->off[x + 1]; i++) {
			uint32_t y = f->adj[i];
			c->of[x].strength += c->z[i];
			c->of[y].strength += c->z[i];
			if (c->z[i] > c->of[x].most)
				c->of[x].most = c->z[i];
			if (c->z[i] > c->of[y].most)
				c->of[y].most = c->z[i];
		}
}

/* Products of two weights, and their quotients by a third, must be numbers. */
static int check_range(const struct contacts *c, struct err *e)
{
	double least = 1, most = 1;

	for (uint32_t i = 0; c->z && i < c->f.m; i++) {
		least = c->z[i] < least ? c->z[i] : least;
		most = c->z[i] > most ? c->z[i] : most;
	}
	if (least < 1e-140 || most > 1e140)
		return fail(e, E_DATA, "the weight of a tie is %g: expected 1e-140 to 1e140; multiply or divide them all",
		            most > 1e140 ? most : least);
	return OK;
}

int contacts_build(struct arena *arena, uint32_t n, uint64_t rows, const uint32_t *a, const uint32_t *b,
                   const double *weight, bool directed, struct contacts *c, struct err *e)
{
	struct rows r = drop_zeros(arena, (struct rows){ rows, a, b, weight });

	*c = (struct contacts){ .zeros = rows - r.m };
	TRY(forward_build(arena, n, r.m, r.a, r.b, &c->f, e));
	c->loops = c->f.loops;
	c->repeated = c->f.repeated;
	if (directed)
		find_arcs(arena, &r, c);
	if (directed || weight)
		find_weights(arena, &r, c);
	TRY(check_range(c, e));
	ascend_rows(arena, c);
	find_strengths(arena, c);
	return OK;
}
