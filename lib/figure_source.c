/* Which columns a curve is made of, the axes it lies in, and how it is drawn. */
#include "figure_curve.h"

#include <math.h>
#include <string.h>

enum { DENSE = 26 };            /* more points than this have no marks */

/* --- what a table of `bin` holds ------------------------------------------------------------ */

/* Column `y` of words tells which column each row summarises: keep one of them. */
static int choose_summary(struct figure *f, struct source *s, int col, const char *asked, struct err *e)
{
	uint32_t *code;
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
		return fail(e, E_USAGE, "%s: -y %s is neither a column nor a value of column 'y'%s", s->table->file, asked,
		            figure_such_as(f, value, n));
	if (keep < 0)
		return n == 0 ? OK : fail(e, E_USAGE, "%s: column 'y' names %d summarised columns%s: choose one with -y",
		            s->table->file, n, figure_such_as(f, value, n));
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

int source_find(struct figure *f, const struct table *t, const char *xs, const char *ys, struct source *s, struct err *e)
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

struct curve_from source_curves(const struct source *s, int replicates, double level)
{
	return (struct curve_from){ .table = s->table, .skip = s->skip, .x = s->x, .x_lo = s->x_lo, .x_hi = s->x_hi, .y = s->y,
		.lo = s->lo, .hi = s->hi, .n = s->n, .replicate = s->replicate, .replicates = replicates, .level = level };
}

int source_check(struct figure *f, const struct source *s, struct err *e)
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

int source_axes(struct figure *f, const struct source *s, struct range r, unsigned how, struct err *e)
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
struct layer *draw_curve(struct figure *f, const struct curve *c, const char *hue, double width, char letter)
{
	struct panel *q = &f->page.panel[c->facet];
	struct layer *l = NULL, *band = NULL;
	bool marks = c->n < DENSE && c->replicates < 2;

	if (c->has_band) {
		l = band = page_layer(&f->page, q, DRAW_BAND, c->block, 0, 2, 3, 0);
		l->colour = hue;
		l->clear = strcmp(hue, MUTE) ? 0.78 : 0.75;
		l->letter = '\'';
	}
	if (!c->has_y)
		return band;
	l = page_layer(&f->page, q, DRAW_LINE, c->block, 0, 1, 0, 0);
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
bool named_here(const struct curve *c, int k)
{
	for (int i = 0; i < k; i++)
		if (c[i].series == c[k].series)
			return false;
	return true;
}
