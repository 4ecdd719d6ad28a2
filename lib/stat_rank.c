#include "stat_rank.h"
#include "rng.h"
#include "sort.h"
#include "stat.h"
#include "stat_interval.h"

#include <math.h>
#include <omp.h>

/* --- pairs ------------------------------------------------------------------------ */

static void rank_x(struct arena *a, struct pairs *p)
{
	struct mark m = arena_mark(a);
	uint32_t *order = NEW(a, p->n, uint32_t);

	for (uint32_t k = 0; k < p->n; k++)
		order[k] = k;
	stat_midranks(p->x, order, p->n, p->dx);
	arena_release(a, m);
	for (uint32_t k = 0, end; k < p->n; k = end) {
		for (end = k; end < p->n && p->x[end] == p->x[k]; end++)
			p->dx[end] -= ((double)p->n + 1) / 2;
		p->ssx += (end - k) * p->dx[k] * p->dx[k];
		p->tied_x += (int64_t)(end - k) * (end - k - 1) / 2;
	}
}

static void rank_y(struct pairs *p)
{
	for (uint32_t k = 0, end; k < p->n; k = end, p->ncode++) {
		double y = p->y[p->by_y[k]], t;
		for (end = k; end < p->n && p->y[p->by_y[end]] == y; end++)
			p->code[p->by_y[end]] = p->ncode;
		t = end - k;
		p->dy[p->ncode] = ((double)k + 1 + end) / 2 - ((double)p->n + 1) / 2;
		p->ssy += t * p->dy[p->ncode] * p->dy[p->ncode];
		p->tied_y += (int64_t)(end - k) * (end - k - 1) / 2;
	}
}

void pairs_sort(struct arena *a, uint32_t n, const double *x, const double *y, struct pairs *p)
{
	*p = (struct pairs){
		.n = n, .x = NEW(a, n, double), .y = NEW(a, n, double), .row = NEW(a, n, uint32_t),
		.by_y = NEW(a, n, uint32_t), .code = NEW(a, n, uint32_t),
		.dx = NEW(a, n, double), .dy = NEW(a, n, double),
	};
	sort_rows(a, y, n, p->row);
	sort_again(a, x, n, p->row);
	for (uint32_t k = 0; k < n; k++) {
		p->x[k] = x[p->row[k]];
		p->y[k] = y[p->row[k]];
	}
	sort_rows(a, p->y, n, p->by_y);
	rank_x(a, p);
	rank_y(p);
}

/* --- the two coefficients ----------------------------------------------------------- */

double rank_rho(const struct pairs *p, const uint32_t *code)
{
	double sum = 0, r;

	if (p->n < 2 || !(p->ssx > 0) || !(p->ssy > 0))
		return NAN;
	for (uint32_t k = 0; k < p->n; k++)
		sum += p->dx[k] * p->dy[code[k]];
	r = sum / (sqrt(p->ssx) * sqrt(p->ssy));
	return r > 1 ? 1 : r < -1 ? -1 : r;
}

static void tree_add(uint32_t *tree, uint32_t size, uint32_t at)
{
	for (at++; at <= size; at += at & -at)
		tree[at]++;
}

/* How many codes up to and including `at` have been added. */
static uint32_t tree_upto(const uint32_t *tree, uint32_t at)
{
	uint32_t sum = 0;

	for (at++; at; at -= at & -at)
		sum += tree[at];
	return sum;
}

double rank_tau(const struct pairs *p, const uint32_t *code, uint32_t *tree, uint32_t *count)
{
	int64_t all = (int64_t)p->n * ((int64_t)p->n - 1) / 2, discordant = 0, tied_both = 0;
	int64_t in_x = all - p->tied_x, in_y = all - p->tied_y;

	if (p->n < 2 || !in_x || !in_y)
		return NAN;
	/* runs of equal x enter together: pairs inside a run are neither con- nor discordant */
	for (uint32_t k = 0, end; k < p->n; k = end) {
		for (end = k; end < p->n && p->x[end] == p->x[k]; end++) {
			discordant += k - tree_upto(tree, code[end]);
			tied_both += count[code[end]]++;
		}
		for (uint32_t i = k; i < end; i++) {
			tree_add(tree, p->ncode, code[i]);
			count[code[i]] = 0;
		}
	}
	for (uint32_t i = 0; i <= p->ncode; i++)
		tree[i] = 0;
	double above = (double)(all - p->tied_x - p->tied_y + tied_both - 2 * discordant);
	return above / (sqrt((double)in_x) * sqrt((double)in_y));
}

/* --- permutations --------------------------------------------------------------------- */

/* What one thread needs: the arena must not be called by several. */
struct worker { gsl_rng *rng; uint32_t *code, *tree, *count; double *rx, *ry; };

static void workers_close(struct worker *w, int n)
{
	for (int t = 0; t < n; t++)
		if (w[t].rng)
			gsl_rng_free(w[t].rng);
}

static int workers_rng(struct worker *w, int n, struct err *e)
{
	for (int t = 0; t < n; t++) {
		if (!(w[t].rng = rng_open(e))) {
			workers_close(w, t);
			return e->code;
		}
	}
	return OK;
}

static void permuted(const struct pairs *p, const struct worker *w, uint64_t seed, uint32_t r,
                     double *rho, double *tau)
{
	for (uint32_t k = 0; k < p->n; k++)
		w->code[k] = p->code[k];
	rng_stream(w->rng, seed, r + 1);
	rng_shuffle(w->rng, w->code, p->n);
	*rho = rank_rho(p, w->code);
	*tau = rank_tau(p, w->code, w->tree, w->count);
}

int rank_permute(struct arena *a, const struct pairs *p, uint32_t replicates, uint64_t seed,
                 int threads, double *rho, double *tau, struct err *e)
{
	struct mark m = arena_mark(a);
	struct worker *w = NEW(a, (size_t)threads, struct worker);

	for (int t = 0; t < threads; t++) {
		w[t].code = NEW(a, p->n, uint32_t);
		w[t].tree = NEW(a, (size_t)p->ncode + 1, uint32_t);
		w[t].count = NEW(a, (size_t)p->ncode + 1, uint32_t);
	}
	TRY(workers_rng(w, threads, e));
	#pragma omp parallel for num_threads(threads) schedule(dynamic)
	for (uint32_t r = 0; r < replicates; r++)
		permuted(p, w + omp_get_thread_num(), seed, r, rho + r, tau + r);
	workers_close(w, threads);
	arena_release(a, m);
	return OK;
}

/* --- the jackknife ---------------------------------------------------------------------- */

/* Which groups a pair belongs to; two is the same as one where a row has one. */
struct membership { const uint32_t *one, *two; };

static bool belongs(struct membership of, uint32_t k, uint32_t g) { return of.one[k] == g || of.two[k] == g; }

/* Midranks among the pairs outside group g, less their mean; returns the sum of squares.
 * order[]: the pairs ascending in v, NULL for 0, 1, 2 ... */
static double ranks_without(const struct pairs *p, struct membership of, uint32_t g,
                            const uint32_t *order, const double *v, double mean, double *rank)
{
	double ss = 0;

	for (uint32_t i = 0, kept = 0, end; i < p->n; i = end) {
		double value = v[order ? order[i] : i], d;
		uint32_t here = 0;
		for (end = i; end < p->n; end++) {
			uint32_t k = order ? order[end] : end;
			if (v[k] != value)
				break;
			here += !belongs(of, k, g);
		}
		d = kept + ((double)here + 1) / 2 - mean;
		for (uint32_t j = i; j < end; j++)
			rank[order ? order[j] : j] = d;
		kept += here;
		ss += here * d * d;
	}
	return ss;
}

static double rho_without(const struct pairs *p, struct membership of, uint32_t g, uint32_t left,
                          const struct worker *w)
{
	double mean = ((double)left + 1) / 2, sum = 0;
	double ssx = ranks_without(p, of, g, NULL, p->x, mean, w->rx);
	double ssy = ranks_without(p, of, g, p->by_y, p->y, mean, w->ry);

	for (uint32_t k = 0; k < p->n; k++)
		if (!belongs(of, k, g))
			sum += w->rx[k] * w->ry[k];
	return ssx > 0 && ssy > 0 ? sum / (sqrt(ssx) * sqrt(ssy)) : NAN;
}

/* Deal the pairs at random into `sets` of equal size: set[pair]. */
static void deal_rows(gsl_rng *rng, uint64_t seed, uint32_t n, uint32_t sets, uint32_t *order,
                      uint32_t *set)
{
	for (uint32_t k = 0; k < n; k++)
		order[k] = k;
	rng_stream(rng, seed, UINT32_MAX);
	rng_shuffle(rng, order, n);
	for (uint32_t k = 0; k < n; k++)
		set[order[k]] = k % sets;
}

static void all_without(const struct pairs *p, struct membership of, uint32_t groups,
                        const struct worker *w, int threads, uint32_t *touch, double *rho)
{
	for (uint32_t k = 0; k < p->n; k++) {
		touch[of.one[k]]++;
		if (of.two[k] != of.one[k])
			touch[of.two[k]]++;
	}
	#pragma omp parallel for num_threads(threads) schedule(dynamic)
	for (uint32_t g = 0; g < groups; g++)
		rho[g] = rho_without(p, of, g, p->n - touch[g], w + omp_get_thread_num());
}

int rank_people_se(struct arena *a, const struct pairs *p, const struct people *people,
                   const uint32_t *ends_a, const uint32_t *ends_b, uint64_t seed, int threads,
                   double *se, double *df, struct err *e)
{
	struct mark m = arena_mark(a);
	uint32_t groups = people->groups, sets = groups < p->n ? groups : p->n;
	uint32_t *one = NEW(a, p->n, uint32_t), *two = NEW(a, p->n, uint32_t);
	uint32_t *set = NEW(a, p->n, uint32_t), *order = NEW(a, p->n, uint32_t);
	uint32_t *touch = NEW(a, groups, uint32_t), *size = NEW(a, sets, uint32_t);
	double *delta = NEW(a, groups, double), *rows = NEW(a, sets, double);
	struct worker *w = NEW(a, (size_t)threads, struct worker);
	double rho = rank_rho(p, p->code), v;

	for (int t = 0; t < threads; t++) {
		w[t].rx = NEW(a, p->n, double);
		w[t].ry = NEW(a, p->n, double);
	}
	TRY(workers_rng(w, 1, e));
	deal_rows(w->rng, seed, p->n, sets, order, set);
	workers_close(w, 1);
	for (uint32_t k = 0; k < p->n; k++) {
		one[k] = people->group[ends_a[p->row[k]]];
		two[k] = ends_b ? people->group[ends_b[p->row[k]]] : one[k];
	}
	all_without(p, (struct membership){ set, set }, sets, w, threads, size, rows);
	v = jackknife_se(rows, sets);
	all_without(p, (struct membership){ one, two }, groups, w, threads, touch, delta);
	for (uint32_t g = 0; g < groups; g++)
		delta[g] = touch[g] ? (1 - (double)touch[g] / p->n) * (delta[g] - rho) : 0;
	*se = people_se(people, p->n, delta, touch, v * v, df);
	arena_release(a, m);
	return OK;
}

/* --- together ------------------------------------------------------------------------------ */

static void gather(struct arena *a, uint32_t rows, const uint32_t *row, const double *x, const double *y,
                   struct pairs *p)
{
	uint32_t n = 0, *from = NEW(a, rows, uint32_t);
	double *px = NEW(a, rows, double), *py = NEW(a, rows, double);

	for (uint32_t i = 0; i < rows; i++) {
		if (isnan(x[row[i]]) || isnan(y[row[i]]))
			continue;
		px[n] = x[row[i]];
		py[n] = y[row[i]];
		from[n++] = row[i];
	}
	pairs_sort(a, n, px, py, p);
	for (uint32_t k = 0; k < n; k++)
		p->row[k] = from[p->row[k]];
}

static int rho_interval(struct arena *a, const struct pairs *p, const struct rank_how *how, struct tested *v,
                        struct err *e)
{
	struct interval i;
	double df;

	if (!how->people || isnan(v->value))
		return OK;
	TRY(rank_people_se(a, p, how->people, how->a, how->b, how->seed, how->threads, &v->se, &df, e));
	i = interval_t(atanh(v->value), v->se / (1 - v->value * v->value), df, how->level);
	v->lo = tanh(i.lo);
	v->hi = tanh(i.hi);
	return OK;
}

int rank_tests(struct arena *a, uint32_t rows, const uint32_t *row, const double *x, const double *y,
               const struct rank_how *how, struct tested v[2], struct err *e)
{
	struct mark m = arena_mark(a);
	double *null[2] = { NEW(a, how->replicates, double), NEW(a, how->replicates, double) };
	struct pairs p;

	gather(a, rows, row, x, y, &p);
	v[0].measure = "spearman";
	v[0].value = rank_rho(&p, p.code);
	v[1].measure = "kendall";
	v[1].value = rank_tau(&p, p.code, NEW(a, (size_t)p.ncode + 1, uint32_t), NEW(a, (size_t)p.ncode + 1, uint32_t));
	for (int k = 0; k < 2; k++) {
		v[k].n = p.n;
		v[k].dropped = rows - p.n;
		v[k].se = v[k].lo = v[k].hi = NAN;
		v[k].note = p.n < 2 ? "fewer than two rows" : isnan(v[k].value) ? "a column does not vary" : NULL;
	}
	TRY(rho_interval(a, &p, how, &v[0], e));
	if (how->replicates && !isnan(v[0].value))
		TRY(rank_permute(a, &p, how->replicates, how->seed, how->threads, null[0], null[1], e));
	for (int k = 0; k < 2; k++) {
		v[k].null = how->replicates ? "permutation" : NULL;
		v[k].side = how->side;
		stat_test(v[k].value, null[k], isnan(v[k].value) ? 0 : how->replicates, how->side, false, &v[k].test);
	}
	arena_release(a, m);
	return OK;
}
