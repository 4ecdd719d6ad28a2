/* figure_curve.h - rows to curves: one for each facet and series, in order of x. */
#ifndef TIES_FIGURE_CURVE_H
#define TIES_FIGURE_CURVE_H

#include "figure.h"

struct curve {
	int facet, series;
	uint64_t n;
	const double *x, *y, *lo, *hi;  /* lo and hi are NaN where there is no interval */
	double count_lo, count_hi, count;       /* of the column n: smallest, largest, sum; NaN */
	uint64_t replicates;            /* that went into a point; 0: rows stand for themselves */
	bool has_y, has_band;
	struct block *block;            /* x y lo hi */
};

/* Which columns of which table; -1 where there is none. */
struct curve_from {
	const struct table *table;
	const uint32_t *facet_of, *series_of;   /* of a row; NO_CODE leaves it out; NULL: all are 0 */
	const bool *skip;               /* rows to leave out, or NULL */
	int x, x_lo, x_hi, y, lo, hi, n, replicate;
	int replicates;                 /* REPLICATES_ALL ... */
	double level;                   /* of the range over replicates: 0.95, 0.9 */
};
enum { REPLICATES_ALL, REPLICATES_ZERO, REPLICATES_OTHERS };

/* Rows that share x (or x_lo and x_hi) in one curve are replicates if there is a column of
 * that name: y is their mean, lo and hi the (1 - level)/2 quantiles.  Bins that fewer than
 * half of the replicates have are left out and counted in *thin. */
int curves_read(struct figure *, const struct curve_from *, struct curve **, int *n, uint64_t *thin, struct err *);

/* The smallest and largest of what will be drawn; ok is false if nothing is finite. */
struct range { double x1, x2, y1, y2, y_low; bool ok; };     /* y_low: the smallest positive */
void curves_range(const struct curve *, int n, struct range *);

/* --- which columns: for bands, lines and steps ---------------------------------------- */

struct source {
	const struct table *table;
	int x, x_lo, x_hi, y, lo, hi, n, replicate, at_risk;
	const char *summarised;         /* the value of column y that was chosen, or NULL */
	const char *statistic;          /* "mean", "median" ... : the column that is drawn */
	const bool *skip;
};

/* `xs` and `ys` are the usual names, "x,share"; -x and -y come first.  In a table of bin,
 * where column y holds the names of what is summarised, -y may be one of them. */
int source_find(struct figure *, const struct table *, const char *xs, const char *ys, struct source *, struct err *);
struct curve_from source_curves(const struct source *, int replicates, double level);

/* Positive on log axes; the ranges and ticks of the page. */
int source_check(struct figure *, const struct source *, struct err *);
int source_axes(struct figure *, const struct source *, struct range, unsigned how, struct err *);

/* A line with its band, and marks where there are few points. */
struct layer *draw_curve(struct figure *, const struct curve *, const char *hue, double width, char letter);

/* Is curve k the first of its series?  There it has its name. */
bool named_here(const struct curve *, int k);

/* Quantile by linear interpolation between order statistics (type 7) of sorted values. */
double sorted_quantile(const double *sorted, uint64_t n, double p);
double mean_of(const double *, uint64_t n);
double sd_of(const double *, uint64_t n);                /* divisor n - 1; NaN for one value */
int compare_doubles(const void *, const void *);

#endif
