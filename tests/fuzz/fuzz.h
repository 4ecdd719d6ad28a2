/* fuzz.h - what the targets share.  Built with libFuzzer a target looks for input that breaks a
 * reader; built with -DREPLAY it runs the files named on its command line, and of each some
 * variants, the same every time: a test for machines without clang. */
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
enum { VARIANTS = 400, LARGEST = 1 << 16 };

static uint64_t state = 88172645463325252u;

static size_t below(size_t n)                   /* xorshift64: no statistics depend on it */
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return n ? (size_t)(state % n) : 0;
}

/* A few bytes changed, taken out, or said twice. */
static size_t vary(uint8_t *data, size_t size)
{
	static const char bytes[] = "\0\t\n\r,;\"#- 0179.eN\xff\x80<>&*[]=";

	for (size_t k = 1 + below(4); k--; ) {
		size_t at = below(size), len = below(size - at < 16 ? size - at : 16);
		switch (below(4)) {
		case 0:
			if (size)
				data[at] ^= (uint8_t)(1u << below(8));
			break;
		case 1:
			if (size)
				data[at] = (uint8_t)bytes[below(sizeof bytes - 1)];
			break;
		case 2:
			memmove(data + at, data + at + len, size - at - len);
			size -= len;
			break;
		default:
			if (size + len <= LARGEST) {
				memmove(data + at + len, data + at, size - at);
				size += len;
			}
		}
	}
	return size;
}

int main(int argc, char **argv)
{
	static uint8_t file[LARGEST], data[LARGEST];

	for (int i = 1; i < argc; i++) {
		FILE *f = fopen(argv[i], "rb");
		if (!f)
			return 1;
		size_t size = fread(file, 1, sizeof file, f);
		fclose(f);
		LLVMFuzzerTestOneInput(file, size);
		for (int k = 0; k < VARIANTS; k++) {
			memcpy(data, file, size);
			LLVMFuzzerTestOneInput(data, vary(data, size));
		}
	}
	printf("%d files and %d variants of each\n", argc - 1, VARIANTS);
	return 0;
}
#endif

#endif
