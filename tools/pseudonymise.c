/* pseudonymise - put tokens in the place of names. */
#include "number.h"
#include "relabel.h"
#include "temp.h"
#include "tool.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *key_file, *new_key, *study, *out_dir, *seed_text;
static bool at_random;
static struct relabel how;

static const struct tool tool = {
	.name = "pseudonymise",
	.group = "get ties",
	.purpose = "put keyed pseudonyms in the place of names, in all the tables of a study",
	.uses = USES_NO_INPUT,
	.operands = "[FILE]...",
	.most = INT_MAX,
	.text =
		"Replaces the columns that name people (or packages, firms, phones) by\n"
		"pseudonyms and passes on everything else. The same name becomes the same\n"
		"pseudonym in all tables of the call and, with the same key and study, in\n"
		"every later call: waves that arrive years apart can still be joined. Without\n"
		"the key nobody can find the pseudonym of a name by trying names, which is\n"
		"what happens to plain hashes within seconds.\n"
		"\n"
		"Make a key once with --new-key FILE, keep it apart from the data, and destroy\n"
		"it when nobody has to be recognised any more. The key is never given on the\n"
		"command line or in the environment, where other users could see it. With\n"
		"--random there is no key: people are numbered p0001, p0002, ... at random, and\n"
		"the list of who is who is not kept.\n"
		"\n"
		"Pseudonymised is not anonymous. What comes out is personal data in the\n"
		"sense of article 4(5) of the GDPR. Whoever knows a few ties of a person, an\n"
		"unusual degree or age, or when two people called each other, may find them\n"
		"again; whoever has the key finds everybody. Columns that are not replaced are\n"
		"listed on standard error each time: look at them, and use --drop.\n"
		"\n"
		"Several tables are written to the folder of --out-dir under their own names\n"
		"(a compressed a.tsv.gz as plain a.tsv); one table goes to standard output.\n"
		"Messages never carry a value of the data, as with --private.",
	.method =
		"A token is p and 26 letters and digits (base32, RFC 4648, lower case): the 128\n"
		"bits of BLAKE2b keyed with the file's content, over the study, the space and\n"
		"the id, each preceded by its length. Tokens are checked to differ. A key file\n"
		"has at least 32 bytes and must be closed to others (mode 0600); of one longer\n"
		"than 64 bytes the BLAKE2b hash is the key. The study's name keeps two studies\n"
		"with one key apart: their pseudonyms cannot be joined.\n"
		"\n"
		"Ids are bytes: 007 is not 7, and Ana is not ana. All id columns share one space,\n"
		"as i and j must: a person and a package of the same name get the same token,\n"
		"and whoever reads it learns that. --spaces person=person,package=package parts\n"
		"them; a column that is not named there stays in the common space. The ends of a tie\n"
		"and the node of a table of people are never missing (somebody may be called NA);\n"
		"in other id columns an empty cell or NA is written NA.\n"
		"\n"
		"Order betrays: who stood first, who was added last, whose name comes first in\n"
		"the alphabet. So rows are sorted by their pseudonyms, rows with equal ids by the\n"
		"rest of the row; in a table of undirected ties (i j) the lower pseudonym is written\n"
		"first, and columns NAME_i and NAME_j change places with their ends; lines before the\n"
		"header are left out. --keep-ends leaves the ends of each row as they stand.\n"
		"\n"
		"--round-time writes the multiple at or below each time. --shift-time then adds one\n"
		"constant to all times of the study, a whole number of seconds between 1 and 2^32\n"
		"that follows from key and study (with --random it is drawn), made a multiple of the\n"
		"rounding: intervals stay, dates do not. It hides dates only from those who know no\n"
		"event of the study by its date.",
	.reads = (const struct col[]){
		{ "--ids", "what is replaced; without it the two ends of a tie (i j, from to, ...), or node (or id)" },
		{ "time", "moved by --shift-time and --round-time only" }, { 0 } },
	.writes = (const struct col[]){
		{ "the same columns", "tokens in the place of ids, rows sorted by them" }, { 0 } },
	.opts = (const struct opt[]){
		{ 0, "ids", OPT_COLUMN, &how.ids, "COLUMN,...", "the columns that name people or things [the ends of ties, or node]" },
		{ 0, "key-file", OPT_FILE, &key_file, "FILE", "the key, closed to others and at least 32 bytes long" },
		{ 0, "study", OPT_TEXT, &study, "NAME", "the study's name; needed with a key" },
		{ 0, "new-key", OPT_FILE, &new_key, "FILE", "write a new key to FILE, which must not exist, and stop" },
		{ 0, "random", OPT_FLAG, &at_random, NULL, "number at random, without key" },
		{ 0, "seed", OPT_TEXT, &seed_text, "S", "of --random, for examples and tests: who knows it can undo the numbering [none]" },
		{ 0, "spaces", OPT_TEXT, &how.spaces, "COLUMN=SPACE,...", "ids of different spaces have different pseudonyms [one space]" },
		{ 0, "out-dir", OPT_FILE, &out_dir, "DIR", "the folder that several tables are written to" },
		{ 0, "drop", OPT_COLUMN, &how.drop, "COLUMN,...", "leave these columns out" },
		{ 0, "time", OPT_COLUMN, &how.time, "COLUMN", "the column of times [time]" },
		{ 0, "shift-time", OPT_FLAG, &how.shift, NULL, "add a secret constant to all times" },
		{ 0, "round-time", OPT_REAL, &how.round, "SECONDS", "round times down to a multiple of this" },
		{ 0, "keep-ends", OPT_FLAG, &how.keep_ends, NULL, "leave i and j of each row in their places" },
		{ 0 } },
	.examples = (const struct example[]){
		{ "a key is made once, and kept apart from the data", "pseudonymise --new-key study.key", NULL, NULL },
		{ "two waves and their people, joined by their pseudonyms",
		  "pseudonymise --key-file study.key --study office --out-dir out w1.tsv w2.tsv people.tsv", NULL, NULL },
		{ "numbers at random, the same each time only because of --seed", "pseudonymise --random --seed 7",
		  "i\tj\tweight\nAnna\tBea\t3\nBea\tCarl\t2\nAnna\tCarl\t1\n",
		  "i\tj\tweight\np0001\tp0002\t2\np0001\tp0003\t3\np0002\tp0003\t1\n" },
		{ "times to the hour; a column that nobody needs is left out", "pseudonymise --random --seed 7 --round-time 3600 --drop phone",
		  "from\tto\ttime\tphone\nAnna\tBea\t7205\t1\nBea\tAnna\t3601\t2\nAnna\tBea\t7199\t3\n",
		  "from\tto\ttime\np0001\tp0002\t3600\np0002\tp0001\t3600\np0002\tp0001\t7200\n" },
		{ 0 } },
	.sources =
		"Aumasson et al. (2013) BLAKE2: simpler, smaller, fast as MD5, doi:10.1007/978-3-642-38980-1_8\n"
		"Hay et al. (2008) Resisting structural re-identification, doi:10.14778/1453856.1453873\n"
		"Regulation (EU) 2016/679 (GDPR), article 4(5)",
	.see = "project, overlap",
};

/* --- the files of --out-dir ------------------------------------------------------------- */

static char *out_name(struct run *run, const char *file)
{
	const char *base = strrchr(file, '/') ? strrchr(file, '/') + 1 : file;
	size_t len = strlen(base);

	if (len > 3 && !strcmp(base + len - 3, ".gz"))
		len -= 3;
	else if (len > 4 && !strcmp(base + len - 4, ".zst"))
		len -= 4;
	return arena_print(run->arena, "%s/%.*s", out_dir, (int)len, base);
}

static int check_names(struct run *run, char **name, struct err *e)
{
	struct stat in, out;

	for (int k = 0; k < run->noperand; k++) {
		if (!strcmp(run->operand[k], "-"))
			return fail(e, E_USAGE, "standard input has no name to write to in %s: name files", out_dir);
		name[k] = out_name(run, run->operand[k]);
		for (int l = 0; l < k; l++)
			if (!strcmp(name[k], name[l]))
				return fail(e, E_USAGE, "two tables would be written to %s: rename one", name[k]);
		if (!stat(run->operand[k], &in) && !stat(name[k], &out) && in.st_dev == out.st_dev && in.st_ino == out.st_ino)
			return fail(e, E_USAGE, "%s would overwrite its own input: name another folder", name[k]);
	}
	if (mkdir(out_dir, 0777) && errno != EEXIST)
		return fail(e, E_IO, "%s: %s", out_dir, strerror(errno));
	return OK;
}

static int write_part(struct run *run, struct table *t, struct temp *file, struct err *e)
{
	struct out out, *usual = run->out;

	out_open(&out, run->arena, file->fd);
	run->out = &out;
	TRY(run_write(run, t, e));
	run->out = usual;
	return out_end(&out, e);
}

/* All are written beside their places first: either all of them arrive, or none. */
static int write_files(struct run *run, struct table *t, char **name, struct err *e)
{
	int n = run->noperand, opened = 0, kept = 0;
	struct temp *file = NEW(run->arena, (size_t)n, struct temp);

	for (; opened < n && !e->code; opened++)
		if (!temp_open(&file[opened], run->arena, name[opened], e))
			write_part(run, &t[opened], &file[opened], e);
	for (; kept < n && !e->code; kept++)
		temp_keep(&file[kept], e);
	for (int k = kept; k < opened && e->code; k++)
		temp_drop(&file[k]);
	return e->code;
}

/* --- the run ------------------------------------------------------------------------------ */

static void tell(struct run *run, const struct table *t, const struct relabelled *d)
{
	note(run, "%s: replaced %s%s%s", t->file, d->replaced, *d->left ? "; passed on as they are: " : "", d->left);
	if (d->missing)
		note(run, "%s: %s NA", t->file, plural(d->missing, "missing id stays", "missing ids stay"));
	if (d->preamble)
		note(run, "%s: the lines before the header were left out: they may name people", t->file);
	if (d->turned)
		note_more(run, "%s: the ends of %s changed places", t->file, plural(d->turned, "tie", "ties"));
}

static int all_tables(struct run *run, struct err *e)
{
	int n = run->noperand ? run->noperand : 1;
	struct table *t = NEW(run->arena, (size_t)n, struct table);
	struct relabelled *done = NEW(run->arena, (size_t)n, struct relabelled);
	char **name = NEW(run->arena, (size_t)n, char *);

	if (out_dir)
		TRY(check_names(run, name, e));
	for (int k = 0; k < n; k++)
		TRY(table_read(run->arena, run->noperand ? run->operand[k] : NULL, &run->how, &t[k], e));
	TRY(relabel_tables(run->arena, &how, n, t, done, e));
	for (int k = 0; k < n; k++)
		tell(run, &t[k], &done[k]);
	note_more(run, "this is personal data under GDPR art. 4(5): pseudonymised, not anonymous");
	return out_dir ? write_files(run, t, name, e) : run_write(run, t, e);
}

static int check(struct run *run, struct err *e)
{
	static uint64_t seed;

	if (at_random == !!key_file)
		return fail(e, E_USAGE, "say either --key-file FILE (made once by --new-key FILE), or --random");
	if (key_file && (!study || !*study))
		return fail(e, E_USAGE, "--key-file needs --study NAME: the same key in two studies must not give the same pseudonyms");
	if (seed_text && !at_random)
		return fail(e, E_USAGE, "--seed belongs to --random: pseudonyms with a key follow from the key");
	if (seed_text && !number_get_count(cell_of(seed_text), &seed))
		return fail(e, E_USAGE, "--seed: '%s' is not a whole number", seed_text);
	if (how.round < 0 || !isfinite(how.round))
		return fail(e, E_USAGE, "--round-time takes a positive number of seconds");
	if (how.time && !how.shift && how.round <= 0)
		return fail(e, E_USAGE, "--time names the column for --shift-time or --round-time: say which");
	if (out_dir && run->output)
		return fail(e, E_USAGE, "-o is for one table, --out-dir for several: say one of them");
	if (out_dir && !run->noperand)
		return fail(e, E_USAGE, "--out-dir needs the names of the tables: pseudonymise ... --out-dir DIR FILE...");
	if (!run->noperand && isatty(STDIN_FILENO))
		return fail(e, E_USAGE, "name a table, or pipe one in");
	if (run->noperand > 1 && !out_dir)
		return fail(e, E_USAGE, "several tables need a folder to be written to: --out-dir DIR");
	how.seed = seed_text ? &seed : NULL;
	return OK;
}

static int body(struct run *run, struct err *e)
{
	int code;

	TRY(mask_setup(e));
	run->how.private_ = true;
	if (new_key)
		return key_file || at_random || run->noperand ? fail(e, E_USAGE, "--new-key makes a key and does nothing else")
		                                             : mask_new_key(new_key, e);
	TRY(check(run, e));
	if (key_file)
		TRY(mask_open(key_file, study, &how.mask, e));
	if (how.mask && !mask_is_locked(how.mask))
		note(run, "the key cannot be locked in memory and may reach the swap: see ulimit -l");
	code = all_tables(run, e);
	mask_close(how.mask);
	return code;
}

int main(int argc, char **argv)
{
	return tool_run(&tool, body, argc, argv);
}
