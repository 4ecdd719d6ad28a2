/* bands: a line with its confidence band, against nulls. */
#include "figure_curve.h"

#include <math.h>
#include <string.h>

enum { MOST_NULLS = 6 };

/* --- nulls ------------------------------------------------------------------------------------------ */

struct null_band { struct curve *curve; int n; const char *name; uint64_t replicates; };

/* Rows of another table belong to the facet of the same name; a table without that column
 * is the null of every facet (its first curve then serves all). */
static int match_facets(struct figure *f, const struct table *t, const uint32_t **of, bool *every, struct err *e)
{
	uint32_t *code;
	struct cell *value;
	uint32_t *to;
	int n, col;

	*of = NULL;
	*every = true;
	if (!f->facet_of || (col = table_find(t, f->wish->facet)) < 0)
		return OK;
	TRY(figure_codes(f, t, col, 10 * PANELS, &code, &value, &n, e));
	to = NEW(f->arena, t->nrow, uint32_t);
	for (uint64_t r = 0; r < t->nrow; r++) {
		const char *name = figure_name(f, value[code[r]]);

		to[r] = NO_CODE;
		for (int i = 0; i < f->nfacet; i++)
			if (!strcmp(f->facet[i], name))
				to[r] = (uint32_t)i;
	}
	*of = to;
	*every = false;
	return OK;
}

/* Replicate 0 of a table is the observed network, where it stands in the table at all. */
static int read_null(struct figure *f, const struct table *t, int i, struct null_band *b, bool *every, struct err *e)
{
	struct source s;
	struct curve_from from;
	uint64_t thin;

	TRY(source_find(f, t, "x", "mean,y,value", &s, e));
	from = source_curves(&s, s.replicate >= 0 ? REPLICATES_OTHERS : REPLICATES_ALL, 0.95);
	TRY(match_facets(f, t, &from.facet_of, every, e));
	TRY(curves_read(f, &from, &b->curve, &b->n, &thin, e));
	if (thin)
		note(f->run, "%s: %llu %s that fewer than half of the replicates have %s left out", t->file,
		     (unsigned long long)thin, thin == 1 ? "bin" : "bins", thin == 1 ? "is" : "are");
	for (int k = 0; k < b->n; k++)
		if (b->curve[k].replicates > b->replicates)
			b->replicates = b->curve[k].replicates;
	for (int k = 0; k < b->n && !b->curve[k].has_band; k++)
		if (k == b->n - 1)
			return fail(e, E_DATA, "%s: a null needs two replicates at least, or the columns x lo hi", t->file);
	b->name = i < f->wish->null_name.n ? text_clean(f->arena, cell_of(f->wish->null_name.item[i])) : "null";
	return OK;
}

static const char *null_words(struct figure *f, const struct null_band *b)
{
	if (b->replicates > 1)
		return arena_print(f->arena, "%s, 95 %% of %s", b->name, text_count(f->arena, b->replicates));
	return b->name;
}

/* The two borders of a band; they lie under the curves. */
static struct layer *draw_edges(struct figure *f, struct panel *q, const struct block *b, const char *colour, double width,
                                const char *dash, char letter)
{
	struct layer *l = NULL;

	for (int edge = 2; edge <= 3; edge++) {
		l = page_layer(&f->page, q, DRAW_LINE, b, 0, edge, 0, 0);
		l->colour = colour;
		l->width = width;
		l->dash = dash;
		l->letter = letter;
		l->below = true;
		l->open = !letter;              /* of a filled area, which is in the way already */
	}
	return l;
}

/* The first null is a grey area, the others are outlines with dashes of their own. */
static void draw_null(struct figure *f, const struct null_band *b, int i, bool every)
{
	static const char *const dash[] = { "(10,6)", "(2,5)", "(16,5,3,5)", "(20,6)", "(5,4)" };
	static const char *const grey[] = { AXIS, MUTE, TEXT, AXIS, MUTE };
	const struct layer **in = NEW(f->arena, (size_t)f->page.npanel, const struct layer *);
	struct label *name = NULL;

	for (int k = 0; k < b->n; k++)
		for (int q = every ? 0 : b->curve[k].facet; q <= (every ? f->page.npanel - 1 : b->curve[k].facet); q++) {
			struct panel *panel = &f->page.panel[q];
			struct layer *l;

			if (i == 0) {
				l = page_layer(&f->page, panel, DRAW_BAND, b->curve[k].block, 0, 2, 3, 0);
				l->colour = FILL;
				l->letter = '-';
				l->below = true;
				draw_edges(f, panel, b->curve[k].block, SOFT, 0.5, NULL, 0);
			} else {
				l = draw_edges(f, panel, b->curve[k].block, grey[(i - 1) % 5], 0.8, dash[(i - 1) % 5], (char)('0' + i));
			}
			in[q] = l;
			if (!name) {
				name = page_label(&f->page, panel, l, null_words(f, b), NULL, MUTE);
				name->size = 6;
				name->also = in;
			}
		}
}

static int read_nulls(struct figure *f, struct null_band *b, bool *every, int *n, struct err *e)
{
	const struct list *files = &f->wish->null;

	*n = files->n;
	if (files->n > MOST_NULLS)
		return fail(e, E_USAGE, "--null may be given %d times at most", MOST_NULLS);
	for (int i = 0; i < files->n; i++) {
		struct table *t = NEW(f->arena, 1, struct table);

		TRY(table_read(f->arena, files->item[i], &f->run->how, t, e));
		TRY(read_null(f, t, i, &b[i], &every[i], e));
	}
	return OK;
}

/* --- bands -------------------------------------------------------------------------------------------- */

static void count_note(struct figure *f, const struct curve *c, int n, const char *what)
{
	double lo = NAN, hi = NAN, sum[PANELS] = { 0 }, each[PANELS] = { 0 };
	bool alike[PANELS];
	uint64_t bins = 0;
	int series[PANELS] = { 0 };

	for (int i = 0; i < n; i++) {
		lo = fmin(lo, c[i].count_lo);
		hi = fmax(hi, c[i].count_hi);
		bins = c[i].n > bins ? c[i].n : bins;
		if (isnan(c[i].count))
			continue;
		alike[c[i].facet] = !series[c[i].facet]++ || (alike[c[i].facet] && c[i].count == each[c[i].facet]);
		each[c[i].facet] = c[i].count;
		sum[c[i].facet] += c[i].count;
	}
	if (isnan(lo))
		return;
	for (int i = 0; f->facet_of && i < f->nfacet; i++)
		f->page.panel[i].note = series[i] > 1 && alike[i] ?     /* the same people, or groups of one size */
		                        arena_print(f->arena, "n = %s each", text_count(f->arena, (uint64_t)each[i])) :
		                        arena_print(f->arena, "n = %s", text_count(f->arena, (uint64_t)sum[i]));
	page_label(&f->page, &f->page.panel[0], NULL, lo == hi ?
	           arena_print(f->arena, "%s%s bins of %s", what, text_count(f->arena, bins), text_count(f->arena, (uint64_t)lo)) :
	           arena_print(f->arena, "%s%s bins of %s to %s", what, text_count(f->arena, bins), text_count(f->arena, (uint64_t)lo),
	                       text_count(f->arena, (uint64_t)hi)), NULL, MUTE)->size = 6;
}

static const char *band_title(struct figure *f, const struct source *s)
{
	if (!s->summarised)
		return s->statistic;
	if (s->statistic && (!strcmp(s->statistic, "mean") || !strcmp(s->statistic, "median")))
		return arena_print(f->arena, "%s %s", strcmp(s->statistic, "mean") ? "Median" : "Mean", s->summarised);
	return s->summarised;
}

/* The layers of the series of curve k, by panel. */
static const struct layer **everywhere(struct figure *f, const struct curve *c, int n, struct layer **layer, int k)
{
	const struct layer **in = NEW(f->arena, (size_t)f->page.npanel, const struct layer *);

	for (int i = 0; i < n; i++)
		if (c[i].series == c[k].series)
			in[c[i].facet] = layer[i];
	return in;
}

static void name_bands(struct figure *f, const char *what, const struct curve *c, int n, struct layer **layer, int nulls)
{
	bool bands = false;

	for (int k = 0; k < n; k++)
		bands |= c[k].has_band;
	for (int k = 0; k < n; k++) {
		const char *name = f->series[c[k].series];
		struct panel *q = &f->page.panel[c[k].facet];

		if (!layer[k] || !named_here(c, k) || (f->by && f->nseries > HUES && c[k].series >= HUES - 1))
			continue;
		if (f->by)                      /* with facets the strips have the numbers */
			page_label(&f->page, q, layer[k], name, isnan(c[k].count) || f->facet_of ? NULL :
			           arena_print(f->arena, "n = %s", text_count(f->arena, (uint64_t)c[k].count)), figure_hue_text(f, c[k].series));
		else if (nulls || bands)
			page_label(&f->page, q, layer[k], !nulls ? what : !bands ? "observed" : arena_print(f->arena, "observed, %s", what), NULL, BLUE);
		else
			continue;
		q->last_label->also = everywhere(f, c, n, layer, k);
	}
	count_note(f, c, n, f->by && bands ? arena_print(f->arena, "bands: %s; ", what) : "");
}

int figure_bands(struct figure *f, struct err *e)
{
	struct null_band null[MOST_NULLS] = { 0 };
	struct range r = { .y_low = INFINITY };
	struct layer **layer;
	struct curve_from from;
	struct source s;
	struct curve *c;
	bool every[MOST_NULLS], inner = false;
	const char *what;
	uint64_t thin;
	int n, nulls;

	TRY(figure_split(f, f->wish->by, e));
	TRY(source_find(f, f->table, "x", "mean,y,value", &s, e));
	if (s.y < 0 && s.lo < 0)
		return fail(e, E_USAGE, "%s: bands need a column y (mean, y) or lo and hi: name it with -y", f->table->file);
	TRY(source_check(f, &s, e));
	figure_panels(f);
	from = source_curves(&s, s.replicate >= 0 ? REPLICATES_ZERO : REPLICATES_ALL, 0.95);
	from.facet_of = f->facet_of;
	from.series_of = f->series_of;
	TRY(curves_read(f, &from, &c, &n, &thin, e));
	TRY(read_nulls(f, null, every, &nulls, e));
	if (s.replicate >= 0 && nulls < MOST_NULLS) {   /* the table's own replicates are a null, or all there is */
		from.replicates = REPLICATES_OTHERS;
		if (n == 0)
			TRY(curves_read(f, &from, &c, &n, &thin, e));
		else
			inner = read_null(f, f->table, nulls, &null[nulls], &every[nulls], e) == OK && null[nulls].n > 0;
		TRY(e->code);
		nulls += inner;
	}
	curves_range(c, n, &r);
	for (int i = 0; i < nulls; i++)
		curves_range(null[i].curve, null[i].n, &r);
	TRY(source_axes(f, &s, r, 0, e));
	f->page.x.title = figure_title(f, f->wish->xlabel, f->table->col[s.x].name);
	f->page.y.title = figure_title(f, f->wish->ylabel, band_title(f, &s));
	layer = NEW(f->arena, (size_t)n, struct layer *);
	for (int i = 0; i < nulls; i++)
		draw_null(f, &null[i], i, every[i]);
	for (int k = 0; k < n; k++)
		layer[k] = draw_curve(f, &c[k], figure_hue(f, c[k].series), 1.5, figure_letter(f, c[k].series));
	TRY(figure_interval(f, &what, e));
	name_bands(f, s.statistic && !strcmp(s.statistic, "median") ? "middle half" : what, c, n, layer, nulls);
	return figure_references(f, false, e);
}
