#include "pipeline.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static volatile pid_t running[PIPELINE_MOST];   /* for the signal handler */

static void remember(pid_t old, pid_t pid)
{
	for (int i = 0; i < PIPELINE_MOST; i++)
		if (running[i] == old) {
			running[i] = pid;
			return;
		}
}

void pipeline_stop_all(void)
{
	for (int i = 0; i < PIPELINE_MOST; i++)
		if (running[i]) {
			kill(-running[i], SIGTERM);
			kill(-running[i], SIGCONT);
		}
}

static int spawn(struct pipeline *p, const char *command, int in, const sigset_t *mask)
{
	char shell[] = "bash", o[] = "-o", pipefail[] = "pipefail", c[] = "-c";
	char *argv[] = { shell, o, pipefail, c, (char *)(uintptr_t)command, NULL };
	const int fd[3] = { in, p->out, p->say };
	posix_spawn_file_actions_t act;
	posix_spawnattr_t attr;
	sigset_t ignored;
	int bad;

	posix_spawn_file_actions_init(&act);
	posix_spawnattr_init(&attr);
	for (int i = 0; i < 3; i++)
		posix_spawn_file_actions_adddup2(&act, fd[i], i);
	sigemptyset(&ignored);
	sigaddset(&ignored, SIGPIPE);           /* ignored here; `yes | head -1` relies on it */
	posix_spawnattr_setsigdefault(&attr, &ignored);
	posix_spawnattr_setsigmask(&attr, mask);
	posix_spawnattr_setpgroup(&attr, 0);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
	bad = posix_spawnp(&p->pid, shell, &act, &attr, argv, environ);
	posix_spawn_file_actions_destroy(&act);
	posix_spawnattr_destroy(&attr);
	return bad;
}

/* A signal must find it in the list. */
static int start(struct pipeline *p, const char *command, int in, struct err *e)
{
	sigset_t all, before;
	int bad;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before);
	bad = spawn(p, command, in, &before);
	if (!bad)
		remember(0, p->pid);
	sigprocmask(SIG_SETMASK, &before, NULL);
	if (bad)
		p->pid = 0;
	return bad ? fail(e, E_IO, "bash, which runs the pipeline, cannot be started: %s", strerror(bad)) : OK;
}

int pipeline_start(struct pipeline *p, const char *command, const char *input, struct err *e)
{
	int in = open(input, O_RDONLY | O_CLOEXEC);

	*p = (struct pipeline){ .out = -1, .say = -1 };
	if (in < 0)
		return fail(e, E_IO, "%s: cannot be read: %s", input, strerror(errno));
	p->out = memfd_create("output", MFD_CLOEXEC);
	p->say = memfd_create("messages", MFD_CLOEXEC);
	if (p->out < 0 || p->say < 0)
		fail(e, E_IO, "a file in memory: %s", strerror(errno));
	else
		start(p, command, in, e);
	close(in);
	if (e->code)
		pipeline_close(p);
	return e->code;
}

int pipeline_wait(struct pipeline *p, int n, int *which, struct err *e)
{
	int status;
	pid_t pid;

	for (;;) {
		while ((pid = waitpid(-1, &status, 0)) < 0 && errno == EINTR)
			;
		if (pid < 0)
			return fail(e, E_BUG, "nothing to wait for: %s", strerror(errno));
		for (*which = 0; *which < n; ++*which)
			if (p[*which].pid == pid) {
				remember(pid, 0);
				p[*which].pid = 0;
				p[*which].status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
				return OK;
			}
	}
}

static int whole(struct arena *a, int fd, char **text, size_t *len, struct err *e)
{
	struct stat st;

	*len = 0;
	if (fstat(fd, &st))
		return fail(e, E_IO, "what the pipeline printed: %s", strerror(errno));
	*text = NEW(a, (size_t)st.st_size + 1, char);
	while (*len < (size_t)st.st_size) {
		ssize_t n = pread(fd, *text + *len, (size_t)st.st_size - *len, (off_t)*len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return fail(e, E_IO, "what the pipeline printed: %s", n ? strerror(errno) : "it became shorter");
		*len += (size_t)n;
	}
	return OK;
}

int pipeline_output(struct arena *a, const struct pipeline *p, char **text, size_t *len, struct err *e)
{
	return whole(a, p->out, text, len, e);
}

int pipeline_messages(struct arena *a, const struct pipeline *p, char **text, size_t *len, struct err *e)
{
	return whole(a, p->say, text, len, e);
}

void pipeline_close(struct pipeline *p)
{
	if (p->out >= 0)
		close(p->out);
	if (p->say >= 0)
		close(p->say);
	p->out = p->say = -1;
}

const char *pipeline_quote(struct arena *a, const char *text)
{
	char *word = NEW(a, 4 * strlen(text) + 3, char), *to = word;

	*to++ = '\'';
	for (; *text; text++)
		if (*text == '\'')
			to = stpcpy(to, "'\\''");
		else
			*to++ = *text;
	*to++ = '\'';
	return word;
}
