/* stat_write.h - results of statistics as tables. */
#ifndef TIES_STAT_WRITE_H
#define TIES_STAT_WRITE_H

#include "bins.h"
#include "by.h"
#include "stat_test.h"
#include "tool.h"

/* The level of an interval; a table has the column `level` where it is another. */
#define USUAL_LEVEL 0.95

struct summary;                         /* stat_cells.h */

/* One row a group, column y and bin, in this order: the columns of `by`, x x_lo x_hi y n mean
 * lo hi median q1 q3 sd [level].  s[(group * ny + column) * bins + bin].  With ny = 0 the columns are
 * x x_lo x_hi n share, share of the group's rows that are in a bin.  level: of lo and hi.  `like`: its separator and
 * line ends are used. */
int summaries_write(struct run *, const struct table *like, const struct by *, const struct bins *,
                    int ny, const char *const *y, const struct summary *s, double level, struct err *);

/* The columns of `by`, measure attribute [group] value [se lo hi [level]] null null_mean null_sd z p side
 * replicates n [m] dropped note: those in brackets where `shape` asks for them; TESTED_LEAN leaves out what is NA
 * in every row.  n, m and dropped are NA where they are TESTED_UNKNOWN. */
enum { TESTED_GROUP = 1, TESTED_INTERVAL = 2, TESTED_TIES = 4, TESTED_LEAN = 8 };
#define TESTED_UNKNOWN UINT64_MAX
int tested_write(struct run *, const struct table *like, const struct by *, uint64_t rows,
                 const struct tested *, unsigned shape, struct err *);

#endif
