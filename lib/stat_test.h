/* stat_test.h - an observed number against what a null model makes of it. */
#ifndef TIES_STAT_TEST_H
#define TIES_STAT_TEST_H

#include "base.h"

enum side { SIDE_TWO, SIDE_LESS, SIDE_GREATER };
#define SIDE_WORDS "two|less|greater"       /* for an OPT_CHOICE */
extern const char *const side_name[];       /* "two", "less", "greater": the column `side` */

struct test {
	double null_mean, null_sd;  /* divisor R - 1 */
	double z;                   /* (observed - null_mean) / null_sd */
	double p;
	uint64_t replicates;        /* R: those in which the number was defined */
	uint64_t less, greater;     /* of them at most, and at least, the observed */
};

/* null[0..n-1]: the number under each replicate, NAN where it is undefined (left out).
 *
 * Replicates drawn at random: p = (b + 1) / (R + 1), b of R at least as extreme as observed
 * (Davison & Hinkley 1997, section 4.2; Phipson & Smyth 2010, doi:10.2202/1544-6115.1585): never 0.
 * `enumerated`: null[] holds every arrangement once, the observed among them: p = b / R.
 * Two sides: min(1, 2 x the smaller side).
 *
 * Two numbers count as equal, and so as at least as extreme, within 1e-9 of the larger magnitude: the
 * same sum of doubles in another order must not make or lose a tie.
 * Observed NAN or R = 0: z and p are NAN.  z is NAN where the null does not vary (its smallest and
 * largest value are equal) or R < 2. */
void stat_test(double observed, const double *null, uint64_t n, enum side, bool enumerated,
               struct test *);

/* A number with its standard error, interval and test: a row of the long format. */
struct tested {
	uint32_t group;                 /* which network, or group of rows */
	const char *measure, *attribute;
	struct cell of;                 /* the group of people that it is about; at = NULL: none */
	double value, se, lo, hi;
	double level;                   /* of lo and hi; 0: there are none */
	const char *null;               /* the null model; NULL: no test */
	enum side side;
	struct test test;
	uint64_t n, m, dropped;         /* rows (or people) and ties used; left out because a value is missing */
	const char *note;               /* why it is NA, or NULL */
};

#endif
