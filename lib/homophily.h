/* homophily.h - segregation, likeness and social capital of a table of ties and one of people, held against chance.
 *
 * What is measured, and its sources, stands in segregation.h, spectral.h, assort.h and capital.h; the null models in
 * null.h; standard errors over people in stat_jackknife.h.
 */
#ifndef TIES_HOMOPHILY_H
#define TIES_HOMOPHILY_H

#include "tool.h"

#define HOMOPHILY_NULLS "labels|degrees|none"
enum { HOMOPHILY_TIES, HOMOPHILY_PEOPLE };

/* What is asked for.  run->attributes are the attributes that put people into groups. */
struct homophily_how {
	const char *numeric;            /* attributes that are numbers, with commas between, or NULL */
	const char *high;               /* "ses=high", an attribute and who counts as high: social capital; or NULL */
	const char *setting;            /* where people meet: an attribute, or NULL */
	double share;                   /* of high people in the population; NAN: as observed */
	bool exclude_ego;
	const char *measures;           /* names, with commas between; NULL: all that there is data for */
	const char *null;               /* as null_choose() reads it, of the above; NULL: labels */
	int side;                       /* enum side */
	double level;                   /* of the intervals */
	int jackknife;                  /* HOMOPHILY_TIES or _PEOPLE: what is left out for standard errors; -1: as the measure has it */
	const char *by_breaks;          /* of the networks of --by: see net_bins() */
	uint64_t by_quantile;
	bool from_mixing;               /* the run's table is a mixing matrix */
};

/* Read the run's table, work out and write what is asked for.  E_USAGE, E_DATA. */
int homophily_run(struct run *, const struct homophily_how *, struct err *);

#endif
