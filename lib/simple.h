/* simple.h - a network as most definitions want it: no loops, each tie once. */
#ifndef TIES_SIMPLE_H
#define TIES_SIMPLE_H

#include "graph.h"

struct ends { uint32_t a, b; };         /* an arc from a to b, or a tie */

struct simple {
	uint32_t n, m;                  /* people; ties, in a directed network arcs */
	bool directed;
	struct ends *tie;               /* in order of first appearance */
	uint32_t *of;                   /* of a row: its tie, or NO_TIE for a loop */
	uint32_t *mate;                 /* directed: the arc in the opposite direction, or NO_TIE */
	uint32_t mutual;                /* directed: pairs with both arcs */
	uint64_t loops, repeated;       /* rows left out, rows merged with an earlier one */
};

/* Rows a[k] - b[k], k < rows.  E_DATA from 2^31 rows on. */
int simple_build(struct arena *, uint32_t n, uint64_t rows, const uint32_t *a, const uint32_t *b, bool directed,
                 struct simple *, struct err *);

/* Ordered pairs of people (directed), or pairs. */
uint64_t simple_pairs(const struct simple *);

/* m / pairs; NAN for fewer than two people. */
double simple_density(const struct simple *);

#endif
