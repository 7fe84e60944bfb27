"""Tags and categories put in order: which there are, in how many posts, which look alike; renamed, merged, deleted.

Each is only a wish, a library operation; whoever opened the window shows what it would change first.
"""

from collections.abc import Mapping

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QStyleOptionViewItem,
    QTabBar,
    QTreeView,
    QWidget,
)

from journal_app.library.housekeeping.operations import Case, ChangeCase, Kind, RemoveWords, renaming
from journal_app.ui.dialogs.parts import Dialog, sentence_label
from journal_app.ui.housekeeping.operation_words import quoted
from journal_app.ui.housekeeping.words_list import ALIKE, NAME, POSTS, WORD, WordsList
from journal_app.ui.lists.row_focus import RowFocusDelegate

translate = QCoreApplication.translate

_KINDS: tuple[Kind, Kind] = ("tags", "categories")
_WHICH = ("all", "alike", "once")


class WordsDialog(Dialog):
    """The window of tags and categories. `nested`: a list of categories is one path."""

    operation_requested = Signal(object)

    def __init__(self, kind: Kind = "tags", parent: QWidget | None = None, *, nested: bool = False) -> None:
        super().__init__(translate("Words", "Tags and categories"), parent)
        self._nested = nested
        self._all: dict[Kind, Mapping[str, int]] = {"tags": {}, "categories": {}}
        self.tabs = QTabBar(self)
        self.tabs.setExpanding(False)
        self.tabs.addTab(translate("Words", "Tags"))
        self.tabs.addTab(translate("Words", "Categories"))
        self.tabs.setAccessibleName(translate("Words", "Tags or categories"))
        self.column.addWidget(self.tabs)
        self.box = QLineEdit(self)
        self.box.setPlaceholderText(translate("Words", "Filter"))
        self.box.setAccessibleName(translate("Words", "Filter"))
        self.box.setClearButtonEnabled(True)
        self.which = QComboBox(self)
        self.which.setAccessibleName(translate("Words", "Which words"))
        for words in (
            translate("Words", "All"),
            translate("Words", "Those that look alike"),
            translate("Words", "Those used once"),
        ):
            self.which.addItem(words)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.box, 1)
        top.addWidget(self.which)
        self.column.addLayout(top)
        self.model = WordsList(self)
        self.view = _View(self)
        self.view.setModel(self.model)
        self.view.dress()
        self._none = sentence_label("", self, "dim")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._none)
        self.column.addWidget(self._pages, 1)
        self.hint = self.add_sentence("", "dim")
        self._add_deeds()
        self.tabs.currentChanged.connect(self._fill)
        self.box.textChanged.connect(self._filter)
        self.box.installEventFilter(self)
        self.which.currentIndexChanged.connect(self._filter)
        self.view.selectionModel().selectionChanged.connect(self._offer)
        self.view.delete_requested.connect(self._delete)
        self.model.rename_requested.connect(self._rename)
        self.model.merge_requested.connect(self._merge_into)
        self.resize(640, 560)
        self.tabs.setCurrentIndex(_KINDS.index(kind))
        self._fill()
        self.view.setFocus()

    @property
    def kind(self) -> Kind:
        """Which words are shown."""
        return _KINDS[max(0, self.tabs.currentIndex())]

    @property
    def selected(self) -> tuple[str, ...]:
        """The selected words, the most used first."""
        words = [str(index.data(WORD)) for index in self.view.selectionModel().selectedRows(NAME)]
        return tuple(sorted(words, key=lambda word: -self.model.counts.get(word, 0)))

    def show_counts(self, tags: Mapping[str, int], categories: Mapping[str, int]) -> None:
        """Show what the journal has now; the selection stays on the words that are left."""
        counts: dict[Kind, Mapping[str, int]] = {"tags": tags, "categories": categories}
        if counts != self._all:
            self._all = counts
            self._fill()

    def choose(self, word: str) -> None:
        """Select a word; of a path that is written in steps, its last one. The keys go to the list."""
        if word not in self.model.words:
            word = word.rpartition("/")[2]
        if word in self.model.words:
            index = self.model.index(self.model.words.index(word), NAME)
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)
        self.view.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter in the filter go to the list."""
        keys = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_press = watched is self.box and event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() in keys:
            self.view.setFocus()
            if not self.view.currentIndex().isValid() and self.model.words:
                self.view.setCurrentIndex(self.model.index(0, NAME))
            return True
        return super().eventFilter(watched, event)

    def _add_deeds(self) -> None:
        self.rename = self._deed(translate("Words", "Rename"))
        self.rename.clicked.connect(self._edit)
        self.merge = self._deed(translate("Words", "Merge…"))
        self.merge.clicked.connect(self._merge)
        self.letters = self._deed(translate("Words", "Case"))
        menu = QMenu(self.letters)
        cases: tuple[tuple[Case, str], ...] = (
            ("lower", translate("Words", "all lower case")),
            ("title", translate("Words", "Each Word Capitalised")),
            ("upper", translate("Words", "ALL UPPER CASE")),
        )
        for case, words in cases:
            menu.addAction(words).setData(case)
        menu.triggered.connect(self._change_case)
        self.letters.setMenu(menu)
        self.delete = self._deed(translate("Words", "Delete…"))
        self.delete.clicked.connect(self._delete)
        close = self._deed(translate("Dialogs", "Close"))
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.rename, self.merge, self.letters, self.delete):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close)
        self.column.addLayout(row)

    def _deed(self, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        return button

    @Slot()
    def _fill(self) -> None:
        selected = self.selected
        self.model.show(self._all[self.kind])
        self._show_page()
        chosen = self.view.selectionModel()
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for word in selected:
            if word in self.model.words:
                chosen.select(self.model.index(self.model.words.index(word), NAME), flags)
        self._offer()

    @Slot()
    def _filter(self) -> None:
        self.model.want(self.box.text(), _WHICH[self.which.currentIndex()])
        self._show_page()
        self._offer()

    def _show_page(self) -> None:
        self._pages.setCurrentIndex(0 if self.model.words else 1)
        if self.model.words:
            return
        tags = self.kind == "tags"
        if not self.model.counts:
            text = translate("Words", "No post of this journal has a tag.")
            text = text if tags else translate("Words", "No post of this journal has a category.")
        elif self.box.text().strip():
            text = translate("Words", "Nothing fits the filter.")
        elif self.which.currentIndex() == 1:
            text = translate("Words", "No two of them look alike.")
        else:
            text = translate("Words", "Each is used more than once.")
        self._none.setText(text)

    @Slot()
    def _offer(self) -> None:
        count = len(self.selected)
        self.rename.setEnabled(count == 1)
        self.merge.setEnabled(count > 1)
        self.letters.setEnabled(count > 0)
        self.delete.setEnabled(count > 0)
        if count > 1:
            text = translate("Words", "{n} chosen.").format(n=f"{count:,}")
        else:
            text = translate(
                "Words",
                "F2 renames, Delete deletes; drop a word on another to merge them. "
                "You see what would change before anything is written.",
            )
        self.hint.setText(text)

    @Slot()
    def _edit(self) -> None:
        rows = self.view.selectionModel().selectedRows(NAME)
        if rows:
            self.view.setFocus()
            self.view.edit(rows[0])

    @Slot(str, str)
    def _rename(self, word: str, name: str) -> None:
        # a moment later: the editor in the row is still open
        self._merge_into((word,), name)

    @Slot()
    def _merge(self) -> None:
        words = self.selected
        if len(words) > 1:
            ask = MergeDialog(words, self)
            if ask.exec() and (name := ask.name):
                self._merge_into(tuple(word for word in words if word != name), name)

    @Slot(object, str)
    def _merge_into(self, words: tuple[str, ...], name: str) -> None:
        self._wish(renaming(self.kind, words, name, self.model.counts, nested=self._nested))

    @Slot(object)
    def _change_case(self, action: QObject) -> None:
        case: Case = action.data()  # type: ignore[attr-defined]
        if self.selected:
            self._wish(ChangeCase(self.kind, self.selected, case))

    @Slot()
    def _delete(self) -> None:
        if self.selected:
            self._wish(RemoveWords(self.kind, self.selected))

    def _wish(self, operation: object) -> None:
        QTimer.singleShot(0, self, lambda: self.operation_requested.emit(operation))


class MergeDialog(Dialog):
    """Which name stays when several become one: one of theirs, or another."""

    def __init__(self, words: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(translate("Words", "Merge"), parent)
        self.add_sentence(translate("Words", "Merge {words} into:").format(words=quoted(words)))
        self.box = QComboBox(self)
        self.box.setEditable(True)
        self.box.addItems(list(words))
        self.box.setAccessibleName(translate("Words", "The name that stays"))
        self.column.addWidget(self.box)
        self.add_buttons(translate("Words", "Merge…"))
        self.setMinimumWidth(380)

    @property
    def name(self) -> str:
        """The name that stays."""
        return self.box.currentText().strip()


class _Delegate(RowFocusDelegate):
    """The line a name is edited in fits its row."""

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = super().createEditor(parent, option, index)
        editor.setProperty("role", "entry")
        return editor


class _View(QTreeView):
    """The rows: edited in place with F2, deleted with Delete, dropped on each other."""

    delete_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(translate("Words", "Tags or categories"))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.LinkAction)
        self.setDropIndicatorShown(True)
        self.setSortingEnabled(True)
        self.setItemDelegate(_Delegate(self))

    def dress(self) -> None:
        """Widths and order, once there is a model."""
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(POSTS, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(POSTS, 104)
        header.setSectionResizeMode(ALIKE, QHeaderView.ResizeMode.Stretch)
        self.sortByColumn(POSTS, Qt.SortOrder.DescendingOrder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete deletes."""
        if event.key() == Qt.Key.Key_Delete and self.state() != QAbstractItemView.State.EditingState:
            self.delete_requested.emit()
            return
        super().keyPressEvent(event)
