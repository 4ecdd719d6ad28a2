/* Pairs with several brokers.
 *
 * A pair (a, b) has k brokers.  Most have one, and a hub makes many such pairs; only those with k > 1 are visited.  Of the
 * brokers of such a pair at least one is not main(a), the one of a's contacts with most arcs.  So from a every b is
 * looked up that can be reached by way of another contact than main(a); whether main(a) leads there too is read off a
 * mark, which is set once for all people who share their main contact.
 *
 * Twins, people of one group with the same arcs to and from the same others, are in the same place in every pair: one of
 * them is visited, and counts as often as there are twins.  So it does not matter how many share the same few hubs.
 * Who has a twin is nobody's main contact, because pairs that both lead to have two brokers. */
#include "broker.h"
#include "broker_room.h"
#include "pairs.h"

#include <string.h>

/* --- twins ------------------------------------------------------------------------------------------------------ */

struct row { const uint32_t *entry; uint32_t n; };

static struct row higher(const struct broker_room *r, uint32_t x)
{
	return (struct row){ r->higher + r->off[x], r->off[x + 1] - r->off[x] };
}

static struct row lower(const struct broker_room *r, uint32_t x)
{
	return (struct row){ r->lower + r->low_off[x], r->low_off[x + 1] - r->low_off[x] };
}

/* The same whatever the order. */
static uint64_t row_hash(struct row w)
{
	uint64_t h = 0;

	for (uint32_t i = 0; i < w.n; i++)
		h += pair_mix(w.entry[i]);
	return h;
}

static void mark_row(struct broker_room *r, struct row w, bool on)
{
	for (uint32_t i = 0; i < w.n; i++)
		r->mark[w.entry[i] >> 2] = on ? w.entry[i] & 3 : 0;
}

static bool is_marked(const struct broker_room *r, struct row w)
{
	for (uint32_t i = 0; i < w.n; i++)
		if (r->mark[w.entry[i] >> 2] != (w.entry[i] & 3))
			return false;
	return true;
}

static bool are_twins(struct broker_room *r, uint32_t x, uint32_t y)
{
	bool same = r->hash[x] == r->hash[y] && r->group[x] == r->group[y] &&
	            higher(r, x).n + lower(r, x).n == higher(r, y).n + lower(r, y).n;

	if (!same)
		return false;
	mark_row(r, higher(r, x), true);
	mark_row(r, lower(r, x), true);
	same = is_marked(r, higher(r, y)) && is_marked(r, lower(r, y));
	mark_row(r, higher(r, x), false);
	mark_row(r, lower(r, x), false);
	return same;
}

/* twin[x] is the first of them, twins[] of that one how many they are. */
static void find_twins(struct broker_room *r)
{
	memset(r->bucket, 0xFF, r->n * sizeof *r->bucket);
	for (uint32_t x = 0; x < r->n; x++) {
		r->hash[x] = row_hash(higher(r, x)) + row_hash(lower(r, x)) + pair_mix(~(uint64_t)r->group[x]);
		uint32_t *bucket = &r->bucket[r->hash[x] % r->n], y = *bucket;
		while (y != UINT32_MAX && !are_twins(r, y, x))
			y = r->next[y];
		if (y == UINT32_MAX) {
			y = x;
			r->next[x] = *bucket;
			*bucket = x;
			r->twins[x] = 0;
		}
		r->twin[x] = y;
		r->twins[y]++;
	}
}

static void add_out(struct broker_room *r, struct row w, uint32_t *m)
{
	for (uint32_t i = 0; i < w.n; i++)
		if (w.entry[i] & ARC_TO && r->twin[w.entry[i] >> 2] == w.entry[i] >> 2)
			r->out[(*m)++] = w.entry[i] >> 2;
}

/* Of the first twins, to first twins. */
static void fill_out(struct broker_room *r)
{
	uint32_t m = 0;

	for (uint32_t x = 0; x < r->n; x++) {
		r->out_off[x] = m;
		if (r->twin[x] != x)
			continue;
		add_out(r, lower(r, x), &m);
		add_out(r, higher(r, x), &m);
	}
	r->out_off[r->n] = m;
}

/* --- pairs -------------------------------------------------------------------------------------------------------- */

static uint32_t arcs_of(const struct broker_room *r, uint32_t x) { return r->out_off[x + 1] - r->out_off[x]; }

/* main[a]; who has none (n) comes last in by_main[]. */
static void sort_by_main(struct broker_room *r)
{
	memset(r->at, 0, ((size_t)r->n + 2) * sizeof *r->at);
	for (uint32_t a = 0; a < r->n; a++) {
		uint32_t most = 0;
		r->main[a] = r->n;
		for (uint32_t i = r->out_off[a]; i < r->out_off[a + 1]; i++)
			if (r->twins[r->out[i]] == 1 && arcs_of(r, r->out[i]) > most) {
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
	uint64_t pairs = (uint64_t)r->twins[a] * (r->twins[b] - (a == b));

	r->several[at] += pairs;
	r->share[at] += (double)pairs * ((double)BROKER_PAIR / brokers);
}

/* through[b]: main(a) has an arc to b.  direct[b] == a + 1: no pair, a -> b is there, or b is a and has no twin. */
static void visit(struct broker_room *r, uint32_t a)
{
	uint32_t n = 0;

	if (r->twins[a] == 1)
		r->direct[a] = a + 1;
	for (uint32_t i = r->out_off[a]; i < r->out_off[a + 1]; i++)
		r->direct[r->out[i]] = a + 1;
	for (uint32_t i = r->out_off[a]; i < r->out_off[a + 1]; i++) {
		uint32_t v = r->out[i];
		if (v == r->main[a])
			continue;
		for (uint32_t j = r->out_off[v]; j < r->out_off[v + 1]; j++) {
			uint32_t b = r->out[j];
			if (r->direct[b] == a + 1)
				continue;
			if (!r->paths[b])
				r->met[n++] = b;
			r->paths[b] += r->twins[v];
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

	find_twins(r);
	fill_out(r);
	sort_by_main(r);
	memset(r->direct, 0, r->n * sizeof *r->direct);
	memset(r->several, 0, (size_t)r->n * BROKER_ROLES * sizeof *r->several);
	memset(r->share, 0, (size_t)r->n * BROKER_ROLES * sizeof *r->share);
	uint32_t v = r->n;
	for (uint32_t k = 0; k < r->n; k++) {
		uint32_t a = r->by_main[k];
		if (r->main[a] != v) {
			if (v < r->n)
				mark_through(r, v, 0);
			v = r->main[a];
			if (v < r->n)
				mark_through(r, v, 1);
		}
		visit(r, a);
	}
	if (v < r->n)
		mark_through(r, v, 0);
	for (uint32_t x = 0; x < r->n; x++)
		for (size_t k = 0; k < BROKER_ROLES; k++) {
			size_t at = (size_t)r->who[x] * BROKER_ROLES + k, here = (size_t)r->twin[x] * BROKER_ROLES + k;
			double sole = c->pairs[at] - once * (double)r->several[here];
			if (c->sole)
				c->sole[at] = sole;
			if (c->share)
				c->share[at] = BROKER_PAIR * sole + once * r->share[here];
		}
}
