#include "side.h"

int side_open(struct run *run, struct table *t, const char *file, struct side *s, struct err *e)
{
	struct out *out = run->out;
	int code;

	TRY(temp_open(&s->temp, run->arena, file, e));
	out_open(&s->out, run->arena, s->temp.fd);
	run->out = &s->out;
	code = run_write_header(run, t, e);
	run->out = out;
	if (code)
		temp_drop(&s->temp);
	return code;
}

int side_close(struct run *run, struct side *s, uint64_t rows, int code, struct err *e)
{
	if (!code && run->guard)
		table_write_guard(rows, &s->out);
	if (!code)
		code = out_end(&s->out, e);
	if (code) {
		temp_drop(&s->temp);
		return code;
	}
	return temp_keep(&s->temp, e);
}

int side_write(struct run *run, struct table *t, const char *file, struct err *e)
{
	struct out *out = run->out;
	struct side s;
	int code;

	TRY(temp_open(&s.temp, run->arena, file, e));
	out_open(&s.out, run->arena, s.temp.fd);
	run->out = &s.out;
	code = run_write(run, t, e);            /* its provenance says how many rows there are */
	run->out = out;
	if (!code)
		code = out_end(&s.out, e);
	if (code) {
		temp_drop(&s.temp);
		return code;
	}
	return temp_keep(&s.temp, e);
}
