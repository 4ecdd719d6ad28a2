/* holes.h - what can be said of a person's contacts, by name, for many people at once. */
#ifndef TIES_HOLES_H
#define TIES_HOLES_H

#include "hole.h"

enum hole_value {
	/* of Burt's model: hole.h */
	HOLE_DEGREE, HOLE_EFFECTIVE_SIZE, HOLE_EFFICIENCY, HOLE_CONSTRAINT, HOLE_HIERARCHY,
	HOLE_REDUNDANCY,                /* degree - effective size */
	HOLE_CONSTRAINT_SIZE, HOLE_CONSTRAINT_DENSITY, HOLE_CONSTRAINT_HIERARCHY,       /* they add up to the constraint */
	HOLE_CONSTRAINT_NORMALISED,     /* 0 to 1 between the extremes for so many alters; undirected ego networks, no weights */
	HOLE_STRONGEST_SHARE,           /* largest p_ij; NAN without alters */
	/* of the ego network: egonet.h */
	HOLE_DENSITY,                   /* ties among alters / pairs, or arcs / ordered pairs; NAN for fewer than two alters */
	HOLE_HBI0, HOLE_HBI1, HOLE_HBI2,        /* pairs of alters with no arc, one, both */
	HOLE_HBI0_SHARE, HOLE_HBI1_SHARE, HOLE_HBI2_SHARE,      /* of all pairs; NAN for fewer than two alters */
	HOLE_EGO_BETWEENNESS,
	HOLE_TWO_STEP_REACH,            /* people within two steps, ego left out */
	/* of all contacts, whoever the alters are */
	HOLE_CLUSTERING,                /* Watts & Strogatz (1998) doi:10.1038/30918: share of the pairs of contacts that are tied */
	HOLE_LOCAL_BRIDGES,             /* ties without a common neighbour */
	HOLE_VALUES
};

/* "effective_size", ... */
extern const char *const hole_names[HOLE_VALUES];

struct holes {
	enum hole_model model;
	enum egonet_alters alters;
	int threads;
	uint32_t n;                     /* egos */
	const uint32_t *ego;            /* the PERSONS, or NULL: everyone */
	double *out[HOLE_VALUES];       /* out[value][k] of ego k, or NULL: not wanted */
};

/* May call contacts_lower(). */
void holes_measure(struct arena *, struct contacts *, const struct holes *);

#endif
