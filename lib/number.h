/* number.h - numbers to text and back, in any locale, the same bytes every time. */
#ifndef TIES_NUMBER_H
#define TIES_NUMBER_H

#include "base.h"

enum { NUMBER_ROOM = 32 };          /* bytes that number_put() may need */

/* The shortest decimal that reads back as x; NaN is NA, infinities are Inf, -Inf.
 * Plain notation from 1e-5 to 1e21, exponents beyond.  Returns the length; no NUL.
 * After Giulietti (2020), "The Schubfach way to render doubles". */
size_t number_put(char *to, double x);

size_t number_put_count(char *to, uint64_t x);

/* What a cell holds. */
enum number_kind { NUMBER, NUMBER_MISSING, NUMBER_COMMA, NUMBER_NOT };

/* Empty, NA and NaN are missing (*x = NAN); "0,5" is NUMBER_COMMA; Inf is read as
 * infinity; hexadecimal is no number, nor are more than 511 characters.  Blanks around it
 * do not count.  Correctly rounded: what is too large is infinite, what is too small 0. */
enum number_kind number_get(struct cell, double *x);

/* Beyond it a number, infinite ones too, cannot be worked with: its fourth power must be a number. */
#define NUMBER_LARGEST 1e70
static inline bool number_too_large(double x) { return x > NUMBER_LARGEST || x < -NUMBER_LARGEST; }

/* A whole number without sign; false if it is none or too large. */
bool number_get_count(struct cell, uint64_t *x);

#endif
