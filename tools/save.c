/* save - ties and people for another program */
#include "formats_write.h"

static int format = -1;
static const char *weight;

static const struct tool tool = {
	.name = "save",
	.group = "get ties",
	.purpose = "write ties and people for other programs",
	.uses = USES_TIES | USES_NO_BY | USES_NODES,
	.text =
		"Writes a table of ties for Gephi, R, Python, Pajek, UCINET or Graphviz, as GraphML, GML, Pajek, UCINET "
		"DL or DOT. The suffix of -o chooses the format (.graphml .gml .net .paj .dl .dot), or --format; "
		"without either it is GraphML. With --nodes, people without ties and the attributes of people are "
		"written too.\n\n"
		"GraphML, GML and DOT carry every column of the ties and of the people. Pajek and DL carry one number a "
		"tie, the column weight or that of -w, and with a column layer one relation (matrix) a layer; a Pajek "
		"project (.paj) carries the people's numbers as vectors and their text as partitions. What a format "
		"cannot carry is said on standard error. ties import reads all of them back but DOT.",
	.method =
		"People are the ids of GraphML's nodes, the labels of GML, Pajek and DL, and numbered from 0 in GML and "
		"from 1 in Pajek and DL, in order of first appearance.\n\n"
		"A column is a number if all its values are; 007, and whole numbers beyond 2^53, are text, because "
		"other programs would change them. Numbers are written in the shortest form that reads back as the same "
		"number, missing values are left out. Text is UTF-8; in GML, letters outside ASCII are written as "
		"&#233;. GML names attributes by letters, digits and _ only: other characters become _.\n\n"
		"Undirected ties stand in both halves of a DL matrix. Pajek and DL have no way to write a quote in a "
		"label: it becomes an apostrophe.",
	.reads = (const struct col[]){
		{ "i j | from to", "the ends of the tie; other columns are its attributes" },
		{ "node", "of --nodes: the person; other columns are their attributes" }, { 0 } },
	.writes = (const struct col[]){
		{ "a file", "in the format chosen" }, { 0 } },
	.opts = (const struct opt[]){
		{ 0, "format", OPT_CHOICE, &format, SAVED_WORDS, "what to write [by the suffix of -o, else graphml]" },
		{ 'w', "weight", OPT_COLUMN, &weight, "COLUMN", "the number of a tie in Pajek and DL [weight]" }, { 0 } },
	.examples = (const struct example[]){
		{ "for Pajek", "save --format pajek",
		  "i\tj\tweight\nann\tbob\t2\nbob\tcia\t0.5\n",
		  "*Vertices 3\n1 \"ann\"\n2 \"bob\"\n3 \"cia\"\n*Edges\n1 2 2\n2 3 0.5\n" },
		{ "for Graphviz", "save --format dot",
		  "from\tto\tkind\nann\tbob\tfriend\nbob\tcia\tboss\n",
		  "digraph {\n  \"ann\";\n  \"bob\";\n  \"cia\";\n  \"ann\" -> \"bob\" [\"kind\"=\"friend\"];\n"
		  "  \"bob\" -> \"cia\" [\"kind\"=\"boss\"];\n}\n" },
		{ "for Gephi, with the attributes of people", "save --nodes people.tsv -o school.graphml ties.tsv", NULL, NULL }, { 0 } },
	.sources =
		"Brandes et al. (2002) GraphML progress report, doi:10.1007/3-540-45848-4_59\n"
		"Himsolt (1997) GML: a portable graph file format, University of Passau\n"
		"Batagelj and Mrvar (1998) Pajek: program for large network analysis, Connections 21(2):47\n"
		"Borgatti, Everett and Freeman (2002) Ucinet for Windows, Analytic Technologies\n"
		"Gansner and North (2000) Software: Practice and Experience 30:1203, "
		"doi:10.1002/1097-024X(200009)30:11%3C1203::AID-SPE338%3E3.0.CO;2-N",
	.see = "import, attach, plot",
};

static int save(struct run *r, struct err *e)
{
	return saved_run(r, format, weight, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, save, argc, argv);
}
