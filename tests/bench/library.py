"""A journal of many posts: scanned, filled, opened again, filtered, searched, changed; each beside its floor.

Each step can be measured alone. The journals and their warm indexes are kept between runs; only the first run of a size
makes them. Floors are measured in a process without Qt, what a person waits for in the program itself.
"""

import contextlib
import math
import statistics
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from tests.bench import kept
from tests.bench.kept import Figures

SIZES = (1_000, 10_000, 100_000)
LARGE = 100_000
sizes: tuple[int, ...] = (1_000, 10_000)
"""The sizes of this run."""
steps: tuple[str, ...] = ()
"""The steps of this run; none: all."""


class Line(NamedTuple):
    """One figure of a step: its words, its floor, how often as long it may take, or else how many milliseconds."""

    step: str
    name: str
    words: str
    floor: str
    ratio: float = 0.0
    limit: float = 0.0


LINES = (
    Line("start", "start", "Warm start: the list painted", "start", 1.5),
    Line("scan", "scan", "Cold scan: all rows shown", "scan", 10.0),
    Line("scan", "scan gap", "  the window's longest pause", "idle", limit=50.0),
    Line("text", "full text", "Full text ready", "full text", 1.3),
    Line("fill", "fill gap", "Scan and filling: the longest pause", "idle", limit=50.0),
    Line("warm", "warm gap", "Opened again: the longest pause", "idle", limit=50.0),
    Line("click", "click", "Click on a tag: list, counts painted", "idle", limit=16.0),
    Line("search", "search", "Search: first 50, count and facets", "search", 1.0, 20.0),
    Line("changed", "one changed", "One changed file: list, search right", "idle", limit=300.0),
    Line("many", "many changed", "5,000 changed files: list right", "many", 3.0),
    Line("memory", "bytes", "Bytes a row holds", "bytes", 1.0),
)
STEPS = tuple(dict.fromkeys(line.step for line in LINES))
MOST_BYTES = 1536.0
SLOWER = {"click": 100.0, "search": 0.0}
"""Milliseconds with the large journal; without a limit the search there is only never slower than grep."""
_MANY = 10_000  # a journal of so many posts has 5,000 that may change
_GREW = {
    "start": "Warm start, list painted",
    "scan": "Cold scan, all rows shown",
    "full text": "Full text ready",
    "click": "Click on a tag",
    "typed": "Search in the window, from the key",
    "search": "Search: first 50 and the count",
    "title": "Search by title",
    "one changed": "One changed file",
    "bytes": "Bytes a row holds",
}

Child = Callable[..., Figures]
AtHome = Callable[[Path], contextlib.AbstractContextManager[None]]


def measure(child: Child, at_home: AtHome, cold: Path, runs: int) -> tuple[Figures, Figures]:
    """Floors and figures, each by the line's name and the size. `cold`: a home in which nothing is known."""
    floors: Figures = {}
    ours: Figures = {}
    with at_home(cold / "first"):  # an installed program is compiled: what is imported late, too
        child("library_alive", "fill", _first(), kept.journal(SIZES[0]), SIZES[0], seconds=_patience(SIZES[0]))
    for size in sizes:
        _warm(child, at_home, size)
        for step in steps or STEPS:
            if step == "many" and size < _MANY:
                continue
            print(f"Library: {size:,} posts, {step}", flush=True)
            floor, own = _MEASURE[step](child, at_home, size, cold / f"{step}-{size}", runs)
            kept.remember(size, own)
            floors |= {f"{name} {size}": value for name, value in floor.items()}
            ours |= {f"{name} {size}": value for name, value in own.items()}
    print_growth()
    return floors, ours


def _patience(size: int) -> float:
    return 120 + size / 100


def _warm(child: Child, at_home: AtHome, size: int) -> None:
    """The journal, and its index in the home that is kept."""
    journal = kept.journal(size)
    with at_home(kept.home(size)):
        child("library_alone", "prepare", journal, seconds=_patience(size))


def _start(child: Child, at_home: AtHome, size: int, cold: Path, runs: int) -> tuple[Figures, Figures]:
    bare, started = [], []
    empty = kept.beside("empty")
    with at_home(kept.home(size)):
        child("library_alive", "start", empty, 0)
        child("library_alive", "start", kept.journal(size), size)
        for _ in range(runs):
            bare += child("library_alive", "start", empty, 0).values()
            started += child("library_alive", "start", kept.journal(size), size).values()
    return {"start": statistics.median(bare)}, {"start": statistics.median(started)}


def _alone(floor: str, name: str) -> Callable[..., tuple[Figures, Figures]]:
    """A floor and our index without a window."""

    def measured(child: Child, at_home: AtHome, size: int, cold: Path, runs: int) -> tuple[Figures, Figures]:
        journal, patience = kept.journal(size), _patience(size)
        with at_home(kept.home(size)):
            told = child("library_alone", floor, journal, seconds=patience) if floor else {"bytes": MOST_BYTES}
            return told, child("library_alone", name, journal, seconds=patience)

    return measured


def _alive(name: str, *, cold: bool = False, floor: str = "") -> Callable[..., tuple[Figures, Figures]]:
    """A floor and the program."""

    def measured(child: Child, at_home: AtHome, size: int, new: Path, runs: int) -> tuple[Figures, Figures]:
        journal, patience = kept.journal(size), _patience(size)
        with at_home(new if cold else kept.home(size)):
            told = child("library_alone", floor, journal, seconds=patience) if floor else {}
            own = child("library_alive", name, _first(), journal, size, seconds=patience)
        return told | {name: own[name] for name in ("idle", "many") if name in own}, own

    return measured


def _first() -> Path:
    """A journal of one post."""
    first = kept.beside("first")
    (first / "post.md").write_text("---\ntitle: First\ndate: 2024-11-17\n---\n\nA post.\n", "utf-8")
    return first


_MEASURE = {
    "start": _start,
    "scan": _alive("scan", cold=True, floor="starts"),
    "text": _alone("insert", "text"),
    "fill": _alive("fill", cold=True),
    "warm": _alive("warm"),
    "click": _alive("click"),
    "search": _alone("grep", "search"),
    "changed": _alive("changed"),
    "many": _alive("many"),
    "memory": _alone("", "memory"),
}


def print_growth() -> None:
    """How each figure grows with the posts, of this run and of those before: 1.00 is in proportion."""
    told = kept.remembered()
    print("\nGrowth with the posts (1.00: in proportion), the last figures of each size")
    print(f"  {'':40}{''.join(f'{size:>11,}' for size in SIZES)}{'exponent':>10}")
    for name, words in _GREW.items():
        values = {size: told[size][name] for size in SIZES if told.get(size, {}).get(name, 0.0) > 0}
        print(f"  {words:40}{''.join(_shown(values.get(size)) for size in SIZES)}{_exponent(values):>10}")


def _shown(value: float | None) -> str:
    return f"{value:11.1f}" if value is not None else f"{'-':>11}"


def _exponent(values: Figures | dict[int, float]) -> str:
    if len(values) < 2:
        return "-"
    (small, before), *_, (large, after) = sorted(values.items())
    return f"{math.log(after / before) / math.log(large / small):.2f}"


def budgets() -> Iterable[tuple[str, str, str, float, float]]:
    """Name, words, floor, ratio and limit of each line at each size."""
    for size in SIZES:
        for _, name, words, floor, ratio, limit in LINES:
            most = SLOWER.get(name, limit) if size == LARGE else limit
            yield f"{name} {size}", f"{size:,}: {words}", f"{floor} {size}", ratio, most
