#include "layout.h"

#include "lend.h"
#include "rng.h"

#include <math.h>
#include <stdlib.h>

enum { SMALL = 250, TURNS = 36, WIDTHS = 60, ROUNDS = 300, GAP = 1 };

/* --- components ------------------------------------------------------------------------------ */

/* Of a component: its people who[first] .. and the corner of its box. */
struct island {
	uint32_t first, n, number;
	double width, height, x, y;
};

static uint32_t root(uint32_t *up, uint32_t v)
{
	for (; up[v] != v; v = up[v])
		up[v] = up[up[v]];
	return v;
}

static int compare_islands(const void *p, const void *q)
{
	const struct island *a = p, *b = q;

	return a->n != b->n ? (a->n < b->n) - (a->n > b->n) : (a->number > b->number) - (a->number < b->number);
}

/* who[] in order of component; largest component first. */
static struct island *find_islands(struct arena *arena, uint32_t n, uint64_t m, const uint32_t *a, const uint32_t *b,
                                   uint32_t *who, uint32_t *islands)
{
	uint32_t *up = NEW(arena, n, uint32_t), *of = NEW(arena, n, uint32_t), k = 0, at = 0;
	struct island *land;

	for (uint32_t v = 0; v < n; v++)
		up[v] = v;
	for (uint64_t t = 0; t < m; t++) {
		uint32_t i = root(up, a[t]), j = root(up, b[t]);

		up[i > j ? i : j] = i > j ? j : i;      /* the root is the first of them */
	}
	for (uint32_t v = 0; v < n; v++)
		of[v] = root(up, v) == v ? k++ : of[root(up, v)];
	land = NEW(arena, k, struct island);
	for (uint32_t c = 0; c < k; c++)
		land[c].number = c;
	for (uint32_t v = 0; v < n; v++)
		land[of[v]].n++;
	for (uint32_t c = 0; c < k; c++) {
		land[c].first = at;
		at += land[c].n;
		land[c].n = 0;
	}
	for (uint32_t v = 0; v < n; v++)
		who[land[of[v]].first + land[of[v]].n++] = v;
	qsort(land, k, sizeof *land, compare_islands);
	*islands = k;
	return land;
}

/* --- one component ------------------------------------------------------------------------------ */

static int by_igraph(const igraph_t *g, igraph_matrix_t *at, uint32_t n, gsl_rng *rng, struct err *e)
{
	if (n <= SMALL)
		return lend_check(igraph_layout_kamada_kawai(g, at, false, 50 * (igraph_integer_t)n, 0, n, NULL, NULL, NULL, NULL, NULL), e);
	rng_stream(rng, 1, n);
	for (uint32_t v = 0; v < n; v++)
		for (int k = 0; k < 2; k++)
			MATRIX(*at, v, k) = sqrt(n) * (rng_real(rng) - 0.5);
	return lend_check(igraph_layout_fruchterman_reingold(g, at, true, 700, sqrt(n), IGRAPH_LAYOUT_NOGRID, NULL, NULL, NULL, NULL, NULL), e);
}

/* Places of the n people of one component with m ties. */
static int lay_out(uint32_t n, uint64_t m, const uint32_t *a, const uint32_t *b, gsl_rng *rng, double *x, double *y, struct err *e)
{
	igraph_matrix_t at;
	igraph_t g;

	igraph_rng_seed(igraph_rng_default(), 1);
	TRY(lend_ties(n, m, a, b, false, &g, e));
	if (lend_check(igraph_matrix_init(&at, n, 2), e)) {
		igraph_destroy(&g);
		return e->code;
	}
	by_igraph(&g, &at, n, rng, e);
	for (uint32_t v = 0; v < n && !e->code; v++) {
		x[v] = MATRIX(at, v, 0);
		y[v] = MATRIX(at, v, 1);
	}
	igraph_matrix_destroy(&at);
	igraph_destroy(&g);
	return e->code;
}

static double extent(uint32_t n, const double *x, const double *y, double angle)
{
	double lo = INFINITY, hi = -INFINITY;

	for (uint32_t v = 0; v < n; v++) {
		double t = y[v] * cos(angle) - x[v] * sin(angle);

		lo = fmin(lo, t);
		hi = fmax(hi, t);
	}
	return hi - lo;
}

/* Turn it so that it is as flat as can be. */
static void turn(uint32_t n, double *x, double *y)
{
	double best = 0, least = INFINITY;

	for (int k = 0; k < TURNS; k++) {
		double angle = k * M_PI / TURNS, height = extent(n, x, y, angle);

		if (height < least - 1e-9) {
			least = height;
			best = angle;
		}
	}
	for (uint32_t v = 0; v < n; v++) {
		double to = x[v] * cos(best) + y[v] * sin(best);

		y[v] = y[v] * cos(best) - x[v] * sin(best);
		x[v] = to;
	}
}

/* A tie is 1 long on average, and the lower left corner is 0, 0. */
static void to_scale(struct island *c, uint64_t m, const uint32_t *a, const uint32_t *b, double *x, double *y)
{
	double sum = 0, x1 = INFINITY, x2 = -INFINITY, y1 = INFINITY, y2 = -INFINITY, unit;

	for (uint64_t t = 0; t < m; t++)
		sum += hypot(x[a[t]] - x[b[t]], y[a[t]] - y[b[t]]);
	unit = sum > 0 ? sum / (double)m : 1;
	for (uint32_t v = 0; v < c->n; v++) {
		x1 = fmin(x1, x[v] /= unit);
		x2 = fmax(x2, x[v]);
		y1 = fmin(y1, y[v] /= unit);
		y2 = fmax(y2, y[v]);
	}
	for (uint32_t v = 0; v < c->n; v++) {
		x[v] -= x1;
		y[v] -= y1;
	}
	c->width = x2 - x1;
	c->height = y2 - y1;
}

/* --- packing --------------------------------------------------------------------------------------- */

/* In rows of at most `most`, from the top down; *width and *height are those of all. */
static void pack(struct island *c, uint32_t n, double most, double *width, double *height)
{
	double x = 0, y = 0, row = 0;

	*width = 0;
	for (uint32_t i = 0; i < n; i++) {
		if (x > 0 && x + c[i].width > most * (1 + 1e-9)) {
			y += row + GAP;
			x = row = 0;
		}
		c[i].x = x;
		c[i].y = y;
		x += c[i].width + GAP;
		row = fmax(row, c[i].height);
		*width = fmax(*width, x - GAP);
	}
	*height = y + row;
}

/* The width of rows that makes all of it largest in a frame of that aspect. */
static void pack_best(struct island *c, uint32_t n, double aspect, double *width, double *height)
{
	double widest = 0, sum = 0, best = 0, least = INFINITY;

	for (uint32_t i = 0; i < n; i++) {
		widest = fmax(widest, c[i].width);
		sum += c[i].width + GAP;
	}
	for (int k = 0; k <= WIDTHS; k++) {
		double most = widest + (sum - widest) * pow((double)k / WIDTHS, 3), size;

		pack(c, n, most, width, height);
		size = fmax((*width + GAP) / aspect, *height + GAP);
		if (size < least - 1e-9) {
			least = size;
			best = most;
		}
	}
	pack(c, n, best, width, height);
}

/* --- all ----------------------------------------------------------------------------------------------- */

int layout_network(struct arena *arena, uint32_t n, uint64_t m, const uint32_t *a, const uint32_t *b, double aspect,
                   double *x, double *y, double *width, double *height, struct err *e)
{
	uint32_t *who = NEW(arena, n, uint32_t), *rank = NEW(arena, n, uint32_t), *ta = NEW(arena, m, uint32_t), *tb = NEW(arena, m, uint32_t), islands;
	double *cx = NEW(arena, n, double), *cy = NEW(arena, n, double);
	struct island *land = find_islands(arena, n, m, a, b, who, &islands);
	gsl_rng *rng = rng_new(arena);

	lend_setup();
	for (uint32_t c = 0; c < islands; c++) {
		struct island *l = &land[c];
		uint64_t ties = 0;

		for (uint32_t v = 0; v < l->n; v++)
			rank[who[l->first + v]] = v;
		for (uint64_t t = 0; t < m && l->n > 1; t++)
			if (rank[a[t]] < l->n && who[l->first + rank[a[t]]] == a[t]) {
				ta[ties] = rank[a[t]];
				tb[ties++] = rank[b[t]];
			}
		cx[l->first] = cy[l->first] = 0;
		if (l->n > 1)
			TRY(lay_out(l->n, ties, ta, tb, rng, cx + l->first, cy + l->first, e));
		turn(l->n, cx + l->first, cy + l->first);
		to_scale(l, ties, ta, tb, cx + l->first, cy + l->first);
	}
	pack_best(land, islands, aspect, width, height);
	for (uint32_t c = 0; c < islands; c++)
		for (uint32_t v = 0; v < land[c].n; v++) {
			uint32_t person = who[land[c].first + v];

			x[person] = land[c].x + cx[land[c].first + v];
			y[person] = *height - land[c].y - land[c].height + cy[land[c].first + v];
		}
	return OK;
}

static void keep_inside(uint32_t n, double *x, double *y, double width, double height)
{
	for (uint32_t v = 0; v < n; v++) {
		x[v] = fmin(fmax(x[v], 0), width);
		y[v] = fmin(fmax(y[v], 0), height);
	}
}

/* One pass over all pairs; did two touch? */
static bool part(uint32_t n, double *x, double *y, double apart)
{
	bool touch = false;

	for (uint32_t i = 0; i < n; i++)
		for (uint32_t j = i + 1; j < n; j++) {
			double dx = x[j] - x[i], dy = y[j] - y[i], d, push;

			if (fabs(dx) >= apart || fabs(dy) >= apart || (d = hypot(dx, dy)) >= apart)
				continue;
			touch = true;
			push = (apart - d) / 2 + 1e-6;
			if (d < 1e-9) {                 /* on one another: each its own way */
				dx = cos(2.4 * j);
				dy = sin(2.4 * j);
				d = 1;
			}
			x[i] -= push * dx / d;
			y[i] -= push * dy / d;
			x[j] += push * dx / d;
			y[j] += push * dy / d;
		}
	return touch;
}

bool layout_apart(uint32_t n, double *x, double *y, double apart, double width, double height)
{
	for (int round = 0; round < ROUNDS; round++) {
		if (!part(n, x, y, apart))
			return true;
		keep_inside(n, x, y, width, height);
	}
	return false;
}

/* The person goes two thirds of the way, and the tie the rest in the other direction. */
static void push_off(double *x, double *y, uint32_t v, uint32_t a, uint32_t b, double apart)
{
	double dx = x[b] - x[a], dy = y[b] - y[a], len = hypot(dx, dy), along, off, push;

	if (len < 1e-9)
		return;
	along = ((x[v] - x[a]) * dx + (y[v] - y[a]) * dy) / (len * len);
	off = ((y[v] - y[a]) * dx - (x[v] - x[a]) * dy) / len;
	if (along <= 0 || along >= 1 || fabs(off) >= apart)
		return;
	push = (off < 0 ? -1 : 1) * (apart - fabs(off)) / 3;
	x[v] -= 2 * push * dy / len;
	y[v] += 2 * push * dx / len;
	x[a] += push * dy / len * (1 - along);
	y[a] -= push * dx / len * (1 - along);
	x[b] += push * dy / len * along;
	y[b] -= push * dx / len * along;
}

void layout_off_ties(uint32_t n, uint64_t m, const uint32_t *a, const uint32_t *b, double *x, double *y, double apart,
                     double width, double height)
{
	if (n * m > LAYOUT_CROSSED)
		return;
	for (int round = 0; round < ROUNDS; round++) {
		for (uint64_t t = 0; t < m; t++)
			for (uint32_t v = 0; v < n; v++)
				if (v != a[t] && v != b[t])
					push_off(x, y, v, a[t], b[t], apart);
		part(n, x, y, 2 * apart);
		keep_inside(n, x, y, width, height);
	}
}
