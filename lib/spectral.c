#include "spectral.h"

#include <math.h>
#include <string.h>

void spectral_open(struct arena *a, uint32_t n, struct spectral *s)
{
	*s = (struct spectral){ .n = n, .root = NEW(a, n, double) };
}

void spectral_take(struct spectral *s, uint32_t m, const struct ends *tie, const double *weight)
{
	s->m = m;
	s->tie = tie;
	s->weight = weight;
	memset(s->root, 0, s->n * sizeof *s->root);
	for (uint32_t k = 0; k < m; k++) {
		s->root[tie[k].a] += weight ? weight[k] : 1;
		s->root[tie[k].b] += weight ? weight[k] : 1;
	}
	for (uint32_t v = 0; v < s->n; v++)
		s->root[v] = s->root[v] > 0 ? 1 / sqrt(s->root[v]) : 0;
}

void spectral_room(struct arena *a, uint32_t n, uint32_t m, bool weighted, struct spectral_room *r)
{
	size_t entries = 2 * (size_t)m;
	double *vector = NEW(a, 5 * (size_t)n, double), *matrix = NEW(a, 3 * (size_t)SPECTRAL_STEPS, double);

	*r = (struct spectral_room){
		.byte = NEW(a, n, uint8_t), .kept = NEW(a, (size_t)m + 1, uint32_t), .off = NEW(a, (size_t)n + 2, uint32_t),
		.adj = NEW(a, entries, uint32_t), .weight = weighted ? NEW(a, entries, double) : NULL, .met = NEW(a, n, bool),
		.piece = NEW(a, n, uint32_t), .place = NEW(a, n, uint32_t), .end = NEW(a, n, uint32_t),
		.near = NEW(a, entries, uint32_t), .strong = weighted ? NEW(a, entries, double) : NULL,
		.root = vector, .x = vector + n, .y = vector + 2 * (size_t)n, .scaled = vector + 3 * (size_t)n,
		.sum = vector + 4 * (size_t)n,
		.alpha = matrix, .beta = matrix + SPECTRAL_STEPS, .part = matrix + 2 * SPECTRAL_STEPS };
}

/* --- the pieces of the groups --------------------------------------------------------------------------- */

enum { BYTE_LABELS = 256 };

/* kept[]: the ties inside groups; how many. */
static uint32_t keep_inside(const struct spectral *s, const uint32_t *group, uint32_t groups, struct spectral_room *r)
{
	uint32_t kept = 0;

	if (groups > BYTE_LABELS) {
		for (uint32_t k = 0; k < s->m; k++) {
			r->kept[kept] = k;
			kept += group[s->tie[k].a] == group[s->tie[k].b];
		}
		return kept;
	}
	for (uint32_t v = 0; v < s->n; v++)
		r->byte[v] = (uint8_t)group[v];
	for (uint32_t k = 0; k < s->m; k++) {
		r->kept[kept] = k;
		kept += r->byte[s->tie[k].a] == r->byte[s->tie[k].b];
	}
	return kept;
}

static void rows_inside(const struct spectral *s, uint32_t kept, struct spectral_room *r)
{
	uint32_t *at = r->off + 1;              /* at[v] moves from the start of v's row to its end */

	memset(r->off, 0, ((size_t)s->n + 2) * sizeof *r->off);
	for (uint32_t k = 0; k < kept; k++) {
		r->off[s->tie[r->kept[k]].a + 2]++;
		r->off[s->tie[r->kept[k]].b + 2]++;
	}
	for (uint32_t v = 0; v < s->n; v++)
		r->off[v + 2] += r->off[v + 1];
	for (uint32_t k = 0; k < kept; k++) {
		struct ends t = s->tie[r->kept[k]];
		uint32_t x = at[t.a]++, y = at[t.b]++;
		r->adj[x] = t.b;
		r->adj[y] = t.a;
		if (s->weight)
			r->weight[x] = r->weight[y] = s->weight[r->kept[k]];
	}
}

/* The people that v is connected to inside the group: piece[0 .. n-1], and their places there. */
static uint32_t walk_piece(struct spectral_room *r, uint32_t v)
{
	uint32_t n = 0;

	r->piece[n] = v;
	r->place[v] = n++;
	r->met[v] = true;
	for (uint32_t next = 0; next < n; next++) {
		uint32_t u = r->piece[next];
		for (uint32_t i = r->off[u]; i < r->off[u + 1]; i++) {
			uint32_t w = r->adj[i];
			if (r->met[w])
				continue;
			r->met[w] = true;
			r->piece[n] = w;
			r->place[w] = n++;
		}
	}
	return n;
}

/* The ties of the piece by places, which lie together. */
static void gather(const struct spectral *s, struct spectral_room *r, uint32_t n)
{
	uint32_t m = 0;

	for (uint32_t k = 0; k < n; k++) {
		uint32_t v = r->piece[k];
		r->root[k] = s->root[v];
		for (uint32_t i = r->off[v]; i < r->off[v + 1]; i++, m++) {
			r->near[m] = r->place[r->adj[i]];
			if (s->weight)
				r->strong[m] = r->weight[i];
		}
		r->end[k] = m;
	}
}

/* --- Lanczos ----------------------------------------------------------------------------------------------- */

/* Four sums, so that an addition need not wait for the one before. */
static double inner(uint32_t n, const double *x, const double *y)
{
	double s[4] = { 0 };
	uint32_t k = 0;

	for (; k + 4 <= n; k += 4)
		for (int i = 0; i < 4; i++)
			s[i] += x[k + (uint32_t)i] * y[k + (uint32_t)i];
	for (; k < n; k++)
		s[0] += x[k] * y[k];
	return (s[0] + s[1]) + (s[2] + s[3]);
}

/* y = D^-1/2 A D^-1/2 x - beta y. */
static void multiply(struct spectral_room *r, uint32_t n, double beta)
{
	uint32_t i = 0;

	for (uint32_t k = 0; k < n; k++)
		r->scaled[k] = r->x[k] * r->root[k];
	for (uint32_t k = 0; k < n; k++) {
		double sum = 0;
		if (r->strong)
			for (; i < r->end[k]; i++)
				sum += r->strong[i] * r->scaled[r->near[i]];
		else
			for (; i < r->end[k]; i++)
				sum += r->scaled[r->near[i]];
		r->sum[k] = sum;
	}
	for (uint32_t k = 0; k < n; k++)
		r->y[k] = r->sum[k] * r->root[k] - beta * r->y[k];
}

/* Sums over the eigenvalues l of the tridiagonal matrix of 1 / (x - l) and of 1 / (x - l)^2, from the pivots of x less
 * the matrix and their derivatives.  false: x is not above them all. */
static bool resolve(const struct spectral_room *r, uint32_t steps, double x, double *first, double *second)
{
	double pivot = x - r->alpha[0], d1 = 1, d2 = 0;

	*first = *second = 0;
	for (uint32_t k = 0; pivot > 0; ) {
		double over = 1 / pivot, ratio = d1 * over;
		*first += ratio;
		*second += ratio * ratio - d2 * over;
		if (++k == steps)
			return true;
		double b = r->beta[k - 1] * r->beta[k - 1] * over;
		pivot = x - r->alpha[k] - b;
		d2 = b * over * (d2 - 2 * d1 * ratio);
		d1 = 1 + b * over * d1;
	}
	return false;
}

/* The largest eigenvalue, by Laguerre's iteration from a bound above it: cubic, and always from above. */
static double largest(const struct spectral_room *r, uint32_t steps)
{
	double x = 0, first, second, n = steps;

	for (uint32_t k = 0; k < steps; k++)            /* Gershgorin */
		x = fmax(x, r->alpha[k] + (k ? r->beta[k - 1] : 0) + (k + 1 < steps ? r->beta[k] : 0));
	x = fmin(x, 1) + 1e-12;
	for (int round = 0; round < 100 && resolve(r, steps, x, &first, &second); round++) {
		double down = n / (first + sqrt(fmax(0, (n - 1) * (n * second - first * first))));
		x -= down;
		if (!(down > 1e-15))
			break;
	}
	return x;
}

/* A positive vector of length 1 to begin with: the true one where there are no ties to others. */
static void begin(struct spectral_room *r, uint32_t n)
{
	double length;

	for (uint32_t k = 0; k < n; k++) {
		r->x[k] = 1 / r->root[k];
		r->y[k] = 0;
	}
	length = sqrt(inner(n, r->x, r->x));
	for (uint32_t k = 0; k < n; k++)
		r->x[k] /= length;
}

/* One step: alpha, beta, and the next vector in x, the old one in y.  0: there is no further vector. */
static double step(struct spectral_room *r, uint32_t n, double beta, double *alpha)
{
	double length, *held;

	multiply(r, n, beta);
	*alpha = inner(n, r->x, r->y);
	for (uint32_t k = 0; k < n; k++)
		r->y[k] -= *alpha * r->x[k];
	length = sqrt(inner(n, r->y, r->y));
	if (length < 1e-13)
		return 0;
	for (uint32_t k = 0; k < n; k++)
		r->y[k] /= length;
	held = r->x;
	r->x = r->y;
	r->y = held;
	return length;
}

/* Steps until the eigenvalue stands still; it rises from step to step. */
static double iterate(struct spectral_room *r, uint32_t n, uint32_t *steps)
{
	double beta = 0, value = 0, before;
	uint32_t look = 6, k = 0;

	begin(r, n);
	do {
		before = value;
		for (; k < look && k < SPECTRAL_STEPS; k++) {
			beta = r->beta[k] = step(r, n, beta, &r->alpha[k]);
			if (beta <= 0) {
				k++;
				break;
			}
		}
		value = largest(r, k);
		look = k + (k < 32 ? 3 : k / 10);
	} while (beta > 0 && k < SPECTRAL_STEPS && value - before > 1e-12 * value);
	*steps = k;
	return value;
}

/* The eigenvector of the piece: that of the tridiagonal matrix, whose parts fall off downwards and are therefore worked
 * out from the end, times the vectors of a second run. */
static void eigenvector(struct spectral_room *r, uint32_t n, uint32_t steps, double value, double *out)
{
	double beta = 0, alpha, part = 1;

	for (uint32_t k = steps; k-- > 1; ) {           /* part[k]: the ratio of part k to part k - 1 */
		double below = k + 1 < steps ? r->beta[k] * r->part[k + 1] : 0;
		r->part[k] = r->beta[k - 1] / (value - r->alpha[k] - below);
	}
	begin(r, n);
	for (uint32_t k = 0; k < n; k++)
		out[r->piece[k]] = 0;
	for (uint32_t i = 0; i < steps; i++) {
		part *= i ? r->part[i] : 1;
		for (uint32_t k = 0; k < n; k++)
			out[r->piece[k]] += part * r->x[k];
		if (i + 1 < steps)
			beta = step(r, n, beta, &alpha);
	}
}

/* --- the index ---------------------------------------------------------------------------------------------------- */

/* The largest eigenvalue of a piece of n people; 2 people have that of their tie. */
static double piece_index(const struct spectral *s, struct spectral_room *r, uint32_t n, uint32_t *steps)
{
	uint32_t v = r->piece[0];

	*steps = 0;
	if (n == 2)
		return (s->weight ? r->weight[r->off[v]] : 1) * s->root[v] * s->root[r->piece[1]];
	gather(s, r, n);
	return iterate(r, n, steps);
}

static void spread(const struct spectral *s, struct spectral_room *r, uint32_t n, uint32_t steps, double value, double *person)
{
	double sum = 0;

	if (n == 2)
		person[r->piece[0]] = person[r->piece[1]] = 1;
	else
		eigenvector(r, n, steps, value, person);
	for (uint32_t k = 0; k < n; k++) {
		person[r->piece[k]] *= s->root[r->piece[k]];
		sum += person[r->piece[k]];
	}
	for (uint32_t k = 0; k < n; k++)
		person[r->piece[k]] *= value * n / sum;
}

void spectral_measure(const struct spectral *s, const uint32_t *group, uint32_t groups, const double *size,
                      struct spectral_room *r, double *of_group, double *person)
{
	rows_inside(s, keep_inside(s, group, groups, r), r);
	memset(r->met, 0, s->n * sizeof *r->met);
	for (uint32_t g = 0; g < groups; g++)
		of_group[g] = 0;
	for (uint32_t v = 0; v < s->n; v++) {
		uint32_t n, steps;
		double value;
		if (person && r->off[v] == r->off[v + 1])
			person[v] = 0;
		if (r->met[v] || r->off[v] == r->off[v + 1])
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
