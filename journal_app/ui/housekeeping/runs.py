"""The changes of many posts that were made lately, each with what it did; any of them can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from journal_app.library.housekeeping.operations import Operation
from journal_app.ui.dialogs.parts import Dialog
from journal_app.ui.housekeeping.operation_words import title

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class PastRun:
    """One run: its name in the store, when it began, what it did in how many posts, how it stands now."""

    name: str
    moment: datetime
    operation: Operation
    posts: int
    ended: bool
    undone: bool


class RunsDialog(Dialog):
    """The list, newest first."""

    undo_requested = Signal(object)  # the name of the run

    def __init__(self, runs: Sequence[PastRun], parent: QWidget | None = None) -> None:
        super().__init__(translate("Runs", "Changes of many posts"), parent)
        self._runs = tuple(runs)
        if not runs:
            self.add_sentence(
                translate("Runs", "None was made in this journal yet. Each will be listed here and can be taken back."),
                "dim",
            )
            self.add_close()
            self.setMinimumWidth(440)
            return
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.windowTitle())
        self.list.setProperty("role", "choices")
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        locale = QLocale()
        for run in runs:
            moment = QDateTime.fromSecsSinceEpoch(int(run.moment.timestamp()))
            when = locale.toString(moment, QLocale.FormatType.ShortFormat)
            item = QListWidgetItem(f"{title(run.operation)}\n{when} · {_state(run)}")
            item.setToolTip(locale.toString(moment, QLocale.FormatType.LongFormat))
            self.list.addItem(item)
        self.column.addWidget(self.list, 1)
        self.undo = self.add_buttons(translate("Runs", "Undo…"), translate("Dialogs", "Close"))
        self.list.currentRowChanged.connect(self._offer)
        self.accepted.connect(self._ask)
        self.resize(560, 400)
        self.list.setCurrentRow(0)
        self.list.setFocus()

    @Slot(int)
    def _offer(self, row: int) -> None:
        self.undo.setEnabled(0 <= row < len(self._runs) and not self._runs[row].undone)

    @Slot()
    def _ask(self) -> None:
        run = self._runs[self.list.currentRow()]
        if not run.undone:
            self.undo_requested.emit(run.name)


def _state(run: PastRun) -> str:
    """How many posts, and what became of it."""
    posts = translate("Runs", "one post")
    if run.posts != 1:
        posts = translate("Runs", "{n} posts").format(n=f"{run.posts:,}")
    if run.undone:
        return translate("Runs", "{posts}, taken back").format(posts=posts)
    if not run.ended:
        return translate("Runs", "{posts}, stopped before the end").format(posts=posts)
    return posts
