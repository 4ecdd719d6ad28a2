#include "null.h"

void null_weights(const struct part *p, gsl_rng *g, const uint32_t *from, uint32_t *to)
{
	for (uint64_t k = 0; k < p->m; k++)
		to[part_row(p, k)] = from[part_row(p, k)];
	for (uint64_t k = p->m; k > 1; k--) {
		uint64_t x = part_row(p, k - 1), y = part_row(p, rng_below(g, (uint32_t)k));
		uint32_t held = to[x];
		to[x] = to[y];
		to[y] = held;
	}
}
