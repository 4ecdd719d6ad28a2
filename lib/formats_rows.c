/* From the rows of an edge list as it came to rows that nothing can stumble over: cells without
 * blanks around, TABs or line breaks inside; two ends in each; a number where one must be. */
#include "formats_table.h"
#include "number.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A row with its quotes out of place would end the reading of quoted text: with --rejects its
 * quotes become apostrophes in the text, and here is what stood there. */
struct spoilt { const char *at; struct cell was; };

struct rows {
	struct edgelist *l;
	struct walk w;
	bool flatten;                   /* cells may hold TABs or line breaks */
	int *pick, npick;               /* fields of raw, in the order of clean */
	char *to;
	struct spoilt *spoilt;
	uint64_t nspoilt, spoilt_room, next_spoilt;
	const char *line_at;            /* counting lines on the way */
	uint64_t line;
	char *reject;
	size_t reject_len, reject_room;
	char reason[256];
};

static const char reject_head[] = "line\treason\ttext\n";

enum verdict { GOOD, EMPTY, COMMENT, BAD };

/* --- quotes ------------------------------------------------------------------------------------- */

static bool quotes_in_place(struct cell line, char sep)
{
	const char *p = line.at, *end = p + line.len;

	while (p < end) {
		if (*p == '"') {
			for (p++;; p += 2) {
				p = memchr(p, '"', (size_t)(end - p));
				if (!p)
					return false;
				if (p + 1 == end || p[1] != '"')
					break;
			}
			if (++p < end && *p != sep)
				return false;
		} else {
			while (p < end && *p != sep)
				if (*p++ == '"')
					return false;
		}
		p++;
	}
	return true;
}

static void set_apart(struct rows *r, char *at, size_t len)
{
	struct arena *a = r->l->f->arena;

	if (r->nspoilt == r->spoilt_room) {
		r->spoilt_room = 2 * r->spoilt_room + 64;
		r->spoilt = arena_grow(a, r->spoilt, r->nspoilt, r->spoilt_room, sizeof *r->spoilt);
	}
	r->spoilt[r->nspoilt++] = (struct spoilt){ at, { arena_copy(a, at, len), len } };
	for (size_t i = 0; i < len; i++)
		if (at[i] == '"')
			at[i] = '\'';
}

/* The header stays as it is: its error is an error. */
static void spoil_quotes(struct rows *r, char *text, size_t len, bool headless)
{
	char *end = text + len, *p = headless ? text : memchr(text, '\n', len), sep = r->l->sep;

	for (p = headless ? text : p ? p + 1 : end; p < end; ) {
		char *nl = memchr(p, '\n', (size_t)(end - p)), *eol = nl ? nl : end;
		struct cell line = { p, (size_t)(eol - p) };
		if (line.len && line.at[line.len - 1] == '\r')
			line.len--;
		if (memchr(p, '"', line.len) && !quotes_in_place(line, sep))
			set_apart(r, p, line.len);
		p = nl ? nl + 1 : end;
	}
}

/* What stood in the row before. */
static struct cell original(struct rows *r, bool *was_spoilt)
{
	const char *at = r->w.raw.at;

	while (r->next_spoilt < r->nspoilt && r->spoilt[r->next_spoilt].at < at)
		r->next_spoilt++;
	*was_spoilt = r->next_spoilt < r->nspoilt && r->spoilt[r->next_spoilt].at == at;
	return *was_spoilt ? r->spoilt[r->next_spoilt].was : r->w.raw;
}

/* --- judging a row ---------------------------------------------------------------------------------- */

static enum verdict bad(struct rows *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static enum verdict bad(struct rows *r, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(r->reason, sizeof r->reason, fmt, ap);
	va_end(ap);
	return BAD;
}

/* More fields than the header, but nothing in them. */
static bool only_separators_behind(const struct rows *r)
{
	struct cell c = r->w.raw;
	size_t n = r->w.used - r->w.width;
	char sep = r->l->sep;

	while (n && c.len) {
		char last = c.at[--c.len];
		if (last == sep)
			n--;
		else if (last != ' ' && last != '\t' && last != '"')
			return false;
	}
	return !n;
}

static enum verdict judge_number(struct rows *r, int col, struct cell c)
{
	double x;
	enum number_kind kind = number_get(c, &x);

	if (kind <= NUMBER_MISSING)
		return GOOD;
	const char *why = kind == NUMBER_COMMA ? "has a decimal comma: write a point (0.5)" : "is not a number";
	if (r->l->f->private_)
		return bad(r, "column '%s': the value %s", r->l->raw.col[col].name, why);
	return bad(r, "column '%s': '%.*s'%s %s", r->l->raw.col[col].name, (int)(c.len < 60 ? c.len : 60), c.at,
	           c.len < 60 ? "" : "...", why);
}

static bool all_blank(const struct walk *w)
{
	for (size_t c = 0; c < w->width; c++)
		if (!cell_blank(w->cell[c]))
			return false;
	return true;
}

/* A line of blanks or separators; `# ...` or `% ...` where the first name should be. */
static enum verdict judge_line(struct rows *r)
{
	const struct walk *w = &r->w;
	struct cell first = cell_trim(w->raw);

	if (all_blank(w) && (w->used <= w->width || only_separators_behind(r)))
		return EMPTY;
	if (first.len && (*first.at == '#' || *first.at == '%') &&
	    (first.len == 1 || first.at[1] == ' ' || first.at[1] == '\t'))
		return COMMENT;
	return GOOD;
}

static enum verdict judge(struct rows *r)
{
	struct edgelist *l = r->l;
	struct walk *w = &r->w;
	enum verdict v = judge_line(r);

	if (v != GOOD)
		return v;
	if (w->used < w->width || (w->used > w->width && !only_separators_behind(r)))
		return bad(r, "%zu %s, but %s %zu", w->used, w->used == 1 ? "field" : "fields",
		           l->header ? "the header has" : l->how->header ? "--header names" : "the first line has", w->width);
	l->trailing += w->used > w->width;
	for (int k = 0; k < 2; k++)
		if (cell_blank(w->cell[l->raw.col[l->from[k]].field]))
			return bad(r, "column '%s' is empty: both ends of a tie must be named", l->raw.col[l->from[k]].name);
	if (l->number >= 0)
		return judge_number(r, l->number, cell_trim(w->cell[l->raw.col[l->number].field]));
	return GOOD;
}

/* --- writing the clean table ------------------------------------------------------------------------- */

static void put(struct rows *r, struct cell c, char after)
{
	struct cell t = cell_trim(c);

	r->l->trimmed += t.len != c.len;
	memcpy(r->to, t.at, t.len);
	for (size_t i = 0; r->flatten && i < t.len; i++)
		if (t.at[i] == '\t' || t.at[i] == '\n' || t.at[i] == '\r') {
			r->to[i] = ' ';
			r->l->f->flattened++;
		}
	r->to += t.len;
	*r->to++ = after;
}

static void put_row(struct rows *r)
{
	for (int k = 0; k < r->npick; k++)
		put(r, r->w.cell[r->pick[k]], k + 1 < r->npick ? '\t' : '\n');
}

static void reject(struct rows *r, struct cell text, bool was_spoilt)
{
	size_t need = 2 * text.len + sizeof r->reason + NUMBER_ROOM + 4;
	const char *why = was_spoilt ? "a quote is out of place: inside quotes it is written twice" : r->reason;

	if (r->reject_room - r->reject_len < need) {
		r->reject_room = 2 * r->reject_room + need;
		r->reject = arena_grow(r->l->f->arena, r->reject, r->reject_len, r->reject_room, 1);
	}
	char *p = r->reject + r->reject_len;
	p += number_put_count(p, r->line);
	*p++ = '\t';
	for (; *why; why++)
		*p++ = *why == '\t' || *why == '\n' || *why == '\r' ? ' ' : *why;
	*p++ = '\t';
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];
		if (c == '\t' || c == '\n' || c == '\r' || c == '\\')
			*p++ = '\\';
		*p++ = c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : c;
	}
	*p++ = '\n';
	r->reject_len = (size_t)(p - r->reject);
	r->l->rejected++;
}

static void skip(struct edgelist *l, uint64_t row)
{
	if (l->nskipped == l->skipped_room) {
		l->skipped_room = 2 * l->skipped_room + 64;
		l->skipped = arena_grow(l->f->arena, l->skipped, l->nskipped, l->skipped_room, sizeof *l->skipped);
	}
	l->skipped[l->nskipped++] = row;
}

static int take(struct rows *r, enum verdict v, struct err *e)
{
	struct edgelist *l = r->l;
	bool was_spoilt = false;
	struct cell text = original(r, &was_spoilt);

	if (was_spoilt)
		v = BAD;
	if (v == GOOD) {
		put_row(r);
		return OK;
	}
	skip(l, r->w.row);
	l->blank += v == EMPTY;
	l->comments += v == COMMENT;
	if (v != BAD)
		return OK;
	while ((r->line_at = memchr(r->line_at, '\n', (size_t)(r->w.raw.at - r->line_at)))) {
		r->line_at++;
		r->line++;
	}
	r->line_at = r->w.raw.at;
	if (!l->how->rejects)
		return fail(e, E_DATA, "%s:%llu: %s", l->raw.file, (unsigned long long)r->line, r->reason);
	reject(r, text, was_spoilt);
	return OK;
}

/* Ends first; columns without a name are row numbers, or empty. */
static void pick_columns(struct rows *r)
{
	struct edgelist *l = r->l;
	struct table *t = &l->raw;

	r->pick = NEW(t->arena, (size_t)t->ncol + 2, int);
	for (int k = 0; k < 2; k++)
		r->pick[r->npick++] = t->col[l->from[k]].field;
	for (int c = 0; c < t->ncol; c++)
		if (c != l->from[0] && c != l->from[1] && *t->col[c].name)
			r->pick[r->npick++] = t->col[c].field;
}

static void put_header(struct rows *r)
{
	struct table *t = &r->l->raw;

	for (int k = 0; k < r->npick; k++)
		for (int c = 0; c < t->ncol; c++)
			if (t->col[c].field == r->pick[k]) {
				put(r, cell_of(t->col[c].name), k + 1 < r->npick ? '\t' : '\n');
				if (c == r->l->number)
					r->l->weight = k;
			}
	r->l->trimmed = 0;
}

struct rows *rows_open(struct edgelist *l, char *text, size_t len, bool headless)
{
	struct rows *r = NEW(l->f->arena, 1, struct rows);

	*r = (struct rows){ .l = l, .reject = arena_copy(l->f->arena, reject_head, sizeof reject_head - 1) };
	r->reject_len = r->reject_room = sizeof reject_head - 1;
	if (l->how->rejects && l->quotes)
		spoil_quotes(r, text, len, headless);
	return r;
}

static uint64_t empty_lines(const char *p, const char *end)
{
	uint64_t n = 0;

	while (p < end) {
		n += *p == '\n' || (*p == '\r' && p[1] == '\n');
		p = memchr(p, '\n', (size_t)(end - p));
		p = p ? p + 1 : end;
	}
	return n;
}

int rows_clean(struct rows *r, const char *text, size_t len, uint64_t line, struct err *e)
{
	struct edgelist *l = r->l;
	struct table_how how = { .sep = '\t', .comment = "", .private_ = l->f->private_ };
	size_t room = len + 2;
	char *to;

	for (int c = 0; c < l->raw.ncol; c++)
		room += strlen(l->raw.col[c].name) + 1;
	r->to = to = NEW(l->f->arena, room, char);
	r->flatten = l->quotes;
	r->line_at = text;
	r->line = line;
	pick_columns(r);
	put_header(r);
	walk_start(&r->w, &l->raw, 0);
	for (r->w.ragged = true; walk_row(&r->w, e); )
		TRY(take(r, judge(r), e));
	TRY(e->code);
	l->blank += empty_lines(text, text + len);
	l->rejects = (struct cell){ r->reject, r->reject_len };
	l->rows = l->raw.nrow - l->nskipped + l->rejected;
	TRY(table_over(l->f->arena, l->f->file, to, (size_t)(r->to - to) - 1, &how, &l->clean, e));
	l->clean.preamble = l->preamble;
	l->clean.file = l->f->file;
	return OK;
}

uint64_t edgelist_line(const struct edgelist *l, uint64_t row)
{
	for (uint64_t k = 0; k < l->nskipped && l->skipped[k] <= row; k++)
		row++;
	return table_line(&l->raw, row);
}
