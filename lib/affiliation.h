/* affiliation.h - a two-mode table, read: who belongs to what, in one network or several. */
#ifndef TIES_AFFILIATION_H
#define TIES_AFFILIATION_H

#include "by.h"
#include "names.h"
#include "tool.h"
#include "twomode.h"

/* What is asked for; NULL where it is not. */
struct affiliation_how {
	const char *ends;               /* "person,package"; NULL: the first two columns that nothing below names */
	const char *by;                 /* "wave": each value is a network of its own */
	const char *within;             /* the column of strata, a property of foci; missing is a stratum */
	const char *foci_table;         /* the file that has it; NULL: the two-mode table */
	uint64_t max_size;              /* foci of more people are left out; 0: none */
};

/* The rows of one value of --by, with numbers of their own: people and foci in order of first
 * appearance. */
struct affiliation_part {
	const struct cell *label;       /* value of each --by column */
	uint64_t rows, *row;            /* rows of the table */
	uint32_t *who, *what;           /* person and focus of the part -> of all */
	struct twomode t;
	uint32_t *stratum;              /* of each focus, or NULL */
};

struct affiliation {
	struct run *run;
	struct affiliation_how how;
	struct table table;
	int cperson, cfocus;            /* the columns */
	struct names people, foci;      /* of all parts together */
	uint32_t *person, *focus;       /* of row r */
	uint32_t *stratum;              /* of row r below strata, or NULL */
	uint32_t strata;
	struct by by;
	uint32_t nparts;                /* by.groups: 1 without --by */
	struct affiliation_part *part;
	uint64_t repeated;              /* rows that repeat a membership */
	uint64_t large, within_large;   /* foci left out for their size, memberships in them */
	uint64_t unlisted;              /* foci that foci_table lacks */
};

/* Read the run's table.  E_USAGE: no such column; E_DATA: an empty end, a focus in two strata. */
int affiliation_open(struct run *, const struct affiliation_how *, struct affiliation *, struct err *);

#endif
