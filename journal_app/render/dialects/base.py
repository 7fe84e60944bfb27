"""What the rest of the room needs of a Markdown dialect. Knows no library."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Definitions:
    """What a text defines for all of its chunks: link references and abbreviations."""

    links: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def with_more(self, other: "Definitions") -> "Definitions":
        """These and the later ones; the later wins where both define the same."""
        return Definitions({**self.links, **other.links}, {**self.words, **other.words})


@dataclass(frozen=True, slots=True)
class Mode:
    """What a body has anywhere: footnotes, and lines that begin with raw HTML or a definition's colon.

    `local`: with the same mode, cuts depend on nothing but the text between them.
    """

    footnotes: bool = False
    raw: bool = False
    terms: bool = False
    local: bool = False


class Dialect(Protocol):
    """What the rest of the room needs of a dialect: its id, and the paragraph that stands for a contents list."""

    name: str
    toc: str
    separator: str

    def fragment(self, source: str, known: Definitions | None) -> str:
        """The HTML of a stretch of text, unsanitised, headings without ids; `known` replaces what it defines itself."""

    def definitions(self, source: str) -> Definitions:
        """What a stretch of text defines."""

    def mode(self, body: str) -> Mode:
        """What the cuts of a body depend on beside the text around them."""

    def cuts(self, body: str, start: int, mode: Mode) -> Iterable[int]:
        """Where `body` may be cut: offsets behind `start`, which is 0 or a cut; ascending, without the end."""
