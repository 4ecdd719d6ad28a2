/* plot.h - gnuplot behind a pipe: a script goes in, the bytes of a picture come out.
 *
 * gnuplot exits with 0 after an empty picture, after a full disk, and where there
 * is no font at all.  So nothing it says is believed: the picture is taken from its
 * standard output into memory, its first and last bytes are looked at, the dates of
 * a PDF are overwritten (the same script then gives the same bytes), and only then
 * is it written beside the target, synchronised and renamed.
 */
#ifndef TIES_PLOT_H
#define TIES_PLOT_H

#include "base.h"

enum plot_format { PLOT_PNG, PLOT_SVG, PLOT_PDF, PLOT_TEX, PLOT_TEXT, PLOT_SIXEL };

extern const char *const plot_format_name[];            /* what a script calls them: "png" ... */

/* The font of every figure; a figure is measured with its widths. */
#define PLOT_FONT "Liberation Sans"

/* The format that a file's name ends with: .png .svg .pdf .tex; others are E_USAGE. */
int plot_format_of(const char *file, enum plot_format *, struct err *);

/* Is the font there?  *instead is NULL if so, else the name of the font that fontconfig
 * would take in its place.  No font at all is E_IO. */
int plot_font(struct arena *, const char **instead, struct err *);

/* Characters that no font of this machine has would be drawn as frames as large as the picture: each becomes a small one.
 * Returns how many of them there are in the script, which is valid UTF-8. */
uint64_t plot_letters(struct arena *, struct cell *script);

/* Run gnuplot over `script`, after a line that sets fmt to the format and out to "".
 * The picture is left in *bytes.  Errors: E_IO (no gnuplot; a picture cut short),
 * E_BUG (gnuplot refuses the script; its sentence is passed on). */
int plot_render(struct arena *, struct cell script, enum plot_format, struct cell *bytes, struct err *);

/* The same to a file that is replaced in one step, or not at all.  A .tex has its
 * lines and areas in NAME-lines.pdf beside it. */
int plot_file(struct arena *, struct cell script, const char *file, struct err *);

/* Overwrite the digits of /CreationDate and /ModDate; the length stays. */
void plot_still(char *pdf, size_t len);

/* Is this a whole picture of that format? */
bool plot_whole(enum plot_format, struct cell bytes);

#endif
