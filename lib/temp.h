/* temp.h - files that appear whole or not at all. */
#ifndef TIES_TEMP_H
#define TIES_TEMP_H

#include "base.h"

/* A file being made beside its target, which keeps its permissions if it is there, and
 * is where a link leads.  What is no regular file (a device, a pipe) is written directly. */
struct temp {
	const char *target;
	char *path;                     /* NULL: written directly */
	int fd;
};

int  temp_open(struct temp *, struct arena *, const char *target, struct err *);   /* E_IO */
int  temp_keep(struct temp *, struct err *);            /* flush to disk, close, rename */
void temp_drop(struct temp *);                          /* close and remove */

/* A folder that nobody else may look into, under $TMPDIR, and the name of a file in it, still to be made.  Both
 * stay until temp_drop_all(): at the end of a program, however it ends. */
int temp_folder(struct arena *, const char *name, const char **path, struct err *);         /* E_IO */
const char *temp_inside(struct arena *, const char *folder, const char *name);

/* Remove what is being made: safe in a signal handler. */
void temp_drop_all(void);

#endif
