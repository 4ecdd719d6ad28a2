/* rewire - networks as they might have been. */
#include "null.h"

static int null;
static bool observed;

static const struct tool tool = {
	.name = "rewire",
	.group = "what if",
	.purpose = "copies of a network in which something was left to chance",
	.uses = USES_TIES | USES_WEIGHT | USES_NULL,
	.text =
		"Writes the network over and over, each time with something dealt anew at random, and numbers the copies in the "
		"column replicate. Whatever is measured on the copies, with --by replicate, shows what chance alone would give.\n\n"
		"--null weights keeps every tie and deals the weights anew among them: so a relation between weight and "
		"position in the network is broken, while both stay as they are. With --by each value of a column is dealt apart.",
	.method =
		"weights: each replicate is a uniform random permutation of the column of -w over the rows (Fisher-Yates). The cells "
		"are moved as they are written; all other columns stay in place. Replicate r uses sub-stream r of the seed, so "
		"the first hundred of a thousand replicates are the same hundred.\n\n"
		"For a network that was projected from memberships this null is not enough: there the ties themselves, and with "
		"them the common neighbours, come from the projection. Use the null of ties project.",
	.reads = (const struct col[]){
		{ "i j | from to", "the ends of the tie; every other column is passed on" },
		{ "the column of -w", "what is dealt anew" }, { 0 } },
	.writes = (const struct col[]){
		{ "replicate", "number of the copy, from 1; 0 is the network as it was (--observed)" }, { 0 } },
	.opts = (const struct opt[]){
		{ 0, "null", OPT_CHOICE, &null, "weights", "what is left to chance [weights]" },
		{ 0, "observed", OPT_FLAG, &observed, NULL, "write the network itself first, as replicate 0" }, { 0 } },
	.examples = (const struct example[]){
		{ "the weights of four ties, dealt twice", "rewire -w weight -R 2 --observed",
		  "i\tj\tweight\na\tb\t1\nb\tc\t2\nc\td\t3\nd\ta\t4\n",
		  "i\tj\tweight\treplicate\n"
		  "a\tb\t1\t0\nb\tc\t2\t0\nc\td\t3\t0\nd\ta\t4\t0\n"
		  "a\tb\t1\t1\nb\tc\t2\t1\nc\td\t4\t1\nd\ta\t3\t1\n"
		  "a\tb\t1\t2\nb\tc\t3\t2\nc\td\t4\t2\nd\ta\t2\t2\n" },
		{ "each wave apart", "rewire -w weight --by wave -R 1",
		  "i\tj\tweight\twave\na\tb\t1\t1\nb\tc\t1\t1\na\tb\t5\t2\nb\tc\t5\t2\n",
		  "i\tj\tweight\twave\treplicate\na\tb\t1\t1\t1\nb\tc\t1\t1\t1\na\tb\t5\t2\t1\nb\tc\t5\t2\t1\n" },
		{ "does overlap rise with weight more than chance would make it?",
		  "rewire -w weight -R 200 calls.tsv | ties overlap --by replicate | ties bin --by replicate -x weight -y overlap", NULL, NULL },
		{ 0 } },
	.sources =
		"Onnela et al. (2007) PNAS 104:7332, doi:10.1073/pnas.0610245104\n"
		"Fisher and Yates (1938) Statistical Tables; as in Durstenfeld (1964), doi:10.1145/364520.364540",
	.see = "project, overlap, bin, plot",
};

struct copies {
	struct net n;
	uint32_t *weight, *dealt, *replicate;   /* by row: code of the cell, dealt anew, number of the copy */
};

static int open_copies(struct run *r, struct copies *c, struct err *e)
{
	struct table *t = &c->n.ties;
	struct names cells;
	int w;

	if (!r->weight)
		return fail(e, E_USAGE, "--null weights needs the column of weights: -w COLUMN");
	TRY(net_open(r, 0, &c->n, e));
	TRY(table_need(t, r->weight, &w, e));
	names_open(&cells, r->arena);
	c->weight = NEW(r->arena, t->nrow, uint32_t);
	c->dealt = NEW(r->arena, t->nrow, uint32_t);
	c->replicate = NEW(r->arena, t->nrow, uint32_t);
	TRY(names_columns(&cells, t, 1, &w, &c->weight, false, e));
	t->col[w].kind = COLUMN_LABEL;
	t->col[w].code = c->dealt;
	t->col[w].label = cells.name;
	return table_add_counts(t, "replicate", c->replicate, e);
}

static int rewire(struct run *r, struct err *e)
{
	struct copies c = { .weight = NULL };
	static gsl_rng *g;                      /* static: in reach even if the arena jumps */
	int code = OK;

	TRY(open_copies(r, &c, e));
	TRY(run_write_header(r, &c.n.ties, e));
	if (!(g = rng_open(e)))
		return e->code;
	for (uint32_t k = observed ? 0 : 1; k <= r->replicates && !code && !r->out->broken; k++) {
		rng_stream(g, r->seed, k);
		for (uint32_t p = 0; p < c.n.nparts; p++)
			if (k)
				null_weights(&c.n.part[p], g, c.weight, c.dealt);
		for (uint64_t row = 0; row < c.n.ties.nrow; row++) {
			c.replicate[row] = k;
			if (!k)
				c.dealt[row] = c.weight[row];
		}
		code = table_write_rows(&c.n.ties, r->out, e);
		progress(r, "replicates", k, r->replicates);
	}
	gsl_rng_free(g);
	TRY(code);
	if (r->guard)
		table_write_guard(c.n.ties.nrow * (r->replicates + observed), r->out);
	return OK;
}

int main(int argc, char **argv)
{
	return tool_run(&tool, rewire, argc, argv);
}
