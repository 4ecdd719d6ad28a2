/* plot - a table in, a figure out. */
#include "figure.h"
#include "figure_script.h"
#include "plot.h"

#include <math.h>

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

static int body(struct run *run, struct err *e)
{
	struct figure f = { .arena = run->arena, .wish = &wish, .run = run };
	struct table *t = NEW(run->arena, 1, struct table);
	struct cell s;

	if (run->noperand == 2 || (run->noperand == 1))
		wish.kind = run->operand[0];
	TRY(table_read(run->arena, run->noperand == 2 ? run->operand[1] : NULL, &run->how, t, e));
	f.table = t;
	TRY(figure_make(&f, e));
	s = script_write(&f.page, f.kind->name, TEXT_ENHANCED);
	if (script)
		out_put(run->out, s.at, s.len);
	else
		return plot_file(run->arena, s, run->output, e);
	return OK;
}

int main(int argc, char **argv)
{
	return tool_run(&tool, body, argc, argv);
}
