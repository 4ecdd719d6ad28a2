/* percolation.h - how networks fall apart: every order of removal, every replicate, every network.
 *
 * What a single curve is, and its sources, stands in prune.h.
 */
#ifndef TIES_PERCOLATION_H
#define TIES_PERCOLATION_H

#include "net.h"
#include "prune.h"

/* What is asked for. */
struct percolation_how {
	const char *x;                  /* columns whose order is wanted, "weight,overlap", or NULL */
	const char *orders;             /* of "ascending,descending,random" */
	uint64_t replicates, points;    /* draws of every order; points of a curve after its start */
	bool summary;                   /* mean and band over the replicates, of this level */
	double level;
};

struct percolated {                     /* one order of one network, all its replicates */
	uint32_t part, label;
	bool falling;
	uint32_t replicates, points;
	struct prune_state *state;      /* state[replicate * points + point] */
};

struct percolation {
	struct run *r;
	struct percolation_how how;
	struct net net;
	int nx;
	const char **x_name;
	const double **x;
	unsigned orders;
	uint32_t per_part;              /* curves of a network */
	struct cell *label;             /* of the k-th of them */
	struct percolated *curve;
	uint32_t *ties;                 /* of a network, after what was left out */
	uint64_t loops, missing, repeated;      /* rows: left out, left out, removed one by one */
};

/* Read the run's ties and work out all curves.  E_USAGE, E_DATA. */
int percolation_run(struct run *, const struct percolation_how *, struct percolation *, struct err *);

/* One row a point: of every replicate, or of their mean and band. */
int percolation_write(struct percolation *, struct err *);

#endif
