"""A change of many posts before, while and after it is made: the list with each post's lines, progress, report.

Shows and asks; what is planned, written or taken back is told by whoever opened it.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QListView,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from journal_app.library.housekeeping.plans import UNSAVED, Change, Line, Plan, Refusal, Report
from journal_app.ui import messages
from journal_app.ui.dialogs.parts import Dialog
from journal_app.ui.housekeeping.batch_list import ROW, BatchDelegate, BatchList, reason_words
from journal_app.ui.style.theme import Tokens
from journal_app.ui.versions.diff_view import DiffView

translate = QCoreApplication.translate

_WITH_LIST = (900, 580)
_WITHOUT_LIST = 480  # wide, and as high as that takes


class BatchDialog(Dialog):
    """One change of many posts. `title` says what it does."""

    run_requested = Signal(object)  # tuple[Change, ...]
    cancel_requested = Signal()
    undo_requested = Signal(object)  # the run's name
    save_requested = Signal(object)  # tuple[Path, ...]: save these, then plan again

    def __init__(
        self, title: str, place_of: Callable[[Path], str], tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        super().__init__(translate("Batch", "Change posts"), parent)
        self._stage = "planning"
        self._run = ""
        self._unsaved: tuple[Path, ...] = ()
        self.heading = self.add_sentence(title, "heading")
        self.note = self.add_sentence("", "dim")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(translate("Batch", "Progress"))
        self.column.addWidget(self._bar)
        self.model = BatchList(place_of, self)
        self.model.chosen_changed.connect(self._count)
        self._all = QCheckBox(self)
        self._all.clicked.connect(self._choose_all)
        self.list = QListView(self)
        self.list.setAccessibleName(translate("Batch", "Posts that would change"))
        self.list.setProperty("role", "choices")
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setModel(self.model)
        self.list.setItemDelegate(BatchDelegate(tokens, self.list))
        self.list.selectionModel().currentChanged.connect(self._show_row)
        self.diff = DiffView(self)
        self.diff.set_tokens(tokens)
        self._body = QWidget(self)
        rows = QVBoxLayout()
        rows.setSpacing(8)
        rows.addWidget(self._all)
        rows.addWidget(self.list, 1)
        halves = QHBoxLayout(self._body)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(12)
        halves.addLayout(rows, 2)
        halves.addWidget(self.diff, 3)
        self.column.addWidget(self._body, 1)
        self._gap = QWidget(self)
        self.column.addWidget(self._gap, 1)
        self.main = QPushButton(self)
        self.main.setProperty("role", "primary")
        self.main.setDefault(True)
        self.main.clicked.connect(self._go)
        self.away = QPushButton(self)
        self.away.setAutoDefault(False)
        self.away.clicked.connect(self.reject)
        self.save = QPushButton(translate("Batch", "Save unsaved posts and look again"), self)
        self.save.setAutoDefault(False)
        self.save.clicked.connect(self._ask_to_save)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.save)
        buttons.addStretch(1)
        buttons.addWidget(self.main)
        buttons.addWidget(self.away)
        self.column.addLayout(buttons)
        self._show_work(translate("Batch", "Looking at the posts…"), translate("Batch", "Cancel"))

    @Slot(int, int)
    def show_progress(self, done: int, total: int) -> None:
        """So many posts are done."""
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        counts = {"n": f"{done:,}", "all": f"{total:,}"}
        if self._stage in ("planning", "looking"):
            self.note.setText(translate("Batch", "Looking at the posts… {n} of {all}").format(**counts))
        else:
            self.note.setText(translate("Batch", "Writing… {n} of {all}").format(**counts))

    def show_plan(self, plan: Plan) -> None:
        """The plan is made: show what would change; nothing is written before the author says so."""
        self._stage = "plan"
        self._bar.hide()
        self.model.show(plan.changes, plan.refused)
        self._show_rows(bool(plan.changes or plan.refused))
        self._all.setVisible(bool(plan.changes))
        self.note.setText(_plan_words(plan))
        self.away.setText(translate("Batch", "Cancel") if plan.changes else translate("Batch", "Close"))
        self.main.setVisible(bool(plan.changes))
        self._unsaved = tuple(one.path for one in plan.refused if one.reason == UNSAVED)
        self.save.setVisible(bool(self._unsaved))
        self._count()
        self.list.setCurrentIndex(self.model.index(len(plan.refused) if plan.changes else 0))
        self.list.setFocus()

    def ask_undo(self, run: str, posts: int) -> None:
        """Ask whether to take a run back."""
        self._stage, self._run = "undo", run
        self.heading.setText(translate("Batch", "Undo: {what}").format(what=self.heading.text()))
        self._bar.hide()
        self._show_rows(False)
        self.note.setText(
            translate(
                "Batch",
                "Its posts get back the bytes they had. Posts that were changed since stay as they are; "
                "you are told which.",
            )
        )
        self.main.setText(_undo_words(posts))
        self.main.show()
        self.main.setEnabled(True)
        self.away.setText(translate("Batch", "Cancel"))
        self.main.setFocus()

    def show_looking(self) -> None:
        """The files of a run are read, before any is taken back."""
        self._stage = "looking"
        self._show_work(translate("Batch", "Looking at the posts…"), translate("Batch", "Cancel"))

    @Slot(int, int)
    def show_written(self, done: int, total: int) -> None:
        """So many posts are written."""
        if self._stage == "looking":
            self.show_running(total)
        self.show_progress(done, total)

    def show_running(self, total: int) -> None:
        """The files are being written now."""
        self._stage = "running"
        self._show_work(translate("Batch", "Writing…"), translate("Batch", "Stop"))
        self.show_progress(0, total)

    def show_report(self, report: Report, *, undone: bool = False) -> None:
        """How the run ended. `undone`: it took another one back."""
        self._stage, self._run = "report", report.run
        self._bar.hide()
        told = (*report.kept, *report.refused)
        self.model.show((), told)
        self._show_rows(bool(told))
        self._all.hide()
        self.note.setText(_report_words(report, undone))
        self.main.setVisible(bool(report.written) and not undone)
        self.main.setText(_undo_words(len(report.written)))
        self.main.setProperty("role", "")
        self.main.style().polish(self.main)
        self.main.setDefault(False)
        self.main.setAutoDefault(False)
        self.main.setEnabled(True)
        self.away.setEnabled(True)
        self.away.setText(translate("Batch", "Close"))
        self.away.setDefault(True)
        self.away.setFocus()
        if told:
            self.list.setCurrentIndex(self.model.index(0))

    def show_trouble(self, sentence: str) -> None:
        """Nothing could be done."""
        self._stage = "report"
        self._bar.hide()
        self._show_rows(False)
        self.note.setText(sentence)
        self.main.hide()
        self.away.setEnabled(True)
        self.away.setText(translate("Batch", "Close"))

    def reject(self) -> None:
        """Escape and the second button: leave, or first stop what goes on; a file under way is finished."""
        if self._stage in ("planning", "looking", "running"):
            self.cancel_requested.emit()
            if self._stage != "planning":
                self.away.setEnabled(False)
                return
        super().reject()

    def _show_work(self, words: str, stop: str) -> None:
        self.note.setText(words)
        self._bar.setRange(0, 0)
        self._bar.show()
        self._show_rows(False)
        self.main.hide()
        self.save.hide()
        self.away.setText(stop)
        self.away.setEnabled(True)
        self.away.setFocus()

    def _show_rows(self, shown: bool) -> None:
        self._body.setVisible(shown)
        self._gap.setVisible(not shown)
        middle = self.geometry().center()
        width, height = _WITH_LIST if shown else (_WITHOUT_LIST, self.column.totalHeightForWidth(_WITHOUT_LIST))
        self.resize(width, height)
        if self.isVisible():
            self.move(self.pos() + middle - self.geometry().center())

    @Slot()
    def _go(self) -> None:
        if self._stage == "plan":
            self.run_requested.emit(self.model.chosen)
        else:
            self.undo_requested.emit(self._run)

    @Slot()
    def _ask_to_save(self) -> None:
        self._stage = "planning"
        self._show_work(translate("Batch", "Saving…"), translate("Batch", "Cancel"))
        self.save_requested.emit(self._unsaved)

    @Slot()
    def _choose_all(self) -> None:
        self.model.choose_all(self._all.checkState() != Qt.CheckState.Unchecked)

    @Slot()
    def _count(self) -> None:
        chosen, count = len(self.model.chosen), self.model.count
        state = Qt.CheckState.PartiallyChecked
        if chosen in (0, count):
            state = Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked
        self._all.setCheckState(state)
        counts = {"n": f"{chosen:,}", "all": f"{count:,}"}
        self._all.setText(translate("Batch", "{n} of {all} chosen").format(**counts))
        self.main.setEnabled(bool(chosen))
        text = translate("Batch", "Change one post")
        if chosen != 1:
            text = translate("Batch", "Change {n} posts").format(**counts)
        self.main.setText(text)

    @Slot(QModelIndex)
    def _show_row(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Change):
            self.diff.show_lines(_marked(row.lines))
        elif isinstance(row, Refusal):
            self.diff.show_lines([(" ", reason_words(row.reason))])


def _marked(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """The lines with their marks; numbers stand above each stretch."""
    shown: list[tuple[str, str]] = []
    before = -1
    for line in lines:
        if line.number not in (before, before + 1):
            if shown:
                shown.append((" ", ""))
            shown.append((" ", translate("Batch", "Line {n}").format(n=line.number)))
        before = line.number
        if line.old is not None:
            shown.append(("-", line.old))
        if line.new is not None:
            shown.append(("+", line.new))
    return shown


def _plan_words(plan: Plan) -> str:
    changes, refused = len(plan.changes), len(plan.refused)
    if not changes and not refused:
        return translate("Batch", "Nothing would change in any of these posts.")
    parts = []
    if changes == 1:
        parts.append(translate("Batch", "One post would change; nothing is written yet."))
    elif changes:
        parts.append(translate("Batch", "{n} posts would change; nothing is written yet.").format(n=f"{changes:,}"))
    else:
        parts.append(translate("Batch", "No post can be changed."))
    if refused == 1:
        parts.append(translate("Batch", "One post stays as it is; the list says why."))
    elif refused:
        text = translate("Batch", "{n} posts stay as they are; the list says why.")
        parts.append(text.format(n=f"{refused:,}"))
    return translate("Batch", " ").join(parts)


def _report_words(report: Report, undone: bool) -> str:
    written, refused = len(report.written), len(report.refused)
    parts = []
    if report.stopped == "cancelled":
        parts.append(translate("Batch", "Stopped."))
    elif report.stopped:
        text = translate("Batch", "Stopped, because {reason}.")
        parts.append(text.format(reason=messages.reason(report.stopped)))
    if report.stopped and not report.run:
        parts.append(translate("Batch", "Nothing was written."))
        return translate("Batch", " ").join(parts)
    if undone:
        one, many = translate("Batch", "One post is as it was."), translate("Batch", "{n} posts are as they were.")
    else:
        one, many = translate("Batch", "One post was changed."), translate("Batch", "{n} posts were changed.")
    parts.append(one if written == 1 else many.format(n=f"{written:,}"))
    if refused == 1:
        parts.append(translate("Batch", "One was left alone; the list says why."))
    elif refused:
        parts.append(translate("Batch", "{n} were left alone; the list says why.").format(n=f"{refused:,}"))
    if report.kept:
        parts.append(translate("Batch", "Somebody else wrote at the same moment; the list says where that is kept."))
    if report.left:
        parts.append(translate("Batch", "{n} were not reached.").format(n=f"{report.left:,}"))
    return translate("Batch", " ").join(parts)


def _undo_words(posts: int) -> str:
    if posts == 1:
        return translate("Batch", "Undo in one post")
    return translate("Batch", "Undo in {n} posts").format(n=f"{posts:,}")
