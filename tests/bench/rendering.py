"""What rendering in chunks costs beside the library's own whole render, and a key in texts of three sizes.

For the benchmarks' table: `measure(dialect)` gives the figures, `python -m tests.bench.rendering` prints them.
"""

import gc
import itertools
import json
import re
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from journal_app.post.post import Post
from journal_app.render.dialects import gfm, python_markdown
from journal_app.render.incremental import Incremental
from journal_app.render.safe import limits

SIZES = (2_000, 100_000, 1_000_000)


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds: the library's whole render of 300 KB, the same in chunks, a key by size, the first part of 1 MB."""

    library: float
    chunks: float
    keys: tuple[float, ...]
    first: float

    @property
    def ratio(self) -> float:
        """Chunks to library; at most 1.3."""
        return self.chunks / self.library


def text(size: int) -> str:
    """A text of that many characters from the sample journal, whose stretches all differ."""
    samples = sorted(Path(__file__).parents[2].joinpath("content").rglob("*.md"))
    body = "\n\n".join(Post.parse(path, path.read_bytes()).body for path in samples)
    parts: list[str] = []
    length = 0
    for number in itertools.count():
        part = re.sub(r"(?m)^(\w[^\n]{20,})$", rf"\1 {number}.", body).replace("[^", f"[^{number}-")
        parts.append(part)
        length += len(part) + 2
        if length >= size:
            return "\n\n".join(parts)[:size]
    raise AssertionError


def measure(dialect: str) -> Figures:
    """The figures of one dialect, in this process."""
    keys = tuple(_key(dialect, text(size)) for size in SIZES)
    return Figures(*whole(dialect), keys, _first(dialect, text(SIZES[-1])))


def whole(dialect: str) -> tuple[float, float]:
    """What the library needs for 300 KB, and the same in chunks: the best of five is what each takes undisturbed.

    In chunks as the child renders, which collects no garbage meanwhile; the library as Python has it from the start,
    with what is a part of a page by it: the headings' ids, the contents list, the footnotes' numbers and their section.
    """
    body = text(300_000)
    library = {"python-markdown": python_markdown.convert, "gfm": gfm.convert}[dialect]
    library(body[:20_000])
    before = gc.get_threshold()
    alone, chunks = [], []
    for _ in range(5):
        alone.append(_worked(lambda: library(body)))
        limits.calm()
        chunks.append(_worked(lambda: Incremental(dialect).update(body)))
        gc.unfreeze()
        gc.set_threshold(*before)
    return min(alone), min(chunks)


def _key(dialect: str, body: str) -> float:
    page = Incremental(dialect)
    page.update(body)
    at = body.find(". ", len(body) // 2)
    times = []
    for _ in range(30):
        body = f"{body[:at]}字{body[at:]}"
        gc.collect(0)
        times.append(_took(lambda now=body: page.update(now)))  # type: ignore[misc]
    return statistics.median(times)


def _first(dialect: str, body: str) -> float:
    start = time.perf_counter()
    next(iter(Incremental(dialect).steps(body)))
    return (time.perf_counter() - start) * 1000


def _took(what: Callable[[], object]) -> float:
    start = time.perf_counter()
    what()
    return (time.perf_counter() - start) * 1000


def _worked(what: Callable[[], object]) -> float:
    """The processor's time alone: two renders are compared, and others are at work here."""
    start = time.process_time()
    what()
    return (time.process_time() - start) * 1000


def main() -> None:
    """Print the figures of both dialects; with `--told`, what one costs in chunks and whole, for the table."""
    if sys.argv[1:2] == ["--told"]:
        library, chunks = whole(sys.argv[2])
        print(json.dumps({"library": library, "chunks": chunks}))
        return
    for dialect in sys.argv[1:] or ("python-markdown", "gfm"):
        made = measure(dialect)
        keys = " / ".join(f"{key:.2f}" for key in made.keys)
        print(
            f"{dialect}: library {made.library:.0f} ms, chunks {made.chunks:.0f} ms, ratio {made.ratio:.2f}; "
            f"key in 2 KB / 100 KB / 1 MB {keys} ms; first part of 1 MB {made.first:.0f} ms"
        )


if __name__ == "__main__":
    main()
