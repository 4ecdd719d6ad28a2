/* broker_chance.h - brokerage as chance would have it: for a person in closed form, for a network or a group by
 * drawing it. */
#ifndef TIES_BROKER_CHANCE_H
#define TIES_BROKER_CHANCE_H

#include "broker.h"
#include "null.h"

enum { BROKER_TOTAL = BROKER_ROLES, BROKER_MOMENTS };

/* Mean and standard deviation of a person's pairs, by role and in total, if each of the possible ties (arcs) were
 * there with probability d, independently.  For a set S of ordered pairs that the person could broker in a role,
 * with Q ordered pairs of different members that share a or share b,
 *
 *     mean = |S| d^2 (1-d)        variance = |S| p (1-p) + Q d^3 (1-d)^3,  p = d^2 (1-d):
 *
 * two such pairs depend on one another if they share an arc.  Gould & Fernandez (1989).  Undirected: unordered pairs,
 * which halves |S| and Q for coordinator, itinerant, liaison and total; gatekeeper and representative are half of what
 * the pairs across the border of the group give, so half their mean and half their sd.
 *     The numbers depend on the person's group through its size only. */
struct broker_sizes {
	double n;                       /* people */
	uint32_t kinds;                 /* different sizes of groups, and how many groups have each */
	double *size, *times;
};
void broker_sizes(struct arena *, uint32_t groups, const uint32_t *size, struct broker_sizes *);
struct broker_chance { double mean[BROKER_MOMENTS], sd[BROKER_MOMENTS]; };
void broker_chance(const struct broker_sizes *, double own, double d, bool directed, struct broker_chance *);

/* --- sums over people ------------------------------------------------------------------------------------------------ */

/* The roles, their total, and, after Hamilton, Hileman & Bodin (2020) doi:10.1016/j.socnet.2019.08.002, activity: the
 * pairs whose two ends belong to different groups, and exclusivity: those of them that nobody else brokers. */
enum { BROKER_ACTIVITY = BROKER_MOMENTS, BROKER_EXCLUSIVITY, BROKER_MEASURES };
extern const char *const broker_measure_name[BROKER_MEASURES];

struct broker_what {
	bool partial;                   /* roles and total from share, not from pairs */
	bool exclusivity;               /* is wanted; else it stays 0 */
	bool any;                       /* there are no groups: activity and exclusivity over all pairs */
};

static inline bool broker_credit(const struct broker_what *w) { return w->partial || w->exclusivity; }

/* Room for the counts of n people. */
void broker_counts(struct arena *, uint32_t n, const struct broker_what *, struct broker_counts *);

/* The measures of person v. */
void broker_measures(const struct broker_counts *, const struct broker_what *, uint32_t v, double measure[BROKER_MEASURES]);

/* sum[k * BROKER_MEASURES + measure] over the people with of[v] == k, k < sums; of NULL: over all. */
void broker_sum(const struct broker_counts *, const struct broker_what *, uint32_t n, const uint32_t *of, uint32_t sums,
                double *sum);

/* --- by drawing --------------------------------------------------------------------------------------------------------- */

struct broker_null {
	const struct null_strata *labels;       /* groups are dealt anew; NULL: the ties are, by */
	enum null_model model;
	uint32_t replicates;
	uint64_t seed;
	int threads;
	uint64_t tried, done;                   /* out: switches of NULL_DEGREES */
};

/* value[(sum * BROKER_MEASURES + measure) * replicates + r] from sub-stream r + 1 of the seed, whatever the number of
 * threads.  by_group: a sum for each of the groups; else one over all.  Progress is told to `run`, if there is one. */
int broker_draw(struct arena *, const struct run *, const struct simple *, uint32_t groups, const uint32_t *group,
                bool by_group, const struct broker_what *, struct broker_null *, double *value, struct err *);

#endif
