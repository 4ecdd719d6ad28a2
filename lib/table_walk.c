/* The walking half of table.h: where rows begin, and what their fields are. */
#include "table.h"
#include "quoted.h"

#include <string.h>

enum { CHUNK = 1 << 12 };

/* --- counting rows ---------------------------------------------------------------------- */

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

void table_index(struct table *t)
{
	struct table_text *x = t->text;
	uint64_t n = 0;

	x->chunks = (uint64_t)(x->end - x->at) / CHUNK + 1;
	x->before = NEW(t->arena, x->chunks + 1, uint64_t);
	for (uint64_t k = 0; k < x->chunks; k++) {
		/* The last byte is '\n', begins no row, and has no next one to look at. */
		const char *p = x->at + k * CHUNK, *stop = x->end - p > CHUNK ? p + CHUNK : x->end - 1;
		x->before[k] = n;
		if (k == 0 && p < stop) {
			n += !table_empty_line(p);
			p++;
		}
		n += rows_begun(p, stop);
	}
	t->nrow = x->before[x->chunks] = n;
}

/* --- walking ------------------------------------------------------------------------------ */

static bool blank(char c) { return c == ' ' || c == '\t'; }

bool table_field(const char **p, const char *end, char sep, struct cell *field)
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

/* False if there is no row any more: a file that is mapped may be written to by others.  What
 * stops every search is the last line end, which is in memory of our own. */
static bool past_empty_lines(struct walk *w)
{
	while (w->at < w->end && table_empty_line(w->at))
		w->at += 1 + (*w->at == '\r');
	return w->at < w->end;
}

int walk_failed(const struct walk *w, struct err *e)
{
	return fail(e, E_IO, "%s: the input changed while it was being read", w->t->file);
}

void walk_start(struct walk *w, const struct table *t, uint64_t row)
{
	const struct table_text *x = t->text;

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
	w->at = p;
	while (past_empty_lines(w) && r++ < row)
		w->at = (const char *)memchr(w->at, '\n', (size_t)(x->end - w->at)) + 1;
}

/* The next row as one piece, not cut up. */
bool walk_line(struct walk *w)
{
	const struct table_text *x = w->t->text;

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
	if (!past_empty_lines(w))
		return false;
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

	for (w->used = 0; table_field(&p, end, ' ', &field); w->used++)
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
	const struct table_text *x = t->text;
	const char *p, sep = t->sep;
	size_t c = 0;

	if (w->next >= t->nrow || !x)
		return false;
	if (x->quoted)
		return walk_line(w) && walk_quoted(w, e);
	if (x->blanks)
		return walk_line(w) ? walk_blanks(w, e) : !walk_failed(w, e);
	if (!past_empty_lines(w))
		return !walk_failed(w, e);
	w->row = w->next++;
	w->raw.at = p = w->at;
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
	const struct table_text *x = t->text;
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
