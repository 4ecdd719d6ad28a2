/* Any bytes as a table: read, visited, converted, written, and read again as what was written. */
#include "fuzz.h"
#include "names.h"

#include <math.h>

struct one { struct arena a; const uint8_t *data; size_t size; };

static struct table_how how_of(uint8_t b)
{
	static const char seps[] = { 0, 0, '\t', ',', ';', ' ', 0, 0 };
	static const char *const renames[] = { "a=i", "b=j", NULL };

	return (struct table_how){
		.sep = seps[b & 7],
		.header = b & 8 ? "i,j,weight" : NULL,
		.comment = b & 16 ? "#%" : NULL,
		.private_ = b & 32,
		.rename = b & 64 ? renames : NULL,
		.guard = b & 128
	};
}

/* Visits every cell, and asks for each in the other way too where there are few. */
static int visit(const struct table *t, struct err *e)
{
	struct walk w = { 0 };
	uint64_t rows = 0;

	for (walk_start(&w, t, 0); walk_row(&w, e); rows++)
		for (int c = 0; c < t->ncol; c++) {
			struct cell x = w.cell[t->col[c].field];
			if (rows < 50 && c < 8) {
				struct cell y = table_cell(t, w.row, c);
				if (x.len != y.len || (x.len && memcmp(x.at, y.at, x.len)))
					abort();
			}
		}
	TRY(e->code);
	if (rows != t->nrow)
		abort();
	return OK;
}

/* Texts that are not said twice alike: libcsv ends a line at a lone CR, the plain reader does not;
 * and what follows blanks or blank lines before a header may look like a mark or a comment without them. */
static bool peculiar(const struct one *one, const struct table *t)
{
	if (t->ncol && (strchr("#%", t->col[0].name[0]) || t->col[0].name[0] & 0x80))
		return true;
	for (size_t k = 0; k < one->size; k++)
		if (one->data[k] == '\r' && (k + 1 == one->size || one->data[k + 1] != '\n'))
			return true;
	return false;
}

static int write_and_read_again(struct table *t, const struct table_how *how, const double *also, struct err *e)
{
	struct table again;
	struct out o;
	int n = t->ncol;

	out_open(&o, t->arena, -1);
	TRY(table_add_reals(t, "a column of its own", also, e));
	TRY(table_write(t, &o, true, e));
	if (o.broken || !o.used)
		return OK;                              /* larger than the buffer: nowhere to go */
	struct table_how plain = { .sep = t->sep == ' ' ? '\t' : t->sep, .comment = how->comment, .guard = true };
	if (table_parse(t->arena, o.buf, o.used, &plain, &again, e))
		abort();
	if (again.nrow != t->nrow || again.ncol != n + 1)
		abort();
	for (uint64_t r = 0; r < t->nrow && r < 20; r++)
		for (int c = 0; c < n && c < 8; c++) {
			struct cell x = table_cell(t, r, c), y = table_cell(&again, r, c);
			if (x.len != y.len || (x.len && memcmp(x.at, y.at, x.len)))
				abort();
		}
	return OK;
}

static int read_table(void *arg)
{
	struct one *one = arg;
	struct err e = { 0 };
	struct table t;
	struct names names;
	struct table_how how = how_of(one->data[0]);
	int code = table_parse(&one->a, (const char *)one->data + 1, one->size - 1, &how, &t, &e);

	sound(code, &e);
	if (code || visit(&t, &e))
		return OK;
	for (int c = 0; c < t.ncol && c < 8; c++) {
		const double *x;
		uint64_t missing;
		e = (struct err){ 0 };
		sound(table_reals(&t, c, &x, &missing, &e), &e);
		uint32_t *id = NEW(&one->a, t.nrow + 1, uint32_t);
		names_open(&names, &one->a);
		e = (struct err){ 0 };
		sound(names_columns(&names, &t, 1, &c, &id, true, &e), &e);
	}
	double *also = NEW(&one->a, t.nrow + 1, double);
	for (uint64_t r = 0; r < t.nrow; r++)
		also[r] = r % 3 ? (double)r / 7 : NAN;
	e = (struct err){ 0 };
	if (!peculiar(one, &t))
		write_and_read_again(&t, &how, also, &e);
	return OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct one one = { .data = data, .size = size };
	struct err e = { 0 };

	if (size > 1 && size < 1 << 16)
		guarded(read_table, &one.a, &one, &e);
	return 0;
}
