#include "assort.h"

#include <math.h>
#include <string.h>

const char *const assort_name[ASSORT_MEASURES] = { "assortativity_numeric", "abs_difference", "geary", "moran" };

void assort_centre(uint32_t n, double *x)
{
	double sum = 0, mean;

	for (uint32_t v = 0; v < n; v++)
		sum += x[v];
	mean = n ? sum / n : 0;
	sum = 0;
	for (uint32_t v = 0; v < n; v++)        /* twice: what rounding left in the first sum */
		sum += x[v] - mean;
	mean += n ? sum / n : 0;
	for (uint32_t v = 0; v < n; v++)
		x[v] -= mean;
}

static void add(struct assorted *s, double w, double x, double y)
{
	s->total += w;
	s->x += w * x;
	s->y += w * y;
	s->xx += w * x * x;
	s->yy += w * y * y;
	s->xy += w * x * y;
	s->difference += w * fabs(x - y);
}

void assort_sums(const struct simple *t, const double *weight, const double *x, struct assorted *s)
{
	*s = (struct assorted){ .people = t->n };
	for (uint32_t v = 0; v < t->n; v++)
		s->variation += x[v] * x[v];
	for (uint32_t k = 0; k < t->m; k++) {
		double w = weight ? weight[k] : 1, a = x[t->tie[k].a], b = x[t->tie[k].b];
		add(s, w, a, b);
		if (!t->directed)
			add(s, w, b, a);
	}
}

static double undefined(const char **why, const char *reason)
{
	*why = reason;
	return NAN;
}

/* W^2 times a variance; what rounding leaves of nothing is nothing. */
static double spread(double total, double sum, double squares)
{
	double s = total * squares - sum * sum;

	return s > 1e-12 * total * squares ? s : 0;
}

static double pearson(const struct assorted *s)
{
	double sx = spread(s->total, s->x, s->xx), sy = spread(s->total, s->y, s->yy);

	return sx > 0 && sy > 0 ? (s->total * s->xy - s->x * s->y) / (sqrt(sx) * sqrt(sy)) : NAN;
}

double assort_value(enum assort what, const struct assorted *s, const char **why)
{
	double r;

	if (!(s->total > 0))
		return undefined(why, "no ties");
	if (what == ASSORT_DIFFERENCE)
		return s->difference / s->total;
	if (!(s->variation > 0))
		return undefined(why, "everybody has the same value");
	switch (what) {
	case ASSORT_R:
		r = pearson(s);
		return isnan(r) ? undefined(why, "those with ties have the same value") : r;
	case ASSORT_GEARY:
		return (s->people - 1) * (s->xx + s->yy - 2 * s->xy) / (2 * s->total * s->variation);
	case ASSORT_MORAN:
		return s->people * s->xy / (s->total * s->variation);
	default:
		return NAN;
	}
}

static double without(const struct assorted *s, const struct simple *t, const double *weight, const double *x, double r, uint32_t k)
{
	struct assorted less = *s;
	double w = weight ? weight[k] : 1, a = x[t->tie[k].a], b = x[t->tie[k].b];

	add(&less, -w, a, b);
	if (!t->directed)
		add(&less, -w, b, a);
	return r - pearson(&less);
}

void assort_left_out(const struct assorted *s, const struct simple *t, const double *weight, const double *x, double *change)
{
	double r = pearson(s);

	for (uint32_t k = 0; k < t->m; k++)
		change[k] = without(s, t, weight, x, r, k);
}

double assort_jackknife(const struct assorted *s, const struct simple *t, const double *weight, const double *x)
{
	double r = pearson(s), sum = 0;

	for (uint32_t k = 0; k < t->m; k++) {
		double d = without(s, t, weight, x, r, k);
		sum += d * d;
	}
	return t->m ? sqrt(sum) : NAN;
}

/* --- null models ---------------------------------------------------------------------------------------------- */

enum { LANES = DEALT_PEOPLE };

struct nulls {
	const struct dealt *d;
	const double *x;
	double *value;
	double *strength[2];            /* weight that each person sends, receives */
	double **line;                  /* of each thread: LANES numbers a person */
	double variation;
};

static void keep(struct nulls *q, uint32_t r, const struct assorted *s)
{
	for (int k = 0; k < ASSORT_MEASURES; k++) {
		const char *why;
		q->value[(size_t)k * q->d->replicates + r] = assort_value((enum assort)k, s, &why);
	}
}

/* What depends on one end only is a sum over people; products and differences are sums over ties. */
static void sum_people(const struct nulls *q, const double *line, struct assorted s[LANES])
{
	for (uint32_t v = 0; v < q->d->ties->n; v++) {
		const double *x = line + (size_t)v * LANES;
		double out = q->strength[0][v], in = q->strength[1][v];
		for (int k = 0; k < LANES; k++) {
			s[k].x += out * x[k];
			s[k].y += in * x[k];
			s[k].xx += out * x[k] * x[k];
			s[k].yy += in * x[k] * x[k];
		}
	}
}

static void sum_ties(const struct nulls *q, const double *line, double xy[LANES], double difference[LANES])
{
	const struct simple *t = q->d->ties;

	for (uint32_t i = 0; i < t->m; i++) {
		const double *x = line + (size_t)t->tie[i].a * LANES, *y = line + (size_t)t->tie[i].b * LANES;
		double w = q->d->weight ? q->d->weight[i] : 1;
		__builtin_prefetch(line + (size_t)t->tie[i + 8 < t->m ? i + 8 : i].b * LANES);
		for (int k = 0; k < LANES; k++) {
			xy[k] += w * x[k] * y[k];
			difference[k] += w * fabs(x[k] - y[k]);
		}
	}
}

static void with_other_numbers(void *ctx, uint32_t first, uint32_t lanes, int thread, const uint32_t *from)
{
	struct nulls *q = ctx;
	const struct simple *t = q->d->ties;
	struct assorted s[LANES] = { { 0 } };
	double xy[LANES] = { 0 }, difference[LANES] = { 0 }, total = 0, *line = q->line[thread];
	double ends = t->directed ? 1 : 2;

	for (uint32_t v = 0; v < t->n; v++) {
		total += q->strength[0][v];
		for (uint32_t k = 0; k < LANES; k++)
			line[(size_t)v * LANES + k] = k < lanes ? q->x[from[(size_t)k * t->n + v]] : 0;
	}
	sum_people(q, line, s);
	sum_ties(q, line, xy, difference);
	for (uint32_t k = 0; k < lanes; k++) {
		s[k].people = t->n;
		s[k].variation = q->variation;
		s[k].total = total;
		s[k].xy = ends * xy[k];
		s[k].difference = ends * difference[k];
		keep(q, first + k, &s[k]);
	}
}

static void with_other_ties(void *ctx, uint32_t r, int thread, const struct ends *tie)
{
	struct nulls *q = ctx;
	struct simple t = *q->d->ties;
	struct assorted s;

	(void)thread;
	t.tie = (struct ends *)(uintptr_t)tie;
	assort_sums(&t, q->d->weight, q->x, &s);
	keep(q, r, &s);
}

void assort_null(struct arena *a, const struct dealt *d, const double *x, double *value, struct dealt_switches *switches)
{
	struct mark scratch = arena_mark(a);
	const struct simple *t = d->ties;
	struct nulls q = { .d = d, .x = x, .value = value, .line = NEW(a, (size_t)d->threads, double *) };

	for (uint32_t v = 0; v < t->n; v++)
		q.variation += x[v] * x[v];
	for (int k = 0; k < 2; k++)
		q.strength[k] = NEW(a, t->n, double);
	for (uint32_t k = 0; k < t->m; k++) {
		double w = d->weight ? d->weight[k] : 1;
		q.strength[0][t->tie[k].a] += w;
		q.strength[t->directed][t->tie[k].b] += w;
	}
	if (!t->directed)
		memcpy(q.strength[1], q.strength[0], t->n * sizeof(double));
	for (int k = 0; k < d->threads && d->strata; k++)
		q.line[k] = NEW(a, (size_t)t->n * LANES, double);
	if (d->strata)
		deal_people(a, d, with_other_numbers, &q);
	else
		deal_ties(a, d, with_other_ties, &q, switches);
	arena_release(a, scratch);
}
