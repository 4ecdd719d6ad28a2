/* Pairs with several brokers.
 *
 * A pair (a, b) has k brokers.  Most have one, and a hub makes many such pairs; only those with k > 1 are visited.  Of the
 * brokers of such a pair at least one is not main(a), the one of a's contacts with most arcs.  So from a every b is
 * looked up that can be reached by way of another contact than main(a); whether main(a) leads there too is read off a
 * mark, which is set once for all people who share their main contact. */
#include "broker.h"
#include "broker_room.h"

#include <string.h>

static void fill_out(struct broker_room *r)
{
	uint32_t m = 0;

	for (uint32_t x = 0; x < r->n; x++) {
		r->out_off[x] = m;
		for (uint32_t i = r->low_off[x]; i < r->low_off[x + 1]; i++)
			if (r->lower[i] & ARC_TO)
				r->out[m++] = r->lower[i] >> 2;
		for (uint32_t i = r->off[x]; i < r->off[x + 1]; i++)
			if (r->higher[i] & ARC_TO)
				r->out[m++] = r->higher[i] >> 2;
	}
	r->out_off[r->n] = m;
}

static uint32_t arcs_of(const struct broker_room *r, uint32_t x) { return r->out_off[x + 1] - r->out_off[x]; }

/* main[a]; people without arcs have none (n) and come last in by_main[]. */
static void sort_by_main(struct broker_room *r)
{
	memset(r->at, 0, ((size_t)r->n + 2) * sizeof *r->at);
	for (uint32_t a = 0; a < r->n; a++) {
		uint32_t most = 0;
		r->main[a] = r->n;
		for (uint32_t i = r->out_off[a]; i < r->out_off[a + 1]; i++)
			if (r->main[a] == r->n || arcs_of(r, r->out[i]) > most) {
				r->main[a] = r->out[i];
				most = arcs_of(r, r->out[i]);
			}
		r->at[r->main[a] + 1]++;
	}
	for (uint32_t x = 0; x <= r->n; x++)
		r->at[x + 1] += r->at[x];
	for (uint32_t a = r->n; a-- > 0; )
		r->by_main[--r->at[r->main[a] + 1]] = a;
}

static void credit(struct broker_room *r, uint32_t a, uint32_t v, uint32_t b, uint32_t brokers)
{
	size_t at = (size_t)v * BROKER_ROLES + broker_role(r->group[a], r->group[v], r->group[b]);

	r->several[at]++;
	r->share[at] += (double)BROKER_PAIR / brokers;
}

/* through[b]: main(a) has an arc to b.  direct[b] == a + 1: no pair, a -> b is there, or b is a. */
static void visit(struct broker_room *r, uint32_t a)
{
	uint32_t n = 0;

	r->direct[a] = a + 1;
	for (uint32_t i = r->out_off[a]; i < r->out_off[a + 1]; i++)
		r->direct[r->out[i]] = a + 1;
	for (uint32_t i = r->out_off[a]; i < r->out_off[a + 1]; i++) {
		uint32_t v = r->out[i];
		if (v == r->main[a])
			continue;
		for (uint32_t j = r->out_off[v]; j < r->out_off[v + 1]; j++) {
			uint32_t b = r->out[j];
			if (r->direct[b] != a + 1 && !r->paths[b]++)
				r->met[n++] = b;
		}
	}
	for (uint32_t i = r->out_off[a]; n && i < r->out_off[a + 1]; i++) {
		uint32_t v = r->out[i];
		if (v == r->main[a])
			continue;
		for (uint32_t j = r->out_off[v]; j < r->out_off[v + 1]; j++) {
			uint32_t b = r->out[j];
			if (r->direct[b] != a + 1 && r->paths[b] + r->through[b] > 1)
				credit(r, a, v, b, r->paths[b] + r->through[b]);
		}
	}
	for (uint32_t k = 0; k < n; k++) {
		uint32_t b = r->met[k];
		if (r->through[b])
			credit(r, a, r->main[a], b, r->paths[b] + 1);
		r->paths[b] = 0;
	}
}

static void mark_through(struct broker_room *r, uint32_t v, uint8_t mark)
{
	for (uint32_t i = r->out_off[v]; i < r->out_off[v + 1]; i++)
		r->through[r->out[i]] = mark;
}

void broker_share(struct broker_room *r, const struct broker_counts *c)
{
	double once = r->directed ? 1 : 0.5;

	fill_out(r);
	sort_by_main(r);
	memset(r->direct, 0, r->n * sizeof *r->direct);
	memset(r->several, 0, (size_t)r->n * BROKER_ROLES * sizeof *r->several);
	memset(r->share, 0, (size_t)r->n * BROKER_ROLES * sizeof *r->share);
	for (uint32_t k = 0, v = r->n; k < r->n && r->main[r->by_main[k]] < r->n; k++) {
		uint32_t a = r->by_main[k];
		if (r->main[a] != v) {
			if (v < r->n)
				mark_through(r, v, 0);
			v = r->main[a];
			mark_through(r, v, 1);
		}
		visit(r, a);
		if (k + 1 == r->n || r->main[r->by_main[k + 1]] == r->n)
			mark_through(r, v, 0);
	}
	for (uint32_t x = 0; x < r->n; x++)
		for (size_t k = 0; k < BROKER_ROLES; k++) {
			size_t at = (size_t)r->who[x] * BROKER_ROLES + k, here = (size_t)x * BROKER_ROLES + k;
			double sole = c->pairs[at] - once * (double)r->several[here];
			if (c->sole)
				c->sole[at] = sole;
			if (c->share)
				c->share[at] = BROKER_PAIR * sole + once * r->share[here];
		}
}
