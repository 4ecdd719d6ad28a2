/* stat_jackknife.h - standard errors of numbers over ties, which are not independent.
 *
 * Two ties that share a person are correlated, so the standard error over rows is too small.
 * People are put into groups, each person into one of its own or G at random into groups of
 * equal size, and replicate g leaves out every tie with an end in group g: a jackknife over
 * people, with G groups a delete-a-group jackknife (Kott 2001, J. Official Statistics 17:521).
 * Tie e has the influence u_e on the number, in first order; for a mean of m ties it is
 * (y_e - mean) / m.  They sum to zero.  Leaving out group g moves the number by minus the sum
 * u_g over the m_g ties that touch g (a mean by exactly m / (m - m_g) times that).
 *
 * The sum of u_g^2 counts a pair of ties once for every group that both touch.  Over all ways
 * to draw the groups a tie touches `own` groups, two ties with a person in common share
 * `shared` of them, two others `apart` (hypergeometric; 2, 1 and 0 where everyone is a group).
 * As the u_e sum to zero,
 *
 *     V = (sum u_g^2 - (own - shared) sum u_e^2) / (shared - apart)
 *
 * is an unbiased count of each pair of ties that share a person once: the dyadic
 * cluster-robust variance of Fafchamps & Gubert (2007), doi:10.1016/j.jdeveco.2006.05.005, and
 * Aronow, Samii & Assenova (2015), doi:10.1093/pan/mpv018, exactly so where everyone is a
 * group.  Without the subtraction a tie's own variance counts twice, once for each end;
 * halving the sum instead, as the vertex jackknife of Snijders & Borgatti (1999),
 * Connections 22(2):161, does, is right for independent ties and half of what is needed when
 * the differences lie between people.
 *
 * V is divided by h = 1 - K / m^2, K the number of ordered pairs of ties with a person in
 * common (a tie and itself included): what the residuals lose to the estimated mean; and is
 * never let fall below the variance of independent ties, m / (m - 1) sum u_e^2.  Degrees of
 * freedom: Satterthwaite's for clusters whose sums vary as their sizes,
 * (sum m_g^2)^2 / sum m_g^4 - 1, at most m - 1.
 */
#ifndef TIES_STAT_JACKKNIFE_H
#define TIES_STAT_JACKKNIFE_H

#include "base.h"

/* The groups of people that are left out, one after the other. */
struct jackknife {
	uint32_t n, groups;             /* n people */
	uint32_t *group;                /* of a person; NULL: everyone is a group */
	double own, shared, apart;
	int ends;                       /* people of a row: 2 for ties, 1 where a row belongs to one */
	const uint32_t *a, *b;          /* the persons of a row; b is a where there is one */
};

/* The groups of n people.  groups: how many; n and more mean that everyone is one, and nothing
 * is random then.  sorted[]: the people in the order of their names, so that the same people
 * fall into the same groups whatever the order of the rows. */
void jackknife_groups(struct arena *, uint32_t n, const uint32_t *sorted, uint32_t groups, int ends,
                      const uint32_t *a, const uint32_t *b, uint64_t seed, struct jackknife *);

/* What jackknife_se() needs to work in, for at most `rows` rows; one a thread. */
struct jackknife_scratch { uint32_t *slot, *touch, *used; double *sum; };
void jackknife_scratch(struct arena *, const struct jackknife *, uint32_t rows, struct jackknife_scratch *);

/* The standard error of a number over the rows row[0..m-1], u[k] the influence of row[k].
 * NAN, and *df = 0, where it cannot be told: m < 2, a group that touches every row, hardly
 * anything independent (h <= 0 or *df < 1).  Calls no arena. */
double jackknife_se(const struct jackknife *, const struct jackknife_scratch *, uint32_t m, const uint32_t *row,
                    const double *u, double *df);

#endif
