"""Unsaved text found at the start: what it is, how it differs from the disk, and what shall become of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QWidget

from journal_app.post.errors import shown
from journal_app.ui.dialogs.diff_view import DiffView
from journal_app.ui.dialogs.parts import Dialog, sentence_label
from journal_app.ui.theme import Tokens

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class UnsavedText:
    """One recovered text. `disk` is the file's text now, None when the file is gone or was never there."""

    path: Path
    title: str
    written: datetime
    text: str
    disk: str | None
    changed_on_disk: bool = False


class RecoveryDialog(Dialog):
    """The list, the differences to the disk, and for each text: restore, discard, or later (by closing)."""

    restore_requested = Signal(object)
    discard_requested = Signal(object)

    def __init__(self, texts: Sequence[UnsavedText], tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(translate("Recovery", "Unsaved text was found"), parent)
        self._texts = {text.path: text for text in texts}
        self.add_sentence(
            translate("Recovery", "The program ended before these posts were saved. Nothing is lost."), "heading"
        )
        self._list = QListWidget(self)
        self._list.setAccessibleName(translate("Recovery", "Posts with unsaved text"))
        self._list.setFixedWidth(240)
        self._list.currentItemChanged.connect(self._show)
        self._note = sentence_label("", self, "dim")
        self._diff = DiffView(self)
        self._diff.set_tokens(tokens)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._list)
        row.addWidget(self._diff, 1)
        self.column.addLayout(row, 1)
        self.column.addWidget(self._note)
        self._restore = QPushButton(translate("Recovery", "Restore this one"), self)
        self._restore.clicked.connect(self._restore_one)
        self._discard = QPushButton(translate("Recovery", "Discard this one"), self)
        self._discard.clicked.connect(self._discard_one)
        self.add_buttons(
            translate("Recovery", "Restore all"),
            translate("Recovery", "Later"),
            (self._restore, self._discard),
        )
        self.accepted.connect(self._restore_rest)
        self.resize(820, 520)
        for text in texts:
            when = QLocale().toString(
                QDateTime.fromSecsSinceEpoch(int(text.written.timestamp())), QLocale.FormatType.ShortFormat
            )
            item = QListWidgetItem(f"{text.title}\n{when}")
            item.setToolTip(shown(text.path))
            item.setData(Qt.ItemDataRole.UserRole, text.path)
            self._list.addItem(item)
        self._list.setCurrentRow(0)

    @property
    def left(self) -> tuple[Path, ...]:
        """The posts nothing was chosen for yet."""
        return tuple(self._texts)

    @Slot()
    def _show(self) -> None:
        text = self._texts.get(self._path())
        if text is None:
            return
        self._diff.show_texts(text.disk or "", text.text)
        if text.disk is None:
            note = translate("Recovery", "There is no such file on disk; restoring makes a new one when you save.")
        elif text.changed_on_disk:
            note = translate("Recovery", "The file was changed since. − is the disk, + is your unsaved text.")
        else:
            note = translate("Recovery", "− is the disk, + is your unsaved text.")
        self._note.setText(note)

    @Slot()
    def _restore_one(self) -> None:
        path = self._path()
        self._remove(path)
        self.restore_requested.emit(path)

    @Slot()
    def _discard_one(self) -> None:
        path = self._path()
        self._remove(path)
        self.discard_requested.emit(path)

    @Slot()
    def _restore_rest(self) -> None:
        for path in tuple(self._texts):
            del self._texts[path]
            self.restore_requested.emit(path)

    def _path(self) -> Path:
        item = self._list.currentItem()
        path = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return path if isinstance(path, Path) else Path()

    def _remove(self, path: Path) -> None:
        self._texts.pop(path, None)
        self._list.takeItem(self._list.currentRow())
        if not self._texts:
            self.reject()
