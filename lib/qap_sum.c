#include "qap_sum.h"

#include <math.h>
#include <omp.h>
#include <string.h>

/* --- changing places --------------------------------------------------------------------------- */

void moves_open(uint32_t n, uint64_t replicates, uint64_t seed, struct moves *m)
{
	uint64_t orders = 1;

	*m = (struct moves){ .n = n, .replicates = replicates, .seed = seed };
	for (uint32_t k = 2; k <= n && orders <= replicates; k++)
		orders *= k;
	if (orders <= replicates) {
		m->exact = true;
		m->replicates = orders;
	}
}

/* Order number r: its digits in the factorial system say which of those who are left comes next. */
static void order_number(uint32_t n, uint64_t r, uint32_t *to)
{
	for (uint32_t i = 0; i < n; i++)
		to[i] = i;
	for (uint32_t i = n; i > 1; i--) {              /* digit of base i: to[n - i] changes with one behind it */
		uint32_t digit = (uint32_t)(r % i), at = n - i, held = to[at + digit];
		memmove(to + at + 1, to + at, digit * sizeof *to);
		to[at] = held;
		r /= i;
	}
}

void moves_draw(const struct moves *m, gsl_rng *g, uint64_t r, uint32_t *to, uint32_t *from)
{
	if (m->exact) {
		order_number(m->n, r, to);
	} else {
		for (uint32_t i = 0; i < m->n; i++)
			to[i] = i;
		rng_stream(g, m->seed, (uint32_t)r + 1);
		rng_shuffle(g, to, m->n);
	}
	for (uint32_t i = 0; i < m->n; i++)
		from[to[i]] = i;
}

/* --- what is not known --------------------------------------------------------------------------- */

static void list_gaps(struct arena *a, const struct square *s, struct gaps *g)
{
	uint64_t k = 0;

	g->at = NEW(a, g->n, struct pair);
	for (uint32_t i = 0; i < s->n; i++)
		for (uint32_t j = s->directed ? 0 : i + 1; j < s->n; j++)
			if (g->is[(size_t)i * s->stride + j])
				g->at[k++] = (struct pair){ i, j };
}

void gaps_take(struct arena *a, const struct square *s, double *v, struct gaps *g)
{
	*g = (struct gaps){ 0 };
	for (uint32_t i = 0; i < s->n; i++) {
		v[(size_t)i * s->stride + i] = 0;
		for (uint32_t j = s->directed ? 0 : i + 1; j < s->n; j++)
			g->n += isnan(v[(size_t)i * s->stride + j]) != 0;
	}
	if (!g->n)
		return;
	g->is = NEW(a, (size_t)s->n * s->stride, bool);
	for (size_t k = 0; k < (size_t)s->n * s->stride; k++)
		if (isnan(v[k])) {
			g->is[k] = true;
			v[k] = 0;
		}
	list_gaps(a, s, g);
}

void gaps_union(struct arena *a, const struct square *s, int k, const struct gaps *of, int not, struct gaps *g)
{
	*g = (struct gaps){ 0 };
	for (int x = 0; x < k; x++)
		if (x != not && of[x].n && !g->is)
			g->is = NEW(a, (size_t)s->n * s->stride, bool);
	if (!g->is)
		return;
	for (int x = 0; x < k; x++)
		for (size_t c = 0; x != not && of[x].n && c < (size_t)s->n * s->stride; c++)
			g->is[c] |= of[x].is[c];
	for (uint32_t i = 0; i < s->n; i++)
		for (uint32_t j = s->directed ? 0 : i + 1; j < s->n; j++)
			g->n += g->is[(size_t)i * s->stride + j];
	list_gaps(a, s, g);
}

/* --- sums --------------------------------------------------------------------------------------------- */

/* Eight partial sums, whatever the machine: the same bytes everywhere. */
typedef double four __attribute__((vector_size(32), aligned(8), may_alias));

/* Wider registers where the processor has them: the same sums to the last bit.  (clang 14 forgets the plain name.) */
#if defined(__x86_64__) && defined(__linux__) && !defined(__clang__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

static inline double products(const double *a, const double *b, size_t n)
{
	const four *x = (const four *)(const void *)a, *y = (const four *)(const void *)b;
	four s = { 0 }, t = { 0 };

	for (size_t k = 0; k < n / 4; k += 2) {
		s += x[k] * y[k];
		t += x[k + 1] * y[k + 1];
	}
	s += t;
	return (s[0] + s[1]) + (s[2] + s[3]);
}

WIDE double sum_products(const double *a, const double *b, size_t n) { return products(a, b, n); }

size_t sum_room(const struct square *s, int nm) { return (size_t)nm * s->stride; }

WIDE
void sum_moved(const struct square *s, const uint32_t *to, int nm, const double *const *moved, int nf,
               const double *const *fixed, double *room, double *out)
{
	memset(out, 0, (size_t)nm * (size_t)nf * sizeof *out);
	memset(room, 0, sum_room(s, nm) * sizeof *room);
	for (uint32_t i = 0; i < s->n; i++) {
		uint32_t first = s->directed ? 0 : i / 8 * 8;   /* of an undirected network only what lies above the diagonal */
		for (int m = 0; m < nm; m++) {
			const double *row = moved[m] + (size_t)to[i] * s->stride;
			double *v = room + (size_t)m * s->stride;
			for (uint32_t j = first; j < s->n; j++)
				v[j] = row[to[j]];
			for (uint32_t j = first; !s->directed && j < i; j++)
				v[j] = 0;
		}
		for (int m = 0; m < nm; m++)
			for (int f = 0; f < nf; f++)
				out[m * nf + f] += products(room + (size_t)m * s->stride + first,
				                            fixed[f] + (size_t)i * s->stride + first, s->stride - first);
	}
}

void sparse_take(struct arena *a, const struct square *s, const double *v, struct sparse *p)
{
	*p = (struct sparse){ 0 };
	for (uint32_t i = 0; i < s->n; i++)
		for (uint32_t j = s->directed ? 0 : i + 1; j < s->n; j++)
			p->n += v[(size_t)i * s->stride + j] != 0;
	p->at = NEW(a, p->n, struct pair);
	p->value = NEW(a, p->n, double);
	p->n = 0;
	for (uint32_t i = 0; i < s->n; i++)
		for (uint32_t j = s->directed ? 0 : i + 1; j < s->n; j++)
			if (v[(size_t)i * s->stride + j] != 0) {
				p->at[p->n] = (struct pair){ i, j };
				p->value[p->n++] = v[(size_t)i * s->stride + j];
			}
}

void sum_sparse(const struct square *s, const uint32_t *from, const struct sparse *moved, int nf,
                const double *const *fixed, double *out)
{
	for (int f = 0; f < nf; f++) {
		double sum = 0;
		for (uint64_t k = 0; k < moved->n; k++)
			sum += moved->value[k] * fixed[f][(size_t)from[moved->at[k].i] * s->stride + from[moved->at[k].j]];
		out[f] = sum;
	}
}

/* --- replicates ------------------------------------------------------------------------------------------ */

enum { BLOCK = 256 };                   /* replicates between two looks at the clock */

static void workers_open(struct arena *a, struct worker *w, int n, uint32_t people, size_t room)
{
	for (int t = 0; t < n; t++) {
		w[t].to = NEW(a, people, uint32_t);
		w[t].from = NEW(a, people, uint32_t);
		w[t].room = NEW(a, room, double);
		w[t].rng = rng_new(a);
	}
}

void moves_run(struct arena *a, const struct qap_how *how, const struct moves *m, size_t room,
              void (*draw)(const void *ctx, struct worker *, uint64_t r), const void *ctx)
{
	struct mark scratch = arena_mark(a);
	int threads = how->threads < 1 ? 1 : how->threads;
	struct worker *w = NEW(a, (size_t)threads, struct worker);

	workers_open(a, w, threads, m->n, room);
	for (uint64_t from = 0; from < m->replicates; from += BLOCK) {
		uint64_t end = m->replicates - from < BLOCK ? m->replicates : from + BLOCK;
		#pragma omp parallel for num_threads(threads) schedule(dynamic)
		for (uint64_t r = from; r < end; r++) {
			struct worker *own = w + omp_get_thread_num();
			moves_draw(m, own->rng, r, own->to, own->from);
			draw(ctx, own, r);
		}
		if (how->run)
			progress(how->run, "replicates", end, m->replicates);
	}
	arena_release(a, scratch);
}
