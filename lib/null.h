/* null.h - networks as they might have been: what a null model keeps, and what it deals anew. */
#ifndef TIES_NULL_H
#define TIES_NULL_H

#include "net.h"
#include "rng.h"

/* The ties stay, their weights are dealt anew among them: to[row] = from[another row of the same
 * network], all arrangements equally likely.  Rows of a loop take part like any other. */
void null_weights(const struct part *, gsl_rng *, const uint32_t *from, uint32_t *to);

#endif
