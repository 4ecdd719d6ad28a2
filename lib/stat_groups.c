#include "stat_groups.h"
#include "number.h"
#include "sort.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- several columns in one ------------------------------------------------------------------------------- */

/* Codes of one of the columns; a missing value is NO_NAME, or, as a category, the label NA. */
static int code_column(const struct groups *g, const char *name, struct names *d, uint32_t *code, struct err *e)
{
	const struct table *t = &g->net->nodes;
	int c;

	names_open(d, g->net->run->arena);
	TRY(table_need(t, name, &c, e));
	TRY(names_columns(d, t, 1, &c, &code, NAMES_NONE, e));
	for (uint64_t r = 0; r < t->nrow; r++) {
		if (code[r] == NO_NAME && g->na == NA_FAIL)
			return table_fail(t, r, c, e, "is missing: --na drop leaves such people out, --na category makes a group of them");
		if (code[r] == NO_NAME && g->na == NA_CATEGORY)
			code[r] = names_id(d, cell_of("NA"));
	}
	return OK;
}

static char *join(struct arena *a, const char *before, struct cell label)
{
	return *before ? arena_print(a, "%s:%.*s", before, (int)label.len, label.at)
	               : arena_print(a, "%.*s", (int)label.len, label.at);
}

static struct cell label_of(const struct groups *g, int n, const struct names *d, const uint32_t *key)
{
	const char *all = "";

	for (int k = 0; k < n; k++)
		all = join(g->net->run->arena, all, key[k] == NO_NAME ? cell_of("NA") : d[k].name[key[k]]);
	return cell_of(all);
}

/* row[r] = number of the combination; labels in order of first appearance. */
static void combine(struct groups *g, int n, const struct names *d, uint32_t *const *code)
{
	struct arena *a = g->net->run->arena;
	uint64_t rows = g->net->nodes.nrow;
	uint32_t *key = NEW(a, (rows + 1) * (size_t)n, uint32_t), *nobody = key + rows * (size_t)n;
	struct names seen;

	names_open(&seen, a);
	for (uint64_t r = 0; r < rows; r++, key += n) {
		bool missing = false;
		for (int k = 0; k < n; k++) {
			key[k] = code[k][r];
			missing |= key[k] == NO_NAME;
		}
		g->row[r] = missing ? NO_GROUP : names_id(&seen, (struct cell){ (const char *)key, (size_t)n * sizeof *key });
	}
	if (g->na == NA_CATEGORY) {             /* those of the ties who have no row in the table */
		for (int k = 0; k < n; k++)
			nobody[k] = names_get(&d[k], cell_of("NA"));
		g->missing = names_id(&seen, (struct cell){ (const char *)nobody, (size_t)n * sizeof *key });
	}
	g->n = seen.n;
	g->label = NEW(a, seen.n, struct cell);
	for (uint32_t k = 0; k < seen.n; k++)
		g->label[k] = label_of(g, n, d, (const uint32_t *)(const void *)seen.name[k].at);
}

int groups_joint(const struct net *net, const char *name, int na, struct groups *g, struct err *e)
{
	struct arena *a = net->run->arena;
	char *list = arena_copy(a, name, strlen(name));
	int n;

	if (!net->nodes.ncol || !strchr(name, ':') || table_find(&net->nodes, name) >= 0)
		return groups_read(net, name, na, g, e);
	for (char *p = list; *p; p++)
		*p = *p == ':' ? ',' : *p;
	const char **item = split_list(a, list, &n);
	struct names *d = NEW(a, (size_t)n, struct names);
	uint32_t **code = NEW(a, (size_t)n, uint32_t *);
	*g = (struct groups){ .net = net, .name = name, .na = na, .column = -1, .missing = NO_GROUP,
	                      .row = NEW(a, net->nodes.nrow, uint32_t) };
	for (int k = 0; k < n; k++) {
		code[k] = NEW(a, net->nodes.nrow, uint32_t);
		TRY(code_column(g, item[k], &d[k], code[k], e));
	}
	combine(g, n, d, code);
	return OK;
}

int groups_trim(struct groups *g, struct err *e)
{
	const struct net *n = g->net;
	struct arena *a = n->run->arena;
	bool any = g->missing == NO_GROUP || g->missing + 1 < g->n;

	for (uint32_t part = 0; part < n->nparts && !any; part++) {
		struct mark scratch = arena_mark(a);
		uint32_t *of = NEW(a, n->part[part].n, uint32_t);
		TRY(groups_of(g, part, of, e));
		for (uint32_t v = 0; v < n->part[part].n; v++)
			any |= of[v] == g->missing;
		arena_release(a, scratch);
	}
	if (!any) {
		g->n--;
		g->missing = NO_GROUP;
	}
	return OK;
}

/* --- numbers in bins ---------------------------------------------------------------------------------------- */

static struct cell bin_label(struct arena *a, const struct bins *b, uint32_t k)
{
	char lo[NUMBER_ROOM], hi[NUMBER_ROOM];
	int nlo = (int)number_put(lo, b->lo[k]), nhi = (int)number_put(hi, b->hi[k]);
	bool closed = b->closed && k + 1 == b->n && isfinite(b->hi[k]);

	if (b->lo[k] == b->hi[k])
		return cell_of(arena_print(a, "%.*s", nlo, lo));
	return cell_of(arena_print(a, "[%.*s,%.*s%c", nlo, lo, nhi, hi, closed ? ']' : ')'));
}

static double *sorted(struct arena *a, const double *x, uint64_t rows, uint32_t *n)
{
	double *v = NEW(a, rows, double);

	*n = 0;
	for (uint64_t r = 0; r < rows; r++)
		if (!isnan(x[r]))
			v[(*n)++] = x[r];
	sort_reals(v, *n, NEW(a, *n, double));
	return v;
}

int groups_binned(const struct net *net, const char *name, const char *breaks, int na, struct groups *g, uint64_t *outside,
                  struct err *e)
{
	struct arena *a = net->run->arena;
	struct bins_how how = { .kind = BINS_BREAKS };
	struct bins b;
	double *border;
	const double *x;
	uint32_t n;

	*outside = 0;
	if (!net->nodes.ncol)
		return groups_read(net, name, na, g, e);
	*g = (struct groups){ .net = net, .name = name, .na = na, .missing = NO_GROUP, .row = NEW(a, net->nodes.nrow, uint32_t) };
	TRY(table_need(&net->nodes, name, &g->column, e));
	TRY(table_reals(&net->nodes, g->column, &x, NULL, e));
	TRY(bins_borders(a, breaks, &border, &how.bins, e));
	how.border = border;
	double *v = sorted(a, x, net->nodes.nrow, &n);
	TRY(bins_make(a, &how, v, n, &b, e));
	g->n = b.n;
	g->label = NEW(a, (size_t)b.n + 1, struct cell);
	for (uint32_t k = 0; k < b.n; k++)
		g->label[k] = bin_label(a, &b, k);
	if (na == NA_CATEGORY) {
		g->missing = g->n++;
		g->label[g->missing] = cell_of("NA");
	}
	for (uint64_t r = 0; r < net->nodes.nrow; r++) {
		g->row[r] = bins_find(&b, x[r]);        /* NO_BIN is NO_GROUP */
		*outside += g->row[r] == NO_BIN && !isnan(x[r]);
		if (g->row[r] == NO_BIN && na == NA_FAIL)
			return table_fail(&net->nodes, r, g->column, e, "is missing, or lies in none of the bins");
	}
	return OK;
}

int groups_numbers(const struct net *net, const char *name, int na, struct groups *g, double **number, struct err *e)
{
	const struct table *t = &net->nodes;
	const double *x;

	TRY(groups_read(net, name, na == NA_FAIL ? NA_FAIL : NA_DROP, g, e));
	TRY(table_reals(t, g->column, &x, NULL, e));
	*number = NEW(net->run->arena, g->n, double);
	for (uint64_t r = 0; r < t->nrow; r++) {
		if (number_too_large(x[r]))
			return table_fail(t, r, g->column, e, "is infinite, or too large: expected a number up to 1e70");
		if (isnan(x[r]))                /* written NaN */
			g->row[r] = NO_GROUP;
		else
			(*number)[g->row[r]] = x[r];
	}
	return OK;
}

/* --- networks in bins ----------------------------------------------------------------------------------------- */

/* value[part] of the last column of --by. */
static int part_values(const struct net *n, double *value, struct err *e)
{
	for (uint32_t id = 0; id < n->nparts; id++) {
		struct cell c = n->part[id].label[n->nby - 1];
		enum number_kind kind = number_get(c, &value[id]);
		if (kind > NUMBER_MISSING && n->run->private_)
			return fail(e, E_DATA, "%s: column '%s' of --by holds a value that is not a number", n->ties.file, n->by[n->nby - 1]);
		if (kind > NUMBER_MISSING)
			return fail(e, E_DATA, "%s: column '%s' of --by holds '%.*s', which is not a number", n->ties.file,
			            n->by[n->nby - 1], (int)c.len, c.at);
	}
	return OK;
}

/* Bins that share the ties evenly, as bins of the column's rows would. */
static int make_bins(const struct net *n, const double *value, const char *breaks, uint64_t quantile, struct bins *b,
                     struct err *e)
{
	struct arena *a = n->run->arena;
	struct bins_how how = { .kind = quantile ? BINS_QUANTILE : BINS_BREAKS, .size = (double)quantile };
	double *border = NULL, *x;
	uint32_t count;

	if (breaks)
		TRY(bins_borders(a, breaks, &border, &how.bins, e));
	how.border = border;
	x = NEW(a, n->ties.nrow, double);
	uint64_t at = 0;
	for (uint32_t id = 0; id < n->nparts; id++)
		for (uint64_t k = 0; k < n->part[id].m; k++)
			x[at++] = value[id];
	double *v = sorted(a, x, at, &count);
	return bins_make(a, &how, v, count, b, e);
}

/* What a new part is: the other columns of --by, and the bin. */
struct kind { uint32_t others, bin; };

static int by_kind(const void *x, const void *y)
{
	const struct kind *a = x, *b = y;

	return a->others != b->others ? (a->others > b->others) - (a->others < b->others) : (a->bin > b->bin) - (a->bin < b->bin);
}

static struct cell others_of(const struct net *n, uint32_t id)
{
	const char *all = "";

	for (int k = 0; k + 1 < n->nby; k++) {
		struct cell c = n->part[id].label[k];
		all = arena_print(n->run->arena, "%s%zu:%.*s", all, c.len, (int)c.len, c.at);
	}
	return cell_of(all);
}

int net_bins(struct net *n, const char *breaks, uint64_t quantile, struct err *e)
{
	struct arena *a = n->run->arena;
	struct names others;
	struct bins b;

	if (!breaks && !quantile)
		return OK;
	if (!n->nby)
		return fail(e, E_USAGE, "--by-breaks and --by-quantile cut the column of --by into bins: --by COLUMN is missing");
	if (breaks && quantile)
		return fail(e, E_USAGE, "--by-breaks and --by-quantile exclude each other");
	if (n->nodes.ncol && table_find(&n->nodes, n->by[n->nby - 1]) >= 0)
		return fail(e, E_USAGE, "column '%s' of --by stands in %s, too: people cannot be put into bins of ties",
		            n->by[n->nby - 1], n->nodes.file);
	double *value = NEW(a, n->nparts, double);
	TRY(part_values(n, value, e));
	TRY(make_bins(n, value, breaks, quantile, &b, e));
	struct kind *kind = NEW(a, n->nparts, struct kind), *distinct = NEW(a, n->nparts, struct kind);
	uint32_t parts = 0, used = 0, *to = NEW(a, n->nparts, uint32_t);
	uint64_t lost = 0;
	names_open(&others, a);
	for (uint32_t id = 0; id < n->nparts; id++) {
		kind[id] = (struct kind){ names_id(&others, others_of(n, id)), bins_find(&b, value[id]) };
		lost += kind[id].bin == NO_BIN ? n->part[id].m : 0;
		if (kind[id].bin != NO_BIN)
			distinct[used++] = kind[id];
	}
	qsort(distinct, used, sizeof *distinct, by_kind);
	for (uint32_t k = 0; k < used; k++)
		if (!parts || by_kind(&distinct[parts - 1], &distinct[k]))
			distinct[parts++] = distinct[k];
	struct part *part = NEW(a, (size_t)parts + 1, struct part);
	for (uint32_t id = 0; id < n->nparts; id++) {
		const struct kind *at = kind[id].bin == NO_BIN ? NULL : bsearch(&kind[id], distinct, parts, sizeof *distinct, by_kind);
		to[id] = at ? (uint32_t)(at - distinct) : NO_NAME;
		if (!at || part[to[id]].label)
			continue;
		part[to[id]].nodes = n->part[id].nodes;
		part[to[id]].label = NEW(a, (size_t)n->nby, struct cell);
		memcpy(part[to[id]].label, n->part[id].label, (size_t)n->nby * sizeof(struct cell));
		part[to[id]].label[n->nby - 1] = bin_label(a, &b, kind[id].bin);
	}
	if (lost)
		note(n->run, "%s whose '%s' lies in no bin left out", plural(lost, "tie", "ties"), n->by[n->nby - 1]);
	return net_regroup(n, parts, part, to, e);
}
