/* network: people and their ties. */
#include "figure_network.h"

#include "layout.h"

#include <math.h>
#include <string.h>

enum { TOP = 15, FEW = 20, BOLD = 55 };  /* names; of so few all; in nodes of 5.5 pt, bold */

static const double casing = 0.8;       /* points of white around a node */

/* --- the frame --------------------------------------------------------------------------------- */

/* Where each word of the key stands, in lines that fit; returns how many. */
static int key_lines(const struct network *g, double *x, int *line)
{
	double at = 4;
	int n = 0;

	for (int k = 0; k < g->ngroup && g->group_name; k++) {
		double wide = 8 + text_width(g->group_key[k], 7, false);

		if (k && at + wide > g->width) {
			at = 4;
			n++;
		}
		x[k] = at;
		line[k] = n;
		at += wide + 10;
	}
	return g->group_name ? n + 1 : 0;
}

/* Nodes are as large as there is room for, and hold the names where all of these are short. */
static void choose_size(struct network *g)
{
	double widest = 0, tight = 0.27 * sqrt(g->width * (g->height - g->foot) / g->n);

	for (uint32_t v = 0; v < g->n; v++)
		widest = fmax(widest, text_width(g->name[v], 5.5, true));
	g->disc = fmin(9.7, fmax(2.2, tight));
	g->inside = widest + 2 <= 1.3 * fmin(tight, 9.7) && g->disc > 6;
	if (g->inside)
		g->disc = fmax(g->disc, widest + 2);
	for (int k = 0; k < g->ngroup && g->inside; k++)        /* triangles hold no words */
		if (g->shape[k] == UP || g->shape[k] == DOWN)
			g->shape[k] = g->ngroup <= 3 ? DIAMOND : g->shape[k];
}

/* From the plane into the frame, above the key; then no two touch. */
static void into_frame(struct network *g, double width, double height)
{
	double edge = 0.7 * g->disc + 1, w = g->width - 2 * edge, h = g->height - g->foot - 2 * edge;
	double unit = fmin(w / fmax(width, 0.5), h / fmax(height, 0.5)), *x = g->x, *y = g->y;

	for (uint32_t v = 0; v < g->n; v++) {
		x[v] = (w - unit * width) / 2 + unit * x[v];
		y[v] = (h - unit * height) / 2 + unit * y[v];
	}
	layout_off_ties(g->n, g->m, g->a, g->b, x, y, 0.55 * g->disc + casing, w, h);
	for (int again = 0; again < 12; again++) {
		g->apart = (g->ngroup > 1 ? 1.15 : 1) * g->disc + 2 * casing;
		if (layout_apart(g->n, x, y, g->apart, w, h))
			break;
		g->disc *= 0.85;
		g->inside = false;
	}
	for (uint32_t v = 0; v < g->n; v++) {
		x[v] += edge;
		y[v] += edge + g->foot;
	}
}

static int find_places(struct figure *f, struct network *g, struct err *e)
{
	struct page *p = &f->page;
	const struct panel *q = &p->panel[0];
	bool slide = f->wish->width == WIDTH_SLIDE;
	double width, height, x[NETWORK_GROUPS + 1];
	int line[NETWORK_GROUPS + 1];

	g->x = NEW(f->arena, g->n, double);
	g->y = NEW(f->arena, g->n, double);
	p->room_left = p->screen ? 0 : 0.15;
	page_frames(p);
	g->width = (q->right - q->left) * CM;
	TRY(layout_network(f->arena, g->n, g->m, g->a, g->b, p->width > 10 ? 2.1 : 1.4, g->x, g->y, &width, &height, e));
	g->foot = p->screen ? 0 : 11 * key_lines(g, x, line) + (g->group_name ? 4 : 0);
	if (!slide)
		p->height += fmin(0.95, fmax(0.3, (height + 0.8) / (width + 0.8))) * g->width / CM + g->foot / CM - (q->top - q->bottom);
	page_frames(p);
	g->height = (q->top - q->bottom) * CM;
	choose_size(g);
	into_frame(g, width, height);
	return OK;
}

/* --- lines ------------------------------------------------------------------------------------------ */

static bool between(const struct network *g, uint64_t k)
{
	uint32_t a = g->group[g->a[k]], b = g->group[g->b[k]];

	return a != b && a != g->unknown && b != g->unknown;
}

/* Seven widths; by the logarithm where the largest weight is more than 16 times the smallest. */
static void classes(const struct network *g, int *class, double *least, double *most)
{
	bool log_;

	*least = INFINITY;
	*most = 0;
	for (uint64_t k = 0; k < g->m && g->weight; k++) {
		*least = fmin(*least, g->weight[k]);
		*most = fmax(*most, g->weight[k]);
	}
	log_ = *most > 16 * *least;
	for (uint64_t k = 0; k < g->m; k++) {
		double place = !g->weight || *most <= *least ? 0.25 : log_ ? log(g->weight[k] / *least) / log(*most / *least) :
		               (g->weight[k] - *least) / (*most - *least);

		class[k] = (int)nearbyint(place * (NETWORK_WIDTHS - 1));
	}
}

static void draw_lines(struct figure *f, const struct network *g, const int *class, int want, bool across)
{
	struct block *b;
	struct layer *l;
	double *x, *y;
	uint64_t n = 0;

	for (uint64_t k = 0; k < g->m; k++)
		n += class[k] == want && between(g, k) == across;
	if (!n)
		return;
	b = page_block(&f->page, 3 * n, 2);
	b->faces = true;
	x = page_column(&f->page, b, 0);
	y = page_column(&f->page, b, 1);
	n = 0;
	for (uint64_t k = 0; k < g->m; k++)
		if (class[k] == want && between(g, k) == across) {
			x[n] = g->x[g->a[k]];
			y[n++] = g->y[g->a[k]];
			x[n] = g->x[g->b[k]];
			y[n++] = g->y[g->b[k]];
			x[n] = y[n] = NAN;
			n++;
		}
	l = page_layer(&f->page, &f->page.panel[0], DRAW_LINE, b, 0, 1, 0, 0);
	l->colour = across ? "#5A5A5A" : SOFT;
	l->width = (0.5 + 1.3 * want / (NETWORK_WIDTHS - 1)) * fmin(1, fmax(0.5, sqrt(400.0 / (double)g->m)));   /* many are thinner */
}

/* In characters a line is a row of dots. */
static void draw_dots(struct figure *f, const struct network *g)
{
	enum { STEPS = 12 };
	struct block *b = page_block(&f->page, g->m * STEPS, 2);
	double *x = page_column(&f->page, b, 0), *y = page_column(&f->page, b, 1);
	struct layer *l;

	for (uint64_t k = 0; k < g->m; k++)
		for (int s = 0; s < STEPS; s++) {
			double t = (s + 0.5) / STEPS;

			x[k * STEPS + (uint64_t)s] = (1 - t) * g->x[g->a[k]] + t * g->x[g->b[k]];
			y[k * STEPS + (uint64_t)s] = (1 - t) * g->y[g->a[k]] + t * g->y[g->b[k]];
		}
	l = page_layer(&f->page, &f->page.panel[0], DRAW_POINT, b, 0, 1, 0, 0);
	l->colour = SOFT;
	l->letter = '.';
}

/* --- nodes ------------------------------------------------------------------------------------------- */

/* The people of a group, and in print its mark in the key: always the last row. */
static struct block *marks(struct figure *f, const struct network *g, int group)
{
	uint32_t n = 0;
	double *x, *y, kx[NETWORK_GROUPS + 1];
	int line[NETWORK_GROUPS + 1], lines = key_lines(g, kx, line);
	struct block *b;

	for (uint32_t v = 0; v < g->n; v++)
		n += g->group[v] == (uint32_t)group;
	b = page_block(&f->page, n + 1, 2);
	x = page_column(&f->page, b, 0);
	y = page_column(&f->page, b, 1);
	n = 0;
	for (uint32_t v = 0; v < g->n; v++)
		if (g->group[v] == (uint32_t)group) {
			x[n] = g->x[v];
			y[n++] = g->y[v];
		}
	if (lines && !f->page.screen) {
		x[n] = kx[group];
		y[n++] = 5 + 11 * (lines - 1 - line[group]);
	}
	b->n = n;
	return b;
}

static void draw_nodes(struct figure *f, const struct network *g)
{
	struct panel *q = &f->page.panel[0];
	struct block *b[NETWORK_GROUPS + 1];

	for (int k = 0; k < g->ngroup; k++)
		b[k] = marks(f, g, k);
	for (int pass = 0; pass < 2; pass++)            /* all the white first */
		for (int k = 0; k < g->ngroup; k++) {
			struct layer *l = page_layer(&f->page, q, DRAW_POINT, b[k], 0, 1, 0, 0);

			l->colour = pass ? g->hue[k] : WHITE;
			l->size = g->disc + (pass ? 0 : 2 * casing);
			l->shape = g->shape[k];
			l->letter = !pass ? 0 : !g->group_name ? 'o' : f->page.screen ? g->group_word[k][0] : 'o';
			if (f->page.screen && pass && g->group_name)
				page_label(&f->page, q, l, g->group_word[k], arena_print(f->arena, "n = %s", text_count(f->arena, g->size[k])), INK);
		}
}

/* --- words --------------------------------------------------------------------------------------------- */

static void write_words(struct page *p, void *with)
{
	const struct network *g = with;
	const struct panel *q = &p->panel[0];
	double x[NETWORK_GROUPS + 1];
	int line[NETWORK_GROUPS + 1], lines = key_lines(g, x, line);

	if (p->screen)
		return;
	for (int k = 0; k < g->ngroup && lines; k++)
		page_text(p, g->group_key[k], q->left + (x[k] + 8) / CM, q->bottom + (5 + 11 * (lines - 1 - line[k])) / CM, 7, -1, INK);
	for (uint32_t v = 0; v < g->n && g->inside; v++) {
		const char *hue = g->hue[g->group[v]];
		struct text *t = page_text(p, g->name[v], q->left + g->x[v] / CM, q->bottom + g->y[v] / CM, BOLD / 10.0, 0,
		                           !strcmp(hue, GOLD) || !strcmp(hue, SOFT) || !strcmp(hue, FILL) ? INK : WHITE);

		t->bold = true;
	}
}

static const char *said(struct figure *f, double x)
{
	return x == nearbyint(x) ? text_fixed(f->arena, x, 0) : text_rounded(f->arena, x, 3);
}

static const char *key(struct figure *f, const struct network *g, double least, double most)
{
	const char *ties = arena_print(f->arena, "%s %s", text_count(f->arena, g->m), g->m == 1 ? "tie" : "ties");
	const char *s = arena_print(f->arena, "%s %s, %s", text_count(f->arena, g->n), g->n == 1 ? "person" : "people", ties);

	if (g->group_name)
		s = arena_print(f->arena, "Colour: %s; dark: between groups (%s of %s)", figure_title(f, f->wish->xlabel, g->group_name),
		                text_count(f->arena, g->across), ties);
	if (g->weight && most > least)
		s = arena_print(f->arena, "%s; width: %s, %s to %s", s, g->weight_name, said(f, least), said(f, most));
	return s;
}

static int refuse(const struct wish *w, struct err *e)
{
	if (w->facet || w->by)
		return fail(e, E_USAGE, "network draws one network: keep the rows of one (%s), colours come from --nodes FILE -a COLUMN",
		            w->facet ? w->facet : w->by);
	if (w->logx || w->logy || w->ref.n)
		return fail(e, E_USAGE, "a network has no axes: no --logx, --logy or --ref");
	return OK;
}

int figure_network(struct figure *f, struct err *e)
{
	struct network *g = NEW(f->arena, 1, struct network);
	struct page *p = &f->page;
	double least, most;
	int *class, dropped;

	TRY(refuse(f->wish, e));
	TRY(figure_split(f, NULL, e));
	TRY(network_read(f, g, e));
	figure_panels(f);
	class = NEW(f->arena, g->m, int);
	classes(g, class, &least, &most);
	for (uint64_t k = 0; k < g->m; k++)
		g->across += between(g, k);
	p->note = key(f, g, least, most);
	p->x = p->y = (struct axis){ .lo = 0, .hi = 1, .look = AXIS_NONE };
	TRY(find_places(f, g, e));
	p->x.hi = g->width;
	p->y.hi = g->height;
	if (p->screen) {                        /* as many lines as there is room for */
		for (uint32_t v = 0; v < g->n; v++)
			g->y[v] *= 17 / g->height;
		p->y = (struct axis){ .lo = -0.6, .hi = 17.4, .look = AXIS_NONE };
		p->x.lo = -4;
		draw_dots(f, g);
	}
	for (int across = 0; across < 2 && !p->screen; across++)
		for (int c = 0; c < NETWORK_WIDTHS; c++)
			draw_lines(f, g, class, c, across);
	draw_nodes(f, g);
	if (p->screen)
		page_label(p, &p->panel[0], NULL, p->note, NULL, MUTE);
	p->decorate = write_words;
	p->with = g;
	if (!g->inside && !p->screen && !f->run->private_ &&
	    (dropped = network_names(p, g, f->wish->top ? (uint32_t)fmin((double)f->wish->top, g->n) : g->n <= FEW ? g->n : TOP)))
		note(f->run, "%s for lack of room", plural((uint64_t)dropped, "name is left out", "names are left out"));
	return OK;
}
