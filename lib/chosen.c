#include "chosen.h"
#include "input.h"

#include <string.h>

static int choose(const struct net *n, bool *chosen, struct cell name, const char *where, struct err *e)
{
	uint32_t id = names_get(&n->people, name);

	if (id == NO_NAME && n->run->private_)
		return fail(e, E_USAGE, "%s: a person who is not in the ties", where);
	if (id == NO_NAME)
		return fail(e, E_USAGE, "%s: there is no '%.*s' in the ties", where, (int)(name.len > 60 ? 60 : name.len), name.at);
	chosen[id] = true;
	return OK;
}

static int choose_lines(const struct net *n, bool *chosen, const char *option, const char *file, struct err *e)
{
	struct arena *a = n->run->arena;
	uint64_t line = 0;
	char *text;
	size_t len;

	TRY(input_read(a, file, &text, &len, e));
	for (char *at = text, *end = text + len; at < end; ) {
		char *stop = memchr(at, '\n', (size_t)(end - at) + 1);
		struct cell name = { at, (size_t)(stop - at) };
		line++;
		if (name.len && name.at[name.len - 1] == '\r')
			name.len--;
		if (name.len)
			TRY(choose(n, chosen, name, arena_print(a, "%s: %s:%llu", option, file, (unsigned long long)line), e));
		at = stop + 1;
	}
	return OK;
}

int chosen_one(const struct net *n, const char *option, const char *name, bool **chosen, struct err *e)
{
	*chosen = NEW(n->run->arena, n->people.n, bool);
	return choose(n, *chosen, cell_of(name), option, e);
}

int chosen_read(const struct net *n, const char *option, const char *list, bool **chosen, struct err *e)
{
	int items;

	*chosen = NEW(n->run->arena, n->people.n, bool);
	if (*list == '@')
		return choose_lines(n, *chosen, option, list + 1, e);
	for (const char **item = split_list(n->run->arena, list, &items); *item; item++)
		TRY(choose(n, *chosen, cell_of(*item), option, e));
	return OK;
}

uint32_t chosen_of_part(const struct net *n, const struct part *part, const bool *chosen, uint32_t **person)
{
	uint32_t k = 0;

	*person = NEW(n->run->arena, part->n, uint32_t);
	for (uint32_t v = 0; v < part->n; v++)
		if (chosen[part_person(part, v)])
			(*person)[k++] = v;
	return k;
}
