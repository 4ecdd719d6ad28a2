/* ego - whom each person knows: how many of a kind, how alike, how diverse. */
#include "composition.h"
#include "egonet.h"

static struct composition_how how;

static const struct tool tool = {
	.name = "ego",
	.group = "a person",
	.purpose = "whom each person knows: how many of the own kind, how diverse, how alike",
	.uses = USES_TIES | USES_WEIGHT | USES_NODES | USES_ATTR,
	.text =
		"Writes for each person (ego) what kind of people the contacts (alters) are: how many of ego's own kind, how diverse, "
		"how far apart in a number. Ego is never counted among the alters. For each attribute NAME of -a, such as profession:\n\n"
		"  NAME_alters    alters whose NAME is known\n"
		"  NAME_same      share of them who have ego's\n"
		"  NAME_ei        E-I index: -1 all as ego, 1 none (Krackhardt and Stern)\n"
		"  NAME_blau      Blau's index: chance that two draws from alters differ\n"
		"  NAME_iqv       the same over its largest possible value\n"
		"  NAME_entropy   in nats\n"
		"  NAME_richness  how many kinds there are among them\n"
		"  NAME_yule_q    is the own kind preferred, of all who are there? -1 to 1\n"
		"  NAME_same_two  two steps: share of ego's kind among alters of alters\n\n"
		"and for each attribute of --numeric, such as age:\n\n"
		"  NAME_alters      alters whose NAME is known\n"
		"  NAME_mean        their mean\n"
		"  NAME_sd          their standard deviation\n"
		"  NAME_difference  mean difference from ego\n"
		"  NAME_similarity  1 if all are as ego, towards 0 with the distance\n\n"
		"--counts adds a column for each kind: NAME=VALUE. -w weighs the alters.\n\n"
		"People may be unlike their alters and yet all of one kind with the alters of these, who have the same taste: same_two "
		"shows it where same does not (monophily, Altenburger and Ugander 2018).\n\n"
		"--personal is for personal networks that were collected as such, as in a survey: each row of the table is an alter "
		"whom one ego named, with what ego said of the alter in columns of the same names as those of the egos in --nodes (the "
		"General Social Survey: ego alter sex race age). The alters of one ego are nobody else's, so that yule_q and same_two "
		"are not written. An ego of --nodes without a row has no alters: whether nobody was named or nobody was asked only the "
		"survey knows.",
	.method =
		"w is the weight of a tie (1 without -w), p_c the share of kind c in the weight of the alters whose kind is known, K "
		"the number of kinds in --nodes.\n\n"
		"  same        p of ego's kind\n"
		"  ei          (E - I) / (E + I) = 1 - 2 same\n"
		"  blau        1 - sum p_c^2\n"
		"  iqv         blau K / (K - 1)\n"
		"  entropy     - sum p_c ln p_c\n"
		"  yule_q      (ad - bc) / (ad + bc): alters of ego's kind a, others of it b,\n"
		"              alters of other kinds c, others of them d\n"
		"  same_two    over all paths ego - alter - other, other than ego:\n"
		"              share of others of ego's kind\n"
		"  sd          sqrt( sum w (x - mean)^2 / sum w  k / (k - 1) ), k alters\n"
		"  difference  sum w |x_ego - x| / sum w\n"
		"  similarity  1 / (1 + d), d^2 = sum w (x_ego - x)^2 / sum w\n\n"
		"In a directed network --alters says who is an alter; weights of both directions are summed where both count. Loops are "
		"left out, a repeated tie counts once, with -w its weights are summed, and weight 0 is no tie. yule_q and same_two "
		"count people and paths, not weights. similarity is a definition of this suite, and depends on the unit: give years, or "
		"standard deviations. Other programs: netrics takes the closed ego network, ego and the ties among alters included; "
		"karate club member 9 then has E-I -0.2 instead of 0.2. egor takes entropy to base 2; its EI() is of the ties among "
		"alters, comp_ei() that of ego.\n\n"
		"People whose kind is not known do not count as alters (--na drop), are a kind called NA (--na category), or a reason "
		"to stop (--na fail). Undefined, NA: everything but alters and richness (both 0) without alters whose kind is known; "
		"same, ei, yule_q, same_two, difference and similarity where ego's is not; yule_q where all are alters or all of one "
		"kind; sd of one alter; iqv if there is one kind. With --by, iqv has the kinds of all networks.",
	.reads = (const struct col[]){
		{ "i j | from to", "the ends of the tie" },
		{ "ego alter, NAME", "with --personal: who named, who was named (may be lacking), and the alter's attributes" },
		{ "node (or id), NAME", "in --nodes: the person, and the columns of -a and --numeric" }, { 0 } },
	.writes = (const struct col[]){
		{ "node", "the person, in order of first appearance (with --nodes: as there, with the columns there)" },
		{ "NAME_alters, NAME_same, NAME_ei ... NAME_same_two", "for each attribute of -a, as above" },
		{ "NAME=VALUE", "--counts: alters of this kind, or their weight" },
		{ "NAME_alters, NAME_mean ... NAME_similarity", "for each attribute of --numeric" }, { 0 } },
	.opts = (const struct opt[]){
		{ 0, "numeric", OPT_COLUMN, &how.numeric, "COLUMN[,COLUMN]", "attributes that are numbers, such as age" },
		{ 0, "alters", OPT_CHOICE, &how.alters, EGO_ALTERS, "who is an alter in a directed network: everyone in contact, "
		  "those ego sends to, those who send to ego, those who do both [both]" },
		{ 0, "counts", OPT_FLAG, &how.counts, NULL, "a column for each kind too: how many alters are of it (with -w their weight)" },
		{ 0, "personal", OPT_FLAG, &how.personal, NULL,
		  "personal networks: each row is an alter whom one ego named, with the alter's attributes" }, { 0 } },
	.examples = (const struct example[]){
		{ "four people in two offices", "ego -a office --nodes <(printf 'node\\toffice\\na\\tN\\nb\\tN\\nc\\tS\\nd\\tS\\n')",
		  "i\tj\na\tb\na\tc\nb\tc\nc\td\n",
		  "node\toffice\toffice_alters\toffice_same\toffice_ei\toffice_blau\toffice_iqv\toffice_entropy\toffice_richness\toffice_yule_q\t"
		  "office_same_two\n"
		  "a\tN\t2\t0.5\t0\t0.5\t1\t0.6931471805599453\t2\t1\t0.3333333333333333\n"
		  "b\tN\t2\t0.5\t0\t0.5\t1\t0.6931471805599453\t2\t1\t0.3333333333333333\n"
		  "c\tS\t3\t0.3333333333333333\t0.3333333333333333\t0.4444444444444444\t0.8888888888888888\t0.6365141682948128\t2\tNA\t0\n"
		  "d\tS\t1\t1\t-1\t0\t0\t0\t1\t1\t0\n" },
		{ "age, weighted by calls", "ego --numeric age -w calls --nodes <(printf 'node\\tage\\na\\t30\\nb\\t40\\nc\\t60\\n')",
		  "i\tj\tcalls\na\tb\t3\na\tc\t1\n",
		  "node\tage\tage_alters\tage_mean\tage_sd\tage_difference\tage_similarity\n"
		  "a\t30\t2\t45\t12.24744871391589\t15\t0.054583639049126324\n"
		  "b\t40\t1\t30\tNA\t10\t0.09090909090909091\n"
		  "c\t60\t1\t30\tNA\t30\t0.03225806451612903\n" },
		{ "a survey: whom two people named", "ego --personal --counts -a sex --nodes <(printf 'id\\tsex\\n1\\tf\\n2\\tm\\n3\\tm\\n')",
		  "ego\talter\tsex\n1\t1\tf\n1\t2\tm\n1\t3\tf\n2\t1\tm\n",
		  "id\tsex\tsex_alters\tsex_same\tsex_ei\tsex_blau\tsex_iqv\tsex_entropy\tsex_richness\tsex=f\tsex=m\n"
		  "1\tf\t3\t0.6666666666666666\t-0.3333333333333333\t0.4444444444444444\t0.8888888888888888\t0.6365141682948128\t2\t2\t1\n"
		  "2\tm\t1\t1\t-1\t0\t0\t0\t1\t0\t1\n"
		  "3\tm\t0\tNA\tNA\tNA\tNA\tNA\t0\t0\t0\n" },
		{ "structural holes and diversity in one table",
		  "holes --nodes people.tsv ties.tsv > h.tsv; ties ego --nodes h.tsv -a profession ties.tsv", NULL, NULL },
		{ 0 } },
	.sources =
		"Krackhardt and Stern (1988) Social Psychology Quarterly 51:123, doi:10.2307/2786835\n"
		"Blau (1977) Inequality and Heterogeneity; as Simpson (1949) Nature 163:688, doi:10.1038/163688a0\n"
		"Agresti and Agresti (1978) Sociological Methodology 9:204, doi:10.2307/270810 (iqv)\n"
		"Shannon (1948) Bell System Technical Journal 27:379, doi:10.1002/j.1538-7305.1948.tb01338.x\n"
		"Yule (1900) Philosophical Transactions of the Royal Society A 194:257, doi:10.1098/rsta.1900.0019\n"
		"Altenburger and Ugander (2018) Nature Human Behaviour 2:284, doi:10.1038/s41562-018-0321-8\n"
		"Marsden (1987) American Sociological Review 52:122, doi:10.2307/2095397 (personal networks)",
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
