/* intake.h - a file of ties, whatever its format, made one clean table: what import does.
 *
 * intake_read() finds the format and reads; intake_merge() merges loops, duplicates and
 * directions and shapes the columns; intake_say() and intake_json() tell what was found.
 */
#ifndef TIES_INTAKE_H
#define TIES_INTAKE_H

#include "formats_table.h"
#include "merge.h"
#include "tool.h"

struct intake_how {
	int format;                     /* enum format, or -1: found */
	char sep;
	const char *header, *ends, *weight;
	bool rejects;                   /* bad rows are kept aside */
	bool directed, undirected;      /* neither: the format decides */
	int fold;                       /* FOLD_..., or -1: sum, but first for a symmetric matrix */
	int loops, dupes;               /* LOOPS_..., DUPES_... */
	bool count;                     /* write a weight even if nothing was merged */
};

struct intake {
	struct run *run;
	const struct intake_how *how;
	const char *file;               /* for messages */
	enum format format;
	struct foreign f;
	struct edgelist list;           /* if it is a plain table */
	bool is_list;
	struct table ties;              /* ends in columns 0 and 1 */
	struct table nodes;             /* column node, and attributes; ncol == 0 if the format has none */
	struct names people;
	uint32_t *a, *b;
	uint64_t isolates;
	int weight;                     /* column of ties that is merged, or -1 */
	int *stratum, nstratum;         /* columns whose values part the rows */
	struct merge merge;
	bool directed;
	const char *because;            /* "the header says ..." */
	int fold;
	uint64_t *differ;               /* by column: merged rows with another value than the first */
};

int intake_read(struct run *, const struct intake_how *, struct intake *, struct err *);
int intake_merge(struct intake *, struct err *);

/* The people, one a row: `node` and what the format tells of them. */
int intake_nodes(struct intake *, struct table *, struct err *);

/* On standard error, and as one line of JSON. */
void intake_say(const struct intake *, bool attributes_written);
const char *intake_json(const struct intake *);

#endif
