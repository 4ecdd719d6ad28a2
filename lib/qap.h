/* qap.h - one relation among people held against others, when pairs are not independent.
 *
 * The quadratic assignment procedure (Krackhardt 1987, doi:10.1016/0378-8733(87)90012-8; 1988,
 * doi:10.1016/0378-8733(88)90004-4): the people of one relation change places, rows and columns together, so that the
 * relation keeps all of its structure and loses only what ties it to the others.
 *
 * Relations are matrices as dyads.h describes them: NAN is not known.  A directed network has n (n - 1) pairs, an
 * undirected one n (n - 1) / 2.  A pair takes part where all that a number needs of it is known; what is not known
 * of the relation whose people change places moves with them.
 *
 * Replicate r uses sub-stream r + 1 of the seed, whatever the number of threads.  Where n! is at most the number of
 * replicates asked for, all n! orders are taken once each instead (then `exact`).
 */
#ifndef TIES_QAP_H
#define TIES_QAP_H

#include "stat_test.h"
#include "tool.h"

struct square {                         /* the shape of all matrices */
	uint32_t n, stride;             /* below 2^16 people; stride is a multiple of 8 */
	bool directed;
};

enum qap_null {
	QAP_DSP,        /* double semi-partialling: what is left of a predictor when the others are taken out of it moves.
	                   Dekker, Krackhardt & Snijders (2007) doi:10.1007/s11336-007-9016-1 */
	QAP_Y,          /* the relation that is explained moves */
	QAP_X           /* each predictor moves as it is, one at a time */
};
enum qap_model { QAP_OLS, QAP_LOGIT, QAP_POISSON };

struct qap_how {
	const struct run *run;          /* for its progress line; NULL: none */
	uint64_t replicates, seed;
	enum side side;
	int threads;
	enum qap_null null;
	enum qap_model model;
};

/* --- correlation ---------------------------------------------------------------------------- */

enum qap_measure {
	QAP_PEARSON,
	QAP_SPEARMAN,   /* Pearson's r of the midranks among the pairs that take part */
	QAP_JACCARD     /* pairs tied in both / pairs tied in either; a tie is what is not 0 */
};

struct qap_correlation {
	double value;                   /* NAN: one of them does not vary (Jaccard: neither has a tie) */
	uint64_t pairs, dropped;        /* that take part, and that do not */
	struct test test;
	double *null;                   /* the value in each replicate */
	uint64_t replicates;
	const char *note;               /* why it is NAN, or NULL */
};

/* Room for n results: made first, so that all else may be released. */
struct qap_correlation *qap_correlations_new(struct arena *, const struct qap_how *, int n);

/* y against each of x[0 .. nx - 1], out[nx]: y moves, in the same replicates for all.  Time O(n^2) a replicate; with
 * few ties in y, and nothing unknown, O(m). */
void qap_correlate(struct arena *, const struct qap_how *, const struct square *, const double *y, int nx,
                   const double *const *x, enum qap_measure, struct qap_correlation *out);

/* --- regression ------------------------------------------------------------------------------ */

struct qap_term {
	double b, se;                   /* of pairs taken as independent, which they are not: the test is what counts */
	double lo, hi;                  /* 95 %: b - se q, q the quantiles 0.975 and 0.025 of t under the null; NAN below 39
	                                   replicates.  This suite's: the test turned around, if the null of t is the same
	                                   around any b */
	double beta;                    /* standardised: b sd(x) / sd(y); least squares only */
	double t;                       /* b / se */
	double vif;                     /* variance inflation 1 / (1 - R^2 of x on the others) */
	struct test of_b, of_t;         /* of_b.p is not used: the test is on t */
	double *null_b, *null_t;        /* in each replicate */
	const char *note;               /* why there is no number, or NULL */
	char text[256];                 /* of the note */
};

struct qap_fit {
	uint64_t pairs, dropped;
	double intercept, intercept_se, intercept_t;
	double r2;                      /* logit, poisson: McFadden's 1 - log L / log L of the mean alone */
	double r2_adjusted;             /* least squares only */
	double deviance;                /* logit, poisson only */
	bool tested;                    /* r2 is: the relation that is explained moves, whatever the null */
	struct test of_r2;
	double *null_r2;
	uint64_t replicates;            /* 0 where nothing could be fitted */
	struct qap_term *term;          /* nx of them */
	const char *note;               /* why nothing could be fitted, or NULL */
};

/* Room for the result, made first. */
void qap_fit_new(struct arena *, const struct qap_how *, int nx, struct qap_fit *);

/* y on x[0 .. nx - 1] and an intercept.  The matrices are used up: their contents are changed.  name[k] is what
 * notes call x[k].  E_DATA: a y that the model cannot have. */
int qap_regress(struct arena *, const struct qap_how *, const struct square *, double *y, int nx, double *const *x,
                const char *const *name, struct qap_fit *, struct err *);

#endif
