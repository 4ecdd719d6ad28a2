/* brokers - who stands between whom, and between which groups? */
#include "brokering.h"
#include "stat_test.h"

static struct brokering_how how;

static const struct tool tool = {
	.name = "brokers",
	.group = "a person",
	.purpose = "brokerage between groups: coordinators, itinerants, gatekeepers, representatives, liaisons",
	.uses = USES_TIES | USES_NODES | USES_ATTR | USES_NULL | USES_THREADS,
	.text =
		"Counts for each person v the pairs (a, b) whom v stands between: a is tied to v and v to b, but a is not tied to b. "
		"The groups of the three (-a, a column of --nodes) say which role v plays (Gould and Fernandez 1989):\n\n"
		"  coordinator     A -> A -> A   between two of the own group\n"
		"  itinerant       A -> B -> A   between two of one other group\n"
		"  gatekeeper      A -> B -> B   lets in what comes from outside\n"
		"  representative  A -> A -> B   brings out what comes from inside\n"
		"  liaison         A -> B -> C   between two other groups\n\n"
		"The itinerant broker is also called consultant. Without -a only the total is counted.\n\n"
		"Much brokerage comes from having many ties, and a small group has more outsiders around it. --add expected,sd,z holds a person "
		"against a random network with the same groups and density. --level group and whole write one row a role, what all these people do "
		"together, and hold it against one of four null models:\n\n"
		"  bernoulli  every tie is as likely as any other: more than in a random\n"
		"             network?\n"
		"  gnm        the same with exactly as many ties\n"
		"  degrees    everybody keeps the number of ties: more than active people\n"
		"             make anyway?\n"
		"  labels     people exchange groups: does it matter who is in which?\n"
		"             labels:within=COLUMN: with people of the same value there",
	.method =
		"Directed ties (from to): each ordered pair (a, b) with arcs a -> v and v -> b and none a -> b; an arc b -> a does not matter. "
		"Undirected ties (i j): each pair {a, b} counts once. One of the own group and one from outside are a pair that is both let in and "
		"brought out: half of it goes to gatekeeper, half to representative, so that the roles add up to the total.\n\n"
		"--credit partial: a pair that has k brokers counts 1/k for each of them.\n\n"
		"Expected value and standard deviation of a person, if each possible tie is there with probability d, the density, whatever the others are: "
		"with S pairs that the person could broker in a role, Q ordered couples of such pairs that share a or share b, and p = d^2 (1-d),\n\n"
		"  expected  S p\n"
		"  sd        sqrt(S p (1-p) + Q d^3 (1-d)^3)\n\n"
		"For a person in a group of n, among N in groups of n_g (sums over the other groups, r_g = N - n - n_g), directed:\n\n"
		"  role                        S                  Q\n"
		"  coordinator                 (n-1)(n-2)         2 (n-1)(n-2)(n-3)\n"
		"  itinerant                   sum n_g (n_g-1)    2 sum n_g (n_g-1)(n_g-2)\n"
		"  gatekeeper, representative  (N-n)(n-1)         (N-n)(n-1)(N-3)\n"
		"  liaison                     sum n_g r_g        2 sum n_g r_g (r_g-1)\n"
		"  total                       (N-1)(N-2)         2 (N-1)(N-2)(N-3)\n\n"
		"Undirected: half of S and Q for coordinator, itinerant, liaison and total; for gatekeeper and representative S and Q as they stand, "
		"and half of expected value and sd. d is the observed density, as if it were known.\n\n"
		"People of a network depend on one another, so that there is no such formula for their sum: groups and the whole are held against "
		"-R random networks. null_mean and null_sd are theirs, z = (value - null_mean) / null_sd, and p = (b+1)/(R+1) with b the networks that are at least as far off "
		"(two sides: twice the smaller, at most 1). Replicate r uses sub-stream r of the seed. "
		"degrees tries 10 times as many switches as there are ties, each time from the observed network, and turns directed cycles of three around too, so that every network "
		"with these degrees can be reached; standard error says how many were done. bernoulli is cautious: its networks differ in their number of ties, those of gnm do not.\n\n"
		"activity and exclusivity (Hamilton, Hileman and Bodin 2020): the pairs of people from two different groups whom v stands between, in whatever role, "
		"and those of them whom nobody else stands between. Without -a all pairs.\n\n"
		"People without a group are left out with their ties (--na drop): they are in no pair, no N and no density, and their row is NA. Loops, repeated ties and weights do not count.\n\n"
		"Undefined, NA: z where sd is 0, because nobody could play the role (a liaison needs three groups) or the density is 0 or 1; "
		"z where all random networks give the same number (p is 1 then, if the observed one does, too).\n\n"
		"Cost: pairs are counted by group, from the contacts of the broker, and the closed ones taken off in one pass over the triangles, O(m^1.5). "
		"--credit partial and exclusivity go through the pairs with several brokers one by one.",
	.notes =
		"OTHER PROGRAMS. sna 2.7 gives the same counts, expected values and sd of persons for arcs, if there are no loops and no repeated arcs. An undirected tie it reads as "
		"two arcs: everything counts twice, and as it takes the two for independent, z of coordinator, itinerant, liaison and total is sqrt(2) times too far from 0. "
		"Its sd of gatekeepers and representatives in a whole network is too large, the more so the denser the network, so that z is too small. Beside 9999 networks of --null bernoulli:\n\n"
		"  people  arcs  density  groups    sd of sna / sd here\n"
		"      33    46      .04       2    1.01 to 1.02\n"
		"      81   817      .13       4    1.03 to 1.04\n"
		"      26    88      .14       2    1.05 to 1.06\n"
		"      71   892      .18       2    1.10\n"
		"      29   361      .44       2    1.45\n\n"
		"netrics has the names of gatekeeper and representative the other way round.",
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
		  "--level group, whole: one row a role, in place of all these; n people (of the group), m ties, dropped people without a group" }, { 0 } },
	.opts = (const struct opt[]){
		{ 0, "level", OPT_CHOICE, &how.level, "person|group|whole", "whose brokerage: each person's, or the sum over a group or all [person]" },
		{ 0, "credit", OPT_CHOICE, &how.credit, "full|partial", "a pair with several brokers: counts for each, or is divided among them [full]" },
		{ 'A', "add", OPT_TEXT, &how.also, "NAME[,NAME]", "further columns: activity, exclusivity; of persons also expected, sd, z" },
		{ 0, "null", OPT_TEXT, &how.null, "bernoulli|gnm|degrees|labels[:within=COLUMN]", "the null model of groups and the whole [bernoulli]" },
		{ 0, "side", OPT_CHOICE, &how.side, SIDE_WORDS, "which side p counts [two]" },
		{ 0, "as", OPT_TEXT, &how.prefix, "PREFIX", "the columns are called PREFIX_coordinator ..." }, { 0 } },
	.examples = (const struct example[]){
		{ "two teams and a guest: b lets into team y what comes from x",
		  "brokers --nodes <(printf 'node\\tteam\\na\\tx\\nb\\ty\\nc\\ty\\nd\\tz\\n') -a team",
		  "from\tto\na\tb\nb\tc\nd\tb\n",
		  "node\tteam\tcoordinator\titinerant\tgatekeeper\trepresentative\tliaison\ttotal\n"
		  "a\tx\t0\t0\t0\t0\t0\t0\n"
		  "b\ty\t0\t0\t2\t0\t0\t2\n"
		  "c\ty\t0\t0\t0\t0\t0\t0\n"
		  "d\tz\t0\t0\t0\t0\t0\t0\n" },
		{ "a square: everyone shares a pair with the person opposite",
		  "brokers --credit partial --add exclusivity --nodes <(printf 'node\\tteam\\na\\tx\\nb\\tx\\nc\\ty\\nd\\ty\\n') -a team",
		  "i\tj\na\tb\nb\tc\nc\td\nd\ta\n",
		  "node\tteam\tcoordinator\titinerant\tgatekeeper\trepresentative\tliaison\ttotal\texclusivity\n"
		  "a\tx\t0\t0\t0.25\t0.25\t0\t0.5\t0\n"
		  "b\tx\t0\t0\t0.25\t0.25\t0\t0.5\t0\n"
		  "c\ty\t0\t0\t0.25\t0.25\t0\t0.5\t0\n"
		  "d\ty\t0\t0\t0.25\t0.25\t0\t0.5\t0\n" },
		{ "without groups: does b stand between more pairs than in a random network?", "brokers --add expected,sd,z",
		  "i\tj\na\tb\nb\tc\nb\td\nc\td\n",
		  "node\ttotal\ttotal_expected\ttotal_sd\ttotal_z\n"
		  "a\t0\t0.44444444444444453\t0.6666666666666667\t-0.6666666666666667\n"
		  "b\t2\t0.44444444444444453\t0.6666666666666667\t2.3333333333333326\n"
		  "c\t0\t0.44444444444444453\t0.6666666666666667\t-0.6666666666666667\n"
		  "d\t0\t0.44444444444444453\t0.6666666666666667\t-0.6666666666666667\n" },
		{ "is there more brokerage across teams than if people changed teams?",
		  "brokers --level whole --null labels -R 99 --nodes <(printf 'node\\tteam\\na\\tx\\nb\\tx\\nc\\tx\\nd\\ty\\ne\\ty\\nf\\ty\\n') -a team",
		  "i\tj\na\tb\na\tc\nb\tc\nc\td\nd\te\nd\tf\ne\tf\n",
		  "measure\tattribute\tvalue\tnull\tnull_mean\tnull_sd\tz\tp\tside\treplicates\tn\tm\tdropped\tnote\n"
		  "coordinator\tteam\t0\tlabels\t0.41414141414141414\t0.4950798948118975\t-0.8365143050269989\t1\ttwo\t99\t6\t7\t0\tNA\n"
		  "itinerant\tteam\t0\tlabels\t1.2121212121212122\t1.3345696185626115\t-0.908248768188443\t1\ttwo\t99\t6\t7\t0\tNA\n"
		  "gatekeeper\tteam\t2\tlabels\t1.1868686868686869\t0.5029801928681146\t1.6166269063094552\t0.18\ttwo\t99\t6\t7\t0\tNA\n"
		  "representative\tteam\t2\tlabels\t1.1868686868686869\t0.5029801928681146\t1.6166269063094552\t0.18\ttwo\t99\t6\t7\t0\tNA\n"
		  "liaison\tteam\t0\tlabels\t0\t0\tNA\t1\ttwo\t99\t6\t7\t0\talways the same under the null model: no z\n"
		  "total\tteam\t4\tlabels\t4\t0\tNA\t1\ttwo\t99\t6\t7\t0\talways the same under the null model: no z\n" },
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

static int brokers(struct run *r, struct err *e)
{
	return brokering_run(r, &how, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, brokers, argc, argv);
}
