"""What the author decides when somebody else changed an open post: mine, theirs, or both together. Knows no widget."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from journal_app.files import Stamp
from journal_app.post import merge
from journal_app.post.errors import JournalError
from journal_app.post.merge import Merged
from journal_app.post.post import Post
from journal_app.session import outside
from journal_app.session.desk import Desk
from journal_app.session.facts import Merging, SaveFailure
from journal_app.session.jobs import Jobs


class Conflicts(QObject):
    """Carries out decisions on what is on disk at that moment, which may be other than what was shown."""

    merge_found = Signal(object)  # Merging: there are hunks to choose from
    failed = Signal(object)  # SaveFailure

    def __init__(self, desk: Desk, reading: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reading = reading

    def keep_mine(self, path: Path) -> None:
        """Save ours over what is on disk now."""
        self._with_disk(path, self._kept_mine)

    def take_theirs(self, path: Path) -> None:
        """Bring in what is on disk now, as an edit that undo takes back."""
        self._with_disk(path, self._took_theirs)

    def merge(self, path: Path) -> None:
        """Bring ours and what is on disk now together; `merge_found` asks about hunks where both were at work."""
        sheet = self._desk.sheet(path)
        if sheet is not None:
            work = partial(outside.merged, sheet.saved, sheet.post)
            self._reading.run(work, partial(self._merged, sheet.post), partial(self._failed, path))

    def settle(self, merging: Merging, text: str) -> None:
        """The author chose: the post is `text` now, unsaved, and starts from theirs. Typed on meanwhile: merge anew."""
        path = merging.mine.path
        sheet = self._desk.sheet(path)
        if sheet is None:
            return
        if sheet.post != merging.mine:
            self.merge(path)
            return
        try:
            after = merge.post_of(merging.theirs, text)
        except JournalError as error:
            self.failed.emit(SaveFailure(path, error))
            return
        self._desk.rebase(path, merging.theirs, merging.stamp, after)

    def compare(self, path: Path, other: Path) -> None:
        """Show how the file `other`, a conflict copy, differs from the open post; what is chosen goes into the post."""
        sheet = self._desk.sheet(path)
        if sheet is not None:
            work = partial(outside.compared, sheet.post, other)
            self._reading.run(work, self.merge_found.emit, partial(self._failed, other))

    def bring_in(self, merging: Merging, text: str) -> None:
        """What was chosen from a copy becomes an edit of the open post."""
        post = self._desk.post(merging.mine.path)
        if post is None:
            return
        if post != merging.mine:
            self.compare(post.path, merging.theirs.path)
            return
        try:
            self._desk.replace_post(merge.post_of(post, text))
        except JournalError as error:
            self.failed.emit(SaveFailure(post.path, error))

    def _with_disk(self, path: Path, then: Callable[[Path, tuple[Post, Stamp]], None]) -> None:
        sheet = self._desk.sheet(path)
        if sheet is not None:
            work = partial(outside.read, path, like=sheet.post)
            self._reading.run(work, partial(then, path), partial(self._failed, path))

    def _kept_mine(self, path: Path, found: tuple[Post, Stamp]) -> None:
        if self._desk.sheet(path) is not None:
            self._desk.rebase(path, *found)
            self._desk.save(path)

    def _took_theirs(self, path: Path, found: tuple[Post, Stamp]) -> None:
        if self._desk.sheet(path) is not None:
            self._desk.rebase(path, *found, found[0])

    def _merged(self, mine: Post, found: tuple[Post, Stamp, Merged]) -> None:
        theirs, stamp, merged = found
        merging = Merging(mine, theirs, stamp, merged)
        if merged.is_clean:
            self.settle(merging, merged.text())
        elif self._desk.post(mine.path) != mine:
            self.merge(mine.path)
        else:
            self.merge_found.emit(merging)

    def _failed(self, path: Path, error: Exception) -> None:
        if isinstance(error, FileNotFoundError):
            self._desk.look_again([path])
        else:
            self.failed.emit(SaveFailure(path, outside.in_words(path, error)))
