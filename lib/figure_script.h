/* figure_script.h - a page as a gnuplot script. */
#ifndef TIES_FIGURE_SCRIPT_H
#define TIES_FIGURE_SCRIPT_H

#include "figure_page.h"

/* The whole script: it needs no other file, and every word of the user's is a row of a
 * datablock, where gnuplot executes nothing.  The page has been through page_layout().
 * With TEXT_TEX the words are escaped for LaTeX (format tex), else for all the others. */
struct cell script_write(struct page *, const char *kind, enum text_mode);

/* The same for gnuplot's terminal of characters; words are plain.  79 x 22 in STYLE. */
struct cell screen_write(struct page *, const char *kind, int columns, int rows);

/* --- for both: text that grows --------------------------------------------------- */
struct pen {
	struct arena *arena;
	char *at;
	size_t len, room;
};
void pen_put(struct pen *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* A number of the data: 7 significant digits; NaN as gnuplot wants it. */
void pen_number(struct pen *, double);

/* The line that ends a datablock: no row begins with it. */
const char *pen_end(struct arena *, const char *const *row, int n);

#endif
