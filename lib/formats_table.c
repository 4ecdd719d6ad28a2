#include "formats_table.h"
#include "net.h"
#include "number.h"

#include <stdio.h>
#include <string.h>

/* --- the raw table ---------------------------------------------------------------------------- */

/* R's write.table() gives row names no name: the header is one field shorter than the rows.  Only
 * what cannot be a row with a field too many is taken for that: rows that begin with 1, 2, 3, with
 * the names of the header (a matrix), or with a quote as the header does. */
static bool row_names(const struct sniff *s)
{
	struct cell head[FIELDS], field[FIELDS];
	int width = sniff_fields(s->line[0], s->sep, true, head);
	bool counted = true, named = true, quoted = *s->line[0].at == '"';

	for (int k = 1; k < s->n; k++) {
		char number[16];
		snprintf(number, sizeof number, "%d", k);
		if (sniff_fields(s->line[k], s->sep, true, field) != width + 1)
			return false;
		counted &= cell_is(field[0], number);
		named &= k - 1 < width && !cell_order(field[0], head[k - 1]);
		quoted &= *s->line[k].at == '"';
	}
	return s->n > 1 && (counted || named || quoted);
}

static int open_raw(struct edgelist *l, const char *file, char *text, size_t len, const struct sniff *s,
                    const char *header, struct err *e)
{
	struct table_how how = {
		.sep = s->sep, .quotes = s->quotes, .comment = "", .header = header, .line = s->number,
		.guard = l->how->guard, .private_ = l->f->private_, .row_names = l->header && row_names(s)
	};
	struct table *t = &l->raw;

	TRY(table_over(l->f->arena, file, text, len, &how, t, e));
	for (int c = 0; c < t->ncol; c++) {
		struct cell name = cell_trim(cell_of(t->col[c].name));
		t->col[c].name = arena_copy(t->arena, name.at, name.len);
	}
	if (t->ncol < 2)
		return fail(e, E_DATA, "%s:%llu: one column: expected two at least, the ends of a tie, parted by a TAB, "
		            "a comma, a semicolon or blanks", l->f->file, (unsigned long long)s->number);
	return table_rename(t, l->how->rename, e);
}

/* --- its columns ---------------------------------------------------------------------------------- */

/* In any case of letters. */
static int find(const struct table *t, const char *name)
{
	for (int c = 0; c < t->ncol; c++)
		if (!strcasecmp(t->col[c].name, name))
			return c;
	return -1;
}

/* The first of the known pairs that the table has. */
static const struct end_names *find_known(const struct table *t, int from[2])
{
	for (const struct end_names *k = known_ends; *k->name; k++) {
		from[0] = find(t, k->name[0]);
		from[1] = find(t, k->name[1]);
		if (from[0] >= 0 && from[1] >= 0)
			return k;
	}
	return NULL;
}

/* The pair of --ends; a pair of names that mean ends; the first two columns that have a name. */
static int find_ends(struct edgelist *l, struct err *e)
{
	struct table *t = &l->raw;
	const char *given = l->how->ends;
	int n;

	if (given) {
		const char **name = split_list(t->arena, given, &n);
		if (n != 2 || !strcmp(name[0], name[1]))
			return fail(e, E_USAGE, "--ends takes the names of two columns, as in --ends person,friend; not '%s'", given);
		TRY(table_need(t, name[0], &l->from[0], e));
		return table_need(t, name[1], &l->from[1], e);
	}
	const struct end_names *known = find_known(t, l->from);
	if (known) {
		if (l->header || (l->how->header && !l->f->because)) {  /* the header of a table outweighs its comments */
			l->f->direction = known->directed ? DIRECTION_ARCS : DIRECTION_TIES;
			l->f->because = arena_print(t->arena, "%s says '%s' and '%s'", l->header ? "the header" : "--header",
			                            t->col[l->from[0]].name, t->col[l->from[1]].name);
		}
		return OK;
	}
	n = 0;
	for (int c = 0; c < t->ncol && n < 2; c++)
		if (*t->col[c].name)
			l->from[n++] = c;
	l->guessed = true;
	return n == 2 ? OK : fail(e, E_DATA, "%s: fewer than two columns have a name", l->f->file);
}

static int find_columns(struct edgelist *l, struct err *e)
{
	struct table *t = &l->raw;

	TRY(find_ends(l, e));
	for (int k = 0; k < 2; k++)
		l->ends[k] = t->col[l->from[k]].name;
	l->number = find(t, "weight");
	if (l->how->weight)
		TRY(table_need(t, l->how->weight, &l->number, e));
	if (l->number == l->from[0] || l->number == l->from[1])
		return fail(e, E_USAGE, "%s: column '%s' cannot be an end of the tie and its weight", l->f->file,
		            t->col[l->number].name);
	for (int c = 0; c < t->ncol; c++)
		if (!*t->col[c].name)
			foreign_note(l->f, t->col[c].field ? "column %d has no name and was left out" :
			             "column %d has no name (row names or numbers) and was left out", t->col[c].field + 1);
	return OK;
}

/* Gephi writes Directed or Undirected in each row. */
static int read_kind(struct edgelist *l, struct err *e)
{
	int c = find(&l->raw, "type");
	uint64_t directed = 0, undirected = 0;
	struct walk w = { 0 };

	if (c < 0 || strcasecmp(l->ends[0], "source") || l->how->ends)
		return OK;
	walk_start(&w, &l->raw, 0);
	for (w.ragged = true; walk_row(&w, e); ) {
		directed += cell_is_word(w.cell[l->raw.col[c].field], "directed");
		undirected += cell_is_word(w.cell[l->raw.col[c].field], "undirected");
	}
	TRY(e->code);
	if (directed && undirected)
		foreign_note(l->f, "column '%s' says Directed in %llu rows and Undirected in %llu", l->raw.col[c].name,
		             (unsigned long long)directed, (unsigned long long)undirected);
	if (!undirected == !directed)
		return OK;
	l->f->direction = undirected ? DIRECTION_TIES : DIRECTION_ARCS;
	l->f->because = arena_print(l->f->arena, "column '%s' says %s", l->raw.col[c].name,
	                            undirected ? "Undirected" : "Directed");
	return OK;
}

/* --- matrices ------------------------------------------------------------------------------------ */

/* The name over field f of the rows. */
static struct cell header_cell(const struct table *t, int f)
{
	int c = 0;

	while (c < t->ncol - 1 && t->col[c].field != f)
		c++;
	return cell_of(t->col[c].name);
}

/* The rows begin with the names that stand in the header, in the same order. */
static bool names_agree(struct edgelist *l, struct err *e)
{
	const struct table *t = &l->raw;
	struct walk w = { 0 };
	bool same = true;

	walk_start(&w, t, 0);
	for (w.ragged = true; same && walk_row(&w, e); )
		same = !cell_order(cell_trim(w.cell[0]), header_cell(t, (int)w.row + 1));
	return same && !e->code;
}

static bool all_numbers(struct edgelist *l, struct err *e)
{
	struct walk w = { 0 };
	bool numbers = true;
	double x;

	walk_start(&w, &l->raw, 0);
	for (w.ragged = true; numbers && walk_row(&w, e); )
		for (size_t c = 0; c < w.width; c++)
			numbers &= number_get(w.cell[c], &x) <= NUMBER_MISSING;
	return numbers && !e->code;
}

enum { NO_MATRIX, NAMED_ROWS, BARE };

/* Named rows are unmistakable; bare numbers must be a square too large for an edge list. */
static int find_matrix(struct edgelist *l, struct err *e)
{
	const struct table *t = &l->raw;

	if (t->ncol - 1 == (int64_t)t->nrow && t->nrow > 1 && l->header && names_agree(l, e))
		return NAMED_ROWS;
	if (l->how->matrix || (!l->header && !l->how->header && t->ncol == (int64_t)t->nrow && t->ncol > 4 && all_numbers(l, e)))
		return BARE;
	return NO_MATRIX;
}

static int read_matrix(struct edgelist *l, int kind, struct err *e)
{
	const struct table *t = &l->raw;
	struct foreign *f = l->f;
	int first = kind == NAMED_ROWS;
	uint32_t n = (uint32_t)(t->ncol - first);
	struct cell *label = NEW(f->arena, (size_t)n + 1, struct cell);
	struct scan where = { .f = f };
	struct walk w = { 0 };
	uint64_t missing = 0;

	l->is_matrix = true;
	l->preamble = (struct cell){ 0 };
	if (n != t->nrow)
		return fail(e, E_DATA, "%s: %llu rows and %u columns are no adjacency matrix: expected a square, with the "
		            "same names in the same order in the header and in front of the rows, or without names",
		            f->file, (unsigned long long)t->nrow, n);
	for (uint32_t v = 0; v < n && l->header; v++)
		label[v] = header_cell(t, (int)v + first);
	for (walk_start(&w, t, 0); walk_row(&w, e); ) {
		for (uint32_t v = 0; v < n; v++) {
			struct cell c = cell_trim(w.cell[v + (uint32_t)first]), none = { 0 };
			if (!foreign_cell(f, &where, (uint32_t)w.row, v, c, none, &missing, e))
				continue;
			where.line = table_line(t, w.row);
			return foreign_cell(f, &where, (uint32_t)w.row, v, c, none, &missing, e);
		}
	}
	TRY(e->code);
	foreign_names(f, n, label, "label", NULL);
	f->direction = DIRECTION_MATRIX;
	if (missing)
		foreign_note(f, "%llu missing values in the matrix: no tie", (unsigned long long)missing);
	return OK;
}

/* --- the whole ------------------------------------------------------------------------------------- */

/* Which header: of the file, of --header, or made up. */
static int choose_header(struct edgelist *l, const struct sniff *s, const char **header, bool *square, struct err *e)
{
	struct cell field[FIELDS];
	int n = sniff_width(s, field);

	*header = l->how->header;
	*square = false;
	l->header = !*header && !sniff_headless(s);
	if (*header || l->header)
		return OK;
	if (n > 4 || l->how->matrix) {                  /* a matrix perhaps: any names will do */
		char *names = NEW(l->f->arena, (size_t)n * 12 + 1, char), *p = names;
		for (int c = 0; c < n; c++)
			p += sprintf(p, "%sv%d", c ? "," : "", c + 1);
		*header = names;
		*square = true;
		return OK;
	}
	return sniff_header(l->f, s, header, e);
}

int edgelist_read(struct foreign *f, const char *file, char *text, size_t len,
                  const struct edgelist_how *how, struct edgelist *l, struct err *e)
{
	struct sniff s;
	const char *header;
	bool square;
	int matrix;

	*l = (struct edgelist){ .f = f, .how = how, .weight = -1, .number = -1 };
	if (len >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3))
		text += 3, len -= 3;
	TRY(sniff(f, text, len, how->sep, &s, e));
	l->sep = s.sep;
	l->quotes = s.quotes || s.sep == ',' || s.sep == ';';
	l->preamble = s.preamble;
	l->blank = s.blank;
	if (!s.n && !how->header)
		return fail(e, E_DATA, "%s: %s: expected a header and ties", f->file, len ? "nothing but comments and empty lines" : "empty");
	len -= (size_t)(s.start - text);
	text += s.start - text;
	TRY(choose_header(l, &s, &header, &square, e));
	struct rows *rows = rows_open(l, text, len, !l->header);
	TRY(open_raw(l, file, text, len, &s, header, e));
	if ((matrix = find_matrix(l, e)))
		return read_matrix(l, matrix, e);
	TRY(e->code);
	if (square)
		return sniff_header(f, &s, &header, e);
	TRY(find_columns(l, e));
	TRY(read_kind(l, e));
	return rows_clean(rows, text, len, s.number, e);
}
