/* figure.h - from a table to a figure.
 *
 * A kind of figure is one entry in figure_kinds[]: its name, what columns it wants, and a
 * function that fills a page (figure_page.h) from the table.  To add a kind, write that
 * function in a file of its own and add the entry.
 */
#ifndef TIES_FIGURE_H
#define TIES_FIGURE_H

#include "figure_page.h"
#include "tool.h"

/* What the user asked for; NULL, 0 and empty lists are "not said". */
struct wish {
	const char *kind;
	const char *x, *y, *value, *by, *facet;
	const char *nodes, *attribute, *weight;         /* network: a table of people, its column, a column of ties */
	bool logx, logy;
	bool free;                      /* null: axes of its own in each panel */
	bool in_order;                  /* bars, heat, roles: as in the table */
	uint64_t top;                   /* roles, network: how many are named; 0: the usual number */
	const char *xlabel, *ylabel, *headline;
	struct list ref;                /* "0.5", "0.5=by chance", "diagonal" */
	struct list null, null_name;    /* tables of nulls and what the figure calls them */
	struct list name;               /* "ascending=weakest ties first": words for values */
	double observed;                /* NaN: from the table */
	int side;                       /* SIDE_BOTH ... */
	int width;                      /* WIDTH_AUTO ... */
};
enum { SIDE_BOTH, SIDE_LESS, SIDE_GREATER };
enum { WIDTH_AUTO, WIDTH_ONE, WIDTH_TWO, WIDTH_SLIDE };

struct figure {
	struct arena *arena;
	const struct wish *wish;
	const struct run *run;          /* for reading further tables, and for note() */
	const struct table *table;
	struct page page;
	const struct figure_kind *kind;
	const char **facet, **series;   /* their values as the figure says them; one unnamed if not asked */
	int nfacet, nseries;
	const uint32_t *facet_of, *series_of;   /* a row's; NULL if there is one only */
	const char *by;                 /* the column of the series, or NULL */
};

struct figure_kind {
	const char *name, *about, *columns;
	int (*fill)(struct figure *, struct err *);
	double height, height_row;      /* cm without the headline: one panel, each row of facets */
};
extern const struct figure_kind figure_kinds[];         /* ended by { 0 } */

/* Everything up to the script: choose the kind (wish->kind or by the columns), read,
 * check, lay out.  Errors: E_USAGE (an unknown kind or column), E_DATA (no number, no
 * finite pair, not positive on a log axis). */
int figure_make(struct figure *, struct err *);

/* --- for kinds ------------------------------------------------------------------------ */

int figure_points(struct figure *, struct err *);
int figure_hexbin(struct figure *, struct err *);
int figure_lines(struct figure *, struct err *);
int figure_bands(struct figure *, struct err *);
int figure_steps(struct figure *, struct err *);
int figure_ccdf(struct figure *, struct err *);
int figure_hist(struct figure *, struct err *);
int figure_null(struct figure *, struct err *);
int figure_bars(struct figure *, struct err *);
int figure_heat(struct figure *, struct err *);
int figure_roles(struct figure *, struct err *);
int figure_forest(struct figure *, struct err *);
int figure_network(struct figure *, struct err *);

/* The facets and series of the table; `by` is the column of the series or NULL. */
int figure_split(struct figure *, const char *by, struct err *);

/* Panels for the facets (one without), with strips; the page's size. */
void figure_panels(struct figure *);

/* A column as numbers.  `name` or, where that is NULL, the first of `usual` ("x,share")
 * that is there, or else the first column that is read as numbers and not `not_`.
 * *col is its place; -1 and no error if there is none and name is NULL. */
int figure_column(struct figure *, const char *name, const char *usual, int *col, struct err *);
int figure_reals(struct figure *, int col, const double **, struct err *);
bool figure_is_numeric(const struct table *, int col);

/* "90 % interval": what lo and hi of the table are, as its column `level` says; without one, 95 %. */
int figure_interval(struct figure *, const char **, struct err *);

/* Positive on a log axis, or E_DATA that names the row.  NaN is left alone. */
int figure_positive(struct figure *, int col, const double *, const char *option, struct err *);

/* A value's name: what --name gives it, else itself, cleaned. */
const char *figure_name(const struct figure *, struct cell);
const char *figure_title(const struct figure *, const char *asked, const char *usual);

/* Numbers of the codes of a column with few values; other than `most` is E_USAGE. */
int figure_codes(struct figure *, const struct table *, int col, int most, uint32_t **code,
                 struct cell **value, int *n, struct err *);

/* " (such as 'a', 'b')" for messages; nothing with --private. */
const char *figure_such_as(struct figure *, const struct cell *value, int n);

/* What --ref asks for, in every panel; after axis_fit().  `upright`: values of x. */
int figure_references(struct figure *, bool upright, struct err *);
/* The same values widen a range before axis_fit(). */
void figure_reference_range(const struct figure *, double *lo, double *hi);

/* Colour of a series: its hue, SOFT beyond the sixth; and of its words. */
const char *figure_hue(const struct figure *, int series);
const char *figure_hue_text(const struct figure *, int series);
enum shape figure_shape(int series);

/* On a screen of characters: the first letter of its name where that is one, else o. */
char figure_letter(const struct figure *, int series);

#endif
