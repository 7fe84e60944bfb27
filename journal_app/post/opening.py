"""What a window shows of any file: the post, the start of a large one, a binary one as bytes. Knows no disk.

`Post.parse` reads everything and refuses binary files; here every file gives a post, and what is too much to be edited
comes as a `Bulk` beside it, to be shown and never written.
"""

import codecs
from dataclasses import replace
from pathlib import Path
from typing import Final

from journal_app.post import envelope as envelopes
from journal_app.post.envelope import Envelope
from journal_app.post.errors import NotAPost
from journal_app.post.large import LARGEST
from journal_app.post.post import Bulk, Post

_START: Final = 65536  # bytes, which hold the longest head that is read
_SLICE: Final = 1 << 20  # bytes decoded at once: another thread waits no longer


def opened(path: Path, raw: bytes, *, codec: str = "", like: Post | None = None) -> Post:
    """The post in these bytes. `codec` is the encoding the author chose; `like` the same post as it was open before.

    Never raises: a file that is no text comes as its bytes.
    """
    if not codec and like is not None and like.is_guess:
        codec = like.envelope.codec
    if len(raw) > LARGEST:
        return _large(path, raw, codec)
    if codec and (chosen := envelopes.opened_as(codec, raw)) is not None:
        return Post.of(path, *chosen)
    try:
        return Post.parse(path, raw)
    except NotAPost:
        return _binary(path, raw)


def _binary(path: Path, raw: bytes) -> Post:
    reason = "It holds binary data, so it is only shown, byte by byte."
    return Post(path, envelope=Envelope("binary", b"", reason, raw), bulk=Bulk(raw, 0, is_hex=True))


def _large(path: Path, raw: bytes, codec: str) -> Post:
    """The head and the first lines as a post, and all of the body to be looked at."""
    start = _whole_lines(raw)
    chosen = envelopes.opened_as(codec, start) if codec else None
    try:
        envelope, text = chosen or envelopes.opened(path, start)
    except NotAPost:
        return _binary(path, raw)
    reason = "It is larger than 8 MB, so it is only shown."
    post = Post.of(path, replace(envelope, read_only=reason, raw=raw, offers=()), text)
    head = len(post.written_head.encode("utf-8", "replace"))
    if envelope.codec == "utf-8":
        return replace(post, bulk=Bulk(raw, len(envelope.mark) + head))
    return replace(post, bulk=Bulk(_as_utf8(raw[len(envelope.mark) :], envelope.codec), head))


def _whole_lines(raw: bytes) -> bytes:
    """The first bytes, up to the end of a line or at least of a sign."""
    start = raw[:_START]
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in start[:4]:
        return start[:-2] if 0xD8 <= max(start[-1], start[-2]) <= 0xDB else start  # not between the halves of a pair
    if (end := start.rfind(b"\n")) > 0:
        return start[: end + 1]
    for size in range(len(start), len(start) - 4, -1):
        if envelopes.opened_as("utf-8", start[:size]) is not None:
            return start[:size]
    return start


def _as_utf8(raw: bytes, codec: str) -> bytes:
    decoder = codecs.getincrementaldecoder(codec)("replace")
    pieces = [
        decoder.decode(raw[at : at + _SLICE], at + _SLICE >= len(raw)).encode("utf-8", "replace")
        for at in range(0, len(raw), _SLICE)
    ]
    return b"".join(pieces)
