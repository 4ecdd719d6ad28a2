/* mask - tokens against an independent BLAKE2b, key files that must be refused. */
#include "check.h"
#include "mask.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>

static char folder[256], file[300];

/* A key file of the bytes 0, 1, 2, ... */
static void write_bytes(size_t n, mode_t mode)
{
	int fd;

	unlink(file);
	fd = open(file, O_CREAT | O_WRONLY | O_TRUNC, 0600);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(write(fd, &(unsigned char){ (unsigned char)i }, 1), 1);
	assert_int_equal(fchmod(fd, mode), 0);
	close(fd);
}

static struct mask *open_bytes(size_t n, const char *study)
{
	struct mask *m;

	write_bytes(n, 0600);
	assert_ok(mask_open(file, study, &m, &why));
	return m;
}

static void expect_token(struct mask *m, const char *space, const char *id, const char *want)
{
	char got[MASK_TOKEN + 1] = "";

	mask_token(m, cell_of(space), cell_of(id), got);
	assert_string_equal(got, want);
}

/* The values were computed with Python's hashlib, which has a BLAKE2b of its own:
 *
 *     F = lambda b: struct.pack('<Q', len(b)) + b
 *     h = hashlib.blake2b(F(b'id') + F(study) + F(space) + F(id), key=key, digest_size=16)
 *     'p' + base64.b32encode(h.digest()).decode().lower().rstrip('=')
 */
static void known_answers(void **state)
{
	struct mask *m = open_bytes(32, "office");

	(void)state;
	expect_token(m, "", "Anna", "pwcjio4ddk6mj56fk42hhg7u3si");
	expect_token(m, "package", "Anna", "pwvx4b6uenw35wwfqijre5sxk4a");
	expect_token(m, "", "", "p4raadmjj3pu5m7bhk7j2nnm5w4");
	expect_token(m, "", "\303\205sa", "pgpnoxgs44r2fo2bc5uwfrohl5a");
	expect_token(m, "", "Anna", "pwcjio4ddk6mj56fk42hhg7u3si");     /* nothing is left of the one before */
	mask_close(m);
}

static void longest_key_that_blake2b_takes(void **state)
{
	struct mask *m = open_bytes(64, "office");

	(void)state;
	expect_token(m, "", "Anna", "p22fss4ucovgsef66sqg2jlynbm");
	expect_token(m, "package", "Anna", "pxe5izqv5ne7gevhg3trjyrb3ma");
	mask_close(m);
}

/* 100 bytes: key = hashlib.blake2b(bytes).digest(), then as above. */
static void longer_key_is_hashed_down(void **state)
{
	struct mask *m = open_bytes(100, "office");

	(void)state;
	expect_token(m, "", "Anna", "pc47jmmjp6gi3o2m36hnzwjmthq");
	mask_close(m);
}

/* F(b'time') + F(study) + F(b'') + F(b''), the first four bytes as a number, and 1. */
static void shift_follows_from_key_and_study(void **state)
{
	struct mask *m = open_bytes(32, "office");

	(void)state;
	assert_true(mask_shift(m) == 1000091604.0);
	assert_true(mask_shift(m) == 1000091604.0);
	mask_close(m);
	m = open_bytes(32, "school");
	assert_true(mask_shift(m) != 1000091604.0);
	mask_close(m);
}

/* Pieces that read the same when put together give different tokens. */
static void no_two_cuts_collide(void **state)
{
	static const char *const cut[][3] = { { "ab", "c", "d" }, { "a", "bc", "d" }, { "a", "b", "cd" }, { "abc", "", "d" },
	                                      { "", "abc", "d" }, { "abcd", "", "" }, { "", "", "abcd" }, { "", "abcd", "" } };
	enum { N = sizeof cut / sizeof *cut };
	char token[N][MASK_TOKEN];

	(void)state;
	for (int i = 0; i < N; i++) {
		struct mask *m = open_bytes(32, cut[i][0]);
		mask_token(m, cell_of(cut[i][1]), cell_of(cut[i][2]), token[i]);
		mask_close(m);
		for (int j = 0; j < i; j++)
			assert_memory_not_equal(token[i], token[j], MASK_TOKEN);
	}
}

static void tokens_are_base32_and_differ(void **state)
{
	enum { N = 2000 };
	static char token[N][MASK_TOKEN];
	struct mask *m = open_bytes(32, "office");

	(void)state;
	for (int i = 0; i < N; i++) {
		char id[16];
		snprintf(id, sizeof id, "%d", i);
		mask_token(m, cell_of(""), cell_of(id), token[i]);
		assert_int_equal(token[i][0], 'p');
		for (int k = 1; k < MASK_TOKEN; k++)
			assert_non_null(memchr("abcdefghijklmnopqrstuvwxyz234567", token[i][k], 32));
		for (int j = 0; j < i; j++)
			assert_memory_not_equal(token[i], token[j], MASK_TOKEN);
	}
	mask_close(m);
}

static void refuse(int code, const char *words)
{
	struct mask *m = (struct mask *)&why;

	assert_fails(code, words, mask_open(file, "office", &m, &why));
	assert_null(m);
}

static void bad_keys_are_refused(void **state)
{
	static const mode_t others[] = { 0640, 0604, 0620, 0602, 0610, 0601, 0644, 0660, 0777 };

	(void)state;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		write_bytes(32, others[i]);
		refuse(E_USAGE, "chmod 600");
	}
	write_bytes(31, 0600);
	refuse(E_USAGE, "at least 32 bytes, this one has 31");
	write_bytes(0, 0600);
	refuse(E_USAGE, "this one has 0");
	write_bytes(MASK_KEY_MOST + 1, 0600);
	refuse(E_USAGE, "1 MB");
	unlink(file);
	refuse(E_NOINPUT, "cannot be opened");
	assert_int_equal(mkdir(file, 0700), 0);
	refuse(E_NOINPUT, "folder");
	rmdir(file);
	write_bytes(32, 0400);
	mask_close(NULL);
}

static void new_key(void **state)
{
	struct mask *m;
	struct stat st;
	unsigned char key[64], again[64];
	int fd;
	mode_t before = umask(0);

	(void)state;
	unlink(file);
	assert_ok(mask_new_key(file, &why));
	umask(before);
	assert_int_equal(stat(file, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	fd = open(file, O_RDONLY);
	assert_int_equal(read(fd, key, sizeof key), 32);
	close(fd);
	assert_ok(mask_open(file, "office", &m, &why));
	mask_close(m);

	assert_int_equal(mask_new_key(file, &why), E_USAGE);      /* never overwritten */
	fd = open(file, O_RDONLY);
	assert_int_equal(read(fd, again, sizeof again), 32);
	close(fd);
	assert_memory_equal(key, again, 32);

	unlink(file);
	assert_ok(mask_new_key(file, &why));
	fd = open(file, O_RDONLY);
	assert_int_equal(read(fd, again, sizeof again), 32);
	close(fd);
	assert_memory_not_equal(key, again, 32);

	unlink(file);                                           /* not through a link either */
	assert_int_equal(symlink("elsewhere", file), 0);
	assert_int_equal(mask_new_key(file, &why), E_USAGE);
	assert_int_equal(mask_new_key("/nonexistent/key", &why), E_IO);
}

static void no_core_dump(void **state)
{
	struct rlimit r;

	(void)state;
	assert_int_equal(getrlimit(RLIMIT_CORE, &r), 0);
	assert_true(r.rlim_cur == 0 && r.rlim_max == 0);
}

/* Every element stays; each of 4 places gets each of 4 elements about as often: 10000 shuffles,
 * expected 2500, standard deviation 43.3; six of those are never reached by chance. */
static void shuffles_are_fair(void **state)
{
	int seen[4][4] = { { 0 } };

	(void)state;
	for (int r = 0; r < 10000; r++) {
		uint32_t v[4] = { 0, 1, 2, 3 };
		int all = 0;
		mask_shuffle(v, 4);
		for (int i = 0; i < 4; i++) {
			seen[i][v[i]]++;
			all |= 1 << v[i];
		}
		assert_int_equal(all, 15);
	}
	for (int i = 0; i < 16; i++)
		assert_in_range(seen[i / 4][i % 4], 2500 - 260, 2500 + 260);
	mask_shuffle(NULL, 0);
}

static void random_shifts_differ(void **state)
{
	double a = mask_random_shift(), b = mask_random_shift(), c = mask_random_shift();

	(void)state;
	assert_true(a >= 1 && a <= 0x1p32 && a == floor(a));
	assert_false(a == b && b == c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(known_answers),
		CHECK(longest_key_that_blake2b_takes),
		CHECK(longer_key_is_hashed_down),
		CHECK(shift_follows_from_key_and_study),
		CHECK(no_two_cuts_collide),
		CHECK(tokens_are_base32_and_differ),
		CHECK(bad_keys_are_refused),
		CHECK(new_key),
		CHECK(no_core_dump),
		CHECK(shuffles_are_fair),
		CHECK(random_shifts_differ),
	};
	int failed;

	snprintf(folder, sizeof folder, "%s/mask.XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
	if (!mkdtemp(folder) || mask_setup(&why))
		return 1;
	snprintf(file, sizeof file, "%s/key", folder);
	failed = cmocka_run_group_tests_name("mask", tests, NULL, NULL);
	unlink(file);
	rmdir(folder);
	return failed;
}
