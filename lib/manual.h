/* manual.h - what a program says about itself, said once.
 *
 * One `struct tool` per program is the only source of its --help, its man page
 * (--man), its shell completion (--complete), its line in `ties help` and its part
 * of the glossary (--about), and the examples that the test suite runs (--examples).
 */
#ifndef TIES_MANUAL_H
#define TIES_MANUAL_H

#include "base.h"

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
	const char *group;                   /* where the catalogue of `ties` lists it: "a tie", "get ties" */
	unsigned uses;
	const char *operands;                /* "[FILE]" if NULL */
	int most;                            /* operands: at most this many; 0 means 1 (FILE), -1 none, INT_MAX any */
	const char *text;                    /* paragraphs, parted by an empty line; indented lines stay as they are */
	const char *method;                  /* formula, conventions, undefined cases: the section METHOD */
	const char *notes;                   /* what does not fit there: the section NOTES, or NULL */
	const struct col *reads, *writes;    /* ended by { 0 } */
	const struct opt *opts;              /* ended by { 0 }, or NULL */
	const struct example *examples;      /* ended by { 0 } */
	const char *sources;                 /* the papers that define it, one a line, with DOI */
	const char *see;                     /* "bin, plot": other tools */
};

/* --- the documents ------------------------------------------------------------------ */
#define TIES_DATE "November 22, 2026"           /* of the release, on the man pages */

extern const struct opt manual_everywhere[];    /* -h --version --man --about --complete --examples */

/* `shared` are the options that tool.c adds to the tool's own; both end with { 0 }. */
void manual_help(struct out *, const struct tool *, const struct opt *shared);
void manual_short(struct out *, const struct tool *);
void manual_mdoc(struct out *, const struct tool *, const struct opt *shared);
void manual_about(struct out *, const struct tool *);
void manual_complete(struct out *, const struct tool *, const struct opt *shared);
void manual_examples(struct out *, const struct tool *);

/* printf() to an out; at most OUT_ROOM bytes at a time. */
void out_print(struct out *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* --- private: for manual.c and manual_mdoc.c ------------------------------------------------ */
const char *manual_operands(const struct tool *);
/* The next line ("\n") or paragraph ("\n\n") of a text, which moves on to the one after. */
struct cell manual_take(const char **text, const char *end);

#endif
