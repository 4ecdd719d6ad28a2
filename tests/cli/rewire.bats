#!/usr/bin/env bats
# Copies of a network: what each null model keeps, in rows and columns.
load helper

setup()
{
	cd "$BATS_TEST_TMPDIR" || exit
	tsv 'i j w' 'a b 1' 'b c 2' 'c d 3' 'd e 4' 'e a 5' 'a c 6' 'c a 7' 'b b 8' >t
	tsv 'from to w' 'a b 1' 'b a 2' 'b c 3' 'c d 4' 'd b 5' 'a b 6' 'd d 7' >arcs
}

# column C of replicate R
column() { awk -F'\t' -v c="$1" -v r="$2" 'NR > 1 && $NF == r { print $c }' <<<"$output" | paste -sd ' '; }

# Ties at each person of replicate R, loops left out, each tie once.
degrees()
{
	awk -F'\t' -v r="$1" 'NR > 1 && $NF == r && $1 != $2 && !(($1, $2) in seen) {
		seen[$1, $2]; seen[$2, $1]; d[$1]++; d[$2]++ } END { for (v in d) print v d[v] }' <<<"$output" | sort | paste -sd ' '
}

@test "degrees: the rows keep their columns, the people their degrees" {
	local r
	warns '1 loop and 1 repeated tie do not count: a loop stays' rewire --null degrees -R 20 --observed t
	says '1200 switches tried, [0-9.]* % of them done'
	for r in $(seq 0 20); do
		same '1 2 3 4 5 6 7 8' "$(column 3 $r)"
		same 'a3 b2 c3 d2 e2' "$(degrees $r)"
		# the loop stays; the row that repeats a-c the other way round goes with it
		awk -F'\t' -v r=$r '$NF == r { i[$3] = $1; j[$3] = $2 } END {
			exit i[8] != "b" || j[8] != "b" || i[6] != j[7] || j[6] != i[7] }' <<<"$output"
	done
	[ "$(sed 1d <<<"$output" | cut -f 1,2,4 | sort -u | wc -l)" -gt 30 ]
	ends 0 rewire --null degrees --switches 0 -R 1 t
	same "$(sed 1d t)" "$(sed 1d <<<"$output" | cut -f 1-3)"
	same '' "$(grep tried <<<"$stderr")"
}

@test "degrees of arcs: sent and received" {
	local r
	ends 0 rewire --null degrees -R 20 arcs
	says 'read as directed'
	for r in $(seq 1 20); do
		same 'a b b c d' "$(awk -F'\t' -v r=$r '$NF == r && $3 < 6 { print $1 }' <<<"$output" | sort | paste -sd ' ')"
		same 'a b b c d' "$(awk -F'\t' -v r=$r '$NF == r && $3 < 6 { print $2 }' <<<"$output" | sort | paste -sd ' ')"
	done
}

@test "gnm: as many ties between any two, people without ties too" {
	tsv 'node' 'x' 'y' 'z' >n
	ends 0 rewire --null gnm -R 30 --nodes n t
	same '1 2 3 4 5 6 7 8' "$(column 3 30)"
	[[ $(column 1 1) != "$(column 1 2)" ]]
	grep -qE '^[xyz]' <<<"$output"
	same 6 "$(awk -F'\t' '$NF == 4 && $1 != $2 { print $1 < $2 ? $1 $2 : $2 $1 }' <<<"$output" | sort -u | wc -l)"
}

@test "dyads: mutual pairs remain mutual" {
	local r
	ends 0 rewire --null dyads -R 10 --observed arcs
	for r in $(seq 0 10); do
		same 1 "$(awk -F'\t' -v r=$r '$NF == r && $3 < 6 { arc[$1, $2] } END {
			for (k in arc) { split(k, e, SUBSEP); m += (e[2], e[1]) in arc } print m / 2 }' <<<"$output")"
		same 5 "$(awk -F'\t' -v r=$r '$NF == r && $3 < 6 { print $1, $2 }' <<<"$output" | sort -u | wc -l)"
	done
	fails 64 'needs arcs' rewire --null dyads t
}

@test "bernoulli: only ties, and another number of them" {
	ends 0 rewire --null bernoulli -R 40 --observed t
	same 'i	j	replicate' "$(head -1 <<<"$output")"
	says '1 loop and 1 repeated tie do not count$'
	same 'a b c d e a' "$(column 1 0)"
	[ "$(sed 1d <<<"$output" | cut -f 3 | uniq -c | awk '{ print $1 }' | sort -u | wc -l)" -gt 3 ]
	same '' "$(awk -F'\t' '$1 == $2' <<<"$output")"
	ends 0 rewire --null bernoulli -R 2 --guard --by w t
	same 'w	i	j	replicate' "$(head -1 <<<"$output")"
	same "##end rows=$(sed '1d;$d' <<<"$output" | wc -l)" "$(tail -1 <<<"$output")"
}

@test "labels: the people go to a file of their own" {
	tsv 'node team age' 'a x 1' 'b x 2' 'c y 3' 'd y 4' 'e  5' 'f y 6' >people
	warns "1 person without 'team' exchange nothing" rewire --null labels -a team --nodes people --nodes-out out -R 10 --observed t
	same "$(for r in $(seq 0 10); do sed 1d t | sed "s/$/\t$r/"; done)" "$(sed 1d <<<"$output")"
	same 'node	team	age	replicate' "$(head -1 out)"
	same '1 2 3 4 5 6' "$(awk '$NF == 7' out | cut -f 3 | paste -sd ' ')"
	same 'x x y y NA y' "$(awk '$NF == 0' out | cut -f 2 | paste -sd ' ')"
	same 1 "$(sed 1d out | awk '{ l[$NF] = l[$NF] (($2 == "NA") == ($1 == "e")) $2 }
		{ n[$NF, $2]++ } END { for (k in n) { split(k, a, SUBSEP); t[a[2] n[k]] } for (k in t) s++; print s == 3 }')"
	ends 0 rewire --null labels:within=age -a team --nodes people --nodes-out out -R 3 t
	same 'x x y y NA y' "$(awk '$NF == 3' out | cut -f 2 | paste -sd ' ')"
	ends 0 rewire --null labels -a team --nodes people --nodes-out out --guard -R 3 t
	same '##end rows=18' "$(tail -1 out)"
	fails 64 'needs the people' rewire --null labels -a team --nodes people t
	fails 64 'go with --null labels' rewire --null gnm -a team t
	sed '/^c/d' people >some
	fails 65 'some: 1 person of the ties has no row' rewire --null labels -a team --na category --nodes some --nodes-out out2 t
	[ ! -e out2 ]
}

@test "labels of a panel stay in their wave; people of several networks are written for each" {
	tsv 'i j wave' 'a b 1' 'b c 1' 'a c 2' >waves
	tsv 'node wave team' 'a 1 p' 'b 1 q' 'c 1 r' 'a 2 s' 'c 2 t' >panel
	quiet rewire --null labels -a team --by wave --nodes panel --nodes-out out -R 9 waves
	same 'p q r' "$(awk '$2 == 1 && $4 == 5 { print $3 }' out | sort | paste -sd ' ')"
	same 's t' "$(awk '$2 == 2 && $4 == 5 { print $3 }' out | sort | paste -sd ' ')"
	tsv 'node team' 'a p' 'b q' 'c r' >people
	quiet rewire --null labels -a team --by wave --nodes people --nodes-out out -R 1 waves
	same 'wave	node	team	replicate' "$(head -1 out)"
	same 7 "$(wc -l <out)"
	quiet brokers --level whole -R 0 --by wave,replicate --nodes out -a team <<<"$output"
}

@test "a network gives the same copies alone and among others" {
	awk -v OFS='\t' 'NR == 1 { print $0, "wave"; next } { print $0, 2 }' t >two
	{ awk -v OFS='\t' 'NR == 1 { print $0, "wave"; next } { print $0, 1 }' t; sed 1d two; } >both
	local null
	for null in weights degrees gnm; do
		rewire --null $null -w w -R 3 --by wave two 2>/dev/null >alone
		rewire --null $null -w w -R 3 --by wave both 2>/dev/null | awk 'NR == 1 || $4 == 2' >among
		cmp alone among
	done
}

@test "the same for the same seed, and the first of many are the few" {
	local null
	for null in weights degrees gnm bernoulli dyads; do
		ends 0 rewire --null $null -w w -R 3 --directed t
		same "$output" "$(rewire --null $null -w w -R 3 --directed t 2>/dev/null)"
		same "$output" "$(rewire --null $null -w w -R 9 --directed t 2>/dev/null | awk 'NR == 1 || $NF < 4')"
		[ "$output" != "$(rewire --null $null -w w -R 3 --directed --seed 2 t 2>/dev/null)" ]
	done
}

@test "weights only where they are named, and what cannot be" {
	quiet rewire -w w -R 1 t
	fails 64 'needs the column of weights' rewire t
	fails 64 "there is no 'degree' here" rewire --null degree t
	tsv 'i j weight' 'a b 1' 'c d 2' >w
	ends 0 rewire --null gnm -R 1 w
	same '' "$(grep "'weight'" <<<"$stderr" || true)"
	fails 64 "'replicate' already" rewire --null gnm -R 1 <(rewire --null gnm -R 1 w)
	tsv 'i j' >none
	for null in degrees gnm bernoulli; do
		quiet rewire --null $null -R 2 none
		same 'i	j	replicate' "$output"
	done
}

@test "memberships: people keep the number of foci, foci that of people" {
	local r
	tsv 'who what n' 'a x 1' 'a y 2' 'b x 3' 'c y 4' 'c z 5' 'd z 6' >m
	ends 0 rewire --null degrees --ends who,what -R 40 --observed m
	same 'who	what	n	replicate' "$(head -1 <<<"$output")"
	for r in $(seq 0 40); do
		same 'a a b c c d' "$(column 1 $r | tr ' ' '\n' | sort | paste -sd ' ')"
		same 'x x y y z z' "$(column 2 $r | tr ' ' '\n' | sort | paste -sd ' ')"
		same '' "$(awk -F'\t' -v r=$r '$NF == r && seen[$1, $2]++' <<<"$output")"
	done
	# All 15 tables with these margins are met: a has one of 3 pairs of foci; c has the same, and b and d what is left (1 way), or
	# another (2), and b and d one each of two that are left (2 ways).
	same 15 "$(ends 0 rewire --null degrees --ends who,what -R 2000 m; sed 1d <<<"$output" | sort -k4n -k1,1 -k2,2 |
		awk '{ t[$4] = t[$4] $1 $2 } END { for (k in t) print t[k] }' | sort -u | wc -l)"
	fails 65 "'y' stands in 'who' too" rewire --null degrees --ends who,what -R 1 <(tsv 'who what' 'a y' 'y x')
	fails 64 'goes with --null degrees and weights' rewire --null gnm --ends who,what -R 1 m
	fails 64 'takes the two columns' rewire --null degrees --ends who -R 1 m
}
