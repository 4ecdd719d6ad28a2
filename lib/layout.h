/* layout.h - places for the people of a network on a plane. */
#ifndef TIES_LAYOUT_H
#define TIES_LAYOUT_H

#include "base.h"

/* x[n] and y[n] for n people and m ties (each pair once, no loops), so that those who are tied are
 * about 1 apart: Kamada and Kawai (1989, Information Processing Letters 31:7,
 * doi:10.1016/0020-0190(89)90102-6) for components of up to 250 people, else Fruchterman and Reingold
 * (1991, Software: Practice and Experience 21:1129, doi:10.1002/spe.4380211102), by igraph, from
 * seeds of our own.  The long axis of each component is horizontal; components are packed in rows,
 * largest first, into about `aspect` (width / height).  The lower left corner is 0, 0; *width and
 * *height tell how far it goes.  The same for the same input.  E_MEMORY. */
int layout_network(struct arena *, uint32_t n, uint64_t m, const uint32_t *a, const uint32_t *b, double aspect,
                   double *x, double *y, double *width, double *height, struct err *);

/* Move points apart until no two are nearer than `apart`, inside 0..width and 0..height.
 * False if there was no room for that. */
bool layout_apart(uint32_t n, double *x, double *y, double apart, double width, double height);

/* Move people aside who lie nearer than `apart` to a tie of two others: it would look like theirs.  As far
 * as there is room, and in networks of up to LAYOUT_CROSSED people times ties only. */
enum { LAYOUT_CROSSED = 200000 };
void layout_off_ties(uint32_t n, uint64_t m, const uint32_t *a, const uint32_t *b, double *x, double *y, double apart,
                     double width, double height);

#endif
