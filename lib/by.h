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

/* list: "wave,layer", or NULL or "" for one group of all rows.  A missing value is the group NA. */
int by_read(const struct table *, const char *list, struct by *, struct err *);

/* Whether the column has two values and more. */
bool by_several(const struct table *, int col);

/* match[g]: the group of `to` that has the values of group g of `from`, or NO_CODE. */
uint32_t *by_match(struct arena *, const struct by *from, const struct by *to);

/* The columns of the groups for a table that is written: group[row] is the row's. */
int by_add(struct table *, const struct by *, const uint32_t *group, struct err *);

#endif
