#include "reorder.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct rows {
	struct table *t;
	int nid;
	const struct idcol *id;
	struct cell **cell;             /* cell[col][row] of the columns that are passed on, else NULL */
};

static int gather(struct rows *o, struct err *e)
{
	struct table *t = o->t;
	struct walk w = { 0 };

	o->cell = NEW(t->arena, (size_t)t->ncol + 1, struct cell *);
	for (int c = 0; c < t->ncol; c++)
		if (t->col[c].kind == COLUMN_INPUT)
			o->cell[c] = NEW(t->arena, t->nrow + 1, struct cell);
	for (walk_start(&w, t, 0); walk_row(&w, e); )
		for (int c = 0; c < t->ncol; c++)
			if (o->cell[c])
				o->cell[c][w.row] = w.cell[t->col[c].field];
	return e->code;
}

/* What was read becomes what was gathered, so that nobody looks for rows in the text again. */
static void use_gathered(struct rows *o)
{
	struct table *t = o->t;
	uint32_t *row = NEW(t->arena, t->nrow + 1, uint32_t);

	for (uint32_t r = 0; r < t->nrow; r++)
		row[r] = r;
	for (int c = 0; c < t->ncol; c++)
		if (o->cell[c]) {
			t->col[c] = (struct column){ .name = t->col[c].name, .kind = COLUMN_LABEL };
			t->col[c].code = row;
			t->col[c].label = o->cell[c];
		}
}

static uint32_t *codes(const struct rows *o, int col)
{
	for (int k = 0; k < o->nid; k++)
		if (o->id[k].col == col)
			return o->id[k].code;
	return NULL;
}

/* --- the two ends of an undirected tie ------------------------------------------------- */

/* The column NAME_j of a column NAME_i, or j of i; -1. */
static int other_end(const struct table *t, int col)
{
	const char *name = t->col[col].name;
	size_t len = strlen(name);

	if (!len || name[len - 1] != 'i' || (len > 1 && (len < 3 || name[len - 2] != '_')))
		return -1;
	for (int c = 0; c < t->ncol; c++)
		if (strlen(t->col[c].name) == len && !memcmp(t->col[c].name, name, len - 1) && t->col[c].name[len - 1] == 'j')
			return c;
	return -1;
}

static void swap_codes(uint64_t n, const bool *turn, uint32_t *a, uint32_t *b)
{
	for (uint64_t r = 0; r < n; r++)
		if (turn[r]) {
			uint32_t held = a[r];
			a[r] = b[r];
			b[r] = held;
		}
}

static void swap_cells(uint64_t n, const bool *turn, struct cell *a, struct cell *b)
{
	for (uint64_t r = 0; r < n; r++)
		if (turn[r]) {
			struct cell held = a[r];
			a[r] = b[r];
			b[r] = held;
		}
}

static int turn_pair(struct rows *o, int i, int j, const bool *turn, struct err *e)
{
	struct table *t = o->t;
	uint32_t *a = codes(o, i), *b = codes(o, j);

	if (a && b)
		swap_codes(t->nrow, turn, a, b);
	else if (o->cell[i] && o->cell[j])
		swap_cells(t->nrow, turn, o->cell[i], o->cell[j]);
	else
		return fail(e, E_USAGE, "%s: columns '%s' and '%s' belong to the two ends of a tie and change places with "
		            "them: treat both alike, or use --keep-ends", t->file, t->col[i].name, t->col[j].name);
	return OK;
}

static int turn_ends(struct rows *o, uint64_t *turned, struct err *e)
{
	struct table *t = o->t;
	int ci = table_find(t, "i"), cj = table_find(t, "j");
	uint32_t *i = ci < 0 ? NULL : codes(o, ci), *j = cj < 0 ? NULL : codes(o, cj);
	bool *turn;

	if (!i || !j)
		return OK;
	turn = NEW(t->arena, t->nrow + 1, bool);
	for (uint64_t r = 0; r < t->nrow; r++) {
		turn[r] = i[r] > j[r];
		*turned += turn[r];
	}
	for (int c = 0; c < t->ncol && *turned; c++) {
		int d = other_end(t, c);
		if (d >= 0)
			TRY(turn_pair(o, c, d, turn, e));
	}
	return OK;
}

/* --- sorting ---------------------------------------------------------------------------- */

static int by_number(double x, double y)
{
	return isnan(x) || isnan(y) ? isnan(x) - isnan(y) : (x > y) - (x < y);
}

static int by_row(const void *a, const void *b, void *arg)
{
	const struct rows *o = arg;
	uint64_t r = *(const uint64_t *)a, q = *(const uint64_t *)b;

	for (int k = 0; k < o->nid; k++) {
		const uint32_t *code = o->id[k].code;
		if (code[r] != code[q])
			return code[r] < code[q] ? -1 : 1;
	}
	for (int c = 0; c < o->t->ncol; c++) {
		int order = 0;
		if (o->cell[c])
			order = cell_order(o->cell[c][r], o->cell[c][q]);
		else if (o->t->col[c].kind == COLUMN_REAL)
			order = by_number(o->t->col[c].real[r], o->t->col[c].real[q]);
		if (order)
			return order;
	}
	return 0;                       /* the rows are the same */
}

int reorder_rows(struct table *t, int nid, const struct idcol *id, bool turn, uint64_t *turned, struct err *e)
{
	struct rows o = { .t = t, .nid = nid, .id = id };
	uint64_t *order = NEW(t->arena, t->nrow + 1, uint64_t);

	*turned = 0;
	if (t->nrow >= NO_CODE)
		return fail(e, E_DATA, "%s: more than 4 billion rows", t->file);
	TRY(gather(&o, e));
	if (turn)
		TRY(turn_ends(&o, turned, e));
	for (uint64_t r = 0; r < t->nrow; r++)
		order[r] = r;
	qsort_r(order, t->nrow, sizeof *order, by_row, &o);
	use_gathered(&o);
	t->order = order;
	t->norder = t->nrow;
	return OK;
}
