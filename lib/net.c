#include "net.h"
#include "number.h"

#include <math.h>
#include <string.h>

/* --- the ends ------------------------------------------------------------------------- */

const struct end_names known_ends[] = {
	{ { "i", "j" }, false }, { { "from", "to" }, true }, { { "source", "target" }, true },
	{ { "sender", "receiver" }, true }, { { "caller", "callee" }, true }, { { "ego", "alter" }, true },
	{ { "giver", "receiver" }, true }, { { NULL, NULL }, true }
};

int net_ends(const struct table *t, int *ci, int *cj, bool *directed)
{
	const struct end_names *k = known_ends;

	while (*k->name && ((*ci = table_find(t, k->name[0])) < 0 || (*cj = table_find(t, k->name[1])) < 0))
		k++;
	*directed = k->directed;
	return *k->name ? OK : E_USAGE;
}

static int find_ends(struct net *n, unsigned how, struct err *e)
{
	const struct run *r = n->run;
	struct table *t = &n->ties;

	if (net_ends(t, &n->ci, &n->cj, &n->directed) && !(how & NET_PERSONAL && (n->ci = table_find(t, "ego")) >= 0))
		return fail(e, E_USAGE, "%s: no columns for the two ends of a tie: expected 'i' and 'j', or 'from' and 'to'; "
		            "use --rename OLD=i, or ties import", t->file);
	if (how & NET_PERSONAL)
		n->cj = n->ci;
	n->inferred = n->directed && !r->directed && !r->undirected;
	if (r->directed || r->undirected)
		n->directed = r->directed;
	if (n->inferred && how & NET_NEEDS_DIRECTION)
		note(r, "the ties are read as directed, because the header says '%s' and '%s' (--undirected changes that)",
		     t->col[n->ci].name, t->col[n->cj].name);
	return OK;
}

static int read_weight(struct net *n, unsigned how, struct err *e)
{
	const struct run *r = n->run;
	struct table *t = &n->ties;
	int c;

	if (!(r->tool->uses & USES_WEIGHT))
		return OK;
	if (!r->weight) {
		if (table_find(t, "weight") >= 0 && !(how & NET_PASSES_ON))
			note(r, "each tie counts 1: the column 'weight' is not used (-w weight uses it)");
		return OK;
	}
	TRY(table_need(t, r->weight, &c, e));
	TRY(table_reals(t, c, &n->weight, NULL, e));
	for (uint64_t k = 0; k < t->nrow; k++)
		if (!isfinite(n->weight[k]))
			return table_fail(t, k, c, e, "is not a weight: expected a number; leave the row out, or write 0");
	for (uint64_t k = 0; k < t->nrow; k++)
		if (number_too_large(n->weight[k]))
			return table_fail(t, k, c, e, "is too large: expected weights up to 1e70; divide them all");
	for (uint64_t k = 0; how & NET_NOT_NEGATIVE && k < t->nrow; k++)
		if (n->weight[k] < 0)
			return table_fail(t, k, c, e, "is negative: expected a weight of 0 or more");
	return OK;
}

/* Does the table of people have the k-th column of --by? */
static bool has_column(const struct net *n, int k) { return table_find(&n->nodes, n->by[k]) >= 0; }

/* A panel of people: one row for each of them and each value of --by, or of some of its columns. */
static bool nodes_have_by(const struct net *n, unsigned how)
{
	int have = 0;

	for (int k = 0; k < n->nby; k++)
		have += has_column(n, k);
	return have > 0 && (have == n->nby || how & NET_PARTLY_BY);
}

static int read_nodes(struct net *n, unsigned how, struct err *e)
{
	const struct run *r = n->run;
	uint32_t *seen;
	int c;

	if (!r->nodes)
		return OK;
	struct table_how plain = { .private_ = r->private_ };
	TRY(table_read(r->arena, r->nodes, &plain, &n->nodes, e));
	if ((c = table_find(&n->nodes, "node,id")) < 0)
		return fail(e, E_USAGE, "%s: no column 'node' (or 'id') to name the people: change its header, as sed '1s/NAME/node/' does",
		            r->nodes);
	n->cnode = c;
	n->node = NEW(r->arena, n->nodes.nrow, uint32_t);
	uint32_t known = n->people.n;
	TRY(names_columns(&n->people, &n->nodes, 1, &c, &n->node, false, e));
	if (n->people.n > known)
		note_more(r, "%s", plural(n->people.n - known, "person of --nodes has no tie", "people of --nodes have no tie"));
	if (!nodes_have_by(n, how)) {
		seen = NEW(r->arena, n->people.n, uint32_t);
		for (uint64_t k = 0; k < n->nodes.nrow; k++)
			if (seen[n->node[k]]++)
				return table_fail(&n->nodes, k, c, e, n->nby ? "stands there twice: expected one row a person, or beside it all columns "
				                  "of --by" : "stands there twice: expected one row a person");
	}
	return OK;
}

/* --- several networks --------------------------------------------------------------------- */

/* People of a part are numbered anew, in order of first appearance. */
struct numbering { uint32_t *stamp, *local, *who, *listed, now, n; };

static uint32_t local_number(struct numbering *u, uint32_t person)
{
	if (u->stamp[person] != u->now) {
		u->stamp[person] = u->now;
		u->local[person] = u->n;
		u->who[u->n++] = person;
	}
	return u->local[person];
}

/* The rows of --nodes by the networks that they agree with: those of part p are row[first[p->nodes]] ..
 * row[first[p->nodes + 1]].  first is NULL where every person belongs to every part. */
struct members { uint64_t *first, *row; };

static struct members sort_members(const struct net *n)
{
	struct members w = { NULL, NULL };
	uint64_t rows = n->nodes.nrow;

	if (!n->node_part)
		return w;
	w.first = NEW(n->run->arena, (size_t)n->node_kinds + 2, uint64_t);
	w.row = NEW(n->run->arena, rows, uint64_t);
	for (uint64_t k = 0; k < rows; k++)             /* counting sort; first[] is one place ahead */
		w.first[n->node_part[k] + 2]++;
	for (uint32_t id = 0; id < n->node_kinds; id++)
		w.first[id + 2] += w.first[id + 1];
	for (uint64_t k = 0; k < rows; k++)
		w.row[w.first[n->node_part[k] + 1]++] = k;
	return w;
}

static int add_members(struct net *n, uint32_t id, struct numbering *u, const struct members *w, struct err *e)
{
	uint32_t kind = n->part[id].nodes;

	if (w->first && kind == NO_NAME)
		return OK;
	uint64_t from = w->first ? w->first[kind] : 0, to = w->first ? w->first[kind + 1] : n->nodes.nrow;

	for (uint64_t k = from; k < to; k++) {
		uint64_t row = w->first ? w->row[k] : k;
		uint32_t person = n->node[row];
		if (u->listed[person] == u->now)
			return table_fail(&n->nodes, row, n->cnode, e, "stands there twice: expected one row a person "
			                  "in each network of --by");
		u->listed[person] = u->now;
		local_number(u, person);
	}
	return OK;
}

static int fill_part(struct net *n, uint32_t id, struct numbering *u, const struct members *w, struct err *e)
{
	struct arena *a = n->run->arena;
	struct part *p = &n->part[id];

	u->now = id + 1;
	u->n = 0;
	for (uint64_t k = 0; k < p->m; k++) {
		p->a[k] = local_number(u, n->a[p->row[k]]);
		p->b[k] = local_number(u, n->b[p->row[k]]);
		if (n->weight)
			p->weight[k] = n->weight[p->row[k]];
	}
	TRY(add_members(n, id, u, w, e));
	p->n = u->n;
	p->who = NEW(a, u->n, uint32_t);
	if (u->n)
		memcpy(p->who, u->who, u->n * sizeof *u->who);
	return OK;
}

/* Which rows of --nodes are of which parts: by those columns of --by that the table of people has. */
static int match_people(struct net *n, unsigned how, struct err *e)
{
	struct arena *a = n->run->arena;
	struct by of_parts = { .groups = n->nparts, .label = NEW(a, (size_t)n->nparts * (size_t)n->nby, struct cell) }, of_people;
	struct cell *to = of_parts.label;
	const char *shared = "";
	uint32_t *match;

	if (!n->nodes.ncol || !nodes_have_by(n, how))
		return OK;
	for (int k = 0; k < n->nby; k++)
		if (has_column(n, k))
			shared = arena_print(a, "%s%s%s", shared, of_parts.n++ ? "," : "", n->by[k]);
	for (uint32_t id = 0; id < n->nparts; id++)
		for (int k = 0; k < n->nby; k++)
			if (has_column(n, k))
				*to++ = n->part[id].label[k];
	TRY(by_read(&n->nodes, shared, &of_people, e));
	match = by_match(a, &of_parts, &of_people);
	for (uint32_t id = 0; id < n->nparts; id++)
		n->part[id].nodes = match[id];
	n->node_part = of_people.of;
	n->node_kinds = of_people.groups;
	return OK;
}

/* Row r belongs to part group[r], or to none. */
static int fill_parts(struct net *n, const uint32_t *group, struct err *e)
{
	struct arena *a = n->run->arena;
	uint64_t rows = n->ties.nrow, at = 0;
	uint64_t *row = NEW(a, rows, uint64_t);
	uint32_t *ends_a = NEW(a, rows, uint32_t), *ends_b = NEW(a, rows, uint32_t);
	double *weight = n->weight ? NEW(a, rows, double) : NULL;

	for (uint64_t r = 0; r < rows; r++)
		if (group[r] != NO_NAME)
			n->part[group[r]].m++;
	for (uint32_t id = 0; id < n->nparts; id++) {
		struct part *p = &n->part[id];
		p->row = row + at;
		p->a = ends_a + at;
		p->b = ends_b + at;
		p->weight = weight ? weight + at : NULL;
		at += p->m;
		p->m = 0;
	}
	for (uint64_t r = 0; r < rows; r++)
		if (group[r] != NO_NAME)
			n->part[group[r]].row[n->part[group[r]].m++] = r;
	struct numbering u = { NEW(a, n->people.n, uint32_t), NEW(a, n->people.n, uint32_t),
	                       NEW(a, n->people.n, uint32_t), NEW(a, n->people.n, uint32_t), 0, 0 };
	struct members members = sort_members(n);
	for (uint32_t id = 0; id < n->nparts; id++)
		TRY(fill_part(n, id, &u, &members, e));
	return OK;
}

static int split(struct net *n, const struct by *by, unsigned how, struct err *e)
{
	n->nparts = by->groups;
	n->part = NEW(n->run->arena, (size_t)n->nparts + 1, struct part);
	for (uint32_t id = 0; id < n->nparts; id++)
		n->part[id].label = by->label + (size_t)id * (size_t)n->nby;
	TRY(match_people(n, how, e));
	return fill_parts(n, by->of, e);
}

int net_regroup(struct net *n, uint32_t parts, struct part *part, const uint32_t *to, struct err *e)
{
	uint32_t *group = NEW(n->run->arena, n->ties.nrow, uint32_t);

	for (uint32_t id = 0; id < n->nparts; id++)
		for (uint64_t k = 0; k < n->part[id].m; k++)
			group[n->part[id].row[k]] = to[id];
	n->part = part;
	n->nparts = parts;
	return fill_parts(n, group, e);
}

static void one_part(struct net *n)
{
	n->nparts = 1;
	n->part = NEW(n->run->arena, 1, struct part);
	n->part[0] = (struct part){ .n = n->people.n, .m = n->ties.nrow, .a = n->a, .b = n->b,
	                            .weight = (double *)(uintptr_t)n->weight };
}

int net_open(struct run *r, unsigned how, struct net *n, struct err *e)
{
	struct by by = { 0 };

	*n = (struct net){ .run = r, .node_kinds = 1 };
	TRY(run_table(r, &n->ties, e));
	TRY(find_ends(n, how, e));
	if (r->by) {
		TRY(by_read(&n->ties, r->by, &by, e));
		n->by = by.name;
		n->nby = by.n;
	}
	names_open(&n->people, r->arena);
	n->a = NEW(r->arena, n->ties.nrow, uint32_t);
	n->b = NEW(r->arena, n->ties.nrow, uint32_t);
	TRY(names_columns(&n->people, &n->ties, 2, (int[]){ n->ci, n->cj }, (uint32_t *[]){ n->a, n->b }, false, e));
	TRY(read_weight(n, how, e));
	TRY(read_nodes(n, how, e));
	note_more(r, "%s, %s", plural(n->people.n, "person", "people"), plural(n->ties.nrow, "tie", "ties"));
	if (r->by)
		return split(n, &by, how, e);
	int c = table_find(&n->ties, how & NET_LAYERS ? "wave,replicate" : "wave,layer,replicate");
	if (c >= 0 && !(r->tool->uses & USES_NO_BY) && by_several(&n->ties, c))
		note(r, "all rows are read as one network, although there is a column '%s' (--by %s parts them)",
		     n->ties.col[c].name, n->ties.col[c].name);
	one_part(n);
	return OK;
}

void net_report(const struct net *n, uint64_t loops, uint64_t repeated, const char *what_was_done)
{
	if (loops + repeated == 1 && !strncmp(what_was_done, "do ", 3))
		note(n->run, "1 %s does %s", loops ? "loop" : "repeated tie", what_was_done + 3);
	else if (loops && repeated)
		note(n->run, "%s and %s %s", plural(loops, "loop", "loops"), plural(repeated, "repeated tie", "repeated ties"),
		     what_was_done);
	else if (loops || repeated)
		note(n->run, "%s %s", loops ? plural(loops, "loop", "loops") : plural(repeated, "repeated tie", "repeated ties"),
		     what_was_done);
}

/* --- what is written of the parts ---------------------------------------------------------- */

void net_by(const struct net *n, struct by *b)
{
	*b = (struct by){ .n = n->nby, .name = n->by, .groups = n->nparts,
	                  .label = NEW(n->run->arena, (size_t)n->nparts * (size_t)n->nby, struct cell) };
	for (uint32_t k = 0; k < n->nparts; k++)
		for (int c = 0; c < n->nby; c++)
			b->label[k * (size_t)n->nby + (size_t)c] = n->part[k].label[c];
}

void net_from_by(struct net *n, const struct by *b)
{
	n->nby = b->n;
	n->by = b->name;
	n->nparts = b->groups;
	n->part = NEW(n->run->arena, b->groups, struct part);
	for (uint32_t k = 0; k < b->groups; k++)
		n->part[k].label = b->label + (size_t)k * (size_t)b->n;
}

bool net_has_by(const struct net *n, const char *column)
{
	for (int k = 0; k < n->nby; k++)
		if (!strcmp(n->by[k], column))
			return true;
	return false;
}
