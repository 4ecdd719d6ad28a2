/* suppress.h - cells of a table that are too small to be shown, and those that would give them away.
 *
 * A row (or column) of which a cell is shown gives its sum away, by the shares.  A small cell is safe if it could be one more, or one
 * less, with all sums as they are and no cell below 0: if a closed way leads through it, along a row, down a column and so
 * on, on which cells could be one more and one less by turns.  The hidden cells are the edges of a graph of rows and columns,
 * as in Gusfield (1988) SIAM Journal on Computing 17:552, doi:10.1137/0217034, who does without the last condition.
 * Where there is no such way, a second row is hidden with the whole row of the cell: the sums of both are then unknown, and what
 * is in one could be in the other.  What is known from elsewhere may still narrow a cell down.
 */
#ifndef TIES_SUPPRESS_H
#define TIES_SUPPRESS_H

#include "base.h"

enum suppress { SHOWN, TOO_SMALL, GIVES_AWAY };

struct suppressed { uint64_t small, more; };    /* cells of each kind; of a symmetric table each pair once */

/* hidden[g * cols + h] of a table of counts: cells above 0 and below `least`, and others that make them safe, for each
 * in turn the fewest, and of those the smallest; cells of 0 if nothing else helps.  symmetric: rows = cols, count[g][h] = count[h][g],
 * the two cells of a pair are the same number, and one of the diagonal counts twice in the sum of its row.  O((rows + cols)^2) for each
 * small cell at worst. */
struct suppressed suppress(struct arena *, uint32_t rows, uint32_t cols, const double *count, bool symmetric,
                           double least, enum suppress *hidden);

#endif
