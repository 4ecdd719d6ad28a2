#!/usr/bin/env bats
# The shape of the source: layers, who may print, who may include which library.
load helper

cd "$BATS_TEST_DIRNAME/../.." || exit

# Modules by layer, as CONTRIBUTING.md draws them; a tool stands on top.
layer_of()
{
	case $1 in
	base | number) echo 0 ;;
	input | quoted | table* | sort | rng | manual* | options | pipeline | temp | plot*) echo 1 ;;
	names | by | tool | rows | side) echo 2 ;;
	graph | forward) echo 3 ;;
	net | lend) echo 4 ;;
	stat* | bins | figure* | qap*) echo 6 ;;
	attachment | binned | brokering | component | composition | degree_columns | description | hole_columns | homophily* | import | mixing | model | percolation* | permutation | projection* | pseudonym | regression | rewiring | tie_columns) echo 7 ;;
	*) echo 5 ;;
	esac
}

# "file header" for each #include "header.h" of lib/.
includes() { grep -H '^#include "' lib/*.[ch] | sed 's|^lib/\([a-z_]*\)\.[ch]:#include "\([a-z_]*\)\.h".*|\1 \2|'; }

module_of() { local m=$1; while [ -n "$m" ] && [ ! -e "lib/$m.h" ]; do m=${m%_*}; done; echo "$m"; }

@test "no module includes itself, however far round" {
	includes | awk '$1 != $2' | sort -u | tsort >/dev/null
}

@test "a module includes lower layers only, or a neighbour that does not include it" {
	local from to wrong=
	while read -r from to; do
		[ "$(layer_of "$from")" -ge "$(layer_of "$to")" ] || wrong+="$from includes $to; "
	done < <(includes | sort -u)
	same '' "$wrong"
}

@test "two headers that may be included together give no name twice" {
	same '' "$(grep -ohE '^(struct|enum) [a-z_]+ \{' lib/*.h | sort | uniq -d)"
}

@test "every header stands on its own" {
	local header
	for header in lib/*.h; do
		echo "#include \"${header#lib/}\"" |
		${CC:-cc} -std=c11 -D_GNU_SOURCE -Ilib -I/usr/include/igraph -fsyntax-only -x c - || return 1
	done
}

@test "nothing in lib/ prints or exits, tool.c excepted" {
	local module
	for module in lib/*.c; do
		[ $module != lib/tool.c ] || continue
		same '' "$(sed -e 's|/\*.*\*/||' -e 's|"[^"]*"||g' $module |
			grep -nE '\b(exit|_exit|perror|printf|vprintf|puts|putchar)\(|\b(stderr|stdout)\b' || true)"
	done
}

# Uses of a library outside the files that may know it.
strangers() { grep -lE "#include <$1" lib/*.[ch] tools/*.c | grep -vE "^lib/($2)\.[ch]$" || true; }

@test "igraph only in lend, the formats that it reads and writes, and layout" {
	same '' "$(strangers igraph 'lend|formats[a-z_]*|layout')"
}

@test "GSL only for random numbers and statistics" {
	same '' "$(strangers gsl 'rng|generate|stat[a-z_]*|bins|figure_[a-z]*|qap[a-z_]*')"
}

@test "libcsv, xxhash, zlib, zstd and libsodium each in one place" {
	same '' "$(strangers csv 'quoted')"
	same '' "$(strangers xxhash 'names')"
	same '' "$(strangers '(zlib|zstd)' 'input')"
	[ "$(grep -lE '#include <sodium' lib/*.[ch] tools/*.c | wc -l)" -le 1 ]
}

@test "other programs are started only by plot and permute; a tool may start itself anew" {
	same '' "$(grep -lE '\b(popen|execlp?|execvp?|posix_spawnp?|system)\(' lib/*.c tools/*.c |
		grep -vE '^lib/(pipeline|plot|tool)\.c$' || true)"
}

@test "random numbers only through rng" {
	same '' "$(grep -nE '\b(rand|random|drand48|srand|gsl_rng_alloc|gsl_rng_env_setup)\(' lib/*.c tools/*.c |
		grep -v '^lib/rng.c' || true)"
}

@test "no parallel reduction over doubles" {
	same '' "$(grep -nE 'omp.*reduction\(' lib/*.c tools/*.c || true)"
}

@test "no tool includes another, and each ends in tool_run" {
	local tool
	same '' "$(grep -n '#include "\.\./\|#include ".*\.c"' tools/*.c || true)"
	for tool in tools/*.c; do
		grep -q 'return tool_run(&' "$tool" || { echo "$tool"; return 1; }
	done
}

@test "shell stops at the first error" {
	local script wrong=
	for script in $(git ls-files scripts tests .ci datasets tools 2>/dev/null || find scripts tests .ci datasets tools -type f); do
		[ -f "$script" ] || continue
		head -1 "$script" | grep -qE '^#!.*/(env )?(ba)?sh' || continue
		grep -q '^set -euo pipefail$' "$script" || wrong+="$script "
	done
	same '' "$wrong"
}

@test "no temporary word, no path of a machine" {
	run git grep -nIE '\b(TODO|FIXME|XXX)\b|/home/[a-z]|/work/|/root/' -- . ':!LICENSE' ':!tests/cli/structure.bats'
	[ "$status" = 128 ] || same '' "$(grep -vE 'XXXX' <<<"$output" || true)"
}
