/* What figures draw, against slow ways to the same numbers. */
#include "figure_curve.h"
#include "figure_hist.h"
#include "figure_order.h"
#include "figure_script.h"

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
		fail_msg("%.12g, not %.12g", got, want);
}

static double drawn(void) { return (double)rand() / RAND_MAX; }

/* --- a figure from text ------------------------------------------------------------------- */

struct rows { char *at; size_t len, room; };

static void row(struct rows *r, const char *fmt, ...)
{
	va_list ap;

	if (r->room - r->len < 400)
		r->at = realloc(r->at, r->room = 2 * r->room + 1000);
	va_start(ap, fmt);
	r->len += (size_t)vsnprintf(r->at + r->len, r->room - r->len, fmt, ap);
	va_end(ap);
}

static const struct tool nobody = { .name = "test" };
static struct run the_run = { .tool = &nobody, .arena = &arena };

static struct figure *make(struct rows *r, const struct wish *wish)
{
	struct figure *f = NEW(&arena, 1, struct figure);
	struct table *t = NEW(&arena, 1, struct table);
	char *text = arena_copy(&arena, r->at, r->len);
	struct table_how how = { 0 };

	free(r->at);
	assert_int_equal(table_parse(&arena, text, r->len, &how, t, &err), OK);
	*f = (struct figure){ .arena = &arena, .wish = wish, .run = &the_run, .table = t };
	if (figure_make(f, &err))
		fail_msg("%s", err.text);
	return f;
}

static const struct layer *layer(const struct figure *f, int panel, enum drawn as, int which)
{
	for (const struct layer *l = f->page.panel[panel].layer; l; l = l->next)
		if (l->as == as && which-- == 0)
			return l;
	fail_msg("there is no such layer");
	return NULL;
}

/* --- quantiles and ranges --------------------------------------------------------------------- */

/* Type 7 from its definition: h = (n - 1) p + 1, between the two order statistics around it. */
static double quantile(double *x, int n, double p)
{
	double h = (n - 1) * p;
	int k = (int)floor(h);

	for (int i = 1; i < n; i++)
		for (int j = i; j > 0 && x[j] < x[j - 1]; j--) {
			double t = x[j];

			x[j] = x[j - 1];
			x[j - 1] = t;
		}
	return k + 1 < n ? x[k] + (h - k) * (x[k + 1] - x[k]) : x[k];
}

static void test_replicates(void **state)
{
	const struct wish wish = { .kind = "lines", .observed = NAN };
	(void)state;

	srand(1);
	for (int round = 0; round < 40; round++) {
		int reps = 2 + rand() % 30, points = 1 + rand() % 6;
		double y[6][32];
		struct rows r = { 0 };
		const struct block *b;
		struct figure *f;

		row(&r, "replicate\tx\ty\n");
		for (int k = 0; k < reps; k++)
			for (int i = 0; i < points; i++) {
				y[i][k] = nearbyint(1e4 * drawn()) / 1e4;
				row(&r, "%d\t%d\t%.4f\n", k + 1, (i * 5) % 7, y[i][k]);        /* x not in order */
			}
		f = make(&r, &wish);
		b = layer(f, 0, DRAW_LINE, 0)->block;
		assert_int_equal(b->n, points);
		for (int i = 0; i < points; i++)
			for (int j = 0; j < points; j++)
				if (b->col[0][j] == (i * 5) % 7) {
					double sum = 0;

					for (int k = 0; k < reps; k++)
						sum += y[i][k];
					assert_near(b->col[1][j], sum / reps, 1e-12);
					assert_near(b->col[2][j], quantile(y[i], reps, 0.05), 1e-12);
					assert_near(b->col[3][j], quantile(y[i], reps, 0.95), 1e-12);
				}
		for (int j = 1; j < points; j++)
			assert_true(b->col[0][j] > b->col[0][j - 1]);
		arena_free(&arena);
	}
}

/* --- ccdf ------------------------------------------------------------------------------------------ */

static void test_ccdf(void **state)
{
	const struct wish wish = { .kind = "ccdf", .x = "k", .by = "g", .observed = NAN };
	(void)state;

	srand(2);
	for (int round = 0; round < 30; round++) {
		int n = 1 + rand() % 300, k[300], of[300], sizes[2] = { 0 };
		struct rows r = { 0 };
		struct figure *f;

		row(&r, "g\tk\n");
		for (int i = 0; i < n; i++) {
			k[i] = (int)(1 / (drawn() + 0.01)) - (i % 9 == 5);
			of[i] = rand() % 2;
			if (i == 0)
				k[i] = 1, of[i] = 0;
			sizes[of[i]]++;
			row(&r, "%d\t%d\n", of[i], k[i]);
		}
		f = make(&r, &wish);
		for (int s = 0, at = 0; s < 2; s++) {
			const struct block *b;

			if (!sizes[s])
				continue;
			b = layer(f, 0, DRAW_LINE, at++)->block;
			for (uint64_t i = 0; i < b->n; i++) {
				int above = 0;

				for (int j = 0; j < n; j++)
					above += of[j] == s && k[j] >= b->col[0][i];
				assert_near(b->col[1][i], (double)above / sizes[s], 1e-12);
			}
		}
		arena_free(&arena);
	}
}

/* --- bins ------------------------------------------------------------------------------------------- */

static void test_bins(void **state)
{
	(void)state;
	srand(3);
	for (int round = 0; round < 300; round++) {
		struct page p = { .arena = &arena };
		struct sorted g = { NEW(&arena, 400, double), (uint64_t)(1 + rand() % 400) };
		bool whole = round % 3 == 0;
		struct block *rest, *tail;
		double sum = 0, split;
		struct hist_bins b;

		for (uint64_t i = 0; i < g.n; i++)
			g.x[i] = whole ? rand() % 40 - 10 : 100 * drawn() * drawn() - 20;
		qsort(g.x, g.n, sizeof *g.x, compare_doubles);
		split = g.x[g.n / 2];
		b = bins_choose(&g, 1);
		assert_true(b.width > 0);
		if (whole && g.n > 1)           /* every bin holds as many whole numbers as the next */
			assert_near(b.width, nearbyint(b.width), 1e-9);
		bins_count(&p, &g, b, false, split, true, &rest, &tail);
		for (int t = 0; t < 2; t++)
			for (uint64_t i = 0; i < (t ? tail : rest)->n; i++) {
				const double *const *c = (t ? tail : rest)->col;
				int in = 0;

				for (uint64_t j = 0; j < g.n; j++)
					in += g.x[j] >= c[0][i] - 1e-9 && g.x[j] < c[1][i] - 1e-9;
				assert_int_equal(in, (int)c[3][i]);
				assert_true(t ? c[0][i] >= split - 1e-6 : c[0][i] < split + 1e-6);
				sum += c[3][i];
			}
		assert_int_equal((int)sum, (int)g.n);
		arena_free(&arena);
	}
}

/* --- hexagons ------------------------------------------------------------------------------------------ */

static const uint64_t least[] = { 1, 3, 10, 30, 100, 300, UINT64_MAX };

/* Each row belongs to the hexagon whose centre is nearest on paper; each hexagon has the
 * class of its number of rows; every row has one. */
static void test_hexagons(void **state)
{
	const struct wish wish = { .kind = "hexbin", .x = "x", .y = "y", .observed = NAN };
	static double x[3000], y[3000], cx[3000], cy[3000];
	static int class[3000];
	static uint64_t count[3000];
	(void)state;

	srand(4);
	for (int round = 0; round < 4; round++) {
		int n = 3000, cells = 0;
		struct rows r = { 0 };
		struct figure *f;
		const struct panel *q;

		row(&r, "x\ty\n");
		for (int i = 0; i < n; i++) {
			x[i] = nearbyint(1e5 * drawn() * drawn()) / 1e5;
			y[i] = nearbyint(1e5 * (drawn() + drawn() * x[i] * round)) / 1e5;
			row(&r, "%.5f\t%.5f\n", x[i], y[i]);
		}
		f = make(&r, &wish);
		q = f->page.panel;
		for (const struct layer *l = q->layer; l; l = l->next) {
			if (l->as != DRAW_FACE)
				continue;
			for (uint64_t i = 0; i < l->block->n; i += 7) {
				cx[cells] = cy[cells] = 0;
				for (int k = 0; k < 6; k++) {
					cx[cells] += page_x(&f->page, q, l->block->col[0][i + (uint64_t)k]) / 6;
					cy[cells] += page_y(&f->page, q, l->block->col[1][i + (uint64_t)k]) / 6;
				}
				for (class[cells] = 0; strcmp(page_ramp[class[cells]], l->colour); )
					class[cells]++;
				count[cells++] = 0;
			}
		}
		for (int i = 0; i < n; i++) {
			int best = 0;
			double d = INFINITY, px = page_x(&f->page, q, x[i]), py = page_y(&f->page, q, y[i]);

			for (int k = 0; k < cells; k++)
				if (hypot(cx[k] - px, cy[k] - py) < d) {
					d = hypot(cx[k] - px, cy[k] - py);
					best = k;
				}
			assert_true(d < 0.16);          /* cm: a hexagon is 6.4 points wide */
			count[best]++;
		}
		for (int k = 0; k < cells; k++)
			assert_true(count[k] >= least[class[k]] && count[k] < least[class[k] + 1]);
		arena_free(&arena);
	}
}

/* --- medians of points ------------------------------------------------------------------------------------ */

static void test_medians(void **state)
{
	const struct wish wish = { .kind = "points", .x = "x", .y = "y", .observed = NAN };
	static double x[1000], y[1000], in[1000];
	struct rows r = { 0 };
	const struct block *b = NULL;
	struct figure *f;
	(void)state;

	srand(5);
	row(&r, "x\ty\n");
	for (int i = 0; i < 1000; i++) {
		x[i] = nearbyint(1e5 * drawn() * drawn()) / 1e5;
		y[i] = nearbyint(1e5 * drawn()) / 1e5;
		row(&r, "%.5f\t%.5f\n", x[i], y[i]);
	}
	f = make(&r, &wish);
	b = layer(f, 0, DRAW_LINE, 0)->block;
	assert_true(b->n >= 3);
	for (uint64_t k = 0; k < b->n; k++) {
		double half = (f->page.x.hi - f->page.x.lo) / 20;
		int n = 0;

		for (int i = 0; i < 1000; i++)
			if (x[i] >= b->col[0][k] - half && x[i] < b->col[0][k] + half)
				in[n++] = y[i];
		assert_true(n >= 20);
		assert_near(b->col[1][k], quantile(in, n, 0.5), 1e-12);
	}
	arena_free(&arena);
}

/* --- heat ------------------------------------------------------------------------------------------------ */

/* Two blocks of groups, dealt out of order: neighbours end up in the same block. */
static void test_seriation(void **state)
{
	const struct wish wish = { .kind = "heat", .observed = NAN };
	struct rows r = { 0 };
	struct figure *f;
	char order[100] = "";
	int changes = 0;
	(void)state;

	row(&r, "from\tto\tties\texpected\n");
	for (int a = 0; a < 6; a++)
		for (int b = 0; b < 6; b++)
			row(&r, "%c%d\t%c%d\t%d\t20\n", "xy"[a % 2], a, "xy"[b % 2], b, a % 2 == b % 2 ? 60 : 10);
	f = make(&r, &wish);
	for (const struct text *t = f->page.text; t; t = t->next)
		if (t->align == 1 && t->size == 6.5)
			strcat(order, (char[]){ t->text[0], 0 });
	assert_int_equal(strlen(order), 6);
	for (int i = 1; i < 6; i++)
		changes += order[i] != order[i - 1];
	assert_int_equal(changes, 1);
	arena_free(&arena);
}

/* The path is never longer than before, and each stop is there once. */
static void test_order(void **state)
{
	(void)state;
	srand(6);
	for (int round = 0; round < 200; round++) {
		int n = 1 + rand() % 12, order[12], seen[12] = { 0 };
		double x[12], d[144], before;

		for (int i = 0; i < n; i++) {
			x[i] = round % 2 ? (i * 5) % n : drawn();
			order[i] = i;
		}
		for (int i = 0; i < n * n; i++)
			d[i] = round % 4 < 2 ? fabs(x[i / n] - x[i % n]) : i / n == i % n ? 0 : 1 + (i / n ^ i % n) % 7;
		before = order_length(d, n, order);
		order_alike(d, n, order);
		assert_true(order_length(d, n, order) <= before + 1e-12);
		for (int i = 0; i < n; i++)
			seen[order[i]]++;
		for (int i = 0; i < n; i++)
			assert_int_equal(seen[i], 1);
	}
}

/* --- memory --------------------------------------------------------------------------------------------------- */

struct attempt { const char *text; const struct wish *wish; };

static int attempt(void *arg)
{
	const struct attempt *a = arg;
	struct figure f = { .arena = &arena, .wish = a->wish, .run = &the_run };
	struct table t;
	struct table_how how = { 0 };

	TRY(table_parse(&arena, a->text, strlen(a->text), &how, &t, &err));
	f.table = &t;
	TRY(figure_make(&f, &err));
	script_write(&f.page, f.kind->name, TEXT_ENHANCED);
	return OK;
}

/* Whatever allocation fails, the answer is E_MEMORY and nothing else. */
static void test_no_memory(void **state)
{
	const struct wish wish = { .kind = "lines", .x = "x", .y = "y", .by = "g", .observed = NAN };
	struct attempt a = { "g\tx\ty\na\t1\t1\na\t2\t3\nb\t1\t2\nb\t2\t5\n", &wish };
	size_t needed, step;
	(void)state;

	err.code = 0;
	assert_int_equal(arena_guard(&arena, attempt, &a, &err), OK);
	needed = arena.used;
	arena_free(&arena);
	step = needed / 250 + 1;
	for (size_t limit = 1; limit < needed; limit += step) {
		err.code = 0;
		arena = (struct arena){ .limit = limit };
		assert_int_equal(arena_guard(&arena, attempt, &a, &err), E_MEMORY);
		arena_free(&arena);
	}
	arena = (struct arena){ 0 };
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_replicates), cmocka_unit_test(test_ccdf), cmocka_unit_test(test_bins),
		cmocka_unit_test(test_hexagons), cmocka_unit_test(test_medians), cmocka_unit_test(test_seriation), cmocka_unit_test(test_order),
		cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests_name("figure_kinds", tests, NULL, teardown);
}
