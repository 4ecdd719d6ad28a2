#include "figure_axis.h"

#include "figure_text.h"

#include <math.h>
#include <string.h>

enum { MOST_TICKS = 200 };

double axis_place(const struct axis *x, double v)
{
	if (x->log)
		return log(v / x->lo) / log(x->hi / x->lo);
	return (v - x->lo) / (x->hi - x->lo);
}

double axis_widest(const struct axis *x)
{
	double most = 0;

	for (int i = 0; i < x->ntick; i++)
		if (x->tick[i].text)
			most = fmax(most, text_width(x->tick[i].text, 7, false));
	return most;
}

double axis_step(double rough)
{
	static const double nice[] = { 1, 2, 2.5, 5, 10 };
	double e = pow(10, floor(log10(rough) + 1e-12));
	int i = 0;

	while (i < 4 && nice[i] * e < rough * (1 - 1e-9))
		i++;
	return nice[i] * e;
}

static void add(struct axis *x, double at, const char *text)
{
	double place;

	if (!x->log && fabs(at) < 1e-9 * (x->hi - x->lo))
		at = 0;
	place = axis_place(x, at);
	if (place > -1e-9 && place < 1 + 1e-9 && x->ntick < MOST_TICKS)
		x->tick[x->ntick++] = (struct tick){ at, text };
}

/* --- straight axes --------------------------------------------------------------------- */

static int decimals_of(double step)
{
	int n = 0;

	while (n < 9 && fabs(step - nearbyint(step)) > 1e-6 * step) {
		step *= 10;
		n++;
	}
	return n;
}

/* Shares are said in per cent, and the sign stands at one end only. */
static const char *said(struct arena *a, const struct axis *x, double at, double step, bool last)
{
	double scale = x->look == AXIS_SHARE ? 100 : 1;
	const char *s;

	if (x->years)
		return arena_print(a, "%.0f", at);
	if (fabs(at) >= 1e7 * step || fabs(at) >= 1e9)
		return text_rounded(a, at, 3);
	s = text_fixed(a, at * scale, decimals_of(step * scale));
	if (at == 0)
		s = "0";
	return x->look == AXIS_SHARE && last ? arena_print(a, "%s %%", s) : s;
}

static void straight_ticks(struct arena *a, struct axis *x, double step)
{
	double first = ceil(x->lo / step - 1e-9), last = floor(x->hi / step + 1e-9);

	if (x->look == AXIS_SHARE && last * step > 1 + 1e-9)
		last = floor(1 / step + 1e-9);
	for (double i = first; i <= last; i++)
		add(x, i * step, said(a, x, i == 0 ? 0 : i * step, step, i == last));
}

/* The step whose ticks are nearest in number to what is wanted and whose range, if it has
 * to end on ticks, leaves least of the frame empty. */
static double choose_step(double lo, double hi, bool ends, bool share, int want)
{
	double e = pow(10, floor(log10((hi - lo) / want)) - 1), best = INFINITY, step = hi - lo;

	for (int k = 0; k < 3; k++, e *= 10)
		for (int i = 0; i < 4; i++) {
			double s = (double[]){ 1, 2, 2.5, 5 }[i] * e;
			double first = ends ? floor(lo / s + 1e-9) : ceil(lo / s - 1e-9), last = ends ? ceil(hi / s - 1e-9) : floor(hi / s + 1e-9);
			double n = last - first, empty = ends ? n * s / (hi - lo) - 1 : 0;
			double cost = empty + 0.12 * fabs(n - want) + (i != 2 ? 0 : s * (share ? 100 : 1) >= 25 ? 0.02 : 0.15);

			if (n >= 1 && n <= want + 3 && cost < best - 1e-9) {
				best = cost;
				step = s;
			}
		}
	return isinf(best) ? axis_step((hi - lo) / want) : step;
}

/* An end that is almost at the next tick goes there. */
static double to_tick(double end, double step, double air, double near)
{
	double tick = (air > 0 ? ceil(end / step - 1e-9) : floor(end / step + 1e-9)) * step;

	return fabs(tick - end) < near ? tick : end + air;
}

static void fit_straight(struct arena *a, struct axis *x, double lo, double hi, unsigned how, int want)
{
	double air, step;

	if (hi - lo <= 1e-12 * fmax(fabs(lo), fabs(hi))) {      /* one value only */
		double half = lo == 0 ? 1 : fabs(lo) / 2;

		hi += half;
		lo = lo >= 0 && how & FIT_ZERO ? 0 : lo - half;
	}
	if (how & FIT_ZERO)
		lo = fmin(lo, 0);
	else if (lo > 0 && lo < (how & FIT_TIGHT ? 0.15 : 0.4) * hi)
		lo = 0;
	step = choose_step(lo, hi, !(how & (FIT_TIGHT | FIT_OPEN)), x->look == AXIS_SHARE, want);
	if (step < 1 && x->years)
		step = 1;
	if (how & FIT_TIGHT) {
		air = 0.02 * (hi - lo);
		x->lo = to_tick(lo, step, -air, 3 * air);
		x->hi = to_tick(hi, step, air, 3 * air);
	} else {
		x->lo = floor(lo / step + 1e-9) * step;
		x->hi = how & FIT_OPEN ? hi : ceil(hi / step - 1e-9) * step;
	}
	if (x->look == AXIS_SHARE && lo >= 0 && hi <= 1) {
		x->lo = fmax(x->lo, 0);
		x->hi = fmin(x->hi, 1);
	}
	if (how & FIT_ROOM)
		x->hi = fmax(x->hi, hi + 0.1 * (hi - x->lo));
	straight_ticks(a, x, step);
}

/* --- log axes ------------------------------------------------------------------------------ */

static const char *power_of_ten(struct arena *a, int e)
{
	static const char *const up[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };

	return arena_print(a, "10%s%s", e >= 10 ? up[e / 10 % 10] : "", up[e % 10]);
}

static const char *said_log(struct arena *a, const struct axis *x, double at)
{
	int e = (int)nearbyint(log10(at));

	if (x->look == AXIS_SHARE)
		return arena_print(a, "%s %%", text_number(a, at * 100));
	if (at >= 1e6 && e < 100 && fabs(at / pow(10, e) - 1) < 1e-9)
		return power_of_ten(a, e);
	return text_number(a, at);
}

/* Which ticks of a decade have a label: some decades, all, 1 and 3, or 1, 2 and 5. */
enum { SOME, DECADES, THREES, FIVES };

static bool labelled(int digit, int e, double decades, int want, int level)
{
	if (level == SOME)
		return digit == 1 && e % ((int)(decades / want) + 1) == 0;
	return digit == 1 || (level == THREES && digit == 3) || (level == FIVES && (digit == 2 || digit == 5));
}

static int log_ticks(struct arena *a, struct axis *x, int want, int level)
{
	double decades = log10(x->hi / x->lo);
	int first = (int)floor(log10(x->lo)), last = (int)ceil(log10(x->hi)), texts = 0;

	x->ntick = 0;
	for (int e = first; e <= last; e++)
		for (int d = 1; d <= 9; d++) {
			double at = e < 0 ? d / pow(10, -e) : d * pow(10, e);
			int before = x->ntick;

			if (labelled(d, e, decades, want, level) && !(x->look == AXIS_SHARE && at > 1)) {
				add(x, at, said_log(a, x, at));
				texts += x->ntick > before;
			} else if ((d > 1 || level == SOME) && decades <= 7) {
				add(x, at, NULL);
			}
		}
	return texts;
}

/* As few labels as there must be, three at least; within a decade as on a straight axis. */
static void fit_log(struct arena *a, struct axis *x, double lo, double hi, unsigned how, int want)
{
	double air = fmax(0.03 * log(hi / lo), 0.06), decades, step;
	int level;

	x->lo = lo / exp(air);
	x->hi = hi * exp(how & FIT_ROOM ? 3 * air : air);
	decades = log10(x->hi / x->lo);
	level = decades > 1.6 * want ? SOME : decades * 3 <= 1.6 * want ? FIVES : decades * 2 <= 1.3 * want ? THREES : DECADES;
	while (log_ticks(a, x, want, level) < 3 && level < FIVES)
		level++;
	if (decades > 1)
		return;
	x->ntick = 0;
	step = choose_step(x->lo, x->hi, false, x->look == AXIS_SHARE, want);
	for (double i = ceil(x->lo / step); i * step <= x->hi; i++)
		add(x, i * step, said(a, x, i * step, step, true));
}

void axis_fit(struct arena *a, struct axis *x, double lo, double hi, unsigned how, int want)
{
	static const double huge = 1e140;       /* and no ratio of two is infinite */

	x->tick = NEW(a, MOST_TICKS, struct tick);
	x->ntick = 0;
	lo = fmin(fmax(lo, x->log ? 1 / huge : -huge), huge);
	hi = fmin(fmax(hi, lo), huge);
	if (x->log)
		fit_log(a, x, lo, hi, how, want);
	else
		fit_straight(a, x, lo, hi, how, want);
}

/* The next power of 2^step if it is within half a step, or else the end itself. */
static double to_power(double end, int step, double (*next)(double))
{
	double power = next(log2(end) / step) * step;

	return fabs(power - log2(end)) <= 0.5 * step ? exp2(power) : end;
}

void axis_fit_ratio(struct arena *a, struct axis *x, double lo, double hi, int want)
{
	double octaves = log2(hi / lo);
	int step = (int)fmax(1, ceil(octaves / want));

	x->log = true;
	axis_fit(a, x, lo, hi, FIT_TIGHT, want);
	if (!(octaves >= 1.5 && octaves <= 24))
		return;
	x->lo = fmin(x->lo, to_power(lo, step, floor));
	x->hi = fmax(x->hi, to_power(hi, step, ceil));
	x->ntick = 0;
	for (int k = -30 / step * step; k <= 30; k += step)
		add(x, ldexp(1, k), k < 0 ? arena_print(a, "1/%s", text_number(a, ldexp(1, -k))) : text_number(a, ldexp(1, k)));
}
