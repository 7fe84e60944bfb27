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
    chosen, _ = QFileDialog.getSaveFileName(
        parent,
        translate("Pickers", "Export to HTML"),
        str(suggested),
        translate("Pickers", "HTML pages (*.html *.htm)"),
    )
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(".html")
