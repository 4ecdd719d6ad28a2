/* figure_forest.h - the estimates of a forest, from the table to the page. */
#ifndef TIES_FIGURE_FOREST_H
#define TIES_FIGURE_FOREST_H

#include "figure.h"
#include "figure_rows.h"

struct estimate { double value, lo, hi, null_lo, null_hi; };     /* NaN: none */

struct forest {
	struct row_names names;
	const char **name;
	struct estimate *estimate;      /* facet * names.n + name */
	const char *measure;            /* the one that was chosen, or NULL */
	const char *title;              /* what the numbers are; NULL: several things */
	const bool *kept;               /* rows of the table */
	bool ratio;                     /* a logarithmic axis about 1 */
	bool se, sd;                    /* intervals from standard errors; nulls from their sd */
	double replicates;              /* of the nulls; not finite if they differ or nobody says */
	int missing, ratios;            /* names without any estimate; rows that need another axis */
};

/* After figure_split().  E_USAGE: no column of names or numbers; E_DATA: no estimate, a ratio that
 * is not positive, two rows for one name. */
int forest_read(struct figure *, struct forest *, struct err *);

#endif
