"""The earlier versions of a post: when each was replaced, what bringing one back would change, and doing so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from journal_app.ui.dialogs.parts import Dialog, sentence_label
from journal_app.ui.style.theme import Tokens
from journal_app.ui.versions.diff_view import DiffView

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class EarlierText:
    """One version: its name in the history, the moment a save replaced it, its size in bytes."""

    digest: str
    until: datetime
    size: int


class HistoryDialog(Dialog):
    """The list, newest first, and beside it what restoring the chosen one would change in the text of now."""

    restore_requested = Signal(object)  # the digest

    def __init__(
        self,
        title: str,
        versions: Sequence[EarlierText],
        text_of: Callable[[str], str | None],
        now: str,
        tokens: Tokens,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(translate("History", "Earlier versions"), parent)
        self._text_of = text_of
        self._now = now
        self.add_sentence(translate("History", 'Earlier versions of "{title}"').format(title=title), "heading")
        if not versions:
            self.add_sentence(
                translate("History", "There is none yet: a version is kept whenever a save replaces it."), "dim"
            )
            self.add_close()
            self.setMinimumWidth(440)
            return
        self._list = QListWidget(self)
        self._list.setAccessibleName(translate("History", "Earlier versions"))
        self._list.setFixedWidth(208)
        self._note = sentence_label("", self, "dim")
        self._diff = DiffView(self)
        self._diff.set_tokens(tokens)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self._note)
        right.addWidget(self._diff, 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._list)
        row.addLayout(right, 1)
        self.column.addLayout(row, 1)
        self._restore = self.add_buttons(translate("History", "Restore this version"), translate("History", "Close"))
        self.accepted.connect(self._ask)
        self.resize(860, 540)
        locale, sizes = QLocale(), QLocale.DataSizeFormat.DataSizeTraditionalFormat
        for version in versions:
            moment = QDateTime.fromSecsSinceEpoch(int(version.until.timestamp()))
            when = locale.toString(moment, QLocale.FormatType.ShortFormat)
            item = QListWidgetItem(f"{when}\n{locale.formattedDataSize(version.size, 1, sizes)}")
            item.setData(Qt.ItemDataRole.UserRole, version.digest)
            item.setToolTip(locale.toString(moment, QLocale.FormatType.LongFormat))
            self._list.addItem(item)
        self._list.currentItemChanged.connect(self._show)
        self._list.setCurrentRow(0)

    @Slot()
    def _show(self) -> None:
        text = self._text_of(self._chosen())
        self._diff.show_texts(self._now, self._now if text is None else text)
        self._restore.setEnabled(text is not None and text != self._now)
        if text is None:
            note = translate("History", "This version cannot be read any more.")
        elif text == self._now:
            note = translate("History", "This is the text as it stands in the window now.")
        else:
            note = translate("History", "− is the text as it stands now, + is this version. Undo takes it back.")
        self._note.setText(note)

    @Slot()
    def _ask(self) -> None:
        self.restore_requested.emit(self._chosen())

    def _chosen(self) -> str:
        item = self._list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""
