"""Starts the web engine, with our scheme known to it, while something else is done. Knows no page.

Its start takes as long as a fifth of a second, half of it waiting, and a call to it from Python holds Python all the
while. So an event loop makes the call: there Qt does not hold Python, and a thread can work.
"""

from collections.abc import Callable
from threading import Thread

from PySide6.QtCore import QByteArray, QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtWebEngineCore import QWebEngineUrlScheme
from PySide6.QtWebEngineWidgets import QWebEngineView

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

    done = Signal()


def start(meanwhile: Callable[[], object]) -> None:
    """Start the engine, and call `meanwhile` in a thread; returns when both are done. Needs a QApplication."""
    news, loop = _News(), QEventLoop()
    view = QWebEngineView()

    def work() -> None:
        try:
            meanwhile()
        finally:
            news.done.emit()

    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(view.reload)  # a slot of Qt's own: no Python is called, and the view wants an engine for it
    timer.start(0)
    news.done.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
    thread = Thread(target=work, name="meanwhile")
    thread.start()
    loop.exec()
    thread.join()
