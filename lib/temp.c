#include "temp.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST = 64 };

static char *volatile being_made[MOST];     /* for the signal handler: only pointers change */

static void remember(char *path)
{
	for (int i = 0; i < MOST; i++)
		if (!being_made[i]) {
			being_made[i] = path;
			return;
		}
}

static void forget(const char *path)
{
	for (int i = 0; i < MOST; i++)
		if (being_made[i] == path)
			being_made[i] = NULL;
}

void temp_drop_all(void)
{
	for (int i = 0; i < MOST; i++)
		if (being_made[i])
			unlink(being_made[i]);
}

int temp_open(struct temp *t, struct arena *a, const char *target, struct err *e)
{
	struct stat st;
	mode_t mask = umask(0);

	umask(mask);
	*t = (struct temp){ .target = target, .fd = -1 };
	/* A rename would put a file in the place of a device, or of a link to one. */
	if (!lstat(target, &st) && !S_ISREG(st.st_mode)) {
		if ((t->fd = open(target, O_WRONLY | O_TRUNC | O_CLOEXEC)) < 0)
			return fail(e, E_IO, "%s: cannot write: %s", target, strerror(errno));
		return OK;
	}
	t->path = arena_print(a, "%s.XXXXXX", target);
	remember(t->path);
	if ((t->fd = mkostemp(t->path, O_CLOEXEC)) < 0) {
		forget(t->path);
		return fail(e, E_IO, "%s: cannot write: %s", target, strerror(errno));
	}
	fchmod(t->fd, 0666 & ~mask);
	return OK;
}

int temp_keep(struct temp *t, struct err *e)
{
	bool bad = t->path && fsync(t->fd) && errno != EINVAL;

	bad |= close(t->fd) != 0;
	t->fd = -1;
	if (t->path && !bad)
		bad = rename(t->path, t->target) != 0;
	if (bad) {
		fail(e, E_IO, "%s: cannot write: %s", t->target, strerror(errno));
		temp_drop(t);
		return e->code;
	}
	forget(t->path);
	return OK;
}

void temp_drop(struct temp *t)
{
	if (t->fd >= 0)
		close(t->fd);
	if (t->path) {
		unlink(t->path);
		forget(t->path);
	}
}
