#!/usr/bin/env bats
# Tables that are cut short on their way, and messages that must not show data.
load helper

setup()
{
	mkdir "$BATS_TEST_TMPDIR/work" && cd "$BATS_TEST_TMPDIR/work" || exit
	tsv 'i j' 'a b' 'b c' 'a c' >ties.tsv
}

@test "a guarded table ends with its number of rows" {
	TIES_GUARD=0 import --undirected --guard ties.tsv 2>/dev/null >t.tsv || import --guard ties.tsv >t.tsv
	same '##end rows=3' "$(tail -1 t.tsv)"
	quiet overlap --guard t.tsv
	same '##end rows=3' "$(tail -1 <<<"$output")"
}

@test "TIES_GUARD=1 does the same along a pipe" {
	export TIES_GUARD=1
	printf '%s\n##end rows=3\n' "$(cat ties.tsv)" >t.tsv
	same '##end rows=3' "$(overlap <t.tsv | describe | tail -1)"
}

@test "without its last line a guarded table is refused" {
	fails 65 'cut short|##end' overlap --guard ties.tsv
	printf 'i\tj\na\tb\n##end rows=2\n' >t.tsv
	fails 65 'rows' overlap --guard t.tsv
	printf 'i\tj\na\tb\n##end rows=1\nc\td\n' >t.tsv
	ends 65 overlap --guard t.tsv
	printf 'i\tj\na\tb\n##end rows=x\n' >t.tsv
	ends 65 overlap --guard t.tsv
}

@test "a guarded table is read without --guard too, its last line is no row" {
	printf 'i\tj\na\tb\n##end rows=1\n' >t.tsv
	run --separate-stderr overlap t.tsv
	[ "$status" = 0 ]
	same "$(tsv 'i j embeddedness overlap' 'a b 0 NA')" "$(grep -v '^##' <<<"$output")"
}

@test "kill -9 upstream: pipefail sees it, and so does the guard" {
	slow() { head -3 t.tsv; kill -9 "$BASHPID"; }
	printf '%s\n##end rows=3\n' "$(cat ties.tsv)" >t.tsv
	fails 137 . bash -c 'set -o pipefail; (head -3 "$1"; kill -9 $BASHPID) | overlap' - t.tsv || true
	[ "$status" = 137 ]
	fails 65 'cut short|##end' bash -c '(head -3 "$1"; kill -9 $BASHPID) | overlap --guard' - t.tsv
}

@test "under --private no message shows a value" {
	tsv 'i j weight' 'secret b 1' 'b c secret' >t.tsv
	fails 65 "t\.tsv:3: column 'weight'" overlap --private -w weight --add weighted_overlap t.tsv
	[[ ! $stderr =~ secret ]]
	TIES_PRIVATE=1 fails 65 "t\.tsv:3" overlap -w weight --add weighted_overlap t.tsv
	[[ ! $stderr =~ secret ]]
	# Without it the value helps to find the error.
	fails 65 secret overlap -w weight --add weighted_overlap t.tsv
}
