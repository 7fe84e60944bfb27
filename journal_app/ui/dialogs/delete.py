"""Before a post goes to the trash: what exactly goes. Reports the wish."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QWidget

from journal_app.post.errors import shown
from journal_app.ui.dialogs.parts import Dialog, short_list

translate = QCoreApplication.translate


class DeleteDialog(Dialog):
    """Shows what goes: one file, or a bundle's folder with everything in it. `path` is what is trashed."""

    delete_requested = Signal(object)

    def __init__(
        self,
        title: str,
        path: Path,
        files: Sequence[Path] = (),
        unsaved: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(translate("Delete", "Move to trash"), parent)
        self._path = path
        self.add_sentence(translate("Delete", 'Move "{title}" to the trash?').format(title=title), "heading")
        if files:
            text = translate("Delete", "The folder {name} goes with everything in it. Files: {n}")
            self.add_sentence(text.format(name=shown(Path(path.name)), n=len(files)))
            lines = [shown(_inside(file, path)) for file in files]
            self.column.addWidget(short_list(translate("Delete", "What goes to the trash"), lines, self))
        else:
            self.add_sentence(shown(path), "dim")
            self.add_sentence(translate("Delete", "Files the post links to stay where they are."), "dim")
        if unsaved:
            self.add_sentence(translate("Delete", "It has unsaved changes; they are not in the trash."), "error")
        self.add_buttons(translate("Delete", "Move to trash"), careful=True)
        self.accepted.connect(self._report)
        self.setMinimumWidth(420)

    @Slot()
    def _report(self) -> None:
        self.delete_requested.emit(self._path)


class DeleteManyDialog(Dialog):
    """Shows which posts go, by their names in the journal; so many of them are `unsaved`."""

    delete_requested = Signal(object)

    def __init__(self, names: Sequence[str], unsaved: int, parent: QWidget | None = None) -> None:
        super().__init__(translate("Delete", "Move to trash"), parent)
        text = translate("Delete", "Move {n} posts to the trash?")
        self.add_sentence(text.format(n=f"{len(names):,}"), "heading")
        lines = [shown(Path(name)) for name in names]
        self.column.addWidget(short_list(translate("Delete", "What goes to the trash"), lines, self))
        self.add_sentence(translate("Delete", "Files the posts link to stay where they are."), "dim")
        if unsaved:
            self.add_sentence(translate("Delete", "Some have unsaved changes; they are not in the trash."), "error")
        self.add_buttons(translate("Delete", "Move to trash"), careful=True)
        self.accepted.connect(self._report)
        self.setMinimumWidth(420)

    @Slot()
    def _report(self) -> None:
        self.delete_requested.emit(None)


def _inside(file: Path, folder: Path) -> Path:
    return file.relative_to(folder) if file.is_relative_to(folder) else file
