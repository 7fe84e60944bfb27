"""What stands in the form's place while a post has no head that can be read. Knows no field."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from journal_app.post.post import Post
from journal_app.ui.messages import reason

translate = QCoreApplication.translate


class NoHead(QWidget):
    """A sentence, and a button that gives the post a head where that can be done."""

    head_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setProperty("role", "dim")
        self.button = QPushButton()
        self.button.clicked.connect(self.head_requested)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 20, 12)
        layout.setSpacing(8)
        layout.addWidget(self._words)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def words(self) -> str:
        """The sentence."""
        return self._words.text()

    def show_post(self, post: Post) -> None:
        """Say what this post lacks."""
        self.button.setText(translate("Metadata", "Add title and date"))
        broken = post.broken
        if broken is not None:
            words = translate("Metadata", "Line {line}: {reason}. It is mended in the text below.")
            self._words.setText(words.format(line=broken.line, reason=reason(broken.reason)))
        else:
            self._words.setText(translate("Metadata", "This post has no title, date or tags of its own yet."))
        self.button.setVisible(broken is None and not post.read_only)
