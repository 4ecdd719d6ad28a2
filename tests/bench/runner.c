/* runner - run a command once and say what it took.
 *
 *   runner [-t SECONDS] [-m MEGABYTES] [-o FILE] COMMAND [ARGUMENT]...
 *
 * Standard output of the command goes to FILE (/dev/null), its standard error to the runner's.
 * Written is one line: wall seconds, processor seconds, peak resident kB, and the exit status,
 * or "time" where the command was stopped after SECONDS.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static pid_t child;
static volatile sig_atomic_t late;

static void on_alarm(int sig)
{
	(void)sig;
	late = 1;
	kill(-child, SIGKILL);
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double seconds(struct timeval t)
{
	return (double)t.tv_sec + 1e-6 * (double)t.tv_usec;
}

static _Noreturn void become(char **command, const char *to, long megabytes)
{
	struct rlimit limit = { (rlim_t)megabytes << 20, (rlim_t)megabytes << 20 };
	int fd = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0666);

	setpgid(0, 0);
	if (fd < 0 || dup2(fd, STDOUT_FILENO) < 0 || (megabytes && setrlimit(RLIMIT_AS, &limit)))
		_exit(126);
	close(fd);
	execvp(*command, command);
	_exit(127);
}

int main(int argc, char **argv)
{
	const char *to = "/dev/null";
	long limit = 0, megabytes = 0;
	struct rusage use;
	int status, opt;

	while ((opt = getopt(argc, argv, "+t:m:o:")) != -1) {
		if (opt == 't')
			limit = atol(optarg);
		else if (opt == 'm')
			megabytes = atol(optarg);
		else if (opt == 'o')
			to = optarg;
		else
			return 64;
	}
	if (optind == argc)
		return 64;
	double start = now();
	if ((child = fork()) < 0) {
		perror("runner");
		return 71;
	}
	if (!child)
		become(argv + optind, to, megabytes);
	setpgid(child, child);
	signal(SIGALRM, on_alarm);
	if (limit)
		alarm((unsigned)limit);
	while (wait4(child, &status, 0, &use) < 0)
		if (errno != EINTR)
			return 71;
	printf("%.4f %.4f %ld ", now() - start, seconds(use.ru_utime) + seconds(use.ru_stime), use.ru_maxrss);
	if (late)
		puts("time");
	else
		printf("%d\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	return 0;
}
