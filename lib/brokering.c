#include "brokering.h"
#include "broker_chance.h"
#include "groups.h"
#include "people.h"
#include "stat_write.h"

#include <math.h>
#include <string.h>

/* --- what is wanted ------------------------------------------------------------------------------------- */

enum kind { VALUE, EXPECTED, SD, Z };   /* of a measure: the rest of the name of its column */
static const char *const kind_name[] = { "", "expected", "sd", "z" };

struct wanted { enum kind kind; int measure; double *value; uint64_t undefined; };
enum { COLUMNS = 5 * BROKER_MEASURES };

struct job {
	struct run *r;
	const struct brokering_how *how;
	struct net n;
	struct groups groups, within;
	struct null_choice null;
	struct broker_what what;
	int first;                      /* measure: BROKER_TOTAL without groups */
	int measures[BROKER_MEASURES], nmeasures;       /* of --level group and whole */
	struct wanted column[COLUMNS];  /* of --level person */
	int ncolumns;
	uint64_t people_dropped, ties_dropped, loops, repeated, tried, done;
};

static int find(const char *const *name, int n, const char *word)
{
	while (n-- && strcmp(name[n], word))
		;
	return n;
}

/* One word of --add. */
static int add_wanted(struct job *j, const char *word, struct err *e)
{
	int kind = find(kind_name, 4, word), measure = find(broker_measure_name, BROKER_MEASURES, word);

	if (kind > VALUE && j->how->level == BROKERING_PERSON && !j->how->credit) {
		for (int k = j->first; k < BROKER_MOMENTS && j->ncolumns < COLUMNS; k++)
			j->column[j->ncolumns++] = (struct wanted){ .kind = (enum kind)kind, .measure = k };
		return OK;
	}
	if (kind > VALUE)
		return fail(e, E_USAGE, "--add %s: %s", word, j->how->level == BROKERING_PERSON ? "a chance is known for --credit full only" :
		            "that is for persons; groups and the whole have null_mean, null_sd and z");
	if (measure < BROKER_ACTIVITY)
		return fail(e, E_USAGE, "--add: there is no '%s'; expected %sactivity or exclusivity", word,
		            j->how->level == BROKERING_PERSON ? "expected, sd, z, " : "");
	j->what.exclusivity |= measure == BROKER_EXCLUSIVITY;
	if (j->ncolumns < COLUMNS)
		j->column[j->ncolumns++] = (struct wanted){ .measure = measure };
	if (j->nmeasures < BROKER_MEASURES)
		j->measures[j->nmeasures++] = measure;
	return OK;
}

static int choose(struct job *j, struct err *e)
{
	struct run *r = j->r;
	int n = 0;
	const char **word = split_list(r->arena, j->how->also ? j->how->also : "", &n);

	j->first = r->attributes ? 0 : BROKER_TOTAL;
	j->what = (struct broker_what){ .partial = j->how->credit == BROKERING_PARTIAL, .any = !r->attributes };
	for (int k = j->first; k <= BROKER_TOTAL; k++) {
		j->column[j->ncolumns++] = (struct wanted){ .measure = k };
		j->measures[j->nmeasures++] = k;
	}
	while (n--)
		TRY(add_wanted(j, *word++, e));
	if (r->attributes && strchr(r->attributes, ','))
		return fail(e, E_USAGE, "-a %s: brokerage is between the groups of one column", r->attributes);
	if (j->how->level == BROKERING_GROUP && !r->attributes)
		return fail(e, E_USAGE, "--level group needs the groups: -a COLUMN");
	if (j->how->null && j->how->level == BROKERING_PERSON)
		return fail(e, E_USAGE, "--null goes with --level group or whole; for persons --add expected,sd,z has the chances in closed form");
	TRY(null_choose(r->arena, j->how->null ? j->how->null : "bernoulli", "bernoulli|gnm|degrees|labels", &j->null, e));
	if (j->null.model == NULL_LABELS && !r->attributes)
		return fail(e, E_USAGE, "--null labels needs the groups: -a COLUMN");
	if (r->replicates > UINT32_MAX - 2)
		return fail(e, E_USAGE, "--replicates stops below 2^32");
	return OK;
}

/* --- one network ------------------------------------------------------------------------------------------ */

struct network {
	struct members who;
	struct simple net;
	struct broker_counts counts;
};

static int take(struct job *j, uint32_t part, struct network *w, struct err *e)
{
	struct arena *a = j->r->arena;
	struct broker_room *room;

	TRY(groups_members(&j->groups, part, &w->who, e));
	TRY(simple_build(a, w->who.n, w->who.m, w->who.a, w->who.b, j->n.directed, &w->net, e));
	TRY(broker_room(a, w->who.n, w->net.m, j->groups.n, broker_credit(&j->what), &room, e));
	broker_counts(a, w->who.n, &j->what, &w->counts);
	broker_take(room, j->n.directed, w->net.m, w->net.tie);
	broker_count(room, w->who.group, &w->counts);
	j->people_dropped += w->who.people_dropped;
	j->ties_dropped += w->who.ties_dropped;
	j->loops += w->net.loops;
	j->repeated += w->net.repeated;
	return OK;
}

static void tell(const struct job *j)
{
	groups_tell(&j->groups, j->people_dropped, j->ties_dropped);
	net_report(&j->n, j->loops, j->repeated, "do not count");
}

/* --- persons ----------------------------------------------------------------------------------------------- */

static int add_columns(struct job *j, struct people *p, struct err *e)
{
	for (int k = 0; k < j->ncolumns; k++) {
		struct wanted *c = &j->column[k];
		const char *name = broker_measure_name[c->measure];
		if (c->kind != VALUE)
			name = arena_print(j->r->arena, "%s_%s", name, kind_name[c->kind]);
		TRY(people_add(p, j->how->prefix ? arena_print(j->r->arena, "%s_%s", j->how->prefix, name) : name, &c->value, e));
	}
	return OK;
}

/* Of the people of each group. */
static struct broker_chance *chances(struct job *j, const struct network *w)
{
	struct broker_chance *chance = NEW(j->r->arena, j->groups.n, struct broker_chance);
	struct broker_sizes sizes;
	double d = w->net.n > 1 ? simple_density(&w->net) : 0;

	broker_sizes(j->r->arena, j->groups.n, w->who.size, &sizes);
	for (uint32_t g = 0; g < j->groups.n; g++)
		if (w->who.size[g])
			broker_chance(&sizes, w->who.size[g], d, j->n.directed, &chance[g]);
	return chance;
}

static double work_out(struct wanted *c, const double *measure, const struct broker_chance *chance)
{
	switch (c->kind) {
	case EXPECTED:
		return chance->mean[c->measure];
	case SD:
		return chance->sd[c->measure];
	case Z:
		if (chance->sd[c->measure] > 0)
			return (measure[c->measure] - chance->mean[c->measure]) / chance->sd[c->measure];
		c->undefined++;
		return NAN;
	default:
		return measure[c->measure];
	}
}

/* "z is NA where its sd is 0: itinerant for 34 people, liaison for 34 people" */
static void tell_undefined(const struct job *j)
{
	const char *list = NULL;

	for (int k = 0; k < j->ncolumns; k++) {
		const struct wanted *c = &j->column[k];
		if (c->undefined)
			list = arena_print(j->r->arena, "%s%s%s for %s", list ? list : "", list ? ", " : "",
			                   broker_measure_name[c->measure], plural(c->undefined, "person", "people"));
	}
	if (list)
		note(j->r, "z is NA where sd is 0, because the role cannot be played or nothing is left to chance: %s", list);
}

static int persons(struct job *j, struct err *e)
{
	struct people p;

	TRY(people_open(&j->n, &p, e));
	TRY(add_columns(j, &p, e));
	for (uint32_t k = 0; k < j->n.nparts; k++) {
		struct mark scratch = arena_mark(j->r->arena);
		struct network w;
		TRY(take(j, k, &w, e));
		struct broker_chance *chance = chances(j, &w);
		for (uint32_t v = 0; v < w.who.n; v++) {
			double measure[BROKER_MEASURES];
			uint64_t row = people_row(&p, k, w.who.who[v]);
			broker_measures(&w.counts, &j->what, v, measure);
			for (int c = 0; row != NO_ROW && c < j->ncolumns; c++)
				j->column[c].value[row] = work_out(&j->column[c], measure, &chance[w.who.group[v]]);
		}
		arena_release(j->r->arena, scratch);
	}
	tell(j);
	tell_undefined(j);
	return people_write(&p, e);
}

/* --- groups, and all --------------------------------------------------------------------------------------- */

static int find_strata(struct job *j, uint32_t part, const struct members *m, struct null_strata *s, struct err *e)
{
	struct arena *a = j->r->arena;
	uint32_t *of, *stratum;

	if (!j->null.within) {
		null_strata(a, m->n, m->order, NULL, 0, s);
		return OK;
	}
	of = NEW(a, j->n.part[part].n, uint32_t);
	stratum = NEW(a, m->n, uint32_t);
	TRY(groups_of(&j->within, part, of, e));
	for (uint32_t v = 0; v < m->n; v++)
		stratum[v] = of[m->who[v]];
	null_strata(a, m->n, m->order, stratum, j->within.n, s);
	return OK;
}

/* value[(sum * BROKER_MEASURES + measure) * R + replicate] */
static int draw(struct job *j, uint32_t part, const struct network *w, double **value, struct err *e)
{
	struct run *r = j->r;
	uint64_t sums = j->how->level == BROKERING_GROUP ? j->groups.n : 1, threads;
	struct broker_null null = { .model = j->null.model, .replicates = (uint32_t)r->replicates, .seed = r->seed };
	struct null_strata strata;

	if (j->null.model == NULL_LABELS) {
		TRY(find_strata(j, part, &w->who, &strata, e));
		null.labels = &strata;
	}
	if (sums * BROKER_MEASURES * r->replicates > 1u << 28)
		return fail(e, E_DATA, "%llu groups with %llu replicates are too many to keep: --replicates %llu or fewer, or 0 for no null model",
		            (unsigned long long)sums, (unsigned long long)r->replicates, (1ull << 28) / (sums * BROKER_MEASURES));
	threads = (uint64_t)run_threads(r, w->net.m * r->replicates);
	null.threads = (int)(threads < r->replicates ? threads : r->replicates);
	*value = NEW(r->arena, sums * BROKER_MEASURES * r->replicates, double);
	if (!r->replicates)
		return OK;
	TRY(broker_draw(r->arena, r, &w->net, j->groups.n, w->who.group, j->how->level == BROKERING_GROUP, &j->what, &null, *value, e));
	j->tried += null.tried;
	j->done += null.done;
	return OK;
}

static void fill(const struct job *j, uint32_t part, const struct network *w, uint32_t group, const double *sum,
                 const double *value, struct tested *v)
{
	uint64_t replicates = j->r->replicates;

	for (int k = 0; k < j->nmeasures; k++, v++) {
		int m = j->measures[k];
		*v = (struct tested){ .group = part, .measure = broker_measure_name[m], .attribute = j->r->attributes, .value = sum[m],
		                      .null = replicates ? j->how->null ? j->how->null : "bernoulli" : NULL, .side = (enum side)j->how->side,
		                      .n = j->how->level == BROKERING_GROUP ? w->who.size[group] : w->who.n, .m = w->net.m,
		                      .dropped = w->who.people_dropped };
		if (j->how->level == BROKERING_GROUP)
			v->of = j->groups.label[group];
		stat_test(sum[m], value + (uint64_t)m * replicates, replicates, (enum side)j->how->side, false, &v->test);
		if (replicates && isnan(v->test.z))
			v->note = replicates < 2 ? "no z from one replicate" : "always the same under the null model: no z";
	}
}

static int sums(struct job *j, struct err *e)
{
	struct arena *a = j->r->arena;
	uint64_t each = j->how->level == BROKERING_GROUP ? j->groups.n : 1, rows = 0;
	struct tested *v = NEW(a, each * j->n.nparts * (uint64_t)j->nmeasures, struct tested);
	struct by by;

	if (j->null.within)
		TRY(groups_read(&j->n, j->null.within, NA_CATEGORY, &j->within, e));
	for (uint32_t k = 0; k < j->n.nparts; k++) {
		struct mark scratch = arena_mark(a);
		struct network w;
		double *sum = NEW(a, each * BROKER_MEASURES, double), *value = NULL;
		TRY(take(j, k, &w, e));
		broker_sum(&w.counts, &j->what, w.who.n, j->how->level == BROKERING_GROUP ? w.who.group : NULL, (uint32_t)each, sum);
		TRY(draw(j, k, &w, &value, e));
		for (uint32_t g = 0; g < each; g++) {
			if (j->how->level == BROKERING_GROUP && !w.who.size[g])
				continue;
			fill(j, k, &w, g, sum + (size_t)g * BROKER_MEASURES, value + g * BROKER_MEASURES * j->r->replicates, v + rows);
			rows += (uint64_t)j->nmeasures;
		}
		arena_release(a, scratch);
	}
	tell(j);
	if (j->tried)
		note(j->r, "degrees: %llu switches tried, %.3g %% of them done", (unsigned long long)j->tried,
		     100 * (double)j->done / (double)j->tried);
	net_by(&j->n, &by);
	return tested_write(j->r, &j->n.ties, &by, rows, v, TESTED_TIES | (j->how->level == BROKERING_GROUP ? TESTED_GROUP : 0), e);
}

int brokering_run(struct run *r, const struct brokering_how *how, struct err *e)
{
	struct job j = { .r = r, .how = how };

	TRY(choose(&j, e));
	TRY(net_open(r, NET_NEEDS_DIRECTION, &j.n, e));
	TRY(groups_read(&j.n, r->attributes, r->na, &j.groups, e));
	return how->level == BROKERING_PERSON ? persons(&j, e) : sums(&j, e);
}
