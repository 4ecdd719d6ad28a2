#include "homophily.h"
#include "homophily_job.h"
#include "stat_groups.h"
#include "stat_write.h"

#include <math.h>
#include <string.h>

/* --- what is wanted ------------------------------------------------------------------------------------------ */

const char *homophily_name(int measure)
{
	static const char *const capital[] = { "economic_connectedness", "exposure", "friending_bias", "support", "clustering" };

	if (measure < SEG_MEASURES)
		return segregation_is[measure].name;
	if (measure == H_SPECTRAL)
		return "spectral";
	return measure < H_CONNECTEDNESS ? assort_name[measure - H_NUMERIC] : capital[measure - H_CONNECTEDNESS];
}

/* What a measure needs, or NULL if that is there. */
static const char *lacks(const struct homophily_job *j, int measure)
{
	const struct homophily_how *how = j->how;
	bool table = how->from_mixing;

	if (measure < SEG_MEASURES)
		return j->run->attributes || table ? NULL : "-a COLUMN, which puts people into groups";
	if (table)
		return "the people, whom a mixing matrix does not know";
	if (measure == H_SPECTRAL)
		return j->run->attributes ? NULL : "-a COLUMN, which puts people into groups";
	if (measure < H_CONNECTEDNESS)
		return how->numeric ? NULL : "--numeric COLUMN, which holds numbers";
	if (measure > H_BIAS)
		return NULL;
	if (!how->high)
		return "--high COLUMN=VALUE: who is of high class";
	return measure == H_CONNECTEDNESS || how->setting ? NULL : "--setting COLUMN: where people meet";
}

static int choose_one(struct homophily_job *j, const char *name, struct err *e)
{
	const char *near = NULL, *lack;
	unsigned best = UINT32_MAX;

	for (int k = 0; k < H_MEASURES; k++) {
		unsigned d = edit_distance(homophily_name(k), name);
		if (d == 0) {
			if ((lack = lacks(j, k)))
				return fail(e, E_USAGE, "--measures %s needs %s", name, lack);
			j->want[k] = true;
			return OK;
		}
		if (!strncmp(homophily_name(k), name, strlen(name)))
			d = 1;                          /* cut short */
		near = d < best ? homophily_name(k) : near;
		best = d < best ? d : best;
	}
	return fail(e, E_USAGE, "--measures: there is no '%s'; did you mean '%s'?", name, near);
}

/* All that there is data for; the last two, which need no attribute, only beside the others of their kind. */
static int choose_measures(struct homophily_job *j, struct err *e)
{
	int n;

	for (int k = 0; k < H_MEASURES && !j->how->measures; k++)
		j->want[k] = !lacks(j, k) && (k <= H_BIAS || j->how->high || j->how->setting);
	if (j->how->measures) {
		const char **name = split_list(j->run->arena, j->how->measures, &n);
		for (int k = 0; k < n; k++)
			TRY(choose_one(j, name[k], e));
	}
	if (!wants_any(j, 0, H_MEASURES))
		return fail(e, E_USAGE, "which attribute of people? -a COLUMN of --nodes FILE for groups, --numeric COLUMN for numbers, "
		            "--high COLUMN=VALUE for class");
	return OK;
}

static int choose_null(struct homophily_job *j, struct err *e)
{
	struct run *r = j->run;
	const char *text = j->how->null ? j->how->null : "labels";

	if (r->replicates > UINT32_MAX - 2)
		return fail(e, E_USAGE, "--replicates stops below 2^32 - 2");
	if (!strcmp(text, "none") || j->how->from_mixing)
		return OK;
	TRY(null_choose(r->arena, text, HOMOPHILY_NULLS, &j->null, e));
	j->null_name = r->replicates ? text : NULL;
	j->replicates = (uint32_t)r->replicates;
	return OK;
}

static int check_options(const struct homophily_job *j, struct err *e)
{
	const struct homophily_how *how = j->how;

	if (!(how->level > 0 && how->level < 1))
		return fail(e, E_USAGE, "--level takes a number between 0 and 1, such as 0.95, not %g", how->level);
	if (!isnan(how->share) && !(how->share > 0 && how->share < 1))
		return fail(e, E_USAGE, "--share takes a number between 0 and 1, such as 0.5, not %g", how->share);
	if (how->high && !strchr(how->high, '='))
		return fail(e, E_USAGE, "--high takes COLUMN=VALUE, such as ses=high, not '%s'", how->high);
	if (how->from_mixing && (j->run->attributes || how->numeric || how->high || how->setting || j->run->nodes))
		return fail(e, E_USAGE, "--from-mixing reads a matrix of groups: -a, --numeric, --high, --setting and --nodes are about people");
	return OK;
}

/* --- rows ------------------------------------------------------------------------------------------------------ */

struct tested *homophily_rows(struct homophily_job *j, uint64_t n)
{
	struct chunk *c = NEW(j->run->arena, 1, struct chunk);

	*c = (struct chunk){ .row = NEW(j->run->arena, n, struct tested), .n = n };
	for (uint64_t k = 0; k < n; k++) {
		c->row[k].value = c->row[k].se = c->row[k].lo = c->row[k].hi = NAN;
		c->row[k].of = (struct cell){ NULL, 0 };
	}
	*j->last = c;
	j->last = &c->next;
	return c->row;
}

int homophily_threads(const struct homophily_job *j, uint64_t ties)
{
	return run_threads(j->run, (ties + 1) * ((uint64_t)j->replicates + 1) / 8);
}

struct dealt homophily_dealt(const struct homophily_job *j, const struct simple *t, const double *weight,
                             const struct null_strata *strata)
{
	return (struct dealt){ .ties = t, .weight = weight, .strata = strata, .replicates = j->replicates, .seed = j->run->seed,
	                       .threads = homophily_threads(j, t->m), .run = j->run };
}

int homophily_strata(struct homophily_job *j, uint32_t part, uint32_t n, const uint32_t *who, const uint32_t *order,
                     const uint32_t *label, struct null_strata *s, struct err *e)
{
	struct arena *a = j->run->arena;
	uint32_t *of = NEW(a, j->net.part[part].n, uint32_t), *stratum = NEW(a, n, uint32_t), strata = 1;

	if (j->within.name) {
		TRY(groups_of(&j->within, part, of, e));
		strata = j->within.n;
	}
	for (uint32_t k = 0; k < n; k++) {
		bool bears = !label || label[k] != NO_GROUP;
		stratum[k] = of[who ? who[k] : k];
		j->unknown += bears && stratum[k] == NO_GROUP;
		if (!bears || stratum[k] == NO_GROUP)
			stratum[k] = strata++;          /* alone: nobody to exchange with */
	}
	null_strata(a, n, order, stratum, strata, s);
	return OK;
}

void homophily_test(const struct homophily_job *j, const double *null, struct tested *row)
{
	if (!null || !j->null_name)
		return;
	row->null = j->null_name;
	row->side = (enum side)j->how->side;
	stat_test(row->value, null, j->replicates, row->side, false, &row->test);
	if (isnan(row->value) || !isnan(row->test.z))
		return;
	row->note = row->test.replicates > 1 ? "always the same under the null model: no z" :
	            row->test.replicates ? "one replicate: no z" : "undefined under the null model";
}

static int write_rows(struct homophily_job *j, struct err *e)
{
	uint64_t n = 0, at = 0;
	struct by by;

	for (struct chunk *c = j->first; c; c = c->next)
		n += c->n;
	struct tested *row = NEW(j->run->arena, n, struct tested);
	for (struct chunk *c = j->first; c; at += c->n, c = c->next)
		memcpy(row + at, c->row, c->n * sizeof *row);
	for (uint64_t k = 0; k < n; k++)
		row[k].level = j->how->level;
	net_by(&j->net, &by);
	return tested_write(j->run, &j->net.ties, &by, n, row, TESTED_GROUP | TESTED_INTERVAL | TESTED_TIES | TESTED_LEAN, e);
}

/* --- attributes -------------------------------------------------------------------------------------------------- */

struct attribute {
	struct groups groups;
	double *number;                 /* of each group, where it is a number */
	uint64_t people, ties;          /* left out */
};

struct attributes { int nominal, numeric; struct attribute *of; struct groups class_, setting; bool has_setting; };

static int read_class(struct homophily_job *j, struct attributes *q, struct err *e)
{
	const char *high = j->how->high;
	size_t len = high ? strcspn(high, "=") : 0;

	q->has_setting = j->how->setting != NULL;
	if (high)
		TRY(groups_joint(&j->net, arena_copy(j->run->arena, high, len), j->run->na == NA_FAIL ? NA_FAIL : NA_DROP, &q->class_, e));
	if (q->has_setting)
		TRY(groups_joint(&j->net, j->how->setting, NA_DROP, &q->setting, e));
	return OK;
}

static int read_attributes(struct homophily_job *j, struct attributes *q, struct err *e)
{
	struct arena *a = j->run->arena;
	const char **name = split_list(a, j->run->attributes ? j->run->attributes : "", &q->nominal);
	const char **number = split_list(a, j->how->numeric ? j->how->numeric : "", &q->numeric);

	q->of = NEW(a, (size_t)(q->nominal + q->numeric), struct attribute);
	for (int k = 0; k < q->nominal; k++)
		TRY(groups_joint(&j->net, name[k], j->run->na, &q->of[k].groups, e));
	for (int k = 0; k < q->numeric; k++)
		TRY(groups_numbers(&j->net, number[k], j->run->na, &q->of[q->nominal + k].groups, &q->of[q->nominal + k].number, e));
	if (j->null.within && j->null_name)
		TRY(groups_joint(&j->net, j->null.within, NA_DROP, &j->within, e));
	return read_class(j, q, e);
}

/* --- network by network ------------------------------------------------------------------------------------------- */

static int count_left_out(struct homophily_job *j, uint32_t part, struct attribute *q, struct err *e)
{
	struct arena *a = j->run->arena;
	struct mark scratch = arena_mark(a);
	const struct part *p = &j->net.part[part];
	uint32_t *of = NEW(a, p->n, uint32_t);

	TRY(groups_of(&q->groups, part, of, e));
	for (uint32_t v = 0; v < p->n; v++)
		q->people += of[v] == NO_GROUP;
	for (uint64_t k = 0; k < p->m; k++)
		q->ties += of[p->a[k]] == NO_GROUP || of[p->b[k]] == NO_GROUP;
	arena_release(a, scratch);
	return OK;
}

static int measure_part(struct homophily_job *j, uint32_t part, struct attributes *q, struct err *e)
{
	const struct groups *setting = q->has_setting ? &q->setting : NULL;

	for (int k = 0; k < q->nominal + q->numeric; k++) {
		struct attribute *at = &q->of[k];
		TRY(count_left_out(j, part, at, e));
		if (k < q->nominal && wants_any(j, 0, H_NUMERIC))
			TRY(homophily_groups(j, part, &at->groups, e));
		if (k >= q->nominal && wants_any(j, H_NUMERIC, H_CONNECTEDNESS))
			TRY(homophily_numbers(j, part, &at->groups, at->number, e));
	}
	if (wants_any(j, H_CONNECTEDNESS, H_SUPPORT))
		TRY(homophily_capital(j, part, &q->class_, setting, e));
	return wants_any(j, H_SUPPORT, H_MEASURES) ? homophily_knit(j, part, setting, e) : OK;
}

static void tell(const struct homophily_job *j, const struct attributes *q)
{
	struct run *r = j->run;
	uint64_t loops = 0;

	for (uint64_t k = 0; k < j->net.ties.nrow; k++)
		loops += j->net.a[k] == j->net.b[k];
	net_report(&j->net, loops, j->repeated, r->weight ? "do not count apart: loops are left out, repeated ties summed"
	           : "do not count: loops are left out, a repeated tie counts once");
	for (int k = 0; k < q->nominal + q->numeric; k++)
		groups_tell(&q->of[k].groups, q->of[k].people, q->of[k].ties);
	if (j->unknown)
		note(r, "%s without '%s': they keep what they have under the null model",
		     plural(j->unknown, "person is", "people are"), j->within.name);
	if (j->switches.tried)
		note_more(r, "%llu of %llu switches were possible", (unsigned long long)j->switches.done,
		          (unsigned long long)j->switches.tried);
}

int homophily_run(struct run *r, const struct homophily_how *how, struct err *e)
{
	struct homophily_job j = { .run = r, .how = how, .last = &j.first };
	struct attributes q = { 0 };

	TRY(check_options(&j, e));
	TRY(choose_measures(&j, e));
	TRY(choose_null(&j, e));
	if (how->from_mixing) {
		TRY(homophily_mixing(&j, e));
		return write_rows(&j, e);
	}
	TRY(net_open(r, NET_NEEDS_DIRECTION | NET_NOT_NEGATIVE | NET_PARTLY_BY, &j.net, e));
	TRY(net_bins(&j.net, how->by_breaks, how->by_quantile, e));
	TRY(read_attributes(&j, &q, e));
	for (uint32_t part = 0; part < j.net.nparts; part++) {
		j.counted = false;
		TRY(measure_part(&j, part, &q, e));
		progress(r, "networks", part + 1, j.net.nparts);
	}
	tell(&j, &q);
	return write_rows(&j, e);
}
