#include "plot.h"

#include "temp.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

const char *const plot_format_name[] = { "png", "svg", "pdf", "tex", "text", "sixel" };

int plot_format_of(const char *file, enum plot_format *f, struct err *e)
{
	const char *dot = strrchr(file, '.');

	if (dot && !strchr(dot, '/'))
		for (*f = PLOT_PNG; *f <= PLOT_TEX; (*f)++)
			if (!strcasecmp(dot + 1, plot_format_name[*f]))
				return OK;
	return fail(e, E_USAGE, "'%s': the name of a figure ends in .png, .svg, .pdf or .tex", file);
}

/* --- a program and its three streams ---------------------------------------------- */

/* gnuplot reads its start-up files and these variables; a figure must not depend on them. */
static char **still_environment(struct arena *a)
{
	static const char *const drop[] = { "LC_", "LANG=", "LANGUAGE=", "GNUTERM=", "GNUPLOT_", "GNUFITLOG=",
	                                    "GDFONTPATH=", "FIT_", "PLOT_FORMAT=" };
	size_t n = 0, k = 0;
	char **env;

	while (environ[n])
		n++;
	env = NEW(a, n + 2, char *);
	for (size_t i = 0; i < n; i++) {
		bool keep = true;

		for (size_t d = 0; d < sizeof drop / sizeof *drop; d++)
			keep &= strncmp(environ[i], drop[d], strlen(drop[d])) != 0;
		if (keep)
			env[k++] = environ[i];
	}
	env[k] = arena_copy(a, "LC_ALL=C.UTF-8", 14);
	return env;
}

static int put_all(int fd, const char *at, size_t len)
{
	while (len) {
		ssize_t n = write(fd, at, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return -1;
		at += n;
		len -= (size_t)n;
	}
	return 0;
}

/* Everything a descriptor of a file holds, from its start; NULL is an error. */
static char *whole_file(struct arena *a, int fd, size_t *len)
{
	struct stat st;
	size_t got = 0;
	char *text;

	if (fstat(fd, &st) || lseek(fd, 0, SEEK_SET) < 0)
		return NULL;
	text = NEW(a, (size_t)st.st_size + 1, char);
	while (got < (size_t)st.st_size) {
		ssize_t n = read(fd, text + got, (size_t)st.st_size - got);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		got += (size_t)n;
	}
	*len = got;
	return text;
}

struct job {
	char *const *argv;
	const char *dir;                /* where it runs, or NULL */
	struct cell in;
	char *out, *say;                /* standard output and error */
	size_t nout, nsay;
	int status;
};

static int start_and_wait(struct arena *a, struct job *j, const int fd[3], struct err *e)
{
	posix_spawn_file_actions_t act;
	posix_spawnattr_t attr;
	sigset_t none;
	pid_t pid;
	int bad;

	posix_spawn_file_actions_init(&act);
	posix_spawnattr_init(&attr);
	for (int i = 0; i < 3; i++)
		posix_spawn_file_actions_adddup2(&act, fd[i], i);
	if (j->dir)
		posix_spawn_file_actions_addchdir_np(&act, j->dir);
	sigemptyset(&none);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK);
	bad = posix_spawnp(&pid, j->argv[0], &act, &attr, j->argv, still_environment(a));
	posix_spawn_file_actions_destroy(&act);
	posix_spawnattr_destroy(&attr);
	if (bad)
		return fail(e, E_IO, "%s cannot be started: %s", j->argv[0], strerror(bad));
	while (waitpid(pid, &j->status, 0) < 0)
		if (errno != EINTR)
			return fail(e, E_IO, "%s: %s", j->argv[0], strerror(errno));
	return OK;
}

/* The streams are files in memory, not pipes: nobody waits for anybody. */
static int run(struct arena *a, struct job *j, struct err *e)
{
	int fd[3], code = OK;

	for (int i = 0; i < 3; i++)
		if ((fd[i] = memfd_create("weakties", MFD_CLOEXEC)) < 0) {
			while (i--)
				close(fd[i]);
			return fail(e, E_IO, "a file in memory: %s", strerror(errno));
		}
	if (put_all(fd[0], j->in.at, j->in.len) || lseek(fd[0], 0, SEEK_SET) < 0)
		code = fail(e, E_IO, "a file in memory: %s", strerror(errno));
	if (!code)
		code = start_and_wait(a, j, fd, e);
	if (!code && (!(j->out = whole_file(a, fd[1], &j->nout)) || !(j->say = whole_file(a, fd[2], &j->nsay))))
		code = fail(e, E_IO, "what %s wrote cannot be read: %s", j->argv[0], strerror(errno));
	for (int i = 0; i < 3; i++)
		close(fd[i]);
	return code;
}

/* --- the font ----------------------------------------------------------------------- */

int plot_font(struct arena *a, const char **instead, struct err *e)
{
	char name[] = "fc-match", f[] = "-f", family[] = "%{family[0]}", font[] = PLOT_FONT;
	char *argv[] = { name, f, family, font, NULL };
	struct job j = { .argv = argv, .in = { "", 0 } };

	*instead = NULL;
	if (run(a, &j, e)) {            /* cannot be asked: gnuplot will show */
		e->code = OK;
		return OK;
	}
	while (j.nout && isspace((unsigned char)j.out[j.nout - 1]))
		j.out[--j.nout] = 0;
	if (!j.nout)
		return fail(e, E_IO, "there is no font on this machine, the figure would have no letters: "
		            "install the package fonts-liberation2");
	if (strcmp(j.out, PLOT_FONT))
		*instead = j.out;
	return OK;
}

/* Punctuation, arrows and signs of mathematics are in every font that has letters, as are those of Europe. */
static bool is_common(uint32_t c)
{
	return c < 0x590 || (c >= 0x2000 && c < 0x2300);
}

static bool has_letter(struct arena *a, uint32_t c)
{
	char name[] = "fc-list", family[] = "family", *argv[] = { name, arena_print(a, ":charset=%x", c), family, NULL };
	struct job j = { .argv = argv, .in = { "", 0 } };
	struct err none = { 0 };

	return run(a, &j, &none) || j.nout;     /* cannot be asked: gnuplot will show */
}

uint64_t plot_letters(struct arena *a, struct cell *script)
{
	enum { ASKED = 256 };
	struct { uint32_t c; bool there; } asked[ASKED];
	const char *s = arena_copy(a, script->at, script->len), *end = s + script->len;
	char *to = NEW(a, script->len + 1, char);
	size_t len = 0;
	uint64_t lacking = 0;
	int n = 0, k;

	while (s < end) {
		const char *at = s;
		uint32_t c = utf8_next(&s);
		for (k = 0; k < n && asked[k].c != c && !is_common(c); k++)
			;
		if (!is_common(c) && k == n && n < ASKED) {
			asked[n].c = c;
			asked[n++].there = has_letter(a, c);
		}
		bool there = is_common(c) || k == ASKED || asked[k].there;
		memcpy(to + len, there ? at : "\xe2\x96\xa1", there ? (size_t)(s - at) : 3);
		len += there ? (size_t)(s - at) : 3;
		lacking += !there && c != 0xfffd;       /* the mark of bytes that are no text is not somebody's */
	}
	*script = (struct cell){ to, len };
	return lacking;
}

/* --- the picture ---------------------------------------------------------------------- */

static bool ends_with(struct cell c, const char *text)
{
	size_t n = strlen(text);

	while (c.len && isspace((unsigned char)c.at[c.len - 1]))
		c.len--;
	return c.len >= n && !memcmp(c.at + c.len - n, text, n);
}

static bool starts_with(struct cell c, const char *text, size_t n)
{
	return c.len >= n && !memcmp(c.at, text, n);
}

bool plot_whole(enum plot_format f, struct cell c)
{
	switch (f) {
	case PLOT_PNG:
		return starts_with(c, "\x89PNG\r\n\x1a\n", 8) && c.len > 20 && !memcmp(c.at + c.len - 8, "IEND\xae\x42\x60\x82", 8);
	case PLOT_SVG:
		return starts_with(c, "<?xml", 5) && ends_with(c, "</svg>");
	case PLOT_PDF:
		return starts_with(c, "%PDF-", 5) && ends_with(c, "%%EOF");
	case PLOT_TEX:
		return ends_with(c, "\\endgroup");
	case PLOT_SIXEL:
		return starts_with(c, "\x1bP", 2) && c.len > 4 && !!memmem(c.at + c.len - 4, 4, "\x1b\\", 2);
	case PLOT_TEXT:
		break;
	}
	return c.len > 0;
}

void plot_still(char *pdf, size_t len)
{
	static const char *const key[] = { "/CreationDate (D:", "/ModDate (D:" };

	for (int k = 0; k < 2; k++) {
		char *at = pdf, *end = pdf + len;

		while ((at = memmem(at, (size_t)(end - at), key[k], strlen(key[k])))) {
			at += strlen(key[k]);
			for (int i = 0; i < 14 && at < end && isdigit((unsigned char)*at); i++)
				*at++ = "20000101000000"[i];
			for (; at < end && *at != ')'; at++)            /* an offset from UTC: +01'00 */
				*at = *at == '-' ? '+' : isdigit((unsigned char)*at) ? '0' : *at;
		}
	}
}

/* gnuplot's own sentence: the last line that is not a picture of where. */
static int refused(struct job *j, struct err *e)
{
	char *line = NULL;

	for (char *at = strtok(j->say, "\n"); at; at = strtok(NULL, "\n")) {
		while (isspace((unsigned char)*at))
			at++;
		if (*at && *at != '^' && strncmp(at, "gnuplot>", 8))
			line = at;
	}
	if (WIFSIGNALED(j->status))
		return fail(e, E_IO, "gnuplot was ended by signal %d", WTERMSIG(j->status));
	if (WEXITSTATUS(j->status) == 127)
		return fail(e, E_IO, "gnuplot is not installed: install the package gnuplot-nox");
	return fail(e, E_BUG, "gnuplot refuses its script: %s", line ? line : "without a word");
}

static int run_gnuplot(struct arena *a, struct job *j, struct cell script, enum plot_format f, struct err *e)
{
	static char name[] = "gnuplot", plain[] = "-d", in[] = "-";
	static char *argv[] = { name, plain, in, NULL };
	char *head = arena_print(a, "fmt = '%s'; out = '%s'\n", plot_format_name[f], f == PLOT_TEX ? "figure.tex" : "");
	size_t n = strlen(head);
	char *all = NEW(a, n + script.len + 1, char);

	memcpy(all, head, n);
	memcpy(all + n, script.at, script.len);
	*j = (struct job){ .argv = argv, .dir = j->dir, .in = { all, n + script.len } };
	if (run(a, j, e)) {
		if (strstr(e->text, "No such file"))
			return fail(e, E_IO, "gnuplot is not installed: install the package gnuplot-nox");
		return e->code;
	}
	if (j->status || (j->nsay && strstr(j->say, "line ")))
		return refused(j, e);
	return OK;
}

/* gnuplot begins a page of characters with a form feed and fills its lines with blanks. */
static void trim(struct cell *c, char *text)
{
	size_t k = 0, line = 0;

	for (size_t i = 0; i < c->len; i++) {
		if (text[i] == '\f')
			continue;
		if (text[i] == '\n')
			k = line;
		text[k++] = text[i];
		if (text[i] != ' ')
			line = k;
	}
	while (k > 1 && text[k - 1] == '\n' && text[k - 2] == '\n')
		k--;
	c->len = k;
}

int plot_render(struct arena *a, struct cell script, enum plot_format f, struct cell *bytes, struct err *e)
{
	struct job j = { 0 };

	TRY(run_gnuplot(a, &j, script, f, e));
	*bytes = (struct cell){ j.out, j.nout };
	if (f == PLOT_TEXT)
		trim(bytes, j.out);
	if (!plot_whole(f, *bytes))
		return fail(e, E_IO, "gnuplot left no whole %s picture (%zu bytes)", plot_format_name[f], j.nout);
	if (f == PLOT_PDF)
		plot_still(j.out, j.nout);
	return OK;
}

/* --- files ------------------------------------------------------------------------------ */

static int replace_file(struct arena *a, const char *file, struct cell bytes, struct err *e)
{
	struct temp t;

	TRY(temp_open(&t, a, file, e));
	if (put_all(t.fd, bytes.at, bytes.len)) {
		fail(e, E_IO, "%s: cannot write: %s", file, strerror(errno));
		temp_drop(&t);
		return e->code;
	}
	return temp_keep(&t, e);
}

static char *read_path(struct arena *a, const char *path, size_t *len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char *text = NULL;

	*len = 0;
	if (fd >= 0) {
		text = whole_file(a, fd, len);
		close(fd);
	}
	return text;
}

/* cairolatex writes two files by names of its own, so it works in a directory of its own;
 * Ctrl-C waits until that is gone (gnuplot itself is ended by it). */
static int tex_pair(struct arena *a, struct cell script, char *dir, struct cell *tex, struct cell *pdf, struct err *e)
{
	char *bytes, *a_tex = arena_print(a, "%s/figure.tex", dir), *a_pdf = arena_print(a, "%s/figure.pdf", dir);
	struct job j = { .dir = dir };
	sigset_t stop, before;

	sigemptyset(&stop);
	sigaddset(&stop, SIGINT);
	sigaddset(&stop, SIGTERM);
	sigaddset(&stop, SIGHUP);
	sigprocmask(SIG_BLOCK, &stop, &before);
	if (!mkdtemp(dir)) {
		fail(e, E_IO, "%s: %s", dir, strerror(errno));
	} else {
		memcpy(a_tex, dir, strlen(dir));
		memcpy(a_pdf, dir, strlen(dir));
		if (!run_gnuplot(a, &j, script, PLOT_TEX, e)) {
			tex->at = read_path(a, a_tex, &tex->len);
			pdf->at = bytes = read_path(a, a_pdf, &pdf->len);
			if (bytes)
				plot_still(bytes, pdf->len);
		}
		unlink(a_tex);
		unlink(a_pdf);
		rmdir(dir);
	}
	sigprocmask(SIG_SETMASK, &before, NULL);
	if (e->code)
		return e->code;
	if (!tex->at || !pdf->at || !plot_whole(PLOT_TEX, *tex) || !plot_whole(PLOT_PDF, *pdf))
		return fail(e, E_IO, "gnuplot left no whole pair of .tex and .pdf");
	return OK;
}

/* The name of the second file goes into the first; LaTeX finds it in the same directory. */
static int tex_file(struct arena *a, struct cell script, const char *file, struct err *e)
{
	const char *tmp = getenv("TMPDIR"), *slash = strrchr(file, '/'), *base = slash ? slash + 1 : file;
	char *dir = arena_print(a, "%s/weakties-XXXXXX", tmp && *tmp ? tmp : "/tmp");
	int stem = (int)strlen(base) - 4;
	char *lines = arena_print(a, "%.*s-lines", stem, base);
	char *second = arena_print(a, "%.*s-lines.pdf", (int)strlen(file) - 4, file);
	struct cell tex, pdf;
	char *at, *text;

	if (strpbrk(base, "\\{}%#~^$& "))
		return fail(e, E_USAGE, "'%s': LaTeX cannot include a file of this name", base);
	TRY(tex_pair(a, script, dir, &tex, &pdf, e));
	at = tex.at ? memmem(tex.at, tex.len, "{figure}", 8) : NULL;
	if (!at)
		return fail(e, E_BUG, "gnuplot's .tex does not include its .pdf");
	text = arena_print(a, "%.*s{%s}%.*s", (int)(at - tex.at), tex.at, lines,
	                   (int)(tex.len - (size_t)(at - tex.at) - 8), at + 8);
	TRY(replace_file(a, second, pdf, e));
	return replace_file(a, file, cell_of(text), e);
}

int plot_file(struct arena *a, struct cell script, const char *file, struct err *e)
{
	struct cell bytes;
	enum plot_format f;

	TRY(plot_format_of(file, &f, e));
	if (f == PLOT_TEX)
		return tex_file(a, script, file, e);
	TRY(plot_render(a, script, f, &bytes, e));
	return replace_file(a, file, bytes, e);
}
