/* project - ties among people who belong to the same things. */
#include "projection.h"

static struct projection_how how;

static const struct tool tool = {
	.name = "project",
	.group = "get ties",
	.purpose = "ties among people who belong to the same groups, papers, packages, events",
	.uses = USES_NULL | USES_THREADS,
	.text =
		"Reads a two-mode table, one row for a person and a focus (a club, a paper, a package, an event) to "
		"which the person belongs, and writes a tie for each two people who share a focus; with --foci, for "
		"each two foci that share a person. The people are in the first column and the foci in the second, "
		"unless --ends names others; standard error says which.\n\n"
		"A projection makes ties, triangles and overlap by itself: four people in one club are all tied to one "
		"another. --null curveball shows how much: it deals the memberships again, so that each person keeps "
		"the number of foci and each focus the number of people, projects that, and writes as many such "
		"networks as --replicates asks for, one after the other, told apart by the column replicate, 1 to N. "
		"Whatever is computed of the observed ties, compute it of those with --by replicate. "
		"curveball:within=COLUMN trades only among foci of the same value of a column (section, year, team): "
		"people then keep the number of foci that they have in each field, and what the observed ties have "
		"beyond such a null is not due to everybody keeping to a field. The column stands in the two-mode "
		"table, or in a table of foci (--foci-table).\n\n"
		"People who share no focus with anybody are not in a table of ties: --nodes-out writes all of them, "
		"with their number of foci, for the --nodes of other tools.",
	.method =
		"With S the foci shared by i and j, k_f the number of people in focus f, and d_i the number of i's "
		"foci:\n\n"
		"  count     |S|\n"
		"  newman    sum over f in S of 1 / (k_f - 1)\n"
		"  jaccard   |S| / (d_i + d_j - |S|)\n\n"
		"newman gives each membership of k_f - 1 ties the same sum of weights, 1: large foci make many ties but "
		"no strong ones. With it, somebody's weights sum to the number of foci shared with anybody. A row that "
		"repeats a membership counts once. A focus of one person makes no tie. Foci above --max-size are left "
		"out as if they were not there, in d_i and in the null as well, and standard error says how many they "
		"were. Everything is computed with each value of --by on its own, people, foci and their numbers too.\n\n"
		"Order: each tie stands once, i before j in the order in which people first appear (with --by, in those "
		"rows); sorted by i, then j in that order. Parts follow in the order in which the values of --by "
		"appear, all parts of a replicate together.\n\n"
		"curveball: each replicate starts from the observed table. Two random people put together the foci that "
		"only one of them has and deal them again at random, each getting as many as before; there are 5 n such "
		"trades for n people (Strona et al. 2014), or 5 n w / 2a if the person with most foci has w, more than twice the average a: "
		"else most of what a few people with many foci have would stay where it is. With within= that is done in each stratum for the people who have a focus there; "
		"a missing value is a stratum of its own. Trades of this kind reach every table with these margins and "
		"make all of them equally likely (Carstens 2015). Replicate r draws from sub-stream r of --seed, in "
		"each part anew: the same bytes for any number of threads, and for a part with or without others.\n\n"
		"Cost: the sum over foci of k_f squared, in time, and for each replicate 5 n w. Where somebody has very many foci, "
		"ties rewire --ends makes the same null model in time that does not depend on w (by switches; its copies are projected with "
		"--by replicate). Memory for the table, and for the ties of one replicate a thread.",
	.reads = (const struct col[]){
		{ "person focus",
		  "the first two columns, whatever their names, or those of --ends; further columns are not used" }, { 0 } },
	.writes = (const struct col[]){
		{ "i j", "two people who share a focus (with --foci, two foci that share a person)" },
		{ "weight", "how much they share: see --method" },
		{ "replicate", "with --null: 1 to N, with --observed also 0, the table itself" },
		{ "the columns of --by", "between weight and replicate" },
		{ "node foci", "in the file of --nodes-out: everybody and the number of foci (with --foci: node people)" }, { 0 } },
	.opts = (const struct opt[]){
		{ 0, "ends", OPT_COLUMN, &how.table.ends, "PERSON,FOCUS", "the two columns [the first two]" },
		{ 0, "foci", OPT_FLAG, &how.ties.foci, NULL, "ties among foci, by the people they share" },
		{ 'm', "method", OPT_CHOICE, &how.ties.method, "count|newman|jaccard", "the weight of a tie [count]" },
		{ 0, "max-size", OPT_COUNT, &how.table.max_size, "N", "leave out foci of more than N people [none]" },
		{ 0, "by", OPT_COLUMN, &how.table.by, "COLUMN[,COLUMN]",
		  "each value of the column is a network of its own [all rows are one]" },
		{ 0, "nodes-out", OPT_FILE, &how.nodes_out, "FILE", "write everybody, also those without a tie, to FILE" },
		{ 0, "null", OPT_TEXT, &how.null, "curveball[:within=COLUMN]",
		  "write random networks instead: memberships dealt again" },
		{ 0, "foci-table", OPT_FILE, &how.table.foci_table, "FILE",
		  "a table of foci (and the columns of --by) that has the column of within=" },
		{ 0, "observed", OPT_FLAG, &how.ties.observed, NULL, "with --null: write the table itself too, as replicate 0" },
		{ 0 } },
	.examples = (const struct example[]){
		{ "three people and two clubs", "project",
		  "person\tclub\nana\tchess\nbo\tchess\ncy\tchess\nana\tchoir\nbo\tchoir\n",
		  "i\tj\tweight\nana\tbo\t2\nana\tcy\t1\nbo\tcy\t1\n" },
		{ "large clubs count less", "project --method newman",
		  "person\tclub\nana\tchess\nbo\tchess\ncy\tchess\nana\tchoir\nbo\tchoir\n",
		  "i\tj\tweight\nana\tbo\t1.5\nana\tcy\t0.5\nbo\tcy\t0.5\n" },
		{ "two random networks with the same memberships by person and by club", "project --null curveball --replicates 2",
		  "person\tclub\nana\tchess\nbo\tchess\ncy\tchoir\ndi\tchoir\n",
		  "i\tj\tweight\treplicate\nana\tbo\t1\t1\ncy\tdi\t1\t1\nana\tcy\t1\t2\nbo\tdi\t1\t2\n" },
		{ "does the projection alone make overlap?",
		  "project --null curveball -R 300 incidence.tsv | ties overlap --by replicate > null.tsv", NULL, NULL },
		{ 0 } },
	.sources =
		"Breiger (1974) Social Forces 53:181, doi:10.2307/2576011\n"
		"Newman (2001) Physical Review E 64:016132, doi:10.1103/PhysRevE.64.016132\n"
		"Strona et al. (2014) Nature Communications 5:4114, doi:10.1038/ncomms5114\n"
		"Carstens (2015) Physical Review E 91:042812, doi:10.1103/PhysRevE.91.042812",
	.see = "overlap, bin, generate",
};

static int project(struct run *r, struct err *e)
{
	return projection_write(r, &how, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, project, argc, argv);
}
