"""Pages into PDF files, printed by the web engine: numbers on the pages by the page's own sheet, an outline by pypdf.

The engine sees one page at a time, without script, network or files. Nothing here knows a post.
"""

import atexit
import io
import itertools
import os
import re
import sys
from collections.abc import Callable
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QEventLoop,
    QIODevice,
    QMarginsF,
    QMessageLogContext,
    QObject,
    QTimer,
    QtMsgType,
    QUrl,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlSchemeHandler,
)

from journal_app.post.errors import ExportFailed, JournalError
from journal_app.render.export.folder import PRINTED
from journal_app.ui.preview.engine import NAME
from journal_app.ui.preview.page import lock

_PAGE = "journal://page/"
_SECONDS = 120
_HEADING = re.compile(r"(<h([1-6])(?: [^<>]*)?>)(.*?)(</h\2>)", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_TITLE = re.compile(r"<title>([^<]*)</title>")
_LANGUAGE = re.compile(r'<html lang="([^"]*)"')
_MARK = "outline-"
_UNSEEN = "font-size:1px;line-height:1px;color:transparent"
_ABOVE = 12.0  # points shown above a heading


def printer() -> Callable[[bytes], bytes]:
    """What prints on the command line: brings Qt up, off-screen where there is no screen.

    JournalError where the engine would refuse to start, and end the process with it.
    """
    if sys.platform.startswith("linux"):
        if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        if os.geteuid() == 0 and "QTWEBENGINE_DISABLE_SANDBOX" not in os.environ:
            raise JournalError("The web engine that prints refuses to run as root. Use another account.")
    flags = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = f"{flags} --log-level=3 --disable-logging".strip()
    qInstallMessageHandler(_say_little)  # of missing graphics cards and buses: a report is on this stderr
    from journal_app.app.application import make_application

    application = make_application(sys.argv[:1])
    press = Press(application)
    atexit.register(press.close)
    return press.printed


def _say_little(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """What ends the process, and nothing else."""
    if kind == QtMsgType.QtFatalMsg:
        print(text, file=sys.stderr)


class Press(QObject):
    """Prints one page after the other. Lives in the thread of the window."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._profile = QWebEngineProfile(self)
        self._pages = _Pages(self)
        self._profile.installUrlSchemeHandler(NAME, self._pages)
        self._profile.setUrlRequestInterceptor(_Guard(self))
        self._page = self._new_page()
        self._number = 0
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(_SECONDS * 1000)
        self._clock.timeout.connect(self._on_gone)
        self._done: Callable[[bytes], None] | None = None

    def _new_page(self) -> QWebEnginePage:
        page = _Sealed(self._profile, self)
        lock(page)
        page.loadFinished.connect(self._on_loaded)
        page.renderProcessTerminated.connect(self._on_gone)
        return page

    def close(self) -> None:
        """Let the page go, which must not outlive its profile."""
        shiboken6.delete(self._page)

    def print(self, marked: bytes, done: Callable[[bytes], None]) -> None:
        """Print this page `with_marks`; `done` is called with the PDF, or with b"" when there is none."""
        self._done = done
        self._number += 1
        self._pages.html = marked
        self._clock.start()
        self._page.load(QUrl(_PAGE))

    def printed(self, html: bytes) -> bytes:
        """The page as a PDF with its outline; waits for it. Raises ExportFailed."""
        loop = QEventLoop()
        made: list[bytes] = []

        def take(pdf: bytes) -> None:
            made.append(pdf)
            loop.quit()

        self.print(with_marks(html), take)
        if not made:
            loop.exec()
        return outlined(made[0], html)

    @Slot(bool)
    def _on_loaded(self, succeeded: bool) -> None:
        if self._done is None:
            return
        if not succeeded:
            self._end(b"")
            return
        layout = QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(18, 20, 18, 20),
            QPageLayout.Unit.Millimeter,
        )  # fmt: skip
        self._page.printToPdf(partial(self._take, self._number), layout)

    def _take(self, number: int, pdf: QByteArray) -> None:
        if number == self._number:
            self._end(bytes(pdf.data()))

    @Slot()
    def _on_gone(self) -> None:
        """Too slow, or dead: what that page still says must not be taken for an answer to the next."""
        gone, self._page = self._page, self._new_page()
        gone.loadFinished.disconnect(self._on_loaded)
        gone.renderProcessTerminated.disconnect(self._on_gone)
        gone.deleteLater()
        self._number += 1
        self._end(b"")

    def _end(self, pdf: bytes) -> None:
        self._clock.stop()
        done, self._done = self._done, None
        if done is not None:
            done(pdf)


def with_marks(html: bytes) -> bytes:
    """The page with a mark in each heading and a link to each mark, that no reader sees: the engine notes the places
    of links' targets in the PDF, and of nothing else."""
    count = itertools.count(1)
    marked = _HEADING.sub(
        lambda found: f'{found[1]}<span id="{_MARK}{next(count)}">{found[3]}</span>{found[4]}', html.decode()
    )
    links = "".join(f'<a href="#{_MARK}{number}">.</a> ' for number in range(1, next(count)))
    return marked.replace("</body>", f'<div style="{_UNSEEN}">{links}</div></body>').encode()


def outlined(pdf: bytes, html: bytes) -> bytes:
    """The PDF with the page's headings as its outline, and its title. Raises ExportFailed when there is no PDF."""
    import pypdf
    from pypdf.generic import Fit, NameObject, TextStringObject

    if not pdf.startswith(b"%PDF-"):
        raise ExportFailed(Path(), "the web engine printed nothing")
    text = html.decode()
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    writer = pypdf.PdfWriter(clone_from=reader)
    places = {str(name).strip("/"): place for name, place in writer.named_destinations.items()}
    pages = {
        page.indirect_reference.idnum: number for number, page in enumerate(writer.pages) if page.indirect_reference
    }
    above: list[tuple[int, Any]] = []
    page = 0
    for number, found in enumerate(_HEADING.finditer(text), 1):
        place = places.get(f"{_MARK}{number}")
        words = " ".join(unescape(_TAG.sub("", found[3])).split())
        if place is not None and _number(place.page) in pages:
            page, top = pages[_number(place.page)], place.top
        else:  # what stands at the very top of a page has no place of its own
            top = None
        if not words:
            continue
        level = int(found[2])
        while above and above[-1][0] >= level:
            above.pop()
        fit = Fit.fit() if top is None else Fit.xyz(top=float(top) + _ABOVE)
        parent = above[-1][1] if above else None
        item = writer.add_outline_item(title=words, page_number=page, parent=parent, fit=fit)
        above.append((level, item))
    writer.root_object[NameObject("/Lang")] = TextStringObject(_found(_LANGUAGE, text))
    writer.add_metadata({"/Title": unescape(_found(_TITLE, text)), "/Creator": PRINTED.decode()})
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _number(page: Any) -> int:
    """The number of a page, or of a reference to it, among the objects of its file."""
    reference = getattr(page, "indirect_reference", None) or page
    return int(reference.idnum)


def _found(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""


class _Pages(QWebEngineUrlSchemeHandler):
    """Gives the one page there is."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.html = b""

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Answer with the page."""
        if job.requestUrl() != QUrl(_PAGE):
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
            return
        buffer = QBuffer(job)
        buffer.setData(QByteArray(self.html))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(QByteArray(b"text/html;charset=utf-8"), buffer)


class _Guard(QWebEngineUrlRequestInterceptor):
    """Lets the page itself through, and the pictures inside it."""

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Block all others."""
        if info.requestUrl() != QUrl(_PAGE) and info.requestUrl().scheme() != "data":
            info.block(True)


class _Sealed(QWebEnginePage):
    """Shows the page and goes nowhere else."""

    def acceptNavigationRequest(
        self, url: QUrl | str, kind: QWebEnginePage.NavigationType, is_main_frame: bool
    ) -> bool:
        """Nothing but the page."""
        return is_main_frame and QUrl(url) == QUrl(_PAGE)

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        """What a page says to the console is kept from ours: it may quote a stranger's post."""
