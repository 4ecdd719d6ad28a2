/* What can be known of segregation from a mixing matrix alone: what `ties mixing` writes, or a published table. */
#include "homophily.h"
#include "homophily_job.h"
#include "matrices.h"
#include "stat_interval.h"
#include "stat_write.h"

#include <math.h>

struct job {
	struct homophily_job *h;
	struct matrices m;
};

/* What is known without the sizes of the groups. */
static bool needs_sizes(int measure)
{
	return measure != SEG_EI && measure != SEG_ASSORTATIVITY && measure != SEG_GUPTA_MAY && measure != SEG_MODULARITY;
}

/* More ties than pairs: the matrix counts something else, and pairs without a tie have no meaning. */
static bool too_many_ties(const struct segregated *s)
{
	for (uint32_t g = 0; g < s->groups; g++)
		for (uint32_t h = 0; h < s->groups; h++)
			if (s->cell[(size_t)g * s->groups + h] > s->size[g] * (s->size[h] - (g == h)))
				return true;
	return false;
}

static double value_of(const struct segregated *s, bool sizes, bool crowded, int measure, uint32_t group, const char **why)
{
	*why = NULL;
	if (needs_sizes(measure) && !sizes)
		*why = "needs the sizes of the groups";
	else if (segregation_is[measure].plain && crowded)
		*why = "more ties than pairs of people";
	return *why ? NAN : segregation((enum segregation)measure, s, group, why);
}

static void add_interval(const struct job *j, const struct segregated *s, int measure, struct tested *row)
{
	struct interval i = { NAN, NAN, NAN };

	if (isnan(row->value) || !j->m.counts)
		return;
	if (measure == SEG_ASSORTATIVITY) {
		i = interval_t(row->value, segregation_jackknife_cells(s), INFINITY, j->h->how->level);
	} else if (measure == SEG_ALPHA) {
		i = interval_t(log(row->value), segregation_woolf(s), INFINITY, j->h->how->level);
		i = (struct interval){ row->value * i.se, exp(i.lo), exp(i.hi) };
	}
	row->se = i.se;
	row->lo = i.lo;
	row->hi = i.hi;
}

static void add_row(const struct job *j, uint32_t which, const struct segregated *s, bool sizes, bool crowded, int measure,
                    uint32_t group)
{
	struct tested *row = homophily_rows(j->h, 1);
	double ties = s->total / (s->directed ? 1 : 2);

	row->group = which;
	row->measure = homophily_name(measure);
	row->attribute = j->m.ego;
	row->of = group == SEG_WHOLE ? (struct cell){ NULL, 0 } : homophily_label(j->m.rows.name[group]);
	row->value = value_of(s, sizes, crowded, measure, group, &row->note);
	row->n = sizes ? (uint64_t)s->people : TESTED_UNKNOWN;
	row->m = j->m.counts ? (uint64_t)ties : TESTED_UNKNOWN;
	row->dropped = TESTED_UNKNOWN;
	add_interval(j, s, measure, row);
}

static int one_matrix(struct job *j, uint32_t which, struct err *e)
{
	struct arena *a = j->h->run->arena;
	uint32_t k = j->m.rows.n;
	double *size = NEW(a, k, double), *other = NEW(a, k, double), *within = NEW(a, k, double);
	bool sizes = true, crowded;
	struct mix m;

	TRY(matrices_fill(&j->m, which, &m, size, other, e));
	struct segregated s = { .groups = k, .directed = j->m.directed, .weighted = !j->m.counts, .size = size, .within = within,
	                        .out = m.out, .in = m.in, .total = m.total, .cell = m.cell };
	for (uint32_t g = 0; g < k; g++) {
		within[g] = m.cell[(size_t)g * k + g];
		sizes &= !isnan(size[g]);
		s.people += size[g];
	}
	for (uint32_t g = 0; g < k && !sizes; g++)      /* somebody bears the ties that there are */
		size[g] = m.out[g] + m.in[g] > 0;
	crowded = sizes && too_many_ties(&s);
	for (int what = 0; what < SEG_MEASURES; what++) {
		if (!j->h->want[what])
			continue;
		if (segregation_is[what].whole)
			add_row(j, which, &s, sizes, crowded, what, SEG_WHOLE);
		for (uint32_t g = 0; segregation_is[what].group && g < k; g++)
			if (size[g] > 0)
				add_row(j, which, &s, sizes, crowded, what, g);
	}
	return OK;
}

int homophily_mixing(struct homophily_job *h, struct err *e)
{
	struct job j = { .h = h };

	h->net.run = h->run;
	TRY(matrices_read(h->run, &h->net.ties, &j.m, e));
	if (!j.m.same)
		return fail(e, E_USAGE, "%s: '%s' of one and '%s' of the other are two attributes: homophily is about one (--rename "
		            "gives the columns one name)", h->net.ties.file, j.m.ego ? j.m.ego : "i", j.m.alter ? j.m.alter : "j");
	for (uint32_t which = 0; which < j.m.by.groups; which++)
		TRY(one_matrix(&j, which, e));
	net_from_by(&h->net, &j.m.by);
	return OK;
}
