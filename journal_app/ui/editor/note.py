"""The strip above the text: why it is only shown, and what can be done about it. Knows words only."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from journal_app.ui.style.theme import LIGHT, Tokens

translate = QCoreApplication.translate

ENCODINGS = {"latin-1": "Latin-1", "cp1252": "Windows-1252", "gb18030": "GB18030"}


class Note(QWidget):
    """A sentence, and a button for each encoding the text could be in."""

    encoding_wanted = Signal(object)  # str: the codec

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("editor_note")
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._row = QWidget(self)
        buttons = QHBoxLayout(self._row)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(8)
        self._buttons: dict[str, QPushButton] = {}
        for codec in ENCODINGS:
            button = QPushButton(self._row)
            button.setObjectName(codec)
            button.clicked.connect(self._press)
            self._buttons[codec] = button
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 8, 20, 8)
        column.setSpacing(6)
        column.addWidget(self._words)
        column.addWidget(self._row)
        self.retranslate()
        self.set_tokens(LIGHT)
        self.hide()

    def say(self, text: str, offers: Sequence[str] = ()) -> None:
        """Show this sentence with these encodings to choose from; "" hides the strip."""
        self._words.setText(text)
        for codec, button in self._buttons.items():
            button.setVisible(codec in offers)
        self._row.setVisible(bool(offers))
        self.setVisible(bool(text))

    def text(self) -> str:
        """The sentence."""
        return self._words.text()

    def retranslate(self) -> None:
        """Give the buttons their words in the language of now."""
        for codec, button in self._buttons.items():
            button.setText(translate("Editor", "Open as {encoding}").format(encoding=ENCODINGS[codec]))

    def set_tokens(self, tokens: Tokens) -> None:
        """Take these colours."""
        self.setStyleSheet(
            f"#editor_note {{ background: {tokens.chip}; }} #editor_note QLabel {{ color: {tokens.ink}; }}"
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    @Slot()
    def _press(self) -> None:
        self.encoding_wanted.emit(self.sender().objectName())
