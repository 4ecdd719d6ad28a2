#!/bin/bash
# fuzz.t - the corpora of tests/fuzz, and variants of them, through every reader: none may break.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/tap.bash"

for target in "$here"/../fuzz/*.c; do
	name=$(basename "$target" .c)
	check "$name" "${TIES_BUILD:-$here/../../build}/tests/fuzz/$name" "$here/../fuzz/corpus/$name"/*
done
finish
