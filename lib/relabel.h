/* relabel.h - the people of a study behind pseudonyms, in all its tables at once.
 *
 * Nothing of the order in which the input stood is left: rows are sorted by their pseudonyms,
 * then by what else they hold, and where both ends of undirected ties (i j) are replaced,
 * each row has the lower pseudonym first; the columns NAME_i and NAME_j go with them.
 */
#ifndef TIES_RELABEL_H
#define TIES_RELABEL_H

#include "mask.h"
#include "table.h"

/* What is asked for.  Lists are names with commas between; all zero is a random relabelling of
 * the two ends of each tie, or of node (id) in a table of people. */
struct relabel {
	const char *ids;                /* columns that name somebody or something, or NULL */
	const char *spaces;             /* "column=space,...": ids of different spaces are never the same */
	const char *drop;               /* columns to leave out */
	const char *time;               /* the column of times; NULL: "time" */
	bool shift;                     /* add a constant to all times of the study */
	double round;                   /* seconds: times become the multiple at or below; 0: as they are */
	bool keep_ends;                 /* do not put the ends of undirected ties in order */
	struct mask *mask;              /* NULL: p0001, p0002, ... at random */
	const uint64_t *seed;           /* of the random relabelling; NULL: the system's entropy */
};

/* What was done to a table. */
struct relabelled {
	const char *replaced, *left;    /* columns, with ", " between; "" for none */
	uint64_t missing;               /* ids that were NA and stay so */
	uint64_t turned;                /* rows whose ends changed places */
	bool preamble;                  /* lines before the header were left out */
};

/* Change n tables of one study in place: the same id becomes the same pseudonym in all of them.
 * Columns that other tables lack are no error, as long as one table has each column that is
 * named, and each table one that is replaced.  E_USAGE: no such column, a column named for two
 * uses.  E_DATA: an empty end of a tie, a time that is no number or too large to be moved
 * exactly, two ids with one token. */
int relabel_tables(struct arena *, const struct relabel *, int n, struct table *, struct relabelled *, struct err *);

/* rank[k] = the place of token k in alphabetical order; token[] is put in that order.  E_DATA: two
 * of them are the same, which would join two people. */
int relabel_rank(struct arena *, uint32_t n, struct cell *token, uint32_t *rank, struct err *);

#endif
