#include "broker_chance.h"
#include "sort.h"

#include <math.h>
#include <omp.h>
#include <string.h>

const char *const broker_measure_name[BROKER_MEASURES] = { "coordinator", "itinerant", "gatekeeper", "representative",
                                                           "liaison", "total", "activity", "exclusivity" };

/* --- in closed form ---------------------------------------------------------------------------------------------------- */

void broker_sizes(struct arena *a, uint32_t groups, const uint32_t *size, struct broker_sizes *s)
{
	double *sorted = NEW(a, groups, double);
	uint32_t n = 0;

	*s = (struct broker_sizes){ .size = NEW(a, groups, double), .times = NEW(a, groups, double) };
	for (uint32_t g = 0; g < groups; g++)
		if (size[g])
			sorted[n++] = size[g];
	struct mark scratch = arena_mark(a);
	sort_reals(sorted, n, NEW(a, n, double));
	arena_release(a, scratch);
	for (uint32_t k = 0; k < n; k++) {
		if (!k || sorted[k] != sorted[k - 1])
			s->size[s->kinds++] = sorted[k];
		s->times[s->kinds - 1]++;
		s->n += sorted[k];
	}
}

/* |S| and Q of a role: see the header. */
struct pairs { double s, q; };

/* All ordered pairs within a set of n. */
static struct pairs within(double n)
{
	return (struct pairs){ n > 1 ? n * (n - 1) : 0, n > 2 ? 2 * n * (n - 1) * (n - 2) : 0 };
}

/* One of x, then one of y. */
static struct pairs across(double x, double y)
{
	return (struct pairs){ x * y, x * y * (x + y - 2) };
}

/* Over the groups other than one of the size `own`. */
static void other_groups(const struct broker_sizes *z, double own, struct pairs *itinerant, struct pairs *liaison)
{
	double outside = z->n - own;

	*itinerant = *liaison = (struct pairs){ 0, 0 };
	for (uint32_t k = 0; k < z->kinds; k++) {
		double n = z->size[k], times = z->times[k] - (n == own), rest = outside - n;
		struct pairs p = within(n);
		if (times <= 0)
			continue;
		itinerant->s += times * p.s;
		itinerant->q += times * p.q;
		liaison->s += times * n * rest;
		liaison->q += times * 2 * n * rest * (rest - 1);
	}
}

void broker_chance(const struct broker_sizes *z, double own, double d, bool directed, struct broker_chance *c)
{
	double p = d * d * (1 - d), shared = d * d * d * (1 - d) * (1 - d) * (1 - d);
	struct pairs s[BROKER_MOMENTS];

	s[BROKER_COORDINATOR] = within(own - 1);
	s[BROKER_GATEKEEPER] = s[BROKER_REPRESENTATIVE] = across(z->n - own, own - 1);
	s[BROKER_TOTAL] = within(z->n - 1);
	other_groups(z, own, &s[BROKER_ITINERANT], &s[BROKER_LIAISON]);
	for (int k = 0; k < BROKER_MOMENTS; k++) {
		bool border = k == BROKER_GATEKEEPER || k == BROKER_REPRESENTATIVE;
		double of = directed || border ? 1 : 0.5, part = !directed && border ? 0.5 : 1;
		c->mean[k] = part * of * s[k].s * p;
		c->sd[k] = part * sqrt(of * (s[k].s * p * (1 - p) + s[k].q * shared));
	}
}

/* --- sums ------------------------------------------------------------------------------------------------------------------ */

void broker_counts(struct arena *a, uint32_t n, const struct broker_what *w, struct broker_counts *c)
{
	size_t room = (size_t)n * BROKER_ROLES;

	*c = (struct broker_counts){ .pairs = NEW(a, room, double), .share = w->partial ? NEW(a, room, double) : NULL,
	                             .sole = w->exclusivity ? NEW(a, room, double) : NULL };
}

/* Roles and total, if divided, as multiples of 1 / BROKER_PAIR: their sums are exact. */
static void measure_person(const struct broker_counts *c, const struct broker_what *w, uint32_t v,
                           double measure[BROKER_MEASURES])
{
	memset(measure, 0, BROKER_MEASURES * sizeof *measure);
	for (int k = 0; k < BROKER_ROLES; k++) {
		size_t at = (size_t)v * BROKER_ROLES + (size_t)k;
		bool crosses = w->any || (k != BROKER_COORDINATOR && k != BROKER_ITINERANT);
		measure[k] = w->partial ? c->share[at] : c->pairs[at];
		measure[BROKER_TOTAL] += measure[k];
		measure[BROKER_ACTIVITY] += crosses ? c->pairs[at] : 0;
		measure[BROKER_EXCLUSIVITY] += crosses && w->exclusivity ? c->sole[at] : 0;
	}
}

static void divide(const struct broker_what *w, double measure[BROKER_MEASURES])
{
	for (int k = 0; w->partial && k <= BROKER_TOTAL; k++)
		measure[k] /= BROKER_PAIR;
}

void broker_measures(const struct broker_counts *c, const struct broker_what *w, uint32_t v, double measure[BROKER_MEASURES])
{
	measure_person(c, w, v, measure);
	divide(w, measure);
}

void broker_sum(const struct broker_counts *c, const struct broker_what *w, uint32_t n, const uint32_t *of, uint32_t sums,
                double *sum)
{
	double measure[BROKER_MEASURES];

	memset(sum, 0, (size_t)sums * BROKER_MEASURES * sizeof *sum);
	for (uint32_t v = 0; v < n; v++) {
		double *to = sum + (of ? (size_t)of[v] * BROKER_MEASURES : 0);
		measure_person(c, w, v, measure);
		for (int k = 0; k < BROKER_MEASURES; k++)
			to[k] += measure[k];
	}
	for (uint32_t k = 0; k < sums; k++)
		divide(w, sum + (size_t)k * BROKER_MEASURES);
}

/* --- by drawing ---------------------------------------------------------------------------------------------------------------- */

struct worker {
	gsl_rng *rng;
	struct null_room null;
	struct broker_room *room;
	struct broker_counts counts;
	uint32_t *group;
	double *sum;
};

struct drawing {
	const struct simple *net;
	uint32_t sums;
	const uint32_t *group;
	bool by_group;
	const struct broker_what *what;
	const struct broker_null *null;
	double *value;
};

static int open_workers(struct arena *a, const struct drawing *d, uint32_t groups, struct worker *w, struct err *e)
{
	const struct simple *s = d->net;

	for (int t = 0; t < d->null->threads; t++) {
		uint32_t most = s->m;
		if (!d->null->labels) {
			null_room(a, s, d->null->model, &w[t].null);
			most = w[t].null.most;
		}
		TRY(broker_room(a, s->n, most, groups, broker_credit(d->what), &w[t].room, e));
		broker_counts(a, s->n, d->what, &w[t].counts);
		w[t].group = NEW(a, s->n, uint32_t);
		w[t].sum = NEW(a, (size_t)d->sums * BROKER_MEASURES, double);
		if (d->null->labels)
			broker_take(w[t].room, s->directed, s->m, s->tie);
	}
	return OK;
}

static void draw_one(const struct drawing *d, struct worker *w, uint32_t r)
{
	const struct simple *s = d->net;
	const uint32_t *group = d->group;

	rng_stream(w->rng, d->null->seed, r + 1);
	if (d->null->labels) {
		null_labels(d->null->labels, w->rng, d->group, w->group);
		group = w->group;
	} else {
		null_draw(s, d->null->model, w->rng, &w->null);
		broker_take(w->room, s->directed, w->null.m, w->null.tie);
	}
	broker_count(w->room, group, &w->counts);
	broker_sum(&w->counts, d->what, s->n, d->by_group ? group : NULL, d->sums, w->sum);
	for (size_t k = 0; k < (size_t)d->sums * BROKER_MEASURES; k++)
		d->value[k * d->null->replicates + r] = w->sum[k];
}

int broker_draw(struct arena *a, const struct run *run, const struct simple *s, uint32_t groups, const uint32_t *group,
                bool by_group, const struct broker_what *what, struct broker_null *null, double *value, struct err *e)
{
	struct mark scratch = arena_mark(a);
	struct drawing d = { s, by_group ? groups : 1, group, by_group, what, null, value };
	struct worker *w = NEW(a, (size_t)null->threads, struct worker);
	int threads = null->threads;
	uint32_t drawn = 0;

	TRY(open_workers(a, &d, groups, w, e));
	for (int t = 0; t < threads; t++)
		w[t].rng = rng_new(a);
	#pragma omp parallel for num_threads(threads) schedule(dynamic)
	for (uint32_t r = 0; r < null->replicates; r++) {
		int t = omp_get_thread_num();
		uint32_t so_far;
		draw_one(&d, &w[t], r);
		#pragma omp atomic capture
		so_far = ++drawn;
		if (t == 0 && run)
			progress(run, "replicates", so_far, null->replicates);
	}
	null->tried = null->done = 0;
	for (int t = 0; t < threads; t++) {
		null->tried += w[t].null.tried;
		null->done += w[t].null.done;
	}
	arena_release(a, scratch);
	return OK;
}
