#include "mask.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* All that could betray the key: it lives in one block of sodium_malloc(). */
struct mask {
	crypto_generichash_state head, work;    /* `head` has taken in the key, and holds it */
	unsigned char in[4096], key[crypto_generichash_KEYBYTES_MAX];
	struct cell study;
	bool locked;
};

enum { HASH = 16 };                             /* bytes: 128 bits */

int mask_setup(struct err *e)
{
	if (sodium_init() < 0)
		return fail(e, E_BUG, "libsodium cannot be initialised");
	if (setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 }) || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0))
		return fail(e, E_IO, "core dumps cannot be switched off: %s", strerror(errno));
	return OK;
}

/* --- key files --------------------------------------------------------------------- */

static int write_key(int fd, const char *file, struct err *e)
{
	unsigned char key[MASK_KEY_LEAST];
	ssize_t n;

	randombytes_buf(key, sizeof key);
	n = fchmod(fd, 0600) ? -1 : write(fd, key, sizeof key);
	sodium_memzero(key, sizeof key);
	if (n != (ssize_t)sizeof key || fsync(fd))
		return fail(e, E_IO, "%s: the key cannot be written: %s", file, n < 0 ? strerror(errno) : "no room");
	return OK;
}

int mask_new_key(const char *file, struct err *e)
{
	int fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600), code;

	if (fd < 0 && errno == EEXIST)
		return fail(e, E_USAGE, "%s exists, and a key is never overwritten: "
		            "what was named with it could not be named again", file);
	if (fd < 0)
		return fail(e, E_IO, "%s: the key cannot be written: %s", file, strerror(errno));
	code = write_key(fd, file, e);
	if (close(fd) && !code)
		code = fail(e, E_IO, "%s: the key cannot be written: %s", file, strerror(errno));
	if (code)
		unlink(file);
	return code;
}

static int check_mode(int fd, const char *file, struct err *e)
{
	struct stat s;

	if (fstat(fd, &s))
		return fail(e, E_IO, "%s: %s", file, strerror(errno));
	if (S_ISDIR(s.st_mode))
		return fail(e, E_NOINPUT, "%s is a folder, not a key file", file);
	if (s.st_mode & (S_IRWXG | S_IRWXO))
		return fail(e, E_USAGE, "%s: others may use this key (mode %04o): chmod 600 it, "
		            "or make a new one with --new-key if they may have read it", file, (unsigned)s.st_mode & 07777);
	return OK;
}

/* The key is what the file holds; hashed down where that is more than BLAKE2b takes. */
static int read_key(struct mask *m, int fd, const char *file, size_t *len, struct err *e)
{
	ssize_t n;

	*len = 0;
	crypto_generichash_init(&m->work, NULL, 0, sizeof m->key);
	while ((n = read(fd, m->in, sizeof m->in)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail(e, E_IO, "%s: the key cannot be read: %s", file, strerror(errno));
		crypto_generichash_update(&m->work, m->in, (unsigned long long)n);
		if (*len < sizeof m->key)
			memcpy(m->key + *len, m->in, (size_t)n < sizeof m->key - *len ? (size_t)n : sizeof m->key - *len);
		*len += (size_t)n;
		if (*len > MASK_KEY_MOST)
			return fail(e, E_USAGE, "%s: more than 1 MB: this is not a key file", file);
	}
	if (*len < MASK_KEY_LEAST)
		return fail(e, E_USAGE, "%s: a key has at least %d bytes, this one has %zu: make one with --new-key",
		            file, MASK_KEY_LEAST, *len);
	if (*len > sizeof m->key) {
		crypto_generichash_final(&m->work, m->key, sizeof m->key);
		*len = sizeof m->key;
	}
	return OK;
}

static int open_with(struct mask *m, int fd, const char *file, struct err *e)
{
	size_t len;

	TRY(check_mode(fd, file, e));
	TRY(read_key(m, fd, file, &len, e));
	crypto_generichash_init(&m->head, m->key, len, HASH);
	sodium_memzero(m->in, sizeof m->in);
	sodium_memzero(m->key, sizeof m->key);
	return OK;
}

int mask_open(const char *key_file, const char *study, struct mask **out, struct err *e)
{
	struct mask *m;
	int fd = open(key_file, O_RDONLY | O_CLOEXEC), code;

	*out = NULL;
	if (fd < 0)
		return fail(e, E_NOINPUT, "%s: the key cannot be opened: %s", key_file, strerror(errno));
	m = sodium_malloc(sizeof *m);
	if (m) {
		m->study = cell_of(study);
		m->locked = !sodium_mlock(m, sizeof *m);
		code = open_with(m, fd, key_file, e);
	} else {
		code = fail(e, E_MEMORY, "out of memory for the key");
	}
	close(fd);
	if (code)
		mask_close(m);
	else
		*out = m;
	return code;
}

void mask_close(struct mask *m)
{
	sodium_free(m);                         /* wipes first */
}

bool mask_is_locked(const struct mask *m)
{
	return m->locked;
}

/* --- tokens ------------------------------------------------------------------------ */

static void field(crypto_generichash_state *s, struct cell c)
{
	unsigned char len[8];

	for (int i = 0; i < 8; i++)
		len[i] = (unsigned char)((uint64_t)c.len >> 8 * i);
	crypto_generichash_update(s, len, sizeof len);
	if (c.len)
		crypto_generichash_update(s, (const unsigned char *)c.at, c.len);
}

static void hash(struct mask *m, const char *purpose, struct cell space, struct cell id, unsigned char to[HASH])
{
	m->work = m->head;
	field(&m->work, cell_of(purpose));
	field(&m->work, m->study);
	field(&m->work, space);
	field(&m->work, id);
	crypto_generichash_final(&m->work, to, HASH);
}

void mask_token(struct mask *m, struct cell space, struct cell id, char to[MASK_TOKEN])
{
	static const char letter[] = "abcdefghijklmnopqrstuvwxyz234567";
	unsigned char h[HASH];
	unsigned bits = 0, held = 0;

	hash(m, "id", space, id, h);
	*to++ = 'p';
	for (int i = 0; i < HASH; i++) {
		held = (held << 8 | h[i]) & 0xFFF;
		for (bits += 8; bits >= 5; bits -= 5)
			*to++ = letter[held >> (bits - 5) & 31];
	}
	*to = letter[held << (5 - bits) & 31];
}

double mask_shift(struct mask *m)
{
	unsigned char h[HASH];
	uint64_t x = 0;

	hash(m, "time", cell_of(""), cell_of(""), h);
	for (int i = 0; i < 4; i++)
		x |= (uint64_t)h[i] << 8 * i;
	sodium_memzero(h, sizeof h);
	return (double)(x + 1);
}

/* --- without key --------------------------------------------------------------------- */

void mask_shuffle(uint32_t *v, uint32_t n)
{
	for (uint32_t i = n; i > 1; i--) {
		uint32_t j = randombytes_uniform(i), held = v[i - 1];
		v[i - 1] = v[j];
		v[j] = held;
	}
}

double mask_random_shift(void)
{
	return (double)randombytes_random() + 1;
}
