#!/usr/bin/env bats
# ego: whom each person knows.
load helper

setup() { cd "$BATS_TEST_TMPDIR" || exit; }
data="$BATS_TEST_DIRNAME/../../datasets"

pick()
{
	awk -F'\t' -v want="$1" 'NR == 1 { n = split(want, w, ","); for (c = 1; c <= NF; c++) at[$c] = c }
		{ line = ""; for (k = 1; k <= n; k++) line = line (k > 1 ? " " : "") $(at[w[k]]); print line }' <<<"$output"
}

people() { tsv 'node k x' 'a 1 10' 'b 1 20' 'c 2 40' 'd NA NA' 'e 2 0' >people.tsv; }

@test "kinds and numbers, by hand" {
	people
	tsv 'i j' 'a b' 'a c' 'a d' 'b c' >ties.tsv
	warns "1 alter without 'k' not counted" ego -a k --numeric x --nodes people.tsv ties.tsv
	says "1 alter without 'x' not counted"
	same "$(tsv 'node k x k_alters k_same k_ei k_blau k_iqv k_richness' 'a 1 10 2 0.5 0 0.5 1 2' 'b 1 20 2 0.5 0 0.5 1 2' \
		'c 2 40 2 0 1 0 0 1' 'd NA NA 1 NA NA 0 0 1' 'e 2 0 0 NA NA NA NA 0' | tr '\t' ' ')" \
		"$(pick node,k,x,k_alters,k_same,k_ei,k_blau,k_iqv,k_richness)"
	same $'x_mean x_difference\n30 20\n25 15\n15 25\n10 NA\nNA NA' "$(pick x_mean,x_difference)"
	# a: others of kind 1: b, known; of kind 2: c known, e not: (1 x 1 - 0 x 1) / (1 + 0)
	# two steps from a: over b to c, over c to b; from c: over a to b (d is not known), over b to a
	same $'k_yule_q k_same_two\n1 0.5\n1 0.5\n-1 0\nNA NA\nNA NA' "$(pick k_yule_q,k_same_two)"
}

@test "members 1 and 9 of the karate club: ego is not among the alters" {
	quiet ego -a club --nodes "$data/karate/people.tsv" <(cut -f 1,2 "$data/karate/ties.tsv")
	same $'1 16 -0.875\n9 5 0.2' "$(pick node,club_alters,club_ei | grep -E '^(1|9) ')"
}

@test "weights, --counts, repeated ties and loops" {
	people
	tsv 'i j w' 'a b 1' 'b a 2' 'a c 1' 'a a 5' 'a e 0' >ties.tsv
	warns '1 loop and 1 repeated tie do not count' ego -a k --counts -w w --nodes people.tsv ties.tsv
	says '1 row of weight 0: no tie'
	same $'node k_alters k_same k=1 k=2\na 2 0.75 3 1\nb 1 1 3 0\nc 1 0 1 0\nd 0 NA 0 0\ne 0 NA 0 0' "$(pick node,k_alters,k_same,k=1,k=2)"
	fails 65 'is negative' ego -a k -w w --nodes people.tsv <(tsv 'i j w' 'a b -1')
}

@test "--alters: those ego sends to, those who send, both, those who do both" {
	people
	tsv 'from to' 'a b' 'b a' 'a c' 'e a' 'e c' >ties.tsv
	for who in 'both 3' 'out 2' 'in 2' 'mutual 1'; do
		quiet ego --alters ${who% *} -a k --nodes people.tsv ties.tsv
		same "${who#* }" "$(pick node,k_alters | sed -n 's/^a //p')"
	done
	quiet ego --alters out -a k --nodes people.tsv ties.tsv
	same 0.5 "$(pick node,k_same | sed -n 's/^e //p')"              # a and c
}

@test "--na: not counted, a kind, a reason to stop" {
	people
	tsv 'i j' 'a b' 'a d' >ties.tsv
	warns 'not counted' ego -a k --nodes people.tsv ties.tsv
	same '1 1' "$(pick node,k_alters,k_same | sed -n 's/^a //p')"
	quiet ego -a k --na category --counts --nodes people.tsv ties.tsv
	same '2 0.5 1' "$(pick node,k_alters,k_same,k=NA | sed -n 's/^a //p')"
	fails 65 "people.tsv:5: column 'k': 'NA' is missing" ego -a k --na fail --nodes people.tsv ties.tsv
}

@test "without --nodes nobody has an attribute; a person who has no row there" {
	people
	fails 64 'is an attribute of people' ego -a k <(tsv 'i j' 'a b')
	fails 64 'which attribute' ego --nodes people.tsv <(tsv 'i j' 'a b')
	warns '1 person of the ties has no row' ego -a k --nodes people.tsv <(tsv 'i j' 'a b' 'a z')
}

@test "an attribute has its columns once" {
	people
	tsv 'i j' 'a b' >ties.tsv
	fails 64 "'k' is asked for twice" ego -a k,k --nodes people.tsv ties.tsv
	fails 64 "'x' is asked for twice" ego -a x --numeric x --nodes people.tsv ties.tsv
}

@test "--by: a network each" {
	people
	tsv 'i j wave' 'a b 1' 'a c 2' >ties.tsv
	quiet ego -a k --by wave --nodes people.tsv ties.tsv
	same $'1 1\n2 0' "$(pick wave,node,k_same | sed -n 's/ a / /p')"
}

@test "chains with other tools: columns are appended" {
	people
	tsv 'i j' 'a b' 'a c' 'b c' >ties.tsv
	ego -a k --nodes people.tsv ties.tsv >one.tsv
	ego --numeric x --nodes one.tsv ties.tsv >two.tsv
	[ "$(head -1 two.tsv | tr '\t' '\n' | sed -n '4p;$p')" = $'k_alters\nx_similarity' ]
	fails 64 "one.tsv: there is a column 'k_alters' already.*change its header" ego -a k --nodes one.tsv ties.tsv
}

@test "--counts of an attribute that tells people apart is refused before it fills the memory" {
	# 20,000 people with 20,000 values: 4e8 cells
	seq 20000 | awk 'BEGIN { print "node\tk" } { print $1 "\tv" $1 }' >own.tsv
	tsv 'i j' '1 2' >ties.tsv
	fails 65 'own.tsv: --counts of 20000 values of .k. .* more than 2\^28 cells' ego --counts -a k --nodes own.tsv ties.tsv
	warns '' ego -a k --nodes own.tsv ties.tsv
}

@test "personal networks: alters are nobody else's" {
	tsv 'id sex age' '1 f 30' '2 m 40' '3 NA 50' '4 m 60' >egos.tsv
	tsv 'ego alter sex age' '1 1 f 20' '1 2 m NA' '2 1 m 45' '3 1 f 50' '1 3 f 30' >alters.tsv
	warns "1 alter without 'age' not counted" ego --personal -a sex --numeric age --counts --nodes egos.tsv alters.tsv
	same $'id sex_alters sex_same sex_blau sex=f sex=m\n1 3 0.6666666666666666 0.4444444444444444 2 1\n2 1 1 0 0 1\n3 1 NA 0 1 0\n4 0 NA NA 0 0' \
		"$(pick id,sex_alters,sex_same,sex_blau,sex=f,sex=m)"
	same $'age_mean age_difference\n25 5\n45 5\n50 0\nNA NA' "$(pick age_mean,age_difference)"
	! grep -qE 'yule_q|same_two' <<<"$output"
	# who is named twice counts once; alters without a number of their own are rows
	warns '1 row names an alter again' ego --personal -a sex --nodes egos.tsv <(cat alters.tsv; tsv '1 1 m 20')
	same 3 "$(pick id,sex_alters | sed -n 's/^1 //p')"
	quiet ego --personal -a sex --nodes egos.tsv <(cut -f 1,3 alters.tsv)
	same 3 "$(pick id,sex_alters | sed -n 's/^1 //p')"
	fails 64 "no column 'race'" ego --personal -a race --nodes egos.tsv alters.tsv
	quiet ego --personal -a sex alters.tsv
	same $'node sex_alters sex_same sex_richness\n1 3 NA 2\n2 1 NA 1\n3 1 NA 1' "$(pick node,sex_alters,sex_same,sex_richness)"
	fails 65 'is missing' ego --personal -a sex --na fail --nodes egos.tsv <(tsv 'ego alter sex' '2 1 NA')
	quiet ego --personal -a sex -w close --counts --nodes egos.tsv <(tsv 'ego alter sex close' '1 1 f 3' '1 2 m 1')
	same '2 0.75 3 1' "$(pick id,sex_alters,sex_same,sex=f,sex=m | sed -n 's/^1 //p')"
}
