/* options.h - the command line, by getopt_long(3), from the lists that a tool declares. */
#ifndef TIES_OPTIONS_H
#define TIES_OPTIONS_H

#include "manual.h"

struct options {
	const struct opt *list[3];      /* looked up in this order; each ends with { 0 }, or is NULL */
	int first;                      /* out: argv[first] is the first operand */
	const char *document;           /* out: the option without `to` that was asked for, "help" */
};

/* Store what was given.  E_USAGE with a sentence that suggests the nearest option. */
int options_parse(struct arena *, struct options *, int argc, char **argv, struct err *);

/* Which of the words "sum|max|mean" it is; -1. */
int options_word(const char *words, const char *word);

#endif
