/* Columns, facets and series: what all kinds ask of the table. */
#include "figure.h"

#include "number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- columns ---------------------------------------------------------------------------- */

/* The first values that are there are numbers. */
bool figure_is_numeric(const struct table *t, int col)
{
	uint64_t seen = 0;
	double x;

	for (uint64_t r = 0; r < t->nrow && r < 1000 && seen < 20; r++) {
		enum number_kind k = number_get(table_cell(t, r, col), &x);

		if (k == NUMBER_NOT)
			return false;
		seen += k == NUMBER;
	}
	return seen > 0;
}

int figure_interval(struct figure *f, const char **name, struct err *e)
{
	int col = table_find(f->table, "level");
	const double *level;
	uint64_t k = 0;

	*name = "95 % interval";
	if (col < 0 || !f->table->nrow)
		return OK;
	TRY(table_reals(f->table, col, &level, NULL, e));
	while (k < f->table->nrow && level[k] == level[0])
		k++;
	*name = k < f->table->nrow ? "interval" : arena_print(f->arena, "%g %% interval", 100 * level[0]);
	return OK;
}

int figure_column(struct figure *f, const char *name, const char *usual, int *col, struct err *e)
{
	char *list, *next;

	*col = -1;
	if (name)
		return table_need(f->table, name, col, e);
	list = arena_copy(f->arena, usual, strlen(usual));
	for (char *word = strtok_r(list, ",", &next); word && *col < 0; word = strtok_r(NULL, ",", &next))
		*col = table_find(f->table, word);
	return OK;
}

int figure_reals(struct figure *f, int col, const double **x, struct err *e)
{
	return table_reals(f->table, col, x, NULL, e);
}

int figure_positive(struct figure *f, int col, const double *x, const char *option, struct err *e)
{
	for (uint64_t r = 0; r < f->table->nrow; r++)
		if (x[r] <= 0)
			return table_fail(f->table, r, col, e, "a logarithmic axis shows positive numbers only: "
			                  "leave out %s or this row", option);
	return OK;
}

/* --- names -------------------------------------------------------------------------------- */

const char *figure_name(const struct figure *f, struct cell value)
{
	const struct list *names = &f->wish->name;

	for (int i = 0; i < names->n; i++) {
		const char *eq = strchr(names->item[i], '=');

		if (eq && (size_t)(eq - names->item[i]) == value.len && !memcmp(names->item[i], value.at, value.len))
			return text_clean(f->arena, cell_of(eq + 1));
	}
	return text_clean(f->arena, value);
}

/* An empty --xlabel takes the title away. */
const char *figure_title(const struct figure *f, const char *asked, const char *usual)
{
	const char *s = asked ? asked : usual;

	s = s ? text_clean(f->arena, cell_of(s)) : NULL;
	return s && *s ? s : NULL;
}

/* --- few values ----------------------------------------------------------------------------- */

static uint32_t code_of(struct arena *a, struct cell c, struct cell *value, int *n, int most, uint32_t guess)
{
	if (guess < (uint32_t)*n && value[guess].len == c.len && !memcmp(value[guess].at, c.at, c.len))
		return guess;
	for (int i = 0; i < *n; i++)
		if (value[i].len == c.len && !memcmp(value[i].at, c.at, c.len))
			return (uint32_t)i;
	if (*n == most)
		return NO_CODE;
	value[*n] = (struct cell){ arena_copy(a, c.at, c.len), c.len };
	return (uint32_t)(*n)++;
}

int figure_codes(struct figure *f, const struct table *t, int col, int most, uint32_t **code,
                 struct cell **value, int *n, struct err *e)
{
	uint32_t *to = NEW(f->arena, t->nrow, uint32_t);
	struct walk w = { 0 };

	*value = NEW(f->arena, (size_t)most, struct cell);
	*n = 0;
	*code = to;
	if (t->col[col].kind != COLUMN_INPUT)
		return fail(e, E_BUG, "column '%s' is not of the input", t->col[col].name);
	for (walk_start(&w, t, 0); walk_row(&w, e); ) {
		struct cell c = w.cell[t->col[col].field];

		to[w.row] = code_of(f->arena, c, *value, n, most, w.row ? to[w.row - 1] : 0);
		if (to[w.row] == NO_CODE)
			return fail(e, E_USAGE, "%s: column '%s' has more than %d different values, too many to tell apart "
			            "in a figure: choose another column, or keep fewer rows", t->file, t->col[col].name, most);
	}
	return e->code;
}

const char *figure_such_as(struct figure *f, const struct cell *v, int n)
{
	if (f->table->private_ || n < 1)
		return "";
	if (n == 1)
		return arena_print(f->arena, " (it has '%.*s')", (int)v[0].len, v[0].at);
	return arena_print(f->arena, " (such as '%.*s' and '%.*s')", (int)v[0].len, v[0].at, (int)v[1].len, v[1].at);
}

/* Values that are all numbers (waves, years) stand in their order, others as they come. */
static void in_order(struct figure *f, uint32_t *code, uint64_t rows, struct cell *value, int n)
{
	struct cell *to = NEW(f->arena, (size_t)n, struct cell);
	uint32_t *rank = NEW(f->arena, (size_t)n, uint32_t);
	double *x = NEW(f->arena, (size_t)n, double);

	for (int i = 0; i < n; i++)
		if (number_get(value[i], &x[i]) != NUMBER)
			return;
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			rank[i] += x[j] < x[i] || (x[j] == x[i] && j < i);
	for (int i = 0; i < n; i++)
		to[rank[i]] = value[i];
	memcpy(value, to, (size_t)n * sizeof *to);
	for (uint64_t r = 0; r < rows; r++)
		code[r] = rank[code[r]];
}

static int split_by(struct figure *f, const char *name, int most, const uint32_t **of, const char ***names, int *n,
                    struct err *e)
{
	struct cell *value;
	uint32_t *code;
	int col;

	*n = 1;
	*names = NEW(f->arena, 1, const char *);
	*of = NULL;
	if (!name)
		return OK;
	TRY(table_need(f->table, name, &col, e));
	TRY(figure_codes(f, f->table, col, most, &code, &value, n, e));
	in_order(f, code, f->table->nrow, value, *n);
	*of = code;
	*names = NEW(f->arena, (size_t)*n, const char *);
	for (int i = 0; i < *n; i++)
		(*names)[i] = figure_name(f, value[i]);
	return OK;
}

int figure_split(struct figure *f, const char *by, struct err *e)
{
	f->by = by;
	TRY(split_by(f, f->wish->facet, PANELS, &f->facet_of, &f->facet, &f->nfacet, e));
	return split_by(f, by, 64, &f->series_of, &f->series, &f->nseries, e);
}

/* --- the page -------------------------------------------------------------------------------- */

void figure_panels(struct figure *f)
{
	struct page *p = &f->page;
	int width = f->wish->width ? f->wish->width : f->nfacet > 1 ? WIDTH_TWO : WIDTH_ONE;

	p->npanel = f->nfacet > 0 ? f->nfacet : 1;
	p->panel = NEW(f->arena, (size_t)p->npanel, struct panel);
	p->ncol = width == WIDTH_ONE ? 1 : p->npanel == 4 ? 2 : p->npanel < 3 ? p->npanel : 3;
	if (p->npanel > 1 && p->ncol == 1 && p->npanel > 3)
		p->ncol = 2;
	if (p->screen)                          /* one below the other */
		p->ncol = 1;
	p->nrow = (p->npanel + p->ncol - 1) / p->ncol;
	for (int i = 0; i < p->npanel && f->facet_of; i++)
		p->panel[i].title = f->facet[i];
	p->headline = figure_title(f, f->wish->headline, NULL);
	p->scale = width == WIDTH_SLIDE ? 2.6 : 1;
	p->width = width == WIDTH_ONE ? 8.5 : width == WIDTH_TWO ? 17.5 : 25.4;
	p->height = p->nrow == 1 ? f->kind->height : 1.6 + f->kind->height_row * p->nrow;
	if (width == WIDTH_SLIDE)
		p->height = 14.3 - (p->headline ? 0.52 * p->scale : 0);
}

const char *figure_hue(const struct figure *f, int series)
{
	return f->nseries > HUES && series >= HUES - 1 ? SOFT : page_hue[series % HUES];
}

const char *figure_hue_text(const struct figure *f, int series)
{
	return f->nseries > HUES && series >= HUES - 1 ? MUTE : page_hue_text[series % HUES];
}

enum shape figure_shape(int series)
{
	static const enum shape shape[] = { DISC, DIAMOND, SQUARE, UP, DOWN };

	return shape[series % 5];
}

char figure_letter(const struct figure *f, int series)
{
	char c = f->by ? f->series[series][0] : 'o';

	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ? c : 'o';
}

/* --- references --------------------------------------------------------------------------------- */

static bool reference(const struct figure *f, int i, double *at, bool *diagonal, const char **name)
{
	const char *s = f->wish->ref.item[i], *eq = strchr(s, '=');
	struct cell c = { s, eq ? (size_t)(eq - s) : strlen(s) };

	*diagonal = cell_is(c, "diagonal");
	*name = eq ? text_clean(f->arena, cell_of(eq + 1)) : NULL;
	return *diagonal || number_get(c, at) == NUMBER;
}

void figure_reference_range(const struct figure *f, double *lo, double *hi)
{
	for (int i = 0; i < f->wish->ref.n; i++) {
		const char *name;
		bool diagonal;
		double at;

		if (reference(f, i, &at, &diagonal, &name) && !diagonal) {
			*lo = fmin(*lo, at);
			*hi = fmax(*hi, at);
		}
	}
}

int figure_references(struct figure *f, bool upright, struct err *e)
{
	const struct axis *x = upright ? &f->page.x : &f->page.y;

	for (int i = 0; i < f->wish->ref.n; i++) {
		const char *name;
		bool diagonal;
		double at = 0;

		if (!reference(f, i, &at, &diagonal, &name))
			return fail(e, E_USAGE, "--ref '%s' is no number: give VALUE, VALUE=NAME or diagonal", f->wish->ref.item[i]);
		if (!diagonal && x->log && at <= 0)
			return fail(e, E_USAGE, "--ref %s: a logarithmic axis shows positive numbers only", f->wish->ref.item[i]);
		for (int q = 0; q < f->page.npanel; q++)
			page_reference(&f->page, &f->page.panel[q], diagonal ? DIAGONAL : upright ? UPRIGHT : LEVEL, at,
			               q == 0 ? name : NULL);
	}
	return OK;
}
