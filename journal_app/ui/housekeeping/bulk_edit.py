"""One change of tags, categories or a field for many posts: which, and with what. Only asks."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QCompleter, QFormLayout, QLabel, QLineEdit, QWidget

from journal_app.library.housekeeping.operations import (
    AddWords,
    Operation,
    RemoveField,
    RemoveWords,
    RenameField,
    SetField,
    Where,
)
from journal_app.library.housekeeping.vocabulary import Vocabulary
from journal_app.ui.dialogs.parts import Dialog
from journal_app.ui.housekeeping.scope import Scope, ScopeBox

translate = QCoreApplication.translate

_WHERE: tuple[Where, ...] = ("everywhere", "present", "missing")


class BulkEditDialog(Dialog):
    """The form of one operation."""

    operation_requested = Signal(object, object)  # Operation, the paths

    def __init__(self, scope: Scope, words: Vocabulary, deed: str = "add tags", parent: QWidget | None = None) -> None:
        super().__init__(translate("BulkEdit", "Change posts"), parent)
        self._vocabulary = words
        self.deed = QComboBox(self)
        for name, text in (
            ("add tags", translate("BulkEdit", "Add tags")),
            ("remove tags", translate("BulkEdit", "Remove tags")),
            ("add categories", translate("BulkEdit", "Add categories")),
            ("remove categories", translate("BulkEdit", "Remove categories")),
            ("set", translate("BulkEdit", "Set a field")),
            ("rename", translate("BulkEdit", "Rename a field")),
            ("remove", translate("BulkEdit", "Remove a field")),
        ):
            self.deed.addItem(text, name)
        self.words = QLineEdit(self)
        self.words.setPlaceholderText(translate("BulkEdit", "Several are parted by commas"))
        self.name = QComboBox(self)
        self.name.setEditable(True)
        self.name.addItems(list(words.order))
        self.name.setCurrentText("")
        self.value = QLineEdit(self)
        self.value.setPlaceholderText(translate("BulkEdit", "A text, true, false, a number or [a, b]"))
        self.to = QLineEdit(self)
        self.where = QComboBox(self)
        for text in (
            translate("BulkEdit", "In every post"),
            translate("BulkEdit", "Only where the field is"),
            translate("BulkEdit", "Only where it is missing"),
        ):
            self.where.addItem(text)
        self._form = QFormLayout()
        self._form.setSpacing(8)
        self._form.addRow(translate("BulkEdit", "What"), self.deed)
        self._words_label = QLabel(translate("BulkEdit", "Words"), self)
        self._form.addRow(self._words_label, self.words)
        self._form.addRow(translate("BulkEdit", "Field"), self.name)
        self._form.addRow(translate("BulkEdit", "Value"), self.value)
        self._form.addRow(translate("BulkEdit", "New name"), self.to)
        self._form.addRow(translate("BulkEdit", "Where"), self.where)
        self.scope = ScopeBox(scope, self)
        self._form.addRow(translate("BulkEdit", "In"), self.scope)
        self.column.addLayout(self._form)
        self.add_sentence(translate("BulkEdit", "You see what would change before anything is written."), "dim")
        self.column.addStretch(1)
        self.go = self.add_buttons(translate("BulkEdit", "Show the changes…"))
        self.accepted.connect(self._ask)
        self.deed.currentIndexChanged.connect(self._show_lines)
        for box in (self.words, self.value, self.to):
            box.textChanged.connect(self._offer)
        self.name.editTextChanged.connect(self._offer)
        self.setMinimumWidth(460)
        self.deed.setCurrentIndex(max(0, self.deed.findData(deed)))
        self._show_lines()

    @property
    def operation(self) -> Operation | None:
        """What is asked for now; None while something is missing."""
        deed, name = str(self.deed.currentData()), self.name.currentText().strip()
        words = _parted(self.words.text())
        if deed == "add tags" or deed == "add categories":
            return AddWords("tags" if deed == "add tags" else "categories", words) if words else None
        if deed == "remove tags" or deed == "remove categories":
            return RemoveWords("tags" if deed == "remove tags" else "categories", words) if words else None
        if not name:
            return None
        if deed == "set":
            return SetField(name, self.value.text(), _WHERE[self.where.currentIndex()])
        if deed == "rename":
            to = self.to.text().strip()
            return RenameField(name, to) if to and to != name else None
        return RemoveField(name)

    @Slot()
    def _show_lines(self) -> None:
        deed = str(self.deed.currentData())
        of_words = deed.partition(" ")[2]
        self._form.setRowVisible(self.words, bool(of_words))
        self._form.setRowVisible(self.name, not of_words)
        self._form.setRowVisible(self.value, deed == "set")
        self._form.setRowVisible(self.where, deed == "set")
        self._form.setRowVisible(self.to, deed == "rename")
        tags = of_words == "tags"
        self._words_label.setText(translate("BulkEdit", "Tags") if tags else translate("BulkEdit", "Categories"))
        self._complete(self._vocabulary.tags if tags else self._vocabulary.categories)
        (self.words if of_words else self.name).setFocus()
        self._offer()

    def _complete(self, words: Sequence[str]) -> None:
        completer = QCompleter(list(words), self.words)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.words.setCompleter(completer)

    @Slot()
    def _offer(self) -> None:
        self.go.setEnabled(self.operation is not None)

    @Slot()
    def _ask(self) -> None:
        if self.operation is not None:
            self.operation_requested.emit(self.operation, self.scope.paths)


def _parted(text: str) -> tuple[str, ...]:
    """The words typed, parted at commas, western or Chinese."""
    return tuple(dict.fromkeys(word.strip() for word in text.replace("，", ",").split(",") if word.strip()))
