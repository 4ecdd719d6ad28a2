/* figure_order.h - an order in which neighbours are alike. */
#ifndef TIES_FIGURE_ORDER_H
#define TIES_FIGURE_ORDER_H

/* d: n x n distances, symmetric.  order[] holds each of 0 .. n-1 once and is rearranged so
 * that the path through it is short: pieces are turned round while that makes it shorter
 * (2-opt: Croes 1958, Operations Research 6:791, doi:10.1287/opre.6.6.791), from the order
 * that stands there.  Not the shortest path; the same for the same input.  O(n^2) a round, and the turns. */
void order_alike(const double *d, int n, int *order);

/* The length of the path. */
double order_length(const double *d, int n, const int *order);

#endif
