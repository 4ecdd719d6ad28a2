/* capital.h - social capital as Chetty et al. (2022) measure it: friends across class, and how closely knit friends are.
 *
 * Chetty et al. (2022a) Nature 608:108, doi:10.1038/s41586-022-04996-4, and (2022b) Nature 608:122,
 * doi:10.1038/s41586-022-04997-3.  People are of low or high class; a setting, such as a school, is a group of people, and
 * a friendship made there is a tie inside it.  Friends of unknown class do not count, direction neither.
 */
#ifndef TIES_CAPITAL_H
#define TIES_CAPITAL_H

#include "simple.h"

#define CAPITAL_NONE UINT32_MAX         /* no class, no setting */
enum { CAPITAL_LOW, CAPITAL_HIGH };

struct capital {
	const struct simple *t;
	uint32_t settings;
	const uint32_t *setting;        /* of each person; settings == 0: NULL */
	double share;                   /* of high people in the population: what all are divided by; Chetty et al.: 1/2 */
	bool exclude_ego;               /* who could be met in a setting: the others */
};

/* Of the people of one class.  f is the share of high people among somebody's friends, h that among the members of the
 * setting, both over `share`; NAN where it is undefined. */
struct connected {
	double connectedness;           /* mean of f over those who have friends */
	double inside, exposure;        /* means of f among the friends made in the setting, and of h, over those who have such */
	double bias;                    /* 1 - inside / exposure: of an area, a ratio of means */
	double *of_inside, *of_exposure;        /* the means in each setting */
	double *of_bias;                /* 1 - mean of f / h in the setting: the mean of a ratio */
};

/* Room for one measurement at a time; one a thread. */
struct capital_room {
	uint32_t *friends, *high, *near, *near_high;    /* of each person: friends, high ones, the same inside the setting */
	double *members, *members_high;                 /* of each setting */
	double *n, *f, *h, *ratio;
};
void capital_room(struct arena *, const struct capital *, struct capital_room *);

/* Room for the results. */
void capital_connected(struct arena *, const struct capital *, struct connected *);

/* The people of class `ego`; class[] of each.  own[v], or NULL: f of each person of that class, NAN for others. */
void capital_measure(const struct capital *, const uint32_t *class_, uint32_t ego, struct capital_room *, struct connected *,
                     double *own);

/* --- how closely knit ------------------------------------------------------------------------------------------------ */

/* support: the share of ties whose ends have a friend in common; clustering: the mean over people with two friends and more
 * of the share of pairs of their friends who are friends.  Jackson, Rodriguez-Barraquer & Tan (2012)
 * doi:10.1257/aer.102.5.1857; Watts & Strogatz (1998) doi:10.1038/30918.  of_...: support of each setting among the ties
 * and the friends inside it, clustering of its members among all their friends.  own[v]: the clustering of each person. */
struct knit {
	double support, clustering, inside;     /* inside: support over the ties inside settings */
	double *of_support, *of_clustering, *own;
};
int capital_knit(struct arena *, const struct capital *, int threads, struct knit *, struct err *);

#endif
