#include "formats_write.h"
#include "number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- what there is to write ----------------------------------------------------------------------- */

bool saved_missing(struct cell c)
{
	double x;

	return number_get(c, &x) == NUMBER_MISSING;
}

static bool is_number(struct cell c)
{
	double x;
	size_t i = c.len && (*c.at == '-' || *c.at == '+');

	if (number_get(c, &x) != NUMBER || !isfinite(x) || (fabs(x) >= 9007199254740992.0 && x == floor(x)))
		return false;
	return !(c.len > i + 1 && c.at[i] == '0' && c.at[i + 1] >= '0' && c.at[i + 1] <= '9');
}

/* The columns of a table but for those of `but`; numbers until a value says otherwise. */
static struct attribute *attributes(struct arena *a, const struct table *t, const int *but, int nbut, int *n)
{
	struct attribute *list = NEW(a, (size_t)t->ncol + 1, struct attribute);

	*n = 0;
	for (int c = 0; c < t->ncol; c++) {
		bool ours = false;
		for (int k = 0; k < nbut; k++)
			ours |= c == but[k];
		if (!ours)
			list[(*n)++] = (struct attribute){ t->col[c].name, t->col[c].field, true, false };
	}
	return list;
}

/* A column without any number at all is text. */
static int find_kinds(const struct table *t, struct attribute *list, int n, struct err *e)
{
	bool *any = NEW(t->arena, (size_t)n + 1, bool);
	struct walk w = { 0 };

	for (walk_start(&w, t, 0); walk_row(&w, e); )
		for (int k = 0; k < n; k++) {
			struct cell c = w.cell[list[k].field];
			if (!list[k].number || saved_missing(c))
				continue;
			any[k] = true;
			list[k].number = is_number(c);
		}
	for (int k = 0; k < n; k++)
		list[k].number &= any[k];
	return e->code;
}

static int read_people(struct saved *s, struct err *e)
{
	const struct net *n = s->n;
	struct walk w = { 0 };

	s->row = NEW(s->arena, (size_t)s->people + 1, struct cell *);
	if (!n->nodes.ncol)
		return OK;
	s->of_people = attributes(s->arena, &n->nodes, &n->cnode, 1, &s->npeople_attributes);
	TRY(find_kinds(&n->nodes, s->of_people, s->npeople_attributes, e));
	for (walk_start(&w, &n->nodes, 0); walk_row(&w, e); ) {
		struct cell *cells = NEW(s->arena, w.width, struct cell);
		memcpy(cells, w.cell, w.width * sizeof *cells);
		s->row[n->node[w.row]] = cells;
	}
	return e->code;
}

static int find(const struct attribute *list, int n, const char *name)
{
	while (n-- && strcasecmp(list[n].name, name))
		;
	return n;
}

static int saved_open(struct saved *s, const struct net *n, struct out *o, const char *weight, struct err *e)
{
	int unused;

	*s = (struct saved){ .n = n, .o = o, .arena = n->run->arena, .people = n->people.n };
	s->of_ties = attributes(s->arena, &n->ties, (int[]){ n->ci, n->cj }, 2, &s->nties_attributes);
	TRY(find_kinds(&n->ties, s->of_ties, s->nties_attributes, e));
	TRY(read_people(s, e));
	if (weight)
		TRY(table_need(&n->ties, weight, &unused, e));
	s->weight = find(s->of_ties, s->nties_attributes, weight ? weight : "weight");
	s->layer = find(s->of_ties, s->nties_attributes, "layer");
	return OK;
}

static const char *saved_left_out(const struct saved *s)
{
	char text[600] = "";
	size_t used = 0;

	for (int who = 0; who < 2; who++) {
		const struct attribute *list = who ? s->of_people : s->of_ties;
		int n = who ? s->npeople_attributes : s->nties_attributes;
		for (int k = 0; k < n && used < sizeof text - 90; k++)
			if (!list[k].written)
				used += (size_t)snprintf(text + used, sizeof text - used, "%s'%.60s'", used ? ", " : "", list[k].name);
	}
	return arena_print(s->arena, "%s", text);
}

/* --- putting things --------------------------------------------------------------------------------- */

void saved_text(struct saved *s, const char *text)
{
	out_put(s->o, text, strlen(text));
}

void saved_cell(struct saved *s, struct cell c)
{
	out_put(s->o, c.at, c.len);
}

void saved_count(struct saved *s, uint64_t x)
{
	s->o->used += number_put_count(out_room(s->o, NUMBER_ROOM), x);
}

void saved_number(struct saved *s, struct cell c)
{
	double x;

	number_get(c, &x);
	s->o->used += number_put(out_room(s->o, NUMBER_ROOM), x);
}

void saved_label(struct saved *s, struct cell c)
{
	out_put(s->o, "\"", 1);
	for (size_t i = 0; i < c.len; i++) {
		char x = c.at[i];
		s->quotes += x == '"';
		out_put(s->o, x == '"' ? "'" : x == '\n' || x == '\r' ? " " : c.at + i, 1);
	}
	out_put(s->o, "\"", 1);
}

void saved_mark_all(struct saved *s)
{
	for (int k = 0; k < s->npeople_attributes; k++)
		s->of_people[k].written = true;
	for (int k = 0; k < s->nties_attributes; k++)
		s->of_ties[k].written = true;
}

int saved_ties(struct saved *s, saved_tie *tie, void *ctx, struct err *e)
{
	struct walk w = { 0 };

	for (walk_start(&w, &s->n->ties, 0); !s->o->broken && walk_row(&w, e); )
		tie(s, &w, ctx);
	return e->code;
}

/* Is every text valid in XML and decodable for GML? */
static int check_cell(const struct saved *s, struct cell c, const char *format, const char *what, struct err *e)
{
	if (cell_not_utf8(c))
		return fail(e, E_DATA, "%s: %s is not UTF-8, which %s must be: iconv -f LATIN1 -t UTF-8", s->n->ties.file, what, format);
	for (size_t i = 0; i < c.len; i++)
		if ((unsigned char)c.at[i] < ' ' && !strchr("\t\n\r", c.at[i]))
			return fail(e, E_DATA, "%s: %s holds a control character, which %s cannot carry", s->n->ties.file, what, format);
	return OK;
}

int saved_check(const struct saved *s, const char *format, struct err *e)
{
	struct walk w = { 0 };

	for (uint32_t v = 0; v < s->people; v++) {
		TRY(check_cell(s, s->n->people.name[v], format, "the name of a person", e));
		for (int k = 0; k < s->npeople_attributes && s->row[v]; k++)
			TRY(check_cell(s, s->row[v][s->of_people[k].field], format, "an attribute of a person", e));
	}
	if (!s->nties_attributes)
		return OK;
	for (walk_start(&w, &s->n->ties, 0); walk_row(&w, e); )
		for (int k = 0; k < s->nties_attributes; k++)
			TRY(check_cell(s, w.cell[s->of_ties[k].field], format, "an attribute of a tie", e));
	return e->code;
}

/* --- GraphML ------------------------------------------------------------------------------------------ */

static void xml(struct saved *s, struct cell c)
{
	for (size_t i = 0; i < c.len; i++) {
		switch (c.at[i]) {
		case '&':       saved_text(s, "&amp;"); break;
		case '<':       saved_text(s, "&lt;"); break;
		case '>':       saved_text(s, "&gt;"); break;
		case '"':       saved_text(s, "&quot;"); break;
		case '\t':      saved_text(s, "&#9;"); break;
		case '\n':      saved_text(s, "&#10;"); break;
		case '\r':      saved_text(s, "&#13;"); break;
		default:        out_put(s->o, c.at + i, 1);
		}
	}
}

static void xml_keys(struct saved *s, const struct attribute *list, int n, const char *of, const char *id)
{
	for (int k = 0; k < n; k++) {
		saved_text(s, "  <key id=\"");
		saved_text(s, id);
		saved_count(s, (uint64_t)k);
		saved_text(s, "\" for=\"");
		saved_text(s, of);
		saved_text(s, "\" attr.name=\"");
		xml(s, cell_of(list[k].name));
		saved_text(s, list[k].number ? "\" attr.type=\"double\"/>\n" : "\" attr.type=\"string\"/>\n");
	}
}

/* A missing value is left out. */
static bool xml_values(struct saved *s, const struct attribute *list, int n, const struct cell *row, const char *id)
{
	bool any = false;

	for (int k = 0; k < n && row; k++) {
		struct cell c = row[list[k].field];
		if (saved_missing(c))
			continue;
		if (!any)
			saved_text(s, ">\n");
		any = true;
		saved_text(s, "      <data key=\"");
		saved_text(s, id);
		saved_count(s, (uint64_t)k);
		saved_text(s, "\">");
		if (list[k].number)
			saved_number(s, c);
		else
			xml(s, c);
		saved_text(s, "</data>\n");
	}
	return any;
}

static void xml_tie(struct saved *s, const struct walk *w, void *unused)
{
	const struct net *n = s->n;

	(void)unused;
	saved_text(s, "    <edge source=\"");
	xml(s, n->people.name[n->a[w->row]]);
	saved_text(s, "\" target=\"");
	xml(s, n->people.name[n->b[w->row]]);
	saved_text(s, "\"");
	saved_text(s, xml_values(s, s->of_ties, s->nties_attributes, w->cell, "e") ? "    </edge>\n" : "/>\n");
}

int graphml_write(struct saved *s, struct err *e)
{
	TRY(saved_check(s, "GraphML", e));
	saved_text(s, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	           "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
	           "         xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n");
	xml_keys(s, s->of_people, s->npeople_attributes, "node", "v");
	xml_keys(s, s->of_ties, s->nties_attributes, "edge", "e");
	saved_text(s, s->n->directed ? "  <graph id=\"G\" edgedefault=\"directed\">\n"
	                             : "  <graph id=\"G\" edgedefault=\"undirected\">\n");
	for (uint32_t v = 0; v < s->people; v++) {
		saved_text(s, "    <node id=\"");
		xml(s, s->n->people.name[v]);
		saved_text(s, "\"");
		saved_text(s, xml_values(s, s->of_people, s->npeople_attributes, s->row[v], "v") ? "    </node>\n" : "/>\n");
	}
	TRY(saved_ties(s, xml_tie, NULL, e));
	saved_text(s, "  </graph>\n</graphml>\n");
	saved_mark_all(s);
	return OK;
}

/* --- from a file to a file ------------------------------------------------------------------------------ */

enum { GRAPHML, GML, PAJEK, PAJ, DL, DOT };

/* The format that is asked for, or the one of the suffix of -o. */
static int choose(const struct run *r, int *format, struct err *e)
{
	static const struct { const char *suffix; int format; } known[] = {
		{ ".graphml", GRAPHML }, { ".gml", GML }, { ".net", PAJEK }, { ".paj", PAJ }, { ".dl", DL },
		{ ".dot", DOT }, { ".gv", DOT }
	};
	size_t len = r->output ? strlen(r->output) : 0;

	for (size_t k = 0; *format < 0 && k < sizeof known / sizeof *known; k++) {
		size_t n = strlen(known[k].suffix);
		if (len > n && !strcasecmp(r->output + len - n, known[k].suffix))
			*format = known[k].format;
	}
	if (*format < 0 && r->output)
		return fail(e, E_USAGE, "%s: no suffix that names a format (.graphml .gml .net .paj .dl .dot): use --format", r->output);
	if (*format < 0)
		*format = GRAPHML;
	return OK;
}

static int write_as(struct saved *s, int format, struct err *e)
{
	switch (format) {
	case GRAPHML:   return graphml_write(s, e);
	case GML:       return gml_write(s, e);
	case DL:        return dl_write(s, e);
	case DOT:       return dot_write(s, e);
	default:        return pajek_write(s, format == PAJ, e);
	}
}

int saved_run(struct run *r, int format, const char *weight, struct err *e)
{
	struct net n;
	struct saved s;
	const char *left_out;

	TRY(choose(r, &format, e));
	TRY(net_open(r, 0, &n, e));
	TRY(saved_open(&s, &n, r->out, weight, e));
	TRY(write_as(&s, format, e));
	left_out = saved_left_out(&s);
	if (*left_out)
		note(r, "the format has no place for %s%s", left_out,
		     format == PAJEK && s.npeople_attributes ? " (a project, .paj, has one for attributes of people)" : "");
	if (s.quotes)
		note(r, "%s in names became apostrophes", plural(s.quotes, "quote", "quotes"));
	if (s.renamed)
		note(r, "%s other characters than letters, digits and _: these became _", plural(s.renamed, "column name has", "column names have"));
	return OK;
}
