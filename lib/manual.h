/* manual.h - the documents that a tool's own description turns into. */
#ifndef TIES_MANUAL_H
#define TIES_MANUAL_H

#include "tool.h"

#define TIES_DATE "November 22, 2026"           /* of the release, on the man pages */

extern const struct opt manual_everywhere[];    /* -h --version --man --complete --examples */

/* `shared` are the options that tool.c adds to the tool's own; both end with { 0 }. */
void manual_help(struct out *, const struct tool *, const struct opt *shared);
void manual_short(struct out *, const struct tool *);
void manual_mdoc(struct out *, const struct tool *, const struct opt *shared);
void manual_complete(struct out *, const struct tool *, const struct opt *shared);
void manual_examples(struct out *, const struct tool *);

/* printf() to an out; at most OUT_ROOM bytes at a time. */
void put(struct out *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
