/* names.h - people have names, graphs have numbers: an interning dictionary.
 *
 * Ids are opaque bytes: 007 is not 7, a person may be called NA.  Numbers are
 * 0 .. n-1 in order of first appearance.  The bytes must live as long as the
 * dictionary (the text of a table does).  They may be any key: name[] shows it
 * where it was, or in a copy that is aligned to 8.
 */
#ifndef TIES_NAMES_H
#define TIES_NAMES_H

#include "table.h"

#define NO_NAME UINT32_MAX

struct names {
	struct arena *arena;
	uint32_t n, room;
	struct cell *name;
	char *pool;                     /* where the next name's bytes go, and how many fit */
	size_t left, pool_size;
	uint64_t slots;                 /* a power of two: open addressing */
	struct slot *slot;              /* { high half of the hash, number + 1 } */
	uint32_t *direct;               /* small whole numbers: number + 1, without hashing */
	uint64_t ndirect;
};

void     names_open(struct names *, struct arena *);
uint32_t names_id(struct names *, struct cell);             /* interned */
uint32_t names_get(const struct names *, struct cell);      /* NO_NAME if unknown */

/* What an empty cell means: an error, as for the end of a tie; or, with NA, the number NO_NAME;
 * or, with NA, the name NA. */
enum { NAMES_REFUSE = false, NAMES_NONE = true, NAMES_NA };

/* Columns c[0..n-1] of a table, read row by row: id[k][row].  E_DATA with file and line. */
int names_columns(struct names *, const struct table *, int n, const int *c, uint32_t *const *id,
                  int missing, struct err *);

/* The numbers 0 .. n-1 in bytewise order of their names. */
uint32_t *names_sorted(const struct names *, struct arena *);

#endif
