/* The bytes of files: plain, packed, piped, cut short, damaged. */
#include "check.h"
#include "input.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <zlib.h>
#include <zstd.h>

static char name[] = "input-XXXXXX";

static void put_file(const void *bytes, size_t len)
{
	int fd = open(name, O_WRONLY | O_TRUNC | O_CREAT, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, len), len);
	close(fd);
}

static int read_file(char **text, size_t *len)
{
	why = (struct err){ 0 };
	return input_read(&memory, name, text, len, &why);
}

static void holds(const char *want, size_t len)
{
	char *text;
	size_t got;

	assert_ok(read_file(&text, &got));
	assert_int_equal(got, len);
	assert_memory_equal(text, want, len);
	assert_int_equal(text[len], '\n');
	memset(text, 'z', len);                 /* it is ours */
}

static char *some_text(size_t len, bool random)
{
	char *text = NEW(&memory, len + 1, char);

	for (size_t k = 0; k < len; k++)
		text[k] = random ? (char)(' ' + any(90)) : "ab\t17\n"[k % 6];
	return text;
}

static char *gzip(const char *text, size_t len, size_t *packed)
{
	z_stream z = { 0 };
	size_t room = len + len / 100 + 1000;
	char *to = NEW(&memory, room, char);

	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
	z.next_in = (Bytef *)(uintptr_t)text;
	z.avail_in = (uInt)len;
	z.next_out = (Bytef *)to;
	z.avail_out = (uInt)room;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	*packed = z.total_out;
	deflateEnd(&z);
	return to;
}

static char *zstd(const char *text, size_t len, size_t *packed)
{
	size_t room = ZSTD_compressBound(len);
	char *to = NEW(&memory, room, char);
	ZSTD_CCtx *z = ZSTD_createCCtx();

	ZSTD_CCtx_setParameter(z, ZSTD_c_checksumFlag, 1);      /* as zstd(1) does */
	*packed = ZSTD_compress2(z, to, room, text, len);
	ZSTD_freeCCtx(z);
	assert_false(ZSTD_isError(*packed));
	return to;
}

/* --- plain files ----------------------------------------------------------------------- */

static void plain_files(void **state)
{
	(void)state;
	static const size_t size[] = { 0, 1, 2, 3, 4095, 4096, 4097, 65535, 65536, 65537, 69631, 69632, 69633, 262143, 262144,
	                               524287, 524288, 1048575, 1048576, 3000000 };

	for (size_t k = 0; k < sizeof size / sizeof *size; k++) {
		char *text = some_text(size[k], true), *copy;
		size_t len;
		put_file(text, size[k]);
		holds(text, size[k]);
		/* and the file is still what it was */
		assert_ok(read_file(&copy, &len));
		assert_memory_equal(copy, text, size[k]);
		arena_free(&memory);
	}
}

static void no_files(void **state)
{
	(void)state;
	char *text;
	size_t len;

	assert_fails(E_NOINPUT, "no-such-file: No such file", input_read(&memory, "no-such-file", &text, &len, &why));
	assert_fails(E_NOINPUT, "irectory", input_read(&memory, "/", &text, &len, &why));
	assert_fails(E_NOINPUT, "irectory", input_read(&memory, ".", &text, &len, &why));
	assert_ok(input_read(&memory, "/dev/null", &text, &len, &why));
	assert_int_equal(len, 0);
	assert_int_equal(text[0], '\n');
	put_file("x", 1);
	chmod(name, 0);
	if (geteuid())
		assert_fails(E_NOINPUT, "Permission denied", read_file(&text, &len));
	chmod(name, 0600);
}

static void names_for_messages(void **state)
{
	(void)state;
	assert_string_equal(input_name(NULL), "standard input");
	assert_string_equal(input_name("-"), "standard input");
	assert_string_equal(input_name("calls.csv"), "calls.csv");
}

/* --- standard input ------------------------------------------------------------------------ */

/* What another process writes arrives on standard input, in pieces of `step` bytes. */
static void pipe_holds(const char *want, size_t len, const char *sent, size_t sent_len, size_t step)
{
	int fd[2], saved = dup(STDIN_FILENO);
	pid_t child;
	char *text;
	size_t got;

	assert_int_equal(pipe(fd), 0);
	if (!(child = fork())) {
		for (size_t at = 0; at < sent_len; at += step)
			if (write(fd[1], sent + at, sent_len - at < step ? sent_len - at : step) < 0)
				_exit(1);
		_exit(0);
	}
	close(fd[1]);
	dup2(fd[0], STDIN_FILENO);
	close(fd[0]);
	assert_true(input_is_pipe("-") && input_is_pipe(NULL) && !input_is_pipe(name));
	assert_ok(input_read(&memory, NULL, &text, &got, &why));
	assert_int_equal(got, len);
	assert_memory_equal(text, want, len);
	assert_int_equal(text[len], '\n');
	dup2(saved, STDIN_FILENO);
	close(saved);
	waitpid(child, NULL, 0);
}

static void pipes(void **state)
{
	(void)state;
	size_t packed;
	char *text = some_text(3500001, true), *small;

	pipe_holds(text, 3500001, text, 3500001, 60000);
	pipe_holds(text, 5000, text, 5000, 1);
	pipe_holds(text, 0, text, 0, 1);
	small = gzip(text, 1500000, &packed);
	pipe_holds(text, 1500000, small, packed, 4099);
	small = zstd(text, 1500000, &packed);
	pipe_holds(text, 1500000, small, packed, 4099);
}

static void a_file_on_standard_input(void **state)
{
	(void)state;
	char *text = some_text(100001, true), *got;
	size_t len;
	int saved = dup(STDIN_FILENO), fd;

	put_file(text, 100001);
	fd = open(name, O_RDONLY);
	dup2(fd, STDIN_FILENO);
	assert_false(input_is_pipe(NULL));
	assert_ok(input_read(&memory, "-", &got, &len, &why));
	assert_true(len == 100001 && !memcmp(got, text, len));
	/* half of it has been read by someone else: the rest is the input */
	lseek(fd, 40000, SEEK_SET);
	assert_ok(input_read(&memory, "-", &got, &len, &why));
	assert_true(len == 60001 && !memcmp(got, text + 40000, len));
	dup2(saved, STDIN_FILENO);
	close(saved);
	close(fd);
}

/* --- packed ------------------------------------------------------------------------------------ */

/* Sizes around the step of unpacking, 2^18. */
static const size_t packed_size[] = { 0, 1, 100, 65536, 262143, 262144, 262145, 524287, 524288, 524289, 786432, 1048576, 3000000 };
enum { SIZES = sizeof packed_size / sizeof *packed_size };

typedef char *packer(const char *, size_t, size_t *);

static void packs(packer *pack)
{
	for (size_t k = 0; k < SIZES; k++)
		for (int random = 0; random < 2; random++) {
			size_t len = packed_size[k], packed;
			char *text = some_text(len, random), *small = pack(text, len, &packed);
			put_file(small, packed);
			holds(text, len);
			arena_free(&memory);
		}
}

static void joined(packer *pack)
{
	size_t packed, used = 0;
	char *text = some_text(900000, true), *all = NEW(&memory, 3000000, char);

	for (size_t at = 0; at < 900000; at += 300000) {
		char *small = pack(text + at, 300000, &packed);
		memcpy(all + used, small, packed);
		used += packed;
	}
	put_file(all, used);
	holds(text, 900000);
}

static void cut_or_damaged(packer *pack)
{
	size_t packed, len;
	char *text = some_text(400000, true), *small = pack(text, 400000, &packed), *got;

	for (size_t cut = 5; cut < packed; cut += packed / 57 + 1) {
		put_file(small, cut);
		assert_fails(E_DATA, "cut short", read_file(&got, &len));
	}
	put_file(small, packed - 1);
	assert_fails(E_DATA, "cut short", read_file(&got, &len));
	/* A damaged byte is found, or it changes nothing (the time in a gzip header). */
	int found = 0;
	for (int turn = 0; turn < 60; turn++) {
		size_t at = turn < 15 ? (size_t)turn + 4 : any((uint32_t)packed);
		char old = small[at];
		small[at] = (char)(old ^ (1 << any(8)));
		put_file(small, packed);
		if (read_file(&got, &len)) {
			assert_int_equal(why.code, E_DATA);
			found++;
		} else {
			assert_true(len == 400000 && !memcmp(got, text, len));
		}
		small[at] = old;
		got = NULL;
	}
	assert_true(found > 20);
}

static void gzip_unpacks(void **state) { (void)state; packs(gzip); joined(gzip); }
static void zstd_unpacks(void **state) { (void)state; packs(zstd); joined(zstd); }
static void gzip_that_is_wrong(void **state) { (void)state; cut_or_damaged(gzip); }

static void zstd_that_is_wrong(void **state) { (void)state; cut_or_damaged(zstd); }

static void marks_alone(void **state)
{
	(void)state;
	char *text;
	size_t len;

	put_file("\x1F\x8B", 2);
	assert_fails(E_DATA, "cut short", read_file(&text, &len));
	put_file("\x28\xB5\x2F\xFD", 4);
	assert_fails(E_DATA, "cut short", read_file(&text, &len));
	put_file("\x28\xB5\x2F", 3);
	holds("\x28\xB5\x2F", 3);
	put_file("\x1F", 1);
	holds("\x1F", 1);
}

/* Zeros behind the last member, as a tape leaves them, are no data; other bytes are. */
static void something_behind_gzip(void **state)
{
	(void)state;
	size_t packed, len;
	char *small = gzip("i\tj\n", 4, &packed), *all = NEW(&memory, packed + 1000, char), *text;

	memcpy(all, small, packed);
	put_file(all, packed + 512);
	holds("i\tj\n", 4);
	memcpy(all + packed, "rubbish", 7);
	put_file(all, packed + 7);
	assert_fails(E_DATA, "damaged", read_file(&text, &len));
}

static int make(void **state) { (void)state; int fd = mkstemp(name); return fd < 0 ? -1 : close(fd); }
static int drop(void **state) { (void)state; return unlink(name); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(plain_files), CHECK(no_files), CHECK(names_for_messages), CHECK(pipes), CHECK(a_file_on_standard_input),
		CHECK(gzip_unpacks), CHECK(zstd_unpacks), CHECK(gzip_that_is_wrong), CHECK(zstd_that_is_wrong),
		CHECK(marks_alone), CHECK(something_behind_gzip),
	};

	return cmocka_run_group_tests_name("input", tests, make, drop);
}
