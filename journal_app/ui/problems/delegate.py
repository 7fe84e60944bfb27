"""Paints the lines of the page of problems: a heading with its count, a problem with its post, place and sentence."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from journal_app.ui.lists.line_model import LINE
from journal_app.ui.problems.model import Heading, More, ProblemsModel, place
from journal_app.ui.style import icons
from journal_app.ui.style.theme import LIGHT, mix

HEIGHT = 46
_MARGIN = 14


class ProblemsDelegate(QStyledItemDelegate):
    """Every line is as high as every other."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tokens = LIGHT

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, option.state)
        line = index.data(LINE)
        font = QFont(option.font)
        if isinstance(line, Heading):
            self._paint_heading(painter, rect, line, font)
        elif isinstance(line, More):
            painter.setFont(_smaller(font))
            painter.setPen(QColor(self.tokens.dim))
            area = rect.adjusted(_MARGIN + 16, 0, -_MARGIN, 0)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, str(index.data(Qt.ItemDataRole.DisplayRole)))
        else:
            self._paint_problem(painter, rect, index, font)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
        tokens = self.tokens
        box = rect.adjusted(6, 1, -6, -1)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.seal_tint if selected else mix(tokens.ink, tokens.list, 0.05)))
            painter.drawRoundedRect(box, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(tokens.seal), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _paint_heading(self, painter: QPainter, rect: QRectF, line: Heading, font: QFont) -> None:
        tokens = self.tokens
        mark = QRectF(rect.left() + _MARGIN - 3, rect.top() + 8, 14, rect.height() - 8)
        icons.paint(painter, mark, "caret-right" if line.folded else "caret-down", QColor(tokens.dim), 12)
        small = _smaller(font)
        count = f"{line.count:,}"
        painter.setFont(small)
        painter.setPen(QColor(tokens.dim))
        area = rect.adjusted(_MARGIN + 16, 8, -_MARGIN - 4, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(tokens.ink))
        room = area.width() - QFontMetricsF(small).horizontalAdvance(count) - 12
        text = QFontMetricsF(font).elidedText(line.words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _paint_problem(
        self, painter: QPainter, rect: QRectF, index: QModelIndex | QPersistentModelIndex, font: QFont
    ) -> None:
        tokens = self.tokens
        model = index.model()
        line = index.data(LINE)
        assert isinstance(model, ProblemsModel)
        area = rect.adjusted(_MARGIN + 16, 5, -_MARGIN - 4, -5)
        upper = QRectF(area.left(), area.top(), area.width(), area.height() / 2)
        lower = QRectF(area.left(), upper.bottom(), area.width(), area.height() / 2)
        small = _smaller(font)
        where = place(line)
        painter.setFont(small)
        painter.setPen(QColor(tokens.dim))
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, where)
        room = lower.width()
        if line.mend is not None:
            room -= 20
            icons.paint(
                painter, QRectF(lower.right() - 14, lower.top(), 14, lower.height()), "wrench", QColor(tokens.seal), 13
            )
        text = " ".join(str(index.data(Qt.ItemDataRole.DisplayRole)).split())
        sentence = QFontMetricsF(small).elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, sentence)
        painter.setFont(font)
        painter.setPen(QColor(tokens.ink))
        room = upper.width() - QFontMetricsF(small).horizontalAdvance(where) - 10
        title = QFontMetricsF(font).elidedText(model.title(line.path), Qt.TextElideMode.ElideRight, room)
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)


def _smaller(font: QFont) -> QFont:
    small = QFont(font)
    small.setPixelSize(max(10, round(QFontInfo(font).pixelSize() * 0.92)))
    return small
