/* The forward graph and its triangle pass, against a matrix and against igraph. */
#include "ties.h"
#include "graph.h"
#include "karate.h"

static struct forward build(const struct ties *t)
{
	struct forward f;

	assert_ok(forward_build(&memory, t->n, t->m, t->a, t->b, &f, &why));
	return f;
}

/* The two ends, as ranks, of a place. */
static void ends_of(const struct forward *f, uint32_t place, uint32_t *x, uint32_t *y)
{
	for (*x = 0; f->off[*x + 1] <= place; ++*x)
		;
	*y = f->adj[place];
}

static void is_the_simple_graph(const struct ties *t, const struct forward *f)
{
	static bool tied[MOST_PEOPLE][MOST_PEOPLE];
	uint64_t loops = 0, distinct = 0;

	simple_matrix(t, tied);
	assert_int_equal(f->n, t->n);
	for (uint32_t v = 0; v < t->n; v++) {
		uint32_t degree = 0;
		for (uint32_t u = 0; u < t->n; u++)
			degree += tied[v][u];
		assert_int_equal(f->degree[v], degree);
		assert_int_equal(f->who[f->rank[v]], v);
		distinct += degree;
	}
	assert_int_equal(f->m, distinct / 2);
	assert_int_equal(f->off[t->n], f->m);
	for (uint64_t k = 0; k < t->m; k++) {
		uint32_t x, y;
		if (t->a[k] == t->b[k]) {
			loops++;
			assert_int_equal(f->place[k], NO_TIE);
			continue;
		}
		assert_true(f->place[k] < f->m);
		ends_of(f, f->place[k], &x, &y);
		assert_true(x < y);             /* at its end of lower rank */
		assert_true((f->who[x] == t->a[k] && f->who[y] == t->b[k]) || (f->who[x] == t->b[k] && f->who[y] == t->a[k]));
	}
	assert_int_equal(f->loops, loops);
	assert_int_equal(f->repeated, t->m - loops - f->m);
	for (uint32_t i = 0; i < f->m; i++) {   /* every place holds a tie, once */
		uint32_t x, y;
		ends_of(f, i, &x, &y);
		assert_true(tied[f->who[x]][f->who[y]]);
		tied[f->who[x]][f->who[y]] = tied[f->who[y]][f->who[x]] = false;
	}
}

static void graphs_are_simple(void **state)
{
	(void)state;
	static struct ties t;

	for (int turn = 0; turn < 5000; turn++) {
		random_ties(&t);
		struct forward f = build(&t);
		is_the_simple_graph(&t, &f);
		arena_free(&memory);
	}
}

static void ranks_follow_degree(void **state)
{
	(void)state;
	struct forward f;

	assert_ok(forward_build(&memory, KARATE_PEOPLE, KARATE_TIES, karate_i, karate_j, &f, &why));
	for (uint32_t x = 1; x < KARATE_PEOPLE; x++) {
		uint32_t before = f.who[x - 1], v = f.who[x];
		assert_true(f.degree[before] < f.degree[v] || (f.degree[before] == f.degree[v] && before < v));
	}
	/* 12 has one contact, 34 seventeen: Zachary's figure 1 */
	assert_int_equal(f.who[0], 12 - 1);
	assert_int_equal(f.degree[34 - 1], 17);
	assert_int_equal(f.rank[34 - 1], 33);
}

static uint32_t common(bool tied[MOST_PEOPLE][MOST_PEOPLE], uint32_t n, uint32_t a, uint32_t b)
{
	uint32_t c = 0;

	for (uint32_t k = 0; k < n; k++)
		c += tied[a][k] && tied[b][k];
	return c;
}

static void triangles_are_common_neighbours(void **state)
{
	(void)state;
	static bool tied[MOST_PEOPLE][MOST_PEOPLE];
	static struct ties t;

	for (int turn = 0; turn < 5000; turn++) {
		random_ties(&t);
		simple_matrix(&t, tied);
		struct forward f = build(&t);
		for (int threads = 0; threads <= 3; threads++) {
			uint32_t *count = NEW(&memory, f.m, uint32_t);
			memset(count, 0xEE, f.m * sizeof *count);       /* it is set, not added to */
			forward_triangles(&memory, &f, threads, count);
			for (uint64_t k = 0; k < t.m; k++)
				if (f.place[k] != NO_TIE)
					assert_int_equal(count[f.place[k]], common(tied, t.n, t.a[k], t.b[k]));
		}
		arena_free(&memory);
	}
}

/* The classics: in a complete graph of n each tie is in n - 2 triangles, in a ring of four or more
 * and in a star in none, in a wheel of n spokes (n > 3) a spoke is in two and the rim in one. */
static void triangles_of_classics(void **state)
{
	(void)state;
	struct ties t = { 0 };
	uint32_t count[MOST_ROWS];

	t.n = 20;
	for (uint32_t i = 0; i < 20; i++)
		for (uint32_t j = 0; j < i; j++, t.m++)
			t.a[t.m] = i, t.b[t.m] = j;
	struct forward f = build(&t);
	forward_triangles(&memory, &f, 2, count);
	for (uint32_t i = 0; i < f.m; i++)
		assert_int_equal(count[i], 18);
	t.m = 0;
	for (uint32_t i = 0; i < 19; i++) {             /* 19 is the hub */
		t.a[t.m] = i, t.b[t.m++] = (i + 1) % 19;
		t.a[t.m] = 19, t.b[t.m++] = i;
	}
	f = build(&t);
	forward_triangles(&memory, &f, 1, count);
	for (uint64_t k = 0; k < t.m; k++)
		assert_int_equal(count[f.place[k]], k % 2 ? 2 : 1);
	for (int hub = 0; hub < 2; hub++) {
		t.m = 0;
		for (uint32_t i = 0; i < 19; i++)
			t.a[t.m] = i, t.b[t.m++] = hub ? 19 : (i + 1) % 19;
		f = build(&t);
		forward_triangles(&memory, &f, 1, count);
		for (uint32_t i = 0; i < f.m; i++)
			assert_int_equal(count[i], 0);
	}
}

/* --- triangle by triangle ----------------------------------------------------------------------- */

struct visits { const struct forward *f; bool seen[MOST_PEOPLE][MOST_PEOPLE][MOST_PEOPLE]; uint64_t n; };

static void visit(void *ctx, const struct triangle *t, uint32_t n)
{
	struct visits *v = ctx;
	uint32_t lo, hi;

	assert_in_range(n, 0, TRIANGLES);
	for (uint32_t k = 0; k < n; k++, t++) {
		assert_true(t->x < t->y && t->y < t->z);
		assert_false(v->seen[t->x][t->y][t->z]);
		v->seen[t->x][t->y][t->z] = true;
		v->n++;
		ends_of(v->f, t->xy, &lo, &hi);
		assert_true(lo == t->x && hi == t->y);
		ends_of(v->f, t->xz, &lo, &hi);
		assert_true(lo == t->x && hi == t->z);
		ends_of(v->f, t->yz, &lo, &hi);
		assert_true(lo == t->y && hi == t->z);
	}
}

static void each_triangle_is_visited_once(void **state)
{
	(void)state;
	static bool tied[MOST_PEOPLE][MOST_PEOPLE];
	static struct visits v;
	static struct ties t;

	for (int turn = 0; turn < 2000; turn++) {
		random_ties(&t);
		simple_matrix(&t, tied);
		struct forward f = build(&t);
		uint64_t want = 0;
		for (uint32_t i = 0; i < t.n; i++)
			for (uint32_t j = 0; j < i; j++)
				for (uint32_t k = 0; k < j; k++)
					want += tied[i][j] && tied[j][k] && tied[i][k];
		memset(&v, 0, sizeof v);
		v.f = &f;
		forward_each_triangle(&memory, &f, visit, &v);
		assert_int_equal(v.n, want);
		arena_free(&memory);
	}
}

static void sums_over_common_neighbours(void **state)
{
	(void)state;
	static bool tied[MOST_PEOPLE][MOST_PEOPLE];
	static struct ties t;
	double value[MOST_PEOPLE];

	for (uint32_t v = 0; v < MOST_PEOPLE; v++)
		value[v] = ldexp(1, (int)v);            /* so that a sum tells who is in it */
	for (int turn = 0; turn < 3000; turn++) {
		random_ties(&t);
		simple_matrix(&t, tied);
		struct forward f = build(&t);
		double *sum = NEW(&memory, f.m, double);
		forward_triangle_sums(&memory, &f, value, sum);
		for (uint64_t k = 0; k < t.m; k++) {
			double want = 0;
			if (f.place[k] == NO_TIE)
				continue;
			for (uint32_t c = 0; c < t.n; c++)
				want += tied[t.a[k]][c] && tied[t.b[k]][c] ? value[c] : 0;
			assert_true(sum[f.place[k]] == want);
		}
		arena_free(&memory);
	}
}

/* --- many people ------------------------------------------------------------------------------------ */

/* 20000 people and 120000 rows, so that threads share the work: the same counts, and igraph's. */
static void threads_and_igraph_agree(void **state)
{
	(void)state;
	enum { N = 20000, M = 120000 };
	uint32_t *a = NEW(&memory, M, uint32_t), *b = NEW(&memory, M, uint32_t);
	struct forward f;
	igraph_t g;
	igraph_vector_t ecc;

	for (uint32_t k = 0; k < M; k++) {              /* near in a ring, with hubs */
		a[k] = any(10) ? any(N) : any(20);
		b[k] = (a[k] + 1 + any(12)) % N;
	}
	assert_ok(forward_build(&memory, N, M, a, b, &f, &why));
	uint32_t *one = NEW(&memory, f.m, uint32_t), *more = NEW(&memory, f.m, uint32_t);
	forward_triangles(&memory, &f, 1, one);
	for (int threads = 2; threads <= 1000; threads += threads < 5 ? 1 : 995) {
		forward_triangles(&memory, &f, threads, more);
		assert_memory_equal(one, more, f.m * sizeof *one);
	}
	to_igraph(&g, N, M, a, b, false);
	igraph_simplify(&g, true, true, NULL);
	assert_int_equal(igraph_ecount(&g), f.m);
	igraph_vector_init(&ecc, 0);
	assert_int_equal(igraph_ecc(&g, &ecc, igraph_ess_all(IGRAPH_EDGEORDER_ID), 3, false, false), IGRAPH_SUCCESS);
	for (uint32_t k = 0; k < M; k++) {
		igraph_integer_t e;
		igraph_get_eid(&g, &e, a[k], b[k], false, true);
		assert_int_equal((uint32_t)VECTOR(ecc)[e], one[f.place[k]]);
	}
	igraph_vector_destroy(&ecc);
	igraph_destroy(&g);
}

/* igraph_list_triangles() on karate: 45 triangles, each where ours is. */
static void karate_has_45_triangles(void **state)
{
	(void)state;
	struct forward f;
	igraph_t g;
	igraph_vector_int_t list;
	static struct visits v;
	uint32_t count[KARATE_TIES], total = 0;

	assert_ok(forward_build(&memory, KARATE_PEOPLE, KARATE_TIES, karate_i, karate_j, &f, &why));
	memset(&v, 0, sizeof v);
	v.f = &f;
	forward_each_triangle(&memory, &f, visit, &v);
	assert_int_equal(v.n, 45);
	forward_triangles(&memory, &f, 1, count);
	for (uint32_t i = 0; i < f.m; i++)
		total += count[i];
	assert_int_equal(total, 3 * 45);
	to_igraph(&g, KARATE_PEOPLE, KARATE_TIES, karate_i, karate_j, false);
	igraph_vector_int_init(&list, 0);
	igraph_list_triangles(&g, &list);
	assert_int_equal(igraph_vector_int_size(&list), 3 * 45);
	for (igraph_integer_t k = 0; k < 45; k++) {
		uint32_t r[3];
		for (int c = 0; c < 3; c++)
			r[c] = f.rank[VECTOR(list)[3 * k + c]];
		int seen = 0;
		for (int p = 0; p < 3; p++)
			for (int q = 0; q < 3; q++)
				if (p != q)
					seen += v.seen[r[p]][r[q]][r[3 - p - q]];
		assert_int_equal(seen, 1);
	}
	igraph_vector_int_destroy(&list);
	igraph_destroy(&g);
}

static void too_many_ties(void **state)
{
	(void)state;
	struct forward f;
	uint32_t end = 0;

	assert_fails(E_DATA, "4294967295 ties", forward_build(&memory, 1, UINT32_MAX, &end, &end, &f, &why));
	assert_fails(E_DATA, "ties", forward_build(&memory, 1, (uint64_t)1 << 40, &end, &end, &f, &why));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(graphs_are_simple), CHECK(ranks_follow_degree), CHECK(triangles_are_common_neighbours),
		CHECK(triangles_of_classics), CHECK(each_triangle_is_visited_once), CHECK(sums_over_common_neighbours),
		CHECK(threads_and_igraph_agree), CHECK(karate_has_45_triangles), CHECK(too_many_ties),
	};

	return cmocka_run_group_tests_name("forward", tests, NULL, NULL);
}
