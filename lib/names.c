#include "names.h"
#include "number.h"

#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

/* Half of the hash is kept beside the number, so that most misses end here. */
struct slot { uint32_t tag, id; };      /* id: number + 1, 0 is empty */

enum { FIRST_SLOTS = 1 << 10, SPARE = 4, FIRST_POOL = 1 << 12, LARGEST_POOL = 1 << 22 };

void names_open(struct names *d, struct arena *a)
{
	*d = (struct names){ .arena = a, .slots = FIRST_SLOTS, .room = FIRST_SLOTS / 2,
	                     .pool_size = FIRST_POOL };
	d->slot = NEW(a, d->slots, struct slot);
	d->name = NEW(a, d->room, struct cell);
	d->ndirect = FIRST_SLOTS;
	d->direct = NEW(a, d->ndirect, uint32_t);
}

static uint64_t hash_of(struct cell c) { return XXH3_64bits(c.at, c.len); }

static bool same(struct cell a, struct cell b)
{
	return a.len == b.len && (!a.len || !memcmp(a.at, b.at, a.len));
}

/* The number that a name spells, if it spells one as a program would: no sign, no zero in front. */
static bool whole(struct cell c, uint64_t *v)
{
	if (c.len - 1 > 8 || (c.at[0] == '0' && c.len > 1))
		return false;
	*v = 0;
	for (size_t i = 0; i < c.len; i++) {
		unsigned digit = (unsigned char)c.at[i] - '0';
		if (digit > 9)
			return false;
		*v = 10 * *v + digit;
	}
	return true;
}

static void insert(struct names *d, uint64_t hash, uint32_t id)
{
	uint64_t s = hash & (d->slots - 1);

	while (d->slot[s].id)
		s = (s + 1) & (d->slots - 1);
	d->slot[s] = (struct slot){ (uint32_t)(hash >> 32), id + 1 };
}

/* Everything is made anew at twice the size; whole numbers that the larger direct table
 * covers move there. */
static void grow(struct names *d)
{
	uint32_t room = d->room < NO_NAME / 2 ? 2 * d->room : NO_NAME;

	d->name = arena_grow(d->arena, d->name, d->n, d->room < NO_NAME ? room : SIZE_MAX, sizeof *d->name);
	d->room = room;                         /* numbers end where NO_NAME begins: then memory does */
	d->slots *= 2;
	d->slot = NEW(d->arena, d->slots, struct slot);
	d->ndirect = d->slots * SPARE;
	d->direct = NEW(d->arena, d->ndirect, uint32_t);
	for (uint32_t id = 0; id < d->n; id++) {
		uint64_t v;
		if (whole(d->name[id], &v) && v < d->ndirect)
			d->direct[v] = id + 1;
		else
			insert(d, hash_of(d->name[id]), id);
	}
}

static uint32_t append(struct names *d, struct cell c)
{
	d->name[d->n] = c;
	return d->n++;
}

/* The bytes of names that are compared are copied side by side, so that a look-up finds them in
 * the cache sooner than in the text. */
static struct cell copied(struct names *d, struct cell c)
{
	size_t room = (c.len + 7) / 8 * 8;
	char *at;

	if (d->left < room) {
		d->pool_size = d->pool_size < LARGEST_POOL ? 2 * d->pool_size : LARGEST_POOL;
		d->left = room > d->pool_size ? room : d->pool_size;
		d->pool = NEW(d->arena, d->left, char);
	}
	at = d->pool;
	if (c.len)
		memcpy(at, c.at, c.len);
	d->pool += room;
	d->left -= room;
	return (struct cell){ at, c.len };
}

/* The first slot from `s` on that is empty or has the tag. */
static uint64_t probe(const struct names *d, uint64_t s, uint32_t tag)
{
	while (d->slot[s].id && d->slot[s].tag != tag)
		s = (s + 1) & (d->slots - 1);
	return s;
}

static uint32_t find(const struct names *d, struct cell c, uint64_t hash)
{
	uint32_t tag = (uint32_t)(hash >> 32);

	for (uint64_t s = probe(d, hash & (d->slots - 1), tag); d->slot[s].id; s = probe(d, (s + 1) & (d->slots - 1), tag))
		if (same(d->name[d->slot[s].id - 1], c))
			return d->slot[s].id - 1;
	return NO_NAME;
}

uint32_t names_get(const struct names *d, struct cell c)
{
	uint64_t v;

	if (whole(c, &v) && v < d->ndirect)
		return d->direct[v] - 1;        /* 0 - 1 is NO_NAME */
	return find(d, c, hash_of(c));
}

static uint32_t id_hashed(struct names *d, struct cell c, uint64_t hash)
{
	uint32_t id = find(d, c, hash);

	if (id != NO_NAME)
		return id;
	if (d->n == d->room) {
		grow(d);
		return names_id(d, c);          /* the larger direct table may cover it now */
	}
	insert(d, hash, d->n);
	return append(d, copied(d, c));
}

static uint32_t id_direct(struct names *d, struct cell c, uint64_t v)
{
	if (d->direct[v])
		return d->direct[v] - 1;
	if (d->n == d->room)
		grow(d);
	d->direct[v] = d->n + 1;
	return append(d, c);
}

uint32_t names_id(struct names *d, struct cell c)
{
	uint64_t v;

	if (whole(c, &v) && v < d->ndirect)
		return id_direct(d, c, v);
	return id_hashed(d, c, hash_of(c));
}

/* --- whole columns -------------------------------------------------------------------
 * Look-ups in batches: first all the addresses, then all the slots, then the names, then
 * their bytes, so that the waits for memory overlap. */

enum { BATCH = 256 };

struct look { struct cell name; uint64_t key; uint32_t *to, id; bool direct; };

/* What the table has where this name should stand: number + 1, or 0. */
static void fetch(const struct names *d, struct look *look, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct look *l = &look[i];
		l->direct = whole(l->name, &l->key) && l->key < d->ndirect;
		if (l->direct) {
			__builtin_prefetch(&d->direct[l->key]);
		} else {
			l->key = hash_of(l->name);
			__builtin_prefetch(&d->slot[l->key & (d->slots - 1)]);
		}
	}
	for (size_t i = 0; i < n; i++) {
		struct look *l = &look[i];
		if (l->direct)
			continue;
		l->id = d->slot[probe(d, l->key & (d->slots - 1), (uint32_t)(l->key >> 32))].id;
		if (l->id)
			__builtin_prefetch(&d->name[l->id - 1]);
	}
	for (size_t i = 0; i < n; i++)
		if (!look[i].direct && look[i].id)
			__builtin_prefetch(d->name[look[i].id - 1].at);
}

static void resolve(struct names *d, struct look *look, size_t n)
{
	uint64_t slots = d->slots;

	fetch(d, look, n);
	for (size_t i = 0; i < n; i++) {
		struct look *l = &look[i];
		if (!l->direct && l->id && same(d->name[l->id - 1], l->name))
			*l->to = l->id - 1;
		else if (slots != d->slots)     /* growth moves whole numbers: ask again */
			*l->to = names_id(d, l->name);
		else if (l->direct)
			*l->to = id_direct(d, l->name, l->key);
		else
			*l->to = id_hashed(d, l->name, l->key);
	}
}

static int empty(const struct table *t, uint64_t row, int col, struct err *e)
{
	return table_fail(t, row, col, e, "is empty: expected a name");
}

/* NO_NAME where the cell names nobody; or else NAMES_NA may have given it another name. */
static bool names_nobody(struct cell *name, int missing)
{
	if (name->len && !cell_is(*name, "NA"))
		return false;
	if (missing == NAMES_NA)
		*name = cell_of("NA");
	return missing == NAMES_NONE;
}

/* Columns of which one at least was made here, not read. */
static int names_made(struct names *d, const struct table *t, int n, const int *c, uint32_t *const *id,
                      int missing, struct err *e)
{
	for (uint64_t r = 0; r < t->nrow; r++)
		for (int k = 0; k < n; k++) {
			struct cell name = table_cell(t, r, c[k]);
			if (!name.len && !missing)
				return empty(t, r, c[k], e);
			id[k][r] = names_nobody(&name, missing) ? NO_NAME : names_id(d, name);
		}
	return OK;
}

int names_columns(struct names *d, const struct table *t, int n, const int *c, uint32_t *const *id,
                  int missing, struct err *e)
{
	struct look look[BATCH];
	struct walk w = { 0 };
	size_t used = 0;

	for (int k = 0; k < n; k++)
		if (t->col[c[k]].kind != COLUMN_INPUT)
			return names_made(d, t, n, c, id, missing, e);
	for (walk_start(&w, t, 0); walk_row(&w, e); )
		for (int k = 0; k < n; k++) {
			struct cell name = w.cell[t->col[c[k]].field];
			if (!name.len && !missing)
				return empty(t, w.row, c[k], e);
			if (missing && names_nobody(&name, missing)) {
				id[k][w.row] = NO_NAME;
				continue;
			}
			if (used == BATCH) {
				resolve(d, look, used);
				used = 0;
			}
			look[used++] = (struct look){ .name = name, .to = &id[k][w.row] };
		}
	resolve(d, look, used);
	return e->code;
}

uint32_t *names_sorted(const struct names *d, struct arena *a)
{
	uint32_t *v = NEW(a, (size_t)d->n + 1, uint32_t);
	struct mark scratch;
	uint32_t *w;

	for (uint32_t i = 0; i < d->n; i++)
		v[i] = i;
	scratch = arena_mark(a);
	w = NEW(a, (size_t)d->n + 1, uint32_t);
	for (uint32_t width = 1; width < d->n; width *= 2) {            /* merge sort: stable, no recursion */
		for (uint32_t lo = 0; lo < d->n; lo += 2 * width) {
			uint32_t mid = d->n - lo > width ? lo + width : d->n, i = lo, j = mid;
			uint32_t hi = d->n - lo > 2 * width ? lo + 2 * width : d->n;
			for (uint32_t k = lo; k < hi; k++)
				w[k] = i < mid && (j >= hi || cell_order(d->name[v[i]], d->name[v[j]]) <= 0) ? v[i++] : v[j++];
			if (hi == d->n)
				break;
		}
		memcpy(v, w, d->n * sizeof *v);
		if (width > UINT32_MAX / 2)
			break;
	}
	arena_release(a, scratch);
	return v;
}
