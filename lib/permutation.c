#include "permutation.h"
#include "pipeline.h"
#include "printed.h"
#include "rewiring.h"
#include "shuffle.h"
#include "side.h"
#include "stat_test.h"
#include "temp.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const null_word[] = { "weights", "degrees", "gnm", "bernoulli", "dyads" };

/* One run of the pipeline, and the files that are its own. */
struct slot { const char *path, *command; uint64_t replicate; };

struct job {
	struct run *r;
	const struct permutation_how *how;
	const char *null;               /* "labels", "degrees" ... */
	struct shuffled s;
	struct copies *copies;
	struct rewiring_how rewiring;
	const char *folder, *input;     /* standard input of the runs, where it is not rewired */
	int slots;
	struct slot *slot;
	struct pipeline *running;
	struct printed first;
	double *null_value;             /* [number * replicates + r] */
	uint64_t numbers, strange, strange_runs;
};

/* --- what a run is given ------------------------------------------------------------------------- */

/* The file of a slot: people shuffled, or ties rewired; replicate 0 is as it was. */
static int make_file(struct job *j, const struct slot *s, gsl_rng *g, struct err *e)
{
	struct mark scratch = arena_mark(j->r->arena);
	int fd = open(s->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	struct out o;

	if (fd < 0)
		return fail(e, E_IO, "%s: cannot be written: %s", s->path, strerror(errno));
	out_open(&o, j->r->arena, fd);
	if (j->copies) {
		copies_write(j->copies, (uint32_t)s->replicate, g, &o, e);
	} else {
		shuffle_deal(&j->s, j->r->seed, s->replicate, g);
		table_write(&j->s.table, &o, false, e);
	}
	if (!e->code)
		out_end(&o, e);
	close(fd);
	arena_release(j->r->arena, scratch);
	return e->code;
}

/* Standard input is read once: a regular file is opened again by each run, all else is kept in a file. */
static int keep_input(struct job *j, struct err *e)
{
	char buffer[1 << 16];
	struct stat st;
	ssize_t n = 0;
	int fd;

	if (isatty(STDIN_FILENO) || fstat(STDIN_FILENO, &st)) {
		j->input = "/dev/null";
		return OK;
	}
	if (S_ISREG(st.st_mode) && !lseek(STDIN_FILENO, 0, SEEK_CUR)) {
		j->input = "/proc/self/fd/0";
		return OK;
	}
	j->input = temp_inside(j->r->arena, j->folder, "standard-input");
	if ((fd = open(j->input, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) < 0)
		return fail(e, E_IO, "%s: cannot be written: %s", j->input, strerror(errno));
	while (!e->code && ((n = read(STDIN_FILENO, buffer, sizeof buffer)) > 0 || (n < 0 && errno == EINTR)))
		for (ssize_t at = 0, w; !e->code && at < n; at += w)
			if ((w = write(fd, buffer + at, (size_t)(n - at))) <= 0)
				fail(e, E_IO, "%s: cannot be written: %s", j->input, strerror(errno));
	if (n < 0)
		fail(e, E_IO, "standard input cannot be read: %s", strerror(errno));
	close(fd);
	return e->code;
}

/* The pipeline with the file in the place of each {}. */
static const char *fill_in(struct arena *a, const char *pipeline, const char *path)
{
	const char *word = pipeline_quote(a, path), *text = "";

	for (const char *at; (at = strstr(pipeline, "{}")); pipeline = at + 2)
		text = arena_print(a, "%s%.*s%s", text, (int)(at - pipeline), pipeline, word);
	return arena_print(a, "%s%s", text, pipeline);
}

static int open_slots(struct job *j, struct err *e)
{
	struct arena *a = j->r->arena;
	const char *pipeline = j->r->operand[0], *base = "ties.tsv";

	if (!j->copies) {
		base = strrchr(j->s.file, '/');
		base = base ? base + 1 : j->s.file;
	}
	TRY(temp_folder(a, "ties-permute", &j->folder, e));
	if (!j->copies)
		TRY(keep_input(j, e));
	j->slots = j->r->threads < PIPELINE_MOST ? j->r->threads : PIPELINE_MOST;
	j->slot = NEW(a, (size_t)j->slots, struct slot);
	j->running = NEW(a, (size_t)j->slots, struct pipeline);
	for (int k = 0; k < j->slots; k++) {
		j->slot[k].path = temp_inside(a, j->folder, arena_print(a, "%d-%s", k + 1, base));
		j->slot[k].command = j->copies ? pipeline : fill_in(a, pipeline, j->slot[k].path);
	}
	return OK;
}

/* --- runs -------------------------------------------------------------------------------------------- */

static int start(struct job *j, int k, uint64_t replicate, gsl_rng *g, struct err *e)
{
	struct slot *s = &j->slot[k];

	s->replicate = replicate;
	TRY(make_file(j, s, g, e));
	return pipeline_start(&j->running[k], s->command, j->copies ? s->path : j->input, e);
}

static const char *replicate_name(const struct job *j, uint64_t replicate)
{
	return replicate ? arena_print(j->r->arena, "replicate %llu: ", (unsigned long long)replicate) : "";
}

/* What a run that failed said last, and what it said before. */
static int failed(const struct job *j, const struct pipeline *p, uint64_t replicate, struct err *e)
{
	char *text, *line;
	size_t len;

	TRY(pipeline_messages(j->r->arena, p, &text, &len, e));
	while (len && (text[len - 1] == '\n' || text[len - 1] == ' '))
		text[--len] = '\0';
	while ((line = strchr(text, '\n'))) {
		*line = '\0';
		note(j->r, "%s%s", replicate_name(j, replicate), text);
		text = line + 1;
	}
	return fail(e, p->status >= E_USAGE && p->status <= 78 ? p->status : E_DATA, "%sthe pipeline ended with status %d%s%.700s",
	            replicate_name(j, replicate), p->status, *text ? ": " : " and said nothing", text);
}

/* The observed run may warn: that is worth hearing once. */
static int pass_on(const struct job *j, const struct pipeline *p, struct err *e)
{
	char *text, *line;
	size_t len;

	TRY(pipeline_messages(j->r->arena, p, &text, &len, e));
	for (; (line = strchr(text, '\n')); text = line + 1) {
		*line = '\0';
		note(j->r, "%s", text);
	}
	if (*text)
		note(j->r, "%s", text);
	return OK;
}

static bool succeeded(const struct pipeline *p) { return !p->status || p->status == E_PIPE; }

/* The data as they are: what the pipeline prints, and what of it is tested. */
static int observe(struct job *j, gsl_rng *g, struct err *e)
{
	struct arena *a = j->r->arena;
	struct printed_how how = { j->how->keys, j->how->values, j->s.columns };
	struct pipeline *p = &j->running[0];
	char *text;
	size_t len;
	int which;

	TRY(start(j, 0, 0, g, e));
	TRY(pipeline_wait(p, 1, &which, e));
	if (!succeeded(p))
		return failed(j, p, 0, e);
	TRY(pass_on(j, p, e));
	TRY(pipeline_output(a, p, &text, &len, e));
	pipeline_close(p);
	TRY(printed_read(a, text, len, &how, &j->first, e));
	j->numbers = j->first.table.nrow * (uint64_t)j->first.nnumber;
	j->null_value = NEW(a, j->numbers * j->r->replicates, double);
	return OK;
}

static int finish(struct job *j, int k, struct err *e)
{
	struct arena *a = j->r->arena;
	struct mark scratch = arena_mark(a);
	struct pipeline *p = &j->running[k];
	uint64_t replicate = j->slot[k].replicate, strange = 0;
	double *out = NEW(a, j->numbers, double);
	char *text;
	size_t len;

	if (!succeeded(p))
		return failed(j, p, replicate, e);
	TRY(pipeline_output(a, p, &text, &len, e));
	pipeline_close(p);
	if (printed_again(a, &j->first, text, len, out, &strange, e)) {
		char *why = arena_copy(a, e->text, strlen(e->text));
		return fail(e, e->code, "%s%s", replicate_name(j, replicate), why);
	}
	for (uint64_t x = 0; x < j->numbers; x++)
		j->null_value[x * j->r->replicates + replicate - 1] = out[x];
	j->strange += strange;
	j->strange_runs += strange > 0;
	arena_release(a, scratch);
	return OK;
}

static int run_all(struct job *j, gsl_rng *g, struct err *e)
{
	uint64_t next = 1, done = 0, of = j->r->replicates;
	int which;

	TRY(observe(j, g, e));
	if (j->slots > 1)
		setenv("OMP_NUM_THREADS", "1", 0);      /* the runs share the processors already */
	for (int k = 0; k < j->slots && next <= of; k++)
		TRY(start(j, k, next++, g, e));
	for (; done < of; done++) {
		TRY(pipeline_wait(j->running, j->slots, &which, e));
		TRY(finish(j, which, e));
		if (next <= of)
			TRY(start(j, which, next++, g, e));
		progress(j->r, "runs", done + 1, of);
	}
	if (j->strange)
		note(j->r, "%s printed %s that the observed run did not: left out", plural(j->strange_runs, "replicate", "replicates"),
		     plural(j->strange, "row", "rows"));
	if (j->copies)
		copies_tell(j->copies);
	return OK;
}

/* --- what is written ---------------------------------------------------------------------------------- */

/* The numbers that are there: which row and which column each is. */
struct lines { uint64_t n; uint32_t *row; int *number; };

static void list_numbers(const struct job *j, struct lines *l)
{
	const struct printed *p = &j->first;

	*l = (struct lines){ 0, NEW(j->r->arena, j->numbers, uint32_t), NEW(j->r->arena, j->numbers, int) };
	for (uint32_t row = 0; row < p->table.nrow; row++)
		for (int k = 0; k < p->nnumber; k++)
			if (!isnan(p->value[k][row])) {
				l->row[l->n] = row;
				l->number[l->n++] = k;
			}
}

/* "value" of a row whose measure is ei is ei; its other numbers are ei.se, ei.n ...; without a column measure, the
 * column's name. */
static struct cell name_number(const struct job *j, int cmeasure, uint32_t row, int number)
{
	const struct table *t = &j->first.table;
	const char *column = t->col[j->first.number[number]].name;

	if (cmeasure < 0)
		return cell_of(column);
	struct cell measure = table_cell(t, row, cmeasure);
	if (!strcmp(column, "value"))
		return measure;
	return cell_of(arena_print(j->r->arena, "%.*s.%s", (int)measure.len, measure.at, column));
}

/* The key columns and `measure`, for rows of[0 .. n-1] of the lines. */
static int add_keys(const struct job *j, const struct lines *l, const uint32_t *of, struct table *t, struct err *e)
{
	const struct printed *p = &j->first;
	struct arena *a = j->r->arena;
	struct cell *name = NEW(a, l->n, struct cell);
	int cmeasure = -1;

	for (int k = 0; k < p->nkey; k++)
		if (!strcmp(p->table.col[p->key[k]].name, "measure"))
			cmeasure = p->key[k];
	for (uint64_t x = 0; x < l->n; x++)
		name[x] = name_number(j, cmeasure, l->row[x], l->number[x]);
	for (int k = 0; k < p->nkey; k++) {
		struct cell *label = NEW(a, l->n, struct cell);
		for (uint64_t x = 0; x < l->n; x++)
			label[x] = p->key[k] == cmeasure ? name[x] : table_cell(&p->table, l->row[x], p->key[k]);
		TRY(table_add_labels(t, p->table.col[p->key[k]].name, of, label, e));
	}
	return cmeasure < 0 ? table_add_labels(t, "measure", of, name, e) : OK;
}

static int write_tests(struct job *j, const struct lines *l, struct err *e)
{
	static const char *const column[] = { "value", "null_mean", "null_sd", "z", "p", "replicates" };
	enum { VALUE, MEAN, SD, Z, P, REPLICATES, COLUMNS };
	struct arena *a = j->r->arena;
	uint32_t *own = NEW(a, l->n, uint32_t), *zero = NEW(a, l->n, uint32_t);
	struct cell null = cell_of(j->null), side = cell_of(side_name[j->how->side]);
	double *v[COLUMNS];
	struct table t;

	for (int c = 0; c < COLUMNS; c++)
		v[c] = NEW(a, l->n, double);
	for (uint64_t x = 0; x < l->n; x++) {
		uint64_t number = l->row[x] * (uint64_t)j->first.nnumber + (uint64_t)l->number[x];
		struct test test;
		own[x] = (uint32_t)x;
		v[VALUE][x] = j->first.value[l->number[x]][l->row[x]];
		stat_test(v[VALUE][x], j->null_value + number * j->r->replicates, j->r->replicates, (enum side)j->how->side, false, &test);
		v[MEAN][x] = test.null_mean;
		v[SD][x] = test.null_sd;
		v[Z][x] = test.z;
		v[P][x] = test.p;
		v[REPLICATES][x] = (double)test.replicates;
	}
	table_like(a, l->n, &j->first.table, &t);
	TRY(add_keys(j, l, own, &t, e));
	TRY(table_add_reals(&t, column[VALUE], v[VALUE], e));
	TRY(table_add_labels(&t, "null", zero, &null, e));
	for (int c = MEAN; c <= P; c++)
		TRY(table_add_reals(&t, column[c], v[c], e));
	TRY(table_add_labels(&t, "side", zero, &side, e));
	TRY(table_add_reals(&t, column[REPLICATES], v[REPLICATES], e));
	return run_write(j->r, &t, e);
}

static int write_draws(struct job *j, const struct lines *l, struct err *e)
{
	struct arena *a = j->r->arena;
	uint64_t of = j->r->replicates, rows = l->n * (of + 1);
	uint32_t *which = NEW(a, rows, uint32_t), *replicate = NEW(a, rows, uint32_t);
	double *value = NEW(a, rows, double);
	struct table t;

	for (uint64_t x = 0; x < l->n; x++) {
		uint64_t number = l->row[x] * (uint64_t)j->first.nnumber + (uint64_t)l->number[x];
		for (uint64_t r = 0; r <= of; r++) {
			which[x * (of + 1) + r] = (uint32_t)x;
			replicate[x * (of + 1) + r] = (uint32_t)r;
			value[x * (of + 1) + r] = r ? j->null_value[number * of + r - 1] : j->first.value[l->number[x]][l->row[x]];
		}
	}
	table_like(a, rows, &j->first.table, &t);
	TRY(add_keys(j, l, which, &t, e));
	TRY(table_add_counts(&t, "replicate", replicate, e));
	TRY(table_add_reals(&t, "value", value, e));
	return side_write(j->r, &t, j->how->draws, e);
}

/* --- the whole of it -------------------------------------------------------------------------------------- */

static int check(const struct job *j, struct err *e)
{
	const struct run *r = j->r;
	bool rewires = j->how->rewire >= 0;

	if (!r->noperand)
		return fail(e, E_USAGE, "the pipeline is missing: --shuffle people.csv:gender -- 'ties mixing --nodes {} -a gender'");
	if (rewires == (j->how->shuffle != NULL))
		return fail(e, E_USAGE, rewires ? "--shuffle and --rewire exclude each other" :
		            "what is left to chance? --shuffle FILE:COLUMN, or --rewire " PERMUTATION_NULLS);
	if (!rewires && !strstr(r->operand[0], "{}"))
		return fail(e, E_USAGE, "the pipeline does not say where the shuffled file stands: write {} in its place");
	if (!rewires && (r->weight || r->nodes || r->by || r->directed || r->undirected))
		return fail(e, E_USAGE, "-w, --nodes, --by, --directed and --undirected go with --rewire");
	if (j->how->rewire == 0 && !r->weight)
		return fail(e, E_USAGE, "--rewire weights needs the column of weights: -w COLUMN");
	if (r->replicates > UINT32_MAX - 2)
		return fail(e, E_USAGE, "--replicates stops below 2^32");
	return OK;
}

static int open_data(struct job *j, struct err *e)
{
	struct run *r = j->r;

	if (r->private_)
		setenv("TIES_PRIVATE", "1", 1);
	if (j->how->shuffle) {
		TRY(shuffle_open(r, j->how->shuffle, j->how->na, &j->s, e));
		j->null = j->s.within ? arena_print(r->arena, "labels:within=%s", j->s.within) : "labels";
		return OK;
	}
	j->null = null_word[j->how->rewire];
	j->rewiring = (struct rewiring_how){ .null = j->null, .switches = j->how->switches };
	r->file = NULL;                         /* the operand is the pipeline */
	return copies_open(r, &j->rewiring, &j->copies, e);
}

int permutation_run(struct run *r, const struct permutation_how *how, struct err *e)
{
	struct job j = { .r = r, .how = how };
	struct lines l;

	TRY(check(&j, e));
	TRY(open_data(&j, e));
	TRY(open_slots(&j, e));
	TRY(run_all(&j, rng_new(r->arena), e));
	list_numbers(&j, &l);
	if (how->draws)
		TRY(write_draws(&j, &l, e));
	return write_tests(&j, &l, e);
}
