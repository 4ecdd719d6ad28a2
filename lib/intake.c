#include "intake.h"
#include "by.h"
#include "input.h"

#include <stdio.h>
#include <string.h>

/* --- reading -------------------------------------------------------------------------------------- */

static int check_text(struct intake *t, const char *text, size_t len, struct err *e)
{
	const char *odd;
	uint64_t line = 1;

	TRY(input_check_text(t->file, text, len, 1, e));
	if (!(odd = cell_not_utf8((struct cell){ text, len })))
		return OK;
	for (const char *p = text; (p = memchr(p, '\n', (size_t)(odd - p))); p++)
		line++;
	foreign_note(&t->f, "line %llu is not UTF-8 (byte %02X) and was kept as it is; if the file is Latin-1: "
	             "iconv -f LATIN1 -t UTF-8", (unsigned long long)line, (unsigned char)*odd);
	return OK;
}

static int read_list(struct intake *t, char *text, size_t len, struct err *e)
{
	const struct intake_how *how = t->how;
	struct edgelist_how mine = {
		.sep = how->sep, .header = how->header, .ends = how->ends, .weight = how->weight,
		.matrix = t->format == FORMAT_MATRIX, .rejects = how->rejects, .guard = t->run->how.guard,
		.rename = t->run->how.rename
	};

	sheet_open(&t->f.ties, t->run->arena);
	sheet_open(&t->f.nodes, t->run->arena);
	TRY(edgelist_read(&t->f, t->run->file, text, len, &mine, &t->list, e));
	if (t->list.is_matrix) {
		t->format = FORMAT_MATRIX;
		return foreign_tables(&t->f, t->run->how.rename, &t->ties, &t->nodes, e);
	}
	t->is_list = true;
	t->ties = t->list.clean;
	t->weight = t->list.weight;
	return OK;
}

static int read_foreign(struct intake *t, char *text, size_t len, struct err *e)
{
	const struct intake_how *how = t->how;

	if (how->header || how->ends)
		return fail(e, E_USAGE, "%s: --%s is for tables; this is %s", t->file, how->header ? "header" : "ends",
		            format_name(t->format));
	TRY(foreign_read(&t->f, t->format, (struct cell){ text, len }, e));
	return foreign_tables(&t->f, t->run->how.rename, &t->ties, &t->nodes, e);
}

static bool is_called(const struct table *t, int c, const char *lower)
{
	return cell_is_word(cell_of(t->col[c].name), lower);
}

/* Which columns are what; the list has looked for its weight already. */
static int find_roles(struct intake *t, struct err *e)
{
	static const char *const parts[] = { "time", "layer", "wave", "replicate" };
	struct table *ties = &t->ties;

	for (int c = 2; c < ties->ncol && t->weight < 0 && !t->how->weight; c++)
		if (is_called(ties, c, "weight"))
			t->weight = c;
	if (t->how->weight)
		TRY(table_need(ties, t->how->weight, &t->weight, e));
	if (t->weight == 0 || t->weight == 1)
		return fail(e, E_USAGE, "%s: column '%s' is an end of the tie", t->file, t->how->weight);
	t->stratum = NEW(t->run->arena, (size_t)ties->ncol + 1, int);
	for (int c = 2; c < ties->ncol; c++)
		for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
			if (c != t->weight && is_called(ties, c, parts[k]))
				t->stratum[t->nstratum++] = c;
	return OK;
}

/* People of the format first, in its order, so that those without ties are there too. */
static int number_people(struct intake *t, struct err *e)
{
	struct arena *arena = t->run->arena;
	uint64_t m = t->ties.nrow;
	int node = 0, ends[2] = { 0, 1 };

	names_open(&t->people, arena);
	if (t->nodes.ncol) {
		uint32_t *id = NEW(arena, t->nodes.nrow + 1, uint32_t);
		TRY(names_columns(&t->people, &t->nodes, 1, &node, &id, false, e));
		if (t->people.n < t->nodes.nrow)
			return fail(e, E_DATA, "%s: two people have the same name once its TABs and line breaks are blanks", t->file);
	}
	t->a = NEW(arena, m + 1, uint32_t);
	t->b = NEW(arena, m + 1, uint32_t);
	return names_columns(&t->people, &t->ties, 2, ends, (uint32_t *[]){ t->a, t->b }, false, e);
}

int intake_read(struct run *r, const struct intake_how *how, struct intake *t, struct err *e)
{
	char *text;
	size_t len;

	*t = (struct intake){ .run = r, .how = how, .file = input_name(r->file), .weight = -1 };
	t->f = (struct foreign){ .arena = r->arena, .file = t->file, .private_ = r->private_,
	                         .undirected = how->undirected };
	TRY(input_read(r->arena, r->file, &text, &len, e));
	TRY(check_text(t, text, len, e));
	t->format = how->format >= 0 ? (enum format)how->format : format_guess((struct cell){ text, len });
	if (t->format == FORMAT_TABLE || t->format == FORMAT_MATRIX)
		TRY(read_list(t, text, len, e));
	else
		TRY(read_foreign(t, text, len, e));
	TRY(find_roles(t, e));
	return number_people(t, e);
}

/* --- merging ---------------------------------------------------------------------------------------- */

/* The rows in strata, by the columns that part them; NULL: all in one. */
static int stratify(struct intake *t, const uint32_t **out, struct err *e)
{
	const char *list = NULL;
	struct by by;

	*out = NULL;
	for (int k = 0; k < t->nstratum; k++) {
		const char *name = t->ties.col[t->stratum[k]].name;
		list = list ? arena_print(t->run->arena, "%s,%s", list, name) : name;
	}
	if (!list)
		return OK;
	TRY(by_read(&t->ties, list, &by, e));
	*out = by.of;
	return OK;
}

static int read_weight(struct intake *t, struct err *e)
{
	struct err why = { 0 };

	if (t->weight < 0)
		return OK;
	if (!table_reals(&t->ties, t->weight, &t->merge.weight, NULL, &why))
		return OK;
	return fail(e, E_DATA, "%s: the attribute '%s' of a tie is not a number: it cannot be a weight (-w names another, "
	            "--rename %s=NEW keeps it as text)", t->file, t->ties.col[t->weight].name, t->ties.col[t->weight].name);
}

/* "file:17: the tie from 'a' to 'b' ..." */
static int refuse(struct intake *t, uint64_t row, uint64_t before, const char *what, const char *option, struct err *e)
{
	struct cell a = t->people.name[t->a[row]], b = t->people.name[t->b[row]];
	char where[32] = "", first[48] = "", who[160] = "";

	if (t->is_list) {
		snprintf(where, sizeof where, ":%llu", (unsigned long long)edgelist_line(&t->list, row));
		if (before != UINT64_MAX)
			snprintf(first, sizeof first, ", first in line %llu", (unsigned long long)edgelist_line(&t->list, before));
	}
	if (!t->run->private_)
		snprintf(who, sizeof who, " ('%.*s', '%.*s')", (int)(a.len < 60 ? a.len : 60), a.at,
		         (int)(b.len < 60 ? b.len : 60), b.at);
	return fail(e, E_DATA, "%s%s: %s%s%s; %s=error refuses that", t->file, where, what, who, first, option);
}

static int refuse_any(struct intake *t, struct err *e)
{
	const struct merge *m = &t->merge;

	if (t->how->loops == LOOPS_ERROR && m->loops)
		return refuse(t, m->loop_row, UINT64_MAX, "a loop", "--loops", e);
	if (t->how->dupes == DUPES_ERROR && m->duplicates)
		return refuse(t, m->duplicate_row, m->duplicate_of, "the same tie again", "--dupes", e);
	if (!t->directed && t->fold == FOLD_ERROR && m->reciprocal)
		return refuse(t, m->reciprocal_row, m->reciprocal_of, "the same tie in the other direction", "--undirected", e);
	return OK;
}

static void decide_direction(struct intake *t)
{
	const struct intake_how *how = t->how;
	enum direction said = t->f.direction;
	bool matrix = said == DIRECTION_MATRIX, symmetric = matrix && t->merge.symmetric;

	t->fold = how->fold >= 0 ? how->fold : symmetric ? FOLD_FIRST : FOLD_SUM;
	t->because = t->f.because;
	if (how->directed || how->undirected) {
		t->directed = how->directed;
		t->because = how->directed ? "--directed was given" : "--undirected was given";
	} else if (matrix) {
		t->directed = !symmetric;
		t->because = symmetric ? "the matrix is symmetric" : "the matrix is not symmetric";
	} else if (said == DIRECTION_UNSAID) {
		t->directed = true;
		t->because = "nothing says otherwise";
	} else {
		t->directed = said == DIRECTION_ARCS;
	}
}

/* Two rows of the clean table, field by field. */
static void compare(const struct intake *t, const bool *look, const char *x, const char *y)
{
	for (int c = 0; c < t->ties.ncol; c++) {
		size_t n = strcspn(x, "\t\n"), k = strcspn(y, "\t\n");
		t->differ[c] += look[c] && (n != k || memcmp(x, y, n));
		x += n + 1;
		y += k + 1;
	}
}

/* Of merged rows, which columns had another value than the row that stays? */
static int find_differences(struct intake *t, struct err *e)
{
	struct arena *arena = t->run->arena;
	const struct merge *m = &t->merge;
	bool *look = NEW(arena, (size_t)t->ties.ncol + 1, bool), any = false;
	struct walk w = { 0 };

	t->differ = NEW(arena, (size_t)t->ties.ncol + 1, uint64_t);
	for (int c = 2; c < t->ties.ncol; c++)
		any |= look[c] = c != t->weight;
	for (int k = 0; k < t->nstratum; k++)
		look[t->stratum[k]] = false;
	if (!any || m->dupes == DUPES_KEEP || m->nrow == m->rows)
		return OK;
	const char **at = NEW(arena, m->rows + 1, const char *);
	for (walk_start(&w, &t->ties, 0); walk_line(&w); ) {
		uint64_t first = merge_kept(m, w.row, !t->directed);
		at[w.row] = w.raw.at;
		if (first != w.row && (t->a[w.row] != t->b[w.row] || m->loops_are == LOOPS_KEEP))
			compare(t, look, at[first], w.raw.at);
	}
	return e->code;
}

/* People in no row that stays: described without ties, or in loops only. */
static void count_isolates(struct intake *t)
{
	const struct merge *m = &t->merge;
	bool *tied = NEW(t->run->arena, (size_t)t->people.n + 1, bool);

	for (uint64_t k = 0; k < m->nrow; k++)
		tied[t->a[m->row[k]]] = tied[t->b[m->row[k]]] = true;
	for (uint32_t v = 0; v < t->people.n; v++)
		t->isolates += !tied[v];
}

static int shape(struct intake *t, struct err *e)
{
	struct table *ties = &t->ties;
	const struct merge *m = &t->merge;
	const char *names[2] = { t->directed ? "from" : "i", t->directed ? "to" : "j" };

	for (int c = 2; c < ties->ncol; c++)
		for (int k = 0; k < 2; k++)
			if (!strcmp(ties->col[c].name, names[k]))
				return fail(e, E_USAGE, "%s: the ends are to be called '%s' and '%s', but there is another column "
				            "'%s': --rename %s=NEW", t->file, names[0], names[1], names[k], names[k]);
	ties->col[0].name = names[0];
	ties->col[1].name = names[1];
	if (m->value && t->weight < 0) {
		TRY(table_add_reals(ties, "weight", m->value, e));
	} else if (m->value) {
		ties->col[t->weight].kind = COLUMN_REAL;
		ties->col[t->weight].real = m->value;
	}
	if (m->nrow < m->rows) {
		ties->order = m->row;
		ties->norder = m->nrow;
	}
	return OK;
}

int intake_merge(struct intake *t, struct err *e)
{
	const struct intake_how *how = t->how;
	struct merge *m = &t->merge;
	bool weighted = t->weight >= 0;

	*m = (struct merge){ .rows = t->ties.nrow, .a = t->a, .b = t->b, .loops_are = how->loops, .dupes = how->dupes };
	TRY(read_weight(t, e));
	TRY(stratify(t, &m->stratum, e));
	TRY(merge_count(t->run->arena, m, e));
	decide_direction(t);
	TRY(refuse_any(t, e));
	merge_rows(t->run->arena, m, !t->directed, t->fold, weighted ? how->dupes == DUPES_COUNT : how->count);
	if (t->f.direction == DIRECTION_MATRIX && how->fold < 0 && m->symmetric && !weighted && !how->count && !m->duplicates)
		m->value = NULL;                /* the halves of a matrix are one statement */
	TRY(find_differences(t, e));
	count_isolates(t);
	return shape(t, e);
}

int intake_nodes(struct intake *t, struct table *out, struct err *e)
{
	uint32_t *code;

	if (t->nodes.ncol) {
		*out = t->nodes;
		return OK;
	}
	table_new(t->run->arena, t->people.n, out);
	code = NEW(t->run->arena, (size_t)t->people.n + 1, uint32_t);
	for (uint32_t v = 0; v < t->people.n; v++)
		code[v] = v;
	return table_add_labels(out, "node", code, t->people.name, e);
}
