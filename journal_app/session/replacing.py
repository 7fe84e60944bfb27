"""Find and replace in a post's body, byte-exact outside the hits, by Qt's expressions: these give up, and do not hang.

The rules are those of the find bar: whole words count letters and digits only, since Han text has no gaps; in a regular
expression `\\1` or `$1` is what a bracket caught, and `\\n` a new line.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRegularExpression, QRegularExpressionMatch

from journal_app.library.housekeeping import operations
from journal_app.library.housekeeping.operations import Operation, ReplaceText
from journal_app.post.errors import EditRefused
from journal_app.post.post import Post

_LETTER = r"[\p{Latin}\p{Greek}\p{Cyrillic}\p{N}_]"
_REFERENCE = re.compile(r"\\([\\nt]|\d)|\$(\d)")


@dataclass(frozen=True, slots=True)
class Hit:
    """From `start` to `end` in code points of the body, and what comes there."""

    start: int
    end: int
    new: str


def fault(operation: ReplaceText) -> str:
    """What is wrong with the author's own pattern, in the words of Qt; "" when nothing is."""
    sought = _expression(operation)
    return "" if sought.isValid() else sought.errorString()


def edited(post: Post, operation: Operation, order: Sequence[str] = ()) -> Post:
    """The post after any operation, as `operations.edited` has it, a replacement in its body among them."""
    if isinstance(operation, ReplaceText):
        return replaced(post, operation)
    return operations.edited(post, operation, order)


def replaced(post: Post, operation: ReplaceText) -> Post:
    """The post with every hit in its body replaced; itself without one. EditRefused as for any edit of the body."""
    found = hits(post.body, operation)
    if found and len(post.body_ends) == 1:  # one kind of line ends: all the hits are one splice
        found = [_joined(post.body, found)]
    for hit in reversed(found):
        post = post.with_splice(hit.start, hit.end - hit.start, hit.new)
    return post


def _joined(text: str, found: list[Hit]) -> Hit:
    pieces: list[str] = []
    place = found[0].start
    for hit in found:
        pieces += [text[place : hit.start], hit.new]
        place = hit.end
    return Hit(found[0].start, place, "".join(pieces))


def hits(text: str, operation: ReplaceText) -> list[Hit]:
    """The hits that change something, in order. EditRefused when the pattern is wrong or takes too long."""
    sought = _expression(operation)
    if not sought.isValid():
        raise EditRefused("body", "the pattern is not valid")
    if not operation.text or (not operation.regex and operation.case and operation.text not in text):
        return []
    wide = _wide_places(text)
    found: list[Hit] = []
    matches = sought.globalMatch(text)
    if not matches.isValid():
        raise EditRefused("body", "the pattern takes too long in this text")
    while matches.hasNext():
        match = matches.next()
        if not match.isValid():
            raise EditRefused("body", "the pattern takes too long in this text")
        old = match.captured(0)
        new = _filled(match, operation)
        if old and old != new:
            start = _place(match.capturedStart(), wide)
            found.append(Hit(start, start + len(old), new))
    return found


@lru_cache(maxsize=4)
def _expression(operation: ReplaceText) -> QRegularExpression:
    pattern = operation.text if operation.regex else QRegularExpression.escape(operation.text)
    if operation.whole:
        edges = operation.text[:1] + operation.text[-1:]
        letters = operation.regex or any(edge.isalnum() and edge < "\u2e80" for edge in edges)
        pattern = rf"(?<!{_LETTER})(?:{pattern})(?!{_LETTER})" if letters else f"(?:{pattern})"
    options = QRegularExpression.PatternOption.UseUnicodePropertiesOption
    options |= QRegularExpression.PatternOption.MultilineOption
    if not operation.case:
        options |= QRegularExpression.PatternOption.CaseInsensitiveOption
    return QRegularExpression(pattern, options)


def _filled(match: QRegularExpressionMatch, operation: ReplaceText) -> str:
    if not operation.regex:
        return operation.new

    def fill(found: re.Match[str]) -> str:
        sign = found[1] or found[2]
        return match.captured(int(sign)) if sign.isdigit() else {"n": "\n", "t": "\t", "\\": "\\"}[sign]

    return _REFERENCE.sub(fill, operation.new)


def _wide_places(text: str) -> list[int]:
    """Where, in UTF-16 units, the signs stand that take two of them."""
    if text.isascii() or max(text) < "\U00010000":
        return []
    return [found.start() + before for before, found in enumerate(re.finditer("[\U00010000-\U0010ffff]", text))]


def _place(units: int, wide: list[int]) -> int:
    """A place in code points."""
    return units - bisect_left(wide, units)
