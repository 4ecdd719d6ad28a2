/* What import says: on standard error in sentences, or one line of JSON. */
#include "intake.h"
#include "number.h"

#include <stdio.h>
#include <string.h>

static const char *const separators[] = { ['\t'] = "tabs", [','] = "commas", [';'] = "semicolons", [' '] = "blanks" };
static const char *const dupe_done[] = { "summed", "merged to the largest", "averaged", "counted", "kept", "refused" };
static const char *const fold_done[] = { "summed", "merged to the larger", "averaged", "merged to the first", "refused" };

static bool is_stratum(const struct intake *t, int c)
{
	for (int k = 0; k < t->nstratum; k++)
		if (t->stratum[k] == c)
			return true;
	return false;
}

/* "'kind', 'place'": the columns for which `want` holds. */
static const char *column_list(const struct intake *t, bool strata)
{
	char text[400] = "";
	size_t used = 0;

	for (int c = 2; c < t->ties.ncol && used < sizeof text - 90; c++)
		if (c != t->weight && is_stratum(t, c) == strata && (t->weight >= 0 || t->ties.col[c].kind == COLUMN_INPUT))
			used += (size_t)snprintf(text + used, sizeof text - used, "%s'%.60s'", used ? ", " : "", t->ties.col[c].name);
	return arena_print(t->run->arena, "%s", text);
}

static void say_columns(const struct intake *t)
{
	const struct edgelist *l = &t->list;
	const char *others = column_list(t, false), *strata = column_list(t, true);
	const char *weight = t->weight < 0 ? "no weight: each row counts 1"
	                   : arena_print(t->run->arena, "weight '%s'", t->ties.col[t->weight].name);
	struct run *r = t->run;

	if (t->is_list)
		note(r, "%s: a table parted by %s, %s; ends '%s' and '%s'%s; %s%s%s", t->file, separators[(int)l->sep],
		     l->header ? "with a header" : "without a header", l->ends[0], l->ends[1],
		     l->guessed ? " (the first two columns: --ends names others)" : "", weight, *others ? "; also " : "", others);
	else
		note(r, "%s: %s; %s%s%s", t->file, t->format == FORMAT_MATRIX ? "an adjacency matrix" :
		     format_name(t->format), weight, *others ? "; also " : "", others);
	if (*strata)
		note(r, "rows that differ in %s are different ties", strata);
	note(r, "read as %s, because %s%s", t->directed ? "directed" : "undirected", t->because,
	     t->how->directed || t->how->undirected ? "" : t->directed ? " (--undirected changes that)" : " (--directed changes that)");
}

static void say_counts(const struct intake *t)
{
	const struct merge *m = &t->merge;
	struct run *r = t->run;

	note(r, "%s, %s, %s, %s, %s, %s, %s%s%s", plural(t->is_list ? t->list.rows : m->rows, "row", "rows"),
	     plural(t->people.n, "person", "people"), plural(m->ties, "tie", "ties"), plural(m->arcs, "arc", "arcs"),
	     plural(m->reciprocal, "reciprocal pair", "reciprocal pairs"), plural(m->duplicates, "duplicate", "duplicates"),
	     plural(m->loops, "loop", "loops"), t->is_list ? ", " : "",
	     t->is_list ? plural(t->list.blank, "blank line", "blank lines") : "");
	if (m->loops)
		note(r, "%s %s", plural(m->loops, "loop was", "loops were"), m->loops_are == LOOPS_KEEP ? "kept" : "left out");
	if (m->duplicates)
		note(r, "%s %s", plural(m->duplicates, "duplicate was", "duplicates were"), dupe_done[m->dupes]);
	if (m->reciprocal && !t->directed && !(t->f.direction == DIRECTION_MATRIX && t->how->fold < 0))
		note(r, "%s %s", plural(m->reciprocal, "reciprocal pair was", "reciprocal pairs were"),
		     m->dupes == DUPES_KEEP ? "kept as two rows" : fold_done[t->fold]);
	if (!t->directed && m->symmetric && t->fold == FOLD_SUM && t->how->fold < 0 && m->dupes != DUPES_KEEP)
		note(r, "every tie stands in both directions with the same weight: if that is one tie stated twice, "
		     "--undirected=first counts it once");
	if (t->directed && m->symmetric && !t->how->directed)
		note(r, "every tie stands in both directions: if that is one undirected tie stated twice, use --undirected=first");
	if (m->missing)
		note(r, "%s missing (NA); what is merged with one is missing", plural(m->missing, "weight is", "weights are"));
	for (int c = 2; c < t->ties.ncol; c++)
		if (t->differ && c != t->weight && t->ties.col[c].kind == COLUMN_INPUT && t->differ[c])
			note(r, "column '%s': %s from the first row of the tie, whose value was kept", t->ties.col[c].name,
			     plural(t->differ[c], "merged row differs", "merged rows differ"));
	if (t->how->count && t->weight >= 0)
		note(r, "--count: there is a column '%s' already (--dupes=count counts rows instead)", t->ties.col[t->weight].name);
}

/* Without a header line the first tie would be taken for one. */
static void say_suspicions(const struct intake *t)
{
	const struct edgelist *l = &t->list;

	if (!t->is_list || !l->header || !l->guessed)
		return;
	for (int k = 0; k < 2; k++)
		if (names_get(&t->people, cell_of(l->ends[k])) != NO_NAME) {
			if (t->run->private_)
				note(t->run, "the name of an end's column is also a person: if the file has no header line, use --header i,j");
			else
				note(t->run, "'%s' names a column and is also a person: if the file has no header line, use --header i,j",
				     l->ends[k]);
			return;
		}
}

void intake_say(const struct intake *t, bool attributes_written)
{
	const struct edgelist *l = &t->list;
	struct run *r = t->run;

	say_columns(t);
	for (int k = 0; k < t->f.notes; k++)
		note(r, "%s", t->f.note[k]);
	say_suspicions(t);
	say_counts(t);
	if (t->is_list && l->rejected)
		note(r, "%s rejected", plural(l->rejected, "row was", "rows were"));
	if (l->comments)
		note(r, "%s left out", plural(l->comments, "comment among the rows was", "comments among the rows were"));
	if (l->trailing)
		note(r, "%s with nothing behind the last separator", plural(l->trailing, "row ends", "rows end"));
	if (l->trimmed)
		note(r, "blanks around %s were taken off", plural(l->trimmed, "cell", "cells"));
	if (t->f.flattened)
		note(r, "%s inside cells became blanks", plural(t->f.flattened, "TAB or line break", "TABs and line breaks"));
	if (!attributes_written && t->nodes.ncol > 1)
		note(r, "%s not written: --nodes-out FILE writes them", plural((uint64_t)t->nodes.ncol - 1,
		     "attribute of people was", "attributes of people were"));
	if (!attributes_written && t->isolates)
		note(r, "%s only in --nodes-out FILE", plural(t->isolates, "person without ties stands", "people without ties stand"));
}

/* --- JSON --------------------------------------------------------------------------------------------- */

struct json { char *at; size_t used, room; struct arena *arena; const char *comma; };

static void raw(struct json *j, const char *s, size_t len)
{
	if (j->room - j->used < len + 1) {
		j->room = 2 * j->room + len + 256;
		j->at = arena_grow(j->arena, j->at, j->used, j->room, 1);
	}
	memcpy(j->at + j->used, s, len);
	j->used += len;
	j->at[j->used] = '\0';
}

static void word(struct json *j, const char *s)
{
	raw(j, s, strlen(s));
}

static void string(struct json *j, const char *s)
{
	char code[8];

	if (!s) {
		word(j, "null");
		return;
	}
	raw(j, "\"", 1);
	for (; *s; s++) {
		if (*s == '"' || *s == '\\') {
			raw(j, "\\", 1);
			raw(j, s, 1);
		} else if ((unsigned char)*s < ' ') {
			snprintf(code, sizeof code, "\\u%04x", (unsigned char)*s);
			word(j, code);
		} else {
			raw(j, s, 1);
		}
	}
	raw(j, "\"", 1);
}

static void key(struct json *j, const char *name)
{
	word(j, j->comma);
	string(j, name);
	raw(j, ":", 1);
	j->comma = ",";
}

static void count(struct json *j, const char *name, uint64_t n)
{
	char text[NUMBER_ROOM];

	key(j, name);
	raw(j, text, number_put_count(text, n));
}

static void text(struct json *j, const char *name, const char *s)
{
	key(j, name);
	string(j, s);
}

static void truth(struct json *j, const char *name, bool yes)
{
	key(j, name);
	word(j, yes ? "true" : "false");
}

/* [..., ...] of the columns for which it is wanted; with counts, {..: n}. */
static void columns(struct json *j, const struct intake *t, const char *name, bool strata, const uint64_t *n)
{
	key(j, name);
	word(j, n ? "{" : "[");
	j->comma = "";
	for (int c = n ? 2 : 0; c < t->ties.ncol; c++) {
		if ((strata && !is_stratum(t, c)) || (n && (c == t->weight || t->ties.col[c].kind != COLUMN_INPUT || !n[c])))
			continue;
		if (n) {
			count(j, t->ties.col[c].name, n[c]);
			continue;
		}
		word(j, j->comma);
		string(j, t->ties.col[c].name);
		j->comma = ",";
	}
	word(j, n ? "}" : "]");
	j->comma = ",";
}

static void notes(struct json *j, const struct intake *t)
{
	key(j, "notes");
	word(j, "[");
	for (int k = 0; k < t->f.notes; k++) {
		word(j, k ? "," : "");
		string(j, t->f.note[k]);
	}
	word(j, "]");
}

const char *intake_json(const struct intake *t)
{
	struct json j = { .arena = t->run->arena, .comma = "" };
	const struct edgelist *l = &t->list;
	const struct merge *m = &t->merge;

	word(&j, "{");
	text(&j, "file", t->file);
	text(&j, "format", format_name(t->format));
	text(&j, "separator", t->is_list ? separators[(int)l->sep] : NULL);
	truth(&j, "header", t->is_list && l->header);
	text(&j, "end_1", t->is_list ? l->ends[0] : NULL);
	text(&j, "end_2", t->is_list ? l->ends[1] : NULL);
	text(&j, "weight", t->weight < 0 ? NULL : t->ties.col[t->weight].name);
	columns(&j, t, "columns", false, NULL);
	columns(&j, t, "parted_by", true, NULL);
	truth(&j, "directed", t->directed);
	text(&j, "because", t->because);
	count(&j, "rows", t->is_list ? l->rows : m->rows);
	count(&j, "people", t->people.n);
	count(&j, "isolates", t->isolates);
	count(&j, "ties", m->ties);
	count(&j, "arcs", m->arcs);
	count(&j, "reciprocal", m->reciprocal);
	count(&j, "duplicates", m->duplicates);
	count(&j, "loops", m->loops);
	if (t->is_list) {
		count(&j, "blank", l->blank);
		count(&j, "comments", l->comments);
		count(&j, "rejected", l->rejected);
	}
	count(&j, "missing_weights", m->missing);
	count(&j, "written", m->nrow);
	columns(&j, t, "differ", false, t->differ);
	notes(&j, t);
	word(&j, "}\n");
	return j.at;
}
