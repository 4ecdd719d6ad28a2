/* Any words as a command line, parted by NUL bytes. */
#include "fuzz.h"
#include "options.h"

#include <getopt.h>

static bool flag;
static uint64_t count;
static double real;
static const char *text, *column, *file, *maybe;
static int choice;
static struct list list;

static const struct opt own[] = {
	{ 'f', "flag", OPT_FLAG, &flag, NULL, "" },
	{ 'n', "count", OPT_COUNT, &count, "N", "" },
	{ 'x', "real", OPT_REAL, &real, "X", "" },
	{ 't', "text", OPT_TEXT, &text, "TEXT", "" },
	{ 0, "column", OPT_COLUMN, &column, "COLUMN", "" },
	{ 'o', "output", OPT_FILE, &file, "FILE", "" },
	{ 0, "choice", OPT_CHOICE, &choice, "sum|max|mean", "" },
	{ 'm', "maybe", OPT_MAYBE, &maybe, "sum|max", "" },
	{ 'l', "list", OPT_LIST, &list, "ITEM", "" },
	{ 0 }
};

struct one { struct arena a; const uint8_t *data; size_t size; };

static int parse(void *arg)
{
	struct one *one = arg;
	enum { MOST = 64 };
	char *argv[MOST + 2] = { (char[]){ "tool" } };
	char *words = arena_copy(&one->a, (const char *)one->data, one->size);
	struct options q = { .list = { own, manual_everywhere } };
	struct err e = { 0 };
	int argc = 1;

	for (size_t at = 0; at < one->size && argc < MOST; at += strlen(words + at) + 1)
		argv[argc++] = words + at;
	list = (struct list){ 0 };
	choice = 0;
	optind = 0;                     /* a program parses once; glibc forgets the last time if told so */
	getopt(1, argv, "");
	sound(options_parse(&one->a, &q, argc, argv, &e), &e);
	if (!e.code && !q.document && (q.first < 1 || q.first > argc || choice < 0 || choice > 2))
		abort();
	for (int k = 0; k < list.n; k++)
		if (!list.item[k])
			abort();
	return OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct one one = { .data = data, .size = size };
	struct err e = { 0 };

	if (size < 1 << 14)
		guarded(parse, &one.a, &one, &e);
	return 0;
}
