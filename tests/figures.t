#!/bin/bash
# figures.t - after `make figures`: each script has left figures, and they are pictures.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/cli/tap.bash
folder=build/figures

# What figure-1-overlap draws begins with 1-.
has_drawn() { compgen -G "$folder/${1%%-*}-*.png"; }

for script in scripts/figure-*; do
	check "$script has drawn" has_drawn "${script#scripts/figure-}"
done
for name in $(find "$folder" -maxdepth 1 -name '*.svg' -o -maxdepth 1 -name '*.pdf' -o -maxdepth 1 -name '*.png' |
	sed 's|.*/||; s|\.[a-z]*$||' | sort -u); do
	check "$name" tests/pictures "$folder" "$name"
done
finish
