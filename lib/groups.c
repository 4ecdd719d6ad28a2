#include "groups.h"

#include <string.h>

static int find_missing(const struct groups *g, struct err *e)
{
	const struct table *t = &g->net->nodes;

	for (uint64_t r = 0; r < t->nrow; r++)
		if (g->row[r] == NO_GROUP)
			return table_fail(t, r, g->column, e, "is missing: --na drop leaves such people out, --na category makes a group of them");
	return OK;
}

int groups_read(const struct net *n, const char *name, int na, struct groups *g, struct err *e)
{
	struct arena *a = n->run->arena;
	struct names labels;

	*g = (struct groups){ .net = n, .name = name, .na = na, .n = 1, .column = -1, .missing = NO_GROUP };
	if (!name)
		return OK;
	if (!n->nodes.ncol)
		return fail(e, E_USAGE, "'%s' is an attribute of people: --nodes FILE names the table that has it", name);
	TRY(table_need(&n->nodes, name, &g->column, e));
	names_open(&labels, a);
	g->row = NEW(a, n->nodes.nrow, uint32_t);
	TRY(names_columns(&labels, &n->nodes, 1, &g->column, &g->row, true, e));
	if (na == NA_FAIL)
		TRY(find_missing(g, e));
	if (na == NA_CATEGORY)
		g->missing = names_id(&labels, cell_of("NA"));
	g->n = labels.n;
	g->label = labels.name;
	return OK;
}

/* --- one network ------------------------------------------------------------------------------------------ */

/* at[person of the net] = row of --nodes + 1, 0 for none. */
static void find_rows(const struct groups *g, uint32_t part, uint64_t *at)
{
	const struct net *n = g->net;

	for (uint64_t r = 0; r < n->nodes.nrow; r++)
		if (net_has_row(n, r, part))
			at[n->node[r]] = r + 1;
}

static int no_row(const struct groups *g, uint32_t person, struct err *e)
{
	const struct net *n = g->net;
	struct cell name = n->people.name[person];

	if (n->run->private_)
		return fail(e, E_DATA, "%s: a person of the ties has no row, and so no '%s'", n->nodes.file, g->name);
	return fail(e, E_DATA, "%s: '%.*s', a person of the ties, has no row, and so no '%s'", n->nodes.file,
	            (int)name.len, name.at, g->name);
}

int groups_of(const struct groups *g, uint32_t part, uint32_t *of, struct err *e)
{
	const struct net *n = g->net;
	const struct part *p = &n->part[part];
	struct arena *a = n->run->arena;

	memset(of, 0, p->n * sizeof *of);
	if (!g->name)
		return OK;
	struct mark scratch = arena_mark(a);
	uint64_t *at = NEW(a, n->people.n, uint64_t);
	find_rows(g, part, at);
	for (uint32_t v = 0; v < p->n; v++) {
		uint64_t r = at[part_person(p, v)];
		if (!r && g->na == NA_FAIL)
			return no_row(g, part_person(p, v), e);
		of[v] = r ? g->row[r - 1] : NO_GROUP;
		if (of[v] == NO_GROUP)
			of[v] = g->missing;
	}
	arena_release(a, scratch);
	return OK;
}

/* member[v] + 1 of person v of the part, 0 for those who are left out. */
static void number_members(const struct part *p, const uint32_t *of, uint32_t *member, struct members *m)
{
	for (uint32_t v = 0; v < p->n; v++) {
		if (of[v] == NO_GROUP)
			continue;
		m->who[m->n] = v;
		m->group[m->n] = of[v];
		m->size[of[v]]++;
		member[v] = ++m->n;
	}
	m->people_dropped = p->n - m->n;
}

static void order_members(const struct groups *g, uint32_t part, const uint32_t *member, struct members *m)
{
	const struct net *n = g->net;
	const struct part *p = &n->part[part];
	struct arena *a = n->run->arena;
	struct mark scratch = arena_mark(a);
	uint32_t *local = NEW(a, n->people.n, uint32_t), k = 0;         /* member + 1 */

	for (uint32_t v = 0; v < p->n; v++)
		local[part_person(p, v)] = member[v];
	for (uint64_t r = 0; r < n->nodes.nrow; r++)
		if (net_has_row(n, r, part) && local[n->node[r]]) {
			m->order[k++] = local[n->node[r]] - 1;
			local[n->node[r]] = 0;
		}
	for (uint32_t v = 0; v < p->n; v++)
		if (local[part_person(p, v)])
			m->order[k++] = member[v] - 1;
	arena_release(a, scratch);
}

static void take_ties(const struct part *p, const uint32_t *member, struct members *m)
{
	for (uint64_t k = 0; k < p->m; k++) {
		if (!member[p->a[k]] || !member[p->b[k]])
			continue;
		m->row[m->m] = k;
		m->a[m->m] = member[p->a[k]] - 1;
		m->b[m->m] = member[p->b[k]] - 1;
		if (m->weight)
			m->weight[m->m] = p->weight[k];
		m->m++;
	}
	m->ties_dropped = p->m - m->m;
}

int groups_members(const struct groups *g, uint32_t part, struct members *m, struct err *e)
{
	const struct part *p = &g->net->part[part];
	struct arena *a = g->net->run->arena;

	*m = (struct members){ .who = NEW(a, p->n, uint32_t), .group = NEW(a, p->n, uint32_t), .size = NEW(a, g->n, uint32_t),
	                       .order = NEW(a, p->n, uint32_t), .row = NEW(a, p->m, uint64_t), .a = NEW(a, p->m, uint32_t),
	                       .b = NEW(a, p->m, uint32_t), .weight = p->weight ? NEW(a, p->m, double) : NULL };
	struct mark scratch = arena_mark(a);
	uint32_t *of = NEW(a, p->n, uint32_t), *member = NEW(a, p->n, uint32_t);

	TRY(groups_of(g, part, of, e));
	number_members(p, of, member, m);
	order_members(g, part, member, m);
	take_ties(p, member, m);
	arena_release(a, scratch);
	return OK;
}

void groups_tell(const struct groups *g, uint64_t people, uint64_t ties)
{
	if (people)
		note(g->net->run, "%s without '%s' left out, with %s (--na category makes a group of them)",
		     plural(people, "person", "people"), g->name, plural(ties, "tie", "ties"));
}
