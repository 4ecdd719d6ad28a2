/* What the first lines of a text tell: comments before the data, what parts the fields, and
 * whether a header names them. */
#include "formats_table.h"
#include "net.h"
#include "number.h"

#include <stdio.h>
#include <string.h>

static bool gap(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

struct cell cell_trim(struct cell c)
{
	while (c.len && gap(*c.at))
		c.at++, c.len--;
	while (c.len && gap(c.at[c.len - 1]))
		c.len--;
	return c;
}

bool cell_blank(struct cell c)
{
	return !cell_trim(c).len;
}

/* --- fields ---------------------------------------------------------------------------------- */

int sniff_fields(struct cell line, char sep, bool quotes, struct cell field[FIELDS])
{
	const char *p = line.at, *end = line.at + line.len;
	int n = 0;

	if (sep == ' ') {
		line = cell_trim(line);
		p = line.at;
		end = p + line.len;
	}
	while (p < end || (n && sep != ' ' && p == end)) {
		const char *from = p;
		if (quotes && p < end && *p == '"') {
			do {
				const char *close = memchr(p + 1, '"', (size_t)(end - p - 1));
				p = close ? close + 1 : end;
			} while (p < end && *p == '"');
		}
		while (p < end && !(sep == ' ' ? gap(*p) : *p == sep))
			p++;
		struct cell c = cell_trim((struct cell){ from, (size_t)(p - from) });
		if (quotes && c.len >= 2 && *c.at == '"' && c.at[c.len - 1] == '"')
			c = (struct cell){ c.at + 1, c.len - 2 };
		if (n < FIELDS)
			field[n] = c;
		n++;
		p++;
		while (sep == ' ' && p < end && gap(*p))
			p++;
	}
	return n;
}

static int count_fields(struct cell line, char sep)
{
	struct cell unused[FIELDS];

	return sniff_fields(line, sep, true, unused);
}

/* As many fields in every line of the sample, and more than one? */
static int agreed(const struct sniff *s, char sep)
{
	int n = s->n ? count_fields(s->line[0], sep) : 0;

	for (int k = 1; k < s->n; k++)
		if (count_fields(s->line[k], sep) != n)
			return 0;
	return n > 1 ? n : 0;
}

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Is every comma of the sample a decimal one, as in "1 2 0,5"? */
static bool decimal_commas(const struct sniff *s)
{
	for (int k = 0; k < s->n; k++)
		for (size_t i = 0; i < s->line[k].len; i++) {
			const char *p = s->line[k].at + i;
			if (*p == ',' && !(i && i + 1 < s->line[k].len && digit(p[-1]) && digit(p[1])))
				return false;
		}
	return agreed(s, ' ') > 2;
}

/* The separator on which all lines agree: TAB, then the more frequent of ',' and ';', then
 * blanks; if they agree on none, the one that the first line has. */
static char find_separator(const struct sniff *s)
{
	int comma = decimal_commas(s) ? 0 : agreed(s, ','), semicolon = agreed(s, ';');

	if (agreed(s, '\t'))
		return '\t';
	if (comma || semicolon)
		return comma > semicolon ? ',' : ';';
	if (agreed(s, ' '))
		return ' ';
	for (const char *p = "\t,; "; *p && s->n; p++)
		if (count_fields(s->line[0], *p) > 1)
			return *p;
	return ',';
}

/* Quotes are CSV's; where TAB or blanks part the fields they count only if they stand around
 * fields, as R writes them. */
static bool find_quotes(const struct sniff *s)
{
	if (s->sep != '\t' && s->sep != ' ')
		return false;
	for (int k = 0; k < s->n; k++) {
		struct cell field[FIELDS];
		int n = sniff_fields(s->line[k], s->sep, false, field);
		for (int c = 0; c < n && c < FIELDS; c++)
			if (field[c].len && *field[c].at == '"')
				return true;
	}
	return false;
}

/* --- comments before the data -------------------------------------------------------------------- */

static bool holds(struct cell c, const char *lower)
{
	for (size_t i = 0; i + strlen(lower) <= c.len; i++)
		if (cell_starts((struct cell){ c.at + i, c.len - i }, lower))
			return true;
	return false;
}

/* KONECT's first line is `% sym|asym|bip weights`; SNAP says `# Directed graph`. */
static int read_comment(struct foreign *f, struct sniff *s, struct cell line, struct err *e)
{
	struct cell said = cell_trim((struct cell){ line.at + 1, line.len - 1 });

	if (*line.at == '%' && !s->konect) {
		s->konect = true;
		if (cell_starts(said, "bip "))
			return fail(e, E_DATA, "%s: a two-mode network (%% bip): its left and right numbers are not the "
			            "same people; mark them, as in awk '!/^%%/ { print \"p\" $1, \"f\" $2 }', "
			            "and give the result to `project`", f->file);
		if (cell_starts(said, "sym ") || cell_starts(said, "asym ")) {
			f->direction = *said.at == 's' ? DIRECTION_TIES : DIRECTION_ARCS;
			f->because = *said.at == 's' ? "the first line says 'sym'" : "the first line says 'asym'";
		}
	}
	if (*line.at == '#' && holds(said, "undirected graph")) {
		f->direction = DIRECTION_TIES;
		f->because = "a comment says 'Undirected graph'";
	} else if (*line.at == '#' && holds(said, "directed graph")) {
		f->direction = DIRECTION_ARCS;
		f->because = "a comment says 'Directed graph'";
	}
	return OK;
}

/* Every comment line before the data, with '#' in front. */
static void take_preamble(struct foreign *f, const char *text, struct sniff *s)
{
	char *to = NEW(f->arena, (size_t)(s->start - text) + 1, char);

	s->preamble = (struct cell){ to, 0 };
	for (const char *p = text; p < s->start; ) {
		const char *nl = memchr(p, '\n', (size_t)(s->start - p));
		struct cell line = cell_trim((struct cell){ p, (size_t)((nl ? nl : s->start) - p) });
		if (line.len) {
			memcpy(to, line.at, line.len);
			*to = '#';
			to[line.len] = '\n';
			to += line.len + 1;
		}
		p = nl ? nl + 1 : s->start;
	}
	s->preamble.len = (size_t)(to - s->preamble.at);
}

int sniff(struct foreign *f, const char *text, size_t len, char sep, struct sniff *s, struct err *e)
{
	const char *p = text, *end = text + len;
	uint64_t number = 0;

	*s = (struct sniff){ .start = end, .number = 1 };
	while (p < end && s->n < SAMPLE) {
		const char *nl = memchr(p, '\n', (size_t)(end - p)), *next = nl ? nl + 1 : end;
		struct cell line = cell_trim((struct cell){ p, (size_t)((nl ? nl : end) - p) });
		number++;
		if (!s->n && line.len && (*line.at == '#' || *line.at == '%')) {
			TRY(read_comment(f, s, line, e));
		} else if (line.len) {
			if (!s->n) {
				s->start = p;
				s->number = number;
			}
			s->line[s->n++] = line;
		} else {
			s->blank += !s->n;
		}
		p = next;
	}
	take_preamble(f, text, s);
	s->sep = sep ? sep : find_separator(s);
	s->quotes = find_quotes(s);
	return OK;
}

/* --- the header ---------------------------------------------------------------------------------- */

static bool is_number(struct cell c)
{
	double x;

	return number_get(c, &x) == NUMBER;
}

/* Seconds or milliseconds since 1970, from 1973 to 2100? */
static bool looks_like_time(const struct sniff *s, int column)
{
	for (int k = 0; k < s->n; k++) {
		struct cell field[FIELDS];
		double x;
		if (sniff_fields(s->line[k], s->sep, true, field) <= column ||
		    number_get(field[column], &x) != NUMBER)
			return false;
		if (!(x >= 1e8 && x < 4.2e9) && !(x >= 1e11 && x < 4.2e12))
			return false;
	}
	return true;
}

int sniff_width(const struct sniff *s, struct cell field[FIELDS])
{
	int n = s->n ? sniff_fields(s->line[0], s->sep, true, field) : 0;

	while (n > 2 && n <= FIELDS && !field[n - 1].len)
		n--;
	return n;
}

static bool means_end(struct cell c)
{
	for (const struct end_names *k = known_ends; *k->name; k++)
		for (int end = 0; end < 2; end++)
			if (c.len == strlen(k->name[end]) && !strncasecmp(c.at, k->name[end], c.len))
				return true;
	return false;
}

/* Numbers for the two ends; or two names and a number, as in "ann bob 3". */
bool sniff_headless(const struct sniff *s)
{
	struct cell field[FIELDS];
	int n = sniff_width(s, field);

	if (n > 1 && is_number(field[0]) && is_number(field[1]))
		return true;
	if (n < 3 || n > 4 || !is_number(field[2]) || (n == 4 && !looks_like_time(s, 3)))
		return false;
	for (int c = 0; c < 2; c++)
		if (!field[c].len || is_number(field[c]) || means_end(field[c]))
			return false;
	return true;
}

int sniff_header(struct foreign *f, const struct sniff *s, const char **names, struct err *e)
{
	struct cell field[FIELDS];
	int n = sniff_width(s, field);

	*names = n == 2 ? "i,j"
	       : n == 3 && looks_like_time(s, 2) ? "i,j,time"
	       : n == 3 && is_number(field[2]) ? "i,j,weight"
	       : n == 4 && is_number(field[2]) && (s->konect || looks_like_time(s, 3)) ? "i,j,weight,time"
	       : NULL;
	if (!*names)
		return fail(e, E_DATA, "%s:%llu: numbers where the header should be, and %d columns, which only you "
		            "can name: use --header i,j,... (--format matrix if it is an adjacency matrix)",
		            f->file, (unsigned long long)s->number, n);
	if (n == 2)
		foreign_note(f, "no header line (numbers in the first line): the two columns are the ends of the tie");
	else
		foreign_note(f, "no header line (numbers in the first line): the columns are read as %s (--header names "
		             "them otherwise)", *names);
	return OK;
}
