/* UCINET's DL.  After Borgatti, Everett & Freeman, UCINET 6 reference manual: `DL n=5 format=...`,
 * labels, then `data:`.  Read: fullmatrix, lowerhalf, upperhalf, edgelist1, nodelist1, with several
 * matrices (nm=); labels in a list or embedded.  A DL file holds matrices: a network whose
 * arcs all go both ways with the same value is one of undirected ties. */
#include "formats.h"
#include "number.h"

#include <string.h>

struct dl {
	struct foreign *f;
	struct scan s;
	struct cell line;               /* what is left of the line */
	uint32_t n, nm;
	struct cell format;
	bool embedded, no_diagonal;
	struct cell *label, *layer;
	uint32_t nlabel, matrix;
	struct names people;            /* of embedded labels */
	uint64_t missing;
};

/* The next word, over line ends; word->at == NULL at the end of the text. */
static int next(struct dl *d, struct cell *word, struct err *e)
{
	for (;;) {
		TRY(scan_word(&d->s, &d->line, word, e));
		if (word->at || !scan_line(&d->s, &d->line))
			return OK;
	}
}

static int demand(struct dl *d, const char *what, struct cell *word, struct err *e)
{
	TRY(next(d, word, e));
	return word->at ? OK : scan_fail(&d->s, e, "the file ends where %s was expected: is it cut short?", what);
}

static int count(struct dl *d, const char *what, uint32_t *n, struct err *e)
{
	struct cell word;
	uint64_t x;

	TRY(demand(d, what, &word, e));
	if (!number_get_count(word, &x) || x >= NO_NAME)
		return scan_fail(&d->s, e, "%s is not a number: expected %s", scan_shown(&d->s, word), what);
	*n = (uint32_t)x;
	return OK;
}

static int read_labels(struct dl *d, struct cell *to, uint32_t n, struct err *e)
{
	for (uint32_t k = 0; k < n; k++)
		TRY(demand(d, "a label", &to[k], e));
	return OK;
}

/* Labels and values may hold '=' and ':'. */
static void past_colon(struct dl *d)
{
	while (d->line.len && (*d->line.at == ' ' || *d->line.at == ':'))
		d->line.at++, d->line.len--;
	d->s.breaks = ",";
}

/* After `labels`, `row labels`, `column labels`: a list, or the word `embedded`. */
static int labels(struct dl *d, struct err *e)
{
	struct cell word, line = d->line;

	TRY(scan_word(&d->s, &line, &word, e));
	if (cell_is_word(word, "embedded")) {
		d->line = line;
		d->embedded = true;
		return OK;
	}
	if (!d->n)
		return scan_fail(&d->s, e, "labels before n=");
	struct cell *list = NEW(d->f->arena, (size_t)d->n + 1, struct cell);
	past_colon(d);
	TRY(read_labels(d, list, d->n, e));
	d->s.breaks = ",=:";
	if (d->label)
		for (uint32_t v = 0; v < d->n; v++)
			if (cell_order(d->label[v], list[v]))
				return scan_fail(&d->s, e, "rows and columns have other labels: a two-mode "
				                 "table, not ties among the same people");
	d->label = list;
	d->nlabel = d->n;
	return OK;
}

static int two_modes(struct dl *d, struct err *e)
{
	return scan_fail(&d->s, e, "rows and columns are two kinds (nr=, nc=): a two-mode table, not ties "
	                 "among the same people; save it as a table of two columns and give it to `project`");
}

/* One word of the description; *data when it was `data:`. */
static int describe(struct dl *d, struct cell word, bool *data, struct err *e)
{
	uint32_t rows, columns;

	*data = cell_is_word(word, "data");
	if (*data || cell_is_word(word, "dl") || cell_is_word(word, "row") ||
	    cell_is_word(word, "column") || cell_is_word(word, "col"))
		return OK;
	if (cell_is_word(word, "n"))
		return count(d, "the number of people (n=)", &d->n, e);
	if (cell_is_word(word, "nm"))
		return count(d, "the number of matrices (nm=)", &d->nm, e);
	if (cell_is_word(word, "nr")) {
		TRY(count(d, "the number of rows (nr=)", &rows, e));
		return d->n && d->n != rows ? two_modes(d, e) : (d->n = rows, OK);
	}
	if (cell_is_word(word, "nc")) {
		TRY(count(d, "the number of columns (nc=)", &columns, e));
		return d->n && d->n != columns ? two_modes(d, e) : (d->n = columns, OK);
	}
	if (cell_is_word(word, "format"))
		return demand(d, "a format", &d->format, e);
	if (cell_is_word(word, "diagonal")) {
		TRY(demand(d, "present or absent", &word, e));
		d->no_diagonal = cell_is_word(word, "absent");
		return OK;
	}
	if (cell_is_word(word, "labels"))
		return labels(d, e);
	if (cell_is_word(word, "matrix") || cell_is_word(word, "level")) {
		TRY(demand(d, "labels", &word, e));
		d->layer = NEW(d->f->arena, (size_t)d->nm + 1, struct cell);
		past_colon(d);
		TRY(read_labels(d, d->layer, d->nm, e));
		d->s.breaks = ",=:";
		return OK;
	}
	return scan_fail(&d->s, e, "%s is not understood", scan_shown(&d->s, word));
}

static struct cell layer(const struct dl *d)
{
	if (d->layer)
		return d->layer[d->matrix];
	return d->nm > 1 ? cell_of(arena_print(d->f->arena, "%u", d->matrix + 1)) : (struct cell){ 0 };
}

/* --- the data ------------------------------------------------------------------------------ */

static int same_label(struct dl *d, uint32_t v, struct cell word, struct err *e)
{
	if (d->label[v].at && cell_order(d->label[v], word))
		return scan_fail(&d->s, e, "label %s where %s was expected", scan_shown(&d->s, word),
		                 scan_shown(&d->s, d->label[v]));
	d->label[v] = word;
	return OK;
}

static int full_matrix(struct dl *d, struct err *e)
{
	struct cell word, on = layer(d);

	for (uint32_t v = 0; d->embedded && v < d->n; v++) {
		TRY(demand(d, "the label of a column", &word, e));
		TRY(same_label(d, v, word, e));
	}
	for (uint32_t a = 0; a < d->n; a++) {
		if (d->embedded) {
			TRY(demand(d, "the label of a row", &word, e));
			TRY(same_label(d, a, word, e));
		}
		for (uint32_t b = 0; b < d->n; b++) {
			if (a == b && d->no_diagonal)
				continue;
			TRY(demand(d, "a value of the matrix", &word, e));
			TRY(foreign_cell(d->f, &d->s, a, b, word, on, &d->missing, e));
		}
	}
	return OK;
}

static int half_matrix(struct dl *d, bool upper, struct err *e)
{
	struct cell word, on = layer(d);

	if (d->embedded)
		return scan_fail(&d->s, e, "labels embedded in half a matrix are not read: list them after labels:");
	for (uint32_t a = 0; a < d->n; a++)
		for (uint32_t b = upper ? a : 0; b < (upper ? d->n : a + 1); b++) {
			if (a == b && d->no_diagonal)
				continue;
			TRY(demand(d, "a value of the matrix", &word, e));
			TRY(foreign_cell(d->f, &d->s, a, b, word, on, &d->missing, e));
		}
	return OK;
}

static int person(struct dl *d, struct cell word, uint32_t *v, struct err *e)
{
	uint64_t number;

	if (d->embedded) {
		*v = names_id(&d->people, word);
		if (*v >= d->n)
			return scan_fail(&d->s, e, "%s is one label more than n=%u", scan_shown(&d->s, word), d->n);
		return OK;
	}
	if (!number_get_count(word, &number) || number < 1 || number > d->n)
		return scan_fail(&d->s, e, "%s is no person: expected a number from 1 to %u",
		                 scan_shown(&d->s, word), d->n);
	*v = (uint32_t)(number - 1);
	return OK;
}

static int value(struct dl *d, struct cell word, struct err *e)
{
	double x;

	if (number_get(word, &x) == NUMBER_NOT || number_get(word, &x) == NUMBER_COMMA)
		return scan_fail(&d->s, e, "%s is not a number", scan_shown(&d->s, word));
	sheet_set(&d->f->ties, cell_of("weight"), word, "1");
	return OK;
}

/* edgelist1: `from to value`; nodelist1: `from to to to`.  '!' ends a matrix. */
static int lists(struct dl *d, bool nodes, struct err *e)
{
	struct cell word, on = layer(d);
	uint32_t a, b;

	do {
		TRY(scan_word(&d->s, &d->line, &word, e));
		if (!word.at)
			continue;
		if (cell_is(word, "!")) {
			if (++d->matrix >= d->nm)
				return scan_fail(&d->s, e, "more matrices than nm=%u", d->nm);
			on = layer(d);
			continue;
		}
		TRY(person(d, word, &a, e));
		for (int k = 0;; k++) {
			TRY(scan_word(&d->s, &d->line, &word, e));
			if (!word.at)
				break;
			if (k == 0 || nodes) {
				TRY(person(d, word, &b, e));
				sheet_row(&d->f->ties, a, b);
				if (on.len)
					sheet_set(&d->f->ties, cell_of("layer"), on, "NA");
			} else if (k == 1) {
				TRY(value(d, word, e));
			} else {
				return scan_fail(&d->s, e, "more than two people and a value");
			}
		}
	} while (scan_line(&d->s, &d->line));
	return OK;
}

static int data(struct dl *d, struct err *e)
{
	struct cell f = d->format, word;
	bool lower = cell_starts(f, "lower"), upper = cell_starts(f, "upper");

	if (cell_is_word(f, "edgelist1") || cell_is_word(f, "el1") || cell_is_word(f, "edgelist"))
		return lists(d, false, e);
	if (cell_is_word(f, "nodelist1") || cell_is_word(f, "nl1") || cell_is_word(f, "nodelist"))
		return lists(d, true, e);
	if (f.len && !lower && !upper && !cell_is_word(f, "fullmatrix") && !cell_is_word(f, "fm"))
		return scan_fail(&d->s, e, "format %s is not read: fullmatrix, lowerhalf, upperhalf, edgelist1 "
		                 "and nodelist1 are", scan_shown(&d->s, f));
	for (d->matrix = 0; d->matrix < d->nm; d->matrix++)
		TRY(lower || upper ? half_matrix(d, upper, e) : full_matrix(d, e));
	d->f->direction = lower || upper ? DIRECTION_TIES : DIRECTION_MATRIX;
	TRY(next(d, &word, e));
	return word.at ? scan_fail(&d->s, e, "more values than %u people have", d->n) : OK;
}

/* Embedded labels name those who have ties. */
static void embedded_names(struct dl *d)
{
	uint32_t named = d->people.n;

	if (!d->embedded || !named)
		return;
	if (named < d->n)
		foreign_note(d->f, "n=%u, but only %u labels occur: people without ties have no name there",
		             d->n, named);
	d->n = named;
	memcpy(d->label, d->people.name, named * sizeof *d->label);
}

int dl_read(struct foreign *f, struct cell text, struct err *e)
{
	struct dl d = { .f = f, .nm = 1, .line = { "", 0 } };
	struct cell word;
	bool at_data = false;

	names_open(&d.people, f->arena);
	scan_open(&d.s, f, text);
	d.s.breaks = ",=:";
	f->direction = DIRECTION_MATRIX;
	while (!at_data) {
		TRY(demand(&d, "data:", &word, e));
		TRY(describe(&d, word, &at_data, e));
	}
	if (!d.n || !d.nm)
		return scan_fail(&d.s, e, "no number of people (n=) before data:");
	if (!d.label)
		d.label = NEW(f->arena, (size_t)d.n + 1, struct cell);
	for (uint32_t v = 0; v < d.nlabel; v++)
		if (names_id(&d.people, d.label[v]) != v)
			return scan_fail(&d.s, e, "label %s stands twice", scan_shown(&d.s, d.label[v]));
	past_colon(&d);
	TRY(data(&d, e));
	embedded_names(&d);
	for (uint32_t v = 0; v < d.n; v++) {
		sheet_row(&f->nodes, v, v);
		if (d.label[v].len)
			sheet_set(&f->nodes, cell_of("label"), d.label[v], "NA");
	}
	foreign_names(f, d.n, d.label, "label", NULL);
	if (d.missing)
		foreign_note(f, "%llu missing values in the matrix: no tie", (unsigned long long)d.missing);
	return OK;
}
