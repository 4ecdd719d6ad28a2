/* whole - values by hand, a slow oracle on matrices, and igraph on graphs without repeats. */
#include "karate.h"
#include "ties.h"
#include "whole.h"

enum { N = 12, ROWS = 60 };

struct rows { uint32_t n; uint64_t m; uint32_t a[ROWS], b[ROWS]; double w[ROWS]; };

#define same(x, y) assert_near(x, y, 1e-12)

static struct whole measure(const struct rows *g, bool directed, bool weighted, int threads)
{
	struct whole w;

	assert_ok(whole_measure(&memory, g->n, g->m, g->a, g->b, weighted ? g->w : NULL, directed, threads, &w, &why));
	return w;
}

/* --- by hand ------------------------------------------------------------------------------ */

/* Triangle 0-1-2, pendant 3 on 2, pair 4-5, isolate 6.  Degrees 2 2 3 1 1 1 0.
 * Density 5/21.  Pairs of ties at a person: 1 + 1 + 3 = 5, one triangle: transitivity 3/5.
 * Local clustering of 0, 1, 2: 1, 1, 1/3: mean 7/9 over three, 1/3 over all seven.
 * Assortativity: ends (2,2) (2,3) (2,3) (3,1) (1,1), both ways: mean 2; products around it
 * 0, 0, 0, -1, 1: sum 0. */
static void triangle_with_pendant(void **state)
{
	struct rows g = { 7, 5, { 0, 1, 0, 2, 4 }, { 1, 2, 2, 3, 5 }, { 0 } };
	struct whole w = measure(&g, false, false, 1);

	(void)state;
	same(w.people, 7); same(w.ties, 5); same(w.loops, 0); same(w.repeated, 0);
	same(w.density, 5 / 21.0);
	same(w.isolates, 1); same(w.components, 3); same(w.giant, 4); same(w.giant_share, 4 / 7.0);
	same(w.triangles, 1); same(w.transitivity, 0.6); same(w.clustering, 7 / 9.0); same(w.clustering_zeros, 1 / 3.0);
	same(w.assortativity, 0);
	/* sorted 0 1 1 1 2 2 3: quantiles at places 1.5, 3 and 4.5 */
	same(w.degree.least, 0); same(w.degree.q1, 1); same(w.degree.median, 1); same(w.degree.q3, 2);
	same(w.degree.most, 3); same(w.degree.mean, 10 / 7.0);
}

/* 0 -> 1, 1 -> 0, 1 -> 2, again 1 -> 2, and 2 -> 2: three arcs, two of them returned. */
static void arcs(void **state)
{
	struct rows g = { 3, 5, { 0, 1, 1, 1, 2 }, { 1, 0, 2, 2, 2 }, { 5, 3, 1, 2, 9 } };
	struct whole w = measure(&g, true, true, 1);

	(void)state;
	same(w.arcs, 3); same(w.ties, 2); same(w.loops, 1); same(w.repeated, 1);
	same(w.reciprocity, 2 / 3.0);
	same(w.density, 0.5);
	same(w.strong, 2); same(w.strong_giant, 2); same(w.strong_share, 2 / 3.0);
	same(w.out.most, 2); same(w.out.least, 0); same(w.in.most, 1); same(w.in.least, 1);
	/* weights of the arcs: 5, 3, 1 + 2 */
	same(w.weight.least, 3); same(w.weight.median, 3); same(w.weight.most, 5); same(w.weight.mean, 11 / 3.0);
	same(w.assortativity, NAN);                     /* every in-degree is 1 */
	/* without direction 0 - 1 carries 8 */
	w = measure(&g, false, true, 1);
	same(w.ties, 2); same(w.repeated, 2); same(w.weight.most, 8); same(w.density, 2 / 3.0);
}

static void undefined(void **state)
{
	struct rows none = { 0, 0, { 0 }, { 0 }, { 0 } }, one = { 1, 1, { 0 }, { 0 }, { NAN } };
	struct rows pair = { 2, 2, { 0, 0 }, { 1, 1 }, { NAN, 4 } };
	struct whole w = measure(&none, true, true, 1);

	(void)state;
	same(w.people, 0); same(w.density, NAN); same(w.giant_share, NAN); same(w.strong_share, NAN); same(w.giant, 0);
	same(w.reciprocity, NAN); same(w.transitivity, NAN); same(w.clustering, NAN); same(w.clustering_zeros, NAN);
	same(w.assortativity, NAN); same(w.degree.mean, NAN); same(w.weight.median, NAN); same(w.components, 0);
	w = measure(&one, false, true, 1);
	same(w.people, 1); same(w.density, NAN); same(w.giant_share, 1); same(w.isolates, 1); same(w.loops, 1);
	same(w.clustering_zeros, 0); same(w.degree.mean, 0); same(w.weight_missing, 1);
	w = measure(&pair, false, true, 1);             /* a row without weight is left out of the sum */
	same(w.density, 1); same(w.transitivity, NAN); same(w.assortativity, NAN); same(w.weight.mean, 4);
	same(w.weight_missing, 1); same(w.repeated, 1);
}

static void quantiles(void **state)
{
	double x[] = { 4, 1, 3, 2 }, y[] = { 7 };
	struct spread s = spread_of(&memory, x, 4);

	(void)state;
	same(s.least, 1); same(s.q1, 1.75); same(s.median, 2.5); same(s.mean, 2.5); same(s.q3, 3.25); same(s.most, 4);
	s = spread_of(&memory, y, 1);
	same(s.least, 7); same(s.q1, 7); same(s.median, 7); same(s.mean, 7); same(s.q3, 7); same(s.most, 7);
	s = spread_of(&memory, y, 0);
	same(s.least, NAN); same(s.q1, NAN); same(s.mean, NAN);
}

/* Zachary's karate club: what igraph and NetworkX print. */
static void karate(void **state)
{
	struct whole w;

	(void)state;
	assert_ok(whole_measure(&memory, KARATE_PEOPLE, KARATE_TIES, karate_i, karate_j, NULL, false, 1, &w, &why));
	same(w.triangles, 45);
	same(w.density, 156 / (34.0 * 33));
	assert_true(fabs(w.transitivity - 0.2556818) < 1e-7);
	assert_true(fabs(w.clustering_zeros - 0.5706385) < 1e-7);
	assert_true(fabs(w.clustering - 0.5879306) < 1e-7);
	assert_true(fabs(w.assortativity - -0.4756131) < 1e-7);
	same(w.degree.most, 17); same(w.components, 1); same(w.isolates, 0);
}

/* --- the oracle ------------------------------------------------------------------------------- */

static struct rows draw(gsl_rng *g)
{
	struct rows r = { .n = 1 + rng_below(g, N), .m = rng_below(g, ROWS) };

	if (rng_below(g, 2))
		r.m /= 4;
	for (uint64_t k = 0; k < r.m; k++) {
		r.a[k] = rng_below(g, r.n);
		r.b[k] = rng_below(g, r.n);
		r.w[k] = rng_below(g, 8) ? (double)rng_below(g, 5) : (double)NAN;
	}
	return r;
}

struct matrix { uint32_t n; int t[N][N], u[N][N]; double w[N][N]; };   /* arcs, ties, summed weights (NAN: none) */

static struct matrix matrix_of(const struct rows *g, bool directed)
{
	struct matrix x = { .n = g->n };

	for (uint32_t i = 0; i < N; i++)
		for (uint32_t j = 0; j < N; j++)
			x.w[i][j] = NAN;
	for (uint64_t k = 0; k < g->m; k++) {
		uint32_t i = g->a[k], j = g->b[k];
		if (i == j)
			continue;
		x.t[i][j] = x.u[i][j] = x.u[j][i] = 1;
		if (!directed && i > j) {
			i = g->b[k];
			j = g->a[k];
		}
		if (!isnan(g->w[k]))
			x.w[i][j] = isnan(x.w[i][j]) ? g->w[k] : x.w[i][j] + g->w[k];
	}
	return x;
}

/* Pieces of a relation closed under reaching one another, and the size of the largest. */
static int pieces(uint32_t n, int t[N][N], int *largest)
{
	int reach[N][N], count = 0;

	memcpy(reach, t, sizeof reach);
	for (uint32_t i = 0; i < n; i++)
		reach[i][i] = 1;
	for (uint32_t k = 0; k < n; k++)
		for (uint32_t i = 0; i < n; i++)
			for (uint32_t j = 0; j < n; j++)
				reach[i][j] |= reach[i][k] && reach[k][j];
	*largest = 0;
	for (uint32_t i = 0; i < n; i++) {
		int size = 0, first = 1;
		for (uint32_t j = 0; j < n; j++)
			if (reach[i][j] && reach[j][i]) {
				size++;
				first &= j >= i;
			}
		count += first;
		*largest = size > *largest ? size : *largest;
	}
	return count;
}

static double correlation(const double *x, const double *y, int n)
{
	double sx = 0, sy = 0, xx = 0, yy = 0, xy = 0;

	for (int k = 0; k < n; k++) {
		sx += x[k]; sy += y[k]; xx += x[k] * x[k]; yy += y[k] * y[k]; xy += x[k] * y[k];
	}
	xx = n * xx - sx * sx;                          /* whole numbers: exact */
	yy = n * yy - sy * sy;
	return xx > 0 && yy > 0 ? (n * xy - sx * sy) / sqrt(xx * yy) : NAN;
}

static double nth(const double *x, int n, int k)        /* the k-th smallest, by counting */
{
	for (int i = 0; i < n; i++) {
		int below = 0, equal = 0;
		for (int j = 0; j < n; j++) {
			below += x[j] < x[i];
			equal += x[j] == x[i];
		}
		if (below <= k && k < below + equal)
			return x[i];
	}
	return NAN;
}

static void same_spread(const struct spread *s, const double *x, int n)
{
	const double p[] = { 0, 0.25, 0.5, 0.75, 1 }, got[] = { s->least, s->q1, s->median, s->q3, s->most };
	double sum = 0;

	for (int i = 0; i < 5; i++) {
		double at = p[i] * (n - 1);
		int k = (int)at;
		same(got[i], n ? nth(x, n, k) * (1 - (at - k)) + (at > k ? nth(x, n, k + 1) * (at - k) : 0) : NAN);
	}
	for (int i = 0; i < n; i++)
		sum += x[i];
	same(s->mean, n ? sum / n : NAN);
}

static void check_degrees(const struct matrix *x, const struct whole *w)
{
	double both[N] = { 0 }, in[N] = { 0 }, out[N] = { 0 }, xs[N * N], ys[N * N];
	int isolates = 0, n = (int)x->n, k = 0;

	for (int i = 0; i < n; i++) {
		for (int j = 0; j < n; j++) {
			both[i] += x->u[i][j];
			out[i] += x->t[i][j];
			in[i] += x->t[j][i];
		}
		isolates += both[i] == 0;
	}
	same(w->isolates, isolates);
	same_spread(&w->degree, both, n);
	if (w->directed) {
		same_spread(&w->in, in, n);
		same_spread(&w->out, out, n);
	}
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			if (w->directed ? x->t[i][j] : x->u[i][j]) {
				xs[k] = w->directed ? out[i] : both[i];
				ys[k++] = w->directed ? in[j] : both[j];
			}
	same(w->assortativity, correlation(xs, ys, k));
}

static void check_triangles(const struct matrix *x, const struct whole *w)
{
	int n = (int)x->n, triangles = 0, paths = 0, people = 0;
	double sum = 0;

	for (int v = 0; v < n; v++) {
		int pairs = 0, closed = 0;
		for (int i = 0; i < n; i++)
			for (int j = i + 1; j < n; j++) {
				pairs += x->u[v][i] && x->u[v][j];
				closed += x->u[v][i] && x->u[v][j] && x->u[i][j];
			}
		triangles += closed;
		paths += pairs;
		people += pairs > 0;
		sum += pairs ? (double)closed / pairs : 0;
	}
	same(w->triangles, triangles / 3);
	same(w->transitivity, paths ? (double)triangles / paths : NAN);
	same(w->clustering, people ? sum / people : NAN);
	same(w->clustering_zeros, n ? sum / n : NAN);
}

static void check_ties(const struct rows *g, struct matrix *x, const struct whole *w)
{
	int n = (int)x->n, ties = 0, arcs = 0, mutual = 0, loops = 0, largest, k = 0;
	double weight[N * N];

	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++) {
			ties += j > i && x->u[i][j];
			arcs += x->t[i][j];
			mutual += x->t[i][j] && x->t[j][i];
			if (!isnan(x->w[i][j]))
				weight[k++] = x->w[i][j];
		}
	for (uint64_t r = 0; r < g->m; r++)
		loops += g->a[r] == g->b[r];
	same(w->people, n);
	same(w->ties, ties);
	same(w->loops, loops);
	same(w->repeated, (double)g->m - loops - (w->directed ? arcs : ties));
	same(w->density, n < 2 ? NAN : (w->directed ? arcs : 2.0 * ties) / (n * (n - 1.0)));
	same_spread(&w->weight, weight, k);
	same(w->components, pieces(x->n, x->u, &largest));
	same(w->giant, largest);
	same(w->giant_share, (double)largest / n);
	if (w->directed) {
		same(w->arcs, arcs);
		same(w->reciprocity, arcs ? (double)mutual / arcs : NAN);
		same(w->strong, pieces(x->n, x->t, &largest));
		same(w->strong_giant, largest);
		same(w->strong_share, (double)largest / n);
	}
}

static void oracle(void **state)
{

	(void)state;
	for (uint32_t r = 0; r < 3000; r++) {
		bool directed = r % 2;
		struct rows rows;
		struct matrix x;
		struct whole w;
		rng_stream(chance, 3, r);
		rows = draw(chance);
		x = matrix_of(&rows, directed);
		w = measure(&rows, directed, true, 1 + (int)(r % 3));
		check_ties(&rows, &x, &w);
		check_degrees(&x, &w);
		check_triangles(&x, &w);
	}
}

/* --- igraph -------------------------------------------------------------------------------------- */

static void agrees_with_igraph(void **state)
{

	(void)state;
	for (uint32_t r = 0; r < 500; r++) {
		bool directed = r % 2;
		struct rows rows;
		struct whole w;
		igraph_t ig;
		igraph_real_t x;
		igraph_integer_t k;
		rng_stream(chance, 4, r);
		rows = draw(chance);
		w = measure(&rows, directed, false, 1);
		to_igraph(&ig, rows.n, rows.m, rows.a, rows.b, directed);
		igraph_simplify(&ig, true, true, NULL);
		same(directed ? w.arcs : w.ties, (double)igraph_ecount(&ig));
		igraph_connected_components(&ig, NULL, NULL, &k, IGRAPH_WEAK);
		same(w.components, (double)k);
		if (directed) {
			igraph_connected_components(&ig, NULL, NULL, &k, IGRAPH_STRONG);
			same(w.strong, (double)k);
			igraph_reciprocity(&ig, &x, true, IGRAPH_RECIPROCITY_DEFAULT);
			same(w.reciprocity, x);
		}
		if (w.people > 1) {                             /* one person: igraph says NaN as well */
			igraph_density(&ig, &x, false);
			same(w.density, x);
		}
		igraph_assortativity_degree(&ig, &x, directed);
		if (!isnan(w.assortativity))                    /* constant degrees: igraph divides rounding errors */
			assert_true(fabs(w.assortativity - x) < 1e-9);
		igraph_to_undirected(&ig, IGRAPH_TO_UNDIRECTED_COLLAPSE, NULL);
		igraph_transitivity_undirected(&ig, &x, IGRAPH_TRANSITIVITY_NAN);
		same(w.transitivity, x);
		igraph_transitivity_avglocal_undirected(&ig, &x, IGRAPH_TRANSITIVITY_NAN);
		same(w.clustering, x);
		igraph_transitivity_avglocal_undirected(&ig, &x, IGRAPH_TRANSITIVITY_ZERO);
		same(w.clustering_zeros, x);
		igraph_destroy(&ig);
	}
}

static void any_threads(void **state)
{
	enum { PEOPLE = 300, TIES = 4000 };
	static uint32_t a[TIES], b[TIES];
	struct whole one, three;

	(void)state;
	rng_stream(chance, 5, 0);
	for (int k = 0; k < TIES; k++) {
		a[k] = rng_below(chance, PEOPLE);
		b[k] = rng_below(chance, PEOPLE);
	}
	assert_ok(whole_measure(&memory, PEOPLE, TIES, a, b, NULL, true, 1, &one, &why));
	assert_ok(whole_measure(&memory, PEOPLE, TIES, a, b, NULL, true, 3, &three, &why));
	assert_true(one.transitivity == three.transitivity && one.clustering == three.clustering);
	assert_true(one.triangles == three.triangles && one.triangles > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(triangle_with_pendant),
		CHECK(arcs),
		CHECK(undefined),
		CHECK(quantiles),
		CHECK(karate),
		CHECK(oracle),
		CHECK(agrees_with_igraph),
		CHECK(any_threads),
	};

	return cmocka_run_group_tests_name("whole", tests, NULL, NULL);
}
