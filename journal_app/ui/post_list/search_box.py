"""The search box: a line of text that offers the keys of its language and their values. Filters nothing itself."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QStringListModel, Qt, Slot
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from journal_app.library.search import grammar
from journal_app.library.search.grammar import Part
from journal_app.library.search.text import folded

translate = QCoreApplication.translate

_MOST = 10
_LEAST_OF_KEY = 2  # letters before a key is offered: one is the beginning of many words


def _no_values(_: str) -> Sequence[str]:
    return ()


class SearchBox(QLineEdit):
    """A line edit with a list of completions under it, for the part of the line at the caret.

    `values_of` gives a key's values, the commonest first. While an input method composes nothing is offered.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.values_of: Callable[[str], Sequence[str]] = _no_values
        self._part: Part | None = None
        self._offered: dict[str, str] = {}
        self._model = QStringListModel(self)
        self.offers = QCompleter(self._model, self)
        self.offers.setWidget(self)
        self.offers.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.offers.setMaxVisibleItems(_MOST)
        self._list = QListView()
        self.offers.setPopup(self._list)
        self.offers.activated.connect(self._take)
        self.textEdited.connect(self._offer)
        self._word()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._word()
        super().changeEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A composition has the keyboard for itself."""
        if event.preeditString():
            self.hide_offers()
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Offer nothing in a box that is left; the list of offers itself does not count."""
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.hide_offers()
        super().focusOutEvent(event)

    def hide_offers(self) -> None:
        """Take the list away."""
        if self._part is not None:
            self._part = None
            self._list.hide()

    @Slot(str)
    def _offer(self, text: str) -> None:
        part = _part_at(text, self.cursorPosition())
        self._offered = {} if part is None else dict(_offers(part, self.values_of))
        if part is None or not self._offered:
            self.hide_offers()
            return
        self._part = part
        self._model.setStringList(list(self._offered))
        width = self._list.sizeHintForColumn(0) + 2 * self._list.frameWidth() + 24
        left = min(self.cursorRect().left(), max(0, self.width() - width))
        self.offers.complete(QRect(left, 2, min(width, self.width()), self.height()))

    @Slot(str)
    def _take(self, chosen: str) -> None:
        part, written = self._part, self._offered.get(chosen)
        if part is None or written is None:
            return
        self._part = None
        text = self.text()
        sign = text[part.start] if part.is_not else ""
        before, after = text[: part.start] + sign + written, text[part.end :]
        if not written.endswith(":"):
            before, after = f"{before} ", after.lstrip()
        self.setText(before + after)
        self.setCursorPosition(len(before))
        if written.endswith(":"):
            self._offer(self.text())

    def _word(self) -> None:
        self.setToolTip(
            translate(
                "SearchBox",
                'Words and "phrases" are looked for in the whole text; -word leaves posts out.\n'
                "tag: category: title: year: before: after: is:draft is:pinned is:broken has:image narrow the list.",
            )
        )


def _part_at(text: str, caret: int) -> Part | None:
    """The part of the line that the caret stands behind."""
    return next((part for part in grammar.parts(text[:caret]) if part.end == caret), None)


def _offers(part: Part, values_of: Callable[[str], Sequence[str]]) -> list[tuple[str, str]]:
    """What may stand there, as it is shown and as it is written."""
    typed = folded(part.value)
    if not part.key:
        if len(typed) < _LEAST_OF_KEY or not part.is_open:
            return []
        return [(f"{key}:", f"{key}:") for key in grammar.KEYS if key.startswith(typed)]
    if not part.is_open:
        return []
    few = grammar.VALUES.get(part.key)
    found = [value for value in values_of(part.key) if typed in folded(value)]
    if few is not None:
        found = [value for value in few if value.startswith(typed)]
    found.sort(key=lambda value: not folded(value).startswith(typed))
    if [folded(value) for value in found] == [typed]:
        return []
    return [(value, f"{part.key}:{grammar.quoted(value)}") for value in found[:_MOST]]
