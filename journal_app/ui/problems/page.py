"""The page of problems, in the place of the post list: grouped by kind, narrowed by a filter, mended on request.

Shows values and reports wishes; reads and writes nothing.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from journal_app.library.problems.problems import Kind, Problem
from journal_app.ui.lists.choosing_view import ChoosingView
from journal_app.ui.lists.line_model import LINE
from journal_app.ui.problems.delegate import ProblemsDelegate
from journal_app.ui.problems.model import Heading, Line, ProblemsModel, lines
from journal_app.ui.style import icons
from journal_app.ui.style.lines import hairline
from journal_app.ui.style.theme import LIGHT, Tokens

translate = QCoreApplication.translate


class ProblemsPage(QWidget):
    """What is not right in the journal."""

    problem_requested = Signal(object)  # Problem: to be opened at its line
    mend_requested = Signal(object)  # tuple[Problem, ...]
    look_requested = Signal()
    close_requested = Signal()

    def __init__(self, title_of: Callable[[Path], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "list")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._problems: tuple[Problem, ...] = ()
        self._read: tuple[int, int] | None = (0, 0)
        self._folded: frozenset[Kind] = frozenset()
        self._tokens = LIGHT
        self._title_of = title_of
        self._heading = QLabel(self)
        self._heading.setProperty("role", "heading")
        self._again = QToolButton(self)
        self._close = QToolButton(self)
        for button in (self._again, self._close):
            button.setProperty("role", "quiet")
        self._again.clicked.connect(self.look_requested)
        self._close.clicked.connect(self.close_requested)
        self.filter = QLineEdit(self)
        self.filter.setFixedHeight(30)
        self._lens = QAction(self)
        self.filter.addAction(self._lens, QLineEdit.ActionPosition.LeadingPosition)
        self.filter.setClearButtonEnabled(False)
        self.filter.textChanged.connect(self._fill)
        self._words = QLabel(self)
        self._words.setProperty("role", "dim")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._model = ProblemsModel(title_of)
        self.view = _View(self)
        self.view.setModel(self._model)
        self._delegate = ProblemsDelegate(self.view)
        self.view.setItemDelegate(self._delegate)
        self.view.clicked.connect(self._choose)
        self.view.chosen.connect(self._choose)
        self.view.left.connect(self.close_requested)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self._nothing = QLabel(self)
        self._nothing.setProperty("role", "dim")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(20, 0, 20, 60)
        self._mend = QPushButton(self)
        self._mend_all = QPushButton(self)
        self._mend.clicked.connect(self._mend_one)
        self._mend_all.clicked.connect(self._mend_kind)
        self._footer = QWidget(self)
        self._arrange()
        self._word()
        self._fill()

    @property
    def lines(self) -> list[Line]:
        """The lines shown now."""
        return list(self._model.lines)

    def show_problems(self, problems: tuple[Problem, ...], read: tuple[int, int] | None = None) -> None:
        """Show these, by kind; `read` are the texts read so far and all, while not all are."""
        self._problems, self._read = problems, read
        self._fill()

    def show_progress(self, done: int, total: int) -> None:
        """So many of the texts are read."""
        self._read = (done, total)
        self._say()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take a mode's colours."""
        self._tokens = tokens
        self._delegate.tokens = tokens
        self._lens.setIcon(icons.icon("magnifying-glass", tokens.dim))
        self._again.setIcon(icons.icon("arrow-clockwise", tokens.dim, 15))
        self._close.setIcon(icons.icon("x", tokens.dim, 15))
        self.view.viewport().update()

    def tab_stops(self) -> list[QWidget]:
        """Filter, list, what can be done, and the ways out."""
        return [self.filter, self.view, self._mend, self._mend_all, self._again, self._close]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the posts."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_requested.emit()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._word()
            self._fill()
            self.view.viewport().update()
        super().changeEvent(event)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(14, 10, 8, 6)
        top.setSpacing(2)
        top.addWidget(self._heading, 1)
        top.addWidget(self._again)
        top.addWidget(self._close)
        box = QHBoxLayout()
        box.setContentsMargins(10, 0, 10, 0)
        box.addWidget(self.filter)
        line = QHBoxLayout()
        line.setContentsMargins(14, 5, 10, 5)
        line.addWidget(self._words, 1)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._nothing)
        below = QHBoxLayout()
        below.setContentsMargins(10, 8, 10, 8)
        below.setSpacing(8)
        below.addWidget(self._mend)
        below.addWidget(self._mend_all)
        below.addStretch(1)
        foot = QVBoxLayout(self._footer)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        foot.addWidget(hairline(self))
        foot.addLayout(below)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (top, box, line):
            column.addLayout(part)
        column.addWidget(hairline(self))
        column.addLayout(self._pages, 1)
        column.addWidget(self._footer)

    def _word(self) -> None:
        self._heading.setText(translate("Problems", "Problems"))
        self.setAccessibleName(self._heading.text())
        self.view.setAccessibleName(self._heading.text())
        self.filter.setPlaceholderText(translate("Problems", "Filter problems"))
        self.filter.setAccessibleName(self.filter.placeholderText())
        for button, text in (
            (self._again, translate("Problems", "Look again")),
            (self._close, translate("Problems", "Back to the posts")),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)
        self._mend.setText(translate("Problems", "Mend…"))

    @Slot()
    def _fill(self) -> None:
        bar = self.view.verticalScrollBar()
        place, current = bar.value(), self.view.currentIndex().data(LINE)
        if self._model.show(tuple(lines(self._problems, self.filter.text(), self._folded, self._title_of))):
            bar.setValue(place)
            if current is not None:
                row = next((row for row, line in enumerate(self._model.lines) if _same(line, current)), -1)
                self.view.setCurrentIndex(self._model.index(row))
        self._say()
        self._offer()

    def _say(self) -> None:
        shown = sum(line.count for line in self._model.lines if isinstance(line, Heading))
        if self._read is not None and self._read[1]:
            words = translate("Problems", "Reading {done} of {total} posts…")
            text = words.format(done=f"{self._read[0]:,}", total=f"{self._read[1]:,}")
        elif self._read is not None:
            text = translate("Problems", "Looking through the posts…")
        elif shown != len(self._problems):
            text = translate("Problems", "{n} of {all}").format(n=f"{shown:,}", all=f"{len(self._problems):,}")
        elif shown == 1:
            text = translate("Problems", "1 problem")
        else:
            text = translate("Problems", "{n} problems").format(n=f"{shown:,}") if shown else ""
        self._words.setText(text)
        if self._model.lines:
            self._pages.setCurrentIndex(0)
            return
        self._pages.setCurrentIndex(1)
        if self._read is not None:
            self._nothing.setText("")
        elif self._problems:
            self._nothing.setText(translate("Problems", "No problem matches the filter."))
        else:
            self._nothing.setText(translate("Problems", "No problems were found. The journal is in order."))

    def _offer(self) -> None:
        """Which mends there are for the line that is current, and for its kind."""
        line = self.view.currentIndex().data(LINE)
        kind = line.kind if isinstance(line, Heading | Problem) else None
        count = next((one.mendable for one in self._model.lines if isinstance(one, Heading) and one.kind == kind), 0)
        alone = isinstance(line, Heading) and count == 1
        self._mend.setVisible(alone or (isinstance(line, Problem) and line.mend is not None))
        self._mend_all.setVisible(count > 1)
        self._mend_all.setText(translate("Problems", "Mend all {n}…").format(n=f"{count:,}"))
        self._footer.setVisible(count > 1 or not self._mend.isHidden())

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, _: QModelIndex, __: QModelIndex) -> None:
        self._offer()

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        line = index.data(LINE)
        if isinstance(line, Heading):
            self._folded ^= {line.kind}
            self._fill()
        elif isinstance(line, Problem):
            self.problem_requested.emit(line)

    @Slot()
    def _mend_one(self) -> None:
        line = self.view.currentIndex().data(LINE)
        if isinstance(line, Heading):
            self._mend_kind()
        elif isinstance(line, Problem) and line.mend is not None:
            self.mend_requested.emit((line,))

    @Slot()
    def _mend_kind(self) -> None:
        line = self.view.currentIndex().data(LINE)
        if isinstance(line, Heading | Problem):
            every = len(self._problems)
            found = lines(self._problems, self.filter.text(), frozenset(), self._title_of, every)
            wanted = [one for one in found if isinstance(one, Problem) and one.kind == line.kind and one.mend]
            self.mend_requested.emit(tuple(wanted))


class _View(ChoosingView):
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setUniformItemSizes(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _same(line: Line, other: object) -> bool:
    if isinstance(line, Heading):
        return isinstance(other, Heading) and line.kind == other.kind
    return isinstance(line, Problem) and isinstance(other, Problem) and line.path == other.path and line == other
