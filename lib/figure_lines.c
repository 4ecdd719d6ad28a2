/* lines: y over x, one curve a series, its name beside it. */
#include "figure_curve.h"

#include <math.h>
#include <string.h>

static const char *line_title(const char *column, bool percolation, bool x)
{
	if (percolation && x && !strcmp(column, "share"))
		return "Ties removed";
	if (percolation && !x && !strcmp(column, "giant"))
		return "People in the largest component";
	return column;
}

/* What stands for chance is grey, and takes no colour from the others. */
static bool is_random(const struct figure *f, const struct curve *c, const struct table *t, const char *by)
{
	int col = by ? table_find(t, by) : -1;

	for (uint64_t r = 0; col >= 0 && r < t->nrow; r++)
		if (f->series_of[r] == (uint32_t)c->series)
			return cell_is(table_cell(t, r, col), "random");
	return false;
}

static int draw_lines(struct figure *f, const struct curve *c, int n)
{
	int *hue = NEW(f->arena, (size_t)f->nseries + 1, int), next = 0;

	for (int k = 0; k < n; k++)             /* 0: not yet, -1: grey, i + 1: colour i */
		if (!hue[c[k].series])
			hue[c[k].series] = is_random(f, &c[k], f->table, f->by) ? -1 : ++next;
	for (int grey = 1; grey >= 0; grey--)   /* chance lies below */
		for (int k = 0; k < n; k++) {
			int h = hue[c[k].series];
			const char *colour = h < 0 ? MUTE : figure_hue(f, h - 1), *name = f->series[c[k].series];
			struct layer *l;

			if ((h < 0) != grey)
				continue;
			l = draw_curve(f, &c[k], colour, h < 0 ? 0.9 : 1.5, figure_letter(f, c[k].series));
			if (l && f->by && named_here(c, k) && !(f->nseries > HUES && h >= HUES))
				page_label(&f->page, &f->page.panel[c[k].facet], l, name, NULL, h < 0 ? MUTE : figure_hue_text(f, h - 1));
		}
	return next;
}

int figure_lines(struct figure *f, struct err *e)
{
	struct range r = { .y_low = INFINITY };
	struct curve_from from;
	struct source s;
	struct curve *c;
	const char *by = f->wish->by;
	bool percolation = table_find(f->table, "order") >= 0 && table_find(f->table, "share") >= 0;
	uint64_t thin, replicates = 0;
	int n;

	if (!by && percolation && !(f->wish->facet && !strcmp(f->wish->facet, "order")))
		by = "order";
	TRY(figure_split(f, by, e));
	TRY(source_find(f, f->table, "share,time,x,removed", "giant,y,mean,value,estimate", &s, e));
	if (s.y < 0)
		return fail(e, E_USAGE, "%s: which column is y? name it with -y", f->table->file);
	TRY(source_check(f, &s, e));
	figure_panels(f);
	from = source_curves(&s, REPLICATES_ALL, 0.9);
	from.facet_of = f->facet_of;
	from.series_of = f->series_of;
	if (s.statistic && strcmp(s.statistic, "mean") && strcmp(s.statistic, "y") && !f->wish->y)
		from.lo = from.hi = -1;
	TRY(curves_read(f, &from, &c, &n, &thin, e));
	curves_range(c, n, &r);
	TRY(source_axes(f, &s, r, FIT_ROOM, e));
	f->page.x.title = figure_title(f, f->wish->xlabel, line_title(f->table->col[s.x].name, percolation, true));
	f->page.y.title = figure_title(f, f->wish->ylabel, line_title(s.statistic, percolation, false));
	draw_lines(f, c, n);
	for (int k = 0; k < n; k++)
		replicates = c[k].has_band && c[k].replicates > replicates ? c[k].replicates : replicates;
	if (replicates > 1)
		page_label(&f->page, &f->page.panel[0], NULL, arena_print(f->arena, "bands: 90 %% of %s replicates",
		           text_count(f->arena, replicates)), NULL, MUTE)->size = 6;
	return figure_references(f, false, e);
}
