"""What the program and its render child say to each other: values, and frames of JSON on a pipe. Knows no process.

A frame is four bytes of length (big-endian) and that many bytes of JSON. Whatever does not read as one is an error:
the other side is then not to be trusted any more.
"""

import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from journal_app.post.splice import Splice
from journal_app.render.patch import Patch

if TYPE_CHECKING:  # the child makes no headline, and what reads heads is a seventh of its start
    from journal_app.render.card import Card

LONGEST_FRAME = 256 << 20


@dataclass(frozen=True, slots=True)
class TextSent:
    """Render this body. A `stream` the child does not know begins an empty page."""

    request: int
    stream: int
    dialect: str
    body: str
    join_han: bool = False


@dataclass(frozen=True, slots=True)
class ChangeSent:
    """Render the body of this stream after one more splice."""

    request: int
    stream: int
    splice: Splice


@dataclass(frozen=True, slots=True)
class Made:
    """A patch of the stream's page; more of them follow for the same request until `done`."""

    request: int
    stream: int
    patch: Patch
    done: bool = True


@dataclass(frozen=True, slots=True)
class NotMade:
    """The request could not be rendered; the child forgot the stream."""

    request: int
    stream: int
    reason: str


@dataclass(frozen=True, slots=True)
class Ready:
    """The child has loaded what it needs."""

    request: int = 0


@dataclass(frozen=True, slots=True)
class Rendered:
    """What the preview is to show: the next patch of a post's page (None: the text is the same) and its headline."""

    path: Path
    stream: int
    patch: Patch | None
    card: "Card"
    done: bool = True


@dataclass(frozen=True, slots=True)
class RenderFailed:
    """A post could not be rendered. `reason` is "slow", "stopped" or "broken"; `final`: it will not be tried again."""

    path: Path
    reason: str
    final: bool


Message = TextSent | ChangeSent | Made | NotMade | Ready
_KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in (TextSent, ChangeSent, Made, NotMade, Ready)}


class BadFrame(Exception):
    """What came over the pipe is no message."""


def encode(message: Message) -> bytes:
    """The message as one frame."""
    fields = {name: getattr(message, name) for name in message.__slots__}
    if isinstance(message, ChangeSent):
        splice = message.splice
        fields["splice"] = [splice.position, splice.removed, splice.added]
    if isinstance(message, Made):
        patch = message.patch
        fields["patch"] = [getattr(patch, name) for name in patch.__slots__]
    text = json.dumps([type(message).__name__, fields], ensure_ascii=False, separators=(",", ":"))
    data = text.encode("utf-8", "surrogatepass")
    return struct.pack(">I", len(data)) + data


def decode(data: bytes) -> Message:
    """The message in a frame's JSON. Raises BadFrame."""
    try:
        name, fields = json.loads(data.decode("utf-8", "surrogatepass"))
        if name == "ChangeSent":
            position, removed, added = fields["splice"]
            fields["splice"] = Splice(int(position), int(removed), str(added))
        if name == "Made":
            base, revision, first, removed, html, lines, shift, end = fields["patch"]
            if min(int(base), int(revision), int(first), int(removed)) < 0 or len(html) != len(lines):
                raise BadFrame("a patch that cannot be")
            fields["patch"] = Patch(
                int(base),
                int(revision),
                int(first),
                int(removed),
                tuple(str(part) for part in html),
                tuple(int(line) for line in lines),
                int(shift),
                int(end),
            )
        made: Message = _KINDS[name](**fields)
    except BadFrame:
        raise
    except Exception as error:  # anything at all may have been on the pipe
        raise BadFrame(str(error)) from error
    return made


class Decoder:
    """Bytes as they come, messages as they are complete."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def feed(self, data: bytes) -> Iterator[Message]:
        """The messages that `data` completes. Raises BadFrame."""
        self._waiting += data
        while len(self._waiting) >= 4:
            (length,) = struct.unpack_from(">I", self._waiting)
            if length > LONGEST_FRAME:
                raise BadFrame("a frame longer than any")
            if len(self._waiting) < 4 + length:
                return
            frame = bytes(self._waiting[4 : 4 + length])
            del self._waiting[: 4 + length]
            yield decode(frame)
