#include "qap_write.h"
#include "side.h"
#include "stat_write.h"

#include <math.h>
#include <string.h>

static const char *const measure_name[] = { "pearson", "spearman", "jaccard" };
static const char *const null_name[] = { "dsp", "y", "x" };

/* --- the long table --------------------------------------------------------------------------- */

struct rows { struct tested *row; uint64_t n; };

static struct tested *next(struct rows *r, uint32_t group, const char *measure, const char *attribute, double value)
{
	struct tested *t = &r->row[r->n++];

	*t = (struct tested){ .group = group, .measure = measure, .attribute = attribute, .value = value, .se = NAN, .lo = NAN,
	                      .hi = NAN };
	return t;
}

static void tell_test(const struct qap_results *q, struct tested *t, const char *null, const struct test *test, enum side side)
{
	if (!q->how->replicates)
		return;
	t->null = null;
	t->test = *test;
	t->side = side;
}

static void add_term(const struct qap_results *q, struct rows *r, const struct qap_fitted *f, int k)
{
	static const char *const ratio[] = { NULL, "odds_ratio", "rate_ratio" };
	const struct qap_term *x = &f->fit.term[k];
	enum qap_model model = q->how->model;
	const char *name = q->x[k], *null = null_name[q->how->null];
	uint64_t first = r->n;
	struct tested *t;

	t = next(r, f->group, "b", name, x->b);
	t->se = x->se;
	t->lo = x->lo;
	t->hi = x->hi;
	tell_test(q, t, null, &x->of_b, q->how->side);
	t->test.p = x->of_t.p;
	if (model == QAP_OLS)
		next(r, f->group, "beta", name, x->beta);
	else
		next(r, f->group, ratio[model], name, exp(x->b));
	t = next(r, f->group, "t", name, x->t);
	tell_test(q, t, null, &x->of_t, q->how->side);
	next(r, f->group, "vif", name, x->vif);
	for (uint64_t row = first; row < r->n; row++)
		r->row[row].note = f->fit.note ? f->fit.note : x->note;
}

static void add_model(const struct qap_results *q, struct rows *r, const struct qap_fitted *f)
{
	const struct qap_fit *fit = &f->fit;
	uint64_t first = r->n;
	struct tested *t;

	for (int k = 0; k < q->nx; k++)
		add_term(q, r, f, k);
	uint64_t model = r->n;
	t = next(r, f->group, "b", "(intercept)", fit->intercept);
	t->se = fit->intercept_se;
	next(r, f->group, "t", "(intercept)", fit->intercept_t);
	t = next(r, f->group, q->how->model == QAP_OLS ? "r2" : "r2_mcfadden", q->y, fit->r2);
	if (fit->tested)
		tell_test(q, t, "y", &fit->of_r2, SIDE_GREATER);
	if (q->how->model == QAP_OLS)
		next(r, f->group, "r2_adjusted", q->y, fit->r2_adjusted);
	else
		next(r, f->group, "deviance", q->y, fit->deviance);
	for (uint64_t row = model; row < r->n; row++)
		r->row[row].note = fit->note;
	next(r, f->group, "people", q->y, f->people);
	for (uint64_t row = first; row < r->n; row++) {
		r->row[row].n = fit->pairs;
		r->row[row].dropped = fit->dropped;
	}
}

static void add_correlation(const struct qap_results *q, struct rows *r, const struct qap_correlated *c)
{
	struct tested *t = next(r, c->group, measure_name[c->measure], arena_print(q->run->arena, "%s~%s", c->y, c->x), c->c.value);

	tell_test(q, t, "labels", &c->c.test, q->how->side);
	t->n = c->c.pairs;
	t->dropped = c->c.dropped;
	t->note = c->c.note;
}

int qap_write(const struct qap_results *q, struct err *e)
{
	uint64_t rows = q->correlations + q->models * (4 * (uint64_t)q->nx + 5);
	struct rows r = { .row = NEW(q->run->arena, rows, struct tested) };

	for (uint64_t k = 0; k < q->correlations; k++)
		add_correlation(q, &r, &q->correlated[k]);
	for (uint64_t k = 0; k < q->models; k++)
		add_model(q, &r, &q->fitted[k]);
	return tested_write(q->run, q->like, q->by, r.n, r.row, q->models ? TESTED_INTERVAL : 0, e);
}

/* --- replicate by replicate ------------------------------------------------------------------------- */

struct draw { uint32_t group; const char *measure, *attribute; double observed; const double *null; uint64_t replicates; };

static uint64_t list_draws(const struct qap_results *q, struct draw *d)
{
	uint64_t n = 0;

	for (uint64_t k = 0; k < q->correlations; k++) {
		const struct qap_correlated *c = &q->correlated[k];
		d[n++] = (struct draw){ c->group, measure_name[c->measure], arena_print(q->run->arena, "%s~%s", c->y, c->x), c->c.value,
		                        c->c.null, c->c.replicates };
	}
	for (uint64_t k = 0; k < q->models; k++) {
		const struct qap_fitted *f = &q->fitted[k];
		for (int x = 0; x < q->nx; x++)
			d[n++] = (struct draw){ f->group, "t", q->x[x], f->fit.term[x].t, f->fit.term[x].null_t, f->fit.replicates };
		if (f->fit.tested)
			d[n++] = (struct draw){ f->group, "r2", q->y, f->fit.r2, f->fit.null_r2, f->fit.replicates };
	}
	return n;
}

int qap_write_draws(const struct qap_results *q, const char *file, struct err *e)
{
	struct arena *a = q->run->arena;
	uint64_t most = q->correlations + q->models * ((uint64_t)q->nx + 1), rows = 0;
	struct draw *d = NEW(a, most, struct draw);
	uint64_t n = list_draws(q, d);
	struct table t;

	for (uint64_t k = 0; k < n; k++)
		rows += d[k].replicates ? d[k].replicates + 1 : 0;
	uint32_t *which = NEW(a, rows, uint32_t), *replicate = NEW(a, rows, uint32_t), *group = NEW(a, rows, uint32_t);
	double *value = NEW(a, rows, double);
	struct cell *measure = NEW(a, n, struct cell), *attribute = NEW(a, n, struct cell);
	for (uint64_t k = 0, row = 0; k < n; k++) {
		measure[k] = cell_of(d[k].measure);
		attribute[k] = cell_of(d[k].attribute);
		for (uint64_t r = 0; d[k].replicates && r <= d[k].replicates; r++, row++) {
			which[row] = (uint32_t)k;
			group[row] = d[k].group;
			replicate[row] = (uint32_t)r;
			value[row] = r ? d[k].null[r - 1] : d[k].observed;
		}
	}
	table_new(a, rows, &t);
	for (int c = 0; c < q->by->n; c++) {
		struct cell *label = NEW(a, q->by->groups, struct cell);
		for (uint32_t g = 0; g < q->by->groups; g++)
			label[g] = q->by->label[g * (size_t)q->by->n + (size_t)c];
		TRY(table_add_labels(&t, q->by->name[c], group, label, e));
	}
	TRY(table_add_counts(&t, "replicate", replicate, e));
	TRY(table_add_labels(&t, "measure", which, measure, e));
	TRY(table_add_labels(&t, "attribute", which, attribute, e));
	TRY(table_add_reals(&t, "value", value, e));
	return side_write(q->run, &t, file, e);
}
