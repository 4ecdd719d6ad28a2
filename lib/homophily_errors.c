/* Standard errors of numbers over ties, by leaving out ties or people. */
#include "homophily.h"
#include "homophily_job.h"

#include <math.h>

void homophily_errors(struct homophily_job *j, const struct simple *t, struct homophily_errors *q)
{
	struct arena *a = j->run->arena;

	*q = (struct homophily_errors){ .a = NEW(a, t->m, uint32_t), .b = NEW(a, t->m, uint32_t), .row = NEW(a, t->m, uint32_t),
	                                .u = NEW(a, t->m, double) };
	for (uint32_t k = 0; k < t->m; k++) {
		q->a[k] = t->tie[k].a;
		q->b[k] = t->tie[k].b;
	}
	jackknife_groups(a, t->n, NULL, UINT32_MAX, 2, q->a, q->b, 0, &q->people);
	jackknife_scratch(a, &q->people, t->m, &q->scratch);
}

void homophily_all_ties(struct homophily_errors *q, uint32_t m, const double *weight)
{
	double sum = 0, total = 0;

	q->m = m;
	for (uint32_t k = 0; k < m; k++) {
		sum += q->u[k];
		total += weight ? weight[k] : 1;
	}
	for (uint32_t k = 0; k < m; k++) {
		q->row[k] = k;
		q->u[k] -= sum * (weight ? weight[k] : 1) / total;
	}
}

bool homophily_by_people(const struct homophily_job *j, bool rule)
{
	return j->how->jackknife < 0 ? rule : j->how->jackknife == HOMOPHILY_PEOPLE;
}

double homophily_error(const struct homophily_errors *q, bool people, double *df)
{
	double squares = 0;

	if (people)
		return jackknife_se(&q->people, &q->scratch, q->m, q->row, q->u, df);
	for (uint32_t k = 0; k < q->m; k++)
		squares += q->u[k] * q->u[k];
	*df = q->m > 1 ? q->m - 1 : 0;
	return q->m > 1 ? sqrt(squares * q->m / (q->m - 1)) : NAN;
}
