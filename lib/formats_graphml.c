/* GraphML, through igraph, which reads it with libxml.
 *
 * igraph 0.10.2 keeps numbers as doubles (a 64-bit id is rounded), calls a missing truth value
 * false, and turns the ends of undirected edges as it likes, so that a column such as office_i
 * would change sides.  It is therefore given the text with every attribute declared a string and
 * the edges declared directed.  &amp; in an id comes back as "&#38;", which is put right.  What it
 * passes over in silence is looked for in the text and told: further graphs, hyperedges, edges
 * with a direction of their own. */
#include "formats.h"
#include "lend.h"

#include <stdio.h>
#include <string.h>

/* --- the text for igraph --------------------------------------------------------------------------- */

struct rewriting {
	const char *at, *end;
	char *to;
	bool undirected;
	uint64_t graphs, hyperedges, own[2];    /* edges that say directed="false", "true" */
};

static uint64_t count(struct cell text, const char *what)
{
	uint64_t n = 0;
	const char *p = text.at, *end = text.at + text.len;

	while ((p = memmem(p, (size_t)(end - p), what, strlen(what)))) {
		n++;
		p += strlen(what);
	}
	return n;
}

static void pass(struct rewriting *r, const char *until)
{
	memcpy(r->to, r->at, (size_t)(until - r->at));
	r->to += until - r->at;
	r->at = until;
}

/* Past the next `what`, or to `stop`. */
static const char *past(const char *p, const char *stop, const char *what)
{
	p = memmem(p, (size_t)(stop - p), what, strlen(what));
	return p ? p + strlen(what) : stop;
}

/* In a tag that ends at `stop`: attribute="value" gets another value; returns the old one. */
static struct cell revalue(struct rewriting *r, const char *stop, const char *attribute, const char *value)
{
	const char *p = past(r->at, stop, attribute), *close;

	while (p < stop && ((unsigned char)*p <= ' ' || *p == '='))
		p++;
	close = p < stop && (*p == '"' || *p == '\'') ? memchr(p + 1, *p, (size_t)(stop - p - 1)) : NULL;
	if (!close)
		return (struct cell){ NULL, 0 };
	pass(r, p + 1);
	memcpy(r->to, value, strlen(value));
	r->to += strlen(value);
	struct cell old = { r->at, (size_t)(close - r->at) };
	r->at = close;
	return old;
}

/* A key without a type is one of strings too. */
static void declare_string(struct rewriting *r, const char *stop)
{
	static const char type[] = " attr.type=\"string\"";

	if (past(r->at, stop, "attr.type") < stop || past(r->at, stop, "attr.name") == stop) {
		revalue(r, stop, "attr.type", "string");
		return;
	}
	pass(r, r->at + strlen("<key"));
	memcpy(r->to, type, sizeof type - 1);
	r->to += sizeof type - 1;
}

static bool opens(const struct rewriting *r, const char *tag)
{
	size_t n = strlen(tag);

	return (size_t)(r->end - r->at) > n && !memcmp(r->at, tag, n) && ((unsigned char)r->at[n] <= ' ' || r->at[n] == '>');
}

/* One tag, from `<` to `>`. */
static void rewrite_tag(struct rewriting *r, const char *stop)
{
	if (opens(r, "<key")) {
		declare_string(r, stop);
	} else if (opens(r, "<graph") && !r->graphs++) {
		r->undirected = cell_is(revalue(r, stop, "edgedefault", "directed"), "undirected");
	} else if (opens(r, "<edge")) {
		const char *p = past(r->at, stop, " directed=");
		if (stop - p > 5)
			r->own[0] += !memcmp(p + 1, "false", 5), r->own[1] += !memcmp(p + 1, "true", 4);
	} else {
		r->hyperedges += opens(r, "<hyperedge");
	}
}

static struct cell rewrite(struct foreign *f, struct cell text, struct rewriting *r)
{
	char *start = NEW(f->arena, text.len + 24 * (count(text, "<key") + count(text, "<graph")) + 1, char);

	*r = (struct rewriting){ .at = text.at, .end = text.at + text.len, .to = start };
	for (const char *p; r->at < r->end && (p = memchr(r->at, '<', (size_t)(r->end - r->at))); ) {
		pass(r, p);
		struct cell rest = { p, (size_t)(r->end - p) };
		const char *stop = memchr(p, '>', rest.len);
		if (!stop)
			break;
		if (cell_starts(rest, "<!--"))
			pass(r, past(p, r->end, "-->"));
		else if (cell_starts(rest, "<![cdata["))
			pass(r, past(p, r->end, "]]>"));
		else
			rewrite_tag(r, stop);
		pass(r, r->at < stop ? stop : r->at);
	}
	pass(r, r->end);
	return (struct cell){ start, (size_t)(r->to - start) };
}

static void tell(struct foreign *f, const struct rewriting *r)
{
	bool directed = f->direction == DIRECTION_ARCS;

	if (r->graphs > 1)
		foreign_note(f, "%llu graphs in the file: only the first was read", (unsigned long long)r->graphs);
	if (r->hyperedges)
		foreign_note(f, "ties of more than two people (hyperedges) were not read");
	if (r->own[!directed])
		foreign_note(f, "%llu edges are marked %s, unlike the graph; the graph's word was taken",
		             (unsigned long long)r->own[!directed], directed ? "undirected" : "directed");
}

/* --- from igraph to the sheets -------------------------------------------------------------------- */

enum { OF_GRAPH, OF_NODES, OF_EDGES, KINDS };

struct lent {
	struct foreign *f;
	const igraph_t *g;
	igraph_strvector_t name[KINDS];         /* of its attributes */
	igraph_vector_int_t type[KINDS];
	bool undirected;                /* the file says so, whatever igraph was told */
};

static struct cell copy(struct foreign *f, const char *s)
{
	size_t len = strlen(s);

	return (struct cell){ arena_copy(f->arena, s, len), len };
}

/* &#38; is what igraph makes of &amp; in an attribute of XML. */
static struct cell repair(struct cell c)
{
	char *to = (char *)(uintptr_t)c.at, *p = to;

	for (size_t i = 0; i < c.len; i++) {
		*p++ = c.at[i];
		if (c.len - i >= 5 && !memcmp(c.at + i, "&#38;", 5))
			i += 4;
	}
	return (struct cell){ to, (size_t)(p - to) };
}

/* Everything was declared a string; what a node or edge lacks is "". */
static struct cell value(struct lent *l, int kind, igraph_integer_t of, igraph_integer_t k)
{
	const char *name = igraph_strvector_get(&l->name[kind], k);

	if (VECTOR(l->type[kind])[k] != IGRAPH_ATTRIBUTE_STRING)
		return cell_of("NA");
	const char *v = kind == OF_NODES ? VAS(l->g, name, of) : EAS(l->g, name, of);
	return *v ? copy(l->f, v) : cell_of("NA");
}

/* Names that outlive igraph's. */
static struct cell *names_of(struct lent *l, int kind, igraph_integer_t *n)
{
	struct cell *name;

	*n = igraph_strvector_size(&l->name[kind]);
	name = NEW(l->f->arena, (size_t)*n + 1, struct cell);
	for (igraph_integer_t k = 0; k < *n; k++)
		name[k] = repair(copy(l->f, igraph_strvector_get(&l->name[kind], k)));
	return name;
}

static bool has(const struct lent *l, const char *name)
{
	for (igraph_integer_t k = 0; k < igraph_strvector_size(&l->name[OF_NODES]); k++)
		if (!strcmp(igraph_strvector_get(&l->name[OF_NODES], k), name))
			return VECTOR(l->type[OF_NODES])[k] == IGRAPH_ATTRIBUTE_STRING;
	return false;
}

/* igraph calls its own nodes n0, n1 ... and keeps the name in an attribute. */
static bool numbered_by_igraph(const struct cell *id, uint32_t n)
{
	char own[16];

	for (uint32_t v = 0; v < n; v++) {
		snprintf(own, sizeof own, "n%u", v);
		if (!cell_is(id[v], own))
			return false;
	}
	return n > 0;
}

static void name_people(struct lent *l, uint32_t n)
{
	struct foreign *f = l->f;
	struct cell *id = NEW(f->arena, (size_t)n + 1, struct cell), *name = NEW(f->arena, (size_t)n + 1, struct cell);
	bool ids = has(l, "id"), names;

	for (uint32_t v = 0; v < n && ids; v++)
		id[v] = repair(copy(f, VAS(l->g, "id", v)));
	names = numbered_by_igraph(id, n) && has(l, "name");
	for (uint32_t v = 0; v < n && names; v++)
		name[v] = copy(f, VAS(l->g, "name", v));
	f->numbered = true;
	if (names)
		foreign_names(f, n, name, "name", id);
	if (f->numbered) {
		foreign_names(f, n, id, "id", NULL);
		f->numbered = false;
	} else {
		foreign_note(f, "people are called by the attribute 'name': the ids n0, n1 ... are a program's");
	}
	sheet_hide(&f->nodes, "id");
}

static int convert(void *arg)
{
	struct lent *l = arg;
	struct foreign *f = l->f;
	uint32_t n = (uint32_t)igraph_vcount(l->g);
	igraph_integer_t some;
	struct cell *name;

	l->undirected |= !igraph_is_directed(l->g);
	f->direction = l->undirected ? DIRECTION_TIES : DIRECTION_ARCS;
	f->because = l->undirected ? "the file says edgedefault=\"undirected\"" : "the file says edgedefault=\"directed\"";
	name = names_of(l, OF_NODES, &some);
	for (uint32_t v = 0; v < n; v++) {
		sheet_row(&f->nodes, v, v);
		for (igraph_integer_t k = 0; k < some; k++)
			sheet_set(&f->nodes, name[k], value(l, OF_NODES, v, k), NULL);
	}
	name = names_of(l, OF_EDGES, &some);
	for (igraph_integer_t i = 0; i < igraph_ecount(l->g); i++) {
		sheet_row(&f->ties, (uint32_t)IGRAPH_FROM(l->g, i), (uint32_t)IGRAPH_TO(l->g, i));
		for (igraph_integer_t k = 0; k < some; k++)
			sheet_set(&f->ties, name[k], value(l, OF_EDGES, i, k), NULL);
	}
	name_people(l, n);
	return OK;
}

/* --- reading ------------------------------------------------------------------------------------ */

static int lent_open(struct lent *l, struct err *e)
{
	for (int k = 0; k < KINDS; k++) {
		igraph_error_t code = igraph_strvector_init(&l->name[k], 0);
		if (!code && (code = igraph_vector_int_init(&l->type[k], 0)))
			igraph_strvector_destroy(&l->name[k]);
		if (code == IGRAPH_SUCCESS)
			continue;
		while (k--) {
			igraph_vector_int_destroy(&l->type[k]);
			igraph_strvector_destroy(&l->name[k]);
		}
		return lend_check(code, e);
	}
	return OK;
}

/* What the graph has is listed first: conversion then only asks the arena, whose jump ends in
 * the guard, so that igraph's objects are always destroyed. */
static int read_lent(struct foreign *f, const igraph_t *g, bool undirected, struct err *e)
{
	struct lent l = { .f = f, .g = g, .undirected = undirected };
	int code;

	TRY(lent_open(&l, e));
	code = lend_check(igraph_cattribute_list(g, &l.name[OF_GRAPH], &l.type[OF_GRAPH], &l.name[OF_NODES],
	                                         &l.type[OF_NODES], &l.name[OF_EDGES], &l.type[OF_EDGES]), e);
	if (!code && igraph_vcount(g) >= (igraph_integer_t)NO_NAME)
		code = fail(e, E_DATA, "%s: too many nodes", f->file);
	if (!code)
		code = arena_guard(f->arena, convert, &l, e);
	for (int k = 0; k < KINDS; k++) {
		igraph_vector_int_destroy(&l.type[k]);
		igraph_strvector_destroy(&l.name[k]);
	}
	return code;
}

/* "Line 3: Couldn't find end of Start Tag edge" becomes "FILE:3: couldn't find ...". */
static int unreadable(const struct foreign *f, struct err *e)
{
	unsigned line = 0;
	int at = 0;
	const char *why = lend_complaint();

	sscanf(why, "Line %u: %n", &line, &at);
	why += at;
	if (strstr(why, "Graph index"))
		return fail(e, E_DATA, "%s: XML, but not GraphML: it has no <graph>", f->file);
	if (f->private_ || !*why)
		why = "it cannot be read";
	if (at)
		return fail(e, E_DATA, "%s:%u: not sound GraphML: %s; is the file cut short?", f->file, line, why);
	return fail(e, E_DATA, "%s: not sound GraphML: %s", f->file, why);
}

int graphml_read(struct foreign *f, struct cell text, struct err *e)
{
	struct rewriting r;
	struct cell given = rewrite(f, text, &r);
	FILE *in = given.len ? fmemopen((void *)(uintptr_t)given.at, given.len, "r") : NULL;
	unsigned warnings = 0;
	igraph_error_t read;
	igraph_t g;
	int code;

	if (!in)
		return fail(e, E_DATA, "%s: empty", f->file);
	lend_setup();
	read = igraph_read_graph_graphml(&g, in, 0);
	fclose(in);
	if (read == IGRAPH_ENOMEM)
		return lend_check(read, e);
	if (read != IGRAPH_SUCCESS)
		return unreadable(f, e);
	code = read_lent(f, &g, r.undirected, e);
	igraph_destroy(&g);
	TRY(code);
	tell(f, &r);
	const char *warning = lend_warning(&warnings);
	if (warnings)
		foreign_note(f, "%s%s", f->private_ ? "parts of the file were not understood" : warning,
		             warnings > 1 ? ", and more like this" : "");
	return OK;
}
