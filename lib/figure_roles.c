/* roles: the five roles of brokers as parts of one bar. */
#include "broker_chance.h"
#include "figure.h"
#include "figure_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROLES = BROKER_ROLES, MOST_PEOPLE = 60, MOST_GROUPS = 1000, USUAL = 30 };

/* In the order in which they are stacked, that of broker_measure_name: dark to light, so that it holds in grey. */
static const char *const role_hue[ROLES] = { PLUM, BLUE, VERMILION, SKY, GOLD };

struct roles {
	struct row_names names;
	const char **name;
	double *part;                   /* (facet * names.n + name) * ROLES + role; NaN */
	int decimals;
	const char *word[ROLES];        /* what the figure calls them */
	int idle, less;                 /* names left out: without brokerage, and below the largest */
};

static double *parts(const struct roles *b, int facet, int i)
{
	return &b->part[(facet * b->names.n + i) * ROLES];
}

/* NaN where a role has no number. */
static double total(const struct roles *b, int facet, int i)
{
	const double *part = parts(b, facet, i);
	double sum = 0;

	for (int k = 0; k < ROLES; k++)
		sum += part[k];
	return sum;
}

/* --- reading ------------------------------------------------------------------------------------- */

static int put(struct figure *f, struct roles *b, uint64_t row, int at, int role, int col, const double *v, struct err *e)
{
	double *to = &parts(b, f->facet_of ? (int)f->facet_of[row] : 0, at)[role];

	if (!isnan(*to))
		return table_fail(f->table, row, col, e, "its %s stands there twice: expected one network, or --facet with the column "
		                  "that tells networks apart", broker_measure_name[role]);
	if (v[row] < 0 || isinf(v[row]))
		return table_fail(f->table, row, col, e, "nobody brokers so many pairs");
	*to = v[row];
	return OK;
}

static int read_names(struct figure *f, struct roles *b, int col, int most, uint32_t **code, struct err *e)
{
	struct cell *name;

	TRY(figure_codes(f, f->table, col, most, code, &name, &b->names.n, e));
	b->name = NEW(f->arena, (size_t)b->names.n, const char *);
	for (int i = 0; i < b->names.n; i++)
		b->name[i] = figure_name(f, name[i]);
	b->part = NEW(f->arena, (size_t)(b->names.n * f->nfacet * ROLES), double);
	for (int i = 0; i < b->names.n * f->nfacet * ROLES; i++)
		b->part[i] = NAN;
	return OK;
}

/* What `brokers --level group` writes: one row a role of a group. */
static int read_long(struct figure *f, struct roles *b, int measure, struct err *e)
{
	uint32_t *code, *role_code;
	struct cell *word;
	const double *v;
	int name, value, words, role[MOST_GROUPS];

	TRY(figure_column(f, f->wish->y, "group,attribute", &name, e));
	TRY(table_need(f->table, "value", &value, e));
	if (name < 0)
		return fail(e, E_USAGE, "%s: whose roles are these? name the column with -y", f->table->file);
	TRY(read_names(f, b, name, MOST_GROUPS, &code, e));
	TRY(figure_codes(f, f->table, measure, MOST_GROUPS, &role_code, &word, &words, e));
	for (int i = 0; i < words; i++) {
		role[i] = -1;
		for (int k = 0; k < ROLES; k++)
			if (cell_is(word[i], broker_measure_name[k]))
				role[i] = k;
	}
	TRY(figure_reals(f, value, &v, e));
	for (uint64_t r = 0; r < f->table->nrow; r++)
		if (role[role_code[r]] >= 0)
			TRY(put(f, b, r, (int)code[r], role[role_code[r]], name, v, e));
	return OK;
}

/* What `brokers` writes of people: one row a person, one column a role. */
static int read_wide(struct figure *f, struct roles *b, struct err *e)
{
	const struct table *t = f->table;
	uint32_t *code;
	const double *v;
	int name, col;

	TRY(figure_column(f, f->wish->y, "node,id,group", &name, e));
	for (int i = 0; i < t->ncol && name < 0; i++)
		if (!figure_is_numeric(t, i))
			name = i;
	if (name < 0)
		return fail(e, E_USAGE, "%s: whose roles are these? name the column with -y", t->file);
	if (t->nrow > (uint64_t)(MOST_PEOPLE * f->nfacet))
		return fail(e, E_USAGE, "%s: %llu people are too many to tell apart in a figure: draw groups, as brokers --level group "
		            "writes them", t->file, (unsigned long long)t->nrow);
	TRY(read_names(f, b, name, MOST_PEOPLE, &code, e));
	for (int k = 0; k < ROLES; k++) {
		TRY(table_need(t, broker_measure_name[k], &col, e));
		TRY(figure_reals(f, col, &v, e));
		for (uint64_t r = 0; r < t->nrow; r++)
			TRY(put(f, b, r, (int)code[r], k, name, v, e));
	}
	return OK;
}

static int read_roles(struct figure *f, struct roles *b, struct err *e)
{
	int measure = table_find(f->table, "measure");

	if (measure >= 0)
		return read_long(f, b, measure, e);
	if (table_find(f->table, "coordinator") < 0)
		return fail(e, E_USAGE, "%s: roles needs the columns measure and value, or coordinator, itinerant, gatekeeper, "
		            "representative and liaison: brokers -a COLUMN writes them", f->table->file);
	return read_wide(f, b, e);
}

/* --- order --------------------------------------------------------------------------------------- */

struct rank { double sum; int at; };

static int compare_ranks(const void *a, const void *b)
{
	const struct rank *x = a, *y = b;

	return x->sum != y->sum ? (x->sum < y->sum) - (x->sum > y->sum) : x->at - y->at;
}

static int compare_places(const void *a, const void *b)
{
	return ((const struct rank *)a)->at - ((const struct rank *)b)->at;
}

/* Largest first, over all facets; those without brokerage are left out, and so are all below the largest. */
static int choose(struct figure *f, struct roles *b, struct err *e)
{
	int n = b->names.n, kept = 0, most = f->wish->top ? (int)fmin((double)f->wish->top, MOST_PEOPLE) : USUAL;
	struct rank *r = NEW(f->arena, (size_t)n, struct rank);
	struct roles old = *b;

	for (int i = 0; i < n; i++) {
		r[i].at = i;
		for (int q = 0; q < f->nfacet; q++)
			if (total(b, q, i) > 0)
				r[i].sum += total(b, q, i);
		kept += r[i].sum > 0;
	}
	if (!kept)
		return fail(e, E_DATA, "%s: nobody brokers: there is nothing to draw", f->table->file);
	qsort(r, (size_t)n, sizeof *r, compare_ranks);
	b->idle = n - kept;
	b->less = kept > most ? kept - most : 0;
	b->names.n = kept - b->less;
	if (f->wish->in_order)
		qsort(r, (size_t)b->names.n, sizeof *r, compare_places);
	b->name = NEW(f->arena, (size_t)b->names.n, const char *);
	b->part = NEW(f->arena, (size_t)(b->names.n * f->nfacet * ROLES), double);
	for (int i = 0; i < b->names.n; i++) {
		b->name[i] = old.name[r[i].at];
		for (int q = 0; q < f->nfacet; q++)
			memcpy(parts(b, q, i), parts(&old, q, r[i].at), ROLES * sizeof(double));
	}
	b->names.name = b->name;
	return OK;
}

static const char *left_out(struct figure *f, const struct roles *b)
{
	const char *less = b->less == 1 ? "1 other that brokers less" : arena_print(f->arena, "%d others that broker less", b->less);
	const char *idle = arena_print(f->arena, "%d without any brokerage", b->idle);

	if (!b->less && !b->idle)
		return NULL;
	return arena_print(f->arena, "Not shown: %s%s%s", b->less ? less : "", b->less && b->idle ? ", " : "", b->idle ? idle : "");
}

/* --- drawing --------------------------------------------------------------------------------------- */

static void draw_role(struct figure *f, const struct roles *b, int facet, int role)
{
	struct panel *q = &f->page.panel[facet];
	struct block *block = page_block(&f->page, (uint64_t)b->names.n, 4);
	double *c[4];
	struct layer *l;

	for (int k = 0; k < 4; k++)
		c[k] = page_column(&f->page, block, k);
	block->n = 0;
	for (int i = 0; i < b->names.n; i++) {
		const double *part = parts(b, facet, i);
		double from = 0;

		if (isnan(total(b, facet, i)) || part[role] == 0)
			continue;
		for (int k = 0; k < role; k++)
			from += part[k];
		c[0][block->n] = from;
		c[1][block->n] = from + part[role];
		c[2][block->n] = b->names.n - 1 - i - 0.36;
		c[3][block->n++] = b->names.n - 1 - i + 0.36;
	}
	l = page_layer(&f->page, q, DRAW_BOX, block, 0, 1, 2, 3);
	l->colour = role_hue[role];
	l->width = 0.4;
	l->letter = broker_measure_name[role][0];
	if (f->page.screen && facet == 0)       /* its key */
		page_label(&f->page, q, l, b->word[role], NULL, role_hue[role]);
}

/* Where each word of the key stands, in lines that fit; returns how many. */
static int key_lines(const struct page *p, const struct roles *b, double x[ROLES], int line[ROLES])
{
	double at = 0.15, end = p->width / p->scale - 0.15;
	int n = 0;

	for (int k = 0; k < ROLES; k++) {
		double wide = 0.25 + text_width(b->word[k], 7, false) / CM;

		if (k && at + wide > end) {
			at = 0.15;
			n++;
		}
		x[k] = at;
		line[k] = n;
		at += wide + 0.22;
	}
	return n + 1;
}

static void write_key(struct page *p, const struct roles *b)
{
	double x[ROLES], top = p->panel[0].top + p->room_top + (p->panel[0].title ? 0.4 : 0);
	int line[ROLES], n = key_lines(p, b, x, line);

	for (int k = 0; k < ROLES; k++) {
		double y = top + 0.24 + 0.34 * (n - 1 - line[k]);

		page_rect(p, x[k], x[k] + 0.17, y - 0.085, y + 0.085, role_hue[k]);
		page_text(p, b->word[k], x[k] + 0.25, y, 7, -1, INK);
	}
}

static const char *said(struct page *p, const struct roles *b, double v)
{
	return text_fixed(p->arena, v, b->decimals);
}

static void write_words(struct page *p, void *with)
{
	const struct roles *b = with;

	rows_write(p, &b->names);
	for (int k = 0; k < p->npanel; k++)
		for (int i = 0; i < b->names.n; i++) {
			double v = total(b, k, i);

			if (!isnan(v))
				page_text(p, said(p, b, v), page_x(p, &p->panel[k], v) + (p->screen ? 0.2 : 0.08),
				          page_y(p, &p->panel[k], b->names.n - 1 - i), 6.5, -1, INK);
		}
	if (!p->screen)
		write_key(p, b);
}

static void measure(struct figure *f, struct roles *b)
{
	struct page *p = &f->page;
	double x[ROLES], widest = 0;
	int line[ROLES];

	for (int i = 0; i < b->names.n * f->nfacet; i++)
		if (!isnan(total(b, 0, i)))
			widest = fmax(widest, text_width(said(p, b, total(b, 0, i)), 6.5, false));
	rows_measure(p, &b->names);
	b->names.gap = p->screen ? 0.13 : 0.12;
	p->room_left = b->names.wide + (p->screen ? 0.13 : 0.3);
	p->room_right = widest / CM;
	p->room_between = fmax(0, p->room_right - 0.3);
	p->room_key = 0.12 + 0.34 * key_lines(p, b, x, line);
	if (f->wish->width != WIDTH_SLIDE)
		p->height = 1.5 + p->room_key + p->nrow * (b->names.n * (b->names.tall ? 0.6 : 0.36) + 0.6 + 0.5 * (f->nfacet > 1));
}

int figure_roles(struct figure *f, struct err *e)
{
	struct roles *b = NEW(f->arena, 1, struct roles);
	struct page *p = &f->page;
	double most = 0;
	bool whole = true;

	if (f->wish->by || f->wish->ref.n)
		return fail(e, E_USAGE, "roles has no %s", f->wish->by ? "--by: one panel for each value is --facet" : "--ref");
	if (f->wish->logx || f->wish->logy)
		return fail(e, E_USAGE, "parts of a bar add up, which a logarithmic axis does not show");
	TRY(figure_split(f, NULL, e));
	TRY(read_roles(f, b, e));
	TRY(choose(f, b, e));
	for (int k = 0; k < ROLES; k++)
		b->word[k] = figure_name(f, cell_of(broker_measure_name[k]));
	for (int i = 0; i < b->names.n * f->nfacet; i++)
		if (!isnan(total(b, 0, i))) {
			most = fmax(most, total(b, 0, i));
			whole &= total(b, 0, i) == nearbyint(total(b, 0, i));
		}
	b->decimals = whole ? 0 : (int)fmin(6, fmax(0, 2 - floor(log10(most))));
	figure_panels(f);
	p->note = left_out(f, b);
	measure(f, b);
	axis_fit(f->arena, &p->x, 0, most, FIT_ZERO | FIT_TIGHT, 3);
	p->y = (struct axis){ .lo = -0.6, .hi = b->names.n + (p->screen ? 0.4 : -0.4), .look = AXIS_NONE };
	p->y.title = figure_title(f, f->wish->xlabel ? f->wish->xlabel : f->wish->ylabel, "Pairs brokered");
	for (int k = 0; k < f->nfacet; k++)
		for (int r = 0; r < ROLES; r++)
			draw_role(f, b, k, r);
	if (p->screen && p->note)
		page_label(p, &p->panel[0], NULL, p->note, NULL, MUTE);
	p->decorate = write_words;
	p->with = b;
	return OK;
}
