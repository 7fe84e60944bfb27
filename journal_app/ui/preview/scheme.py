"""The `journal:` scheme, the only place the preview gets anything from: its page and allowed images, GET only.

Images are looked for in a thread: a folder may be large, and far away.
"""

import os
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import unquote

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QFile,
    QIODevice,
    QObject,
    QRunnable,
    Qt,
    QThreadPool,
    QUrl,
    Signal,
    Slot,
)
from PySide6.QtWebEngineCore import QWebEngineUrlRequestJob, QWebEngineUrlSchemeHandler

from journal_app.post.image_places import Places
from journal_app.render import page
from journal_app.render.safe import images

PAGE = "journal://page/"
_IMAGE, _COVER = "image", "cover"
_KEPT = 1000  # refusals
_READING = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class Handler(QWebEngineUrlSchemeHandler):
    """Answers for one preview."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.dark = False
        self.remote_images = False
        self.style = "serif"
        self._places: dict[str, Places] = {}
        self._waiting: dict[int, QWebEngineUrlRequestJob] = {}
        self._refusals: dict[str, tuple[str, ...]] = {}  # by address, of the last images that were asked for
        self._asked = 0
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._relay = _Relay()
        self._relay.looked.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def set_places(self, room: str, places: Places) -> None:
        """Where the images of the post called `room` are looked for; the last few posts' places are kept."""
        self._places.pop(room, None)
        self._places[room] = places
        while len(self._places) > 8:
            del self._places[next(iter(self._places))]

    def refused(self, address: str) -> tuple[str, ...]:
        """Why the image at this address of ours did not come: as in `images.Refused`, with the places if it is missing;
        "damaged" when the engine was given a file it could not read."""
        return self._refusals.get(_plain(QUrl(address)), ("missing",))

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Answer one request; whatever is not ours is not found."""
        url = job.requestUrl()
        if job.requestMethod() != QByteArray(b"GET"):
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
        elif url.host() == "page" and url.path() in ("", "/"):
            self._send_page(job)
        elif url.host() in (_IMAGE, _COVER):
            self._send_image(job, url)
        else:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)

    def _send_page(self, job: QWebEngineUrlRequestJob) -> None:
        text = page.preview(dark=self.dark, remote_images=self.remote_images, style=self.style)
        policy = page.policy(remote_images=self.remote_images)
        _add_headers(
            job,
            {
                b"Content-Security-Policy": policy.encode(),
                b"X-Content-Type-Options": b"nosniff",
                b"Referrer-Policy": b"no-referrer",
            },
        )
        buffer = QBuffer(job)
        buffer.setData(QByteArray(text.encode()))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(QByteArray(b"text/html; charset=utf-8"), buffer)

    def _meant(self, url: QUrl) -> "_Meant":
        """The image an address of ours means: its host says whether the head or the text names it."""
        path = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
        room, _, source = path.lstrip("/").partition("/")
        return _Meant(unquote(source, errors="surrogateescape"), self._places.get(room), url.host() == _COVER)

    def _send_image(self, job: QWebEngineUrlRequestJob, url: QUrl) -> None:
        self._asked += 1
        self._waiting[self._asked] = job
        job.destroyed.connect(partial(self._waiting.pop, self._asked, None))  # the page does not wait any more
        self._pool.start(_Look(self._asked, _plain(url), self._meant(url), self._relay))

    @Slot(object)
    def _answer(self, looked: "_Looked") -> None:
        self._refusals.pop(looked.address, None)
        self._refusals[looked.address] = looked.refused
        while len(self._refusals) > _KEPT:
            del self._refusals[next(iter(self._refusals))]
        job = self._waiting.pop(looked.number, None)
        if job is None:
            if looked.opened >= 0:
                os.close(looked.opened)
        elif looked.opened < 0:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
        else:
            file = QFile(job)
            file.open(looked.opened, QIODevice.OpenModeFlag.ReadOnly, QFile.FileHandleFlag.AutoCloseHandle)
            _add_headers(job, {b"X-Content-Type-Options": b"nosniff"})
            job.reply(QByteArray(looked.kind.encode()), file)


@dataclass(frozen=True, slots=True)
class _Meant:
    source: str
    places: Places | None
    field: bool

    def found(self) -> images.Image:
        """The image. Raises Refused."""
        if self.places is None:
            raise images.Refused("missing", self.source)
        return images.find(self.source, self.places, field=self.field)


@dataclass(frozen=True, slots=True)
class _Looked:
    """What came of a look: the open file's number, -1 when there is nothing to show; and what is to be said if the
    engine does not show it."""

    number: int
    address: str
    refused: tuple[str, ...] = ("missing",)
    opened: int = -1
    kind: str = ""


class _Relay(QObject):
    """Carries what was found from the looking thread to the UI's."""

    looked = Signal(object)


class _Look(QRunnable):
    def __init__(self, number: int, address: str, meant: _Meant, relay: _Relay) -> None:
        super().__init__()
        self._number = number
        self._address = address
        self._meant = meant
        self._relay = relay

    def run(self) -> None:
        looked = _Looked(self._number, self._address)
        try:
            image = self._meant.found()
            opened = os.open(image.path, _READING)
            looked = _Looked(self._number, self._address, ("damaged",), opened, image.kind)
        except images.Refused as refused:
            looked = _Looked(self._number, self._address, (refused.reason, *refused.tried))
        except OSError:
            pass
        self._relay.looked.emit(looked)


def _plain(url: QUrl) -> str:
    """An address as it is known by, whether the page or the engine spelled it."""
    return url.toString(QUrl.ComponentFormattingOption.FullyEncoded)


def _add_headers(job: QWebEngineUrlRequestJob, headers: dict[bytes, bytes]) -> None:
    values: Any = {QByteArray(name): [QByteArray(value)] for name, value in headers.items()}  # a QMultiMap wants lists
    job.setAdditionalResponseHeaders(values)
