/* pipeline.h - commands of the shell, run beside each other.
 *
 * A command is given to bash with pipefail: it fails if any of its programs does (one that died because nobody
 * read its output any more has not failed).  It runs in a process group of its own.
 */
#ifndef TIES_PIPELINE_H
#define TIES_PIPELINE_H

#include "base.h"

#include <sys/types.h>

enum { PIPELINE_MOST = 128 };           /* at a time */

struct pipeline {
	pid_t pid;                      /* 0: it does not run */
	int out, say;                   /* files in memory: standard output and error */
	int status;                     /* as the shell tells it: 128 + n for signal n */
};

/* input: the file that is its standard input.  E_IO: bash is not there, no memory. */
int pipeline_start(struct pipeline *, const char *command, const char *input, struct err *);

/* Until one of n has ended: *which. */
int pipeline_wait(struct pipeline *, int n, int *which, struct err *);

/* What it printed, a NUL behind it. */
int pipeline_output(struct arena *, const struct pipeline *, char **text, size_t *len, struct err *);
int pipeline_messages(struct arena *, const struct pipeline *, char **text, size_t *len, struct err *);

void pipeline_close(struct pipeline *);

/* End all that run: safe in a signal handler. */
void pipeline_stop_all(void);

/* A word of the shell that stands for this text. */
const char *pipeline_quote(struct arena *, const char *text);

#endif
