/* Social capital: a worked case, and definitions spelled out person by person. */
#include "capital.h"
#include "check.h"

static struct simple network(uint32_t n, uint64_t m, const uint32_t *a, const uint32_t *b)
{
	struct simple t;

	assert_ok(simple_build(&memory, n, m, a, b, false, &t, &why));
	return t;
}

static struct connected measure(const struct capital *c, const uint32_t *class_, uint32_t ego, double *own)
{
	struct capital_room r;
	struct connected o;

	capital_room(&memory, c, &r);
	capital_connected(&memory, c, &o);
	capital_measure(c, class_, ego, &r, &o, own);
	return o;
}

/* School 1: L1 L2 H1 H2, ties L1L2 L1H1 L2H1 H1H2 L2H2; school 2: L3 L4 L5 H3, ties L3L4 L4L5 L5H3.
 * Share of high friends 1/2 2/3 | 0 0 1/2, of high members 1/2 and 1/4.  With the median split (everything over 1/2):
 * connectedness 2 x (5/3)/5 = 2/3, exposure 2 x (1/2 + 1/2 + 3/4)/5 = .7, bias of the whole 1 - (2/3)/.7 = 1/21.
 * In school 1 f/h = 1, 4/3: bias -1/6; in school 2 0 0 2: 1/3.  Without ego h = 2/3 and 1/3: 1 - (2/3)/(28/30) = 2/7. */
static void two_schools(void **unused)
{
	enum { L1, L2, H1, H2, L3, L4, L5, H3 };
	const uint32_t a[8] = { L1, L1, L2, H1, L2, L3, L4, L5 }, b[8] = { L2, H1, H1, H2, H2, L4, L5, H3 };
	const uint32_t class_[8] = { 0, 0, 1, 1, 0, 0, 0, 1 }, school[8] = { 0, 0, 0, 0, 1, 1, 1, 1 };
	struct simple t = network(8, 8, a, b);
	struct capital c = { .t = &t, .settings = 2, .setting = school, .share = .5 };
	double own[8];
	struct connected o = measure(&c, class_, CAPITAL_LOW, own);

	(void)unused;
	assert_near(o.connectedness, 2 / 3., 1e-15);
	assert_near(o.inside, 2 / 3., 1e-15);
	assert_near(o.exposure, .7, 1e-15);
	assert_near(o.bias, 1 / 21., 1e-14);
	assert_near(o.of_bias[0], -1 / 6., 1e-14);
	assert_near(o.of_bias[1], 1 / 3., 1e-14);
	assert_near(o.of_exposure[1], .5, 1e-15);
	assert_near(o.of_inside[0], 7 / 6., 1e-14);
	assert_near(own[L2], 4 / 3., 1e-15);
	assert_true(isnan(own[H1]));
	c.exclude_ego = true;
	o = measure(&c, class_, CAPITAL_LOW, NULL);
	assert_near(o.bias, 2 / 7., 1e-14);
	/* the high: H1 knows L1 L2 H2, H2 knows H1 L2, H3 knows L5 */
	c.exclude_ego = false;
	o = measure(&c, class_, CAPITAL_HIGH, NULL);
	assert_near(o.connectedness, 2 * (1 / 3. + 1 / 2. + 0) / 3, 1e-15);
	assert_near(o.exposure, 2 * (1 / 2. + 1 / 2. + 1 / 4.) / 3, 1e-15);
}

static void nobody_to_speak_of(void **unused)
{
	const uint32_t a[1] = { 0 }, b[1] = { 1 }, none[3] = { CAPITAL_NONE, CAPITAL_NONE, 0 }, low[3] = { 0, 0, 0 };
	const uint32_t setting[3] = { 0, CAPITAL_NONE, 0 };
	struct simple t = network(3, 1, a, b);
	struct capital c = { .t = &t, .settings = 1, .setting = setting, .share = .5 };
	struct connected o = measure(&c, none, CAPITAL_LOW, NULL);

	(void)unused;
	assert_true(isnan(o.connectedness) && isnan(o.exposure) && isnan(o.bias) && isnan(o.of_bias[0]));
	o = measure(&c, low, CAPITAL_LOW, NULL);
	assert_near(o.connectedness, 0, 0);
	assert_true(isnan(o.inside));                   /* the tie leads out of the setting */
	c.settings = 0;
	o = measure(&c, low, CAPITAL_LOW, NULL);
	assert_true(isnan(o.bias));
}

/* Person by person, from a matrix. */
static void one_person_after_another(void **unused)
{
	(void)unused;
	for (int round = 0; round < 500; round++) {
		enum { MOST = 12, SETTINGS = 3 };
		bool tied[MOST][MOST] = { { false } };
		uint32_t n = 2 + any(MOST - 1), a[200], b[200], class_[MOST], setting[MOST], ego = any(2), m = 0;
		double f = 0, inside = 0, exposure = 0, people = 0, met = 0;
		double of[SETTINGS][4] = { { 0 } };
		for (uint32_t v = 0; v < n; v++) {
			class_[v] = any(5) ? any(2) : CAPITAL_NONE;
			setting[v] = any(4) ? any(SETTINGS) : CAPITAL_NONE;
		}
		for (uint32_t k = any(40); k-- > 0; m++) {
			a[m] = any(n);
			b[m] = any(n);
			tied[a[m]][b[m]] = tied[b[m]][a[m]] = a[m] != b[m];
		}
		struct simple t = network(n, m, a, b);
		struct capital c = { .t = &t, .settings = SETTINGS, .setting = setting, .share = .3, .exclude_ego = any(2) };
		for (uint32_t v = 0; v < n; v++) {
			double friends = 0, high = 0, near = 0, near_high = 0, members = 0, members_high = 0;
			if (class_[v] != ego)
				continue;
			for (uint32_t u = 0; u < n; u++) {
				bool here = setting[v] != CAPITAL_NONE && setting[u] == setting[v];
				if (class_[u] == CAPITAL_NONE)
					continue;
				friends += tied[v][u];
				high += tied[v][u] && class_[u];
				near += tied[v][u] && here;
				near_high += tied[v][u] && here && class_[u];
				members += here && !(c.exclude_ego && u == v);
				members_high += here && class_[u] && !(c.exclude_ego && u == v);
			}
			if (friends > 0) {
				f += high / friends;
				people++;
			}
			if (near > 0) {
				double h = members_high / members, *s = of[setting[v]];
				inside += near_high / near;
				exposure += h;
				met++;
				s[0]++;
				s[1] += near_high / near;
				s[2] += h;
				s[3] += h > 0 ? near_high / near / h : 0;
			}
		}
		struct connected o = measure(&c, class_, ego, NULL);
		assert_near(o.connectedness, people > 0 ? f / people / .3 : NAN, 1e-12);
		assert_near(o.inside, met > 0 ? inside / met / .3 : NAN, 1e-12);
		assert_near(o.exposure, met > 0 ? exposure / met / .3 : NAN, 1e-12);
		assert_near(o.bias, exposure > 0 ? 1 - inside / exposure : NAN, 1e-12);
		for (int s = 0; s < SETTINGS; s++) {
			assert_near(o.of_inside[s], of[s][0] > 0 ? of[s][1] / of[s][0] / .3 : NAN, 1e-12);
			assert_near(o.of_bias[s], of[s][2] > 0 ? 1 - of[s][3] / of[s][0] : NAN, 1e-12);
		}
		arena_free(&memory);
	}
}

static void closely_knit(void **unused)
{
	(void)unused;
	for (int round = 0; round < 300; round++) {
		enum { MOST = 10, SETTINGS = 2 };
		bool tied[MOST][MOST] = { { false } };
		uint32_t n = 2 + any(MOST - 1), a[200], b[200], setting[MOST], m = 0;
		double supported[SETTINGS + 2] = { 0 }, ties[SETTINGS + 2] = { 0 }, sum = 0, people = 0, of[SETTINGS][2] = { { 0 } };
		for (uint32_t v = 0; v < n; v++)
			setting[v] = any(4) ? any(SETTINGS) : CAPITAL_NONE;
		for (uint32_t k = any(30); k-- > 0; m++) {
			a[m] = any(n);
			b[m] = any(n);
			tied[a[m]][b[m]] = tied[b[m]][a[m]] = a[m] != b[m];
		}
		for (uint32_t i = 0; i < n; i++) {
			double pairs = 0, closed = 0;
			for (uint32_t j = 0; j < n; j++) {
				bool common = false, common_here = false, here = setting[i] != CAPITAL_NONE && setting[i] == setting[j];
				for (uint32_t k = 0; k < n; k++) {
					common |= tied[i][k] && tied[j][k];
					common_here |= tied[i][k] && tied[j][k] && setting[k] == setting[i];
					if (tied[i][j] && tied[i][k] && j < k) {
						pairs++;
						closed += tied[j][k];
					}
				}
				if (!tied[i][j] || j < i)
					continue;
				ties[SETTINGS]++;
				supported[SETTINGS] += common;
				if (here) {
					ties[SETTINGS + 1]++;
					supported[SETTINGS + 1] += common_here;
					ties[setting[i]]++;
					supported[setting[i]] += common_here;
				}
			}
			if (pairs > 0) {
				sum += closed / pairs;
				people++;
				if (setting[i] != CAPITAL_NONE) {
					of[setting[i]][0] += closed / pairs;
					of[setting[i]][1]++;
				}
			}
		}
		struct simple t = network(n, m, a, b);
		struct capital c = { .t = &t, .settings = SETTINGS, .setting = setting };
		struct knit o;
		assert_ok(capital_knit(&memory, &c, 1, &o, &why));
		assert_near(o.support, ties[SETTINGS] > 0 ? supported[SETTINGS] / ties[SETTINGS] : NAN, 1e-12);
		assert_near(o.inside, ties[SETTINGS + 1] > 0 ? supported[SETTINGS + 1] / ties[SETTINGS + 1] : NAN, 1e-12);
		assert_near(o.clustering, people > 0 ? sum / people : NAN, 1e-12);
		for (int s = 0; s < SETTINGS; s++) {
			assert_near(o.of_support[s], ties[s] > 0 ? supported[s] / ties[s] : NAN, 1e-12);
			assert_near(o.of_clustering[s], of[s][1] > 0 ? of[s][0] / of[s][1] : NAN, 1e-12);
		}
		arena_free(&memory);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK(two_schools), CHECK(nobody_to_speak_of), CHECK(one_person_after_another), CHECK(closely_knit),
	};

	return cmocka_run_group_tests_name("capital", tests, NULL, NULL);
}
