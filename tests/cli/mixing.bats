#!/usr/bin/env bats
# mixing: ties between groups.
load helper

setup() { cd "$BATS_TEST_TMPDIR" || exit; }

# $output with the columns named only.
pick()
{
	awk -F'\t' -v want="$1" 'NR == 1 { n = split(want, w, ","); for (c = 1; c <= NF; c++) at[$c] = c }
		{ line = ""; for (k = 1; k <= n; k++) line = line (k > 1 ? " " : "") $(at[w[k]]); print line }' <<<"$output"
}

# Freeman's (1978) example: 5 women and 5 men, 6 ties among women, 9 across, 7 among men.
kinship()
{
	tsv 'node sex' 'a f' 'b f' 'c f' 'd f' 'e f' 'v m' 'w m' 'x m' 'y m' 'z m' >people.tsv
	tsv 'i j' 'a b' 'a c' 'a d' 'b c' 'b d' 'c d' 'v w' 'v x' 'v y' 'w x' 'w y' 'x y' 'y z' \
		'a v' 'a w' 'a x' 'b v' 'b w' 'b x' 'c v' 'c w' 'c x' >ties.tsv
}

@test "counts, shares and expectations by degrees" {
	kinship
	quiet mixing -a sex --nodes people.tsv ties.tsv
	same $'sex_i sex_j ties n_i n_j\nf f 6 5 5\nf m 9 5 5\nm f 9 5 5\nm m 7 5 5' "$(pick sex_i,sex_j,ties,n_i,n_j)"
	awk 'NR > 1 { want = NR == 2 ? 12/21 : NR == 3 ? 9/21 : NR == 4 ? 9/23 : 14/23
		share = ($4 - want) ^ 2; expected = NR == 2 ? 21 * 21 / 88 : NR == 5 ? 23 * 23 / 88 : 21 * 23 / 44
		if (share > 1e-20 || ($6 - expected) ^ 2 > 1e-20 || ($7 - $3 / expected) ^ 2 > 1e-20) { print; exit 1 } }' <<<"$output"
}

@test "by sizes: pairs of people" {
	kinship
	quiet mixing -a sex --expected sizes --nodes people.tsv ties.tsv
	# 22 ties over 45 pairs, of which 10, 25 and 10
	awk 'NR > 1 { want = 22 / 45 * (NR == 2 || NR == 5 ? 10 : 25); if (($6 - want) ^ 2 > 1e-20) { print; exit 1 } }' <<<"$output"
	echo 'isolate m' | tr ' ' '\t' >>people.tsv
	quiet mixing -a sex --expected sizes --nodes people.tsv ties.tsv
	same $'n_j\n5\n6\n5\n6' "$(pick n_j)"
}

@test "arcs, and the header that says so" {
	tsv 'from to' 'a b' 'b a' 'a c' 'c d' >ties.tsv
	tsv 'node k' 'a 1' 'b 1' 'c 2' 'd 2' >people.tsv
	warns 'read as directed' mixing -a k --square --nodes people.tsv ties.tsv
	same "$(tsv 'k_from 1 2' '1 2 1' '2 0 1')" "$output"
	warns '1 repeated tie do' mixing -a k --square --undirected --nodes people.tsv ties.tsv
	same "$(tsv 'k_i 1 2' '1 1 1' '2 1 1')" "$output"
	quiet mixing -a k --square --directed --nodes people.tsv ties.tsv
	same "$(tsv 'k_from 1 2' '1 2 1' '2 0 1')" "$output"
}

@test "weights, loops and repeated ties" {
	tsv 'i j w' 'a b 2' 'b a 3' 'a a 9' 'a c 0' 'b c 4' >ties.tsv
	tsv 'node k' 'a 1' 'b 1' 'c 2' >people.tsv
	warns '1 loop and 1 repeated tie do not count' mixing -a k --square --nodes people.tsv ties.tsv
	same "$(tsv 'k_i 1 2' '1 1 2' '2 2 0')" "$output"
	warns '1 row of weight 0: no tie' mixing -a k --square -w w --nodes people.tsv ties.tsv
	same "$(tsv 'k_i 1 2' '1 5 4' '2 4 0')" "$output"
	tsv 'i j w' 'a b -2' >ties.tsv
	fails 65 "column 'w': '-2' is negative" mixing -a k -w w --nodes people.tsv ties.tsv
}

@test "the attributes of ego and alter may differ" {
	tsv 'node k age' 'a 1 20' 'b 1 35' 'c 2 70' 'd NA 30' >people.tsv
	tsv 'i j' 'a b' 'b c' 'a d' >ties.tsv
	warns 'each tie counts from both ends' mixing -a k --alter age --alter-breaks 0,30,Inf --square --nodes people.tsv ties.tsv
	says '1 contact of 6 left out'
	same "$(tsv 'k_i [0,30) [30,Inf)' '1 1 3' '2 0 1')" "$output"
	warns '1 tie of 3 left out' mixing -a k --square --nodes people.tsv ties.tsv
	quiet mixing -a k --na category --square --nodes people.tsv ties.tsv
	same "$(tsv 'k_i 1 2 NA' '1 1 1 1' '2 1 0 0' 'NA 1 0 0')" "$output"
	fails 65 'is missing' mixing -a k --na fail --nodes people.tsv ties.tsv
	quiet mixing -a k:age --square --na category --nodes people.tsv ties.tsv
	same $'k:age_i\t1:20\t1:35\t2:70\tNA:30' "$(head -1 <<<"$output")"
	fails 64 'lter-breaks goes with' mixing -a k --alter-breaks 0,1 --nodes people.tsv ties.tsv
}

@test "numbers in bins; who lies in none is told" {
	tsv 'node age' 'a 20' 'b 35' 'c 70' 'd 30' >people.tsv
	tsv 'i j' 'a b' 'b c' 'a d' >ties.tsv
	warns "1 person whose 'age' lies in no bin" mixing -a age --breaks 20,30,40 --square --nodes people.tsv ties.tsv
	same "$(tsv 'age_i [20,30) [30,40]' '[20,30) 0 2' '[30,40] 2 0')" "$output"
}

@test "--by: a table each, of bins too, and people of a wave" {
	tsv 'i j weight wave' 'a b 1 1' 'b c 5 1' 'a c 2 2' >ties.tsv
	tsv 'node wave k' 'a 1 x' 'b 1 x' 'c 1 y' 'a 2 y' 'c 2 y' >people.tsv
	tsv 'node wave' 'a 1' 'b 1' 'c 1' >once.tsv
	warns 'counts 1' mixing -a k --by wave --square --nodes people.tsv ties.tsv
	same "$(tsv 'wave k_i x y' '1 x 1 1' '1 y 1 0' '2 x 0 0' '2 y 0 1')" "$output"
	warns 'counts 1' mixing -a k --by wave,weight --by-breaks 1,2,Inf --square --nodes people.tsv ties.tsv
	same "$(tsv 'wave weight k_i x y' '1 [1,2) x 1 0' '1 [1,2) y 0 0' '1 [2,Inf) x 0 1' '1 [2,Inf) y 1 0' \
		'2 [2,Inf) x 0 0' '2 [2,Inf) y 0 1')" "$output"
	warns "1 tie whose 'weight' lies in no bin" mixing -a k --by wave,weight --by-breaks 1,2 --square --nodes people.tsv ties.tsv
	fails 64 '.-by COLUMN is missing' mixing -a wave --by-breaks 1,2 --nodes once.tsv ties.tsv
	fails 64 'stands in people.tsv, too' mixing -a k --by wave --by-breaks 1,2 --nodes people.tsv ties.tsv
}

@test "--min-cell: small cells, and those that would give them away" {
	tsv 'node k' 'a 1' 'b 1' 'c 1' 'd 2' 'e 2' 'f 2' 'g 3' 'h 3' 'l 3' >people.tsv
	{	# one arc only from the first group to the second, none back
		echo from to
		for i in a b c d e f g h l; do
			for j in a b c d e f g h l; do
				case $i$j in
				aa | bb | cc | dd | ee | ff | gg | hh | ll) ;;
				bd) echo $i $j ;;
				[abc][def] | [def][abc]) ;;
				*) echo $i $j ;;
				esac
			done
		done
	} | tr ' ' '\t' >ties.tsv
	quiet mixing -a k --square --directed --nodes people.tsv ties.tsv
	same "$(tsv 'k_from 1 2 3' '1 6 1 9' '2 0 6 9' '3 9 9 6')" "$output"
	warns '1 cell of fewer than 3 ties hidden, and 3 more that would give them away' \
		mixing -a k --square --directed --min-cell 3 --nodes people.tsv ties.tsv
	same 4 "$(grep -o NA <<<"$output" | wc -l)"
	mixing -a k --directed --min-cell 3 --nodes people.tsv ties.tsv -o hidden.tsv 2>err
	awk -F'\t' 'NR > 1 && $3 == "NA" { for (c = 4; c <= 9; c++) if ($c != "NA") exit 1; n++ } END { exit n != 4 }' hidden.tsv
	warns 'hidden' mixing -a k --directed --min-cell 4 --nodes people.tsv ties.tsv
	same NA "$(pick n_from | sed -n 2p)"
}

@test "what is missing is said" {
	kinship
	fails 64 'which attribute' mixing ties.tsv
	fails 64 'is an attribute of people' mixing -a sex ties.tsv
	fails 64 "no column 'sec'; did you mean 'sex'" mixing -a sec --nodes people.tsv ties.tsv
	fails 64 'takes one attribute' mixing -a sex,sex --nodes people.tsv ties.tsv
	fails 64 "there is no 'tie'" mixing -a sex --square=tie --nodes people.tsv ties.tsv
	fails 66 nowhere mixing -a sex --nodes nowhere.tsv ties.tsv
	printf 'i\tj\n' >empty.tsv
	quiet mixing -a sex --nodes people.tsv empty.tsv
	same $'ties row_share expected ratio\n0 NA NA NA\n0 NA NA NA\n0 NA NA NA\n0 NA NA NA' "$(pick ties,row_share,expected,ratio)"
}

@test "its table draws a heat map, and is an input again" {
	kinship
	mixing -a sex --nodes people.tsv ties.tsv >table.tsv
	quiet homophily --from-mixing --measures assortativity,freeman table.tsv
	grep -q $'^assortativity\tsex\t0.1801242236' <<<"$output"
	grep -q $'^freeman\tsex\t0.2636363636' <<<"$output"
	plot heat --script table.tsv >/dev/null
}

@test "--from-mixing: its own table, long and square, and a published one" {
	kinship
	mixing -a sex --nodes people.tsv ties.tsv >table.tsv
	quiet mixing --from-mixing table.tsv
	same "$(cat table.tsv)" "$output"
	mixing -a sex --expected sizes --nodes people.tsv ties.tsv >sizes.tsv
	quiet mixing --from-mixing --expected sizes table.tsv
	same "$(cat sizes.tsv)" "$output"
	mixing -a sex --square --nodes people.tsv ties.tsv >square.tsv
	quiet mixing --from-mixing --square square.tsv
	same "$(cat square.tsv)" "$output"
	quiet mixing --from-mixing square.tsv
	same "$(cut -f 1-9 table.tsv)" "$(cut -f 1-9 <<<"$output")"
	mixing -a sex --min-cell 7 --nodes people.tsv ties.tsv >hidden.tsv 2>err
	warns '1 cell of fewer than 7 ties hidden' mixing --from-mixing --min-cell 7 table.tsv
	same "$(cat hidden.tsv)" "$output"
	fails 65 'is missing' mixing --from-mixing hidden.tsv
	mixing --from-mixing square.tsv >sizeless.tsv           # n_i and n_j are NA: not known
	quiet mixing --from-mixing sizeless.tsv
	same "$(cat sizeless.tsv)" "$output"
	fails 64 'no whole numbers' mixing --from-mixing --min-cell 2 <(tsv 'a_i a_j ties' 'x x .5' 'x y 2.5')
	fails 64 'needs the people of each group' mixing --from-mixing --expected sizes square.tsv
	fails 64 'are about people' mixing --from-mixing -a sex table.tsv
	fails 64 'no columns for the groups' mixing --from-mixing <(tsv 'sex women' 'men 3')
	quiet mixing --from-mixing --by wave <(tsv 'wave from A B' '1 A 3 1' '1 B 1 5' '2 B 2 2' '2 A 0 1')
	same "$(tsv '1 A A 3' '1 A B 1' '1 B A 1' '1 B B 5' '2 A A 0' '2 A B 1' '2 B A 2' '2 B B 2')" "$(cut -f 1-4 <<<"$output" | sed 1d)"
	quiet mixing --from-mixing <(tsv 'sex_from class_to ties' 'f x 3' 'm x 1' 'm y 4')
	same "$(tsv 'f x 3' 'f y 0' 'm x 1' 'm y 4')" "$(cut -f 1-3 <<<"$output" | sed 1d)"
	fails 64 'two attributes' homophily --from-mixing <(tsv 'sex_from class_to ties' 'f x 3' 'm x 1' 'm y 4')
}
