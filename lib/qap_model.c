/* Sums, least squares. */
#include "qap_model.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

/* --- sums ------------------------------------------------------------------------------------- */

/* sums[a][b] += times z_a z_b, where z_v is variable v of the pair (i, j) and z_0 = 1; slot is left out. */
static void add_pair(const struct model *m, uint32_t i, uint32_t j, int slot, double times, double *sums)
{
	double z[QAP_MOST + 2] = { times };

	for (int v = 1; v < m->wide; v++)
		z[v] = v == slot ? 0 : m->v[v][(size_t)i * m->s->stride + j];
	sums[0] += times;
	for (int a = 1; a < m->wide; a++) {
		sums[a] += times * z[a];
		for (int b = 1; b <= a; b++)
			sums[a * m->wide + b] += times * z[a] * z[b];
	}
}

static void mirror(double *sums, int wide)
{
	for (int a = 0; a < wide; a++)
		for (int b = 1; b < wide; b++)
			if (!a)
				sums[b * wide] = sums[b];
			else if (b > a)
				sums[a * wide + b] = sums[b * wide + a];
}

/* Row by row, so that the error of the sums does not grow with all pairs. */
void model_sums(const struct model *m, const struct gaps *off, int slot, double *sums)
{
	size_t all = (size_t)m->wide * (size_t)m->wide;
	double row[(QAP_MOST + 2) * (QAP_MOST + 2)];

	memset(sums, 0, all * sizeof *sums);
	for (uint32_t i = 0; i < m->s->n; i++) {
		memset(row, 0, all * sizeof *row);
		for (uint32_t j = m->s->directed ? 0 : i + 1; j < m->s->n; j++)
			if (i != j && !gap_at(off, m->s, i, j))
				add_pair(m, i, j, slot, 1, row);
		for (size_t c = 0; c < all; c++)
			sums[c] += row[c];
	}
	mirror(sums, m->wide);
}

void choose_sums(const struct model *m, const double *sums, int n, const int *of, double *out)
{
	for (int a = 0; a <= n; a++)
		for (int b = 0; b <= n; b++)
			out[a * (n + 1) + b] = sums[(a ? of[a - 1] : 0) * m->wide + (b ? of[b - 1] : 0)];
}

void mover_sums(const struct model *m, const struct mover *x, const uint32_t *to, const uint32_t *from,
                const double *moved, double *sums)
{
	int wide = m->wide, slot = x->slot;
	size_t stride = m->s->stride;

	memcpy(sums, x->sums, (size_t)wide * (size_t)wide * sizeof *sums);
	for (uint64_t g = 0; g < x->gaps->n; g++) {
		uint32_t i = from[x->gaps->at[g].i], j = from[x->gaps->at[g].j];
		if (!gap_at(&x->off, m->s, i, j))
			add_pair(m, i, j, slot, -1, sums);
	}
	mirror(sums, wide);
	double own[QAP_MOST + 2];
	own[0] = x->sum;
	for (int v = 1; v < wide; v++)
		own[v] = v == slot ? x->squares : moved[v];
	for (uint64_t g = 0; g < x->off.n; g++) {
		struct pair p = x->off.at[g];
		double here = x->v[to[p.i] * stride + to[p.j]];
		own[0] -= here;
		for (int v = 1; v < wide; v++)
			own[v] -= here * (v == slot ? here : m->v[v][p.i * stride + p.j]);
	}
	for (int v = 0; v < wide; v++)
		sums[slot * wide + v] = sums[v * wide + slot] = own[v];
}

/* --- least squares -------------------------------------------------------------------------------- */

bool invert(double *m, int n)
{
	double before[QAP_MOST + 2];

	if (!n)
		return true;
	for (int k = 0; k < n; k++)
		before[k] = m[k * n + k];
	gsl_matrix_view view = gsl_matrix_view_array(m, (size_t)n, (size_t)n);
	for (int k = 0; k < n * n; k++)
		if (!isfinite(m[k]))
			return false;
	if (gsl_linalg_cholesky_decomp1(&view.matrix))
		return false;
	for (int k = 0; k < n; k++)             /* what the variables before leave of this one */
		if (!(m[k * n + k] * m[k * n + k] > 1e-11 * before[k]))
			return false;
	return !gsl_linalg_cholesky_invert(&view.matrix);
}

/* Put the inverse of order k, of sums around the mean, behind a first row and column for the intercept. */
static void with_intercept(const double *inverse, const double *mean, int k, double n, double *all)
{
	all[0] = 1 / n;
	for (int a = 1; a <= k; a++) {
		double sum = 0;
		for (int b = 1; b <= k; b++) {
			all[a * (k + 1) + b] = inverse[(a - 1) * k + b - 1];
			sum += inverse[(a - 1) * k + b - 1] * mean[b];
		}
		all[a] = all[a * (k + 1)] = -sum;
		all[0] += sum * mean[a];
	}
}

bool ols_answer(const double *sums, int k, struct answer *out)
{
	int wide = k + 2, y = k + 1;
	double n = sums[0], mean[QAP_MOST + 2] = { 0 }, c[(QAP_MOST + 1) * (QAP_MOST + 1)], free_ = n - k - 1, total, rest;

	if (free_ < 1)
		return false;
	for (int a = 1; a < wide; a++)
		mean[a] = sums[a] / n;
	for (int a = 1; a <= k; a++)
		for (int b = 1; b <= k; b++)
			c[(a - 1) * k + b - 1] = sums[a * wide + b] - sums[a] * mean[b];
	total = rest = sums[y * wide + y] - sums[y] * mean[y];
	if (!(total > 1e-12 * sums[y * wide + y]) || !invert(c, k))
		return false;
	out->b[0] = mean[y];
	for (int a = 1; a <= k; a++) {
		out->b[a] = 0;
		for (int b = 1; b <= k; b++)
			out->b[a] += c[(a - 1) * k + b - 1] * (sums[b * wide + y] - sums[b] * mean[y]);
		rest -= out->b[a] * (sums[a * wide + y] - sums[a] * mean[y]);
		out->b[0] -= out->b[a] * mean[a];
	}
	if (rest < 1e-15 * total)               /* a perfect fit: t is large, not infinite */
		rest = 1e-15 * total;
	out->r2 = 1 - rest / total;
	with_intercept(c, mean, k, n, out->inverse);
	for (int a = 0; a <= k; a++) {
		double var = out->inverse[a * (k + 1) + a] * rest / free_;
		out->se[a] = sqrt(var);
	}
	for (int x = 0; x < (k + 1) * (k + 1); x++)
		out->inverse[x] *= rest / free_;
	return true;
}
