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
	.text =
		"Birds of a feather: are ties within groups (-a, columns of --nodes such as gender or office) more frequent than chance would make them? "
		"Writes one row a measure, of the whole network and, where it has one, of each group, each held against a null model: "
		"by default labels, where people exchange their labels and the ties stay.\n\n"
		"  ei, ei_rescaled          ties across groups less ties inside, of all ties; -1 all inside\n"
		"  assortativity            Newman's r; assortativity_adjusted for groups of very different size\n"
		"  coleman, inbreeding      of each group, 0 at chance, 1 all inside\n"
		"  freeman, gupta_may       segregation of the whole\n"
		"  odds_ratio, alpha, yule_q, smi\n"
		"                           of pairs: tied inside against tied across\n"
		"  spectral, modularity     how closed the groups hang together; of the grouping\n\n"
		"With --numeric age: assortativity_numeric, abs_difference, geary, moran. With --high class=VALUE (and --setting school): "
		"economic_connectedness, exposure, friending_bias, support, clustering. Several attributes in -a are measured one by one, and together.\n\n"
		"--by weight repeats all that for each value of a column of the ties: weak ties cross groups and strong ties stay inside, in one command. "
		"--null labels:within=office asks for homophily beyond what a focus offers: labels are exchanged inside offices only. "
		"--null degrees deals the ties anew, everybody keeping their number.",
	.method =
		"M is the mixing matrix, M_gh the arcs from group g to h, or the ties, each from both ends; L its sum, I its diagonal, E = L - I; e = M / L, a and b its row and "
		"column sums; n_g the people of group g, isolates of --nodes included, n all of them; P_w and P_b the ordered pairs inside and across.\n\n"
		"  ei              (E - I) / (E + I); of a group over the ties that touch it\n"
		"  ei_rescaled     the same between the least and the most that sizes and ties allow\n"
		"  assortativity   (sum e_gg - sum a_g b_g) / (1 - sum a_g b_g)\n"
		"  ..._adjusted    the same of M_gh / (pairs of g and h)\n"
		"  coleman         s = M_gg - w M_g., w = (n_g - 1)/(n - 1); s / (M_g. - w M_g.) if s > 0, else s / w M_g.\n"
		"  inbreeding      (H - w) / (1 - w), H = M_gg / M_g., w = n_g / n\n"
		"  freeman         1 - E / E*, E* = L P_b / (P_b + P_w)\n"
		"  gupta_may       (sum of M_gg / M_g. - 1) / (groups - 1)\n"
		"  odds_ratio      [I / (P_w - I)] / [E / (P_b - E)]; yule_q = (OR - 1)/(OR + 1)\n"
		"  smi             of a group: (inner - outer density) / (inner + outer density)\n"
		"  modularity      sum of (e_gg - a_g b_g)\n"
		"  spectral        largest eigenvalue of the row-normalised ties inside a group, by component\n\n"
		"The E-I index expected under exchanged labels is not 0 but (P_b - P_w) / (P_b + P_w) for all ties: null_mean prints it. "
		"Programs disagree: netseg symmetrises directed ties before Newman's r; Coleman's own example uses n_g / n in place of (n_g - 1) / (n - 1); "
		"Yule's Q here leaves out pairs of a person with oneself, netrics counts them; sums of ties are weighted with -w, and measures of pairs are then NA.\n\n"
		"se, lo, hi: of ei over people, as ties bin does it (ties that share a person are not independent), its interval on the scale of atanh; of r by leaving out a tie at a time (Newman 2003), of "
		"ln alpha by Woolf's formula: these two take ties or pairs as independent, so prefer the null. "
		"p = (b + 1)/(R + 1), of two sides twice the smaller; replicate r draws from sub-stream r of --seed whatever the threads. "
		"A group of one, a single group, a network without ties: NA with the reason in note. Loops do not count, repeated ties once (with -w they are summed). "
		"--na says what becomes of people without the attribute; dropped counts them.\n\n"
		"Social capital follows Chetty et al. (2022): economic_connectedness is the mean over low people of the share of high friends over --share, exposure the same of who is met in "
		"the setting, friending_bias = 1 - inside / exposure (of a setting the mean of the ratios), support the share of ties with a common friend.",
	.reads = (const struct col[]){
		{ "i j | from to", "the ends of the tie" },
		{ "--nodes: node", "people, and the columns of -a, --numeric, --high, --setting" },
		{ "with --from-mixing", "a mixing matrix, as ties mixing writes it" }, { 0 } },
	.writes = (const struct col[]){
		{ "measure attribute", "which, and of what attribute" },
		{ "group", "the group, NA for the whole network" },
		{ "value", "the measure" },
		{ "se lo hi", "its standard error and interval, where there is one" },
		{ "null null_mean null_sd z p side replicates", "the null model and the test against it" },
		{ "n m dropped note", "people, ties, people left out; why a value is NA" }, { 0 } },
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
		{ "two offices: are there fewer ties across than if people changed offices?",
		  "homophily -a office --measures ei --nodes <(printf 'node,office\\na,N\\nb,N\\nc,N\\nd,S\\ne,S\\n')",
		  "i\tj\na\tb\nb\tc\na\tc\nc\td\nd\te\n",
		  "measure\tattribute\tgroup\tvalue\tse\tlo\thi\tnull\tnull_mean\tnull_sd\tz\tp\tside\treplicates\tn\tm\tdropped\n"
		  "ei\toffice\tNA\t-0.6\t0.4\t-0.9926557148954201\t0.888626148231117\tlabels\t0.19279279279279282\t0.35850405635774785\t-2.2113914158942523\t0.2\ttwo\t999\t5\t5\t0\n"
		  "ei\toffice\tN\t-0.5\t0.4330127018922193\t-0.9999997168606618\t0.9999974517488421\tlabels\t0.3127127127127115\t0.33709912516784385\t-2.4109012810640094\t0.2\ttwo\t999\t5\t5\t0\n"
		  "ei\toffice\tS\t0\tNA\tNA\tNA\tlabels\t0.6798465131798466\t0.34614461941411656\t-1.9640533899690624\t0.2\ttwo\t999\t5\t5\t0\n" },
		{ "what each office keeps to itself, after Coleman", "homophily -a office --measures coleman --null none "
		  "--nodes <(printf 'node,office\\na,N\\nb,N\\nc,N\\nd,S\\ne,S\\n')",
		  "i\tj\na\tb\nb\tc\na\tc\nc\td\nd\te\n",
		  "measure\tattribute\tgroup\tvalue\tn\tm\tdropped\n"
		  "coleman\toffice\tN\t0.7142857142857143\t5\t5\t0\n"
		  "coleman\toffice\tS\t0.5555555555555556\t5\t5\t0\n" },
		{ "do strong ties stay inside and weak ones cross?",
		  "homophily -a section --measures ei --by weight --by-breaks 1,2,5,17,Inf --nodes people.tsv ties.tsv", NULL, NULL },
		{ 0 } },
	.sources =
		"Newman (2003) Physical Review E 67:026126, doi:10.1103/PhysRevE.67.026126\n"
		"Krackhardt and Stern (1988) Social Psychology Quarterly 51:123, doi:10.2307/2786835\n"
		"Coleman (1958) Human Organization 17(4):28, doi:10.17730/humo.17.4.q5604m676260q8n7\n"
		"Currarini, Jackson and Pin (2009) Econometrica 77:1003, doi:10.3982/ECTA7528\n"
		"Freeman (1978) Sociological Methods and Research 6:411, doi:10.1177/004912417800600401\n"
		"Moody (2001) American Journal of Sociology 107:679, doi:10.1086/338954\n"
		"Fershtman (1997) Social Networks 19:193, doi:10.1016/S0378-8733(96)00295-X\n"
		"Karimi and Oliveira (2023) Scientific Reports 13:21053, doi:10.1038/s41598-023-48113-5\n"
		"Echenique and Fryer (2007) Quarterly Journal of Economics 122:441, doi:10.1162/qjec.122.2.441\n"
		"Chetty et al. (2022) Nature 608:108, doi:10.1038/s41586-022-04996-4",
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
