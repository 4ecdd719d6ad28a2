/* Memory that ends at every step: the answer is E_MEMORY or the right one, never a crash.
 *
 * A piece of work is run again and again.  Each time the arena's limit lets one more request
 * through than the time before, so that every request that sets a new record fails once. */
#include "ties.h"
#include "names.h"
#include "people.h"
#include "tie.h"

#include <fcntl.h>

static struct arena a;
static int nowhere = -1;
static char net_file[] = "alloc-XXXXXX";

static void every_step(int (*work)(void *), void *arg)
{
	uint64_t steps = 0;
	size_t limit = 16;
	int code;

	do {
		a = (struct arena){ .limit = limit };
		why = (struct err){ 0 };
		code = arena_guard(&a, work, arg, &why);
		if (code && (code != E_MEMORY || why.code != E_MEMORY))
			fail_msg("with %zu bytes: code %d: %s", limit, code, why.text);
		assert_true(a.used <= limit);
		size_t next = a.used + (a.wanted + 15) / 16 * 16;
		limit = next > limit ? next : limit + 16;
		arena_free(&a);
		steps++;
	} while (code);
	if (steps < 5)
		fail_msg("only %llu steps", (unsigned long long)steps);
	size_t enough = limit;
	for (limit = 1; limit < enough; limit += 1 + enough / 200) {
		a = (struct arena){ .limit = limit };
		code = arena_guard(&a, work, arg, &why);
		assert_true(code == OK || code == E_MEMORY);
		arena_free(&a);
	}
}

/* --- tables ----------------------------------------------------------------------------------- */

static const char *some_table(char sep, bool quoted, uint32_t rows)
{
	char *text = NEW(&memory, 200 + rows * 60, char), *p = text;

	p += sprintf(p, "# before\ni%cj%cweight%cwave\n", sep, sep, sep);
	for (uint32_t k = 0; k < rows; k++)
		p += sprintf(p, quoted ? "\"p%u\"%c\"q\"\"%u\"%c%u%cw%u\n" : "p%u%cq%u%c%u%cw%u\n", (unsigned)any(300), sep, (unsigned)any(300), sep,
		             (unsigned)k, sep, (unsigned)any(3));
	return text;
}

static void half(const void *ctx, const uint64_t *row, size_t n, double *out)
{
	(void)ctx;
	for (size_t k = 0; k < n; k++)
		out[k] = (double)row[k] / 2;
}

static int table_work(void *arg)
{
	static const char *const rename[] = { "weight=calls", NULL };
	const struct table_how how = { .rename = rename };
	struct table t;
	struct names d;
	struct out o;
	const double *x;
	uint32_t *id[2], *order;
	uint64_t missing;

	TRY(table_parse(&a, arg, strlen(arg), &how, &t, &why));
	names_open(&d, &a);
	id[0] = NEW(&a, t.nrow, uint32_t);
	id[1] = NEW(&a, t.nrow, uint32_t);
	TRY(names_columns(&d, &t, 2, (int[]){ 0, 1 }, id, NAMES_REFUSE, &why));
	TRY(table_reals(&t, 2, &x, &missing, &why));
	order = names_sorted(&d, &a);
	TRY(table_add_counts(&t, "from", id[0], &why));
	TRY(table_add_reals(&t, "again", x, &why));
	TRY(table_add_labels(&t, "name", id[1], d.name, &why));
	TRY(table_add_call(&t, "half", half, NULL, &why));
	for (int k = 0; k < 20; k++)
		TRY(table_add_reals(&t, arena_print(&a, "more%d", k), x, &why));
	table_drop(&t, 3);
	out_open(&o, &a, nowhere);
	TRY(table_write(&t, &o, true, &why));
	assert_true(d.n > 100 && order[0] < d.n && missing == 0);
	assert_true(cell_is(table_cell(&t, 7, 2), "7"));
	assert_int_equal(table_line(&t, 7), 10);
	return out_end(&o, &why);
}

static void tables(void **state)
{
	(void)state;
	every_step(table_work, (void *)(uintptr_t)some_table('\t', false, 3000));
	every_step(table_work, (void *)(uintptr_t)some_table(';', false, 1000));
	every_step(table_work, (void *)(uintptr_t)some_table(',', true, 1000));
}

/* --- graphs ------------------------------------------------------------------------------------- */

static void look(void *ctx, const struct triangle *t, uint32_t n)
{
	(void)t;
	*(uint64_t *)ctx += n;
}

static int graph_work(void *arg)
{
	const struct ties *t = arg;
	struct forward f;
	struct graph g;
	uint64_t triangles = 0, counted = 0;
	uint32_t *count, *label, *size;
	double *value;

	TRY(forward_build(&a, t->n, t->m, t->a, t->b, &f, &why));
	count = NEW(&a, f.m, uint32_t);
	forward_triangles(&a, &f, 3, count);
	forward_each_triangle(&a, &f, look, &triangles);
	for (uint32_t i = 0; i < f.m; i++)
		counted += count[i];
	assert_int_equal(counted, 3 * triangles);
	value = NEW(&a, t->n > f.m ? t->n : f.m, double);
	forward_triangle_sums(&a, &f, value, NEW(&a, f.m, double));
	tie_weighted_overlap(&a, &f, t->m, t->w, value);
	graph_build(&a, t->n, t->m, t->a, t->b, t->w, GRAPH_BOTH | GRAPH_MERGE | GRAPH_NO_LOOPS, &g);
	label = NEW(&a, t->n, uint32_t);
	graph_cores(&a, &g, label);
	assert_int_equal(g.m, 2 * (uint64_t)f.m);
	components_weak(&a, t->n, t->m, t->a, t->b, label, &size);
	graph_build(&a, t->n, t->m, t->a, t->b, NULL, GRAPH_OUT, &g);
	components_strong(&a, &g, label, &size);
	return OK;
}

static void graphs(void **state)
{
	(void)state;
	static struct ties t;

	for (int turn = 0; turn < 20; turn++) {
		do
			random_ties(&t);
		while (t.m < 10);
		every_step(graph_work, &t);
	}
}

/* --- networks --------------------------------------------------------------------------------------- */

static int net_work(void *arg)
{
	static const struct tool tool = { .name = "alloc", .uses = USES_TIES | USES_WEIGHT | USES_NODES };
	static const char *const names[] = { "A", "B", "C", "D", "E", "F", "G", "H", "I", "J" };
	struct run *r = arg;
	struct people people;
	struct net n;
	struct out o;
	double *column;

	r->tool = &tool;
	r->arena = &a;
	r->file = net_file;
	TRY(net_open(r, 0, &n, &why));
	TRY(people_open(&n, &people, &why));
	for (int k = 0; k < 10; k++)
		TRY(people_add(&people, names[k], &column, &why));
	out_open(&o, &a, nowhere);
	r->out = &o;
	TRY(people_write(&people, &why));
	assert_int_equal(n.nparts, r->by ? 3 : 1);
	return out_end(&o, &why);
}

static void networks(void **state)
{
	(void)state;
	const char *text = some_table(any(2) ? ',' : '\t', false, 5000);
	int fd = mkstemp(net_file);

	/* large enough to be mapped: no descriptor is open when the memory ends */
	assert_true(fd >= 0 && strlen(text) > 1 << 16);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
	/* without a note on standard error each time */
	int saved = dup(STDERR_FILENO);
	dup2(nowhere, STDERR_FILENO);
	every_step(net_work, &(struct run){ .weight = "weight" });
	every_step(net_work, &(struct run){ .by = "wave", .weight = "weight" });
	dup2(saved, STDERR_FILENO);
	close(saved);
	unlink(net_file);
}

static int make(void **state) { (void)state; return (nowhere = open("/dev/null", O_WRONLY)) < 0; }

int main(void)
{
	const struct CMUnitTest tests[] = { CHECK(tables), CHECK(graphs), CHECK(networks) };

	return cmocka_run_group_tests_name("alloc", tests, make, NULL);
}
