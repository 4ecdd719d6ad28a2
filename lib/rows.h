/* rows.h - a table written row by row, because it is too long to hold. */
#ifndef TIES_ROWS_H
#define TIES_ROWS_H

#include "tool.h"

/* The header: the names in `columns`, ended by NULL, with the separator and line end of `like`
 * (NULL: TAB and LF).  E_USAGE if a name stands there twice.  Then write rows to run->out. */
int rows_begin(struct run *, const struct table *like, const char *const *columns, struct table *, struct err *);

/* The guard line, if asked for, after n rows. */
void rows_end(struct run *, uint64_t n);

#endif
