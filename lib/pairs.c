#include "pairs.h"

#include <math.h>
#include <string.h>

void pair_at(uint64_t k, uint32_t *a, uint32_t *b)
{
	uint64_t x = (uint64_t)((1 + sqrt(1 + 8 * (double)k)) / 2);

	while (pairs_of(x) > k)                 /* the root may be off by one */
		x--;
	while (pairs_of(x + 1) <= k)
		x++;
	*a = (uint32_t)x;
	*b = (uint32_t)(k - pairs_of(x));
}

/* --- sets: linear probing, number + 1 in a slot, 0 is empty ------------------------ */

void pair_set_open(struct pair_set *s, struct arena *arena, uint64_t n)
{
	uint64_t room = 16;

	while (room < n + n / 3)
		room *= 2;
	*s = (struct pair_set){ NEW(arena, room, uint64_t), room - 1 };
}

void pair_set_clear(struct pair_set *s)
{
	memset(s->slot, 0, (s->mask + 1) * sizeof *s->slot);
}

uint64_t pair_mix(uint64_t x)
{
	x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
	x = (x ^ x >> 27) * 0x94D049BB133111EBu;
	return x ^ x >> 31;
}

static uint64_t place(const struct pair_set *s, uint64_t x)
{
	uint64_t k = pair_mix(x) & s->mask;

	while (s->slot[k] && s->slot[k] != x + 1)
		k = (k + 1) & s->mask;
	return k;
}

bool pair_set_has(const struct pair_set *s, uint64_t x)
{
	return s->slot[place(s, x)];
}

bool pair_set_add(struct pair_set *s, uint64_t x)
{
	uint64_t k = place(s, x);

	if (s->slot[k])
		return false;
	s->slot[k] = x + 1;
	return true;
}

void pair_set_remove(struct pair_set *s, uint64_t x)
{
	uint64_t gap = place(s, x);

	/* Close the gap: whoever stands behind it and could stand in it moves up. */
	for (uint64_t k = (gap + 1) & s->mask; s->slot[k]; k = (k + 1) & s->mask) {
		uint64_t home = pair_mix(s->slot[k] - 1) & s->mask;
		if (((k - home) & s->mask) >= ((k - gap) & s->mask)) {
			s->slot[gap] = s->slot[k];
			gap = k;
		}
	}
	s->slot[gap] = 0;
}

/* --- drawing ---------------------------------------------------------------------------- */

void pairs_draw_into(struct pair_set *s, gsl_rng *g, uint64_t total, uint64_t k, put_number *put, void *ctx)
{
	bool leave_out = k > total / 2;         /* draw the smaller part: a free number is soon found */
	uint64_t draws = leave_out ? total - k : k;

	while (draws) {
		uint64_t x = rng_below_long(g, total);
		if (!pair_set_add(s, x))
			continue;
		draws--;
		if (!leave_out)
			put(ctx, x);
	}
	for (uint64_t x = 0; leave_out && x < total; x++)
		if (!pair_set_has(s, x))
			put(ctx, x);
}

void pairs_draw(struct arena *arena, gsl_rng *g, uint64_t total, uint64_t k, put_number *put, void *ctx)
{
	struct mark scratch = arena_mark(arena);
	struct pair_set s;

	pair_set_open(&s, arena, k < total - k ? k : total - k);
	pairs_draw_into(&s, g, total, k, put, ctx);
	arena_release(arena, scratch);
}
