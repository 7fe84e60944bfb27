"""A text as the words that search compares: the one rule for the index and for the query. Knows no database.

Compatibility forms are one (NFKC), case and accents are folded, each Chinese, Japanese or Korean character and each
mark is a word of its own, white space only separates. So two characters are found exactly, also across a line break,
and a mark between them parts them.

`words` says this plainly; `indexed` does the same for SQLite in a tenth of the time, and a law holds them together.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from journal_app.post.large import pieces
from journal_app.post.late import late

_CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u303c\u3041-\u3096\u309d-\u30ff\u3105-\u312f\u31a0-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U0001b000-\U0001b16f"
    "\U00020000-\U000323af"
)
_LETTER = rf"[^\W_{_CJK}]"
_WORD = late(rf"[{_CJK}]|{_LETTER}+|_|[^\w\s\x00-\x1f\x7f\ud800-\udfff]")
_IS_LETTERS = late(rf"{_LETTER}+")
_IS_WORD = late(rf"{_LETTER}|[{_CJK}]|_|[^\w\s\x00-\x1f\x7f\ud800-\udfff]")
_ACCENTS = late("[\u0300-\u036f]+")

# What SQLite's `ascii` tokenizer is given. A Chinese character or a mark is the escape of its code (u4e2d), ended by
# the backslash of the next or by a space; that no word can be mistaken for it, words have _U in the place of their u.
# A letter beyond ASCII is _LETTER4 or _LETTER6 and its code, without an end, so that words have beginnings.
_U, _LETTER4, _LETTER6 = "\x01", "\x05", "\x06"
TOKEN_MARKS = _U + _LETTER4 + _LETTER6
"""What the tokenizer has to be told to keep beside letters and digits."""
# These are words as they are (of a full-width mark stands for the ASCII one, too), and most of a Chinese text.
_AS_IT_IS = (
    "\u2014\u2018\u2019\u201c\u201d\u3001\u3002\u3008-\u3011\u3400-\u4dbf\u4e00-\u9fff"
    "\uff01-\uff0f\uff1a-\uff20\uff3b-\uff3d\uff3f\uff5b\uff5d"
)
_NOT_PLAIN = late("([^0-9A-Za-z \t\n\r]+)")
_TO_FOLD = late(f"[^{_AS_IT_IS}]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that have to follow each other. `is_open`: the last may be the beginning of a longer one."""

    words: tuple[str, ...]
    is_not: bool = False
    is_open: bool = False


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
    """The words of the text as FTS5's `ascii` tokenizer takes them when it keeps TOKEN_MARKS; ASCII."""
    parts = _NOT_PLAIN.split(text)
    known = _spelt
    parts[1::2] = [known.get(part) or _spell(part) for part in parts[1::2]]
    plain = "".join(parts).replace("u", _U).replace("U", _U)
    return plain.encode("ascii", "backslashreplace").decode("ascii")


def apart(parts: Iterable[str]) -> str:
    """The parts as one text in which no phrase reaches from one part into the next."""
    return "\n\ue000\n".join(parts)


def phrase(text: str, *, is_not: bool = False, is_open: bool = False) -> Phrase | None:
    """The phrase of this text; None without a word. A Chinese character is never the beginning of something longer."""
    found = tuple(words(text))
    if not found:
        return None
    return Phrase(found, is_not, is_open and text[-1].isalnum() and _IS_LETTERS.fullmatch(found[-1]) is not None)


def match_expressions(phrases: Iterable[Phrase]) -> tuple[str, str]:
    """Two questions in FTS5's language: which texts are wanted, and which are not; "" for none."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for asked in phrases:
        expression = f'"{indexed(" ".join(asked.words))}"'
        (unwanted if asked.is_not else wanted).append(f"{expression} *" if asked.is_open else expression)
    return " AND ".join(wanted), " OR ".join(unwanted)


def holds(text_words: Sequence[str], phrases: Iterable[Phrase]) -> bool:
    """Whether the words hold what is asked for: what the index answers, without an index."""
    return all(_holds_phrase(text_words, asked) is not asked.is_not for asked in phrases)


def _holds_phrase(text_words: Sequence[str], asked: Phrase) -> bool:
    wanted, size = asked.words, len(asked.words)
    for start in range(len(text_words) - size + 1):
        part = tuple(text_words[start : start + size])
        if part == wanted or (asked.is_open and part[:-1] == wanted[:-1] and part[-1].startswith(wanted[-1])):
            return True
    return False


_spelt: dict[str, str] = {}
_MOST_SPELT = 1 << 14


def _spell(part: str) -> str:
    """What stands between plain letters, for the tokenizer; kept where it is short and comes again."""
    spelt = _TO_FOLD.sub(_spell_folded, part)
    if spelt[-1] > "\x7f":
        spelt += " "
    if len(part) <= 3 and len(_spelt) < _MOST_SPELT:
        _spelt[part] = spelt
    return spelt


def _spell_folded(match: re.Match[str]) -> str:
    spelt = _spell_odd(match[0])
    return f" {spelt}" if match.start() else spelt


@lru_cache(maxsize=1 << 14)
def _spell_odd(part: str) -> str:
    return "".join(map(_spell_character, folded(part)))


@lru_cache(maxsize=1 << 14)
def _spell_character(character: str) -> str:
    if not _IS_WORD.fullmatch(character):
        return " "
    code = ord(character)
    is_letter = _IS_LETTERS.fullmatch(character) is not None
    if is_letter and code < 0x80:
        return character
    if is_letter:
        return f"{_LETTER4}{code:04x}" if code < 0x10000 else f"{_LETTER6}{code:06x}"
    if code < 0x80:
        return chr(code + 0xFEE0) + " "  # its full-width form
    return f" {_LETTER4}{code:04x} " if code < 0x100 else f"{character} "


_LATIN = "".join(map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00), *range(0xFF10, 0xFF5B))))


def spelling(phrases: Iterable[Phrase]) -> str:
    """A regular expression, for Python and for Qt, of the places in a text as written that answer the wanted phrases.

    For marking: letters that fold into two are not looked for. "" when nothing is wanted.
    """
    return "|".join(_spelling(asked) for asked in phrases if not asked.is_not)


@lru_cache(maxsize=16)
def pattern(phrases: tuple[Phrase, ...]) -> re.Pattern[str] | None:
    """`spelling`, compiled; None when nothing is wanted."""
    spelt = spelling(phrases)
    return re.compile(spelt) if spelt else None


def _spelling(asked: Phrase) -> str:
    spelt = r"\s*".join("".join(map(_any_form, word)) for word in asked.words)
    before = rf"(?<!{_LETTER})" if _IS_LETTERS.fullmatch(asked.words[0]) else ""
    after = "" if asked.is_open or not _IS_LETTERS.fullmatch(asked.words[-1]) else rf"(?!{_LETTER})"
    return f"{before}{spelt}{f'{_LETTER}*' if asked.is_open else after}"


def _any_form(sign: str) -> str:
    """A class of the ways to write the folded sign."""
    forms = _forms().get(sign, "") + sign + sign.upper()
    if "!" <= sign <= "~":
        forms += chr(ord(sign) + 0xFEE0) + chr(ord(sign.upper()) + 0xFEE0)
    some = "".join(map(re.escape, dict.fromkeys(forms)))
    return f"[{some}][\u0300-\u036f]*" if sign.isalpha() else f"[{some}]"


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    """The Latin letters by what they fold into."""
    forms: dict[str, str] = {}
    for letter in _LATIN:
        forms[folded(letter)] = forms.get(folded(letter), "") + letter
    return forms
