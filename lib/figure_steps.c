/* steps: curves that stay until the next row, such as the share that something has
 * happened to by a time. */
#include "figure_curve.h"

#include <math.h>
#include <string.h>

enum { FEW_AT_RISK = 40 };

/* A curve ends where fewer than 40, or a tenth of those at its start, are still at risk:
 * after that a step says more about one case than about the group. */
static int leave_out_tails(struct figure *f, struct source *s, struct err *e)
{
	const double *risk;
	double *most;
	bool *skip;
	uint64_t left = 0;
	int n = f->nfacet * f->nseries;

	if (s->at_risk < 0)
		return OK;
	TRY(figure_reals(f, s->at_risk, &risk, e));
	most = NEW(f->arena, (size_t)n, double);
	skip = NEW(f->arena, f->table->nrow, bool);
	for (int pass = 0; pass < 2; pass++)
		for (uint64_t r = 0; r < f->table->nrow; r++) {
			int k = (f->facet_of ? (int)f->facet_of[r] : 0) * f->nseries + (f->series_of ? (int)f->series_of[r] : 0);

			if (pass == 0) {
				most[k] = fmax(most[k], risk[r]);
				continue;
			}
			skip[r] = (s->skip && s->skip[r]) || risk[r] < fmin(FEW_AT_RISK, most[k] / 10);
			left += skip[r];
		}
	if (left)
		note(f->run, "%llu %s, where fewer than %d or a tenth are at risk, %s left out", (unsigned long long)left,
		     left == 1 ? "row" : "rows", FEW_AT_RISK, left == 1 ? "is" : "are");
	s->skip = skip;
	if (s->n < 0)
		s->n = s->at_risk;
	return OK;
}

/* Each x twice: the band is as level as the line. */
static struct block *stepped(struct figure *f, const struct curve *c)
{
	struct block *b = page_block(&f->page, c->n ? 2 * c->n - 1 : 0, 3);
	double *x = page_column(&f->page, b, 0), *lo = page_column(&f->page, b, 1), *hi = page_column(&f->page, b, 2);

	for (uint64_t i = 0; i < b->n; i++) {
		x[i] = c->x[(i + 1) / 2];
		lo[i] = c->lo[i / 2];
		hi[i] = c->hi[i / 2];
	}
	return b;
}

static void draw_steps(struct figure *f, const struct curve *c, int n)
{
	for (int k = 0; k < n; k++)
		if (c[k].has_band) {
			struct layer *l = page_layer(&f->page, &f->page.panel[c[k].facet], DRAW_BAND, stepped(f, &c[k]), 0, 1, 2, 0);

			l->colour = figure_hue(f, c[k].series);
			l->clear = 0.75;
			l->letter = '\'';
		}
	for (int k = 0; k < n; k++) {
		struct panel *q = &f->page.panel[c[k].facet];
		struct layer *l = page_layer(&f->page, q, DRAW_STEPS, c[k].block, 0, 1, 0, 0);
		const char *count = isnan(c[k].count_hi) ? NULL : arena_print(f->arena, "n = %s", text_count(f->arena, (uint64_t)c[k].count_hi));

		l->colour = figure_hue(f, c[k].series);
		l->letter = figure_letter(f, c[k].series);
		if (f->by && named_here(c, k) && !(f->nseries > HUES && c[k].series >= HUES - 1))
			page_label(&f->page, q, l, f->series[c[k].series], count, figure_hue_text(f, c[k].series));
		else if (!f->by && f->facet_of)
			q->note = count;
		else if (!f->by && count)
			page_label(&f->page, q, NULL, count, NULL, MUTE)->size = 6;
	}
}

int figure_steps(struct figure *f, struct err *e)
{
	struct range r = { .y_low = INFINITY };
	struct curve_from from;
	struct source s;
	struct curve *c;
	uint64_t thin;
	int n;

	TRY(figure_split(f, f->wish->by, e));
	TRY(source_find(f, f->table, "time,x,share", "estimate,y,value,mean,giant", &s, e));
	if (s.y < 0)
		return fail(e, E_USAGE, "%s: which column is y? name it with -y", f->table->file);
	TRY(source_check(f, &s, e));
	TRY(leave_out_tails(f, &s, e));
	figure_panels(f);
	from = source_curves(&s, REPLICATES_ALL, 0.9);
	from.facet_of = f->facet_of;
	from.series_of = f->series_of;
	TRY(curves_read(f, &from, &c, &n, &thin, e));
	curves_range(c, n, &r);
	TRY(source_axes(f, &s, r, 0, e));
	f->page.x.title = figure_title(f, f->wish->xlabel, f->table->col[s.x].name);
	f->page.y.title = figure_title(f, f->wish->ylabel, s.statistic);
	draw_steps(f, c, n);
	return figure_references(f, false, e);
}
