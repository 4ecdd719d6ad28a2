#include "hole_report.h"
#include "number.h"
#include "rows.h"

#include <math.h>
#include <stdlib.h>

/* One ego network with its terms, alters in order of first appearance. */
struct page {
	struct net *net;
	const struct part *part;
	const struct contacts *c;
	struct egonet e;
	struct hole_terms t;
	struct hole is;
	uint64_t *order;                /* person << 32 | index of alter[] */
	uint64_t *way;                  /* person << 32 | index of tie[]: the ties of one alter */
};

static void open_page(struct net *n, uint32_t part, struct contacts *c, struct page *p)
{
	struct arena *a = n->run->arena;

	*p = (struct page){ .net = n, .part = &n->part[part], .c = c };
	contacts_lower(a, c);
	egonet_room(a, c, &p->e);
	hole_room(a, c, &p->t);
	p->order = NEW(a, c->f.n, uint64_t);
	p->way = NEW(a, c->f.n, uint64_t);
}

static int by_value(const void *x, const void *y)
{
	uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;

	return (a > b) - (a < b);
}

static void turn_page(struct page *p, const struct holes *h, uint32_t person)
{
	egonet_take(&p->e, p->c->f.rank[person], h->alters);
	hole_measure(&p->e, h->model, &p->t, &p->is);
	for (uint32_t k = 0; k < p->e.n; k++)
		p->order[k] = (uint64_t)p->c->f.who[p->e.alter[k]] << 32 | k;
	qsort(p->order, p->e.n, sizeof *p->order, by_value);
}

static struct cell name_of(const struct page *p, uint32_t person)
{
	return p->net->people.name[part_person(p->part, person)];
}

static struct cell alter_name(const struct page *p, uint32_t k) { return name_of(p, p->c->f.who[p->e.alter[k]]); }

static void put_number(struct out *o, double x) { o->used += number_put(out_room(o, NUMBER_ROOM), x); }

/* --- a table ------------------------------------------------------------------------------------ */

int hole_ties_begin(struct net *n, struct table *t, struct err *e)
{
	static const char *const own[] = { "ego", "alter", "p", "constraint", "redundancy" };
	enum { OWN = sizeof own / sizeof *own };
	const char **name = NEW(n->run->arena, (size_t)n->nby + OWN + 1, const char *);

	for (int k = 0; k < n->nby; k++)
		name[k] = n->by[k];
	for (int k = 0; k < OWN; k++)
		name[n->nby + k] = own[k];
	return rows_begin(n->run, &n->ties, name, t, e);
}

static int put_row(const struct page *p, const struct table *t, uint32_t ego, uint32_t k, struct err *e)
{
	struct out *o = p->net->run->out;

	for (int c = 0; c < p->net->nby; c++) {
		TRY(table_put_cell(t, p->part->label[c], o, e));
		out_put(o, &t->sep, 1);
	}
	TRY(table_put_cell(t, name_of(p, ego), o, e));
	out_put(o, &t->sep, 1);
	TRY(table_put_cell(t, alter_name(p, k), o, e));
	const double value[] = { p->t.p[k], p->t.constraint[k], p->t.redundancy[k] };
	for (int v = 0; v < 3; v++) {
		out_put(o, &t->sep, 1);
		put_number(o, value[v]);
	}
	out_put(o, t->crlf ? "\r\n" : "\n", t->crlf ? 2 : 1);
	return OK;
}

int hole_ties_write(struct net *n, const struct table *t, uint32_t part, struct contacts *c, const struct holes *h,
                    uint64_t *rows, struct err *e)
{
	struct mark scratch = arena_mark(n->run->arena);
	struct page p;

	open_page(n, part, c, &p);
	for (uint32_t k = 0; k < h->n && !n->run->out->broken; k++) {
		uint32_t person = h->ego ? h->ego[k] : k;
		turn_page(&p, h, person);
		for (uint32_t i = 0; i < p.e.n; i++)
			TRY(put_row(&p, t, person, (uint32_t)p.order[i], e));
		*rows += p.e.n;
	}
	arena_release(n->run->arena, scratch);
	return OK;
}

/* --- a sheet of paper ------------------------------------------------------------------------------ */

static void put_share(struct out *o, double part, double whole)
{
	put_number(o, part);
	out_put(o, "/", 1);
	put_number(o, whole);
}

/* The ties of alter k to other alters, these in order of first appearance. */
static uint32_t find_ways(struct page *p, uint32_t k)
{
	uint32_t n = 0;

	for (uint64_t i = 0; i < p->e.m; i++) {
		const struct egotie *tie = &p->e.tie[i];
		if (tie->a == k || tie->b == k)
			p->way[n++] = (uint64_t)p->c->f.who[p->e.alter[tie->a == k ? tie->b : tie->a]] << 32 | i;
	}
	qsort(p->way, n, sizeof *p->way, by_value);
	return n;
}

/* " + 1/6 x 1/3 [B]" for each other alter q that is tied to k: p_iq times what q (or k) has for the other. */
static void put_ways(const struct page *p, uint32_t k, uint32_t ways, bool redundancy, const char *first)
{
	struct out *o = p->net->run->out;

	for (uint32_t w = 0; w < ways; w++) {
		const struct egotie *tie = &p->e.tie[(uint32_t)p->way[w]];
		uint32_t q = tie->a == k ? tie->b : tie->a;
		struct cell name = alter_name(p, q);
		out_print(o, "%s", first);
		put_share(o, p->e.z[q], p->t.total);
		out_print(o, " x ");
		put_share(o, egonet_z(&p->e, tie), redundancy ? p->t.most[k] : p->t.strength[q]);
		out_print(o, " [");
		out_put(o, name.at, name.len);
		out_print(o, "]");
		first = " + ";
	}
}

static void explain_alter(struct page *p, uint32_t k)
{
	struct out *o = p->net->run->out;
	struct cell name = alter_name(p, k);
	uint32_t ways = find_ways(p, k);

	out_put(o, name.at, name.len);
	out_print(o, "\n  constraint  (");
	put_share(o, p->e.z[k], p->t.total);
	put_ways(p, k, ways, false, " + ");
	out_print(o, ")^2 = (%.6g)^2 = %.6g\n", sqrt(p->t.constraint[k]), p->t.constraint[k]);
	if (ways) {
		out_print(o, "  redundancy  ");
		put_ways(p, k, ways, true, "");
		out_print(o, " = %.6g\n", p->t.redundancy[k]);
	} else {
		out_print(o, "  redundancy  0: tied to no other alter\n");
	}
}

static void put_result(struct out *o, const char *what, double x)
{
	out_print(o, "%s", what);
	put_number(o, x);
	out_put(o, "\n", 1);
}

static void explain_sums(const struct page *p)
{
	struct out *o = p->net->run->out;
	double n = p->is.degree, effective = hole_effective_size(&p->is);

	out_print(o, "\nconstraint = ");
	for (uint32_t k = 0; k < p->e.n; k++)
		out_print(o, "%s%.6g", k ? " + " : "", p->t.constraint[(uint32_t)p->order[k]]);
	put_result(o, " = ", p->is.constraint);
	out_print(o, "effective size = %u", p->e.n);
	for (uint32_t k = 0; k < p->e.n; k++)
		out_print(o, " - %.6g", p->t.redundancy[(uint32_t)p->order[k]]);
	put_result(o, " = ", effective);
	out_print(o, "efficiency = %.6g / %u", effective, p->e.n);
	put_result(o, " = ", effective / n);
	if (n > 1)
		put_result(o, "hierarchy = ", p->is.hierarchy);
	else
		out_print(o, "hierarchy: one alter, 0/0\n");
}

void hole_explain(struct net *n, uint32_t part, struct contacts *c, const struct holes *h, uint32_t person)
{
	struct mark scratch = arena_mark(n->run->arena);
	struct out *o = n->run->out;
	struct page p;

	open_page(n, part, c, &p);
	turn_page(&p, h, person);
	struct cell name = name_of(&p, person);
	for (int k = 0; k < n->nby; k++) {
		out_print(o, "%s ", n->by[k]);
		out_put(o, p.part->label[k].at, p.part->label[k].len);
		out_put(o, ": ", 2);
	}
	out_put(o, name.at, name.len);
	if (!p.e.n) {
		out_print(o, " has no alters: nothing is defined\n");
	} else {
		out_print(o, ", in the %s model: %s, ties worth ", h->model == HOLE_EGO ? "ego" : "whole",
		          plural(p.e.n, "alter", "alters"));
		put_number(o, p.t.total);
		out_print(o, "\n"
		          "constraint of an alter: (ego's share for it + ego's share for others [q] x their share for it)^2\n"
		          "redundancy of an alter: ego's share for others [q] x the alter's tie to them / its largest tie\n\n");
		for (uint32_t k = 0; k < p.e.n; k++)
			explain_alter(&p, (uint32_t)p.order[k]);
		explain_sums(&p);
	}
	arena_release(n->run->arena, scratch);
}
