/* bins.h - a column of numbers cut into bins. */
#ifndef TIES_BINS_H
#define TIES_BINS_H

#include "base.h"

enum bins_kind {
	BINS_AUTO,      /* BINS_DISTINCT if there are at most BINS_FEW values, else BINS_QUANTILE, 10 */
	BINS_DISTINCT,  /* one a value: lo = hi = x */
	BINS_INTEGER,   /* one a whole number: k - 0.5 <= x < k + 0.5 */
	BINS_WIDTH,     /* k size <= x < (k + 1) size, k any whole number */
	BINS_LOG,       /* size^k <= x < size^(k + 1); no place for x <= 0 */
	BINS_QUANTILE,  /* `size` bins of nearly equal numbers of rows; equal values stay together */
	BINS_BREAKS     /* border[k] <= x < border[k + 1] */
};
enum { BINS_FEW = 20, BINS_MOST = 1000000 };
#define NO_BIN UINT32_MAX

/* Ascending, without overlap.  Bin k holds lo[k] <= x < hi[k], or x = lo[k] where lo[k] = hi[k].
 * Of the kinds that are made from data there are only the bins that hold a row. */
struct bins {
	uint32_t n;
	double *lo, *hi;
	double *x;              /* where the bin stands on an axis: the median of its rows */
	bool closed;            /* the last bin holds x = hi, too (quantile, breaks, known) */
	bool open;              /* the first and the last bin hold what lies beyond them, too */
};

struct bins_how {
	enum bins_kind kind;
	double size;            /* of BINS_WIDTH, BINS_LOG, BINS_QUANTILE */
	const double *border;   /* of BINS_BREAKS: bins + 1 borders, ascending */
	uint32_t bins;
	bool open;              /* BINS_BREAKS: see above */
};

/* Bins for sorted[0..n-1], ascending, without NaN.  E_USAGE: a size that makes no bins, or
 * more than BINS_MOST of them. */
int bins_make(struct arena *, const struct bins_how *, const double *sorted, uint32_t n,
              struct bins *, struct err *);

/* "1,2,3,5,Inf" as borders: *bins + 1 of them; at least two, ascending. */
int bins_borders(struct arena *, const char *list, double **border, uint32_t *bins, struct err *);

/* The bins of an earlier run, from its columns x x_lo x_hi; repeated rows are one bin. */
int bins_known(struct arena *, const double *x, const double *lo, const double *hi, uint64_t rows,
               const char *file, bool open, struct bins *, struct err *);

/* The bin of a value, or NO_BIN. */
uint32_t bins_find(const struct bins *, double x);

#endif
