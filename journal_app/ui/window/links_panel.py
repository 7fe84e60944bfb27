"""The panel of links: where the post leads, and which posts lead to it. Reports which one is wanted; reads nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from journal_app.library.problems.survey import Links
from journal_app.ui.lists.choosing_view import ChoosingView
from journal_app.ui.lists.line_model import LINE, LineModel
from journal_app.ui.style import icons
from journal_app.ui.style.theme import LIGHT, Tokens, mix

translate = QCoreApplication.translate

_MARGIN = 14
_ROW, _HEADING = 44, 34


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the panel: a heading (no `path` and no `below`), a link, or that there is none (`quiet`).

    `line` is where in the file of `path` it leads; `dead` links lead nowhere.
    """

    text: str
    below: str = ""
    path: Path | None = None
    line: int = 0
    dead: bool = False
    heading: bool = False
    quiet: bool = False


class LinksPanel(QWidget):
    """Outgoing links above, incoming ones below."""

    post_requested = Signal(object)  # tuple[Path, int]: a post and the line to show

    def __init__(self, title_of: Callable[[Path], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "list")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title_of = title_of
        self._links: Links | None = None
        self._reading = True
        self._model = _Model()
        self.view = _View(self)
        self.view.setModel(self._model)
        self._delegate = _Delegate(self.view)
        self.view.setItemDelegate(self._delegate)
        self.view.clicked.connect(self._choose)
        self.view.chosen.connect(self._choose)
        self._nothing = QLabel(self)
        self._nothing.setProperty("role", "dim")
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self._nothing, 1)
        self._fill()

    @property
    def items(self) -> tuple[Item, ...]:
        """The lines shown now."""
        return self._model.lines

    def show_links(self, links: Links | None) -> None:
        """Show these links; None: no post is open."""
        self._links = links
        self._fill()

    def show_reading(self, reading: bool) -> None:
        """Whether posts are still being read, so that more links may come."""
        if reading != self._reading:
            self._reading = reading
            self._fill()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take a mode's colours."""
        self._delegate.tokens = tokens
        self.view.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
        super().changeEvent(event)

    def _fill(self) -> None:
        self.setAccessibleName(translate("Links", "Links"))
        self.view.setAccessibleName(self.accessibleName())
        self._nothing.setText(translate("Links", "Open a post to see its links."))
        self.view.setVisible(self._links is not None)
        self._nothing.setVisible(self._links is None)
        if self._links is not None:
            place = self.view.verticalScrollBar().value()
            if self._model.show((*self._outgoing(self._links), *self._incoming(self._links))):
                self.view.verticalScrollBar().setValue(place)

    def _outgoing(self, links: Links) -> list[Item]:
        found = [Item(translate("Links", "Links in this post"), heading=True)]
        for one in links.outgoing:
            led = one.led
            where = translate("Links", "line {n}").format(n=one.line)
            if led.post is not None and led.post != links.path:
                found.append(Item(self._title_of(led.post), f"{where} · {led.link.target}", led.post))
            elif led.dead:
                found.append(Item(led.link.target, translate("Links", "{line} · leads nowhere").format(line=where),
                                  links.path, one.line, dead=True))  # fmt: skip
            else:
                found.append(Item(led.link.target, where, links.path, one.line))
        if len(found) == 1:
            found.append(Item(translate("Links", "None"), quiet=True))
        return found

    def _incoming(self, links: Links) -> list[Item]:
        found = [Item(translate("Links", "Links to this post"), heading=True)]
        for one in links.incoming:
            where = translate("Links", "line {n}").format(n=one.line)
            found.append(Item(self._title_of(one.path), f"{where} · {one.target}", one.path, one.line))
        if len(found) == 1 and not self._reading:
            found.append(Item(translate("Links", "None"), quiet=True))
        if self._reading:
            found.append(Item(translate("Links", "Reading the other posts…"), quiet=True))
        return found

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        item = index.data(LINE)
        if isinstance(item, Item) and item.path is not None:
            self.post_requested.emit((item.path, item.line))


class _Model(LineModel):
    def text(self, line: Item) -> str:
        return line.text

    def hint(self, line: Item) -> str | None:
        return f"{line.text}\n{line.below}" if line.below else None

    def spoken(self, line: Item) -> str:
        return translate("Journals", ", ").join(part for part in (line.text, line.below) if part)

    def is_choosable(self, line: Item) -> bool:
        return line.path is not None


class _View(ChoosingView):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setViewportMargins(0, 4, 0, 8)


class _Delegate(QStyledItemDelegate):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tokens = LIGHT

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        item: Item = index.data(LINE)
        return QSize(0, _HEADING if item.heading or item.quiet else _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        item: Item = index.data(LINE)
        tokens, rect, state = self.tokens, QRectF(option.rect), option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(option.font)
        small = QFont(font)
        small.setPixelSize(max(10, round(QFontInfo(font).pixelSize() * 0.92)))
        if item.path is not None:
            box = rect.adjusted(6, 1, -6, -1)
            if state & QStyle.StateFlag.State_MouseOver:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(mix(tokens.ink, tokens.list, 0.05)))
                painter.drawRoundedRect(box, 6, 6)
            if state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(QPen(QColor(tokens.seal), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        area = rect.adjusted(_MARGIN, 4, -_MARGIN, -4)
        if item.heading or item.quiet:
            small.setBold(item.heading)
            painter.setFont(small)
            painter.setPen(QColor(tokens.dim))
            side = Qt.AlignmentFlag.AlignBottom if item.heading else Qt.AlignmentFlag.AlignVCenter
            painter.drawText(area, side | Qt.AlignmentFlag.AlignLeft, _cut(item.text, small, area.width()))
        else:
            upper = QRectF(area.left(), area.top(), area.width(), area.height() / 2)
            lower = QRectF(area.left(), upper.bottom(), area.width(), area.height() / 2)
            if item.dead:
                mark = QRectF(upper.left(), upper.top(), 15, upper.height())
                icons.paint(painter, mark, "warning-circle", QColor(tokens.seal), 14)
                upper.setLeft(upper.left() + 20)
            painter.setFont(font)
            painter.setPen(QColor(tokens.seal if item.dead else tokens.ink))
            painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, _cut(item.text, font, upper.width()))
            painter.setFont(small)
            painter.setPen(QColor(tokens.dim))
            painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, _cut(item.below, small, lower.width()))
        painter.restore()


def _cut(text: str, font: QFont, width: float) -> str:
    return QFontMetricsF(font).elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, width)
