/* attach - bring what is known of people to their ties. */
#include "attachment.h"

static struct attachment_how how;

static const struct tool tool = {
	.name = "attach",
	.group = "get ties",
	.purpose = "bring columns of a table of people to both ends of each tie",
	.uses = USES_TIES | USES_NO_BY | USES_NODES | USES_AS,
	.text =
		"Looks up both ends of each tie in the table of --nodes and appends what stands\n"
		"there: -a office gives office_i and office_j for ties i j, office_from and office_to\n"
		"for ties from to. Without -a all columns of the table are brought. The cells are passed\n"
		"on as they are, byte for byte.\n\n"
		"A person of the ties who is not in the table gets NA, and standard error says how\n"
		"many there are; with -v also how many of the table have no tie. Nobody may stand in\n"
		"the table twice, except in a panel: where the table has one row for a person and wave,\n"
		"--by wave looks up the person in the wave of the tie.",
	.method =
		"A join of the ties with the table of people, once for each end. Ids are compared byte by\n"
		"byte: 007 is not 7. A cell that is empty in the table stays empty; NA is written only for\n"
		"people the table lacks. A new column whose name is taken is an error: --as NAME gives\n"
		"NAME_i and NAME_j for one column, --rename OLD=NEW renames the one that is there.",
	.reads = (const struct col[]){
		{ "i j | from to", "the ends of the tie; every other column is passed on" },
		{ "node (or id)", "in --nodes: the person" }, { 0 } },
	.writes = (const struct col[]){
		{ "NAME_i, NAME_j", "the column NAME of the two people (NAME_from, NAME_to for arcs, and so on)" }, { 0 } },
	.opts = (const struct opt[]){
		{ 'a', "attribute", OPT_COLUMN, &how.columns, "COLUMN,...", "the columns to bring [all]" },
		{ 0, "by", OPT_COLUMN, &how.by, "COLUMN,...", "of a panel: look people up by these columns as well, such as wave" },
		{ 0 } },
	.examples = (const struct example[]){
		{ "the offices of both ends", "attach --nodes <(printf 'node,office\\na,N\\nb,S\\nc,N\\n') -a office",
		  "i\tj\tcalls\na\tb\t3\nc\ta\t1\n",
		  "i\tj\tcalls\toffice_i\toffice_j\na\tb\t3\tN\tS\nc\ta\t1\tN\tN\n" },
		{ "arcs; nobody knows the age of d", "attach --nodes <(printf 'node,age\\na,31\\nb,45\\n')",
		  "from\tto\na\tb\nb\td\n",
		  "from\tto\tage_from\tage_to\na\tb\t31\t45\nb\td\t45\tNA\n" },
		{ "a panel: the office of that year",
		  "attach --by year --nodes <(printf 'node,year,office\\na,1,N\\na,2,S\\nb,1,N\\nb,2,N\\n') -a office",
		  "i\tj\tyear\na\tb\t1\na\tb\t2\n",
		  "i\tj\tyear\toffice_i\toffice_j\na\tb\t1\tN\tN\na\tb\t2\tS\tN\n" },
		{ "do ties inside an office overlap more than others?",
		  "attach --nodes people.tsv -a office ties.tsv | ties overlap", NULL, NULL },
		{ 0 } },
	.sources =
		"Codd (1970) A relational model of data for large shared data banks, doi:10.1145/362384.362685",
	.see = "overlap, import",
};

static int attach(struct run *r, struct err *e)
{
	return attachment_run(r, &how, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, attach, argc, argv);
}
