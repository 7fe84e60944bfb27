"""The `journal:` scheme, the only place the preview gets anything from: its page and allowed images, GET only."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QObject, QUrl
from PySide6.QtWebEngineCore import QWebEngineUrlRequestJob, QWebEngineUrlSchemeHandler

from journal_app.render import images, page

PAGE = "journal://page/"


class Handler(QWebEngineUrlSchemeHandler):
    """Answers for one preview."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.dark = False
        self.remote_images = False
        self.style = "serif"
        self._roots: dict[str, tuple[Path, ...]] = {}

    def set_roots(self, room: str, roots: Sequence[Path]) -> None:
        """Where the images of the post called `room` may lie; the last few posts' roots are kept."""
        self._roots.pop(room, None)
        self._roots[room] = tuple(roots)
        while len(self._roots) > 8:
            del self._roots[next(iter(self._roots))]

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Answer one request; whatever is not ours is not found."""
        url = job.requestUrl()
        if job.requestMethod() != QByteArray(b"GET"):
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
        elif url.host() == "page" and url.path() in ("", "/"):
            self._send_page(job)
        elif url.host() == "image":
            self._send_image(job, url.path(QUrl.ComponentFormattingOption.FullyEncoded))
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

    def _send_image(self, job: QWebEngineUrlRequestJob, path: str) -> None:
        room, _, source = path.lstrip("/").partition("/")
        try:
            image = images.find(unquote(source, errors="surrogateescape"), self._roots.get(room, ()))
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
