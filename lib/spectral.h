/* spectral.h - the spectral segregation index: people are as segregated as those they are tied to inside the group.
 *
 * Echenique & Fryer (2007) doi:10.1162/qjec.122.2.441.  R is the matrix of ties, each row divided by its sum; B is what
 * is left of it inside one connected piece of a group.  The index of the piece is B's largest eigenvalue, that of a
 * person in it is this, times the person's share in the eigenvector over the mean share.  It is 0 for a person without
 * a tie inside the group, and 1 on average where a group has no ties to others.  Undirected networks.
 */
#ifndef TIES_SPECTRAL_H
#define TIES_SPECTRAL_H

#include "simple.h"

struct spectral {
	uint32_t n, m;
	const struct ends *tie;         /* of the network that was taken last */
	const double *weight;           /* of each tie, or NULL */
	double *root;                   /* 1 / sqrt(strength) of each person, 0 without ties */
};
void spectral_open(struct arena *, uint32_t n, struct spectral *);
void spectral_take(struct spectral *, uint32_t m, const struct ends *, const double *weight);   /* no arena */

/* Room for one measurement at a time, of networks of up to m ties; one a thread. */
struct spectral_room {
	uint8_t *byte;                  /* labels, where they fit */
	uint32_t *kept;                 /* ties inside groups */
	uint32_t *off, *adj;            /* the same by person; their weights */
	double *weight;
	bool *met;
	uint32_t *piece, *place;        /* the people of a piece, and where in it they are */
	uint32_t *end, *near;           /* their ties, by place: near[end[k - 1]] .. near[end[k] - 1] */
	double *strong;                 /* the weights of these */
	double *root, *x, *y, *scaled, *sum;            /* vectors, by place */
	double *alpha, *beta, *part;    /* of the tridiagonal matrix */
};
enum { SPECTRAL_STEPS = 2000 };         /* of Lanczos's method, at most */
void spectral_room(struct arena *, uint32_t n, uint32_t m, bool weighted, struct spectral_room *);

/* of_group[g] = the mean index of its people (the sum, divided by size[g]), NAN for an empty group; person[v], or NULL, the
 * index of each.  Calls no arena.
 *     The eigenvalue is found by Lanczos (1950) doi:10.6028/jres.045.026 on D^-1/2 A D^-1/2, which has those of B, to
 * a relative 1e-12 or SPECTRAL_STEPS steps. */
void spectral_measure(const struct spectral *, const uint32_t *group, uint32_t groups, const double *size,
                      struct spectral_room *, double *of_group, double *person);

#endif
