"""A few words around the first hit of a search, with the hits in them. Pure: a text in, a line out."""

import re
from dataclasses import dataclass

from journal_app.library.search import text as words_of
from journal_app.library.search.text import Phrase
from journal_app.post.late import late

_BEFORE, _LENGTH = 8, 160  # characters
_WHITE = late(r"\s+")
_MARKUP = late(r"^\s*(?:#{1,6}\s+|>\s*|[-*+]\s+|\d{1,9}[.)]\s+)+|[*`]+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Marked:
    """A line of text, and from where to where the hits in it reach."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()


def snippet(body: str, phrases: tuple[Phrase, ...]) -> Marked | None:
    """The words around the first hit in the body, on one line; None when the body has no hit."""
    pattern = words_of.pattern(phrases)
    hit = pattern.search(body) if pattern is not None else None
    if hit is None:
        return None
    start = max(0, hit.start() - _BEFORE)
    if start:
        space = _WHITE.search(body, start, hit.start())
        start = space.end() if space is not None else start
    before, rest = body[start : hit.start()], body[hit.start() : hit.start() + _LENGTH]
    line = ("\u2026" if start and body[start - 1] != "\n" else "") + _plain(before) + _plain(rest)
    return marked(line.strip(), phrases)


def marked(text: str, phrases: tuple[Phrase, ...]) -> Marked:
    """The text with its hits, in order and apart from each other."""
    pattern = words_of.pattern(phrases)
    spans = () if pattern is None else tuple(hit.span() for hit in pattern.finditer(text))
    return Marked(text, spans)


def _plain(text: str) -> str:
    """Without the commonest signs of Markdown, on one line."""
    return _WHITE.sub(" ", _MARKUP.sub("", text))
