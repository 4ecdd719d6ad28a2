#include "capital.h"

#include <math.h>
#include <string.h>

static double ratio(double a, double b) { return b > 0 ? a / b : NAN; }

void capital_room(struct arena *a, const struct capital *c, struct capital_room *r)
{
	size_t n = c->t->n, s = (size_t)c->settings + 1;

	*r = (struct capital_room){ .friends = NEW(a, n, uint32_t), .high = NEW(a, n, uint32_t), .near = NEW(a, n, uint32_t),
	                            .near_high = NEW(a, n, uint32_t), .members = NEW(a, s, double),
	                            .members_high = NEW(a, s, double), .n = NEW(a, s, double), .f = NEW(a, s, double),
	                            .h = NEW(a, s, double), .ratio = NEW(a, s, double) };
}

void capital_connected(struct arena *a, const struct capital *c, struct connected *o)
{
	*o = (struct connected){ .of_inside = NEW(a, c->settings, double), .of_exposure = NEW(a, c->settings, double),
	                         .of_bias = NEW(a, c->settings, double) };
}

/* --- friends ------------------------------------------------------------------------------------------------- */

static uint32_t setting_of(const struct capital *c, uint32_t v) { return c->settings ? c->setting[v] : CAPITAL_NONE; }

static void count_friend(const struct capital *c, const uint32_t *class_, struct capital_room *r, uint32_t v, uint32_t friend)
{
	uint32_t high = class_[friend] == CAPITAL_HIGH;
	bool near = setting_of(c, v) != CAPITAL_NONE && setting_of(c, v) == setting_of(c, friend);

	if (class_[friend] == CAPITAL_NONE)
		return;
	r->friends[v]++;
	r->high[v] += high;
	r->near[v] += near;
	r->near_high[v] += near && high;
}

static void count(const struct capital *c, const uint32_t *class_, struct capital_room *r)
{
	size_t n = c->t->n * sizeof(uint32_t), s = ((size_t)c->settings + 1) * sizeof(double);
	uint32_t *const people[4] = { r->friends, r->high, r->near, r->near_high };
	double *const settings[6] = { r->members, r->members_high, r->n, r->f, r->h, r->ratio };

	for (int k = 0; k < 4; k++)
		memset(people[k], 0, n);
	for (int k = 0; k < 6; k++)
		memset(settings[k], 0, s);
	for (uint32_t k = 0; k < c->t->m; k++) {
		count_friend(c, class_, r, c->t->tie[k].a, c->t->tie[k].b);
		count_friend(c, class_, r, c->t->tie[k].b, c->t->tie[k].a);
	}
	for (uint32_t v = 0; v < c->t->n; v++) {
		uint32_t s_of = setting_of(c, v);
		if (s_of == CAPITAL_NONE || class_[v] == CAPITAL_NONE)
			continue;
		r->members[s_of]++;
		r->members_high[s_of] += class_[v] == CAPITAL_HIGH;
	}
}

/* Whom a person of class `ego` could meet in the setting: the share of high people. */
static double on_offer(const struct capital *c, const struct capital_room *r, uint32_t ego, uint32_t s)
{
	double self = c->exclude_ego;

	return ratio(r->members_high[s] - (ego == CAPITAL_HIGH ? self : 0), r->members[s] - self);
}

/* --- means --------------------------------------------------------------------------------------------------------- */

static void means_of_settings(const struct capital *c, const struct capital_room *r, struct connected *o)
{
	double n = 0, f = 0, h = 0;

	for (uint32_t s = 0; s < c->settings; s++) {
		o->of_inside[s] = ratio(r->f[s], r->n[s]) / c->share;
		o->of_exposure[s] = ratio(r->h[s], r->n[s]) / c->share;
		o->of_bias[s] = r->h[s] > 0 ? 1 - ratio(r->ratio[s], r->n[s]) : NAN;
		n += r->n[s];
		f += r->f[s];
		h += r->h[s];
	}
	o->inside = ratio(f, n) / c->share;
	o->exposure = ratio(h, n) / c->share;
	o->bias = h > 0 ? 1 - f / h : NAN;
}

void capital_measure(const struct capital *c, const uint32_t *class_, uint32_t ego, struct capital_room *r,
                     struct connected *o, double *own)
{
	double sum = 0, n = 0;

	count(c, class_, r);
	for (uint32_t v = 0; v < c->t->n; v++) {
		uint32_t s = setting_of(c, v);
		if (own)
			own[v] = NAN;
		if (class_[v] != ego || !r->friends[v])
			continue;
		double f = (double)r->high[v] / r->friends[v];
		sum += f;
		n++;
		if (own)
			own[v] = f / c->share;
		if (s == CAPITAL_NONE || !r->near[v])
			continue;
		double made = (double)r->near_high[v] / r->near[v], h = on_offer(c, r, ego, s);
		r->n[s]++;
		r->f[s] += made;
		r->h[s] += h;
		r->ratio[s] += h > 0 ? made / h : 0;
	}
	o->connectedness = ratio(sum, n) / c->share;
	means_of_settings(c, r, o);
}

/* --- how closely knit ------------------------------------------------------------------------------------------------- */

/* Triangles of each tie of those with keep[tie] (NULL: of all); mate arcs are one tie. */
static int triangles(struct arena *a, const struct simple *t, const bool *keep, int threads, struct forward *f, uint32_t **count,
                     struct err *e)
{
	uint32_t *x = NEW(a, t->m, uint32_t), *y = NEW(a, t->m, uint32_t);
	uint64_t m = 0;

	for (uint32_t k = 0; k < t->m; k++) {
		if (keep && !keep[k])
			continue;
		x[m] = t->tie[k].a;
		y[m++] = t->tie[k].b;
	}
	TRY(forward_build(a, t->n, m, x, y, f, e));
	*count = NEW(a, f->m, uint32_t);
	forward_triangles(a, f, threads, *count);
	return OK;
}

static void find_clustering(struct arena *a, const struct forward *f, const uint32_t *count, struct knit *o)
{
	double *closed = NEW(a, f->n, double), sum = 0, n = 0;  /* twice the triangles of each RANK */

	for (uint32_t x = 0; x < f->n; x++)
		for (uint32_t p = f->off[x]; p < f->off[x + 1]; p++) {
			closed[x] += count[p];
			closed[f->adj[p]] += count[p];
		}
	for (uint32_t v = 0; v < f->n; v++) {
		double d = f->degree[v];
		o->own[v] = ratio(closed[f->rank[v]], d * (d - 1));
		if (isnan(o->own[v]))
			continue;
		sum += o->own[v];
		n++;
	}
	o->clustering = ratio(sum, n);
}

static void means_by_setting(struct arena *a, const struct capital *c, struct knit *o)
{
	double *n = NEW(a, c->settings, double);

	memset(o->of_clustering, 0, c->settings * sizeof(double));
	for (uint32_t v = 0; v < c->t->n; v++)
		if (c->setting[v] != CAPITAL_NONE && !isnan(o->own[v])) {
			o->of_clustering[c->setting[v]] += o->own[v];
			n[c->setting[v]]++;
		}
	for (uint32_t s = 0; s < c->settings; s++)
		o->of_clustering[s] = ratio(o->of_clustering[s], n[s]);
}

/* Only the ties inside settings: three people of one setting, or no triangle. */
static int find_support_inside(struct arena *a, const struct capital *c, int threads, struct knit *o, struct err *e)
{
	bool *keep = NEW(a, c->t->m, bool);
	double *ties = NEW(a, c->settings, double), all = 0, supported = 0;
	struct forward f;
	uint32_t *count;

	for (uint32_t k = 0; k < c->t->m; k++) {
		uint32_t s = c->setting[c->t->tie[k].a];
		keep[k] = s != CAPITAL_NONE && s == c->setting[c->t->tie[k].b];
	}
	TRY(triangles(a, c->t, keep, threads, &f, &count, e));
	memset(o->of_support, 0, c->settings * sizeof(double));
	for (uint32_t x = 0; x < f.n; x++)
		for (uint32_t p = f.off[x]; p < f.off[x + 1]; p++) {
			uint32_t s = c->setting[f.who[x]];
			ties[s]++;
			o->of_support[s] += count[p] > 0;
			supported += count[p] > 0;
			all++;
		}
	for (uint32_t s = 0; s < c->settings; s++)
		o->of_support[s] = ratio(o->of_support[s], ties[s]);
	o->inside = ratio(supported, all);
	return OK;
}

int capital_knit(struct arena *a, const struct capital *c, int threads, struct knit *o, struct err *e)
{
	struct forward f;
	uint32_t *count;
	double supported = 0;

	*o = (struct knit){ .inside = NAN, .of_support = NEW(a, c->settings, double), .of_clustering = NEW(a, c->settings, double),
	                    .own = NEW(a, c->t->n, double) };
	struct mark scratch = arena_mark(a);
	TRY(triangles(a, c->t, NULL, threads, &f, &count, e));
	for (uint32_t p = 0; p < f.m; p++)
		supported += count[p] > 0;
	o->support = ratio(supported, f.m);
	find_clustering(a, &f, count, o);
	if (c->settings) {
		means_by_setting(a, c, o);
		TRY(find_support_inside(a, c, threads, o, e));
	}
	arena_release(a, scratch);
	return OK;
}
