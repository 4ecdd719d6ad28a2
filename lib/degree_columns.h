/* degree_columns.h - degrees in a table of ties: a row a person. What they are stands in degree.h. */
#ifndef TIES_DEGREE_COLUMNS_H
#define TIES_DEGREE_COLUMNS_H

#include "tool.h"

/* Read the run's table and write in, out, total ...; `prefix` of the columns, or NULL.  E_USAGE, E_DATA. */
int degree_columns_run(struct run *, const char *prefix, struct err *);

#endif
