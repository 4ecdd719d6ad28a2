#!/usr/bin/env bats
# Names behind tokens: keys, tables of one study, order, times, silence.
load helper

setup()
{
	cd "$BATS_TEST_TMPDIR" || exit
	printf '%s' 0123456789abcdef0123456789abcdef >key
	chmod 600 key
	tsv 'i j weight' 'Anna Bea 3' 'Bea Carl 2' 'Anna Carl 1' >ties.tsv
	tsv 'node age' 'Carl 33' 'Anna 40' 'Bea NA' >people.tsv
}

keyed=(pseudonymise --key-file key --study office)

# The names of the study, wherever they should not be.
no_names() { same '' "$(grep -rE 'Anna|Bea|Carl' "$@" || true)"; }

# --- keys ---------------------------------------------------------------------------------------

@test "a new key has mode 600, 32 bytes, and is never overwritten" {
	quiet pseudonymise --new-key new
	[ "$(stat -c '%a %s' new)" = '600 32' ]
	cp new before
	fails 64 'exists, and a key is never overwritten' pseudonymise --new-key new
	cmp new before
	(umask 0; pseudonymise --new-key other)
	[ "$(stat -c %a other)" = 600 ]
	! cmp -s new other || return 1
	fails 64 'does nothing else' pseudonymise --new-key third --random
	[ ! -e third ]
}

@test "a key that others may read is refused" {
	for mode in 640 604 620 644 666; do
		chmod $mode key
		fails 64 'key.*others may use this key.*chmod 600' "${keyed[@]}" ties.tsv
	done
}

@test "a key that is too short, missing or a folder is refused" {
	printf '%s' 0123456789abcdef0123456789abcde >key
	fails 64 'at least 32 bytes, this one has 31' "${keyed[@]}" ties.tsv
	rm key
	fails 66 'key cannot be opened' "${keyed[@]}" ties.tsv
	mkdir -m 700 key
	fails 66 'folder' "${keyed[@]}" ties.tsv
}

@test "a key comes from a file, and from nowhere else" {
	! pseudonymise --help | grep -E -- '--key(=|\[| )' || return 1
	fails 64 'key-file FILE .*or --random' pseudonymise ties.tsv
	fails 64 'either --key-file' "${keyed[@]}" --random ties.tsv
	fails 64 'needs --study' pseudonymise --key-file key ties.tsv
	fails 64 'belongs to --random' "${keyed[@]}" --seed 3 ties.tsv
}

@test "a key may come through a pipe, which nobody else can read" {
	"${keyed[@]}" ties.tsv 2>/dev/null >one
	pseudonymise --key-file <(cat key) --study office ties.tsv 2>/dev/null | cmp - one
}

# --- pseudonyms -----------------------------------------------------------------------------------

# hashlib.blake2b(F(b'id') + F(b'office') + F(b'') + F(b'Anna'), key=..., digest_size=16) in base32,
# F(x) = 8 bytes of length, little end first, and x; tests/unit/mask.c has more of them.
@test "known answers" {
	same "$(tsv 'node' 'pcoozmzxjt536p6akxbt4av4mha')" "$(printf 'node\nAnna\n' | "${keyed[@]}" 2>/dev/null)"
	same "$(tsv 'node' 'pa7gkczfdageyyj4dzirch7czoe')" "$(printf 'node\nAnna\n' | "${keyed[@]}" --spaces node=x 2>/dev/null)"
}

@test "the tables of a study agree, and hold no name" {
	warns 'ties.tsv: replaced i, j; passed on as they are: weight' "${keyed[@]}" --out-dir out ties.tsv people.tsv
	same '' "$output"
	same "$(sed 1d out/people.tsv | cut -f 1)" "$(sed 1d out/ties.tsv | cut -f 1,2 | tr '\t' '\n' | sort -u)"
	same 'node	age' "$(head -1 out/people.tsv)"
	no_names out
	# the structure stays: weights by the ages of the ends
	join_ages() { awk -F'\t' 'NR == FNR { age[$1] = $2; next } FNR > 1 { print $3, age[$1] < age[$2] ? age[$1] " " age[$2] : age[$2] " " age[$1] }' "$1" "$2" | sort; }
	same "$(join_ages people.tsv ties.tsv)" "$(join_ages out/people.tsv out/ties.tsv)"
}

@test "another study or another key shares no pseudonym" {
	"${keyed[@]}" ties.tsv 2>/dev/null >one
	pseudonymise --key-file key --study school ties.tsv 2>/dev/null >two
	pseudonymise --new-key key2
	pseudonymise --key-file key2 --study office ties.tsv 2>/dev/null >three
	same 9 "$(sed 1d -s one two three | cut -f 1,2 | tr '\t' '\n' | sort -u | wc -l)"
	"${keyed[@]}" ties.tsv 2>/dev/null | cmp - one
}

@test "columns that name something: --ids, missing values, spaces" {
	tsv 'person package wave' 'Anna x 1' 'NA x 1' 'Anna Anna 2' >inc.tsv
	warns '1 missing id stays NA' "${keyed[@]}" --ids person,package inc.tsv
	same 3 "$(sed 1d <<<"$output" | cut -f 1,2 | tr '\t' '\n' | sort -u | wc -l)"        # NA and two tokens
	same 1 "$(awk -F'\t' '$1 == $2' <<<"$output" | wc -l)"
	same 'NA' "$(tail -1 <<<"$output" | cut -f 1)"
	"${keyed[@]}" --ids person,package --spaces person=person,package=package inc.tsv 2>/dev/null >parted
	same 0 "$(awk -F'\t' '$1 == $2' parted | wc -l)"
	fails 64 'spaces takes COLUMN=SPACE' "${keyed[@]}" --ids person --spaces person inc.tsv
	fails 64 'not among --ids' "${keyed[@]}" --ids person --spaces package=x inc.tsv
	fails 64 "no column 'perso'" "${keyed[@]}" --ids perso inc.tsv
	fails 65 'say with --ids' "${keyed[@]}" inc.tsv
}

@test "each table needs an id, each named column a table" {
	tsv 'package section' 'x net' >packages.tsv
	tsv 'person package' 'Anna x' >inc.tsv
	"${keyed[@]}" --ids person,package --out-dir out inc.tsv packages.tsv 2>/dev/null
	same "$(sed 1d out/packages.tsv | cut -f 1)" "$(sed 1d out/inc.tsv | cut -f 2)"
	fails 65 'packages.tsv: none of the columns of --ids' "${keyed[@]}" --ids person --out-dir out2 inc.tsv packages.tsv
	fails 64 "no column 'team'" "${keyed[@]}" --ids person,package,team --out-dir out2 inc.tsv packages.tsv
	[ ! -e out2/inc.tsv ]
}

@test "somebody may be called NA, but nobody has no name" {
	tsv 'i j' 'NA Bea' | "${keyed[@]}" 2>/dev/null >na
	same 0 "$(grep -cw NA na)"
	printf 'i\tj\nAnna\tBea\nAnna\t\n' >empty.tsv
	fails 65 "empty.tsv:3: column 'j'" "${keyed[@]}" empty.tsv
}

# --- order ------------------------------------------------------------------------------------------

@test "the order of rows and ends is not the input's" {
	"${keyed[@]}" ties.tsv 2>/dev/null >one
	tsv 'i j weight' 'Carl Bea 2' 'Carl Anna 1' 'Anna Bea 3' | "${keyed[@]}" 2>/dev/null | cmp - one
	sed 1d one | cut -f 1,2 | sort -c
	same '' "$(awk 'NR > 1 && $1 > $2' one)"
	tsv 'i j office_i office_j' 'Carl Bea S N' | "${keyed[@]}" 2>/dev/null >two
	tsv 'i j office_i office_j' 'Bea Carl N S' | "${keyed[@]}" 2>/dev/null | cmp - two
	tsv 'i j' 'Carl Bea' | "${keyed[@]}" --keep-ends 2>/dev/null >three
	tsv 'i j' 'Bea Carl' | "${keyed[@]}" --keep-ends 2>/dev/null >four
	same "$(sed 1d three)" "$(sed 1d four | awk -v OFS='\t' '{ print $2, $1 }')"
}

@test "arcs keep their direction" {
	tsv 'from to' 'a b' | "${keyed[@]}" 2>/dev/null >one
	tsv 'from to' 'b a' | "${keyed[@]}" 2>/dev/null | awk -v OFS='\t' 'NR > 1 { $0 = $2 OFS $1 } 1' | cmp - one
}

@test "the lines above the header are left out" {
	printf '# from the laptop of Carl\ni\tj\nAnna\tBea\n' >top.tsv
	warns 'lines before the header were left out' "${keyed[@]}" top.tsv
	same i "$(head -c 1 <<<"$output")"
}

# --- at random ----------------------------------------------------------------------------------------

@test "at random, without key" {
	for try in 1 2 3 4 5 6 7 8; do
		pseudonymise --random --out-dir r$try ties.tsv people.tsv 2>/dev/null
		same 'p0001 p0002 p0003' "$(sed 1d r$try/people.tsv | cut -f 1 | paste -sd ' ')"
		no_names r$try
	done
	[ "$(cat r?/people.tsv | sort | uniq | wc -l)" -gt 4 ]          # one way of eight: once in 6^7
	pseudonymise --random --seed 9 ties.tsv 2>/dev/null >one
	tsv 'i j weight' 'Anna Carl 1' 'Bea Carl 2' 'Bea Anna 3' | pseudonymise --random --seed 9 2>/dev/null | cmp - one
	fails 64 'not a whole number' pseudonymise --random --seed x ties.tsv
}

# --- times and columns -----------------------------------------------------------------------------------

@test "times are rounded down, and shifted by one constant of the study" {
	tsv 'from to time' 'a b 7205' 'b c 3601' 'c d -10' >t.tsv
	"${keyed[@]}" --round-time 3600 t.tsv 2>/dev/null >rounded
	same '-3600 3600 7200' "$(sed 1d rounded | cut -f 3 | sort -n | paste -sd ' ')"
	"${keyed[@]}" --shift-time t.tsv 2>/dev/null >shifted
	same '3611 3604 ' "$(sed 1d shifted | cut -f 3 | sort -n | awk 'NR > 1 { printf "%d ", $1 - last } { last = $1 }')"
	[ "$(sed 1d shifted | cut -f 3 | sort -n | head -1)" -gt 0 ]
	# the same constant for every table of the study, another one for another study
	first() { sed 1d | cut -f 3 | sort -n | head -1; }
	same "$(first <shifted)" "$(tsv 'from to time' 'x y -10' | "${keyed[@]}" --shift-time 2>/dev/null | first)"
	[ "$(first <shifted)" != "$(pseudonymise --key-file key --study b --shift-time t.tsv 2>/dev/null | first)" ]
	"${keyed[@]}" --shift-time --round-time 3600 t.tsv 2>/dev/null | sed 1d | awk '$3 % 3600 { exit 1 }'
	tsv 'from to when' 'a b 7205' | "${keyed[@]}" --round-time 3600 --time when 2>/dev/null | grep -q '7200$'
}

@test "times that cannot be moved" {
	tsv 'from to time' 'a b 2004-04-15' >t.tsv
	fails 65 "t.tsv:2: column 'time': the value is not a number; .*seconds" "${keyed[@]}" --shift-time t.tsv
	tsv 'from to time' 'a b 1082000000000000000' >t.tsv
	fails 65 'too large to be moved exactly' "${keyed[@]}" --shift-time t.tsv
	fails 64 "no column 'time'" "${keyed[@]}" --shift-time ties.tsv
	fails 64 'say which' "${keyed[@]}" --time when ties.tsv
	fails 64 'positive number' "${keyed[@]}" --round-time -5 t.tsv
	tsv 'from to time' 'a b NA' | "${keyed[@]}" --shift-time 2>/dev/null | grep -q 'NA$'
	tsv 'from to time' 'a b 5' | "${keyed[@]}" 2>/dev/null | grep -q '	5$'
}

@test "columns that are left out" {
	tsv 'from to phone city' 'a b 1 Rome' >t.tsv
	warns 'replaced from, to$' "${keyed[@]}" --drop phone,city t.tsv
	same 'from	to' "$(head -1 <<<"$output")"
	fails 64 "no column 'fone'" "${keyed[@]}" --drop fone t.tsv
	fails 64 'one or the other' "${keyed[@]}" --ids from,to --drop to t.tsv
}

# --- files ----------------------------------------------------------------------------------------------------

@test "a compressed table is written plain, a CSV stays a CSV" {
	gzip -k ties.tsv
	printf 'node,name\r\nAnna,"a, b"\r\n' >p.csv
	"${keyed[@]}" --out-dir out ties.tsv.gz p.csv 2>/dev/null
	same 'p.csv ties.tsv' "$(ls out | paste -sd ' ')"
	"${keyed[@]}" ties.tsv 2>/dev/null | cmp - out/ties.tsv
	same 'pcoozmzxjt536p6akxbt4av4mha,"a, b"'$'\r' "$(tail -1 out/p.csv)"
}

@test "several tables arrive all or not at all, and never on top of themselves" {
	printf 'i\tj\nAnna\n' >bad.tsv
	fails 65 'bad.tsv:2' "${keyed[@]}" --out-dir out ties.tsv bad.tsv
	same '' "$(ls -A out)"
	fails 64 'overwrite its own input' "${keyed[@]}" --out-dir . ties.tsv
	mkdir sub && cp ties.tsv sub
	fails 64 'two tables would be written to' "${keyed[@]}" --out-dir out ties.tsv sub/ties.tsv
	fails 64 'folder.*--out-dir' "${keyed[@]}" ties.tsv people.tsv
	fails 64 'needs the names of the tables' "${keyed[@]}" --out-dir out
	fails 64 'standard input has no name' "${keyed[@]}" --out-dir out -
	fails 74 'nodir' "${keyed[@]}" --out-dir nodir/out ties.tsv
	same 'i j weight' "$(head -1 ties.tsv | tr '\t' ' ')"
}

@test "the end is marked and demanded with --guard" {
	"${keyed[@]}" --guard --out-dir out ties.tsv people.tsv 2>/dev/null
	same '##end rows=3 ##end rows=3' "$(tail -qn 1 out/ties.tsv out/people.tsv | paste -sd ' ')"
}

# --- silence -----------------------------------------------------------------------------------------------------

@test "no message carries a value, with -v or in an error" {
	tsv 'i j weight' 'Anna Bea 3' 'Carl' >bad.tsv
	tsv 'i j time' 'Anna Bea Carl' >time.tsv
	tsv 'i j' 'Anna Bea' 'Bea ' >end.tsv
	for table in ties bad time end; do
		run --separate-stderr "${keyed[@]}" -v $([ $table = time ] && echo --shift-time) $table.tsv
		[[ $stderr =~ $table.tsv ]]
		[[ ! $stderr =~ Anna|Bea|Carl ]] || return 1
	done
}

@test "the manual says what pseudonyms are not" {
	pseudonymise --man | tr '\n' ' ' | grep -q 'Pseudonymised is not anonymous'
	pseudonymise --man | tr '\n' ' ' | grep -q 'article 4(5) of the GDPR'
}
