/* segregation.h - how much the ties of a network stay inside groups: one number for the whole, or one a group.
 *
 * Everything is worked out from M, the mixing matrix of one attribute (mix.h: arcs, or each tie from both ends, L in
 * all), and from the sizes n_g of the groups, of n people.  I is the sum of the diagonal, E = L - I.  P_w is the number
 * of ordered pairs of different people of one group, P_b of two.  In a directed network a group's row, the arcs that
 * its people send, is what is compared; only the E-I index takes all that touch the group.
 *
 * A group that nobody belongs to does not exist.  0/0, and what is infinite, is NAN with a reason.
 */
#ifndef TIES_SEGREGATION_H
#define TIES_SEGREGATION_H

#include "mix.h"

enum segregation {
	SEG_EI,                 /* (E - I) / (E + I), for a group over the ties that touch it, each once.
	                           Krackhardt & Stern (1988) doi:10.2307/2786835.  -1 all inside, 1 all across */
	SEG_EI_RESCALED,        /* the same between the least and the most that n_g and the number of ties allow:
	                           -1 .. 1, a definition of this suite.  Without weights */
	SEG_ASSORTATIVITY,      /* r = (sum e_gg - sum a_g b_g) / (1 - sum a_g b_g), e = M / L.
	                           Newman (2003) doi:10.1103/PhysRevE.67.026126 */
	SEG_ADJUSTED,           /* r of M_gh / (pairs of g and h): for groups of very different size.
	                           Karimi & Oliveira (2023) doi:10.1038/s41598-023-48113-5 */
	SEG_COLEMAN,            /* of a group: s = M_gg - w M_g., w = (n_g - 1) / (n - 1); s / (M_g. - w M_g.) if s > 0,
	                           else s / (w M_g.).  Coleman (1958) doi:10.17730/humo.17.4.q5604m676260q8n7 */
	SEG_INBREEDING,         /* of a group: (H - w) / (1 - w), H = M_gg / M_g., w = n_g / n.
	                           Currarini, Jackson & Pin (2009) doi:10.3982/ECTA7528 */
	SEG_FREEMAN,            /* 1 - E / E*, E* = L P_b / (P_b + P_w); not cut off at 0.
	                           Freeman (1978) doi:10.1177/004912417800600401 */
	SEG_GUPTA_MAY,          /* Q = (sum over groups M_gg / M_g. - 1) / (G - 1), of the G groups that have ties.
	                           Gupta, Anderson & May (1989) doi:10.1097/00002030-198912000-00005 */
	SEG_ODDS_RATIO,         /* [I / (P_w - I)] / [E / (P_b - E)], for a group of the pairs that begin there.  Without weights */
	SEG_ALPHA,              /* the odds ratio of the whole, under the name that Moody (2001) doi:10.1086/338954 gives it */
	SEG_SMI,                /* of a group: (d_i - d_o) / (d_i + d_o), densities inside and to the others.  Without weights.
	                           Fershtman (1997) doi:10.1016/S0378-8733(96)00295-X */
	SEG_YULE_Q,             /* (OR - 1) / (OR + 1) of the pairs of different people.  Yule (1900) doi:10.1098/rsta.1900.0019 */
	SEG_MODULARITY,         /* sum (e_gg - a_g b_g).  Newman & Girvan (2004) doi:10.1103/PhysRevE.69.026113; directed: Leicht &
	                           Newman (2008) doi:10.1103/PhysRevLett.100.118703 */
	SEG_MEASURES
};

/* What there is of a measure. */
struct segregation_is {
	const char *name;
	bool whole, group;              /* a number of the network, one of each group */
	bool cells;                     /* needs M as a whole, not only its diagonal and its sums */
	bool plain;                     /* counts ties: undefined with weights */
};
extern const struct segregation_is segregation_is[SEG_MEASURES];

struct segregated {
	uint32_t groups;
	bool directed, weighted;
	const double *size;             /* n_g */
	double people;                  /* n */
	const double *within, *out, *in;        /* M_gg, M_g., M_.g */
	double total;                   /* L */
	const double *cell;             /* M, or NULL where only the above is known */
};

#define SEG_WHOLE UINT32_MAX

/* The measure of the whole, or of a group.  NAN: *why says so in a few words. */
double segregation(enum segregation, const struct segregated *, uint32_t group, const char **why);

/* The standard error of Newman's r: sqrt(sum over ties (r - r without the tie)^2), Newman (2003) equation 5.  With
 * weights a tie is left out whole.  group[] of the people of t.  NAN if r is undefined without one of the ties. */
double segregation_jackknife(const struct segregated *, const struct simple *t, const double *weight, const uint32_t *group);

/* change[tie] = r - r without the tie: what that is the root of the sum of squares of. */
void segregation_left_out(const struct segregated *, const struct simple *t, const double *weight, const uint32_t *group,
                          double *change);

/* The same from M, whose cells are counts of ties (undirected: of contacts). */
double segregation_jackknife_cells(const struct segregated *);

/* The standard error of ln alpha, Woolf (1955) doi:10.1111/j.1469-1809.1955.tb01348.x: sqrt(sum 1 / count) of the four
 * counts, of pairs that are taken as independent. */
double segregation_woolf(const struct segregated *);

/* What the E-I index of the whole is on average if the labels are dealt anew, without weights: (P_b - P_w) / (P_b + P_w). */
double segregation_ei_expected(const struct segregated *);

#endif
