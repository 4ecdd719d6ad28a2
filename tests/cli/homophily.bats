#!/usr/bin/env bats
# homophily: segregation, likeness and social capital against null models.
load helper

setup() { cd "$BATS_TEST_TMPDIR" || exit; }
data="$BATS_TEST_DIRNAME/../../datasets"

pick()
{
	awk -F'\t' -v want="$1" 'NR == 1 { n = split(want, w, ","); for (c = 1; c <= NF; c++) at[$c] = c }
		{ line = ""; for (k = 1; k <= n; k++) line = line (k > 1 ? " " : "") (w[k] in at ? $(at[w[k]]) : "-"); print line }' <<<"$output"
}

# is MEASURE GROUP COLUMN WANT: to four decimals; a column that is not there is NA
is()
{
	awk -F'\t' -v m="$1" -v g="$2" -v c="$3" -v want="$4" '
		NR == 1 { for (k = 1; k <= NF; k++) at[$k] = k; next }
		$(at["measure"]) == m && (!("group" in at) || $(at["group"]) == g) { got = c in at ? $(at[c]) : "NA"; found = 1
			if (want == "NA" ? got == "NA" : got != "NA" && (got - want) ^ 2 < 2.6e-9) ok = 1 }
		END { if (!ok) print m, g, c ": " (found ? got : "no row") ", not " want; exit !ok }' <<<"$output"
}

# Two triangles and a tie between them.
barbell()
{
	tsv 'i j' 'a b' 'a c' 'b c' 'c d' 'd e' 'd f' 'e f' >ties.tsv
	tsv 'node k x' 'a 1 1' 'b 1 2' 'c 1 3' 'd 2 4' 'e 2 5' 'f 2 6' >people.tsv
}

@test "the karate club, measure by measure, as the literature has it" {
	quiet homophily -a club -R 99 --nodes "$data/karate/people.tsv" <(cut -f 1,2 "$data/karate/ties.tsv")
	is ei NA value -0.717949
	is ei_rescaled NA value -0.717949
	is assortativity NA value 0.717531
	is assortativity NA se 0.080108
	is assortativity_adjusted NA value 0.731916
	is freeman NA value 0.726244
	is odds_ratio NA value 8.259895
	is alpha NA value 8.259895
	is yule_q NA value 0.784015
	is coleman 'Mr. Hi' value 0.736364
	is inbreeding 'Mr. Hi' value 0.728395
	is ei NA replicates 99
	is ei NA p 0.02
	is ei NA n 34
	is ei NA m 78
	[ "$(pick null,side | sort -u)" = $'labels two\nnull side' ]
}

@test "by hand: two triangles" {
	barbell
	quiet homophily -a k --numeric x -R 0 --nodes people.tsv ties.tsv
	is ei NA value -0.714286                # 1 across, 6 inside
	is ei 1 value -0.5                      # 1 and 3
	is assortativity NA value 0.714286      # (12/14 - 1/2) / (1/2)
	is coleman 1 value 0.761905             # (6 - .4 x 7) / (7 - .4 x 7)
	is inbreeding 1 value 0.714286
	is freeman NA value 0.761905            # 1 - 1 / (7 x 18 / 30)
	is smi 1 value 0.8                      # densities 1 and 1/9
	is odds_ratio NA value NA               # every pair inside is tied
	is yule_q NA value 1
	is modularity NA value 0.357143
	is abs_difference NA value 1.285714     # 1 2 1 1 1 2 1
	is geary NA value 0.265306              # 5 / 14 x 2 (4 + 1 + 4 + 1 + 1 + 1 + 1) / 17.5
	is moran NA value 0.551020              # 6 / 14 x 2 x (3.75 + 1.25 + .75 - .25 + .75 + 1.25 + 3.75) / 17.5
	[ "$(pick null,p,side | sort -u)" = '- - -' ]
}

@test "the null models: same seed, same answer, whatever the threads; another seed, another" {
	barbell
	for null in labels labels:within=x degrees; do
		homophily -a k --numeric x --null $null -R 150 -j 1 --nodes people.tsv ties.tsv >one
		homophily -a k --numeric x --null $null -R 150 -j 3 --nodes people.tsv ties.tsv >three
		cmp one three
		homophily -a k --numeric x --null $null -R 150 --seed 2 --nodes people.tsv ties.tsv >other
		[ $null = labels:within=x ] || ! cmp -s one other
		[ "$(cut -f 8 one | sort -u | head -1)" = $null ]
	done
}

@test "labels: the mean of E-I is that of the pairs" {
	barbell
	quiet homophily -a k --measures ei -R 20000 --nodes people.tsv ties.tsv
	# 18 ordered pairs across, 12 inside: .2; 20 arrangements, 2 of them so closed
	awk -F'\t' '$1 == "ei" && $3 == "NA" { exit !($9 > .19 && $9 < .21 && $12 > .17 && $12 < .23) }' <<<"$output"
	ends 0 homophily -v -a k --measures ei --nodes people.tsv ties.tsv
	says "E-I of 'k' is 0.2 on average"
}

@test "labels within strata: nothing is left to chance where everybody is alone" {
	barbell
	quiet homophily -a k --measures ei --null labels:within=x -R 50 --nodes people.tsv ties.tsv
	is ei NA null_sd 0
	is ei NA z NA
	is ei NA p 1
	[[ $(pick note | sed -n 2p) == 'always the same'* ]]
	tsv 'node k office' 'a 1 N' 'b 1 N' 'c 2 N' 'd 2 S' 'e 2 S' 'f 1 NA' >people.tsv
	warns "1 person is without 'office'" homophily -a k --measures ei --null labels:within=office -R 50 --nodes people.tsv ties.tsv
	fails 64 "no column 'offic'" homophily -a k --null labels:within=offic --nodes people.tsv ties.tsv
	fails 64 'expected labels|degrees|none' homophily -a k --null gnm --nodes people.tsv ties.tsv
}

@test "degrees: what keeps its degrees keeps the sums of the groups" {
	barbell
	quiet homophily -a k --measures ei,coleman --null degrees -R 200 --nodes people.tsv ties.tsv
	[ "$(pick null | sort -u)" = $'degrees\nnull' ]
	quiet homophily -a k --null none --measures ei --nodes people.tsv ties.tsv
	same $'measure\tattribute\tgroup\tvalue\tse\tlo\thi\tn\tm\tdropped' "$(head -1 <<<"$output")"
}

@test "--side" {
	barbell
	homophily -a k --measures ei -R 99 --nodes people.tsv ties.tsv >two
	homophily -a k --measures ei -R 99 --side less --nodes people.tsv ties.tsv >less
	homophily -a k --measures ei -R 99 --side greater --nodes people.tsv ties.tsv >greater
	paste <(cut -f 12 two) <(cut -f 12 less) <(cut -f 12 greater) |
	awk 'NR == 2 { exit !($1 == 2 * $2 && $3 > .9) }'
}

@test "weights count, pairs do not then" {
	tsv 'i j w' 'a b 3' 'b c 1' 'c a 1' 'c d 2' >ties.tsv
	tsv 'node k' 'a 1' 'b 1' 'c 2' 'd 2' >people.tsv
	quiet homophily -a k -w w -R 20 --nodes people.tsv ties.tsv
	is ei NA value -0.428571                # 2 across, 5 inside, of 7
	is assortativity NA value 0.416667      # (10/14 - (64 + 36)/196) / (1 - 100/196)
	is odds_ratio NA value NA
	[[ $(pick measure,note) == *'ei_rescaled counts ties: without -w'* ]]
	quiet homophily -a k --measures ei -R 0 --nodes people.tsv <(cut -f 1,2 ties.tsv)
	is ei NA value 0
}

@test "loops, repeated ties and those without the attribute are left out and told" {
	barbell
	tsv 'a a' 'b a' 'a z' 'z y' >>ties.tsv
	tsv 'g NA 1' >>people.tsv
	warns '1 loop and 1 repeated tie do not count' homophily -a k -R 0 --nodes people.tsv ties.tsv
	says "3 people without 'k' left out, with 2 ties"
	is ei NA value -0.714286
	is ei NA dropped 2
	is ei NA n 6
	warns 'loop' homophily -a k -R 0 --na category --nodes people.tsv ties.tsv
	is ei NA n 9
	is ei NA m 9
	is ei NA value -0.555556                # 2 across, 7 inside
	is ei '(NA)' value 0                    # a-z across, z-y inside
	is ei NA dropped 0
	fails 65 'is missing' homophily -a k --na fail --nodes people.tsv ties.tsv
}

@test "several attributes, their combination, isolates, a group of one, a single group" {
	barbell
	tsv 'node k o one' 'a 1 N x' 'b 1 N x' 'c 1 S x' 'd 2 S x' 'e 2 S x' 'f 2 T x' 'g 2 T x' >people.tsv
	quiet homophily -a k,k:o,one --measures ei,coleman -R 20 --nodes people.tsv ties.tsv
	same $'attribute\nk\nk:o\none' "$(pick attribute | uniq)"
	is coleman 1 value 0.785714             # 7 people now: w = 2/6
	same $'1:N\n1:S\n2:S\n2:T' "$(awk -F'\t' '$2 == "k:o" && $1 == "ei" && $3 != "NA" { print $3 }' <<<"$output")"
	[[ $(pick measure,attribute,group,note) == *'coleman k:o 1:S a group of one'* ]]
	[[ $(pick measure,attribute,group,note) == *'coleman one x a single group'* ]]
}

@test "--by: a network each, in the order of the table; bins in ascending order" {
	tsv 'i j weight' 'a b 9' 'c d 7' 'a c 1' 'b d 1' 'a d 2' 'b c 8' >ties.tsv
	tsv 'node k' 'a 1' 'b 1' 'c 2' 'd 2' >people.tsv
	warns 'counts 1' homophily -a k --measures ei -R 0 --by weight --by-breaks 1,5,Inf --nodes people.tsv ties.tsv
	same $'weight value m\n[1,5) 1 3\n[5,Inf) -0.3333333333333333 3' "$(pick weight,value,m,group | grep -v ' [12]$' | cut -d' ' -f 1-3)"
	warns 'counts 1' homophily -a k --measures ei -R 0 --by weight --by-quantile 2 --nodes people.tsv ties.tsv
	same 3 "$(pick weight | sort -u | wc -l)"
	fails 64 'exclude each other' homophily -a k --by weight --by-quantile 2 --by-breaks 1,2 --nodes people.tsv ties.tsv
	tsv 'i j layer' 'a b x' 'c d y' >ties.tsv
	fails 65 "'x', which is not a number" homophily -a k --by layer --by-breaks 1,2 --nodes people.tsv ties.tsv
	fails 65 'not a number' homophily --private -a k --by layer --by-breaks 1,2 --nodes people.tsv ties.tsv
	[[ $stderr != *"'x'"* ]]
	quiet homophily -a k --measures ei -R 0 --by layer --nodes people.tsv ties.tsv
	same $'layer\nx\ny' "$(pick layer | uniq)"
}

@test "--measures: some of them, in their own order; what they need" {
	barbell
	quiet homophily -a k --measures modularity,ei -R 0 --nodes people.tsv ties.tsv
	same $'measure\nei\nei\nei\nmodularity' "$(pick measure)"
	fails 64 "there is no 'colman'; did you mean 'coleman'" homophily -a k --measures colman --nodes people.tsv ties.tsv
	fails 64 'needs --numeric' homophily -a k --measures moran --nodes people.tsv ties.tsv
	fails 64 'needs --high' homophily -a k --measures exposure --nodes people.tsv ties.tsv
	fails 64 'which attribute of people' homophily --nodes people.tsv ties.tsv
	fails 64 'is an attribute of people: --nodes' homophily -a k ties.tsv
	fails 64 'takes a number between 0 and 1' homophily -a k --level 95 --nodes people.tsv ties.tsv
	quiet homophily --measures support,clustering -R 0 ties.tsv
	is support NA value 0.857143            # all but the tie in the middle
	is clustering NA value 0.777778         # 1 1 1/3 1/3 1 1
	fails 65 "column 'k': 'x' is not a number" homophily --numeric k -R 0 --nodes <(tsv 'node k' 'a x') ties.tsv
}

@test "arcs: senders and receivers apart, no spectral index" {
	tsv 'from to' 'a b' 'b a' 'a c' 'c d' 'd c' 'c a' 'd b' >ties.tsv
	tsv 'node k' 'a 1' 'b 1' 'c 2' 'd 2' >people.tsv
	warns 'read as directed' homophily -a k -R 20 --nodes people.tsv ties.tsv
	is assortativity NA value 0.16          # inside 2 and 2 of 7: (28 - (3 x 4 + 4 x 3)) / (49 - 24)
	is spectral NA value NA
	is ei 1 value 0.2                       # 2 inside, 3 across
}

@test "--jackknife: ties are independent, or people are left out" {
	homophily -a club -R 0 --measures ei,assortativity --jackknife ties --nodes "$data/karate/people.tsv" \
		<(cut -f 1,2 "$data/karate/ties.tsv") >ties
	homophily -a club -R 0 --measures ei,assortativity --jackknife people --nodes "$data/karate/people.tsv" \
		<(cut -f 1,2 "$data/karate/ties.tsv") >people
	# a mean of 78 times -1 or 1: sqrt((1 - .717949^2) / 77)
	awk -F'\t' '$1 == "ei" && $3 == "NA" { exit !(($5 - .0793) ^ 2 < 1e-8) }' ties
	[ "$(awk -F'\t' '$1 == "assortativity" { print ($5 > .0802) }' people)" = 1 ]
}

# Two schools (lib/capital.h): the share of high friends 1/2 2/3 | 0 0 1/2, of high members 1/2 and 1/4.
@test "social capital: connectedness, exposure, bias" {
	tsv 'i j' 'L1 L2' 'L1 H1' 'L2 H1' 'H1 H2' 'L2 H2' 'L3 L4' 'L4 L5' 'L5 H3' >ties.tsv
	tsv 'node ses school' 'L1 low 1' 'L2 low 1' 'H1 high 1' 'H2 high 1' 'L3 low 2' 'L4 low 2' 'L5 low 2' 'H3 high 2' >people.tsv
	quiet homophily --high ses=high --setting school --share 0.5 -R 50 --nodes people.tsv ties.tsv
	same "$(tsv 'economic_connectedness ses=low NA 0.6666666666666666' | tr '\t' ' ')" \
		"$(pick measure,attribute,group,value | grep '^economic.*ses=low NA')"
	[[ $(pick measure,attribute,group,value) == *'exposure ses=low in school NA 0.7'* ]]
	[[ $(pick measure,attribute,group,value) == *'friending_bias ses=low in school 2 0.3333333333333333'* ]]
	[[ $(pick measure,attribute,group,value) == *'friending_bias ses=low in school NA 0.0476190476'* ]]
	is support NA value 0.625               # the two triangles of the first school: 5 of 8 ties
	quiet homophily --high ses=high --setting school --share 0.5 --exclude-ego --measures friending_bias -R 0 --nodes people.tsv ties.tsv
	[[ $(pick attribute,group,value) == *'ses=low in school NA 0.285714285714285'* ]]
	quiet homophily --high ses=high -R 0 --measures economic_connectedness --nodes people.tsv ties.tsv
	[[ $(pick attribute,value) == *'ses=low 0.888888888888888'* ]]         # over 3/8
	fails 64 "nobody's 'ses' is 'rich'" homophily --high ses=rich --nodes people.tsv ties.tsv
	fails 64 'takes COLUMN=VALUE' homophily --high ses --nodes people.tsv ties.tsv
	fails 64 'needs --setting' homophily --high ses=high --measures exposure --nodes people.tsv ties.tsv
}

@test "--from-mixing: Newman's couples, and our own table" {
	tsv 'man woman n' 'black black 506' 'hispanic black 23' 'white black 26' 'other black 10' 'black hispanic 32' \
		'hispanic hispanic 308' 'white hispanic 46' 'other hispanic 14' 'black white 69' 'hispanic white 114' \
		'white white 599' 'other white 47' 'black other 26' 'hispanic other 38' 'white other 68' 'other other 32' >couples.tsv
	quiet homophily --from-mixing -w n --rename man=from --rename woman=to couples.tsv
	is assortativity NA value 0.621446
	is assortativity NA se 0.013878
	is coleman black value NA
	barbell
	mixing -a k --nodes people.tsv ties.tsv >table.tsv
	homophily -a k -R 0 --nodes people.tsv ties.tsv | cut -f 1-4 | grep -v '^spectral' >people-known
	homophily --from-mixing table.tsv | cut -f 1-4 >table-known
	cmp people-known table-known
	fails 64 'are about people' homophily --from-mixing -a k table.tsv
	fails 64 'whom a mixing matrix does not know' homophily --from-mixing --measures spectral table.tsv
	fails 64 'no columns for the groups' homophily --from-mixing couples.tsv
	sed '$d' table.tsv | sed '$s/\t[0-9]*\t/\t5\t/' >wrong.tsv
	fails 65 'is symmetric' homophily --from-mixing <(tsv 'k_i k_j ties' '1 2 3' '2 1 4')
	fails 65 'is missing' homophily --from-mixing <(tsv 'k_i k_j ties' '1 2 NA')
	fails 65 'stands there twice' homophily --from-mixing <(tsv 'k_i k_j ties' '1 2 3' '1 2 3')
	fails 65 'another size' homophily --from-mixing <(tsv 'k_i k_j ties n_i n_j' '1 2 3 4 5' '1 1 3 5 5')
	quiet homophily --from-mixing --measures odds_ratio,ei <(tsv 'from to ties n_from n_to' '1 1 30 3 3' '1 2 4 3 3' '2 1 1 3 3' '2 2 1 3 3')
	[[ $(pick measure,note) == *'odds_ratio more ties than pairs'* ]]
}

@test "no ties, no people, one tie" {
	tsv 'node k x' 'a 1 1' 'b 2 2' >people.tsv
	printf 'i\tj\n' >none.tsv
	quiet homophily -a k --numeric x -R 20 --nodes people.tsv none.tsv
	is ei NA value NA
	[[ $(pick measure,note) == *'ei no ties'*'moran no ties'* ]]
	quiet homophily -a k --numeric x -R 20 --nodes people.tsv <(tsv 'i j' 'a b')
	is ei NA value 1
	is ei NA lo NA
	printf 'node\tk\n' >nobody.tsv
	quiet homophily -a k -R 20 --nodes nobody.tsv none.tsv
	is ei NA value NA
}

@test "the same null as ties permute: the same numbers" {
	tsv 'node k o' 'a 1 N' 'b 1 S' 'c 1 N' 'd 2 S' 'e 2 N' 'f 2 S' 'g NA N' >people.tsv
	tsv 'i j' 'a b' 'a c' 'b c' 'c d' 'd e' 'd f' 'e f' 'g a' >ties.tsv
	for within in '' :within=o; do
		homophily -a k --measures ei,assortativity --null labels$within -R 99 --nodes people.tsv ties.tsv 2>err >own.tsv
		ties permute -R 99 --shuffle people.tsv:k$within 'homophily -R 0 --measures ei,assortativity --nodes {} -a k' \
			<ties.tsv 2>err >theirs.tsv || { cat err; return 1; }
		for table in own theirs; do
			awk -F'\t' 'NR == 1 { for (c = 1; c <= NF; c++) at[$c] = c; next }
				$1 == "ei" || $1 == "assortativity" { print $1, $3, $(at["value"]), $(at["null_mean"]), $(at["null_sd"]), $(at["p"]) }' \
				$table.tsv >$table
		done
		diff own theirs
	done
}

@test "the worked example of the manual is what comes out" {
	homophily -a section --measures ei -R 999 --by wave,weight --by-breaks 1,2,3,6,Inf --nodes "$data/debian/people.tsv" \
		"$data/debian/ties.tsv" 2>err >out.tsv
	homophily --man >page
	awk -F'\t' 'NR == 1 { for (c = 1; c <= NF; c++) at[$c] = c; next }
		$(at["group"]) == "NA" && $1 != 2023 { printf "%.3f %.2f %.2f %.3f %.3f\n", $(at["value"]), $(at["lo"]), $(at["hi"]), $(at["null_mean"]), $(at["p"]) }' out.tsv |
	while read -r value lo hi null p; do
		grep -qE -- " $value +$lo +$hi +$null +$p" page || { echo "$value $lo $hi $null $p"; exit 1; }
	done
}

@test "numbers whose squares are infinite are refused with their line, the largest allowed are not" {
	tsv 'i j w' 'a b 1e70' 'b c 1e70' 'a c 1e70' 'c d 1' >t.tsv
	tsv 'node k x' 'a u 1e70' 'b u 1e70' 'c v -1e70' 'd v 0' >p.tsv
	quiet homophily -a k --numeric x -w w -R 9 --nodes p.tsv t.tsv
	[[ $output != *[Ii]nf* ]]
	# x is 1 1 -1 0 (1e70) with mean 1/4: moran is the same as of 1 1 -1 0
	same "$(homophily --numeric x -R 0 --measures moran --nodes <(sed s/e70// p.tsv) <(cut -f 1,2 t.tsv) | cut -f 3 | cut -c 1-12)" \
		"$(homophily --numeric x -R 0 --measures moran --nodes p.tsv <(cut -f 1,2 t.tsv) | cut -f 3 | cut -c 1-12)"
	fails 65 ":2: column 'w': '1e308' is too large" homophily -a k -w w --nodes p.tsv <(sed s/e70/e308/ t.tsv)
	sed -i s/e70/e71/ p.tsv
	fails 65 "p.tsv:2: column 'x': '1e71' is infinite, or too large" homophily --numeric x --nodes p.tsv t.tsv
}
