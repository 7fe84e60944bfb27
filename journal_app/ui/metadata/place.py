"""Where the metadata form stands, also before it is made. Keeps what the form is to show; knows nothing of its inside.

A start shows the text and the list first: the form costs as much as they do, and nobody types into what is not seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal_app.post.post import Post
from journal_app.post.values import Name
from journal_app.ui.metadata.edits import FieldEdited
from journal_app.ui.style.theme import LIGHT, Tokens

if TYPE_CHECKING:
    from journal_app.post.image_places import Places
    from journal_app.ui.metadata.form import MetadataForm
    from journal_app.ui.metadata.words import Words

_REST_MS = 120  # what was painted comes to the screen, keys are answered, and the preview has the next turn
_SETTLE_MS = 200  # until the form is laid out


class FormPlace(QWidget):
    """The form's place above the body."""

    field_edited = Signal(object)  # FieldEdited
    field_removed = Signal(object)  # FieldRemoved
    head_edited = Signal(object)  # HeadEdited
    pictures_brought = Signal(object)  # CoverBrought
    typing = Signal()  # what `half_typed` says may be other than before

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._form: MetadataForm | None = None
        self._keeps_room = False
        self._room = 0
        self._post: Post | None = None
        self._vocabulary: Words | None = None
        self._places: Places | None = None
        self._tokens = LIGHT
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    @property
    def made(self) -> MetadataForm:
        """The form itself, made now if it was not yet."""
        if self._form is None:
            self._make()
        assert self._form is not None
        return self._form

    @property
    def room(self) -> int:
        """How many pixels high it was when it last looked as after a start; 0 when it never did."""
        return self._room

    def keep_room(self, height: int) -> None:
        """Be so many pixels high until the form is made, a moment after this was painted."""
        if self._form is None:
            self._keeps_room = True
            self.setFixedHeight(height)

    def show_post(self, post: Post, vocabulary: Words) -> None:
        """As the form's; a form that waits shows the latest when it is made."""
        self._post, self._vocabulary = post, vocabulary
        if self._form is not None or not self._keeps_room:
            self.made.show_post(post, vocabulary)

    def refuse(self, name: Name, sentence: str) -> None:
        """As the form's."""
        self.made.refuse(name, sentence)

    def show_line(self, line: int) -> None:
        """As the form's."""
        self.made.show_line(line)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take the mode's colours."""
        self._tokens = tokens
        if self._form is not None:
            self._form.set_tokens(tokens)

    def set_places(self, places: Places) -> None:
        """As the form's."""
        self._places = places
        if self._form is not None:
            self._form.set_places(places)

    def commit(self) -> None:
        """As the form's: in one that is not made nothing is typed."""
        if self._form is not None:
            self._form.commit()

    def half_typed(self) -> tuple[FieldEdited, ...]:
        """As the form's."""
        return self._form.half_typed() if self._form is not None else ()

    def focus_title(self) -> None:
        """As the form's."""
        self.made.focus_title()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Learn what room the form takes; a start shows neither its source nor the rarer fields."""
        super().resizeEvent(event)
        if self._form is None or self._form.is_as_at_first:
            self._room = event.size().height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The room has been seen, and the text below it with it: now the form may come."""
        super().paintEvent(event)
        if self._keeps_room and not self._timer.isActive():
            self._timer.start(_REST_MS)

    @Slot()
    def _go_on(self) -> None:
        """One step a turn of the event loop: read the form's modules, make it, let it fit."""
        import journal_app.ui.metadata.form  # noqa: F401

        if self._form is None:
            QTimer.singleShot(0, self, self._make)

    @Slot()
    def _make(self) -> None:
        from journal_app.ui.metadata.form import MetadataForm

        if self._form is not None:
            return
        form = self._form = MetadataForm(self, self.parentWidget())
        form.field_edited.connect(self.field_edited)
        form.field_removed.connect(self.field_removed)
        form.head_edited.connect(self.head_edited)
        form.pictures_brought.connect(self.pictures_brought)
        form.typing.connect(self.typing)
        form.set_tokens(self._tokens)
        if self._places is not None:
            form.set_places(self._places)
        if self._post is not None and self._vocabulary is not None:
            form.show_post(self._post, self._vocabulary)
        self._column.addWidget(form)
        if self._keeps_room:
            self._keeps_room = False
            QTimer.singleShot(_SETTLE_MS, self, self._let_fit)

    @Slot()
    def _let_fit(self) -> None:
        self.setMinimumHeight(0)
        self.setMaximumHeight((1 << 24) - 1)
