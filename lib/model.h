/* model.h - a network drawn from the model that the command line names.
 *
 * The models and their sources stand in generate.h; here their parameters are checked, and what was
 * drawn gets names and is written.
 */
#ifndef TIES_MODEL_H
#define TIES_MODEL_H

#include "tool.h"

#define MODEL_ANY UINT64_MAX            /* not given */

enum { IDS_INTEGER, IDS_HEX };          /* 1, 2 ...; 16 hexadecimal digits, no two the same */

/* What is asked for.  A parameter of another model is E_USAGE. */
struct model_how {
	uint64_t people, ties;          /* ties: MODEL_ANY is 5 a person */
	double triad, rewire, inside;   /* of holme-kim, watts-strogatz, planted and lfr, in [0, 1]; NAN: not given */
	double tail;                    /* of lfr, above 2; NAN: not given */
	uint64_t size, groups;          /* of a cave; of people; 0: not given */
	const char *weights;            /* the exponent of their tail, "" for 1.5; NULL: no weights */
	int ids;
	bool shuffle;                   /* numbers, rows and ends in random order */
	const char *nodes_out;          /* a file for all people and their groups, or NULL */
};

/* Draw from the model that is the run's operand, with the run's seed, and write the ties.  E_USAGE: no
 * such model, a parameter out of its range, a network that cannot be. */
int model_run(struct run *, const struct model_how *, struct err *);

#endif
