/* people.h - one row a person: what the tools about people write.
 *
 * Without --nodes: the columns of --by, `node`, then the tool's own; people in order of first
 * appearance, network by network.  With --nodes T: T's rows and columns, then the tool's own; where T
 * lacks a column of --by, these come first and T's rows are repeated for each network.
 */
#ifndef TIES_PEOPLE_H
#define TIES_PEOPLE_H

#include "net.h"

#define NO_ROW UINT64_MAX

struct people {
	struct net *net;
	struct table table;
	uint64_t unlisted;      /* people with ties who have no row in --nodes: they are not written */
	uint64_t *first;        /* of a part, in row[] */
	uint64_t *row;          /* of person v of part p: row[first[p] + v], NO_ROW if unlisted; NULL: first[p] + v */
};

int people_open(struct net *, struct people *, struct err *);

static inline uint64_t people_row(const struct people *p, uint32_t part, uint32_t v)
{
	return p->row ? p->row[p->first[part] + v] : p->first[part] + v;
}

/* A new column, to be filled in by row; NA where it is not. */
int people_add(struct people *, const char *name, double **column, struct err *);

/* Write only the rows of the people of the net with chosen[person]. */
void people_choose(struct people *, const bool *chosen);

/* Rows of ties that were not used, for the tools that look at pairs in contact (contacts.h): to be
 * counted over all networks, and reported once. */
struct left_out { uint64_t loops, repeated, zeros; };
void people_left_out(const struct net *, const struct left_out *);

/* Write the table, and say how many people were unlisted. */
int people_write(struct people *, struct err *);

#endif
