/* shuffle.h - a table in which people exchange what stands in some of its columns. */
#ifndef TIES_SHUFFLE_H
#define TIES_SHUFFLE_H

#include "null.h"

struct shuffled {
	struct run *run;
	int na;
	struct table table;             /* to be written after each deal */
	const char *file, *columns, *within;    /* within: a column, or NULL */
	int n, *col;                    /* the columns that move, together */
	uint32_t **code, **dealt;       /* of each, by row: the cell, and the cell after a deal */
	struct null_strata strata;      /* of the rows that take part */
	uint32_t *own, *from;           /* 0, 1, 2 ...; the row whose cells come here */
};

/* words: "FILE:COLUMN[,COLUMN][:within=COLUMN]".  Rows with a missing cell keep what they have (NA_DROP), take part
 * (NA_CATEGORY), or are E_DATA (NA_FAIL).  Those who lack a value of `within` are among themselves. */
int shuffle_open(struct run *, const char *words, int na, struct shuffled *, struct err *);

/* What null_labels() makes with sub-stream `replicate` of the seed, rows in the order of the table; 0: as it was. */
void shuffle_deal(struct shuffled *, uint64_t seed, uint64_t replicate, gsl_rng *);

#endif
