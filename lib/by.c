#include "by.h"
#include "names.h"

#include <string.h>

/* Codes of one column, 0, 1, ... in order of appearance; a missing value is called NA. */
static int code_column(const struct table *t, const char *name, struct names *d, uint32_t *code, struct err *e)
{
	int c;

	names_open(d, t->arena);
	TRY(table_need(t, name, &c, e));
	return names_columns(d, t, 1, &c, &code, NAMES_NA, e);
}

/* of[row] and code[row] become one number for each combination that occurs: pair[] keeps both. */
struct both { uint32_t before, here; };

static uint32_t combine(struct arena *a, uint64_t rows, uint32_t *of, const uint32_t *code, struct both **pair)
{
	struct names seen;
	struct both *key = NEW(a, rows, struct both);

	names_open(&seen, a);
	for (uint64_t r = 0; r < rows; r++) {
		key[r] = (struct both){ of[r], code[r] };
		of[r] = names_id(&seen, (struct cell){ (const char *)&key[r], sizeof *key });
	}
	*pair = NEW(a, seen.n, struct both);
	for (uint32_t g = 0; g < seen.n; g++)
		(*pair)[g] = *(const struct both *)(const void *)seen.name[g].at;
	return seen.n;
}

int by_read(const struct table *t, const char *list, struct by *b, struct err *e)
{
	struct arena *a = t->arena;
	struct names *value;
	struct both **pair;
	uint32_t *code;

	*b = (struct by){ .groups = 1, .of = NEW(a, t->nrow, uint32_t) };
	if (!list || !*list)
		return OK;
	b->name = split_list(a, list, &b->n);
	value = NEW(a, (size_t)b->n, struct names);
	pair = NEW(a, (size_t)b->n, struct both *);
	code = b->n > 1 ? NEW(a, t->nrow, uint32_t) : b->of;
	for (int k = 0; k < b->n; k++) {
		TRY(code_column(t, b->name[k], &value[k], k ? code : b->of, e));
		b->groups = k ? combine(a, t->nrow, b->of, code, &pair[k]) : value[0].n;
	}
	b->label = NEW(a, (size_t)b->groups * (size_t)b->n, struct cell);
	for (uint32_t g = 0; g < b->groups; g++) {
		uint32_t at = g;
		for (int k = b->n - 1; k > 0; at = pair[k--][at].before)
			b->label[g * (size_t)b->n + (size_t)k] = value[k].name[pair[k][at].here];
		b->label[g * (size_t)b->n] = value[0].name[at];
	}
	return OK;
}

/* The values of a group in one piece of text, each with its length. */
static struct cell group_key(struct arena *a, const struct by *b, uint32_t g)
{
	const char *key = "";

	for (int k = 0; k < b->n; k++) {
		struct cell c = b->label[g * (size_t)b->n + (size_t)k];
		key = arena_print(a, "%s%zu:%.*s", key, c.len, (int)c.len, c.at);
	}
	return cell_of(key);
}

bool by_several(const struct table *t, int col)
{
	for (uint64_t r = 1; r < t->nrow; r++) {
		struct cell first = table_cell(t, 0, col), here = table_cell(t, r, col);
		if (here.len != first.len || memcmp(here.at, first.at, here.len))
			return true;
	}
	return false;
}

uint32_t *by_match(struct arena *a, const struct by *from, const struct by *to)
{
	uint32_t *match = NEW(a, from->groups, uint32_t);
	struct names known;

	names_open(&known, a);
	for (uint32_t g = 0; g < to->groups; g++)
		names_id(&known, group_key(a, to, g));
	for (uint32_t g = 0; g < from->groups; g++)
		match[g] = names_get(&known, group_key(a, from, g));
	return match;
}

int by_add(struct table *t, const struct by *b, const uint32_t *group, struct err *e)
{
	for (int k = 0; k < b->n; k++) {
		struct cell *label = NEW(t->arena, b->groups, struct cell);
		for (uint32_t g = 0; g < b->groups; g++)
			label[g] = b->label[g * (size_t)b->n + (size_t)k];
		TRY(table_add_labels(t, b->name[k], group, label, e));
	}
	return OK;
}
