#include "matrices.h"
#include "net.h"
#include "number.h"

#include <math.h>
#include <string.h>

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

static const struct end_names *find_ends(struct matrices *m, int *ci, int *cj)
{
	struct arena *a = m->t->arena;

	for (const struct end_names *k = known_ends; *k->name; k++) {
		const char *ni = arena_print(a, "n_%s", k->name[0]), *nj = arena_print(a, "n_%s", k->name[1]);
		*ci = ending(m->t, k->name[0], ni);
		*cj = ending(m->t, k->name[1], nj);
		m->ni = table_find(m->t, ni);
		m->nj = table_find(m->t, nj);
		if (*ci >= 0 && *cj >= 0)
			return k;
	}
	m->ni = m->nj = -1;
	return NULL;
}

/* "office" of office_i; NULL of i. */
static const char *attribute(const struct matrices *m, int c)
{
	const char *name = m->t->col[c].name, *end = strrchr(name, '_');

	return end && end > name ? arena_copy(m->t->arena, name, (size_t)(end - name)) : NULL;
}

/* A column all of whose values are names of columns, which hold the ties. */
static int find_square(struct matrices *m, int *ci, struct err *e)
{
	struct table *t = m->t;
	uint32_t *id = NEW(t->arena, t->nrow, uint32_t);

	m->col = NEW(t->arena, (size_t)t->ncol, int);
	for (*ci = 0; *ci < t->ncol && !m->square; ++*ci) {
		m->per = 0;
		names_open(&m->rows, t->arena);
		TRY(names_columns(&m->rows, t, 1, ci, &id, NAMES_NONE, e));
		for (int c = 0; c < t->ncol; c++) {
			const char *name = t->col[c].name;
			if (c != *ci && names_get(&m->rows, (struct cell){ name, strlen(name) }) != NO_NAME)
				m->col[m->per++] = c;
		}
		m->square = m->per && m->per == m->rows.n;
	}
	--*ci;
	return OK;
}

static int no_columns(const struct matrices *m, struct err *e)
{
	return fail(e, E_USAGE, "%s: no columns for the groups of a mixing matrix: expected NAME_i and NAME_j (undirected), or NAME_from and "
	            "NAME_to (--rename OLD=from), or a square, a column of groups and one with the name of each", m->t->file);
}

/* --- cells --------------------------------------------------------------------------------------------------------- */

static int take_ties(struct matrices *m, struct err *e)
{
	m->counts = true;
	m->ties = NEW(m->t->arena, m->n, double);
	for (uint64_t k = 0; k < m->per; k++) {
		const double *x;
		TRY(table_reals(m->t, m->col[k], &x, NULL, e));
		for (uint64_t r = 0; r < m->t->nrow; r++) {
			m->ties[r * m->per + k] = x[r];
			if (isnan(x[r]))
				return table_fail(m->t, r, m->col[k], e, "is missing: a matrix with hidden cells cannot be worked with");
			if (!(x[r] >= 0) || number_too_large(x[r]))
				return table_fail(m->t, r, m->col[k], e, "is not a number of ties: expected 0 or more, up to 1e70");
			m->counts &= x[r] == floor(x[r]);
		}
	}
	return OK;
}

static int read_long(struct matrices *m, const char *weight, int ci, int cj, struct err *e)
{
	struct arena *a = m->t->arena;

	m->col = NEW(a, 1, int);
	TRY(table_need(m->t, weight ? weight : "ties", m->col, e));
	m->per = 1;
	m->n = m->t->nrow;
	m->g = NEW(a, m->n, uint32_t);
	m->h = NEW(a, m->n, uint32_t);
	m->ego = attribute(m, ci);
	m->alter = attribute(m, cj);
	m->same = (!m->ego && !m->alter) || (m->ego && m->alter && !strcmp(m->ego, m->alter));
	names_open(&m->rows, a);
	names_open(&m->cols, a);
	if (m->same) {
		TRY(names_columns(&m->rows, m->t, 2, (int[]){ ci, cj }, (uint32_t *[]){ m->g, m->h }, NAMES_REFUSE, e));
		m->cols = m->rows;
	} else {
		TRY(names_columns(&m->rows, m->t, 1, &ci, &m->g, NAMES_REFUSE, e));
		TRY(names_columns(&m->cols, m->t, 1, &cj, &m->h, NAMES_REFUSE, e));
	}
	if (m->ni < 0 || m->nj < 0)
		return OK;
	TRY(table_reals(m->t, m->ni, &m->size_i, NULL, e));
	return table_reals(m->t, m->nj, &m->size_j, NULL, e);
}

static int read_square(struct matrices *m, int ci, struct err *e)
{
	struct arena *a = m->t->arena;
	uint32_t *id = NEW(a, m->t->nrow, uint32_t);

	m->n = m->t->nrow * m->per;
	m->g = NEW(a, m->n, uint32_t);
	m->h = NEW(a, m->n, uint32_t);
	m->ego = attribute(m, ci);
	m->ego = m->alter = m->ego ? m->ego : m->t->col[ci].name;
	m->same = true;
	m->cols = m->rows;
	TRY(names_columns(&m->rows, m->t, 1, &ci, &id, NAMES_REFUSE, e));
	for (uint64_t k = 0; k < m->n; k++) {
		const char *name = m->t->col[m->col[k % m->per]].name;
		m->g[k] = id[k / m->per];
		m->h[k] = names_get(&m->rows, (struct cell){ name, strlen(name) });
	}
	return OK;
}

int matrices_read(struct run *r, struct table *t, struct matrices *m, struct err *e)
{
	const struct end_names *found;
	int ci, cj;

	*m = (struct matrices){ .t = t };
	TRY(run_table(r, t, e));
	TRY(by_read(t, r->by, &m->by, e));
	if ((found = find_ends(m, &ci, &cj))) {
		m->directed = found->directed;
	} else {
		TRY(find_square(m, &ci, e));
		if (!m->square)
			return no_columns(m, e);
		size_t len = strlen(t->col[ci].name);
		m->directed = len < 2 || strcmp(t->col[ci].name + len - 2, "_i") != 0;
	}
	if (r->directed || r->undirected)
		m->directed = r->directed;
	TRY(found ? read_long(m, r->weight, ci, cj, e) : read_square(m, ci, e));
	if ((uint64_t)m->rows.n * m->cols.n > (1u << 28))
		return fail(e, E_DATA, "%s: %u groups are too many for a matrix", t->file, m->rows.n);
	return take_ties(m, e);
}

/* --- one matrix ------------------------------------------------------------------------------------------------- */

static int take_size(const struct matrices *m, uint64_t row, int col, double x, double *size, struct err *e)
{
	if (isnan(x))                           /* not known, or hidden */
		return OK;
	if (x < 0 || isinf(x) || x != floor(x))
		return table_fail(m->t, row, col, e, "is not the size of a group");
	if (!isnan(*size) && *size != x)
		return table_fail(m->t, row, col, e, "is another size than this group has elsewhere");
	*size = x;
	return OK;
}

/* Undirected: ties from both ends, where one of the two cells of a pair is enough. */
static int both_ends(const struct matrices *m, struct mix *x, struct err *e)
{
	for (size_t g = 0; g < x->rows; g++)
		for (size_t h = g; h < x->rows; h++) {
			double *one = &x->cell[g * x->cols + h], *two = &x->cell[h * x->cols + g];
			if (!isnan(*one) && !isnan(*two) && *one != *two)
				return fail(e, E_DATA, "%s: the ties between two groups differ with the order of the groups: an undirected matrix is "
				            "symmetric (--directed reads it as arcs)", m->t->file);
			*one = *two = isnan(*one) ? *two : *one;
		}
	return OK;
}

int matrices_fill(const struct matrices *m, uint32_t which, struct mix *x, double *rows, double *cols, struct err *e)
{
	bool folded = m->same && !m->directed;

	mix_new(m->t->arena, m->rows.n, m->cols.n, x);
	for (size_t c = 0; c < (size_t)x->rows * x->cols; c++)
		x->cell[c] = NAN;
	for (uint32_t g = 0; g < x->rows; g++)
		rows[g] = NAN;
	for (uint32_t h = 0; h < x->cols; h++)
		cols[h] = NAN;
	for (uint64_t k = 0; k < m->n; k++) {
		uint64_t r = k / m->per;
		double *cell = &x->cell[(size_t)m->g[k] * x->cols + m->h[k]];
		if (m->by.of[r] != which)
			continue;
		if (!isnan(*cell))
			return table_fail(m->t, r, m->col[k % m->per], e, "is of a pair of groups that stands there twice: expected one row a pair");
		*cell = m->ties[k] * (folded && m->g[k] == m->h[k] ? 2 : 1);
		if (!m->size_i)
			continue;
		TRY(take_size(m, r, m->ni, m->size_i[r], &rows[m->g[k]], e));
		TRY(take_size(m, r, m->nj, m->size_j[r], &(m->same ? rows : cols)[m->h[k]], e));
	}
	if (folded)
		TRY(both_ends(m, x, e));
	for (uint32_t h = 0; m->same && h < x->cols; h++)
		cols[h] = rows[h];
	for (size_t c = 0; c < (size_t)x->rows * x->cols; c++)
		x->cell[c] = isnan(x->cell[c]) ? 0 : x->cell[c];
	mix_sums(x);
	return OK;
}
