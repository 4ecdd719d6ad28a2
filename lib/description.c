#include "description.h"
#include "net.h"
#include "number.h"
#include "whole.h"

#include <math.h>
#include <stddef.h>

/* --- the table that is written -------------------------------------------------------------- */

/* One row a number; why: of one that is NA. */
struct row { uint32_t part; const char *measure, *why; double value; };
struct rows { struct net *net; uint64_t n, room; struct row *row; };

static void add_row(struct rows *l, uint32_t part, const char *measure, double value, const char *why)
{
	struct arena *a = l->net->run->arena;

	if (l->n == l->room) {
		uint64_t room = l->room ? 2 * l->room : 64;
		l->row = arena_grow(a, l->row, l->n, room, sizeof *l->row);
		l->room = room;
	}
	l->row[l->n++] = (struct row){ part, measure, isnan(value) ? why : NULL, value };
}

/* The columns of --by, measure, value; note if anything is NA. */
static int write_rows(const struct rows *l, struct err *e)
{
	struct arena *a = l->net->run->arena;
	struct cell *measure = NEW(a, l->n, struct cell), *why = NEW(a, l->n, struct cell);
	uint32_t *part = NEW(a, l->n, uint32_t), *own = NEW(a, l->n, uint32_t), *noted = NEW(a, l->n, uint32_t);
	double *value = NEW(a, l->n, double);
	bool notes = false;
	struct table t;
	struct by by;

	for (uint32_t r = 0; r < l->n; r++) {
		const struct row *row = &l->row[r];
		part[r] = row->part;
		own[r] = r;
		measure[r] = cell_of(row->measure);
		value[r] = row->value;
		why[r] = cell_of(row->why ? row->why : "");
		noted[r] = row->why ? r : NO_CODE;
		notes |= row->why != NULL;
	}
	table_like(a, l->n, &l->net->ties, &t);
	net_by(l->net, &by);
	TRY(by_add(&t, &by, part, e));
	TRY(table_add_labels(&t, "measure", own, measure, e));
	TRY(table_add_reals(&t, "value", value, e));
	if (notes)
		TRY(table_add_labels(&t, "note", noted, why, e));
	return run_write(l->net->run, &t, e);
}

/* --- what is written, in order ------------------------------------------------------------ */

enum { ALWAYS, UNDIRECTED, DIRECTED, WEIGHTED };

#define AT(field) offsetof(struct whole, field)
#define SPREAD(name, field, when, why) \
	{ name "_min", AT(field.least), when, why }, { name "_q1", AT(field.q1), when, why }, \
	{ name "_median", AT(field.median), when, why }, { name "_mean", AT(field.mean), when, why }, \
	{ name "_q3", AT(field.q3), when, why }, { name "_max", AT(field.most), when, why }

static const struct measure { const char *name; size_t at; int when; const char *why; } measures[] = {
	{ "people", AT(people), ALWAYS, NULL },
	{ "ties", AT(ties), ALWAYS, NULL },
	{ "arcs", AT(arcs), DIRECTED, NULL },
	{ "loops", AT(loops), ALWAYS, NULL },
	{ "repeated", AT(repeated), ALWAYS, NULL },
	{ "density", AT(density), ALWAYS, "fewer than two people" },
	{ "isolates", AT(isolates), ALWAYS, NULL },
	{ "components", AT(components), ALWAYS, NULL },
	{ "giant", AT(giant), ALWAYS, NULL },
	{ "giant_share", AT(giant_share), ALWAYS, "no people" },
	{ "strong_components", AT(strong), DIRECTED, NULL },
	{ "strong_giant", AT(strong_giant), DIRECTED, NULL },
	{ "strong_giant_share", AT(strong_share), DIRECTED, "no people" },
	{ "reciprocity", AT(reciprocity), DIRECTED, "no arcs" },
	{ "triangles", AT(triangles), ALWAYS, NULL },
	{ "transitivity", AT(transitivity), ALWAYS, "nobody has two contacts" },
	{ "clustering", AT(clustering), ALWAYS, "nobody has two contacts" },
	{ "clustering_zeros", AT(clustering_zeros), ALWAYS, "no people" },
	{ "degree_assortativity", AT(assortativity), ALWAYS, "no ties, or all ends have the same degree" },
	SPREAD("degree", degree, ALWAYS, "no people"),
	SPREAD("indegree", in, DIRECTED, "no people"),
	SPREAD("outdegree", out, DIRECTED, "no people"),
	SPREAD("weight", weight, WEIGHTED, "no ties with a weight"),
};

static void add_measures(struct rows *l, uint32_t part, const struct whole *w, bool weighted)
{
	for (size_t k = 0; k < sizeof measures / sizeof *measures; k++) {
		const struct measure *m = &measures[k];
		if (m->when == ALWAYS || (m->when == DIRECTED && w->directed) || (m->when == WEIGHTED && weighted))
			add_row(l, part, m->name, *(const double *)(const void *)((const char *)w + m->at), m->why);
	}
}

/* --- missing values ------------------------------------------------------------------------- */

static bool is_missing(struct cell c)
{
	double x;

	return number_get(c, &x) == NUMBER_MISSING;
}

/* count[group[row] * ncol + column]: cells that are missing; all groups together in the last row. */
static int count_missing(const struct table *t, const uint32_t *group, uint32_t groups, uint64_t **count, struct err *e)
{
	size_t ncol = (size_t)t->ncol;
	struct walk w = { 0 };

	*count = NEW(t->arena, ((size_t)groups + 1) * ncol, uint64_t);
	for (walk_start(&w, t, 0); walk_row(&w, e); )
		for (size_t c = 0; c < ncol; c++)
			if (is_missing(w.cell[t->col[c].field])) {
				(*count)[group[w.row] * ncol + c]++;
				(*count)[groups * ncol + c]++;
			}
	return e->code;
}

/* All missing cells of group g, then those of each column that has any in some group. */
static void add_missing(struct rows *l, uint32_t part, const struct table *t, const char *of, int not1, int not2,
                        uint32_t g, uint32_t groups, const uint64_t *count)
{
	const uint64_t *mine = count + (size_t)g * (size_t)t->ncol, *any = count + (size_t)groups * (size_t)t->ncol;
	uint64_t all = 0;

	for (int pass = 0; pass < 2; pass++) {
		for (int c = 0; c < t->ncol; c++) {
			if (c == not1 || c == not2 || net_has_by(l->net, t->col[c].name))
				continue;
			if (pass == 0)
				all += mine[c];
			else if (any[c])
				add_row(l, part, arena_print(t->arena, "missing_%s%s", of, t->col[c].name), (double)mine[c], NULL);
		}
		if (pass == 0)
			add_row(l, part, *of ? "missing_node" : "missing", (double)all, NULL);
	}
}

/* Those of --nodes: a part that has no people of its own adds no row. */
static void add_missing_people(struct rows *l, uint32_t part, const uint64_t *count)
{
	const struct net *n = l->net;

	if (n->nodes.ncol && n->part[part].nodes != NO_NAME)
		add_missing(l, part, &n->nodes, "node_", n->cnode, -1, n->part[part].nodes, n->node_kinds, count);
}

/* --- the run ---------------------------------------------------------------------------------- */

static int read_weight(struct net *n, const char *weight, const double **w, struct err *e)
{
	int c;

	*w = NULL;
	if (!weight && table_find(&n->ties, "weight") >= 0)
		note(n->run, "the column 'weight' is not used (-w weight describes it)");
	if (!weight)
		return OK;
	TRY(table_need(&n->ties, weight, &c, e));
	return table_reals(&n->ties, c, w, NULL, e);
}

static int describe_part(struct rows *l, uint32_t id, const double *w, struct err *e)
{
	struct net *n = l->net;
	struct part *p = &n->part[id];
	struct arena *a = n->run->arena;
	struct mark scratch = arena_mark(a);
	double *mine = w ? NEW(a, p->m + 1, double) : NULL;
	struct whole whole;

	for (uint64_t k = 0; w && k < p->m; k++)
		mine[k] = w[part_row(p, k)];
	TRY(whole_measure(a, p->n, p->m, p->a, p->b, mine, n->directed, run_threads(n->run, p->m), &whole, e));
	arena_release(a, scratch);
	add_measures(l, id, &whole, w != NULL);
	return OK;
}

int description_run(struct run *run, const char *weight, struct err *e)
{
	struct net n;
	struct rows l = { .net = &n };
	uint32_t *group;
	uint64_t *missing, *missing_people = NULL;
	const double *w;

	TRY(net_open(run, NET_NEEDS_DIRECTION, &n, e));
	TRY(read_weight(&n, weight, &w, e));
	group = NEW(run->arena, n.ties.nrow + 1, uint32_t);
	for (uint32_t k = 0; k < n.nparts; k++)
		for (uint64_t r = 0; r < n.part[k].m; r++)
			group[part_row(&n.part[k], r)] = k;
	TRY(count_missing(&n.ties, group, n.nparts, &missing, e));
	if (n.nodes.ncol)
		TRY(count_missing(&n.nodes, n.node_part ? n.node_part : NEW(run->arena, n.nodes.nrow, uint32_t),
		                  n.node_kinds, &missing_people, e));
	for (uint32_t k = 0; k < n.nparts; k++) {
		TRY(describe_part(&l, k, w, e));
		add_missing(&l, k, &n.ties, "", n.ci, n.cj, k, n.nparts, missing);
		add_missing_people(&l, k, missing_people);
	}
	return write_rows(&l, e);
}
