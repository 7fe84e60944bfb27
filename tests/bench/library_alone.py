"""A journal of many posts without a window: floors, and our index alone. Each is one child: `NAME JOURNAL`."""

import gc
import json
import sqlite3
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from tests.bench import kept
from tests.bench.kept import Figures

WORD = "的一"
_TURNS = 7
_LARGE = 50_000  # posts from which on a filling is measured once


def starts(journal: Path) -> Figures:
    """Milliseconds to read the first 2 KB of each file."""
    from tests.bench import heads

    heads.read_starts(journal)
    return {"scan": statistics.median(heads.read_starts(journal) for _ in range(5))}


def grep(journal: Path) -> Figures:
    """Milliseconds of grep for the word, in the same folder."""
    command = ["grep", "-rlF", WORD, str(journal)]
    return {"search": min(_took(lambda: subprocess.run(command, capture_output=True, check=False)) for _ in range(3))}


def insert(journal: Path) -> Figures:
    """Milliseconds to insert each file as it is, in one transaction, into an FTS5 table with nothing set."""
    return {"full text": statistics.median(_bare_insert(journal) for _ in range(_times(journal)))}


def _bare_insert(journal: Path) -> float:
    database = _scratch("bare")
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5 (body)")

    def work() -> None:
        connection.execute("BEGIN")
        texts = ((path.read_text("utf-8"),) for path in journal.rglob("*.md"))
        connection.executemany("INSERT INTO words (body) VALUES (?)", texts)
        connection.execute("COMMIT")

    took = _took(work)
    connection.close()
    _scratch("bare")
    return took


def text(journal: Path) -> Figures:
    """Milliseconds until our full text of a journal with known rows is ready."""
    from journal_app.library.index import scan
    from journal_app.library.index.index import Index
    from journal_app.library.sites import sites

    sys.setswitchinterval(0.0005)  # as in the program
    times: list[float] = []
    for _ in range(_times(journal)):
        made = Index(_scratch("ours"))
        made.apply(journal, scan.look(journal, sites.site_of(journal), {}))

        def work(made: Index = made) -> None:
            while made.fill(journal).texts:
                pass

        times.append(_took(work))
        made.close()
    _scratch("ours")
    return {"full text": statistics.median(times)}


def prepare(journal: Path) -> Figures:
    """Bring the index that the program will open in step with the journal, the words counted."""
    from journal_app import paths
    from journal_app.library.index import scan
    from journal_app.library.index.index import Index
    from journal_app.library.sites import sites

    made = Index(paths.cache_dir() / "index.sqlite")
    made.apply(journal, scan.look(journal, sites.site_of(journal), made.rows(journal)))
    while made.fill(journal):
        pass
    made.close()
    return {}


def memory(journal: Path) -> Figures:
    """Bytes that a row holds."""
    from journal_app import paths
    from journal_app.library.index.index import Index

    made = Index(paths.cache_dir() / "index.sqlite")
    made.search(journal, ())
    gc.collect()
    tracemalloc.start()
    rows = made.rows(journal)
    gc.collect()
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    made.close()
    return {"bytes": held / len(rows)}


def search(journal: Path) -> Figures:
    """Milliseconds of a search with what list and sidebar then need: by a word, a word by relevance, by a title."""
    from journal_app import paths
    from journal_app.library.index.index import Index
    from journal_app.library.lists.table import Table
    from journal_app.library.search import grammar
    from journal_app.library.search.query import Query

    made = Index(paths.cache_dir() / "index.sqlite")
    table = Table(made.rows(journal).values())
    table.listing(Query())

    def answer(line: str, sort: str = "date") -> Callable[[], None]:
        def work() -> None:
            words = grammar.parse(line).words
            hits = made.search(journal, words, ranked=sort == "relevance") if words else None
            table.listing(Query(text=line, sort=sort), hits=hits)  # type: ignore[arg-type]

        return work

    asked = {
        "search": answer(f"{WORD} "),
        "relevance": answer(f"{WORD} ", "relevance"),
        "title": answer("title:人和 "),
        "tag": answer("tag:科研 "),
    }
    told = {}
    for name, work in asked.items():
        told[f"{name} first"] = _took(work)
        told[name] = statistics.median(_took(work) for _ in range(_TURNS))
    made.close()
    return told


def _times(journal: Path) -> int:
    return 1 if sum(1 for _ in journal.iterdir()) * 60 > _LARGE else 3


def _scratch(name: str) -> Path:
    """A database that is not there yet."""
    database = kept.beside("scratch") / f"{name}.sqlite"
    for suffix in ("", "-wal", "-shm"):
        Path(f"{database}{suffix}").unlink(missing_ok=True)
    return database


def _took(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    """One measurement in a process of its own."""
    what, folder = sys.argv[1:]
    known = {one.__name__: one for one in (starts, grep, insert, text, prepare, memory, search)}
    told = known[what](Path(folder))
    print(json.dumps({name: round(value, 2) for name, value in told.items()}), flush=True)


if __name__ == "__main__":
    main()
