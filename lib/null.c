#include "null.h"

#include <math.h>
#include <string.h>

/* --- which -------------------------------------------------------------------------------------------- */

static const char *const model_name[] = { "degrees", "gnm", "bernoulli", "dyads", "labels", "weights" };
enum { MODELS = sizeof model_name / sizeof *model_name };

/* Is the word one of "a|b|c"? */
static bool among(const char *words, const char *word, size_t len)
{
	for (const char *p = words; *p; ) {
		size_t n = strcspn(p, "|");
		if (n == len && !memcmp(p, word, n))
			return true;
		p += n + (p[n] == '|');
	}
	return false;
}

int null_choose(struct arena *a, const char *text, const char *allowed, struct null_choice *c, struct err *e)
{
	static const char within[] = "within=";
	size_t len = strcspn(text, ":");
	int model = MODELS;

	if (among(allowed, text, len))
		while (model-- && strncmp(model_name[model], text, len))
			;
	if (model < 0 || model == MODELS)
		return fail(e, E_USAGE, "--null: there is no '%.*s' here; expected %s", (int)len, text, allowed);
	*c = (struct null_choice){ .model = (enum null_model)model };
	if (!text[len])
		return OK;
	if (model != NULL_LABELS || strncmp(text + len + 1, within, strlen(within)) || !text[len + 1 + strlen(within)])
		return fail(e, E_USAGE, "--null: '%s' is not understood; expected %s%s", text, allowed,
		            among(allowed, "labels", 6) ? ", or labels:within=COLUMN" : "");
	c->within = arena_copy(a, text + len + 1 + strlen(within), strlen(text + len + 1 + strlen(within)));
	return OK;
}

/* --- weights and labels --------------------------------------------------------------------------- */

static void swap(uint32_t *v, uint64_t x, uint64_t y)
{
	uint32_t held = v[x];

	v[x] = v[y];
	v[y] = held;
}

void null_weights(const struct part *p, gsl_rng *g, const uint32_t *from, uint32_t *to)
{
	for (uint64_t k = 0; k < p->m; k++)
		to[part_row(p, k)] = from[part_row(p, k)];
	for (uint64_t k = p->m; k > 1; k--)
		swap(to, part_row(p, k - 1), part_row(p, rng_below(g, (uint32_t)k)));
}

void null_strata(struct arena *a, uint32_t n, const uint32_t *order, const uint32_t *stratum, uint32_t strata,
                 struct null_strata *s)
{
	*s = (struct null_strata){ .n = stratum ? strata : 1 };
	s->at = NEW(a, (size_t)s->n + 2, uint32_t);             /* at[x + 1] moves to where x + 1 begins */
	s->who = NEW(a, n, uint32_t);
	for (uint32_t k = 0; k < n; k++)
		s->at[(stratum ? stratum[order[k]] : 0) + 2]++;
	for (uint32_t x = 0; x < s->n; x++)
		s->at[x + 2] += s->at[x + 1];
	for (uint32_t k = 0; k < n; k++)
		s->who[s->at[(stratum ? stratum[order[k]] : 0) + 1]++] = order[k];
}

void null_labels(const struct null_strata *s, gsl_rng *g, const uint32_t *from, uint32_t *to)
{
	for (uint32_t x = 0; x < s->n; x++) {
		const uint32_t *who = s->who + s->at[x];
		uint32_t n = s->at[x + 1] - s->at[x];
		for (uint32_t k = 0; k < n; k++)
			to[who[k]] = from[who[k]];
		for (uint32_t k = n; k > 1; k--)
			swap(to, who[k - 1], who[rng_below(g, k)]);
	}
}

/* --- ties ----------------------------------------------------------------------------------------------- */

static struct ends tie_at(const struct simple *t, uint64_t number)
{
	struct ends x;

	if (t->directed) {
		x.a = (uint32_t)(number / (t->n - 1));
		x.b = (uint32_t)(number % (t->n - 1));
		x.b += x.b >= x.a;
	} else {
		pair_at(number, &x.a, &x.b);
	}
	return x;
}

void null_room(struct arena *arena, const struct simple *t, enum null_model model, struct null_room *r)
{
	uint64_t pairs = simple_pairs(t), most = t->m, set = t->m;

	*r = (struct null_room){ .switches = (uint64_t)t->m * NULL_SWITCHES };
	if (model == NULL_BERNOULLI) {          /* twenty standard deviations */
		most = (uint64_t)((double)t->m + 20 * sqrt((double)t->m)) + 64;
		most = most < pairs ? most : pairs;
		set = 0;
	} else if (model == NULL_GNM) {
		set = pairs - t->m < t->m ? pairs - t->m : t->m;
	} else if (model == NULL_DYADS) {
		uint64_t dyads = t->m - t->mutual;
		set = pairs / 2 - dyads < dyads ? pairs / 2 - dyads : dyads;
		r->pair = NEW(arena, dyads, uint64_t);
	}
	r->most = (uint32_t)(most < UINT32_MAX ? most : UINT32_MAX);
	r->tie = NEW(arena, r->most, struct ends);
	pair_set_open(&r->set, arena, set);
}

/* --- degrees ---------------------------------------------------------------------------------------------- */

static uint64_t key_of(const struct simple *t, uint32_t a, uint32_t b)
{
	return t->directed ? (uint64_t)a << 32 | b : pair_key(a, b);
}

/* What two ties become; turn: the second undirected tie is taken the other way round. */
struct attempt { uint32_t x, y; };      /* y: 2 tie + turn */

static struct ends second(const struct null_room *r, struct attempt p)
{
	struct ends t = r->tie[p.y >> 1];

	return p.y & 1 ? (struct ends){ t.b, t.a } : t;
}

/* The ties are picked AHEAD attempts before their turn, so that what they need of memory is on its way: first
 * the ties, then, half way, the places in the set.  Other attempts may come between; nothing depends on it. */
enum { AHEAD = 32 };

static void look_ahead(const struct simple *t, const struct null_room *r, struct attempt p)
{
	struct ends x = r->tie[p.x], y = second(r, p);
	const uint64_t key[4] = { key_of(t, x.a, y.b), key_of(t, y.a, x.b), key_of(t, x.a, x.b), key_of(t, y.a, y.b) };

	for (int k = 0; k < 4; k++)
		__builtin_prefetch(&r->set.slot[pair_mix(key[k]) & r->set.mask], 1);
}

static void replace(const struct simple *t, struct null_room *r, uint32_t k, struct ends by)
{
	pair_set_remove(&r->set, key_of(t, r->tie[k].a, r->tie[k].b));
	r->tie[k] = by;
}

static void add(const struct simple *t, struct null_room *r, uint32_t k)
{
	pair_set_add(&r->set, key_of(t, r->tie[k].a, r->tie[k].b));
}

static bool has(const struct simple *t, const struct null_room *r, uint32_t a, uint32_t b)
{
	return pair_set_has(&r->set, key_of(t, a, b));
}

/* Arcs x: u -> v and y: v -> w.  If w -> u closes a cycle of which no arc is returned, turn it around.  The
 * third arc is looked for one by one: that happens as often as there are such cycles, not arcs. */
static bool turn_cycle(const struct simple *t, struct null_room *r, uint32_t x, uint32_t y)
{
	uint32_t u = r->tie[x].a, v = r->tie[x].b, w = r->tie[y].b, z = 0;

	if (w == u || !has(t, r, w, u) || has(t, r, v, u) || has(t, r, w, v) || has(t, r, u, w))
		return false;
	while (r->tie[z].a != w || r->tie[z].b != u)
		z++;
	replace(t, r, x, (struct ends){ v, u });
	replace(t, r, y, (struct ends){ w, v });
	replace(t, r, z, (struct ends){ u, w });
	add(t, r, x);
	add(t, r, y);
	add(t, r, z);
	return true;
}

static bool try_switch(const struct simple *t, struct null_room *r, struct attempt p)
{
	struct ends x = r->tie[p.x], y = second(r, p);

	if (t->directed && x.b == y.a)
		return turn_cycle(t, r, p.x, p.y >> 1);
	if (t->directed && y.b == x.a)
		return turn_cycle(t, r, p.y >> 1, p.x);
	if (p.x == p.y >> 1 || x.a == y.b || y.a == x.b || has(t, r, x.a, y.b) || has(t, r, y.a, x.b))
		return false;
	replace(t, r, p.x, (struct ends){ x.a, y.b });
	replace(t, r, p.y >> 1, p.y & 1 ? (struct ends){ x.b, y.a } : (struct ends){ y.a, x.b });
	add(t, r, p.x);
	add(t, r, p.y >> 1);
	return true;
}

static struct attempt pick(const struct simple *t, gsl_rng *g)
{
	struct attempt p;

	p.x = rng_below(g, t->m);
	p.y = t->directed ? 2 * rng_below(g, t->m) : rng_below(g, 2 * t->m);
	return p;
}

static void draw_degrees(const struct simple *t, gsl_rng *g, struct null_room *r)
{
	struct attempt next[AHEAD];
	uint64_t picked = 0;

	memcpy(r->tie, t->tie, t->m * sizeof *t->tie);
	r->m = t->m;
	pair_set_clear(&r->set);
	for (uint32_t k = 0; k < t->m; k++)
		add(t, r, k);
	for (uint64_t k = 0; k < r->switches && t->m > 1; k++) {
		for (; picked < r->switches && picked < k + AHEAD; picked++) {
			struct attempt p = next[picked % AHEAD] = pick(t, g);
			__builtin_prefetch(&r->tie[p.x], 1);
			__builtin_prefetch(&r->tie[p.y >> 1], 1);
		}
		if (k + AHEAD / 2 < picked)
			look_ahead(t, r, next[(k + AHEAD / 2) % AHEAD]);
		r->done += try_switch(t, r, next[k % AHEAD]);
	}
	r->tried += picked;
}

/* --- random pairs ------------------------------------------------------------------------------------------ */

struct putting { const struct simple *t; struct null_room *r; };

static void put_tie(void *ctx, uint64_t number)
{
	struct putting *p = ctx;

	p->r->tie[p->r->m++] = tie_at(p->t, number);
}

static void draw_gnm(const struct simple *t, gsl_rng *g, struct null_room *r)
{
	struct putting p = { t, r };

	r->m = 0;
	pair_set_clear(&r->set);
	pairs_draw_into(&r->set, g, simple_pairs(t), t->m, put_tie, &p);
}

/* From tie to tie by geometric steps.  false: more came than there is room for. */
static bool draw_pairs(const struct simple *t, gsl_rng *g, struct null_room *r)
{
	uint64_t pairs = simple_pairs(t), at = 0;
	double stay = log1p(-(double)t->m / (double)pairs);

	for (r->m = 0; ; at++) {
		double step = t->m == pairs ? 0 : floor(log1p(-rng_real(g)) / stay);
		if (!(step < (double)(pairs - at)))
			return true;
		at += (uint64_t)step;
		if (at >= pairs)
			return true;
		if (r->m == r->most)
			return false;
		r->tie[r->m++] = tie_at(t, at);
	}
}

static void put_pair(void *ctx, uint64_t number)
{
	uint64_t **next = ctx;

	*(*next)++ = number;
}

static void draw_dyads(const struct simple *t, gsl_rng *g, struct null_room *r)
{
	uint64_t *next = r->pair, one_way = t->mutual, held;
	uint32_t dyads = t->m - t->mutual, mutual = 0;

	pair_set_clear(&r->set);
	pairs_draw_into(&r->set, g, pairs_of(t->n), dyads, put_pair, &next);
	for (uint32_t k = 0; k < t->mutual; k++) {              /* which of them are mutual */
		uint32_t other = k + rng_below(g, dyads - k);
		held = r->pair[k];
		r->pair[k] = r->pair[other];
		r->pair[other] = held;
	}
	r->m = t->m;
	for (uint32_t k = 0; k < t->m; k++) {
		struct ends x;
		if (t->mate[k] < k)                             /* was placed with its mate */
			continue;
		pair_at(r->pair[t->mate[k] == NO_TIE ? one_way++ : mutual++], &x.a, &x.b);
		if (rng_below(g, 2))
			x = (struct ends){ x.b, x.a };
		r->tie[k] = x;
		if (t->mate[k] != NO_TIE)
			r->tie[t->mate[k]] = (struct ends){ x.b, x.a };
	}
}

void null_draw(const struct simple *t, enum null_model model, gsl_rng *g, struct null_room *r)
{
	switch (model) {
	case NULL_DEGREES:
		draw_degrees(t, g, r);
		break;
	case NULL_GNM:
		draw_gnm(t, g, r);
		break;
	case NULL_BERNOULLI:
		r->m = 0;
		while (t->m && !draw_pairs(t, g, r))
			;
		break;
	case NULL_DYADS:
		draw_dyads(t, g, r);
		break;
	case NULL_LABELS:
	case NULL_WEIGHTS:
		break;
	}
}
