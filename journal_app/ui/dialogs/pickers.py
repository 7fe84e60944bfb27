"""The system's own file dialogs: which folder, which file to export to."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

translate = QCoreApplication.translate


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Mark `text` for translation; it is translated when it is shown."""
    return text


# Words of Qt's own dialogs and keys that its translations lack, or word awkwardly.
QT_WORDS = (
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Drive"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Folder"),
    QT_TRANSLATE_NOOP("QFileDialog", "&Look in:"),
    QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:"),
    QT_TRANSLATE_NOOP("QShortcut", "Down"),
    QT_TRANSLATE_NOOP("QShortcut", "Left"),
    QT_TRANSLATE_NOOP("QShortcut", "Right"),
    QT_TRANSLATE_NOOP("QShortcut", "Up"),
)


def pick_folder(parent: QWidget | None, start: Path) -> Path | None:
    """A folder to open as a journal; None when the author changes their mind."""
    chosen = QFileDialog.getExistingDirectory(parent, translate("Pickers", "Open a folder"), str(start))
    return Path(chosen) if chosen else None


def pick_copy(parent: QWidget | None, suggested: Path) -> Path | None:
    """Where a copy of a post goes; None when the author changes their mind. The dialog asks before replacing."""
    dialog = QFileDialog(parent, translate("Pickers", "Save a copy"), str(suggested.parent))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suggested.suffix.removeprefix("."))
    dialog.selectFile(suggested.name)
    if not dialog.exec():
        return None
    chosen = dialog.selectedFiles()
    return Path(chosen[0]) if chosen else None


def pick_export(parent: QWidget | None, suggested: Path) -> Path | None:
    """Where the exported page goes, a PDF when that is suggested; None when the author changes their mind. The dialog
    asks before replacing."""
    pdf = suggested.suffix == ".pdf"
    title = translate("Pickers", "Export to PDF") if pdf else translate("Pickers", "Export to HTML")
    kinds = translate("Pickers", "PDF files (*.pdf)") if pdf else translate("Pickers", "HTML pages (*.html *.htm)")
    dialog = QFileDialog(parent, title, str(suggested.parent))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(kinds)
    # Before the question whether to replace a file, not after it: the name asked about is the name written.
    dialog.setDefaultSuffix("pdf" if pdf else "html")
    dialog.selectFile(suggested.name)
    if not dialog.exec():
        return None
    chosen = dialog.selectedFiles()
    return Path(chosen[0]) if chosen else None
