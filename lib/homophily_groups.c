/* Measures of an attribute that puts people into groups. */
#include "homophily.h"
#include "homophily_job.h"
#include "mix.h"
#include "spectral.h"
#include "stat_interval.h"

#include <math.h>
#include <string.h>

enum { MOST_CELLS = 4096 };             /* groups, up to which the matrix is held as a whole */

struct stat { int measure; uint32_t group; };   /* a row; SEG_WHOLE: of the network */

struct job {
	struct homophily_job *h;
	const struct groups *groups;
	struct members m;
	struct mix_net t;
	struct mix mix;                 /* observed; its cells only where they fit */
	bool cells;
	double *size;
	struct segregated s;            /* observed */
	struct stat *stat;
	uint32_t stats;
	double *null;                   /* stat after stat, replicate after replicate */
	uint32_t replicates;
	struct spectral *spectral;      /* of the network; of each thread, where ties are dealt */
	struct spectral_room *room;     /* the rest: of each thread */
	double **of_group;
	struct mix *dealt;
};

/* --- which rows ------------------------------------------------------------------------------------------------ */

static bool of_whole(int measure) { return measure == H_SPECTRAL || segregation_is[measure].whole; }
static bool of_group(int measure) { return measure == H_SPECTRAL || segregation_is[measure].group; }

/* Rows for the groups that exist; stat NULL: only count them. */
static uint32_t list_stats(const struct homophily_job *h, uint32_t groups, const uint32_t *size, struct stat *stat)
{
	uint32_t n = 0;

	for (int k = 0; k <= H_SPECTRAL; k++) {
		if (!h->want[k])
			continue;
		if (of_whole(k)) {
			if (stat)
				stat[n] = (struct stat){ k, SEG_WHOLE };
			n++;
		}
		for (uint32_t g = 0; of_group(k) && g < groups; g++)
			if (size[g]) {
				if (stat)
					stat[n] = (struct stat){ k, g };
				n++;
			}
	}
	return n;
}

/* --- values ------------------------------------------------------------------------------------------------------ */

static double spectral_value(const struct job *j, const double *of, uint32_t group, const char **why)
{
	double sum = 0;

	if (j->t.ties.directed) {
		*why = "for undirected ties (--undirected)";
		return NAN;
	}
	if (!j->t.ties.m) {
		*why = "no ties";
		return NAN;
	}
	for (uint32_t g = 0; g < j->groups->n; g++)
		sum += j->size[g] > 0 ? of[g] * j->size[g] : 0;
	return group == SEG_WHOLE ? sum / j->s.people : of[group];
}

static double value_of(const struct job *j, const struct segregated *s, const double *spectral, const struct stat *k,
                       const char **why)
{
	return k->measure == H_SPECTRAL ? spectral_value(j, spectral, k->group, why)
	                                : segregation((enum segregation)k->measure, s, k->group, why);
}

static bool wants_spectral(const struct job *j) { return j->h->want[H_SPECTRAL] && !j->t.ties.directed && j->t.ties.m; }

static void keep(const struct job *j, uint32_t replicate, int thread, const struct segregated *s)
{
	const char *why;

	for (uint32_t k = 0; k < j->stats; k++)
		j->null[(size_t)k * j->replicates + replicate] = value_of(j, s, j->of_group[thread], &j->stat[k], &why);
}

/* --- null models ---------------------------------------------------------------------------------------------------- */

static void with_other_labels(void *ctx, const struct dealt_one *one)
{
	struct job *j = ctx;
	struct segregated s = j->s;

	s.within = one->within;
	s.out = one->out;
	s.in = one->in;
	s.cell = one->cell;
	if (wants_spectral(j))
		spectral_measure(j->spectral, one->group, j->groups->n, j->size, &j->room[one->thread], j->of_group[one->thread], NULL);
	keep(j, one->replicate, one->thread, &s);
}

static void with_other_ties(void *ctx, uint32_t replicate, int thread, const struct ends *tie)
{
	struct job *j = ctx;
	struct mix *m = &j->dealt[thread];
	struct segregated s = j->s;
	struct simple t = j->t.ties;
	struct mix_side side = { j->groups->n, j->m.group };

	t.tie = (struct ends *)(uintptr_t)tie;
	if (j->cells) {
		memset(m->cell, 0, (size_t)m->rows * m->cols * sizeof *m->cell);
		mix_count(&t, j->t.weight, &side, &side, m);
		s.cell = m->cell;
	}
	double *within = j->of_group[thread] + j->groups->n;
	mix_margins(&t, j->t.weight, j->groups->n, j->m.group, within, m->out, m->in);
	s.within = within;
	s.out = m->out;
	s.in = m->in;
	if (wants_spectral(j)) {
		spectral_take(&j->spectral[thread], t.m, tie, j->t.weight);
		spectral_measure(&j->spectral[thread], j->m.group, j->groups->n, j->size, &j->room[thread], j->of_group[thread], NULL);
	}
	keep(j, replicate, thread, &s);
}

static void open_threads(struct job *j, int threads)
{
	struct arena *a = j->h->run->arena;
	bool ties = j->replicates && j->h->null.model == NULL_DEGREES;
	uint32_t groups = j->groups->n;
	int graphs = ties ? threads : 1;

	j->spectral = NEW(a, (size_t)graphs, struct spectral);
	j->room = NEW(a, (size_t)threads, struct spectral_room);
	j->of_group = NEW(a, (size_t)threads, double *);
	j->dealt = NEW(a, (size_t)threads, struct mix);
	for (int k = 0; k < threads; k++) {
		j->of_group[k] = NEW(a, 2 * (size_t)groups, double);
		if (ties)
			mix_new(a, groups, j->cells ? groups : 1, &j->dealt[k]);
		if (ties && !j->cells)
			j->dealt[k].in = NEW(a, groups, double);
	}
	if (!wants_spectral(j))
		return;
	for (int k = 0; k < graphs; k++) {
		spectral_open(a, j->m.n, &j->spectral[k]);
		spectral_take(&j->spectral[k], j->t.ties.m, j->t.ties.tie, j->t.weight);
	}
	for (int k = 0; k < threads; k++)
		spectral_room(a, j->m.n, j->t.ties.m, j->t.weight != NULL, &j->room[k]);
}

static int draw(struct job *j, uint32_t part, struct err *e)
{
	struct homophily_job *h = j->h;
	struct arena *a = h->run->arena;
	struct null_strata strata;
	bool labels = h->null.model == NULL_LABELS;

	if (!j->replicates)
		return OK;
	if (labels)
		TRY(homophily_strata(h, part, j->m.n, j->m.who, j->m.order, NULL, &strata, e));
	struct dealt d = homophily_dealt(h, &j->t.ties, j->t.weight, labels ? &strata : NULL);
	d.groups = j->groups->n;
	d.group = j->m.group;
	d.cells = j->cells && h->want[SEG_ADJUSTED];
	d.labels = wants_spectral(j);
	j->null = NEW(a, (size_t)j->stats * j->replicates, double);
	if (labels)
		deal_labels(a, &d, with_other_labels, j);
	else
		deal_ties(a, &d, with_other_ties, j, &h->switches);
	return OK;
}

/* --- intervals ----------------------------------------------------------------------------------------------------------- */

/* The E-I index of the network is a mean over ties of 1 across and -1 inside. */
static double error_of_ei(struct job *j, struct homophily_errors *q, double x, double *df)
{
	const struct simple *t = &j->t.ties;
	double total = j->s.total / (t->directed ? 1 : 2);

	for (uint32_t k = 0; k < t->m; k++) {
		bool same = j->m.group[t->tie[k].a] == j->m.group[t->tie[k].b];
		q->u[k] = (j->t.weight ? j->t.weight[k] : 1) * ((same ? -1 : 1) - x) / total;
	}
	homophily_all_ties(q, t->m, j->t.weight);
	return homophily_error(q, homophily_by_people(j->h, true), df);
}

/* That of a group is a ratio of sums over its members, to each of whom half of a tie inside belongs.  A member's part is
 * what the influences of these ties add up to; two members who share a tie are counted as one for it. */
static double error_of_group(struct job *j, uint32_t group, double x, double *df)
{
	const struct simple *t = &j->t.ties;
	struct arena *a = j->h->run->arena;
	struct mark scratch = arena_mark(a);
	double *part = NEW(a, t->n, double), *held = NEW(a, t->n, double);
	double total = 0, ties = 0, both = 0, all = 0, sum = 0, members = 0, h2 = 0, h4 = 0;

	for (uint32_t k = 0; k < t->m; k++) {
		uint32_t g = j->m.group[t->tie[k].a], h = j->m.group[t->tie[k].b], v = g == group ? t->tie[k].a : t->tie[k].b;
		double w = j->t.weight ? j->t.weight[k] : 1, u = w * ((g == h ? -1 : 1) - x);
		if (g != group && h != group)
			continue;
		total += w;
		ties++;
		all += u * u;
		both += g == h ? u * u / 2 : 0;
		part[v] += g == h ? u / 2 : u;
		held[v] += g == h ? 0.5 : 1;
		part[t->tie[k].b] += g == h ? u / 2 : 0;
		held[t->tie[k].b] += g == h ? 0.5 : 0;
	}
	for (uint32_t v = 0; v < t->n; v++) {
		sum += part[v] * part[v];
		members += held[v] > 0;
		h2 += held[v] * held[v];
		h4 += held[v] * held[v] * held[v] * held[v];
	}
	arena_release(a, scratch);
	bool people = homophily_by_people(j->h, true);
	*df = people ? fmin(h2 * h2 / h4, ties) - 1 : ties - 1;
	if (!(*df >= 1))
		return NAN;
	return sqrt(people ? fmax((sum + both) * members / (members - 1), all) : all * ties / (ties - 1)) / total;
}

/* The interval is worked out on the scale of atanh(EI) = ln(E / I) / 2, so that it stays between -1 and 1. */
static void interval_of_ei(struct job *j, struct homophily_errors *q, uint32_t group, struct tested *row)
{
	double df = 0, x = row->value;

	row->se = NAN;
	if (!(fabs(x) < 1))             /* all ties alike: how they vary cannot be told */
		return;
	row->se = group == SEG_WHOLE ? error_of_ei(j, q, x, &df) : error_of_group(j, group, x, &df);
	if (!(row->se > 0)) {
		row->se = NAN;
		return;
	}
	struct interval i = interval_t(atanh(x), row->se / (1 - x * x), df, j->h->how->level);
	row->lo = tanh(i.lo);
	row->hi = tanh(i.hi);
}

/* r less r without the tie is the influence of the tie; Newman sums the squares. */
static void interval_of_r(struct job *j, struct homophily_errors *q, struct tested *row)
{
	double df = INFINITY;

	if (homophily_by_people(j->h, false)) {
		segregation_left_out(&j->s, &j->t.ties, j->t.weight, j->m.group, q->u);
		homophily_all_ties(q, j->t.ties.m, j->t.weight);
		row->se = homophily_error(q, true, &df);
	} else {
		row->se = segregation_jackknife(&j->s, &j->t.ties, j->t.weight, j->m.group);
	}
	if (!(row->se > 1e-12))                 /* r is 1 whatever is left out */
		row->se = NAN;
	struct interval i = interval_t(row->value, row->se, df, j->h->how->level);
	row->lo = i.lo;
	row->hi = i.hi;
}

static void interval_of_alpha(struct job *j, struct tested *row)
{
	double se = segregation_woolf(&j->s);
	struct interval i = interval_t(log(row->value), se, INFINITY, j->h->how->level);

	row->se = row->value * se;
	row->lo = exp(i.lo);
	row->hi = exp(i.hi);
}

static void intervals(struct job *j, struct tested *row)
{
	struct homophily_errors q;

	homophily_errors(j->h, &j->t.ties, &q);
	for (uint32_t k = 0; k < j->stats; k++) {
		if (isnan(row[k].value))
			continue;
		if (j->stat[k].measure == SEG_EI)
			interval_of_ei(j, &q, j->stat[k].group, &row[k]);
		else if (j->stat[k].measure == SEG_ASSORTATIVITY)
			interval_of_r(j, &q, &row[k]);
		else if (j->stat[k].measure == SEG_ALPHA)
			interval_of_alpha(j, &row[k]);
	}
}

/* --- one network and one attribute --------------------------------------------------------------------------------------- */

static int read_network(struct job *j, uint32_t part, struct err *e)
{
	struct homophily_job *h = j->h;
	struct arena *a = h->run->arena;
	uint32_t groups = j->groups->n;

	TRY(groups_members(j->groups, part, &j->m, e));
	TRY(mix_net(a, j->m.n, j->m.m, j->m.a, j->m.b, j->m.weight, h->net.directed, &j->t, e));
	j->cells = groups <= MOST_CELLS;
	j->size = NEW(a, groups, double);
	for (uint32_t g = 0; g < groups; g++)
		j->size[g] = j->m.size[g];
	double *within = NEW(a, groups, double), *out = NEW(a, groups, double), *in = NEW(a, groups, double);
	mix_margins(&j->t.ties, j->t.weight, groups, j->m.group, within, out, in);
	j->s = (struct segregated){ .groups = groups, .directed = j->t.ties.directed, .weighted = j->t.weight != NULL,
	                            .size = j->size, .people = j->m.n, .within = within, .out = out, .in = in };
	for (uint32_t g = 0; g < groups; g++)
		j->s.total += out[g];
	if (j->cells) {
		struct mix_side side = { groups, j->m.group };
		mix_new(a, groups, groups, &j->mix);
		mix_count(&j->t.ties, j->t.weight, &side, &side, &j->mix);
		j->s.cell = j->mix.cell;
	}
	return OK;
}

static int measure(struct job *j, uint32_t part, struct tested *row, struct err *e)
{
	struct homophily_job *h = j->h;
	struct arena *a = h->run->arena;

	j->replicates = h->replicates;
	j->stat = NEW(a, (size_t)j->stats, struct stat);
	list_stats(h, j->groups->n, j->m.size, j->stat);
	open_threads(j, homophily_threads(h, j->t.ties.m));
	if (wants_spectral(j))
		spectral_measure(j->spectral, j->m.group, j->groups->n, j->size, j->room, j->of_group[0], NULL);
	for (uint32_t k = 0; k < j->stats; k++) {
		const struct stat *s = &j->stat[k];
		row[k].group = part;
		row[k].measure = homophily_name(s->measure);
		row[k].attribute = j->groups->name;
		row[k].of = s->group == SEG_WHOLE ? (struct cell){ NULL, 0 } : homophily_label(j->groups->label[s->group]);
		row[k].value = value_of(j, &j->s, j->of_group[0], s, &row[k].note);
		row[k].n = j->m.n;
		row[k].m = j->t.ties.m;
		row[k].dropped = j->m.ties_dropped;
	}
	intervals(j, row);
	if (h->want[SEG_EI] && h->null.model == NULL_LABELS && !h->null.within && j->replicates)
		note_more(h->run, "E-I of '%s' is %.6g on average if labels are dealt anew", j->groups->name, segregation_ei_expected(&j->s));
	TRY(draw(j, part, e));
	for (uint32_t k = 0; k < j->stats; k++)
		homophily_test(h, j->null ? j->null + (size_t)k * j->replicates : NULL, &row[k]);
	return OK;
}

/* How many rows: the groups that somebody belongs to are known before the rest is read. */
static int count_rows(struct job *j, uint32_t part, struct err *e)
{
	struct arena *a = j->h->run->arena;
	struct mark scratch = arena_mark(a);
	const struct part *p = &j->h->net.part[part];
	uint32_t *of = NEW(a, p->n, uint32_t), *size = NEW(a, j->groups->n, uint32_t);

	TRY(groups_of(j->groups, part, of, e));
	for (uint32_t v = 0; v < p->n; v++)
		if (of[v] != NO_GROUP)
			size[of[v]]++;
	j->stats = list_stats(j->h, j->groups->n, size, NULL);
	arena_release(a, scratch);
	return OK;
}

int homophily_groups(struct homophily_job *h, uint32_t part, const struct groups *groups, struct err *e)
{
	struct job j = { .h = h, .groups = groups };
	struct tested *row;

	TRY(count_rows(&j, part, e));
	row = homophily_rows(h, j.stats);
	struct mark scratch = arena_mark(h->run->arena);
	TRY(read_network(&j, part, e));
	homophily_repeated(h, j.t.ties.repeated);
	TRY(measure(&j, part, row, e));
	arena_release(h->run->arena, scratch);
	return OK;
}
