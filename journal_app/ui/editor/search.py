"""Finding and replacing in one text, by Qt's expressions: these give up on a pattern that would take forever.

Knows no widget. Places are in UTF-16 units, as Qt counts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRegularExpression, QRegularExpressionMatch

from journal_app.library.search import grammar
from journal_app.library.search import text as words_of

MOST_HITS = 20_000
_LETTER = r"[\p{Latin}\p{Greek}\p{Cyrillic}\p{N}_]"
_REFERENCE = re.compile(r"\\([\\nt]|\d)|\$(\d)")


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for and how."""

    text: str = ""
    case: bool = False
    whole: bool = False  # whole words; Han text has no gaps between words, so only letters and digits count
    regex: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """From `start` to `end`, and what to put there."""

    start: int
    end: int
    new: str = ""


def expression(sought: Sought) -> QRegularExpression:
    """The expression for what is sought; not valid when the author's own pattern is not."""
    pattern = sought.text if sought.regex else QRegularExpression.escape(sought.text)
    if sought.whole:
        pattern = rf"(?<!{_LETTER})(?:{pattern})(?!{_LETTER})" if _ends_in_letters(sought) else f"(?:{pattern})"
    options = (
        QRegularExpression.PatternOption.UseUnicodePropertiesOption | QRegularExpression.PatternOption.MultilineOption
    )
    if not sought.case:
        options |= QRegularExpression.PatternOption.CaseInsensitiveOption
    return QRegularExpression(pattern, options)


def words(text: str) -> QRegularExpression | None:
    """An expression for any of the words that a line of the search box asks for, or None."""
    spelling = words_of.spelling(grammar.parse(text).words)
    return (
        QRegularExpression(spelling, QRegularExpression.PatternOption.UseUnicodePropertiesOption) if spelling else None
    )


def hits(sought: QRegularExpression, text: str, *, start: int = 0) -> Iterator[QRegularExpressionMatch]:
    """Each hit with something in it, from `start` on."""
    found = sought.globalMatch(text, start)
    while found.hasNext():
        match = found.next()
        if match.capturedLength():
            yield match


def replacement(match: QRegularExpressionMatch, new: str, *, regex: bool) -> str:
    r"""What to put for a hit: with a regex, `\1` or `$1` is what a bracket caught and `\n` a new line."""
    if not regex:
        return new

    def fill(found: re.Match[str]) -> str:
        sign = found[1] or found[2]
        if sign.isdigit():
            return match.captured(int(sign))
        return {"n": "\n", "t": "\t", "\\": "\\"}[sign]

    return _REFERENCE.sub(fill, new)


def _ends_in_letters(sought: Sought) -> bool:
    if sought.regex:
        return True
    edges = sought.text[:1] + sought.text[-1:]
    return any(edge.isalnum() and edge < "\u2e80" for edge in edges)
