#include "suppress.h"

#include <math.h>

/* Vertices are the rows, then the columns; cells are edges.  A closed way through cell (g, h) is a path from column h to row g:
 * its steps from a column to a row change their cells against (g, h), those from a row to a column as (g, h).  In a symmetric
 * table each change stands for its mirror image too: a step must not undo the cell, and where it is not known that a cell
 * comes only once it is taken to come twice. */
struct way {
	uint32_t rows, cols;
	const double *count;
	double sum;                     /* of the counts */
	bool symmetric;
	enum suppress *hidden;
	double *far;                    /* of each vertex, rows first */
	uint32_t *from;
	bool *done;
};

struct step { uint32_t row, col; bool back; };          /* back: from a column to a row */

static struct step step(const struct way *w, uint32_t from, uint32_t to)
{
	bool back = from >= w->rows;

	return (struct step){ back ? to : from, (back ? from : to) - w->rows, back };
}

static size_t cell(const struct way *w, uint32_t row, uint32_t col) { return (size_t)row * w->cols + col; }

/* What it takes to hide the cell of a step; less: the step makes it less.  Cells of 0 only if all else fails. */
static double price(const struct way *w, struct step s, bool less, bool twice)
{
	size_t k = cell(w, s.row, s.col);
	double n = w->count[k];

	if (less && n < (twice && s.row != s.col ? 2 : 1))
		return INFINITY;
	if (w->hidden[k] != SHOWN)
		return 0;
	return n > 0 ? 1 + n / (w->sum + 1) : 1 + (double)w->rows * w->cols;
}

static uint32_t nearest(const struct way *w)
{
	uint32_t best = UINT32_MAX;

	for (uint32_t v = 0; v < w->rows + w->cols; v++)
		if (!w->done[v] && w->far[v] < INFINITY && (best == UINT32_MAX || w->far[v] < w->far[best]))
			best = v;
	return best;
}

/* The cheapest path for a cell that is to be one more, or one less: in from[], its price returned, INFINITY if there is
 * none.  Dijkstra (1959) doi:10.1007/BF01386390. */
static double find_way(struct way *w, uint32_t g, uint32_t h, bool more, bool twice)
{
	uint32_t vertices = w->rows + w->cols, v;

	for (v = 0; v < vertices; v++) {
		w->far[v] = INFINITY;
		w->done[v] = false;
	}
	w->far[w->rows + h] = 0;
	while ((v = nearest(w)) != UINT32_MAX && v != g) {
		uint32_t first = v < w->rows ? w->rows : 0, end = v < w->rows ? vertices : w->rows;
		w->done[v] = true;
		for (uint32_t u = first; u < end; u++) {
			struct step s = step(w, v, u);
			bool itself = (s.row == g && s.col == h) || (w->symmetric && s.back && s.row == h && s.col == g);
			double far = itself ? INFINITY : w->far[v] + price(w, s, s.back == more, twice);
			if (far >= w->far[u])
				continue;
			w->far[u] = far;
			w->from[u] = v;
		}
	}
	return w->far[g];
}

static uint64_t hide(const struct way *w, uint32_t row, uint32_t col)
{
	enum suppress *one = &w->hidden[cell(w, row, col)];
	uint64_t more = *one == SHOWN;

	if (more)
		*one = GIVES_AWAY;
	if (w->symmetric)
		w->hidden[cell(w, col, row)] = *one;
	return more;
}

static uint64_t hide_way(const struct way *w, uint32_t g, uint32_t h)
{
	uint64_t more = 0;

	for (uint32_t v = g; v != w->rows + h; v = w->from[v]) {
		struct step s = step(w, w->from[v], v);
		more += hide(w, s.row, s.col);
	}
	return more;
}

/* --- where there is no way ------------------------------------------------------------------------------------ */

static uint64_t hide_line(const struct way *w, uint32_t k, bool row)
{
	uint64_t more = 0;

	for (uint32_t i = 0; i < (row ? w->cols : w->rows); i++)
		more += row ? hide(w, k, i) : hide(w, i, k);
	return more;
}

/* Row g and that of the smallest sum beside it; of a single row, columns. */
static uint64_t hide_lines(const struct way *w, uint32_t g, uint32_t h)
{
	bool row = w->rows > 1;
	uint32_t one = row ? g : h, two = UINT32_MAX;
	double least = INFINITY;

	for (uint32_t k = 0; k < (row ? w->rows : w->cols); k++) {
		double sum = 0;
		for (uint32_t i = 0; i < (row ? w->cols : w->rows); i++)
			sum += w->count[row ? cell(w, k, i) : cell(w, i, k)];
		if (k != one && sum < least) {
			least = sum;
			two = k;
		}
	}
	return two == UINT32_MAX ? 0 : hide_line(w, one, row) + hide_line(w, two, row);
}

/* Make a small cell safe; the number of cells that takes. */
static uint64_t protect(struct way *w, uint32_t g, uint32_t h)
{
	double more = find_way(w, g, h, true, w->symmetric), less;

	if (more > 0) {
		less = find_way(w, g, h, false, w->symmetric);
		if (less > more)
			find_way(w, g, h, true, w->symmetric);
		else
			more = less;
	}
	return more < INFINITY ? hide_way(w, g, h) : hide_lines(w, g, h);
}

struct suppressed suppress(struct arena *a, uint32_t rows, uint32_t cols, const double *count, bool symmetric,
                           double least, enum suppress *hidden)
{
	struct mark scratch = arena_mark(a);
	struct way w = { .rows = rows, .cols = cols, .count = count, .symmetric = symmetric, .hidden = hidden };
	struct suppressed s = { 0, 0 };
	size_t cells = (size_t)rows * cols;

	w.far = NEW(a, (size_t)rows + cols, double);
	w.from = NEW(a, (size_t)rows + cols, uint32_t);
	w.done = NEW(a, (size_t)rows + cols, bool);
	for (size_t k = 0; k < cells; k++) {
		hidden[k] = count[k] > 0 && count[k] < least ? TOO_SMALL : SHOWN;
		s.small += hidden[k] == TOO_SMALL && (!symmetric || k / cols <= k % cols);
		w.sum += count[k];
	}
	for (size_t k = 0; k < cells; k++)
		if (hidden[k] == TOO_SMALL && (!symmetric || k / cols <= k % cols))
			s.more += protect(&w, (uint32_t)(k / cols), (uint32_t)(k % cols));
	arena_release(a, scratch);
	return s;
}
