/* The table for a journal. */
#include "qap_write.h"

#include <math.h>
#include <string.h>

static void put_text(struct out *o, const char *s)
{
	for (; *s; s++) {
		const char *as = *s == '\\' ? "\\textbackslash{}" : *s == '~' ? "\\textasciitilde{}" : *s == '^' ? "\\textasciicircum{}" :
		                 strchr("&%$#_{}", *s) ? (const char[]){ '\\', *s, '\0' } : (const char[]){ *s, '\0' };
		out_put(o, as, strlen(as));
	}
}

/* " & $-0.123$"; small numbers in powers of ten, what is undefined as a dash. */
static void put_number(struct out *o, double x, int digits)
{
	double least = 0.5 * pow(10, -digits), size = fabs(x);

	if (isnan(x)) {
		out_put(o, " & --", 5);
	} else if (size < 1e-9 || (size >= least && size < 1e6)) {
		out_print(o, " & $%.*f$", digits, size < 1e-9 ? 0 : x);
	} else {
		int power = (int)floor(log10(size));
		out_print(o, " & $%.2f \\cdot 10^{%d}$", x / pow(10, power), power);
	}
}

/* As many digits as so many replicates can tell. */
static int p_digits(const struct test *t)
{
	int digits = 3;

	while (digits < 6 && pow(10, digits) < (double)t->replicates + 1)
		digits++;
	return digits;
}

static void put_test(struct out *o, const struct test *t)
{
	put_number(o, t->null_mean, 3);
	put_number(o, t->null_sd, 3);
	put_number(o, t->z, 2);
	put_number(o, t->p, p_digits(t));
}

static void put_group(const struct qap_results *q, uint32_t group, int columns)
{
	struct out *o = q->run->out;

	for (int k = 0; k < q->by->n; k++) {
		struct cell c = q->by->label[group * (size_t)q->by->n + (size_t)k];
		out_print(o, k ? ", " : "\\addlinespace\n\\multicolumn{%d}{l}{\\textit{", columns);
		put_text(o, q->by->name[k]);
		out_print(o, " ");
		put_text(o, arena_copy(q->run->arena, c.at, c.len));
	}
	if (q->by->n)
		out_print(o, "}} \\\\\n");
}

static const char *null_words(const struct qap_how *h)
{
	return h->null == QAP_DSP ? "double semi-partialling (Dekker, Krackhardt \\& Snijders 2007)" :
	       h->null == QAP_Y ? "permutations of the dependent relation" : "permutations of one predictor at a time";
}

static const char *side_words(const struct qap_how *h)
{
	return h->side == SIDE_TWO ? "two-sided" : h->side == SIDE_LESS ? "one-sided (less)" : "one-sided (greater)";
}

/* --- regression ----------------------------------------------------------------------------------- */

static void put_fit(const struct qap_results *q, const struct qap_fitted *f)
{
	struct out *o = q->run->out;
	bool ols = q->how->model == QAP_OLS;

	put_group(q, f->group, 8);
	for (int k = 0; k < q->nx; k++) {
		const struct qap_term *t = &f->fit.term[k];
		put_text(o, q->x[k]);
		put_number(o, t->b, 3);
		put_number(o, ols ? t->beta : exp(t->b), 3);
		put_number(o, t->t, 2);
		put_test(o, &t->of_t);
		out_print(o, " \\\\\n");
	}
	out_print(o, "intercept");
	put_number(o, f->fit.intercept, 3);
	out_print(o, " & &");
	put_number(o, f->fit.intercept_t, 2);
	out_print(o, " & & & & \\\\\n\\midrule\n%s", ols ? "$R^2$" : "McFadden's $R^2$");
	put_number(o, f->fit.r2, 3);
	out_print(o, " & & ");
	if (f->fit.tested && q->how->replicates)
		put_test(o, &f->fit.of_r2);
	else
		out_print(o, " & & & &");
	out_print(o, " \\\\\npairs (people) & \\multicolumn{7}{l}{%llu (%u)} \\\\\n", (unsigned long long)f->fit.pairs, f->people);
}

static void put_models(const struct qap_results *q)
{
	static const char *const what[] = { "least squares", "logistic regression", "Poisson regression" };
	static const char *const second[] = { "$\\beta$", "odds ratio", "rate ratio" };
	struct out *o = q->run->out;

	out_print(o, "\\begin{tabular}{lrrrrrrr}\n\\toprule\n & & & & \\multicolumn{2}{c}{$t$ under the null} & & \\\\\n"
	          "\\cmidrule(lr){5-6}\n & $b$ & %s & $t$ & mean & sd & $z$ & $p$ \\\\\n\\midrule\n", second[q->how->model]);
	for (uint64_t k = 0; k < q->models; k++)
		put_fit(q, &q->fitted[k]);
	out_print(o, "\\bottomrule\n\\end{tabular}\n\n\\emph{Note.} MRQAP of \\emph{");
	put_text(o, q->y);
	out_print(o, "}, %s; %s $p$ of $t$ by %s, ", what[q->how->model], side_words(q->how), null_words(q->how));
}

/* --- correlation ---------------------------------------------------------------------------------------- */

static void put_correlations(const struct qap_results *q)
{
	static const char *const name[] = { "Pearson", "Spearman", "Jaccard" };
	struct out *o = q->run->out;
	uint32_t group = UINT32_MAX;

	out_print(o, "\\begin{tabular}{llrrrrrr}\n\\toprule\n & & & \\multicolumn{2}{c}{under the null} & & & \\\\\n"
	          "\\cmidrule(lr){4-5}\nrelations & measure & value & mean & sd & $z$ & $p$ & pairs \\\\\n\\midrule\n");
	for (uint64_t k = 0; k < q->correlations; k++) {
		const struct qap_correlated *c = &q->correlated[k];
		if (c->group != group)
			put_group(q, c->group, 8);
		group = c->group;
		put_text(o, c->y);
		out_print(o, ", ");
		put_text(o, c->x);
		out_print(o, " & %s", name[c->measure]);
		put_number(o, c->c.value, 3);
		put_test(o, &c->c.test);
		out_print(o, " & %llu \\\\\n", (unsigned long long)c->c.pairs);
	}
	out_print(o, "\\bottomrule\n\\end{tabular}\n\n\\emph{Note.} QAP correlation; %s $p$ by ", side_words(q->how));
}

/* "999 permutations": of all groups, the fewest and the most. */
static void put_replicates(const struct qap_results *q)
{
	uint64_t least = UINT64_MAX, most = 0;

	for (uint64_t k = 0; k < q->correlations + q->models; k++) {
		uint64_t r = q->models ? q->fitted[k].fit.replicates : q->correlated[k].c.replicates;
		least = r < least ? r : least;
		most = r > most ? r : most;
	}
	if (least < most)
		out_print(q->run->out, "%llu to ", (unsigned long long)least);
	out_print(q->run->out, "%llu permutations of the people, seed %llu.\n", (unsigned long long)most,
	          (unsigned long long)q->how->seed);
}

void qap_write_latex(const struct qap_results *q)
{
	if (q->run->provenance)
		out_print(q->run->out, "%% qap %s%s\n", TIES_VERSION, q->run->arguments);
	if (q->models)
		put_models(q);
	else
		put_correlations(q);
	put_replicates(q);
}
