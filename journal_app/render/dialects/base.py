"""What the rest of the room needs of a Markdown dialect. Knows no library."""

from collections.abc import Mapping
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


class Dialect(Protocol):
    """What the rest of the room needs of a dialect: its id, and the paragraph that stands for a contents list."""

    name: str
    toc: str
    separator: str

    def fragment(self, source: str, known: Definitions | None) -> str:
        """The HTML of a stretch of text, unsanitised, headings without ids; `known` replaces what it defines itself."""

    def definitions(self, source: str) -> Definitions:
        """What a stretch of text defines."""

    def cuts(self, body: str) -> list[int]:
        """Where `body` may be cut: offsets, ascending, without 0 and the end."""
