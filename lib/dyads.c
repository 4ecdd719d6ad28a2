/* Reading relations: files, layers, values, people. */
#include "dyads.h"
#include "number.h"

#include <math.h>
#include <string.h>

/* --- files --------------------------------------------------------------------------------- */

/* "advice" for "data/advice.tsv.gz". */
static const char *stem_of(struct arena *a, const char *file)
{
	static const char *const packed[] = { ".gz", ".zst" };

	if (!file || !strcmp(file, "-"))
		return "tie";
	const char *base = strrchr(file, '/');
	char *stem = arena_copy(a, base ? base + 1 : file, strlen(base ? base + 1 : file)), *dot;
	for (size_t k = 0; k < sizeof packed / sizeof *packed; k++)
		if ((dot = strrchr(stem, '.')) && dot > stem && !strcmp(dot, packed[k]))
			*dot = '\0';
	if ((dot = strrchr(stem, '.')) && dot > stem)
		*dot = '\0';
	return stem;
}

static int read_layer(struct relations *s, int k, struct err *e)
{
	const struct table *t = &s->net[k].ties;
	int c = table_find(t, s->how.layer ? s->how.layer : "layer");

	if (c < 0)
		return s->how.layer ? table_need(t, s->how.layer, &c, e) : OK;
	s->layer[k] = NEW(s->run->arena, t->nrow, uint32_t);
	return names_columns(&s->layers, t, 1, &c, &s->layer[k], false, e);
}

static int read_value(struct relations *s, int k, struct err *e)
{
	const struct table *t = &s->net[k].ties;
	int c;

	if (!s->how.weight) {
		if (table_find(t, "weight") >= 0)
			note(s->run, "%s: each tie counts 1: the column 'weight' is not used (-w weight uses it)", t->file);
		return OK;
	}
	TRY(table_need(t, s->how.weight, &c, e));
	TRY(table_reals(t, c, &s->value[k], NULL, e));
	for (uint64_t row = 0; row < t->nrow; row++)
		if (number_too_large(s->value[k][row]))
			return table_fail(t, row, c, e, "is no value of a tie: expected a number up to 1e70, or NA where it is not known");
	return OK;
}

/* Files without layers are relations of their own: their names must differ. */
static int check_stems(const struct relations *s, struct err *e)
{
	for (int k = 0; k < s->n; k++)
		for (int other = 0; other < k; other++)
			if (!s->layer[k] && !s->layer[other] && !strcmp(s->stem[k], s->stem[other]))
				return fail(e, E_USAGE, "two files are called '%s', the name of a relation: rename one", s->stem[k]);
	return OK;
}

int relations_open(struct run *r, const struct relations_how *how, struct relations *s, struct err *e)
{
	struct arena *a = r->arena;
	const char *file = r->file, *nodes = r->nodes;
	size_t n = r->noperand ? (size_t)r->noperand : 1;

	*s = (struct relations){ .run = r, .how = *how, .n = (int)n, .net = NEW(a, n, struct net), .stem = NEW(a, n, const char *),
	                         .layer = NEW(a, n, uint32_t *), .value = NEW(a, n, const double *) };
	if (n > 1 && r->by)
		return fail(e, E_USAGE, "--by parts one table: put the relations into one, with a column 'layer' that names them");
	names_open(&s->layers, a);
	for (int k = 0; k < s->n; k++) {
		r->file = r->noperand ? r->operand[k] : NULL;
		r->nodes = k ? NULL : nodes;
		TRY(net_open(r, NET_LAYERS | (k ? 0 : NET_NEEDS_DIRECTION), &s->net[k], e));
		s->stem[k] = stem_of(a, r->file);
		s->directed |= s->net[k].directed;
		TRY(read_layer(s, k, e));
		TRY(read_value(s, k, e));
	}
	r->file = file;
	r->nodes = nodes;
	s->parts = s->net[0].nparts;
	s->missing = NEW(a, (size_t)s->net[0].nodes.ncol, uint64_t);
	return check_stems(s, e);
}

const char **relations_list(const struct relations *s, int *n)
{
	struct arena *a = s->run->arena;
	const char **list = NEW(a, s->layers.n + (size_t)s->n, const char *);

	*n = 0;
	for (uint32_t l = 0; l < s->layers.n; l++)
		list[(*n)++] = arena_copy(a, s->layers.name[l].at, s->layers.name[l].len);
	for (int k = 0; k < s->n; k++)
		if (!s->layer[k])
			list[(*n)++] = s->stem[k];
	return list;
}

void relations_tell(const struct relations *s)
{
	const struct net *n = &s->net[0];

	for (int c = 0; c < n->nodes.ncol; c++)
		if (s->missing[c])
			note(s->run, "%s without '%s': %s", plural(s->missing[c], "person", "people"), n->nodes.col[c].name,
			     s->how.na == NA_CATEGORY ? "a group of their own; where numbers are asked for, pairs with them are left out" :
			     "pairs with them are left out");
	net_report(n, s->loops, s->repeated, s->summed ? "found: loops do not count, the values of repeated ties are summed" :
	           "do not count");
}

/* --- people ------------------------------------------------------------------------------------ */

/* The people of all files together, and who they are in each. */
static void number_people(struct dyads *d, struct names *people)
{
	const struct relations *s = d->from;
	struct arena *a = s->run->arena;

	for (int k = 0; k < s->n; k++) {
		const struct part *p = &s->net[k].part[d->part];
		d->at[k] = NEW(a, p->n, uint32_t);
		for (uint32_t v = 0; v < p->n; v++)
			d->at[k][v] = names_id(people, s->net[k].people.name[part_person(p, v)]);
	}
	uint32_t *sorted = names_sorted(people, a), *rank = NEW(a, people->n, uint32_t);
	d->n = people->n;
	d->name = NEW(a, d->n, struct cell);
	for (uint32_t i = 0; i < d->n; i++) {
		rank[sorted[i]] = i;
		d->name[i] = people->name[sorted[i]];
	}
	for (int k = 0; k < s->n; k++)
		for (uint32_t v = 0; v < s->net[k].part[d->part].n; v++)
			d->at[k][v] = rank[d->at[k][v]];
}

/* Which row of --nodes is whose. */
static void find_nodes(struct dyads *d)
{
	const struct net *n = &d->from->net[0];
	const struct part *p = &n->part[d->part];
	struct arena *a = n->run->arena;
	uint32_t *here = NEW(a, n->people.n, uint32_t);         /* person of the net -> i + 1 */

	d->node = NEW(a, d->n, uint64_t);
	for (uint32_t v = 0; v < p->n; v++)
		here[part_person(p, v)] = d->at[0][v] + 1;
	for (uint64_t row = 0; row < n->nodes.nrow; row++)
		if (net_has_row(n, row, d->part))
			d->node[here[n->node[row]] - 1] = row + 1;
}

void dyads_open(struct relations *s, uint32_t part, struct dyads *d)
{
	struct arena *a = s->run->arena;
	struct names people;

	*d = (struct dyads){ .from = s, .part = part, .at = NEW(a, (size_t)s->n, uint32_t *) };
	names_open(&people, a);
	d->counted = NEW(a, (size_t)s->net[0].nodes.ncol, bool);
	number_people(d, &people);
	d->stride = (d->n + 7) / 8 * 8;
	find_nodes(d);
}
