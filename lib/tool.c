#include "tool.h"
#include "manual.h"
#include "options.h"
#include "pipeline.h"
#include "temp.h"

#include <errno.h>
#include <fcntl.h>
#include <omp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#ifndef TIES_VERSION
#define TIES_VERSION "0.0"
#endif

/* --- the shared options ---------------------------------------------------------------- */

static struct run the_run;
static struct list renames;
static uint64_t jobs;
static bool private_;

static const struct { unsigned uses, not; struct opt opt; } shared[] = {
	{ 0, 0, { 'o', "output", OPT_FILE, &the_run.output, "FILE", "write to FILE instead of standard output" } },
	{ USES_WEIGHT, 0, { 'w', "weight", OPT_COLUMN, &the_run.weight, "COLUMN",
	  "the column that is the weight of a tie [each tie counts 1]" } },
	{ USES_TIES, 0, { 0, "directed", OPT_FLAG, &the_run.directed, NULL,
	  "the ties have a direction, whatever the header says" } },
	{ USES_TIES, 0, { 0, "undirected", OPT_FLAG, &the_run.undirected, NULL,
	  "the ties have no direction, whatever the header says" } },
	{ USES_TIES, USES_NO_BY, { 0, "by", OPT_COLUMN, &the_run.by, "COLUMN[,COLUMN]",
	  "each value of the column is a network of its own [all rows are one]" } },
	{ USES_NODES, 0, { 0, "nodes", OPT_FILE, &the_run.nodes, "FILE",
	  "a table of people with the column node (or id): it brings in those without ties" } },
	{ USES_ATTR, 0, { 'a', "attribute", OPT_COLUMN, &the_run.attributes, "COLUMN[,COLUMN]",
	  "the attribute of people, a column of --nodes" } },
	{ USES_ATTR, 0, { 0, "na", OPT_CHOICE, &the_run.na, "drop|category|fail",
	  "people without the attribute: leave out, make a group of them, or stop [drop]" } },
	{ USES_AS, 0, { 0, "as", OPT_TEXT, &the_run.as, "NAME", "the name of the new column" } },
	{ USES_NULL, 0, { 'R', "replicates", OPT_COUNT, &the_run.replicates, "N", "random replicates [999]" } },
	{ USES_RANDOM | USES_NULL, 0, { 0, "seed", OPT_COUNT, &the_run.seed, "S", "seed of the random numbers [1]" } },
	{ USES_THREADS, 0, { 'j', "threads", OPT_COUNT, &jobs, "N",
	  "threads [all processors when the network is large]" } },
	{ 0, 0, { 0, "rename", OPT_LIST, &renames, "OLD=NEW", "rename a column of the input; may be repeated" } },
	{ 0, 0, { 0, "guard", OPT_FLAG, &the_run.guard, NULL,
	  "end the table with ##end rows=N, and demand that of a table that comes through a pipe" } },
	{ 0, 0, { 0, "provenance", OPT_FLAG, &the_run.provenance, NULL,
	  "add a line ## with the tool, its version and options above the header" } },
	{ 0, 0, { 0, "private", OPT_FLAG, &private_, NULL, "messages carry no value from the data" } },
	{ 0, 0, { 'v', "verbose", OPT_FLAG, &the_run.verbose, NULL,
	  "say on standard error how much was read and how long it took" } },
};

enum { NSHARED = sizeof shared / sizeof *shared };

static bool own_option(const struct tool *t, const char *name)
{
	for (const struct opt *o = t->opts; o && o->name; o++)
		if (!strcmp(o->name, name))
			return true;
	return false;
}

static bool own_key(const struct tool *t, char key)
{
	for (const struct opt *o = t->opts; o && o->name; o++)
		if (key && o->key == key)
			return true;
	return false;
}

/* The shared options that a tool takes; its own of the same name come first. */
static const struct opt *shared_options(const struct tool *t)
{
	static struct opt list[NSHARED + 1];
	int n = 0;

	for (int i = 0; i < NSHARED; i++)
		if ((!shared[i].uses || t->uses & shared[i].uses) && !(t->uses & shared[i].not) &&
		    !own_option(t, shared[i].opt.name)) {
			list[n] = shared[i].opt;
			if (own_key(t, list[n].key))
				list[n].key = 0;
			n++;
		}
	list[n] = (struct opt){ 0 };
	return list;
}

/* --- messages ------------------------------------------------------------------------------ */

static void say(const char *tool, const char *fmt, va_list ap)
{
	char text[1200];

	vsnprintf(text, sizeof text, fmt, ap);
	message_plain(text);
	fprintf(stderr, "%s: %s\n", tool, text);
}

void note(const struct run *r, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(r->tool->name, fmt, ap);
	va_end(ap);
}

void note_more(const struct run *r, const char *fmt, ...)
{
	va_list ap;

	if (!r->verbose)
		return;
	va_start(ap, fmt);
	say(r->tool->name, fmt, ap);
	va_end(ap);
}

void note_line(const char *line)
{
	fputs(line, stderr);
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static double started;

void progress(const struct run *r, const char *what, uint64_t done, uint64_t of)
{
	static double last;
	double now = seconds();

	if (now - started < 1 || (now - last < 0.2 && done < of) || !isatty(STDERR_FILENO))
		return;
	last = now;
	fprintf(stderr, "\r%s: %s %llu of %llu, %.0f %%, %.0f s left ", r->tool->name, what, (unsigned long long)done,
	        (unsigned long long)of, of ? 100 * (double)done / (double)of : 100,
	        done ? (now - started) * (double)(of - done) / (double)done : 0);
	if (done >= of)
		fputs("\r\033[K", stderr);
}

const char *plural(uint64_t n, const char *one, const char *many)
{
	static _Thread_local char text[8][96];
	static _Thread_local unsigned turn;
	char *t = text[turn++ % 8];

	snprintf(t, sizeof *text, "%llu %s", (unsigned long long)n, n == 1 ? one : many);
	return t;
}

/* --- threads ------------------------------------------------------------------------------------ */

enum { WORTH_THREADS = 1000000 };

/* Processors that this process may use: affinity, OMP_NUM_THREADS, the cgroup's quota. */
static int processors(void)
{
	FILE *f = fopen("/sys/fs/cgroup/cpu.max", "r");
	int most = omp_get_max_threads();
	double quota, period;

	if (f) {
		if (fscanf(f, "%lf %lf", &quota, &period) == 2 && period > 0 && quota / period < most)
			most = quota / period < 1 ? 1 : (int)(quota / period);
		fclose(f);
	}
	return most;
}

/* Threads that wait must sleep, or a second one makes a busy machine slower; libgomp reads
 * this before main, so that the program starts itself anew, once, where threads are likely. */
static void wait_asleep(const struct tool *t, char **argv)
{
	enum { SMALL = 1 << 23 };
	struct stat st;

	if (!(t->uses & USES_THREADS) || jobs == 1 || getenv("OMP_WAIT_POLICY") || processors() < 2)
		return;
	if (!jobs && !(the_run.file && strcmp(the_run.file, "-") ? stat(the_run.file, &st) : fstat(STDIN_FILENO, &st)) &&
	    S_ISREG(st.st_mode) && st.st_size < SMALL)
		return;
	if (!setenv("OMP_WAIT_POLICY", "passive", 1))
		execv("/proc/self/exe", argv);
}

int run_threads(const struct run *r, uint64_t ties)
{
	if (jobs || ties >= WORTH_THREADS)
		return r->threads;
	return 1;
}

/* --- signals --------------------------------------------------------------------------------------- */

static void on_signal(int sig)
{
	pipeline_stop_all();
	temp_drop_all();
	signal(sig, SIG_DFL);
	raise(sig);
}

static void on_bus(int sig)
{
	static const char text[] = ": the input changed while it was being read\n";

	(void)sig;
	(void)!write(STDERR_FILENO, the_run.tool->name, strlen(the_run.tool->name));
	(void)!write(STDERR_FILENO, text, sizeof text - 1);
	temp_drop_all();
	_exit(E_IO);
}

/* Where standard input, output or error is closed, the next file that is opened would take its
 * place, and messages would end up in it.  What stands there instead refuses to be read or written. */
static void hold_standard_files(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == STDOUT_FILENO ? O_RDONLY : O_WRONLY) != fd)
			return;
}

static void set_signals(void)
{
	static const int ends[] = { SIGINT, SIGTERM, SIGHUP };

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (signal(ends[i], on_signal) == SIG_IGN)
			signal(ends[i], SIG_IGN);
	signal(SIGBUS, on_bus);
	signal(SIGPIPE, SIG_IGN);               /* write() says EPIPE, and the exit status is 141 */
}

/* --- running ------------------------------------------------------------------------------------------ */

int run_table(struct run *r, struct table *t, struct err *e)
{
	TRY(table_read(r->arena, r->file, &r->how, t, e));
	note_more(r, "read %s in %.2f s", plural(t->nrow, "row", "rows"), seconds() - started);
	return OK;
}

/* "## tool version options seed=S rows=N": the options as they were given, in one line, and the seed even if it was not. */
static void add_provenance(const struct run *r, struct table *t, const char *rows)
{
	bool random = r->tool->uses & (USES_RANDOM | USES_NULL);
	const char *seed = random ? arena_print(r->arena, " seed=%llu", (unsigned long long)r->seed) : "";
	char *line = arena_print(r->arena, "%.*s## %s %s%s%s%s\n", (int)t->preamble.len, t->preamble.at,
	                         r->tool->name, TIES_VERSION, r->arguments, seed, rows);

	t->preamble = cell_of(line);
}

int run_write_header(struct run *r, struct table *t, struct err *e)
{
	if (r->provenance)
		add_provenance(r, t, "");       /* nobody knows yet how many will follow */
	return table_write_header(t, r->out, e);
}

int run_write(struct run *r, struct table *t, struct err *e)
{
	if (r->provenance)
		add_provenance(r, t, arena_print(r->arena, " rows=%llu", (unsigned long long)(t->order ? t->norder : t->nrow)));
	TRY(table_write_header(t, r->out, e));
	TRY(table_write_rows(t, r->out, e));
	if (r->guard)
		table_write_guard(t->order ? t->norder : t->nrow, r->out);
	return OK;
}

/* --- documents ------------------------------------------------------------------------------ */

static int answer(struct run *r, const char *what, struct err *e)
{
	const struct tool *t = r->tool;
	struct out o;

	out_open(&o, r->arena, STDOUT_FILENO);
	if (!strcmp(what, "help"))
		manual_help(&o, t, shared_options(t));
	else if (!strcmp(what, "version"))
		out_print(&o, "%s (weakties) %s\n", t->name, TIES_VERSION);
	else if (!strcmp(what, "man"))
		manual_mdoc(&o, t, shared_options(t));
	else if (!strcmp(what, "about"))
		manual_about(&o, t);
	else if (!strcmp(what, "complete"))
		manual_complete(&o, t, shared_options(t));
	else
		manual_examples(&o, t);
	return out_end(&o, e);
}

/* Nothing to read but the keyboard: say how it is meant, do not wait. */
static int answer_keyboard(struct run *r, struct err *e)
{
	struct out o;

	out_open(&o, r->arena, STDERR_FILENO);
	manual_short(&o, r->tool);
	out_end(&o, e);
	return fail(e, E_USAGE, "%s", "");
}

/* --- the whole of it ------------------------------------------------------------------------- */

struct job { int argc; char **argv; int (*body)(struct run *, struct err *); struct err *e; bool parsed; };

static const char *join_arguments(struct arena *a, int argc, char **argv)
{
	char *all = arena_copy(a, "", 0);

	for (int i = 1; i < argc; i++)
		all = arena_print(a, "%s %s", all, argv[i]);
	for (char *p = all; *p; p++)
		if (*p == '\n' || *p == '\r')
			*p = ' ';
	return all;
}

static bool switched_on(const char *variable)
{
	const char *value = getenv(variable);

	return value && !strcmp(value, "1");
}

static int prepare(struct job *job, const char **document)
{
	struct run *r = &the_run;
	const struct tool *t = r->tool;
	struct options q = { .list = { t->opts, shared_options(t), manual_everywhere } };
	int most = t->most == 0 ? 1 : t->most < 0 ? 0 : t->most, n;

	TRY(options_parse(r->arena, &q, job->argc, job->argv, job->e));
	if ((*document = q.document))
		return OK;
	n = job->argc - q.first;
	if (n > most)
		return fail(job->e, E_USAGE, most ? "too many operands: '%s'" : "takes no operand: '%s'", job->argv[q.first + most]);
	if (r->directed && r->undirected)
		return fail(job->e, E_USAGE, "--directed and --undirected exclude each other");
	r->operand = (const char *const *)job->argv + q.first;
	r->noperand = n;
	r->file = n ? job->argv[q.first] : NULL;
	r->private_ = private_ || switched_on("TIES_PRIVATE");
	r->guard |= switched_on("TIES_GUARD");
	r->arguments = r->provenance ? join_arguments(r->arena, job->argc, job->argv) : "";
	r->how = (struct table_how){ .guard = r->guard, .private_ = r->private_, .rename = renames.item };
	return OK;
}

static int compute(struct job *job)
{
	struct run *r = &the_run;
	struct temp file = { .fd = STDOUT_FILENO };
	bool named = r->output && strcmp(r->output, "-") && !(r->tool->uses & USES_OWN_OUTPUT);
	struct out out;
	int code;

	if (named)
		TRY(temp_open(&file, r->arena, r->output, job->e));
	out_open(&out, r->arena, file.fd);
	r->out = &out;
	code = job->body(r, job->e);
	if (!code)
		code = out_end(&out, job->e);
	if (code && named)
		temp_drop(&file);
	else if (named)
		code = temp_keep(&file, job->e);
	else if (!code && close(STDOUT_FILENO))
		code = fail(job->e, E_IO, "cannot write: %s", strerror(errno));
	return code;
}

static int do_job(void *arg)
{
	struct job *job = arg;
	struct run *r = &the_run;
	const char *document;

	TRY(prepare(job, &document));
	job->parsed = true;
	if (document)
		return answer(r, document, job->e);
	if (!(r->tool->uses & USES_NO_INPUT) && r->tool->most >= 0 && (!r->file || !strcmp(r->file, "-")) &&
	    isatty(STDIN_FILENO))
		return answer_keyboard(r, job->e);
	wait_asleep(r->tool, job->argv);
	r->threads = jobs ? (int)(jobs > 1024 ? 1024 : jobs) : processors();
	return compute(job);
}

int tool_run(const struct tool *t, int (*body)(struct run *, struct err *), int argc, char **argv)
{
	static struct arena a;
	static struct err e;
	static struct job job;
	const char *limit = getenv("TIES_TEST_LIMIT");

	job = (struct job){ argc, argv, body, &e, false };
	the_run = (struct run){ .tool = t, .arena = &a, .replicates = 999, .seed = 1 };
	started = seconds();
	hold_standard_files();
	set_signals();
	if (limit)                                      /* for the tests of exhaustion */
		a.limit = strtoull(limit, NULL, 10);
	arena_guard(&a, do_job, &job, &e);
	pipeline_stop_all();
	temp_drop_all();
	if (e.code && e.code != E_PIPE && *e.text)
		fprintf(stderr, "%s: %s\n", t->name, e.text);
	if (e.code && !job.parsed)
		fprintf(stderr, "Try 'ties %s --help'.\n", t->name);
	if (!e.code && job.parsed)
		note_more(&the_run, "done in %.2f s", seconds() - started);
	arena_free(&a);
	return e.code;
}
