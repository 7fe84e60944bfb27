"""Paints a line of the sidebar: mark, name, count; the chosen one on the seal's tint. Knows colours, no query."""

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from journal_app.ui.lists.line_model import LINE
from journal_app.ui.sidebar.model import Item
from journal_app.ui.sidebar.view import INDENT, LEFT
from journal_app.ui.style import icons
from journal_app.ui.style.theme import LIGHT, Tokens, mix

translate = QCoreApplication.translate

ROW = 26
HEADING = 36
BOX = 34
_LEFT_OF_TEXT = 30
_LEFT_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class SidebarDelegate(QStyledItemDelegate):
    """Lines as wide as the view, and words of a cloud."""

    def __init__(self, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self.tokens: Tokens = LIGHT
        self._view = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        item: Item = index.data(LINE)
        wide = max(0, self._view.viewport().width() - 1)
        if item.in_cloud:
            font = _cloud_font(option.font, item)
            width = QFontMetricsF(font).horizontalAdvance(_shown(item)) + 22
            return QSize(min(wide, round(width) + 2), ROW)
        return QSize(wide, {"heading": HEADING, "filter": BOX}.get(item.kind, ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        item: Item = index.data(LINE)
        rect = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        font = QFont(option.font)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if item.kind == "heading":
            self._paint_heading(painter, rect, item, font, state)
        elif item.in_cloud:
            box = rect.adjusted(LEFT, 1, 0, -1)
            self._paint_ground(painter, box, item, state, chip=True)
            painter.setFont(_cloud_font(font, item))
            self._paint_name(painter, box, _shown(item), item, Qt.AlignmentFlag.AlignCenter)
        elif item.kind != "filter":
            self._paint_line(painter, rect, item, font, state)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRectF, item: Item, font: QFont, state: QStyle.StateFlag) -> None:
        size = QFontInfo(font).pixelSize()
        is_note = item.name == "no tag"
        font.setBold(not is_note)
        font.setPixelSize(round(size * 0.86))
        painter.setFont(font)
        painter.setPen(QColor(self.tokens.dim))
        line = rect.adjusted(LEFT * 2, 0, -LEFT * 2, -6)
        painter.drawText(line, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, item.text)
        if item.icon:
            mark = QRectF(rect.right() - 32, rect.bottom() - 24, 20, 20)
            icons.paint(painter, mark, item.icon, QColor(self.tokens.dim), 16)

    def _paint_ground(
        self, painter: QPainter, box: QRectF, item: Item, state: QStyle.StateFlag, chip: bool = False
    ) -> None:
        tokens = self.tokens
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        if item.chosen or hover:
            painter.setPen(Qt.PenStyle.NoPen)
            tint = tokens.seal_tint if item.chosen else mix(tokens.ink, tokens.sidebar, 0.05)
            painter.setBrush(QColor(tint))
            painter.drawRoundedRect(box, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(tokens.seal), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _paint_line(self, painter: QPainter, rect: QRectF, item: Item, font: QFont, state: QStyle.StateFlag) -> None:
        tokens = self.tokens
        size = QFontInfo(font).pixelSize()
        box = rect.adjusted(LEFT, 0, -LEFT, 0)
        self._paint_ground(painter, box, item, state)
        mark = QRectF(box.left() + 6 + item.depth * INDENT, box.top(), 18, box.height())
        colour = QColor(tokens.seal if item.chosen else tokens.dim)
        if item.opens is not None:
            icons.paint(painter, mark, "caret-down" if item.opens else "caret-right", colour, 11)
        elif item.icon == "dot":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.seal if item.count or item.chosen else tokens.faint))
            painter.drawEllipse(mark.center(), 4, 4)
        elif item.icon:
            icons.paint(painter, mark, item.icon, colour, 15)
        small = QFont(font)
        small.setPixelSize(round(size * 0.92))
        small.setBold(item.chosen)
        count = f"{item.count:,}" if item.is_facet and (item.count or item.chosen) else ""
        painter.setFont(small)
        painter.setPen(colour)
        numbers = box.adjusted(0, 0, -8, 0)
        painter.drawText(numbers, _RIGHT, count)
        text = box.adjusted(
            _LEFT_OF_TEXT + item.depth * INDENT, 0, -16 - QFontMetricsF(small).horizontalAdvance(count), 0
        )
        text.setLeft(text.left() + self._paint_how(painter, text, item, small))
        font.setBold(item.chosen)
        painter.setFont(font)
        self._paint_name(painter, text, item.text, item, _LEFT_MIDDLE)

    def _paint_how(self, painter: QPainter, text: QRectF, item: Item, small: QFont) -> float:
        """The little word before a name that is chosen by or, or left out; gives its width."""
        words = {"or": translate("Sidebar", "or"), "not": translate("Sidebar", "not")}.get(item.how, "")
        if not words:
            return 0.0
        font = QFont(small)
        font.setBold(False)
        font.setPixelSize(max(9, QFontInfo(small).pixelSize() - 2))
        metrics = QFontMetricsF(font)
        pill = QRectF(text.left(), text.center().y() - 8, metrics.horizontalAdvance(words) + 10, 16)
        painter.setPen(QPen(QColor(self.tokens.seal), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
        painter.setFont(font)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
        return pill.width() + 5

    def _paint_name(self, painter: QPainter, box: QRectF, words: str, item: Item, flags: Qt.AlignmentFlag) -> None:
        tokens = self.tokens
        font = painter.font()
        font.setStrikeOut(item.how == "not")
        painter.setFont(font)
        lively = item.count or not item.is_facet
        painter.setPen(QColor(tokens.seal if item.chosen else tokens.ink if lively else tokens.dim))
        if item.kind == "fold":
            painter.setPen(QColor(tokens.dim))
        elided = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, flags, elided)


def _shown(item: Item) -> str:
    """A word of the cloud with its mark."""
    mark = {"or": translate("Sidebar", "or"), "not": translate("Sidebar", "not")}.get(item.how, "")
    return f"{mark} {item.text}" if mark else item.text


def _cloud_font(font: QFont, item: Item) -> QFont:
    made = QFont(font)
    made.setPixelSize(round(QFontInfo(font).pixelSize() * (0.86 + 0.44 * item.weight)))
    made.setBold(item.chosen)
    return made
