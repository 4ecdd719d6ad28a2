#!/usr/bin/env bats
# plot: every kind in every format, the numbers it draws, words that want to be commands, fonts.
load helper

# Small tables, one a kind, the same for every awk; `draw` is a number from 0 to 1.
awk_draw='function draw() { seed = (seed * 16807) % 2147483647; return seed / 2147483647 }
	function normal() { return draw() + draw() + draw() + draw() + draw() + draw() - 3 }
	BEGIN { seed = 20261122; OFS = "\t" }'

table()
{
	case $1 in
	bands) awk "$awk_draw"'BEGIN {
		print "wave", "x", "x_lo", "x_hi", "y", "n", "mean", "lo", "hi", "median", "q1", "q3", "sd"
		for (w = 2021; w <= 2025; w += 2) for (b = 0; b < 8; b++) {
			m = 0.1 + 0.02 * b + draw() / 100
			print w, 2 ^ b, 2 ^ b, 2 ^ (b + 1), "overlap", 100 - 9 * b, m, m - 0.03, m + 0.03, m, m - 0.1, m + 0.1, 0.2 } }' ;;
	replicates) awk "$awk_draw"'BEGIN {
		print "wave", "replicate", "x", "x_lo", "x_hi", "y", "n", "mean"
		for (w = 2021; w <= 2025; w += 2) for (r = 1; r <= 40; r++) for (b = 0; b < 8; b++)
			print w, r, 2 ^ b, 2 ^ b, 2 ^ (b + 1), "overlap", 100, 0.15 + normal() / 50 }' ;;
	lines) awk "$awk_draw"'BEGIN {
		print "wave", "order", "replicate", "removed", "share", "giant", "susceptibility", "components"
		for (w = 2021; w <= 2025; w += 2) for (o = 1; o <= 3; o++) for (r = 1; r <= 10; r++) for (s = 0; s <= 20; s++) {
			g = 1 - (s / 20) ^ (2 * o) - (s % 20 ? draw() / 50 : 0)
			print w, o == 1 ? "ascending" : o == 2 ? "random" : "descending", r, s, s / 20, g < 0 ? 0 : g, 1, 1 } }' ;;
	steps) awk "$awk_draw"'BEGIN {
		print "wave", "time", "estimate", "lo", "hi", "at_risk"
		for (w = 2021; w <= 2025; w += 2) for (t = 1; t <= 30; t++) {
			p = 1 - exp(-t / (20 + w - 2021)); print w, t, p, p * 0.9, p * 1.05, 400 - 10 * t } }' ;;
	points | hist | ccdf) awk "$awk_draw"'BEGIN {
		print "wave", "i", "j", "weight", "overlap"
		for (k = 0; k < 900; k++) { w = 1 + int(-8 * log(draw() + 0.001)); print 2021 + 2 * (k % 3), "p" k, "q" k, w, w / 60 + draw() / 2 } }' ;;
	hexbin) awk "$awk_draw"'BEGIN {
		print "wave", "i", "j", "weight", "overlap"
		for (k = 0; k < 6000; k++) { w = exp(normal()); print 2021 + 2 * (k % 3), "p" k, "q" k, w, w / 9 + draw() } }' ;;
	null) awk "$awk_draw"'BEGIN {
		print "wave", "replicate", "value"
		for (w = 2021; w <= 2025; w += 2) for (r = 0; r < 200; r++) print w, r, r ? int(50 + 12 * normal()) : 71 }' ;;
	bars) awk "$awk_draw"'BEGIN {
		print "wave", "group", "value", "lo", "hi", "n"
		for (w = 2021; w <= 2025; w += 2) for (g = 0; g < 6; g++) {
			v = 0.3 + draw(); print w, "group number " g, v, v - 0.05, v + 0.05, int(1000 * draw()) } }' ;;
	heat) awk "$awk_draw"'BEGIN {
		print "wave", "from", "to", "ties", "expected"
		for (w = 2021; w <= 2025; w += 2) for (a = 0; a < 5; a++) for (b = 0; b < 5; b++)
			print w, "unit" a, "unit" b, int(40 * draw()), 2 + 20 * draw() }' ;;
	roles) awk "$awk_draw"'BEGIN {
		n = split("coordinator itinerant gatekeeper representative liaison total", role, " ")
		print "wave", "measure", "attribute", "group", "value"
		for (w = 2021; w <= 2025; w += 2) for (g = 0; g < 7; g++) {
			sum = 0
			for (k = 1; k <= n; k++) {
				v = k == n ? sum : g == 6 ? 0 : int(900 * draw() / (g + 1)); sum += v
				print w, role[k], "office", "office " g, v } } }' ;;
	forest) awk "$awk_draw"'BEGIN {
		print "wave", "measure", "attribute", "value", "lo", "hi", "null_mean", "null_sd", "replicates"
		for (w = 2021; w <= 2025; w += 2) for (k = 1; k <= 6; k++) {
			b = 2 * draw() - 0.5; s = 0.1 + (k == 3) * 40 * draw()
			print w, "b", "same:thing" k, b, b - s, b + s, 0, 0.15, 999
			print w, "odds_ratio", "same:thing" k, exp(b), "NA", "NA", "NA", "NA", "NA"
			print w, "t", "same:thing" k, b / s, "NA", "NA", 0, 1, 999 }
			print 2021, "b", "(intercept)", -3, "NA", "NA", "NA", "NA", "NA" }' ;;
	network) awk "$awk_draw"'BEGIN {
		print "wave", "i", "j", "weight"
		for (i = 2; i <= 40; i++) for (k = 0; k < 2; k++) {
			j = k ? i - 1 : 1 + int((i - 2) * draw()); if (i > 2 && i % 13 && (!k || draw() < 0.5)) print 2021, "n" i, "n" j, 1 + int(9 * draw()) } }' ;;
	people) awk 'BEGIN { print "node\tgroup"; for (i = 1; i <= 42; i++) print "n" i "\tgroup " i % 7 }' ;;
	esac
}

kinds='bands lines steps points hexbin ccdf hist null bars heat roles forest network'

# A network is one.
facets() { [ $1 = network ] || echo --facet wave; }

# What goes with a kind; with a second word, one wave only.
options()
{
	case $1 in
	bands) echo --logx --null replicates.tsv --null-name shuffled ;;
	points | hexbin) echo -x weight -y overlap ;;
	hist | ccdf) echo -x weight ;;
	network) echo --nodes people.tsv -a group --top 5 ;;
	esac
}

setup_file()
{
	cd "$BATS_FILE_TMPDIR"
	for kind in $kinds replicates people; do
		table $kind >$kind.tsv
		awk -F'\t' 'NR == 1 || $1 == 2021' $kind.tsv >one-$kind.tsv
	done
	tsv 'i j weight' '1 2 5' '2 3 1' '3 4 2' '4 1 1' '1 3 1' '4 5 1' '5 6 3' '6 7 1' '7 8 1' '8 5 1' '2 6 4' >club.tsv
	tsv 'node club' '1 west' '2 west' '3 west' '4 west' '5 east' '6 east' '7 east' '8 east' >people-club.tsv
	for kind in $kinds; do
		for format in pdf png svg; do
			ties plot $kind $(options $kind) -o $kind.$format one-$kind.tsv 2>$kind.$format.said
			ties plot $kind $(options $kind) $(facets $kind) -o facets-$kind.$format $kind.tsv 2>facets-$kind.$format.said
		done
	done
}

setup() { cd "$BATS_FILE_TMPDIR"; }

@test "every kind makes a PDF, a PNG and an SVG, with facets and without" {
	for kind in $kinds; do
		for figure in $kind facets-$kind; do
			same '%PDF-' "$(head -c 5 $figure.pdf)"
			same 'PNG' "$(head -c 4 $figure.png | tail -c 3)"
			same '</svg>' "$(tail -n 2 $figure.svg | tr -d '\n')"
			[ $kind = steps ] || same '' "$(cat $figure.{pdf,png,svg}.said)"
			[ "$(grep -c '<text' $figure.svg)" -ge 5 ]
		done
	done
}

@test "the same table gives the same bytes" {
	mkdir -p again
	for kind in $kinds; do
		for format in pdf png svg; do
			ties plot $kind $(options $kind) $(facets $kind) -o again/$kind.$format $kind.tsv 2>again/said
			cmp facets-$kind.$format again/$kind.$format
		done
	done
}

@test "every kind is drawn in characters, with facets and without" {
	for kind in $kinds; do
		run --separate-stderr ties plot $kind $(options $kind) one-$kind.tsv
		same 0 "$status"
		[ "${#lines[@]}" -gt 5 ]
		for line in "${lines[@]}"; do [ "${#line}" -le 90 ]; done       # bytes; 79 characters
		run --separate-stderr ties plot $kind $(options $kind) $(facets $kind) $kind.tsv
		same 0 "$status"
		[ $kind = network ] || for wave in 2021 2023 2025; do [[ $output == *$wave* ]]; done
	done
}

@test "sixel begins and ends as sixel does" {
	ties plot bands one-bands.tsv --sixel >picture
	same $'\eP' "$(head -c 2 picture)"
	same $'\e\\' "$(tail -c 2 picture)"
}

# --- what stands on the page ----------------------------------------------------------------

# xMin yMin xMax yMax of each word.
words() { pdftotext -bbox "$1" - | sed -n 's/.*<word xMin="\([0-9.-]*\)" yMin="\([0-9.-]*\)" xMax="\([0-9.-]*\)" yMax="\([0-9.-]*\)">\(.*\)<\/word>/\1 \2 \3 \4 \5/p'; }
page() { pdftotext -bbox "$1" - | sed -n 's/.*<page width="\([0-9.]*\)" height="\([0-9.]*\)">/\1 \2/p'; }

@test "type is as large as the style says: a digit is 0.556 of its size" {
	# tick labels of 7 pt: "0.1" is three glyphs of 0.556 + 0.278 + 0.556
	words bands.pdf | awk '$5 ~ /^0\.[0-9]$/ { n++; d = $3 - $1 - 7 * (0.556 + 0.278 + 0.556); if (d < -0.05 || d > 0.05) bad = 1 }
		END { exit !(n >= 2) || bad }'
}

@test "no word leaves the page" {
	for kind in $kinds; do
		for figure in $kind facets-$kind; do
			words $figure.pdf | awk -v page="$(page $figure.pdf)" -v f=$figure 'BEGIN { split(page, p, " ") }
				$1 < 0 || $2 < -0.5 || $3 > p[1] || $4 > p[2] + 0.5 { print f ": " $0; bad = 1 } END { exit bad || NR < 5 }'
		done
	done
}

@test "no two words lie on each other" {
	for kind in $kinds; do
		[ $kind != heat ] || continue           # the boxes of turned words say nothing
		for figure in $kind facets-$kind; do
			words $figure.pdf | awk -v f=$figure '{ x1[NR] = $1; y1[NR] = $2 + 0.8; x2[NR] = $3; y2[NR] = $4 - 0.8; w[NR] = $5
				for (k = 1; k < NR; k++) if (x1[NR] < x2[k] && x1[k] < x2[NR] && y1[NR] < y2[k] && y1[k] < y2[NR]) {
					print f ": " w[k] " and " w[NR]; bad = 1 } } END { exit bad }'
		done
	done
}

@test "the letters are those of Liberation Sans, embedded, and no stroke is a hair" {
	for kind in $kinds; do
		pdffonts $kind.pdf | tail -n +3 | awk '$1 !~ /LiberationSans/ || $5 != "yes" && $4 != "yes" { print; bad = 1 } END { exit bad || !NR }'
		qpdf --check $kind.pdf >/dev/null
		[ $kind = points ] || qpdf --qdf --object-streams=disable $kind.pdf - |         # its marks have none
			LC_ALL=C grep -a -oE '(^| )[0-9.]+ w$' | awk '$1 < 0.25 { print; bad = 1 } END { exit bad }'
	done
}

@test "widths: one column, two, a slide" {
	ties plot bands --width one -o w.pdf one-bands.tsv && same '240.000000' "$(page w.pdf | cut -d ' ' -f 1)"
	ties plot bands --width two -o w.pdf one-bands.tsv && same '496.000000' "$(page w.pdf | cut -d ' ' -f 1)"
	ties plot bands --width slide -o w.pdf one-bands.tsv && same '720.000000' "$(page w.pdf | cut -d ' ' -f 1)"
	# 2.6 times as large
	words w.pdf | awk '$5 ~ /^0\.[0-9]$/ { n++; d = $3 - $1 - 2.6 * 7 * (0.556 + 0.278 + 0.556); if (d < -0.1 || d > 0.1) bad = 1 }
		END { exit !n || bad }'
}

# --- the script -------------------------------------------------------------------------------

@test "the script needs nothing but gnuplot" {
	ties plot lines --facet wave --script lines.tsv >lines.gp
	mkdir -p elsewhere && cd elsewhere
	LC_ALL=C.UTF-8 gnuplot -d -e "fmt='svg'; out='it.svg'" ../lines.gp 2>said
	same '' "$(cat said)"
	cmp it.svg ../facets-lines.svg
	gnuplot -d ../lines.gp
	[ -s figure.png ]
}

@test "the script without the headline is lower by it" {
	ties plot --headline 'A finding' --script one-bands.tsv >head.gp
	gnuplot -d -e "fmt='pdf'; out='with.pdf'" head.gp
	gnuplot -d -e "fmt='pdf'; out='without.pdf'; head=0" head.gp
	pdftotext with.pdf - | grep -q 'A finding'
	! pdftotext without.pdf - | grep -q 'A finding'
	[ "$(page with.pdf | cut -d ' ' -f 2 | cut -d . -f 1)" -gt "$(page without.pdf | cut -d ' ' -f 2 | cut -d . -f 1)" ]
}

block() { sed -n "/^.$1 <</,/^EOD/p" | sed '1d;$d'; }

@test "null: --free gives each panel axes of its own" {
	tsv 'w replicate value' 'a 0 9' 'a 1 1' 'a 2 2' 'a 3 4' 'b 0 900' 'b 1 100' 'b 2 200' 'b 3 400' >n.tsv
	quiet ties plot null --facet w --script n.tsv
	same 1 "$(grep -c 'set xrange' <<<"$output")"
	quiet ties plot null --facet w --free --script n.tsv
	same $'set xrange [0:10]\nset xrange [0:1000]' "$(grep -o 'set xrange [^;]*' <<<"$output")"
	same 2 "$(grep -c '^set xtics ("0" 0' <<<"$output")"
}

# In the first panel there is no room: the band is all of it.
@test "bands: a name without room moves to another panel, not to the side" {
	tsv 'w x mean lo hi' 'a 0 0 0 9' 'a 9 9 0 9' 'b 0 1 1 1' 'b 9 2 2 2' >b.tsv
	tsv 'w x lo hi' 'a 0 0 9' 'a 9 0 9' 'b 0 6 7' 'b 9 6 7' >null.tsv
	quiet ties plot bands --facet w --null null.tsv --null-name 'by chance' --script b.tsv
	x=$(sed -n 's/^set label.* at screen X(\([0-9.]*\)).*/\1/p' <<<"$output" | sort -g | tail -n 1)
	right=$(sed -n 's/.*set rmargin at screen X(\([0-9.]*\)).*/\1/p' <<<"$output" | sort -g | tail -n 1)
	awk -v x="$x" -v right="$right" 'BEGIN { exit !(x < right && right > 17) }'
}

@test "bands: the null is the middle 95 % of the replicates' means" {
	tsv 'x mean lo hi' '1 5 4 6' '2 6 5 7' >observed.tsv
	{ tsv 'replicate x mean'; for r in $(seq 0 40); do tsv "$((r + 1)) 1 $r" "$((r + 1)) 2 $((2 * r))"; done; } >null.tsv
	quiet ties plot bands --null null.tsv --script observed.tsv
	# 0 .. 40: the 0.025 quantile of type 7 is 1, the 0.975 one 39; the mean is 20
	same "$(tsv '1 20 1 39' '2 40 2 78')" "$(block d2 <<<"$output")"
	grep -q '^null, 95 % of 41$' <<<"$output"
}

@test "bands: replicate 0 is what was observed, the others its null" {
	{ tsv 'replicate x mean' '0 1 9' '0 2 8'; for r in 1 2 3 4 5; do tsv "$r 1 $r" "$r 2 $r"; done; } >both.tsv
	quiet ties plot bands --script both.tsv
	same "$(tsv '1 9 NaN NaN' '2 8 NaN NaN')" "$(block d1 <<<"$output")"
	same "$(tsv '1 3 1.1 4.9' '2 3 1.1 4.9')" "$(block d2 <<<"$output")"
}

@test "bands: a bin that few replicates have is left out, and said" {
	{ tsv 'replicate x mean'; for r in 1 2 3 4 5; do tsv "$r 1 $r"; done; tsv '5 9 1'; } >thin.tsv
	tsv 'x mean lo hi' '1 5 4 6' '9 6 5 7' >observed.tsv
	warns '1 bin that fewer than half of the replicates have is left out' ties plot bands --null thin.tsv --script observed.tsv
	same "$(tsv '1 3 1.1 4.9')" "$(block d2 <<<"$output")"
}

@test "bands: -y chooses among what bin has summarised, or a column" {
	tsv 'x y n mean lo hi median q1 q3' '1 overlap 5 1 0 2 1.5 1 2' '1 span 5 7 6 8 7.5 7 8' >two.tsv
	fails 64 "column 'y' names 2 summarised columns.*choose one with -y" ties plot bands two.tsv
	quiet ties plot bands -y span --script two.tsv
	same "$(tsv '1 7 6 8')" "$(block d1 <<<"$output")"
	grep -q '^Mean span$' <<<"$output"
	grep overlap two.tsv | cat <(head -1 two.tsv) - >one.tsv
	quiet ties plot bands -y median --script one.tsv
	same "$(tsv '1 1.5 1 2')" "$(block d1 <<<"$output")"
	grep -q '^Median overlap$' <<<"$output"
	fails 64 "-y spam is neither a column nor a value" ties plot bands -y spam two.tsv
}

@test "bands: the interval has the level that the table names, or the usual one" {
	tsv 'x y n mean lo hi level' '1 overlap 5 1 0 2 0.8' '2 overlap 5 7 6 8 0.8' >level.tsv
	ties plot bands --script level.tsv | grep -q '^80 % interval$'
	cut -f 1-6 level.tsv | ties plot bands --script | grep -q '^95 % interval$'
	sed '3s/0.8/0.9/' level.tsv | ties plot bands --script | grep -q '^interval$'
}

@test "lines: mean and middle 90 % of the replicates; a gap stays a gap" {
	{ tsv 'order replicate share giant'; for r in $(seq 0 20); do tsv "random $r 0 0.$((100 + r))" "random $r 1 NA"; done; } >p.tsv
	quiet ties plot lines --script p.tsv
	same "$(tsv '0 0.11 0.101 0.119')" "$(block d1 <<<"$output")"
	tsv 'x y' '1 1' '2 NA' '3 3' >gap.tsv
	quiet ties plot lines -x x -y y --script gap.tsv
	same "$(tsv '1 1 NaN NaN' '2 NaN NaN NaN' '3 3 NaN NaN')" "$(block d1 <<<"$output")"
}

@test "lines: what is random is grey, the rest has colours" {
	quiet ties plot lines --script one-lines.tsv
	same '#6B6B6B #1F4E9C #E0702E' "$(sed -n 's/.*with lines lw [0-9.]* lc rgb "\(#......\)".*/\1/p' <<<"$output" | xargs)"
}

@test "ccdf: the share of rows with at least a value, zeros counted and reported" {
	tsv degree 0 1 1 2 4 >k.tsv
	quiet ties plot ccdf --script k.tsv
	same "$(tsv '1 0.8' '2 0.4' '4 0.2')" "$(block d1 <<<"$output")"
	grep -q '^n = 5, mean 1.60; 1 at 0$' <<<"$output"
	tsv degree 0 0 >zero.tsv
	fails 65 "no positive number" ties plot ccdf zero.tsv
}

@test "null: z, p and the black bar by hand" {
	# 1..9 and observed 9: mean 5, sd sqrt(7.5); above: 9 itself counts, p = 2 (1 + 1)/10
	tsv 'replicate value' '0 9' '1 1' '2 2' '3 3' '4 4' '5 5' '6 6' '7 7' '8 8' '9 9' >n.tsv
	quiet ties plot null --script n.tsv
	grep -q '^z = 1.5, p = 0.40$' <<<"$output"
	grep -q '^observed 9$' <<<"$output"
	grep -q '^the null: mean 5, 95 % in 1.20 to 8.80$' <<<"$output"
	quiet ties plot null --side greater --script n.tsv
	grep -q '^z = 1.5, p = 0.20$' <<<"$output"
	quiet ties plot null --side less --script n.tsv
	grep -q '^z = 1.5, p = 1.00$' <<<"$output"
	quiet ties plot null --observed 0 --script n.tsv
	grep -q '^observed 0$' <<<"$output"
	# the shares of the bars add up to one
	quiet ties plot null --script one-null.tsv
	{ block d1 <<<"$output"; block d2 <<<"$output"; } | awk '{ s += $4 } END { exit !(s > 0.99999 && s < 1.00001) }'
}

@test "null: a long table has a measure to choose" {
	tsv 'measure value replicate' 'a 1 0' 'a 2 1' 'a 3 2' 'b 7 0' 'b 8 1' 'b 9 2' >long.tsv
	fails 64 "'measure' has 2 values.*choose one with -x" ties plot null long.tsv
	quiet ties plot null -x b --script long.tsv
	grep -q '^observed 7$' <<<"$output"
	tsv 'value replicate' '7 0' >none.tsv
	fails 65 'no replicate has a number' ties plot null none.tsv
}

@test "hist: bars hold all rows; with --logx they double" {
	quiet ties plot hist -x weight --script one-hist.tsv
	same 300 "$(block d1 <<<"$output" | awk '{ s += $4 } END { print s }')"
	tsv w 1 1 3 4 5 6 7 8 >w.tsv
	quiet ties plot hist -x w --logx --script w.tsv
	same "$(tsv '1 2 0 2' '2 4 0 1' '4 8 0 4' '8 16 0 1')" "$(block d1 <<<"$output")"
	fails 65 'a logarithmic axis shows positive numbers only' ties plot hist -x w --logx <<<$'w\n1\n0'
}

@test "bars: sorted, with the value beside the bar; one row a bar" {
	quiet ties plot bars --ref 0.5=half --script <<<$'name\tvalue\na\t0.25\nb\t1\nc\t0.5'
	same "$(tsv '0 1 1.66 2.34' '0 0.5 0.66 1.34')" "$(block d1 <<<"$output")"
	same "$(tsv '0 0.25 -0.34 0.34')" "$(block d2 <<<"$output")"            # below the reference: a lighter tint
	grep -q '^half 0.50$' <<<"$output"
	quiet ties plot bars --in-order --script <<<$'name\tvalue\na\t0.25\nb\t1'
	same "$(tsv '0 0.25 0.66 1.34' '0 1 -0.34 0.34')" "$(block d1 <<<"$output")"
	fails 65 "standard input:3: column 'name'.*one bar has one row" ties plot bars <<<$'name\tvalue\na\t1\na\t2'
}

@test "heat: observed over expected; few ties are a dot, and blank with --private" {
	tsv 'from to ties expected' 'a a 20 10' 'a b 3 12' 'b a 6 12' 'b b 9 3' >m.tsv
	quiet ties plot heat --in-order --script m.tsv
	words=$(sed -n '/^.text/,/^EOD/p' <<<"$output")
	for word in 2.0 · 0.5 3.0; do grep -qx -- "$word" <<<"$words"; done
	quiet ties plot heat --in-order --private --script m.tsv
	words=$(sed -n '/^.text/,/^EOD/p' <<<"$output")
	! grep -qx '·' <<<"$words"
	! grep -qx '3.0' <<<"$words"                    # three were expected
}

@test "heat: many ties where few are expected have a colour; sizes of groups; what dots, white and empty mean" {
	tsv 'a_i a_j ties expected n_i n_j' 'x x 30 3 75 75' 'x y 6 9 75 12' 'y x 6 9 12 75' 'y y 6 3 12 12' >m.tsv
	quiet ties plot heat --in-order --script m.tsv
	words=$(sed -n '/^.text/,/^EOD/p' <<<"$output")
	for word in 75 12 'white: under 5 expected'; do grep -qx -- "$word" <<<"$words"; done
	cells=$(sed -n '/^.d[0-9]/,/^EOD/p' <<<"$output" | grep -c $'\t')
	same 3 "$cells"                                 # y y stays white, x x does not
	sed -i '4s/6/3/; 5s/6/NA/' m.tsv
	quiet ties plot heat --in-order --script m.tsv
	[[ $(sed -n '/^.text/,/^EOD/p' <<<"$output" | xargs) == *'· under 5 ties; empty: not given'* ]]
}

@test "roles: parts in their order, total at the end, the largest first; what is left out is counted" {
	tsv 'measure group value' 'liaison a 4' 'coordinator a 1' 'itinerant a 0' 'gatekeeper a 2' 'representative a 3' 'total a 10' \
		'coordinator b 8' 'itinerant b 4' 'gatekeeper b 0' 'representative b 0' 'liaison b 8' 'total b 20' \
		'coordinator c 0' 'itinerant c 0' 'gatekeeper c 0' 'representative c 0' 'liaison c 0' 'total c 0' >r.tsv
	quiet ties plot roles --script r.tsv
	same "$(tsv '0 8 0.64 1.36' '0 1 -0.36 0.36')" "$(block d1 <<<"$output")"
	same "$(tsv '8 12 0.64 1.36')" "$(block d2 <<<"$output")"
	same "$(tsv '1 3 -0.36 0.36')" "$(block d3 <<<"$output")"
	same "$(tsv '3 6 -0.36 0.36')" "$(block d4 <<<"$output")"
	same "$(tsv '12 20 0.64 1.36' '6 10 -0.36 0.36')" "$(block d5 <<<"$output")"
	same 'b a 20 10 coordinator itinerant gatekeeper representative liaison' "$(block text <<<"$output" | grep -v ' ' | xargs)"
	grep -q '^Not shown: 1 without any brokerage$' <<<"$output"
	quiet ties plot roles --top 1 --name itinerant=consultant --script r.tsv
	grep -q '^Not shown: 1 other that brokers less, 1 without any brokerage$' <<<"$output"
	grep -q '^consultant$' <<<"$output"
	fails 65 ":20: column 'group'.*its liaison stands there twice" ties plot roles <(cat r.tsv; tsv 'liaison a 4')
	fails 65 'nobody brokers' ties plot roles <(grep 'measure\|	c	' r.tsv)
	fails 64 'brokers -a COLUMN writes them' ties plot roles one-bars.tsv
}

@test "roles: what brokers writes, of groups and of few people" {
	ties brokers -a club --nodes people-club.tsv club.tsv >persons.tsv
	ties brokers -a club --level group -R 0 --nodes people-club.tsv club.tsv >groups.tsv
	quiet ties plot roles --script persons.tsv
	# the parts of the persons add up to those of their groups
	for role in 1 2 3 4 5; do
		quiet ties plot roles --script persons.tsv
		persons=$(block d$role <<<"$output" | awk '{ s += $2 - $1 } END { print s + 0 }')
		quiet ties plot roles --script groups.tsv
		same "$persons" "$(block d$role <<<"$output" | awk '{ s += $2 - $1 } END { print s + 0 }')"
	done
	awk 'BEGIN { OFS = "\t"; print "node", "coordinator", "itinerant", "gatekeeper", "representative", "liaison"
		for (i = 0; i < 61; i++) print "p" i, 1, 1, 1, 1, 1 }' >crowd.tsv
	fails 64 '61 people are too many.*--level group' ties plot roles crowd.tsv
}

@test "forest: ratios have the interval and null of b, as exponentials" {
	tsv 'measure attribute value lo hi null_mean null_sd replicates' 'b x 1 0.5 1.5 0 0.1 99' 'odds_ratio x 2.718282 NA NA NA NA NA' \
		't x 9 NA NA 0 1 99' 'b y 0.1 NA NA 0 0.1 99' 'odds_ratio y 1.105171 NA NA NA NA NA' 'b (intercept) -3 NA NA NA NA NA' >f.tsv
	quiet ties plot forest --script f.tsv
	# exp(1.959964 * 0.1) = 1.216523; exp(0.5), exp(1.5)
	same "$(tsv '0.8220152 1.216523 0.74 1.26' '0.8220152 1.216523 -0.26 0.26')" "$(block d1 <<<"$output")"
	same "$(tsv '2.718282 1 1.648721 4.481689')" "$(block d3 <<<"$output")"
	same "$(tsv '2.718282 1' '1.105171 0')" "$(block d4 <<<"$output")"
	same "$(tsv '1.105171 0')" "$(block d5 <<<"$output")"                   # inside the grey: open
	grep -q '^set logscale x$' <<<"$output"
	grep -q 'set xtics ("1" 1, "2" 2, "4" 4' <<<"$output"
	[[ $(block text <<<"$output" | xargs) == *'Disc: estimate, open inside the grey; line: 95 % interval; grey: the null, mean ± 1.96 sd of 99 replicates'* ]]
	quiet ties plot forest -x b --script f.tsv
	same "$(tsv '-0.1959964 0.1959964 0.74 1.26' '-0.1959964 0.1959964 -0.26 0.26')" "$(block d1 <<<"$output")"
	! grep -q '^set logscale' <<<"$output"
	fails 64 "-x c is not a value of column 'measure'" ties plot forest -x c f.tsv
	fails 65 'one name has one estimate' ties plot forest <(cat f.tsv; tsv 'b x 1 0 2 0 0.1 99' 'odds_ratio x 2 NA NA NA NA NA')
}

@test "forest: a panel says how many rows are behind its estimates, if they are as many behind each" {
	tsv 'w name value n' 'a p 1 9' 'a q 2 9' 'b p 1 7' 'b q 2 8' >f.tsv
	quiet ties plot forest --facet w --script f.tsv
	same 'n = 9' "$(sed -n '/^.text/,/^EOD/p' <<<"$output" | grep '^n =')"
}

@test "forest: measures of homophily stand together, ratios on an axis of their own" {
	tsv 'measure attribute group value null_mean null_sd' 'ei club NA -0.5 0 0.1' 'ei club east 0.5 0 0.1' 'odds_ratio club NA 8 1 0.2' \
		'odds_ratio club east 4 1 0.2' >h.tsv
	quiet ties plot forest --script h.tsv
	same "$(tsv '-0.5 1' '0.5 0')" "$(block d4 <<<"$output")"
	[[ $(block text <<<"$output" | xargs) == *'ratios are not shown: choose one with -x'* ]]
	quiet ties plot forest -x odds_ratio --script h.tsv
	same "$(tsv '8 1' '4 0')" "$(block d4 <<<"$output")"
	same 'all east' "$(block text <<<"$output" | grep -x 'all\|east' | xargs)"
}

@test "forest: quantiles come before sd, se only without lo and hi, long intervals end in an arrow head" {
	tsv 'name value lo hi null_lo null_hi' 'a 1 0.5 1.5 -0.2 0.3' 'b 2 -90 90 -0.2 0.3' 'c NA NA NA NA NA' >f.tsv
	quiet ties plot forest --script f.tsv
	same "$(tsv '-0.2 0.3 0.74 1.26' '-0.2 0.3 -0.26 0.26')" "$(block d1 <<<"$output")"
	# estimates, nulls and 0 lie in -0.2 .. 2: the frame goes 2.2 further
	block d3 <<<"$output" | awk 'NR == 2 { if ($3 > -2.4 + 1e-6 || $3 < -2.7 || $4 < 4.2 || $4 > 4.5) bad = 1 } END { exit bad || NR != 2 }'
	same 4 "$(grep -c '^set arrow' <<<"$output")"
	[[ $(block text <<<"$output" | xargs) == *'not shown: 1 without an estimate'* ]]
	tsv 'name value se' 'a 1 0.5' >se.tsv
	quiet ties plot forest --script se.tsv
	same "$(tsv '1 0 0.02001801 1.979982')" "$(block d3 <<<"$output")"
	grep -q '^Disc: estimate; line: 1.96 standard errors$' <<<"$output"
	tsv 'name odds_ratio' 'a 0' >zero.tsv
	fails 65 "column 'odds_ratio'.*positive numbers only" ties plot forest zero.tsv
}

@test "network: every tie is a line, between groups a dark one" {
	quiet ties plot network --nodes people-club.tsv -a club --script club.tsv
	# three corners a line, two of them numbers: 11 lines in all, 2 between the clubs
	same 11 "$(awk '/^.d[0-9]+ <</ { rows = 0; on = 1; next } /^EOD/ { on = 0 }
		on && NF == 0 { n++ } END { print n }' <<<"$output")"
	grep -q 'dark: between groups (2 of 11 ties); width: weight, 1 to 5$' <<<"$output"
	grep -q '^east (4)$' <<<"$output"
	quiet ties plot network --nodes people.tsv -a group --private -o big.svg one-network.tsv
	! grep -q '>n[0-9]' big.svg
	grep -q '2 others' big.svg
}

@test "network: loops and repeated ties are said, too many people refused" {
	tsv 'i j weight' 'a b 1' 'b a 2' 'a a 1' 'b c 3' >t.tsv
	warns '1 loop is not drawn' ties plot network --script t.tsv
	says '1 repeated tie is added to the line of its pair'
	grep -q '^3 people, 2 ties$' <<<"$output"               # 1 + 2 and 3: one width
	quiet ties plot network --script <<<$'i\tj\na\tb'
	grep -q '^2 people, 1 tie$' <<<"$output"
	awk 'BEGIN { print "i\tj"; for (i = 0; i < 2100; i++) print i "\t" i + 1 }' >long.tsv
	fails 64 '2101 people are too many' ties plot network long.tsv
	fails 64 'give it with --nodes' ties plot network -a club t.tsv
	fails 64 'network draws one network' ties plot network --facet weight t.tsv
	tsv 'i j weight' 'a b 0' >t.tsv
	fails 65 "t.tsv:2: column 'weight'.*above 0" ties plot network t.tsv
	fails 65 'stands there twice' ties plot network --nodes <(tsv 'node g' 'a 1' 'a 2') -a g one-network.tsv
}

@test "bands: series of the same people say n once in a strip" {
	{ tsv 'wave model x n mean lo hi'; for w in 1 2; do for m in ego whole; do tsv "$w $m 1 50 2 1 3" "$w $m 2 60 3 2 4"; done; done; } >m.tsv
	quiet ties plot bands --by model --facet wave --script m.tsv
	same 2 "$(grep -c '^n = 110 each$' <<<"$output")"
	sed -i 's/whole	1	50/whole	1	40/' m.tsv
	quiet ties plot bands --by model --facet wave --script m.tsv
	same 2 "$(grep -c '^n = 210$' <<<"$output")"
}

@test "points above 5,000 become hexagons, and every row is in one" {
	warns '6000 points would hide each other: drawn as hexagons' ties plot points -x weight -y overlap --script hexbin.tsv
	grep -q '^# weakties figure: points' <<<"$output"
	grep -q 'with filledcurves closed' <<<"$output"
}

@test "without a kind the columns decide" {
	ties plot --script one-bands.tsv | grep -q '^# weakties figure: bands'
	ties plot --script one-lines.tsv | grep -q '^# weakties figure: lines'
	ties plot --script one-points.tsv | grep -q '^# weakties figure: points'
	ties plot --script bands <one-bands.tsv | grep -q '^# weakties figure: bands'
}

# --- words that want to be commands --------------------------------------------------------------

hostile=('`touch pwned`' '$(touch pwned)' '"; system("touch pwned"); "' "'; system 'touch pwned' '" '100 % & #1' 'a_b^c{d}@e~f'
	'\o \n \\' '# EOD' 'EOD' 'EOD_' '@ARG1' '{/=20 huge}' '<b>&amp;</b>' 'سلام' '😀' '%s %d %n' '-' '0.5' "O'Brien"
	'a name of sixty letters that goes on and on until it is over it')

@test "hostile words in every slot of every format run nothing and stand as they are" {
	mkdir -p hostile && cd hostile && rm -f pwned
	for word in "${hostile[@]}"; do
		awk -F'\t' -v OFS='\t' -v w="$(sed 's/\\/\\\\/g' <<<"$word")" '
			NR == 1 { $1 = "who"; print; next } $1 == 2021 { $1 = w } 1' ../lines.tsv >t.tsv
		words=(--headline "$word" --xlabel "$word" --ylabel "$word" --name "2023=$word" --ref "0.5=$word")
		quiet ties plot lines --facet who "${words[@]}" -o f.tex t.tsv
		quiet ties plot lines --by who "${words[@]}" -o f.svg t.tsv
		quiet ties plot lines --by who "${words[@]}" t.tsv
		[ ! -e pwned ]
		xml=$(sed 's/&/\&amp;/g; s/</\&lt;/g' <<<"$word")
		[[ $word == *' '* || $word == [\"\'\\@]* ]] || grep -qF -- "$xml" f.svg || { echo "not in f.svg: $word"; false; }
	done
	printf '%s\n' "${hostile[@]}" | awk -F'\t' -v OFS='\t' 'BEGIN { print "g", "x", "y" } { print $0, 1, NR; print $0, 2, NR * NR }' >all.tsv
	for format in pdf png svg; do
		ends 0 ties plot lines -x x -y y --facet g -o all.$format all.tsv
		[ -z "$stderr" ] || says '^plot: 5 characters that no font on this machine has: [^:]*$'
	done
	[ "$(words all.pdf | grep -c touch)" -ge 4 ]
	[ ! -e pwned ]
	awk -F'\t' -v OFS='\t' 'NR > 1 { $2 = "`touch pwned`" $2 "_^{" } 1' ../one-bars.tsv >t.tsv
	ties plot bars --ref '0.5=`touch pwned`' -o f.svg t.tsv
	awk -F'\t' -v OFS='\t' 'NR > 1 { $2 = "$(touch pwned)" $2; $3 = "\"" $3 "%" } 1' ../one-heat.tsv >t.tsv
	ties plot heat --xlabel '`touch pwned`' -o f.svg t.tsv
	ties plot bands --null ../replicates.tsv --null-name '`touch pwned`' -o f.pdf ../one-bands.tsv
	ties plot null --null-name '`touch pwned`' -o f.pdf ../one-null.tsv
	sed '1s/weight/`touch pwned`/' ../one-hist.tsv >t.tsv
	ties plot hist -x '`touch pwned`' -o f.png t.tsv
	sed 's/office 1/`touch pwned`%_^{/; s/office 2/EOD/' ../one-roles.tsv >t.tsv
	ties plot roles --name 'liaison=$(touch pwned)' -o f.svg t.tsv
	sed 's/same:thing1/`touch pwned`%_^{/; s/same:thing2/EOD/' ../one-forest.tsv >t.tsv
	ties plot forest --null-name '"; system("touch pwned"); "' --xlabel '`touch pwned`' -o f.pdf t.tsv
	{ tsv 'i j'; printf '%s\n' "${hostile[@]}" | awk -F'\t' -v OFS='\t' '{ print $0, "hub"; print "n" NR, $0 }'; } >t.tsv
	{ printf 'node\tg\n'; printf '%s\n' "${hostile[@]}" | awk -F'\t' -v OFS='\t' '{ print $0, NR % 3 ? $0 : "g" }'; } >n.tsv
	for format in pdf svg png; do
		ties plot network --nodes n.tsv -a g --top 40 -o f.$format t.tsv 2>/dev/null
	done
	[ ! -e pwned ]
}

@test "bytes that are no text do not break the figure" {
	printf 'g\tx\ty\n\xff\xfe\t1\t1\n\xff\xfe\t2\t2\na\x01\x1b[31mb\t1\t2\na\x01\x1b[31mb\t2\t1\n' >bytes.tsv
	for format in svg pdf png; do
		quiet ties plot lines -x x -y y --by g -o bytes.$format bytes.tsv
	done
	! LC_ALL=C grep -q $'\x1b\|\xff' bytes.svg
	iconv -f UTF-8 -t UTF-8 bytes.svg >/dev/null
}

# --- fonts --------------------------------------------------------------------------------------------

fontless()
{
	cat >$1.conf <<-END
	<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
	<fontconfig>$2<cachedir>$PWD/cache-$1</cachedir></fontconfig>
	END
}

@test "another font is a warning by its name, no font at all an error" {
	dejavu=$(fc-list : file family | sed -n 's|^\(.*\)/DejaVuSans\.ttf:.*|\1|p' | head -n 1)
	fontless none '<dir>/nonexistent</dir>'
	FONTCONFIG_FILE=$PWD/none.conf fails 74 'no font on this machine.*fonts-liberation2' ties plot bands -o f.pdf one-bands.tsv
	FONTCONFIG_FILE=$PWD/none.conf quiet ties plot bands -o f.svg one-bands.tsv       # its letters are the reader's
	FONTCONFIG_FILE=$PWD/none.conf quiet ties plot bands one-bands.tsv
	[ -n "$dejavu" ] || return 0
	fontless dejavu "<dir>$dejavu</dir>"
	FONTCONFIG_FILE=$PWD/dejavu.conf warns 'Liberation Sans is not installed, DejaVu.* is taken' ties plot bands -o f.pdf one-bands.tsv
	same '%PDF-' "$(head -c 5 f.pdf)"
}

@test "a character that no font has is a small frame, and is counted" {
	odd=$'\xee\x84\xa3'                                                     # U+E123, for private use
	printf 'i\tj\nAnn\tB%s\nB%s\tCy%s\n' "$odd" "$odd" "$odd" >odd.tsv
	for format in png pdf; do
		warns '^plot: 2 characters that no font on this machine has' ties plot network -o f.$format odd.tsv
	done
	pdftotext f.pdf - | grep -q 'B□'
	pdffonts f.pdf | tail -n +3 | awk '$1 !~ /LiberationSans/ { print; bad = 1 } END { exit bad || !NR }'
	quiet ties plot network -o f.svg odd.tsv
}

# --- files and mistakes ----------------------------------------------------------------------------------

@test "a figure appears whole or not at all" {
	echo before >f.pdf
	fails 65 'nothing to draw' ties plot bands -o f.pdf <<<$'x\tlo\thi'
	same before "$(cat f.pdf)"
	same '' "$(ls f.pdf.* 2>/dev/null || true)"
	fails 74 'No space left' ties plot bands -o /dev/full.pdf one-bands.tsv ||
		fails 74 '' ties plot bands -o /nonexistent/f.pdf one-bands.tsv
	ln -sf /dev/full full.pdf
	fails 74 'full.pdf: cannot write' ties plot bands -o full.pdf one-bands.tsv
	same 644 "$(umask 022; ties plot -o mode.svg one-bands.tsv; stat -c %a mode.svg)"
}

@test "TeX: two files, and the second is named after the first" {
	ties plot bands --headline '100 % & more' -o fig.tex one-bands.tsv
	grep -q '{fig-lines}}' fig.tex
	same '%PDF-' "$(head -c 5 fig-lines.pdf)"
	grep -qF '100 \% \& more' fig.tex
	cp fig.tex first.tex
	ties plot bands --headline '100 % & more' -o fig.tex one-bands.tsv
	cmp fig.tex first.tex
	same '' "$(ls -d "${TMPDIR:-/tmp}"/weakties-* 2>/dev/null || true)"
}

@test "mistakes are named" {
	fails 64 "no figure of kind 'band': did you mean 'bands'" ties plot band one-bands.tsv
	fails 64 "ends in .png, .svg, .pdf or .tex" ties plot -o f.jpg one-bands.tsv
	fails 64 "did you mean.*'weight'" ties plot ccdf -x weigth one-ccdf.tsv
	fails 65 "points.tsv:2: column 'overlap': 'abc' is not a number" ties plot points -x weight -y overlap <(true) || true
	tsv 'x y' '1 abc' >points.tsv
	fails 65 "points.tsv:2: column 'y'.*'abc'" ties plot points points.tsv -x x -y y
	fails 65 "points.tsv:2: column 'y'" ties plot points --private points.tsv -x x -y y
	[[ $stderr != *abc* ]]
	tsv 'x y' '1 0,5' >points.tsv
	fails 65 "0,5" ties plot points points.tsv -x x -y y
	tsv 'x y' '1 1' '0 2' >points.tsv
	fails 65 "points.tsv:3: column 'x'.*positive numbers only: leave out --logx" ties plot points --logx points.tsv -x x -y y
	tsv 'x y' '1 NA' 'NA 2' >points.tsv
	fails 65 "nothing to draw" ties plot points points.tsv -x x -y y
	fails 64 "one panel for each value is --facet wave" ties plot null --by wave null.tsv
	fails 66 "" ties plot bands --null missing.tsv one-bands.tsv
	tsv 'x y' '1 NA' '3 2' '4 5' >points.tsv
	warns '1 of 3 rows have no number' ties plot points points.tsv -x x -y y
}

@test "many facets, many series, one row, one value" {
	awk "$awk_draw"'BEGIN { print "g", "x", "y"; for (g = 1; g <= 12; g++) for (x = 0; x < 5; x++) print "group " g, x, draw() }' >many.tsv
	for format in pdf svg; do
		quiet ties plot lines -x x -y y --facet g -o many.$format many.tsv
		quiet ties plot lines -x x -y y --by g -o many.$format many.tsv
	done
	same 5 "$(ties plot lines -x x -y y --by g --script many.tsv | grep -c '^group ')"      # the sixth and later are grey
	awk 'BEGIN { print "g\tx\ty"; for (g = 0; g < 70; g++) print g "\t1\t1" }' >toomany.tsv
	fails 64 'more than 60 different values' ties plot lines -x x -y y --facet g toomany.tsv
	for kind in lines points ccdf hist; do
		quiet ties plot $kind -x x -y y -o one.pdf <<<$'x\ty\n3\t7'
	done
	quiet ties plot lines -x x -y y -o one.pdf <<<$'x\ty\n1\t1e300\n2\t-1e300\n3\t1e-300'
	quiet ties plot points -x x -y y -o one.pdf <<<$'x\ty\n1\t5\n2\tInf\n3\t5' || warns 'have no number' ties plot points -x x -y y -o one.pdf <<<$'x\ty\n1\t5\n2\tInf\n3\t5'
}
