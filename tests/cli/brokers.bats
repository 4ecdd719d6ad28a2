#!/usr/bin/env bats
# Brokerage between groups: roles, direction, credit, chances, nulls, missing groups.
load helper

setup()
{
	cd "$BATS_TEST_TMPDIR" || exit
	tsv 'from to' 'a b' 'b c' 'd b' 'b e' 'e a' >arcs
	tsv 'node team' 'a x' 'b x' 'c y' 'd y' 'e z' >people
}

karate=$BATS_TEST_DIRNAME/../../datasets/karate

# The row of a person or measure, blanks for TABs; columns as cut counts them.
row() { grep -P "^$1\t" <<<"$output" | cut -f "${2-1-}" | tr '\t' ' '; }

@test "which way round: a gatekeeper lets in, a representative brings out" {
	# through b (x): a x - c y and a x - e z (e -> a is no a -> e) are brought out, d y - c y is between two of y,
	# d y - e z between y and z; through e (z): b x - a x; through a (x): e z - b x comes in
	warns 'read as directed' brokers --nodes people -a team arcs
	same 'node team coordinator itinerant gatekeeper representative liaison total' "$(row node)"
	same 'b x 0 1 0 2 1 4' "$(row b)"
	same 'e z 0 1 0 0 0 1' "$(row e)"
	same 'a x 0 0 1 0 0 1' "$(row a)"
	# turned around, gatekeeper and representative change places
	awk -v OFS='\t' 'NR > 1 { print $2, $1; next } 1' arcs >turned
	ends 0 brokers --nodes people -a team turned
	same 'b x 0 1 2 0 1 4' "$(row b)"
	same 'a x 0 0 0 1 0 1' "$(row a)"
}

@test "undirected: each pair once, the two that cannot be told apart share it" {
	quiet brokers --nodes $karate/people.tsv -a club $karate/ties.tsv
	same '1 Mr. Hi 87 0 7.5 7.5 0 102' "$(row 1)"
	same '3 Mr. Hi 5 6 11.5 11.5 0 34' "$(row 3)"
	same '33 Officer 35 0 9 9 0 53' "$(row 33)"
	same '34 Officer 78 3 20 20 0 121' "$(row 34)"
	quiet brokers --nodes $karate/people.tsv -a club --level whole -R 0 $karate/ties.tsv
	same '255 10 64 64 0 393' "$(cut -f 3 <<<"$output" | sed 1d | paste -sd ' ')"
}

@test "the same ties as two arcs each: twice as many" {
	awk -v OFS='\t' 'NR == 1 { print "from", "to"; next } { print $1, $2; print $2, $1 }' $karate/ties.tsv >both
	ends 0 brokers --nodes $karate/people.tsv -a club both
	same '1 Mr. Hi 174 0 15 15 0 204' "$(row 1)"
	# with two arcs for a tie that stands in one header or the other
	ends 0 brokers --undirected --nodes $karate/people.tsv -a club both
	same '1 Mr. Hi 87 0 7.5 7.5 0 102' "$(row 1)"
	says '78 repeated ties do not count'
}

@test "chances of a person" {
	# groups of 2, 2 and 1, d = 7 / 20, p = d^2 (1 - d) = .079625
	tsv 'from to' '1 2' '2 3' '3 1' '1 4' '4 5' '5 2' '2 4' >five
	tsv 'node team' '1 x' '2 x' '3 y' '4 y' '5 z' >teams
	ends 0 brokers --nodes teams -a team -A expected,sd,z five
	same '1 x 0 1 1 0 0 2' "$(row 1 1-8)"
	# expected: none, two of y, three outside and one inside, y and z in either order, 4 x 3
	same '0.000000 0.159250 0.238875 0.238875 0.318500 0.955500' "$(row 1 9-14 | xargs printf '%.6f ' | sed 's/ $//')"
	says 'z is NA where sd is 0, .*: coordinator for 5 people, gatekeeper for 1 person, representative for 1 person$'
	same 'NA' "$(row 1 21)"
	# undirected, z of the total is sna's 16.3764 / sqrt(2)
	ends 0 brokers --nodes $karate/people.tsv -a club -A z $karate/ties.tsv
	same '11.5798' "$(row 1 14 | cut -c 1-7)"
}

@test "credit, activity and exclusivity" {
	# a and d share b and c; a, b, c, d: x, x, y, y
	tsv 'i j' 'a b' 'b d' 'a c' 'c d' 'd e' >square
	quiet brokers --nodes people -a team --credit partial -A activity,exclusivity square
	same 'b x 0 0 0.25 0.25 0 0.5 1 0' "$(row b)"
	same 'd y 0 0 0.75 0.75 1 2.5 3 2' "$(row d)"   # {b, c} shared with a, {b, e} and {c, e} alone
	quiet brokers --nodes people -a team -A exclusivity,activity square
	same 'node team coordinator itinerant gatekeeper representative liaison total exclusivity activity' "$(row node)"
	fails 64 'a chance is known for --credit full only' brokers --credit partial -A z --nodes people -a team square
	fails 64 "there is no 'betweenness'; expected expected, sd, z, activity or exclusivity" brokers -A betweenness square
}

@test "without groups there is only the total" {
	tsv 'i j' 'a b' 'b c' 'b d' >star
	quiet brokers -A activity,exclusivity star
	same 'node total activity exclusivity' "$(row node)"
	same 'b 3 3 3' "$(row b)"
	quiet brokers --level whole -R 9 -A exclusivity star
	same 'total NA 3' "$(row total 1-3)"
	same 'exclusivity NA 3' "$(row exclusivity 1-3)"
	fails 64 'needs the groups: -a' brokers --level group star
	fails 64 'needs the groups: -a' brokers --level whole --null labels star
	fails 64 "'team' is an attribute of people: --nodes" brokers -a team star
}

@test "groups add up to the whole" {
	brokers --nodes people -a team arcs --level group -R 0 >groups 2>/dev/null
	brokers --nodes people -a team arcs --level whole -R 0 >whole 2>/dev/null
	same "$(sed 1d whole | cut -f 1,3)" \
		"$(awk -F'\t' -v OFS='\t' 'NR > 1 { if (!($1 in s)) n[++k] = $1; s[$1] += $4 }
			END { for (i = 1; i <= k; i++) print n[i], s[n[i]] }' groups)"
	same 'x x x x x x y y y y y y z z z z z z' "$(sed 1d groups | cut -f 3 | paste -sd ' ')"
	same '2 5 0' "$(sed -n 2p groups | cut -f 12,13,14 | tr '\t' ' ')"      # n of the group, m, dropped
}

@test "null models: p, what is kept, the same for any number of threads" {
	local null
	for null in bernoulli gnm degrees labels labels:within=team; do
		brokers --nodes $karate/people.tsv -a club --level group --null ${null/team/club} -R 50 -j 1 $karate/ties.tsv >one 2>err
		brokers --nodes $karate/people.tsv -a club --level group --null ${null/team/club} -R 50 -j 2 $karate/ties.tsv >two 2>err
		cmp one two
		same "${null/team/club}" "$(sed 1d one | cut -f 5 | sort -u)"
		[ $null != degrees ] || grep -q '39000 switches tried, [0-9.]* % of them done' err
	done
	# labels leave the total as it is; within the clubs they leave everything
	quiet brokers --nodes $karate/people.tsv -a club --level whole --null labels -R 50 $karate/ties.tsv
	same 'total club 393 labels 393 0 NA 1 two 50 34 78 0 always the same under the null model: no z' "$(row total)"
	same 0.0392156862745098 "$(row coordinator 8)"          # 2 (0 + 1) / (50 + 1)
	quiet brokers --nodes $karate/people.tsv -a club --level whole --null labels -R 50 --side greater $karate/ties.tsv
	same 0.0196078431372549 "$(row coordinator 8)"
	quiet brokers --nodes $karate/people.tsv -a club --level whole --null labels:within=club -R 5 $karate/ties.tsv
	same 0 "$(sed 1d <<<"$output" | cut -f 6 | sort -u)"
	quiet brokers --provenance --nodes $karate/people.tsv -a club --level whole -R 1 $karate/ties.tsv
	grep -qE '^## brokers .* seed=1 rows=6$' <<<"$output"
	same 'no z from one replicate' "$(row total 14)"
	fails 64 "there is no 'curveball' here; expected bernoulli" brokers --null curveball --level whole arcs
	fails 64 "'gnm:within=team' is not understood" brokers --null gnm:within=team --level whole arcs
	fails 64 'goes with --level group or whole' brokers --null gnm arcs
	fails 64 "--add z: that is for persons" brokers --level whole -A z arcs
}

@test "the networks of rewire are those of brokers" {
	local null mean
	for null in degrees gnm bernoulli; do
		rewire --null $null -R 5 --nodes people arcs >copies 2>/dev/null
		ends 0 brokers --level whole --null $null -R 5 --directed --nodes people -a team arcs
		mean=$(row total 5)
		brokers --level whole -R 0 --by replicate --directed --nodes people -a team copies 2>/dev/null |
			awk -v mean="$mean" '$2 == "total" { s += $4; n++ } END { d = s / n - mean; exit !(n == 5 && d * d < 1e-20) }'
	done
}

@test "the labels of rewire are those of brokers" {
	rewire --null labels -R 5 --nodes $karate/people.tsv -a club --nodes-out dealt $karate/ties.tsv >copies
	brokers --level whole -R 0 --by replicate --nodes dealt -a club copies 2>/dev/null |
		awk '$2 == "coordinator" { s += $4; n++ } END { print s / n }' >mean
	quiet brokers --level whole --null labels -R 5 --nodes $karate/people.tsv -a club $karate/ties.tsv
	same "$(row coordinator 5)" "$(cat mean)"
}

@test "people without a group" {
	tsv 'node team' 'a x' 'b x' 'c ' 'd y' >some
	warns "2 people without 'team' left out, with 3 ties" brokers --directed --nodes some -a team arcs
	same 'b x 0 0 0 0 0 0' "$(row b)"
	same 'c  NA NA NA NA NA NA' "$(row c)"
	says '1 person of the ties has no row in some and is not written'
	warns 'has no row' brokers --directed --nodes some -a team --na category arcs
	same 'b x 0 0 0 2 2 4' "$(row b)"       # c and e are the group NA: a-b-c, a-b-e; d-b-c, d-b-e
	same 'c  0 0 0 0 0 0' "$(row c)"
	fails 65 "some:4: column 'team': .*is missing" brokers --directed --nodes some -a team --na fail arcs
	sed '/^c/d' some >none
	fails 65 "none: 'c', a person of the ties, has no row" brokers --directed --nodes none -a team --na fail arcs
	fails 65 'none: a person of the ties has no row' brokers --private --directed --nodes none -a team --na fail arcs
	fails 64 "column 'tem'.*'team'" brokers --nodes some -a tem arcs
	fails 64 'groups of one column' brokers --nodes some -a team,node arcs
	# they are in no n and no m
	ends 0 brokers --directed --nodes some -a team --level group -R 0 arcs
	same 'coordinator x 0 2 2 2' "$(sed -n 2p <<<"$output" | cut -f 1,3,4,12-14 | tr '\t' ' ')"
}

@test "isolates, loops and repeated ties" {
	tsv 'i j' 'a b' 'b a' 'b b' 'b c' >t
	tsv 'node team' 'a x' 'b x' 'c y' 'z y' >p
	warns '1 loop and 1 repeated tie do not count' brokers --nodes p -a team -A expected t
	same 'b x 0 0 0.5 0.5 0 1' "$(row b 1-8)"
	same 'z y 0 0 0 0 0 0' "$(row z 1-8)"
	# four people, two ties of six pairs: d = 1/3; total 3 d^2 (1 - d) = 2/9
	same 0.2222222222 "$(row z 14 | cut -c 1-12)"
}

@test "nobody, and one person" {
	tsv 'i j' >none
	quiet brokers -A z none
	same 'node	total	total_z' "$output"
	quiet brokers --level whole -R 3 none
	same 'total NA 0 bernoulli 0 0 NA 1 two 3 0 0 0 always the same under the null model: no z' "$(row total)"
	tsv 'i j' 'a a' >one
	warns '1 loop does not count' brokers --level whole -R 3 --null degrees one
	same 'total NA 0 degrees 0 0 NA 1 two 3 1 0 0 always the same under the null model: no z' "$(row total)"
}

@test "each value of --by is a network of its own; a panel of people" {
	tsv 'from to wave' 'a b 1' 'b c 1' 'a b 2' 'b c 2' >waves
	tsv 'node wave team' 'a 1 x' 'b 1 x' 'c 1 x' 'a 2 x' 'b 2 y' 'c 2 y' >panel
	quiet brokers --directed --by wave --nodes panel -a team waves
	same 'b 1 x 1 0 0 0 0 1' "$(row b | sed -n 1p)"
	same 'b 2 y 0 0 1 0 0 1' "$(row b | sed -n 2p)"
	quiet brokers --directed --by wave --nodes panel -a team --level group -R 0 waves
	same 'wave measure attribute group value' "$(sed -n 1p <<<"$output" | cut -f 1-5 | tr '\t' ' ')"
	same '1 coordinator team x 1' "$(sed -n 2p <<<"$output" | cut -f 1-5 | tr '\t' ' ')"
	same 18 "$(sed 1d <<<"$output" | wc -l)"        # one group in the first wave, two in the second
	tsv 'node wave team' 'a 1 x' 'b 1 x' 'b 1 y' >twice
	fails 65 'stands there twice' brokers --directed --by wave --nodes twice -a team waves
}

@test "its columns can be renamed, and do not overwrite" {
	brokers --directed --nodes people -a team arcs >h
	fails 64 "'coordinator' already.*--as" brokers --directed --nodes h -a team arcs
	quiet brokers --directed --nodes h -a team --credit partial --as shared arcs
	same 'shared_coordinator' "$(head -1 <<<"$output" | cut -f 9)"
}

@test "more groups and replicates than can be kept are refused before the work" {
	seq 40000 | awk 'BEGIN { OFS = "\t"; print "node", "team" } { print $1, $1 }' >own
	fails 65 '40000 groups with 999 replicates are too many.*--replicates 838 or fewer' brokers --level group -a team --nodes own -R 999 <<<$'i\tj\n1\t2\n2\t3'
	quiet brokers --level group -a team --nodes own -R 0 <<<$'i\tj\n1\t2\n2\t3'
}
