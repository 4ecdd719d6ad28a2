#include "formats.h"
#include "number.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* --- which format ------------------------------------------------------------------------ */

static const char *const format_names[] = {
	[FORMAT_TABLE] = "table", [FORMAT_MATRIX] = "matrix", [FORMAT_PAJEK] = "pajek", [FORMAT_DL] = "dl",
	[FORMAT_GRAPHML] = "graphml", [FORMAT_GML] = "gml"
};

const char *format_name(enum format f)
{
	return format_names[f];
}

bool cell_starts(struct cell c, const char *lower)
{
	size_t n = strlen(lower);

	return c.len >= n && !strncasecmp(c.at, lower, n);
}

bool cell_is_word(struct cell c, const char *lower)
{
	return c.len == strlen(lower) && cell_starts(c, lower);
}

/* Past blanks, a byte order mark and lines that begin with one of `marks`. */
static struct cell past(struct cell c, const char *marks)
{
	if (c.len >= 3 && !memcmp(c.at, "\xEF\xBB\xBF", 3))
		c.at += 3, c.len -= 3;
	while (c.len) {
		if (strchr(marks, *c.at) && *c.at) {
			const char *nl = memchr(c.at, '\n', c.len);
			if (!nl)
				return (struct cell){ c.at + c.len, 0 };
			c.len -= (size_t)(nl - c.at);
			c.at = nl;
		} else if ((unsigned char)*c.at > ' ') {
			break;
		}
		c.at++, c.len--;
	}
	return c;
}

/* key "value" or key number, as GML has before `graph`. */
static bool is_gml(struct cell c)
{
	for (int i = 0; i < 16; i++) {
		static const char *const heads[] = { "creator", "version", "comment", "label", "name" };
		bool head = false;
		if (cell_starts(c, "graph")) {
			c.at += 5, c.len -= 5;
			c = past(c, "#");
			return c.len && *c.at == '[';
		}
		for (size_t k = 0; k < sizeof heads / sizeof *heads; k++)
			head |= cell_starts(c, heads[k]);
		const char *nl = head ? memchr(c.at, '\n', c.len) : NULL;
		if (!nl)
			return false;
		c = past((struct cell){ nl, (size_t)(c.at + c.len - nl) }, "#");
	}
	return false;
}

enum format format_guess(struct cell text)
{
	struct cell c = past(text, "");

	if (cell_starts(c, "<?xml") || cell_starts(c, "<graphml") || cell_starts(c, "<!--"))
		return FORMAT_GRAPHML;
	if (cell_starts(c, "dl") && c.len > 2 && strchr(" \t\r\n,", c.at[2]))
		return FORMAT_DL;
	if (is_gml(past(text, "#")))
		return FORMAT_GML;
	c = past(text, "%");
	if (cell_starts(c, "*vertices") || cell_starts(c, "*network") || cell_starts(c, "*partition"))
		return FORMAT_PAJEK;
	return FORMAT_TABLE;
}

int foreign_read(struct foreign *f, enum format format, struct cell text, struct err *e)
{
	sheet_open(&f->ties, f->arena);
	sheet_open(&f->nodes, f->arena);
	if (text.len >= 3 && !memcmp(text.at, "\xEF\xBB\xBF", 3))
		text.at += 3, text.len -= 3;
	switch (format) {
	case FORMAT_PAJEK:      return pajek_read(f, text, e);
	case FORMAT_DL:         return dl_read(f, text, e);
	case FORMAT_GML:        return gml_read(f, text, e);
	case FORMAT_GRAPHML:    return graphml_read(f, text, e);
	default:                return fail(e, E_BUG, "no reader for '%s'", format_name(format));
	}
}

void foreign_note(struct foreign *f, const char *fmt, ...)
{
	va_list ap;
	char text[512];

	if (f->notes == (int)(sizeof f->note / sizeof *f->note))
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	f->note[f->notes++] = arena_copy(f->arena, text, strlen(text));
}

const char *cell_not_utf8(struct cell c)
{
	const unsigned char *p = (const unsigned char *)c.at, *end = p + c.len;

	while (p < end) {
		uint64_t eight;
		while (end - p >= 8 && (memcpy(&eight, p, 8), !(eight & 0x8080808080808080u)))
			p += 8;
		if (p == end)
			break;
		size_t more = *p < 0x80 ? 0 : *p >= 0xC2 && *p < 0xE0 ? 1 : *p >= 0xE0 && *p < 0xF0 ? 2
		            : *p >= 0xF0 && *p < 0xF5 ? 3 : 4;
		if (more == 4 || (size_t)(end - p) <= more)
			return (const char *)p;
		for (size_t k = 1; k <= more; k++)
			if ((p[k] & 0xC0) != 0x80)
				return (const char *)p;
		if ((*p == 0xE0 && p[1] < 0xA0) || (*p == 0xED && p[1] > 0x9F) || (*p == 0xF0 && p[1] < 0x90) ||
		    (*p == 0xF4 && p[1] > 0x8F))
			return (const char *)p;
		p += more + 1;
	}
	return NULL;
}

/* --- names ----------------------------------------------------------------------------------- */

static bool all_differ(struct arena *a, uint32_t n, const struct cell *label)
{
	struct names names;

	names_open(&names, a);
	for (uint32_t v = 0; v < n; v++)
		if (!label[v].len || names_id(&names, label[v]) != v)
			return false;
	return true;
}

void foreign_names(struct foreign *f, uint32_t n, const struct cell *label, const char *attribute,
                   const struct cell *id)
{
	uint64_t labels = 0;

	f->n = n;
	f->name = NEW(f->arena, (size_t)n + 1, struct cell);
	f->numbered = !all_differ(f->arena, n, label);
	for (uint32_t v = 0; v < n; v++) {
		labels += label[v].len > 0;
		f->name[v] = !f->numbered ? label[v] : id ? id[v] : cell_of(arena_print(f->arena, "%u", v + 1));
	}
	if (f->numbered && labels)
		foreign_note(f, "labels repeat or are missing: people are called by the file's %s, and the "
		             "labels are the attribute '%s'", id ? "ids" : "numbers", attribute);
	if (!f->numbered)
		sheet_hide(&f->nodes, attribute);
}

/* --- matrices ---------------------------------------------------------------------------------- */

int foreign_cell(struct foreign *f, const struct scan *s, uint32_t a, uint32_t b, struct cell value,
                 struct cell layer, uint64_t *missing, struct err *e)
{
	double x;

	switch (number_get(value, &x)) {
	case NUMBER_MISSING:
		++*missing;
		return OK;
	case NUMBER:
		break;
	case NUMBER_COMMA:
		return scan_fail(s, e, "%s has a decimal comma: write a point", scan_shown(s, value));
	default:
		return scan_fail(s, e, "%s in the matrix is not a number", scan_shown(s, value));
	}
	if (x == 0)
		return OK;
	sheet_row(&f->ties, a, b);
	if (x != 1)
		sheet_set(&f->ties, cell_of("weight"), value, "1");
	if (layer.len)
		sheet_set(&f->ties, cell_of("layer"), layer, "NA");
	return OK;
}

/* --- scanning ------------------------------------------------------------------------------------ */

void scan_open(struct scan *s, const struct foreign *f, struct cell text)
{
	*s = (struct scan){ .f = f, .at = text.at, .end = text.at + text.len, .breaks = "" };
}

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

static struct cell trim(struct cell c)
{
	while (c.len && blank(*c.at))
		c.at++, c.len--;
	while (c.len && blank(c.at[c.len - 1]))
		c.len--;
	return c;
}

bool scan_line(struct scan *s, struct cell *line)
{
	const char *nl;

	if (s->at == s->end)
		return false;
	nl = memchr(s->at, '\n', (size_t)(s->end - s->at));
	if (!nl)
		nl = s->end;
	*line = trim((struct cell){ s->at, (size_t)(nl - s->at) });
	s->at = nl < s->end ? nl + 1 : nl;
	s->line++;
	return true;
}

int scan_word(struct scan *s, struct cell *line, struct cell *word, struct err *e)
{
	const char *end, *p;

	while (line->len && (blank(*line->at) || strchr(s->breaks, *line->at)))
		line->at++, line->len--;
	*word = (struct cell){ line->len ? line->at : NULL, 0 };
	if (!line->len)
		return OK;
	p = line->at;
	end = p + line->len;
	if (*p == '"') {
		const char *quote = memchr(p + 1, '"', (size_t)(end - p - 1));
		if (!quote)
			return scan_fail(s, e, "a quote that is not closed on its line");
		*word = (struct cell){ p + 1, (size_t)(quote - p - 1) };
		p = quote + 1;
		if (p < end && !blank(*p) && !strchr(s->breaks, *p))
			return scan_fail(s, e, "a quote inside quotes");
	} else {
		while (p < end && !blank(*p) && !strchr(s->breaks, *p))
			p++;
		word->len = (size_t)(p - word->at);
	}
	*line = (struct cell){ p, (size_t)(end - p) };
	return OK;
}

int scan_fail(const struct scan *s, struct err *e, const char *fmt, ...)
{
	char text[768];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	return fail(e, E_DATA, "%s:%llu: %s", s->f->file, (unsigned long long)s->line, text);
}

const char *scan_shown(const struct scan *s, struct cell c)
{
	return s->f->private_ ? "a value"
	                      : arena_print(s->f->arena, "'%.*s'%s", (int)(c.len < 60 ? c.len : 60), c.at,
	                                    c.len < 60 ? "" : "...");
}
