/* dyads.h - relations among people as matrices, and predictors of a tie by name.
 *
 * A relation is a value for every pair of people: the rows of one value of the column layer;
 * of a single table without layers the numbers of one column; the rows of one file.  A pair without a row is 0.
 *
 * A matrix holds v[i * stride + j] for the pair from i to j; stride is n rounded up, and what lies beyond n is 0, as
 * is the diagonal.  NAN: not known.  People are numbered in bytewise order of their names, so that nothing depends
 * on the order of rows.  In an undirected network matrices are symmetric.
 *
 * Terms, as a user types them (R a relation, by default the one to be explained; A a column of --nodes; A=V is
 * 1 for those whose A is V and 0 for the others):
 *
 *     R, tie:R            its value
 *     same:A              1 if both have the same value of A, else 0
 *     absdiff:A           |A_i - A_j|
 *     sum:A  product:A    A_i + A_j, A_i A_j
 *     sender:A            A_i            directed networks only
 *     receiver:A          A_j            directed networks only
 *     reciprocity[:R]     R_ji           directed networks only
 *     common[:R]          third people h whom R ties to both, in whatever direction
 *     jump:A[:R]          third people h in i's group and not in j's, A_i = A_h != A_j, with i -> h -> j in R;
 *                         undirected: tied to both and in the group of one of them, where A_i != A_j
 *
 * jump is the dyad's share of RSiena's jumpXTransTrip: Ripley, Snijders, Boda, Voros & Preciado, Manual
 * for RSiena, section on effects.  For common and jump a tie is what is neither 0 nor unknown.
 */
#ifndef TIES_DYADS_H
#define TIES_DYADS_H

#include "net.h"

struct relations_how {
	const char *layer;              /* the column that names relations; NULL: "layer", if it is there */
	const char *weight;             /* the column that is the value of a tie; NULL: 1 */
	int na;                         /* people without an attribute: NA_DROP (not known), NA_CATEGORY (same:, jump: a group
	                                   of their own), NA_FAIL */
};

/* What was read: one table, or several files of which each is a relation (or has layers). */
struct relations {
	struct run *run;
	struct relations_how how;
	int n;                          /* files */
	struct net *net;
	const char **stem;              /* of a file: "advice" for "data/advice.tsv.gz"; standard input is "tie" */
	uint32_t **layer;               /* of a file's rows: number in `layers`; NULL if it has no such column */
	struct names layers;
	const double **value;           /* of a file's rows, NAN where not known; NULL: 1 */
	bool directed;
	uint32_t parts;                 /* of --by; more than one file go with one part */
	uint64_t loops, repeated;       /* rows of the relations that were made */
	bool summed;                    /* values of repeated rows were */
	uint64_t *missing;              /* by column of --nodes: people without the attribute */
};

/* The operands of the run, or standard input; --nodes, --by.  E_USAGE: several files with --by. */
int relations_open(struct run *, const struct relations_how *, struct relations *, struct err *);

/* The names of all relations in the order they stand in: layers, then files without layers. */
const char **relations_list(const struct relations *, int *n);

/* Say on standard error what was merged, left out and missing, when all is made. */
void relations_tell(const struct relations *);

/* One network. */
struct dyads {
	struct relations *from;
	uint32_t part, n, stride;
	struct cell *name;              /* of person i */
	uint32_t **at;                  /* of a file: person of its part -> i */
	uint64_t *node;                 /* row of --nodes + 1, or 0 */
	bool *counted;                  /* by column of --nodes: its missing were */
	const char *kept;               /* the relation that terms like common were last made of */
	const double *matrix;
};

void dyads_open(struct relations *, uint32_t part, struct dyads *);

/* The matrix of a term; y is the relation that reciprocity, common and jump mean.  E_USAGE: no such relation,
 * column or kind of term, or one that needs a direction; E_DATA: an attribute that is no number. */
int dyads_term(struct dyads *, const char *term, const char *y, double **matrix, struct err *);

#endif
