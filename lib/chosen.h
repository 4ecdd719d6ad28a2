/* chosen.h - some of the people, named on the command line. */
#ifndef TIES_CHOSEN_H
#define TIES_CHOSEN_H

#include "net.h"

/* "ann,bob", or "@FILE" with one name a line: (*chosen)[person] of the net.  E_USAGE: a name that the
 * network does not have, said to stand in `option`; E_NOINPUT: no such file. */
int chosen_read(const struct net *, const char *option, const char *list, bool **chosen, struct err *);

/* The same for one name, commas and all. */
int chosen_one(const struct net *, const char *option, const char *name, bool **chosen, struct err *);

/* The chosen people of a part, in its order; returns how many. */
uint32_t chosen_of_part(const struct net *, const struct part *, const bool *chosen, uint32_t **person);

#endif
