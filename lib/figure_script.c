#include "figure_script.h"

#include "number.h"
#include "plot.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- the pen ---------------------------------------------------------------------------- */

static char *pen_room(struct pen *p, size_t need)
{
	if (p->room - p->len < need) {
		size_t room = 2 * p->room + need + 4096;

		p->at = arena_grow(p->arena, p->at, p->len, room, 1);
		p->room = room;
	}
	return p->at + p->len;
}

void pen_put(struct pen *p, const char *fmt, ...)
{
	va_list ap, again;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	vsnprintf(pen_room(p, (size_t)n + 1), (size_t)n + 1, fmt, again);
	p->len += (size_t)n;
	va_end(again);
	va_end(ap);
}

void pen_number(struct pen *p, double x)
{
	double e;

	if (isnan(x)) {
		pen_put(p, "NaN");
		return;
	}
	e = x == 0 ? 1 : pow(10, fabs(6 - floor(log10(fabs(x)))));
	if (isfinite(x) && x != 0 && e < 1e22)
		x = fabs(x) < 1e7 ? nearbyint(x * e) / e : nearbyint(x / e) * e;
	p->len += number_put(pen_room(p, NUMBER_ROOM), x);
}

const char *pen_end(struct arena *a, const char *const *row, int n)
{
	const char *end = "EOD";

	for (int i = 0; i < n; i++)
		if (!strncmp(row[i], end, strlen(end))) {         /* gnuplot looks at the start of a row only */
			end = arena_print(a, "%s_", end);
			i = -1;
		}
	return end;
}

/* --- the prologue --------------------------------------------------------------------------
 * One unit for everything: sizes of fonts, lines and symbols are printer's points in all
 * terminals.  pdfcairo: font 1 = 4/3 pt, lw 1 = 0.5 pt, ps 1 = 6 pt; pngcairo: pixels;
 * svg: symbols grow with the font and have other proportions. */
static const char *const prologue[] = {
	"if (!exists(\"fmt\"))  fmt  = \"png\"          # png svg pdf sixel\n"
	"if (!exists(\"out\"))  out  = \"figure.\".fmt  # \"\": standard output\n"
	"if (!exists(\"font\")) font = \"" PLOT_FONT "\"\n"
	"if (!exists(\"head\")) head = 1              # 0: without the headline\n"
	"if (!exists(\"dpi\"))  dpi  = fmt eq \"sixel\" ? 200 : 300\n",
	"set encoding utf8\n"
	"set decimalsign \".\"\n"
	"set datafile separator \"\\t\"\n"
	"set datafile commentschars \"\"\n"
	"PS = 1.0; SQ = 0.88; TR = 1.26; DI = 1.24   # symbols of equal area: disc, square, triangle, diamond\n",
	"bold = font.\":Bold\"\n"
	"if (fmt eq \"svg\") bold = \"Arial:Bold\"   # a list of fonts would not be bold\n"
	"if (fmt eq \"svg\") { PS = k*4./3/5.25; TR = 1.05; DI = 0.88 }\n"
	"if (fmt eq \"pdf\") eval sprintf(\"set terminal pdfcairo enhanced color size %.3fcm,%.3fcm font '%s,7' fontscale %.5f linewidth %.5f pointscale %.5f rounded\", W, H, font, 0.75*k, 2*k, k/6.)\n"
	"if (fmt eq \"png\") eval sprintf(\"set terminal pngcairo enhanced color size %d,%d font '%s,7' fontscale %.5f linewidth %.5f pointscale %.5f rounded background '#FFFFFF'\", int(W/2.54*dpi+.5), int(H/2.54*dpi+.5), font, k*dpi/96., k*dpi/72., k*dpi/72./6)\n"
	"if (fmt eq \"svg\") eval sprintf(\"set terminal svg enhanced size %d,%d font 'Arial,%s,Helvetica,sans-serif,7' fontscale %.5f linewidth %.5f rounded background '#FFFFFF' name 'weakties'\", int(W/2.54*96+.5), int(H/2.54*96+.5), font, k*4./3, k*4./3)\n",
	"if (fmt eq \"sixel\") eval sprintf(\"set terminal sixelgd truecolor enhanced size %d,%d font '%s,7' fontscale %.5f linewidth %.5f background '#FFFFFF'\", int(W/2.54*dpi+.5), int(H/2.54*dpi+.5), font, k*dpi/72., k*dpi/72.)\n"
	"if (fmt eq \"sixel\") PS = k*dpi/72./7\n"
	"if (fmt eq \"tex\") eval sprintf(\"set terminal cairolatex pdf input colourtext size %.3fcm,%.3fcm fontscale %.5f linewidth %.5f pointscale %.5f rounded font ',7'\", W, H, 0.75*k, 4*k, k/6.)\n"
	"if (out ne \"\") set output out\n",
	"X(c) = k*c/W; Y(c) = k*c/H                  # centimetres from the lower left corner\n"
	"set border 3 lw 0.5 lc rgb \"" AXIS "\"\n"
	"set tics nomirror out scale 0.5,0.3 textcolor rgb \"" TEXT "\" font \",7\"\n"
	"set errorbars 0\n"
	"unset key\n",
};

static void write_prologue(struct pen *s, const struct page *p, const char *kind)
{
	const char *lines[] = { prologue[0], NULL };

	pen_put(s, "# weakties figure: %s\n#   gnuplot -d FILE                        figure.png, 300 dpi\n"
	        "#   gnuplot -d -e \"fmt='svg'\" FILE         the same as .svg; fmt='pdf'\n", kind);
	pen_put(s, "%s", lines[0]);
	pen_put(s, "k = %g                                       # scale of type, lines, marks and margins\n", p->scale);
	pen_put(s, "W = %.3f; H = %.3f + (head ? %.3f : 0)    # cm\n", p->width, p->height, p->head * p->scale);
	for (size_t i = 1; i < sizeof prologue / sizeof *prologue; i++)
		pen_put(s, "%s", prologue[i]);
}

/* --- data ---------------------------------------------------------------------------------- */

static void write_block(struct pen *s, const struct block *b)
{
	pen_put(s, "$d%d << EOD\n", b->id);
	for (uint64_t i = 0; i < b->n; i++) {
		if (b->faces && isnan(b->col[0][i])) {
			pen_put(s, "\n");
			continue;
		}
		for (int c = 0; c < b->ncol; c++) {
			if (c)
				pen_put(s, "\t");
			pen_number(s, b->col[c][i]);
		}
		pen_put(s, "\n");
	}
	pen_put(s, "EOD\n");
}

/* cairolatex knows no sizes, and takes a first { or [ for an order of its own. */
static const char *tex_text(struct arena *a, const struct text *t)
{
	return arena_print(a, "\\fontsize{%g}{%g}%s\\selectfont %s", t->size, t->size * 1.2,
	                   t->bold ? "\\bfseries" : "", text_escape(a, t->text, TEXT_TEX));
}

static void write_text(struct pen *s, const struct page *p, enum text_mode mode)
{
	const char **row;
	const char *end;
	int n = 0, i = 0;

	for (const struct text *t = p->text; t; t = t->next)
		n++;
	row = NEW(s->arena, (size_t)n + 1, const char *);
	for (const struct text *t = p->text; t; t = t->next)
		row[i++] = mode == TEXT_TEX ? tex_text(s->arena, t) : text_escape(s->arena, t->text, mode);
	end = pen_end(s->arena, row, n);
	pen_put(s, "$text << %s\n", end);
	for (i = 0; i < n; i++)
		pen_put(s, "%s\n", row[i]);
	pen_put(s, "%s\n", end);
}

static void write_labels(struct pen *s, const struct page *p)
{
	static const char *const flush[] = { "left", "center", "right" };
	int i = 0;

	for (const struct text *t = p->text; t; t = t->next) {
		pen_put(s, "%sset label %d $text[%d] at screen X(%.3f), screen Y(%.3f) %s", t->headline ? "if (head) " : "",
		        i + 1, i + 1, t->x, t->y, flush[t->align + 1]);
		if (t->turn != 0)
			pen_put(s, " rotate by %g", t->turn);
		if (t->bold)
			pen_put(s, " font bold.\",%g\"", t->size);
		else if (t->size != 7)
			pen_put(s, " font \",%g\"", t->size);
		pen_put(s, " textcolor rgb \"%s\" front\n", t->colour);
		i++;
	}
}

static void write_rects(struct pen *s, const struct page *p, bool behind)
{
	int i = 0;

	for (const struct rect *r = p->rect; r; r = r->next) {
		i++;
		if (r->behind != behind)
			continue;
		pen_put(s, "set object %d rectangle from screen X(%.3f), screen Y(%.3f) to screen X(%.3f), screen Y(%.3f) "
		        "fc rgb \"%s\" fs solid 1 noborder %s noclip\n", i, r->x1, r->y1, r->x2, r->y2, r->colour,
		        r->behind ? "behind" : "front");
	}
}

static void write_strokes(struct pen *s, const struct page *p)
{
	int i = 0;

	for (const struct stroke *k = p->stroke; k; k = k->next)
		pen_put(s, "set arrow %d from screen X(%.3f), screen Y(%.3f) to screen X(%.3f), screen Y(%.3f) nohead lw %g lc rgb \"%s\" front\n",
		        ++i, k->x1, k->y1, k->x2, k->y2, k->width, k->colour);
}

/* --- marks --------------------------------------------------------------------------------- */

static const char *colour(struct arena *a, const struct layer *l)
{
	if (l->clear <= 0)
		return l->colour;
	return arena_print(a, "#%02X%s", (unsigned)(l->clear * 255 + 0.5), l->colour + 1);
}

static void write_point(struct pen *s, const struct layer *l, const char *rgb)
{
	const char *unit = l->shape == SQUARE ? "*SQ" : l->shape == DIAMOND ? "*DI" : l->shape == DISC ? "" : "*TR";

	pen_put(s, "with points pt %d ps %g%s*PS lw %s lc rgb \"%s\"", (int)l->shape, l->size, unit,
	        l->clear > 0 ? "0" : "0.25", rgb);
}

static void write_layer(struct pen *s, const struct layer *l)
{
	const char *rgb = colour(s->arena, l);
	int c[4];

	for (int i = 0; i < 4; i++)
		c[i] = l->at[i] + 1;
	pen_put(s, "$d%d using ", l->block->id);
	switch (l->as) {
	case DRAW_BAND:
		pen_put(s, "%d:%d:%d with filledcurves fc rgb \"%s\" fs solid 1 noborder", c[0], c[1], c[2], rgb);
		break;
	case DRAW_LINE:
	case DRAW_STEPS:
		pen_put(s, "%d:%d with %s lw %g lc rgb \"%s\"", c[0], c[1], l->as == DRAW_LINE ? "lines" : "steps", l->width, rgb);
		if (l->dash)
			pen_put(s, " dt %s", l->dash);
		break;
	case DRAW_POINT:
		pen_put(s, "%d:%d ", c[0], c[1]);
		write_point(s, l, rgb);
		break;
	case DRAW_BOX:
		pen_put(s, "%d:%d:%d:%d:%d:%d with boxxyerror fc rgb \"%s\" fs solid 1 ", c[0], c[2], c[0], c[1], c[2], c[3], rgb);
		if (l->width > 0)
			pen_put(s, "border rgb \"" WHITE "\" lw %g", l->width);
		else
			pen_put(s, "noborder");
		break;
	case DRAW_FACE:
		pen_put(s, "%d:%d with filledcurves closed fc rgb \"%s\" fs solid 1 noborder", c[0], c[1], rgb);
		break;
	case DRAW_SPAN:
		pen_put(s, "%d:%d:%d:%d with xerrorbars pt 0 ps 0 lw %g lc rgb \"%s\"", c[0], c[1], c[2], c[3], l->width, rgb);
		break;
	}
}

/* --- panels ----------------------------------------------------------------------------------- */

static void write_tics(struct pen *s, const struct axis *x, char which, bool words, bool tex)
{
	if (x->look == AXIS_NONE) {
		pen_put(s, "unset %ctics\n", which);
		return;
	}
	pen_put(s, "set %ctics (", which);
	for (int i = 0; i < x->ntick; i++) {
		const struct tick *t = &x->tick[i];

		const char *word = !words || !t->text ? "" : !tex ? t->text :
		                   arena_print(s->arena, "\\fontsize{7}{8.4}\\selectfont %s", text_escape(s->arena, t->text, TEXT_TEX));

		pen_put(s, "%s\"", i ? ", " : "");
		for (; *word; word++)
			pen_put(s, *word == '%' ? "%%%%" : *word == '\\' ? "\\\\" : "%c", *word);
		pen_put(s, "\" ");
		pen_number(s, t->at);
		if (!t->text)
			pen_put(s, " 1");
	}
	pen_put(s, ")\n");
}

static void write_axes(struct pen *s, const struct page *p, int i, bool tex)
{
	const struct panel *q = &p->panel[i];
	const struct axis *x = page_axis_x(p, q), *y = page_axis_y(p, q);
	bool lowest = i + p->ncol >= p->npanel;

	pen_put(s, "set lmargin at screen X(%.3f); set rmargin at screen X(%.3f)\n", q->left, q->right);
	pen_put(s, "set bmargin at screen Y(%.3f); set tmargin at screen Y(%.3f)\n", q->bottom, q->top);
	if (i == 0 || q->x || q->y) {
		pen_put(s, "set xrange [");
		pen_number(s, x->lo);
		pen_put(s, ":");
		pen_number(s, x->hi);
		pen_put(s, "]; set yrange [");
		pen_number(s, y->lo);
		pen_put(s, ":");
		pen_number(s, y->hi);
		pen_put(s, "]\n");
	}
	if (i == 0) {
		if (p->x.log || p->y.log)
			pen_put(s, "set logscale %s\n", p->x.log ? p->y.log ? "xy" : "x" : "y");
		if (p->x.look == AXIS_NONE || p->y.look == AXIS_NONE)
			pen_put(s, "set border 0 lc rgb \"" WHITE "\"; set tics scale 0\n");
		if (p->y.look != AXIS_NONE)
			pen_put(s, "set grid noxtics ytics nomytics lw 0.4 lc rgb \"#EBEBEB\" dt 1, lw 0.4 lc rgb \"#EBEBEB\" dt 1\nset grid back\n");
		else if (p->x.look != AXIS_NONE)
			pen_put(s, "set grid xtics noytics nomxtics lw 0.4 lc rgb \"#EBEBEB\" dt 1\nset grid back\n");
	}
	if (i == 0 || q->x || (i < p->npanel && lowest != (i - 1 + p->ncol >= p->npanel)))
		write_tics(s, x, 'x', lowest || q->x, tex);
	if (i == 0 || q->y || (p->ncol > 1 && i % p->ncol < 2))
		write_tics(s, y, 'y', i % p->ncol == 0 || q->y, tex);
}

static void write_plot(struct pen *s, const struct panel *q)
{
	const char *sep = "plot ";

	for (int below = 1; below >= 0; below--)
		for (const struct layer *l = q->layer; l; l = l->next)
			if (l->below == below && l->block->n) {
				pen_put(s, "%s", sep);
				write_layer(s, l);
				sep = ", \\\n     ";
			}
	if (sep[0] == 'p')                      /* nothing to show here: the frame alone */
		pen_put(s, "plot NaN");
	pen_put(s, "\n");
}

struct cell script_write(struct page *p, const char *kind, enum text_mode mode)
{
	struct pen s = { .arena = p->arena };

	write_prologue(&s, p, kind);
	for (const struct block *b = p->block; b; b = b->next)
		write_block(&s, b);
	write_text(&s, p, mode);
	write_rects(&s, p, true);
	if (p->npanel > 1)
		pen_put(&s, "set multiplot\n");
	for (int i = 0; i < p->npanel; i++) {
		if (i == 1)
			pen_put(&s, "unset object\n");
		if (i == p->npanel - 1) {       /* words come last: no panel covers those of another */
			write_rects(&s, p, false);
			write_labels(&s, p);
			write_strokes(&s, p);
		}
		write_axes(&s, p, i, mode == TEXT_TEX);
		write_plot(&s, &p->panel[i]);
	}
	pen_put(&s, p->npanel > 1 ? "unset multiplot\nunset output\n" : "unset output\n");
	return (struct cell){ s.at, s.len };
}
