"""What the bytes at the beginning of a file say of an image: its kind and its size. Knows no file."""

import re
import struct

DRAWING = "image/svg+xml"
_SVG = re.compile(  # possessive: what is read is not read again, or comments take time without end
    rb"(?:\xef\xbb\xbf)?+\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!--(?:(?!-->).)*+-->\s*+)*+"
    rb"(?:<!DOCTYPE svg[^>]*+>\s*+)?+<svg[\s>]",
    re.DOTALL,
)
_BITMAP_HEADS = {struct.pack("<I", size) for size in (40, 52, 56, 64, 108, 124)}


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
    if head.startswith(b"BM") and head[14:18] in _BITMAP_HEADS:
        return "image/bmp"
    if _SVG.match(head):
        return DRAWING
    return ""


def size_of(head: bytes, kind: str) -> tuple[int, int]:
    """Width and height in pixels as the header tells, (0, 0) when it does not; of a film its largest picture's."""
    try:
        if kind == "image/png":
            return struct.unpack_from(">II", head, 16) if head[12:16] == b"IHDR" else (0, 0)
        if kind == "image/gif":
            return _gif(head)
        if kind == "image/bmp":
            width, height = struct.unpack_from("<ii", head, 18)
            return abs(width), abs(height)
        if kind == "image/webp":
            return _webp(head)
        if kind == "image/jpeg":
            return _jpeg(head)
        if kind == "image/avif":
            return _avif(head)
    except (struct.error, IndexError):
        pass
    return 0, 0


def _gif(data: bytes) -> tuple[int, int]:
    """A picture in the file may be larger than the screen its head tells."""
    width, height = struct.unpack_from("<HH", data, 6)
    position = 13 + _colours(data[10])
    while position + 10 <= len(data):
        mark = data[position]
        if mark == 0x2C:
            left, top, across, down = struct.unpack_from("<HHHH", data, position + 1)
            width, height = max(width, left + across), max(height, top + down)
            position += 11 + _colours(data[position + 9])
        elif mark == 0x21:
            position += 2
        else:
            break
        while position < len(data) and data[position]:
            position += 1 + data[position]
        position += 1
    return width, height


def _colours(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _avif(head: bytes) -> tuple[int, int]:
    sizes = [struct.unpack_from(">II", head, found.end() + 4) for found in re.finditer(b"ispe", head)]
    return max(sizes, key=lambda size: size[0] * size[1], default=(0, 0))


def _webp(head: bytes) -> tuple[int, int]:
    if head[12:16] == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if head[12:16] != b"VP8 ":
        return 0, 0
    width, height = struct.unpack_from("<HH", head, 26)
    return width & 0x3FFF, height & 0x3FFF


def _jpeg(head: bytes) -> tuple[int, int]:
    position = 2
    while position < len(head):
        if head[position] != 0xFF:
            break
        marker = head[position + 1]
        if marker == 0xFF:  # a byte that fills
            position += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", head, position + 5)
            return width, height
        position += 2 + int.from_bytes(head[position + 2 : position + 4], "big")
    return 0, 0
