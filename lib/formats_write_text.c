/* GML, Pajek, DL and DOT, written.  formats_gml.c, formats_pajek.c and formats_dl.c have their sources. */
#include "formats_write.h"
#include "number.h"

#include <string.h>

/* --- GML ------------------------------------------------------------------------------------------------ */

/* Letters, digits and '_', a letter first; not one of the two words that have a meaning there. */
static void gml_names(struct saved *s, struct attribute *list, int n, const char *taken, const char *also)
{
	for (int k = 0; k < n; k++) {
		size_t len = strlen(list[k].name);
		char *name = NEW(s->arena, len + 16, char), *p = name;
		if (!((list[k].name[0] | 0x20) >= 'a' && (list[k].name[0] | 0x20) <= 'z'))
			*p++ = 'x';
		for (size_t i = 0; i < len; i++) {
			char c = list[k].name[i];
			bool fine = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
			*p++ = fine ? c : '_';
		}
		for (bool again = true; again && p < name + len + 14; ) {
			again = !strcasecmp(name, taken) || !strcasecmp(name, also);
			for (int j = 0; j < k; j++)
				again |= !strcmp(list[j].name, name);
			if (again)
				*p++ = '_';
		}
		s->renamed += strcmp(name, list[k].name) != 0;
		list[k].name = name;
	}
}

static void gml_text(struct saved *s, struct cell c)
{
	out_put(s->o, "\"", 1);
	for (size_t i = 0; i < c.len; ) {
		unsigned char x = (unsigned char)c.at[i];
		uint32_t code = x;
		if (x == '&' || x == '"') {
			saved_text(s, x == '&' ? "&amp;" : "&quot;");
			i++;
			continue;
		}
		if (x < 0x80) {
			out_put(s->o, c.at + i++, 1);
			continue;
		}
		size_t more = x < 0xE0 ? 1 : x < 0xF0 ? 2 : 3;
		code = x & (0x3Fu >> more);
		for (i++; more--; i++)
			code = code << 6 | ((unsigned char)c.at[i] & 0x3F);
		saved_text(s, "&#");
		saved_count(s, code);
		saved_text(s, ";");
	}
	out_put(s->o, "\"", 1);
}

/* A real number has a point there: 1e-7 is 1.0e-7. */
static void gml_number(struct saved *s, struct cell c)
{
	char text[NUMBER_ROOM];
	double x;
	size_t len;

	number_get(c, &x);
	len = number_put(text, x);
	const char *exponent = memchr(text, 'e', len);
	if (!exponent || memchr(text, '.', len)) {
		out_put(s->o, text, len);
		return;
	}
	out_put(s->o, text, (size_t)(exponent - text));
	out_put(s->o, ".0", 2);
	out_put(s->o, exponent, len - (size_t)(exponent - text));
}

static void gml_values(struct saved *s, const struct attribute *list, int n, const struct cell *row)
{
	for (int k = 0; k < n && row; k++) {
		struct cell c = row[list[k].field];
		if (saved_missing(c))
			continue;
		saved_text(s, " ");
		saved_text(s, list[k].name);
		saved_text(s, " ");
		if (list[k].number)
			gml_number(s, c);
		else
			gml_text(s, c);
	}
	saved_text(s, " ]\n");
}

static void gml_tie(struct saved *s, const struct walk *w, void *unused)
{
	(void)unused;
	saved_text(s, "  edge [ source ");
	saved_count(s, s->n->a[w->row]);
	saved_text(s, " target ");
	saved_count(s, s->n->b[w->row]);
	gml_values(s, s->of_ties, s->nties_attributes, w->cell);
}

int gml_write(struct saved *s, struct err *e)
{
	TRY(saved_check(s, "GML", e));
	saved_mark_all(s);
	gml_names(s, s->of_people, s->npeople_attributes, "id", "label");
	gml_names(s, s->of_ties, s->nties_attributes, "source", "target");
	saved_text(s, s->n->directed ? "graph [\n  directed 1\n" : "graph [\n  directed 0\n");
	for (uint32_t v = 0; v < s->people; v++) {
		saved_text(s, "  node [ id ");
		saved_count(s, v);
		saved_text(s, " label ");
		gml_text(s, s->n->people.name[v]);
		gml_values(s, s->of_people, s->npeople_attributes, s->row[v]);
	}
	TRY(saved_ties(s, gml_tie, NULL, e));
	saved_text(s, "]\n");
	return OK;
}

/* --- Pajek and DL ------------------------------------------------------------------------------------------ */

/* Ties by layer: line[first[k]] ... of layer k. */
struct lines {
	struct line { uint32_t a, b; struct cell weight; } *line;
	uint64_t *first;
	uint32_t *layer_of;             /* of each row */
	struct names layers;
	uint64_t n;
};

static void note_layer(struct saved *s, const struct walk *w, void *ctx)
{
	struct lines *l = ctx;

	l->layer_of[w->row] = names_id(&l->layers, s->layer < 0 ? cell_of("") : w->cell[s->of_ties[s->layer].field]);
	l->n = w->row + 1;
}

static void note_tie(struct saved *s, const struct walk *w, void *ctx)
{
	struct lines *l = ctx;
	struct cell none = { 0 };

	l->line[l->first[l->layer_of[w->row]]++] = (struct line){
		s->n->a[w->row], s->n->b[w->row], s->weight < 0 ? none : w->cell[s->of_ties[s->weight].field] };
}

static int sort_lines(struct saved *s, struct lines *l, const char *format, struct err *e)
{
	uint64_t m = s->n->ties.nrow;

	*l = (struct lines){ .layer_of = NEW(s->arena, m + 1, uint32_t), .line = NEW(s->arena, m + 1, struct line) };
	if (s->weight >= 0 && !s->of_ties[s->weight].number && m)
		return fail(e, E_DATA, "%s: column '%s' holds other things than numbers, and %s has room for numbers only",
		            s->n->ties.file, s->of_ties[s->weight].name, format);
	names_open(&l->layers, s->arena);
	TRY(saved_ties(s, note_layer, l, e));
	l->first = NEW(s->arena, (size_t)l->layers.n + 2, uint64_t);
	for (uint64_t r = 0; r < l->n; r++)
		l->first[l->layer_of[r] + 1]++;
	for (uint32_t k = 0; k < l->layers.n; k++)
		l->first[k + 1] += l->first[k];
	TRY(saved_ties(s, note_tie, l, e));
	for (uint32_t k = l->layers.n; k; k--)          /* the filling moved each to the next */
		l->first[k] = l->first[k - 1];
	if (l->layers.n)
		l->first[0] = 0;
	if (s->weight >= 0)
		s->of_ties[s->weight].written = true;
	if (s->layer >= 0)
		s->of_ties[s->layer].written = true;
	return OK;
}

static void put_line(struct saved *s, uint32_t a, uint32_t b, struct cell weight)
{
	saved_count(s, (uint64_t)a + 1);
	saved_text(s, " ");
	saved_count(s, (uint64_t)b + 1);
	if (weight.at) {
		saved_text(s, " ");
		saved_number(s, weight);
	}
	saved_text(s, "\n");
}

/* A number of each person; text becomes classes 1, 2 ..., named in comments. */
static void pajek_values(struct saved *s, struct attribute *at)
{
	struct names classes;

	names_open(&classes, s->arena);
	saved_text(s, at->number ? "*Vector " : "*Partition ");
	saved_text(s, at->name);
	saved_text(s, "\n");
	for (uint32_t v = 0; v < s->people && !at->number; v++) {
		struct cell c = s->row[v] ? s->row[v][at->field] : cell_of("");
		uint32_t before = classes.n, k = saved_missing(c) ? NO_NAME : names_id(&classes, c);
		if (k == NO_NAME || k < before)
			continue;
		saved_text(s, "% ");
		saved_count(s, (uint64_t)k + 1);
		saved_text(s, " ");
		saved_label(s, c);
		saved_text(s, "\n");
	}
	saved_text(s, "*Vertices ");
	saved_count(s, s->people);
	saved_text(s, "\n");
	for (uint32_t v = 0; v < s->people; v++) {
		struct cell c = s->row[v] ? s->row[v][at->field] : cell_of("");
		if (at->number && saved_missing(c))
			saved_text(s, "NA");
		else if (at->number)
			saved_number(s, c);
		else
			saved_count(s, saved_missing(c) ? 0 : (uint64_t)names_get(&classes, c) + 1);
		saved_text(s, "\n");
	}
	at->written = true;
}

int pajek_write(struct saved *s, bool project, struct err *e)
{
	struct lines l;

	TRY(sort_lines(s, &l, "Pajek", e));
	if (project)
		saved_text(s, "*Network network\n");
	saved_text(s, "*Vertices ");
	saved_count(s, s->people);
	saved_text(s, "\n");
	for (uint32_t v = 0; v < s->people; v++) {
		saved_count(s, (uint64_t)v + 1);
		saved_text(s, " ");
		saved_label(s, s->n->people.name[v]);
		saved_text(s, "\n");
	}
	for (uint32_t k = 0; k < l.layers.n || !k; k++) {
		saved_text(s, s->n->directed ? "*Arcs" : "*Edges");
		if (s->layer >= 0 && k < l.layers.n) {
			saved_text(s, " :");
			saved_count(s, (uint64_t)k + 1);
			saved_text(s, " ");
			saved_label(s, l.layers.name[k]);
		}
		saved_text(s, "\n");
		for (uint64_t i = l.n ? l.first[k] : 0; i < (l.n ? l.first[k + 1] : 0); i++)
			put_line(s, l.line[i].a, l.line[i].b, l.line[i].weight);
	}
	for (int k = 0; project && k < s->npeople_attributes; k++)
		pajek_values(s, &s->of_people[k]);
	return OK;
}

/* Quoted only where it must be: igraph's reader takes quotes for part of the label. */
static void dl_label(struct saved *s, struct cell c)
{
	bool plain = c.len && *c.at != '!';

	for (size_t i = 0; i < c.len; i++)
		plain &= (unsigned char)c.at[i] > ' ' && c.at[i] != ',' && c.at[i] != '"';
	if (plain && !cell_is_word(c, "embedded"))
		saved_cell(s, c);
	else
		saved_label(s, c);
	saved_text(s, "\n");
}

/* A DL file holds matrices: a tie without direction stands in both halves. */
int dl_write(struct saved *s, struct err *e)
{
	struct lines l;

	TRY(sort_lines(s, &l, "DL", e));
	saved_text(s, "DL n=");
	saved_count(s, s->people);
	if (s->layer >= 0 && l.layers.n > 0) {
		saved_text(s, " nm=");
		saved_count(s, l.layers.n);
	}
	saved_text(s, "\nformat = edgelist1\nlabels:\n");
	for (uint32_t v = 0; v < s->people; v++)
		dl_label(s, s->n->people.name[v]);
	if (s->layer >= 0 && l.layers.n > 0)
		saved_text(s, "matrix labels:\n");
	for (uint32_t k = 0; s->layer >= 0 && k < l.layers.n; k++)
		dl_label(s, l.layers.name[k]);
	saved_text(s, "data:\n");
	for (uint32_t k = 0; k < l.layers.n; k++) {
		if (k)
			saved_text(s, "!\n");
		for (uint64_t i = l.first[k]; i < l.first[k + 1]; i++) {
			put_line(s, l.line[i].a, l.line[i].b, l.line[i].weight);
			if (!s->n->directed && l.line[i].a != l.line[i].b)
				put_line(s, l.line[i].b, l.line[i].a, l.line[i].weight);
		}
	}
	return OK;
}

/* --- DOT -------------------------------------------------------------------------------------------------- */

static void dot_text(struct saved *s, struct cell c)
{
	out_put(s->o, "\"", 1);
	for (size_t i = 0; i < c.len; i++) {
		if (c.at[i] == '"' || c.at[i] == '\\')
			saved_text(s, "\\");
		if (c.at[i] == '\n')
			saved_text(s, "\\n");
		else if (c.at[i] != '\r')
			out_put(s->o, c.at + i, 1);
	}
	out_put(s->o, "\"", 1);
}

static void dot_values(struct saved *s, const struct attribute *list, int n, const struct cell *row)
{
	bool any = false;

	for (int k = 0; k < n && row; k++) {
		struct cell c = row[list[k].field];
		if (saved_missing(c))
			continue;
		saved_text(s, any ? ", " : " [");
		any = true;
		dot_text(s, cell_of(list[k].name));
		saved_text(s, "=");
		dot_text(s, c);
	}
	saved_text(s, any ? "];\n" : ";\n");
}

static void dot_tie(struct saved *s, const struct walk *w, void *unused)
{
	const struct net *n = s->n;

	(void)unused;
	saved_text(s, "  ");
	dot_text(s, n->people.name[n->a[w->row]]);
	saved_text(s, n->directed ? " -> " : " -- ");
	dot_text(s, n->people.name[n->b[w->row]]);
	dot_values(s, s->of_ties, s->nties_attributes, w->cell);
}

int dot_write(struct saved *s, struct err *e)
{
	saved_text(s, s->n->directed ? "digraph {\n" : "graph {\n");
	for (uint32_t v = 0; v < s->people; v++) {
		saved_text(s, "  ");
		dot_text(s, s->n->people.name[v]);
		dot_values(s, s->of_people, s->npeople_attributes, s->row[v]);
	}
	TRY(saved_ties(s, dot_tie, NULL, e));
	saved_text(s, "}\n");
	saved_mark_all(s);
	return OK;
}
