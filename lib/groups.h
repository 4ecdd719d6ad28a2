/* groups.h - people in groups: a column of --nodes, such as office or gender.
 *
 * A person without a value (an empty cell, NA, or no row in --nodes) is treated as --na says: left out, put
 * into a group called NA, or a reason to stop.  Groups are numbered in order of first appearance in --nodes, NA last,
 * and alike in all networks of --by.  Where --nodes has the columns of --by, people have a row, and
 * perhaps another group, in each network.
 */
#ifndef TIES_GROUPS_H
#define TIES_GROUPS_H

#include "net.h"

#define NO_GROUP UINT32_MAX

struct groups {
	const struct net *net;
	const char *name;               /* of the column; NULL: there is none, everybody is in one group */
	int column, na;                 /* na: NA_DROP, NA_CATEGORY or NA_FAIL */
	uint32_t n;                     /* groups */
	struct cell *label;             /* of each */
	uint32_t *row;                  /* group of each row of --nodes, NO_GROUP where it is missing */
	uint32_t missing;               /* NA_CATEGORY: the group NA, else NO_GROUP */
};

/* The column `name` of --nodes; NULL: one group of all.  E_USAGE without --nodes or such a column, E_DATA at the
 * first missing cell with NA_FAIL. */
int groups_read(const struct net *, const char *name, int na, struct groups *, struct err *);

/* of[v] = the group of person v of the part, or NO_GROUP.  E_DATA: a person without a row, with NA_FAIL. */
int groups_of(const struct groups *, uint32_t part, uint32_t *of, struct err *);

/* Those who have a group, and the ties among them. */
struct members {
	uint32_t n, *who;               /* members, numbered anew -> persons of the part */
	uint32_t *group;
	uint32_t *size;                 /* of each of the groups: its members */
	uint32_t *order;                /* the members as they stand in --nodes, then those without a row there */
	uint64_t m, *row;               /* ties -> rows of the part */
	uint32_t *a, *b;                /* ends, members */
	double *weight;                 /* or NULL */
	uint32_t people_dropped;
	uint64_t ties_dropped;
};
int groups_members(const struct groups *, uint32_t part, struct members *, struct err *);

/* "3 people without 'office' are left out, with 5 ties": what --na did, summed over the parts. */
void groups_tell(const struct groups *, uint64_t people, uint64_t ties);

#endif
