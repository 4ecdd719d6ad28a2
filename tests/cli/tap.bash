# tap.bash - results one a line, for scripts that loop over things: . tap.bash
#
#   check NAME COMMAND...   passes if the command succeeds; what it prints explains a failure
#   finish                  the plan, at the end
#
# A function that is checked returns non-zero itself: bash ignores set -e there.
tests=0 wrong=0

check()
{
	local name=$1 said
	shift
	tests=$((tests + 1))
	if said=$("$@" 2>&1); then
		echo "ok $tests - $name"
	else
		echo "not ok $tests - $name"
		[ -z "$said" ] || sed 's/^/#   /' <<<"$said"
		wrong=1
	fi
}

finish()
{
	echo "1..$tests"
	exit $wrong
}
