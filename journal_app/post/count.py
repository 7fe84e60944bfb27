"""字数 as Word counts it, and reading time. Knows the text only."""

import re
from dataclasses import dataclass
from typing import Final

from journal_app.post.large import pieces
from journal_app.post.late import late

HAN_A_MINUTE: Final = 300
WORDS_A_MINUTE: Final = 200


@dataclass(frozen=True, slots=True)
class Count:
    """`words` with full-width punctuation, and without; `signs` are those of Han, Kana or Hangul."""

    words: int
    without_punctuation: int
    signs: int = 0

    @property
    def minutes(self) -> int:
        """Reading time in whole minutes, at least one for any text: 300 signs or 200 Latin words a minute."""
        latin = self.without_punctuation - self.signs
        spent = self.signs / HAN_A_MINUTE + latin / WORDS_A_MINUTE
        return max(1, round(spent)) if self.words else 0


_FENCED: Final = late(
    r"^[ ]{0,3}(?:(?P<ticks>`{3,}+)[^`\n]*+|(?P<tildes>~{3,}+)[^\n]*+)\n"
    r"(?:(?![ ]{0,3}(?(ticks)(?P=ticks)`*|(?P=tildes)~*)[ \t]*$)[^\n]*\n?)*+(?:[^\n]*$)?",
    re.MULTILINE,
)
_MATH: Final = late(
    r"\$\$(?:[^$\\]|\\.|\$(?!\$)){1,20000}?\$\$"
    r"|(?<![\\$\w])\$(?![\s$])(?:[^$\n\\]|\\.)+?(?<!\s)\$(?![\d$])",
    re.DOTALL,
)
_TAGS: Final = late(
    r"<!--(?:(?!-->).)*+(?:-->)?|<(script|style)\b[^<>]*>(?:(?!</\1).)*+(?:</\1\s*>)?"
    r"|</?[A-Za-z][^<>]*>|<(?:https?|mailto|ftp):[^<>\s]*>",
    re.DOTALL | re.IGNORECASE,
)
_TARGETS: Final = late(
    r"\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\]\[[^\]\n]*\]|^[ ]{0,3}\[[^\]\n]+\]:[^\n]*$"
    r"|https?://[^\s<>()\u3000-\u9fff\uff00-\uffef]+",
    re.MULTILINE,
)
_LIST_NUMBER: Final = late(r"^[ \t>]*\d{1,9}[.)](?=[ \t])", re.MULTILINE)
_ENTITY: Final = late(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SIGNS: Final = (
    r"\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u3096\u309d-\u309f"
    r"\u30a1-\u30fa\u30fc-\u30ff\u3105-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f"
    r"\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_MARKS: Final = (
    r"\u2014\u2018\u2019\u201c\u201d\u2026\u00b7\u3001-\u3003\u3008-\u3011\u3014-\u301f\u3030\u303d\u30a0\u30fb"
    r"\ufe10-\ufe1f\ufe30-\ufe6f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_ONE_SIGN: Final = late(rf"[{_SIGNS}]")
_ONE_MARK: Final = late(rf"[{_MARKS}]")
# A run may hold an apostrophe, a point or a hyphen between letters or digits: don't, 3.14, well-known.
_RUN: Final = late(
    r"[^\W_\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U0001b000-\U0003ffff]+"
    r"(?:['\u2019.,:_-]?[^\W_\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U0001b000-\U0003ffff]+)*"
)


def count(body: str) -> Count:
    """字数 of a body: each sign, each full-width mark and each run of letters or digits is one."""
    signs = runs = marks = 0
    for piece in pieces(_without_stretches(body)):
        text = _readable(piece)
        signs += _count(_ONE_SIGN, text)
        runs += _count(_RUN, text)
        marks += _count(_ONE_MARK, text)
    return Count(signs + runs + marks, signs + runs, signs)


def _without_stretches(text: str) -> str:
    """The text without what may reach over many lines: fenced code, math and HTML."""
    if "```" in text or "~~~" in text:
        text = _FENCED.sub("\n", text)
    if "$" in text:
        text = _MATH.sub(" ", text)
    return _TAGS.sub(" ", text) if "<" in text else text


def _readable(text: str) -> str:
    """Whole lines as a reader reads them, roughly: without link targets and the numbers of lists."""
    if "](" in text or "][" in text or "]:" in text or "://" in text:
        text = _TARGETS.sub(" ", text)
    if "&" in text:
        text = _ENTITY.sub(" ", text)
    return _LIST_NUMBER.sub(" ", text)


def _count(pattern: re.Pattern[str], text: str) -> int:
    return pattern.subn("", text)[1]  # twice as fast as counting the matches of finditer
