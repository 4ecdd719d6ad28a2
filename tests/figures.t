#!/bin/bash
# figures.t - after `make figures`: every script of a figure has left four files, and they are pictures.
set -euo pipefail
cd "$(dirname "$0")/.."
names=(scripts/figure-*)
exec tests/pictures build/figures "${names[@]#scripts/figure-}"
