/* by.h - the rows of a table in groups, by the values of one or more columns. */
#ifndef TIES_BY_H
#define TIES_BY_H

#include "table.h"

struct by {
	int n;                  /* columns */
	const char **name;
	uint32_t groups;        /* 1 without columns */
	uint32_t *of;           /* group of a row; groups in order of first appearance */
	struct cell *label;     /* of group g: label[g * n + k] is its value of column k */
};

/* list: "wave,layer", or NULL for one group of all rows.  A missing value is the group NA. */
int by_read(const struct table *, const char *list, struct by *, struct err *);

/* The parts of a net as groups, for what is written of them; of[] is NULL. */
struct net;
void by_parts(const struct net *, struct by *);

#endif
