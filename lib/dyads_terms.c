/* Predictors of a tie by name. */
#include "dyads.h"
#include "number.h"

#include <math.h>
#include <string.h>

enum kind { TIE, SAME, ABSDIFF, SUM, PRODUCT, SENDER, RECEIVER, RECIPROCITY, COMMON, JUMP, KINDS };

static const struct { const char *name; bool attribute, directed; } known[KINDS] = {
	{ "tie", false, false }, { "same", true, false }, { "absdiff", true, false }, { "sum", true, false },
	{ "product", true, false }, { "sender", true, true }, { "receiver", true, true },
	{ "reciprocity", false, true }, { "common", false, false }, { "jump", true, false },
};
#define KIND_WORDS "tie:, same:, absdiff:, sum:, product:, sender:, receiver:, reciprocity, common and jump:"

/* What a term asks for; NULL: not named. */
struct term { enum kind kind; const char *attribute, *relation; };

static double *matrix_new(const struct dyads *d)
{
	return NEW(d->from->run->arena, (size_t)d->n * d->stride, double);
}

/* --- relations ------------------------------------------------------------------------------ */

/* Where a relation stands: rows of one layer, or of one file, or a column. */
struct source { uint32_t layer; int file; const double *value; };

static int no_relation(const struct relations *s, const char *name, struct err *e)
{
	int n;
	const char **list = relations_list(s, &n), *near = "", *all = "";
	unsigned best = UINT32_MAX;

	for (int k = 0; k < n; k++) {
		unsigned far = edit_distance(list[k], name);
		if (far < best) {
			best = far;
			near = list[k];
		}
		all = arena_print(s->run->arena, "%s%s%s", all, k ? ", " : "", list[k]);
	}
	if (s->run->private_ || strlen(all) > 500)
		return fail(e, E_USAGE, "there is no relation '%s'", name);
	if (best <= 1 + strlen(name) / 3)
		return fail(e, E_USAGE, "there is no relation '%s'; did you mean '%s'? There are: %s", name, near, all);
	return fail(e, E_USAGE, "there is no relation '%s'; there are: %s", name, n ? all : "none, without rows");
}

/* A layer; of a single table without layers a column; a file. */
static int find_relation(const struct relations *s, const char *name, struct source *at, struct err *e)
{
	const struct table *t = &s->net[0].ties;
	int c = s->n > 1 || s->layer[0] ? -1 : table_find(t, name);

	*at = (struct source){ names_get(&s->layers, cell_of(name)), -1, NULL };
	if (at->layer != NO_NAME)
		return OK;
	if (c >= 0) {
		at->file = 0;
		TRY(table_reals(t, c, &at->value, NULL, e));
		for (uint64_t row = 0; row < t->nrow; row++)
			if (number_too_large(at->value[row]))
				return table_fail(t, row, c, e, "is no value of a tie: expected a number up to 1e70, or NA where it is not known");
		return OK;
	}
	for (int k = 0; k < s->n; k++)
		if (!s->layer[k] && !strcmp(s->stem[k], name)) {
			at->file = k;
			return OK;
		}
	return no_relation(s, name, e);
}

static void add_rows(struct dyads *d, int k, const struct source *from, double *m)
{
	struct relations *s = d->from;
	const struct part *p = &s->net[k].part[d->part];
	const double *value = from->value ? from->value : s->value[k];
	bool both = !(s->directed && s->net[k].directed);

	s->summed |= value != NULL;
	for (uint64_t x = 0; x < p->m; x++) {
		uint64_t row = part_row(p, x);
		uint32_t i = d->at[k][p->a[x]], j = d->at[k][p->b[x]];
		if (from->layer != NO_NAME && (!s->layer[k] || s->layer[k][row] != from->layer))
			continue;
		if (i == j) {
			s->loops++;
			continue;
		}
		double *cell = &m[(size_t)i * d->stride + j];
		s->repeated += *cell != 0;
		*cell = value ? *cell + value[row] : 1;
		if (both)
			m[(size_t)j * d->stride + i] = *cell;
	}
}

static int make_tie(struct dyads *d, const char *name, double **m, struct err *e)
{
	struct source from;

	TRY(find_relation(d->from, name, &from, e));
	*m = matrix_new(d);
	for (int k = 0; k < d->from->n; k++)
		if (from.file < 0 || from.file == k)
			add_rows(d, k, &from, *m);
	return OK;
}

/* --- attributes -------------------------------------------------------------------------------- */

/* n people have no value in column c: stop, or count them once. */
static int missing_people(struct dyads *d, int c, uint32_t n, uint32_t first, struct err *e)
{
	struct relations *s = d->from;
	const char *name = s->net[0].nodes.col[c].name;

	if (n && s->how.na == NA_FAIL && s->run->private_)
		return fail(e, E_DATA, "%s without '%s' (--na fail)", plural(n, "person", "people"), name);
	if (n && s->how.na == NA_FAIL)
		return fail(e, E_DATA, "'%.*s' has no '%s' (--na fail)", (int)d->name[first].len, d->name[first].at, name);
	if (!d->counted[c])
		s->missing[c] += n;
	d->counted[c] = true;
	return OK;
}

static int find_attribute(const struct dyads *d, const char *name, int *c, struct err *e)
{
	const struct net *n = &d->from->net[0];

	if (!n->nodes.ncol)
		return fail(e, E_USAGE, "'%s' is an attribute of people: --nodes FILE names the table that has it", name);
	return table_need(&n->nodes, name, c, e);
}

/* group[i], NO_NAME where it is missing. */
static int read_groups(struct dyads *d, const char *name, uint32_t *group, struct err *e)
{
	const struct net *n = &d->from->net[0];
	struct arena *a = n->run->arena;
	uint32_t *code, missing = 0, first = 0;
	struct names labels;
	int c;

	TRY(find_attribute(d, name, &c, e));
	code = NEW(a, n->nodes.nrow, uint32_t);
	names_open(&labels, a);
	TRY(names_columns(&labels, &n->nodes, 1, &c, &code, true, e));
	for (uint32_t i = d->n; i-- > 0; ) {
		group[i] = d->node[i] ? code[d->node[i] - 1] : NO_NAME;
		if (group[i] == NO_NAME) {
			missing++;
			first = i;
			if (d->from->how.na == NA_CATEGORY)
				group[i] = labels.n;
		}
	}
	return missing_people(d, c, missing, first, e);
}

/* "gender=f": 1 for those whose gender is f. */
static int read_indicator(struct dyads *d, const char *name, const char *equals, double *x, struct err *e)
{
	const struct net *n = &d->from->net[0];
	const char *column = arena_copy(n->run->arena, name, (size_t)(equals - name));
	uint32_t missing = 0, found = 0, first = 0;
	int c;

	TRY(find_attribute(d, column, &c, e));
	for (uint32_t i = d->n; i-- > 0; ) {
		struct cell v = d->node[i] ? table_cell(&n->nodes, d->node[i] - 1, c) : (struct cell){ "", 0 };
		bool none = !v.len || cell_is(v, "NA") || cell_is(v, "NaN");
		x[i] = none ? NAN : cell_is(v, equals + 1);
		found += x[i] == 1;
		missing += none;
		first = none ? i : first;
	}
	if (!found && d->n)
		note(n->run, "nobody has the value that '%s' asks for", name);
	return missing_people(d, c, missing, first, e);
}

static int read_numbers(struct dyads *d, const char *name, double *x, struct err *e)
{
	const struct net *n = &d->from->net[0];
	const char *equals = strchr(name, '=');
	uint32_t missing = 0, first = 0;
	const double *value;
	int c;

	if (equals && n->nodes.ncol && table_find(&n->nodes, name) < 0)
		return read_indicator(d, name, equals, x, e);
	TRY(find_attribute(d, name, &c, e));
	if (table_reals(&n->nodes, c, &value, NULL, e)) {
		size_t used = strlen(e->text);
		const char *hint = "; where a column holds words, say which one counts: sender:gender=f";
		if (e->code == E_DATA && used + strlen(hint) < sizeof e->text)
			strcpy(e->text + used, hint);
		return e->code;
	}
	for (uint32_t i = d->n; i-- > 0; ) {
		x[i] = d->node[i] ? value[d->node[i] - 1] : NAN;
		missing += isnan(x[i]) != 0;
		first = isnan(x[i]) ? i : first;
		if (number_too_large(x[i]))
			return table_fail(&n->nodes, d->node[i] - 1, c, e, "is infinite, or too large: expected a number up to 1e70, or NA");
	}
	return missing_people(d, c, missing, first, e);
}

static int make_same(struct dyads *d, const char *name, double *m, struct err *e)
{
	uint32_t *group = NEW(d->from->run->arena, d->n, uint32_t);

	TRY(read_groups(d, name, group, e));
	for (uint32_t i = 0; i < d->n; i++)
		for (uint32_t j = 0; j < d->n; j++)
			m[(size_t)i * d->stride + j] = i == j ? 0 : group[i] == NO_NAME || group[j] == NO_NAME ? NAN :
			                               group[i] == group[j];
	return OK;
}

static double combined(enum kind kind, double xi, double xj)
{
	switch (kind) {
	case ABSDIFF: return fabs(xi - xj);
	case SUM:     return xi + xj;
	case PRODUCT: return xi * xj;
	case SENDER:  return xi;
	default:      return xj;
	}
}

static int make_numeric(struct dyads *d, const struct term *t, double *m, struct err *e)
{
	double *x = NEW(d->from->run->arena, d->n, double);

	TRY(read_numbers(d, t->attribute, x, e));
	for (uint32_t i = 0; i < d->n; i++)
		for (uint32_t j = 0; j < d->n; j++)
			m[(size_t)i * d->stride + j] = i == j ? 0 : combined(t->kind, x[i], x[j]);
	return OK;
}

/* --- third people ---------------------------------------------------------------------------------- */

/* Rows of bits: who is tied to whom. */
struct bits { uint64_t *bit; size_t words; };

static struct bits bits_new(const struct dyads *d)
{
	struct bits b = { .words = ((size_t)d->n + 63) / 64 };

	b.bit = NEW(d->from->run->arena, (size_t)d->n * b.words, uint64_t);
	return b;
}

static void bits_set(struct bits b, uint32_t i, uint32_t j) { b.bit[i * b.words + j / 64] |= 1ull << j % 64; }

static uint32_t bits_common(struct bits a, uint32_t i, struct bits b, uint32_t j)
{
	uint32_t n = 0;

	for (size_t w = 0; w < a.words; w++)
		n += (uint32_t)__builtin_popcountll(a.bit[i * a.words + w] & b.bit[j * b.words + w]);
	return n;
}

static bool tied(const struct dyads *d, const double *y, uint32_t i, uint32_t j)
{
	double v = y[(size_t)i * d->stride + j];

	return i != j && !isnan(v) && v != 0;
}

static void make_common(const struct dyads *d, const double *y, double *m)
{
	struct bits any = bits_new(d);

	for (uint32_t i = 0; i < d->n; i++)
		for (uint32_t j = 0; j < d->n; j++)
			if (tied(d, y, i, j)) {
				bits_set(any, i, j);
				bits_set(any, j, i);
			}
	for (uint32_t i = 0; i < d->n; i++)
		for (uint32_t j = 0; j < i; j++)
			m[(size_t)i * d->stride + j] = m[(size_t)j * d->stride + i] = bits_common(any, i, any, j);
}

static int make_jump(struct dyads *d, const char *name, const double *y, double *m, struct err *e)
{
	uint32_t *group = NEW(d->from->run->arena, d->n, uint32_t);
	struct bits own = bits_new(d), in = bits_new(d);        /* i -> h in i's group; in row j: h -> j */

	TRY(read_groups(d, name, group, e));
	for (uint32_t i = 0; i < d->n; i++)
		for (uint32_t h = 0; h < d->n; h++) {
			if (tied(d, y, i, h) && group[i] == group[h])
				bits_set(own, i, h);
			if (tied(d, y, h, i))
				bits_set(in, i, h);
		}
	for (uint32_t i = 0; i < d->n; i++)
		for (uint32_t j = 0; j < d->n; j++) {
			double *v = &m[(size_t)i * d->stride + j];
			if (i == j || group[i] == group[j])
				*v = 0;
			else
				*v = bits_common(own, i, in, j) + (d->from->directed ? 0 : bits_common(own, j, in, i));
			if (i != j && (group[i] == NO_NAME || group[j] == NO_NAME))
				*v = NAN;
		}
	return OK;
}

static void make_reciprocity(const struct dyads *d, const double *y, double *m)
{
	for (uint32_t i = 0; i < d->n; i++)
		for (uint32_t j = 0; j < d->n; j++)
			m[(size_t)i * d->stride + j] = y[(size_t)j * d->stride + i];
}

/* --- terms -------------------------------------------------------------------------------------------- */

static int parse(struct dyads *d, const char *text, struct term *t, struct err *e)
{
	struct arena *a = d->from->run->arena;
	const char *colon = strchr(text, ':');
	size_t len = colon ? (size_t)(colon - text) : strlen(text);
	int k = KINDS;

	*t = (struct term){ .kind = TIE, .relation = text };
	while (k-- && (strlen(known[k].name) != len || memcmp(known[k].name, text, len)))
		;
	if (k < 0 && !colon)
		return OK;
	if (k < 0)
		return names_get(&d->from->layers, cell_of(text)) != NO_NAME ? OK :
		       fail(e, E_USAGE, "'%s': there is no '%.*s:'; there are " KIND_WORDS, text, (int)len, text);
	if (!colon && k == TIE)
		return OK;
	*t = (struct term){ .kind = (enum kind)k };
	const char *rest = colon ? colon + 1 : NULL, *next = rest && k == JUMP ? strchr(rest, ':') : NULL;
	if (known[k].attribute)
		t->attribute = !rest ? "" : next ? arena_copy(a, rest, (size_t)(next - rest)) : rest;
	t->relation = !known[k].attribute ? rest : next ? next + 1 : NULL;
	if ((t->attribute && !*t->attribute) || (t->relation && !*t->relation))
		return fail(e, E_USAGE, "'%s' lacks the name of %s: such as %s:%s", text, t->attribute ? "an attribute" : "a relation",
		            known[k].name, t->attribute ? "office" : "friendship");
	if (known[k].directed && !d->from->directed)
		return fail(e, E_USAGE, "'%s' needs ties with a direction, and these have none%s", text,
		            k == RECIPROCITY ? "" : ": use sum:, for both ends together");
	return OK;
}

/* The relation itself, kept for the next term that wants it. */
static int need_relation(struct dyads *d, const char *name, struct err *e)
{
	struct relations *s = d->from;
	uint64_t loops = s->loops, repeated = s->repeated;
	double *m;

	if (d->kept && !strcmp(d->kept, name))
		return OK;
	TRY(make_tie(d, name, &m, e));
	s->loops = loops;                       /* they count where the relation is a term */
	s->repeated = repeated;
	d->kept = name;
	d->matrix = m;
	return OK;
}

int dyads_term(struct dyads *d, const char *text, const char *y, double **out, struct err *e)
{
	struct term t;

	TRY(parse(d, text, &t, e));
	if (t.kind == TIE)
		return make_tie(d, t.relation, out, e);
	if (!known[t.kind].attribute || t.kind == JUMP)
		TRY(need_relation(d, t.relation ? t.relation : y, e));
	*out = matrix_new(d);
	switch (t.kind) {
	case SAME:        return make_same(d, t.attribute, *out, e);
	case RECIPROCITY: make_reciprocity(d, d->matrix, *out); return OK;
	case COMMON:      make_common(d, d->matrix, *out); return OK;
	case JUMP:        return make_jump(d, t.attribute, d->matrix, *out, e);
	default:          return make_numeric(d, &t, *out, e);
	}
}
