/* whole.h - what a network is like as a whole: one number each.
 *
 * A network has n people and rows a[k] - b[k].  Loops and rows that repeat a tie (in an
 * undirected network in either direction, in a directed one an arc) are counted and count
 * once.  What is undefined is NAN.
 */
#ifndef TIES_WHOLE_H
#define TIES_WHOLE_H

#include "graph.h"

/* Five quantiles and the mean; quantiles between two values by linear interpolation (Hyndman &
 * Fan 1996, doi:10.1080/00031305.1996.10473566, type 7).  All NAN for no values. */
struct spread { double least, q1, median, mean, q3, most; };

struct whole {
	bool directed;
	double people, ties, arcs;      /* ties: pairs of people, in whatever direction; arcs: ordered pairs */
	double loops, repeated;         /* rows */
	double density;                 /* 2 ties / n(n-1), or arcs / n(n-1); NAN for n < 2 */
	double isolates;                /* people without a tie to another person */
	double components, giant, giant_share;          /* weak; people in the largest; of all people */
	double strong, strong_giant, strong_share;      /* the same for strong components */
	double reciprocity;             /* share of the arcs that are returned */
	double triangles;
	double transitivity;            /* 3 triangles / pairs of ties that share a person */
	double clustering;              /* mean over people with 2 contacts and more of t_v / C(k_v, 2) */
	double clustering_zeros;        /* the same over all people, the others counted as 0 */
	double assortativity;           /* Newman (2002): degrees across ties; directed: out of the source, in of the target */
	struct spread degree, in, out;  /* distinct contacts */
	struct spread weight;           /* of ties (arcs), repeated rows summed */
	double weight_missing;          /* rows whose weight is NAN: left out */
};

/* weight may be NULL.  E_DATA from 2^32 - 1 rows on. */
int whole_measure(struct arena *, uint32_t n, uint64_t rows, const uint32_t *a, const uint32_t *b,
                  const double *weight, bool directed, int threads, struct whole *, struct err *);

/* Sorts x, which has no NAN. */
struct spread spread_of(struct arena *, double *x, size_t n);

#endif
