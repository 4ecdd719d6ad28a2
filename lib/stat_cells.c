#include "stat_cells.h"
#include "sort.h"
#include "stat.h"
#include "stat_interval.h"

#include <math.h>
#include <omp.h>

void cells_sort(struct arena *a, uint32_t rows, const uint32_t *cell, uint32_t ncells, struct cells *c)
{
	uint32_t at = 0;

	*c = (struct cells){ .n = ncells, .at = NEW(a, (size_t)ncells + 1, uint32_t) };
	for (uint32_t r = 0; r < rows; r++)
		if (cell[r] != NO_CELL)
			c->at[cell[r]]++;
	for (uint32_t k = 0; k <= ncells; k++) {
		uint32_t n = c->at[k];
		c->at[k] = at;
		at += n;
	}
	c->row = NEW(a, at, uint32_t);
	for (uint32_t r = 0; r < rows; r++)
		if (cell[r] != NO_CELL)
			c->row[c->at[cell[r]]++] = r;
	for (uint32_t k = ncells; k; k--)               /* each had moved to where the next began */
		c->at[k] = c->at[k - 1];
	c->at[0] = 0;
}

/* What one thread needs: the arena must not be called by several. */
struct worker {
	double *v, *scratch;            /* the values of a cell */
	double *rep;                    /* bootstrap replicates */
	double *u;                      /* influences of the rows that have a value, */
	uint32_t *row;                  /* and which they are */
	struct jackknife_scratch people;
	gsl_rng *rng;
};

static void workers_open(struct arena *a, const struct cells *c, const struct cells_how *how, struct worker *w)
{
	uint32_t most = 0;

	for (uint32_t k = 0; k < c->n; k++)
		if (c->at[k + 1] - c->at[k] > most)
			most = c->at[k + 1] - c->at[k];
	for (int t = 0; t < how->threads; t++) {
		w[t].v = NEW(a, most, double);
		w[t].scratch = NEW(a, most > how->replicates ? most : how->replicates, double);
		w[t].rep = NEW(a, how->replicates, double);
		w[t].rng = rng_new(a);
		if (how->interval != CI_JACKKNIFE)
			continue;
		w[t].u = NEW(a, most, double);
		w[t].row = NEW(a, most, uint32_t);
		jackknife_scratch(a, how->people, most, &w[t].people);
	}
}

static struct interval resample(const struct worker *w, const struct cells_how *how, const struct summary *s)
{
	uint32_t reps = how->replicates;

	if (!reps)
		return (struct interval){ NAN, NAN, NAN };
	bootstrap_means(w->rng, how->seed, w->v, s->n, reps, w->rep);
	sort_reals(w->rep, reps, w->scratch);
	if (how->interval == CI_PERCENTILE)
		return bootstrap_percentile(w->rep, reps, how->level);
	return bootstrap_bca(s->mean, w->rep, reps, bootstrap_acceleration(w->v, s->n), how->level);
}

static struct interval over_people(const struct worker *w, const struct cells_how *how, const uint32_t *row,
                                   uint32_t rows, const double *y, const struct summary *s)
{
	uint32_t n = 0;
	double df, se;

	for (uint32_t k = 0; k < rows; k++) {
		if (isnan(y[row[k]]))
			continue;
		w->u[n] = (y[row[k]] - s->mean) / s->n;
		w->row[n++] = row[k];
	}
	se = jackknife_se(how->people, &w->people, n, w->row, w->u, &df);
	return interval_t(s->mean, se, df, how->level);
}

static void summarise(const struct worker *w, const struct cells_how *how, const uint32_t *row,
                      uint32_t rows, const double *y, struct summary *s)
{
	struct interval i = { NAN, NAN, NAN };

	s->n = 0;
	for (uint32_t k = 0; k < rows; k++)
		if (!isnan(y[row[k]]))
			w->v[s->n++] = y[row[k]];
	sort_reals(w->v, s->n, w->scratch);
	s->mean = stat_mean(w->v, s->n);
	s->sd = stat_sd(w->v, s->n);
	s->q1 = stat_quantile(w->v, s->n, 0.25);
	s->median = stat_quantile(w->v, s->n, 0.5);
	s->q3 = stat_quantile(w->v, s->n, 0.75);
	if (s->n > 1 && isfinite(s->mean) && how->interval != CI_NONE)
		i = how->interval == CI_JACKKNIFE ? over_people(w, how, row, rows, y, s) : resample(w, how, s);
	s->lo = i.lo;
	s->hi = i.hi;
}

void cells_summarise(struct arena *a, const struct cells *c, const double *y, const struct cells_how *how,
                     struct summary *out)
{
	struct mark m = arena_mark(a);
	struct worker *w = NEW(a, (size_t)how->threads, struct worker);

	workers_open(a, c, how, w);
	#pragma omp parallel for num_threads(how->threads) schedule(dynamic)
	for (uint32_t k = 0; k < c->n; k++)
		summarise(w + omp_get_thread_num(), how, c->row + c->at[k], c->at[k + 1] - c->at[k], y, &out[k]);
	arena_release(a, m);
}
