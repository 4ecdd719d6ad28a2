#include "rows.h"
#include "number.h"

#include <string.h>

int rows_begin(struct run *run, const struct table *like, const char *const *columns, struct table *t, struct err *e)
{
	bool guard = run->guard;
	int code;

	table_new(run->arena, 0, t);
	if (like && like->sep != ' ')
		t->sep = like->sep;
	t->crlf = like && like->crlf;
	for (; *columns; columns++) {
		if (table_find(t, *columns) >= 0)
			return fail(e, E_USAGE, "the output would have two columns '%s': use --rename %s=NAME", *columns, *columns);
		TRY(table_add_counts(t, *columns, NULL, e));
	}
	run->guard = false;
	code = run_write(run, t, e);
	run->guard = guard;
	return code;
}

void rows_end(struct run *run, uint64_t n)
{
	struct out *o = run->out;

	if (!run->guard)
		return;
	out_put(o, "##end rows=", 11);
	o->used += number_put_count(out_room(o, NUMBER_ROOM), n);
	out_put(o, "\n", 1);
}
