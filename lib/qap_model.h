/* qap_model.h - what least squares and the other models of qap share. */
#ifndef TIES_QAP_MODEL_H
#define TIES_QAP_MODEL_H

#include "qap_sum.h"

enum { QAP_MOST = 64 };                 /* predictors */

/* Variables are numbered 0 (the intercept), 1 .. k (predictors), k + 1 (what is explained); `wide` = k + 2.
 * A matrix of sums holds [a * wide + b]: the sum of a times b over the pairs that take part. */
struct model {
	const struct qap_how *how;
	const struct square *s;
	int k, wide;
	int *which;                     /* of variable v: which of the predictors that were asked for */
	double **v;                     /* matrices, [1] .. [k + 1], in units of their standard deviation around their mean
	                                   (what is explained only for least squares) */
	struct gaps *gaps;              /* of each */
	double *mean, *sd;              /* what was taken away, and divided by */
	struct gaps none;               /* pairs of which something is not known */
	double pairs;                   /* the others */
	double *sums;                   /* over them */
};

/* One variable that changes places, while the others stay. */
struct mover {
	int slot;                       /* 1 .. k + 1 */
	const double *v;                /* itself, or what the others leave of it */
	const struct gaps *gaps;        /* where v is not known */
	struct gaps off;                /* where one of the others is not known */
	double *sums;                   /* over all other places, of the others */
	double sum, squares;            /* of v, where it is known */
	double *start;                  /* the other models: where to begin, [0 .. k] */
};

/* A fit: coefficients [0 .. k] in the units of the model, their standard errors, the inverse of the information. */
struct answer {
	double b[QAP_MOST + 1], se[QAP_MOST + 1];
	double r2, fit;                 /* explained share; log likelihood */
	double inverse[(QAP_MOST + 1) * (QAP_MOST + 1)];
};

/* The sums over the pairs that take part when the mover's people are in the order `to`; moved[v] = the sum of
 * the mover times variable v over all places (where either is not known it counts 0). */
void mover_sums(const struct model *, const struct mover *, const uint32_t *to, const uint32_t *from,
                const double *moved, double *sums);

/* Sums over all pairs but those of `off`, of all variables but `slot` (-1: of all). */
void model_sums(const struct model *, const struct gaps *off, int slot, double *sums);

/* The sums of the variables of[0 .. n - 1] alone, the last of which is to be explained by the others. */
void choose_sums(const struct model *, const double *sums, int n, const int *of, double *out);

/* Invert a positive definite matrix of order n in place; false if it is none. */
bool invert(double *m, int n);

/* What rounding leaves of 0 is 0. */
static inline double small_is_none(double t) { return t < 1e-9 && t > -1e-9 ? 0 : t; }

/* Least squares from sums; false if it cannot be done.  r2 is filled. */
bool ols_answer(const double *sums, int k, struct answer *);

/* Logit or Poisson, by iteratively reweighted least squares from `start`; mover NULL: everybody stays.  room:
 * glm_room() doubles.  false: it does not converge, or cannot be done. */
size_t glm_room(const struct model *);
bool glm_answer(const struct model *, const struct mover *, const uint32_t *to, const double *start, double *room,
                struct answer *);
/* Can y be what the model explains?  E_DATA. */
int glm_check(const struct model *, struct err *);
/* The log likelihood of the mean alone, and of a model that fits exactly, without the constant. */
struct limits { double mean_alone, exact, constant; };
void glm_limits(const struct model *, struct limits *);

/* Who changes places, all replicates, and the tests of a fit that stands in `out` already. */
void model_replicate(struct arena *, const struct model *, const struct answer *observed, struct qap_fit *out);

#endif
