#!/usr/bin/env bats
# What README.md prints is true.
load helper

top=$BATS_TEST_DIRNAME/../..

# Its lines of shell that begin with `ties`.
commands() { sed -n 's/^    \(ties .*\)/\1/p' "$top/README.md"; }

@test "its pipelines run as printed" {
	mkdir "$BATS_TEST_TMPDIR/work" && cd "$BATS_TEST_TMPDIR/work" || exit
	generate holme-kim --people 300 --ties 1500 --weights >calls.tsv
	tr '\t' , <calls.tsv >calls.csv
	[ "$(commands | wc -l)" -ge 1 ]
	while read -r line; do
		rm -f ./*.svg
		bash -euo pipefail -c "$line" || { echo "$line"; return 1; }
		for figure in $(grep -o '[a-z-]*\.svg' <<<"$line" || true); do
			tail -c 20 "$figure" | grep -q '</svg>'
		done
	done < <(commands)
}

@test "its table has every tool, under its group" {
	for tool in $(tools); do
		grep -qE "^\| .*\| \`$tool\` \| [^|]+ \|$" "$top/README.md" || { echo "$tool"; return 1; }
	done
	same "$(tools | wc -l)" "$(grep -cE '^\| [^|]*\| `[a-z]+` \| ' "$top/README.md")"
}

@test "files and pictures that it and its kind point to are there" {
	local page target
	for page in README.md CONTRIBUTING.md datasets/README.md datasets/debian/README.md paper/README.md; do
		for target in $(grep -ohE '\]\([^)#]+\)' "$top/$page" | sed 's/^](//; s/)$//'); do
			case $target in http*) continue ;; esac
			[ -e "$top/$(dirname "$page")/$target" ] || { echo "$page: $target"; return 1; }
		done
	done
}

@test "every figure has its caption in paper/README.md" {
	for script in "$top"/scripts/figure-*; do
		grep -qF "](../scripts/${script##*/}) |" "$top/paper/README.md" || { echo "$script"; return 1; }
	done
}

@test "it names every package that setup installs for build, figures and check" {
	for package in $("$top/scripts/setup" --list check | awk '{ sub(/\|.*/, "", $1); print $1 }'); do
		grep -qw -- "$package" "$top/README.md" || { echo "$package"; return 1; }
	done
}

@test "its make targets exist" {
	for target in $(grep -ohE '(^    |`)make [a-z-]+' "$top/README.md" "$top/CONTRIBUTING.md" | awk '{ print $2 }' | sort -u); do
		make -s -C "$top" help | grep -qw "make $target" || { echo "$target"; return 1; }
	done
}
