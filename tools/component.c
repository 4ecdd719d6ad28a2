/* component - the part of a network that hangs together. */
#include "component.h"

static struct component_how how = { .core = COMPONENT_ANY, .least = COMPONENT_ANY };

static const struct tool tool = {
	.name = "component",
	.group = "get ties",
	.purpose = "keep the ties of the giant component, of large components or of the k-core",
	.uses = USES_TIES | USES_AS,
	.text =
		"Keeps the ties of the largest component: the largest set of people who are linked\n"
		"by some chain of ties, whatever its direction. --size-min N keeps every component of N people and\n"
		"more, --strong takes strong components (people who reach one another along the arcs), and\n"
		"--core K keeps the k-core: what is left when people with fewer than K contacts\n"
		"are taken away until there are none. What was left out is counted on standard error.\n\n"
		"With --label nothing is left out: each tie gets the number of its component, 1 for\n"
		"the largest; with --cores the largest K whose core it belongs to.",
	.method =
		"Sizes count people. Of components of equal size the one whose first tie comes first has the\n"
		"lower number, and where several are the largest standard error says so. An arc between two\n"
		"strong components belongs to neither: --strong leaves it out, --label writes NA.\n"
		"A loop belongs to the component of its person.\n\n"
		"Cores count distinct contacts; direction, repeated ties and loops do not count. The core of a tie\n"
		"is the smaller of the core numbers of its ends (Seidman 1983; found by Batagelj and Zaversnik 2003); a\n"
		"k-core may fall into several components: pipe it into component.",
	.reads = (const struct col[]){
		{ "i j | from to", "the ends of the tie; every other column is passed on" }, { 0 } },
	.writes = (const struct col[]){
		{ "component", "with --label: the number of the tie's component, 1 is the largest" },
		{ "core", "with --cores: the largest K such that the tie is in the K-core" }, { 0 } },
	.opts = (const struct opt[]){
		{ 0, "strong", OPT_FLAG, &how.strong, NULL, "strong components [weak]" },
		{ 0, "size-min", OPT_COUNT, &how.least, "N", "keep components of N people and more [the largest only]" },
		{ 0, "label", OPT_FLAG, &how.label, NULL, "keep all, append the number of the component" },
		{ 0, "core", OPT_COUNT, &how.core, "K", "keep the K-core" },
		{ 0, "cores", OPT_FLAG, &how.cores, NULL, "keep all, append the core number" },
		{ 0 } },
	.examples = (const struct example[]){
		{ "a triangle with a pendant, and a pair on its own", "component",
		  "i\tj\na\tb\nx\ty\nb\tc\na\tc\nc\td\n", "i\tj\na\tb\nb\tc\na\tc\nc\td\n" },
		{ "the same, numbered", "component --label",
		  "i\tj\na\tb\nx\ty\nb\tc\na\tc\nc\td\n", "i\tj\tcomponent\na\tb\t1\nx\ty\t2\nb\tc\t1\na\tc\t1\nc\td\t1\n" },
		{ "everybody with two contacts who have two contacts", "component --core 2",
		  "i\tj\na\tb\nx\ty\nb\tc\na\tc\nc\td\n", "i\tj\na\tb\nb\tc\na\tc\n" },
		{ "who reaches whom and back", "component --strong --label",
		  "from\tto\na\tb\nb\ta\nb\tc\n", "from\tto\tcomponent\na\tb\t1\nb\ta\t1\nb\tc\tNA\n" },
		{ 0 } },
	.sources =
		"Wasserman & Faust (1994) Social Network Analysis, ch. 4, doi:10.1017/CBO9780511815478\n"
		"Seidman (1983) Network structure and minimum degree, doi:10.1016/0378-8733(83)90028-X\n"
		"Batagelj & Zaversnik (2003) An O(m) algorithm for cores decomposition, arXiv:cs/0310049",
	.see = "describe, percolate, overlap",
};

static int component(struct run *r, struct err *e)
{
	return component_run(r, &how, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, component, argc, argv);
}
