/* describe - the first look at a network. */
#include "description.h"

static const char *weight;

static const struct tool tool = {
	.name = "describe",
	.group = "the whole",
	.purpose = "what a network is like, in one long table: size, density, components, clustering, degrees",
	.uses = USES_TIES | USES_NODES | USES_THREADS,
	.text =
		"Reads ties and writes one row for each measure of the network as a whole. With --by\n"
		"each value of a column (wave, layer) is described on its own, with --nodes people\n"
		"without ties count too, and -w adds the distribution of the weights. Where a\n"
		"measure is not defined its value is NA and the column note says why.\n\n"
		"Directed ties (from to) are described as arcs as well: how many are returned, the strong\n"
		"components, in- and out-degrees.",
	.method =
		"Loops and rows that repeat a tie are counted and then left out: a tie counts once. In a\n"
		"directed network a tie is a pair of people with an arc in at least one direction;\n"
		"degree, triangles, transitivity, clustering and components use ties. A table of ties\n"
		"alone knows no isolates, except people who have only a loop: --nodes brings them.\n\n"
		"Transitivity and the two means of clustering are often confused. The first weighs people\n"
		"by their pairs of contacts, so that hubs decide; the means weigh people alike, and differ\n"
		"from each other where many have fewer than two contacts, for whom nothing can be closed.\n\n"
		"Quantiles between two values are interpolated (type 7 of Hyndman and Fan, the default of R).\n"
		"The weight of a tie (arc) is the sum of its rows; rows whose weight is missing are left out.\n"
		"Assortativity counts each tie both ways; of arcs it correlates the out-degree of the\n"
		"source with the in-degree of the target.",
	.reads = (const struct col[]){
		{ "i j | from to", "the ends of the tie" }, { 0 } },
	.writes = (const struct col[]){
		{ "measure, value", "one row for each of these" },
		{ "note", "why a value is NA; the column is left out where none is" },
		{ "people", "those of the ties, and of --nodes" },
		{ "ties", "pairs of people who are tied; arcs: ordered pairs (directed)" },
		{ "loops, repeated", "rows from somebody to themselves, and further rows of a tie (arc)" },
		{ "density", "ties / (n(n-1)/2), or arcs / n(n-1); NA for fewer than two people" },
		{ "isolates", "people without a tie to another person" },
		{ "components", "parts that hang together, whatever the direction" },
		{ "giant, giant_share", "people in the largest component, and their share of all" },
		{ "strong_components, strong_giant, strong_giant_share",
		  "the same of people who reach one another along arcs (directed)" },
		{ "reciprocity", "share of the arcs that are returned (directed)" },
		{ "triangles", "three people who are all tied" },
		{ "transitivity", "3 triangles / pairs of ties that share a person; NA if nobody has two contacts" },
		{ "clustering",
		  "share of the pairs of a person's contacts who are tied, mean over people with two contacts and more" },
		{ "clustering_zeros", "the same over all people, those with fewer contacts counted as 0" },
		{ "degree_assortativity",
		  "Pearson correlation of the degrees at the two ends of ties, in [-1, 1]; NA if all are equal" },
		{ "degree_min ... degree_max", "least, quartiles, mean and most contacts; also indegree_, outdegree_ (directed)" },
		{ "weight_min ... weight_max", "the same of the column of -w, over ties (arcs)" },
		{ "missing, missing_COLUMN", "cells that are empty, NA or NaN, the ends apart; those of each column that has any" },
		{ "missing_node, missing_node_COLUMN", "the same of the people in --nodes, by wave if they are a panel" }, { 0 } },
	.opts = (const struct opt[]){
		{ 'w', "weight", OPT_COLUMN, &weight, "COLUMN", "describe this column as the weight of ties [none]" }, { 0 } },
	.examples = (const struct example[]){
		{ "a triangle a-b-c with a pendant d", "describe",
		  "i\tj\na\tb\nb\tc\na\tc\nc\td\n",
		  "measure\tvalue\n"
		  "people\t4\n"
		  "ties\t4\n"
		  "loops\t0\n"
		  "repeated\t0\n"
		  "density\t0.6666666666666666\n"
		  "isolates\t0\n"
		  "components\t1\n"
		  "giant\t4\n"
		  "giant_share\t1\n"
		  "triangles\t1\n"
		  "transitivity\t0.6\n"
		  "clustering\t0.7777777777777778\n"
		  "clustering_zeros\t0.5833333333333334\n"
		  "degree_assortativity\t-0.7142857142857143\n"
		  "degree_min\t1\n"
		  "degree_q1\t1.75\n"
		  "degree_median\t2\n"
		  "degree_mean\t2\n"
		  "degree_q3\t2.25\n"
		  "degree_max\t3\n"
		  "missing\t0\n" },
		{ "arcs, two of the three returned", "describe | grep -E 'measure|arcs|recip|strong'",
		  "from\tto\na\tb\nb\ta\nb\tc\n",
		  "measure\tvalue\tnote\n"
		  "arcs\t3\tNA\n"
		  "strong_components\t2\tNA\n"
		  "strong_giant\t2\tNA\n"
		  "strong_giant_share\t0.6666666666666666\tNA\n"
		  "reciprocity\t0.6666666666666666\tNA\n" },
		{ "the waves of a panel, side by side", "describe --by wave --nodes people.tsv -w calls ties.tsv", NULL, NULL },
		{ 0 } },
	.sources =
		"Watts & Strogatz (1998) Collective dynamics of 'small-world' networks, doi:10.1038/30918\n"
		"Newman (2002) Assortative mixing in networks, doi:10.1103/PhysRevLett.89.208701\n"
		"Hyndman & Fan (1996) Sample quantiles in statistical packages, doi:10.1080/00031305.1996.10473566\n"
		"Wasserman & Faust (1994) Social Network Analysis, doi:10.1017/CBO9780511815478",
	.see = "component, overlap, import",
};

static int describe(struct run *r, struct err *e)
{
	return description_run(r, weight, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, describe, argc, argv);
}
