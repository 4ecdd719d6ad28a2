#!/usr/bin/env bats
# permute: any pipeline, on shuffled attributes or rewired ties.
load helper

# A column of $output, for the rows whose measure is the first word.
cell() { awk -F'\t' -v m="$1" -v want="$2" 'NR == 1 { for (c = 1; c <= NF; c++) at[$c] = c } $at["measure"] == m { print $at[want] }' <<<"$output"; }

setup()
{
	export TMPDIR=$BATS_TEST_TMPDIR/temp
	mkdir "$TMPDIR" "$BATS_TEST_TMPDIR/work" && cd "$BATS_TEST_TMPDIR/work" || exit
	tsv 'node sex age' 'a f 1' 'b f 2' 'c m 3' 'd m 4' 'e f 5' 'f m 6' >people.tsv
	tsv 'i j weight' 'a b 5' 'c d 4' 'b e 3' 'd f 2' 'a c 1' 'e f 1' 'c f 1' >ties.tsv
}

# Nothing may be left, however it ended.
teardown() { [ -z "$(ls -A "$TMPDIR")" ] || { echo "left behind: $(ls -A "$TMPDIR")"; return 1; }; }

within='awk "NR == FNR { sex[\$1] = \$2; next } FNR > 1 { n += sex[\$1] == sex[\$2] } END { print n }" {} -'

@test "a number of one's own: ties within a sex, against the same shuffles made by hand" {
	ends 0 permute -R 19 --shuffle people.tsv:sex "$within" <ties.tsv
	[ "$status" = 0 ]
	same '' "$stderr"
	same $'measure\tvalue\tnull\tnull_mean\tnull_sd\tz\tp\tside\treplicates' "$(head -1 <<<"$output")"
	same '5 labels two 19' "$(cell value value) $(cell value null) $(cell value side) $(cell value replicates)"
	# ties rewire shuffles with the same sub-streams
	ends 0 rewire --null labels --nodes people.tsv -a sex -R 19 --nodes-out shuffled.tsv ties.tsv
	by_hand=$(awk -F'\t' 'NR == FNR { if (FNR > 1) sex[$1, $4] = $2; next }
		FNR > 1 { for (r = 1; r <= 19; r++) n[r] += sex[$1, r] == sex[$2, r] }
		END { for (r = 1; r <= 19; r++) { s += n[r]; ge += n[r] >= 5; le += n[r] <= 5 }
			p = 2 * ((ge < le ? ge : le) + 1) / 20; printf "%.12g %.12g", s / 19, (p > 1 ? 1 : p) }' shuffled.tsv ties.tsv)
	ends 0 permute -R 19 --shuffle people.tsv:sex "$within" <ties.tsv
	same "$by_hand" "$(awk -v a="$(cell value null_mean)" -v b="$(cell value p)" 'BEGIN { printf "%.12g %.12g", a, b }')"
}

@test "rewired ties: the copies of rewire" {
	run --separate-stderr permute -R 9 --rewire degrees -j 2 'ties describe' <ties.tsv
	[ "$status" = 0 ]
	ends 0 rewire --null degrees -R 9 ties.tsv
	triangles=$(describe --by replicate <<<"$output" 2>/dev/null | awk -F'\t' '$2 == "triangles" { s += $3 } END { printf "%.12g", s / 9 }')
	ends 0 permute -R 9 --rewire degrees 'ties describe' <ties.tsv
	same "$triangles" "$(awk -v a="$(cell triangles null_mean)" 'BEGIN { printf "%.12g", a }')"
	same degrees "$(cell triangles null)"
	same 0 "$(cell ties null_sd)"
	same NA "$(cell ties z)"
	same 1 "$(cell ties p)"
}

@test "the same numbers as a tool with a null model of its own" {
	ends 0 homophily --null labels -R 39 --measures ei,assortativity,coleman -a sex --nodes people.tsv ties.tsv
	own=$(awk -F'\t' -v OFS='\t' 'NR == 1 { for (c = 1; c <= NF; c++) at[$c] = c }
		{ print $at["measure"], $at["group"], $at["value"], $at["null_mean"], $at["null_sd"], $at["z"], $at["p"], $at["replicates"] }' <<<"$output")
	ends 0 permute -R 39 -j 2 --values value --shuffle people.tsv:sex 'ties homophily -R 0 --measures ei,assortativity,coleman -a sex --nodes {}' <ties.tsv
	same "$own" "$(awk -F'\t' -v OFS='\t' 'NR == 1 { for (c = 1; c <= NF; c++) at[$c] = c }
		{ print $at["measure"], $at["group"], $at["value"], $at["null_mean"], $at["null_sd"], $at["z"], $at["p"], $at["replicates"] }' <<<"$output")"
}

@test "weights over fixed ties, and the other models" {
	ends 0 permute -R 9 --rewire weights -w weight 'awk "NR == 2 { print \$3 }"' <ties.tsv
	[ "$status" = 0 ]
	same '5 weights' "$(cell value value) $(cell value null)"
	for null in gnm bernoulli; do
		ends 0 permute -R 9 --rewire $null 'ties describe' <ties.tsv
		[ "$status" = 0 ]
		same "7 $null" "$(cell ties value) $(cell ties null)"
	done
	sed 's/^i\tj/from\tto/' ties.tsv >arcs.tsv
	ends 0 permute -R 9 --rewire dyads 'ties describe' <arcs.tsv
	[ "$status" = 0 ]
	fails 64 '--rewire weights needs the column' permute --rewire weights 'cat' <ties.tsv
}

@test "the same bytes for any number of runs at a time, and for input from a pipe" {
	run --separate-stderr permute -R 25 -j 1 --shuffle people.tsv:sex "$within" <ties.tsv
	one=$output
	run --separate-stderr bash -c 'cat ties.tsv | permute -R 25 -j 4 --shuffle people.tsv:sex "$0"' "$within"
	same "$one" "$output"
	run --separate-stderr bash -c '(read -r _; permute -R 25 -j 4 --shuffle people.tsv:sex "$0")' \
		'awk "NR == FNR { sex[\$1] = \$2; next } { n += sex[\$1] == sex[\$2] } END { print n }" {} -' < <(cat ties.tsv)
	same "$one" "$output"
}

@test "several columns move together, and only within others" {
	# whoever has 1 has f: pairs are never taken apart
	ends 0 permute -R 9 --shuffle people.tsv:sex,age 'awk "NR > 1 { print \$2 \$3 }" {} | sort | tr "\n" " " | awk "BEGIN { print \"n\" } { print \$0 == \"f1 f2 f5 m3 m4 m6 \" }"'
	[ "$status" = 0 ]
	same '1 0' "$(cell n null_mean) $(cell n null_sd)"
	# ages stay with the sex that they have
	ends 0 permute -R 9 --shuffle people.tsv:age:within=sex 'awk "NR > 1 && \$2 == \"f\" { n += \$3 } END { print n }" {}'
	[ "$status" = 0 ]
	same '8 8 labels:within=sex' "$(cell value value) $(cell value null_mean) $(cell value null)"
	ends 0 permute -R 9 --shuffle people.tsv:age 'awk "NR > 1 && \$2 == \"f\" { n += \$3 } END { print n }" {}'
	[ "$(cell value null_sd)" != 0 ]
}

@test "missing values stay where they are, or move, or stop it" {
	printf 'node,sex\na,f\nb,\nc,NA\nd,m\ne,f\n' >gaps.csv
	run --separate-stderr permute -R 9 --shuffle gaps.csv:sex 'sed -n "3p;4p" {} | grep -cx -e b, -e c,NA'
	[ "$status" = 0 ]
	says "gaps.csv: 2 rows without 'sex' left as they are"
	same '2 2 0' "$(cell value value) $(cell value null_mean) $(cell value null_sd)"
	run --separate-stderr permute -R 19 --na category --shuffle gaps.csv:sex 'sed -n "3p;4p" {} | grep -c -e b,$ -e c,NA || true'
	[ "$status" = 0 ]
	[ "$(cell value null_sd)" != 0 ]
	fails 65 "gaps.csv:3: column 'sex'" permute --na fail --shuffle gaps.csv:sex 'cat {}'
}

@test "rows are matched by keys, the others by position" {
	# the order of the rows differs from run to run; so does what is printed
	run --separate-stderr permute -R 19 --shuffle people.tsv:age 'sort -k 3,3 {} | sed "1h; /^node/d" | cut -f 1,3 | sed "1i\\who\tyears"'
	[ "$status" = 0 ]
	same "$(printf '%s\n' a b c d e f)" "$(cut -f 1 <<<"$output" | sed 1d)"
	same "$(printf '%s\n' 1 2 3 4 5 6)" "$(cut -f 3 <<<"$output" | sed 1d)"
	# node is a key even where it holds digits
	run --separate-stderr permute -R 5 --rewire degrees 'ties degree' < <(tr abcdef 123456 <ties.tsv)
	[ "$status" = 0 ]
	same node "$(head -1 <<<"$output" | cut -f 1)"
	same 0 "$(awk -F'\t' '$2 == "degree" && $5 != $3' <<<"$output" | wc -l | tr -d ' ')"
	# a column of digits that is none of the known keys
	run --separate-stderr permute -R 5 --keys code --shuffle people.tsv:sex 'awk "BEGIN { print \"code\tn\" } NR > 1 { print \$3 \"\t\" (\$2 == \"f\") }" {}'
	same code "$(head -1 <<<"$output" | cut -f 1)"
	same 6 "$(sed 1d <<<"$output" | wc -l | tr -d ' ')"
}

@test "a row that is not printed counts as undefined; one that is new is left out and counted" {
	run --separate-stderr permute -R 39 --shuffle people.tsv:sex 'awk -F"\t" "BEGIN { print \"sex\tn\" } NR > 1 && \$3 < 3 { n[\$2]++ } END { for (s in n) print s \"\t\" n[s] }" {}'
	[ "$status" = 0 ]
	says 'replicates printed [0-9]+ rows that the observed run did not'
	same f "$(cut -f 1 <<<"$output" | sed 1d)"
	[ "$(cell n replicates)" -lt 39 ]
	run --separate-stderr permute -R 39 --shuffle people.tsv:sex 'awk "NR > 1 && \$2 == \"f\" && \$3 < 3 { print \$3 }" {}'
	[ "$status" = 65 ]
	says 'replicate [0-9]+: (0|1) rows? instead of 2 were printed.*--keys|replicate [0-9]+: the pipeline printed nothing'
}

@test "measure and value, as the tools write them; chosen columns" {
	printf 'measure\tattribute\tvalue\tse\tnull\tnote\nei\tsex\t0.5\t0.1\tlabels\tNA\nq\tsex\t1\tNA\tNA\tNA\n' >long.tsv
	ends 0 permute -R 3 --rewire gnm 'cat long.tsv' <ties.tsv
	same $'ei sex 0.5\nei.se sex 0.1\nq sex 1' "$(cut -f 1-3 <<<"$output" | sed 1d | tr '\t' ' ')"
	ends 0 permute -R 3 --values value --rewire gnm 'cat long.tsv' <ties.tsv
	same $'ei\nq' "$(cut -f 1 <<<"$output" | sed 1d)"
	fails 64 "no column 'valu'; did you mean 'value'" permute -R 3 --values valu --rewire gnm 'cat long.tsv' <ties.tsv
	fails 65 "'attribute' holds more than numbers" permute -R 3 --values attribute --rewire gnm 'cat long.tsv' <ties.tsv
}

@test "lines of numbers without a header" {
	ends 0 permute -R 3 --rewire gnm "printf '  12 3.5\n 1  2\n'" <ties.tsv
	same $'1 12\n2 3.5\n1 1\n2 2' "$(cut -f 1,2 <<<"$output" | sed 1d | tr '\t' ' ')"
	ends 0 permute -R 3 --rewire gnm "wc -l" <ties.tsv
	same 8 "$(cell value value)"
	fails 65 'printed nothing' permute -R 3 --rewire gnm 'true' <ties.tsv
	fails 65 'holds no number' permute -R 3 --rewire gnm 'echo word' <ties.tsv
}

@test "a run that fails is an error, with its message and its status" {
	run --separate-stderr permute -R 3 --shuffle people.tsv:sex 'ties mixing --nodes {} -a sx' <ties.tsv
	[ "$status" = 64 ]
	says "the pipeline ended with status 64: mixing: .*no column 'sx'; did you mean 'sex'"
	# the first program of a pipe, and only in a replicate
	run --separate-stderr permute -R 30 -j 2 --shuffle people.tsv:sex '{ echo n; sed -n 2p {} | grep -c f || { echo "a is no f" >&2; exit 3; }; } | cat'
	[ "$status" = 65 ]
	says 'replicate [0-9]+: the pipeline ended with status 3: a is no f'
	run --separate-stderr permute -R 3 --rewire gnm 'kill -9 $$' <ties.tsv
	[ "$status" = 65 ]
	says 'ended with status 137 and said nothing'
	# nobody reads on: that is no failure
	run --separate-stderr permute -R 3 --rewire gnm 'yes 7 | head -1' <ties.tsv
	[ "$status" = 0 ]
	same 7 "$(cell value value)"
}

@test "what the observed run says is passed on, once" {
	run --separate-stderr permute -R 5 --rewire gnm 'echo "mind the gap" >&2; echo 1' <ties.tsv
	[ "$status" = 0 ]
	same 'permute: mind the gap' "$stderr"
}

@test "every number of every replicate" {
	ends 0 permute -R 9 --draws draws.tsv --rewire gnm 'ties describe' <ties.tsv
	[ "$status" = 0 ]
	same $'measure\treplicate\tvalue' "$(head -1 draws.tsv)"
	mean=$(awk -F'\t' '$1 == "triangles" && $2 > 0 { s += $3 } END { printf "%.12g", s / 9 }' draws.tsv)
	same "$mean" "$(awk -v a="$(cell triangles null_mean)" 'BEGIN { printf "%.12g", a }')"
	same "$(cell triangles value)" "$(awk -F'\t' '$1 == "triangles" && $2 == 0 { print $3 }' draws.tsv)"
}

@test "names with blanks and quotes" {
	cp people.tsv "it's a file: really.tsv"
	ends 0 permute -R 3 --shuffle "it's a file: really.tsv:sex" 'cat {} | wc -l'
	[ "$status" = 0 ]
	same 7 "$(cell value value)"
}

@test "wrong commands" {
	fails 64 'the pipeline is missing' permute --rewire gnm <ties.tsv
	fails 64 'what is left to chance' permute 'cat' <ties.tsv
	fails 64 'exclude each other' permute --rewire gnm --shuffle people.tsv:sex 'cat {}' <ties.tsv
	fails 64 'write .. in its place' permute --shuffle people.tsv:sex 'cat' <ties.tsv
	fails 64 'go with --rewire' permute --shuffle people.tsv:sex -w weight 'cat {}' <ties.tsv
	fails 64 'FILE:COLUMN' permute --shuffle people.tsv 'cat {}' <ties.tsv
	fails 66 'nowhere.tsv' permute --shuffle nowhere.tsv:sex 'cat {}' <ties.tsv
	fails 64 "no column 'sx'; did you mean 'sex'" permute --shuffle people.tsv:sx 'cat {}' <ties.tsv
	fails 64 "'sex' is named twice" permute --shuffle people.tsv:sex,sex 'cat {}' <ties.tsv
	fails 64 "no column 'office'" permute --shuffle people.tsv:sex:within=office 'cat {}' <ties.tsv
	fails 64 'too many operands' permute --rewire gnm ties describe <ties.tsv
	fails 64 '--rewire is one of' permute --rewire labels 'cat' <ties.tsv
}

# Interrupted: the status of the signal, no file, no program that goes on.
interrupted()
{
	local signal=$1 want=$2 pid status=0 tries
	set -m                          # or SIGINT would be ignored in the background
	permute -R 999 -j 2 --shuffle people.tsv:sex "echo \$\$ >>started; [ \$(wc -l <started) = 1 ] && wc -l <{} || { sleep 100 | cat; }" <ties.tsv &
	pid=$!
	set +m
	for ((tries = 0; tries < 200; tries++)); do
		[ "$(wc -l <started 2>/dev/null || echo 0)" -lt 3 ] || break
		sleep 0.05
	done
	[ -n "$(ls "$TMPDIR")" ]
	kill -"$signal" $pid
	wait $pid || status=$?
	[ $status = "$want" ] || { echo "status $status"; return 1; }
	for ((tries = 0; tries < 100; tries++)); do
		kill -0 $(sed 1d started) 2>/dev/null || return 0
		sleep 0.05
	done
	echo "still running: $(cat started)"
	return 1
}

@test "Ctrl-C: nothing is left, nothing runs on" { interrupted INT 130; }

@test "terminated: nothing is left, nothing runs on" { interrupted TERM 143; }
