#!/usr/bin/env bats
# What is known of people, at both ends of their ties.
load helper

setup()
{
	cd "$BATS_TEST_TMPDIR" || exit
	tsv 'i j calls' 'a b 3' 'c a 1' 'b b 2' >ties.tsv
	tsv 'node office age' 'a N 31' 'b S 45' 'c N NA' 'q S 7' >people.tsv
}

@test "one column, at both ends" {
	quiet attach --nodes people.tsv -a office ties.tsv
	same "$(tsv 'i j calls office_i office_j' 'a b 3 N S' 'c a 1 N N' 'b b 2 S S')" "$output"
	quiet attach --nodes people.tsv -a age,office ties.tsv
	same 'i	j	calls	age_i	age_j	office_i	office_j' "$(head -1 <<<"$output")"
	quiet attach --nodes people.tsv ties.tsv
	same 'i	j	calls	office_i	office_j	age_i	age_j' "$(head -1 <<<"$output")"
	same 'NA	31' "$(sed -n 3p <<<"$output" | cut -f 6,7)"
}

@test "the ends name the columns" {
	tsv 'from to' 'a b' >arcs.tsv
	quiet attach --nodes people.tsv -a office arcs.tsv
	same 'from	to	office_from	office_to' "$(head -1 <<<"$output")"
	tsv 'caller callee' 'a b' >calls.tsv
	quiet attach --nodes people.tsv -a office calls.tsv
	same 'office_caller	office_callee' "$(head -1 <<<"$output" | cut -f 3,4)"
}

@test "people that the table lacks are NA, and counted" {
	tsv 'i j' 'a z' 'z y' 'a b' >more.tsv
	warns "2 people of the ties are not in people.tsv \(the first is 'z'\): NA in 2 ties" attach --nodes people.tsv -a office more.tsv
	same 'N NA,NA NA,N S' "$(sed 1d <<<"$output" | cut -f 3,4 | tr '\t' ' ' | paste -sd ,)"
	warns '2 people of the ties are not in people.tsv: NA in 2 ties' attach --private --nodes people.tsv -a office more.tsv
	warns '2 people of --nodes have no tie' attach -v --nodes people.tsv -a office <(tsv 'i j' 'a b')
}

@test "a person twice, a table without people, no table" {
	tsv 'node office' 'a N' 'a S' >twice.tsv
	fails 65 "twice.tsv:3: column 'node': 'a' stands there twice" attach --nodes twice.tsv -a office ties.tsv
	fails 64 "no column 'node'" attach --nodes ties.tsv ties.tsv
	fails 64 'nodes FILE' attach -a office ties.tsv
	fails 66 'nowhere.tsv' attach --nodes nowhere.tsv ties.tsv
	fails 65 "no column but 'node'" attach --nodes <(tsv node a) ties.tsv
}

@test "names: wrong, taken, renamed" {
	fails 64 "no column 'offic'; did you mean 'office'" attach --nodes people.tsv -a offic ties.tsv
	attach --nodes people.tsv -a office ties.tsv >once.tsv
	fails 64 "'office_i' already.*--as" attach --nodes people.tsv -a office once.tsv
	quiet attach --nodes people.tsv -a office --as room once.tsv
	same 'room_i	room_j' "$(head -1 <<<"$output" | cut -f 6,7)"
	quiet attach --nodes people.tsv -a office --rename office_i=x --rename office_j=y once.tsv
	same 'x	y	office_i	office_j' "$(head -1 <<<"$output" | cut -f 4-7)"
	fails 64 'as names one column' attach --nodes people.tsv --as room ties.tsv
}

@test "cells are passed byte for byte" {
	printf 'id;what\na;"Rome; ""north"""\nb;\xff\xfe\nc; 007 \n' >p.csv
	printf 'i,j\r\na,b\r\nb,c\r\n' | attach --nodes p.csv >got
	printf 'i,j,what_i,what_j\r\na,b,"Rome; ""north""",\xff\xfe\r\nb,c,\xff\xfe, 007 \r\n' | cmp - got
	printf 'node,what\na,"x	y"\nb,1\n' >tab.csv
	fails 65 'TAB' attach --nodes tab.csv <(tsv 'i j' 'a b')
	tsv 'node x' '7 seven' '007 agent' >n.tsv
	quiet attach --nodes n.tsv <(tsv 'i j' '007 7')
	same 'agent	seven' "$(sed 1d <<<"$output" | cut -f 3,4)"
}

@test "a panel: people in the wave of the tie" {
	tsv 'i j wave' 'a b 1' 'a b 2' 'a c 2' 'a b 3' >w.tsv
	tsv 'node wave office' 'a 2 S' 'a 1 N' 'b 1 N' 'b 2 W' 'c 1 E' >panel.tsv
	warns '3 people of the ties are not in panel.tsv \(the first is .a.\): NA in 2 ties' attach --by wave --nodes panel.tsv -a office w.tsv
	same 'N N,S W,S NA,NA NA' "$(sed 1d <<<"$output" | cut -f 4,5 | tr '\t' ' ' | paste -sd ,)"
	ends 0 attach --by wave --nodes panel.tsv w.tsv
	same 'i	j	wave	office_i	office_j' "$(head -1 <<<"$output")"
	fails 65 "panel.tsv:3: column 'node': 'a' stands there twice" attach --nodes panel.tsv -a office w.tsv
	tsv 'node wave office' 'a 2 S' 'a 1 N' 'a 2 S' >twice.tsv
	fails 65 "twice.tsv:4: column 'node': 'a' stands there twice.*--by" attach --by wave --nodes twice.tsv -a office w.tsv
	fails 64 "no column 'wve'" attach --by wve --nodes panel.tsv -a office w.tsv
	# people who do not change need no wave
	quiet attach --by wave --nodes people.tsv -a office w.tsv
	same 'N N' "$(sed -n 4p <<<"$output" | cut -f 4,5 | tr '\t' ' ')"
	tsv 'i j layer wave' 'a b x 1' 'a b x 2' >lw.tsv
	# a table that has some of the columns only
	quiet attach --by layer,wave --nodes <(tsv 'node wave office' 'a 1 A' 'a 2 B' 'b 1 C' 'b 2 D') -a office lw.tsv
	same 'A C,B D' "$(sed 1d <<<"$output" | cut -f 5,6 | tr '\t' ' ' | paste -sd ,)"
	quiet attach --by wave,layer --nodes <(tsv 'node layer wave office' 'a x 1 A' 'a x 2 B' 'b x 1 C' 'b x 2 D') -a office lw.tsv
	same 'A C,B D' "$(sed 1d <<<"$output" | cut -f 5,6 | tr '\t' ' ' | paste -sd ,)"
}
