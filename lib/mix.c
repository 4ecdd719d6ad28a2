#include "mix.h"

#include <math.h>
#include <string.h>

int mix_net(struct arena *arena, uint32_t n, uint64_t rows, const uint32_t *a, const uint32_t *b, const double *weight,
            bool directed, struct mix_net *t, struct err *e)
{
	*t = (struct mix_net){ .weight = NULL };
	for (uint64_t k = 0; weight && k < rows; k++)
		t->zeros += weight[k] <= 0;
	if (t->zeros) {
		uint32_t *from = NEW(arena, rows, uint32_t), *to = NEW(arena, rows, uint32_t);
		double *w = NEW(arena, rows, double);
		uint64_t m = 0;
		for (uint64_t k = 0; k < rows; k++)
			if (weight[k] > 0) {
				from[m] = a[k];
				to[m] = b[k];
				w[m++] = weight[k];
			}
		rows = m;
		a = from;
		b = to;
		weight = w;
	}
	TRY(simple_build(arena, n, rows, a, b, directed, &t->ties, e));
	if (!weight)
		return OK;
	t->weight = NEW(arena, t->ties.m, double);
	for (uint64_t k = 0; k < rows; k++)
		if (t->ties.of[k] != NO_TIE)
			t->weight[t->ties.of[k]] += weight[k];
	return OK;
}

void mix_new(struct arena *a, uint32_t rows, uint32_t cols, struct mix *m)
{
	*m = (struct mix){ .rows = rows, .cols = cols, .cell = NEW(a, (size_t)rows * cols, double),
	                   .out = NEW(a, rows, double), .in = NEW(a, cols, double) };
}

static void add(struct mix *m, uint32_t g, uint32_t h, double w)
{
	if (g == MIX_NONE || h == MIX_NONE)
		m->dropped++;
	else
		m->cell[(size_t)g * m->cols + h] += w;
}

void mix_sums(struct mix *m)
{
	m->total = 0;
	memset(m->out, 0, m->rows * sizeof *m->out);
	memset(m->in, 0, m->cols * sizeof *m->in);
	for (uint32_t g = 0; g < m->rows; g++)
		for (uint32_t h = 0; h < m->cols; h++) {
			double x = m->cell[(size_t)g * m->cols + h];
			m->out[g] += x;
			m->in[h] += x;
		}
	for (uint32_t g = 0; g < m->rows; g++)
		m->total += m->out[g];
}

void mix_count(const struct simple *t, const double *weight, const struct mix_side *ego, const struct mix_side *alter,
               struct mix *m)
{
	for (uint32_t k = 0; k < t->m; k++) {
		double w = weight ? weight[k] : 1;
		uint32_t a = t->tie[k].a, b = t->tie[k].b;
		add(m, ego->of[a], alter->of[b], w);
		if (!t->directed)
			add(m, ego->of[b], alter->of[a], w);
	}
	mix_sums(m);
}

void mix_margins(const struct simple *t, const double *weight, uint32_t groups, const uint32_t *of,
                 double *within, double *out, double *in)
{
	for (uint32_t g = 0; g < groups; g++)
		within[g] = out[g] = in[g] = 0;
	for (uint32_t k = 0; k < t->m; k++) {
		double w = weight ? weight[k] : 1;
		for (int way = 0; way < 2 - t->directed; way++) {
			uint32_t g = of[way ? t->tie[k].b : t->tie[k].a], h = of[way ? t->tie[k].a : t->tie[k].b];
			out[g] += w;
			in[h] += w;
			within[g] += g == h ? w : 0;
		}
	}
}

void mix_sizes(uint32_t people, const struct mix_side *s, double *size)
{
	memset(size, 0, s->groups * sizeof *size);
	for (uint32_t v = 0; v < people; v++)
		if (s->of[v] != MIX_NONE)
			size[s->of[v]]++;
}

/* People of g times people of h, but for those who would be paired with themselves. */
double mix_pairs(uint32_t people, const struct mix_side *ego, const double *rows, const struct mix_side *alter,
                 const double *cols, double *pairs)
{
	double all = 0;

	for (uint32_t g = 0; g < ego->groups; g++)
		for (uint32_t h = 0; h < alter->groups; h++)
			pairs[(size_t)g * alter->groups + h] = rows[g] * cols[h];
	for (uint32_t v = 0; v < people; v++)
		if (ego->of[v] != MIX_NONE && alter->of[v] != MIX_NONE)
			pairs[(size_t)ego->of[v] * alter->groups + alter->of[v]]--;
	for (size_t k = 0; k < (size_t)ego->groups * alter->groups; k++)
		all += pairs[k];
	return all;
}

double mix_by_degrees(const struct mix *m, uint32_t g, uint32_t h)
{
	return m->total > 0 ? m->out[g] * m->in[h] / m->total : NAN;
}

double mix_by_sizes(const struct mix *m, const double *pairs, double all_pairs, uint32_t g, uint32_t h)
{
	return all_pairs > 0 ? m->total * pairs[(size_t)g * m->cols + h] / all_pairs : NAN;
}

/* What a sum holds beside a part of it; what rounding leaves of nothing is nothing. */
static double rest(double sum, double part)
{
	return sum - part > 1e-12 * sum ? sum - part : 0;
}

double mix_log_odds(const struct mix *m, uint32_t g, uint32_t h)
{
	double a = m->cell[(size_t)g * m->cols + h], b = rest(m->out[g], a), c = rest(m->in[h], a);
	double d = rest(m->total, m->out[g] + c);
	double more = a <= 0 || b <= 0 || c <= 0 || d <= 0 ? 0.5 : 0;

	return m->total > 0 ? log((a + more) * (d + more) / ((b + more) * (c + more))) : NAN;
}
