/* stat_rank.h - rank correlations of two columns, with permutations and intervals over people. */
#ifndef TIES_STAT_RANK_H
#define TIES_STAT_RANK_H

#include "stat_jackknife.h"
#include "stat_test.h"

/* Pairs (x, y) in canonical order, by x and then by y: nothing depends on the order of rows. */
struct ranked {
	uint32_t n;
	double *x, *y;
	uint32_t *row;                  /* where the pair stood in the input */
	uint32_t *by_y;                 /* the pairs, ascending in y */
	uint32_t *code;                 /* of y: 0, 1, ... ascending; equal values share one */
	uint32_t ncode;
	double *dx;                     /* midrank of x - (n + 1) / 2 */
	double *dy;                     /* of a code of y: midrank - (n + 1) / 2 */
	double ssx, ssy;                /* sums of their squares over the pairs */
	int64_t tied_x, tied_y;         /* pairs of pairs with equal x, with equal y */
};

void rank_sort(struct arena *, uint32_t n, const double *x, const double *y, struct ranked *);

/* Spearman's rho: Pearson's r of the midranks.  Kendall's tau-b: (C - D) / sqrt((T - Tx)(T - Ty)),
 * T = n (n - 1) / 2, C and D concordant and discordant pairs, Tx and Ty tied in x and in y;
 * Knight (1966), doi:10.1080/01621459.1966.10480879, but counting with a Fenwick tree: O(n log n).
 * code[k]: which value of y stands beside pair k's x (p->code, or a permutation of it).
 * NAN if n < 2 or a column does not vary. */
double rank_rho(const struct ranked *, const uint32_t *code);
double rank_tau(const struct ranked *, const uint32_t *code, uint32_t *tree, uint32_t *count);
		/* tree and count: ncode + 1 places each, all zero before and after */

/* Both under `replicates` random permutations of y against x: rho[r], tau[r] from sub-stream
 * r + 1 of the seed.  Any number of threads gives the same numbers. */
void rank_permute(struct arena *, const struct ranked *, uint32_t replicates, uint64_t seed,
                  int threads, double *rho, double *tau);

/* The influence of pair k on either coefficient: its derivative by the weight of the pair when
 * each counts 1, ranks being sums of weights (Jaeckel's infinitesimal jackknife; Efron 1982,
 * doi:10.1137/1.9781611970319, chapter 6).  Sums to 0; O(n log n).  NAN as the coefficients are. */
void rank_rho_influence(struct arena *, const struct ranked *, double *u);
void rank_tau_influence(struct arena *, const struct ranked *, double *u);

struct rank_how {
	uint32_t replicates;            /* permutations; 0: no test */
	uint64_t seed;
	int threads;
	enum side side;
	double level;                   /* of the intervals, which are worked out on Fisher's scale: atanh */
	const struct jackknife *people; /* for them; NULL: none */
};

/* spearman (v[0]) and kendall (v[1]) of x and y over the rows row[0..n-1] in which both are
 * numbers; measure, value, se, lo, hi, test, n, dropped and note are filled in. */
void rank_tests(struct arena *, uint32_t n, const uint32_t *row, const double *x, const double *y,
                const struct rank_how *, struct tested v[2]);

#endif
