#include "side.h"

static int put_table(struct run *run, struct table *t, const struct temp *file, struct err *e)
{
	struct out side, *out = run->out;
	int code;

	out_open(&side, run->arena, file->fd);
	run->out = &side;
	code = run_write(run, t, e);
	run->out = out;
	return code ? code : out_end(&side, e);
}

int side_write_all(struct run *run, int n, struct table *t, const char *const *path, struct err *e)
{
	struct temp *file = NEW(run->arena, (size_t)n, struct temp);
	int opened = 0, kept = 0, code = OK;

	while (!code && opened < n)
		if (!(code = temp_open(&file[opened], run->arena, path[opened], e))) {
			code = put_table(run, &t[opened], &file[opened], e);
			opened++;
		}
	while (!code && kept < n)
		code = temp_keep(&file[kept++], e);
	while (code && kept < opened)
		temp_drop(&file[kept++]);
	return code;
}

int side_write(struct run *run, struct table *t, const char *path, struct err *e)
{
	return side_write_all(run, 1, t, &path, e);
}

int side_text(struct run *run, struct cell text, const char *path, struct err *e)
{
	struct temp file;
	struct out side;

	TRY(temp_open(&file, run->arena, path, e));
	out_open(&side, run->arena, file.fd);
	out_put(&side, text.at, text.len);
	if (!out_end(&side, e))
		return temp_keep(&file, e);
	temp_drop(&file);
	return e->code;
}

int side_open(struct run *run, struct table *t, const char *file, struct side_out *s, struct err *e)
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

int side_close(struct run *run, struct side_out *s, uint64_t rows, int code, struct err *e)
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
