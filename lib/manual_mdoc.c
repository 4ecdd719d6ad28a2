/* The manual page of manual.h, for mdoc(7). */
#include "manual.h"

#include <stdio.h>
#include <string.h>

/* Text for roff: backslashes, and control characters at the start of a line, made harmless. */
static void roff(struct out *o, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if ((i == 0 || s[i - 1] == '\n') && (s[i] == '.' || s[i] == '\''))
			out_print(o, "\\&");
		if (s[i] == '\\')
			out_print(o, "\\e");
		else if (s[i] == '-' && i + 1 < len && s[i + 1] == '-')
			out_print(o, "\\-");
		else
			out_print(o, "%c", s[i]);
	}
}

/* Running text: a new line after each sentence, as mdoc likes it, and before column 79. */
static void roff_sentences(struct out *o, const char *s, size_t len)
{
	size_t col = 0;

	for (size_t i = 0; i < len; ) {
		size_t word = i;
		while (word < len && s[word] != ' ' && s[word] != '\n')
			word++;
		if (word > i) {
			bool fits = col + 1 + (word - i) <= 76;
			if (col)
				out_print(o, fits ? " " : "\n");
			col = col && fits ? col + 1 : 0;
			roff(o, s + i, word - i);
			col += word - i;
			if (strchr(".?!", s[word - 1]) && word + 1 < len &&
			    (word - i > 3 || s[word - 1] != '.' || (s[word + 1] >= 'A' && s[word + 1] <= 'Z'))) {
				out_print(o, "\n");
				col = 0;
			}
		}
		i = word + 1;
	}
	if (col)
		out_print(o, "\n");
}

static void roff_text(struct out *o, const char *s)
{
	for (bool first = true; *s; first = false) {
		struct cell p = manual_take(&s, "\n\n");
		if (*p.at == ' ') {
			out_print(o, ".Bd -literal\n");
			roff(o, p.at, p.len);
			out_print(o, "\n.Ed\n");
		} else {
			if (!first)
				out_print(o, ".Pp\n");
			roff_sentences(o, p.at, p.len);
		}
	}
}

static void roff_line(struct out *o, const char *s) { roff_sentences(o, s, strlen(s)); }

static void roff_opts(struct out *o, const struct opt *p)
{
	for (; p->name; p++) {
		out_print(o, ".It ");
		if (p->key)
			out_print(o, "Fl %c , ", p->key);
		out_print(o, "Fl \\-%s", p->name);
		if (p->arg) {
			out_print(o, "%s", p->kind == OPT_MAYBE ? " Ns Op = Ns Ar " : " Ns = Ns Ar ");
			roff(o, p->arg, strlen(p->arg));
		}
		out_print(o, "\n");
		roff_line(o, p->help);
	}
}

static void roff_cols(struct out *o, const char *title, const struct col *c)
{
	out_print(o, ".Sh %s\n", title);
	if (!c || !c->name) {
		out_print(o, "Nothing.\n");
		return;
	}
	out_print(o, ".Bl -tag -width Ds\n");
	for (; c->name; c++) {
		out_print(o, ".It ");
		for (const char *s = c->name; *s; s++)
			out_print(o, "%.*s", *s == '|' ? 4 : 1, *s == '|' ? "\\(ba" : s);
		out_print(o, "\n");
		roff_line(o, c->help);
	}
	out_print(o, ".El\n");
}

static void roff_literal(struct out *o, const char *s)
{
	size_t len = strlen(s);

	while (len && s[len - 1] == '\n')
		len--;
	roff(o, s, len);
	out_print(o, "\n");
}

/* Other tools, in the order of the alphabet. */
static void roff_see(struct out *o, const char *see)
{
	char last[64] = "";

	for (;;) {
		char next[64] = "~";
		for (const char *s = see; *s; s += strspn(s, ", ")) {
			size_t len = strcspn(s, ", ");
			char name[64];
			snprintf(name, sizeof name, "%.*s", (int)len, s);
			if (strcmp(name, last) > 0 && strcmp(name, next) < 0)
				strcpy(next, name);
			s += len;
		}
		if (*next == '~')
			return;
		out_print(o, " ,\n.Xr ties-%s 1", next);
		strcpy(last, next);
	}
}

static void roff_examples(struct out *o, const struct example *x)
{
	for (const struct example *first = x; x && x->command; x++) {
		if (x != first)
			out_print(o, ".Pp\n");
		out_print(o, "%c", *x->about >= 'a' && *x->about <= 'z' ? *x->about - 32 : *x->about);
		roff(o, x->about + 1, strlen(x->about + 1));
		out_print(o, ":\n.Bd -literal -offset indent\n$ ties ");
		roff_literal(o, x->command);
		if (x->input && *x->input) {
			out_print(o, "\n");
			roff_literal(o, x->input);
		}
		if (x->output) {
			out_print(o, "\n");
			roff_literal(o, x->output);
		}
		out_print(o, ".Ed\n");
	}
}

static void roff_section(struct out *o, const char *title, const char *text)
{
	if (!text)
		return;
	out_print(o, ".Sh %s\n", title);
	roff_text(o, text);
}

static void roff_head(struct out *o, const struct tool *t)
{
	out_print(o, ".Dd %s\n.Dt TIES-", TIES_DATE);
	for (const char *s = t->name; *s; s++)
		out_print(o, "%c", *s >= 'a' && *s <= 'z' ? *s - 32 : *s);
	out_print(o, " 1\n.Os\n.Sh NAME\n.Nm ties-%s\n.Nd %s\n.Sh SYNOPSIS\n.Nm ties %s\n.Op Ar options\n",
	          t->name, t->purpose, t->name);
	if (t->most >= 0)
		out_print(o, ".Ar %s\n", manual_operands(t));
}

void manual_mdoc(struct out *o, const struct tool *t, const struct opt *shared)
{
	roff_head(o, t);
	roff_section(o, "DESCRIPTION", t->text);
	roff_cols(o, "READS", t->reads);
	roff_cols(o, "WRITES", t->writes);
	out_print(o, ".Sh OPTIONS\n.Bl -tag -width Ds\n");
	if (t->opts)
		roff_opts(o, t->opts);
	roff_opts(o, shared);
	roff_opts(o, manual_everywhere);
	out_print(o, ".El\n");
	roff_section(o, "METHOD", t->method);
	roff_section(o, "NOTES", t->notes);
	out_print(o, ".Sh EXIT STATUS\n");
	roff_line(o, "0 when all went well, 64 for a wrong option, 65 for wrong data, 66 for an input that cannot "
	          "be opened, 71 for want of memory, 74 for an output that cannot be written.");
	out_print(o, ".Sh EXAMPLES\n");
	roff_examples(o, t->examples);
	out_print(o, ".Sh SEE ALSO\n.Xr ties 1");
	roff_see(o, t->see ? t->see : "");
	out_print(o, " ,\n.Xr ties-format 5\n.Sh SOURCES\n.Bl -bullet\n");
	for (const char *s = t->sources ? t->sources : ""; *s; ) {
		struct cell line = manual_take(&s, "\n");
		out_print(o, ".It\n");
		roff_sentences(o, line.at, line.len);
	}
	out_print(o, ".El\n");
}
