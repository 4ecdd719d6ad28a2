/* tie_columns.h - the measures of a tie as columns of the table of ties.
 *
 * What they are, their sources and where they are undefined, stands in tie.h; here they meet a table
 * and its parts.  Of a single network they are worked out while the table is written.
 */
#ifndef TIES_TIE_COLUMNS_H
#define TIES_TIE_COLUMNS_H

#include "tool.h"

/* Read the run's ties, append embeddedness, overlap (or --as) and those of `also`, a list with commas
 * between, or NULL; write.  E_USAGE: no such measure, no column of weights.  E_DATA: a negative weight. */
int tie_columns_run(struct run *, const char *also, struct err *);

#endif
