/* qap - is one relation explained by others? */
#include "dyads.h"
#include "qap_write.h"

#include <limits.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

static const char *y_name, *weight, *layer, *correlation, *draws;
static struct list x_names;
static int null, model, side, na;
static bool latex;

static const struct tool tool = {
	.name = "qap",
	.group = "inference",
	.purpose = "one relation explained by others, with tests that know that pairs share people",
	.uses = USES_TIES | USES_NODES | USES_NULL | USES_THREADS,
	.operands = "[FILE...]",
	.most = INT_MAX,
	.text =
		"Explains one relation by others: who asks whom for advice by who is a friend of whom, who shares an office, how far apart "
		"in age they are. It is a regression over all pairs of people (MRQAP), but pairs that share a person are not "
		"independent, so each estimate is tested by letting people change places, rows and columns together. "
		"--correlation asks the simpler question: do two relations go together?\n\n"
		"The relations stand in one table whose column layer names them (--layer NAMES another column), or each in a file of its own, "
		"advice.tsv and friendship.tsv, or as columns of numbers of a table of ties. -y is the relation to be explained (it may be "
		"left out where there is only one), and -x lists what explains it:\n\n"
		"  friendship            another relation (also tie:friendship)\n"
		"  same:office           1 if both have the same office, else 0\n"
		"  absdiff:age           the difference in age\n"
		"  sum:age product:age   both ends together\n"
		"  sender:age            of the one who sends the tie\n"
		"  receiver:age          of the one who receives it\n"
		"  reciprocity           is the tie returned?  reciprocity:friendship: in another relation\n"
		"  common                contacts that both have in common (common:friendship)\n"
		"  jump:office           paths through somebody of the sender's office to another office (jump:office:friendship)\n\n"
		"office and age are columns of --nodes. Where a column holds words, sender:gender=f is 1 for those with that word.\n\n"
		"A pair without a row has no tie: 0. With -w the value of a tie is a column's, and a row with NA there says that nobody "
		"knows; such pairs, and pairs with somebody who lacks an attribute, are left out and counted. Everybody in the ties and in "
		"--nodes takes part.",
	.method =
		"Least squares over all ordered pairs (directed) or each pair once. For predictor k the default null is double semi-partialling: "
		"what the other predictors leave of x_k is permuted, rows and columns together, the regression is run again, and the new t is held "
		"against the observed t. b, its se and t are those of independent pairs; only the permutations make p right. --null y permutes "
		"the relation to be explained, --null x each predictor as it is: both go wrong when predictors depend on each other.\n\n"
		"p = (c + 1) / (R + 1), c of R replicates at least as extreme, doubled for two sides (at most 1); it stands beside the mean "
		"and sd of the null and z. In the row b these two and z are of b, and p is that of t. Where all n! orders are no more than R, each "
		"is taken once and p = c / n!. r2 is tested with y permuted, one-sided.\n\n"
		"Correlation: Pearson's r, Spearman's (midranks over the pairs) and Jaccard's share of ties in either that are in both; "
		"the people of y change places.\n\n"
		"Not known: a pair counts in a replicate if all that meets there is known; what is not known of the permuted relation moves "
		"with it. A predictor's remainder is made where all predictors are known. For reciprocity, common and jump an unknown tie counts as none. "
		"A predictor that does not vary, or that others determine, is left out, and its rows are NA with a note; vif = 1 / (1 - R2 of x on the "
		"others) tells of lesser evils.\n\n"
		"logit and poisson: iteratively reweighted least squares; t is b / se; the remainder of x is that of least squares. "
		"Estimates that grow without end are NA, with a note; in a replicate they are left out, and replicates counts the others.\n\n"
		"jump: for the pair i, j the number of h with i -> h -> j, h in i's group, j in another (undirected: h tied to both and in the group "
		"of one of them). common does not ask for direction. Both, and reciprocity, are made of y as it was observed.\n\n"
		"Cost: n^2 a replicate and predictor; matrices of 8 n^2 bytes, two a predictor and one for y.",
	.reads = (const struct col[]){
		{ "i j | from to", "the ends of the tie" },
		{ "layer", "the relation it belongs to (--layer); without it the file is one relation, called after the file" },
		{ "the column of -w", "its value; NA: not known. Repeated rows are summed" },
		{ "columns of --nodes", "what same:, absdiff: and the others ask for" }, { 0 } },
	.writes = (const struct col[]){
		{ "measure", "b, beta (standardised), odds_ratio, rate_ratio, t, vif; r2, r2_adjusted, r2_mcfadden, deviance, people; pearson, spearman, jaccard" },
		{ "attribute", "the predictor; for r2 and the like what is explained; y~x for a correlation" },
		{ "value se", "the number, and the standard error of b if pairs were independent" },
		{ "lo hi", "of b: its 95 % interval, the test turned around" },
		{ "null null_mean null_sd z p side replicates", "dsp, y, x (labels for correlations), and the test against it" },
		{ "n dropped", "pairs that take part, and those of which something is not known" },
		{ "note", "why it is NA" }, { 0 } },
	.opts = (const struct opt[]){
		{ 'y', "y", OPT_TEXT, &y_name, "RELATION", "the relation to be explained [the only one]" },
		{ 'x', "x", OPT_LIST, &x_names, "TERM[,TERM]", "what explains it; may be repeated [for correlations: all other relations]" },
		{ 0, "correlation", OPT_MAYBE, &correlation, "pearson,spearman,jaccard", "correlate -y with each -x, or all relations with each other [pearson]" },
		{ 0, "model", OPT_CHOICE, &model, "ols|logit|poisson", "least squares, or for ties that are there or not, or for counts [ols]" },
		{ 0, "null", OPT_CHOICE, &null, "dsp|y|x", "what changes places [dsp]" },
		{ 0, "side", OPT_CHOICE, &side, SIDE_WORDS, "which side p counts [two]" },
		{ 0, "layer", OPT_COLUMN, &layer, "COLUMN", "the column that names the relation of a tie [layer]" },
		{ 'w', "weight", OPT_COLUMN, &weight, "COLUMN", "the column that is the value of a tie [each tie counts 1]" },
		{ 0, "na", OPT_CHOICE, &na, "drop|category|fail", "people without the attribute: leave their pairs out, make a group of them, or stop [drop]" },
		{ 0, "latex", OPT_FLAG, &latex, NULL, "a table for a journal instead (LaTeX, booktabs)" },
		{ 0, "draws", OPT_FILE, &draws, "FILE", "also write every replicate's value, for ties plot null" }, { 0 } },
	.examples = (const struct example[]){
		{ "do lunch and friendship go together? Five people have 120 orders, so that all are taken: p = 28/120",
		  "qap --correlation -y lunch -x friendship --side greater",
		  "i\tj\tlayer\nA\tB\tfriendship\nA\tC\tfriendship\nB\tC\tfriendship\nC\tD\tfriendship\nD\tE\tfriendship\n"
		  "A\tB\tlunch\nB\tC\tlunch\nC\tD\tlunch\nB\tD\tlunch\n",
		  "" },
		{ "advice among managers by friendship, department and age", "qap -y advice -x friendship,same:dept,absdiff:age --nodes people.csv ties.csv", NULL, NULL },
		{ 0 } },
	.sources =
		"Krackhardt (1988) Social Networks 10:359, doi:10.1016/0378-8733(88)90004-4\n"
		"Dekker, Krackhardt and Snijders (2007) Psychometrika 72:563, doi:10.1007/s11336-007-9016-1\n"
		"Krackhardt (1987) Social Networks 9:171, doi:10.1016/0378-8733(87)90012-8\n"
		"Phipson and Smyth (2010) Statistical Applications in Genetics and Molecular Biology 9:39, doi:10.2202/1544-6115.1585",
	.see = "permute, rewire, overlap, plot",
};

struct job {
	struct run *r;
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
	const char **word = split_list(j->r->arena, *correlation ? correlation : "pearson", &n);

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
	struct run *r = j->r;

	j->how = (struct qap_how){ .run = r, .replicates = r->replicates, .seed = r->seed, .side = (enum side)side,
	                           .null = (enum qap_null)null, .model = (enum qap_model)model };
	if (r->replicates > UINT32_MAX - 2)
		return fail(e, E_USAGE, "--replicates stops below 2^32");
	if (correlation && (model || null))
		return fail(e, E_USAGE, "--correlation has neither --model nor --null: the people of -y change places");
	if (!correlation && !x_names.n)
		return fail(e, E_USAGE, "-x TERM[,TERM] is missing: what explains -y, such as -x friendship,same:office");
	j->x = NEW(r->arena, 1, const char *);
	for (int k = 0; k < x_names.n; k++) {
		int n;
		const char **some = split_list(r->arena, x_names.item[k], &n);
		j->x = arena_grow(r->arena, j->x, (size_t)j->nx, (size_t)(j->nx + n) + 1, sizeof *j->x);
		memcpy(j->x + j->nx, some, (size_t)n * sizeof *some);
		j->nx += n;
	}
	return correlation ? choose_measures(j, e) : OK;
}

/* What is to be explained, where nobody said it; for correlations all relations take their turn. */
static int choose_y(struct job *j, struct err *e)
{
	const char **list = j->list = relations_list(&j->rel, &j->nlist), *all = "";
	int n = j->nlist;

	if (y_name)
		return OK;
	if (n == 1 && j->nx) {
		y_name = list[0];
		return OK;
	}
	for (int k = 0; k < n; k++)
		all = arena_print(j->r->arena, "%s%s%s", all, k ? ", " : "", list[k]);
	if (!correlation || n < 2 || j->nx)
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
			TRY(qap_correlate(a, &j->how, &s, my, nx, (const double *const *)mx, (enum qap_measure)m, out + m * nx, e));
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
	int n = j->nlist, turns = y_name ? 1 : n - 1, others = 0;
	const char **rest = j->x;
	struct qap_correlation **out = NEW(a, (size_t)n + 1, struct qap_correlation *);
	struct dyads d;

	if (y_name && !j->nx) {
		rest = NEW(a, (size_t)n, const char *);
		for (int k = 0; k < n; k++)
			if (strcmp(j->list[k], y_name))
				rest[others++] = j->list[k];
	} else {
		others = j->nx;
	}
	for (int k = 0; k < turns; k++)
		out[k] = qap_correlations_new(a, &j->how, 3 * (y_name ? others : n - k - 1));
	struct mark scratch = arena_mark(a);
	TRY(dyads_open(&j->rel, part, &d, e));
	TRY(check_size(j, &d, 4 + 2 * (y_name ? others : n), e));
	set_threads(j, &d);
	for (int k = 0; k < turns; k++) {
		struct mark turn = arena_mark(a);
		TRY(y_name ? correlate_with(j, &d, y_name, others, rest, out[k], e) :
		             correlate_with(j, &d, j->list[k], n - k - 1, j->list + k + 1, out[k], e));
		d.kept = NULL;
		arena_release(a, turn);
	}
	arena_release(a, scratch);
	return OK;
}

static void say_notes(const struct job *j, const struct qap_fit *f)
{
	for (int k = 0; k < j->nx; k++)
		if (f->term[k].note)
			note(j->r, "'%s' has no estimate: %s", j->x[k], f->term[k].note);
		else if (f->term[k].vif > 10)
			note(j->r, "'%s' is nearly determined by the other predictors (variance inflation %.0f): its estimate is uncertain",
			     j->x[k], f->term[k].vif);
	if (f->note)
		note(j->r, "no estimates: %s", f->note);
}

static int regress(struct job *j, uint32_t part, struct err *e)
{
	struct arena *a = j->r->arena;
	struct qap_fitted *f = &j->fitted[part];
	double *y, **x = NEW(a, (size_t)j->nx, double *);
	struct dyads d;

	qap_fit_new(a, &j->how, j->nx, &f->fit);
	struct mark scratch = arena_mark(a);
	TRY(dyads_open(&j->rel, part, &d, e));
	TRY(check_size(j, &d, 2 * j->nx + 3, e));
	set_threads(j, &d);
	struct square s = { d.n, d.stride, j->rel.directed };
	f->group = part;
	f->people = d.n;
	TRY(dyads_term(&d, y_name, y_name, &y, e));
	for (int k = 0; k < j->nx; k++)
		TRY(dyads_term(&d, j->x[k], y_name, &x[k], e));
	TRY(qap_regress(a, &j->how, &s, y, j->nx, x, j->x, &f->fit, e));
	say_notes(j, &f->fit);
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
	                         .correlated = j->correlated, .models = correlation ? 0 : j->rel.parts, .fitted = j->fitted,
	                         .y = y_name, .nx = j->nx, .x = j->x };

	label_groups(&j->rel.net[0], &by);
	if (draws)
		TRY(qap_write_draws(&q, draws, e));
	if (!latex)
		return qap_write(&q, e);
	qap_write_latex(&q);
	return OK;
}

static int body(struct run *r, struct err *e)
{
	struct relations_how how = { .weight = weight, .na = na };
	struct job j = { .r = r };

	how.layer = layer;
	TRY(check_options(&j, e));
	TRY(relations_open(r, &how, &j.rel, e));
	TRY(choose_y(&j, e));
	j.fitted = NEW(r->arena, j.rel.parts, struct qap_fitted);
	j.correlated = NEW(r->arena, 3 * (size_t)j.rel.parts * (size_t)(j.nx + j.nlist * j.nlist), struct qap_correlated);
	for (uint32_t p = 0; p < j.rel.parts; p++)
		TRY(correlation ? correlate(&j, p, e) : regress(&j, p, e));
	relations_tell(&j.rel);
	return write_results(&j, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, body, argc, argv);
}
