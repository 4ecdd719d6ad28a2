/* matrices.h - mixing matrices read back: what `ties mixing` writes, long or square, or a published table.
 *
 * Long: the groups in columns called NAME_i and NAME_j (undirected), NAME_from and NAME_to and so on (directed), or i and j, from and
 * to; the ties between them in `ties` or the column of -w; in n_i and n_j, if they are there, how many people the groups have.
 * A pair of groups without a row has no ties, in an undirected matrix unless the pair has one the other way round.
 *     Square: a column of groups and, for each, a column with its name.  It is undirected if the first is called NAME_i.
 */
#ifndef TIES_MATRICES_H
#define TIES_MATRICES_H

#include "by.h"
#include "mix.h"
#include "names.h"
#include "tool.h"

struct matrices {
	struct table *t;
	bool directed, square;
	const char *ego, *alter;        /* attributes, or NULL */
	bool same;                      /* they are one, and so are rows and columns */
	struct names rows, cols;        /* groups of ego, of alter; cols is rows if `same` */
	struct by by;                   /* a matrix each */
	bool counts;                    /* the ties are whole numbers */
	/* entry k is in row k / per of the table */
	uint64_t n, per;
	uint32_t *g, *h;
	double *ties;
	int *col;                       /* `per` of them: where the ties stand */
	int ni, nj;                     /* columns of sizes, -1 if there are none */
	const double *size_i, *size_j;
};

/* Read the run's table.  E_USAGE: no columns for groups; E_DATA: cells that are missing or no numbers of ties. */
int matrices_read(struct run *, struct table *, struct matrices *, struct err *);

/* The contacts of matrix `which`, as mix.h has them, and the sizes of its groups, NAN where they are not known.  E_DATA: a
 * pair stands there twice, an undirected matrix is not symmetric, a size is not the same everywhere. */
int matrices_fill(const struct matrices *, uint32_t which, struct mix *, double *rows, double *cols, struct err *);

#endif
