#include "temp.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST = 512 };

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
	for (int i = 0; i < MOST; i++)          /* folders are empty now */
		if (being_made[i])
			rmdir(being_made[i]);
}

int temp_folder(struct arena *a, const char *name, const char **path, struct err *e)
{
	const char *where = getenv("TMPDIR");
	char *folder = arena_print(a, "%s/%s.XXXXXX", where && *where ? where : "/tmp", name);

	if (!mkdtemp(folder))
		return fail(e, E_IO, "%s: cannot be made: %s", folder, strerror(errno));
	remember(folder);
	*path = folder;
	return OK;
}

const char *temp_inside(struct arena *a, const char *folder, const char *name)
{
	char *path = arena_print(a, "%s/%s", folder, name);

	remember(path);
	return path;
}

/* Where the bytes go at once: standard output by its name, devices, pipes, and a link that leads
 * nowhere yet.  A rename would put a file in the place of each. */
static bool direct(const char *target, const struct stat *st, bool exists)
{
	struct stat own;

	return !*target || !strcmp(target, "/dev/stdout") || (exists && !S_ISREG(st->st_mode)) ||
	       (!exists && !lstat(target, &own));
}

static int open_direct(const char *target, bool exists)
{
	if (!strcmp(target, "/dev/stdout"))
		return dup(STDOUT_FILENO);      /* opened anew, a file would be written from its start */
	return open(target, exists ? O_WRONLY | O_CLOEXEC : O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
}

int temp_open(struct temp *t, struct arena *a, const char *target, struct err *e)
{
	struct stat st;
	mode_t mask = umask(0);
	bool exists = !stat(target, &st);
	char *real;

	umask(mask);
	*t = (struct temp){ .target = target, .fd = -1 };
	if (direct(target, &st, exists)) {
		if ((t->fd = open_direct(target, exists)) < 0)
			return fail(e, E_IO, "%s: cannot write: %s", target, strerror(errno));
		return OK;
	}
	if (exists && (real = realpath(target, NULL))) {        /* not the link is replaced, but where it leads */
		t->target = arena_copy(a, real, strlen(real));
		free(real);
	}
	t->path = arena_print(a, "%s.XXXXXX", t->target);
	remember(t->path);
	if ((t->fd = mkostemp(t->path, O_CLOEXEC)) < 0) {
		forget(t->path);
		return fail(e, E_IO, "%s: cannot write: %s", target, strerror(errno));
	}
	fchmod(t->fd, exists ? st.st_mode & 0777 : 0666 & ~mask);
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
