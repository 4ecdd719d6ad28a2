#include "affiliation.h"
#include "net.h"

#include <string.h>

/* --- columns -------------------------------------------------------------------- */

static bool taken(const struct affiliation *a, const char *name)
{
	for (int k = 0; k < a->by.n; k++)
		if (!strcmp(a->by.name[k], name))
			return true;
	return a->how.within && !a->how.foci_table && !strcmp(a->how.within, name);
}

static int find_ends(struct affiliation *a, struct err *e)
{
	const struct table *t = &a->table;
	int n = 0, end[2] = { 0, 0 };

	if (a->how.ends) {
		const char **name = split_list(a->run->arena, a->how.ends, &n);
		if (n != 2)
			return fail(e, E_USAGE, "--ends takes two columns, PERSON,FOCUS, not '%s'", a->how.ends);
		TRY(table_need(t, name[0], &a->cperson, e));
		TRY(table_need(t, name[1], &a->cfocus, e));
		if (a->cperson == a->cfocus)
			return fail(e, E_USAGE, "--ends: people and foci are in two columns, not both in '%s'", name[0]);
		return OK;
	}
	for (int c = 0; c < t->ncol && n < 2; c++)
		if (!taken(a, t->col[c].name))
			end[n++] = c;
	if (n < 2)
		return fail(e, E_USAGE, "%s: no two columns for people and foci: expected one row a membership", t->file);
	a->cperson = end[0];
	a->cfocus = end[1];
	note(a->run, "people are read from column '%s', foci from '%s' (--ends changes that)",
	     t->col[a->cperson].name, t->col[a->cfocus].name);
	return OK;
}

/* --- several networks ---------------------------------------------------------------- */

static void part_rows(struct affiliation *a)
{
	uint64_t *row = NEW(a->run->arena, a->table.nrow, uint64_t);

	a->nparts = a->by.groups;
	a->part = NEW(a->run->arena, (size_t)a->nparts + 1, struct affiliation_part);
	for (uint64_t r = 0; r < a->table.nrow; r++)
		a->part[a->by.of[r]].rows++;
	for (uint32_t p = 0; p < a->nparts; p++) {
		a->part[p].label = a->by.label + (size_t)p * (size_t)a->by.n;
		a->part[p].row = row;
		row += a->part[p].rows;
		a->part[p].rows = 0;
	}
	for (uint64_t r = 0; r < a->table.nrow; r++) {
		struct affiliation_part *p = &a->part[a->by.of[r]];
		p->row[p->rows++] = r;
	}
}

static void say_unparted(const struct affiliation *a)
{
	int c = a->by.n ? -1 : table_find(&a->table, "wave,layer");

	if (c >= 0 && by_several(&a->table, c))
		note(a->run, "all rows are read as one network, although there is a column '%s' (--by %s parts them)",
		     a->table.col[c].name, a->table.col[c].name);
}

/* The part of each row of another table; NO_NAME where there is none of these values. */
static int match_parts(const struct affiliation *a, const struct table *t, uint32_t *part, struct err *e)
{
	const uint32_t *match;
	struct by other;

	TRY(by_read(t, a->how.by, &other, e));
	match = by_match(a->run->arena, &other, &a->by);
	for (uint64_t r = 0; r < t->nrow; r++)
		part[r] = match[other.of[r]];
	return OK;
}

/* --- strata ------------------------------------------------------------------------------ */

static int read_strata(struct affiliation *a, const struct table *t, struct names *value, uint32_t *stratum,
                       struct err *e)
{
	int c;

	TRY(table_need(t, a->how.within, &c, e));
	TRY(names_columns(value, t, 1, &c, &stratum, true, e));
	for (uint64_t r = 0; r < t->nrow; r++)
		if (stratum[r] == NO_NAME)
			stratum[r] = value->n;          /* all that are missing: the last stratum */
	a->strata = value->n + 1;
	return OK;
}

/* The foci of a table of their own: what is known of each, for one part at a time. */
struct listing {
	struct table t;
	int cfocus, cwithin;
	uint32_t *focus, *stratum, *part;       /* of row r; part NULL: the row is for all */
	uint32_t *known, *seen;                 /* of focus f: its stratum, and in which part that is so */
};

static int read_listing(struct affiliation *a, struct names *value, struct listing *l, struct err *e)
{
	struct arena *arena = a->run->arena;
	struct table_how how = { .private_ = a->run->private_ };
	bool parted = a->by.n > 0;

	TRY(table_read(arena, a->how.foci_table, &how, &l->t, e));
	TRY(table_need(&l->t, a->table.col[a->cfocus].name, &l->cfocus, e));
	TRY(table_need(&l->t, a->how.within, &l->cwithin, e));
	l->focus = NEW(arena, l->t.nrow, uint32_t);
	l->stratum = NEW(arena, l->t.nrow, uint32_t);
	TRY(names_columns(&a->foci, &l->t, 1, &l->cfocus, &l->focus, false, e));
	TRY(read_strata(a, &l->t, value, l->stratum, e));
	for (int k = 0; k < a->by.n; k++)
		parted &= table_find(&l->t, a->by.name[k]) >= 0;
	if (parted) {
		l->part = NEW(arena, l->t.nrow, uint32_t);
		TRY(match_parts(a, &l->t, l->part, e));
	}
	l->known = NEW(arena, a->foci.n, uint32_t);
	l->seen = NEW(arena, a->foci.n, uint32_t);
	return OK;
}

static int look_up(struct affiliation *a, struct listing *l, uint32_t p, struct err *e)
{
	const struct affiliation_part *part = &a->part[p];

	for (uint64_t r = 0; r < l->t.nrow; r++) {
		uint32_t f = l->focus[r];
		if (l->part && l->part[r] != p)
			continue;
		if (l->seen[f] == p + 1 && l->known[f] != l->stratum[r])
			return table_fail(&l->t, r, l->cwithin, e, "is a second stratum of the same focus: expected one");
		l->seen[f] = p + 1;
		l->known[f] = l->stratum[r];
	}
	for (uint64_t k = 0; k < part->rows; k++) {
		uint32_t f = a->focus[part->row[k]];
		if (l->seen[f] != p + 1) {
			l->seen[f] = p + 1;
			l->known[f] = a->strata - 1;
			a->unlisted++;
		}
		a->stratum[part->row[k]] = l->known[f];
	}
	return OK;
}

static int find_strata(struct affiliation *a, struct err *e)
{
	struct names value;
	struct listing l = { 0 };

	if (!a->how.within)
		return OK;
	names_open(&value, a->run->arena);
	a->stratum = NEW(a->run->arena, a->table.nrow, uint32_t);
	if (!a->how.foci_table)
		return read_strata(a, &a->table, &value, a->stratum, e);
	TRY(read_listing(a, &value, &l, e));
	for (uint32_t p = 0; p < a->nparts; p++)
		TRY(look_up(a, &l, p, e));
	return OK;
}

/* --- numbers of a part's own -------------------------------------------------------------- */

struct numbering { uint32_t *own, *stamp, n, *all; };     /* all: own number -> number of all parts */

static struct numbering open_numbering(struct arena *a, uint32_t n)
{
	return (struct numbering){ NEW(a, n, uint32_t), NEW(a, n, uint32_t), 0, NEW(a, n, uint32_t) };
}

static uint32_t own_number(struct numbering *u, uint32_t x, uint32_t part)
{
	if (u->stamp[x] != part + 1) {
		u->stamp[x] = part + 1;
		u->own[x] = u->n;
		u->all[u->n++] = x;
	}
	return u->own[x];
}

static uint32_t *close_numbering(struct arena *a, struct numbering *u)
{
	uint32_t *all = NEW(a, u->n, uint32_t);

	if (u->n)
		memcpy(all, u->all, u->n * sizeof *all);
	u->n = 0;
	return all;
}

static int set_stratum(struct affiliation *a, uint32_t p, uint64_t row, uint32_t focus, bool first, struct err *e)
{
	uint32_t *s = &a->part[p].stratum[focus];

	if (!first && *s != a->stratum[row])
		return table_fail(&a->table, row, table_find(&a->table, a->how.within), e,
		                  "is a second stratum of the same focus: expected one");
	*s = a->stratum[row];
	return OK;
}

static int fill_part(struct affiliation *a, uint32_t p, struct numbering *who, struct numbering *what, struct err *e)
{
	struct arena *arena = a->run->arena;
	struct affiliation_part *part = &a->part[p];
	uint32_t *person = NEW(arena, part->rows, uint32_t), *focus = NEW(arena, part->rows, uint32_t), large = 0;
	uint64_t repeated, within = 0, max = a->how.max_size;

	if (a->stratum)
		part->stratum = NEW(arena, part->rows, uint32_t);
	for (uint64_t k = 0; k < part->rows; k++) {
		uint32_t known = what->n;
		person[k] = own_number(who, a->person[part->row[k]], p);
		focus[k] = own_number(what, a->focus[part->row[k]], p);
		if (a->stratum)
			TRY(set_stratum(a, p, part->row[k], focus[k], what->n > known, e));
	}
	twomode_build(arena, who->n, what->n, part->rows, person, focus, &part->t, &repeated);
	part->who = close_numbering(arena, who);
	part->what = close_numbering(arena, what);
	if (max)
		twomode_limit(&part->t, max < UINT32_MAX ? (uint32_t)max : UINT32_MAX, &large, &within);
	a->repeated += repeated;
	a->large += large;
	a->within_large += within;
	return OK;
}

int affiliation_open(struct run *run, const struct affiliation_how *how, struct affiliation *a, struct err *e)
{
	*a = (struct affiliation){ .run = run, .how = *how };
	TRY(run_table(run, &a->table, e));
	TRY(by_read(&a->table, how->by, &a->by, e));
	TRY(find_ends(a, e));
	names_open(&a->people, run->arena);
	names_open(&a->foci, run->arena);
	a->person = NEW(run->arena, a->table.nrow, uint32_t);
	a->focus = NEW(run->arena, a->table.nrow, uint32_t);
	TRY(names_columns(&a->people, &a->table, 1, &a->cperson, &a->person, false, e));
	TRY(names_columns(&a->foci, &a->table, 1, &a->cfocus, &a->focus, false, e));
	part_rows(a);
	say_unparted(a);
	TRY(find_strata(a, e));
	struct numbering who = open_numbering(run->arena, a->people.n), what = open_numbering(run->arena, a->foci.n);
	for (uint32_t p = 0; p < a->nparts; p++)
		TRY(fill_part(a, p, &who, &what, e));
	return OK;
}
