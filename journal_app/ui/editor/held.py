"""Places in open posts that are held for a text that comes later, while the author goes on. Knows no view."""

from PySide6.QtGui import QTextCursor

from journal_app.ui.editor.leaf import Leaf


class Held:
    """Held places by number. Each moves with the text around it, and is given up with its post."""

    def __init__(self) -> None:
        self._places: dict[int, tuple[Leaf, QTextCursor]] = {}
        self._last = 0

    def hold(self, leaf: Leaf, cursor: QTextCursor) -> int:
        """Hold this place, or this selection; the number it goes by."""
        self._last += 1
        self._places[self._last] = (leaf, QTextCursor(cursor))
        return self._last

    def put_in(self, place: int, text: str) -> bool:
        """Put the text there as one undo step, "" only lets go; false when the place was given up or is read-only."""
        found = self._places.pop(place, None)
        if found is None:
            return False
        leaf, cursor = found
        if leaf.is_read_only or leaf.rows is not None:
            return not text
        if text:
            leaf.history.seal()
            cursor.insertText(text)
            leaf.history.seal()
        return True

    def forget(self, leaf: Leaf) -> None:
        """Give up the places in this post."""
        self._places = {number: held for number, held in self._places.items() if held[0] is not leaf}
