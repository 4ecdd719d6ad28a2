#include "figure_page.h"

#include <math.h>
#include <string.h>

const char *const page_hue[HUES] = { BLUE, VERMILION, TEAL, PLUM, SKY, GOLD };
const char *const page_hue_text[HUES] = { BLUE, "#B4531A", TEAL, PLUM, "#1B6FA3", "#806000" };
const char *const page_ramp[6] = { "#DCE6F3", "#B4CAE4", "#84A8D3", "#4F80BE", "#1F4E9C", "#0F2A59" };
const char *const page_diverging[7] = { "#B4531A", "#DD8A55", "#F2C7A8", "#F4F4F4", "#B4CAE4", "#5C89C3", "#1F4E9C" };

/* --- filling a page ------------------------------------------------------------------- */

struct block *page_block(struct page *p, uint64_t n, int ncol)
{
	struct block *b = NEW(p->arena, 1, struct block);

	b->n = n;
	b->ncol = ncol;
	b->id = p->last_block ? p->last_block->id + 1 : 1;
	if (p->last_block)
		p->last_block->next = b;
	else
		p->block = b;
	return p->last_block = b;
}

double *page_column(struct page *p, struct block *b, int col)
{
	double *x = NEW(p->arena, b->n, double);

	b->col[col] = x;
	return x;
}

struct layer *page_layer(struct page *p, struct panel *q, enum drawn as, const struct block *b,
                         int c0, int c1, int c2, int c3)
{
	struct layer *l = NEW(p->arena, 1, struct layer);

	*l = (struct layer){ .as = as, .block = b, .at = { c0, c1, c2, c3 }, .colour = BLUE, .width = 1.5,
	                     .shape = DISC, .size = 4 };
	if (q->last_layer)
		q->last_layer->next = l;
	else
		q->layer = l;
	return q->last_layer = l;
}

struct label *page_label(struct page *p, struct panel *q, const struct layer *of, const char *text,
                         const char *note, const char *colour)
{
	struct label *l = NEW(p->arena, 1, struct label);

	*l = (struct label){ .text = text, .note = note, .colour = colour, .size = 7, .of = of };
	if (q->last_label)
		q->last_label->next = l;
	else
		q->label = l;
	return q->last_label = l;
}

struct text *page_text(struct page *p, const char *s, double x, double y, double size, int align, const char *colour)
{
	struct text *t = NEW(p->arena, 1, struct text);

	*t = (struct text){ .text = s, .colour = colour, .x = x, .y = y, .size = size, .align = align };
	if (p->last_text)
		p->last_text->next = t;
	else
		p->text = t;
	return p->last_text = t;
}

struct rect *page_rect(struct page *p, double x1, double x2, double y1, double y2, const char *colour)
{
	struct rect *r = NEW(p->arena, 1, struct rect);

	*r = (struct rect){ .x1 = x1, .x2 = x2, .y1 = y1, .y2 = y2, .colour = colour };
	if (p->last_rect)
		p->last_rect->next = r;
	else
		p->rect = r;
	return p->last_rect = r;
}

void page_stroke(struct page *p, double x1, double y1, double x2, double y2, double width, const char *colour)
{
	struct stroke *s = NEW(p->arena, 1, struct stroke);

	*s = (struct stroke){ x1, y1, x2, y2, width, colour, p->stroke };
	p->stroke = s;
}

struct layer *page_reference(struct page *p, struct panel *q, enum reference how, double at, const char *name)
{
	struct block *b = page_block(p, 2, 2);
	double *x = page_column(p, b, 0), *y = page_column(p, b, 1);
	struct layer *l = page_layer(p, q, DRAW_LINE, b, 0, 1, 0, 0);
	const struct axis *ax = page_axis_x(p, q), *ay = page_axis_y(p, q);
	struct label *t;

	x[0] = how == UPRIGHT ? at : ax->lo;
	x[1] = how == UPRIGHT ? at : ax->hi;
	y[0] = how == LEVEL ? at : ay->lo;
	y[1] = how == LEVEL ? at : ay->hi;
	if (how == DIAGONAL) {
		x[0] = y[0] = fmax(ax->lo, ay->lo);
		x[1] = y[1] = fmin(ax->hi, ay->hi);
	}
	l->colour = MUTE;
	l->dash = "(10,7)";
	l->width = 0.7;
	l->below = true;
	l->letter = how == UPRIGHT ? '|' : '-';
	if (name) {
		t = page_label(p, q, l, name, NULL, MUTE);
		t->size = 6;
	}
	return l;
}

const struct axis *page_axis_x(const struct page *p, const struct panel *q) { return q->x ? q->x : &p->x; }
const struct axis *page_axis_y(const struct page *p, const struct panel *q) { return q->y ? q->y : &p->y; }

double page_x(const struct page *p, const struct panel *q, double v)
{
	return q->left + axis_place(page_axis_x(p, q), v) * (q->right - q->left);
}

double page_y(const struct page *p, const struct panel *q, double v)
{
	return q->bottom + axis_place(page_axis_y(p, q), v) * (q->top - q->bottom);
}

/* --- margins ------------------------------------------------------------------------------ */

enum { TITLE_LINES = 3 };

struct margins {
	double left, right, top, bottom, gap_x, gap_y, foot;
	const char *headline[TEXT_LINES], *x[TEXT_LINES], *y[TEXT_LINES], *note[TEXT_LINES];
	int nhead, nx, ny, nnote;
};

/* Half the width, in cm, of a tick label that stands at this end of an x axis. */
static double overhang(const struct page *p, bool right)
{
	double most = 0;

	for (int k = 0; k < p->npanel; k++) {
		const struct axis *x = page_axis_x(p, &p->panel[k]);

		for (int i = 0; i < x->ntick && x->look != AXIS_NONE; i++)
			if (x->tick[i].text) {
				double place = axis_place(x, x->tick[i].at), end = right ? 1 - place : place;

				if (end < 0.02)
					most = fmax(most, text_width(x->tick[i].text, 7, false) / 2 / CM);
			}
	}
	return most;
}

/* The room, in cm, that y axes take beside their panels. */
static double beside(const struct page *p)
{
	double most = axis_widest(&p->y);

	for (int k = 0; k < p->npanel; k++)
		most = fmax(most, axis_widest(page_axis_y(p, &p->panel[k])));
	return fmax(0.95, most / CM + 0.17 + 0.12);
}

static void break_titles(struct page *p, struct margins *m, double width)
{
	struct arena *a = p->arena;

	m->nhead = p->headline ? text_wrap(a, p->headline, 8.5, true, (width - 0.4) * CM, 2, m->headline) : 0;
	m->ny = p->y.title ? text_wrap(a, p->y.title, 7, false, (width - 0.3) * CM, TITLE_LINES, m->y) : 0;
	m->nx = p->x.title ? text_wrap(a, p->x.title, 7, false, (width - 1.3) * CM, TITLE_LINES, m->x) : 0;
	m->nnote = p->note ? text_wrap(a, p->note, 6, false, (width - 0.3) * CM, TEXT_LINES, m->note) : 0;
}

static void set_margins(struct page *p, struct margins *m)
{
	double width = p->width / p->scale;
	bool strips = p->panel[0].title != NULL;

	*m = (struct margins){ 0 };
	break_titles(p, m, width);
	p->head = m->nhead ? 0.52 + 0.36 * (m->nhead - 1) : 0;
	m->left = p->room_left;
	if (p->y.look != AXIS_NONE)
		m->left += beside(p);
	m->right = fmax(0.3, overhang(p, true) + 0.12) + p->room_right;
	m->gap_x = fmax(0.6, overhang(p, true) + overhang(p, false) + 0.15) + p->room_between;
	if (p->panel[0].y)
		m->gap_x = fmax(m->gap_x, beside(p) + 0.15);
	m->foot = 0.27 * m->nnote;
	m->bottom = (p->x.look == AXIS_NONE ? 0.15 : 0.5) + m->foot + p->room_bottom;
	if (m->nx)
		m->bottom += 0.45 + 0.3 * (m->nx - 1);
	m->top = (m->ny ? 0.62 + 0.3 * (m->ny - 1) : 0.3) + p->room_top + p->room_key + (strips ? 0.4 : 0);
	m->gap_y = strips ? 0.95 : 0.6;
	m->gap_y += p->room_top + (p->panel[0].x && p->x.look != AXIS_NONE ? 0.3 : 0);
}

static void set_panels(struct page *p, const struct margins *m)
{
	double width = p->width / p->scale, height = p->height / p->scale;
	double w = (width - m->left - m->right - m->gap_x * (p->ncol - 1)) / p->ncol;
	double h = (height - m->top - m->bottom - m->gap_y * (p->nrow - 1)) / p->nrow;

	for (int i = 0; i < p->npanel; i++) {
		struct panel *q = &p->panel[i];
		int c = i % p->ncol, r = i / p->ncol;

		q->left = m->left + c * (w + m->gap_x);
		q->right = q->left + w;
		q->top = height - m->top - r * (h + m->gap_y);
		q->bottom = q->top - h;
	}
}

/* --- words ---------------------------------------------------------------------------------- */

static void strip(struct page *p, struct panel *q)
{
	double room = (q->right - q->left) * CM, note = q->note ? text_width(q->note, 6, false) + 6 : 0;
	const char *line[TEXT_LINES];
	double y = q->top + 0.22 + p->room_top;
	struct text *t;

	if (note + fmin(text_width(q->title, 7, true), 0.3 * room) > room)
		note = 0;
	if (text_wrap(p->arena, q->title, 7, true, room - note, 1, line)) {
		t = page_text(p, line[0], q->left, y, 7, -1, INK);
		t->bold = true;
	}
	if (note > 0)
		page_text(p, q->note, q->right, y, 6, 1, MUTE);
}

static void titles(struct page *p, const struct margins *m)
{
	double height = p->height / p->scale, ink = p->panel[0].title ? 0.4 : 0;
	double middle = (p->panel[0].left + p->panel[p->ncol - 1].right) / 2, top = p->panel[0].top + p->room_top + p->room_key;
	double most = 0;

	for (int i = 0; i < m->nhead; i++) {
		struct text *t = page_text(p, m->headline[i], 0.15, height + p->head - 0.34 - 0.36 * i, 8.5, -1, INK);

		t->bold = t->headline = true;
	}
	for (int i = 0; i < m->ny; i++)
		page_text(p, m->y[i], 0.15, top + 0.28 + ink + 0.3 * (m->ny - 1 - i), 7, -1, INK);
	for (int i = 0; i < m->nx; i++)
		most = fmax(most, text_width(m->x[i], 7, false) / CM / 2);
	middle = fmin(middle, p->width / p->scale - 0.15 - most);
	for (int i = 0; i < m->nx; i++)
		page_text(p, m->x[i], fmax(middle, most + 0.15), m->foot + p->room_bottom + 0.31 + 0.3 * (m->nx - 1 - i), 7, 0, INK);
	for (int i = 0; i < m->nnote; i++)
		page_text(p, m->note[i], 0.15, 0.17 + 0.27 * (m->nnote - 1 - i), 6, -1, MUTE);
	for (int i = 0; p->panel[0].title && i < p->npanel; i++)
		strip(p, &p->panel[i]);
}

/* From the edge of a label to what it names. */
static void leader(struct page *p, const struct label *l)
{
	double x = fmin(fmax(l->to_x, l->x - l->w / 2), l->x + l->w / 2), y = fmin(fmax(l->to_y, l->y - l->h / 2), l->y + l->h / 2);

	page_stroke(p, x, y, l->to_x, l->to_y, 0.5, l->colour);
}

/* The lines of a label, flush towards what they name. */
static void label_text(struct page *p, const struct label *l)
{
	double y = l->y + l->h / 2, step = l->size * 1.2 / CM;
	double x = l->x + l->align * l->w / 2;

	for (int i = 0; i < l->nline; i++, y -= step)
		page_text(p, l->line[i], x, y - step / 2, l->size, l->align, l->colour);
	if (l->note)
		page_text(p, l->note, x, y - 3.6 / CM, 6, l->align, l->colour);
}

/* The heights of labels at the right side: near the end of their layer, pushed apart. */
static double end_of(const struct page *p, const struct panel *q, const struct layer *l)
{
	const double *y = l->block->col[l->at[1]];

	for (uint64_t i = l->block->n; i-- > 0; )
		if (isfinite(y[i]))
			return fmin(fmax(page_y(p, q, y[i]), q->bottom), q->top);
	return (q->bottom + q->top) / 2;
}

static void at_side(struct page *p, struct panel *q, struct label **side, int n)
{
	double edge = p->panel[p->ncol - 1 < p->npanel ? p->ncol - 1 : p->npanel - 1].right + 0.12;

	for (int i = 0; i < n; i++)
		side[i]->y = end_of(p, q, side[i]->of);
	for (int i = 1; i < n; i++)             /* from the top down */
		for (int j = i; j > 0 && side[j]->y > side[j - 1]->y; j--) {
			struct label *t = side[j];

			side[j] = side[j - 1];
			side[j - 1] = t;
		}
	for (int i = 1; i < n; i++)
		side[i]->y = fmin(side[i]->y, side[i - 1]->y - (side[i - 1]->h + side[i]->h) / 2);
	for (int i = n; i-- > 0; ) {            /* and back up from the foot */
		double floor_ = i == n - 1 ? q->bottom + side[i]->h / 2 : side[i + 1]->y + (side[i + 1]->h + side[i]->h) / 2;

		side[i]->y = fmax(side[i]->y, floor_);
		side[i]->x = edge + side[i]->w / 2;
		side[i]->align = -1;
		side[i]->lead = false;
		side[i]->set = true;
	}
}

/* Do panels have names of their own, or does the first name the series of all? */
static bool own_names(const struct page *p)
{
	int n = 0;

	for (int i = 0; i < p->npanel; i++)
		for (const struct label *l = p->panel[i].label; l; l = l->next)
			if (l->of && !l->also) {
				n++;
				break;
			}
	return n > 1;
}

/* A later panel that shows the same thing takes the label. */
static bool move_on(struct page *p, int from, struct label *l)
{
	struct label *m;

	for (int i = from + 1; l->also && i < p->npanel; i++) {
		if (!l->also[i])
			continue;
		m = page_label(p, &p->panel[i], l->also[i], l->text, l->note, l->colour);
		m->size = l->size;
		m->also = l->also;
		l->text = NULL;
		return true;
	}
	return false;
}

/* Labels without room: names go to another panel or else the right side; what belongs to one
 * panel of several goes to its strip; notes to the foot.  Returns how many. */
static int move_aside(struct page *p)
{
	bool own = own_names(p);
	int moved = 0;

	for (int i = p->npanel; i-- > 0; )      /* backwards: what moves on waits for the next time */
		for (struct label *l = p->panel[i].label; l; l = l->next) {
			struct panel *q = &p->panel[i];

			if (l->set || l->aside)
				continue;
			moved++;
			l->aside = true;
			if (move_on(p, i, l))
				continue;
			if (l->of && !(own && q->title && !q->note)) {
				p->room_right = fmax(p->room_right, l->w + 0.1);
				continue;
			}
			if (q->title && !q->note)
				q->note = l->note ? arena_print(p->arena, "%s, %s", l->text, l->note) : l->text;
			else if (!p->note)
				p->note = l->text;
			else if (!strstr(p->note, l->text))
				p->note = arena_print(p->arena, "%s; %s", p->note, l->text);
			l->text = NULL;
		}
	return moved;
}

static void labels_at_side(struct page *p)
{
	for (int i = 0; i < p->npanel; i++) {
		struct label *side[64];
		int n = 0;

		for (struct label *l = p->panel[i].label; l; l = l->next)
			if (l->aside && l->text && n < 64)
				side[n++] = l;
		at_side(p, &p->panel[i], side, n);
		p->failed += n;
	}
}

void page_frames(struct page *p)
{
	struct margins m;

	set_margins(p, &m);
	set_panels(p, &m);
}

void page_layout(struct page *p)
{
	struct margins m;

	set_margins(p, &m);
	set_panels(p, &m);
	if (p->screen) {
		if (p->decorate)
			p->decorate(p, p->with);
		return;
	}
	/* what moves aside makes the frames narrower, which may leave others without room */
	for (int again = 1; again; ) {
		for (int i = 0; i < p->npanel; i++)
			page_place(p, &p->panel[i]);
		again = move_aside(p);
		if (again)
			page_frames(p);
	}
	set_margins(p, &m);
	set_panels(p, &m);
	labels_at_side(p);
	titles(p, &m);
	for (int i = 0; i < p->npanel; i++)
		for (struct label *l = p->panel[i].label; l; l = l->next)
			if (l->text && l->set) {
				label_text(p, l);
				if (l->lead)
					leader(p, l);
			}
	if (p->decorate)
		p->decorate(p, p->with);
}
