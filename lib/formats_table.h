/* formats_table.h - edge lists and adjacency matrices as people keep them in text files.
 *
 * What tab, comma, semicolon or blanks part, with a header or without, after `#` or `%`
 * comments, quoted or not, with blanks around, separators behind, row names in front: it
 * becomes one clean table, the ends of the tie first.
 */
#ifndef TIES_FORMATS_TABLE_H
#define TIES_FORMATS_TABLE_H

#include "formats.h"

struct edgelist_how {
	char sep;                       /* 0: found */
	const char *header;             /* names for a file without header line, or NULL */
	const char *ends;               /* "person,friend": the columns of the ends, or NULL */
	const char *weight;             /* the column that must hold numbers; NULL: one called weight */
	bool matrix;                    /* it is one, even if it does not look like it */
	bool rejects;                   /* keep bad rows aside; otherwise the first is an error */
	bool guard;
	const char *const *rename;
};

struct edgelist {
	struct table clean;             /* TAB, ends in columns 0 and 1, preamble with '#' */
	bool is_matrix;                 /* then `clean` is not made: the ties are in f */
	char sep;
	bool header;                    /* the file has a header line */
	const char *ends[2];            /* what the columns of the ends are called in the file */
	bool guessed;                   /* they are just the first two */
	int weight;                     /* the column of clean that was checked, or -1 */
	uint64_t rows;                  /* of data: good and rejected */
	uint64_t blank, comments;       /* lines that hold nothing; comments among the rows */
	uint64_t trailing, trimmed;     /* rows with separators behind; cells with blanks around */
	uint64_t rejected;
	struct cell rejects;            /* a table: line, reason, text */
	/* private */
	struct foreign *f;
	const struct edgelist_how *how;
	struct table raw;
	struct cell preamble;
	bool quotes;                    /* fields may be quoted, and then hold anything */
	int from[2], number;            /* columns of raw: ends; weight, or -1 */
	uint64_t *skipped, nskipped, skipped_room;      /* rows of raw */
};

/* The text is what input_read() gave of `file`.  What was told of the direction, and notes, go
 * to f.  Errors: E_DATA, file and line; E_USAGE for columns that are not there. */
int edgelist_read(struct foreign *f, const char *file, char *text, size_t len,
                  const struct edgelist_how *, struct edgelist *, struct err *);

/* The line of the file that became row r of `clean`. */
uint64_t edgelist_line(const struct edgelist *, uint64_t row);

/* --- private: sniffing (formats_sniff.c), rows (formats_rows.c) ------------------------------- */
enum { SAMPLE = 6, FIELDS = 8 };

struct sniff {
	struct cell line[SAMPLE];       /* the first lines of data */
	int n;
	char sep;
	bool quotes;                    /* although TAB or blanks part the fields */
	bool konect;                    /* % */
	const char *start;              /* of line[0] */
	uint64_t number;                /* of that line */
	uint64_t blank;                 /* lines before it */
	struct cell preamble;           /* with '#' in front of each line */
};
int sniff(struct foreign *, const char *text, size_t len, char sep, struct sniff *, struct err *);
/* The fields of a line, the first FIELDS of them kept; quotes taken off. */
int sniff_fields(struct cell line, char sep, bool quotes, struct cell field[FIELDS]);
/* Those of the first line, without empty ones behind. */
int sniff_width(const struct sniff *, struct cell field[FIELDS]);
/* Does the first line hold data? */
bool sniff_headless(const struct sniff *);
/* Names for a file without header line: "i,j,weight".  E_DATA if nothing tells. */
int sniff_header(struct foreign *, const struct sniff *, const char **names, struct err *);

/* Cleaning: opened before the text is read as a table, which `raw` then is. */
struct rows;
struct rows *rows_open(struct edgelist *, char *text, size_t len, bool headless);
int rows_clean(struct rows *, const char *text, size_t len, uint64_t line, struct err *);
bool cell_blank(struct cell);
struct cell cell_trim(struct cell);

#endif
