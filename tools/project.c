/* project - ties among people who belong to the same things. */
#include "number.h"
#include "projection.h"
#include "rows.h"
#include "side.h"

#include <string.h>

static struct affiliation_how how;
static struct projection what;
static const char *null, *nodes_out;

static const struct tool tool = {
	.name = "project",
	.group = "get ties",
	.purpose = "ties among people who belong to the same groups, papers, packages, events",
	.uses = USES_NULL | USES_THREADS,
	.text =
		"Reads a two-mode table, one row for a person and a focus (a club, a paper, a package, an event) "
		"to which the person belongs, and writes a tie for each two people who share a focus; with --foci, "
		"for each two foci that share a person. The people are in the first column and the foci in the second, "
		"unless --ends names others; standard error says which.\n"
		"\n"
		"A projection makes ties, triangles and overlap by itself: four people in one club are all tied to one another. "
		"--null curveball shows how much: it deals the memberships again, so that each person keeps the number of foci and each "
		"focus the number of people, projects that, and writes as many such networks as --replicates asks for, one after the "
		"other, told apart by the column replicate, 1 to N. Whatever is computed of the observed ties, compute it of those with --by replicate. "
		"curveball:within=COLUMN trades only among foci of the same value of a column (section, year, team): "
		"people then keep the number of foci that they have in each field, and what the observed ties have beyond "
		"such a null is not due to everybody keeping to a field. The column stands in the two-mode table, or in a table of foci (--foci-table).\n"
		"\n"
		"People who share no focus with anybody are not in a table of ties: --nodes-out writes all of them, "
		"with their number of foci, for the --nodes of other tools.",
	.method =
		"With S the foci shared by i and j, k_f the number of people in focus f, and d_i the number of i's foci:\n"
		"\n"
		"  count     |S|\n"
		"  newman    sum over f in S of 1 / (k_f - 1)\n"
		"  jaccard   |S| / (d_i + d_j - |S|)\n"
		"\n"
		"newman gives each membership of k_f - 1 ties the same sum of weights, 1: large foci make many ties but no "
		"strong ones. With it, somebody's weights sum to the number of foci shared with anybody. A row that repeats a membership counts once. A focus of one "
		"person makes no tie. Foci above --max-size are left out as if they were not there, in d_i and in the null as well, "
		"and standard error says how many they were. Everything is computed with each value of --by on its own, people, foci and "
		"their numbers too.\n"
		"\n"
		"Order: each tie stands once, i before j in the order in which people first appear (with --by, in those rows); sorted by i, then j in that order. "
		"Parts follow in the order in which the values of --by appear, all parts of a replicate together.\n"
		"\n"
		"curveball: each replicate starts from the observed table. Two random people put together the foci that only one of "
		"them has and deal them again at random, each getting as many as before; there are 5 n such trades for n people. With within= that is done "
		"in each stratum for the people who have a focus there; a missing value is a stratum of its own. "
		"Trades of this kind reach every table with these margins and make all of them equally likely (Carstens 2015). "
		"Replicate r draws from sub-stream r of --seed, in each part anew: the same bytes for any number of threads, and for a part with or without others.\n"
		"\n"
		"Cost: the sum over foci of k_f squared, in time; memory for the table, and for the ties of one replicate a thread.",
	.reads = (const struct col[]){
		{ "person focus", "the first two columns, whatever their names, or those of --ends; further columns are not used" }, { 0 } },
	.writes = (const struct col[]){
		{ "i j", "two people who share a focus (with --foci, two foci that share a person)" },
		{ "weight", "how much they share: see --method" },
		{ "replicate", "with --null: 1 to N, with --observed also 0, the table itself" },
		{ "the columns of --by", "between weight and replicate" },
		{ "node foci", "in the file of --nodes-out: everybody and the number of foci (with --foci: node people)" }, { 0 } },
	.opts = (const struct opt[]){
		{ 0, "ends", OPT_COLUMN, &how.ends, "PERSON,FOCUS", "the two columns [the first two]" },
		{ 0, "foci", OPT_FLAG, &what.foci, NULL, "ties among foci, by the people they share" },
		{ 'm', "method", OPT_CHOICE, &what.method, "count|newman|jaccard", "the weight of a tie [count]" },
		{ 0, "max-size", OPT_COUNT, &how.max_size, "N", "leave out foci of more than N people [none]" },
		{ 0, "by", OPT_COLUMN, &how.by, "COLUMN[,COLUMN]", "each value of the column is a network of its own [all rows are one]" },
		{ 0, "nodes-out", OPT_FILE, &nodes_out, "FILE", "write everybody, also those without a tie, to FILE" },
		{ 0, "null", OPT_TEXT, &null, "curveball[:within=COLUMN]", "write random networks instead: memberships dealt again" },
		{ 0, "foci-table", OPT_FILE, &how.foci_table, "FILE", "a table of foci (and the columns of --by) that has the column of within=" },
		{ 0, "observed", OPT_FLAG, &what.observed, NULL, "with --null: write the table itself too, as replicate 0" },
		{ 0 } },
	.examples = (const struct example[]){
		{ "three people and two clubs", "project",
		  "person\tclub\nana\tchess\nbo\tchess\ncy\tchess\nana\tchoir\nbo\tchoir\n",
		  "i\tj\tweight\nana\tbo\t2\nana\tcy\t1\nbo\tcy\t1\n" },
		{ "large clubs count less", "project --method newman",
		  "person\tclub\nana\tchess\nbo\tchess\ncy\tchess\nana\tchoir\nbo\tchoir\n",
		  "i\tj\tweight\nana\tbo\t1.5\nana\tcy\t0.5\nbo\tcy\t0.5\n" },
		{ "two random networks with the same memberships by person and by club", "project --null curveball --replicates 2",
		  "person\tclub\nana\tchess\nbo\tchess\ncy\tchoir\ndi\tchoir\n",
		  "i\tj\tweight\treplicate\nana\tbo\t1\t1\ncy\tdi\t1\t1\nana\tcy\t1\t2\nbo\tdi\t1\t2\n" },
		{ "does the projection alone make overlap?",
		  "project --null curveball -R 300 incidence.tsv | ties overlap --by replicate > null.tsv", NULL, NULL },
		{ 0 } },
	.sources =
		"Breiger (1974) Social Forces 53:181, doi:10.2307/2576011\n"
		"Newman (2001) Physical Review E 64:016132, doi:10.1103/PhysRevE.64.016132\n"
		"Strona et al. (2014) Nature Communications 5:4114, doi:10.1038/ncomms5114\n"
		"Carstens (2015) Physical Review E 91:042812, doi:10.1103/PhysRevE.91.042812",
	.see = "overlap, bin, generate",
};

static int read_null(struct err *e)
{
	static const char within[] = "curveball:within=";

	if (!null && (what.observed || how.foci_table))
		return fail(e, E_USAGE, "--%s goes with --null", what.observed ? "observed" : "foci-table");
	if (null && !strncmp(null, within, strlen(within)) && null[strlen(within)])
		how.within = null + strlen(within);
	else if (null && strcmp(null, "curveball"))
		return fail(e, E_USAGE, "--null takes curveball or curveball:within=COLUMN, not '%s'", null);
	if (how.foci_table && !how.within)
		return fail(e, E_USAGE, "--foci-table goes with --null curveball:within=COLUMN");
	return OK;
}

static void report(const struct affiliation *a)
{
	const struct run *run = a->run;
	uint64_t memberships = 0, none = 0;

	for (uint32_t p = 0; p < a->nparts; p++) {
		memberships += a->part[p].t.m;
		for (uint32_t v = 0; v < a->part[p].t.n; v++)
			none += a->part[p].t.off[v] == a->part[p].t.off[v + 1];
	}
	if (a->repeated)
		note(run, "%s a membership: each counts once", plural(a->repeated, "row repeats", "rows repeat"));
	if (a->large)
		note(run, "%s of more than %llu people left out, with %s; %s left without a focus", plural(a->large, "focus", "foci"),
		     (unsigned long long)how.max_size, plural(a->within_large, "membership", "memberships"),
		     plural(none, "person is", "people are"));
	if (a->unlisted)
		note(run, "%s not in %s: the stratum of the missing", plural(a->unlisted, "focus is", "foci are"), how.foci_table);
	note_more(run, "%s, %s, %s", plural(a->people.n, "person", "people"), plural(a->foci.n, "focus", "foci"),
	          plural(memberships, "membership", "memberships"));
}

/* --- output ---------------------------------------------------------------------------- */

/* A name as it stands in the output, quoted if need be. */
static int render(struct affiliation *a, struct cell raw, struct cell *to, struct err *e)
{
	struct out o = { .fd = -1, .cap = 2 * raw.len + 3 };

	o.buf = NEW(a->run->arena, o.cap, char);
	TRY(table_put_cell(&a->table, raw, &o, e));
	*to = (struct cell){ o.buf, o.used };
	return OK;
}

static int render_all(struct affiliation *a, const struct names *n, struct cell **to, struct err *e)
{
	*to = NEW(a->run->arena, n->n, struct cell);
	for (uint32_t v = 0; v < n->n; v++)
		TRY(render(a, n->name[v], &(*to)[v], e));
	return OK;
}

struct writer {
	struct affiliation *a;
	const struct cell *name;
	struct cell *label;             /* of each part: its --by columns, each after a separator */
	uint64_t rows;
	char sep;
	const char *eol;
};

static void put_cell(struct out *o, struct cell c)
{
	out_put(o, c.at, c.len);
}

static int write_rows(void *ctx, uint64_t replicate, uint32_t part, uint32_t i, uint32_t n,
                      const uint32_t *j, const double *weight)
{
	struct writer *w = ctx;
	struct out *o = w->a->run->out;
	const uint32_t *all = what.foci ? w->a->part[part].what : w->a->part[part].who;
	char tail[2 + NUMBER_ROOM];
	struct cell end = { tail, 0 };

	if (null) {
		tail[end.len++] = w->sep;
		end.len += number_put_count(tail + end.len, replicate);
	}
	for (uint32_t k = 0; k < n; k++) {
		put_cell(o, w->name[all[i]]);
		out_put(o, &w->sep, 1);
		put_cell(o, w->name[all[j[k]]]);
		out_put(o, &w->sep, 1);
		char *to = out_room(o, NUMBER_ROOM);
		o->used += what.method == PROJECT_COUNT ? number_put_count(to, (uint64_t)weight[k]) : number_put(to, weight[k]);
		put_cell(o, w->label[part]);
		put_cell(o, end);
		out_put(o, w->eol, strlen(w->eol));
	}
	w->rows += n;
	return o->broken;
}

static int open_writer(struct affiliation *a, struct writer *w, struct err *e)
{
	struct cell *name, c;

	TRY(render_all(a, what.foci ? &a->foci : &a->people, &name, e));
	*w = (struct writer){ .a = a, .name = name, .label = NEW(a->run->arena, a->nparts, struct cell),
	                      .sep = a->table.sep == ' ' ? '\t' : a->table.sep, .eol = a->table.crlf ? "\r\n" : "\n" };
	for (uint32_t p = 0; p < a->nparts; p++) {
		w->label[p] = cell_of("");
		for (int k = 0; k < a->by.n; k++) {
			TRY(render(a, a->part[p].label[k], &c, e));
			w->label[p] = cell_of(arena_print(a->run->arena, "%.*s%c%.*s", (int)w->label[p].len, w->label[p].at,
			                                  w->sep, (int)c.len, c.at));
		}
	}
	return OK;
}

static int write_nodes(struct affiliation *a, struct err *e)
{
	struct arena *arena = a->run->arena;
	const struct names *names = what.foci ? &a->foci : &a->people;
	struct table t;
	uint64_t n = 0, row = 0;

	for (uint32_t p = 0; p < a->nparts; p++)
		n += what.foci ? a->part[p].t.k : a->part[p].t.n;
	uint32_t *who = NEW(arena, n, uint32_t), *size = NEW(arena, n, uint32_t), *part = NEW(arena, n, uint32_t);
	for (uint32_t p = 0; p < a->nparts; p++) {
		struct twomode s = what.foci ? twomode_turned(&a->part[p].t) : a->part[p].t;
		for (uint32_t v = 0; v < s.n; v++, row++) {
			who[row] = what.foci ? a->part[p].what[v] : a->part[p].who[v];
			size[row] = (uint32_t)(s.off[v + 1] - s.off[v]);
			part[row] = p;
		}
	}
	table_new(arena, n, &t);
	t.sep = a->table.sep == ' ' ? '\t' : a->table.sep;
	t.crlf = a->table.crlf;
	TRY(table_add_labels(&t, "node", who, names->name, e));
	TRY(table_add_counts(&t, what.foci ? "people" : "foci", size, e));
	for (int k = 0; k < a->by.n; k++) {
		struct cell *label = NEW(arena, a->nparts, struct cell);
		for (uint32_t p = 0; p < a->nparts; p++)
			label[p] = a->part[p].label[k];
		TRY(table_add_labels(&t, a->by.name[k], part, label, e));
	}
	return side_write(a->run, &t, nodes_out, e);
}

static int project(struct run *run, struct err *e)
{
	struct affiliation a;
	struct writer w;
	struct table t;

	TRY(read_null(e));
	TRY(affiliation_open(run, &how, &a, e));
	report(&a);
	if (nodes_out)
		TRY(write_nodes(&a, e));
	const char **column = NEW(run->arena, (size_t)a.by.n + 5, const char *);
	int n = 0;
	column[n++] = "i";
	column[n++] = "j";
	column[n++] = "weight";
	for (int k = 0; k < a.by.n; k++)
		column[n++] = a.by.name[k];
	if (null)
		column[n] = "replicate";
	TRY(rows_begin(run, &a.table, column, &t, e));
	TRY(open_writer(&a, &w, e));
	what.observed |= !null;
	what.replicates = null ? run->replicates : 0;
	what.seed = run->seed;
	what.threads = run->threads;
	TRY(projection_run(&a, &what, write_rows, &w, e));
	rows_end(run, w.rows);
	return OK;
}

int main(int argc, char **argv)
{
	return tool_run(&tool, project, argc, argv);
}
