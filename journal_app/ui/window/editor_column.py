"""The post's column: notices, then the form above the body, as the head stands above the body in the file."""

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from journal_app.ui.window.banner import Banner

translate = QCoreApplication.translate

_ROOM_FOR_TWO = 340  # pixels


class EditorColumn(QWidget):
    """Banner, form, editor; or a word when no post is open."""

    beside_changed = Signal(bool)  # whether the panel beside the text is seen now

    def __init__(self, form: QWidget, editor: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.banner = Banner(self)
        self._form = form
        self._editor = editor
        self._form_shown = True
        self._beside: QWidget | None = None
        self._beside_wanted = False
        post = QWidget(self)
        inner = QVBoxLayout(post)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(form)
        self._text = QHBoxLayout()
        self._text.setContentsMargins(0, 0, 0, 0)
        self._text.setSpacing(0)
        self._text.addWidget(editor, 1)
        inner.addLayout(self._text, 1)
        self._nothing = QLabel(self)
        self._nothing.setProperty("role", "dim")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._pages = QStackedLayout()
        self._pages.addWidget(post)
        self._pages.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addLayout(self._pages, 1)
        self.setMinimumWidth(280)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._word()
        self.show_post(False)

    @property
    def form_shown(self) -> bool:
        """Whether the form stands above the body."""
        return self._form_shown

    def show_form(self, shown: bool) -> None:
        """Show or hide the form."""
        self._form_shown = shown
        self._form.setVisible(shown)

    @property
    def has_room_beside(self) -> bool:
        """Whether the column is wide enough for the text and a panel."""
        return self.width() >= _ROOM_FOR_TWO

    def put_beside(self, panel: QWidget) -> None:
        """Let a panel stand to the right of the text, where there is room for both."""
        self._beside = panel
        self._text.addWidget(panel)
        self.show_beside(True)

    def show_beside(self, shown: bool) -> None:
        """Show or hide the panel beside the text."""
        self._beside_wanted = shown
        if self._beside is not None:
            self._beside.setVisible(shown and self.has_room_beside)
            self.beside_changed.emit(shown and self.has_room_beside)

    def moveEvent(self, event: QMoveEvent) -> None:
        """Take the editor along: a window of its own, it is moved by Qt only where its size or inner place changes."""
        super().moveEvent(event)
        own = self._editor.windowHandle()
        if own is not None:
            place = QRect(self._editor.mapTo(self.window(), QPoint(0, 0)), self._editor.size())
            if own.geometry() != place:
                own.setGeometry(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The panel yields to the text."""
        super().resizeEvent(event)
        self.show_beside(self._beside_wanted)

    def show_post(self, open_now: bool) -> None:
        """Show form and editor, or that no post is open."""
        self._pages.setCurrentIndex(0 if open_now else 1)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._word()
        super().changeEvent(event)

    def _word(self) -> None:
        self._nothing.setText(translate("EditorColumn", "Choose a post from the list, or write a new one."))
