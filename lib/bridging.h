/* bridging.h - what a person's ties do for the cohesion of the network.
 *
 * Valente & Fujimoto (2010) Social Networks 32:212, doi:10.1016/j.socnet.2010.03.003:
 *
 *     cohesion = sum over ordered pairs s, t of 1 / d_st / (n(n-1)),   0 where t is out of reach
 *     bridging of i = mean over i's ties e of cohesion(G) - cohesion(G without e)
 *
 * in the simple undirected network; in [0, 1].  NAN for people without ties.
 */
#ifndef TIES_BRIDGING_H
#define TIES_BRIDGING_H

#include "contacts.h"

/* score[v] of every PERSON v, from the distances of `sources` people: all n of them (source = NULL), or
 * a random sample of RANKS without repetition; then score is an estimate and error[v] its standard
 * error (NAN for one source; error may be NULL).  After contacts_lower().  Time: for each source a breadth-first
 * search, and the parts of it that hang on a single tie again. */
void bridging_measure(struct arena *, const struct contacts *, uint32_t sources, const uint32_t *source,
                      int threads, double *score, double *error);

/* Seconds that it would take with all sources and one thread, by trying some for a quarter of a second. */
double bridging_seconds(struct arena *, const struct contacts *);

#endif
