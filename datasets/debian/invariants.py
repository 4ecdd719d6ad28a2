#!/usr/bin/env python3
"""Print what a renaming of people, packages and teams leaves unchanged in the Debian tables of a folder.

usage: invariants.py FOLDER

One line a measure: wave, measure, value; TAB between. A distribution is written value:count value:count ...
Reads incidence.tsv, packages.tsv, ties.tsv and people.tsv, each with or without .gz.
"""

import collections
import csv
import gzip
import os
import sys


def rows(folder, name):
    """The rows of a table as dictionaries."""
    path = os.path.join(folder, name)
    opened = open if os.path.exists(path) else gzip.open
    with opened(path if opened is open else path + ".gz", "rt", encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE))


def spread(values):
    """'1:20 2:3': how many times each value occurs."""
    counts = collections.Counter(values)
    def order(value):
        return (0, int(value), "") if str(value).isdigit() else (1, 0, str(value))
    return " ".join(f"{value}:{counts[value]}" for value in sorted(counts, key=order))


def by_wave(table):
    """wave -> its rows."""
    split = collections.defaultdict(list)
    for row in table:
        split[row["wave"]].append(row)
    return split


def of_wave(incidence, packages, people, ties):
    """(measure, value) for one wave."""
    yield "packages", len(packages)
    yield "people", len(people)
    yield "incidences", len(incidence)
    yield "ties", len(ties)
    yield "shared packages, all ties", sum(int(row["weight"]) for row in ties)
    yield "packages of one person", sum(row["people"] == "1" for row in packages)
    yield "orphaned packages", sum(row["orphaned"] == "1" for row in packages)
    degree = collections.Counter(end for row in ties for end in (row["i"], row["j"]))
    yield "degrees", spread(degree[row["node"]] for row in people)
    yield "weights", spread(row["weight"] for row in ties)
    yield "packages a person", spread(row["packages"] for row in people)
    yield "people a package", spread(row["people"] for row in packages)
    listed = collections.Counter(row["package"] for row in incidence)
    yield "people a package, from the incidences", spread(listed[row["package"]] for row in packages)
    teams = collections.Counter(row["team"] for row in packages)
    yield "packages without team", teams.pop("NA", 0)
    yield "packages a team", spread(teams.values())
    for column in ("section", "stanza_section"):
        yield f"packages, {column}", spread(row[column] for row in packages)
        yield f"people, {column}", spread(row[column] for row in people)
    for column in ("sections", "teams"):
        yield f"people, {column}", spread(row[column] for row in people)
    section = {row["node"]: row["section"] for row in people}
    yield "ties within a section", sum(section[row["i"]] == section[row["j"]] for row in ties)


def main(folder):
    tables = [by_wave(rows(folder, name + ".tsv")) for name in ("incidence", "packages", "people", "ties")]
    waves = sorted(tables[0])
    for wave in waves:
        for measure, value in of_wave(*(table[wave] for table in tables)):
            print(wave, measure, value, sep="\t")
    for what, table, columns in (
        ("people", tables[2], ("node",)),
        ("packages", tables[1], ("package",)),
        ("teams", tables[1], ("team",)),
        ("ties", tables[3], ("i", "j")),
    ):
        sets = {wave: {tuple(sorted(row[c] for c in columns)) for row in table[wave]} for wave in waves}
        for first, second in zip(waves, waves[1:]):
            print(f"{first}-{second}", f"{what} in both waves", len(sets[first] & sets[second]), sep="\t")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__.split("\n\n")[1])
    main(sys.argv[1])
