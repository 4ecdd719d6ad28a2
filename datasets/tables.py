"""What the build scripts of the small datasets share: where to write, how to write a table, a hint if NetworkX is missing."""

import os
import sys


def networkx():
    """The module, or an exit that says how to get it."""
    try:
        import networkx as module
    except ImportError:
        print("build: NetworkX is missing: apt-get install python3-networkx", file=sys.stderr)
        sys.exit(74)
    return module


def write(name, header, rows):
    """A table with TAB and LF, in the folder named by the first argument (default: beside the script)."""
    out = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(sys.argv[0]))
    os.makedirs(out, exist_ok=True)
    with open(os.path.join(out, name), "w", encoding="utf-8", newline="\n") as table:
        for row in [header.split(), *rows]:
            print(*row, sep="\t", file=table)
