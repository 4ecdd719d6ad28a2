/* Any bytes as a network of another program, or as an edge list: read, merged, and written as
 * tables that can be read again. */
#include "fuzz.h"
#include "formats_table.h"
#include "merge.h"

struct one { struct arena a; const uint8_t *data; size_t size; };

/* Every row has two ends that have names. */
static void sound_ties(const struct table *t)
{
	struct walk w = { 0 };
	struct err e = { 0 };

	for (walk_start(&w, t, 0); walk_row(&w, &e); )
		for (int k = 0; k < 2; k++)
			if (!w.cell[t->col[k].field].len)
				abort();
	if (e.code)
		abort();
}

static void merge_them(struct arena *a, const struct table *t, uint8_t how)
{
	struct err e = { 0 };
	struct names people;
	struct merge m = { .rows = t->nrow, .loops_are = how & 1, .dupes = (how >> 1) & 3 };
	uint32_t *id[] = { NEW(a, t->nrow + 1, uint32_t), NEW(a, t->nrow + 1, uint32_t) };

	names_open(&people, a);
	if (names_columns(&people, t, 2, (int[]){ 0, 1 }, id, false, &e))
		abort();
	m.a = id[0];
	m.b = id[1];
	if (merge_count(a, &m, &e))
		abort();
	merge_rows(a, &m, how & 8, (how >> 4) & 3, how & 128);
	if (m.arcs != m.ties + m.reciprocal || m.nrow > m.rows)
		abort();
}

static int read_formats(void *arg)
{
	struct one *one = arg;
	static const char seps[] = { 0, 0, '\t', ',', ';', ' ', 0, 0 };
	uint8_t what = one->data[0], how = one->data[1];
	size_t len = one->size - 2;
	char *text = arena_copy(&one->a, (const char *)one->data + 2, len);
	struct foreign f = { .arena = &one->a, .file = "fuzz", .private_ = how & 1, .undirected = how & 2 };
	struct table ties, nodes;
	struct err e = { 0 };
	int code;

	text[len] = '\n';
	if (memchr(text, '\0', len))            /* import refuses these before */
		return OK;
	enum format format = what & 8 ? format_guess((struct cell){ text, len }) : (enum format)(what % 6);
	if (format > FORMAT_MATRIX) {
		sound(code = foreign_read(&f, format, (struct cell){ text, len }, &e), &e);
	} else {
		struct edgelist_how list_how = { .sep = seps[how & 7], .header = how & 16 ? "i,j,weight" : NULL,
		                                 .ends = how & 32 ? "a,b" : NULL, .matrix = format == FORMAT_MATRIX,
		                                 .rejects = how & 64 };
		struct edgelist list;
		sheet_open(&f.ties, &one->a);
		sheet_open(&f.nodes, &one->a);
		sound(code = edgelist_read(&f, "fuzz", text, len, &list_how, &list, &e), &e);
		if (code)
			return OK;
		if (!list.is_matrix) {
			sound_ties(&list.clean);
			merge_them(&one->a, &list.clean, how);
			if (list.clean.nrow)
				edgelist_line(&list, list.clean.nrow - 1);
			return OK;
		}
	}
	if (code)
		return OK;
	sound(code = foreign_tables(&f, NULL, &ties, &nodes, &e), &e);
	if (code)
		return OK;
	if (nodes.nrow != f.n)
		abort();
	sound_ties(&ties);
	merge_them(&one->a, &ties, how);
	return OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct one one = { .data = data, .size = size };
	struct err e = { 0 };

	if (size > 2 && size < 1 << 16)
		guarded(read_formats, &one.a, &one, &e);
	return 0;
}
