/* Where people of a network stand, and the parts of bars, against slow ways to the same. */
#include "figure_network.h"
#include "layout.h"

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

static double drawn(void) { return (double)rand() / RAND_MAX; }

/* --- a figure from text ------------------------------------------------------------------- */

struct rows { char at[200000]; size_t len; };

static void row(struct rows *r, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	r->len += (size_t)vsnprintf(r->at + r->len, sizeof r->at - r->len, fmt, ap);
	va_end(ap);
	assert_true(r->len < sizeof r->at - 500);
}

static const struct tool nobody = { .name = "test" };
static struct run the_run = { .tool = &nobody, .arena = &arena };

static struct figure *make(const struct rows *r, const struct wish *wish)
{
	struct figure *f = NEW(&arena, 1, struct figure);
	struct table *t = NEW(&arena, 1, struct table);
	struct table_how how = { 0 };

	assert_int_equal(table_parse(&arena, arena_copy(&arena, r->at, r->len), r->len, &how, t, &err), OK);
	*f = (struct figure){ .arena = &arena, .wish = wish, .run = &the_run, .table = t };
	if (figure_make(f, &err))
		fail_msg("%s", err.text);
	return f;
}

/* --- places ------------------------------------------------------------------------------------ */

static uint64_t random_ties(uint32_t n, uint32_t *a, uint32_t *b)
{
	uint64_t m = 0;
	double p = drawn() < 0.5 ? 1.5 / n : 0.3;

	for (uint32_t i = 0; i < n; i++)
		for (uint32_t j = i + 1; j < n; j++)
			if (drawn() < p) {
				a[m] = i;
				b[m++] = j;
			}
	return m;
}

/* All finite and in the box that is told; the same again; tied people nearer than others are on average. */
static void test_layout(void **state)
{
	static uint32_t a[40 * 39 / 2], b[40 * 39 / 2];
	(void)state;

	srand(1);
	for (int round = 0; round < 60; round++) {
		uint32_t n = 1 + (uint32_t)rand() % 40;
		uint64_t m = random_ties(n, a, b);
		double x[40], y[40], x2[40], y2[40], w, h, w2, h2, tied = 0;

		assert_int_equal(layout_network(&arena, n, m, a, b, 1.4, x, y, &w, &h, &err), OK);
		assert_int_equal(layout_network(&arena, n, m, a, b, 1.4, x2, y2, &w2, &h2, &err), OK);
		assert_memory_equal(x, x2, n * sizeof *x);
		assert_memory_equal(y, y2, n * sizeof *y);
		for (uint32_t v = 0; v < n; v++)
			assert_true(x[v] >= -1e-9 && x[v] <= w + 1e-9 && y[v] >= -1e-9 && y[v] <= h + 1e-9);
		for (uint64_t k = 0; k < m; k++)
			tied += hypot(x[a[k]] - x[b[k]], y[a[k]] - y[b[k]]);
		if (m)                          /* 1 on average, in each component */
			assert_true(fabs(tied / (double)m - 1) < 1e-6);
		arena_free(&arena);
	}
}

/* More than 250 people in one component: another algorithm, the same promises. */
static void test_large_layout(void **state)
{
	enum { N = 300 };
	static uint32_t a[2 * N], b[2 * N];
	static double x[N], y[N], x2[N], y2[N];
	double w, h;
	uint64_t m = 0;
	(void)state;

	srand(2);
	for (uint32_t v = 1; v < N; v++) {
		a[m] = (uint32_t)rand() % v;
		b[m++] = v;
	}
	assert_int_equal(layout_network(&arena, N, m, a, b, 1.4, x, y, &w, &h, &err), OK);
	assert_int_equal(layout_network(&arena, N, m, a, b, 1.4, x2, y2, &w, &h, &err), OK);
	assert_memory_equal(x, x2, sizeof x);
	assert_memory_equal(y, y2, sizeof y);
	for (uint32_t v = 0; v < N; v++)
		assert_true(x[v] >= -1e-9 && x[v] <= w + 1e-9 && y[v] >= -1e-9 && y[v] <= h + 1e-9);
	arena_free(&arena);
}

/* Where there is room, no two are nearer than asked, also if all begin in one place. */
static void test_apart(void **state)
{
	(void)state;
	srand(3);
	for (int round = 0; round < 100; round++) {
		uint32_t n = 1 + (uint32_t)rand() % 30;
		double x[30], y[30];

		for (uint32_t v = 0; v < n; v++) {
			x[v] = round % 5 ? 100 * drawn() : 50;
			y[v] = round % 5 ? 100 * drawn() : 50;
		}
		assert_true(layout_apart(n, x, y, 9, 100, 100));
		for (uint32_t i = 0; i < n; i++)
			for (uint32_t j = 0; j < i; j++)
				assert_true(hypot(x[i] - x[j], y[i] - y[j]) >= 9 - 1e-9);
	}
	{
		double x[9] = { 0 }, y[9] = { 0 };

		assert_false(layout_apart(9, x, y, 60, 100, 100));      /* four would fit */
	}
}

/* Somebody in the middle of another's tie stands beside it afterwards. */
static void test_off_ties(void **state)
{
	const uint32_t a[] = { 0, 1 }, b[] = { 1, 2 };
	double x[4] = { 10, 90, 90, 50 }, y[4] = { 50, 50, 90, 50.5 }, dx, dy;
	(void)state;

	layout_off_ties(4, 2, a, b, x, y, 5, 100, 100);
	dx = x[1] - x[0];
	dy = y[1] - y[0];
	assert_true(fabs((y[3] - y[0]) * dx - (x[3] - x[0]) * dy) / hypot(dx, dy) >= 5 - 0.01);
}

/* --- the figure --------------------------------------------------------------------------------------- */

/* Nodes as drawn: those of coloured layers of points. */
static uint32_t nodes_of(const struct figure *f, double *x, double *y, double *size)
{
	uint32_t n = 0;

	for (const struct layer *l = f->page.panel[0].layer; l; l = l->next)
		if (l->as == DRAW_POINT && strcmp(l->colour, WHITE))
			for (uint64_t i = 0; i < l->block->n; i++) {
				x[n] = l->block->col[0][i];
				y[n++] = l->block->col[1][i];
				*size = l->size;
			}
	return n;
}

/* Each tie is one line from node to node; nodes do not touch; all is in the frame. */
static void test_network(void **state)
{
	const struct wish wish = { .kind = "network", .observed = NAN };
	static uint32_t a[40 * 39 / 2], b[40 * 39 / 2];
	static struct rows r;
	(void)state;

	srand(4);
	for (int round = 0; round < 30; round++) {
		uint32_t people = 2 + (uint32_t)rand() % 39, n, met[40] = { 0 }, degree[40] = { 0 };
		uint64_t m = random_ties(people, a, b), lines = 0;
		double x[80], y[80], size = 0;
		struct figure *f;

		if (!m)
			continue;
		r.len = 0;
		row(&r, "i\tj\tweight\n");
		for (uint64_t k = 0; k < m; k++)
			row(&r, "person%u\tperson%u\t%d\n", a[k], b[k], 1 + rand() % 50);
		f = make(&r, &wish);
		n = nodes_of(f, x, y, &size);
		for (uint64_t k = 0; k < m; k++) {
			met[a[k]]++;
			met[b[k]]++;
		}
		for (uint32_t v = 0, with = 0; v <= people; v++)
			if (v == people)
				assert_int_equal(n, with);
			else
				with += met[v] > 0;
		for (uint32_t i = 0; i < n; i++) {
			assert_true(x[i] - size / 2 > 0 && x[i] + size / 2 < f->page.x.hi && y[i] - size / 2 > 0 && y[i] + size / 2 < f->page.y.hi);
			for (uint32_t j = 0; j < i; j++)
				assert_true(hypot(x[i] - x[j], y[i] - y[j]) > size);
		}
		for (const struct layer *l = f->page.panel[0].layer; l; l = l->next)
			for (uint64_t i = 0; l->as == DRAW_LINE && i < l->block->n; i++) {
				lines += isnan(l->block->col[0][i]) ? 1 : 0;
				for (uint32_t v = 0; v < n; v++)
					degree[v] += l->block->col[0][i] == x[v] && l->block->col[1][i] == y[v];
			}
		assert_int_equal(lines, m);
		for (uint32_t d = 1; d < 40; d++) {     /* as many people of each degree */
			int want = 0, got = 0;

			for (uint32_t v = 0; v < 40; v++) {
				want += met[v] == d;
				got += degree[v] == d;
			}
			assert_int_equal(want, got);
		}
		arena_free(&arena);
	}
}

/* No name lies on a node or on another name. */
static void test_names(void **state)
{
	const struct wish wish = { .kind = "network", .observed = NAN, .top = 40 };
	static uint32_t a[40 * 39 / 2], b[40 * 39 / 2];
	static struct rows r;
	uint64_t names = 0;
	(void)state;

	srand(5);
	for (int round = 0; round < 30; round++) {
		uint64_t m = random_ties(25, a, b);
		double x[80], y[80], size = 0;
		uint32_t n;
		struct figure *f;

		if (!m)
			continue;
		r.len = 0;
		row(&r, "i\tj\n");
		for (uint64_t k = 0; k < m; k++)
			row(&r, "a longer name %u\ta longer name %u\n", a[k], b[k]);
		f = make(&r, &wish);
		n = nodes_of(f, x, y, &size);
		for (const struct text *t = f->page.text; t; t = t->next) {
			double w = text_width(t->text, 6, false), at = (t->x - f->page.panel[0].left) * CM - (t->align + 1) * w / 2;
			double mid = (t->y - f->page.panel[0].bottom) * CM;

			if (strncmp(t->text, "a longer", 8))
				continue;
			names++;
			assert_true(at >= -0.01 && at + w <= f->page.x.hi + 0.01);
			for (uint32_t v = 0; v < n; v++) {
				double dx = fmax(fmax(at - x[v], x[v] - at - w), 0), dy = fmax(fabs(mid - y[v]) - 3, 0);

				assert_true(hypot(dx, dy) > size / 2);
			}
			for (const struct text *u = t->next; u; u = u->next) {
				double uw = text_width(u->text, 6, false), ua = (u->x - f->page.panel[0].left) * CM - (u->align + 1) * uw / 2;

				if (!strncmp(u->text, "a longer", 8) && fabs((u->y - t->y) * CM) < 6)
					assert_true(ua > at + w || at > ua + uw);
			}
		}
		arena_free(&arena);
	}
	assert_true(names > 200);
}

/* --- roles --------------------------------------------------------------------------------------------- */

/* Every number of the table is the length of one part, which begins where those before it end. */
static void test_roles(void **state)
{
	static const char *const role[] = { "coordinator", "itinerant", "gatekeeper", "representative", "liaison" };
	const struct wish wish = { .kind = "roles", .facet = "wave", .observed = NAN, .top = 60 };
	static struct rows r;
	(void)state;

	srand(6);
	for (int round = 0; round < 40; round++) {
		int n = 1 + rand() % 12, order[60], v[2][12][5], sum[12] = { 0 };
		struct figure *f;

		for (int i = 0; i < n * 5; i++)
			order[i] = i;
		for (int i = n * 5; i-- > 1; ) {
			int j = rand() % (i + 1), t = order[i];

			order[i] = order[j];
			order[j] = t;
		}
		r.len = 0;
		row(&r, "wave\tmeasure\tgroup\tvalue\n");
		for (int w = 0; w < 2; w++)
			for (int i = 0; i < n * 5; i++) {
				int g = order[i] / 5, k = order[i] % 5;

				v[w][g][k] = rand() % 3 ? rand() % 50 : 0;
				sum[g] += v[w][g][k];
				row(&r, "%d\t%s\tg%d\t%d\n", w, role[k], g, v[w][g][k]);
			}
		for (int g = 0, all = 0; g <= n; g++)
			if (g < n)
				all += sum[g];
			else if (!all)
				goto next;
		f = make(&r, &wish);
		for (int w = 0; w < 2; w++) {
			int k = 0, drawn_sum = 0, sums = 0;

			for (const struct layer *l = f->page.panel[w].layer; l; l = l->next, k++)
				for (uint64_t i = 0; i < l->block->n; i++) {
					double from = l->block->col[0][i], to = l->block->col[1][i], y = l->block->col[2][i] + 0.36;
					int found = 0;

					drawn_sum += (int)nearbyint(to - from);
					for (int g = 0; g < n; g++) {   /* some group with these parts, in its place by size */
						int before = 0, above = 0, kept = 0;

						for (int q = 0; q < k; q++)
							before += v[w][g][q];
						for (int h = 0; h < n; h++) {
							kept += sum[h] > 0;
							above += sum[h] > sum[g];
						}
						found |= before == (int)from && v[w][g][k] == (int)(to - from) && kept - 1 - above >= y - 1e-9;
					}
					assert_true(found);
				}
			assert_int_equal(k, 5);
			for (int g = 0; g < n; g++)
				for (int q = 0; q < 5; q++)
					sums += v[w][g][q];
			assert_int_equal(drawn_sum, sums);
		}
next:
		arena_free(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_layout), cmocka_unit_test(test_large_layout), cmocka_unit_test(test_apart),
		cmocka_unit_test(test_off_ties), cmocka_unit_test(test_network), cmocka_unit_test(test_names), cmocka_unit_test(test_roles),
	};

	return cmocka_run_group_tests_name("figure_network", tests, NULL, teardown);
}
