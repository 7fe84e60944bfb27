"""The program as a process: QApplication, languages, colours, what happens at a crash and at a signal."""

import gc
import signal
import socket
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QSocketNotifier, Qt, QTranslator, Slot
from PySide6.QtWidgets import QApplication

from journal_app import paths, settings
from journal_app.app import build, wiring
from journal_app.app.garbage import Garbage
from journal_app.render.launch import Launched
from journal_app.session.instance import Hold
from journal_app.settings import Settings
from journal_app.ui.preview.page import Room
from journal_app.ui.style import theme
from journal_app.ui.style.theme import DARK, LIGHT, Tokens


def run(
    application: QApplication,
    target: Path | None,
    hold: Hold | None = None,
    *,
    separate: bool = False,
    room: Room | None = None,
    folder: Path | None = None,
    launched: Launched | None = None,
) -> int:
    """Run the window on the folder or post `target`, or on what was open last; returns the exit status."""
    look = Appearance(application)
    chosen, memory = settings.load(), settings.load_memory()
    parts = build.build(chosen, memory, look, hold=hold, separate=separate, room=room, folder=folder, launched=launched)
    wiring.wire(parts)
    last_words = LastWords(parts)
    last_words.listen()
    parts.commands.start(target)
    gc.freeze()
    garbage = Garbage(application)
    garbage.start()
    status = application.exec()
    last_words.deaf()
    parts.close()
    return status


class Appearance(QObject):
    """The language and the colours of the whole program, following the settings and the system."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._translators: list[QTranslator] = []
        self._language = ""
        self._tokens: Tokens | None = None

    def tokens(self, chosen: Settings) -> Tokens:
        """The colours that the settings and the system ask for."""
        if chosen.theme == "system":
            dark = self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        else:
            dark = chosen.theme == "dark"
        return DARK if dark else LIGHT

    def apply(self, chosen: Settings) -> Tokens:
        """Put the language and the colours in force; returns the colours."""
        self._speak(chosen.language)
        tokens = self.tokens(chosen)
        if tokens is not self._tokens:
            self._tokens = tokens
            self._application.setPalette(theme.palette(tokens))
            self._application.setStyleSheet(theme.style_sheet(tokens))
        return tokens

    def _speak(self, language: str) -> None:
        locale = QLocale.system() if language == "system" else QLocale(language)
        if locale.name() == self._language:
            return
        self._language = locale.name()
        QLocale.setDefault(locale)
        for translator in self._translators:
            self._application.removeTranslator(translator)
        self._translators.clear()
        chinese = locale.language() == QLocale.Language.Chinese
        if chinese:
            qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
            for file in (qt / "qtbase_zh_CN.qm", paths.resource("i18n/journal_zh_CN.qm")):
                translator = QTranslator(self)
                if translator.load(str(file)):
                    self._application.installTranslator(translator)
                    self._translators.append(translator)


class LastWords(QObject):
    """What is done when something breaks or the system says to end: unsaved text goes to the recovery store."""

    def __init__(self, parts: build.Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._ours, self._theirs = socket.socketpair()
        self._ours.setblocking(False)
        self._theirs.setblocking(False)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._signalled)

    def listen(self) -> None:
        """Take over uncaught exceptions and the signals that end a program."""
        sys.excepthook = self._caught
        signal.set_wakeup_fd(self._theirs.fileno(), warn_on_full_buffer=False)
        for number in {signal.SIGTERM, signal.SIGINT, getattr(signal, "SIGHUP", signal.SIGTERM)}:
            signal.signal(number, _noted)

    def deaf(self) -> None:
        """Give back what `listen` took."""
        sys.excepthook = sys.__excepthook__
        signal.set_wakeup_fd(-1)
        self._notifier.setEnabled(False)

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        traceback.print_exception(kind, error, trace)
        self._parts.recovery.flush()
        self._parts.commands.tell_crash(error)

    @Slot()
    def _signalled(self) -> None:
        self._ours.recv(64)
        self._parts.commands.end_at_once()


def _noted(number: int, frame: object) -> None:
    """The wake-up descriptor brings the news to the event loop."""
