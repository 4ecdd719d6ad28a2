#include "prune.h"
#include "graph.h"
#include "sort.h"

#include <string.h>

enum { AHEAD = 12 };                            /* how far to look for what memory must fetch */

/* --- order ------------------------------------------------------------------------------ */

void prune_order(struct arena *arena, uint32_t n, uint32_t m, const uint32_t *a, const uint32_t *b,
                 const double *value, struct prune_order *o)
{
	struct mark scratch;
	uint32_t *row;

	*o = (struct prune_order){ .n = n, .m = m, .tie = NEW(arena, m, struct prune_tie),
	                           .start = NEW(arena, (size_t)m + 1, uint32_t) };
	scratch = arena_mark(arena);
	row = NEW(arena, m, uint32_t);
	if (value)
		sort_rows(arena, value, m, row);
	for (uint32_t k = 0; k < m; k++) {
		uint32_t r = value ? row[k] : k;
		if (k + AHEAD < m && value) {
			__builtin_prefetch(&a[row[k + AHEAD]]);
			__builtin_prefetch(&b[row[k + AHEAD]]);
			__builtin_prefetch(&value[row[k + AHEAD]]);
		}
		o->tie[k] = (struct prune_tie){ a[r], b[r] };
		if (k == 0 || (value && value[r] != value[row[k - 1]]))
			o->start[o->runs++] = k;
	}
	o->start[o->runs] = m;
	for (uint32_t k = 0; k < o->runs; k++)
		if (o->start[k + 1] - o->start[k] > o->longest)
			o->longest = o->start[k + 1] - o->start[k];
	arena_release(arena, scratch);
}

/* --- a random order within a run ----------------------------------------------------------- */

enum { BUCKETS = 256, NEAR = 1 << 15 };         /* NEAR ties fit the nearest caches */

static void swap_about(gsl_rng *rng, struct prune_tie *v, uint32_t n)
{
	for (uint32_t i = n; i > 1; i--) {
		uint32_t k = rng_below(rng, i);
		struct prune_tie held = v[i - 1];
		v[i - 1] = v[k];
		v[k] = held;
	}
}

/* A uniform permutation of from[0..n-1] in s->tie.  A long run is first dealt at random into
 * buckets, each of which is then shuffled where it lies near: Rao (1961), Sandelius (1962),
 * J. Royal Statistical Society B 24:472. */
static const struct prune_tie *shuffled(const struct prune_tie *from, uint32_t n, gsl_rng *rng,
                                        const struct prune_scratch *s)
{
	uint32_t at[BUCKETS + 1] = { 0 };

	if (n == 1)
		return from;
	if (n <= NEAR) {
		memcpy(s->tie, from, n * sizeof *from);
		swap_about(rng, s->tie, n);
		return s->tie;
	}
	for (uint32_t i = 0; i < n; ) {
		uint32_t four = (uint32_t)gsl_rng_get(rng);
		for (int k = 0; k < 4 && i < n; k++, i++, four >>= 8) {
			s->digit[i] = (unsigned char)four;
			at[s->digit[i] + 1]++;
		}
	}
	for (int k = 0; k < BUCKETS; k++)
		at[k + 1] += at[k];
	for (uint32_t i = 0; i < n; i++)
		s->tie[at[s->digit[i]]++] = from[i];
	for (int k = 0; k < BUCKETS; k++)               /* at[k] is now the end of bucket k */
		swap_about(rng, s->tie + (k ? at[k - 1] : 0), at[k] - (k ? at[k - 1] : 0));
	return s->tie;
}

/* --- a curve ---------------------------------------------------------------------------------- */

void prune_scratch(struct arena *a, uint32_t n, uint32_t longest, struct prune_scratch *s)
{
	*s = (struct prune_scratch){
		.parent = NEW(a, n, uint32_t), .size = NEW(a, n, uint32_t),
		.tie = NEW(a, longest, struct prune_tie),
		.digit = NEW(a, longest > NEAR ? longest : 0, unsigned char),
	};
}

/* What is kept while ties come in; all: squares of all components. */
struct growing { const struct prune_scratch *s; uint32_t giant, components; uint64_t all; };

static void join(struct growing *g, struct prune_tie t)
{
	const struct prune_scratch *s = g->s;
	uint32_t a = component_root(s->parent, t.a), b = component_root(s->parent, t.b);

	if (a == b)
		return;
	if (s->size[a] < s->size[b]) {
		uint32_t held = a;
		a = b;
		b = held;
	}
	g->all += 2 * (uint64_t)s->size[a] * s->size[b];
	g->components--;
	s->parent[b] = a;
	s->size[a] += s->size[b];
	if (s->size[a] > g->giant)
		g->giant = s->size[a];
}

/* Note the state of those points at which `left` ties are out. */
static void record(const struct growing *g, uint32_t left, struct prune_state *state, uint32_t *next)
{
	while (*next && state[*next - 1].removed >= left) {
		struct prune_state *p = &state[--*next];
		*p = (struct prune_state){ p->removed, g->giant, g->components, g->all - (uint64_t)g->giant * g->giant };
	}
}

void prune_curve(const struct prune_order *o, bool falling, gsl_rng *rng, const struct prune_scratch *s,
                 uint32_t points, struct prune_state *state)
{
	struct growing g = { s, o->n > 0, o->n, o->n };
	uint32_t left = o->m, next = points;            /* state[next - 1] is the next to come */

	for (uint32_t v = 0; v < o->n; v++) {
		s->parent[v] = v;
		s->size[v] = 1;
	}
	record(&g, left, state, &next);
	for (uint32_t k = 0; k < o->runs; k++) {
		uint32_t run = falling ? k : o->runs - 1 - k;   /* the last to be removed comes in first */
		uint32_t n = o->start[run + 1] - o->start[run];
		const struct prune_tie *tie = shuffled(o->tie + o->start[run], n, rng, s);
		for (uint32_t i = 0; i < n; i++) {
			if (i + AHEAD < n) {
				__builtin_prefetch(&s->parent[tie[i + AHEAD].a]);
				__builtin_prefetch(&s->parent[tie[i + AHEAD].b]);
			}
			join(&g, tie[i]);
			record(&g, --left, state, &next);
		}
	}
}

uint32_t prune_points(uint32_t m, uint32_t steps, uint32_t *removed)
{
	uint32_t n = 1;

	removed[0] = 0;
	for (uint32_t k = 1; k <= steps; k++) {
		uint32_t at = (uint32_t)((2 * (uint64_t)k * m + steps) / (2 * (uint64_t)steps));
		if (at > removed[n - 1])
			removed[n++] = at;
	}
	return n;
}

/* --- repeated ties -------------------------------------------------------------------------------- */

uint32_t prune_repeated(struct arena *arena, uint32_t n, uint32_t m, const uint32_t *a, const uint32_t *b)
{
	struct mark scratch = arena_mark(arena);
	uint32_t *at = NEW(arena, (size_t)n + 1, uint32_t), *far = NEW(arena, m, uint32_t);
	uint32_t *seen = NEW(arena, n, uint32_t), again = 0, sum = 0;

	for (uint32_t k = 0; k < m; k++)
		at[a[k] < b[k] ? a[k] : b[k]]++;
	for (uint32_t v = 0; v < n; v++) {
		uint32_t c = at[v];
		at[v] = sum;
		sum += c;
	}
	for (uint32_t k = 0; k < m; k++)
		far[at[a[k] < b[k] ? a[k] : b[k]]++] = a[k] < b[k] ? b[k] : a[k];
	for (uint32_t v = 0, k = 0; v < n; v++)         /* at[v] is now the end of v's ties */
		for (; k < at[v]; k++) {
			again += seen[far[k]] == v + 1;
			seen[far[k]] = v + 1;
		}
	arena_release(arena, scratch);
	return again;
}
