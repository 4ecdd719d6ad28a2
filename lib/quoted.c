#include "quoted.h"

#include <csv.h>
#include <string.h>

/* What the callbacks fill: all allocated beforehand, so that none has to ask the arena. */
struct filler {
	struct quoted *q;
	char *to;
	uint32_t width;
};

static void take_cell(void *text, size_t len, void *arg)
{
	struct filler *f = arg;

	if (len)
		memcpy(f->to, text, len);
	f->to += len;
	*f->to++ = '\0';
	f->width++;
}

static void take_row(int end, void *arg)
{
	struct filler *f = arg;

	(void)end;
	f->q->width[f->q->nrow++] = f->width;
	f->width = 0;
}

enum { BLOCK = 1 << 20 };                  /* libcsv grows its buffer by so much: long fields stay linear */

static int no_blanks(unsigned char c)           /* libcsv would trim cells */
{
	(void)c;
	return 0;
}

/* Line by line, because a row can only end where a line does: so rows keep their place. */
static int read_lines(struct csv_parser *csv, struct filler *f, const char *text, size_t len,
                      uint64_t *line, struct err *e)
{
	struct quoted *q = f->q;
	uint64_t now = 0;               /* *line: where the row begins that is being read */
	size_t row_start = 0;

	for (size_t p = 0; p < len; now++) {
		const char *eol = memchr(text + p, '\n', len - p);
		size_t n = (size_t)(eol - text) + 1 - p;
		if (p == row_start && strspn(text + p, "\r") == n - 1) {
			row_start = p += n;
			continue;
		}
		if (p == row_start) {
			*line = now;
			q->raw_at[q->nrow] = p;
			q->cell_at[q->nrow] = (uint64_t)(f->to - q->cells);
		}
		uint64_t before = q->nrow;
		bool leads = p == row_start && text[p] == '\r';
		if (csv_parse(csv, text + p, n, take_cell, take_row, f) != n)
			return csv_error(csv) == CSV_EPARSE
			       ? fail(e, E_DATA, "a quote is out of place: inside quotes it is written twice")
			       : fail(e, E_MEMORY, "out of memory for reading CSV: %s", csv_strerror(csv_error(csv)));
		/* libcsv ends rows there: this line held another row, or the beginning of one */
		if (leads || q->nrow > before + 1 || (q->nrow > before && csv->pstate))
			return fail(e, E_DATA, "a carriage return stands inside the line");
		p += n;
		if (q->nrow > before)
			row_start = p;
	}
	q->raw_at[q->nrow] = len;
	q->cell_at[q->nrow] = (uint64_t)(f->to - q->cells);
	if (row_start != len)
		return fail(e, E_DATA, "a quoted field is never closed");
	return OK;
}

int quoted_read(struct arena *a, const char *text, size_t len, char sep, struct quoted *q,
                uint64_t *line, struct err *e)
{
	static struct csv_parser csv;           /* static: in reach even if the arena jumps */
	size_t lines = 0;
	int code;

	for (size_t i = 0; i < len; i++)
		lines += text[i] == '\n' || text[i] == '\r';
	*q = (struct quoted){ 0 };
	q->cells = NEW(a, len + 2, char);
	q->cell_at = NEW(a, lines + 2, uint64_t);
	q->raw_at = NEW(a, lines + 2, uint64_t);
	q->width = NEW(a, lines + 1, uint32_t);
	struct filler f = { .q = q, .to = q->cells };
	if (csv_init(&csv, CSV_STRICT))
		return fail(e, E_MEMORY, "out of memory for reading CSV");
	csv_set_delim(&csv, (unsigned char)sep);
	csv_set_space_func(&csv, no_blanks);
	csv_set_blk_size(&csv, BLOCK);
	code = read_lines(&csv, &f, text, len, line, e);
	csv_free(&csv);
	return code;
}
