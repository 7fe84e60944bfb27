"""Before the program ends with unsaved posts: which ones, and what shall become of them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from journal_app.post.errors import shown
from journal_app.ui.dialogs.parts import Dialog, short_list

translate = QCoreApplication.translate

Choice = Literal["save", "keep", "discard", "cancel"]


class UnsavedDialog(Dialog):
    """Save all, keep for the next start, discard, or go back. `choice` is what was chosen; closing is going back."""

    choice_made = Signal(object)

    def __init__(self, posts: Sequence[tuple[str, Path]], parent: QWidget | None = None) -> None:
        super().__init__(translate("Unsaved", "Unsaved posts"), parent)
        self.choice: Choice = "cancel"
        self.add_sentence(translate("Unsaved", "These posts have unsaved changes."), "heading")
        titles = [title for title, _ in posts]
        listed = short_list(translate("Unsaved", "Unsaved posts"), titles, self)
        for number, (_, path) in enumerate(posts):
            listed.item(number).setToolTip(shown(path))
        self.column.addWidget(listed)
        self.add_sentence(
            translate("Unsaved", "What you keep is offered again at the next start; the files stay as they are."),
            "dim",
        )
        keep = QPushButton(translate("Unsaved", "Keep for next time"), self)
        keep.clicked.connect(self._keep)
        discard = QPushButton(translate("Unsaved", "Discard"), self)
        discard.clicked.connect(self._discard)
        self.add_buttons(translate("Unsaved", "Save all"), others=(keep, discard))
        self.accepted.connect(self._save)
        self.rejected.connect(self._cancel)
        self.setMinimumWidth(480)

    @Slot()
    def _save(self) -> None:
        if self.choice == "cancel":
            self.choice = "save"
            self.choice_made.emit(self.choice)

    @Slot()
    def _keep(self) -> None:
        self.choice = "keep"
        self.accept()
        self.choice_made.emit(self.choice)

    @Slot()
    def _discard(self) -> None:
        self.choice = "discard"
        self.accept()
        self.choice_made.emit(self.choice)

    @Slot()
    def _cancel(self) -> None:
        self.choice_made.emit(self.choice)
