"""Starts the web engine, with our scheme known to it, while something else is done. Knows no page.

Its start takes as long as a fifth of a second, half of it waiting, and a call to it from Python holds Python all the
while. So an event loop makes the call: there Qt does not hold Python, and a thread can work.
"""

from collections.abc import Callable
from threading import Event, Thread
from typing import TypeVar

from PySide6.QtCore import QByteArray, QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtWebEngineCore import QWebEngineUrlScheme
from PySide6.QtWebEngineWidgets import QWebEngineView

Made = TypeVar("Made")
NAME = QByteArray(b"journal")


def register_scheme() -> None:
    """Make the scheme known; must be called once, before the QApplication is made."""
    if QWebEngineUrlScheme.schemeByName(NAME).name() == NAME:
        return
    scheme = QWebEngineUrlScheme(NAME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme)
    QWebEngineUrlScheme.registerScheme(scheme)


class _News(QObject):
    """What the thread tells."""

    half = Signal()
    done = Signal()


def start(first: Callable[[], object], make: Callable[[], Made], rest: Callable[[], object]) -> Made:
    """Call `first` in a thread while the engine starts, then `make` in this one, then `rest` in the thread.

    Returns what was made; it lives in an event loop already while `rest` is under way. Needs a QApplication. The thread
    waits while `make` is called, since two at once must not make types of Qt's.
    """
    news, loop, stands = _News(), QEventLoop(), Event()
    made: list[Made] = []
    view = QWebEngineView()

    def between() -> None:
        made.append(make())
        stands.set()

    def work() -> None:
        try:
            first()
            news.half.emit()
            stands.wait()
            rest()
        finally:
            news.done.emit()

    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(view.reload)  # a slot of Qt's own: no Python is called, and the view wants an engine for it
    timer.start(0)
    news.half.connect(between, Qt.ConnectionType.QueuedConnection)
    news.done.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
    thread = Thread(target=work, name="meanwhile")
    thread.start()
    loop.exec()
    thread.join()
    return made[0]
