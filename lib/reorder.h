/* reorder.h - rows in an order that tells nothing of the one they came in. */
#ifndef TIES_REORDER_H
#define TIES_REORDER_H

#include "table.h"

/* A column of ids: code[row] is the rank of the row's id, NO_CODE (NA) the last. */
struct idcol { int col; uint32_t *code; };

/* Sort the rows of t by its id columns in turn, those with equal ids by the rest of the row,
 * bytewise, or by number where a column was computed.  With `turn`, and if both i and j are id
 * columns, the end of lower rank is written first: i and j change places, and so do the columns
 * NAME_i and NAME_j; *turned counts the rows.  (A row "i j" says that there is a tie; by its
 * order it may say whose name comes first in the alphabet.)
 * E_USAGE: of NAME_i and NAME_j one is an id and the other is not. */
int reorder_rows(struct table *t, int nid, const struct idcol *id, bool turn, uint64_t *turned, struct err *);

#endif
