#include "ego.h"

#include <math.h>
#include <string.h>

const char *const ego_kind_name[EGO_KINDS] = {
	"alters", "same", "ei", "blau", "iqv", "entropy", "richness", "yule_q", "same_two"
};
const char *const ego_number_name[EGO_NUMBERS] = { "alters", "mean", "sd", "difference", "similarity" };

/* --- who is an alter ---------------------------------------------------------------------------------------------- */

/* Does tie k make b an alter of a (way 0), a an alter of b (way 1)?  Of undirected ties both. */
static bool counts(const struct simple *t, uint32_t k, int way, enum egonet_alters alters)
{
	if (!t->directed)
		return true;
	if (alters == ALTERS_MUTUAL)               /* the mate makes the other way round */
		return way == 0 && t->mate[k] != NO_TIE;
	return way == (alters == ALTERS_IN);
}

static double weight_of(const struct mix_net *t, uint32_t k, enum egonet_alters alters)
{
	uint32_t mate = t->ties.directed && alters == ALTERS_MUTUAL ? t->ties.mate[k] : NO_TIE;

	return t->weight[k] + (mate == NO_TIE ? 0 : t->weight[mate]);
}

int egos_of(struct arena *a, uint32_t n, uint64_t rows, const uint32_t *from, const uint32_t *to, const double *weight,
            bool directed, enum egonet_alters alters, struct egos *g, struct ego_left_out *left, struct err *e)
{
	bool arcs = directed && alters != ALTERS_BOTH;
	struct mix_net t;

	TRY(mix_net(a, n, rows, from, to, weight, arcs, &t, e));
	left->loops += t.ties.loops;
	left->repeated += directed && !arcs ? 0 : t.ties.repeated;      /* an arc and its reverse are no repetition */
	left->zeros += t.zeros;
	*g = (struct egos){ .n = n, .shared = true, .off = NEW(a, (size_t)n + 2, uint32_t),
	                    .alter = NEW(a, 2 * (size_t)t.ties.m, uint32_t),
	                    .weight = weight ? NEW(a, 2 * (size_t)t.ties.m, double) : NULL };
	for (int pass = 0; pass < 2; pass++) {          /* count; then at[v] moves from the start of v's row to its end */
		uint32_t *at = g->off + (pass ? 1 : 2);
		for (uint32_t k = 0; k < t.ties.m; k++)
			for (int way = 0; way < 2; way++) {
				if (!counts(&t.ties, k, way, alters))
					continue;
				uint32_t ego = way ? t.ties.tie[k].b : t.ties.tie[k].a, x = at[ego]++;
				if (!pass)
					continue;
				g->alter[x] = t.ties.tie[k].a ^ t.ties.tie[k].b ^ ego;
				if (weight)
					g->weight[x] = weight_of(&t, k, alters);
			}
		for (uint32_t v = 0; v < n && !pass; v++)
			g->off[v + 2] += g->off[v + 1];
	}
	return OK;
}

/* --- kinds ------------------------------------------------------------------------------------------------------------ */

struct room {                           /* by kind; touched[] tells which are not zero */
	double *weight;
	uint32_t *count, *touched, ntouched;
};

struct sums { double known, total, squares, logs; };

/* Alters of ego v by kind. */
static struct sums sort_alters(const struct egos *g, uint32_t v, const uint32_t *of_alter, struct room *r)
{
	struct sums s = { 0, 0, 0, 0 };

	r->ntouched = 0;
	for (uint32_t i = g->off[v]; i < g->off[v + 1]; i++) {
		uint32_t c = of_alter[g->alter[i]];
		double w = g->weight ? g->weight[i] : 1;
		if (c == EGO_NONE)
			continue;
		if (!r->count[c]++)
			r->touched[r->ntouched++] = c;
		r->weight[c] += w;
		s.total += w;
		s.known++;
	}
	for (uint32_t k = 0; k < r->ntouched; k++) {
		double p = r->weight[r->touched[k]] / s.total;
		s.squares += p * p;
		s.logs += p * log(p);
	}
	return s;
}

static void clear(struct room *r)
{
	for (uint32_t k = 0; k < r->ntouched; k++) {
		r->weight[r->touched[k]] = 0;
		r->count[r->touched[k]] = 0;
	}
}

static double yule_q(double a, double b, double c, double d)
{
	return a * d + b * c > 0 ? (a * d - b * c) / (a * d + b * c) : NAN;
}

struct kinds { uint32_t n; const uint32_t *of; double *size, people; };

static void fill_ego(const struct egos *g, const struct kinds *q, uint32_t v, const struct room *r, const struct sums *s,
                     double *value[EGO_KINDS])
{
	uint32_t own = q->of[v];
	bool any = s->known > 0, known = any && own != EGO_NONE;
	double same = known ? r->weight[own] / s->total : NAN, a = known ? r->count[own] : 0;

	value[EGO_KNOWN][v] = s->known;
	value[EGO_SAME][v] = same;
	value[EGO_EI][v] = known ? (s->total - 2 * r->weight[own]) / s->total : NAN;
	value[EGO_BLAU][v] = any ? fmax(0, 1 - s->squares) : NAN;
	value[EGO_IQV][v] = any && q->n > 1 ? fmax(0, 1 - s->squares) * q->n / (q->n - 1) : NAN;
	value[EGO_ENTROPY][v] = any ? fmax(0, -s->logs) : NAN;
	value[EGO_RICHNESS][v] = r->ntouched;
	value[EGO_YULE_Q][v] = g->shared && known ? yule_q(a, q->size[own] - 1 - a, s->known - a,
	                                                  q->people - q->size[own] - (s->known - a)) : NAN;
}

/* Paths ego - alter - other: seen from the alter j in the middle, whose own alters are counted by kind once for all
 * the egos that j is an alter of. */
static void two_steps(struct arena *a, const struct egos *g, const struct kinds *q, struct room *r, double *same)
{
	double *paths = NEW(a, g->n, double), *own = NEW(a, g->n, double);
	uint32_t *off = NEW(a, (size_t)g->n + 2, uint32_t), *ego = NEW(a, g->off[g->n], uint32_t), *met = NEW(a, g->n, uint32_t);

	for (uint32_t i = 0; i < g->off[g->n]; i++)     /* whose alter is j? */
		off[g->alter[i] + 2]++;
	for (uint32_t v = 0; v < g->n; v++)
		off[v + 2] += off[v + 1];
	for (uint32_t v = 0; v < g->n; v++)
		for (uint32_t i = g->off[v]; i < g->off[v + 1]; i++)
			ego[off[g->alter[i] + 1]++] = v;
	for (uint32_t j = 0; j < g->n; j++) {
		struct sums s = sort_alters(g, j, q->of, r);
		for (uint32_t i = g->off[j]; i < g->off[j + 1]; i++)
			met[g->alter[i]] = j + 1;
		for (uint32_t i = off[j]; i < off[j + 1]; i++) {
			uint32_t v = ego[i];
			double self = met[v] == j + 1;
			if (q->of[v] == EGO_NONE)
				continue;
			paths[v] += s.known - self;
			own[v] += r->count[q->of[v]] - self;
		}
		clear(r);
	}
	for (uint32_t v = 0; v < g->n; v++)
		same[v] = paths[v] > 0 ? own[v] / paths[v] : NAN;
}

void ego_kinds(struct arena *a, const struct egos *g, uint32_t kinds, const uint32_t *of, const uint32_t *of_alter,
               double *value[EGO_KINDS], double *weight_of_kind)
{
	struct mark scratch = arena_mark(a);
	struct room r = { .weight = NEW(a, kinds, double), .count = NEW(a, kinds, uint32_t), .touched = NEW(a, kinds, uint32_t) };
	struct kinds q = { .n = kinds, .of = of, .size = NEW(a, kinds, double) };

	for (uint32_t v = 0; v < g->n; v++)
		if (of[v] != EGO_NONE) {
			q.size[of[v]]++;
			q.people++;
		}
	for (uint32_t v = 0; v < g->n; v++) {
		struct sums s = sort_alters(g, v, of_alter, &r);
		fill_ego(g, &q, v, &r, &s, value);
		for (uint32_t c = 0; weight_of_kind && c < kinds; c++)
			weight_of_kind[(size_t)v * kinds + c] = r.weight[c];
		value[EGO_SAME_TWO][v] = NAN;
		clear(&r);
	}
	if (g->shared)
		two_steps(a, g, &q, &r, value[EGO_SAME_TWO]);
	arena_release(a, scratch);
}

/* --- numbers -------------------------------------------------------------------------------------------------------------- */

void ego_numbers(const struct egos *g, const double *x, const double *x_alter, double *value[EGO_NUMBERS])
{
	for (uint32_t v = 0; v < g->n; v++) {
		double known = 0, total = 0, sum = 0, squares = 0, difference = 0, distance = 0, mean;
		for (uint32_t i = g->off[v]; i < g->off[v + 1]; i++) {
			double y = x_alter[g->alter[i]], w = g->weight ? g->weight[i] : 1;
			if (isnan(y))
				continue;
			known++;
			total += w;
			sum += w * y;
			difference += w * fabs(x[v] - y);
			distance += w * (x[v] - y) * (x[v] - y);
		}
		mean = sum / total;
		for (uint32_t i = g->off[v]; i < g->off[v + 1]; i++) {
			double y = x_alter[g->alter[i]], w = g->weight ? g->weight[i] : 1;
			squares += isnan(y) ? 0 : w * (y - mean) * (y - mean);
		}
		value[EGO_NUMBERS_KNOWN][v] = known;
		value[EGO_MEAN][v] = known > 0 ? mean : NAN;
		value[EGO_SD][v] = known > 1 ? sqrt(squares / total * known / (known - 1)) : NAN;
		value[EGO_DIFFERENCE][v] = known > 0 ? difference / total : NAN;
		value[EGO_SIMILARITY][v] = known > 0 ? 1 / (1 + sqrt(distance / total)) : NAN;
	}
}
