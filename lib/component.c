#include "component.h"
#include "net.h"

#include <math.h>

/* What all parts together kept and left out. */
struct tally { uint64_t ties, people, left_ties, left_people, equal; };

static bool is_kept(const struct component_how *how, uint32_t component, uint32_t size)
{
	return how->least == COMPONENT_ANY ? component == 0 : size >= how->least;
}

/* value[row] is what is written, or 0 / 1 for a row to be left out or kept. */
static void do_components(const struct component_how *how, const struct net *n, const struct part *p, double *value, struct tally *t)
{
	struct arena *a = n->run->arena;
	uint32_t *of = NEW(a, (size_t)p->n + 1, uint32_t), *size, k;
	struct graph g;

	if (how->strong) {
		graph_build(a, p->n, p->m, p->a, p->b, NULL, GRAPH_OUT, &g);
		k = components_strong(a, &g, of, &size);
	} else {
		k = components_weak(a, p->n, p->m, p->a, p->b, of, &size);
	}
	for (uint32_t c = 0; c < k; c++) {
		bool kept = is_kept(how, c, size[c]);
		t->people += kept ? size[c] : 0;
		t->left_people += kept ? 0 : size[c];
		t->equal += how->least == COMPONENT_ANY && c > 0 && size[c] == size[0];
	}
	for (uint64_t r = 0; r < p->m; r++) {
		uint32_t c = of[p->a[r]], d = of[p->b[r]];
		bool kept = c == d && is_kept(how, c, size[c]);
		value[part_row(p, r)] = !how->label ? kept : c == d ? (double)c + 1 : (double)NAN;
	}
}

static void do_cores(const struct component_how *how, const struct net *n, const struct part *p, double *value, struct tally *t)
{
	struct arena *a = n->run->arena;
	uint32_t *of = NEW(a, (size_t)p->n + 1, uint32_t);
	struct graph g;

	graph_build(a, p->n, p->m, p->a, p->b, NULL, GRAPH_BOTH | GRAPH_MERGE | GRAPH_NO_LOOPS, &g);
	graph_cores(a, &g, of);
	for (uint32_t v = 0; v < p->n; v++) {
		t->people += of[v] >= how->core;
		t->left_people += of[v] < how->core;
	}
	for (uint64_t r = 0; r < p->m; r++) {
		uint32_t x = of[p->a[r]], y = of[p->b[r]], c = x < y ? x : y;
		value[part_row(p, r)] = how->cores ? c : c >= how->core;
	}
}

static void keep(struct table *t, const double *value, struct tally *tally)
{
	uint64_t *order = NEW(t->arena, t->nrow + 1, uint64_t);

	for (uint64_t r = 0; r < t->nrow; r++)
		if (value[r] > 0)
			order[tally->ties++] = r;
	tally->left_ties = t->nrow - tally->ties;
	t->order = order;
	t->norder = tally->ties;
}

static void tell(struct run *run, const struct tally *t)
{
	if (t->equal)
		note(run, "%s as large as the one that is kept: the one whose first tie comes first",
		     plural(t->equal, "other component is", "other components are"));
	if (t->left_ties || t->left_people)
		note(run, "kept %s and %s, left out %s and %s", plural(t->people, "person", "people"), plural(t->ties, "tie", "ties"),
		     plural(t->left_people, "person", "people"), plural(t->left_ties, "tie", "ties"));
}

static int check(const struct component_how *how, const struct net *n, struct err *e)
{
	bool by_core = how->core != COMPONENT_ANY || how->cores, by_size = how->least != COMPONENT_ANY;

	if (by_core && (how->strong || how->label || by_size))
		return fail(e, E_USAGE, "--core and --cores are not about components: ties component --core K | ties component ...");
	if (how->core != COMPONENT_ANY && how->cores)
		return fail(e, E_USAGE, "--core keeps a core, --cores numbers them all: say one of them");
	if (how->label && by_size)
		return fail(e, E_USAGE, "--label leaves nothing out: --size-min does not go with it");
	if (n->run->as && !how->label && !how->cores)
		return fail(e, E_USAGE, "--as names the column of --label or --cores");
	if (how->strong && !n->directed)
		return fail(e, E_USAGE, "--strong needs arcs: columns 'from' and 'to', or --directed");
	return OK;
}

int component_run(struct run *run, const struct component_how *how, struct err *e)
{
	struct net n;
	struct tally tally = { 0 };
	double *value;

	TRY(net_open(run, 0, &n, e));
	TRY(check(how, &n, e));
	value = NEW(run->arena, n.ties.nrow + 1, double);
	for (uint32_t k = 0; k < n.nparts; k++) {
		struct mark scratch = arena_mark(run->arena);
		if (how->core != COMPONENT_ANY || how->cores)
			do_cores(how, &n, &n.part[k], value, &tally);
		else
			do_components(how, &n, &n.part[k], value, &tally);
		arena_release(run->arena, scratch);
	}
	if (how->label || how->cores) {
		TRY(table_add_reals(&n.ties, run->as ? run->as : how->cores ? "core" : "component", value, e));
	} else {
		keep(&n.ties, value, &tally);
		tell(run, &tally);
	}
	return run_write(run, &n.ties, e);
}
