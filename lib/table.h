/* table.h - a table with named columns, as it travels through a pipe.
 *
 * Text format: UTF-8; a header line; one row a line; TAB, comma or semicolon
 * between fields (the header tells); CSV quoting per RFC 4180 where a quote
 * occurs, TSV unquoted; LF or CRLF; an optional byte order mark; gzip or zstd.
 * Lines starting with '#' before the header are the preamble: kept, passed on.
 * A missing number is an empty field, NA or NaN, and is written NA.
 *
 * The text stays as it came (mapped, or read once); a row that is passed on is
 * written byte for byte, followed by the columns that were added.
 */
#ifndef TIES_TABLE_H
#define TIES_TABLE_H

#include "base.h"

/* Where a column's values come from. */
enum column_kind {
	COLUMN_INPUT,                   /* the field `field` of the text that was read */
	COLUMN_REAL,                    /* double real[row], NAN is NA */
	COLUMN_COUNT,                   /* uint32_t count[row] */
	COLUMN_LABEL,                   /* label[code[row]]; a code of NO_CODE is NA */
	COLUMN_CALL                     /* call(ctx, row[], n, out[]): worked out when written */
};
#define NO_CODE UINT32_MAX

typedef void column_call(const void *ctx, const uint64_t *row, size_t n, double *out);

struct column {
	const char *name;
	enum column_kind kind;
	int field;
	union {
		const double *real;
		const uint32_t *count;
		struct { const uint32_t *code; const struct cell *label; };
		struct { column_call *call; const void *ctx; };
	};
};

struct table {
	struct arena *arena;
	const char *file;               /* for messages: "calls.csv", "standard input" */
	bool private_;                  /* messages carry no value from the data */
	struct cell preamble;           /* '#' lines, each with its line end */
	char sep;                       /* between fields, in and out */
	char out_sep;                   /* out, where that differs */
	bool crlf;
	uint64_t nrow;
	int ncol, room;
	struct column *col;
	const uint64_t *order;          /* rows to write, or NULL for all in order */
	uint64_t norder;
	struct table_text *text;              /* what was read */
};

/* How to read: all zero is the plain format above. */
struct table_how {
	const char *header;             /* names for a file without a header line: "i,j,weight" */
	char sep;                       /* 0: the first line tells; ' ' any run of blanks */
	bool quotes;                    /* fields may be quoted whatever the separator (then ' ' is one blank) */
	const char *comment;            /* preamble marks, "#" if NULL ("#%" for KONECT) */
	bool row_names;                 /* the rows have one field in front that the header does not name (R);
	                                   its column "" comes last */
	uint64_t line;                  /* number of the text's first line, if that is not 1 */
	bool guard;                     /* demand "##end rows=N" at the end of what comes through a pipe */
	bool private_;
	const char *const *rename;      /* "old=new", ended by NULL */
};

/* Read FILE ("-" or NULL: standard input).  Errors: E_NOINPUT cannot open, E_DATA with
 * file and line (no header, another number of fields, a NUL byte, cut short), E_IO. */
int table_read(struct arena *, const char *file, const struct table_how *, struct table *, struct err *);
/* The same over what input_read() gave of FILE, without a copy. */
int table_over(struct arena *, const char *file, char *text, size_t len, const struct table_how *,
               struct table *, struct err *);
int table_parse(struct arena *, const char *text, size_t len, const struct table_how *,
                struct table *, struct err *);

/* An empty table of nrow rows, TAB and LF. */
void table_new(struct arena *, uint64_t nrow, struct table *);
/* The same with the separator and the line end of `like`; TAB where that has none, blanks or one column. */
void table_like(struct arena *, uint64_t nrow, const struct table *like, struct table *);

/* "old=new", ended by NULL. */
int table_rename(struct table *, const char *const *rename, struct err *);

/* The column of that name, or of any of "i,from,source"; -1. */
int table_find(const struct table *, const char *names);

/* The same, but its absence is an error that suggests the nearest name. */
int table_need(const struct table *, const char *name, int *col, struct err *);

/* The only column whose name ends in _NAME, or -1: richness may stand for profession_richness. */
int table_ending(const struct table *, const char *name);

/* --- cells --------------------------------------------------------------------
 * A walk visits rows in order and cuts each into its fields:
 *
 *     struct walk w = { 0 };
 *     for (walk_start(&w, t, 0); walk_row(&w, e); ) ... w.row, w.cell[t->col[c].field] ...
 *     TRY(e->code);
 *
 * It checks that every row has as many fields as the header.  cell[c] is for
 * columns of kind COLUMN_INPUT, numbered by `field`. */
struct walk {                           /* begin with { 0 } */
	const struct table *t;
	uint64_t row;                   /* of cell[] */
	struct cell *cell, raw;         /* raw: the row as it came, without its line end */
	size_t used, width;             /* fields of this row, fields of the header */
	bool ragged;                    /* set it after walk_start(): rows of another width are yours; what
	                                   they lack is empty, what they have too much is in raw */
	uint64_t next;                  /* the rest is private */
	const char *at, *end;
};
void walk_start(struct walk *, const struct table *, uint64_t row);
bool walk_row(struct walk *, struct err *);
bool walk_line(struct walk *);          /* raw only, and nothing is checked */
int  walk_failed(const struct walk *, struct err *);    /* E_IO: a row is not there although w.next < nrow */

/* One cell, anywhere: slower than a walk.  Any kind of column; numbers are formatted
 * into the arena. */
struct cell table_cell(const struct table *, uint64_t row, int col);

/* A column of the input as numbers, missing is NAN.  *missing counts them (or NULL).
 * E_DATA at the first cell that is no number, or a decimal comma. */
int table_reals(const struct table *, int col, const double **out, uint64_t *missing, struct err *);

/* "calls.csv:17: column 'weight': 'abc' is not a number": what was seen in a row (the
 * value is left out if private_), then `fmt`: what was expected and what to do. */
int table_fail(const struct table *, uint64_t row, int col, struct err *, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));
uint64_t table_line(const struct table *, uint64_t row);

/* --- columns --------------------------------------------------------------------
 * Append a column.  A name that is taken is E_USAGE with the hint --as. */
int table_add_reals(struct table *, const char *name, const double *, struct err *);
int table_add_counts(struct table *, const char *name, const uint32_t *, struct err *);
int table_add_labels(struct table *, const char *name, const uint32_t *code,
                     const struct cell *label, struct err *);
int table_add_call(struct table *, const char *name, column_call *, const void *ctx, struct err *);

/* A new last column, to be filled in whole. */
struct column *table_push_column(struct table *);

/* Take a column out of the output; the others close up. */
void table_drop(struct table *, int col);

/* --- writing ---------------------------------------------------------------------
 * Header and rows, with the separator and line end the table came with. */
int table_write(const struct table *, struct out *, bool guard, struct err *);

/* Its parts, for a table that is written several times over, or row by row. */
int  table_write_header(const struct table *, struct out *, struct err *);
int  table_write_rows(const struct table *, struct out *, struct err *);
void table_write_guard(uint64_t rows, struct out *);

/* Does the text need quotes in this table?  A TAB or line break cannot be written as TSV. */
int table_put_cell(const struct table *, struct cell, struct out *, struct err *);

/* --- private: for table.c and table_walk.c ----------------------------------------------
 * The rows as they were read.  Plain text is cut up when it is visited; an index
 * counts the rows before each chunk of it.  Quoted text has been taken apart by libcsv. */
struct table_text {
	const char *at, *end;           /* the rows; end[-1] is '\n' */
	uint64_t line;                  /* number of the line that *at begins */
	uint64_t *before, chunks;       /* rows that begin before the k-th chunk */
	bool blanks;                    /* fields are parted by runs of blanks */
	size_t width;                   /* fields of the header, whatever became of its columns */
	struct quoted *quoted;
};

/* Count the rows, chunk by chunk: sets nrow. */
void table_index(struct table *);

/* Take the next field of a line that ends at `end`; false after the last. */
bool table_field(const char **p, const char *end, char sep, struct cell *field);

static inline bool table_empty_line(const char *p)
{
	return *p == '\n' || (*p == '\r' && p[1] == '\n');
}

#endif
