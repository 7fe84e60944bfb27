"""Our heads as python-frontmatter handlers, for anyone's scripts. Know neither posts nor files.

    post = frontmatter.load("week-19.md", handler=YAMLHead())
    post["title"] = "Week 20"
    frontmatter.dump(post, "week-19.md")

A handler remembers the head it split, so that `export` is an edit of that head: one handler serves one post.
Dates are given as the text that stands there. python-frontmatter itself strips the white space round the file.
"""

import re
from datetime import date
from typing import Any, ClassVar

from frontmatter import Post
from frontmatter.default_handlers import BaseHandler

from journal_app.post.head import fences, formats
from journal_app.post.values import clean, same


class Head(BaseHandler):
    """What the three formats share."""

    KIND: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        self._parts = fences.Cut("", "", "", "", "")

    def detect(self, text: str) -> bool:
        """Whether the text opens with a head of this format that is closed."""
        return fences.cut(text).kind == self.KIND

    def split(self, text: str) -> tuple[str, str]:
        """The head and the body, exact. Raises ValueError when there is no such head."""
        parts = fences.cut(text)
        if parts.kind != self.KIND:
            raise ValueError(f"the text does not open with a {self.KIND.upper()} head")
        self._parts = parts
        return parts.head, parts.body

    def load(self, fm: str) -> dict[str, Any]:
        """The fields of a head. Raises ValueError, with the line, when it does not parse."""
        reading = formats.read(self.KIND, _unix(fm))
        if reading.reason:
            raise ValueError(f"line {reading.line} of the head: {reading.reason}")
        return dict(reading.fields)

    def export(self, metadata: dict[str, object], **_kwargs: object) -> str:
        """The head that was split, with what differs in `metadata` changed and nothing else. Raises EditRefused."""
        head = self._parts.head
        text = _unix(head)
        wanted = {key: clean(_dated(value)) for key, value in metadata.items()}
        current = formats.read(self.KIND, text).fields
        for key in [key for key in current if key not in wanted]:
            text = formats.removed(self.KIND, text, key)
        for key, value in wanted.items():
            if key not in current or not same(current[key], value):
                text = formats.changed(self.KIND, text, key, value)
        if text == _unix(head):
            return head
        return text.replace("\n", "\r\n") if "\r\n" in head else text

    def format(self, post: Post, **kwargs: object) -> str:
        """The whole text, the fences and an unchanged body as they were."""
        parts = self._parts
        head = self.export(post.metadata, **kwargs)
        body = parts.body if post.content == parts.body.strip() else post.content
        if parts.kind:
            return parts.opening + head + parts.closing + body
        return f"{self.START_DELIMITER}\n{head}{self.END_DELIMITER}\n{body}"


class YAMLHead(Head):
    """A head between two lines of `---`."""

    KIND = "yaml"
    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "---"


class TOMLHead(Head):
    """A head between two lines of `+++`."""

    KIND = "toml"
    FM_BOUNDARY = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"


class JSONHead(Head):
    """A head in one pair of braces; read, and exported only as it was."""

    KIND = "json"
    FM_BOUNDARY = re.compile(r"^(?:{|})$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = ""


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _dated(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
