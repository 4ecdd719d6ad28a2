/* Figures: the widths of words, escapes, ticks, labels that meet nothing, colours that stay apart. */
#include "figure_page.h"
#include "figure_script.h"
#include "plot.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct arena arena;
static struct err err;

static int teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static void assert_near(double got, double want, double within)
{
	if (!(fabs(got - want) <= within))
		fail_msg("%.10g, not %.10g", got, want);
}

/* --- words -------------------------------------------------------------------------------- */

/* Advance widths of Liberation Sans: a digit 1139, H 1479, e 1139, l 455, o 1139 of 2048. */
static void test_width(void **state)
{
	(void)state;
	assert_near(text_width("0", 7, false), 7 * 0.556, 0.002);
	assert_near(text_width("Hello", 2048, false), 1479 + 1139 + 455 + 455 + 1139, 1e-9);
	assert_near(text_width("Hello", 2048, true), 1479 + 1139 + 569 + 569 + 1251, 1e-9);
	assert_near(text_width("é", 2048, false), 1139, 1e-9);
	assert_near(text_width("–", 2048, false), 1139, 1e-9);
	assert_near(text_width("e\xcc\x81", 2048, false), 1139, 1e-9);         /* a combining accent */
	assert_near(text_width("", 7, false), 0, 0);
	assert_true(text_width("😀", 7, false) >= 7);
	assert_int_equal(text_length("naïve – 😀"), 9);
}

static void assert_cleaned(const char *from, size_t len, const char *to)
{
	assert_string_equal(text_clean(&arena, (struct cell){ from, len }), to);
}

static void test_clean(void **state)
{
	(void)state;
	assert_cleaned("  a \t b\n", 8, "a b");
	assert_cleaned("a\x1b[1mb", 6, "a [1mb");
	assert_cleaned("a\0b", 3, "a b");
	assert_cleaned("\xff\xfe", 2, "\xef\xbf\xbd\xef\xbf\xbd");
	assert_cleaned("\xc0\xaf", 2, "\xef\xbf\xbd\xef\xbf\xbd");             /* an overlong slash */
	assert_cleaned("\xed\xa0\x80", 3, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");       /* a surrogate */
	assert_cleaned("\xe2\x82", 2, "\xef\xbf\xbd\xef\xbf\xbd");             /* cut short */
	assert_cleaned("a\xc2\xa0", 3, "a");                                   /* a hard blank at the end */
	assert_cleaned("\xd8\xb3\xd9\x84", 4, "سل");
}

static void test_wrap(void **state)
{
	const char *line[TEXT_LINES];
	(void)state;

	assert_int_equal(text_wrap(&arena, "one two three", 7, false, 1000, 3, line), 1);
	assert_int_equal(text_wrap(&arena, "one two three", 7, false, text_width("one two", 7, false) + 1, 3, line), 2);
	assert_string_equal(line[0], "one two");
	assert_string_equal(line[1], "three");
	assert_int_equal(text_wrap(&arena, "abcdefghij", 7, false, text_width("abcd", 7, false), 1, line), 1);
	assert_true(text_width(line[0], 7, false) <= text_width("abcd", 7, false));
	assert_non_null(strstr(line[0], "…"));
	assert_int_equal(text_wrap(&arena, "null, 95 % of it", 7, false, text_width("null, 95 %", 7, false) - 1, 3, line), 2);
	assert_string_equal(line[1], "95 % of it");
	assert_int_equal(text_wrap(&arena, "", 7, false, 10, 3, line), 0);
	assert_int_equal(text_wrap(&arena, "wide", 7, false, 0.1, 3, line), 1);        /* at least it ends */
}

static void test_escape(void **state)
{
	(void)state;
	assert_string_equal(text_escape(&arena, "a_b^c{d}@e&f~g", TEXT_ENHANCED), "a\\_b\\^c\\{d\\}\\@e\\&f\\~g");
	assert_string_equal(text_escape(&arena, "C:\\x", TEXT_ENHANCED), "{}C:\\\\x");
	assert_string_equal(text_escape(&arena, "`id` $(id) \"q\"", TEXT_ENHANCED), "`id` $(id) \"q\"");
	assert_string_equal(text_escape(&arena, "a_b\\", TEXT_PLAIN), "a_b\\");
	assert_string_equal(text_escape(&arena, "50 % & #1_$x{}", TEXT_TEX), "50 \\% \\& \\#1\\_\\$x\\{\\}");
	assert_string_equal(text_escape(&arena, "\\input~^", TEXT_TEX), "\\textbackslash{}input\\textasciitilde{}\\textasciicircum{}");
}

static void test_numbers(void **state)
{
	(void)state;
	assert_string_equal(text_count(&arena, 1799), "1,799");
	assert_string_equal(text_count(&arena, 1234567), "1,234,567");
	assert_string_equal(text_fixed(&arena, -0.001, 2), "0.00");
	assert_string_equal(text_fixed(&arena, -1234.5, 1), "−1,234.5");
	assert_string_equal(text_number(&arena, 0.1 + 0.2), "0.3");
	assert_string_equal(text_rounded(&arena, 0.012345, 3), "0.0123");
	assert_string_equal(text_rounded(&arena, 1240.4, 3), "1,240");
	assert_string_equal(text_rounded(&arena, NAN, 3), "NA");
}

static void test_end_of_block(void **state)
{
	const char *row[] = { "EOD", "x", "EOD_" };
	(void)state;

	assert_string_equal(pen_end(&arena, row, 3), "EOD__");
	assert_string_equal(pen_end(&arena, row + 1, 1), "EOD");
	assert_string_equal(pen_end(&arena, row + 2, 1), "EOD__");              /* a row that begins with it ends it, too */
}

static void test_pen_number(void **state)
{
	static const struct { double x; const char *text; } known[] = {
		{ 0.1 + 0.2, "0.3" }, { 1.0 / 3, "0.3333333" }, { 123456789, "123456800" }, { -2.5, "-2.5" }, { 0, "0" }, { 1e-7 / 3, "3.333333e-8" },
	};
	(void)state;

	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct pen p = { .arena = &arena };

		pen_number(&p, known[i].x);
		p.at[p.len] = 0;
		assert_string_equal(p.at, known[i].text);
	}
}

/* --- axes ----------------------------------------------------------------------------------- */

static struct axis fitted(bool log, enum axis_look look, double lo, double hi, unsigned how, int want)
{
	struct axis x = { .log = log, .look = look };

	axis_fit(&arena, &x, lo, hi, how, want);
	return x;
}

static void assert_labels(const struct axis *x, const char *want)
{
	char got[400] = "";

	for (int i = 0; i < x->ntick; i++)
		if (x->tick[i].text)
			strcat(strcat(got, *got ? "|" : ""), x->tick[i].text);
	assert_string_equal(got, want);
}

static void test_ticks(void **state)
{
	struct axis x;
	(void)state;

	x = fitted(false, AXIS_PLAIN, 0.163, 0.315, 0, 4);
	assert_labels(&x, "0.15|0.20|0.25|0.30|0.35");
	x = fitted(false, AXIS_SHARE, 0, 1, FIT_ROOM, 4);
	assert_labels(&x, "0|25|50|75|100 %");
	assert_near(x.hi, 1.1, 1e-12);
	x = fitted(false, AXIS_PLAIN, 0, 97.5, FIT_TIGHT, 5);
	assert_labels(&x, "0|20|40|60|80|100");
	x = fitted(true, AXIS_PLAIN, 1, 101, FIT_TIGHT, 5);
	assert_labels(&x, "1|2|5|10|20|50|100");
	x = fitted(true, AXIS_SHARE, 0.00125, 1, 0, 4);
	assert_labels(&x, "1 %|10 %|100 %");
	x = fitted(false, AXIS_PLAIN, -3, 4, 0, 4);
	assert_labels(&x, "−4|−2|0|2|4");
	x = fitted(false, AXIS_PLAIN, 7, 7, 0, 4);              /* one value: a range around it */
	assert_true(x.lo < 7 && x.hi > 7 && x.ntick >= 2);
}

static double drawn(void) { return (double)rand() / RAND_MAX; }

/* Whatever the data: they lie inside, ticks ascend inside the frame, there are two labels. */
static void test_ticks_of_anything(void **state)
{
	(void)state;
	srand(1);
	for (int i = 0; i < 20000; i++) {
		bool log = i % 2;
		double a = pow(10, 12 * drawn() - 6), b = log ? a * pow(10, 8 * drawn()) : a + a * pow(10, 4 * drawn() - 3);
		double sign = !log && i % 4 == 0 ? -1 : 1;
		double lo = sign < 0 ? -b : a, hi = sign < 0 ? -a : b;
		struct axis x = fitted(log, AXIS_PLAIN, lo, hi, (unsigned)(i / 2 % 4) | (i % 7 ? 0 : FIT_ROOM), 3 + i % 3);
		int labels = 0;
		double last = -INFINITY;

		assert_true(x.lo <= lo + 1e-9 * fabs(hi - lo) && x.hi >= hi - 1e-9 * fabs(hi - lo));
		for (int k = 0; k < x.ntick; k++) {
			assert_true(x.tick[k].at > last);
			last = x.tick[k].at;
			labels += x.tick[k].text != NULL;
			assert_true(axis_place(&x, x.tick[k].at) > -1e-6 && axis_place(&x, x.tick[k].at) < 1 + 1e-6);
		}
		if (labels < 2 || labels > 12)
			fail_msg("%d labels from %g to %g, log %d", labels, lo, hi, log);
		if (i % 500 == 0)
			arena_free(&arena);
	}
}

/* --- labels ------------------------------------------------------------------------------------ */

struct box { double x1, x2, y1, y2; };

static struct box box_of(const struct label *l)
{
	return (struct box){ l->x - l->w / 2, l->x + l->w / 2, l->y - l->h / 2, l->y + l->h / 2 };
}

static bool inside(struct box b, double x, double y)
{
	return x > b.x1 && x < b.x2 && y > b.y1 && y < b.y2;
}

/* Lines of random slopes; no label lies on a line, on another label, or outside the frame.
 * The lines are walked in steps of a fiftieth of a point: nothing is shared with the map of
 * cells by which the labels were placed. */
static void draw_random_page(struct page *p, int series)
{
	static const char *const name[] = { "weakest ties first", "random", "a rather long name of a series", "b", "2021" };

	p->arena = &arena;
	p->npanel = p->ncol = p->nrow = 1;
	p->panel = NEW(&arena, 1, struct panel);
	p->width = 8.5;
	p->height = 6;
	p->scale = 1;
	axis_fit(&arena, &p->x, 0, 20, FIT_TIGHT, 5);
	axis_fit(&arena, &p->y, 0, 1, FIT_ROOM, 4);
	for (int s = 0; s < series; s++) {
		struct block *b = page_block(p, 21, 2);
		double *x = page_column(p, b, 0), *y = page_column(p, b, 1), v = drawn(), slope = (drawn() - 0.5) / 12;
		struct layer *l;

		for (int i = 0; i < 21; i++) {
			x[i] = i;
			v = fmin(1, fmax(0, v + slope + (drawn() - 0.5) / 20));
			y[i] = v;
		}
		l = page_layer(p, p->panel, DRAW_LINE, b, 0, 1, 0, 0);
		l->colour = page_hue[s];
		page_label(p, p->panel, l, name[s], s % 2 ? "n = 1,234" : NULL, page_hue_text[s]);
	}
}

static void assert_free(const struct page *p, const struct panel *q, const struct label *l)
{
	struct box b = box_of(l);

	assert_true(b.x1 > q->left && b.x2 < q->right && b.y1 > q->bottom && b.y2 < q->top);
	for (const struct layer *m = q->layer; m; m = m->next)
		for (uint64_t i = 1; i < m->block->n; i++)
			for (double t = 0; t <= 1; t += 0.001) {
				double x = page_x(p, q, (1 - t) * m->block->col[0][i - 1] + t * m->block->col[0][i]);
				double y = page_y(p, q, (1 - t) * m->block->col[1][i - 1] + t * m->block->col[1][i]);

				if (inside(b, x, y))
					fail_msg("'%s' lies on a line at %g, %g cm", l->text, x, y);
			}
	for (const struct label *m = q->label; m; m = m->next)
		if (m != l && m->set && !m->aside) {
			struct box c = box_of(m);

			assert_false(b.x1 < c.x2 && c.x1 < b.x2 && b.y1 < c.y2 && c.y1 < b.y2);
		}
}

static void test_labels_are_free(void **state)
{
	int placed = 0, aside = 0;
	(void)state;

	srand(2);
	for (int i = 0; i < 150; i++) {
		struct page p = { 0 };

		draw_random_page(&p, 1 + i % 5);
		page_layout(&p);
		for (const struct label *l = p.panel[0].label; l; l = l->next) {
			assert_true(l->set);
			if (l->aside) {         /* right of the frame, on the page */
				aside++;
				assert_true(l->x - l->w / 2 > p.panel[0].right && l->x + l->w / 2 < p.width);
				continue;
			}
			placed++;
			assert_free(&p, p.panel, l);
		}
		arena_free(&arena);
	}
	assert_true(placed > 6 * aside);
}

/* A label is nearer to its own line than to any other, or a thin line leads to it. */
static void test_two_lines_have_their_names(void **state)
{
	struct page p = { 0 };
	double d[2];
	(void)state;

	srand(3);
	draw_random_page(&p, 2);
	for (int s = 0; s < 2; s++)
		for (int i = 0; i < 21; i++)
			((double *)p.panel[0].label->of->block->col[1])[i] = 0.8;
	for (int i = 0; i < 21; i++)
		((double *)p.panel[0].label->next->of->block->col[1])[i] = 0.2;
	page_layout(&p);
	for (int s = 0; s < 2; s++) {
		const struct label *l = s ? p.panel[0].label->next : p.panel[0].label;

		for (int k = 0; k < 2; k++)
			d[k] = fabs(l->y - page_y(&p, p.panel, k ? 0.2 : 0.8));
		assert_true(d[s] < d[1 - s] && d[s] < 0.6);
		assert_false(l->lead);
	}
}

static void test_no_room_means_the_side(void **state)
{
	struct page p = { 0 };
	(void)state;

	srand(4);
	draw_random_page(&p, 1);
	p.panel[0].label->text = "words and words and words and words and words and words that no frame holds";
	p.height = 1.9;
	page_layout(&p);
	assert_true(p.panel[0].label->aside);
	assert_true(p.failed == 1);
}

/* --- colours -------------------------------------------------------------------------------------- */

struct lab { double l, a, b; };

static double linear(double c) { return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4); }
static double cube(double t) { return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116; }

/* Linear sRGB to CIELAB, D65. */
static struct lab to_lab(const double c[3])
{
	double x = 0.4124564 * c[0] + 0.3575761 * c[1] + 0.1804375 * c[2];
	double y = 0.2126729 * c[0] + 0.7151522 * c[1] + 0.0721750 * c[2];
	double z = 0.0193339 * c[0] + 0.1191920 * c[1] + 0.9503041 * c[2];
	double fx = cube(x / 0.95047), fy = cube(y), fz = cube(z / 1.08883);

	return (struct lab){ 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz) };
}

static double degrees(double b, double a)
{
	double h = a == 0 && b == 0 ? 0 : atan2(b, a) * 180 / M_PI;

	return h < 0 ? h + 360 : h;
}

/* CIEDE2000 as in Sharma, Wu and Dalal (2005), Color Research and Application 30:21. */
static double distance(struct lab p, struct lab q)
{
	double c = (hypot(p.a, p.b) + hypot(q.a, q.b)) / 2, g = 0.5 * (1 - sqrt(pow(c, 7) / (pow(c, 7) + pow(25, 7))));
	double a1 = (1 + g) * p.a, a2 = (1 + g) * q.a, c1 = hypot(a1, p.b), c2 = hypot(a2, q.b);
	double h1 = degrees(p.b, a1), h2 = degrees(q.b, a2), dh = h2 - h1, h = (h1 + h2) / 2, l = (p.l + q.l) / 2, cm = (c1 + c2) / 2;
	double t, sl, sc, sh, rc, rt, dl = q.l - p.l, dc = c2 - c1, r = M_PI / 180;

	if (c1 * c2 == 0)
		dh = 0, h = h1 + h2;
	else if (fabs(dh) > 180) {
		dh += dh > 0 ? -360 : 360;
		h += h1 + h2 < 360 ? 180 : -180;
	}
	dh = 2 * sqrt(c1 * c2) * sin(dh / 2 * r);
	t = 1 - 0.17 * cos((h - 30) * r) + 0.24 * cos(2 * h * r) + 0.32 * cos((3 * h + 6) * r) - 0.20 * cos((4 * h - 63) * r);
	sl = 1 + 0.015 * pow(l - 50, 2) / sqrt(20 + pow(l - 50, 2));
	sc = 1 + 0.045 * cm;
	sh = 1 + 0.015 * cm * t;
	rc = 2 * sqrt(pow(cm, 7) / (pow(cm, 7) + pow(25, 7)));
	rt = -sin(60 * exp(-pow((h - 275) / 25, 2)) * r) * rc;
	return sqrt(pow(dl / sl, 2) + pow(dc / sc, 2) + pow(dh / sh, 2) + rt * dc / sc * dh / sh);
}

/* Machado, Oliveira and Fernandes (2009), severity 1. */
static const double vision[4][9] = {
	{ 1, 0, 0, 0, 1, 0, 0, 0, 1 },
	{ 0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881 },
	{ 0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998 },
	{ 1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900 },
};

static struct lab seen(const char *hex, int how)
{
	double c[3], s[3], y;

	for (int i = 0; i < 3; i++) {
		char two[3] = { hex[1 + 2 * i], hex[2 + 2 * i], 0 };

		c[i] = linear((int)strtol(two, NULL, 16) / 255.0);
	}
	if (how == 4) {
		y = 0.2126729 * c[0] + 0.7151522 * c[1] + 0.0721750 * c[2];
		c[0] = c[1] = c[2] = y;
		return to_lab(c);
	}
	for (int i = 0; i < 3; i++)
		s[i] = fmin(1, fmax(0, vision[how][3 * i] * c[0] + vision[how][3 * i + 1] * c[1] + vision[how][3 * i + 2] * c[2]));
	return to_lab(s);
}

static double nearest(int n, int how)
{
	double best = INFINITY;

	for (int i = 0; i < n; i++)
		for (int j = 0; j < i; j++)
			best = fmin(best, distance(seen(page_hue[i], how), seen(page_hue[j], how)));
	return best;
}

/* Pairs 1 and 7 of Sharma's test data. */
static void test_distance(void **state)
{
	(void)state;
	assert_near(distance((struct lab){ 50, 2.6772, -79.7751 }, (struct lab){ 50, 0, -82.7485 }), 2.0425, 1e-4);
	assert_near(distance((struct lab){ 50, 0, 0 }, (struct lab){ 50, -1, 2 }), 2.3669, 1e-4);
}

/* Normal, deutan, protan, tritan vision, and grey; under about 5 colours are confused. */
static void test_palette(void **state)
{
	static const double least[3][5] = { { 50, 60, 50, 55, 24 }, { 35, 25, 18, 12.5, 9.5 }, { 28, 14.5, 17, 12.5, 7 } };
	static const int size[] = { 2, 3, 6 };
	(void)state;

	for (int n = 0; n < 3; n++)
		for (int how = 0; how < 5; how++)
			if (nearest(size[n], how) < least[n][how])
				fail_msg("%d colours, vision %d: %.1f apart", size[n], how, nearest(size[n], how));
}

/* Words in the shade of a series have a contrast of 4.5 on white (WCAG 2.2). */
static void test_contrast(void **state)
{
	const char *all[HUES + 3] = { INK, TEXT, MUTE };
	(void)state;

	for (int i = 0; i < HUES; i++)
		all[3 + i] = page_hue_text[i];
	for (int i = 0; i < HUES + 3; i++) {
		double y = pow((seen(all[i], 0).l + 16) / 116, 3);

		if (1.05 / (y + 0.05) < 4.5)
			fail_msg("%s: %.2f", all[i], 1.05 / (y + 0.05));
	}
	for (int i = 1; i < 6; i++)             /* the ramp falls evenly, so it survives grey */
		assert_true(seen(page_ramp[i], 0).l < seen(page_ramp[i - 1], 0).l - 9);
}

/* --- gnuplot's bytes ---------------------------------------------------------------------------------- */

static void test_whole(void **state)
{
	(void)state;
	assert_true(plot_whole(PLOT_SVG, cell_of("<?xml version=\"1.0\"?>\n<svg></svg>\n")));
	assert_false(plot_whole(PLOT_SVG, cell_of("<?xml version=\"1.0\"?>\n<svg></sv")));
	assert_true(plot_whole(PLOT_PDF, cell_of("%PDF-1.5\nx\n%%EOF\n")));
	assert_false(plot_whole(PLOT_PDF, cell_of("%PDF-1.5\nx\n")));
	assert_false(plot_whole(PLOT_PNG, (struct cell){ "\x89PNG\r\n\x1a\n", 8 }));
	assert_false(plot_whole(PLOT_TEXT, cell_of("")));
}

static void test_still(void **state)
{
	char a[] = "<< /CreationDate (D:20261122120000+01'30)\n/ModDate (D:20251122120000Z) >>";
	char b[] = "/CreationDate (D:2026";
	(void)state;

	plot_still(a, strlen(a));
	assert_string_equal(a, "<< /CreationDate (D:20000101000000+00'00)\n/ModDate (D:20000101000000Z) >>");
	plot_still(b, strlen(b));
	assert_string_equal(b, "/CreationDate (D:2000");
}

static void test_format(void **state)
{
	enum plot_format f;
	(void)state;

	assert_int_equal(plot_format_of("a.b/fig.SVG", &f, &err), OK);
	assert_int_equal(f, PLOT_SVG);
	assert_int_equal(plot_format_of("a.svg/fig", &f, &err), E_USAGE);
	assert_int_equal(plot_format_of("fig.jpg", &f, &err), E_USAGE);
	err.code = 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_width), cmocka_unit_test(test_clean), cmocka_unit_test(test_wrap), cmocka_unit_test(test_escape),
		cmocka_unit_test(test_numbers), cmocka_unit_test(test_end_of_block), cmocka_unit_test(test_pen_number),
		cmocka_unit_test(test_ticks), cmocka_unit_test(test_ticks_of_anything),
		cmocka_unit_test(test_labels_are_free), cmocka_unit_test(test_two_lines_have_their_names),
		cmocka_unit_test(test_no_room_means_the_side),
		cmocka_unit_test(test_distance), cmocka_unit_test(test_palette), cmocka_unit_test(test_contrast),
		cmocka_unit_test(test_whole), cmocka_unit_test(test_still), cmocka_unit_test(test_format),
	};

	return cmocka_run_group_tests_name("figure", tests, NULL, teardown);
}
