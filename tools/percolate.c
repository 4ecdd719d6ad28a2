/* percolate - how does a network fall apart when its ties are taken away? */
#include "net.h"
#include "prune.h"
#include "sort.h"
#include "stat.h"

#include <math.h>
#include <omp.h>
#include <string.h>

static const char *x_names, *order_names = "ascending,descending,random";
static uint64_t replicates = 100, steps = 100;
static bool summary;
static double level = 0.9;

static const struct tool tool = {
	.name = "percolate",
	.group = "what if",
	.purpose = "how a network falls apart when its ties are removed, weak or strong ones first",
	.uses = USES_TIES | USES_NODES | USES_RANDOM | USES_THREADS,
	.text = "Takes the ties away one by one, by rising and by falling values of the column -x and in random order, and writes what is "
	        "left of the network on the way: the share of people in the giant component, the susceptibility (how large the other "
	        "components are) and the number of components. If weak ties are bridges between circles, the network breaks sooner when the weak ones go first "
	        "(Granovetter 1973; Onnela et al. 2007). Several columns are compared in one run: -x weight,overlap.\n\n"
	        "Ties of equal value go in random order, drawn anew in each replicate: every order has its own band. A column without "
	        "equal values has one order only, and one replicate. All replicates are written; --summary writes their mean and band.\n\n"
	        "Directions are ignored. --nodes brings in people without ties: they count in every share.",
	.method = "With N people and m ties, r of them removed: share = r / m; giant = S1 / N, S1 the size of the largest component; susceptibility = "
	          "(sum of s^2 over all components but one largest) / N; a person without ties is a component of size 1. The points are "
	          "r = 0 and, for k = 1 ... P (--points), r = k m / P rounded; where m < P each r comes once.\n\n"
	          "All orders start from the same network: loops, and ties that lack a number in any column of -x (the overlap of two "
	          "people who know nobody else), are left out of every order, and counted on standard error; their people stay. A tie that stands in several rows is "
	          "removed row by row: the pair is connected until the last is gone. Merge them first (ties import) if that is not meant.\n\n"
	          "Curves are worked out backwards, by putting the ties in again and joining components (union-find): nearly linear in the number of ties. Replicate "
	          "r uses the same sub-stream of --seed in every order and network, so that a network gives the same numbers alone and with --by.\n\n"
	          "--summary: mean, and quantiles of type 7 at either end of --level, over the replicates. With no ties share is NA, with no people everything.",
	.reads = (const struct col[]){
		{ "i j | from to", "the ends of the tie" },
		{ "-x", "columns of numbers: ties are removed in their order" }, { 0 } },
	.writes = (const struct col[]){
		{ "order", "'weight ascending' (smallest first), 'weight descending', 'random'" },
		{ "replicate", "1, 2 ...: the draw" },
		{ "removed share", "ties removed, and their share of all ties" },
		{ "giant", "share of all people in the largest component" },
		{ "susceptibility", "sum of squared sizes of the other components, per person" },
		{ "components", "number of components" },
		{ "giant_lo giant_hi ...", "with --summary: the band of each of the three, after its mean, and the number of replicates" }, { 0 } },
	.opts = (const struct opt[]){
		{ 'x', "x", OPT_COLUMN, &x_names, "COLUMN[,COLUMN]", "remove ties in the order of this column [random order only]" },
		{ 0, "order", OPT_TEXT, &order_names, "WORD[,WORD]", "which orders [ascending,descending,random]" },
		{ 'R', "replicates", OPT_COUNT, &replicates, "N", "draws of every order [100]" },
		{ 0, "points", OPT_COUNT, &steps, "P", "points of a curve after its start [100]" },
		{ 0, "summary", OPT_FLAG, &summary, NULL, "write mean and band over the replicates" },
		{ 0, "level", OPT_REAL, &level, "L", "with --summary: the level of the band [0.9]" }, { 0 } },
	.examples = (const struct example[]){
		{ "two triangles held together by a weak tie: the weak tie first, then two of the others",
		  "percolate -x weight --order ascending -R 1 --points 3",
		  "i\tj\tweight\na\tb\t2\nb\tc\t3\na\tc\t4\nc\td\t1\nd\te\t5\ne\tf\t6\nd\tf\t7\n",
		  "order\treplicate\tremoved\tshare\tgiant\tsusceptibility\tcomponents\n"
		  "weight ascending\t1\t0\t0\t1\t0\t1\n"
		  "weight ascending\t1\t2\t0.2857142857142857\t0.5\t1.5\t2\n"
		  "weight ascending\t1\t5\t0.7142857142857143\t0.5\t0.5\t4\n"
		  "weight ascending\t1\t7\t1\t0.16666666666666666\t0.8333333333333334\t6\n" },
		{ "a ring of four, at random: two of its ties may share a person or not", "percolate --points 2 --summary",
		  "i\tj\na\tb\nb\tc\nc\td\nd\ta\n",
		  "order\tremoved\tshare\tgiant\tgiant_lo\tgiant_hi\tsusceptibility\tsusceptibility_lo\tsusceptibility_hi\t"
		  "components\tcomponents_lo\tcomponents_hi\treplicates\n"
		  "random\t0\t0\t1\t1\t1\t0\t0\t0\t1\t1\t1\t100\n"
		  "random\t2\t0.5\t0.67\t0.5\t0.75\t0.49\t0.25\t1\t2\t2\t2\t100\n"
		  "random\t4\t1\t0.25\t0.25\t0.25\t0.75\t0.75\t0.75\t4\t4\t4\t100\n" },
		{ "weak ties first, strong ties first, least overlap first, at random", "overlap calls.tsv | ties percolate -x weight,overlap | "
		  "ties plot lines -o percolation.svg", NULL, NULL }, { 0 } },
	.sources = "Onnela et al. (2007) PNAS 104:7332, doi:10.1073/pnas.0610245104\n"
	           "Granovetter (1973) American Journal of Sociology 78:1360, doi:10.1086/225469\n"
	           "Newman and Ziff (2001) Physical Review E 64:016706, doi:10.1103/PhysRevE.64.016706",
	.see = "overlap, component, bin, plot",
};

enum { ASCENDING = 1, DESCENDING = 2, RANDOM = 4 };

struct curve {                          /* one order of one network, all its replicates */
	uint32_t part, label;
	bool falling;
	const struct prune_order *order;
	uint32_t replicates, points;
	struct prune_state *state;      /* state[replicate * points + point] */
};

struct job {
	struct run *r;
	struct net net;
	int nx;
	const char **x_name;
	const double **x;
	unsigned orders;
	uint32_t per_part;              /* curves of a network */
	struct cell *label;             /* of the k-th of them */
	struct curve *curve;
	uint32_t *ties;                 /* of a network, after what was left out */
	uint64_t loops, missing, repeated;
};

/* --- reading ------------------------------------------------------------------------------ */

static int read_orders(struct job *j, struct err *e)
{
	static const char *const word[] = { "ascending", "descending", "random" };
	int n;
	const char **item = split_list(j->r->arena, order_names, &n);

	for (int k = 0; k < n; k++) {
		int w = 0;
		while (w < 3 && strcmp(item[k], word[w]))
			w++;
		if (w == 3)
			return fail(e, E_USAGE, "--order takes ascending, descending and random, not '%s'", item[k]);
		j->orders |= 1u << w;
	}
	if (!x_names && !(j->orders & RANDOM))
		return fail(e, E_USAGE, "-x COLUMN is missing: the column whose order is wanted");
	if (!replicates || replicates > UINT32_MAX - 2 || !steps || steps > UINT32_MAX - 2)
		return fail(e, E_USAGE, "--replicates and --points take whole numbers from 1, below 2^32");
	if (!(level > 0 && level < 1))
		return fail(e, E_USAGE, "--level takes a number between 0 and 1, such as 0.9, not %g", level);
	return OK;
}

static int read_columns(struct job *j, struct err *e)
{
	struct arena *a = j->r->arena;
	const struct table *t = &j->net.ties;
	int c;

	j->x_name = x_names ? split_list(a, x_names, &j->nx) : NULL;
	j->x = NEW(a, (size_t)j->nx, const double *);
	for (int k = 0; k < j->nx; k++) {
		TRY(table_need(t, j->x_name[k], &c, e));
		TRY(table_reals(t, c, &j->x[k], NULL, e));
	}
	if (!j->nx && table_find(t, "weight") >= 0)
		note(j->r, "ties are removed in random order only: the column 'weight' is not used (-x weight uses it)");
	j->label = NEW(a, 2 * (size_t)j->nx + 1, struct cell);
	for (int k = 0; k < j->nx; k++) {
		if (j->orders & ASCENDING)
			j->label[j->per_part++] = cell_of(arena_print(a, "%s ascending", j->x_name[k]));
		if (j->orders & DESCENDING)
			j->label[j->per_part++] = cell_of(arena_print(a, "%s descending", j->x_name[k]));
	}
	if (j->orders & RANDOM)
		j->label[j->per_part++] = cell_of("random");
	return OK;
}

/* --- one network ----------------------------------------------------------------------------- */

struct kept { uint32_t m, *a, *b, *row; };      /* the ties that take part, and their rows in the part */

static int keep_ties(struct job *j, const struct part *p, struct kept *k, struct err *e)
{
	struct arena *a = j->r->arena;

	if (p->m >= UINT32_MAX || p->n >= UINT32_MAX)
		return fail(e, E_DATA, "more than 2^32 - 2 ties");
	*k = (struct kept){ 0, NEW(a, p->m, uint32_t), NEW(a, p->m, uint32_t), NEW(a, p->m, uint32_t) };
	for (uint32_t r = 0; r < p->m; r++) {
		bool missing = false;
		for (int c = 0; c < j->nx; c++)
			missing |= isnan(j->x[c][part_row(p, r)]) != 0;
		j->loops += p->a[r] == p->b[r];
		j->missing += missing && p->a[r] != p->b[r];
		if (missing || p->a[r] == p->b[r])
			continue;
		k->a[k->m] = p->a[r];
		k->b[k->m] = p->b[r];
		k->row[k->m++] = r;
	}
	j->repeated += prune_repeated(a, p->n, k->m, k->a, k->b);
	return OK;
}

static void order_ties(struct job *j, const struct part *p, const struct kept *k, int c, struct prune_order *o)
{
	struct arena *a = j->r->arena;
	double *value = NULL;

	if (c >= 0) {
		value = NEW(a, k->m, double);
		for (uint32_t i = 0; i < k->m; i++)
			value[i] = j->x[c][part_row(p, k->row[i])];
	}
	prune_order(a, p->n, k->m, k->a, k->b, value, o);
}

/* What each thread works with. */
struct workers { int n; struct prune_scratch *scratch; gsl_rng **rng; };

static void workers_close(const struct workers *w)
{
	for (int t = 0; t < w->n; t++)
		if (w->rng[t])
			gsl_rng_free(w->rng[t]);
}

static int workers_open(struct arena *a, int n, const struct prune_order *o, struct workers *w, struct err *e)
{
	*w = (struct workers){ n, NEW(a, (size_t)n, struct prune_scratch), NEW(a, (size_t)n, gsl_rng *) };
	for (int t = 0; t < n; t++)
		prune_scratch(a, o->n, o->longest, &w->scratch[t]);
	for (int t = 0; t < n; t++) {
		if (!(w->rng[t] = rng_open(e))) {
			workers_close(w);
			return e->code;
		}
	}
	return OK;
}

/* All replicates of one order, ascending or descending or both, by all threads. */
static int run_curves(struct job *j, const struct prune_order *o, struct curve *c, uint32_t ncurves, struct err *e)
{
	struct mark m = arena_mark(j->r->arena);
	uint32_t each = c->replicates;
	uint64_t tasks = (uint64_t)ncurves * each;
	int threads = run_threads(j->r, tasks * o->m);
	struct workers w;

	TRY(workers_open(j->r->arena, (uint64_t)threads < tasks ? threads : (int)tasks, o, &w, e));
	#pragma omp parallel for num_threads(w.n) schedule(dynamic)
	for (uint64_t k = 0; k < tasks; k++) {
		int t = omp_get_thread_num();
		uint32_t replicate = (uint32_t)(k % each);
		struct curve *at = &c[k / each];
		rng_stream(w.rng[t], j->r->seed, replicate + 1);
		prune_curve(o, at->falling, w.rng[t], &w.scratch[t], at->points, at->state + (size_t)replicate * at->points);
		if (t == 0)
			progress(j->r, "curves", k, tasks);
	}
	progress(j->r, "curves", tasks, tasks);
	workers_close(&w);
	arena_release(j->r->arena, m);
	return OK;
}

/* Room for the states of a network's curves, before anything that is thrown away. */
static void open_curves(struct job *j, uint32_t part, uint32_t m)
{
	struct arena *a = j->r->arena;
	uint32_t *removed = NEW(a, steps + 1, uint32_t), points = prune_points(m, (uint32_t)steps, removed);

	for (uint32_t k = 0; k < j->per_part; k++) {
		struct curve *c = &j->curve[(size_t)part * j->per_part + k];
		*c = (struct curve){ .part = part, .label = k, .points = points, .replicates = (uint32_t)replicates };
		c->state = NEW(a, replicates * points, struct prune_state);
		for (uint64_t i = 0; i < replicates * points; i++)
			c->state[i].removed = removed[i % points];
	}
}

static int percolate(struct job *j, uint32_t part, struct err *e)
{
	struct arena *a = j->r->arena;
	const struct part *p = &j->net.part[part];
	struct curve *c = &j->curve[(size_t)part * j->per_part];
	struct kept k = { 0 };

	TRY(keep_ties(j, p, &k, e));
	j->ties[part] = k.m;
	open_curves(j, part, k.m);
	for (int x = 0; x <= j->nx; x++) {
		struct mark m = arena_mark(a);
		struct prune_order o;
		uint32_t n = 0;
		unsigned wanted = j->orders & (x < j->nx ? ASCENDING | DESCENDING : RANDOM);
		if (!wanted)
			continue;
		order_ties(j, p, &k, x < j->nx ? x : -1, &o);
		if (wanted & (ASCENDING | RANDOM))
			n++;
		if (wanted & DESCENDING)
			c[n++].falling = true;
		for (uint32_t i = 0; i < n && o.longest < 2; i++)
			c[i].replicates = 1;
		TRY(run_curves(j, &o, c, n, e));
		c += n;
		arena_release(a, m);
	}
	return OK;
}

/* --- writing ------------------------------------------------------------------------------------ */

enum { GIANT, SUSCEPTIBILITY, COMPONENTS, MEASURES };
static const char *const measure[MEASURES] = { "giant", "susceptibility", "components" };

static double value_of(const struct prune_state *s, int which, uint32_t people)
{
	double n = people;

	if (!people)
		return NAN;
	return which == GIANT ? s->giant / n : which == SUSCEPTIBILITY ? (double)s->squares / n : s->components;
}

/* The columns of the answer; band: 1, or 3 with --summary (mean, lo, hi). */
struct answer {
	uint64_t rows;
	uint32_t *curve, *replicate, *removed;  /* replicate: their number with --summary */
	double *share, *value[MEASURES][3];
};

static void put_state(const struct job *j, struct answer *w, uint32_t curve, uint32_t replicate, uint32_t removed)
{
	uint32_t m = j->ties[j->curve[curve].part];

	w->curve[w->rows] = curve;
	w->replicate[w->rows] = replicate;
	w->removed[w->rows] = removed;
	w->share[w->rows] = m ? (double)removed / m : NAN;
}

static void put_replicates(const struct job *j, uint32_t curve, struct answer *w)
{
	const struct curve *c = &j->curve[curve];
	uint32_t people = j->net.part[c->part].n;

	for (uint64_t k = 0; k < (uint64_t)c->replicates * c->points; k++, w->rows++) {
		put_state(j, w, curve, (uint32_t)(k / c->points) + 1, c->state[k].removed);
		for (int q = 0; q < MEASURES; q++)
			w->value[q][0][w->rows] = value_of(&c->state[k], q, people);
	}
}

static void put_summary(const struct job *j, uint32_t curve, struct answer *w, double *v, double *scratch)
{
	const struct curve *c = &j->curve[curve];
	uint32_t people = j->net.part[c->part].n;

	for (uint32_t i = 0; i < c->points; i++, w->rows++) {
		put_state(j, w, curve, c->replicates, c->state[i].removed);
		for (int q = 0; q < MEASURES; q++) {
			for (uint32_t r = 0; r < c->replicates; r++)
				v[r] = value_of(&c->state[(size_t)r * c->points + i], q, people);
			if (people)
				sort_reals(v, c->replicates, scratch);
			w->value[q][0][w->rows] = stat_mean(v, c->replicates);
			w->value[q][1][w->rows] = stat_quantile(v, c->replicates, (1 - level) / 2);
			w->value[q][2][w->rows] = stat_quantile(v, c->replicates, (1 + level) / 2);
		}
	}
}

static int add_labels(const struct job *j, const struct answer *w, struct table *t, struct err *e)
{
	struct arena *a = j->r->arena;
	const struct net *n = &j->net;
	uint32_t *part = NEW(a, w->rows, uint32_t), *order = NEW(a, w->rows, uint32_t);

	for (uint64_t r = 0; r < w->rows; r++) {
		part[r] = j->curve[w->curve[r]].part;
		order[r] = j->curve[w->curve[r]].label;
	}
	for (int k = 0; k < n->nby; k++) {
		struct cell *label = NEW(a, n->nparts, struct cell);
		for (uint32_t p = 0; p < n->nparts; p++)
			label[p] = n->part[p].label[k];
		TRY(table_add_labels(t, n->by[k], part, label, e));
	}
	return table_add_labels(t, "order", order, j->label, e);
}

static int write_answer(struct job *j, struct err *e)
{
	struct arena *a = j->r->arena;
	uint32_t ncurves = j->net.nparts * j->per_part;
	uint64_t most = 0;
	struct answer w = { 0 };
	struct table t;
	double *v = NEW(a, 2 * replicates, double);

	for (uint32_t c = 0; c < ncurves; c++)
		most += (uint64_t)j->curve[c].points * (summary ? 1 : j->curve[c].replicates);
	w.curve = NEW(a, most, uint32_t);
	w.replicate = NEW(a, most, uint32_t);
	w.removed = NEW(a, most, uint32_t);
	w.share = NEW(a, most, double);
	for (int q = 0; q < MEASURES; q++)
		for (int b = 0; b < (summary ? 3 : 1); b++)
			w.value[q][b] = NEW(a, most, double);
	for (uint32_t c = 0; c < ncurves; c++) {
		if (summary)
			put_summary(j, c, &w, v, v + replicates);
		else
			put_replicates(j, c, &w);
	}
	table_new(a, w.rows, &t);
	t.sep = j->net.ties.sep == ' ' ? '\t' : j->net.ties.sep;
	t.crlf = j->net.ties.crlf;
	TRY(add_labels(j, &w, &t, e));
	if (!summary)
		TRY(table_add_counts(&t, "replicate", w.replicate, e));
	TRY(table_add_counts(&t, "removed", w.removed, e));
	TRY(table_add_reals(&t, "share", w.share, e));
	for (int q = 0; q < MEASURES; q++) {
		TRY(table_add_reals(&t, measure[q], w.value[q][0], e));
		if (summary) {
			TRY(table_add_reals(&t, arena_print(a, "%s_lo", measure[q]), w.value[q][1], e));
			TRY(table_add_reals(&t, arena_print(a, "%s_hi", measure[q]), w.value[q][2], e));
		}
	}
	if (summary)
		TRY(table_add_counts(&t, "replicates", w.replicate, e));
	return run_write(j->r, &t, e);
}

static int body(struct run *r, struct err *e)
{
	struct job j = { .r = r };

	TRY(read_orders(&j, e));
	TRY(net_open(r, 0, &j.net, e));
	TRY(read_columns(&j, e));
	j.curve = NEW(r->arena, (size_t)j.net.nparts * j.per_part, struct curve);
	j.ties = NEW(r->arena, j.net.nparts, uint32_t);
	for (uint32_t p = 0; p < j.net.nparts; p++)
		TRY(percolate(&j, p, e));
	net_report(&j.net, j.loops, 0, "left out");
	net_report(&j.net, 0, j.repeated, "removed row by row: the pair is connected until its last row is gone");
	if (j.missing)
		note(r, "%s without a number in '%s' left out of every order", plural(j.missing, "tie", "ties"), x_names);
	return write_answer(&j, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, body, argc, argv);
}
