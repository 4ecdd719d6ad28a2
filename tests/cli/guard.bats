#!/usr/bin/env bats
# Tables that are cut short on their way, and messages that must not show data.
load helper

setup()
{
	mkdir "$BATS_TEST_TMPDIR/work" && cd "$BATS_TEST_TMPDIR/work" || exit
	tsv 'i j' 'a b' 'b c' 'a c' >ties.tsv
}

@test "a guarded table ends with its number of rows, and the next tool demands it" {
	overlap --guard ties.tsv >t.tsv
	same '##end rows=3' "$(tail -1 t.tsv)"
	ends 0 bash -c 'cat t.tsv | describe --guard'
	[[ $(tail -1 <<<"$output") =~ ^##end\ rows=[0-9]+$ ]]
}

@test "TIES_GUARD=1 does the same along a pipe" {
	export TIES_GUARD=1
	same '##end rows=3' "$(overlap ties.tsv | overlap --as again --rename embeddedness=old | tail -1)"
}

@test "without its last line what comes through a pipe is refused" {
	fails 65 '##end' bash -c 'cat ties.tsv | overlap --guard'
	fails 65 '##end' bash -c 'cat ties.tsv | TIES_GUARD=1 overlap'
	fails 65 'rows' bash -c 'printf "i\tj\na\tb\n##end rows=2\n" | overlap --guard'
	ends 65 bash -c 'printf "i\tj\na\tb\n##end rows=1\nc\td\n" | overlap --guard'
	ends 65 bash -c 'printf "i\tj\na\tb\n##end rows=x\n" | overlap --guard'
	ends 65 bash -c 'printf "i\tj\na\tb\n##end row" | overlap --guard'
}

@test "a file is where a pipeline begins: the guard is not demanded of it" {
	quiet overlap --guard ties.tsv
	ends 0 bash -c 'overlap --guard <ties.tsv'
}

@test "a guarded table is read without --guard too: its last line is no row" {
	printf 'i\tj\na\tb\n##end rows=1\n' >t.tsv
	quiet overlap t.tsv
	same "$(tsv 'i j embeddedness overlap' 'a b 0 NA')" "$output"
	# And where it stands, it must be true.
	printf 'i\tj\na\tb\n##end rows=2\n' >t.tsv
	ends 65 overlap t.tsv
}

@test "kill -9 upstream: pipefail sees it, and so does the guard" {
	printf '%s\n##end rows=3\n' "$(cat ties.tsv)" >t.tsv
	ends 137 bash -c 'set -o pipefail; (head -3 t.tsv; kill -9 $BASHPID) | overlap'
	fails 65 '##end' bash -c '(head -3 t.tsv; kill -9 $BASHPID) | overlap --guard'
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

@test "--provenance says which tool wrote the table, and the next one passes it on" {
	overlap --provenance --add dice ties.tsv >t.tsv
	grep -qE '^## overlap [0-9.]+ --provenance --add dice' t.tsv
	ends 0 attach --nodes <(printf 'node\toffice\na\tRome\n') t.tsv
	grep -q '^## overlap' <<<"$output"
	same 5 "$(grep -c . t.tsv)"
}
