"""Unsaved text found at the start: what it is, how it differs from the disk, and what shall become of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from journal_app.post.errors import shown
from journal_app.ui.dialogs.parts import Dialog, sentence_label
from journal_app.ui.style.theme import Tokens
from journal_app.ui.versions.diff_view import DiffView

translate = QCoreApplication.translate

_LIST_WIDTH = 250


@dataclass(frozen=True, slots=True)
class UnsavedText:
    """One recovered text. `key` names it in the requests; `disk` is the file's text now, None when there is none."""

    key: object
    path: Path
    title: str
    written: datetime
    text: str
    disk: str | None
    changed_on_disk: bool = False
    torn: bool = False


class RecoveryDialog(Dialog):
    """The list, the differences to the disk, and for each text: restore, keep both, discard, or later (by closing)."""

    restore_requested = Signal(object)  # each has the text's key
    keep_both_requested = Signal(object)
    discard_requested = Signal(object)

    def __init__(
        self, texts: Sequence[UnsavedText], tokens: Tokens, parent: QWidget | None = None, *, discarded: bool = False
    ) -> None:
        title = translate("Recovery", "Unsaved text was found")
        sentence = translate("Recovery", "The program ended before these posts were saved. Nothing is lost.")
        if discarded:
            title = translate("Recovery", "Discarded texts")
            sentence = translate("Recovery", "Text you discarded is kept for seven days.")
        super().__init__(title, parent)
        self._texts = {text.key: text for text in texts}
        self._are_discarded = discarded
        self.add_sentence(sentence, "heading")
        self._list = QListWidget(self)
        self._list.setAccessibleName(translate("Recovery", "Posts with unsaved text"))
        self._list.setFixedWidth(_LIST_WIDTH)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setHidden(len(texts) < 2)
        self._list.currentItemChanged.connect(self._show)
        self._about = sentence_label("", self)
        self._about.setHidden(len(texts) > 1)
        self._note = sentence_label("", self, "dim")
        self._diff = DiffView(self)
        self._diff.set_tokens(tokens)
        self._restore = self._button("restore", translate("Recovery", "Restore"))
        self._restore.clicked.connect(self._restore_one)
        self._both = self._button("both", translate("Recovery", "Keep both"))
        self._both.setToolTip(translate("Recovery", "The unsaved text becomes a new post beside the one on disk"))
        self._both.clicked.connect(self._keep_both)
        self._discard = self._button("discard", translate("Recovery", "Discard"))
        self._discard.setToolTip(translate("Recovery", "Discarded text is kept aside for seven days"))
        self._discard.clicked.connect(self._discard_one)
        self._discard.setHidden(discarded)
        deeds = QHBoxLayout()
        deeds.setSpacing(8)
        deeds.addWidget(self._restore)
        deeds.addWidget(self._both)
        deeds.addStretch(1)
        deeds.addWidget(self._discard)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self._about)
        right.addWidget(self._note)
        right.addWidget(self._diff, 1)
        right.addLayout(deeds)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._list)
        row.addLayout(right, 1)
        self.column.addLayout(row, 1)
        later = translate("Recovery", "Close") if discarded else translate("Recovery", "Later")
        self._all = self.add_buttons(translate("Recovery", "Restore all"), later)
        self._all.setVisible(len(texts) > 1 and not discarded and not any(text.changed_on_disk for text in texts))
        if self._all.isHidden():
            self._restore.setProperty("role", "primary")
        self.accepted.connect(self._restore_rest)
        self.resize(880, 560)
        for text in texts:
            when = _when(text)
            if text.changed_on_disk:
                when = translate("Recovery", "{time} · changed on disk").format(time=when)
            room = _LIST_WIDTH - 34
            title = self._list.fontMetrics().elidedText(text.title, Qt.TextElideMode.ElideRight, room)
            item = QListWidgetItem(f"{title}\n{when}")
            item.setToolTip(shown(text.path))
            item.setData(Qt.ItemDataRole.UserRole, text.key)
            self._list.addItem(item)
        self._list.setCurrentRow(0)

    @property
    def left(self) -> tuple[object, ...]:
        """The texts nothing was chosen for yet."""
        return tuple(self._texts)

    @Slot()
    def _show(self) -> None:
        text = self._texts.get(self._key())
        if text is None:
            return
        about = translate("Recovery", '"{title}", written {time}')
        self._about.setText(about.format(title=text.title, time=_when(text)))
        self._diff.show_texts(text.disk or "", text.text)
        self._both.setEnabled(text.disk is not None)
        if text.disk is None:
            note = translate("Recovery", "There is no such file on disk; restoring makes a new one when you save.")
        elif text.changed_on_disk:
            note = translate(
                "Recovery", "The file was changed after this text was begun. − is the disk, + is your unsaved text."
            )
        elif self._are_discarded:
            note = translate("Recovery", "− is the disk, + is the text you discarded.")
        else:
            note = translate("Recovery", "− is the disk, + is your unsaved text.")
        if text.torn:
            note += " " + translate("Recovery", "The end of it could not be read; what there is of it is kept aside.")
        self._note.setText(note)

    @Slot()
    def _restore_one(self) -> None:
        self.restore_requested.emit(self._taken())

    @Slot()
    def _keep_both(self) -> None:
        self.keep_both_requested.emit(self._taken())

    @Slot()
    def _discard_one(self) -> None:
        self.discard_requested.emit(self._taken())

    @Slot()
    def _restore_rest(self) -> None:
        for key in tuple(self._texts):
            del self._texts[key]
            self.restore_requested.emit(key)

    def _button(self, name: str, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        return button

    def _key(self) -> object:
        item = self._list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item is not None else None

    def _taken(self) -> object:
        """The chosen text's key; the text leaves the list, and the last one closes it."""
        key = self._key()
        self._texts.pop(key, None)
        self._list.takeItem(self._list.currentRow())
        if not self._texts:
            self.reject()
        return key


def _when(text: UnsavedText) -> str:
    moment = QDateTime.fromSecsSinceEpoch(int(text.written.timestamp()))
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)
