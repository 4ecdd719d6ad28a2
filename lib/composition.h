/* composition.h - whom each person knows, by kind and by number, from a table of ties and one of people.
 *
 * What is measured, and its sources, stands in ego.h.
 */
#ifndef TIES_COMPOSITION_H
#define TIES_COMPOSITION_H

#include "tool.h"

/* What is asked for.  run->attributes are the attributes that are kinds. */
struct composition_how {
	const char *numeric;            /* those that are numbers, with commas between, or NULL */
	int alters;                     /* enum egonet_alters */
	bool counts;                    /* a column for each kind, too */
	bool personal;                  /* each alter was named by one ego, and stands with its attributes in the run's table */
};

/* Read the run's table, work out and write one row a person.  E_USAGE, E_DATA. */
int composition_run(struct run *, const struct composition_how *, struct err *);

#endif
