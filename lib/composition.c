#include "composition.h"
#include "ego.h"
#include "number.h"
#include "people.h"
#include "stat_groups.h"

#include <math.h>
#include <string.h>

/* One attribute: of people by --nodes, of alters by the table of ties where they are nobody else's. */
struct attribute {
	const char *name;
	bool numeric, known;            /* known: --nodes has it */
	struct groups groups;
	double *number;                 /* of a group */
	uint32_t kinds;
	const struct cell *label;
	uint32_t *row_kind;             /* personal: of each row of the ties */
	const double *row_number;
	double *column[EGO_KINDS], **count;     /* of the output */
	uint64_t missing;               /* alters without it */
};

struct job {
	struct run *r;
	const struct composition_how *how;
	struct net n;
	struct people people;
	uint32_t *alter_id;             /* personal: of each row; NULL: there is no such column */
	int n_attributes;
	struct attribute *of;
	struct ego_left_out left;
	uint64_t again;                 /* personal: rows that name an alter again */
};

/* --- attributes ------------------------------------------------------------------------------------------------ */

/* Kinds of the people of --nodes, and of the rows of ties, by one dictionary. */
static int read_row_kinds(struct job *j, struct attribute *q, struct err *e)
{
	struct arena *a = j->r->arena;
	struct table *t = &j->n.ties;
	struct names d;
	int c;

	TRY(table_need(t, q->name, &c, e));
	names_open(&d, a);
	for (uint32_t k = 0; k < q->kinds; k++)
		names_id(&d, q->label[k]);
	q->row_kind = NEW(a, t->nrow, uint32_t);
	TRY(names_columns(&d, t, 1, &c, &q->row_kind, NAMES_NONE, e));
	for (uint64_t r = 0; r < t->nrow; r++) {
		if (q->row_kind[r] != NO_NAME)
			continue;
		if (j->r->na == NA_FAIL)
			return table_fail(t, r, c, e, "is missing: --na drop does not count such alters, --na category makes a kind of them");
		if (j->r->na == NA_CATEGORY)
			q->row_kind[r] = names_id(&d, cell_of("NA"));
	}
	q->kinds = d.n;
	q->label = d.name;
	return OK;
}

static int read_row_numbers(struct job *j, struct attribute *q, struct err *e)
{
	struct table *t = &j->n.ties;
	int c;

	TRY(table_need(t, q->name, &c, e));
	TRY(table_reals(t, c, &q->row_number, NULL, e));
	for (uint64_t r = 0; r < t->nrow; r++)
		if (number_too_large(q->row_number[r]) || (isnan(q->row_number[r]) && j->r->na == NA_FAIL))
			return table_fail(t, r, c, e, "is not a number that can be used");
	return OK;
}

static int read_attribute(struct job *j, struct attribute *q, struct err *e)
{
	bool personal = j->how->personal;

	q->known = !personal || (j->n.nodes.ncol && table_find(&j->n.nodes, q->name) >= 0);
	if (q->known && q->numeric)
		TRY(groups_numbers(&j->n, q->name, j->r->na, &q->groups, &q->number, e));
	else if (q->known)
		TRY(groups_joint(&j->n, q->name, j->r->na, &q->groups, e));
	if (q->known)
		TRY(groups_trim(&q->groups, e));
	q->kinds = q->groups.n;
	q->label = q->groups.label;
	if (!personal)
		return OK;
	return q->numeric ? read_row_numbers(j, q, e) : read_row_kinds(j, q, e);
}

static int read_all(struct job *j, struct err *e)
{
	struct run *r = j->r;
	struct arena *a = r->arena;
	int nominal, numeric, ci, cj;
	bool arcs;
	const char **name = split_list(a, r->attributes ? r->attributes : "", &nominal);
	const char **number = split_list(a, j->how->numeric ? j->how->numeric : "", &numeric);

	j->n_attributes = nominal + numeric;
	if (!j->n_attributes)
		return fail(e, E_USAGE, "which attribute of people? -a COLUMN of --nodes FILE for kinds, --numeric COLUMN for numbers");
	TRY(net_open(r, NET_NOT_NEGATIVE | (j->how->personal ? NET_PERSONAL : 0), &j->n, e));
	if (j->how->personal && !net_ends(&j->n.ties, &ci, &cj, &arcs)) {
		struct names d;
		names_open(&d, a);
		j->alter_id = NEW(a, j->n.ties.nrow, uint32_t);
		TRY(names_columns(&d, &j->n.ties, 1, &cj, &j->alter_id, NAMES_REFUSE, e));
	}
	j->of = NEW(a, (size_t)j->n_attributes, struct attribute);
	for (int k = 0; k < j->n_attributes; k++) {
		j->of[k].numeric = k >= nominal;
		j->of[k].name = k < nominal ? name[k] : number[k - nominal];
		for (int l = 0; l < k; l++)
			if (!strcmp(j->of[k].name, j->of[l].name))
				return fail(e, E_USAGE, "'%s' is asked for twice, of -a and --numeric: the columns would have the same names", j->of[k].name);
		TRY(read_attribute(j, &j->of[k], e));
	}
	return OK;
}

/* --- columns ------------------------------------------------------------------------------------------------------- */

/* In personal networks nothing is known of those whom ego does not know. */
static bool has_column(const struct job *j, int measure) { return !j->how->personal || (measure != EGO_YULE_Q && measure != EGO_SAME_TWO); }

static int add_columns(struct job *j, struct attribute *q, struct err *e)
{
	struct arena *a = j->r->arena;
	int measures = q->numeric ? EGO_NUMBERS : EGO_KINDS;
	const char *const *name = q->numeric ? ego_number_name : ego_kind_name;

	for (int k = 0; k < measures; k++)
		if (q->numeric || has_column(j, k))
			TRY(people_add(&j->people, arena_print(a, "%s_%s", q->name, name[k]), &q->column[k], e));
	if (q->numeric || !j->how->counts)
		return OK;
	if (q->kinds * j->people.table.nrow > (1u << 28))
		return fail(e, E_DATA, "%s: --counts of %u values of '%s' makes a table of more than 2^28 cells: are these values kinds?",
		            j->people.table.file, q->kinds, q->name);
	q->count = NEW(a, q->kinds, double *);
	for (uint32_t c = 0; c < q->kinds; c++)
		TRY(people_add(&j->people, arena_print(a, "%s=%.*s", q->name, (int)q->label[c].len, q->label[c].at), &q->count[c], e));
	return OK;
}

/* --- one network ----------------------------------------------------------------------------------------------------- */

struct key { uint32_t ego, alter; };

/* The rows of each ego; alters are rows.  One who is named again counts once, with the weights summed. */
static void personal_egos(struct job *j, const struct part *p, struct egos *g)
{
	struct arena *a = j->r->arena;
	struct names seen;
	struct key *key = NEW(a, p->m, struct key);
	uint32_t *first = NEW(a, p->m, uint32_t), *alter = NEW(a, p->m, uint32_t), n = 0;
	double *weight = p->weight ? NEW(a, p->m, double) : NULL;

	names_open(&seen, a);
	for (uint32_t k = 0; k < p->m; k++) {
		if (p->weight && p->weight[k] <= 0) {
			j->left.zeros++;
			continue;
		}
		key[k] = (struct key){ p->a[k], j->alter_id ? j->alter_id[part_row(p, k)] : k };
		uint32_t id = names_id(&seen, (struct cell){ (const char *)&key[k], sizeof *key });
		j->again += id < n;
		if (id == n)
			first[n++] = k;
		if (weight)
			weight[id] += p->weight[k];
	}
	*g = (struct egos){ .n = p->n, .off = NEW(a, (size_t)p->n + 2, uint32_t), .alter = alter, .weight = weight };
	double *sorted = weight ? NEW(a, n, double) : NULL;
	for (uint32_t k = 0; k < n; k++)
		g->off[p->a[first[k]] + 2]++;
	for (uint32_t v = 0; v < p->n; v++)
		g->off[v + 2] += g->off[v + 1];
	for (uint32_t k = 0; k < n; k++) {
		uint32_t at = g->off[p->a[first[k]] + 1]++;
		alter[at] = first[k];
		if (weight)
			sorted[at] = weight[k];
	}
	g->weight = sorted;
}

static void copy_out(struct job *j, uint32_t part, const double *from, double *column)
{
	for (uint32_t v = 0; column && v < j->n.part[part].n; v++) {
		uint64_t row = people_row(&j->people, part, v);
		if (row != NO_ROW)
			column[row] = from[v];
	}
}

/* The kind of each person and of each alter. */
static int find_kinds(struct job *j, uint32_t part, const struct attribute *q, uint32_t **of, uint32_t **of_alter, struct err *e)
{
	struct arena *a = j->r->arena;
	const struct part *p = &j->n.part[part];

	*of = NEW(a, p->n, uint32_t);
	for (uint32_t v = 0; v < p->n; v++)
		(*of)[v] = EGO_NONE;
	if (q->known)
		TRY(groups_of(&q->groups, part, *of, e));
	*of_alter = *of;
	if (!j->how->personal)
		return OK;
	*of_alter = NEW(a, p->m, uint32_t);
	for (uint64_t k = 0; k < p->m && !q->numeric; k++)
		(*of_alter)[k] = q->row_kind[part_row(p, k)];
	return OK;
}

static int do_kinds(struct job *j, uint32_t part, const struct egos *g, struct attribute *q, struct err *e)
{
	struct arena *a = j->r->arena;
	uint32_t *of, *of_alter;
	double *value[EGO_KINDS], *count = NULL, *one = NEW(a, g->n, double);

	TRY(find_kinds(j, part, q, &of, &of_alter, e));
	for (int k = 0; k < EGO_KINDS; k++)
		value[k] = NEW(a, g->n, double);
	if (q->count)
		count = NEW(a, (size_t)g->n * q->kinds, double);
	ego_kinds(a, g, q->kinds, of, of_alter, value, count);
	for (int k = 0; k < EGO_KINDS; k++)
		copy_out(j, part, value[k], q->column[k]);
	for (uint32_t c = 0; q->count && c < q->kinds; c++) {
		for (uint32_t v = 0; v < g->n; v++)
			one[v] = count[(size_t)v * q->kinds + c];
		copy_out(j, part, one, q->count[c]);
	}
	for (uint32_t i = 0; i < g->off[g->n]; i++)
		q->missing += of_alter[g->alter[i]] == EGO_NONE;
	return OK;
}

static int do_numbers(struct job *j, uint32_t part, const struct egos *g, struct attribute *q, struct err *e)
{
	struct arena *a = j->r->arena;
	const struct part *p = &j->n.part[part];
	uint32_t *of, *unused;
	double *value[EGO_NUMBERS], *x = NEW(a, g->n, double), *x_alter = x;

	TRY(find_kinds(j, part, q, &of, &unused, e));
	for (uint32_t v = 0; v < g->n; v++)
		x[v] = of[v] == EGO_NONE ? NAN : q->number[of[v]];
	if (j->how->personal) {
		x_alter = NEW(a, p->m, double);
		for (uint64_t k = 0; k < p->m; k++)
			x_alter[k] = q->row_number[part_row(p, k)];
	}
	for (int k = 0; k < EGO_NUMBERS; k++)
		value[k] = NEW(a, g->n, double);
	ego_numbers(g, x, x_alter, value);
	for (int k = 0; k < EGO_NUMBERS; k++)
		copy_out(j, part, value[k], q->column[k]);
	for (uint32_t i = 0; i < g->off[g->n]; i++)
		q->missing += isnan(x_alter[g->alter[i]]) != 0;
	return OK;
}

static int do_part(struct job *j, uint32_t part, struct err *e)
{
	struct arena *a = j->r->arena;
	struct mark scratch = arena_mark(a);
	const struct part *p = &j->n.part[part];
	struct egos g;

	if (p->m > UINT32_MAX / 2)
		return fail(e, E_DATA, "%s: more than 2^31 ties", j->n.ties.file);
	if (j->how->personal)
		personal_egos(j, p, &g);
	else
		TRY(egos_of(a, p->n, p->m, p->a, p->b, p->weight, j->n.directed, (enum egonet_alters)j->how->alters, &g, &j->left, e));
	for (int k = 0; k < j->n_attributes; k++)
		TRY(j->of[k].numeric ? do_numbers(j, part, &g, &j->of[k], e) : do_kinds(j, part, &g, &j->of[k], e));
	arena_release(a, scratch);
	return OK;
}

static void tell(const struct job *j)
{
	const struct run *r = j->r;

	net_report(&j->n, j->left.loops, j->left.repeated, r->weight ? "do not count apart: nobody is one's own alter, weights of repeated ties are summed"
	           : "do not count: nobody is one's own alter, a repeated tie counts once");
	if (j->left.zeros)
		note(r, "%s of weight 0: no tie", plural(j->left.zeros, "row", "rows"));
	if (j->again)
		note(r, "%s an alter again: one alter each, as the first row has it", plural(j->again, "row names", "rows name"));
	for (int k = 0; k < j->n_attributes; k++)
		if (j->of[k].missing)
			note(r, "%s without '%s' not counted", plural(j->of[k].missing, "alter", "alters"), j->of[k].name);
}

int composition_run(struct run *r, const struct composition_how *how, struct err *e)
{
	struct job j = { .r = r, .how = how };

	TRY(read_all(&j, e));
	TRY(people_open(&j.n, &j.people, e));
	for (int k = 0; k < j.n_attributes; k++)
		TRY(add_columns(&j, &j.of[k], e));
	for (uint32_t part = 0; part < j.n.nparts; part++)
		TRY(do_part(&j, part, e));
	tell(&j);
	return people_write(&j.people, e);
}
