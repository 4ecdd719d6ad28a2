/* formats_write.h - a network written for another program. */
#ifndef TIES_FORMATS_WRITE_H
#define TIES_FORMATS_WRITE_H

#include "formats.h"
#include "net.h"

/* A column of ties or people: its name for the other program, and whether all its values are
 * numbers (007 is none, nor is what has more than 53 bits). */
struct attribute {
	const char *name;
	int field;                      /* of the rows of its table */
	bool number, written;
};

struct saved {
	const struct net *n;
	struct out *o;
	struct arena *arena;
	uint32_t people;
	struct attribute *of_people, *of_ties;
	int npeople_attributes, nties_attributes;
	struct cell **row;              /* of person v: the cells of --nodes, or NULL */
	int weight, layer;              /* in of_ties, or -1 */
	uint64_t quotes;                /* quotes in labels that became apostrophes */
	uint64_t renamed;               /* attributes whose name the format cannot carry */
};

/* Each writes the whole file.  E_DATA: a value that the format cannot carry. */
int graphml_write(struct saved *, struct err *);
int gml_write(struct saved *, struct err *);
int dot_write(struct saved *, struct err *);
int pajek_write(struct saved *, bool project, struct err *);
int dl_write(struct saved *, struct err *);

/* Read the run's ties and --nodes and write them in the k-th of SAVED_WORDS, or by the suffix of -o if
 * that is -1; what a format cannot carry is said on standard error.  `weight` names the column of line
 * values in Pajek and DL; NULL: the one called weight.  E_USAGE: a suffix that is not known, no such
 * column.  E_DATA: a value that the format cannot carry. */
#define SAVED_WORDS "graphml|gml|pajek|paj|dl|dot"
int saved_run(struct run *, int format, const char *weight, struct err *);

/* --- for the writers ------------------------------------------------------------------------ */
void saved_text(struct saved *, const char *);
void saved_cell(struct saved *, struct cell);
void saved_count(struct saved *, uint64_t);
/* A cell that is a number, in its shortest form. */
void saved_number(struct saved *, struct cell);
bool saved_missing(struct cell);
/* Every text is UTF-8 and without control characters, or E_DATA. */
int saved_check(const struct saved *, const char *format, struct err *);
void saved_mark_all(struct saved *);    /* as written */
typedef void saved_tie(struct saved *, const struct walk *, void *ctx);
int saved_ties(struct saved *, saved_tie *, void *ctx, struct err *);
/* A label between quotes, where the format knows no escape. */
void saved_label(struct saved *, struct cell);

#endif
