#include "degree.h"

#include <math.h>

/* Each tie gives to both its ends. */
static void add_ties(const struct contacts *c, const struct degrees *d)
{
	const struct forward *f = &c->f;

	for (uint32_t x = 0; x < f->n; x++)
		for (uint32_t i = f->off[x]; i < f->off[x + 1]; i++) {
			uint32_t y = f->adj[i], v = f->who[x], u = f->who[y];
			unsigned arcs = c->arcs ? c->arcs[i] : ARC_UP | ARC_DOWN;
			double z = c->z ? c->z[i] : 1;
			if (d->in) {
				d->out[v] += arcs & ARC_UP ? 1 : 0;
				d->in[u] += arcs & ARC_UP ? 1 : 0;
				d->in[v] += arcs & ARC_DOWN ? 1 : 0;
				d->out[u] += arcs & ARC_DOWN ? 1 : 0;
			}
			d->disparity[v] += z * z;
			d->disparity[u] += z * z;
		}
}

static void add_arcs(uint64_t rows, const uint32_t *a, const uint32_t *b, const double *weight, const struct degrees *d)
{
	for (uint64_t k = 0; d->in_strength && k < rows; k++)
		if (a[k] != b[k]) {
			d->out_strength[a[k]] += weight ? weight[k] : 1;
			d->in_strength[b[k]] += weight ? weight[k] : 1;
		}
}

static void find_cores(struct arena *a, struct contacts *c, double *core)
{
	struct mark scratch = arena_mark(a);
	uint32_t *of = NEW(a, c->f.n, uint32_t);
	struct graph g;

	contacts_graph(a, c, &g);
	graph_cores(a, &g, of);
	for (uint32_t x = 0; x < c->f.n; x++)
		core[c->f.who[x]] = of[x];
	arena_release(a, scratch);
}

void degrees_measure(struct arena *arena, struct contacts *c, uint64_t rows, const uint32_t *a, const uint32_t *b,
                     const double *weight, const struct degrees *d)
{
	struct mark scratch = arena_mark(arena);
	const struct forward *f = &c->f;

	for (uint32_t x = 0; x < f->n; x++) {
		uint32_t v = f->who[x];
		d->total[v] = f->degree[v];
		d->strength[v] = c->of[x].strength;
		d->disparity[v] = f->degree[v] ? 0 : NAN;
		d->strongest[v] = c->of[x].most / c->of[x].strength;
		if (d->in)
			d->in[v] = d->out[v] = 0;
		if (d->in_strength)
			d->in_strength[v] = d->out_strength[v] = 0;
	}
	add_ties(c, d);
	add_arcs(rows, a, b, weight, d);
	for (uint32_t x = 0; x < f->n; x++)
		d->disparity[f->who[x]] /= c->of[x].strength * c->of[x].strength;
	contacts_lower(arena, c);
	find_cores(arena, c, d->core);
	arena_release(arena, scratch);
}
