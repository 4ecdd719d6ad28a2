/* pseudonym.h - the tables of a study, read, put behind pseudonyms and written: one, or all of a folder.
 *
 * How ids become tokens stands in mask.h, what becomes of a table in relabel.h.
 */
#ifndef TIES_PSEUDONYM_H
#define TIES_PSEUDONYM_H

#include "relabel.h"
#include "tool.h"

/* What is asked for; NULL where it is not. */
struct pseudonym_how {
	const char *new_key;            /* a file to write a new key to, and nothing else */
	const char *key_file, *study;   /* both, or at_random */
	bool at_random;
	const char *seed;               /* of at_random, a whole number */
	const char *out_dir;            /* several tables are written here, under their own names */
	struct relabel relabel;         /* what the options say of columns and times; mask and seed are set here */
};

/* From the run's operands, or standard input.  E_USAGE, E_DATA, E_NOINPUT, E_IO. */
int pseudonym_run(struct run *, const struct pseudonym_how *, struct err *);

#endif
