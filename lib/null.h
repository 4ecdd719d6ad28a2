/* null.h - networks as they might have been: what a null model keeps, and what it deals anew.
 *
 *     weights     the ties stay; their weights are dealt anew among them
 *     labels      the ties stay, and how often each label occurs; who bears it is dealt anew
 *     degrees     everybody keeps the number of ties (in a directed network: of arcs sent and of arcs received)
 *     gnm         the number of people and the number of ties stay
 *     bernoulli   each pair is tied with the same probability, the density that was observed
 *     dyads       directed: the numbers of mutual and of one-way pairs stay
 *
 * One replicate at a time, from the generator that is given: a sub-stream each (rng.h).  What takes an
 * arena prepares; what draws takes none, and may stand in a parallel region with a room and a
 * generator for each thread.
 */
#ifndef TIES_NULL_H
#define TIES_NULL_H

#include "net.h"
#include "pairs.h"
#include "rng.h"
#include "simple.h"

enum null_model { NULL_DEGREES, NULL_GNM, NULL_BERNOULLI, NULL_DYADS, NULL_LABELS, NULL_WEIGHTS };

/* What a user calls it: "degrees", "labels:within=office". */
struct null_choice { enum null_model model; const char *within; };  /* a column, or NULL */

/* allowed: "labels|degrees".  E_USAGE: another word; within= of a model that knows none. */
int null_choose(struct arena *, const char *text, const char *allowed, struct null_choice *, struct err *);

/* The ties stay, their weights are dealt anew among them: to[row] = from[another row of the same
 * network], all arrangements equally likely.  Rows of a loop take part like any other. */
void null_weights(const struct part *, gsl_rng *, const uint32_t *from, uint32_t *to);

/* --- labels ---------------------------------------------------------------------------------- */

/* Who exchanges labels with whom: the members of stratum s are who[at[s]] .. who[at[s + 1] - 1]. */
struct null_strata { uint32_t n, *at, *who; };

/* The n members in order[], in strata; stratum[member] is below `strata`, NULL: all are one. */
void null_strata(struct arena *, uint32_t n, const uint32_t *order, const uint32_t *stratum, uint32_t strata,
                 struct null_strata *);

/* to[member] = from[another of the stratum], all arrangements equally likely (Fisher-Yates, the strata
 * one after the other). */
void null_labels(const struct null_strata *, gsl_rng *, const uint32_t *from, uint32_t *to);

/* --- ties ---------------------------------------------------------------------------------------- */


/* Switches tried a tie unless said otherwise: as igraph does.  Nearly all are possible in a large sparse
 * network, and each moves two ties, so that a tie moves twenty times. */
enum { NULL_SWITCHES = 10 };

/* Room for one replicate at a time; most: the ties that may come out. */
struct null_room {
	struct ends *tie;               /* the outcome: m of them */
	uint32_t m, most;
	struct pair_set set;
	uint64_t *pair;
	uint64_t switches;              /* of NULL_DEGREES: how many to try; changed by the caller before drawing */
	uint64_t tried, done;           /* summed over the replicates drawn with this room */
};
void null_room(struct arena *, const struct simple *, enum null_model, struct null_room *);

/* degrees: from the observed network, two ties a-b and c-d are picked at random, over and over, and become
 * a-d and c-b unless that makes a loop or a tie that is there (then all stays, and counts as a step):
 * all networks with these degrees become equally likely.  Rao, Jana & Bandyopadhyay (1996) Sankhya A
 * 58:225; Milo et al. (2003) arXiv:cond-mat/0312028; Fosdick, Larremore, Nishimura & Ugander (2018)
 * doi:10.1137/16M1087175.  In a directed network a cycle of three arcs, none of them returned, is turned
 * around when two of its arcs are picked: without that some networks could not be reached (Rao et al.).
 *     Tie k of the outcome is what tie k of the network became.
 * gnm: Erdos & Renyi (1959); bernoulli: Gilbert (1959) doi:10.1214/aoms/1177706098, p = m / pairs.
 * dyads: Holland & Leinhardt (1976) doi:10.2307/270703: the U|MAN distribution.  Mates remain mates.
 * Loops never arise.  Time O(m), but for bernoulli and gnm with most pairs tied, where it is O(n^2) = O(m). */
void null_draw(const struct simple *, enum null_model, gsl_rng *, struct null_room *);      /* not of labels, weights */

#endif
