"""The outline beside the text: made when it is first shown, kept in step with the post, a way to its headings.

Where the column is too narrow for it the headings are offered over the text.
"""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot
from PySide6.QtGui import QAction

from journal_app.app.preferences import Preferences
from journal_app.post.post import Post
from journal_app.session.desk import Desk
from journal_app.session.jobs import Jobs
from journal_app.ui.editor.editor import Editor
from journal_app.ui.editor.facts import CursorAt
from journal_app.ui.preview.view import PreviewView
from journal_app.ui.window.main_window import MainWindow

if TYPE_CHECKING:  # nothing of it is for the start
    from journal_app.post.headings import Heading
    from journal_app.ui.window.outline import Outline

translate = QCoreApplication.translate

_PAUSE_MS = 150


class Outlining(QObject):
    """Shows and hides the outline, and remembers which. The action tells what is seen."""

    def __init__(
        self,
        desk: Desk,
        jobs: Jobs,
        editor: Editor,
        preview: PreviewView,
        window: MainWindow,
        preferences: Preferences,
        action: QAction,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._jobs = jobs
        self._editor = editor
        self._preview = preview
        self._window = window
        self._preferences = preferences
        self._action = action
        self._outline: Outline | None = None
        self._shown = False
        self._line = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        window.column.beside_changed.connect(action.setChecked)

    @property
    def is_shown(self) -> bool:
        """Whether the outline is to stand beside the text, where there is room."""
        return self._shown

    @property
    def outline(self) -> "Outline":
        """The panel, made now if it was not."""
        if self._outline is None:
            from journal_app.ui.window.outline import Outline

            self._outline = Outline()
            self._outline.heading_requested.connect(self.go_to)
            self._window.column.put_beside(self._outline)
        return self._outline

    @Slot()
    def toggle_outline(self) -> None:
        """Show or hide the outline; where there is no room beside the text, offer the headings over it."""
        if self._window.column.has_room_beside:
            self.show(not self._shown)
            return
        self._action.setChecked(False)
        post = self._desk.current
        if post is not None:
            self._jobs.run(partial(_headings, post), self._offer, _failed)

    def show(self, shown: bool) -> None:
        """Show or hide it, and remember that."""
        self._shown = shown
        self._action.setChecked(shown and self._window.column.has_room_beside)
        if shown:
            self._look()
        elif self._outline is not None:
            self._window.column.show_beside(False)
        self._preferences.remember(replace(self._preferences.memory, outline=shown))

    @Slot(object)
    def on_post_opened(self, _: object) -> None:
        """Another post is in front; the first one brings back what was shown last time."""
        if self._preferences.memory.outline and not self._shown:
            self._shown = True
            self._pause.start()
        elif self._shown:
            self._look()

    @Slot(object)
    def on_post_edited(self, post: Post) -> None:
        """Its headings may be others."""
        if self._shown:
            self._pause.start()

    @Slot(object)
    def on_cursor_moved(self, cursor: CursorAt) -> None:
        """The caret may be under another heading."""
        self._line = cursor.line - 1
        if self._shown and self._outline is not None:
            self._outline.follow(self._line)

    @Slot(object)
    def go_to(self, line: int) -> None:
        """Bring this line of the body, from 0, to the top of text and preview, with the caret."""
        self._editor.go_to_line(line + 1)
        self._editor.scroll_to_line(line)
        self._preview.scroll_to_line(line)

    def _offer(self, found: "tuple[Path, tuple[Heading, ...]]") -> None:
        path, headings = found
        current = self._desk.current
        if current is None or current.path != path:
            return
        if not headings:
            self._window.status.show_message(translate("Outline", "This post has no headings."))
            return
        from journal_app.ui.dialogs.headings import HeadingsPopup

        popup = HeadingsPopup(headings, self._line, self._window)
        popup.heading_requested.connect(self.go_to)
        popup.open_over(self._editor)

    @Slot()
    def _look(self) -> None:
        post = self._desk.current
        if post is not None:
            self._window.column.show_beside(bool(self.outline))
            self._jobs.run(partial(_headings, post), self._found, _failed)

    def _found(self, found: "tuple[Path, tuple[Heading, ...]]") -> None:
        path, headings = found
        current = self._desk.current
        if current is not None and current.path == path and self._outline is not None:
            self._outline.show_headings(headings)
            self._outline.follow(self._line)


def _headings(post: Post) -> "tuple[Path, tuple[Heading, ...]]":
    from journal_app.post.headings import headings

    return post.path, headings(post.body)


def _failed(error: Exception) -> None:
    raise error
