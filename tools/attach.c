/* attach - bring what is known of people to their ties. */
#include "net.h"

#include <string.h>

static const char *columns;

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
		"the table twice.",
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
		{ 0 } },
	.examples = (const struct example[]){
		{ "the offices of both ends", "attach --nodes <(printf 'node,office\\na,N\\nb,S\\nc,N\\n') -a office",
		  "i\tj\tcalls\na\tb\t3\nc\ta\t1\n",
		  "i\tj\tcalls\toffice_i\toffice_j\na\tb\t3\tN\tS\nc\ta\t1\tN\tN\n" },
		{ "arcs; nobody knows the age of d", "attach --nodes <(printf 'node,age\\na,31\\nb,45\\n')",
		  "from\tto\na\tb\nb\td\n",
		  "from\tto\tage_from\tage_to\na\tb\t31\t45\nb\td\t45\tNA\n" },
		{ "do ties inside an office overlap more than others?",
		  "attach --nodes people.tsv -a office ties.tsv | ties overlap", NULL, NULL },
		{ 0 } },
	.sources = "Codd (1970) A relational model of data for large shared data banks, doi:10.1145/362384.362685",
	.see = "overlap, import",
};

/* The row of --nodes of each person; NO_CODE for those who have none. */
static uint32_t *rows_of_people(const struct net *n, struct arena *a)
{
	uint32_t *row = NEW(a, (size_t)n->people.n + 1, uint32_t);

	memset(row, 0xFF, ((size_t)n->people.n + 1) * sizeof *row);
	for (uint32_t r = 0; r < n->nodes.nrow; r++)
		row[n->node[r]] = r;
	return row;
}

/* code[k] = the row of --nodes of the person at that end of tie k. */
static uint32_t *look_up(const struct net *n, const uint32_t *end, const uint32_t *row, struct arena *a)
{
	uint32_t *code = NEW(a, n->ties.nrow + 1, uint32_t);

	for (uint64_t k = 0; k < n->ties.nrow; k++)
		code[k] = row[end[k]];
	return code;
}

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

static int choose(const struct net *n, struct arena *a, int **col, int *ncol, struct err *e)
{
	const struct table *t = &n->nodes;
	const char **name;

	*ncol = 0;
	if (!columns) {
		*col = NEW(a, (size_t)t->ncol, int);
		for (int c = 0; c < t->ncol; c++)
			if (c != n->cnode)
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

static void tell(const struct net *n, const uint32_t *row)
{
	const struct run *r = n->run;
	uint32_t unknown = 0, first = 0;
	uint64_t touched = 0;

	for (uint64_t k = 0; k < n->ties.nrow; k++)
		touched += row[n->a[k]] == NO_CODE || row[n->b[k]] == NO_CODE;
	for (uint32_t v = n->people.n; v-- > 0; )
		if (row[v] == NO_CODE) {
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
	struct cell **cell;
	uint32_t *row, *a, *b;
	int *col, ncol;

	if (!run->nodes)
		return fail(e, E_USAGE, "needs the table of people: --nodes FILE");
	TRY(net_open(run, 0, &n, e));
	TRY(choose(&n, run->arena, &col, &ncol, e));
	if (run->as && ncol != 1)
		return fail(e, E_USAGE, "--as names one column; here are %d: say which with -a", ncol);
	cell = NEW(run->arena, (size_t)ncol, struct cell *);
	TRY(take_cells(&n.nodes, ncol, col, cell, e));
	row = rows_of_people(&n, run->arena);
	a = look_up(&n, n.a, row, run->arena);
	b = look_up(&n, n.b, row, run->arena);
	for (int k = 0; k < ncol; k++)
		TRY(add_ends(&n, run->as ? run->as : n.nodes.col[col[k]].name, a, b, cell[k], e));
	tell(&n, row);
	return run_write(run, &n.ties, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, body, argc, argv);
}
