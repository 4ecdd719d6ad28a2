/* micro - what single steps cost: "name TAB value TAB unit", a row each.
 *
 *   micro TIES.tsv HEX.tsv WEIGHTED.tsv PROGRAM
 *
 * The tables are those of scripts/bench.  Of five rounds the median counts: processor time of the
 * thread, but for the triangle pass and the start-up the clock.
 */
#include "graph.h"
#include "names.h"
#include "number.h"
#include "prune.h"

#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static struct err err;

static double clock_of(clockid_t which)
{
	struct timespec t;

	clock_gettime(which, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* What one thread does is timed by its processor time, so that other programs do not count. */
static double cpu(void) { return clock_of(CLOCK_THREAD_CPUTIME_ID); }
static double now(void) { return clock_of(CLOCK_MONOTONIC); }

static int ascending(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

enum { ROUNDS = 5 };

static double median(double *v, int n)
{
	qsort(v, (size_t)n, sizeof *v, ascending);
	return v[n / 2];
}

static void say(const char *name, double value, const char *unit)
{
	printf("%s\t%.4g\t%s\n", name, value, unit);
	fflush(stdout);
}

static void check(int code)
{
	if (code) {
		fprintf(stderr, "micro: %s\n", err.text);
		exit(code);
	}
}

static size_t slurp(const char *file, char **text)
{
	FILE *f = fopen(file, "r");
	long size;

	if (!f || fseek(f, 0, SEEK_END) || (size = ftell(f)) < 0 || !(*text = malloc((size_t)size + 1)))
		exit(66);
	rewind(f);
	size_t got = fread(*text, 1, (size_t)size, f);
	fclose(f);
	return got;
}

/* --- reading -------------------------------------------------------------------- */

struct ties { struct table t; struct names people; uint32_t *a, *b; };

static double intern(struct arena *a, const char *text, size_t len, struct ties *n)
{
	double start = cpu();

	check(table_parse(a, text, len, &(struct table_how){ 0 }, &n->t, &err));
	names_open(&n->people, a);
	n->a = NEW(a, n->t.nrow, uint32_t);
	n->b = NEW(a, n->t.nrow, uint32_t);
	check(names_columns(&n->people, &n->t, 2, (int[]){ 0, 1 }, (uint32_t *[]){ n->a, n->b }, false, &err));
	return cpu() - start;
}

static void interning(const char *name, const char *file)
{
	double took[ROUNDS];
	char *text;
	size_t len = slurp(file, &text);

	for (int r = 0; r < ROUNDS; r++) {
		struct arena a = { 0 };
		struct ties n;
		took[r] = intern(&a, text, len, &n);
		arena_free(&a);
	}
	say(name, (double)len / median(took, ROUNDS) / 1e6, "MB/s");
	free(text);
}

/* The same table with quotes around every field, read and walked. */
static void quoted(const char *file)
{
	double took[ROUNDS];
	char *text, *csv;
	size_t len = slurp(file, &text), n = 0;

	if (!(csv = malloc(3 * len + 64)))
		exit(71);
	csv[n++] = '"';
	for (size_t k = 0; k < len; k++) {
		if (text[k] == '\t' || text[k] == '\n') {
			csv[n++] = '"';
			csv[n++] = text[k] == '\t' ? ',' : '\n';
			if (k + 1 < len)
				csv[n++] = '"';
		} else {
			csv[n++] = text[k];
		}
	}
	for (int r = 0; r < ROUNDS; r++) {
		struct arena a = { 0 };
		struct table t;
		struct walk w = { 0 };
		uint64_t seen = 0;
		double start = cpu();
		check(table_parse(&a, csv, n, &(struct table_how){ 0 }, &t, &err));
		for (walk_start(&w, &t, 0); walk_row(&w, &err); )
			seen += w.cell[0].len;
		check(err.code);
		took[r] = cpu() - start;
		if (!seen)
			exit(70);
		arena_free(&a);
	}
	say("quoted CSV", (double)n / median(took, ROUNDS) / 1e6, "MB/s");
	free(csv);
	free(text);
}

/* --- writing ------------------------------------------------------------------------ */

/* Shares of small counts, as overlap writes them. */
static void numbers(void)
{
	enum { N = 1 << 20 };
	double took[ROUNDS], *v = malloc(N * sizeof *v);
	char *to = malloc((size_t)N * NUMBER_ROOM);
	size_t written = 0;

	if (!v || !to)
		exit(71);
	for (uint32_t k = 0; k < N; k++)
		v[k] = (double)(k * 2654435761u % 97) / (double)(1 + k * 40503u % 499);
	for (int r = 0; r < ROUNDS; r++) {
		double start = cpu();
		char *p = to;
		for (uint32_t k = 0; k < N; k++) {
			p += number_put(p, v[k]);
			*p++ = '\n';
		}
		took[r] = cpu() - start;
		written = (size_t)(p - to);
	}
	say("numbers written", (double)written / median(took, ROUNDS) / 1e6, "MB/s");
	free(v);
	free(to);
}

/* --- triangles and components -------------------------------------------------------------- */

static void triangles(const char *file)
{
	double one[ROUNDS], two[ROUNDS];
	char *text;
	size_t len = slurp(file, &text);
	struct arena a = { 0 };
	struct ties n;
	struct forward f;

	intern(&a, text, len, &n);
	check(forward_build(&a, n.people.n, n.t.nrow, n.a, n.b, &f, &err));
	for (int r = 0; r < ROUNDS; r++)
		for (int threads = 1; threads <= 2; threads++) {        /* in turn: both see the same neighbours */
			struct mark mark = arena_mark(&a);
			uint32_t *count = NEW(&a, f.m, uint32_t);
			double start = now();
			forward_triangles(&a, &f, threads, count);
			(threads == 1 ? one : two)[r] = now() - start;
			arena_release(&a, mark);
		}
	say("triangle pass, 1 thread", 1e3 * median(one, ROUNDS), "ms");
	say("triangle pass, 2 threads", 1e3 * median(two, ROUNDS), "ms");
	say("second thread", median(one, ROUNDS) / median(two, ROUNDS), "times faster");
	arena_free(&a);
	free(text);
}

static void percolation(const char *file)
{
	enum { STEPS = 100 };
	double took[ROUNDS];
	char *text;
	size_t len = slurp(file, &text);
	struct arena a = { 0 };
	struct ties n;
	const double *weight;
	gsl_rng *g = rng_new(&a);

	intern(&a, text, len, &n);
	check(table_reals(&n.t, 2, &weight, NULL, &err));
	for (int r = 0; r < ROUNDS; r++) {
		struct mark mark = arena_mark(&a);
		struct prune_order o;
		struct prune_scratch s;
		struct prune_state state[STEPS + 1];
		uint32_t removed[STEPS + 1], points, m = (uint32_t)n.t.nrow;
		double start = cpu();
		prune_order(&a, n.people.n, m, n.a, n.b, weight, &o);
		prune_scratch(&a, o.n, o.longest, &s);
		points = prune_points(m, STEPS, removed);
		for (uint32_t k = 0; k < points; k++)
			state[k].removed = removed[k];
		prune_curve(&o, false, g, &s, points, state);
		took[r] = cpu() - start;
		arena_release(&a, mark);
	}
	say("percolation curve beyond reading", median(took, ROUNDS), "s");
	arena_free(&a);
	free(text);
}

/* --- starting ---------------------------------------------------------------------------------- */

static void start_up(const char *program)
{
	enum { STARTS = 101 };
	double took[STARTS];
	char *const command[] = { (char *)(uintptr_t)program, (char *)(uintptr_t)"--version", NULL };
	posix_spawn_file_actions_t silent;
	pid_t pid;
	int status;

	posix_spawn_file_actions_init(&silent);
	posix_spawn_file_actions_addopen(&silent, 1, "/dev/null", 1, 0);
	for (int r = 0; r < STARTS; r++) {
		double start = now();
		if (posix_spawn(&pid, program, &silent, NULL, command, environ) || waitpid(pid, &status, 0) < 0 || status)
			exit(70);
		took[r] = now() - start;
	}
	posix_spawn_file_actions_destroy(&silent);
	say("start-up", 1e3 * median(took, STARTS), "ms");
}

int main(int argc, char **argv)
{
	if (argc != 5)
		return 64;
	interning("interning whole numbers", argv[1]);
	interning("interning 16 characters", argv[2]);
	quoted(argv[2]);
	numbers();
	triangles(argv[1]);
	percolation(argv[3]);
	start_up(argv[4]);
	return 0;
}
