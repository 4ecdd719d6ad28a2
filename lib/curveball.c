#include "curveball.h"

#include <math.h>
#include <string.h>

static void put_piece(struct curveball *c, uint32_t owner, uint64_t from)
{
	c->owner[c->pieces] = owner;
	c->from[c->pieces++] = from;
}

/* Cut the entries, which stand by stratum, row and column, where stratum or row changes. */
static void cut(struct curveball *c, const uint64_t *start, const uint32_t *row)
{
	for (uint32_t s = 0; s < c->strata; s++) {
		c->first[s] = c->pieces;
		for (uint64_t k = start[s]; k < start[s + 1]; k++)
			if (k == start[s] || row[k] != row[k - 1])
				put_piece(c, row[k], k);
	}
	c->first[c->strata] = c->pieces;
	c->from[c->pieces] = start[c->strata];
	for (uint32_t u = 0; u < c->pieces; u++)
		if (c->from[u + 1] - c->from[u] > c->widest)
			c->widest = c->from[u + 1] - c->from[u];
}

void curveball_open(struct arena *a, uint32_t rows, const uint64_t *off, const uint32_t *column,
                    uint32_t columns, const uint32_t *stratum, uint32_t strata, struct curveball *c)
{
	uint64_t m = off[rows];

	*c = (struct curveball){ .columns = columns, .strata = stratum ? strata : 1 };
	c->first = NEW(a, (size_t)c->strata + 1, uint32_t);
	c->owner = NEW(a, m, uint32_t);
	c->from = NEW(a, m + 1, uint64_t);
	c->column = NEW(a, m, uint32_t);
	struct mark scratch = arena_mark(a);
	uint64_t *start = NEW(a, (size_t)c->strata + 2, uint64_t);      /* start[s + 1] moves to where s + 1 begins */
	uint32_t *row = NEW(a, m, uint32_t);

	for (uint64_t k = 0; k < m; k++)
		start[(stratum ? stratum[column[k]] : 0) + 2]++;
	for (uint32_t s = 0; s < c->strata; s++)
		start[s + 2] += start[s + 1];
	for (uint32_t r = 0; r < rows; r++)
		for (uint64_t k = off[r]; k < off[r + 1]; k++) {
			uint64_t to = start[(stratum ? stratum[column[k]] : 0) + 1]++;
			c->column[to] = column[k];
			row[to] = r;
		}
	cut(c, start, row);
	arena_release(a, scratch);
}

void curveball_draw_open(struct arena *a, const struct curveball *c, struct curveball_draw *d)
{
	*d = (struct curveball_draw){ NEW(a, c->from[c->pieces], uint32_t), NEW(a, 2 * c->widest, uint32_t),
	                              NEW(a, c->columns, uint8_t) };
}

/* The columns of x[0..n-1] that are marked `both` move to the front, the others to the pool;
 * returns how many moved there. */
static uint64_t put_apart(uint32_t *x, uint64_t n, const uint8_t *mark, uint32_t *pool)
{
	uint64_t alone = 0, kept = 0;

	for (uint64_t k = 0; k < n; k++) {
		if (mark[x[k]] == 2)
			x[kept++] = x[k];
		else
			pool[alone++] = x[k];
	}
	return alone;
}

/* Two rows deal again what only one of them has. */
static void trade(gsl_rng *g, uint32_t *x, uint64_t nx, uint32_t *y, uint64_t ny, uint8_t *mark, uint32_t *pool)
{
	for (uint64_t k = 0; k < nx; k++)
		mark[x[k]] = 1;
	for (uint64_t k = 0; k < ny; k++)
		mark[y[k]]++;                   /* 2: both */
	uint64_t ax = put_apart(x, nx, mark, pool), ay = put_apart(y, ny, mark, pool + ax), n = ax + ay;

	for (uint64_t k = 0; k < n; k++)
		mark[pool[k]] = 0;
	for (uint64_t k = 0; k < nx - ax; k++)
		mark[x[k]] = 0;
	/* Choose who goes where: a random part for the one with fewer. */
	uint64_t fewer = ax < ay ? ax : ay;
	for (uint64_t k = 0; k < fewer; k++) {
		uint64_t at = k + rng_below(g, (uint32_t)(n - k));
		uint32_t held = pool[k];
		pool[k] = pool[at];
		pool[at] = held;
	}
	uint32_t *few = ax < ay ? x + nx - ax : y + ny - ay, *many = ax < ay ? y + ny - ay : x + nx - ax;
	memcpy(few, pool, fewer * sizeof *pool);
	memcpy(many, pool + fewer, (n - fewer) * sizeof *pool);
}

/* A trade of the widest piece with another moves about as many columns as the other has, m / n on average, and of N trades it
 * takes part in 2 N / n: so many that all of its columns move CURVEBALL_MOVES times. */
static uint64_t trades(const struct curveball *c, uint32_t s)
{
	uint32_t first = c->first[s], end = c->first[s + 1];
	double n = end - first, m = (double)(c->from[end] - c->from[first]), widest = 0;

	for (uint32_t u = first; u < end; u++)
		widest = fmax(widest, (double)(c->from[u + 1] - c->from[u]));
	return n < 2 ? 0 : (uint64_t)ceil(CURVEBALL_MOVES * n * fmax(1, widest * n / (2 * m)));
}

void curveball_draw(const struct curveball *c, gsl_rng *g, struct curveball_draw *d)
{
	memcpy(d->column, c->column, c->from[c->pieces] * sizeof *d->column);
	for (uint32_t s = 0; s < c->strata; s++) {
		uint32_t first = c->first[s], n = c->first[s + 1] - first;
		for (uint64_t left = trades(c, s); left; left--) {
			uint32_t u = rng_below(g, n), v = rng_below(g, n - 1);
			if (v >= u)
				v++;
			uint64_t at = c->from[first + u], to = c->from[first + v];
			trade(g, d->column + at, c->from[first + u + 1] - at,
			      d->column + to, c->from[first + v + 1] - to, d->mark, d->pool);
		}
	}
}
