#!/usr/bin/env bats
# save: ties and people for other programs, and back again.
load helper

setup()
{
	mkdir "$BATS_TEST_TMPDIR/work" && cd "$BATS_TEST_TMPDIR/work" || exit
	printf 'i\tj\tweight\tkind\tmy col\n' >ties.tsv
	printf 'ann\ta&b <c>\t0.30000000000000004\tx\t1\n' >>ties.tsv
	printf 'a&b <c>\tü\\\t1e-7\ty "q"\tNA\n' >>ties.tsv
	printf '007\tann\t3\té&\t007\n' >>ties.tsv
	printf 'node\tage\tgroup\tbig\n' >people.tsv
	printf 'ann\t1.5\tx&y\t9007199254740993\n' >>people.tsv
	printf 'a&b <c>\tNA\tNA\t1\nü\\\t3\té\t2\n007\tNA\tNA\tNA\nlonely\t4\t"z"\t3\n' >>people.tsv
}

imported() { import "$@" 2>/dev/null; }

@test "GraphML and GML come back as they went" {
	local f
	for f in graphml gml; do
		save --nodes people.tsv -o t.$f ties.tsv 2>/dev/null
		imported --nodes-out n.tsv t.$f >t.tsv
		cmp people.tsv n.tsv
		sed 's/my_col/my col/; s/1\.0e-7/1e-7/' t.tsv | cmp ties.tsv -
	done
}

@test "Pajek and DL bring back people, ties and weights" {
	local f
	cut -f1-3 ties.tsv >want.tsv
	cut -f1 people.tsv >nodes.tsv
	for f in net dl; do
		save --nodes people.tsv -o t.$f ties.tsv 2>/dev/null
		same "$(cat want.tsv)" "$(imported --nodes-out n.tsv t.$f)"
		cmp nodes.tsv n.tsv
	done
}

@test "arcs come back as arcs, isolates as people" {
	local f
	tsv 'from to weight' 'a b 2' 'b a 2.5' 'b c 1' >arcs.tsv
	tsv 'node' 'a' 'b' 'c' 'd' >all.tsv
	for f in graphml gml net paj dl; do
		save --nodes all.tsv -o t.$f arcs.tsv
		same "$(cat arcs.tsv)" "$(imported --nodes-out n.tsv t.$f)"
		cmp all.tsv n.tsv
	done
}

@test "ties without weight come back without one" {
	local f
	tsv 'i j' 'a b' 'c b' >t.tsv
	for f in graphml gml net paj dl; do
		save -o t.$f t.tsv
		same "$(cat t.tsv)" "$(imported t.$f)"
	done
}

@test "layers are Pajek's relations and DL's matrices" {
	tsv 'from to weight layer' 'a b 2 work' 'b c 1 play' 'a c 3 work' >t.tsv
	save -o t.net t.tsv
	same '*Vertices 3
1 "a"
2 "b"
3 "c"
*Arcs :1 "work"
1 2 2
1 3 3
*Arcs :2 "play"
2 3 1' "$(cat t.net)"
	same "$(tsv 'from to weight layer' 'a b 2 work' 'a c 3 work' 'b c 1 play')" "$(imported t.net)"
	save -o t.dl t.tsv
	same "$(tsv 'from to layer weight' 'a b work 2' 'a c work 3' 'b c play 1')" "$(imported t.dl)"
}

@test "a project carries numbers as vectors and text as partitions" {
	tsv 'node age sex' 'a 30.5 f' 'b NA m' 'c 41 f' >p.tsv
	tsv 'i j' 'a b' 'b c' >t.tsv
	save --nodes p.tsv -o t.paj t.tsv
	imported --nodes-out n.tsv t.paj >/dev/null
	same "$(tsv 'node age sex' 'a 30.5 1' 'b NA 2' 'c 41 1')" "$(cat n.tsv)"
	grep -q '^% 2 "m"$' t.paj
	warns "no place for 'age', 'sex' \(a project" save --nodes p.tsv -o t.net t.tsv
}

@test "-w names the number of Pajek and DL; what has no place is said" {
	tsv 'i j calls kind' 'a b 3 x' >t.tsv
	warns "no place for 'calls', 'kind'" save --format pajek t.tsv
	same '1 2' "${lines[4]}"
	warns "no place for 'kind'" save --format pajek -w calls t.tsv
	same '1 2 3' "${lines[4]}"
	fails 65 "'kind' holds other things than numbers" save --format dl -w kind t.tsv
	fails 64 "did you mean 'calls'" save --format dl -w call t.tsv
}

@test "numbers are numbers, 007 and 19 digits are text" {
	save --nodes people.tsv ties.tsv >t.graphml
	grep -q 'attr.name="age" attr.type="double"' t.graphml
	grep -q 'attr.name="big" attr.type="string"' t.graphml
	grep -q 'attr.name="my col" attr.type="string"' t.graphml
	save --nodes people.tsv --format gml ties.tsv 2>/dev/null | grep -q 'label "&#252;\\" age 3 group "&#233;" big "2"'
}

@test "hostile names in every format" {
	printf 'from\tto\tk\n"\\\tb\]]>\tx"]\n;--\t<!--\t&#38;\n' >t.tsv
	local f
	for f in graphml gml; do
		save -o t.$f t.tsv
		imported t.$f | cmp t.tsv -
	done
	warns '1 quote in names' save -o t.net t.tsv
	same "$(printf "from\tto\n'\\\\\tb\\\\]]>\n;--\t<!--")" "$(imported t.net)"
	warns '1 quote in names' save -o t.dl t.tsv
	same "$(printf "from\tto\n'\\\\\tb\\\\]]>\n;--\t<!--")" "$(imported t.dl)"
	same 'digraph {
  "\"\\";
  "b\\]]>";
  ";--";
  "<!--";
  "\"\\" -> "b\\]]>" ["k"="x\"]"];
  ";--" -> "<!--" ["k"="&#38;"];
}' "$(save --format dot t.tsv)"
}

@test "XML and GML refuse what they cannot carry" {
	printf 'i\tj\na\x01\tb\n' >t.tsv
	fails 65 'control character, which GraphML' save t.tsv
	fails 65 'control character, which GML' save --format gml t.tsv
	printf 'i\tj\n\xe9\tb\n' >t.tsv
	fails 65 'not UTF-8' save t.tsv
}

@test "GML's names of attributes" {
	printf 'from\tto\tmy col\tmy-col\t2nd\tsource\na\tb\t1\t2\t3\t4\n' >t.tsv
	warns '4 column names have' save --format gml t.tsv
	same '  edge [ source 0 target 1 my_col 1 my_col_ 2 x2nd 3 source_ 4 ]' "${lines[4]}"
}

@test "the format: by suffix, by --format, else GraphML" {
	tsv 'i j' 'a b' >t.tsv
	quiet save t.tsv
	same '<?xml version="1.0" encoding="UTF-8"?>' "${lines[0]}"
	quiet save -o T.GV t.tsv
	same 'graph {' "$(head -1 T.GV)"
	fails 64 'no suffix that names a format' save -o t.txt t.tsv
	[ ! -e t.txt ]
	fails 64 'one of' save --format xml t.tsv
}

@test "--directed and --undirected override the header" {
	tsv 'i j' 'a b' >t.tsv
	save --directed --format dot t.tsv | grep -q '"a" -> "b"'
	tsv 'from to' 'a b' >t.tsv
	save --undirected --format dot t.tsv | grep -q '"a" -- "b"'
}

@test "a table without ties, and a full disk" {
	tsv 'i j weight' >t.tsv
	local f
	for f in graphml gml pajek paj dl dot; do
		quiet save --format $f t.tsv
	done
	fails 74 'cannot write' bash -c 'save ties.tsv >/dev/full'
}

@test "the same bytes twice" {
	local f
	for f in graphml gml pajek paj dl dot; do
		same "$(save --nodes people.tsv --format $f ties.tsv 2>&1)" "$(save --nodes people.tsv --format $f ties.tsv 2>&1)"
	done
}
