"""What the rest of the room needs of a Markdown dialect. Knows no library."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Definitions:
    """What a text defines for all of its chunks: link references, abbreviations, and which footnotes there are.

    `inside` holds what is defined inside a footnote's text, by its label, where that comes behind all else.
    """

    links: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    notes: frozenset[str] = frozenset()
    inside: Mapping[str, "Definitions"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fragment:
    """The HTML of a stretch of text, and apart from it the footnotes defined there: label and HTML, in order."""

    html: str
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Mode:
    """What a body has anywhere: lines that begin with raw HTML or a definition's colon.

    With the same mode, cuts depend on nothing but the text between them.
    """

    raw: bool = False
    terms: bool = False


class NoCuts(Exception):
    """A body cannot be cut at all, because of what was found in it."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a dialect numbers a page.

    `separator` joins a repeated heading id and its count. `as_defined`: footnotes come in the order of their
    definitions, all of them, the last of a label winning; else in the order in which the text refers to them, the first
    winning.
    """

    separator: str
    as_defined: bool


class Dialect(Protocol):
    """What the rest of the room needs of a dialect."""

    name: str
    numbering: Numbering

    def fragment(self, source: str, known: Definitions | None) -> Fragment:
        """The HTML of a stretch of text, unsanitised, headings without ids; `known` replaces what it defines itself.

        The HTML ends so that the next fragment's can follow it.
        """

    def fragments(self, sources: Sequence[str], known: Definitions) -> Sequence[Fragment]:
        """The same for several stretches in less time; where there are several, none of them defines anything."""

    def definitions(self, source: str) -> Definitions:
        """What a stretch of text defines."""

    def together(self, parts: Iterable[Definitions]) -> Definitions:
        """What these define together, in the order of the text."""

    def mode(self, body: str) -> Mode:
        """What the cuts of a body depend on beside the text around them."""

    def cuts(self, body: str, start: int, mode: Mode) -> Iterable[int]:
        """Where `body` may be cut: offsets behind `start`, which is 0 or a cut; ascending, without the end.

        Raises NoCuts as soon as something is found that forbids all cuts, those before it too.
        """
