#include "hole_bridging.h"
#include "rng.h"

static const char *how_long(struct arena *a, double seconds)
{
	static const struct { double length; const char *name; } unit[] = {
		{ 86400, "days" }, { 3600, "hours" }, { 60, "minutes" }, { 1, "seconds" } };
	int k = 0;

	if (seconds < 1.5)
		return "a second";
	while (k < 3 && seconds < 2 * unit[k].length)
		k++;
	return arena_print(a, "%.0f %s", seconds / unit[k].length + 0.5, unit[k].name);
}

static void draw(struct run *r, uint32_t part, uint32_t n, uint32_t **rank)
{
	gsl_rng *rng = rng_new(r->arena);

	*rank = NEW(r->arena, n, uint32_t);
	for (uint32_t x = 0; x < n; x++)
		(*rank)[x] = x;
	rng_stream(rng, r->seed, part);
	rng_shuffle(rng, *rank, n);
}

static void tell(void *run, uint64_t done, uint64_t of) { progress(run, "distances", done, of); }

int hole_bridging(struct run *r, uint32_t part, struct contacts *c, bool slow, uint64_t sample,
                  double *score, double *error, struct err *e)
{
	struct bridging how = { .sources = c->f.n, .threads = c->f.m > BRIDGING_EXACT / 5 ? r->threads : 1, .tell = tell, .ctx = r };

	contacts_lower(r->arena, c);
	if (sample && sample < c->f.n) {
		uint32_t *source = NULL;
		draw(r, part, c->f.n, &source);
		how.source = source;
		how.sources = (uint32_t)sample;
	} else if (c->f.m > BRIDGING_EXACT && !slow && !sample) {
		return fail(e, E_USAGE, "bridging with %u ties would take about %s: --slow does it, --sample 500 estimates it from "
		            "the distances of 500 people", c->f.m, how_long(r->arena, bridging_seconds(r->arena, c) / r->threads));
	}
	bridging_measure(r->arena, c, &how, score, error);
	return OK;
}
