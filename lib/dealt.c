#include "dealt.h"

#include <omp.h>
#include <string.h>

enum { LANES = 64, EIGHT = 8, BYTE_LABELS = 256, MOST_IN_BYTE = 255 };

/* The network as the kernels want it: people in the order in which labels are dealt, and each tie in the row of one of
 * its ends. */
struct plan {
	const struct dealt *d;
	uint32_t n;
	uint32_t *place;                /* of a person, in that order */
	uint32_t *off, *adj;            /* by place */
	double *weight;                 /* of the entries, or NULL */
	double *out, *in;               /* strength of each place; in == out if undirected */
	dealt_take *take;
	void *ctx;
	uint32_t done;
};

static void plan_ties(struct arena *a, struct plan *p)
{
	const struct dealt *d = p->d;
	const struct simple *t = d->ties;
	uint32_t *at;

	p->off = NEW(a, (size_t)p->n + 2, uint32_t);
	p->adj = NEW(a, t->m, uint32_t);
	p->weight = d->weight ? NEW(a, t->m, double) : NULL;
	p->out = NEW(a, p->n, double);
	p->in = t->directed ? NEW(a, p->n, double) : p->out;
	for (uint32_t k = 0; k < t->m; k++) {
		double w = d->weight ? d->weight[k] : 1;
		p->off[p->place[t->tie[k].a] + 2]++;
		p->out[p->place[t->tie[k].a]] += w;
		p->in[p->place[t->tie[k].b]] += w;
	}
	for (uint32_t v = 0; v < p->n; v++)
		p->off[v + 2] += p->off[v + 1];
	at = p->off + 1;
	for (uint32_t k = 0; k < t->m; k++) {
		uint32_t x = at[p->place[t->tie[k].a]]++;
		p->adj[x] = p->place[t->tie[k].b];
		if (d->weight)
			p->weight[x] = d->weight[k];
	}
}

static void plan(struct arena *a, const struct dealt *d, struct plan *p)
{
	*p = (struct plan){ .d = d, .n = d->ties->n, .place = NEW(a, d->ties->n, uint32_t) };
	for (uint32_t k = 0; k < p->n; k++)
		p->place[d->strata->who[k]] = k;
	plan_ties(a, p);
}

/* What null_labels() does, in the order of the strata and on labels of any size. */
#define SHUFFLE(type, name) \
static void name(const struct null_strata *s, struct rng_block *g, type *label) \
{ \
	for (uint32_t x = 0; x < s->n; x++) { \
		type *v = label + s->at[x]; \
		for (uint32_t k = s->at[x + 1] - s->at[x]; k > 1; k--) { \
			uint32_t other = rng_block_below(g, k); \
			type held = v[k - 1]; \
			v[k - 1] = v[other]; \
			v[other] = held; \
		} \
	} \
}
SHUFFLE(uint8_t, shuffle_bytes)
SHUFFLE(uint32_t, shuffle_words)

static void tell(struct plan *p, uint32_t replicates)
{
	uint32_t done;

	#pragma omp atomic capture
	done = p->done += replicates;
	if (p->d->run && omp_get_thread_num() == 0)
		progress(p->d->run, "replicates", done, p->d->replicates);
}

/* Hand out a replicate whose labels lie in order of places, every `stride` bytes. */
static void hand_out(struct plan *p, struct dealt_one *one, uint32_t *group, const uint8_t *label, size_t stride)
{
	for (uint32_t k = 0; group && k < p->n; k++)
		group[p->d->strata->who[k]] = label[k * stride];
	one->group = group;
	one->thread = omp_get_thread_num();
	p->take(p->ctx, one);
}

/* --- 64 at a time ------------------------------------------------------------------------------------------ */

/* Of a group in a replicate.  Without weights the first two are whole numbers below 2^32, counted in the two halves of one. */
union sums { struct { double within, out; }; uint64_t both; };

struct lanes {                          /* what a thread works in */
	struct rng_block *g;
	uint8_t *observed;              /* by place */
	uint8_t *eight;                 /* replicate after replicate */
	uint8_t *line;                  /* LANES labels a place */
	union sums *sum;                /* group after group, LANES each */
	double *received;               /* of a directed network */
	double *within, *out, *in;
	uint32_t *group;
};

static void open_lanes(struct arena *a, const struct plan *p, struct lanes *l)
{
	uint32_t groups = p->d->groups;

	l->g = NEW(a, 1, struct rng_block);
	l->observed = NEW(a, p->n, uint8_t);
	l->eight = NEW(a, (size_t)p->n * EIGHT, uint8_t);
	l->line = NEW(a, (size_t)p->n * LANES, uint8_t);
	l->sum = NEW(a, (size_t)groups * LANES, union sums);
	l->received = p->d->ties->directed ? NEW(a, (size_t)groups * LANES, double) : NULL;
	l->within = NEW(a, groups, double);
	l->out = NEW(a, groups, double);
	l->in = NEW(a, groups, double);
	l->group = p->d->labels ? NEW(a, p->n, uint32_t) : NULL;
	for (uint32_t k = 0; k < p->n; k++)
		l->observed[k] = (uint8_t)p->d->group[p->d->strata->who[k]];
}

/* Replicates first .. first + LANES - 1 (as far as there are any), eight by eight, so that each line of labels is
 * written to in words. */
static void deal_lines(const struct plan *p, struct lanes *l, uint32_t first)
{
	for (uint32_t part = 0; part < LANES; part += EIGHT) {
		for (uint32_t k = 0; k < EIGHT; k++) {
			uint8_t *label = l->eight + (size_t)k * p->n;
			memcpy(label, l->observed, p->n);
			if (first + part + k >= p->d->replicates)
				continue;
			rng_block_stream(l->g, p->d->seed, first + part + k + 1);
			shuffle_bytes(p->d->strata, l->g, label);
		}
		for (size_t v = 0; v < p->n; v++)
			for (size_t k = 0; k < EIGHT; k++)
				l->line[v * LANES + part + k] = l->eight[k * p->n + v];
	}
}

/* Ties of place v to those of the same label, in each lane. */
static void count_ties(const struct plan *p, const struct lanes *l, uint32_t v, uint32_t *inside)
{
	const uint8_t *mine = l->line + (size_t)v * LANES;
	uint32_t i = p->off[v];

	while (i < p->off[v + 1]) {
		uint8_t same[LANES] = { 0 };
		uint32_t end = p->off[v + 1] - i > MOST_IN_BYTE ? i + MOST_IN_BYTE : p->off[v + 1];
		for (; i < end; i++) {
			const uint8_t *theirs = l->line + (size_t)p->adj[i] * LANES;
			__builtin_prefetch(l->line + (size_t)p->adj[i + 8 < p->off[p->n] ? i + 8 : i] * LANES);
			for (uint32_t k = 0; k < LANES; k++)
				same[k] = (uint8_t)(same[k] + (theirs[k] == mine[k]));
		}
		for (uint32_t k = 0; k < LANES; k++)
			inside[k] += same[k];
	}
}

static void add_counts(const struct plan *p, struct lanes *l, uint32_t v)
{
	const uint8_t *mine = l->line + (size_t)v * LANES;
	uint64_t out = (uint64_t)p->out[v];
	uint32_t inside[LANES] = { 0 };

	count_ties(p, l, v, inside);
	for (uint32_t k = 0; k < LANES; k++)
		l->sum[(size_t)mine[k] * LANES + k].both += (uint64_t)inside[k] << 32 | out;
}

static void weigh_ties(const struct plan *p, const struct lanes *l, uint32_t v, double *inside)
{
	const uint8_t *mine = l->line + (size_t)v * LANES;

	for (uint32_t i = p->off[v]; i < p->off[v + 1]; i++) {
		const uint8_t *theirs = l->line + (size_t)p->adj[i] * LANES;
		double w = p->weight[i];
		for (uint32_t k = 0; k < LANES; k++)
			inside[k] += theirs[k] == mine[k] ? w : 0;
	}
}

static void add_weights(const struct plan *p, struct lanes *l, uint32_t v)
{
	const uint8_t *mine = l->line + (size_t)v * LANES;
	double inside[LANES] = { 0 };

	weigh_ties(p, l, v, inside);
	for (uint32_t k = 0; k < LANES; k++) {
		union sums *s = &l->sum[(size_t)mine[k] * LANES + k];
		s->within += inside[k];
		s->out += p->out[v];
	}
}

static void sum_lane(const struct plan *p, struct lanes *l, uint32_t lane)
{
	double ends = p->d->ties->directed ? 1 : 2;

	for (uint32_t g = 0; g < p->d->groups; g++) {
		const union sums *s = &l->sum[(size_t)g * LANES + lane];
		l->within[g] = ends * (p->weight ? s->within : (double)(s->both >> 32));
		l->out[g] = p->weight ? s->out : (double)(uint32_t)s->both;
		l->in[g] = l->received ? l->received[(size_t)g * LANES + lane] : l->out[g];
	}
}

static void block(struct plan *p, struct lanes *l, uint32_t first)
{
	uint32_t lanes = p->d->replicates - first < LANES ? p->d->replicates - first : LANES;
	size_t sums = (size_t)p->d->groups * LANES;

	deal_lines(p, l, first);
	memset(l->sum, 0, sums * sizeof *l->sum);
	if (l->received)
		memset(l->received, 0, sums * sizeof *l->received);
	for (uint32_t v = 0; v < p->n; v++) {
		if (p->weight)
			add_weights(p, l, v);
		else
			add_counts(p, l, v);
		for (uint32_t k = 0; l->received && k < LANES; k++)
			l->received[(size_t)l->line[(size_t)v * LANES + k] * LANES + k] += p->in[v];
	}
	for (uint32_t k = 0; k < lanes; k++) {
		struct dealt_one one = { .replicate = first + k, .within = l->within, .out = l->out, .in = l->in };
		sum_lane(p, l, k);
		hand_out(p, &one, l->group, l->line + k, LANES);
	}
	tell(p, lanes);
}

/* --- one at a time -------------------------------------------------------------------------------------------- */

struct single {
	struct rng_block *g;
	uint32_t *observed, *label;     /* by place */
	double *within, *out, *in, *half, *cell;
	uint32_t *group;
};

static void open_single(struct arena *a, const struct plan *p, struct single *s)
{
	size_t groups = p->d->groups, cells = p->d->cells ? groups * groups : 0;

	s->g = NEW(a, 1, struct rng_block);
	s->observed = NEW(a, p->n, uint32_t);
	s->label = NEW(a, p->n, uint32_t);
	s->within = NEW(a, groups, double);
	s->out = NEW(a, groups, double);
	s->in = NEW(a, groups, double);
	s->half = NEW(a, cells, double);
	s->cell = p->d->cells ? NEW(a, cells, double) : NULL;
	s->group = p->d->labels ? NEW(a, p->n, uint32_t) : NULL;
	for (uint32_t k = 0; k < p->n; k++)
		s->observed[k] = p->d->group[p->d->strata->who[k]];
}

static void count_cells(const struct plan *p, struct single *s)
{
	size_t groups = p->d->groups;

	memset(s->half, 0, groups * groups * sizeof *s->half);
	for (uint32_t v = 0; v < p->n; v++) {
		double *row = s->half + s->label[v] * groups;
		for (uint32_t i = p->off[v]; i < p->off[v + 1]; i++)
			row[s->label[p->adj[i]]] += p->weight ? p->weight[i] : 1;
	}
	for (size_t g = 0; g < groups; g++)
		for (size_t h = 0; h < groups; h++)
			s->cell[g * groups + h] = s->half[g * groups + h] + (p->d->ties->directed ? 0 : s->half[h * groups + g]);
	for (size_t g = 0; g < groups; g++)
		s->within[g] = s->cell[g * groups + g];
}

static void count_within(const struct plan *p, struct single *s)
{
	double ends = p->d->ties->directed ? 1 : 2;

	for (uint32_t g = 0; g < p->d->groups; g++)
		s->within[g] = 0;
	for (uint32_t v = 0; v < p->n; v++)
		for (uint32_t i = p->off[v]; i < p->off[v + 1]; i++)
			if (s->label[v] == s->label[p->adj[i]])
				s->within[s->label[v]] += ends * (p->weight ? p->weight[i] : 1);
}

static void one_replicate(struct plan *p, struct single *s, uint32_t r)
{
	struct dealt_one one = { .replicate = r, .within = s->within, .out = s->out, .in = s->in, .cell = s->cell,
	                         .group = s->group, .thread = omp_get_thread_num() };

	memcpy(s->label, s->observed, p->n * sizeof *s->label);
	rng_block_stream(s->g, p->d->seed, r + 1);
	shuffle_words(p->d->strata, s->g, s->label);
	for (uint32_t g = 0; g < p->d->groups; g++)
		s->out[g] = s->in[g] = 0;
	for (uint32_t v = 0; v < p->n; v++) {
		s->out[s->label[v]] += p->out[v];
		s->in[s->label[v]] += p->in[v];
	}
	if (p->d->cells)
		count_cells(p, s);
	else
		count_within(p, s);
	for (uint32_t k = 0; s->group && k < p->n; k++)
		s->group[p->d->strata->who[k]] = s->label[k];
	p->take(p->ctx, &one);
	tell(p, 1);
}

/* --- all ------------------------------------------------------------------------------------------------------ */

static void by_lanes(struct arena *a, struct plan *p, int threads)
{
	struct lanes *l = NEW(a, (size_t)threads, struct lanes);

	for (int k = 0; k < threads; k++)
		open_lanes(a, p, &l[k]);
	#pragma omp parallel for schedule(dynamic) num_threads(threads) if (threads > 1)
	for (uint32_t first = 0; first < p->d->replicates; first += LANES)
		block(p, &l[omp_get_thread_num()], first);
}

static void one_by_one(struct arena *a, struct plan *p, int threads)
{
	struct single *s = NEW(a, (size_t)threads, struct single);

	for (int k = 0; k < threads; k++)
		open_single(a, p, &s[k]);
	#pragma omp parallel for schedule(dynamic) num_threads(threads) if (threads > 1)
	for (uint32_t r = 0; r < p->d->replicates; r++)
		one_replicate(p, &s[omp_get_thread_num()], r);
}

void deal_labels(struct arena *a, const struct dealt *d, dealt_take *take, void *ctx)
{
	struct mark scratch = arena_mark(a);
	struct plan p;

	plan(a, d, &p);
	p.take = take;
	p.ctx = ctx;
	if (d->cells || d->groups > BYTE_LABELS)
		one_by_one(a, &p, d->threads);
	else
		by_lanes(a, &p, d->threads);
	arena_release(a, scratch);
}

struct hands { struct rng_block *g; uint32_t *mine, *from; };   /* a thread's: labels in order, and by person */

static void deal_hands(const struct dealt *d, const struct hands *h, uint32_t first, uint32_t lanes)
{
	uint32_t n = d->ties->n;

	for (uint32_t k = 0; k < lanes; k++) {
		memcpy(h->mine, d->strata->who, n * sizeof *h->mine);
		rng_block_stream(h->g, d->seed, first + k + 1);
		shuffle_words(d->strata, h->g, h->mine);
		for (uint32_t v = 0; v < n; v++)
			h->from[(size_t)k * n + d->strata->who[v]] = h->mine[v];
	}
}

void deal_people(struct arena *a, const struct dealt *d, dealt_people *take, void *ctx)
{
	struct mark scratch = arena_mark(a);
	struct hands *h = NEW(a, (size_t)d->threads, struct hands);

	for (int k = 0; k < d->threads; k++) {
		h[k].g = NEW(a, 1, struct rng_block);
		h[k].mine = NEW(a, d->ties->n, uint32_t);
		h[k].from = NEW(a, (size_t)d->ties->n * DEALT_PEOPLE, uint32_t);
	}
	#pragma omp parallel for schedule(dynamic) num_threads(d->threads) if (d->threads > 1)
	for (uint32_t first = 0; first < d->replicates; first += DEALT_PEOPLE) {
		int me = omp_get_thread_num();
		uint32_t lanes = d->replicates - first < DEALT_PEOPLE ? d->replicates - first : DEALT_PEOPLE;
		deal_hands(d, &h[me], first, lanes);
		take(ctx, first, lanes, me, h[me].from);
		if (d->run && me == 0)
			progress(d->run, "replicates", first + lanes, d->replicates);
	}
	arena_release(a, scratch);
}

void deal_ties(struct arena *a, const struct dealt *d, dealt_ties *take, void *ctx, struct dealt_switches *s)
{
	struct mark scratch = arena_mark(a);
	struct null_room *room = NEW(a, (size_t)d->threads, struct null_room);
	gsl_rng **g = NEW(a, (size_t)d->threads, gsl_rng *);

	for (int k = 0; k < d->threads; k++) {
		null_room(a, d->ties, NULL_DEGREES, &room[k]);
		g[k] = rng_new(a);
	}
	#pragma omp parallel for schedule(dynamic) num_threads(d->threads) if (d->threads > 1)
	for (uint32_t r = 0; r < d->replicates; r++) {
		int me = omp_get_thread_num();
		rng_stream(g[me], d->seed, r + 1);
		null_draw(d->ties, NULL_DEGREES, g[me], &room[me]);
		take(ctx, r, me, room[me].tie);
		if (d->run && me == 0)
			progress(d->run, "replicates", r + 1, d->replicates);
	}
	for (int k = 0; k < d->threads; k++) {
		s->tried += room[k].tried;
		s->done += room[k].done;
	}
	arena_release(a, scratch);
}
