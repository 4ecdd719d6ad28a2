/* suppress.h - cells of a table that are too small to be shown, and those that would give them away.
 *
 * The sums of rows and columns are taken to be known.  A hidden cell is safe if these equations leave its value
 * open.  The hidden cells are the edges of a graph of rows and columns (of groups, if the table is symmetric), and
 * a cell is open if it lies on a cycle of even length, or on one through two odd ones: Gusfield (1988) SIAM Journal
 * on Computing 17:552, doi:10.1137/0217034.  That a count is not negative, and what is known from elsewhere, may
 * still narrow it down.
 */
#ifndef TIES_SUPPRESS_H
#define TIES_SUPPRESS_H

#include "base.h"

enum suppress { SHOWN, TOO_SMALL, GIVES_AWAY };

struct suppressed { uint64_t small, more; };    /* cells of each kind; of a symmetric table each pair once */

/* hidden[g * cols + h] of a table of counts: cells above 0 and below `least`, and others that make them safe, for each
 * in turn the fewest, and of those the smallest; cells of 0 if nothing else helps.  symmetric: rows = cols, count[g][h] = count[h][g],
 * the two cells of a pair are the same number.  O(cells) for each cell that has to be made safe. */
struct suppressed suppress(struct arena *, uint32_t rows, uint32_t cols, const double *count, bool symmetric,
                           double least, enum suppress *hidden);

/* Could the value of a hidden cell be worked out?  found[] of each cell; what suppress() goes by. */
void suppress_found(struct arena *, uint32_t rows, uint32_t cols, bool symmetric, const enum suppress *hidden,
                    bool *found);

#endif
