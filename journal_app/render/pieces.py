"""The chunks of a body, as values: a stretch of its text each, with its HTML once that is made. Knows no dialect."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from journal_app.render import finish


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of the body and its HTML before the last pass; `open`: an element is left open in it."""

    source: str
    breaks: int
    html: finish.Prepared | None = None
    open: bool = False

    @property
    def defines(self) -> bool:
        """Whether it may define something for the others."""
        return "]:" in self.source or "] :" in self.source

    @property
    def numbers(self) -> tuple[tuple[object, ...], tuple[object, ...]]:
        """What the numbers on the page depend on."""
        return (self.html.slots, self.html.notes) if self.html else ((), ())

    @property
    def bare(self) -> "Chunk":
        """The same without HTML: it is to be rendered again."""
        return Chunk(self.source, self.breaks)


@dataclass(slots=True)
class Stretch:
    """The chunks `gone` from `first` on gave way to `come`; `alone`: nothing else is touched by that."""

    first: int
    gone: list[Chunk]
    come: list[Chunk]
    alone: bool


def made(body: str, cuts: Sequence[int], before: Sequence[Chunk]) -> list[Chunk]:
    """The chunks between these places; one whose source was there before keeps its HTML."""
    known = {one.source: one for one in before}
    chunks: list[Chunk] = []
    for start, end in pairwise(cuts):
        source = body[start:end]
        chunk = known.get(source)
        # One that was left open was the last, and its HTML is right only there.
        chunks.append(chunk if chunk and not chunk.open else Chunk(source, source.count("\n")))
    return chunks


def joined(chunks: Sequence[Chunk]) -> Chunk:
    """One chunk of them all, without HTML."""
    return Chunk("".join(one.source for one in chunks), sum(one.breaks for one in chunks))
