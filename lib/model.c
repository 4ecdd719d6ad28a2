#include "model.h"
#include "generate.h"
#include "number.h"
#include "rows.h"
#include "side.h"

#include <math.h>
#include <string.h>

enum model { HOLME_KIM, CAVEMAN, WATTS_STROGATZ, PLANTED, LFR, GNM, MODELS };
static const char *const model_name[] = { "holme-kim", "caveman", "watts-strogatz", "planted", "lfr", "gnm" };

static int find_model(const struct run *run, enum model *model, struct err *e)
{
	const char *word = run->file ? run->file : "";
	int guess = -1;

	for (int k = 0; k < MODELS; k++) {
		unsigned edits = edit_distance(word, model_name[k]);
		*model = (enum model)k;
		if (!edits)
			return OK;
		if (*word && (edits <= 1 + strlen(word) / 3 || strstr(model_name[k], word)))
			guess = k;
	}
	if (guess >= 0)
		return fail(e, E_USAGE, "there is no model '%s'; did you mean '%s'?", word, model_name[guess]);
	return fail(e, E_USAGE, "%s: holme-kim, caveman, watts-strogatz, planted, lfr or gnm",
	            *word ? arena_print(run->arena, "there is no model '%s'", word) : "which model");
}

/* A parameter of another model is a mistake, not something to pass over. */
static int check_parameters(const struct model_how *how, enum model model, struct err *e)
{
	const struct { const char *name; bool given; const char *of; } p[] = {
		{ "triad", !isnan(how->triad), "holme-kim" }, { "rewire", !isnan(how->rewire), "watts-strogatz" },
		{ "inside", !isnan(how->inside), "planted and lfr" }, { "tail", !isnan(how->tail), "lfr" },
		{ "size", how->size, "caveman" } };

	for (size_t k = 0; k < sizeof p / sizeof *p; k++)
		if (p[k].given && !strstr(p[k].of, model_name[model]))
			return fail(e, E_USAGE, "--%s belongs to %s, not to %s", p[k].name, p[k].of, model_name[model]);
	if (model == CAVEMAN && how->groups)
		return fail(e, E_USAGE, "the groups of caveman are its caves: give --size");
	if (model == LFR && how->groups)
		return fail(e, E_USAGE, "the groups of lfr are drawn: leave out --groups");
	if (model == CAVEMAN && how->size && how->ties != MODEL_ANY)
		return fail(e, E_USAGE, "--size makes the ties of a caveman graph: leave out --ties or --size");
	if (how->people >= UINT32_MAX || how->groups > how->people || how->size > how->people)
		return fail(e, E_USAGE, "--people must be below 2^32 - 1, --groups and --size not above --people");
	return OK;
}

static double given(double x, double otherwise)
{
	return isnan(x) ? otherwise : x;
}

static int draw(const struct run *run, const struct model_how *how, enum model model, gsl_rng *g, struct drawn *d, struct err *e)
{
	struct arena *a = run->arena;
	uint32_t n = (uint32_t)how->people;
	uint64_t m = how->ties == MODEL_ANY ? 5 * how->people : how->ties;

	rng_stream(g, run->seed, 0);
	switch (model) {
	case HOLME_KIM:
		return generate_holme_kim(a, g, n, m, given(how->triad, 0.5), d, e);
	case WATTS_STROGATZ:
		return generate_watts_strogatz(a, g, n, m, given(how->rewire, 0.1), d, e);
	case PLANTED:
		return generate_planted(a, g, n, m, how->groups ? (uint32_t)how->groups : 4, given(how->inside, 0.8), d, e);
	case LFR:
		return generate_lfr(a, g, n, m, given(how->tail, 2.5), given(how->inside, 0.8), d, e);
	case GNM:
		return generate_gnm(a, g, n, m, d, e);
	case CAVEMAN:
	case MODELS:
		break;
	}
	TRY(generate_caveman(a, n, how->size ? (uint32_t)how->size : generate_cave_size(n, m), d, e));
	if (!how->size && d->m != m)
		note(run, "%s, where %llu were asked for: caves are whole", plural(d->m, "tie", "ties"), (unsigned long long)m);
	return OK;
}

static size_t put_person(const struct model_how *how, char *to, uint32_t v)
{
	if (how->ids == IDS_INTEGER)
		return number_put_count(to, v + 1ull);
	generate_hex(v, to);
	return 16;
}

static int write_ties(struct run *run, const struct model_how *how, const struct drawn *d, const uint32_t *weight, struct err *e)
{
	struct out *o = run->out;
	struct table t;

	TRY(rows_begin(run, NULL, (const char *[]){ "i", "j", weight ? "weight" : NULL, NULL }, &t, e));
	for (uint64_t k = 0; k < d->m && !o->broken; k++) {
		char *p = out_room(o, 4 * NUMBER_ROOM), *start = p;
		p += put_person(how, p, d->a[k]);
		*p++ = '\t';
		p += put_person(how, p, d->b[k]);
		if (weight) {
			*p++ = '\t';
			p += number_put_count(p, weight[k]);
		}
		*p++ = '\n';
		o->used += (size_t)(p - start);
	}
	rows_end(run, d->m);
	return OK;
}

static int write_people(struct run *run, const struct model_how *how, const struct drawn *d, struct err *e)
{
	struct arena *a = run->arena;
	struct table t;
	uint32_t *who = NEW(a, d->n, uint32_t);
	struct cell *name = NEW(a, d->n, struct cell);
	char *text = NEW(a, 16 * (size_t)d->n, char);

	for (uint32_t v = 0; v < d->n; v++, text += 16) {
		who[v] = v;
		name[v] = (struct cell){ text, put_person(how, text, v) };
	}
	table_new(a, d->n, &t);
	TRY(table_add_labels(&t, "node", who, name, e));
	if (d->group) {
		struct cell *label = NEW(a, d->groups, struct cell);
		for (uint32_t x = 0; x < d->groups; x++)
			label[x] = cell_of(arena_print(a, "g%lu", x + 1ul));
		TRY(table_add_labels(&t, "group", d->group, label, e));
	}
	return side_write(run, &t, how->nodes_out, e);
}

/* Structure, groups, weights and --shuffle draw from sub-streams 0 to 3. */
static int run_with(struct run *run, const struct model_how *how, gsl_rng *g, struct err *e)
{
	struct drawn d;
	uint32_t *weight = NULL;
	double tail = 1.5;
	enum model model;

	TRY(find_model(run, &model, e));
	TRY(check_parameters(how, model, e));
	if (how->weights && *how->weights && number_get(cell_of(how->weights), &tail) != NUMBER)
		return fail(e, E_USAGE, "--weights=%s: that is no number", how->weights);
	TRY(draw(run, how, model, g, &d, e));
	rng_stream(g, run->seed, 1);
	if (how->groups && !d.group)
		TRY(generate_groups(run->arena, g, (uint32_t)how->groups, &d, e));
	rng_stream(g, run->seed, 2);
	if (how->weights)
		TRY(generate_weights(run->arena, g, tail, d.m, &weight, e));
	rng_stream(g, run->seed, 3);
	if (how->shuffle)
		generate_shuffle(run->arena, g, &d, weight);
	if (how->nodes_out)
		TRY(write_people(run, how, &d, e));
	else if (how->groups)
		note(run, "the groups are not written: --nodes-out FILE writes them");
	return write_ties(run, how, &d, weight, e);
}

int model_run(struct run *run, const struct model_how *how, struct err *e)
{
	return run_with(run, how, rng_new(run->arena), e);
}
