/* Words where there is room.
 *
 * Every place in steps of a few points is tried; the cost of a place grows with the distance to
 * what is named, with the nearness of everything else, and with what would lie under the word.
 * Two rounds, because the first label is set before it knows of the others.
 */
#include "figure_field.h"

#include <math.h>
#include <string.h>

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
		if (same_colour(f->spots[i].of->colour, l->of->colour)) {
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
		if (!same_colour(f->spots[i].of->colour, l->of->colour)) {
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
	field_survey(&f, p, q);
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
