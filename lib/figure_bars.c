/* bars: one number a name, sorted, from zero, with its interval. */
#include "figure.h"
#include "figure_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BARS = 60 };

struct bar { const char *name; double value, lo, hi, n; };

struct bars {
	int n;                          /* names */
	struct bar *bar;                /* facet * n + name, from the top */
	bool has_interval, has_n;
	int decimals;
	double reference;               /* NaN if none */
	const char *reference_name;
	double n_wide;                  /* cm of the column of n */
	struct row_names names;
};

struct bar_columns { int name, value, lo, hi, n; };

/* --- reading -------------------------------------------------------------------------------- */

/* Either of -x and -y may be the names: the one that holds no numbers. */
static int find_columns(struct figure *f, struct bar_columns *c, struct err *e)
{
	const struct table *t = f->table;
	int asked[2] = { -1, -1 };

	*c = (struct bar_columns){ -1, -1, table_find(t, "lo"), table_find(t, "hi"), table_find(t, "n") };
	TRY(figure_column(f, f->wish->x, "", &asked[0], e));
	TRY(figure_column(f, f->wish->y, "", &asked[1], e));
	if (asked[0] >= 0 && asked[1] >= 0) {
		bool first = !figure_is_numeric(t, asked[0]) || figure_is_numeric(t, asked[1]);

		c->name = asked[!first];
		c->value = asked[first];
	} else if (asked[0] >= 0 || asked[1] >= 0) {
		int one = asked[0] >= 0 ? asked[0] : asked[1];

		*(figure_is_numeric(t, one) ? &c->value : &c->name) = one;
	}
	if (c->value < 0)
		TRY(figure_column(f, NULL, "value,mean,share,ratio,estimate", &c->value, e));
	for (int i = 0; i < t->ncol; i++) {
		bool facet = f->wish->facet && !strcmp(f->wish->facet, t->col[i].name);

		if (c->name < 0 && i != c->value && !facet && !figure_is_numeric(t, i))
			c->name = i;
		else if (c->value < 0 && i != c->name && !facet && figure_is_numeric(t, i))
			c->value = i;
	}
	if (c->name < 0 || c->value < 0)
		return fail(e, E_USAGE, "%s: bars need a column of names and one of numbers: name them with -x and -y", t->file);
	if (c->value == c->n)
		c->n = -1;
	return OK;
}

static double if_finite(double x)
{
	return isinf(x) ? NAN : x;
}

static int fill(struct figure *f, const struct bar_columns *c, struct bars *b, struct err *e)
{
	const double *v, *lo = NULL, *hi = NULL, *n = NULL;
	uint32_t *code;
	struct cell *name;

	TRY(figure_codes(f, f->table, c->name, MOST_BARS, &code, &name, &b->n, e));
	TRY(figure_reals(f, c->value, &v, e));
	b->has_interval = c->lo >= 0 && c->hi >= 0;
	if (b->has_interval) {
		TRY(figure_reals(f, c->lo, &lo, e));
		TRY(figure_reals(f, c->hi, &hi, e));
	}
	b->has_n = c->n >= 0;
	if (b->has_n)
		TRY(figure_reals(f, c->n, &n, e));
	b->bar = NEW(f->arena, (size_t)(b->n * f->nfacet), struct bar);
	for (int i = 0; i < b->n * f->nfacet; i++)
		b->bar[i] = (struct bar){ figure_name(f, name[i % b->n]), NAN, NAN, NAN, NAN };
	for (uint64_t r = 0; r < f->table->nrow; r++) {
		struct bar *to = &b->bar[(f->facet_of ? (int)f->facet_of[r] : 0) * b->n + (int)code[r]];

		if (!isnan(to->value))
			return table_fail(f->table, r, c->name, e, "one bar has one row%s: summarise the table first, or give --facet",
			                  f->facet_of ? " in a panel" : "");
		*to = (struct bar){ to->name, if_finite(v[r]), lo ? if_finite(lo[r]) : NAN, hi ? if_finite(hi[r]) : NAN, n ? if_finite(n[r]) : NAN };
	}
	return OK;
}

/* --- order --------------------------------------------------------------------------------------- */

struct rank { double mean; int at; };

static int compare_ranks(const void *a, const void *b)
{
	const struct rank *x = a, *y = b;

	return x->mean != y->mean ? (x->mean < y->mean) - (x->mean > y->mean) : x->at - y->at;
}

/* Largest first, by the mean over facets; names without a number last. */
static void sort_bars(struct figure *f, struct bars *b)
{
	struct rank *r = NEW(f->arena, (size_t)b->n, struct rank);
	struct bar *to = NEW(f->arena, (size_t)(b->n * f->nfacet), struct bar);

	for (int i = 0; i < b->n; i++) {
		double sum = 0, k = 0;

		for (int q = 0; q < f->nfacet; q++)
			if (!isnan(b->bar[q * b->n + i].value)) {
				sum += b->bar[q * b->n + i].value;
				k++;
			}
		r[i] = (struct rank){ k > 0 ? sum / k : -INFINITY, i };
	}
	if (!f->wish->in_order)
		qsort(r, (size_t)b->n, sizeof *r, compare_ranks);
	for (int i = 0; i < b->n; i++)
		for (int q = 0; q < f->nfacet; q++)
			to[q * b->n + i] = b->bar[q * b->n + r[i].at];
	b->bar = to;
}

/* --- drawing --------------------------------------------------------------------------------------- */

static void draw_bars(struct figure *f, const struct bars *b, int facet)
{
	struct block *block[2] = { page_block(&f->page, (uint64_t)b->n, 4), page_block(&f->page, (uint64_t)b->n, 4) };
	struct block *span = page_block(&f->page, (uint64_t)b->n, 4);
	double *c[2][4], *s[4];

	for (int i = 0; i < 4; i++) {
		c[0][i] = page_column(&f->page, block[0], i);
		c[1][i] = page_column(&f->page, block[1], i);
		s[i] = page_column(&f->page, span, i);
	}
	block[0]->n = block[1]->n = span->n = 0;
	for (int i = 0; i < b->n; i++) {
		const struct bar *bar = &b->bar[facet * b->n + i];
		bool below = bar->value < b->reference;
		uint64_t k = block[below]->n;
		double y = b->n - 1 - i;

		if (isnan(bar->value))
			continue;
		c[below][0][k] = fmin(0, bar->value);
		c[below][1][k] = fmax(0, bar->value);
		c[below][2][k] = y - 0.34;
		c[below][3][k] = y + 0.34;
		block[below]->n++;
		if (isnan(bar->lo + bar->hi))
			continue;
		s[0][span->n] = bar->value;
		s[1][span->n] = y;
		s[2][span->n] = bar->lo;
		s[3][span->n++] = bar->hi;
	}
	for (int k = 0; k < 2; k++) {
		struct layer *l = page_layer(&f->page, &f->page.panel[facet], DRAW_BOX, block[k], 0, 1, 2, 3);

		l->colour = k ? "#A9BEDD" : "#4F80BE";
		l->width = 0;
		l->letter = k ? '=' : '#';
	}
	if (span->n) {
		struct layer *l = page_layer(&f->page, &f->page.panel[facet], DRAW_SPAN, span, 0, 1, 2, 3);

		l->colour = INK;
		l->width = 1;
	}
}

/* Names at the left of the first panel of a row, numbers in a column at its right. */
static void write_names(struct page *p, void *with)
{
	const struct bars *b = with;

	rows_write(p, &b->names);
	for (int k = 0; k < p->npanel; k++) {
		const struct panel *q = &p->panel[k];

		for (int i = 0; i < b->n; i++) {
			const struct bar *bar = &b->bar[k * b->n + i];
			double y = page_y(p, q, b->n - 1 - i), edge = q->left - 0.12;

			if (b->has_n && !isnan(bar->n) && !(p->screen && k % p->ncol))
				page_text(p, text_count(p->arena, (uint64_t)bar->n), edge, y, 5.5, 1, MUTE);
			if (!isnan(bar->value))
				page_text(p, text_fixed(p->arena, bar->value, b->decimals), q->right + p->room_right - 0.05, y, 6.5, 1, INK);
		}
		if (b->reference_name && k == 0 && !p->screen)
			page_text(p, b->reference_name, page_x(p, q, b->reference), q->top + 0.2, 6, 0, INK);
		if (b->has_n && k % p->ncol == 0 && !p->screen)
			page_text(p, "n", q->left - 0.12, q->top + 0.16, 5.5, 1, MUTE);
	}
}

static void measure(struct figure *f, struct bars *b)
{
	double values = 0, most = 0, n = 0;
	const char **name = NEW(f->arena, (size_t)b->n, const char *);
	bool whole = true;

	for (int i = 0; i < b->n * f->nfacet; i++)
		if (!isnan(b->bar[i].value)) {
			most = fmax(most, fabs(b->bar[i].value));
			whole &= b->bar[i].value == nearbyint(b->bar[i].value);
		}
	b->decimals = whole || most == 0 ? 0 : (int)fmin(6, fmax(0, 2 - floor(log10(most))));
	for (int i = 0; i < b->n * f->nfacet; i++) {
		name[i % b->n] = b->bar[i].name;
		if (!isnan(b->bar[i].value))
			values = fmax(values, text_width(text_fixed(f->arena, b->bar[i].value, b->decimals), 6.5, false));
		if (b->has_n && !isnan(b->bar[i].n))
			n = fmax(n, text_width(text_count(f->arena, (uint64_t)b->bar[i].n), 5.5, false));
	}
	b->n_wide = !b->has_n ? 0 : f->page.screen ? 8 * 0.13 : n / CM + 0.12;
	b->names = (struct row_names){ .name = name, .n = b->n, .gap = 0.12 + b->n_wide };
	rows_measure(&f->page, &b->names);
	f->page.room_left = b->names.wide + b->n_wide + (f->page.screen ? 0.13 : 0.3);
	f->page.room_right = f->page.room_between = values / CM + 0.2;
	f->page.room_top = b->reference_name ? 0.38 : b->has_n ? 0.2 : 0;
	if (f->wish->width != WIDTH_SLIDE)
		f->page.height = 0.75 + f->page.nrow * (b->n * (b->names.tall ? 0.6 : 0.41) + f->page.room_top + 0.6 + 0.5 * (f->nfacet > 1));
}

/* The reference parts the bars in two tints; its name and value stand above it. */
static int reference(struct figure *f, struct bars *b, struct err *e)
{
	double lo = INFINITY, hi = -INFINITY;
	const char *eq;

	b->reference = NAN;
	if (!f->wish->ref.n)
		return OK;
	if (f->wish->ref.n > 1)
		return fail(e, E_USAGE, "bars have one --ref at most");
	figure_reference_range(f, &lo, &hi);
	if (!isfinite(lo))
		return fail(e, E_USAGE, "--ref '%s' is no number: give VALUE or VALUE=NAME", f->wish->ref.item[0]);
	b->reference = lo;
	eq = strchr(f->wish->ref.item[0], '=');
	b->reference_name = text_clean(f->arena, cell_of(eq ? arena_print(f->arena, "%s %s", eq + 1, text_rounded(f->arena, lo, 2)) :
	                                                 text_rounded(f->arena, lo, 2)));
	return OK;
}

static void range_of(const struct figure *f, const struct bars *b, double *lo, double *hi)
{
	*lo = *hi = 0;
	for (int i = 0; i < b->n * f->nfacet; i++) {
		*lo = fmin(*lo, fmin(b->bar[i].value, b->bar[i].lo));
		*hi = fmax(*hi, fmax(b->bar[i].value, b->bar[i].hi));
	}
	if (!isnan(b->reference)) {
		*lo = fmin(*lo, b->reference);
		*hi = fmax(*hi, b->reference);
	}
}

int figure_bars(struct figure *f, struct err *e)
{
	struct bars *b = NEW(f->arena, 1, struct bars);
	struct page *p = &f->page;
	struct bar_columns c;
	double lo, hi;

	if (f->wish->by)
		return fail(e, E_USAGE, "bars has no --by: one panel for each value is --facet %s", f->wish->by);
	if (f->wish->logx || f->wish->logy)
		return fail(e, E_USAGE, "bars begin at zero, which a logarithmic axis does not show");
	TRY(figure_split(f, NULL, e));
	TRY(find_columns(f, &c, e));
	TRY(fill(f, &c, b, e));
	TRY(reference(f, b, e));
	sort_bars(f, b);
	range_of(f, b, &lo, &hi);
	if (lo == 0 && hi == 0)
		return fail(e, E_DATA, "%s: column '%s' has no number other than 0: there is nothing to draw", f->table->file,
		            f->table->col[c.value].name);
	figure_panels(f);
	measure(f, b);
	axis_fit(f->arena, &p->x, lo, hi, FIT_ZERO | FIT_TIGHT, 3);
	p->y = (struct axis){ .lo = -0.6, .hi = b->n + (p->screen ? 0.4 : -0.4), .look = AXIS_NONE };    /* one line a bar */
	p->y.title = figure_title(f, f->wish->xlabel ? f->wish->xlabel : f->wish->ylabel, f->table->col[c.value].name);
	for (int k = 0; k < f->nfacet; k++) {
		draw_bars(f, b, k);
		if (!isnan(b->reference)) {
			struct layer *l = page_reference(p, &p->panel[k], UPRIGHT, b->reference, p->screen ? b->reference_name : NULL);

			l->colour = INK;
			l->below = false;
		}
	}
	p->decorate = write_names;
	p->with = b;
	return OK;
}
