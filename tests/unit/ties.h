/* ties.h - small random networks for the tests, as rows, as a matrix, and as igraph's. */
#ifndef TIES_TIES_H
#define TIES_TIES_H

#include "check.h"

#include <igraph.h>

enum { MOST_PEOPLE = 40, MOST_ROWS = 400 };

struct ties {
	uint32_t n;
	uint64_t m;
	uint32_t a[MOST_ROWS], b[MOST_ROWS];
	double w[MOST_ROWS];            /* whole numbers, so that sums are exact */
};

/* Rows at random: loops, repeats in both directions, people without ties; some networks are
 * sparse, some dense, some have a hub, some have nothing at all. */
static inline void random_ties(struct ties *t)
{
	uint32_t kind = any(6);

	t->n = any(12) ? 1 + any(MOST_PEOPLE) : any(3);
	t->m = t->n ? any(kind == 0 ? 4 * t->n : kind == 1 ? MOST_ROWS : 2 * t->n + 1) : 0;
	if (t->m > MOST_ROWS)
		t->m = MOST_ROWS;
	for (uint64_t k = 0; k < t->m; k++) {
		t->a[k] = any(t->n);
		t->b[k] = kind == 2 ? t->a[k] : kind == 3 && any(2) ? 0 : any(t->n);
		t->w[k] = any(9);
		if (k && !any(5)) {
			uint64_t again = any((uint32_t)k);
			bool turned = any(2);
			t->a[k] = turned ? t->b[again] : t->a[again];
			t->b[k] = turned ? t->a[again] : t->b[again];
		}
	}
}

/* Who is tied to whom, in whatever direction; nobody to himself. */
static inline void simple_matrix(const struct ties *t, bool tied[MOST_PEOPLE][MOST_PEOPLE])
{
	memset(tied, 0, sizeof(bool[MOST_PEOPLE][MOST_PEOPLE]));
	for (uint64_t k = 0; k < t->m; k++)
		if (t->a[k] != t->b[k])
			tied[t->a[k]][t->b[k]] = tied[t->b[k]][t->a[k]] = true;
}

static inline void to_igraph(igraph_t *g, uint32_t n, uint64_t m, const uint32_t *a, const uint32_t *b, bool directed)
{
	igraph_vector_int_t ends;

	igraph_vector_int_init(&ends, (igraph_integer_t)(2 * m));
	for (uint64_t k = 0; k < m; k++) {
		VECTOR(ends)[2 * k] = a[k];
		VECTOR(ends)[2 * k + 1] = b[k];
	}
	assert_int_equal(igraph_create(g, &ends, n, directed), IGRAPH_SUCCESS);
	igraph_vector_int_destroy(&ends);
}

#endif
