/* hole.h - structural holes: how far a person's contacts are tied to one another.
 *
 * Burt (1992) Structural Holes, ch. 2; Burt (2004) doi:10.1086/421787; Borgatti (1997) Connections 20:35;
 * Everett & Borgatti (2020) doi:10.1016/j.socnet.2020.02.001.  With z_ij = a_ij + a_ji, N(i) the alters of i:
 *
 *     p_ij = z_ij / s_i,  s_i = sum of z_ik        m_jq = z_jq / largest z_jk
 *     c_ij = (p_ij + sum over q of p_iq p_qj)^2    constraint C_i = sum over j in N(i) of c_ij
 *     r_ij = sum over q of p_iq m_jq               effective size = N - sum over j in N(i) of r_ij
 *     hierarchy = sum over j of (c_ij / (C/N)) ln (c_ij / (C/N)) / (N ln N)
 *
 * q runs over the other alters of i.  The two models differ in what an alter's p and m are shares of:
 * HOLE_EGO of its ties to ego and to ego's alters (Burt's own, UCINET's default), HOLE_WHOLE of all
 * its ties in the network (igraph, NetworkX).  NAN: all of them without alters, hierarchy with one (0/0).
 */
#ifndef TIES_HOLE_H
#define TIES_HOLE_H

#include "egonet.h"

enum hole_model { HOLE_EGO, HOLE_WHOLE };

struct hole {
	double degree;          /* N */
	double redundancy;      /* sum of r_ij, >= 0 */
	double constraint;      /* > 0; may exceed 1 */
	double hierarchy;       /* 0 (constraint spread evenly) to 1 */
};

/* Effective size, 1 to N for alters that are all tied to ego alike. */
static inline double hole_effective_size(const struct hole *h) { return h->degree - h->redundancy; }

/* --- one ego ------------------------------------------------------------------------------ */

/* What its measures are made of, for each alter (indexed as in the egonet); to be used again. */
struct hole_terms {
	double *p;              /* p_ij */
	double *through;        /* sum over q of z_iq p_qj: divided by s_i, what alter j gains from the others */
	double *constraint;     /* c_ij */
	double *redundancy;     /* r_ij */
	double *strength;       /* what alter's p are shares of */
	double *most;           /* and its m */
	double total;           /* s_i */
	double size, density, hierarchy;        /* parts of C: sums of p^2, 2 p x and x^2, x = through / s_i */
	double strongest;       /* largest p_ij */
};
void hole_room(struct arena *, const struct contacts *, struct hole_terms *);
void hole_measure(const struct egonet *, enum hole_model, struct hole_terms *, struct hole *);

/* The largest constraint that n alters can exert in an undirected ego network without weights, and
 * where C lies between that and the smallest, 1/n (Everett & Borgatti 2020).  NAN for n < 2. */
double hole_most(double n);
double hole_normalised(double constraint, double n);

/* --- everyone ------------------------------------------------------------------------------- */

/* hole[v] of every PERSON v in the whole network, all contacts being alters, by one pass over the
 * triangles: the same numbers, to the last bit, as hole_measure() finds one by one. */
void hole_measure_whole(struct arena *, const struct contacts *, struct hole *);

#endif
