#include "stat_write.h"
#include "stat_cells.h"

#include <math.h>
#include <string.h>

/* The level of an interval is written where it is not the usual one. */
static double level_said(double level) { return level > 0 && level != USUAL_LEVEL ? level : NAN; }

/* --- summaries ------------------------------------------------------------------------ */

enum { REALS = 10 };                    /* x x_lo x_hi mean lo hi median q1 q3 sd, and share in place of mean */

static void fill_row(double *const *real, uint64_t row, const struct bins *b, uint32_t bin, const struct summary *s)
{
	const double value[REALS] = { b->x[bin], b->lo[bin], b->hi[bin], s->mean, s->lo, s->hi,
	                              s->median, s->q1, s->q3, s->sd };

	for (int k = 0; k < REALS; k++)
		real[k][row] = value[k];
}

static void fill_shares(uint64_t rows, uint32_t bins, const uint32_t *n, double *share)
{
	for (uint64_t from = 0; from < rows; from += bins) {
		double all = 0;
		for (uint64_t r = from; r < from + bins; r++)
			all += n[r];
		for (uint64_t r = from; r < from + bins; r++)
			share[r] = all > 0 ? n[r] / all : NAN;
	}
}

static int write_with_level(struct run *r, struct table *t, double level, struct err *e)
{
	double *same = NEW(r->arena, t->nrow, double);

	for (uint64_t k = 0; k < t->nrow; k++)
		same[k] = level;
	TRY(table_add_reals(t, "level", same, e));
	return run_write(r, t, e);
}

int summaries_write(struct run *r, const struct table *like, const struct by *by, const struct bins *b,
                    int ny, const char *const *y, const struct summary *s, double level, struct err *e)
{
	static const char *const names[REALS] = { "x", "x_lo", "x_hi", "mean", "lo", "hi", "median", "q1", "q3", "sd" };
	struct arena *a = r->arena;
	uint32_t columns = ny ? (uint32_t)ny : 1;
	uint64_t rows = (uint64_t)by->groups * columns * b->n;
	uint32_t *group = NEW(a, rows, uint32_t), *which = NEW(a, rows, uint32_t), *n = NEW(a, rows, uint32_t);
	struct cell *label = NEW(a, columns, struct cell);
	double *real[REALS];
	struct table t;

	for (int k = 0; k < REALS; k++)
		real[k] = NEW(a, rows, double);
	for (uint64_t k = 0; k < rows; k++) {
		group[k] = (uint32_t)(k / b->n / columns);
		which[k] = (uint32_t)(k / b->n % columns);
		n[k] = s[k].n;
		fill_row(real, k, b, (uint32_t)(k % b->n), &s[k]);
	}
	table_like(r->arena, rows, like, &t);
	TRY(by_add(&t, by, group, e));
	for (int k = 0; k < 3; k++)
		TRY(table_add_reals(&t, names[k], real[k], e));
	if (!ny) {
		fill_shares(rows, b->n, n, real[3]);
		TRY(table_add_counts(&t, "n", n, e));
		TRY(table_add_reals(&t, "share", real[3], e));
		return run_write(r, &t, e);
	}
	for (int k = 0; k < ny; k++)
		label[k] = cell_of(y[k]);
	TRY(table_add_labels(&t, "y", which, label, e));
	TRY(table_add_counts(&t, "n", n, e));
	for (int k = 3; k < REALS; k++)
		TRY(table_add_reals(&t, names[k], real[k], e));
	return isnan(level_said(level)) ? run_write(r, &t, e) : write_with_level(r, &t, level, e);
}

/* --- tests -------------------------------------------------------------------------------- */

static int add_text(struct table *t, const char *name, struct cell *text, struct err *e)
{
	uint32_t *code = NEW(t->arena, t->nrow, uint32_t);

	for (uint64_t k = 0; k < t->nrow; k++)
		code[k] = text[k].at ? (uint32_t)k : NO_CODE;
	return table_add_labels(t, name, code, text, e);
}

static struct cell text_or_na(const char *s) { return s ? cell_of(s) : (struct cell){ NULL, 0 }; }

static double count_or_na(uint64_t n) { return n == TESTED_UNKNOWN ? NAN : (double)n; }

/* Is there anything in a column, of numbers or of texts? */
static bool says_something(uint64_t rows, const double *number, const struct cell *text)
{
	for (uint64_t k = 0; k < rows; k++)
		if (number ? !isnan(number[k]) : text[k].at != NULL)
			return true;
	return false;
}

enum { VALUE, SE, LO, HI, LEVEL, NULL_MEAN, NULL_SD, Z, P, REPLICATES, N, M, DROPPED, NUMBERS };
enum { MEASURE, ATTRIBUTE, GROUP, NULL_NAME, SIDE, NOTE, TEXTS };

static const struct { const char *name; int text, number; unsigned only; } tested_column[] = {
	{ "measure", MEASURE, -1, 0 }, { "attribute", ATTRIBUTE, -1, 0 }, { "group", GROUP, -1, TESTED_GROUP },
	{ "value", -1, VALUE, 0 }, { "se", -1, SE, TESTED_INTERVAL }, { "lo", -1, LO, TESTED_INTERVAL },
	{ "hi", -1, HI, TESTED_INTERVAL }, { "level", -1, LEVEL, TESTED_INTERVAL }, { "null", NULL_NAME, -1, 0 }, { "null_mean", -1, NULL_MEAN, 0 },
	{ "null_sd", -1, NULL_SD, 0 }, { "z", -1, Z, 0 }, { "p", -1, P, 0 }, { "side", SIDE, -1, 0 },
	{ "replicates", -1, REPLICATES, 0 }, { "n", -1, N, 0 }, { "m", -1, M, TESTED_TIES }, { "dropped", -1, DROPPED, 0 },
	{ "note", NOTE, -1, 0 },
};

int tested_write(struct run *r, const struct table *like, const struct by *by, uint64_t rows,
                 const struct tested *v, unsigned shape, struct err *e)
{
	double *number[NUMBERS];
	struct cell *text[TEXTS];
	uint32_t *group = NEW(r->arena, rows, uint32_t);
	struct table t;

	for (int k = 0; k < NUMBERS; k++)
		number[k] = NEW(r->arena, rows, double);
	for (int k = 0; k < TEXTS; k++)
		text[k] = NEW(r->arena, rows, struct cell);
	for (uint64_t k = 0; k < rows; k++) {
		const struct tested *w = &v[k];
		const struct test *q = &w->test;
		const double numbers[NUMBERS] = { w->value, w->se, w->lo, w->hi, level_said(w->level), q->null_mean, q->null_sd, q->z, q->p,
			w->null ? (double)q->replicates : NAN, count_or_na(w->n), count_or_na(w->m), count_or_na(w->dropped) };
		const struct cell texts[TEXTS] = { text_or_na(w->measure), text_or_na(w->attribute), w->of, text_or_na(w->null),
		                                   text_or_na(w->null ? side_name[w->side] : NULL), text_or_na(w->note) };
		group[k] = w->group;
		for (int c = 0; c < NUMBERS; c++)
			number[c][k] = c >= NULL_MEAN && c <= P && !w->null ? NAN : numbers[c];
		for (int c = 0; c < TEXTS; c++)
			text[c][k] = texts[c];
	}
	table_like(r->arena, rows, like, &t);
	TRY(by_add(&t, by, group, e));
	for (size_t c = 0; c < sizeof tested_column / sizeof *tested_column; c++) {
		const char *name = tested_column[c].name;
		struct cell *texts = tested_column[c].text >= 0 ? text[tested_column[c].text] : NULL;
		const double *numbers = texts ? NULL : number[tested_column[c].number];
		bool lean = numbers == number[LEVEL] || (shape & TESTED_LEAN && numbers != number[VALUE]);
		if (tested_column[c].only & ~shape || (lean && !says_something(rows, numbers, texts)))
			continue;
		TRY(texts ? add_text(&t, name, texts, e) : table_add_reals(&t, name, numbers, e));
	}
	return run_write(r, &t, e);
}
