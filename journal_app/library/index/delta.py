"""A change of the library as one value, whoever made it. Knows nothing of how it was found."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from journal_app.library.row import PostRow


@dataclass(frozen=True, slots=True)
class Delta:
    """Rows that came, rows that are other than before, and paths that are gone. False when nothing changed."""

    added: tuple[PostRow, ...] = ()
    changed: tuple[PostRow, ...] = ()
    removed: tuple[Path, ...] = ()
    moved: tuple[tuple[Path, Path], ...] = ()
    """Of `added`, those that are a known post under a new name: before and after. The old name is `removed`, too."""

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def joined(deltas: Iterable[Delta]) -> Delta:
    """The deltas of one look as a single one; no path may stand in two of them."""
    parts = tuple(deltas)
    return Delta(
        tuple(row for part in parts for row in part.added),
        tuple(row for part in parts for row in part.changed),
        tuple(path for part in parts for path in part.removed),
        tuple(pair for part in parts for pair in part.moved),
    )
