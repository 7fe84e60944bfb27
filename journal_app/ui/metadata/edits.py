"""The wishes the form sends up, as values. Know no widget."""

from dataclasses import dataclass
from pathlib import Path

from journal_app.post.values import Name, Value
from journal_app.ui.brought import Brought


@dataclass(frozen=True, slots=True)
class FieldEdited:
    """The author gave the field `name` of the post at `path` a value; a name the post lacks is a new field."""

    path: Path
    name: Name
    value: Value


@dataclass(frozen=True, slots=True)
class FieldRemoved:
    """The author took the field `name` out of the post at `path`."""

    path: Path
    name: Name


@dataclass(frozen=True, slots=True)
class HeadEdited:
    """The author wrote the raw head of the post at `path`; lines end in "\\n", the fences are not part of it."""

    path: Path
    text: str


@dataclass(frozen=True, slots=True)
class CoverBrought:
    """The author dropped or pasted pictures on the field `name` of the post at `path`, or picked a file for it."""

    path: Path
    name: Name
    brought: Brought
