/* The writing half of table.h. */
#include "table.h"
#include "number.h"

#include <string.h>

enum { BATCH = 256, NEAR = 64 };        /* so many rows are passed over sooner than looked up */

static char separator(const struct table *t)
{
	return t->out_sep ? t->out_sep : t->sep == ' ' ? '\t' : t->sep;
}

static void put_quoted(struct cell c, struct out *o)
{
	out_put(o, "\"", 1);
	for (size_t i = 0; i < c.len; i++)
		out_put(o, c.at[i] == '"' ? "\"\"" : c.at + i, c.at[i] == '"' ? 2 : 1);
	out_put(o, "\"", 1);
}

int table_put_cell(const struct table *t, struct cell c, struct out *o, struct err *e)
{
	char sep = separator(t);
	bool quotes = false;

	for (size_t i = 0; i < c.len; i++) {
		char b = c.at[i];
		if (b == sep || b == '\n' || b == '\r' || (b == '"' && sep != '\t')) {
			if (sep == '\t')
				return fail(e, E_DATA, "a field holds a %s, which a TAB-separated table cannot carry: "
				            "write commas (--csv)", b == '\t' ? "TAB" : "line break");
			quotes = true;
		}
	}
	if (quotes)
		put_quoted(c, o);
	else
		out_put(o, c.at, c.len);
	return OK;
}

/* How many of the columns, from the left, are the fields of the row as it came? */
static int untouched(const struct table *t, size_t width)
{
	int n = 0;

	while (n < t->ncol && t->col[n].kind == COLUMN_INPUT && t->col[n].field == n)
		n++;
	return (size_t)n == width && t->sep == separator(t) ? n : 0;
}

struct writer {
	const struct table *t;
	struct out *o;
	struct walk w;
	bool reads;                     /* some column comes from the text */
	int raw;                        /* columns that a row's own bytes cover */
	const char *eol;
	char sep;
	double **called;                /* of each COLUMN_CALL, the values of a batch */
};

static int put_value(struct writer *w, const struct column *c, uint64_t row, size_t k, struct err *e)
{
	struct out *o = w->o;

	switch (c->kind) {
	case COLUMN_INPUT:
		return table_put_cell(w->t, w->w.cell[c->field], o, e);
	case COLUMN_REAL:
		o->used += number_put(out_room(o, NUMBER_ROOM), c->real[row]);
		break;
	case COLUMN_COUNT:
		o->used += number_put_count(out_room(o, NUMBER_ROOM), c->count[row]);
		break;
	case COLUMN_LABEL:
		if (c->code[row] != NO_CODE)
			return table_put_cell(w->t, c->label[c->code[row]], o, e);
		out_put(o, "NA", 2);
		break;
	case COLUMN_CALL:
		o->used += number_put(out_room(o, NUMBER_ROOM), w->called[c - w->t->col][k]);
		break;
	}
	return OK;
}

static int put_row(struct writer *w, uint64_t row, size_t k, struct err *e)
{
	const struct table *t = w->t;
	struct out *o = w->o;

	if (w->reads) {
		while (w->w.next < row && row - w->w.next < NEAR && walk_line(&w->w))
			;
		if (w->w.next != row)
			walk_start(&w->w, t, row);
		if (!(w->raw ? walk_line(&w->w) : walk_row(&w->w, e)))
			return e->code ? e->code : walk_failed(&w->w, e);
	}
	if (w->raw)
		out_put(o, w->w.raw.at, w->w.raw.len);
	for (int c = w->raw; c < t->ncol; c++) {
		if (c)
			*out_room(o, 1) = w->sep, o->used++;
		TRY(put_value(w, &t->col[c], row, k, e));
	}
	out_put(o, w->eol, strlen(w->eol));
	return OK;
}

static int put_rows(struct writer *w, struct err *e)
{
	const struct table *t = w->t;
	uint64_t n = t->order ? t->norder : t->nrow, row[BATCH];

	for (uint64_t from = 0; from < n; from += BATCH) {
		size_t some = n - from < BATCH ? (size_t)(n - from) : BATCH;
		for (size_t k = 0; k < some; k++)
			row[k] = t->order ? t->order[from + k] : from + k;
		for (int c = 0; c < t->ncol; c++)
			if (t->col[c].kind == COLUMN_CALL)
				t->col[c].call(t->col[c].ctx, row, some, w->called[c]);
		for (size_t k = 0; k < some; k++)
			TRY(put_row(w, row[k], k, e));
		if (w->o->broken)
			break;
	}
	return OK;
}

void table_write_guard(uint64_t rows, struct out *o)
{
	out_put(o, "##end rows=", 11);
	o->used += number_put_count(out_room(o, NUMBER_ROOM), rows);
	out_put(o, "\n", 1);
}

int table_write_header(const struct table *t, struct out *o, struct err *e)
{
	char sep = separator(t);

	out_put(o, t->preamble.at, t->preamble.len);
	for (int c = 0; c < t->ncol; c++) {
		if (c)
			out_put(o, &sep, 1);
		/* another separator would be taken for the table's, and # for a remark */
		if (sep != '\t' && (strpbrk(t->col[c].name, "\t,;") || *t->col[c].name == '#'))
			put_quoted(cell_of(t->col[c].name), o);
		else
			TRY(table_put_cell(t, cell_of(t->col[c].name), o, e));
	}
	out_put(o, t->crlf ? "\r\n" : "\n", t->crlf ? 2 : 1);
	return OK;
}

int table_write_rows(const struct table *t, struct out *o, struct err *e)
{
	struct mark scratch = arena_mark(t->arena);
	struct writer w = { .t = t, .o = o, .eol = t->crlf ? "\r\n" : "\n", .sep = separator(t) };

	w.called = NEW(t->arena, (size_t)t->ncol + 1, double *);
	for (int c = 0; c < t->ncol; c++)
		if (t->col[c].kind == COLUMN_CALL)
			w.called[c] = NEW(t->arena, BATCH, double);
	for (int c = 0; c < t->ncol; c++)
		w.reads |= t->col[c].kind == COLUMN_INPUT;
	if (w.reads) {
		walk_start(&w.w, t, 0);
		w.raw = untouched(t, w.w.width);
	}
	TRY(put_rows(&w, e));
	arena_release(t->arena, scratch);
	return OK;
}

int table_write(const struct table *t, struct out *o, bool guard, struct err *e)
{
	TRY(table_write_header(t, o, e));
	TRY(table_write_rows(t, o, e));
	if (guard)
		table_write_guard(t->order ? t->norder : t->nrow, o);
	return OK;
}
