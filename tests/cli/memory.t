#!/bin/bash
# memory.t - every tool with less and less memory: status 71 and a sentence, wherever it runs out,
# and no file is left behind.  TIES_TEST_LIMIT is the number of bytes that a tool's arena may hold.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/tap.bash"
PATH=${TIES_BIN:-$(cd "$here/../../bin" && pwd)}:$PATH
export LC_ALL=C

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/here"
cd "$work/here"
shopt -s nullglob dotglob

# run LIMIT COMMAND: 0 done, 1 out of memory as it should be, 2 anything else
run()
{
	local status=0 said left
	said=$(TIES_TEST_LIMIT=$1 bash -c "$2" <../input 2>&1 >/dev/null) || status=$?
	case $status in
	0) left=(*); [ ${#left[@]} = 0 ] || rm -rf -- "${left[@]}" ;;
	71)
		[[ $said == *'out of memory'* ]] || { echo "no sentence at $1 bytes: $said"; return 2; }
		left=(*); [ ${#left[@]} = 0 ] || { echo "left behind at $1 bytes: ${left[*]}"; return 2; }
		return 1 ;;
	*)
		echo "status $status at $1 bytes: $said" | head -5
		return 2 ;;
	esac
}

# The least memory that is enough, to a quarter; then limits up to it in even steps.
exhausted()
{
	local enough=$((1 << 19)) step status tries=0 short=0
	printf '%s' "$2" >../input
	while status=0; run $enough "$1" || status=$?; [ $status != 0 ]; do
		[ $status = 1 ] && [ $((tries += 1)) -lt 60 ] || return 1
		enough=$((enough + enough / 4))
	done
	for ((step = 1; step <= 40; step++)); do
		status=0
		run $((enough * step / 41 + 1)) "$1" || status=$?
		[ $status != 2 ] || return 1
		short=$((short + status))
	done
	[ $short -ge 5 ] || { echo "it ran out of memory only $short times"; return 1; }
}

# A tool alone, with input of its own; of a pipeline it would not be known who ran out.
example()
{
	case $3 in *'|'*) return ;; esac
	check "$1: $2" exhausted "$3" "$4"
}

for program in "$(dirname "$(command -v ties)")"/*; do
	[ "${program##*/}" = ties ] || eval "$("$program" --examples)"
done
check 'plot: a figure' exhausted 'plot points -x x -y y -o figure.svg' \
	"$(awk 'BEGIN { print "x\ty"; for (k = 1; k < 40; k++) print k "\t" k * k % 17 }')"
finish
