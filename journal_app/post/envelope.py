"""Bytes to text and back: which encoding a file has and whether it can be written again. Knows nothing of heads."""

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from journal_app.post.errors import NotAPost
from journal_app.post.guessing import guessed

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES: Final = {
    ("utf-8", True): "utf-8-sig",
    ("utf-16-le", True): "utf-16",
    ("utf-16-be", True): "utf-16",
    ("utf-32-le", True): "utf-32",
    ("utf-32-be", True): "utf-32",
}
_SAMPLE: Final = 65536
OFFERED: Final = ("gb18030", "latin-1", "cp1252")


@dataclass(frozen=True, slots=True)
class Envelope:
    """How the text lies in bytes: a byte order mark, then `codec`. Read-only files keep their `raw` bytes."""

    codec: str = "utf-8"
    mark: bytes = b""
    read_only: str = ""
    raw: bytes = b""
    offers: tuple[str, ...] = ()  # encodings in which read-only text could be edited, if the author says it is in one
    is_chosen: bool = False  # the author said which encoding it is: nothing is written without being asked

    @property
    def encoding(self) -> str:
        """The name the status bar shows."""
        return _NAMES.get((self.codec, bool(self.mark)), self.codec)

    def to_bytes(self, text: str) -> bytes:
        """The file's bytes. Raises UnicodeEncodeError for a sign this encoding does not have."""
        return self.raw if self.read_only else self.mark + text.encode(self.codec)

    def lacks(self, text: str) -> str:
        """The first sign of `text` that cannot be written in this encoding, or ""."""
        try:
            text.encode(self.codec)
        except UnicodeEncodeError as error:
            return text[error.start]
        return ""


PLAIN_UTF8: Final = Envelope()


def opened(path: Path, raw: bytes) -> tuple[Envelope, str]:
    """The envelope and the text of a file. Raises NotAPost for binary files, nothing else."""
    if not raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            pass
        else:
            if "\0" in text and _is_binary(raw):
                codec = _utf16_halves(raw)
                wide = _decoded(raw, codec) if codec else None
                if wide is None:
                    raise NotAPost(path, "it holds binary data")
                return Envelope(codec), wide
            return PLAIN_UTF8, text
    for mark, codec in _MARKS:
        if raw.startswith(mark):
            marked = _decoded(raw[len(mark) :], codec)
            if marked is not None:
                return Envelope(codec, mark), marked
    return _foreign(path, raw)


def _foreign(path: Path, raw: bytes) -> tuple[Envelope, str]:
    halves = _utf16_halves(raw)
    if halves and (text := _decoded(raw, halves)) is not None:
        return Envelope(halves), text
    if _is_binary(raw):
        raise NotAPost(path, "it holds binary data")
    sample = _around_first_fault(raw)
    if _is_damaged(sample):
        damaged = raw.decode("utf-8", "replace")
        bad = damaged.count("\ufffd")
        reason = f"Its text is UTF-8 with damaged places ({bad}), shown as \ufffd, so it cannot be changed here."
        return Envelope("utf-8", b"", reason, raw, offers_for(raw)), damaged
    codec = guessed(sample)
    if codec and (text := _decoded(raw, codec)) is not None:
        return Envelope(codec), text
    reason = "Its encoding is not known, so it is shown as Latin-1 and cannot be changed here."
    return Envelope("latin-1", b"", reason, raw, offers_for(raw)), raw.decode("latin-1")


def _around_first_fault(raw: bytes) -> bytes:
    """Whole lines around the first byte that is no UTF-8, which tell most of the encoding."""
    if len(raw) <= _SAMPLE:
        return raw
    try:
        raw.decode()
        return raw[:_SAMPLE]
    except UnicodeDecodeError as error:
        start = max(0, error.start - _SAMPLE // 2)
        start = max(0, raw.rfind(b"\n", start - _SAMPLE // 4, start) + 1)
    sample = raw[start : start + _SAMPLE]
    return sample.rpartition(b"\n")[0] or sample


def _is_damaged(sample: bytes) -> bool:
    """Whether the bytes read as UTF-8 with a few damaged places: another encoding makes no such text by chance."""
    damaged = sample.decode("utf-8", "replace")
    bad = damaged.count("\ufffd")
    good = len(damaged) - bad - len(damaged.encode("ascii", "ignore"))
    return good > 3 * bad


def offers_for(raw: bytes) -> tuple[str, ...]:
    """The encodings the author may choose for a text of unknown encoding: those that give the same bytes back."""
    return tuple(codec for codec in OFFERED if _decoded(raw, codec) is not None)


def fits(raw: bytes, codec: str) -> bool:
    """Whether the text in this encoding gives the same bytes back."""
    return _decoded(raw, codec) is not None


def opened_as(codec: str, raw: bytes) -> tuple[Envelope, str] | None:
    """The text in an encoding the author chose; None when it does not give the same bytes back."""
    text = _decoded(raw, codec)
    return None if text is None else (Envelope(codec, is_chosen=True), text)


def _decoded(raw: bytes, codec: str) -> str | None:
    """The text, when decoding and encoding give the same bytes again."""
    try:
        text = raw.decode(codec)
        return text if text.encode(codec) == raw else None
    except (UnicodeError, LookupError):
        return None


def _utf16_halves(raw: bytes) -> str:
    """UTF-16 without its mark shows itself by NUL in every other byte of Latin text."""
    start = raw[:4096]
    if len(start) < 4 or len(raw) % 2:
        return ""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    half = len(start) // 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.05 * half else ""


def _is_binary(raw: bytes) -> bool:
    start = raw[:8192]
    controls = len(start.translate(None, bytes(range(8, 14)) + b"\x1b" + bytes(range(32, 256))))
    return start.count(0) > 8 and controls > len(start) // 20
