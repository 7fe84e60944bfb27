"""Which file an image in a post means, and whether it may be shown. Reads heads of files, writes none. No Qt.

A file is allowed when its real path lies below one of the asset roots, it is a regular file, its first bytes say it is
an image, and it is neither too heavy nor too large. Preview and export ask the same questions here.
"""

import os
import re
import stat
import sys
import unicodedata
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from journal_app.render.safe.image_heads import DRAWING, kind_of, size_of

if TYPE_CHECKING:
    from journal_app.post.image_places import Places

HEAVIEST = 20 << 20  # bytes
HEAVIEST_DRAWING = 2 << 20
LARGEST = 50_000_000  # pixels
_HEAD = 1 << 16
_IGNORES_CASE = sys.platform in ("darwin", "win32")
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")
_MADE_A_NAME = "%3a%00"  # in place of a scheme's colon; no file's name has it, and page.js knows it too
_BLANKS = re.compile(r"[\t\r\n]")  # engines leave them out of addresses
_IN_FRONT = "".join(map(chr, range(33)))


class Refused(Exception):
    """The image is not shown. `reason` is "outside", "missing", "no image", "too large", "embedded" (bytes in the text
    that are one of the last two) or "remote"; of a missing one `tried` are the places where it was looked for, spelled
    from the site's root."""

    def __init__(self, reason: str, source: str = "", tried: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.source = source
        self.tried = tried


@dataclass(frozen=True, slots=True)
class Image:
    """An allowed image: its real path, and its kind as "image/png"."""

    path: Path
    kind: str


def is_remote(source: str) -> bool:
    """Whether an image's address leaves this machine."""
    text = source.strip()
    return text.startswith(("//", "\\\\")) or text[:6].lower() == "https:" or text[:5].lower() == "http:"


def find(source: str, places: "Places", *, field: bool = False) -> Image:
    """The image that `source`, as written in the post, means to its site; in a `field` of the head it is a path that
    may be written as it is, without percent signs. Raises Refused."""
    from journal_app import files  # these two take a while to load, and addresses alone are cleaned without them
    from journal_app.post.image_places import candidates

    if is_remote(source):
        raise Refused("remote", source)
    text = source.strip()
    name = os.fsdecode(unquote_to_bytes(text.split("#", 1)[0].split("?", 1)[0]))
    names = dict.fromkeys((name, text) if field else (name,))
    if text[:7].lower() == "data%3a":  # as `harmless` made it
        raise Refused("embedded", source)
    # On Windows a back slash makes a host's name of what follows, and a colon a drive's or a stream's.
    leads_out = _SCHEME.match(text) or text[:7].lower() == "file%3a" or _MADE_A_NAME in text
    if leads_out or any("\\" in one or (os.name == "nt" and ":" in one) for one in names):
        raise Refused("outside", source)
    if not name or "\0" in name:
        raise Refused("missing", source)
    refusal = "missing"
    paths = tuple(dict.fromkeys(path for one in names for path in candidates(one, places, files.named, field=field)))
    for path in paths:
        try:
            image = allowed(path, places.roots)
            if _IGNORES_CASE and places.site.kind != "obsidian" and not is_spelled_so(path, places.home):
                raise Refused("missing", source)
            return image
        except Refused as found:
            refusal = found.reason if refusal == "missing" else refusal
    told = dict.fromkeys(_told(path, places.home) for path in paths)
    raise Refused(refusal, source, tuple(filter(None, told)) if refusal == "missing" else ())


def allowed(path: Path, roots: Sequence[Path]) -> Image:
    """The image at `path`, if it may be shown. Raises Refused."""
    try:
        real = os.path.realpath(path, strict=False)
        if not is_below(real, roots):
            raise Refused("outside")
        with open(os.open(real, _READING), "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise Refused("no image")
            data = file.read(_HEAD)
            kind = kind_of(data)
            if not kind:
                raise Refused("no image")
            if about.st_size > (HEAVIEST_DRAWING if kind == DRAWING else HEAVIEST):
                raise Refused("too large")
            if kind in ("image/gif", DRAWING) or size_of(data, kind) == (0, 0):
                data += file.read(HEAVIEST)  # its size may stand anywhere
    except (OSError, ValueError) as error:
        raise Refused("missing") from error
    reason = refusal_of(data, kind)
    if reason:
        raise Refused(reason)
    return Image(Path(real), kind)


def read(image: Image) -> bytes:
    """The bytes of an allowed image. Raises OSError, also when it grew beyond what is allowed."""
    with open(os.open(image.path, _READING), "rb") as file:
        data = file.read(HEAVIEST + 1)
    if len(data) > HEAVIEST:
        raise OSError(f"{image.path} is too large")
    return data


def judged(data: bytes) -> str:
    """The media type of the bytes of an image that may be shown. Raises Refused."""
    kind = kind_of(data[:_HEAD])
    if not kind:
        raise Refused("no image")
    if len(data) > (HEAVIEST_DRAWING if kind == DRAWING else HEAVIEST):
        raise Refused("too large")
    if reason := refusal_of(data, kind):
        raise Refused(reason)
    return kind


def plain(address: str) -> str:
    """An address as an engine reads it: without what it leaves out."""
    return _BLANKS.sub("", address).lstrip(_IN_FRONT)


def scheme_of(address: str) -> str:
    """The scheme an engine finds in an address, in small letters; "" when there is none."""
    found = _SCHEME.match(plain(address))
    return found[0][:-1].lower() if found else ""


def harmless(source: str) -> str:
    """An image's address with nothing in front that an engine would run or open: a scheme other than http and https is
    made part of a file's name, and so are embedded bytes that are no image or too large a one."""
    scheme = scheme_of(source)
    if scheme in ("", "http", "https"):
        return source
    address = plain(source)
    if scheme == "data" and _may_be_embedded(address):
        return address
    rest = address[len(scheme) + 1 :]
    return f"{address[: len(scheme)]}{_MADE_A_NAME}{rest[:25] if scheme == 'data' else rest}"


def as_written(source: str) -> str:
    """What `harmless` made of an address, as its author knows it."""
    return source.replace(_MADE_A_NAME, ":", 1)


def _may_be_embedded(address: str) -> bool:
    about, comma, code = address.partition(",")
    if not comma or not about.lower().startswith("data:image/") or not about.lower().endswith(";base64"):
        return False
    try:
        data = b64decode(code[: HEAVIEST * 4 // 3], validate=True)
    except ValueError:
        return False
    kind = kind_of(data)
    return kind not in ("", DRAWING) and not refusal_of(data, kind)


def refusal_of(data: bytes, kind: str) -> str:
    """Why these bytes of an image are not shown, "no image" or "too large", or "" when they may be."""
    if kind == DRAWING:
        from journal_app.render.safe import drawing

        if b"<!ENTITY" in data:
            return "no image"
        return "" if drawing.is_calm(data) else "too large"
    width, height = size_of(data, kind)
    if not width * height:
        return "no image"
    return "too large" if width * height > LARGEST else ""


def _told(path: Path, home: Path) -> str:
    """A path spelled from `home`; "" for one that leads out of it."""
    inner = os.path.relpath(os.path.normpath(path), home).replace(os.sep, "/")
    return "" if inner.startswith("../") else inner


def is_spelled_so(path: Path, home: Path) -> bool:
    """Whether the folders on the way from `home` hold these very names. Here A.png may open a.png, on a server not."""
    path = Path(os.path.normpath(path))
    while path.is_relative_to(home) and path != home:
        try:
            names = {unicodedata.normalize("NFC", name) for name in os.listdir(path.parent)}
        except OSError as error:
            return not isinstance(error, FileNotFoundError)  # what may not be listed is taken as it is
        if unicodedata.normalize("NFC", path.name) not in names:
            return False
        path = path.parent
    return True


def is_below(real: str, roots: Sequence[Path]) -> bool:
    """Whether a real path lies below one of these folders, or is one."""
    return any(_is_in(real, os.path.realpath(root)) for root in roots)


def _is_in(real: str, top: str) -> bool:
    try:
        return os.path.commonpath([real, top]) == top
    except ValueError:  # another drive
        return False
