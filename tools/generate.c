/* generate - draw a network from a model. */
#include "generate.h"
#include "number.h"
#include "rows.h"
#include "side.h"

#include <math.h>
#include <string.h>

enum { HOLME_KIM, CAVEMAN, WATTS_STROGATZ, PLANTED, GNM, MODELS };
static const char *const model_name[] = { "holme-kim", "caveman", "watts-strogatz", "planted", "gnm" };

enum { INTEGER, HEX };
static uint64_t people = 1000, ties = UINT64_MAX, size, groups;
static double triad = NAN, rewire = NAN, inside = NAN;
static const char *weights, *nodes_out;
static int ids = INTEGER;
static bool shuffle;

static const struct tool tool = {
	.name = "generate",
	.group = "get ties",
	.purpose = "draw a network from a model, the same for the same seed",
	.uses = USES_RANDOM | USES_NO_INPUT,
	.operands = "MODEL",
	.text =
		"Writes the ties of a network drawn from a model, to try a measure where the\n"
		"answer is known, to teach, or to time a program. No tie stands twice and nobody\n"
		"is tied to himself. The models, and what only they take:\n"
		"\n"
		"  holme-kim       a few people know very many, and friends of friends meet;\n"
		"                  --triad, how often they do\n"
		"  caveman         circles in which all know one another, on a ring; --size\n"
		"  watts-strogatz  neighbours on a ring, some ties moved far away; --rewire\n"
		"  planted         groups that prefer themselves; --groups, --inside\n"
		"  gnm             any pair is as likely as any other\n"
		"\n"
		"People who have no tie do not appear in a table of ties: --nodes-out writes all.",
	.method =
		"holme-kim: people arrive one by one. Each makes the first tie to somebody chosen in\n"
		"proportion to degree; each further tie goes, with probability --triad, to a random\n"
		"contact of the one last chosen so, else again by degree. The number each brings is\n"
		"ties/people on average, rounded so that the number of ties is met exactly; the first\n"
		"2 ties/people or so to arrive bring all they can, a clique. caveman: a connected\n"
		"caveman graph; in each cave one tie goes to the next cave. Its ties follow from people\n"
		"and --size; with --ties instead, the size that comes nearest is taken, and standard\n"
		"error says how many there are. Nothing in it is random. watts-strogatz: each tie of a\n"
		"ring lattice moves its far end with probability --rewire. planted: the share --inside\n"
		"of the ties is drawn from the pairs within groups, the others from those between.\n"
		"Ties are exactly as many as asked for in all models but caveman.\n"
		"\n"
		"Weights are whole numbers with P(weight >= k) = k^-A: the whole part of a Pareto\n"
		"variate. They do not depend on who is tied. The groups of planted and caveman are those\n"
		"of the model; for other models --groups deals people to groups at random, so that any\n"
		"homophily found is chance. Sizes are equal within one.\n"
		"\n"
		"Structure, groups, weights and --shuffle draw from sub-streams 0 to 3 of the seed: adding\n"
		"weights does not change the ties. Without --shuffle people are numbered as the model\n"
		"makes them, the oldest or the next on the ring first; --shuffle puts numbers, rows and\n"
		"the two ends of each row in random order, the hardest input for a processor's cache.\n"
		"--ids hex writes each number as 16 hexadecimal digits, no two the same.",
	.writes = (const struct col[]){
		{ "i j", "the ends of a tie: 1 to the number of people, or hexadecimal" },
		{ "weight", "with --weights: a whole number, at least 1" },
		{ "node group", "in the file of --nodes-out; the group is g1, g2, ..." }, { 0 } },
	.opts = (const struct opt[]){
		{ 0, "people", OPT_COUNT, &people, "N", "number of people [1000]" },
		{ 0, "ties", OPT_COUNT, &ties, "M", "number of ties [5 a person]" },
		{ 0, "triad", OPT_REAL, &triad, "P", "holme-kim: chance that a tie closes a triangle [0.5]" },
		{ 0, "size", OPT_COUNT, &size, "K", "caveman: people in a cave, instead of --ties" },
		{ 0, "rewire", OPT_REAL, &rewire, "P", "watts-strogatz: chance that a tie moves [0.1]" },
		{ 0, "inside", OPT_REAL, &inside, "P", "planted: share of the ties within groups [0.8]" },
		{ 0, "groups", OPT_COUNT, &groups, "K", "number of groups [4 for planted, else none]" },
		{ 0, "weights", OPT_MAYBE, &weights, "A", "add weights whose tail falls as k^-A [1.5]" },
		{ 0, "ids", OPT_CHOICE, &ids, "integer|hex", "how people are called [integer]" },
		{ 0, "shuffle", OPT_FLAG, &shuffle, NULL, "numbers, rows and ends in random order" },
		{ 0, "nodes-out", OPT_FILE, &nodes_out, "FILE", "write all people, and their groups, to FILE" },
		{ 0 } },
	.examples = (const struct example[]){
		{ "two circles of three", "generate caveman --people 6 --size 3", "",
		  "i\tj\n1\t6\n1\t3\n2\t3\n4\t3\n4\t6\n5\t6\n" },
		{ "weights with a heavy tail", "generate gnm --people 5 --ties 4 --weights --seed 2", "",
		  "i\tj\tweight\n4\t2\t3\n4\t1\t1\n5\t2\t1\n3\t1\t1\n" },
		{ "a network of a million ties", "generate holme-kim --people 100000 --ties 1000000 --shuffle > big.tsv",
		  NULL, NULL },
		{ 0 } },
	.sources =
		"Holme & Kim (2002) Physical Review E 65:026107, doi:10.1103/PhysRevE.65.026107\n"
		"Watts (1999) American Journal of Sociology 105:493, doi:10.1086/210318\n"
		"Watts & Strogatz (1998) Nature 393:440, doi:10.1038/30918\n"
		"Condon & Karp (2001) Random Structures & Algorithms 18:116, doi:10.1002/1098-2418(200103)18:2<116::AID-RSA1001>3.0.CO;2-2\n"
		"Erdos & Renyi (1959) Publicationes Mathematicae 6:290, doi:10.5486/PMD.1959.6.3-4.12",
	.see = "describe, overlap, percolate",
};

static int find_model(const struct run *run, int *model, struct err *e)
{
	const char *word = run->file ? run->file : "";
	int guess = -1;

	for (*model = 0; *model < MODELS; ++*model) {
		unsigned edits = edit_distance(word, model_name[*model]);
		if (!edits)
			return OK;
		if (*word && (edits <= 1 + strlen(word) / 3 || strstr(model_name[*model], word)))
			guess = *model;
	}
	if (guess >= 0)
		return fail(e, E_USAGE, "there is no model '%s'; did you mean '%s'?", word, model_name[guess]);
	return fail(e, E_USAGE, "%s: holme-kim, caveman, watts-strogatz, planted or gnm",
	            *word ? arena_print(run->arena, "there is no model '%s'", word) : "which model");
}

/* A parameter of another model is a mistake, not something to pass over. */
static int check_parameters(int model, struct err *e)
{
	const struct { const char *name; bool given; int of; } p[] = {
		{ "triad", !isnan(triad), HOLME_KIM }, { "rewire", !isnan(rewire), WATTS_STROGATZ },
		{ "inside", !isnan(inside), PLANTED }, { "size", size, CAVEMAN } };

	for (size_t k = 0; k < sizeof p / sizeof *p; k++)
		if (p[k].given && p[k].of != model)
			return fail(e, E_USAGE, "--%s belongs to %s, not to %s", p[k].name, model_name[p[k].of], model_name[model]);
	if (model == CAVEMAN && groups)
		return fail(e, E_USAGE, "the groups of caveman are its caves: give --size");
	if (model == CAVEMAN && size && ties != UINT64_MAX)
		return fail(e, E_USAGE, "--size makes the ties of a caveman graph: leave out --ties or --size");
	if (people >= UINT32_MAX || groups > people || size > people)
		return fail(e, E_USAGE, "--people must be below 2^32 - 1, --groups and --size not above --people");
	return OK;
}

static double given(double x, double otherwise)
{
	return isnan(x) ? otherwise : x;
}

static int draw(struct run *run, int model, gsl_rng *g, struct drawn *d, struct err *e)
{
	struct arena *a = run->arena;
	uint32_t n = (uint32_t)people;
	uint64_t m = ties == UINT64_MAX ? 5 * people : ties;

	rng_stream(g, run->seed, 0);
	switch (model) {
	case HOLME_KIM:
		return generate_holme_kim(a, g, n, m, given(triad, 0.5), d, e);
	case WATTS_STROGATZ:
		return generate_watts_strogatz(a, g, n, m, given(rewire, 0.1), d, e);
	case PLANTED:
		return generate_planted(a, g, n, m, groups ? (uint32_t)groups : 4, given(inside, 0.8), d, e);
	case GNM:
		return generate_gnm(a, g, n, m, d, e);
	}
	TRY(generate_caveman(a, n, size ? (uint32_t)size : generate_cave_size(n, m), d, e));
	if (!size && d->m != m)
		note(run, "%s, where %llu were asked for: caves are whole", plural(d->m, "tie", "ties"), (unsigned long long)m);
	return OK;
}

static size_t put_person(char *to, uint32_t v)
{
	if (ids == INTEGER)
		return number_put_count(to, v + 1ull);
	generate_hex(v, to);
	return 16;
}

static int write_ties(struct run *run, const struct drawn *d, const uint32_t *weight, struct err *e)
{
	struct out *o = run->out;
	struct table t;

	TRY(rows_begin(run, NULL, (const char *[]){ "i", "j", weight ? "weight" : NULL, NULL }, &t, e));
	for (uint64_t k = 0; k < d->m && !o->broken; k++) {
		char *p = out_room(o, 4 * NUMBER_ROOM), *start = p;
		p += put_person(p, d->a[k]);
		*p++ = '\t';
		p += put_person(p, d->b[k]);
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

static int write_people(struct run *run, const struct drawn *d, struct err *e)
{
	struct arena *a = run->arena;
	struct table t;
	uint32_t *who = NEW(a, d->n, uint32_t);
	struct cell *name = NEW(a, d->n, struct cell);
	char *text = NEW(a, 16 * (size_t)d->n, char);

	for (uint32_t v = 0; v < d->n; v++, text += 16) {
		who[v] = v;
		name[v] = (struct cell){ text, put_person(text, v) };
	}
	table_new(a, d->n, &t);
	TRY(table_add_labels(&t, "node", who, name, e));
	if (d->group) {
		struct cell *label = NEW(a, d->groups, struct cell);
		for (uint32_t x = 0; x < d->groups; x++)
			label[x] = cell_of(arena_print(a, "g%lu", x + 1ul));
		TRY(table_add_labels(&t, "group", d->group, label, e));
	}
	return side_write(run, &t, nodes_out, e);
}

static int body_with(struct run *run, gsl_rng *g, struct err *e)
{
	struct drawn d;
	uint32_t *weight = NULL;
	double tail = 1.5;
	int model;

	TRY(find_model(run, &model, e));
	TRY(check_parameters(model, e));
	if (weights && *weights && number_get(cell_of(weights), &tail) != NUMBER)
		return fail(e, E_USAGE, "--weights=%s: that is no number", weights);
	TRY(draw(run, model, g, &d, e));
	rng_stream(g, run->seed, 1);
	if (groups && !d.group)
		TRY(generate_groups(run->arena, g, (uint32_t)groups, &d, e));
	rng_stream(g, run->seed, 2);
	if (weights)
		TRY(generate_weights(run->arena, g, tail, d.m, &weight, e));
	rng_stream(g, run->seed, 3);
	if (shuffle)
		generate_shuffle(run->arena, g, &d, weight);

	if (nodes_out)
		TRY(write_people(run, &d, e));
	else if (groups)
		note(run, "the groups are not written: --nodes-out FILE writes them");
	return write_ties(run, &d, weight, e);
}

static int body(struct run *run, struct err *e)
{
	gsl_rng *g = rng_open(e);
	int code = g ? body_with(run, g, e) : E_MEMORY;

	gsl_rng_free(g);
	return code;
}

int main(int argc, char **argv)
{
	return tool_run(&tool, body, argc, argv);
}
