"""The layout of one post's document. Knows nothing of Markdown or posts.

Qt's own adds what was removed to what was added to find the last block an edit reached. Colouring a block counts as
removing and adding all of it, so each key in a coloured block laid out the next one too and painted the whole view.
"""

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout


class LeafLayout(QPlainTextDocumentLayout):
    """Lays out and paints the block that changed and no others, when an edit stays within one."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.setProperty("cursorWidth", 2)  # where QPlainTextEdit looks for it, and setting it there lays out all
        self._blocks = document.blockCount()
        self._height = -1.0
        self._is_rough = False

    def expect(self, start: int, *, in_line: bool) -> None:
        """An edit at `start` is told next; called before its block is coloured, which forgets its height."""
        self._is_rough = not in_line
        self._height = self.document().findBlock(start).layout().boundingRect().height() if in_line else -1.0

    def documentChanged(self, start: int, removed: int, added: int) -> None:
        """Qt's, told of the text that stands there now; a block that grows or shrinks moves all below it."""
        document = self.document()
        blocks, self._blocks = self._blocks, document.blockCount()
        is_rough, self._is_rough = self._is_rough, False
        height, self._height = self._height, -1.0
        if is_rough or blocks != self._blocks:
            super().documentChanged(start, removed, added)
            return
        block = document.findBlock(start)
        rows = block.lineCount()
        super().documentChanged(start, 0, max(1, added))
        if rows != block.lineCount() or (height >= 0 and height != block.layout().boundingRect().height()):
            # Emitting `update` from Python crashes; told of the next block too, Qt emits it.
            super().documentChanged(start, 0, block.position() + block.length() + 1 - start)
