"""The benchmarks: each figure as a ratio to a floor measured in the same run. Fails when a budget is missed.

    bench.py             everything, in about ten minutes
    bench.py --only keys one group: start, keys, preview, heads, saves, checkout, housekeeping or library
    bench.py --report    never fails: for a look
    bench.py --only library --size 100000 --line scan    one step of a journal of so many posts, in about a minute

How long the window does not listen has a budget in milliseconds instead; its floor is the same without anything to do.
Floor and program take turns, each time in a new process; the figures are the medians. Noise is how far the floor's own
runs lie apart: (third quartile - first quartile) / median. A miss smaller than the noise says little.
"""

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench import checkout, clock, generate, kept, library, saving  # noqa: E402

POSTS = 1_000
HEADS = 10_000
SIZES = {"2-KB": 2_000, "100-KB": 100_000, "1-MB": 1_000_000}
KEYS = 25
RENAMED = 5_000
RUNS = {
    "start": 9,
    "keys": 3,
    "preview": 2,
    "heads": 5,
    "saves": 100,
    "checkout": 1,
    "housekeeping": 2,
    "export": 3,
    "library": 3,
}


@dataclass(frozen=True)
class Budget:
    """One line of the table: which mark of a run, against which of the floor's, and how often as long it may take.

    With a `limit` (milliseconds) that is what it may take, and the floor is there to compare.
    """

    group: str
    name: str
    words: str
    floor: str
    ratio: float = 0.0
    limit: float = 0.0


BUDGETS = (
    Budget("start", "editor", "Start, 1,000 posts: text painted, loop answering", "editor", 1.3),
    Budget("start", "list", "Start, 1,000 posts: rows of the list painted", "editor", 1.3),
    Budget("preview", "python-markdown 2-KB", "Key to preview painted, 2 KB, Python-Markdown", "page", 1.5),
    Budget("preview", "python-markdown 100-KB", "Key to preview painted, 100 KB", "page", 1.5),
    Budget("preview", "python-markdown 1-MB", "Key to preview painted, 1 MB", "page", 1.5),
    Budget("preview", "python-markdown 1-MB", "The same beside 2 KB", "python-markdown 2-KB", 1.3),
    Budget("preview", "python-markdown first", "First preview of 1 MB", "page", limit=300.0),
    Budget("preview", "python-markdown chunks", "300 KB in chunks beside the library", "python-markdown library", 1.3),
    Budget("preview", "gfm 2-KB", "Key to preview painted, 2 KB, GFM", "page", 1.5),
    Budget("preview", "gfm 100-KB", "Key to preview painted, 100 KB", "page", 1.5),
    Budget("preview", "gfm 1-MB", "Key to preview painted, 1 MB", "page", 1.5),
    Budget("preview", "gfm 1-MB", "The same beside 2 KB", "gfm 2-KB", 1.3),
    Budget("preview", "gfm first", "First preview of 1 MB", "page", limit=300.0),
    Budget("preview", "gfm chunks", "300 KB in chunks beside the library", "gfm library", 1.3),
    Budget("start", "preview", "Start, 1,000 posts: preview painted", "preview", 1.3),
    Budget("keys", "2-KB", "Key to text painted, 2 KB", "2-KB", 1.5),
    Budget("keys", "100-KB", "Key to text painted, 100 KB", "100-KB", 1.5),
    Budget("keys", "1-MB", "Key to text painted, 1 MB", "1-MB", 1.5),
    Budget("keys", "page", "Key to preview painted, 2 KB", "page", 1.5),
    Budget("heads", "heads", "Heads of 10,000 posts into rows", "heads", 12.0),
    Budget("saves", "save with history", "Save of 100 KB, the old version kept", "save", 3.0),
    Budget("housekeeping", "rename", "Rename of a tag in 5,000 posts, all of it", "rename", 2.0),
    Budget("housekeeping", "undo", "Its undo", "rename", 2.0),
    Budget(
        "saves", "gap", "Saves on a slow disk: the window's longest pause", "gap", limit=250.0
    ),  # half an fsync of that disk
    Budget("checkout", "gap", "git checkout of 5,000 files: the longest pause", "gap", limit=100.0),
    Budget("export", "python-markdown", "Export of 1,000 posts, Python-Markdown", "python-markdown", 1.5),
    Budget("export", "gfm", "Export of 1,000 posts, GFM", "gfm", 1.5),
)

BUDGETS += tuple(Budget("library", *line) for line in library.budgets())

Runs = dict[str, list[float]]


def main() -> int:
    """Measure what is asked for and print the table; the exit status says whether every budget was met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=list(RUNS), action="append", help="this group (can be given again)")
    parser.add_argument("--runs", type=int, help="how many turns each side has")
    parser.add_argument("--report", action="store_true", help="exit with 0 also when a budget is missed")
    parser.add_argument("--size", type=int, choices=library.SIZES, action="append", help="of the group library: posts")
    parser.add_argument("--line", choices=library.STEPS, action="append", help="of the group library: this step alone")
    options = parser.parse_args()
    library.sizes = tuple(options.size or library.sizes)
    library.steps = tuple(options.line or library.steps)
    results: dict[str, tuple[Runs, Runs]] = {}
    for group in options.only or RUNS:
        with tempfile.TemporaryDirectory(prefix="journal-bench-") as home, at_home(Path(home)):
            results[group] = MEASURE[group](Path(home) / "journal", options.runs or RUNS[group])
    met = print_table(results)
    return 0 if met or options.report else 1


@contextlib.contextmanager
def at_home(home: Path) -> Iterator[None]:
    """Settings, index and recovery of the children lie in `home`; what is compiled is kept for the next run."""
    before = dict(os.environ)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    os.environ["PYTHONPYCACHEPREFIX"] = str(kept.beside("compiled"))
    for kind in ("CONFIG", "CACHE", "STATE", "DATA"):
        os.environ[f"XDG_{kind}_HOME"] = str(home / kind.lower())
    os.environ["PYTHONPATH"] = str(ROOT)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def measure_start(journal: Path, runs: int) -> tuple[Runs, Runs]:
    """A journal whose last post is known and whose index is warm."""
    say(f"Start: {POSTS} posts, {runs} turns")
    posts = generate.journal(journal, POSTS)
    post = str(posts[POSTS // 2])
    child("ours", "prepare", journal, post, POSTS)
    child("floor", "start", journal, post)
    child("ours", "start", journal, post, POSTS)
    return turns(runs, ("floor", "start", journal, post), ("ours", "start", journal, post, POSTS))


def measure_keys(journal: Path, runs: int) -> tuple[Runs, Runs]:
    """Typing in the middle of a post, one key every tenth of a second."""
    say(f"Keys: {KEYS} in each of {', '.join(SIZES)}, {runs} turns")
    names = [f"{name}.md" for name in SIZES]
    for name, size in SIZES.items():
        generate.post_of(journal / f"{name}.md", size)
    child("ours", "prepare", journal, journal / names[0], len(names))
    arguments = ("keys", journal, KEYS, *names)
    return turns(runs, ("floor", *arguments), ("ours", *arguments))


def measure_preview(journal: Path, runs: int) -> tuple[Runs, Runs]:
    """Typing in three sizes and both dialects until the page is painted; opening a long post; rendering alone."""
    say(f"Preview: {KEYS} keys in each of {', '.join(SIZES)}, both dialects, {runs} turns")
    names = [f"{name}.md" for name in SIZES]
    for name, size in SIZES.items():
        generate.post_of(journal / f"{name}.md", size)
    child("ours", "prepare", journal, journal / names[0], len(names))
    floor, ours = turns(runs, ("floor", "keys", journal, KEYS, names[0]), ("ours", "preview", journal, KEYS, *names))
    for dialect in ("python-markdown", "gfm"):
        told = child("rendering", "--told", dialect)
        floor |= {f"{dialect} library": [told["library"]], f"{dialect} 2-KB": ours[f"{dialect} 2-KB"]}
        ours |= {f"{dialect} chunks": [told["chunks"]]}
    return floor, ours


def measure_heads(journal: Path, runs: int) -> tuple[Runs, Runs]:
    """Ten thousand heads, the files in the page cache."""
    say(f"Heads: {HEADS} posts, {runs} turns")
    generate.journal(journal, HEADS)
    child("heads", "floor", journal)
    return turns(runs, ("heads", "floor", journal), ("heads", "ours", journal))


def measure_housekeeping(journal: Path, runs: int) -> tuple[Runs, Runs]:
    """A tag renamed in every post, and back: with a plan, a way back and the history, and in a bare loop."""
    say(f"Housekeeping: {RENAMED} posts, {runs} turns")
    child("housekeeping", "prepare", journal, RENAMED)
    return turns(runs, ("housekeeping", "floor", journal), ("housekeeping", "ours", journal))


def measure_saves(journal: Path, runs: int) -> tuple[Runs, Runs]:
    """A save against a bare one in the same folder; and the loop of the program while it saves and switches posts."""
    say(f"Saves: {runs} turns, and {saving.SAVES} in the window")
    floor, ours = saving.measure(journal, runs)
    saving.prepare(journal.parent / "posts")
    told = child("saving", "--child", journal.parent / "posts")
    return floor | {"gap": [told["idle_gap"]]}, ours | {"gap": [told["gap"]]}


def measure_checkout(journal: Path, runs: int) -> tuple[Runs, Runs]:
    """Another branch under the open program, from the checkout until the list is right."""
    say(f"Checkout: {checkout.POSTS} posts, {runs} turns")
    told = [checkout.measure(journal.parent / f"turn-{turn}") for turn in range(runs)]
    return {"gap": [one["idle_gap"] for one in told]}, {"gap": [one["gap"] for one in told]}


def measure_export(journal: Path, runs: int) -> tuple[Runs, Runs]:
    """A folder of pages on all processors; the floor is the Markdown library alone, which knows of one."""
    say(f"Export: {POSTS} posts, {runs} turns")
    generate.journal(journal, POSTS)
    child("exporting", "ours", journal)
    return turns(runs, ("exporting", "floor", journal), ("exporting", "ours", journal))


def measure_library(journal: Path, runs: int) -> tuple[Runs, Runs]:
    """Journals of several sizes: floors, our index alone, and the program."""
    floors, ours = library.measure(child, at_home, journal.parent, runs)
    return {name: [value] for name, value in floors.items()}, {name: [value] for name, value in ours.items()}


MEASURE = {
    "start": measure_start,
    "keys": measure_keys,
    "preview": measure_preview,
    "heads": measure_heads,
    "saves": measure_saves,
    "checkout": measure_checkout,
    "housekeeping": measure_housekeeping,
    "library": measure_library,
    "export": measure_export,
}


def turns(runs: int, floor: Sequence[object], ours: Sequence[object]) -> tuple[Runs, Runs]:
    """Floor, ours, floor, ours …"""
    sides: tuple[Runs, Runs] = ({}, {})
    for _ in range(runs):
        for side, command in zip(sides, (floor, ours), strict=True):
            for name, value in child(*command).items():
                side.setdefault(name, []).append(value)
    return sides


def child(module: str, *arguments: object, seconds: float = 120) -> dict[str, float]:
    """What a new process measured, if it took no longer than so many `seconds`."""
    command = [sys.executable, "-m", f"tests.bench.{module}", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=clock.spawning(), capture_output=True, timeout=seconds, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command[2:])} failed ({done.returncode}):\n{done.stderr.decode(errors='replace')}")
    lines = done.stdout.decode().splitlines()
    measured: dict[str, float] = json.loads(lines[-1]) if lines else {}
    return measured


def print_table(results: dict[str, tuple[Runs, Runs]]) -> bool:
    """The table; whether every budget in it was met."""
    print(f"\n{'':50}{'floor':>9}{'ours':>9}{'ratio':>8}{'budget':>8}{'noise':>8}")
    good = True
    for budget in BUDGETS:
        if budget.group not in results:
            continue
        floors, ours = results[budget.group]
        if budget.name not in ours and budget.group == "library":
            continue  # a size that was not asked for
        floor, value = statistics.median(floors[budget.floor]), statistics.median(ours[budget.name])
        met = value <= (budget.limit or budget.ratio * floor)
        good = good and met
        allowed = f"{budget.limit:.0f} ms" if budget.limit else f"{budget.ratio:.1f}"
        print(
            f"{budget.words:50}{floor:9.1f}{value:9.1f}{value / floor:8.2f}{allowed:>8}"
            f"{spread(floors[budget.floor]):8.0%}  {'met' if met else 'MISSED'}"
        )
    print(f"\nMilliseconds, medians on {os.cpu_count()} processors. Load now: {os.getloadavg()[0]:.1f}")
    return good


def spread(values: Sequence[float]) -> float:
    """How far apart the runs lie: the distance of the quartiles, as a part of the median."""
    if len(values) < 3:
        return 0.0
    first, _, third = statistics.quantiles(values, n=4, method="inclusive")
    return (third - first) / statistics.median(values)


def say(what: str) -> None:
    """What is measured now."""
    print(what, flush=True)


if __name__ == "__main__":
    sys.exit(main())
