"""Find and replace in the text of many posts: what is sought and what comes in its place. Only asks."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QWidget

from journal_app.library.housekeeping.operations import ReplaceText
from journal_app.ui.dialogs.parts import Dialog, sentence_label
from journal_app.ui.housekeeping.scope import Scope, ScopeBox

translate = QCoreApplication.translate


class ReplaceDialog(Dialog):
    """`fault` says what is wrong with a pattern, or ""."""

    operation_requested = Signal(object, object)  # ReplaceText, the paths

    def __init__(
        self,
        scope: Scope,
        fault: Callable[[ReplaceText], str],
        text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(translate("ReplaceAll", "Replace in posts"), parent)
        self._fault = fault
        self.old, self.new = QLineEdit(text, self), QLineEdit(self)
        lines = QFormLayout()
        lines.setSpacing(8)
        lines.addRow(translate("ReplaceAll", "Find"), self.old)
        lines.addRow(translate("ReplaceAll", "Replace by"), self.new)
        self.column.addLayout(lines)
        self.case = QCheckBox(translate("ReplaceAll", "Match case"), self)
        self.whole = QCheckBox(translate("ReplaceAll", "Whole words"), self)
        self.whole.setToolTip(translate("ReplaceAll", "For words of letters; Chinese has no gaps between words"))
        self.regex = QCheckBox(translate("ReplaceAll", "Regular expression"), self)
        self.regex.setToolTip(translate("ReplaceAll", "$1 is what the first bracket caught, \\n a new line"))
        for box in (self.case, self.whole, self.regex):
            lines.addRow("", box)
            box.toggled.connect(self._look)
        self.scope = ScopeBox(scope, self)
        lines.addRow(translate("ReplaceAll", "In"), self.scope)
        self._wrong = sentence_label("", self, "error")
        self._wrong.hide()
        self.column.addWidget(self._wrong)
        self.add_sentence(
            translate(
                "ReplaceAll", "Only the text is searched, not the metadata. You see every line before it is written."
            ),
            "dim",
        )
        self.go = self.add_buttons(translate("ReplaceAll", "Show the changes…"))
        self.old.textChanged.connect(self._look)
        self.accepted.connect(self._ask)
        self.setMinimumWidth(460)
        self._look()
        self.old.setFocus()
        self.old.selectAll()

    @property
    def operation(self) -> ReplaceText:
        """What is asked for now."""
        return ReplaceText(
            self.old.text(), self.new.text(), self.case.isChecked(), self.whole.isChecked(), self.regex.isChecked()
        )

    @Slot()
    def _look(self) -> None:
        fault = self._fault(self.operation) if self.old.text() and self.regex.isChecked() else ""
        text = translate("ReplaceAll", "The expression is not valid: {reason}.")
        self._wrong.setText(text.format(reason=fault))
        self._wrong.setVisible(bool(fault))
        self.go.setEnabled(bool(self.old.text()) and not fault)

    @Slot()
    def _ask(self) -> None:
        self.operation_requested.emit(self.operation, self.scope.paths)
