"""The process that renders: reads requests on its standard input, writes patches on its output. No Qt, no file.

It may be killed at any moment and holds nothing that cannot be sent again.
"""

import gc
import os
import select
import signal
import sys
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO

from journal_app.render.incremental import Incremental
from journal_app.render.protocol import BadFrame, ChangeSent, Decoder, Made, Message, NotMade, Ready, TextSent, encode
from journal_app.render.safe import limits

MEMORY = 1 << 30  # bytes of address space
_LONGEST_SILENCE = 30  # seconds after which the system ends this process, should nobody else


def main() -> int:
    """Serve until the input ends; returns the exit status."""
    gc.disable()  # what is loaded stays
    limits.hold(MEMORY)
    source = os.fdopen(os.dup(0), "rb", buffering=0)
    target = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # what a library prints must not get between the frames
    _warm_up()
    limits.calm()
    _write(target, encode(Ready()))
    return serve(source, target)


def serve(source: BinaryIO, target: BinaryIO) -> int:
    """Answer the requests from `source` on `target`; one that a newer overtakes is left."""
    decoder = Decoder()
    room, is_first = _Room(), True
    waiting: deque[Message] = deque()
    try:
        while waiting or _read(source, decoder, waiting):
            if not waiting:
                continue
            message = waiting.popleft()
            if waiting and isinstance(waiting[0], TextSent):
                continue  # nobody waits for it any more
            _alarm(_LONGEST_SILENCE)
            for answer in room.answers(message):
                _alarm(_LONGEST_SILENCE)
                _write(target, encode(answer))
                if _is_told(source) and not _read(source, decoder, waiting):
                    return 0
                if waiting:
                    break
            _alarm(0)
            if is_first:  # nobody waits now
                is_first = False
                limits.give_way()
    except BadFrame:
        return 1
    except BrokenPipeError:
        return 0
    return 0


def _read(source: BinaryIO, decoder: Decoder, waiting: deque[Message]) -> bool:
    """Take what is there; false at the end of the input."""
    data = source.read(1 << 20)
    waiting.extend(decoder.feed(data))
    return bool(data)


def _is_told(source: BinaryIO) -> bool:
    """Whether a newer request, or the end, has come. Where pipes cannot be asked, nothing is overtaken."""
    return sys.platform != "win32" and bool(select.select([source], [], [], 0)[0])


class _Room:
    """The one page this process works on."""

    def __init__(self) -> None:
        self._stream = -1
        self._body = ""
        self._page = Incremental()

    def answers(self, message: Message) -> Iterator[Message]:
        """What is answered, one after the other; an error ends it with a refusal."""
        if isinstance(message, TextSent):
            if message.stream != self._stream:
                self._page = Incremental(message.dialect, join_han=message.join_han)
                self._stream = message.stream
            self._body = message.body
        elif isinstance(message, ChangeSent):
            if message.stream != self._stream:
                yield NotMade(message.request, message.stream, "unknown stream")
                return
            self._body = message.splice.applied(self._body)
        else:
            return
        try:
            for patch, done in self._page.steps(self._body):
                yield Made(message.request, message.stream, patch, done) if patch else Ready(message.request)
        except (Exception, RecursionError, MemoryError) as error:
            self._stream = -1
            self._page = Incremental()
            yield NotMade(message.request, message.stream, f"{type(error).__name__}: {error}"[:300])


def _write(target: BinaryIO, data: bytes) -> None:
    view = memoryview(data)
    while view:
        written = target.write(view)
        view = view[written or 0 :]


def _alarm(seconds: int) -> None:
    """The system's own alarm, which needs no help from Python to end this process."""
    if sys.platform != "win32":
        signal.alarm(seconds)


def _warm_up() -> None:
    """Load what the first request would wait for; of languages in fences nobody knows which will come."""
    Incremental().update("# a\n\n*b* `c`\n\n```\nd = 1\n```\n\n- [x] e\n\n| f |\n|---|\n| g |\n")
