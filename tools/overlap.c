/* overlap - do the two ends of a tie know the same people? */
#include "net.h"
#include "tie.h"

#include <math.h>
#include <string.h>

static const char *also;

static const struct tool tool = {
	.name = "overlap",
	.group = "a tie",
	.purpose = "how many of their contacts the two ends of each tie share",
	.uses = USES_TIES | USES_WEIGHT | USES_THREADS | USES_AS,
	.text = "Appends to each tie its embeddedness, the number of contacts that its two ends have in common, and its "
	        "neighbourhood overlap, the share of their other contacts that are common: 0 for a bridge between circles, "
	        "1 for a tie inside one. Granovetter (1973) expects strong ties to have much of it and weak ties little: "
	        "ties bin draws that curve from the result.\n\n"
	        "The two numbers do not depend on direction, and repeated ties count once, so a tie that stands in "
	        "several rows has the same value in each. With --by, each value of a column is a network of its own.",
	.method = "For a tie between i and j, n is the number of their common neighbours and k_i the number of people that "
	          "i is tied to, in or out, i itself left out.\n\n"
	          "  embeddedness      n\n"
	          "  overlap           n / (k_i + k_j - 2 - n)       Onnela et al. 2007\n"
	          "  jaccard           n / (k_i + k_j - n)           igraph, NetworkX: the ends are counted\n"
	          "  jaccard_closed    (n + 2) / (k_i + k_j - n)     each end belongs to its own neighbourhood\n"
	          "  dice              2 n / (k_i + k_j)\n"
	          "  scan              (n + 2) / sqrt((k_i + 1)(k_j + 1))\n"
	          "  adamic_adar       sum over common neighbours c of 1 / ln k_c\n"
	          "  allocation        sum over common neighbours c of 1 / k_c\n"
	          "  weighted_overlap  sum over c of (w_ic + w_jc) / (s_i + s_j - 2 w_ij)\n\n"
	          "Other programs call several of these Jaccard or strength: for the tie 4-8 of the karate club (n = 3, degrees "
	          "6 and 4) they are 0.6, 0.4286, 0.7143, 0.6 and 0.8452, in this order from overlap to scan. Say which one you used.\n\n"
	          "weighted_overlap (-w names the weight) is this suite's own definition: with unit weights it is "
	          "2 n / (k_i + k_j - 2), which is not the overlap, so neither is a special case of the other. "
	          "Repeated rows of a tie are summed, s is the sum of a person's weights, and negative weights are refused.\n\n"
	          "Undefined, NA: the overlap of two people who know nobody else (0/0), and every value of a loop. "
	          "A tie whose one end has no other contact has overlap 0.\n\n"
	          "Cost: one pass over the triangles, O(m^1.5) in the number of ties.",
	.reads = (const struct col[]){
		{ "i j | from to", "the ends of the tie; all other columns are passed on" }, { 0 } },
	.writes = (const struct col[]){
		{ "embeddedness", "common neighbours of the ends, 0, 1, 2 ..." },
		{ "overlap", "share of the ends' other contacts that they have in common, 0 to 1 (--as renames it)" }, { 0 } },
	.opts = (const struct opt[]){
		{ 'A', "add", OPT_TEXT, &also, "NAME[,NAME]", "further columns: jaccard, jaccard_closed, dice, scan, adamic_adar, "
		  "allocation, weighted_overlap" }, { 0 } },
	.examples = (const struct example[]){
		{ "a triangle a-b-c with a pendant d", "overlap",
		  "i\tj\na\tb\nb\tc\na\tc\nc\td\n",
		  "i\tj\tembeddedness\toverlap\na\tb\t1\t1\nb\tc\t1\t0.5\na\tc\t1\t0.5\nc\td\t0\t0\n" },
		{ "two names for similar things", "overlap --add jaccard,dice",
		  "i\tj\na\tb\nb\tc\na\tc\nc\td\n",
		  "i\tj\tembeddedness\toverlap\tjaccard\tdice\na\tb\t1\t1\t0.3333333333333333\t0.5\n"
		  "b\tc\t1\t0.5\t0.25\t0.4\na\tc\t1\t0.5\t0.25\t0.4\nc\td\t0\t0\t0\t0\n" },
		{ "Granovetter's question: does overlap rise with weight?", "overlap calls.tsv | ties bin -x weight -y overlap", NULL, NULL },
		{ 0 } },
	.sources = "Granovetter (1973) American Journal of Sociology 78:1360, doi:10.1086/225469\n"
	           "Onnela et al. (2007) PNAS 104:7332, doi:10.1073/pnas.0610245104\n"
	           "Easley and Kleinberg (2010) Networks, Crowds, and Markets, chapter 3, doi:10.1017/CBO9780511761942\n"
	           "Adamic and Adar (2003) Social Networks 25:211, doi:10.1016/S0378-8733(03)00009-1\n"
	           "Zhou, Lu and Zhang (2009) European Physical Journal B 71:623, doi:10.1140/epjb/e2009-00335-8\n"
	           "Xu et al. (2007) KDD, doi:10.1145/1281192.1281280",
	.see = "import, bin, percolate, plot",
};

/* What a column is made of: a share of counts, a sum over common neighbours, or the weighted overlap. */
enum { EMBEDDEDNESS = -1, ADAMIC_ADAR = -2, ALLOCATION = -3, WEIGHTED = -4 };

static const struct { const char *name; int what; } known[] = {
	{ "embeddedness", EMBEDDEDNESS }, { "overlap", TIE_OVERLAP }, { "jaccard", TIE_JACCARD },
	{ "jaccard_closed", TIE_JACCARD_CLOSED }, { "dice", TIE_DICE }, { "scan", TIE_SCAN },
	{ "adamic_adar", ADAMIC_ADAR }, { "allocation", ALLOCATION }, { "weighted_overlap", WEIGHTED },
};
enum { KNOWN = sizeof known / sizeof *known, MOST = 16 };

struct values {                 /* of one column of one network */
	int what;
	const struct forward *f;
	const struct part *p;
	const uint32_t *count;
	const double *sum;      /* by place, where the column is a sum */
	double *kept;           /* by row of the table, where there are several networks */
};

static void work_out(const void *ctx, const uint64_t *row, size_t n, double *out)
{
	const struct values *v = ctx;
	const struct forward *f = v->f;

	for (size_t k = 0; k < n; k++) {
		uint32_t at = f->place[row[k]];
		if (at != NO_TIE)
			__builtin_prefetch(&v->count[at]);
		__builtin_prefetch(&f->degree[v->p->a[row[k]]]);
		__builtin_prefetch(&f->degree[v->p->b[row[k]]]);
	}
	for (size_t k = 0; k < n; k++) {
		uint32_t at = f->place[row[k]];
		if (at == NO_TIE)
			out[k] = NAN;
		else if (v->sum)
			out[k] = v->sum[at];
		else if (v->what == EMBEDDEDNESS)
			out[k] = v->count[at];
		else
			out[k] = tie_share((enum tie_share)v->what, v->count[at], f->degree[v->p->a[row[k]]],
			                   f->degree[v->p->b[row[k]]]);
	}
}

static double *sum_of(struct arena *a, int what, const struct forward *f, const struct part *p)
{
	double *sum = NEW(a, f->m, double), *value;

	if (what == WEIGHTED) {
		tie_weighted_overlap(a, f, p->m, p->weight, sum);
		return sum;
	}
	value = NEW(a, f->n, double);
	for (uint32_t v = 0; v < f->n; v++)
		value[v] = what == ADAMIC_ADAR ? tie_adamic_adar(f->degree[v]) : tie_resource_allocation(f->degree[v]);
	forward_triangle_sums(a, f, value, sum);
	return sum;
}

/* One network: its triangles, and what each column needs beside them. */
static int measure(struct run *r, const struct part *p, struct forward *f, struct values *v, int nv, struct err *e)
{
	uint32_t *count;

	TRY(forward_build(r->arena, p->n, p->m, p->a, p->b, f, e));
	count = NEW(r->arena, f->m, uint32_t);
	forward_triangles(r->arena, f, run_threads(r, f->m), count);
	for (int c = 0; c < nv; c++) {
		v[c].f = f;
		v[c].p = p;
		v[c].count = count;
		v[c].sum = v[c].what <= ADAMIC_ADAR ? sum_of(r->arena, v[c].what, f, p) : NULL;
	}
	return OK;
}

/* With --by the values of all networks are kept, by row of the table. */
static void keep(const struct part *p, struct values *v)
{
	enum { BATCH = 256 };
	uint64_t row[BATCH];
	double out[BATCH];

	for (uint64_t from = 0; from < p->m; from += BATCH) {
		size_t n = p->m - from < BATCH ? (size_t)(p->m - from) : BATCH;
		for (size_t k = 0; k < n; k++)
			row[k] = from + k;
		work_out(v, row, n, out);
		for (size_t k = 0; k < n; k++)
			v->kept[part_row(p, from + k)] = out[k];
	}
}

static int choose(struct run *r, struct values *v, const char **name, int *nv, struct err *e)
{
	int n = 0;
	const char **item = split_list(r->arena, also ? also : "", &n);

	v[0].what = EMBEDDEDNESS;
	v[1].what = TIE_OVERLAP;
	name[0] = "embeddedness";
	name[1] = r->as ? r->as : "overlap";
	for (*nv = 2; n-- && *nv < MOST; item++, ++*nv) {
		int k = KNOWN;
		while (k-- && strcmp(known[k].name, *item))
			;
		if (k < 0)
			return fail(e, E_USAGE, "--add: there is no '%s'; expected jaccard, jaccard_closed, dice, scan, adamic_adar, "
			            "allocation or weighted_overlap", *item);
		if (known[k].what == WEIGHTED && !r->weight)
			return fail(e, E_USAGE, "--add weighted_overlap needs the column of weights: -w COLUMN");
		v[*nv].what = known[k].what;
		name[*nv] = known[k].name;
	}
	return OK;
}

static int check_weights(const struct net *n, struct err *e)
{
	int c = n->run->weight ? table_find(&n->ties, n->run->weight) : -1;

	for (uint64_t k = 0; c >= 0 && k < n->ties.nrow; k++)
		if (n->weight[k] < 0)
			return table_fail(&n->ties, k, c, e, "is negative: weights of an overlap must not be");
	return OK;
}

static int overlap(struct run *r, struct err *e)
{
	struct values v[MOST] = { { 0 } };
	const char *name[MOST];
	uint64_t loops = 0, repeated = 0;
	struct forward f;
	struct net n;
	int nv;

	TRY(choose(r, v, name, &nv, e));
	TRY(net_open(r, 0, &n, e));
	TRY(check_weights(&n, e));
	for (int c = 0; c < nv && r->by; c++)
		v[c].kept = NEW(r->arena, n.ties.nrow, double);
	for (uint32_t g = 0; g < n.nparts; g++) {
		struct mark scratch = arena_mark(r->arena);
		TRY(measure(r, &n.part[g], &f, v, nv, e));
		loops += f.loops;
		repeated += f.repeated;
		for (int c = 0; c < nv && r->by; c++)
			keep(&n.part[g], &v[c]);
		if (r->by)
			arena_release(r->arena, scratch);
	}
	net_report(&n, loops, repeated, "do not count: a loop has no overlap, a repeated tie has one");
	for (int c = 0; c < nv; c++)
		TRY(r->by ? table_add_reals(&n.ties, name[c], v[c].kept, e)
		          : table_add_call(&n.ties, name[c], work_out, &v[c], e));
	return run_write(r, &n.ties, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, overlap, argc, argv);
}
