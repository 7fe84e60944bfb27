"""A text as the words that search compares: the one rule for the index and for the query. Knows no database.

Compatibility forms are one (NFKC), case and accents are folded, each Chinese, Japanese or Korean character and each
mark is a word of its own, white space only separates. So two characters are found exactly, also across a line break,
and a mark between them parts them.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from journal_app.post.large import pieces
from journal_app.post.late import late

_CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u303c\u3041-\u3096\u309d-\u30ff\u3105-\u312f\u31a0-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U0001b000-\U0001b16f"
    "\U00020000-\U000323af"
)
_WORD = late(rf"[{_CJK}]|[^\W_{_CJK}]+|_|[^\w\s\x00-\x1f\x7f\ud800-\udfff]")
_ACCENTS = late("[\u0300-\u036f]+")
MARKS = "".join(chr(code) for code in range(0x21, 0x7F) if not chr(code).isalnum())
"""The ASCII marks, which FTS5's `ascii` tokenizer has to be told to keep; it keeps everything beyond ASCII."""
_QUERY_WORD = late(r'"([^"]*)"?|([^\s"]+)')


def folded(text: str) -> str:
    """The text with forms, case and accents folded; positions do not stay."""
    if text.isascii():
        return text.lower()
    parts = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFKC", parts.casefold())


def words(text: str) -> list[str]:
    """The words of the text, in order."""
    return [word for piece in pieces(text) for word in _WORD.findall(folded(piece))]


def indexed(text: str) -> str:
    """The words parted by spaces, as FTS5's `ascii` tokenizer takes them when it keeps MARKS."""
    return " ".join(words(text))


def apart(parts: Iterable[str]) -> str:
    """The parts as one text in which no phrase reaches from one part into the next."""
    return "\n\ue000\n".join(parts)


@lru_cache(maxsize=64)
def phrases(query: str) -> tuple[tuple[str, ...], ...]:
    """The query as phrases that all must occur: one for each word, or for each part in "quotes"."""
    found = (words(match[1] or match[2] or "") for match in _QUERY_WORD.finditer(query))
    return tuple(tuple(phrase) for phrase in found if phrase)


def takes_prefix(query: str) -> bool:
    """Whether the last word may be the beginning of a longer one: it is being typed, and not Chinese."""
    last = phrases(query)[-1:]
    return bool(last) and query[-1:].isalnum() and re.fullmatch(rf"[^\W_{_CJK}]+", last[0][-1]) is not None


def match_expression(query: str) -> str:
    """The query in FTS5's language; empty when the query has no words."""
    found = phrases(query)
    expression = " AND ".join('"' + " ".join(phrase).replace('"', '""') + '"' for phrase in found)
    return f"{expression} *" if takes_prefix(query) else expression


def holds(text_words: list[str], query: str) -> bool:
    """Whether the words hold every phrase of the query: what the index answers, without an index."""
    found = phrases(query)
    prefix = takes_prefix(query)
    return all(
        _holds_phrase(text_words, phrase, prefix and number == len(found) - 1) for number, phrase in enumerate(found)
    )


def _holds_phrase(text_words: list[str], phrase: tuple[str, ...], prefix: bool) -> bool:
    size = len(phrase)
    for start in range(len(text_words) - size + 1):
        part = tuple(text_words[start : start + size])
        if part == phrase or (prefix and part[:-1] == phrase[:-1] and part[-1].startswith(phrase[-1])):
            return True
    return False
