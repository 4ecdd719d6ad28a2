#!/usr/bin/env bats
# Structural holes: both models, who is an alter, what is not defined, tie by tie and on paper.
load helper

setup()
{
	mkdir "$BATS_TEST_TMPDIR/work" && cd "$BATS_TEST_TMPDIR/work" || exit
	data=$BATS_TEST_DIRNAME/../../datasets
	tsv 'i j' 'A B' 'A F' 'A G' 'A E' 'E G' 'F G' 'B G' 'B D' 'D G' 'G C' >borgatti.tsv
	tsv 'i j' 'a b' 'b c' 'a c' 'c d' >pendant.tsv
}

# One cell: the value of a person (column node or the first) in a column.
cell() { awk -F'\t' -v who="$1" -v what="$2" 'NR == 1 { for (c = 1; c <= NF; c++) if ($c == what) at = c; next } $1 == who { print $at }'; }

# Numbers to four decimals, so that they can be compared with printed ones.
rounded() { awk -F'\t' -v OFS='\t' '{ for (c = 1; c <= NF; c++) if ($c ~ /^[0-9.]+$/ && $c ~ /\./) $c = sprintf("%.4f", $c) } 1'; }

@test "Borgatti's seven people in both models" {
	same "$(tsv 'node degree effective_size efficiency constraint hierarchy' 'A 4 2.5000 0.6250 0.6836 0.1678' \
		'B 3 1.6667 0.5556 0.8395 0.0737' 'F 2 1 0.5000 1.1250 0' 'G 6 4.6667 0.7778 0.4003 0.0947' \
		'E 2 1 0.5000 1.1250 0' 'D 2 1 0.5000 1.1250 0' 'C 1 1 1 1 NA')" "$(holes borgatti.tsv 2>err | rounded)"
	same 'holes: 1 person has one alter: hierarchy is not defined (0/0), NA' "$(<err)"
	same "$(tsv 'node degree effective_size efficiency constraint hierarchy' 'A 4 2.5000 0.6250 0.5955 0.1678' \
		'B 3 1.6667 0.5556 0.6427 0.0737' 'F 2 1 0.5000 0.7309 0.0034' 'G 6 4.6667 0.7778 0.4003 0.0947' \
		'E 2 1 0.5000 0.7309 0.0034' 'D 2 1 0.5000 0.7847 0.0127' 'C 1 1 1 1 NA')" "$(holes --model whole borgatti.tsv 2>err | rounded)"
}

@test "the table of the manual: karate's person 9, the Medici" {
	same '0.5542 0.3036 0.2361 0.2099' "$(echo $(
		holes "$data/karate/ties.tsv" 2>err | rounded | cell 9 constraint
		holes -m whole "$data/karate/ties.tsv" 2>err | rounded | cell 9 constraint
		holes "$data/florentine/ties.tsv" 2>err | rounded | cell Medici constraint
		holes -m whole "$data/florentine/ties.tsv" 2>err | rounded | cell Medici constraint))"
	for number in .5542 .3036 .2361 .2099 .6836 .5955; do
		holes --man | grep -q "[^0-9]\\$number" || { echo "the manual lacks $number"; return 1; }
	done
}

@test "the table of the manual: what is a tie" {
	local row
	# the constraint of a person in the whole model: WHO OPTIONS ROW...
	c() { local who=$1 how=$2; shift 2; holes -m whole $how <(tsv "$@") 2>err | rounded | cell "$who" constraint; }
	abc=('i j w' 'a b 1' 'b c 1' 'a c 1' 'c d 1')
	same NA "$(c e '' "${abc[@]}" 'e e 1')"
	same '1 NA' "$(echo $(c d '' "${abc[@]}"; holes pendant.tsv 2>err | cell d hierarchy))"
	same 1.1250 "$(c a '' "${abc[@]:0:4}")"
	same 1.0069 "$(c a '' "${abc[@]}" 'a a 1')"
	same 1.0069 "$(c a '' "${abc[@]}" 'a b 1')"
	same 0.9136 "$(c a '-w w' "${abc[@]}" 'a b 1')"
	same 1 "$(c a '-w w' 'i j w' 'a b 1' 'b c 1' 'a c 0' 'c d 1')"
	same 0.5000 "$(c y --directed 'from to' 'x y' 'z y')"
	for row in 'only a loop  *NA' 'one alter .* 1; NA' '(ab bc ac alone)  *1.125 ' 'loop aa: .* a  *1.0069 ' 'ab stands twice: .* 1.0069 ' \
		'with -w  *.9136 ' 'ac weighs 0: .* a  *1 ' 'ac weighs -1  *refused' 'arcs in only .* y  *.5 '; do
		holes --man | grep -q "$row" || { echo "the manual lacks $row"; return 1; }
	done
}

@test "the question of the manual: are those with few constraints those of varied contacts?" {
	awk -F'\t' 'NR == 1 || $4 == 2025' "$data/debian/ties.tsv" >ties.tsv
	awk -F'\t' 'NR == 1 || $2 == 2025' "$data/debian/people.tsv" | sed '1s/\tsection\t/\tprofession\t/' >people.tsv
	holes --nodes people.tsv ties.tsv >h.tsv 2>err
	ego --nodes h.tsv -a profession ties.tsv 2>err >e.tsv
	ends 0 bin -x constraint -y richness --correlation e.tsv
	same 'profession_richness~constraint -0.8083 0.0020 1953' \
		"$(rounded <<<"$output" | awk -F'\t' '$1 == "spearman" { print $2, sprintf("%.4f", $3), $11, $14 }')"
	ends 0 bin --by degree -x constraint -y richness --correlation e.tsv
	same '-0.3099 0.0020 177' "$(rounded <<<"$output" | awk -F'\t' '$1 == 3 && $2 == "spearman" { print sprintf("%.4f", $4), $12, $15 }')"
}

@test "weights only with -w, and then they are summed" {
	tsv 'i j weight' 'a b 1' 'b a 1' 'b c 1' 'a c 1' 'c d 1' >t.tsv
	warns "'weight' is not used" holes -m whole t.tsv
	says '1 repeated tie left out'
	same 1.0069 "$(rounded <<<"$output" | cell a constraint)"
	warns 'one alter' holes -m whole -w weight t.tsv
	same 0.9136 "$(rounded <<<"$output" | cell a constraint)"
	warns '1 repeated tie added' holes -v -w weight t.tsv
}

@test "loops and ties of weight 0 are no contacts" {
	tsv 'i j w' 'a b 1' 'b c 1' 'a c 1' 'c d 1' 'a a 5' 'e e 1' 'a e 0' >t.tsv
	holes pendant.tsv 2>err >plain.tsv
	ends 0 holes -w w t.tsv
	same "$(cat plain.tsv; tsv 'e 0 NA NA NA NA')" "$output"
	says '2 loops left out' && says '1 tie of weight 0 left out' && says '1 person has no alters'
}

@test "negative weights, and those out of all range, are refused" {
	tsv 'i j w' 'a b 1' 'b c -2' >t.tsv
	fails 65 "t.tsv:3: column 'w': '-2' is negative" holes -w w t.tsv
	quiet holes --private -w w <(tsv 'i j w' 'a b 1' 'b c 1' 'c a 1')
	fails 65 'is negative' holes --private -w w t.tsv
	[[ $stderr != *-2* ]]
	tsv 'i j w' 'a b 1' 'b c 1e200' >t.tsv
	fails 65 "t.tsv:3: column 'w': '1e200' is too large" holes -w w t.tsv
	tsv 'i j w' 'a b 1' 'b c 1e-200' >t.tsv
	fails 65 'the weight of a tie is 1e-200' holes -w w t.tsv
	tsv 'i j w' 'a b 1' 'b c x' >t.tsv
	fails 65 'not a number' holes -w w t.tsv
}

@test "what is not defined: NA, 0 or 1, and how many people it concerns" {
	tsv node a b c d e >people.tsv
	ends 0 holes --nodes people.tsv pendant.tsv
	same "$(tsv 'e 0 NA NA NA NA')" "$(tail -1 <<<"$output")"
	same "$(tsv 'd 1 1 1 1 NA')" "$(grep ^d <<<"$output")"
	says '1 person has no alters.* NA' && says '1 person has one alter.* NA'
	ends 0 holes --undefined 0 --nodes people.tsv -A density pendant.tsv
	same "$(tsv 'e 0 0 0 0 0 NA')" "$(tail -1 <<<"$output")"
	ends 0 holes --undefined 1 --nodes people.tsv pendant.tsv
	same "$(tsv 'd 1 1 1 1 1')" "$(grep ^d <<<"$output")"
	fails 64 'NA|0|1' holes --undefined 2 pendant.tsv
}

@test "arcs: z is what flows both ways, and someone who only receives has alters" {
	tsv 'from to' '0 1' '0 2' '1 0' '2 1' >d.tsv
	warns 'read as directed' holes -m whole d.tsv
	same '1.0031 1.0031 1.3889' "$(echo $(rounded <<<"$output" | awk 'NR > 1 { print $5 }'))"
	quiet holes --directed -m whole d.tsv
	tsv 'from to' '0 1' '2 1' >in.tsv
	ends 0 holes --directed in.tsv
	same 0.5 "$(cell 1 constraint <<<"$output")"
	# with weights the sum of both directions is all that counts
	tsv 'from to w' '0 1 1' '1 0 2' '1 2 1' '2 0 3' >w.tsv
	quiet holes -w w w.tsv
	same "$output" "$(holes --undirected -w w w.tsv)"
}

@test "--alters: those ego sends to, those who send, both, those who do both" {
	tsv 'from to' 'a b' 'b a' 'a c' 'd a' 'b c' >d.tsv
	for who in 'both 3' 'out 2' 'in 2' 'mutual 1'; do
		ends 0 holes --directed --alters "${who% *}" --egos a d.tsv
		same "${who#* }" "$(cell a degree <<<"$output")"
	done
	fails 64 'about arcs' holes --alters out pendant.tsv
	fails 64 'both|out|in|mutual' holes --alters up d.tsv
}

@test "everything that can be added, each once" {
	all=redundancy,constraint_size,constraint_density,constraint_hierarchy,constraint_normalised,strongest_share,density
	all+=,hbi0,hbi1,hbi2,hbi0_share,hbi1_share,hbi2_share,ego_betweenness,two_step_reach,clustering,local_bridges,bridging
	ends 0 holes -A $all pendant.tsv
	same "node degree effective_size efficiency constraint hierarchy ${all//,/ }" "$(head -1 <<<"$output" | tr '\t' ' ')"
	# c: a and b are tied, d is not: C = 1/3 + 2/9 (1/2 + 1/2) + 1/9 (1/4 + 1/4)
	ends 0 holes --egos c -A constraint_size,constraint_density,constraint_hierarchy pendant.tsv
	same 'c 3 2.3333 0.7778 0.6111 0.0522 0.3333 0.2222 0.0556' "$(tail -1 <<<"$output" | rounded | tr '\t' ' ')"
	# one pair of three is tied; a-d and b-d go through c; c-d is the only tie without a common neighbour
	ends 0 holes --egos c -A redundancy,strongest_share,density,hbi0,hbi1,hbi2,hbi0_share,ego_betweenness pendant.tsv
	same '0.6667 0.3333 0.3333 2 0 1 0.6667 2' "$(tail -1 <<<"$output" | rounded | cut -f 7- | tr '\t' ' ')"
	ends 0 holes -A two_step_reach,clustering,local_bridges pendant.tsv
	same "$(tsv '3 1 0' '3 1 0' '3 0.3333 1' '3 NA 1')" "$(rounded <<<"$output" | sed 1d | cut -f 7-)"
	fails 64 "no 'densty'; did you mean 'density'" holes -A densty pendant.tsv
	fails 64 "no 'nonsense'" holes -A nonsense pendant.tsv
	fails 64 'there already' holes -A density,density pendant.tsv
	fails 64 'there already' holes -A constraint pendant.tsv
}

@test "the extremes of constraint are those of undirected ego networks without weights" {
	ends 0 holes -A constraint_normalised borgatti.tsv
	same 1 "$(cell E constraint_normalised <<<"$output")"
	fails 64 'leave out --model whole' holes -m whole -A constraint_normalised borgatti.tsv
	fails 64 'leave out -w' holes -w j -A constraint_normalised borgatti.tsv
	fails 64 'use --undirected' holes --directed -A constraint_normalised borgatti.tsv
}

@test "tie by tie: p adds up to 1, and c to the constraint" {
	ends 0 holes --ties -m whole borgatti.tsv
	same "$(tsv 'ego alter p constraint redundancy')" "$(head -1 <<<"$output")"
	same 21 "$(wc -l <<<"$output")"
	same "$(holes -m whole -A redundancy borgatti.tsv 2>err | awk 'NR > 1 { printf "%s 1.0000 %.4f %.4f\n", $1, $5, $7 }' | sort)" \
		"$(awk 'NR > 1 { p[$1] += $3; c[$1] += $4; r[$1] += $5 }
			END { for (v in p) printf "%s %.4f %.4f %.4f\n", v, p[v], c[v], r[v] }' <<<"$output" | sort)"
	same 'A B F E D C' "$(echo $(awk '$1 == "G" { print $2 }' <<<"$output"))"
	ends 0 holes --ties --guard --egos C,E borgatti.tsv
	same '##end rows=3' "$(tail -1 <<<"$output")"
	fails 64 'leave out --add' holes --ties -A density borgatti.tsv
	fails 64 'choose one' holes --ties --explain G borgatti.tsv
}

@test "--explain ends in the numbers of the table" {
	for model in ego whole; do
		ends 0 holes -m $model --explain A borgatti.tsv
		same "$(holes -m $model --egos A borgatti.tsv | awk 'NR > 1 { print $3; print $4; print $5; print $6 }' | sort)" \
			"$(sed -nE 's/^(constraint|effective size|efficiency|hierarchy) =.* ([0-9.]+)$/\2/p' <<<"$output" | sort)"
	done
	ends 0 holes --explain E borgatti.tsv
	grep -qF 'constraint  (1/2 + 1/2 x 1/2 [G])^2 = (0.75)^2 = 0.5625' <<<"$output"
	grep -qFx 'constraint = 0.5625 + 0.5625 = 1.125' <<<"$output"
	ends 0 holes -m whole --explain E borgatti.tsv
	grep -qF '(1/2 + 1/2 x 1/4 [A])^2' <<<"$output"
	ends 0 holes --explain C borgatti.tsv
	grep -qFx 'hierarchy: one alter, 0/0' <<<"$output"
	tsv 'i j' 'a a' >loop.tsv
	ends 0 holes --explain a loop.tsv
	grep -q 'no alters' <<<"$output"
	fails 64 "no 'X' in the ties" holes --explain X borgatti.tsv
	fails 64 'leave out --egos' holes --explain A --egos B borgatti.tsv
}

@test "--egos: these people only, with the same numbers" {
	holes -m whole -A density,clustering borgatti.tsv 2>err >all.tsv
	ends 0 holes -m whole -A density,clustering --egos D,A borgatti.tsv
	same "$(sed -n 1p all.tsv; grep '^[AD]' all.tsv)" "$output"
	printf 'D\r\n\nA\n' >egos
	ends 0 holes -m whole -A density,clustering --egos @egos borgatti.tsv
	same "$(sed -n 1p all.tsv; grep '^[AD]' all.tsv)" "$output"
	# both ways of computing give the same bits
	same "$(holes -m whole borgatti.tsv 2>err)" "$(holes -m whole --egos A,B,C,D,E,F,G borgatti.tsv 2>err)"
	fails 64 "egos: there is no 'X'" holes --egos A,X borgatti.tsv
	printf 'A\nX\n' >egos
	fails 64 "egos:2: there is no 'X'" holes --egos @egos borgatti.tsv
	fails 66 'nowhere' holes --egos @nowhere borgatti.tsv
	fails 64 'a person who is not in the ties' holes --private --egos X borgatti.tsv
	[[ $stderr != *X* ]]
}

@test "--nodes: its rows and columns, in its order, and people without ties" {
	printf 'name,node,office\r\nDora,d,"x, y"\r\nEve,e,\r\nAnn,a,z\r\n' >people.csv
	ends 0 holes --nodes people.csv pendant.tsv
	same "$(printf 'name,node,office,degree,effective_size,efficiency,constraint,hierarchy\r\nDora,d,"x, y",1,1,1,1,NA\r\n')" "$(head -2 <<<"$output")"
	same $'Eve,e,,0,NA,NA,NA,NA\r' "$(sed -n 3p <<<"$output")"
	says '2 people of the ties have no row in people.csv and are not written'
	ends 0 holes --egos a --nodes people.csv pendant.tsv
	same 2 "$(wc -l <<<"$output")"
}

@test "chained: both models beside one another, with --as" {
	holes --as ego pendant.tsv 2>err >h.tsv
	ends 0 holes -m whole --as whole --nodes h.tsv pendant.tsv
	same 'node ego_degree ego_effective_size ego_efficiency ego_constraint ego_hierarchy whole_degree' \
		"$(head -1 <<<"$output" | cut -f 1-7 | tr '\t' ' ')"
	fails 64 "a column 'ego_degree' already" holes --as ego --nodes h.tsv pendant.tsv
}

@test "--by: each value a network of its own, with and without people" {
	tsv 'i j wave' 'a b 1' 'b c 1' 'a c 2' 'c b 2' 'a b 2' >t.tsv
	ends 0 holes --by wave t.tsv
	same "$(tsv 'wave node degree' '1 a 1' '1 b 2' '1 c 1' '2 a 2' '2 c 2' '2 b 2')" "$(cut -f 1-3 <<<"$output")"
	tsv 'node office' 'c x' 'a y' 'z y' >people.tsv
	ends 0 holes --by wave --nodes people.tsv t.tsv
	same "$(tsv 'wave node office degree' '1 c x 1' '1 a y 1' '1 z y 0' '2 c x 2' '2 a y 2' '2 z y 0')" "$(cut -f 1-4 <<<"$output")"
	tsv 'wave node' '2 a' '1 a' '3 a' '1 z' >panel.tsv
	ends 0 holes --by wave --nodes panel.tsv t.tsv
	same "$(tsv 'wave node degree' '2 a 2' '1 a 1' '3 a NA' '1 z 0')" "$(cut -f 1-3 <<<"$output")"
	tsv 'wave node' '2 a' '1 a' '2 a' >twice.tsv
	fails 65 'stands there twice' holes --by wave --nodes twice.tsv t.tsv
	ends 0 holes --by wave --ties t.tsv
	same "$(tsv 'wave ego alter')" "$(head -1 <<<"$output" | cut -f 1-3)"
	same 11 "$(wc -l <<<"$output")"
	ends 0 holes --by wave --explain b t.tsv
	same 'wave 1: b, in the ego model: 2 alters, ties worth 2' "$(head -1 <<<"$output")"
	grep -q '^wave 2: b' <<<"$output"
	ends 0 holes --by wave --egos b t.tsv
	same 3 "$(wc -l <<<"$output")"
}

@test "bridging: exact for small networks, refused with its time for large ones, or estimated" {
	# a path a-b-c: 5/6 of all pairs' closeness; either tie cuts one end off: 5/6 - 1/3
	tsv 'i j' 'a b' 'b c' >path.tsv
	ends 0 holes -A bridging path.tsv
	same '0.5000 0.5000 0.5000' "$(echo $(rounded <<<"$output" | awk 'NR > 1 { print $7 }'))"
	awk 'BEGIN { print "i\tj"; for (k = 0; k < 5001; k++) print k "\t" int(k / 2) + 6000 }' >many.tsv
	fails 64 '5001 ties would take about (a second|[0-9]* (seconds|minutes)).*--slow.*--sample' holes -A bridging many.tsv
	ends 0 holes -A bridging --slow --egos 0 many.tsv
	same 7 "$(tail -1 <<<"$output" | wc -w)"
	ends 0 holes -A bridging --sample 50 --egos 0 many.tsv
	same 'bridging bridging_se' "$(head -1 <<<"$output" | cut -f 7- | tr '\t' ' ')"
	# everyone is no sample: exact, without error
	same "$(holes -A bridging path.tsv 2>err | sed '1s/$/\tbridging_se/; 2,$s/$/\t0/')" "$(holes -A bridging --sample 3 path.tsv 2>err)"
	same "$(holes -A bridging --sample 50 many.tsv 2>err)" "$(holes -j 2 -A bridging --sample 50 --seed 1 many.tsv 2>err)"
	[ "$(holes -A bridging --sample 50 many.tsv 2>err)" != "$(holes -A bridging --sample 50 --seed 2 many.tsv 2>err)" ]
	fails 64 'is about --add bridging' holes --slow pendant.tsv
	fails 64 'is about --add bridging' holes --sample 9 pendant.tsv
	fails 64 'two people at least' holes -A bridging --sample 1 pendant.tsv
	fails 64 'choose one' holes -A bridging --sample 9 --slow pendant.tsv
}

@test "no people, one person" {
	tsv 'i j' >none.tsv
	quiet holes none.tsv
	same "$(tsv 'node degree effective_size efficiency constraint hierarchy')" "$output"
	quiet holes --ties -m whole none.tsv
	same "$(tsv 'ego alter p constraint redundancy')" "$output"
	ends 0 holes -m whole -A bridging,two_step_reach,density --nodes <(tsv node a) none.tsv
	same "$(tsv 'a 0 NA NA NA NA NA 0 NA')" "$(tail -1 <<<"$output")"
}

@test "a hub of many contacts is no trouble" {
	awk 'BEGIN { print "i\tj"; for (h = 0; h < 5; h++) for (l = 0; l < 20000; l++) print "h" h "\tl" l }' >hubs.tsv
	for model in ego whole; do
		ends 0 holes -m $model --egos h0,l0 hubs.tsv
		same "$(tsv 'h0 20000 20000 1 0.00005 0' 'l0 5 5 1 0.2 0')" "$(sed 1d <<<"$output")"
		same "$(sed 1d <<<"$output")" "$(holes -m $model hubs.tsv 2>err | grep -E '^(h0|l0)	')"
	done
}

@test "a panel of people without all columns of --by is refused with what it lacks" {
	tsv 'i j wave layer' 'a b 1 x' 'a b 2 y' >layers
	tsv 'node wave' 'a 1' 'a 2' 'b 1' 'b 2' >panel
	fails 65 "panel:3: column 'node': 'a' stands there twice: .*all columns of --by" holes --by wave,layer --nodes panel layers
	quiet degree --by wave --nodes panel layers
}
