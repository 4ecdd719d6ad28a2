/* percolate - how does a network fall apart when its ties are taken away? */
#include "percolation.h"

static struct percolation_how how = { .orders = "ascending,descending,random", .replicates = 100, .points = 100, .level = 0.9 };

static const struct tool tool = {
	.name = "percolate",
	.group = "what if",
	.purpose = "how a network falls apart when its ties are removed, weak or strong ones first",
	.uses = USES_TIES | USES_NODES | USES_RANDOM | USES_THREADS,
	.text =
		"Takes the ties away one by one, by rising and by falling values of the column -x and in random order, "
		"and writes what is left of the network on the way: the share of people in the giant component, the "
		"susceptibility (how large the other components are) and the number of components. If weak ties are "
		"bridges between circles, the network breaks sooner when the weak ones go first (Granovetter 1973; "
		"Onnela et al. 2007). Several columns are compared in one run: -x weight,overlap.\n\n"
		"Ties of equal value go in random order, drawn anew in each replicate: every order has its own band. A "
		"column without equal values has one order only, and one replicate. All replicates are written; "
		"--summary writes their mean and band.\n\n"
		"Directions are ignored. --nodes brings in people without ties: they count in every share.",
	.method =
		"With N people and m ties, r of them removed: share = r / m; giant = S1 / N, S1 the size of the largest "
		"component; susceptibility = (sum of s^2 over all components but one largest) / N; a person without "
		"ties is a component of size 1. The points are r = 0 and, for k = 1 ... P (--points), r = k m / P "
		"rounded; where m < P each r comes once.\n\n"
		"All orders start from the same network: loops, and ties that lack a number in any column of -x (the "
		"overlap of two people who know nobody else), are left out of every order, and counted on standard "
		"error; their people stay. A tie that stands in several rows is removed row by row: the pair is "
		"connected until the last is gone. Merge them first (ties import) if that is not meant.\n\n"
		"Curves are worked out backwards, by putting the ties in again and joining components (union-find): "
		"nearly linear in the number of ties. Replicate r uses the same sub-stream of --seed in every order and "
		"network, so that a network gives the same numbers alone and with --by.\n\n"
		"--summary: mean, and quantiles of type 7 at either end of --level, over the replicates. With no ties "
		"share is NA, with no people everything.",
	.reads = (const struct col[]){
		{ "i j | from to", "the ends of the tie" },
		{ "-x", "columns of numbers: ties are removed in their order" }, { 0 } },
	.writes = (const struct col[]){
		{ "order", "'weight ascending' (smallest first), 'weight descending', 'random'" },
		{ "replicate", "1, 2 ...: the draw" },
		{ "removed share", "ties removed, and their share of all ties" },
		{ "giant", "share of all people in the largest component" },
		{ "susceptibility", "sum of squared sizes of the other components, per person" },
		{ "components", "number of components" },
		{ "giant_lo giant_hi ...",
		  "with --summary: the band of each of the three, after its mean, and the number of replicates" }, { 0 } },
	.opts = (const struct opt[]){
		{ 'x', "x", OPT_COLUMN, &how.x, "COLUMN[,COLUMN]", "remove ties in the order of this column [random order only]" },
		{ 0, "order", OPT_TEXT, &how.orders, "WORD[,WORD]", "which orders [ascending,descending,random]" },
		{ 'R', "replicates", OPT_COUNT, &how.replicates, "N", "draws of every order [100]" },
		{ 0, "points", OPT_COUNT, &how.points, "P", "points of a curve after its start [100]" },
		{ 0, "summary", OPT_FLAG, &how.summary, NULL, "write mean and band over the replicates" },
		{ 0, "level", OPT_REAL, &how.level, "L", "with --summary: the level of the band [0.9]" }, { 0 } },
	.examples = (const struct example[]){
		{ "two triangles held together by a weak tie: the weak tie first, then two of the others",
		  "percolate -x weight --order ascending -R 1 --points 3",
		  "i\tj\tweight\na\tb\t2\nb\tc\t3\na\tc\t4\nc\td\t1\nd\te\t5\ne\tf\t6\nd\tf\t7\n",
		  "order\treplicate\tremoved\tshare\tgiant\tsusceptibility\tcomponents\n"
		  "weight ascending\t1\t0\t0\t1\t0\t1\n"
		  "weight ascending\t1\t2\t0.2857142857142857\t0.5\t1.5\t2\n"
		  "weight ascending\t1\t5\t0.7142857142857143\t0.5\t0.5\t4\n"
		  "weight ascending\t1\t7\t1\t0.16666666666666666\t0.8333333333333334\t6\n" },
		{ "a ring of four, at random: two of its ties may share a person or not", "percolate --points 2 --summary",
		  "i\tj\na\tb\nb\tc\nc\td\nd\ta\n",
		  "order\tremoved\tshare\tgiant\tgiant_lo\tgiant_hi\tsusceptibility\tsusceptibility_lo\tsusceptibility_hi\t"
		  "components\tcomponents_lo\tcomponents_hi\treplicates\n"
		  "random\t0\t0\t1\t1\t1\t0\t0\t0\t1\t1\t1\t100\n"
		  "random\t2\t0.5\t0.67\t0.5\t0.75\t0.49\t0.25\t1\t2\t2\t2\t100\n"
		  "random\t4\t1\t0.25\t0.25\t0.25\t0.75\t0.75\t0.75\t4\t4\t4\t100\n" },
		{ "weak ties first, strong ties first, least overlap first, at random",
		  "overlap calls.tsv | ties percolate -x weight,overlap | "
		  "ties plot lines -o percolation.svg", NULL, NULL }, { 0 } },
	.sources =
		"Onnela et al. (2007) PNAS 104:7332, doi:10.1073/pnas.0610245104\n"
		"Granovetter (1973) American Journal of Sociology 78:1360, doi:10.1086/225469\n"
		"Newman and Ziff (2001) Physical Review E 64:016706, doi:10.1103/PhysRevE.64.016706",
	.see = "overlap, component, bin, plot",
};

static int percolate(struct run *r, struct err *e)
{
	struct percolation p;

	TRY(percolation_run(r, &how, &p, e));
	net_report(&p.net, p.loops, 0, "left out");
	net_report(&p.net, 0, p.repeated, "removed row by row: the pair is connected until its last row is gone");
	if (p.missing)
		note(r, "%s without a number in '%s' left out of every order", plural(p.missing, "tie", "ties"), how.x);
	return percolation_write(&p, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, percolate, argc, argv);
}
