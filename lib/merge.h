/* merge.h - rows that state the same tie: duplicates, both directions, loops.
 *
 * Two rows state the same arc if they have the same ends in the same order and belong to
 * the same stratum (the same time, layer or wave).  Duplicates of an arc are merged first;
 * then, where direction does not count, the arcs of a pair.
 */
#ifndef TIES_MERGE_H
#define TIES_MERGE_H

#include "base.h"

#define LOOP_WORDS "drop|keep|error"
enum { LOOPS_DROP, LOOPS_KEEP, LOOPS_ERROR };
#define DUPE_WORDS "sum|max|mean|count|keep|error"
enum { DUPES_SUM, DUPES_MAX, DUPES_MEAN, DUPES_COUNT, DUPES_KEEP, DUPES_ERROR };
#define FOLD_WORDS "sum|max|mean|first|error"
enum { FOLD_SUM, FOLD_MAX, FOLD_MEAN, FOLD_FIRST, FOLD_ERROR };

struct merge {
	uint64_t rows;
	const uint32_t *a, *b;          /* the ends of row r */
	const uint32_t *stratum;        /* of row r, or NULL: all in one */
	const double *weight;           /* of row r, NAN is missing; NULL: each row counts 1 */
	int loops_are, dupes;           /* LOOPS_..., DUPES_... */
	/* found by merge_count() */
	uint64_t ties, arcs, reciprocal;        /* pairs of people; ordered pairs; pairs with both orders */
	uint64_t loops, duplicates;     /* rows: loops; repetitions of an arc, or of a loop that is kept */
	uint64_t missing;               /* rows whose weight is missing */
	uint64_t loop_row, duplicate_row, duplicate_of, reciprocal_row, reciprocal_of;  /* the first of each */
	bool symmetric;                 /* every arc has its reverse, with the same merged weight */
	uint32_t *tie;                  /* of row r: the number of its pair, or loop */
	/* made by merge_rows() */
	uint64_t *row, nrow;            /* rows that stay, in order */
	double *value;                  /* their weight, by row of the input; NULL if nothing was merged */
	struct pair *pair;              /* private */
	uint64_t npair;
};

/* Look at every row once, O(rows).  E_DATA from 2^32 - 2 rows on. */
int merge_count(struct arena *, struct merge *, struct err *);

/* What stays.  With `undirected` the arcs of a pair become one row, the first, and FOLD_ says
 * how; DUPES_KEEP keeps every row.  `always`: values are wanted even if nothing was merged.
 * A missing weight makes what it is merged with missing. */
void merge_rows(struct arena *, struct merge *, bool undirected, int fold, bool always);

/* The row that states the tie (or, directed, the arc) of row r: the first of them. */
uint64_t merge_kept(const struct merge *, uint64_t r, bool undirected);

#endif
