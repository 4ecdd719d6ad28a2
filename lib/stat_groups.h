/* stat_groups.h - people in groups by more than one column, or by a number; networks of --by in bins. */
#ifndef TIES_STAT_GROUPS_H
#define TIES_STAT_GROUPS_H

#include "bins.h"
#include "groups.h"

/* The attribute `name` of --nodes: a column, or several joined by colons, gender:office, whose groups are the
 * combinations that occur (f:Boston).  Of a combination with a missing value --na drop leaves the person out,
 * --na category keeps it (f:NA).  Errors as groups_read(). */
int groups_joint(const struct net *, const char *name, int na, struct groups *, struct err *);

/* Take the group NA away if nobody in any of the networks is in it. */
int groups_trim(struct groups *, struct err *);

/* A column of numbers in bins "20,30,40": groups [20,30) and [30,40], in this order.  outside: people whose
 * number lies in no bin; they count as missing. */
int groups_binned(const struct net *, const char *name, const char *breaks, int na, struct groups *, uint64_t *outside,
                  struct err *);

/* A column of numbers in which every value is a group of its own: number[group].  na: NA_FAIL, or people without a
 * number are left out.  E_DATA: what is no number, or infinite. */
int groups_numbers(const struct net *, const char *name, int na, struct groups *, double **number, struct err *);

/* The networks of --by put together in bins of its last column, which holds numbers, in ascending order: `breaks` as
 * above, or `quantile` bins of nearly equal numbers of ties.  The labels are the bins.  Ties in no bin are left
 * out, and counted on standard error.  NULL and 0: the networks stay as they are. */
int net_bins(struct net *, const char *breaks, uint64_t quantile, struct err *);

#endif
