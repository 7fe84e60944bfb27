"""Find and replace in a post's body, byte-exact outside the hits, by Qt's expressions: these give up, and do not hang.

The rules are those of the find bar: whole words count letters and digits only, since Han text has no gaps; in a regular
expression `\\1` or `$1` is what a bracket caught, and `\\n` a new line.

A Chinese word that is broken over two lines of a paragraph is one, as the search has it; the line break stays. Where
the second line would begin with what is no paragraph, or in code, the post is left as it is.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from PySide6.QtCore import QRegularExpression, QRegularExpressionMatch

from journal_app.library.housekeeping import operations
from journal_app.library.housekeeping.operations import Operation, ReplaceText
from journal_app.post.errors import EditRefused
from journal_app.post.post import Post

_LETTER = r"[\p{Latin}\p{Greek}\p{Cyrillic}\p{N}_]"
_BREAK = r"(?:\n[ \t]*)?"
_BROKEN = re.compile(r"\n[ \t]*")
_NO_PARAGRAPH = re.compile(r"[ ]{0,3}#{1,6}[ \t]|[^\n]*\|")  # a heading or a table's row ends with its line
_BLOCK = re.compile(  # what is no paragraph, or makes one a heading or a table, when a line begins with it
    r"""(?x)
    [ \t]*(?:
      [-+*](?=[ \t]|$) | \d{1,9}[.)](?=[ \t]|$) | \#{1,6}(?=[ \t]|$) | [>|] | :(?=[ \t:]) | [-=_*][-=_* \t]*$
      | `{3} | ~{3} | \$\$ | <[A-Za-z/!?] | \[[^\]]*\]: | \{: | !{3}
    ) | .*\|
    """
)
_STRETCH = re.compile(  # fenced code, also without an end, and formulas
    r"^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*(`{3,}|~{3,})[^\n`]*\n.*?(?:^[ \t>]*\1[`~]*[ \t]*$|\Z)|\$\$.*?\$\$",
    re.MULTILINE | re.DOTALL,
)
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
    broken = _may_be_broken(operation, text)
    sought = _expression(operation, broken)
    if not sought.isValid():
        raise EditRefused("body", "the pattern is not valid")
    if not operation.text or not (broken or operation.regex or not operation.case or operation.text in text):
        return []
    wide = _wide_places(text)
    stretches = [found.span() for found in _STRETCH.finditer(text)] if broken else []
    found: list[Hit] = []
    matches = sought.globalMatch(text)
    if not matches.isValid():
        raise EditRefused("body", "the pattern takes too long in this text")
    while matches.hasNext():
        match = matches.next()
        if not match.isValid():
            raise EditRefused("body", "the pattern takes too long in this text")
        old = match.captured(0)
        new: str | None = _filled(match, operation)
        if old and old != new:
            start = _place(match.capturedStart(), wide)
            if broken and "\n" in old and "\n" not in operation.text:
                if any(first < start < last for first, last in stretches):
                    raise EditRefused("body", "a word that is broken over two lines stands in code or a formula")
                new = _around_break(text, start, old, operation.new)
            if new is not None:
                found.append(Hit(start, start + len(old), new))
    return found


def _may_be_broken(operation: ReplaceText, text: str) -> bool:
    """Whether the text sought may stand there with a line break in it."""
    if operation.regex:
        return False
    return any(
        _is_han(first) and _is_han(second) and f"{first}\n" in text for first, second in pairwise(operation.text)
    )


def _is_han(sign: str) -> bool:
    return "\u2e80" <= sign <= "\ud7ff" and sign.isalpha()


def _around_break(text: str, start: int, old: str, new: str) -> str | None:
    """What comes in the place of a word that is broken once, its line break among it; None where it is no word.

    EditRefused where the second line would be no line of the paragraph any more.
    """
    found: list[str] = _BROKEN.findall(old)
    line = text.rfind("\n", 0, start) + 1
    if len(found) != 1 or _NO_PARAGRAPH.match(text[line : start + old.index("\n")]):
        return None
    end = start + len(old)
    stop = text.find("\n", end)
    rest = text[end : stop if stop >= 0 else len(text)]
    has_rest = bool(rest[:1].strip())
    if _BLOCK.match(rest if has_rest else new + rest) and (has_rest or start > line):
        raise EditRefused("body", "what follows a word that is broken over two lines would begin a block")
    if has_rest:
        return new + found[0]
    return found[0] + new if start > line else new


@lru_cache(maxsize=4)
def _expression(operation: ReplaceText, broken: bool = False) -> QRegularExpression:
    pattern = operation.text if operation.regex else QRegularExpression.escape(operation.text)
    if broken:
        signs = [QRegularExpression.escape(sign) for sign in operation.text]
        joints = [_BREAK if _is_han(one) and _is_han(two) else "" for one, two in pairwise(operation.text)]
        pattern = "".join(map("".join, zip(signs, [*joints, ""], strict=True)))
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
