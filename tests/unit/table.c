/* Tables: hand-made ones, and thousands of random ones built from cells that are known. */
#include "check.h"
#include "table.h"

#include <fcntl.h>
#include <sys/mman.h>

static const struct table_how plain;

static struct table *parse_how(const char *text, size_t len, const struct table_how *how)
{
	struct table *t = NEW(&memory, 1, struct table);

	assert_ok(table_parse(&memory, text, len, how, t, &why));
	return t;
}

static struct table *parse_as(const char *text, const struct table_how *how) { return parse_how(text, strlen(text), how); }
static struct table *parse(const char *text) { return parse_as(text, &plain); }

static int try_how(const char *text, const struct table_how *how)
{
	struct table t;

	return table_parse(&memory, text, strlen(text), how, &t, &why);
}

static int try(const char *text) { return try_how(text, &plain); }

/* All rows are visited: the first error in one of them. */
static int try_rows(const char *text)
{
	struct table t;
	struct walk w = { 0 };

	why = (struct err){ 0 };
	TRY(table_parse(&memory, text, strlen(text), &plain, &t, &why));
	for (walk_start(&w, &t, 0); walk_row(&w, &why); )
		;
	return why.code;
}

static void is_cell(const struct table *t, uint64_t row, int col, const char *want)
{
	struct cell c = table_cell(t, row, col);

	if (!cell_is(c, want))
		fail_msg("cell %llu,%d is '%.*s', not '%s'", (unsigned long long)row, col, (int)c.len, c.at, want);
}

static char *written(const struct table *t, bool guard)
{
	struct caught c;
	size_t len;

	catch_open(&c);
	assert_ok(table_write(t, &c.out, guard, &why));
	return catch_close(&c, &len);
}

/* --- header ------------------------------------------------------------------------------------ */

static void the_header_tells_the_separator(void **state)
{
	(void)state;
	static const struct { const char *text; char sep; int ncol; const char *last; } known[] = {
		{ "i\tj\n", '\t', 2, "j" }, { "i,j\n", ',', 2, "j" }, { "i;j\n", ';', 2, "j" },
		{ "i\tj,k\n", '\t', 2, "j,k" },                 /* one TAB outweighs any comma */
		{ "i;j;k,l\n", ';', 3, "k,l" }, { "a,b,c;d\n", ',', 3, "c;d" },
		{ "\"a;b;c\",d\n", ',', 2, "d" },               /* what is quoted does not count */
		{ "node\n", '\t', 1, "node" }, { "i j\n", '\t', 1, "i j" },   /* nothing to part */
		{ "\"the node\"\n", ',', 1, "the node" },
		{ "i\tj\t\n", '\t', 3, "" }, { "i,j", ',', 2, "j" },
	};

	for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
		struct table *t = parse(known[k].text);
		assert_int_equal(t->sep, known[k].sep);
		assert_int_equal(t->ncol, known[k].ncol);
		assert_string_equal(t->col[t->ncol - 1].name, known[k].last);
		assert_int_equal(t->nrow, 0);
	}
}

static void marks_and_line_ends(void **state)
{
	(void)state;
	struct table *t = parse("\xEF\xBB\xBFi,j\r\na,b\r\n\r\nc,d");
	assert_true(t->crlf);
	assert_string_equal(t->col[0].name, "i");
	assert_string_equal(t->col[1].name, "j");
	assert_int_equal(t->nrow, 2);
	is_cell(t, 0, 1, "b");
	is_cell(t, 1, 1, "d");
	assert_string_equal(written(t, false), "i,j\r\na,b\r\nc,d\r\n");
	assert_int_equal(table_line(t, 1), 4);
	t = parse("i,j\na,b\r\nc,d\n");                 /* the header tells which */
	assert_string_equal(written(t, false), "i,j\na,b\nc,d\n");
}

static void the_preamble_passes(void **state)
{
	(void)state;
	struct table *t = parse("# a study\n#\tof ties\ni\tj\na\tb\n");
	assert_int_equal(t->preamble.len, 20);
	assert_int_equal(table_line(t, 0), 4);
	assert_string_equal(written(t, false), "# a study\n#\tof ties\ni\tj\na\tb\n");
	t = parse("# one\n\n# two\n\n\ni\tj\na\tb\n");  /* empty lines inside belong to it, those after it do not */
	assert_string_equal(written(t, false), "# one\n\n# two\ni\tj\na\tb\n");
	assert_int_equal(table_line(t, 0), 7);
	struct table_how konect = { .comment = "#%" };
	t = parse_as("% sym\n# x\ni j\n", &konect);
	assert_int_equal(t->preamble.len, 10);
	t = parse("i\tj\n#a\tb\n");                     /* after the header it is a row like others */
	is_cell(t, 0, 0, "#a");
}

static void names_for_a_file_without_header(void **state)
{
	(void)state;
	struct table_how how = { .header = "i,j,weight" };
	struct table *t = parse_as("a\tb\t1\nc\td\t2\n", &how);
	assert_int_equal(t->ncol, 3);
	assert_int_equal(t->nrow, 2);
	assert_string_equal(t->col[2].name, "weight");
	is_cell(t, 1, 2, "2");
	assert_int_equal(table_line(t, 0), 1);
	t = parse_as("", &how);
	assert_int_equal(t->nrow, 0);
	how.header = "i,j";
	t = parse_as("\"a,b\",c\n\nd,e\n", &how);
	assert_int_equal(t->nrow, 2);
	is_cell(t, 0, 0, "a,b");
	assert_int_equal(table_line(t, 1), 3);
}

static void runs_of_blanks(void **state)
{
	(void)state;
	struct table_how how = { .sep = ' ' };
	struct table *t = parse_as("  i  j\t w \n\n a  b\t\t1\nc d 2  \r\n", &how);
	assert_int_equal(t->ncol, 3);
	assert_int_equal(t->nrow, 2);
	is_cell(t, 0, 2, "1");
	is_cell(t, 1, 2, "2");
	assert_string_equal(written(t, false), "i\tj\tw\na\tb\t1\nc\td\t2\n");
}

static void no_header_at_all(void **state)
{
	(void)state;
	assert_fails(E_DATA, "no header", try(""));
	assert_fails(E_DATA, "no header", try("\n\n"));
	assert_fails(E_DATA, "no header", try("# only\n"));
	assert_fails(E_DATA, "no header", try("\xEF\xBB\xBF"));
	assert_fails(E_DATA, "no header", try("##end rows=0\n"));
}

static void what_is_no_text(void **state)
{
	(void)state;
	struct table t;
	assert_fails(E_DATA, "text:3: ", table_parse(&memory, "i\tj\na\tb\nb\0\tc\n", 14, &plain, &t, &why));
	assert_non_null(strstr(why.text, "NUL"));
	assert_fails(E_DATA, "UTF-16", table_parse(&memory, "\xFF\xFEi\0\t\0j\0\n\0", 10, &plain, &t, &why));
	assert_fails(E_DATA, "UTF-16", table_parse(&memory, "\xFE\xFF\0i\0\t\0j\0\n", 10, &plain, &t, &why));
	assert_fails(E_DATA, "carriage return", try("i\tj\ra\tb\rc\td\r"));      /* an old Macintosh's */
}

static void a_name_stands_twice(void **state)
{
	(void)state;
	assert_fails(E_DATA, "'i' twice", try("i\tj\ti\n"));
	const char *one[] = { "i=from", NULL }, *onto[] = { "a=j", NULL };
	struct table_how how = { .rename = one };
	struct table *t = parse_as("i\tj\ti\n", &how);      /* the first of them is renamed */
	assert_string_equal(t->col[0].name, "from");
	assert_string_equal(t->col[2].name, "i");
	how.rename = onto;
	assert_fails(E_DATA, "'j' twice", try_how("i\tj\ta\n", &how));
	parse("i\tj\t\t\n");                            /* columns without a name are many */
}

static void a_wide_header(void **state)
{
	(void)state;
	enum { WIDE = 100000 };
	char *text = NEW(&memory, WIDE * 8 + 20, char);
	size_t len = 0;

	for (int k = 0; k < WIDE; k++)
		len += (size_t)sprintf(text + len, "c%d\t", k);
	strcpy(text + len, "c777\n");
	assert_fails(E_DATA, "'c777' twice", try(text));
	text[len] = 'x';
	struct table *t = parse(text);
	assert_int_equal(t->ncol, WIDE + 1);
	assert_int_equal(table_find(t, "c99999"), 99999);
}

static void columns_are_renamed(void **state)
{
	(void)state;
	const char *two[] = { "who=i", "whom=j", NULL };
	struct table_how how = { .rename = two };
	struct table *t = parse_as("who\twhom\na\tb\n", &how);
	assert_string_equal(written(t, false), "i\tj\na\tb\n");
	const char *unknown[] = { "woh=i", NULL }, *no[] = { "who", NULL }, *empty[] = { "who=", NULL }, *from[] = { "=i", NULL };
	how.rename = unknown;
	assert_fails(E_USAGE, "did you mean 'who'", try_how("who\twhom\n", &how));
	how.rename = no;
	assert_fails(E_USAGE, "OLD=NEW", try_how("who\twhom\n", &how));
	how.rename = empty;
	assert_fails(E_USAGE, "OLD=NEW", try_how("who\twhom\n", &how));
	how.rename = from;
	assert_fails(E_USAGE, "OLD=NEW", try_how("who\twhom\n", &how));
}

static void columns_are_found(void **state)
{
	(void)state;
	struct table *t = parse("i\tweight\tcalls\n");
	int c;
	assert_int_equal(table_find(t, "weight"), 1);
	assert_int_equal(table_find(t, "from,source,i"), 0);
	assert_int_equal(table_find(t, "calls,weight"), 2);     /* the first that is named */
	assert_int_equal(table_find(t, "wei"), -1);
	assert_int_equal(table_find(t, ""), -1);
	assert_ok(table_need(t, "calls", &c, &why));
	assert_int_equal(c, 2);
	assert_fails(E_USAGE, "no column 'wieght'; did you mean 'weight'?", table_need(t, "wieght", &c, &why));
	assert_fails(E_USAGE, "the columns are: i, weight, calls", table_need(t, "duration", &c, &why));
	t = parse("job_richness\tjob_blau\tsex_blau\trichness_of_all\n");
	assert_int_equal(table_ending(t, "richness"), 0);
	assert_int_equal(table_ending(t, "blau"), -1);          /* two */
	assert_int_equal(table_ending(t, "ichness"), -1);       /* not the whole word */
	assert_int_equal(table_ending(t, "job_richness"), -1);
	assert_fails(E_USAGE, "no column 'richness'; did you mean 'job_richness'?", table_need(t, "richness", &c, &why));
}

/* --- the guard ------------------------------------------------------------------------------------ */

static void the_guard_is_believed_if_right(void **state)
{
	(void)state;
	struct table_how how = { .guard = true };
	struct table *t = parse_as("i\tj\na\tb\n\n##end rows=1\n", &how);
	assert_int_equal(t->nrow, 1);
	assert_string_equal(written(t, true), "i\tj\na\tb\n##end rows=1\n");
	assert_int_equal(parse("i\tj\na\tb\n##end rows=1")->nrow, 1);
	assert_int_equal(parse("i,j\r\na,b\r\n##end rows=1\r\n")->nrow, 1);
	assert_int_equal(parse("i\tj\n##end rows=0\n")->nrow, 0);
	assert_int_equal(parse("i,j\n\"a\n\",b\n##end rows=1\n")->nrow, 1);
	assert_fails(E_DATA, "cut short", try("i\tj\na\tb\n##end rows=2\n"));
	assert_fails(E_DATA, "no number", try("i\tj\na\tb\n##end rows=x\n"));
	assert_fails(E_DATA, "no number", try("i\tj\na\tb\n##end rows=\n"));
	assert_fails(E_DATA, "is missing", try_how("i\tj\na\tb\n", &how));
	assert_fails(E_DATA, "is missing", try_how("i\tj\na\tb\n##end row", &how));
}

/* --- rows ---------------------------------------------------------------------------------------------- */

static void another_number_of_fields(void **state)
{
	(void)state;
	assert_fails(E_DATA, "text:3: 1 field, but the header has 2", try_rows("i\tj\na\tb\nc\n"));
	assert_fails(E_DATA, "text:4: 3 fields, but the header has 2", try_rows("i\tj\n\na\tb\nc\td\te\n"));
	assert_fails(E_DATA, "text:4: 3 fields, but the header has 2", try_rows("i,j\n\"a\n\",b\nc,d,e\n"));
	assert_fails(E_DATA, "text:2: 3 fields", try_rows("i\tj\na\tb\t\n"));
	struct table *t = parse("i\tj\tk\na\nb\tc\td\te\n");
	struct walk w = { 0 };
	walk_start(&w, t, 0);
	w.ragged = true;
	assert_true(walk_row(&w, &why));
	assert_int_equal(w.used, 1);
	assert_true(cell_is(w.cell[0], "a") && !w.cell[1].len && !w.cell[2].len);
	assert_true(walk_row(&w, &why));
	assert_int_equal(w.used, 4);
	assert_true(cell_is(w.cell[2], "d"));
	assert_true(cell_is(w.raw, "b\tc\td\te"));
	assert_false(walk_row(&w, &why));
}

static void quotes(void **state)
{
	(void)state;
	struct table *t = parse("\"i\",\"the \"\"j\"\"\"\r\n\"a,b\",\"c\r\nd\"\r\n\r\n\"\"\"\", e \r\nf,\"\"\r\n");
	assert_string_equal(t->col[1].name, "the \"j\"");
	assert_int_equal(t->nrow, 3);
	is_cell(t, 0, 0, "a,b");
	is_cell(t, 0, 1, "c\r\nd");
	is_cell(t, 1, 0, "\"");
	is_cell(t, 1, 1, " e ");
	is_cell(t, 2, 1, "");
	assert_int_equal(table_line(t, 0), 2);
	assert_int_equal(table_line(t, 1), 5);
	assert_int_equal(table_line(t, 2), 6);
	assert_string_equal(written(t, false), "i,\"the \"\"j\"\"\"\r\n\"a,b\",\"c\r\nd\"\r\n\"\"\"\", e \r\nf,\"\"\r\n");
	t = parse("i,j\n\"a\",b\n\r\r\nc,d\n\r\r\n");     /* an empty line, however it ends */
	assert_int_equal(t->nrow, 2);
	assert_string_equal(written(t, false), "i,j\n\"a\",b\nc,d\n");
	t = parse("\"#i\",\"a;b;c;d\",\"e\tf\"\n1,2,3\n");     /* what the header needs to be read again */
	assert_string_equal(written(t, false), "\"#i\",\"a;b;c;d\",\"e\tf\"\n1,2,3\n");
	t = parse("i\tj\n\"a\tb\"\n");                  /* TSV knows no quotes */
	is_cell(t, 0, 0, "\"a");
	is_cell(t, 0, 1, "b\"");
}

static void quotes_that_are_wrong(void **state)
{
	(void)state;
	/* The line is the one where the quote opens, not where the file ends. */
	assert_fails(E_DATA, "text:3: a quoted field is never closed", try("i,j\na,b\nc,\"d\ne,f\ng,h\n"));
	assert_fails(E_DATA, "text:5: a quoted field is never closed", try("i,j\n\n\"a\nb\",c\nd,\"e"));
	assert_fails(E_DATA, "text:3: a quote is out of place", try("i,j\na,b\n\"c\"d,e\nf,g\n"));
	assert_fails(E_DATA, "header line has a quote", try("i,\"j\na,b\n"));
	assert_fails(E_DATA, "text:3: a carriage return", try("i,j\n\"a\",b\nc,d\re,f\n"));
	assert_fails(E_DATA, "text:3: a carriage return", try("i,j\n\"a\",b\n\rc,d\n"));
	assert_fails(E_DATA, "text:3: a carriage return", try("i,j\n\"a\",b\nc,d\r\"e\n"));
}

/* --- random tables ------------------------------------------------------------------------------------- */

/* A table whose cells are known, and the text that it is written as. */
struct model {
	char *text;
	size_t len;
	int ncol;
	uint64_t nrow, blank;
	struct cell *cell, *raw;        /* by row; raw: the line as written */
	uint64_t *line;
	char sep;
	bool crlf, quoted;
	size_t body;                    /* where the rows begin in text */
};

static void add(struct model *m, const char *bytes, size_t len)
{
	memcpy(m->text + m->len, bytes, len);
	m->len += len;
}

static void end_line(struct model *m, bool mixed)
{
	if (mixed ? any(2) : m->crlf)
		add(m, "\r\n", 2);
	else
		add(m, "\n", 1);
}

static char *random_cell(const struct model *m, size_t *len)
{
	static const char ordinary[] = "abcXYZ0123456789 _.#\xC3\xA9\xE2\x82\xAC'/\\%$`";
	size_t n = any(30) ? any(8) : any(300);
	char *text = NEW(&memory, n + 1, char);

	for (size_t k = 0; k < n; k++) {
		text[k] = ordinary[any(sizeof ordinary - 1)];
		if (m->quoted && !any(6))
			text[k] = "\",;\n\r\t"[any(6)];
		else if (m->sep != '\t' && !any(20))
			text[k] = '\t';
		else if (m->sep == '\t' && !any(20))
			text[k] = "\",;"[any(3)];
	}
	*len = n;
	return text;
}

static void add_cell(struct model *m, const char *text, size_t len)
{
	bool needs = false;

	for (size_t k = 0; k < len; k++)
		needs |= text[k] == m->sep || text[k] == '"' || text[k] == '\n' || text[k] == '\r';
	if (!m->quoted || (!needs && any(3))) {
		add(m, text, len);
		return;
	}
	add(m, "\"", 1);
	for (size_t k = 0; k < len; k++)
		add(m, text[k] == '"' ? "\"\"" : text + k, text[k] == '"' ? 2 : 1);
	add(m, "\"", 1);
}

static void add_blanks(struct model *m, uint64_t *line, bool mixed, uint32_t many)
{
	for (uint32_t k = any(many); k--; ++*line) {
		end_line(m, mixed);
		m->blank++;
	}
}

static uint64_t breaks(const char *text, size_t len)
{
	uint64_t n = 0;

	for (size_t k = 0; k < len; k++)
		n += text[k] == '\n';
	return n;
}

static struct model *random_model(uint64_t nrow, int ncol, uint32_t blanks)
{
	struct model *m = NEW(&memory, 1, struct model);
	bool mixed = !any(8);
	uint64_t line = 1;

	m->sep = ncol == 1 ? '\t' : "\t,;"[any(3)];
	m->quoted = m->sep != '\t' && any(2);
	m->crlf = any(2);
	m->ncol = ncol;
	m->nrow = nrow;
	m->text = NEW(&memory, 10000 + nrow * (size_t)(ncol * 620 + 2 * (int)blanks + 4), char);
	m->cell = NEW(&memory, nrow * (size_t)ncol, struct cell);
	m->raw = NEW(&memory, nrow, struct cell);
	m->line = NEW(&memory, nrow, uint64_t);
	if (!any(3))
		add(m, "\xEF\xBB\xBF", 3);
	for (uint32_t k = any(3) ? 0 : any(4); k--; line++) {
		add(m, "# said before", any(13) + 1);
		end_line(m, false);
	}
	if (!any(4))
		add_blanks(m, &line, mixed, 3);
	for (int c = 0; c < ncol; c++) {
		char name[16];
		int n = sprintf(name, "c%d", c);
		if (c)
			add(m, &m->sep, 1);
		add_cell(m, name, (size_t)n);
	}
	end_line(m, false);
	m->body = m->len;
	line++;
	for (uint64_t r = 0; r < nrow; r++) {
		if (blanks)
			add_blanks(m, &line, mixed, blanks);
		size_t from = m->len;
		for (int c = 0; c < ncol; c++) {
			size_t len;
			char *text = random_cell(m, &len);
			if (ncol == 1 && !len)
				text = "x", len = 1;
			m->cell[r * (size_t)ncol + (size_t)c] = (struct cell){ text, len };
			if (c)
				add(m, &m->sep, 1);
			add_cell(m, text, len);
		}
		m->raw[r] = (struct cell){ m->text + from, m->len - from };
		m->line[r] = line;
		line += breaks(m->text + from, m->len - from) + 1;
		if (r + 1 < nrow || any(2))
			end_line(m, mixed);
	}
	if (nrow && m->text[m->len - 1] == '\n' && blanks)
		add_blanks(m, &line, mixed, 4);
	return m;
}

static bool alike(struct cell a, struct cell b) { return a.len == b.len && !memcmp(a.at, b.at, a.len); }

static void rows_are(const struct model *m, const struct table *t, struct walk *w, uint64_t from, uint64_t most)
{
	uint64_t r = from;

	for (walk_start(w, t, from); r < from + most && walk_row(w, &why); r++) {
		assert_int_equal(w->row, r);
		assert_int_equal(w->used, m->ncol);
		if (!alike(w->raw, m->raw[r]))
			fail_msg("row %llu is '%.*s', not '%.*s'", (unsigned long long)r, (int)w->raw.len, w->raw.at,
			         (int)m->raw[r].len, m->raw[r].at);
		for (int c = 0; c < m->ncol; c++)
			if (!alike(w->cell[c], m->cell[r * (size_t)m->ncol + (size_t)c]))
				fail_msg("row %llu, cell %d is '%.*s'", (unsigned long long)r, c, (int)w->cell[c].len, w->cell[c].at);
	}
	assert_ok(why.code);
	assert_int_equal(r, from + most < m->nrow ? from + most : m->nrow);
}

static void is_model(const struct model *m, const struct table *t)
{
	struct walk w = { 0 };

	assert_int_equal(t->nrow, m->nrow);
	assert_int_equal(t->ncol, m->ncol);
	assert_int_equal(t->crlf, m->crlf);
	rows_are(m, t, &w, 0, m->nrow);
	for (int k = 0; k < 12 && m->nrow; k++) {
		uint64_t r = any((uint32_t)m->nrow);
		int c = (int)any((uint32_t)m->ncol);
		rows_are(m, t, &w, r, any(20) ? 3 : m->nrow);
		assert_true(alike(table_cell(t, r, c), m->cell[r * (size_t)m->ncol + (size_t)c]));
		assert_int_equal(table_line(t, r), m->line[r]);
	}
	if (m->nrow) {
		walk_start(&w, t, m->nrow - 1);
		assert_true(walk_line(&w));
		assert_true(alike(w.raw, m->raw[m->nrow - 1]));
		assert_false(walk_line(&w));
	}
}

static void small_random_tables(void **state)
{
	(void)state;
	for (int turn = 0; turn < 20000; turn++) {
		struct model *m = random_model(any(8), 1 + (int)any(5), any(2) ? 0 : 3);
		is_model(m, parse_how(m->text, m->len, &plain));
		arena_free(&memory);
	}
}

static void large_random_tables(void **state)
{
	(void)state;
	for (int turn = 0; turn < 60; turn++) {
		struct model *m = random_model(any(6000), 1 + (int)any(5), any(3) ? 0 : any(2) ? 3 : 2000 / (1 + any(200)));
		is_model(m, parse_how(m->text, m->len, &plain));
		arena_free(&memory);
	}
}

/* Rows and empty lines at and around the borders of 4096 bytes, where the index of rows looks. */
static void rows_at_chunk_borders(void **state)
{
	(void)state;
	static const char *const around[] = { "\n", "\n\n", "\n\n\n", "\r\n", "\r\n\r\n", "\n\r\n", "\r\n\n", "\r\n\r\n\r\n\r\n" };

	for (size_t k = 0; k < sizeof around / sizeof *around; k++)
		for (int shift = -12; shift <= 12; shift++)
			for (int chunks = 1; chunks <= 3; chunks++) {
				char *text = NEW(&memory, 20000, char);
				strcpy(text, "i\tj\n");                 /* rows begin after four bytes */
				size_t at = (size_t)(4 + 4096 * chunks + shift);
				memset(text + 4, 'a', at - 4);
				text[10] = '\t';
				strcpy(text + at, around[k]);
				strcat(text, "c\td\ne\tf");
				struct table *t = parse(text);
				assert_int_equal(t->nrow, 3);
				struct walk w = { 0 };
				for (uint64_t r = 0; r < 3; r++) {
					walk_start(&w, t, r);
					for (uint64_t s = r; s < 3; s++) {
						assert_true(walk_row(&w, &why));
						assert_int_equal(w.cell[1].len, s ? 1 : at - 11);
						assert_true(!s || *w.cell[1].at == (s == 1 ? 'd' : 'f'));
					}
				}
				assert_int_equal(table_line(t, 1), 2 + breaks(around[k], strlen(around[k])));
			}
}

static void one_long_line(void **state)
{
	(void)state;
	enum { LONG = 10000000 };
	char *text = NEW(&memory, LONG + 100, char);

	strcpy(text, "i\tj\na\tb\nc\t");
	memset(text + 10, 'x', LONG);
	strcpy(text + 10 + LONG, "\ne\tf\n");
	struct table *t = parse(text);
	assert_int_equal(t->nrow, 3);
	assert_int_equal(table_cell(t, 1, 1).len, LONG);
	is_cell(t, 2, 1, "f");
	assert_int_equal(table_line(t, 2), 4);
	size_t used = memory.used;                      /* looking a cell up leaves nothing behind */
	for (uint64_t r = 0; r < 3; r++)
		assert_true(table_cell(t, r, 0).len == 1 && table_line(t, r) == r + 2);
	assert_int_equal(memory.used, used);
}

/* Any bytes: a table that can be read can be written, with a column more, in any order of its
 * columns, and is read again as what it was; every row is found from anywhere. */
static void any_bytes(void **state)
{
	(void)state;
	static const char letter[] = "ab,,;;\t\t\"\"\r\n\n\n# 1";
	uint32_t tables = 0, rows = 0;

	for (int turn = 0; turn < 200000; turn++) {
		char text[64];
		size_t len = (size_t)sprintf(text, "%s", (const char *[]){ "", "i,j\n", "i;j\r\n", "i\tj\n", "\"i\",j\n" }[any(5)]), n;
		uint32_t count[64];
		struct table t, u;
		struct caught c;
		for (uint32_t k = any(40); k--; )
			text[len++] = letter[any(sizeof letter - 1)];
		if (table_parse(&memory, text, len, &plain, &t, &why)) {
			assert_true(why.code == E_DATA);
			arena_free(&memory);
			continue;
		}
		struct walk w = { 0 };
		uint64_t seen = 0;
		for (walk_start(&w, &t, 0), why.code = 0; walk_row(&w, &why); seen++)
			count[seen] = (uint32_t)seen;
		assert_true(why.code ? why.code == E_DATA && seen < t.nrow : seen == t.nrow);
		uint64_t lines = 0;
		for (walk_start(&w, &t, 0); walk_line(&w); lines++)
			;
		assert_int_equal(lines, t.nrow);
		/* In the header of a TSV a quote may hide a TAB from whoever looks for the separator; a
		 * carriage return on its own is refused where there are quotes. */
		bool odd = why.code;
		for (size_t k = 0; k < len; k++)
			odd |= text[k] == '\r' && (k + 1 == len || text[k + 1] != '\n');
		for (int k = 0; k < t.ncol; k++)
			odd |= t.sep == '\t' && strchr(t.col[k].name, '"');
		if (odd) {
			arena_free(&memory);
			continue;
		}
		tables++;
		assert_ok(table_add_counts(&t, "new", count, &why));
		if (any(2)) {
			struct column first = t.col[0];
			t.col[0] = t.col[t.ncol - 1];
			t.col[t.ncol - 1] = first;
		}
		if (any(2) && t.ncol > 2)
			table_drop(&t, 1);
		catch_open(&c);
		int code = table_write(&t, &c.out, false, &why);
		if (code) {                     /* TSV of a field with a carriage return inside */
			assert_true(code == E_DATA && t.sep == '\t');
			fclose(c.file);
			arena_free(&memory);
			continue;
		}
		char *got = catch_close(&c, &n);
		if (table_parse(&memory, got, n, &plain, &u, &why))
			fail_msg("turn %d: '%.*s' became '%s': %s", turn, (int)len, text, got, why.text);
		assert_int_equal(u.nrow, t.nrow);
		assert_int_equal(u.ncol, t.ncol);
		for (int k = 0; k < t.ncol; k++) {
			assert_string_equal(u.col[k].name, t.col[k].name);
			for (uint64_t r = 0; r < t.nrow; r++, rows++)
				if (!alike(table_cell(&t, r, k), table_cell(&u, r, k)))
					fail_msg("turn %d, cell %llu,%d: '%.*s' became '%s'", turn, (unsigned long long)r, k, (int)len, text, got);
		}
		arena_free(&memory);
	}
	if (tables < 10000 || rows < 10000)
		fail_msg("only %u tables and %u cells", tables, rows);
}

/* --- files ------------------------------------------------------------------------------------------------- */

/* Leave the highest gap of that size in the address space below a page that nobody may touch:
 * the next mapping goes there, and reading beyond its end is a crash. */
static void fence(size_t size)
{
	char *p = NULL;

	for (int k = 0; k < 64; k++) {
		p = mmap(NULL, size + 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
		assert_true(p != MAP_FAILED);
	}
	munmap(p, size);
}

/* Files that end with, before and after a page, and with or without a last line end: what is
 * mapped must not be read beyond. */
static void files_of_whole_pages(void **state)
{
	(void)state;
	static const size_t base[] = { 4096, 8192, 65536, 65536 + 4096, 3 * 65536 };
	char name[] = "table-XXXXXX";
	int fd = mkstemp(name);

	assert_true(fd >= 0);
	for (size_t k = 0; k < sizeof base / sizeof *base; k++)
		for (int shift = -3; shift <= 3; shift++)
			for (int end = 0; end < 3; end++) {
				size_t size = base[k] + (size_t)shift, at = 0;
				char *text = NEW(&memory, size + 20, char);
				at += (size_t)sprintf(text, "i\tj\n");
				uint64_t nrow = 0;
				for (; at + 40 < size; nrow++)
					at += (size_t)sprintf(text + at, "%u\t%u\n", (unsigned)any(1000), (unsigned)any(1000));
				at += (size_t)sprintf(text + at, "last\t");
				memset(text + at, 'x', size - at);
				if (end == 1)
					text[size - 1] = '\n';
				if (end == 2)
					memcpy(text + size - 2, "\r\n", 2);
				assert_int_equal(pwrite(fd, text, size, 0), size);
				assert_int_equal(ftruncate(fd, (off_t)size), 0);
				fence((size + 4095) / 4096 * 4096);
				struct table t;
				assert_ok(table_read(&memory, name, &plain, &t, &why));
				assert_string_equal(t.file, name);
				assert_int_equal(t.nrow, nrow + 1);
				assert_int_equal(table_cell(&t, nrow, 1).len, size - at - (size_t)end);
				is_cell(&t, nrow, 0, "last");
				arena_free(&memory);
			}
	close(fd);
	unlink(name);
}

/* A file that is mapped, and that another program writes over meanwhile: rows may be missing,
 * but nothing is read beyond its end. */
static void files_that_change(void **state)
{
	(void)state;
	char name[] = "table-XXXXXX", *text = NEW(&memory, 100001, char);
	int fd = mkstemp(name);
	const double *x;

	for (int k = 0; k < 20; k++) {
		struct table t;
		struct walk w = { 0 };
		struct caught c;
		for (int r = 0; r < 10000; r++)
			memcpy(text + 10 * r, r ? "1234\t6789\n" : "i...\tj...\n", 10);
		assert_int_equal(pwrite(fd, text, 100000, 0), 100000);
		assert_ok(table_read(&memory, name, &plain, &t, &why));
		assert_int_equal(t.nrow, 9999);
		memset(text, k % 2 ? 'x' : '\n', 100000);
		assert_int_equal(pwrite(fd, text, 90000, 10), 90000);
		assert_fails(E_IO, "changed while", table_reals(&t, 1, &x, NULL, &why));
		walk_start(&w, &t, 9990 - (uint64_t)k);
		uint64_t rows = 0;
		while (walk_line(&w))
			rows++;
		assert_true(rows < 2000);
		table_cell(&t, 9000, 1);
		table_line(&t, 9998);
		catch_open(&c);
		assert_fails(E_IO, "changed while", table_write(&t, &c.out, false, &why));
		fclose(c.file);
	}
	close(fd);
	unlink(name);
}

/* --- numbers --------------------------------------------------------------------------------------------- */

static void a_column_as_numbers(void **state)
{
	(void)state;
	struct table *t = parse("i\tw\na\t1\nb\tNA\nc\t\nd\t-2.5e1\n");
	const double *x;
	uint64_t missing;
	assert_ok(table_reals(t, 1, &x, &missing, &why));
	assert_int_equal(missing, 2);
	assert_true(x[0] == 1 && isnan(x[1]) && isnan(x[2]) && x[3] == -25);
	assert_ok(table_reals(t, 1, &x, NULL, &why));
	t = parse("i,w\na,1\nb,oops\n");
	assert_fails(E_DATA, "text:3: column 'w': 'oops' is not a number", table_reals(t, 1, &x, NULL, &why));
	t = parse("i;w\na;1\n\nb;0,5\n");
	assert_fails(E_DATA, "text:4: column 'w': '0,5' has a decimal comma", table_reals(t, 1, &x, NULL, &why));
	t = parse("i\tw\na\n");
	assert_fails(E_DATA, "text:2: 1 field", table_reals(t, 1, &x, NULL, &why));
}

static void tripled(const void *ctx, const uint64_t *row, size_t n, double *out)
{
	for (size_t k = 0; k < n; k++)
		out[k] = row[k] % 7 == *(const uint32_t *)ctx ? NAN : 3 * (double)row[k];
}

/* Columns of every kind, as numbers. */
static void made_columns_as_numbers(void **state)
{
	(void)state;
	struct table t;
	const double *x;
	uint64_t missing;
	uint32_t count[3] = { 0, 7, UINT32_MAX }, code[3] = { 1, NO_CODE, 0 }, zeros[3] = { 0, 0, 0 }, one = 1;
	double real[3] = { 0.5, NAN, -INFINITY };
	struct cell label[2] = { cell_of("12.5"), cell_of("-1") }, word[1] = { cell_of("red") };
	table_new(&memory, 3, &t);
	assert_ok(table_add_counts(&t, "count", count, &why));
	assert_ok(table_add_reals(&t, "real", real, &why));
	assert_ok(table_add_labels(&t, "label", code, label, &why));
	assert_ok(table_add_call(&t, "call", tripled, &one, &why));
	assert_ok(table_add_labels(&t, "word", zeros, word, &why));
	assert_ok(table_reals(&t, 0, &x, &missing, &why));
	assert_true(x[0] == 0 && x[1] == 7 && x[2] == 4294967295.0 && missing == 0);
	assert_ok(table_reals(&t, 1, &x, &missing, &why));
	assert_true(x == real && missing == 1);
	assert_ok(table_reals(&t, 2, &x, &missing, &why));
	assert_true(x[0] == -1 && isnan(x[1]) && x[2] == 12.5 && missing == 1);
	assert_ok(table_reals(&t, 3, &x, &missing, &why));
	assert_true(x[0] == 0 && isnan(x[1]) && x[2] == 6 && missing == 1);
	assert_fails(E_DATA, "column 'word': 'red' is not a number", table_reals(&t, 4, &x, &missing, &why));
	is_cell(&t, 2, 0, "4294967295");
	is_cell(&t, 2, 1, "-Inf");
	is_cell(&t, 1, 2, "NA");
	is_cell(&t, 2, 3, "6");
}

/* --- messages -------------------------------------------------------------------------------------------- */

static void messages_show_the_value(void **state)
{
	(void)state;
	struct table *t = parse("i,w\n\"x\ny\x1B[31m\",1\n");
	assert_int_equal(table_fail(t, 0, 0, &why, "is not %s", "so"), E_DATA);
	assert_string_equal(why.text, "text:2: column 'i': 'x?y?[31m' is not so");       /* nothing that moves a cursor */
	char *text = NEW(&memory, 400, char);
	sprintf(text, "i\tw\n%059d\xE2\x82\xAC%0100d\t1\n", 0, 0);
	t = parse(text);
	table_fail(t, 0, 0, &why, "is long");
	assert_non_null(strstr(why.text, "00...' is long"));                             /* cut before the euro, not inside */
}

static void private_messages_do_not(void **state)
{
	(void)state;
	struct table_how how = { .private_ = true };
	const double *x;
	int c;
	struct table *t = parse_as("i\tw\nanna\tbea\n", &how);
	table_fail(t, 0, 0, &why, "is not so");
	assert_string_equal(why.text, "text:2: column 'i': the value is not so");
	assert_fails(E_DATA, "text:2: column 'w': the value is not a number", table_reals(t, 1, &x, NULL, &why));
	/* A file without a header: the names of its first row are no column names. */
	t = parse_as("anna\tbea\ncarl\tdora\n", &how);
	assert_fails(E_USAGE, "no column 'weight'", table_need(t, "weight", &c, &why));
	assert_null(strstr(why.text, "anna"));
	assert_fails(E_USAGE, "no column 'ana'", table_need(t, "ana", &c, &why));
	assert_null(strstr(why.text, "anna"));
	assert_fails(E_DATA, "twice", try_how("anna\tanna\n", &how));
	assert_null(strstr(why.text, "anna"));
}

/* --- writing --------------------------------------------------------------------------------------------- */

/* What was read and is written again is the same, byte for byte, but for the mark and empty lines. */
static void rows_pass_through(void **state)
{
	(void)state;
	for (int turn = 0; turn < 300; turn++) {
		struct model *m = random_model(turn < 280 ? any(30) : any(9000), 1 + (int)any(4), any(2) ? 0 : 3);
		struct table *t = parse_how(m->text, m->len, &plain);
		uint32_t *count = NEW(&memory, m->nrow, uint32_t);
		char *want = NEW(&memory, m->len + m->nrow * 20 + 100, char), *got;
		bool more = any(2), guard = any(2);
		size_t n = 0;
		for (uint64_t r = 0; r < m->nrow; r++)
			count[r] = any(1000000);
		if (more)
			assert_ok(table_add_counts(t, "count", count, &why));
		memcpy(want, t->preamble.at, t->preamble.len);
		n = t->preamble.len;
		for (int c = 0; c < m->ncol; c++)
			n += (size_t)sprintf(want + n, "%.*sc%d", c > 0, &m->sep, c);
		n += (size_t)sprintf(want + n, "%.*s%s", more ? 6 : 0, (char[]){ m->sep, 'c', 'o', 'u', 'n', 't', 0 }, m->crlf ? "\r\n" : "\n");
		for (uint64_t r = 0; r < m->nrow; r++) {
			memcpy(want + n, m->raw[r].at, m->raw[r].len);
			n += m->raw[r].len;
			if (more)
				n += (size_t)sprintf(want + n, "%c%u", m->sep, (unsigned)count[r]);
			n += (size_t)sprintf(want + n, "%s", m->crlf ? "\r\n" : "\n");
		}
		if (guard)
			n += (size_t)sprintf(want + n, "##end rows=%llu\n", (unsigned long long)m->nrow);
		got = written(t, guard);
		assert_int_equal(strlen(got), n);
		assert_memory_equal(got, want, n);
		arena_free(&memory);
	}
}

static void columns_are_added(void **state)
{
	(void)state;
	struct table *t = parse("i,j\na,b\n\"c,\",d\ne,f\n");
	uint32_t count[3] = { 1, 2, 3 }, code[3] = { 0, NO_CODE, 1 }, never = 9;
	double real[3] = { 0.5, NAN, 1e21 };
	struct cell label[2] = { cell_of("plain"), cell_of("a \"quoted\",\nlabel") };
	assert_ok(table_add_counts(t, "count", count, &why));
	assert_ok(table_add_reals(t, "real", real, &why));
	assert_ok(table_add_labels(t, "label", code, label, &why));
	assert_ok(table_add_call(t, "call", tripled, &never, &why));
	assert_string_equal(written(t, false),
	                    "i,j,count,real,label,call\na,b,1,0.5,plain,0\n\"c,\",d,2,NA,NA,3\n"
	                    "e,f,3,1e+21,\"a \"\"quoted\"\",\nlabel\",6\n");
	assert_fails(E_USAGE, "'real' already", table_add_reals(t, "real", real, &why));
	assert_non_null(strstr(why.text, "--as"));
	assert_non_null(strstr(why.text, "--rename real=NEW"));
}

static void rows_in_another_order(void **state)
{
	(void)state;
	for (int turn = 0; turn < 200; turn++) {
		struct model *m = random_model(1 + any(turn < 190 ? 20 : 4000), 1 + (int)any(3), any(2) ? 0 : 3);
		struct table *t = parse_how(m->text, m->len, &plain);
		uint32_t never = 9;
		t->norder = any(2 * (uint32_t)m->nrow);         /* some twice, some never */
		uint64_t *order = NEW(&memory, t->norder, uint64_t);
		for (uint64_t k = 0; k < t->norder; k++)
			order[k] = any((uint32_t)m->nrow);
		t->order = order;
		assert_ok(table_add_call(t, "thrice", tripled, &never, &why));
		const char *got = written(t, false) + t->preamble.len;
		got = strchr(got, '\n') + 1;
		for (uint64_t k = 0; k < t->norder; k++) {
			const struct cell *raw = &m->raw[order[k]];
			assert_memory_equal(got, raw->at, raw->len);
			char want[40];
			double x;
			tripled(&never, &order[k], 1, &x);
			int n = isnan(x) ? sprintf(want, "%cNA%s", m->sep, m->crlf ? "\r\n" : "\n")
			                 : sprintf(want, "%c%.0f%s", m->sep, x, m->crlf ? "\r\n" : "\n");
			assert_memory_equal(got + raw->len, want, (size_t)n);
			got += raw->len + (size_t)n;
		}
		assert_int_equal(*got, 0);
		arena_free(&memory);
	}
}

static void columns_are_dropped(void **state)
{
	(void)state;
	static const char *const want[] = { "j,k\nb,c\ne,\"f,\"\n", "i,k\na,c\nd,\"f,\"\n", "i,j\na,b\nd,e\n" };
	uint32_t count[2] = { 1, 2 };

	for (int c = 0; c < 3; c++) {
		struct table *t = parse("i,j,k\na,b,c\nd,e,\"f,\"\n");
		table_drop(t, c);
		assert_string_equal(written(t, false), want[c]);
		assert_ok(table_add_counts(t, "n", count, &why));
		char *more = written(t, false);
		assert_memory_equal(more, want[c], 3);
		assert_non_null(strstr(more, ",n\n"));
		assert_non_null(strstr(more, ",1\n"));
	}
	struct table *t = parse("i\tj\tk\na\tb\tc\n");
	table_drop(t, 2);
	table_drop(t, 1);
	assert_string_equal(written(t, false), "i\na\n");
	assert_int_equal(try_rows("i\tj\tk\na\tb\n"), E_DATA);
	struct walk w = { 0 };                          /* rows are as wide as they were */
	walk_start(&w, t, 0);
	assert_true(walk_row(&w, &why));
	assert_true(cell_is(w.cell[2], "c"));
	struct column first;
	t = parse("i,j\na,b\n");
	first = t->col[0];
	t->col[0] = t->col[1];
	t->col[1] = first;
	assert_string_equal(written(t, false), "j,i\nb,a\n");
}

static void what_tsv_cannot_carry(void **state)
{
	(void)state;
	static const struct { const char *text, *name; } bad[] = { { "a\tb", "TAB" }, { "a\nb", "line break" }, { "a\rb", "line break" } };
	static const uint32_t first = 0;
	struct caught c;

	for (size_t k = 0; k < 3; k++) {
		struct table t;
		struct cell label = cell_of(bad[k].text);
		table_new(&memory, 1, &t);
		assert_ok(table_add_labels(&t, "x", &first, &label, &why));
		catch_open(&c);
		assert_fails(E_DATA, bad[k].name, table_write(&t, &c.out, false, &why));
		fclose(c.file);
		t.sep = ',';
		char want[20];
		sprintf(want, strcmp(bad[k].name, "TAB") ? "x\n\"%s\"\n" : "x\n%s\n", bad[k].text);
		assert_string_equal(written(&t, false), want);
	}
}

static void made_tables(void **state)
{
	(void)state;
	static const double real[] = { 1, 2 };
	struct table t;
	table_new(&memory, 0, &t);
	assert_ok(table_add_reals(&t, "value", NULL, &why));
	assert_string_equal(written(&t, true), "value\n##end rows=0\n");
	table_new(&memory, 2, &t);
	t.crlf = true;
	assert_ok(table_add_reals(&t, "value", real, &why));
	assert_string_equal(written(&t, false), "value\r\n1\r\n2\r\n");
	assert_int_equal(table_line(&t, 0), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(the_header_tells_the_separator), CHECK(marks_and_line_ends), CHECK(the_preamble_passes),
		CHECK(names_for_a_file_without_header), CHECK(runs_of_blanks), CHECK(no_header_at_all), CHECK(what_is_no_text),
		CHECK(a_name_stands_twice), CHECK(a_wide_header), CHECK(columns_are_renamed), CHECK(columns_are_found),
		CHECK(the_guard_is_believed_if_right), CHECK(another_number_of_fields), CHECK(quotes), CHECK(quotes_that_are_wrong),
		CHECK(small_random_tables), CHECK(large_random_tables), CHECK(rows_at_chunk_borders), CHECK(one_long_line), CHECK(any_bytes),
		CHECK(files_of_whole_pages), CHECK(files_that_change), CHECK(a_column_as_numbers), CHECK(made_columns_as_numbers),
		CHECK(messages_show_the_value), CHECK(private_messages_do_not), CHECK(rows_pass_through), CHECK(columns_are_added),
		CHECK(rows_in_another_order), CHECK(columns_are_dropped), CHECK(what_tsv_cannot_carry), CHECK(made_tables),
	};

	return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
