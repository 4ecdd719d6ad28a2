/* generate.h - networks drawn from a model: the same seed gives the same network.
 *
 * All are simple: no loops, no tie twice.  Person v is a number below n.  Memory stays
 * below 40 bytes a tie and 40 bytes a person.  E_USAGE where a network of that size cannot be:
 * more than n(n-1)/2 ties, 2^30 ties or more, or a parameter out of its range.
 */
#ifndef TIES_GENERATE_H
#define TIES_GENERATE_H

#include "rng.h"

struct drawn {
	uint32_t n;             /* people */
	uint64_t m;             /* ties */
	uint32_t *a, *b;        /* their ends */
	uint32_t *group;        /* of each person, 0 .. groups - 1, or NULL */
	uint32_t groups;
};

/* Growth with preferential attachment and triad formation: Holme & Kim (2002) Physical Review E
 * 65:026107, doi:10.1103/PhysRevE.65.026107.  People arrive one by one.  Each makes a first tie
 * to somebody chosen in proportion to degree; each further tie goes, with probability `triad`,
 * to a random contact of the last one so chosen, else again by degree.  Where no such contact
 * is free, it goes by degree.
 *     The v-th to arrive brings floor(v m/n) - floor((v-1) m/n) ties, so that m/n need not be
 * whole and m is met exactly.  The first 2m/n or so have too few people before them: they are
 * all tied to one another, which is the seed of the growth.  With m < n some bring none, and
 * who is never chosen either stays an isolate. */
int generate_holme_kim(struct arena *, gsl_rng *, uint32_t n, uint64_t m, double triad,
                       struct drawn *, struct err *);

/* The connected caveman graph: Watts (1999) American Journal of Sociology 105:493,
 * doi:10.1086/210318.  round(n/size) caves on a ring, sizes equal within one; all in a cave
 * are tied, but one tie of each cave goes to the cave before it.  Nothing is random; m is what
 * comes out.  group[] is the cave.  size is at least 3, and at most n. */
int generate_caveman(struct arena *, uint32_t n, uint32_t size, struct drawn *, struct err *);

/* The size of caves that makes about m ties among n people. */
uint32_t generate_cave_size(uint32_t n, uint64_t m);

/* Ring lattice with random rewiring: Watts & Strogatz (1998) Nature 393:440,
 * doi:10.1038/30918.  Everyone is tied to the next floor(m/n) on the ring; what remains of m are
 * ties one step longer, evenly spaced.  Each tie then moves its far end, with probability
 * `rewire`, to somebody uniformly chosen among those not yet tied to the near end. */
int generate_watts_strogatz(struct arena *, gsl_rng *, uint32_t n, uint64_t m, double rewire,
                            struct drawn *, struct err *);

/* Planted groups: Condon & Karp (2001) Random Structures & Algorithms 18:116,
 * doi:10.1002/1098-2418(200103)18:2<116::AID-RSA1001>3.0.CO;2-2, here with the numbers of ties
 * fixed: round(inside * m) are drawn from the pairs inside the groups, the others from the
 * pairs between them.  Sizes of groups are equal within one. */
int generate_planted(struct arena *, gsl_rng *, uint32_t n, uint64_t m, uint32_t groups, double inside,
                     struct drawn *, struct err *);

/* Groups of unequal size and degrees with a heavy tail, after Lancichinetti, Fortunato & Radicchi (2008)
 * Physical Review E 78:046110, doi:10.1103/PhysRevE.78.046110.  Simpler in this: degrees are met on
 * average, as in the model of Chung & Lu (2002) PNAS 99:15879, doi:10.1073/pnas.252631999, and m is met
 * exactly.  The person who is r-th (their order is random) makes ties in proportion to
 * r^(-1 / (tail - 1)), so that the density of degrees falls as k^-tail.  Each tie begins at somebody drawn in
 * that proportion and ends, with probability `inside`, at a member of the same group, or else at a
 * member of another, drawn in the same proportion; a pair that is tied already within a group is tried
 * again outside it.  So those with more contacts than their group has room for have the others
 * outside.  Sizes of groups lie between K and 20 K, K = 2m/n + 1, and fall as size^-1.5, but none is larger than
 * half of the people.  tail is above 2. */
int generate_lfr(struct arena *, gsl_rng *, uint32_t n, uint64_t m, double tail, double inside,
                 struct drawn *, struct err *);

/* m of the n(n-1)/2 pairs, all sets equally likely: Erdos & Renyi (1959) Publicationes
 * Mathematicae 6:290, doi:10.5486/PMD.1959.6.3-4.12. */
int generate_gnm(struct arena *, gsl_rng *, uint32_t n, uint64_t m, struct drawn *, struct err *);

/* What all models begin with: room for n people and m ties, none yet; and a parameter that is a share. */
int generate_open(struct arena *, uint32_t n, uint64_t m, struct drawn *, struct err *);
int generate_check(double share, const char *name, struct err *);

/* --- what stands beside the ties ------------------------------------------------- */

/* Deal the people to `groups` groups at random, sizes equal within one. */
int generate_groups(struct arena *, gsl_rng *, uint32_t groups, struct drawn *, struct err *);

/* One whole number a tie with P(weight >= k) = k^-tail, k = 1, 2, ...: the whole part of a
 * Pareto variate, no larger than 2^32 - 1.  E_USAGE unless tail is positive. */
int generate_weights(struct arena *, gsl_rng *, double tail, uint64_t m, uint32_t **weight, struct err *);

/* Put rows, ends within rows and the numbers of people in random order; weight may be NULL. */
void generate_shuffle(struct arena *, gsl_rng *, struct drawn *, uint32_t *weight);

/* 16 hexadecimal digits that no other number has. */
void generate_hex(uint64_t number, char to[16]);

#endif
