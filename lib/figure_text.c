#include "figure_text.h"

#include "number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- widths ------------------------------------------------------------------------
 * Advance widths of Liberation Sans 2.1 in 1/2048 of the size: U+0020 to U+007E in
 * both weights, U+00A0 to U+017F in the regular one. */
static const uint16_t regular[] = {
	569, 569, 727, 1139, 1139, 1821, 1366, 391, 682, 682, 797, 1196, 569, 682, 569, 569, 1139, 1139,
	1139, 1139, 1139, 1139, 1139, 1139, 1139, 1139, 569, 569, 1196, 1196, 1196, 1139, 2079, 1366, 1366, 1479,
	1479, 1366, 1251, 1593, 1479, 569, 1024, 1366, 1139, 1706, 1479, 1593, 1366, 1593, 1479, 1366, 1251, 1479,
	1366, 1933, 1366, 1366, 1251, 569, 569, 569, 961, 1139, 682, 1139, 1139, 1024, 1139, 1139, 569, 1139,
	1139, 455, 455, 1024, 455, 1706, 1139, 1139, 1139, 1139, 682, 1024, 569, 1139, 1024, 1479, 1024, 1024,
	1024, 684, 532, 684, 1196
};

static const uint16_t bold[] = {
	569, 682, 971, 1139, 1139, 1821, 1479, 487, 682, 682, 797, 1196, 569, 682, 569, 569, 1139, 1139,
	1139, 1139, 1139, 1139, 1139, 1139, 1139, 1139, 682, 682, 1196, 1196, 1196, 1251, 1997, 1479, 1479, 1479,
	1479, 1366, 1251, 1593, 1479, 569, 1139, 1479, 1251, 1706, 1479, 1593, 1366, 1593, 1479, 1366, 1251, 1479,
	1366, 1933, 1366, 1366, 1251, 682, 569, 682, 1196, 1139, 682, 1139, 1251, 1139, 1251, 1139, 682, 1251,
	1251, 569, 569, 1139, 569, 1821, 1251, 1251, 1251, 1251, 797, 1139, 682, 1251, 1139, 1593, 1139, 1139,
	1024, 797, 573, 797, 1196
};

static const uint16_t latin[] = {
	569, 682, 1139, 1139, 1139, 1139, 532, 1139, 682, 1509, 758, 1139, 1196, 682, 1509, 1131, 819, 1124,
	682, 682, 682, 1180, 1100, 682, 682, 682, 748, 1139, 1708, 1708, 1708, 1251, 1366, 1366, 1366, 1366,
	1366, 1366, 2048, 1479, 1366, 1366, 1366, 1366, 569, 569, 569, 569, 1479, 1479, 1593, 1593, 1593, 1593,
	1593, 1196, 1593, 1479, 1479, 1479, 1479, 1366, 1366, 1251, 1139, 1139, 1139, 1139, 1139, 1139, 1821, 1024,
	1139, 1139, 1139, 1139, 569, 569, 569, 569, 1139, 1139, 1139, 1139, 1139, 1139, 1139, 1124, 1251, 1139,
	1139, 1139, 1139, 1024, 1139, 1024, 1366, 1139, 1366, 1139, 1366, 1139, 1479, 1024, 1479, 1024, 1479, 1024,
	1479, 1024, 1479, 1259, 1479, 1139, 1366, 1139, 1366, 1139, 1366, 1139, 1366, 1139, 1366, 1139, 1593, 1139,
	1593, 1139, 1593, 1139, 1593, 1139, 1479, 1139, 1479, 1139, 569, 569, 569, 569, 569, 569, 569, 455,
	569, 569, 1505, 909, 1024, 455, 1366, 1024, 1024, 1139, 455, 1139, 455, 1139, 597, 1139, 684, 1139,
	455, 1479, 1139, 1479, 1139, 1479, 1139, 1237, 1481, 1139, 1593, 1139, 1593, 1139, 1593, 1139, 2048, 1933,
	1479, 682, 1479, 682, 1479, 682, 1366, 1024, 1366, 1024, 1366, 1024, 1366, 1024, 1251, 569, 1251, 768,
	1251, 569, 1479, 1139, 1479, 1139, 1479, 1139, 1479, 1139, 1479, 1139, 1479, 1139, 1933, 1479, 1366, 1024,
	1366, 1251, 1024, 1251, 1024, 1251, 1024, 455
};

static double advance(uint32_t c, bool fat)
{
	if (c >= 0x20 && c < 0x7f)
		return fat ? bold[c - 0x20] : regular[c - 0x20];
	if (c >= 0xa0 && c < 0x180)
		return latin[c - 0xa0] * (fat ? 1.06 : 1);
	if ((c >= 0x300 && c < 0x370) || (c >= 0x200b && c < 0x2010) || (c >= 0xfe00 && c < 0xfe10))
		return 0;                       /* combining marks, joiners, variants */
	if (c == 0x2018 || c == 0x2019)
		return fat ? 569 : 455;
	if (c == 0x201c || c == 0x201d)
		return fat ? 1024 : 682;
	if (c >= 0x2074 && c <= 0x2079)
		return fat ? 1010 : 880;
	if (c == 0x2013)
		return 1139;
	if (c >= 0x180 && c < 0x590)            /* Latin beyond, Greek, Cyrillic, Armenian */
		return fat ? 1380 : 1290;
	if (c >= 0x590 && c < 0x1100)
		return 1300;
	return c >= 0x1100 && c != 0x2212 ? 2048 : 1196;
}

double text_width(const char *s, double size, bool fat)
{
	double w = 0;

	while (*s)
		w += advance(utf8_next(&s), fat);
	return w / 2048 * size;
}

size_t text_length(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

/* --- cleaning ------------------------------------------------------------------------ */

/* Bytes of the character at p that is valid UTF-8, or 0. */
static size_t valid(const unsigned char *p, size_t left)
{
	size_t n = p[0] < 0x80 ? 1 : p[0] < 0xc2 ? 0 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : p[0] < 0xf5 ? 4 : 0;

	if (n == 0 || n > left)
		return 0;
	for (size_t i = 1; i < n; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f) ||
	    (p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f))
		return 0;
	if (p[0] == 0xef && p[1] == 0xbf && p[2] >= 0xbe)        /* U+FFFE, U+FFFF: no XML */
		return 0;
	return n;
}

const char *text_clean(struct arena *a, struct cell c)
{
	const unsigned char *p = (const unsigned char *)c.at;
	char *to = NEW(a, 3 * c.len + 1, char);
	size_t k = 0;

	for (size_t i = 0, n; i < c.len; i += n) {
		bool blank = p[i] <= ' ' || p[i] == 0x7f || (p[i] == 0xc2 && i + 1 < c.len && p[i + 1] >= 0x80 && p[i + 1] <= 0xa0);

		n = valid(p + i, c.len - i);
		if (blank) {
			n = p[i] == 0xc2 ? 2 : 1;
			if (k && to[k - 1] != ' ')
				to[k++] = ' ';
		} else if (n) {
			memcpy(to + k, p + i, n);
			k += n;
		} else {
			memcpy(to + k, "\xef\xbf\xbd", 3);       /* the replacement character */
			k += 3;
			n = 1;
		}
	}
	while (k && to[k - 1] == ' ')
		k--;
	to[k] = 0;
	return to;
}

/* --- lines ------------------------------------------------------------------------------ */

/* Bytes of the longest start of s that is not wider than `width`, whole characters. */
static size_t fitting(const char *s, double size, bool fat, double width)
{
	const char *at = s;
	double w = 0;

	while (*at) {
		const char *after = at;

		w += advance(utf8_next(&after), fat) / 2048 * size;
		if (w > width)
			break;
		at = after;
	}
	return (size_t)(at - s);
}

int text_wrap(struct arena *a, const char *s, double size, bool fat, double width, int most,
              const char *line[TEXT_LINES])
{
	int n = 0;

	if (most > TEXT_LINES)
		most = TEXT_LINES;
	while (*s && n < most) {
		size_t len = fitting(s, size, fat, width), cut = len;

		if (s[len] && n == most - 1) {           /* more than fits */
			len = fitting(s, size, fat, width - text_width("…", size, fat));
			line[n++] = arena_print(a, "%.*s…", (int)len, s);
			break;
		}
		if (s[len])
			while (cut && (s[cut] != ' ' || s[cut + 1] == '%'))      /* 95 % stays together */
				cut--;
		if (!cut)
			cut = len ? len : strlen(s);
		line[n++] = arena_copy(a, s, cut);
		s += cut;
		while (*s == ' ')
			s++;
	}
	return n;
}

/* --- escaping ------------------------------------------------------------------------------ */

/* What LaTeX has no character for, with the bytes it takes here. */
static const char *tex_word(const char *s, size_t *len)
{
	static const struct { const char *from, *to; } words[] = {
		{ "\\", "\\textbackslash{}" }, { "^", "\\textasciicircum{}" }, { "~", "\\textasciitilde{}" }, { "\"", "\\textquotedbl{}" },
		{ "<", "\\textless{}" }, { ">", "\\textgreater{}" }, { "|", "\\textbar{}" }, { "−", "$-$" }, { "…", "\\dots{}" },
		{ "⁰", "\\textsuperscript{0}" }, { "¹", "\\textsuperscript{1}" }, { "²", "\\textsuperscript{2}" },
		{ "³", "\\textsuperscript{3}" }, { "⁴", "\\textsuperscript{4}" }, { "⁵", "\\textsuperscript{5}" },
		{ "⁶", "\\textsuperscript{6}" }, { "⁷", "\\textsuperscript{7}" }, { "⁸", "\\textsuperscript{8}" },
		{ "⁹", "\\textsuperscript{9}" },
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (!strncmp(s, words[i].from, strlen(words[i].from))) {
			*len = strlen(words[i].from);
			return words[i].to;
		}
	return NULL;
}

/* In enhanced mode a backslash is only looked at if one of the other marks stands in the
 * same text: an empty pair of braces makes sure. */
const char *text_escape(struct arena *a, const char *s, enum text_mode mode)
{
	char *to, *start = to = NEW(a, 20 * strlen(s) + 3, char);

	if (mode == TEXT_PLAIN)
		return s;
	if (mode == TEXT_ENHANCED && strchr(s, '\\'))
		to = stpcpy(to, "{}");
	for (; *s; s++) {
		size_t len = 1;
		const char *word = mode == TEXT_TEX ? tex_word(s, &len) : NULL;

		if (word) {
			to = stpcpy(to, word);
			s += len - 1;
			continue;
		}
		if (strchr(mode == TEXT_TEX ? "%&#_${}" : "\\_^{}@&~", *s))
			*to++ = '\\';
		*to++ = *s;
	}
	*to = 0;
	return start;
}

/* --- numbers ---------------------------------------------------------------------------------- */

/* Digits in `s` with commas every three before the point, a minus that is one. */
static const char *dressed(struct arena *a, const char *s, bool commas)
{
	char *to, *start = to = NEW(a, 2 * strlen(s) + 4, char);
	size_t whole;

	if (*s == '-') {
		to = stpcpy(to, "−");
		s++;
	}
	whole = strspn(s, "0123456789");
	for (size_t i = 0; s[i]; i++) {
		if (commas && i && i < whole && (whole - i) % 3 == 0)
			*to++ = ',';
		*to++ = s[i];
	}
	*to = 0;
	return start;
}

const char *text_number(struct arena *a, double x)
{
	char s[NUMBER_ROOM + 1];
	double e = x == 0 ? 0 : pow(10, 6 - floor(log10(fabs(x))));

	s[number_put(s, isfinite(e) && e > 0 ? nearbyint(x * e) / e : x)] = 0;
	return dressed(a, s, fabs(x) >= 1000 && !strchr(s, 'e'));
}

const char *text_fixed(struct arena *a, double x, int decimals)
{
	const char *s = arena_print(a, "%.*f", decimals, x);

	if (strspn(s, "-0.,") == strlen(s) && *s == '-')        /* no minus zero */
		s++;
	return dressed(a, s, fabs(x) >= 1000);
}

const char *text_count(struct arena *a, uint64_t n)
{
	char s[NUMBER_ROOM + 1];

	s[number_put_count(s, n)] = 0;
	return dressed(a, s, n >= 1000);
}

const char *text_rounded(struct arena *a, double x, int digits)
{
	int size = x == 0 || !isfinite(x) ? 0 : (int)floor(log10(fabs(x)) + 1e-12);
	int decimals = digits - 1 - size;

	if (!isfinite(x))
		return isnan(x) ? "NA" : x > 0 ? "Inf" : "−Inf";
	if (size < -4 || size > 9)
		return dressed(a, arena_print(a, "%.*e", digits - 1, x), false);
	return text_fixed(a, x, decimals < 0 ? 0 : decimals);
}
