"""The open posts and the one truth about them: what each is now, what it was when saved. Knows no widget.

An edit comes as a wish (`edit_body`, `set_field` …), a new `Post` goes out as a fact. Saving runs in a lane of its own:
the bytes are taken when the save starts, and "saved" is said for that version alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from journal_app import files
from journal_app.files import Saved, Stamp
from journal_app.post.errors import ChangedOnDisk, JournalError, NotAPost, SaveFailed
from journal_app.post.opening import opened
from journal_app.post.post import Name, Post, Value
from journal_app.post.splice import Splice
from journal_app.session.jobs import Jobs


@dataclass(frozen=True, slots=True)
class Sheet:
    """One open post. `saved` and `stamp` are None for a post that was never on disk."""

    post: Post
    saved: Post | None
    stamp: Stamp | None
    in_conflict: bool = False

    @property
    def is_unsaved(self) -> bool:
        """Whether saving would change the disk."""
        return self.saved is None or self.post != self.saved


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
    """`post` is safe on disk. `displaced` is where a stranger's version was kept, if one was met at the last moment."""

    post: Post
    displaced: Path | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """The file of an open, unsaved post was changed by somebody else. `theirs` is None when it was deleted."""

    mine: Post
    theirs: Post | None


@dataclass(frozen=True, slots=True)
class HeadChange:
    """What a form edit did to the head's text: enough to take it back."""

    path: Path
    before: str
    after: str


class Desk(QObject):
    """The open posts, by path."""

    post_opened = Signal(object)  # Opened
    open_failed = Signal(object)  # SaveFailure-like: NotAPost or OSError in words
    post_edited = Signal(object)  # Post
    post_saved = Signal(object)  # SavedPost
    save_failed = Signal(object)  # SaveFailure
    conflict_found = Signal(object)  # Conflict
    unsaved_changed = Signal(object)  # frozenset[Path]
    post_moved = Signal(object)  # tuple[Path, Path]
    post_closed = Signal(object)  # Path

    def __init__(self, reading: Jobs, saving: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reading = reading
        self._saving = saving
        self._sheets: dict[Path, Sheet] = {}
        self._current: Path | None = None
        self._wanted: Path | None = None
        self._being_saved: set[Path] = set()
        self._save_again: set[Path] = set()
        self._unsaved: frozenset[Path] = frozenset()

    # What stands on the desk

    @property
    def current(self) -> Post | None:
        """The post in front of the author."""
        sheet = self._sheets.get(self._current) if self._current else None
        return sheet.post if sheet else None

    @property
    def unsaved(self) -> frozenset[Path]:
        """The posts that saving would change on disk."""
        return self._unsaved

    @property
    def is_saving(self) -> bool:
        """Whether a save is under way."""
        return bool(self._being_saved)

    def post(self, path: Path) -> Post | None:
        """The open post at `path`."""
        sheet = self._sheets.get(path)
        return sheet.post if sheet else None

    def saved(self, path: Path) -> Post | None:
        """The post at `path` as it is on disk, as far as we know; None if it was never saved."""
        sheet = self._sheets.get(path)
        return sheet.saved if sheet else None

    def digest(self, path: Path) -> str:
        """The SHA-256 of the version on disk that the open post started from; empty for a new post."""
        sheet = self._sheets.get(path)
        return sheet.stamp.digest if sheet and sheet.stamp else ""

    def in_conflict(self, path: Path) -> bool:
        """Whether somebody else changed the file under the unsaved post."""
        sheet = self._sheets.get(path)
        return sheet is not None and sheet.in_conflict

    def unsaved_posts(self) -> tuple[Post, ...]:
        """The posts of `unsaved`, in the order they were opened."""
        return tuple(sheet.post for sheet in self._sheets.values() if sheet.is_unsaved)

    # Opening and leaving

    def open(self, path: Path, line: int = 0) -> None:
        """Bring the post at `path` in front, reading it first if it is not open."""
        self._wanted = path
        if path in self._sheets:
            self._bring(path, line)
            return
        self._reading.run(
            partial(_read, path), partial(self._read_done, line), partial(self._read_failed, path)
        )

    def open_as(self, path: Path, codec: str) -> None:
        """Read a post of unknown encoding again, in the one the author chose; one with unsaved text stays as it is."""
        sheet = self._sheets.get(path)
        if sheet is not None and not sheet.is_unsaved:
            work = partial(_read, path, codec=codec)
            self._reading.run(work, self._opened_as, partial(self._read_failed, path))

    def start(self, post: Post) -> None:
        """Put a post that was never on disk on the desk; it is written at its first save."""
        self._wanted = post.path
        self._sheets[post.path] = Sheet(post, None, None)
        self._bring(post.path, 0)
        self._tell_unsaved()

    def recover(self, post: Post) -> None:
        """Open `post` with its unsaved text from the recovery store, over what is on disk now."""
        try:
            on_disk, stamp = _read(post.path)
        except (OSError, JournalError):
            self.start(post)
            return
        self._wanted = post.path
        newer = replace(post, revision=on_disk.revision + 1)
        self._sheets[post.path] = Sheet(on_disk, on_disk, stamp)
        self._bring(post.path, 0)
        self._put(newer)

    def close(self, path: Path) -> None:
        """Take the post off the desk without saving it."""
        if self._sheets.pop(path, None) is None:
            return
        if self._current == path:
            self._current = None
        self.post_closed.emit(path)
        self._tell_unsaved()

    def clear(self) -> None:
        """Take every post off the desk."""
        self._wanted = None
        for path in tuple(self._sheets):
            self.close(path)

    def moved(self, old: Path, new: Path) -> None:
        """The file of an open post has a new name."""
        sheet = self._sheets.get(old)
        if sheet is None:
            return
        saved = sheet.saved.with_path(new) if sheet.saved else None
        moved = Sheet(sheet.post.with_path(new), saved, sheet.stamp, sheet.in_conflict)
        self._sheets = {new if path == old else path: moved if path == old else other
                        for path, other in self._sheets.items()}
        if self._current == old:
            self._current = self._wanted = new
        self.post_moved.emit((old, new))
        self._tell_unsaved()
        self.post_edited.emit(moved.post)

    # Edits

    def edit_body(self, path: Path, splice: Splice) -> None:
        """Replace `splice.removed` code points of the body from `splice.position` by `splice.added`."""
        sheet = self._sheets[path]
        self._put(sheet.post.with_splice(splice.position, splice.removed, splice.added))

    def set_field(self, path: Path, name: Name, value: Value, order: Sequence[str] = ()) -> HeadChange:
        """Set one field. EditRefused when that is not possible without touching other bytes."""
        post = self._sheets[path].post
        return self._put_head(post, post.with_field(name, value, order=order))

    def remove_field(self, path: Path, name: Name) -> HeadChange:
        """Remove one field. EditRefused as in `set_field`."""
        post = self._sheets[path].post
        return self._put_head(post, post.without_field(name))

    def put_head(self, path: Path, text: str) -> HeadChange:
        """Replace the head's raw text, parsable or not."""
        post = self._sheets[path].post
        return self._put_head(post, post.with_head_text(text))

    def revert(self, path: Path) -> None:
        """Back to the version on disk, as an edit."""
        sheet = self._sheets[path]
        if sheet.saved is not None and sheet.is_unsaved:
            self._put(replace(sheet.saved, revision=sheet.post.revision + 1))

    # Saving

    def save(self, path: Path) -> None:
        """Write the post to its file, if that would change anything."""
        sheet = self._sheets.get(path)
        if sheet is None or not sheet.is_unsaved:
            return
        if path in self._being_saved:
            self._save_again.add(path)
            return
        self._being_saved.add(path)
        work = partial(files.save, path, sheet.post.to_bytes(), sheet.stamp)
        self._saving.run(work, partial(self._save_done, sheet.post), partial(self._save_failed, path))

    def save_all(self) -> None:
        """Save every unsaved post."""
        for path in tuple(self._unsaved):
            self.save(path)

    def keep_mine(self, path: Path) -> None:
        """End a conflict by taking what is on disk now as the base of ours; the next save replaces it."""
        sheet = self._sheets[path]
        try:
            on_disk, stamp = _read(path, like=sheet.post)
        except (OSError, JournalError):
            self._sheets[path] = Sheet(sheet.post, None, None)
        else:
            self._sheets[path] = Sheet(sheet.post, on_disk, stamp)
        self._tell_unsaved()
        self.save(path)

    def take_theirs(self, path: Path) -> None:
        """End a conflict by bringing in what is on disk now, as an edit that undo takes back."""
        sheet = self._sheets[path]
        try:
            on_disk, stamp = _read(path, like=sheet.post)
        except (OSError, JournalError) as error:
            self.save_failed.emit(SaveFailure(path, _in_words(path, error)))
            return
        self._sheets[path] = Sheet(sheet.post, on_disk, stamp)
        self._put(replace(on_disk, revision=sheet.post.revision + 1))

    @Slot(object)
    def look_again(self, paths: Sequence[Path]) -> None:
        """These files may have changed: compare the open ones with what we know, by content."""
        for path in paths:
            sheet = self._sheets.get(path)
            if sheet is None or sheet.stamp is None or path in self._being_saved:
                continue
            self._reading.run(
                partial(_read, path, like=sheet.post), partial(self._looked, path), partial(self._gone, path)
            )

    # Inside

    def _bring(self, path: Path, line: int) -> None:
        self._current = path
        self.post_opened.emit(Opened(self._sheets[path].post, line))

    @Slot(object)
    def _read_done(self, line: int, found: tuple[Post, Stamp]) -> None:
        post, stamp = found
        if post.path not in self._sheets:
            self._sheets[post.path] = Sheet(post, post, stamp)
        if self._wanted == post.path:
            self._bring(post.path, line)

    def _opened_as(self, found: tuple[Post, Stamp]) -> None:
        post, stamp = found
        sheet = self._sheets.get(post.path)
        if sheet is not None and not sheet.is_unsaved:
            self._sheets[post.path] = Sheet(post, post, stamp)
            if self._current == post.path:
                self._bring(post.path, 0)

    def _read_failed(self, path: Path, error: Exception) -> None:
        self.open_failed.emit(SaveFailure(path, _in_words(path, error)))

    def _put_head(self, before: Post, after: Post) -> HeadChange:
        self._put(after)
        return HeadChange(before.path, before.head_text, after.head_text)

    def _put(self, post: Post) -> None:
        self._sheets[post.path] = replace(self._sheets[post.path], post=post)
        self._tell_unsaved()
        self.post_edited.emit(post)

    def _tell_unsaved(self) -> None:
        unsaved = frozenset(path for path, sheet in self._sheets.items() if sheet.is_unsaved)
        if unsaved != self._unsaved:
            self._unsaved = unsaved
            self.unsaved_changed.emit(unsaved)

    def _save_done(self, post: Post, saved: Saved) -> None:
        self._being_saved.discard(post.path)
        sheet = self._sheets.get(post.path)
        if sheet is not None:
            self._sheets[post.path] = Sheet(sheet.post, post, saved.stamp)
            self._tell_unsaved()
        self.post_saved.emit(SavedPost(post, saved.displaced))
        if post.path in self._save_again:
            self._save_again.discard(post.path)
            self.save(post.path)

    def _save_failed(self, path: Path, error: Exception) -> None:
        self._being_saved.discard(path)
        self._save_again.discard(path)
        if isinstance(error, ChangedOnDisk):
            self._reading.run(
                partial(_read, path, like=self.post(path)), partial(self._looked, path), partial(self._gone, path)
            )
        self.save_failed.emit(SaveFailure(path, _in_words(path, error)))

    def _looked(self, path: Path, found: tuple[Post, Stamp]) -> None:
        sheet = self._sheets.get(path)
        on_disk, stamp = found
        if sheet is None or path in self._being_saved:
            return
        if sheet.stamp is not None and stamp.digest == sheet.stamp.digest:
            self._sheets[path] = replace(sheet, stamp=stamp, in_conflict=False)
        elif not sheet.is_unsaved:
            newer = replace(on_disk, revision=sheet.post.revision + 1)
            self._sheets[path] = Sheet(sheet.post, newer, stamp)
            self._put(newer)
        elif on_disk == sheet.post:
            self._sheets[path] = Sheet(sheet.post, on_disk, stamp)
            self._tell_unsaved()
        else:
            self._sheets[path] = replace(sheet, in_conflict=True)
            self.conflict_found.emit(Conflict(sheet.post, on_disk))

    def _gone(self, path: Path, error: Exception) -> None:
        sheet = self._sheets.get(path)
        if sheet is None or not isinstance(error, FileNotFoundError):
            return
        self._sheets[path] = Sheet(sheet.post, None, None, in_conflict=True)
        self._tell_unsaved()
        self.conflict_found.emit(Conflict(sheet.post, None))


def _read(path: Path, *, like: Post | None = None, codec: str = "") -> tuple[Post, Stamp]:
    raw, stamp = files.read(path)
    return opened(path, raw, like=like, codec=codec), stamp


def _in_words(path: Path, error: Exception) -> JournalError:
    if isinstance(error, JournalError):
        return error
    if isinstance(error, FileNotFoundError):
        return NotAPost(path, "it is not there any more")
    if isinstance(error, OSError):
        return NotAPost(path, files.sentence(error))
    return SaveFailed(path, f"an unexpected error ({error!r})")
