/* tool.h - how a program runs: options, input, output, messages, exit status. */
#ifndef TIES_TOOL_H
#define TIES_TOOL_H

#include "manual.h"
#include "table.h"

/* What a body is given. */
struct run {
	const struct tool *tool;
	struct arena *arena;
	struct out *out;                     /* standard output, or the file of -o (renamed into place at the end) */
	const char *file;                    /* the first operand, or NULL: standard input */
	const char *const *operand;
	int noperand;
	struct table_how how;                /* for table_read(): guard, private, rename */
	const char *output;                  /* -o FILE or NULL */
	bool guard, verbose, provenance, private_;
	const char *arguments;               /* for --provenance */
	/* the shared options; what was not given is NULL, 0 or the default */
	bool directed, undirected;
	const char *by, *weight, *nodes, *as, *attributes;
	int na;                              /* NA_DROP ... */
	uint64_t seed, replicates;
	int threads;                         /* at least 1; see tool_threads() */
};
enum { NA_DROP, NA_CATEGORY, NA_FAIL };

/* The whole of main(): options, input, arena, output, exit status. */
int tool_run(const struct tool *, int (*body)(struct run *, struct err *), int argc, char **argv);

/* A sentence on standard error: "overlap: 17 loops were ignored". */
void note(const struct run *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The same with -v only. */
void note_more(const struct run *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* A line for a program that listens on standard error: as it is, with its line end. */
void note_line(const char *line);

/* Progress on standard error after one second if that is a terminal. */
void progress(const struct run *, const char *what, uint64_t done, uint64_t of);

/* The table of the run's FILE operand (or standard input). */
int run_table(struct run *, struct table *, struct err *);

/* Write a table to the run's output, with the guard line if asked. */
int run_write(struct run *, struct table *, struct err *);
int run_write_header(struct run *, struct table *, struct err *);  /* for rows that follow one by one */

/* Threads worth starting for so many ties: one below about 10^6, unless -j was given. */
int run_threads(const struct run *, uint64_t ties);

/* "1 tie", "2 ties": for messages. */
const char *plural(uint64_t n, const char *one, const char *many);

#endif
