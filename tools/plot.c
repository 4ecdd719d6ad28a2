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
	.purpose = "draw a table in the house style",
	.uses = USES_OWN_OUTPUT,
	.operands = "[KIND] [FILE]",
	.most = 2,
	.text = "Reads a table and draws it.",
	.reads = (const struct col[]){ { "x", "position" }, { 0 } },
	.writes = (const struct col[]){ { 0 } },
	.opts = (const struct opt[]){
		{ 'x', "x", OPT_COLUMN, &wish.x, "COLUMN", "what goes along x" },
		{ 'y', "y", OPT_COLUMN, &wish.y, "COLUMN", "what goes along y" },
		{ 0, "by", OPT_COLUMN, &wish.by, "COLUMN", "one colour for each of its values" },
		{ 0, "facet", OPT_COLUMN, &wish.facet, "COLUMN", "one panel for each of its values" },
		{ 0, "logx", OPT_FLAG, &wish.logx, NULL, "a logarithmic x axis" },
		{ 0, "logy", OPT_FLAG, &wish.logy, NULL, "a logarithmic y axis" },
		{ 0, "xlabel", OPT_TEXT, &wish.xlabel, "TEXT", "title of the x axis" },
		{ 0, "ylabel", OPT_TEXT, &wish.ylabel, "TEXT", "title of the y axis" },
		{ 0, "headline", OPT_TEXT, &wish.headline, "TEXT", "the finding, in bold above the figure" },
		{ 0, "name", OPT_LIST, &wish.name, "VALUE=TEXT", "what the figure calls a value; may be repeated" },
		{ 0, "ref", OPT_LIST, &wish.ref, "VALUE[=NAME]", "a dashed reference line; may be repeated" },
		{ 0, "null", OPT_LIST, &wish.null, "FILE", "bands: a table of replicates or of x lo hi; may be repeated" },
		{ 0, "null-name", OPT_LIST, &wish.null_name, "TEXT", "what the figure calls it; in the same order" },
		{ 0, "value", OPT_COLUMN, &wish.value, "COLUMN", "heat: the number of a cell [ratio, value, or ties / expected]" },
		{ 0, "in-order", OPT_FLAG, &wish.in_order, NULL, "bars, heat: names in the order of the table [sorted]" },
		{ 0, "observed", OPT_REAL, &wish.observed, "V", "null: the observed value [the row of replicate 0]" },
		{ 0, "side", OPT_CHOICE, &wish.side, "two|less|greater", "null: which side p counts [two]" },
		{ 0, "width", OPT_CHOICE, &wish.width, "auto|one|two|slide", "one column, two columns, or 16:9 [auto]" },
		{ 0, "script", OPT_FLAG, &script, NULL, "print the gnuplot script" },
		{ 0, "sixel", OPT_FLAG, &sixel, NULL, "the picture in a terminal that knows sixel" },
		{ 0 } },
	.examples = (const struct example[]){ { "x", "plot x.tsv", NULL, NULL }, { 0 } },
	.sources = "x",
	.see = "bin",
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

static int check_font(struct run *run, enum plot_format f, struct err *e)
{
	const char *instead = NULL;

	if (f == PLOT_PNG || f == PLOT_PDF || f == PLOT_SIXEL)
		TRY(plot_font(run->arena, &instead, e));
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
	TRY(check_font(run, format, e));
	return file ? plot_file(run->arena, s, run->output, e) : show(run, s, format, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, body, argc, argv);
}
