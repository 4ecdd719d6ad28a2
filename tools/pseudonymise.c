/* pseudonymise - put tokens in the place of names. */
#include "pseudonym.h"

#include <limits.h>

static struct pseudonym_how how;

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
		"what happens to plain hashes within seconds.\n\n"
		"Make a key once with --new-key FILE, keep it apart from the data, and destroy\n"
		"it when nobody has to be recognised any more. The key is never given on the\n"
		"command line or in the environment, where other users could see it. With\n"
		"--random there is no key: people are numbered p0001, p0002, ... at random, and\n"
		"the list of who is who is not kept.\n\n"
		"Pseudonymised is not anonymous. What comes out is personal data in the\n"
		"sense of article 4(5) of the GDPR. Whoever knows a few ties of a person, an\n"
		"unusual degree or age, or when two people called each other, may find them\n"
		"again; whoever has the key finds everybody. Columns that are not replaced are\n"
		"listed on standard error each time: look at them, and use --drop.\n\n"
		"Several tables are written to the folder of --out-dir under their own names\n"
		"(a compressed a.tsv.gz as plain a.tsv); one table goes to standard output.\n"
		"Messages never carry a value of the data, as with --private.",
	.method =
		"A token is p and 26 letters and digits (base32, RFC 4648, lower case): the 128\n"
		"bits of BLAKE2b keyed with the file's content, over the study, the space and\n"
		"the id, each preceded by its length. Tokens are checked to differ. A key file\n"
		"has at least 32 bytes and must be closed to others (mode 0600); of one longer\n"
		"than 64 bytes the BLAKE2b hash is the key. The study's name keeps two studies\n"
		"with one key apart: their pseudonyms cannot be joined.\n\n"
		"Ids are bytes: 007 is not 7, and Ana is not ana. All id columns share one space,\n"
		"as i and j must: a person and a package of the same name get the same token,\n"
		"and whoever reads it learns that. --spaces person=person,package=package parts\n"
		"them; a column that is not named there stays in the common space. The ends of a tie\n"
		"and the node of a table of people are never missing (somebody may be called NA);\n"
		"in other id columns an empty cell or NA is written NA.\n\n"
		"Order betrays: who stood first, who was added last, whose name comes first in\n"
		"the alphabet. So rows are sorted by their pseudonyms, rows with equal ids by the\n"
		"rest of the row; in a table of undirected ties (i j) the lower pseudonym is written\n"
		"first, and columns NAME_i and NAME_j change places with their ends; lines before the\n"
		"header are left out. --keep-ends leaves the ends of each row as they stand.\n\n"
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
		{ 0, "ids", OPT_COLUMN, &how.relabel.ids, "COLUMN,...",
		  "the columns that name people or things [the ends of ties, or node]" },
		{ 0, "key-file", OPT_FILE, &how.key_file, "FILE", "the key, closed to others and at least 32 bytes long" },
		{ 0, "study", OPT_TEXT, &how.study, "NAME", "the study's name; needed with a key" },
		{ 0, "new-key", OPT_FILE, &how.new_key, "FILE", "write a new key to FILE, which must not exist, and stop" },
		{ 0, "random", OPT_FLAG, &how.at_random, NULL, "number at random, without key" },
		{ 0, "seed", OPT_TEXT, &how.seed, "S",
		  "of --random, for examples and tests: who knows it can undo the numbering [none]" },
		{ 0, "spaces", OPT_TEXT, &how.relabel.spaces, "COLUMN=SPACE,...",
		  "ids of different spaces have different pseudonyms [one space]" },
		{ 0, "out-dir", OPT_FILE, &how.out_dir, "DIR", "the folder that several tables are written to" },
		{ 0, "drop", OPT_COLUMN, &how.relabel.drop, "COLUMN,...", "leave these columns out" },
		{ 0, "time", OPT_COLUMN, &how.relabel.time, "COLUMN", "the column of times [time]" },
		{ 0, "shift-time", OPT_FLAG, &how.relabel.shift, NULL, "add a secret constant to all times" },
		{ 0, "round-time", OPT_REAL, &how.relabel.round, "SECONDS", "round times down to a multiple of this" },
		{ 0, "keep-ends", OPT_FLAG, &how.relabel.keep_ends, NULL, "leave i and j of each row in their places" },
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

static int pseudonymise(struct run *r, struct err *e)
{
	return pseudonym_run(r, &how, e);
}

int main(int argc, char **argv)
{
	return tool_run(&tool, pseudonymise, argc, argv);
}
