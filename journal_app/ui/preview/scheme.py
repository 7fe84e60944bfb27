"""The `journal:` scheme, the only place the preview gets anything from: its page and allowed images, GET only."""

import os
from typing import Any
from urllib.parse import unquote

from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QObject, QUrl
from PySide6.QtWebEngineCore import QWebEngineUrlRequestJob, QWebEngineUrlSchemeHandler

from journal_app.render import images, page
from journal_app.render.image_places import Places

PAGE = "journal://page/"
_IMAGE, _COVER = "image", "cover"


class Handler(QWebEngineUrlSchemeHandler):
    """Answers for one preview."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.dark = False
        self.remote_images = False
        self.style = "serif"
        self._places: dict[str, Places] = {}

    def set_places(self, room: str, places: Places) -> None:
        """Where the images of the post called `room` are looked for; the last few posts' places are kept."""
        self._places.pop(room, None)
        self._places[room] = places
        while len(self._places) > 8:
            del self._places[next(iter(self._places))]

    def tried(self, address: str) -> tuple[str, ...]:
        """Where an image was looked for that is missing, from the address the page gave it; nothing for another one."""
        url = QUrl(address)
        try:
            self._find(url.host(), url.path(QUrl.ComponentFormattingOption.FullyEncoded))
        except images.Refused as refused:
            return refused.tried
        return ()

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

    def _find(self, host: str, path: str) -> images.Image:
        """The image an address of ours means: its host says whether the head or the text names it. Raises Refused."""
        room, _, source = path.lstrip("/").partition("/")
        places = self._places.get(room)
        if places is None:
            raise images.Refused("missing")
        return images.find(unquote(source, errors="surrogateescape"), places, field=host == _COVER)

    def _send_image(self, job: QWebEngineUrlRequestJob, url: QUrl) -> None:
        try:
            image = self._find(url.host(), url.path(QUrl.ComponentFormattingOption.FullyEncoded))
            opened = os.open(image.path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        except (images.Refused, OSError):
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        file = QFile(job)
        file.open(opened, QIODevice.OpenModeFlag.ReadOnly, QFile.FileHandleFlag.AutoCloseHandle)
        _add_headers(job, {b"X-Content-Type-Options": b"nosniff"})
        job.reply(QByteArray(image.kind.encode()), file)


def _add_headers(job: QWebEngineUrlRequestJob, headers: dict[bytes, bytes]) -> None:
    values: Any = {QByteArray(name): [QByteArray(value)] for name, value in headers.items()}  # a QMultiMap wants lists
    job.setAdditionalResponseHeaders(values)
