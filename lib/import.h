/* import.h - a file of ties, read, told of and written as a clean table.
 *
 * Reading and merging is intake.h's; here the options are settled, and people and rejects get files.
 */
#ifndef TIES_IMPORT_H
#define TIES_IMPORT_H

#include "intake.h"

/* What is asked for; NULL where it is not. */
struct import_how {
	struct intake_how read;         /* format, header, ends, weight, directed, loops, dupes, count; the rest follows from: */
	int separator;                  /* of "tab|comma|semicolon|blanks"; -1: found */
	const char *undirected;         /* one of FOLD_WORDS, "" for sum */
	const char *nodes_out, *rejects;        /* files */
	bool check;                     /* say what was found, write nothing */
	bool json;                      /* say it as one line of JSON: on standard output with check, else on standard error */
	bool csv;                       /* commas, not TABs */
};

/* Read the run's file, whatever it is, and write the ties.  E_USAGE, E_DATA, E_NOINPUT, E_IO. */
int import_run(struct run *, const struct import_how *, struct err *);

#endif
