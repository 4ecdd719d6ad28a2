/* holes - structural holes: how little a person's contacts know one another. */
#include "bridging.h"
#include "hole_report.h"
#include "input.h"
#include "people.h"
#include "rng.h"
#include "rows.h"

#include <math.h>
#include <string.h>

static const char *also, *prefix, *only, *person;
static int model, alters, undefined;
static bool by_tie, slow;
static uint64_t sample;

static const struct tool tool = {
	.name = "holes",
	.group = "a person",
	.purpose = "structural holes around each person: effective size, efficiency, constraint, hierarchy",
	.uses = USES_TIES | USES_WEIGHT | USES_NODES | USES_THREADS | USES_RANDOM,
	.text = "x",
	.method = "x",
	.reads = (const struct col[]){
		{ "i j | from to", "the ends of the tie" }, { 0 } },
	.writes = (const struct col[]){
		{ "node", "the person" }, { 0 } },
	.opts = (const struct opt[]){
		{ 'A', "add", OPT_TEXT, &also, "NAME[,NAME]", "further columns, of those listed under Writes" },
		{ 'm', "model", OPT_CHOICE, &model, "ego|whole", "what the alters' own shares are shares of: their ties inside the ego network, "
		  "or all their ties [ego]" },
		{ 0, "alters", OPT_CHOICE, &alters, "both|out|in|mutual", "who is an alter in a directed network: everyone in contact, "
		  "those ego sends to, those who send to ego, those who do both [both]" },
		{ 0, "egos", OPT_TEXT, &only, "NAME[,NAME] | @FILE", "only these people, without computing the others; a file has one a line [all]" },
		{ 't', "ties", OPT_FLAG, &by_tie, NULL, "write a row for each ego and alter instead: ego alter p constraint redundancy" },
		{ 'x', "explain", OPT_TEXT, &person, "NAME", "print each term of one person's constraint and effective size" },
		{ 0, "undefined", OPT_CHOICE, &undefined, "NA|0|1", "what to write where effective size, efficiency, constraint or hierarchy is 0/0 [NA]" },
		{ 0, "as", OPT_TEXT, &prefix, "PREFIX", "the new columns are called PREFIX_degree, PREFIX_constraint ..." },
		{ 0, "slow", OPT_FLAG, &slow, NULL, "--add bridging for more than 5000 ties, however long it takes" },
		{ 0, "sample", OPT_COUNT, &sample, "N", "--add bridging from the distances of N random people (--seed), with a column bridging_se" },
		{ 0 } },
	.examples = (const struct example[]){
		{ 0 } },
	.sources = "x",
	.see = "degree, overlap, brokers, ego",
};

/* --- what is wanted ---------------------------------------------------------------------------- */

enum { BRIDGING = HOLE_VALUES, BRIDGING_SE, COLUMNS, BY_DEFAULT = HOLE_HIERARCHY + 1, EXACT = 5000 };

struct plan {
	struct net net;
	struct people people;
	int ncol, what[COLUMNS];        /* columns in order: enum hole_value, BRIDGING, BRIDGING_SE */
	double *column[COLUMNS];        /* of the output, by row */
	double *value[COLUMNS];         /* of one network, by ego; index: enum hole_value ... */
	bool *chosen;                   /* people, or NULL: all */
	uint64_t loops, repeated, zeros, alone, single;
};

static const char *column_name(struct run *r, int what)
{
	const char *name = what == BRIDGING ? "bridging" : what == BRIDGING_SE ? "bridging_se" : hole_names[what];

	return prefix ? arena_print(r->arena, "%s_%s", prefix, name) : name;
}

static bool wants(const struct plan *p, int from, int to)
{
	for (int k = 0; k < p->ncol; k++)
		if (p->what[k] >= from && p->what[k] <= to)
			return true;
	return false;
}

static int choose_columns(struct run *r, struct plan *p, struct err *e)
{
	int n;
	const char **item = split_list(r->arena, also ? also : "", &n);

	while (p->ncol < BY_DEFAULT) {
		p->what[p->ncol] = p->ncol;
		p->ncol++;
	}
	for (; n--; item++) {
		int what = 0;
		while (what < BRIDGING && strcmp(hole_names[what], *item))
			what++;
		if (what == BRIDGING && strcmp(*item, "bridging"))
			return fail(e, E_USAGE, "--add: there is no '%s'; ties holes --help lists the columns under Writes", *item);
		if (wants(p, what, what))
			return fail(e, E_USAGE, "--add: the column '%s' is there already", *item);
		p->what[p->ncol++] = what;
		if (what == BRIDGING && sample)
			p->what[p->ncol++] = BRIDGING_SE;
	}
	return OK;
}

static int check(struct run *r, const struct plan *p, struct err *e)
{
	if (by_tie && person)
		return fail(e, E_USAGE, "--ties writes a table, --explain a text: choose one");
	if ((by_tie || person) && (also || prefix))
		return fail(e, E_USAGE, "--%s has columns of its own: leave out --%s", by_tie ? "ties" : "explain", also ? "add" : "as");
	if (person && only)
		return fail(e, E_USAGE, "--explain is about one person: leave out --egos");
	if ((slow || sample) && !wants(p, BRIDGING, BRIDGING))
		return fail(e, E_USAGE, "--%s is about --add bridging", slow ? "slow" : "sample");
	if (slow && sample)
		return fail(e, E_USAGE, "--slow is exact, --sample estimates: choose one");
	if (sample == 1)
		return fail(e, E_USAGE, "--sample needs two people at least: one has no standard error");
	if (wants(p, HOLE_CONSTRAINT_NORMALISED, HOLE_CONSTRAINT_NORMALISED) && (r->weight || model == HOLE_WHOLE))
		return fail(e, E_USAGE, "--add constraint_normalised: the extremes are known in the ego model without weights: leave out %s",
		            r->weight ? "-w" : "--model whole");
	return OK;
}

static int check_direction(const struct net *n, const struct plan *p, struct err *e)
{
	if (alters != ALTERS_BOTH && !n->directed)
		return fail(e, E_USAGE, "--alters is about arcs: expected columns 'from' and 'to', or --directed");
	if (n->directed && wants(p, HOLE_CONSTRAINT_NORMALISED, HOLE_CONSTRAINT_NORMALISED))
		return fail(e, E_USAGE, "--add constraint_normalised: the extremes are known for undirected ties: use --undirected");
	return OK;
}

/* --- which people ---------------------------------------------------------------------------------- */

static int choose(struct plan *p, struct cell name, const char *where, struct err *e)
{
	uint32_t id = names_get(&p->net.people, name);

	if (id == NO_NAME && p->net.run->private_)
		return fail(e, E_USAGE, "%s: a person who is not in the ties", where);
	if (id == NO_NAME)
		return fail(e, E_USAGE, "%s: there is no '%.*s' in the ties", where, (int)(name.len > 60 ? 60 : name.len), name.at);
	p->chosen[id] = true;
	return OK;
}

static int choose_lines(struct plan *p, const char *file, struct err *e)
{
	char *text;
	size_t len;
	uint64_t line = 0;

	TRY(input_read(p->net.run->arena, file, &text, &len, e));
	for (char *at = text, *end = text + len; at < end; ) {
		char *stop = memchr(at, '\n', (size_t)(end - at) + 1);
		struct cell name = { at, (size_t)(stop - at) };
		line++;
		if (name.len && name.at[name.len - 1] == '\r')
			name.len--;
		if (name.len)
			TRY(choose(p, name, arena_print(p->net.run->arena, "--egos: %s:%llu", file, (unsigned long long)line), e));
		at = stop + 1;
	}
	return OK;
}

static int choose_people(struct plan *p, struct err *e)
{
	struct arena *a = p->net.run->arena;

	if (!only && !person)
		return OK;
	p->chosen = NEW(a, p->net.people.n, bool);
	if (person)
		return choose(p, cell_of(person), "--explain", e);
	if (*only == '@')
		return choose_lines(p, only + 1, e);
	int n;
	for (const char **item = split_list(a, only, &n); *item; item++)
		TRY(choose(p, cell_of(*item), "--egos", e));
	return OK;
}

/* The chosen people of one network. */
static void choose_egos(const struct plan *p, const struct part *part, struct holes *h)
{
	h->n = part->n;
	if (!p->chosen)
		return;
	uint32_t *ego = NEW(p->net.run->arena, part->n, uint32_t);
	h->ego = ego;
	h->n = 0;
	for (uint32_t v = 0; v < part->n; v++)
		if (p->chosen[part_person(part, v)])
			ego[h->n++] = v;
}

/* --- bridging ------------------------------------------------------------------------------------------ */

static const char *how_long(struct arena *a, double seconds)
{
	static const struct { double unit; const char *name; } unit[] = {
		{ 86400, "days" }, { 3600, "hours" }, { 60, "minutes" }, { 1, "seconds" } };
	int k = 0;

	while (k < 3 && seconds < 2 * unit[k].unit)
		k++;
	return arena_print(a, "%.0f %s", seconds / unit[k].unit + 0.5, unit[k].name);
}

static uint32_t *draw(struct plan *p, uint32_t part, uint32_t n, gsl_rng *rng)
{
	uint32_t *rank = NEW(p->net.run->arena, n, uint32_t);

	for (uint32_t x = 0; x < n; x++)
		rank[x] = x;
	rng_stream(rng, p->net.run->seed, part);
	rng_shuffle(rng, rank, n);
	return rank;
}

static int measure_bridging(struct plan *p, uint32_t part, struct contacts *c, struct err *e)
{
	struct run *r = p->net.run;
	uint32_t n = c->f.n, *source = NULL;
	int threads = c->f.m > EXACT / 5 ? r->threads : 1;

	contacts_lower(r->arena, c);
	if (sample && sample < n) {
		gsl_rng *rng = rng_open(e);
		if (!rng)
			return e->code;
		source = draw(p, part, n, rng);
		gsl_rng_free(rng);
		n = (uint32_t)sample;
	} else if (c->f.m > EXACT && !slow && !sample) {
		return fail(e, E_USAGE, "bridging with %u ties would take about %s: --slow does it, --sample 500 estimates it from "
		            "the distances of 500 people", c->f.m, how_long(r->arena, bridging_seconds(r->arena, c) / r->threads));
	}
	bridging_measure(r->arena, c, n, source, threads, p->value[BRIDGING], p->value[BRIDGING_SE]);
	return OK;
}

/* --- one network ----------------------------------------------------------------------------------------- */

static double defined(double x)
{
	return isnan(x) && undefined ? undefined - 1 : x;
}

static void keep(struct plan *p, uint32_t part, const struct holes *h)
{
	for (uint32_t k = 0; k < h->n; k++) {
		uint32_t v = h->ego ? h->ego[k] : k;
		uint64_t row = people_row(&p->people, part, v);
		if (row == NO_ROW)
			continue;
		p->alone += h->out[HOLE_DEGREE][k] == 0;
		p->single += h->out[HOLE_DEGREE][k] == 1;
		for (int c = 0; c < p->ncol; c++) {
			double x = p->value[p->what[c]][p->what[c] >= BRIDGING ? v : k];
			p->column[c][row] = p->what[c] < BY_DEFAULT ? defined(x) : x;
		}
	}
}

static int measure(struct plan *p, uint32_t k, struct contacts *c, struct holes *h, struct err *e)
{
	struct arena *a = p->net.run->arena;

	for (int i = 0; i < p->ncol; i++)
		p->value[p->what[i]] = NEW(a, p->what[i] >= BRIDGING ? c->f.n : h->n, double);
	for (int v = 0; v < HOLE_VALUES; v++)
		h->out[v] = p->value[v];
	holes_measure(a, c, h);
	if (p->value[BRIDGING])
		TRY(measure_bridging(p, k, c, e));
	keep(p, k, h);
	return OK;
}

static int read_part(struct plan *p, uint32_t k, struct contacts *c, struct holes *h, struct err *e)
{
	struct run *r = p->net.run;
	const struct part *part = &p->net.part[k];

	TRY(contacts_build(r->arena, part->n, part->m, part->a, part->b, part->weight, p->net.directed, c, e));
	p->loops += c->loops;
	p->repeated += c->repeated;
	p->zeros += c->zeros;
	*h = (struct holes){ .model = (enum hole_model)model, .alters = (enum egonet_alters)alters,
	                     .threads = run_threads(r, c->f.m) };
	choose_egos(p, part, h);
	return OK;
}

/* --- all of it --------------------------------------------------------------------------------------------- */

static void tell(const struct plan *p)
{
	const struct run *r = p->net.run;
	const char *as = undefined ? undefined == 1 ? "0" : "1" : "NA";

	if (p->zeros)
		note(r, "%s of weight 0 not counted as %s", plural(p->zeros, "tie", "ties"), p->zeros == 1 ? "a contact" : "contacts");
	if (!r->weight)
		net_report(&p->net, p->loops, p->repeated, "do not count: nobody is their own contact, and a tie counts once");
	else if (p->loops)
		net_report(&p->net, p->loops, 0, "do not count: nobody is their own contact");
	if (r->weight && p->repeated)
		note_more(r, "%s added to the first of each", plural(p->repeated, "repeated tie was", "repeated ties were"));
	if (p->alone)
		note(r, "%s no alters: effective size, efficiency, constraint and hierarchy are not defined, %s",
		     plural(p->alone, "person has", "people have"), as);
	if (p->single)
		note(r, "%s one alter: hierarchy is not defined (0/0), %s", plural(p->single, "person has", "people have"), as);
}

static int write_people(struct plan *p, struct err *e)
{
	struct run *r = p->net.run;

	TRY(people_open(&p->net, &p->people, e));
	for (int c = 0; c < p->ncol; c++)
		TRY(people_add(&p->people, column_name(r, p->what[c]), &p->column[c], e));
	if (p->chosen) {
		bool *kept = NEW(r->arena, p->people.table.nrow, bool);
		for (uint32_t k = 0; k < p->net.nparts; k++)
			for (uint32_t v = 0; v < p->net.part[k].n; v++)
				if (p->chosen[part_person(&p->net.part[k], v)] && people_row(&p->people, k, v) != NO_ROW)
					kept[people_row(&p->people, k, v)] = true;
		people_keep(&p->people, kept);
	}
	for (uint32_t k = 0; k < p->net.nparts; k++) {
		struct mark scratch = arena_mark(r->arena);
		struct contacts c;
		struct holes h;
		TRY(read_part(p, k, &c, &h, e));
		TRY(measure(p, k, &c, &h, e));
		arena_release(r->arena, scratch);
	}
	tell(p);
	return people_write(&p->people, e);
}

static int write_ties(struct plan *p, struct err *e)
{
	struct run *r = p->net.run;
	uint64_t rows = 0;
	struct table t;

	if (by_tie)
		TRY(hole_ties_begin(&p->net, &t, e));
	for (uint32_t k = 0; k < p->net.nparts; k++) {
		struct mark scratch = arena_mark(r->arena);
		struct contacts c;
		struct holes h;
		TRY(read_part(p, k, &c, &h, e));
		if (by_tie)
			TRY(hole_ties_write(&p->net, &t, k, &c, &h, &rows, e));
		else if (h.n)
			hole_explain(&p->net, k, &c, &h, h.ego[0]);
		arena_release(r->arena, scratch);
	}
	tell(p);
	if (by_tie)
		rows_end(r, rows);
	return OK;
}

static int body(struct run *r, struct err *e)
{
	struct plan p = { 0 };
	unsigned how = NET_NOT_NEGATIVE;

	TRY(choose_columns(r, &p, e));
	TRY(check(r, &p, e));
	if (!r->weight || alters != ALTERS_BOTH || wants(&p, HOLE_DENSITY, HOLE_EGO_BETWEENNESS))
		how |= NET_NEEDS_DIRECTION;
	TRY(net_open(r, how, &p.net, e));
	TRY(check_direction(&p.net, &p, e));
	TRY(choose_people(&p, e));
	return by_tie || person ? write_ties(&p, e) : write_people(&p, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, body, argc, argv);
}
