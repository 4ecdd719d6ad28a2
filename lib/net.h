/* net.h - a table of ties, read as one network or several: where names become numbers. */
#ifndef TIES_NET_H
#define TIES_NET_H

#include "by.h"
#include "graph.h"
#include "names.h"
#include "tool.h"

/* What the two columns of the ends of a tie may be called; the last has no names. */
struct end_names { const char *name[2]; bool directed; };
extern const struct end_names known_ends[];

struct net {
	struct run *run;
	struct table ties;              /* what came in, one tie a row */
	int ci, cj;                     /* the columns of its ends */
	bool directed, inferred;        /* inferred: only the header told */
	struct names people;            /* of all parts together */
	uint32_t *a, *b;                /* the ends of row r */
	const double *weight;           /* of -w, or NULL */
	struct table nodes;             /* of --nodes; nodes.ncol == 0 if there is none */
	int cnode;                      /* its column node (or id) */
	uint32_t *node;                 /* the person of its row r */
	uint32_t *node_part;            /* row r is of the parts whose `nodes` this is; NULL: of all parts */
	uint32_t node_kinds;            /* how many values it has, 1 without it */
	uint32_t nparts;                /* 1 without --by */
	int nby;                        /* columns of --by */
	const char **by;                /* their names */
	struct part *part;
};

/* One network of the table: all of it, or the rows of one value of --by. */
struct part {
	struct cell *label;             /* value of each --by column */
	uint32_t n;                     /* people: those of the ties in order of first appearance, then of --nodes */
	uint32_t *who;                  /* person of the part -> of the net; NULL: the same */
	uint64_t m;                     /* rows */
	uint64_t *row;                  /* row of the part -> of the table; NULL: the same */
	uint32_t *a, *b;                /* ends, as persons of the part */
	double *weight;                 /* or NULL */
	uint32_t nodes;                 /* which rows of --nodes are its people, NO_NAME: none; see net_has_row() */
};

enum {
	NET_NEEDS_DIRECTION = 1,    /* the number depends on it: say so when it was inferred */
	NET_NOT_NEGATIVE = 2,       /* weights below 0 are refused */
	NET_PASSES_ON = 4,          /* rows are passed on, and their weights with them: not a word if none is named */
	NET_PARTLY_BY = 8,          /* --nodes may have some columns of --by only: a row then stands for a person in
	                               all networks that agree with it in these */
	NET_PERSONAL = 32,          /* rows describe who was named: the second end is nobody known here, and b is a */
	NET_LAYERS = 16             /* the tool knows what the column 'layer' is for */
};

/* The columns of the ends of a tie, and whether their names mean direction; E_USAGE (without
 * a message) if there are none. */
int net_ends(const struct table *, int *ci, int *cj, bool *directed);

/* Read the run's ties, its -w, --nodes, --by; say on standard error what was not used. */
int net_open(struct run *, unsigned how, struct net *, struct err *);

/* Does row r of --nodes belong to the part? */
static inline bool net_has_row(const struct net *n, uint64_t r, uint32_t part)
{
	return !n->node_part || n->node_part[r] == n->part[part].nodes;
}

/* Parts put together: the rows of part p go to part to[p] of the new ones, NO_NAME: nowhere.  The new parts come with
 * their labels and `nodes`; the rest is filled in.  Of nets with --by. */
int net_regroup(struct net *, uint32_t parts, struct part *, const uint32_t *to, struct err *);

/* The parts as groups, for what is written of them; of[] is NULL. */
void net_by(const struct net *, struct by *);
/* The other way round, for a net that is no more than its parts. */
void net_from_by(struct net *, const struct by *);

/* Is the column one of --by? */
bool net_has_by(const struct net *, const char *column);

static inline uint32_t part_person(const struct part *p, uint32_t v) { return p->who ? p->who[v] : v; }
static inline uint64_t part_row(const struct part *p, uint64_t k) { return p->row ? p->row[k] : k; }

/* Report loops and repeated ties once: "3 loops and 5 repeated ties do not count"; of one "do" becomes "does". */
void net_report(const struct net *, uint64_t loops, uint64_t repeated, const char *what_was_done);

#endif
