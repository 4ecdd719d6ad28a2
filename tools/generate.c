/* generate - draw a network from a model. */
#include "model.h"

#include <math.h>

static struct model_how how = { .people = 1000, .ties = MODEL_ANY, .triad = NAN, .rewire = NAN, .inside = NAN, .tail = NAN };

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
		"  lfr             groups of very different sizes, and some people know very many;\n"
		"                  --inside, --tail\n"
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
		"lfr: simplified from Lancichinetti, Fortunato and Radicchi (2008). Each tie begins at somebody drawn\n"
		"in proportion to rank^(-1 / (G - 1)), which makes degrees whose density falls as k^-G (--tail G); it\n"
		"ends with probability --inside at a member of the same group, else of another one, drawn in the same\n"
		"proportion. Who has tied the whole group looks outside, so that the share inside is somewhat lower.\n"
		"Groups have between K and 20 K members, K = 1 + 2 ties/people, the number of them falls as size^-1.5.\n"
		"Ties are exactly as many as asked for in all models but caveman.\n"
		"\n"
		"Weights are whole numbers with P(weight >= k) = k^-A: the whole part of a Pareto\n"
		"variate. They do not depend on who is tied. The groups of planted, lfr and caveman are\n"
		"those of the model; for other models --groups deals people to groups at random, so that\n"
		"any homophily found is chance. Sizes are equal within one, but for lfr.\n"
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
		{ 0, "people", OPT_COUNT, &how.people, "N", "number of people [1000]" },
		{ 0, "ties", OPT_COUNT, &how.ties, "M", "number of ties [5 a person]" },
		{ 0, "triad", OPT_REAL, &how.triad, "P", "holme-kim: chance that a tie closes a triangle [0.5]" },
		{ 0, "size", OPT_COUNT, &how.size, "K", "caveman: people in a cave, instead of --ties" },
		{ 0, "rewire", OPT_REAL, &how.rewire, "P", "watts-strogatz: chance that a tie moves [0.1]" },
		{ 0, "inside", OPT_REAL, &how.inside, "P", "planted, lfr: share of the ties within groups [0.8]" },
		{ 0, "tail", OPT_REAL, &how.tail, "G", "lfr: exponent of the degrees, above 2; heavy below 3 [2.5]" },
		{ 0, "groups", OPT_COUNT, &how.groups, "K", "number of groups [4 for planted, else none]" },
		{ 0, "weights", OPT_MAYBE, &how.weights, "A", "add weights whose tail falls as k^-A [1.5]" },
		{ 0, "ids", OPT_CHOICE, &how.ids, "integer|hex", "how people are called [integer]" },
		{ 0, "shuffle", OPT_FLAG, &how.shuffle, NULL, "numbers, rows and ends in random order" },
		{ 0, "nodes-out", OPT_FILE, &how.nodes_out, "FILE", "write all people, and their groups, to FILE" },
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
		"Lancichinetti, Fortunato & Radicchi (2008) Physical Review E 78:046110, doi:10.1103/PhysRevE.78.046110\n"
		"Chung & Lu (2002) PNAS 99:15879, doi:10.1073/pnas.252631999\n"
		"Erdos & Renyi (1959) Publicationes Mathematicae 6:290, doi:10.5486/PMD.1959.6.3-4.12",
	.see = "describe, overlap, percolate",
};

static int generate(struct run *r, struct err *e)
{
	return model_run(r, &how, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, generate, argc, argv);
}
