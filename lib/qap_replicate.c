/* QAP regression: who changes places, the replicates, the tests. */
#include "qap_model.h"
#include "sort.h"
#include "stat.h"

#include <math.h>
#include <string.h>

/* --- who moves ---------------------------------------------------------------------------------------------- */

/* What the other predictors leave of predictor v, where all of them are known. */
static int take_out_others(struct arena *a, const struct model *m, int v, const struct gaps *known, double *out)
{
	double *sums = NEW(a, (size_t)(m->wide * m->wide), double), chosen[(QAP_MOST + 2) * (QAP_MOST + 2)];
	struct answer fit;
	int of[QAP_MOST + 1], n = 0;

	for (int x = 1; x <= m->k; x++)
		if (x != v)
			of[n++] = x;
	of[n++] = v;
	model_sums(m, known, m->k + 1, sums);
	choose_sums(m, sums, n, of, chosen);
	if (!ols_answer(chosen, n - 1, &fit))
		return 1;
	for (uint32_t i = 0; i < m->s->n; i++)
		for (uint32_t j = 0; j < m->s->n; j++) {
			size_t at = (size_t)i * m->s->stride + j;
			if (i == j || gap_at(known, m->s, i, j))
				continue;
			out[at] = m->v[v][at] - fit.b[0];
			for (int x = 0; x < n - 1; x++)
				out[at] -= fit.b[x + 1] * m->v[of[x]][at];
		}
	return 0;
}

static void finish_mover(struct arena *a, const struct model *m, struct mover *x)
{
	const struct square *s = m->s;

	gaps_union(a, s, m->wide - 1, m->gaps + 1, x->slot - 1, &x->off);
	x->sums = NEW(a, (size_t)(m->wide * m->wide), double);
	model_sums(m, &x->off, x->slot, x->sums);
	for (uint32_t i = 0; i < s->n; i++) {
		double sum = 0, squares = 0;
		for (uint32_t j = s->directed ? 0 : i + 1; j < s->n; j++) {
			double v = x->v[(size_t)i * s->stride + j];
			sum += v;
			squares += v * v;
		}
		x->sum += sum;
		x->squares += squares;
	}
}

/* Where the other models begin: what they find when the mover has no effect. */
static void find_start(struct arena *a, const struct model *m, struct mover *x, const struct answer *observed)
{
	x->start = NEW(a, (size_t)m->k + 1, double);
	if (x->slot > m->k) {
		double mean = m->sums[m->k + 1] / m->pairs;
		x->start[0] = m->how->model == QAP_LOGIT ? log(mean / (1 - mean)) : log(mean);
		return;
	}
	memcpy(x->start, observed->b, ((size_t)m->k + 1) * sizeof *x->start);
	x->start[x->slot] = 0;
}

struct replicates {
	const struct model *m;
	int n;                          /* movers */
	struct mover *mover;
	const double **moved;           /* their matrices */
	struct qap_fit *out;
};

static int choose_movers(struct arena *a, const struct model *m, const struct answer *observed, struct replicates *q)
{
	enum qap_null null = m->how->null;
	size_t all = (size_t)m->s->n * m->s->stride;
	struct gaps *known = NEW(a, 1, struct gaps);

	gaps_union(a, m->s, m->k, m->gaps + 1, -1, known);
	q->mover = NEW(a, (size_t)m->wide, struct mover);
	q->moved = NEW(a, (size_t)m->wide, const double *);
	for (int v = 1; v <= m->k + 1; v++) {
		struct mover *x = &q->mover[q->n];
		bool y = v > m->k;
		if (y ? null != QAP_Y && m->how->model != QAP_OLS : null == QAP_Y)
			continue;
		*x = (struct mover){ .slot = v, .v = m->v[v], .gaps = &m->gaps[v] };
		if (!y && null == QAP_DSP) {
			double *left = NEW(a, all, double);
			if (take_out_others(a, m, v, known, left))
				continue;
			x->v = left;
			x->gaps = known;
		}
		finish_mover(a, m, x);
		if (m->how->model != QAP_OLS)
			find_start(a, m, x, observed);
		q->moved[q->n++] = x->v;
	}
	return q->n;
}

/* --- replicates -------------------------------------------------------------------------------------------- */

static void keep(const struct replicates *q, const struct mover *x, const struct answer *f, bool done, uint64_t r)
{
	const struct model *m = q->m;
	int y = m->k + 1;

	if (x->slot == y)
		q->out->null_r2[r] = done ? f->r2 : NAN;
	for (int v = 1; v <= m->k; v++) {
		struct qap_term *t = &q->out->term[m->which[v]];
		if (x->slot != v && (x->slot != y || m->how->null != QAP_Y))
			continue;
		t->null_b[r] = done ? f->b[v] * m->sd[y] / m->sd[v] : NAN;
		t->null_t[r] = done ? small_is_none(f->b[v] / f->se[v]) : NAN;
	}
}

static void draw(const void *ctx, struct worker *w, uint64_t r)
{
	const struct replicates *q = ctx;
	const struct model *m = q->m;
	struct answer f;

	if (m->how->model == QAP_OLS) {
		double *sums = w->room + sum_room(m->s, q->n), *moved = sums + m->wide * m->wide;
		sum_moved(m->s, w->to, q->n, q->moved, m->k + 1, (const double *const *)m->v + 1, w->room, moved);
		for (int x = 0; x < q->n; x++) {
			mover_sums(m, &q->mover[x], w->to, w->from, moved + x * (m->k + 1) - 1, sums);
			keep(q, &q->mover[x], &f, ols_answer(sums, m->k, &f), r);
		}
		return;
	}
	for (int x = 0; x < q->n; x++) {
		bool done = glm_answer(m, &q->mover[x], w->to, q->mover[x].start, w->room, &f);
		keep(q, &q->mover[x], &f, done, r);
	}
}

static void interval(const struct moves *moves, double *sorted, double *scratch, struct qap_term *t)
{
	size_t n = 0;

	for (uint64_t r = 0; r < moves->replicates; r++)
		if (!isnan(t->null_t[r]))
			sorted[n++] = t->null_t[r];
	if (n < 39)
		return;
	sort_reals(sorted, n, scratch);
	t->lo = t->b - t->se * stat_quantile(sorted, n, 0.975);
	t->hi = t->b - t->se * stat_quantile(sorted, n, 0.025);
}

static void test_terms(struct arena *a, const struct model *m, const struct moves *moves, struct qap_fit *out)
{
	enum side side = m->how->side;
	double *sorted = NEW(a, moves->replicates, double), *scratch = NEW(a, moves->replicates, double);

	for (int v = 1; v <= m->k; v++) {
		struct qap_term *t = &out->term[m->which[v]];
		stat_test(t->b, t->null_b, moves->replicates, side, moves->exact, &t->of_b);
		stat_test(t->t, t->null_t, moves->replicates, side, moves->exact, &t->of_t);
		interval(moves, sorted, scratch, t);
	}
	out->tested = m->how->model == QAP_OLS;
	if (out->tested)
		stat_test(out->r2, out->null_r2, moves->replicates, SIDE_GREATER, moves->exact, &out->of_r2);
	out->replicates = moves->replicates;
}

void model_replicate(struct arena *a, const struct model *m, const struct answer *observed, struct qap_fit *out)
{
	struct replicates q = { .m = m, .out = out };
	struct moves moves;
	size_t room;

	moves_open(m->s->n, m->how->replicates, m->how->seed, &moves);
	choose_movers(a, m, observed, &q);
	room = m->how->model != QAP_OLS ? glm_room(m) :
	       sum_room(m->s, q.n) + (size_t)(m->wide * m->wide) + (size_t)(q.n * m->wide);
	if (q.n)
		moves_run(a, m->how, &moves, room, draw, &q);
	test_terms(a, m, &moves, out);
}
