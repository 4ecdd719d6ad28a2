#include "simple.h"
#include "pairs.h"

#include <math.h>

/* Two arcs of a pair share the place of the forward graph: 2 place and 2 place + 1 tell them apart. */
static void number_ties(struct arena *arena, uint64_t rows, const uint32_t *a, const uint32_t *b,
                        const struct forward *f, struct simple *s)
{
	size_t keys = s->directed ? 2 * (size_t)f->m : f->m;
	uint32_t *number = NEW(arena, keys, uint32_t);          /* + 1 */

	for (uint64_t k = 0; k < rows; k++) {
		s->of[k] = NO_TIE;
		if (f->place[k] == NO_TIE)
			continue;
		size_t key = s->directed ? 2 * (size_t)f->place[k] + (f->rank[a[k]] > f->rank[b[k]]) : f->place[k];
		if (!number[key]) {
			s->tie[s->m] = (struct ends){ a[k], b[k] };
			number[key] = ++s->m;
		} else {
			s->repeated++;
		}
		s->of[k] = number[key] - 1;
	}
	for (uint32_t p = 0; s->directed && p < f->m; p++) {
		uint32_t up = number[2 * (size_t)p], down = number[2 * (size_t)p + 1];
		if (up)
			s->mate[up - 1] = down ? down - 1 : NO_TIE;
		if (down)
			s->mate[down - 1] = up ? up - 1 : NO_TIE;
		s->mutual += up && down;
	}
}

int simple_build(struct arena *arena, uint32_t n, uint64_t rows, const uint32_t *a, const uint32_t *b, bool directed,
                 struct simple *s, struct err *e)
{
	struct forward f;

	if (rows >= 1u << 31)
		return fail(e, E_DATA, "%llu ties are more than the 2147483647 that fit", (unsigned long long)rows);
	*s = (struct simple){ .n = n, .directed = directed };
	s->tie = NEW(arena, rows, struct ends);
	s->of = NEW(arena, rows, uint32_t);
	s->mate = directed ? NEW(arena, rows, uint32_t) : NULL;
	struct mark scratch = arena_mark(arena);
	TRY(forward_build(arena, n, rows, a, b, &f, e));
	s->loops = f.loops;
	number_ties(arena, rows, a, b, &f, s);
	arena_release(arena, scratch);
	return OK;
}

uint64_t simple_pairs(const struct simple *s) { return s->directed ? 2 * pairs_of(s->n) : pairs_of(s->n); }

double simple_density(const struct simple *s)
{
	return s->n > 1 ? (double)s->m / (double)simple_pairs(s) : NAN;
}
