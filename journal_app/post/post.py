"""A post: the author's bytes as a value that can be changed in exactly one place. Knows no disk and no widget."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from journal_app.post import weave
from journal_app.post.envelope import Envelope, opened
from journal_app.post.errors import BrokenHead, EditRefused
from journal_app.post.head import fences, formats
from journal_app.post.large import is_large
from journal_app.post.splice import Splice
from journal_app.post.values import Name, Value, clean, dotted

__all__ = ["Name", "Post", "Value"]


@dataclass(frozen=True, slots=True)
class Origin:
    """What was read, so that going back to the same text also goes back to the same separators."""

    head_kind: str = ""
    head: str = ""
    head_ends: str = "n"
    body: str = ""
    ends: str = "n"


@dataclass(frozen=True, slots=True)
class Bulk:
    """What is only shown of a large or a binary file: `raw` from the byte `start`, as UTF-8 text or as bytes."""

    raw: bytes = field(repr=False)
    start: int = 0
    is_hex: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """A frozen value. `post != saved` says whether saving would write other bytes; `revision` is left out of that."""

    path: Path
    revision: int = field(default=0, compare=False)
    envelope: Envelope = field(default=Envelope(), repr=False)
    head_kind: str = ""
    opening: str = field(default="", repr=False)  # the opening fence with its line end, exact
    head_text: str = field(default="", repr=False)
    head_ends: str = field(default="n", repr=False)
    closing: str = field(default="", repr=False)
    body: str = field(default="", repr=False)
    body_ends: str = field(default="n", repr=False)
    origin: Origin = field(default=Origin(), repr=False, compare=False)
    written: str = field(default="", repr=False, compare=False)  # the head as the author last wrote it, not the form
    bulk: Bulk | None = field(default=None, repr=False, compare=False)  # then `body` is only its beginning

    @classmethod
    def parse(cls, path: Path, raw: bytes) -> Self:
        """The post in these bytes. Raises NotAPost for binary files and nothing else, however odd the head."""
        return cls.of(path, *opened(path, raw))

    @classmethod
    def of(cls, path: Path, envelope: Envelope, text: str) -> Self:
        """The post in this text."""
        return cls._of(path, envelope, fences.cut(text))

    @classmethod
    def _of(cls, path: Path, envelope: Envelope, parts: fences.Cut) -> Self:
        head, head_ends = weave.unweave(parts.head, _first_end(parts.opening), rarely=False)
        body, ends = weave.unweave(parts.body, _first_end(parts.opening + parts.closing))
        origin = Origin(parts.kind, head, head_ends, body, ends)
        return cls(
            path, 0, envelope, parts.kind, parts.opening, head, head_ends, parts.closing, body, ends, origin, head
        )  # fmt: skip

    @classmethod
    def parse_start(cls, path: Path, start: bytes) -> Self | None:
        """The post as far as the first bytes of a file tell: the whole head and some of the body, read-only.

        None when the head does not end within them, or when they are not plain UTF-8: then the whole file is needed.
        """
        text = _decoded_start(start)
        if text is None or text[:1] == "\ufeff" or "\0" in text:
            return None
        parts = fences.cut(text)
        if not parts.body if parts.kind else text.lstrip()[:1] in ("-", "+", "{"):
            return None
        return cls._of(path, Envelope("utf-8", b"", "Only the start of the file was read.", start), parts)

    def to_bytes(self) -> bytes:
        """The file's bytes."""
        if self.envelope.read_only:
            return self.envelope.raw
        head = self.written_head
        if self.body and self.head_kind and not head.endswith(("\n", "\r")):
            head += weave.woven("\n", self.body_ends[0])  # the file ended with the fence
        return self.envelope.to_bytes(head + weave.woven(self.body, self.body_ends))

    @property
    def written_head(self) -> str:
        """The head with its fences, exactly as it stands in the file."""
        return self.opening + weave.woven(self.head_text, self.head_ends) + self.closing

    @property
    def is_large(self) -> bool:
        """Whether the body is too much to be edited or rendered; a binary file is."""
        return self.bulk is not None or is_large(self.body)

    @property
    def is_guess(self) -> bool:
        """Whether the author said which encoding this is, since nothing could tell: it is never saved by itself."""
        return self.envelope.is_chosen

    @property
    def text(self) -> str:
        """Head and body as they are shown: the fences as they stand, lines parted by "\\n"."""
        return self.opening + self.head_text + self.closing + self.body

    @property
    def fields(self) -> Mapping[str, Value]:
        """The fields in order; none when the head is broken. A date is its text."""
        return formats.read(self.head_kind, self.head_text).fields

    @property
    def locked(self) -> Mapping[str, str]:
        """The fields that are shown but never rewritten, each with the reason."""
        return formats.read(self.head_kind, self.head_text).locked

    @property
    def broken(self) -> BrokenHead | None:
        """What keeps the head from being read, with its line in the file (from 1)."""
        if not self.head_kind:
            if self.body[:1] not in ("-", "+") and not self.body[:1].isspace():
                return None
            line, fence = fences.unclosed(self.body)
            return BrokenHead(line, f"the head is not closed by a line with {fence}") if fence else None
        reading = formats.read(self.head_kind, self.head_text)
        if not reading.reason:
            return None
        return BrokenHead(reading.line + _lines(self.opening), reading.reason)

    @property
    def encoding(self) -> str:
        """utf-8, utf-8-sig, utf-16, gb18030 …"""
        return self.envelope.encoding

    @property
    def read_only(self) -> str:
        """Why this post cannot be edited, as a sentence, or ""."""
        return self.envelope.read_only

    @property
    def offers(self) -> tuple[str, ...]:
        """The encodings in which this text could be edited, if the author says that it is in one of them."""
        return self.envelope.offers

    @property
    def line_ends(self) -> str:
        """LF, CRLF, CR or mixed."""
        used = [ends for text, ends in ((self.head_text, self.head_ends), (self.body, self.body_ends)) if "\n" in text]
        return weave.spelling(*(used or [self.body_ends]))

    @property
    def body_line(self) -> int:
        """The line of the file, from 0, at which the body starts."""
        return _lines(self.opening) + self.head_text.count("\n") + _lines(self.closing)

    def with_body(self, text: str) -> Self:
        """This post with another body; lines both have keep their separators."""
        text = self._writable("body", weave.plain(text))
        if text == self.body:
            return self
        return self._with_body(text, weave.rewoven_ends(self.body, self.body_ends, text))

    def with_splice(self, position: int, removed: int, added: str) -> Self:
        """This post with `removed` code points of the body at `position` replaced by `added`."""
        if position < 0 or removed < 0 or position + removed > len(self.body):
            raise ValueError(f"no such place in the body: {position} + {removed} of {len(self.body)}")
        splice = Splice(position, removed, self._writable("body", weave.plain(added)))
        return self._with_body(splice.applied(self.body), weave.spliced_ends(self.body, self.body_ends, splice))

    def with_field(self, name: Name, value: Value, *, order: Sequence[str] = ()) -> Self:
        """This post with one field set; a new one goes where `order` says. Raises EditRefused, and nothing changes."""
        self._may_edit(dotted(name))
        try:
            value = clean(value)
        except TypeError as error:
            raise EditRefused(dotted(name), str(error)) from None
        kind = self.head_kind or "yaml"
        head = formats.changed(kind, self.head_text, name, value, order, self.written)
        return self._with_head(kind, self._writable(dotted(name), head))

    def without_field(self, name: Name) -> Self:
        """This post without that field; itself when there is none. Raises EditRefused, and nothing changes."""
        self._may_edit(dotted(name))
        if not self.head_kind:
            return self
        return self._with_head(self.head_kind, formats.removed(self.head_kind, self.head_text, name))

    def with_head_text(self, text: str) -> Self:
        """This post with another raw head, which may be broken. Raises EditRefused when a line of it would end it."""
        text = self._writable("head", weave.with_rare_of(self.head_text, text))
        if not text and (not self.head_kind or not self.origin.head_kind):
            return self._with_head("", "")
        kind = self.head_kind or self.origin.head_kind or "yaml"
        if kind != "json" and text and not text.endswith("\n"):
            text += "\n"
        if fences.closes_early(kind, text):
            raise EditRefused("The head", "a line of it is the fence that would end it")
        if kind == "json" and fences.cut(text + "\n").head != text:
            raise EditRefused("The head", "a JSON head has to be one pair of braces with what is in them")
        return replace(self._with_head(kind, text), written=text)

    def with_path(self, path: Path) -> Self:
        """This post at another path."""
        return replace(self, path=path, revision=self.revision + 1)

    def _may_edit(self, name: str) -> None:
        if self.read_only:
            raise EditRefused(name, "the post is read-only")
        if broken := self.broken:
            raise EditRefused(name, f"the head does not parse ({broken.reason})")

    def _writable(self, name: str, text: str) -> str:
        if self.read_only:
            raise EditRefused(name, "the post is read-only")
        if text.isascii():
            return text
        if sign := self.envelope.lacks(text):
            if not 0xD800 <= ord(sign) <= 0xDFFF:
                raise EditRefused(name, f"{sign} cannot be written in {self.encoding}")
            return self._writable(name, re.sub("[\ud800-\udfff]", "\ufffd", text))
        return text

    def _with_body(self, body: str, ends: str) -> Self:
        origin = self.origin
        if len(ends) + len(origin.ends) > 2 and body == origin.body:
            ends = origin.ends
        if body.startswith("\n") and ends[:1] == "n" and self.closing.endswith("\r"):
            ends = weave.first_ends(ends, body.count("\n"), "r")
        return type(self)(
            self.path, self.revision + 1, self.envelope, self.head_kind, self.opening, self.head_text, self.head_ends,
            self.closing, body, ends, origin, self.written,
        )  # fmt: skip

    def _with_head(self, kind: str, head: str) -> Self:
        if kind == self.head_kind and head == self.head_text:
            return self
        opening, closing, revision, origin = self.opening, self.closing, self.revision + 1, self.origin
        if not kind:
            return replace(
                self, head_kind="", opening="", head_text="", head_ends=origin.head_ends, closing="", revision=revision
            )
        ends = self.head_ends
        if not self.head_kind:
            ends = self.body_ends[0] if self.body_ends[0] in "ndr" else "n"
            opening = closing = weave.woven("---\n", ends)
        elif (kind, head) == (origin.head_kind, origin.head):
            ends = origin.head_ends
        else:
            ends = weave.rewoven_ends(self.head_text, ends, head)
        again = fences.cut(opening + head + closing)
        if (again.kind, again.head) != (kind, head):  # a remark below an empty line is a head only beside a field
            raise EditRefused("The head", "it would not be read as a head any more")
        return replace(
            self, head_kind=kind, opening=opening, head_text=head, head_ends=ends, closing=closing, revision=revision
        )


def _lines(text: str) -> int:
    return len(re.findall("\r\n|\n|\r", text))


def _first_end(text: str) -> str:
    """The letter of the line end a fence has."""
    return weave.unweave(text)[1][:1] if "\r" in text else "n"


def _decoded_start(start: bytes) -> str | None:
    """UTF-8 text that may end within a sign."""
    for cut_off in range(4):
        try:
            return start[: len(start) - cut_off].decode()
        except UnicodeDecodeError:
            continue
    return None
