"""The first page, when no journal is open: a folder, the sample, a recent journal. A page of the window, no dialog."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFontInfo, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from journal_app.post.errors import shown
from journal_app.ui.menus import folder_words
from journal_app.ui.style import icons
from journal_app.ui.style.theme import LIGHT, Tokens

translate = QCoreApplication.translate

MOST_RECENT = 6
_LINK_EDGE = 11  # pixels from a link's frame to its icon, which stands below the other lines' first letters


class WelcomePage(QWidget):
    """What the program is for, two ways in, and the recent journals. The window takes a dropped folder."""

    journal_requested = Signal(object)
    back_requested = Signal()

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._folders: tuple[Path, ...] = ()
        self._journal: Path | None = None
        self._tokens = LIGHT
        self._back = QPushButton(self)
        self._back.setProperty("role", "link")
        self._back.setIconSize(QSize(16, 16))
        self._back.clicked.connect(self.back_requested)
        self._back.hide()
        self._title = QLabel(self)
        self._title.setProperty("role", "heading")
        font = self._title.font()
        font.setPixelSize(round(QFontInfo(font).pixelSize() * 2))
        self._title.setFont(font)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setProperty("role", "dim")
        self._open = QPushButton(self)
        self._open.setProperty("role", "primary")
        self._open.clicked.connect(actions["open_folder"].trigger)
        self._sample = QPushButton(self)
        self._sample.clicked.connect(actions["open_sample"].trigger)
        self._drop = QLabel(self)
        self._drop.setProperty("role", "dim")
        self._drop.setWordWrap(True)
        self._recent_title = QLabel(self)
        self._recent_title.setProperty("role", "heading")
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)

        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._open)
        buttons.addWidget(self._sample)
        buttons.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        for label in (self._title, self._text, self._drop, self._recent_title):
            label.setContentsMargins(_LINK_EDGE, 0, 0, 0)
        buttons.setContentsMargins(_LINK_EDGE, 0, 0, 0)
        for part in (self._title, self._text):
            column.addWidget(part)
        column.addSpacing(8)
        column.addLayout(buttons)
        column.addWidget(self._drop)
        column.addSpacing(16)
        column.addWidget(self._recent_title)
        column.addLayout(self._recent)
        column.addStretch(3)
        frame = QWidget(self)
        frame.setLayout(column)
        frame.setFixedWidth(480 + _LINK_EDGE)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(frame)
        row.addStretch(1)
        self.setFocusProxy(self._open)
        self._word()

    def show_journal(self, folder: Path | None) -> None:
        """Offer the way back to the open journal, if there is one."""
        self._journal = folder
        self._back.setVisible(folder is not None)
        self._word_back()

    def show_recent(self, folders: Sequence[Path]) -> None:
        """Offer these journals, the first six of them."""
        self._folders = tuple(folders)[:MOST_RECENT]
        while (item := self._recent.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, folder in enumerate(self._folders):
            button = QPushButton(folder_words(folder).replace("&", "&&"), self)
            button.setProperty("role", "link")
            button.setObjectName(str(number))
            button.setToolTip(shown(folder))
            button.setIcon(icons.icon("notebook", self._tokens.dim))
            button.setIconSize(QSize(16, 16))
            button.clicked.connect(self._choose)
            self._recent.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._recent_title.setVisible(bool(self._folders))

    def set_tokens(self, tokens: Tokens) -> None:
        """Take a mode's colours."""
        self._tokens = tokens
        self._back.setIcon(icons.icon("arrow-left", tokens.dim))
        self.show_recent(self._folders)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._word()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the open journal."""
        if event.key() == Qt.Key.Key_Escape and self._journal is not None:
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _choose(self) -> None:
        self.journal_requested.emit(self._folders[int(self.sender().objectName())])

    def _word_back(self) -> None:
        name = shown(Path(self._journal.name)) if self._journal else ""
        self._back.setText(translate("Welcome", "Back to {name}").format(name=name).replace("&", "&&"))
        self._back.setToolTip(translate("Welcome", "Back to the open journal (Esc)"))

    def _word(self) -> None:
        self._word_back()
        self._title.setText(translate("Welcome", "Welcome to your journal"))
        self._text.setText(
            translate(
                "Welcome",
                "Open any folder of Markdown posts: a plain folder, or the site of a generator such as Hugo, Hexo, "
                "Astro, Jekyll, VitePress, Pelican or MkDocs, or an Obsidian vault. Your files stay yours: only what "
                "you change is changed.",
            )
        )
        self._open.setText(translate("Welcome", "Open a folder…"))
        self._sample.setText(translate("Welcome", "Try the sample journal"))
        self._sample.setToolTip(translate("Welcome", "A copy of it is put into your documents"))
        self._drop.setText(translate("Welcome", "Or drop a folder onto this window."))
        self._recent_title.setText(translate("Welcome", "Recent journals"))
        self.show_recent(self._folders)
