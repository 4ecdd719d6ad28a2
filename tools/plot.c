/* plot - a table in, a figure out. */
#include "figure.h"
#include "figure_script.h"
#include "plot.h"

#include <math.h>
#include <string.h>

static struct wish wish = { .observed = NAN };
static bool script, sixel;

static const struct tool tool = {
	.name = "plot",
	.group = "picture",
	.purpose = "a table becomes a figure for print, screen or terminal",
	.uses = USES_OWN_OUTPUT,
	.operands = "[KIND] [FILE]",
	.most = 2,
	.text = "Draws a table as a figure that can be printed as it is: true point sizes, the names of lines beside the lines and no "
	        "legend, an interval around every estimate, a named grey null behind every test, colours that stay apart in print "
	        "and for the colour blind. With -o the end of the name decides: .svg, .pdf, .png (300 dpi), or .tex (with "
	        "NAME-lines.pdf beside it, words set by LaTeX in the document's font). Without -o the figure is drawn in characters.\n\n"
	        "The kinds of figures, and the columns they look for where -x and -y do not say it:\n\n"
	        "  bands    x lo hi, mean (what bin writes); with --null\n"
	        "  lines    order share giant (what percolate writes), or x y\n"
	        "  steps    time estimate, lo hi, at_risk\n"
	        "  points   x y; groups with --by; hexagons above 5,000 rows\n"
	        "  hexbin   x y, many rows\n"
	        "  ccdf     degree, weight or -x: the share with at least a value\n"
	        "  hist     -x; with --logx in bins that double\n"
	        "  null     value replicate, or measure value replicate\n"
	        "  bars     a name, value, lo hi, n\n"
	        "  heat     two names; ratio or value, or ties and expected\n"
	        "  roles    measure group value, or node coordinator ... liaison (brokers)\n"
	        "  forest   names, value, lo hi, null_mean null_sd (qap); -x a measure\n"
	        "  network  i j, weight; --nodes FILE -a COLUMN gives groups\n\n"
	        "Without KIND the columns decide: x lo hi is drawn as bands, order share giant as lines, everything else as points. "
	        "--facet COLUMN makes one panel for each of its values, up to three side by side, with the same axes; --by COLUMN one "
	        "colour. Words in the figure are columns and values as they stand in the table; --name VALUE=TEXT says them better.\n\n"
	        "Where a table has a column replicate, bands and lines show its mean and range: for lines the middle 90 % of all "
	        "replicates; for bands replicate 0 is the observed curve and the middle 95 % of the others its null. --null FILE brings "
	        "nulls from other tables, of replicates or of x lo hi: the first is a grey area, others are dashed outlines.\n\n"
	        "--script prints the gnuplot script in place of the figure. It needs no other file; gnuplot -d -e \"fmt='svg'\" FILE draws it.",
	.method = "The table is checked first: numbers, at least one row that can be shown, positive where an axis is logarithmic. Rows without "
	          "a number are left out and counted, on standard error or in the figure; a gap in a line stays a gap.\n\n"
	          "Labels are put where they are free: inside the frame, on no line, mark or other label, nearer to what they name than to "
	          "anything of the same kind; where there is no such place they stand at the right side, notes at the foot. Margins follow "
	          "from the widths of the words, which are built in for Liberation Sans (the widths of Arial and Helvetica).\n\n"
	          "null: z = (observed - mean) / sd of the replicates, p = (b + 1) / (B + 1) with b of B replicates at least as extreme "
	          "(within 1e-9 of the larger magnitude); two-sided p is twice the smaller side, at most 1. The black bar is the middle "
	          "95 %. ccdf: values of 0 and below cannot stand on a logarithmic axis, but they count among all rows and are "
	          "reported. hist: the width of bins is that of Freedman and Diaconis, rounded; whole numbers are not split. Quantiles are of type 7. "
	          "points: medians of y in ten bins along x, of 20 rows or more; values that repeat are spread at random within 0.35 of "
	          "their step, and the figure says so. steps: a curve ends where fewer than 40, or a tenth, are at risk. heat: less "
	          "than 5 ties are a dot, less than 5 expected a white cell unless 25 came, both blank with --private; people of each group "
	          "(n_i, n_from) stand beside its name; groups are ordered so "
	          "that neighbours are alike, unless they are numbers.\n\n"
	          "roles: groups without any brokerage and those below the --top are left out and counted in the figure. People can be drawn if "
	          "they are 60 or fewer.\n\n"
	          "forest: odds ratios and rate ratios stand on a logarithmic axis about 1, all else on a straight one about 0. A regression "
	          "(measures b and t) is drawn by its ratios if it has them, whose interval and null are the exponentials of those of b; its constant "
	          "is left out. Other tables are drawn with all their measures but ratios, for which -x asks. The grey bar is null_lo to null_hi, or else null_mean with 1.96 null_sd on both sides; a disc within it is open. Where the table has no "
	          "columns lo and hi, the interval is 1.96 se on both sides; NA in lo or hi means that no interval is known. Intervals widen the "
	          "frame by as much again on each side, and end in an arrow head where they are longer.\n\n"
	          "network: components of up to 250 people by Kamada and Kawai's springs, larger ones by Fruchterman and Reingold's forces (both by "
	          "igraph, from fixed seeds), each turned flat and packed in rows, largest first. Then people are moved until no two nodes touch and, in "
	          "networks that are not too large, nobody stands on a tie of two others. Places say who is near whom in the network and nothing else; "
	          "directions are not drawn, repeated ties are one line with the sum of the weights. Lines have seven widths, by the weight or, where "
	          "the largest is more than 16 times the smallest, by its logarithm. The five largest groups have a colour and a shape each, all others "
	          "are grey. Short names stand in the nodes, others beside those with most contacts (all if there are 20 people or fewer), where there is room on no other name or node; "
	          "what is left out is counted on standard error. With --private there are no names. At most 2,000 people and 20,000 ties.\n\n"
	          "The same table gives the same bytes. A figure appears whole or not at all. Without the font Liberation Sans "
	          "standard error says which one is taken; without any font there is no figure.",
	.reads = (const struct col[]){
		{ "x y", "what goes along the axes, or the columns of -x and -y" },
		{ "lo hi", "the interval of y" },
		{ "y", "in a table of bin: what was summarised; -y chooses one of its values" },
		{ "replicate", "number of a replicate; 0 is what was observed" }, { 0 } },
	.writes = (const struct col[]){ { 0 } },
	.opts = (const struct opt[]){
		{ 'x', "x", OPT_COLUMN, &wish.x, "COLUMN", "what goes along x; null: the measure" },
		{ 'y', "y", OPT_COLUMN, &wish.y, "COLUMN", "what goes along y; bands: a column, or a value of column y" },
		{ 0, "by", OPT_COLUMN, &wish.by, "COLUMN", "a colour for each of its values" },
		{ 0, "facet", OPT_COLUMN, &wish.facet, "COLUMN", "a panel for each of its values" },
		{ 0, "logx", OPT_FLAG, &wish.logx, NULL, "a logarithmic x axis" },
		{ 0, "logy", OPT_FLAG, &wish.logy, NULL, "a logarithmic y axis" },
		{ 0, "xlabel", OPT_TEXT, &wish.xlabel, "TEXT", "the title of x; '' for none [the column]" },
		{ 0, "ylabel", OPT_TEXT, &wish.ylabel, "TEXT", "the title of y; '' for none [the column]" },
		{ 0, "headline", OPT_TEXT, &wish.headline, "TEXT", "the finding, in bold above the figure [none]" },
		{ 0, "name", OPT_LIST, &wish.name, "VALUE=TEXT", "what the figure calls a value; may be repeated" },
		{ 0, "ref", OPT_LIST, &wish.ref, "VALUE[=TEXT]", "a dashed line at a value, or along the diagonal; may be repeated" },
		{ 0, "null", OPT_LIST, &wish.null, "FILE", "bands: what chance gives, replicates or x lo hi; may be repeated" },
		{ 0, "null-name", OPT_LIST, &wish.null_name, "TEXT", "what the figure calls it; repeated in the same order" },
		{ 0, "observed", OPT_REAL, &wish.observed, "V", "null: the observed value [that of replicate 0]" },
		{ 0, "side", OPT_CHOICE, &wish.side, "two|less|greater", "null: which side p counts [two]" },
		{ 0, "value", OPT_COLUMN, &wish.value, "COLUMN", "heat: the number of a cell [ratio, value, or ties / expected]; forest: the estimates [value]" },
		{ 0, "free", OPT_FLAG, &wish.free, NULL, "null: each panel has axes of its own" },
		{ 0, "in-order", OPT_FLAG, &wish.in_order, NULL, "bars, heat, roles: in the order of the table [sorted]" },
		{ 0, "top", OPT_COUNT, &wish.top, "N", "roles: the N with most brokerage [30]; network: names of the N with most contacts [15]" },
		{ 0, "nodes", OPT_FILE, &wish.nodes, "FILE", "network: a table of people, with the column node (or id)" },
		{ 'a', "attribute", OPT_COLUMN, &wish.attribute, "COLUMN", "network: a colour and shape for each of its values, a column of --nodes" },
		{ 'w', "weight", OPT_COLUMN, &wish.weight, "COLUMN", "network: the width of a line [weight, if there is one]" },
		{ 0, "width", OPT_CHOICE, &wish.width, "auto|one|two|slide",
		  "one column of 8.5 cm, two of 17.5 cm, or a slide of 16:9 [one; two with --facet]" },
		{ 0, "script", OPT_FLAG, &script, NULL, "print the gnuplot script" },
		{ 0, "sixel", OPT_FLAG, &sixel, NULL, "draw into a terminal that knows sixel" },
		{ 0 } },
	.examples = (const struct example[]){
		{ "Granovetter's curve, for a paper", "overlap ties.tsv | ties bin -x weight -y overlap | ties plot -o overlap.pdf", NULL, NULL },
		{ "three waves side by side, against two nulls",
		  "plot bands --facet wave --null shuffled.tsv --null-name 'weights shuffled' --null again.tsv --null-name 'projected again' "
		  "-o waves.pdf observed.tsv", NULL, NULL },
		{ "what falls apart first, with names that people read",
		  "percolate -x weight ties.tsv | ties plot --name 'weight ascending=weakest ties first' "
		  "--name 'weight descending=strongest ties first' -o percolation.svg", NULL, NULL },
		{ "the words of a figure of an observed value and its null", "plot null --script | sed -n '/^.text/,/^EOD/p'",
		  "replicate\tvalue\n0\t9\n1\t4\n2\t5\n3\t5\n4\t6\n",
		  "$text << EOD\nReplicates (n = 4)\nvalue\nthe null: mean 5, 95 % in 4.08 to 5.92\nobserved 9\nz = 4.9, p = 0.40\nEOD\n" },
		{ "its numbers, which the script holds as they are drawn", "plot bars --script | sed -n '/^.d1/,/^EOD/p'",
		  "group\tvalue\nstudents\t0.25\nstaff\t0.75\n",
		  "$d1 << EOD\n0\t0.75\t0.66\t1.34\n0\t0.25\t-0.34\t0.34\nEOD\n" },
		{ "who brokers between sections, and in which role",
		  "brokers --level group -a section --nodes people.tsv ties.tsv | ties plot roles --top 12 -o roles.svg", NULL, NULL },
		{ "the karate club, coloured by what became of it",
		  "plot network --nodes people.tsv -a club -o club.svg ties.tsv", NULL, NULL },
		{ "odds ratios: what the grey bars are (1.96 sd about the mean, as exponentials)", "plot forest --script | sed -n '/^.d1/,/^EOD/p'",
		  "measure\tattribute\tvalue\tlo\thi\tnull_mean\tnull_sd\nb\tsame:office\t1.5\t1\t2\t0\t0.2\nodds_ratio\tsame:office\t4.48\tNA\tNA\tNA\tNA\n"
		  "t\tsame:office\t8.1\tNA\tNA\tNA\tNA\n",
		  "$d1 << EOD\n0.675709\t1.479927\t-0.26\t0.26\nEOD\n" },
		{ "the words of a figure of a network", "plot network --script | sed -n '/^.text/,/^EOD/p'",
		  "i\tj\tweight\nAnn\tBo\t3\nBo\tCy\t1\n",
		  "$text << EOD\nBo\nAnn\nCy\n3 people, 2 ties; width: weight, 1 to 3\nEOD\n" },
		{ 0 } },
	.sources = "Cleveland and McGill (1984) Journal of the American Statistical Association 79:531, doi:10.1080/01621459.1984.10478080\n"
	           "Freedman and Diaconis (1981) Zeitschrift fuer Wahrscheinlichkeitstheorie 57:453, doi:10.1007/BF01025868\n"
	           "Carr et al. (1987) Journal of the American Statistical Association 82:424, doi:10.1080/01621459.1987.10478445\n"
	           "Gould and Fernandez (1989) Sociological Methodology 19:89, doi:10.2307/270949\n"
	           "Kamada and Kawai (1989) Information Processing Letters 31:7, doi:10.1016/0020-0190(89)90102-6\n"
	           "Fruchterman and Reingold (1991) Software: Practice and Experience 21:1129, doi:10.1002/spe.4380211102\n"
	           "Machado, Oliveira and Fernandes (2009) IEEE Transactions on Visualization and Computer Graphics 15:1291, "
	           "doi:10.1109/TVCG.2009.113",
	.see = "bin, percolate, brokers",
};

/* `plot`, `plot FILE`, `plot KIND`, `plot KIND FILE`: a word that names a kind is one. */
static const char *operands(struct run *run)
{
	const char *file = run->file;

	for (const struct figure_kind *k = figure_kinds; run->noperand == 1 && k->name; k++)
		if (!strcmp(k->name, file)) {
			wish.kind = file;
			file = NULL;
			break;
		}
	if (run->noperand == 2) {
		wish.kind = run->operand[0];
		file = run->operand[1];
	}
	return file;
}

static int check_font(struct run *run, enum plot_format f, struct cell *s, struct err *e)
{
	const char *instead = NULL;
	uint64_t lacking;

	if (f != PLOT_PNG && f != PLOT_PDF && f != PLOT_SIXEL)
		return OK;
	TRY(plot_font(run->arena, &instead, e));
	if ((lacking = plot_letters(run->arena, s)))
		note(run, "%s that no font on this machine has: a frame stands in the place of each; a package of fonts such as fonts-noto-cjk "
		     "may have them", plural(lacking, "character", "characters"));
	if (instead)
		note(run, "the font " PLOT_FONT " is not installed, %s is taken and words may overlap: install fonts-liberation2", instead);
	return OK;
}

static int show(struct run *run, struct cell s, enum plot_format f, struct err *e)
{
	struct cell c;

	TRY(plot_render(run->arena, s, f, &c, e));
	out_put(run->out, c.at, c.len);
	return OK;
}

static int body(struct run *run, struct err *e)
{
	bool file = run->output && strcmp(run->output, "-"), text = !file && !script && !sixel;
	enum plot_format format = sixel ? PLOT_SIXEL : PLOT_TEXT;
	struct figure f = { .arena = run->arena, .wish = &wish, .run = run, .page = { .screen = text } };
	struct table *t = NEW(run->arena, 1, struct table);
	struct cell s;

	run->file = operands(run);
	if (file)
		TRY(plot_format_of(run->output, &format, e));
	TRY(run_table(run, t, e));
	f.table = t;
	TRY(figure_make(&f, e));
	s = text ? screen_write(&f.page, f.kind->name, 79, 22) :
	    script_write(&f.page, f.kind->name, format == PLOT_TEX ? TEXT_TEX : TEXT_ENHANCED);
	if (script) {
		out_put(run->out, s.at, s.len);
		return OK;
	}
	TRY(check_font(run, format, &s, e));
	return file ? plot_file(run->arena, s, run->output, e) : show(run, s, format, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, body, argc, argv);
}
