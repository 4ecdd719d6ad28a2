/* describe - the first look at a network. */
#include "by.h"
#include "net.h"
#include "number.h"
#include "whole.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

static const char *weight;

static const struct tool tool = {
	.name = "describe",
	.group = "the whole",
	.purpose = "what a network is like, in one long table: size, density, components, clustering, degrees",
	.uses = USES_TIES | USES_NODES | USES_THREADS,
	.text =
		"Reads ties and writes one row for each measure of the network as a whole. With --by\n"
		"each value of a column (wave, layer) is described on its own, with --nodes people\n"
		"without ties count too, and -w adds the distribution of the weights. Where a\n"
		"measure is not defined its value is NA and the column note says why.\n"
		"\n"
		"Directed ties (from to) are described as arcs as well: how many are returned, the strong\n"
		"components, in- and out-degrees.",
	.method =
		"Loops and rows that repeat a tie are counted and then left out: a tie counts once. In a\n"
		"directed network a tie is a pair of people with an arc in at least one direction;\n"
		"degree, triangles, transitivity, clustering and components use ties. A table of ties\n"
		"alone knows no isolates, except people who have only a loop: --nodes brings them.\n"
		"\n"
		"Transitivity and the two means of clustering are often confused. The first weighs people\n"
		"by their pairs of contacts, so that hubs decide; the means weigh people alike, and differ\n"
		"from each other where many have fewer than two contacts, for whom nothing can be closed.\n"
		"\n"
		"Quantiles between two values are interpolated (type 7 of Hyndman and Fan, the default of R).\n"
		"The weight of a tie (arc) is the sum of its rows; rows whose weight is missing are left out.\n"
		"Assortativity counts each tie both ways; of arcs it correlates the out-degree of the\n"
		"source with the in-degree of the target.",
	.reads = (const struct col[]){
		{ "i j | from to", "the ends of the tie" }, { 0 } },
	.writes = (const struct col[]){
		{ "measure, value", "one row for each of these" },
		{ "note", "why a value is NA; the column is left out where none is" },
		{ "people", "those of the ties, and of --nodes" },
		{ "ties", "pairs of people who are tied; arcs: ordered pairs (directed)" },
		{ "loops, repeated", "rows from somebody to themselves, and further rows of a tie (arc)" },
		{ "density", "ties / (n(n-1)/2), or arcs / n(n-1); NA for fewer than two people" },
		{ "isolates", "people without a tie to another person" },
		{ "components", "parts that hang together, whatever the direction" },
		{ "giant, giant_share", "people in the largest component, and their share of all" },
		{ "strong_components, strong_giant, strong_giant_share", "the same of people who reach one another along arcs (directed)" },
		{ "reciprocity", "share of the arcs that are returned (directed)" },
		{ "triangles", "three people who are all tied" },
		{ "transitivity", "3 triangles / pairs of ties that share a person; NA if nobody has two contacts" },
		{ "clustering", "share of the pairs of a person's contacts who are tied, mean over people with two contacts and more" },
		{ "clustering_zeros", "the same over all people, those with fewer contacts counted as 0" },
		{ "degree_assortativity", "Pearson correlation of the degrees at the two ends of ties, in [-1, 1]; NA if all are equal" },
		{ "degree_min ... degree_max", "least, quartiles, mean and most contacts; also indegree_, outdegree_ (directed)" },
		{ "weight_min ... weight_max", "the same of the column of -w, over ties (arcs)" },
		{ "missing, missing_COLUMN", "cells that are empty, NA or NaN, the ends apart; those of each column that has any" },
		{ "missing_node, missing_node_COLUMN", "the same of the people in --nodes, by wave if they are a panel" }, { 0 } },
	.opts = (const struct opt[]){
		{ 'w', "weight", OPT_COLUMN, &weight, "COLUMN", "describe this column as the weight of ties [none]" }, { 0 } },
	.examples = (const struct example[]){
		{ "a triangle a-b-c with a pendant d", "describe",
		  "i\tj\na\tb\nb\tc\na\tc\nc\td\n",
		  "measure\tvalue\n"
		  "people\t4\n"
		  "ties\t4\n"
		  "loops\t0\n"
		  "repeated\t0\n"
		  "density\t0.6666666666666666\n"
		  "isolates\t0\n"
		  "components\t1\n"
		  "giant\t4\n"
		  "giant_share\t1\n"
		  "triangles\t1\n"
		  "transitivity\t0.6\n"
		  "clustering\t0.7777777777777778\n"
		  "clustering_zeros\t0.5833333333333334\n"
		  "degree_assortativity\t-0.7142857142857143\n"
		  "degree_min\t1\n"
		  "degree_q1\t1.75\n"
		  "degree_median\t2\n"
		  "degree_mean\t2\n"
		  "degree_q3\t2.25\n"
		  "degree_max\t3\n"
		  "missing\t0\n" },
		{ "arcs, two of the three returned", "describe | grep -E 'measure|arcs|recip|strong'",
		  "from\tto\na\tb\nb\ta\nb\tc\n",
		  "measure\tvalue\tnote\n"
		  "arcs\t3\tNA\n"
		  "strong_components\t2\tNA\n"
		  "strong_giant\t2\tNA\n"
		  "strong_giant_share\t0.6666666666666666\tNA\n"
		  "reciprocity\t0.6666666666666666\tNA\n" },
		{ "the waves of a panel, side by side", "describe --by wave --nodes people.tsv -w calls ties.tsv", NULL, NULL },
		{ 0 } },
	.sources =
		"Watts & Strogatz (1998) Collective dynamics of 'small-world' networks, doi:10.1038/30918\n"
		"Newman (2002) Assortative mixing in networks, doi:10.1103/PhysRevLett.89.208701\n"
		"Hyndman & Fan (1996) Sample quantiles in statistical packages, doi:10.1080/00031305.1996.10473566\n"
		"Wasserman & Faust (1994) Social Network Analysis, doi:10.1017/CBO9780511815478",
	.see = "component, overlap, import",
};

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

static void add_measures(struct longtable *l, uint32_t part, const struct whole *w)
{
	for (size_t k = 0; k < sizeof measures / sizeof *measures; k++) {
		const struct measure *m = &measures[k];
		if (m->when == ALWAYS || (m->when == DIRECTED && w->directed) || (m->when == WEIGHTED && weight))
			long_add(l, part, m->name, *(const double *)(const void *)((const char *)w + m->at), m->why);
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

static bool is_by(const struct net *n, const char *name)
{
	for (int k = 0; k < n->nby; k++)
		if (!strcmp(n->by[k], name))
			return true;
	return false;
}

/* All missing cells of group g, then those of each column that has any in some group. */
static void add_missing(struct longtable *l, uint32_t part, const struct table *t, const char *of, int not1, int not2,
                        uint32_t g, uint32_t groups, const uint64_t *count)
{
	const uint64_t *mine = count + (size_t)g * (size_t)t->ncol, *any = count + (size_t)groups * (size_t)t->ncol;
	uint64_t all = 0;

	for (int pass = 0; pass < 2; pass++) {
		for (int c = 0; c < t->ncol; c++) {
			if (c == not1 || c == not2 || is_by(l->net, t->col[c].name))
				continue;
			if (pass == 0)
				all += mine[c];
			else if (any[c])
				long_add(l, part, arena_print(t->arena, "missing_%s%s", of, t->col[c].name), (double)mine[c], NULL);
		}
		if (pass == 0)
			long_add(l, part, *of ? "missing_node" : "missing", (double)all, NULL);
	}
}

/* The people of --nodes, in groups of their own if they are a panel. */
struct people { bool any, panel; struct by by; uint64_t *count; };

static int count_people(const struct net *n, struct people *p, struct err *e)
{
	*p = (struct people){ .any = n->nodes.ncol > 0, .panel = n->nby > 0 };
	if (!p->any)
		return OK;
	for (int k = 0; k < n->nby; k++)
		p->panel &= table_find(&n->nodes, n->by[k]) >= 0;
	TRY(by_read(&n->nodes, p->panel ? n->run->by : NULL, &p->by, e));
	return count_missing(&n->nodes, p->by.of, p->by.groups, &p->count, e);
}

/* The group of people that belongs to a part; a part that has none adds no row. */
static void add_missing_people(struct longtable *l, uint32_t part, const struct people *p)
{
	const struct net *n = l->net;
	size_t nby = (size_t)p->by.n;

	for (uint32_t g = 0; p->any && g < p->by.groups; g++) {
		bool mine = true;
		for (size_t k = 0; k < nby; k++)
			mine &= !cell_order(p->by.label[g * nby + k], n->part[part].label[k]);
		if (mine) {
			add_missing(l, part, &n->nodes, "node_", n->cnode, -1, g, p->by.groups, p->count);
			return;
		}
	}
}

/* --- the run ---------------------------------------------------------------------------------- */

static int read_weight(struct net *n, const double **w, struct err *e)
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

static int describe_part(struct longtable *l, uint32_t id, const double *w, struct err *e)
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
	add_measures(l, id, &whole);
	return OK;
}

static int body(struct run *run, struct err *e)
{
	struct net n;
	struct longtable l = { .net = &n };
	struct people people;
	uint32_t *group;
	uint64_t *missing;
	const double *w;

	TRY(net_open(run, NET_NEEDS_DIRECTION, &n, e));
	TRY(read_weight(&n, &w, e));
	group = NEW(run->arena, n.ties.nrow + 1, uint32_t);
	for (uint32_t k = 0; k < n.nparts; k++)
		for (uint64_t r = 0; r < n.part[k].m; r++)
			group[part_row(&n.part[k], r)] = k;
	TRY(count_missing(&n.ties, group, n.nparts, &missing, e));
	TRY(count_people(&n, &people, e));
	for (uint32_t k = 0; k < n.nparts; k++) {
		TRY(describe_part(&l, k, w, e));
		add_missing(&l, k, &n.ties, "", n.ci, n.cj, k, n.nparts, missing);
		add_missing_people(&l, k, &people);
	}
	return long_write(&l, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, body, argc, argv);
}
