#include "number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- powers of ten ----------------------------------------------------------------
 * Schubfach wants g(k) = floor(10^k 2^-r) + 1 with 2^127 <= g < 2^128 for every k that
 * a double can need.  They are computed exactly, once, instead of printed as a table:
 * 10^k for k >= 0 and floor(2^BITS / 10^-k) for k < 0 are the same digits shifted. */

enum { K_MIN = -292, K_MAX = 324, LIMBS = 40 };

struct wide { uint64_t hi, lo; };

static struct wide power[K_MAX - K_MIN + 1];

/* The top 128 bits of a little-endian number; *rest says whether anything was cut off. */
static struct wide top_bits(const uint32_t *limb, int n, bool *rest)
{
	int top = n - 1, shift;
	uint32_t w[5];

	while (!limb[top])
		top--;
	shift = __builtin_clz(limb[top]);
	*rest = false;
	for (int i = 0; i < 5; i++)
		w[i] = top - i >= 0 ? limb[top - i] : 0;
	for (int i = top - 5; i >= 0; i--)
		*rest |= limb[i] != 0;
	if (shift) {
		*rest |= (w[4] << shift) != 0;
		for (int i = 0; i < 4; i++)
			w[i] = w[i] << shift | w[i + 1] >> (32 - shift);
	} else {
		*rest |= w[4] != 0;
	}
	return (struct wide){ (uint64_t)w[0] << 32 | w[1], (uint64_t)w[2] << 32 | w[3] };
}

static struct wide plus_one(struct wide g)
{
	return (struct wide){ g.hi + (g.lo == UINT64_MAX), g.lo + 1 };
}

__attribute__((constructor)) static void powers_of_ten(void)
{
	uint32_t limb[LIMBS] = { 1 };
	bool rest;

	for (int k = 0; k <= K_MAX; k++) {
		uint64_t carry = 0;
		struct wide g = top_bits(limb, LIMBS, &rest);
		power[k - K_MIN] = rest ? plus_one(g) : g;      /* exact up to 10^55 */
		for (int i = 0; i < LIMBS; i++) {
			carry += (uint64_t)limb[i] * 10;
			limb[i] = (uint32_t)carry;
			carry >>= 32;
		}
	}
	memset(limb, 0, sizeof limb);
	limb[LIMBS - 1] = 1;                    /* 2^1248: 970 bits for 10^292, 278 to spare */
	for (int k = -1; k >= K_MIN; k--) {
		uint64_t r = 0;
		for (int i = LIMBS - 1; i >= 0; i--) {
			r = r << 32 | limb[i];
			limb[i] = (uint32_t)(r / 10);
			r %= 10;
		}
		power[k - K_MIN] = plus_one(top_bits(limb, LIMBS, &rest));
	}
}

/* --- writing ------------------------------------------------------------------------ */

static int floor_log2_pow10(int k) { return (k * 1741647) >> 19; }
static int floor_log10_pow2(int q) { return (q * 1262611) >> 22; }
static int floor_log10_three_quarters_pow2(int q) { return (q * 1262611 - 524031) >> 22; }

__extension__ typedef unsigned __int128 u128;

/* floor(g cp / 2^128), its last bit set if anything was lost. */
static uint64_t round_to_odd(struct wide g, uint64_t cp)
{
	u128 x = (u128)g.lo * cp, y = (u128)g.hi * cp + (uint64_t)(x >> 64);

	return (uint64_t)(y >> 64) | ((uint64_t)y > 1);
}

/* x = digits 10^exponent, x > 0 and finite: the shortest digits, the nearest if several. */
static uint64_t shortest(double x, int *exponent)
{
	uint64_t bits, c, cb, cbl, cbr, vb, vbl, vbr, s, out;
	int q, k, h;

	memcpy(&bits, &x, sizeof bits);
	c = bits & (((uint64_t)1 << 52) - 1);
	q = (int)(bits >> 52) & 0x7FF;
	bool irregular = c == 0 && q > 1;       /* below a power of two the grid is finer */
	if (q) {
		c |= (uint64_t)1 << 52;
		q -= 1075;
	} else {
		q = -1074;
	}
	out = c & 1;
	cb = c << 2;
	cbr = cb + 2;
	cbl = irregular ? cb - 1 : cb - 2;
	k = irregular ? floor_log10_three_quarters_pow2(q) : floor_log10_pow2(q);
	h = q + floor_log2_pow10(-k) + 1;
	vb = round_to_odd(power[-k - K_MIN], cb << h);
	vbl = round_to_odd(power[-k - K_MIN], cbl << h) + out;
	vbr = round_to_odd(power[-k - K_MIN], cbr << h) - out;
	s = vb >> 2;
	*exponent = k;
	if (s >= 10) {
		uint64_t sp = s / 10;
		bool up = vbl <= 40 * sp, wp = 40 * sp + 40 <= vbr;
		if (up != wp) {
			*exponent = k + 1;
			return sp + wp;
		}
	}
	bool u = vbl <= 4 * s, w = 4 * s + 4 <= vbr;
	if (u != w)
		return s + w;
	uint64_t mid = 4 * s + 2;
	return s + (vb > mid || (vb == mid && (s & 1)));
}

static const char pairs[] =
	"00010203040506070809101112131415161718192021222324252627282930313233343536373839"
	"40414243444546474849505152535455565758596061626364656667686970717273747576777879"
	"8081828384858687888990919293949596979899";

size_t number_put_count(char *to, uint64_t x)
{
	char tmp[20], *p = tmp + sizeof tmp;

	while (x >= 100) {
		p -= 2;
		memcpy(p, pairs + 2 * (x % 100), 2);
		x /= 100;
	}
	if (x >= 10) {
		p -= 2;
		memcpy(p, pairs + 2 * x, 2);
	} else {
		*--p = (char)('0' + x);
	}
	memcpy(to, p, (size_t)(tmp + sizeof tmp - p));
	return (size_t)(tmp + sizeof tmp - p);
}

static size_t put_exponent(char *to, int e)
{
	to[0] = 'e';
	to[1] = e < 0 ? '-' : '+';
	return 2 + number_put_count(to + 2, (uint64_t)(e < 0 ? -e : e));
}

/* Digits d times 10^e as plain text where that is short, else with an exponent. */
static size_t put_decimal(char *to, uint64_t d, int e)
{
	char digits[20];
	size_t n;
	int point;                              /* digits before the decimal point */

	while (d % 10 == 0) {
		d /= 10;
		e++;
	}
	n = number_put_count(digits, d);
	point = (int)n + e;
	if (point > 21 || point < -4) {
		size_t len = 1;
		to[0] = digits[0];
		if (n > 1) {
			to[1] = '.';
			memcpy(to + 2, digits + 1, n - 1);
			len = n + 1;
		}
		return len + put_exponent(to + len, point - 1);
	}
	if (point <= 0) {
		memcpy(to, "0.00000", 7);
		memcpy(to + 2 - point, digits, n);
		return 2 + (size_t)-point + n;
	}
	if ((size_t)point >= n) {
		memcpy(to, digits, n);
		memset(to + n, '0', (size_t)point - n);
		return (size_t)point;
	}
	memcpy(to, digits, (size_t)point);
	to[point] = '.';
	memcpy(to + point + 1, digits + point, n - (size_t)point);
	return n + 1;
}

size_t number_put(char *to, double x)
{
	size_t sign = 0;
	int e;

	if (isnan(x)) {
		memcpy(to, "NA", 2);
		return 2;
	}
	if (x < 0) {
		to[sign++] = '-';
		x = -x;
	}
	if (isinf(x)) {
		memcpy(to + sign, "Inf", 3);
		return sign + 3;
	}
	if (x < 9007199254740992.0 && x == (double)(uint64_t)x)     /* -0 is written 0 */
		return sign + number_put_count(to + sign, (uint64_t)x);
	uint64_t d = shortest(x, &e);
	return sign + put_decimal(to + sign, d, e);
}

/* --- reading --------------------------------------------------------------------------- */

static const double exact10[] = {
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
	1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22
};

/* What the quick way cannot round for certain goes to strtod, in the C locale that
 * the programs never leave. */
static double slow_get(struct cell c, bool *ok)
{
	char tmp[512], *end;
	double x;

	*ok = false;
	if (c.len >= sizeof tmp)
		return NAN;
	memcpy(tmp, c.at, c.len);
	tmp[c.len] = '\0';
	x = strtod(tmp, &end);
	*ok = end == tmp + c.len;
	return x;
}

static bool word(struct cell c, const char *lower)
{
	size_t i = 0;

	for (; i < c.len && lower[i]; i++)
		if ((c.at[i] | 0x20) != lower[i])
			return false;
	return i == c.len && !lower[i];
}

enum number_kind number_get(struct cell c, double *x)
{
	const char *p = c.at, *end = c.at + c.len;
	uint64_t d = 0;
	int digits = 0, scale = 0, e = 0;
	bool minus, dot = false, any = false, ok;

	while (p < end && *p == ' ')
		p++;
	while (end > p && end[-1] == ' ')
		end--;
	c = (struct cell){ p, (size_t)(end - p) };
	*x = NAN;
	if (!c.len || (c.len == 2 && p[0] == 'N' && p[1] == 'A'))
		return NUMBER_MISSING;
	minus = *p == '-';
	p += *p == '-' || *p == '+';
	struct cell bare = { p, (size_t)(end - p) };
	if (word(bare, "nan"))
		return NUMBER_MISSING;          /* C and awk print 0/0 with a sign */
	if (word(bare, "inf") || word(bare, "infinity")) {
		*x = minus ? -INFINITY : INFINITY;
		return NUMBER;
	}
	for (; p < end; p++) {
		if (*p >= '0' && *p <= '9') {
			any = true;
			if (d || *p != '0')
				digits++;
			if (digits <= 19)
				d = 10 * d + (uint64_t)(*p - '0');
			scale -= dot;
		} else if (*p == '.' && !dot) {
			dot = true;
		} else {
			break;
		}
	}
	if (p < end && any && *p == ',' && end - p > 1 && p[1] >= '0' && p[1] <= '9')
		return NUMBER_COMMA;
	if (p < end && any && (*p == 'e' || *p == 'E')) {
		bool down = ++p < end && *p == '-';
		p += p < end && (*p == '-' || *p == '+');
		any = p < end;
		for (; p < end && *p >= '0' && *p <= '9'; p++)
			e = e < 10000 ? 10 * e + (*p - '0') : e;
		scale += down ? -e : e;
	}
	if (p < end || !any)
		return NUMBER_NOT;
	if (digits <= 19 && d <= (uint64_t)1 << 53 && scale >= -22 && scale <= 22) {
		*x = scale < 0 ? (double)d / exact10[-scale] : (double)d * exact10[scale];
		if (minus)
			*x = -*x;
		return NUMBER;
	}
	*x = slow_get(c, &ok);
	return ok ? NUMBER : NUMBER_NOT;
}

bool number_get_count(struct cell c, uint64_t *x)
{
	uint64_t v = 0;

	if (!c.len)
		return false;
	for (size_t i = 0; i < c.len; i++) {
		if (c.at[i] < '0' || c.at[i] > '9')
			return false;
		if (__builtin_mul_overflow(v, (uint64_t)10, &v) ||
		    __builtin_add_overflow(v, (uint64_t)(c.at[i] - '0'), &v))
			return false;
	}
	*x = v;
	return true;
}
