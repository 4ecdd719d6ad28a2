/* Which rows of a table make a forest, and their numbers. */
#include "figure_forest.h"

#include <math.h>
#include <string.h>

enum { MOST_ROWS = 60 };

static const double normal_95 = 1.959963984540054;

/* Columns, -1 where there is none, and their numbers, NULL where there is none. */
enum { VALUE, LO, HI, SE, NULL_LO, NULL_HI, NULL_MEAN, NULL_SD, REPLICATES, NUMBERS };
static const char *const usual[NUMBERS] = { "value,estimate,odds_ratio,rate_ratio,b,mean", "lo", "hi", "se", "null_lo", "null_hi",
	                                    "null_mean", "null_sd", "replicates" };
struct input {
	int col[NUMBERS];
	const double *x[NUMBERS];
	int part[3], nparts;            /* columns that make a name */
	int measure, attribute;
	bool *keep;
};

static double number(const struct input *in, int which, uint64_t row)
{
	return in->x[which] ? in->x[which][row] : NAN;
}

/* --- which rows ------------------------------------------------------------------------------------ */

static bool is_ratio(const char *name)
{
	return name && (!strcmp(name, "odds_ratio") || !strcmp(name, "rate_ratio") || !strcmp(name, "alpha"));
}

static int value_at(const struct cell *value, int n, const char *word)
{
	for (int i = 0; i < n; i++)
		if (cell_is(value[i], word))
			return i;
	return -1;
}

/* A regression (measures b and t ...) is drawn by its odds ratios if it has them, or else by b; other
 * tables with all their measures but ratios, which have another axis, unless -x names one. */
static int choose_measure(struct figure *f, struct input *in, struct forest *g, struct err *e)
{
	uint32_t *code;
	struct cell *value;
	int n, keep;

	TRY(figure_codes(f, f->table, in->measure, 1000, &code, &value, &n, e));
	keep = f->wish->x ? value_at(value, n, f->wish->x) : n == 1 ? 0 : -1;
	if (f->wish->x && keep < 0)
		return fail(e, E_USAGE, "%s: -x %s is not a value of column 'measure'%s", f->table->file, f->wish->x, figure_such_as(f, value, n));
	if (keep < 0 && value_at(value, n, "b") >= 0 && value_at(value, n, "t") >= 0) {
		int odds = value_at(value, n, "odds_ratio"), rate = value_at(value, n, "rate_ratio");

		keep = odds >= 0 ? odds : rate >= 0 ? rate : value_at(value, n, "b");
	}
	if (keep >= 0) {
		g->measure = arena_copy(f->arena, value[keep].at, value[keep].len);
		for (uint64_t r = 0; r < f->table->nrow; r++)
			in->keep[r] = code[r] == (uint32_t)keep;
	}
	for (uint64_t r = 0; r < f->table->nrow && keep < 0; r++)
		if (is_ratio(arena_copy(f->arena, value[code[r]].at, value[code[r]].len))) {
			in->keep[r] = false;
			g->ratios++;
		}
	return OK;
}

/* The constant of a regression says nothing about its predictors. */
static int drop_intercept(struct figure *f, struct input *in, struct err *e)
{
	struct walk w = { 0 };

	for (walk_start(&w, f->table, 0); walk_row(&w, e); )
		if (cell_is(w.cell[f->table->col[in->attribute].field], "(intercept)"))
			in->keep[w.row] = false;
	return e->code;
}

/* Does the column have two values in rows that are kept? */
static int varies(struct figure *f, const struct input *in, int col, bool *yes, struct err *e)
{
	struct walk w = { 0 };
	struct cell first = { NULL, 0 };

	*yes = false;
	for (walk_start(&w, f->table, 0); walk_row(&w, e); ) {
		struct cell c = w.cell[f->table->col[col].field];

		if (!in->keep[w.row])
			continue;
		if (!first.at)
			first = (struct cell){ arena_copy(f->arena, c.at, c.len), c.len };
		else
			*yes |= c.len != first.len || memcmp(c.at, first.at, c.len);
	}
	return e->code;
}

/* -y, or what differs of measure, attribute and group, or the first column of words. */
static int find_parts(struct figure *f, struct input *in, struct err *e)
{
	static const char *const usual_part[] = { "measure", "attribute", "group" };
	const struct table *t = f->table;
	int col, first = -1;
	bool yes;

	if (f->wish->y) {
		in->nparts = 1;
		return table_need(t, f->wish->y, &in->part[0], e);
	}
	for (int k = 0; k < 3; k++) {
		if ((col = table_find(t, usual_part[k])) < 0 || (f->wish->facet && !strcmp(f->wish->facet, usual_part[k])))
			continue;
		first = first < 0 || k == 1 ? col : first;
		TRY(varies(f, in, col, &yes, e));
		if (yes)
			in->part[in->nparts++] = col;
	}
	for (int i = 0; i < t->ncol && first < 0; i++)
		if (i != in->col[VALUE] && !(f->wish->facet && !strcmp(f->wish->facet, t->col[i].name)) && !figure_is_numeric(t, i))
			first = i;
	if (!in->nparts)
		in->part[in->nparts++] = first;
	return first >= 0 ? OK : fail(e, E_USAGE, "%s: a forest needs a column of names: name it with -y", t->file);
}

static int find_input(struct figure *f, struct input *in, struct forest *g, struct err *e)
{
	for (int k = 0; k < NUMBERS; k++) {
		TRY(figure_column(f, k == VALUE ? f->wish->value : NULL, usual[k], &in->col[k], e));
		if (in->col[k] >= 0)
			TRY(figure_reals(f, in->col[k], &in->x[k], e));
	}
	if (in->col[VALUE] < 0)
		return fail(e, E_USAGE, "%s: which column holds the estimates? name it with --value", f->table->file);
	in->measure = table_find(f->table, "measure");
	in->attribute = table_find(f->table, "attribute");
	in->keep = NEW(f->arena, f->table->nrow, bool);
	memset(in->keep, true, f->table->nrow);
	if (in->measure >= 0)
		TRY(choose_measure(f, in, g, e));
	else if (f->wish->x)
		return fail(e, E_USAGE, "%s: -x names a value of column 'measure', which is not there: names come from -y, numbers from --value",
		            f->table->file);
	if (in->attribute >= 0)
		TRY(drop_intercept(f, in, e));
	g->ratio = f->wish->logx || is_ratio(g->measure) || is_ratio(f->table->col[in->col[VALUE]].name);
	return find_parts(f, in, e);
}

/* --- numbers ------------------------------------------------------------------------------------------- */

/* Its null: the quantiles if they are there, or else mean and sd as of a normal distribution. */
static void take_null(const struct input *in, uint64_t r, struct forest *g, struct estimate *to, bool of_logarithm)
{
	double lo = number(in, NULL_LO, r), hi = number(in, NULL_HI, r);

	if (isnan(lo + hi)) {
		double mean = number(in, NULL_MEAN, r), sd = number(in, NULL_SD, r);

		lo = mean - normal_95 * sd;
		hi = mean + normal_95 * sd;
		g->sd |= !isnan(lo);
	}
	if (isnan(lo + hi))
		return;
	to->null_lo = of_logarithm ? exp(lo) : lo;
	to->null_hi = of_logarithm ? exp(hi) : hi;
	if (in->x[REPLICATES])
		g->replicates = isinf(g->replicates) || g->replicates == number(in, REPLICATES, r) ? number(in, REPLICATES, r) : NAN;
}

/* A standard error makes an interval only where the table has no columns for one: who writes NA
 * there knows none that holds. */
static void take(const struct input *in, uint64_t r, struct forest *g, struct estimate *to)
{
	double v = number(in, VALUE, r), se = number(in, SE, r);

	*to = (struct estimate){ isfinite(v) ? v : NAN, number(in, LO, r), number(in, HI, r), NAN, NAN };
	if (in->col[LO] < 0 && in->col[HI] < 0 && !isnan(se)) {
		g->se = true;
		to->lo = g->ratio ? v * exp(-normal_95 * se) : v - normal_95 * se;
		to->hi = g->ratio ? v * exp(normal_95 * se) : v + normal_95 * se;
	}
	take_null(in, r, g, to, false);
}

/* "assortativity, office": what the figure calls row r, among the names so far; NO_CODE if there are too many. */
static uint32_t name_of(struct figure *f, const struct input *in, const struct walk *w, struct forest *g)
{
	const char *s = "";

	for (int k = 0; k < in->nparts; k++) {
		struct cell c = w->cell[f->table->col[in->part[k]].field];

		if (!c.len || cell_is(c, "NA"))
			continue;
		s = arena_print(f->arena, "%s%s%s", s, *s ? ", " : "", figure_name(f, c));
	}
	s = figure_name(f, cell_of(*s ? s : "all"));            /* groups, and the row of all of them */
	for (int i = 0; i < g->names.n; i++)
		if (!strcmp(g->name[i], s))
			return (uint32_t)i;
	if (g->names.n == MOST_ROWS)
		return NO_CODE;
	g->name[g->names.n] = s;
	return (uint32_t)g->names.n++;
}

static int fill(struct figure *f, const struct input *in, struct forest *g, struct err *e)
{
	struct walk w = { 0 };
	bool *taken = NEW(f->arena, (size_t)(MOST_ROWS * f->nfacet), bool);
	struct estimate *all = NEW(f->arena, (size_t)(MOST_ROWS * f->nfacet), struct estimate);

	g->name = NEW(f->arena, MOST_ROWS, const char *);
	g->replicates = INFINITY;
	for (walk_start(&w, f->table, 0); walk_row(&w, e); ) {
		uint32_t at;

		if (!in->keep[w.row])
			continue;
		if ((at = name_of(f, in, &w, g)) == NO_CODE)
			return fail(e, E_USAGE, "%s: more than %d names are too many for a forest: keep fewer rows, or choose one "
			            "measure with -x", f->table->file, MOST_ROWS);
		at += (uint32_t)MOST_ROWS * (f->facet_of ? f->facet_of[w.row] : 0);
		if (taken[at])
			return table_fail(f->table, w.row, in->part[0], e, "one name has one estimate%s: name the column that tells them apart "
			                  "with -y, or give --facet", f->facet_of ? " in a panel" : "");
		taken[at] = true;
		take(in, w.row, g, &all[at]);
		if (g->ratio && all[at].value <= 0)
			return table_fail(f->table, w.row, in->col[VALUE], e, "ratios stand on a logarithmic axis, which shows positive numbers only");
	}
	TRY(e->code);
	g->estimate = NEW(f->arena, (size_t)(g->names.n * f->nfacet), struct estimate);
	for (int k = 0; k < f->nfacet; k++)
		for (int i = 0; i < g->names.n; i++)
			g->estimate[k * g->names.n + i] = taken[k * MOST_ROWS + i] ? all[k * MOST_ROWS + i] :
			                                  (struct estimate){ NAN, NAN, NAN, NAN, NAN };
	return OK;
}

/* Odds ratios have null and interval in the rows of b, of which they are the exponential. */
static int exp_of_b(struct figure *f, const struct input *in, struct forest *g, struct err *e)
{
	struct input b = *in;
	struct forest h = *g;
	struct walk w = { 0 };

	if (!is_ratio(g->measure) || in->measure < 0)
		return OK;
	for (int i = 0; i < g->names.n * f->nfacet; i++)
		if (!isnan(g->estimate[i].null_lo))
			return OK;
	for (walk_start(&w, f->table, 0); walk_row(&w, e); ) {
		uint32_t at;

		if (!cell_is(w.cell[f->table->col[in->measure].field], "b"))
			continue;
		h.names.n = g->names.n;
		at = name_of(f, &b, &w, &h);
		if (at < (uint32_t)g->names.n) {
			struct estimate *to = &g->estimate[(f->facet_of ? (int)f->facet_of[w.row] : 0) * g->names.n + (int)at];

			take_null(in, w.row, g, to, true);
			to->lo = isnan(to->lo) ? exp(number(in, LO, w.row)) : to->lo;
			to->hi = isnan(to->hi) ? exp(number(in, HI, w.row)) : to->hi;
		}
	}
	return e->code;
}

/* Names without an estimate in any panel are left out. */
static void drop_missing(const struct figure *f, struct forest *g)
{
	int n = 0, old = g->names.n;
	struct estimate *to = NEW(f->arena, (size_t)(old * f->nfacet), struct estimate);
	int *from = NEW(f->arena, (size_t)old, int);

	for (int i = 0; i < old; i++)
		for (int k = 0; k < f->nfacet; k++)
			if (!isnan(g->estimate[k * old + i].value)) {
				g->name[n] = g->name[i];
				from[n++] = i;
				break;
			}
	for (int k = 0; k < f->nfacet; k++)
		for (int i = 0; i < n; i++)
			to[k * n + i] = g->estimate[k * old + from[i]];
	g->missing = old - n;
	g->names.n = n;
	g->names.name = g->name;
	g->estimate = to;
}

/* What the numbers are called. */
static const char *title_of(struct figure *f, const struct forest *g, const struct input *in)
{
	static const char *const said[][2] = { { "odds_ratio", "Odds ratio" }, { "rate_ratio", "Rate ratio" }, { "b", "Coefficient" },
	                                       { "beta", "Standardised coefficient" } };
	if (in->measure >= 0 && !g->measure)            /* several: their names stand in the rows */
		return NULL;
	const char *name = g->measure ? g->measure : f->table->col[in->col[VALUE]].name, *ours = figure_name(f, cell_of(name));

	for (size_t i = 0; i < sizeof said / sizeof *said && !strcmp(ours, name); i++)
		if (!strcmp(name, said[i][0]))
			return said[i][1];
	return ours;
}

int forest_read(struct figure *f, struct forest *g, struct err *e)
{
	struct input in = { 0 };

	TRY(find_input(f, &in, g, e));
	TRY(fill(f, &in, g, e));
	TRY(exp_of_b(f, &in, g, e));
	drop_missing(f, g);
	g->kept = in.keep;
	if (!g->names.n)
		return fail(e, E_DATA, "%s: no row has an estimate: there is nothing to draw", f->table->file);
	g->title = title_of(f, g, &in);
	return OK;
}
