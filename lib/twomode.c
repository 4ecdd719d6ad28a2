#include "twomode.h"

#include <string.h>

/* --- building ----------------------------------------------------------------- */

/* off[v + 1] counts the v in key[]; made into the places where each begins. */
static void starts(uint64_t *off, uint32_t n)
{
	for (uint32_t v = 0; v < n; v++)
		off[v + 1] += off[v];
}

/* Lists that name each other: from the lists of v = 0 .. n-1 to those of what they hold,
 * which come out ascending. */
static void transpose(uint32_t n, const uint64_t *off, const uint32_t *held, uint64_t *cursor, uint32_t *to)
{
	for (uint32_t v = 0; v < n; v++)
		for (uint64_t k = off[v]; k < off[v + 1]; k++)
			to[cursor[held[k]]++] = v;
}

static void copy_starts(uint64_t *cursor, const uint64_t *off, uint32_t n)
{
	if (n)
		memcpy(cursor, off, n * sizeof *cursor);
}

/* Members stand in order: repeated ones are neighbours. */
static uint64_t drop_repeated(struct twomode *t)
{
	uint64_t to = 0, from = 0;

	for (uint32_t f = 0; f < t->k; f++) {
		uint64_t start = to, end = t->at[f + 1];
		for (; from < end; from++)
			if (to == start || t->member[to - 1] != t->member[from])
				t->member[to++] = t->member[from];
		t->at[f + 1] = to;
	}
	uint64_t repeated = t->m - to;
	t->m = to;
	return repeated;
}

/* The people's lists, from those of the foci. */
static void fill_people(struct twomode *t, uint64_t *cursor)
{
	copy_starts(cursor, t->off, t->n);
	transpose(t->k, t->at, t->member, cursor, t->focus);
}

static void count_people(struct twomode *t)
{
	memset(t->off, 0, ((size_t)t->n + 1) * sizeof *t->off);
	for (uint64_t k = 0; k < t->m; k++)
		t->off[t->member[k] + 1]++;
	starts(t->off, t->n);
}

void twomode_build(struct arena *a, uint32_t n, uint32_t k, uint64_t rows, const uint32_t *person,
                   const uint32_t *focus, struct twomode *t, uint64_t *repeated)
{
	*t = (struct twomode){ .n = n, .k = k, .m = rows,
	                       .off = NEW(a, (size_t)n + 1, uint64_t), .focus = NEW(a, rows, uint32_t),
	                       .at = NEW(a, (size_t)k + 1, uint64_t), .member = NEW(a, rows, uint32_t) };
	struct mark scratch = arena_mark(a);
	uint64_t *cursor = NEW(a, n > k ? n : k, uint64_t);

	for (uint64_t r = 0; r < rows; r++) {
		t->off[person[r] + 1]++;
		t->at[focus[r] + 1]++;
	}
	starts(t->off, n);
	starts(t->at, k);
	copy_starts(cursor, t->off, n);
	for (uint64_t r = 0; r < rows; r++)
		t->focus[cursor[person[r]]++] = focus[r];
	copy_starts(cursor, t->at, k);
	transpose(n, t->off, t->focus, cursor, t->member);
	*repeated = drop_repeated(t);
	count_people(t);
	fill_people(t, cursor);
	arena_release(a, scratch);
}

void twomode_limit(struct twomode *t, uint32_t most, uint32_t *foci, uint64_t *memberships)
{
	uint64_t to = 0, from = 0, had = t->m;

	*foci = 0;
	for (uint32_t f = 0; f < t->k; f++) {
		uint64_t end = t->at[f + 1], size = end - from;
		if (size > most) {
			++*foci;
		} else {
			memmove(t->member + to, t->member + from, size * sizeof *t->member);
			to += size;
		}
		from = end;
		t->at[f + 1] = to;
	}
	t->m = to;
	*memberships = had - to;
	if (!*foci)
		return;
	count_people(t);
	/* off[p] serves as the cursor of p: afterwards it is where p + 1 begins. */
	transpose(t->k, t->at, t->member, t->off, t->focus);
	memmove(t->off + 1, t->off, t->n * sizeof *t->off);
	t->off[0] = 0;
}

struct twomode twomode_turned(const struct twomode *t)
{
	return (struct twomode){ .n = t->k, .k = t->n, .m = t->m,
	                         .off = t->at, .focus = t->member, .at = t->off, .member = t->focus };
}

uint64_t twomode_pairs(const struct twomode *t)
{
	uint64_t pairs = 0;

	for (uint32_t f = 0; f < t->k; f++) {
		uint64_t size = t->at[f + 1] - t->at[f];
		pairs += size * (size - (size > 0)) / 2;
	}
	return pairs;
}

void twomode_twin(struct arena *a, const struct twomode *t, struct twomode *twin)
{
	*twin = *t;
	twin->focus = NEW(a, t->m, uint32_t);
	twin->member = NEW(a, t->m, uint32_t);
}

void twomode_refill(struct twomode *t, uint32_t pieces, const uint32_t *owner, const uint64_t *from,
                    const uint32_t *focus, uint64_t *cursor)
{
	copy_starts(cursor, t->at, t->k);
	for (uint32_t u = 0; u < pieces; u++)
		for (uint64_t k = from[u]; k < from[u + 1]; k++)
			t->member[cursor[focus[k]]++] = owner[u];
	fill_people(t, cursor);
}

/* --- projection ------------------------------------------------------------------ */

void projector_open(struct arena *a, const struct twomode *t, struct projector *p)
{
	*p = (struct projector){ NEW(a, t->k, uint64_t), NEW(a, t->n, double), NEW(a, t->n, uint32_t),
	                         NEW(a, t->n, uint32_t), NEW(a, t->n, double) };
}

/* v[0 .. n-1] ascending: by insertion if few, else by the digits that are in use. */
static uint32_t *sorted(uint32_t *v, uint32_t n, uint32_t *spare)
{
	uint32_t used = 0;

	if (n <= 40) {
		for (uint32_t k = 1; k < n; k++) {
			uint32_t x = v[k], to = k;
			for (; to && v[to - 1] > x; to--)
				v[to] = v[to - 1];
			v[to] = x;
		}
		return v;
	}
	for (uint32_t k = 0; k < n; k++)
		used |= v[k];
	for (int shift = 0; shift < 32 && used >> shift; shift += 8) {
		uint32_t start[257] = { 0 };
		for (uint32_t k = 0; k < n; k++)
			start[(v[k] >> shift & 255) + 1]++;
		for (int d = 0; d < 256; d++)
			start[d + 1] += start[d];
		for (uint32_t k = 0; k < n; k++)
			spare[start[v[k] >> shift & 255]++] = v[k];
		uint32_t *held = v;
		v = spare;
		spare = held;
	}
	return v;
}

/* Sums for person i over the members above i of each of i's foci; whom it found, unordered. */
static uint32_t gather(const struct twomode *t, int method, struct projector *p, uint32_t i)
{
	uint32_t found = 0;

	for (uint64_t k = t->off[i]; k < t->off[i + 1]; k++) {
		uint32_t f = t->focus[k];
		uint64_t end = t->at[f + 1], from = ++p->next[f];       /* i stood there */
		double share = method == PROJECT_NEWMAN ? 1 / ((double)(end - t->at[f]) - 1) : 1;
		for (uint64_t l = from; l < end; l++) {
			uint32_t j = t->member[l];
			if (p->sum[j] == 0)
				p->to[found++] = j;
			p->sum[j] += share;
		}
	}
	return found;
}

void twomode_project(const struct twomode *t, int method, struct projector *p, projected *tell, void *ctx)
{
	copy_starts(p->next, t->at, t->k);
	for (uint32_t i = 0; i < t->n; i++) {
		uint32_t found = gather(t, method, p, i), *to;
		double own = (double)(t->off[i + 1] - t->off[i]);
		if (!found)
			continue;
		to = sorted(p->to, found, p->spare);
		for (uint32_t k = 0; k < found; k++) {
			double shared = p->sum[to[k]];
			p->sum[to[k]] = 0;
			if (method == PROJECT_JACCARD)
				shared /= own + (double)(t->off[to[k] + 1] - t->off[to[k]]) - shared;
			p->weight[k] = shared;
		}
		tell(ctx, i, found, to, p->weight);
	}
}
