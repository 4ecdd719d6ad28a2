#!/usr/bin/env bats
# overlap: the numbers, the columns, several networks, any number of threads.
load helper

setup()
{
	mkdir "$BATS_TEST_TMPDIR/work" && cd "$BATS_TEST_TMPDIR/work" || exit
	tsv 'i j weight' 'A B 5' 'A C 3' 'A D 2' 'B C 1' 'C D 1' >toy.tsv
	karate=$BATS_TEST_DIRNAME/../../datasets/karate/ties.tsv
}

all=jaccard,jaccard_closed,dice,scan,adamic_adar,allocation,weighted_overlap

# column NAME: of the table on standard input
column() { awk -F'\t' -v name="$1" 'NR == 1 { for (c = 1; c <= NF; c++) if ($c == name) n = c; next } { print $n }'; }

# --- numbers --------------------------------------------------------------------------------------

@test "the toy network by hand" {
	# n = 1 2 1 1 1; degrees A 3, B 2, C 3, D 2: AB 1/(3 + 2 - 2 - 1), AC 2/(3 + 3 - 2 - 2)
	# weighted: AB 4/6, AC 9/9, AD 4/9, BC 8/9, CD 5/6 (strengths 10 6 5 3)
	quiet overlap -w weight --add weighted_overlap toy.tsv
	same "$(tsv 'i j weight embeddedness overlap weighted_overlap' \
		'A B 5 1 0.5 0.6666666666666666' 'A C 3 2 1 1' 'A D 2 1 0.5 0.4444444444444444' \
		'B C 1 1 0.5 0.8888888888888888' 'C D 1 1 0.5 0.8333333333333334')" "$output"
}

@test "the tie 4-8 of karate, in every variant" {
	ends 0 overlap -w weight --add $all "$karate"
	same "$(tsv 'i j weight embeddedness overlap jaccard jaccard_closed dice scan adamic_adar allocation weighted_overlap')" \
		"$(head -1 <<<"$output")"
	# n 3, degrees 6 and 4; the common neighbours 1 2 3 have 16, 9 and 10 contacts
	# weights: strengths of 4 and 8 are 18 and 13, their tie is 3; common 3+2 3+4 3+4: 19/25
	awk '$1 == 4 && $2 == 8 { printf "%s %s %.6f %.6f %.6f %.6f %.6f %.6f %.6f\n", $4, $5, $6, $7, $8, $9, $10, $11, $12 }' \
		<<<"$output" >got
	same '3 0.6 0.428571 0.714286 0.600000 0.845154 1.250088 0.273611 0.760000' "$(cat got)"
}

@test "karate as a whole" {
	overlap "$karate" 2>/dev/null >got
	same 11 "$(column embeddedness <got | grep -cx 0)"
	same 135 "$(column embeddedness <got | awk '{ s += $1 } END { print s }')"
	same 0.177089 "$(column overlap <got | awk '{ s += $1 } END { printf "%.6f\n", s / NR }')"
	same "$(tail -n +2 "$karate")" "$(tail -n +2 got | cut -f1-3)"
}

@test "undefined is NA: a dyad on its own, every value of a loop" {
	tsv 'i j w' 'a b 1' 'c c 2' 'c d 0' 'd e 0' >t.tsv
	ends 0 overlap -w w --add $all t.tsv
	same "$(tsv 'a b 1 0 NA 0 1 0 1 0 0 NA' 'c c 2 NA NA NA NA NA NA NA NA NA' \
		'c d 0 0 0 0 0.6666666666666666 0 0.8164965809277261 0 0 NA' 'd e 0 0 0 0 0.6666666666666666 0 0.8164965809277261 0 0 NA')" \
		"$(tail -n +2 <<<"$output")"
	says '1 loop does'
}

@test "direction and repetition change nothing" {
	tsv 'from to weight' 'B A 2' 'A B 3' 'C A 3' 'D A 2' 'C B 1' 'C D 1' 'D D 9' >t.tsv
	ends 0 overlap -w weight --add weighted_overlap t.tsv
	says '1 loop and 1 repeated tie do not count'
	[[ ! $stderr =~ directed ]]
	same '0.6666666666666666 0.6666666666666666 1 0.4444444444444444 0.8888888888888888 0.8333333333333334 NA' \
		"$(column weighted_overlap <<<"$output" | paste -sd' ')"
}

# --- columns ----------------------------------------------------------------------------------------

@test "rows keep their order and what they hold" {
	printf 'note;to;time;from;x\r\n"a;b";q;007;p;\r\n;r;NA;q;"say ""hi"""\r\n  ;p;1e5;r;\xe2\x82\xac\r\n' >t.csv
	overlap t.csv >got
	printf 'note;to;time;from;x;embeddedness;overlap\r\n"a;b";q;007;p;;1;1\r\n;r;NA;q;"say ""hi""";1;1\r\n  ;p;1e5;r;\xe2\x82\xac;1;1\r\n' |
		cmp - got
}

@test "--as names the overlap, --rename what is in the way" {
	same "$(tsv 'i j weight embeddedness shared')" "$(overlap --as shared toy.tsv 2>/dev/null | head -1)"
	overlap toy.tsv >once.tsv
	fails 64 "column 'embeddedness' already.*--as.*--rename embeddedness=NEW" overlap once.tsv
	fails 64 "column 'weight' already" overlap --as weight toy.tsv
	fails 64 "column 'jaccard' already" overlap --add jaccard,dice,jaccard toy.tsv
	same "$(column overlap <once.tsv)" "$(overlap --rename embeddedness=n --rename overlap=o once.tsv | column overlap)"
}

@test "--add takes the names of the manual, once each" {
	for name in ${all//,/ }; do
		ends 0 overlap -w weight --add "$name" toy.tsv
		same "$(tsv "i j weight embeddedness overlap $name")" "$(head -1 <<<"$output")"
	done
	fails 64 "no 'jacard'" overlap --add jacard toy.tsv
	fails 64 'needs the column of weights: -w' overlap --add weighted_overlap toy.tsv
	quiet overlap -w weight --add '' toy.tsv
}

@test "weights must be there, be numbers, and not be negative" {
	fails 64 "did you mean 'weight'" overlap -w wieght --add weighted_overlap toy.tsv
	for value in NA '' Inf -Inf nan -1 -1e-300 1e999 abc 0,5; do
		printf 'i\tj\tw\na\tb\t1\n\nb\tc\t%s\n' "$value" >t.tsv
		fails 65 "^overlap: t\.tsv:4: column 'w': '$value' (is|has a)" overlap -w w --add weighted_overlap t.tsv
		fails 65 "^overlap: t\.tsv:4: column 'w': the value (is|has a)" overlap --private -w w --add weighted_overlap t.tsv
	done
	printf 'i\tj\tw\na\tb\t1\nb\tc\t-0\n' >t.tsv
	ends 0 overlap -w w --add weighted_overlap t.tsv
}

# --- several networks -----------------------------------------------------------------------------------

@test "--by: each value is a network of its own, rows stay in order" {
	tsv 'i j wave' 'a b 2' 'a b 1' 'b c 1' 'c d 2' 'a c 1' 'b d 2' 'b c 2' >t.tsv
	# wave 1: triangle a b c.  wave 2: a-b, triangle b c d
	quiet overlap --by wave t.tsv
	same "$(tsv 'i j wave embeddedness overlap' 'a b 2 0 0' 'a b 1 1 1' 'b c 1 1 1' 'c d 2 1 1' 'a c 1 1 1' 'b d 2 1 0.5' 'b c 2 1 0.5')" \
		"$output"
	warns "one network, although there is a column 'wave'" overlap t.tsv
	# nothing to part where it has one value, as after choosing the rows of one wave
	quiet overlap <(grep -v '	1$' t.tsv)
}

@test "--by two columns, and by one that is missing in places" {
	tsv 'i j wave layer' 'a b 1 x' 'b c 1 x' 'a c 1 x' 'a b 1 y' 'b c 2 y' 'a c 2 y' 'a b 2 y' >t.tsv
	quiet overlap --by wave,layer t.tsv
	same '1 1 1 NA 1 1 1' "$(column overlap <<<"$output" | paste -sd' ')"
	printf 'i\tj\twave\na\tb\t\nb\tc\tNA\na\tc\t\na\tb\t1\n' >t.tsv
	quiet overlap --by wave t.tsv
	same '1 1 1 NA' "$(column overlap <<<"$output" | paste -sd' ')"
	fails 64 "did you mean 'wave'" overlap --by wav t.tsv
}

@test "--by gives what each part gives alone" {
	generate gnm --people 60 --ties 900 --seed 4 2>/dev/null |
		awk -F'\t' -v OFS='\t' 'NR == 1 { print "wave", $0, "w"; next } { print NR * NR % 7, $0, NR % 5 }' >t.tsv
	overlap --by wave -w w --add $all t.tsv >together
	for wave in 0 1 2 4; do
		{ head -1 t.tsv; awk -F'\t' -v w=$wave 'NR > 1 && $1 == w' t.tsv; } >part.tsv
		overlap --add $all -w w part.tsv 2>/dev/null >alone
		[ "$(wc -l <alone)" -gt 20 ]
		same "$(tail -n +2 alone)" "$(awk -F'\t' -v w=$wave 'NR > 1 && $1 == w' together)"
	done
}

@test "a table without rows" {
	tsv 'i j wave w' >t.tsv
	same "$(tsv 'i j wave w embeddedness overlap')" "$(overlap --by wave t.tsv)"
	same "$(tsv 'i j wave w embeddedness overlap weighted_overlap')" "$(overlap -w w --add weighted_overlap t.tsv 2>/dev/null)"
	same "$(tsv 'i j wave w embeddedness overlap'; echo '##end rows=0')" "$(overlap --guard --by wave t.tsv)"
}

# --- dirty tables -----------------------------------------------------------------------------------------

@test "lines that end in a carriage return alone are refused" {
	printf 'i\tj\ra\tb\rb\tc\r' >t.tsv
	fails 65 't\.tsv:1: a carriage return' overlap t.tsv
}

@test "a preamble of two paragraphs" {
	printf '# one\n\n# two\n\ni\tj\na\tb\nb\n' >t.tsv
	fails 65 't\.tsv:7: 1 field' overlap t.tsv
	sed -i '$d' t.tsv
	printf '# one\n\n# two\ni\tj\tembeddedness\toverlap\na\tb\t0\tNA\n' >want
	overlap t.tsv | cmp want -
}

@test "a quote that is never closed is shown where it opens" {
	{ printf 'i,j\na,b\nc,"d\n'; seq 1000 | sed 's/$/,x/'; } >t.csv
	fails 65 't\.csv:3: a quoted field is never closed' overlap t.csv
}

@test "messages are one line, and move no cursor" {
	printf 'i,j,w\na,b,"x\ny\x1b[2J"\n' >t.csv
	fails 65 "t\.csv:2: column 'w': 'x\?y\?\[2J' is not a number" overlap -w w t.csv
	same 1 "$(wc -l <<<"$stderr")"
}

@test "a name that stands twice in the header" {
	tsv 'i j x x' 'a b 1 2' >t.tsv
	fails 65 "'x' twice.*--rename x=NEW" overlap t.tsv
	same "$(tsv 'i j first x embeddedness overlap' 'a b 1 2 0 NA')" "$(overlap --rename x=first t.tsv)"
	fails 65 "'j' twice" overlap --rename weight=j toy.tsv
}

@test "a header of 100000 columns, and one of 10 MB" {
	{ { echo i; echo j; seq 3 100000; } | paste -s; seq 100000 | paste -s; } >t.tsv
	overlap t.tsv >got
	same 100002 "$(head -1 got | awk -F'\t' '{ print NF }')"
	same "$(tsv '100000 0 NA')" "$(sed -n 2p got | cut -f100000-)"
	{ printf 'i\tj\t'; head -c 10000000 /dev/zero | tr '\0' x; printf '\na\tb\tc\n'; } >t.tsv
	overlap t.tsv >got
	same "$(tsv 'a b c 0 NA')" "$(sed -n 2p got)"
}

@test "under --private no name of a person is shown, not even as a header" {
	tsv 'anna bea' 'carl dora' >t.tsv
	for options in '' '-w wieght' '--by ann' '--rename ana=i'; do
		fails 64 . overlap --private $options t.tsv
		[[ ! $stderr =~ anna|bea|carl|dora ]]
	done
	tsv 'i j anna anna' 'a b 1 2' >t.tsv
	fails 65 'twice' overlap --private t.tsv
	[[ ! $stderr =~ anna ]]
	tsv 'i j w' 'anna bea 1' 'anna' >t.tsv
	fails 65 't\.tsv:3: 1 field' overlap --private t.tsv
	[[ ! $stderr =~ anna ]]
}

# --- places and threads ---------------------------------------------------------------------------------------

@test "-o: permissions stay, a link is followed, /dev/stdout is standard output" {
	want=$(overlap toy.tsv)
	(umask 077; echo old >out.tsv)
	overlap -o out.tsv toy.tsv
	same 600 "$(stat -c %a out.tsv)"
	same "$want" "$(cat out.tsv)"
	cp toy.tsv read.tsv
	ln -s read.tsv link.tsv
	overlap -o link.tsv read.tsv             # the link leads to what is read
	[ -L link.tsv ]
	same "$want" "$(cat read.tsv)"
	printf 'i\tj\na\n' >bad.tsv
	ends 65 overlap -o link.tsv bad.tsv
	same "$want" "$(cat read.tsv)"
	echo before >out.tsv
	overlap -o /dev/stdout toy.tsv >>out.tsv
	same "before
$want" "$(cat out.tsv)"
	same "$want" "$(overlap -o /dev/stdout toy.tsv | cat)"
	same 'bad.tsv link.tsv out.tsv read.tsv toy.tsv' "$(echo *)"
}

@test "closed standard files are not confused with those that are opened" {
	want=$(overlap toy.tsv 2>/dev/null)
	overlap -o out.tsv toy.tsv 2>&-         # the note is lost, and not in the table
	same "$want" "$(cat out.tsv)"
	overlap -o out.tsv toy.tsv <&- >&- 2>&-
	same "$want" "$(cat out.tsv)"
	same "$want" "$(overlap toy.tsv <&- 2>/dev/null)"
	fails 74 'cannot write' bash -c 'overlap toy.tsv >&-'
	fails 74 'standard input: cannot read' bash -c 'overlap <&-'
	same "$(tsv 'i j weight' 'A B 5')" "$(head -2 toy.tsv)"
}

@test "a pipe of several megabytes, a file that fills its pages" {
	generate gnm --people 5000 --ties 300000 --seed 2 >t.tsv 2>/dev/null
	[ "$(stat -c %s t.tsv)" -gt 2000000 ]
	overlap t.tsv >want
	cat t.tsv | overlap | cmp want -
	for size in 65536 69631 69632 69633 131071; do
		head -c $((size - 8)) t.tsv >cut.tsv
		# whole rows, then one that ends with the page and not with the line
		sed -i '$d' cut.tsv
		printf 'x\t%0*d' $((size - $(stat -c %s cut.tsv) - 2)) 0 >>cut.tsv
		[ "$(stat -c %s cut.tsv)" = "$size" ]
		overlap cut.tsv >got
		cat cut.tsv | overlap | cmp got -
		same "$(wc -l <cut.tsv)" "$(($(wc -l <got) - 1))"
	done
}

@test "any number of threads gives the same bytes" {
	generate holme-kim --people 30000 --ties 150000 --seed 3 2>/dev/null |
		awk -F'\t' -v OFS='\t' 'NR == 1 { print $0, "w"; next } { print $0, NR % 13 / 8 }' >t.tsv
	overlap -j1 -w w --add $all t.tsv >want
	for threads in 2 3 7; do
		overlap -j$threads -w w --add $all t.tsv | cmp want -
	done
}

@test "any number of threads gives the same bytes, where threads are started unasked" {
	generate holme-kim --people 220000 --ties 1100000 --seed 5 >t.tsv 2>/dev/null
	[ "$(wc -l <t.tsv)" -gt 1000001 ]
	overlap -j1 t.tsv | md5sum >want
	same "$(cat want)" "$(overlap t.tsv | md5sum)"
	same "$(cat want)" "$(overlap -j2 t.tsv | md5sum)"
	same "$(cat want)" "$(overlap -j3 <t.tsv | md5sum)"
	same "$(cat want)" "$(OMP_NUM_THREADS=2 overlap t.tsv | md5sum)"
}

@test "relabelled, turned and shuffled ties have the same overlap" {
	generate planted --people 80 --ties 600 --seed 9 2>/dev/null | cut -f1,2 >t.tsv
	{ echo "$(tsv 'i j')"; tail -n +2 t.tsv | shuf --random-source=<(yes) | tee shuffled |
		awk -v OFS='\t' '{ a = "id" $1 * 7919 % 100003; b = "id" $2 * 7919 % 100003; print NR % 2 ? a OFS b : b OFS a }'; } >u.tsv
	overlap t.tsv | tail -n +2 | sort >want
	overlap u.tsv | tail -n +2 | cut -f3,4 | paste shuffled - | sort >got
	cmp want got
	[ "$(wc -l <want)" = 600 ]
}
