/* description.h - networks described one by one, in one long table.
 *
 * The measures, what they mean and where they are undefined, stand in whole.h; here they meet a
 * table of ties, its parts, its missing cells and the people of --nodes.
 */
#ifndef TIES_DESCRIPTION_H
#define TIES_DESCRIPTION_H

#include "tool.h"

/* Read the run's ties and write measure, value and, where one is NA, note: for each part of --by all
 * measures, then the missing cells.  `weight` is the column that is described as the weight of ties,
 * or NULL.  E_USAGE, E_DATA. */
int description_run(struct run *, const char *weight, struct err *);

#endif
