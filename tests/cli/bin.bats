#!/usr/bin/env bats
# bin: bins, summaries, intervals, correlations.
load helper

# One column of numbers as a table: column NAME VALUE...
column() { printf '%s\n' "$@"; }
of() { column "$1" >in.tsv; shift; column "$@" >>in.tsv; }
# The columns NAME,NAME of $output.
pick()
{
	awk -F'\t' -v want="$1" 'NR == 1 { n = split(want, w, ","); for (c = 1; c <= NF; c++) at[$c] = c }
		{ line = ""; for (k = 1; k <= n; k++) line = line (k > 1 ? " " : "") $at[w[k]]; print line }' <<<"$output"
}

setup() { cd "$BATS_TEST_TMPDIR"; }

@test "few values get a bin each, many get ten quantile bins" {
	of w 3 1 1 2.5
	quiet bin -x w in.tsv
	same $'x\tx_lo\tx_hi\tn\tshare\n1\t1\t1\t2\t0.5\n2.5\t2.5\t2.5\t1\t0.25\n3\t3\t3\t1\t0.25' "$output"
	of w $(seq 1 200)
	quiet bin -x w in.tsv
	same $'x x_lo x_hi n\n10.5 1 21 20\n30.5 21 41 20' "$(pick x,x_lo,x_hi,n | head -3)"
	same '190.5 181 200 20' "$(pick x,x_lo,x_hi,n | tail -1)"
}

@test "each kind of bin" {
	of w 1 2 3 4 5.2 9
	quiet bin -x w --width 2.5 in.tsv
	same $'x x_lo x_hi n\n1.5 0 2.5 2\n3.5 2.5 5 2\n5.2 5 7.5 1\n9 7.5 10 1' "$(pick x,x_lo,x_hi,n)"
	quiet bin -x w --integer in.tsv
	same '5 4.5 5.5 1' "$(pick x,x_lo,x_hi,n | sed -n 6p)"
	quiet bin -x w --log 2 in.tsv
	same $'x x_lo x_hi n\n1 1 2 1\n2.5 2 4 2\n4.6 4 8 2\n9 8 16 1' "$(pick x,x_lo,x_hi,n)"
	quiet bin -x w --quantile 2 in.tsv
	same $'x x_lo x_hi n\n2 1 4 3\n5.2 4 9 3' "$(pick x,x_lo,x_hi,n)"
	quiet bin -x w --distinct in.tsv
	[ "$(wc -l <<<"$output")" = 7 ]
	warns '1 row whose .w. lies in no bin left out .--open' bin -x w --breaks 1,3,5,6 in.tsv
	same $'x x_lo x_hi n share\n1.5 1 3 2 0.4\n3.5 3 5 2 0.4\n5.2 5 6 1 0.2' "$(pick x,x_lo,x_hi,n,share)"
	quiet bin -x w --breaks 1,3,5,6 --open in.tsv
	same '7.1 5 6 2' "$(pick x,x_lo,x_hi,n | tail -1)"
	quiet bin -x w --breaks=-Inf,3,Inf in.tsv
	same $'1.5 -Inf 3 2\n4.6 3 Inf 4' "$(pick x,x_lo,x_hi,n | tail -2)"
}

@test "heaped values stay together, and it is said that there are fewer bins" {
	of w 1 1 1 1 1 1 2 3
	warns '2 quantile bins instead of 4: equal values stay together' bin -x w --quantile 4 in.tsv
	same $'x_lo x_hi n\n1 2 6\n2 3 2' "$(pick x_lo,x_hi,n)"
}

@test "the end of a column's name will do where no other column ends so" {
	tsv 'constraint job_richness job_blau sex_blau' '1 1 0 0' '0.5 2 .5 .5' '0.4 3 .6 0' >in.tsv
	ends 0 bin -x constraint -y richness --correlation in.tsv
	same 'job_richness~constraint -1' "$(sed -n 2p <<<"$output" | cut -f 2,3 | tr '\t' ' ')"
	says "'richness' is taken for the column whose name ends in _richness"
	fails 64 "no column 'blau'" bin -x constraint -y blau in.tsv
}

@test "one kind of bins at a time, and only sensible ones" {
	of w 1 2
	fails 64 'choose one of' bin -x w --log 2 --width 1 in.tsv
	fails 64 'choose one of' bin -x w --distinct --breaks 1,2 in.tsv
	fails 64 '--correlation makes no bins' bin -x w -y w --correlation --integer in.tsv
	fails 64 'x COLUMN is missing' bin in.tsv
	fails 64 "no column 'v'" bin -x v in.tsv
	fails 64 'above 0' bin -x w --width=-1 in.tsv
	fails 64 'above 1' bin -x w --log 1 in.tsv
	fails 64 'must rise' bin -x w --breaks 2,1 in.tsv
	fails 64 'parted by commas' bin -x w --breaks 1,two in.tsv
	fails 64 '--open goes with' bin -x w --open in.tsv
	fails 64 'between 0 and 1' bin -x w --level 95 in.tsv
	fails 64 'needs -y' bin -x w --correlation in.tsv
}

@test "a level that is not the usual one is written, so that a figure can name it" {
	tsv 'w v' '1 1' '1 2' '2 5' '2 3' >in.tsv
	same 1 "$(bin -x w -y v --ci bca --level 0.8 in.tsv | head -1 | grep -c '	sd	level$')"
	same '0.8' "$(bin -x w -y v --ci bca --level 0.8 in.tsv | cut -f 13 | sed 1d | sort -u)"
	same 0 "$(bin -x w -y v --ci bca --level 0.95 in.tsv | grep -c level)"
	same 0 "$(bin -x w -y v --ci none --level 0.8 in.tsv | grep -c level)"
	same 'hi	level	null' "$(bin -x w -y v --correlation -R 9 --level 0.8 in.tsv | head -1 | cut -f 6-8)"
}

@test "summaries, with quantiles of type 7" {
	tsv 'g v' 'a 1' 'a 2' 'a 4' 'a 8' >in.tsv
	tsv 'x y' '1 1' '1 2' '1 4' '1 8' '2 5' >in.tsv
	quiet bin -x x -y y --ci none in.tsv
	same $'x\tx_lo\tx_hi\ty\tn\tmean\tlo\thi\tmedian\tq1\tq3\tsd
1\t1\t1\ty\t4\t3.75\tNA\tNA\t3\t1.75\t5\t3.095695936834452
2\t2\t2\ty\t1\t5\tNA\tNA\t5\t5\t5\tNA' "$output"
}

@test "several columns, one after the other; missing values are left out pair by pair and counted" {
	tsv 'x y z' '1 1 NA' '1 3 5' '2  7' 'NA 1 1' '2 4 nan' >in.tsv
	warns "1 row without a number in 'x' left out" bin -x x -y y,z --ci none in.tsv
	says "1 row without a number in 'y' left out"
	says "2 rows without a number in 'z' left out"
	same $'x y n mean\n1 y 2 2\n2 y 1 4\n1 z 1 5\n2 z 1 7' "$(pick x,y,n,mean)"
}

@test "what is no number is an error with its place" {
	printf 'x,y\n1,2\n1,many\n' >in.csv
	fails 65 "in.csv:3: column 'y': 'many'" bin -x x -y y in.csv
	printf 'x;y\n1;0,5\n' >in.csv
	fails 65 'decimal comma' bin -x y in.csv
	fails 65 'in.csv:2' bin --private -x y in.csv
	[[ $stderr != *0,5* ]]
}

@test "the answer has the separator and the line ends of the table" {
	printf 'x,y\r\n1,2\r\n1,4\r\n' | { run -0 bin -x x -y y --ci none; same $'x,x_lo,x_hi,y,n,mean,lo,hi,median,q1,q3,sd\r\n1,1,1,y,2,3,NA,NA,3,2.5,3.5,1.4142135623730951\r' "$output"; }
}

@test "--by: the same bins for all, an empty one too" {
	tsv 'wave layer x y' '1 a 1 10' '1 a 2 20' '2 a 1 30' '2 b 2 40' '1 a 1 20' 'NA b 1 5' >in.tsv
	quiet bin -x x -y y --by wave --ci none in.tsv
	same $'wave x n mean\n1 1 2 15\n1 2 1 20\n2 1 1 30\n2 2 1 40\nNA 1 1 5\nNA 2 0 NA' "$(pick wave,x,n,mean)"
	quiet bin -x x -y y --by layer,wave --ci none in.tsv
	same $'layer wave x n\na 1 1 2\na 1 2 1\na 2 1 1\na 2 2 0\nb 2 1 0\nb 2 2 1\nb NA 1 1\nb NA 2 0' "$(pick layer,wave,x,n)"
	quiet bin -x x --by layer in.tsv
	same $'layer x n share\na 1 3 0.75\na 2 1 0.25\nb 1 1 0.5\nb 2 1 0.5' "$(pick layer,x,n,share)"
	fails 64 "did you mean 'wave'" bin -x x --by wav in.tsv
}

@test "the bins of the observed table for its replicates" {
	tsv 'x y' '1 1' '1 2' '2 3' '3 4' '7 5' '9 6' >observed.tsv
	quiet bin -x x -y y --quantile 3 --ci none -o bins.tsv observed.tsv
	tsv 'replicate x y' '1 1 5' '1 8 5' '1 0 1' '2 2 5' '2 30 7' >null.tsv
	warns '2 rows whose .x. lies in no bin left out' bin -x x -y y --by replicate --breaks-from bins.tsv --ci none null.tsv
	same $'replicate x x_lo x_hi n\n1 1 1 2 1\n1 2.5 2 7 0\n1 8 7 9 1\n2 1 1 2 0\n2 2.5 2 7 1\n2 8 7 9 0' \
		"$(pick replicate,x,x_lo,x_hi,n)"
	quiet bin -x x -y y --by replicate --breaks-from bins.tsv --open --ci none null.tsv
	same $'1 1 2\n1 2.5 0\n1 8 1\n2 1 0\n2 2.5 1\n2 8 1' "$(pick replicate,x,n | sed 1d)"
	bin -x x -y y --by replicate --breaks-from bins.tsv --open --ci none -o null-bins.tsv null.tsv
	quiet bin -x x --breaks-from null-bins.tsv observed.tsv         # rows repeated by group are one bin
	same $'x n\n1 2\n2.5 2\n8 2' "$(pick x,n)"
	fails 64 "no column 'x_lo'" bin -x x --breaks-from observed.tsv observed.tsv
	fails 66 nowhere bin -x x --breaks-from nowhere.tsv observed.tsv
}

# A triangle with two pendants; the values give a mean of 3.
ties() { tsv 'i j x y' 'a b 1 1' 'b c 1 2' 'a c 1 3' 'c d 1 4' 'e f 1 5' "$@" >ties.tsv; }

# By hand: u = (y - 3) / 5 = -.4 -.2 0 .2 .4.  Sums by person: a -.4, b -.6, c 0, d .2, e .4, f .4;
# squares .16 .36 0 .04 .16 .16 = .88; less the sum of u^2 = .4: .48.  Pairs of ties that share a
# person: degrees 2 2 3 1 1 1 have squares 4 4 9 1 1 1 = 20, less 5: K = 15, h = 1 - 15/25 = .4.
# V = .48 / .4 = 1.2; independent ties have .4 x 5/4 = .5.  df = 20^2 / (16 + 16 + 81 + 3) - 1
# = 2.448276; t = 3.6332: 3 -+ 3.98.
@test "the interval leaves out people where the ends of ties are there, and says so" {
	ties
	warns 'intervals by leaving out people .--cluster i,j.: a jackknife' bin -x x -y y ties.tsv
	read -r mean lo hi <<<"$(pick mean,lo,hi | tail -1)"
	awk -v lo="$lo" -v hi="$hi" -v m="$mean" 'BEGIN {
		exit !(m == 3 && hi - 3 > 3.975 && hi - 3 < 3.985 && 3 - lo > 3.975 && 3 - lo < 3.985) }'
	interval=$(pick lo,hi)
	quiet bin -x x -y y --ci jackknife ties.tsv
	same "$interval" "$(pick lo,hi)"
	quiet bin -x x -y y --ci jackknife --seed 7 ties.tsv            # nothing is random
	same "$interval" "$(pick lo,hi)"
	quiet bin -x x -y y --ci jackknife --groups 1000 ties.tsv
	same "$interval" "$(pick lo,hi)"
	{ sed 1q ties.tsv; sed 1d ties.tsv | tac; } >tac.tsv
	quiet bin -x x -y y --ci jackknife --groups 4 tac.tsv
	interval=$(pick lo,hi)
	quiet bin -x x -y y --ci jackknife --groups 4 ties.tsv
	same "$interval" "$(pick lo,hi)"
}

@test "--cluster: other columns, one column, and who cannot be left out" {
	ties
	tsv 'p q x y' 'a b 1 1' 'b c 1 2' 'a c 1 3' 'c d 1 4' 'e f 1 5' >other.tsv
	quiet bin -x x -y y --ci jackknife ties.tsv
	interval=$(pick lo,hi)
	warns 'leaving out people .--cluster p,q.' bin -x x -y y --cluster p,q other.tsv
	same "$interval" "$(pick lo,hi)"
	warns 'leaving out people .--cluster p.' bin -x x -y y --cluster p other.tsv
	[ "$interval" != "$(pick lo,hi)" ]
	fails 64 'no people to leave out' bin -x x -y y --ci jackknife other.tsv
	fails 64 'one column or two' bin -x x -y y --cluster p,q,x other.tsv
	tsv 'i j x y' 'a b 1 1' 'a c 1 2' 'a d 1 3' >star.tsv           # a is in every tie
	warns '1 bin without an interval' bin -x x -y y --ci jackknife star.tsv
	same $'lo hi\nNA NA' "$(pick lo,hi)"
}

@test "over rows: percentile and BCa hold the mean, and repeat by seed" {
	tsv 'node x y' 'a 1 1' 'b 1 2' 'c 1 2' 'd 1 3' 'e 1 9' >in.tsv
	for ci in percentile bca; do
		quiet bin -x x -y y --ci $ci -R 499 in.tsv
		first=$output
		read -r lo hi <<<"$(pick lo,hi | tail -1)"
		awk -v lo="$lo" -v hi="$hi" 'BEGIN { exit !(lo >= 1.2 && lo < 2.5 && hi > 4.2 && hi <= 9) }'
		quiet bin -x x -y y --ci $ci -R 499 -j 2 in.tsv
		same "$first" "$output"
		quiet bin -x x -y y --ci $ci -R 499 --seed 2 in.tsv
		[ "$first" != "$output" ]
	done
	quiet bin -x x -y y in.tsv                                      # no ends: BCa
	same "$(bin -x x -y y --ci bca in.tsv)" "$output"
}

@test "infinite values: a bin of their own, no sd, no interval" {
	tsv 'x y' '1 1' '1 Inf' 'Inf 2' 'Inf 4' >in.tsv
	quiet bin -x x -y y in.tsv
	same $'x n mean sd\n1 2 Inf NA\nInf 2 3 1.4142135623730951' "$(pick x,n,mean,sd)"
	warns '2 rows whose .x. lies in no bin' bin -x x -y y --width 1 in.tsv
	same $'x_lo n\n1 2' "$(pick x_lo,n)"
	of w 0 -1 4
	warns '2 rows whose .w. lies in no bin left out$' bin -x w --log 2 in.tsv
}

@test "no rows, no numbers: a header, and a word" {
	of w
	warns "no bin: no row has a number in 'w'" bin -x w in.tsv
	same $'x\tx_lo\tx_hi\tn\tshare' "$output"
	of w NA NA
	warns "2 rows without a number in 'w' left out" bin -x w -y w in.tsv
	same $'x\tx_lo\tx_hi\ty\tn\tmean\tlo\thi\tmedian\tq1\tq3\tsd' "$output"
	tsv 'i j x y' >in.tsv
	quiet bin -x x -y y --correlation --ci none in.tsv
	same 'y~x NA fewer than two rows' "$(pick attribute,value,note | tail -1)"
}

# x 1 2 3 4 5, y 2 1 4 3 5: rho = .8, tau = .6.
@test "correlation" {
	tsv 'x y z' '3 4 1' '1 2 1' '2 1 1' '5 5 1' '4 3 1' 'NA 7 1' >in.tsv
	quiet bin -x x -y y,z --correlation -R 99 in.tsv
	same 'measure attribute value se lo hi null null_mean null_sd z p side replicates n dropped note' \
		"$(head -1 <<<"$output" | tr '\t' ' ')"
	same $'spearman y~x 0.8 NA permutation two 99 5 1 NA
kendall y~x 0.6 NA permutation two 99 5 1 NA
spearman z~x NA NA permutation two 0 5 1 a column does not vary
kendall z~x NA NA permutation two 0 5 1 a column does not vary' \
		"$(pick measure,attribute,value,se,null,side,replicates,n,dropped,note | sed 1d)"
	first=$output
	quiet bin -x x -y y,z --correlation -R 99 -j 2 in.tsv
	same "$first" "$output"
	{ sed 1q in.tsv; sed 1d in.tsv | sort; } >sorted.tsv
	quiet bin -x x -y y,z --correlation -R 99 sorted.tsv
	same "$first" "$output"
	quiet bin -x x -y y --correlation -R 0 in.tsv
	same $'NA NA NA\nNA NA NA' "$(pick null,p,side | sed 1d)"
}

# Twenty rows in perfect order: no random pairing reaches it, so p is 1/100, or 2/100 for two sides.
@test "a permutation p is never 0" {
	{ tsv 'x y'; for k in $(seq 20); do tsv "$k $((k * k))"; done; } >in.tsv
	quiet bin -x x -y y --correlation -R 99 in.tsv
	same $'1 0.02\n1 0.02' "$(pick value,p | sed 1d)"
	quiet bin -x x -y y --correlation -R 99 --side greater in.tsv
	same $'0.01 greater\n0.01 greater' "$(pick p,side | sed 1d)"
	quiet bin -x x -y y --correlation -R 99 --side less in.tsv
	same $'1 less\n1 less' "$(pick p,side | sed 1d)"
}

@test "correlation by groups, with an interval over people" {
	{
		tsv 'i j x y wave'
		awk -v OFS='\t' 'BEGIN { x = 7; for (k = 0; k < 200; k++) { x = x * 16807 % 2147483647; a = x % 30; x = x * 16807 % 2147483647
			print "p" a, "p" (a + 1 + x % 28) % 30, x % 9, x % 9 + a % 5, k % 2 } }'
	} >in.tsv
	quiet bin -x x -y y --correlation --by wave -R 0 --ci jackknife in.tsv
	same $'0 spearman\n0 kendall\n1 spearman\n1 kendall' "$(pick wave,measure | sed 1d)"
	pick value,se,lo,hi | awk 'NR > 1 { if (!($2 > 0 && $3 < $1 && $1 < $4 && $4 < 1)) exit 1 }'
	awk 'NR == 1 || $5 == 1' in.tsv >one.tsv
	both=$(pick value,se,lo,hi | tail -2)
	quiet bin -x x -y y --correlation -R 0 --ci jackknife one.tsv
	same "$both" "$(pick value,se,lo,hi | tail -2)"
}
