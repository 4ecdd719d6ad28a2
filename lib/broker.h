/* broker.h - brokerage among groups: who stands between two people, and between which groups.
 *
 * Gould & Fernandez (1989) Sociological Methodology 19:89, doi:10.2307/270949.  v is a broker of the ordered pair
 * (a, b), a and b different, if there are arcs a -> v and v -> b but none a -> b.  Which role that is depends on
 * the groups:
 *
 *     coordinator     A -> A -> A     all of one group
 *     itinerant       A -> B -> A     a and b of one group, v of another (also called consultant)
 *     gatekeeper      A -> B -> B     from outside into v's group
 *     representative  A -> A -> B     from v's group to outside
 *     liaison         A -> B -> C     three groups
 *
 * In an undirected network a tie is an arc each way, and everything is halved, so that each pair {a, b} counts once.
 * A pair of which one belongs to v's group cannot be told gatekept from represented: half of it goes to each.
 *
 * Cost: the sum of the degrees for the pairs by group, minus the closed ones, which one pass over the triangles
 * finds, O(m^1.5): a person with 10^5 contacts is nothing special.
 */
#ifndef TIES_BROKER_H
#define TIES_BROKER_H

#include "simple.h"

enum broker_role { BROKER_COORDINATOR, BROKER_ITINERANT, BROKER_GATEKEEPER, BROKER_REPRESENTATIVE, BROKER_LIAISON,
                   BROKER_ROLES };

enum broker_role broker_role(uint32_t group_a, uint32_t group_v, uint32_t group_b);

/* What a pair is worth where it is divided: whole numbers, and so exact sums, up to 16 brokers. */
enum { BROKER_PAIR = 720720 };

/* What can be counted, all of it as what[v * BROKER_ROLES + role] of person v; NULL: not wanted. */
struct broker_counts {
	double *pairs;                  /* brokered pairs */
	double *share;                  /* each pair divided among its brokers: BROKER_PAIR / k to each of k */
	double *sole;                   /* pairs that nobody else brokers */
};

/* Room to count in, for one network at a time and any number of them (one room a thread): at most `most` ties or
 * arcs among n people in `groups` groups.  credit: share and sole will be wanted.  E_DATA from 2^30 people on. */
struct broker_room;
int broker_room(struct arena *, uint32_t n, uint32_t most, uint32_t groups, bool credit, struct broker_room **,
                struct err *);

/* Take a network in: n people, m ties without loops or repetitions, at most what there is room for.  No arena. */
void broker_take(struct broker_room *, bool directed, uint32_t m, const struct ends *);

/* Count in the network that was taken last; group[v] is below `groups`.  No arena.
 *     share and sole take the time of the sum, over all a, of the out-degrees of those a has an arc to, but for the
 * one whose is largest: only what has several brokers is gone through pair by pair.  People with the same group and the
 * same arcs count as one in this. */
void broker_count(struct broker_room *, const uint32_t *group, const struct broker_counts *);

#endif
