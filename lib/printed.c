#include "printed.h"
#include "net.h"
#include "number.h"

#include <math.h>
#include <string.h>

/* Columns that name something even where they hold digits. */
static const char *const naming[] = {
	"node", "id", "i", "j", "from", "to", "source", "target", "sender", "receiver", "caller", "callee", "ego", "alter", "giver",
	"wave", "layer", "replicate", "time", "measure", "attribute", "group", "x_lo", "x_hi",
};

/* What a test says of itself. */
static const char *const remarks[] = { "null", "side", "note" };

/* --- reading ----------------------------------------------------------------------------------- */

static bool has(struct cell line, char c) { return line.len && memchr(line.at, c, line.len); }

/* A first line of nothing but numbers, parted by TABs, commas, semicolons or blanks: how many; 0: it is a header. */
static int headless(struct cell line, char *sep)
{
	int n = 0;

	*sep = has(line, '\t') ? '\t' : has(line, ',') ? ',' : has(line, ';') ? ';' : ' ';
	for (size_t from = 0, to; from < line.len; from = to + 1) {
		double x;
		for (to = from; to < line.len && line.at[to] != *sep; )
			to++;
		if (to == from && *sep == ' ')
			continue;
		if (number_get((struct cell){ line.at + from, to - from }, &x) != NUMBER)
			return 0;
		n++;
	}
	return n;
}

static struct cell first_line(const char *text, size_t len)
{
	struct cell line = { text, 0 };

	while (line.len < len && text[line.len] != '\n')
		line.len++;
	line.len -= line.len && text[line.len - 1] == '\r';
	return line;
}

static int read_table(struct arena *a, char *text, size_t len, struct table *t, bool *header, struct err *e)
{
	struct table_how how = { 0 };
	char sep = 0;
	int n = headless(first_line(text, len), &sep);
	char *name = arena_copy(a, n == 1 ? "value" : "1", n == 1 ? 5 : 1);

	if (!len)
		return fail(e, E_DATA, "the pipeline printed nothing");
	*header = !n;
	for (int k = 2; k <= n; k++)
		name = arena_print(a, "%s,%d", name, k);
	if (n)
		how = (struct table_how){ .header = name, .sep = sep };
	TRY(table_parse(a, text, len, &how, t, e));
	t->file = "what the pipeline printed";
	if (t->nrow >= UINT32_MAX)
		return fail(e, E_DATA, "%s: more than 2^32 - 2 rows", t->file);
	return OK;
}

/* --- which columns are what --------------------------------------------------------------------- */

enum content { NOTHING, NUMBERS, WORDS };

static int look_at(const struct table *t, enum content *of, struct err *e)
{
	struct walk w = { 0 };
	double x;

	for (walk_start(&w, t, 0); walk_row(&w, e); )
		for (int c = 0; c < t->ncol; c++) {
			enum number_kind kind = number_get(w.cell[t->col[c].field], &x);
			if (kind > NUMBER_MISSING)
				of[c] = WORDS;
			else if (kind == NUMBER && of[c] == NOTHING)
				of[c] = NUMBERS;
		}
	return e->code;
}

static bool named(const char *const *list, int n, const char *name)
{
	while (n-- > 0)
		if (!strcmp(list[n], name))
			return true;
	return false;
}

static int check_names(const struct table *t, const char *const *list, int n, struct err *e)
{
	for (int k = 0, c; k < n; k++)
		TRY(table_need(t, list[k], &c, e));
	return OK;
}

/* "office", or as tables of pairs have it: "office_from". */
static bool of_attribute(const char *const *list, int n, const char *name)
{
	static const char *const end[] = { "", "_from", "_to", "_i", "_j" };

	for (int k = 0; k < n; k++) {
		size_t len = strlen(list[k]);
		for (size_t x = 0; !strncmp(list[k], name, len) && x < sizeof end / sizeof *end; x++)
			if (!strcmp(name + len, end[x]))
				return true;
	}
	return false;
}

static const char **list_of(struct arena *a, const char *text, int *n)
{
	*n = 0;
	return text ? split_list(a, text, n) : NULL;
}

static int sort_columns(struct arena *a, const struct printed_how *how, struct printed *p, struct err *e)
{
	const struct table *t = &p->table;
	enum content *of = NEW(a, (size_t)t->ncol, enum content);
	int nkey, nvalue, nattribute;
	const char **key = list_of(a, how->keys, &nkey), **value = list_of(a, how->values, &nvalue);
	const char **attribute = list_of(a, how->attributes, &nattribute);

	TRY(check_names(t, key, nkey, e));
	TRY(check_names(t, value, nvalue, e));
	TRY(look_at(t, of, e));
	p->key = NEW(a, (size_t)t->ncol, int);
	p->number = NEW(a, (size_t)t->ncol, int);
	for (int c = 0; c < t->ncol; c++) {
		const char *name = t->col[c].name;
		bool is_key = named(key, nkey, name), is_value = named(value, nvalue, name);
		if (is_value && of[c] == WORDS)
			return fail(e, E_DATA, "%s: column '%s' holds more than numbers", t->file, name);
		if (!is_key && !is_value && of[c] == WORDS && named(remarks, sizeof remarks / sizeof *remarks, name))
			continue;
		bool names = named(naming, sizeof naming / sizeof *naming, name) || of_attribute(attribute, nattribute, name);
		if (is_key || (!is_value && (of[c] == WORDS || (of[c] == NUMBERS && p->header && names))))
			p->key[p->nkey++] = c;
		else if (is_value || (!how->values && of[c] == NUMBERS))
			p->number[p->nnumber++] = c;
	}
	if (!p->nnumber)
		return fail(e, E_DATA, "%s holds no number that could be tested", t->file);
	return OK;
}

/* --- which rows belong together --------------------------------------------------------------------- */

/* The keys of a row as one text: each with its length in front. */
static struct cell key_text(struct arena *a, const struct table *t, int n, const int *col, const struct cell *cell)
{
	size_t len = 0;
	char *text, *to;

	if (!n)
		return cell_of("any");
	for (int k = 0; k < n; k++)
		len += sizeof(size_t) + cell[t->col[col[k]].field].len;
	to = text = NEW(a, len, char);
	for (int k = 0; k < n; k++) {
		struct cell c = cell[t->col[col[k]].field];
		memcpy(to, &c.len, sizeof c.len);
		memcpy(to + sizeof c.len, c.at, c.len);
		to += sizeof c.len + c.len;
	}
	return (struct cell){ text, len };
}

static int index_rows(struct arena *a, struct printed *p, struct err *e)
{
	const struct table *t = &p->table;
	uint32_t *of = NEW(a, t->nrow, uint32_t);
	struct walk w = { 0 };

	names_open(&p->rows, a);
	for (walk_start(&w, t, 0); walk_row(&w, e); )
		of[w.row] = names_id(&p->rows, key_text(a, t, p->nkey, p->key, w.cell));
	TRY(e->code);
	p->at = NEW(a, (size_t)p->rows.n + 2, uint32_t);
	p->row = NEW(a, t->nrow, uint32_t);
	for (uint64_t r = 0; r < t->nrow; r++)
		p->at[of[r] + 2]++;
	for (uint32_t k = 0; k < p->rows.n; k++)
		p->at[k + 2] += p->at[k + 1];
	for (uint64_t r = 0; r < t->nrow; r++)
		p->row[p->at[of[r] + 1]++] = (uint32_t)r;
	return OK;
}

int printed_read(struct arena *a, char *text, size_t len, const struct printed_how *how, struct printed *p, struct err *e)
{
	*p = (struct printed){ .nkey = 0 };
	TRY(read_table(a, text, len, &p->table, &p->header, e));
	TRY(sort_columns(a, how, p, e));
	p->value = NEW(a, (size_t)p->nnumber, const double *);
	for (int k = 0; k < p->nnumber; k++)
		TRY(table_reals(&p->table, p->number[k], &p->value[k], NULL, e));
	return index_rows(a, p, e);
}

/* --- the next time -------------------------------------------------------------------------------------- */

static int same_columns(const struct printed *p, const struct table *t, int n, const int *first, int *col, struct err *e)
{
	for (int k = 0; k < n; k++)
		if ((col[k] = table_find(t, p->table.col[first[k]].name)) < 0)
			return fail(e, E_DATA, "the column '%s' was not printed", p->table.col[first[k]].name);
	return OK;
}

int printed_again(struct arena *a, const struct printed *p, char *text, size_t len, double *out, uint64_t *strange,
                  struct err *e)
{
	int *key = NEW(a, (size_t)p->nkey, int), *number = NEW(a, (size_t)p->nnumber, int);
	const double **value = NEW(a, (size_t)p->nnumber, const double *);
	uint32_t *seen = NEW(a, p->rows.n, uint32_t);
	struct walk w = { 0 };
	struct table t;
	bool header;

	for (size_t k = 0; k < (size_t)p->table.nrow * (size_t)p->nnumber; k++)
		out[k] = NAN;
	TRY(read_table(a, text, len, &t, &header, e));
	TRY(same_columns(p, &t, p->nkey, p->key, key, e));
	TRY(same_columns(p, &t, p->nnumber, p->number, number, e));
	if (!p->nkey && t.nrow != p->table.nrow)
		return fail(e, E_DATA, "%s instead of %llu were printed, and no column tells which belong together: name it with --keys",
		            plural(t.nrow, "row", "rows"), (unsigned long long)p->table.nrow);
	for (int k = 0; k < p->nnumber; k++)
		TRY(table_reals(&t, number[k], &value[k], NULL, e));
	for (walk_start(&w, &t, 0); walk_row(&w, e); ) {
		uint32_t id = names_get(&p->rows, key_text(a, &t, p->nkey, key, w.cell));
		if (id == NO_NAME || seen[id] == p->at[id + 1] - p->at[id]) {
			++*strange;
			continue;
		}
		uint32_t row = p->row[p->at[id] + seen[id]++];
		for (int k = 0; k < p->nnumber; k++)
			out[(size_t)row * (size_t)p->nnumber + (size_t)k] = value[k][w.row];
	}
	return e->code;
}
