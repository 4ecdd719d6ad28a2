/* QAP correlation: Pearson, Spearman, Jaccard. */
#include "qap_sum.h"
#include "sort.h"
#include "stat.h"

#include <math.h>
#include <string.h>

/* A relation made ready: its values (0 where not known) and sums over the pairs where they are known. */
struct side_of {
	double *v;
	struct gaps gaps;
	double sum, squares;
	uint32_t *code, codes;          /* Spearman with gaps: place of the value among the distinct ones */
};

/* The sums over the pairs that take part. */
struct sums { double n, x, y, xx, yy, xy; };

static double coefficient(const struct sums *s, enum qap_measure m)
{
	double vx = s->n * s->xx - s->x * s->x, vy = s->n * s->yy - s->y * s->y, either = s->x + s->y - s->xy, r;

	if (m == QAP_JACCARD)
		return either > 0 ? s->xy / either : NAN;
	/* what is left of squares that cancel each other is no variation */
	if (!(vx > 1e-13 * s->n * s->xx) || !(vy > 1e-13 * s->n * s->yy))
		return NAN;
	r = (s->n * s->xy - s->x * s->y) / sqrt(vx) / sqrt(vy);
	return fabs(r) < 1e-12 ? 0 : r > 1 ? 1 : r < -1 ? -1 : r;
}

/* --- making ready -------------------------------------------------------------------------------- */

/* The known values of v, and back. */
static uint32_t list_known(const struct square *s, const struct side_of *x, double *list)
{
	uint32_t k = 0;

	for (uint32_t i = 0; i < s->n; i++)
		for (uint32_t j = s->directed ? 0 : i + 1; j < s->n; j++)
			if (i != j && !gap_at(&x->gaps, s, i, j))
				list[k++] = x->v[(size_t)i * s->stride + j];
	return k;
}

static void put_known(const struct square *s, const struct side_of *x, const double *list, double *v)
{
	uint32_t k = 0;

	for (uint32_t i = 0; i < s->n; i++)
		for (uint32_t j = s->directed ? 0 : i + 1; j < s->n; j++) {
			if (i == j || gap_at(&x->gaps, s, i, j))
				continue;
			v[(size_t)i * s->stride + j] = list[k];
			if (!s->directed)
				v[(size_t)j * s->stride + i] = list[k];
			k++;
		}
}

/* Values become 2 x midrank - (pairs + 1): whole numbers around 0. */
static void to_ranks(struct arena *a, const struct square *s, struct side_of *x)
{
	struct mark scratch = arena_mark(a);
	uint64_t pairs = square_pairs(s);
	double *value = NEW(a, pairs, double), *rank = NEW(a, pairs, double);
	uint32_t *order = NEW(a, pairs, uint32_t), n = list_known(s, x, value);

	sort_rows(a, value, n, order);
	stat_midranks(value, order, n, rank);
	for (uint32_t k = 0; k < n; k++)
		rank[k] = 2 * rank[k] - ((double)n + 1);
	put_known(s, x, rank, x->v);
	arena_release(a, scratch);
}

/* Taking the mean away keeps the sums small; a whole number leaves whole numbers whole, so that equal
 * coefficients are equal to the last bit, and ties few where they were few. */
static void centre(const struct square *s, struct side_of *x)
{
	double sum = 0, n = (double)(square_pairs(s) - x->gaps.n), shift;
	bool whole = true;

	for (uint32_t i = 0; i < s->n; i++)
		for (uint32_t j = s->directed ? 0 : i + 1; j < s->n; j++) {
			double v = x->v[(size_t)i * s->stride + j];
			sum += v;
			whole &= v == nearbyint(v) && fabs(v) < 1e6;
		}
	shift = n > 0 ? sum / n : 0;
	shift = whole ? nearbyint(shift) : shift;
	for (uint32_t i = 0; i < s->n && shift != 0; i++)
		for (uint32_t j = 0; j < s->n; j++)
			if (i != j && !gap_at(&x->gaps, s, i, j)) {
				double *v = &x->v[(size_t)i * s->stride + j];
				*v = fabs(*v - shift) <= 1e-12 * fabs(shift) ? 0 : *v - shift;
			}
}

/* For ranks among a part of the pairs: which of the distinct values it is. */
static void to_codes(struct arena *a, const struct square *s, struct side_of *x)
{
	uint64_t pairs = square_pairs(s);
	double *value = NEW(a, pairs, double);
	uint32_t *order = NEW(a, pairs, uint32_t), n = list_known(s, x, value);

	x->code = NEW(a, (size_t)s->n * s->stride, uint32_t);
	sort_rows(a, value, n, order);
	for (uint32_t k = 0; k < n; x->codes++) {
		double here = value[order[k]];
		for (; k < n && value[order[k]] == here; k++)
			value[order[k]] = x->codes;             /* read no more */
	}
	double *codes = NEW(a, (size_t)s->n * s->stride, double);
	put_known(s, x, value, codes);
	for (size_t k = 0; k < (size_t)s->n * s->stride; k++)
		x->code[k] = (uint32_t)codes[k];
}

static void ready(struct arena *a, const struct square *s, const double *v, enum qap_measure m, struct side_of *x)
{
	size_t all = (size_t)s->n * s->stride;

	*x = (struct side_of){ .v = NEW(a, all, double) };
	if (all)
		memcpy(x->v, v, all * sizeof *v);
	gaps_take(a, s, x->v, &x->gaps);
	if (m == QAP_JACCARD)
		for (size_t k = 0; k < all; k++)
			x->v[k] = x->v[k] != 0;
	if (m == QAP_SPEARMAN)
		to_ranks(a, s, x);
	if (m == QAP_PEARSON)
		centre(s, x);
	for (uint32_t i = 0; i < s->n; i++)
		for (uint32_t j = s->directed ? 0 : i + 1; j < s->n; j++) {
			double value = x->v[(size_t)i * s->stride + j];
			x->sum += value;
			x->squares += value * value;
		}
}

/* --- one order of the people ------------------------------------------------------------------------ */

struct job {
	const struct square *s;
	enum qap_measure measure;
	int nx;
	struct side_of y, *x;
	const double **fixed;           /* x[k].v */
	struct sparse ties;             /* y, where it is sparse */
	bool sparse, gaps;
	struct qap_correlation *out;
};

/* What does not take part: pairs of which x is not known here, or y where it comes from. */
static void leave_out(const struct job *q, const struct side_of *x, const uint32_t *to, const uint32_t *from, struct sums *t)
{
	const struct square *s = q->s;

	for (uint64_t k = 0; k < x->gaps.n; k++) {
		struct pair p = x->gaps.at[k];
		double y = q->y.v[(size_t)to[p.i] * s->stride + to[p.j]];
		t->n--;
		t->y -= y;
		t->yy -= y * y;
	}
	for (uint64_t k = 0; k < q->y.gaps.n; k++) {
		struct pair p = { from[q->y.gaps.at[k].i], from[q->y.gaps.at[k].j] };
		double v = x->v[(size_t)p.i * s->stride + p.j];
		t->n -= !gap_at(&x->gaps, s, p.i, p.j);
		t->x -= v;
		t->xx -= v * v;
	}
}

/* hits[code] = how many pairs have it: becomes 2 x midrank - (n + 1). */
static void rank_hits(double *hits, uint32_t codes, double n)
{
	double below = 0;

	for (uint32_t c = 0; c < codes; c++) {
		double here = hits[c];
		hits[c] = 2 * below + here - n;
		below += here;
	}
}

/* Ranks among the pairs that take part are made anew for each order: O(n^2). */
static double rank_anew(const struct job *q, const struct side_of *x, const uint32_t *to, double *room)
{
	const struct square *s = q->s;
	double *hx = room, *hy = room + x->codes;
	struct sums t = { 0 };

	memset(room, 0, ((size_t)x->codes + q->y.codes) * sizeof *room);
	for (int turn = 0; turn < 2; turn++) {
		for (uint32_t i = 0; i < s->n; i++)
			for (uint32_t j = s->directed ? 0 : i + 1; j < s->n; j++) {
				if (i == j || gap_at(&x->gaps, s, i, j) || gap_at(&q->y.gaps, s, to[i], to[j]))
					continue;
				uint32_t cx = x->code[(size_t)i * s->stride + j];
				uint32_t cy = q->y.code[(size_t)to[i] * s->stride + to[j]];
				if (!turn) {
					hx[cx]++;
					hy[cy]++;
					t.n++;
				} else {
					t.xx += hx[cx] * hx[cx];
					t.yy += hy[cy] * hy[cy];
					t.xy += hx[cx] * hy[cy];
				}
			}
		if (!turn) {
			rank_hits(hx, x->codes, t.n);
			rank_hits(hy, q->y.codes, t.n);
		}
	}
	return coefficient(&t, QAP_SPEARMAN);
}

static void measure(const struct job *q, const uint32_t *to, const uint32_t *from, double *room, double *out)
{
	const struct square *s = q->s;
	double *xy = room + sum_room(s, 1);

	if (q->measure == QAP_SPEARMAN && q->gaps) {
		for (int k = 0; k < q->nx; k++)
			out[k] = rank_anew(q, &q->x[k], to, room);
		return;
	}
	if (q->sparse)
		sum_sparse(s, from, &q->ties, q->nx, q->fixed, xy);
	else
		sum_moved(s, to, 1, (const double *const *)&q->y.v, q->nx, q->fixed, room, xy);
	for (int k = 0; k < q->nx; k++) {
		const struct side_of *x = &q->x[k];
		struct sums t = { (double)square_pairs(s), x->sum, q->y.sum, x->squares, q->y.squares, xy[k] };
		leave_out(q, x, to, from, &t);
		out[k] = coefficient(&t, q->measure);
	}
}

static void draw(const void *ctx, struct worker *w, uint64_t r)
{
	const struct job *q = ctx;
	double *out = w->room;          /* the first nx of the room */

	measure(q, w->to, w->from, w->room + q->nx, out);
	for (int k = 0; k < q->nx; k++)
		q->out[k].null[r] = out[k];
}

static uint64_t pairs_of_both(const struct job *q, const struct side_of *x)
{
	uint64_t n = square_pairs(q->s) - x->gaps.n;

	for (uint64_t k = 0; k < q->y.gaps.n; k++)
		n -= !gap_at(&x->gaps, q->s, q->y.gaps.at[k].i, q->y.gaps.at[k].j);
	return n;
}

static size_t room_of(const struct job *q)
{
	size_t room = sum_room(q->s, 1) + (size_t)q->nx;

	for (int k = 0; q->gaps && q->measure == QAP_SPEARMAN && k < q->nx; k++)
		if (room < (size_t)q->x[k].codes + q->y.codes)
			room = (size_t)q->x[k].codes + q->y.codes;
	return room + (size_t)q->nx;
}

static void prepare(struct arena *a, struct job *q, const double *y, const double *const *x)
{
	ready(a, q->s, y, q->measure, &q->y);
	q->gaps = q->y.gaps.n > 0;
	for (int k = 0; k < q->nx; k++) {
		ready(a, q->s, x[k], q->measure, &q->x[k]);
		q->fixed[k] = q->x[k].v;
		q->gaps |= q->x[k].gaps.n > 0;
	}
	if (q->gaps && q->measure == QAP_SPEARMAN) {
		to_codes(a, q->s, &q->y);
		for (int k = 0; k < q->nx; k++)
			to_codes(a, q->s, &q->x[k]);
		return;
	}
	sparse_take(a, q->s, q->y.v, &q->ties);
	q->sparse = q->ties.n < square_pairs(q->s) / 4;
}

struct qap_correlation *qap_correlations_new(struct arena *a, const struct qap_how *how, int n)
{
	struct qap_correlation *out = NEW(a, (size_t)n, struct qap_correlation);

	for (int k = 0; k < n; k++)
		out[k].null = NEW(a, how->replicates, double);
	return out;
}

void qap_correlate(struct arena *a, const struct qap_how *how, const struct square *s, const double *y, int nx,
                   const double *const *x, enum qap_measure which, struct qap_correlation *out)
{
	struct mark scratch = arena_mark(a);
	struct job q = { .s = s, .measure = which, .nx = nx, .x = NEW(a, (size_t)nx, struct side_of),
	                 .fixed = NEW(a, (size_t)nx, const double *), .out = out };
	uint32_t *same = NEW(a, s->n, uint32_t);
	double *value = NEW(a, (size_t)nx, double);
	struct moves moves;

	prepare(a, &q, y, x);
	moves_open(s->n, how->replicates, how->seed, &moves);
	for (uint32_t i = 0; i < s->n; i++)
		same[i] = i;
	measure(&q, same, same, NEW(a, room_of(&q), double), value);
	moves_run(a, how, &moves, room_of(&q), draw, &q);
	for (int k = 0; k < nx; k++) {
		out[k].value = value[k];
		out[k].pairs = pairs_of_both(&q, &q.x[k]);
		out[k].dropped = square_pairs(s) - out[k].pairs;
		out[k].replicates = moves.replicates;
		stat_test(value[k], out[k].null, moves.replicates, how->side, moves.exact, &out[k].test);
		if (isnan(value[k]))
			out[k].note = !out[k].pairs ? "no pair of people is known in both" :
			              which == QAP_JACCARD ? "neither relation has a tie" : "one of the relations does not vary";
	}
	arena_release(a, scratch);
}
