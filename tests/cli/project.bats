#!/usr/bin/env bats
# project: two-mode tables to ties, and the curveball null.
load helper

setup()
{
	mkdir "$BATS_TEST_TMPDIR/work" && cd "$BATS_TEST_TMPDIR/work" || exit
	data=$(cd "$BATS_TEST_DIRNAME/../../datasets" && pwd)
	tsv 'person club' 'ana chess' 'bo chess' 'cy chess' 'ana choir' 'bo choir' 'di go' >clubs.tsv
	tsv 'wave person paper field' '1 a x f' '1 b x f' '2 b y g' '1 c y NA' '2 c y g' '1 b y NA' '2 d z g' '2 a z g' >waves.tsv
}

@test "the number of foci shared, by order of first appearance" {
	quiet project --ends person,club clubs.tsv
	same "$(tsv 'i j weight' 'ana bo 2' 'ana cy 1' 'bo cy 1')" "$output"
}

@test "it says which columns it took, or takes those of --ends" {
	warns "people are read from column 'person', foci from 'club'" project clubs.tsv
	quiet project --ends club,person clubs.tsv
	same "$(tsv 'i j weight' 'chess choir 2')" "$output"
	quiet project --foci --ends person,club clubs.tsv
	same "$(tsv 'i j weight' 'chess choir 2')" "$output"
}

@test "Newman and Jaccard" {
	quiet project --ends person,club --method newman clubs.tsv
	same "$(tsv 'i j weight' 'ana bo 1.5' 'ana cy 0.5' 'bo cy 0.5')" "$output"
	quiet project --ends person,club --method jaccard clubs.tsv
	same "$(tsv 'i j weight' 'ana bo 1' 'ana cy 0.5' 'bo cy 0.5')" "$output"
}

@test "Davis' women: 139 ties, Evelyn and Laura share 6 of 9 events" {
	quiet project --ends person,event "$data/davis/ties.tsv" -o ties.tsv
	same 140 "$(wc -l <ties.tsv)"
	same 'Evelyn Jefferson	Laura Mandeville	6' "$(sed -n 2p ties.tsv)"
	quiet project --ends person,event -m jaccard "$data/davis/ties.tsv"
	same 'Evelyn Jefferson	Laura Mandeville	0.6666666666666666' "${lines[1]}"
	quiet project --ends person,event --foci "$data/davis/ties.tsv" -o ties.tsv
	same 67 "$(wc -l <ties.tsv)"
}

@test "a row that stands twice counts once" {
	tsv 'person club' 'ana chess' 'bo chess' 'ana chess' >twice.tsv
	warns '1 row repeats a membership: each counts once' project twice.tsv
	same "$(tsv 'i j weight' 'ana bo 1')" "$output"
}

@test "large foci are left out, and counted" {
	warns '1 focus of more than 2 people left out, with 3 memberships; 1 person is left without a focus' \
		project --max-size 2 --method jaccard clubs.tsv
	same "$(tsv 'i j weight' 'ana bo 1')" "$output"
}

@test "everybody is in the file of --nodes-out" {
	quiet project --ends person,club --nodes-out people.tsv clubs.tsv
	same "$(tsv 'node foci' 'ana 2' 'bo 2' 'cy 1' 'di 1')" "$(cat people.tsv)"
	quiet project --ends person,club --foci --nodes-out foci.tsv clubs.tsv
	same "$(tsv 'node people' 'chess 3' 'choir 2' 'go 1')" "$(cat foci.tsv)"
	quiet project --by wave --ends person,paper --nodes-out people.tsv waves.tsv
	same "$(tsv 'node foci wave' 'a 1 1' 'b 2 1' 'c 1 1' 'b 1 2' 'c 1 2' 'd 1 2' 'a 1 2')" "$(cat people.tsv)"
}

@test "each wave is a network of its own" {
	quiet project --by wave --ends person,paper waves.tsv
	same "$(tsv 'i j weight wave' 'a b 1 1' 'b c 1 1' 'b c 1 2' 'd a 1 2')" "$output"
	warns "although there is a column 'wave'" project --ends person,paper waves.tsv
	same "$(tsv 'i j weight' 'a b 1' 'a d 1' 'b c 1')" "$output"
	warns "people are read from column 'person', foci from 'paper'" project --by wave waves.tsv
	quiet project --by wave,field --ends person,paper waves.tsv
	same "$(tsv 'i j weight wave field' 'a b 1 1 f' 'b c 1 2 g' 'd a 1 2 g' 'c b 1 1 NA')" "$output"
}

@test "a wave alone has the same ties and the same null as among others" {
	local wave
	generate gnm --people 60 --ties 150 --seed 1 | sed '1s/.*/person\tpaper/; 1!s/\t/\tx/; s/$/\t1/; 1s/1$/wave/' >both.tsv
	generate gnm --people 40 --ties 100 --seed 2 | sed '1d; s/\t/\tx/; s/$/\t2/' >>both.tsv
	project --by wave --ends person,paper --null curveball -R 3 --observed both.tsv >all.tsv
	for wave in 1 2; do
		awk -v w="$wave" 'NR == 1 || $3 == w' both.tsv >one.tsv
		project --by wave --ends person,paper --null curveball -R 3 --observed one.tsv >alone.tsv
		cmp alone.tsv <(awk -v w="$wave" 'NR == 1 || $4 == w' all.tsv)
	done
}

@test "replicates: one after the other, the same bytes for any number of threads" {
	project --ends person,event --null curveball -R 20 --seed 3 -j 1 "$data/davis/ties.tsv" >one.tsv
	project --ends person,event --null curveball -R 20 --seed 3 -j 4 "$data/davis/ties.tsv" >four.tsv
	project --ends person,event --null curveball -R 20 --seed 4 "$data/davis/ties.tsv" >other.tsv
	cmp one.tsv four.tsv
	! cmp -s one.tsv other.tsv
	same 'i	j	weight	replicate' "$(head -1 one.tsv)"
	same "$(seq 20)" "$(sed 1d one.tsv | cut -f 4 | uniq)"
}

# The sum of weights over all pairs is fixed by the sizes of the foci; so is, with Newman's weights,
# the number of memberships of foci with company: 89 at Davis'.
@test "replicates keep the sizes of foci, and people their number" {
	project --ends person,event --null curveball -R 50 --observed "$data/davis/ties.tsv" >null.tsv
	same 1 "$(awk 'NR > 1 { s[$NF] += $(NF - 1) } END { for (r in s) print s[r] }' FS='\t' null.tsv | sort -u | wc -l)"
	project --ends person,event --null curveball -R 50 -m newman "$data/davis/ties.tsv" >null.tsv
	awk -F'\t' 'NR > 1 { s[$1 " " $4] += $3; s[$2 " " $4] += $3 }
		END { for (k in s) { n = split(k, p, " "); t[p[n]] += s[k]; if (k ~ /^Evelyn/ && (s[k] < 8 - 1e-9 || s[k] > 8 + 1e-9)) exit 1 }
		      for (r in t) if (t[r] < 89 - 1e-9 || t[r] > 89 + 1e-9) exit 1 }' null.tsv
}

@test "the table itself is replicate 0, if it is wanted" {
	project --ends person,event --null curveball -R 2 --observed "$data/davis/ties.tsv" >null.tsv
	same "$(tsv 0 1 2)" "$(sed 1d null.tsv | cut -f 4 | uniq)"
	cmp <(project --ends person,event "$data/davis/ties.tsv") <(awk -F'\t' '$4 == 0 || NR == 1' null.tsv | cut -f 1-3)
	quiet project --ends person,event --null curveball -R 0 "$data/davis/ties.tsv"
	same 'i	j	weight	replicate' "$output"
}

# Two people in each stratum and no more: whatever is traded, they are tied to one another alone.
@test "trades within strata stay there; missing is a stratum" {
	tsv 'person club kind' 'a x sport' 'a y sport' 'b x sport' 'c v arts' 'd v arts' 'e u NA' 'f u ' 'e t NA' >kinds.tsv
	project --ends person,club --null curveball:within=kind -R 30 kinds.tsv >null.tsv
	same "$(tsv 'a b 1' 'c d 1' 'e f 1')" "$(sed 1d null.tsv | cut -f 1-3 | sort -u)"
	project --ends person,club --null curveball -R 30 kinds.tsv >null.tsv
	[ "$(sed 1d null.tsv | cut -f 1-2 | sort -u | wc -l)" -gt 5 ]
}

@test "the strata of a table of foci, by wave if it has waves" {
	tsv 'wave person club' '1 a x' '1 b x' '1 c v' '1 d v' '2 a x' '2 b x' '2 c v' '2 d v' >clubs.tsv
	tsv 'club wave kind' 'x 1 sport' 'v 1 arts' 'x 2 arts' 'v 2 arts' 'w 2 sport' >kinds.tsv
	quiet project --by wave --ends person,club --null curveball:within=kind --foci-table kinds.tsv -R 30 clubs.tsv
	same "$(tsv 'a b 1 1' 'c d 1 1')" "$(sed 1d <<<"$output" | cut -f 1-4 | grep '1$' | sort -u)"
	[ "$(sed 1d <<<"$output" | cut -f 1-4 | grep '2$' | sort -u | wc -l)" -gt 4 ]
	tsv 'club kind' 'x sport' >kinds.tsv
	warns '2 foci are not in kinds.tsv' project --by wave --ends person,club --null curveball:within=kind --foci-table kinds.tsv -R 30 clubs.tsv
	same "$(tsv 'a b 1 1' 'a b 1 2' 'c d 1 1' 'c d 1 2')" "$(sed 1d <<<"$output" | cut -f 1-4 | sort -u)"
}

@test "a focus has one stratum" {
	tsv 'person club kind' 'a x sport' 'b x arts' >kinds.tsv
	fails 65 "kinds.tsv:3: column 'kind': 'arts' is a second stratum" project --null curveball:within=kind kinds.tsv
	fails 65 'column .kind.: .* is a second stratum' project --private --null curveball:within=kind kinds.tsv
	[[ $stderr != *arts* ]]
	tsv 'club kind' 'x sport' 'x arts' >foci.tsv
	fails 65 "foci.tsv:3: column 'kind': 'arts' is a second stratum" project --null curveball:within=kind --foci-table foci.tsv kinds.tsv
}

@test "commas, quotes and line ends as they came" {
	printf 'who,what,wave\r\n"Rossi, Ana",chess,"1,5"\r\n"Bo ""B""",chess,"1,5"\r\n' >quoted.csv
	quiet project --ends who,what --by wave quoted.csv -o out.csv
	cmp out.csv <(printf 'i,j,weight,wave\r\n"Rossi, Ana","Bo ""B""",1,"1,5"\r\n')
}

@test "tables without rows, without columns, with empty cells" {
	tsv 'person club' >empty.tsv
	quiet project --ends person,club --nodes-out people.tsv empty.tsv
	same 'i	j	weight' "$output"
	same 'node	foci' "$(cat people.tsv)"
	quiet project --ends person,club --null curveball -R 3 empty.tsv
	printf 'person\nana\n' >one.tsv
	fails 64 'no two columns' project one.tsv
	printf 'person\tclub\nana\t\n' >hole.tsv
	fails 65 "hole.tsv:2: column 'club'" project hole.tsv
}

@test "options that make no sense" {
	fails 64 'curveball:within=COLUMN' project --null degrees clubs.tsv
	fails 64 'curveball:within=COLUMN' project --null curveball:within= clubs.tsv
	fails 64 'goes with --null' project --observed clubs.tsv
	fails 64 'goes with --null' project --foci-table clubs.tsv clubs.tsv
	fails 64 'goes with --null curveball:within' project --null curveball --foci-table clubs.tsv clubs.tsv
	fails 64 "no column 'clob'; did you mean 'club'" project --ends person,clob clubs.tsv
	fails 64 'two columns' project --ends person clubs.tsv
	fails 64 'not both' project --ends club,club clubs.tsv
	fails 64 "no column 'wave'" project --by wave clubs.tsv
	tsv 'person club weight' 'a x 1' >w.tsv
	fails 64 "two columns 'weight': use --rename" project --by weight w.tsv
}

@test "guarded, cut short by a reader, and a full disk" {
	same '##end rows=3' "$(project --guard --ends person,club clubs.tsv | tail -1)"
	run bash -c 'project --ends person,event --null curveball -R 100000 "$1" | head -1; echo "${PIPESTATUS[0]}"' - "$data/davis/ties.tsv"
	same 141 "${lines[1]}"
	fails 74 'No space left' bash -c 'project --ends person,event --null curveball -R 100 "$1" >/dev/full' - "$data/davis/ties.tsv"
	fails 71 'out of memory' env TIES_TEST_LIMIT=1000000 project --ends person,event --null curveball "$data/davis/ties.tsv"
}
