#!/usr/bin/env bats
# percolate: ties removed in the order of a column, and at random.
load helper

pick()
{
	awk -F'\t' -v want="$1" 'NR == 1 { n = split(want, w, ","); for (c = 1; c <= NF; c++) at[$c] = c }
		{ line = ""; for (k = 1; k <= n; k++) line = line (k > 1 ? " " : "") $at[w[k]]; print line }' <<<"$output"
}

# Two triangles held together by the weakest tie.
setup()
{
	cd "$BATS_TEST_TMPDIR"
	tsv 'i j weight' 'a b 2' 'b c 3' 'a c 4' 'c d 1' 'd e 5' 'e f 6' 'd f 7' >ties.tsv
}

# The bridge goes: .5 of the people are in the giant, the other triangle gives 9/6.  Strong ties
# first: d-f, e-f leaves d-e; then f alone: 5/6, 1/6.
@test "weak ties first breaks the bridge, strong ties first does not" {
	quiet percolate -x weight --points 7 ties.tsv
	same 'order removed share giant susceptibility components' "$(pick order,removed,share,giant,susceptibility,components | head -1)"
	same $'weight ascending 0 1 0 1
weight ascending 1 0.5 1.5 2
weight ascending 2 0.5 1.5 2' "$(pick order,removed,giant,susceptibility,components | sed -n 2,4p)"
	same $'weight descending 1 1 0 1
weight descending 2 0.8333333333333334 0.16666666666666666 2' \
		"$(pick order,removed,giant,susceptibility,components | grep 'descending [12] ')"
	same $'random 7 0.16666666666666666 0.8333333333333334 6' \
		"$(pick order,removed,giant,susceptibility,components | tail -1)"
	same $'100 random\n1 weight ascending\n1 weight descending' \
		"$(pick order,removed | sed 1d | grep ' 7$' | sed 's/ 7$//' | sort | uniq -c | sed 's/^ *//')"
}

@test "ties of equal value go in random order: a replicate a draw" {
	tsv 'i j w' 'a b 1' 'b c 1' 'c d 1' 'e f 2' >path.tsv
	quiet percolate -x w --order ascending -R 300 --points 4 path.tsv
	# b-c first in a third of the draws: then a-b, c-d and e-f are left
	same '300 3' "$(pick removed,components | awk '$1 == 1 { n++; c = $2 } END { print n, c }')"
	middle=$(pick removed,giant | awk '$1 == 1 && $2 < .4 { n++ } END { print n }')
	[ "$middle" -gt 67 ] && [ "$middle" -lt 133 ]           # 100, sd 8.2
	quiet percolate -x w --order descending -R 3 --points 4 path.tsv
	same $'3\n3\n3' "$(pick removed,components | awk '$1 == 1 { print $2 }')"
}

@test "the same seed the same draws, with any number of threads and alone or beside others" {
	{ tsv 'i j w v'; for k in $(seq 60); do tsv "p$((k % 17)) p$((17 + k * 7 % 23)) $((k % 3)) $k"; done; } >in.tsv
	percolate -x w -R 20 -j 1 in.tsv >one 2>/dev/null
	percolate -x w -R 20 -j 2 in.tsv >two 2>/dev/null
	cmp one two
	percolate -x v,w --order random,ascending -R 20 in.tsv 2>/dev/null >more
	same "$(grep '^w asc' one)" "$(grep '^w asc' more)"
	same "$(grep '^random' one)" "$(grep '^random' more)"
	percolate -x w -R 20 --seed 2 in.tsv 2>/dev/null >other
	! cmp -s one other
	same "$(awk -F'\t' '$2 <= 5' one)" "$(percolate -x w -R 5 in.tsv 2>/dev/null | sed 1d)"
}

@test "several networks" {
	{ sed 's/$/\twave/;q' ties.tsv; sed '1d;s/$/\t1/' ties.tsv; sed '1d;s/$/\t2/;5d' ties.tsv; } >waves.tsv
	quiet percolate -x weight --by wave --points 7 -R 5 waves.tsv
	same 'wave order replicate' "$(head -1 <<<"$output" | cut -f 1-3 | tr '\t' ' ')"
	same "$(grep $'^1\t' <<<"$output" | cut -f 2-)" "$(percolate -x weight --points 7 -R 5 ties.tsv | sed 1d)"
	same '2 weight ascending 0 0.5' "$(pick wave,order,removed,giant | grep '^2' | head -1)"
	warns 'all rows are read as one network' percolate -x weight waves.tsv
}

@test "people without ties count" {
	tsv 'node' 'a' 'x' 'y' >people.tsv
	quiet percolate -x weight --order ascending --points 7 --nodes people.tsv ties.tsv
	same '0 0.75 0.25 3' "$(pick removed,giant,susceptibility,components | sed -n 2p)"
}

@test "loops and missing values are left out of every order, repeated ties go row by row; all are counted" {
	tsv 'i j w v' 'a b 1 1' 'b a 2 2' 'b b 1 1' 'b c NA 3' 'c d 3 NA' 'd e 4 4' >in.tsv
	warns '1 loop left out' percolate -x w,v -R 1 --points 9 in.tsv
	says '1 repeated tie removed row by row'
	says "2 ties without a number in 'w,v' left out of every order"
	same $'w ascending 0 0.4 3\nw ascending 1 0.4 3\nw ascending 2 0.4 4\nw ascending 3 0.2 5' \
		"$(pick order,removed,giant,components | grep '^w asc')"
}

@test "the points of a curve" {
	for k in $(seq 0 1 300); do echo "p$k"$'\t'"p$((k + 1))"; done | { tsv 'i j'; cat; } >path.tsv
	quiet percolate -R 1 path.tsv
	same '102 0 301' "$(wc -l <<<"$output") $(pick removed | sed -n 2p) $(pick removed | tail -1)"
	quiet percolate -R 1 --points 2 path.tsv
	same $'0 0\n151 0.5016611295681063\n301 1' "$(pick removed,share | sed 1d)"
	fails 64 'whole numbers from 1' percolate --points 0 path.tsv
	fails 64 'whole numbers from 1' percolate -R 0 path.tsv
}

@test "--summary: mean and band" {
	quiet percolate -x weight --points 7 --summary ties.tsv
	same 'order removed share giant giant_lo giant_hi susceptibility susceptibility_lo susceptibility_hi components components_lo components_hi replicates' \
		"$(head -1 <<<"$output" | tr '\t' ' ')"
	same 'weight ascending 1 0.5 0.5 0.5 1' "$(pick order,removed,giant,giant_lo,giant_hi,replicates | sed -n 3p)"
	same '25' "$(wc -l <<<"$output")"
	pick order,giant,giant_lo,giant_hi,replicates | awk '$1 == "random" { n++; if ($2 < $3 || $2 > $4 || $5 != 100) exit 1 } END { exit n != 8 }'
	fails 64 'between 0 and 1' percolate --summary --level 90 ties.tsv
}

@test "orders that are asked for, columns that are not there" {
	quiet percolate -x weight --order descending ties.tsv
	same 'weight descending' "$(pick order | sed 1d | sort -u)"
	fails 64 "not 'rising'" percolate -x weight --order rising ties.tsv
	fails 64 'x COLUMN is missing' percolate --order ascending ties.tsv
	fails 64 "did you mean 'weight'" percolate -x wieght ties.tsv
	warns "random order only: the column 'weight' is not used" percolate -R 1 ties.tsv
	same 'random' "$(pick order | sed 1d | sort -u)"
	tsv 'i j w' 'a b x' >in.tsv
	fails 65 "in.tsv:2: column 'w': 'x' is not a number" percolate -x w in.tsv
}

@test "nothing to remove" {
	tsv 'i j w' >in.tsv
	quiet percolate -x w --order ascending in.tsv
	same $'w ascending 0 NA NA NA NA' "$(pick order,removed,share,giant,susceptibility,components | sed 1d)"
	tsv 'node' 'x' 'y' >people.tsv
	quiet percolate -x w --order ascending --nodes people.tsv in.tsv
	same $'w ascending 0 NA 0.5 0.5 2' "$(pick order,removed,share,giant,susceptibility,components | sed 1d)"
	quiet percolate -x w --order ascending --summary in.tsv
	same 'NA' "$(pick giant | sed 1d)"
}
