/* lend.h: graphs lent to igraph; its errors and warnings become sentences of ours. */
#include "check.h"
#include "lend.h"

static void a_success_is_none(void **state)
{
	(void)state;
	lend_setup();
	assert_int_equal(lend_check(IGRAPH_SUCCESS, &why), OK);
	assert_int_equal(why.code, OK);
}

static void an_error_returns_with_its_sentence(void **state)
{
	uint32_t a[] = { 0, 1 }, b[] = { 1, 2 };
	igraph_t g;
	igraph_vector_t res;

	(void)state;
	lend_setup();
	assert_ok(lend_ties(3, 2, a, b, false, &g, &why));
	assert_ok(lend_check(igraph_vector_init(&res, 0), &why));
	assert_fails(E_DATA, "igraph: ", lend_check(igraph_closeness(&g, &res, NULL, NULL, igraph_vss_1(17), IGRAPH_ALL, NULL, 0), &why));
	assert_null(strchr(why.text, '\n'));
	assert_int_equal(lend_check(igraph_closeness(&g, &res, NULL, NULL, igraph_vss_1(1), IGRAPH_ALL, NULL, 0), &why), OK);
	assert_near(VECTOR(res)[0], 0.5, 1e-15);        /* one step to either neighbour: 1 / (1 + 1) */
	igraph_vector_destroy(&res);
	igraph_destroy(&g);
}

static void a_code_without_a_sentence_has_igraphs_word(void **state)
{
	(void)state;
	lend_setup();
	assert_fails(E_MEMORY, "igraph: ", lend_check(IGRAPH_ENOMEM, &why));
	assert_fails(E_DATA, igraph_strerror(IGRAPH_EINVAL), lend_check(IGRAPH_EINVAL, &why));
}

static void warnings_are_counted_and_the_first_is_kept(void **state)
{
	unsigned n;

	(void)state;
	lend_setup();
	igraph_warning("one thing\n  is odd.", "file", 1);
	igraph_warning("another", "file", 2);
	assert_string_equal(lend_warning(&n), "one thing is odd");
	assert_int_equal(n, 2);
	assert_string_equal(lend_warning(&n), "");
	assert_int_equal(n, 0);
}

static void ties_keep_their_ends_and_order(void **state)
{
	(void)state;
	lend_setup();
	for (int round = 0; round < 200; round++) {
		uint32_t n = 1 + any(20), m = any(50), a[50], b[50];
		bool directed = any(2);
		igraph_t g;

		for (uint32_t k = 0; k < m; k++) {
			a[k] = any(n);
			b[k] = any(n);
		}
		assert_ok(lend_ties(n, m, a, b, directed, &g, &why));
		assert_int_equal(igraph_vcount(&g), n);
		assert_int_equal(igraph_ecount(&g), m);
		assert_int_equal(igraph_is_directed(&g), directed);
		for (uint32_t k = 0; k < m; k++) {
			uint32_t x = (uint32_t)IGRAPH_FROM(&g, k), y = (uint32_t)IGRAPH_TO(&g, k);
			assert_true((x == a[k] && y == b[k]) || (!directed && x == b[k] && y == a[k]));
		}
		igraph_destroy(&g);
	}
}

static void an_end_that_is_nobody_is_refused(void **state)
{
	uint32_t a[] = { 0 }, b[] = { 7 };
	igraph_t g;

	(void)state;
	lend_setup();
	assert_fails(E_BUG, "tie 0 has an end that is nobody", lend_ties(3, 1, a, b, true, &g, &why));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(a_success_is_none),
		CHECK(an_error_returns_with_its_sentence),
		CHECK(a_code_without_a_sentence_has_igraphs_word),
		CHECK(warnings_are_counted_and_the_first_is_kept),
		CHECK(ties_keep_their_ends_and_order),
		CHECK(an_end_that_is_nobody_is_refused),
	};

	return cmocka_run_group_tests_name("lend", tests, NULL, NULL);
}
