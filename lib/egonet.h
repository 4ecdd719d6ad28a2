/* egonet.h - a person (ego), the contacts (alters), and the ties among them.
 *
 * Ties among alters are found in the forward rows of the alters.  Such a row is shorter than
 * sqrt(2m), so that all ego networks together cost O(m^1.5), however many contacts a hub has; and
 * each ego's numbers depend on no other ego's, so that any thread may work them out.
 */
#ifndef TIES_EGONET_H
#define TIES_EGONET_H

#include "contacts.h"

/* Who is an alter: everyone in contact, those ego sends to, those who send to ego, those who do both.
 * In an undirected network these are the same. */
enum egonet_alters { ALTERS_BOTH, ALTERS_OUT, ALTERS_IN, ALTERS_MUTUAL };
#define EGO_ALTERS "both|out|in|mutual"          /* their words, in the same order */

struct egonet {
	const struct contacts *c;               /* after contacts_lower() */
	uint32_t ego;           /* as RANK, like all people here */
	uint32_t n;             /* alters, those of lower rank than ego first */
	uint32_t *alter;
	double *z;              /* of the tie to each */
	uint8_t *arcs;          /* EGO_OUT: ego sends to the alter, EGO_IN: the alter to ego; undirected: both */
	uint64_t m;             /* ties among alters */
	struct egotie {
		uint32_t a, b;          /* indices of alter[]; a has the lower rank */
		uint32_t place;         /* in the forward graph */
	} *tie;
	uint32_t *head, *next, mask;    /* private: which alter is it?  Chains of index + 1 */
};
enum { EGO_OUT = 1, EGO_IN = 2 };

/* Room for the largest ego network of c, to be used again and again (one for each thread). */
void egonet_room(struct arena *, const struct contacts *c, struct egonet *);

/* Fill in the network of one ego. */
void egonet_take(struct egonet *, uint32_t ego, enum egonet_alters);

/* The weight of a tie among alters. */
static inline double egonet_z(const struct egonet *e, const struct egotie *t) { return e->c->z ? e->c->z[t->place] : 1; }

/* Pairs of alters with an arc in one direction, and in both (undirected ties: both). */
void egonet_pairs(const struct egonet *, uint64_t *one_way, uint64_t *mutual);

/* Ego betweenness, Everett & Borgatti (2005) doi:10.1016/j.socnet.2004.11.007: sum over pairs of alters
 * that are not tied of 1 / (number of paths of length 2 between them inside the ego network, ego's own
 * included).  In a directed network over ordered pairs with an arc to ego and one from ego, along
 * arcs.  Time: the sum of the squared degrees inside the ego network. */
struct between_room { uint64_t *off; uint32_t *adj, *paths, *direct, *met; };
void   egonet_between_room(struct arena *, const struct egonet *, struct between_room *);
double egonet_betweenness(const struct egonet *, struct between_room *);

/* People within two steps of ego, ego left out: alters, and alters of alters by the same rule, which
 * is the one ego's network was taken with.  stamp[rank] must not hold `now` before.  Time: the sum of
 * the alters' degrees. */
uint32_t egonet_two_steps(const struct egonet *, enum egonet_alters, uint32_t *stamp, uint32_t now);

#endif
