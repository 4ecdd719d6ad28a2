/* tool.h - what a program says about itself, said once.
 *
 * One `struct tool` per program is the only source of its --help, its man page
 * (--man), its shell completion (--complete), its line in `ties help` and the
 * examples that the test suite runs (--examples).
 */
#ifndef TIES_TOOL_H
#define TIES_TOOL_H

#include "table.h"

enum opt_kind {
	OPT_END,
	OPT_FLAG,       /* bool */
	OPT_COUNT,      /* uint64_t: a whole number */
	OPT_REAL,       /* double */
	OPT_TEXT,       /* const char * */
	OPT_COLUMN,     /* const char *: completes to column names */
	OPT_FILE,       /* const char *: completes to files */
	OPT_CHOICE,     /* int: which of the words in `arg`, "sum|max|mean" */
	OPT_MAYBE,      /* const char *: `--undirected` alone gives "", `--undirected=sum` "sum"; NULL if absent */
	OPT_LIST        /* struct list: may be repeated */
};

struct list { const char **item; int n; };      /* item[n] is NULL (item itself NULL when n = 0) */

struct opt {
	char key;                  /* -o, or 0 */
	const char *name;          /* "output" for --output; words joined by '-' */
	enum opt_kind kind;
	void *to;
	const char *arg;           /* what follows: "N", "COLUMN", "sum|max" */
	const char *help;          /* one phrase, no capital, no full stop; [default] at its end */
};

struct col { const char *name, *help; };

/* A command as a user types it, without `ties`: "overlap", "overlap | bin -x weight -y overlap".
 * Its standard input is `input`, its standard output must be `output`.  Where `input` is NULL
 * the command stands in the manual only (`output` too). */
struct example { const char *about, *command, *input, *output; };

/* Options that many tools share are documented once; a tool names those it takes.
 * -o, --rename, --guard, --provenance, --private, -v and the documents are everywhere. */
enum {
	USES_TIES    = 1,          /* --directed, --undirected, --by */
	USES_WEIGHT  = 2,          /* -w COLUMN */
	USES_NODES   = 4,          /* --nodes FILE */
	USES_RANDOM  = 8,          /* --seed S */
	USES_NULL    = 16,         /* -R, --replicates N (and --seed) */
	USES_THREADS = 32,         /* -j N */
	USES_AS      = 64,         /* --as NAME */
	USES_ATTR    = 128,        /* -a COLUMN[,COLUMN], --na drop|category|fail */
	USES_NO_BY   = 256,        /* with USES_TIES: no --by */
	USES_OWN_OUTPUT = 512,     /* run->output is the tool's own affair (a figure) */
	USES_NO_INPUT = 1024       /* reads nothing unless a file is named */
};

struct tool {
	const char *name, *purpose;          /* "overlap", one line without a full stop */
	unsigned uses;
	const char *operands;                /* "[FILE]" if NULL */
	int most;                            /* operands: at most this many; 0 means 1 (FILE), -1 none, INT_MAX any */
	const char *text;                    /* paragraphs, parted by an empty line; indented lines stay as they are */
	const char *method;                  /* formula, conventions, undefined cases: the section METHOD */
	const struct col *reads, *writes;    /* ended by { 0 } */
	const struct opt *opts;              /* ended by { 0 }, or NULL */
	const struct example *examples;      /* ended by { 0 } */
	const char *sources;                 /* the papers that define it, one a line, with DOI */
	const char *see;                     /* "bin, plot": other tools */
};

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

/* Progress on standard error after one second if that is a terminal. */
void progress(const struct run *, const char *what, uint64_t done, uint64_t of);

/* The table of the run's FILE operand (or standard input). */
int run_table(struct run *, struct table *, struct err *);

/* Write a table to the run's output, with the guard line if asked. */
int run_write(struct run *, struct table *, struct err *);

/* Threads worth starting for so many ties: one below about 10^6, unless -j was given. */
int run_threads(const struct run *, uint64_t ties);

/* "1 tie", "2 ties": for messages. */
const char *plural(uint64_t n, const char *one, const char *many);

#endif
