#!/usr/bin/env bats
# Files as they come: what is forgiven, and what is refused with file, line and column.
load helper

setup()
{
	mkdir "$BATS_TEST_TMPDIR/work" && cd "$BATS_TEST_TMPDIR/work" || exit
	tsv 'i j weight' 'a b 3' 'b c 1' 'a c 2' 'c d 1' >ties.tsv
}

# A file from printf's escapes.
file() { printf "$2" >"$1"; }

# --- line ends, marks and encodings ------------------------------------------------------------

@test "CRLF is answered with CRLF, and is no part of the last field" {
	file t.tsv 'i\tj\r\na\tb\r\nb\tc\r\na\tc\r\n'
	overlap t.tsv >got
	printf 'i\tj\tembeddedness\toverlap\r\na\tb\t1\t1\r\nb\tc\t1\t1\r\na\tc\t1\t1\r\n' | cmp - got
}

@test "a byte order mark is forgiven and not passed on" {
	file t.csv '\xef\xbb\xbfi,j\na,b\nb,c\na,c\n'
	overlap t.csv >got
	printf 'i,j,embeddedness,overlap\na,b,1,1\nb,c,1,1\na,c,1,1\n' | cmp - got
}

@test "UTF-16 is refused by its name" {
	printf 'i\tj\na\tb\n' | iconv -t UTF-16 >t.tsv
	fails 65 'UTF-16' overlap t.tsv
	printf 'i\tj\na\tb\n' | iconv -t UTF-16BE >t.tsv
	fails 65 't\.tsv' overlap t.tsv
}

@test "a NUL byte is refused with its line" {
	file t.tsv 'i\tj\na\tb\nb\0\tc\n'
	fails 65 't\.tsv:3: .*NUL' overlap t.tsv
}

@test "the last line may lack its end" {
	file t.tsv 'i\tj\na\tb'
	same "$(tsv 'i j embeddedness overlap' 'a b 0 NA')" "$(overlap t.tsv)"
	file t.csv 'i,j\na,"b"'
	same 'i,j,embeddedness,overlap
a,"b",0,NA' "$(overlap t.csv)"
}

@test "blank lines, inside and at the end, are skipped, and import counts them" {
	file t.tsv 'i\tj\na\tb\n\nb\tc\n\n\n'
	quiet overlap t.tsv
	same "$(tsv 'i j embeddedness overlap' 'a b 0 0' 'b c 0 0')" "$output"
	warns '3 blank lines' import --undirected t.tsv
}

@test "line numbers count the blank lines, the preamble and breaks inside quotes" {
	file t.csv '# a study\n\ni,j,weight\n\na,b,1\nb,"c\nd",2\nc,d,oops\n'
	fails 65 't\.csv:8: .*oops' overlap --add weighted_overlap -w weight t.csv
}

@test "UTF-8 names pass unharmed" {
	file t.tsv 'i\tj\nZoë\tİlkay\nİlkay\t日本\nZoë\t日本\n'
	same "$(tsv 'i j embeddedness overlap' 'Zoë İlkay 1 1' 'İlkay 日本 1 1' 'Zoë 日本 1 1')" "$(overlap t.tsv)"
}

@test "bytes that are no UTF-8 pass unharmed" {
	file t.tsv 'i\tj\n\xe9\tb\n'
	overlap t.tsv >got
	printf 'i\tj\tembeddedness\toverlap\n\xe9\tb\t0\tNA\n' | cmp - got
}

# --- fields --------------------------------------------------------------------------------------

@test "a short row and a long row are refused with file and line" {
	file t.tsv 'i\tj\na\tb\nc\n'
	fails 65 '^overlap: t\.tsv:3: ' overlap t.tsv
	file t.csv 'i,j\na,b\nb,c\na,b,c\n'
	fails 65 '^overlap: t\.csv:4: ' overlap t.csv
	file t.csv 'i,j\n"a",b\nb,c\na,b,c\n'
	fails 65 '^overlap: t\.csv:4: ' overlap t.csv
}

@test "a quoted field may hold the separator, quotes and line breaks, and is passed on as it came" {
	file t.csv 'i,j,note\n"Rossi, M.",b,"said ""no"""\nb,c,"two\nlines"\n"Rossi, M.",c,\n'
	overlap t.csv >got
	printf 'i,j,note,embeddedness,overlap\n"Rossi, M.",b,"said ""no""",1,1\nb,c,"two\nlines",1,1\n"Rossi, M.",c,,1,1\n' | cmp - got
}

@test "a quoted name is the same person as without quotes" {
	file t.csv 'i,j\n"a","b"\nb,c\na,"c"\n'
	same 'i,j,embeddedness,overlap
"a","b",1,1
b,c,1,1
a,"c",1,1' "$(overlap t.csv)"
}

@test "a quote that is never closed is refused" {
	file t.csv 'i,j\na,"b\nc,d\n'
	fails 65 't\.csv' overlap t.csv
}

@test "in TSV a quote is a letter" {
	file t.tsv 'i\tj\n"a\tb"\n'
	same 'i	j	embeddedness	overlap
"a	b"	0	NA' "$(overlap t.tsv)"
}

@test "semicolons are answered with semicolons" {
	file t.csv 'i;j\na;b\nb;c\n'
	same 'i;j;embeddedness;overlap
a;b;0;0
b;c;0;0' "$(overlap t.csv)"
}

@test "blanks around a name belong to it" {
	file t.csv 'i,j,note\n ann,bob, met at work \nann,bob,x\n'
	same 'i,j,note,embeddedness,overlap
 ann,bob, met at work ,0,0
ann,bob,x,0,0' "$(overlap t.csv)"
}

@test "an empty end of a tie is refused with line and column" {
	file t.tsv 'i\tj\na\tb\n\tc\n'
	fails 65 "t\.tsv:3: column 'i'" overlap t.tsv
	file t.csv 'from,to\na,b\nc,\n'
	fails 65 "t\.csv:3: column 'to'" overlap t.csv
}

@test "names are opaque: 007 is not 7, +1 is not 1, 1.0 is not 1, NA is a person" {
	file t.tsv 'i\tj\n007\tx\n7\tx\n+1\tx\n1\tx\n1.0\tx\nNA\tx\nnan\tx\n'
	same 8 "$(describe t.tsv | awk '$1 == "people" { print $2 }')"
	file t.tsv 'i\tj\n007\t7\n7\t07\n007\t07\n'
	same "$(tsv 'i j embeddedness overlap' '007 7 1 1' '7 07 1 1' '007 07 1 1')" "$(overlap t.tsv)"
}

@test "numbers as names may be as large as they like" {
	file t.tsv 'i\tj\n1000000000000000000\t4294967296\n4294967296\t4294967295\n1000000000000000000\t4294967295\n18446744073709551616\t0\n'
	same "$(tsv 'i j embeddedness overlap' '1000000000000000000 4294967296 1 1' '4294967296 4294967295 1 1' \
		'1000000000000000000 4294967295 1 1' '18446744073709551616 0 0 NA')" "$(overlap t.tsv)"
}

@test "a line of 10 MB passes" {
	{ printf 'i\tj\tnote\na\tb\t'; head -c 10000000 /dev/zero | tr '\0' x; printf '\nb\tc\ty\n'; } >t.tsv
	overlap t.tsv >got
	{ printf 'i\tj\tnote\tembeddedness\toverlap\na\tb\t'; head -c 10000000 /dev/zero | tr '\0' x; printf '\t0\t0\nb\tc\ty\t0\t0\n'; } | cmp - got
	{ printf 'i,j,note\na,b,"'; head -c 10000000 /dev/zero | tr '\0' x; printf '"\nb,c,y\n'; } >t.csv
	overlap t.csv >got
	{ printf 'i,j,note,embeddedness,overlap\na,b,"'; head -c 10000000 /dev/zero | tr '\0' x; printf '",0,0\nb,c,y,0,0\n'; } | cmp - got
}

# --- the header -------------------------------------------------------------------------------------

@test "a table without rows is answered without rows" {
	file t.tsv 'i\tj\n'
	quiet overlap t.tsv
	same "$(tsv 'i j embeddedness overlap')" "$output"
	ends 0 describe t.tsv
	grep -q '^people	0' <<<"$output"
}

@test "an empty file, and one of blank lines or comments, has no header" {
	: >t.tsv
	fails 65 't\.tsv: empty' overlap t.tsv
	fails 65 'standard input: empty' overlap </dev/null
	file t.tsv '\n\n'
	fails 65 't\.tsv' overlap t.tsv
	file t.tsv '# nothing\n'
	fails 65 't\.tsv' overlap t.tsv
}

@test "a file without a header is refused with the way out" {
	file t.tsv '1\t2\n2\t3\n'
	ends 64 overlap t.tsv || ends 65 overlap t.tsv
	says "'i'|header"
	same "$(tsv 'i j' '1 2' '2 3')" "$(import --undirected --header i,j t.tsv)"
}

@test "an unknown column is a wrong command, and the nearest name is offered" {
	fails 64 "did you mean 'weight'" overlap -w wieght --add weighted_overlap ties.tsv
	fails 64 "did you mean 'weight'" bin -x wieght -y weight ties.tsv
}

@test "an unknown option is a wrong command, and the nearest name is offered" {
	fails 64 "did you mean '?--undirected" overlap --undirectd ties.tsv
	fails 64 . overlap --no-such-option-at-all ties.tsv
	fails 64 . overlap ties.tsv ties.tsv
}

@test "a new column does not hide one that is there" {
	overlap ties.tsv >once.tsv
	fails 64 '[-]-as' overlap once.tsv
	same "$(tsv 'i j weight shared overlap embeddedness again')" \
		"$(overlap --rename embeddedness=shared --as again once.tsv | head -1)"
}

@test "a preamble is kept and passed on" {
	file t.tsv '# calls, May\n# by ann\ni\tj\na\tb\n'
	same '# calls, May
# by ann
i	j	embeddedness	overlap
a	b	0	NA' "$(overlap t.tsv)"
}

@test "a column is read under another name, and written under its own" {
	file t.tsv 'chi\tcosa\na\tb\nb\tc\na\tc\n'
	ends 0 overlap --rename chi=i --rename cosa=j t.tsv
	same 1 "$(awk 'NR == 2 { print $4 }' <<<"$output")"
	fails 64 . overlap --rename nobody=i t.tsv
}

# --- numbers ------------------------------------------------------------------------------------------

@test "a decimal comma is refused with the reason" {
	file t.csv 'i;j;weight\na;b;0,5\n'
	fails 65 "t\.csv:2: column 'weight': .*(comma|point)" overlap -w weight --add weighted_overlap t.csv
}

@test "a word where a number should stand is refused" {
	file t.tsv 'i\tj\tweight\na\tb\t1\nb\tc\tabc\n'
	fails 65 "t\.tsv:3: column 'weight': 'abc'" overlap -w weight --add weighted_overlap t.tsv
	file t.tsv 'i\tj\tweight\na\tb\t0x10\n'
	fails 65 "t\.tsv:2: column 'weight'" overlap -w weight --add weighted_overlap t.tsv
}

@test "empty, NA and NaN are missing numbers, and written as they came" {
	file t.tsv 'x\ty\n1\t2\n1\tNA\n1\tNaN\n1\t\n'
	warns '3 rows without a number' bin -x x -y y --ci none t.tsv
	same 1 "$(awk -F'\t' 'NR == 1 { for (c = 1; c <= NF; c++) if ($c == "n") n = c } NR == 2 { print $n }' <<<"$output")"
}

# --- compression ---------------------------------------------------------------------------------------

@test "gzip and zstd are read whatever the file is called" {
	want=$(overlap ties.tsv)
	gzip <ties.tsv >packed
	same "$want" "$(overlap packed)"
	same "$want" "$(overlap <packed)"
	zstd -q <ties.tsv >packed
	same "$want" "$(overlap packed)"
	same "$want" "$(overlap - <packed)"
}

@test "two gzip members, or zstd frames, are one table" {
	want=$(overlap ties.tsv)
	{ head -2 ties.tsv | gzip; tail -n +3 ties.tsv | gzip; } >packed
	same "$want" "$(overlap packed)"
	{ head -2 ties.tsv | zstd -q; tail -n +3 ties.tsv | zstd -q; } >packed
	same "$want" "$(overlap packed)"
}

@test "gzip and zstd that were cut short are refused" {
	gzip <ties.tsv >packed
	head -c -5 packed >cut
	fails 65 'cut' overlap cut
	zstd -q <ties.tsv >packed
	head -c -5 packed >cut
	fails 65 'cut' overlap cut
}

@test "gzip with a wrong checksum is refused" {
	gzip -n <ties.tsv >packed
	size=$(stat -c %s packed)
	printf '\x5a' | dd of=packed bs=1 seek=$((size - 8)) conv=notrunc status=none
	fails 65 . overlap packed
}

# --- places --------------------------------------------------------------------------------------------------

@test "a file that is not there, or a folder" {
	fails 66 'nothere\.tsv' overlap nothere.tsv
	mkdir folder
	run overlap folder
	[ "$status" = 66 ] || [ "$status" = 74 ]
}

@test "the Italian locale changes nothing" {
	mkdir locales
	localedef -i it_IT -f UTF-8 --no-archive locales/it_IT.UTF-8
	# The locale is there, and has a comma.
	LOCPATH=$PWD/locales LC_ALL=it_IT.UTF-8 locale decimal_point | grep -qx ,
	tsv 'i j weight' 'a b 1.5' 'b c 2.25' 'a c 0.1' 'c d 3' 'd e 1' >t.tsv
	want=$(overlap -w weight --add weighted_overlap t.tsv; describe t.tsv)
	got=$(export LOCPATH=$PWD/locales LC_ALL=it_IT.UTF-8; overlap -w weight --add weighted_overlap t.tsv; describe t.tsv)
	same "$want" "$got"
	grep -q '0\.[0-9]' <<<"$got"
}

# --- repeated ties and loops -------------------------------------------------------------------------------

@test "loops and repeated ties are counted once, on standard error" {
	tsv 'i j' 'a b' 'b a' 'a b' 'b c' 'a c' 'c c' >t.tsv
	warns '1 loop' overlap t.tsv
	says '2 repeated'
	[ "$(grep -c . <<<"$stderr")" = 1 ]
	same "$(tsv 'i j embeddedness overlap' 'a b 1 1' 'b a 1 1' 'a b 1 1' 'b c 1 1' 'a c 1 1' 'c c NA NA')" "$output"
}

@test "what stands there and was not used is said" {
	warns "'?weight'?.* not used" overlap ties.tsv
	tsv 'i j wave' 'a b 1' 'a b 2' >t.tsv
	ends 0 overlap t.tsv
	says 'wave'
}
