/* GML.  After Himsolt (1997), GML: a portable graph file format: `key value` pairs, a value is a
 * number, a "text" or a [ list ]; `#` begins a comment; &amp; &quot; &#233; stand for characters. */
#include "formats.h"

#include <string.h>

enum token { END, KEY, NUMBER_OR_WORD, TEXT, OPEN, CLOSE };

struct gml {
	struct foreign *f;
	const char *at, *end;
	struct scan s;                  /* for its line number only */
	struct cell text;               /* of the token */
	struct names ids;
	struct cell *label, *name;      /* by number of the id */
	uint64_t labels;
	uint64_t *declared, *used;      /* line of the node; line of the first tie that names it */
	uint32_t room;
	int composite;
	struct cell composite_key;
};

static int next(struct gml *g, enum token *what, struct err *e)
{
	while (g->at < g->end && ((unsigned char)*g->at <= ' ' || *g->at == '#')) {
		if (*g->at == '#') {
			const char *nl = memchr(g->at, '\n', (size_t)(g->end - g->at));
			g->at = nl ? nl : g->end;
			continue;
		}
		g->s.line += *g->at++ == '\n';
	}
	*what = END;
	if (g->at == g->end)
		return OK;
	const char *from = g->at++;
	if (*from == '[' || *from == ']') {
		*what = *from == '[' ? OPEN : CLOSE;
	} else if (*from == '"') {
		const char *close = memchr(g->at, '"', (size_t)(g->end - g->at));
		if (!close)
			return scan_fail(&g->s, e, "a text that begins here is never closed: is the file cut short?");
		g->text = (struct cell){ g->at, (size_t)(close - g->at) };
		for (; g->at < close; g->at++)
			g->s.line += *g->at == '\n';
		g->at++;
		*what = TEXT;
	} else {
		while (g->at < g->end && (unsigned char)*g->at > ' ' && !strchr("[]\"", *g->at))
			g->at++;
		g->text = (struct cell){ from, (size_t)(g->at - from) };
		*what = NUMBER_OR_WORD;
	}
	return OK;
}

/* --- entities ------------------------------------------------------------------------------------ */

static size_t put_utf8(char *to, uint32_t c)
{
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (char)(0xC0 | c >> 6);
		to[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		to[0] = (char)(0xE0 | c >> 12);
		to[1] = (char)(0x80 | (c >> 6 & 0x3F));
		to[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	to[0] = (char)(0xF0 | c >> 18);
	to[1] = (char)(0x80 | (c >> 12 & 0x3F));
	to[2] = (char)(0x80 | (c >> 6 & 0x3F));
	to[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

/* The character that &name; or &#number; stands for; 0 if none. */
static uint32_t entity(struct cell name)
{
	static const struct { const char *name; uint32_t c; } known[] = {
		{ "amp", '&' }, { "quot", '"' }, { "lt", '<' }, { "gt", '>' }, { "apos", '\'' }, { "nbsp", 0xA0 }
	};
	uint32_t c = 0, base = 10;

	for (size_t k = 0; k < sizeof known / sizeof *known; k++)
		if (cell_is(name, known[k].name))
			return known[k].c;
	if (name.len < 2 || *name.at != '#')
		return 0;
	size_t i = 1;
	if (name.at[1] == 'x' || name.at[1] == 'X') {
		base = 16;
		i = 2;
	}
	for (; i < name.len; i++) {
		const char *digits = "0123456789abcdef", *d = strchr(digits, name.at[i] | 0x20);
		if (name.at[i] == ' ' || !d || !*d || d - digits >= (int)base || c > 0x10FFFF)
			return 0;
		c = c * base + (uint32_t)(d - digits);
	}
	return c > 0x10FFFF || (c >= 0xD800 && c < 0xE000) ? 0 : c;
}

static struct cell decode(struct gml *g, struct cell c)
{
	char *to, *p;

	if (!memchr(c.at, '&', c.len))
		return c;
	to = p = NEW(g->f->arena, c.len + 1, char);
	for (size_t i = 0; i < c.len; i++) {
		const char *semicolon = c.at[i] == '&' ? memchr(c.at + i, ';', c.len - i < 12 ? c.len - i : 12) : NULL;
		uint32_t x = semicolon ? entity((struct cell){ c.at + i + 1, (size_t)(semicolon - c.at) - i - 1 }) : 0;
		if (x) {
			p += put_utf8(p, x);
			i = (size_t)(semicolon - c.at);
		} else {
			*p++ = c.at[i];
		}
	}
	return (struct cell){ to, (size_t)(p - to) };
}

/* --- nodes and edges ------------------------------------------------------------------------------- */

/* The number of an id, new or known. */
static uint32_t number(struct gml *g, struct cell id)
{
	uint32_t v = names_id(&g->ids, id);

	if (g->ids.n > g->room) {
		uint32_t room = 2 * g->room + 1024;
		g->label = arena_grow(g->f->arena, g->label, g->room, room, sizeof *g->label);
		g->name = arena_grow(g->f->arena, g->name, g->room, room, sizeof *g->name);
		g->declared = arena_grow(g->f->arena, g->declared, g->room, room, sizeof *g->declared);
		g->used = arena_grow(g->f->arena, g->used, g->room, room, sizeof *g->used);
		g->room = room;
	}
	return v;
}

/* Past a list that is open. */
static int skip_list(struct gml *g, struct err *e)
{
	enum token what;

	for (uint64_t depth = 1; depth; ) {
		TRY(next(g, &what, e));
		if (what == END)
			return scan_fail(&g->s, e, "a [ that is never closed: is the file cut short?");
		depth += what == OPEN;
		depth -= what == CLOSE;
	}
	return OK;
}

/* The next key of a list and its value; *what is CLOSE at the end, OPEN before a list. */
static int pair(struct gml *g, struct cell *key, enum token *what, struct err *e)
{
	TRY(next(g, what, e));
	if (*what == CLOSE)
		return OK;
	if (*what == END)
		return scan_fail(&g->s, e, "a [ that is never closed: is the file cut short?");
	if (*what != NUMBER_OR_WORD)
		return scan_fail(&g->s, e, "expected a key");
	*key = g->text;
	TRY(next(g, what, e));
	if (*what == CLOSE || *what == END)
		return scan_fail(&g->s, e, "key '%.*s' has no value", (int)(key->len < 60 ? key->len : 60), key->at);
	return OK;
}

static int composite(struct gml *g, struct cell key, struct err *e)
{
	if (!g->composite++)
		g->composite_key = key;
	return skip_list(g, e);
}

/* Attributes wait until the id is known, which may stand anywhere. */
enum { MOST = 256 };
struct waiting { struct cell key, value; bool text; };

static int read_list(struct gml *g, struct waiting list[MOST], int *n, struct err *e)
{
	enum token what;

	for (*n = 0;;) {
		struct cell key;
		TRY(pair(g, &key, &what, e));
		if (what == CLOSE)
			return OK;
		if (what == OPEN) {
			TRY(composite(g, key, e));
			continue;
		}
		if (*n == MOST)
			return scan_fail(&g->s, e, "more than %d attributes", MOST);
		list[(*n)++] = (struct waiting){ key, what == TEXT ? decode(g, g->text) : g->text, what == TEXT };
	}
}

static struct cell *value_of(struct waiting *list, int n, const char *key)
{
	for (int k = 0; k < n; k++)
		if (cell_is_word(list[k].key, key))
			return &list[k].value;
	return NULL;
}

static void set_others(struct sheet *s, const struct waiting *list, int n, const char *const *taken)
{
	for (int k = 0; k < n; k++) {
		bool ours = false;
		for (const char *const *t = taken; *t; t++)
			ours |= cell_is_word(list[k].key, *t);
		if (ours)
			continue;
		bool missing = !list[k].value.len || (!list[k].text && cell_is_word(list[k].value, "nan"));
		sheet_set(s, list[k].key, missing ? cell_of("NA") : list[k].value, "NA");
	}
}

static int read_node(struct gml *g, struct err *e)
{
	static const char *const taken[] = { "id", NULL };
	struct waiting list[MOST];
	struct cell *id, *label;
	uint64_t line = g->s.line;
	int n;

	TRY(read_list(g, list, &n, e));
	if (!(id = value_of(list, n, "id")))
		return scan_fail(&g->s, e, "a node without id");
	uint32_t v = number(g, *id);
	if (g->declared[v])
		return scan_fail(&g->s, e, "node %s stands twice, first in line %llu", scan_shown(&g->s, *id),
		                 (unsigned long long)g->declared[v]);
	g->declared[v] = line;
	if ((label = value_of(list, n, "label")))
		g->label[v] = *label;
	g->labels += label != NULL;
	if ((label = value_of(list, n, "name")))
		g->name[v] = *label;
	sheet_row(&g->f->nodes, v, v);
	set_others(&g->f->nodes, list, n, taken);
	return OK;
}

static int read_edge(struct gml *g, struct err *e)
{
	static const char *const taken[] = { "source", "target", NULL };
	struct waiting list[MOST];
	struct cell *from, *to;
	uint64_t line = g->s.line;
	int n;

	TRY(read_list(g, list, &n, e));
	from = value_of(list, n, "source");
	to = value_of(list, n, "target");
	if (!from || !to)
		return scan_fail(&g->s, e, "an edge without %s", from ? "target" : "source");
	uint32_t a = number(g, *from), b = number(g, *to);
	if (!g->used[a])
		g->used[a] = line;
	if (!g->used[b])
		g->used[b] = line;
	sheet_row(&g->f->ties, a, b);
	set_others(&g->f->ties, list, n, taken);
	return OK;
}

static int read_graph(struct gml *g, struct err *e)
{
	enum token what;

	g->f->direction = DIRECTION_TIES;
	g->f->because = "GML is undirected unless it says directed 1";
	for (;;) {
		struct cell key;
		TRY(pair(g, &key, &what, e));
		if (what == CLOSE)
			return OK;
		if (what != OPEN && cell_is_word(key, "directed")) {
			bool directed = cell_is(g->text, "1");
			g->f->direction = directed ? DIRECTION_ARCS : DIRECTION_TIES;
			g->f->because = directed ? "the file says directed 1" : "the file says directed 0";
		}
		if (what != OPEN)
			continue;
		if (cell_is_word(key, "node"))
			TRY(read_node(g, e));
		else if (cell_is_word(key, "edge"))
			TRY(read_edge(g, e));
		else
			TRY(composite(g, key, e));
	}
}

/* What stands around the graph is skipped. */
static int find_graph(struct gml *g, struct err *e)
{
	enum token what;
	bool was_graph = false;

	for (;;) {
		TRY(next(g, &what, e));
		if (what == END)
			return scan_fail(&g->s, e, "no graph [ ... ]: not a GML file");
		if (what == OPEN && was_graph)
			return OK;
		if (what == OPEN)
			TRY(skip_list(g, e));
		if (what == CLOSE)
			return scan_fail(&g->s, e, "a ] without [");
		was_graph = what == NUMBER_OR_WORD && cell_is_word(g->text, "graph");
	}
}

int gml_read(struct foreign *f, struct cell text, struct err *e)
{
	struct gml g = { .f = f, .at = text.at, .end = text.at + text.len };

	scan_open(&g.s, f, text);
	g.s.line = 1;
	names_open(&g.ids, f->arena);
	TRY(find_graph(&g, e));
	TRY(read_graph(&g, e));
	for (uint32_t v = 0; v < g.ids.n; v++)
		if (!g.declared[v]) {
			g.s.line = g.used[v];
			return scan_fail(&g.s, e, "the edge names node %s, which the file does not describe",
			                 scan_shown(&g.s, g.ids.name[v]));
		}
	if (g.labels)
		foreign_names(f, g.ids.n, g.label, "label", g.ids.name);
	else                                    /* igraph writes no labels */
		foreign_names(f, g.ids.n, g.name, "name", g.ids.name);
	if (g.composite)
		foreign_note(f, "lists inside nodes and edges ('%.*s') were not read",
		             (int)(g.composite_key.len < 60 ? g.composite_key.len : 60), g.composite_key.at);
	return OK;
}
