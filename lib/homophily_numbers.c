/* Measures of an attribute that is a number. */
#include "homophily.h"
#include "homophily_job.h"
#include "mix.h"
#include "stat_interval.h"

#include <math.h>

struct job {
	struct homophily_job *h;
	struct members m;
	struct mix_net t;
	double *x;                      /* of the members, centred */
	struct assorted s;
};

static int read_network(struct job *j, uint32_t part, const struct groups *groups, const double *number, struct err *e)
{
	struct arena *a = j->h->run->arena;

	TRY(groups_members(groups, part, &j->m, e));
	TRY(mix_net(a, j->m.n, j->m.m, j->m.a, j->m.b, j->m.weight, j->h->net.directed, &j->t, e));
	j->x = NEW(a, j->m.n, double);
	for (uint32_t v = 0; v < j->m.n; v++)
		j->x[v] = number[j->m.group[v]];
	assort_centre(j->m.n, j->x);
	assort_sums(&j->t.ties, j->t.weight, j->x, &j->s);
	return OK;
}

static void intervals(struct job *j, int measure, struct tested *row)
{
	const struct simple *t = &j->t.ties;
	struct homophily_errors q;
	double df = INFINITY;

	if (isnan(row->value) || (measure != ASSORT_R && measure != ASSORT_DIFFERENCE))
		return;
	homophily_errors(j->h, t, &q);
	if (measure == ASSORT_R) {
		assort_left_out(&j->s, t, j->t.weight, j->x, q.u);
	} else {
		double total = j->s.total / (t->directed ? 1 : 2);
		for (uint32_t k = 0; k < t->m; k++)
			q.u[k] = (j->t.weight ? j->t.weight[k] : 1) * (fabs(j->x[t->tie[k].a] - j->x[t->tie[k].b]) - row->value) / total;
	}
	homophily_all_ties(&q, t->m, j->t.weight);
	if (measure == ASSORT_R && !homophily_by_people(j->h, false))
		row->se = assort_jackknife(&j->s, t, j->t.weight, j->x);
	else
		row->se = homophily_error(&q, homophily_by_people(j->h, measure == ASSORT_DIFFERENCE), &df);
	if (!(row->se > 1e-12 * fabs(row->value)))      /* all ties alike: how they vary cannot be told */
		row->se = NAN;
	struct interval i = interval_t(row->value, row->se, df, j->h->how->level);
	row->lo = i.lo;
	row->hi = i.hi;
}

static int draw(struct job *j, uint32_t part, double *null, struct err *e)
{
	struct homophily_job *h = j->h;
	struct null_strata strata;
	bool labels = h->null.model == NULL_LABELS;

	if (labels)
		TRY(homophily_strata(h, part, j->m.n, j->m.who, j->m.order, NULL, &strata, e));
	struct dealt d = homophily_dealt(h, &j->t.ties, j->t.weight, labels ? &strata : NULL);
	assort_null(h->run->arena, &d, j->x, null, &h->switches);
	return OK;
}

int homophily_numbers(struct homophily_job *h, uint32_t part, const struct groups *groups, const double *number, struct err *e)
{
	struct arena *a = h->run->arena;
	struct job j = { .h = h };
	uint64_t rows = 0;
	double *null = NULL;

	for (int k = 0; k < ASSORT_MEASURES; k++)
		rows += h->want[H_NUMERIC + k];
	struct tested *row = homophily_rows(h, rows);
	struct mark scratch = arena_mark(a);
	TRY(read_network(&j, part, groups, number, e));
	homophily_repeated(h, j.t.ties.repeated);
	if (h->replicates) {
		null = NEW(a, (size_t)ASSORT_MEASURES * h->replicates, double);
		TRY(draw(&j, part, null, e));
	}
	for (int k = 0; k < ASSORT_MEASURES; k++) {
		if (!h->want[H_NUMERIC + k])
			continue;
		row->group = part;
		row->measure = homophily_name(H_NUMERIC + k);
		row->attribute = groups->name;
		row->value = assort_value((enum assort)k, &j.s, &row->note);
		row->n = j.m.n;
		row->m = j.t.ties.m;
		row->dropped = j.m.ties_dropped;
		intervals(&j, k, row);
		homophily_test(h, null ? null + (size_t)k * h->replicates : NULL, row++);
	}
	arena_release(a, scratch);
	return OK;
}
