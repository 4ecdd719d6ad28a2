#include "degree_columns.h"
#include "degree.h"
#include "people.h"

/* In the order of struct degrees. */
static const struct { const char *name; bool directed, weighted; } known[] = {
	{ "in", true, false }, { "out", true, false }, { "total", false, false }, { "in_strength", true, true },
	{ "out_strength", true, true }, { "strength", false, false }, { "disparity", false, false },
	{ "strongest_share", false, false }, { "core", false, false },
};
enum { KNOWN = sizeof known / sizeof *known };

struct job {
	struct net net;
	struct people people;
	double *column[KNOWN];          /* by row; NULL: not written */
	struct left_out left;
	uint64_t alone;
};

static int add_columns(struct job *j, const char *prefix, struct err *e)
{
	struct run *r = j->net.run;

	for (int c = 0; c < KNOWN; c++) {
		const char *name = known[c].name;
		if ((known[c].directed && !j->net.directed) || (known[c].weighted && !r->weight))
			continue;
		TRY(people_add(&j->people, prefix ? arena_print(r->arena, "%s_%s", prefix, name) : name, &j->column[c], e));
	}
	return OK;
}

static void keep(struct job *j, uint32_t part, uint32_t n, double *const value[KNOWN])
{
	for (uint32_t v = 0; v < n; v++) {
		uint64_t row = people_row(&j->people, part, v);
		for (int c = 0; row != NO_ROW && c < KNOWN; c++)
			if (j->column[c])
				j->column[c][row] = value[c][v];
	}
}

static int measure(struct job *j, uint32_t k, struct err *e)
{
	struct arena *a = j->net.run->arena;
	const struct part *part = &j->net.part[k];
	double *v[KNOWN];
	struct contacts c;

	TRY(contacts_build(a, part->n, part->m, part->a, part->b, part->weight, j->net.directed, &c, e));
	for (int i = 0; i < KNOWN; i++)
		v[i] = j->column[i] ? NEW(a, part->n, double) : NULL;
	degrees_measure(a, &c, part->m, part->a, part->b, part->weight,
	                &(struct degrees){ v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8] });
	keep(j, k, part->n, v);
	j->left.loops += c.loops;
	j->left.repeated += c.repeated;
	j->left.zeros += c.zeros;
	for (uint32_t x = 0; x < part->n; x++)
		j->alone += c.f.degree[x] == 0;
	return OK;
}

int degree_columns_run(struct run *r, const char *prefix, struct err *e)
{
	struct job j = { 0 };

	TRY(net_open(r, NET_NEEDS_DIRECTION | NET_NOT_NEGATIVE, &j.net, e));
	TRY(people_open(&j.net, &j.people, e));
	TRY(add_columns(&j, prefix, e));
	for (uint32_t k = 0; k < j.net.nparts; k++) {
		struct mark scratch = arena_mark(r->arena);
		TRY(measure(&j, k, e));
		arena_release(r->arena, scratch);
	}
	people_left_out(&j.net, &j.left);
	if (j.alone)
		note(r, "%s no contacts: disparity and strongest_share are not defined (0/0), NA",
		     plural(j.alone, "person has", "people have"));
	return people_write(&j.people, e);
}
