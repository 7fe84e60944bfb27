"""Which file an image in a post means, and whether it may be shown. Reads heads of files, writes none. No Qt.

A file is allowed when its real path lies below one of the asset roots, it is a regular file, its first bytes say it is
an image, and it is neither too heavy nor too large. Preview and export ask the same questions here.
"""

import os
import re
import stat
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

from journal_app.post.site import PLAIN, Site

HEAVIEST = 20 << 20  # bytes
LARGEST = 50_000_000  # pixels
_HEAD = 1 << 16
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
_SVG = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]", re.DOTALL
)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")


class Refused(Exception):
    """The image is not shown. `reason` is "outside", "missing", "no image", "too large" or "remote"."""

    def __init__(self, reason: str, tried: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.tried = tried


@dataclass(frozen=True, slots=True)
class Image:
    """An allowed image: its real path, and its kind as "image/png"."""

    path: Path
    kind: str


def roots_of(post: Path, site: Site = PLAIN) -> tuple[Path, ...]:
    """The asset roots of a post: its folder, then the site's static folders."""
    return (post.parent, *(site.root / name for name in site.statics))


def is_remote(source: str) -> bool:
    """Whether an image's address leaves this machine."""
    text = source.strip()
    return text.startswith(("//", "\\\\")) or text[:6].lower() == "https:" or text[:5].lower() == "http:"


def find(source: str, roots: Sequence[Path]) -> Image:
    """The image that `source`, as written in the post, means. The first root answers for relative ones, and all
    others for those that begin with a slash. Raises Refused."""
    if is_remote(source):
        raise Refused("remote", source)
    text = source.strip()
    if _SCHEME.match(text) or "\\" in text:
        raise Refused("outside", source)
    name = os.fsdecode(unquote_to_bytes(text.split("#", 1)[0].split("?", 1)[0]))
    if not name or "\0" in name:
        raise Refused("missing", source)
    refused = Refused("missing", name)
    rooted = name.startswith("/")
    for root in roots[1:] if rooted and len(roots) > 1 else roots:
        try:
            return allowed(root / name.lstrip("/"), roots)
        except Refused as found:
            if refused.reason == "missing":
                refused = found
    raise refused


def allowed(path: Path, roots: Sequence[Path]) -> Image:
    """The image at `path`, if it may be shown. Raises Refused."""
    try:
        real = os.path.realpath(path, strict=False)
        if not any(_is_below(real, root) for root in roots):
            raise Refused("outside", str(path))
        with open(os.open(real, _READING), "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise Refused("no image", str(path))
            head = file.read(_HEAD)
    except (OSError, ValueError) as error:
        raise Refused("missing", str(path)) from error
    kind = kind_of(head)
    if not kind:
        raise Refused("no image", str(path))
    width, height = size_of(head, kind)
    if about.st_size > HEAVIEST or width * height > LARGEST or (kind == "image/svg+xml" and about.st_size > 2 << 20):
        raise Refused("too large", str(path))
    return Image(Path(real), kind)


def kind_of(head: bytes) -> str:
    """The media type the first bytes of a file tell, or ""."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in (b"avif", b"avis"):
        return "image/avif"
    if head.startswith(b"BM") and len(head) > 26:
        return "image/bmp"
    if _SVG.match(head):
        return "image/svg+xml"
    return ""


def size_of(head: bytes, kind: str) -> tuple[int, int]:
    """Width and height in pixels as the header tells, (0, 0) when it does not."""
    try:
        if kind == "image/png":
            return struct.unpack_from(">II", head, 16)
        if kind == "image/gif":
            return struct.unpack_from("<HH", head, 6)
        if kind == "image/bmp":
            width, height = struct.unpack_from("<ii", head, 18)
            return abs(width), abs(height)
        if kind == "image/webp":
            return _webp(head)
        if kind == "image/jpeg":
            return _jpeg(head)
    except (struct.error, IndexError):
        pass
    return 0, 0


def _webp(head: bytes) -> tuple[int, int]:
    if head[12:16] == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack_from("<HH", head, 26)
    return width & 0x3FFF, height & 0x3FFF


def _jpeg(head: bytes) -> tuple[int, int]:
    position = 2
    while position < len(head):
        marker = head[position + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", head, position + 5)
            return width, height
        position += 2 + int.from_bytes(head[position + 2 : position + 4], "big")
    return 0, 0


def _is_below(real: str, root: Path) -> bool:
    top = os.path.realpath(root)
    try:
        return os.path.commonpath([real, top]) == top
    except ValueError:
        return False
