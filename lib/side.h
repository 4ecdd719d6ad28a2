/* side.h - tables written to files of their own, beside the output or in its place. */
#ifndef TIES_SIDE_H
#define TIES_SIDE_H

#include "temp.h"
#include "tool.h"

/* Write tables to files as run_write() would (guard and provenance too).  Each is written beside its
 * place first, and they appear only when all are complete.  E_IO. */
int side_write_all(struct run *, int n, struct table *, const char *const *file, struct err *);
int side_write(struct run *, struct table *, const char *file, struct err *);

/* The same for text that is a table already. */
int side_text(struct run *, struct cell text, const char *file, struct err *);

/* The same for a table that is written row by row: header, rows by table_write_rows(t, &side.out), and the end, with
 * the code of what happened between.  Passed on; if it is not OK, the file does not appear. */
struct side_out { struct temp temp; struct out out; };
int side_open(struct run *, struct table *, const char *file, struct side_out *, struct err *);
int side_close(struct run *, struct side_out *, uint64_t rows, int code, struct err *);

#endif
