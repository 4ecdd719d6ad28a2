#include "table.h"
#include "input.h"
#include "number.h"
#include "quoted.h"

#include <stdlib.h>
#include <string.h>

/* --- opening ------------------------------------------------------------------------ */

static char find_separator(struct cell line)
{
	const char *best = "";
	size_t most = 0;

	for (const char *s = "\t,;"; *s; s++) {
		size_t n = 0;
		bool quoted = false;
		for (size_t i = 0; i < line.len; i++) {
			quoted ^= line.at[i] == '"';
			n += !quoted && line.at[i] == *s;
		}
		if (n > most) {
			most = n;
			best = s;
		}
		if (most && *s == '\t')
			break;
	}
	return *best ? *best : line.len && *line.at == '"' ? ',' : '\t';   /* one column */
}

static void name_columns(struct table *t, struct cell line, char sep)
{
	const char *p = line.at, *end = line.at + line.len;
	struct cell field;

	while (table_field(&p, end, sep, &field)) {
		struct column *c = table_push_column(t);
		c->name = arena_copy(t->arena, field.at, field.len);
		c->kind = COLUMN_INPUT;
		c->field = t->ncol - 1;
	}
}

/* A quoted header: libcsv takes it apart as it does the rows. */
static int name_quoted_columns(struct table *t, struct cell line, struct err *e)
{
	struct quoted q;
	uint64_t lines;
	const char *p;

	if (quoted_read(t->arena, line.at, line.len + 1, t->sep, &q, &lines, e))
		return fail(e, E_DATA, "%s: the header line has a quote that is out of place or never closed", t->file);
	p = q.cells;
	for (uint32_t c = 0; q.nrow && c < q.width[0]; c++, p += strlen(p) + 1) {
		struct column *col = table_push_column(t);
		col->name = arena_copy(t->arena, p, strlen(p));
		col->kind = COLUMN_INPUT;
		col->field = (int)c;
	}
	return OK;
}

/* "##end rows=N" at the end: taken off, and believed only if it is right. */
static int take_guard(const struct table *t, const struct table_how *how, const char *start,
                      const char **end, uint64_t *said, struct err *e)
{
	static const char mark[] = "##end rows=";
	const char *last = *end - 1;

	while (last > start && last[-1] != '\n')
		last--;
	struct cell line = { last, (size_t)(*end - 1 - last) };
	if (line.len && line.at[line.len - 1] == '\r')
		line.len--;
	if (line.len >= sizeof mark - 1 && !memcmp(line.at, mark, sizeof mark - 1)) {
		struct cell n = { line.at + sizeof mark - 1, line.len - (sizeof mark - 1) };
		if (!number_get_count(n, said))
			return fail(e, E_DATA, "%s: the last line '##end rows=' has no number", t->file);
		*end = last;
	} else if (how->guard) {
		return fail(e, E_DATA, "%s: the line '##end rows=N' is missing at the end: the input was cut short, "
		            "or the program before does not run with --guard", t->file);
	}
	return OK;
}

int table_rename(struct table *t, const char *const *rename, struct err *e)
{
	for (; rename && *rename; rename++) {
		const char *eq = strchr(*rename, '=');
		int c;
		if (!eq || eq == *rename || !eq[1])
			return fail(e, E_USAGE, "--rename takes OLD=NEW, not '%s'", *rename);
		TRY(table_need(t, arena_copy(t->arena, *rename, (size_t)(eq - *rename)), &c, e));
		t->col[c].name = eq + 1;
	}
	return OK;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* No name may stand twice: sorted, because headers can be very wide. */
static int check_names(const struct table *t, struct err *e)
{
	struct mark scratch = arena_mark(t->arena);
	const char **name = NEW(t->arena, (size_t)t->ncol, const char *), *twice = NULL;

	for (int c = 0; c < t->ncol; c++)
		name[c] = t->col[c].name;
	qsort(name, (size_t)t->ncol, sizeof *name, by_name);
	for (int c = 1; c < t->ncol && !twice; c++)
		if (*name[c] && !strcmp(name[c - 1], name[c]))
			twice = name[c];
	arena_release(t->arena, scratch);
	if (!twice)
		return OK;
	if (t->private_)
		return fail(e, E_DATA, "%s: the header has a column twice", t->file);
	return fail(e, E_DATA, "%s: the header has the column '%s' twice: --rename %s=NEW renames the first of them",
	            t->file, twice, twice);
}

static int open_quoted(struct table *t, struct table_text *x, struct err *e)
{
	uint64_t line;
	struct err why = { 0 };

	x->quoted = NEW(t->arena, 1, struct quoted);
	if (quoted_read(t->arena, x->at, (size_t)(x->end - x->at), t->sep, x->quoted, &line, &why))
		return fail(e, why.code, "%s:%llu: %s", t->file, (unsigned long long)(x->line + line), why.text);
	t->nrow = x->quoted->nrow;
	return OK;
}

/* The marked lines above the header, with the empty lines among them. */
static void take_preamble(struct table *t, const char *comment, const char **p, const char *end, uint64_t *line)
{
	const char *from = *p;

	t->preamble = (struct cell){ from, 0 };
	for (; *p < end; ++*line) {
		bool mark = strchr(comment, **p);
		if (!mark && !table_empty_line(*p))
			break;
		*p = (const char *)memchr(*p, '\n', (size_t)(end - *p)) + 1;
		if (mark)
			t->preamble.len = (size_t)(*p - from);
	}
}

/* The names of the columns, from the first line or from --header; *quotes: some row may have one.
 * Returns with *p behind that line. */
static int open_header(struct table *t, const char **p, const char *end, const struct table_how *how, bool *quotes,
                       struct err *e)
{
	const char *eol = *p < end ? memchr(*p, '\n', (size_t)(end - *p)) : end;
	struct cell line = { *p, (size_t)(eol - *p) };

	if (line.len && line.at[line.len - 1] == '\r') {
		t->crlf = true;
		line.len--;
	}
	if (!how->header && memchr(line.at, '\r', line.len) && !memchr(line.at, '"', line.len))
		return fail(e, E_DATA, "%s:%llu: a carriage return stands inside the line: if the lines of this file end "
		            "in nothing else, use tr '\\r' '\\n'", t->file, (unsigned long long)t->text->line);
	t->sep = how->sep ? how->sep : find_separator(line);
	*quotes = (how->quotes || t->sep == ',' || t->sep == ';') && *p < end && memchr(*p, '"', (size_t)(end - *p));
	if (how->header) {
		name_columns(t, cell_of(how->header), ',');
		return OK;
	}
	if (*quotes && memchr(line.at, '"', line.len))
		TRY(name_quoted_columns(t, (struct cell){ *p, (size_t)(eol - *p) }, e));
	else
		name_columns(t, line, t->sep);
	*p = eol + 1;
	t->text->line++;
	return OK;
}

/* The rows have one field in front that the header does not name. */
static void add_row_names(struct table *t)
{
	table_push_column(t)->name = "";
	t->col[t->ncol - 1].field = 0;
	for (int c = 0; c < t->ncol - 1; c++)
		t->col[c].field++;
}

static int open_text(struct table *t, const char *p, const char *end, const struct table_how *how, struct err *e)
{
	struct table_text *x = t->text = NEW(t->arena, 1, struct table_text);
	uint64_t said = UINT64_MAX;
	bool quotes = false;

	x->line = how->line ? how->line : 1;
	if (p == end && !how->header)
		return fail(e, E_DATA, "%s: empty, no header line: what should have written it failed, or has not run", t->file);
	TRY(input_check_text(t->file, p, (size_t)(end - p), x->line, e));
	if (end - p >= 3 && !memcmp(p, "\xEF\xBB\xBF", 3))
		p += 3;
	if (end > p && end[-1] != '\n')
		end++;                          /* input_read() put a '\n' there */
	if (end > p)
		TRY(take_guard(t, how, p, &end, &said, e));
	take_preamble(t, how->comment ? how->comment : "#", &p, end, &x->line);
	if (p >= end && !how->header)
		return fail(e, E_DATA, "%s: no header line: expected names of columns such as 'i' and 'j', or 'node', "
		            "in the first line", t->file);
	TRY(open_header(t, &p, end, how, &quotes, e));
	if (how->row_names)
		add_row_names(t);
	x->at = p;
	x->end = end;
	x->blanks = t->sep == ' ' && !quotes;
	x->width = (size_t)t->ncol;
	TRY(table_rename(t, how->rename, e));
	TRY(check_names(t, e));
	if (quotes)
		TRY(open_quoted(t, x, e));
	else
		table_index(t);
	if (said != UINT64_MAX && said != t->nrow)
		return fail(e, E_DATA, "%s: '##end rows=%llu' was announced and %llu rows came: the input was cut short",
		            t->file, (unsigned long long)said, (unsigned long long)t->nrow);
	return OK;
}

static void start(struct table *t, struct arena *a, const char *file, const struct table_how *how)
{
	*t = (struct table){ .arena = a, .file = file, .private_ = how->private_, .sep = '\t',
	                     .preamble = { "", 0 } };
}

int table_read(struct arena *a, const char *file, const struct table_how *how, struct table *t, struct err *e)
{
	char *text;
	size_t len;

	TRY(input_read(a, file, &text, &len, e));
	return table_over(a, file, text, len, how, t, e);
}

int table_over(struct arena *a, const char *file, char *text, size_t len, const struct table_how *how,
               struct table *t, struct err *e)
{
	struct table_how mine = *how;

	mine.guard = how->guard && input_is_pipe(file);
	start(t, a, input_name(file), how);
	return open_text(t, text, text + len, &mine, e);
}

int table_parse(struct arena *a, const char *text, size_t len, const struct table_how *how,
                struct table *t, struct err *e)
{
	char *copy = NEW(a, len + 1, char);

	if (len)
		memcpy(copy, text, len);
	copy[len] = '\n';
	start(t, a, "text", how);
	return open_text(t, copy, copy + len, how, e);
}

void table_new(struct arena *a, uint64_t nrow, struct table *t)
{
	start(t, a, "the output", &(struct table_how){ 0 });
	t->nrow = nrow;
}

void table_like(struct arena *a, uint64_t nrow, const struct table *like, struct table *t)
{
	table_new(a, nrow, t);
	t->sep = like->sep == ' ' || like->ncol < 2 ? '\t' : like->sep;
	t->crlf = like->crlf;
}
