/* homophily - do ties stay among people of a kind, more than chance makes them? */
#include "homophily.h"
#include "stat_test.h"

#include <math.h>

static struct homophily_how how = { .share = NAN, .level = 0.95, .jackknife = -1 };

static const struct tool tool = {
	.name = "homophily",
	.group = "a group",
	.purpose = "do ties stay among people of a kind? segregation, likeness, social capital",
	.uses = USES_TIES | USES_WEIGHT | USES_NODES | USES_ATTR | USES_NULL | USES_THREADS,
	.text =
		"Do ties stay among people of a kind? Measures for attributes that put people into groups (-a gender,office; -a "
		"gender:office is their combination), for attributes that are numbers (--numeric age), and of social capital (--high "
		"ses=high), each held against a null model: what would it be if nobody chose by it? One row a measure and, where it is "
		"one of a group, a row a group (g).\n\n"
		"Groups:\n\n"
		"  ei (g)                  E-I index: -1 all ties inside, 1 all across\n"
		"  ei_rescaled             the same, over what sizes and density allow\n"
		"  assortativity           Newman's r: 0 by chance, 1 all inside\n"
		"  assortativity_adjusted  r of densities: groups may differ in size\n"
		"  coleman g               Coleman's index: 0 by chance, 1 inside, -1 across\n"
		"  inbreeding g            inbreeding homophily: 0 by chance, 1 inside\n"
		"  freeman                 segregation: 1 no ties across, 0 as by chance\n"
		"  gupta_may               Q: like r, but every group counts the same\n"
		"  odds_ratio (g)          odds of a tie inside over odds of a tie across\n"
		"  alpha                   the same as Moody calls it, with its interval\n"
		"  smi g                   Fershtman's index: density inside against others\n"
		"  yule_q                  (odds_ratio - 1) / (odds_ratio + 1)\n"
		"  spectral (g)            0 no ties inside, 1 none across, by paths too\n"
		"  modularity              of the groups as communities\n\n"
		"Numbers:\n\n"
		"  assortativity_numeric   correlation of the two ends\n"
		"  abs_difference          mean difference of the ends\n"
		"  geary                   Geary's C: 1 by chance, 0 all ends alike\n"
		"  moran                   Moran's I: about 0 by chance\n\n"
		"Social capital, of people of low and of high class, in all and in each --setting, such as school:\n\n"
		"  economic_connectedness  share of high among friends over that of all\n"
		"  exposure                the same among members of the setting\n"
		"  friending_bias          how far friends made there fall short of exposure\n"
		"  support                 share of ties whose ends have a friend in common\n"
		"  clustering              mean share of pairs of friends who are friends\n\n"
		"Which null model? labels deals the attribute anew among the people: does it matter at all? labels:within=office deals "
		"it among the people of each office: is there more than the offices bring about? degrees deals the ties anew, and "
		"everybody keeps their number: is there more than active people make anyway? E-I by chance is not 0 but, with many "
		"small groups, near 1: null_mean says what it is.\n\n"
		"--by repeats all for each value of a column of ties, which --by-breaks puts into bins: do weak ties cross where strong "
		"ones stay inside? People without ties, whom --nodes brings in, are part of the groups. --from-mixing works with a "
		"table from ties mixing, or a published one, long or square, as far as that goes.\n\n"
		"A worked example. Do people who maintain Debian packages together work on the same section, and does it depend on how "
		"many packages they share? In datasets/debian, section is the main section of a person and weight the number of "
		"packages shared:\n\n"
		"  ties homophily -a section --measures ei --nodes people.tsv \\\n"
		"    --by wave,weight --by-breaks 1,2,3,6,Inf ties.tsv\n\n"
		"  wave  shared  ties   E-I     95 %          by chance   p\n"
		"  2021  1       4003   0.317   0.25   0.38   0.877       0.002\n"
		"  2021  2        809   0.103  -0.01   0.21   0.877       0.002\n"
		"  2021  3-5      646   0.012  -0.14   0.16   0.876       0.002\n"
		"  2021  6-       486  -0.383  -0.55  -0.18   0.875       0.002\n"
		"  2025  1       4109   0.412   0.35   0.47   0.871       0.002\n"
		"  2025  2        760   0.292   0.19   0.39   0.871       0.002\n"
		"  2025  3-5      622   0.183   0.06   0.30   0.871       0.002\n"
		"  2025  6-       451  -0.224  -0.39  -0.04   0.870       0.002\n\n"
		"Weak ties cross, strong ties stay inside: of the ties of one package (1 + .317) / 2 = 66 % lead to another section in "
		"2021, of those of six and more 31 %. Yet even the weak ones are far from chance, which would make it 94 %, as there "
		"are dozens of sections. A share has to be held against what is on offer. So with half of one's contacts foreign: "
		"choice or supply? Supply, if half of all people are; null_mean tells, and coleman and inbreeding, which are 0 by "
		"chance. From 2021 to 2025 ties of all kinds have opened.\n\n"
		"Ties are one thing, traffic another: one may be tied to many and talk to few friends. Without -w each tie counts 1, "
		"with -w weight each shared package: of all ties in 2021 E-I is 0.197 (0.11 to 0.28), of what they carry -0.176 (-0.35 "
		"to 0.01); in 2025 0.324 (0.25 to 0.39) and -0.029 (-0.21 to 0.16).\n\n"
		"What the example does not show: a choice. The main section comes from the same packages as the ties, so that whoever "
		"shares many packages with somebody shares the section by construction, and a package of many people makes all their "
		"ties at once. Labels dealt anew know nothing of either. scripts/figure-8-homophily deals the sections among the packages "
		"instead, with ties permute: then E-I is 0.58 at one package and 0.12 at 17 and more in 2025, by construction alone.",
	.method =
		"Loops are left out; a repeated tie counts once, with -w its weights are summed, and weight 0 is no tie. M_gh counts "
		"arcs from group g to group h, in an undirected network each tie from both ends (a tie inside a group twice); M_g. and "
		"M_.g are its sums, L the sum of all, I the sum of M_gg, E = L - I. n_g people are in group g, n in all. P_w are the "
		"ordered pairs of people inside groups, P_b the others.\n\n"
		"  ei              (E - I) / (E + I); group: over the ties that touch it,\n"
		"                  each once, arcs both ways\n"
		"  ei_rescaled     2 (ei - lo) / (hi - lo) - 1,\n"
		"                  hi = 1 or, if less, (2 P_b - L) / L,\n"
		"                  lo = -1 or, if more, (L - 2 P_w) / L\n"
		"  assortativity   (sum e_gg - sum a_g b_g) / (1 - sum a_g b_g),\n"
		"                  e = M / L, a and b its sums\n"
		"  ..._adjusted    the same of M_gh / (pairs of g and h)\n"
		"  coleman         s / (M_g. - w M_g.), or if s < 0 s / (w M_g.),\n"
		"                  s = M_gg - w M_g., w = (n_g - 1) / (n - 1)\n"
		"  inbreeding      (M_gg / M_g. - w) / (1 - w), w = n_g / n\n"
		"  freeman         1 - E / (L P_b / (P_w + P_b)), not cut off at 0\n"
		"  gupta_may       (sum M_gg / M_g. - 1) / (G - 1), G groups that have ties\n"
		"  odds_ratio      I (P_b - E) / (E (P_w - I)); group: pairs from it\n"
		"  smi             (d_i - d_o) / (d_i + d_o), d_i = M_gg / (n_g (n_g - 1)),\n"
		"                  d_o = (M_g. - M_gg) / (n_g (n - n_g))\n"
		"  modularity      sum (e_gg - a_g b_g)\n"
		"  spectral        mean over people of their piece of the group: the largest\n"
		"                  eigenvalue of the ties within it, each row divided by\n"
		"                  its sum, shared out by the eigenvector\n"
		"  geary           (n - 1) / (2 W) sum w (x_i - x_j)^2 / sum (x - mean)^2\n"
		"  moran           n / W sum w (x_i - mean)(x_j - mean) / sum (x - mean)^2\n"
		"  connectedness   mean over people of f / q, f share of high friends,\n"
		"                  q of people (--share)\n"
		"  exposure        mean over those with friends in the setting of h / q,\n"
		"                  h share of high members\n"
		"  friending_bias  of a setting 1 - mean of f / h, of all\n"
		"                  1 - mean f / mean h, f among friends made there\n\n"
		"Conventions, where programs disagree. In a directed network the groups' rows count, the arcs their people send; r has "
		"different sums for senders and receivers, which netseg makes the same (Catania's couples: .6214 here and in Newman "
		"2003, .6206 there). Coleman's own example of 60 boys and 40 girls has w = n_g / n and .375, .167; nobody can choose "
		"himself, hence .381, .175 here. Freeman cut his index off at 0. Yule's Q is of pairs of different people: with the "
		"diagonal counted, as in netrics, the karate club has .768 instead of .784. SMI of a directed network is with each "
		"group's own density to others (netseg has that of the first group for all). Moody's alpha is the odds ratio of the "
		"whole, no other number. ei_rescaled is a definition of this suite: in a sparse network it is ei; egor's rescaled index "
		"compares densities. With -w the E-I index weighs ties; measures of pairs (ei_rescaled, odds_ratio, alpha, smi, yule_q) "
		"are undefined. Social capital ignores direction and weights; friends of unknown class do not count. Chetty et al. "
		"divide by 1/2, as their classes are halves: --share 0.5.\n\n"
		"Null models: replicate r uses sub-stream r of the seed. labels: what people have is exchanged, in the order of --nodes "
		"(ties permute --shuffle gives the same numbers); somebody whose stratum of within= is not known keeps it. degrees: as "
		"in ties rewire, weights go with their ties. null_mean and null_sd are those of the replicates, z = (value - null_mean) "
		"/ null_sd, p = (b + 1) / (R + 1), b of R replicates at least as far off, two sides: twice the smaller, at most 1. -R 0 "
		"or --null none: no test. Under labels E-I is (P_b - P_w) / (P_b + P_w) on average; -v prints it.\n\n"
		"How often is p <= .05? In 1000 networks of 200 people and 800 ties (199 replicates, two sides):\n\n"
		"  true               null model      ei    r  coleman spectral numbers\n"
		"  kinds at random    labels         .04  .04   .05     .05     .06\n"
		"  kinds by office,   labels:within  .04  .05   .05     .05     .05\n"
		"  no more            labels         .94  .94   .88     .99    1\n"
		"  kinds by number    degrees        .05  .05   .05     .05     .05\n"
		"  of ties, no more   labels         .06  .08  1        .20     .99\n\n"
		"A null model finds what it does not keep: offices if it deals the labels among all, and active people where it knows "
		"nothing of degrees. Power: two kinds of 100 each, 500 networks, by the share of the ties that are inside:\n\n"
		"  inside    .50  .52  .54  .56  .58  .60\n"
		"  labels    .05  .22  .62  .92    1    1\n"
		"  degrees   .05  .20  .61  .92    1    1\n\n"
		"Standard errors and intervals. assortativity: sqrt(sum over ties (r - r without the tie)^2), Newman (2003), who takes "
		"ties as independent. ei and abs_difference are means over ties: by leaving out people, after Fafchamps and Gubert "
		"(2007), as ties bin does, for ei on the scale of atanh; of a group a ratio of sums over its members, given the others. "
		"--jackknife takes one way for all: where people differ in how much they keep to their kind, 95 % intervals held the "
		"truth in 94 % of 1000 networks with people left out, in 79 % with ties; where they do not, in 97 % and 96 %. alpha: "
		"Woolf (1955), pairs taken as independent. economic_connectedness and clustering: percentiles of means of people drawn "
		"with replacement (Efron 1979). Resampling people for the other measures (Snijders and Borgatti 1999) counts the chance "
		"of a single tie three times over and is left out.\n\n"
		"Missing values: people without the attribute are left out with their ties, `dropped` of them (--na). Undefined, NA "
		"with the reason in note: 0/0, what is infinite, a group of one where pairs inside it are needed, a single group, "
		"spectral of a directed network; z where the null model always gives the same.\n\n"
		"Cost: for labels 64 replicates are counted side by side; a million ties take about a second for 1000 replicates, "
		"assortativity_adjusted three, spectral fifteen. degrees takes ten attempts a tie and replicate.",
	.reads = (const struct col[]){
		{ "i j | from to", "the ends of the tie" },
		{ "node (or id)", "in --nodes: the person; and the columns of -a, --numeric, --high and --setting" },
		{ "NAME_i NAME_j | NAME_from NAME_to, ties, n_i n_j",
		  "with --from-mixing: the groups, the ties between them (-w names another column), and, if known, "
		  "the people of each; or a square, a column of groups and one with the name of each" }, { 0 } },
	.writes = (const struct col[]){
		{ "measure attribute group",
		  "what is measured; group is NA for the whole network, (NA) for those without the attribute (--na category)" },
		{ "value", "the number" },
		{ "se lo hi", "its standard error and interval (and level, where --level is not 0.95)" },
		{ "null null_mean null_sd z p side replicates", "the null model, what it gives, and the test" },
		{ "n m dropped", "people and ties that count, rows left out because an end has no value" },
		{ "note", "why something is NA; columns in which everything is NA are left out" }, { 0 } },
	.opts = (const struct opt[]){
		{ 0, "numeric", OPT_COLUMN, &how.numeric, "COLUMN[,COLUMN]", "attributes of people that are numbers, such as age" },
		{ 0, "measures", OPT_TEXT, &how.measures, "NAME[,NAME]", "which measures [all that there is data for]" },
		{ 0, "null", OPT_TEXT, &how.null, "labels[:within=COLUMN]|degrees|none",
		  "the null model: who bears which label is dealt anew, among people of the same COLUMN; "
		  "or the ties are, and everybody keeps their number [labels]" },
		{ 0, "side", OPT_CHOICE, &how.side, SIDE_WORDS, "which side p counts [two]" },
		{ 0, "level", OPT_REAL, &how.level, "P", "the level of the intervals [0.95]" },
		{ 0, "jackknife", OPT_CHOICE, &how.jackknife, "ties|people",
		  "what is left out, one by one, for standard errors [ties for both assortativities, people for ei and abs_difference]" },
		{ 0, "by-breaks", OPT_TEXT, &how.by_breaks, "X,X[,X]",
		  "put the networks of --by, a column of numbers such as weight, together in bins with these borders" },
		{ 0, "by-quantile", OPT_COUNT, &how.by_quantile, "N", "the same, in N bins of nearly equal numbers of ties" },
		{ 0, "high", OPT_TEXT, &how.high, "COLUMN=VALUE", "social capital: people with this value are of high class" },
		{ 0, "setting", OPT_COLUMN, &how.setting, "COLUMN", "social capital: where people meet, such as school" },
		{ 0, "share", OPT_REAL, &how.share, "P",
		  "social capital: the share of high people in the population; 0.5 as in Chetty et al. [that observed]" },
		{ 0, "exclude-ego", OPT_FLAG, &how.exclude_ego, NULL, "social capital: nobody is exposed to oneself" },
		{ 0, "from-mixing", OPT_FLAG, &how.from_mixing, NULL, "the input is a mixing matrix, as ties mixing writes it or as published" }, { 0 } },
	.examples = (const struct example[]){
		{ "two offices, and what changing office would do",
		  "homophily -a office --measures ei,coleman -R 99 --nodes <(printf 'node,office\\na,N\\nb,N\\nc,N\\nd,S\\ne,S\\nf,S\\n') | "
		  "cut -f 1,3,4,9,12",
		  "i\tj\na\tb\na\tc\nb\tc\nc\td\nd\te\nd\tf\ne\tf\n",
		  "measure\tgroup\tvalue\tnull_mean\tp\n"
		  "ei\tNA\t-0.7142857142857143\t0.2178932178932178\t0.18\n"
		  "ei\tN\t-0.5\t0.4747474747474748\t0.18\nei\tS\t-0.5\t0.5043771043771043\t0.18\n"
		  "coleman\tN\t0.761904761904762\t-0.06421356421356433\t0.18\n"
		  "coleman\tS\t0.761904761904762\t-0.1012506012506013\t0.18\n" },
		{ "weak ties cross, strong ties stay inside",
		  "homophily -a office --measures ei -R 0 --by weight --by-breaks 1,3,Inf --nodes <(printf 'node,office\\na,N\\nb,N\\nc,S\\nd,S\\n')",
		  "i\tj\tweight\na\tb\t5\nc\td\t4\na\tc\t1\nb\td\t2\na\td\t1\nb\tc\t3\n",
		  "weight\tmeasure\tattribute\tgroup\tvalue\tse\tlo\thi\tn\tm\tdropped\n"
		  "[1,3)\tei\toffice\tNA\t1\tNA\tNA\tNA\t4\t3\t0\n"
		  "[1,3)\tei\toffice\tN\t1\tNA\tNA\tNA\t4\t3\t0\n"
		  "[1,3)\tei\toffice\tS\t1\tNA\tNA\tNA\t4\t3\t0\n"
		  "[3,Inf)\tei\toffice\tNA\t-0.3333333333333333\t0.6666666666666666\t-0.9987004249798374\t0.994811813575565\t4\t3\t0\n"
		  "[3,Inf)\tei\toffice\tN\t0\tNA\tNA\tNA\t4\t3\t0\n"
		  "[3,Inf)\tei\toffice\tS\t0\tNA\tNA\tNA\t4\t3\t0\n" },
		{ "Coleman's table of 1958: 60 boys and 40 girls name one friend each",
		  "homophily --from-mixing --measures coleman,inbreeding",
		  "from\tto\tties\tn_from\tn_to\nboy\tboy\t45\t60\t60\nboy\tgirl\t15\t60\t40\ngirl\tboy\t20\t40\t60\ngirl\tgirl\t20\t40\t40\n",
		  "measure\tgroup\tvalue\tn\tm\n"
		  "coleman\tboy\t0.38125\t100\t100\n"
		  "coleman\tgirl\t0.175\t100\t100\n"
		  "inbreeding\tboy\t0.37500000000000006\t100\t100\n"
		  "inbreeding\tgirl\t0.16666666666666663\t100\t100\n" },
		{ "the worked example",
		  "homophily -a section --measures ei -R 999 --by wave,weight --by-breaks 1,2,3,6,Inf --nodes datasets/debian/people.tsv "
		  "datasets/debian/ties.tsv", NULL, NULL },
		{ "beyond the office: gender among people of the same office",
		  "homophily -a gender --null labels:within=office --nodes people.tsv ties.tsv", NULL, NULL },
		{ "choice or supply: foreign contacts, and what the population offers",
		  "homophily -a country --measures ei,coleman --nodes people.tsv contacts.tsv", NULL, NULL },
		{ "ties against traffic: whom one is tied to, and whom one talks to",
		  "homophily -a circle --measures ei --nodes people.tsv calls.tsv; ties homophily -a circle --measures ei -w calls --nodes "
		  "people.tsv calls.tsv", NULL, NULL },
		{ 0 } },
	.sources =
		"Krackhardt and Stern (1988) Social Psychology Quarterly 51:123, doi:10.2307/2786835\n"
		"Newman (2003) Physical Review E 67:026126, doi:10.1103/PhysRevE.67.026126\n"
		"Karimi and Oliveira (2023) Scientific Reports 13:21053, doi:10.1038/s41598-023-48113-5\n"
		"Coleman (1958) Human Organization 17:28, doi:10.17730/humo.17.4.q5604m676260q8n7\n"
		"Currarini, Jackson and Pin (2009) Econometrica 77:1003, doi:10.3982/ECTA7528\n"
		"Freeman (1978) Sociological Methods and Research 6:411, doi:10.1177/004912417800600401\n"
		"Gupta, Anderson and May (1989) AIDS 3:807, doi:10.1097/00002030-198912000-00005\n"
		"Moody (2001) American Journal of Sociology 107:679, doi:10.1086/338954\n"
		"Fershtman (1997) Social Networks 19:193, doi:10.1016/S0378-8733(96)00295-X\n"
		"Yule (1900) Philosophical Transactions of the Royal Society A 194:257, doi:10.1098/rsta.1900.0019\n"
		"Echenique and Fryer (2007) Quarterly Journal of Economics 122:441, doi:10.1162/qjec.122.2.441\n"
		"Newman and Girvan (2004) Physical Review E 69:026113, doi:10.1103/PhysRevE.69.026113; Leicht and Newman (2008) Physical Review "
		  "Letters 100:118703, doi:10.1103/PhysRevLett.100.118703\n"
		"Bojanowski and Corten (2014) Social Networks 39:14, doi:10.1016/j.socnet.2014.04.001 (a comparison)\n"
		"Geary (1954) The Incorporated Statistician 5:115, doi:10.2307/2986645\n"
		"Moran (1950) Biometrika 37:17, doi:10.1093/biomet/37.1-2.17\n"
		"Chetty et al. (2022) Nature 608:108, doi:10.1038/s41586-022-04996-4; Nature 608:122, doi:10.1038/s41586-022-04997-3\n"
		"Jackson, Rodriguez-Barraquer and Tan (2012) American Economic Review 102:1857, doi:10.1257/aer.102.5.1857 (support)\n"
		"Fafchamps and Gubert (2007) Journal of Development Economics 83:326, doi:10.1016/j.jdeveco.2006.05.005\n"
		"Woolf (1955) Annals of Human Genetics 19:251, doi:10.1111/j.1469-1809.1955.tb01348.x\n"
		"Efron (1979) Annals of Statistics 7:1, doi:10.1214/aos/1176344552\n"
		"Snijders and Borgatti (1999) Connections 22(2):161\n"
		"Phipson and Smyth (2010) Statistical Applications in Genetics and Molecular Biology 9:39, doi:10.2202/1544-6115.1585 (p)",
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
