#include "relabel.h"
#include "names.h"
#include "net.h"
#include "reorder.h"
#include "rng.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct study {
	struct arena *arena;
	const struct relabel *how;
	const char **ids, **space_of, **drop;           /* the lists, taken apart */
	int nids, nspaces, ndrop;
	uint32_t spaces_used;
	struct cell *space;                             /* the name of each space, "" first */
	struct names *names;                            /* one dictionary a space */
	uint32_t n, *base;                              /* ids in all; number of the first of each space */
	struct cell *token;                             /* sorted */
};

struct one {                                            /* a table of the study */
	struct table *t;
	struct relabelled *done;
	struct idcol *id;
	uint32_t *space;                                /* of each */
	int nid, time;                                  /* time: a column that is moved, or -1 */
};

static const char **split(struct arena *a, const char *list, int *n) { return split_list(a, list ? list : "", n); }

static bool same(struct cell a, struct cell b) { return !cell_order(a, b); }

/* --- what was asked for ----------------------------------------------------------------- */

/* Every column that is named must stand in one of the tables. */
static int known(int n, const struct table *t, const char *name, struct err *e)
{
	int col;

	for (int k = 0; k < n; k++)
		if (table_find(&t[k], name) >= 0)
			return OK;
	return table_need(&t[0], name, &col, e);
}

static bool listed(const char **list, int n, const char *name)
{
	for (int k = 0; k < n; k++)
		if (!strcmp(list[k], name))
			return true;
	return false;
}

static const char *time_column(const struct relabel *how)
{
	return !how->shift && how->round <= 0 ? NULL : how->time ? how->time : "time";
}

static int check_lists(struct study *s, int n, const struct table *t, struct err *e)
{
	const char *time = time_column(s->how);

	for (int k = 0; k < s->nids; k++)
		TRY(known(n, t, s->ids[k], e));
	for (int k = 0; k < s->ndrop; k++) {
		TRY(known(n, t, s->drop[k], e));
		if (listed(s->ids, s->nids, s->drop[k]))
			return fail(e, E_USAGE, "column '%s' stands in --ids and in --drop: it is one or the other", s->drop[k]);
	}
	if (time) {
		TRY(known(n, t, time, e));
		if (listed(s->ids, s->nids, time) || listed(s->drop, s->ndrop, time))
			return fail(e, E_USAGE, "column '%s' is the time, and stands in --ids or --drop too", time);
	}
	return OK;
}

/* "person=p": the ids of column person are in space p. */
static int take_spaces(struct study *s, const char *list, int n, const struct table *t, struct err *e)
{
	s->space_of = split(s->arena, list, &s->nspaces);
	for (int k = 0; k < s->nspaces; k++) {
		char *column = arena_copy(s->arena, s->space_of[k], strlen(s->space_of[k])), *eq = strchr(column, '=');
		if (!eq || eq == column || !eq[1])
			return fail(e, E_USAGE, "--spaces takes COLUMN=SPACE,..., not '%s'", column);
		*eq = '\0';
		TRY(known(n, t, column, e));
		if (s->nids && !listed(s->ids, s->nids, column))
			return fail(e, E_USAGE, "--spaces names column '%s', which is not among --ids", column);
	}
	return OK;
}

static struct cell space_of(const struct study *s, const char *column)
{
	size_t len = strlen(column);

	for (int k = 0; k < s->nspaces; k++)
		if (!strncmp(s->space_of[k], column, len) && s->space_of[k][len] == '=')
			return cell_of(s->space_of[k] + len + 1);
	return cell_of("");
}

/* --- which columns are ids --------------------------------------------------------------- */

/* Columns in which nothing is missing: a person may be called NA there. */
static bool never_missing(const struct table *t, int col)
{
	int ci, cj;
	bool directed;

	return net_ends(t, &ci, &cj, &directed) ? col == table_find(t, "node,id") : col == ci || col == cj;
}

static bool is_id(const struct study *s, const struct table *t, int col)
{
	return s->nids ? listed(s->ids, s->nids, t->col[col].name) : never_missing(t, col);
}

static uint32_t space_number(struct study *s, struct cell name)
{
	uint32_t k;

	for (k = 0; k < s->spaces_used; k++)
		if (same(s->space[k], name))
			return k;
	s->space[k] = name;
	names_open(&s->names[k], s->arena);
	return s->spaces_used++;
}

static int intern(struct study *s, struct one *o, struct err *e)
{
	struct table *t = o->t;

	o->id = NEW(s->arena, (size_t)t->ncol + 1, struct idcol);
	o->space = NEW(s->arena, (size_t)t->ncol + 1, uint32_t);
	for (int c = 0; c < t->ncol; c++) {
		struct idcol *id = &o->id[o->nid];
		if (!is_id(s, t, c))
			continue;
		*id = (struct idcol){ c, NEW(s->arena, t->nrow + 1, uint32_t) };
		o->space[o->nid] = space_number(s, space_of(s, t->col[c].name));
		TRY(names_columns(&s->names[o->space[o->nid++]], t, 1, &c, &id->code, !never_missing(t, c), e));
	}
	if (!o->nid && s->nids)
		return fail(e, E_DATA, "%s: none of the columns of --ids is here: leave this table out, or name its ids", t->file);
	if (!o->nid)
		return fail(e, E_DATA, "%s: no column that is known to name people: say with --ids which do", t->file);
	return OK;
}

/* --- pseudonyms --------------------------------------------------------------------------- */

static void keyed(struct study *s, char *text)
{
	for (uint32_t k = 0; k < s->spaces_used; k++)
		for (uint32_t i = 0; i < s->names[k].n; i++) {
			char *to = text + (size_t)MASK_TOKEN * (s->base[k] + i);
			mask_token(s->how->mask, s->space[k], s->names[k].name[i], to);
			s->token[s->base[k] + i] = (struct cell){ to, MASK_TOKEN };
		}
}

/* The numbers 1 .. n dealt out at random.  With a seed they go to the ids in alphabetical order,
 * so that they do not depend on the order of the rows. */
static void at_random(struct study *s)
{
	uint32_t *v = NEW(s->arena, (size_t)s->n + 1, uint32_t);
	int digits = 4;

	for (uint32_t i = 0; i < s->n; i++)
		v[i] = i;
	if (s->how->seed) {
		gsl_rng *g = rng_new(s->arena);
		rng_stream(g, *s->how->seed, 0);
		rng_shuffle(g, v, s->n);
	} else {
		mask_shuffle(v, s->n);
	}
	for (uint64_t most = 10000; most <= s->n; most *= 10)
		digits++;
	for (uint32_t k = 0; k < s->spaces_used; k++) {
		uint32_t *sorted = names_sorted(&s->names[k], s->arena);
		for (uint32_t i = 0; i < s->names[k].n; i++)
			s->token[s->base[k] + sorted[i]] =
				cell_of(arena_print(s->arena, "p%0*llu", digits, v[s->base[k] + i] + 1ULL));
	}
}

static int by_token(const void *a, const void *b, void *token)
{
	const struct cell *t = token;

	return cell_order(t[*(const uint32_t *)a], t[*(const uint32_t *)b]);
}

int relabel_rank(struct arena *a, uint32_t n, struct cell *token, uint32_t *rank, struct err *e)
{
	struct mark scratch = arena_mark(a);
	uint32_t *v = NEW(a, (size_t)n + 1, uint32_t);
	struct cell *sorted = NEW(a, (size_t)n + 1, struct cell);

	for (uint32_t i = 0; i < n; i++)
		v[i] = i;
	qsort_r(v, n, sizeof *v, by_token, token);
	for (uint32_t i = 0; i < n; i++) {
		rank[v[i]] = i;
		sorted[i] = token[v[i]];
		if (i && same(sorted[i - 1], sorted[i]))
			return fail(e, E_DATA, "two ids have the same pseudonym: use another key");
	}
	memcpy(token, sorted, n * sizeof *token);
	arena_release(a, scratch);
	return OK;
}

static int make_tokens(struct study *s, uint32_t **rank, struct err *e)
{
	uint64_t n = 0;
	char *text;

	s->base = NEW(s->arena, (size_t)s->spaces_used + 1, uint32_t);
	for (uint32_t k = 0; k < s->spaces_used; k++) {
		s->base[k] = (uint32_t)n;
		n += s->names[k].n;
		if (n >= NO_CODE)
			return fail(e, E_DATA, "more than 4 billion ids");
	}
	s->n = (uint32_t)n;
	s->token = NEW(s->arena, n + 1, struct cell);
	text = NEW(s->arena, (n + 1) * MASK_TOKEN, char);
	*rank = NEW(s->arena, n + 1, uint32_t);
	if (s->how->mask)
		keyed(s, text);
	else
		at_random(s);
	return relabel_rank(s->arena, s->n, s->token, *rank, e);
}

static void recode(const struct study *s, struct one *o, const uint32_t *rank)
{
	for (int k = 0; k < o->nid; k++) {
		struct idcol *id = &o->id[k];
		for (uint64_t r = 0; r < o->t->nrow; r++) {
			if (id->code[r] == NO_NAME)
				o->done->missing++;
			else
				id->code[r] = rank[s->base[o->space[k]] + id->code[r]];
		}
		struct column *c = &o->t->col[id->col];
		*c = (struct column){ .name = c->name, .kind = COLUMN_LABEL };
		c->code = id->code;
		c->label = s->token;
	}
}

/* --- times --------------------------------------------------------------------------------- */

/* What is added to every time of the study: a multiple of the rounding, so that times stay round. */
static void find_shift(const struct study *s, double *shift)
{
	double step = s->how->round;

	*shift = 0;
	if (!s->how->shift)
		return;
	if (s->how->mask) {
		*shift = mask_shift(s->how->mask);
	} else if (s->how->seed) {
		gsl_rng *g = rng_new(s->arena);
		rng_stream(g, *s->how->seed, 1);
		*shift = 1 + (double)rng_below(g, UINT32_MAX);
	} else {
		*shift = mask_random_shift();
	}
	if (step > 0)
		*shift = step * (1 + floor(*shift / step));
}

static int move_times(struct study *s, struct one *o, double shift, struct err *e)
{
	const char *name = time_column(s->how);
	struct table *t = o->t;
	const double *x;
	double *when;

	o->time = name ? table_find(t, name) : -1;
	if (o->time < 0)
		return OK;
	if (table_reals(t, o->time, &x, NULL, e)) {
		size_t len = strlen(e->text);
		snprintf(e->text + len, sizeof e->text - len, "; times that are moved are numbers, such as seconds "
		         "(date -d ... +%%s)");
		return e->code;
	}
	when = NEW(s->arena, t->nrow + 1, double);
	for (uint64_t r = 0; r < t->nrow; r++) {
		if (fabs(x[r]) >= 0x1p52 && isfinite(x[r]))
			return table_fail(t, r, o->time, e, "is too large to be moved exactly: give times in seconds");
		when[r] = (s->how->round > 0 ? s->how->round * floor(x[r] / s->how->round) : x[r]) + shift;
	}
	struct column *c = &t->col[o->time];
	*c = (struct column){ .name = c->name, .kind = COLUMN_REAL };
	c->real = when;
	return OK;
}

/* --- all together ------------------------------------------------------------------------------ */

static void report(struct study *s, struct one *o)
{
	struct relabelled *d = o->done;

	d->replaced = d->left = "";
	for (int c = 0; c < o->t->ncol; c++) {
		bool replaced = false;
		for (int k = 0; k < o->nid; k++)
			replaced |= o->id[k].col == c;
		const char **list = replaced ? &d->replaced : &d->left;
		if (c != o->time)
			*list = arena_print(s->arena, "%s%s%s", *list, **list ? ", " : "", o->t->col[c].name);
	}
	d->preamble = o->t->preamble.len > 0;
	o->t->preamble.len = 0;
}

int relabel_tables(struct arena *a, const struct relabel *how, int n, struct table *t, struct relabelled *done,
                   struct err *e)
{
	struct study s = { .arena = a, .how = how };
	struct one *o = NEW(a, (size_t)n, struct one);
	uint32_t *rank = NULL;
	double shift;

	s.ids = split(a, how->ids, &s.nids);
	s.drop = split(a, how->drop, &s.ndrop);
	TRY(check_lists(&s, n, t, e));
	TRY(take_spaces(&s, how->spaces, n, t, e));
	s.space = NEW(a, (size_t)s.nspaces + 1, struct cell);
	s.names = NEW(a, (size_t)s.nspaces + 1, struct names);
	for (int k = 0; k < n; k++) {
		o[k] = (struct one){ .t = &t[k], .done = &done[k], .time = -1 };
		done[k] = (struct relabelled){ 0 };
		for (int d = 0, c; d < s.ndrop; d++)
			if ((c = table_find(&t[k], s.drop[d])) >= 0)
				table_drop(&t[k], c);
		TRY(intern(&s, &o[k], e));
	}
	TRY(make_tokens(&s, &rank, e));
	find_shift(&s, &shift);
	for (int k = 0; k < n; k++) {
		recode(&s, &o[k], rank);
		TRY(move_times(&s, &o[k], shift, e));
		TRY(reorder_rows(o[k].t, o[k].nid, o[k].id, !how->keep_ends, &done[k].turned, e));
		report(&s, &o[k]);
	}
	return OK;
}
