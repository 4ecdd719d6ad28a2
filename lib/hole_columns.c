#include "hole_columns.h"
#include "chosen.h"
#include "hole_bridging.h"
#include "hole_report.h"
#include "people.h"
#include "rows.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- what is wanted ---------------------------------------------------------------------------- */

/* The columns: enum hole_value, and two more. */
enum { BRIDGING = HOLE_VALUES, BRIDGING_SE, COLUMNS, BY_DEFAULT = HOLE_HIERARCHY + 1 };

struct job {
	struct run *r;
	const struct hole_how *how;
	struct net net;
	struct people people;
	int what[COLUMNS], ncol;        /* columns in order */
	double *column[COLUMNS];        /* of the output, by row */
	double *value[COLUMNS];         /* of one network, by ego; bridging by person; index: what */
	bool *chosen;                   /* people, or NULL: all */
	struct left_out left;
	uint64_t alone, single;         /* people without alters, with one */
};

static const char *name_of(int what)
{
	return what == BRIDGING ? "bridging" : what == BRIDGING_SE ? "bridging_se" : hole_names[what];
}

static bool wants(const struct job *j, int from, int to)
{
	for (int c = 0; c < j->ncol; c++)
		if (j->what[c] >= from && j->what[c] <= to)
			return true;
	return false;
}

static int unknown_column(const char *name, struct err *e)
{
	char all[512] = "";
	int near = BRIDGING;

	for (int k = BY_DEFAULT; k <= BRIDGING; k++) {
		near = edit_distance(name_of(k), name) < edit_distance(name_of(near), name) ? k : near;
		snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s", k > BY_DEFAULT ? ", " : "", name_of(k));
	}
	if (edit_distance(name_of(near), name) <= 1 + strlen(name) / 3)
		return fail(e, E_USAGE, "--add: there is no '%s'; did you mean '%s'?", name, name_of(near));
	return fail(e, E_USAGE, "--add: there is no '%s'; there are %s", name, all);
}

static int add_column(struct job *j, const char *name, struct err *e)
{
	int what = 0;

	while (what <= BRIDGING && strcmp(name_of(what), name))
		what++;
	if (what > BRIDGING)
		return unknown_column(name, e);
	if (wants(j, what, what))
		return fail(e, E_USAGE, "--add: the column '%s' is there already", name);
	j->what[j->ncol++] = what;
	if (what == BRIDGING && j->how->sample)
		j->what[j->ncol++] = BRIDGING_SE;
	return OK;
}

static int choose_columns(struct job *j, struct err *e)
{
	int n;
	const char **name = split_list(j->r->arena, j->how->also ? j->how->also : "", &n);

	while (j->ncol < BY_DEFAULT) {
		j->what[j->ncol] = j->ncol;
		j->ncol++;
	}
	while (n--)
		TRY(add_column(j, *name++, e));
	return OK;
}

static int check(const struct job *j, struct err *e)
{
	const struct hole_how *h = j->how;

	if (h->ties && h->explain)
		return fail(e, E_USAGE, "--ties writes a table, --explain a text: choose one");
	if ((h->ties || h->explain) && (h->also || h->prefix))
		return fail(e, E_USAGE, "--%s has columns of its own: leave out --%s", h->ties ? "ties" : "explain", h->also ? "add" : "as");
	if (h->explain && h->egos)
		return fail(e, E_USAGE, "--explain is about one person: leave out --egos");
	if ((h->slow || h->sample) && !wants(j, BRIDGING, BRIDGING))
		return fail(e, E_USAGE, "--%s is about --add bridging", h->slow ? "slow" : "sample");
	if (h->slow && h->sample)
		return fail(e, E_USAGE, "--slow is exact, --sample estimates: choose one");
	if (h->sample == 1)
		return fail(e, E_USAGE, "--sample needs two people at least: one has no standard error");
	if (wants(j, HOLE_CONSTRAINT_NORMALISED, HOLE_CONSTRAINT_NORMALISED) && (j->r->weight || h->model == HOLE_WHOLE))
		return fail(e, E_USAGE, "--add constraint_normalised: the extremes are known in the ego model without weights: leave out %s",
		            j->r->weight ? "-w" : "--model whole");
	return OK;
}

static int open_network(struct job *j, struct err *e)
{
	unsigned needs = NET_NOT_NEGATIVE;

	/* with weights the sum of both directions is all that counts */
	if (!j->r->weight || j->how->alters != ALTERS_BOTH || wants(j, HOLE_DENSITY, HOLE_EGO_BETWEENNESS))
		needs |= NET_NEEDS_DIRECTION;
	TRY(net_open(j->r, needs, &j->net, e));
	if (j->how->alters != ALTERS_BOTH && !j->net.directed)
		return fail(e, E_USAGE, "--alters is about arcs: expected columns 'from' and 'to', or --directed");
	if (j->net.directed && wants(j, HOLE_CONSTRAINT_NORMALISED, HOLE_CONSTRAINT_NORMALISED))
		return fail(e, E_USAGE, "--add constraint_normalised: the extremes are known for undirected ties: use --undirected");
	if (j->how->explain)
		return chosen_one(&j->net, "--explain", j->how->explain, &j->chosen, e);
	return j->how->egos ? chosen_read(&j->net, "--egos", j->how->egos, &j->chosen, e) : OK;
}

/* --- one network ----------------------------------------------------------------------------------------- */

static int read_part(struct job *j, uint32_t k, struct contacts *c, struct holes *h, struct err *e)
{
	const struct part *part = &j->net.part[k];

	TRY(contacts_build(j->r->arena, part->n, part->m, part->a, part->b, part->weight, j->net.directed, c, e));
	j->left.loops += c->loops;
	j->left.repeated += c->repeated;
	j->left.zeros += c->zeros;
	*h = (struct holes){ .model = (enum hole_model)j->how->model, .alters = (enum egonet_alters)j->how->alters,
	                     .threads = run_threads(j->r, c->f.m), .n = part->n };
	if (j->chosen) {
		uint32_t *ego;
		h->n = chosen_of_part(&j->net, part, j->chosen, &ego);
		h->ego = ego;
	}
	return OK;
}

static double defined(const struct job *j, double x) { return isnan(x) && j->how->undefined ? j->how->undefined - 1 : x; }

static void keep(struct job *j, uint32_t part, const struct holes *h)
{
	for (uint32_t k = 0; k < h->n; k++) {
		uint32_t v = h->ego ? h->ego[k] : k;
		uint64_t row = people_row(&j->people, part, v);
		if (row == NO_ROW)
			continue;
		j->alone += h->out[HOLE_DEGREE][k] == 0;
		j->single += h->out[HOLE_DEGREE][k] == 1;
		for (int c = 0; c < j->ncol; c++) {
			int what = j->what[c];
			double x = j->value[what][what >= BRIDGING ? v : k];
			j->column[c][row] = what < BY_DEFAULT ? defined(j, x) : x;
		}
	}
}

static int measure(struct job *j, uint32_t k, struct contacts *c, struct holes *h, struct err *e)
{
	for (int i = 0; i < j->ncol; i++)
		j->value[j->what[i]] = NEW(j->r->arena, j->what[i] >= BRIDGING ? c->f.n : h->n, double);
	for (int v = 0; v < HOLE_VALUES; v++)
		h->out[v] = j->value[v];
	holes_measure(j->r->arena, c, h);
	if (j->value[BRIDGING])
		TRY(hole_bridging(j->r, k, c, j->how->slow, j->how->sample, j->value[BRIDGING], j->value[BRIDGING_SE], e));
	keep(j, k, h);
	return OK;
}

/* --- all of them ------------------------------------------------------------------------------------------- */

static void tell(const struct job *j)
{
	static const char *const as[] = { "NA", "0", "1" };

	people_left_out(&j->net, &j->left);
	if (j->alone)
		note(j->r, "%s no alters: effective size, efficiency, constraint and hierarchy are not defined, %s",
		     plural(j->alone, "person has", "people have"), as[j->how->undefined]);
	if (j->single)
		note(j->r, "%s one alter: hierarchy is not defined (0/0), %s", plural(j->single, "person has", "people have"),
		     as[j->how->undefined]);
}

static int write_people(struct job *j, struct err *e)
{
	struct arena *a = j->r->arena;

	TRY(people_open(&j->net, &j->people, e));
	for (int c = 0; c < j->ncol; c++) {
		const char *name = name_of(j->what[c]);
		TRY(people_add(&j->people, j->how->prefix ? arena_print(a, "%s_%s", j->how->prefix, name) : name, &j->column[c], e));
	}
	if (j->chosen)
		people_choose(&j->people, j->chosen);
	for (uint32_t k = 0; k < j->net.nparts; k++) {
		struct mark scratch = arena_mark(a);
		struct contacts c;
		struct holes h;
		TRY(read_part(j, k, &c, &h, e));
		TRY(measure(j, k, &c, &h, e));
		arena_release(a, scratch);
	}
	tell(j);
	return people_write(&j->people, e);
}

static int write_ties(struct job *j, struct err *e)
{
	uint64_t rows = 0;
	struct table t;

	if (j->how->ties)
		TRY(hole_ties_begin(&j->net, &t, e));
	for (uint32_t k = 0; k < j->net.nparts; k++) {
		struct mark scratch = arena_mark(j->r->arena);
		struct contacts c;
		struct holes h;
		TRY(read_part(j, k, &c, &h, e));
		if (j->how->ties)
			TRY(hole_ties_write(&j->net, &t, k, &c, &h, &rows, e));
		else if (h.n)
			hole_explain(&j->net, k, &c, &h, h.ego[0]);
		arena_release(j->r->arena, scratch);
	}
	tell(j);
	if (j->how->ties)
		rows_end(j->r, rows);
	return OK;
}

int hole_columns_run(struct run *r, const struct hole_how *how, struct err *e)
{
	struct job j = { .r = r, .how = how };

	TRY(choose_columns(&j, e));
	TRY(check(&j, e));
	TRY(open_network(&j, e));
	return how->ties || how->explain ? write_ties(&j, e) : write_people(&j, e);
}
