/* attach - bring what is known of people to their ties. */
#include "by.h"
#include "net.h"

#include <string.h>

static const char *columns, *by;

static const struct tool tool = {
	.name = "attach",
	.group = "get ties",
	.purpose = "bring columns of a table of people to both ends of each tie",
	.uses = USES_TIES | USES_NO_BY | USES_NODES | USES_AS,
	.text =
		"Looks up both ends of each tie in the table of --nodes and appends what stands\n"
		"there: -a office gives office_i and office_j for ties i j, office_from and office_to\n"
		"for ties from to. Without -a all columns of the table are brought. The cells are passed\n"
		"on as they are, byte for byte.\n"
		"\n"
		"A person of the ties who is not in the table gets NA, and standard error says how\n"
		"many there are; with -v also how many of the table have no tie. Nobody may stand in\n"
		"the table twice, except in a panel: where the table has one row for a person and wave,\n"
		"--by wave looks up the person in the wave of the tie.",
	.method =
		"A join of the ties with the table of people, once for each end. Ids are compared byte by\n"
		"byte: 007 is not 7. A cell that is empty in the table stays empty; NA is written only for\n"
		"people the table lacks. A new column whose name is taken is an error: --as NAME gives\n"
		"NAME_i and NAME_j for one column, --rename OLD=NEW renames the one that is there.",
	.reads = (const struct col[]){
		{ "i j | from to", "the ends of the tie; every other column is passed on" },
		{ "node (or id)", "in --nodes: the person" }, { 0 } },
	.writes = (const struct col[]){
		{ "NAME_i, NAME_j", "the column NAME of the two people (NAME_from, NAME_to for arcs, and so on)" }, { 0 } },
	.opts = (const struct opt[]){
		{ 'a', "attribute", OPT_COLUMN, &columns, "COLUMN,...", "the columns to bring [all]" },
		{ 0, "by", OPT_COLUMN, &by, "COLUMN,...", "of a panel: look people up by these columns as well, such as wave" },
		{ 0 } },
	.examples = (const struct example[]){
		{ "the offices of both ends", "attach --nodes <(printf 'node,office\\na,N\\nb,S\\nc,N\\n') -a office",
		  "i\tj\tcalls\na\tb\t3\nc\ta\t1\n",
		  "i\tj\tcalls\toffice_i\toffice_j\na\tb\t3\tN\tS\nc\ta\t1\tN\tN\n" },
		{ "arcs; nobody knows the age of d", "attach --nodes <(printf 'node,age\\na,31\\nb,45\\n')",
		  "from\tto\na\tb\nb\td\n",
		  "from\tto\tage_from\tage_to\na\tb\t31\t45\nb\td\t45\tNA\n" },
		{ "a panel: the office of that year",
		  "attach --by year --nodes <(printf 'node,year,office\\na,1,N\\na,2,S\\nb,1,N\\nb,2,N\\n') -a office",
		  "i\tj\tyear\na\tb\t1\na\tb\t2\n",
		  "i\tj\tyear\toffice_i\toffice_j\na\tb\t1\tN\tN\na\tb\t2\tS\tN\n" },
		{ "do ties inside an office overlap more than others?",
		  "attach --nodes people.tsv -a office ties.tsv | ties overlap", NULL, NULL },
		{ 0 } },
	.sources = "Codd (1970) A relational model of data for large shared data banks, doi:10.1145/362384.362685",
	.see = "overlap, import",
};

/* --- who stands where in the table of people ---------------------------------------------- */

/* A row of --nodes is known by its person and, with --by, by the values of those columns. */
struct key { uint32_t person, group; };

struct lookup {
	struct names rows;              /* the keys of --nodes, in order of rows */
	struct by ties, nodes;
	uint32_t *group;                /* group of the ties -> of --nodes, or NO_CODE */
};

static struct cell cell_of_key(const struct key *k) { return (struct cell){ (const char *)k, sizeof *k }; }

/* The columns of --by that --nodes has, in one list; NULL for none. */
static const char *shared_by(const struct net *n)
{
	const char *list = NULL;

	for (int k = 0; k < n->nby; k++)
		if (table_find(&n->nodes, n->by[k]) >= 0)
			list = list ? arena_print(n->run->arena, "%s,%s", list, n->by[k]) : n->by[k];
	return list;
}

static struct cell label_of(struct arena *a, const struct by *b, uint32_t g)
{
	const char *all = "";

	for (int k = 0; k < b->n; k++) {
		struct cell c = b->label[g * (uint32_t)b->n + (uint32_t)k];
		all = arena_print(a, "%s%zu:%.*s", all, c.len, (int)c.len, c.at);
	}
	return cell_of(all);
}

static int index_people(const struct net *n, struct lookup *l, struct err *e)
{
	struct arena *a = n->run->arena;
	const char *list = shared_by(n);
	struct names labels;
	struct key *key = NEW(a, n->nodes.nrow + 1, struct key);

	TRY(by_read(&n->ties, list, &l->ties, e));
	TRY(by_read(&n->nodes, list, &l->nodes, e));
	names_open(&labels, a);
	names_open(&l->rows, a);
	for (uint32_t g = 0; g < l->nodes.groups; g++)
		names_id(&labels, label_of(a, &l->nodes, g));
	l->group = NEW(a, l->ties.groups, uint32_t);
	for (uint32_t g = 0; g < l->ties.groups; g++)
		l->group[g] = names_get(&labels, label_of(a, &l->ties, g));
	for (uint32_t r = 0; r < n->nodes.nrow; r++) {
		key[r] = (struct key){ n->node[r], l->nodes.of[r] };
		if (names_id(&l->rows, cell_of_key(&key[r])) != r)
			return table_fail(&n->nodes, r, n->cnode, e, "stands there twice: expected one row a person%s",
			                  list ? " and value of --by" : "");
	}
	return OK;
}

/* code[k] = the row of --nodes of the person at that end of tie k, NO_CODE for none. */
static uint32_t *look_up(const struct net *n, const struct lookup *l, const uint32_t *end)
{
	uint32_t *code = NEW(n->run->arena, n->ties.nrow + 1, uint32_t);

	for (uint64_t k = 0; k < n->ties.nrow; k++) {
		struct key key = { end[k], l->group[l->ties.of[k]] };
		code[k] = names_get(&l->rows, cell_of_key(&key));
	}
	return code;
}

/* --- what is brought ------------------------------------------------------------------------ */

/* All cells of some columns of the table of people: cell[k][row]. */
static int take_cells(const struct table *t, int n, const int *col, struct cell **cell, struct err *e)
{
	struct walk w = { 0 };

	for (int k = 0; k < n; k++)
		cell[k] = NEW(t->arena, t->nrow + 1, struct cell);
	for (walk_start(&w, t, 0); walk_row(&w, e); )
		for (int k = 0; k < n; k++)
			cell[k][w.row] = w.cell[t->col[col[k]].field];
	return e->code;
}

static bool is_by(const struct net *n, const char *name)
{
	for (int k = 0; k < n->nby; k++)
		if (!strcmp(n->by[k], name))
			return true;
	return false;
}

static int choose(const struct net *n, struct arena *a, int **col, int *ncol, struct err *e)
{
	const struct table *t = &n->nodes;
	const char **name;

	*ncol = 0;
	if (!columns) {
		*col = NEW(a, (size_t)t->ncol, int);
		for (int c = 0; c < t->ncol; c++)
			if (c != n->cnode && !is_by(n, t->col[c].name))
				(*col)[(*ncol)++] = c;
		return *ncol ? OK : fail(e, E_DATA, "%s: has no column but '%s'", t->file, t->col[n->cnode].name);
	}
	name = split_list(a, columns, ncol);
	*col = NEW(a, (size_t)*ncol + 1, int);
	for (int k = 0; k < *ncol; k++)
		TRY(table_need(t, name[k], &(*col)[k], e));
	return OK;
}

static int add_ends(struct net *n, const char *name, const uint32_t *code_a, const uint32_t *code_b,
                    const struct cell *cell, struct err *e)
{
	struct table *t = &n->ties;
	const char *i = arena_print(t->arena, "%s_%s", name, t->col[n->ci].name);
	const char *j = arena_print(t->arena, "%s_%s", name, t->col[n->cj].name);

	TRY(table_add_labels(t, i, code_a, cell, e));
	return table_add_labels(t, j, code_b, cell, e);
}

static void tell(const struct net *n, const uint32_t *a, const uint32_t *b)
{
	const struct run *r = n->run;
	bool *lacks = NEW(r->arena, (size_t)n->people.n + 1, bool);
	uint32_t unknown = 0, first = 0;
	uint64_t touched = 0;

	for (uint64_t k = 0; k < n->ties.nrow; k++) {
		lacks[n->a[k]] |= a[k] == NO_CODE;
		lacks[n->b[k]] |= b[k] == NO_CODE;
		touched += a[k] == NO_CODE || b[k] == NO_CODE;
	}
	for (uint32_t v = n->people.n; v-- > 0; )
		if (lacks[v]) {
			unknown++;
			first = v;
		}
	if (unknown && r->private_)
		note(r, "%s not in %s: NA in %s", plural(unknown, "person of the ties is", "people of the ties are"), r->nodes,
		     plural(touched, "tie", "ties"));
	else if (unknown)
		note(r, "%s not in %s (%s'%.*s'): NA in %s", plural(unknown, "person of the ties is", "people of the ties are"),
		     r->nodes, unknown > 1 ? "the first is " : "", (int)n->people.name[first].len, n->people.name[first].at,
		     plural(touched, "tie", "ties"));
}

static int body(struct run *run, struct err *e)
{
	struct net n;
	struct lookup lookup;
	struct cell **cell;
	uint32_t *a, *b;
	int *col, ncol;

	if (!run->nodes)
		return fail(e, E_USAGE, "needs the table of people: --nodes FILE");
	run->by = by;
	TRY(net_open(run, 0, &n, e));
	TRY(choose(&n, run->arena, &col, &ncol, e));
	if (run->as && ncol != 1)
		return fail(e, E_USAGE, "--as names one column; here are %d: say which with -a", ncol);
	TRY(index_people(&n, &lookup, e));
	cell = NEW(run->arena, (size_t)ncol, struct cell *);
	TRY(take_cells(&n.nodes, ncol, col, cell, e));
	a = look_up(&n, &lookup, n.a);
	b = look_up(&n, &lookup, n.b);
	for (int k = 0; k < ncol; k++)
		TRY(add_ends(&n, run->as ? run->as : n.nodes.col[col[k]].name, a, b, cell[k], e));
	tell(&n, a, b);
	return run_write(run, &n.ties, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, body, argc, argv);
}
