"""The open posts and the one truth about them: what each is now, what it was when saved. Knows no widget.

An edit comes as a wish (`edit_body`, `set_field` …), a new `Post` goes out as a fact. Saving runs in a lane of its own:
the bytes are taken when the save starts, and "saved" is said for that version alone. What somebody else does to the
files is learned by looking again: a look that a save has overtaken is thrown away, and a file that is other than before
counts when it has kept still for a moment.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from journal_app.files import Saved, Stamp
from journal_app.library.index.delta import Delta
from journal_app.post.errors import ChangedOnDisk, JournalError, SaveFailed
from journal_app.post.post import Name, Post, Value
from journal_app.post.splice import Splice
from journal_app.session import outside
from journal_app.session.earlier import Earlier
from journal_app.session.facts import Conflict, HeadChange, Opened, Replaced, SavedPost, SaveFailure, Sheet
from journal_app.session.jobs import Jobs, unheard
from journal_app.session.outside import Home, in_words
from journal_app.session.settling import STILL_SECONDS, Settling, patience

__all__ = ["Conflict", "Desk", "HeadChange", "Opened", "Replaced", "SaveFailure", "SavedPost", "Sheet"]

Whereabouts = Callable[[Stamp], Sequence[Path]]


class Desk(QObject):
    """The open posts, by path."""

    post_opened = Signal(object)  # Opened
    open_failed = Signal(object)  # SaveFailure-like: NotAPost or OSError in words
    post_replaced = Signal(object)  # Replaced, just before post_edited
    post_edited = Signal(object)  # Post
    post_saved = Signal(object)  # SavedPost
    save_failed = Signal(object)  # SaveFailure
    copy_saved = Signal(object)  # tuple[Path, Path]: the post, and where a copy of its text is
    copy_failed = Signal(object)  # SaveFailure
    conflict_found = Signal(object)  # Conflict
    conflict_ended = Signal(object)  # Path
    unsaved_changed = Signal(object)  # frozenset[Path]
    post_moved = Signal(object)  # tuple[Path, Path]
    post_closed = Signal(object)  # Path

    def __init__(
        self,
        reading: Jobs,
        saving: Jobs,
        keep: Callable[[Path, bytes], None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._reading = reading
        self._saving = saving
        self._keep = keep
        self._sheets: dict[Path, Sheet] = {}
        self._current: Path | None = None
        self._wanted: Path | None = None
        self._being_saved: dict[Path, Post] = {}
        self._save_again: set[Path] = set()
        self._left: dict[Path, Sheet] = {}  # closed while they were being saved: what is written
        self._turns: dict[Path, int] = {}  # grows when a save begins and ends: older looks tell nothing
        self._settling = Settling(self)
        self._earlier = Earlier()
        self._told: dict[Path, str] = {}  # the digest a conflict was told of
        self._unsaved: frozenset[Path] = frozenset()
        self._home: Home | None = None
        self._held = ""
        self._whereabouts: Whereabouts = outside.nowhere
        self._settling.look_again.connect(self.look_again)

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

    @property
    def held(self) -> str:
        """Why nothing is saved at present, as a reason; "" when saving works."""
        return self._held

    def post(self, path: Path) -> Post | None:
        """The open post at `path`."""
        sheet = self._sheets.get(path)
        return sheet.post if sheet else None

    def saved(self, path: Path) -> Post | None:
        """The post at `path` as it is on disk, as far as we know; None if it was never saved or its file is gone."""
        sheet = self._sheets.get(path)
        return sheet.saved if sheet and sheet.trouble != "gone" else None

    def digest(self, path: Path) -> str:
        """The SHA-256 of the version on disk that the open post started from; empty for a new post."""
        sheet = self._sheets.get(path)
        return sheet.stamp.digest if sheet and sheet.stamp else ""

    def in_conflict(self, path: Path) -> bool:
        """Whether somebody else changed or removed the file, and the author has not decided yet."""
        sheet = self._sheets.get(path)
        return sheet is not None and sheet.in_conflict

    def unsaved_posts(self) -> tuple[Post, ...]:
        """The posts of `unsaved`, in the order they were opened."""
        return tuple(sheet.post for sheet in self._sheets.values() if sheet.is_unsaved)

    def sheet(self, path: Path) -> Sheet | None:
        """All that is known of the open post at `path`; None while it is being saved, too."""
        return None if path in self._being_saved else self._sheets.get(path)

    # Where it stands

    def work_in(self, home: Home | None, whereabouts: Whereabouts | None = None) -> None:
        """The journal's folder; `whereabouts` names the files that may be the one of a stamp, under another name."""
        self._home = home
        self._whereabouts = whereabouts or outside.nowhere

    def hold(self, reason: str) -> None:
        """Save nothing until further notice: the journal is away, and what is in its place is not to be written to."""
        self._held = reason

    def release(self) -> None:
        """Saving works again; what is on disk now is looked at first."""
        if self._held:
            self._held = ""
            self.look_again(tuple(self._sheets))

    # Opening and leaving

    def open(self, path: Path, line: int = 0) -> None:
        """Bring the post at `path` in front, reading it first if it is not open."""
        self._wanted = path
        if path in self._left and path not in self._sheets:  # what the disk says now, it does not say in a moment
            self._sheets[path] = self._left.pop(path)
            self._tell_unsaved()
        if path in self._sheets:
            self._bring(path, line)
            return
        self._reading.run(partial(outside.read, path), partial(self._read_done, line), partial(self._read_failed, path))

    def open_as(self, path: Path, codec: str) -> None:
        """Read a post of unknown encoding again, in the one the author chose; one with unsaved text stays as it is."""
        sheet = self._sheets.get(path)
        if sheet is not None and not sheet.is_unsaved:
            failed = partial(self._read_failed, path)
            self._reading.run(partial(outside.read, path, codec=codec), self._opened_as, failed)

    def start(self, post: Post) -> None:
        """Put a post that was never on disk on the desk; it is written at its first save."""
        self._wanted = post.path
        self._sheets[post.path] = Sheet(post, None, None)
        empty = not post.body.strip()  # then the blank line that keeps the text off the head is not typed before
        self._bring(post.path, post.body_line + post.body.count("\n") + 1 if empty else 0)
        self._tell_unsaved()

    def recover(self, post: Post) -> None:
        """Open `post` with its unsaved text from the recovery store, over what is on disk now."""
        try:
            on_disk, stamp = outside.read(post.path, like=post)
        except (OSError, JournalError):
            self.start(post)
            return
        self._wanted = post.path
        self._sheets[post.path] = Sheet(on_disk, on_disk, stamp)
        self._bring(post.path, 0)
        self._put(replace(post, revision=on_disk.revision + 1))

    def close(self, path: Path) -> None:
        """Take the post off the desk without saving it."""
        sheet = self._sheets.pop(path, None)
        if sheet is None:
            return
        if path in self._being_saved:
            self._left[path] = replace(sheet, post=self._being_saved[path])
            self._save_again.discard(path)
        self._settling.forget(path)
        self._earlier.forget(path)
        self._told.pop(path, None)
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
        moved = Sheet(sheet.post.with_path(new), saved, sheet.stamp, "" if sheet.trouble == "gone" else sheet.trouble)
        self._sheets = {
            new if path == old else path: moved if path == old else other for path, other in self._sheets.items()
        }
        self._settling.forget(old)
        self._earlier.moved(old, new)
        self._told.pop(old, None)
        if self._current == old:
            self._current = self._wanted = new
        self.post_moved.emit((old, new))
        self.conflict_ended.emit(old)
        self._tell_unsaved()
        self.post_edited.emit(moved.post)

    # Edits

    def edit_body(self, path: Path, splice: Splice) -> None:
        """Replace `splice.removed` code points of the body from `splice.position` by `splice.added`."""
        post = self._sheets[path].post
        self._put(
            self._earlier.edited(post, lambda now: now.with_splice(splice.position, splice.removed, splice.added))
        )

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
        return self._put_head(post, self._earlier.edited(post, lambda now: now.with_head_text(text)))

    def revert(self, path: Path) -> None:
        """Back to the version on disk, as an edit."""
        sheet = self._sheets[path]
        if sheet.saved is not None and sheet.is_unsaved:
            self._put(replace(sheet.saved, revision=sheet.post.revision + 1))

    def replace_post(self, post: Post) -> None:
        """Let the open post be `post`, as one edit that undo takes back, head and body."""
        before = self._sheets[post.path].post
        after = replace(post, revision=before.revision + 1)
        self._earlier.remember(before, after)
        self.post_replaced.emit(Replaced(before, after))
        self._put(after)

    def rebase(self, path: Path, saved: Post, stamp: Stamp, after: Post | None = None) -> None:
        """End a conflict: the open post starts from `saved` now, and is `after` if given, as one edit."""
        self._sheets[path] = Sheet(self._sheets[path].post, saved, stamp)
        if after is not None:
            self.replace_post(after)
        self._end_conflict(path)

    # Saving

    def save(self, path: Path, agreed: frozenset[str] = frozenset()) -> None:
        """Write the post to its file, if that would change anything. In a conflict the author is asked instead.

        `agreed` holds the kinds of SaveFailed that the author wants to go on in spite of.
        """
        sheet = self._sheets.get(path)
        if sheet is None or not sheet.is_unsaved:
            return
        if self._held:
            self.save_failed.emit(SaveFailure(path, SaveFailed(path, self._held, "folder_missing")))
        elif sheet.trouble:
            self._told.pop(path, None)
            self.look_again([path])
            self.save_failed.emit(SaveFailure(path, ChangedOnDisk(path)))
        elif path in self._being_saved:
            self._save_again.add(path)
        else:
            self._write(path, sheet.stamp, agreed)

    def save_all(self) -> None:
        """Save every unsaved post."""
        for path in tuple(self._unsaved):
            self.save(path)

    def save_copy(self, path: Path, target: Path) -> None:
        """Write the open post's text to another file; the post stays where it is, as unsaved as it was."""
        sheet = self._sheets.get(path)
        if sheet is not None:
            work = partial(outside.write_copy, target, sheet.post.to_bytes(), self._keep)
            self._saving.run(work, partial(self._copied, (path, target)), partial(self._not_copied, path, target))

    def recreate(self, path: Path) -> None:
        """Write a post whose file is gone, as a new file: the author was asked."""
        sheet = self._sheets.get(path)
        if sheet is not None and sheet.trouble == "gone" and path not in self._being_saved:
            if self._held:
                self.save(path)
            else:
                self._sheets[path] = replace(sheet, trouble="", saved=None, stamp=None)
                self._write(path, None)

    # Looking

    @Slot(object)
    def look_again(self, paths: Iterable[Path]) -> None:
        """These files may have changed: compare the open ones with what we know, by content."""
        for path in paths:
            sheet = self._sheets.get(path)
            if sheet is not None and sheet.stamp is not None and path not in self._being_saved:
                turn = self._turn(path)
                self._reading.run(
                    partial(outside.read, path, like=sheet.post),
                    partial(self._looked, path, turn),
                    partial(self._looked_in_vain, path, turn),
                )

    @Slot(object)
    def on_library_changed(self, delta: Delta) -> None:
        """The folder is other than before: look at the open posts in it, also whether a lost one came back."""
        touched = {row.path for row in (*delta.added, *delta.changed)} | set(delta.removed)
        lost = {path for path, sheet in self._sheets.items() if sheet.trouble == "gone"} if delta.added else set()
        self.look_again([path for path in self._sheets if path in touched or path in lost])

    # Inside

    def _bring(self, path: Path, line: int) -> None:
        self._current = path
        self.post_opened.emit(Opened(self._sheets[path].post, line))

    def _read_done(self, line: int, found: tuple[Post, Stamp]) -> None:
        post, stamp = found
        if post.path not in self._sheets and post.path not in self._left:
            self._sheets[post.path] = Sheet(post, post, stamp)
        if self._wanted == post.path:
            self.open(post.path, line)

    def _opened_as(self, found: tuple[Post, Stamp]) -> None:
        post, stamp = found
        sheet = self._sheets.get(post.path)
        if sheet is not None and not sheet.is_unsaved:
            self._sheets[post.path] = Sheet(post, post, stamp)
            self._earlier.forget(post.path)
            if self._current == post.path:
                self._bring(post.path, 0)

    def _read_failed(self, path: Path, error: Exception) -> None:
        self.open_failed.emit(SaveFailure(path, in_words(path, error)))

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

    def _turn(self, path: Path) -> int:
        return self._turns.get(path, 0)

    def _next_turn(self, path: Path) -> None:
        self._turns[path] = self._turn(path) + 1

    # Inside: saving

    def _write(self, path: Path, base: Stamp | None, agreed: frozenset[str] = frozenset()) -> None:
        post = self._sheets[path].post
        self._being_saved[path] = post
        self._next_turn(path)
        work = partial(outside.write, self._home, path, post.to_bytes(), base, self._keep, agreed)
        self._saving.run(work, partial(self._save_done, post), partial(self._save_failed, path))

    def _save_done(self, post: Post, saved: Saved) -> None:
        path = post.path
        self._being_saved.pop(path, None)
        self._next_turn(path)
        self._settling.forget(path)
        sheet = self._sheets.get(path)
        if self._left.pop(path, None) is not None:  # what is open there now, if anything, began before that save
            self.look_again([path])
        elif sheet is not None:
            self._sheets[path] = Sheet(sheet.post, post, saved.stamp)
            self._tell_unsaved()
        self.post_saved.emit(SavedPost(post, saved.displaced, saved.lost))
        if path in self._save_again:
            self._save_again.discard(path)
            self.save(path)

    def _copied(self, copied: tuple[Path, Path], _: Saved) -> None:
        self.copy_saved.emit(copied)

    def _not_copied(self, path: Path, target: Path, error: Exception) -> None:
        self.copy_failed.emit(SaveFailure(path, in_words(target, error)))

    def _save_failed(self, path: Path, error: Exception) -> None:
        self._being_saved.pop(path, None)
        self._left.pop(path, None)
        self._save_again.discard(path)
        self._next_turn(path)
        sheet = self._sheets.get(path)
        if isinstance(error, ChangedOnDisk) and sheet is not None:
            self._told.pop(path, None)
            if sheet.stamp is None:  # a new post, and a file of its name came meanwhile
                work = partial(outside.read, path, like=sheet.post)
                failed = partial(self._looked_in_vain, path, self._turn(path))
                self._reading.run(work, partial(self._met_another, path), failed)
            else:
                self.look_again([path])
        self.save_failed.emit(SaveFailure(path, in_words(path, error)))

    # Inside: looking

    def _looked(self, path: Path, turn: int, found: tuple[Post, Stamp]) -> None:
        sheet = self._sheets.get(path)
        on_disk, stamp = found
        if sheet is None or sheet.stamp is None or path in self._being_saved:
            return
        if turn != self._turn(path):  # a save has been there since
            self.look_again([path])
        elif stamp.digest == sheet.stamp.digest:
            self._settling.forget(path)
            self._sheets[path] = replace(sheet, stamp=stamp, trouble="")
            if sheet.trouble:
                self._end_conflict(path)
        elif on_disk == sheet.post and not on_disk.bulk:
            self.rebase(path, on_disk, stamp)
        elif not self._settling.is_still(path, stamp.digest, patience(sheet.saved, on_disk)):
            return
        elif sheet.saved is not None and sheet.post == sheet.saved:
            self._sheets[path] = Sheet(sheet.post, replace(on_disk, revision=sheet.post.revision + 1), stamp)
            self.replace_post(on_disk)
            if sheet.trouble:
                self._end_conflict(path)
        else:
            self._sheets[path] = replace(sheet, trouble="changed")
            self._tell_unsaved()
            if self._told.get(path) != stamp.digest:
                self._told[path] = stamp.digest
                self.conflict_found.emit(Conflict(sheet.post, on_disk))

    def _met_another(self, path: Path, found: tuple[Post, Stamp]) -> None:
        """A file stands where a new post was to be written: theirs is what ours is compared with, and no base."""
        sheet = self._sheets.get(path)
        if sheet is None or sheet.stamp is not None:
            return
        self._sheets[path] = replace(sheet, stamp=found[1], trouble="changed")
        self._told[path] = found[1].digest
        self.conflict_found.emit(Conflict(sheet.post, found[0]))

    def _looked_in_vain(self, path: Path, turn: int, error: Exception) -> None:
        sheet = self._sheets.get(path)
        if sheet is None or path in self._being_saved or turn != self._turn(path):
            return
        if sheet.stamp is None or self._held or not isinstance(error, FileNotFoundError | NotADirectoryError):
            return
        candidates = [place for place in self._whereabouts(sheet.stamp) if place not in self._sheets]
        work = partial(outside.find, self._home, candidates, sheet.stamp.digest)
        # Where that fails, not this file is gone, but the whole folder: the librarian tells.
        self._reading.run(work, partial(self._sought, path, turn), unheard)

    def _sought(self, path: Path, turn: int, found: Path | None) -> None:
        sheet = self._sheets.get(path)
        if sheet is None or path in self._being_saved or turn != self._turn(path):
            return
        if found is not None and found not in self._sheets:
            self.moved(path, found)
        elif sheet.trouble == "gone" or self._settling.is_still(path, "", STILL_SECONDS):
            if sheet.trouble != "gone":
                self._sheets[path] = replace(sheet, trouble="gone")
                self._tell_unsaved()
                self.post_edited.emit(sheet.post)  # for the recovery store: the text is nowhere else now
            if self._told.get(path) != "":
                self._told[path] = ""
                self.conflict_found.emit(Conflict(sheet.post, None))

    def _end_conflict(self, path: Path) -> None:
        self._told.pop(path, None)
        self._settling.forget(path)
        self._tell_unsaved()
        self.conflict_ended.emit(path)
