#!/usr/bin/env bats
# Contacts of each person.
load helper

setup()
{
	mkdir "$BATS_TEST_TMPDIR/work" && cd "$BATS_TEST_TMPDIR/work" || exit
	data=$BATS_TEST_DIRNAME/../../datasets
}

@test "undirected: total, strength, disparity, strongest share, core" {
	tsv 'i j calls' 'a b 6' 'a c 3' 'd a 1' 'b c 1' 'b c 1' 'e e 4' >t.tsv
	# a: 10 in all, Y = (36 + 9 + 1) / 100; b: 6 and 2; c: 3 and 2
	warns 'no contacts' degree -w calls t.tsv
	says '1 loop left out'
	same "$(tsv 'node total strength disparity strongest_share core' 'a 3 10 0.46 0.6 2' 'b 2 8 0.625 0.75 2' 'c 2 5 0.52 0.6 2' \
		'd 1 1 1 1 1' 'e 0 0 NA NA 0')" "$output"
	# without weights a tie counts once
	warns '1 loop and 1 repeated tie left out' degree t.tsv
	same "$(tsv 'b 2 2 0.5 0.5 2')" "$(grep ^b <<<"$output")"
}

@test "directed: who is sent to, who sends, and each contact once" {
	tsv 'from to w' 'a b 2' 'b a 1' 'a c 5' 'a c 1' 'c c 9' >t.tsv
	warns 'read as directed' degree -w w t.tsv
	same "$(tsv 'node in out total in_strength out_strength strength disparity strongest_share core' \
		'a 1 2 2 1 8 9 0.5555555555555556 0.6666666666666666 1' 'b 1 1 1 2 1 3 1 1 1' 'c 1 0 1 6 0 6 1 1 1')" "$output"
	# without weights: an arc and its return count 2, a repeated arc 1
	ends 0 degree --directed t.tsv
	same "$(tsv 'node in out total strength disparity strongest_share core' 'a 1 2 2 3 0.5555555555555556 0.6666666666666666 1' \
		'b 1 1 1 2 1 1 1' 'c 1 0 1 1 1 1 1')" "$output"
	ends 0 degree --undirected t.tsv
	same 'node total strength disparity strongest_share core' "$(head -1 <<<"$output" | tr '\t' ' ')"
}

@test "the karate club: degrees and cores" {
	quiet degree --rename weight=w "$data/karate/ties.tsv"
	same '16 9 10 17' "$(echo $(awk '$1 ~ /^(1|2|3|34)$/ { print $2 }' <<<"$output"))"
	# 10 people in the 4-core, 1 in no 2-core
	same '1 1, 11 2, 12 3, 10 4, ' "$(awk 'NR > 1 { n[$NF]++ } END { for (k = 1; k <= 4; k++) printf "%d %d, ", n[k], k }' <<<"$output")"
}

@test "--nodes and --by" {
	tsv 'i j layer' 'a b work' 'a c work' 'a b home' >t.tsv
	tsv 'node office' 'c x' 'z y' >people.tsv
	ends 0 degree --by layer --nodes people.tsv t.tsv
	same "$(tsv 'layer node office total' 'work c x 1' 'work z y 0' 'home c x 0' 'home z y 0')" "$(cut -f 1-4 <<<"$output")"
	says '4 people of the ties have no row in people.tsv'
	ends 0 degree --as tie --nodes people.tsv t.tsv
	same 'node office tie_total tie_strength' "$(head -1 <<<"$output" | cut -f 1-4 | tr '\t' ' ')"
	ends 0 holes --nodes <(degree --nodes people.tsv t.tsv 2>err) t.tsv
	same "$(tsv 'node office total strength disparity strongest_share core degree')" "$(head -1 <<<"$output" | cut -f 1-8)"
}

@test "weights: none below 0, those of 0 are no contacts" {
	tsv 'i j w' 'a b 0' 'b c 1' >t.tsv
	warns '1 tie of weight 0 left out' degree -w w t.tsv
	same "$(tsv 'a 0 0 NA NA 0')" "$(grep ^a <<<"$output")"
	tsv 'i j w' 'a b -1' >t.tsv
	fails 65 "column 'w': '-1' is negative" degree -w w t.tsv
}

@test "no ties" {
	quiet degree <(tsv 'from to' | sed 's/from/i/; s/to/j/')
	same "$(tsv 'node total strength disparity strongest_share core')" "$output"
}
