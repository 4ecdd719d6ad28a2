#include "broker.h"
#include "broker_room.h"

#include <math.h>
#include <string.h>

enum broker_role broker_role(uint32_t a, uint32_t v, uint32_t b)
{
	if (a == v)
		return b == v ? BROKER_COORDINATOR : BROKER_REPRESENTATIVE;
	return b == v ? BROKER_GATEKEEPER : a == b ? BROKER_ITINERANT : BROKER_LIAISON;
}

/* --- closed triads -------------------------------------------------------------------------------------------------
 * Three people x < y < z (ranks) with arcs among them hold up to six ordered pairs with somebody between them who are
 * tied all the same: a -> v -> b and a -> b.  A table says for each combination of arcs and of equal groups in which
 * role each of the six is lost: slot[0], slot[1] of x, then of y, then of z; NONE if it is not there. */

enum { SLOTS = 8, NONE = BROKER_ROLES };

static unsigned arcs_code(unsigned xy, unsigned xz, unsigned yz) { return (xy << 4 | xz << 2 | yz) << 3; }

static unsigned equal_code(uint32_t x, uint32_t y, uint32_t z)
{
	return (unsigned)(x == y) | (unsigned)(x == z) << 1 | (unsigned)(y == z) << 2;
}

static void fill_corner(unsigned arcs, unsigned same, struct corner *c)
{
	/* arc[i][j]: is there one from i to j, x, y, z being 0, 1, 2 */
	const bool arc[3][3] = { { 0, arcs >> 4 & ARC_TO, arcs >> 2 & ARC_TO },
	                         { (arcs >> 4 & ARC_FROM) != 0, 0, arcs & ARC_TO },
	                         { (arcs >> 2 & ARC_FROM) != 0, (arcs & ARC_FROM) != 0, 0 } };
	uint32_t group[3] = { 0, same & 1 ? 0 : 1, same & 2 ? 0 : same & 4 ? 1 : 2 };

	for (int v = 0; v < 3; v++) {
		int a = v == 0, b = v == 2 ? 1 : 2;
		c->slot[2 * v] = arc[a][v] && arc[v][b] && arc[a][b] ? (uint8_t)broker_role(group[a], group[v], group[b]) : NONE;
		c->slot[2 * v + 1] = arc[b][v] && arc[v][a] && arc[b][a] ? (uint8_t)broker_role(group[b], group[v], group[a]) : NONE;
	}
}

/* Triangles of which x is the lowest. */
static void close_row(struct broker_room *r, uint32_t x)
{
	uint32_t from = r->off[x], to = r->off[x + 1], m = r->off[r->n], *cx = r->closed + (size_t)x * SLOTS;

	if (to - from < 2)
		return;
	for (uint32_t i = from; i < to; i++)
		r->mark[r->higher[i] >> 2] = r->higher[i] & 3;
	for (uint32_t i = from; i < to; i++) {
		uint32_t y = r->higher[i] >> 2, xy = r->higher[i] & 3, *cy = r->closed + (size_t)y * SLOTS;
		if (i + 16 < m)
			__builtin_prefetch(&r->off[r->higher[i + 16] >> 2]);
		if (i + 6 < m)
			__builtin_prefetch(&r->higher[r->off[r->higher[i + 6] >> 2]]);
		for (uint32_t j = r->off[y]; j < r->off[y + 1]; j++) {
			uint32_t z = r->higher[j] >> 2, xz = r->mark[z], *cz;
			if (!xz)
				continue;
			const uint8_t *slot = r->corner[arcs_code(xy, xz, r->higher[j] & 3) |
			                                equal_code(r->group[x], r->group[y], r->group[z])].slot;
			cz = r->closed + (size_t)z * SLOTS;
			cx[slot[0]]++;
			cx[slot[1]]++;
			cy[slot[2]]++;
			cy[slot[3]]++;
			cz[slot[4]]++;
			cz[slot[5]]++;
		}
	}
	for (uint32_t i = from; i < to; i++)
		r->mark[r->higher[i] >> 2] = 0;
}

/* --- the network ------------------------------------------------------------------------------------------------------ */

int broker_room(struct arena *a, uint32_t n, uint32_t most, uint32_t groups, bool credit, struct broker_room **room,
                struct err *e)
{
	struct broker_room *r = *room = NEW(a, 1, struct broker_room);

	if (n >= 1u << 30)
		return fail(e, E_DATA, "%lu people are more than the 1073741823 that fit", (unsigned long)n);
	*r = (struct broker_room){
		.n = n, .rank = NEW(a, n, uint32_t), .who = NEW(a, n, uint32_t),
		.off = NEW(a, (size_t)n + 1, uint32_t), .higher = NEW(a, most, uint32_t),
		.low_off = NEW(a, (size_t)n + 1, uint32_t), .lower = NEW(a, most, uint32_t),
		.group = NEW(a, n, uint32_t), .scratch = NEW(a, (size_t)n + 2, uint32_t), .mark = NEW(a, n, uint8_t),
		.tally = NEW(a, groups, struct tally), .closed = NEW(a, (size_t)n * SLOTS, uint32_t),
		.corner = NEW(a, 512, struct corner),
	};
	for (unsigned code = 0; code < 512; code++)
		fill_corner(code >> 3, code & 7, &r->corner[code]);
	if (!credit)
		return OK;
	r->hash = NEW(a, n, uint64_t);
	r->twin = NEW(a, n, uint32_t);
	r->twins = NEW(a, n, uint32_t);
	r->bucket = NEW(a, n, uint32_t);
	r->next = NEW(a, n, uint32_t);
	r->out_off = NEW(a, (size_t)n + 1, uint32_t);
	r->out = NEW(a, 2 * (size_t)most, uint32_t);
	r->main = NEW(a, n, uint32_t);
	r->by_main = NEW(a, n, uint32_t);
	r->at = NEW(a, (size_t)n + 2, uint32_t);
	r->paths = NEW(a, n, uint32_t);
	r->met = NEW(a, n, uint32_t);
	r->direct = NEW(a, n, uint32_t);
	r->through = NEW(a, n, uint8_t);
	r->several = NEW(a, (size_t)n * BROKER_ROLES, uint64_t);
	r->share = NEW(a, (size_t)n * BROKER_ROLES, double);
	return OK;
}

/* Counting sort by degree; arcs back and forth count twice, which does no harm.  who[] holds the degrees first. */
static void rank_people(struct broker_room *r, uint32_t m, const struct ends *tie)
{
	uint32_t n = r->n, *start = r->scratch, *degree = r->group;

	memset(start, 0, ((size_t)n + 2) * sizeof *start);
	memset(degree, 0, n * sizeof *degree);
	for (uint32_t k = 0; k < m; k++) {
		degree[tie[k].a]++;
		degree[tie[k].b]++;
	}
	for (uint32_t v = 0; v < n; v++)
		start[(degree[v] < n ? degree[v] : n) + 1]++;
	for (uint32_t d = 0; d <= n; d++)
		start[d + 1] += start[d];
	for (uint32_t v = 0; v < n; v++) {
		r->rank[v] = start[degree[v] < n ? degree[v] : n]++;
		r->who[r->rank[v]] = v;
	}
}

static void fill_rows(struct broker_room *r, uint32_t m, const struct ends *tie)
{
	uint32_t *next = r->scratch;

	memset(r->off, 0, ((size_t)r->n + 1) * sizeof *r->off);
	for (uint32_t k = 0; k < m; k++) {
		uint32_t x = r->rank[tie[k].a], y = r->rank[tie[k].b];
		r->off[(x < y ? x : y) + 1]++;
	}
	for (uint32_t x = 0; x < r->n; x++) {
		next[x] = r->off[x];
		r->off[x + 1] += r->off[x];
	}
	for (uint32_t k = 0; k < m; k++) {
		uint32_t x = r->rank[tie[k].a], y = r->rank[tie[k].b], arcs = r->directed ? ARC_TO : ARC_TO | ARC_FROM;
		if (x < y)
			r->higher[next[x]++] = y << 2 | arcs;
		else
			r->higher[next[y]++] = x << 2 | (r->directed ? ARC_FROM : arcs);
	}
}

/* Arcs back and forth become one entry; the rows close up. */
static void merge_arcs(struct broker_room *r)
{
	uint32_t *seen = r->scratch, m = 0;

	memset(seen, 0, r->n * sizeof *seen);
	for (uint32_t x = 0, from = 0, to; x < r->n; x++, from = to) {
		uint32_t first = m;
		to = r->off[x + 1];
		for (uint32_t i = from; i < to; i++) {
			uint32_t y = r->higher[i] >> 2;
			if (seen[y] > first) {
				r->higher[seen[y] - 1] |= r->higher[i] & 3;
				continue;
			}
			r->higher[m++] = r->higher[i];
			seen[y] = m;
		}
		r->off[x] = first;
	}
	r->off[r->n] = m;
}

static void fill_lower(struct broker_room *r)
{
	uint32_t m = r->off[r->n], *next = r->scratch;

	memset(r->low_off, 0, ((size_t)r->n + 1) * sizeof *r->low_off);
	for (uint32_t i = 0; i < m; i++)
		r->low_off[(r->higher[i] >> 2) + 1]++;
	for (uint32_t x = 0; x < r->n; x++) {
		next[x] = r->low_off[x];
		r->low_off[x + 1] += r->low_off[x];
	}
	for (uint32_t x = 0; x < r->n; x++)
		for (uint32_t i = r->off[x]; i < r->off[x + 1]; i++) {
			uint32_t arcs = r->higher[i] & 3;
			r->lower[next[r->higher[i] >> 2]++] = x << 2 | (arcs & ARC_TO) << 1 | arcs >> 1;
		}
}

void broker_take(struct broker_room *r, bool directed, uint32_t m, const struct ends *tie)
{
	r->directed = directed;
	rank_people(r, m, tie);
	fill_rows(r, m, tie);
	if (directed)
		merge_arcs(r);
	fill_lower(r);
}

/* --- counting ----------------------------------------------------------------------------------------------------------- */

static uint64_t tally_row(struct broker_room *r, const uint32_t *entry, uint32_t n, uint32_t own, uint64_t *mutual_own)
{
	uint64_t mutual = 0;

	for (uint32_t i = 0; i < n; i++) {
		uint32_t g = r->group[entry[i] >> 2], both = (entry[i] & 3) == 3;
		r->tally[g].out += entry[i] & 1;
		r->tally[g].in += entry[i] >> 1 & 1;
		mutual += both;
		*mutual_own += both & (g == own);
	}
	return mutual;
}

/* Sums over the groups of a row; a group's tally is emptied when it has been added. */
struct sums { uint64_t in, out, within; };

static void sum_row(struct broker_room *r, const uint32_t *entry, uint32_t n, struct sums *s)
{
	for (uint32_t i = 0; i < n; i++) {
		struct tally *t = &r->tally[r->group[entry[i] >> 2]];
		s->in += t->in;
		s->out += t->out;
		s->within += (uint64_t)t->in * t->out;
		*t = (struct tally){ 0, 0 };
	}
}

/* All a -> x -> b, a and b different, by role, whether a -> b is there or not. */
static void open_row(struct broker_room *r, uint32_t x, uint64_t pairs[BROKER_ROLES])
{
	const uint32_t *high = r->higher + r->off[x], *low = r->lower + r->low_off[x];
	uint32_t nhigh = r->off[x + 1] - r->off[x], nlow = r->low_off[x + 1] - r->low_off[x], own = r->group[x];
	uint64_t mutual_own = 0, mutual = tally_row(r, high, nhigh, own, &mutual_own);
	struct sums others = { 0, 0, 0 };

	mutual += tally_row(r, low, nlow, own, &mutual_own);
	uint64_t in = r->tally[own].in, out = r->tally[own].out;
	r->tally[own] = (struct tally){ 0, 0 };
	sum_row(r, high, nhigh, &others);
	sum_row(r, low, nlow, &others);
	pairs[BROKER_COORDINATOR] = in * out - mutual_own;
	pairs[BROKER_ITINERANT] = others.within - (mutual - mutual_own);
	pairs[BROKER_GATEKEEPER] = others.in * out;
	pairs[BROKER_REPRESENTATIVE] = in * others.out;
	pairs[BROKER_LIAISON] = others.in * others.out - others.within;
}

void broker_count(struct broker_room *r, const uint32_t *group, const struct broker_counts *c)
{
	double once = r->directed ? 1 : 0.5;

	for (uint32_t x = 0; x < r->n; x++)
		r->group[x] = group[r->who[x]];
	memset(r->closed, 0, (size_t)r->n * SLOTS * sizeof *r->closed);
	for (uint32_t x = 0; x < r->n; x++)
		close_row(r, x);
	for (uint32_t x = 0; x < r->n; x++) {
		uint64_t pairs[BROKER_ROLES];
		open_row(r, x, pairs);
		for (int k = 0; k < BROKER_ROLES; k++)
			c->pairs[(size_t)r->who[x] * BROKER_ROLES + (size_t)k] =
				once * (double)(pairs[k] - r->closed[(size_t)x * SLOTS + (size_t)k]);
	}
	if (c->share || c->sole)
		broker_share(r, c);
}
