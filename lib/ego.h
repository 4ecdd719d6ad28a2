/* ego.h - whom a person knows: the alters of each ego, by their kind or by a number.  Ego is never among them.
 *
 * An alter's weight is that of the tie, 1 without weights.  p_c is the share of kind c in the weight of the alters whose
 * kind is known; those of unknown kind do not count.
 */
#ifndef TIES_EGO_H
#define TIES_EGO_H

#include "egonet.h"
#include "mix.h"

/* The alters of ego v are alter[off[v]] .. alter[off[v + 1] - 1].  They are people, numbered as egos are, or, where each
 * was named by one ego only (a personal network), a list of their own. */
struct egos {
	uint32_t n;
	uint32_t *off, *alter;
	double *weight;                 /* or NULL */
	bool shared;                    /* alters are people who are egos, too */
};

/* The alters of the people of a network: everyone in contact, those they send to, those who send to them, those who do both.
 * Weights of both directions are summed, repeated rows too; loops are left out.  of `undirected` ties all are the same. */
struct ego_left_out { uint64_t loops, repeated, zeros; };
int egos_of(struct arena *, uint32_t n, uint64_t rows, const uint32_t *a, const uint32_t *b, const double *weight, bool directed,
            enum egonet_alters, struct egos *, struct ego_left_out *, struct err *);

#define EGO_NONE UINT32_MAX             /* a kind that is not known */

/* --- kinds ------------------------------------------------------------------------------------------------------ */
enum ego_kind {
	EGO_KNOWN,              /* alters whose kind is known */
	EGO_SAME,               /* p of ego's own kind */
	EGO_EI,                 /* (E - I) / (E + I) = 1 - 2 p_own.  Krackhardt & Stern (1988) doi:10.2307/2786835 */
	EGO_BLAU,               /* 1 - sum p^2.  Simpson (1949) doi:10.1038/163688a0; Blau (1977) */
	EGO_IQV,                /* Blau K / (K - 1), K kinds there could be.  Agresti & Agresti (1978) doi:10.2307/270810 */
	EGO_ENTROPY,            /* - sum p ln p, in nats.  Shannon (1948) doi:10.1002/j.1538-7305.1948.tb01338.x */
	EGO_RICHNESS,           /* kinds among the alters; 0 without alters */
	EGO_YULE_Q,             /* (ad - bc) / (ad + bc) over all others: alters of ego's kind a, others of it b, alters of another c,
	                           others d.  Without weights; of shared alters */
	EGO_SAME_TWO,           /* two steps: of the alters of the alters, ego left out, one for each path, the share of ego's kind.
	                           Altenburger & Ugander (2018) doi:10.1038/s41562-018-0321-8.  Without weights; of shared alters */
	EGO_KINDS
};
extern const char *const ego_kind_name[EGO_KINDS];

/* of[v]: the kind of ego v, of_alter[k] that of alter k (shared: the same array), below `kinds` or EGO_NONE.  value[measure][v], NAN
 * where it is undefined: no alters of known kind; the kind of ego not known, for what compares with it; 0/0.
 * weight_of[v * kinds + c], or NULL: the alters of each kind, by weight.  Time: the sum of the alters, twice. */
void ego_kinds(struct arena *, const struct egos *, uint32_t kinds, const uint32_t *of, const uint32_t *of_alter,
               double *value[EGO_KINDS], double *weight_of);

/* --- numbers ------------------------------------------------------------------------------------------------------ */
enum ego_number {
	EGO_NUMBERS_KNOWN,      /* alters whose number is known */
	EGO_MEAN,               /* of the alters' x, by weight */
	EGO_SD,                 /* sqrt of sum w (x - mean)^2 / sum w, times k / (k - 1) of k alters */
	EGO_DIFFERENCE,         /* mean of |x_ego - x_alter| */
	EGO_SIMILARITY,         /* 1 / (1 + d), d^2 the mean of (x_ego - x_alter)^2: the Euclidean distance for each alter; a definition of
	                           this suite, in (0, 1], which depends on the unit of x */
	EGO_NUMBERS
};
extern const char *const ego_number_name[EGO_NUMBERS];

/* x[v] of ego, x_alter[k] of alter k; NAN is not known. */
void ego_numbers(const struct egos *, const double *x, const double *x_alter, double *value[EGO_NUMBERS]);

#endif
