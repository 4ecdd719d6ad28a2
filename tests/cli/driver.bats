#!/usr/bin/env bats
# The driver: it runs a tool, or says which there are.
load helper

setup()
{
	mkdir "$BATS_TEST_TMPDIR/work" && cd "$BATS_TEST_TMPDIR/work" || exit
	tsv 'i j' 'a b' 'b c' 'a c' >ties.tsv
}

@test "a tool runs with its arguments and its status" {
	same "$(overlap ties.tsv)" "$(ties overlap ties.tsv)"
	same "$(overlap ties.tsv)" "$(ties overlap <ties.tsv)"
	fails 65 '^overlap: ' ties overlap /dev/null
	fails 64 . ties overlap 'two words' 'and more'
}

@test "alone it lists every tool once, with its purpose" {
	quiet ties
	for tool in $(tools); do
		same 1 "$(grep -c "^  $tool " <<<"$output")"
		grep -F "$("$tool" --help | sed -n '1s/^[a-z]* - //p')" <<<"$output"
	done
	same "$output" "$(ties help)"
	same "$output" "$(ties --help)"
}

@test "the catalogue is in groups" {
	ends 0 ties
	grep -qx 'A tie' <<<"$output"
	grep -qx 'Get ties' <<<"$output"
	# "Get ties" come before "A tie", as they do at work.
	[ "$(grep -nx 'Get ties' <<<"$output" | cut -d: -f1)" -lt "$(grep -nx 'A tie' <<<"$output" | cut -d: -f1)" ]
}

@test "help of a tool" {
	same "$(overlap --help)" "$(ties help overlap)"
	same "$(overlap --help)" "$(ties overlap --help)"
	fails 64 "did you mean 'overlap'" ties help overlpa
}

@test "an unknown tool: the nearest name, or none" {
	fails 64 "no tool 'overlpa'; did you mean 'overlap'\?" ties overlpa
	fails 64 "did you mean 'percolate'" ties percol
	fails 64 "no tool 'qqqqqqqq'; " ties qqqqqqqq
	[[ ! $stderr =~ mean ]]
	fails 64 . ties ../bin/overlap
	fails 64 . ties --nonsense
}

@test "the version names igraph and GSL" {
	quiet ties --version
	[[ $output =~ ^ties\ [0-9]+\.[0-9]+\.[0-9]+\ \(igraph\ [0-9.]+,\ GSL\ [0-9.]+\)$ ]]
	same "$(overlap --version | awk '{ print $NF }')" "$(awk '{ print $2 }' <<<"$output")"
}

@test "path puts the bare names on PATH" {
	run env -i PATH=/usr/bin:/bin bash -c "eval \"\$('$(command -v ties)' path)\"; overlap ties.tsv"
	[ "$status" = 0 ]
	same "$(overlap ties.tsv)" "$output"
}

@test "it is found through links, and from folders with blanks in their names" {
	mkdir 'my bin'
	ln -s "$(command -v ties)" 'my bin/ties'
	same "$(overlap ties.tsv)" "$('my bin/ties' overlap ties.tsv)"
	ln -s 'my bin/ties' again
	same "$(overlap ties.tsv)" "$(./again overlap ties.tsv)"
	(cd 'my bin' && PATH=$PWD:$PATH && same "$(overlap ../ties.tsv)" "$(ties overlap ../ties.tsv)")
}

@test "its own manual, that of the format and that of the measures are sound" {
	pages=${TIES_BUILD:-$BATS_TEST_DIRNAME/../../build}/man
	for page in man1/ties.1 man5/ties-format.5 man7/ties-measures.7; do
		same '' "$(mandoc -Tlint -Wwarning "$pages/$page" | grep -v 'referenced manual not found' || true)"
	done
	for tool in $(tools); do
		grep -q "ties-$tool" "$pages/man1/ties.1"
	done
	grep -q 'overlap' "$pages/man7/ties-measures.7"
}

@test "man shows the pages, from any folder" {
	cd / || exit
	export PAGER=cat MANPAGER=cat
	for page in overlap format measures ''; do
		ties man $page >"$BATS_TEST_TMPDIR/page" 2>/dev/null
		grep -q NAME "$BATS_TEST_TMPDIR/page"
	done
	fails 64 "did you mean 'overlap'" ties man overlpa
}

@test "what is installed runs, completes, and goes away again" {
	top=$BATS_TEST_DIRNAME/../..
	[ -e "$top/Makefile" ]
	make -s -C "$top" install DESTDIR="$PWD/root" PREFIX=/usr \
		${TIES_BUILD:+B="$TIES_BUILD"} ${TIES_BIN:+BIN="$TIES_BIN"} >/dev/null
	same "$(overlap ties.tsv)" "$(env -i PATH=/usr/bin:/bin root/usr/bin/ties overlap ties.tsv)"
	same "$(ties)" "$(root/usr/bin/ties)"
	same ties "$(ls root/usr/bin)"
	[ -e root/usr/share/man/man1/ties-overlap.1 ]
	[ -e root/usr/share/man/man5/ties-format.5 ]
	(export PAGER=cat MANPAGER=cat; root/usr/bin/ties man overlap) | grep -q NAME
	bash -c '. root/usr/share/bash-completion/completions/ties'
	same '' "$(grep -rIl "$PWD" root || true)"
	make -s -C "$top" uninstall DESTDIR="$PWD/root" PREFIX=/usr >/dev/null
	same '' "$(find root -type f)"
}
