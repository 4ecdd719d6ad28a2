/* permute - a pipeline run again and again on data left to chance. */
#include "null.h"
#include "permutation.h"
#include "stat_test.h"

static struct permutation_how how = { .rewire = -1, .switches = NULL_SWITCHES };

static const struct tool tool = {
	.name = "permute",
	.group = "inference",
	.purpose = "every number that a pipeline prints, held against what it would be by chance",
	.uses = USES_TIES | USES_WEIGHT | USES_NODES | USES_NULL | USES_THREADS,
	.operands = "'PIPELINE'",
	.text =
		"Runs a pipeline on the data as they are, and then again and again on data in which something was left to chance, and "
		"says of every number that it prints how far that is from chance. So any number of any tool, or of a line of awk, gets "
		"a null model.\n\n"
		"--shuffle people.csv:gender lets the people exchange what stands in that column (several columns move together; "
		":within=office: only with people of the same office). The pipeline names the file as {}, and the ties are on standard "
		"input:\n\n"
		"  ties permute --shuffle people.csv:gender -- 'ties mixing --nodes {} -a gender' < ties.tsv\n\n"
		"--rewire deals the ties anew: the pipeline finds them on its standard input. The models are those of ties rewire: "
		"weights (-w), degrees, gnm, bernoulli, dyads.\n\n"
		"The pipeline is one word for the shell: put it in quotes. It must print a table, or a line of numbers. Columns that "
		"hold anything but numbers are keys: they, and the place among rows of the same keys, tell which rows of two runs "
		"belong together. Where a key holds digits only, name it with --keys.",
	.method =
		"Replicate r uses sub-stream r of the seed, as the tools with a null model of their own do: the same people get the "
		"same labels, and the numbers are the same. Whoever has no value keeps none (--na category: it is exchanged like any "
		"other). For the models of --rewire see ties rewire and its sources.\n\n"
		"p = (c + 1) / (R + 1), c of R replicates at least as extreme as observed, doubled for two sides (at most 1). z = "
		"(value - null_mean) / null_sd. replicates counts those in which the number was there: a row that was not printed, and "
		"NA, count as undefined. A number that is NA in the observed run is not tested. Rows that only replicates print are "
		"left out and counted.\n\n"
		"The pipeline is run by bash with pipefail: if one of its programs fails, in any replicate, the run ends with the "
		"message of that program and its exit status. -j runs so many at a time, each with one thread. What the observed run "
		"says on standard error is passed on, what replicates say is not.",
	.reads = (const struct col[]){
		{ "FILE of --shuffle", "its column; the rest is passed on" },
		{ "i j | from to", "--rewire: the ends of the tie; other columns as in ties rewire" },
		{ "what the pipeline prints", "keys and numbers; node, i, j, from, to, measure, wave and the like are always keys" }, { 0 } },
	.writes = (const struct col[]){
		{ "the keys", "as the pipeline prints them" },
		{ "measure", "the column of the number; where the pipeline prints measure and value, that measure (its other numbers: measure.column)" },
		{ "value", "the number, on the data as they are" },
		{ "null", "labels, or the model of --rewire" },
		{ "null_mean null_sd z p side replicates", "the number in the replicates, and its test" }, { 0 } },
	.opts = (const struct opt[]){
		{ 0, "shuffle", OPT_TEXT, &how.shuffle, "FILE:COLUMN[,COLUMN][:within=COLUMN]", "people exchange what stands in the column" },
		{ 0, "rewire", OPT_CHOICE, &how.rewire, PERMUTATION_NULLS, "the ties on standard input are dealt anew" },
		{ 0, "switches", OPT_COUNT, &how.switches, "N", "--rewire degrees: switches to try for each tie [10]" },
		{ 0, "na", OPT_CHOICE, &how.na, "drop|category|fail",
		  "--shuffle: rows with a missing value keep it, exchange it, or are a reason to stop [drop]" },
		{ 0, "side", OPT_CHOICE, &how.side, SIDE_WORDS, "which side p counts [two]" },
		{ 0, "keys", OPT_TEXT, &how.keys, "COLUMN[,COLUMN]", "columns of the output that tell its rows apart, though they hold numbers" },
		{ 0, "values", OPT_TEXT, &how.values, "COLUMN[,COLUMN]", "the columns of numbers that are tested [all]" },
		{ 0, "draws", OPT_FILE, &how.draws, "FILE", "also write every number of every replicate, for ties plot null" }, { 0 } },
	.examples = (const struct example[]){
		{ "do men and women mix less than chance would have it?",
		  "permute --shuffle people.csv:gender -- 'ties mixing --nodes {} -a gender' < ties.tsv", NULL, NULL },
		{ "a number of one's own: the weight of the ties between the two best connected",
		  "permute --rewire weights -w weight -R 199 'awk \"/^a.b/ { print \\$3 }\"'",
		  "i\tj\tweight\na\tb\t9\na\tc\t2\nb\tc\t3\na\td\t1\nb\te\t2\n",
		  "measure\tvalue\tnull\tnull_mean\tnull_sd\tz\tp\tside\treplicates\n"
		  "value\t9\tweights\t3.6130653266331656\t3.072529006488119\t1.7532575484206954\t0.48\ttwo\t199\n" },
		{ "are more ties returned than the degrees explain?",
		  "permute --rewire degrees -R 199 'ties describe | grep -e measure -e reciprocity'",
		  "from\tto\na\tb\nb\ta\nb\tc\nc\tb\nc\td\nd\tc\nd\ta\na\td\ne\ta\nb\te\nf\tc\nd\tf\n",
		  "measure\tvalue\tnull\tnull_mean\tnull_sd\tz\tp\tside\treplicates\n"
		  "reciprocity\t0.6666666666666666\tdegrees\t0.4865996649916248\t0.14248553583984744\t1.2637563568377608\t0.48\ttwo\t199\n" },
		{ "does overlap rise with weight, when the weights are dealt anew?",
		  "permute --rewire weights -w weight 'ties overlap | ties bin -x weight -y overlap --ci none' < calls.tsv", NULL, NULL },
		{ 0 } },
	.sources =
		"Phipson and Smyth (2010) Statistical Applications in Genetics and Molecular Biology 9:39, doi:10.2202/1544-6115.1585\n"
		"Davison and Hinkley (1997) Bootstrap Methods and their Application, doi:10.1017/CBO9780511802843, section 4.2\n"
		"Krackhardt (1988) Social Networks 10:359, doi:10.1016/0378-8733(88)90004-4",
	.see = "rewire, qap, mixing, describe, plot",
};

static int body(struct run *r, struct err *e) { return permutation_run(r, &how, e); }

int main(int argc, char **argv)
{
	return tool_run(&tool, body, argc, argv);
}
