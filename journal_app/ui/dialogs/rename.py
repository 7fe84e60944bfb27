"""Rename a post's file or bundle; the title is another thing. Reports the new name."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from journal_app.ui.dialogs.parts import Dialog

translate = QCoreApplication.translate


class RenameDialog(Dialog):
    """One name. `problem(name)` says why it will not do, or "". `bundle`: the name is a folder's."""

    rename_requested = Signal(object)

    def __init__(self, name: str, bundle: bool, problem: Callable[[str], str], parent: QWidget | None = None) -> None:
        title = translate("Rename", "Rename bundle") if bundle else translate("Rename", "Rename file")
        super().__init__(title, parent)
        self._old = name
        self._problem = problem
        label = QLabel(translate("Rename", "New name"), self)
        self._name = QLineEdit(name, self)
        self._name.setObjectName("name")
        self._name.setAccessibleName(label.text())
        label.setBuddy(self._name)
        self.column.addWidget(label)
        self.column.addWidget(self._name)
        self._hint = self.add_sentence("", "dim")
        self._hint.setObjectName("hint")
        self._rename = self.add_buttons(translate("Rename", "Rename"))
        self.accepted.connect(self._report)
        self._name.textChanged.connect(self._check)
        self._name.setFocus()
        stem = len(name) if bundle else len(name.rpartition(".")[0]) or len(name)
        self._name.setSelection(0, stem)
        self.setMinimumWidth(420)
        self._check(name)

    @Slot(str)
    def _check(self, name: str) -> None:
        name = name.strip()
        problem = self._problem(name) if name and name != self._old else ""
        self._hint.setText(problem or translate("Rename", "The title stays as it is."))
        self._hint.setProperty("role", "error" if problem else "dim")
        self._hint.style().polish(self._hint)
        self._rename.setEnabled(bool(name) and name != self._old and not problem)

    @Slot()
    def _report(self) -> None:
        self.rename_requested.emit(self._name.text().strip())
