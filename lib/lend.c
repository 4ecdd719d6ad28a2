#include "lend.h"

#include <stdio.h>
#include <string.h>

enum { ROOM = 256 };

static _Thread_local char complaint[ROOM], warning[ROOM], told[ROOM];
static _Thread_local unsigned warnings;

/* igraph's sentences end with a full stop and may hold line breaks (libxml's do). */
static void keep(char *to, const char *sentence)
{
	size_t n = 0;

	for (; *sentence && n < ROOM - 1; sentence++) {
		bool gap = (unsigned char)*sentence <= ' ';
		if (!gap || (n && to[n - 1] != ' '))
			to[n++] = gap ? ' ' : *sentence;
	}
	while (n && (to[n - 1] == '.' || to[n - 1] == ' '))
		n--;
	to[n] = '\0';
}

/* An error that passes through several functions is reported by each, outer ones with "". */
static void on_error(const char *reason, const char *file, int line, igraph_error_t code)
{
	(void)file, (void)line, (void)code;
	if (reason && *reason)
		keep(complaint, reason);
	IGRAPH_FINALLY_FREE();
}

static void on_warning(const char *reason, const char *file, int line)
{
	(void)file, (void)line;
	if (!warnings++)
		keep(warning, reason);
}

void lend_setup(void)
{
	igraph_set_error_handler(on_error);
	igraph_set_warning_handler(on_warning);
	igraph_set_attribute_table(&igraph_cattribute_table);
	complaint[0] = warning[0] = '\0';
	warnings = 0;
}

const char *lend_complaint(void)
{
	return complaint;
}

const char *lend_warning(unsigned *count)
{
	memcpy(told, warning, ROOM);
	*count = warnings;
	warning[0] = '\0';
	warnings = 0;
	return told;
}

int lend_check(igraph_error_t code, struct err *e)
{
	int ours = code == IGRAPH_ENOMEM ? E_MEMORY : E_DATA;

	if (code == IGRAPH_SUCCESS)
		return OK;
	if (*complaint)
		fail(e, ours, "igraph: %s", complaint);
	else
		fail(e, ours, "igraph: %s", igraph_strerror(code));
	complaint[0] = '\0';
	return ours;
}

int lend_ties(uint32_t n, uint64_t m, const uint32_t *a, const uint32_t *b, bool directed,
              igraph_t *out, struct err *e)
{
	igraph_vector_int_t ends;
	int code;

	if (m > IGRAPH_ECOUNT_MAX)
		return fail(e, E_DATA, "%llu ties are more than igraph can hold", (unsigned long long)m);
	for (uint64_t k = 0; k < m; k++)                /* igraph would make people of what is beyond */
		if (a[k] >= n || b[k] >= n)
			return fail(e, E_BUG, "tie %llu has an end that is nobody", (unsigned long long)k);
	TRY(lend_check(igraph_vector_int_init(&ends, (igraph_integer_t)(2 * m)), e));
	for (uint64_t k = 0; k < m; k++) {
		VECTOR(ends)[2 * k] = a[k];
		VECTOR(ends)[2 * k + 1] = b[k];
	}
	code = lend_check(igraph_create(out, &ends, (igraph_integer_t)n, directed), e);
	igraph_vector_int_destroy(&ends);
	return code;
}
