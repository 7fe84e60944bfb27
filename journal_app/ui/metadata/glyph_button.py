"""A small button that is one glyph, in the palette's dim colour. Knows no field."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionToolButton, QStylePainter, QToolButton, QWidget

from journal_app.ui.style import icons


class GlyphButton(QToolButton):
    """A button with a glyph and no text: its words are the tooltip and the accessible name."""

    def __init__(self, glyph: str, words: str, side: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glyph = glyph
        self._glyph_side = min(14, side - 4)
        self.setProperty("role", "quiet")
        self.setFixedSize(QSize(side, side))
        self.setToolTip(words)
        self.setAccessibleName(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawPrimitive(QStyle.PrimitiveElement.PE_PanelButtonTool, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lively = self.isEnabled() and (self.underMouse() or self.hasFocus() or self.isDown())
        role = QPalette.ColorRole.WindowText if lively else QPalette.ColorRole.ButtonText
        icons.paint(painter, QRectF(self.rect()), self._glyph, self.palette().color(role), self._glyph_side)
        if self.hasFocus() and not self.isDown():
            painter.setPen(self.palette().color(QPalette.ColorRole.Accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.end()
