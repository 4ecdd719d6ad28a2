#include "rewiring.h"
#include "groups.h"
#include "null.h"
#include "people.h"
#include "side.h"

#include <string.h>

/* What a model needs of each network. */
struct copied {
	struct simple net;
	struct null_room room;
	struct members who;
	struct null_strata strata;
	uint32_t *label;                /* of each member, dealt anew */
};

struct copies {
	struct run *r;
	const struct rewiring_how *how;
	struct net n;
	struct null_choice null;
	struct copied *part;
	struct table *t;                /* what is written for each replicate */
	uint64_t rows;                  /* it has room for */
	uint32_t *replicate;            /* by its row, like all that follows */
	uint32_t *from, *to;            /* weights: codes of the cells */
	uint32_t *end[2], *in_part;     /* persons of the net; bernoulli: the network */
	struct table ties;              /* bernoulli: a table of its own */
	struct people people;           /* labels: by the rows of this table */
	struct side_out side;
	uint32_t *label, *people_replicate;
};

/* --- weights ------------------------------------------------------------------------------------------- */

static int open_weights(struct copies *c, struct err *e)
{
	struct arena *a = c->r->arena;
	struct table *t = &c->n.ties;
	struct names cells;
	int w;

	TRY(table_need(t, c->r->weight, &w, e));
	names_open(&cells, a);
	c->from = NEW(a, t->nrow, uint32_t);
	c->to = NEW(a, t->nrow, uint32_t);
	TRY(names_columns(&cells, t, 1, &w, &c->from, false, e));
	t->col[w].kind = COLUMN_LABEL;
	t->col[w].code = c->to;
	t->col[w].label = cells.name;
	return OK;
}

static void deal_weights(struct copies *c, uint32_t part, gsl_rng *g, bool observed)
{
	const struct part *p = &c->n.part[part];

	if (!observed) {
		null_weights(p, g, c->from, c->to);
		return;
	}
	for (uint64_t k = 0; k < p->m; k++)
		c->to[part_row(p, k)] = c->from[part_row(p, k)];
}

/* --- ties -------------------------------------------------------------------------------------------------- */

static int read_ties(struct copies *c, struct err *e)
{
	uint64_t loops = 0, repeated = 0;

	for (uint32_t k = 0; k < c->n.nparts; k++) {
		const struct part *p = &c->n.part[k];
		struct copied *q = &c->part[k];
		TRY(simple_build(c->r->arena, p->n, p->m, p->a, p->b, c->n.directed, &q->net, e));
		null_room(c->r->arena, &q->net, c->null.model, &q->room);
		q->room.switches = c->how->switches * q->net.m;
		loops += q->net.loops;
		repeated += q->net.repeated;
	}
	if (c->null.model == NULL_BERNOULLI)
		net_report(&c->n, loops, repeated, "do not count");
	else
		net_report(&c->n, loops, repeated, "do not count: a loop stays where it is, a repeated tie goes where the first one goes");
	return OK;
}

/* The ends of each row are other people; all else in it stays. */
static int open_ends(struct copies *c, struct err *e)
{
	struct table *t = &c->n.ties;
	const int col[2] = { c->n.ci, c->n.cj };

	TRY(read_ties(c, e));
	for (int k = 0; k < 2; k++) {
		c->end[k] = NEW(c->r->arena, t->nrow, uint32_t);
		t->col[col[k]].kind = COLUMN_LABEL;
		t->col[col[k]].code = c->end[k];
		t->col[col[k]].label = c->n.people.name;
	}
	return OK;
}

static void deal_ends(struct copies *c, uint32_t part, gsl_rng *g, bool observed)
{
	const struct part *p = &c->n.part[part];
	struct copied *q = &c->part[part];

	if (!observed)
		null_draw(&q->net, c->null.model, g, &q->room);
	for (uint64_t k = 0; k < p->m; k++) {
		uint32_t tie = q->net.of[k], i = p->a[k], j = p->b[k];
		if (!observed && tie != NO_TIE) {
			bool turned = i != q->net.tie[tie].a;   /* an undirected tie that was repeated the other way round */
			struct ends x = q->room.tie[tie];
			i = turned ? x.b : x.a;
			j = turned ? x.a : x.b;
		}
		c->end[0][part_row(p, k)] = part_person(p, i);
		c->end[1][part_row(p, k)] = part_person(p, j);
	}
}

/* --- another number of ties ---------------------------------------------------------------------------------- */

/* The columns of --by, and the two ends: nothing else belongs to a tie that was not there. */
static int open_pairs(struct copies *c, struct err *e)
{
	struct arena *a = c->r->arena;
	const struct net *n = &c->n;
	const int col[2] = { n->ci, n->cj };
	struct table *t = c->t = &c->ties;

	TRY(read_ties(c, e));
	c->rows = 0;
	for (uint32_t k = 0; k < n->nparts; k++)
		c->rows += c->part[k].room.most;
	table_new(a, 0, t);
	t->sep = n->ties.sep == ' ' ? '\t' : n->ties.sep;
	t->crlf = n->ties.crlf;
	c->in_part = NEW(a, c->rows, uint32_t);
	for (int b = 0; b < n->nby; b++) {
		struct cell *label = NEW(a, n->nparts, struct cell);
		for (uint32_t k = 0; k < n->nparts; k++)
			label[k] = n->part[k].label[b];
		TRY(table_add_labels(t, n->by[b], c->in_part, label, e));
	}
	for (int k = 0; k < 2; k++) {
		c->end[k] = NEW(a, c->rows, uint32_t);
		TRY(table_add_labels(t, n->ties.col[col[k]].name, c->end[k], n->people.name, e));
	}
	return OK;
}

static void deal_pairs(struct copies *c, uint32_t part, gsl_rng *g, bool observed)
{
	const struct part *p = &c->n.part[part];
	struct copied *q = &c->part[part];

	if (!observed)
		null_draw(&q->net, c->null.model, g, &q->room);
	uint32_t m = observed ? q->net.m : q->room.m;
	const struct ends *tie = observed ? q->net.tie : q->room.tie;
	if (!part)
		c->t->nrow = 0;
	for (uint32_t k = 0; k < m; k++) {
		uint64_t row = c->t->nrow++;
		c->in_part[row] = part;
		c->end[0][row] = part_person(p, tie[k].a);
		c->end[1][row] = part_person(p, tie[k].b);
	}
}

/* --- labels ------------------------------------------------------------------------------------------------------ */

static int read_strata(struct copies *c, const struct groups *within, uint32_t part, struct err *e)
{
	struct arena *a = c->r->arena;
	struct copied *q = &c->part[part];
	uint32_t *of = NEW(a, c->n.part[part].n, uint32_t), *stratum = NEW(a, q->who.n, uint32_t);

	TRY(groups_of(within, part, of, e));
	for (uint32_t v = 0; v < q->who.n; v++)
		stratum[v] = of[q->who.who[v]];
	null_strata(a, q->who.n, q->who.order, stratum, within->n, &q->strata);
	return OK;
}

/* The people of all networks, and the column whose cells move. */
static int open_people(struct copies *c, const struct groups *g, struct err *e)
{
	struct arena *a = c->r->arena;
	struct table *t = &c->people.table;
	int col;

	TRY(people_open(&c->n, &c->people, e));
	if (c->people.unlisted && g->na == NA_CATEGORY)
		return fail(e, E_DATA, "%s: %s of the ties has no row there, and so no '%s' to exchange (--na drop leaves such people out)",
		            c->n.nodes.file, plural(c->people.unlisted, "person", "people"), g->name);
	TRY(table_need(t, g->name, &col, e));
	c->label = NEW(a, t->nrow, uint32_t);
	c->people_replicate = NEW(a, t->nrow, uint32_t);
	memset(c->label, 0xFF, t->nrow * sizeof *c->label);     /* NO_CODE: NA */
	t->col[col].kind = COLUMN_LABEL;
	t->col[col].code = c->label;
	t->col[col].label = g->label;
	return table_add_counts(t, "replicate", c->people_replicate, e);
}

static int open_labels(struct copies *c, struct err *e)
{
	struct groups groups, within;
	uint64_t people = 0;

	TRY(groups_read(&c->n, c->r->attributes, c->r->na, &groups, e));
	if (c->null.within)
		TRY(groups_read(&c->n, c->null.within, NA_CATEGORY, &within, e));
	TRY(open_people(c, &groups, e));
	for (uint32_t k = 0; k < c->n.nparts; k++) {
		struct copied *q = &c->part[k];
		TRY(groups_members(&groups, k, &q->who, e));
		q->label = NEW(c->r->arena, q->who.n, uint32_t);
		if (c->null.within)
			TRY(read_strata(c, &within, k, e));
		else
			null_strata(c->r->arena, q->who.n, q->who.order, NULL, 0, &q->strata);
		people += q->who.people_dropped;
	}
	if (people)
		note(c->r, "%s without '%s' exchange nothing", plural(people, "person", "people"), groups.name);
	return side_open(c->r, &c->people.table, c->how->nodes_out, &c->side, e);
}

static void deal_labels(struct copies *c, uint32_t part, gsl_rng *g, bool observed)
{
	struct copied *q = &c->part[part];

	if (observed)
		memcpy(q->label, q->who.group, q->who.n * sizeof *q->label);
	else
		null_labels(&q->strata, g, q->who.group, q->label);
	for (uint32_t v = 0; v < q->who.n; v++) {
		uint64_t row = people_row(&c->people, part, q->who.who[v]);
		if (row != NO_ROW)
			c->label[row] = q->label[v];
	}
}

static int write_people(struct copies *c, uint32_t replicate, struct err *e)
{
	for (uint64_t r = 0; r < c->people.table.nrow; r++)
		c->people_replicate[r] = replicate;
	return table_write_rows(&c->people.table, &c->side.out, e);
}

/* --- all of them ----------------------------------------------------------------------------------------------------- */

static const struct {
	unsigned how;
	int  (*open)(struct copies *, struct err *);
	void (*deal)(struct copies *, uint32_t part, gsl_rng *, bool observed);
} models[] = {
	[NULL_DEGREES]   = { NET_NEEDS_DIRECTION | NET_PASSES_ON, open_ends, deal_ends },
	[NULL_GNM]       = { NET_NEEDS_DIRECTION | NET_PASSES_ON, open_ends, deal_ends },
	[NULL_DYADS]     = { NET_NEEDS_DIRECTION | NET_PASSES_ON, open_ends, deal_ends },
	[NULL_BERNOULLI] = { NET_NEEDS_DIRECTION | NET_PASSES_ON, open_pairs, deal_pairs },
	[NULL_LABELS]    = { NET_PASSES_ON, open_labels, deal_labels },
	[NULL_WEIGHTS]   = { 0, open_weights, deal_weights },
};

static int check(const struct copies *c, struct err *e)
{
	const struct run *r = c->r;
	bool labels = c->null.model == NULL_LABELS;

	if (c->null.model == NULL_WEIGHTS && !r->weight)
		return fail(e, E_USAGE, "--null weights needs the column of weights: -w COLUMN");
	if (labels && (!r->nodes || !r->attributes || !c->how->nodes_out))
		return fail(e, E_USAGE, "--null labels needs the people, the column that they exchange, and a file for the outcome: "
		            "--nodes FILE -a COLUMN --nodes-out FILE");
	if (labels && strchr(r->attributes, ','))
		return fail(e, E_USAGE, "-a %s: one column is exchanged at a time", r->attributes);
	if (!labels && (c->how->nodes_out || r->attributes))
		return fail(e, E_USAGE, "-a and --nodes-out go with --null labels");
	if (r->replicates > UINT32_MAX - 2)
		return fail(e, E_USAGE, "--replicates stops below 2^32");
	return OK;
}

/* A two-mode table is read as arcs from the people to what they are tied to, and written under its own header.  As nobody
 * has both kinds of ends, switches keep to tables of people by foci, and reach them all. */
static int open_net(struct copies *c, struct err *e)
{
	struct run *r = c->r;
	struct net *n = &c->n;
	const char **end = NULL, **rename;
	int ends = 0, k = 0;

	if (c->how->ends)
		end = split_list(r->arena, c->how->ends, &ends);
	if (!end)
		return net_open(r, models[c->null.model].how, n, e);
	if (ends != 2)
		return fail(e, E_USAGE, "--ends takes the two columns, PERSON,FOCUS, not '%s'", c->how->ends);
	if (c->null.model != NULL_DEGREES && c->null.model != NULL_WEIGHTS)
		return fail(e, E_USAGE, "--ends, a two-mode table, goes with --null degrees and weights");
	while (r->how.rename && r->how.rename[k])
		k++;
	rename = NEW(r->arena, (size_t)k + 3, const char *);
	if (k)
		memcpy(rename, r->how.rename, (size_t)k * sizeof *rename);
	rename[k] = arena_print(r->arena, "%s=from", end[0]);
	rename[k + 1] = arena_print(r->arena, "%s=to", end[1]);
	r->how.rename = rename;
	r->directed = true;
	TRY(net_open(r, models[c->null.model].how, n, e));
	bool *person = NEW(r->arena, n->people.n, bool);
	for (uint64_t row = 0; row < n->ties.nrow; row++)
		person[n->a[row]] = true;
	for (uint64_t row = 0; row < n->ties.nrow; row++)
		if (person[n->b[row]])
			return table_fail(&n->ties, row, n->cj, e, "stands in '%s' too: a name has to be of one kind", end[0]);
	n->ties.col[n->ci].name = end[0];
	n->ties.col[n->cj].name = end[1];
	return OK;
}

static int open_copies(struct copies *c, struct err *e)
{
	struct arena *a = c->r->arena;

	TRY(null_choose(a, c->how->null, REWIRING_NULLS, &c->null, e));
	TRY(check(c, e));
	TRY(open_net(c, e));
	if (c->null.model == NULL_DYADS && !c->n.directed)
		return fail(e, E_USAGE, "--null dyads needs arcs (from to, or --directed): undirected ties are all mutual, --null gnm");
	c->part = NEW(a, c->n.nparts, struct copied);
	c->t = &c->n.ties;
	c->rows = c->t->nrow;
	return models[c->null.model].open(c, e);
}

static void deal(struct copies *c, uint32_t k, gsl_rng *g)
{
	for (uint32_t p = 0; p < c->n.nparts; p++) {
		rng_stream(g, c->r->seed, k);
		models[c->null.model].deal(c, p, g, k == 0);
	}
}

static int write_copy(struct copies *c, uint32_t k, gsl_rng *g, struct err *e)
{
	deal(c, k, g);
	for (uint64_t row = 0; row < c->t->nrow; row++)
		c->replicate[row] = k;
	if (c->null.model == NULL_LABELS)
		TRY(write_people(c, k, e));
	return table_write_rows(c->t, c->r->out, e);
}

void copies_tell(const struct copies *c)
{
	uint64_t tried = 0, done = 0;

	for (uint32_t k = 0; k < c->n.nparts; k++) {
		tried += c->part[k].room.tried;
		done += c->part[k].room.done;
	}
	if (c->null.model == NULL_DEGREES && tried)
		note(c->r, "%llu switches tried, %.3g %% of them done", (unsigned long long)tried, 100 * (double)done / (double)tried);
}

static int write_copies(struct copies *c, struct err *e)
{
	gsl_rng *g = rng_new(c->r->arena);
	uint64_t rows = 0, first = !c->how->observed, k;
	int code = OK;

	for (k = first; k <= c->r->replicates && !code && !c->r->out->broken; k++) {
		code = write_copy(c, (uint32_t)k, g, e);
		rows += c->t->nrow;
		progress(c->r, "replicates", k, c->r->replicates);
	}
	if (c->null.model == NULL_LABELS)
		code = side_close(c->r, &c->side, (k - first) * c->people.table.nrow, code, e);
	TRY(code);
	copies_tell(c);
	if (c->r->guard)
		table_write_guard(rows, c->r->out);
	return OK;
}

int rewiring_run(struct run *r, const struct rewiring_how *how, struct err *e)
{
	struct copies c = { .r = r, .how = how };

	TRY(open_copies(&c, e));
	c.replicate = NEW(r->arena, c.rows, uint32_t);
	TRY(table_add_counts(c.t, "replicate", c.replicate, e));
	TRY(run_write_header(r, c.t, e));
	return write_copies(&c, e);
}

int copies_open(struct run *r, const struct rewiring_how *how, struct copies **c, struct err *e)
{
	*c = NEW(r->arena, 1, struct copies);
	**c = (struct copies){ .r = r, .how = how };
	return open_copies(*c, e);
}

int copies_write(struct copies *c, uint32_t k, gsl_rng *g, struct out *o, struct err *e)
{
	deal(c, k, g);
	TRY(table_write_header(c->t, o, e));
	return table_write_rows(c->t, o, e);
}
