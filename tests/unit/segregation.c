/* Measures of segregation: values by hand and published, slow oracles, igraph; labels dealt anew. */
#include "check.h"
#include "dealt.h"
#include "karate.h"
#include "lend.h"
#include "segregation.h"
#include "spectral.h"

#include <gsl/gsl_eigen.h>
#include <gsl/gsl_matrix.h>

enum { MOST = 4 };

/* A network whose mixing matrix is known. */
struct known { struct segregated s; double size[MOST], within[MOST], out[MOST], in[MOST], cell[MOST * MOST]; };

static struct segregated *known(struct known *k, uint32_t groups, bool directed, const double *size, const double *cell)
{
	k->s = (struct segregated){ .groups = groups, .directed = directed, .size = k->size, .within = k->within,
	                            .out = k->out, .in = k->in, .cell = k->cell };
	memset(k->out, 0, sizeof k->out);
	memset(k->in, 0, sizeof k->in);
	for (uint32_t g = 0; g < groups; g++) {
		k->size[g] = size[g];
		k->s.people += size[g];
		for (uint32_t h = 0; h < groups; h++) {
			double x = k->cell[g * groups + h] = cell[g * groups + h];
			k->out[g] += x;
			k->in[h] += x;
			k->s.total += x;
		}
		k->within[g] = k->cell[g * groups + g];
	}
	return &k->s;
}

static double value(enum segregation what, const struct segregated *s, uint32_t group)
{
	const char *reason = NULL;
	double x = segregation(what, s, group, &reason);

	assert_int_equal(isnan(x), reason != NULL);
	return x;
}

static void undefined(enum segregation what, const struct segregated *s, uint32_t group, const char *words)
{
	const char *reason = NULL;

	assert_true(isnan(segregation(what, s, group, &reason)));
	if (!reason || !strstr(reason, words))
		fail_msg("'%s' is not in '%s'", words, reason ? reason : "");
}

/* --- published and by hand --------------------------------------------------------------------------------------- */

/* White's kinship data in Freeman (1978): 5 women, 5 men; ties 6 among women, 9 across, 7 among men.  Freeman .26
 * published; 1 - 9 / (22 x 50 / 90) = .263636.  E-I (9 - 13) / 22.  r = Q = 12/21 + 14/23 - 1.  Odds ratio of 20 pairs
 * inside with 13 ties and 25 across with 9: (13/7) / (9/16).  SMI .6 against .36; .7 against .36. */
static void white_kinship(void **unused)
{
	struct known k;
	const struct segregated *s = known(&k, 2, false, (double[]){ 5, 5 }, (double[]){ 12, 9, 9, 14 });

	(void)unused;
	assert_near(value(SEG_EI, s, SEG_WHOLE), -4 / 22., 1e-15);
	assert_near(value(SEG_EI, s, 0), (9 - 6) / 15., 1e-15);
	assert_near(value(SEG_FREEMAN, s, SEG_WHOLE), 1 - 9 / (22 * 50 / 90.), 1e-14);
	assert_near(value(SEG_ASSORTATIVITY, s, SEG_WHOLE), 12 / 21. + 14 / 23. - 1, 1e-14);
	assert_near(value(SEG_GUPTA_MAY, s, SEG_WHOLE), 12 / 21. + 14 / 23. - 1, 1e-14);
	assert_near(value(SEG_ODDS_RATIO, s, SEG_WHOLE), 13 * 16 / (7 * 9.), 1e-14);
	assert_near(value(SEG_ALPHA, s, SEG_WHOLE), 13 * 16 / (7 * 9.), 1e-14);
	assert_near(value(SEG_YULE_Q, s, SEG_WHOLE), (13 * 16 - 7 * 9) / (13 * 16 + 7 * 9.), 1e-14);
	assert_near(value(SEG_COLEMAN, s, 0), (12 - 4 / 9. * 21) / (21 - 4 / 9. * 21), 1e-14);
	assert_near(value(SEG_COLEMAN, s, 1), 0.29565217391304349, 1e-14);
	assert_near(value(SEG_INBREEDING, s, 0), (12 / 21. - .5) / .5, 1e-14);
	assert_near(value(SEG_SMI, s, 0), .25, 1e-14);
	assert_near(value(SEG_SMI, s, 1), (.7 - .36) / (.7 + .36), 1e-14);
	/* 22 ties: at most 25 across, so 1; at least 22 - 20 = 2 across, so (2 - 20) / 22 */
	assert_near(value(SEG_EI_RESCALED, s, SEG_WHOLE), 2 * (-4 / 22. + 18 / 22.) / (1 + 18 / 22.) - 1, 1e-14);
	assert_near(segregation_ei_expected(s), (50 - 40) / 90., 1e-15);
	assert_near(segregation_woolf(s), sqrt(1 / 13. + 1 / 9. + 1 / 7. + 1 / 16.), 1e-14);
}

/* Coleman's own example: 60 boys, 40 girls.  He takes w = n_g / n: .375 and .167; with himself left out .38125, .175.
 * s of boys = 45 - 59/99 x 60 = 9.2424, divided by 60 x 40/99 = 24.2424. */
static void coleman_1958(void **unused)
{
	struct known k;
	const struct segregated *s = known(&k, 2, true, (double[]){ 60, 40 }, (double[]){ 45, 15, 20, 20 });

	(void)unused;
	assert_near(value(SEG_COLEMAN, s, 0), .38125, 1e-14);
	assert_near(value(SEG_COLEMAN, s, 1), .175, 1e-14);
	assert_near(value(SEG_INBREEDING, s, 0), (.75 - .6) / .4, 1e-14);
	assert_near(value(SEG_INBREEDING, s, 1), (.5 - .4) / .6, 1e-14);
	/* fewer inside than chance: over the chance, -1 when there is none */
	s = known(&k, 2, true, (double[]){ 60, 40 }, (double[]){ 0, 10, 2, 8 });
	assert_near(value(SEG_COLEMAN, s, 0), -1, 1e-14);
	s = known(&k, 2, true, (double[]){ 50, 50 }, (double[]){ 10, 30, 2, 8 });
	assert_near(value(SEG_COLEMAN, s, 0), (10 - 49 / 99. * 40) / (49 / 99. * 40), 1e-14);
}

/* Couples in San Francisco by ethnicity, men and women; Newman (2003) Table I: r = .621. */
static void catania_couples(void **unused)
{
	const double cell[16] = { 506, 32, 69, 26, 23, 308, 114, 38, 26, 46, 599, 68, 10, 14, 47, 32 };
	struct known k;
	const struct segregated *s = known(&k, 4, true, (double[]){ 1, 1, 1, 1 }, cell);
	double inside = 506 + 308 + 599 + 32., m = 1958, luck = 0;

	(void)unused;
	for (int g = 0; g < 4; g++)
		luck += k.out[g] * k.in[g] / (m * m);
	assert_near(value(SEG_ASSORTATIVITY, s, SEG_WHOLE), (inside / m - luck) / (1 - luck), 1e-14);
	assert_near(value(SEG_ASSORTATIVITY, s, SEG_WHOLE), .6214, 5e-5);
	assert_near(segregation_jackknife_cells(s), .014, 5e-4);       /* .621(14) in the paper */
}

/* 26 children, 88 arcs: 40 2 / 5 41; 13 boys, 13 girls. */
static void classroom(void **unused)
{
	struct known k;
	const struct segregated *s = known(&k, 2, true, (double[]){ 13, 13 }, (double[]){ 40, 2, 5, 41 });

	(void)unused;
	assert_near(value(SEG_ASSORTATIVITY, s, SEG_WHOLE), .841073, 5e-7);
	assert_near(value(SEG_EI, s, SEG_WHOLE), (7 - 81) / 88., 1e-15);
	assert_near(value(SEG_EI, s, 0), (7 - 40) / 47., 1e-15);         /* all that touch the boys */
	assert_near(value(SEG_ODDS_RATIO, s, SEG_WHOLE), 81 * 331 / (231 * 7.), 1e-14);
	assert_near(value(SEG_COLEMAN, s, 0), .908425, 5e-7);
	assert_near(value(SEG_COLEMAN, s, 1), .790970, 5e-7);
	assert_near(value(SEG_SMI, s, 0), .911765, 5e-7);
	assert_near(value(SEG_SMI, s, 1), (41 / 156. - 5 / 169.) / (41 / 156. + 5 / 169.), 1e-14);
	assert_near(value(SEG_MODULARITY, s, SEG_WHOLE), 81 / 88. - (42 * 45 + 46 * 43) / (88. * 88), 1e-14);
}

/* Two worked cases of the rescaled index: 3 + 3 people, 12 ties, 7 across: between (6 - 6)/12 and (9 - 3)/12;
 * 2 + 4 people, 9 ties, 5 across: between (2 - 7)/9 and (8 - 1)/9. */
static void rescaled_by_hand(void **unused)
{
	struct known k;

	(void)unused;
	assert_near(value(SEG_EI_RESCALED, known(&k, 2, false, (double[]){ 3, 3 }, (double[]){ 6, 7, 7, 4 }), SEG_WHOLE), -1 / 3., 1e-14);
	assert_near(value(SEG_EI_RESCALED, known(&k, 2, false, (double[]){ 2, 4 }, (double[]){ 2, 5, 5, 6 }), SEG_WHOLE), 0, 1e-14);
	/* many pairs, few ties: nothing to rescale */
	assert_near(value(SEG_EI_RESCALED, known(&k, 2, false, (double[]){ 90, 90 }, (double[]){ 6, 7, 7, 4 }), SEG_WHOLE), 2 / 12., 1e-14);
}

static void what_is_undefined(void **unused)
{
	struct known k;
	struct segregated *s = known(&k, 2, false, (double[]){ 3, 1 }, (double[]){ 4, 1, 1, 0 });

	(void)unused;
	undefined(SEG_COLEMAN, s, 1, "group of one");
	undefined(SEG_SMI, s, 1, "group of one");
	undefined(SEG_ADJUSTED, s, SEG_WHOLE, "group of one");
	undefined(SEG_ODDS_RATIO, s, 1, "no pairs inside");
	assert_near(value(SEG_INBREEDING, s, 1), (0 - .25) / .75, 1e-15);
	s->weighted = true;
	undefined(SEG_ODDS_RATIO, s, SEG_WHOLE, "-w");
	undefined(SEG_EI_RESCALED, s, SEG_WHOLE, "-w");
	assert_near(value(SEG_EI, s, SEG_WHOLE), -1 / 3., 1e-15);
	s = known(&k, 2, false, (double[]){ 3, 3 }, (double[]){ 4, 0, 0, 0 });
	undefined(SEG_ASSORTATIVITY, s, SEG_WHOLE, "single group");
	undefined(SEG_GUPTA_MAY, s, SEG_WHOLE, "single group");
	undefined(SEG_ODDS_RATIO, s, SEG_WHOLE, "no ties across");
	undefined(SEG_EI, s, 1, "no ties");
	undefined(SEG_COLEMAN, s, 1, "no ties");
	assert_near(value(SEG_YULE_Q, s, SEG_WHOLE), 1, 0);
	assert_near(value(SEG_FREEMAN, s, SEG_WHOLE), 1, 0);
	s = known(&k, 1, false, (double[]){ 5 }, (double[]){ 8 });
	for (int what = 0; what < SEG_MEASURES; what++)
		if (what != SEG_EI && what != SEG_MODULARITY)
			undefined((enum segregation)what, s, segregation_is[what].whole ? SEG_WHOLE : 0, "");
	assert_near(value(SEG_EI, s, SEG_WHOLE), -1, 0);
	s = known(&k, 3, false, (double[]){ 3, 0, 3 }, (double[]){ 4, 0, 1, 0, 0, 0, 1, 0, 2 });
	undefined(SEG_EI, s, 1, "nobody");
	assert_near(value(SEG_GUPTA_MAY, s, SEG_WHOLE), 4 / 5. + 2 / 3. - 1, 1e-15);
	assert_true(!isnan(value(SEG_ADJUSTED, s, SEG_WHOLE)));
	s = known(&k, 2, true, (double[]){ 2, 2 }, (double[]){ 2, 4, 4, 2 });
	undefined(SEG_ODDS_RATIO, s, SEG_WHOLE, "every pair");
	s = known(&k, 2, true, (double[]){ 2, 2 }, (double[]){ 0, 0, 0, 0 });
	for (int what = 0; what < SEG_MEASURES; what++)
		undefined((enum segregation)what, s, segregation_is[what].whole ? SEG_WHOLE : 0, "no ties");
}

/* --- random networks ------------------------------------------------------------------------------------------------ */

enum { MOST_PEOPLE = 14, MOST_GROUPS = 4 };
struct network {
	uint32_t n, groups, group[MOST_PEOPLE], a[200], b[200];
	uint64_t rows;
	bool directed, weighted;
	double w[MOST_PEOPLE][MOST_PEOPLE], weight[200];        /* by arc, both ways if undirected */
	struct mix_net t;
};

static void random_network(struct network *q)
{
	*q = (struct network){ .n = 2 + any(MOST_PEOPLE - 1), .groups = 1 + any(MOST_GROUPS), .directed = any(2), .weighted = any(2) };
	for (uint32_t v = 0; v < q->n; v++)
		q->group[v] = any(q->groups);
	uint32_t density = 1 + any(9);
	for (uint32_t i = 0; i < q->n; i++)
		for (uint32_t j = q->directed ? 0 : i + 1; j < q->n; j++) {
			if (i == j || any(10) >= density)
				continue;
			double x = q->weighted ? (1 + any(20)) / 4. : 1;
			q->a[q->rows] = i;
			q->b[q->rows] = j;
			q->weight[q->rows++] = x;
			q->w[i][j] = x;
			if (!q->directed)
				q->w[j][i] = x;
		}
	assert_ok(mix_net(&memory, q->n, q->rows, q->a, q->b, q->weighted ? q->weight : NULL, q->directed, &q->t, &why));
}

struct counted { struct segregated s; double size[MOST_GROUPS], within[MOST_GROUPS]; struct mix m; };

static void take(struct network *q, struct counted *c)
{
	struct mix_side side = { q->groups, q->group };

	mix_new(&memory, q->groups, q->groups, &c->m);
	mix_count(&q->t.ties, q->t.weight, &side, &side, &c->m);
	mix_sizes(q->n, &side, c->size);
	c->s = (struct segregated){ .groups = q->groups, .directed = q->directed, .weighted = q->weighted, .size = c->size,
	                            .people = q->n, .within = c->within, .out = c->m.out, .in = c->m.in, .total = c->m.total,
	                            .cell = c->m.cell };
	for (uint32_t g = 0; g < q->groups; g++)
		c->within[g] = c->m.cell[g * q->groups + g];
}

/* Newman's r as the correlation of indicators: of all pairs of ends, the covariance of the same group over what it would be
 * if every tie were inside. */
static double slow_r(const struct network *q, uint32_t but_i, uint32_t but_j)
{
	double total = 0, same = 0, luck = 0, out[MOST_GROUPS] = { 0 }, in[MOST_GROUPS] = { 0 };

	for (uint32_t i = 0; i < q->n; i++)
		for (uint32_t j = 0; j < q->n; j++) {
			if ((i == but_i && j == but_j) || (!q->directed && i == but_j && j == but_i))
				continue;
			total += q->w[i][j];
			same += q->group[i] == q->group[j] ? q->w[i][j] : 0;
			out[q->group[i]] += q->w[i][j];
			in[q->group[j]] += q->w[i][j];
		}
	for (uint32_t g = 0; g < q->groups; g++)
		luck += out[g] / total * (in[g] / total);
	return 1 - luck > 1e-9 ? (same / total - luck) / (1 - luck) : NAN;
}

static void jackknife_leaves_out_each_tie(void **unused)
{
	(void)unused;
	for (int round = 0; round < 500; round++) {
		struct network q;
		struct counted c;
		double r, sum = 0;
		random_network(&q);
		take(&q, &c);
		r = slow_r(&q, UINT32_MAX, 0);
		for (uint64_t k = 0; k < q.rows; k++) {
			double d = r - slow_r(&q, q.a[k], q.b[k]);
			sum += d * d;
		}
		const char *reason;
		assert_near(segregation(SEG_ASSORTATIVITY, &c.s, SEG_WHOLE, &reason), r, 1e-11);
		if (q.rows)
			assert_near(segregation_jackknife(&c.s, &q.t.ties, q.t.weight, q.group), sqrt(sum), 1e-9);
		arena_free(&memory);
	}
}

/* Pair by pair. */
static void dyads_one_by_one(void **unused)
{
	(void)unused;
	for (int round = 0; round < 500; round++) {
		struct network q;
		struct counted c;
		double in = 0, in_not = 0, across = 0, across_not = 0, expected = 0, pairs = 0;
		double density[MOST_GROUPS][2] = { { 0 } }, all[MOST_GROUPS][2] = { { 0 } };
		random_network(&q);
		take(&q, &c);
		for (uint32_t i = 0; i < q.n; i++)
			for (uint32_t j = 0; j < q.n; j++) {
				bool tied = q.w[i][j] > 0, same = q.group[i] == q.group[j];
				if (i == j)
					continue;
				*(same ? tied ? &in : &in_not : tied ? &across : &across_not) += 1;
				density[q.group[i]][same] += tied;
				all[q.group[i]][same]++;
				expected += same ? -1 : 1;
				pairs++;
			}
		assert_near(segregation_ei_expected(&c.s), expected / pairs, 1e-12);
		const char *reason;
		if (!q.weighted && in_not > 0 && across > 0 && in + in_not > 0)
			assert_near(segregation(SEG_ODDS_RATIO, &c.s, SEG_WHOLE, &reason), in * across_not / (in_not * across), 1e-11);
		if (!q.weighted && (in * across_not > 0 || in_not * across > 0))
			assert_near(segregation(SEG_YULE_Q, &c.s, SEG_WHOLE, &reason),
			            (in * across_not - in_not * across) / (in * across_not + in_not * across), 1e-11);
		for (uint32_t g = 0; g < q.groups && !q.weighted; g++) {
			double a = density[g][1] / all[g][1], b = density[g][0] / all[g][0];
			if (all[g][0] > 0 && all[g][1] > 0)
				assert_near(segregation(SEG_SMI, &c.s, g, &reason), (a - b) / (a + b), 1e-11);
		}
		arena_free(&memory);
	}
}

/* E-I between the least and the most: by filling all pairs greedily. */
static void rescaled_lies_between_its_bounds(void **unused)
{
	(void)unused;
	for (int round = 0; round < 500; round++) {
		struct network q;
		struct counted c;
		double pairs[2] = { 0 };
		const char *reason;
		random_network(&q);
		q.t.weight = NULL;
		q.weighted = false;
		take(&q, &c);
		for (uint32_t i = 0; i < q.n; i++)
			for (uint32_t j = q.directed ? 0 : i + 1; j < q.n; j++)
				pairs[q.group[i] == q.group[j]] += i != j;
		double m = q.t.ties.m, most_in = fmin(m, pairs[1]), most_across = fmin(m, pairs[0]);
		double least = (m - 2 * most_in) / m, most = (2 * most_across - m) / m;
		double raw = segregation(SEG_EI, &c.s, SEG_WHOLE, &reason), got = segregation(SEG_EI_RESCALED, &c.s, SEG_WHOLE, &reason);
		assert_near(got, m > 0 && most - least > 1e-9 ? 2 * (raw - least) / (most - least) - 1 : NAN, 1e-11);
		if (!isnan(got))
			assert_true(got >= -1 - 1e-12 && got <= 1 + 1e-12);
		arena_free(&memory);
	}
}

/* Karimi & Oliveira: in a network where who is tied to whom does not depend on the groups' sizes beyond chance,
 * the adjusted index does not move when a group is doubled.  All cells of density d inside and e across: r = (d - e) /
 * (d + (G - 1) e), whatever the sizes. */
static void adjusted_does_not_see_sizes(void **unused)
{
	struct known k;

	(void)unused;
	for (int round = 0; round < 200; round++) {
		double size[3], cell[9], d = 1 + any(9), e = 1 + any(9);
		for (int g = 0; g < 3; g++)
			size[g] = 2 + any(40);
		for (int g = 0; g < 3; g++)
			for (int h = 0; h < 3; h++)
				cell[g * 3 + h] = (g == h ? d : e) * size[g] * (size[h] - (g == h)) / 10;
		assert_near(value(SEG_ADJUSTED, known(&k, 3, round % 2, size, cell), SEG_WHOLE), (d - e) / (d + 2 * e), 1e-12);
	}
}

static void igraph_agrees(void **unused)
{
	(void)unused;
	lend_setup();
	for (int round = 0; round < 300; round++) {
		struct network q;
		struct counted c;
		igraph_t g;
		igraph_vector_int_t types;
		igraph_real_t r, modularity;
		const char *reason;
		random_network(&q);
		q.weighted = false;
		q.t.weight = NULL;
		take(&q, &c);
		assert_ok(lend_ties(q.n, q.rows, q.a, q.b, q.directed, &g, &why));
		igraph_vector_int_init(&types, q.n);
		for (uint32_t v = 0; v < q.n; v++)
			VECTOR(types)[v] = q.group[v];
		assert_ok(lend_check(igraph_assortativity_nominal(&g, &types, &r, q.directed, 1), &why));
		double ours = segregation(SEG_ASSORTATIVITY, &c.s, SEG_WHOLE, &reason);
		if (!isnan(ours))                       /* igraph's 0/0 is whatever rounding makes of it */
			assert_near(ours, r, 1e-10);
		if (q.rows) {
			assert_ok(lend_check(igraph_modularity(&g, &types, NULL, 1, q.directed, &modularity), &why));
			assert_near(segregation(SEG_MODULARITY, &c.s, SEG_WHOLE, &reason), modularity, 1e-10);
		}
		igraph_vector_int_destroy(&types);
		igraph_destroy(&g);
		arena_free(&memory);
	}
}

/* Zachary's club after the split, 17 and 17; values of definitions in several programs, the error as in Newman's program. */
static void karate_club(void **unused)
{
	struct network q = { .n = 34, .groups = 2 };
	struct counted c;
	static const uint32_t hi[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 17, 18, 20, 22 };

	(void)unused;
	uint32_t group[KARATE_PEOPLE];
	for (uint32_t v = 0; v < KARATE_PEOPLE; v++)
		group[v] = 1;
	for (size_t k = 0; k < sizeof hi / sizeof *hi; k++)
		group[hi[k] - 1] = 0;
	assert_ok(mix_net(&memory, KARATE_PEOPLE, KARATE_TIES, karate_i, karate_j, NULL, false, &q.t, &why));
	struct mix_side side = { 2, group };
	mix_new(&memory, 2, 2, &c.m);
	mix_count(&q.t.ties, NULL, &side, &side, &c.m);
	mix_sizes(34, &side, c.size);
	for (int g = 0; g < 2; g++)
		c.within[g] = c.m.cell[3 * g];
	c.s = (struct segregated){ .groups = 2, .size = c.size, .people = 34, .within = c.within, .out = c.m.out, .in = c.m.in,
	                           .total = c.m.total, .cell = c.m.cell };
	assert_near(value(SEG_EI, &c.s, SEG_WHOLE), (11 - 67) / 78., 1e-15);
	assert_near(value(SEG_EI_RESCALED, &c.s, SEG_WHOLE), (11 - 67) / 78., 1e-14);
	assert_near(value(SEG_ASSORTATIVITY, &c.s, SEG_WHOLE), .717531, 5e-7);
	assert_near(segregation_jackknife(&c.s, &q.t.ties, NULL, group), .080108, 5e-7);
	assert_near(segregation_jackknife_cells(&c.s), .080108, 5e-7);
	assert_near(value(SEG_ADJUSTED, &c.s, SEG_WHOLE), .731916, 5e-7);
	assert_near(value(SEG_FREEMAN, &c.s, SEG_WHOLE), .726244, 5e-7);
	assert_near(value(SEG_ODDS_RATIO, &c.s, SEG_WHOLE), 8.2599, 5e-5);
	assert_near(value(SEG_COLEMAN, &c.s, 0), .7364, 5e-5);
	assert_near(value(SEG_COLEMAN, &c.s, 1), .7153, 5e-5);
	assert_near(value(SEG_INBREEDING, &c.s, 0), .7284, 5e-5);
	assert_near(value(SEG_INBREEDING, &c.s, 1), .7067, 5e-5);
	assert_near(value(SEG_YULE_Q, &c.s, SEG_WHOLE), .7840, 5e-5);
	assert_near(segregation_ei_expected(&c.s), .0303, 5e-5);
}

/* --- the spectral index -------------------------------------------------------------------------------------------- */

/* Figure III of Echenique & Fryer (2007): five rows of six, a grid; the black squares are B1 B2 B5 C1 C2 C5 D1 .. D4. */
static void echenique_fryer_figure(void **unused)
{
	static const char black[] = "B1B2B5C1C2C5D1D2D3D4";
	static const struct { const char *name; double value; } published[] = {
		{ "B1", .87 }, { "B2", .62 }, { "C1", 1.26 }, { "C2", .92 }, { "D1", .93 }, { "D3", .29 }, { "D4", .10 },
		{ "C5", .25 }, { "B5", .25 } };
	uint32_t a[64], b[64], group[30], m = 0;
	double size[2] = { 0 }, of[2], person[30];
	struct mix_net t;
	struct spectral s;
	struct spectral_room r;

	(void)unused;
	for (uint32_t v = 0; v < 30; v++) {
		char name[3] = { (char)('A' + v / 6), (char)('1' + v % 6), 0 };
		const char *at = strstr(black, name);
		group[v] = at && (at - black) % 2 == 0;
		size[group[v]]++;
		if (v % 6 < 5) {
			a[m] = v;
			b[m++] = v + 1;
		}
		if (v < 24) {
			a[m] = v;
			b[m++] = v + 6;
		}
	}
	assert_ok(mix_net(&memory, 30, m, a, b, NULL, false, &t, &why));
	spectral_open(&memory, 30, &s);
	spectral_take(&s, t.ties.m, t.ties.tie, NULL);
	spectral_room(&memory, 30, t.ties.m, false, &r);
	spectral_measure(&s, group, 2, size, &r, of, person);
	for (size_t k = 0; k < sizeof published / sizeof *published; k++) {
		uint32_t v = (uint32_t)(published[k].name[0] - 'A') * 6 + (uint32_t)(published[k].name[1] - '1');
		assert_near(person[v], published[k].value, 5e-3);
	}
}

/* The largest eigenvalue of a group as a block: that of its pieces is the same only for a single piece, so each piece is
 * cut out by hand. */
static void eigenvalues_by_gsl(void **unused)
{
	(void)unused;
	for (int round = 0; round < 400; round++) {
		struct network q;
		double size[MOST_GROUPS] = { 0 }, of[MOST_GROUPS], want[MOST_GROUPS] = { 0 }, person[MOST_PEOPLE], total[MOST_PEOPLE] = { 0 };
		struct spectral s;
		struct spectral_room r;
		uint32_t piece[MOST_PEOPLE];
		do
			random_network(&q);
		while (q.directed);
		for (uint32_t i = 0; i < q.n; i++) {
			size[q.group[i]]++;
			piece[i] = i;
			for (uint32_t j = 0; j < q.n; j++)
				total[i] += q.w[i][j];
		}
		for (uint32_t again = 0; again < q.n; again++)
			for (uint32_t i = 0; i < q.n; i++)
				for (uint32_t j = 0; j < q.n; j++)
					if (q.w[i][j] > 0 && q.group[i] == q.group[j] && piece[j] < piece[i])
						piece[i] = piece[j];
		spectral_open(&memory, q.n, &s);
		spectral_take(&s, q.t.ties.m, q.t.ties.tie, q.t.weight);
		spectral_room(&memory, q.n, q.t.ties.m, q.weighted, &r);
		spectral_measure(&s, q.group, q.groups, size, &r, of, person);
		for (uint32_t p = 0; p < q.n; p++) {
			uint32_t who[MOST_PEOPLE], n = 0;
			for (uint32_t i = 0; i < q.n; i++)
				if (piece[i] == p)
					who[n++] = i;
			if (!n)
				continue;
			gsl_matrix *m = gsl_matrix_calloc(n, n);
			gsl_vector *value = gsl_vector_alloc(n);
			gsl_eigen_symm_workspace *w = gsl_eigen_symm_alloc(n);
			for (uint32_t i = 0; i < n; i++)
				for (uint32_t j = 0; j < n; j++)
					if (q.w[who[i]][who[j]] > 0)
						gsl_matrix_set(m, i, j, q.w[who[i]][who[j]] / sqrt(total[who[i]] * total[who[j]]));
			gsl_eigen_symm(m, value, w);
			double top = gsl_vector_max(value), mean = 0;
			want[q.group[who[0]]] += top * n;
			/* the vector: B x = top x, and its mean is the eigenvalue */
			for (uint32_t i = 0; i < n; i++) {
				double row = 0;
				for (uint32_t j = 0; j < n; j++)
					row += q.w[who[i]][who[j]] > 0 ? q.w[who[i]][who[j]] / total[who[i]] * person[who[j]] : 0;
				if (n > 1)
					assert_near(row, top * person[who[i]], 1e-6);
				mean += person[who[i]] / n;
			}
			assert_near(mean, n > 1 ? top : 0, 1e-10);
			gsl_eigen_symm_free(w);
			gsl_vector_free(value);
			gsl_matrix_free(m);
		}
		for (uint32_t g = 0; g < q.groups; g++)
			assert_near(of[g], size[g] > 0 ? want[g] / size[g] : NAN, 1e-10);
		arena_free(&memory);
	}
}

/* A group without ties to others has 1, however long its path is. */
static void alone_is_one(void **unused)
{
	enum { LONG = 3000 };
	uint32_t *a = NEW(&memory, LONG, uint32_t), *b = NEW(&memory, LONG, uint32_t), *group = NEW(&memory, LONG, uint32_t);
	double size[1] = { LONG }, of[1];
	struct mix_net t;
	struct spectral s;
	struct spectral_room r;

	(void)unused;
	for (uint32_t k = 0; k + 1 < LONG; k++) {
		a[k] = k;
		b[k] = k + 1;
	}
	assert_ok(mix_net(&memory, LONG, LONG - 1, a, b, NULL, false, &t, &why));
	spectral_open(&memory, LONG, &s);
	spectral_take(&s, t.ties.m, t.ties.tie, NULL);
	spectral_room(&memory, LONG, t.ties.m, false, &r);
	spectral_measure(&s, group, 1, size, &r, of, NULL);
	assert_near(of[0], 1, 1e-12);
}

/* --- labels dealt anew ------------------------------------------------------------------------------------------------ */

enum { REPLICATES = 130 };
struct seen { double within[REPLICATES][300], out[REPLICATES][300], in[REPLICATES][300], cells[REPLICATES]; uint32_t label[REPLICATES][60], times[REPLICATES]; bool labels; uint32_t groups, n; };

static void look(void *ctx, const struct dealt_one *one)
{
	struct seen *s = ctx;
	uint32_t r = one->replicate;

	s->times[r]++;
	memcpy(s->within[r], one->within, s->groups * sizeof(double));
	memcpy(s->out[r], one->out, s->groups * sizeof(double));
	memcpy(s->in[r], one->in, s->groups * sizeof(double));
	s->cells[r] = 0;
	for (uint32_t k = 0; one->cell && k < s->groups * s->groups; k++)
		s->cells[r] += one->cell[k] * (k + 1);
	if (one->group)
		memcpy(s->label[r], one->group, s->n * sizeof(uint32_t));
}

/* Every replicate is null_labels() with sub-stream r + 1, counted tie by tie; in whatever way it was counted. */
static void dealt_as_by_the_null_model(void **unused)
{
	static struct seen s;

	(void)unused;
	for (int round = 0; round < 60; round++) {
		uint32_t n = 2 + any(58), groups = round % 5 == 4 ? 300 : 1 + any(round % 2 ? 255 : 5), rows = any(400);
		uint32_t *a = NEW(&memory, rows, uint32_t), *b = NEW(&memory, rows, uint32_t), group[60], order[60], stratum[60], to[60];
		double *w = NEW(&memory, rows, double);
		bool directed = any(2), weighted = any(2);
		struct mix_net t;
		struct null_strata strata;
		for (uint32_t v = 0; v < n; v++) {
			group[v] = any(groups);
			stratum[v] = any(3);
			order[v] = v;
		}
		rng_shuffle(chance, order, n);
		for (uint32_t k = 0; k < rows; k++) {
			a[k] = any(4) ? any(n) : 0;             /* somebody with many ties */
			b[k] = any(n);
			w[k] = (1 + any(8)) / 4.;
		}
		assert_ok(mix_net(&memory, n, rows, a, b, weighted ? w : NULL, directed, &t, &why));
		null_strata(&memory, n, order, any(2) ? stratum : NULL, 3, &strata);
		struct dealt d = { .ties = &t.ties, .weight = t.weight, .strata = &strata, .groups = groups, .group = group,
		                   .cells = any(2), .labels = any(2), .replicates = 1 + any(REPLICATES), .seed = any(100),
		                   .threads = 1 + (int)any(3) };
		s = (struct seen){ .groups = groups, .n = n };
		deal_labels(&memory, &d, look, &s);
		for (uint32_t r = 0; r < d.replicates; r++) {
			double within[300] = { 0 }, out[300] = { 0 }, in[300] = { 0 }, cells = 0;
			rng_stream(chance, d.seed, r + 1);
			null_labels(&strata, chance, group, to);
			mix_margins(&t.ties, t.weight, groups, to, within, out, in);
			for (uint32_t k = 0; k < t.ties.m; k++) {
				uint32_t g = to[t.ties.tie[k].a], h = to[t.ties.tie[k].b];
				cells += (g * groups + h + 1) * (weighted ? t.weight[k] : 1);
				if (!directed)
					cells += (h * groups + g + 1) * (weighted ? t.weight[k] : 1);
			}
			assert_int_equal(s.times[r], 1);
			assert_memory_equal(s.within[r], within, groups * sizeof(double));
			assert_memory_equal(s.out[r], out, groups * sizeof(double));
			assert_memory_equal(s.in[r], in, groups * sizeof(double));
			if (d.cells)
				assert_near(s.cells[r], cells, 1e-12);
			if (d.labels)
				assert_memory_equal(s.label[r], to, n * sizeof *to);
		}
		rng_stream(chance, 77, (uint32_t)round);        /* onwards */
		arena_free(&memory);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(white_kinship), CHECK(coleman_1958), CHECK(catania_couples), CHECK(classroom), CHECK(rescaled_by_hand),
		CHECK(what_is_undefined), CHECK(jackknife_leaves_out_each_tie), CHECK(dyads_one_by_one),
		CHECK(rescaled_lies_between_its_bounds), CHECK(adjusted_does_not_see_sizes), CHECK(igraph_agrees), CHECK(karate_club),
		CHECK(echenique_fryer_figure), CHECK(eigenvalues_by_gsl), CHECK(alone_is_one), CHECK(dealt_as_by_the_null_model),
	};

	return cmocka_run_group_tests_name("segregation", tests, NULL, NULL);
}
