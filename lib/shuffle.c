#include "shuffle.h"
#include "names.h"

#include <string.h>

/* "FILE:COLUMN[,COLUMN][:within=COLUMN]", from the right: a file's name may hold colons. */
static int split_words(struct shuffled *s, const char *words, struct err *e)
{
	static const char word[] = "within=";
	char *text = arena_copy(s->run->arena, words, strlen(words)), *colon = strrchr(text, ':');

	if (colon && !strncmp(colon + 1, word, strlen(word))) {
		s->within = colon + 1 + strlen(word);
		*colon = '\0';
		colon = strrchr(text, ':');
	}
	if (!colon || colon == text || !colon[1] || (s->within && !*s->within))
		return fail(e, E_USAGE, "--shuffle takes FILE:COLUMN, such as people.csv:gender, not '%s'", words);
	*colon = '\0';
	s->columns = colon + 1;
	s->file = text;
	return OK;
}

/* Codes of the cells as they are written; takes[row] is false where one of them is missing. */
static int read_cells(struct shuffled *s, int c, uint32_t *code, bool *takes, struct err *e)
{
	struct names cells;

	names_open(&cells, s->run->arena);
	TRY(names_columns(&cells, &s->table, 1, &s->col[c], &code, NAMES_NONE, e));
	for (uint64_t row = 0; row < s->table.nrow; row++) {
		if (code[row] != NO_NAME)
			continue;
		if (s->na == NA_FAIL)
			return table_fail(&s->table, row, s->col[c], e, "is missing: --na drop lets such people keep nothing, --na category "
			                  "makes it a value like others");
		takes[row] &= s->na == NA_CATEGORY;
		code[row] = names_id(&cells, table_cell(&s->table, row, s->col[c]));
	}
	struct column *col = &s->table.col[s->col[c]];
	col->kind = COLUMN_LABEL;
	col->code = s->dealt[c];
	col->label = cells.name;
	return OK;
}

/* The strata of --shuffle ...:within=COLUMN; rows without a value are among themselves. */
static int read_strata(struct shuffled *s, uint32_t **stratum, uint32_t *n, struct err *e)
{
	struct names labels;
	int c;

	*stratum = NULL;
	*n = 1;
	if (!s->within)
		return OK;
	TRY(table_need(&s->table, s->within, &c, e));
	*stratum = NEW(s->run->arena, s->table.nrow, uint32_t);
	names_open(&labels, s->run->arena);
	TRY(names_columns(&labels, &s->table, 1, &c, stratum, NAMES_NONE, e));
	for (uint64_t row = 0; row < s->table.nrow; row++)
		if ((*stratum)[row] == NO_NAME)
			(*stratum)[row] = labels.n;
	*n = labels.n + 1;
	return OK;
}

static int read_columns(struct shuffled *s, bool *takes, struct err *e)
{
	struct arena *a = s->run->arena;
	const char **name = split_list(a, s->columns, &s->n);

	s->col = NEW(a, (size_t)s->n, int);
	s->code = NEW(a, (size_t)s->n, uint32_t *);
	s->dealt = NEW(a, (size_t)s->n, uint32_t *);
	for (uint64_t row = 0; row < s->table.nrow; row++)
		takes[row] = true;
	for (int c = 0; c < s->n; c++) {
		s->code[c] = NEW(a, s->table.nrow, uint32_t);
		s->dealt[c] = NEW(a, s->table.nrow, uint32_t);
		TRY(table_need(&s->table, name[c], &s->col[c], e));
		if (s->table.col[s->col[c]].kind == COLUMN_LABEL)
			return fail(e, E_USAGE, "--shuffle: the column '%s' is named twice", name[c]);
		TRY(read_cells(s, c, s->code[c], takes, e));
	}
	return OK;
}

int shuffle_open(struct run *r, const char *words, int na, struct shuffled *s, struct err *e)
{
	struct arena *a = r->arena;
	struct table_how how = { .private_ = r->private_ };
	uint32_t *stratum, strata, n = 0;

	*s = (struct shuffled){ .run = r, .na = na };
	TRY(split_words(s, words, e));
	TRY(table_read(a, s->file, &how, &s->table, e));
	if (s->table.nrow >= UINT32_MAX)
		return fail(e, E_DATA, "%s: more than 2^32 - 2 rows", s->file);
	bool *takes = NEW(a, s->table.nrow, bool);
	uint32_t *order = NEW(a, s->table.nrow, uint32_t);
	TRY(read_strata(s, &stratum, &strata, e));
	TRY(read_columns(s, takes, e));
	s->own = NEW(a, s->table.nrow, uint32_t);
	s->from = NEW(a, s->table.nrow, uint32_t);
	for (uint32_t row = 0; row < s->table.nrow; row++) {
		s->own[row] = row;
		if (takes[row])
			order[n++] = row;
	}
	if (n < s->table.nrow)
		note(r, "%s: %s without '%s' left as they are", s->file, plural(s->table.nrow - n, "row", "rows"), s->columns);
	null_strata(a, n, order, stratum, strata, &s->strata);
	return OK;
}

void shuffle_deal(struct shuffled *s, uint64_t seed, uint64_t replicate, gsl_rng *g)
{
	memcpy(s->from, s->own, s->table.nrow * sizeof *s->from);
	if (replicate) {
		rng_stream(g, seed, (uint32_t)replicate);
		null_labels(&s->strata, g, s->own, s->from);
	}
	for (int c = 0; c < s->n; c++)
		for (uint64_t row = 0; row < s->table.nrow; row++)
			s->dealt[c][row] = s->code[c][s->from[row]];
}
