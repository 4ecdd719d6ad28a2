/* twomode.h - who belongs to what, and who is thereby tied to whom.
 *
 * A two-mode network has people and foci (clubs, papers, packages: Feld 1981,
 * doi:10.1086/227352); a membership puts a person into a focus, once.  Its projection ties
 * two people who share a focus.
 */
#ifndef TIES_TWOMODE_H
#define TIES_TWOMODE_H

#include "base.h"

struct twomode {
	uint32_t n, k;                  /* people, foci */
	uint64_t m;                     /* memberships */
	uint64_t *off;                  /* n + 1: the foci of person p are focus[off[p]] .. */
	uint32_t *focus;                /* ascending for each person */
	uint64_t *at;                   /* k + 1: the people in focus f are member[at[f]] .. */
	uint32_t *member;               /* ascending in each focus */
};

/* From rows: person[r] belongs to focus[r].  Rows that repeat a membership count once;
 * *repeated says how many did. */
void twomode_build(struct arena *, uint32_t n, uint32_t k, uint64_t rows, const uint32_t *person,
                   const uint32_t *focus, struct twomode *, uint64_t *repeated);

/* Empty the foci of more than `most` people.  What was left out: foci and memberships. */
void twomode_limit(struct twomode *, uint32_t most, uint32_t *foci, uint64_t *memberships);

/* People become foci and foci people. */
struct twomode twomode_turned(const struct twomode *);

/* The number of pairs of people that share a focus, each as often as they share one: what a
 * projection costs, and the most ties that it can have. */
uint64_t twomode_pairs(const struct twomode *);

/* A second table with the margins of the first: shares off[] and at[], has members of its own. */
void twomode_twin(struct arena *, const struct twomode *, struct twomode *twin);

/* Put other memberships into a twin.  They come in pieces, u = 0 .. pieces - 1: owner[u] belongs to
 * focus[from[u]] .. focus[from[u+1]].  Each person and focus must have as many as before; the pieces in
 * which a focus occurs must be ordered by their owners.  cursor: room for max(n, k).  No arena. */
void twomode_refill(struct twomode *twin, uint32_t pieces, const uint32_t *owner, const uint64_t *from,
                    const uint32_t *focus, uint64_t *cursor);

/* --- projection -------------------------------------------------------------------- */

enum {
	PROJECT_COUNT,          /* the number of foci shared */
	PROJECT_NEWMAN,         /* the sum over foci shared of 1 / (people in it - 1):
	                         * Newman (2001) Physical Review E 64:016132, doi:10.1103/PhysRevE.64.016132 */
	PROJECT_JACCARD         /* foci shared / foci of either */
};

/* Room for one projection at a time of tables with these margins. */
struct projector {
	uint64_t *next;                 /* k: the first member of a focus above the current person */
	double *sum;                    /* n: zero between people */
	uint32_t *to, *spare;           /* n: who was found */
	double *weight;                 /* n */
};
void projector_open(struct arena *, const struct twomode *, struct projector *);

/* For each person i in turn who has any: the others j > i who share a focus, ascending, with weights.
 * Time: the sum over foci of the square of their size.  No arena. */
typedef void projected(void *ctx, uint32_t i, uint32_t n, const uint32_t *j, const double *weight);
void twomode_project(const struct twomode *, int method, struct projector *, projected *, void *ctx);

#endif
