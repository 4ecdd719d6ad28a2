/* holes - structural holes: how little a person's contacts know one another. */
#include "chosen.h"
#include "hole_bridging.h"
#include "hole_report.h"
#include "people.h"
#include "rows.h"

#include <math.h>
#include <string.h>

static const char *also, *prefix, *only, *person;
static int model, alters, undefined;
static bool by_tie, slow;
static uint64_t sample;

static const struct tool tool = {
	.name = "holes",
	.group = "a person",
	.purpose = "structural holes around each person: effective size, efficiency, constraint, hierarchy",
	.uses = USES_TIES | USES_WEIGHT | USES_NODES | USES_THREADS | USES_RANDOM,
	.text = "Where two of a person's contacts do not know each other there is a structural hole, and whoever stands between them hears "
	        "things earlier and can bring the two together (Burt 1992, 2004). For each person (ego) and the contacts (alters) this writes\n\n"
	        "  effective_size  alters, less those who are redundant: others lead to them\n"
	        "  efficiency      effective size / alters\n"
	        "  constraint      how far ego's ties lead back to the same alters: low where\n"
	        "                  there are many holes\n"
	        "  hierarchy       does that come from one alter (1) or from all alike (0)?\n\n"
	        "There are two models, and published numbers come from both: in the ego model (Burt's own, the default here and in "
	        "UCINET) only the ego network counts, in the whole model (igraph, NetworkX) all ties of the alters do. Say which one you used; "
	        "ties man holes has a table of how far they lie apart, and what else makes programs differ.\n\n"
	        "--nodes brings in people without ties and passes their columns on, so that answers can be chained: "
	        "holes --nodes people.tsv ties.tsv > h.tsv. --ties shows the numbers tie by tie, --explain prints one person's sum as on "
	        "paper, --egos restricts it all to some people, --by works out each value of a column (wave, layer) as a network of its own.",
	.method =
		"a_ij is the weight of the tie from i to j (-w; without it 1), z_ij = a_ij + a_ji what flows between them in both "
		"directions, N the number of i's alters j, and q another alter:\n\n"
		"  p_ij = z_ij / sum over k of z_ik        j's share of i's ties\n"
		"  m_jq = z_jq / largest of the z_jk       j's tie to q beside its strongest\n\n"
		"  effective size   sum over j of (1 - r_ij)\n"
		"                   r_ij = sum over q of p_iq m_jq           redundancy\n"
		"  constraint C     sum over j of c_ij\n"
		"                   c_ij = (p_ij + sum over q of p_iq p_qj)^2\n"
		"  hierarchy        sum over j of (c_ij N/C) ln (c_ij N/C) / (N ln N)\n\n"
		"In the ego model p_qj and m_jq are shares of the alter's ties to ego and to ego's other alters; in "
		"the whole model of all ties it has in the network. For undirected ties without weights the effective size is "
		"N - 2t/N with t ties among the alters, in both models (Borgatti 1997).\n\n"
		"Constraint above 1 is right: two alters tied to one another constrain ego by 9/8 = 1.125, and with weights or "
		"directions it may be more. It is never cut off at 1.\n\n"
		"Direction enters through z: an arc counts 1, an arc and its return 2. --alters restricts who is an alter; z stays what flows in "
		"both directions. Undirected ties have z = w; the factor 2 divides out. Loops do not count. Without -w a tie that is "
		"repeated counts once (in a directed network: an arc), with -w repeated rows are added. A tie of weight 0 is none, "
		"negative weights are refused.\n\n"
		"redundancy is N - effective size. constraint_size, _density and _hierarchy are the sums of p^2, of 2 p x and of "
		"x^2, where x = sum over q of p_iq p_qj, and add up to C; in undirected ego networks without weights they are those of Everett and "
		"Borgatti (2020). constraint_normalised is (C - 1/N) / (most - 1/N), where most is the largest C that N alters can exert in "
		"such a network: (2N - 1)^2 / N^3, all tied to all, for N up to 7, and (N + 1)^2 (N^2 + 4N - 4) / 4N^4, one tied to "
		"all the others, from 8 on.\n\n"
		"density counts ties among alters, in a directed network arcs. ego_betweenness (Everett and "
		"Borgatti 2005) adds up 1 / (ways of length 2 inside the ego network, ego's included) over the pairs of alters that are not tied; "
		"directed: over ordered pairs, along arcs. hbi0, hbi1 and hbi2, the honest broker indices, count pairs of alters "
		"without an arc, with one, and with both, which an undirected tie is. two_step_reach takes both steps as --alters says. "
		"clustering and local_bridges look at all contacts, whatever the direction.\n\n"
		"bridging (Valente and Fujimoto 2010) is the mean, over a person's ties, of what the cohesion of the network loses without the "
		"tie; cohesion is the mean of 1/distance over ordered pairs of people, 0 out of reach, whatever direction and weight. "
		"--sample N takes the distances from N people drawn at random, scales up, and gives a standard error, which is too "
		"small for people whose ties are needed by few.\n\n"
		"Undefined, NA: effective size, efficiency, constraint and its parts, strongest_share of people without alters; hierarchy and "
		"constraint_normalised with one (0/0); density, clustering and shares of pairs with fewer than two; bridging without ties. "
		"--undefined writes another value, for effective size, efficiency, constraint and hierarchy.\n\n"
		"Cost: O(m^1.5) in the number of ties, never quadratic in anybody's contacts; ego_betweenness the squared degrees "
		"inside ego networks, two_step_reach those in the network.",
	.notes =
		"BY HAND. Borgatti's example has seven people and the ties AB AF AG AE EG FG BG BD DG GC. G has six alters, each "
		"with p = 1/6, and t = 4 ties among them (AB AE AF BD): effective size 6 - 2 x 4/6 = 4.6667, as published; "
		"efficiency 4.6667/6 = .7778. The alter A is reached directly and through B, who has three ties (A, D, G), through E and F, who "
		"have two each (A, G):\n\n"
		"  c_GA = (1/6 + 1/6 x 1/3 + 1/6 x 1/2 + 1/6 x 1/2)^2 = (7/18)^2 = .1512\n"
		"  c_GB = (1/6 + 1/6 x 1/4 + 1/6 x 1/2)^2             = (7/24)^2 = .0851\n"
		"  c_GE = c_GF = (1/6 + 1/6 x 1/4)^2                  = (5/24)^2 = .0434\n"
		"  c_GD = (1/6 + 1/6 x 1/3)^2                         = (2/9)^2  = .0494\n"
		"  c_GC = (1/6)^2                                                = .0278\n\n"
		"The six add up to C = .4003; all of G's alters have their ties inside G's network, so that both models agree. E has the alters A "
		"and G, tied to one another. In the ego model each of them has two ties, to E and to the other: C = 2 (1/2 + 1/2 x 1/2)^2 "
		"= 1.125. In the whole model A has four and G six: C = (1/2 + 1/2 x 1/6)^2 + (1/2 + 1/2 x 1/4)^2 = .7309. "
		"--explain E prints this, and so for anybody.\n\n"
		"WHY OTHER PROGRAMS MAY PRINT OTHER NUMBERS. UCINET takes the ego model unless told otherwise, igraph and NetworkX know the "
		"whole model only, and few papers say:\n\n"
		"                            constraint       hierarchy      effective\n"
		"                            ego     whole    ego    whole   size\n"
		"  Borgatti's example    A   .6836   .5955    .1678  .1678   2.5\n"
		"                        B   .8395   .6427    .0737  .0737   1.6667\n"
		"                        C   1       1        NA     NA      1\n"
		"                        D   1.125   .7847    0      .0127   1\n"
		"                     E, F   1.125   .7309    0      .0034   1\n"
		"                        G   .4003   .4003    .0947  .0947   4.6667\n"
		"  karate club, person 9     .5542   .3036    .0217  .0123   3\n"
		"  the Medici (marriages)    .2361   .2099    .0452  .0225   5.6667\n\n"
		"Beyond that (igraph 0.10.2, NetworkX 2.8.8 and where it differs 3.7):\n\n"
		"  no alters             NA here and in UCINET, which lets you choose;\n"
		"                        igraph and NetworkX NaN, influenceR 0\n"
		"  only a loop           NA here: no alter; igraph 0, NetworkX 4 (3.7: NaN,\n"
		"                        or 4 where the person is named)\n"
		"  loops                 left out here, in igraph, in UCINET; NetworkX\n"
		"                        counts them among a person's ties\n"
		"  a tie stands twice    once here, -w adds up; igraph always adds up,\n"
		"                        NetworkX does not (3.7: unless all are asked for)\n"
		"  arcs in only          alters here, in igraph, in UCINET; NetworkX NaN\n"
		"                        (3.7: where the person is named)\n"
		"  one alter             hierarchy NA here (--undefined); EasyGraph 0\n"
		"  a tie of weight 0     none here and in UCINET; an alter in igraph and\n"
		"                        NetworkX (3.7: where the person is named)\n"
		"  negative weights      refused here; igraph and NetworkX go on\n"
		"  weights               with -w only; R's igraph takes an attribute\n"
		"                        called weight unasked\n"
		"  bridging              influenceR prints half of it\n"
		"  honest brokers        UCINET's alters are --alters in, or mutual\n\n"
		"Some manuals print the formula of constraint without the direct term p_ij; the programs have it. influenceR before 2020 "
		"summed over the wrong index.",
	.reads = (const struct col[]){
		{ "i j | from to", "the ends of the tie" },
		{ "--nodes: node", "people; the other columns are passed on" }, { 0 } },
	.writes = (const struct col[]){
		{ "node", "the person, in order of first appearance (with --nodes: as there, with the columns there)" },
		{ "degree", "alters" },
		{ "effective_size", "alters less their redundancy" },
		{ "efficiency", "effective size / alters, 0 to 1" },
		{ "constraint", "above 0; low where contacts do not know one another; may exceed 1" },
		{ "hierarchy", "0 (all alters constrain alike) to 1 (one does)" },
		{ "redundancy", "--add: alters - effective size" },
		{ "constraint_size, constraint_density, constraint_hierarchy", "--add: three parts that add up to the constraint" },
		{ "constraint_normalised", "--add: constraint from 0 (least) to 1 (most) for so many alters; ego model, undirected, no weights" },
		{ "strongest_share", "--add: the largest p, the share of the strongest alter" },
		{ "density", "--add: share of the possible ties among alters" },
		{ "hbi0, hbi1, hbi2", "--add: pairs of alters with no arc, one, both (honest broker)" },
		{ "hbi0_share, hbi1_share, hbi2_share", "--add: the same as shares of all pairs" },
		{ "ego_betweenness", "--add: pairs of alters that go through ego, in the ego network" },
		{ "two_step_reach", "--add: people within two steps, ego left out" },
		{ "clustering", "--add: share of the pairs of contacts that are tied" },
		{ "local_bridges", "--add: ties without a common neighbour" },
		{ "bridging, bridging_se", "--add bridging: loss of cohesion without a tie, mean over ties; standard error with --sample" },
		{ "ego, alter, p, constraint, redundancy", "--ties: a row for each ego and alter, p_ij, c_ij and r_ij" }, { 0 } },
	.opts = (const struct opt[]){
		{ 'A', "add", OPT_TEXT, &also, "NAME[,NAME]", "further columns, of those listed under Writes" },
		{ 'm', "model", OPT_CHOICE, &model, "ego|whole", "what the alters' own shares are shares of: their ties inside the ego network, "
		  "or all their ties [ego]" },
		{ 0, "alters", OPT_CHOICE, &alters, "both|out|in|mutual", "who is an alter in a directed network: everyone in contact, "
		  "those ego sends to, those who send to ego, those who do both [both]" },
		{ 0, "egos", OPT_TEXT, &only, "NAME[,NAME] | @FILE", "only these people, without computing the others; a file has one a line [all]" },
		{ 't', "ties", OPT_FLAG, &by_tie, NULL, "write a row for each ego and alter instead: ego alter p constraint redundancy" },
		{ 'x', "explain", OPT_TEXT, &person, "NAME", "print each term of one person's constraint and effective size" },
		{ 0, "undefined", OPT_CHOICE, &undefined, "NA|0|1", "what to write where effective size, efficiency, constraint or hierarchy is 0/0 [NA]" },
		{ 0, "as", OPT_TEXT, &prefix, "PREFIX", "the new columns are called PREFIX_degree, PREFIX_constraint ..." },
		{ 0, "slow", OPT_FLAG, &slow, NULL, "--add bridging for more than 5000 ties, however long it takes" },
		{ 0, "sample", OPT_COUNT, &sample, "N", "--add bridging from the distances of N random people (--seed), with a column bridging_se" },
		{ 0 } },
	.examples = (const struct example[]){
		{ "a triangle a-b-c with a pendant d: c has a hole, between d and the others", "holes",
		  "i\tj\na\tb\nb\tc\na\tc\nc\td\n",
		  "node\tdegree\teffective_size\tefficiency\tconstraint\thierarchy\n"
		  "a\t2\t1\t0.5\t1.125\t0\nb\t2\t1\t0.5\t1.125\t0\n"
		  "c\t3\t2.3333333333333335\t0.7777777777777778\t0.6111111111111112\t0.05220454544675262\nd\t1\t1\t1\t1\tNA\n" },
		{ "Borgatti's G by the whole model, tie by tie", "holes --model whole --egos G --ties",
		  "i\tj\nA\tB\nA\tF\nA\tG\nA\tE\nE\tG\nF\tG\nB\tG\nB\tD\nD\tG\nG\tC\n",
		  "ego\talter\tp\tconstraint\tredundancy\n"
		  "G\tA\t0.16666666666666666\t0.15123456790123452\t0.5\n"
		  "G\tB\t0.16666666666666666\t0.08506944444444445\t0.3333333333333333\n"
		  "G\tF\t0.16666666666666666\t0.043402777777777776\t0.16666666666666666\n"
		  "G\tE\t0.16666666666666666\t0.043402777777777776\t0.16666666666666666\n"
		  "G\tD\t0.16666666666666666\t0.04938271604938271\t0.16666666666666666\n"
		  "G\tC\t0.16666666666666666\t0.027777777777777776\t0\n" },
		{ "one person's sum, as on paper", "holes --explain E",
		  "i\tj\nA\tB\nA\tF\nA\tG\nA\tE\nE\tG\nF\tG\nB\tG\nB\tD\nD\tG\nG\tC\n",
		  "E, in the ego model: 2 alters, ties worth 2\n"
		  "constraint of an alter: (ego's share for it + ego's share for others [q] x their share for it)^2\n"
		  "redundancy of an alter: ego's share for others [q] x the alter's tie to them / its largest tie\n"
		  "\n"
		  "A\n"
		  "  constraint  (1/2 + 1/2 x 1/2 [G])^2 = (0.75)^2 = 0.5625\n"
		  "  redundancy  1/2 x 1/1 [G] = 0.5\n"
		  "G\n"
		  "  constraint  (1/2 + 1/2 x 1/2 [A])^2 = (0.75)^2 = 0.5625\n"
		  "  redundancy  1/2 x 1/1 [A] = 0.5\n"
		  "\n"
		  "constraint = 0.5625 + 0.5625 = 1.125\n"
		  "effective size = 2 - 0.5 - 0.5 = 1\n"
		  "efficiency = 1 / 2 = 0.5\n"
		  "hierarchy = 0\n" },
		{ "both models side by side, after holes --as ego ties.tsv > h.tsv", "holes -m whole --as whole --nodes h.tsv ties.tsv", NULL, NULL },
		{ 0 } },
	.sources = "Burt (1992) Structural Holes: The Social Structure of Competition, Harvard University Press, ch. 2\n"
	           "Burt (2004) American Journal of Sociology 110:349, doi:10.1086/421787\n"
	           "Borgatti (1997) Connections 20(1):35, http://www.analytictech.com/connections/v20(1)/holes.htm\n"
	           "Everett and Borgatti (2020) Social Networks 62:50, doi:10.1016/j.socnet.2020.02.001 (parts, extremes)\n"
	           "Everett and Borgatti (2005) Social Networks 27:31, doi:10.1016/j.socnet.2004.11.007 (ego betweenness)\n"
	           "Valente and Fujimoto (2010) Social Networks 32:212, doi:10.1016/j.socnet.2010.03.003 (bridging)\n"
	           "Watts and Strogatz (1998) Nature 393:440, doi:10.1038/30918 (clustering)",
	.see = "degree, overlap, brokers, ego",
};

/* --- what is wanted ---------------------------------------------------------------------------- */

enum { BRIDGING = HOLE_VALUES, BRIDGING_SE, COLUMNS, BY_DEFAULT = HOLE_HIERARCHY + 1 };

struct plan {
	struct net net;
	struct people people;
	int ncol, what[COLUMNS];        /* columns in order: enum hole_value, BRIDGING, BRIDGING_SE */
	double *column[COLUMNS];        /* of the output, by row */
	double *value[COLUMNS];         /* of one network, by ego; index: enum hole_value ... */
	bool *chosen;                   /* people, or NULL: all */
	struct left_out left;
	uint64_t alone, single;         /* people without alters, with one */
};

static const char *column_name(struct run *r, int what)
{
	const char *name = what == BRIDGING ? "bridging" : what == BRIDGING_SE ? "bridging_se" : hole_names[what];

	return prefix ? arena_print(r->arena, "%s_%s", prefix, name) : name;
}

static bool wants(const struct plan *p, int from, int to)
{
	for (int k = 0; k < p->ncol; k++)
		if (p->what[k] >= from && p->what[k] <= to)
			return true;
	return false;
}

static const char *nearest(struct arena *a, const char *name)
{
	const char *best = "bridging";

	for (int v = 0; v < HOLE_VALUES; v++)
		if (edit_distance(hole_names[v], name) < edit_distance(best, name))
			best = hole_names[v];
	return edit_distance(best, name) > 1 + strlen(name) / 3 ? "" : arena_print(a, "; did you mean '%s'?", best);
}

static int choose_columns(struct run *r, struct plan *p, struct err *e)
{
	int n;
	const char **item = split_list(r->arena, also ? also : "", &n);

	while (p->ncol < BY_DEFAULT) {
		p->what[p->ncol] = p->ncol;
		p->ncol++;
	}
	for (; n--; item++) {
		int what = 0;
		while (what < BRIDGING && strcmp(hole_names[what], *item))
			what++;
		if (what == BRIDGING && strcmp(*item, "bridging"))
			return fail(e, E_USAGE, "--add: there is no '%s'%s (ties holes --help lists them)", *item,
			            nearest(r->arena, *item));
		if (wants(p, what, what))
			return fail(e, E_USAGE, "--add: the column '%s' is there already", *item);
		p->what[p->ncol++] = what;
		if (what == BRIDGING && sample)
			p->what[p->ncol++] = BRIDGING_SE;
	}
	return OK;
}

static int check(struct run *r, const struct plan *p, struct err *e)
{
	if (by_tie && person)
		return fail(e, E_USAGE, "--ties writes a table, --explain a text: choose one");
	if ((by_tie || person) && (also || prefix))
		return fail(e, E_USAGE, "--%s has columns of its own: leave out --%s", by_tie ? "ties" : "explain", also ? "add" : "as");
	if (person && only)
		return fail(e, E_USAGE, "--explain is about one person: leave out --egos");
	if ((slow || sample) && !wants(p, BRIDGING, BRIDGING))
		return fail(e, E_USAGE, "--%s is about --add bridging", slow ? "slow" : "sample");
	if (slow && sample)
		return fail(e, E_USAGE, "--slow is exact, --sample estimates: choose one");
	if (sample == 1)
		return fail(e, E_USAGE, "--sample needs two people at least: one has no standard error");
	if (wants(p, HOLE_CONSTRAINT_NORMALISED, HOLE_CONSTRAINT_NORMALISED) && (r->weight || model == HOLE_WHOLE))
		return fail(e, E_USAGE, "--add constraint_normalised: the extremes are known in the ego model without weights: leave out %s",
		            r->weight ? "-w" : "--model whole");
	return OK;
}

static int check_direction(const struct net *n, const struct plan *p, struct err *e)
{
	if (alters != ALTERS_BOTH && !n->directed)
		return fail(e, E_USAGE, "--alters is about arcs: expected columns 'from' and 'to', or --directed");
	if (n->directed && wants(p, HOLE_CONSTRAINT_NORMALISED, HOLE_CONSTRAINT_NORMALISED))
		return fail(e, E_USAGE, "--add constraint_normalised: the extremes are known for undirected ties: use --undirected");
	return OK;
}

/* --- one network ----------------------------------------------------------------------------------------- */

static double defined(double x)
{
	return isnan(x) && undefined ? undefined - 1 : x;
}

static void keep(struct plan *p, uint32_t part, const struct holes *h)
{
	for (uint32_t k = 0; k < h->n; k++) {
		uint32_t v = h->ego ? h->ego[k] : k;
		uint64_t row = people_row(&p->people, part, v);
		if (row == NO_ROW)
			continue;
		p->alone += h->out[HOLE_DEGREE][k] == 0;
		p->single += h->out[HOLE_DEGREE][k] == 1;
		for (int c = 0; c < p->ncol; c++) {
			double x = p->value[p->what[c]][p->what[c] >= BRIDGING ? v : k];
			p->column[c][row] = p->what[c] < BY_DEFAULT ? defined(x) : x;
		}
	}
}

static int measure(struct plan *p, uint32_t k, struct contacts *c, struct holes *h, struct err *e)
{
	struct arena *a = p->net.run->arena;

	for (int i = 0; i < p->ncol; i++)
		p->value[p->what[i]] = NEW(a, p->what[i] >= BRIDGING ? c->f.n : h->n, double);
	for (int v = 0; v < HOLE_VALUES; v++)
		h->out[v] = p->value[v];
	holes_measure(a, c, h);
	if (p->value[BRIDGING])
		TRY(hole_bridging(p->net.run, k, c, slow, sample, p->value[BRIDGING], p->value[BRIDGING_SE], e));
	keep(p, k, h);
	return OK;
}

static int read_part(struct plan *p, uint32_t k, struct contacts *c, struct holes *h, struct err *e)
{
	struct run *r = p->net.run;
	const struct part *part = &p->net.part[k];

	TRY(contacts_build(r->arena, part->n, part->m, part->a, part->b, part->weight, p->net.directed, c, e));
	p->left.loops += c->loops;
	p->left.repeated += c->repeated;
	p->left.zeros += c->zeros;
	*h = (struct holes){ .model = (enum hole_model)model, .alters = (enum egonet_alters)alters,
	                     .threads = run_threads(r, c->f.m) };
	h->n = part->n;
	if (p->chosen) {
		uint32_t *ego;
		h->n = chosen_of_part(&p->net, part, p->chosen, &ego);
		h->ego = ego;
	}
	return OK;
}

/* --- all of it --------------------------------------------------------------------------------------------- */

static void tell(const struct plan *p)
{
	const struct run *r = p->net.run;
	const char *as = undefined ? undefined == 1 ? "0" : "1" : "NA";

	people_left_out(&p->net, &p->left);
	if (p->alone)
		note(r, "%s no alters: effective size, efficiency, constraint and hierarchy are not defined, %s",
		     plural(p->alone, "person has", "people have"), as);
	if (p->single)
		note(r, "%s one alter: hierarchy is not defined (0/0), %s", plural(p->single, "person has", "people have"), as);
}

static int write_people(struct plan *p, struct err *e)
{
	struct run *r = p->net.run;

	TRY(people_open(&p->net, &p->people, e));
	for (int c = 0; c < p->ncol; c++)
		TRY(people_add(&p->people, column_name(r, p->what[c]), &p->column[c], e));
	if (p->chosen)
		people_choose(&p->people, p->chosen);
	for (uint32_t k = 0; k < p->net.nparts; k++) {
		struct mark scratch = arena_mark(r->arena);
		struct contacts c;
		struct holes h;
		TRY(read_part(p, k, &c, &h, e));
		TRY(measure(p, k, &c, &h, e));
		arena_release(r->arena, scratch);
	}
	tell(p);
	return people_write(&p->people, e);
}

static int write_ties(struct plan *p, struct err *e)
{
	struct run *r = p->net.run;
	uint64_t rows = 0;
	struct table t;

	if (by_tie)
		TRY(hole_ties_begin(&p->net, &t, e));
	for (uint32_t k = 0; k < p->net.nparts; k++) {
		struct mark scratch = arena_mark(r->arena);
		struct contacts c;
		struct holes h;
		TRY(read_part(p, k, &c, &h, e));
		if (by_tie)
			TRY(hole_ties_write(&p->net, &t, k, &c, &h, &rows, e));
		else if (h.n)
			hole_explain(&p->net, k, &c, &h, h.ego[0]);
		arena_release(r->arena, scratch);
	}
	tell(p);
	if (by_tie)
		rows_end(r, rows);
	return OK;
}

static int body(struct run *r, struct err *e)
{
	struct plan p = { 0 };
	unsigned how = NET_NOT_NEGATIVE;

	TRY(choose_columns(r, &p, e));
	TRY(check(r, &p, e));
	if (!r->weight || alters != ALTERS_BOTH || wants(&p, HOLE_DENSITY, HOLE_EGO_BETWEENNESS))
		how |= NET_NEEDS_DIRECTION;
	TRY(net_open(r, how, &p.net, e));
	TRY(check_direction(&p.net, &p, e));
	if (person)
		TRY(chosen_one(&p.net, "--explain", person, &p.chosen, e));
	if (only)
		TRY(chosen_read(&p.net, "--egos", only, &p.chosen, e));
	return by_tie || person ? write_ties(&p, e) : write_people(&p, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, body, argc, argv);
}
