#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

/* The text grows by doubling, each time in a fresh mapping of the arena. */
struct sink { struct arena *arena; char *text; size_t len, cap; };

static char *sink_room(struct sink *s, size_t need)
{
	enum { FIRST = 1 << 16 };

	if (s->cap - s->len < need + 1) {
		size_t cap = s->cap ? 2 * s->cap : FIRST;
		while (cap - s->len < need + 1)
			cap *= 2;
		s->text = arena_grow(s->arena, s->text, s->len, cap, 1);
		s->cap = cap;
	}
	return s->text + s->len;
}

const char *input_name(const char *file)
{
	return !file || !strcmp(file, "-") ? "standard input" : file;
}

bool input_is_pipe(const char *file)
{
	struct stat st;

	return (!file || !strcmp(file, "-")) && !fstat(STDIN_FILENO, &st) && (S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode));
}

static int read_all(int fd, const char *name, struct sink *s, struct err *e)
{
	for (;;) {
		char *to = sink_room(s, 1 << 18);
		ssize_t n = read(fd, to, s->cap - s->len - 1);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail(e, errno == EISDIR ? E_NOINPUT : E_IO, "%s: cannot read: %s", name, strerror(errno));
		if (n == 0)
			return OK;
		s->len += (size_t)n;
	}
}

/* Map a regular file; false if it has to be read instead (no byte left in the last
 * page for the final '\n', or the system refuses). */
static bool map_file(int fd, size_t size, char **text)
{
	long page = sysconf(_SC_PAGESIZE);
	char *p;

	if (size < 1 << 16 || size % (size_t)page == 0)
		return false;
	p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
	if (p == MAP_FAILED)
		return false;
	madvise(p, size, MADV_SEQUENTIAL);
	*text = p;                              /* until the process ends */
	return true;
}

static bool all_zero(const Bytef *p, size_t len)
{
	while (len && !*p)
		p++, len--;
	return !len;
}

static int unpack_gzip(const char *name, const char *in, size_t len, struct sink *s, struct err *e)
{
	static z_stream z;                      /* static: in reach even if the arena jumps */
	int code = Z_OK;

	z = (z_stream){ 0 };
	if (inflateInit2(&z, 15 + 32) != Z_OK)
		return fail(e, E_MEMORY, "out of memory to unpack %s", name);
	z.next_in = (Bytef *)(uintptr_t)in;
	while (len || z.avail_in) {
		if (!z.avail_in) {
			z.avail_in = len > UINT_MAX / 2 ? UINT_MAX / 2 : (uInt)len;
			len -= z.avail_in;
		}
		z.next_out = (Bytef *)sink_room(s, 1 << 18);
		z.avail_out = 1 << 18;
		code = inflate(&z, Z_NO_FLUSH);
		s->len += (1 << 18) - z.avail_out;
		if (code == Z_STREAM_END) {             /* gzip files may be joined end to end */
			if (all_zero(z.next_in, z.avail_in + len))      /* a tape's last block */
				break;
			if (inflateReset(&z) != Z_OK)
				break;
			continue;
		}
		if (code != Z_OK && code != Z_BUF_ERROR)
			break;
	}
	inflateEnd(&z);
	if (code == Z_STREAM_END)
		return OK;
	return fail(e, E_DATA, "%s: the gzip data are %s: was the file copied completely?", name,
	            code == Z_OK || code == Z_BUF_ERROR ? "cut short" : "damaged");
}

static int unpack_zstd(const char *name, const char *in, size_t len, struct sink *s, struct err *e)
{
	static ZSTD_DStream *z;                 /* static: in reach even if the arena jumps */
	ZSTD_inBuffer from = { in, len, 0 };
	size_t left = 1;

	if (!(z = ZSTD_createDStream()))
		return fail(e, E_MEMORY, "out of memory to unpack %s", name);
	while (from.pos < from.size && !ZSTD_isError(left)) {
		ZSTD_outBuffer to = { sink_room(s, 1 << 18), 1 << 18, 0 };
		do {
			to.dst = sink_room(s, 1 << 18);
			to.pos = 0;
			left = ZSTD_decompressStream(z, &to, &from);
			s->len += to.pos;
		} while (!ZSTD_isError(left) && left && to.pos == to.size);
	}
	ZSTD_freeDStream(z);
	if (left == 0)
		return OK;
	return fail(e, E_DATA, "%s: the zstd data are %s: was the file copied completely?", name,
	            ZSTD_isError(left) ? "damaged" : "cut short");
}

static int unpack(struct arena *a, const char *name, char **text, size_t *len, struct err *e)
{
	struct sink s = { .arena = a };
	const unsigned char *p = (const unsigned char *)*text;

	if (*len >= 2 && p[0] == 0x1F && p[1] == 0x8B)
		TRY(unpack_gzip(name, *text, *len, &s, e));
	else if (*len >= 4 && p[0] == 0x28 && p[1] == 0xB5 && p[2] == 0x2F && p[3] == 0xFD)
		TRY(unpack_zstd(name, *text, *len, &s, e));
	else
		return OK;
	sink_room(&s, 0);
	*text = s.text;
	*len = s.len;
	return OK;
}

int input_read(struct arena *a, const char *file, char **text, size_t *len, struct err *e)
{
	const char *name = input_name(file);
	bool standard = !file || !strcmp(file, "-");
	struct sink s = { .arena = a };
	int fd = standard ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC), code = OK;
	struct stat st;

	if (fd < 0)
		return fail(e, E_NOINPUT, "%s: %s", file, strerror(errno));
	if (!fstat(fd, &st) && S_ISREG(st.st_mode) && st.st_size > 0 &&
	    lseek(fd, 0, SEEK_CUR) == 0 && map_file(fd, (size_t)st.st_size, text)) {
		*len = (size_t)st.st_size;
	} else {
		code = read_all(fd, name, &s, e);
		*text = s.text;
		*len = s.len;
	}
	if (!standard)
		close(fd);
	TRY(code);
	TRY(unpack(a, name, text, len, e));
	(*text)[*len] = '\n';
	return OK;
}

int input_check_text(const char *name, const char *text, size_t len, uint64_t line, struct err *e)
{
	const char *zero = memchr(text, '\0', len);

	if (len >= 2 && (!memcmp(text, "\xFF\xFE", 2) || !memcmp(text, "\xFE\xFF", 2)))
		return fail(e, E_DATA, "%s: the text is UTF-16: save it as UTF-8, or use iconv -f UTF-16 -t UTF-8", name);
	if (!zero)
		return OK;
	for (; text < zero; text++)
		line += *text == '\n';
	return fail(e, E_DATA, "%s:%llu: a NUL byte: this is a binary file, not text, or UTF-16 without its mark",
	            name, (unsigned long long)line);
}
