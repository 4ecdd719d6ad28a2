/* rewire - networks as they might have been. */
#include "null.h"
#include "rewiring.h"

static struct rewiring_how how = { .null = "weights", .switches = NULL_SWITCHES };

static const struct tool tool = {
	.name = "rewire",
	.group = "what if",
	.purpose = "copies of a network in which something was left to chance",
	.uses = USES_TIES | USES_WEIGHT | USES_NODES | USES_ATTR | USES_NULL,
	.text =
		"Writes the network over and over, each time with something dealt anew at random, and numbers the copies in the column "
		"replicate. Whatever is measured on the copies, with --by replicate, shows what chance alone would give.\n\n"
		"  weights    the ties stay, their weights (-w) are dealt anew among them\n"
		"  degrees    everybody keeps the number of ties, of arcs sent and received\n"
		"  gnm        as many ties, between any two people\n"
		"  bernoulli  each pair is tied with the same probability, the density\n"
		"  dyads      directed: as many mutual and one-way pairs, anywhere\n"
		"  labels     the ties stay, people exchange the column -a of --nodes\n\n"
		"Degrees, gnm and dyads move the ends of the rows, which keep their other columns: weights go with their ties. "
		"bernoulli writes other ties each time, and only their ends. labels writes the ties as they are, and the table of "
		"people, with its column replicate, to --nodes-out: give both to another tool with --by replicate.\n\n"
		"--ends PERSON,FOCUS rewires memberships: everybody keeps the number of foci, every focus that of people. With --by "
		"each value of a column is a network of its own. --nodes brings in people without ties: to gnm, bernoulli and dyads "
		"they are people like others.",
	.method =
		"weights, labels: a uniform random permutation (Fisher-Yates), of the cells of the column over the rows, or over the "
		"people who have a value, in the order of --nodes; labels:within=COLUMN permutes among people of the same value of "
		"another column, those without one among themselves. People whose value is missing exchange nothing (--na category: NA "
		"is a value).\n\n"
		"degrees: two ties a-b and c-d are picked at random and become a-d and c-b, unless that makes a loop or a tie that is "
		"there; then nothing is done, and that counts as a try. --switches times as many are tried as there are ties, each time "
		"from the network itself, and standard error says how many were done. In a directed network, where such switches cannot "
		"reach every network, a cycle of three arcs of which none is returned is turned around when two of its arcs are picked. "
		"All networks with these degrees become equally likely (Rao, Jana and Bandyopadhyay 1996; Fosdick and others 2018). "
		"Where few networks are possible nearly nothing is done: then the degrees leave little to chance.\n\n"
		"gnm: all sets of m pairs equally likely (Erdos and Renyi 1959). bernoulli: each pair by itself, with probability m / "
		"pairs (Gilbert 1959). dyads: all ways to choose the mutual and the one-way pairs, and the directions of these, equally "
		"likely (Holland and Leinhardt 1976).\n\n"
		"Ties are taken as simple: a loop stays where it is, rows that repeat a tie move together; bernoulli leaves both out.\n\n"
		"Replicate r uses sub-stream r of the seed, in each network of --by anew: the first hundred of a thousand replicates "
		"are the same hundred, and those that ties brokers draws for the same null model.\n\n"
		"For a network that was projected from memberships none of this is enough: there the ties themselves, and with them the "
		"common neighbours, come from the projection. Rewire the memberships (--ends), or use the null of ties project, which "
		"does that and projects them.",
	.reads = (const struct col[]){
		{ "i j | from to", "the ends of the tie, or those of --ends; every other column is passed on" },
		{ "the column of -w", "weights: what is dealt anew" },
		{ "the column of -a", "labels, in --nodes: what is exchanged" }, { 0 } },
	.writes = (const struct col[]){
		{ "replicate", "number of the copy, from 1; 0 is the network as it was (--observed)" }, { 0 } },
	.opts = (const struct opt[]){
		{ 0, "null", OPT_TEXT, &how.null, "weights|degrees|gnm|bernoulli|dyads|labels[:within=COLUMN]", "what is left to chance [weights]" },
		{ 0, "observed", OPT_FLAG, &how.observed, NULL, "write the network itself first, as replicate 0" },
		{ 0, "ends", OPT_COLUMN, &how.ends, "PERSON,FOCUS", "the two columns of a two-mode table, for degrees and weights" },
		{ 0, "switches", OPT_COUNT, &how.switches, "N", "degrees: switches to try for each tie [10]" },
		{ 0, "nodes-out", OPT_FILE, &how.nodes_out, "FILE", "labels: write the people of each replicate to FILE" }, { 0 } },
	.examples = (const struct example[]){
		{ "the weights of four ties, dealt twice", "rewire -w weight -R 2 --observed",
		  "i\tj\tweight\na\tb\t1\nb\tc\t2\nc\td\t3\nd\ta\t4\n",
		  "i\tj\tweight\treplicate\n"
		  "a\tb\t1\t0\nb\tc\t2\t0\nc\td\t3\t0\nd\ta\t4\t0\n"
		  "a\tb\t1\t1\nb\tc\t2\t1\nc\td\t4\t1\nd\ta\t3\t1\n"
		  "a\tb\t1\t2\nb\tc\t3\t2\nc\td\t4\t2\nd\ta\t2\t2\n" },
		{ "each wave apart", "rewire -w weight --by wave -R 1",
		  "i\tj\tweight\twave\na\tb\t1\t1\nb\tc\t1\t1\na\tb\t5\t2\nb\tc\t5\t2\n",
		  "i\tj\tweight\twave\treplicate\na\tb\t1\t1\t1\nb\tc\t1\t1\t1\na\tb\t5\t2\t1\nb\tc\t5\t2\t1\n" },
		{ "a circle of five that keeps its degrees remains a circle", "rewire --null degrees -R 1",
		  "i\tj\tcalls\na\tb\t1\nb\tc\t2\nc\td\t3\nd\te\t4\ne\ta\t5\n",
		  "i\tj\tcalls\treplicate\n"
		  "b\te\t1\t1\n"
		  "b\td\t2\t1\n"
		  "e\ta\t3\t1\n"
		  "c\td\t4\t1\n"
		  "c\ta\t5\t1\n" },
		{ "a two-mode table: everybody goes to as many events, and every event has as many people",
		  "rewire --null degrees --ends person,event -R 1",
		  "person\tevent\nana\tchess\nana\tchoir\nbo\tchess\ncy\tchoir\ndi\tdebate\n",
		  "person\tevent\treplicate\nana\tchess\t1\nana\tdebate\t1\nbo\tchoir\t1\ncy\tchess\t1\n"
		  "di\tchoir\t1\n" },
		{ "does overlap rise with weight more than chance would make it?",
		  "rewire -w weight -R 200 calls.tsv | ties overlap --by replicate | ties bin --by replicate -x weight -y overlap", NULL, NULL },
		{ "are there more triangles than the degrees explain?",
		  "rewire --null degrees -R 200 --observed ties.tsv | ties describe --by replicate", NULL, NULL },
		{ 0 } },
	.sources =
		"Onnela et al. (2007) PNAS 104:7332, doi:10.1073/pnas.0610245104\n"
		"Fisher and Yates (1938) Statistical Tables; as in Durstenfeld (1964), doi:10.1145/364520.364540\n"
		"Rao, Jana and Bandyopadhyay (1996) Sankhya A 58:225\n"
		"Milo et al. (2003) arXiv:cond-mat/0312028 (how many switches)\n"
		"Fosdick, Larremore, Nishimura and Ugander (2018) SIAM Review 60:315, doi:10.1137/16M1087175\n"
		"Erdos and Renyi (1959) Publicationes Mathematicae 6:290, doi:10.5486/PMD.1959.6.3-4.12\n"
		"Gilbert (1959) Annals of Mathematical Statistics 30:1141, doi:10.1214/aoms/1177706098\n"
		"Holland and Leinhardt (1976) Sociological Methodology 7:1, doi:10.2307/270703",
	.see = "project, brokers, overlap, bin, plot",
};

static int rewire(struct run *r, struct err *e)
{
	return rewiring_run(r, &how, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, rewire, argc, argv);
}
