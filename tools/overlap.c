/* overlap - do the two ends of a tie know the same people? */
#include "tie_columns.h"

static const char *also;

static const struct tool tool = {
	.name = "overlap",
	.group = "a tie",
	.purpose = "how many of their contacts the two ends of each tie share",
	.uses = USES_TIES | USES_WEIGHT | USES_THREADS | USES_AS,
	.text =
		"Appends to each tie its embeddedness, the number of contacts that its two ends have in common, and its "
		"neighbourhood overlap, the share of their other contacts that are common: 0 for a bridge between "
		"circles, 1 for a tie inside one. Granovetter (1973) expects strong ties to have much of it and weak "
		"ties little: ties bin draws that curve from the result.\n\n"
		"The two numbers do not depend on direction, and repeated ties count once, so a tie that stands in "
		"several rows has the same value in each. With --by, each value of a column is a network of its own.",
	.method =
		"For a tie between i and j, n is the number of their common neighbours and k_i the number of people "
		"that i is tied to, in or out, i itself left out.\n\n"
		"  embeddedness      n\n"
		"  overlap           n / (k_i + k_j - 2 - n)       Onnela et al. 2007\n"
		"  jaccard           n / (k_i + k_j - n)           igraph, NetworkX: the ends are counted\n"
		"  jaccard_closed    (n + 2) / (k_i + k_j - n)     each end belongs to its own neighbourhood\n"
		"  dice              2 n / (k_i + k_j)\n"
		"  scan              (n + 2) / sqrt((k_i + 1)(k_j + 1))\n"
		"  adamic_adar       sum over common neighbours c of 1 / ln k_c\n"
		"  allocation        sum over common neighbours c of 1 / k_c\n"
		"  weighted_overlap  sum over c of (w_ic + w_jc) / (s_i + s_j - 2 w_ij)\n\n"
		"Other programs call several of these Jaccard or strength: for the tie 4-8 of the karate club (n = 3, "
		"degrees 6 and 4) they are 0.6, 0.4286, 0.7143, 0.6 and 0.8452, in this order from overlap to scan. Say "
		"which one you used.\n\n"
		"weighted_overlap (-w names the weight) is this suite's own definition: with unit weights it is 2 n / "
		"(k_i + k_j - 2), which is not the overlap, so neither is a special case of the other. Repeated rows of "
		"a tie are summed, s is the sum of a person's weights, and negative weights are refused.\n\n"
		"Undefined, NA: the overlap of two people who know nobody else (0/0), and every value of a loop. A tie "
		"whose one end has no other contact has overlap 0.\n\n"
		"Cost: one pass over the triangles, O(m^1.5) in the number of ties.",
	.reads = (const struct col[]){
		{ "i j | from to", "the ends of the tie; all other columns are passed on" }, { 0 } },
	.writes = (const struct col[]){
		{ "embeddedness", "common neighbours of the ends, 0, 1, 2 ..." },
		{ "overlap", "share of the ends' other contacts that they have in common, 0 to 1 (--as renames it)" }, { 0 } },
	.opts = (const struct opt[]){
		{ 'A', "add", OPT_TEXT, &also, "NAME[,NAME]", "further columns: jaccard, jaccard_closed, dice, scan, adamic_adar, "
		  "allocation, weighted_overlap" }, { 0 } },
	.examples = (const struct example[]){
		{ "a triangle a-b-c with a pendant d", "overlap",
		  "i\tj\na\tb\nb\tc\na\tc\nc\td\n",
		  "i\tj\tembeddedness\toverlap\na\tb\t1\t1\nb\tc\t1\t0.5\na\tc\t1\t0.5\nc\td\t0\t0\n" },
		{ "two names for similar things", "overlap --add jaccard,dice",
		  "i\tj\na\tb\nb\tc\na\tc\nc\td\n",
		  "i\tj\tembeddedness\toverlap\tjaccard\tdice\na\tb\t1\t1\t0.3333333333333333\t0.5\n"
		  "b\tc\t1\t0.5\t0.25\t0.4\na\tc\t1\t0.5\t0.25\t0.4\nc\td\t0\t0\t0\t0\n" },
		{ "Granovetter's question: does overlap rise with weight?", "overlap calls.tsv | ties bin -x weight -y overlap", NULL, NULL },
		{ 0 } },
	.sources =
		"Granovetter (1973) American Journal of Sociology 78:1360, doi:10.1086/225469\n"
		"Onnela et al. (2007) PNAS 104:7332, doi:10.1073/pnas.0610245104\n"
		"Easley and Kleinberg (2010) Networks, Crowds, and Markets, chapter 3, doi:10.1017/CBO9780511761942\n"
		"Adamic and Adar (2003) Social Networks 25:211, doi:10.1016/S0378-8733(03)00009-1\n"
		"Zhou, Lu and Zhang (2009) European Physical Journal B 71:623, doi:10.1140/epjb/e2009-00335-8\n"
		"Xu et al. (2007) KDD, doi:10.1145/1281192.1281280",
	.see = "import, bin, percolate, plot",
};

static int overlap(struct run *r, struct err *e)
{
	return tie_columns_run(r, also, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, overlap, argc, argv);
}
