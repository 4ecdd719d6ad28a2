#include "options.h"
#include "number.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int options_word(const char *words, const char *w)
{
	int k = 0;

	for (const char *p = words; *p; k++) {
		size_t len = strcspn(p, "|");
		if (strlen(w) == len && !memcmp(p, w, len))
			return k;
		p += len + (p[len] == '|');
	}
	return -1;
}

static void push(struct arena *a, struct list *l, const char *item)
{
	l->item = arena_grow(a, l->item, (size_t)l->n, (size_t)l->n + 2, sizeof *l->item);
	l->item[l->n++] = item;
}

static int store(struct arena *a, const struct opt *o, const char *arg, struct err *e)
{
	char *end;
	int k = 0;

	errno = 0;
	switch (o->kind) {
	case OPT_FLAG:
		*(bool *)o->to = true;
		break;
	case OPT_COUNT:
		*(uint64_t *)o->to = strtoull(arg, &end, 10);
		if (*end || end == arg || errno || *arg < '0' || *arg > '9')
			return fail(e, E_USAGE, "--%s takes a whole number, not '%s'", o->name, arg);
		break;
	case OPT_REAL:                  /* as in a table: no hexadecimal, nothing missing */
		if (number_get(cell_of(arg), o->to) != NUMBER)
			return fail(e, E_USAGE, "--%s takes a number, not '%s'", o->name, arg);
		break;
	case OPT_CHOICE:
	case OPT_MAYBE:
		if (arg && (k = options_word(o->arg, arg)) < 0 && (o->kind == OPT_CHOICE || strchr(o->arg, '|')))
			return fail(e, E_USAGE, "--%s is one of %s, not '%s'", o->name, o->arg, arg);
		if (o->kind == OPT_MAYBE)
			*(const char **)o->to = arg ? arg : "";
		else
			*(int *)o->to = k;
		break;
	case OPT_LIST:
		push(a, o->to, arg);
		break;
	default:
		*(const char **)o->to = arg;
	}
	return OK;
}

/* Every option of the tool in one list, as getopt_long() wants it: its codes are FIRST + place. */
enum { FIRST = 256, ROOM = 128 };

struct parser {
	const struct opt *opt[ROOM];
	struct option longs[ROOM];
	char shorts[4 * ROOM];
	int n;
};

static void learn(struct parser *p, const struct opt *o)
{
	size_t at = strlen(p->shorts);

	for (; o && o->name && p->n < ROOM - 1; o++, p->n++) {
		bool arg = o->kind != OPT_FLAG && o->kind != OPT_MAYBE;
		p->opt[p->n] = o;
		p->longs[p->n] = (struct option){ o->name, o->kind == OPT_MAYBE ? optional_argument :
		                                  arg ? required_argument : no_argument, NULL, FIRST + p->n };
		if (o->key)
			at += (size_t)snprintf(p->shorts + at, sizeof p->shorts - at, "%c%s", o->key,
			                       o->kind == OPT_MAYBE ? "::" : arg ? ":" : "");
	}
}

static int unknown(const struct parser *p, const char *word, struct err *e)
{
	unsigned best = UINT_MAX;
	const char *near = NULL;
	char name[64];

	if (strncmp(word, "--", 2))
		return fail(e, E_USAGE, "there is no option '%s'", word);
	snprintf(name, sizeof name, "%.*s", (int)strcspn(word + 2, "="), word + 2);
	for (int i = 0; i < p->n; i++) {
		unsigned d = edit_distance(p->longs[i].name, name);
		if (*name && !strncmp(p->longs[i].name, name, strlen(name)))
			d = 0;                          /* it begins several: name the first */
		if (d < best) {
			best = d;
			near = p->longs[i].name;
		}
	}
	if (near && *name && best <= 1 + strlen(name) / 3)
		return fail(e, E_USAGE, "there is no option '--%s'; did you mean '--%s'?", name, near);
	return fail(e, E_USAGE, "there is no option '--%s'", name);
}

static int wrong(const struct parser *p, int c, const char *word, const char *last, struct err *e)
{
	char key[3] = { '-', (char)optopt, '\0' };

	if (c == ':' && optopt >= FIRST)
		return fail(e, E_USAGE, "--%s needs an argument", p->longs[optopt - FIRST].name);
	if (c == ':')
		return fail(e, E_USAGE, "-%c needs an argument", optopt);
	if (optopt >= FIRST)
		return fail(e, E_USAGE, "--%s takes no argument", p->longs[optopt - FIRST].name);
	if (optopt)
		return unknown(p, key, e);
	return unknown(p, !strncmp(last, "--", 2) ? last : word, e);
}

int options_parse(struct arena *a, struct options *q, int argc, char **argv, struct err *e)
{
	struct parser p = { .shorts = ":" };
	int c;

	for (int k = 0; k < 3; k++)
		learn(&p, q->list[k]);
	opterr = 0;
	optind = 0;                     /* and forget what an earlier line left unread */
	for (;;) {                      /* until getopt says so: its last call moves the operands to the end */
		int at = optind ? optind : 1;
		const char *word = at < argc ? argv[at] : "";
		const struct opt *o = NULL;
		if ((c = getopt_long(argc, argv, p.shorts, p.longs, NULL)) < 0)
			break;
		if (c == ':' || c == '?')
			return wrong(&p, c, word, argv[optind - 1], e);
		for (int i = 0; i < p.n && !o; i++)
			if (c == FIRST + i || (c < FIRST && p.opt[i]->key == c))
				o = p.opt[i];
		if (!o)
			return unknown(&p, word, e);
		if (!o->to) {
			q->document = o->name;
			return OK;
		}
		TRY(store(a, o, optarg, e));
	}
	q->first = optind;
	return OK;
}
