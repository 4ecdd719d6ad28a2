/* hole_report.h - structural holes tie by tie: as a table, and as a student would work them out. */
#ifndef TIES_HOLE_REPORT_H
#define TIES_HOLE_REPORT_H

#include "holes.h"
#include "net.h"

/* The columns of --by, ego, alter, p, constraint, redundancy: one row for each tie of each ego of h (of
 * part `part` of the net), egos and alters in order of first appearance.  Returns the rows. */
int  hole_ties_begin(struct net *, struct table *, struct err *);
int  hole_ties_write(struct net *, const struct table *, uint32_t part, struct contacts *, const struct holes *,
                     uint64_t *rows, struct err *);

/* Each term of one person's constraint and effective size, ending in the numbers of the table. */
void hole_explain(struct net *, uint32_t part, struct contacts *, const struct holes *, uint32_t person);

#endif
