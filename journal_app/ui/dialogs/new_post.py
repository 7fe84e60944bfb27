"""A new post: its title, and the file name made from it. Reports the wish; whether a name will do it is told."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QWidget

from journal_app.post.errors import shown
from journal_app.ui.dialogs.parts import Dialog, sentence_label

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class NewPostWish:
    """A post of this title, at this place below the folder (`week-20.md`, `week-20/index.md`)."""

    title: str
    name: str
    draft: bool = False


class NewPostDialog(Dialog):
    """Title and file name. `name_of(title)` makes the name, `problem(name)` says why it will not do, or "".

    `drafts` is the folder of a new draft; None: there are none here.
    """

    new_post_requested = Signal(object)

    def __init__(
        self,
        folder: Path,
        name_of: Callable[[str], str],
        problem: Callable[[str], str],
        parent: QWidget | None = None,
        *,
        drafts: Path | None = None,
    ) -> None:
        super().__init__(translate("NewPost", "New post"), parent)
        self._drafts = drafts
        self._folder = folder
        self._name_of = name_of
        self._problem = problem
        self._title = QLineEdit(self)
        self._title.setObjectName("title")
        self._title.textChanged.connect(self._titled)
        self._name = QLineEdit(self)
        self._name.setObjectName("name")
        self._name.textEdited.connect(self._named)
        self._place = sentence_label("", self, "dim")
        self._place.setObjectName("place")
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.addRow(translate("NewPost", "Title"), self._title)
        form.addRow(translate("NewPost", "File name"), self._name)
        self._draft = QCheckBox(translate("NewPost", "As a draft"), self)
        self._draft.setObjectName("draft")
        self._draft.toggled.connect(self._turned)
        self._draft.setVisible(drafts is not None)
        form.addRow("", self._place)
        if drafts is not None:
            form.addRow("", self._draft)
        self.column.addLayout(form)
        self.add_sentence(
            translate(
                "NewPost", "It begins like its newest sibling, and it is on disk when you save it the first time."
            ),
            "dim",
        )
        self._make = self.add_buttons(translate("NewPost", "Write it"))
        self.accepted.connect(self._report)
        self._own_name = False
        self.setMinimumWidth(480)
        self._titled("")
        self._title.setFocus()

    def offer(self, title: str) -> None:
        """Begin with this title."""
        self._title.setText(title)

    @property
    def is_draft(self) -> bool:
        """Whether a draft is wanted."""
        return self._draft.isChecked()

    @Slot(bool)
    def _turned(self, _: bool) -> None:
        self._titled(self._title.text())

    @Slot(str)
    def _titled(self, title: str) -> None:
        if not self._own_name:
            self._name.setText(self._name_of(title.strip()) if title.strip() else "")
        self._check()

    @Slot(str)
    def _named(self, name: str) -> None:
        self._own_name = bool(name)
        self._check()

    def _check(self) -> None:
        name = self._name.text().strip()
        problem = self._problem(name) if name else ""
        folder = self._drafts if self.is_draft and self._drafts is not None else self._folder
        place = translate("NewPost", "In {folder}").format(folder=shown(folder))
        self._place.setText(problem or (f"{place}/{name}" if name else place))
        self._place.setProperty("role", "error" if problem else "dim")
        self._place.style().polish(self._place)
        self._make.setEnabled(bool(name and self._title.text().strip()) and not problem)

    @Slot()
    def _report(self) -> None:
        self.new_post_requested.emit(NewPostWish(self._title.text().strip(), self._name.text().strip(), self.is_draft))
