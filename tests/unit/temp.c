/* Files that appear whole or not at all. */
#include "check.h"
#include "temp.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <sys/stat.h>

static char folder[] = "temp-XXXXXX";

static char *in_folder(const char *name) { return arena_print(&memory, "%s/%s", folder, name); }

static void put_file(const char *name, const char *text)
{
	FILE *f = fopen(name, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void holds(const char *name, const char *want)
{
	char text[100] = "";
	FILE *f = fopen(name, "r");

	assert_non_null(f);
	text[fread(text, 1, sizeof text - 1, f)] = '\0';
	fclose(f);
	assert_string_equal(text, want);
}

static size_t files(void)
{
	glob_t g;
	int code = glob(in_folder("*"), 0, NULL, &g);
	size_t n = code ? 0 : g.gl_pathc;

	if (!code)
		globfree(&g);
	return n;
}

static void say(struct temp *t, const char *text) { assert_int_equal(write(t->fd, text, strlen(text)), strlen(text)); }

static void a_new_file(void **state)
{
	(void)state;
	struct temp t;
	struct stat st;
	char *name = in_folder("new");

	umask(027);
	assert_ok(temp_open(&t, &memory, name, &why));
	say(&t, "whole");
	assert_int_equal(access(name, F_OK), -1);       /* not before its end */
	assert_ok(temp_keep(&t, &why));
	holds(name, "whole");
	assert_int_equal(stat(name, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	assert_int_equal(files(), 1);
	unlink(name);
	umask(022);
}

static void a_file_that_is_replaced(void **state)
{
	(void)state;
	struct temp t;
	struct stat st;
	char *name = in_folder("old");

	put_file(name, "old");
	chmod(name, 0600);
	assert_ok(temp_open(&t, &memory, name, &why));
	say(&t, "new and longer");
	holds(name, "old");
	assert_ok(temp_keep(&t, &why));
	holds(name, "new and longer");
	assert_int_equal(stat(name, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);      /* what was private stays private */
	assert_ok(temp_open(&t, &memory, name, &why));
	say(&t, "half");
	temp_drop(&t);
	holds(name, "new and longer");
	assert_int_equal(files(), 1);
	unlink(name);
}

static void a_link_is_followed(void **state)
{
	(void)state;
	struct temp t;
	struct stat st;
	char *name = in_folder("real"), *link = in_folder("link");

	put_file(name, "old");
	assert_int_equal(symlink("real", link), 0);
	assert_ok(temp_open(&t, &memory, link, &why));
	say(&t, "half");
	holds(name, "old");                             /* it may be what is being read */
	temp_drop(&t);
	holds(name, "old");
	assert_ok(temp_open(&t, &memory, link, &why));
	say(&t, "new");
	assert_ok(temp_keep(&t, &why));
	holds(name, "new");
	assert_int_equal(lstat(link, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	/* one that leads nowhere yet */
	unlink(name);
	assert_ok(temp_open(&t, &memory, link, &why));
	say(&t, "there");
	assert_ok(temp_keep(&t, &why));
	holds(name, "there");
	assert_int_equal(lstat(link, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(files(), 2);
	unlink(name);
	unlink(link);
}

static void what_is_no_file_is_written_directly(void **state)
{
	(void)state;
	struct temp t;
	char *name = in_folder("pipe"), *link = in_folder("link"), text[10] = "";
	int reader;
	struct stat st;

	assert_ok(temp_open(&t, &memory, "/dev/null", &why));
	assert_null(t.path);
	say(&t, "x");
	assert_ok(temp_keep(&t, &why));
	assert_int_equal(stat("/dev/null", &st), 0);
	assert_true(S_ISCHR(st.st_mode));
	assert_int_equal(mkfifo(name, 0600), 0);
	assert_int_equal(symlink("pipe", link), 0);
	reader = open(name, O_RDONLY | O_NONBLOCK);
	assert_ok(temp_open(&t, &memory, link, &why));
	say(&t, "x");
	temp_drop(&t);
	assert_int_equal(read(reader, text, sizeof text), 1);
	close(reader);
	assert_int_equal(files(), 2);                   /* dropping does not remove it */
	unlink(name);
	unlink(link);
}

/* /dev/stdout is what standard output is, at the place where it is: a file that is appended to too. */
static void standard_output_by_name(void **state)
{
	(void)state;
	struct temp t;
	char *name = in_folder("said");
	int saved = dup(STDOUT_FILENO), fd;

	put_file(name, "before ");
	fd = open(name, O_WRONLY | O_APPEND);
	dup2(fd, STDOUT_FILENO);
	int code = temp_open(&t, &memory, "/dev/stdout", &why);
	if (!code) {
		say(&t, "after");
		code = temp_keep(&t, &why);
	}
	dup2(saved, STDOUT_FILENO);
	close(saved);
	close(fd);
	assert_ok(code);
	holds(name, "before after");
	assert_int_equal(files(), 1);
	unlink(name);
}

static void what_cannot_be_written(void **state)
{
	(void)state;
	struct temp t;

	assert_fails(E_IO, "no-such-folder/x: cannot write", temp_open(&t, &memory, "no-such-folder/x", &why));
	assert_fails(E_IO, "cannot write", temp_open(&t, &memory, folder, &why));
	assert_fails(E_IO, "cannot write", temp_open(&t, &memory, "", &why));
	if (geteuid()) {
		chmod(folder, 0500);
		assert_fails(E_IO, "Permission denied", temp_open(&t, &memory, in_folder("x"), &why));
		chmod(folder, 0700);
	}
	/* the folder disappears meanwhile */
	char *inner = in_folder("inner"), *name = in_folder("inner/x");
	assert_int_equal(mkdir(inner, 0700), 0);
	assert_ok(temp_open(&t, &memory, name, &why));
	unlink(t.path);
	rmdir(inner);
	assert_fails(E_IO, "cannot write", temp_keep(&t, &why));
	assert_int_equal(files(), 0);
}

static void all_are_dropped(void **state)
{
	(void)state;
	struct temp t[70];

	for (int k = 0; k < 70; k++) {
		assert_ok(temp_open(&t[k], &memory, in_folder("many"), &why));
		if (k >= 60)
			temp_drop(&t[k]);
	}
	assert_int_equal(files(), 60);
	temp_drop_all();
	assert_int_equal(files(), 0);
	for (int k = 0; k < 60; k++)
		temp_drop(&t[k]);
	/* what was kept is not dropped */
	assert_ok(temp_open(&t[0], &memory, in_folder("one"), &why));
	assert_ok(temp_keep(&t[0], &why));
	temp_drop_all();
	assert_int_equal(files(), 1);
	unlink(in_folder("one"));
}

static int make(void **state) { (void)state; return mkdtemp(folder) ? 0 : -1; }
static int drop(void **state) { (void)state; return rmdir(folder); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(a_new_file), CHECK(a_file_that_is_replaced), CHECK(a_link_is_followed), CHECK(what_is_no_file_is_written_directly),
		CHECK(standard_output_by_name), CHECK(what_cannot_be_written), CHECK(all_are_dropped),
	};

	return cmocka_run_group_tests_name("temp", tests, make, drop);
}
