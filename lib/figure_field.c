#include "figure_field.h"

#include <math.h>

enum { CLEAR = 2, CLOUD = 300, SPOTS = 600 };

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

/* Where two series run together, a name says little: how far each spot is from others. */
static void find_lone(struct field *f)
{
	for (int i = 0; i < f->nspots; i++)
		for (int j = 0; j < f->nspots; j++) {
			struct spots *s = &f->spots[i], *t = &f->spots[j];

			if (same_colour(s->of->colour, t->of->colour) || s->of->below != t->of->below)
				continue;
			for (int k = 0; k < s->n; k++)
				for (int m = 0; m < t->n; m++) {
					float dx = s->at[k].x - t->at[m].x, dy = s->at[k].y - t->at[m].y, d = dx * dx + dy * dy;

					if (d < s->at[k].lone * s->at[k].lone)
						s->at[k].lone = sqrtf(d);
				}
		}
}

void field_survey(struct field *f, struct page *p, struct panel *q)
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
