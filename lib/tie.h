/* tie.h - measures of a single tie, seen in the network around it.
 *
 * They are worked out from n_ij, the common neighbours of its ends (one pass over the
 * triangles), and k, the degrees, in the simple undirected graph: direction, repeated
 * ties and loops do not count.  A loop has no value (NAN).
 */
#ifndef TIES_TIE_H
#define TIES_TIE_H

#include "graph.h"

/* Shares of what could be common, each in [0, 1].  0/0 is NAN. */
enum tie_share {
	TIE_OVERLAP,            /* n / (k_i + k_j - 2 - n)   Onnela et al. (2007) doi:10.1073/pnas.0610245104:
	                           the ends themselves are left out; NAN if neither knows anyone else */
	TIE_JACCARD,            /* n / (k_i + k_j - n)       open neighbourhoods, which contain the other end;
	                           igraph, NetworkX */
	TIE_JACCARD_CLOSED,     /* (n + 2) / (k_i + k_j - n) closed neighbourhoods, which contain both ends;
	                           EasyGraph, igraph with loops */
	TIE_DICE,               /* 2 n / (k_i + k_j)         Dice (1945) doi:10.2307/1932409 */
	TIE_SCAN                /* (n + 2) / sqrt((k_i + 1)(k_j + 1))  Xu et al. (2007) doi:10.1145/1281192.1281280 */
};
double tie_share(enum tie_share, double n, double ki, double kj);

/* Sums over the common neighbours: value of person k, for forward_triangle_sums().
 * A common neighbour has two contacts at least, so ln k > 0. */
double tie_adamic_adar(double k);           /* 1 / ln k   Adamic & Adar (2003) doi:10.1016/S0378-8733(03)00009-1 */
double tie_resource_allocation(double k);   /* 1 / k      Zhou, Lü & Zhang (2009) doi:10.1140/epjb/e2009-00335-8 */

/* Weighted overlap, a definition of this suite, of each tie (indexed by place):
 *
 *     sum over common neighbours k of (w_ik + w_jk)   /   (s_i + s_j - 2 w_ij)
 *
 * w sums repeated rows, s is strength.  In [0, 1] for weights >= 0; NAN where the divisor
 * is 0.  With unit weights it is 2 n / (k_i + k_j - 2) = 2 O / (1 + O), not the overlap O. */
void tie_weighted_overlap(struct arena *, const struct forward *, uint64_t rows,
                          const double *weight, double *out);

#endif
