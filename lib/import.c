#include "import.h"
#include "options.h"
#include "side.h"

#include <string.h>

/* What follows from the options for the reader. */
static int settle(struct import_how *how, struct err *e)
{
	struct intake_how *read = &how->read;

	read->sep = how->separator < 0 ? '\0' : "\t,; "[how->separator];
	read->undirected = how->undirected != NULL;
	read->rejects = how->rejects != NULL;
	read->fold = how->undirected && *how->undirected ? options_word(FOLD_WORDS, how->undirected) : -1;
	if (read->directed && read->undirected)
		return fail(e, E_USAGE, "--directed and --undirected exclude each other");
	if (read->dupes == DUPES_KEEP && read->fold >= 0 && read->fold != FOLD_ERROR)
		return fail(e, E_USAGE, "--dupes=keep merges nothing, --undirected=%s merges the two directions: choose", how->undirected);
	return OK;
}

static int write_rejects(struct intake *t, const char *file, struct err *e)
{
	TRY(side_text(t->run, t->list.rejects, file, e));
	if (t->list.rejected && t->list.rejected == t->list.rows)
		return fail(e, E_DATA, "%s: none of the %llu rows could be understood: see %s", t->file,
		            (unsigned long long)t->list.rows, file);
	return OK;
}

static int write_nodes(struct intake *t, const struct import_how *how, struct err *e)
{
	struct table nodes;

	TRY(intake_nodes(t, &nodes, e));
	nodes.out_sep = how->csv ? ',' : '\t';
	return side_write(t->run, &nodes, how->nodes_out, e);
}

/* What was found: sentences on standard error, or one line of JSON. */
static void tell(const struct intake *t, const struct import_how *how)
{
	const char *line;

	if (!how->json) {
		intake_say(t, how->nodes_out && !how->check);
		return;
	}
	line = intake_json(t);
	if (how->check)
		out_put(t->run->out, line, strlen(line));
	else
		note_line(line);
}

int import_run(struct run *r, const struct import_how *asked, struct err *e)
{
	struct import_how how = *asked;
	struct intake t;

	TRY(settle(&how, e));
	TRY(intake_read(r, &how.read, &t, e));
	if (how.rejects && t.is_list)
		TRY(write_rejects(&t, how.rejects, e));
	TRY(intake_merge(&t, e));
	tell(&t, &how);
	if (how.check)
		return OK;
	if (how.nodes_out)
		TRY(write_nodes(&t, &how, e));
	t.ties.out_sep = how.csv ? ',' : '\t';
	t.ties.crlf = false;
	return run_write(r, &t.ties, e);
}
