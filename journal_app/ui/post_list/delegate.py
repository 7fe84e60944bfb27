"""Paints a post in three lines with its marks and thumbnail. Knows rows and colours; asks for pictures, reads none."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from journal_app.library.row import PostRow
from journal_app.library.search.snippet import Marked, marked
from journal_app.ui.post_list.model import (
    ROW,
    UNSAVED,
    marks,
    problem_words,
    second_line,
    third_line,
    title_words,
)
from journal_app.ui.post_list.snippets import Snippets
from journal_app.ui.style import icons, marked_text
from journal_app.ui.style.theme import LIGHT, Tokens, mix
from journal_app.ui.style.thumbnails import Thumbnails

MARGIN = 14
TOP = 8
THUMBNAIL = 52
BAR = 3


class PostDelegate(QStyledItemDelegate):
    """One row: title and marks; date and length; excerpt, or the words around a hit; the cover at the right."""

    def __init__(
        self,
        thumbnails: Thumbnails,
        snippets: Snippets,
        cover_of: Callable[[PostRow], Path | None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.tokens: Tokens = LIGHT
        self.current: Path | None = None
        self.is_many = False
        self._thumbnails = thumbnails
        self._snippets = snippets
        self._cover_of = cover_of

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        bold, small = fonts(option.font)
        lines = _height(bold) + 2 * _height(small)
        return QSize(0, int(max(lines + TOP * 2, THUMBNAIL + TOP * 3) + 1))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: PostRow = index.data(ROW)
        rect = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = paint_ground(painter, rect, state, row.path == self.current, self.is_many, self.tokens)
        text = body.adjusted(MARGIN, TOP, -MARGIN, -TOP)
        if self._paint_cover(painter, body, row, option.widget):
            text.setRight(text.right() - THUMBNAIL - 10)
        self._paint_text(painter, text, row, bool(index.data(UNSAVED)), option.font)
        painter.restore()

    def _paint_cover(self, painter: QPainter, body: QRectF, row: PostRow, widget: QWidget | None) -> bool:
        if not row.cover or "://" in row.cover:
            return False
        scale = widget.devicePixelRatioF() if widget is not None else 1.0
        name = (row.path, row.cover)
        picture = self._thumbnails.picture(name, round(THUMBNAIL * scale), partial(self._cover_of, row))
        if picture is None:
            return False
        place = QRectF(body.right() - MARGIN - THUMBNAIL, body.top() + TOP + 1, THUMBNAIL, THUMBNAIL)
        shape = QPainterPath()
        shape.addRoundedRect(place, 6, 6)
        if picture.isNull():
            painter.fillPath(shape, QColor(self.tokens.chip))
            return True
        painter.save()
        painter.setClipPath(shape)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(place, picture, QRectF(QPixmap.rect(picture)))
        painter.restore()
        return True

    def _paint_text(self, painter: QPainter, area: QRectF, row: PostRow, unsaved: bool, font: QFont) -> None:
        tokens = self.tokens
        bold, small = fonts(font)
        high, low = _height(bold), _height(small)
        top = area.top() + max(0.0, (area.height() - high - 2 * low) / 2)
        line = QRectF(area.left(), top, area.width(), high)
        if unsaved:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.seal))
            painter.drawEllipse(QPointF(line.left() + 3.5, line.center().y()), 3.5, 3.5)
            line.setLeft(line.left() + 13)
        widths = sum(width + 6 for _, _, width in pills(row, small))
        title_metrics = QFontMetricsF(bold)
        room = max(line.width() - widths, line.width() * 0.4)
        painter.setFont(bold)
        phrases = self._snippets.phrases
        title = marked(title_words(row), phrases)
        place = QRectF(line.left(), line.top(), room, line.height())
        left = line.left() + marked_text.draw(painter, place, title, title_metrics, tokens.ink, tokens) + 6
        paint_pills(painter, row, left, area.right(), line.center().y(), small, tokens)
        painter.setFont(small)
        small_metrics = QFontMetricsF(small)
        found = None if row.error else self._snippets.of(row)
        lines = (Marked(second_line(row)), found or marked(third_line(row), phrases))
        for number, shown in enumerate(lines):
            place = QRectF(area.left(), top + high + number * low, area.width(), low)
            marked_text.draw(painter, place, shown, small_metrics, tokens.dim, tokens)


def paint_ground(
    painter: QPainter, rect: QRectF, state: QStyle.StateFlag, is_open: bool, is_many: bool, tokens: Tokens
) -> QRectF:
    """A row's ground: the open post, one of many selected, the mouse, the focus. Gives the room for its text."""
    body = rect.adjusted(0, 0, 0, -1)
    selected = is_many and bool(state & QStyle.StateFlag.State_Selected)
    if selected:
        painter.fillRect(body, QColor(mix(tokens.seal_tint, tokens.list, 0.75)))
    elif is_open:
        painter.fillRect(body, QColor(tokens.caret_line))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(body, QColor(mix(tokens.ink, tokens.list, 0.03)))
    if is_open:
        painter.fillRect(QRectF(body.left(), body.top(), BAR, body.height()), QColor(tokens.seal))
    if selected:
        mark = QRectF(body.left() + BAR, body.top(), MARGIN - BAR, body.height())
        icons.paint(painter, mark, "check", QColor(tokens.seal), 10)
    painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), QColor(tokens.hairline))
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(QColor(tokens.seal), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(body.adjusted(1.5, 1.5, -1.5, -1.5), 6, 6)
    return body


def pills(row: PostRow, font: QFont) -> list[tuple[str, bool, float]]:
    """The pills of a row: their words, whether they warn, and their width."""
    found = [(words, False) for words in marks(row)]
    if row.error:
        found.append((problem_words(row), True))
    metrics = QFontMetricsF(_pill_font(font)) if found else None
    return [(words, warns, metrics.horizontalAdvance(words) + 12) for words, warns in found if metrics is not None]


def paint_pills(
    painter: QPainter, row: PostRow, left: float, right: float, middle: float, font: QFont, tokens: Tokens
) -> None:
    """Paint the pills from `left` on, as far as there is room until `right`."""
    pill_font = _pill_font(font)
    painter.setFont(pill_font)
    height = QFontMetricsF(pill_font).height() + 1
    for words, warns, width in pills(row, font):
        pill = QRectF(left, middle - height / 2, min(width, right - left), height)
        if pill.width() < 16:
            break
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.seal_tint if warns else tokens.chip))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(QColor(tokens.seal if warns else tokens.dim))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
        left += width + 4


def paint_heading(painter: QPainter, rect: QRect, words: str, font: QFont, tokens: Tokens) -> None:
    """The words above a group, on the list's own ground."""
    small = QFont(font)
    small.setBold(True)
    small.setPixelSize(max(10, round(QFontInfo(font).pixelSize() * 0.86)))
    painter.save()
    painter.fillRect(rect, QColor(tokens.list))
    painter.setFont(small)
    painter.setPen(QColor(tokens.dim))
    place = QRectF(rect).adjusted(MARGIN, 0, -MARGIN, -5)
    shown = QFontMetricsF(small).elidedText(words, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, shown)
    painter.fillRect(QRectF(rect.left(), rect.bottom(), rect.width(), 1), QColor(tokens.hairline))
    painter.restore()


def _pill_font(font: QFont) -> QFont:
    made = QFont(font)
    made.setPixelSize(max(9, QFontInfo(font).pixelSize() - 1))
    return made


def fonts(font: QFont) -> tuple[QFont, QFont]:
    """The title's and the small lines' fonts, from the view's."""
    size = QFontInfo(font).pixelSize()
    bold, small = QFont(font), QFont(font)
    bold.setBold(True)
    bold.setPixelSize(round(size * 1.06))
    small.setPixelSize(max(10, round(size * 0.92)))
    return bold, small


def _height(font: QFont) -> float:
    return round(max(QFontInfo(font).pixelSize() * 1.6, QFontMetricsF(font).height() * 0.92))
