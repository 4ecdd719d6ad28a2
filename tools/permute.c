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
	.text = "",
	.method = "",
	.opts = (const struct opt[]){
		{ 0, "shuffle", OPT_TEXT, &how.shuffle, "FILE:COLUMN[,COLUMN][:within=COLUMN]", "people exchange what stands in the column" },
		{ 0, "rewire", OPT_CHOICE, &how.rewire, PERMUTATION_NULLS, "the ties on standard input are dealt anew" },
		{ 0, "switches", OPT_COUNT, &how.switches, "N", "--rewire degrees: switches to try for each tie [10]" },
		{ 0, "na", OPT_CHOICE, &how.na, "drop|category|fail", "--shuffle: rows with a missing value keep it, exchange it, or are a reason to stop [drop]" },
		{ 0, "side", OPT_CHOICE, &how.side, SIDE_WORDS, "which side p counts [two]" },
		{ 0, "keys", OPT_TEXT, &how.keys, "COLUMN[,COLUMN]", "columns of the output that tell its rows apart, though they hold numbers" },
		{ 0, "values", OPT_TEXT, &how.values, "COLUMN[,COLUMN]", "the columns of numbers that are tested [all]" },
		{ 0, "draws", OPT_FILE, &how.draws, "FILE", "also write every number of every replicate, for ties plot null" }, { 0 } },
	.examples = (const struct example[]){ { 0 } },
};

static int body(struct run *r, struct err *e) { return permutation_run(r, &how, e); }

int main(int argc, char **argv)
{
	return tool_run(&tool, body, argc, argv);
}
