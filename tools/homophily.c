/* homophily - do ties stay among people of a kind, more than chance makes them? */
#include "homophily.h"
#include "stat_test.h"

#include <math.h>

static struct homophily_how how = { .share = NAN, .level = 0.95, .jackknife = -1 };

static const struct tool tool = {
	.name = "homophily",
	.group = "a group",
	.purpose = "do ties stay among people of a kind? segregation, likeness and social capital, held against chance",
	.uses = USES_TIES | USES_WEIGHT | USES_NODES | USES_ATTR | USES_NULL | USES_THREADS,
	.text = "x",
	.method = "y",
	.reads = (const struct col[]){
		{ "i j | from to", "the ends of the tie" }, { 0 } },
	.writes = (const struct col[]){
		{ "measure", "see above" }, { 0 } },
	.opts = (const struct opt[]){
		{ 0, "numeric", OPT_COLUMN, &how.numeric, "COLUMN[,COLUMN]", "attributes of people that are numbers, such as age" },
		{ 0, "measures", OPT_TEXT, &how.measures, "NAME[,NAME]", "which measures [all that there is data for]" },
		{ 0, "null", OPT_TEXT, &how.null, "labels[:within=COLUMN]|degrees|none", "the null model: who bears which label is dealt anew, among people of the same COLUMN; "
		  "or the ties are, and everybody keeps their number [labels]" },
		{ 0, "side", OPT_CHOICE, &how.side, SIDE_WORDS, "which side p counts [two]" },
		{ 0, "level", OPT_REAL, &how.level, "P", "the level of the intervals [0.95]" },
		{ 0, "jackknife", OPT_CHOICE, &how.jackknife, "ties|people", "what is left out, one by one, for standard errors [ties for both assortativities, people for ei and abs_difference]" },
		{ 0, "by-breaks", OPT_TEXT, &how.by_breaks, "X,X[,X]", "put the networks of --by, a column of numbers such as weight, together in bins with these borders" },
		{ 0, "by-quantile", OPT_COUNT, &how.by_quantile, "N", "the same, in N bins of nearly equal numbers of ties" },
		{ 0, "high", OPT_TEXT, &how.high, "COLUMN=VALUE", "social capital: people with this value are of high class" },
		{ 0, "setting", OPT_COLUMN, &how.setting, "COLUMN", "social capital: where people meet, such as school" },
		{ 0, "share", OPT_REAL, &how.share, "P", "social capital: the share of high people in the population; 0.5 as in Chetty et al. [that observed]" },
		{ 0, "exclude-ego", OPT_FLAG, &how.exclude_ego, NULL, "social capital: nobody is exposed to oneself" },
		{ 0, "from-mixing", OPT_FLAG, &how.from_mixing, NULL, "the input is a mixing matrix, as ties mixing writes it" }, { 0 } },
	.examples = (const struct example[]){
		{ "three offices", "homophily -a office --nodes <(printf 'node,office\\na,N\\nb,N\\nc,S\\nd,S\\n')",
		  "i\tj\na\tb\na\tc\nb\tc\nc\td\n",
		  "" },
		{ 0 } },
	.sources = "Newman (2003) Physical Review E 67:026126, doi:10.1103/PhysRevE.67.026126",
	.see = "mixing, ego, attach, plot",
};

static int homophily(struct run *r, struct err *e)
{
	return homophily_run(r, &how, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, homophily, argc, argv);
}
