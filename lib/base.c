#include "base.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

void message_plain(char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7F)
			*text = '?';
}

int fail(struct err *e, int code, const char *fmt, ...)
{
	va_list ap;

	e->code = code;
	va_start(ap, fmt);
	vsnprintf(e->text, sizeof e->text, fmt, ap);
	va_end(ap);
	message_plain(e->text);
	return code;
}

/* --- memory ------------------------------------------------------------------ */

struct block {
	struct block *next;
	size_t used, size;
	bool mapped;
	_Alignas(64) char mem[];
};

/* Under the address sanitizer each request has a block to itself, so that it sees the end of each. */
#if defined(__SANITIZE_ADDRESS__)
enum { CHECKED = 1 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
enum { CHECKED = 1 };
#else
enum { CHECKED = 0 };
#endif
#else
enum { CHECKED = 0 };
#endif

/* A request above BLOCK has a mapping of its own; HUGE is where large pages pay. */
enum { BLOCK = CHECKED ? 0 : 1 << 18, ALIGN = CHECKED ? 1 : 16, HUGE = 1 << 22 };

static _Noreturn void exhausted(struct arena *a, size_t want)
{
	a->wanted = want;
	if (a->oom)
		longjmp(*a->oom, 1);
	abort();
}

static void push_block(struct arena *a, size_t room)
{
	bool mapped = room > BLOCK && !CHECKED;
	void *fresh = NULL;
	struct block *b;

	if (mapped) {
		b = mmap(NULL, sizeof *b + room, PROT_READ | PROT_WRITE,
		         MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
		if (b == MAP_FAILED)
			exhausted(a, room);
		if (room >= HUGE)
			madvise(b, sizeof *b + room, MADV_HUGEPAGE);
	} else {
		if (posix_memalign(&fresh, 64, sizeof *b + room))
			exhausted(a, room);
		b = fresh;
	}
	*b = (struct block){ .next = a->top, .size = room, .mapped = mapped };
	a->top = b;
}

static void pop_block(struct arena *a)
{
	struct block *b = a->top;

	a->top = b->next;
	if (b->mapped)
		munmap(b, sizeof *b + b->size);
	else
		free(b);
}

void *arena_alloc(struct arena *a, size_t count, size_t size)
{
	size_t want;
	struct block *b;
	void *p;

	if (__builtin_mul_overflow(count, size, &want) || want > SIZE_MAX / 2)
		exhausted(a, SIZE_MAX);
	want = (want + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	if (a->limit && (want > a->limit || a->used > a->limit - want))
		exhausted(a, want);
	if (CHECKED || !a->top || a->top->size - a->top->used < want)
		push_block(a, want > BLOCK ? want : BLOCK);
	b = a->top;
	p = b->mem + b->used;
	b->used += want;
	a->used += want;
	return b->mapped ? p : memset(p, 0, want);      /* a mapping is used once, and is zero */
}

char *arena_copy(struct arena *a, const char *text, size_t len)
{
	char *p = NEW(a, len + 1, char);

	if (len)
		memcpy(p, text, len);
	return p;
}

char *arena_print(struct arena *a, const char *fmt, ...)
{
	va_list ap, again;
	char *text;
	int len;

	va_start(ap, fmt);
	va_copy(again, ap);
	len = vsnprintf(NULL, 0, fmt, ap);
	text = NEW(a, (size_t)len + 1, char);
	vsnprintf(text, (size_t)len + 1, fmt, again);
	va_end(again);
	va_end(ap);
	return text;
}

/* The last thing allocated, alone in its mapping, grows where it is or moves without a copy. */
static void *remap(struct arena *a, void *old, size_t want)
{
	struct block *b = a->top, *moved;

	want = (want + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	if (!b || !b->mapped || old != b->mem || want <= b->size)
		return NULL;
	if (a->limit && a->used - b->used + want > a->limit)
		exhausted(a, want);
	moved = mremap(b, sizeof *b + b->size, sizeof *b + want, MREMAP_MAYMOVE);
	if (moved == MAP_FAILED)
		exhausted(a, want);
	a->used += want - moved->used;
	moved->used = moved->size = want;
	a->top = moved;
	return moved->mem;
}

void *arena_grow(struct arena *a, void *old, size_t had, size_t want, size_t size)
{
	size_t bytes;
	void *p;

	if (had && !__builtin_mul_overflow(want, size, &bytes) && bytes < SIZE_MAX / 2 &&
	    (p = remap(a, old, bytes)))
		return p;
	p = arena_alloc(a, want, size);
	if (had)
		memcpy(p, old, had * size);
	return p;
}

struct mark arena_mark(const struct arena *a)
{
	return (struct mark){ a->top, a->top ? a->top->used : 0, a->used };
}

void arena_release(struct arena *a, struct mark m)
{
	while (a->top != m.top)
		pop_block(a);
	if (a->top)
		a->top->used = m.block_used;
	a->used = m.used;
}

void arena_free(struct arena *a)
{
	arena_release(a, (struct mark){ 0 });
}

/* On its own, so that nothing that changes before the jump is local to its setjmp. */
int arena_guard(struct arena *a, int (*body)(void *), void *arg, struct err *e)
{
	jmp_buf oom, *outer = a->oom;           /* guards may stand inside one another */
	int code;

	a->oom = &oom;
	if (setjmp(oom)) {
		a->oom = outer;
		return fail(e, E_MEMORY, "out of memory: %zu MB in use, %zu MB more were needed",
		            a->used >> 20, (a->wanted >> 20) + 1);
	}
	code = body(arg);
	a->oom = outer;
	return code;
}

/* --- text ---------------------------------------------------------------------- */

bool cell_is(struct cell c, const char *text)
{
	return strlen(text) == c.len && (!c.len || !memcmp(c.at, text, c.len));
}

int cell_order(struct cell a, struct cell b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = len ? memcmp(a.at, b.at, len) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

const char **split_list(struct arena *a, const char *list, int *n)
{
	const char **item = NEW(a, strlen(list) + 2, const char *);

	*n = 0;
	for (const char *p = list; *p; ) {
		size_t len = strcspn(p, ",");
		item[(*n)++] = arena_copy(a, p, len);
		p += len + (p[len] == ',');
	}
	return item;
}

uint32_t utf8_next(const char **s)
{
	const unsigned char *p = (const unsigned char *)*s;
	int more = p[0] < 0x80 ? 0 : p[0] < 0xe0 ? 1 : p[0] < 0xf0 ? 2 : 3;
	uint32_t c = more == 0 ? p[0] : p[0] & (0x3fu >> more);

	for (int i = 1; i <= more; i++)
		c = c << 6 | (p[i] & 0x3fu);
	*s += more + 1;
	return c;
}

unsigned edit_distance(const char *a, const char *b)
{
	enum { LONGEST = 63 };
	size_t n = strlen(a), m = strlen(b);
	unsigned row[LONGEST + 1];

	if (n > LONGEST || m > LONGEST)
		return UINT_MAX;
	for (size_t j = 0; j <= m; j++)
		row[j] = (unsigned)j;
	for (size_t i = 1; i <= n; i++) {
		unsigned left_above = row[0]++;
		for (size_t j = 1; j <= m; j++) {
			unsigned best = left_above + (a[i - 1] != b[j - 1]);
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			left_above = row[j];
			row[j] = best;
		}
	}
	return row[m];
}

/* --- output ---------------------------------------------------------------------- */

void out_open(struct out *o, struct arena *a, int fd)
{
	enum { CAP = 1 << 19 };

	*o = (struct out){ .fd = fd, .buf = NEW(a, CAP, char), .cap = CAP };
}

static void write_all(struct out *o, const char *p, size_t len)
{
	while (len && !o->broken) {
		ssize_t n = write(o->fd, p, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			o->broken = errno;
			return;
		}
		p += n;
		len -= (size_t)n;
	}
}

void out_flush(struct out *o)
{
	write_all(o, o->buf, o->used);
	o->used = 0;
}

void out_put(struct out *o, const char *bytes, size_t len)
{
	if (o->cap - o->used < len) {
		out_flush(o);
		if (len > o->cap) {
			write_all(o, bytes, len);
			return;
		}
	}
	memcpy(o->buf + o->used, bytes, len);
	o->used += len;
}

int out_end(struct out *o, struct err *e)
{
	out_flush(o);
	if (o->broken == EPIPE)
		return fail(e, E_PIPE, "the reader has gone");
	if (o->broken)
		return fail(e, E_IO, "cannot write: %s", strerror(o->broken));
	return OK;
}
