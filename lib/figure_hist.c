/* hist: how many rows have how much. */
#include "figure_hist.h"

#include <math.h>
#include <stdlib.h>

/* --- bins --------------------------------------------------------------------------------- */

static bool is_lattice(const struct sorted *g, int groups, double gap)
{
	for (int k = 0; k < groups; k++)
		for (uint64_t i = 0; i < g[k].n; i++)
			if (fabs(g[k].x[i] / gap - nearbyint(g[k].x[i] / gap)) > 1e-6)
				return false;
	return true;
}

struct hist_bins bins_choose(const struct sorted *g, int groups)
{
	double width = INFINITY, gap = INFINITY, lo = INFINITY, hi = -INFINITY, half;
	struct hist_bins b = { 0 };

	for (int k = 0; k < groups; k++) {
		if (!g[k].n)
			continue;
		lo = fmin(lo, g[k].x[0]);
		hi = fmax(hi, g[k].x[g[k].n - 1]);
		if ((half = sorted_quantile(g[k].x, g[k].n, 0.75) - sorted_quantile(g[k].x, g[k].n, 0.25)) > 0)
			width = fmin(width, 2 * half / cbrt((double)g[k].n));
		for (uint64_t i = 1; i < g[k].n; i++)
			if (g[k].x[i] - g[k].x[i - 1] > 1e-9 * fmax(fabs(g[k].x[0]), fabs(g[k].x[g[k].n - 1])))
				gap = fmin(gap, g[k].x[i] - g[k].x[i - 1]);
	}
	if (!(hi > lo))
		return (struct hist_bins){ lo == 0 ? 1 : fabs(lo) / 10, 0, false };
	if (isinf(width))
		width = (hi - lo) / 20;
	b.width = axis_step(fmax(width, (hi - lo) / 60));
	if (isfinite(gap) && b.width < 50 * gap && is_lattice(g, groups, gap)) {
		b.width = fmax(1, nearbyint(b.width / gap)) * gap;
		b.offset = b.width < 3 * gap ? -0.5 * gap : 0;
	}
	return b;
}

static double bin_of(struct hist_bins b, double x)
{
	return b.doubling ? floor(log2(x) + 1e-12) : floor((x - b.offset) / b.width + 1e-9);
}

static double border(struct hist_bins b, double i)
{
	return b.doubling ? exp2(i) : i * b.width + b.offset;
}

double bins_count(struct page *p, const struct sorted *g, struct hist_bins b, bool shares, double split, bool greater,
                  struct block **rest, struct block **tail)
{
	double first = g->n ? bin_of(b, g->x[0]) : 0, last = g->n ? bin_of(b, g->x[g->n - 1]) : -1, most = 0;
	uint64_t bins = (uint64_t)(last - first + 1), at = 0;
	struct block *to[2] = { page_block(p, bins, 4), page_block(p, bins, 4) };
	double *c[2][4];

	for (int t = 0; t < 2; t++)
		for (int i = 0; i < 4; i++)
			c[t][i] = page_column(p, to[t], i);
	to[0]->n = to[1]->n = 0;
	for (double i = first; i <= last; i++) {
		double x1 = border(b, i), x2 = border(b, i + 1), high, slack = 1e-9 * (x2 - x1);
		uint64_t from = at;
		bool beyond = greater ? x1 >= split - slack : x2 <= split + slack;      /* false for NaN */

		while (at < g->n && bin_of(b, g->x[at]) <= i)
			at++;
		if (at == from)
			continue;
		high = shares ? (double)(at - from) / (double)g->n : (double)(at - from);
		c[beyond][0][to[beyond]->n] = x1;
		c[beyond][1][to[beyond]->n] = x2;
		c[beyond][2][to[beyond]->n] = 0;
		c[beyond][3][to[beyond]->n++] = high;
		most = fmax(most, high);
	}
	*rest = to[0];
	*tail = to[1];
	return most;
}

struct sorted *sorted_groups(struct figure *f, const double *x, const bool *skip)
{
	int groups = f->nfacet * f->nseries;
	struct sorted *g = NEW(f->arena, (size_t)groups, struct sorted);

	for (int pass = 0; pass < 2; pass++) {
		for (uint64_t r = 0; r < f->table->nrow; r++) {
			int k = (f->facet_of ? (int)f->facet_of[r] : 0) * f->nseries + (f->series_of ? (int)f->series_of[r] : 0);

			if (!isfinite(x[r]) || (skip && skip[r]))
				continue;
			if (pass)
				g[k].x[g[k].n] = x[r];
			g[k].n++;
		}
		for (int k = 0; !pass && k < groups; k++) {
			g[k].x = NEW(f->arena, g[k].n, double);
			g[k].n = 0;
		}
	}
	for (int k = 0; k < groups; k++)
		qsort(g[k].x, g[k].n, sizeof *g[k].x, compare_doubles);
	return g;
}

struct layer *upright_line(struct page *p, struct panel *q, double at, double share, const char *colour, double width,
                           const char *name, const char *note, const char *text_colour)
{
	struct block *b = page_block(p, 2, 2);
	double *x = page_column(p, b, 0), *y = page_column(p, b, 1);
	struct layer *l = page_layer(p, q, DRAW_LINE, b, 0, 1, 0, 0);

	x[0] = x[1] = at;
	y[0] = page_axis_y(p, q)->lo;
	y[1] = y[0] + share * (page_axis_y(p, q)->hi - y[0]);
	l->colour = colour;
	l->width = width;
	l->letter = '|';
	page_label(p, q, l, name, note, text_colour);
	return l;
}

/* --- hist ------------------------------------------------------------------------------------- */

struct half { const struct sorted *g; int groups; };

/* The black bar under the axis: the middle half. */
static void under_axis(struct page *p, void *with)
{
	const struct half *h = with;

	for (int k = 0; k < h->groups; k++) {
		const struct panel *q = &p->panel[k];
		double a = sorted_quantile(h->g[k].x, h->g[k].n, 0.25), b = sorted_quantile(h->g[k].x, h->g[k].n, 0.75);

		if (h->g[k].n > 1 && b > a)
			page_rect(p, page_x(p, q, a), page_x(p, q, b), q->bottom - 0.075, q->bottom - 0.005, INK);
	}
}

static void draw_hist(struct figure *f, struct panel *q, const struct sorted *g, struct block *bars)
{
	struct layer *l = page_layer(&f->page, q, DRAW_BOX, bars, 0, 1, 2, 3);
	double median = sorted_quantile(g->x, g->n, 0.5);

	l->colour = "#7F9CCB";
	l->width = 0.4;
	l->letter = '#';
	upright_line(&f->page, q, median, 1, INK, 1, arena_print(f->arena, "median %s", text_rounded(f->arena, median,
	             fabs(median - nearbyint(median)) < 1e-9 && fabs(median) < 1e9 ? (int)log10(fmax(1, fabs(median))) + 1 : 3)), NULL, INK);
	if (f->nfacet > 1)
		q->note = arena_print(f->arena, "n = %s", text_count(f->arena, g->n));
	else
		page_label(&f->page, q, NULL, arena_print(f->arena, "black bar: middle half, %s to %s",
		           text_rounded(f->arena, sorted_quantile(g->x, g->n, 0.25), 3),
		           text_rounded(f->arena, sorted_quantile(g->x, g->n, 0.75), 3)), NULL, MUTE)->size = 6;
}

static const char *hist_title(struct figure *f, const struct sorted *g)
{
	const char *what = f->wish->logx ? "Rows per bin; each bin doubles" : "Rows per bin";

	return f->nfacet > 1 ? what : arena_print(f->arena, "%s (n = %s)", what, text_count(f->arena, g->n));
}

int figure_hist(struct figure *f, struct err *e)
{
	double lo = INFINITY, hi = -INFINITY, most = 0;
	struct page *p = &f->page;
	struct block **bars, *none;
	struct half *half;
	struct sorted *g;
	struct hist_bins bins;
	const double *x;
	int col;

	if (f->wish->by)
		return fail(e, E_USAGE, "hist has no --by: one panel for each value is --facet %s", f->wish->by);
	TRY(figure_split(f, NULL, e));
	TRY(figure_column(f, f->wish->x, "value,weight,degree,x", &col, e));
	if (col < 0)
		return fail(e, E_USAGE, "%s: the histogram of which column? name it with -x", f->table->file);
	TRY(figure_reals(f, col, &x, e));
	if (f->wish->logx)
		TRY(figure_positive(f, col, x, "--logx", e));
	figure_panels(f);
	g = sorted_groups(f, x, NULL);
	bins = f->wish->logx ? (struct hist_bins){ .doubling = true } : bins_choose(g, f->nfacet);
	bars = NEW(f->arena, (size_t)f->nfacet, struct block *);
	for (int k = 0; k < f->nfacet; k++)
		if (g[k].n) {
			most = fmax(most, bins_count(p, &g[k], bins, false, NAN, true, &bars[k], &none));
			lo = fmin(lo, border(bins, bin_of(bins, g[k].x[0])));
			hi = fmax(hi, border(bins, bin_of(bins, g[k].x[g[k].n - 1]) + 1));
		}
	if (!(most > 0))
		return fail(e, E_DATA, "%s: column '%s' has no number: there is nothing to draw", f->table->file, f->table->col[col].name);
	p->x.log = f->wish->logx;
	axis_fit(f->arena, &p->x, lo, hi, FIT_TIGHT, p->ncol > 2 ? 3 : 5);
	axis_fit(f->arena, &p->y, 0, most * 1.2, FIT_ZERO | FIT_OPEN, 3);
	p->x.title = figure_title(f, f->wish->xlabel, f->table->col[col].name);
	p->y.title = figure_title(f, f->wish->ylabel, hist_title(f, g));
	for (int k = 0; k < f->nfacet; k++)
		if (g[k].n)
			draw_hist(f, &p->panel[k], &g[k], bars[k]);
	half = NEW(f->arena, 1, struct half);
	*half = (struct half){ g, f->nfacet };
	p->decorate = under_axis;
	p->with = half;
	return figure_references(f, true, e);
}
