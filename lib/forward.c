/* The forward graph and the triangle pass of graph.h.
 *
 * Ranking people by degree and keeping each tie at its lower end bounds every row by
 * sqrt(2m), so that walking the rows of a row's members costs O(m^1.5) in all:
 * Chiba & Nishizeki (1985) doi:10.1137/0214017; Latapy (2008) doi:10.1016/j.tcs.2008.07.017. */
#include "graph.h"

#include <omp.h>
#include <string.h>

/* --- building --------------------------------------------------------------------- */

static void count_degrees(uint64_t rows, const uint32_t *a, const uint32_t *b, struct forward *f)
{
	for (uint64_t k = 0; k < rows; k++) {
		if (a[k] == b[k]) {
			f->loops++;
			continue;
		}
		f->degree[a[k]]++;
		f->degree[b[k]]++;
	}
}

/* Counting sort of people by degree: ties keep the order of their numbers. */
static void rank_people(struct arena *a, struct forward *f)
{
	struct mark scratch = arena_mark(a);
	uint32_t most = 0, *start;

	for (uint32_t v = 0; v < f->n; v++)
		if (f->degree[v] > most)
			most = f->degree[v];
	start = NEW(a, (size_t)most + 2, uint32_t);
	for (uint32_t v = 0; v < f->n; v++)
		start[f->degree[v] + 1]++;
	for (uint32_t d = 0; d <= most; d++)
		start[d + 1] += start[d];
	for (uint32_t v = 0; v < f->n; v++) {
		f->rank[v] = start[f->degree[v]]++;
		f->who[f->rank[v]] = v;
	}
	arena_release(a, scratch);
}

enum { AHEAD = 24 };

/* Put every row at its lower end. */
static void fill(struct arena *arena, uint64_t rows, const uint32_t *a, const uint32_t *b, struct forward *f)
{
	struct mark scratch = arena_mark(arena);
	uint32_t *next = NEW(arena, (size_t)f->n + 1, uint32_t);

	for (uint64_t k = 0; k < rows; k++) {
		if (k + AHEAD < rows) {
			__builtin_prefetch(&f->rank[a[k + AHEAD]]);
			__builtin_prefetch(&f->rank[b[k + AHEAD]]);
		}
		uint32_t x = f->rank[a[k]], y = f->rank[b[k]], lo = x < y ? x : y;
		f->place[k] = x == y ? NO_TIE : lo;     /* for now: the row it goes to */
		next[lo] += x != y;
	}
	for (uint32_t x = 0; x < f->n; x++) {
		f->off[x + 1] = f->off[x] + next[x];
		next[x] = f->off[x];
	}
	f->m = f->off[f->n];
	for (uint64_t k = 0; k < rows; k++) {
		if (k + AHEAD < rows && f->place[k + AHEAD] != NO_TIE)
			__builtin_prefetch(&next[f->place[k + AHEAD]], 1);
		if (f->place[k] == NO_TIE)
			continue;
		uint32_t lo = f->place[k], x = f->rank[a[k]], y = f->rank[b[k]], at = next[lo]++;
		f->adj[at] = x ^ y ^ lo;
		f->place[k] = at;
	}
	arena_release(arena, scratch);
}

/* Ties that were repeated share the first one's place; the rows close up. */
static void merge_repeated(struct arena *a, uint64_t rows, struct forward *f)
{
	struct mark scratch = arena_mark(a);
	uint32_t *seen = NEW(a, f->n, uint32_t), *moved = NULL, m = 0;

	for (uint32_t x = 0; x < f->n; x++)
		for (uint32_t i = f->off[x]; i < f->off[x + 1]; i++) {
			f->repeated += seen[f->adj[i]] == x + 1;
			seen[f->adj[i]] = x + 1;
		}
	if (f->repeated) {
		moved = NEW(a, f->m, uint32_t);
		memset(seen, 0xFF, f->n * sizeof *seen);
		memset(f->degree, 0, f->n * sizeof *f->degree);
		for (uint32_t x = 0, from = 0, to; x < f->n; x++, from = to) {
			uint32_t first = m;
			to = f->off[x + 1];
			for (uint32_t i = from; i < to; i++) {
				uint32_t y = f->adj[i];
				bool again = seen[y] != UINT32_MAX && seen[y] >= first;
				if (!again) {
					seen[y] = m;
					f->adj[m++] = y;
					f->degree[f->who[x]]++;
					f->degree[f->who[y]]++;
				}
				moved[i] = seen[y];
			}
			f->off[x] = first;
		}
		f->off[f->n] = f->m = m;
		for (uint64_t k = 0; k < rows; k++)
			if (f->place[k] != NO_TIE)
				f->place[k] = moved[f->place[k]];
	}
	arena_release(a, scratch);
}

int forward_build(struct arena *arena, uint32_t n, uint64_t rows, const uint32_t *a, const uint32_t *b,
                  struct forward *f, struct err *e)
{
	if (rows >= NO_TIE)
		return fail(e, E_DATA, "%llu ties are more than the 4294967294 that fit", (unsigned long long)rows);
	*f = (struct forward){ .n = n };
	f->degree = NEW(arena, n, uint32_t);
	f->rank = NEW(arena, n, uint32_t);
	f->who = NEW(arena, n, uint32_t);
	f->off = NEW(arena, (size_t)n + 1, uint32_t);
	f->adj = NEW(arena, rows, uint32_t);
	f->place = NEW(arena, rows, uint32_t);
	count_degrees(rows, a, b, f);
	rank_people(arena, f);
	fill(arena, rows, a, b, f);
	merge_repeated(arena, rows, f);
	return OK;
}

/* --- the pass ----------------------------------------------------------------------- */

/* Triangles found, and not yet visited. */
struct found { triangle_visit *visit; void *ctx; uint32_t n; struct triangle t[TRIANGLES]; };

static void hand_over(struct found *h)
{
	h->visit(h->ctx, h->t, h->n);
	h->n = 0;
}

/* Entries ahead that the pass asks memory for, over the borders of rows: where the rows of members
 * start, and two lines of each.  (Not in a function of its own: gcc takes one that does nothing else
 * for one that does nothing, and leaves it out.) */
enum { STARTS_AHEAD = 32, ROWS_AHEAD = 16, LINE = 64 / sizeof(uint32_t) };

/* Triangles whose lowest member is x.  mark[] is all zero before and after. */
static inline void pass_row(const struct forward *f, uint32_t x, uint32_t *mark, struct found *h)
{
	uint32_t from = f->off[x], to = f->off[x + 1];

	if (to - from < 2)
		return;
	for (uint32_t i = from; i < to; i++)
		mark[f->adj[i]] = i + 1;
	for (uint32_t i = from; i < to; i++) {
		uint32_t y = f->adj[i];
		if (i + STARTS_AHEAD < f->m)
			__builtin_prefetch(&f->off[f->adj[i + STARTS_AHEAD]]);
		if (i + ROWS_AHEAD < f->m) {
			const uint32_t *row = f->adj + f->off[f->adj[i + ROWS_AHEAD]];
			__builtin_prefetch(row);
			__builtin_prefetch(row + LINE);
		}
		for (uint32_t j = f->off[y]; j < f->off[y + 1]; j++) {
			uint32_t z = f->adj[j];
			if (!mark[z])
				continue;
			if (h->n == TRIANGLES)
				hand_over(h);
			h->t[h->n++] = (struct triangle){ x, y, z, i, mark[z] - 1, j };
		}
	}
	for (uint32_t i = from; i < to; i++)
		mark[f->adj[i]] = 0;
}

void forward_each_triangle(struct arena *a, const struct forward *f, triangle_visit *visit, void *ctx)
{
	struct mark scratch = arena_mark(a);
	struct found h = { .visit = visit, .ctx = ctx };
	uint32_t *mark = NEW(a, f->n, uint32_t);

	for (uint32_t x = 0; x < f->n; x++)
		pass_row(f, x, mark, &h);
	hand_over(&h);
	arena_release(a, scratch);
}

/* --- counting ------------------------------------------------------------------------- */

static void count_ties(void *ctx, const struct triangle *t, uint32_t n)
{
	uint32_t *count = ctx;

	for (uint32_t k = 0; k < n; k++)
		__builtin_prefetch(&count[t[k].yz], 1);
	for (uint32_t k = 0; k < n; k++) {
		count[t[k].xy]++;
		count[t[k].xz]++;
		count[t[k].yz]++;
	}
}

/* Each thread but the first has four bytes a tie of its own: on a large machine that would soon
 * be more than everything else. */
enum { MOST_THREADS = 8 };

void forward_triangles(struct arena *a, const struct forward *f, int threads, uint32_t *count)
{
	threads = threads < 1 ? 1 : threads > MOST_THREADS ? MOST_THREADS : threads;
	struct mark scratch = arena_mark(a);
	uint32_t *mark = NEW(a, (size_t)f->n * (size_t)threads, uint32_t);
	uint32_t *more = NEW(a, (size_t)f->m * (size_t)(threads - 1), uint32_t);

	memset(count, 0, f->m * sizeof *count);
	#pragma omp parallel num_threads(threads) if (threads > 1)
	{
		size_t me = (size_t)omp_get_thread_num();
		uint32_t *mine = me ? more + (me - 1) * f->m : count, *marks = mark + me * f->n;
		struct found h = { .visit = count_ties, .ctx = mine };

		#pragma omp for schedule(dynamic, 1024) nowait
		for (uint32_t x = 0; x < f->n; x++)
			pass_row(f, x, marks, &h);
		hand_over(&h);
		#pragma omp barrier
		#pragma omp for schedule(static)
		for (uint32_t i = 0; i < f->m; i++)
			for (int t = 1; t < threads; t++)
				count[i] += more[(size_t)(t - 1) * f->m + i];
	}
	arena_release(a, scratch);
}

/* --- adding up ------------------------------------------------------------------------ */

struct sums { const struct forward *f; const double *value; double *sum; };

static void add_third(void *ctx, const struct triangle *t, uint32_t n)
{
	const struct sums *s = ctx;

	for (uint32_t k = 0; k < n; k++, t++) {
		s->sum[t->xy] += s->value[s->f->who[t->z]];
		s->sum[t->xz] += s->value[s->f->who[t->y]];
		s->sum[t->yz] += s->value[s->f->who[t->x]];
	}
}

void forward_triangle_sums(struct arena *a, const struct forward *f, const double *value, double *sum)
{
	struct sums s = { f, value, sum };

	memset(sum, 0, f->m * sizeof *sum);
	forward_each_triangle(a, f, add_third, &s);
}
