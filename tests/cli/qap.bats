#!/usr/bin/env bats
# qap: how relations and terms are named, what is left out, what is written.
load helper

# The value of MEASURE (of ATTRIBUTE) in $output; the column is named by the third word.
cell()
{
	awk -F'\t' -v measure="$1" -v attribute="$2" -v want="${3:-value}" '
		NR == 1 { for (c = 1; c <= NF; c++) at[$c] = c }
		$at["measure"] == measure && (attribute == "" || $at["attribute"] == attribute) { print $at[want] }' <<<"$output"
}

# Equal to twelve digits.
near() { awk -v a="$1" -v b="$2" 'BEGIN { d = a - b; exit !(a != "" && b != "" && d < 1e-12 && d > -1e-12) }' || { echo "$1 is not $2"; return 1; }; }

setup()
{
	cd "$BATS_TEST_TMPDIR" || exit
	tsv 'node office age sex' 'a N 20 f' 'b N 30 m' 'c S 50 f' 'd S 50 NA' 'e N 60 m' >people.tsv
	tsv 'from to layer' 'a b asks' 'b a asks' 'b c asks' 'c d asks' 'a c asks' 'd e asks' 'e d asks' \
		'a b likes' 'c b likes' 'd c likes' 'e a likes' 'e d likes' >two.tsv
}

# A table of all arcs with the columns `one` and `hand`: a tie of `one` where it is listed, and in `hand` what
# the term should be.  hand TERM 'a b' 'b c' ... : from to value ...
term_is()
{
	local term=$1 header=$2
	{
		echo "$header one hand" | tr ' ' '\t'
		cat | tr ' ' '\t'
	} >hand.tsv
	run --separate-stderr qap --correlation -y one -x "$term" -x hand -R 0 --nodes people.tsv hand.tsv
	[ "$status" = 0 ] || { echo "$stderr"; return 1; }
	of_term=$(cell pearson "one~$term") of_hand=$(cell pearson one~hand)
	near "$of_term" "$of_hand"
}

@test "terms of attributes" {
	# one is any relation; what a term is shows in its correlation with it
	term_is same:office 'from to' <<-'END'
		a b 5 1
		b a 1 1
		a e 2 1
		e a 7 1
		b e 1 1
		e b 3 1
		c d 4 1
		d c 9 1
		a c 2 0
	END
	term_is absdiff:age 'i j' <<-'END'
		a b 5 10
		a c 1 30
		a d 2 30
		a e 7 40
		b c 0 20
		b d 3 20
		b e 4 30
		c d 9 0
		c e 2 10
		d e 3 10
	END
	term_is sum:age 'i j' <<-'END'
		a b 5 50
		a c 1 70
		a d 2 70
		a e 7 80
		b c 0 80
		b d 3 80
		b e 4 90
		c d 9 100
		c e 2 110
		d e 3 110
	END
	term_is product:age 'i j' <<-'END'
		a b 5 600
		a c 1 1000
		a d 2 1000
		a e 7 1200
		b c 0 1500
		b d 3 1500
		b e 4 1800
		c d 9 2500
		c e 2 3000
		d e 3 3000
	END
	term_is sender:office=S 'from to' <<-'END'
		c a 5 1
		c b 1 1
		c d 0 1
		c e 2 1
		d a 1 1
		d b 8 1
		d c 3 1
		d e 1 1
		a b 4 0
		e a 2 0
	END
	term_is receiver:age 'from to' <<-'END'
		b a 5 20
		c a 1 20
		d a 1 20
		e a 3 20
		a b 7 30
		c b 1 30
		d b 2 30
		e b 0 30
		a c 1 50
		b c 1 50
		d c 1 50
		e c 4 50
		a d 5 50
		b d 6 50
		c d 9 50
		e d 0 50
		a e 1 60
		b e 2 60
		c e 3 60
		d e 4 60
	END
}

@test "terms of the ties themselves" {
	term_is reciprocity:one 'from to' <<-'END'
		a b 5 1
		b a 1 5
		a c 2 0
		c a 0 2
		d e 3 0
		e d 0 3
	END
	# contacts in common, in whatever direction: a-b b-c a-c c-d d-e
	term_is common 'from to' <<-'END'
		a b 1 1
		b a 0 1
		c b 1 1
		b c 0 1
		a c 1 1
		c a 0 1
		c d 1 0
		a d 0 1
		d a 0 1
		b d 0 1
		d b 0 1
		e d 1 0
		c e 0 1
		e c 0 1
	END
	# N: a b e, S: c d.  i -> h -> j, h of i's office, j of the other: a -> b -> c, e -> a -> d, d -> c -> b
	term_is jump:office 'from to' <<-'END'
		a b 1 0
		b c 1 0
		a c 0 1
		e a 1 0
		a d 1 0
		e d 0 1
		d c 1 0
		c b 1 0
		d b 0 1
	END
	# undirected: a-b b-c c-d d-a: third people in the office of one of two of different offices
	term_is jump:office 'i j' <<-'END'
		a b 1 0
		b c 1 0
		c d 1 0
		a d 1 0
		a c 0 2
		b d 0 2
	END
}

@test "relations are layers, files, or columns" {
	sed -n '1p;/asks/p' two.tsv | cut -f 1,2 >asks.tsv
	sed -n '1p;/likes/p' two.tsv | cut -f 1,2 | gzip >likes.tsv.gz
	awk -F'\t' -v OFS='\t' 'NR == 1 { print "from", "to", "asks", "likes"; next }
		{ v[$1 OFS $2, $3] = 1; k[$1 OFS $2] }
		END { for (x in k) print x, v[x, "asks"] + 0, v[x, "likes"] + 0 }' two.tsv >columns.tsv
	ends 0 qap -y asks -x likes two.tsv
	layers=$output
	ends 0 qap -y asks -x likes asks.tsv likes.tsv.gz
	same "$layers" "$output"
	ends 0 qap -y asks -x tie:likes columns.tsv
	same "$layers" "${output//tie:/}"
	sed '1s/layer/kind/' two.tsv >kinds.tsv
	ends 0 qap --layer kind -y asks -x likes kinds.tsv
	same "$layers" "$output"
	ends 0 qap -y asks -x likes <two.tsv
	same "$layers" "$output"
	# rows in another order: the same bytes
	{ sed 1q two.tsv; sed 1d two.tsv | sort -r; } >turned.tsv
	ends 0 qap -y asks -x likes turned.tsv
	same "$layers" "$output"
}

@test "one relation need not be named" {
	cut -f 1,2 two.tsv | sort -u -r >ties.tsv
	ends 0 qap -x same:office --nodes people.tsv ties.tsv
	same ties "$(cell r2 '' attribute)"
	ends 0 qap -x same:office --nodes people.tsv <ties.tsv
	same tie "$(cell r2 '' attribute)"
	fails 64 'RELATION is missing.*asks, likes' qap -x same:office --nodes people.tsv two.tsv
}

@test "correlations: with -x, with all others, all with each other" {
	tsv 'from to layer' 'a c trusts' 'c d trusts' >>two.tsv
	sed -i '/^from.*layer$/{1!d;}' two.tsv
	ends 0 qap --correlation -R 19 two.tsv
	same $'asks~likes\nasks~trusts\nlikes~trusts' "$(cut -f 2 <<<"$output" | sed 1d)"
	ends 0 qap --correlation=spearman,jaccard -y likes -R 19 two.tsv
	same $'spearman likes~asks\njaccard likes~asks\nspearman likes~trusts\njaccard likes~trusts' \
		"$(cut -f 1,2 <<<"$output" | sed 1d | tr '\t' ' ')"
	ends 0 qap --correlation -y likes -x same:office,asks --nodes people.tsv -R 19 two.tsv
	same $'likes~same:office\nlikes~asks' "$(cut -f 2 <<<"$output" | sed 1d)"
	fails 64 "there is no 'kendall'" qap --correlation=kendall two.tsv
	fails 64 'neither --model nor --null' qap --correlation --model logit two.tsv
}

@test "few people: all orders once; p is never 0" {
	ends 0 qap --correlation -y asks -x likes two.tsv
	same 120 "$(cell pearson '' replicates)"
	ends 0 qap --correlation -y asks -x likes -R 99 two.tsv
	same 99 "$(cell pearson '' replicates)"
	awk 'BEGIN { print "i\tj\tcalls\tmails"; for (k = 1; k < 40; k++) print "p" k "\tp" k * 7 % 40 "\t" k "\t" k }' >same.tsv
	ends 0 qap -y calls -x mails -R 99 same.tsv
	same 0.02 "$(cell t mails p)"
	same 0.02 "$(cell b mails p)"
	same 0.01 "$(cell r2 '' p)"
}

@test "undirected: each pair once" {
	sed '1s/from\tto/i\tj/' two.tsv >undirected.tsv
	ends 0 qap -y asks -x likes undirected.tsv
	same 10 "$(cell t likes n)"
	says '2 repeated ties do not count'
	ends 0 qap -y asks -x likes two.tsv
	same 20 "$(cell t likes n)"
	ends 0 qap --undirected -y asks -x likes two.tsv
	same 10 "$(cell t likes n)"
	fails 64 'needs ties with a direction.*use sum:' qap --undirected -y asks -x sender:age --nodes people.tsv two.tsv
	fails 64 'needs ties with a direction' qap --undirected -y asks -x reciprocity two.tsv
}

# 4,950 pairs, half of them with z; with x 50 of 60 are tied, without 4 of 4,890, whatever z: b of x is
# ln(25/5) - ln(2/2443) = 8.717270, that of z 0.
@test "logit: rare ties and a predictor that nearly tells them" {
	awk 'BEGIN { print "i\tj\tx\tz\ty"
		for (i = 1; i <= 100; i++) for (j = i + 1; j <= 100; j++) {
			k++; print i "\t" j "\t" (k <= 60) "\t" k % 2 "\t" (k <= 50 || (k > 60 && k <= 64)) } }' >rare.tsv
	quiet ties qap --model logit -y y -x x,z -R 1 rare.tsv
	awk -F'\t' '$1 == "b" && $2 == "x" { d = $3 - log(5) + log(2 / 2443); bad = d > 1e-8 || d < -1e-8 }
		$1 == "b" && $2 == "z" { bad += $3 > 1e-8 || $3 < -1e-8; n++ } END { exit n != 1 || bad }' <<<"$output"
}

@test "what is not known is left out and counted" {
	warns "1 person without 'sex': pairs with them are left out" qap -y asks -x same:sex --nodes people.tsv --undirected two.tsv
	same '6 4' "$(cell t same:sex n) $(cell t same:sex dropped)"
	warns 'a group of their own' qap -y asks -x same:sex --na category --nodes people.tsv --undirected two.tsv
	same '10 0' "$(cell t same:sex n) $(cell t same:sex dropped)"
	fails 65 "'d' has no 'sex'" qap -y asks -x same:sex --na fail --nodes people.tsv two.tsv
	fails 65 "1 person without 'sex'" qap --private -y asks -x same:sex --na fail --nodes people.tsv two.tsv
	tsv 'from to layer v' 'a b asks 3' 'b c asks NA' 'c a likes 1' 'd e likes 2' >valued.tsv
	ends 0 qap -y asks -x likes -w v valued.tsv
	same '19 1' "$(cell t likes n) $(cell t likes dropped)"
	ends 0 qap --correlation -w v valued.tsv
	same '19 1' "$(cell pearson '' n) $(cell pearson '' dropped)"
	tsv 'from to layer v' 'a b asks 3' 'b c asks Inf' 'c a likes 1' >infinite.tsv
	fails 65 "infinite.tsv:3: column 'v'" qap -y asks -x likes -w v infinite.tsv
	# somebody who is not in --nodes
	sed '/^e/d' people.tsv >four.tsv
	warns "1 person without 'age'" qap -y asks -x absdiff:age --nodes four.tsv two.tsv
	same '12 8' "$(cell t absdiff:age n) $(cell t absdiff:age dropped)"
}

@test "isolates come with --nodes" {
	tsv 'node office age sex' 'f N 1 f' | sed 1d >>people.tsv
	ends 0 qap -y asks -x likes --nodes people.tsv two.tsv
	same '30 6' "$(cell t likes n) $(cell people '')"
}

@test "collinearity is said plainly, and what remains is fitted" {
	warns "'absdiff:flat' has no estimate: it does not vary" qap -y asks -x absdiff:flat,likes --nodes \
		<(awk -v OFS='\t' '{ print $0, NR == 1 ? "flat" : 7 }' people.tsv) two.tsv
	same NA "$(cell b absdiff:flat)"
	same 'it does not vary' "$(cell b absdiff:flat note)"
	[ "$(cell b likes)" != NA ]
	warns "'sum:age' has no estimate: left out: sender:age and receiver:age determine it" \
		qap -y asks -x sender:age,receiver:age,sum:age --nodes people.tsv two.tsv
	warns 'nearly determined by the other predictors .variance inflation [0-9]' qap -y asks -x absdiff:age,absdiff:old --nodes \
		<(awk -F'\t' -v OFS='\t' '{ print $0, NR == 1 ? "old" : $3 + NR / 8 }' people.tsv) two.tsv
	warns 'no estimates: what is to be explained does not vary' qap -y none -x likes <(awk -v OFS='\t' \
		'NR == 1 { print "from", "to", "none", "likes"; next } { print $1, $2, 0, NR }' two.tsv)
	same NA "$(cell r2 '')"
}

@test "models" {
	ends 0 qap --model logit -y asks -x same:office --nodes people.tsv two.tsv
	# asks: N-N 2 of 6, S-S 1 of 2, between 4 of 12: ln((3 x 8) / (5 x 4))
	awk -v b="$(cell b same:office)" 'BEGIN { d = b - log(24 / 20); exit !(d < 1e-9 && d > -1e-9) }'
	awk -v b="$(cell odds_ratio same:office)" 'BEGIN { d = b - 1.2; exit !(d < 1e-9 && d > -1e-9) }'
	[ -n "$(cell r2_mcfadden '')" ] && [ -n "$(cell deviance '')" ] && [ -z "$(cell beta '')" ]
	ends 0 qap --model poisson -y asks -x same:office --nodes people.tsv two.tsv
	awk -v b="$(cell rate_ratio same:office)" 'BEGIN { d = b - 9 / 8; exit !(d < 1e-9 && d > -1e-9) }'
	tsv 'i j v w' 'a b 2 1' 'b c 1 3' 'c d 1 0' >v.tsv
	fails 65 'a logit explains ties' qap --model logit -y v -x w v.tsv
	tsv 'i j v w' 'a b 2.5 1' 'b c 1 3' >v.tsv
	fails 65 'poisson explains counts' qap --model poisson -y v -x w v.tsv
	warns 'the estimates grow without end' qap --model logit -y asks -x twin <(awk -v OFS='\t' \
		'NR == 1 { print $1, $2, "asks", "twin" } /asks/ { print $1, $2, 1, 1 }' two.tsv)
}

@test "--by: each value a network of its own" {
	{ sed '1s/$/\twave/; 2,$s/$/\t1/' two.tsv; sed '1d; s/$/\t2/' two.tsv | sed '/d\te/d'; } >waves.tsv
	ends 0 qap --by wave -y asks -x likes waves.tsv
	both=$output
	same wave "$(cut -f 1 <<<"$output" | head -1)"
	ends 0 qap -y asks -x likes two.tsv
	same "$(sed 1d <<<"$output")" "$(sed -n 's/^1\t//p' <<<"$both")"
	warns "wave 3: no estimates: what is to be explained does not vary" qap --by wave -y asks -x likes \
		<(cat waves.tsv; tsv 'a b likes 3' 'b c likes 3' 'c d likes 3')
	fails 64 '--by parts one table' qap --by wave -y waves -x two waves.tsv two.tsv
	warns "although there is a column 'wave'" qap -y asks -x likes waves.tsv
}

@test "nothing is said of the column layer, for it is used" {
	ends 0 qap -y asks -x likes two.tsv
	same "qap: the ties are read as directed, because the header says 'from' and 'to' (--undirected changes that)" "$stderr"
}

@test "wrong names" {
	fails 64 "no relation 'asls'; did you mean 'asks'\? There are: asks, likes" qap -y asls -x likes two.tsv
	fails 64 "there is no 'smae:'; there are tie:, same:" qap -y asks -x smae:office --nodes people.tsv two.tsv
	fails 64 "no column 'ofice'; did you mean 'office'" qap -y asks -x same:ofice --nodes people.tsv two.tsv
	fails 64 "'office' is an attribute of people: --nodes" qap -y asks -x same:office two.tsv
	fails 65 "people.tsv:2: column 'sex'.*sender:gender=f" qap -y asks -x sum:sex --nodes people.tsv two.tsv
	fails 64 "lacks the name of an attribute" qap -y asks -x same: --nodes people.tsv two.tsv
	fails 64 '-x TERM' qap -y asks two.tsv
	fails 64 '-x tie:asks is what is to be explained' qap -y asks -x likes,tie:asks two.tsv
	fails 64 "two files are called 'two'" qap -y two -x two <(cut -f 1,2 two.tsv) two.tsv || {
		mkdir -p other; cut -f 1,2 two.tsv >other/ties.tsv; cut -f 1,2 two.tsv >ties.tsv
		fails 64 "two files are called 'ties'" qap -y ties -x ties other/ties.tsv ties.tsv
	}
	fails 64 "no column 'kind'" qap --layer kind -y asks -x likes two.tsv
	run --separate-stderr qap --private -y asls -x likes two.tsv
	[ "$status" = 64 ]
	[[ $stderr != *likes* ]]
}

@test "a table for a journal" {
	ends 0 qap --latex -y asks -x likes,same:office --nodes people.tsv two.tsv
	grep -q '^\\begin{tabular}{lrrrrrrr}$' <<<"$output"
	grep -q '^same:office & ' <<<"$output"
	grep -q '120 permutations of the people' <<<"$output"
	same "$(grep -c '\\\\$' <<<"$output")" "$(grep '\\\\$' <<<"$output" | grep -cv '[^\\]_')"
	ends 0 qap --latex --provenance -y asks -x likes two.tsv
	grep -q '^% qap [0-9.]* --latex --provenance -y asks -x likes two.tsv$' <<<"$output"
	ends 0 qap --latex --correlation two.tsv
	grep -q '^asks, likes & Pearson & ' <<<"$output"
}

@test "every replicate, for a figure" {
	ends 0 qap -R 99 --draws draws.tsv -y asks -x likes two.tsv
	same $'replicate\tmeasure\tattribute\tvalue' "$(head -1 draws.tsv)"
	same 201 "$(wc -l <draws.tsv | tr -d ' ')"
	mean=$(awk '$1 > 0 && $2 == "t" { s += $4; n++ } END { printf "%.12g", s / n }' draws.tsv)
	awk -v a="$mean" -v b="$(cell t likes null_mean)" 'BEGIN { d = a - b; exit !(d < 1e-9 && d > -1e-9) }'
	ends 0 qap --correlation -R 99 --draws draws.tsv two.tsv
	same 101 "$(wc -l <draws.tsv | tr -d ' ')"
}

# Borgatti, Everett and Johnson, Analyzing Social Networks, answer to problem 1 of chapter 8: interaction and
# contacts in common in the karate club, r = 0.3659.  Marriage and business in Florence: 8 of 20 and 15 ties, 16 families,
# phi = (120 x 8 - 20 x 15) / sqrt(20 x 100 x 15 x 105), Jaccard 8 / 27.
@test "published values" {
	data=$BATS_TEST_DIRNAME/../../datasets
	ends 0 qap --correlation -w weight -x common "$data/karate/ties.tsv"
	same 0.3659 "$(printf %.4f "$(cell pearson '')")"
	same 0.002 "$(cell pearson '' p)"
	ends 0 qap --correlation=pearson,jaccard -y ties -x business --nodes "$data/florentine/people.tsv" "$data"/florentine/{ties,business}.tsv
	near "$(cell pearson '')" "$(awk 'BEGIN { printf "%.15g", 660 / sqrt(3150000) }')"
	near "$(cell jaccard '')" "$(awk 'BEGIN { printf "%.15g", 8 / 27 }')"
}

@test "the seed, the side and the threads" {
	awk 'BEGIN { srand(3); print "from\tto\ta\tb"; for (i = 0; i < 25; i++) for (j = 0; j < 25; j++) if (i != j)
		print "p" i "\tp" j "\t" int(rand() * 9) "\t" int(rand() * 9) }' >many.tsv
	ends 0 qap -y a -x b -R 99 -j 1 many.tsv
	one=$output
	ends 0 qap -y a -x b -R 99 -j 3 many.tsv
	same "$one" "$output"
	ends 0 qap -y a -x b -R 99 --seed 2 many.tsv
	[ "$one" != "$output" ]
	ends 0 qap -y a -x b -R 99 --side less many.tsv
	less=$(cell t b p)
	ends 0 qap -y a -x b -R 99 --side greater many.tsv
	near "$(awk -v a="$less" -v b="$(cell t b p)" 'BEGIN { print a + b }')" 1.01
	ends 0 qap -y a -x b -R 0 many.tsv
	same NA "$(cell t b p)"
}

@test "no rows, one person" {
	tsv 'from to layer' >empty.tsv
	fails 64 "no relation 'asks'" qap -y asks -x likes empty.tsv
	tsv 'i j a b' 'x x 1 2' >loop.tsv
	warns 'no estimates: fewer than two pairs' qap -y a -x b loop.tsv
	ends 0 qap --correlation -y a -x b loop.tsv
	same 'NA no pair of people is known in both' "$(cell pearson '') $(cell pearson '' note)"
}
