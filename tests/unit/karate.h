/* karate.h - Zachary's karate club: W. W. Zachary, Journal of Anthropological Research 33:452 (1977),
 * doi:10.1086/jar.33.4.3629752.  Members are numbered from 0 here, from 1 in the paper; the weight
 * of a tie is the number of settings in which the two met. */
#ifndef TIES_KARATE_H
#define TIES_KARATE_H

#include <stdint.h>

enum { KARATE_PEOPLE = 34, KARATE_TIES = 78 };

static const uint32_t karate_i[KARATE_TIES] = {
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2,
	2, 2, 2, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5, 5, 6, 8, 8, 8, 9, 13, 14, 14, 15, 15, 18, 18,
	19, 20, 20, 22, 22, 23, 23, 23, 23, 23, 24, 24, 24, 25, 26, 26, 27, 28, 28, 29, 29, 30, 30, 31, 31, 32,
};

static const uint32_t karate_j[KARATE_TIES] = {
	1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 17, 19, 21, 31, 2, 3, 7, 13, 17, 19, 21, 30, 3, 7,
	8, 9, 13, 27, 28, 32, 7, 12, 13, 6, 10, 6, 10, 16, 16, 30, 32, 33, 33, 33, 32, 33, 32, 33, 32, 33,
	33, 32, 33, 32, 33, 25, 27, 29, 32, 33, 25, 27, 31, 31, 29, 33, 33, 31, 33, 32, 33, 32, 33, 32, 33, 33,
};

static const double karate_weight[KARATE_TIES] = {
	4, 5, 3, 3, 3, 3, 2, 2, 2, 3, 1, 3, 2, 2, 2, 2, 6, 3, 4, 5, 1, 2, 2, 2, 3, 4,
	5, 1, 3, 2, 2, 2, 3, 3, 3, 2, 3, 5, 3, 3, 3, 3, 3, 4, 2, 3, 3, 2, 3, 4, 1, 2,
	1, 3, 1, 2, 3, 5, 4, 3, 5, 4, 2, 3, 2, 7, 4, 2, 4, 2, 2, 4, 2, 3, 3, 4, 4, 5,
};

/* The row of the tie between two members, by their numbers in the paper. */
static inline uint32_t karate_tie(uint32_t i, uint32_t j)
{
	uint32_t k = 0;

	while (k < KARATE_TIES && (karate_i[k] != i - 1 || karate_j[k] != j - 1))
		k++;
	return k;
}

#endif
