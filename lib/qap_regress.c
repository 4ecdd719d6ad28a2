/* QAP regression: the variables made ready, and the observed fit. */
#include "qap_model.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- variables ----------------------------------------------------------------------------------- */

/* Mean and standard deviation of variable v over the pairs that take part. */
static void moments(const struct model *m, int v, double *mean, double *sd)
{
	const struct square *s = m->s;
	double sum = 0, squares = 0;

	*mean = 0;
	for (int turn = 0; turn < 2; turn++)
		for (uint32_t i = 0; i < s->n; i++) {
			double row = 0;
			for (uint32_t j = s->directed ? 0 : i + 1; j < s->n; j++) {
				double x = m->v[v][(size_t)i * s->stride + j];
				if (i != j && !gap_at(&m->none, s, i, j))
					row += turn ? (x - *mean) * (x - *mean) : x;
			}
			*(turn ? &squares : &sum) += row;
			*mean = sum / m->pairs;
		}
	*sd = sqrt(squares / (m->pairs - 1));
}

/* In units of the standard deviation around the mean; false if it does not vary. */
static bool standardise(struct model *m, int v)
{
	const struct square *s = m->s;
	double mean, sd;

	moments(m, v, &mean, &sd);
	if (!(sd > 1e-12 * fabs(mean)))
		return false;
	if (v > m->k && m->how->model != QAP_OLS) {
		m->mean[v] = 0;
		m->sd[v] = 1;
		return true;
	}
	for (uint32_t i = 0; i < s->n; i++)
		for (uint32_t j = 0; j < s->n; j++)
			if (i != j && !gap_at(&m->gaps[v], s, i, j)) {
				double *x = &m->v[v][(size_t)i * s->stride + j];
				*x = (*x - mean) / sd;
			}
	m->mean[v] += m->sd[v] * mean;          /* a second time if another variable was left out */
	m->sd[v] *= sd;
	return true;
}

static void leave_out(struct model *m, int v)
{
	for (m->k--, m->wide--; v < m->wide; v++) {
		m->which[v] = m->which[v + 1];
		m->v[v] = m->v[v + 1];
		m->gaps[v] = m->gaps[v + 1];
		m->mean[v] = m->mean[v + 1];
		m->sd[v] = m->sd[v + 1];
	}
}

/* What determines variable v among those before it: "sender:age and receiver:age"; NULL: nothing does. */
static const char *determined_by(struct arena *a, const struct model *m, int v, const char *const *name)
{
	double sums[(QAP_MOST + 2) * (QAP_MOST + 2)];
	const char *text = NULL;
	struct answer fit;
	int of[QAP_MOST + 2];

	for (int x = 1; x <= v; x++)
		of[x - 1] = x;
	choose_sums(m, m->sums, v, of, sums);
	if (v < 2 || !ols_answer(sums, v - 1, &fit) || 1 - fit.r2 > 1e-9)
		return NULL;
	for (int x = 1; x < v; x++)
		if (fabs(fit.b[x]) > 1e-6)
			text = arena_print(a, "%s%s%s", text ? text : "", text ? " and " : "", name[m->which[x]]);
	return text;
}

/* Which pairs take part, and their sums; variables that cannot be told apart are left out, with a note. */
static void settle(struct arena *a, struct model *m, const char *const *name, struct qap_fit *fit)
{
	bool again = true;

	while (again) {
		again = false;
		gaps_union(a, m->s, m->wide - 1, m->gaps + 1, -1, &m->none);
		m->pairs = (double)square_pairs(m->s) - (double)m->none.n;
		if (m->pairs < 2)
			{
			fit->note = "fewer than two pairs of people of which everything is known";
			return;
		}
		for (int v = 1; v <= m->k && !again; v++)
			if ((again = !standardise(m, v))) {
				fit->term[m->which[v]].note = "it does not vary";
				leave_out(m, v);
			}
		if (!again && !standardise(m, m->k + 1))
			{
			fit->note = "what is to be explained does not vary";
			return;
		}
		if (!again)
			model_sums(m, &m->none, -1, m->sums);
		for (int v = 2; v <= m->k && !again; v++) {
			const char *by = determined_by(a, m, v, name);
			if ((again = by != NULL)) {
				struct qap_term *t = &fit->term[m->which[v]];
				snprintf(t->text, sizeof t->text, "left out: %s determine%s it", by, strstr(by, " and ") ? "" : "s");
				t->note = t->text;
				leave_out(m, v);
			}
		}
	}
}

/* --- the observed fit ---------------------------------------------------------------------------------- */

/* A logit begins with its first turn from odds of 3 for ties and 1/3 for others, which all pairs weigh alike: least squares
 * of the working response (McCullagh & Nelder 1989, 2.5). From the mean alone a strong predictor oversteps. */
static bool fit_observed(const struct model *m, double *room, struct answer *out)
{
	const double response = log(3) + 4.0 / 3;
	double start[QAP_MOST + 1] = { 0 };

	if (m->how->model == QAP_OLS)
		return ols_answer(m->sums, m->k, out);
	if (m->how->model == QAP_LOGIT && ols_answer(m->sums, m->k, out)) {
		for (int v = 0; v <= m->k; v++)
			start[v] = 2 * response * out->b[v];
		start[0] -= response;
	} else {
		start[0] = log(m->sums[m->k + 1] / m->pairs);
	}
	return glm_answer(m, NULL, NULL, start, room, out);
}

/* Back to the units of the data: b_0 = mean(y) + sd(y) (b_0' - sum of b_v' mean(x_v) / sd(x_v)). */
static void report(const struct model *m, const struct answer *f, struct qap_fit *out)
{
	int y = m->k + 1, w = m->k + 1;
	double turn[QAP_MOST + 1] = { 1 }, var = 0;

	out->intercept = f->b[0];
	for (int v = 1; v <= m->k; v++) {
		struct qap_term *t = &out->term[m->which[v]];
		t->b = f->b[v] * m->sd[y] / m->sd[v];
		t->se = f->se[v] * m->sd[y] / m->sd[v];
		t->beta = m->how->model == QAP_OLS ? f->b[v] : NAN;
		t->t = small_is_none(f->b[v] / f->se[v]);
		turn[v] = -m->mean[v] / m->sd[v];
		out->intercept += f->b[v] * turn[v];
	}
	for (int a = 0; a < w; a++)
		for (int b = 0; b < w; b++)
			var += turn[a] * turn[b] * f->inverse[a * w + b];
	out->intercept = m->mean[y] + m->sd[y] * out->intercept;
	out->intercept_se = m->sd[y] * sqrt(var);
	out->intercept_t = out->intercept / out->intercept_se;
	out->r2 = f->r2;
	out->r2_adjusted = 1 - (1 - f->r2) * (m->pairs - 1) / (m->pairs - m->k - 1);
	if (m->how->model != QAP_OLS) {
		struct limits l;
		glm_limits(m, &l);
		out->r2 = 1 - (f->fit + l.constant) / (l.mean_alone + l.constant);
		out->r2_adjusted = NAN;
		out->deviance = 2 * (l.exact - f->fit);
	}
}

static void inflation(const struct model *m, struct qap_fit *out)
{
	double sums[(QAP_MOST + 2) * (QAP_MOST + 2)];
	struct answer fit;
	int of[QAP_MOST + 1];

	for (int v = 1; v <= m->k; v++) {
		int n = 0;
		for (int x = 1; x <= m->k; x++)
			if (x != v)
				of[n++] = x;
		of[n++] = v;
		choose_sums(m, m->sums, n, of, sums);
		out->term[m->which[v]].vif = ols_answer(sums, n - 1, &fit) ? 1 / (1 - fit.r2) : NAN;
	}
}

/* --- the whole of it -------------------------------------------------------------------------------------------- */

static void open_model(struct arena *a, struct model *m, double *y, int nx, double *const *x)
{
	size_t most = (size_t)nx + 2;

	m->k = nx;
	m->wide = nx + 2;
	m->which = NEW(a, most, int);
	m->v = NEW(a, most, double *);
	m->gaps = NEW(a, most, struct gaps);
	m->mean = NEW(a, most, double);
	m->sd = NEW(a, most, double);
	m->sums = NEW(a, most * most, double);
	for (int v = 1; v < m->wide; v++) {
		m->which[v] = v - 1;
		m->v[v] = v <= nx ? x[v - 1] : y;
		m->sd[v] = 1;
		gaps_take(a, m->s, m->v[v], &m->gaps[v]);
	}
}

void qap_fit_new(struct arena *a, const struct qap_how *how, int nx, struct qap_fit *out)
{
	static const struct test none = { .null_mean = NAN, .null_sd = NAN, .z = NAN, .p = NAN };
	uint64_t n = how->replicates;

	*out = (struct qap_fit){ .intercept = NAN, .intercept_se = NAN, .intercept_t = NAN, .r2 = NAN, .r2_adjusted = NAN,
	                         .deviance = NAN, .of_r2 = none, .null_r2 = NEW(a, n, double),
	                         .term = NEW(a, (size_t)nx, struct qap_term) };
	for (int k = 0; k < nx; k++) {
		out->term[k] = (struct qap_term){ .b = NAN, .se = NAN, .lo = NAN, .hi = NAN, .beta = NAN, .t = NAN, .vif = NAN, .of_b = none, .of_t = none,
		                                  .null_b = NEW(a, n, double), .null_t = NEW(a, n, double) };
		for (uint64_t r = 0; r < n; r++)
			out->term[k].null_b[r] = out->term[k].null_t[r] = NAN;
	}
	for (uint64_t r = 0; r < n; r++)
		out->null_r2[r] = NAN;
}

static int fit_and_test(struct arena *a, struct model *m, const char *const *name, struct qap_fit *out, struct err *e)
{
	struct answer *observed = NEW(a, 1, struct answer);

	if (m->how->model != QAP_OLS)
		TRY(glm_check(m, e));
	settle(a, m, name, out);
	out->pairs = (uint64_t)m->pairs;
	out->dropped = m->none.n;
	if (!out->note && !m->k)
		out->note = "no predictor is left";
	if (!out->note && m->pairs < m->k + 2)
		out->note = "fewer pairs of people than numbers to estimate";
	if (!out->note && !fit_observed(m, NEW(a, glm_room(m), double), observed))
		out->note = m->how->model == QAP_OLS ? "the predictors cannot be told apart" :
		            "the estimates grow without end, as where a predictor alone tells ties from no ties";
	if (out->note)
		return OK;
	report(m, observed, out);
	inflation(m, out);
	model_replicate(a, m, observed, out);
	return OK;
}

int qap_regress(struct arena *a, const struct qap_how *how, const struct square *s, double *y, int nx, double *const *x,
                const char *const *name, struct qap_fit *out, struct err *e)
{
	struct mark scratch = arena_mark(a);
	struct model m = { .how = how, .s = s };

	if (nx > QAP_MOST)
		return fail(e, E_USAGE, "more than %d predictors", QAP_MOST);
	gsl_set_error_handler_off();
	open_model(a, &m, y, nx, x);
	TRY(fit_and_test(a, &m, name, out, e));
	arena_release(a, scratch);
	return OK;
}
