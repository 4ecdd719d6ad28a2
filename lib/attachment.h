/* attachment.h - what a table tells of people, attached to both ends of their ties.
 *
 * A join of the ties with the table of --nodes, once for each end.  Ids are compared byte by byte;
 * the cells are passed on as they are; NA is written for people the table lacks.
 */
#ifndef TIES_ATTACHMENT_H
#define TIES_ATTACHMENT_H

#include "tool.h"

/* What is asked for; lists with commas between. */
struct attachment_how {
	const char *columns;            /* of --nodes; NULL: all but the person and those of `by` */
	const char *by;                 /* of a panel: people are looked up by these columns, too; or NULL */
};

/* Read the run's ties and --nodes, append NAME_i and NAME_j for each column, write.  E_USAGE: no
 * --nodes, no such column, a name that is taken.  E_DATA: nobody may stand in --nodes twice. */
int attachment_run(struct run *, const struct attachment_how *, struct err *);

#endif
