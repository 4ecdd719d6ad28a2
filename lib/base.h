/* base.h - errors, arenas and output: the ground every other module stands on.
 *
 * Nothing in lib/ prints or exits.  A function that can fail returns 0 or a
 * code below, and leaves one sentence for a human in its last argument.
 */
#ifndef TIES_BASE_H
#define TIES_BASE_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The codes are the exit statuses of sysexits(3): a tool returns what it got. */
enum {
	OK = 0, E_USAGE = 64, E_DATA = 65, E_NOINPUT = 66, E_BUG = 70, E_MEMORY = 71, E_IO = 74,
	E_PIPE = 141                    /* the reader has left: quiet */
};

struct err {
	int  code;
	char text[1024];
};

/* Record an error and return its code:  return fail(e, E_DATA, "...", n); */
int fail(struct err *e, int code, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* What moves a terminal's cursor becomes '?': names of files and data may hold anything. */
void message_plain(char *text);

/* Pass a failure up:  TRY(table_read(...)); */
#define TRY(call) do { int try_ = (call); if (try_) return try_; } while (0)

/* --- memory ---------------------------------------------------------------
 * An arena owns everything allocated from it; one arena_free() ends them all.
 * Exhaustion jumps to `oom`, so callers never test for NULL; `wanted` then
 * says how much was asked for.  `limit` lets a test make the n-th byte fail.
 * Large blocks are mapped straight from the system: zeroed, and paid for only
 * where they are touched.  Never call it inside a parallel region or inside a
 * library's callback: the jump must not cross them. */
struct arena {
	struct block *top;
	size_t used, limit, wanted;
	jmp_buf *oom;
};

void *arena_alloc(struct arena *, size_t count, size_t size);   /* zeroed */
char *arena_copy(struct arena *, const char *text, size_t len); /* NUL-terminated */
char *arena_print(struct arena *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void  arena_free(struct arena *);

#define NEW(arena, n, type) ((type *)arena_alloc((arena), (n), sizeof(type)))

/* The array `old` of `had` elements moved to a place for `want`; the rest is zero. */
void *arena_grow(struct arena *, void *old, size_t had, size_t want, size_t size);

/* Scratch: allocate results first, then mark, use, release. */
struct mark { struct block *top; size_t block_used, used; };

struct mark arena_mark(const struct arena *);
void arena_release(struct arena *, struct mark);

/* Run body(arg) with exhaustion of the arena turned into E_MEMORY. */
int arena_guard(struct arena *, int (*body)(void *), void *arg, struct err *);

/* --- text -------------------------------------------------------------------
 * A piece of text that nobody copied: no NUL at its end. */
struct cell { const char *at; size_t len; };

static inline struct cell cell_of(const char *s)
{
	struct cell c = { s, 0 };
	while (s[c.len])
		c.len++;
	return c;
}

bool cell_is(struct cell, const char *text);
int  cell_order(struct cell, struct cell);              /* bytewise, as strcmp() */

/* "wave,layer" cut at its commas: how many. */
const char **split_list(struct arena *, const char *list, int *n);

/* The number of single-letter edits between two words: what "did you mean" asks.
 * Words of more than 63 letters are near to nothing: UINT_MAX. */
unsigned edit_distance(const char *, const char *);

/* The next character of valid UTF-8; *s moves on. */
uint32_t utf8_next(const char **s);

/* --- output ------------------------------------------------------------------
 * Bytes on their way to a file descriptor.  Errors stick, out_close() tells. */
struct out {
	int    fd, broken;              /* broken: the errno of the first failure */
	char  *buf;
	size_t used, cap;
};

void out_open(struct out *, struct arena *, int fd);
void out_put(struct out *, const char *bytes, size_t len);
void out_flush(struct out *);
int  out_end(struct out *, struct err *);               /* flush, and was all written? */

/* Room for at least `need` bytes at the returned place; then out->used += written. */
static inline char *out_room(struct out *o, size_t need)
{
	if (o->cap - o->used < need)
		out_flush(o);
	return o->buf + o->used;
}
enum { OUT_ROOM = 1 << 16 };        /* the largest `need` */

#endif
