/* figure_page.h - a figure as it is thought of, before anybody draws it.
 *
 * A kind fills a page: panels, each with layers (marks over columns of numbers) and
 * labels that belong to layers.  page_layout() then fixes every margin and the place of
 * every word, in centimetres from the lower left corner, from the widths of the text;
 * figure_script.c writes the page for gnuplot's cairo and svg terminals,
 * figure_screen.c for a terminal of characters.
 *
 * Sizes are printer's points everywhere.  On a slide all of it is scaled by `scale`.
 */
#ifndef TIES_FIGURE_PAGE_H
#define TIES_FIGURE_PAGE_H

#include "figure_axis.h"
#include "figure_text.h"

/* The palette.  Any two of the six stay apart in grey and with each of the three kinds
 * of colour blindness; the text shade of vermilion, sky and gold is darker. */
#define BLUE "#1F4E9C"
#define VERMILION "#E0702E"
#define TEAL "#0B7A66"
#define PLUM "#5E1745"
#define SKY "#62B5E8"
#define GOLD "#F2C230"
#define INK "#1A1A1A"           /* titles */
#define TEXT "#4D4D4D"          /* tick labels */
#define MUTE "#6B6B6B"          /* notes: the lightest grey for text */
#define AXIS "#8C8C8C"
#define SOFT "#BDBDBD"          /* "other" */
#define FILL "#E3E3E3"          /* nulls */
#define WHITE "#FFFFFF"

enum { HUES = 6 };
extern const char *const page_hue[HUES], *const page_hue_text[HUES];
extern const char *const page_ramp[6];          /* sequential, light to dark */
extern const char *const page_diverging[7];     /* log ratios: vermilion, grey, blue */

/* Columns of numbers that layers draw; NaN breaks a line or a band. */
struct block {
	int ncol;
	uint64_t n;
	const double *col[8];
	bool faces;                     /* rows are corners of polygons, a row of NaN ends one */
	int id;                         /* $d1, $d2 ... in the script */
	struct block *next;
};

enum drawn {
	DRAW_BAND,                      /* x lo hi */
	DRAW_LINE,                      /* x y */
	DRAW_STEPS,                     /* x y: level until the next x */
	DRAW_POINT,                     /* x y */
	DRAW_BOX,                       /* x1 x2 y1 y2 */
	DRAW_FACE,                      /* x y: closed polygons */
	DRAW_SPAN                       /* x y x1 x2: a capless interval along x */
};

enum shape { DISC = 7, SQUARE = 5, DIAMOND = 13, UP = 9, DOWN = 11 };

struct layer {
	enum drawn as;
	const struct block *block;
	int at[4];                      /* which of its columns */
	const char *colour;
	double clear;                   /* transparency, 0 to 1 */
	double width;                   /* of a line; of a box's white border; points */
	const char *dash;               /* NULL: solid */
	enum shape shape;
	double size;                    /* points across */
	bool open;                      /* words may lie on it */
	bool below;                     /* drawn before the others */
	char letter;                    /* on a screen of characters; 0: not there */
	struct layer *next;
};

/* The name of a layer, set where there is room, near it and nearer to it than to others. */
struct label {
	const char *text, *note;        /* note: a second line of 6 pt, or NULL */
	const char *colour;
	double size;                    /* of text: 7, or 6 for nulls */
	const struct layer *of;         /* NULL: anywhere, corners first */
	const struct layer **also;      /* by panel: the same thing, which it may name there as well; or NULL */
	bool set, aside;                /* aside: at the right side, there was no room */
	double x, y, w, h;              /* where: centre of the box, cm */
	int align;                      /* of its lines: towards what they name */
	bool lead;                      /* a thin line leads to (to_x, to_y): something else is nearer */
	double to_x, to_y;
	const char *line[TEXT_LINES];   /* as broken */
	int nline;
	struct label *next;
};

struct text {
	const char *text, *colour;
	double x, y, size;
	int align;                      /* -1 flush left, 0 centred, 1 flush right */
	bool bold, headline;
	double turn;                    /* degrees */
	struct text *next;
};

/* A filled rectangle, in centimetres. */
struct rect {
	double x1, x2, y1, y2;
	const char *colour;
	bool behind;
	struct rect *next;
};

/* A thin line between two places of the page, in centimetres. */
struct stroke {
	double x1, y1, x2, y2, width;
	const char *colour;
	struct stroke *next;
};

struct panel {
	const char *title, *note;       /* of a facet's strip: name at left, size at right */
	struct layer *layer, *last_layer;
	struct label *label, *last_label;
	double left, right, bottom, top;
	struct axis *x, *y;             /* of its own, or NULL: the page's */
};

enum { PANELS = 60 };

struct page {
	struct arena *arena;
	double width, height, scale;    /* cm on paper; what is inside is width / scale wide */
	bool tall;                      /* height is for one row of panels */
	const char *headline;
	struct axis x, y;
	struct panel *panel;
	int npanel, ncol, nrow;
	struct block *block, *last_block;
	struct text *text, *last_text;
	struct rect *rect, *last_rect;
	struct stroke *stroke;
	const char *note;               /* one line at the foot */
	double room_left, room_right, room_top, room_bottom, room_between;     /* cm beyond the usual margins */
	double room_key;                /* cm above the panels and their strips, under the title: a key */
	void (*decorate)(struct page *, void *);        /* after the margins are known: names of rows ... */
	void *with;
	double head;                    /* cm of the headline, set by the layout */
	bool screen;                    /* for a terminal: only kinds place words */
	int failed;                     /* labels that found no room and were set at the side */
};

struct block *page_block(struct page *, uint64_t n, int ncol);
double *page_column(struct page *, struct block *, int col);    /* to be filled */
struct layer *page_layer(struct page *, struct panel *, enum drawn, const struct block *, int, int, int, int);
struct label *page_label(struct page *, struct panel *, const struct layer *of, const char *text,
                         const char *note, const char *colour);
struct text *page_text(struct page *, const char *, double x, double y, double size, int align, const char *colour);
struct rect *page_rect(struct page *, double x1, double x2, double y1, double y2, const char *colour);
void page_stroke(struct page *, double x1, double y1, double x2, double y2, double width, const char *colour);

/* A dashed grey line across the panel at a value of y (or, upright, of x), or along
 * x = y; `name` (or NULL) is set beside it.  After axis_fit(). */
enum reference { LEVEL, UPRIGHT, DIAGONAL };
struct layer *page_reference(struct page *, struct panel *, enum reference, double at, const char *name);

/* The axes of a panel. */
const struct axis *page_axis_x(const struct page *, const struct panel *);
const struct axis *page_axis_y(const struct page *, const struct panel *);

/* Centimetres from the lower left corner of the page. */
double page_x(const struct page *, const struct panel *, double value);
double page_y(const struct page *, const struct panel *, double value);

/* The frames of the panels as far as they are known before words are placed. */
void page_frames(struct page *);

/* Fix margins and words.  Labels that find no room go to the right side, notes to the foot. */
void page_layout(struct page *);

/* figure_place.c: give every label of the panel that is not aside a place, as far as there
 * is one: inside the frame, on nothing that is drawn, on no other label, nearer to what it
 * names than to anything else. */
void page_place(struct page *, struct panel *);

#define CM (72 / 2.54)                  /* points in a centimetre */

#endif
