#!/usr/bin/env bats
# What bash offers after a TAB.
load helper

setup()
{
	cd "$BATS_TEST_TMPDIR" || exit
	. "$BATS_TEST_DIRNAME/../../scripts/completion.bash"
	tsv 'i j calls weight' 'a b 1 2' >ties.tsv
	printf '\xef\xbb\xbffrom;to;"hours spent"\r\na;b;1\r\n' >arcs.csv
}

# The candidates for the last word, sorted, in one line.
offer()
{
	COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
	_ties "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
	printf '%s\n' "${COMPREPLY[@]}" | sort | tr '\n' ' ' | sed 's/ $//'
}

@test "the names of tools" {
	same overlap "$(offer ties overl)"
	same 'help' "$(offer ties hel)"
	for tool in $(tools); do grep -qw "$tool" <<<"$(offer ties '')"; done
	same overlap "$(offer ties help ove)"
}

@test "the options of a tool" {
	same '--private --provenance' "$(offer ties overlap --pr)"
	same '--undirected' "$(offer ties overlap --und)"
	same '--output' "$(offer overlap --out)"
}

@test "files" {
	same 'arcs.csv' "$(offer ties overlap ar)"
	same 'ties.tsv' "$(offer ties overlap -o ti)"
}

@test "the columns of the file that was named" {
	same 'calls i j weight' "$(offer ties overlap ties.tsv -w '')"
	same 'weight' "$(offer ties overlap ties.tsv -w we)"
	same 'weight' "$(offer ties overlap ties.tsv --weight = we)"
	same 'from hours spent to' "$(offer ties overlap arcs.csv -w '')"
	gzip -k ties.tsv
	same 'calls' "$(offer ties overlap ties.tsv.gz -w ca)"
}

@test "the second column of a list" {
	same 'calls,weight' "$(offer ties overlap ties.tsv --by calls,w)"
}

@test "the words that an option may be" {
	same 'max mean' "$(offer ties import --dupes m)"
	same 'max mean' "$(offer ties import --undirected = m)"
}

@test "nothing for a tool that is not there" {
	same '' "$(offer ties nosuchtool --h)"
}
