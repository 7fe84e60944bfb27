"""The pictures a post may show: files under its own roots, and nothing else of the disk.

A link is looked up beside the post, in its asset folder (Hexo's `name/` beside `name.md`), and, when it begins with a
slash, in the site's static folders. What it leads to, links followed, must lie under one of the roots, be a regular
file and begin like a picture.
"""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from journal_app import files
from journal_app.post.errors import JournalError
from journal_app.post.site import Site

LARGEST = 20 * 1024 * 1024
_BEGINNINGS = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
    b"\x00\x00\x01\x00",
)


def roots(post: Path, site: Site) -> tuple[Path, ...]:
    """The folders whose files a post may show: its own, and its site's (or journal's) whole root around it."""
    root = site.root.absolute()
    own = post.absolute().parent
    return (own, root) if own.is_relative_to(root) and site.root != Path() else (own,)


def find(post: Path, site: Site, link: str) -> Path | None:
    """The picture a link of the post means, or None when it names none that may be shown."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path:
        return None
    name = unquote(parts.path, errors="surrogateescape")
    if "\0" in name or "\\" in name:
        return None
    if name.startswith("/"):
        places = [site.root / static / name.lstrip("/") for static in site.statics]
    else:
        places = [post.parent / name, post.with_suffix("") / name]
    allowed = [os.path.realpath(root) for root in roots(post, site)]
    for place in places:
        real = os.path.realpath(place)
        if any(Path(real).is_relative_to(root) for root in allowed) and _is_regular(real):
            return Path(real)
    return None


def reader(post: Path, site: Site) -> Callable[[str], bytes | None]:
    """A function that gives the bytes of the picture behind a link, or None when it may not or cannot be shown."""

    def read_image(link: str) -> bytes | None:
        path = find(post, site, link)
        if path is None:
            return None
        try:
            if path.stat().st_size > LARGEST:
                return None
            raw, _ = files.read(path)
        except (JournalError, OSError):
            return None
        return raw if is_picture(raw) else None

    return read_image


def is_picture(raw: bytes) -> bool:
    """Whether the bytes begin like a picture a browser shows."""
    if raw.startswith(_BEGINNINGS) or (raw[:4] == b"RIFF" and raw[8:12] == b"WEBP"):
        return True
    if raw[4:8] == b"ftyp" and raw[8:12] in (b"avif", b"avis", b"heic", b"mif1"):
        return True
    start = raw[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<svg", b"<?xml", b"<!--", b"<!doctype svg")) and b"<svg" in raw[:4096].lower()


def _is_regular(path: str) -> bool:
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False
