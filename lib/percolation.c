#include "percolation.h"

#include <math.h>
#include <omp.h>
#include <string.h>

enum { ASCENDING = 1, DESCENDING = 2, RANDOM = 4 };

/* --- reading ------------------------------------------------------------------------------ */

static int read_orders(struct percolation *j, struct err *e)
{
	static const char *const word[] = { "ascending", "descending", "random" };
	int n;
	const char **item = split_list(j->r->arena, j->how.orders, &n);

	for (int k = 0; k < n; k++) {
		int w = 0;
		while (w < 3 && strcmp(item[k], word[w]))
			w++;
		if (w == 3)
			return fail(e, E_USAGE, "--order takes ascending, descending and random, not '%s'", item[k]);
		j->orders |= 1u << w;
	}
	if (!j->how.x && !(j->orders & RANDOM))
		return fail(e, E_USAGE, "-x COLUMN is missing: the column whose order is wanted");
	if (!j->how.replicates || j->how.replicates > UINT32_MAX - 2 || !j->how.points || j->how.points > UINT32_MAX - 2)
		return fail(e, E_USAGE, "--replicates and --points take whole numbers from 1, below 2^32");
	if (!(j->how.level > 0 && j->how.level < 1))
		return fail(e, E_USAGE, "--level takes a number between 0 and 1, such as 0.9, not %g", j->how.level);
	return OK;
}

static int read_columns(struct percolation *j, struct err *e)
{
	struct arena *a = j->r->arena;
	const struct table *t = &j->net.ties;
	int c;

	j->x_name = j->how.x ? split_list(a, j->how.x, &j->nx) : NULL;
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

static int keep_ties(struct percolation *j, const struct part *p, struct kept *k, struct err *e)
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

static void order_ties(struct percolation *j, const struct part *p, const struct kept *k, int c, struct prune_order *o)
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

static struct workers workers_new(struct arena *a, int n, const struct prune_order *o)
{
	struct workers w = { n, NEW(a, (size_t)n, struct prune_scratch), NEW(a, (size_t)n, gsl_rng *) };

	for (int t = 0; t < n; t++) {
		prune_scratch(a, o->n, o->longest, &w.scratch[t]);
		w.rng[t] = rng_new(a);
	}
	return w;
}

/* All replicates of one order, ascending or descending or both, by all threads. */
static void run_curves(struct percolation *j, const struct prune_order *o, struct percolated *c, uint32_t ncurves)
{
	struct mark m = arena_mark(j->r->arena);
	uint32_t each = c->replicates;
	uint64_t tasks = (uint64_t)ncurves * each;
	int threads = run_threads(j->r, tasks * o->m);
	struct workers w = workers_new(j->r->arena, (uint64_t)threads < tasks ? threads : (int)tasks, o);

	#pragma omp parallel for num_threads(w.n) schedule(dynamic)
	for (uint64_t k = 0; k < tasks; k++) {
		int t = omp_get_thread_num();
		uint32_t replicate = (uint32_t)(k % each);
		struct percolated *at = &c[k / each];
		rng_stream(w.rng[t], j->r->seed, replicate + 1);
		prune_curve(o, at->falling, w.rng[t], &w.scratch[t], at->points, at->state + (size_t)replicate * at->points);
		if (t == 0)
			progress(j->r, "curves", k, tasks);
	}
	progress(j->r, "curves", tasks, tasks);
	arena_release(j->r->arena, m);
}

/* Room for the states of a network's curves, before anything that is thrown away. */
static void open_curves(struct percolation *j, uint32_t part, uint32_t m)
{
	struct arena *a = j->r->arena;
	uint32_t *removed = NEW(a, j->how.points + 1, uint32_t), points = prune_points(m, (uint32_t)j->how.points, removed);

	for (uint32_t k = 0; k < j->per_part; k++) {
		struct percolated *c = &j->curve[(size_t)part * j->per_part + k];
		*c = (struct percolated){ .part = part, .label = k, .points = points, .replicates = (uint32_t)j->how.replicates };
		c->state = NEW(a, j->how.replicates * points, struct prune_state);
		for (uint64_t i = 0; i < j->how.replicates * points; i++)
			c->state[i].removed = removed[i % points];
	}
}

static int percolate(struct percolation *j, uint32_t part, struct err *e)
{
	struct arena *a = j->r->arena;
	const struct part *p = &j->net.part[part];
	struct percolated *c = &j->curve[(size_t)part * j->per_part];
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
		run_curves(j, &o, c, n);
		c += n;
		arena_release(a, m);
	}
	return OK;
}

int percolation_run(struct run *r, const struct percolation_how *how, struct percolation *j, struct err *e)
{
	*j = (struct percolation){ .r = r, .how = *how };
	TRY(read_orders(j, e));
	TRY(net_open(r, 0, &j->net, e));
	TRY(read_columns(j, e));
	j->curve = NEW(r->arena, (size_t)j->net.nparts * j->per_part, struct percolated);
	j->ties = NEW(r->arena, j->net.nparts, uint32_t);
	for (uint32_t p = 0; p < j->net.nparts; p++)
		TRY(percolate(j, p, e));
	return OK;
}
