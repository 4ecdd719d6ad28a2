/* qap - is one relation explained by others? */
#include "regression.h"
#include "stat_test.h"

#include <limits.h>

static struct regression_how how;

static const struct tool tool = {
	.name = "qap",
	.group = "inference",
	.purpose = "one relation explained by others, with tests that know that pairs share people",
	.uses = USES_TIES | USES_NODES | USES_NULL | USES_THREADS,
	.operands = "[FILE...]",
	.most = INT_MAX,
	.text =
		"Explains one relation by others: who asks whom for advice by who is a friend of whom, who shares an office, how far "
		"apart in age they are. It is a regression over all pairs of people (MRQAP), but pairs that share a person are not "
		"independent, so each estimate is tested by letting people change places, rows and columns together. --correlation asks "
		"the simpler question: do two relations go together?\n\n"
		"The relations stand in one table whose column layer names them (--layer NAMES another column), or each in a file of "
		"its own, advice.tsv and friendship.tsv, or as columns of numbers of a table of ties. -y is the relation to be "
		"explained (it may be left out where there is only one), and -x lists what explains it:\n\n"
		"  friendship            another relation (also tie:friendship)\n"
		"  same:office           1 if both have the same office, else 0\n"
		"  absdiff:age           the difference in age\n"
		"  sum:age product:age   both ends together\n"
		"  sender:age            of the one who sends the tie\n"
		"  receiver:age          of the one who receives it\n"
		"  reciprocity           is the tie returned (:friendship: in another relation)?\n"
		"  common                contacts that both have in common (common:friendship)\n"
		"  jump:office           paths through the sender's office into another office\n\n"
		"office and age are columns of --nodes; jump:office:friendship takes the paths of another relation. Where a column "
		"holds words, sender:gender=f is 1 for those with that word.\n\n"
		"A pair without a row has no tie: 0. With -w the value of a tie is a column's, and a row with NA there says that nobody "
		"knows; such pairs, and pairs with somebody who lacks an attribute, are left out and counted. Everybody in the ties and "
		"in --nodes takes part.",
	.method =
		"Least squares over all ordered pairs (directed) or each pair once. For predictor k the default null is double "
		"semi-partialling: what the other predictors leave of x_k is permuted, rows and columns together, the regression is run "
		"again, and the new t is held against the observed t. b, its se and t are those of independent pairs; only the "
		"permutations make p right. --null y permutes the relation to be explained, --null x each predictor as it is: both go "
		"wrong when predictors depend on each other. How often is p <= .05 for an x that explains nothing, but holds much of z? "
		"In 1000 relations of 20 people, who differ in how much they send (199 replicates, two sides):\n\n"
		"                          dsp    y    x\n"
		"  z explains nothing      .05  .05  .28\n"
		"  z explains the relation .05  .22  .28\n\n"
		"p = (c + 1) / (R + 1), c of R replicates at least as extreme, doubled for two sides (at most 1); it stands beside the "
		"mean and sd of the null and z. In the row b these two and z are of b, and p is that of t. Where all n! orders are no "
		"more than R, each is taken once and p = c / n!. r2 is tested with y permuted, one-sided. lo and hi turn the test "
		"around: b - q se, q the quantiles .975 and .025 of t in the replicates; an interval of this suite, which takes the "
		"null of t to be the same around any b.\n\n"
		"Correlation: Pearson's r, Spearman's (midranks over the pairs) and Jaccard's share of ties in either that are in both; "
		"the people of y change places.\n\n"
		"Not known: a pair counts in a replicate if all that meets there is known; what is not known of the permuted relation "
		"moves with it. A predictor's remainder is made where all predictors are known. For common and jump an unknown tie "
		"counts as none. A predictor that does not vary, or that others determine, is left out, and its rows are NA with a "
		"note; vif = 1 / (1 - R2 of x on the others) tells of lesser evils.\n\n"
		"logit and poisson: iteratively reweighted least squares; t is b / se; the remainder of x is that of least squares. "
		"Estimates that grow without end are NA, with a note; in a replicate they are left out, and replicates counts the "
		"others.\n\n"
		"jump: for the pair i, j the number of h with i -> h -> j, h in i's group, j in another (undirected: h tied to both and "
		"in the group of one of them). common does not ask for direction. Both, and reciprocity, are made of y as it was "
		"observed.\n\n"
		"Cost: n^2 a replicate and predictor; matrices of 8 n^2 bytes, two a predictor and one for y.",
	.reads = (const struct col[]){
		{ "i j | from to", "the ends of the tie" },
		{ "layer", "the relation it belongs to (--layer); without it the file is one relation, called after the file" },
		{ "the column of -w", "its value; NA: not known. Repeated rows are summed" },
		{ "columns of --nodes", "what same:, absdiff: and the others ask for" }, { 0 } },
	.writes = (const struct col[]){
		{ "measure", "b, beta (standardised), odds_ratio, rate_ratio, t, vif; r2, r2_adjusted, r2_mcfadden, deviance, people; pearson, "
		  "spearman, jaccard" },
		{ "attribute", "the predictor; for r2 and the like what is explained; y~x for a correlation" },
		{ "value se", "the number, and the standard error of b if pairs were independent" },
		{ "lo hi", "of b: its 95 % interval, the test turned around" },
		{ "null null_mean null_sd z p side replicates", "dsp, y, x (labels for correlations), and the test against it" },
		{ "n dropped", "pairs that take part, and those of which something is not known" },
		{ "note", "why it is NA" }, { 0 } },
	.opts = (const struct opt[]){
		{ 'y', "y", OPT_TEXT, &how.y, "RELATION", "the relation to be explained [the only one]" },
		{ 'x', "x", OPT_LIST, &how.x, "TERM[,TERM]", "what explains it; may be repeated [for correlations: all other relations]" },
		{ 0, "correlation", OPT_MAYBE, &how.correlation, "pearson,spearman,jaccard",
		  "correlate -y with each -x, or all relations with each other [pearson]" },
		{ 0, "model", OPT_CHOICE, &how.model, "ols|logit|poisson", "least squares, or for ties that are there or not, or for counts [ols]" },
		{ 0, "null", OPT_CHOICE, &how.null, "dsp|y|x", "what changes places [dsp]" },
		{ 0, "side", OPT_CHOICE, &how.side, SIDE_WORDS, "which side p counts [two]" },
		{ 0, "layer", OPT_COLUMN, &how.layer, "COLUMN", "the column that names the relation of a tie [layer]" },
		{ 'w', "weight", OPT_COLUMN, &how.weight, "COLUMN", "the column that is the value of a tie [each tie counts 1]" },
		{ 0, "na", OPT_CHOICE, &how.na, "drop|category|fail",
		  "people without the attribute: leave their pairs out, make a group of them, or stop [drop]" },
		{ 0, "latex", OPT_FLAG, &how.latex, NULL, "a table for a journal instead (LaTeX, booktabs)" },
		{ 0, "draws", OPT_FILE, &how.draws, "FILE", "also write every replicate's value, for ties plot null" }, { 0 } },
	.examples = (const struct example[]){
		{ "advice among managers by friendship, department and age",
		  "qap -y advice -x friendship,same:dept,absdiff:age --nodes people.csv ties.csv", NULL, NULL },
		{ "the same as a figure: estimates, their intervals, and what chance would give",
		  "qap -y advice -x friendship,same:dept,absdiff:age --nodes people.csv ties.csv | ties plot forest -o advice.svg", NULL, NULL },
		{ "do lunch and friendship go together? Of 5 people all 120 orders are taken: p = 28/120",
		  "qap --correlation -y lunch -x friendship --side greater",
		  "i\tj\tlayer\nA\tB\tfriendship\nA\tC\tfriendship\nB\tC\tfriendship\nC\tD\tfriendship\nD\tE\tfriendship\n"
		  "A\tB\tlunch\nB\tC\tlunch\nC\tD\tlunch\nB\tD\tlunch\n",
		  "measure\tattribute\tvalue\tnull\tnull_mean\tnull_sd\tz\tp\tside\treplicates\tn\tdropped\tnote\n"
		  "pearson\tlunch~friendship\t0.4082482904638631\tlabels\t4.996003610813204e-16\t0.29939247542604797\t1.3635890143294624\t"
		  "0.23333333333333334\tgreater\t120\t10\t0\tNA\n" },
		{ "calls by meetings and distance, as a table for a journal",
		  "qap -y calls -x meetings,distance --latex",
		  "i\tj\tcalls\tmeetings\tdistance\nA\tB\t9\t4\t1\nA\tC\t4\t2\t3\nA\tD\t1\t0\t7\nA\tE\t0\t0\t9\nB\tC\t6\t3\t2\n"
		  "B\tD\t2\t2\t6\nB\tE\t1\t0\t8\nC\tD\t3\t1\t4\nC\tE\t2\t1\t5\nD\tE\t8\t3\t1\n",
		  "\\begin{tabular}{lrrrrrrr}\n"
		  "\\toprule\n"
		  " & & & & \\multicolumn{2}{c}{$t$ under the null} & & \\\\\n"
		  "\\cmidrule(lr){5-6}\n"
		  " & $b$ & $\\beta$ & $t$ & mean & sd & $z$ & $p$ \\\\\n"
		  "\\midrule\n"
		  "meetings & $1.010$ & $0.466$ & $1.91$ & $-0.048$ & $1.382$ & $1.42$ & $0.100$ \\\\\n"
		  "distance & $-0.560$ & $-0.520$ & $-2.13$ & $-0.014$ & $1.030$ & $-2.06$ & $0.083$ \\\\\n"
		  "intercept & $4.560$ & & & $2.25$ & & & & \\\\\n"
		  "\\midrule\n"
		  "$R^2$ & $0.927$ & &  & $0.227$ & $0.202$ & $3.47$ & $0.008$ \\\\\n"
		  "pairs (people) & \\multicolumn{7}{l}{10 (5)} \\\\\n"
		  "\\bottomrule\n"
		  "\\end{tabular}\n"
		  "\n"
		  "\\emph{Note.} MRQAP of \\emph{calls}, least squares; two-sided $p$ of $t$ by double semi-partialling (Dekker, Krackhardt \\& "
		  "Snijders 2007), 120 permutations of the people, seed 1.\n" },
		{ 0 } },
	.sources =
		"Krackhardt (1988) Social Networks 10:359, doi:10.1016/0378-8733(88)90004-4\n"
		"Dekker, Krackhardt and Snijders (2007) Psychometrika 72:563, doi:10.1007/s11336-007-9016-1\n"
		"Krackhardt (1987) Social Networks 9:171, doi:10.1016/0378-8733(87)90012-8\n"
		"Phipson and Smyth (2010) Statistical Applications in Genetics and Molecular Biology 9:39, doi:10.2202/1544-6115.1585",
	.see = "permute, rewire, overlap, plot",
};

static int body(struct run *r, struct err *e) { return regression_run(r, &how, e); }

int main(int argc, char **argv)
{
	return tool_run(&tool, body, argc, argv);
}
