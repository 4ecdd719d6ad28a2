/* holes - structural holes: how little a person's contacts know one another. */
#include "egonet.h"
#include "hole_columns.h"

static struct hole_how how;

static const struct tool tool = {
	.name = "holes",
	.group = "a person",
	.purpose = "structural holes around each person: effective size, efficiency, constraint, hierarchy",
	.uses = USES_TIES | USES_WEIGHT | USES_NODES | USES_THREADS | USES_RANDOM,
	.text =
		"Where two of a person's contacts do not know each other there is a structural hole, and whoever stands between them hears "
		"things earlier and can bring the two together (Burt 1992, 2004). For each person (ego) and the contacts (alters) this writes\n\n"
		"  effective_size  alters, less those who are redundant: others lead to them\n"
		"  efficiency      effective size / alters\n"
		"  constraint      how far ego's ties lead back to the same alters: low with\n"
		"                  many holes\n"
		"  hierarchy       does that come from one alter (1) or from all alike (0)?\n\n"
		"There are two models, and published numbers come from both: in the ego model (Burt's own, the default here and in UCINET) only the "
		"ties within ego's network count, in the whole model (igraph, NetworkX) all ties of the alters do. Say which one you used; ties man holes "
		"has a table of how far they lie apart, and what else makes programs differ.\n\n"
		"--nodes brings in people without ties and passes its columns on. --ties shows the numbers tie by tie, --explain one person's sum as "
		"on paper, --egos restricts it all to some people.",
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
		"In the ego model p_qj and m_jq are shares of the alter's ties to ego and to ego's other alters; in the whole model of all its ties. "
		"For undirected ties without weights the effective size is N - 2t/N with t ties among the alters, in both models (Borgatti 1997). "
		"Constraint may exceed 1, and is never cut off.\n\n"
		"An arc counts 1, an arc and its return 2; of undirected ties z is the weight. --alters restricts who is an alter, not z. Loops do not count. "
		"Without -w a tie (arc) that is repeated counts once, with -w its weights are added. A tie of weight 0 is none, negative weights are refused.\n\n"
		"constraint_size, _density and _hierarchy are the sums of p^2, of 2 p x and of x^2, with x = sum over q of p_iq p_qj (Everett and Borgatti 2020). "
		"constraint_normalised is (C - 1/N) / (most - 1/N); the most that N alters can exert is (2N - 1)^2 / N^3, all tied to all, for N up "
		"to 7, and (N + 1)^2 (N^2 + 4N - 4) / 4N^4, one tied to all the others, from 8 on.\n\n"
		"density counts ties among alters, in a directed network arcs. ego_betweenness adds up 1 / (ways of length 2 in the ego network, "
		"ego's included) over the pairs of alters that are not tied; directed: ordered pairs, along arcs. two_step_reach takes both steps as --alters says; "
		"clustering and local_bridges look at all contacts. An undirected tie is an arc in both directions for hbi2; UCINET's honest brokers take --alters in, or mutual.\n\n"
		"bridging is the mean, over a person's ties, of what the cohesion of the network loses without the tie; cohesion is the mean of 1/distance "
		"over ordered pairs of people, 0 out of reach, whatever direction and weight. --sample takes the distances from some people drawn at random and scales up; "
		"its standard error is too small for people whose ties are needed by few (1.96 of them covered three quarters of 769 people, with a sample of 200).\n\n"
		"Undefined, NA: without alters all but degree, hbi0 to hbi2, ego_betweenness, two_step_reach and local_bridges, which are 0; with one alter hierarchy, constraint_normalised, density, clustering and the shares of pairs. "
		"--undefined writes another value for effective size, efficiency, constraint and hierarchy.\n\n"
		"Cost: O(m^1.5) in the number of ties, never quadratic in anybody's contacts; ego_betweenness takes the squared degrees inside ego networks, "
		"two_step_reach the degrees of all alters, bridging a search of the network from each person.",
	.notes =
		"BY HAND. Borgatti's example has seven people and the ties AB AF AG AE EG FG BG BD DG GC. G has six alters, each with p = 1/6, and t = 4 ties "
		"among them (AB AE AF BD): effective size 6 - 2 x 4/6 = 4.6667, as published; efficiency 4.6667/6 = .7778. The alter A is reached directly, "
		"through B, who has three ties (A, D, G), and through E and F, who have two each (A, G):\n\n"
		"  c_GA = (1/6 + 1/6 x 1/3 + 1/6 x 1/2 + 1/6 x 1/2)^2 = (7/18)^2 = .1512\n"
		"  c_GB = (1/6 + 1/6 x 1/4 + 1/6 x 1/2)^2             = (7/24)^2 = .0851\n"
		"  c_GE = c_GF = (1/6 + 1/6 x 1/4)^2                  = (5/24)^2 = .0434\n"
		"  c_GD = (1/6 + 1/6 x 1/3)^2                         = (2/9)^2  = .0494\n"
		"  c_GC = (1/6)^2                                                = .0278\n\n"
		"The six add up to C = .4003 in both models: all ties of G's alters are inside G's network. E has the alters A and G, tied to one another. In the ego "
		"model each has two ties, to E and to the other: C = 2 (1/2 + 1/2 x 1/2)^2 = 1.125. In the whole model A has four and G six: "
		"C = (1/2 + 1/2 x 1/6)^2 + (1/2 + 1/2 x 1/4)^2 = .7309. --explain prints this for anybody.\n\n"
		"WHY OTHER PROGRAMS PRINT OTHER NUMBERS. First, the model:\n\n"
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
		"Second, what they take for a tie. Ties ab bc ac cd, whole model:\n\n"
		"                                       here      igraph   NetworkX\n"
		"                                                 0.10.2   2.8.8\n"
		"  nobody's contact: constraint         NA        NaN      NaN\n"
		"  only a loop                          NA        0        4\n"
		"  one alter (d); its hierarchy         1; NA     1        1\n"
		"  two alters, tied (ab bc ac alone)    1.125     1.125    1.125\n"
		"  loop aa: constraint of a             1.0069    1.0069   1.2037\n"
		"           effective size of b         1                  0\n"
		"  ab stands twice: constraint of a     1.0069    .9136    1.0069\n"
		"                   with -w             .9136     .9136    1.0069\n"
		"  ac weighs 0: constraint of a         1         1.25     1.25\n"
		"  ac weighs -1                         refused   NaN      0\n"
		"  arcs in only (x to y, z to y): y     .5        .5       NaN\n\n"
		"UCINET's manual follows the first column. NetworkX 3.7 counts repeated ties of a multigraph, leaves out ties of weight 0 and sees arcs in, unless people are named. "
		"R's igraph takes an attribute called weight unasked. influenceR prints 0 for nobody's contact and half the bridging.\n\n"
		"A QUESTION. Is the least constrained person also the one whose contacts have the most varied professions? The last example below asks it with a rank correlation and its permutation "
		"p. Of 1953 Debian maintainers of 2025, by the section of their packages, rho = -.81 (p = .002). But whoever has more contacts has less constraint and more professions anyway: "
		"bin --by degree compares only people with equally many; of 177 with three contacts rho = -.31 (p = .002).",
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
		{ 'A', "add", OPT_TEXT, &how.also, "NAME[,NAME]", "further columns, of those listed under Writes" },
		{ 'm', "model", OPT_CHOICE, &how.model, "ego|whole", "what the alters' own shares are shares of: their ties inside the ego network, or all their ties [ego]" },
		{ 0, "alters", OPT_CHOICE, &how.alters, EGO_ALTERS, "who is an alter in a directed network: everyone in contact, those ego sends to, those who send to ego, those who do both [both]" },
		{ 0, "egos", OPT_TEXT, &how.egos, "NAME[,NAME] | @FILE", "only these people, without computing the others; a file has one a line [all]" },
		{ 't', "ties", OPT_FLAG, &how.ties, NULL, "write a row for each ego and alter instead: ego alter p constraint redundancy" },
		{ 'x', "explain", OPT_TEXT, &how.explain, "NAME", "print each term of one person's constraint and effective size" },
		{ 0, "undefined", OPT_CHOICE, &how.undefined, "NA|0|1", "what to write where effective size, efficiency, constraint or hierarchy is 0/0 [NA]" },
		{ 0, "as", OPT_TEXT, &how.prefix, "PREFIX", "the new columns are called PREFIX_degree, PREFIX_constraint ..." },
		{ 0, "slow", OPT_FLAG, &how.slow, NULL, "--add bridging for more than 5000 ties, however long it takes" },
		{ 0, "sample", OPT_COUNT, &how.sample, "N", "--add bridging from the distances of N random people (--seed), with a column bridging_se" }, { 0 } },
	.examples = (const struct example[]){
		{ "a triangle a-b-c with a pendant d: c has a hole, between d and the others", "holes",
		  "i\tj\na\tb\nb\tc\na\tc\nc\td\n",
		  "node\tdegree\teffective_size\tefficiency\tconstraint\thierarchy\n"
		  "a\t2\t1\t0.5\t1.125\t0\nb\t2\t1\t0.5\t1.125\t0\n"
		  "c\t3\t2.3333333333333335\t0.7777777777777778\t0.6111111111111112\t0.05220454544675262\nd\t1\t1\t1\t1\tNA\n" },
		{ "the sum of a as on paper: b and c constrain alike", "holes --explain a",
		  "i\tj\na\tb\nb\tc\na\tc\nc\td\n",
		  "a, in the ego model: 2 alters, ties worth 2\n"
		  "constraint of an alter: (ego's share for it + ego's share for others [q] x their share for it)^2\n"
		  "redundancy of an alter: ego's share for others [q] x the alter's tie to them / its largest tie\n"
		  "\n"
		  "b\n"
		  "  constraint  (1/2 + 1/2 x 1/2 [c])^2 = (0.75)^2 = 0.5625\n"
		  "  redundancy  1/2 x 1/1 [c] = 0.5\n"
		  "c\n"
		  "  constraint  (1/2 + 1/2 x 1/2 [b])^2 = (0.75)^2 = 0.5625\n"
		  "  redundancy  1/2 x 1/1 [b] = 0.5\n"
		  "\n"
		  "constraint = 0.5625 + 0.5625 = 1.125\n"
		  "effective size = 2 - 0.5 - 0.5 = 1\n"
		  "efficiency = 1 / 2 = 0.5\n"
		  "hierarchy = 0\n" },
		{ "the same tie by tie, in the whole model: c has a third tie", "holes -m whole --ties --egos a",
		  "i\tj\na\tb\nb\tc\na\tc\nc\td\n",
		  "ego\talter\tp\tconstraint\tredundancy\n"
		  "a\tb\t0.5\t0.4444444444444444\t0.5\na\tc\t0.5\t0.5625\t0.5\n" },
		{ "both models side by side, after holes --as ego ties.tsv > h.tsv", "holes -m whole --as whole --nodes h.tsv ties.tsv", NULL, NULL },
		{ "little constraint, varied professions?", "holes --nodes people.tsv ties.tsv > h.tsv; ties ego --nodes h.tsv -a profession ties.tsv | ties bin -x constraint -y richness --correlation", NULL, NULL },
		{ 0 } },
	.sources =
		"Burt (1992) Structural Holes: The Social Structure of Competition, Harvard University Press, ch. 2\n"
		"Burt (2004) American Journal of Sociology 110:349, doi:10.1086/421787\n"
		"Borgatti (1997) Connections 20(1):35, http://www.analytictech.com/connections/v20(1)/holes.htm\n"
		"Everett and Borgatti (2020) Social Networks 62:50, doi:10.1016/j.socnet.2020.02.001 (parts, extremes)\n"
		"Everett and Borgatti (2005) Social Networks 27:31, doi:10.1016/j.socnet.2004.11.007 (ego betweenness)\n"
		"Valente and Fujimoto (2010) Social Networks 32:212, doi:10.1016/j.socnet.2010.03.003 (bridging)\n"
		"Watts and Strogatz (1998) Nature 393:440, doi:10.1038/30918 (clustering)",
	.see = "degree, overlap, brokers, ego",
};

static int holes(struct run *r, struct err *e)
{
	return hole_columns_run(r, &how, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, holes, argc, argv);
}
