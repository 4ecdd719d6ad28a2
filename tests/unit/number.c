/* Numbers to text and back, against snprintf and strtod of the C library. */
#include "check.h"
#include "number.h"

#include <float.h>

static const char *text_of(double x)
{
	static char text[NUMBER_ROOM + 1];

	memset(text, '#', sizeof text);
	size_t len = number_put(text, x);
	assert_in_range(len, 1, NUMBER_ROOM);
	text[len] = '\0';
	return text;
}

static double from_bits(uint64_t bits)
{
	double x;

	memcpy(&x, &bits, sizeof x);
	return x;
}

static uint64_t word(void) { return (uint64_t)gsl_rng_get(chance) << 32 | (uint32_t)gsl_rng_get(chance); }

/* --- writing -------------------------------------------------------------------------------- */

static void known_forms(void **state)
{
	(void)state;
	static const struct { double x; const char *text; } known[] = {
		{ 0.0, "0" }, { -0.0, "0" }, { 1, "1" }, { -1, "-1" }, { 10, "10" }, { 99, "99" }, { 100, "100" },
		{ 0.1, "0.1" }, { 0.5, "0.5" }, { -0.25, "-0.25" }, { 1.5, "1.5" }, { 123.456, "123.456" },
		{ 1.0 / 3, "0.3333333333333333" }, { 2.0 / 3, "0.6666666666666666" }, { 0.1 + 0.2, "0.30000000000000004" },
		{ 1e-5, "0.00001" }, { 9.9e-6, "9.9e-6" }, { 1e-7, "1e-7" }, { 1.25e-10, "1.25e-10" },
		{ 1e20, "100000000000000000000" }, { 1e21, "1e+21" }, { 1.5e300, "1.5e+300" },
		{ 9007199254740991, "9007199254740991" }, { 9007199254740992, "9007199254740992" },
		{ 9007199254740994, "9007199254740994" }, { 5e-324, "5e-324" }, { DBL_MIN, "2.2250738585072014e-308" },
		{ DBL_MAX, "1.7976931348623157e+308" }, { -DBL_MAX, "-1.7976931348623157e+308" },
		{ 9.5367431640625e-7, "9.5367431640625e-7" },           /* 2^-20: its grid is finer below */
		{ 5.684341886080802e-14, "5.684341886080802e-14" },     /* 2^-44: rounding to 16 digits leaves its interval */
	};

	for (size_t k = 0; k < sizeof known / sizeof *known; k++)
		assert_string_equal(text_of(known[k].x), known[k].text);
	assert_string_equal(text_of(NAN), "NA");
	assert_string_equal(text_of(-NAN), "NA");
	assert_string_equal(text_of(INFINITY), "Inf");
	assert_string_equal(text_of(-INFINITY), "-Inf");
}

/* The digits and exponent of a decimal, in whatever notation: 0.0120 is 12, -3. */
static int digits_of(const char *text, char *digits)
{
	int n = 0, e = 0;
	bool dot = false;

	for (; *text && *text != 'e'; text++)
		if (*text == '.')
			dot = true;
		else if (*text >= '0' && *text <= '9') {
			e -= dot;
			if (n || *text != '0')
				digits[n++] = *text;
		}
	while (n && digits[n - 1] == '0') {
		n--;
		e++;
	}
	digits[n] = '\0';
	return e + (*text ? atoi(text + 1) : 0);
}

/* The fewest digits that strtod() reads as x: the decimal of p digits nearest to x, or, where
 * that one is not read as x (below a power of two), its neighbours. */
static int oracle(double x, char *digits)
{
	for (int p = 1; p < 17; p++) {
		char text[40], near[40];
		snprintf(text, sizeof text, "%.*e", p - 1, x);
		int e = digits_of(text, digits) + (int)strlen(digits);
		uint64_t d = strtoull(digits, NULL, 10);
		for (size_t k = strlen(digits); k < (size_t)p; k++)
			d *= 10;
		static const int order[] = { 0, 1, -1 };
		for (int k = 0; k < 3; k++) {
			snprintf(near, sizeof near, "%llue%d", (unsigned long long)d + (unsigned long long)order[k], e - p);
			if (strtod(near, NULL) == x)
				return digits_of(near, digits);
		}
	}
	char text[40];
	snprintf(text, sizeof text, "%.16e", x);
	return digits_of(text, digits);
}

static void is_shortest(double x)
{
	char want[40], got[40];

	if (!isfinite(x) || x == 0)
		return;
	const char *text = text_of(x);
	if (strtod(text, NULL) != x)
		fail_msg("%.17g was written %s, which is another number", x, text);
	int we = oracle(fabs(x), want), ge = digits_of(text, got);
	if (we != ge || strcmp(want, got))
		fail_msg("%.17g was written %s; the shortest is %se%d", x, text, want, we);
	double back;
	if (number_get(cell_of(text), &back) != NUMBER || back != x)
		fail_msg("%s is read as %.17g", text, back);
}

static void shortest_of_random_bits(void **state)
{
	(void)state;
	for (int k = 0; k < 120000; k++)
		is_shortest(from_bits(word()));
}

static void shortest_of_small_and_large(void **state)
{
	(void)state;
	for (int k = 0; k < 10000; k++)
		is_shortest(from_bits(word() >> (12 + any(52))));       /* subnormal */
	for (int e = -1074; e < 1024; e++)
		for (int k = -2; k <= 2; k++) {
			double x = ldexp(1, e);
			for (int s = 0; s < abs(k); s++)
				x = nextafter(x, k < 0 ? 0 : INFINITY);
			is_shortest(x);
		}
	for (int e = -323; e <= 308; e++)
		for (int k = -2; k <= 2; k++) {
			char text[16];
			snprintf(text, sizeof text, "1e%d", e);
			double x = strtod(text, NULL);
			for (int s = 0; s < abs(k); s++)
				x = nextafter(x, k < 0 ? 0 : INFINITY);
			is_shortest(x);
		}
}

static void shortest_of_ratios_and_decimals(void **state)
{
	(void)state;
	for (uint32_t top = 0; top < 200; top++)
		for (uint32_t bottom = 1; bottom < 200; bottom++)
			is_shortest((double)top / bottom);
	for (int k = 0; k < 20000; k++) {
		is_shortest((double)any(UINT32_MAX) / (1 + any(UINT32_MAX)));
		is_shortest((double)(int64_t)(word() >> any(60)));
		is_shortest((double)(int64_t)(word() >> any(60)) / pow(10, any(18)));
	}
}

static void counts(void **state)
{
	(void)state;
	for (int k = 0; k < 100000; k++) {
		uint64_t x = k < 1000 ? (uint64_t)k : word() >> any(64);
		char got[NUMBER_ROOM + 1], want[32];
		got[number_put_count(got, x)] = '\0';
		snprintf(want, sizeof want, "%llu", (unsigned long long)x);
		assert_string_equal(got, want);
		uint64_t back;
		assert_true(number_get_count(cell_of(got), &back));
		assert_int_equal(back, x);
	}
}

/* --- reading ----------------------------------------------------------------------------------- */

static void reads(const char *text, enum number_kind kind, double want)
{
	double x = 7;
	enum number_kind got = number_get(cell_of(text), &x);

	if (got != kind)
		fail_msg("'%s' is of kind %d, not %d", text, (int)got, (int)kind);
	if (kind == NUMBER ? x != want : !isnan(x))
		fail_msg("'%s' is read as %.17g, not %.17g", text, x, want);
}

static void what_is_a_number(void **state)
{
	(void)state;
	reads("0", NUMBER, 0);
	reads("-0", NUMBER, 0);
	reads("007", NUMBER, 7);
	reads("+5", NUMBER, 5);
	reads("-5", NUMBER, -5);
	reads("1.", NUMBER, 1);
	reads(".5", NUMBER, 0.5);
	reads("-.5e1", NUMBER, -5);
	reads("1e3", NUMBER, 1000);
	reads("1E+3", NUMBER, 1000);
	reads("1e-3", NUMBER, 0.001);
	reads("  2.5 ", NUMBER, 2.5);
	reads("Inf", NUMBER, INFINITY);
	reads("-inf", NUMBER, -INFINITY);
	reads("+Infinity", NUMBER, INFINITY);
	reads("9007199254740993", NUMBER, 9007199254740992);            /* half way: to the even one */
	reads("18446744073709551616", NUMBER, 18446744073709551616.0);
	reads("0.000000000000000000000000000001", NUMBER, 1e-30);
	reads("1e22", NUMBER, 1e22);
	reads("1e23", NUMBER, 1e23);
	reads("0e99999999999", NUMBER, 0);
	reads("1e400", NUMBER, INFINITY);
	reads("1e99999999999", NUMBER, INFINITY);
	reads("1e-99999999999", NUMBER, 0);
}

static void what_is_missing(void **state)
{
	(void)state;
	reads("", NUMBER_MISSING, 0);
	reads("   ", NUMBER_MISSING, 0);
	reads("NA", NUMBER_MISSING, 0);
	reads(" NA ", NUMBER_MISSING, 0);
	reads("NaN", NUMBER_MISSING, 0);
	reads("nan", NUMBER_MISSING, 0);
	reads("-nan", NUMBER_MISSING, 0);       /* as C and awk print 0/0 */
	reads("+nan", NUMBER_MISSING, 0);
}

static void what_is_none(void **state)
{
	(void)state;
	static const char *const none[] = {
		"abc", "na", "N/A", "-", "+", ".", "-.", "e5", "1e", "1e+", "1e5.5", "1.2.3", "--5", "+-5", "0x10", "0x1p3",
		"1_000", "1 000", "5%", "1d3", "1f", "NAN(1)", "infin", "\302\2405", "5\302\240", "\t5", "1e5e5", "NA5",
		"I", "IN", "Infinityy", "- 5",
	};

	for (size_t k = 0; k < sizeof none / sizeof *none; k++)
		reads(none[k], NUMBER_NOT, 0);
	reads("0,5", NUMBER_COMMA, 0);
	reads("-1,25", NUMBER_COMMA, 0);
	reads("1.000,5", NUMBER_COMMA, 0);
	reads(",5", NUMBER_NOT, 0);
	reads("5,", NUMBER_NOT, 0);
	reads("5,x", NUMBER_NOT, 0);
}

/* A cell is a piece of a text that goes on: what follows must not be read. */
static void a_cell_ends_where_it_ends(void **state)
{
	(void)state;
	double x;

	assert_int_equal(number_get((struct cell){ "12345", 2 }, &x), NUMBER);
	assert_true(x == 12);
	assert_int_equal(number_get((struct cell){ "1e5", 2 }, &x), NUMBER_NOT);
	assert_int_equal(number_get((struct cell){ "0.1000000000000000000000009", 20 }, &x), NUMBER);
	assert_true(x == 0.1);
	assert_int_equal(number_get((struct cell){ "NAX", 2 }, &x), NUMBER_MISSING);
	assert_int_equal(number_get((struct cell){ "1,5", 1 }, &x), NUMBER);
}

static void many_digits(void **state)
{
	(void)state;
	char text[501] = "";

	memset(text, '9', 400);
	reads(text, NUMBER, INFINITY);
	memcpy(text, "0.", 2);
	memset(text + 2, '3', 398);
	reads(text, NUMBER, 1.0 / 3);
	/* 2^53 + 1 and a 1 in the 400th place: above the half, so upwards */
	memset(text, '0', 400);
	memcpy(text, "9007199254740993.", 17);
	text[399] = '1';
	reads(text, NUMBER, 9007199254740994);
	/* more than 511 characters are none */
	char *longer = NEW(&memory, 10001, char);
	memset(longer, '1', 10000);
	reads(longer, NUMBER_NOT, 0);
}

/* Everything that looks like a decimal is read as strtod() reads it, to the last bit. */
static void rounds_as_strtod_does(void **state)
{
	(void)state;
	for (int k = 0; k < 300000; k++) {
		char text[80];
		int len = 0, whole = (int)any(any(4) ? 8 : 30), part = (int)any(any(4) ? 8 : 30);
		if (any(2))
			text[len++] = "+-"[any(2)];
		for (int i = 0; i < whole; i++)
			text[len++] = (char)('0' + any(10));
		if (part || any(2))
			text[len++] = '.';
		for (int i = 0; i < part; i++)
			text[len++] = (char)('0' + any(10));
		if (!any(3))
			len += sprintf(text + len, "%c%s%u", "eE"[any(2)], any(2) ? "-" : any(2) ? "+" : "", (unsigned)any(any(2) ? 30 : 330));
		text[len] = '\0';
		if (whole + part)
			reads(text, NUMBER, strtod(text, NULL));
		else if (len)
			reads(text, NUMBER_NOT, 0);
	}
}

/* Half-way cases: the exact middle of two neighbours, and a digit more or less. */
static void rounds_the_middle(void **state)
{
	(void)state;
	for (int k = 0; k < 3000; k++) {
		double x = ldexp((double)((uint64_t)1 << 52 | word() >> 12), (int)any(100) - 80);
		char text[400];
		/* a long double of 64 bits holds the middle exactly */
		long double middle = ((long double)x + nextafter(x, INFINITY)) / 2;
		int len = snprintf(text, sizeof text, "%.120Lf", middle);
		reads(text, NUMBER, strtod(text, NULL));
		text[len++] = '1';
		text[len] = '\0';
		reads(text, NUMBER, nextafter(x, INFINITY));
	}
}

static void what_is_a_count(void **state)
{
	(void)state;
	uint64_t x = 5;

	assert_true(number_get_count(cell_of("18446744073709551615"), &x) && x == UINT64_MAX);
	assert_true(number_get_count(cell_of("0007"), &x) && x == 7);
	static const char *const none[] = { "", "18446744073709551616", "99999999999999999999", "-1", "+1", "1.0", " 1", "1 ", "1e3", "x" };
	for (size_t k = 0; k < sizeof none / sizeof *none; k++)
		assert_false(number_get_count(cell_of(none[k]), &x));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(known_forms), CHECK(shortest_of_random_bits), CHECK(shortest_of_small_and_large),
		CHECK(shortest_of_ratios_and_decimals), CHECK(counts),
		CHECK(what_is_a_number), CHECK(what_is_missing), CHECK(what_is_none), CHECK(a_cell_ends_where_it_ends),
		CHECK(many_digits), CHECK(rounds_as_strtod_does), CHECK(rounds_the_middle), CHECK(what_is_a_count),
	};

	return cmocka_run_group_tests_name("number", tests, NULL, NULL);
}
