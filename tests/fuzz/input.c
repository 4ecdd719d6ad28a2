/* Any bytes as a file, plain, gzip or zstd, as far as a table. */
#include "fuzz.h"
#include "table.h"

#include <sys/mman.h>
#include <unistd.h>

struct one { struct arena a; const char *path; };

static int read_file(void *arg)
{
	struct one *one = arg;
	struct err e = { 0 };
	struct table_how how = { 0 };
	struct table t;

	sound(table_read(&one->a, one->path, &how, &t, &e), &e);
	return OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct one one = { 0 };
	struct err e = { 0 };
	char path[64];
	int fd = memfd_create("input", 0);

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	one.path = path;
	guarded(read_file, &one.a, &one, &e);
	close(fd);
	return 0;
}
