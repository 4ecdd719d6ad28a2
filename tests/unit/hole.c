/* Structural holes: values by hand, a dense oracle that knows nothing of triangles, and igraph. */
#include "bridging.h"
#include "holes.h"
#include "lend.h"

#include "check.h"

/* --- small networks --------------------------------------------------------------------------------- */

enum { MOST = 40, ROWS = 400 };

struct small {
	uint32_t n;
	uint64_t m;
	uint32_t a[ROWS], b[ROWS];
	double w[ROWS];
	bool weighted, directed;
};

static struct small network(uint32_t n, const char *ties, const double *w)
{
	struct small s = { .n = n, .weighted = w != NULL };

	for (; *ties; ties += ties[2] ? 3 : 2) {        /* "AB BC" */
		s.a[s.m] = (uint32_t)(ties[0] - 'A');
		s.b[s.m] = (uint32_t)(ties[1] - 'A');
		s.w[s.m] = w ? w[s.m] : 1;
		s.m++;
	}
	return s;
}

static void build(const struct small *s, struct contacts *c)
{
	assert_ok(contacts_build(&memory, s->n, s->m, s->a, s->b, s->weighted ? s->w : NULL, s->directed, c, &why));
}

/* out[value][person] of all values. */
static void measure(const struct small *s, enum hole_model model, enum egonet_alters alters, double out[][MOST])
{
	struct holes h = { .model = model, .alters = alters, .threads = 1, .n = s->n };
	struct contacts c;

	for (int v = 0; v < HOLE_VALUES; v++)
		h.out[v] = out[v];
	build(s, &c);
	holes_measure(&memory, &c, &h);
}

/* --- by hand ------------------------------------------------------------------------------------------- */

/* A dyad: one alter who gets all, C = 1, effective size 1.  A star of d: each alter gets 1/d and nobody
 * leads to anybody, C = d/d^2 = 1/d, effective size d, hierarchy 0 because all c are equal. */
static void stars(void **state)
{
	(void)state;
	double out[HOLE_VALUES][MOST];

	for (uint32_t d = 1; d < MOST; d++) {
		struct small s = { .n = d + 1, .m = d };
		for (uint32_t k = 0; k < d; k++)
			s.b[k] = k + 1;
		for (int model = 0; model < 2; model++) {
			measure(&s, (enum hole_model)model, ALTERS_BOTH, out);
			assert_near(out[HOLE_DEGREE][0], d, 0);
			assert_near(out[HOLE_EFFECTIVE_SIZE][0], d, 0);
			assert_near(out[HOLE_EFFICIENCY][0], 1, 0);
			assert_near(out[HOLE_CONSTRAINT][0], 1.0 / d, 1e-16);
			assert_near(out[HOLE_HIERARCHY][0], d > 1 ? 0 : NAN, 0);
			assert_near(out[HOLE_CONSTRAINT][1], 1, 0);
			assert_near(out[HOLE_HIERARCHY][1], NAN, 0);
			assert_near(out[HOLE_EGO_BETWEENNESS][0], (double)d * (d - 1) / 2, 0);
			assert_near(out[HOLE_TWO_STEP_REACH][1], d, 0);
			assert_near(out[HOLE_LOCAL_BRIDGES][0], d, 0);
			assert_near(out[HOLE_STRONGEST_SHARE][0], 1.0 / d, 0);
		}
	}
}

/* K_n, N = n - 1 alters: p = 1/N, the other N - 1 alters lead to each with 1/N 1/N, so that
 * c = (1/N + (N-1)/N^2)^2 and C = (2N-1)^2 / N^3; each alter is redundant with (N-1)/N of the
 * network, so that the effective size is 1.  The ego network is the whole one. */
static void complete(void **state)
{
	(void)state;
	double out[HOLE_VALUES][MOST];

	for (uint32_t n = 3; n < 20; n++) {
		struct small s = { .n = n };
		for (uint32_t b = 1; b < n; b++)
			for (uint32_t a = 0; a < b; a++, s.m++) {
				s.a[s.m] = a;
				s.b[s.m] = b;
			}
		double N = n - 1;
		for (int model = 0; model < 2; model++) {
			measure(&s, (enum hole_model)model, ALTERS_BOTH, out);
			assert_near(out[HOLE_CONSTRAINT][n / 2], (2 * N - 1) * (2 * N - 1) / (N * N * N), 1e-15);
			assert_near(out[HOLE_EFFECTIVE_SIZE][n / 2], 1, 1e-14);
			assert_near(out[HOLE_HIERARCHY][n / 2], 0, 0);
			assert_near(out[HOLE_DENSITY][n / 2], 1, 0);
			assert_near(out[HOLE_EGO_BETWEENNESS][n / 2], 0, 0);
			assert_near(out[HOLE_HBI2][n / 2], N * (N - 1) / 2, 0);
			if (n < 9)
				assert_near(out[HOLE_CONSTRAINT_NORMALISED][n / 2], 1, 1e-14);
		}
	}
}

/* A triangle is the largest value there is without weights: 3^2 / 2^3 = 1.125.  A circle of five: .5, nothing redundant. */
static void triangle_and_circle(void **state)
{
	(void)state;
	double out[HOLE_VALUES][MOST];
	struct small s = network(3, "AB BC AC", NULL), t = network(5, "AB BC CD DE EA", NULL);

	measure(&s, HOLE_WHOLE, ALTERS_BOTH, out);
	assert_near(out[HOLE_CONSTRAINT][0], 1.125, 0);
	measure(&t, HOLE_WHOLE, ALTERS_BOTH, out);
	assert_near(out[HOLE_CONSTRAINT][0], 0.5, 0);
	assert_near(out[HOLE_EFFECTIVE_SIZE][0], 2, 0);
}

/* Borgatti (1997).  G: six alters, four ties among them, effective size 6 - 2 x 4/6 = 4.6667, as
 * published.  c_GA = (1/6 + 1/6 (1/3 + 1/2 + 1/2))^2 = (7/18)^2 through B, E and F, whose three, two and two
 * ties all stay inside G's network: both models agree.  B = (7/24)^2, E = F = (5/24)^2, D = (2/9)^2,
 * C = (1/6)^2; the sum is .40027.  E has the alters A and G, tied to one another: in its ego
 * network each has two ties, C = 2 (1/2 + 1/2 1/2)^2 = 1.125; in the whole network A has four and G six,
 * C = (1/2 + 1/12)^2 + (1/2 + 1/8)^2 = .7309. */
static void borgatti(void **state)
{
	(void)state;
	static const double whole[] = { .5955, .6427, 1, .7847, .7309, .7309, .4003 };
	static const double ego[] = { .6836, .8395, 1, 1.1250, 1.1250, 1.1250, .4003 };
	static const double even_whole[] = { .1678, .0737, NAN, .0127, .0034, .0034, .0947 };
	static const double even_ego[] = { .1678, .0737, NAN, 0, 0, 0, .0947 };
	static const double size[] = { 2.5, 5 / 3.0, 1, 1, 1, 1, 14 / 3.0 };
	struct small s = network(7, "AB AF AG AE EG FG BG BD DG GC", NULL);
	double out[HOLE_VALUES][MOST];

	for (int model = 0; model < 2; model++) {
		measure(&s, (enum hole_model)model, ALTERS_BOTH, out);
		for (int v = 0; v < 7; v++) {
			assert_near(out[HOLE_CONSTRAINT][v], model == HOLE_WHOLE ? whole[v] : ego[v], 5e-5);
			assert_near(out[HOLE_HIERARCHY][v], model == HOLE_WHOLE ? even_whole[v] : even_ego[v], 5e-5);
			assert_near(out[HOLE_EFFECTIVE_SIZE][v], size[v], 1e-15);
			assert_near(out[HOLE_EFFICIENCY][v], size[v] / out[HOLE_DEGREE][v], 1e-15);
		}
		double by_hand = (49 / 324.0 + 49 / 576.0 + 50 / 576.0 + 4 / 81.0 + 1 / 36.0);
		assert_near(out[HOLE_CONSTRAINT][6], by_hand, 1e-15);
		assert_near(out[HOLE_CONSTRAINT][4], model == HOLE_WHOLE ? 49 / 144.0 + 25 / 64.0 : 1.125, 1e-15);
	}
}

/* The weights with which NetworkX tests its measures; constraint there from UCINET and igraph. */
static void borgatti_weighted(void **state)
{
	(void)state;
	static const double w[] = { 2, 3, 5, 2, 8, 3, 4, 1, 3, 10 };
	static const double c[] = { .795, .8127, 1, .9134, .8835, .8332, .299 };
	static const double size[] = { 2.475, 1.6714, 1, 1.15, 1.1, 1.25, 5.4717 };
	struct small s = network(7, "AB AF AG AE EG FG BG BD DG GC", w);
	double out[HOLE_VALUES][MOST];

	measure(&s, HOLE_WHOLE, ALTERS_BOTH, out);
	for (int v = 0; v < 7; v++) {
		assert_near(out[HOLE_CONSTRAINT][v], c[v], v == 0 || v == 6 ? 5e-4 : 5e-5);
		assert_near(out[HOLE_EFFECTIVE_SIZE][v], size[v], 5e-5);
	}
	/* C's only alter */
	assert_near(out[HOLE_STRONGEST_SHARE][2], 1, 0);
	assert_near(out[HOLE_STRONGEST_SHARE][6], 10 / 33.0, 1e-15);
}

/* 0->1 0->2 1->0 2->1: z_01 = 2, z_02 = z_12 = 1; s = 3, 3, 2.  c_20 = (1/2 + 1/2 2/3)^2 = 25/36, twice:
 * C_2 = 1.3889, above 1.  c_01 = (2/3 + 1/3 1/2)^2, c_02 = (1/3 + 2/3 1/3)^2: C_0 = 1.0031 = C_1.
 * Effective size of 0: m_12 = 1/2, m_21 = 1: 2 - (1/3 1 + ... ) = 7/6.  With weights 2 2 1 1 as in NetworkX. */
static void directed(void **state)
{
	(void)state;
	static const double w[] = { 2, 2, 1, 1 };
	struct small s = network(3, "AB AC BA CB", NULL), t = network(3, "AB AC BA CB", w);
	double out[HOLE_VALUES][MOST];

	s.directed = t.directed = true;
	measure(&s, HOLE_WHOLE, ALTERS_BOTH, out);
	assert_near(out[HOLE_CONSTRAINT][0], 25.0 / 36 + 25.0 / 81, 1e-15);
	assert_near(out[HOLE_CONSTRAINT][1], 25.0 / 36 + 25.0 / 81, 1e-15);
	assert_near(out[HOLE_CONSTRAINT][2], 25.0 / 18, 1e-15);
	assert_near(out[HOLE_EFFECTIVE_SIZE][0], 7.0 / 6, 1e-15);
	assert_near(out[HOLE_EFFECTIVE_SIZE][2], 1, 1e-15);
	measure(&t, HOLE_WHOLE, ALTERS_BOTH, out);
	assert_near(out[HOLE_CONSTRAINT][0], .840, 5e-4);
	assert_near(out[HOLE_CONSTRAINT][1], 1.143, 5e-4);
	assert_near(out[HOLE_CONSTRAINT][2], 1.378, 5e-4);
	assert_near(out[HOLE_EFFECTIVE_SIZE][0], 1.567, 5e-4);
	assert_near(out[HOLE_EFFECTIVE_SIZE][1], 1.083, 5e-4);
	assert_near(out[HOLE_EFFECTIVE_SIZE][2], 1, 5e-4);
}

/* What the programs disagree about. */
static void conventions(void **state)
{
	(void)state;
	double out[HOLE_VALUES][MOST], plain;
	struct contacts c;

	/* a triangle with a pendant; then a loop on A, which is no contact */
	struct small s = network(5, "AB BC AC CD", NULL);
	measure(&s, HOLE_WHOLE, ALTERS_BOTH, out);
	plain = out[HOLE_CONSTRAINT][0];
	assert_near(plain, 1.0069, 5e-5);                       /* (1/2 + 1/2 1/3)^2 + (1/2 + 1/2 1/2)^2 */
	assert_near(out[HOLE_EFFECTIVE_SIZE][2], 7.0 / 3, 1e-15);
	assert_near(out[HOLE_DEGREE][4], 0, 0);                 /* E, without ties */
	assert_near(out[HOLE_CONSTRAINT][4], NAN, 0);
	assert_near(out[HOLE_EFFECTIVE_SIZE][4], NAN, 0);
	s = network(5, "AB BC AC CD AA EE", NULL);              /* and E with a loop only */
	measure(&s, HOLE_WHOLE, ALTERS_BOTH, out);
	assert_near(out[HOLE_CONSTRAINT][0], plain, 0);
	assert_near(out[HOLE_CONSTRAINT][4], NAN, 0);
	build(&s, &c);
	assert_int_equal(c.loops, 2);

	/* A-B twice: without weights a tie counts once, with weights they are summed */
	s = network(4, "AB AB BC AC CD", NULL);
	measure(&s, HOLE_WHOLE, ALTERS_BOTH, out);
	assert_near(out[HOLE_CONSTRAINT][0], plain, 0);
	build(&s, &c);
	assert_int_equal(c.repeated, 1);
	s.weighted = true;
	s.w[0] = s.w[1] = s.w[2] = s.w[3] = s.w[4] = 1;
	measure(&s, HOLE_WHOLE, ALTERS_BOTH, out);
	assert_near(out[HOLE_CONSTRAINT][0], .9136, 5e-5);      /* (2/3 + 1/3 1/3)^2 + (1/3 + 2/3 1/3)^2, as igraph */

	/* B of A -> B <- C has two alters */
	s = network(3, "AB CB", NULL);
	s.directed = true;
	measure(&s, HOLE_EGO, ALTERS_BOTH, out);
	assert_near(out[HOLE_CONSTRAINT][1], 0.5, 0);
	measure(&s, HOLE_EGO, ALTERS_OUT, out);
	assert_near(out[HOLE_CONSTRAINT][1], NAN, 0);

	/* a tie of weight 0 is none */
	s = network(3, "AB AC", (const double[]){ 1, 0 });
	measure(&s, HOLE_WHOLE, ALTERS_BOTH, out);
	assert_near(out[HOLE_CONSTRAINT][0], 1, 0);
	assert_near(out[HOLE_DEGREE][0], 1, 0);
	build(&s, &c);
	assert_int_equal(c.zeros, 1);

	/* in a directed network an arc that is repeated counts once, one that is returned twice */
	s = network(2, "AB AB BA", NULL);
	s.directed = true;
	build(&s, &c);
	assert_int_equal(c.repeated, 1);
	assert_near(c.z[0], 2, 0);
}

static void refused(void **state)
{
	(void)state;
	struct small s = network(3, "AB BC", (const double[]){ 1, 1e300 });
	struct contacts c;

	assert_fails(E_DATA, "the weight of a tie is 1e+300", contacts_build(&memory, s.n, s.m, s.a, s.b, s.w, false, &c, &why));
	s.w[1] = 1e-300;
	assert_fails(E_DATA, "the weight of a tie is 1e-300", contacts_build(&memory, s.n, s.m, s.a, s.b, s.w, false, &c, &why));
}

static const uint8_t karate_ties[][2] = {
	{1,2}, {1,3}, {1,4}, {1,5}, {1,6}, {1,7}, {1,8}, {1,9}, {1,11}, {1,12}, {1,13}, {1,14}, {1,18}, {1,20}, {1,22},
	{1,32}, {2,3}, {2,4}, {2,8}, {2,14}, {2,18}, {2,20}, {2,22}, {2,31}, {3,4}, {3,8}, {3,9}, {3,10}, {3,14}, {3,28},
	{3,29}, {3,33}, {4,8}, {4,13}, {4,14}, {5,7}, {5,11}, {6,7}, {6,11}, {6,17}, {7,17}, {9,31}, {9,33}, {9,34}, {10,34},
	{14,34}, {15,33}, {15,34}, {16,33}, {16,34}, {19,33}, {19,34}, {20,34}, {21,33}, {21,34}, {23,33}, {23,34}, {24,26},
	{24,28}, {24,30}, {24,33}, {24,34}, {25,26}, {25,28}, {25,32}, {26,32}, {27,30}, {27,34}, {28,34}, {29,32}, {29,34},
	{30,33}, {30,34}, {31,33}, {31,34}, {32,33}, {32,34}, {33,34} };

static struct small karate_club(void)
{
	struct small s = { .n = 34, .m = sizeof karate_ties / sizeof *karate_ties };

	for (uint64_t k = 0; k < s.m; k++) {
		s.a[k] = karate_ties[k][0] - 1u;
		s.b[k] = karate_ties[k][1] - 1u;
	}
	return s;
}

/* Zachary (1977).  Effective size is d - 2t/d: node 9 has five alters and five ties among them, 5 - 2 = 3.
 * The other values are those of igraph, and of a dense program for the ego model. */
static void karate(void **state)
{
	(void)state;
	static const struct { int v; double d, size, whole, ego, hierarchy; } want[] = {
		{ 1, 16, 13.75, .1554, .1777, .0875 }, { 2, 9, 6.3333, .2795, .3416, .1545 }, { 3, 10, 7.8, .1852, .2442, .0454 },
		{ 9, 5, 3, .3036, .5542, .0123 }, { 10, 2, 2, .5, .5, 0 }, { 12, 1, 1, 1, 1, NAN },
		{ 32, 6, 5, .2446, .3627, .0205 }, { 33, 12, 9.8333, .2492, .3182, .3259 }, { 34, 17, 15.2353, .1564, .1807, .2416 } };
	struct small s = karate_club();
	double whole[HOLE_VALUES][MOST], ego[HOLE_VALUES][MOST], constraint = 0, size = 0;

	measure(&s, HOLE_WHOLE, ALTERS_BOTH, whole);
	measure(&s, HOLE_EGO, ALTERS_BOTH, ego);
	for (size_t k = 0; k < sizeof want / sizeof *want; k++) {
		int v = want[k].v - 1;
		assert_near(whole[HOLE_DEGREE][v], want[k].d, 0);
		assert_near(whole[HOLE_EFFECTIVE_SIZE][v], want[k].size, 5e-5);
		assert_near(ego[HOLE_EFFECTIVE_SIZE][v], want[k].size, 5e-5);
		assert_near(whole[HOLE_CONSTRAINT][v], want[k].whole, 5e-5);
		assert_near(ego[HOLE_CONSTRAINT][v], want[k].ego, 5e-5);
		assert_near(whole[HOLE_HIERARCHY][v], want[k].hierarchy, 5e-5);
	}
	for (int v = 0; v < 34; v++) {
		constraint += whole[HOLE_CONSTRAINT][v];
		size += whole[HOLE_EFFECTIVE_SIZE][v];
	}
	assert_near(constraint, 15.44195, 1e-6);
	assert_near(size, 109.28529, 1e-6);
	/* ten local bridges of span 3 and the bridge 1-12: three of them at 10's neighbours 3 and 34 */
	assert_near(whole[HOLE_LOCAL_BRIDGES][9], 2, 0);
	assert_near(whole[HOLE_LOCAL_BRIDGES][0], 2, 0);        /* 1-12, 1-32 */
}

/* --- an oracle: the definitions, with matrices ------------------------------------------------------------- */

static struct small random_network(bool weighted, bool is_directed)
{
	struct small s = { .n = 2 + any(11), .weighted = weighted, .directed = is_directed };

	for (uint64_t rows = any(3 * s.n + 1); s.m < rows; s.m++) {
		s.a[s.m] = any(s.n);
		s.b[s.m] = any(s.n);           /* loops and repeated ties too */
		s.w[s.m] = any(9) ? (1 + any(50)) / 8.0 : 0;
	}
	return s;
}

/* a[i][j] is what i sends to j. */
static void matrix(const struct small *s, double a[MOST][MOST])
{
	memset(a, 0, MOST * sizeof *a);
	for (uint64_t k = 0; k < s->m; k++) {
		uint32_t i = s->a[k], j = s->b[k];
		if (i == j)
			continue;
		if (s->weighted)
			a[i][j] += s->w[k];
		else
			a[i][j] = 1;
		if (!s->directed)
			a[j][i] = a[i][j];
	}
	for (uint32_t i = 0; i < s->n && !s->directed && s->weighted; i++)
		for (uint32_t j = 0; j < i; j++) {              /* repeated in both directions */
			double sum = 0;
			for (uint64_t k = 0; k < s->m; k++)
				if ((s->a[k] == i && s->b[k] == j) || (s->a[k] == j && s->b[k] == i))
					sum += s->w[k];
			a[i][j] = a[j][i] = sum;
		}
}

static bool is_alter(double a[MOST][MOST], uint32_t i, uint32_t j, enum egonet_alters who)
{
	if (i == j)
		return false;
	switch (who) {
	case ALTERS_OUT:    return a[i][j] > 0;
	case ALTERS_IN:     return a[j][i] > 0;
	case ALTERS_MUTUAL: return a[i][j] > 0 && a[j][i] > 0;
	case ALTERS_BOTH:   break;
	}
	return a[i][j] > 0 || a[j][i] > 0;
}

struct ideal { double value[HOLE_VALUES]; };

static void ideal_burt(uint32_t n, double z[MOST][MOST], const bool *member, const bool *alter, uint32_t i, struct ideal *o)
{
	double p[MOST][MOST] = { { 0 } }, m[MOST][MOST] = { { 0 } }, c[MOST], C = 0, H = 0, S = 0, D = 0, X = 0, N = 0, size = 0, best = 0;

	for (uint32_t q = 0; q < n; q++) {
		double sum = 0, most = 0;
		for (uint32_t k = 0; k < n; k++)
			if (k != q && member[k] && (q != i || alter[k])) {
				sum += z[q][k];
				most = fmax(most, z[q][k]);
			}
		for (uint32_t k = 0; k < n; k++)
			if (k != q && member[k] && (q != i || alter[k]) && z[q][k] > 0) {
				p[q][k] = z[q][k] / sum;
				m[q][k] = z[q][k] / most;
			}
	}
	for (uint32_t j = 0; j < n; j++) {
		double through = 0, redundant = 0;
		if (!alter[j])
			continue;
		for (uint32_t q = 0; q < n; q++)
			if (q != i && q != j && alter[q]) {
				through += p[i][q] * p[q][j];
				redundant += p[i][q] * m[j][q];
			}
		c[j] = (p[i][j] + through) * (p[i][j] + through);
		C += c[j];
		size += 1 - redundant;
		S += p[i][j] * p[i][j];
		D += 2 * p[i][j] * through;
		X += through * through;
		best = fmax(best, p[i][j]);
		N++;
	}
	for (uint32_t j = 0; j < n; j++)
		if (alter[j])
			H += c[j] / (C / N) * log(c[j] / (C / N));
	bool any_alter = N > 0;
	const double value[] = { N, any_alter ? size : NAN, any_alter ? size / N : NAN, any_alter ? C : NAN,
		N > 1 ? H / (N * log(N)) : NAN, any_alter ? N - size : NAN, any_alter ? S : NAN, any_alter ? D : NAN,
		any_alter ? X : NAN };
	memcpy(o->value, value, sizeof value);
	o->value[HOLE_STRONGEST_SHARE] = any_alter ? best : NAN;
}

static void ideal_pairs(uint32_t n, double a[MOST][MOST], const bool *alter, uint32_t i, bool is_directed, struct ideal *o)
{
	double count[3] = { 0 }, pairs = 0, between = 0;

	for (uint32_t j = 0; j < n; j++)
		for (uint32_t k = 0; k < n; k++) {
			if (j == k || !alter[j] || !alter[k])
				continue;
			if (j < k) {
				count[(a[j][k] > 0) + (a[k][j] > 0)]++;
				pairs++;
			}
			if (a[j][k] > 0 || !(a[j][i] > 0) || !(a[i][k] > 0))
				continue;
			double ways = 1;
			for (uint32_t t = 0; t < n; t++)
				ways += alter[t] && t != j && t != k && a[j][t] > 0 && a[t][k] > 0;
			between += 1 / ways;
		}
	o->value[HOLE_DENSITY] = pairs > 0 ? (count[1] + 2 * count[2]) / (2 * pairs) : NAN;
	for (int k = 0; k < 3; k++) {
		o->value[HOLE_HBI0 + k] = count[k];
		o->value[HOLE_HBI0_SHARE + k] = pairs > 0 ? count[k] / pairs : NAN;
	}
	o->value[HOLE_EGO_BETWEENNESS] = is_directed ? between : between / 2;
}

static void ideal_contacts(uint32_t n, double a[MOST][MOST], uint32_t i, enum egonet_alters who, struct ideal *o)
{
	double contacts = 0, tied = 0, bridges = 0, reach = 0;

	for (uint32_t j = 0; j < n; j++) {
		bool alone = true, reached = is_alter(a, i, j, who);
		for (uint32_t k = 0; k < n; k++)
			reached |= is_alter(a, i, k, who) && is_alter(a, k, j, who);
		reach += reached && j != i;
		if (!is_alter(a, i, j, ALTERS_BOTH))
			continue;
		for (uint32_t k = 0; k < n; k++)
			if (is_alter(a, i, k, ALTERS_BOTH) && is_alter(a, j, k, ALTERS_BOTH)) {
				alone = false;
				tied += 0.5;
			}
		contacts++;
		bridges += alone;
	}
	o->value[HOLE_CLUSTERING] = contacts > 1 ? tied / (contacts * (contacts - 1) / 2) : NAN;
	o->value[HOLE_LOCAL_BRIDGES] = bridges;
	o->value[HOLE_TWO_STEP_REACH] = reach;
}

static void compare(const struct small *s, enum hole_model model, enum egonet_alters who)
{
	double a[MOST][MOST], z[MOST][MOST] = { { 0 } }, out[HOLE_VALUES][MOST];

	measure(s, model, who, out);
	matrix(s, a);
	for (uint32_t i = 0; i < s->n; i++)
		for (uint32_t j = 0; j < s->n; j++)
			z[i][j] = a[i][j] + a[j][i];
	for (uint32_t i = 0; i < s->n; i++) {
		bool alter[MOST] = { 0 }, member[MOST] = { 0 };
		struct ideal o;
		for (uint32_t j = 0; j < s->n; j++) {
			alter[j] = is_alter(a, i, j, who);
			member[j] = model == HOLE_WHOLE || alter[j] || i == j;
		}
		ideal_burt(s->n, z, member, alter, i, &o);
		ideal_pairs(s->n, a, alter, i, s->directed, &o);
		ideal_contacts(s->n, a, i, who, &o);
		for (int v = 0; v < HOLE_VALUES; v++)
			if (v != HOLE_CONSTRAINT_NORMALISED)
				assert_near(out[v][i], o.value[v], v == HOLE_HIERARCHY ? 1e-12 : 1e-13);
	}
}

static void oracle(void **state)
{
	(void)state;
	for (int turn = 0; turn < 1000; turn++) {
		for (int kind = 0; kind < 4; kind++) {
			struct small s = random_network(kind & 1, kind & 2);
			struct mark scratch = arena_mark(&memory);
			for (int model = 0; model < 2; model++)
				for (int who = 0; who < (kind & 2 ? 4 : 1); who++)
					compare(&s, (enum hole_model)model, (enum egonet_alters)who);
			arena_release(&memory, scratch);
		}
	}
}

/* --- one by one, all at once, any threads --------------------------------------------------------------- */

static struct small larger_network(bool weighted, bool is_directed)
{
	struct small s = { .n = MOST, .m = ROWS, .weighted = weighted, .directed = is_directed };

	for (uint64_t k = 0; k < s.m; k++) {
		s.a[k] = any(any(2) ? 6 : s.n);
		s.b[k] = any(s.n);
		s.w[k] = (1 + any(1000)) / 7.0;
	}
	return s;
}

static void same_bits(void **state)
{
	(void)state;
	for (int turn = 0; turn < 200; turn++) {
		struct small s = larger_network(turn & 1, turn & 2);
		struct mark scratch = arena_mark(&memory);
		struct hole whole[MOST];
		struct hole_terms t;
		struct contacts c;
		struct egonet e;
		build(&s, &c);
		hole_measure_whole(&memory, &c, whole);
		contacts_lower(&memory, &c);
		egonet_room(&memory, &c, &e);
		hole_room(&memory, &c, &t);
		for (uint32_t v = 0; v < s.n; v++) {
			struct hole one;
			egonet_take(&e, c.f.rank[v], ALTERS_BOTH);
			hole_measure(&e, HOLE_WHOLE, &t, &one);
			assert_true(one.degree == whole[v].degree);
			assert_true(one.degree < 1 || one.redundancy == whole[v].redundancy);
			assert_true(one.degree < 1 || one.constraint == whole[v].constraint);
			assert_true(one.degree < 2 || one.hierarchy == whole[v].hierarchy);
		}
		arena_release(&memory, scratch);
	}
}

static void any_threads(void **state)
{
	(void)state;
	double one[HOLE_VALUES][MOST], many[HOLE_VALUES][MOST];

	for (int turn = 0; turn < 50; turn++) {
		struct small s = larger_network(turn & 1, turn & 2);
		struct holes h = { .model = HOLE_EGO, .threads = 3, .n = s.n };
		struct contacts c;
		measure(&s, HOLE_EGO, ALTERS_BOTH, one);
		for (int v = 0; v < HOLE_VALUES; v++)
			h.out[v] = many[v];
		build(&s, &c);
		holes_measure(&memory, &c, &h);
		for (int v = 0; v < HOLE_VALUES; v++)
			assert_memory_equal(one[v], many[v], s.n * sizeof **one);
	}
}

/* Rows in another order are the same network, and sums take it in the same order. */
static void any_order(void **state)
{
	(void)state;
	double one[HOLE_VALUES][MOST], other[HOLE_VALUES][MOST];

	for (int turn = 0; turn < 50; turn++) {
		struct small s = larger_network(false, turn & 1), t = s;
		for (uint64_t k = 0; k < s.m; k++) {
			t.a[k] = s.a[s.m - 1 - k];
			t.b[k] = s.b[s.m - 1 - k];
		}
		for (int model = 0; model < 2; model++) {
			measure(&s, (enum hole_model)model, ALTERS_BOTH, one);
			measure(&t, (enum hole_model)model, ALTERS_BOTH, other);
			for (int v = 0; v < HOLE_VALUES; v++)
				assert_memory_equal(one[v], other[v], s.n * sizeof **one);
		}
	}
}

static void chosen_egos(void **state)
{
	(void)state;
	double all[HOLE_VALUES][MOST], some[HOLE_VALUES][2];
	const uint32_t ego[] = { 33, 8 };
	struct small s = karate_club();
	struct holes h = { .model = HOLE_WHOLE, .threads = 1, .n = 2, .ego = ego };
	struct contacts c;

	measure(&s, HOLE_WHOLE, ALTERS_BOTH, all);
	for (int v = 0; v < HOLE_VALUES; v++)
		h.out[v] = some[v];
	build(&s, &c);
	holes_measure(&memory, &c, &h);
	for (int v = 0; v < HOLE_VALUES; v++)
		for (int k = 0; k < 2; k++)
			assert_true(some[v][k] == all[v][ego[k]] || (isnan(some[v][k]) && isnan(all[v][ego[k]])));
}

/* --- igraph ---------------------------------------------------------------------------------------------- */

static void agree(const struct small *s)
{
	double out[HOLE_VALUES][MOST];
	igraph_vector_t c, w;
	igraph_t g;

	measure(s, HOLE_WHOLE, ALTERS_BOTH, out);
	assert_ok(lend_ties(s->n, s->m, s->a, s->b, s->directed, &g, &why));
	igraph_vector_init(&c, 0);
	igraph_vector_view(&w, s->w, (igraph_integer_t)s->m);
	assert_int_equal(igraph_constraint(&g, &c, igraph_vss_all(), s->weighted ? &w : NULL), IGRAPH_SUCCESS);
	for (uint32_t v = 0; v < s->n; v++)
		assert_near(out[HOLE_CONSTRAINT][v], VECTOR(c)[v], 1e-12);
	igraph_vector_destroy(&c);
	igraph_destroy(&g);
}

/* Without loops and repeated ties, where igraph has conventions of its own. */
static void igraph(void **state)
{
	(void)state;
	struct small s = karate_club();

	lend_setup();
	agree(&s);
	for (int turn = 0; turn < 400; turn++) {
		struct small t = { .n = 3 + any(MOST - 3), .weighted = turn & 1, .directed = turn & 2 };
		bool seen[MOST][MOST] = { { 0 } };
		for (int row = 0; row < ROWS / 2; row++) {
			uint32_t i = any(t.n), j = any(t.n);
			if (i == j || seen[i][j] || (!t.directed && seen[j][i]))
				continue;
			seen[i][j] = true;
			t.a[t.m] = i;
			t.b[t.m] = j;
			t.w[t.m++] = (1 + any(100)) / 16.0;
		}
		struct mark scratch = arena_mark(&memory);
		agree(&t);
		arena_release(&memory, scratch);
	}
}

/* --- Everett & Borgatti ------------------------------------------------------------------------------------ */

/* For undirected ego networks without weights: with d_q ties of alter q to the others, p_qj = 1/(d_q + 1),
 * C = 1/N + 2/N^2 sum of d_q/(d_q+1) + 1/N^2 sum over j of (sum over q tied to j of 1/(d_q+1))^2. */
static double closed_form(uint32_t n, uint32_t pairs, double *density, double *hierarchy)
{
	bool tied[8][8] = { { 0 } };
	double d[8] = { 0 };

	for (uint32_t j = 1, bit = 0; j < n; j++)
		for (uint32_t i = 0; i < j; i++, bit++)
			if (pairs >> bit & 1) {
				tied[i][j] = tied[j][i] = true;
				d[i]++;
				d[j]++;
			}
	*density = *hierarchy = 0;
	for (uint32_t j = 0; j < n; j++) {
		double s = 0;
		for (uint32_t q = 0; q < n; q++)
			s += tied[q][j] ? 1 / (d[q] + 1) : 0;
		*density += 2 * d[j] / (d[j] + 1) / (n * n);
		*hierarchy += s * s / (n * n);
	}
	return 1.0 / n + *density + *hierarchy;
}

static void decomposition(void **state)
{
	(void)state;
	double out[HOLE_VALUES][MOST], density, hierarchy;

	for (uint32_t n = 2; n <= 6; n++) {
		double most = 0;
		for (uint32_t pairs = 0; pairs < 1u << n * (n - 1) / 2; pairs++) {
			double c = closed_form(n, pairs, &density, &hierarchy);
			most = fmax(most, c);
			if (n == 6 && pairs % 61)
				continue;
			struct mark scratch = arena_mark(&memory);
			struct small s = { .n = n + 1 };
			for (uint32_t k = 0; k < n; k++, s.m++)
				s.b[s.m] = k + 1;
			for (uint32_t j = 1, bit = 0; j < n; j++)
				for (uint32_t i = 0; i < j; i++, bit++)
					if (pairs >> bit & 1) {
						s.a[s.m] = i + 1;
						s.b[s.m++] = j + 1;
					}
			measure(&s, HOLE_EGO, ALTERS_BOTH, out);
			assert_near(out[HOLE_CONSTRAINT_SIZE][0], 1.0 / n, 1e-15);
			assert_near(out[HOLE_CONSTRAINT_DENSITY][0], density, 1e-15);
			assert_near(out[HOLE_CONSTRAINT_HIERARCHY][0], hierarchy, 1e-15);
			assert_near(out[HOLE_CONSTRAINT][0], c, 1e-15);
			assert_near(out[HOLE_CONSTRAINT_NORMALISED][0], (c - 1.0 / n) / (hole_most(n) - 1.0 / n), 1e-14);
			arena_release(&memory, scratch);
		}
		assert_near(most, hole_most(n), 1e-15);         /* over all networks of so many alters */
	}
	assert_true(isnan(hole_most(1)));
	assert_near(hole_most(7), .4927, 5e-4);                 /* complete */
	assert_near(hole_most(8), .4548, 5e-4);                 /* one alter tied to all others */
}

/* From eight on: one alter tied to all the others, who are tied to nobody else. */
static void shadow(void **state)
{
	(void)state;
	double out[HOLE_VALUES][MOST];

	for (uint32_t n = 8; n < 20; n++) {
		struct small s = { .n = n + 1 };
		for (uint32_t k = 0; k < n; k++, s.m++)
			s.b[s.m] = k + 1;
		for (uint32_t k = 1; k < n; k++) {
			s.a[s.m] = 1;
			s.b[s.m++] = k + 1;
		}
		measure(&s, HOLE_EGO, ALTERS_BOTH, out);
		assert_near(out[HOLE_CONSTRAINT][0], hole_most(n), 1e-14);
		assert_near(out[HOLE_CONSTRAINT_NORMALISED][0], 1, 1e-13);
	}
}

/* --- bridging ------------------------------------------------------------------------------------------------ */

/* By Floyd and Warshall. */
static double cohesion(const struct small *s, bool tied[MOST][MOST])
{
	double d[MOST][MOST], sum = 0;

	for (uint32_t i = 0; i < s->n; i++)
		for (uint32_t j = 0; j < s->n; j++)
			d[i][j] = i == j ? 0 : tied[i][j] ? 1 : INFINITY;
	for (uint32_t k = 0; k < s->n; k++)
		for (uint32_t i = 0; i < s->n; i++)
			for (uint32_t j = 0; j < s->n; j++)
				d[i][j] = fmin(d[i][j], d[i][k] + d[k][j]);
	for (uint32_t i = 0; i < s->n; i++)
		for (uint32_t j = 0; j < s->n; j++)
			sum += i == j ? 0 : 1 / d[i][j];
	return sum / (s->n * (s->n - 1.0));
}

static void ideal_bridging(const struct small *s, double b[MOST])
{
	bool tied[MOST][MOST] = { { 0 } };
	double all;

	for (uint64_t k = 0; k < s->m; k++)
		if (s->a[k] != s->b[k])
			tied[s->a[k]][s->b[k]] = tied[s->b[k]][s->a[k]] = true;
	all = cohesion(s, tied);
	for (uint32_t i = 0; i < s->n; i++) {
		double degree = 0;
		b[i] = 0;
		for (uint32_t j = 0; j < s->n; j++) {
			if (!tied[i][j])
				continue;
			tied[i][j] = tied[j][i] = false;
			b[i] += all - cohesion(s, tied);
			tied[i][j] = tied[j][i] = true;
			degree++;
		}
		b[i] /= degree;
	}
}

static void bridging_oracle(void **state)
{
	(void)state;
	double b[MOST], score[MOST], error[MOST], three[MOST];

	for (int turn = 0; turn < 600; turn++) {
		struct mark scratch = arena_mark(&memory);
		struct small s = random_network(false, turn & 1);
		struct contacts c;
		ideal_bridging(&s, b);
		build(&s, &c);
		contacts_lower(&memory, &c);
		bridging_measure(&memory, &c, &(struct bridging){ .sources = s.n, .threads = 1 }, score, error);
		bridging_measure(&memory, &c, &(struct bridging){ .sources = s.n, .threads = 3 }, three, NULL);
		for (uint32_t v = 0; v < s.n; v++) {
			assert_near(score[v], b[v], 1e-13);
			assert_near(error[v], isnan(b[v]) ? NAN : 0, 0);
		}
		assert_memory_equal(score, three, s.n * sizeof *score);
		arena_release(&memory, scratch);
	}
}

/* All 10 samples of 3 out of 5 people: the estimates have the true score as their mean, and the
 * squares of their standard errors have their variance as mean. */
static void bridging_sample(void **state)
{
	(void)state;
	double b[MOST], score[MOST], error[MOST], sum[5] = { 0 }, square[5] = { 0 }, variance[5] = { 0 };
	struct small s = network(5, "AB BC CD DA DE", NULL);
	struct contacts c;
	double samples = 0;

	ideal_bridging(&s, b);
	build(&s, &c);
	contacts_lower(&memory, &c);
	for (uint32_t x = 0; x < 5; x++)
		for (uint32_t y = 0; y < x; y++)
			for (uint32_t z = 0; z < y; z++, samples++) {
				const uint32_t source[] = { x, y, z };
				bridging_measure(&memory, &c, &(struct bridging){ 3, source, 1, NULL, NULL }, score, error);
				for (int v = 0; v < 5; v++) {
					sum[v] += score[v];
					square[v] += score[v] * score[v];
					variance[v] += error[v] * error[v];
				}
			}
	for (int v = 0; v < 5; v++) {
		assert_near(sum[v] / samples, b[v], 1e-14);
		assert_near(variance[v] / samples, square[v] / samples - b[v] * b[v], 1e-14);
	}
}

/* --- memory ---------------------------------------------------------------------------------------------------- */

static struct small tight;

static int tight_run(void *arg)
{
	struct arena *a = arg;
	struct holes h = { .model = HOLE_EGO, .threads = 2, .n = tight.n };
	double out[HOLE_VALUES][MOST], score[MOST];
	struct contacts c;

	for (int v = 0; v < HOLE_VALUES; v++)
		h.out[v] = out[v];
	TRY(contacts_build(a, tight.n, tight.m, tight.a, tight.b, tight.w, true, &c, &why));
	holes_measure(a, &c, &h);
	contacts_lower(a, &c);
	bridging_measure(a, &c, &(struct bridging){ .sources = tight.n, .threads = 1 }, score, NULL);
	return OK;
}

static void exhaustion(void **state)
{
	(void)state;
	struct arena a = { 0 };
	size_t limit = 1;

	tight = larger_network(true, true);
	for (int code = E_MEMORY; code; limit += 1777) {
		a.limit = limit;
		code = arena_guard(&a, tight_run, &a, &why);
		assert_true(code == OK || code == E_MEMORY);
		arena_free(&a);
	}
	assert_true(limit > 100000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(stars), CHECK(complete), CHECK(triangle_and_circle),
		CHECK(borgatti), CHECK(borgatti_weighted), CHECK(directed),
		CHECK(conventions), CHECK(refused), CHECK(karate),
		CHECK(oracle), CHECK(same_bits), CHECK(any_threads),
		CHECK(any_order), CHECK(chosen_egos), CHECK(igraph),
		CHECK(decomposition), CHECK(shadow),
		CHECK(bridging_oracle), CHECK(bridging_sample), CHECK(exhaustion),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
