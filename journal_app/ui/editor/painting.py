"""What is painted under the text, and where the seen blocks stand. Changes nothing.

Bands and marks are painted for the blocks in sight each time, so none can be stale and typing moves none.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QRegularExpression
from PySide6.QtGui import QColor, QPainter, QTextBlock
from PySide6.QtWidgets import QPlainTextEdit

from journal_app.ui.editor.highlighter import code_after
from journal_app.ui.style.theme import LIGHT, Tokens

_LINES_AROUND = 4
_MOST_HITS = 2000


class Seen:
    """The blocks of a view that are in sight, and what lies under their text."""

    def __init__(self, view: QPlainTextEdit) -> None:
        self._view = view
        self.tokens: Tokens = LIGHT
        self.found: QRegularExpression | None = None  # the find bar's
        self.words: QRegularExpression | None = None  # the library search's

    def blocks(self, rect: QRect) -> Iterator[tuple[QTextBlock, QRectF]]:
        """Each visible block that meets `rect`, with its place in the viewport."""
        view = self._view
        block = view.firstVisibleBlock()
        if not block.isValid():
            return
        place = view.blockBoundingGeometry(block).translated(view.contentOffset())
        top, bottom = rect.top(), rect.bottom()
        while block.isValid() and place.top() <= bottom:
            if place.bottom() > top and block.isVisible():
                yield block, place
            following = block.next()
            if not following.isValid():
                return
            place = view.blockBoundingRect(following).translated(0, place.bottom())
            block = following

    def last_block(self) -> QTextBlock:
        """The last block in sight."""
        seen = [block for block, _ in self.blocks(self._view.viewport().rect())]
        return seen[-1] if seen else self._view.firstVisibleBlock()

    def first_lines(self, rect: QRect) -> Iterator[tuple[int, float, float]]:
        """Of each block that meets `rect`: number from 0, top and baseline of its first line."""
        for block, place in self.blocks(rect):
            line = block.layout().lineAt(0)
            yield block.blockNumber(), place.top(), line.y() + line.ascent()

    def caret_block(self) -> int:
        """The number, from 0, of the block the caret is in."""
        return self._view.textCursor().blockNumber()

    def paint(self, painter: QPainter, rect: QRect) -> bool:
        """Paint what lies under the text within `rect`; whether a block was not coloured yet."""
        caret = self._view.textCursor().block()
        code = QColor(self.tokens.code)
        width = self._view.viewport().width()
        is_bare = False
        seen = list(self.blocks(rect))
        for block, place in seen:
            band = QRectF(0, place.top(), width, block.layout().boundingRect().height())
            if block == caret:
                painter.fillRect(band, QColor(self.tokens.caret_line))
            elif code_after(block):
                painter.fillRect(band, code)
            if not block.userState() & 1 or block.userState() < 0:
                is_bare = True
        for expression, colour in ((self.words, self.tokens.faint), (self.found, self.tokens.seal)):
            if expression is not None and seen:
                for hit in _hits(seen, expression):
                    painter.fillRect(hit, QColor(self.tokens.chip))
                    painter.fillRect(QRectF(hit.left(), hit.bottom() - 1, hit.width(), 1), QColor(colour))
        return is_bare

    def paint_over(self, painter: QPainter, rect: QRect) -> None:
        """Frame the hit of the find bar that is chosen: a tint alone is too little."""
        cursor = self._view.textCursor()
        if self.found is None or not cursor.hasSelection():
            return
        painter.setPen(QColor(self.tokens.seal))
        for block, place in self.blocks(rect):
            start, end = cursor.selectionStart() - block.position(), cursor.selectionEnd() - block.position()
            if start < block.length() - 1 and end > 0:
                for part in _parts(block, place.topLeft(), max(0, start), min(end, block.length() - 1)):
                    painter.drawRect(part.adjusted(-0.5, 0.5, -0.5, -0.5))


def _hits(seen: Sequence[tuple[QTextBlock, QRectF]], expression: QRegularExpression) -> Iterator[QRectF]:
    """Where the hits in these blocks stand, also those that began a few lines above or end below."""
    text, first = _around(seen[0][0], seen[-1][0])
    places = [block.position() - first for block, _ in seen]
    matches = expression.globalMatch(text)
    count = 0
    while matches.hasNext() and count < _MOST_HITS:
        match = matches.next()
        start, end = match.capturedStart(), match.capturedEnd()
        number = max(0, bisect_right(places, start) - 1)
        while number < len(seen) and places[number] < end:
            block, place = seen[number]
            low, high = max(0, start - places[number]), min(end - places[number], block.length() - 1)
            if low < high:
                count += 1
                yield from _parts(block, place.topLeft(), low, high)
            number += 1


def _around(first: QTextBlock, last: QTextBlock) -> tuple[str, int]:
    """The text of these blocks, all between and a few lines around them, and where it begins, in UTF-16 units."""
    for _ in range(_LINES_AROUND):
        if not first.previous().isValid():
            break
        first = first.previous()
    texts = [first.text()]
    left = last.blockNumber() + _LINES_AROUND - first.blockNumber()
    block = first.next()
    while block.isValid() and left:
        texts.append(block.text())
        block, left = block.next(), left - 1
    return "\n".join(texts), first.position()


def _parts(block: QTextBlock, at: QPointF, start: int, end: int) -> Iterator[QRectF]:
    """Where the text from `start` to `end` of the block stands, a part a row."""
    layout = block.layout()
    line = layout.lineForTextPosition(start)
    while line.isValid() and line.textStart() < end:
        first = max(start, line.textStart())
        last = min(end, line.textStart() + line.textLength())
        x, x_end = _x(line.cursorToX(first)), _x(line.cursorToX(last))
        yield QRectF(at.x() + min(x, x_end), at.y() + line.y() + 2, abs(x_end - x), line.height() - 4)
        number = line.lineNumber() + 1
        if number >= layout.lineCount():
            break
        line = layout.lineAt(number)


def _x(told: object) -> float:
    """PySide gives the place alone or with the cursor beside it."""
    return float(told[0] if isinstance(told, tuple) else told)  # type: ignore[arg-type]
