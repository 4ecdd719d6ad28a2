/* The writing half of percolation.h. */
#include "percolation.h"
#include "sort.h"
#include "stat.h"

#include <math.h>

enum { GIANT, SUSCEPTIBILITY, COMPONENTS, MEASURES };
static const char *const measure[MEASURES] = { "giant", "susceptibility", "components" };

static double value_of(const struct prune_state *s, int which, uint32_t people)
{
	double n = people;

	if (!people)
		return NAN;
	return which == GIANT ? s->giant / n : which == SUSCEPTIBILITY ? (double)s->squares / n : s->components;
}

/* The columns of the answer; band: 1, or 3 with --summary (mean, lo, hi). */
struct answer {
	uint64_t rows;
	uint32_t *curve, *replicate, *removed;  /* replicate: their number with --summary */
	double *share, *value[MEASURES][3];
};

static void put_state(const struct percolation *j, struct answer *w, uint32_t curve, uint32_t replicate, uint32_t removed)
{
	uint32_t m = j->ties[j->curve[curve].part];

	w->curve[w->rows] = curve;
	w->replicate[w->rows] = replicate;
	w->removed[w->rows] = removed;
	w->share[w->rows] = m ? (double)removed / m : NAN;
}

static void put_replicates(const struct percolation *j, uint32_t curve, struct answer *w)
{
	const struct percolated *c = &j->curve[curve];
	uint32_t people = j->net.part[c->part].n;

	for (uint64_t k = 0; k < (uint64_t)c->replicates * c->points; k++, w->rows++) {
		put_state(j, w, curve, (uint32_t)(k / c->points) + 1, c->state[k].removed);
		for (int q = 0; q < MEASURES; q++)
			w->value[q][0][w->rows] = value_of(&c->state[k], q, people);
	}
}

static void put_summary(const struct percolation *j, uint32_t curve, struct answer *w, double *v, double *scratch)
{
	const struct percolated *c = &j->curve[curve];
	uint32_t people = j->net.part[c->part].n;

	for (uint32_t i = 0; i < c->points; i++, w->rows++) {
		put_state(j, w, curve, c->replicates, c->state[i].removed);
		for (int q = 0; q < MEASURES; q++) {
			for (uint32_t r = 0; r < c->replicates; r++)
				v[r] = value_of(&c->state[(size_t)r * c->points + i], q, people);
			if (people)
				sort_reals(v, c->replicates, scratch);
			w->value[q][0][w->rows] = stat_mean(v, c->replicates);
			w->value[q][1][w->rows] = stat_quantile(v, c->replicates, (1 - j->how.level) / 2);
			w->value[q][2][w->rows] = stat_quantile(v, c->replicates, (1 + j->how.level) / 2);
		}
	}
}

static int add_labels(const struct percolation *j, const struct answer *w, struct table *t, struct err *e)
{
	struct arena *a = j->r->arena;
	uint32_t *part = NEW(a, w->rows, uint32_t), *order = NEW(a, w->rows, uint32_t);
	struct by by;

	for (uint64_t r = 0; r < w->rows; r++) {
		part[r] = j->curve[w->curve[r]].part;
		order[r] = j->curve[w->curve[r]].label;
	}
	net_by(&j->net, &by);
	TRY(by_add(t, &by, part, e));
	return table_add_labels(t, "order", order, j->label, e);
}

int percolation_write(struct percolation *j, struct err *e)
{
	struct arena *a = j->r->arena;
	uint32_t ncurves = j->net.nparts * j->per_part;
	uint64_t most = 0;
	struct answer w = { 0 };
	struct table t;
	double *v = NEW(a, 2 * j->how.replicates, double);

	for (uint32_t c = 0; c < ncurves; c++)
		most += (uint64_t)j->curve[c].points * (j->how.summary ? 1 : j->curve[c].replicates);
	w.curve = NEW(a, most, uint32_t);
	w.replicate = NEW(a, most, uint32_t);
	w.removed = NEW(a, most, uint32_t);
	w.share = NEW(a, most, double);
	for (int q = 0; q < MEASURES; q++)
		for (int b = 0; b < (j->how.summary ? 3 : 1); b++)
			w.value[q][b] = NEW(a, most, double);
	for (uint32_t c = 0; c < ncurves; c++) {
		if (j->how.summary)
			put_summary(j, c, &w, v, v + j->how.replicates);
		else
			put_replicates(j, c, &w);
	}
	table_like(a, w.rows, &j->net.ties, &t);
	TRY(add_labels(j, &w, &t, e));
	if (!j->how.summary)
		TRY(table_add_counts(&t, "replicate", w.replicate, e));
	TRY(table_add_counts(&t, "removed", w.removed, e));
	TRY(table_add_reals(&t, "share", w.share, e));
	for (int q = 0; q < MEASURES; q++) {
		TRY(table_add_reals(&t, measure[q], w.value[q][0], e));
		if (j->how.summary) {
			TRY(table_add_reals(&t, arena_print(a, "%s_lo", measure[q]), w.value[q][1], e));
			TRY(table_add_reals(&t, arena_print(a, "%s_hi", measure[q]), w.value[q][2], e));
		}
	}
	if (j->how.summary)
		TRY(table_add_counts(&t, "replicates", w.replicate, e));
	return run_write(j->r, &t, e);
}
