#!/usr/bin/env bats
# The giant component, strong components, cores.
load helper

setup()
{
	cd "$BATS_TEST_TMPDIR" || exit
	tsv 'i j w' 'x y 1' 'a b 2' 'b c 3' 'x x 4' 'a c 5' 'c d 6' 'u v 7' 'v u 8' >t.tsv
}

rows() { sed 1d <<<"$output" | tr '\t' ' ' | paste -sd ','; }

@test "the giant component, and what was left out" {
	warns 'kept 4 people and 4 ties, left out 4 people and 4 ties' component t.tsv
	same 'a b 2,b c 3,a c 5,c d 6' "$(rows)"
	component t.tsv 2>/dev/null >giant
	quiet component giant
	same "$(cat giant)" "$output"
}

@test "rows pass byte for byte" {
	printf '\xef\xbb\xbf# notes\r\ni,j,what\r\na,b,"x, ""y"""\r\nc,d,z\r\na,e,\r\n' >q.csv
	component q.csv 2>/dev/null >got
	printf '# notes\r\ni,j,what\r\na,b,"x, ""y"""\r\na,e,\r\n' | cmp - got
}

@test "several components of the same size" {
	tsv 'i j' 'c d' 'a b' >two.tsv
	warns '1 other component is as large as the one that is kept' component two.tsv
	same 'c d' "$(rows)"
}

@test "components of a size" {
	ends 0 component --size-min 2 t.tsv
	same 8 "$(rows | tr ',' '\n' | wc -l)"
	same '' "$stderr"
	ends 0 component --size-min 3 t.tsv
	same 'a b 2,b c 3,a c 5,c d 6' "$(rows)"
	warns 'left out 8 people and 8 ties' component --size-min 5 t.tsv
	same 'i	j	w' "$output"
}

@test "labels: 1 is the largest, of equal size the first" {
	quiet component --label t.tsv
	same '2 1 1 2 1 1 3 3' "$(cut -f 4 <<<"$output" | sed 1d | paste -sd ' ')"
	quiet component --label --as part t.tsv
	same 'i	j	w	part' "$(head -1 <<<"$output")"
	tsv 'i j component' 'a b 1' >taken.tsv
	fails 64 "'component' already.*--as" component --label taken.tsv
}

@test "strong components" {
	tsv 'from to' 'a b' 'b a' 'b c' 'c d' 'd e' 'e c' >s.tsv
	warns 'kept 3 people and 3 ties, left out 2 people and 3 ties' component --strong s.tsv
	same 'c d,d e,e c' "$(rows)"
	quiet component --strong --label s.tsv
	same '2 2 NA 1 1 1' "$(cut -f 3 <<<"$output" | sed 1d | paste -sd ' ')"
	fails 64 'strong needs arcs' component --strong t.tsv
	ends 0 component --strong --directed t.tsv
	same 'u v 7,v u 8' "$(rows)"
}

@test "cores" {
	warns 'kept 3 people and 3 ties' component --core 2 t.tsv
	same 'a b 2,b c 3,a c 5' "$(rows)"
	quiet component --cores t.tsv
	same '1 2 2 1 2 1 1 1' "$(cut -f 4 <<<"$output" | sed 1d | paste -sd ' ')"
	quiet component --core 0 t.tsv
	same "$(cat t.tsv)" "$output"
	ends 0 component --core 3 t.tsv
	same 'i	j	w' "$output"
}

# Of two waves the first has a triangle, the second a chain.
@test "each value of --by has its own" {
	tsv 'i j wave' 'a b 1' 'x y 2' 'b c 1' 'y z 2' 'a c 1' 'p q 1' 'a b 2' >w.tsv
	ends 0 component --by wave w.tsv
	same 'a b 1,x y 2,b c 1,y z 2,a c 1' "$(rows)"
	quiet component --by wave --cores w.tsv
	same '2 1 2 1 2 1 1' "$(cut -f 4 <<<"$output" | sed 1d | paste -sd ' ')"
}

@test "options that contradict each other" {
	fails 64 'are not about components' component --core 2 --strong t.tsv
	fails 64 'are not about components' component --cores --label t.tsv
	fails 64 'say one of them' component --core 2 --cores t.tsv
	fails 64 'does not go with it' component --label --size-min 2 t.tsv
	fails 64 'names the column' component --as x t.tsv
	fails 64 'whole number' component --core x t.tsv
}

@test "no ties at all" {
	printf 'i\tj\n' >none.tsv
	quiet component none.tsv
	same 'i	j' "$output"
	quiet component --cores none.tsv
	same 'i	j	core' "$output"
}
