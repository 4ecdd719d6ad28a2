#include "sort.h"

#include <string.h>

enum { BITS = 11, RADIX = 1 << BITS, PASSES = 6, SMALL = 400 };

/* Order-preserving: doubles compare as these unsigned numbers do. */
static uint64_t to_key(double x)
{
	uint64_t u;

	x += 0.0;                               /* -0 becomes 0 */
	memcpy(&u, &x, sizeof u);
	return u ^ (u >> 63 ? UINT64_MAX : (uint64_t)1 << 63);
}

static double from_key(uint64_t u)
{
	double x;

	u ^= u >> 63 ? (uint64_t)1 << 63 : UINT64_MAX;
	memcpy(&x, &u, sizeof x);
	return x;
}

static unsigned digit(uint64_t key, int pass) { return (unsigned)(key >> (pass * BITS)) & (RADIX - 1); }

/* Counts of a digit become the places where its keys begin.  False: all keys share it. */
static bool places(size_t *count, size_t n)
{
	size_t at = 0;

	for (int d = 0; d < RADIX; d++) {
		size_t c = count[d];
		if (c == n)
			return false;
		count[d] = at;
		at += c;
	}
	return true;
}

/* Shell's sort, with Ciura's gaps: for what fits the nearest cache. */
static void sort_small(double *v, size_t n)
{
	static const size_t gaps[] = { 132, 57, 23, 10, 4, 1 };

	for (size_t g = 0; g < sizeof gaps / sizeof *gaps; g++) {
		size_t gap = gaps[g];
		for (size_t i = gap; i < n; i++) {
			double x = v[i];
			size_t k = i;
			for (; k >= gap && v[k - gap] > x; k -= gap)
				v[k] = v[k - gap];
			v[k] = x;
		}
	}
}

/* The bytes of a double and of its key lie in the same place, moved by memcpy. */
static uint64_t key_at(const double *v, size_t i)
{
	uint64_t u;

	memcpy(&u, v + i, sizeof u);
	return u;
}

static void put_key(double *v, size_t i, uint64_t u) { memcpy(v + i, &u, sizeof u); }

void sort_reals(double *v, size_t n, double *scratch)
{
	size_t count[PASSES][RADIX];
	double *from = v, *to = scratch;

	if (n <= SMALL) {
		sort_small(v, n);
		return;
	}
	memset(count, 0, sizeof count);
	for (size_t i = 0; i < n; i++) {
		uint64_t key = to_key(v[i]);
		put_key(v, i, key);
		for (int p = 0; p < PASSES; p++)
			count[p][digit(key, p)]++;
	}
	for (int p = 0; p < PASSES; p++) {
		if (!places(count[p], n))
			continue;
		for (size_t i = 0; i < n; i++) {
			uint64_t key = key_at(from, i);
			put_key(to, count[p][digit(key, p)]++, key);
		}
		double *held = from;
		from = to;
		to = held;
	}
	for (size_t i = 0; i < n; i++)
		v[i] = from_key(key_at(from, i));
}

struct keys { uint64_t *key; uint32_t *row; };

void sort_again(struct arena *a, const double *v, uint32_t n, uint32_t *order)
{
	struct mark m = arena_mark(a);
	size_t (*count)[RADIX] = arena_alloc(a, PASSES, sizeof *count);
	struct keys from = { NEW(a, n, uint64_t), order };
	struct keys to = { NEW(a, n, uint64_t), NEW(a, n, uint32_t) };

	for (uint32_t i = 0; i < n; i++) {
		from.key[i] = to_key(v[order[i]]);
		for (int p = 0; p < PASSES; p++)
			count[p][digit(from.key[i], p)]++;
	}
	for (int p = 0; p < PASSES; p++) {
		if (!places(count[p], n))
			continue;
		for (uint32_t i = 0; i < n; i++) {
			size_t at = count[p][digit(from.key[i], p)]++;
			to.key[at] = from.key[i];
			to.row[at] = from.row[i];
		}
		struct keys held = from;
		from = to;
		to = held;
	}
	if (from.row != order && n)
		memcpy(order, from.row, n * sizeof *order);
	arena_release(a, m);
}

void sort_rows(struct arena *a, const double *v, uint32_t n, uint32_t *order)
{
	for (uint32_t i = 0; i < n; i++)
		order[i] = i;
	sort_again(a, v, n, order);
}
