/* Any bytes as a network in any format: what comes out is a sound table, and its own import. */
#include "fuzz.h"
#include "intake.h"

#include <sys/mman.h>
#include <unistd.h>

struct one { struct arena a; const uint8_t *data; size_t size; };

static const struct tool tool = { .name = "import" };

/* A file that only this process sees; the caller closes it. */
static int file_of(const void *bytes, size_t size, char path[64])
{
	int fd = memfd_create("import", 0);

	if (fd < 0 || write(fd, bytes, size) != (ssize_t)size)
		abort();
	snprintf(path, 64, "/proc/self/fd/%d", fd);
	return fd;
}

static int import(struct arena *a, const struct intake_how *how, const void *bytes, size_t size,
                  struct intake *t, struct err *e)
{
	static struct run run;
	char path[64];
	int fd = file_of(bytes, size, path), code;

	run = (struct run){ .tool = &tool, .arena = a, .file = path };
	code = intake_read(&run, how, t, e);
	close(fd);
	sound(code, e);
	if (!code)
		sound(code = intake_merge(t, e), e);
	return code;
}

static struct intake_how how_of(uint8_t b)
{
	return (struct intake_how){
		.format = b & 64 ? b % 6 : -1, .fold = -1, .rejects = b & 8, .undirected = b & 16,
		.directed = (b & 48) == 32, .loops = LOOPS_DROP, .dupes = DUPES_SUM
	};
}

static bool written(struct intake *t, struct out *o)
{
	struct err e = { 0 };

	t->ties.out_sep = '\t';
	t->ties.crlf = false;
	out_open(o, t->ties.arena, -1);
	return !table_write(&t->ties, o, false, &e) && !o->broken;
}

/* What import wrote, imported. */
static bool again(struct arena *a, const struct out *from, struct out *to)
{
	static const struct intake_how how = {
		.format = FORMAT_TABLE, .sep = '\t', .fold = -1, .loops = LOOPS_DROP, .dupes = DUPES_SUM
	};
	struct intake t;
	struct err e = { 0 };

	if (import(a, &how, from->buf, from->used, &t, &e)) {
		fprintf(stderr, "%s\n%.*s\n", e.text, (int)from->used, from->buf);
		abort();
	}
	return written(&t, to);
}

static int read_again(void *arg)
{
	struct one *one = arg;
	struct intake_how how = how_of(one->data[0]);
	struct intake t;
	struct out first, second, third;
	struct table nodes;
	struct err e = { 0 };

	if (import(&one->a, &how, one->data + 1, one->size - 1, &t, &e))
		return OK;
	sound(intake_nodes(&t, &nodes, &e), &e);
	/* A table sheds blanks around its cells, and quotes, which other formats keep; and a person
	 * whose name is # may look like a comment. */
	if (!written(&t, &first) || memchr(first.buf, '"', first.used) || memmem(first.buf, first.used, "\n#", 2) || !again(&one->a, &first, &second) || !again(&one->a, &second, &third))
		return OK;
	if (second.used != third.used || memcmp(second.buf, third.buf, second.used)) {
		fprintf(stderr, "%.*s\nand\n%.*s\n", (int)second.used, second.buf, (int)third.used, third.buf);
		abort();
	}
	return OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct one one = { .data = data, .size = size };
	struct err e = { 0 };

	if (size > 1 && size < 1 << 16)
		guarded(read_again, &one.a, &one, &e);
	return 0;
}
