/* component - the part of a network that hangs together. */
#include "net.h"

#include <math.h>

#define NOT_GIVEN UINT64_MAX

static bool strong, label, cores;
static uint64_t core = NOT_GIVEN, least = NOT_GIVEN;

static const struct tool tool = {
	.name = "component",
	.group = "get ties",
	.purpose = "keep the ties of the giant component, of large components or of the k-core",
	.uses = USES_TIES | USES_AS,
	.text =
		"Keeps the ties of the largest component: the largest set of people who are linked\n"
		"by some chain of ties, whatever its direction. --size-min N keeps every component of N people and\n"
		"more, --strong takes strong components (people who reach one another along the arcs), and\n"
		"--core K keeps the k-core: what is left when people with fewer than K contacts\n"
		"are taken away until there are none. What was left out is counted on standard error.\n"
		"\n"
		"With --label nothing is left out: each tie gets the number of its component, 1 for\n"
		"the largest; with --cores the largest K whose core it belongs to.",
	.method =
		"Sizes count people. Of components of equal size the one whose first tie comes first has the\n"
		"lower number, and where several are the largest standard error says so. An arc between two\n"
		"strong components belongs to neither: --strong leaves it out, --label writes NA.\n"
		"A loop belongs to the component of its person.\n"
		"\n"
		"Cores count distinct contacts; direction, repeated ties and loops do not count. The core of a tie\n"
		"is the smaller of the core numbers of its ends (Seidman 1983; found by Batagelj and Zaversnik 2003); a\n"
		"k-core may fall into several components: pipe it into component.",
	.reads = (const struct col[]){
		{ "i j | from to", "the ends of the tie; every other column is passed on" }, { 0 } },
	.writes = (const struct col[]){
		{ "component", "with --label: the number of the tie's component, 1 is the largest" },
		{ "core", "with --cores: the largest K such that the tie is in the K-core" }, { 0 } },
	.opts = (const struct opt[]){
		{ 0, "strong", OPT_FLAG, &strong, NULL, "strong components [weak]" },
		{ 0, "size-min", OPT_COUNT, &least, "N", "keep components of N people and more [the largest only]" },
		{ 0, "label", OPT_FLAG, &label, NULL, "keep all, append the number of the component" },
		{ 0, "core", OPT_COUNT, &core, "K", "keep the K-core" },
		{ 0, "cores", OPT_FLAG, &cores, NULL, "keep all, append the core number" },
		{ 0 } },
	.examples = (const struct example[]){
		{ "a triangle with a pendant, and a pair on its own", "component",
		  "i\tj\na\tb\nx\ty\nb\tc\na\tc\nc\td\n", "i\tj\na\tb\nb\tc\na\tc\nc\td\n" },
		{ "the same, numbered", "component --label",
		  "i\tj\na\tb\nx\ty\nb\tc\na\tc\nc\td\n", "i\tj\tcomponent\na\tb\t1\nx\ty\t2\nb\tc\t1\na\tc\t1\nc\td\t1\n" },
		{ "everybody with two contacts who have two contacts", "component --core 2",
		  "i\tj\na\tb\nx\ty\nb\tc\na\tc\nc\td\n", "i\tj\na\tb\nb\tc\na\tc\n" },
		{ "who reaches whom and back", "component --strong --label",
		  "from\tto\na\tb\nb\ta\nb\tc\n", "from\tto\tcomponent\na\tb\t1\nb\ta\t1\nb\tc\tNA\n" },
		{ 0 } },
	.sources =
		"Wasserman & Faust (1994) Social Network Analysis, ch. 4, doi:10.1017/CBO9780511815478\n"
		"Seidman (1983) Network structure and minimum degree, doi:10.1016/0378-8733(83)90028-X\n"
		"Batagelj & Zaversnik (2003) An O(m) algorithm for cores decomposition, arXiv:cs/0310049",
	.see = "describe, percolate, overlap",
};

/* What all parts together kept and left out. */
struct tally { uint64_t ties, people, left_ties, left_people, equal; };

static bool is_kept(uint32_t component, uint32_t size) { return least == NOT_GIVEN ? component == 0 : size >= least; }

/* value[row] is what is written, or 0 / 1 for a row to be left out or kept. */
static void do_components(struct net *n, struct part *p, double *value, struct tally *t)
{
	struct arena *a = n->run->arena;
	uint32_t *of = NEW(a, (size_t)p->n + 1, uint32_t), *size, k;
	struct graph g;

	if (strong) {
		graph_build(a, p->n, p->m, p->a, p->b, NULL, GRAPH_OUT, &g);
		k = components_strong(a, &g, of, &size);
	} else {
		k = components_weak(a, p->n, p->m, p->a, p->b, of, &size);
	}
	for (uint32_t c = 0; c < k; c++) {
		bool kept = is_kept(c, size[c]);
		t->people += kept ? size[c] : 0;
		t->left_people += kept ? 0 : size[c];
		t->equal += least == NOT_GIVEN && c > 0 && size[c] == size[0];
	}
	for (uint64_t r = 0; r < p->m; r++) {
		uint32_t c = of[p->a[r]], d = of[p->b[r]];
		bool kept = c == d && is_kept(c, size[c]);
		value[part_row(p, r)] = !label ? kept : c == d ? (double)c + 1 : (double)NAN;
	}
}

static void do_cores(struct net *n, struct part *p, double *value, struct tally *t)
{
	struct arena *a = n->run->arena;
	uint32_t *of = NEW(a, (size_t)p->n + 1, uint32_t);
	struct graph g;

	graph_build(a, p->n, p->m, p->a, p->b, NULL, GRAPH_BOTH | GRAPH_MERGE | GRAPH_NO_LOOPS, &g);
	graph_cores(a, &g, of);
	for (uint32_t v = 0; v < p->n; v++) {
		t->people += of[v] >= core;
		t->left_people += of[v] < core;
	}
	for (uint64_t r = 0; r < p->m; r++) {
		uint32_t x = of[p->a[r]], y = of[p->b[r]], c = x < y ? x : y;
		value[part_row(p, r)] = cores ? c : c >= core;
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

static int check(const struct run *run, const struct net *n, struct err *e)
{
	bool by_core = core != NOT_GIVEN || cores, by_size = least != NOT_GIVEN;

	if (by_core && (strong || label || by_size))
		return fail(e, E_USAGE, "--core and --cores are not about components: ties component --core K | ties component ...");
	if (core != NOT_GIVEN && cores)
		return fail(e, E_USAGE, "--core keeps a core, --cores numbers them all: say one of them");
	if (label && by_size)
		return fail(e, E_USAGE, "--label leaves nothing out: --size-min does not go with it");
	if (run->as && !label && !cores)
		return fail(e, E_USAGE, "--as names the column of --label or --cores");
	if (strong && !n->directed)
		return fail(e, E_USAGE, "--strong needs arcs: columns 'from' and 'to', or --directed");
	return OK;
}

static int body(struct run *run, struct err *e)
{
	struct net n;
	struct tally tally = { 0 };
	double *value;

	TRY(net_open(run, 0, &n, e));
	TRY(check(run, &n, e));
	value = NEW(run->arena, n.ties.nrow + 1, double);
	for (uint32_t k = 0; k < n.nparts; k++) {
		struct mark scratch = arena_mark(run->arena);
		if (core != NOT_GIVEN || cores)
			do_cores(&n, &n.part[k], value, &tally);
		else
			do_components(&n, &n.part[k], value, &tally);
		arena_release(run->arena, scratch);
	}
	if (label || cores) {
		TRY(table_add_reals(&n.ties, run->as ? run->as : cores ? "core" : "component", value, e));
	} else {
		keep(&n.ties, value, &tally);
		tell(run, &tally);
	}
	return run_write(run, &n.ties, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, body, argc, argv);
}
