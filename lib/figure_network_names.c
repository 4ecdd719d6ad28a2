/* Names beside the nodes of a network: eight places around each, on nothing else. */
#include "figure_network.h"

#include <math.h>
#include <stdlib.h>

enum { SPOTS = 8 };

struct box { double x1, x2, y1, y2; };

/* Right and left first, then the corners, then above and below. */
static const int spot[SPOTS][2] = { { 1, 0 }, { -1, 0 }, { 1, 1 }, { -1, 1 }, { 1, -1 }, { -1, -1 }, { 0, 1 }, { 0, -1 } };

static struct box box_at(const struct network *g, uint32_t v, double w, double h, int k)
{
	double r = g->apart / 2 + 0.5, dx = spot[k][0], dy = spot[k][1], slant = dx != 0 && dy != 0 ? M_SQRT1_2 : 1;
	double x = g->x[v] + dx * (slant * r + w / 2), y = g->y[v] + dy * (slant * r + h / 2);

	return (struct box){ x - w / 2, x + w / 2, y - h / 2, y + h / 2 };
}

static bool on_node(const struct network *g, struct box b)
{
	for (uint32_t v = 0; v < g->n; v++) {
		double dx = fmax(fmax(b.x1 - g->x[v], g->x[v] - b.x2), 0), dy = fmax(fmax(b.y1 - g->y[v], g->y[v] - b.y2), 0);

		if (hypot(dx, dy) < g->apart / 2)
			return true;
	}
	return false;
}

static bool on_name(const struct box *set, uint32_t n, struct box b)
{
	for (uint32_t k = 0; k < n; k++)
		if (b.x1 < set[k].x2 + 2 && set[k].x1 < b.x2 + 2 && b.y1 < set[k].y2 + 0.5 && set[k].y1 < b.y2 + 0.5)
			return true;
	return false;
}

/* Does the line from 1 to 2 pass through the box?  Liang and Barsky's clipping. */
static bool crosses(struct box b, double x1, double y1, double x2, double y2)
{
	double p[4] = { x1 - x2, x2 - x1, y1 - y2, y2 - y1 }, q[4] = { x1 - b.x1, b.x2 - x1, y1 - b.y1, b.y2 - y1 }, from = 0, to = 1;

	for (int k = 0; k < 4; k++) {
		if (p[k] == 0 && q[k] < 0)
			return false;
		if (p[k] < 0)
			from = fmax(from, q[k] / p[k]);
		else if (p[k] > 0)
			to = fmin(to, q[k] / p[k]);
	}
	return from < to;
}

static uint64_t lines_under(const struct network *g, struct box b)
{
	uint64_t n = 0;

	for (uint64_t k = 0; k < g->m; k++)
		n += crosses(b, g->x[g->a[k]], g->y[g->a[k]], g->x[g->b[k]], g->y[g->b[k]]);
	return n;
}

/* The free place with the fewest lines under it. */
static bool find_spot(const struct network *g, uint32_t v, double w, double h, const struct box *set, uint32_t n, struct box *at, int *which)
{
	uint64_t least = UINT64_MAX;

	for (int k = 0; k < SPOTS; k++) {
		struct box b = box_at(g, v, w, h, k);
		uint64_t under;

		if (b.x1 < 0 || b.x2 > g->width || b.y1 < g->foot || b.y2 > g->height || on_node(g, b) || on_name(set, n, b))
			continue;
		if ((under = lines_under(g, b)) < least) {
			least = under;
			*at = b;
			*which = k;
		}
	}
	return least < UINT64_MAX;
}

struct rank { uint32_t degree, person; };

static int compare_ranks(const void *p, const void *q)
{
	const struct rank *a = p, *b = q;

	return a->degree != b->degree ? (a->degree < b->degree) - (a->degree > b->degree) : (a->person > b->person) - (a->person < b->person);
}

int network_names(struct page *p, const struct network *g, uint32_t top)
{
	const struct panel *q = &p->panel[0];
	struct rank *r = NEW(p->arena, g->n, struct rank);
	struct box *set = NEW(p->arena, top, struct box), at;
	uint32_t n = 0;
	int dropped = 0, k;

	for (uint32_t v = 0; v < g->n; v++)
		r[v] = (struct rank){ g->degree[v], v };
	qsort(r, g->n, sizeof *r, compare_ranks);
	for (uint32_t i = 0; i < top && i < g->n; i++) {
		const char *line[TEXT_LINES];

		if (!text_wrap(p->arena, g->name[r[i].person], 6, false, 100, 1, line))
			continue;
		if (!find_spot(g, r[i].person, text_width(line[0], 6, false), 6.5, set, n, &at, &k)) {
			dropped++;
			continue;
		}
		set[n++] = at;
		if (lines_under(g, at))
			page_rect(p, q->left + (at.x1 - 0.5) / CM, q->left + (at.x2 + 0.5) / CM, q->bottom + at.y1 / CM, q->bottom + at.y2 / CM, WHITE);
		page_text(p, line[0], q->left + (spot[k][0] > 0 ? at.x1 : spot[k][0] < 0 ? at.x2 : (at.x1 + at.x2) / 2) / CM,
		          q->bottom + (at.y1 + at.y2) / 2 / CM, 6, -spot[k][0], INK);
	}
	return dropped;
}
