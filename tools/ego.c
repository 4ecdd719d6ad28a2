/* ego - whom each person knows: how many of a kind, how alike, how diverse. */
#include "composition.h"
#include "ego.h"

static struct composition_how how;

static const struct tool tool = {
	.name = "ego",
	.group = "a person",
	.purpose = "whom each person knows: how many of the own kind, how diverse, how alike",
	.uses = USES_TIES | USES_WEIGHT | USES_NODES | USES_ATTR,
	.text =
		"Writes one row a person: how many of the person's contacts (alters) are of the own kind, and how many kinds there are among them. "
		"Who looks for work among translators hears what translators hear; who also knows notaries and grocers hears more. "
		"-a names columns of --nodes that are kinds (profession, office), --numeric those that are numbers (age). Ego is never counted among the alters.\n\n"
		"Answers chain: holes --nodes people.tsv ties.tsv > h.tsv; ego --nodes h.tsv -a profession ties.tsv.\n\n"
		"--personal reads networks that were collected person by person: each row is an alter whom one ego named, "
		"with the alter's own attributes, and alters are shared by nobody (the General Social Survey asks so).",
	.method =
		"p_c is the share of kind c in the weight of the alters whose kind is known (-w, else each counts 1):\n\n"
		"  same        p of ego's own kind; ei = 1 - 2 same, the E-I index\n"
		"  blau        1 - sum p^2; iqv = blau K / (K - 1), K the kinds in the network\n"
		"  entropy     - sum p ln p, in nats; richness, the number of kinds\n"
		"  yule_q      (ad - bc) / (ad + bc) over all others: alters of ego's kind a, others of it b, alters of another c, others d\n"
		"  same_two    two steps: of the alters of the alters, ego left out, one for each path, the share of ego's kind (monophily)\n\n"
		"Of numbers: mean; sd, times k/(k - 1) within the root for k alters; difference, the mean of |ego - alter|; similarity, 1 / (1 + d), d^2 the mean squared "
		"difference, which is this suite's definition and depends on the unit.\n\n"
		"Alters of unknown kind do not count, and are counted on standard error. NA: no alters of known kind, ego's own kind unknown where it is compared, one alter for sd, 0/0. "
		"Richness without alters is 0. yule_q and same_two need alters who are egos too, and no weights. netrics computes several of these over the closed ego network, ego included, and gets other numbers.",
	.reads = (const struct col[]){
		{ "i j | from to", "the ends of the tie; with --personal ego and alter, and the alter's attributes" },
		{ "--nodes: node", "people and their attributes; the other columns are passed on" }, { 0 } },
	.writes = (const struct col[]){
		{ "node", "the person, in order of first appearance (with --nodes: as there, with the columns there)" },
		{ "KIND_alters KIND_same KIND_ei KIND_blau KIND_iqv", "for each column of -a" },
		{ "KIND_entropy KIND_richness KIND_yule_q KIND_same_two", "for each column of -a" },
		{ "NUMBER_alters NUMBER_mean NUMBER_sd NUMBER_difference NUMBER_similarity", "for each column of --numeric" }, { 0 } },
	.opts = (const struct opt[]){
		{ 0, "numeric", OPT_COLUMN, &how.numeric, "COLUMN[,COLUMN]", "attributes that are numbers, such as age" },
		{ 0, "alters", OPT_CHOICE, &how.alters, EGO_ALTERS, "who is an alter in a directed network: everyone in contact, "
		  "those ego sends to, those who send to ego, those who do both [both]" },
		{ 0, "counts", OPT_FLAG, &how.counts, NULL, "a column for each kind too: how many alters are of it (with -w their weight)" },
		{ 0, "personal", OPT_FLAG, &how.personal, NULL, "personal networks: each row is an alter whom one ego named, with the alter's attributes" }, { 0 } },
	.examples = (const struct example[]){
		{ "two offices", "ego -a office --nodes <(printf 'node\\toffice\\na\\tN\\nb\\tN\\nc\\tS\\nd\\tS\\n')",
		  "i\tj\na\tb\na\tc\nb\tc\nc\td\n",
		  "node\toffice\toffice_alters\toffice_same\toffice_ei\toffice_blau\toffice_iqv\toffice_entropy\toffice_richness\toffice_yule_q\toffice_same_two\n"
		  "a\tN\t2\t0.5\t0\t0.5\t1\t0.6931471805599453\t2\t1\t0.3333333333333333\n"
		  "b\tN\t2\t0.5\t0\t0.5\t1\t0.6931471805599453\t2\t1\t0.3333333333333333\n"
		  "c\tS\t3\t0.3333333333333333\t0.33333333333333337\t0.4444444444444444\t0.8888888888888888\t0.6365141682948128\t2\tNA\t0\n"
		  "d\tS\t1\t1\t-1\t0\t0\t0\t1\t1\t0\n" },
		{ "how far apart in age", "ego --numeric age --nodes <(printf 'node\\tage\\na\\t30\\nb\\t40\\nc\\t50\\n')",
		  "i\tj\na\tb\na\tc\nb\tc\n",
		  "node\tage\tage_alters\tage_mean\tage_sd\tage_difference\tage_similarity\n"
		  "a\t30\t2\t45\t7.0710678118654755\t15\t0.05948348715197548\n"
		  "b\t40\t2\t40\t14.142135623730951\t10\t0.09090909090909091\n"
		  "c\t50\t2\t35\t7.0710678118654755\t15\t0.05948348715197548\n" },
		{ "is the least constrained person the one with the most varied professions?",
		  "holes --nodes people.tsv ties.tsv > h.tsv; ties ego --nodes h.tsv -a profession ties.tsv | "
		  "ties bin -x constraint -y profession_richness --correlation", NULL, NULL },
		{ 0 } },
	.sources =
		"Krackhardt and Stern (1988) Social Psychology Quarterly 51:123, doi:10.2307/2786835\n"
		"Agresti and Agresti (1978) Sociological Methodology 9:204, doi:10.2307/270810\n"
		"Simpson (1949) Nature 163:688, doi:10.1038/163688a0\n"
		"Altenburger and Ugander (2018) Nature Human Behaviour 2:284, doi:10.1038/s41562-018-0321-8",
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
