"""Errors in the author's language, and the only message boxes. Knows the tree of errors, not how they came about."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from journal_app.post.errors import (
    BrokenHead,
    ChangedOnDisk,
    EditRefused,
    ExportFailed,
    JournalError,
    NotAPost,
    SaveFailed,
    shown,
)
from journal_app.ui import reasons

translate = QCoreApplication.translate


def sentence(error: JournalError) -> str:
    """What went wrong and what became of the text, in one or two sentences."""
    match error:
        case ChangedOnDisk():
            text = translate(
                "Messages", "{name} was changed by another program since it was opened. Nothing was written."
            )
            return text.format(name=shown_name(error))
        case SaveFailed(became="new"):
            text = translate(
                "Messages",
                "{name} was not saved: {reason}. The file holds the new text, but a power cut may undo that.",
            )
            return text.format(name=shown_name(error), reason=reason(error.reason))
        case SaveFailed(became="torn"):
            text = translate(
                "Messages",
                "{name} was not saved: {reason}. The file was cut short half-way; "
                "its old text is kept in the history.",
            )
            return text.format(name=shown_name(error), reason=reason(error.reason))
        case SaveFailed():
            text = translate("Messages", "{name} was not saved: {reason}. The file is as it was.")
            return text.format(name=shown_name(error), reason=reason(error.reason))
        case ExportFailed():
            text = translate("Messages", "{name} was not exported: {reason}.")
            return text.format(name=shown_name(error), reason=reason(error.reason))
        case NotAPost():
            text = translate("Messages", "{name} cannot be read as a post: {reason}.")
            return text.format(name=shown_name(error), reason=reason(error.reason))
        case EditRefused():
            text = translate("Messages", "{name} was not changed: {reason}.")
            return text.format(name=reason(error.name), reason=reason(error.reason))
        case BrokenHead(line=0):
            text = translate("Messages", "The head does not parse: {reason}.")
            return text.format(reason=reason(error.reason))
        case BrokenHead():
            text = translate("Messages", "The head does not parse in line {line}: {reason}.")
            return text.format(line=error.line, reason=reason(error.reason))
    return reason(str(error))


def reason(text: str) -> str:
    """A reason as the ground floor words it, translated when there is a translation."""
    return reasons.worded(text)


def shown_name(error: ChangedOnDisk | SaveFailed | ExportFailed | NotAPost) -> str:
    """The file's name, and for a bundle the bundle's."""
    path = error.path
    return shown(Path(path.parent.name if path.stem == "index" else path.name))


def warn(parent: QWidget | None, title: str, text: str) -> None:
    """Say that something failed; the author reads it and goes on."""
    box = _box(QMessageBox.Icon.Warning, parent, title, text)
    box.setStandardButtons(QMessageBox.StandardButton.Ok)
    box.button(QMessageBox.StandardButton.Ok).setText(translate("Messages", "OK"))
    box.exec()


def confirm(parent: QWidget | None, title: str, text: str, action: str) -> bool:
    """Ask whether to do `action`, the words of the button; True when the author says so."""
    box = _box(QMessageBox.Icon.Question, parent, title, text)
    yes = box.addButton(action, QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton(translate("Messages", "Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    box.exec()
    return box.clickedButton() is yes


def _box(icon: QMessageBox.Icon, parent: QWidget | None, title: str, text: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setIcon(icon)
    box.setWindowTitle(title)
    box.setText(text)
    return box
