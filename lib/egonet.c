#include "egonet.h"

#include <string.h>

/* Who is an alter is looked up in a table so sparse that most people who are none find an empty
 * place, and so small that it stays in the nearest cache. */
enum { LEAST_SLOTS = 1 << 10, MOST_SLOTS = 1 << 16, SPARSE = 16 };

/* Entries ahead that memory is asked for, in the lists of all egos together. */
enum { AHEAD = 16, STARTS_AHEAD = 32, ROWS_AHEAD = 16, LINE = 64 / sizeof(uint32_t) };

/* Ego networks have no more ties than the alters' forward rows hold. */
static uint64_t most_ties(const struct contacts *c, uint32_t *most_alters)
{
	const struct forward *f = &c->f;
	uint64_t row = 0;

	*most_alters = 0;
	for (uint32_t x = 0; x < f->n; x++) {
		if (f->off[x + 1] - f->off[x] > row)
			row = f->off[x + 1] - f->off[x];
		if (f->degree[x] > *most_alters)
			*most_alters = f->degree[x];
	}
	uint64_t ties = row * *most_alters;
	return ties < f->m ? ties : f->m;
}

void egonet_room(struct arena *a, const struct contacts *c, struct egonet *e)
{
	uint32_t n;
	uint64_t m = most_ties(c, &n);

	*e = (struct egonet){ .c = c };
	e->alter = NEW(a, n, uint32_t);
	e->z = NEW(a, n, double);
	e->arcs = NEW(a, n, uint8_t);
	e->tie = NEW(a, m, struct egotie);
	e->next = NEW(a, n, uint32_t);
	e->head = NEW(a, MOST_SLOTS, uint32_t);
}

static inline bool is_chosen(unsigned arcs, enum egonet_alters who)
{
	switch (who) {
	case ALTERS_OUT:    return arcs & EGO_OUT;
	case ALTERS_IN:     return arcs & EGO_IN;
	case ALTERS_MUTUAL: return arcs == (EGO_OUT | EGO_IN);
	case ALTERS_BOTH:   break;
	}
	return true;
}

/* What a tie is for ego at its higher or lower end. */
static inline unsigned seen_from(const struct contacts *c, uint32_t place, bool higher)
{
	unsigned arcs = c->arcs ? c->arcs[place] : ARC_UP | ARC_DOWN;

	if (higher)
		return (arcs & ARC_DOWN ? EGO_OUT : 0) | (arcs & ARC_UP ? EGO_IN : 0);
	return (arcs & ARC_UP ? EGO_OUT : 0) | (arcs & ARC_DOWN ? EGO_IN : 0);
}

static inline void add_alter(struct egonet *e, uint32_t who, unsigned arcs, double z)
{
	e->alter[e->n] = who;
	e->arcs[e->n] = (uint8_t)arcs;
	e->z[e->n] = z;
	e->next[e->n] = e->head[who & e->mask];
	e->head[who & e->mask] = ++e->n;
}

static void add_alters(struct egonet *e, enum egonet_alters who)
{
	const struct contacts *c = e->c;
	const struct forward *f = &c->f;
	uint32_t x = e->ego;

	for (uint32_t i = c->low_off[x]; i < c->low_off[x + 1]; i++) {
		uint32_t place = c->low_place ? c->low_place[i] : 0;
		unsigned arcs = seen_from(c, place, true);
		if (c->z && i + AHEAD < f->m)
			__builtin_prefetch(&c->z[c->low_place[i + AHEAD]]);
		if (is_chosen(arcs, who))
			add_alter(e, c->low[i], arcs, c->z ? c->z[place] : 1);
	}
	for (uint32_t i = f->off[x]; i < f->off[x + 1]; i++) {
		unsigned arcs = seen_from(c, i, false);
		if (is_chosen(arcs, who))
			add_alter(e, f->adj[i], arcs, c->z ? c->z[i] : 1);
	}
}

/* Ties of alter k to alters of higher rank. */
static inline void add_ties(struct egonet *e, uint32_t k)
{
	const struct forward *f = &e->c->f;
	uint32_t q = e->alter[k];

	for (uint32_t i = f->off[q]; i < f->off[q + 1]; i++) {
		uint32_t y = f->adj[i], at = e->head[y & e->mask];
		while (at && e->alter[at - 1] != y)
			at = e->next[at - 1];
		if (!at)
			continue;
		e->tie[e->m++] = (struct egotie){ k, at - 1, i };
		if (e->c->z)                    /* looked at when the network is complete */
			__builtin_prefetch(&e->c->z[i]);
	}
}

void egonet_take(struct egonet *e, uint32_t ego, enum egonet_alters who)
{
	const struct contacts *c = e->c;
	const struct forward *f = &c->f;
	uint32_t lower = c->low_off[ego + 1] - c->low_off[ego], degree = lower + f->off[ego + 1] - f->off[ego];

	e->ego = ego;
	e->n = 0;
	e->m = 0;
	for (e->mask = LEAST_SLOTS - 1; e->mask < MOST_SLOTS - 1 && e->mask / SPARSE < degree; )
		e->mask = 2 * e->mask + 1;
	add_alters(e, who);
	/* Rows of alters, and of the next egos' alters, are asked for early, in the list that is now
	 * walked: first where they start, then two lines of each. */
	for (uint32_t k = 0; k < e->n; k++) {
		const uint32_t *list = k < lower ? c->low : f->adj;
		uint64_t at = k < lower ? (uint64_t)c->low_off[ego] + k : (uint64_t)f->off[ego] + k - lower;
		if (at + STARTS_AHEAD < f->m)
			__builtin_prefetch(&f->off[list[at + STARTS_AHEAD]]);
		if (at + ROWS_AHEAD < f->m) {
			const uint32_t *row = f->adj + f->off[list[at + ROWS_AHEAD]];
			__builtin_prefetch(row);
			__builtin_prefetch(row + LINE);
		}
		add_ties(e, k);
	}
	for (uint32_t k = 0; k < e->n; k++)
		e->head[e->alter[k] & e->mask] = 0;
}

void egonet_pairs(const struct egonet *e, uint64_t *one_way, uint64_t *mutual)
{
	const uint8_t *arcs = e->c->arcs;

	*mutual = arcs ? 0 : e->m;
	for (uint64_t k = 0; arcs && k < e->m; k++)
		*mutual += arcs[e->tie[k].place] == (ARC_UP | ARC_DOWN);
	*one_way = e->m - *mutual;
}

/* --- ego betweenness ---------------------------------------------------------------------- */

void egonet_between_room(struct arena *a, const struct egonet *e, struct between_room *r)
{
	uint32_t n;
	uint64_t m = most_ties(e->c, &n);

	r->off = NEW(a, (size_t)n + 2, uint64_t);
	r->adj = NEW(a, 2 * m, uint32_t);
	r->paths = NEW(a, n, uint32_t);
	r->direct = NEW(a, n, uint32_t);
	r->met = NEW(a, n, uint32_t);
}

/* Arcs among alters, by sender. */
static void fill_rows(const struct egonet *e, struct between_room *r)
{
	const uint8_t *arcs = e->c->arcs;

	memset(r->off, 0, ((size_t)e->n + 2) * sizeof *r->off);
	for (int pass = 0; pass < 2; pass++) {
		for (uint64_t k = 0; k < e->m; k++) {
			const struct egotie *t = &e->tie[k];
			unsigned is = arcs ? arcs[t->place] : ARC_UP | ARC_DOWN;
			if (is & ARC_UP && pass)
				r->adj[r->off[t->a + 1]++] = t->b;
			else if (is & ARC_UP)
				r->off[t->a + 2]++;
			if (is & ARC_DOWN && pass)
				r->adj[r->off[t->b + 1]++] = t->a;
			else if (is & ARC_DOWN)
				r->off[t->b + 2]++;
		}
		for (uint32_t v = 0; !pass && v < e->n; v++)
			r->off[v + 2] += r->off[v + 1];
	}
}

/* Those whom alter j reaches through ego (and others), but not directly. */
static double between_from(const struct egonet *e, uint32_t j, uint64_t receivers, struct between_room *r)
{
	uint32_t met = 0;
	uint64_t alone = receivers - (e->arcs[j] & EGO_OUT ? 1 : 0);
	double sum = 0;

	for (uint64_t i = r->off[j]; i < r->off[j + 1]; i++) {
		r->direct[r->adj[i]] = j + 1;
		alone -= e->arcs[r->adj[i]] & EGO_OUT ? 1 : 0;
	}
	for (uint64_t i = r->off[j]; i < r->off[j + 1]; i++)
		for (uint64_t l = r->off[r->adj[i]]; l < r->off[r->adj[i] + 1]; l++) {
			uint32_t k = r->adj[l];
			if (k == j || r->direct[k] == j + 1 || !(e->arcs[k] & EGO_OUT))
				continue;
			if (!r->paths[k]++)
				r->met[met++] = k;
		}
	alone -= met;
	for (uint32_t i = 0; i < met; i++) {
		sum += 1 / (1 + (double)r->paths[r->met[i]]);
		r->paths[r->met[i]] = 0;
	}
	return (double)alone + sum;
}

double egonet_betweenness(const struct egonet *e, struct between_room *r)
{
	uint64_t receivers = 0;
	double sum = 0;

	fill_rows(e, r);
	memset(r->direct, 0, e->n * sizeof *r->direct);
	for (uint32_t k = 0; k < e->n; k++)
		receivers += e->arcs[k] & EGO_OUT ? 1 : 0;
	for (uint32_t j = 0; j < e->n; j++)
		if (e->arcs[j] & EGO_IN)
			sum += between_from(e, j, receivers, r);
	return e->c->arcs ? sum : sum / 2;
}

/* --- two steps ------------------------------------------------------------------------------- */

static uint32_t step(const struct contacts *c, uint32_t x, enum egonet_alters who, uint32_t *stamp, uint32_t now)
{
	const struct forward *f = &c->f;
	uint32_t new = 0;

	for (uint32_t i = c->low_off[x]; i < c->low_off[x + 1]; i++) {
		uint32_t place = c->low_place ? c->low_place[i] : 0;
		if (stamp[c->low[i]] != now && is_chosen(seen_from(c, place, true), who)) {
			stamp[c->low[i]] = now;
			new++;
		}
	}
	for (uint32_t i = f->off[x]; i < f->off[x + 1]; i++)
		if (stamp[f->adj[i]] != now && is_chosen(seen_from(c, i, false), who)) {
			stamp[f->adj[i]] = now;
			new++;
		}
	return new;
}

uint32_t egonet_two_steps(const struct egonet *e, enum egonet_alters who, uint32_t *stamp, uint32_t now)
{
	uint32_t n = e->n;

	stamp[e->ego] = now;
	for (uint32_t k = 0; k < e->n; k++)
		stamp[e->alter[k]] = now;
	for (uint32_t k = 0; k < e->n; k++)
		n += step(e->c, e->alter[k], who, stamp, now);
	return n;
}
