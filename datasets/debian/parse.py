#!/usr/bin/env python3
"""Read Debian source indices and write who maintains which package, wave by wave.

usage: parse.py OUTDIR WAVE=FILE...

FILE is a decompressed Sources index. Writes incidence.tsv (person package wave), packages.tsv and
people.tsv to OUTDIR, with real identities in them: they are meant for a private folder, and for
`ties pseudonymise` right after. Standard error carries counts only, never a name or an address.
The rules are explained in README.md; their numbers are those of the comments below.
"""

import collections
import os
import re
import sys
import unicodedata

ENTRY = re.compile(r"([^<>]*)<([^<>]*)>")
ORPHANED = re.compile(r"@qa\.debian\.org$")
LIST_HOST = re.compile(r"(^|\.)(lists|alioth-lists|mailman)\.")
ROLE_HOST = re.compile(r"^(tracker|packages|qa|bugs|bugs\.qa)\.debian\.(org|net)$")
OPEN_HOSTS = {"googlegroups.com", "groups.io", "vger.kernel.org"}
TEAM_WORD = re.compile(
    r"\b(teams?|group|maintainers|packagers|packaging|developers|project|force|community|folks"
    r"|hackers|delegates|administrators|foundation|consortium)\b"
)
APOSTROPHES = dict.fromkeys(map(ord, "'`\u00b4\u2018\u2019\u02bc\u02b9"))
LETTERS = str.maketrans(
    {"ß": "ss", "ẞ": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d",
     "æ": "ae", "Æ": "ae", "ı": "i"}
)
SIDE_SECTIONS = {"debug", "oldlibs", "doc", "localization", "introspection", "debian-installer"}


# ---- the index ---------------------------------------------------------------------------------

def stanzas(path):
    """Every stanza of an index as {field in lower case: text, continuation lines kept}."""
    fields, last = {}, None
    with open(path, encoding="utf-8", errors="replace", newline="\n") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line.strip():
                if fields:
                    yield fields
                fields, last = {}, None
            elif line[0] in " \t":
                if last is not None:
                    fields[last] += "\n" + line
            else:
                name, _, value = line.partition(":")
                last = name.lower()
                fields[last] = value.strip()
    if fields:
        yield fields


def sources(path):
    """Package name -> stanza. Left-overs of built-using go first, then the last stanza wins (rule 1)."""
    found = {}
    for fields in stanzas(path):
        if fields.get("extra-source-only", "").lower() == "yes":
            continue
        found[fields["package"]] = fields
    return found


def plain_section(text):
    """'contrib/libdevel' -> 'libs'."""
    name = text.rpartition("/")[2]
    return "libs" if name == "libdevel" else name


def stanza_section(fields):
    """What the source stanza itself says: mostly a default, kept for comparison only."""
    return plain_section(fields.get("section", "")) or "NA"


def section(fields):
    """The section of the binaries (rule 6)."""
    rows = [line.split() for line in fields.get("package-list", "").split("\n")]
    named = [plain_section(row[2]) for row in rows if len(row) > 2]
    named = [name for name in named if name not in SIDE_SECTIONS] or named
    if not named:
        return stanza_section(fields)
    return collections.Counter(named).most_common(1)[0][0]  # first listed on a tie


# ---- people and teams --------------------------------------------------------------------------

def entries(text):
    """[(name, address in lower case)] of a Maintainer or Uploaders field, trailing commas or not (rule 2)."""
    folded = " ".join(text.split())
    return [(name.strip(" ,"), address.strip().lower()) for name, address in ENTRY.findall(folded)]


def words(name):
    """The key of a name: its words without case, marks, signs and nicknames, sorted (rule 5)."""
    bare = re.sub(r'\([^()]*\)|"[^"]*"', " ", name)
    for text in (bare, name):
        text = text.translate(APOSTROPHES).translate(LETTERS)
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        key = tuple(sorted("".join(c if c.isalnum() else " " for c in text.casefold()).split()))
        if key:
            return key
    return ()


def team_marks(entry):
    """The marks of a team that an entry bears (rule 4); none means a person."""
    name, address = entry
    host = address.rpartition("@")[2]
    low = name.strip(' "').casefold()
    marks = set()
    if LIST_HOST.search(host):
        marks.add("list")
    if ROLE_HOST.search(host):
        marks.add("role")
    if host in OPEN_HOSTS:
        marks.add("open")
    if TEAM_WORD.search(low) or low.startswith("debian"):
        marks.add("name")
    return marks


def persons_among(mentions):
    """The entries that are people. A person who writes from a role host is one if the name is known elsewhere."""
    marks = {entry: team_marks(entry) for entry in mentions}
    people = {entry for entry, found in marks.items() if not found}
    known = {words(name) for name, _ in people}
    for (name, address), found in marks.items():
        key = words(name)
        if found == {"role"} and len(key) >= 2 and key in known:
            people.add((name, address))
    return people


def join_spellings(people):
    """Entry -> representative address: one address or one name of two words and more is one person (rule 5)."""
    parent = {}

    def find(x):
        parent.setdefault(x, x)
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for name, address in people:
        at, key = find(("address", address)), words(name)
        if len(key) >= 2:
            parent[find(("name", key))] = at
    least = {}
    for _, address in people:
        root = find(("address", address))
        least[root] = min(address, least.get(root, address))
    return {entry: least[find(("address", entry[1]))] for entry in people}


# ---- the tables --------------------------------------------------------------------------------

class Package:
    """One source package in one wave."""

    def __init__(self, fields):
        self.section = section(fields)
        self.stanza_section = stanza_section(fields)
        maintainer = entries(fields.get("maintainer", ""))
        self.orphaned = any(ORPHANED.search(address) for _, address in maintainer)
        self.entries = [] if self.orphaned else maintainer + entries(fields.get("uploaders", ""))
        self.people, self.team = set(), "NA"

    def settle(self, who):
        """who: entry -> person. The team is the first entry that is one, the maintainer before the uploaders.
        "team:" keeps it apart from a person who writes from the same address."""
        self.people = {who[entry] for entry in self.entries if entry in who}
        self.team = next(("team:" + entry[1] for entry in self.entries if entry not in who), "NA")


def most_frequent(values):
    """The most frequent value, by name on a tie."""
    counts = collections.Counter(values)
    return min(counts, key=lambda value: (-counts[value], value))


def write(path, header, rows):
    """A table with LF and TAB, sorted as bytes."""
    lines = sorted("\t".join(map(str, row)) for row in rows)
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        out.write("\t".join(header.split()) + "\n" + "".join(line + "\n" for line in lines))


def main(argv):
    if len(argv) < 3 or not all("=" in arg for arg in argv[2:]):
        sys.exit(__doc__.split("\n\n")[1])
    out_dir = argv[1]
    waves = {}
    for arg in argv[2:]:
        wave, _, path = arg.partition("=")
        waves[wave] = {name: Package(fields) for name, fields in sources(path).items()}

    mentions = {entry for packages in waves.values() for p in packages.values() for entry in p.entries}
    who = join_spellings(persons_among(mentions))

    incidence, package_rows, people_rows = [], [], []
    for wave, packages in waves.items():
        of_person = collections.defaultdict(list)
        for name, p in packages.items():
            p.settle(who)
            package_rows.append((name, wave, p.section, p.team, len(p.people), int(p.orphaned), p.stanza_section))
            for person in p.people:
                incidence.append((person, name, wave))
                of_person[person].append(p)
        for person, theirs in of_person.items():
            people_rows.append((
                person, wave, len(theirs),
                len({p.section for p in theirs}), most_frequent(p.section for p in theirs),
                len({p.team for p in theirs} - {"NA"}),
                most_frequent(p.stanza_section for p in theirs),
            ))
        alone = sum(len(p.people) == 1 for p in packages.values())
        print(f"wave {wave}: {len(packages)} packages, {len(of_person)} people, "
              f"{sum(map(len, of_person.values()))} incidences, {alone} packages with one person, "
              f"{sum(p.orphaned for p in packages.values())} orphaned", file=sys.stderr)

    write(os.path.join(out_dir, "incidence.tsv"), "person package wave", incidence)
    write(os.path.join(out_dir, "packages.tsv"),
          "package wave section team people orphaned stanza_section", package_rows)
    write(os.path.join(out_dir, "people.tsv"),
          "node wave packages sections section teams stanza_section", people_rows)


if __name__ == "__main__":
    main(sys.argv)
