/* lines, bands and steps: y over x, one curve a series. */
#include "figure_curve.h"

#include "number.h"

#include <math.h>
#include <string.h>

enum { MOST_NULLS = 6, DENSE = 26, FEW_AT_RISK = 40 };

/* --- what a table of `bin` holds ------------------------------------------------------------ */

struct source {
	const struct table *table;
	int x, x_lo, x_hi, y, lo, hi, n, replicate, at_risk;
	const char *summarised;         /* the value of column y that was chosen, or NULL */
	const char *statistic;          /* "mean", "median" ... : the column that is drawn */
	const bool *skip;
};

/* Column `y` of words tells which column each row summarises: keep one of them. */
static int choose_summary(struct figure *f, struct source *s, int col, const char *asked, struct err *e)
{
	const uint32_t *code;
	struct cell *value;
	bool *skip;
	int n, keep = -1;

	TRY(figure_codes(f, s->table, col, 1000, &code, &value, &n, e));
	for (int i = 0; i < n && asked; i++)
		if (cell_is(value[i], asked))
			keep = i;
	if (n == 1 && !asked)
		keep = 0;
	if (keep < 0 && asked && n)
		return fail(e, E_USAGE, "%s: -y %s is neither a column nor a value of column 'y' (such as '%.*s')",
		            s->table->file, asked, (int)value[0].len, value[0].at);
	if (keep < 0)
		return n == 0 ? OK : fail(e, E_USAGE, "%s: column 'y' names %d summarised columns ('%.*s', '%.*s' ...): "
		            "choose one with -y", s->table->file, n, (int)value[0].len, value[0].at, (int)value[1].len, value[1].at);
	skip = NEW(f->arena, s->table->nrow, bool);
	for (uint64_t r = 0; r < s->table->nrow; r++)
		skip[r] = code[r] != (uint32_t)keep;
	s->skip = skip;
	s->summarised = figure_name(f, value[keep]);
	return OK;
}

static int find_y(struct figure *f, struct source *s, const char *usual, struct err *e)
{
	const struct table *t = s->table;
	const char *asked = f->wish->y;
	int words = table_find(t, "y");

	if (words >= 0 && (figure_is_numeric(t, words) || table_find(t, "mean") < 0))
		words = -1;
	s->y = asked ? table_find(t, asked) : -1;
	if (s->y >= 0 && s->y != words) {
		if (words >= 0)
			TRY(choose_summary(f, s, words, NULL, e));
	} else if (words >= 0) {
		TRY(choose_summary(f, s, words, asked, e));
		s->y = table_find(t, "mean");
	} else if (asked) {
		return table_need(t, asked, &s->y, e);
	} else {
		char *list = arena_copy(f->arena, usual, strlen(usual)), *next;

		for (char *word = strtok_r(list, ",", &next); word && s->y < 0; word = strtok_r(NULL, ",", &next))
			s->y = table_find(t, word);
	}
	s->statistic = s->y >= 0 ? t->col[s->y].name : NULL;
	return OK;
}

/* The interval of what is drawn: lo and hi; the middle half of a median. */
static void find_interval(struct source *s)
{
	bool median = s->statistic && !strcmp(s->statistic, "median") && table_find(s->table, "q1") >= 0;

	s->lo = table_find(s->table, median ? "q1" : "lo");
	s->hi = table_find(s->table, median ? "q3" : "hi");
	if (s->lo < 0 || s->hi < 0)
		s->lo = s->hi = -1;
}

static int find_source(struct figure *f, const struct table *t, const char *xs, const char *ys, struct source *s, struct err *e)
{
	char *list = arena_copy(f->arena, xs, strlen(xs)), *next;

	*s = (struct source){ .table = t, .x = -1 };
	if (f->wish->x)
		TRY(table_need(t, f->wish->x, &s->x, e));
	for (char *word = strtok_r(list, ",", &next); word && s->x < 0; word = strtok_r(NULL, ",", &next))
		s->x = table_find(t, word);
	TRY(find_y(f, s, ys, e));
	if (s->x < 0)
		return fail(e, E_USAGE, "%s: which column is x? name it with -x", t->file);
	if (!strcmp(t->col[s->x].name, "x")) {
		s->x_lo = table_find(t, "x_lo");
		s->x_hi = table_find(t, "x_hi");
	} else {
		s->x_lo = s->x_hi = -1;
	}
	find_interval(s);
	s->n = table_find(t, "n");
	s->replicate = table_find(t, "replicate");
	s->at_risk = table_find(t, "at_risk,risk,n_risk");
	return OK;
}

static struct curve_from from_source(const struct source *s, int replicates, double level)
{
	return (struct curve_from){ .table = s->table, .skip = s->skip, .x = s->x, .x_lo = s->x_lo, .x_hi = s->x_hi, .y = s->y,
		.lo = s->lo, .hi = s->hi, .n = s->n, .replicate = s->replicate, .replicates = replicates, .level = level };
}

static int check_log(struct figure *f, const struct source *s, struct err *e)
{
	const double *v;

	if (f->wish->logx) {
		TRY(figure_reals(f, s->x, &v, e));
		TRY(figure_positive(f, s->x, v, "--logx", e));
	}
	if (f->wish->logy && s->y >= 0) {
		TRY(figure_reals(f, s->y, &v, e));
		TRY(figure_positive(f, s->y, v, "--logy", e));
	}
	return OK;
}

/* --- axes --------------------------------------------------------------------------------------- */

static bool is_share(const char *name, double lo, double hi)
{
	return name && (!strcmp(name, "share") || !strcmp(name, "giant")) && lo >= 0 && hi <= 1;
}

static int fit_axes(struct figure *f, const struct source *s, struct range r, unsigned how, struct err *e)
{
	struct page *p = &f->page;
	const char *xname = s->table->col[s->x].name;
	int want = p->ncol > 2 ? 3 : p->ncol > 1 ? 4 : 5;

	if (!r.ok)
		return fail(e, E_DATA, "%s: no row has both x ('%s') and y as numbers: there is nothing to draw",
		            s->table->file, xname);
	figure_reference_range(f, &r.y1, &r.y2);
	p->x.log = f->wish->logx;
	p->y.log = f->wish->logy;
	if (is_share(xname, r.x1, r.x2))
		p->x.look = AXIS_SHARE;
	if (is_share(s->statistic, r.y1, r.y2))
		p->y.look = AXIS_SHARE;
	if (p->y.log && r.y1 <= 0)
		r.y1 = r.y_low;                 /* an interval that reaches zero is cut by the frame */
	p->x.years = r.x1 >= 1500 && r.x2 <= 2200;
	axis_fit(f->arena, &p->x, r.x1, r.x2, FIT_TIGHT, want);
	axis_fit(f->arena, &p->y, r.y1, r.y2, how, p->nrow > 1 ? 3 : 4);
	return OK;
}

/* --- drawing -------------------------------------------------------------------------------------- */

/* A line, its band, and marks where there are few of them. */
static struct layer *draw_curve(struct figure *f, const struct curve *c, const char *hue, double width, enum drawn as, char letter)
{
	struct panel *q = &f->page.panel[c->facet];
	struct layer *l = NULL, *band = NULL;
	bool marks = as == DRAW_LINE && c->n < DENSE && c->replicates < 2;

	if (c->has_band) {
		l = band = page_layer(&f->page, q, DRAW_BAND, c->block, 0, 2, 3, 0);
		l->colour = hue;
		l->clear = strcmp(hue, MUTE) ? 0.78 : 0.75;
		l->letter = '\'';
	}
	if (!c->has_y)
		return band;
	l = page_layer(&f->page, q, as, c->block, 0, 1, 0, 0);
	l->colour = hue;
	l->width = width;
	l->letter = letter;
	if (marks) {
		struct layer *m = page_layer(&f->page, q, DRAW_POINT, c->block, 0, 1, 0, 0);

		m->colour = hue;
		m->size = c->series == 0 ? 3.4 : 3.2;
		m->shape = figure_shape(c->series);
	}
	return l;
}

/* Is this the first panel in which the series is seen?  There it has its name. */
static bool named_here(const struct curve *c, int k)
{
	for (int i = 0; i < k; i++)
		if (c[i].series == c[k].series)
			return false;
	return true;
}

static void count_note(struct figure *f, const struct curve *c, int n, const char *what)
{
	double lo = NAN, hi = NAN, sum[PANELS] = { 0 };
	uint64_t bins = 0;

	for (int i = 0; i < n; i++) {
		lo = fmin(lo, c[i].count_lo);
		hi = fmax(hi, c[i].count_hi);
		bins = c[i].n > bins ? c[i].n : bins;
		sum[c[i].facet] += isnan(c[i].count) ? 0 : c[i].count;
	}
	if (isnan(lo))
		return;
	for (int i = 0; f->facet_of && i < f->nfacet; i++)
		f->page.panel[i].note = arena_print(f->arena, "n = %s", text_count(f->arena, (uint64_t)sum[i]));
	page_label(&f->page, &f->page.panel[0], NULL, lo == hi ?
	           arena_print(f->arena, "%s%s bins of %s", what, text_count(f->arena, bins), text_count(f->arena, (uint64_t)lo)) :
	           arena_print(f->arena, "%s%s bins of %s to %s", what, text_count(f->arena, bins), text_count(f->arena, (uint64_t)lo),
	                       text_count(f->arena, (uint64_t)hi)), NULL, MUTE)->size = 6;
}

/* --- nulls ------------------------------------------------------------------------------------------ */

struct null_band { struct curve *curve; int n; const char *name; uint64_t replicates; };

/* Rows of another table belong to the facet of the same name; a table without that column
 * is the null of every facet (its first curve then serves all). */
static int match_facets(struct figure *f, const struct table *t, const uint32_t **of, bool *every, struct err *e)
{
	const uint32_t *code;
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

	TRY(find_source(f, t, "x", "mean,y,value", &s, e));
	from = from_source(&s, s.replicate >= 0 ? REPLICATES_OTHERS : REPLICATES_ALL, 0.95);
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
	return arena_print(f->arena, "%s, 95 %%", b->name);
}

/* The first null is a grey area, the others are outlines with dashes of their own. */
static void draw_null(struct figure *f, const struct null_band *b, int i, bool every)
{
	static const char *const dash[] = { "(10,6)", "(2,5)", "(16,5,3,5)", "(20,6)", "(5,4)" };
	static const char *const grey[] = { AXIS, MUTE, TEXT, AXIS, MUTE };
	bool named = false;

	for (int k = 0; k < b->n; k++)
		for (int q = every ? 0 : b->curve[k].facet; q <= (every ? f->page.npanel - 1 : b->curve[k].facet); q++) {
			struct panel *panel = &f->page.panel[q];
			struct layer *l;

			if (i == 0) {
				l = page_layer(&f->page, panel, DRAW_BAND, b->curve[k].block, 0, 2, 3, 0);
				l->colour = FILL;
				l->letter = '-';
				l->below = true;
			} else {
				for (int edge = 2; edge <= 3; edge++) {
					l = page_layer(&f->page, panel, DRAW_LINE, b->curve[k].block, 0, edge, 0, 0);
					l->colour = grey[(i - 1) % 5];
					l->width = 0.8;
					l->dash = dash[(i - 1) % 5];
					l->letter = (char)('0' + i);
				}
			}
			if (!named) {
				page_label(&f->page, panel, l, null_words(f, b), NULL, MUTE)->size = 6;
				named = true;
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

static const char *band_title(struct figure *f, const struct source *s)
{
	if (!s->summarised)
		return s->statistic;
	if (s->statistic && (!strcmp(s->statistic, "mean") || !strcmp(s->statistic, "median")))
		return arena_print(f->arena, "%s %s", strcmp(s->statistic, "mean") ? "Median" : "Mean", s->summarised);
	return s->summarised;
}

static void name_bands(struct figure *f, const struct source *s, const struct curve *c, int n, struct layer **layer, int nulls)
{
	bool median = s->statistic && !strcmp(s->statistic, "median"), bands = false;
	const char *what = median ? "middle half" : "95 % interval";

	for (int k = 0; k < n; k++)
		bands |= c[k].has_band;
	for (int k = 0; k < n; k++) {
		const char *name = f->series[c[k].series];

		if (!layer[k] || !named_here(c, k) || (f->by && f->nseries > HUES && c[k].series >= HUES - 1))
			continue;
		if (f->by)
			page_label(&f->page, &f->page.panel[c[k].facet], layer[k], name, isnan(c[k].count) ? NULL :
			           arena_print(f->arena, "n = %s", text_count(f->arena, (uint64_t)c[k].count)), figure_hue_text(f, c[k].series));
		else if (nulls || bands)
			page_label(&f->page, &f->page.panel[c[k].facet], layer[k], !nulls ? what : !bands ? "observed" :
			           arena_print(f->arena, "observed, %s", what), NULL, BLUE);
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
	uint64_t thin;
	int n, nulls;

	TRY(figure_split(f, f->wish->by, e));
	TRY(find_source(f, f->table, "x", "mean,y,value", &s, e));
	if (s.y < 0 && s.lo < 0)
		return fail(e, E_USAGE, "%s: bands need a column y (mean, y) or lo and hi: name it with -y", f->table->file);
	TRY(check_log(f, &s, e));
	figure_panels(f);
	from = from_source(&s, s.replicate >= 0 ? REPLICATES_ZERO : REPLICATES_ALL, 0.95);
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
	TRY(fit_axes(f, &s, r, 0, e));
	f->page.x.title = figure_title(f, f->wish->xlabel, f->table->col[s.x].name);
	f->page.y.title = figure_title(f, f->wish->ylabel, band_title(f, &s));
	layer = NEW(f->arena, (size_t)n, struct layer *);
	for (int i = 0; i < nulls; i++)
		draw_null(f, &null[i], i, every[i]);
	for (int k = 0; k < n; k++)
		layer[k] = draw_curve(f, &c[k], figure_hue(f, c[k].series), 1.5, DRAW_LINE, f->by ? f->series[c[k].series][0] : 'o');
	name_bands(f, &s, c, n, layer, nulls);
	return figure_references(f, false, e);
}

/* --- lines ---------------------------------------------------------------------------------------------- */

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

static int draw_lines(struct figure *f, const struct curve *c, int n, enum drawn as)
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
			l = draw_curve(f, &c[k], colour, h < 0 ? 0.9 : 1.5, as, f->by ? name[0] : 'o');
			if (l && f->by && named_here(c, k) && !(f->nseries > HUES && h >= HUES))
				page_label(&f->page, &f->page.panel[c[k].facet], l, name, as == DRAW_STEPS && !isnan(c[k].count_hi) ?
				           arena_print(f->arena, "n = %s", text_count(f->arena, (uint64_t)c[k].count_hi)) : NULL,
				           h < 0 ? MUTE : figure_hue_text(f, h - 1));
		}
	return next;
}

static int curve_figure(struct figure *f, enum drawn as, struct err *e)
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
	TRY(find_source(f, f->table, "share,time,x,removed", "giant,y,mean,value,estimate", &s, e));
	if (s.y < 0)
		return fail(e, E_USAGE, "%s: which column is y? name it with -y", f->table->file);
	TRY(check_log(f, &s, e));
	figure_panels(f);
	from = from_source(&s, REPLICATES_ALL, 0.9);
	from.facet_of = f->facet_of;
	from.series_of = f->series_of;
	if (as == DRAW_LINE && s.statistic && strcmp(s.statistic, "mean") && strcmp(s.statistic, "y") && !f->wish->y)
		from.lo = from.hi = -1;
	TRY(curves_read(f, &from, &c, &n, &thin, e));
	curves_range(c, n, &r);
	TRY(fit_axes(f, &s, r, FIT_ROOM, e));
	f->page.x.title = figure_title(f, f->wish->xlabel, line_title(f->table->col[s.x].name, percolation, true));
	f->page.y.title = figure_title(f, f->wish->ylabel, line_title(s.statistic, percolation, false));
	draw_lines(f, c, n, as);
	for (int k = 0; k < n; k++)
		replicates = c[k].has_band && c[k].replicates > replicates ? c[k].replicates : replicates;
	if (replicates > 1)
		page_label(&f->page, &f->page.panel[0], NULL, arena_print(f->arena, "bands: 90 %% of %s replicates",
		           text_count(f->arena, replicates)), NULL, MUTE)->size = 6;
	return figure_references(f, false, e);
}

int figure_lines(struct figure *f, struct err *e)
{
	return curve_figure(f, DRAW_LINE, e);
}

int figure_steps(struct figure *f, struct err *e)
{
	return curve_figure(f, DRAW_STEPS, e);
}
