#include "side.h"
#include "temp.h"

int side_write(struct run *run, struct table *t, const char *file, struct err *e)
{
	struct out side, *out = run->out;
	struct temp temp;
	int code;

	TRY(temp_open(&temp, run->arena, file, e));
	out_open(&side, run->arena, temp.fd);
	run->out = &side;
	code = run_write(run, t, e);
	run->out = out;
	if (!code)
		code = out_end(&side, e);
	if (code) {
		temp_drop(&temp);
		return code;
	}
	return temp_keep(&temp, e);
}
