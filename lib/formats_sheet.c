/* Rows with attributes, and the tables made of them. */
#include "formats.h"

#include <string.h>

/* --- sheets --------------------------------------------------------------------------------- */

void sheet_open(struct sheet *s, struct arena *a)
{
	*s = (struct sheet){ .arena = a };
}

void sheet_row(struct sheet *s, uint32_t a, uint32_t b)
{
	if (s->nrow == s->row_room) {
		s->row_room = 2 * s->row_room + 1024;
		s->row = arena_grow(s->arena, s->row, s->nrow, s->row_room, sizeof *s->row);
	}
	s->row[s->nrow++] = (struct sheet_row){ .a = a, .b = b, .first = s->nvalue };
}

static int sheet_column(struct sheet *s, struct cell name, const char *otherwise)
{
	for (int c = 0; c < s->ncol; c++)
		if (s->col[c].name.len == name.len && !memcmp(s->col[c].name.at, name.at, name.len))
			return c;
	if (s->ncol == s->room) {
		s->room = 2 * s->room + 8;
		s->col = arena_grow(s->arena, s->col, (size_t)s->ncol, (size_t)s->room, sizeof *s->col);
	}
	s->col[s->ncol] = (struct sheet_col){ name, cell_of(otherwise ? otherwise : ""), false };
	return s->ncol++;
}

void sheet_set(struct sheet *s, struct cell name, struct cell value, const char *otherwise)
{
	int col = sheet_column(s, name, otherwise);

	if (s->nvalue == s->value_room) {
		s->value_room = 2 * s->value_room + 1024;
		s->value = arena_grow(s->arena, s->value, s->nvalue, s->value_room, sizeof *s->value);
	}
	s->value[s->nvalue++] = (struct sheet_value){ value.at, (uint32_t)value.len, (uint32_t)col };
}

void sheet_hide(struct sheet *s, const char *name)
{
	for (int c = 0; c < s->ncol; c++)
		if (cell_is_word(s->col[c].name, name))
			s->col[c].hidden = true;
}

/* --- sheets to tables -------------------------------------------------------------------------- */

struct text_room { char *at; size_t len; uint64_t *flattened; };

/* Once to count (at == NULL), once to write.  `before` is what parts the cell from the last. */
static void put(struct text_room *t, char before, struct cell c)
{
	if (before) {
		if (t->at)
			t->at[t->len] = before;
		t->len++;
	}
	for (size_t i = 0; t->at && i < c.len; i++) {
		char x = c.at[i];
		bool flat = x == '\t' || x == '\n' || x == '\r';
		*t->flattened += flat;
		t->at[t->len + i] = flat ? ' ' : x;
	}
	t->len += c.len;
}

static void end_row(struct text_room *t)
{
	put(t, '\n', (struct cell){ 0 });
}

static bool taken(const struct sheet *s, int col, struct cell name)
{
	static const char *const ours[] = { "i", "j", "from", "to", "node" };

	for (size_t k = 0; k < sizeof ours / sizeof *ours; k++)
		if (cell_is(name, ours[k]))
			return true;
	for (int c = 0; c < s->ncol; c++)
		if (c != col && !cell_order(s->col[c].name, name))
			return true;
	return !name.len;
}

/* An attribute called as one of our columns gets '_' behind its name. */
static void free_names(struct sheet *s)
{
	for (int c = 0; c < s->ncol; c++)
		while (taken(s, c, s->col[c].name)) {
			struct cell old = s->col[c].name;
			s->col[c].name = cell_of(arena_print(s->arena, "%.*s_", (int)old.len, old.at));
		}
}

static void put_values(struct text_room *t, const struct sheet *s, uint64_t r, struct cell *cell)
{
	uint64_t end = r + 1 < s->nrow ? s->row[r + 1].first : s->nvalue;

	for (int c = 0; c < s->ncol; c++)
		cell[c] = s->col[c].otherwise;
	for (uint64_t v = r < s->nrow ? s->row[r].first : end; v < end; v++)
		cell[s->value[v].col] = (struct cell){ s->value[v].at, s->value[v].len };
	for (int c = 0; c < s->ncol; c++)
		if (!s->col[c].hidden)
			put(t, '\t', cell[c]);
	end_row(t);
}

static void put_names(struct text_room *t, const struct sheet *s)
{
	for (int c = 0; c < s->ncol; c++)
		if (!s->col[c].hidden)
			put(t, '\t', s->col[c].name);
	end_row(t);
}

/* An edge among arcs goes both ways. */
static void put_ties(struct text_room *t, const struct foreign *f, const uint64_t *unused, struct cell *cell)
{
	const struct sheet *s = &f->ties;
	bool both = f->direction == DIRECTION_ARCS && !f->undirected;

	(void)unused;
	put(t, 0, cell_of("from"));
	put(t, '\t', cell_of("to"));
	put_names(t, s);
	for (uint64_t r = 0; r < s->nrow; r++) {
		uint32_t a = s->row[r].a, b = s->row[r].b;
		put(t, 0, f->name[a]);
		put(t, '\t', f->name[b]);
		put_values(t, s, r, cell);
		if (both && s->row[r].edge && a != b) {
			put(t, 0, f->name[b]);
			put(t, '\t', f->name[a]);
			put_values(t, s, r, cell);
		}
	}
}

static void put_nodes(struct text_room *t, const struct foreign *f, const uint64_t *row, struct cell *cell)
{
	put(t, 0, cell_of("node"));
	put_names(t, &f->nodes);
	for (uint32_t v = 0; v < f->n; v++) {
		put(t, 0, f->name[v]);
		put_values(t, &f->nodes, row[v], cell);
	}
}

typedef void put_sheet(struct text_room *, const struct foreign *, const uint64_t *row, struct cell *);

static int make_table(struct foreign *f, put_sheet *put_it, const uint64_t *row, const char *const *rename,
                      struct table *t, struct err *e)
{
	struct table_how how = { .sep = '\t', .comment = "", .private_ = f->private_, .rename = rename };
	struct cell *cell = NEW(f->arena, (size_t)(f->ties.ncol + f->nodes.ncol) + 1, struct cell);
	uint64_t unused = 0;
	struct text_room text = { .flattened = &unused };

	put_it(&text, f, row, cell);
	text = (struct text_room){ NEW(f->arena, text.len + 1, char), 0, &f->flattened };
	put_it(&text, f, row, cell);
	TRY(table_over(f->arena, f->file, text.at, text.len - 1, &how, t, e));
	t->file = f->file;
	return OK;
}

int foreign_tables(struct foreign *f, const char *const *rename, struct table *ties, struct table *nodes, struct err *e)
{
	uint64_t *row = NEW(f->arena, (size_t)f->n + 1, uint64_t);

	for (uint32_t v = 0; v < f->n; v++)
		if (!f->name[v].len)
			return fail(e, E_DATA, "%s: person %u of the file has an empty name", f->file, v + 1);
	free_names(&f->ties);
	free_names(&f->nodes);
	memset(row, 0xFF, f->n * sizeof *row);
	for (uint64_t r = 0; r < f->nodes.nrow; r++)
		row[f->nodes.row[r].a] = r;
	TRY(make_table(f, put_ties, row, rename, ties, e));
	return make_table(f, put_nodes, row, NULL, nodes, e);
}
