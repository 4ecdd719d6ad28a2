/* lend.h - lend a graph to igraph, and turn igraph's errors into ours.  igraph only here. */
#ifndef TIES_LEND_H
#define TIES_LEND_H

#include "base.h"
#include <igraph.h>

/* Call once, before any igraph function: errors and warnings return instead of aborting. */
void lend_setup(void);

/* fail() with what igraph last complained about; 0 stays 0:
 *     TRY(lend_check(igraph_constraint(&ig, &res, igraph_vss_all(), NULL), e)); */
int lend_check(igraph_error_t, struct err *);

/* An igraph_t of n people and m ties; igraph_destroy() it. */
int lend_ties(uint32_t n, uint64_t m, const uint32_t *a, const uint32_t *b, bool directed,
              igraph_t *out, struct err *);

#endif
