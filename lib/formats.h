/* formats.h - networks as other programs write them, read into two tables and written from them.
 *
 * A reader fills a `struct foreign`: people with names, their attributes, ties with theirs.
 * Values stay the bytes that stood in the file, so 007 and 1.50 come out as they went in.
 * foreign_tables() then makes plain tables of it: `from to ...` and `node ...`.
 *
 * igraph 0.10.2 lends its reader of GraphML alone.  The others misread real files: in Pajek a
 * network of arcs and edges loses its directions, and relations, intervals, blank lines and a
 * byte order mark are refused; DL is read only where `format` stands on a line of its own, and
 * no valued matrix is; GML rounds whole numbers beyond 2^53 and leaves &#233; as it stands.
 * Its writers print six to fifteen digits (a weight of 0.1 + 0.2 comes back as 0.3), rename
 * columns (GML) and stamp the date; so ours write.
 */
#ifndef TIES_FORMATS_H
#define TIES_FORMATS_H

#include "names.h"

enum format { FORMAT_TABLE, FORMAT_MATRIX, FORMAT_PAJEK, FORMAT_DL, FORMAT_GRAPHML, FORMAT_GML };

/* From the first words of a text; FORMAT_TABLE if it is none of the others. */
enum format format_guess(struct cell text);
const char *format_name(enum format);

/* --- rows with attributes, filled one value at a time ---------------------------------- */
struct sheet {
	struct arena *arena;
	uint64_t nrow, row_room;
	struct sheet_row {
		uint32_t a, b;          /* the ends; in a sheet of people both are the person */
		uint64_t first;         /* of its values */
		bool edge;              /* has no direction, though others may */
	} *row;
	uint64_t nvalue, value_room;
	struct sheet_value { const char *at; uint32_t len, col; } *value;
	int ncol, room;
	struct sheet_col { struct cell name, otherwise; bool hidden; } *col;
};

void sheet_open(struct sheet *, struct arena *);
void sheet_row(struct sheet *, uint32_t a, uint32_t b);
/* A value of the last row; rows without it get `otherwise` ("" if NULL). */
void sheet_set(struct sheet *, struct cell name, struct cell value, const char *otherwise);
void sheet_hide(struct sheet *, const char *name);

/* --- what a reader fills ---------------------------------------------------------------- */
enum direction {
	DIRECTION_UNSAID,
	DIRECTION_ARCS, DIRECTION_TIES,
	DIRECTION_MATRIX                /* arcs, unless they turn out to be symmetric */
};

struct foreign {
	struct arena *arena;
	const char *file;               /* for messages */
	bool private_;
	bool undirected;                /* wanted: an edge among arcs stays one row */
	enum direction direction;
	const char *because;            /* "the header says 'i' and 'j'": what told it */
	uint32_t n;                     /* people */
	struct cell *name;
	bool numbered;                  /* names are the file's numbers or ids: its labels repeat or lack */
	struct sheet ties, nodes;       /* nodes: at most one row a person */
	uint64_t flattened;             /* TABs and line breaks in values that became blanks */
	int notes;
	const char *note[12];           /* what was left out: for standard error */
};

/* All return E_DATA "file:line: ..." at the first thing they cannot read. */
int pajek_read(struct foreign *, struct cell text, struct err *);
int dl_read(struct foreign *, struct cell text, struct err *);
int gml_read(struct foreign *, struct cell text, struct err *);
int graphml_read(struct foreign *, struct cell text, struct err *);
int foreign_read(struct foreign *, enum format, struct cell text, struct err *);

/* `from to ...`, with columns renamed, and `node ...`. */
int foreign_tables(struct foreign *, const char *const *rename, struct table *ties, struct table *nodes,
                   struct err *);

/* --- for the readers --------------------------------------------------------------------- */
void foreign_note(struct foreign *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* People are called by label[] if every one has a label and no two the same, and that
 * attribute of f->nodes is hidden; else by id[] (1 .. n if NULL). */
void foreign_names(struct foreign *, uint32_t n, const struct cell *label, const char *attribute,
                   const struct cell *id);

/* One cell of an adjacency matrix: 0 is no tie, a value other than 1 a weight, NA is counted
 * in *missing. */
struct scan;
int foreign_cell(struct foreign *, const struct scan *, uint32_t a, uint32_t b, struct cell value,
                 struct cell layer, uint64_t *missing, struct err *);

/* A text, line by line and word by word.  A word is quoted ("...") or ends at a blank
 * or at one of `breaks`. */
struct scan {
	const struct foreign *f;
	const char *at, *end;
	uint64_t line;                  /* of what was read last */
	const char *breaks;
};
void scan_open(struct scan *, const struct foreign *, struct cell text);
bool scan_line(struct scan *, struct cell *line);
int  scan_word(struct scan *, struct cell *line, struct cell *word, struct err *);  /* word->at == NULL: no more */
int  scan_fail(const struct scan *, struct err *, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* "'abc'", or "a value" where values are private. */
const char *scan_shown(const struct scan *, struct cell);
bool cell_is_word(struct cell, const char *lower);      /* ignoring case */
bool cell_starts(struct cell, const char *lower);       /* ignoring case */
const char *cell_not_utf8(struct cell);                 /* the first byte that is not, or NULL */

#endif
