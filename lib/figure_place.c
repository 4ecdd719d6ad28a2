/* Words where there is room.
 *
 * The panel is cut into cells of one point.  What is drawn is entered twice: cells that a
 * word must not touch (lines, marks, bars) and cells that it had better not (bands, clouds);
 * sums over rectangles then cost four look-ups.  Every place in steps of a few points is
 * tried; the cost of a place grows with the distance to what is named, with the nearness of
 * everything else, and with what would lie under the word.  Two rounds, because the first
 * label is set before it knows of the others.
 */
#include "figure_page.h"

#include <math.h>
#include <string.h>

enum { CLEAR = 2, CLOUD = 300, SPOTS = 600, LONE = 8 };

struct spot { float x, y, lone; };     /* lone: how far the next series is, at most LONE */
struct spots { const struct layer *of; int n; struct spot *at; };

struct field {
	const struct page *page;
	const struct panel *panel;
	int nx, ny;
	float *hard, *soft;             /* sums over all cells to the lower left */
	struct spots *spots;            /* one a layer: where it is */
	int nspots;
};

static void fill(float *map, const struct field *f, double x1, double x2, double y1, double y2, float by)
{
	int a = (int)fmax(0, fmin(f->nx, floor(x1))), b = (int)fmin(f->nx - 1, fmax(-1, ceil(x2) - 1));
	int c = (int)fmax(0, fmin(f->ny, floor(y1))), d = (int)fmin(f->ny - 1, fmax(-1, ceil(y2) - 1));

	for (int y = c; y <= d; y++)
		for (int x = a; x <= b; x++)
			map[(y + 1) * (f->nx + 1) + x + 1] = fmaxf(map[(y + 1) * (f->nx + 1) + x + 1], by);
}

static double in_x(const struct field *f, double v)
{
	return (page_x(f->page, f->panel, v) - f->panel->left) * CM;
}

static double in_y(const struct field *f, double v)
{
	return (page_y(f->page, f->panel, v) - f->panel->bottom) * CM;
}

/* --- what is drawn ------------------------------------------------------------------- */

static void spot(struct field *f, struct spots *s, double x, double y)
{
	if (s->n < SPOTS && x > -20 && y > -20 && x < f->nx + 20 && y < f->ny + 20) {
		s->at[s->n++] = (struct spot){ (float)x, (float)y, LONE };
	}
}

/* A stroke from one point to the next; every `stride`-th step is remembered as a spot. */
static void stroke(struct field *f, struct spots *s, double x1, double y1, double x2, double y2, double r, double stride, double *since)
{
	double len = hypot(x2 - x1, y2 - y1), step = 0.7;
	int n = (int)fmin(ceil(len / step), 4000);

	for (int i = 0; i <= n; i++) {
		double t = n ? (double)i / n : 0, x = x1 + t * (x2 - x1), y = y1 + t * (y2 - y1);

		fill(f->hard, f, x - r, x + r, y - r, y + r, 1);
		*since += n ? len / n : 0;
		if (*since >= stride) {
			spot(f, s, x, y);
			*since = 0;
		}
	}
}

static void enter_line(struct field *f, struct spots *s, const struct layer *l)
{
	const double *x = l->block->col[l->at[0]], *y = l->block->col[l->at[1]];
	double px = NAN, py = NAN, r = l->width / 2 + CLEAR, since = 1e9;
	double stride = fmax(2, 2.0 * (f->nx + f->ny) / SPOTS);

	for (uint64_t i = 0; i < l->block->n; i++) {
		double qx = in_x(f, x[i]), qy = in_y(f, y[i]);

		if (isfinite(qx + qy)) {
			if (isfinite(px) && l->as == DRAW_STEPS) {
				stroke(f, s, px, py, qx, py, r, stride, &since);
				stroke(f, s, qx, py, qx, qy, r, stride, &since);
			} else {
				stroke(f, s, isfinite(px) ? px : qx, isfinite(px) ? py : qy, qx, qy, r, stride, &since);
			}
		}
		px = qx;
		py = isfinite(qx) ? qy : NAN;
		if (!isfinite(py))
			px = NAN;
	}
}

static void enter_points(struct field *f, struct spots *s, const struct layer *l)
{
	const double *x = l->block->col[l->at[0]], *y = l->block->col[l->at[1]];
	bool cloud = l->block->n > CLOUD;
	double r = l->size / 2 + (cloud ? 0.5 : CLEAR);
	uint64_t every = l->block->n / SPOTS + 1;

	for (uint64_t i = 0; i < l->block->n; i++) {
		double qx = in_x(f, x[i]), qy = in_y(f, y[i]);

		if (!isfinite(qx + qy))
			continue;
		fill(cloud ? f->soft : f->hard, f, qx - r, qx + r, qy - r, qy + r, 1);
		if (i % every == 0)
			spot(f, s, qx, qy);
	}
}

/* A band is filled column by column; its two edges are where it is. */
static void enter_band(struct field *f, struct spots *s, const struct layer *l)
{
	const double *x = l->block->col[l->at[0]], *lo = l->block->col[l->at[1]], *hi = l->block->col[l->at[2]];

	for (uint64_t i = 1; i < l->block->n; i++) {
		double x1 = in_x(f, x[i - 1]), x2 = in_x(f, x[i]);

		if (!isfinite(x1 + x2 + lo[i - 1] + lo[i] + hi[i - 1] + hi[i]) || x2 < x1)
			continue;
		for (double at = fmax(floor(x1), -1), end = fmin(fmax(x2, at + 0.5), f->nx + 1); at < end; at += 1) {
			double t = x2 > x1 ? fmin(1, fmax(0, (at - x1) / (x2 - x1))) : 0;
			double c = (1 - t) * in_y(f, lo[i - 1]) + t * in_y(f, lo[i]);
			double d = (1 - t) * in_y(f, hi[i - 1]) + t * in_y(f, hi[i]);

			fill(f->soft, f, at, at + 1, c - 0.5, d + 0.5, 0.6f);
			if ((int)at % 3 == 0) {
				spot(f, s, at, c);
				spot(f, s, at, d);
			}
		}
	}
}

static void enter_box(struct field *f, struct spots *s, const struct layer *l)
{
	const double *const *c = l->block->col;

	for (uint64_t i = 0; i < l->block->n; i++) {
		double x1 = in_x(f, c[l->at[0]][i]), x2 = in_x(f, c[l->at[1]][i]);
		double y1 = in_y(f, c[l->at[2]][i]), y2 = in_y(f, c[l->at[3]][i]);

		if (!isfinite(x1 + x2 + y1 + y2))
			continue;
		fill(f->hard, f, fmin(x1, x2) - 1, fmax(x1, x2) + 1, fmin(y1, y2) - CLEAR, fmax(y1, y2) + CLEAR, 1);
		spot(f, s, (x1 + x2) / 2, (y1 + y2) / 2);
	}
}

/* Polygons of a hexagonal grid: the box around each. */
static void enter_faces(struct field *f, struct spots *s, const struct layer *l)
{
	const double *x = l->block->col[l->at[0]], *y = l->block->col[l->at[1]];
	double box[4] = { INFINITY, -INFINITY, INFINITY, -INFINITY };

	for (uint64_t i = 0; i <= l->block->n; i++) {
		double qx = i < l->block->n ? in_x(f, x[i]) : NAN, qy = i < l->block->n ? in_y(f, y[i]) : NAN;

		if (isfinite(qx + qy)) {
			box[0] = fmin(box[0], qx);
			box[1] = fmax(box[1], qx);
			box[2] = fmin(box[2], qy);
			box[3] = fmax(box[3], qy);
		} else if (box[0] <= box[1]) {
			fill(f->hard, f, box[0] - 1, box[1] + 1, box[2] - 1, box[3] + 1, 1);
			spot(f, s, (box[0] + box[1]) / 2, (box[2] + box[3]) / 2);
			box[0] = box[2] = INFINITY;
			box[1] = box[3] = -INFINITY;
		}
	}
}

static void sum_up(float *map, int nx, int ny)
{
	int w = nx + 1;

	for (int y = 1; y <= ny; y++)
		for (int x = 1; x <= nx; x++)
			map[y * w + x] += map[(y - 1) * w + x] + map[y * w + x - 1] - map[(y - 1) * w + x - 1];
}

static bool same(const char *a, const char *b)
{
	return a == b || !strcmp(a, b);
}

/* Where two series run together, a name says little: how far each spot is from others. */
static void find_lone(struct field *f)
{
	for (int i = 0; i < f->nspots; i++)
		for (int j = 0; j < f->nspots; j++) {
			struct spots *s = &f->spots[i], *t = &f->spots[j];

			if (same(s->of->colour, t->of->colour) || s->of->below != t->of->below)
				continue;
			for (int k = 0; k < s->n; k++)
				for (int m = 0; m < t->n; m++) {
					float dx = s->at[k].x - t->at[m].x, dy = s->at[k].y - t->at[m].y, d = dx * dx + dy * dy;

					if (d < s->at[k].lone * s->at[k].lone)
						s->at[k].lone = sqrtf(d);
				}
		}
}

static void survey(struct field *f, struct page *p, struct panel *q)
{
	size_t cells;
	int n = 0;

	*f = (struct field){ .page = p, .panel = q, .nx = (int)((q->right - q->left) * CM), .ny = (int)((q->top - q->bottom) * CM) };
	cells = (size_t)(f->nx + 1) * (size_t)(f->ny + 1);
	f->hard = NEW(p->arena, cells, float);
	f->soft = NEW(p->arena, cells, float);
	for (const struct layer *l = q->layer; l; l = l->next)
		n++;
	f->spots = NEW(p->arena, (size_t)n, struct spots);
	for (const struct layer *l = q->layer; l; l = l->next) {
		struct spots *s = &f->spots[f->nspots++];

		*s = (struct spots){ l, 0, NEW(p->arena, SPOTS, struct spot) };
		if (l->open && l->as != DRAW_BAND)
			continue;
		switch (l->as) {
		case DRAW_LINE:
		case DRAW_STEPS: enter_line(f, s, l); break;
		case DRAW_SPAN:
		case DRAW_POINT: enter_points(f, s, l); break;
		case DRAW_BAND: enter_band(f, s, l); break;
		case DRAW_BOX:  enter_box(f, s, l); break;
		case DRAW_FACE: enter_faces(f, s, l); break;
		}
	}
	find_lone(f);
	sum_up(f->hard, f->nx, f->ny);
	sum_up(f->soft, f->nx, f->ny);
}

/* --- the cost of a place ---------------------------------------------------------------- */

struct box { double x1, x2, y1, y2; };

static double under(const float *map, const struct field *f, struct box b)
{
	int w = f->nx + 1, x1 = (int)b.x1, x2 = (int)fmin(f->nx, ceil(b.x2)), y1 = (int)b.y1, y2 = (int)fmin(f->ny, ceil(b.y2));

	return map[y2 * w + x2] - map[y1 * w + x2] - map[y2 * w + x1] + map[y1 * w + x1];
}

static double from_box(struct box b, double x, double y)
{
	double dx = x < b.x1 ? b.x1 - x : x > b.x2 ? x - b.x2 : 0, dy = y < b.y1 ? b.y1 - y : y > b.y2 ? y - b.y2 : 0;

	return sqrt(dx * dx + dy * dy);
}

/* From the box to the nearest spot; with `near`, to the one that is near and stands alone. */
static double away(const struct spots *s, struct box b, struct spot *near)
{
	double best = 1e9;

	for (int i = 0; i < s->n; i++) {
		double d = from_box(b, s->at[i].x, s->at[i].y) + (near ? 1.2 * (LONE - s->at[i].lone) : 0);

		if (d < best) {
			best = d;
			if (near)
				*near = s->at[i];
		}
	}
	return best;
}

/* A note without an owner lies in a corner: lower left, lower right, upper left, upper right. */
static double corner_cost(const struct field *f, struct box b)
{
	double left = b.x1, right = f->nx - b.x2, low = b.y1, high = f->ny - b.y2;
	double cost = fmin(fmin(hypot(left, low), hypot(right, low) + 4), fmin(hypot(left, high) + 6, hypot(right, high) + 6));

	return cost > 24 ? INFINITY : 2 * cost;
}

/* What a place costs, and what it would mean for the label: which way its lines are flush,
 * and whether a thin line must lead to what it names. */
struct verdict { int align; bool lead; struct spot to; };

/* Nulls and references lie below, series above: a name of the one is not taken for the
 * name of the other. */
static double cost_of(const struct field *f, const struct label *l, struct box b, double limit, struct verdict *v)
{
	double own = 1e9, rival = 1e9, other = 1e9, cost, there, soft = under(f->soft, f, b);
	struct spot at = { 0 };

	if (!l->of)
		return corner_cost(f, b) + 0.5 * soft;
	cost = 40 * soft / ((b.x2 - b.x1) * (b.y2 - b.y1)) + (soft > 0.1 ? 5 : 0);
	if (cost >= limit)
		return INFINITY;
	for (int i = 0; i < f->nspots; i++)
		if (same(f->spots[i].of->colour, l->of->colour)) {
			double d = away(&f->spots[i], b, &at);

			if (d < own) {
				own = d;
				v->to = at;
			}
		}
	cost += fmax(0, own - 3);
	there = from_box(b, v->to.x, v->to.y);
	if (cost >= limit)
		return INFINITY;
	for (int i = 0; i < f->nspots; i++)
		if (!same(f->spots[i].of->colour, l->of->colour)) {
			double *least = f->spots[i].of->below == l->of->below ? &rival : &other;

			*least = fmin(*least, away(&f->spots[i], b, NULL));
		}
	if (rival < 1.3 * there + 2)
		cost += 30 + 2 * (1.3 * there + 2 - rival);
	if (other < there)
		cost += 4 + 0.3 * (there - other);
	cost += 0.6 * fmax(0, 14 - rival) + 0.3 * fmax(0, 16 - other);
	v->align = v->to.x < b.x1 ? -1 : v->to.x > b.x2 ? 1 : 0;
	v->lead = rival < there;
	return cost;
}

/* INFINITY if the box would touch another label; it grows as it comes near one. */
static double crowd(const struct panel *q, const struct label *l, struct box b)
{
	double cost = 0;

	for (const struct label *m = q->label; m; m = m->next) {
		double x = (m->x - q->left) * CM, y = (m->y - q->bottom) * CM, w = m->w / 2 * CM, h = m->h / 2 * CM;
		double dx = fmax(fmax(b.x1 - x - w, x - w - b.x2), 0), dy = fmax(fmax(b.y1 - y - h, y - h - b.y2), 0);

		if (m == l || !m->set || m->aside)
			continue;
		if (dx < 3 && dy < 1.5)
			return INFINITY;
		cost += fmax(0, 12 - hypot(dx, dy));
	}
	return cost;
}

/* How large the words are, broken where a line would be wider than `width` points. */
static void measure(struct page *p, struct label *l, double width, int most)
{
	double w = 0;

	l->nline = text_wrap(p->arena, l->text, l->size, false, width, most, l->line);
	if (l->nline > 1) {                     /* lines of about one length, no lonely last word */
		const char *line[TEXT_LINES];
		double full = text_width(l->text, l->size, false), even = 1.04 * full / l->nline;

		for (; even < width && text_wrap(p->arena, l->text, l->size, false, even, l->nline + 1, line) > l->nline; even *= 1.04)
			;
		if (even < width)
			text_wrap(p->arena, l->text, l->size, false, even, l->nline, l->line);
	}
	for (int i = 0; i < l->nline; i++)
		w = fmax(w, text_width(l->line[i], l->size, false));
	if (l->note)
		w = fmax(w, text_width(l->note, 6, false));
	l->w = (w + 1) / CM;
	l->h = (l->nline * l->size * 1.2 + (l->note ? 7.2 : 0)) / CM;
}

/* The cheapest place for the label as it is broken now, if it costs less than `best`. */
static double find_place(const struct field *f, struct panel *q, struct label *l, double best)
{
	double w = l->w * CM, h = l->h * CM, edge = 3;

	for (double y = edge; y + h <= f->ny - 1; y += 1.5)
		for (double x = edge; x + w <= f->nx - edge; x += 2) {
			struct box b = { x, x + w, y, y + h };
			struct verdict v = { .align = -1 };
			double cost;

			if (under(f->hard, f, b) > 0.5 || (cost = crowd(q, l, b) - 0.01 * y) >= best)
				continue;
			cost += cost_of(f, l, b, best - cost, &v);
			if (cost < best) {
				best = cost;
				l->set = true;
				l->x = q->left + (x + w / 2) / CM;
				l->y = q->bottom + (y + h / 2) / CM;
				l->align = v.align;
				l->lead = v.lead;
			}
		}
	return best;
}

/* The thin line ends on the layer itself, not on the edge of its band. */
static void lead(const struct field *f, const struct panel *q, struct label *l)
{
	double x = (l->x - q->left) * CM, y = (l->y - q->bottom) * CM, w = l->w / 2 * CM, h = l->h / 2 * CM;
	struct spot to = { (float)x, (float)y, LONE };

	for (int i = 0; i < f->nspots; i++)
		if (f->spots[i].of == l->of)
			away(&f->spots[i], (struct box){ x - w, x + w, y - h, y + h }, &to);
	l->to_x = q->left + to.x / CM;
	l->to_y = q->bottom + to.y / CM;
}

/* Does a later panel show what the label names? */
static bool elsewhere(const struct page *p, const struct panel *q, const struct label *l)
{
	for (int i = (int)(q - p->panel) + 1; l->also && i < p->npanel; i++)
		if (l->also[i])
			return true;
	return false;
}

/* In one line, or broken into two or three shorter ones if that is clearly better: then
 * there is room where the long line found none.  Above 90 nobody would know what it names. */
static void place(const struct field *f, struct page *p, struct panel *q, struct label *l)
{
	double panel = (q->right - q->left) * CM, full = text_width(l->text, l->size, false);
	double width = l->of ? fmax(16 * l->size, panel * (l->size < 7 ? 0.62 : 0.5)) : fmax(90, panel * 0.75);
	double best = 90;
	struct label tried;

	l->set = false;
	measure(p, l, width, 3);
	best = find_place(f, q, l, best);
	tried = *l;
	for (int lines = 2; lines <= 3 && strchr(l->text, ' ') && full > 5 * l->size; lines++) {
		double price = (l->of ? 5 : 12) * (lines - 1);

		*l = tried;
		measure(p, l, fmin(width, full / lines * 1.3), 3);
		if (l->nline == tried.nline)
			continue;
		l->set = false;
		best = find_place(f, q, l, best - price) + price;
		if (l->set)
			tried = *l;
		else
			best = fmin(best, 90);
	}
	*l = tried;
	if (l->set && l->lead && elsewhere(p, q, l))    /* there is perhaps a place that needs no line */
		l->set = false;
	if (l->set && l->lead)
		lead(f, q, l);
}

void page_place(struct page *p, struct panel *q)
{
	struct field f;

	if (!q->label)
		return;
	survey(&f, p, q);
	for (struct label *l = q->label; l; l = l->next) {
		if (l->aside && l->text)
			measure(p, l, 16 * l->size, 3);
		else
			l->set = false;
	}
	for (int round = 0; round < 2; round++)
		for (int note = 0; note < 2; note++)            /* notes take what names have left */
			for (struct label *l = q->label; l; l = l->next)
				if (!l->aside && (l->of == NULL) == note)
					place(&f, p, q, l);
}
