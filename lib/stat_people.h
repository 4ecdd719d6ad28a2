/* stat_people.h - standard errors of numbers over ties, which are not independent.
 *
 * Two ties that share a person are correlated, so the standard error over rows is too small.
 * People are put into G groups at random; replicate g leaves out every tie with an end in
 * group g: a delete-a-group jackknife (Kott 2001, J. Official Statistics 17:521) over people.
 * Let delta_g = (1 - m_g / m) (theta_(-g) - theta), m_g the ties that touch group g; for a mean
 * it is minus the sum of the residuals of those ties over m.  Sum delta_g^2 counts a pair of
 * ties once for every group that both touch.  Over all ways to draw the groups a tie touches
 * `own` groups, two ties with a person in common share `shared` of them, two others `apart`
 * (hypergeometric; 2, 1 and 0 when everyone is a group).  As residuals sum to zero,
 *
 *     V = (sum delta_g^2 - (own - shared) v) / (shared - apart),   v = sum r^2 / m^2
 *
 * is an unbiased count of every pair of ties that share a person once: the dyadic
 * cluster-robust variance of Fafchamps & Gubert (2007), doi:10.1016/j.jdeveco.2006.05.005, and
 * Aronow, Samii & Assenova (2015), doi:10.1093/pan/mpv018.  Without the subtraction a tie's
 * own variance is counted twice, once for each end; halving the sum instead, as the vertex
 * jackknife of Snijders & Borgatti (1999), Connections 22(2):161, does, is right for
 * independent ties and half of what is needed when the differences are between people.
 *
 * V is divided by h = 1 - K / m^2, K the number of ordered pairs of ties with a person in
 * common: what the residuals lose to the estimated mean; and is never let fall below v, the
 * variance of independent ties.  Degrees of freedom: Satterthwaite's for clusters whose sums
 * vary as their sizes, (sum m_g^2)^2 / sum m_g^4 - 1, at most m - 1.
 */
#ifndef TIES_STAT_PEOPLE_H
#define TIES_STAT_PEOPLE_H

#include "base.h"

struct people {
	uint32_t n, groups;
	uint32_t *group;                /* of a person */
	double own, shared, apart;
};

/* n people, sorted[] their numbers in the order of their names: the same people fall into
 * the same groups whatever the order of the rows.  `groups` is cut to n.  ends: 2 for ties,
 * 1 where each row belongs to one person. */
int people_groups(struct arena *, uint32_t n, const uint32_t *sorted, uint32_t groups, int ends,
                  uint64_t seed, struct people *, struct err *);

/* For group g: delta[g] as above, touch[g] = m_g; v as above.  *df: degrees of freedom.
 * NAN (and *df = 0) where it cannot be told: m < 2, a group that touches every tie, hardly
 * anything independent (h <= 0 or df < 1). */
double people_se(const struct people *, uint64_t m, const double *delta, const uint32_t *touch,
                 double v, double *df);

#endif
