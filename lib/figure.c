#include "figure.h"

#include <string.h>

const struct figure_kind figure_kinds[] = {
	{ "points", "one mark a row, with medians; hexagons above 5,000 rows", "x y", figure_points, 6.4, 3.4 },
	{ "hexbin", "very many rows as hexagons in classes of number", "x y", figure_hexbin, 6.4, 3.4 },
	{ "bands",  "a line with its confidence band, against nulls", "x lo hi", figure_bands, 6.0, 3.4 },
	{ "lines",  "lines with their names on them", "x y", figure_lines, 6.0, 3.4 },
	{ "ccdf",   "the share of rows with at least a value, on logarithmic axes", "x", figure_ccdf, 6.0, 3.4 },
	{ "null",   "what chance gives, and what was observed", "value replicate", figure_null, 5.4, 3.2 },
	{ "hist",   "how many rows have how much", "x", figure_hist, 5.4, 3.2 },
	{ "bars",   "one number a name, sorted, with its interval", "name value [lo hi n]", figure_bars, 6.0, 3.4 },
	{ "steps",  "curves that are level between rows", "time estimate [lo hi at_risk]", figure_steps, 6.0, 3.4 },
	{ "heat",   "a matrix of groups with its numbers", "row column value | ties expected", figure_heat, 8.0, 4.0 },
	{ "roles",  "the roles of brokers, stacked", "group measure value | node coordinator ... liaison", figure_roles, 6.0, 3.4 },
	{ "forest", "estimates with their intervals, against chance", "name value [lo hi] [null_mean null_sd]", figure_forest, 6.0, 3.4 },
	{ "network", "people and their ties, groups by colour and shape", "i j [weight]", figure_network, 6.0, 3.4 },
	{ 0 }
};

static const struct figure_kind *named_kind(const char *name)
{
	for (const struct figure_kind *k = figure_kinds; k->name; k++)
		if (!strcmp(k->name, name))
			return k;
	return NULL;
}

/* Without a kind the columns decide. */
static const struct figure_kind *kind_by_columns(const struct table *t)
{
	if (table_find(t, "lo") >= 0 && table_find(t, "hi") >= 0 && table_find(t, "x") >= 0)
		return named_kind("bands");
	if (table_find(t, "order") >= 0 && table_find(t, "share") >= 0 && table_find(t, "giant") >= 0)
		return named_kind("lines");
	return named_kind("points");
}

static int unknown_kind(const char *name, struct err *e)
{
	const char *near = NULL;
	unsigned best = 4;
	char all[256] = "";

	for (const struct figure_kind *k = figure_kinds; k->name; k++) {
		unsigned d = edit_distance(name, k->name);

		if (d < best) {
			best = d;
			near = k->name;
		}
		strcat(strcat(all, " "), k->name);
	}
	if (near)
		return fail(e, E_USAGE, "there is no figure of kind '%s': did you mean '%s'?", name, near);
	return fail(e, E_USAGE, "there is no figure of kind '%s'; the kinds are%s", name, all);
}

int figure_make(struct figure *f, struct err *e)
{
	f->page.arena = f->arena;
	f->kind = f->wish->kind ? named_kind(f->wish->kind) : kind_by_columns(f->table);
	if (!f->kind)
		return unknown_kind(f->wish->kind, e);
	if (!f->table->nrow)
		return fail(e, E_DATA, "%s: a header without rows: there is nothing to draw", f->table->file);
	TRY(f->kind->fill(f, e));
	page_layout(&f->page);
	return OK;
}
