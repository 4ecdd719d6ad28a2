/* regression.h - one relation explained by others, or correlated with them: from tables of ties to a table of estimates.
 *
 * What the terms mean stands in dyads.h; the estimates, their tests and sources in qap.h.
 */
#ifndef TIES_REGRESSION_H
#define TIES_REGRESSION_H

#include "tool.h"

/* What is asked for; all zero is least squares by double semi-partialling. */
struct regression_how {
	const char *y;                  /* the relation to be explained, or NULL */
	struct list x;                  /* lists of terms, with commas between */
	const char *correlation;        /* "pearson,spearman"; "": pearson; NULL: a regression */
	int null, model, side, na;      /* enum qap_null, enum qap_model, enum side, NA_DROP ... */
	const char *layer, *weight;     /* columns, or NULL */
	bool latex;                     /* a table for a journal */
	const char *draws;              /* a file for every replicate's value, or NULL */
};

/* Read the run's tables, work out and write what is asked for.  E_USAGE, E_DATA. */
int regression_run(struct run *, const struct regression_how *, struct err *);

#endif
