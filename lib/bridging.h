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

struct bridging {
	uint32_t sources;               /* distances are taken from so many people: all n of them (source = NULL), */
	const uint32_t *source;         /* or these RANKS, a random sample without repetition */
	int threads;
	void (*tell)(void *ctx, uint64_t done, uint64_t of);    /* now and then, from one thread; or NULL */
	void *ctx;
};

/* score[v] of every PERSON v; of a sample it is an estimate, and error[v] its standard error (NAN
 * for one source; error may be NULL).  After contacts_lower().  Time: for each source a breadth-first search,
 * and the parts of it that hang on a single tie again. */
void bridging_measure(struct arena *, const struct contacts *, const struct bridging *, double *score, double *error);

/* Seconds that it would take with all sources and one thread, by trying some for a quarter of a second. */
double bridging_seconds(struct arena *, const struct contacts *);

#endif
