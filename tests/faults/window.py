"""The real program and the real editor for fault tests, and how long the program did not answer."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from journal_app import settings
from journal_app.app import build, run, wiring
from journal_app.app.build import Parts
from journal_app.post.errors import EditRefused
from journal_app.post.post import Post
from journal_app.ui.editor.editor import Editor
from journal_app.ui.editor.facts import BodyEdited
from tests.bench.clock import Pauses


@contextmanager
def program(application: QApplication, target: Path) -> Iterator[Parts]:
    """The whole program on a folder or a post."""
    parts = build.build(settings.load(), settings.load_memory(), run.Appearance(application))
    try:
        wiring.wire(parts)
        parts.commands.start(target)
        yield parts
    finally:
        parts.close()
        parts.window.hide()
        parts.window.deleteLater()


def until(application: QApplication, holds: Callable[[], object], seconds: float = 20) -> None:
    """Let the program work until this holds, in a real event loop: what waits is served as in a run."""
    if not _Waiting(holds, seconds).fulfilled():
        raise AssertionError("it never held")


def rest(application: QApplication, seconds: float) -> None:
    """Let the program work for so long."""
    end = time.monotonic() + seconds
    until(application, lambda: time.monotonic() > end)


class _Waiting(QObject):
    def __init__(self, holds: Callable[[], object], seconds: float) -> None:
        super().__init__()
        self._holds = holds
        self._end = time.monotonic() + seconds
        self._answer = False
        self._error: BaseException | None = None
        self._loop = QEventLoop()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    def fulfilled(self) -> bool:
        """Turn the loop until the answer is known."""
        self._timer.start(2)
        self._loop.exec()
        if self._error is not None:
            raise self._error
        return self._answer

    @Slot()
    def _look(self) -> None:
        try:
            self._answer = bool(self._holds())
        except BaseException as error:
            self._error = error
        if self._answer or self._error is not None or time.monotonic() > self._end:
            self._timer.stop()
            self._loop.quit()


def front(parts: Parts) -> Post:
    """The post that is shown."""
    post = parts.desk.current
    assert post is not None
    return post


def open_post(application: QApplication, parts: Parts, path: Path) -> Post:
    """Open a post and wait until it can be read, and edited when it may be."""
    parts.commands.open_post(path)
    until(application, lambda: parts.desk.current is not None and front(parts).path == path)
    until(application, lambda: not parts.editor.view.isReadOnly() or bool(parts.editor.note.text()))
    return front(parts)


def save(application: QApplication, parts: Parts) -> None:
    """Save what is shown, as Ctrl+S does."""
    parts.commands.save()
    until(application, lambda: not parts.desk.unsaved and not parts.desk.is_saving)


def press(editor: Editor, text: str) -> None:
    """Type by key events."""
    for letter in text:
        key = Qt.Key.Key_Return if letter == "\n" else Qt.Key.Key_unknown
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(editor.view, event)


def shown(editor: Editor) -> str:
    """The text in the widget."""
    return editor.view.document().toRawText().replace("\u2029", "\n")


class Holder(QObject):
    """Stands for the desk: holds one real post in step with the editor."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.editor = editor
        self.post: Post | None = None
        self.edits = 0
        editor.body_edited.connect(self.edit)

    def show(self, post: Post) -> None:
        """Show another post; the one before is forgotten."""
        if self.post is not None:
            self.editor.forget(self.post.path)
        self.post = post
        self.edits = 0
        self.editor.show_post(post)

    @Slot(object)
    def edit(self, edited: BodyEdited) -> None:
        """Take an edit as the desk does."""
        assert self.post is not None
        self.edits += 1
        with suppress(EditRefused):
            self.post = self.post.with_splice(edited.splice.position, edited.splice.removed, edited.splice.added)
        self.editor.take_post(self.post)


class Gaps(QObject):
    """The longest time in which a timer of 5 ms was not served: so long the window did not answer.

    Time in which its thread was ready and the system ran something else is not the program's, and is taken off.
    """

    def __init__(self) -> None:
        super().__init__()
        self._pauses = Pauses()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(5)

    def begin(self) -> None:
        """Measure from now on."""
        self._pauses.begin()

    @property
    def longest(self) -> float:
        """In seconds."""
        return self._pauses.longest / 1000

    @Slot()
    def _tick(self) -> None:
        self._pauses.tick()
