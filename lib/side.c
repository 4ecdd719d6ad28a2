#include "side.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

int side_write(struct run *run, struct table *t, const char *file, struct err *e)
{
	struct out side, *out = run->out;
	int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666), code;
	struct mark scratch = arena_mark(run->arena);

	if (fd < 0)
		return fail(e, E_IO, "%s: %s", file, strerror(errno));
	out_open(&side, run->arena, fd);
	run->out = &side;
	code = run_write(run, t, e);
	run->out = out;
	if (!code)
		code = out_end(&side, e);
	if (close(fd) && !code)
		code = fail(e, E_IO, "%s: %s", file, strerror(errno));
	if (code)
		unlink(file);
	arena_release(run->arena, scratch);
	return code;
}
