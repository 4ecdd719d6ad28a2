/* mix.h - the mixing matrix: who is tied to whom, by groups.
 *
 * cell[g * cols + h] is the weight of the ties from ego's group g to alter's group h.  In a directed network
 * ego sends the arc.  In an undirected one each tie counts from both ends, so that the matrix of one attribute
 * is symmetric and a tie inside a group stands there twice: Newman (2003) doi:10.1103/PhysRevE.67.026126, times
 * twice the number of ties.  The attributes of ego and alter may differ.
 */
#ifndef TIES_MIX_H
#define TIES_MIX_H

#include "simple.h"

#define MIX_NONE UINT32_MAX             /* a person without a group */

/* One side of the matrix: the groups of ego, or of alter. */
struct mix_side {
	uint32_t groups;
	const uint32_t *of;             /* group of each person, or MIX_NONE */
};

struct mix {
	uint32_t rows, cols;
	double *cell;
	double *out, *in;               /* sums of the rows, of the columns */
	double total;
	uint64_t dropped;               /* ties from one end or the other whose ego or alter has no group */
};

/* A network to be counted: its simple ties, weights of repeated rows summed.  Rows of weight 0 are no ties. */
struct mix_net {
	struct simple ties;
	double *weight;                 /* of each tie, or NULL: 1 */
	uint64_t zeros;                 /* rows of weight 0 */
};
int mix_net(struct arena *, uint32_t n, uint64_t rows, const uint32_t *a, const uint32_t *b, const double *weight,
            bool directed, struct mix_net *, struct err *);

/* An empty matrix. */
void mix_new(struct arena *, uint32_t rows, uint32_t cols, struct mix *);

/* Add the ties of t, each with its weight (NULL: 1), and their sums. */
void mix_count(const struct simple *t, const double *weight, const struct mix_side *ego, const struct mix_side *alter,
               struct mix *);

/* Of one attribute that everybody has: the diagonal and the sums alone, where a matrix would be too large. */
void mix_margins(const struct simple *t, const double *weight, uint32_t groups, const uint32_t *of,
                 double *within, double *out, double *in);

/* out, in and total from the cells. */
void mix_sums(struct mix *);

/* size[g]: people of each group. */
void mix_sizes(uint32_t people, const struct mix_side *, double *size);

/* pairs[g * cols + h]: ordered pairs of different people, ego in g and alter in h.  Returns their sum. */
double mix_pairs(uint32_t people, const struct mix_side *ego, const double *rows, const struct mix_side *alter,
                 const double *cols, double *pairs);

/* What is expected in a cell by degrees: how many ties each group has is given, whom they lead to is not.
 * out x in / total, as in Newman's r. */
double mix_by_degrees(const struct mix *, uint32_t g, uint32_t h);

/* By sizes: each pair of people is as likely to be tied as any other.  Freeman (1978)
 * doi:10.1177/004912417800600401.  total x pairs / all pairs; NAN if there are none. */
double mix_by_sizes(const struct mix *, const double *pairs, double all_pairs, uint32_t g, uint32_t h);

/* ln of the odds ratio of a cell against the rest of its row and column.  If one of the four numbers is 0, 0.5
 * is added to each: Haldane (1956) doi:10.1111/j.1469-1809.1955.tb01285.x, Anscombe (1956)
 * doi:10.1093/biomet/43.3-4.461.  NAN without ties. */
double mix_log_odds(const struct mix *, uint32_t g, uint32_t h);

#endif
