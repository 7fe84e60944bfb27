"""Pictures on their way into the post: a place is held for their links while the author goes on. Copies nothing."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QTextCursor

from journal_app.ui.brought import Brought
from journal_app.ui.editor.facts import PicturesBrought
from journal_app.ui.editor.leaf import Leaf
from journal_app.ui.editor.view import TextView


class Incoming(QObject):
    """Held places by number. Each moves with the text around it, and is given up with its post."""

    brought = Signal(object)  # PicturesBrought
    wanted = Signal()  # a picture, to be chosen

    def __init__(self, view: TextView, front: Callable[[], Leaf | None], parent: QObject) -> None:
        """`front` gives the post that is shown in the view."""
        super().__init__(parent)
        self._view = view
        self._front = front
        self._places: dict[int, tuple[Leaf, QTextCursor]] = {}
        self._last = 0
        view.pictures_brought.connect(self._bring)

    def hold(self, brought: Brought) -> PicturesBrought | None:
        """Hold the caret's place for what is to come of these pictures; None where the post is only shown."""
        leaf = self._front()
        if leaf is None or leaf.is_read_only or leaf.rows is not None:
            return None
        cursor = self._view.textCursor()
        chosen = cursor.selectedText()
        self._last += 1
        self._places[self._last] = (leaf, cursor)
        return PicturesBrought(leaf.path, self._last, brought, "" if "\u2029" in chosen else chosen)

    def put_in(self, place: int, text: str) -> bool:
        """Put this text where a place was held, as one undo step; "" lets go of it. False when its post is not open."""
        found = self._places.pop(place, None)
        if found is None:
            return False
        leaf, cursor = found
        if not text:
            return True
        if leaf.is_read_only or leaf.rows is not None:
            return False
        leaf.history.seal()
        cursor.insertText(text)
        leaf.history.seal()
        if leaf is self._front():
            self._view.ensureCursorVisible()
        return True

    def forget(self, leaf: Leaf) -> None:
        """Give up the places in this post."""
        self._places = {number: held for number, held in self._places.items() if held[0] is not leaf}

    @Slot(object)
    def _bring(self, brought: Brought) -> None:
        wish = self.hold(brought)
        if wish is not None:
            self.brought.emit(wish)
