#include "pseudonym.h"
#include "number.h"
#include "side.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- the files of --out-dir ------------------------------------------------------------- */

/* The input's own name in the folder, without the suffix of a packed file. */
static const char *out_name(struct run *run, const char *folder, const char *file)
{
	const char *base = strrchr(file, '/') ? strrchr(file, '/') + 1 : file;
	size_t len = strlen(base);

	if (len > 3 && !strcmp(base + len - 3, ".gz"))
		len -= 3;
	else if (len > 4 && !strcmp(base + len - 4, ".zst"))
		len -= 4;
	return arena_print(run->arena, "%s/%.*s", folder, (int)len, base);
}

static int name_files(struct run *run, const char *folder, const char **name, struct err *e)
{
	struct stat in, out;

	for (int k = 0; k < run->noperand; k++) {
		if (!strcmp(run->operand[k], "-"))
			return fail(e, E_USAGE, "standard input has no name to write to in %s: name files", folder);
		name[k] = out_name(run, folder, run->operand[k]);
		for (int l = 0; l < k; l++)
			if (!strcmp(name[k], name[l]))
				return fail(e, E_USAGE, "two tables would be written to %s: rename one", name[k]);
		if (!stat(run->operand[k], &in) && !stat(name[k], &out) && in.st_dev == out.st_dev && in.st_ino == out.st_ino)
			return fail(e, E_USAGE, "%s would overwrite its own input: name another folder", name[k]);
	}
	if (mkdir(folder, 0777) && errno != EEXIST)
		return fail(e, E_IO, "%s: %s", folder, strerror(errno));
	return OK;
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

static int all_tables(struct run *run, const struct pseudonym_how *how, const struct relabel *relabel, struct err *e)
{
	int n = run->noperand ? run->noperand : 1;
	struct table *t = NEW(run->arena, (size_t)n, struct table);
	struct relabelled *done = NEW(run->arena, (size_t)n, struct relabelled);
	const char **name = NEW(run->arena, (size_t)n, const char *);

	if (how->out_dir)
		TRY(name_files(run, how->out_dir, name, e));
	for (int k = 0; k < n; k++)
		TRY(table_read(run->arena, run->noperand ? run->operand[k] : NULL, &run->how, &t[k], e));
	TRY(relabel_tables(run->arena, relabel, n, t, done, e));
	for (int k = 0; k < n; k++)
		tell(run, &t[k], &done[k]);
	note_more(run, "this is personal data under GDPR art. 4(5): pseudonymised, not anonymous");
	return how->out_dir ? side_write_all(run, n, t, name, e) : run_write(run, t, e);
}

static int check_secret(const struct pseudonym_how *how, uint64_t *seed, struct err *e)
{
	if (how->at_random == !!how->key_file)
		return fail(e, E_USAGE, "say either --key-file FILE (made once by --new-key FILE), or --random");
	if (how->key_file && (!how->study || !*how->study))
		return fail(e, E_USAGE, "--key-file needs --study NAME: the same key in two studies must not give the same pseudonyms");
	if (how->seed && !how->at_random)
		return fail(e, E_USAGE, "--seed belongs to --random: pseudonyms with a key follow from the key");
	if (how->seed && !number_get_count(cell_of(how->seed), seed))
		return fail(e, E_USAGE, "--seed: '%s' is not a whole number", how->seed);
	return OK;
}

static int check_times(const struct relabel *r, struct err *e)
{
	if (r->round < 0 || !isfinite(r->round))
		return fail(e, E_USAGE, "--round-time takes a positive number of seconds");
	if (r->time && !r->shift && r->round <= 0)
		return fail(e, E_USAGE, "--time names the column for --shift-time or --round-time: say which");
	return OK;
}

static int check_files(const struct run *run, const char *out_dir, struct err *e)
{
	if (out_dir && run->output)
		return fail(e, E_USAGE, "-o is for one table, --out-dir for several: say one of them");
	if (out_dir && !run->noperand)
		return fail(e, E_USAGE, "--out-dir needs the names of the tables: pseudonymise ... --out-dir DIR FILE...");
	if (!run->noperand && isatty(STDIN_FILENO))
		return fail(e, E_USAGE, "name a table, or pipe one in");
	if (run->noperand > 1 && !out_dir)
		return fail(e, E_USAGE, "several tables need a folder to be written to: --out-dir DIR");
	return OK;
}

int pseudonym_run(struct run *run, const struct pseudonym_how *how, struct err *e)
{
	struct relabel relabel = how->relabel;
	uint64_t seed;
	int code;

	TRY(mask_setup(e));
	run->how.private_ = true;
	if (how->new_key)
		return how->key_file || how->at_random || run->noperand
		       ? fail(e, E_USAGE, "--new-key makes a key and does nothing else") : mask_new_key(how->new_key, e);
	TRY(check_secret(how, &seed, e));
	TRY(check_times(&relabel, e));
	TRY(check_files(run, how->out_dir, e));
	relabel.seed = how->seed ? &seed : NULL;
	if (how->key_file)
		TRY(mask_open(how->key_file, how->study, &relabel.mask, e));
	if (relabel.mask && !mask_is_locked(relabel.mask))
		note(run, "the key cannot be locked in memory and may reach the swap: see ulimit -l");
	code = all_tables(run, how, &relabel, e);
	mask_close(relabel.mask);
	return code;
}
