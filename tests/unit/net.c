/* Networks read from tables: ends, direction, weights, people without ties, parts. */
#include "check.h"
#include "net.h"

#include <fcntl.h>
#include <math.h>

static const struct tool tool = { .name = "test", .uses = USES_TIES | USES_WEIGHT | USES_NODES };
static char ties_name[] = "net-ties-XXXXXX", nodes_name[] = "net-nodes-XXXXXX", said_name[] = "net-said-XXXXXX";
static char said[4096];                 /* on standard error, by the last try() */

static void put_file(const char *name, const char *text)
{
	int fd = open(name, O_WRONLY | O_TRUNC);
	size_t len = strlen(text);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, len), len);
	close(fd);
}

/* net_open() over these texts, with the options of `r`; what it says is kept. */
static int try(const char *ties, const char *nodes, struct run *r, unsigned how, struct net *n)
{
	int saved = dup(STDERR_FILENO), code, fd = open(said_name, O_RDWR | O_TRUNC);
	ssize_t len;

	put_file(ties_name, ties);
	put_file(nodes_name, nodes ? nodes : "");
	why = (struct err){ 0 };
	r->tool = &tool;
	r->arena = &memory;
	r->file = ties_name;
	r->nodes = nodes ? nodes_name : NULL;
	dup2(fd, STDERR_FILENO);
	code = net_open(r, how, n, &why);
	dup2(saved, STDERR_FILENO);
	close(saved);
	len = pread(fd, said, sizeof said - 1, 0);
	said[len < 0 ? 0 : len] = '\0';
	close(fd);
	return code;
}

static bool says(const char *words) { return strstr(said, words); }

static struct net open_net(const char *ties, const char *nodes, struct run r)
{
	struct net n;
	struct run *kept = NEW(&memory, 1, struct run);         /* the net looks at it later */

	*kept = r;
	assert_ok(try(ties, nodes, kept, 0, &n));
	return n;
}

static bool is_name(const struct net *n, uint32_t person, const char *name) { return cell_is(n->people.name[person], name); }

/* --- ends and direction ------------------------------------------------------------------------ */

static void names_of_the_ends(void **state)
{
	(void)state;
	static const struct { const char *header; int ci, cj; bool directed; } known[] = {
		{ "i\tj", 0, 1, false }, { "weight\tj\ti", 2, 1, false }, { "from\tto", 0, 1, true }, { "to\tfrom", 1, 0, true },
		{ "source\ttarget", 0, 1, true }, { "sender\treceiver", 0, 1, true }, { "caller\tcallee", 0, 1, true },
		{ "ego\talter", 0, 1, true }, { "giver\treceiver", 0, 1, true },
		{ "from\tto\ti\tj", 2, 3, false },              /* i and j come first */
		{ "source\tto\tfrom", 2, 1, true },             /* pairs, not single names */
		{ "sender\tgiver\treceiver", 0, 2, true },
	};
	static const char *const none[] = { "i", "a\tb", "i\tto", "from\ttarget", "I\tJ", "i \tj" };

	for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
		char text[100];
		snprintf(text, sizeof text, "%s\n", known[k].header);
		struct net n = open_net(text, NULL, (struct run){ 0 });
		assert_int_equal(n.ci, known[k].ci);
		assert_int_equal(n.cj, known[k].cj);
		assert_int_equal(n.directed, known[k].directed);
		assert_int_equal(n.inferred, known[k].directed);
		assert_int_equal(n.people.n, 0);
		assert_int_equal(n.nparts, 1);
		assert_true(n.part[0].n == 0 && n.part[0].m == 0);
		n = open_net(text, NULL, (struct run){ .undirected = true });
		assert_true(!n.directed && !n.inferred);
		n = open_net(text, NULL, (struct run){ .directed = true });
		assert_true(n.directed && !n.inferred);
	}
	for (size_t k = 0; k < sizeof none / sizeof *none; k++) {
		char text[100];
		struct net n;
		snprintf(text, sizeof text, "%s\n", none[k]);
		assert_fails(E_USAGE, "'i' and 'j'", try(text, NULL, &(struct run){ 0 }, 0, &n));
	}
}

static void an_inferred_direction_is_said_where_it_matters(void **state)
{
	(void)state;
	struct net n;
	static const char arcs[] = "from\tto\na\tb\n", ties[] = "i\tj\na\tb\n";

	assert_ok(try(arcs, NULL, &(struct run){ 0 }, NET_NEEDS_DIRECTION, &n));
	assert_true(says("read as directed, because the header says 'from' and 'to'"));
	assert_ok(try(arcs, NULL, &(struct run){ 0 }, 0, &n));
	assert_string_equal(said, "");
	assert_ok(try(arcs, NULL, &(struct run){ .directed = true }, NET_NEEDS_DIRECTION, &n));
	assert_string_equal(said, "");
	assert_ok(try(arcs, NULL, &(struct run){ .undirected = true }, NET_NEEDS_DIRECTION, &n));
	assert_string_equal(said, "");
	assert_ok(try(ties, NULL, &(struct run){ 0 }, NET_NEEDS_DIRECTION, &n));
	assert_string_equal(said, "");
}

static void people_in_order_of_appearance(void **state)
{
	(void)state;
	struct net n = open_net("j\tx\ti\nb\t1\ta\n\nc\t2\tb\nNA\t3\ta\n", NULL, (struct run){ 0 });

	assert_int_equal(n.people.n, 4);
	assert_true(is_name(&n, 0, "a") && is_name(&n, 1, "b") && is_name(&n, 2, "c") && is_name(&n, 3, "NA"));
	const uint32_t a[] = { 0, 1, 0 }, b[] = { 1, 2, 3 };
	assert_memory_equal(n.a, a, sizeof a);
	assert_memory_equal(n.b, b, sizeof b);
	assert_ptr_equal(n.part[0].a, n.a);
	assert_null(n.part[0].who);
	assert_int_equal(part_person(&n.part[0], 2), 2);
	assert_int_equal(part_row(&n.part[0], 2), 2);
	struct net bad;
	assert_fails(E_DATA, ":3: column 'j': '' is empty", try("i\tj\na\tb\nc\t\n", NULL, &(struct run){ 0 }, 0, &bad));
}

/* --- weights ------------------------------------------------------------------------------------ */

static void weights(void **state)
{
	(void)state;
	struct net n = open_net("i\tj\tcalls\na\tb\t2.5\nb\tc\t0\nc\td\t-1\n", NULL, (struct run){ .weight = "calls" });

	assert_true(n.weight[0] == 2.5 && n.weight[1] == 0 && n.weight[2] == -1);
	assert_true(n.part[0].weight == n.weight);
	assert_string_equal(said, "");
	static const struct { const char *value, *sentence; } bad[] = {
		{ "NA", "'NA' is not a weight" }, { "", "'' is not a weight" }, { "Inf", "'Inf' is not a weight" },
		{ "-inf", "is not a weight" }, { "NaN", "is not a weight" }, { "1e400", "is not a weight" },
		{ "1e308", "is too large" }, { "-1e71", "is too large" },
		{ "x", "'x' is not a number" }, { "0,5", "decimal comma" },
	};
	for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
		char text[100];
		snprintf(text, sizeof text, "i\tj\tw\na\tb\t1\nb\tc\t%s\n", bad[k].value);
		assert_fails(E_DATA, bad[k].sentence, try(text, NULL, &(struct run){ .weight = "w" }, 0, &n));
		assert_non_null(strstr(why.text, ":3: column 'w'"));
	}
	assert_fails(E_USAGE, "did you mean 'calls'", try("i\tj\tcalls\n", NULL, &(struct run){ .weight = "cals" }, 0, &n));
}

static void what_was_not_used_is_said(void **state)
{
	(void)state;
	struct net n;

	assert_ok(try("i\tj\tweight\na\tb\t5\n", NULL, &(struct run){ 0 }, 0, &n));
	assert_true(says("'weight' is not used"));
	assert_null(n.weight);
	static const char *const parts[] = { "wave", "layer", "replicate" };
	for (int k = 0; k < 3; k++) {
		char text[100];
		snprintf(text, sizeof text, "i\tj\t%s\na\tb\t5\na\tc\t6\n", parts[k]);
		assert_ok(try(text, NULL, &(struct run){ 0 }, 0, &n));
		assert_true(says("one network") && says(parts[k]));
		assert_ok(try(text, NULL, &(struct run){ .by = parts[k] }, 0, &n));
		assert_string_equal(said, "");
	}
	assert_ok(try("i\tj\tcolour\na\tb\t5\n", NULL, &(struct run){ 0 }, 0, &n));
	assert_string_equal(said, "");
}

/* --- people without ties -------------------------------------------------------------------------- */

static void nodes_bring_isolates(void **state)
{
	(void)state;
	struct net n = open_net("i\tj\nb\ta\n", "node\tage\nz\t1\na\t2\ny\t3\n", (struct run){ 0 });

	assert_int_equal(n.people.n, 4);
	assert_true(is_name(&n, 0, "b") && is_name(&n, 1, "a") && is_name(&n, 2, "z") && is_name(&n, 3, "y"));
	assert_int_equal(n.part[0].n, 4);
	const uint32_t node[] = { 2, 1, 3 };
	assert_memory_equal(n.node, node, sizeof node);
	assert_int_equal(n.cnode, 0);
	n = open_net("i\tj\nb\ta\n", "age\tid\n1\tq\n", (struct run){ 0 });
	assert_int_equal(n.cnode, 1);
	assert_int_equal(n.people.n, 3);
	assert_fails(E_USAGE, "no column 'node'", try("i\tj\na\tb\n", "name\na\n", &(struct run){ 0 }, 0, &n));
	assert_fails(E_DATA, ":4: column 'node': 'x' stands there twice", try("i\tj\na\tb\n", "node\nx\ny\nx\n", &(struct run){ 0 }, 0, &n));
	assert_fails(E_DATA, ":2: column 'node': '' is empty", try("i\tj\na\tb\n", "node\tx\n\t1\n", &(struct run){ 0 }, 0, &n));
}

/* --- parts ------------------------------------------------------------------------------------------ */

static void one_column_parts_the_rows(void **state)
{
	(void)state;
	struct net n = open_net("i\tj\tyear\tw\na\tb\t2020\t1\nc\ta\t2021\t2\nb\ta\t2020\t3\nd\td\t\t4\ne\ta\tNA\t5\n", "node\nz\na\n",
	                        (struct run){ .by = "year", .weight = "w" });

	assert_int_equal(n.nparts, 3);
	assert_int_equal(n.nby, 1);
	assert_string_equal(n.by[0], "year");
	const struct part *p = n.part;
	assert_true(cell_is(p[0].label[0], "2020") && cell_is(p[1].label[0], "2021") && cell_is(p[2].label[0], "NA"));
	assert_true(p[0].m == 2 && p[1].m == 1 && p[2].m == 2);         /* empty and NA are one value */
	assert_true(p[0].row[0] == 0 && p[0].row[1] == 2 && p[1].row[0] == 1 && p[2].row[0] == 3);
	/* the part's own numbers: 2020 has a b and, from --nodes, z; 2021 has c a z; NA has d e a z */
	assert_true(p[0].n == 3 && p[1].n == 3 && p[2].n == 4);
	assert_true(is_name(&n, p[0].who[0], "a") && is_name(&n, p[0].who[1], "b") && is_name(&n, p[0].who[2], "z"));
	assert_true(is_name(&n, p[1].who[0], "c") && is_name(&n, p[1].who[1], "a") && is_name(&n, p[1].who[2], "z"));
	assert_true(p[0].a[1] == 1 && p[0].b[1] == 0 && p[1].a[0] == 0 && p[1].b[0] == 1);
	assert_true(p[0].weight[1] == 3 && p[1].weight[0] == 2 && p[2].weight[1] == 5);
	assert_int_equal(part_row(&p[0], 1), 2);
	n = open_net("i\tj\tyear\na\tb\t\na\tb\t2020\n", NULL, (struct run){ .by = "year" });
	assert_true(cell_is(n.part[0].label[0], "NA"));         /* in order of appearance, as others */
	struct net bad;
	assert_fails(E_USAGE, "did you mean 'year'", try("i\tj\tyear\n", NULL, &(struct run){ .by = "yaer" }, 0, &bad));
}

static void two_columns_part_the_rows(void **state)
{
	(void)state;
	struct net n = open_net("i\tj\ta\tb\np\tq\tx\t1\np\tq\tx\t2\np\tq\ty\t1\np\tq\tx\t1\n", NULL, (struct run){ .by = "a,b" });

	assert_int_equal(n.nparts, 3);
	assert_true(cell_is(n.part[0].label[0], "x") && cell_is(n.part[0].label[1], "1"));
	assert_true(cell_is(n.part[1].label[0], "x") && cell_is(n.part[1].label[1], "2"));
	assert_true(cell_is(n.part[2].label[0], "y") && cell_is(n.part[2].label[1], "1"));
	assert_true(n.part[0].m == 2 && n.part[1].m == 1 && n.part[2].m == 1);
}

static void no_rows_have_no_parts(void **state)
{
	(void)state;
	struct net n = open_net("i\tj\twave\n", NULL, (struct run){ .by = "wave" });

	assert_int_equal(n.nparts, 0);
}

/* A panel: whoever is in the table of people in a wave is in that wave's network, and in no other. */
static void nodes_with_a_wave_of_their_own(void **state)
{
	(void)state;
	struct net n = open_net("i\tj\twave\na\tb\t1\nc\ta\t2\n", "node\twave\nz\t2\na\t1\na\t2\nx\t3\ny\t1\n", (struct run){ .by = "wave" });

	assert_int_equal(n.nparts, 2);          /* a wave without ties is none */
	assert_int_equal(n.part[0].n, 3);
	assert_true(is_name(&n, n.part[0].who[2], "y"));
	assert_int_equal(n.part[1].n, 3);
	assert_true(is_name(&n, n.part[1].who[2], "z"));
	/* a person twice in one wave is an error, here as without --by */
	struct net bad;
	assert_fails(E_DATA, ":4: column 'node': 'a' stands there twice",
	             try("i\tj\twave\na\tb\t1\n", "node\twave\na\t1\na\t2\na\t1\n", &(struct run){ .by = "wave" }, 0, &bad));
}

/* --- random tables -------------------------------------------------------------------------------------- */

struct line { char i[4], j[4], u[4], v[4]; unsigned w; };

static void a_word(char *to, const char *letter, uint32_t n)
{
	to[0] = *letter;
	sprintf(to + 1, "%u", (unsigned)any(n));
}

/* Rows of a part: those with its labels, in order; its people: as they appear there, then those of
 * --nodes, all of them or those with the part's labels. */
static void random_parts(void **state)
{
	(void)state;
	for (int turn = 0; turn < 3000; turn++) {
		uint32_t rows = any(40), nodes = any(15), nby = any(3), own = any(2), people = 1 + any(12), values = 1 + any(4);
		struct line line[40], node[15];
		char text[2000], *p = text, ntext[1000], *q = ntext;
		static const char *const by[] = { NULL, "u", "v,u" };
		p += sprintf(p, "u,i,w,j,v\n");
		for (uint32_t k = 0; k < rows; k++) {
			struct line *l = &line[k];
			a_word(l->i, "p", people);
			a_word(l->j, "p", people);
			a_word(l->u, "u", values);
			a_word(l->v, "v", values);
			l->w = any(100);
			p += sprintf(p, "%s,%s,%u,%s,%s\n", l->u, l->i, l->w, l->j, l->v);
		}
		q += sprintf(q, own ? "v,node,u\n" : "node,x\n");
		for (uint32_t k = 0; k < nodes; k++) {
			sprintf(node[k].i, "p%u", (unsigned)(k + any(2) * 15));
			a_word(node[k].u, "u", values + 1);
			a_word(node[k].v, "v", values + 1);
			q += own ? sprintf(q, "%s,%s,%s\n", node[k].v, node[k].i, node[k].u) : sprintf(q, "%s,%u\n", node[k].i, (unsigned)k);
		}
		struct net n = open_net(text, nodes ? ntext : NULL, (struct run){ .by = by[nby], .weight = "w" });
		uint32_t part = 0;
		bool done[40] = { false };
		for (uint32_t k = 0; k < rows || (!nby && !k && !rows && part < 1); k++) {
			if (k < rows && done[k])
				continue;
			/* the rows like this one */
			char order[64][4];
			uint32_t m = 0, seen = 0;
			const struct part *g = &n.part[part++];
			assert_true(part <= n.nparts);
			if (nby)
				assert_true(cell_is(g->label[nby - 1], line[k].u));
			if (nby == 2)
				assert_true(cell_is(g->label[0], line[k].v));
			for (uint32_t s = k; s < rows; s++) {
				if ((nby && strcmp(line[s].u, line[k].u)) || (nby == 2 && strcmp(line[s].v, line[k].v)))
					continue;
				done[s] = true;
				assert_true(m < g->m);
				assert_int_equal(part_row(g, m), s);
				assert_true(g->weight[m] == line[s].w);
				assert_true(is_name(&n, part_person(g, g->a[m]), line[s].i));
				assert_true(is_name(&n, part_person(g, g->b[m]), line[s].j));
				m++;
				for (int end = 0; end < 2; end++) {
					const char *name = end ? line[s].j : line[s].i;
					uint32_t x = 0;
					while (x < seen && strcmp(order[x], name))
						x++;
					if (x == seen)
						strcpy(order[seen++], name);
				}
			}
			assert_int_equal(g->m, m);
			for (uint32_t s = 0; s < nodes; s++) {
				if (own && nby && (strcmp(node[s].u, line[k].u) || (nby == 2 && strcmp(node[s].v, line[k].v))))
					continue;
				uint32_t x = 0;
				while (x < seen && strcmp(order[x], node[s].i))
					x++;
				if (x == seen)
					strcpy(order[seen++], node[s].i);
			}
			assert_int_equal(g->n, seen);
			for (uint32_t x = 0; x < seen; x++)
				assert_true(is_name(&n, part_person(g, x), order[x]));
		}
		assert_int_equal(n.nparts, nby ? part : 1);
		arena_free(&memory);
	}
}

/* 40000 parts with a table of 40000 people that has the column: not the product of the two. */
static void many_parts(void **state)
{
	(void)state;
	enum { MANY = 40000 };
	char *text = NEW(&memory, MANY * 30, char), *nodes = NEW(&memory, MANY * 20, char), *p = text, *q = nodes;

	p += sprintf(p, "i\tj\treplicate\n");
	q += sprintf(q, "node\treplicate\n");
	for (int k = 0; k < MANY; k++) {
		p += sprintf(p, "a%d\tb\t%d\n", k, k);
		q += sprintf(q, "c%d\t%d\n", k, k);
	}
	struct net n = open_net(text, nodes, (struct run){ .by = "replicate" });
	assert_int_equal(n.nparts, MANY);
	for (int k = 0; k < MANY; k++)
		assert_int_equal(n.part[k].n, 3);
}

static int make(void **state)
{
	(void)state;
	return mkstemp(ties_name) < 0 || mkstemp(nodes_name) < 0 || mkstemp(said_name) < 0;
}

static int drop(void **state)
{
	(void)state;
	return unlink(ties_name) | unlink(nodes_name) | unlink(said_name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(names_of_the_ends), CHECK(an_inferred_direction_is_said_where_it_matters), CHECK(people_in_order_of_appearance),
		CHECK(weights), CHECK(what_was_not_used_is_said), CHECK(nodes_bring_isolates), CHECK(one_column_parts_the_rows),
		CHECK(two_columns_part_the_rows), CHECK(no_rows_have_no_parts), CHECK(nodes_with_a_wave_of_their_own),
		CHECK(random_parts), CHECK(many_parts),
	};

	return cmocka_run_group_tests_name("net", tests, make, drop);
}
