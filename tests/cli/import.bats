#!/usr/bin/env bats
# import: any edge list to a clean table.
load helper

setup()
{
	mkdir "$BATS_TEST_TMPDIR/work" && cd "$BATS_TEST_TMPDIR/work" || exit
	tsv 'from to calls kind' 'ann bob 3 x' 'bob ann 2 x' 'ann bob 4 y' 'cia cia 9 x' 'bob cia 1 x' >calls.tsv
}

file() { printf "$2" >"$1"; }

# Standard output of import, whatever it says beside.
imported() { import "$@" 2>/dev/null; }

# --- what parts the fields, and headers ------------------------------------------------------------

@test "tab, comma, semicolon and blanks part fields; TAB and LF are written" {
	local want sep
	want=$(tsv 'i j kind' 'a b x' 'b c y')
	for sep in '\t' , ';' ' ' '  '; do
		file t.txt "i${sep}j${sep}kind\r\na${sep}b${sep}x\r\nb${sep}c${sep}y\r\n"
		same "$want" "$(imported t.txt)"
	done
}

@test "--sep settles what the first line leaves open" {
	file t.txt 'i;j,k;weight\na;b,c;2\n'
	same "$(tsv 'from to weight' 'a b,c 2')" "$(imported --sep semicolon t.txt)"
	same "$(tsv 'from to' 'a;b c;2')" "$(imported --sep comma t.txt)"
	fails 65 't.txt:1: one column' import --sep tab t.txt
	fails 64 'is one of tab|comma' import --sep coma t.txt
}

@test "--csv writes commas, and quotes where they must be" {
	file t.csv 'i;j;kind\na;"b;1";x,y\n'
	same 'i,j,kind
a,b;1,"x,y"' "$(imported --csv t.csv)"
}

@test "it says what it found, always" {
	warns "calls.tsv: a table parted by tabs, with a header; ends 'from' and 'to'; no weight: each row counts 1; also 'calls', 'kind'" import calls.tsv
	says "read as directed, because the header says 'from' and 'to'"
	says '5 rows, 3 people, 2 ties, 3 arcs, 1 reciprocal pair, 1 duplicate, 1 loop, 0 blank lines'
	says '1 loop was left out'
	says '1 duplicate was summed'
	says "column 'calls': 1 merged row differs"
	says "column 'kind': 1 merged row differs"
}

@test "a byte order mark, CRLF, blank lines, blanks around cells, separators behind, comments" {
	file t.csv '\xef\xbb\xbfi, j ,w\r\n\r\n a,b ,1\r\n,,\r\n# a comment\r\nb,c,2,\r\n  \r\n'
	warns '3 blank lines' import t.csv
	same "$(tsv 'i j w' 'a b 1' 'b c 2')" "$output"
	says '1 comment among the rows'
	says '1 row ends with nothing behind'
	says 'blanks around 2 cells'
}

@test "SNAP: a preamble that is kept, numbers in the first line, and what it says of direction" {
	file t.txt '# Undirected graph: x.txt\n# FromNodeId\tToNodeId\n1\t2\n2\t3\n'
	warns 'no header line' import t.txt
	same "# Undirected graph: x.txt
# FromNodeId	ToNodeId
$(tsv 'i j' '1 2' '2 3')" "$output"
	file t.txt '# Directed graph\n1\t2\n'
	warns "because a comment says 'Directed graph'" import t.txt
	same "from	to" "${lines[1]}"
}

@test "KONECT: % becomes #, sym and asym, weight and time; bip is refused" {
	file out.x '%% asym weighted\n%% 2 3 3\n1 2 5 1082040961\n2 3 1 1082040962\n'
	same "# asym weighted
# 2 3 3
$(tsv 'from to weight time' '1 2 5 1082040961' '2 3 1 1082040962')" "$(imported out.x)"
	file out.x '%% sym unweighted\n1 2\n'
	same 'i	j' "$(imported out.x | sed -n 2p)"
	file out.x '%% bip unweighted\n1 1\n'
	fails 65 'two-mode' import out.x
}

@test "a third column of seconds is a time, of other numbers a weight; more must be named" {
	file t.txt '1 2 1082040961\n1 2 1082040962\n1 2 1082040962\n'
	same "$(tsv 'from to time weight' '1 2 1082040961 1' '1 2 1082040962 2')" "$(imported t.txt)"
	file t.txt '1 2 0.5\n'
	same 'from	to	weight' "$(imported t.txt | head -1)"
	file t.txt '1 2 3 4\n'
	fails 65 't.txt:1: numbers where the header should be.*--header' import t.txt
	fails 65 't.txt:1: 4 fields, but --header names 5' import --header i,j,a,b,c t.txt
	same 'i	j	a	b' "$(imported --header i,j,a,b t.txt | head -1)"
}

@test "--header names columns; a header that is a tie is suspected" {
	file t.txt 'ann bob\nbob cia\nann cia\n'
	warns "'ann' names a column and is also a person" import t.txt
	warns "because --header says 'i' and 'j'" import --header i,j t.txt
	same "$(tsv 'i j' 'ann bob' 'bob cia' 'ann cia')" "$output"
}

@test "ends: known pairs in any place and case, the first two columns, --ends" {
	file t.csv 'when,Target,Source\n1,b,a\n'
	same "$(tsv 'from to when' 'a b 1')" "$(imported t.csv)"
	file t.csv 'person,friend\na,b\n'
	warns "ends 'person' and 'friend' \(the first two columns" import t.csv
	same "$(tsv 'from to' 'a b')" "$output"
	file t.csv 'day,person,friend\nmon,a,b\n'
	same "$(tsv 'from to day' 'a b mon')" "$(imported --ends person,friend t.csv)"
	fails 64 "did you mean 'friend'" import --ends person,freind t.csv
}

@test "row names of R and pandas go" {
	file t.txt '"from" "to" "w"\n"1" "Anna Maria" "Bo" 3\n"2" "Bo" "Ci" 4\n'
	same "$(printf 'from\tto\tw\nAnna Maria\tBo\t3\nBo\tCi\t4\n')" "$(imported t.txt)"
	file t.csv ',source,target\n0,a,b\n1,b,c\n'
	warns 'column 1 has no name' import t.csv
	same "$(tsv 'from to' 'a b' 'b c')" "$output"
}

@test "Gephi's table: Source, Target, Type" {
	file t.csv 'Source,Target,Type,Weight\n1,2,Undirected,1.0\n2,1,Undirected,2.5\n'
	warns "because column 'Type' says Undirected" import t.csv
	same "$(tsv 'i j Type Weight' '1 2 Undirected 3.5')" "$output"
}

@test "--rename comes first" {
	same "$(tsv 'i j calls' 'ann bob 3')" "$(imported --rename from=i --rename to=j calls.tsv | cut -f1-3 | head -2)"
}

# --- direction, duplicates, loops --------------------------------------------------------------------

@test "--undirected alone sums, after duplicates were merged" {
	same "$(tsv 'i j calls kind' 'ann bob 9 x' 'bob cia 1 x')" "$(imported --undirected -w calls calls.tsv)"
	same "$(tsv 'i j calls kind' 'ann bob 9 x' 'bob cia 1 x')" "$(imported --undirected=sum -w calls calls.tsv)"
	same "$(tsv 'i j calls kind' 'ann bob 7 x' 'bob cia 1 x')" "$(imported --undirected=max -w calls calls.tsv)"
	same "$(tsv 'i j calls kind' 'ann bob 4.5 x' 'bob cia 1 x')" "$(imported --undirected=mean -w calls calls.tsv)"
	same "$(tsv 'i j calls kind' 'ann bob 7 x' 'bob cia 1 x')" "$(imported --undirected=first -w calls calls.tsv)"
	fails 65 "^import: calls.tsv:3: the same tie in the other direction \('bob', 'ann'\), first in line 2" import --undirected=error calls.tsv
	fails 65 '^import: calls.tsv:3: the same tie in the other direction, first in line 2' import --private --undirected=error calls.tsv
	fails 64 'exclude' import --undirected --directed calls.tsv
}

@test "--dupes" {
	same 7 "$(imported -w calls calls.tsv | sed -n 2p | cut -f3)"
	same 4 "$(imported -w calls --dupes=max calls.tsv | sed -n 2p | cut -f3)"
	same 3.5 "$(imported -w calls --dupes=mean calls.tsv | sed -n 2p | cut -f3)"
	same "$(tsv 'from to calls kind' 'ann bob 2 x' 'bob ann 1 x' 'bob cia 1 x')" "$(imported -w calls --dupes=count calls.tsv)"
	same "$(tsv 'from to calls kind' 'ann bob 3 x' 'bob ann 2 x' 'ann bob 4 y' 'bob cia 1 x')" "$(imported --dupes=keep calls.tsv)"
	same "$(tsv 'i j calls kind' 'ann bob 3 x' 'bob ann 2 x' 'ann bob 4 y' 'bob cia 1 x')" "$(imported --undirected --dupes=keep calls.tsv)"
	fails 65 'calls.tsv:4: the same tie again .*first in line 2' import --dupes=error calls.tsv
	fails 64 'choose' import --dupes=keep --undirected=max calls.tsv
}

@test "lines of refused rows count what was skipped before" {
	file t.csv '# x\n\ni,j\n\na,b\n,\n# c\nb,c\n\nb,a\n'
	fails 65 't.csv:10: the same tie in the other direction .*first in line 5' import --undirected=error t.csv
}

@test "--loops" {
	same 0 "$(imported calls.tsv | grep -c 'cia	cia' || true)"
	same "cia	cia	9	x	1" "$(imported --loops=keep calls.tsv | grep 'cia	cia')"
	fails 65 "calls.tsv:5: a loop \('cia', 'cia'\)" import --loops=error calls.tsv
}

@test "who stands in loops only is in --nodes-out only" {
	file t.tsv 'i\tj\na\tb\nc\tc\n'
	warns '1 person without ties stands only in --nodes-out' import t.tsv
	imported --nodes-out n.tsv t.tsv >/dev/null
	same "$(tsv node a b c)" "$(cat n.tsv)"
}

@test "weight is written only if something was merged, or with --count" {
	file t.tsv 'i\tj\na\tb\nb\tc\n'
	same "$(tsv 'i j' 'a b' 'b c')" "$(imported t.tsv)"
	same "$(tsv 'i j weight' 'a b 1' 'b c 1')" "$(imported --count t.tsv)"
	file t.tsv 'i\tj\na\tb\nb\ta\nb\tc\n'
	same "$(tsv 'i j weight' 'a b 2' 'b c 1')" "$(imported t.tsv)"
	same "$(tsv 'from to' 'a b' 'b a' 'b c')" "$(imported --directed t.tsv)"
}

@test "weights that were not merged keep their bytes" {
	file t.tsv 'i\tj\tweight\na\tb\t1.50\nb\tc\t007\n'
	same "$(tsv 'i j weight' 'a b 1.50' 'b c 007')" "$(imported t.tsv)"
}

@test "rows of another time, layer, wave or replicate are no duplicates, nor two directions" {
	local by
	for by in time layer wave replicate; do
		tsv "i j $by" 'a b 1' 'a b 2' 'b a 2' 'a b 1' >t.tsv
		same "$(tsv "i j $by weight" 'a b 1 2' 'a b 2 2')" "$(imported t.tsv)"
	done
	tsv 'i j wave layer' 'a b 1 x' 'a b 1 y' 'a b 2 x' 'b a 1 y' >t.tsv
	warns "rows that differ in 'wave', 'layer' are different ties" import t.tsv
	same "$(tsv 'i j wave layer weight' 'a b 1 x 1' 'a b 1 y 2' 'a b 2 x 1')" "$output"
}

@test "a list in which every tie stands twice is suspected" {
	file t.csv 'i,j,weight\na,b,2\nb,a,2\n'
	warns 'undirected=first counts it once' import t.csv
	file t.csv 'from,to\na,b\nb,a\n'
	warns 'undirected=first' import t.csv
}

@test "what nothing tells is from and to, and it says so" {
	file t.csv 'a,b\nx,y\n'
	warns 'read as directed, because nothing says otherwise \(--undirected' import t.csv
	same "$(tsv 'from to' 'x y')" "$output"
}

@test "missing weights are counted, and make what they are merged with missing" {
	file t.csv 'i,j,weight\na,b,NaN\na,b,1\nc,d,\ne,f,2\n'
	warns '2 weights are missing' import t.csv
	same "$(tsv 'i j weight' 'a b NA' 'c d NA' 'e f 2')" "$output"
}

@test "a column in the way of the ends is an error with a way out" {
	file t.csv 'person,friend,from\na,b,c\n'
	fails 64 '--rename from=NEW' import --ends person,friend t.csv
	same "$(tsv 'from to place' 'a b c')" "$(imported --ends person,friend --rename from=place t.csv)"
}

# --- bad rows ---------------------------------------------------------------------------------------------

@test "the first bad row is an error with its line" {
	file t.csv 'i,j,weight\na,b,abc\n'
	fails 65 "^import: t.csv:2: column 'weight': 'abc' is not a number" import t.csv
	fails 65 "^import: t.csv:2: column 'weight': the value is not a number" import --private t.csv
	file t.csv 'i;j;weight\na;b;0,5\n'
	fails 65 "t.csv:2: .*decimal comma" import t.csv
	file t.txt '1 2 0,5\n2 3 1,5\n'
	fails 65 'header' import t.txt
	fails 65 "decimal comma" import --header i,j,weight t.txt
	file t.csv 'i,j\na,b\n\nc\n'
	fails 65 't.csv:4: 1 field, but the header has 2' import t.csv
	file t.csv 'i,j\na,\n'
	fails 65 "t.csv:2: column 'j' is empty" import t.csv
	file t.csv 'i,j\na,b\nc,"d\n'
	fails 65 't.csv:' import t.csv
	file t.csv 'i,j,k\na;b;c\n'
	fails 65 't.csv:2: 1 field' import t.csv
}

@test "--rejects keeps bad rows with number and reason" {
	file t.csv 'i,j,weight\na,b,abc\nc,,1\na,"x"y,3\n\nq\tr\ng,h,5,6\nc,d,2\n'
	warns '5 rows were rejected' import --rejects bad.tsv t.csv
	same "$(tsv 'i j weight' 'c d 2')" "$output"
	says '6 rows, 2 people, 1 tie'
	same "line	reason	text
2	column 'weight': 'abc' is not a number	a,b,abc
3	column 'j' is empty: both ends of a tie must be named	c,,1
4	a quote is out of place: inside quotes it is written twice	a,\"x\"y,3
6	1 field, but the header has 3	q\\tr
7	4 fields, but the header has 3	g,h,5,6" "$(cat bad.tsv)"
}

@test "--rejects without bad rows, and with nothing else" {
	import --rejects bad.tsv calls.tsv >/dev/null 2>&1
	same 'line	reason	text' "$(cat bad.tsv)"
	file t.csv 'i,j\na\nb\n'
	fails 65 'none of the 2 rows' import --rejects bad.tsv t.csv
	same 3 "$(wc -l <bad.tsv)"
	fails 74 'cannot write' import --rejects nowhere/bad.tsv calls.tsv
}

@test "empty, header only, comments only, binary, UTF-16, not UTF-8" {
	: >t.csv
	fails 65 't.csv: empty' import t.csv
	file t.csv 'i,j\n'
	warns '0 rows' import t.csv
	same 'i	j' "$output"
	file t.csv '# c\n\n'
	fails 65 'nothing but comments' import t.csv
	head -c 3000 /dev/zero >t.bin
	fails 65 'NUL' import t.bin
	printf 'i,j\na,b\n' | iconv -t UTF-16 >t.csv
	fails 65 'UTF-16' import t.csv
	file t.csv 'i,j\na,Jos\xe9\n'
	warns 'line 2 is not UTF-8' import t.csv
	same "$(printf 'i\tj\na\tJos\xe9')" "$output"
	fails 66 'nowhere.csv' import nowhere.csv
}

@test "ids are bytes: 007 is not 7, numbers of 19 digits stay, NA is a name" {
	file t.txt '1000000000000000001 1000000000000000002\n007 7\nNA NaN\n'
	warns '6 people, 3 ties' import t.txt
	same "$(tsv 'from to' '1000000000000000001 1000000000000000002' '007 7' 'NA NaN')" "$output"
}

@test "a line of 10 MB" {
	{ echo i,j; printf 'a,'; head -c 10000000 /dev/zero | tr '\0' x; echo; } >t.csv
	same 10000007 "$(imported t.csv | wc -c)"
}

@test "gzip, and gzip cut short" {
	gzip -k calls.tsv
	same "$(imported calls.tsv)" "$(imported calls.tsv.gz)"
	head -c 40 calls.tsv.gz >short.gz
	fails 65 'short.gz: the gzip data are cut short' import short.gz
}

@test "cells with TABs and line breaks become blanks, and it says so" {
	file t.csv 'i,j,k\n"a\tb",c,"two\nlines"\n'
	warns '2 TABs and line breaks inside cells' import t.csv
	same "$(printf 'i\tj\tk\na b\tc\ttwo lines')" "$output"
}

@test "the locale changes nothing" {
	local want
	want=$(imported -w calls --dupes=mean calls.tsv)
	same "$want" "$(LC_ALL=it_IT.UTF-8 import -w calls --dupes=mean calls.tsv 2>/dev/null)"
}

@test "memory that ends is said, with nothing written" {
	local limit
	for limit in 100000 700000 1000000 2000000; do
		TIES_TEST_LIMIT=$limit run --separate-stderr import -o got.tsv calls.tsv
		[ "$status" = 0 ] || { [ "$status" = 71 ] && [ ! -e got.tsv ] && says 'out of memory'; }
		rm -f got.tsv
	done
}

# --- reports and files ---------------------------------------------------------------------------------------

@test "--check only says it" {
	warns '5 rows' import --check --nodes-out n.tsv calls.tsv
	same '' "$output"
	[ ! -e n.tsv ]
}

@test "--json is one line for machines: on standard output with --check" {
	quiet import --check --json --undirected -w calls calls.tsv
	same 1 "${#lines[@]}"
	same '{"file":"calls.tsv","format":"table","separator":"tabs","header":true,"end_1":"from","end_2":"to","weight":"calls","columns":["i","j","calls","kind"],"parted_by":[],"directed":false,"because":"--undirected was given","rows":5,"people":3,"isolates":0,"ties":2,"arcs":3,"reciprocal":1,"duplicates":1,"loops":1,"blank":0,"comments":0,"rejected":0,"missing_weights":0,"written":2,"differ":{"kind":1},"notes":[]}' "$output"
	run --separate-stderr import --json calls.tsv
	[[ $stderr == '{"file":'*'}' ]]
	same "$(imported calls.tsv)" "$output"
}

@test "--nodes-out: the people in order of first appearance" {
	imported --nodes-out n.tsv calls.tsv >/dev/null
	same "$(tsv node ann bob cia)" "$(cat n.tsv)"
	imported --csv --nodes-out n.tsv calls.tsv >/dev/null
	same "$(tsv node ann bob cia)" "$(cat n.tsv)"
}

@test "-o, --guard and --provenance" {
	imported --guard --provenance -o got.tsv calls.tsv
	[[ $(head -1 got.tsv) == '## import '* ]]
	same '##end rows=3' "$(tail -1 got.tsv)"
	cat got.tsv | quiet import --check --json --guard
	head -3 got.tsv | fails 65 'cut short' import --guard
}

@test "its own output comes through unchanged" {
	imported --undirected -w calls calls.tsv >once.tsv
	imported once.tsv >twice.tsv
	cmp once.tsv twice.tsv
}

@test "a full disk and a closed pipe" {
	fails 74 'cannot write' bash -c 'import calls.tsv >/dev/full'
	seq 1 200000 | awk '{ print $1, $1 + 1 }' >long.txt
	run bash -c 'import long.txt 2>/dev/null | head -1; exit ${PIPESTATUS[0]}'
	same 141 "$status"
}

# --- matrices and formats ----------------------------------------------------------------------------------------

@test "adjacency matrices: with names, symmetric or not, bare" {
	file m.csv ',ann,bob,cia\nann,0,2,0\nbob,2,0,1\ncia,0,1,0\n'
	warns 'because the matrix is symmetric' import m.csv
	same "$(tsv 'i j weight' 'ann bob 2' 'bob cia 1')" "$output"
	same "$(tsv 'i j weight' 'ann bob 2' 'bob cia 1')" "$(imported --undirected m.csv)"
	same "$(tsv 'i j weight' 'ann bob 4' 'bob cia 2')" "$(imported --undirected=sum m.csv)"
	same 5 "$(imported --directed m.csv | wc -l)"
	file m.csv ';ann;bob\nann;0;1\nbob;0;0\n'
	same "$(tsv 'from to' 'ann bob')" "$(imported m.csv)"
	file m.txt '0 1 0 0 1\n1 0 0 0 0\n0 0 0 1 0\n0 0 1 0 0\n1 0 0 0 0\n'
	same "$(tsv 'i j' '1 2' '1 5' '3 4')" "$(imported m.txt)"
	file m.txt '0 1\n0 0\n'
	same "$(tsv 'from to' '1 2')" "$(imported --format matrix m.txt)"
	fails 65 'square' import --format matrix calls.tsv
}

@test "isolates and attributes go to --nodes-out, or it says that they were not written" {
	file p.net '*Vertices 3\n1 "ann" 0.5 0.5\n2 "bob"\n3 "cia"\n*Edges\n1 2\n'
	warns '2 attributes of people were not written' import p.net
	says '1 person without ties stands only in --nodes-out'
	imported --nodes-out n.tsv p.net >/dev/null
	same "$(tsv 'node x y' 'ann 0.5 0.5' 'bob NA NA' 'cia NA NA')" "$(cat n.tsv)"
}

@test "Pajek, DL, GML and GraphML are known by their first words; --format insists" {
	file a '*Vertices 2\r\n1 "a"\r\n2 "b"\r\n*Arcs\r\n1 2 2.50\r\n'
	file b 'DL n=2\nformat = edgelist1\nlabels:\na,b\ndata:\n1 2 2.50\n'
	file c 'graph [ directed 1 node [ id 0 label "a" ] node [ id 1 label "b" ] edge [ source 0 target 1 weight 2.50 ] ]\n'
	file d '<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="w" for="edge" attr.name="weight" attr.type="double"/><graph edgedefault="directed"><node id="a"/><node id="b"/><edge source="a" target="b"><data key="w">2.50</data></edge></graph></graphml>\n'
	for f in a b c d; do
		same "$(tsv 'from to weight' 'a b 2.50')" "$(imported $f)"
	done
	fails 65 'c:1: expected \*Vertices' import --format pajek c
	fails 64 'header' import --header i,j a
}

@test "libxml and igraph say nothing themselves: one sentence" {
	printf '<?xml version="1.0"?>\n<graphml><graph edgedefault="undirected"><node id="a"/><edge source="a" tar' >t.graphml
	fails 65 '^import: t.graphml:2: not sound GraphML: [^.]*$' import t.graphml
	same 1 "$(wc -l <<<"$stderr")"
	file t.graphml '<?xml version="1.0"?><html><p></html>'
	fails 65 '^import: t.graphml' import t.graphml
	same 1 "$(wc -l <<<"$stderr")"
	file t.graphml '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY b SYSTEM "/etc/hostname">]><graphml><graph edgedefault="directed"><node id="n&b;"/></graph></graphml>'
	fails 65 '^import: ' import t.graphml
	file t.graphml ''
	fails 65 'empty' import --format graphml t.graphml
}

@test "edges among arcs go both ways, or stay one tie" {
	file p.net '*Vertices 3\n*Arcs\n1 2 5\n*Edges\n2 3 7\n'
	same "$(tsv 'from to weight' '1 2 5' '2 3 7' '3 2 7')" "$(imported p.net)"
	same "$(tsv 'i j weight' '1 2 5' '2 3 7')" "$(imported --undirected p.net)"
}

@test "a text attribute is no weight" {
	file g.gml 'graph [ node [ id 0 ] node [ id 1 ] edge [ source 0 target 1 weight "much" ] ]'
	fails 65 "'weight' of a tie is not a number" import g.gml
	same "$(tsv 'i j w' '0 1 much')" "$(imported --rename weight=w g.gml)"
}
