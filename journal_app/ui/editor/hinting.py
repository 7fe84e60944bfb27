"""What the gutter says of lines whose emphasis the site will not show: a mark, and a sentence under the pointer."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from journal_app.ui.editor.view import TextView

if TYPE_CHECKING:
    from journal_app.render.hints import Hint

translate = QCoreApplication.translate


class Hinting(QObject):
    """Puts hints into a view's gutter and answers the pointer there."""

    def __init__(self, view: TextView) -> None:
        super().__init__(view)
        self._view = view
        view.installEventFilter(self)

    def show_hints(self, hints: "Iterable[Hint]") -> None:
        """Mark the lines of these hints, and no others."""
        notes: dict[int, str] = {}
        for hint in hints:
            sentence = words_of(hint)
            notes[hint.line] = f"{notes[hint.line]}\n{sentence}" if hint.line in notes else sentence
        self._view.gutter.show_notes(notes)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The sentence of the line whose number the pointer is at."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            gutter = self._view.gutter
            if gutter.geometry().contains(event.pos()):
                sentence = gutter.note_at(event.pos().y() - gutter.y())
                if sentence:
                    QToolTip.showText(event.globalPos(), sentence, self._view)
                    return True
                QToolTip.hideText()
        return False


def words_of(hint: "Hint") -> str:
    """The hint as a sentence."""
    match hint.kind:
        case "bold":
            text = translate(
                "Editor", "The site will not show {words} in bold: its marks stand against the letters beside."
            )
        case "italic":
            text = translate("Editor", "The site will not stress {words}: its marks stand against the letters beside.")
        case "strike":
            text = translate(
                "Editor", "The site will not strike out {words}: its marks stand against the letters beside."
            )
        case _:
            text = translate(
                "Editor", "The site will not highlight {words}: its marks stand against the letters beside."
            )
    return text.format(words=hint.words if len(hint.words) <= 60 else hint.words[:57] + "…")
