#include "table.h"
#include "input.h"
#include "number.h"
#include "quoted.h"

#include <stdlib.h>
#include <string.h>

/* The rows of a table, as they were read.  Plain text is cut up when it is visited; an index
 * counts the rows before each chunk of it.  Quoted text has been taken apart by libcsv. */
struct text {
	const char *at, *end;           /* the rows; end[-1] is '\n' */
	uint64_t line;                  /* number of the line that *at begins */
	uint64_t *before, chunks;       /* rows that begin before at + k CHUNK */
	bool blanks;                    /* fields are parted by runs of blanks */
	size_t width;                   /* fields of the header, whatever became of its columns */
	struct quoted *quoted;
};

enum { CHUNK = 1 << 12 };

/* --- opening ------------------------------------------------------------------------ */

static bool empty_line(const char *p)
{
	return *p == '\n' || (*p == '\r' && p[1] == '\n');
}

/* Rows that begin in [p, end): line ends in [p-1, end-1) less those before an empty line.
 * It reads the byte at `end`. */
static uint64_t rows_begun(const char *p, const char *end)
{
	uint64_t n = 0;
	enum { STEP = 192 };

	while (p < end) {               /* short runs in bytes, so that the compiler makes vectors of them */
		unsigned char some = 0;
		const char *stop = end - p > STEP ? p + STEP : end;
		for (; p < stop; p++)
			some = (unsigned char)(some + ((p[-1] == '\n') & (p[0] != '\n') &
			                               !((p[0] == '\r') & (p[1] == '\n'))));
		n += some;
	}
	return n;
}

static void index_rows(struct table *t, struct text *x)
{
	uint64_t n = 0;

	x->chunks = (uint64_t)(x->end - x->at) / CHUNK + 1;
	x->before = NEW(t->arena, x->chunks + 1, uint64_t);
	for (uint64_t k = 0; k < x->chunks; k++) {
		/* The last byte is '\n', begins no row, and has no next one to look at. */
		const char *p = x->at + k * CHUNK, *stop = x->end - p > CHUNK ? p + CHUNK : x->end - 1;
		x->before[k] = n;
		if (k == 0 && p < stop) {
			n += !empty_line(p);
			p++;
		}
		n += rows_begun(p, stop);
	}
	t->nrow = x->before[x->chunks] = n;
}

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

static bool blank(char c) { return c == ' ' || c == '\t'; }

/* Take the next field of a line that ends at `end`; false after the last. */
static bool next_field(const char **p, const char *end, char sep, struct cell *field)
{
	if (sep == ' ') {
		while (*p < end && blank(**p))
			++*p;
		if (*p >= end)
			return false;
		field->at = *p;
		while (*p < end && !blank(**p))
			++*p;
	} else {
		if (*p > end)
			return false;
		field->at = *p;
		while (*p < end && **p != sep)
			++*p;
	}
	field->len = (size_t)(*p - field->at);
	++*p;
	return true;
}

static void name_columns(struct table *t, struct cell line, char sep)
{
	const char *p = line.at, *end = line.at + line.len;
	struct cell field;

	while (next_field(&p, end, sep, &field)) {
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
                      const char **end, struct err *e, uint64_t *said)
{
	static const char mark[] = "##end rows=";
	const char *last = *end - 1;

	*said = UINT64_MAX;
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

static int open_quoted(struct table *t, struct text *x, struct err *e)
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
		if (!mark && !empty_line(*p))
			break;
		*p = (const char *)memchr(*p, '\n', (size_t)(end - *p)) + 1;
		if (mark)
			t->preamble.len = (size_t)(*p - from);
	}
}

static int refuse_other_than_text(const struct table *t, const char *p, const char *end, struct err *e)
{
	const char *zero = memchr(p, '\0', (size_t)(end - p));
	uint64_t line = t->text->line;

	if (end - p >= 2 && (!memcmp(p, "\xFF\xFE", 2) || !memcmp(p, "\xFE\xFF", 2)))
		return fail(e, E_DATA, "%s: the text is UTF-16: save it as UTF-8, or use iconv -f UTF-16 -t UTF-8", t->file);
	if (!zero)
		return OK;
	for (; p < zero; p++)
		line += *p == '\n';
	return fail(e, E_DATA, "%s:%llu: a NUL byte: this is a binary file, not a table, or UTF-16 without its mark",
	            t->file, (unsigned long long)line);
}

static int open_text(struct table *t, const char *p, const char *end, const struct table_how *how, struct err *e)
{
	struct text *x = t->text = NEW(t->arena, 1, struct text);
	const char *eol;
	uint64_t said;

	x->line = how->line ? how->line : 1;
	TRY(refuse_other_than_text(t, p, end, e));
	if (end - p >= 3 && !memcmp(p, "\xEF\xBB\xBF", 3))
		p += 3;
	if (end > p && end[-1] != '\n')
		end++;                          /* input_read() put a '\n' there */
	if (end > p)
		TRY(take_guard(t, how, p, &end, e, &said));
	else
		said = UINT64_MAX;
	take_preamble(t, how->comment ? how->comment : "#", &p, end, &x->line);
	if (p >= end && !how->header)
		return fail(e, E_DATA, "%s: no header line: expected column names such as 'i' and 'j' "
		            "in the first line", t->file);
	eol = p < end ? memchr(p, '\n', (size_t)(end - p)) : end;
	struct cell line = { p, (size_t)(eol - p) };
	if (line.len && line.at[line.len - 1] == '\r') {
		t->crlf = true;
		line.len--;
	}
	if (!how->header && memchr(line.at, '\r', line.len) && !memchr(line.at, '"', line.len))
		return fail(e, E_DATA, "%s:%llu: a carriage return stands inside the line: if the lines of this file end "
		            "in nothing else, use tr '\\r' '\\n'", t->file, (unsigned long long)x->line);
	t->sep = how->sep ? how->sep : find_separator(line);
	bool quotes = (how->quotes || t->sep == ',' || t->sep == ';') && p < end && memchr(p, '"', (size_t)(end - p));
	x->blanks = t->sep == ' ' && !quotes;
	if (how->header)
		name_columns(t, cell_of(how->header), ',');
	else if (quotes && memchr(line.at, '"', line.len))
		TRY(name_quoted_columns(t, (struct cell){ p, (size_t)(eol - p) }, e));
	else
		name_columns(t, line, t->sep);
	if (!how->header) {
		p = eol + 1;
		x->line++;
	}
	if (how->row_names) {
		table_push_column(t)->name = "";
		t->col[t->ncol - 1].field = 0;
		for (int c = 0; c < t->ncol - 1; c++)
			t->col[c].field++;
	}
	x->at = p;
	x->end = end;
	x->width = (size_t)t->ncol;
	TRY(table_rename(t, how->rename, e));
	TRY(check_names(t, e));
	if (quotes)
		TRY(open_quoted(t, x, e));
	else
		index_rows(t, x);
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
	start(t, a, "table", &(struct table_how){ 0 });
	t->nrow = nrow;
}

/* --- walking ------------------------------------------------------------------------------ */

void walk_start(struct walk *w, const struct table *t, uint64_t row)
{
	const struct text *x = t->text;

	if (w->t != t || !w->cell) {
		*w = (struct walk){ .t = t, .width = x ? x->width : 0 };
		w->cell = NEW(t->arena, w->width + 1, struct cell);
	}
	w->next = row;
	if (!x || x->quoted)
		return;
	w->end = x->end;
	w->at = x->at;
	if (row == 0 || row >= t->nrow)
		return;
	uint64_t lo = 0, hi = x->chunks;        /* the last chunk with before[] <= row */
	while (hi - lo > 1) {
		uint64_t mid = lo + (hi - lo) / 2;
		if (x->before[mid] <= row)
			lo = mid;
		else
			hi = mid;
	}
	const char *p = x->at + lo * CHUNK;
	uint64_t r = x->before[lo];
	if (lo > 0 && p[-1] != '\n')
		p = (const char *)memchr(p, '\n', (size_t)(x->end - p)) + 1;
	for (;; r++) {
		while (empty_line(p))
			p += 1 + (*p == '\r');
		if (r == row)
			break;
		p = (const char *)memchr(p, '\n', (size_t)(x->end - p)) + 1;
	}
	w->at = p;
}

/* The next row as one piece, not cut up. */
bool walk_line(struct walk *w)
{
	const struct text *x = w->t->text;

	if (w->next >= w->t->nrow)
		return false;
	w->row = w->next++;
	if (x->quoted) {
		const struct quoted *q = x->quoted;
		w->raw = (struct cell){ x->at + q->raw_at[w->row], q->raw_at[w->row + 1] - q->raw_at[w->row] };
		while (w->raw.len && (w->raw.at[w->raw.len - 1] == '\n' || w->raw.at[w->raw.len - 1] == '\r'))
			w->raw.len--;
		return true;
	}
	while (empty_line(w->at))
		w->at += 1 + (*w->at == '\r');
	const char *eol = memchr(w->at, '\n', (size_t)(w->end - w->at));
	w->raw = (struct cell){ w->at, (size_t)(eol - w->at) };
	w->raw.len -= w->raw.len && eol[-1] == '\r';
	w->at = eol + 1;
	return true;
}

static int wrong_width(const struct walk *w, struct err *e)
{
	return fail(e, E_DATA, "%s:%llu: %zu %s, but the header has %zu", w->t->file,
	            (unsigned long long)table_line(w->t, w->row), w->used, w->used == 1 ? "field" : "fields", w->width);
}

static bool walk_quoted(struct walk *w, struct err *e)
{
	const struct quoted *q = w->t->text->quoted;
	const char *p = q->cells + q->cell_at[w->row];

	w->used = q->width[w->row];
	for (size_t c = 0; c < w->width; c++) {
		size_t len = c < w->used ? strlen(p) : 0;
		w->cell[c] = (struct cell){ p, len };
		p += c < w->used ? len + 1 : 0;
	}
	if (w->used != w->width && !w->ragged)
		wrong_width(w, e);
	return !e->code;
}

static bool walk_blanks(struct walk *w, struct err *e)
{
	const char *p = w->raw.at, *end = p + w->raw.len;
	struct cell field;

	for (w->used = 0; next_field(&p, end, ' ', &field); w->used++)
		if (w->used < w->width)
			w->cell[w->used] = field;
	for (size_t c = w->used; c < w->width; c++)
		w->cell[c] = (struct cell){ end, 0 };
	if (w->used != w->width && !w->ragged)
		wrong_width(w, e);
	return !e->code;
}

bool walk_row(struct walk *w, struct err *e)
{
	const struct table *t = w->t;
	const struct text *x = t->text;
	const char *p, sep = t->sep;
	size_t c = 0;

	if (w->next >= t->nrow || !x)
		return false;
	if (x->quoted)
		return walk_line(w) && walk_quoted(w, e);
	if (x->blanks)
		return walk_line(w) && walk_blanks(w, e);
	w->row = w->next++;
	p = w->at;
	while (empty_line(p))
		p += 1 + (*p == '\r');
	w->raw.at = p;
	for (;;) {
		const char *from = p;
		while (*p != sep && *p != '\n')
			p++;
		if (c < w->width)
			w->cell[c] = (struct cell){ from, (size_t)(p - from) };
		c++;
		if (*p++ == '\n')
			break;
	}
	w->at = p--;
	if (p > w->raw.at && p[-1] == '\r') {
		p--;
		if (c && c <= w->width && w->cell[c - 1].len)
			w->cell[c - 1].len--;
	}
	w->raw.len = (size_t)(p - w->raw.at);
	w->used = c;
	if (c != w->width) {
		for (; c < w->width; c++)
			w->cell[c] = (struct cell){ p, 0 };
		if (!w->ragged)
			wrong_width(w, e);
		return w->ragged;
	}
	return true;
}

uint64_t table_line(const struct table *t, uint64_t row)
{
	const struct text *x = t->text;
	struct mark scratch = arena_mark(t->arena);
	struct walk w = { 0 };
	uint64_t line;

	if (!x)
		return row + 2;
	line = x->line;
	walk_start(&w, t, row);
	if (walk_line(&w))
		for (const char *p = x->at; (p = memchr(p, '\n', (size_t)(w.raw.at - p))); p++)
			line++;
	arena_release(t->arena, scratch);
	return line;
}
