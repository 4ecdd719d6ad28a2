/* The reading and writing half of projection.h. */
#include "projection.h"
#include "number.h"
#include "rows.h"
#include "side.h"

#include <string.h>

static int read_null(struct projection_how *how, struct err *e)
{
	static const char within[] = "curveball:within=";

	if (!how->null && (how->ties.observed || how->table.foci_table))
		return fail(e, E_USAGE, "--%s goes with --null", how->ties.observed ? "observed" : "foci-table");
	if (how->null && !strncmp(how->null, within, strlen(within)) && how->null[strlen(within)])
		how->table.within = how->null + strlen(within);
	else if (how->null && strcmp(how->null, "curveball"))
		return fail(e, E_USAGE, "--null takes curveball or curveball:within=COLUMN, not '%s'", how->null);
	if (how->table.foci_table && !how->table.within)
		return fail(e, E_USAGE, "--foci-table goes with --null curveball:within=COLUMN");
	return OK;
}

static void report(const struct affiliation *a)
{
	const struct run *run = a->run;
	uint64_t memberships = 0, none = 0;

	for (uint32_t p = 0; p < a->nparts; p++) {
		memberships += a->part[p].t.m;
		for (uint32_t v = 0; v < a->part[p].t.n; v++)
			none += a->part[p].t.off[v] == a->part[p].t.off[v + 1];
	}
	if (a->repeated)
		note(run, "%s a membership: each counts once", plural(a->repeated, "row repeats", "rows repeat"));
	if (a->large)
		note(run, "%s of more than %llu people left out, with %s; %s left without a focus", plural(a->large, "focus", "foci"),
		     (unsigned long long)a->how.max_size, plural(a->within_large, "membership", "memberships"),
		     plural(none, "person is", "people are"));
	if (a->unlisted)
		note(run, "%s not in %s: the stratum of the missing", plural(a->unlisted, "focus is", "foci are"), a->how.foci_table);
	note_more(run, "%s, %s, %s", plural(a->people.n, "person", "people"), plural(a->foci.n, "focus", "foci"),
	          plural(memberships, "membership", "memberships"));
}

/* --- output ---------------------------------------------------------------------------- */

/* A name as it stands in the output, quoted if need be. */
static int render(const struct affiliation *a, struct cell raw, struct cell *to, struct err *e)
{
	struct out o = { .fd = -1, .cap = 2 * raw.len + 3 };

	o.buf = NEW(a->run->arena, o.cap, char);
	TRY(table_put_cell(&a->table, raw, &o, e));
	*to = (struct cell){ o.buf, o.used };
	return OK;
}

struct writer {
	const struct affiliation *a;
	const struct projection_how *how;
	struct cell *name;              /* of everybody who may be tied */
	struct cell *label;             /* of each part: its --by columns, each after a separator */
	uint64_t rows;
	char sep;
	const char *eol;
};

static int open_writer(const struct affiliation *a, const struct projection_how *how, const struct table *like,
                       struct writer *w, struct err *e)
{
	struct arena *arena = a->run->arena;
	const struct names *all = how->ties.foci ? &a->foci : &a->people;
	struct cell c;

	*w = (struct writer){ .a = a, .how = how, .name = NEW(arena, all->n, struct cell),
	                      .label = NEW(arena, a->nparts, struct cell), .sep = like->sep, .eol = like->crlf ? "\r\n" : "\n" };
	for (uint32_t v = 0; v < all->n; v++)
		TRY(render(a, all->name[v], &w->name[v], e));
	for (uint32_t p = 0; p < a->nparts; p++) {
		w->label[p] = cell_of("");
		for (int k = 0; k < a->by.n; k++) {
			TRY(render(a, a->part[p].label[k], &c, e));
			w->label[p] = cell_of(arena_print(arena, "%.*s%c%.*s", (int)w->label[p].len, w->label[p].at,
			                                  w->sep, (int)c.len, c.at));
		}
	}
	return OK;
}

static void put_cell(struct out *o, struct cell c)
{
	out_put(o, c.at, c.len);
}

static int write_rows(void *ctx, uint64_t replicate, uint32_t part, uint32_t i, uint32_t n,
                      const uint32_t *j, const double *weight)
{
	struct writer *w = ctx;
	const struct projection *what = &w->how->ties;
	struct out *o = w->a->run->out;
	const uint32_t *all = what->foci ? w->a->part[part].what : w->a->part[part].who;
	char tail[2 + NUMBER_ROOM];
	struct cell end = { tail, 0 };

	if (w->how->null) {
		tail[end.len++] = w->sep;
		end.len += number_put_count(tail + end.len, replicate);
	}
	for (uint32_t k = 0; k < n; k++) {
		put_cell(o, w->name[all[i]]);
		out_put(o, &w->sep, 1);
		put_cell(o, w->name[all[j[k]]]);
		out_put(o, &w->sep, 1);
		char *to = out_room(o, NUMBER_ROOM);
		o->used += what->method == PROJECT_COUNT ? number_put_count(to, (uint64_t)weight[k]) : number_put(to, weight[k]);
		put_cell(o, w->label[part]);
		put_cell(o, end);
		out_put(o, w->eol, strlen(w->eol));
	}
	w->rows += n;
	return o->broken;
}

/* Everybody, part by part, and the number of their foci (or of the people of each focus). */
static int write_nodes(const struct affiliation *a, const struct projection_how *how, struct err *e)
{
	struct arena *arena = a->run->arena;
	bool foci = how->ties.foci;
	struct table t;
	uint64_t n = 0, row = 0;

	for (uint32_t p = 0; p < a->nparts; p++)
		n += foci ? a->part[p].t.k : a->part[p].t.n;
	uint32_t *who = NEW(arena, n, uint32_t), *size = NEW(arena, n, uint32_t), *part = NEW(arena, n, uint32_t);
	for (uint32_t p = 0; p < a->nparts; p++) {
		struct twomode s = foci ? twomode_turned(&a->part[p].t) : a->part[p].t;
		for (uint32_t v = 0; v < s.n; v++, row++) {
			who[row] = foci ? a->part[p].what[v] : a->part[p].who[v];
			size[row] = (uint32_t)(s.off[v + 1] - s.off[v]);
			part[row] = p;
		}
	}
	table_like(arena, n, &a->table, &t);
	TRY(table_add_labels(&t, "node", who, foci ? a->foci.name : a->people.name, e));
	TRY(table_add_counts(&t, foci ? "people" : "foci", size, e));
	TRY(by_add(&t, &a->by, part, e));
	return side_write(a->run, &t, how->nodes_out, e);
}

/* i j weight, the columns of --by, replicate. */
static const char **column_names(const struct affiliation *a, bool replicates)
{
	const char **name = NEW(a->run->arena, (size_t)a->by.n + 5, const char *);
	int n = 0;

	name[n++] = "i";
	name[n++] = "j";
	name[n++] = "weight";
	for (int k = 0; k < a->by.n; k++)
		name[n++] = a->by.name[k];
	if (replicates)
		name[n] = "replicate";
	return name;
}

int projection_write(struct run *run, const struct projection_how *asked, struct err *e)
{
	struct projection_how how = *asked;
	struct affiliation a;
	struct writer w;
	struct table t;

	TRY(read_null(&how, e));
	TRY(affiliation_open(run, &how.table, &a, e));
	report(&a);
	if (how.nodes_out)
		TRY(write_nodes(&a, &how, e));
	TRY(rows_begin(run, &a.table, column_names(&a, how.null), &t, e));
	TRY(open_writer(&a, &how, &t, &w, e));
	how.ties.observed |= !how.null;
	how.ties.replicates = how.null ? run->replicates : 0;
	how.ties.seed = run->seed;
	how.ties.threads = run->threads;
	TRY(projection_run(&a, &how.ties, write_rows, &w, e));
	rows_end(run, w.rows);
	return OK;
}
