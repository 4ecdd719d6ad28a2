/* qap_sum.h - sums of products over all pairs of people, some of whom have changed places. */
#ifndef TIES_QAP_SUM_H
#define TIES_QAP_SUM_H

#include "qap.h"
#include "rng.h"

/* --- changing places -------------------------------------------------------------------------- */

struct moves {
	uint32_t n;
	uint64_t replicates, seed;
	bool exact;                     /* all n! orders, the first leaves everybody in place */
};
void moves_open(uint32_t n, uint64_t replicates, uint64_t seed, struct moves *);

/* to[]: the pair (i, j) now holds what stood at (to[i], to[j]); from[to[i]] = i. */
void moves_draw(const struct moves *, gsl_rng *, uint64_t r, uint32_t *to, uint32_t *from);

/* --- what is not known -------------------------------------------------------------------------- */

struct pair { uint32_t i, j; };
struct gaps {
	uint64_t n;
	struct pair *at;                /* undirected: i < j */
	bool *is;                       /* [i * stride + j]; NULL if n = 0 */
};

/* Where v is NAN; those places become 0. */
void gaps_take(struct arena *, const struct square *, double *v, struct gaps *);
/* Where any of k lists has one, number `not` left out (-1: none). */
void gaps_union(struct arena *, const struct square *, int k, const struct gaps *, int not, struct gaps *);

static inline bool gap_at(const struct gaps *g, const struct square *s, uint32_t i, uint32_t j)
{
	return g->n && g->is[(size_t)i * s->stride + j];
}

static inline uint64_t square_pairs(const struct square *s)
{
	return (uint64_t)s->n * (s->n - (s->n > 0)) / (s->directed ? 1 : 2);
}

/* --- sums ------------------------------------------------------------------------------------------ */

/* Sum of a[k] b[k], k < n, a multiple of 8: always in the same order. */
double sum_products(const double *a, const double *b, size_t n);

/* out[m * nf + f] = over all pairs, moved[m] at (to[i], to[j]) times fixed[f] at (i, j).  Diagonals and what is
 * not known must be 0.  room: sum_room() doubles. */
size_t sum_room(const struct square *, int nm);
void sum_moved(const struct square *, const uint32_t *to, int nm, const double *const *moved, int nf,
               const double *const *fixed, double *room, double *out);

/* The same for one matrix of few ties. */
struct sparse { uint64_t n; struct pair *at; double *value; };
void sparse_take(struct arena *, const struct square *, const double *v, struct sparse *);
void sum_sparse(const struct square *, const uint32_t *from, const struct sparse *moved, int nf,
                const double *const *fixed, double *out);

/* --- replicates --------------------------------------------------------------------------------------- */

/* What one thread has: draw(ctx, w, r) does replicate r, and never calls the arena. */
struct worker { gsl_rng *rng; uint32_t *to, *from; double *room; };

/* Every replicate of the moves once, in threads; room: doubles that each worker needs. */
void moves_run(struct arena *, const struct qap_how *, const struct moves *, size_t room,
               void (*draw)(const void *ctx, struct worker *, uint64_t r), const void *ctx);

#endif
