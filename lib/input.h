/* input.h - the bytes of a file, as cheaply as the system gives them. */
#ifndef TIES_INPUT_H
#define TIES_INPUT_H

#include "base.h"

/* The content of FILE ("-" or NULL: standard input).  Regular files are mapped, pipes are
 * read, gzip and zstd (told by their first bytes) are unpacked.  text[len] is '\n' and
 * writable memory of this process: nothing that is written there reaches the file.
 * E_NOINPUT: cannot be opened.  E_DATA: a compressed stream is cut short or damaged. */
int input_read(struct arena *, const char *file, char **text, size_t *len, struct err *);

/* Text is no binary file and not UTF-16: E_DATA with the line, if its first has number `line`. */
int input_check_text(const char *name, const char *text, size_t len, uint64_t line, struct err *);

/* Does it come from another program, which may be killed half way? */
bool input_is_pipe(const char *file);

/* The name that messages use: the file, or "standard input". */
const char *input_name(const char *file);

#endif
