"""A post that changed on disk while it was edited: both versions in one diff, and which one to go on with."""

from typing import Literal

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from journal_app.ui.dialogs.parts import Dialog
from journal_app.ui.style.theme import Tokens
from journal_app.ui.versions.diff_view import DiffView

translate = QCoreApplication.translate

Side = Literal["mine", "theirs", "merge"]


class ConflictDialog(Dialog):
    """What differs between the author's text and the disk's; merge, keep one, or decide later by closing."""

    choice_made = Signal(object)

    def __init__(
        self,
        title: str,
        mine: str,
        theirs: str,
        tokens: Tokens,
        parent: QWidget | None = None,
        *,
        may_merge: bool = True,
    ) -> None:
        super().__init__(translate("Conflict", "Changed on disk"), parent)
        self.choice: Side = "mine"
        text = translate("Conflict", '"{title}" was changed by another program while you edited it.')
        self.add_sentence(text.format(title=title), "heading")
        self.add_sentence(translate("Conflict", "− is the version on disk, + is yours."), "dim")
        self._diff = DiffView(self)
        self._diff.set_tokens(tokens)
        self._diff.show_texts(theirs, mine)
        self.column.addWidget(self._diff, 1)
        take = QPushButton(translate("Conflict", "Take the disk's"), self)
        take.clicked.connect(self._take)
        merge = QPushButton(translate("Conflict", "Merge"), self)
        merge.setVisible(may_merge)
        merge.clicked.connect(self._merge)
        self.add_buttons(translate("Conflict", "Keep mine"), translate("Conflict", "Later"), (merge, take))
        self.accepted.connect(self._report)
        self.resize(720, 480)

    @Slot()
    def _take(self) -> None:
        self.choice = "theirs"
        self.accept()

    @Slot()
    def _merge(self) -> None:
        self.choice = "merge"
        self.accept()

    @Slot()
    def _report(self) -> None:
        self.choice_made.emit(self.choice)
