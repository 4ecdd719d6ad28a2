#include "figure_order.h"

#include <stdbool.h>

enum { ROUNDS = 100 };

double order_length(const double *d, int n, const int *order)
{
	double sum = 0;

	for (int i = 1; i < n; i++)
		sum += d[order[i - 1] * n + order[i]];
	return sum;
}

static void turn(int *order, int i, int j)
{
	for (; i < j; i++, j--) {
		int t = order[i];

		order[i] = order[j];
		order[j] = t;
	}
}

/* Turning i .. j round changes the two steps at its ends only. */
static double gain(const double *d, int n, const int *o, int i, int j)
{
	double before = 0, after = 0;

	if (i > 0) {
		before += d[o[i - 1] * n + o[i]];
		after += d[o[i - 1] * n + o[j]];
	}
	if (j < n - 1) {
		before += d[o[j] * n + o[j + 1]];
		after += d[o[i] * n + o[j + 1]];
	}
	return before - after;
}

void order_alike(const double *d, int n, int *order)
{
	bool better = true;

	for (int rounds = 0; better && rounds < ROUNDS; rounds++) {
		better = false;
		for (int i = 0; i < n - 1; i++)
			for (int j = i + 1; j < n; j++)
				if (gain(d, n, order, i, j) > 1e-12) {
					turn(order, i, j);
					better = true;
				}
	}
}
