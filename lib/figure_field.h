/* figure_field.h - a panel as words see it: where there is room, and where everything is.
 *
 * The panel is cut into cells of one point.  What is drawn is entered twice: cells that a
 * word must not touch (lines, marks, bars) and cells that it had better not (bands, clouds);
 * sums over rectangles then cost four look-ups.
 */
#ifndef TIES_FIGURE_FIELD_H
#define TIES_FIGURE_FIELD_H

#include "figure_page.h"

#include <string.h>

enum { LONE = 8 };                      /* farther from another series than this is far enough */

struct spot { float x, y, lone; };      /* lone: how far the next series is, at most LONE */
struct spots { const struct layer *of; int n; struct spot *at; };

struct field {
	const struct page *page;
	const struct panel *panel;
	int nx, ny;
	float *hard, *soft;             /* sums over all cells to the lower left */
	struct spots *spots;            /* one a layer: where it is */
	int nspots;
};

void field_survey(struct field *, struct page *, struct panel *);

static inline bool same_colour(const char *a, const char *b)
{
	return a == b || !strcmp(a, b);
}

#endif
