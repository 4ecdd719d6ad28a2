/* bin - one column in bins, others summarised within them; rank correlation. */
#include "binned.h"

#include <math.h>

static struct binned_how how = { .width = NAN, .factor = NAN, .level = 0.95, .ci = -1, .side = SIDE_TWO };

static const struct tool tool = {
	.name = "bin",
	.group = "inference",
	.purpose = "summaries of one column within bins of another, with intervals; rank correlation",
	.uses = USES_NULL | USES_THREADS,
	.text =
		"Cuts the column -x into bins and writes, for every bin and every column of -y, how many rows it holds, "
		"their mean with an interval, median, quartiles and standard deviation: the curve of overlap against "
		"weight, for instance. Without -y it writes how the rows are spread over the bins.\n\n"
		"The bins: --distinct makes one of every value, --integer one of every whole number, --width W equal "
		"ones, --log F ones that grow F times each, --quantile N ones of nearly equal numbers of rows, --breaks "
		"your own. Without any, a column of 20 values or fewer gets one bin a value, another ten quantile "
		"bins.\n\n"
		"Ties that share a person are not independent, so an interval over rows is too narrow. Where the table "
		"has the two ends of a tie (i and j, from and to ...), people are left out instead, one by one (see "
		"METHOD), and standard error says so; --ci chooses another way, --ci none is the fastest.\n\n"
		"With --by, each value of a column is summarised on its own, in the same bins. For the band of a null "
		"model, give the replicates the bins of the observed table: --breaks-from, on what bin wrote for it.\n\n"
		"With --correlation there are no bins: Spearman's rho and Kendall's tau of -x with each -y, with their "
		"permutation p.",
	.method =
		"A bin holds x_lo <= x < x_hi; the last quantile bin, and the last of --breaks, holds x_hi too; a bin "
		"of a single value has x_lo = x_hi. Bins of --width W begin at multiples of W, those of --log F at "
		"powers of F, those of --integer at halves: they do not depend on the data, and those without a row in "
		"the whole table are left out. Quantile bins never part equal values: border k stands at the change of "
		"value nearest to place k n / N (the lower of two), so heaped values leave fewer bins. x is the median "
		"of the bin's rows over all groups of --by, so that a bin has one place on the axis; with --breaks-from "
		"it is taken from the file. Every group has every bin; an empty one has n = 0 and NA.\n\n"
		"Rows without a number in -x or -y are left out of that pair, rows outside the bins (beyond --breaks "
		"and --breaks-from without --open; x <= 0 with --log; infinite x with --width, --integer, --log) of "
		"all; both are counted on standard error. Quantiles are of type 7 (Hyndman and Fan 1996), as in R; sd "
		"has divisor n - 1; it and the interval are NA for a single row.\n\n"
		"Jackknife over people: each person in turn is left out, with all ties. A tie e of value y_e has the "
		"influence u_e = (y_e - mean) / m on the mean of m ties, u_i is the sum over the m_i ties of person i, "
		"and\n\n"
		"  V = (sum of u_i^2 over people - sum of u_e^2 over ties) / h\n\n"
		"counts each pair of ties that share a person once: the dyadic cluster-robust variance (Fafchamps and "
		"Gubert 2007; Aronow, Samii and Assenova 2015). Without the subtraction a tie's own variance would "
		"count twice, once for each end; halving the sum over people instead (Snijders and Borgatti 1999) is "
		"right if ties are independent, and half of what is needed if differences lie between people. h = 1 - K "
		"/ m^2, K the ordered pairs of ties that share a person, repairs the loss to the estimated mean. V is "
		"at least the variance of independent ties. The interval is mean -+ t sqrt(V), with (sum of m_i^2)^2 / "
		"(sum of m_i^4) - 1 degrees of freedom, at most m - 1; NA with less than one, or where somebody has an "
		"end in every tie of the bin.\n\n"
		"--groups G leaves people out in G random groups of equal size (a delete-a-group jackknife, Kott 2001; "
		"drawn by --seed from the people in order of their names). Then V = (sum of u_g^2 - (a - b) sum of "
		"u_e^2) / (b - c) / h, a, b and c the expected numbers of groups that are touched by a tie, by both of "
		"two ties that share a person, by both of two that do not: 2, 1 and 0 if every person is a group. Its "
		"standard error varies with the seed by about 1 / sqrt(2 G).\n\n"
		"In simulations (random and preferential-attachment networks of 60 to 1000 people, all ties or 60 of "
		"them, person effects of none to most of the variance, groups of one or 50: 60 settings, twice 2000 "
		"runs each) this 95 % interval held the mean in 93.8 to 98.1 %; one over independent rows in as few as "
		"32 %, with halving 82 %, without subtraction up to 99.6 %.\n\n"
		"If --cluster names one column (the ego of personal networks), its values are the people, and nothing "
		"is subtracted. Percentile and BCa (Efron 1987) intervals resample rows: right where rows are "
		"independent, such as a table of people.\n\n"
		"Correlation: rho is Pearson's r of the midranks, tau is tau-b; NA where a column does not vary. p = (b "
		"+ 1) / (R + 1), b of R random pairings of x and y at least as extreme, doubled for two sides (at most "
		"1): are values paired at random over the rows? For a tie's weight that is the shuffle of weights over "
		"fixed ties. se, lo and hi are the jackknife over people, u_e being the derivative of the coefficient "
		"by the weight of row e (Efron 1982), the interval on Fisher's scale.",
	.reads = (const struct col[]){
		{ "-x, -y", "columns of numbers; for profession_richness the end, richness, will do where no other column ends so" },
		{ "i j | from to", "the people of a tie, for the jackknife" }, { 0 } },
	.writes = (const struct col[]){
		{ "x", "where the bin stands: the median of its x" },
		{ "x_lo x_hi", "its borders" },
		{ "y", "the column that is summarised" },
		{ "n", "rows of the bin with a number in that column" },
		{ "mean lo hi", "their mean and its interval" },
		{ "median q1 q3", "their median and quartiles" },
		{ "sd", "their standard deviation" },
		{ "level", "of the interval, where --level is not 0.95" },
		{ "share", "without -y: the share of the rows that are in the bin" },
		{ "measure attribute value", "with --correlation: spearman or kendall, 'y~x', the coefficient" },
		{ "se lo hi null null_mean null_sd z p side replicates n dropped note",
		  "its standard error and interval, and its test against random pairing" }, { 0 } },
	.opts = (const struct opt[]){
		{ 'x', "x", OPT_COLUMN, &how.x, "COLUMN", "the column that is cut into bins" },
		{ 'y', "y", OPT_COLUMN, &how.y, "COLUMN[,COLUMN]", "the columns that are summarised [only the rows are counted]" },
		{ 0, "by", OPT_COLUMN, &how.by, "COLUMN[,COLUMN]",
		  "summarise each value of the column on its own, in the same bins" },
		{ 0, "quantile", OPT_COUNT, &how.quantile, "N",
		  "N bins of nearly equal numbers of rows [10 where x has more than 20 values]" },
		{ 0, "width", OPT_REAL, &how.width, "W", "bins from one multiple of W to the next" },
		{ 0, "log", OPT_REAL, &how.factor, "F", "bins from one power of F to the next, such as 2: 1, 2-3, 4-7" },
		{ 0, "integer", OPT_FLAG, &how.integer, NULL, "one bin a whole number; other numbers belong to the nearest" },
		{ 0, "distinct", OPT_FLAG, &how.distinct, NULL, "one bin a value [where x has 20 values or fewer]" },
		{ 0, "breaks", OPT_TEXT, &how.breaks, "X,X[,X]", "borders of your own; Inf and -Inf may end them" },
		{ 0, "breaks-from", OPT_FILE, &how.breaks_from, "FILE", "the bins x x_lo x_hi of what bin has written before" },
		{ 0, "open", OPT_FLAG, &how.open, NULL, "with the two above: the end bins hold what lies beyond them" },
		{ 0, "ci", OPT_CHOICE, &how.ci, "none|percentile|bca|jackknife",
		  "the interval of the mean [jackknife over people where the ends of ties are there, else bca over rows]" },
		{ 0, "cluster", OPT_COLUMN, &how.cluster, "COLUMN[,COLUMN]",
		  "the people of a row, for the jackknife [the ends of the tie]" },
		{ 0, "groups", OPT_COUNT, &how.groups, "G", "leave people out in G random groups [one by one]" },
		{ 0, "level", OPT_REAL, &how.level, "P", "the level of the intervals [0.95]" },
		{ 0, "correlation", OPT_FLAG, &how.correlation, NULL, "no bins: rank correlations of -x with each -y" },
		{ 0, "side", OPT_CHOICE, &how.side, SIDE_WORDS, "with --correlation: which side p counts [two]" },
		{ 0 } },
	.examples = (const struct example[]){
		{ "Granovetter's curve: does overlap rise with the weight of a tie?",
		  "bin -x weight -y overlap --ci none",
		  "i\tj\tweight\toverlap\na\tb\t1\t0\nb\tc\t1\t0.25\nc\td\t2\t0.5\nd\te\t2\tNA\n",
		  "x\tx_lo\tx_hi\ty\tn\tmean\tlo\thi\tmedian\tq1\tq3\tsd\n"
		  "1\t1\t1\toverlap\t2\t0.125\tNA\tNA\t0.125\t0.0625\t0.1875\t0.1767766952966369\n"
		  "2\t2\t2\toverlap\t1\t0.5\tNA\tNA\t0.5\t0.5\t0.5\tNA\n" },
		{ "how the weights are spread, in bins that double", "bin -x weight --log 2",
		  "weight\n1\n1\n2\n3\n5\n", "x\tx_lo\tx_hi\tn\tshare\n1\t1\t2\t2\t0.4\n2.5\t2\t4\t2\t0.4\n5\t4\t8\t1\t0.2\n" },
		{ "the observed curve and the band of a null model in the same bins",
		  "overlap ties.tsv | ties bin -x weight -y overlap -o observed.tsv; ties overlap --by replicate null.tsv | "
		  "ties bin -x weight -y overlap --by replicate --breaks-from observed.tsv --open --ci none", NULL, NULL },
		{ "one number for it, with its interval over people and its p", "bin -x weight -y overlap --correlation ties.tsv", NULL, NULL },
		{ 0 } },
	.sources =
		"Hyndman and Fan (1996) The American Statistician 50:361, doi:10.1080/00031305.1996.10473566\n"
		"Efron (1987) Journal of the American Statistical Association 82:171, "
		"doi:10.1080/01621459.1987.10478410\n"
		"Snijders and Borgatti (1999) Connections 22(2):161\n"
		"Efron (1982) The Jackknife, the Bootstrap and Other Resampling Plans, doi:10.1137/1.9781611970319\n"
		"Kott (2001) Journal of Official Statistics 17:521\n"
		"Fafchamps and Gubert (2007) Journal of Development Economics 83:326, doi:10.1016/j.jdeveco.2006.05.005\n"
		"Aronow, Samii and Assenova (2015) Political Analysis 23:564, doi:10.1093/pan/mpv018\n"
		"Phipson and Smyth (2010) Statistical Applications in Genetics and Molecular Biology 9:39, "
		"doi:10.2202/1544-6115.1585\n"
		"Knight (1966) Journal of the American Statistical Association 61:436, doi:10.1080/01621459.1966.10480879",
	.see = "overlap, percolate, plot",
};

static int bin(struct run *r, struct err *e)
{
	return binned_run(r, &how, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, bin, argc, argv);
}
