/* broker_room.h - the network as broker.c and broker_share.c walk through it. */
#ifndef TIES_BROKER_ROOM_H
#define TIES_BROKER_ROOM_H

#include "base.h"

struct broker_counts;

/* People by rank (degree, ascending).  An entry of a row holds the other end and the arcs: rank << 2 | arcs. */
enum { ARC_TO = 1, ARC_FROM = 2 };      /* an arc to the other end, from it */

struct tally { uint32_t in, out; };     /* contacts of a group with an arc to a person, from it */

struct corner { uint8_t slot[8]; };     /* see broker.c */

struct broker_room {
	uint32_t n;
	bool directed;
	uint32_t *rank, *who;
	uint32_t *off, *higher;         /* n + 1: those of higher rank of x are higher[off[x]] .. */
	uint32_t *low_off, *lower;      /* and those of lower rank */
	uint32_t *group;                /* by rank */
	uint32_t *scratch;              /* n + 2 */
	uint8_t *mark;
	struct tally *tally;            /* by group, all zero */
	uint32_t *closed;               /* SLOTS a rank */
	struct corner *corner;
	/* with credit: */
	uint64_t *hash;                 /* of a row */
	uint32_t *twin, *twins, *bucket, *next;
	uint32_t *out_off, *out;        /* whom x has an arc to, ranks; both first twins */
	uint32_t *main, *by_main, *at;  /* the one of them with most arcs; people in order of it */
	uint32_t *paths, *met, *direct;
	uint8_t *through;
	uint64_t *several;              /* pairs with several brokers, by rank and role */
	double *share;                  /* and what they add up to */
};

/* Fill in counts->share and counts->sole from counts->pairs. */
void broker_share(struct broker_room *, const struct broker_counts *);

#endif
