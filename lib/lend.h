/* lend.h - lend a graph to igraph, and turn igraph's errors into ours.  igraph only here. */
#ifndef TIES_LEND_H
#define TIES_LEND_H

#include "base.h"
#include <igraph.h>

/* Call once, before any igraph function: errors and warnings return instead of aborting
 * or printing, and attributes are kept. */
void lend_setup(void);

/* fail() with what igraph last complained about; 0 stays 0:
 *     TRY(lend_check(igraph_constraint(&ig, &res, igraph_vss_all(), NULL), e)); */
int lend_check(igraph_error_t, struct err *);

/* What igraph complained about, without its own line numbers: "" if nothing; and the same
 * for its warnings since lend_setup() or the last call, of which *count tells how many. */
const char *lend_complaint(void);
const char *lend_warning(unsigned *count);

/* An igraph_t of n people and m ties; igraph_destroy() it. */
int lend_ties(uint32_t n, uint64_t m, const uint32_t *a, const uint32_t *b, bool directed,
              igraph_t *out, struct err *);

#endif
