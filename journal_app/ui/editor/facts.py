"""What the editor tells and is told, as values. Knows nothing of widgets."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from journal_app.post.post import Bulk
from journal_app.post.splice import Splice
from journal_app.ui.brought import Brought


class ShownPost(Protocol):
    """What the editor reads of a post. `body` has one "\\n" a line; `read_only` is a reason or "".

    `offers` are encodings to open it in instead; `bulk` is what is only shown, and then `body` is not the whole.
    """

    @property
    def path(self) -> Path: ...
    @property
    def body(self) -> str: ...
    @property
    def revision(self) -> int: ...
    @property
    def read_only(self) -> str: ...
    @property
    def encoding(self) -> str: ...
    @property
    def offers(self) -> tuple[str, ...]: ...
    @property
    def bulk(self) -> Bulk | None: ...


@dataclass(frozen=True, slots=True)
class BodyEdited:
    """The author changed the body of the post at `path` by `splice`, in code points."""

    path: Path
    splice: Splice


@dataclass(frozen=True, slots=True)
class HeadText:
    """Undo or redo asks for `text` as the raw head of the post at `path`."""

    path: Path
    text: str


@dataclass(frozen=True, slots=True)
class PicturesBrought:
    """The author pasted or dropped pictures into the post at `path`. What comes of them goes to the held `place`.

    `chosen` is the text it takes the place of, when that lies in one line.
    """

    path: Path
    place: int
    brought: Brought
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class EncodingWish:
    """The author says that the post at `path` is written in `codec`."""

    path: Path
    codec: str


@dataclass(frozen=True, slots=True)
class CursorAt:
    """Where the caret stands, both counted from 1; the column in code points."""

    line: int
    column: int
