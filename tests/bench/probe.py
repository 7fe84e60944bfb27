"""What both sides of a measurement share: when a widget or a page has painted, and how a child tells its parent."""

import json
import os
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineScript

from tests.bench.clock import now

WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld
PATIENCE_MS = 60_000

# Whatever changes in the article is told when it has been painted: two frames later, by the title.
_WATCH = """(() => {
  const place = document.querySelector("main");
  if (!place || window.watched) return;
  window.watched = true;
  let number = 0, waiting = false;
  const tell = () => { waiting = false; document.title = "painted " + (++number); };
  const see = () => {
    if (waiting || !place.firstElementChild) return;
    waiting = true;
    requestAnimationFrame(() => requestAnimationFrame(tell));
  };
  new MutationObserver(see).observe(place, { childList: true, subtree: true, characterData: true });
  see();
})();"""


def tell(measured: dict[str, Any]) -> None:
    """Hand what was measured to the parent."""
    print(json.dumps(measured), flush=True)


class Painted(QObject):
    """Calls `then` once, when `widget` has painted while `holds` and the event loop has come round after it."""

    def __init__(self, widget: QObject, then: Callable[[], None], holds: Callable[[], bool]) -> None:
        super().__init__(widget)
        self._then: Callable[[], None] | None = then
        self._holds = holds
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._then is not None and self._holds():
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._then)
            self._then = None
        return False


class PagePaint(QObject):
    """Tells each change of a page's article when it has been painted."""

    def __init__(self, page: QWebEnginePage, then: Callable[[], None] | None = None) -> None:
        super().__init__(page)
        self._then = then
        self._loop = QEventLoop(self)
        self._painted = 0.0
        script = QWebEngineScript()
        script.setName("bench")
        script.setSourceCode(_WATCH)
        script.setWorldId(WORLD)
        script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentReady)
        page.scripts().insert(script)
        page.runJavaScript(_WATCH, WORLD)  # a page that stands already
        page.titleChanged.connect(self._on_title)

    def _on_title(self, title: str) -> None:
        if title.startswith("painted"):
            self._painted = now()
            self._loop.quit()
            if self._then is not None:
                then, self._then = self._then, None
                then()

    def wait(self) -> None:
        """Until the next change was painted. A page that does not change ends the measurement."""
        if not self._painted:
            late = QTimer(self, singleShot=True, interval=PATIENCE_MS)
            late.timeout.connect(_end)
            late.start()
            self._loop.exec()
            late.stop()

    def after(self, change: Callable[[], object]) -> float:
        """Make a change; the milliseconds until it is painted."""
        self._painted = 0.0
        begun = now()
        change()
        self.wait()
        return self._painted - begun


def pause(milliseconds: int) -> None:
    """Let the event loop run."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_until(holds: Callable[[], bool]) -> None:
    """Let the event loop run until this holds."""
    end = now() + PATIENCE_MS
    while not holds():
        if now() > end:
            sys.exit("the program did not come to where it can be measured")
        pause(20)


def give_up() -> None:
    """End a child that never gets to its last mark."""
    QTimer.singleShot(PATIENCE_MS, _end)


def _end() -> None:
    print("it took too long", file=sys.stderr, flush=True)
    os._exit(3)


def middle(values: list[float]) -> float:
    """The median. Not by `statistics`, whose import every start would pay."""
    return sorted(values)[len(values) // 2]
