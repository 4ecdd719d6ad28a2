/* printed.h - the numbers in a table that a pipeline printed, and the same numbers in what it prints the next time.
 *
 * A column is a key if it holds anything but numbers, is named as one, or has one of the names by which tables of this
 * suite are read (node, i, j, measure, wave, x_lo ...) or that of an attribute (office, office_from); null, side and
 * note are not.  The rows of two tables that belong together have the same keys; among rows of the same keys the first
 * belongs to the first, and so on; without keys, it is by position.
 *
 * A first line of numbers is no header: the columns are then called value, or 1, 2 ...
 */
#ifndef TIES_PRINTED_H
#define TIES_PRINTED_H

#include "names.h"

struct printed {                        /* the first time */
	struct table table;
	bool header;
	int nkey, *key;                 /* columns of the table */
	int nnumber, *number;
	const double **value;           /* of each, by row; NAN is missing */
	struct names rows;              /* the keys of a row */
	uint32_t *at, *row;             /* rows of key k, in order: row[at[k]] .. row[at[k + 1] - 1] */
};

/* Names of columns with commas between, or NULL. */
struct printed_how { const char *keys, *values, *attributes; };

/* E_DATA: no table, or nothing in it is a number; E_USAGE: a key or value that is not there. */
int printed_read(struct arena *, char *text, size_t len, const struct printed_how *, struct printed *, struct err *);

/* The next time: out[row * nnumber + k], NAN where it is missing or the row was not printed.  *strange counts rows that
 * the first time did not print.  E_DATA: a column is missing, or holds no numbers any more; without keys, another number
 * of rows. */
int printed_again(struct arena *, const struct printed *, char *text, size_t len, double *out, uint64_t *strange,
                  struct err *);

#endif
