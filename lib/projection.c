#include "projection.h"
#include "curveball.h"
#include "rng.h"

#include <omp.h>

/* --- as observed ------------------------------------------------------------------- */

struct hearer { put_ties *tell; void *ctx; uint64_t replicate; uint32_t part; int stop; };

static void hear(void *ctx, uint32_t i, uint32_t n, const uint32_t *j, const double *weight)
{
	struct hearer *h = ctx;

	if (!h->stop)
		h->stop = h->tell(h->ctx, h->replicate, h->part, i, n, j, weight);
}

static struct twomode side(const struct projection *p, const struct twomode *t)
{
	return p->foci ? twomode_turned(t) : *t;
}

static int observed(struct affiliation *a, const struct projection *p, put_ties *tell, void *ctx)
{
	struct hearer h = { tell, ctx, 0, 0, 0 };

	for (; h.part < a->nparts && !h.stop; h.part++) {
		struct mark scratch = arena_mark(a->run->arena);
		struct twomode t = side(p, &a->part[h.part].t);
		struct projector room;
		projector_open(a->run->arena, &t, &room);
		twomode_project(&t, p->method, &room, hear, &h);
		arena_release(a->run->arena, scratch);
	}
	return h.stop;
}

/* --- replicates --------------------------------------------------------------------- */

/* The ties of one replicate of one part, row by row: person i has to[at[i]] .. */
struct kept { uint32_t rows, *i; uint64_t *at; uint32_t *to; double *weight; };

/* What one thread needs for one part.  The arrays are as long as they may ever have to be, which
 * costs address space; memory is paid for where ties are written. */
struct lane {
	const struct curveball *table;
	struct curveball_draw draw;
	struct twomode twin;
	struct projector room;
	uint64_t *cursor;
	struct kept kept;
};

struct worker { gsl_rng *rng; struct lane *lane; };

static void keep(void *ctx, uint32_t i, uint32_t n, const uint32_t *j, const double *weight)
{
	struct kept *k = ctx;
	uint64_t at = k->at[k->rows];

	for (uint32_t x = 0; x < n; x++) {
		k->to[at + x] = j[x];
		k->weight[at + x] = weight[x];
	}
	k->i[k->rows++] = i;
	k->at[k->rows] = at + n;
}

static void open_lane(struct arena *a, const struct projection *p, const struct twomode *t,
                      const struct curveball *table, struct lane *l)
{
	struct twomode s = side(p, t);
	uint64_t most = (uint64_t)s.n * (s.n - (s.n > 0)) / 2, pairs = twomode_pairs(&s);

	l->table = table;
	curveball_draw_open(a, table, &l->draw);
	twomode_twin(a, t, &l->twin);
	projector_open(a, &s, &l->room);
	l->cursor = NEW(a, s.n > s.k ? s.n : s.k, uint64_t);
	most = pairs < most ? pairs : most;
	l->kept = (struct kept){ 0, NEW(a, s.n, uint32_t), NEW(a, (size_t)s.n + 1, uint64_t),
	                         NEW(a, most, uint32_t), NEW(a, most, double) };
}

static void draw(const struct projection *p, struct worker *w, uint32_t nparts, uint64_t replicate)
{
	for (uint32_t k = 0; k < nparts; k++) {
		struct lane *l = &w->lane[k];
		rng_stream(w->rng, p->seed, (uint32_t)replicate);
		curveball_draw(l->table, w->rng, &l->draw);
		twomode_refill(&l->twin, l->table->pieces, l->table->owner, l->table->from, l->draw.column, l->cursor);
		struct twomode s = side(p, &l->twin);
		l->kept.rows = 0;
		twomode_project(&s, p->method, &l->room, keep, &l->kept);
	}
}

static int hand_over(const struct worker *w, uint32_t nparts, uint64_t replicate, put_ties *tell, void *ctx)
{
	for (uint32_t k = 0; k < nparts; k++) {
		const struct kept *kept = &w->lane[k].kept;
		for (uint32_t r = 0; r < kept->rows; r++) {
			uint64_t at = kept->at[r];
			if (tell(ctx, replicate, k, kept->i[r], (uint32_t)(kept->at[r + 1] - at), kept->to + at, kept->weight + at))
				return 1;
		}
	}
	return 0;
}

/* Each thread draws every threads-th replicate; they take turns in handing them over. */
static void replicates(const struct affiliation *a, const struct projection *p, struct worker *worker, int threads,
                       put_ties *tell, void *ctx)
{
	int stop = 0;

#pragma omp parallel for ordered schedule(static, 1) num_threads(threads)
	for (uint64_t r = 1; r <= p->replicates; r++) {
		struct worker *w = &worker[omp_get_thread_num()];
		int over;
#pragma omp atomic read
		over = stop;
		if (!over)
			draw(p, w, a->nparts, r);
#pragma omp ordered
		{
			if (!over && hand_over(w, a->nparts, r, tell, ctx)) {
#pragma omp atomic write
				stop = 1;
			}
			progress(a->run, "replicates", r, p->replicates);
		}
	}
}

static void with_workers(struct affiliation *a, const struct projection *p, struct worker *worker, int threads,
                         put_ties *tell, void *ctx)
{
	struct arena *arena = a->run->arena;
	struct curveball *table = NEW(arena, a->nparts, struct curveball);

	for (uint32_t k = 0; k < a->nparts; k++) {
		const struct affiliation_part *part = &a->part[k];
		const struct twomode *t = &part->t;
		curveball_open(arena, t->n, t->off, t->focus, t->k, part->stratum, a->strata, &table[k]);
	}
	for (int w = 0; w < threads; w++) {
		worker[w].rng = rng_new(arena);
		worker[w].lane = NEW(arena, a->nparts, struct lane);
		for (uint32_t k = 0; k < a->nparts; k++)
			open_lane(arena, p, &a->part[k].t, &table[k], &worker[w].lane[k]);
	}
	replicates(a, p, worker, threads, tell, ctx);
}

int projection_run(struct affiliation *a, const struct projection *p, put_ties *tell, void *ctx, struct err *e)
{
	int threads = p->replicates < (uint64_t)p->threads ? (int)p->replicates : p->threads;
	struct mark scratch = arena_mark(a->run->arena);
	struct worker *worker = NEW(a->run->arena, (size_t)threads + 1, struct worker);

	if ((p->observed && observed(a, p, tell, ctx)) || !threads)
		return OK;
	if (p->replicates > UINT32_MAX)
		return fail(e, E_USAGE, "at most %lu replicates", (unsigned long)UINT32_MAX);
	with_workers(a, p, worker, threads, tell, ctx);
	arena_release(a->run->arena, scratch);
	return OK;
}
