"""A name for a search that is kept. Tells the name; keeps nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from journal_app.ui.dialogs.parts import Dialog

translate = QCoreApplication.translate


class NameSearchDialog(Dialog):
    """One name. `taken` are the names of the other searches; one of them would be replaced. `again`: it had a name."""

    def __init__(self, name: str, taken: Sequence[str], parent: QWidget | None = None, *, again: bool = False) -> None:
        title = translate("Searches", "Rename search") if again else translate("Searches", "Keep this search")
        super().__init__(title, parent)
        self._taken = frozenset(taken)
        label = QLabel(translate("Searches", "Name"), self)
        self._name = QLineEdit(name, self)
        self._name.setObjectName("name")
        self._name.setMaxLength(120)
        self._name.setAccessibleName(label.text())
        label.setBuddy(self._name)
        self.column.addWidget(label)
        self.column.addWidget(self._name)
        self._hint = self.add_sentence("", "dim")
        self._keep = self.add_buttons(translate("Searches", "Rename") if again else translate("Searches", "Keep"))
        self._name.textChanged.connect(self._check)
        self._name.selectAll()
        self._name.setFocus()
        self.setMinimumWidth(380)
        self._check()

    @property
    def name(self) -> str:
        """The name that stands there."""
        return " ".join(self._name.text().split())

    @Slot()
    def _check(self) -> None:
        self._keep.setEnabled(bool(self.name))
        taken = self.name in self._taken
        self._hint.setText(
            translate("Searches", "A search of that name is replaced.")
            if taken
            else translate("Searches", "It stands in the sidebar, with the posts it finds then.")
        )
