#include "rows.h"

int rows_begin(struct run *run, const struct table *like, const char *const *columns, struct table *t, struct err *e)
{
	if (like)
		table_like(run->arena, 0, like, t);
	else
		table_new(run->arena, 0, t);
	for (; *columns; columns++) {
		if (table_find(t, *columns) >= 0)
			return fail(e, E_USAGE, "the output would have two columns '%s': use --rename %s=NAME", *columns, *columns);
		TRY(table_add_counts(t, *columns, NULL, e));
	}
	return run_write_header(run, t, e);
}

void rows_end(struct run *run, uint64_t n)
{
	if (run->guard)
		table_write_guard(n, run->out);
}
