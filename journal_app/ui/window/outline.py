"""The headings of the shown post beside its text. Follows the caret, reports a click, knows no Markdown."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from journal_app.post.headings import Heading
from journal_app.ui.style.lines import hairline

translate = QCoreApplication.translate

WIDTH = 152
_LINE = Qt.ItemDataRole.UserRole


class Outline(QWidget):
    """A tree of headings; the one the caret is under is chosen."""

    heading_requested = Signal(object)  # int: the heading's line, from 0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._headings: tuple[Heading, ...] = ()
        self._items: list[QTreeWidgetItem] = []
        self._line = 0
        self._title = QLabel(self)
        self._title.setProperty("role", "heading")
        self._title.setContentsMargins(6, 10, 4, 4)
        self._none = QLabel(self)
        self._none.setProperty("role", "dim")
        self._none.setWordWrap(True)
        self._none.setContentsMargins(6, 4, 4, 4)
        self._tree = QTreeWidget(self)
        self._tree.setHeaderHidden(True)
        self._tree.setRootIsDecorated(False)
        self._tree.setIndentation(12)
        self._tree.setItemsExpandable(False)
        self._tree.setFrameShape(QTreeWidget.Shape.NoFrame)
        self._tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._tree.setUniformRowHeights(True)
        self._tree.setProperty("role", "page")
        self._tree.itemClicked.connect(self._ask)
        self._tree.itemActivated.connect(self._ask)
        self.setFocusProxy(self._tree)
        inside = QVBoxLayout()
        inside.setContentsMargins(4, 0, 4, 0)
        inside.setSpacing(0)
        inside.addWidget(self._title)
        inside.addWidget(self._none)
        inside.addWidget(self._tree, 1)
        inside.addStretch()  # has what is left where there is no tree
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(hairline(self, vertical=True))
        row.addLayout(inside, 1)
        self.setFixedWidth(WIDTH)
        self._word()
        self.show_headings(())

    def show_headings(self, headings: Sequence[Heading]) -> None:
        """Show these; where only lines have changed the tree stays as it is."""
        before, self._headings = self._headings, tuple(headings)
        if [(one.level, one.text) for one in before] != [(one.level, one.text) for one in self._headings]:
            self._fill()
        self._none.setVisible(not self._headings)
        self._tree.setVisible(bool(self._headings))
        self.follow(self._line)

    @Slot(object)
    def follow(self, line: int) -> None:
        """Choose the heading this line of the body (from 0) stands under."""
        self._line = line
        number = bisect_right([one.line for one in self._headings], line) - 1
        if number < 0:
            self._tree.setCurrentIndex(QModelIndex())
        elif self._tree.currentItem() is not self._items[number]:
            self._tree.setCurrentItem(self._items[number])
            self._tree.scrollToItem(self._items[number])

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._word()
        super().changeEvent(event)

    def _fill(self) -> None:
        self._tree.clear()
        self._items = []
        above: list[tuple[int, QTreeWidgetItem]] = []
        for number, heading in enumerate(self._headings):
            item = QTreeWidgetItem([heading.text])
            item.setToolTip(0, heading.text)
            item.setData(0, _LINE, number)
            while above and above[-1][0] >= heading.level:
                above.pop()
            if above:
                above[-1][1].addChild(item)
            else:
                self._tree.addTopLevelItem(item)
            above.append((heading.level, item))
            self._items.append(item)
        self._tree.expandAll()

    @Slot(QTreeWidgetItem)
    def _ask(self, item: QTreeWidgetItem) -> None:
        number = item.data(0, _LINE)
        if isinstance(number, int) and number < len(self._headings):
            self.heading_requested.emit(self._headings[number].line)

    def _word(self) -> None:
        self._title.setText(translate("Outline", "Outline"))
        self._tree.setAccessibleName(translate("Outline", "Outline"))
        self._none.setText(translate("Outline", "This post has no headings."))
