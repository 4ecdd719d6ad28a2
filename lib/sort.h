/* sort.h - sorting numbers by their digits: no comparison, no callback.
 *
 * Radix sort from the lowest digit, 11 bits at a time; digits in which all keys agree
 * cost one look.  O(n) for any data.  -0 and 0 are the same number.  No NaN.
 */
#ifndef TIES_SORT_H
#define TIES_SORT_H

#include "base.h"

/* v[0..n-1] ascending; scratch has room for n.  Calls no arena: safe inside a parallel region. */
void sort_reals(double *v, size_t n, double *scratch);

/* The rows 0 .. n-1 in ascending order of v[row], rows of equal value in the order in which
 * `order` has them already: sort by the least important key first.  order[] must hold each
 * row once; sort_rows() begins with 0, 1, 2 ... */
void sort_again(struct arena *, const double *v, uint32_t n, uint32_t *order);
void sort_rows(struct arena *, const double *v, uint32_t n, uint32_t *order);

#endif
