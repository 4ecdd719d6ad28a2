#!/usr/bin/env bats
# One long table about a network.
load helper

setup() { cd "$BATS_TEST_TMPDIR" || exit; }

karate=$BATS_TEST_DIRNAME/../../datasets/karate/ties.tsv
florentine=$BATS_TEST_DIRNAME/../../datasets/florentine

# value MEASURE < TABLE: by the names of columns.
value() { awk -F'\t' -v m="$1" 'NR == 1 { for (c = 1; c <= NF; c++) at[$c] = c; next } $at["measure"] == m { print $at["value"] }'; }

@test "the karate club, as igraph and NetworkX have it" {
	quiet describe -w weight "$karate"
	same 34 "$(value people <<<"$output")"
	same 78 "$(value ties <<<"$output")"
	same 45 "$(value triangles <<<"$output")"
	same 0.13903743315508021 "$(value density <<<"$output")"
	same 0.255682 "$(value transitivity <<<"$output" | awk '{ printf "%.6f", $1 }')"
	same 0.587931 "$(value clustering <<<"$output" | awk '{ printf "%.6f", $1 }')"
	same 0.570638 "$(value clustering_zeros <<<"$output" | awk '{ printf "%.6f", $1 }')"
	same -0.475613 "$(value degree_assortativity <<<"$output" | awk '{ printf "%.6f", $1 }')"
	same '1 2 3 5 17' "$(for m in min q1 median q3 max; do value degree_$m <<<"$output"; done | paste -sd ' ')"
	same 1 "$(value giant_share <<<"$output")"
	same '1 7' "$(value weight_min <<<"$output") $(value weight_max <<<"$output")"
	same 'measure	value' "$(head -1 <<<"$output")"
	warns "column 'weight' is not used" describe "$karate"
}

@test "people without ties come from --nodes" {
	quiet describe --nodes "$florentine/people.tsv" "$florentine/ties.tsv"
	same '16 20 1 2 15' "$(for m in people ties isolates components giant; do value $m <<<"$output"; done | paste -sd ' ')"
	same 15 "$(describe "$florentine/ties.tsv" | value people)"
}

@test "arcs: returned, strong, in and out" {
	tsv 'from to' 'a b' 'b a' 'b c' 'b c' 'c c' >t.tsv
	warns "read as directed, because the header says 'from' and 'to'" describe t.tsv
	same '3 2 3 1 1' "$(for m in people ties arcs loops repeated; do value $m <<<"$output"; done | paste -sd ' ')"
	same '0.5 2 2' "$(for m in density strong_components strong_giant; do value $m <<<"$output"; done | paste -sd ' ')"
	same '0.6666666666666666' "$(value reciprocity <<<"$output")"
	same '1 2' "$(value indegree_max <<<"$output") $(value outdegree_max <<<"$output")"
	quiet describe --undirected t.tsv
	same '' "$(value reciprocity <<<"$output")"
	same 2 "$(value repeated <<<"$output")"
	quiet describe --directed <(tsv 'i j' 'a b')
	same 1 "$(value arcs <<<"$output")"
}

@test "what is undefined is NA and says why" {
	printf 'i\tj\n' >none.tsv
	quiet describe none.tsv
	same 0 "$(value people <<<"$output")"
	grep -qx 'density	NA	fewer than two people' <<<"$output"
	grep -qx 'giant_share	NA	no people' <<<"$output"
	grep -qx 'transitivity	NA	nobody has two contacts' <<<"$output"
	grep -qx 'degree_median	NA	no people' <<<"$output"
	same '' "$(grep -iE 'nan|inf' <<<"$output" || true)"
	quiet describe <(tsv 'i j' 'a b')
	grep -qx 'clustering	NA	nobody has two contacts' <<<"$output"
	grep -qx 'degree_assortativity	NA	no ties, or all ends have the same degree' <<<"$output"
	grep -qx 'density	1	NA' <<<"$output"
}

@test "each value of --by is a network" {
	tsv 'i j wave' 'a b 1' 'b c 1' 'a c 1' 'a b 2' >t.tsv
	warns "although there is a column 'wave'" describe t.tsv
	quiet describe --by wave t.tsv
	same 'wave	measure	value	note' "$(head -1 <<<"$output")"
	same '3 1' "$(value ties <<<"$output" | paste -sd ' ')"
	same '1 NA' "$(value transitivity <<<"$output" | paste -sd ' ')"
}

@test "missing values, of columns that have any" {
	printf 'i\tj\tweight\tplace\tkind\nNA\tb\tNA\t\tx\nb\tc\t2\tNaN\ty\nc\td\t\tq\tz\n' >t.tsv
	tsv 'node age' 'b NA' 'c 3' >p.tsv
	quiet describe -w weight --nodes p.tsv t.tsv
	same '4 2 2 1 1' "$(for m in missing missing_weight missing_place missing_node missing_node_age; do value $m <<<"$output"; done | paste -sd ' ')"
	same '' "$(value missing_kind <<<"$output")"
	same 2 "$(value weight_mean <<<"$output")"
	same 4 "$(value people <<<"$output")"           # one of them is called NA
	tsv 'i j x wave' 'a b NA 1' 'a b 3 2' >w.tsv
	quiet describe --by wave w.tsv
	same '1 0' "$(value missing_x <<<"$output" | paste -sd ' ')"
	tsv 'node wave age' 'a 1 NA' 'b 1 NA' 'a 2 5' 'b 2 NA' >panel.tsv
	quiet describe --by wave --nodes panel.tsv w.tsv
	same '2 1' "$(value missing_node_age <<<"$output" | paste -sd ' ')"
	quiet describe --by wave --nodes p.tsv w.tsv
	same '1 1' "$(value missing_node_age <<<"$output" | paste -sd ' ')"
}

@test "a weight that is none" {
	tsv 'i j w' 'a b x' >t.tsv
	fails 65 "t.tsv:2: column 'w': 'x' is not a number" describe -w w t.tsv
	fails 64 "no column 'v'" describe -w v t.tsv
}
