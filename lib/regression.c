#include "regression.h"
#include "dyads.h"
#include "qap_write.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

struct job {
	struct run *r;
	const struct regression_how *ask;
	const char *y;                  /* what is to be explained; NULL: all relations take their turn */
	struct qap_how how;
	struct relations rel;
	const char **x, **list;         /* predictors; all relations */
	int nx, nlist;
	bool measure[3];
	struct qap_correlated *correlated;
	uint64_t ncorrelated;
	struct qap_fitted *fitted;
};

/* --- what is asked for ------------------------------------------------------------------------ */

static int choose_measures(struct job *j, struct err *e)
{
	static const char *const known[] = { "pearson", "spearman", "jaccard" };
	int n;
	const char **word = split_list(j->r->arena, *j->ask->correlation ? j->ask->correlation : "pearson", &n);

	for (int w = 0; w < n; w++) {
		int k = 3;
		while (k-- && strcmp(known[k], word[w]))
			;
		if (k < 0)
			return fail(e, E_USAGE, "--correlation: there is no '%s'; expected pearson, spearman or jaccard", word[w]);
		j->measure[k] = true;
	}
	return OK;
}

static int check_options(struct job *j, struct err *e)
{
	const struct regression_how *ask = j->ask;
	struct run *r = j->r;

	j->how = (struct qap_how){ .run = r, .replicates = r->replicates, .seed = r->seed, .side = (enum side)ask->side,
	                           .null = (enum qap_null)ask->null, .model = (enum qap_model)ask->model };
	if (r->replicates > UINT32_MAX - 2)
		return fail(e, E_USAGE, "--replicates stops below 2^32");
	if (ask->correlation && (ask->model || ask->null))
		return fail(e, E_USAGE, "--correlation has neither --model nor --null: the people of -y change places");
	if (!ask->correlation && !ask->x.n)
		return fail(e, E_USAGE, "-x TERM[,TERM] is missing: what explains -y, such as -x friendship,same:office");
	j->x = NEW(r->arena, 1, const char *);
	for (int k = 0; k < ask->x.n; k++) {
		int n;
		const char **some = split_list(r->arena, ask->x.item[k], &n);
		j->x = arena_grow(r->arena, j->x, (size_t)j->nx, (size_t)(j->nx + n) + 1, sizeof *j->x);
		memcpy(j->x + j->nx, some, (size_t)n * sizeof *some);
		j->nx += n;
	}
	return ask->correlation ? choose_measures(j, e) : OK;
}

/* A relation explains itself, and nothing more. */
static int check_terms(const struct job *j, struct err *e)
{
	for (int k = 0; k < j->nx && !j->ask->correlation; k++)
		if (!strcmp(j->x[k], j->y) || (!strncmp(j->x[k], "tie:", 4) && !strcmp(j->x[k] + 4, j->y)))
			return fail(e, E_USAGE, "-x %s is what is to be explained: leave it out", j->x[k]);
	return OK;
}

/* What is to be explained, where nobody said it; for correlations all relations take their turn. */
static int choose_y(struct job *j, struct err *e)
{
	const char **list = j->list = relations_list(&j->rel, &j->nlist), *all = "";
	int n = j->nlist;

	j->y = j->ask->y;
	if (j->y)
		return OK;
	if (n == 1 && j->nx) {
		j->y = list[0];
		return OK;
	}
	for (int k = 0; k < n; k++)
		all = arena_print(j->r->arena, "%s%s%s", all, k ? ", " : "", list[k]);
	if (!j->ask->correlation || n < 2 || j->nx)
		return fail(e, E_USAGE, n < 2 ? "there is only one relation, and nothing to hold it against: say -x" :
		            j->r->private_ || strlen(all) > 500 ? "-y RELATION is missing: the relation to be explained" :
		            "-y RELATION is missing: the relation to be explained; there are: %s", all);
	return OK;
}

/* --- one network ----------------------------------------------------------------------------------- */

static int check_size(const struct job *j, const struct dyads *d, int matrices, struct err *e)
{
	double need = (double)d->n * d->stride * (double)matrices * sizeof(double);
	double have = (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);

	if (d->n > UINT16_MAX)
		return fail(e, E_DATA, "%u people have more pairs than fit into matrices: 65535 people at most; take a component "
		            "or a sample", d->n);
	if (have > 0 && need > have)
		return fail(e, E_MEMORY, "%u people need matrices of %.0f GB, and this machine has %.0f: take a component, a sample, "
		            "or fewer predictors", d->n, need / 1e9, have / 1e9);
	note_more(j->r, "%s, matrices of %.1f MB", plural(d->n, "person", "people"), need / 1e6);
	return OK;
}

static void set_threads(struct job *j, const struct dyads *d)
{
	j->how.threads = run_threads(j->r, (uint64_t)d->n * d->n * (j->how.replicates + 1) / 64);
}

/* y against each of x: one row a measure. */
static int correlate_with(struct job *j, struct dyads *d, const char *y, int nx, const char *const *x,
                          struct qap_correlation *out, struct err *e)
{
	struct arena *a = j->r->arena;
	struct square s = { d->n, d->stride, d->from->directed };
	double *my, **mx = NEW(a, (size_t)nx, double *);

	TRY(dyads_term(d, y, y, &my, e));
	for (int k = 0; k < nx; k++)
		TRY(dyads_term(d, x[k], y, &mx[k], e));
	for (int m = 0; m < 3; m++)
		if (j->measure[m])
			qap_correlate(a, &j->how, &s, my, nx, (const double *const *)mx, (enum qap_measure)m, out + m * nx);
	for (int k = 0; k < nx; k++)
		for (int m = 0; m < 3; m++)
			if (j->measure[m])
				j->correlated[j->ncorrelated++] = (struct qap_correlated){ d->part, (enum qap_measure)m, y, x[k], out[m * nx + k] };
	return OK;
}

/* -y with each -x, or with all other relations, or all with each other. */
static int correlate(struct job *j, uint32_t part, struct err *e)
{
	struct arena *a = j->r->arena;
	int n = j->nlist, turns = j->y ? 1 : n - 1, others = 0;
	const char **rest = j->x;
	struct qap_correlation **out = NEW(a, (size_t)n + 1, struct qap_correlation *);
	struct dyads d;

	if (j->y && !j->nx) {
		rest = NEW(a, (size_t)n, const char *);
		for (int k = 0; k < n; k++)
			if (strcmp(j->list[k], j->y))
				rest[others++] = j->list[k];
	} else {
		others = j->nx;
	}
	for (int k = 0; k < turns; k++)
		out[k] = qap_correlations_new(a, &j->how, 3 * (j->y ? others : n - k - 1));
	struct mark scratch = arena_mark(a);
	dyads_open(&j->rel, part, &d);
	TRY(check_size(j, &d, 4 + 2 * (j->y ? others : n), e));
	set_threads(j, &d);
	for (int k = 0; k < turns; k++) {
		struct mark turn = arena_mark(a);
		TRY(j->y ? correlate_with(j, &d, j->y, others, rest, out[k], e) :
		             correlate_with(j, &d, j->list[k], n - k - 1, j->list + k + 1, out[k], e));
		d.kept = NULL;
		arena_release(a, turn);
	}
	arena_release(a, scratch);
	return OK;
}

/* "wave 2: ", where there are several networks. */
static const char *network_name(const struct job *j, uint32_t part)
{
	const struct net *n = &j->rel.net[0];
	const char *text = "";

	for (int k = 0; k < n->nby && !j->r->private_; k++) {
		struct cell c = n->part[part].label[k];
		text = arena_print(j->r->arena, "%s%s %.*s%s", text, n->by[k], (int)c.len, c.at, k + 1 < n->nby ? ", " : ": ");
	}
	return text;
}

static void say_notes(const struct job *j, uint32_t part, const struct qap_fit *f)
{
	const char *where = network_name(j, part);

	for (int k = 0; k < j->nx; k++)
		if (f->term[k].note)
			note(j->r, "%s'%s' has no estimate: %s", where, j->x[k], f->term[k].note);
		else if (f->term[k].vif > 10)
			note(j->r, "%s'%s' is nearly determined by the other predictors (variance inflation %.0f): its estimate is uncertain",
			     where, j->x[k], f->term[k].vif);
	if (f->note)
		note(j->r, "%sno estimates: %s", where, f->note);
}

static int regress(struct job *j, uint32_t part, struct err *e)
{
	struct arena *a = j->r->arena;
	struct qap_fitted *f = &j->fitted[part];
	double *y, **x = NEW(a, (size_t)j->nx, double *);
	struct dyads d;

	qap_fit_new(a, &j->how, j->nx, &f->fit);
	struct mark scratch = arena_mark(a);
	dyads_open(&j->rel, part, &d);
	TRY(check_size(j, &d, 2 * j->nx + 3, e));
	set_threads(j, &d);
	struct square s = { d.n, d.stride, j->rel.directed };
	f->group = part;
	f->people = d.n;
	TRY(dyads_term(&d, j->y, j->y, &y, e));
	for (int k = 0; k < j->nx; k++)
		TRY(dyads_term(&d, j->x[k], j->y, &x[k], e));
	TRY(qap_regress(a, &j->how, &s, y, j->nx, x, j->x, &f->fit, e));
	say_notes(j, part, &f->fit);
	arena_release(a, scratch);
	return OK;
}

/* --- the whole of it ---------------------------------------------------------------------------------- */

static void label_groups(const struct net *n, struct by *by)
{
	*by = (struct by){ .n = n->nby, .name = n->by, .groups = n->nparts,
	                   .label = NEW(n->run->arena, (size_t)n->nparts * (size_t)n->nby, struct cell) };
	for (uint32_t g = 0; g < n->nparts; g++)
		for (int k = 0; k < n->nby; k++)
			by->label[g * (size_t)n->nby + (size_t)k] = n->part[g].label[k];
}

static int write_results(struct job *j, struct err *e)
{
	struct by by;
	struct qap_results q = { .run = j->r, .like = &j->rel.net[0].ties, .by = &by, .how = &j->how, .correlations = j->ncorrelated,
	                         .correlated = j->correlated, .models = j->ask->correlation ? 0 : j->rel.parts, .fitted = j->fitted,
	                         .y = j->y, .nx = j->nx, .x = j->x };

	label_groups(&j->rel.net[0], &by);
	if (j->ask->draws)
		TRY(qap_write_draws(&q, j->ask->draws, e));
	if (!j->ask->latex)
		return qap_write(&q, e);
	qap_write_latex(&q);
	return OK;
}

int regression_run(struct run *r, const struct regression_how *ask, struct err *e)
{
	const struct relations_how how = { .layer = ask->layer, .weight = ask->weight, .na = ask->na };
	struct job j = { .r = r, .ask = ask };

	TRY(check_options(&j, e));
	TRY(relations_open(r, &how, &j.rel, e));
	TRY(choose_y(&j, e));
	TRY(check_terms(&j, e));
	j.fitted = NEW(r->arena, j.rel.parts, struct qap_fitted);
	j.correlated = NEW(r->arena, 3 * (size_t)j.rel.parts * (size_t)(j.nx + j.nlist * j.nlist), struct qap_correlated);
	for (uint32_t p = 0; p < j.rel.parts; p++)
		TRY(ask->correlation ? correlate(&j, p, e) : regress(&j, p, e));
	relations_tell(&j.rel);
	return write_results(&j, e);
}
