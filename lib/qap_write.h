/* qap_write.h - the results of qap as a long table, as a table for a journal, and replicate by replicate. */
#ifndef TIES_QAP_WRITE_H
#define TIES_QAP_WRITE_H

#include "by.h"
#include "qap.h"

struct qap_correlated {                 /* one row */
	uint32_t group;
	enum qap_measure measure;
	const char *y, *x;
	struct qap_correlation c;
};

struct qap_fitted {                     /* one model */
	uint32_t group, people;
	struct qap_fit fit;
};

struct qap_results {
	struct run *run;
	const struct table *like;       /* its separator and line ends are used */
	const struct by *by;
	const struct qap_how *how;
	uint64_t correlations;
	const struct qap_correlated *correlated;
	uint64_t models;                /* one of the two is 0 */
	const struct qap_fitted *fitted;
	const char *y;
	int nx;
	const char *const *x;
};

/* The columns of tested_write().  Measures: pearson, spearman, jaccard; or, for each predictor, b, beta (least squares)
 * or odds_ratio (logit) or rate_ratio (poisson), t, vif, for the intercept b and t, and for the model r2, r2_adjusted or
 * r2_mcfadden, deviance, and people. */
int qap_write(const struct qap_results *, struct err *);

/* LaTeX with booktabs. */
void qap_write_latex(const struct qap_results *);

/* The columns of by, replicate measure attribute value, to FILE: 0 is what was observed. */
int qap_write_draws(const struct qap_results *, const char *file, struct err *);

#endif
