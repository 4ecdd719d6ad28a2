/* The people, ties and groups of a network that is to be drawn. */
#include "figure_network.h"

#include "net.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- ties ----------------------------------------------------------------------------------------- */

struct pair { uint32_t a, b; double weight; uint64_t row; };

static int compare_pairs(const void *p, const void *q)
{
	const struct pair *x = p, *y = q;

	if (x->a != y->a)
		return (x->a > y->a) - (x->a < y->a);
	if (x->b != y->b)
		return (x->b > y->b) - (x->b < y->b);
	return (x->row > y->row) - (x->row < y->row);
}

/* -w, or a column called weight. */
static int read_weight(struct figure *f, struct network *g, const double **w, struct err *e)
{
	int col;

	*w = NULL;
	TRY(figure_column(f, f->wish->weight, "weight", &col, e));
	if (col < 0)
		return OK;
	TRY(figure_reals(f, col, w, e));
	for (uint64_t r = 0; r < f->table->nrow; r++)
		if ((*w)[r] <= 0 || isinf((*w)[r]))
			return table_fail(f->table, r, col, e, "the width of a line needs a number above 0: leave the row out");
		else if (isnan((*w)[r]))
			return table_fail(f->table, r, col, e, "a tie without a weight has no width: leave the row out");
	g->weight_name = figure_name(f, cell_of(f->table->col[col].name));
	return OK;
}

static void keep_pairs(struct figure *f, struct network *g, struct pair *p, uint64_t n)
{
	g->a = NEW(f->arena, n, uint32_t);
	g->b = NEW(f->arena, n, uint32_t);
	g->weight = NEW(f->arena, n, double);
	qsort(p, n, sizeof *p, compare_pairs);
	for (uint64_t k = 0; k < n; k++) {
		if (g->m && g->a[g->m - 1] == p[k].a && g->b[g->m - 1] == p[k].b) {
			g->weight[g->m - 1] += p[k].weight;
			continue;
		}
		g->a[g->m] = p[k].a;
		g->b[g->m] = p[k].b;
		g->weight[g->m++] = p[k].weight;
	}
	if (!g->weight_name)
		g->weight = NULL;
}

static int read_ties(struct figure *f, struct network *g, struct names *people, struct err *e)
{
	const struct table *t = f->table;
	uint32_t *end[2] = { NEW(f->arena, t->nrow, uint32_t), NEW(f->arena, t->nrow, uint32_t) };
	struct pair *p = NEW(f->arena, t->nrow, struct pair);
	const double *weight;
	uint64_t n = 0, loops = 0;
	bool directed;
	int col[2];

	if (net_ends(t, &col[0], &col[1], &directed))
		return fail(e, E_USAGE, "%s: no columns for the two ends of a tie: expected 'i' and 'j', or 'from' and 'to'; "
		            "use --rename OLD=i", t->file);
	TRY(names_columns(people, t, 2, col, end, NAMES_REFUSE, e));
	TRY(read_weight(f, g, &weight, e));
	for (uint64_t r = 0; r < t->nrow; r++) {
		uint32_t i = end[0][r], j = end[1][r];

		loops += i == j;
		if (i != j)
			p[n++] = (struct pair){ i < j ? i : j, i < j ? j : i, weight ? weight[r] : 1, r };
	}
	keep_pairs(f, g, p, n);
	if (loops)
		note(f->run, "%s not drawn", plural(loops, "loop is", "loops are"));
	if (!directed && n > g->m)
		note(f->run, "%s", plural(n - g->m, "repeated tie is added to the line of its pair",
		                           "repeated ties are added to the lines of their pairs"));
	if (g->m > NETWORK_TIES)
		return fail(e, E_USAGE, "%s: %llu ties are too many to see in a figure (at most %d): keep the strongest, or draw the "
		            "groups with plot heat", t->file, (unsigned long long)g->m, NETWORK_TIES);
	return OK;
}

/* --- groups ------------------------------------------------------------------------------------------ */

/* Like page_hue, but the fifth is gold: triangles are small for sky. */
static const char *const hue[NETWORK_GROUPS] = { BLUE, VERMILION, TEAL, PLUM, GOLD, SOFT };
static const enum shape shape[NETWORK_GROUPS] = { DISC, SQUARE, UP, DIAMOND, DOWN, DISC };

struct count { uint32_t n; int at; };

static int compare_counts(const void *p, const void *q)
{
	const struct count *x = p, *y = q;

	return x->n != y->n ? (x->n < y->n) - (x->n > y->n) : x->at - y->at;
}

/* A group of its own for those of whom nothing is known. */
static bool is_known(struct cell c)
{
	return c.len && !cell_is(c, "NA");
}

/* By their size: five colours and shapes, and grey for the others. */
static int read_groups(struct figure *f, struct network *g, const struct table *nodes, const uint32_t *node, struct err *e)
{
	uint32_t *code, unknown = g->n;
	struct cell *value;
	struct count *c;
	int col, n, kinds = 0, *to;

	TRY(table_need(nodes, f->wish->attribute, &col, e));
	TRY(figure_codes(f, nodes, col, NETWORK_PEOPLE, &code, &value, &n, e));
	c = NEW(f->arena, (size_t)n, struct count);
	to = NEW(f->arena, (size_t)n, int);
	for (int i = 0; i < n; i++)
		c[i].at = i;
	for (uint64_t r = 0; r < nodes->nrow; r++)
		if (is_known(value[code[r]])) {
			c[code[r]].n++;
			unknown--;
		}
	qsort(c, (size_t)n, sizeof *c, compare_counts);
	while (kinds < n && c[kinds].n)
		kinds++;
	g->ngroup = kinds < NETWORK_GROUPS ? kinds : NETWORK_GROUPS;
	for (int i = 0; i < n; i++)
		to[c[i].at] = i >= kinds ? -1 : i < NETWORK_GROUPS ? i : NETWORK_GROUPS - 1;
	for (int i = 0; i < g->ngroup; i++) {
		g->group_word[i] = figure_name(f, value[c[i].at]);
		g->hue[i] = hue[i];
		g->shape[i] = shape[i];
	}
	if (kinds > NETWORK_GROUPS)
		g->group_word[NETWORK_GROUPS - 1] = arena_print(f->arena, "%d others", kinds - NETWORK_GROUPS + 1);
	if (unknown) {
		g->group_word[g->ngroup] = "not known";
		g->unknown = (uint32_t)g->ngroup;
		g->hue[g->ngroup] = FILL;
		g->shape[g->ngroup++] = DISC;
	}
	for (uint32_t v = 0; v < g->n; v++)
		g->group[v] = (uint32_t)g->ngroup - 1;
	for (uint64_t r = 0; r < nodes->nrow; r++)
		if (to[code[r]] >= 0)
			g->group[node[r]] = (uint32_t)to[code[r]];
	for (uint32_t v = 0; v < g->n; v++)
		g->size[g->group[v]]++;
	for (int i = 0; i < g->ngroup; i++)
		g->group_key[i] = arena_print(f->arena, "%s (%s)", g->group_word[i], text_count(f->arena, g->size[i]));
	g->group_name = figure_name(f, cell_of(nodes->col[col].name));
	return OK;
}

/* --- people ------------------------------------------------------------------------------------------ */

static int read_people(struct figure *f, struct names *people, struct table *nodes, uint32_t **node, struct err *e)
{
	struct table_how how = { .private_ = f->run->private_ };
	uint32_t *seen;
	int col;

	if (!f->wish->nodes)
		return f->wish->attribute ? fail(e, E_USAGE, "-a %s is a column of a table of people: give it with --nodes FILE",
		                                 f->wish->attribute) : OK;
	TRY(table_read(f->arena, f->wish->nodes, &how, nodes, e));
	if ((col = table_find(nodes, "node,id")) < 0)
		return fail(e, E_USAGE, "%s: no column 'node' (or 'id') to name the people", f->wish->nodes);
	*node = NEW(f->arena, nodes->nrow, uint32_t);
	TRY(names_columns(people, nodes, 1, &col, node, NAMES_REFUSE, e));
	seen = NEW(f->arena, people->n, uint32_t);
	for (uint64_t r = 0; r < nodes->nrow; r++)
		if (seen[(*node)[r]]++)
			return table_fail(nodes, r, col, e, "stands there twice: expected one row a person");
	return OK;
}

int network_read(struct figure *f, struct network *g, struct err *e)
{
	struct table *nodes = NEW(f->arena, 1, struct table);
	uint32_t *node = NULL;
	struct names people;

	names_open(&people, f->arena);
	TRY(read_ties(f, g, &people, e));
	TRY(read_people(f, &people, nodes, &node, e));
	g->n = people.n;
	if (g->n > NETWORK_PEOPLE)
		return fail(e, E_USAGE, "%s: %lu people are too many to see in a figure (at most %d): keep a part of them, or draw their "
		            "groups with plot heat", f->table->file, (unsigned long)g->n, NETWORK_PEOPLE);
	g->name = NEW(f->arena, g->n, const char *);
	for (uint32_t v = 0; v < g->n; v++)
		g->name[v] = figure_name(f, people.name[v]);
	g->degree = NEW(f->arena, g->n, uint32_t);
	for (uint64_t k = 0; k < g->m; k++) {
		g->degree[g->a[k]]++;
		g->degree[g->b[k]]++;
	}
	g->group = NEW(f->arena, g->n, uint32_t);
	g->ngroup = 1;
	g->hue[0] = BLUE;
	g->unknown = NO_CODE;
	g->shape[0] = DISC;
	return f->wish->attribute ? read_groups(f, g, nodes, node, e) : OK;
}
