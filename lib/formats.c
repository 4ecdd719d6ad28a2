#include "formats.h"
#include "number.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* --- which format ------------------------------------------------------------------------ */

static const struct { const char *name, *suffix; } known[] = {
	[FORMAT_TABLE] = { "table", NULL }, [FORMAT_MATRIX] = { "matrix", NULL },
	[FORMAT_PAJEK] = { "pajek", ".net" }, [FORMAT_DL] = { "dl", ".dl" },
	[FORMAT_GRAPHML] = { "graphml", ".graphml" }, [FORMAT_GML] = { "gml", ".gml" },
	[FORMAT_DOT] = { "dot", ".dot" }
};

const char *format_name(enum format f)
{
	return known[f].name;
}

int format_of_suffix(const char *file)
{
	size_t len = strlen(file);

	for (int f = FORMAT_PAJEK; f <= FORMAT_DOT; f++) {
		size_t n = strlen(known[f].suffix);
		if (len > n && !strcasecmp(file + len - n, known[f].suffix))
			return f;
	}
	if (len > 4 && !strcasecmp(file + len - 4, ".paj"))
		return FORMAT_PAJEK;
	if (len > 3 && !strcasecmp(file + len - 3, ".gv"))
		return FORMAT_DOT;
	return -1;
}

bool cell_starts(struct cell c, const char *lower)
{
	size_t n = strlen(lower);

	return c.len >= n && !strncasecmp(c.at, lower, n);
}

bool cell_is_word(struct cell c, const char *lower)
{
	return c.len == strlen(lower) && cell_starts(c, lower);
}

/* Past blanks, a byte order mark and lines that begin with one of `marks`. */
static struct cell past(struct cell c, const char *marks)
{
	if (c.len >= 3 && !memcmp(c.at, "\xEF\xBB\xBF", 3))
		c.at += 3, c.len -= 3;
	while (c.len) {
		if (strchr(marks, *c.at) && *c.at) {
			const char *nl = memchr(c.at, '\n', c.len);
			if (!nl)
				return (struct cell){ c.at + c.len, 0 };
			c.len -= (size_t)(nl - c.at);
			c.at = nl;
		} else if ((unsigned char)*c.at > ' ') {
			break;
		}
		c.at++, c.len--;
	}
	return c;
}

/* key "value" or key number, as GML has before `graph`. */
static bool is_gml(struct cell c)
{
	for (int i = 0; i < 16; i++) {
		static const char *const heads[] = { "creator", "version", "comment", "label", "name" };
		bool head = false;
		if (cell_starts(c, "graph")) {
			c.at += 5, c.len -= 5;
			c = past(c, "#");
			return c.len && *c.at == '[';
		}
		for (size_t k = 0; k < sizeof heads / sizeof *heads; k++)
			head |= cell_starts(c, heads[k]);
		const char *nl = head ? memchr(c.at, '\n', c.len) : NULL;
		if (!nl)
			return false;
		c = past((struct cell){ nl, (size_t)(c.at + c.len - nl) }, "#");
	}
	return false;
}

enum format format_guess(struct cell text)
{
	struct cell c = past(text, "");

	if (cell_starts(c, "<?xml") || cell_starts(c, "<graphml") || cell_starts(c, "<!--"))
		return FORMAT_GRAPHML;
	if (cell_starts(c, "dl") && c.len > 2 && strchr(" \t\r\n,", c.at[2]))
		return FORMAT_DL;
	if (is_gml(past(text, "#")))
		return FORMAT_GML;
	c = past(text, "%");
	if (cell_starts(c, "*vertices") || cell_starts(c, "*network") || cell_starts(c, "*partition"))
		return FORMAT_PAJEK;
	return FORMAT_TABLE;
}

int foreign_read(struct foreign *f, enum format format, struct cell text, struct err *e)
{
	sheet_open(&f->ties, f->arena);
	sheet_open(&f->nodes, f->arena);
	if (text.len >= 3 && !memcmp(text.at, "\xEF\xBB\xBF", 3))
		text.at += 3, text.len -= 3;
	switch (format) {
	case FORMAT_PAJEK:      return pajek_read(f, text, e);
	case FORMAT_DL:         return dl_read(f, text, e);
	case FORMAT_GML:        return gml_read(f, text, e);
	case FORMAT_GRAPHML:    return graphml_read(f, text, e);
	default:                return fail(e, E_BUG, "no reader for '%s'", format_name(format));
	}
}

void foreign_note(struct foreign *f, const char *fmt, ...)
{
	va_list ap;
	char text[512];

	if (f->notes == (int)(sizeof f->note / sizeof *f->note))
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	f->note[f->notes++] = arena_copy(f->arena, text, strlen(text));
}

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

	free_names(&f->ties);
	free_names(&f->nodes);
	memset(row, 0xFF, f->n * sizeof *row);
	for (uint64_t r = 0; r < f->nodes.nrow; r++)
		row[f->nodes.row[r].a] = r;
	TRY(make_table(f, put_ties, row, rename, ties, e));
	return make_table(f, put_nodes, row, NULL, nodes, e);
}

/* --- names ----------------------------------------------------------------------------------- */

static bool all_differ(struct arena *a, uint32_t n, const struct cell *label)
{
	struct names names;

	names_open(&names, a);
	for (uint32_t v = 0; v < n; v++)
		if (!label[v].len || names_id(&names, label[v]) != v)
			return false;
	return true;
}

void foreign_names(struct foreign *f, uint32_t n, const struct cell *label, const struct cell *id)
{
	uint64_t labels = 0;

	f->n = n;
	f->name = NEW(f->arena, (size_t)n + 1, struct cell);
	f->numbered = !all_differ(f->arena, n, label);
	for (uint32_t v = 0; v < n; v++) {
		labels += label[v].len > 0;
		f->name[v] = !f->numbered ? label[v] : id ? id[v] : cell_of(arena_print(f->arena, "%u", v + 1));
	}
	if (f->numbered && labels)
		foreign_note(f, "labels repeat or are missing: people are called by the file's %s, and the "
		             "labels are the attribute 'label'", id ? "ids" : "numbers");
	if (!f->numbered)
		sheet_hide(&f->nodes, "label");
}

/* --- matrices ---------------------------------------------------------------------------------- */

int foreign_cell(struct foreign *f, const struct scan *s, uint32_t a, uint32_t b, struct cell value,
                 struct cell layer, uint64_t *missing, struct err *e)
{
	double x;

	switch (number_get(value, &x)) {
	case NUMBER_MISSING:
		++*missing;
		return OK;
	case NUMBER:
		break;
	case NUMBER_COMMA:
		return scan_fail(s, e, "%s has a decimal comma: write a point", scan_shown(s, value));
	default:
		return scan_fail(s, e, "%s in the matrix is not a number", scan_shown(s, value));
	}
	if (x == 0)
		return OK;
	sheet_row(&f->ties, a, b);
	if (x != 1)
		sheet_set(&f->ties, cell_of("weight"), value, "1");
	if (layer.len)
		sheet_set(&f->ties, cell_of("layer"), layer, NULL);
	return OK;
}

/* --- scanning ------------------------------------------------------------------------------------ */

void scan_open(struct scan *s, const struct foreign *f, struct cell text)
{
	*s = (struct scan){ .f = f, .at = text.at, .end = text.at + text.len, .breaks = "" };
}

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

static struct cell trim(struct cell c)
{
	while (c.len && blank(*c.at))
		c.at++, c.len--;
	while (c.len && blank(c.at[c.len - 1]))
		c.len--;
	return c;
}

bool scan_line(struct scan *s, struct cell *line)
{
	const char *nl;

	if (s->at == s->end)
		return false;
	nl = memchr(s->at, '\n', (size_t)(s->end - s->at));
	if (!nl)
		nl = s->end;
	*line = trim((struct cell){ s->at, (size_t)(nl - s->at) });
	s->at = nl < s->end ? nl + 1 : nl;
	s->line++;
	return true;
}

int scan_word(struct scan *s, struct cell *line, struct cell *word, struct err *e)
{
	const char *end = line->at + line->len, *p;

	while (line->len && (blank(*line->at) || strchr(s->breaks, *line->at)))
		line->at++, line->len--;
	*word = (struct cell){ line->len ? line->at : NULL, 0 };
	if (!line->len)
		return OK;
	p = line->at;
	if (*p == '"') {
		const char *quote = memchr(p + 1, '"', (size_t)(end - p - 1));
		if (!quote)
			return scan_fail(s, e, "a quote that is not closed on its line");
		*word = (struct cell){ p + 1, (size_t)(quote - p - 1) };
		p = quote + 1;
	} else {
		while (p < end && !blank(*p) && !strchr(s->breaks, *p))
			p++;
		word->len = (size_t)(p - word->at);
	}
	*line = (struct cell){ p, (size_t)(end - p) };
	return OK;
}

int scan_fail(const struct scan *s, struct err *e, const char *fmt, ...)
{
	char text[768];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	return fail(e, E_DATA, "%s:%llu: %s", s->f->file, (unsigned long long)s->line, text);
}

const char *scan_shown(const struct scan *s, struct cell c)
{
	return s->f->private_ ? "a value"
	                      : arena_print(s->f->arena, "'%.*s'%s", (int)(c.len < 60 ? c.len : 60), c.at,
	                                    c.len < 60 ? "" : "...");
}
