"""Many posts into a folder: which of them, where to, how they look; then progress, then what is missing.

Shows and asks; pages are made by whoever opened it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QWidget,
)

from journal_app.ui.dialogs.parts import Dialog
from journal_app.ui.lists.detail import DETAILS, DetailDelegate

translate = QCoreApplication.translate
_PATH = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Choice:
    """A post that may be exported."""

    path: Path
    title: str
    date: str = ""
    chosen: bool = True


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What the author wants: these posts, into this folder, in this article style."""

    paths: tuple[Path, ...]
    folder: Path
    style: str


class ExportDialog(Dialog):
    """Choose, then watch. `styles` are pairs of an article style and its words.

    `stage` is "choosing", "working" or "ended".
    """

    export_requested = Signal(object)  # ExportWish
    cancel_requested = Signal()
    open_requested = Signal()

    def __init__(
        self,
        choices: Sequence[Choice],
        folder: Path,
        styles: Sequence[tuple[str, str]],
        style: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(translate("Export", "Export posts"), parent)
        self.stage = "choosing"
        self.note = self.add_sentence(
            translate("Export", "One HTML page for each post, with a list of them and links between them."), "dim"
        )
        self.all = QCheckBox(self)
        self.all.setTristate(True)
        self.all.clicked.connect(self._choose_all)
        self.column.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeft)
        self.list = QListWidget(self)
        self.list.setAccessibleName(translate("Export", "Posts to export"))
        for choice in choices:
            item = QListWidgetItem(choice.title)
            item.setData(_PATH, choice.path)
            item.setData(DETAILS, (choice.date[:10],))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, (choice.title, choice.date[:10]))))
            item.setToolTip(choice.title)
            item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if choice.chosen else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setItemDelegate(DetailDelegate("2024-12-31", self.list))
        self.list.itemChanged.connect(self._count)
        self.column.addWidget(self.list, 1)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(translate("Export", "Progress"))
        self.column.addWidget(self._bar)
        self._form = QWidget(self)
        self._fill_form(folder, styles, style)
        self.column.addWidget(self._form)
        box = QDialogButtonBox(self)
        self._away = QPushButton(translate("Export", "Cancel"), self)
        self._away.setAutoDefault(False)
        box.addButton(self._away, QDialogButtonBox.ButtonRole.RejectRole)
        self.main = QPushButton(self)
        self.main.setProperty("role", "primary")
        self.main.setDefault(True)
        box.addButton(self.main, QDialogButtonBox.ButtonRole.AcceptRole)
        box.accepted.connect(self._go)
        box.rejected.connect(self.reject)
        self.column.addWidget(box)
        self.resize(620, 560)
        self._bar.hide()
        self._count()

    def _fill_form(self, folder: Path, styles: Sequence[tuple[str, str]], style: str) -> None:
        grid = QGridLayout(self._form)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        label = QLabel(translate("Export", "Folder"), self._form)
        self.folder = QLineEdit(str(folder), self._form)
        self.folder.setObjectName("folder")
        self.folder.textChanged.connect(self._count)
        label.setBuddy(self.folder)
        pick = QPushButton(translate("Export", "Choose…"), self._form)
        pick.setAutoDefault(False)
        pick.clicked.connect(self._pick)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self.folder, 0, 1)
        grid.addWidget(pick, 0, 2)
        label = QLabel(translate("Export", "Style"), self._form)
        self._style = QComboBox(self._form)
        for name, words in styles:
            self._style.addItem(words, name)
        self._style.setCurrentIndex(max(0, self._style.findData(style)))
        label.setBuddy(self._style)
        grid.addWidget(label, 1, 0)
        grid.addWidget(self._style, 1, 1, 1, 2)
        grid.setColumnStretch(1, 1)

    def chosen(self) -> tuple[Path, ...]:
        """The posts with a tick, in the order of the list."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(item.data(_PATH) for item in items if item.checkState() == Qt.CheckState.Checked)

    def show_progress(self, done: int, total: int) -> None:
        """So many posts are done."""
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)
        self.note.setText(translate("Export", "{done} of {total} posts").format(done=f"{done:,}", total=f"{total:,}"))

    def begin(self, total: int) -> None:
        """The export is under way."""
        self.stage = "working"
        for part in (self.all, self.list, self._form, self.main):
            part.setEnabled(False)
        self._bar.show()
        self.show_progress(0, total)

    def show_report(self, sentence: str, lines: Sequence[str], *, done: bool) -> None:
        """It has ended: what came of it, a line for each thing that is missing. `done`: there is something to open."""
        self.stage = "ended"
        self.note.setText(sentence)
        self._bar.hide()
        self.all.hide()
        self._form.hide()
        self.list.clear()
        self.list.setAccessibleName(translate("Export", "What is missing in the pages"))
        self.list.addItems(list(lines))
        self.list.setEnabled(True)
        self.list.setWordWrap(True)
        self.list.setVisible(bool(lines))
        if not lines:
            self.column.activate()
            self.resize(self.width(), self.column.totalHeightForWidth(self.width()))
        self.main.setText(translate("Export", "Open"))
        self.main.setVisible(done)
        self.main.setEnabled(True)
        self._away.setText(translate("Export", "Close"))
        (self.main if done else self._away).setFocus()

    def reject(self) -> None:
        """Cancel what is under way, else close."""
        if self.stage == "working":
            self.cancel_requested.emit()
        else:
            super().reject()

    @Slot()
    def _go(self) -> None:
        if self.stage == "ended":
            self.open_requested.emit()
            self.accept()
            return
        folder = Path(self.folder.text().strip()).expanduser()
        self.export_requested.emit(ExportWish(self.chosen(), folder, str(self._style.currentData())))

    @Slot()
    def _choose_all(self) -> None:
        state = Qt.CheckState.Unchecked if len(self.chosen()) == self.list.count() else Qt.CheckState.Checked
        self.list.blockSignals(True)
        for row in range(self.list.count()):
            self.list.item(row).setCheckState(state)
        self.list.blockSignals(False)
        self._count()

    @Slot()
    def _count(self) -> None:
        if self.stage != "choosing":
            return
        count, total = len(self.chosen()), self.list.count()
        states = {0: Qt.CheckState.Unchecked, total: Qt.CheckState.Checked}
        self.all.setCheckState(states.get(count, Qt.CheckState.PartiallyChecked))
        self.all.setText(translate("Export", "{count} of {total} chosen").format(count=count, total=total))
        self.main.setText(
            translate("Export", "Export 1 post")
            if count == 1
            else translate("Export", "Export {count} posts").format(count=count)
        )
        self.main.setEnabled(count > 0 and Path(self.folder.text().strip()).expanduser().is_absolute())

    @Slot()
    def _pick(self) -> None:
        start = Path(self.folder.text().strip()).expanduser()
        while not start.is_dir() and start != start.parent:
            start = start.parent
        chosen = QFileDialog.getExistingDirectory(self, translate("Export", "Export into a folder"), str(start))
        if chosen:
            self.folder.setText(chosen)
