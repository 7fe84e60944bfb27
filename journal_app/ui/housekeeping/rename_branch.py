"""A branch of the tree of categories under another name: asks for that name. Changes nothing."""

from collections.abc import Collection

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from journal_app.library.housekeeping.branches import below, path_of
from journal_app.library.housekeeping.operations import RenameBranch
from journal_app.ui.dialogs.parts import Dialog

translate = QCoreApplication.translate


class RenameBranchDialog(Dialog):
    """One path, as `a/b`. `others` are the paths there are; `nested`: a list of categories is one path."""

    operation_requested = Signal(object)  # RenameBranch

    def __init__(self, branch: str, others: Collection[str], *, nested: bool, parent: QWidget | None = None) -> None:
        super().__init__(translate("Branch", "Rename category"), parent)
        self._branch = branch
        self._others = frozenset(map(path_of, others))
        self._nested = nested
        label = QLabel(translate("Branch", "New name"), self)
        self.name = QLineEdit(branch, self)
        self.name.setAccessibleName(label.text())
        label.setBuddy(self.name)
        self.column.addWidget(label)
        self.column.addWidget(self.name)
        self.hint = self.add_sentence("", "dim")
        self.go = self.add_buttons(translate("Branch", "Show what would change…"))
        self.accepted.connect(self._report)
        self.name.textChanged.connect(self._check)
        self.name.setFocus()
        start = branch.rfind("/") + 1
        self.name.setSelection(start, len(branch) - start)
        self.setMinimumWidth(440)
        self._check()

    @property
    def _path(self) -> str:
        return "/".join(path_of(self.name.text()))

    @Slot()
    def _check(self) -> None:
        path = self._path
        is_other = path not in ("", "/".join(path_of(self._branch)))
        if is_other and path_of(path) in self._others:
            text = translate("Branch", "There is a category of that name: both become one, with all below them.")
        elif is_other and below(path, self._branch):
            text = translate("Branch", "It moves one step down, with all below it.")
        else:
            text = translate("Branch", "All categories below it go along. A / puts a category below another one.")
        self.hint.setText(text)
        self.go.setEnabled(is_other)

    @Slot()
    def _report(self) -> None:
        self.operation_requested.emit(RenameBranch((self._branch,), self._path, self._nested))
