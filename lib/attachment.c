#include "attachment.h"
#include "net.h"

/* --- who stands where in the table of people ---------------------------------------------- */

/* A row of --nodes is known by its person and, with --by, by its networks (see node_part in net.h). */
struct key { uint32_t person, kind; };

static struct cell cell_of_key(const struct key *k) { return (struct cell){ (const char *)k, sizeof *k }; }

/* The keys of --nodes, in order of rows. */
static int index_people(const struct net *n, struct names *rows, struct err *e)
{
	struct key *key = NEW(n->run->arena, n->nodes.nrow + 1, struct key);

	names_open(rows, n->run->arena);
	for (uint32_t r = 0; r < n->nodes.nrow; r++) {
		key[r] = (struct key){ n->node[r], n->node_part ? n->node_part[r] : 0 };
		if (names_id(rows, cell_of_key(&key[r])) != r)
			return table_fail(&n->nodes, r, n->cnode, e, "stands there twice: expected one row a person%s",
			                  n->node_part ? " and value of --by" : "");
	}
	return OK;
}

/* code[k] = the row of --nodes of the person at that end of tie k, NO_CODE for none. */
static uint32_t *look_up(const struct net *n, const struct names *rows, const uint32_t *end)
{
	uint32_t *code = NEW(n->run->arena, n->ties.nrow + 1, uint32_t);

	for (uint32_t id = 0; id < n->nparts; id++)
		for (uint64_t k = 0; k < n->part[id].m; k++) {
			uint64_t row = part_row(&n->part[id], k);
			struct key key = { end[row], n->part[id].nodes };
			code[row] = names_get(rows, cell_of_key(&key));
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

/* The columns to bring. */
static int choose(const struct net *n, const char *columns, int **col, int *ncol, struct err *e)
{
	struct arena *a = n->run->arena;
	const struct table *t = &n->nodes;
	const char **name;

	*ncol = 0;
	if (!columns) {
		*col = NEW(a, (size_t)t->ncol, int);
		for (int c = 0; c < t->ncol; c++)
			if (c != n->cnode && !net_has_by(n, t->col[c].name))
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

/* How many people the table lacks, and who is the first of them. */
static void tell(const struct net *n, const uint32_t *a, const uint32_t *b)
{
	const struct run *r = n->run;
	bool *lacks = NEW(r->arena, (size_t)n->people.n + 1, bool);
	uint32_t unknown = 0, first = 0;
	uint64_t touched = 0;
	const char *who = "";

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
	if (!unknown)
		return;
	if (!r->private_)
		who = arena_print(r->arena, " (%s'%.*s')", unknown > 1 ? "the first is " : "",
		                  (int)n->people.name[first].len, n->people.name[first].at);
	note(r, "%s not in %s%s: NA in %s", plural(unknown, "person of the ties is", "people of the ties are"), r->nodes, who,
	     plural(touched, "tie", "ties"));
}

/* --- the run ---------------------------------------------------------------------------------- */

int attachment_run(struct run *run, const struct attachment_how *how, struct err *e)
{
	struct net n;
	struct names rows;
	struct cell **cell;
	uint32_t *a, *b;
	int *col, ncol;

	if (!run->nodes)
		return fail(e, E_USAGE, "needs the table of people: --nodes FILE");
	run->by = how->by;
	TRY(net_open(run, NET_PARTLY_BY, &n, e));
	TRY(choose(&n, how->columns, &col, &ncol, e));
	if (run->as && ncol != 1)
		return fail(e, E_USAGE, "--as names one column; here are %d: say which with -a", ncol);
	TRY(index_people(&n, &rows, e));
	cell = NEW(run->arena, (size_t)ncol, struct cell *);
	TRY(take_cells(&n.nodes, ncol, col, cell, e));
	a = look_up(&n, &rows, n.a);
	b = look_up(&n, &rows, n.b);
	for (int k = 0; k < ncol; k++)
		TRY(add_ends(&n, run->as ? run->as : n.nodes.col[col[k]].name, a, b, cell[k], e));
	tell(&n, a, b);
	return run_write(run, &n.ties, e);
}
