/* ccdf: the share of rows with at least a value, on logarithmic axes. */
#include "figure_hist.h"

#include <math.h>
#include <string.h>

struct tail {
	int facet, series;
	uint64_t n, zeros;              /* all rows; those that a log axis cannot show */
	double mean;
	struct block *line, *marks;     /* x, P(X >= x) */
};

/* Points nearer than a share of the frame are one: this of the line, 2.2 points of marks. */
enum { LINE_SPOTS = 1500 };

/* At each value of sorted x that is positive: how many are at least as large. */
static uint64_t shares(const double *x, uint64_t n, double *at, double *share)
{
	uint64_t k = 0;

	for (uint64_t i = 0; i < n; i++)
		if (x[i] > 0 && (i == 0 || x[i] != x[i - 1])) {
			at[k] = x[i];
			share[k++] = (double)(n - i) / (double)n;
		}
	return k;
}

/* Every point that is a step of 1/spots away from the one before, in either direction of
 * a log-log frame; the first and the last always. */
static struct block *thinned(struct figure *f, const double *x, const double *y, uint64_t n, const struct range *r, int spots)
{
	struct block *b = page_block(&f->page, n, 2);
	double *tx = page_column(&f->page, b, 0), *ty = page_column(&f->page, b, 1), px = 0, py = 0;
	double sx = spots / log(r->x2 / r->x1 + 1e-9), sy = spots / log(r->y2 / r->y1 + 1e-9);
	uint64_t k = 0;

	for (uint64_t i = 0; i < n; i++) {
		double dx = (log(x[i]) - px) * sx, dy = (log(y[i]) - py) * sy;

		if (k && i + 1 < n && dx * dx + dy * dy < 1)
			continue;
		tx[k] = x[i];
		ty[k++] = y[i];
		px = log(x[i]);
		py = log(y[i]);
	}
	b->n = k;
	return b;
}

static void range_of(const struct sorted *g, int n, struct range *r)
{
	*r = (struct range){ .x1 = INFINITY, .x2 = -INFINITY, .y1 = 1, .y2 = 1 };
	for (int k = 0; k < n; k++)
		for (uint64_t i = 0; i < g[k].n; i++)
			if (g[k].x[i] > 0) {
				r->x1 = fmin(r->x1, g[k].x[i]);
				r->x2 = fmax(r->x2, g[k].x[g[k].n - 1]);
				r->y1 = fmin(r->y1, 1 / (double)g[k].n);
				r->ok = true;
				break;
			}
}

static struct tail make_tail(struct figure *f, const struct sorted *g, int facet, int series, const struct range *r)
{
	struct tail t = { .facet = facet, .series = series, .n = g->n };
	double *x = NEW(f->arena, g->n, double), *y = NEW(f->arena, g->n, double), sum = 0;
	uint64_t n = shares(g->x, g->n, x, y);

	for (uint64_t i = 0; i < g->n; i++) {
		sum += g->x[i];
		t.zeros += g->x[i] <= 0;
	}
	t.mean = sum / (double)g->n;
	t.line = thinned(f, x, y, n, r, LINE_SPOTS);
	t.marks = thinned(f, x, y, n, r, (int)(f->page.width / f->page.scale / f->page.ncol * CM * 0.8 / 2.2));
	return t;
}

static const char *size_of_group(struct figure *f, const struct tail *t)
{
	const char *s = arena_print(f->arena, "n = %s, mean %s", text_count(f->arena, t->n), text_rounded(f->arena, t->mean, 3));

	return t->zeros ? arena_print(f->arena, "%s; %s at 0", s, text_count(f->arena, t->zeros)) : s;
}

static void draw_tail(struct figure *f, const struct tail *t, bool named)
{
	struct panel *q = &f->page.panel[t->facet];
	struct layer *l = page_layer(&f->page, q, DRAW_LINE, t->line, 0, 1, 0, 0), *m;

	l->colour = figure_hue(f, t->series);
	l->width = 0.8;
	m = page_layer(&f->page, q, DRAW_POINT, t->marks, 0, 1, 0, 0);
	m->colour = l->colour;
	m->shape = figure_shape(t->series);
	m->size = t->marks->n > 60 ? 3 : m->shape == DISC ? 4 : 3.4;
	m->letter = figure_letter(f, t->series);
	if (f->by && named)
		page_label(&f->page, q, l, f->series[t->series], size_of_group(f, t), figure_hue_text(f, t->series));
	else if (f->by)
		return;
	else if (f->facet_of)
		q->note = size_of_group(f, t);
	else
		page_label(&f->page, q, l, size_of_group(f, t), NULL, MUTE)->size = 6;
}

int figure_ccdf(struct figure *f, struct err *e)
{
	const char *name;
	struct sorted *g;
	struct range r;
	const double *x;
	int col, n, want;

	TRY(figure_split(f, f->wish->by, e));
	TRY(figure_column(f, f->wish->x, "degree,strength,weight,value,x", &col, e));
	if (col < 0)
		return fail(e, E_USAGE, "%s: the distribution of which column? name it with -x", f->table->file);
	name = f->table->col[col].name;
	TRY(figure_reals(f, col, &x, e));
	figure_panels(f);
	n = f->nfacet * f->nseries;
	g = sorted_groups(f, x, NULL);
	range_of(g, n, &r);
	if (!r.ok)
		return fail(e, E_DATA, "%s: column '%s' has no positive number: there is nothing to draw", f->table->file, name);
	f->page.x.log = f->page.y.log = true;
	f->page.y.look = AXIS_SHARE;
	want = f->page.ncol > 2 ? 3 : f->page.ncol > 1 ? 4 : 5;
	axis_fit(f->arena, &f->page.x, r.x1, r.x2, FIT_TIGHT, want);
	axis_fit(f->arena, &f->page.y, r.y1, 1, 0, 4);
	f->page.x.title = figure_title(f, f->wish->xlabel, name);
	f->page.y.title = figure_title(f, f->wish->ylabel, "Share with at least this value");
	for (int s = 0; s < f->nseries; s++)
		for (int i = 0, seen = 0; i < f->nfacet; i++)
			if (g[i * f->nseries + s].n) {
				struct tail t = make_tail(f, &g[i * f->nseries + s], i, s, &r);

				draw_tail(f, &t, !seen++ && !(f->nseries > HUES && s >= HUES - 1));
			}
	return figure_references(f, true, e);
}
