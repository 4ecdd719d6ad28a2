#include "mixing.h"
#include "matrices.h"
#include "mix.h"
#include "stat_groups.h"
#include "suppress.h"

#include <math.h>
#include <string.h>

enum { TIES, ROW_SHARE, COLUMN_SHARE, EXPECTED, RATIO, RESIDUAL, LOG_ODDS, N_ROW, N_COLUMN, VALUES };
static const char *const value_name[] = { "ties", "row_share", "column_share", "expected", "ratio", "residual", "log_odds" };

struct job {
	struct run *r;
	const struct mixing_how *how;
	struct net n;
	struct matrices matrices;       /* --from-mixing */
	struct groups ego, alter;
	bool same, folded;              /* one attribute; and undirected: ties inside a group are halved */
	size_t cells;                   /* of a network */
	double *value[VALUES];          /* network after network, cell after cell */
	uint64_t loops, repeated, zeros, dropped, ties;
	struct suppressed hidden;
};

/* --- reading --------------------------------------------------------------------------------------------- */

static int read_side(struct job *j, const char *name, const char *borders, struct groups *g, struct err *e)
{
	uint64_t outside;

	if (!borders) {
		TRY(groups_joint(&j->n, name, j->r->na, g, e));
		return groups_trim(g, e);
	}
	TRY(groups_binned(&j->n, name, borders, j->r->na, g, &outside, e));
	if (outside)
		note(j->r, "%s whose '%s' lies in no bin", plural(outside, "person", "people"), name);
	return groups_trim(g, e);
}

static int read_all(struct job *j, struct err *e)
{
	struct run *r = j->r;

	if (!r->attributes)
		return fail(e, E_USAGE, "which attribute of people? -a COLUMN of --nodes FILE");
	if (strchr(r->attributes, ','))
		return fail(e, E_USAGE, "-a takes one attribute; COLUMN:COLUMN is the combination of two");
	TRY(net_open(r, NET_NEEDS_DIRECTION | NET_NOT_NEGATIVE | NET_PARTLY_BY, &j->n, e));
	TRY(net_bins(&j->n, j->how->by_breaks, j->how->by_quantile, e));
	j->same = !j->how->alter || !strcmp(j->how->alter, r->attributes);
	j->folded = j->same && !j->n.directed;
	if (j->how->alter_breaks && j->same)
		return fail(e, E_USAGE, "--alter-breaks goes with another attribute of --alter");
	TRY(read_side(j, r->attributes, j->how->breaks, &j->ego, e));
	j->alter = j->ego;
	if (!j->same)
		TRY(read_side(j, j->how->alter, j->how->alter_breaks, &j->alter, e));
	if (!j->same && !j->n.directed)
		note(r, "each tie counts from both ends: '%s' of one with '%s' of the other", r->attributes, j->how->alter);
	return OK;
}

/* --- one network ------------------------------------------------------------------------------------------- */

/* Everything of one cell; x: its contacts. */
static void fill_cell(const struct job *j, const struct mix *m, double by_chance, uint32_t g, uint32_t h, size_t at)
{
	double x = m->cell[(size_t)g * m->cols + h], half = j->folded && g == h ? 0.5 : 1;
	double ties = x * half, chance = by_chance * half;

	j->value[TIES][at] = ties;
	j->value[ROW_SHARE][at] = m->out[g] > 0 ? x / m->out[g] : NAN;
	j->value[COLUMN_SHARE][at] = m->in[h] > 0 ? x / m->in[h] : NAN;
	j->value[EXPECTED][at] = chance;
	j->value[RATIO][at] = chance > 0 ? ties / chance : NAN;
	j->value[RESIDUAL][at] = chance > 0 ? (ties - chance) / sqrt(chance) : NAN;
	j->value[LOG_ODDS][at] = mix_log_odds(m, g, h);
}

/* pairs: of people, their sum `all`; NAN if the sizes are not known. */
static void fill(const struct job *j, const struct mix *m, const double *rows, const double *cols, const double *pairs, double all,
                 size_t first)
{
	for (uint32_t g = 0; g < m->rows; g++)
		for (uint32_t h = 0; h < m->cols; h++) {
			size_t at = first + (size_t)g * m->cols + h;
			fill_cell(j, m, j->how->expected == MIXING_BY_SIZES ? mix_by_sizes(m, pairs, all, g, h) : mix_by_degrees(m, g, h), g, h, at);
			j->value[N_ROW][at] = rows[g];
			j->value[N_COLUMN][at] = cols[h];
		}
}

/* The cells of too few ties; m counts them without their weights. */
static void hide(struct job *j, struct mix *m, size_t first)
{
	static const int of_cell[] = { TIES, ROW_SHARE, COLUMN_SHARE, EXPECTED, RATIO, RESIDUAL, LOG_ODDS };
	enum suppress *hidden = NEW(j->r->arena, j->cells, enum suppress);
	struct suppressed s;

	for (uint32_t g = 0; j->folded && g < m->rows; g++)
		m->cell[(size_t)g * m->cols + g] /= 2;
	s = suppress(j->r->arena, m->rows, m->cols, m->cell, j->folded, (double)j->how->min_cell, hidden);
	j->hidden.small += s.small;
	j->hidden.more += s.more;
	for (size_t k = 0; k < j->cells; k++) {
		double *n[2] = { &j->value[N_ROW][first + k], &j->value[N_COLUMN][first + k] };
		for (size_t c = 0; hidden[k] != SHOWN && c < sizeof of_cell / sizeof *of_cell; c++)
			j->value[of_cell[c]][first + k] = NAN;
		for (int i = 0; i < 2; i++) {
			bool few = *n[i] > 0 && *n[i] < (double)j->how->min_cell;
			if (few && j->how->expected == MIXING_BY_SIZES)
				j->value[EXPECTED][first + k] = j->value[RATIO][first + k] = j->value[RESIDUAL][first + k] = NAN;
			if (few)
				*n[i] = NAN;
		}
	}
}

static int count(struct job *j, uint32_t part, struct err *e)
{
	const struct part *p = &j->n.part[part];
	struct arena *a = j->r->arena;
	struct mark scratch = arena_mark(a);
	uint32_t *of_ego = NEW(a, p->n, uint32_t), *of_alter = j->same ? of_ego : NEW(a, p->n, uint32_t);
	struct mix_net t;
	struct mix m;

	TRY(groups_of(&j->ego, part, of_ego, e));
	if (!j->same)
		TRY(groups_of(&j->alter, part, of_alter, e));
	struct mix_side ego = { j->ego.n, of_ego }, alter = { j->alter.n, of_alter };
	TRY(mix_net(a, p->n, p->m, p->a, p->b, p->weight, j->n.directed, &t, e));
	double *rows = NEW(a, ego.groups, double), *cols = NEW(a, alter.groups, double), *pairs = NEW(a, j->cells, double);
	mix_sizes(p->n, &ego, rows);
	mix_sizes(p->n, &alter, cols);
	mix_new(a, ego.groups, alter.groups, &m);
	mix_count(&t.ties, t.weight, &ego, &alter, &m);
	j->loops += t.ties.loops;
	j->repeated += t.ties.repeated;
	j->zeros += t.zeros;
	j->dropped += j->folded ? m.dropped / 2 : m.dropped;
	j->ties += t.ties.m;
	fill(j, &m, rows, cols, pairs, mix_pairs(p->n, &ego, rows, &alter, cols, pairs), part * j->cells);
	if (j->how->min_cell) {
		mix_new(a, ego.groups, alter.groups, &m);
		mix_count(&t.ties, NULL, &ego, &alter, &m);
		hide(j, &m, part * j->cells);
	}
	arena_release(a, scratch);
	return OK;
}

/* --- a table that was made before ---------------------------------------------------------------------------------- */

static int reread_all(struct job *j, struct err *e)
{
	struct run *r = j->r;
	struct matrices *m = &j->matrices;
	const struct mixing_how *how = j->how;

	if (r->attributes || r->nodes || how->alter || how->breaks || how->by_breaks || how->by_quantile)
		return fail(e, E_USAGE, "--from-mixing reads a table of groups: -a, --alter, --nodes and bins are about people");
	j->n.run = r;
	TRY(matrices_read(r, &j->n.ties, m, e));
	if (how->min_cell && !m->counts)
		return fail(e, E_USAGE, "%s: --min-cell hides small numbers of ties: these are no whole numbers", j->n.ties.file);
	j->n.directed = m->directed;
	net_from_by(&j->n, &m->by);
	j->same = m->same;
	j->folded = m->same && !m->directed;
	j->ego = (struct groups){ .name = m->ego, .n = m->rows.n, .label = m->rows.name };
	j->alter = (struct groups){ .name = m->alter, .n = m->cols.n, .label = m->cols.name };
	return OK;
}

/* Pairs of people are known if the sizes of all groups are, and nobody is in a row and in a column but for one attribute. */
static int reread(struct job *j, uint32_t part, struct err *e)
{
	struct arena *a = j->r->arena;
	struct mark scratch = arena_mark(a);
	double *rows = NEW(a, j->ego.n, double), *cols = NEW(a, j->alter.n, double), *pairs = NEW(a, j->cells, double), all = 0;
	struct mix m;

	TRY(matrices_fill(&j->matrices, part, &m, rows, cols, e));
	for (uint32_t g = 0; g < m.rows; g++)
		for (uint32_t h = 0; h < m.cols; h++)
			all += pairs[(size_t)g * m.cols + h] = j->same ? rows[g] * (cols[h] - (g == h)) : NAN;
	if (j->how->expected == MIXING_BY_SIZES && isnan(all))
		return fail(e, E_USAGE, "%s: --expected sizes needs the people of each group, in n_i and n_j or n_from and n_to, and one attribute",
		            j->n.ties.file);
	fill(j, &m, rows, cols, pairs, all, part * j->cells);
	if (j->how->min_cell)
		hide(j, &m, part * j->cells);
	arena_release(a, scratch);
	return OK;
}

/* --- writing ------------------------------------------------------------------------------------------------- */

static const char *end_name(const struct job *j, const char *name, bool second)
{
	const struct table *t = &j->n.ties;
	const char *end = j->n.directed ? second ? "to" : "from" : second ? "j" : "i";
	int ci, cj;
	bool arcs;

	/* The header tells direction: where an option has changed it, the words of the header change. */
	if (!net_ends(t, &ci, &cj, &arcs) && arcs == j->n.directed)
		end = t->col[second ? cj : ci].name;
	return name ? arena_print(j->r->arena, "%s_%s", name, end) : end;      /* no name: --from-mixing */
}

/* The columns of --by and the group of ego; `each` rows a group. */
static int add_ego(const struct job *j, struct table *t, uint64_t each, struct err *e)
{
	struct arena *a = j->r->arena;
	uint32_t *part = NEW(a, t->nrow, uint32_t), *g = NEW(a, t->nrow, uint32_t);
	struct by by;

	for (uint64_t r = 0; r < t->nrow; r++) {
		part[r] = (uint32_t)(r / each / j->ego.n);
		g[r] = (uint32_t)(r / each % j->ego.n);
	}
	net_by(&j->n, &by);
	TRY(by_add(t, &by, part, e));
	return table_add_labels(t, end_name(j, j->ego.name, false), g, j->ego.label, e);
}

static int write_long(const struct job *j, struct err *e)
{
	struct arena *a = j->r->arena;
	struct table t;

	table_like(a, j->n.nparts * j->cells, &j->n.ties, &t);
	TRY(add_ego(j, &t, j->alter.n, e));
	uint32_t *h = NEW(a, t.nrow, uint32_t);
	for (uint64_t r = 0; r < t.nrow; r++)
		h[r] = (uint32_t)(r % j->alter.n);
	TRY(table_add_labels(&t, end_name(j, j->alter.name, true), h, j->alter.label, e));
	for (int c = 0; c < N_ROW; c++)
		TRY(table_add_reals(&t, value_name[c], j->value[c], e));
	TRY(table_add_reals(&t, end_name(j, "n", false), j->value[N_ROW], e));
	TRY(table_add_reals(&t, end_name(j, "n", true), j->value[N_COLUMN], e));
	return run_write(j->r, &t, e);
}

static int write_square(const struct job *j, const double *value, struct err *e)
{
	struct arena *a = j->r->arena;
	struct table t;

	table_like(a, (uint64_t)j->n.nparts * j->ego.n, &j->n.ties, &t);
	TRY(add_ego(j, &t, 1, e));
	for (uint32_t h = 0; h < j->alter.n; h++) {
		double *x = NEW(a, t.nrow, double);
		for (uint64_t r = 0; r < t.nrow; r++)
			x[r] = value[r * j->alter.n + h];
		TRY(table_add_reals(&t, arena_copy(a, j->alter.label[h].at, j->alter.label[h].len), x, e));
	}
	return run_write(j->r, &t, e);
}

static int choose_value(const char *square, int *which, struct err *e)
{
	*which = TIES;
	if (!square || !*square)
		return OK;
	for (*which = 0; *which < N_ROW; ++*which)
		if (!strcmp(value_name[*which], square))
			return OK;
	return fail(e, E_USAGE, "--square: there is no '%s'; expected ties, row_share, column_share, expected, ratio, residual "
	            "or log_odds", square);
}

static void tell(const struct job *j)
{
	struct run *r = j->r;

	net_report(&j->n, j->loops, j->repeated, r->weight ? "do not count apart: loops are left out, repeated ties summed"
	           : "do not count: loops are left out, a repeated tie counts once");
	if (j->zeros)
		note(r, "%s of weight 0: no tie", plural(j->zeros, "row", "rows"));
	if (j->dropped)
		note(r, "%s of %llu left out: an end has no '%s'%s%s%s", plural(j->dropped, j->same ? "tie" : "contact",
		     j->same ? "ties" : "contacts"), (unsigned long long)(j->folded || j->n.directed ? j->ties : 2 * j->ties), j->ego.name, j->same ? "" : ", or no '",
		     j->same ? "" : j->alter.name, j->same ? "" : "'");
	if (j->hidden.small)
		note(r, "%s of fewer than %llu ties hidden, and %llu more that would give them away",
		     plural(j->hidden.small, "cell", "cells"), (unsigned long long)j->how->min_cell, (unsigned long long)j->hidden.more);
}

int mixing_run(struct run *r, const struct mixing_how *how, struct err *e)
{
	struct job j = { .r = r, .how = how };
	int which;

	TRY(choose_value(how->square, &which, e));
	TRY(how->from_mixing ? reread_all(&j, e) : read_all(&j, e));
	j.cells = (size_t)j.ego.n * j.alter.n;
	if (j.cells * (j.n.nparts + 1) > (1u << 28))
		return fail(e, E_DATA, "%s: %u groups make a table of more than 2^28 rows: are these values groups?",
		            how->from_mixing ? j.n.ties.file : j.n.nodes.file, j.ego.n);
	for (int c = 0; c < VALUES; c++)
		j.value[c] = NEW(r->arena, j.n.nparts * j.cells, double);
	for (uint32_t part = 0; part < j.n.nparts; part++)
		TRY(how->from_mixing ? reread(&j, part, e) : count(&j, part, e));
	tell(&j);
	return how->square ? write_square(&j, j.value[which], e) : write_long(&j, e);
}
