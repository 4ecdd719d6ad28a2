/* side.h - a second table, written to a file beside the output: people, rejects. */
#ifndef TIES_SIDE_H
#define TIES_SIDE_H

#include "tool.h"

/* Write the table to FILE as run_write() would (guard and provenance too); the file appears
 * only when it is complete.  E_IO. */
int side_write(struct run *, struct table *, const char *file, struct err *);

#endif
