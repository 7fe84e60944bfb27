"""Unsaved text on its way to the recovery store: of posts, of new ones, and what is half typed in the form."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from journal_app.post.errors import JournalError
from journal_app.post.post import Post
from journal_app.session.desk import Desk, Opened, Replaced, SavedPost
from journal_app.session.recovery import Recovery
from journal_app.ui.metadata.edits import FieldEdited
from journal_app.ui.metadata.place import FormPlace

_LOOK_MS = 50  # until what a key set off in the form is settled


class Keeping(QObject):
    """Tells the recovery store what is unsaved, and what is not any more."""

    def __init__(self, desk: Desk, recovery: Recovery, form: FormPlace) -> None:
        super().__init__(form)
        self._desk = desk
        self._recovery = recovery
        self._form = form
        self._half_typed: tuple[FieldEdited, ...] = ()
        self._given_up: set[Path] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.note_half_typed)

    @Slot(object)
    def on_post_opened(self, opened: Opened) -> None:
        """A post came in front; one that is not on disk as it is, is kept from its first moment."""
        self._given_up.discard(opened.post.path)
        if opened.post.path in self._desk.unsaved or self._desk.saved(opened.post.path) is None:
            self._note(opened.post)

    @Slot(object)
    def on_post_edited(self, post: Post) -> None:
        """A post is other than before, or is what is on disk again."""
        self._given_up.discard(post.path)
        self._keep(post)

    @Slot(object)
    def on_saved(self, saved: SavedPost) -> None:
        """The text is safe on disk; what was typed meanwhile starts from there now."""
        post = self._desk.post(saved.post.path)
        if post is not None:
            self._keep(post)
        else:
            self._recovery.leave(saved.post)

    @Slot(object)
    def on_post_replaced(self, replaced: Replaced) -> None:
        """What was typed made way for what is on disk, by the author's word: it is kept aside for a week."""
        path = replaced.before.path
        if path in self._desk.unsaved and replaced.after == self._desk.saved(path):
            self._recovery.give_up(path)

    @Slot(object)
    def on_post_moved(self, move: tuple[Path, Path]) -> None:
        """The post's file has a new name."""
        self._recovery.moved(*move)

    @Slot(object)
    def give_up(self, path: Path) -> None:
        """The author does not want the unsaved text of this post."""
        self._given_up.add(path)
        self._recovery.give_up(path)

    @Slot()
    def on_typing(self) -> None:
        """Something is typed in the form that it may not have told yet."""
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def note_half_typed(self) -> None:
        """Keep the post as it would be if what is half typed in the form were told now."""
        typed = self._form.half_typed()
        if typed == self._half_typed:
            return
        before, self._half_typed = self._half_typed, typed
        for path in {edit.path for edit in (*before, *typed)}:
            post = self._desk.post(path)
            if post is not None and path not in self._given_up:
                if typed or path in self._desk.unsaved:
                    self._note(post)
                else:
                    self._recovery.drop(path)

    def _keep(self, post: Post) -> None:
        """The file has this text or has not; what is half typed in the form is nowhere else in either case."""
        if post.path in self._desk.unsaved or self._with_half_typed(post) != post:
            self._note(post)
        else:
            self._recovery.drop(post.path)

    def _note(self, post: Post) -> None:
        if post.path not in self._given_up:
            self._recovery.note(self._with_half_typed(post), self._desk.digest(post.path))

    def _with_half_typed(self, post: Post) -> Post:
        self._half_typed = self._form.half_typed()  # as it is now: what was seen before may be told since
        for edit in self._half_typed:
            if edit.path == post.path:
                try:
                    post = post.with_field(edit.name, edit.value)
                except JournalError:
                    continue
        return post
