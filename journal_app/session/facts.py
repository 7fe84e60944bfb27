"""What the desk holds of a post and what it tells: plain values. Knows no signal and no disk."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from journal_app.files import Stamp
from journal_app.post.errors import JournalError
from journal_app.post.merge import Merged
from journal_app.post.post import Post

Trouble = Literal["", "changed", "gone"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One open post. `saved` and `stamp` are None for a post that was never on disk.

    `trouble` is what somebody else did to the file and the author has not decided on: "changed" under unsaved text, or
    "gone". `saved` then still is the version the text started from.
    """

    post: Post
    saved: Post | None
    stamp: Stamp | None
    trouble: Trouble = ""

    @property
    def in_conflict(self) -> bool:
        """Whether the author has to decide before a save."""
        return bool(self.trouble)

    @property
    def is_unsaved(self) -> bool:
        """Whether saving would change the disk."""
        return self.saved is None or self.trouble == "gone" or self.post != self.saved


@dataclass(frozen=True, slots=True)
class Opened:
    """A post was opened or chosen again. `line` (from 1) is where to put the cursor; 0: where it was."""

    post: Post
    line: int = 0


@dataclass(frozen=True, slots=True)
class SaveFailure:
    """A save that did not happen; the file is as it was and the text is still open."""

    path: Path
    error: JournalError


@dataclass(frozen=True, slots=True)
class SavedPost:
    """`post` is safe on disk. `displaced` is where a stranger's version was kept, if one was met at the last moment.

    `lost` names the attributes of the file that could not be kept (its owner, an access list …).
    """

    post: Post
    displaced: Path | None = None
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else changed the file of an open, unsaved post. `theirs` is None when an open post's file is gone."""

    mine: Post
    theirs: Post | None


@dataclass(frozen=True, slots=True)
class Replaced:
    """An open post is another by no key of the author's: reloaded, merged, or taken from the disk. One undo step."""

    before: Post
    after: Post


@dataclass(frozen=True, slots=True)
class Merging:
    """A merge that the author has to finish: `merged` has hunks to choose from. `stamp` is of `theirs`."""

    mine: Post
    theirs: Post
    stamp: Stamp
    merged: Merged


@dataclass(frozen=True, slots=True)
class HeadChange:
    """What a form edit did to the head's text: enough to take it back."""

    path: Path
    before: str
    after: str
