/* Logit and Poisson regression, by iteratively reweighted least squares: Nelder & Wedderburn (1972)
 * doi:10.2307/2344614. */
#include "qap_model.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { TURNS = 30, HALVINGS = 12 };

/* One pass over all pairs at the coefficients b: log likelihood, its slope, and the information. */
struct pass { double fit, slope[QAP_MOST + 1], information[(QAP_MOST + 1) * (QAP_MOST + 1)]; };

/* A row of pairs at a time: counts[j] is 1 for those that take part. */
struct rows { double *counts, *moved, *eta, *rest, *weight, *product; };

size_t glm_room(const struct model *m) { return 6 * (size_t)m->s->stride; }

static struct rows rows_of(const struct model *m, double *room)
{
	size_t n = m->s->stride;

	return (struct rows){ room, room + n, room + 2 * n, room + 3 * n, room + 4 * n, room + 5 * n };
}

/* Which pairs of row i take part, and what the mover brings there; j from `first`. */
static void fill_row(const struct model *m, const struct mover *x, const uint32_t *to, uint32_t i, uint32_t first,
                     struct rows *r)
{
	const struct square *s = m->s;
	const struct gaps *off = x ? &x->off : &m->none;

	for (uint32_t j = first; j < s->stride; j++)
		r->counts[j] = j < s->n && (s->directed ? j != i : j > i) && !gap_at(off, s, i, j);
	if (!x)
		return;
	const double *row = x->v + (size_t)to[i] * s->stride;
	for (uint32_t j = first; j < s->stride; j++)
		r->moved[j] = j < s->n ? row[to[j]] : 0;
	for (uint32_t j = first; x->gaps->n && j < s->n; j++)
		r->counts[j] *= !gap_at(x->gaps, s, to[i], to[j]);
}

/* What is expected of a pair, and what it adds to the log likelihood; constants of y are left out. */
static double row_fit(enum qap_model model, const double *y, uint32_t first, uint32_t end, struct rows *r)
{
	double fit = 0;

	for (uint32_t j = first; j < end; j++) {
		double eta = r->eta[j], mu, log_part;
		if (model == QAP_LOGIT) {
			double small = exp(-fabs(eta));
			mu = eta >= 0 ? 1 / (1 + small) : small / (1 + small);
			log_part = (eta > 0 ? eta : 0) + log1p(small);
			r->weight[j] = r->counts[j] * mu * (1 - mu);
		} else {
			mu = log_part = exp(eta);
			r->weight[j] = r->counts[j] * mu;
		}
		r->rest[j] = r->counts[j] * (y[j] - mu);
		fit += r->counts[j] * (y[j] * eta - log_part);
	}
	return fit;
}

static void add_row(const struct model *m, const double *const *row, uint32_t first, struct rows *r, struct pass *p)
{
	size_t n = m->s->stride - first;
	int w = m->k + 1;

	for (int a = 0; a < w; a++) {
		const double *z = a ? row[a] + first : r->counts + first;
		p->slope[a] += sum_products(r->rest + first, z, n);
		for (size_t j = 0; j < n; j++)
			r->product[j] = r->weight[first + j] * z[j];
		for (int b = a; b < w; b++)
			p->information[a * w + b] += sum_products(r->product, b ? row[b] + first : r->counts + first, n);
	}
}

static void one_pass(const struct model *m, const struct mover *x, const uint32_t *to, const double *b, double *room,
                     struct pass *p)
{
	struct rows r = rows_of(m, room);
	const double *row[QAP_MOST + 2] = { NULL };
	int w = m->k + 1;

	memset(p, 0, sizeof *p);
	for (uint32_t i = 0; i < m->s->n; i++) {
		uint32_t first = m->s->directed ? 0 : i / 8 * 8;
		fill_row(m, x, to, i, first, &r);
		for (int v = 1; v <= w; v++)
			row[v] = x && v == x->slot ? r.moved : m->v[v] + (size_t)i * m->s->stride;
		for (uint32_t j = first; j < m->s->stride; j++)
			r.eta[j] = b[0];
		for (int v = 1; v < w; v++)
			for (uint32_t j = first; j < m->s->stride; j++)
				r.eta[j] += b[v] * row[v][j];
		p->fit += row_fit(m->how->model, row[w], first, m->s->stride, &r);
		add_row(m, row, first, &r, p);
	}
	for (int a = 0; a < w; a++)
		for (int c = 0; c < a; c++)
			p->information[a * w + c] = p->information[c * w + a];
}

/* A step is halved until it climbs. */
static bool climb(const struct model *m, const struct mover *x, const uint32_t *to, const double *b, double *step,
                  double *room, struct pass *p, double *next)
{
	double before = p->fit;
	int w = m->k + 1;

	for (int halving = 0; halving < HALVINGS; halving++) {
		for (int a = 0; a < w; a++)
			next[a] = b[a] + step[a];
		one_pass(m, x, to, next, room, p);
		if (p->fit >= before - 1e-10 * fabs(before) - 1e-10)
			return true;
		for (int a = 0; a < w; a++)
			step[a] /= 2;
	}
	return false;
}

bool glm_answer(const struct model *m, const struct mover *x, const uint32_t *to, const double *start, double *room,
                struct answer *out)
{
	double step[QAP_MOST + 1] = { 0 }, next[QAP_MOST + 1] = { 0 };
	struct pass p;
	int w = m->k + 1;

	memcpy(out->b, start, (size_t)w * sizeof *start);
	one_pass(m, x, to, out->b, room, &p);
	for (int turn = 0; turn < TURNS; turn++) {
		double largest = 0;
		memcpy(out->inverse, p.information, (size_t)(w * w) * sizeof *out->inverse);
		if (!invert(out->inverse, w))
			return false;
		for (int a = 0; a < w; a++) {
			step[a] = 0;
			for (int c = 0; c < w; c++)
				step[a] += out->inverse[a * w + c] * p.slope[c];
			out->se[a] = sqrt(out->inverse[a * w + a]);
			largest = fmax(largest, fabs(step[a]) / (1 + fabs(out->b[a])));
		}
		if (largest < 1e-9) {
			out->fit = p.fit;
			return true;
		}
		if (!climb(m, x, to, out->b, step, room, &p, next))
			return false;
		memcpy(out->b, next, (size_t)w * sizeof *next);
	}
	return false;
}

/* --- y ---------------------------------------------------------------------------------------------- */

int glm_check(const struct model *m, struct err *e)
{
	const double *y = m->v[m->k + 1];
	bool logit = m->how->model == QAP_LOGIT, private_ = m->how->run && m->how->run->private_;
	char seen[40];

	for (uint32_t i = 0; i < m->s->n; i++)
		for (uint32_t j = m->s->directed ? 0 : i + 1; j < m->s->n; j++) {
			double v = y[(size_t)i * m->s->stride + j];
			bool wrong = logit ? v != 0 && v != 1 : v < 0 || v != nearbyint(v);
			if (wrong)
				snprintf(seen, sizeof seen, "%.9g", v);
			if (wrong && logit)
				return fail(e, E_DATA, "a logit explains ties that are there (1) or not (0), and not %s: leave -w out, or use "
				            "--model ols or poisson", private_ ? "other values" : seen);
			if (wrong)
				return fail(e, E_DATA, "poisson explains counts, 0, 1, 2 ..., and not %s: use --model ols",
				            private_ ? "other values" : seen);
		}
	return OK;
}

void glm_limits(const struct model *m, struct limits *out)
{
	double sum = m->sums[m->k + 1], n = m->sums[0], mean = sum / n;
	const double *y = m->v[m->k + 1];

	*out = (struct limits){ 0 };
	if (m->how->model == QAP_LOGIT) {
		out->mean_alone = sum * log(mean) + (n - sum) * log1p(-mean);
		return;
	}
	out->mean_alone = sum * log(mean) - sum;
	for (uint32_t i = 0; i < m->s->n; i++)
		for (uint32_t j = m->s->directed ? 0 : i + 1; j < m->s->n; j++) {
			double v = y[(size_t)i * m->s->stride + j];
			if (i == j || !(v > 0) || gap_at(&m->none, m->s, i, j))
				continue;
			out->exact += v * log(v) - v;
			out->constant -= lgamma(v + 1);
		}
}
