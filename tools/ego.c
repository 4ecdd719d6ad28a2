/* ego - whom each person knows: how many of a kind, how alike, how diverse. */
#include "composition.h"
#include "ego.h"

static struct composition_how how;

static const struct tool tool = {
	.name = "ego",
	.group = "a person",
	.purpose = "whom each person knows: how many of the own kind, how diverse, how alike",
	.uses = USES_TIES | USES_WEIGHT | USES_NODES | USES_ATTR,
	.text = "x",
	.method = "y",
	.reads = (const struct col[]){
		{ "i j | from to", "the ends of the tie" }, { 0 } },
	.writes = (const struct col[]){
		{ "node", "see above" }, { 0 } },
	.opts = (const struct opt[]){
		{ 0, "numeric", OPT_COLUMN, &how.numeric, "COLUMN[,COLUMN]", "attributes that are numbers, such as age" },
		{ 0, "alters", OPT_CHOICE, &how.alters, EGO_ALTERS, "who is an alter in a directed network: everyone in contact, "
		  "those ego sends to, those who send to ego, those who do both [both]" },
		{ 0, "counts", OPT_FLAG, &how.counts, NULL, "a column for each kind too: how many alters are of it (with -w their weight)" },
		{ 0, "personal", OPT_FLAG, &how.personal, NULL, "personal networks: each row is an alter whom one ego named, with the alter's attributes" }, { 0 } },
	.examples = (const struct example[]){
		{ "x", "ego -a office --nodes <(printf 'node,office\\na,N\\nb,N\\nc,S\\nd,S\\n')",
		  "i\tj\na\tb\na\tc\nb\tc\nc\td\n",
		  "" },
		{ 0 } },
	.sources = "x",
	.see = "homophily, mixing, holes, attach",
};

static int ego(struct run *r, struct err *e)
{
	return composition_run(r, &how, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, ego, argc, argv);
}
