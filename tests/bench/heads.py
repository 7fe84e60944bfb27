"""Heads into rows, and its floor: reading the first 2 KB of the same files. No Qt, as the index's thread has none."""

import gc
import json
import os
import sys
import time
from pathlib import Path

_FIRST = 2048


def read_starts(folder: Path) -> float:
    """Milliseconds to read the first 2 KB of each post."""
    paths = [os.fspath(path) for path in folder.rglob("*.md")]
    begun = time.perf_counter()
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        os.read(handle, _FIRST)
        os.close(handle)
    return (time.perf_counter() - begun) * 1000


def scan(folder: Path) -> float:
    """Milliseconds from the folder to the rows of all its posts."""
    from journal_app.library.index import scan
    from journal_app.library.sites import sites

    begun = time.perf_counter()
    delta = scan.look(folder, sites.site_of(folder), {})
    elapsed = (time.perf_counter() - begun) * 1000
    if any(row.error for row in delta.added) or not delta.added:
        sys.exit("the posts of the bench do not read as posts")
    return elapsed


def main() -> None:
    """One measurement in a process of its own; the files are in the page cache on both sides."""
    what, folder = sys.argv[1], Path(sys.argv[2])
    gc.collect()
    print(json.dumps({"heads": read_starts(folder) if what == "floor" else scan(folder)}), flush=True)


if __name__ == "__main__":
    main()
