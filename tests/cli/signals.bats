#!/usr/bin/env bats
# Pipes that break, disks that are full, keys that are pressed, memory that ends.
load helper

setup()
{
	mkdir "$BATS_TEST_TMPDIR/work" && cd "$BATS_TEST_TMPDIR/work" || exit
	tsv 'i j weight' 'a b 3' 'b c 1' 'a c 2' 'c d 1' >ties.tsv
}

many() { awk 'BEGIN { print "i\tj"; for (k = 0; k < 200000; k++) print k "\t" k + 1 }'; }

@test "the reader leaves: quiet, and status 141" {
	many >t.tsv
	run --separate-stderr bash -c 'overlap t.tsv | head -1; exit ${PIPESTATUS[0]}'
	[ "$status" = 141 ]
	same '' "$stderr"
	same "$(tsv 'i j embeddedness overlap')" "$output"
}

@test "the reader has left before the first byte, and SIGPIPE is ignored: the same" {
	many >t.tsv
	run --separate-stderr bash -c 'trap "" PIPE; overlap t.tsv | true; exit ${PIPESTATUS[0]}'
	[ "$status" = 141 ]
	same '' "$stderr"
}

@test "a full disk is an error" {
	[ -e /dev/full ]
	run --separate-stderr bash -c 'overlap ties.tsv >/dev/full'
	[ "$status" = 74 ]
	says 'No space left'
	run --separate-stderr bash -c 'overlap --help >/dev/full'
	[ "$status" = 74 ]
}

@test "a closed standard output is an error" {
	run --separate-stderr bash -c 'overlap ties.tsv >&-'
	[ "$status" = 74 ]
}

@test "-o writes the whole file, or leaves what was there" {
	echo old >out.tsv
	quiet overlap -o out.tsv ties.tsv 2>/dev/null || ends 0 overlap -o out.tsv ties.tsv
	same '' "$output"
	same "$(overlap ties.tsv)" "$(cat out.tsv)"
	echo old >out.tsv
	printf 'i\tj\na\n' >bad.tsv
	ends 65 overlap -o out.tsv bad.tsv
	same old "$(cat out.tsv)"
	same 'bad.tsv out.tsv ties.tsv' "$(echo *)"
	same '' "$(find . -name '.*' -type f)"
}

@test "-o may name the input itself" {
	want=$(overlap ties.tsv)
	overlap -o ties.tsv ties.tsv
	same "$want" "$(cat ties.tsv)"
}

@test "-o keeps the permissions that a new file would have" {
	umask 027
	overlap -o out.tsv ties.tsv
	same 640 "$(stat -c %a out.tsv)"
}

@test "-o to a device writes there" {
	ends 0 overlap -o /dev/null ties.tsv
	[ -c /dev/null ]
	same "$(overlap ties.tsv)" "$(overlap -o /dev/stdout ties.tsv)"
}

@test "-o where nothing can be written" {
	fails 74 'nowhere' overlap -o nowhere/out.tsv ties.tsv
	fails 74 . overlap -o ties.tsv/out.tsv ties.tsv
	fails 74 . overlap -o /proc/out.tsv ties.tsv
	[ ! -e nowhere ]
}

# With a reader that waits for the rest, so that the tool is known to be at work.
interrupted()
{
	local signal=$1 pid status=0

	mkfifo rows
	env --default-signal overlap -o out.tsv rows 2>err &
	pid=$!
	exec 7>rows                     # opens once the tool has opened it
	cat ties.tsv >&7
	kill -"$signal" $pid
	wait $pid || status=$?
	exec 7>&-
	rm rows
	echo $status
}

@test "Ctrl-C: status 130 or the signal's own, quiet, and no temporary file stays" {
	same 130 "$(interrupted INT)"
	same '' "$(cat err)"
	rm err
	same 'ties.tsv' "$(ls -A)"
}

@test "a terminated tool leaves no temporary file either" {
	same 143 "$(interrupted TERM)"
	rm err
	same 'ties.tsv' "$(ls -A)"
}

@test "no file and a terminal: short help and status 64, not a wait" {
	run timeout 10 script -qec 'overlap 2>&1' /dev/null </dev/null
	[ "$status" = 64 ]
	[[ $output =~ overlap ]]
	[ "${#lines[@]}" -lt 30 ]
}

@test "the input changes while it is read: an error, no crash" {
	awk 'BEGIN { print "i\tj"; for (k = 0; k < 100000; k++) print "p" k "\tp" k + 1 }' >t.tsv
	mkfifo people
	attach --nodes people -a office t.tsv >out.tsv 2>err &
	exec 7>people                   # opens once the tool has opened it, and the ties before it
	truncate -s 100 t.tsv
	printf 'node\toffice\np1\tRome\n' >&7
	exec 7>&-
	wait $! && status=0 || status=$?
	[ "$status" = 74 ]
	grep 'changed' err
}

# --- memory -------------------------------------------------------------------------------------------------

@test "too little memory is status 71 with a sentence, wherever it happens" {
	limit=1000 seen=0
	while [ $limit -lt 1000000000 ]; do
		TIES_TEST_LIMIT=$limit run --separate-stderr overlap -o out.tsv ties.tsv
		[ "$status" != 0 ] || break
		[ "$status" = 71 ]
		says 'out of memory'
		[ ! -e out.tsv ]
		seen=$((seen + 1)) limit=$((limit + limit / 50))
	done
	[ $seen -gt 5 ]
	same 'out.tsv ties.tsv' "$(ls -A | tr '\n' ' ' | sed 's/ $//')"
}
