# helper.bash - what the tests of the command line share; begin a test file with `load helper`.
#
#   tsv 'i j weight' 'a b 3'        rows from words: blanks become TABs
#   same WANT GOT                   equal texts, or the difference is shown
#   fails CODE PATTERN COMMAND...   it ends with that status, and standard error matches
#   warns PATTERN COMMAND...        it succeeds, and standard error matches; output in $output
#   quiet COMMAND...                it succeeds without a word on standard error; output in $output
#   tools                           the names of all tools

bats_require_minimum_version 1.5.0
PATH="${TIES_BIN:-$(cd "$BATS_TEST_DIRNAME/../../bin" && pwd)}:$PATH"
export LC_ALL=C
unset TIES_PRIVATE TIES_GUARD TIES_TEST_LIMIT

tools()
{
	local bin program

	bin=$(dirname "$(command -v ties)")
	for program in "$bin"/*; do
		[ "${program##*/}" = ties ] || echo "${program##*/}"
	done
}

tsv() { printf '%s\n' "$@" | tr ' ' '\t'; }

same()
{
	[ "$1" = "$2" ] || { diff <(printf '%s\n' "$1") <(printf '%s\n' "$2") | cat -A; return 1; }
}

# Standard output goes to $output, standard error to $stderr, the status to $status.
ends()
{
	local code=$1
	shift
	run --separate-stderr -- "$@"
	[ "$status" = "$code" ] && return
	echo "$*: status $status, not $code"
	echo "standard error: $stderr"
	return 1
}

says()
{
	[[ $stderr =~ $1 ]] && return
	echo "standard error does not match '$1': $stderr"
	return 1
}

fails() { local code=$1 pattern=$2; shift 2; ends "$code" "$@" && says "$pattern"; }
warns() { local pattern=$1; shift; ends 0 "$@" && says "$pattern"; }
quiet() { ends 0 "$@" && same '' "$stderr"; }
