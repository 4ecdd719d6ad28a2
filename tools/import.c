/* import - any edge list to a clean table of ties */
#include "import.h"

static struct import_how how = { .read = { .format = -1 }, .separator = -1 };

static const struct tool tool = {
	.name = "import",
	.group = "get ties",
	.purpose = "any edge list to a clean table of ties",
	.text =
		"Reads ties as other people and programs keep them and writes the one kind of table that all tools "
		"read: TABs, one header line, the two ends first: i and j where ties have no direction, from and to "
		"where they have. What was found is always said on standard error: rows, people, ties, arcs, reciprocal "
		"pairs, duplicates, loops, blank lines, and which columns were used.\n\n"
		"The format is found: tables parted by tabs, commas, semicolons or blanks, with a header or without, "
		"with SNAP's # and KONECT's % lines in front; adjacency matrices in such tables; Pajek (.net, .paj), "
		"UCINET DL, GraphML and GML. Text may have CRLF line ends and a byte order mark, and be packed by gzip "
		"or zstd.\n\n"
		"The ends of a tie are the columns i and j, from and to, source and target, sender and receiver, caller "
		"and callee, ego and alter, giver and receiver (in any case), else the first two; --ends names others. "
		"All other columns keep their names. Blanks around cells, separators behind the last cell, empty lines "
		"and columns without a name go; TABs and line breaks inside quoted cells become blanks.\n\n"
		"The first row that cannot be understood is an error, unless --rejects keeps such rows in a file: its "
		"columns are line, reason and text (with \\t, \\n"
		", \\r and \\\\ for TAB, line ends and backslash). That is for tables: in the other formats the first "
		"thing that cannot be understood is an error.",
	.method =
		"What has the same ends in the same order states the same arc. Its duplicates are merged first "
		"(--dupes), then, in undirected ties, the two directions of a pair (--undirected=HOW). The row that "
		"stays is the first; what is merged is weight or the column of -w, and where there is none each row "
		"counts 1 and weight is written only if something was merged, or with --count. Other columns keep the "
		"value of the first row, and standard error names each that differed. Rows that differ in time, layer, "
		"wave or replicate are never duplicates, nor two directions of one tie.\n\n"
		"  --undirected     alone is --undirected=sum\n"
		"  --dupes=sum      what is not said otherwise; --dupes=keep merges nothing\n"
		"  --loops=drop     a tie of a person with themselves\n\n"
		"A missing weight (NA, NaN, empty) makes what it is merged with missing. A weight with a decimal comma "
		"is refused, never guessed at.\n\n"
		"Without --directed and --undirected the format decides: the header (i j, or from to and its like), "
		"KONECT's sym and asym, SNAP's comments, Gephi's column Type, *Edges and *Arcs, edgedefault, directed "
		"1. A matrix (also in DL and Pajek) that is symmetric holds each tie twice and is read as undirected, "
		"each tie once. Where nothing tells, ties are written as from and to, and standard error says so.\n\n"
		"Numbers in a first line are data, not names (1 2, or ann bob 3): two columns are the ends, a third is "
		"weight (time if it looks like seconds since 1970), weight and time come third and fourth; more must be "
		"named by --header. A first line without numbers is a header; if its names are people too, standard "
		"error says so.\n\n"
		"People of Pajek, DL and GML are called by their labels if every one has a label of its own, else by "
		"numbers or ids; those of GraphML by their ids, or by name where the ids are igraph's n0, n1 ....",
	.reads = (const struct col[]){
		{ "anything", "two columns, or a matrix, or a network in one of the formats above" }, { 0 } },
	.writes = (const struct col[]){
		{ "i j | from to", "the ends of the tie" },
		{ "weight", "where the input has it, or where rows were merged" },
		{ "...", "every other column of the input" }, { 0 } },
	.opts = (const struct opt[]){
		{ 0, "format", OPT_CHOICE, &how.read.format, "table|matrix|pajek|dl|graphml|gml", "what the input is [found]" },
		{ 0, "sep", OPT_CHOICE, &how.separator, "tab|comma|semicolon|blanks", "what parts the fields of a table [found]" },
		{ 0, "header", OPT_TEXT, &how.read.header, "NAME,NAME[,...]",
		  "names of the columns of a file without header line" },
		{ 0, "ends", OPT_TEXT, &how.read.ends, "NAME,NAME",
		  "the columns of the two ends of a tie [known pairs, else the first two]" },
		{ 'w', "weight", OPT_COLUMN, &how.read.weight, "COLUMN",
		  "the column that is merged [weight; without one each row counts 1]" },
		{ 0, "undirected", OPT_MAYBE, &how.undirected, FOLD_WORDS,
		  "ties have no direction; how a-b and b-a are merged [sum]" },
		{ 0, "directed", OPT_FLAG, &how.read.directed, NULL, "ties have a direction" },
		{ 0, "loops", OPT_CHOICE, &how.read.loops, LOOP_WORDS, "ties of people with themselves [drop]" },
		{ 0, "dupes", OPT_CHOICE, &how.read.dupes, DUPE_WORDS, "how rows that state the same arc are merged [sum]" },
		{ 0, "count", OPT_FLAG, &how.read.count, NULL, "write weight, the number of rows, even if nothing was merged" },
		{ 0, "nodes-out", OPT_FILE, &how.nodes_out, "FILE", "write the people, with the attributes that the format has" },
		{ 0, "rejects", OPT_FILE, &how.rejects, "FILE", "keep rows that cannot be understood in FILE and go on" },
		{ 0, "check", OPT_FLAG, &how.check, NULL, "only say what was found" },
		{ 0, "json", OPT_FLAG, &how.json, NULL, "say it as one line of JSON; with --check on standard output" },
		{ 0, "csv", OPT_FLAG, &how.csv, NULL, "write commas instead of TABs" }, { 0 } },
	.examples = (const struct example[]){
		{ "who calls whom, from a spreadsheet", "import",
		  "caller;callee;calls\nann;bob;3\nbob;cia;1\n",
		  "from\tto\tcalls\nann\tbob\t3\nbob\tcia\t1\n" },
		{ "calls made into ties without direction: both directions of ann and bob are summed", "import --undirected -w calls",
		  "caller,callee,calls\nann,bob,3\nbob,ann,2\nbob,cia,1\n",
		  "i\tj\tcalls\nann\tbob\t5\nbob\tcia\t1\n" },
		{ "a file of SNAP; repeated rows are counted", "import",
		  "# Undirected graph\n# FromNodeId ToNodeId\n1 2\n1 2\n2 3\n",
		  "# Undirected graph\n# FromNodeId ToNodeId\ni\tj\tweight\n1\t2\t2\n2\t3\t1\n" },
		{ "an adjacency matrix", "import",
		  ",ann,bob,cia\nann,0,2,0\nbob,2,0,1\ncia,0,1,0\n",
		  "i\tj\tweight\nann\tbob\t2\nbob\tcia\t1\n" },
		{ "Pajek, with the people", "import --nodes-out people.tsv school.net > ties.tsv", NULL, NULL },
		{ "what is in this file?", "import --check --json wiki.txt.gz", NULL, NULL }, { 0 } },
	.sources =
		"Leskovec and Krevl (2014) SNAP datasets, http://snap.stanford.edu/data\n"
		"Kunegis (2013) KONECT, the Koblenz network collection, doi:10.1145/2487788.2488173\n"
		"Batagelj and Mrvar (1998) Pajek: program for large network analysis, Connections 21(2):47\n"
		"Borgatti, Everett and Freeman (2002) Ucinet for Windows, Analytic Technologies\n"
		"Brandes et al. (2002) GraphML progress report, doi:10.1007/3-540-45848-4_59\n"
		"Himsolt (1997) GML: a portable graph file format, University of Passau",
	.see = "save, pseudonymise, describe, project",
};

static int import(struct run *r, struct err *e)
{
	return import_run(r, &how, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, import, argc, argv);
}
