/* curveball.h - tables of 0 and 1 drawn at random with both margins kept.
 *
 * Two rows trade: the columns that only one of them has are put together and dealt again,
 * each row getting as many as it had.  Strona, Nappo, Boccacci, Fattorini & San-Miguel-Ayanz
 * (2014) Nature Communications 5:4114, doi:10.1038/ncomms5114; that all tables with these
 * margins become equally likely: Carstens (2015) Physical Review E 91:042812,
 * doi:10.1103/PhysRevE.91.042812.
 *
 * Within strata (of columns) only the columns of one stratum are traded at a time: each
 * row then keeps its number of columns in every stratum.
 */
#ifndef TIES_CURVEBALL_H
#define TIES_CURVEBALL_H

#include "rng.h"

/* 5 n trades of random pairs among n rows are Strona et al.'s advice.  Tables of four rows and columns then
 * still differ by some 1 per cent in how likely they are.  Where a few rows have most of the columns that is too few: what
 * they have hardly moves, because most others have little to trade for it.  So there are 5 n w / 2 a trades where that is more, w the
 * columns of the widest row and a those of an average one. */
enum { CURVEBALL_MOVES = 5 };

/* The table that every replicate starts from, cut into pieces: what a row has in one stratum. */
struct curveball {
	uint32_t columns, strata;
	uint32_t *first;                /* strata + 1: the pieces of stratum s are first[s] .. */
	uint32_t pieces;
	uint32_t *owner;                /* the row of a piece, ascending in each stratum */
	uint64_t *from;                 /* pieces + 1: its columns are column[from[u]] .. */
	uint32_t *column;
	uint64_t widest;                /* the largest piece */
};

/* rows with columns column[off[r]] .. column[off[r+1]], each at most once; stratum[column] below
 * strata, or NULL for a single one.  Empty rows have no piece. */
void curveball_open(struct arena *, uint32_t rows, const uint64_t *off, const uint32_t *column,
                    uint32_t columns, const uint32_t *stratum, uint32_t strata, struct curveball *);

/* Room for one replicate at a time. */
struct curveball_draw {
	uint32_t *column;               /* the outcome, in the pieces of the table */
	uint32_t *pool;
	uint8_t *mark;
};
void curveball_draw_open(struct arena *, const struct curveball *, struct curveball_draw *);

/* In each stratum of two pieces and more, so many trades, from the observed table.  No arena. */
void curveball_draw(const struct curveball *, gsl_rng *, struct curveball_draw *);

#endif
