#include "spectral.h"

#include <math.h>
#include <string.h>

void spectral_open(struct arena *a, uint32_t n, uint32_t m, bool weighted, struct spectral *s)
{
	*s = (struct spectral){ .n = n, .off = NEW(a, (size_t)n + 2, uint32_t), .adj = NEW(a, 2 * (size_t)m, uint32_t),
	                        .weight = weighted ? NEW(a, 2 * (size_t)m, double) : NULL, .root = NEW(a, n, double) };
}

void spectral_take(struct spectral *s, uint32_t m, const struct ends *tie, const double *weight)
{
	uint32_t *at = s->off + 1;              /* at[v] moves from the start of v's row to its end */

	memset(s->off, 0, ((size_t)s->n + 2) * sizeof *s->off);
	memset(s->root, 0, s->n * sizeof *s->root);
	for (uint32_t k = 0; k < m; k++) {
		s->off[tie[k].a + 2]++;
		s->off[tie[k].b + 2]++;
		s->root[tie[k].a] += weight ? weight[k] : 1;
		s->root[tie[k].b] += weight ? weight[k] : 1;
	}
	for (uint32_t v = 0; v < s->n; v++) {
		s->off[v + 2] += s->off[v + 1];
		s->root[v] = s->root[v] > 0 ? 1 / sqrt(s->root[v]) : 0;
	}
	for (uint32_t k = 0; k < m; k++) {
		uint32_t x = at[tie[k].a]++, y = at[tie[k].b]++;
		s->adj[x] = tie[k].b;
		s->adj[y] = tie[k].a;
		if (weight)
			s->weight[x] = s->weight[y] = weight[k];
	}
}

void spectral_room(struct arena *a, const struct spectral *s, uint32_t m, struct spectral_room *r)
{
	size_t n = s->n, entries = 2 * (size_t)m;

	*r = (struct spectral_room){ .off = NEW(a, n + 1, uint32_t), .adj = NEW(a, entries, uint32_t),
	                             .piece = NEW(a, n, uint32_t), .weight = s->weight ? NEW(a, entries, double) : NULL,
	                             .x = NEW(a, n, double), .y = NEW(a, n, double), .sum = NEW(a, n, double),
	                             .alpha = NEW(a, SPECTRAL_STEPS, double), .beta = NEW(a, SPECTRAL_STEPS, double),
	                             .part = NEW(a, SPECTRAL_STEPS, double), .met = NEW(a, n, bool) };
}

/* --- the pieces of the groups --------------------------------------------------------------------------- */

static void keep_inside(const struct spectral *s, const uint32_t *group, struct spectral_room *r)
{
	uint32_t m = 0;

	for (uint32_t v = 0; v < s->n; v++) {
		uint32_t mine = group[v];
		r->off[v] = m;
		for (uint32_t i = s->off[v]; i < s->off[v + 1]; i++) {
			r->adj[m] = s->adj[i];
			if (s->weight)
				r->weight[m] = s->weight[i];
			m += group[s->adj[i]] == mine;
		}
	}
	r->off[s->n] = m;
}

/* The people that v is connected to inside the group: piece[0 .. n-1]. */
static uint32_t walk_piece(struct spectral_room *r, uint32_t v)
{
	uint32_t n = 0;

	r->piece[n++] = v;
	r->met[v] = true;
	for (uint32_t next = 0; next < n; next++) {
		uint32_t u = r->piece[next];
		for (uint32_t i = r->off[u]; i < r->off[u + 1]; i++)
			if (!r->met[r->adj[i]]) {
				r->met[r->adj[i]] = true;
				r->piece[n++] = r->adj[i];
			}
	}
	return n;
}

/* --- Lanczos ----------------------------------------------------------------------------------------------- */

static double inner(const struct spectral_room *r, uint32_t n, const double *x, const double *y)
{
	double sum = 0;

	for (uint32_t k = 0; k < n; k++)
		sum += x[r->piece[k]] * y[r->piece[k]];
	return sum;
}

/* y = D^-1/2 A D^-1/2 x - beta y, over the piece; sum[] is scratch. */
static void multiply(const struct spectral *s, struct spectral_room *r, uint32_t n, double beta)
{
	for (uint32_t k = 0; k < n; k++)
		r->sum[r->piece[k]] = r->x[r->piece[k]] * s->root[r->piece[k]];
	for (uint32_t k = 0; k < n; k++) {
		uint32_t v = r->piece[k];
		double sum = 0;
		if (r->weight)
			for (uint32_t i = r->off[v]; i < r->off[v + 1]; i++)
				sum += r->weight[i] * r->sum[r->adj[i]];
		else
			for (uint32_t i = r->off[v]; i < r->off[v + 1]; i++)
				sum += r->sum[r->adj[i]];
		r->y[v] = sum * s->root[v] - beta * r->y[v];
	}
}

/* Are all eigenvalues of the tridiagonal matrix below x?  Its pivots then all have the sign of -x. */
static bool all_below(const struct spectral_room *r, uint32_t steps, double x)
{
	double pivot = r->alpha[0] - x;

	for (uint32_t k = 1; k < steps && pivot < 0; k++)
		pivot = r->alpha[k] - x - r->beta[k - 1] * r->beta[k - 1] / pivot;
	return pivot < 0;
}

/* The largest eigenvalue, which is at least `low`, and at most 1, by halving. */
static double largest(const struct spectral_room *r, uint32_t steps, double low)
{
	double high = 1 + 1e-9;

	while (high - low > 1e-14) {
		double middle = low + (high - low) / 2;
		if (all_below(r, steps, middle))
			high = middle;
		else
			low = middle;
	}
	return low;
}

/* A positive vector of length 1 to begin with: the true one where there are no ties to others. */
static void begin(const struct spectral *s, struct spectral_room *r, uint32_t n)
{
	for (uint32_t k = 0; k < n; k++) {
		uint32_t v = r->piece[k];
		r->x[v] = 1 / s->root[v];
		r->y[v] = 0;
	}
	double length = sqrt(inner(r, n, r->x, r->x));
	for (uint32_t k = 0; k < n; k++)
		r->x[r->piece[k]] /= length;
}

/* One step: alpha, beta, and the next vector in x, the old one in y.  0: there is no further vector. */
static double step(const struct spectral *s, struct spectral_room *r, uint32_t n, double beta, double *alpha)
{
	double length;

	multiply(s, r, n, beta);
	*alpha = inner(r, n, r->x, r->y);
	for (uint32_t k = 0; k < n; k++)
		r->y[r->piece[k]] -= *alpha * r->x[r->piece[k]];
	length = sqrt(inner(r, n, r->y, r->y));
	if (length < 1e-13)
		return 0;
	for (uint32_t k = 0; k < n; k++) {
		uint32_t v = r->piece[k];
		double next = r->y[v] / length;
		r->y[v] = r->x[v];
		r->x[v] = next;
	}
	return length;
}

/* Steps until the eigenvalue stands still; it rises from step to step. */
static double iterate(const struct spectral *s, struct spectral_room *r, uint32_t n, uint32_t *steps)
{
	double beta = 0, value = 0, before;
	uint32_t look = 4, k = 0;

	begin(s, r, n);
	do {
		before = value;
		for (; k < look && k < SPECTRAL_STEPS; k++) {
			beta = r->beta[k] = step(s, r, n, beta, &r->alpha[k]);
			if (beta <= 0) {
				k++;
				break;
			}
		}
		value = largest(r, k, before);
		look = k + (k < 32 ? 4 : k / 8);
	} while (beta > 0 && k < SPECTRAL_STEPS && value - before > 1e-12 * value);
	*steps = k;
	return value;
}

/* The eigenvector of the piece: that of the tridiagonal matrix, whose parts fall off downwards and are therefore worked
 * out from the end, times the vectors of a second run. */
static void eigenvector(const struct spectral *s, struct spectral_room *r, uint32_t n, uint32_t steps, double value,
                        double *out)
{
	double beta = 0, alpha, part = 1;

	for (uint32_t k = steps; k-- > 1; ) {           /* part[k]: the ratio of part k to part k - 1 */
		double below = k + 1 < steps ? r->beta[k] * r->part[k + 1] : 0;
		r->part[k] = r->beta[k - 1] / (value - r->alpha[k] - below);
	}
	begin(s, r, n);
	for (uint32_t k = 0; k < n; k++)
		out[r->piece[k]] = 0;
	for (uint32_t i = 0; i < steps; i++) {
		part *= i ? r->part[i] : 1;
		for (uint32_t k = 0; k < n; k++)
			out[r->piece[k]] += part * r->x[r->piece[k]];
		if (i + 1 < steps)
			beta = step(s, r, n, beta, &alpha);
	}
}

/* --- the index ---------------------------------------------------------------------------------------------------- */

/* The largest eigenvalue of a piece of n people; 2 people have that of their tie. */
static double piece_index(const struct spectral *s, struct spectral_room *r, uint32_t n, uint32_t *steps)
{
	uint32_t v = r->piece[0];

	*steps = 0;
	if (n == 1)
		return 0;
	if (n == 2)
		return (r->weight ? r->weight[r->off[v]] : 1) * s->root[v] * s->root[r->piece[1]];
	return iterate(s, r, n, steps);
}

static void spread(const struct spectral *s, struct spectral_room *r, uint32_t n, uint32_t steps, double value, double *person)
{
	double sum = 0;

	if (n < 3)
		for (uint32_t k = 0; k < n; k++)
			person[r->piece[k]] = 1;
	else
		eigenvector(s, r, n, steps, value, person);
	for (uint32_t k = 0; k < n; k++) {
		uint32_t v = r->piece[k];
		person[v] *= s->root[v] > 0 ? s->root[v] : 1;
		sum += person[v];
	}
	for (uint32_t k = 0; k < n; k++)
		person[r->piece[k]] *= value * n / sum;
}

void spectral_measure(const struct spectral *s, const uint32_t *group, uint32_t groups, const double *size,
                      struct spectral_room *r, double *of_group, double *person)
{
	keep_inside(s, group, r);
	memset(r->met, 0, s->n * sizeof *r->met);
	for (uint32_t g = 0; g < groups; g++)
		of_group[g] = 0;
	for (uint32_t v = 0; v < s->n; v++) {
		uint32_t n, steps;
		double value;
		if (r->met[v])
			continue;
		n = walk_piece(r, v);
		value = piece_index(s, r, n, &steps);
		of_group[group[v]] += value * n;
		if (person)
			spread(s, r, n, steps, value, person);
	}
	for (uint32_t g = 0; g < groups; g++)
		of_group[g] = size[g] > 0 ? of_group[g] / size[g] : NAN;
}
