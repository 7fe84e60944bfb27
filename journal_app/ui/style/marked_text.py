"""Draws a line of text with places in it marked, cut at its end. Knows no posts."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from journal_app.library.search.snippet import Marked
from journal_app.ui.style.theme import Tokens

_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft

def draw(painter: QPainter, place: QRectF, line: Marked, metrics: QFontMetricsF, ink: str, tokens: Tokens) -> float:
    """Draw the line in `place` with the painter's font; how wide it came out, in pixels."""
    shown = metrics.elidedText(line.text, Qt.TextElideMode.ElideRight, place.width())
    whole = len(shown) if shown == line.text else len(shown) - 1  # the last sign stands for what is cut off
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.seal_tint))
    for start, end in line.spans:
        if start >= whole:
            break
        left = metrics.horizontalAdvance(shown[:start])
        width = metrics.horizontalAdvance(shown[: min(end, whole)]) - left
        height = metrics.height()
        mark = QRectF(place.left() + left - 1, place.center().y() - height / 2, width + 2, height)
        painter.drawRoundedRect(mark, 3, 3)
    painter.setPen(QColor(ink))
    painter.drawText(place, _MIDDLE, shown)
    return metrics.horizontalAdvance(shown)
