#include "segregation.h"

#include <math.h>

const struct segregation_is segregation_is[SEG_MEASURES] = {
	[SEG_EI] = { "ei", true, true, false, false },
	[SEG_EI_RESCALED] = { "ei_rescaled", true, false, false, true },
	[SEG_ASSORTATIVITY] = { "assortativity", true, false, false, false },
	[SEG_ADJUSTED] = { "assortativity_adjusted", true, false, true, false },
	[SEG_COLEMAN] = { "coleman", false, true, false, false },
	[SEG_INBREEDING] = { "inbreeding", false, true, false, false },
	[SEG_FREEMAN] = { "freeman", true, false, false, false },
	[SEG_GUPTA_MAY] = { "gupta_may", true, false, false, false },
	[SEG_ODDS_RATIO] = { "odds_ratio", true, true, false, true },
	[SEG_ALPHA] = { "alpha", true, false, false, true },
	[SEG_SMI] = { "smi", false, true, false, true },
	[SEG_YULE_Q] = { "yule_q", true, false, false, true },
	[SEG_MODULARITY] = { "modularity", true, false, false, false },
};

static double undefined(const char **why, const char *reason)
{
	*why = reason;
	return NAN;
}

static const char no_ties[] = "no ties", no_ties_of_group[] = "the group has no ties", one_group[] = "a single group",
	one_person[] = "a group of one";

/* --- sums -------------------------------------------------------------------------------------------------- */

static double inside(const struct segregated *s)
{
	double sum = 0;

	for (uint32_t g = 0; g < s->groups; g++)
		sum += s->within[g];
	return sum;
}

static double pairs_inside(const struct segregated *s)
{
	double sum = 0;

	for (uint32_t g = 0; g < s->groups; g++)
		sum += s->size[g] * (s->size[g] - 1);
	return sum;
}

static double all_pairs(const struct segregated *s) { return s->people * (s->people - 1); }

/* --- measures ------------------------------------------------------------------------------------------------ */

static double ei(const struct segregated *s, uint32_t g, const char **why)
{
	double in, across;

	if (g == SEG_WHOLE) {
		in = inside(s);
		across = s->total - in;
	} else {
		in = s->within[g] / (s->directed ? 1 : 2);
		across = s->directed ? s->out[g] + s->in[g] - 2 * in : s->out[g] - 2 * in;
	}
	return in + across > 0 ? (across - in) / (across + in) : undefined(why, g == SEG_WHOLE ? no_ties : no_ties_of_group);
}

/* E is at most P_b, and at least what does not fit inside: L - P_w; and the other way round. */
static double ei_rescaled(const struct segregated *s, const char **why)
{
	double raw = ei(s, SEG_WHOLE, why), in = pairs_inside(s), across = all_pairs(s) - in;
	double most = s->total <= across ? 1 : (2 * across - s->total) / s->total;
	double least = s->total <= in ? -1 : (s->total - 2 * in) / s->total;

	if (isnan(raw))
		return NAN;
	return most - least > 1e-12 ? 2 * (raw - least) / (most - least) - 1
	                            : undefined(why, "groups and number of ties leave it no room");
}

/* Newman's r from L, the diagonal's sum and the sum of out x in. */
static double newman(double total, double in, double squares)
{
	double room = total * total - squares;

	return room > 1e-12 * total * total ? (total * in - squares) / room : NAN;
}

static double squares_of(const struct segregated *s)
{
	double sum = 0;

	for (uint32_t g = 0; g < s->groups; g++)
		sum += s->out[g] * s->in[g];
	return sum;
}

static double assortativity(const struct segregated *s, const char **why)
{
	double r = newman(s->total, inside(s), squares_of(s));

	return isnan(r) ? undefined(why, s->total > 0 ? "all ties in a single group" : no_ties) : r;
}

static double adjusted(const struct segregated *s, const char **why)
{
	double total = 0, in = 0, squares = 0;

	for (uint32_t g = 0; g < s->groups; g++)
		if (s->size[g] > 0 && s->size[g] < 2)
			return undefined(why, one_person);
	for (uint32_t g = 0; g < s->groups; g++) {
		double out = 0, back = 0;
		for (uint32_t h = 0; h < s->groups; h++) {
			double pairs = s->size[g] * (s->size[h] - (g == h));
			if (!(pairs > 0))
				continue;
			out += s->cell[(size_t)g * s->groups + h] / pairs;
			back += s->cell[(size_t)h * s->groups + g] / pairs;
			if (g == h)
				in += s->cell[(size_t)g * s->groups + g] / pairs;
		}
		total += out;
		squares += out * back;
	}
	double r = newman(total, in, squares);
	return isnan(r) ? undefined(why, s->total > 0 ? "all ties in a single group" : no_ties) : r;
}

static double coleman(const struct segregated *s, uint32_t g, const char **why)
{
	double w = (s->size[g] - 1) / (s->people - 1), chance = w * s->out[g], more = s->within[g] - chance;

	if (s->size[g] < 2)
		return undefined(why, one_person);
	if (!(s->out[g] > 0))
		return undefined(why, no_ties_of_group);
	if (more > 0)
		return more / (s->out[g] - chance);
	return w < 1 ? more / chance : undefined(why, one_group);
}

static double inbreeding(const struct segregated *s, uint32_t g, const char **why)
{
	double w = s->size[g] / s->people;

	if (!(s->out[g] > 0))
		return undefined(why, no_ties_of_group);
	return w < 1 ? (s->within[g] / s->out[g] - w) / (1 - w) : undefined(why, one_group);
}

static double freeman(const struct segregated *s, const char **why)
{
	double across = all_pairs(s) - pairs_inside(s);

	if (!(s->total > 0))
		return undefined(why, no_ties);
	return across > 0 ? 1 - (s->total - inside(s)) / (s->total * across / all_pairs(s)) : undefined(why, one_group);
}

static double gupta_may(const struct segregated *s, const char **why)
{
	double shares = 0, groups = 0;

	for (uint32_t g = 0; g < s->groups; g++) {
		if (!(s->out[g] > 0))
			continue;
		shares += s->within[g] / s->out[g];
		groups++;
	}
	return groups > 1 ? (shares - 1) / (groups - 1) : undefined(why, groups > 0 ? "ties of a single group" : no_ties);
}

/* Pairs inside with and without a tie, pairs across with and without. */
struct fourfold { double a, c, b, d; };

static struct fourfold fourfold(const struct segregated *s, uint32_t g)
{
	struct fourfold f;

	if (g == SEG_WHOLE) {
		f.a = inside(s);
		f.b = s->total - f.a;
		f.c = pairs_inside(s) - f.a;
		f.d = all_pairs(s) - pairs_inside(s) - f.b;
	} else {
		f.a = s->within[g];
		f.b = s->out[g] - f.a;
		f.c = s->size[g] * (s->size[g] - 1) - f.a;
		f.d = s->size[g] * (s->people - s->size[g]) - f.b;
	}
	return f;
}

static const char *lacks_pairs(const struct fourfold *f)
{
	if (!(f->a + f->c > 0))
		return "no pairs inside a group";
	if (!(f->b + f->d > 0))
		return one_group;
	if (!(f->a + f->b > 0))
		return no_ties;
	return f->c + f->d > 0 ? NULL : "every pair is tied";
}

static double odds_ratio(const struct segregated *s, uint32_t g, const char **why)
{
	struct fourfold f = fourfold(s, g);
	const char *lack = lacks_pairs(&f);

	if (lack)
		return undefined(why, lack);
	if (f.b * f.c > 0)
		return f.a * f.d / (f.b * f.c);
	return undefined(why, f.b > 0 ? "infinite: every pair inside is tied" : "infinite: no ties across");
}

static double yule_q(const struct segregated *s, const char **why)
{
	struct fourfold f = fourfold(s, SEG_WHOLE);
	const char *lack = lacks_pairs(&f);

	return lack ? undefined(why, lack) : (f.a * f.d - f.b * f.c) / (f.a * f.d + f.b * f.c);
}

static double smi(const struct segregated *s, uint32_t g, const char **why)
{
	struct fourfold f = fourfold(s, g);

	if (s->size[g] < 2)
		return undefined(why, one_person);
	if (!(f.b + f.d > 0))
		return undefined(why, one_group);
	if (!(f.a + f.b > 0))
		return undefined(why, no_ties_of_group);
	double in = f.a / (f.a + f.c), across = f.b / (f.b + f.d);
	return (in - across) / (in + across);
}

static double modularity(const struct segregated *s, const char **why)
{
	return s->total > 0 ? (s->total * inside(s) - squares_of(s)) / (s->total * s->total) : undefined(why, no_ties);
}

double segregation(enum segregation what, const struct segregated *s, uint32_t g, const char **why)
{
	if (s->weighted && segregation_is[what].plain)
		return undefined(why, "counts ties: without -w");
	if (!s->cell && segregation_is[what].cells)
		return undefined(why, "too many groups for a matrix");
	if (g != SEG_WHOLE && !(s->size[g] > 0))
		return undefined(why, "nobody is in the group");
	switch (what) {
	case SEG_EI:            return ei(s, g, why);
	case SEG_EI_RESCALED:   return ei_rescaled(s, why);
	case SEG_ASSORTATIVITY: return assortativity(s, why);
	case SEG_ADJUSTED:      return adjusted(s, why);
	case SEG_COLEMAN:       return coleman(s, g, why);
	case SEG_INBREEDING:    return inbreeding(s, g, why);
	case SEG_FREEMAN:       return freeman(s, why);
	case SEG_GUPTA_MAY:     return gupta_may(s, why);
	case SEG_ODDS_RATIO:    return odds_ratio(s, g, why);
	case SEG_ALPHA:         return odds_ratio(s, SEG_WHOLE, why);
	case SEG_SMI:           return smi(s, g, why);
	case SEG_YULE_Q:        return yule_q(s, why);
	case SEG_MODULARITY:    return modularity(s, why);
	case SEG_MEASURES:      break;
	}
	return NAN;
}

double segregation_ei_expected(const struct segregated *s)
{
	return s->people > 1 ? 1 - 2 * pairs_inside(s) / all_pairs(s) : NAN;
}

/* --- standard errors --------------------------------------------------------------------------------------------- */

static double square(double x) { return x * x; }

struct jackknife { double r, total, in, squares; };

static struct jackknife start(const struct segregated *s)
{
	struct jackknife j = { .total = s->total, .in = inside(s), .squares = squares_of(s) };

	j.r = newman(j.total, j.in, j.squares);
	return j;
}

/* r - r without a tie of weight w from group g to group h. */
static double without(const struct segregated *s, const struct jackknife *j, uint32_t g, uint32_t h, double w)
{
	double ends = s->directed ? w : 2 * w, change;

	if (s->directed)
		change = -w * (s->in[g] + s->out[h]) + (g == h ? w * w : 0);
	else if (g == h)
		change = -4 * w * s->out[g] + 4 * w * w;
	else
		change = -2 * w * (s->out[g] + s->out[h]) + 2 * w * w;
	return j->r - newman(j->total - ends, j->in - (g == h ? ends : 0), j->squares + change);
}

void segregation_left_out(const struct segregated *s, const struct simple *t, const double *weight, const uint32_t *group,
                          double *change)
{
	struct jackknife j = start(s);

	for (uint32_t k = 0; k < t->m; k++)
		change[k] = without(s, &j, group[t->tie[k].a], group[t->tie[k].b], weight ? weight[k] : 1);
}

double segregation_jackknife(const struct segregated *s, const struct simple *t, const double *weight, const uint32_t *group)
{
	struct jackknife j = start(s);
	double sum = 0;

	if (!weight && s->cell)
		return segregation_jackknife_cells(s);
	for (uint32_t k = 0; k < t->m; k++)
		sum += square(without(s, &j, group[t->tie[k].a], group[t->tie[k].b], weight ? weight[k] : 1));
	return t->m ? sqrt(sum) : NAN;
}

double segregation_jackknife_cells(const struct segregated *s)
{
	struct jackknife j = start(s);
	double sum = 0;

	for (uint32_t g = 0; g < s->groups; g++)
		for (uint32_t h = 0; h < s->groups; h++) {
			double ties = s->cell[(size_t)g * s->groups + h] / (s->directed ? 1 : 2);
			if (ties > 0)
				sum += ties * square(without(s, &j, g, h, 1));
		}
	return s->total > 0 ? sqrt(sum) : NAN;
}

double segregation_woolf(const struct segregated *s)
{
	struct fourfold f = fourfold(s, SEG_WHOLE);
	double half = s->directed ? 1 : 2;      /* undirected: both orders of a pair are one */

	return f.a > 0 && f.b > 0 && f.c > 0 && f.d > 0 ? sqrt(half * (1 / f.a + 1 / f.b + 1 / f.c + 1 / f.d)) : NAN;
}
