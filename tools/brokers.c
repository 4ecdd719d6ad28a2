/* brokers - who stands between whom, and between which groups? */
#include "broker_chance.h"
#include "groups.h"
#include "people.h"
#include "stat_write.h"

#include <math.h>
#include <string.h>

enum { PERSON, GROUP, WHOLE };
enum { FULL, PARTIAL };

static int level, credit, side = SIDE_TWO;
static const char *also, *null_text, *prefix;

static const struct tool tool = {
	.name = "brokers",
	.group = "a person",
	.purpose = "brokerage roles between groups: coordinator, itinerant, gatekeeper, representative, liaison",
	.uses = USES_TIES | USES_NODES | USES_ATTR | USES_NULL | USES_THREADS,
	.text =
		"Counts for each person v the pairs (a, b) whom v stands between: a is tied to v and v to b, but a is not tied to b. "
		"Which role v plays there depends on the groups of the three (-a, a column of --nodes; Gould and Fernandez 1989):\n\n"
		"  coordinator     A -> A -> A   between two of the own group\n"
		"  itinerant       A -> B -> A   between two of one other group (also called consultant)\n"
		"  gatekeeper      A -> B -> B   lets into the own group what comes from outside\n"
		"  representative  A -> A -> B   brings out of the own group what comes from inside\n"
		"  liaison         A -> B -> C   between two other groups\n\n"
		"One row a person, or with --level group and whole one row a role: what the people of each group, or all of them, "
		"do together, held against a null model. Without -a only the total is counted.\n\n"
		"Much brokerage comes from having many ties, and a small group has more outsiders around it. --add expected,sd,z holds a person "
		"against a random network with the same groups and density; --null holds groups and the whole network against one of four:\n\n"
		"  bernoulli  every tie is as likely as any other: does anybody broker more than in a random network?\n"
		"  gnm        the same with exactly as many ties\n"
		"  degrees    everybody keeps the number of ties: is there more than active people make by themselves?\n"
		"  labels     the network stays, people exchange groups: does it matter who is in which group?\n"
		"             labels:within=COLUMN exchanges them among people of the same value of another column only",
	.method =
		"Directed ties (from to): each ordered pair (a, b) with arcs a -> v and v -> b and none a -> b; an arc b -> a does not matter. "
		"Undirected ties (i j): each pair {a, b} counts once. One of the own group and one from outside are a pair that is both let in and "
		"brought out: half of it goes to gatekeeper, half to representative, so that the roles add up to the total.\n\n"
		"--credit partial: a pair that has k brokers counts 1/k for each of them.\n\n"
		"Expected value and standard deviation of a person, if each possible tie is there with probability d, the density, whatever the others are: "
		"with S pairs that the person could broker in a role, Q ordered couples of such pairs that share a or share b, and p = d^2 (1-d),\n\n"
		"  expected  S p\n"
		"  sd        sqrt(S p (1-p) + Q d^3 (1-d)^3)\n\n"
		"For a person in a group of n, among N in groups of n_g (sums over the other groups), directed:\n\n"
		"  role                         S                           Q\n"
		"  coordinator                  (n-1)(n-2)                  2 (n-1)(n-2)(n-3)\n"
		"  itinerant                    sum n_g (n_g-1)             2 sum n_g (n_g-1)(n_g-2)\n"
		"  gatekeeper, representative   (N-n)(n-1)                  (N-n)(n-1)(N-3)\n"
		"  liaison                      sum n_g r_g, r_g = N-n-n_g  2 sum n_g r_g (r_g-1)\n"
		"  total                        (N-1)(N-2)                  2 (N-1)(N-2)(N-3)\n\n"
		"Undirected: half of S and Q for coordinator, itinerant, liaison and total; for gatekeeper and representative S and Q as they stand, "
		"and half of expected value and sd. d is the observed density, as if it were known.\n\n"
		"Persons of a network depend on one another, so that there is no such formula for their sum: groups and the whole network are held against "
		"-R random networks. null_mean and null_sd are theirs, z = (value - null_mean) / null_sd, and p = (b+1)/(R+1) with b the networks that are at least as far off "
		"(two sides: twice the smaller, at most 1). Replicate r uses sub-stream r of the seed, in each network of --by anew. "
		"degrees: 10 times as many switches are tried as there are ties, from the observed network each time, and standard error says how many could be done; "
		"directed cycles of three are turned around too, so that every network with these degrees can be reached. labels: the groups are exchanged "
		"among the people who have one, in the order of --nodes.\n\n"
		"activity and exclusivity (Hamilton, Hileman and Bodin 2020): the pairs of people from two different groups whom v stands between, in whatever role, "
		"and those of them whom nobody else stands between. Without -a all pairs.\n\n"
		"People without the attribute are left out with their ties, as if they were not there (--na drop): they are in nobody's pairs, no N and no density, and their row is NA. "
		"Loops and repeated ties do not count; nor do weights.\n\n"
		"Undefined, NA: z where sd is 0, because nobody could play the role (a liaison needs three groups), or because of a density of 0 or 1; "
		"z and p of a null model that always gives the same.\n\n"
		"Other programs: sna reads an undirected tie as two arcs, counts everything twice, and takes the two for independent, so that its z of coordinator, itinerant, "
		"liaison and total is sqrt(2) times too far from 0 there; loops and repeated ties change its density or its counts; its sd of a whole network's gatekeepers and representatives "
		"is too large, here by 7 to 17 percent. UCINET calls the itinerant broker consultant, and counts undirected pairs twice, too. netrics has gatekeeper and representative the other way round.\n\n"
		"Cost: pairs are counted by group, from the contacts of the broker, and the closed ones taken off in one pass over the triangles, O(m^1.5). "
		"--credit partial and exclusivity go through the pairs with several brokers one by one.",
	.reads = (const struct col[]){
		{ "i j | from to", "the ends of the tie" },
		{ "the column of -a", "in --nodes: the group of a person" }, { 0 } },
	.writes = (const struct col[]){
		{ "node", "the person, in order of first appearance (with --nodes: as there, with the columns there)" },
		{ "coordinator itinerant gatekeeper representative liaison", "pairs brokered in each role" },
		{ "total", "their sum" },
		{ "ROLE_expected ROLE_sd ROLE_z", "--add: what a random network of this density would give, and how far off the person is" },
		{ "activity exclusivity", "--add: pairs from two groups; those that nobody else brokers" },
		{ "measure attribute group value null null_mean null_sd z p side replicates n m dropped note",
		  "--level group, whole: one row a role, in place of all these" }, { 0 } },
	.opts = (const struct opt[]){
		{ 0, "level", OPT_CHOICE, &level, "person|group|whole", "whose brokerage: each person's, or the sum over a group or all [person]" },
		{ 0, "credit", OPT_CHOICE, &credit, "full|partial", "a pair with several brokers: counts for each, or is divided among them [full]" },
		{ 'A', "add", OPT_TEXT, &also, "NAME[,NAME]", "further columns: activity, exclusivity; of persons also expected, sd, z" },
		{ 0, "null", OPT_TEXT, &null_text, "bernoulli|gnm|degrees|labels[:within=COLUMN]", "the null model of groups and the whole [bernoulli]" },
		{ 0, "side", OPT_CHOICE, &side, SIDE_WORDS, "which side p counts [two]" },
		{ 0, "as", OPT_TEXT, &prefix, "PREFIX", "the columns are called PREFIX_coordinator ..." }, { 0 } },
	.examples = (const struct example[]){
		{ "two teams and a guest: b lets into team y what comes from x",
		  "brokers --nodes <(printf 'node\\tteam\\na\\tx\\nb\\ty\\nc\\ty\\nd\\tz\\n') -a team",
		  "from\tto\na\tb\nb\tc\nd\tb\n",
		  "" },
		{ "a square: everyone shares a pair with the person opposite",
		  "brokers --credit partial --add exclusivity --nodes <(printf 'node\\tteam\\na\\tx\\nb\\tx\\nc\\ty\\nd\\ty\\n') -a team",
		  "i\tj\na\tb\nb\tc\nc\td\nd\ta\n",
		  "" },
		{ "without groups: does b stand between more pairs than in a random network?", "brokers --add expected,sd,z",
		  "i\tj\na\tb\nb\tc\nb\td\nc\td\n",
		  "" },
		{ "is there more brokerage across teams than if people changed teams?",
		  "brokers --level whole --null labels -R 99 --nodes <(printf 'node\\tteam\\na\\tx\\nb\\tx\\nc\\tx\\nd\\ty\\ne\\ty\\nf\\ty\\n') -a team",
		  "i\tj\na\tb\na\tc\nb\tc\nc\td\nd\te\nd\tf\ne\tf\n",
		  "" },
		{ "the roles of each office, as bars", "brokers --level group --nodes people.tsv -a office ties.tsv | ties plot roles -o roles.svg", NULL, NULL },
		{ 0 } },
	.sources =
		"Gould and Fernandez (1989) Sociological Methodology 19:89, doi:10.2307/270949\n"
		"Hamilton, Hileman and Bodin (2020) Social Networks 61:1, doi:10.1016/j.socnet.2019.08.002\n"
		"Rao, Jana and Bandyopadhyay (1996) Sankhya A 58:225 (switching, with cycles turned around)\n"
		"Fosdick, Larremore, Nishimura and Ugander (2018) SIAM Review 60:315, doi:10.1137/16M1087175 (networks with given degrees)\n"
		"Phipson and Smyth (2010) Statistical Applications in Genetics and Molecular Biology 9:39, doi:10.2202/1544-6115.1585 (p)",
	.see = "holes, rewire, plot",
};

/* --- what is wanted ------------------------------------------------------------------------------------- */

enum kind { VALUE, EXPECTED, SD, Z };   /* of a measure: the rest of the name of its column */
static const char *const kind_name[] = { "", "expected", "sd", "z" };

struct wanted { enum kind kind; int measure; double *value; uint64_t undefined; };
enum { COLUMNS = 5 * BROKER_MEASURES };

struct job {
	struct run *r;
	struct net n;
	struct groups groups, within;
	struct null_choice null;
	struct broker_what what;
	int first;                      /* measure: BROKER_TOTAL without groups */
	int measures[BROKER_MEASURES], nmeasures;       /* of --level group and whole */
	struct wanted column[COLUMNS];  /* of --level person */
	int ncolumns;
	uint64_t people_dropped, ties_dropped, loops, repeated, tried, done;
};

static int find(const char *const *name, int n, const char *word)
{
	while (n-- && strcmp(name[n], word))
		;
	return n;
}

/* One word of --add. */
static int add_wanted(struct job *j, const char *word, struct err *e)
{
	int kind = find(kind_name, 4, word), measure = find(broker_measure_name, BROKER_MEASURES, word);

	if (kind > VALUE && level == PERSON && credit == FULL) {
		for (int k = j->first; k < BROKER_MOMENTS && j->ncolumns < COLUMNS; k++)
			j->column[j->ncolumns++] = (struct wanted){ .kind = (enum kind)kind, .measure = k };
		return OK;
	}
	if (kind > VALUE)
		return fail(e, E_USAGE, "--add %s: %s", word, level == PERSON ? "a chance is known for --credit full only" :
		            "that is for persons; groups and the whole have null_mean, null_sd and z");
	if (measure < BROKER_ACTIVITY)
		return fail(e, E_USAGE, "--add: there is no '%s'; expected %sactivity or exclusivity", word,
		            level == PERSON ? "expected, sd, z, " : "");
	j->what.exclusivity |= measure == BROKER_EXCLUSIVITY;
	if (j->ncolumns < COLUMNS)
		j->column[j->ncolumns++] = (struct wanted){ .measure = measure };
	if (j->nmeasures < BROKER_MEASURES)
		j->measures[j->nmeasures++] = measure;
	return OK;
}

static int choose(struct job *j, struct err *e)
{
	struct run *r = j->r;
	int n = 0;
	const char **word = split_list(r->arena, also ? also : "", &n);

	j->first = r->attributes ? 0 : BROKER_TOTAL;
	j->what = (struct broker_what){ .partial = credit == PARTIAL, .any = !r->attributes };
	for (int k = j->first; k <= BROKER_TOTAL; k++) {
		j->column[j->ncolumns++] = (struct wanted){ .measure = k };
		j->measures[j->nmeasures++] = k;
	}
	while (n--)
		TRY(add_wanted(j, *word++, e));
	if (r->attributes && strchr(r->attributes, ','))
		return fail(e, E_USAGE, "-a %s: brokerage is between the groups of one column", r->attributes);
	if (level == GROUP && !r->attributes)
		return fail(e, E_USAGE, "--level group needs the groups: -a COLUMN");
	if (null_text && level == PERSON)
		return fail(e, E_USAGE, "--null goes with --level group or whole; for persons --add expected,sd,z has the chances in closed form");
	TRY(null_choose(r->arena, null_text ? null_text : "bernoulli", "bernoulli|gnm|degrees|labels", &j->null, e));
	if (j->null.model == NULL_LABELS && !r->attributes)
		return fail(e, E_USAGE, "--null labels needs the groups: -a COLUMN");
	if (r->replicates > UINT32_MAX - 2)
		return fail(e, E_USAGE, "--replicates stops below 2^32");
	return OK;
}

/* --- one network ------------------------------------------------------------------------------------------ */

struct network {
	struct members who;
	struct simple net;
	struct broker_counts counts;
};

static int take(struct job *j, uint32_t part, struct network *w, struct err *e)
{
	struct arena *a = j->r->arena;
	struct broker_room *room;

	TRY(groups_members(&j->groups, part, &w->who, e));
	TRY(simple_build(a, w->who.n, w->who.m, w->who.a, w->who.b, j->n.directed, &w->net, e));
	TRY(broker_room(a, w->who.n, w->net.m, j->groups.n, broker_credit(&j->what), &room, e));
	broker_counts(a, w->who.n, &j->what, &w->counts);
	broker_take(room, j->n.directed, w->net.m, w->net.tie);
	broker_count(room, w->who.group, &w->counts);
	j->people_dropped += w->who.people_dropped;
	j->ties_dropped += w->who.ties_dropped;
	j->loops += w->net.loops;
	j->repeated += w->net.repeated;
	return OK;
}

static void tell(const struct job *j)
{
	groups_tell(&j->groups, j->people_dropped, j->ties_dropped);
	net_report(&j->n, j->loops, j->repeated, "do not count: nobody is between somebody and the same person, and a tie is there or not");
}

/* --- persons ----------------------------------------------------------------------------------------------- */

static int add_columns(struct job *j, struct people *p, struct err *e)
{
	for (int k = 0; k < j->ncolumns; k++) {
		struct wanted *c = &j->column[k];
		const char *name = broker_measure_name[c->measure];
		if (c->kind != VALUE)
			name = arena_print(j->r->arena, "%s_%s", name, kind_name[c->kind]);
		TRY(people_add(p, prefix ? arena_print(j->r->arena, "%s_%s", prefix, name) : name, &c->value, e));
	}
	return OK;
}

/* Of the people of each group. */
static struct broker_chance *chances(struct job *j, const struct network *w)
{
	struct broker_chance *chance = NEW(j->r->arena, j->groups.n, struct broker_chance);
	struct broker_sizes sizes;
	double d = w->net.n > 1 ? simple_density(&w->net) : 0;

	broker_sizes(j->r->arena, j->groups.n, w->who.size, &sizes);
	for (uint32_t g = 0; g < j->groups.n; g++)
		if (w->who.size[g])
			broker_chance(&sizes, w->who.size[g], d, j->n.directed, &chance[g]);
	return chance;
}

static double work_out(struct wanted *c, const double *measure, const struct broker_chance *chance)
{
	switch (c->kind) {
	case EXPECTED:
		return chance->mean[c->measure];
	case SD:
		return chance->sd[c->measure];
	case Z:
		if (chance->sd[c->measure] > 0)
			return (measure[c->measure] - chance->mean[c->measure]) / chance->sd[c->measure];
		c->undefined++;
		return NAN;
	default:
		return measure[c->measure];
	}
}

/* "z is NA where its sd is 0: itinerant for 34 people, liaison for 34 people" */
static void tell_undefined(const struct job *j)
{
	const char *list = NULL;

	for (int k = 0; k < j->ncolumns; k++) {
		const struct wanted *c = &j->column[k];
		if (c->undefined)
			list = arena_print(j->r->arena, "%s%s%s for %s", list ? list : "", list ? ", " : "",
			                   broker_measure_name[c->measure], plural(c->undefined, "person", "people"));
	}
	if (list)
		note(j->r, "z is NA where sd is 0, because the role cannot be played or nothing is left to chance: %s", list);
}

static int persons(struct job *j, struct err *e)
{
	struct people p;

	TRY(people_open(&j->n, &p, e));
	TRY(add_columns(j, &p, e));
	for (uint32_t k = 0; k < j->n.nparts; k++) {
		struct mark scratch = arena_mark(j->r->arena);
		struct network w;
		TRY(take(j, k, &w, e));
		struct broker_chance *chance = chances(j, &w);
		for (uint32_t v = 0; v < w.who.n; v++) {
			double measure[BROKER_MEASURES];
			uint64_t row = people_row(&p, k, w.who.who[v]);
			broker_measures(&w.counts, &j->what, v, measure);
			for (int c = 0; row != NO_ROW && c < j->ncolumns; c++)
				j->column[c].value[row] = work_out(&j->column[c], measure, &chance[w.who.group[v]]);
		}
		arena_release(j->r->arena, scratch);
	}
	tell(j);
	tell_undefined(j);
	return people_write(&p, e);
}

/* --- groups, and all --------------------------------------------------------------------------------------- */

static int find_strata(struct job *j, uint32_t part, const struct members *m, struct null_strata *s, struct err *e)
{
	struct arena *a = j->r->arena;
	uint32_t *of, *stratum;

	if (!j->null.within) {
		null_strata(a, m->n, m->order, NULL, 0, s);
		return OK;
	}
	of = NEW(a, j->n.part[part].n, uint32_t);
	stratum = NEW(a, m->n, uint32_t);
	TRY(groups_of(&j->within, part, of, e));
	for (uint32_t v = 0; v < m->n; v++)
		stratum[v] = of[m->who[v]];
	null_strata(a, m->n, m->order, stratum, j->within.n, s);
	return OK;
}

/* value[(sum * BROKER_MEASURES + measure) * R + replicate] */
static int draw(struct job *j, uint32_t part, const struct network *w, double **value, struct err *e)
{
	struct run *r = j->r;
	uint64_t sums = level == GROUP ? j->groups.n : 1, threads;
	struct broker_null null = { .model = j->null.model, .replicates = (uint32_t)r->replicates, .seed = r->seed };
	struct null_strata strata;

	if (j->null.model == NULL_LABELS) {
		TRY(find_strata(j, part, &w->who, &strata, e));
		null.labels = &strata;
	}
	threads = (uint64_t)run_threads(r, w->net.m * r->replicates);
	null.threads = (int)(threads < r->replicates ? threads : r->replicates);
	*value = NEW(r->arena, sums * BROKER_MEASURES * r->replicates, double);
	if (!r->replicates)
		return OK;
	TRY(broker_draw(r->arena, r, &w->net, j->groups.n, w->who.group, level == GROUP, &j->what, &null, *value, e));
	j->tried += null.tried;
	j->done += null.done;
	return OK;
}

static void fill(const struct job *j, uint32_t part, const struct network *w, uint32_t group, const double *sum,
                 const double *value, struct tested *v)
{
	uint64_t replicates = j->r->replicates;

	for (int k = 0; k < j->nmeasures; k++, v++) {
		int m = j->measures[k];
		*v = (struct tested){ .group = part, .measure = broker_measure_name[m], .attribute = j->r->attributes, .value = sum[m],
		                      .null = replicates ? null_text ? null_text : "bernoulli" : NULL, .side = (enum side)side,
		                      .n = level == GROUP ? w->who.size[group] : w->who.n, .m = w->net.m,
		                      .dropped = w->who.people_dropped };
		if (level == GROUP)
			v->of = j->groups.label[group];
		stat_test(sum[m], value + (uint64_t)m * replicates, replicates, (enum side)side, false, &v->test);
		if (replicates && isnan(v->test.z))
			v->note = replicates < 2 ? "no z from one replicate" : "always the same under the null model: no z";
	}
}

static int sums(struct job *j, struct err *e)
{
	struct arena *a = j->r->arena;
	uint64_t each = level == GROUP ? j->groups.n : 1, rows = 0;
	struct tested *v = NEW(a, each * j->n.nparts * (uint64_t)j->nmeasures, struct tested);
	struct by by;

	if (j->null.within)
		TRY(groups_read(&j->n, j->null.within, NA_CATEGORY, &j->within, e));
	for (uint32_t k = 0; k < j->n.nparts; k++) {
		struct mark scratch = arena_mark(a);
		struct network w;
		double *sum = NEW(a, each * BROKER_MEASURES, double), *value;
		TRY(take(j, k, &w, e));
		broker_sum(&w.counts, &j->what, w.who.n, level == GROUP ? w.who.group : NULL, (uint32_t)each, sum);
		TRY(draw(j, k, &w, &value, e));
		for (uint32_t g = 0; g < each; g++) {
			if (level == GROUP && !w.who.size[g])
				continue;
			fill(j, k, &w, g, sum + (size_t)g * BROKER_MEASURES, value + g * BROKER_MEASURES * j->r->replicates, v + rows);
			rows += (uint64_t)j->nmeasures;
		}
		arena_release(a, scratch);
	}
	tell(j);
	if (j->tried)
		note(j->r, "degrees: %llu switches tried, %.3g %% of them done", (unsigned long long)j->tried,
		     100 * (double)j->done / (double)j->tried);
	by_parts(&j->n, &by);
	return tested_write(j->r, &j->n.ties, &by, rows, v, TESTED_TIES | (level == GROUP ? TESTED_GROUP : 0), e);
}

static int body(struct run *r, struct err *e)
{
	struct job j = { .r = r };

	TRY(choose(&j, e));
	TRY(net_open(r, NET_NEEDS_DIRECTION, &j.n, e));
	TRY(groups_read(&j.n, r->attributes, r->na, &j.groups, e));
	return level == PERSON ? persons(&j, e) : sums(&j, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, body, argc, argv);
}
