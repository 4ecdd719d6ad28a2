#include "stat_rank.h"
#include "rng.h"
#include "sort.h"
#include "stat.h"
#include "stat_interval.h"

#include <math.h>
#include <omp.h>

/* --- pairs ------------------------------------------------------------------------ */

static void rank_x(struct arena *a, struct ranked *p)
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

static void rank_y(struct ranked *p)
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

void rank_sort(struct arena *a, uint32_t n, const double *x, const double *y, struct ranked *p)
{
	*p = (struct ranked){
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

double rank_rho(const struct ranked *p, const uint32_t *code)
{
	double sum = 0, r;

	if (p->n < 2 || !(p->ssx > 0) || !(p->ssy > 0))
		return NAN;
	for (uint32_t k = 0; k < p->n; k++)
		sum += p->dx[k] * p->dy[code[k]];
	r = sum / sqrt(p->ssx * p->ssy);
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

double rank_tau(const struct ranked *p, const uint32_t *code, uint32_t *tree, uint32_t *count)
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
	return above / sqrt((double)in_x * (double)in_y);
}

/* --- permutations --------------------------------------------------------------------- */

/* What one thread needs: the arena must not be called by several. */
struct worker { gsl_rng *rng; uint32_t *code, *tree, *count; };

static void permuted(const struct ranked *p, const struct worker *w, uint64_t seed, uint32_t r,
                     double *rho, double *tau)
{
	for (uint32_t k = 0; k < p->n; k++)
		w->code[k] = p->code[k];
	rng_stream(w->rng, seed, r + 1);
	rng_shuffle(w->rng, w->code, p->n);
	*rho = rank_rho(p, w->code);
	*tau = rank_tau(p, w->code, w->tree, w->count);
}

void rank_permute(struct arena *a, const struct ranked *p, uint32_t replicates, uint64_t seed,
                  int threads, double *rho, double *tau)
{
	struct mark m = arena_mark(a);
	struct worker *w = NEW(a, (size_t)threads, struct worker);

	for (int t = 0; t < threads; t++) {
		w[t].code = NEW(a, p->n, uint32_t);
		w[t].tree = NEW(a, (size_t)p->ncode + 1, uint32_t);
		w[t].count = NEW(a, (size_t)p->ncode + 1, uint32_t);
		w[t].rng = rng_new(a);
	}
	#pragma omp parallel for num_threads(threads) schedule(dynamic)
	for (uint32_t r = 0; r < replicates; r++)
		permuted(p, w + omp_get_thread_num(), seed, r, rho + r, tau + r);
	arena_release(a, m);
}

/* --- influences --------------------------------------------------------------------------- */

/* sum[k] = over all pairs l of d[l] times 1 if the pair k stands below l, 1/2 if they are equal.
 * order[]: the pairs ascending in v, NULL for 0, 1, 2 ... */
static void sums_above(const struct ranked *p, const uint32_t *order, const double *v, const double *d, double *sum)
{
	double above = 0;

	for (uint32_t end = p->n, i; end > 0; end = i) {
		double value = v[order ? order[end - 1] : end - 1], here = 0;
		for (i = end; i > 0; i--) {
			uint32_t k = order ? order[i - 1] : i - 1;
			if (v[k] != value)
				break;
			here += d[k];
		}
		for (uint32_t j = i; j < end; j++)
			sum[order ? order[j] : j] = above + here / 2;
		above += here;
	}
}

/* rho = A / sqrt(B C), A = sum dx dy, B = sum dx^2, C = sum dy^2.  The weight of pair e counts in
 * its own term and in the rank of every pair above it, for a half in those equal to it. */
void rank_rho_influence(struct arena *a, const struct ranked *p, double *u)
{
	struct mark m = arena_mark(a);
	double rho = rank_rho(p, p->code), root = sqrt(p->ssx * p->ssy);
	double *dy = NEW(a, p->n, double), *xx = NEW(a, p->n, double), *xy = NEW(a, p->n, double);
	double *yx = NEW(a, p->n, double), *yy = NEW(a, p->n, double);

	for (uint32_t k = 0; k < p->n; k++)
		dy[k] = p->dy[p->code[k]];
	sums_above(p, NULL, p->x, p->dx, xx);
	sums_above(p, NULL, p->x, dy, xy);
	sums_above(p, p->by_y, p->y, p->dx, yx);
	sums_above(p, p->by_y, p->y, dy, yy);
	for (uint32_t k = 0; k < p->n; k++)
		u[k] = (p->dx[k] * dy[k] + xy[k] + yx[k]) / root -
		       rho / 2 * ((p->dx[k] * p->dx[k] + 2 * xx[k]) / p->ssx + (dy[k] * dy[k] + 2 * yy[k]) / p->ssy);
	arena_release(a, m);
}

/* How many values of y lie below each code, and after the last. */
static void codes_below(const struct ranked *p, uint32_t *below)
{
	for (uint32_t k = 0; k < p->n; k++)
		below[p->code[k] + 1]++;
	for (uint32_t c = 0; c < p->ncode; c++)
		below[c + 1] += below[c];
}

/* tau = S / sqrt(X Y): S = sum over pairs of pairs of the sign, X and Y the pairs of pairs that
 * are not tied.  Pair e moves S by (concordant - discordant) with it, X and Y by those it is
 * not tied with. */
void rank_tau_influence(struct arena *a, const struct ranked *p, double *u)
{
	struct mark m = arena_mark(a);
	uint32_t *tree = NEW(a, (size_t)p->ncode + 1, uint32_t), *below = NEW(a, (size_t)p->ncode + 1, uint32_t);
	uint32_t *count = NEW(a, (size_t)p->ncode + 1, uint32_t);
	double all = (double)p->n * (p->n - 1.0) / 2, x = all - (double)p->tied_x, y = all - (double)p->tied_y;
	double tau = rank_tau(p, p->code, tree, count);

	codes_below(p, below);
	for (uint32_t s = 0, end; s < p->n; s = end) {
		for (end = s; end < p->n && p->x[end] == p->x[s]; end++) {
			uint32_t c = p->code[end], less = c ? tree_upto(tree, c - 1) : 0;
			u[end] = (double)less - ((double)s - tree_upto(tree, c));       /* among smaller x */
		}
		for (uint32_t k = s; k < end; k++)
			tree_add(tree, p->ncode, p->code[k]);
		for (uint32_t k = s; k < end; k++) {                                    /* among larger x */
			uint32_t c = p->code[k], same = below[c + 1] - below[c];
			double less = (double)below[c] - (c ? tree_upto(tree, c - 1) : 0);
			double upto = (double)below[c + 1] - tree_upto(tree, c);
			u[k] += ((double)p->n - end - upto) - less;
			u[k] = u[k] / sqrt(x * y) -
			       tau / 2 * (((double)p->n - (end - s)) / x + ((double)p->n - same) / y);
		}
	}
	arena_release(a, m);
}

/* --- together ------------------------------------------------------------------------------ */

static void gather(struct arena *a, uint32_t rows, const uint32_t *row, const double *x, const double *y,
                   struct ranked *p)
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
	rank_sort(a, n, px, py, p);
	for (uint32_t k = 0; k < n; k++)
		p->row[k] = from[p->row[k]];
}

/* On Fisher's scale, where the ends stay within -1 and 1. */
static void over_people(struct arena *a, const struct ranked *p, const struct rank_how *how, const double *u,
                        struct tested *v)
{
	struct jackknife_scratch s;
	struct interval i;
	double df;

	jackknife_scratch(a, how->people, p->n, &s);
	v->se = jackknife_se(how->people, &s, p->n, p->row, u, &df);
	i = interval_t(atanh(v->value), v->se / (1 - v->value * v->value), df, how->level);
	v->lo = tanh(i.lo);
	v->hi = tanh(i.hi);
}

static void intervals(struct arena *a, const struct ranked *p, const struct rank_how *how, struct tested v[2])
{
	double *u;

	if (!how->people || isnan(v->value))
		return;
	u = NEW(a, p->n, double);
	rank_rho_influence(a, p, u);
	over_people(a, p, how, u, &v[0]);
	rank_tau_influence(a, p, u);
	over_people(a, p, how, u, &v[1]);
}

void rank_tests(struct arena *a, uint32_t rows, const uint32_t *row, const double *x, const double *y,
                const struct rank_how *how, struct tested v[2])
{
	struct mark m = arena_mark(a);
	double *null[2] = { NEW(a, how->replicates, double), NEW(a, how->replicates, double) };
	struct ranked p;

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
	intervals(a, &p, how, v);
	if (how->replicates && !isnan(v[0].value))
		rank_permute(a, &p, how->replicates, how->seed, how->threads, null[0], null[1]);
	for (int k = 0; k < 2; k++) {
		v[k].null = how->replicates ? "permutation" : NULL;
		v[k].side = how->side;
		v[k].level = how->level;
		stat_test(v[k].value, null[k], isnan(v[k].value) ? 0 : how->replicates, how->side, false, &v[k].test);
	}
	arena_release(a, m);
}
