/* The columns of table.h: finding, reading, adding them. */
#include "table.h"
#include "number.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct column *table_push_column(struct table *t)
{
	if (t->ncol == t->room) {
		int room = t->room ? 2 * t->room : 16;
		t->col = arena_grow(t->arena, t->col, (size_t)t->ncol, (size_t)room, sizeof *t->col);
		t->room = room;
	}
	t->col[t->ncol] = (struct column){ 0 };
	return &t->col[t->ncol++];
}

/* --- finding columns ------------------------------------------------------------------- */

int table_find(const struct table *t, const char *names)
{
	for (const char *p = names; *p; p += *p == ',') {
		size_t len = strcspn(p, ",");
		for (int c = 0; c < t->ncol; c++)
			if (strlen(t->col[c].name) == len && !memcmp(t->col[c].name, p, len))
				return c;
		p += len;
	}
	return -1;
}

int table_ending(const struct table *t, const char *name)
{
	size_t len = strlen(name), found = 0;
	int only = -1;

	for (int c = 0; c < t->ncol; c++) {
		const char *full = t->col[c].name;
		size_t rest = strlen(full);
		if (rest > len && full[rest - len - 1] == '_' && !strcmp(full + rest - len, name)) {
			only = c;
			found++;
		}
	}
	return found == 1 ? only : -1;
}

int table_need(const struct table *t, const char *name, int *col, struct err *e)
{
	unsigned best = UINT32_MAX;
	int near = -1;

	for (*col = 0; *col < t->ncol; ++*col) {
		unsigned d;
		if (!strcmp(t->col[*col].name, name))
			return OK;
		d = edit_distance(t->col[*col].name, name);
		if (d < best) {
			best = d;
			near = *col;
		}
	}
	if (t->private_)                /* a file without a header has its first row there */
		return fail(e, E_USAGE, "%s: no column '%s'", t->file, name);
	if (near < 0 || best > 1 + strlen(name) / 3)
		near = table_ending(t, name);
	if (near >= 0)
		return fail(e, E_USAGE, "%s: no column '%s'; did you mean '%s'?", t->file, name, t->col[near].name);
	struct err list = { 0 };
	size_t used = 0;
	for (int c = 0; c < t->ncol && used < sizeof list.text - 80; c++)
		used += (size_t)snprintf(list.text + used, sizeof list.text - used, "%s%.60s", c ? ", " : "", t->col[c].name);
	return fail(e, E_USAGE, "%s: no column '%s'; the columns are: %.700s", t->file, name, list.text);
}

/* --- cells --------------------------------------------------------------------------------- */

struct cell table_cell(const struct table *t, uint64_t row, int col)
{
	const struct column *c = &t->col[col];
	char *text;
	double x;

	if (c->kind == COLUMN_LABEL)
		return c->code[row] == NO_CODE ? cell_of("NA") : c->label[c->code[row]];
	if (c->kind == COLUMN_INPUT) {
		struct mark scratch = arena_mark(t->arena);
		struct walk w = { 0 };
		struct err e = { 0 };
		struct cell found = cell_of("");
		walk_start(&w, t, row);
		w.ragged = true;
		if (walk_row(&w, &e))
			found = w.cell[c->field];       /* a piece of the text: it stays */
		arena_release(t->arena, scratch);
		return found;
	}
	text = NEW(t->arena, NUMBER_ROOM, char);
	if (c->kind == COLUMN_COUNT)
		return (struct cell){ text, number_put_count(text, c->count[row]) };
	if (c->kind == COLUMN_CALL)
		c->call(c->ctx, &row, 1, &x);
	else
		x = c->real[row];
	return (struct cell){ text, number_put(text, x) };
}

int table_fail(const struct table *t, uint64_t row, int col, struct err *e, const char *fmt, ...)
{
	struct cell seen = table_cell(t, row, col);
	char what[512];
	va_list ap;
	int shown = seen.len > 60 ? 60 : (int)seen.len;

	while (shown && seen.len > 60 && ((unsigned char)seen.at[shown] & 0xC0) == 0x80)
		shown--;                        /* not in the middle of a UTF-8 character */
	va_start(ap, fmt);
	vsnprintf(what, sizeof what, fmt, ap);
	va_end(ap);
	if (t->private_)
		return fail(e, E_DATA, "%s:%llu: column '%s': the value %s", t->file,
		            (unsigned long long)table_line(t, row), t->col[col].name, what);
	return fail(e, E_DATA, "%s:%llu: column '%s': '%.*s%s' %s", t->file, (unsigned long long)table_line(t, row),
	            t->col[col].name, shown, seen.at, seen.len > 60 ? "..." : "", what);
}

/* --- numbers ---------------------------------------------------------------------------------- */

static int bad_number(const struct table *t, uint64_t row, int col, enum number_kind kind, struct err *e)
{
	if (kind == NUMBER_COMMA)
		return table_fail(t, row, col, e, "has a decimal comma: write a point (0.5)");
	return table_fail(t, row, col, e, "is not a number");
}

/* Of a column that was made here. */
static enum number_kind made_number(const struct table *t, uint64_t row, int col, double *x)
{
	const struct column *c = &t->col[col];

	if (c->kind == COLUMN_LABEL)
		return number_get(table_cell(t, row, col), x);
	if (c->kind == COLUMN_COUNT)
		*x = c->count[row];
	else
		c->call(c->ctx, &row, 1, x);
	return NUMBER;
}

int table_reals(const struct table *t, int col, const double **out, uint64_t *missing, struct err *e)
{
	const struct column *c = &t->col[col];
	double *x;
	uint64_t none = 0;

	if (c->kind == COLUMN_REAL) {
		*out = c->real;
		for (uint64_t r = 0; missing && r < t->nrow; r++)
			none += isnan(c->real[r]) != 0;
	} else {
		struct walk w = { 0 };
		*out = x = NEW(t->arena, t->nrow, double);
		if (c->kind == COLUMN_INPUT) {
			for (walk_start(&w, t, 0); walk_row(&w, e); none += isnan(x[w.row]) != 0) {
				enum number_kind kind = number_get(w.cell[c->field], &x[w.row]);
				if (kind > NUMBER_MISSING)
					return bad_number(t, w.row, col, kind, e);
			}
			TRY(e->code);
		} else {
			for (uint64_t r = 0; r < t->nrow; none += isnan(x[r]) != 0, r++)
				if (made_number(t, r, col, &x[r]) > NUMBER_MISSING)
					return table_fail(t, r, col, e, "is not a number");
		}
	}
	if (missing)
		*missing = none;
	return OK;
}

/* --- adding and dropping columns ----------------------------------------------------------------- */

static int add(struct table *t, const char *name, enum column_kind kind, struct err *e)
{
	struct column *c;

	if (table_find(t, name) >= 0)
		return fail(e, E_USAGE, "%s: there is a column '%s' already: choose another name (--as, where the tool has it), "
		            "or rename the old one (--rename %s=NEW; in a table of people, change its header)", t->file, name, name);
	c = table_push_column(t);
	c->name = name;
	c->kind = kind;
	return OK;
}

int table_add_reals(struct table *t, const char *name, const double *x, struct err *e)
{
	TRY(add(t, name, COLUMN_REAL, e));
	t->col[t->ncol - 1].real = x;
	return OK;
}

int table_add_counts(struct table *t, const char *name, const uint32_t *x, struct err *e)
{
	TRY(add(t, name, COLUMN_COUNT, e));
	t->col[t->ncol - 1].count = x;
	return OK;
}

int table_add_labels(struct table *t, const char *name, const uint32_t *code, const struct cell *label, struct err *e)
{
	TRY(add(t, name, COLUMN_LABEL, e));
	t->col[t->ncol - 1].code = code;
	t->col[t->ncol - 1].label = label;
	return OK;
}

int table_add_call(struct table *t, const char *name, column_call *call, const void *ctx, struct err *e)
{
	TRY(add(t, name, COLUMN_CALL, e));
	t->col[t->ncol - 1].call = call;
	t->col[t->ncol - 1].ctx = ctx;
	return OK;
}

void table_drop(struct table *t, int col)
{
	t->ncol--;
	memmove(t->col + col, t->col + col + 1, (size_t)(t->ncol - col) * sizeof *t->col);
}
