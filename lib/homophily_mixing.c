/* What can be known of segregation from a mixing matrix alone: what `ties mixing` writes, or a published table. */
#include "homophily.h"
#include "homophily_job.h"
#include "mix.h"
#include "stat_interval.h"
#include "stat_write.h"

#include <math.h>
#include <string.h>

struct job {
	struct homophily_job *h;
	const struct table *t;
	int ci, cj, cties, ni, nj;      /* columns; ni, nj: sizes, -1 if there are none */
	bool directed;
	struct names groups;
	uint32_t *g, *h_;               /* ego's and alter's group of a row */
	const double *ties, *size_i, *size_j;
	struct by by;
	const char *attribute;
	bool counts;                    /* whole numbers */
};

/* --- columns ------------------------------------------------------------------------------------------------- */

/* A column called X_i, or i; not n_i, which is a size. */
static int ending(const struct table *t, const char *end, const char *but)
{
	size_t len = strlen(end);

	for (int c = 0; c < t->ncol; c++) {
		const char *name = t->col[c].name;
		size_t n = strlen(name);
		if (!strcmp(name, end))
			return c;
		if (n > len + 1 && name[n - len - 1] == '_' && !strcmp(name + n - len, end) && strcmp(name, but))
			return c;
	}
	return -1;
}

static const struct end_names *find_ends(struct job *j)
{
	struct arena *a = j->t->arena;

	for (const struct end_names *k = known_ends; *k->name; k++) {
		const char *ni = arena_print(a, "n_%s", k->name[0]), *nj = arena_print(a, "n_%s", k->name[1]);
		j->ci = ending(j->t, k->name[0], ni);
		j->cj = ending(j->t, k->name[1], nj);
		j->ni = table_find(j->t, ni);
		j->nj = table_find(j->t, nj);
		if (j->ci >= 0 && j->cj >= 0)
			return k;
	}
	return NULL;
}

static int find_columns(struct job *j, struct err *e)
{
	struct run *r = j->h->run;
	const struct end_names *known;
	const char *name;
	size_t len;

	if (!(known = find_ends(j)))
		return fail(e, E_USAGE, "%s: no columns for the groups of a mixing matrix: expected NAME_i and NAME_j (undirected), or NAME_from "
		            "and NAME_to; --rename OLD=from", j->t->file);
	j->directed = r->directed || (known->directed && !r->undirected);
	TRY(table_need(j->t, r->weight ? r->weight : "ties", &j->cties, e));
	name = j->t->col[j->ci].name;
	len = strlen(name);
	while (len && name[len - 1] != '_')
		len--;
	j->attribute = len > 1 ? arena_copy(r->arena, name, len - 1) : NULL;
	return OK;
}

static int read_columns(struct job *j, struct err *e)
{
	struct arena *a = j->h->run->arena;
	uint64_t rows = j->t->nrow;

	names_open(&j->groups, a);
	j->g = NEW(a, rows, uint32_t);
	j->h_ = NEW(a, rows, uint32_t);
	TRY(names_columns(&j->groups, j->t, 2, (int[]){ j->ci, j->cj }, (uint32_t *[]){ j->g, j->h_ }, NAMES_REFUSE, e));
	if ((uint64_t)j->groups.n * j->groups.n > (1u << 28))
		return fail(e, E_DATA, "%s: %u groups are too many for a matrix", j->t->file, j->groups.n);
	TRY(table_reals(j->t, j->cties, &j->ties, NULL, e));
	j->counts = true;
	for (uint64_t r = 0; r < rows; r++) {
		if (isnan(j->ties[r]))
			return table_fail(j->t, r, j->cties, e, "is missing: a matrix with hidden cells cannot be worked with");
		if (!(j->ties[r] >= 0) || isinf(j->ties[r]))
			return table_fail(j->t, r, j->cties, e, "is not a number of ties: expected 0 or more");
		j->counts &= j->ties[r] == floor(j->ties[r]);
	}
	if (j->ni >= 0 && j->nj >= 0) {
		TRY(table_reals(j->t, j->ni, &j->size_i, NULL, e));
		TRY(table_reals(j->t, j->nj, &j->size_j, NULL, e));
	}
	return by_read(j->t, j->h->run->by, &j->by, e);
}

/* --- one matrix ------------------------------------------------------------------------------------------------- */

static int take_size(const struct job *j, uint64_t row, int col, double x, double *size, struct err *e)
{
	if (isnan(x) || x < 0 || x != floor(x))
		return table_fail(j->t, row, col, e, "is not the size of a group");
	if (!isnan(*size) && *size != x)
		return table_fail(j->t, row, col, e, "is another size than this group has elsewhere");
	*size = x;
	return OK;
}

/* Cells of one matrix; undirected: ties from both ends, where one of the two cells of a pair is enough. */
static int fill(const struct job *j, uint32_t which, struct mix *m, double *size, struct err *e)
{
	size_t k = m->rows;
	double *twin = NEW(j->h->run->arena, k * k, double);

	for (size_t c = 0; c < k * k; c++)
		m->cell[c] = NAN;
	for (uint64_t r = 0; r < j->t->nrow; r++) {
		if (j->by.of[r] != which)
			continue;
		size_t at = j->g[r] * k + j->h_[r];
		if (!isnan(m->cell[at]))
			return table_fail(j->t, r, j->cj, e, "stands there twice with the same group of ego: expected one row a pair of groups");
		m->cell[at] = j->ties[r] * (!j->directed && j->g[r] == j->h_[r] ? 2 : 1);
		if (j->size_i) {
			TRY(take_size(j, r, j->ni, j->size_i[r], &size[j->g[r]], e));
			TRY(take_size(j, r, j->nj, j->size_j[r], &size[j->h_[r]], e));
		}
	}
	memcpy(twin, m->cell, k * k * sizeof *twin);
	for (size_t g = 0; g < k; g++)
		for (size_t h = 0; h < k; h++) {
			double *x = &m->cell[g * k + h], y = j->directed ? NAN : twin[h * k + g];
			if (!isnan(*x) && !isnan(y) && *x != y)
				return fail(e, E_DATA, "%s: the ties between two groups differ with the order of the groups: an undirected matrix is "
				            "symmetric (--directed reads it as arcs)", j->t->file);
			*x = !isnan(*x) ? *x : !isnan(y) ? y : 0;
		}
	mix_sums(m);
	return OK;
}

/* What is known without the sizes of the groups. */
static bool needs_sizes(int measure)
{
	return measure != SEG_EI && measure != SEG_ASSORTATIVITY && measure != SEG_GUPTA_MAY && measure != SEG_MODULARITY;
}

/* More ties than pairs: the matrix counts something else, and pairs without a tie have no meaning. */
static bool too_many_ties(const struct segregated *s)
{
	for (uint32_t g = 0; g < s->groups; g++)
		for (uint32_t h = 0; h < s->groups; h++)
			if (s->cell[(size_t)g * s->groups + h] > s->size[g] * (s->size[h] - (g == h)))
				return true;
	return false;
}

static double value_of(const struct segregated *s, bool sizes, bool crowded, int measure, uint32_t group, const char **why)
{
	*why = NULL;
	if (needs_sizes(measure) && !sizes)
		*why = "needs the sizes of the groups";
	else if (segregation_is[measure].plain && crowded)
		*why = "more ties than pairs of people";
	return *why ? NAN : segregation((enum segregation)measure, s, group, why);
}

static void add_interval(const struct job *j, const struct segregated *s, int measure, struct tested *row)
{
	struct interval i = { NAN, NAN, NAN };

	if (isnan(row->value) || !j->counts)
		return;
	if (measure == SEG_ASSORTATIVITY) {
		i = interval_t(row->value, segregation_jackknife_cells(s), INFINITY, j->h->how->level);
	} else if (measure == SEG_ALPHA) {
		i = interval_t(log(row->value), segregation_woolf(s), INFINITY, j->h->how->level);
		i = (struct interval){ row->value * i.se, exp(i.lo), exp(i.hi) };
	}
	row->se = i.se;
	row->lo = i.lo;
	row->hi = i.hi;
}

static void add_row(const struct job *j, uint32_t which, const struct segregated *s, bool sizes, bool crowded, int measure,
                    uint32_t group)
{
	struct tested *row = homophily_rows(j->h, 1);
	double ties = s->total / (s->directed ? 1 : 2);

	row->group = which;
	row->measure = homophily_name(measure);
	row->attribute = j->attribute;
	row->of = group == SEG_WHOLE ? (struct cell){ NULL, 0 } : j->groups.name[group];
	row->value = value_of(s, sizes, crowded, measure, group, &row->note);
	row->n = sizes ? (uint64_t)s->people : TESTED_UNKNOWN;
	row->m = j->counts ? (uint64_t)ties : TESTED_UNKNOWN;
	row->dropped = TESTED_UNKNOWN;
	add_interval(j, s, measure, row);
}

static int one_matrix(struct job *j, uint32_t which, struct err *e)
{
	struct arena *a = j->h->run->arena;
	uint32_t k = j->groups.n;
	double *size = NEW(a, k, double), *within = NEW(a, k, double);
	bool sizes = true, crowded;
	struct mix m;

	mix_new(a, k, k, &m);
	for (uint32_t g = 0; g < k; g++)
		size[g] = NAN;
	TRY(fill(j, which, &m, size, e));
	struct segregated s = { .groups = k, .directed = j->directed, .weighted = !j->counts, .size = size, .within = within,
	                        .out = m.out, .in = m.in, .total = m.total, .cell = m.cell };
	for (uint32_t g = 0; g < k; g++) {
		within[g] = m.cell[(size_t)g * k + g];
		sizes &= !isnan(size[g]);
		s.people += size[g];
	}
	for (uint32_t g = 0; g < k && !sizes; g++)      /* somebody bears the ties that there are */
		size[g] = m.out[g] + m.in[g] > 0;
	crowded = sizes && too_many_ties(&s);
	for (int what = 0; what < SEG_MEASURES; what++) {
		if (!j->h->want[what])
			continue;
		if (segregation_is[what].whole)
			add_row(j, which, &s, sizes, crowded, what, SEG_WHOLE);
		for (uint32_t g = 0; segregation_is[what].group && g < k; g++)
			if (size[g] > 0)
				add_row(j, which, &s, sizes, crowded, what, g);
	}
	return OK;
}

int homophily_mixing(struct homophily_job *h, struct err *e)
{
	struct job j = { .h = h, .t = &h->net.ties };

	h->net.run = h->run;
	TRY(run_table(h->run, &h->net.ties, e));
	TRY(find_columns(&j, e));
	TRY(read_columns(&j, e));
	for (uint32_t which = 0; which < j.by.groups; which++)
		TRY(one_matrix(&j, which, e));
	/* for those who write the rows */
	h->net.nby = j.by.n;
	h->net.by = j.by.name;
	h->net.nparts = j.by.groups;
	h->net.part = NEW(h->run->arena, j.by.groups, struct part);
	for (uint32_t k = 0; k < j.by.groups; k++)
		h->net.part[k].label = j.by.label + (size_t)k * (size_t)j.by.n;
	return OK;
}
