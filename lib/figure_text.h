/* figure_text.h - words in a figure: how wide they are, where they break, and how
 * they are written so that nothing in them is taken for a command. */
#ifndef TIES_FIGURE_TEXT_H
#define TIES_FIGURE_TEXT_H

#include "base.h"

/* Width in points of text set in Liberation Sans at `size` points (that of Arial and
 * Helvetica too); kerning is left out, scripts that the font lacks are estimated. */
double text_width(const char *, double size, bool bold);

/* The text as it can be shown: valid UTF-8, one line, no control characters, no blanks
 * at its ends, two in a row made one. */
const char *text_clean(struct arena *, struct cell);

/* Break at blanks into at most `most` lines (no more than TEXT_LINES) not wider than
 * `width` points; what does not fit ends in an ellipsis.  Returns the number of lines. */
enum { TEXT_LINES = 4 };
int text_wrap(struct arena *, const char *, double size, bool bold, double width, int most,
              const char *line[TEXT_LINES]);

/* The same text for gnuplot's enhanced mode, for its plain mode, and for TeX. */
enum text_mode { TEXT_ENHANCED, TEXT_PLAIN, TEXT_TEX };
const char *text_escape(struct arena *, const char *, enum text_mode);

/* Numbers for people: 7 digits at most, thousands parted by commas, a true minus. */
const char *text_number(struct arena *, double);
const char *text_fixed(struct arena *, double, int decimals);
const char *text_count(struct arena *, uint64_t);
/* `digits` significant digits: 0.0123, 1.24, 18.3, 1,240. */
const char *text_rounded(struct arena *, double, int digits);

/* Characters, not bytes: the width in a terminal (scripts of double width are not counted). */
size_t text_length(const char *);

#endif
