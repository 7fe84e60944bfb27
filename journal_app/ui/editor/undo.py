"""One post's undo: form and body edits in the order they were made. Does not know what a form or a post is.

The body's history lives in the QTextDocument. A stand-in for each of its commands lies on a QUndoStack between
the head's edits. Two things keep both in step: the document never merges typing into a command from before a head
edit or an undo (setModified(False) sees to that), and its own redo is dropped when a head edit drops the stack's.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QTextDocument, QUndoCommand, QUndoStack


class BodyCommand(QUndoCommand):
    """Stands for one command in the document's own history."""

    def __init__(self, words: str, undo: Callable[[], None], redo: Callable[[], None]) -> None:
        super().__init__(words)
        self._undo = undo
        self._redo = redo
        self._done = True
        self.is_dropped = False

    def redo(self) -> None:
        """Do it again. The first call comes with the push, when it is done already."""
        if self._done:
            self._done = False
            return
        self._redo()

    def undo(self) -> None:
        """Take it back; for good when it is dropped."""
        self._undo()
        if self.is_dropped:
            self.setObsolete(True)  # before the undo Qt would leave that out


class HeadCommand(QUndoCommand):
    """One edit of the head, as its raw text before and after."""

    def __init__(self, words: str, before: str, after: str, ask: Callable[[str], None]) -> None:
        super().__init__(words)
        self.before = before
        self.after = after
        self._ask = ask
        self._done = True

    def redo(self) -> None:
        """Ask for the text after. The first call comes with the push, when it is done already."""
        if self._done:
            self._done = False
            return
        self._ask(self.after)

    def undo(self) -> None:
        """Ask for the text before."""
        self._ask(self.before)


class History(QObject):
    """Both histories of one document. `undo_body` and `redo_body` move the document's own by one command."""

    def __init__(
        self,
        document: QTextDocument,
        words: str,
        undo_body: Callable[[], None],
        redo_body: Callable[[], None],
        ask_head: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self._document = document
        self._words = words
        self._undo_body = undo_body
        self._redo_body = redo_body
        self._ask_head = ask_head
        self._last: BodyCommand | None = None  # the newest body command, while it is the newest
        self._is_moving = False
        self._open: tuple[str, int, HeadCommand] | None = None
        document.undoCommandAdded.connect(self._body_command_added)
        self.stack.indexChanged.connect(self._index_changed)

    def seal(self) -> None:
        """What is typed next is a step of its own."""
        self._document.setModified(False)

    def push_head(self, label: str, before: str, after: str, merge_key: str = "") -> None:
        """Remember a head edit that is made already. Edits with one `merge_key` in a row are one step."""
        if self._open is not None:
            key, index, command = self._open
            if merge_key and key == merge_key and index == self.stack.index() == self.stack.count():
                command.after = after
                return
        self._document.setModified(False)
        self._document.clearUndoRedoStacks(QTextDocument.Stacks.RedoStack)
        command = HeadCommand(label, before, after, self._ask_head)
        self._last = None
        self.stack.push(command)
        self._open = (merge_key, self.stack.index(), command)

    def drop_last(self) -> None:
        """Take the last body edit back for good. While an edit is being undone or redone nothing is dropped."""
        if self._is_moving or not isinstance(self._last, BodyCommand) or self.stack.index() != self.stack.count():
            return
        self._last.is_dropped = True
        self._last = None
        self.stack.undo()
        self._document.clearUndoRedoStacks(QTextDocument.Stacks.RedoStack)

    @Slot()
    def _body_command_added(self) -> None:
        self._open = None
        self._last = BodyCommand(self._words, self._move(self._undo_body), self._move(self._redo_body))
        self.stack.push(self._last)

    def _move(self, step: Callable[[], None]) -> Callable[[], None]:
        def moved() -> None:
            self._is_moving = True
            step()
            self._is_moving = False
            self._last = None

        return moved

    @Slot(int)
    def _index_changed(self, index: int) -> None:
        if self._open is not None and self._open[1] != index:
            self._open = None
