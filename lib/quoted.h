/* quoted.h - CSV with quotes (RFC 4180), through libcsv.  libcsv only here. */
#ifndef TIES_QUOTED_H
#define TIES_QUOTED_H

#include "base.h"

/* What quoted text becomes: every cell's bytes, each followed by a NUL. */
struct quoted {
	char *cells;
	uint64_t nrow;
	uint64_t *cell_at;              /* nrow + 1: where row r's cells begin in `cells` */
	uint64_t *raw_at;               /* nrow + 1: where row r begins in the text */
	uint32_t *width;                /* fields of row r */
};

/* Text of `len` bytes that ends in '\n'.  Empty lines are no rows.  E_DATA: a quote that is
 * out of place or never closed; *line then counts the lines of text before that row. */
int quoted_read(struct arena *, const char *text, size_t len, char sep, struct quoted *,
                uint64_t *line, struct err *);

#endif
