/* contacts.h - pairs of people in contact: how much, in which direction, and from both ends.
 *
 * A pair is stored once, in the forward graph of graph.h, at its end of lower rank.  Its mutual
 * weight is Burt's z_ij = a_ij + a_ji, Structural Holes (1992), ch. 2: what flows between the two,
 * whoever sends.  A row without a weight counts 1; then a row that repeats a tie (in a directed
 * network: an arc) counts once.  Weights of repeated rows are summed.  An undirected tie has
 * z = its weight: twice that, in every formula, divides out.
 */
#ifndef TIES_CONTACTS_H
#define TIES_CONTACTS_H

#include "graph.h"

enum { ARC_UP = 1, ARC_DOWN = 2 };      /* from the end of lower rank, from the end of higher rank */

struct contacts {
	struct forward f;       /* rows ascending by rank; no place[], which the sorting made void */
	uint64_t loops, repeated, zeros;        /* rows: loops, further rows of a tie (an arc), weight 0: no tie */
	double *z;              /* of each place; NULL: 1 everywhere */
	uint8_t *arcs;          /* of each place: which arcs there are; NULL: the network is undirected */
	struct {
		double strength;        /* sum of z */
		double most;            /* largest z, 0 without contacts */
	} *of;                  /* by RANK */
	/* after contacts_lower(): */
	uint32_t *low_off;      /* n + 1: contacts of lower rank of RANK x are low[low_off[x]] .. */
	uint32_t *low;          /* their RANKS, ascending */
	uint32_t *low_place;    /* places of these ties; NULL where neither z nor arcs is there */
};

/* Rows a[k] - b[k] with weights >= 0, or NULL.  E_DATA: too many rows, or weights so large or
 * small that products of two of them are no numbers any more. */
int contacts_build(struct arena *, uint32_t n, uint64_t rows, const uint32_t *a, const uint32_t *b,
                   const double *weight, bool directed, struct contacts *, struct err *);

/* The ties of each person that are stored at the other end. */
void contacts_lower(struct arena *, struct contacts *);

/* Every tie in the rows of both ends, people as RANKS; after contacts_lower(). */
void contacts_graph(struct arena *, const struct contacts *, struct graph *);

#endif
