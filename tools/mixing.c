/* mixing - who is tied to whom: a table of groups by groups. */
#include "mixing.h"

static struct mixing_how how;

static const struct tool tool = {
	.name = "mixing",
	.group = "a group",
	.purpose = "who is tied to whom: the ties between groups, and what would be expected",
	.uses = USES_TIES | USES_WEIGHT | USES_NODES | USES_ATTR,
	.text =
		"Writes one row for each pair of groups: how many ties go from ego's group to alter's, which share of ego's ties and of "
		"alter's that is, how many there would be by chance, and how far from it they are. The groups are the values of a "
		"column of people (-a office --nodes people.tsv), combinations of columns (-a gender:office), or bins of a number (-a "
		"age --breaks 20,30,40,60). The attribute of alter may be another: --alter.\n\n"
		"In an undirected network a tie is counted once in `ties`; a tie between two groups stands in both their rows. The "
		"shares are of contacts: a tie inside a group gives each of its two people a contact.\n\n"
		"The answer is again an input: ties homophily --from-mixing works out from it what can be known without the people, and "
		"--from-mixing reads it here, or a published table, long or square, to add what is expected. ties plot heat draws it.",
	.method =
		"Loops are left out, a repeated tie counts once (with -w its weights are summed, and weight 0 is no tie). M_gh counts "
		"contacts: arcs from g to h, and in an undirected network each tie from both ends, so that M is symmetric and a tie "
		"inside a group counts twice (Newman 2003); M_g. and M_.h are its sums, M.. the sum of all.\n\n"
		"  ties          M_gh; undirected and g = h: M_gg / 2\n"
		"  row_share     M_gh / M_g.\n"
		"  column_share  M_gh / M_.h\n"
		"  expected      by degrees: M_g. M_.h / M..  in the unit of `ties`\n"
		"                by sizes: M.. x pairs of g and h / all pairs\n"
		"  ratio         ties / expected\n"
		"  residual      (ties - expected) / sqrt(expected), Pearson's\n"
		"  log_odds      ln [ M_gh (M.. - M_g. - M_.h + M_gh)\n"
		"                     / ((M_g. - M_gh)(M_.h - M_gh)) ]\n\n"
		"By degrees, the number of contacts of each group is taken as given, as in Newman's r, which is (sum of M_gg - "
		"expected) / (M.. - expected). By sizes, each pair of different people is as likely as any other (Freeman 1978), so "
		"that a group whose people have many ties is over its expectation in every cell; isolates count, if --nodes has them. "
		"To log_odds 0.5 is added in all four places if one is 0 (Haldane 1956, Anscombe 1956). With -w, residual depends on "
		"the unit of the weights and has no distribution.\n\n"
		"Where ego's and alter's attribute differ in an undirected network, each tie counts from both ends, and `ties` is the "
		"number of contacts. People without the attribute are left out with their ties (--na).\n\n"
		"--min-cell K hides (NA) what rests on 1 to K - 1 ties, and as many other cells as it takes that none of them can be "
		"worked out: each could be one tie more, or less, with all sums of rows and columns as they are and no cell below 0, "
		"because it lies on a closed way through hidden cells (Gusfield 1988). Where there is no such way, a whole row goes "
		"with that of the cell. Groups of fewer than K people have no n. It counts ties, whatever their weight "
		"(with --from-mixing: the numbers in the table). It does not protect against comparing tables, of several --by or with "
		"and without a few people.\n\n"
		"Undefined, NA: shares of a group without ties, everything by chance without ties or pairs.",
	.reads = (const struct col[]){
		{ "i j | from to", "the ends of the tie" },
		{ "node (or id)", "in --nodes: the person; and the columns of -a and --alter" },
		{ "NAME_i NAME_j | NAME_from NAME_to, ties, n_i n_j", "with --from-mixing: the groups, the ties between them (-w names another "
		  "column), and, if known, the people of each; or a square: a column of groups, and one with the name of each" }, { 0 } },
	.writes = (const struct col[]){
		{ "NAME_i, NAME_j", "the group of ego, the group of alter, for -a NAME (NAME_from, NAME_to for arcs, and so on)" },
		{ "ties", "the ties between them, or the sum of their weights" },
		{ "row_share", "of ego's contacts, the share with alter's group" },
		{ "column_share", "of alter's contacts, the share with ego's group" },
		{ "expected", "what ties would be by chance" },
		{ "ratio", "ties / expected: above 1 they are more than chance gives" },
		{ "residual", "how far ties is from expected, in standard deviations of a rare event" },
		{ "log_odds", "natural logarithm of the odds ratio of the cell" },
		{ "n_i, n_j", "people of ego's group, of alter's group (n_from, n_to for arcs)" }, { 0 } },
	.opts = (const struct opt[]){
		{ 0, "alter", OPT_COLUMN, &how.alter, "COLUMN", "the attribute of alter [that of -a]" },
		{ 0, "breaks", OPT_TEXT, &how.breaks, "X,X[,X]", "the attribute is a number: bins with these borders; Inf and -Inf may end them" },
		{ 0, "alter-breaks", OPT_TEXT, &how.alter_breaks, "X,X[,X]", "the same for the attribute of --alter" },
		{ 0, "expected", OPT_CHOICE, &how.expected, "degrees|sizes",
		  "by chance: with the ties that each group has, or with the people [degrees]" },
		{ 0, "square", OPT_MAYBE, &how.square, "COLUMN",
		  "a square table of one number, ties unless named: a row for each group of ego, a column for each of alter" },
		{ 0, "min-cell", OPT_COUNT, &how.min_cell, "K", "hide cells of fewer than K ties, and others that would give them away" },
		{ 0, "from-mixing", OPT_FLAG, &how.from_mixing, NULL, "the input is a table of groups, from here or published, long or square" },
		{ 0, "by-breaks", OPT_TEXT, &how.by_breaks, "X,X[,X]", "put the networks of --by, a column of numbers, together in bins" },
		{ 0, "by-quantile", OPT_COUNT, &how.by_quantile, "N", "the same, in N bins of nearly equal numbers of ties" }, { 0 } },
	.examples = (const struct example[]){
		{ "three offices", "mixing -a office --nodes <(printf 'node,office\\na,N\\nb,N\\nc,S\\nd,S\\n')",
		  "i\tj\na\tb\na\tc\nb\tc\nc\td\n",
		  "office_i\toffice_j\tties\trow_share\tcolumn_share\texpected\tratio\tresidual\tlog_odds\tn_i\tn_j\n"
		  "N\tN\t1\t0.5\t0.5\t1\t1\t0\t0\t2\t2\n"
		  "N\tS\t2\t0.5\t0.5\t2\t1\t0\t0\t2\t2\n"
		  "S\tN\t2\t0.5\t0.5\t2\t1\t0\t0\t2\t2\n"
		  "S\tS\t1\t0.5\t0.5\t1\t1\t0\t0\t2\t2\n" },
		{ "the counts in a square", "mixing --square -a office --nodes <(printf 'node,office\\na,N\\nb,N\\nc,S\\nd,S\\n')",
		  "from\tto\na\tb\nb\ta\na\tc\nd\tc\n",
		  "office_from\tN\tS\n"
		  "N\t2\t1\n"
		  "S\t0\t1\n" },
		{ "a published square: what would be expected of Newman's (2003) couples, men by women?",
		  "mixing --from-mixing --square=ratio",
		  "man\tblack\thispanic\twhite\tother\n"
		  "black\t506\t32\t69\t26\nhispanic\t23\t308\t114\t38\nwhite\t26\t46\t599\t68\nother\t10\t14\t47\t32\n",
		  "man_from\tblack\thispanic\twhite\tother\n"
		  "black\t2.770199499503698\t0.24745655608214853\t0.2574563083484356\t0.49038646784572115\n"
		  "hispanic\t0.16502317741255795\t3.121449275362319\t0.5574627816197019\t0.9393021259405141\n"
		  "white\t0.12192510807477218\t0.3046955345060893\t1.9144346270430324\t1.0985841116868544\n"
		  "other\t0.3364550219090987\t0.6653398058252428\t1.0777518826050805\t3.709211461046649\n" },
		{ "a picture of it", "mixing --nodes people.tsv -a office ties.tsv | ties plot heat", NULL, NULL },
		{ 0 } },
	.sources = "Newman (2003) Physical Review E 67:026126, doi:10.1103/PhysRevE.67.026126\n"
	           "Freeman (1978) Sociological Methods and Research 6:411, doi:10.1177/004912417800600401\n"
	           "Haldane (1956) Annals of Human Genetics 20:309, doi:10.1111/j.1469-1809.1955.tb01285.x\n"
	           "Anscombe (1956) Biometrika 43:461, doi:10.1093/biomet/43.3-4.461\n"
	           "Gusfield (1988) SIAM Journal on Computing 17:552, doi:10.1137/0217034",
	.see = "homophily, ego, attach, plot",
};

static int mixing(struct run *r, struct err *e)
{
	return mixing_run(r, &how, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, mixing, argc, argv);
}
