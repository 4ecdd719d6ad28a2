/* The command line: every kind of option, abbreviations, what is refused and what is suggested. */
#include "check.h"
#include "options.h"

#include <math.h>

static bool flag, other;
static uint64_t count;
static double real;
static const char *text, *maybe, *file, *column;
static int choice;
static struct list list;
static int operands;

static const struct opt own[] = {
	{ 'c', "count", OPT_COUNT, &count, "N", "a count" }, { 'x', "real", OPT_REAL, &real, "X", "a real" },
	{ 't', "text", OPT_TEXT, &text, "TEXT", "a text" }, { 0, "undirected", OPT_MAYBE, &maybe, "sum|max", "perhaps" },
	{ 0, "dupes", OPT_CHOICE, &choice, "sum|max|mean", "a choice" }, { 'q', "free", OPT_MAYBE, &maybe, "WORD", "perhaps" }, { 0 }
};
static const struct opt shared[] = {
	{ 'f', "flag", OPT_FLAG, &flag, NULL, "a flag" }, { 0, "other", OPT_FLAG, &other, NULL, "a flag" },
	{ 0, "rename", OPT_LIST, &list, "OLD=NEW", "many" }, { 0, "replicates", OPT_COUNT, &count, "N", "a count" },
	{ 'o', "output", OPT_FILE, &file, "FILE", "a file" }, { 'w', "weight", OPT_COLUMN, &column, "COLUMN", "a column" }, { 0 }
};
static const struct opt documents[] = { { 'h', "help", OPT_FLAG, NULL, NULL, "help" }, { 0, "version", OPT_FLAG, NULL, NULL, "version" }, { 0 } };

/* Words parted by blanks; what is left is counted in `operands` and stands at the end of argv. */
static char **argv;
static const char *document;

static int parse(const char *line)
{
	struct options q = { .list = { own, shared, documents } };
	int argc = 1, code;
	char *copy = arena_copy(&memory, line, strlen(line));

	flag = other = false;
	count = 77;
	real = 77;
	text = maybe = file = column = NULL;
	choice = -1;
	list = (struct list){ 0 };
	why = (struct err){ 0 };
	argv = NEW(&memory, strlen(line) + 3, char *);
	argv[0] = arena_copy(&memory, "tool", 4);
	for (char *word = strtok(copy, " "); word; word = strtok(NULL, " "))
		argv[argc++] = strcmp(word, "''") ? word : arena_copy(&memory, "", 0);
	code = options_parse(&memory, &q, argc, argv, &why);
	operands = argc - q.first;
	argv += q.first;
	document = q.document;
	return code;
}

static void every_kind(void **state)
{
	(void)state;
	assert_ok(parse(""));
	assert_true(!flag && count == 77 && !text && choice == -1 && !list.n && operands == 0);
	assert_ok(parse("-f -c 5 -x -1.5e3 -t a=b --dupes=max --undirected --rename a=b --rename=c=d -o out.tsv -w calls"));
	assert_true(flag && !other && count == 5 && real == -1500 && choice == 1);
	assert_string_equal(text, "a=b");
	assert_string_equal(maybe, "");
	assert_int_equal(list.n, 2);
	assert_string_equal(list.item[0], "a=b");
	assert_string_equal(list.item[1], "c=d");
	assert_null(list.item[2]);
	assert_string_equal(file, "out.tsv");
	assert_string_equal(column, "calls");
	assert_ok(parse("--undirected=max"));
	assert_string_equal(maybe, "max");
	assert_ok(parse("--free=anything"));
	assert_string_equal(maybe, "anything");
	assert_ok(parse("-qword"));
	assert_string_equal(maybe, "word");
	assert_ok(parse("--dupes sum"));
	assert_int_equal(choice, 0);
	assert_ok(parse("--dupes mean"));
	assert_int_equal(choice, 2);
	assert_ok(parse("-c 18446744073709551615"));
	assert_true(count == UINT64_MAX);
	assert_ok(parse("-c 1 -c 2 --count 3"));                /* the last one counts */
	assert_int_equal(count, 3);
	assert_ok(parse("-x 0.1"));
	assert_true(real == 0.1);
	assert_ok(parse("-x Inf"));
	assert_true(isinf(real));
	assert_ok(parse("-x 1e-320"));
	assert_true(real == 1e-320);
	assert_ok(parse("-t -f"));                              /* an argument may look like an option */
	assert_true(!flag && !strcmp(text, "-f"));
	for (int n = 0; n < 3; n++) {
		char many[2000] = "";
		for (int k = 0; k < 100; k++)
			strcat(many, "--rename a=b ");
		assert_ok(parse(many));
		assert_int_equal(list.n, 100);
	}
}

static void operands_stand_anywhere(void **state)
{
	(void)state;
	assert_ok(parse("a.tsv -f b.tsv"));
	assert_int_equal(operands, 2);
	assert_string_equal(argv[0], "a.tsv");
	assert_string_equal(argv[1], "b.tsv");
	assert_true(flag);
	assert_ok(parse("-- -f --nonsense"));
	assert_int_equal(operands, 2);
	assert_string_equal(argv[0], "-f");
	assert_false(flag);
	assert_ok(parse("-f -"));
	assert_int_equal(operands, 1);
	assert_string_equal(argv[0], "-");
	assert_ok(parse("a -f -- -b"));
	assert_int_equal(operands, 2);
	assert_string_equal(argv[0], "a");
	assert_string_equal(argv[1], "-b");
}

static void abbreviations(void **state)
{
	(void)state;
	assert_ok(parse("--fl --cou 5 --ren a=b --und=sum"));
	assert_true(flag && count == 5 && list.n == 1 && !strcmp(maybe, "sum"));
	assert_ok(parse("-fc5"));                               /* short options in one word */
	assert_true(flag && count == 5);
	assert_fails(E_USAGE, "no option '--re'; did you mean '--", parse("--re 5"));
	assert_ok(parse("--rep 5"));
}

static void documents_come_first(void **state)
{
	(void)state;
	assert_ok(parse("--help"));
	assert_string_equal(document, "help");
	assert_ok(parse("-h --nonsense"));
	assert_string_equal(document, "help");
	assert_ok(parse("-f --version a b"));
	assert_string_equal(document, "version");
	assert_ok(parse("-f"));
	assert_null(document);
}

static void what_is_refused(void **state)
{
	(void)state;
	static const struct { const char *line, *sentence; } bad[] = {
		{ "-c x", "--count takes a whole number, not 'x'" }, { "-c -1", "not '-1'" }, { "-c 1.5", "whole number" },
		{ "-c 18446744073709551616", "whole number" }, { "-c ''", "whole number, not ''" }, { "-c +1", "whole number" },
		{ "-c 0x10", "whole number" }, { "-c 1e6", "whole number" },
		{ "-x abc", "--real takes a number, not 'abc'" }, { "-x 1,5", "not '1,5'" }, { "-x ''", "takes a number" },
		{ "-x 0x10", "takes a number" }, { "-x nan", "takes a number" }, { "-x NA", "takes a number" }, { "-x 1.5x", "takes a number" },
		{ "--dupes no", "--dupes is one of sum|max|mean, not 'no'" }, { "--dupes=", "is one of" }, { "--dupes su", "is one of" },
		{ "--undirected=no", "--undirected is one of sum|max, not 'no'" },
		{ "--count", "--count needs an argument" }, { "-c", "-c needs an argument" }, { "-f --text", "--text needs an argument" },
		{ "--flag=5", "--flag takes no argument" }, { "--fl=5", "--flag takes no argument" },
		{ "--flga", "no option '--flga'; did you mean '--flag'?" }, { "--weigth=3", "did you mean '--weight'?" },
		{ "a b --outputs x", "did you mean '--output'?" },
		{ "-z", "no option '-z'" }, { "-fz", "no option '-z'" }, { "-cx -z", "whole number" },
		{ "--=5", "no option '--'" },
	};

	for (size_t k = 0; k < sizeof bad / sizeof *bad; k++)
		assert_fails(E_USAGE, bad[k].sentence, parse(bad[k].line));
	assert_fails(E_USAGE, "no option '--qqqqqqqqqqqq'", parse("--qqqqqqqqqqqq"));
	assert_null(strstr(why.text, "mean"));
	assert_fails(E_USAGE, "no option '--'", parse("--=5"));
	assert_null(strstr(why.text, "mean"));
	char line[400] = "--";
	memset(line + 2, 'w', 300);
	assert_fails(E_USAGE, "no option '--www", parse(line));
	assert_null(strstr(why.text, "mean"));
	/* nothing is left over from a line that failed inside a word */
	assert_int_equal(parse("-fz"), E_USAGE);
	assert_ok(parse("-c 5 a"));
	assert_true(!flag && count == 5 && operands == 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(every_kind), CHECK(operands_stand_anywhere), CHECK(abbreviations), CHECK(documents_come_first), CHECK(what_is_refused),
	};

	return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
