#include "tie.h"

#include <math.h>

double tie_share(enum tie_share which, double n, double ki, double kj)
{
	double top = n, all = ki + kj - n;

	switch (which) {
	case TIE_OVERLAP:        all -= 2; break;
	case TIE_JACCARD:        break;
	case TIE_JACCARD_CLOSED: top = n + 2; break;
	case TIE_DICE:           top = 2 * n; all = ki + kj; break;
	case TIE_SCAN:           top = n + 2; all = sqrt((ki + 1) * (kj + 1)); break;
	}
	return all > 0 ? top / all : NAN;
}

double tie_adamic_adar(double k) { return k > 1 ? 1 / log(k) : 0; }
double tie_resource_allocation(double k) { return k > 0 ? 1 / k : 0; }

struct triad { const double *w; double *sum; };

static void add_wings(void *ctx, const struct triangle *t, uint32_t n)
{
	const struct triad *r = ctx;

	for (uint32_t k = 0; k < n; k++, t++) {
		r->sum[t->xy] += r->w[t->xz] + r->w[t->yz];
		r->sum[t->xz] += r->w[t->xy] + r->w[t->yz];
		r->sum[t->yz] += r->w[t->xy] + r->w[t->xz];
	}
}

void tie_weighted_overlap(struct arena *a, const struct forward *f, uint64_t rows,
                          const double *weight, double *out)
{
	struct mark scratch = arena_mark(a);
	double *w = NEW(a, f->m, double), *strength = NEW(a, f->n, double);

	for (uint64_t k = 0; k < rows; k++)
		if (f->place[k] != NO_TIE)
			w[f->place[k]] += weight[k];
	for (uint32_t x = 0; x < f->n; x++)
		for (uint32_t i = f->off[x]; i < f->off[x + 1]; i++) {
			strength[x] += w[i];
			strength[f->adj[i]] += w[i];
			out[i] = 0;
		}
	struct triad t = { w, out };
	forward_each_triangle(a, f, add_wings, &t);
	for (uint32_t x = 0; x < f->n; x++)
		for (uint32_t i = f->off[x]; i < f->off[x + 1]; i++) {
			double others = strength[x] + strength[f->adj[i]] - 2 * w[i];
			out[i] = others > 0 ? out[i] / others : NAN;
		}
	arena_release(a, scratch);
}
