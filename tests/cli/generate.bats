#!/usr/bin/env bats
# generate: sizes, ids, weights, groups; and that the bytes depend on the seed alone.
load helper

setup()
{
	mkdir "$BATS_TEST_TMPDIR/work" && cd "$BATS_TEST_TMPDIR/work" || exit
}

# Ties that stand twice, in either direction, and loops: none.
simple() { awk 'NR > 1 { k = $1 < $2 ? $1 " " $2 : $2 " " $1; if ($1 == $2 || seen[k]++) exit 1 }' "$1"; }

@test "every model gives the number of ties that was asked for, none twice" {
	local model
	for model in holme-kim watts-strogatz planted lfr gnm; do
		quiet generate "$model" --people 200 --ties 777 -o ties.tsv
		same 778 "$(wc -l <ties.tsv)"
		simple ties.tsv
		quiet generate "$model" --people 200 --ties 777 --shuffle -o ties.tsv
		same 778 "$(wc -l <ties.tsv)"
		simple ties.tsv
	done
}

@test "a thousand people and five thousand ties, if nothing is said" {
	quiet generate holme-kim --nodes-out people.tsv -o ties.tsv
	same 5001 "$(wc -l <ties.tsv)"
	same 1001 "$(wc -l <people.tsv)"
}

@test "two circles of three" {
	quiet generate caveman --people 6 --size 3 --nodes-out people.tsv
	same "$(tsv 'i j' '1 6' '1 3' '2 3' '4 3' '4 6' '5 6')" "$output"
	same "$(tsv 'node group' '1 g1' '2 g1' '3 g1' '4 g2' '5 g2' '6 g2')" "$(cat people.tsv)"
}

@test "caveman says how many ties it made when others were asked for" {
	warns '^generate: 20 ties, where 21 were asked for' generate caveman --people 10 --ties 21
	quiet generate caveman --people 10 --ties 20
}

@test "the seed decides, and nothing else does" {
	generate holme-kim --weights --shuffle --seed 3 >a.tsv
	LC_ALL=C.UTF-8 OMP_NUM_THREADS=2 generate --seed 3 --shuffle --weights holme-kim >b.tsv
	generate holme-kim --weights --shuffle --seed 4 >c.tsv
	cmp a.tsv b.tsv
	! cmp -s a.tsv c.tsv
}

@test "weights and groups do not change the ties" {
	generate watts-strogatz --seed 5 >ties.tsv
	generate watts-strogatz --seed 5 --weights --groups 3 --nodes-out people.tsv >more.tsv
	cmp ties.tsv <(cut -f 1,2 more.tsv)
	same 'i	j	weight' "$(head -1 more.tsv)"
	awk 'NR > 1 && $3 !~ /^[1-9][0-9]*$/ { exit 1 }' more.tsv
	same "$(tsv '333 g3' '333 g2' '334 g1' | sort)" "$(awk 'NR > 1 { n[$2]++ } END { for (g in n) print n[g] "\t" g }' people.tsv | sort)"
}

@test "a heavier tail has larger weights" {
	local light heavy
	light=$(generate gnm --ties 20000 --weights=4 | awk 'NR > 1 { s += $3 } END { print s }')
	heavy=$(generate gnm --ties 20000 --weights=1.1 | awk 'NR > 1 { s += $3 } END { print s }')
	[ "$heavy" -gt $((2 * light)) ]
}

@test "hexadecimal ids are those of the same people" {
	generate gnm --people 50 --ties 60 --seed 2 >ties.tsv
	generate gnm --people 50 --ties 60 --seed 2 --ids hex --nodes-out people.tsv >hex.tsv
	awk 'NR > 1 && ($1 !~ /^[0-9a-f]+$/ || length($1) != 16 || length($2) != 16) { exit 1 }' hex.tsv
	paste <(cut -f 1 ties.tsv) <(cut -f 1 hex.tsv) >both.tsv
	paste <(cut -f 2 ties.tsv) <(cut -f 2 hex.tsv) >>both.tsv
	grep -v '[ij]' both.tsv | sort -u >map.tsv
	same "$(cut -f 1 map.tsv | sort -u | wc -l)" "$(wc -l <map.tsv)"
	same "$(cut -f 2 map.tsv | sort -u | wc -l)" "$(wc -l <map.tsv)"
	awk 'NR == FNR { who[NR - 1] = $1; next } who[$1] != $2 { exit 1 }' people.tsv map.tsv
}

@test "planted groups keep their share of the ties, also when shuffled" {
	generate planted --people 90 --ties 400 --groups 3 --inside 0.7 --shuffle --nodes-out people.tsv >ties.tsv
	same 280 "$(awk 'NR == FNR { g[$1] = $2; next } FNR > 1 { n += g[$1] == g[$2] } END { print n }' people.tsv ties.tsv)"
}

@test "the groups of lfr differ in size, and a heavy tail has hubs" {
	local heavy light
	generate lfr --people 2000 --ties 20000 --shuffle --nodes-out people.tsv >ties.tsv
	[ "$(awk 'NR > 1 { n[$2]++ } END { for (g in n) print n[g] }' people.tsv | sort -u | wc -l)" -gt 10 ]
	heavy=$(describe ties.tsv | awk '$1 == "degree_max" { print $2 }')
	light=$(generate lfr --people 2000 --ties 20000 --tail 4 | describe | awk '$1 == "degree_max" { print $2 }')
	[ "$heavy" -gt $((2 * light)) ]
}

@test "groups that nobody would see are mentioned" {
	warns 'nodes-out FILE writes them' generate gnm --groups 3 -o ties.tsv
}

@test "nobody, and nothing" {
	quiet generate gnm --people 0 --ties 0
	same 'i	j' "$output"
	quiet generate holme-kim --people 5 --ties 0 --nodes-out people.tsv
	same 6 "$(wc -l <people.tsv)"
}

@test "what cannot be is refused" {
	fails 64 'which model: holme-kim, caveman' generate
	fails 64 "did you mean 'holme-kim'" generate holme
	fails 64 "no model 'erdos': holme-kim" generate erdos
	fails 64 'they have only 10 pairs' generate gnm --people 5 --ties 11
	fails 64 'triad belongs to holme-kim, not to gnm' generate gnm --triad 0.5
	fails 64 'tail belongs to lfr, not to gnm' generate gnm --tail 3
	fails 64 'inside belongs to planted and lfr, not to gnm' generate gnm --inside 0.5
	fails 64 'leave out --groups' generate lfr --groups 3
	fails 64 'must be above 2' generate lfr --tail 2
	fails 64 'not between 0 and 1' generate watts-strogatz --rewire 2
	fails 64 'leave out --ties or --size' generate caveman --size 5 --ties 100
	fails 64 'do not fit' generate planted --people 10 --groups 5 --ties 10 --inside 1
	fails 64 'that is no number' generate gnm --weights=heavy
	fails 64 'must be above 0' generate gnm --weights=0
	fails 64 'too many operands' generate gnm gnm
	fails 74 'no/such' generate gnm --nodes-out no/such/file
}

@test "no half of a file is left" {
	fails 74 '.' generate gnm --nodes-out people.tsv -o no/such/file
	fails 71 'out of memory' env TIES_TEST_LIMIT=1500000 generate gnm --people 1000 --ties 100000 --nodes-out people.tsv -o ties.tsv
	same '' "$(ls)"
}
