#include "whole.h"
#include "sort.h"

#include <math.h>

static double ratio(double a, double b) { return b > 0 ? a / b : NAN; }

/* --- quantiles ------------------------------------------------------------------------- */

static double quantile(const double *sorted, size_t n, double p)
{
	double at = p * (double)(n - 1), low = floor(at);
	size_t k = (size_t)low;

	return k + 1 < n ? sorted[k] + (at - low) * (sorted[k + 1] - sorted[k]) : sorted[n - 1];
}

struct spread spread_of(struct arena *a, double *x, size_t n)
{
	struct mark scratch = arena_mark(a);
	struct spread s = { NAN, NAN, NAN, NAN, NAN, NAN };
	double sum = 0;

	if (!n)
		return s;
	sort_reals(x, n, NEW(a, n, double));
	arena_release(a, scratch);
	for (size_t i = 0; i < n; i++)
		sum += x[i];
	s = (struct spread){ .least = x[0], .most = x[n - 1], .mean = sum / (double)n, .q1 = quantile(x, n, 0.25),
	                     .median = quantile(x, n, 0.5), .q3 = quantile(x, n, 0.75) };
	return s;
}

static struct spread spread_counts(struct arena *a, const uint32_t *count, uint32_t n)
{
	struct mark scratch = arena_mark(a);
	double *x = NEW(a, (size_t)n + 1, double);
	struct spread s;

	for (uint32_t v = 0; v < n; v++)
		x[v] = count[v];
	s = spread_of(a, x, n);
	arena_release(a, scratch);
	return s;
}

/* --- ties ---------------------------------------------------------------------------------- */

/* What is known of each place of the forward graph: which of its two arcs stand in the input,
 * and who has how many. */
struct arcs {
	struct forward f;
	unsigned char *seen;            /* 1: from the lower rank to the higher, 2: back */
	uint32_t *in, *out;
};

enum { UP = 1, DOWN = 2 };

static unsigned char direction(const struct forward *f, const uint32_t *a, const uint32_t *b, uint64_t k)
{
	return f->rank[a[k]] < f->rank[b[k]] ? UP : DOWN;
}

static void count_arcs(struct arena *ar, uint64_t rows, const uint32_t *a, const uint32_t *b, struct arcs *g,
                       struct whole *w)
{
	const struct forward *f = &g->f;
	double mutual = 0;

	g->seen = NEW(ar, (size_t)f->m + 1, unsigned char);
	g->in = NEW(ar, (size_t)f->n + 1, uint32_t);
	g->out = NEW(ar, (size_t)f->n + 1, uint32_t);
	w->arcs = 0;
	for (uint64_t k = 0; k < rows; k++) {
		uint32_t p = f->place[k];
		unsigned char way;
		if (p == NO_TIE)
			continue;
		way = direction(f, a, b, k);
		if (g->seen[p] & way)
			continue;
		g->seen[p] |= way;
		mutual += 2 * (g->seen[p] == (UP | DOWN));
		w->arcs++;
		g->out[a[k]]++;
		g->in[b[k]]++;
	}
	w->repeated = (double)rows - w->loops - w->arcs;
	w->reciprocity = ratio(mutual, w->arcs);
	w->in = spread_counts(ar, g->in, f->n);
	w->out = spread_counts(ar, g->out, f->n);
}

/* One weight a tie, or an arc: the sum of its rows. */
static void weights(struct arena *ar, uint64_t rows, const uint32_t *a, const uint32_t *b, const double *weight,
                    const struct forward *f, struct whole *w)
{
	struct mark scratch = arena_mark(ar);
	size_t room = (size_t)f->m * (w->directed ? 2 : 1), n = 0;
	double *sum = NEW(ar, room + 1, double);
	bool *any = NEW(ar, room + 1, bool);

	w->weight_missing = 0;
	for (uint64_t k = 0; k < rows; k++) {
		size_t p = f->place[k];
		w->weight_missing += isnan(weight[k]);
		if (p == NO_TIE || isnan(weight[k]))
			continue;
		if (w->directed)
			p = 2 * p + (direction(f, a, b, k) == UP);
		sum[p] += weight[k];
		any[p] = true;
	}
	for (size_t p = 0; p < room; p++)
		if (any[p])
			sum[n++] = sum[p];
	w->weight = spread_of(ar, sum, n);
	arena_release(ar, scratch);
}

/* --- triangles -------------------------------------------------------------------------------- */

static void triangles(struct arena *ar, const struct forward *f, int threads, struct whole *w)
{
	struct mark scratch = arena_mark(ar);
	uint32_t *count = NEW(ar, (size_t)f->m + 1, uint32_t);
	uint64_t *at = NEW(ar, (size_t)f->n + 1, uint64_t);     /* twice the triangles of each person */
	double pairs = 0, sum = 0, closed = 0, people = 0;

	forward_triangles(ar, f, threads, count);
	for (uint32_t x = 0; x < f->n; x++)
		for (uint32_t p = f->off[x]; p < f->off[x + 1]; p++) {
			at[x] += count[p];
			at[f->adj[p]] += count[p];
		}
	for (uint32_t v = 0; v < f->n; v++) {
		double d = f->degree[v], two = d * (d - 1), t = (double)at[f->rank[v]];
		if (two <= 0)
			continue;
		people++;
		pairs += two;
		closed += t;
		sum += t / two;
	}
	w->triangles = closed / 6;
	w->transitivity = ratio(closed, pairs);
	w->clustering = ratio(sum, people);
	w->clustering_zeros = ratio(sum, f->n);
	arena_release(ar, scratch);
}

/* --- who is tied to whom ----------------------------------------------------------------------- */

/* The correlation of x at one end with y at the other over pairs that are fed one by one, twice:
 * first for the means, then around them, so that nothing cancels. */
struct pairs { double n, x, y, xx, yy, xy, x0, y0; bool x_varies, y_varies; };

static void feed_mean(struct pairs *s, double x, double y)
{
	if (s->n++ == 0) {
		s->x0 = x;
		s->y0 = y;
	}
	s->x_varies |= x != s->x0;
	s->y_varies |= y != s->y0;
	s->x += x;
	s->y += y;
}

static void feed(struct pairs *s, double x, double y)
{
	x -= s->x;
	y -= s->y;
	s->xx += x * x;
	s->yy += y * y;
	s->xy += x * y;
}

/* Every tie counts from both ends; an arc from its source, by out-degree there and in-degree at its target. */
static double assortativity(const struct arcs *g, bool directed)
{
	const struct forward *f = &g->f;
	struct pairs s = { 0 };

	for (int pass = 0; pass < 2; pass++) {
		void (*take)(struct pairs *, double, double) = pass ? feed : feed_mean;
		for (uint32_t x = 0; x < f->n; x++)
			for (uint32_t p = f->off[x]; p < f->off[x + 1]; p++) {
				uint32_t u = f->who[x], v = f->who[f->adj[p]];
				if (!directed || g->seen[p] & UP)
					take(&s, directed ? g->out[u] : f->degree[u], directed ? g->in[v] : f->degree[v]);
				if (!directed || g->seen[p] & DOWN)
					take(&s, directed ? g->out[v] : f->degree[v], directed ? g->in[u] : f->degree[u]);
			}
		if (pass == 0) {
			if (!s.x_varies || !s.y_varies)
				return NAN;
			s.x /= s.n;
			s.y /= s.n;
		}
	}
	return s.xy / sqrt(s.xx * s.yy);
}

/* --- components ----------------------------------------------------------------------------------- */

static void components(struct arena *ar, uint32_t n, uint64_t rows, const uint32_t *a, const uint32_t *b, struct whole *w)
{
	struct mark scratch = arena_mark(ar);
	uint32_t *component = NEW(ar, (size_t)n + 1, uint32_t), *size, k;

	k = components_weak(ar, n, rows, a, b, component, &size);
	w->components = k;
	w->giant = k ? size[0] : 0;
	w->giant_share = ratio(w->giant, n);
	if (w->directed) {
		struct graph g;
		graph_build(ar, n, rows, a, b, NULL, GRAPH_OUT, &g);
		k = components_strong(ar, &g, component, &size);
		w->strong = k;
		w->strong_giant = k ? size[0] : 0;
		w->strong_share = ratio(w->strong_giant, n);
	}
	arena_release(ar, scratch);
}

int whole_measure(struct arena *ar, uint32_t n, uint64_t rows, const uint32_t *a, const uint32_t *b,
                  const double *weight, bool directed, int threads, struct whole *w, struct err *e)
{
	struct mark scratch = arena_mark(ar);
	struct arcs g = { .seen = NULL };

	*w = (struct whole){ .directed = directed, .people = n };
	TRY(forward_build(ar, n, rows, a, b, &g.f, e));
	w->ties = g.f.m;
	w->loops = (double)g.f.loops;
	w->repeated = (double)g.f.repeated;
	w->degree = spread_counts(ar, g.f.degree, n);
	for (uint32_t v = 0; v < n; v++)
		w->isolates += g.f.degree[v] == 0;
	if (directed)
		count_arcs(ar, rows, a, b, &g, w);
	w->density = ratio(directed ? w->arcs : 2 * w->ties, (double)n * ((double)n - 1));
	if (weight)
		weights(ar, rows, a, b, weight, &g.f, w);
	triangles(ar, &g.f, threads, w);
	w->assortativity = assortativity(&g, directed);
	components(ar, n, rows, a, b, w);
	arena_release(ar, scratch);
	return OK;
}
