"""What a query shows, as values: rows in order, where groups begin, and how many each facet would show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from journal_app.library.row import PostRow

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts; categories (paths like `a/b`, each with those below it), tags and series with the most posts first,
    years (`2024`) and months (`2024-05`) with the newest first."""

    all: int = 0
    drafts: int = 0
    pinned: int = 0
    unsaved: int = 0
    broken: int = 0
    categories: Counts = ()
    tags: Counts = ()
    years: Counts = ()
    months: Counts = ()
    series: Counts = ()


@dataclass(frozen=True, slots=True)
class Member:
    """A post's place in its series, which is called by what its titles have in common."""

    series: str
    number: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A group of the list begins at row `start`.

    `kind` says what `value` is: `2024-05` for a month, the ISO date of its Monday for a week, a name for a series, ""
    for pinned and undated posts.
    """

    start: int
    kind: Literal["month", "week", "series", "pinned", "undated"]
    value: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows to show, in order, in groups or in none, and the facets beside them."""

    rows: tuple[PostRow, ...] = ()
    facets: Facets = Facets()
    headings: tuple[Heading, ...] = ()
    members: Mapping[Path, Member] = field(default_factory=dict)
    """Which of all posts are one of a series."""
