/* Which rows of a table make a heat map, and the order of its groups. */
#include "figure_heat.h"

#include "figure_order.h"
#include "number.h"

#include <math.h>
#include <string.h>

double *heat_at(const struct heat *h, double *v, int facet, int r, int c)
{
	return &v[(facet * h->rows + r) * h->cols + c];
}

/* --- reading ------------------------------------------------------------------------------ */

struct heat_columns { int row, col, value, ties, expected, size; };

static int find_columns(struct figure *f, struct heat_columns *c, struct err *e)
{
	const struct table *t = f->table;

	*c = (struct heat_columns){ -1, -1, -1, -1, table_find(t, "expected"), table_find(t, "n_i,n_from") };
	TRY(figure_column(f, f->wish->y, "", &c->row, e));
	TRY(figure_column(f, f->wish->x, "", &c->col, e));
	TRY(figure_column(f, f->wish->value, "ratio,value,share,mean", &c->value, e));
	TRY(figure_column(f, NULL, "ties,observed,n,count", &c->ties, e));
	for (int numbers = 0; numbers <= 1; numbers++)          /* columns of words come first */
		for (int i = 0; i < t->ncol; i++) {
			bool used = i == c->row || i == c->col || i == c->value || i == c->ties || i == c->expected || i == c->size ||
			            (f->wish->facet && !strcmp(f->wish->facet, t->col[i].name));

			if (used || figure_is_numeric(t, i) != numbers)
				continue;
			if (c->row < 0)
				c->row = i;
			else if (c->col < 0)
				c->col = i;
			else if (numbers && c->value < 0 && c->ties < 0)
				c->value = i;
		}
	if (c->value < 0 && c->expected < 0)
		c->value = c->ties;
	if (c->row < 0 || c->col < 0 || (c->value < 0 && c->ties < 0))
		return fail(e, E_USAGE, "%s: heat needs two columns of names and one of numbers: name them with -y, -x and --value",
		            t->file);
	return OK;
}

/* Two columns that name the same groups share one list, so that the diagonal is one. */
static int read_groups(struct figure *f, const struct heat_columns *c, struct heat *h, uint32_t **rcode,
                       uint32_t **ccode, struct err *e)
{
	struct cell *r, *k;
	uint32_t *map;
	int shared = 0;

	TRY(figure_codes(f, f->table, c->row, MOST_GROUPS, rcode, &r, &h->rows, e));
	TRY(figure_codes(f, f->table, c->col, MOST_GROUPS, ccode, &k, &h->cols, e));
	map = NEW(f->arena, (size_t)h->cols, uint32_t);
	for (int i = 0; i < h->cols; i++)
		for (int j = 0; j < h->rows; j++)
			if (r[j].len == k[i].len && !memcmp(r[j].at, k[i].at, k[i].len)) {
				map[i] = (uint32_t)j;
				shared++;
			}
	h->square = h->rows == h->cols && shared == h->rows;
	h->row = NEW(f->arena, (size_t)h->rows, const char *);
	h->col = NEW(f->arena, (size_t)h->cols, const char *);
	for (int i = 0; i < h->rows; i++)
		h->row[i] = figure_name(f, r[i]);
	for (int i = 0; i < h->cols; i++)
		h->col[i] = figure_name(f, k[h->square ? 0 : i]);
	if (h->square) {
		uint32_t *to = NEW(f->arena, f->table->nrow, uint32_t);

		for (uint64_t i = 0; i < f->table->nrow; i++)
			to[i] = map[(*ccode)[i]];
		*ccode = to;
		memcpy(h->col, h->row, (size_t)h->cols * sizeof *h->col);
	}
	return OK;
}

static int fill(struct figure *f, const struct heat_columns *c, struct heat *h, struct err *e)
{
	const double *v = NULL, *ties = NULL, *expected = NULL, *size = NULL;
	bool *seen = NEW(f->arena, MOST_GROUPS, bool);
	uint32_t *r, *k;
	size_t cells;

	TRY(read_groups(f, c, h, &r, &k, e));
	if (c->value >= 0)
		TRY(figure_reals(f, c->value, &v, e));
	if (c->ties >= 0 && c->ties != c->value)
		TRY(figure_reals(f, c->ties, &ties, e));
	if (c->expected >= 0)
		TRY(figure_reals(f, c->expected, &expected, e));
	if (c->size >= 0)
		TRY(figure_reals(f, c->size, &size, e));
	h->ratio = expected && ties && c->value < 0;
	if (c->value >= 0 && !strcmp(f->table->col[c->value].name, "ratio"))
		h->ratio = true;
	h->title = c->value >= 0 ? f->table->col[c->value].name : "observed / expected";
	cells = (size_t)(h->rows * h->cols * f->nfacet);
	h->value = NEW(f->arena, cells, double);
	h->ties = NEW(f->arena, cells, double);
	h->expected = NEW(f->arena, cells, double);
	h->size = NEW(f->arena, (size_t)h->rows, double);
	for (int i = 0; i < h->rows; i++)
		h->size[i] = NAN;
	for (size_t i = 0; i < cells; i++)
		h->value[i] = h->ties[i] = h->expected[i] = NAN;
	for (uint64_t i = 0; i < f->table->nrow; i++) {
		int q = f->facet_of ? (int)f->facet_of[i] : 0;
		double *to = heat_at(h, h->value, q, (int)r[i], (int)k[i]);

		if (!isnan(*to))
			return table_fail(f->table, i, c->row, e, "this pair of groups has a row already: one cell has one row");
		*to = v ? v[i] : expected[i] > 0 ? ties[i] / expected[i] : NAN;
		if (isinf(*to))
			*to = NAN;
		*heat_at(h, h->ties, q, (int)r[i], (int)k[i]) = ties ? ties[i] : NAN;
		*heat_at(h, h->expected, q, (int)r[i], (int)k[i]) = expected ? expected[i] : NAN;
		if (size) {
			h->size[r[i]] = !seen[r[i]] || h->size[r[i]] == size[i] ? size[i] : NAN;
			seen[r[i]] = true;
		}
	}
	return OK;
}

/* --- order: neighbours alike ------------------------------------------------------------------- */

double heat_level(const struct heat *h, double v)
{
	if (isnan(v))
		return 0;
	return h->ratio ? v <= 0 ? -3 : fmax(-3, fmin(3, log2(v))) : v;
}

static double unlike(const struct heat *h, const double *v, bool rows, int a, int b)
{
	double sum = 0;
	int n = rows ? h->cols : h->rows;

	for (int i = 0; i < n; i++) {
		double x = heat_level(h, rows ? v[a * h->cols + i] : v[i * h->cols + a]);
		double y = heat_level(h, rows ? v[b * h->cols + i] : v[i * h->cols + b]);

		sum += (x - y) * (x - y);
	}
	return sqrt(sum);
}

static void seriate(struct figure *f, const struct heat *h, bool rows, int *order)
{
	int n = rows ? h->rows : h->cols;
	double *d = NEW(f->arena, (size_t)(n * n), double);

	for (int i = 0; i < n * n; i++)
		d[i] = unlike(h, h->value, rows, i / n, i % n);
	order_alike(d, n, order);
}

static bool are_numbers(const char *const *name, int n)
{
	double x;

	for (int i = 0; i < n; i++)
		if (number_get(cell_of(name[i]), &x) != NUMBER)
			return false;
	return true;
}

/* Years, ages and the like have an order of their own, that of the table. */
static void reorder(struct figure *f, struct heat *h)
{
	int *r = NEW(f->arena, (size_t)h->rows, int), *c = NEW(f->arena, (size_t)h->cols, int);
	struct heat old = *h;
	size_t cells = (size_t)(h->rows * h->cols * f->nfacet);

	for (int i = 0; i < h->rows; i++)
		r[i] = i;
	for (int i = 0; i < h->cols; i++)
		c[i] = i;
	if (!f->wish->in_order && !are_numbers(h->row, h->rows))
		seriate(f, h, true, r);
	if (h->square)
		memcpy(c, r, (size_t)h->cols * sizeof *c);
	else if (!f->wish->in_order && !are_numbers(h->col, h->cols))
		seriate(f, h, false, c);
	h->value = NEW(f->arena, cells, double);
	h->ties = NEW(f->arena, cells, double);
	h->expected = NEW(f->arena, cells, double);
	h->row = NEW(f->arena, (size_t)h->rows, const char *);
	h->col = NEW(f->arena, (size_t)h->cols, const char *);
	h->size = NEW(f->arena, (size_t)h->rows, double);
	for (int i = 0; i < h->rows; i++) {
		h->row[i] = old.row[r[i]];
		h->size[i] = old.size[r[i]];
	}
	for (int i = 0; i < h->cols; i++)
		h->col[i] = old.col[c[i]];
	for (int q = 0; q < f->nfacet; q++)
		for (int i = 0; i < h->rows; i++)
			for (int j = 0; j < h->cols; j++) {
				*heat_at(h, h->value, q, i, j) = *heat_at(&old, old.value, q, r[i], c[j]);
				*heat_at(h, h->ties, q, i, j) = *heat_at(&old, old.ties, q, r[i], c[j]);
				*heat_at(h, h->expected, q, i, j) = *heat_at(&old, old.expected, q, r[i], c[j]);
			}
}

static void find_range(const struct figure *f, struct heat *h)
{
	h->least = INFINITY;
	h->most = -INFINITY;
	for (int i = 0; i < h->rows * h->cols * f->nfacet; i++)
		if (!isnan(h->value[i])) {
			h->least = fmin(h->least, h->value[i]);
			h->most = fmax(h->most, h->value[i]);
		}
	h->both = !h->ratio && h->least < 0 && h->most > 0;
	if (h->both)
		h->most = fmax(h->most, -h->least);
}

int heat_read(struct figure *f, struct heat *h, struct err *e)
{
	struct heat_columns c;

	TRY(find_columns(f, &c, e));
	TRY(fill(f, &c, h, e));
	find_range(f, h);
	if (!(h->least <= h->most))
		return fail(e, E_DATA, "%s: no cell has a number: there is nothing to draw", f->table->file);
	reorder(f, h);
	return OK;
}
