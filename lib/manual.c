#include "manual.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const struct opt manual_everywhere[] = {
	{ 'h', "help",     OPT_FLAG, NULL, NULL, "print this help" },
	{ 0,   "version",  OPT_FLAG, NULL, NULL, "print the version" },
	{ 0,   "man",      OPT_FLAG, NULL, NULL, "print the manual page (mdoc)" },
	{ 0,   "about",    OPT_FLAG, NULL, NULL, "print what the catalogue and the glossary say" },
	{ 0,   "complete", OPT_FLAG, NULL, NULL, "print the options, for shell completion" },
	{ 0,   "examples", OPT_FLAG, NULL, NULL, "print the examples, for the tests" },
	{ 0 }
};

void out_print(struct out *o, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(out_room(o, OUT_ROOM), OUT_ROOM, fmt, ap);
	va_end(ap);
	o->used += n < OUT_ROOM ? (size_t)n : OUT_ROOM - 1;
}

const char *manual_operands(const struct tool *t) { return t->operands ? t->operands : "[FILE]"; }

struct cell manual_take(const char **text, const char *end)
{
	const char *stop = strstr(*text, end);
	struct cell piece = { *text, stop ? (size_t)(stop - *text) : strlen(*text) };

	*text += piece.len;
	*text += strspn(*text, "\n");
	return piece;
}

/* --- help --------------------------------------------------------------------------- */

/* Text in lines of at most 78 columns, each after `indent` blanks; the first stands at column `at`. */
static void wrap(struct out *o, struct cell text, int at, int indent)
{
	const char *s = text.at, *end = s + text.len;
	int col = at;

	for (;;) {
		const char *word = s;
		while (s < end && *s != ' ' && *s != '\n')
			s++;
		int len = (int)(s - word);
		if (col > indent && col + 1 + len > 78) {
			out_print(o, "\n%*s", indent, "");
			col = indent;
		} else if (col > at || (col > indent && at != indent)) {
			out_print(o, " ");
			col++;
		}
		out_print(o, "%.*s", len, word);
		col += len;
		at = -1;
		while (s < end && (*s == ' ' || *s == '\n'))
			s++;
		if (s == end)
			break;
	}
	out_print(o, "\n");
}

static void help_opts(struct out *o, const struct opt *p)
{
	for (; p->name; p++) {
		char head[160];
		int n = p->key ? snprintf(head, sizeof head, "  -%c, --%s", p->key, p->name)
		               : snprintf(head, sizeof head, "      --%s", p->name);
		if (p->arg)
			n += snprintf(head + n, sizeof head - (size_t)n, "%s%s%s", p->kind == OPT_MAYBE ? "[=" : "=",
			              p->arg, p->kind == OPT_MAYBE ? "]" : "");
		out_print(o, "%s", head);
		if (n > 26) {
			out_print(o, "\n");
			n = 0;
		}
		out_print(o, "%*s", 28 - n, "");
		wrap(o, cell_of(p->help), 28, 28);
	}
}

static void help_cols(struct out *o, const char *title, const struct col *c)
{
	out_print(o, "\n%s\n", title);
	if (!c || !c->name)
		out_print(o, "  nothing\n");
	for (; c && c->name; c++) {
		int n = (int)strlen(c->name);
		out_print(o, "  %s", c->name);
		if (n > 24) {
			out_print(o, "\n");
			n = -2;
		}
		out_print(o, "%*s", 26 - n, "");
		wrap(o, cell_of(c->help), 28, 28);
	}
}

/* Paragraphs; lines that begin with a blank stay as they are. */
static void help_text(struct out *o, const char *s)
{
	while (*s) {
		struct cell p = manual_take(&s, "\n\n");
		if (*p.at == ' ')
			out_print(o, "%.*s\n", (int)p.len, p.at);
		else
			wrap(o, p, 0, 0);
		if (*s)
			out_print(o, "\n");
	}
}

static void help_examples(struct out *o, const struct tool *t)
{
	out_print(o, "\nExamples\n");
	for (const struct example *x = t->examples; x && x->command; x++)
		out_print(o, "  # %s\n  ties %s\n", x->about, x->command);
}

void manual_help(struct out *o, const struct tool *t, const struct opt *shared)
{
	out_print(o, "%s - %s\n\nusage: ties %s [options] %s\n", t->name, t->purpose, t->name, manual_operands(t));
	help_examples(o, t);
	out_print(o, "\n");
	help_text(o, t->text);
	help_cols(o, "Reads", t->reads);
	help_cols(o, "Writes", t->writes);
	out_print(o, "\nOptions\n");
	if (t->opts)
		help_opts(o, t->opts);
	help_opts(o, shared);
	help_opts(o, manual_everywhere);
	out_print(o, "\nSources\n");
	for (const char *s = t->sources ? t->sources : ""; *s; ) {
		struct cell line = manual_take(&s, "\n");
		out_print(o, "  %.*s\n", (int)line.len, line.at);
	}
	out_print(o, "\nFormula, conventions and undefined cases: ties man %s\n", t->name);
}

void manual_short(struct out *o, const struct tool *t)
{
	out_print(o, "%s - %s\n\nusage: ties %s [options] %s\n", t->name, t->purpose, t->name, manual_operands(t));
	help_examples(o, t);
	out_print(o, "\nIt reads a file or a pipe; all options: ties %s --help\n", t->name);
}

/* --- for programs ------------------------------------------------------------------------------- */

/* What the catalogue and the glossary are made of, one a line: group, purpose, column, source. */
void manual_about(struct out *o, const struct tool *t)
{
	out_print(o, "group\t%s\npurpose\t%s\t%s\n", t->group, t->name, t->purpose);
	for (const struct col *c = t->writes; c && c->name; c++)
		out_print(o, "column\t%s\t%s\n", c->name, c->help);
	for (const char *s = t->sources ? t->sources : ""; *s; ) {
		struct cell line = manual_take(&s, "\n");
		out_print(o, "source\t%.*s\n", (int)line.len, line.at);
	}
}

static void complete_opts(struct out *o, const struct opt *p)
{
	static const char *const kind[] = {
		[OPT_FLAG] = "", [OPT_COUNT] = "text", [OPT_REAL] = "text", [OPT_TEXT] = "text", [OPT_COLUMN] = "column",
		[OPT_FILE] = "file", [OPT_CHOICE] = "choice", [OPT_MAYBE] = "maybe", [OPT_LIST] = "text"
	};

	for (; p->name; p++) {
		const char *arg = p->kind == OPT_CHOICE || p->kind == OPT_MAYBE ? p->arg : "";
		if (p->key)
			out_print(o, "-%c\t%s\t%s\n", p->key, kind[p->kind], arg);
		out_print(o, "--%s\t%s\t%s\n", p->name, kind[p->kind], arg);
	}
}

/* One option a line: its name, what follows (text, column, file, choice, maybe), the choices. */
void manual_complete(struct out *o, const struct tool *t, const struct opt *shared)
{
	if (t->opts)
		complete_opts(o, t->opts);
	complete_opts(o, shared);
	complete_opts(o, manual_everywhere);
}

static void shell_word(struct out *o, const char *s)
{
	out_print(o, " '");
	for (; *s; s++)
		out_print(o, "%.*s", *s == '\'' ? 4 : 1, *s == '\'' ? "'\\''" : s);
	out_print(o, "'");
}

/* One shell command an example: example NAME ABOUT COMMAND INPUT OUTPUT */
void manual_examples(struct out *o, const struct tool *t)
{
	for (const struct example *x = t->examples; x && x->command; x++)
		if (x->output) {
			out_print(o, "example");
			shell_word(o, t->name);
			shell_word(o, x->about);
			shell_word(o, x->command);
			shell_word(o, x->input ? x->input : "");
			shell_word(o, x->output);
			out_print(o, "\n");
		}
}
