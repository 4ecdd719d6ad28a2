/* fuzz.h - what the targets share.  Built with libFuzzer a target looks for input that breaks a
 * reader; built with -DREPLAY it runs the files named on its command line, once each. */
#ifndef TIES_FUZZ_H
#define TIES_FUZZ_H

#include "base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Run `body` with an arena of its own that holds at most 64 MB. */
static inline void guarded(int (*body)(void *), struct arena *a, void *arg, struct err *e)
{
	a->limit = (size_t)1 << 26;
	arena_guard(a, body, arg, e);
	arena_free(a);
}

/* A failure has a sentence and a code; success has neither. */
static inline void sound(int code, const struct err *e)
{
	if (code != e->code || (code && !e->text[0]) || (code && code < E_USAGE))
		abort();
}

#ifdef REPLAY
int main(int argc, char **argv)
{
	static uint8_t data[1 << 20];

	for (int i = 1; i < argc; i++) {
		FILE *f = fopen(argv[i], "rb");
		if (!f)
			return 1;
		LLVMFuzzerTestOneInput(data, fread(data, 1, sizeof data, f));
		fclose(f);
	}
	printf("%d inputs\n", argc - 1);
	return 0;
}
#endif

#endif
