/* degree - how many contacts each person has, and how much of it goes to whom. */
#include "degree_columns.h"

static const char *prefix;

static const struct tool tool = {
	.name = "degree",
	.group = "a person",
	.purpose = "contacts of each person: in, out, total, strength, disparity, strongest share, k-core",
	.uses = USES_TIES | USES_WEIGHT | USES_NODES,
	.text =
		"Writes one row a person: how many others the person is tied to, how strong these ties are together, how unevenly that strength is "
		"spread over them, and how deep in the network the person sits.\n\n"
		"In a directed network (from to) those who send and those who receive are counted apart as well; total counts each contact once, in "
		"whatever direction. --nodes brings in people without ties and passes its columns on; with --by each value of a column (layer, wave) is "
		"a network of its own.",
	.method =
		"s is the strength of a person, the sum of the weights of the ties (-w; without it each tie counts 1, an arc and its return 2), z what "
		"the person and one contact exchange, a_ij + a_ji:\n\n"
		"  disparity        Y = sum over contacts of (z / s)^2\n"
		"  strongest_share  the largest z / s\n\n"
		"Y is the Herfindahl index of a person's time: 1/k for k contacts who get the same, towards 1 where one of them gets it all. "
		"The k-core is what is left when people with fewer than k contacts are taken away until there are none; direction, weights and repeated "
		"ties do not count.\n\n"
		"Loops do not count. Without -w a tie (arc) that is repeated counts once, with -w its weights are added. A tie of weight 0 is none, "
		"negative weights are refused.\n\n"
		"Undefined, NA: disparity and strongest_share of a person without contacts (0/0).",
	.reads = (const struct col[]){
		{ "i j | from to", "the ends of the tie" }, { 0 } },
	.writes = (const struct col[]){
		{ "node", "the person, in order of first appearance (with --nodes: as there, with the columns there)" },
		{ "in, out", "directed networks: distinct people who send to the person, and to whom the person sends" },
		{ "total", "distinct people in contact" },
		{ "in_strength, out_strength", "directed networks with -w: weight of the arcs in, and out" },
		{ "strength", "weight of all ties together" },
		{ "disparity", "how unevenly strength is spread over the contacts: 1/total to 1" },
		{ "strongest_share", "share of the strongest contact in strength" },
		{ "core", "the largest k whose k-core the person is in" }, { 0 } },
	.opts = (const struct opt[]){
		{ 0, "as", OPT_TEXT, &prefix, "PREFIX", "the new columns are called PREFIX_total, PREFIX_strength ..." }, { 0 } },
	.examples = (const struct example[]){
		{ "a triangle a-b-c with a pendant d", "degree",
		  "i\tj\na\tb\nb\tc\na\tc\nc\td\n",
		  "node\ttotal\tstrength\tdisparity\tstrongest_share\tcore\n"
		  "a\t2\t2\t0.5\t0.5\t2\nb\t2\t2\t0.5\t0.5\t2\nc\t3\t3\t0.3333333333333333\t0.3333333333333333\t2\nd\t1\t1\t1\t1\t1\n" },
		{ "who calls, who is called, and how one-sided it is", "degree -w calls --directed",
		  "from\tto\tcalls\na\tb\t3\nb\ta\t1\na\tc\t4\n",
		  "node\tin\tout\ttotal\tin_strength\tout_strength\tstrength\tdisparity\tstrongest_share\tcore\n"
		  "a\t1\t2\t2\t1\t7\t8\t0.5\t0.5\t1\nb\t1\t1\t1\t3\t1\t4\t1\t1\t1\nc\t1\t0\t1\t4\t0\t4\t1\t1\t1\n" },
		{ "the same people on two layers", "degree --by layer",
		  "i\tj\tlayer\na\tb\twork\na\tb\thome\nb\tc\thome\n",
		  "layer\tnode\ttotal\tstrength\tdisparity\tstrongest_share\tcore\n"
		  "work\ta\t1\t1\t1\t1\t1\nwork\tb\t1\t1\t1\t1\t1\n"
		  "home\ta\t1\t1\t1\t1\t1\nhome\tb\t2\t2\t0.5\t0.5\t1\nhome\tc\t1\t1\t1\t1\t1\n" },
		{ 0 } },
	.sources =
		"Wasserman and Faust (1994) Social Network Analysis, ch. 4-5, doi:10.1017/CBO9780511815478\n"
		"Barrat et al. (2004) PNAS 101:3747, doi:10.1073/pnas.0400087101 (strength)\n"
		"Barthelemy, Gondran and Guichard (2003) Physica A 319:633, doi:10.1016/S0378-4371(02)01382-1 (disparity)\n"
		"Seidman (1983) Social Networks 5:269, doi:10.1016/0378-8733(83)90028-X (k-core)",
	.see = "holes, describe, component, overlap",
};

static int degree(struct run *r, struct err *e)
{
	return degree_columns_run(r, prefix, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, degree, argc, argv);
}
