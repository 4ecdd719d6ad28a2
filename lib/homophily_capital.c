/* Social capital: friends across class, and how closely knit they are. */
#include "homophily.h"
#include "homophily_job.h"
#include "capital.h"
#include "stat_interval.h"
#include "sort.h"

#include <math.h>
#include <string.h>

struct stat { int measure; bool inside; uint32_t setting; };    /* inside: of friends made in the setting */
#define ALL UINT32_MAX

struct job {
	struct homophily_job *h;
	uint32_t part;
	const struct groups *settings;  /* or NULL */
	struct simple t;                /* undirected, of all people */
	struct capital c;
	uint32_t *class_;               /* of each person */
	uint32_t ego;                   /* whose friends are looked at */
	uint64_t known, dropped;        /* people with a class; ties whose ends have not both one */
	struct stat *stat;
	uint32_t stats, replicates;
	double *null;
	uint32_t **dealt;               /* classes, of each thread */
	struct capital_room *room;
	struct connected *found;
};

/* --- reading ---------------------------------------------------------------------------------------------------- */

/* The simple network of all people, and where they meet. */
static int read_network(struct job *j, struct err *e)
{
	struct homophily_job *h = j->h;
	struct arena *a = h->run->arena;
	const struct part *p = &h->net.part[j->part];

	TRY(simple_build(a, p->n, p->m, p->a, p->b, false, &j->t, e));
	j->c = (struct capital){ .t = &j->t, .exclude_ego = h->how->exclude_ego };
	if (!j->settings)
		return OK;
	uint32_t *setting = NEW(a, p->n, uint32_t);
	TRY(groups_of(j->settings, j->part, setting, e));       /* NO_GROUP is CAPITAL_NONE */
	j->c.settings = j->settings->n;
	j->c.setting = setting;
	return OK;
}

static const char *high_value(const struct homophily_job *h) { return strchr(h->how->high, '=') + 1; }

/* Is the value of --high among the groups?  The others are low. */
static int find_high(const struct homophily_job *h, const struct groups *g, uint32_t *high, struct err *e)
{
	for (*high = 0; *high < g->n; ++*high)
		if (cell_is(g->label[*high], high_value(h)))
			return OK;
	return fail(e, E_USAGE, "--high: nobody's '%s' is '%s'", g->name, high_value(h));
}

static int read_classes(struct job *j, const struct groups *g, struct err *e)
{
	const struct part *p = &j->h->net.part[j->part];
	uint32_t high;
	double up = 0;

	j->class_ = NEW(j->h->run->arena, p->n, uint32_t);
	TRY(find_high(j->h, g, &high, e));
	TRY(groups_of(g, j->part, j->class_, e));
	for (uint32_t v = 0; v < p->n; v++) {
		if (j->class_[v] == NO_GROUP)
			continue;
		j->class_[v] = j->class_[v] == high ? CAPITAL_HIGH : CAPITAL_LOW;
		up += j->class_[v] == CAPITAL_HIGH;
		j->known++;
	}
	for (uint64_t k = 0; k < p->m; k++)
		j->dropped += j->class_[p->a[k]] == NO_GROUP || j->class_[p->b[k]] == NO_GROUP;
	j->c.share = isnan(j->h->how->share) ? up / (double)j->known : j->h->how->share;
	return OK;
}

/* --- null models --------------------------------------------------------------------------------------------------- */

static double value_of(const struct connected *o, const struct stat *s)
{
	if (s->setting != ALL)
		return s->measure == H_CONNECTEDNESS ? o->of_inside[s->setting] :
		       s->measure == H_EXPOSURE ? o->of_exposure[s->setting] : o->of_bias[s->setting];
	if (s->measure == H_CONNECTEDNESS)
		return s->inside ? o->inside : o->connectedness;
	return s->measure == H_EXPOSURE ? o->exposure : o->bias;
}

static void keep(const struct job *j, uint32_t replicate, const struct connected *o)
{
	for (uint32_t k = 0; k < j->stats; k++)
		j->null[(size_t)k * j->replicates + replicate] = value_of(o, &j->stat[k]);
}

static void with_other_classes(void *ctx, uint32_t first, uint32_t lanes, int thread, const uint32_t *from)
{
	struct job *j = ctx;
	uint32_t n = j->t.n, *mine = j->dealt[thread];

	for (uint32_t k = 0; k < lanes; k++) {
		for (uint32_t v = 0; v < n; v++)
			mine[v] = j->class_[from[(size_t)k * n + v]];
		capital_measure(&j->c, mine, j->ego, &j->room[thread], &j->found[thread], NULL);
		keep(j, first + k, &j->found[thread]);
	}
}

static void with_other_ties(void *ctx, uint32_t replicate, int thread, const struct ends *tie)
{
	struct job *j = ctx;
	struct capital c = j->c;
	struct simple t = j->t;

	t.tie = (struct ends *)(uintptr_t)tie;
	c.t = &t;
	capital_measure(&c, j->class_, j->ego, &j->room[thread], &j->found[thread], NULL);
	keep(j, replicate, &j->found[thread]);
}

/* People in the order of --nodes, as for any other label; those without a class take no part. */
static int people_in_order(struct job *j, const struct groups *g, uint32_t *order, struct err *e)
{
	const struct part *p = &j->h->net.part[j->part];
	struct arena *a = j->h->run->arena;
	struct mark scratch = arena_mark(a);
	struct members m;
	bool *seen = NEW(a, p->n, bool);
	uint32_t n = 0;

	TRY(groups_members(g, j->part, &m, e));
	for (uint32_t k = 0; k < m.n; k++) {
		order[n++] = m.who[m.order[k]];
		seen[m.who[m.order[k]]] = true;
	}
	for (uint32_t v = 0; v < p->n; v++)
		if (!seen[v])
			order[n++] = v;
	arena_release(a, scratch);
	return OK;
}

static int draw(struct job *j, const struct groups *g, struct err *e)
{
	struct homophily_job *h = j->h;
	struct arena *a = h->run->arena;
	struct null_strata strata;
	bool labels = h->null.model == NULL_LABELS;
	uint32_t *order = NEW(a, j->t.n, uint32_t);

	if (!j->replicates)
		return OK;
	if (labels) {
		TRY(people_in_order(j, g, order, e));
		TRY(homophily_strata(h, j->part, j->t.n, NULL, order, j->class_, &strata, e));
	}
	struct dealt d = homophily_dealt(h, &j->t, NULL, labels ? &strata : NULL);
	j->null = NEW(a, (size_t)j->stats * j->replicates, double);
	j->dealt = NEW(a, (size_t)d.threads, uint32_t *);
	j->room = NEW(a, (size_t)d.threads, struct capital_room);
	j->found = NEW(a, (size_t)d.threads, struct connected);
	for (int k = 0; k < d.threads; k++) {
		j->dealt[k] = NEW(a, j->t.n, uint32_t);
		capital_room(a, &j->c, &j->room[k]);
		capital_connected(a, &j->c, &j->found[k]);
	}
	if (labels)
		deal_people(a, &d, with_other_classes, j);
	else
		deal_ties(a, &d, with_other_ties, j, &h->switches);
	return OK;
}

/* --- rows ------------------------------------------------------------------------------------------------------------- */

static uint32_t list_stats(const struct job *j, struct stat *stat)
{
	uint32_t n = 0, settings = j->settings ? j->settings->n : 0;

	for (int k = H_CONNECTEDNESS; k <= H_BIAS; k++) {
		if (!j->h->want[k])
			continue;
		if (k == H_CONNECTEDNESS)
			stat[n++] = (struct stat){ k, false, ALL };
		if (!j->settings)
			continue;
		stat[n++] = (struct stat){ k, true, ALL };
		for (uint32_t s = 0; s < settings; s++)
			stat[n++] = (struct stat){ k, true, s };
	}
	return n;
}

/* A mean over people: percentiles of bootstrapped means. */
static void interval_of_mean(const struct homophily_job *h, const double *own, uint32_t n, struct tested *row)
{
	struct arena *a = h->run->arena;
	double *v = NEW(a, n, double), *mean = NEW(a, h->replicates, double);
	uint32_t m = 0;

	for (uint32_t k = 0; k < n; k++)
		if (!isnan(own[k]))
			v[m++] = own[k];
	if (m < 2 || h->replicates < 2 || isnan(row->value))
		return;
	bootstrap_means(rng_new(a), h->run->seed, v, m, h->replicates, mean);
	sort_reals(mean, h->replicates, NEW(a, h->replicates, double));
	struct interval i = bootstrap_percentile(mean, h->replicates, h->how->level);
	row->se = i.se;
	row->lo = i.lo;
	row->hi = i.hi;
}

static const char *why_not(const struct stat *s)
{
	if (s->measure == H_BIAS)
		return "nobody of this class has friends there, or nobody high is there";
	return s->inside ? "nobody of this class has friends there" : "nobody of this class has friends whose class is known";
}

/* "ses=low", "ses=low in school" */
static const char *attribute_of(const struct job *j, const struct groups *g, const struct stat *s)
{
	struct arena *a = j->h->run->arena;
	const char *class_ = j->ego == CAPITAL_HIGH ? high_value(j->h) : NULL;

	for (uint32_t k = 0; !class_ && g->n == 2 && k < 2; k++)
		if (!cell_is(g->label[k], high_value(j->h)))
			class_ = arena_copy(a, g->label[k].at, g->label[k].len);
	return arena_print(a, "%s=%s%s%s", g->name, class_ ? class_ : "other", s->inside ? " in " : "",
	                   s->inside ? j->settings->name : "");
}

static int one_class(struct job *j, const struct groups *g, struct tested *row, struct err *e)
{
	struct homophily_job *h = j->h;
	struct arena *a = h->run->arena;
	double *own = NEW(a, j->t.n, double);
	struct capital_room room;
	struct connected o;

	capital_room(a, &j->c, &room);
	capital_connected(a, &j->c, &o);
	capital_measure(&j->c, j->class_, j->ego, &room, &o, own);
	TRY(draw(j, g, e));
	for (uint32_t k = 0; k < j->stats; k++) {
		const struct stat *s = &j->stat[k];
		row[k].group = j->part;
		row[k].measure = homophily_name(s->measure);
		row[k].of = s->setting == ALL ? (struct cell){ NULL, 0 } : j->settings->label[s->setting];
		row[k].value = value_of(&o, s);
		row[k].note = isnan(row[k].value) ? why_not(s) : NULL;
		row[k].n = j->known;
		row[k].m = j->t.m;
		row[k].dropped = j->dropped;
		if (s->measure == H_CONNECTEDNESS && !s->inside)
			interval_of_mean(h, own, j->t.n, &row[k]);
		homophily_test(h, j->null ? j->null + (size_t)k * j->replicates : NULL, &row[k]);
	}
	return OK;
}

int homophily_capital(struct homophily_job *h, uint32_t part, const struct groups *g, const struct groups *setting, struct err *e)
{
	struct arena *a = h->run->arena;
	struct job j = { .h = h, .part = part, .settings = setting, .replicates = h->replicates };

	j.stat = NEW(a, 5 + 3 * (size_t)(setting ? setting->n : 0), struct stat);
	j.stats = list_stats(&j, j.stat);
	struct tested *row = homophily_rows(h, 2 * (uint64_t)j.stats);
	for (j.ego = CAPITAL_LOW; j.ego <= CAPITAL_HIGH; j.ego++)       /* names of the rows stay */
		for (uint32_t k = 0; k < j.stats; k++)
			row[j.ego * j.stats + k].attribute = attribute_of(&j, g, &j.stat[k]);
	struct mark scratch = arena_mark(a);
	TRY(read_network(&j, e));
	TRY(read_classes(&j, g, e));
	for (j.ego = CAPITAL_LOW; j.ego <= CAPITAL_HIGH; j.ego++)
		TRY(one_class(&j, g, row + j.ego * j.stats, e));
	arena_release(a, scratch);
	return OK;
}

/* --- how closely knit ------------------------------------------------------------------------------------------------------ */

static double knit_value(const struct knit *o, const struct stat *s)
{
	if (s->measure == H_SUPPORT)
		return s->setting != ALL ? o->of_support[s->setting] : s->inside ? o->inside : o->support;
	return s->setting != ALL ? o->of_clustering[s->setting] : o->clustering;
}

/* Labels do not matter here; with ties dealt anew everything does. */
static int draw_knit(struct job *j, struct err *e)
{
	struct homophily_job *h = j->h;
	struct arena *a = h->run->arena;
	struct null_room room;
	struct knit o;
	gsl_rng *g;

	if (!j->replicates)
		return OK;
	j->null = NEW(a, (size_t)j->stats * j->replicates, double);
	null_room(a, &j->t, NULL_DEGREES, &room);
	g = rng_new(a);
	for (uint32_t r = 0; r < j->replicates; r++) {
		struct mark scratch = arena_mark(a);
		struct capital c = j->c;
		struct simple t = j->t;
		rng_stream(g, h->run->seed, r + 1);
		null_draw(&j->t, NULL_DEGREES, g, &room);
		t.tie = room.tie;
		c.t = &t;
		TRY(capital_knit(a, &c, run_threads(h->run, t.m), &o, e));
		for (uint32_t k = 0; k < j->stats; k++)
			j->null[(size_t)k * j->replicates + r] = knit_value(&o, &j->stat[k]);
		arena_release(a, scratch);
		progress(h->run, "replicates", r + 1, j->replicates);
	}
	h->switches.tried += room.tried;
	h->switches.done += room.done;
	return OK;
}

static uint32_t list_knit(const struct job *j, struct stat *stat)
{
	uint32_t n = 0;

	for (int k = H_SUPPORT; k <= H_CLUSTERING; k++) {
		if (!j->h->want[k])
			continue;
		stat[n++] = (struct stat){ k, false, ALL };
		if (j->settings && k == H_SUPPORT)
			stat[n++] = (struct stat){ k, true, ALL };
		for (uint32_t s = 0; j->settings && s < j->settings->n; s++)
			stat[n++] = (struct stat){ k, true, s };
	}
	return n;
}

int homophily_knit(struct homophily_job *h, uint32_t part, const struct groups *setting, struct err *e)
{
	struct arena *a = h->run->arena;
	struct job j = { .h = h, .part = part, .settings = setting,
	                 .replicates = h->null.model == NULL_DEGREES ? h->replicates : 0 };
	struct knit o;

	j.stat = NEW(a, 3 + 2 * (size_t)(setting ? setting->n : 0), struct stat);
	j.stats = list_knit(&j, j.stat);
	struct tested *row = homophily_rows(h, j.stats);
	struct mark scratch = arena_mark(a);
	TRY(read_network(&j, e));
	if (!h->net.directed)
		homophily_repeated(h, j.t.repeated);
	TRY(capital_knit(a, &j.c, run_threads(h->run, j.t.m), &o, e));
	TRY(draw_knit(&j, e));
	for (uint32_t k = 0; k < j.stats; k++) {
		const struct stat *s = &j.stat[k];
		row[k].group = part;
		row[k].measure = homophily_name(s->measure);
		row[k].attribute = s->inside ? setting->name : NULL;
		row[k].of = s->setting == ALL ? (struct cell){ NULL, 0 } : setting->label[s->setting];
		row[k].value = knit_value(&o, s);
		row[k].note = !isnan(row[k].value) ? NULL : s->measure == H_SUPPORT ? "no ties" : "nobody has two friends";
		row[k].n = j.t.n;
		row[k].m = j.t.m;
		if (s->measure == H_CLUSTERING && s->setting == ALL)
			interval_of_mean(h, o.own, j.t.n, &row[k]);
		homophily_test(h, j.null ? j.null + (size_t)k * j.replicates : NULL, &row[k]);
	}
	arena_release(a, scratch);
	return OK;
}
