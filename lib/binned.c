#include "binned.h"
#include "bins.h"
#include "net.h"
#include "sort.h"
#include "stat_cells.h"
#include "stat_rank.h"
#include "stat_write.h"

#include <math.h>
#include <string.h>

struct binned {
	struct run *r;
	struct binned_how what;
	struct table t;
	uint32_t rows;
	const double *x, **y;
	const char **y_name;
	int ny;
	struct by by;
	struct bins bins;
	struct cells_how how;
	struct jackknife people;
};

/* --- reading ------------------------------------------------------------------------------- */

static int check_options(const struct binned *j, struct err *e)
{
	const struct binned_how *w = &j->what;
	int kinds = (w->quantile > 0) + !isnan(w->width) + !isnan(w->factor) + w->integer + w->distinct + !!w->breaks + !!w->breaks_from;

	if (!w->x)
		return fail(e, E_USAGE, "-x COLUMN is missing: the column to be cut into bins");
	if (w->correlation && !w->y)
		return fail(e, E_USAGE, "--correlation needs -y COLUMN, too");
	if (kinds > 1 || (kinds && w->correlation))
		return fail(e, E_USAGE, kinds > 1 ? "choose one of --quantile, --width, --log, --integer, --distinct, --breaks "
		            "and --breaks-from" : "--correlation makes no bins");
	if (!(w->level > 0 && w->level < 1))
		return fail(e, E_USAGE, "--level takes a number between 0 and 1, such as 0.95, not %g", w->level);
	if (j->r->replicates > UINT32_MAX - 2 || w->groups > UINT32_MAX - 1)
		return fail(e, E_USAGE, "--replicates and --groups stop below 2^32");
	if (w->open && !w->breaks && !w->breaks_from)
		return fail(e, E_USAGE, "--open goes with --breaks or --breaks-from");
	return OK;
}

/* A column by its name, or by the end of it: richness for profession_richness, if no other ends so. */
static int need_column(const struct binned *j, const char **name, int *c, struct err *e)
{
	int ending = table_find(&j->t, *name) < 0 ? table_ending(&j->t, *name) : -1;

	if (ending >= 0) {
		note(j->r, "'%s' is taken for the column whose name ends in _%s", *name, *name);
		*name = j->t.col[ending].name;
	}
	return table_need(&j->t, *name, c, e);
}

static int read_columns(struct binned *j, struct err *e)
{
	struct arena *a = j->r->arena;
	int c;

	TRY(run_table(j->r, &j->t, e));
	if (j->t.nrow >= UINT32_MAX)
		return fail(e, E_DATA, "%s: more than 2^32 - 2 rows", j->t.file);
	j->rows = (uint32_t)j->t.nrow;
	TRY(need_column(j, &j->what.x, &c, e));
	TRY(table_reals(&j->t, c, &j->x, NULL, e));
	j->y_name = j->what.y ? split_list(a, j->what.y, &j->ny) : NULL;
	j->y = NEW(a, (size_t)j->ny, const double *);
	for (int k = 0; k < j->ny; k++) {
		TRY(need_column(j, &j->y_name[k], &c, e));
		TRY(table_reals(&j->t, c, &j->y[k], NULL, e));
	}
	return by_read(&j->t, j->what.by, &j->by, e);
}

/* The columns that name the people of a row: how many (0: none). */
static int cluster_columns(const struct binned *j, int c[2], int *n, struct err *e)
{
	const char **name;
	bool directed;

	if (!j->what.cluster) {
		*n = net_ends(&j->t, &c[0], &c[1], &directed) ? 0 : 2;
		return OK;
	}
	name = split_list(j->r->arena, j->what.cluster, n);
	if (*n < 1 || *n > 2)
		return fail(e, E_USAGE, "--cluster takes one column or two, such as i,j");
	for (int k = 0; k < *n; k++)
		TRY(table_need(&j->t, name[k], &c[k], e));
	return OK;
}

/* Which interval, and what it needs. */
static int choose_interval(struct binned *j, struct err *e)
{
	struct run *r = j->r;
	struct names people;
	uint32_t *id[2] = { NULL, NULL };
	int c[2], n = 0;

	j->how = (struct cells_how){ .interval = j->what.ci < 0 ? CI_BCA : (enum cells_interval)j->what.ci, .level = j->what.level,
	                             .seed = r->seed, .replicates = (uint32_t)r->replicates };
	if (j->what.ci >= 0 && j->what.ci != CI_JACKKNIFE)
		return OK;
	TRY(cluster_columns(j, c, &n, e));
	if (!n && j->what.ci == CI_JACKKNIFE)
		return fail(e, E_USAGE, "%s: no people to leave out: expected the columns 'i' and 'j', or 'from' and 'to', "
		            "or --cluster COLUMN[,COLUMN]", j->t.file);
	if (!n)
		return OK;
	names_open(&people, r->arena);
	for (int k = 0; k < n; k++)
		id[k] = NEW(r->arena, j->rows, uint32_t);
	TRY(names_columns(&people, &j->t, n, c, id, false, e));
	jackknife_groups(r->arena, people.n, names_sorted(&people, r->arena),
	                 j->what.groups ? (uint32_t)j->what.groups : UINT32_MAX, n, id[0], id[n - 1], r->seed, &j->people);
	j->how.interval = CI_JACKKNIFE;
	j->how.people = &j->people;
	if (j->what.ci < 0)
		note(r, "intervals by leaving out people (--cluster %s%s%s): a jackknife; --ci bca takes the rows as independent",
		     j->t.col[c[0]].name, n > 1 ? "," : "", n > 1 ? j->t.col[c[1]].name : "");
	return OK;
}

/* --- bins ------------------------------------------------------------------------------------ */

static int known_bins(struct binned *j, struct err *e)
{
	static const char *const name[3] = { "x", "x_lo", "x_hi" };
	struct table_how how = { .private_ = j->r->private_ };
	const double *v[3];
	struct table t;
	int c;

	TRY(table_read(j->r->arena, j->what.breaks_from, &how, &t, e));
	for (int k = 0; k < 3; k++) {
		TRY(table_need(&t, name[k], &c, e));
		TRY(table_reals(&t, c, &v[k], NULL, e));
	}
	return bins_known(j->r->arena, v[0], v[1], v[2], t.nrow, t.file, j->what.open, &j->bins, e);
}

static int make_bins(struct binned *j, struct err *e)
{
	struct arena *a = j->r->arena;
	const struct binned_how *w = &j->what;
	struct bins_how how = { .open = w->open };
	double *border = NULL, *sorted;
	uint32_t n = 0;

	if (w->breaks_from)
		return known_bins(j, e);
	if (w->breaks)
		TRY(bins_borders(a, w->breaks, &border, &how.bins, e));
	how.border = border;
	how.kind = w->breaks ? BINS_BREAKS : w->quantile ? BINS_QUANTILE : !isnan(w->width) ? BINS_WIDTH
	         : !isnan(w->factor) ? BINS_LOG : w->integer ? BINS_INTEGER : w->distinct ? BINS_DISTINCT : BINS_AUTO;
	how.size = w->quantile ? (double)w->quantile : !isnan(w->width) ? w->width : !isnan(w->factor) ? w->factor : 1;
	sorted = NEW(a, j->rows, double);
	for (uint32_t r = 0; r < j->rows; r++)
		if (!isnan(j->x[r]))
			sorted[n++] = j->x[r];
	struct mark m = arena_mark(a);
	sort_reals(sorted, n, NEW(a, n, double));
	arena_release(a, m);
	TRY(bins_make(a, &how, sorted, n, &j->bins, e));
	if (w->quantile && n && j->bins.n < w->quantile)
		note(j->r, "%s instead of %llu: equal values stay together", plural(j->bins.n, "quantile bin", "quantile bins"),
		     (unsigned long long)w->quantile);
	return OK;
}

/* The cell of every row, and what is left out. */
static int place_rows(struct binned *j, uint32_t *cell, struct err *e)
{
	uint32_t missing = 0, outside = 0;

	if ((uint64_t)j->by.groups * j->bins.n >= NO_CELL)
		return fail(e, E_DATA, "%u groups of %u bins are too many", j->by.groups, j->bins.n);
	for (uint32_t r = 0; r < j->rows; r++) {
		uint32_t bin = bins_find(&j->bins, j->x[r]);
		cell[r] = bin == NO_BIN ? NO_CELL : j->by.of[r] * j->bins.n + bin;
		missing += isnan(j->x[r]) != 0;
		outside += bin == NO_BIN;
	}
	if (missing)
		note(j->r, "%s without a number in '%s' left out", plural(missing, "row", "rows"), j->what.x);
	if (outside > missing)
		note(j->r, "%s whose '%s' lies in no bin left out%s", plural(outside - missing, "row", "rows"), j->what.x,
		     (j->what.breaks || j->what.breaks_from) && !j->what.open ? " (--open lets the end bins hold what lies beyond them)" : "");
	return OK;
}

static void count_missing(const struct binned *j, const uint32_t *cell, int k)
{
	uint32_t missing = 0;

	for (uint32_t r = 0; r < j->rows; r++)
		missing += cell[r] != NO_CELL && isnan(j->y[k][r]);
	if (missing)
		note(j->r, "%s without a number in '%s' left out", plural(missing, "row", "rows"), j->y_name[k]);
}

static void count_undefined(const struct binned *j, const struct summary *s, uint64_t cells)
{
	uint64_t none = 0;

	for (uint64_t k = 0; k < cells; k++)
		none += s[k].n > 1 && isnan(s[k].lo);
	if (none && j->how.interval == CI_JACKKNIFE)
		note(j->r, "%s without an interval: too few people who are independent of each other", plural(none, "bin", "bins"));
}

static int summarise(struct binned *j, struct err *e)
{
	struct arena *a = j->r->arena;
	uint32_t *cell = NEW(a, j->rows, uint32_t);
	struct cells cells;
	struct summary *s, *one;
	uint64_t columns = j->ny ? (uint64_t)j->ny : 1;

	TRY(make_bins(j, e));
	if (!j->bins.n)
		note(j->r, "no bin: no row has a number in '%s'", j->what.x);
	TRY(place_rows(j, cell, e));
	cells_sort(a, j->rows, cell, j->by.groups * j->bins.n, &cells);
	s = NEW(a, cells.n * columns, struct summary);
	one = NEW(a, cells.n, struct summary);
	j->how.threads = run_threads(j->r, j->how.interval == CI_PERCENTILE || j->how.interval == CI_BCA ?
	                             j->rows * j->r->replicates / 10 : j->rows);
	for (int k = 0; k < j->ny; k++) {
		count_missing(j, cell, k);
		cells_summarise(a, &cells, j->y[k], &j->how, one);
		for (uint32_t g = 0; g < j->by.groups; g++)
			memcpy(s + (g * columns + (uint64_t)k) * j->bins.n, one + (size_t)g * j->bins.n, j->bins.n * sizeof *one);
	}
	for (uint32_t c = 0; !j->ny && c < cells.n; c++)
		s[c].n = cells.at[c + 1] - cells.at[c];
	if (j->ny && j->how.interval != CI_NONE)
		count_undefined(j, s, cells.n * columns);
	return summaries_write(j->r, &j->t, &j->by, &j->bins, j->ny, j->y_name, s, j->how.interval == CI_NONE ? 0 : j->what.level, e);
}

/* --- correlation -------------------------------------------------------------------------------- */

static int correlations(struct binned *j, struct err *e)
{
	struct arena *a = j->r->arena;
	uint64_t rows = 2 * (uint64_t)j->by.groups * (uint64_t)j->ny, at = 0;
	struct tested *v = NEW(a, rows, struct tested);
	struct rank_how how = { .replicates = j->how.replicates, .seed = j->r->seed, .side = (enum side)j->what.side,
	                        .level = j->what.level, .people = j->how.people };
	struct cells cells;

	if (!j->rows)
		j->by.groups = j->what.by ? 0 : 1;
	cells_sort(a, j->rows, j->by.of, j->by.groups, &cells);
	how.threads = run_threads(j->r, j->rows * (j->r->replicates + 1));
	for (uint32_t g = 0; g < j->by.groups; g++) {
		for (int k = 0; k < j->ny; k++, at += 2) {
			v[at].group = v[at + 1].group = g;
			v[at].attribute = v[at + 1].attribute = arena_print(a, "%s~%s", j->y_name[k], j->what.x);
			rank_tests(a, cells.at[g + 1] - cells.at[g], cells.row + cells.at[g], j->x, j->y[k], &how, &v[at]);
			progress(j->r, "correlations", at / 2 + 1, rows / 2);
		}
	}
	return tested_write(j->r, &j->t, &j->by, at, v, TESTED_INTERVAL, e);
}

int binned_run(struct run *r, const struct binned_how *what, struct err *e)
{
	struct binned *j = NEW(r->arena, 1, struct binned);

	j->r = r;
	j->what = *what;
	TRY(check_options(j, e));
	TRY(read_columns(j, e));
	TRY(choose_interval(j, e));
	return j->what.correlation ? correlations(j, e) : summarise(j, e);
}
