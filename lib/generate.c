#include "generate.h"
#include "pairs.h"

#include <math.h>

enum { MOST_TIES = 1 << 30 };

int generate_open(struct arena *arena, uint32_t n, uint64_t m, struct drawn *d, struct err *e)
{
	if (n == UINT32_MAX || m >= MOST_TIES)
		return fail(e, E_USAGE, "%llu ties among %lu people are too many: at most 2^30 - 1 ties, 2^32 - 2 people",
		            (unsigned long long)m, (unsigned long)n);
	if (m > pairs_of(n))
		return fail(e, E_USAGE, "%llu ties among %lu people: they have only %llu pairs",
		            (unsigned long long)m, (unsigned long)n, (unsigned long long)pairs_of(n));
	*d = (struct drawn){ .n = n, .a = NEW(arena, m, uint32_t), .b = NEW(arena, m, uint32_t) };
	return OK;
}

int generate_check(double x, const char *what, struct err *e)
{
	if (!(x >= 0 && x <= 1))
		return fail(e, E_USAGE, "%s is a share: %g is not between 0 and 1", what, x);
	return OK;
}

static void tie(struct drawn *d, uint32_t a, uint32_t b)
{
	d->a[d->m] = a;
	d->b[d->m++] = b;
}

static bool chance(gsl_rng *g, double p)
{
	return p > 0 && gsl_rng_uniform(g) < p;
}

/* --- Holme and Kim ------------------------------------------------------------- */

/* The ties somebody brought stand in a row of d->b from `first` on; those received,
 * in a row of the pool that moves to twice the room when it is full. */
struct grown {
	uint32_t first, at, received, met;      /* met: the last newcomer who was tied to them */
};

struct growth {
	struct drawn *d;
	gsl_rng *g;
	struct grown *who;
	uint32_t *pool, top;
	uint64_t slots;                         /* ends of ties that stood before the newcomer */
};

/* Moves leave behind less than twice the last room, itself less than twice what was
 * received: 4 places a tie are enough. */
static void receive(struct growth *w, uint32_t of, uint32_t from)
{
	struct grown *x = &w->who[of];
	uint32_t had = x->received;

	if (!(had & (had - 1)) && had != 1) {   /* 0, 2, 4, 8 ...: the room is full */
		uint32_t at = w->top;
		w->top += had ? 2 * had : 2;
		for (uint32_t k = 0; k < had; k++)
			w->pool[at + k] = w->pool[x->at + k];
		x->at = at;
	}
	w->pool[x->at + x->received++] = from;
}

static void befriend(struct growth *w, uint32_t v, uint32_t other)
{
	tie(w->d, v, other);
	receive(w, other, v);
	w->who[other].met = v;
}

/* The end of a random tie that stood before v came: a person in proportion to degree. */
static uint32_t by_degree(const struct growth *w, uint32_t v)
{
	uint32_t x;

	if (!w->slots)
		return rng_below(w->g, v);
	do {
		uint32_t slot = rng_below(w->g, (uint32_t)w->slots);
		x = slot & 1 ? w->d->a[slot >> 1] : w->d->b[slot >> 1];
	} while (w->who[x].met == v);
	return x;
}

static uint32_t contact(const struct growth *w, uint32_t of, uint32_t k)
{
	const struct grown *x = &w->who[of];
	uint32_t brought = x[1].first - x->first;

	return k < brought ? w->d->b[x->first + k] : w->pool[x->at + (k - brought)];
}

/* A contact of `host` whom v has not met, all equally likely; false if there is none. */
static bool contact_not_met(const struct growth *w, uint32_t v, uint32_t host, uint32_t *found)
{
	const struct grown *h = &w->who[host];
	uint32_t degree = h[1].first - h->first + h->received, seen = 0;

	for (int attempt = 0; attempt < 16; attempt++) {
		*found = contact(w, host, rng_below(w->g, degree));
		if (w->who[*found].met != v)
			return true;
	}
	for (uint32_t k = 0; k < degree; k++) {         /* hardly ever: most of them are met */
		uint32_t x = contact(w, host, k);
		if (w->who[x].met != v && !rng_below(w->g, ++seen))
			*found = x;
	}
	return seen;
}

static void arrive(struct growth *w, uint32_t v, uint64_t brings, double triad)
{
	uint32_t host = v;

	w->who[v].met = v;
	w->who[v].first = (uint32_t)w->d->m;
	w->slots = 2 * w->d->m;
	if (brings >= v) {                      /* all who are there */
		for (uint32_t x = 0; x < v; x++)
			befriend(w, v, x);
	} else while (brings--) {
		uint32_t x;
		if (host == v || !chance(w->g, triad) || !contact_not_met(w, v, host, &x))
			x = host = by_degree(w, v);
		befriend(w, v, x);
	}
	w->who[v + 1].first = (uint32_t)w->d->m;
}

int generate_holme_kim(struct arena *arena, gsl_rng *g, uint32_t n, uint64_t m, double triad,
                       struct drawn *d, struct err *e)
{
	TRY(generate_check(triad, "triad", e));
	TRY(generate_open(arena, n, m, d, e));
	struct mark scratch = arena_mark(arena);
	struct growth w = { d, g, NEW(arena, (size_t)n + 1, struct grown), NEW(arena, 4 * m, uint32_t), 0, 0 };

	for (uint32_t v = 1; v < n; v++)
		arrive(&w, v, ((uint64_t)v + 1) * m / n - d->m, triad);
	arena_release(arena, scratch);
	return OK;
}

/* --- caves ------------------------------------------------------------------------ */

/* n people in k groups: group x begins at this person. */
static uint32_t group_start(uint32_t n, uint32_t k, uint32_t x)
{
	return x * (n / k) + (x < n % k ? x : n % k);
}

static void set_groups(struct arena *arena, struct drawn *d, uint32_t groups)
{
	d->groups = groups;
	d->group = NEW(arena, d->n, uint32_t);
	for (uint32_t x = 0; x < groups; x++)
		for (uint32_t v = group_start(d->n, groups, x); v < group_start(d->n, groups, x + 1); v++)
			d->group[v] = x;
}

uint32_t generate_cave_size(uint32_t n, uint64_t m)
{
	uint64_t size = n ? (2 * m + n / 2) / n + 1 : 0;

	return size < 3 ? 3 : size > n ? n : (uint32_t)size;
}

int generate_caveman(struct arena *arena, uint32_t n, uint32_t size, struct drawn *d, struct err *e)
{
	if (size < 3 || size > n)
		return fail(e, E_USAGE, "a cave of %lu among %lu people: at least 3 live in one, at most all",
		            (unsigned long)size, (unsigned long)n);
	uint32_t caves = (uint32_t)(((uint64_t)n + size / 2) / size);
	uint64_t larger = n % caves, m = larger * pairs_of(n / caves + 1) + (caves - larger) * pairs_of(n / caves);

	TRY(generate_open(arena, n, m, d, e));
	set_groups(arena, d, caves);
	for (uint32_t x = 0; x < caves; x++) {
		uint32_t from = group_start(n, caves, x), to = group_start(n, caves, x + 1);
		for (uint32_t v = from; v < to; v++)
			for (uint32_t u = v + 1; u < to; u++) {
				bool leaves = caves > 1 && v == from && u == from + 1;
				tie(d, v, leaves ? (from ? from : n) - 1 : u);
			}
	}
	return OK;
}

/* --- any pairs -------------------------------------------------------------------------- */

static void put_pair(void *ctx, uint64_t number)
{
	uint32_t a, b;

	pair_at(number, &a, &b);
	tie(ctx, a, b);
}

int generate_gnm(struct arena *arena, gsl_rng *g, uint32_t n, uint64_t m, struct drawn *d, struct err *e)
{
	TRY(generate_open(arena, n, m, d, e));
	pairs_draw(arena, g, pairs_of(n), m, put_pair, d);
	return OK;
}

/* --- planted groups -------------------------------------------------------------------- */

struct planted {
	struct drawn *d;
	uint64_t *inside, *between;     /* pairs inside groups before x; from groups before x to later ones */
};

/* The group x with before[x] <= k < before[x + 1]. */
static uint32_t group_of(const uint64_t *before, uint32_t groups, uint64_t k)
{
	uint32_t low = 0, high = groups;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (before[middle] <= k)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static void put_inside(void *ctx, uint64_t number)
{
	const struct planted *p = ctx;
	uint32_t x = group_of(p->inside, p->d->groups, number), from = group_start(p->d->n, p->d->groups, x), a, b;

	pair_at(number - p->inside[x], &a, &b);
	tie(p->d, from + a, from + b);
}

static void put_between(void *ctx, uint64_t number)
{
	const struct planted *p = ctx;
	uint32_t x = group_of(p->between, p->d->groups, number), from = group_start(p->d->n, p->d->groups, x),
	         to = group_start(p->d->n, p->d->groups, x + 1);
	uint64_t k = number - p->between[x];

	tie(p->d, from + (uint32_t)(k / (p->d->n - to)), to + (uint32_t)(k % (p->d->n - to)));
}

int generate_planted(struct arena *arena, gsl_rng *g, uint32_t n, uint64_t m, uint32_t groups, double inside,
                     struct drawn *d, struct err *e)
{
	TRY(generate_check(inside, "inside", e));
	if (!groups || groups > n)
		return fail(e, E_USAGE, "%lu groups of %lu people: at least 1, at most one a person",
		            (unsigned long)groups, (unsigned long)n);
	TRY(generate_open(arena, n, m, d, e));
	set_groups(arena, d, groups);
	struct mark scratch = arena_mark(arena);
	struct planted p = { d, NEW(arena, (size_t)groups + 1, uint64_t), NEW(arena, (size_t)groups + 1, uint64_t) };
	uint64_t ins = (uint64_t)(inside * (double)m + 0.5), size, to;

	for (uint32_t x = 0; x < groups; x++) {
		to = group_start(n, groups, x + 1);
		size = to - group_start(n, groups, x);
		p.inside[x + 1] = p.inside[x] + pairs_of(size);
		p.between[x + 1] = p.between[x] + size * (n - to);
	}
	if (ins > p.inside[groups] || m - ins > p.between[groups])
		return fail(e, E_USAGE, "%llu ties inside the groups and %llu between them do not fit: there are %llu and %llu pairs",
		            (unsigned long long)ins, (unsigned long long)(m - ins),
		            (unsigned long long)p.inside[groups], (unsigned long long)p.between[groups]);
	pairs_draw(arena, g, p.inside[groups], ins, put_inside, &p);
	pairs_draw(arena, g, p.between[groups], m - ins, put_between, &p);
	arena_release(arena, scratch);
	return OK;
}

/* --- Watts and Strogatz ---------------------------------------------------------------- */

static void lattice(struct drawn *d, uint64_t m)
{
	uint32_t n = d->n, full = n ? (uint32_t)(m / n) : 0;
	uint64_t rest = m - (uint64_t)full * n;
	/* Half way round an even ring two people share one tie: half of them have them all. */
	uint32_t span = 2 * ((uint64_t)full + 1) == n ? n / 2 : n;

	for (uint32_t far = 1; far <= full; far++)
		for (uint32_t v = 0; v < n; v++)
			tie(d, v, (uint32_t)(((uint64_t)v + far) % n));
	for (uint64_t k = 0; k < rest; k++) {
		uint64_t v = k * span / rest;
		tie(d, (uint32_t)v, (uint32_t)((v + full + 1) % n));
	}
}

int generate_watts_strogatz(struct arena *arena, gsl_rng *g, uint32_t n, uint64_t m, double rewire,
                            struct drawn *d, struct err *e)
{
	TRY(generate_check(rewire, "rewire", e));
	TRY(generate_open(arena, n, m, d, e));
	lattice(d, m);
	struct mark scratch = arena_mark(arena);
	uint32_t *degree = NEW(arena, n, uint32_t), to;
	struct pair_set s;

	pair_set_open(&s, arena, m);
	for (uint64_t k = 0; k < m; k++) {
		pair_set_add(&s, pair_key(d->a[k], d->b[k]));
		degree[d->a[k]]++;
		degree[d->b[k]]++;
	}
	for (uint64_t k = 0; k < m; k++) {
		uint32_t near = d->a[k];
		if (!chance(g, rewire) || degree[near] == n - 1)
			continue;
		do
			to = rng_below(g, n);
		while (to == near || pair_set_has(&s, pair_key(near, to)));
		pair_set_remove(&s, pair_key(near, d->b[k]));
		pair_set_add(&s, pair_key(near, to));
		degree[d->b[k]]--;
		degree[to]++;
		d->b[k] = to;
	}
	arena_release(arena, scratch);
	return OK;
}

/* --- what stands beside the ties ---------------------------------------------------------- */

int generate_groups(struct arena *arena, gsl_rng *g, uint32_t groups, struct drawn *d, struct err *e)
{
	if (!groups || groups > d->n)
		return fail(e, E_USAGE, "%lu groups of %lu people: at least 1, at most one a person",
		            (unsigned long)groups, (unsigned long)d->n);
	set_groups(arena, d, groups);
	rng_shuffle(g, d->group, d->n);
	return OK;
}

int generate_weights(struct arena *arena, gsl_rng *g, double tail, uint64_t m, uint32_t **weight, struct err *e)
{
	if (!(tail > 0) || !isfinite(tail))
		return fail(e, E_USAGE, "the exponent of the weights is %g: it must be above 0", tail);
	*weight = NEW(arena, m, uint32_t);
	for (uint64_t k = 0; k < m; k++) {
		double x = rng_pareto(g, tail);
		(*weight)[k] = x < UINT32_MAX ? (uint32_t)x : UINT32_MAX;
	}
	return OK;
}

static void swap(uint32_t *v, uint64_t i, uint64_t j)
{
	uint32_t held = v[i];

	v[i] = v[j];
	v[j] = held;
}

void generate_shuffle(struct arena *arena, gsl_rng *g, struct drawn *d, uint32_t *weight)
{
	uint32_t *number = NEW(arena, d->n, uint32_t);

	for (uint32_t v = 0; v < d->n; v++)
		number[v] = v;
	rng_shuffle(g, number, d->n);
	for (uint64_t k = d->m; k-- > 0; ) {
		uint64_t other = rng_below(g, (uint32_t)(2 * (k + 1))), from = other >> 1;
		swap(d->a, k, from);
		swap(d->b, k, from);
		if (weight)
			swap(weight, k, from);
		uint32_t a = number[d->a[k]], b = number[d->b[k]];
		d->a[k] = other & 1 ? b : a;
		d->b[k] = other & 1 ? a : b;
	}
	if (!d->group)
		return;
	uint32_t *group = NEW(arena, d->n, uint32_t);
	for (uint32_t v = 0; v < d->n; v++)
		group[number[v]] = d->group[v];
	d->group = group;
}

void generate_hex(uint64_t number, char to[16])
{
	uint64_t x = pair_mix(number + 0x9E3779B97F4A7C15u);

	for (int k = 0; k < 16; k++)
		to[k] = "0123456789abcdef"[x >> (60 - 4 * k) & 15];
}
