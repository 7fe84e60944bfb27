"""What is on disk now, for the desk: pure functions that run in its lanes. Decides nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from journal_app import files
from journal_app.files import Saved, Stamp
from journal_app.library.sites.folder import identity
from journal_app.post import merge
from journal_app.post.errors import JournalError, NotAPost, SaveFailed
from journal_app.post.merge import Merged
from journal_app.post.opening import opened
from journal_app.post.post import Post
from journal_app.session.facts import Merging

Keep = Callable[[Path, bytes], None]


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of the journal, and which one it was when it was last looked through (None: not yet)."""

    folder: Path
    identity: tuple[int, int] | None = None

    def trouble(self, path: Path, *, is_new: bool) -> str:
        """Why nothing can be saved at `path` now: a lost mount is not to be written into. "" when it can."""
        if not path.is_relative_to(self.folder):
            return ""
        try:
            now = identity(self.folder)
        except OSError:
            return "the folder of the journal is not there"
        if is_new and self.identity is not None and now != self.identity:
            return "the folder of the journal is another one than before"
        return ""


def read(path: Path, *, like: Post | None = None, codec: str = "") -> tuple[Post, Stamp]:
    """The post on disk; `like` and `codec` as in `opened`. OSError or NotAPost when there is no regular file."""
    raw, stamp = files.read(path)
    post = opened(path, raw, like=like, codec=codec)
    _ = post.fields  # read here: the window's thread finds what the head says already known
    return post, stamp


def post_at(path: Path) -> Post:
    """The post on disk, in the window's own thread: for what is asked once. JournalError when it cannot be read."""
    try:
        return Post.parse(path, files.read(path)[0])
    except OSError as error:
        raise SaveFailed(path, files.sentence(error)) from error


def write(
    home: Home | None, path: Path, raw: bytes, base: Stamp | None, keep: Keep | None, agreed: frozenset[str]
) -> Saved:
    """`files.save`, unless the whole journal is away; what it replaces is kept first."""
    if home is not None and (reason := home.trouble(path, is_new=base is None)):
        raise SaveFailed(path, reason, "folder_missing")
    return files.save(path, raw, base, keep=None if keep is None else partial(keep, path), force=agreed)


def write_copy(target: Path, raw: bytes, keep: Keep | None) -> Saved:
    """Write a text to a file the author chose; what stands there, and nothing newer, is replaced and kept first."""
    try:
        base: Stamp | None = files.read(target)[1]
    except FileNotFoundError:
        base = None
    return write(None, target, raw, base, keep, frozenset())


def nowhere(_: Stamp) -> Sequence[Path]:
    """The files that may be the one of a stamp, where nobody knows of any."""
    return ()


def find(home: Home | None, candidates: Sequence[Path], digest: str) -> Path | None:
    """The first of these files that has this content. OSError when not one file is gone, but the whole folder."""
    if home is not None:
        identity(home.folder)
    for path in candidates:
        try:
            if files.read(path)[1].digest == digest:
                return path
        except (OSError, JournalError):
            continue
    return None


def merged(base: Post | None, mine: Post) -> tuple[Post, Stamp, Merged]:
    """What is on disk now, merged with `mine`; without a base every difference is a hunk."""
    theirs, stamp = read(mine.path, like=mine)
    if base is None:
        return theirs, stamp, merge.compared(merge.whole_text(mine), merge.whole_text(theirs))
    return theirs, stamp, merge.merge_posts(base, mine, theirs)


def compared(mine: Post, other: Path) -> Merging:
    """How a conflict copy differs from the post it is a copy of: each difference is a hunk."""
    theirs, stamp = read(other)
    return Merging(mine, theirs, stamp, merge.compared(merge.whole_text(mine), merge.whole_text(theirs)))


def in_words(path: Path, error: Exception) -> JournalError:
    """Any error as one of ours."""
    if isinstance(error, JournalError):
        return error
    if isinstance(error, FileNotFoundError):
        return NotAPost(path, "it is not there any more")
    if isinstance(error, OSError):
        return NotAPost(path, files.sentence(error, reading=True))
    return SaveFailed(path, f"an unexpected error ({error!r})")
