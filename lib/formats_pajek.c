/* Pajek's networks (.net) and projects (.paj).  After Batagelj & Mrvar, Pajek reference manual:
 * a line of its own opens a section (*Vertices, *Arcs, *Edges, *Arcslist, *Edgeslist, *Matrix;
 * in projects *Network, *Partition, *Vector); lines starting with % are comments. */
#include "formats.h"
#include "number.h"

#include <string.h>

enum section { NOWHERE, VERTICES, ARCS, EDGES, ARCSLIST, EDGESLIST, MATRIX, VALUES, SKIPPED };

struct pajek {
	struct foreign *f;
	struct scan s;
	enum section section;
	bool seen;                      /* *Vertices of the network has been read */
	bool other;                     /* the next *Vertices belongs to an object that is not read */
	uint32_t n, first_mode;
	struct cell *label;
	uint64_t *row;                  /* of a vertex in f->nodes, + 1 */
	struct cell layer;              /* of the relation that is being read */
	uint64_t cell, missing;         /* of a matrix */
	struct cell vector;             /* name of a partition or vector that is being read ... */
	uint32_t entry;                 /* ... and its next vertex, from 0 */
	struct cell **value;            /* of every partition and vector */
	struct cell *value_name;
	int nvalue;
	uint64_t arcs, edges, drawn;
	int skipped, matrices;
};

static int fetch(struct pajek *p, struct cell *line, struct cell *word, struct err *e)
{
	TRY(scan_word(&p->s, line, word, e));
	return word->at ? OK : scan_fail(&p->s, e, "the line ends too early");
}

static int vertex(struct pajek *p, struct cell word, uint32_t *v, struct err *e)
{
	uint64_t number;

	if (!number_get_count(word, &number) || number < 1 || number > p->n)
		return scan_fail(&p->s, e, "%s is no vertex: expected a number from 1 to %u",
		                 scan_shown(&p->s, word), p->n);
	*v = (uint32_t)(number - 1);
	return OK;
}

static int need_number(struct pajek *p, struct cell word, struct err *e)
{
	double x;
	enum number_kind kind = number_get(word, &x);

	if (kind == NUMBER || kind == NUMBER_MISSING)
		return OK;
	return scan_fail(&p->s, e, "%s is not a number%s", scan_shown(&p->s, word),
	                 kind == NUMBER_COMMA ? ": write a decimal point, not a comma" : "");
}

/* [1-3,7] after a vertex or line: when it is there.  May hold blanks. */
static struct cell interval(struct cell *line, struct cell word)
{
	const char *end = memchr(word.at, ']', (size_t)(line->at + line->len - word.at));

	if (end && end >= line->at) {
		line->len -= (size_t)(end + 1 - line->at);
		line->at = end + 1;
	}
	return (struct cell){ word.at, (size_t)(line->at - word.at) };
}

static bool numeric(struct cell c)
{
	double x;

	return number_get(c, &x) == NUMBER;
}

/* Number, label, up to three coordinates, then how to draw it. */
static int read_vertex(struct pajek *p, struct cell line, struct err *e)
{
	static const char *const axis[] = { "x", "y", "z" };
	struct sheet *nodes = &p->f->nodes;
	struct cell word;
	uint32_t v = 0;
	bool drawn = false;

	TRY(fetch(p, &line, &word, e));
	TRY(vertex(p, word, &v, e));
	if (p->row[v])
		return scan_fail(&p->s, e, "vertex %u stands twice in the list", v + 1);
	sheet_row(nodes, v, v);
	p->row[v] = nodes->nrow;
	TRY(scan_word(&p->s, &line, &p->label[v], e));
	if (!p->label[v].at)
		return OK;
	for (int k = 0;; k++) {
		TRY(scan_word(&p->s, &line, &word, e));
		if (!word.at)
			break;
		if (*word.at == '[')
			sheet_set(nodes, cell_of("interval"), interval(&line, word), "NA");
		else if (k < 3 && numeric(word))
			sheet_set(nodes, cell_of(axis[k]), word, "NA");
		else
			drawn = true;
	}
	p->drawn += drawn;
	return OK;
}

/* After the ends of a line: its value, its interval, l "label", and how to draw it. */
static int read_line_values(struct pajek *p, struct cell line, struct err *e)
{
	struct sheet *ties = &p->f->ties;
	struct cell word, before = { 0 };
	bool drawn = false;

	for (int k = 0;; k++) {
		TRY(scan_word(&p->s, &line, &word, e));
		if (!word.at)
			break;
		if (*word.at == '[') {
			sheet_set(ties, cell_of("interval"), interval(&line, word), "NA");
		} else if (k == 0) {
			TRY(need_number(p, word, e));
			sheet_set(ties, cell_of("weight"), word, "1");
		} else if (cell_is(before, "l")) {
			sheet_set(ties, cell_of("label"), word, "NA");
		} else {
			drawn |= !cell_is(word, "l");
		}
		before = word;
	}
	if (p->layer.len)
		sheet_set(ties, cell_of("layer"), p->layer, "NA");
	p->drawn += drawn;
	return OK;
}

/* `i j value ...`, also `relation: i j value ...`. */
static int read_tie(struct pajek *p, struct cell line, struct err *e)
{
	struct cell word, relation = { 0 };
	uint32_t a = 0, b = 0;

	TRY(fetch(p, &line, &word, e));
	if (word.len > 1 && word.at[word.len - 1] == ':') {
		relation = (struct cell){ word.at, word.len - 1 };
		TRY(fetch(p, &line, &word, e));
	}
	TRY(vertex(p, word, &a, e));
	TRY(fetch(p, &line, &word, e));
	TRY(vertex(p, word, &b, e));
	sheet_row(&p->f->ties, a, b);
	p->f->ties.row[p->f->ties.nrow - 1].edge = p->section == EDGES;
	*(p->section == EDGES ? &p->edges : &p->arcs) += 1;
	struct cell outer = p->layer;
	if (relation.len)
		p->layer = relation;
	TRY(read_line_values(p, line, e));
	p->layer = outer;
	return OK;
}

/* `i j k l`: ties of i to all the others. */
static int read_list(struct pajek *p, struct cell line, struct err *e)
{
	struct cell word;
	uint32_t a = 0, b = 0;

	TRY(fetch(p, &line, &word, e));
	TRY(vertex(p, word, &a, e));
	for (;;) {
		TRY(scan_word(&p->s, &line, &word, e));
		if (!word.at)
			return OK;
		TRY(vertex(p, word, &b, e));
		sheet_row(&p->f->ties, a, b);
		p->f->ties.row[p->f->ties.nrow - 1].edge = p->section == EDGESLIST;
		*(p->section == EDGESLIST ? &p->edges : &p->arcs) += 1;
		if (p->layer.len)
			sheet_set(&p->f->ties, cell_of("layer"), p->layer, "NA");
	}
}

static int read_matrix(struct pajek *p, struct cell line, struct err *e)
{
	struct cell word;

	for (;;) {
		TRY(scan_word(&p->s, &line, &word, e));
		if (!word.at)
			return OK;
		if (p->cell == (uint64_t)p->n * p->n)
			return scan_fail(&p->s, e, "the matrix has more than %u rows of %u values", p->n, p->n);
		TRY(foreign_cell(p->f, &p->s, (uint32_t)(p->cell / p->n), (uint32_t)(p->cell % p->n),
		                 word, p->layer, &p->missing, e));
		p->cell++;
	}
}

/* The value of the next vertex in a partition or vector. */
static int read_value(struct pajek *p, struct cell line, struct err *e)
{
	struct cell word;

	TRY(fetch(p, &line, &word, e));
	TRY(need_number(p, word, e));
	if (p->entry == p->n)
		return scan_fail(&p->s, e, "more values than the %u vertices", p->n);
	p->value[p->nvalue - 1][p->entry++] = word;
	return OK;
}

/* --- sections ------------------------------------------------------------------------------- */

static int open_vertices(struct pajek *p, struct cell rest, struct err *e)
{
	struct cell word;
	uint64_t n, first;

	TRY(fetch(p, &rest, &word, e));
	if (!number_get_count(word, &n) || n >= NO_NAME)
		return scan_fail(&p->s, e, "%s is not a number of vertices", scan_shown(&p->s, word));
	if (p->vector.at) {                     /* of a partition or vector */
		if (n != p->n)
			return scan_fail(&p->s, e, "%llu values for %u vertices", (unsigned long long)n, p->n);
		p->section = VALUES;
		return OK;
	}
	if (p->other) {
		p->section = SKIPPED;
		return OK;
	}
	if (p->seen)
		return scan_fail(&p->s, e, "a second network: cut the file into one a file");
	p->seen = true;
	p->n = (uint32_t)n;
	p->section = VERTICES;
	p->label = NEW(p->f->arena, n + 1, struct cell);
	p->row = NEW(p->f->arena, n + 1, uint64_t);
	TRY(scan_word(&p->s, &rest, &word, e));
	if (word.at && number_get_count(word, &first) && first < n)
		p->first_mode = (uint32_t)first;
	return OK;
}

/* `*Arcs :2 "advice"`: the relation's label, or its number. */
static int open_ties(struct pajek *p, enum section section, struct cell rest, struct err *e)
{
	struct cell word;

	if (!p->seen)
		return scan_fail(&p->s, e, "ties before *Vertices");
	p->section = section;
	p->layer = (struct cell){ 0 };
	p->cell = 0;
	p->matrices += section == MATRIX;
	for (;;) {
		TRY(scan_word(&p->s, &rest, &word, e));
		if (!word.at)
			return OK;
		if (*word.at == ':')
			word.at++, word.len--;
		if (word.len)
			p->layer = word;
	}
}

static int open_values(struct pajek *p, struct cell rest)
{
	struct cell name = rest;

	p->section = SKIPPED;
	if (!p->seen)
		return OK;
	p->vector = name.len ? name : cell_of("partition");
	p->entry = 0;
	p->value = arena_grow(p->f->arena, p->value, (size_t)p->nvalue, (size_t)p->nvalue + 1, sizeof *p->value);
	p->value_name = arena_grow(p->f->arena, p->value_name, (size_t)p->nvalue, (size_t)p->nvalue + 1,
	                           sizeof *p->value_name);
	p->value_name[p->nvalue] = p->vector;
	p->value[p->nvalue++] = NEW(p->f->arena, (size_t)p->n + 1, struct cell);
	return OK;
}

static int close_section(struct pajek *p, struct err *e)
{
	if (p->section == MATRIX && p->cell != (uint64_t)p->n * p->n)
		return scan_fail(&p->s, e, "the matrix ends after %llu of %u x %u values: is the file cut short?",
		                 (unsigned long long)p->cell, p->n, p->n);
	if (p->section == VALUES && p->entry != p->n)
		return scan_fail(&p->s, e, "%u values for %u vertices: is the file cut short?", p->entry, p->n);
	return OK;
}

static int open_section(struct pajek *p, struct cell line, struct err *e)
{
	static const struct { const char *word; enum section section; } sections[] = {
		{ "*arcslist", ARCSLIST }, { "*edgeslist", EDGESLIST }, { "*arcs", ARCS },
		{ "*edges", EDGES }, { "*matrix", MATRIX }
	};
	struct cell word, rest = line;

	TRY(close_section(p, e));
	TRY(scan_word(&p->s, &rest, &word, e));
	while (rest.len && *rest.at == ' ')
		rest.at++, rest.len--;
	if (cell_starts(word, "*vert"))
		return open_vertices(p, rest, e);
	p->vector = (struct cell){ 0 };
	p->other = false;
	for (size_t k = 0; k < sizeof sections / sizeof *sections; k++)
		if (cell_starts(word, sections[k].word))
			return open_ties(p, sections[k].section, rest, e);
	if (cell_is_word(word, "*partition") || cell_is_word(word, "*vector"))
		return open_values(p, rest);
	p->section = SKIPPED;
	p->other = !cell_is_word(word, "*network");
	p->skipped += p->other;
	return OK;
}

static int read_lines(struct pajek *p, struct err *e)
{
	struct cell line;

	while (scan_line(&p->s, &line)) {
		if (!line.len || *line.at == '%')
			continue;
		if (*line.at == '*') {
			TRY(open_section(p, line, e));
			continue;
		}
		switch (p->section) {
		case VERTICES:  TRY(read_vertex(p, line, e)); break;
		case ARCS:
		case EDGES:     TRY(read_tie(p, line, e)); break;
		case ARCSLIST:
		case EDGESLIST: TRY(read_list(p, line, e)); break;
		case MATRIX:    TRY(read_matrix(p, line, e)); break;
		case VALUES:    TRY(read_value(p, line, e)); break;
		case SKIPPED:   break;
		case NOWHERE:   return scan_fail(&p->s, e, "expected *Vertices N");
		}
	}
	TRY(close_section(p, e));
	return p->seen ? OK : scan_fail(&p->s, e, "no *Vertices: not a Pajek network");
}

/* --- what it amounts to ------------------------------------------------------------------------- */

/* The values of a vertex must stand together: rows are made anew, in order. */
static void collect_nodes(struct pajek *p)
{
	struct foreign *f = p->f;
	struct sheet given = f->nodes;

	sheet_open(&f->nodes, f->arena);
	for (uint32_t v = 0; v < p->n; v++) {
		sheet_row(&f->nodes, v, v);
		if (p->label[v].len)
			sheet_set(&f->nodes, cell_of("label"), p->label[v], "NA");
		if (p->first_mode)
			sheet_set(&f->nodes, cell_of("mode"), cell_of(v < p->first_mode ? "1" : "2"), NULL);
		if (p->row[v]) {
			uint64_t r = p->row[v] - 1, end = r + 1 < given.nrow ? given.row[r + 1].first : given.nvalue;
			for (uint64_t k = given.row[r].first; k < end; k++) {
				const struct sheet_col *c = &given.col[given.value[k].col];
				sheet_set(&f->nodes, c->name,
				          (struct cell){ given.value[k].at, given.value[k].len }, "NA");
			}
		}
		for (int k = 0; k < p->nvalue; k++)
			sheet_set(&f->nodes, p->value_name[k], p->value[k][v], "NA");
	}
}

int pajek_read(struct foreign *f, struct cell text, struct err *e)
{
	struct pajek p = { .f = f };

	scan_open(&p.s, f, text);
	TRY(read_lines(&p, e));
	collect_nodes(&p);
	foreign_names(f, p.n, p.label, "label", NULL);
	f->direction = p.arcs && !(f->undirected && p.edges) ? DIRECTION_ARCS
	             : p.edges ? DIRECTION_TIES
	             : p.matrices ? DIRECTION_MATRIX : DIRECTION_UNSAID;
	f->because = f->direction == DIRECTION_TIES ? "the file has *Edges" : "the file has *Arcs";
	if (p.arcs && p.edges && !f->undirected)
		foreign_note(f, "*Edges beside *Arcs: each of the %llu edges is written as two arcs",
		             (unsigned long long)p.edges);
	if (p.first_mode)
		foreign_note(f, "a two-mode network: vertices 1 to %u and the others are two kinds (column 'mode')",
		             p.first_mode);
	if (p.missing)
		foreign_note(f, "%llu missing values in the matrix: no tie", (unsigned long long)p.missing);
	if (p.drawn)
		foreign_note(f, "how to draw vertices and lines (shapes, colours, widths) was not read");
	if (p.skipped)
		foreign_note(f, "%d other objects of the project were not read", p.skipped);
	return OK;
}
