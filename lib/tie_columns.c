#include "tie_columns.h"
#include "net.h"
#include "tie.h"

#include <math.h>
#include <string.h>

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

/* What the table asks for while it is written: the values of n rows of a network. */
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

static int choose(const struct run *r, const char *also, struct values *v, const char **name, int *nv, struct err *e)
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

int tie_columns_run(struct run *r, const char *also, struct err *e)
{
	struct values v[MOST] = { { 0 } };
	const char *name[MOST];
	uint64_t loops = 0, repeated = 0;
	struct forward f;
	struct net n;
	int nv;

	TRY(choose(r, also, v, name, &nv, e));
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
