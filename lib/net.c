#include "net.h"

#include <math.h>
#include <string.h>

/* --- the ends ------------------------------------------------------------------------- */

static bool find_pair(const struct table *t, const char *pairs, int *ci, int *cj)
{
	for (const char *p = pairs; *p; ) {
		size_t len = strcspn(p, "|"), comma = strcspn(p, ",");
		*ci = table_find(t, arena_copy(t->arena, p, comma));
		*cj = table_find(t, arena_copy(t->arena, p + comma + 1, len - comma - 1));
		if (*ci >= 0 && *cj >= 0)
			return true;
		p += len + (p[len] == '|');
	}
	return false;
}

int net_ends(const struct table *t, int *ci, int *cj, bool *directed)
{
	*directed = false;
	if (find_pair(t, ENDS_UNDIRECTED, ci, cj))
		return OK;
	*directed = true;
	return find_pair(t, ENDS_DIRECTED, ci, cj) ? OK : E_USAGE;
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
	for (uint64_t k = 0; how & NET_NOT_NEGATIVE && k < t->nrow; k++)
		if (n->weight[k] < 0)
			return table_fail(t, k, c, e, "is negative: expected a weight of 0 or more");
	return OK;
}

/* A panel of people: one row for each of them and each value of --by, or of some of its columns. */
static bool nodes_have_by(const struct net *n, unsigned how)
{
	int have = 0;

	for (int k = 0; k < n->nby; k++)
		have += table_find(&n->nodes, n->by[k]) >= 0;
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
				return table_fail(&n->nodes, k, c, e, "stands there twice: expected one row a person");
	}
	return OK;
}

/* --- several networks --------------------------------------------------------------------- */

/* One code for each combination of values of the --by columns, in order of appearance. */
struct grouping { struct names *dictionary, pairs; uint64_t *key; };

static int code_columns(struct net *n, const struct table *t, const struct grouping *g, uint32_t **code, struct err *e)
{
	struct arena *a = n->run->arena;

	for (int k = 0, c; k < n->nby; k++) {
		code[k] = NULL;
		if ((c = table_find(t, n->by[k])) < 0)
			continue;
		code[k] = NEW(a, t->nrow, uint32_t);
		TRY(names_columns(&g->dictionary[k], t, 1, &c, &code[k], NAMES_NA, e));
	}
	return OK;
}

static int group_rows(struct net *n, struct grouping *g, uint32_t *group, struct err *e)
{
	struct arena *a = n->run->arena;
	const struct table *t = &n->ties;
	uint32_t **code = NEW(a, (size_t)n->nby, uint32_t *);

	TRY(code_columns(n, t, g, code, e));
	if (n->nby == 1) {
		memcpy(group, code[0], t->nrow * sizeof *group);
		return OK;
	}
	uint32_t *key = NEW(a, t->nrow * (size_t)n->nby, uint32_t);
	for (uint64_t r = 0; r < t->nrow; r++) {
		for (int k = 0; k < n->nby; k++)
			key[r * (size_t)n->nby + (size_t)k] = code[k][r];
		struct cell c = { (const char *)&key[r * (size_t)n->nby], (size_t)n->nby * sizeof *key };
		group[r] = names_id(&g->pairs, c);
	}
	return OK;
}

static void label_part(struct net *n, struct grouping *g, uint32_t id)
{
	struct part *p = &n->part[id];

	p->label = NEW(n->run->arena, (size_t)n->nby, struct cell);
	if (n->nby == 1) {
		p->label[0] = g->dictionary[0].name[id];
		return;
	}
	const uint32_t *key = (const uint32_t *)(const void *)g->pairs.name[id].at;
	for (int k = 0; k < n->nby; k++)
		p->label[k] = g->dictionary[k].name[key[k]];
}

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
	uint32_t kinds = 0;

	if (!n->node_part)
		return w;
	for (uint32_t id = 0; id < n->nparts; id++)
		kinds = n->part[id].nodes < kinds ? kinds : n->part[id].nodes + 1;
	w.first = NEW(n->run->arena, (size_t)kinds + 2, uint64_t);
	w.row = NEW(n->run->arena, rows, uint64_t);
	for (uint64_t k = 0; k < rows; k++)             /* counting sort; first[] is one place ahead */
		if (n->node_part[k] < kinds)
			w.first[n->node_part[k] + 2]++;
	for (uint32_t id = 0; id < kinds; id++)
		w.first[id + 2] += w.first[id + 1];
	for (uint64_t k = 0; k < rows; k++)
		if (n->node_part[k] < kinds)
			w.row[w.first[n->node_part[k] + 1]++] = k;
	return w;
}

static int add_members(struct net *n, uint32_t id, struct numbering *u, const struct members *w, struct err *e)
{
	uint32_t kind = n->part[id].nodes;
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

/* Parts and people with the same values in the columns of --by that the table of people has. */
static int node_groups(struct net *n, struct grouping *g, unsigned how, struct err *e)
{
	struct arena *a = n->run->arena;
	uint32_t **code = NEW(a, (size_t)n->nby, uint32_t *), *key = NEW(a, (n->nodes.nrow + n->nparts) * (size_t)n->nby, uint32_t);
	size_t width = (size_t)n->nby * sizeof *key;
	struct names shared;

	if (!n->nodes.ncol || !nodes_have_by(n, how))
		return OK;
	TRY(code_columns(n, &n->nodes, g, code, e));
	names_open(&shared, a);
	for (uint32_t id = 0; id < n->nparts; id++, key += n->nby) {
		for (int k = 0; k < n->nby; k++)
			key[k] = code[k] ? names_get(&g->dictionary[k], n->part[id].label[k]) : 0;
		n->part[id].nodes = names_id(&shared, (struct cell){ (const char *)key, width });
	}
	n->node_part = NEW(a, n->nodes.nrow, uint32_t);
	for (uint64_t r = 0; r < n->nodes.nrow; r++) {
		for (int k = 0; k < n->nby; k++)
			key[k] = code[k] ? code[k][r] : 0;
		n->node_part[r] = names_get(&shared, (struct cell){ (const char *)key, width });
	}
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

static int split(struct net *n, unsigned how, struct err *e)
{
	struct arena *a = n->run->arena;
	struct grouping g = { .dictionary = NEW(a, (size_t)n->nby, struct names) };
	uint32_t *group = NEW(a, n->ties.nrow, uint32_t);

	for (int k = 0; k < n->nby; k++)
		names_open(&g.dictionary[k], a);
	names_open(&g.pairs, a);
	TRY(group_rows(n, &g, group, e));
	n->nparts = n->nby == 1 ? g.dictionary[0].n : g.pairs.n;
	n->part = NEW(a, (size_t)n->nparts + 1, struct part);
	for (uint32_t id = 0; id < n->nparts; id++)
		label_part(n, &g, id);
	TRY(node_groups(n, &g, how, e));
	return fill_parts(n, group, e);
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

/* "wave,layer" cut at its commas. */
const char **split_list(struct arena *a, const char *list, int *n)
{
	const char **item = NEW(a, strlen(list) + 2, const char *);

	*n = 0;
	for (const char *p = list; *p; ) {
		size_t len = strcspn(p, ",");
		item[(*n)++] = arena_copy(a, p, len);
		p += len + (p[len] == ',');
	}
	return item;
}

int net_open(struct run *r, unsigned how, struct net *n, struct err *e)
{
	*n = (struct net){ .run = r };
	if (r->by)
		n->by = split_list(r->arena, r->by, &n->nby);
	TRY(run_table(r, &n->ties, e));
	TRY(find_ends(n, how, e));
	for (int k = 0, c; k < n->nby; k++)
		TRY(table_need(&n->ties, n->by[k], &c, e));
	names_open(&n->people, r->arena);
	n->a = NEW(r->arena, n->ties.nrow, uint32_t);
	n->b = NEW(r->arena, n->ties.nrow, uint32_t);
	TRY(names_columns(&n->people, &n->ties, 2, (int[]){ n->ci, n->cj }, (uint32_t *[]){ n->a, n->b }, false, e));
	TRY(read_weight(n, how, e));
	TRY(read_nodes(n, how, e));
	note_more(r, "%s, %s", plural(n->people.n, "person", "people"), plural(n->ties.nrow, "tie", "ties"));
	if (!r->by) {
		int c = table_find(&n->ties, how & NET_LAYERS ? "wave,replicate" : "wave,layer,replicate");
		if (c >= 0 && !(r->tool->uses & USES_NO_BY))
			note(r, "all rows are read as one network, although there is a column '%s' (--by %s parts them)",
			     n->ties.col[c].name, n->ties.col[c].name);
		one_part(n);
		return OK;
	}
	return split(n, how, e);
}

void net_report(const struct net *n, uint64_t loops, uint64_t repeated, const char *what_was_done)
{
	if (loops && repeated)
		note(n->run, "%s and %s %s", plural(loops, "loop", "loops"), plural(repeated, "repeated tie", "repeated ties"),
		     what_was_done);
	else if (loops || repeated)
		note(n->run, "%s %s", loops ? plural(loops, "loop", "loops") : plural(repeated, "repeated tie", "repeated ties"),
		     what_was_done);
}

/* --- long output ------------------------------------------------------------------------------ */

void long_add(struct longtable *l, uint32_t part, const char *measure, double value, const char *why)
{
	struct arena *a = l->net->run->arena;

	if (l->n == l->room) {
		uint64_t room = l->room ? 2 * l->room : 64;
		l->row = arena_grow(a, l->row, l->n, room, sizeof *l->row);
		l->room = room;
	}
	l->row[l->n++] = (struct longrow){ .part = part, .measure = measure, .value = value,
	                                   .note = isnan(value) ? why ? why : "undefined" : NULL };
}

/* A text column of the long table; all NA means that it is left out. */
static int add_text(struct table *t, const char *name, const struct cell *text, bool always, struct err *e)
{
	uint32_t *code = NEW(t->arena, t->nrow, uint32_t);
	bool any = always;

	for (uint64_t r = 0; r < t->nrow; r++) {
		code[r] = text[r].at ? (uint32_t)r : NO_CODE;
		any |= text[r].at != NULL;
	}
	return any ? table_add_labels(t, name, code, text, e) : OK;
}

int long_write(struct longtable *l, struct err *e)
{
	const struct net *n = l->net;
	struct arena *a = n->run->arena;
	struct cell *text = NEW(a, l->n * (size_t)(n->nby + 4), struct cell);
	double *value = NEW(a, l->n, double);
	struct table t;

	table_new(a, l->n, &t);
	t.sep = n->ties.sep == ' ' ? '\t' : n->ties.sep;
	t.crlf = n->ties.crlf;
	for (int k = 0; k < n->nby; k++, text += l->n) {
		for (uint64_t r = 0; r < l->n; r++)
			text[r] = n->part[l->row[r].part].label[k];
		TRY(add_text(&t, n->by[k], text, true, e));
	}
	struct cell *measure = text, *attribute = measure + l->n, *group = attribute + l->n, *why = group + l->n;
	for (uint64_t r = 0; r < l->n; r++) {
		measure[r] = cell_of(l->row[r].measure);
		attribute[r] = l->row[r].attribute;
		group[r] = l->row[r].group;
		value[r] = l->row[r].value;
		why[r] = l->row[r].note ? cell_of(l->row[r].note) : (struct cell){ NULL, 0 };
	}
	TRY(add_text(&t, "measure", measure, true, e));
	TRY(add_text(&t, "attribute", attribute, false, e));
	TRY(add_text(&t, "group", group, false, e));
	TRY(table_add_reals(&t, "value", value, e));
	TRY(add_text(&t, "note", why, false, e));
	return run_write(n->run, &t, e);
}
