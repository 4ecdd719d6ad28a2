#!/bin/bash
# contract.t - what every tool owes its user, one loop over all tools.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/tap.bash"
PATH=${TIES_BIN:-$(cd "$here/../../bin" && pwd)}:$PATH
export LC_ALL=C

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# --- what it says of itself -------------------------------------------------------------------

help_leads_with_examples()
{
	local help section
	help=$("$1" --help 2>err) && [ ! -s err ] || { cat err; return 1; }
	sed -n 1p <<<"$help" | grep -qE "^$1 - [^ ].*[^.]$" || { echo "no purpose"; return 1; }
	for section in Reads Writes Options Examples Sources; do
		grep -qx "$section" <<<"$help" || { echo "no section $section"; return 1; }
	done
	head -12 <<<"$help" | grep -q "^  ties .*\b$1\b" || { echo "no example in the first 12 lines"; return 1; }
	sed -n '/^Sources$/,$p' <<<"$help" | sed -n 2p | grep -q '^  [^ ]' || { echo "no source"; return 1; }
	section=$(sed '1d; /^Sources$/,$d; /^  ties /d; /^  # /d' <<<"$help" | awk 'length > 100')
	[ -z "$section" ] || { echo "long lines"; echo "$section"; return 1; }
}

manual_is_sound()
{
	local said
	said=$("$1" --man | mandoc -Tlint -Wwarning 2>&1) || [ -n "$said" ] || return 1
	[ -z "$said" ] || { echo "$said"; return 1; }
	"$1" --man | mandoc -Tutf8 | sed $'s/.\b//g' >page
	grep -q "^EXAMPLES" page || { echo "no EXAMPLES"; return 1; }
	# What computes something says how.
	case $("$1" --about | sed -n 's/^group	//p') in
	'get ties' | picture) ;;
	*) grep -q "^METHOD" page || { echo "no METHOD"; return 1; } ;;
	esac
}

about_itself()
{
	"$1" --about >about || return 1
	for word in group purpose source; do
		grep -q "^$word	[^	]" about || { echo "no $word in --about"; return 1; }
	done
	"$1" --version | grep -qE "^$1 \(weakties\) [0-9.]+$" || { echo "no version"; return 1; }
	"$1" --complete | grep -q "^--help	" || { echo "no completion"; return 1; }
}

# A builtin would hide it from every user who has the bare names on PATH.
name_is_free()
{
	! compgen -b -k | grep -qx -- "$1" || { echo "a word of the shell"; return 1; }
}

# --- examples ------------------------------------------------------------------------------------

# tests/cli/contract.t gets them as shell commands: example NAME ABOUT COMMAND INPUT OUTPUT
example_runs()
{
	local status=0
	rm -rf example && mkdir example && cd example || return 1
	printf '%s' "$3" | bash -o pipefail -c "$2" >../got 2>../err || status=$?
	cd .. || return 1
	[ $status = 0 ] || { echo "status $status"; cat err; return 1; }
	printf '%s' "$4" | diff - got
}

# The same input with one more column: the answer is the same, and the column may pass through.
ignores_unknown_columns()
{
	printf '%s' "$3" | awk -F'\t' -v OFS='\t' '
		NR == 1 { n = NF } NF != n || n < 2 || /^[#%*]/ || /"/ { exit 1 }' || return 0
	printf '%s' "$3" | awk '{ print $0 "\t" (NR == 1 ? "unheard_of" : "x" NR) }' |
		bash -o pipefail -c "$2" 2>err | awk -F'\t' '
		NR == 1 { for (c = 1; c <= NF; c++) if ($c == "unheard_of") drop = c }
		{ line = ""; sep = ""
		  for (c = 1; c <= NF; c++) if (c != drop) { line = line sep $c; sep = "\t" }
		  print line }' >got || { cat err; return 1; }
	printf '%s' "$4" | diff - got
}

example()
{
	examples=$((examples + 1))
	check "$1: $2" example_runs "$1" "$3" "$4" "$5"
	case $1:$2 in
	import:* | project:* | save:* | plot:* | pseudonymise:* | generate:* | describe:* | mixing:*square*) ;;     # every column is their business
	*) check "$1: $2, with a column it has never heard of" ignores_unknown_columns "$1" "$3" "$4" "$5" ;;
	esac
}

two_examples() { [ "$1" -ge 2 ] || { echo "$1 examples that can be run"; return 1; }; }

# --- wrong commands --------------------------------------------------------------------------------

ends_with()
{
	local want=$1 got=0
	shift
	"$@" >out 2>err </dev/null || got=$?
	[ $got = "$want" ] || { echo "status $got, not $want: $*"; cat err; return 1; }
	[ "$want" = 0 ] || [ -s err ] || { echo "not a word on standard error"; return 1; }
	[ "$want" = 0 ] || [ ! -s out ] || { echo "output in spite of the error"; return 1; }
}

reads_a_table() { [[ $("$1" --help | grep '^usage:') == *FILE* ]]; }

# Enough of a command line for the tool to be able to work on the tables below.
arguments()
{
	case $1 in
	overlap) echo -w weight ;;
	describe) echo -w weight ;;
	percolate) echo -x weight -R 20 ;;
	rewire) echo -w weight -R 3 ;;
	permute) echo --rewire degrees -R 5 ;;
	qap) echo -y score -x weight -R 20 ;;
	bin) echo -x weight -y score --width 2 ;;
	attach | brokers | ego | mixing | homophily) echo --nodes people.tsv -a office ;;
	pseudonymise) echo --random ;;
	save) echo --format graphml ;;
	esac
}

# What a tool is given to work on.
operand()
{
	case $1 in
	permute) echo 'ties describe' ;;
	*) echo ties.tsv ;;
	esac
}

# --- the same answer ------------------------------------------------------------------------------

# A network of 400 people and 3000 distinct ties, the same for every awk.
network()
{
	awk 'function draw(n) { x = (x * 16807) % 2147483647; return int(x / 2147483647 * n) }
	BEGIN {
		x = 20261122; OFS = "\t"
		print "i", "j", "weight", "score"
		while (m < 3000) {
			a = draw(400); b = draw(2) ? (a + 1 + draw(12)) % 400 : draw(400)
			if (a == b || (a, b) in seen || (b, a) in seen) continue
			seen[a, b]; m++
			print "p" a, "p" b, 1 + draw(9), draw(1000) / 8
		}
	}'
}

people() { awk 'BEGIN { print "node\toffice"; for (v = 0; v < 400; v++) print "p" v "\t" "o" v % 7 }'; }

same_for_any_threads()
{
	local -a with
	read -ra with < <(arguments "$1"; echo)
	"$1" "${with[@]}" -j 1 "$(operand "$1")" <ties.tsv >one 2>err &&
	"$1" "${with[@]}" -j 2 "$(operand "$1")" <ties.tsv >two 2>err || { cat err; return 1; }
	[ -s one ] && cmp one two
}

same_for_the_same_seed()
{
	local -a with
	read -ra with < <(arguments "$1"; echo)
	"$1" "${with[@]}" --seed 7 ties.tsv >one 2>err || { cat err; return 1; }
	"$1" "${with[@]}" --seed 7 ties.tsv >two 2>err || { cat err; return 1; }
	[ -s one ] && cmp one two
}

# New names, and the rows in another order; p17 becomes q followed by other digits.
relabel()
{
	awk -F'\t' -v OFS='\t' 'NR > 1 { for (c = 1; c <= NF; c++)
		if ($c ~ /^p[0-9]+$/) $c = "q" (substr($c, 2) * 171 + 53) % 400 } 1'
}

shuffle()
{
	awk 'NR == 1 { print 0 "\t" $0; next } { print 1 + NR * 7919 % 3001 "\t" $0 }' |
	sort -s -n -k1,1 | cut -f 2-
}

# Numbers agree to a relative 1e-12, everything else to the letter.
agree()
{
	paste one two | awk -F'\t' '
		function close(a, b, d) { d = a - b; if (d < 0) d = -d; m = a < 0 ? -a : a; return d <= 1e-12 * m }
		NF % 2 { print "line " NR ": " $0; bad = 1 }
		{ for (c = 1; c <= NF / 2; c++) { a = $c; b = $(c + NF / 2)
			if (a != b && !(a ~ /^-?[0-9.]/ && b ~ /^-?[0-9.]/ && close(a, b)))
				{ print "line " NR ": " a " and " b; bad = 1 } } }
		END { if (!NR) print "no output"; exit bad || !NR }' | head -5
}

by_rows() { sed 1q "$1"; sed 1d "$1" | sort; }

same_for_any_order()
{
	local -a with
	read -ra with < <(arguments "$1"; echo)
	"$1" "${with[@]}" ties.tsv >plain 2>err || { cat err; return 1; }
	mkdir -p other
	shuffle <ties.tsv | relabel >other/ties.tsv
	shuffle <people.tsv | relabel >other/people.tsv
	(cd other && "$1" "${with[@]}" ties.tsv) >moved 2>err || { cat err; return 1; }
	relabel <plain >named
	by_rows named >one
	by_rows moved >two
	[ -s one ] && [ "$(agree)" = '' ] || { agree; return 1; }
}

# --- the shared options -----------------------------------------------------------------------------

has_option() { "$1" --complete | grep -q "^--$2	"; }

# answer FILE TOOL OPTION...: the tool's answer to the tables below, with these options.
answer()
{
	local to=$1 tool=$2
	local -a with
	shift 2
	read -ra with < <(arguments "$tool"; echo)
	"$tool" "${with[@]}" "$@" "$(operand "$tool")" <ties.tsv >"$to" 2>err || { cat err; return 1; }
}

output_goes_to_a_file()
{
	answer one "$1" && answer two "$1" -o named || return 1
	[ -s named ] && cmp one named && [ ! -s two ] && rm named
}

guard_counts_the_rows()
{
	answer one "$1" && answer two "$1" --guard || return 1
	sed \$d two | cmp one - && same_line "$(tail -1 two)" "##end rows=$(sed 1d one | wc -l)"
}

provenance_is_one_line()
{
	answer one "$1" && answer two "$1" --provenance || return 1
	sed 1d two | cmp one - && head -1 two | grep -qE "^## $1 [0-9.]+ .*--provenance"
}

same_line() { [ "$1" = "$2" ] || { echo "'$1', not '$2'"; return 1; }; }

columns_are_renamed()
{
	answer one "$1" || return 1
	(mkdir -p renamed && sed '1s/^i	j/person	friend/' ties.tsv >renamed/ties.tsv && cp people.tsv renamed/ && cd renamed &&
		answer ../two "$1" --rename person=i --rename friend=j) && cmp one two
}

# i and j with --directed are from and to; from and to with --undirected are i and j.
direction_can_be_told()
{
	mkdir -p arcs && sed '1s/^i	j/from	to/' ties.tsv >arcs/ties.tsv && cp people.tsv arcs/
	answer one "$1" --directed && (cd arcs && answer ../two "$1") && sed 1d one >one.rows && sed 1d two | cmp one.rows - &&
	answer one "$1" && (cd arcs && answer ../two "$1" --undirected) && sed 1d one >one.rows && sed 1d two | cmp one.rows -
}

verbose_says_how_much()
{
	answer one "$1" && answer two "$1" --verbose && cmp one two || return 1
	grep -qE "^$1: (read )?3000 rows" err && grep -qE "^$1: done in [0-9.]+ s$" err || { cat err; return 1; }
}

private_keeps_values_back()
{
	sed '5s/^p[0-9]*	/	/; 7s/	[0-9]*	[0-9.]*$/	secret	secret/' ties.tsv >bad.tsv
	local -a with
	read -ra with < <(arguments "$1"; echo)
	if "$1" "${with[@]}" --private bad.tsv >out 2>err; then echo "took it"; return 1; fi
	! grep -qE '\bp[0-9]+\b|secret' err || { cat err; return 1; }
}

network >ties.tsv
people >people.tsv

for program in "$(dirname "$(command -v ties)")"/*; do
	tool=${program##*/}
	[ "$tool" != ties ] || continue
	check "$tool: help leads with examples and names its sources" help_leads_with_examples "$tool"
	check "$tool: the manual is sound" manual_is_sound "$tool"
	check "$tool: what it says to programs" about_itself "$tool"
	check "$tool: its name is free" name_is_free "$tool"
	examples=0
	eval "$("$tool" --examples)"
	case $tool in
	plot) ;;                        # its examples are figures
	*) check "$tool: two examples or more" two_examples "$examples" ;;
	esac
	check "$tool: an unknown option" ends_with 64 "$tool" --no-such-option
	check "$tool: an operand too many" ends_with 64 "$tool" a b c d e f g h
	if reads_a_table "$tool"; then
		read -ra with < <(arguments "$tool"; echo)
		check "$tool: a file that is not there" ends_with 66 "$tool" "${with[@]}" nowhere.tsv
		check "$tool: an empty input" ends_with 65 "$tool" "${with[@]}"
	fi
	case $tool in
	generate | plot | pseudonymise | save) ;;       # what they read or write is no table of ties
	*)
		check "$tool: -o is a file" output_goes_to_a_file "$tool"
		check "$tool: --guard counts its rows" guard_counts_the_rows "$tool"
		check "$tool: --provenance is one line" provenance_is_one_line "$tool"
		check "$tool: --rename" columns_are_renamed "$tool" ;;
	esac
	case $tool in
	generate | plot | pseudonymise | save | permute) ;;     # of permute these are its pipeline's affair
	*)
		check "$tool: --verbose" verbose_says_how_much "$tool"
		check "$tool: --private" private_keeps_values_back "$tool"
		! has_option "$tool" directed || check "$tool: --directed, --undirected" direction_can_be_told "$tool" ;;
	esac
	if has_option "$tool" threads; then
		check "$tool: one thread or two" same_for_any_threads "$tool"
	fi
	if has_option "$tool" seed && reads_a_table "$tool"; then
		case $tool in project) ;; *) check "$tool: the same seed" same_for_the_same_seed "$tool" ;; esac
	fi
	case $tool in
	overlap | describe | bin | component | attach | degree | holes | brokers | mixing | ego)
		check "$tool: other names, another order" same_for_any_order "$tool" ;;
	esac
done
finish
