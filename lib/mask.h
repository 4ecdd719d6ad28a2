/* mask.h - names hidden behind keyed tokens.  libsodium only here.
 *
 * A token is 'p' and 26 letters of base32 (RFC 4648, lower case, no padding): the 128 bits of
 *
 *     BLAKE2b-128(key, F("id") F(study) F(space) F(id)),   F(x) = length of x (8 bytes, little end first), x
 *
 * so that two different (study, space, id) never hash the same text.  Without the key nobody can
 * work out the token of a name by trying names; with it anybody can.
 * Aumasson, Neves, Wilcox-O'Hearn & Winnerlein (2013), doi:10.1007/978-3-642-38980-1_8; RFC 7693.
 */
#ifndef TIES_MASK_H
#define TIES_MASK_H

#include "base.h"

enum {
	MASK_KEY_LEAST = 32,            /* bytes of a key file, at least */
	MASK_KEY_MOST = 1 << 20,        /* what is larger is no key but some other file */
	MASK_TOKEN = 27                 /* bytes of a token; no NUL */
};

/* libsodium is ready, this process leaves no core dump and cannot be traced by others. */
int mask_setup(struct err *);

/* A new key file of 32 random bytes, mode 0600.  An existing file is never touched: E_USAGE. */
int mask_new_key(const char *file, struct err *);

/* A key and a study, in memory that is locked, guarded and wiped by mask_close().  A key longer
 * than BLAKE2b takes (64 bytes) is hashed down to that first.  E_NOINPUT: cannot be opened;
 * E_USAGE: others may read the file, or it is shorter than MASK_KEY_LEAST.  `study` must live
 * as long as the mask. */
struct mask;
int  mask_open(const char *key_file, const char *study, struct mask **, struct err *);
void mask_close(struct mask *);         /* NULL is fine */
bool mask_is_locked(const struct mask *);       /* false: the system may swap the key to disk */

void mask_token(struct mask *, struct cell space, struct cell id, char to[MASK_TOKEN]);

/* A whole number in 1 .. 2^32 that belongs to the key and the study: what times are shifted by. */
double mask_shift(struct mask *);

/* Without key, from the system's entropy. */
void   mask_shuffle(uint32_t *v, uint32_t n);
double mask_random_shift(void);

#endif
