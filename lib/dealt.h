/* dealt.h - labels dealt anew, over and over: what the mixing matrix would be if nobody chose by them.
 *
 * Replicate r is what null_labels() makes with sub-stream r + 1 of the seed.  While labels fit into a byte and only
 * the diagonal of the matrix is wanted, 64 replicates are counted at a time: the labels of a person in all of them lie
 * side by side, so that one comparison of 64 bytes does for 64 replicates what has to be done for a tie.
 */
#ifndef TIES_DEALT_H
#define TIES_DEALT_H

#include "null.h"

/* One replicate, in the terms of mix.h: arcs, or each tie from both ends. */
struct dealt_one {
	uint32_t replicate;             /* 0, 1, ... */
	const double *within, *out, *in;        /* of each group: M_gg, M_g., M_.g */
	const double *cell;             /* M, if asked for */
	const uint32_t *group;          /* who bears which label, if asked for */
	int thread;                     /* which of the threads asks: 0, 1, ... */
};
typedef void dealt_take(void *ctx, const struct dealt_one *);

struct dealt {
	const struct simple *ties;
	const double *weight;           /* of each tie, or NULL */
	const struct null_strata *strata;       /* of all people */
	uint32_t groups;
	const uint32_t *group;          /* as observed */
	bool cells, labels;             /* hand out the matrix, the labels */
	uint32_t replicates;
	uint64_t seed;
	int threads;
	const struct run *run;          /* whom to tell of progress, or NULL */
};

/* Hand each replicate to take(), by whichever thread, in whichever order; the same numbers whatever the threads.
 * take() must not call the arena. */
void deal_labels(struct arena *, const struct dealt *, dealt_take *, void *ctx);

/* The same for what people bear otherwise, DEALT_PEOPLE replicates at a time: in replicate first + k, k < lanes, person v
 * bears what from[k * n + v] bears. */
enum { DEALT_PEOPLE = 8 };
typedef void dealt_people(void *ctx, uint32_t first, uint32_t lanes, int thread, const uint32_t *from);
void deal_people(struct arena *, const struct dealt *, dealt_people *, void *ctx);

/* The null model of degrees (null.h) instead: tie[k] is what tie k became in the replicate.  `strata` is not used.
 * tried and done: switches, summed over the replicates. */
struct dealt_switches { uint64_t tried, done; };
typedef void dealt_ties(void *ctx, uint32_t replicate, int thread, const struct ends *tie);
void deal_ties(struct arena *, const struct dealt *, dealt_ties *, void *ctx, struct dealt_switches *);

#endif
