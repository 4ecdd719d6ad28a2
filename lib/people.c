#include "people.h"

#include <math.h>
#include <string.h>

static void number_rows(struct people *p)
{
	const struct net *n = p->net;

	p->first = NEW(n->run->arena, (size_t)n->nparts + 1, uint64_t);
	for (uint32_t k = 0; k < n->nparts; k++)
		p->first[k + 1] = p->first[k] + n->part[k].n;
}

/* A table of so many rows that begins with the columns of --by. */
static int new_table(struct people *p, uint64_t rows, const uint32_t *part, struct err *e)
{
	struct by by;

	table_like(p->net->run->arena, rows, &p->net->ties, &p->table);
	p->table.file = "the output";
	net_by(p->net, &by);
	return by_add(&p->table, &by, part, e);
}

/* Everybody who has a tie. */
static int open_ties(struct people *p, struct err *e)
{
	const struct net *n = p->net;
	uint64_t rows = p->first[n->nparts];
	uint32_t *part = NEW(n->run->arena, rows, uint32_t), *who = NEW(n->run->arena, rows, uint32_t);

	for (uint32_t k = 0; k < n->nparts; k++)
		for (uint32_t v = 0; v < n->part[k].n; v++) {
			part[p->first[k] + v] = k;
			who[p->first[k] + v] = part_person(&n->part[k], v);
		}
	TRY(new_table(p, rows, part, e));
	return table_add_labels(&p->table, "node", who, n->people.name, e);
}

/* T's rows for each network. */
static int open_repeated(struct people *p, struct err *e)
{
	const struct net *n = p->net;
	const struct table *t = &n->nodes;
	struct arena *a = n->run->arena;
	uint64_t rows = t->nrow * n->nparts;
	uint32_t *part = NEW(a, rows, uint32_t), *row = NEW(a, rows, uint32_t);
	struct cell **label = NEW(a, (size_t)t->ncol, struct cell *);
	struct walk w = { 0 };

	for (uint64_t r = 0; r < rows; r++) {
		part[r] = (uint32_t)(r / t->nrow);
		row[r] = (uint32_t)(r % t->nrow);
	}
	for (int c = 0; c < t->ncol; c++)
		label[c] = NEW(a, t->nrow, struct cell);
	for (walk_start(&w, t, 0); walk_row(&w, e); )
		for (int c = 0; c < t->ncol; c++)
			label[c][w.row] = w.cell[t->col[c].field];
	TRY(e->code);
	TRY(new_table(p, rows, part, e));
	for (int c = 0; c < t->ncol; c++)
		TRY(table_add_labels(&p->table, t->col[c].name, row, label[c], e));
	return OK;
}

/* The rows of T that belong to each person, one after the other. */
struct chain { uint64_t *head, *next; };        /* row + 1 */

static struct chain chain_rows(const struct net *n)
{
	struct chain c = { NEW(n->run->arena, n->people.n, uint64_t), NEW(n->run->arena, n->nodes.nrow, uint64_t) };

	for (uint64_t r = n->nodes.nrow; r-- > 0; c.head[n->node[r]] = r + 1)
		c.next[r] = c.head[n->node[r]];
	return c;
}

/* The row of the chain that is of the part: net_open() saw to it that there is one at most. */
static uint64_t in_part(const struct net *n, uint32_t part, uint64_t r, const uint64_t *next)
{
	while (r && !net_has_row(n, r - 1, part))
		r = next[r - 1];
	return r;
}

static void find_rows(struct people *p)
{
	const struct net *n = p->net;
	struct chain c;
	bool repeated = n->nby && !n->node_part;

	p->row = NEW(n->run->arena, p->first[n->nparts], uint64_t);
	struct mark scratch = arena_mark(n->run->arena);
	c = chain_rows(n);
	for (uint32_t k = 0; k < n->nparts; k++)
		for (uint32_t v = 0; v < n->part[k].n; v++) {
			uint64_t r = in_part(n, k, c.head[part_person(&n->part[k], v)], c.next);
			p->unlisted += !r;
			p->row[p->first[k] + v] = !r ? NO_ROW : r - 1 + (repeated ? k * n->nodes.nrow : 0);
		}
	arena_release(n->run->arena, scratch);
}

int people_open(struct net *n, struct people *p, struct err *e)
{
	*p = (struct people){ .net = n };
	number_rows(p);
	if (!n->nodes.ncol)
		return open_ties(p, e);
	find_rows(p);
	if (n->nby && !n->node_part)
		return open_repeated(p, e);
	p->table = n->nodes;
	return OK;
}

int people_add(struct people *p, const char *name, double **column, struct err *e)
{
	*column = NEW(p->net->run->arena, p->table.nrow, double);
	for (uint64_t r = 0; r < p->table.nrow; r++)
		(*column)[r] = NAN;
	return table_add_reals(&p->table, name, *column, e);
}

void people_choose(struct people *p, const bool *chosen)
{
	struct arena *a = p->net->run->arena;
	uint64_t *order = NEW(a, p->table.nrow, uint64_t), n = 0;
	bool *kept = NEW(a, p->table.nrow, bool);

	for (uint32_t k = 0; k < p->net->nparts; k++)
		for (uint32_t v = 0; v < p->net->part[k].n; v++)
			if (chosen[part_person(&p->net->part[k], v)] && people_row(p, k, v) != NO_ROW)
				kept[people_row(p, k, v)] = true;
	for (uint64_t r = 0; r < p->table.nrow; r++)
		if (kept[r])
			order[n++] = r;
	p->table.order = order;
	p->table.norder = n;
}

void people_left_out(const struct net *n, const struct left_out *left)
{
	const struct run *r = n->run;

	if (left->zeros)
		note(r, "%s of weight 0 left out: no contact", plural(left->zeros, "tie", "ties"));
	if (r->weight)
		net_report(n, left->loops, 0, "left out: nobody is their own contact");
	else if (left->loops)
		net_report(n, left->loops, left->repeated, "left out: nobody is their own contact, and a tie counts once");
	else
		net_report(n, 0, left->repeated, "left out: a tie counts once (-w adds up)");
	if (r->weight && left->repeated)
		note_more(r, "%s added to the first", plural(left->repeated, "repeated tie", "repeated ties"));
}

int people_write(struct people *p, struct err *e)
{
	if (p->unlisted)
		note(p->net->run, "%s of the ties %s no row in %s and %s not written",
		     plural(p->unlisted, "person", "people"), p->unlisted == 1 ? "has" : "have", p->net->nodes.file,
		     p->unlisted == 1 ? "is" : "are");
	return run_write(p->net->run, &p->table, e);
}
