/* degree.h - how many contacts a person has, and how much goes to each of them. */
#ifndef TIES_DEGREE_H
#define TIES_DEGREE_H

#include "contacts.h"

/* All by PERSON; an array that is NULL is not wanted. */
struct degrees {
	double *in, *out;       /* distinct people who send to the person, and to whom the person sends */
	double *total;          /* distinct people in contact, in whatever direction */
	double *in_strength, *out_strength;     /* weights of the arcs in and out */
	double *strength;       /* of all ties */
	double *disparity;      /* Y = sum over contacts of (z / strength)^2: 1/k if all are alike, 1 if one has it all.
	                         * Derrida & Flyvbjerg (1987) doi:10.1088/0305-4470/20/15/039; for networks Barthelemy,
	                         * Gondran & Guichard (2003) doi:10.1016/S0378-4371(02)01382-1.  NAN without contacts */
	double *strongest;      /* the largest z / strength; NAN without contacts */
	double *core;           /* the largest k whose k-core holds the person: Seidman (1983) doi:10.1016/0378-8733(83)90028-X */
};

/* The rows that c was built from are needed again for the strengths of arcs.  Calls contacts_lower(). */
void degrees_measure(struct arena *, struct contacts *c, uint64_t rows, const uint32_t *a, const uint32_t *b,
                     const double *weight, const struct degrees *);

#endif
