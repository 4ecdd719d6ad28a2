#include "merge.h"

#include <math.h>

/* A pair of people in one stratum, and its rows in either direction: [0] is that of the first
 * row, so row[0] is the first of all. */
struct pair {
	uint32_t a, b, stratum;
	uint32_t row[2], count[2];      /* the first row a -> b, b -> a, and how many */
	double value[2];
};

static uint64_t mix(uint64_t x)
{
	x ^= x >> 32;
	x *= 0x9E3779B97F4A7C15u;
	x ^= x >> 29;
	x *= 0xBF58476D1CE4E5B9u;
	return x ^ x >> 32;
}

static uint64_t hash(uint32_t a, uint32_t b, uint32_t stratum)
{
	uint64_t low = a < b ? a : b, high = a < b ? b : a;

	return mix((high << 32 | low) + mix(stratum));
}

/* Open addressing over pair numbers + 1. */
struct index { uint32_t *slot; uint64_t mask; };

static uint64_t slots_for(uint64_t rows)
{
	uint64_t n = 1024;

	while (n < rows + rows / 2)
		n *= 2;
	return n;
}

static struct pair *find(const struct merge *m, const struct index *x, uint64_t at, uint64_t r, bool *fresh)
{
	uint32_t a = m->a[r], b = m->b[r], s = m->stratum ? m->stratum[r] : 0;

	for (;; at = (at + 1) & x->mask) {
		struct pair *p;
		if (!x->slot[at]) {
			*fresh = true;
			p = &m->pair[m->npair];
			x->slot[at] = (uint32_t)m->npair + 1;
			*p = (struct pair){ .a = a, .b = b, .stratum = s };
			return p;
		}
		p = &m->pair[x->slot[at] - 1];
		if (p->stratum == s && ((p->a == a && p->b == b) || (p->a == b && p->b == a)))
			return p;
	}
}

/* The larger, but missing if one is missing. */
static double larger(double x, double y)
{
	return isnan(x) || x > y ? x : y;
}

static void take(struct merge *m, struct pair *p, uint64_t r)
{
	bool loop = p->a == p->b, back = m->a[r] != p->a;
	double w = m->weight ? m->weight[r] : 1;

	m->missing += isnan(w) != 0;
	m->loops += loop;
	if (loop)
		m->loop_row = m->loops == 1 ? r : m->loop_row;
	if (m->dupes == DUPES_COUNT)
		w = 1;
	if (p->count[back]++) {
		if (loop && m->loops_are != LOOPS_KEEP)
			return;
		if (!m->duplicates++) {
			m->duplicate_row = r;
			m->duplicate_of = p->row[back];
		}
		p->value[back] = m->dupes == DUPES_MAX ? larger(p->value[back], w) : p->value[back] + w;
		return;
	}
	p->row[back] = (uint32_t)r;
	p->value[back] = w;
	m->arcs += !loop;
	if (back && !m->reciprocal++) {
		m->reciprocal_row = r;
		m->reciprocal_of = p->row[0];
	}
}

static void finish(struct merge *m)
{
	m->symmetric = m->reciprocal > 0;
	for (uint64_t k = 0; k < m->npair; k++) {
		struct pair *p = &m->pair[k];
		for (int s = 0; s < 2 && m->dupes == DUPES_MEAN; s++)
			if (p->count[s])
				p->value[s] /= p->count[s];
		if (p->a == p->b)
			continue;
		bool missing = isnan(p->value[0]) && isnan(p->value[1]);
		m->ties++;
		if (!p->count[1] || (p->value[0] != p->value[1] && !missing))
			m->symmetric = false;
	}
}

int merge_count(struct arena *arena, struct merge *m, struct err *e)
{
	enum { BATCH = 64 };
	struct index x;
	uint64_t at[BATCH];

	if (m->rows >= UINT32_MAX)
		return fail(e, E_DATA, "%llu rows are more than 2^32 - 2, the most that can be merged",
		            (unsigned long long)m->rows);
	m->pair = NEW(arena, m->rows + 1, struct pair);
	m->tie = NEW(arena, m->rows + 1, uint32_t);
	struct mark scratch = arena_mark(arena);
	x.mask = slots_for(m->rows) - 1;
	x.slot = NEW(arena, x.mask + 1, uint32_t);
	for (uint64_t from = 0; from < m->rows; from += BATCH) {
		uint64_t n = m->rows - from < BATCH ? m->rows - from : BATCH;
		for (uint64_t k = 0; k < n; k++) {
			uint64_t r = from + k;
			at[k] = hash(m->a[r], m->b[r], m->stratum ? m->stratum[r] : 0) & x.mask;
			__builtin_prefetch(&x.slot[at[k]], 1);
		}
		for (uint64_t k = 0; k < n; k++)
			if (x.slot[at[k]])
				__builtin_prefetch(&m->pair[x.slot[at[k]] - 1], 1);
		for (uint64_t k = 0; k < n; k++) {
			bool fresh = false;
			struct pair *p = find(m, &x, at[k], from + k, &fresh);
			m->npair += fresh;
			m->tie[from + k] = (uint32_t)(p - m->pair);
			take(m, p, from + k);
		}
	}
	arena_release(arena, scratch);
	finish(m);
	return OK;
}

/* Both directions of a pair. */
static double fold_pair(const struct pair *p, int fold)
{
	if (!p->count[1] || fold == FOLD_FIRST)
		return p->value[0];
	if (fold == FOLD_MAX)
		return larger(p->value[0], p->value[1]);
	return (p->value[0] + p->value[1]) / (fold == FOLD_MEAN ? 2 : 1);
}

uint64_t merge_kept(const struct merge *m, uint64_t r, bool undirected)
{
	const struct pair *p = &m->pair[m->tie[r]];

	return p->row[!undirected && m->a[r] != p->a];
}

void merge_rows(struct arena *arena, struct merge *m, bool undirected, int fold, bool always)
{
	bool keep = m->dupes == DUPES_KEEP;
	bool merged = !keep && (m->duplicates || (undirected && m->reciprocal));

	m->row = NEW(arena, m->rows + 1, uint64_t);
	m->value = merged || always ? NEW(arena, m->rows + 1, double) : NULL;
	for (uint64_t r = 0; r < m->rows; r++) {
		const struct pair *p = &m->pair[m->tie[r]];
		bool stays = keep || merge_kept(m, r, undirected) == r;
		if (!stays || (m->loops_are != LOOPS_KEEP && p->a == p->b))
			continue;
		m->row[m->nrow++] = r;
		if (!m->value)
			continue;
		m->value[r] = keep ? m->weight ? m->weight[r] : 1
		            : undirected ? fold_pair(p, fold) : p->value[m->a[r] != p->a];
	}
}
