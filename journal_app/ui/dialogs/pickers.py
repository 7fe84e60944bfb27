"""The system's own file dialogs: which folder, which file to export to."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

translate = QCoreApplication.translate


def pick_folder(parent: QWidget | None, start: Path) -> Path | None:
    """A folder to open as a journal; None when the author changes their mind."""
    chosen = QFileDialog.getExistingDirectory(parent, translate("Pickers", "Open a folder"), str(start))
    return Path(chosen) if chosen else None


def pick_export(parent: QWidget | None, suggested: Path) -> Path | None:
    """Where the exported page goes; None when the author changes their mind. The dialog asks before replacing."""
    dialog = QFileDialog(parent, translate("Pickers", "Export to HTML"), str(suggested.parent))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(translate("Pickers", "HTML pages (*.html *.htm)"))
    # Before the question whether to replace a file, not after it: the name asked about is the name written.
    dialog.setDefaultSuffix("html")
    dialog.selectFile(suggested.name)
    if not dialog.exec():
        return None
    chosen = dialog.selectedFiles()
    return Path(chosen[0]) if chosen else None
